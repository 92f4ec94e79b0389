/*
 * What a query finds.  A search belongs to one handle of an archive and sees
 * it as it was when the search was made; it is held until search_free().
 * For the rooms above, and export.
 *
 *	struct query_error error;
 *	struct search *s = search_new(a, "nuclear from:PARIS", &error);
 *	if (s == NULL)
 *		... error.what, or where that is "" archive_error(a) ...
 *	search_each(s, SEARCH_DATE, fn, ctx);
 *	search_free(s);
 */
#ifndef ARCHIVE_SEARCH_H
#define ARCHIVE_SEARCH_H

#include "archive/archive.h"
#include "archive/query.h"

struct search;

enum search_order {
	SEARCH_RELEVANCE,	/* best first; without words as SEARCH_DATE */
	SEARCH_DATE,		/* oldest first; undated ones last */
	SEARCH_DATE_DOWN	/* newest first; undated ones last */
};

/*
 * Parses the query, finds everything that it means and counts it.  NULL: the
 * query is wrong, and *error says where and why; or the archive failed or
 * its time was over, then error->what is "" (archive_status()).
 */
struct search *search_new(struct archive *, const char *query,
    struct query_error *);
void search_free(struct search *);

/* The query, with notes on what else was searched. */
const struct query *search_query(const struct search *);
/* Exact. */
uint64_t search_total(struct search *);
/* It is among what was found. */
bool search_has(struct search *, int64_t telegram);
/* All of it in order, without a ceiling; fn returns false to end it.  False:
 * the archive failed. */
bool search_each(struct search *, enum search_order,
    bool (*fn)(void *ctx, int64_t telegram), void *ctx);

struct search_hit {
	int64_t telegram;
	double score;		/* the greater the better; 0: no words */
};
/* Hits from number `offset` (from 0) on, at most cap; how many there are.
 * Fewer also where the archive failed. */
size_t search_page(struct search *, enum search_order, uint64_t offset,
    struct search_hit *, size_t cap);
/*
 * Hits behind a place that search_key() wrote down ("" or NULL: from the
 * beginning), at most cap.  Such a page stays right while telegrams are
 * added.  SIZE_MAX: `after` is no such place.
 */
enum { SEARCH_KEY_ROOM = 64 };
size_t search_after(struct search *, enum search_order, const char *after,
    struct search_hit *, size_t cap);
/* The same for the last hits before a place, in the order of the list. */
size_t search_before(struct search *, enum search_order, const char *before,
    struct search_hit *, size_t cap);
/* The place of a hit: letters, digits, points and hyphens. */
void search_key(struct search *, enum search_order, const struct search_hit *,
    char key[SEARCH_KEY_ROOM]);

/* Facets: how many of all that was found have each value. */
enum search_facet {
	SEARCH_POST, SEARCH_YEAR, SEARCH_CLASS, SEARCH_TAG, SEARCH_FORM,
	SEARCH_FACET__MAX
};
extern const char *const search_facet_name[SEARCH_FACET__MAX];
struct search_count {
	const char *value;	/* "" for those that have none */
	uint64_t n;
};
/* Most frequent first, years and classes in their order; all of them.  They
 * belong to the search.  All facets are counted when one is first asked. */
const struct search_count *search_facet(struct search *, enum search_facet,
    size_t *n);

/* Where words of the query stand in a telegram. */
struct search_mark {
	uint32_t start, end;	/* bytes of the text */
};
struct search_passage {
	int paragraph;		/* index in t->paragraphs; -1: elsewhere */
	enum index_column column;
	struct str text;	/* of the telegram */
	struct search_mark *mark;	/* ascending, disjoint */
	size_t mark_n;
	size_t phrases;		/* how many different ones of the query */
};
/*
 * The words of the query in a telegram that it found: its subject and each
 * paragraph that has any, in their order, at most cap (0: all).  Returns how
 * many there are.  The text points into the telegram, marks are the arena's.
 */
size_t search_passages(struct search *, const struct reftel_telegram *,
    struct arena *, size_t cap, struct search_passage **);
/* The words of the query in some text of a column: ascending marks. */
size_t search_marks(struct search *, struct arena *, struct str text,
    enum index_column, struct search_mark **);
/*
 * The stretch of a passage of at most `room` bytes that shows most marks,
 * begun and ended at words.  Marks that it holds are [*first, *first + *n),
 * still counted from the beginning of the passage's text.
 */
struct str search_snippet(const struct search_passage *, size_t room,
    size_t *first, size_t *n);

#endif
