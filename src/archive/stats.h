/*
 * Counting telegrams of an archive: all of them, or those of a search.
 * For the rooms archive and above.
 */
#ifndef ARCHIVE_STATS_H
#define ARCHIVE_STATS_H

#include "archive/archive.h"
#include "archive/search.h"
#include "base/arena.h"

/* What telegrams are counted by. */
enum stats_by {
	STATS_YEAR,		/* of the number, else of the date */
	STATS_MONTH, STATS_DAY, STATS_POST,
	STATS_CLASS, STATS_CAPTION, STATS_TAG, STATS_FORM,
	STATS_PRECEDENCE, STATS_TO, STATS_CODE,
	STATS_BY__MAX
};
struct stats_by_info {
	const char *name;	/* "year" */
	const char *what;	/* "year of the telegram number" */
	bool many;		/* a telegram may have several: the sum is not
				 * their number */
	bool by_value;		/* in order of values, not of counts */
};
extern const struct stats_by_info stats_by_info[STATS_BY__MAX];
/* STATS_BY__MAX: there is none of that name. */
enum stats_by stats_by_name(const char *);

struct stats_row {
	const char *value;	/* "": those that have none; these come last */
	uint64_t n;		/* telegrams */
};

/*
 * Chooses the telegrams of a search for the calls that follow on this
 * handle; NULL: all telegrams of the archive.
 */
enum archive_status stats_choose(struct archive *, struct search *);
/* Rows are the arena's: by value (days, ranks), or the most frequent first
 * and then by value. */
enum archive_status stats_count(struct archive *, struct arena *,
    enum stats_by, struct stats_row **, size_t *n);

/* Sizes are in bytes, all else is counts. */
struct stats_overview {
	/* of the telegrams that are chosen */
	uint64_t telegrams, numbered, dated, paragraphs, redactions, refs;
	uint64_t witnesses, with_witnesses;
	const char *first, *last;	/* dates, "" where there are none */
	uint64_t diagnostics;		/* telegrams that have any */
	/* of the archive */
	uint64_t files, file_bytes;
	uint64_t sources, source_bytes, packed_bytes;
	uint64_t archive_bytes;		/* of its file */
	uint64_t quarantine, ghosts;
};
/* Strings are the arena's. */
enum archive_status stats_overview(struct archive *, struct arena *,
    struct stats_overview *);

#endif
