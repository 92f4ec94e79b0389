/*
 * Two readings of a telegram held side by side, word by word.
 *
 *	struct reading a, b;
 *	struct collation c;
 *	if (reading_make(&a, &arena, t) && reading_make(&b, &arena, u) &&
 *	    collate(&c, &arena, &a, &b))
 *		for (size_t i = 0; i < c.n; i++)
 *			... c.op[i] ...
 *
 * The rows of an operation are words a..a_end of the one and b..b_end of the
 * other; operations cover all words of both, in order, each once, and none
 * runs from the heading over into subject and text.  What
 * block a word stands in and which bytes of it are the word's: reading.h.
 * For the room archive and above.
 */
#ifndef ARCHIVE_COLLATE_H
#define ARCHIVE_COLLATE_H

#include "archive/reading.h"

/* How the words of a stretch differ. */
enum collate_kind {
	COLLATE_SAME,		/* byte by byte */
	COLLATE_POINTS,		/* but for case and points */
	COLLATE_SPELT,		/* but for accents, damage, blanks within */
	COLLATE_CHANGED,	/* other words in either */
	COLLATE_ONLY_A,
	COLLATE_ONLY_B,
	COLLATE_CUT_A,		/* A has a cut, and perhaps words at it; B
				 * has what was cut, or nothing */
	COLLATE_CUT_B,
	COLLATE_KIND__MAX
};
/* "same", "points", "spelt", "changed", "only-a", "only-b", "cut-a",
 * "cut-b"; static. */
const char *collate_kind_name(enum collate_kind);

/* One stretch of both. */
struct collate_op {
	enum collate_kind kind;
	uint32_t a, a_end, b, b_end;
};

/* Words (cuts not counted) of each kind, on each side. */
struct collate_count {
	uint32_t words[2];		/* all */
	uint32_t of[COLLATE_KIND__MAX][2];
	/* Cuts that the other side does not make: operations CUT_A, CUT_B,
	 * by their marks; and cuts that both make. */
	uint32_t cuts[2], cuts_both;
};

/* The arena's. */
struct collation {
	const struct reading *a, *b;
	struct collate_op *op;
	size_t n;
};

/* Time grows as the words do, whatever they are.  False: out of memory. */
bool collate(struct collation *, struct arena *, const struct reading *a,
    const struct reading *b);
/* Of the operations whose words are at or behind these. */
void collate_count(const struct collation *, size_t from_a, size_t from_b,
    struct collate_count *);
/* Nothing differs; loose: but for case and points. */
bool collate_equal(const struct collation *, bool loose);

#endif
