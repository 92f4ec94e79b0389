/* Facets; see sqlite_facets.h. */
#include <stdio.h>
#include <stdlib.h>

#include "archive/sqlite.h"
#include "archive/sqlite_facets.h"

/* To read all columns costs as much as to look up every n-th telegram. */
enum { LOOK_UP_SHARE = 6 };

void
facets_free(struct facets *f)
{
	arena_free(&f->arena);
	memset(f, 0, sizeof(*f));
}

/* ---- All columns ---- */

/* The number of a value from 1 on. Values come sorted (one that is not the
 * last is new), or are so few that all are looked at. */
static uint32_t
number_of(struct facets *f, enum search_facet facet, struct str value,
    bool sorted)
{
	size_t n = f->value_n[facet], i = sorted && n > 0 ? n - 1 : 0;
	const char **v;

	if (value.n == 0)
		return 0;
	for (; i < n; i++)
		if (str_eq(value, str_from(f->value[facet][i])))
			return (uint32_t)i + 1;
	v = arena_grow(&f->arena, f->value[facet], n, &f->value_cap[facet],
	    sizeof(*v));
	if (v == NULL)
		return 0;
	f->value[facet] = v;
	v[n] = arena_strdup(&f->arena, value);
	f->value_n[facet] = n + 1;
	return (uint32_t)n + 1;
}

static bool
step(struct archive *a, sqlite3_stmt *st, int *code)
{
	*code = st == NULL ? SQLITE_NOMEM : sqlite3_step(st);
	if (st != NULL && *code != SQLITE_ROW && *code != SQLITE_DONE)
		sql_failed(a);
	return *code == SQLITE_ROW;
}

static struct facet_row *
row_of(struct facets *f, sqlite3_stmt *st, int column)
{
	int64_t row = sqlite3_column_int64(st, column);

	return row < 0 || row > f->max ? NULL : &f->row[row];
}

static bool
read_posts(struct archive *a, struct facets *f)
{
	enum { YEAR_MAX = 9999 };
	sqlite3_stmt *st = sql(a, "SELECT post, year, telegram FROM telegram"
	    " ORDER BY post, year", "");
	int code;

	while (step(a, st, &code)) {
		struct facet_row *row = row_of(f, st, 2);
		int year = sqlite3_column_int(st, 1);

		if (row == NULL)
			continue;
		row->of[SEARCH_POST] = number_of(f, SEARCH_POST,
		    sql_view(st, 0), true);
		if (year < 0 || year > YEAR_MAX)
			continue;
		row->of[SEARCH_YEAR] = (uint32_t)year;
		if ((uint32_t)year > f->year_max)
			f->year_max = (uint32_t)year;
	}
	sql_end(a, st);
	return code == SQLITE_DONE;
}

static bool
read_classes(struct archive *a, struct facets *f)
{
	/* unsorted: to sort them takes five times as long as to read them */
	sqlite3_stmt *st = sql(a, "SELECT classification, form, telegram"
	    " FROM telegram", "");
	int code;

	while (step(a, st, &code)) {
		struct facet_row *row = row_of(f, st, 2);

		if (row == NULL)
			continue;
		row->of[SEARCH_CLASS] = number_of(f, SEARCH_CLASS,
		    sql_view(st, 0), false);
		row->of[SEARCH_FORM] = number_of(f, SEARCH_FORM,
		    sql_view(st, 1), false);
	}
	sql_end(a, st);
	return code == SQLITE_DONE;
}

/* One TAGS word of one telegram. */
struct tagging {
	uint32_t row, tag;
};

struct taggings {
	struct arena arena;
	struct tagging *v;
	size_t n, cap;
};

static bool
add_tagging(struct taggings *t, uint32_t row, uint32_t tag)
{
	struct tagging *v;

	/* the same TAGS twice in a telegram counts once */
	if (t->n > 0 && t->v[t->n - 1].row == row &&
	    t->v[t->n - 1].tag == tag)
		return true;
	v = arena_grow(&t->arena, t->v, t->n, &t->cap, sizeof(*v));
	if (v == NULL)
		return false;
	t->v = v;
	v[t->n++] = (struct tagging){ row, tag };
	return true;
}

/* In the order of the index, which is that of TAGS. */
static bool
read_taggings(struct archive *a, struct facets *f, struct taggings *t)
{
	sqlite3_stmt *st = sql(a, "SELECT tag, telegram FROM tag"
	    " WHERE tag <> '' ORDER BY tag, telegram", "");
	bool ok = true;
	int code = SQLITE_DONE;

	while (ok && step(a, st, &code)) {
		struct facet_row *row = row_of(f, st, 1);
		uint32_t tag = number_of(f, SEARCH_TAG, sql_view(st, 0),
		    true);

		ok = tag > 0 && (row == NULL || add_tagging(t,
		    (uint32_t)(row - f->row), tag));
	}
	sql_end(a, st);
	return ok && st != NULL && code == SQLITE_DONE;
}

/* Lays them out by telegram: how many each has, where each begins, and each
 * where it belongs, from behind. */
static bool
lay_out_tags(struct facets *f, const struct taggings *t)
{
	uint32_t end = 0;

	f->tagged = arena_alloc(&f->arena, sizeof(*f->tagged), t->n + 1);
	if (f->tagged == NULL)
		return false;
	for (size_t i = 0; i < t->n; i++)
		f->row[t->v[i].row].of[SEARCH_TAG]++;
	for (int64_t row = 0; row <= f->max + 1; row++)
		end = f->row[row].of[SEARCH_TAG] += end;
	for (size_t i = t->n; i-- > 0; )
		f->tagged[--f->row[t->v[i].row].of[SEARCH_TAG]] = t->v[i].tag;
	return true;
}

static bool
read_tags(struct archive *a, struct facets *f)
{
	struct taggings t = { .n = 0 };
	bool ok;

	arena_init(&t.arena);
	ok = read_taggings(a, f, &t) && lay_out_tags(f, &t);
	f->arena.failed |= t.arena.failed;
	arena_free(&t.arena);
	return ok;
}

static bool
read_columns(struct archive *a, struct facets *f)
{
	f->row = arena_alloc(&f->arena, sizeof(*f->row), (size_t)f->max + 2);
	if (!f->arena.failed && read_posts(a, f) && read_classes(a, f) &&
	    read_tags(a, f) && !f->arena.failed)
		return f->kept = true;
	if (f->arena.failed)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	return false;
}

static bool
add_count(struct counts *c, struct arena *arena, const char *value,
    uint64_t n)
{
	struct search_count *v = arena_grow(arena, c->v, c->n, &c->cap,
	    sizeof(*v));

	if (v == NULL)
		return false;
	c->v = v;
	v[c->n++] = (struct search_count){ value, n };
	return true;
}

static const char *
value_name(const struct facets *f, int facet, size_t value,
    struct arena *arena)
{
	if (value == 0)
		return "";
	if (facet == SEARCH_YEAR)
		return arena_printf(arena, "%zu", value);
	return arena_strdup(arena, str_from(f->value[facet][value - 1]));
}

static size_t
values_of(const struct facets *f, int facet)
{
	return 1 + (facet == SEARCH_YEAR ? f->year_max : f->value_n[facet]);
}

static void
count_row(const struct facets *f, int64_t at, uint32_t *n[SEARCH_FACET__MAX])
{
	const struct facet_row *row = &f->row[at];
	uint32_t tag = row->of[SEARCH_TAG], end = row[1].of[SEARCH_TAG];

	for (int i = 0; i < SEARCH_FACET__MAX; i++)
		if (i != SEARCH_TAG)
			n[i][row->of[i]]++;
	if (tag == end)
		n[SEARCH_TAG][0]++;
	for (; tag < end; tag++)
		n[SEARCH_TAG][f->tagged[tag]]++;
}

/* All facets in one walk over the set. */
static bool
count_columns(const struct facets *f, const struct rows *rows,
    struct counts counts[SEARCH_FACET__MAX], struct arena *arena)
{
	uint32_t *n[SEARCH_FACET__MAX], *all;
	size_t values = 0;
	bool ok;

	for (int i = 0; i < SEARCH_FACET__MAX; i++)
		values += values_of(f, i);
	all = calloc(values, sizeof(*all));
	if (all == NULL)
		return false;
	n[0] = all;
	for (int i = 1; i < SEARCH_FACET__MAX; i++)
		n[i] = n[i - 1] + values_of(f, i - 1);
	for (int64_t row = rows_next(rows, 0); row >= 0 && row <= f->max;
	    row = rows_next(rows, row + 1))
		count_row(f, row, n);
	ok = true;
	for (int i = 0; i < SEARCH_FACET__MAX; i++)
		for (size_t v = 0; ok && v < values_of(f, i); v++)
			if (n[i][v] > 0)
				ok = add_count(&counts[i], arena, value_name(f,
				    i, v, arena), n[i][v]);
	free(all);
	return ok;
}

/* ---- Rows looked up ---- */

/* Values and how often they came, by hash. */
struct tally {
	struct search_count *slot;
	size_t n, cap;			/* cap: a power of two */
};

static struct search_count *
tally_slot(struct tally *t, struct str value)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < value.n; i++)
		h = (h ^ (unsigned char)value.p[i]) * 16777619u;
	for (;; h++) {
		struct search_count *s = &t->slot[h & (t->cap - 1)];

		if (s->value == NULL || str_eq(str_from(s->value), value))
			return s;
	}
}

static bool
tally_grow(struct tally *t)
{
	struct tally more = { .n = t->n, .cap = t->cap == 0 ? 256 :
		2 * t->cap };

	if (2 * t->n < t->cap)
		return true;
	more.slot = calloc(more.cap, sizeof(*more.slot));
	if (more.slot == NULL)
		return false;
	for (size_t i = 0; i < t->cap; i++)
		if (t->slot[i].value != NULL)
			*tally_slot(&more, str_from(t->slot[i].value)) =
			    t->slot[i];
	free(t->slot);
	*t = more;
	return true;
}

static bool
tally_add(struct tally *t, struct arena *arena, struct str value)
{
	struct search_count *s;

	if (!tally_grow(t))
		return false;
	s = tally_slot(t, value);
	if (s->value == NULL) {
		s->value = value.n == 0 ? "" : arena_strdup(arena, value);
		if (s->value == NULL)
			return false;
		t->n++;
	}
	s->n++;
	return true;
}

static bool
look_up_tags(struct archive *a, int64_t row, struct tally *t,
    struct arena *arena)
{
	/* by TAGS, so that one that stands there twice is met in a row */
	sqlite3_stmt *st = sql(a, "SELECT DISTINCT tag FROM tag"
	    " WHERE telegram = ?", "i", row);
	bool ok = true, any = false;
	int code = SQLITE_DONE;

	while (ok && step(a, st, &code)) {
		ok = tally_add(t, arena, sql_view(st, 0));
		any = true;
	}
	sql_end(a, st);
	return ok && code == SQLITE_DONE &&
	    (any || tally_add(t, arena, STR("")));
}

static bool
look_up_row(struct archive *a, int64_t row,
    struct tally tally[SEARCH_FACET__MAX], struct arena *arena)
{
	static const enum search_facet facet[] = { SEARCH_POST, SEARCH_YEAR,
		SEARCH_CLASS, SEARCH_FORM };
	sqlite3_stmt *st = sql(a, "SELECT post, year, classification, form"
	    " FROM telegram WHERE telegram = ?", "i", row);
	bool ok = true;
	int code;

	if (step(a, st, &code))
		for (int i = 0; ok && i < 4; i++) {
			const char *p = (const char *)sqlite3_column_text(st,
			    i);

			ok = tally_add(&tally[facet[i]], arena, str_make(
			    p == NULL ? "" : p,
			    (size_t)sqlite3_column_bytes(st, i)));
		}
	sql_end(a, st);
	return ok && code == SQLITE_ROW &&
	    look_up_tags(a, row, &tally[SEARCH_TAG], arena);
}

static bool
look_up(struct archive *a, const struct rows *rows,
    struct counts counts[SEARCH_FACET__MAX], struct arena *arena)
{
	struct tally tally[SEARCH_FACET__MAX] = { { 0 } };
	bool ok = true;

	for (int64_t row = rows_next(rows, 0); ok && row >= 0;
	    row = rows_next(rows, row + 1))
		ok = look_up_row(a, row, tally, arena);
	for (int i = 0; i < SEARCH_FACET__MAX; i++) {
		for (size_t k = 0; ok && k < tally[i].cap; k++)
			if (tally[i].slot[k].value != NULL)
				ok = add_count(&counts[i], arena,
				    tally[i].slot[k].value,
				    tally[i].slot[k].n);
		free(tally[i].slot);
	}
	return ok;
}

/* ---- Both ---- */

/* Forgets columns of an archive that has changed. */
static void
freshen(struct archive *a, struct facets *f)
{
	int64_t state = archive_state(a);

	if (f->arena.head != NULL || f->count > 0) {
		if (state == f->state)
			return;
		facets_free(f);
	}
	arena_init(&f->arena);
	f->state = state;
	f->max = find_max(a);
	f->count = find_count(a);
}

static bool
fill(struct archive *a, struct facets *f, const struct rows *rows,
    uint64_t total, struct counts counts[SEARCH_FACET__MAX],
    struct arena *arena)
{
	if (!f->kept && (f->looked_up += total) * LOOK_UP_SHARE <
	    (uint64_t)f->count)
		return look_up(a, rows, counts, arena);
	return (f->kept || read_columns(a, f)) &&
	    count_columns(f, rows, counts, arena);
}

bool
facets_count(struct archive *a, struct facets *f, const struct rows *rows,
    uint64_t total, struct counts counts[SEARCH_FACET__MAX],
    struct arena *arena)
{
	bool ok;

	freshen(a, f);
	ok = fill(a, f, rows, total, counts, arena);
	if (!ok && a->status == ARCHIVE_OK)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	if (!ok)
		facets_free(f);
	return ok;
}
