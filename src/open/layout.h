/* Turns the words of a page, each with its place, into lines of text that
 * look like the page. For the room open only. */
#ifndef OPEN_LAYOUT_H
#define OPEN_LAYOUT_H

#include <stddef.h>

#include "base/buf.h"

/* Any unit; y grows downwards.  Heights are those of the word's line. */
struct layout_word {
	const char *p;		/* UTF-8; not copied */
	size_t n;
	double left, right, top, bottom;
};

/* Begins as zero. */
struct layout {
	struct layout_word *v;
	size_t n, cap;
	bool failed;		/* out of memory */
	double blank;		/* how wide a blank is, in heights */
	double pitch;		/* from line to line */
	double margin;
};

void layout_add(struct layout *, const struct layout_word *);
/* Appends the lines.  False: out of memory. */
bool layout_put(struct layout *, struct buf *);
void layout_free(struct layout *);

#endif
