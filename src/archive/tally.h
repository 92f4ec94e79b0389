/*
 * What stands out in an archive: the telegrams that are cited most, the posts
 * that write to each other most, the months of a search.  For the rooms above the archive.
 */
#ifndef ARCHIVE_TALLY_H
#define ARCHIVE_TALLY_H

#include "archive/archive.h"
#include "archive/search.h"
#include "base/arena.h"

struct tally_cited {
	const char *id;		/* as references have it; the arena's */
	int64_t telegram;	/* 0: not held */
	uint64_t n;		/* telegrams that cite it */
};
/* The most cited first, then by number; at most so many.  Numbers are taken
 * as they stand in REF lines: none is folded. */
enum archive_status tally_cited(struct archive *, struct arena *,
    size_t most, struct tally_cited **, size_t *n);

/* Numbers, as they stand in REF lines, that no telegram here has. */
enum archive_status tally_ghosts(struct archive *, uint64_t *n);

enum { TALLY_POSTS = 12 };

struct tally_posts {
	const char *from[TALLY_POSTS], *to[TALLY_POSTS];	/* the arena's */
	size_t from_n, to_n;
	uint64_t n[TALLY_POSTS][TALLY_POSTS];	/* telegrams: from, to */
	uint64_t most;		/* of these */
};
/* The posts that sent most and those that most was sent to (not for
 * information), the first of them first, and how much each sent to each. */
enum archive_status tally_posts(struct archive *, struct arena *,
    struct tally_posts *);

enum { TALLY_MONTHS = 24 };
/* How many telegrams that a search finds were sent in each month of a year
 * and the next. */
enum archive_status tally_months(struct archive *, struct arena *,
    struct search *, int year, uint64_t n[TALLY_MONTHS]);

#endif
