/*
 * Facets: how many telegrams of a set have each value.  For few telegrams
 * their rows are looked up; for many, the values of all telegrams are read
 * once a handle and kept in memory as numbers, some 40 bytes a telegram, and
 * one walk over the set counts them all.
 */
#ifndef ARCHIVE_SQLITE_FACETS_H
#define ARCHIVE_SQLITE_FACETS_H

#include "archive/sqlite_finder.h"

/* The values of one telegram.  0: none; else the number of a value from 1 on
 * (SEARCH_YEAR: the year itself).  Its TAGS are tagged[] up to those of the
 * next row; of[SEARCH_TAG] is where they begin. */
struct facet_row {
	uint32_t of[SEARCH_FACET__MAX];
};

struct facets {
	struct arena arena;		/* all of it */
	bool kept;
	int64_t state;			/* of the archive, when it was read */
	int64_t max, count;		/* greatest row; telegrams */
	uint64_t looked_up;		/* rows so far, since then */
	struct facet_row *row;		/* max + 2 of them */
	uint32_t *tagged;		/* numbers of TAGS, each once a telegram */
	uint32_t year_max;
	const char **value[SEARCH_FACET__MAX];
	size_t value_n[SEARCH_FACET__MAX], value_cap[SEARCH_FACET__MAX];
};

void facets_free(struct facets *);
bool facets_count(struct archive *, struct facets *, const struct rows *,
    uint64_t total, struct counts [SEARCH_FACET__MAX], struct arena *);

#endif
