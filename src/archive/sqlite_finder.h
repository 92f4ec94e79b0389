/*
 * What searching keeps at a handle: functions for SQL, the tokenizer of the
 * index, and the columns that facets count.  For the files sqlite_*.c and
 * search*.c of this room.
 */
#ifndef ARCHIVE_SQLITE_FINDER_H
#define ARCHIVE_SQLITE_FINDER_H

#include "archive/archive.h"
#include "archive/query.h"
#include "archive/rows.h"
#include "archive/search.h"

struct finder;

/* The handle's, made when it is first asked for; NULL: failed. */
struct finder *finder(struct archive *);
void finder_free(struct finder *);
/* A new question: earlier failures are forgotten. */
void find_begin(struct archive *);
/* Memory has run out. */
void find_no_memory(struct archive *);

/* Words, as the index has them: small letters, accents off. */
struct token {
	struct str word;		/* in the arena */
	uint32_t start, end;		/* bytes of the text */
};
/* The words of a text; *n of them. NULL: out of memory, or none. */
struct token *finder_tokens(struct finder *, struct arena *, struct str text,
    size_t *n);

/* Sets of telegrams. `out` is made; false: the archive failed. phrase: see
 * match_phrase(). */
bool find_match(struct archive *, const char *match, bool phrase, int64_t max,
    struct rows *out);
bool find_field(struct archive *, const struct query_node *, int64_t max,
    struct rows *out);
bool find_all(struct archive *, int64_t max, struct rows *out);
/* Of a set, those for which a field's condition holds stay; true only for
 * fields that no index serves, whose rows have to be looked at anyway. */
bool find_can_sift(const struct query_node *);
bool find_sift(struct archive *, const struct query_node *, struct rows *);
/* The greatest row, or 0; how many there are. */
int64_t find_max(struct archive *);
int64_t find_count(struct archive *);
/* Rows of the index whose telegrams are gone. */
bool find_stale(struct archive *);

/* Scores each row of a set that matches: fn is called in order of rows. */
bool find_scores(struct archive *, const char *match, const struct rows *,
    bool all, void (*fn)(void *, int64_t telegram, double score), void *ctx);

/* A telegram's date, cut to fit; "" where it has none. */
enum { FIND_DATE_ROOM = 24 };
bool find_date(struct archive *, int64_t telegram, char out[FIND_DATE_ROOM]);
/* All telegrams in order of date, from ("", 0) on, or those behind a date
 * and row alone; the undated follow the others in either direction, behind
 * ("", row).  Until fn is false. */
bool find_dates(struct archive *, bool down, const char *date,
    int64_t telegram, bool (*fn)(void *, int64_t, const char *date),
    void *ctx);

/* Counts of values, in no order.  Strings are in the arena. */
struct counts {
	struct search_count *v;
	size_t n, cap;
};
bool find_counts(struct archive *, const struct rows *, uint64_t total,
    struct counts [SEARCH_FACET__MAX], struct arena *);

#endif
