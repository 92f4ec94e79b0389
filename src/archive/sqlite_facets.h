/*
 * Facets: how many telegrams of a set have each value.  For few telegrams
 * their rows are looked up; for many, the columns of all telegrams are read
 * once a handle and kept in memory, some 20 bytes a telegram.
 */
#ifndef ARCHIVE_SQLITE_FACETS_H
#define ARCHIVE_SQLITE_FACETS_H

#include "archive/sqlite_finder.h"

struct facets {
	struct arena arena;		/* all of it */
	bool kept;
	int64_t state;			/* of the archive, when it was read */
	int64_t max, count;		/* greatest row; telegrams */
	uint64_t looked_up;		/* rows so far, since then */
	/* Of each row, by facet: 0, none; else the value's number from 1 on
	 * (SEARCH_YEAR: the year). None for SEARCH_TAG. */
	uint32_t *of[SEARCH_FACET__MAX];
	const char **value[SEARCH_FACET__MAX];
	size_t value_n[SEARCH_FACET__MAX], value_cap[SEARCH_FACET__MAX];
	/* Telegrams of TAGS i: tagged[tag_at[i]] up to tag_at[i + 1]. */
	uint32_t *tagged;
	size_t *tag_at;
	size_t tagged_n, tagged_cap, tag_n, tag_cap;
};

void facets_free(struct facets *);
bool facets_count(struct archive *, struct facets *, const struct rows *,
    uint64_t total, struct counts [SEARCH_FACET__MAX], struct arena *);

#endif
