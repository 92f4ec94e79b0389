/*
 * search: times queries of an archive against the bare FTS5 query that counts
 * and ranks the same, in one process.
 *
 *	search ARCHIVE <QUERIES
 *
 * A line of QUERIES: the query, a tab, what MATCH takes for it (empty: no
 * words), a tab, a condition in SQL on `telegram` (empty: none).  Printed for
 * each: hits, milliseconds of the bare query, of the first page of ours with
 * its exact total, and with all facets besides, and their ratios; at the end
 * the ratios below which 95 of 100 are.  Each is the best of five.  A line
 * whose totals differ is told, and makes the exit status 1.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "archive/search.h"

enum { PAGE = 20, RUNS = 5, MOST = 1000 };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "search: %s: %s\n", what, why);
	exit(1);
}

/* Rows of a statement, of which the first column is a count if one row. */
static int64_t
run(sqlite3 *db, const char *text, const char *match)
{
	sqlite3_stmt *st;
	int64_t first = 0;
	int rows = 0;

	if (sqlite3_prepare_v2(db, text, -1, &st, NULL) != SQLITE_OK)
		die(text, sqlite3_errmsg(db));
	if (*match != '\0')
		sqlite3_bind_text(st, 1, match, -1, SQLITE_STATIC);
	while (sqlite3_step(st) == SQLITE_ROW)
		if (rows++ == 0)
			first = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return first;
}

/* The bare query: it counts, and gives the best of what it counted. */
static int64_t
bare(sqlite3 *db, const char *match, const char *condition)
{
	char from[4096], text[4400];

	if (*match == '\0')
		snprintf(from, sizeof(from), "FROM telegram%s%s",
		    *condition == '\0' ? "" : " WHERE ", condition);
	else if (*condition == '\0')
		snprintf(from, sizeof(from), "FROM words WHERE words MATCH ?1");
	else
		snprintf(from, sizeof(from), "FROM words CROSS JOIN telegram"
		    " ON telegram.telegram = words.rowid"
		    " WHERE words MATCH ?1 AND %s", condition);
	snprintf(text, sizeof(text), "SELECT %s %s ORDER BY %s LIMIT %d",
	    *match == '\0' ? "telegram" : "words.rowid", from,
	    *match == '\0' ? "date" : "words.rank", PAGE);
	run(db, text, match);
	snprintf(text, sizeof(text), "SELECT count(*) %s", from);
	return run(db, text, match);
}

static uint64_t
ours(struct archive *a, const char *query, bool facets)
{
	struct query_error error;
	struct search *s = search_new(a, query, &error);
	struct search_hit hit[PAGE];
	uint64_t total;
	size_t n;

	if (s == NULL)
		die(query, error.what[0] != '\0' ? error.what :
		    archive_error(a));
	total = search_total(s);
	search_page(s, SEARCH_RELEVANCE, 0, hit, PAGE);
	if (facets)
		search_facet(s, SEARCH_POST, &n);
	search_free(s);
	return total;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
least(double *best, double begin)
{
	double took = now() - begin;

	if (*best == 0 || took < *best)
		*best = took;
}

int
main(int argc, char **argv)
{
	static double page[MOST], facet[MOST];
	struct archive *a;
	char why[300], *line = NULL;
	size_t cap = 0, n = 0;
	sqlite3 *db;
	int status = 0;

	if (argc != 2)
		die("usage", "search ARCHIVE <QUERIES");
	if (archive_open(&a, argv[1], ARCHIVE_READ, why, sizeof(why)) !=
	    ARCHIVE_OK)
		die(argv[1], why);
	if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) !=
	    SQLITE_OK)
		die(argv[1], sqlite3_errmsg(db));
	/* as archive_open() sets it */
	sqlite3_exec(db, "PRAGMA cache_size = -65536;"
	    "PRAGMA mmap_size = 1073741824", NULL, NULL, NULL);
	printf("%9s %9s %9s %9s %6s %6s  query\n", "hits", "bare", "page",
	    "facets", "", "");
	while (n < MOST && getline(&line, &cap, stdin) > 0) {
		char *query = line, *match, *condition;
		double t[3] = { 0 }, begin;
		int64_t want = 0;
		uint64_t got = 0;

		line[strcspn(line, "\n")] = '\0';
		match = strchr(query, '\t');
		condition = match == NULL ? NULL : strchr(match + 1, '\t');
		if (condition == NULL)
			die(line, "no tabs");
		*match++ = *condition++ = '\0';
		for (int i = 0; i < RUNS; i++) {
			begin = now();
			want = bare(db, match, condition);
			least(&t[0], begin);
			begin = now();
			got = ours(a, query, false);
			least(&t[1], begin);
			begin = now();
			ours(a, query, true);
			least(&t[2], begin);
		}
		page[n] = t[1] / t[0];
		facet[n] = t[2] / t[0];
		printf("%9" PRIu64 " %9.2f %9.2f %9.2f %6.2f %6.2f  %s\n", got,
		    t[0], t[1], t[2], page[n], facet[n], query);
		n++;
		if (want != (int64_t)got) {
			printf("  the bare query has %" PRId64 "\n", want);
			status = 1;
		}
	}
	if (n == 0)
		die("standard input", "no queries");
	qsort(page, n, sizeof(*page), by_size);
	qsort(facet, n, sizeof(*facet), by_size);
	printf("%zu queries: page %.2f (median %.2f), facets %.2f (median "
	    "%.2f) times the bare query\n", n, page[(n * 95 + 99) / 100 - 1],
	    page[n / 2], facet[(n * 95 + 99) / 100 - 1], facet[n / 2]);
	free(line);
	sqlite3_close(db);
	archive_close(a);
	return status;
}
