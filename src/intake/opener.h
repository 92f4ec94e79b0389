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

/* The input. */
struct opener_input {
	reftel_read_fn *read;
	reftel_seek_fn *seek;	/* NULL: it can only be read on */
	void *ctx;
	const char *head;	/* its first bytes, which are still to be read */
	size_t head_n;
	/* Reads the letters of an image: UTF-8 (free), or NULL with a static
	 * reason. */
	char *(*letters)(void *host, const struct opener_image *,
	    const char **why);
	void *host;
};

enum opener_status {
	OPENER_OK,
	OPENER_END,
	OPENER_REFUSED,		/* this part; the next may be fine */
	OPENER_BROKEN,		/* the rest of the input */
	OPENER_ENOMEM
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
	/* Pages, if page_n > 0: where in the part each begins, and whether
	 * its letters were read from an image. */
	const uint64_t *page;
	const bool *ocr;
	size_t page_n;
};

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
	char *(*letters)(const struct opener_image *, const char **why);
};

#endif
