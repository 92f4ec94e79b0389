/* How a telegram is printed in the forms of archives.  For the generators. */
#ifndef BENCH_GEN_FORMS_H
#define BENCH_GEN_FORMS_H

#include "gen.h"

enum form { CSV, TRANSMISSION, MIRROR, HTML, MARKDOWN, CFPF, TEI, FOIA, FRAGMENT,
	FORMS };
extern const struct gen_form {
	const char *name, *suffix;
} gen_forms[FORMS];

/* A telegram as lines. */
enum part { HEADER, ORDER, TAGS, SUBJECT, REFS, AUTHORITY, BODY, SIGNATURE };

struct line {
	size_t at, n;
	enum part part;
	size_t par;		/* of a BODY line */
	unsigned section;
	size_t tag, tag_end;	/* of a TAGS line: which are on it */
};

struct page {
	struct buf room;
	struct line *v;
	size_t n, cap;
	size_t open;		/* where the unfinished line begins */
	enum part part;
	size_t par;
	unsigned section;
};

/* Lines [from, to) of a telegram's text, and which keys they fill. */
struct piece {
	size_t from, to;
	bool order, subject, refs, authority, pars, signature, whole;
	size_t par, par_end;
};

/* Appends the telegram in that form; g is room that is used over again. What
 * a fragment has of it is given back. index: its number in the archive. */
struct piece gen_print(struct buf *out, enum form, const struct telegram *,
    struct page *g, uint64_t seed, uint64_t index);
/* Between two transmissions of one file: those without their first lines
 * need the end of message. */
void gen_between(struct buf *out, bool before, bool after);

/* The addresses of a telegram in a row; its tags, NULL: the person. */
const struct address *gen_recipient(const struct telegram *, size_t i);
size_t gen_tag_count(const struct telegram *);
const char *gen_tag_at(const struct telegram *, size_t i);
extern const char gen_month_codes[12][4], gen_security[CLASSES][12];

void gen_printf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
