/* Sets of telegrams out of the archive's tables and index. */
#include <stdlib.h>

#include "archive/sqlite.h"
#include "archive/sqlite_facets.h"
#include "archive/sqlite_finder.h"
#include "tables/tables.h"
#include "telegram/number.h"

struct finder {
	fts5_tokenizer tokenizer;
	Fts5Tokenizer *unicode61;
	struct facets facets;
	struct arena scratch;		/* of one call of a function */
};

/* ---- Words as the index has them ---- */

struct tokens {
	struct arena *arena;
	struct token *v;
	size_t n, cap;
};

static int
take_token(void *ctx, int flags, const char *word, int n, int start, int end)
{
	struct tokens *t = ctx;
	struct token *v = arena_grow(t->arena, t->v, t->n, &t->cap,
	    sizeof(*v));
	char *copy = v == NULL ? NULL : arena_bytes(t->arena, (size_t)n + 1);

	(void)flags;
	if (copy == NULL)
		return SQLITE_NOMEM;
	memcpy(copy, word, (size_t)n);
	t->v = v;
	v[t->n++] = (struct token){ str_make(copy, (size_t)n),
		(uint32_t)start, (uint32_t)end };
	return SQLITE_OK;
}

struct token *
finder_tokens(struct finder *f, struct arena *arena, struct str text,
    size_t *n)
{
	struct tokens t = { .arena = arena };
	int code = f->tokenizer.xTokenize(f->unicode61, &t,
	    FTS5_TOKENIZE_DOCUMENT, text.p == NULL ? "" : text.p,
	    (int)text.n, take_token);

	*n = code == SQLITE_OK ? t.n : 0;
	return *n == 0 ? NULL : t.v;
}

static bool
find_tokenizer(fts5_api *api, struct finder *f)
{
	static const char *args[] = { "remove_diacritics", "2" };
	void *user = NULL;

	return api->xFindTokenizer(api, "unicode61", &user, &f->tokenizer) ==
	    SQLITE_OK && f->tokenizer.xCreate(user, args, 2, &f->unicode61) ==
	    SQLITE_OK;
}

/* ---- Functions for SQL ---- */

static struct str
argument(sqlite3_value *v)
{
	const char *p = (const char *)sqlite3_value_text(v);

	return str_make(p, (size_t)sqlite3_value_bytes(v));
}

static bool
token_among(const struct token *in, size_t n, struct str word, bool prefix)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(in[i].word, word) ||
		    (prefix && str_starts(in[i].word, word)))
			return true;
	return false;
}

/* reftel_words(text, words, prefix): all of them are in it, in any order. */
static void
words_function(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct finder *f = sqlite3_user_data(ctx);
	struct str text = argument(argv[0]), words = argument(argv[1]);
	bool prefix = sqlite3_value_int(argv[2]) != 0, all = true;
	struct token *in, *want;
	size_t in_n, want_n;

	(void)argc;
	if (text.n == 0)
		return;
	arena_reset(&f->scratch);
	in = finder_tokens(f, &f->scratch, text, &in_n);
	want = finder_tokens(f, &f->scratch, words, &want_n);
	for (size_t i = 0; all && i < want_n; i++)
		all = token_among(in, in_n, want[i].word, prefix &&
		    i + 1 == want_n);
	sqlite3_result_int(ctx, all && want_n > 0);
}

/* reftel_listed(list, item, prefix): blanks part the list. */
static void
listed_function(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct str list = argument(argv[0]), item = argument(argv[1]);
	bool prefix = sqlite3_value_int(argv[2]) != 0;

	(void)argc;
	for (size_t at = 0, end; at < list.n; at = end + 1) {
		struct str one;

		end = str_findc(list, ' ', at);
		one = str_cut(list, at, end);
		if (str_eq(one, item) || (prefix && str_starts(one, item))) {
			sqlite3_result_int(ctx, 1);
			return;
		}
	}
	sqlite3_result_int(ctx, 0);
}

/* reftel_post(address): the post that it names, or null. */
static void
post_function(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	char scratch[64];
	bool known = false;
	struct str name = number_post(argument(argv[0]), NUMBER_IN_LINE,
	    scratch, sizeof(scratch), &known);

	(void)argc;
	if (known)
		sqlite3_result_text(ctx, name.p, (int)name.n,
		    SQLITE_TRANSIENT);
}

/* reftel_in(set, row) */
static void
in_function(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	const struct rows *rows = sqlite3_value_pointer(argv[0], "rows");

	(void)argc;
	sqlite3_result_int(ctx, rows != NULL &&
	    rows_has(rows, sqlite3_value_int64(argv[1])));
}

/* reftel_gather(set, row): the rows of a statement go into the set without a
 * step for each. */
static void
gather_step(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct rows *rows = sqlite3_value_pointer(argv[0], "rows");

	(void)ctx, (void)argc;
	if (rows != NULL)
		rows_add(rows, sqlite3_value_int64(argv[1]));
}

static void
gather_end(sqlite3_context *ctx)
{
	sqlite3_result_int(ctx, 1);
}

static int
phrase_row(const Fts5ExtensionApi *fts, Fts5Context *row, void *rows)
{
	rows_add(rows, fts->xRowid(row));
	return SQLITE_OK;
}

/* reftel_phrase(words, set): all rows that have the one phrase that is looked
 * for go into the set, at the first of them. FTS5 walks them without a step of
 * the statement for each, which is half of what a row costs. */
static void
phrase_function(const Fts5ExtensionApi *fts, Fts5Context *row,
    sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct rows *rows = sqlite3_value_pointer(argv[0], "rows");
	int code = rows == NULL ? SQLITE_MISUSE
	    : fts->xQueryPhrase(row, 0, rows, phrase_row);

	(void)argc;
	if (code != SQLITE_OK)
		sqlite3_result_error_code(ctx, code);
}

static bool
add_functions(struct archive *a, struct finder *f)
{
	static const struct {
		const char *name;
		int args;
		void (*fn)(sqlite3_context *, int, sqlite3_value **);
		int more;
	} functions[] = {
		{ "reftel_words", 3, words_function, SQLITE_DETERMINISTIC },
		{ "reftel_listed", 3, listed_function, SQLITE_DETERMINISTIC },
		{ "reftel_post", 1, post_function, SQLITE_DETERMINISTIC },
		{ "reftel_in", 2, in_function, 0 },
	};

	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (sqlite3_create_function(a->db, functions[i].name,
		    functions[i].args, SQLITE_UTF8 | functions[i].more, f,
		    functions[i].fn, NULL, NULL) != SQLITE_OK)
			return false;
	return sqlite3_create_function(a->db, "reftel_gather", 2, SQLITE_UTF8,
	    NULL, NULL, gather_step, gather_end) == SQLITE_OK;
}

void
find_begin(struct archive *a)
{
	a->status = ARCHIVE_OK;
	a->why[0] = '\0';
}

void
find_no_memory(struct archive *a)
{
	archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
}

struct finder *
finder(struct archive *a)
{
	struct finder *f = a->finder;
	fts5_api *api;

	if (f != NULL)
		return f;
	f = calloc(1, sizeof(*f));
	if (f == NULL) {
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
		return NULL;
	}
	arena_init(&f->scratch);
	api = sql_fts5(a->db);
	if (api == NULL || !find_tokenizer(api, f) || !add_functions(a, f) ||
	    api->xCreateFunction(api, "reftel_phrase", NULL, phrase_function,
	    NULL) != SQLITE_OK) {
		archive_fail(a, ARCHIVE_EIO, "SQLite has no FTS5");
		finder_free(f);
		return NULL;
	}
	return a->finder = f;
}

void
finder_free(struct finder *f)
{
	if (f == NULL)
		return;
	if (f->unicode61 != NULL)
		f->tokenizer.xDelete(f->unicode61);
	facets_free(&f->facets);
	arena_free(&f->scratch);
	free(f);
}

bool
find_counts(struct archive *a, const struct rows *rows, uint64_t total,
    struct counts counts[SEARCH_FACET__MAX], struct arena *arena)
{
	return facets_count(a, &a->finder->facets, rows, total, counts,
	    arena);
}

/* ---- Sets ---- */

static bool
make_rows(struct archive *a, struct rows *out, int64_t max)
{
	if (rows_init(out, max))
		return true;
	archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	return false;
}

/* The first column of each row. False: the statement failed on its way. */
static bool
take_rows(struct archive *a, sqlite3_stmt *st, struct rows *out)
{
	int code = SQLITE_NOMEM;

	while (st != NULL && (code = sqlite3_step(st)) == SQLITE_ROW)
		rows_add(out, sqlite3_column_int64(st, 0));
	if (st != NULL && code != SQLITE_DONE)
		sql_failed(a);
	sql_end(a, st);
	return st != NULL && code == SQLITE_DONE;
}

static bool
take_phrase(struct archive *a, const char *match, struct rows *out)
{
	sqlite3_stmt *st = sql(a, "SELECT reftel_phrase(words, ?2) FROM words"
	    " WHERE words MATCH ?1 LIMIT 1", "s", match);
	int code = SQLITE_NOMEM;

	if (st != NULL) {
		sqlite3_bind_pointer(st, 2, out, "rows", NULL);
		while ((code = sqlite3_step(st)) == SQLITE_ROW)
			continue;
		if (code != SQLITE_DONE)
			sql_failed(a);
		sqlite3_bind_null(st, 2);
	}
	sql_end(a, st);
	return code == SQLITE_DONE;
}

bool
find_match(struct archive *a, const char *match, bool phrase, int64_t max,
    struct rows *out)
{
	return make_rows(a, out, max) && (phrase ? take_phrase(a, match, out)
	    : take_rows(a, sql(a, "SELECT rowid FROM words"
	    " WHERE words MATCH ?", "s", match), out));
}

int64_t
find_max(struct archive *a)
{
	return sql_int(a, 0, "SELECT max(telegram) FROM telegram", "");
}

int64_t
find_count(struct archive *a)
{
	return sql_int(a, 0, "SELECT count(*) FROM telegram", "");
}

bool
find_stale(struct archive *a)
{
	return sql_int(a, 0, "SELECT value FROM archive WHERE key = 'stale'",
	    "") != 0;
}

bool
find_all(struct archive *a, int64_t max, struct rows *out)
{
	if (!make_rows(a, out, max))
		return false;
	if (find_count(a) == max) {	/* no row between is missing */
		rows_add_all(out, 1, max);
		return true;
	}
	return take_rows(a, sql(a, "SELECT telegram FROM telegram", ""), out);
}

/* ---- Fields ---- */

/*
 * Statements for a field: ?1 is its value, ?2 a number, ?3 the row of one
 * telegram.  `part` is for a value that is the beginning of others.  Where
 * no index serves, `one` asks of one telegram.
 */
struct field_sql {
	const char *whole, *part, *one;
};

#define RANGE(column) column " >= ?1 AND " column " < ?1 || char(1114111)"

static const struct field_sql field_sql[QUERY_FIELD__MAX] = {
	[QUERY_ID] = {
		.part = "SELECT telegram FROM telegram WHERE " RANGE("id") },
	[QUERY_FROM] = {
		"SELECT telegram FROM telegram WHERE post = ?1 UNION ALL"
		" SELECT telegram FROM telegram WHERE post IS NULL"
		" AND reftel_post(from_plad) = ?1",
		"SELECT telegram FROM telegram WHERE " RANGE("post"), NULL },
	[QUERY_TAG] = {
		"SELECT telegram FROM tag WHERE tag = ?1",
		"SELECT telegram FROM tag WHERE " RANGE("tag"), NULL },
	[QUERY_CLASS] = {
		"SELECT telegram FROM telegram WHERE classification = ?1",
		NULL, NULL },
	[QUERY_CAPTION] = {
		"SELECT telegram FROM caption WHERE caption = ?1",
		"SELECT telegram FROM caption WHERE " RANGE("caption"),
		NULL },
	[QUERY_REF] = {
		"SELECT telegram FROM ref WHERE id = ?1",
		"SELECT telegram FROM ref WHERE " RANGE("id"), NULL },
	[QUERY_FORM] = {
		"SELECT telegram FROM telegram WHERE form = ?1", NULL,
		"SELECT form = ?1 FROM telegram WHERE telegram = ?3" },
	[QUERY_CODE] = {
		"SELECT telegram FROM diagnostic WHERE code = ?1",
		"SELECT telegram FROM diagnostic WHERE " RANGE("code"),
		NULL },
	[QUERY_PRECEDENCE] = {
		"SELECT telegram FROM telegram WHERE precedence_action = ?1",
		NULL, NULL },
	[QUERY_SIGNED] = {
		"SELECT telegram FROM telegram"
		" WHERE reftel_words(signature, ?1, ?2)", NULL,
		"SELECT reftel_words(signature, ?1, ?2) FROM telegram"
		" WHERE telegram = ?3" },
	[QUERY_BY] = {
		"SELECT telegram FROM classified_by"
		" WHERE reftel_words(name, ?1, ?2)", NULL,
		"SELECT max(reftel_words(name, ?1, ?2)) FROM classified_by"
		" WHERE telegram = ?3" },
	[QUERY_PORTION] = {
		"SELECT telegram FROM telegram"
		" WHERE reftel_listed(portions, ?1, ?2)", NULL,
		"SELECT reftel_listed(portions, ?1, ?2) FROM telegram"
		" WHERE telegram = ?3" },
};

/* What a telegram can have; ?3 as above. */
static const struct field_sql has_sql[QUERY_HAS__MAX] = {
	[QUERY_HAS_REDACTION] = {
		"SELECT telegram FROM telegram WHERE redactions > 0", NULL,
		"SELECT redactions > 0 FROM telegram WHERE telegram = ?3" },
	[QUERY_HAS_REFS] = {
		"SELECT DISTINCT telegram FROM ref", NULL,
		"SELECT refs > 0 FROM telegram WHERE telegram = ?3" },
	[QUERY_HAS_GAP] = {
		"SELECT telegram FROM telegram WHERE sections_missing NOT NULL"
		" UNION ALL SELECT r.telegram FROM ref AS r"
		" WHERE r.id NOT NULL AND NOT EXISTS (SELECT 1 FROM telegram"
		" AS t WHERE t.id = r.id) AND NOT EXISTS (SELECT 1"
		" FROM witness AS w WHERE w.id = r.id)", NULL,
		"SELECT sections_missing NOT NULL OR EXISTS (SELECT 1"
		" FROM ref AS r WHERE r.telegram = ?3 AND r.id NOT NULL"
		" AND NOT EXISTS (SELECT 1 FROM telegram AS t"
		" WHERE t.id = r.id) AND NOT EXISTS (SELECT 1"
		" FROM witness AS w WHERE w.id = r.id))"
		" FROM telegram WHERE telegram = ?3" },
	[QUERY_HAS_WITNESSES] = {
		"SELECT telegram FROM telegram WHERE witnesses > 1", NULL,
		"SELECT witnesses > 1 FROM telegram WHERE telegram = ?3" },
	[QUERY_HAS_DIAGNOSTICS] = {
		"SELECT telegram FROM telegram WHERE diagnostics > 0", NULL,
		"SELECT diagnostics > 0 FROM telegram WHERE telegram = ?3" },
};

static const struct field_sql address_sql = {
	"SELECT telegram FROM addressee WHERE post = ?1 AND role = ?2",
	"SELECT telegram FROM addressee WHERE role = ?2 AND " RANGE("post"),
	/* one that is no post */
	"SELECT telegram FROM addressee WHERE post IS NULL AND role = ?2"
	" AND reftel_words(coalesce(ri, '') || ' ' || coalesce(plad, ''),"
	" ?1, 0)"
};

static const char *
address_statement(const struct query_node *node)
{
	return node->prefix ? address_sql.part : node->known ?
	    address_sql.whole : address_sql.one;
}

static bool
find_address(struct archive *a, const struct query_node *node,
    struct rows *out)
{
	return take_rows(a, sql(a, address_statement(node), "vs", node->text,
	    node->field == QUERY_TO ? "to" : "info"), out);
}

static bool
find_ranks(struct archive *a, const struct query_node *node,
    struct rows *out)
{
	bool class = node->field == QUERY_CLASS, ok = true;
	const char *const *name = class ? query_class_name :
	    query_precedence_name;
	unsigned n = class ? QUERY_CLASSES : QUERY_PRECEDENCES;

	for (unsigned i = 0; ok && i < n; i++)
		if (node->set & 1u << i)
			ok = take_rows(a, sql(a, field_sql[node->field].whole,
			    "s", name[i]), out);
	return ok;
}

static bool
find_date_range(struct archive *a, const struct query_node *node,
    struct rows *out)
{
	sqlite3_stmt *st = sql(a, "SELECT reftel_gather(?3, telegram)"
	    " FROM telegram WHERE date >= ?1 AND date < ?2", "vv",
	    node->low.n > 0 ? node->low : STR(""),
	    node->high.n > 0 ? node->high : STR("~"));
	bool ok;

	if (st != NULL)
		sqlite3_bind_pointer(st, 3, out, "rows", NULL);
	ok = sql_row(a, st);
	sql_end(a, st);
	return ok;
}

/* The telegrams that a number in the archive's own spelling means. */
static bool
find_id(struct archive *a, const struct query_node *node, struct rows *out)
{
	int64_t found[64];
	char canonical[48];
	char *spelling = strndup(node->text.p, node->text.n);
	size_t n;

	if (spelling == NULL) {
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
		return false;
	}
	n = archive_find(a, spelling, found, 64, canonical);
	free(spelling);
	for (size_t i = 0; i < n && i < 64; i++)
		rows_add(out, found[i]);
	return a->status == ARCHIVE_OK;
}

static bool
has_fields(struct archive *a, unsigned set, struct rows *out)
{
	bool ok = true;

	for (unsigned i = 0; ok && i < QUERY_HAS__MAX; i++)
		if (set & 1u << i)
			ok = take_rows(a, sql(a, has_sql[i].whole, ""), out);
	return ok;
}

bool
find_field(struct archive *a, const struct query_node *node, int64_t max,
    struct rows *out)
{
	const struct field_sql *f = &field_sql[node->field];

	if (!make_rows(a, out, max))
		return false;
	switch (node->field) {
	case QUERY_ID:
		if (!node->prefix)
			return find_id(a, node, out);
		break;
	case QUERY_TO:
	case QUERY_INFO:
		return find_address(a, node, out);
	case QUERY_CLASS:
	case QUERY_PRECEDENCE:
		return find_ranks(a, node, out);
	case QUERY_DATE:
		return find_date_range(a, node, out);
	case QUERY_HAS:
		return has_fields(a, node->set, out);
	default:
		break;
	}
	return take_rows(a, sql(a, node->prefix && f->part != NULL ? f->part :
	    f->whole, "vu", node->text, (int)node->prefix), out);
}

static const char *
sift_statement(const struct query_node *node)
{
	unsigned i = 0;

	if (node->kind != QUERY_FIELD)
		return NULL;
	if (node->field != QUERY_HAS)
		return field_sql[node->field].one;
	while (i < QUERY_HAS__MAX && node->set != 1u << i)
		i++;
	return i < QUERY_HAS__MAX ? has_sql[i].one : NULL;
}

bool
find_can_sift(const struct query_node *node)
{
	return sift_statement(node) != NULL;
}

bool
find_sift(struct archive *a, const struct query_node *node, struct rows *set)
{
	sqlite3_stmt *st = sql(a, sift_statement(node), "vui", node->text,
	    (int)node->prefix, (int64_t)0);
	int code = st == NULL ? SQLITE_NOMEM : SQLITE_DONE;

	for (int64_t row = rows_next(set, 0); st != NULL && row >= 0;
	    row = rows_next(set, row + 1)) {
		sqlite3_bind_int64(st, 3, row);
		code = sqlite3_step(st);
		if (code != SQLITE_ROW && code != SQLITE_DONE) {
			sql_failed(a);
			break;
		}
		if (code == SQLITE_DONE || sqlite3_column_int(st, 0) == 0)
			rows_remove(set, row);
		sqlite3_reset(st);
	}
	sql_end(a, st);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* ---- Order ---- */

/* A word in the subject says more of a telegram than one in its text, one
 * among the addresses less. */
#define SCORE "-bm25(words, 0.5, 5.0, 2.0, 1.5, 1.0, 1.0, 1.0)"

bool
find_scores(struct archive *a, const char *match, const struct rows *rows,
    bool all, void (*fn)(void *, int64_t, double), void *ctx)
{
	sqlite3_stmt *st = sql(a, all ? "SELECT rowid, " SCORE " FROM words"
	    " WHERE words MATCH ?1" : "SELECT rowid, " SCORE " FROM words"
	    " WHERE words MATCH ?1 AND reftel_in(?2, rowid)", "s", match);
	int code = SQLITE_NOMEM;

	if (st != NULL && !all)
		sqlite3_bind_pointer(st, 2, (void *)(uintptr_t)rows, "rows",
		    NULL);
	while (st != NULL && (code = sqlite3_step(st)) == SQLITE_ROW)
		fn(ctx, sqlite3_column_int64(st, 0),
		    sqlite3_column_double(st, 1));
	if (st != NULL && code != SQLITE_DONE)
		sql_failed(a);
	sql_end(a, st);
	return code == SQLITE_DONE;
}

static void
copy_date(sqlite3_stmt *st, int column, char out[FIND_DATE_ROOM])
{
	struct str date = sql_view(st, column);
	size_t n = date.n < FIND_DATE_ROOM ? date.n : FIND_DATE_ROOM - 1;

	if (n > 0)
		memcpy(out, date.p, n);
	out[n] = '\0';
}

bool
find_date(struct archive *a, int64_t telegram, char out[FIND_DATE_ROOM])
{
	sqlite3_stmt *st = sql(a, "SELECT date FROM telegram"
	    " WHERE telegram = ?", "i", telegram);
	bool found = sql_row(a, st);

	*out = '\0';
	if (found)
		copy_date(st, 0, out);
	sql_end(a, st);
	return found;
}

static bool
walk_dates(struct archive *a, sqlite3_stmt *st, bool *go_on,
    bool (*fn)(void *, int64_t, const char *), void *ctx)
{
	char date[FIND_DATE_ROOM];
	int code = SQLITE_NOMEM;

	while (st != NULL && *go_on &&
	    (code = sqlite3_step(st)) == SQLITE_ROW) {
		copy_date(st, 1, date);
		*go_on = fn(ctx, sqlite3_column_int64(st, 0), date);
	}
	if (st != NULL && code != SQLITE_DONE && code != SQLITE_ROW)
		sql_failed(a);
	sql_end(a, st);
	return code == SQLITE_DONE || code == SQLITE_ROW;
}

bool
find_dates(struct archive *a, bool down, const char *date, int64_t telegram,
    bool (*fn)(void *, int64_t, const char *), void *ctx)
{
	bool dated = *date != '\0' || telegram == 0, go_on = true;
	bool ok = true;

	if (dated && down)
		ok = walk_dates(a, sql(a, "SELECT telegram, date FROM telegram"
		    " WHERE (date, telegram) < (?, ?)"
		    " ORDER BY date DESC, telegram DESC", "si",
		    *date == '\0' ? "~" : date, telegram), &go_on, fn, ctx);
	else if (dated)
		ok = walk_dates(a, sql(a, "SELECT telegram, date FROM telegram"
		    " WHERE (date, telegram) > (?, ?)"
		    " ORDER BY date, telegram", "si", date, telegram),
		    &go_on, fn, ctx);
	if (!ok || !go_on)
		return ok;
	return walk_dates(a, sql(a, "SELECT telegram, date FROM telegram"
	    " WHERE date IS NULL AND telegram > ? ORDER BY telegram", "i",
	    dated ? (int64_t)0 : telegram), &go_on, fn, ctx);
}
