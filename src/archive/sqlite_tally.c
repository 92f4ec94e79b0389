/* See tally.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/sqlite.h"
#include "archive/tally.h"

static enum archive_status
done(struct archive *a, const struct arena *arena)
{
	if (arena->failed)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	return a->status;
}

/* --- cited ---------------------------------------------------------------- */

enum archive_status
tally_cited(struct archive *a, struct arena *arena, size_t most,
    struct tally_cited **out, size_t *n)
{
	struct tally_cited *v = arena_array(arena, sizeof(*v), most + 1);
	sqlite3_stmt *st;

	a->status = ARCHIVE_OK;
	*out = v;
	*n = 0;
	if (v == NULL)
		return done(a, arena);
	st = sql(a, "SELECT id, n, coalesce((SELECT telegram FROM telegram"
	    " AS t WHERE t.id = c.id ORDER BY variant LIMIT 1),"
	    " (SELECT telegram FROM witness AS w WHERE w.id = c.id LIMIT 1),"
	    " 0) FROM (SELECT id, count(DISTINCT telegram) AS n FROM ref"
	    " WHERE id NOT NULL GROUP BY id ORDER BY n DESC, id LIMIT ?)"
	    " AS c ORDER BY n DESC, id", "i", (int64_t)most);
	while (*n < most && sql_row(a, st))
		v[(*n)++] = (struct tally_cited){ sql_text(arena, st, 0),
			sqlite3_column_int64(st, 2),
			(uint64_t)sqlite3_column_int64(st, 1) };
	sql_end(a, st);
	return done(a, arena);
}

enum archive_status
tally_ghosts(struct archive *a, uint64_t *n)
{
	a->status = ARCHIVE_OK;
	/* as the view ghost has it, but each number is looked for once */
	*n = (uint64_t)sql_int(a, 0, "SELECT count(*) FROM (SELECT DISTINCT"
	    " id FROM ref WHERE id NOT NULL) AS r"
	    " WHERE NOT EXISTS (SELECT 1 FROM telegram AS t"
	    " WHERE t.id = r.id) AND NOT EXISTS (SELECT 1 FROM witness AS w"
	    " WHERE w.id = r.id)", "");
	return a->status;
}

/* --- posts ---------------------------------------------------------------- */

#define SENDERS "SELECT post FROM telegram WHERE post NOT NULL" \
	" GROUP BY post ORDER BY count(*) DESC, post LIMIT ?1"
#define ADDRESSEES "SELECT post FROM addressee" \
	" WHERE role = 'to' AND post NOT NULL GROUP BY post" \
	" ORDER BY count(DISTINCT telegram) DESC, post LIMIT ?1"

/* The first column of all rows; ends the statement. */
static size_t
take_names(struct archive *a, struct arena *arena, sqlite3_stmt *st,
    const char *name[TALLY_POSTS])
{
	size_t n = 0;

	while (n < TALLY_POSTS && sql_row(a, st))
		name[n++] = sql_text(arena, st, 0);
	sql_end(a, st);
	return n;
}

/* Its place among the names; n: it is none of them. */
static size_t
place_of(const char *const name[TALLY_POSTS], size_t n, struct str s)
{
	size_t i = 0;

	while (i < n && !str_eq(str_from(name[i]), s))
		i++;
	return i;
}

static void
take_cell(struct tally_posts *t, sqlite3_stmt *st)
{
	size_t from = place_of(t->from, t->from_n, sql_view(st, 0));
	size_t to = place_of(t->to, t->to_n, sql_view(st, 1));
	uint64_t n = (uint64_t)sqlite3_column_int64(st, 2);

	if (from == t->from_n || to == t->to_n)
		return;
	t->n[from][to] = n;
	t->most = n > t->most ? n : t->most;
}

enum archive_status
tally_posts(struct archive *a, struct arena *arena, struct tally_posts *t)
{
	sqlite3_stmt *st;

	*t = (struct tally_posts){ .most = 0 };
	a->status = ARCHIVE_OK;
	archive_hold(a);
	t->from_n = take_names(a, arena, sql(a, SENDERS, "i",
	    (int64_t)TALLY_POSTS), t->from);
	t->to_n = take_names(a, arena, sql(a, ADDRESSEES, "i",
	    (int64_t)TALLY_POSTS), t->to);
	st = arena->failed ? NULL : sql(a, "SELECT t.post, x.post,"
	    " count(DISTINCT x.telegram) FROM addressee AS x"
	    " CROSS JOIN telegram AS t USING (telegram)"
	    " WHERE x.role = 'to' AND x.post IN (" ADDRESSEES ")"
	    " AND t.post IN (" SENDERS ") GROUP BY 1, 2", "i",
	    (int64_t)TALLY_POSTS);
	while (sql_row(a, st))
		take_cell(t, st);
	sql_end(a, st);
	archive_release(a);
	return done(a, arena);
}

/* --- months --------------------------------------------------------------- */

struct found {
	int64_t *v;		/* ascending */
	size_t n, cap;
};

static bool
take_found(void *ctx, int64_t telegram)
{
	struct found *f = ctx;

	if (f->n == f->cap)
		return false;
	f->v[f->n++] = telegram;
	return true;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The index of dates has all that is asked for: no telegram is fetched. */
static void
count_months(struct archive *a, const struct found *f, int year,
    uint64_t n[TALLY_MONTHS])
{
	char from[16], to[16];
	sqlite3_stmt *st;

	snprintf(from, sizeof(from), "%04d", year);
	snprintf(to, sizeof(to), "%04d", year + TALLY_MONTHS / 12);
	st = sql(a, "SELECT telegram, date FROM telegram"
	    " WHERE date >= ? AND date < ?", "ss", from, to);
	while (sql_row(a, st)) {
		int64_t telegram = sqlite3_column_int64(st, 0);
		struct str date = sql_view(st, 1);
		long month = date.n < 7 ? 0
		    : (str_digits(date.p, 4) - year) * 12 +
		    str_digits(date.p + 5, 2);

		if (month >= 1 && month <= TALLY_MONTHS &&
		    bsearch(&telegram, f->v, f->n, sizeof(*f->v), by_number))
			n[month - 1]++;
	}
	sql_end(a, st);
}

enum archive_status
tally_months(struct archive *a, struct arena *arena, struct search *s,
    int year, uint64_t n[TALLY_MONTHS])
{
	struct found f = { .cap = search_total(s) };

	memset(n, 0, TALLY_MONTHS * sizeof(*n));
	a->status = ARCHIVE_OK;
	f.v = arena_array(arena, sizeof(*f.v), f.cap + 1);
	if (f.v == NULL)
		return done(a, arena);
	archive_hold(a);
	search_each(s, SEARCH_DATE, take_found, &f);
	qsort(f.v, f.n, sizeof(*f.v), by_number);
	if (a->status == ARCHIVE_OK)
		count_months(a, &f, year, n);
	archive_release(a);
	return done(a, arena);
}
