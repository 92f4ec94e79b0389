/*
 * What opens an input that is no text: an archive, a PDF file, an image, a
 * mail.  Each opener is a module of its own with one library behind it,
 * loaded when the first such input is met (see module.h): these libraries
 * cost more to load than a small command takes to run.
 *
 * An opener turns one input into parts, one after the other.  What a part
 * is, and whether it has to be opened in turn, is not its business.
 */
#ifndef INTAKE_OPENER_H
#define INTAKE_OPENER_H

#include "base/buf.h"
#include "reftel.h"

/* Changes when anything in this file does. */
enum { OPENER_VERSION = 1 };
#define OPENER_SYMBOL "reftel_opener"

/* What has to be in memory whole, such as a PDF file, is at most so long. */
#define OPENER_WHOLE_MAX ((size_t)64 * 1024 * 1024)

/* A grey image, a byte a pixel, 0 is black, rows without gaps. */
struct opener_image {
	unsigned char *pixels;
	int width, height, dpi;
};

/* What bytes are, for who has to choose among parts. */
enum opener_content {
	OPENER_PROSE,		/* text, but of no telegram */
	OPENER_TELEGRAM,
	OPENER_HOLDS		/* something to be opened */
};

/* The input. */
struct opener_input {
	reftel_read_fn *read;
	reftel_seek_fn *seek;	/* NULL: it can only be read on */
	void *ctx;
	const char *head;	/* its first bytes, which are still to be read */
	size_t head_n;
	/* Appends the letters of an image as UTF-8; false with a static
	 * reason, such as "can not be read". */
	bool (*letters)(const struct opener_image *, struct buf *out,
	    const char **why);
	enum opener_content (*look)(const char *, size_t);
};

enum opener_status {
	OPENER_OK,
	OPENER_END,
	OPENER_REFUSED,		/* this part; the next may be fine */
	OPENER_BROKEN,		/* the rest of the input */
	OPENER_ENOMEM
};

/* The pages of a part, as far as they have been read: where in its bytes each
 * begins, and whether its letters were read from an image. */
struct opener_pages {
	uint64_t *at;
	bool *ocr;
	size_t n;
};

/* What a part is, as far as its opener knows. */
enum opener_part_kind {
	OPENER_PART_ANY,	/* look at its beginning */
	OPENER_PART_TEXT,	/* text, and nothing to be opened */
	OPENER_PART_MAIL	/* decoded fields and text of a mail */
};

struct opener_part {
	const char *name;	/* inside the input; NULL: it has none */
	enum opener_part_kind kind;
	const char *carrier;	/* what it was taken from: "pdf"; or NULL */
	const struct opener_pages *pages;	/* or NULL; grows */
	const char *const *mail;	/* fields of the mail it came with */
	size_t mail_n;
};

/* Each module defines one, by the name of OPENER_SYMBOL. */
struct opener {
	int version;
	/* NULL: out of memory. The input outlives the opener. */
	void *(*open)(const struct opener_input *);
	/* The next part; what it points to lasts until the next call.  What
	 * is left of the part before is passed over. After REFUSED the part's
	 * name is set, if it has one. */
	enum opener_status (*next)(void *, struct opener_part *);
	/* Bytes of the part: 0 at its end, -1: the part is broken. */
	long (*read)(void *, void *, size_t);
	/* Why the last call failed; a sentence's end, such as "is encrypted". */
	const char *(*reason)(const void *);
	void (*close)(void *);
	/* As in opener_input, for "ocr"; NULL for the others. */
	bool (*letters)(const struct opener_image *, struct buf *out,
	    const char **why);
};

#define OPENER_EXPORT __attribute__((visibility("default")))
extern OPENER_EXPORT const struct opener reftel_opener;

#endif
