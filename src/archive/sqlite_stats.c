/*
 * Counts; see stats.h.  Telegrams that are chosen stand in temp.chosen, a
 * table of the handle's own; where there is no such table all are meant.
 */
#include <stdio.h>
#include <string.h>

#include "archive/sqlite.h"
#include "archive/stats.h"
#include "archive/stats_order.h"

/* --- which ---------------------------------------------------------------- */

static bool
choose_one(void *ctx, int64_t telegram)
{
	return sql_do(ctx, "INSERT OR IGNORE INTO temp.chosen VALUES (?)",
	    "i", telegram);
}

enum archive_status
stats_choose(struct archive *a, struct search *s)
{
	a->status = ARCHIVE_OK;
	if (s == NULL) {
		sql_script(a, "DROP TABLE IF EXISTS temp.chosen");
		return a->status;
	}
	archive_hold(a);
	if (sql_script(a, "CREATE TEMP TABLE IF NOT EXISTS chosen ("
	    "telegram INTEGER PRIMARY KEY); DELETE FROM temp.chosen"))
		search_each(s, SEARCH_DATE, choose_one, a);
	archive_release(a);
	return a->status;
}

static bool
is_chosen(struct archive *a)
{
	return sql_int(a, 0, "SELECT count(*) FROM sqlite_temp_schema"
	    " WHERE name = 'chosen'", "") > 0;
}

/* --- by something --------------------------------------------------------- */

/* A column of the table telegram, or of a list of it. */
static const struct {
	const char *value, *list;
} columns[STATS_BY__MAX] = {
	{ "coalesce(x.year, substr(x.date, 1, 4))", NULL },
	{ "substr(x.date, 1, 7)", NULL },
	{ "substr(x.date, 1, 10)", NULL },
	{ "x.post", NULL },
	{ "x.classification", NULL },
	{ "x.caption", "caption" },
	{ "x.tag", "tag" },
	{ "x.form", NULL },
	{ "x.precedence_action", NULL },
	{ "x.post", "addressee" },
	{ "x.code", "diagnostic" },
};

/* One question for each way of counting, made of the fixed pieces above. */
static sqlite3_stmt *
count_statement(struct archive *a, enum stats_by by)
{
	const char *list = columns[by].list, *value = columns[by].value;
	const char *chosen = is_chosen(a) ? " JOIN temp.chosen USING"
	    " (telegram)" : "";
	char text[600];

	if (list == NULL)
		snprintf(text, sizeof(text), "SELECT %s, count(*)"
		    " FROM telegram AS x%s GROUP BY 1", value, chosen);
	else
		snprintf(text, sizeof(text), "SELECT %s,"
		    " count(DISTINCT x.telegram) FROM %s AS x%s"
		    " WHERE %s NOT NULL GROUP BY 1 UNION ALL"
		    " SELECT NULL, count(*) FROM telegram AS t%s"
		    " WHERE NOT EXISTS (SELECT 1 FROM %s AS x"
		    " WHERE x.telegram = t.telegram AND %s NOT NULL)", value,
		    list, chosen, value, chosen, list, value);
	return sql_made(a, text);
}

static bool
take_row(struct arena *arena, struct stats_row **row, size_t *n, size_t *cap,
    sqlite3_stmt *st)
{
	struct stats_row *v = arena_grow(arena, *row, *n, cap, sizeof(*v));

	if (v == NULL)
		return false;
	*row = v;
	v[*n].value = sql_text(arena, st, 0);
	v[*n].n = (uint64_t)sqlite3_column_int64(st, 1);
	*n += v[*n].n > 0;
	return true;
}

enum archive_status
stats_count(struct archive *a, struct arena *arena, enum stats_by by,
    struct stats_row **row, size_t *n)
{
	sqlite3_stmt *st;
	size_t cap = 0;

	a->status = ARCHIVE_OK;
	*row = NULL;
	*n = 0;
	st = count_statement(a, by);
	while (st != NULL && sql_row(a, st) &&
	    take_row(arena, row, n, &cap, st))
		;
	sqlite3_finalize(st);
	if (arena->failed)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	stats_order(by, *row, *n);
	return a->status;
}

/* --- overview ------------------------------------------------------------- */

static uint64_t
column(sqlite3_stmt *st, int i)
{
	return (uint64_t)sqlite3_column_int64(st, i);
}

static void
count_telegrams(struct archive *a, struct arena *arena,
    struct stats_overview *o)
{
	sqlite3_stmt *st;
	char text[600];

	snprintf(text, sizeof(text), "SELECT count(*), count(id),"
	    " count(date), sum(paragraphs), sum(redactions), sum(refs),"
	    " sum(witnesses), sum(witnesses > 1), sum(diagnostics > 0),"
	    " min(date), max(date) FROM telegram%s", is_chosen(a)
	    ? " JOIN temp.chosen USING (telegram)" : "");
	st = sql_made(a, text);
	if (st == NULL)
		return;
	o->first = o->last = "";
	if (sql_row(a, st)) {
		o->telegrams = column(st, 0);
		o->numbered = column(st, 1);
		o->dated = column(st, 2);
		o->paragraphs = column(st, 3);
		o->redactions = column(st, 4);
		o->refs = column(st, 5);
		o->witnesses = column(st, 6);
		o->with_witnesses = column(st, 7);
		o->diagnostics = column(st, 8);
		o->first = sql_text(arena, st, 9);
		o->last = sql_text(arena, st, 10);
	}
	sqlite3_finalize(st);
}

static void
count_files(struct archive *a, struct stats_overview *o)
{
	sqlite3_stmt *st = sql(a, "SELECT count(*), sum(length) FROM file",
	    "");

	if (sql_row(a, st)) {
		o->files = column(st, 0);
		o->file_bytes = column(st, 1);
	}
	sql_end(a, st);
	st = sql(a, "SELECT count(*), sum(length),"
	    " (SELECT sum(length(zstd)) FROM parcel) FROM source", "");
	if (sql_row(a, st)) {
		o->sources = column(st, 0);
		o->source_bytes = column(st, 1);
		o->packed_bytes = column(st, 2);
	}
	sql_end(a, st);
}

enum archive_status
stats_overview(struct archive *a, struct arena *arena,
    struct stats_overview *o)
{
	*o = (struct stats_overview){ .first = "", .last = "" };
	a->status = ARCHIVE_OK;
	count_telegrams(a, arena, o);
	count_files(a, o);
	o->archive_bytes = (uint64_t)(sql_int(a, 0, "PRAGMA page_count", "") *
	    sql_int(a, 0, "PRAGMA page_size", ""));
	o->quarantine = (uint64_t)sql_int(a, 0, "SELECT count(*)"
	    " FROM quarantine", "");
	o->ghosts = (uint64_t)sql_int(a, 0, "SELECT count(*) FROM ghost", "");
	if (arena->failed)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	return a->status;
}
