/*
 * Inside searching: search.c makes a search and answers what it found,
 * search_sets.c makes sets of a query's tree, search_score.c and
 * search_date.c put what was found in order, search_page.c turns pages.
 */
#ifndef ARCHIVE_SEARCH_INT_H
#define ARCHIVE_SEARCH_INT_H

#include "archive/search.h"
#include "archive/sqlite_finder.h"

struct dated {
	int64_t telegram;
	char date[FIND_DATE_ROOM];
};

struct search {
	struct archive *a;
	struct arena arena;
	struct query *q;
	struct finder *finder;
	struct marker *marker;		/* made when it is first needed */
	int64_t max;			/* the greatest row */
	uint64_t count;			/* of the archive */
	struct rows found;
	uint64_t total;
	struct search_hit *scored;	/* all, in no order; NULL: not yet */
	bool sorted;			/* they are in order */
	struct dated *dated;		/* all, oldest first; NULL: not yet */
	struct counts counts[SEARCH_FACET__MAX];
	bool counted;
};

/* False, and the archive says why. */
bool search_no_memory(struct search *);

/* search_sets.c: the set of a node; on failure there may be something to
 * free. */
bool search_set(struct search *, const struct query_node *, struct rows *);

/* search_score.c: a page by relevance, the best first. */
size_t score_page(struct search *, uint64_t offset, struct search_hit *out,
    size_t cap);
/* Those next behind a place; next before it, the nearest first. */
size_t score_behind(struct search *, const struct search_hit *place,
    struct search_hit *out, size_t cap);
size_t score_before(struct search *, const struct search_hit *place,
    struct search_hit *out, size_t cap);
/* All of them in s->scored, in order: for export, and pages far down. */
bool score_sort(struct search *);

/* search_date.c. A way along the dates: what was found is given to fn until
 * it says false. */
struct date_walk {
	struct search *s;
	uint64_t skip;		/* so many first are passed over */
	bool (*fn)(void *, int64_t);
	void *ctx;
};
/* From a place on, or from the beginning where it is NULL. wanted: how many
 * the caller is to see. */
bool date_each(struct search *, bool down, const struct dated *behind,
    uint64_t wanted, struct date_walk *);
/* Backwards from a place on. */
bool date_back(struct search *, bool down, const struct dated *place,
    uint64_t wanted, const struct date_walk *);

#endif
