/* What a telegram cites, and what cites it; see refs.h. */
#include "archive/refs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/refs_with.h"
#include "archive/sqlite_world.h"
#include "archive/witness.h"

/* Ends. */

static const struct ref_end no_end = { 0, "", "", "", "", "" };

static void
fill_end(struct archive *a, struct arena *arena, int64_t telegram,
    struct ref_end *end)
{
	struct archive_head h;

	if (archive_head(a, arena, telegram, &h) != ARCHIVE_OK)
		return;
	*end = (struct ref_end){ telegram, h.id, h.date, h.post, h.subject,
		h.classification };
}

/* One that is not held: its number tells the post. */
static void
ghost_end(struct arena *arena, const char *id, struct ref_end *end)
{
	struct fold_parts parts;

	*end = no_end;
	end->id = arena_strdup(arena, str_from(id));
	if (fold_split(id, 0, &parts))
		end->post = arena_strdup(arena, str_from(parts.post));
}

static enum archive_status
outcome(struct archive *a, const struct arena *arena)
{
	if (arena->failed)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	return a->status;
}

/* Cites. */

static void
resolve(struct archive *a, struct arena *arena, struct world *world,
    const char *date, int year, struct ref_entry *e)
{
	struct fold_question q = { e->printed, e->text, date, year };
	struct fold_answer answer;
	int64_t telegram;

	e->other = no_end;
	e->means = e->printed;
	if (e->printed[0] == '\0')
		return;
	world_resolve(world, &q, &answer, &telegram);
	if (telegram != 0)
		fill_end(a, arena, telegram, &e->other);
	else if (answer.rule != FOLD_NO_NUMBER)
		ghost_end(arena, answer.id, &e->other);
	if (answer.rule == FOLD_NO_NUMBER)
		e->means = "";
	else if (strcmp(answer.id, e->printed) != 0)
		e->means = arena_strdup(arena, str_from(answer.id));
	e->receipt = arena_strdup(arena, str_from(answer.receipt));
	e->sure = answer.sure;
}

static void
read_lines(struct archive *a, struct arena *arena, int64_t telegram,
    struct ref_entry **out, size_t *n)
{
	sqlite3_stmt *st = sql(a, "SELECT n, label, kind, text, id, notal"
	    " FROM ref WHERE telegram = ? ORDER BY n", "i", telegram);
	size_t cap = 0;

	*out = NULL;
	for (*n = 0; sql_row(a, st);) {
		struct ref_entry *e = arena_grow(arena, *out, *n, &cap,
		    sizeof(*e));

		if (e == NULL)
			break;
		*out = e;
		e[(*n)++] = (struct ref_entry){
			.n = (unsigned)sqlite3_column_int(st, 0),
			.label = sql_text(arena, st, 1),
			.kind = sql_text(arena, st, 2),
			.text = sql_text(arena, st, 3),
			.printed = sql_text(arena, st, 4),
			.notal = sqlite3_column_int(st, 5) != 0,
			.receipt = "",
		};
	}
	sql_end(a, st);
}

static void
when_cited(struct archive *a, struct arena *arena, int64_t telegram,
    const char **date, int *year)
{
	sqlite3_stmt *st = sql(a, "SELECT date, coalesce(substr(date, 1, 4),"
	    " year) FROM telegram WHERE telegram = ?", "i", telegram);

	*date = "";
	*year = 0;
	if (sql_row(a, st)) {
		*date = sql_text(arena, st, 0);
		*year = sqlite3_column_int(st, 1);
	}
	sql_end(a, st);
}

enum archive_status
refs_cites_with(struct archive *a, struct arena *arena, struct world *world,
    int64_t telegram, struct ref_entry **out, size_t *n)
{
	const char *date;
	int year;

	when_cited(a, arena, telegram, &date, &year);
	read_lines(a, arena, telegram, out, n);
	if (arena->failed)
		return outcome(a, arena);
	for (size_t i = 0; i < *n; i++)
		resolve(a, arena, world, date, year, &(*out)[i]);
	return outcome(a, arena);
}

enum archive_status
refs_cites(struct archive *a, struct arena *arena, int64_t telegram,
    struct ref_entry **out, size_t *n)
{
	struct world *world;

	a->status = ARCHIVE_OK;
	world = world_of(a);
	if (world != NULL)
		refs_cites_with(a, arena, world, telegram, out, n);
	return world_used(a);
}

/* Cited by. */

/* A line that cites, before it is told in full. */
struct hit {
	int64_t telegram;
	unsigned n;
	const char *date, *printed, *means, *receipt;
	enum sure sure;
};
struct hits {
	struct archive *a;
	struct arena *arena;
	struct world *world;
	const char *id;
	struct hit *v;
	size_t n, cap;
};

static void
keep_hit(struct hits *hits, sqlite3_stmt *st, const char *printed,
    const struct fold_answer *answer)
{
	struct hit *v = arena_grow(hits->arena, hits->v, hits->n, &hits->cap,
	    sizeof(*v));

	if (v == NULL)
		return;
	hits->v = v;
	v[hits->n++] = (struct hit){
		.telegram = sqlite3_column_int64(st, 0),
		.n = (unsigned)sqlite3_column_int(st, 1),
		.date = sql_text(hits->arena, st, 2),
		.printed = printed,
		.means = answer == NULL || strcmp(answer->id, printed) == 0
			? printed : arena_strdup(hits->arena,
			str_from(answer->id)),
		.receipt = answer == NULL ? "" : arena_strdup(hits->arena,
		    str_from(answer->receipt)),
		.sure = answer == NULL ? SURE_CERTAIN : answer->sure,
	};
}

/* The lines in which a number stands.  folded: those alone in which it means
 * the one that is asked for; else all, and what else each may mean. */
static void
take_lines(struct hits *hits, const char *printed, bool folded,
    int64_t held)
{
	struct archive *a = hits->a;
	char sent[11] = "";
	sqlite3_stmt *st = sql(a, "SELECT r.telegram, r.n, t.date, r.text,"
	    " coalesce(substr(t.date, 1, 4), t.year)"
	    " FROM ref AS r JOIN telegram AS t USING (telegram)"
	    " WHERE r.id = ?", "s", printed);

	if (held != 0)
		world_day(a, held, sent);
	while (sql_row(a, st)) {
		const char *date = sql_text(hits->arena, st, 2);
		struct fold_question q = { printed,
			sql_text(hits->arena, st, 3), date,
			sqlite3_column_int(st, 4) };
		struct fold_answer answer;

		/* as a rule, and without looking further */
		if (held != 0 && !fold_later(sent, date)) {
			if (!folded)
				keep_hit(hits, st, printed, NULL);
			continue;
		}
		fold(world_ready(hits->world), &q, &answer);
		if ((!folded && held == 0) || strcmp(answer.id, hits->id) == 0)
			keep_hit(hits, st, printed, &answer);
	}
	sql_end(a, st);
}

/* Another number that may mean the same. */
static void
try_number(struct hits *hits, const char *printed)
{
	if (sql_int(hits->a, 0, "SELECT 1 FROM ref WHERE id = ? LIMIT 1", "s",
	    printed) == 1)
		take_lines(hits, arena_strdup(hits->arena, str_from(printed)),
		    true, world_telegram(hits->a, printed));
}

static void
try_parts(struct hits *hits, const struct fold_parts *parts)
{
	char id[48];

	fold_join(parts, id);
	if (id[0] != '\0' && strcmp(id, hits->id) != 0)
		try_number(hits, id);
}

static void
try_years(struct hits *hits, struct fold_parts parts)
{
	parts.year++;
	try_parts(hits, &parts);
	parts.year -= 2;
	try_parts(hits, &parts);
}

/* Serials that have a digit more. */
static void
try_digits(struct hits *hits, struct fold_parts parts)
{
	long serial = parts.serial;

	for (long tens = 1; tens <= serial * 10; tens *= 10)
		for (long digit = 0; digit <= 9; digit++) {
			parts.serial = serial / tens * tens * 10 +
			    digit * tens + serial % tens;
			/* beside its like, it is one and the same */
			if (serial / tens % 10 != digit || serial < tens)
				try_parts(hits, &parts);
		}
}

/* Names of posts that stand in references of a year and mean this post. */
static void
try_names(struct hits *hits, const struct fold_parts *parts)
{
	const struct world_names *names = world_names(hits->world,
	    parts->year);

	for (size_t i = 0; i < names->n; i++) {
		struct fold_parts other = *parts;

		if (strcmp(names->v[i].means, parts->post) != 0 ||
		    strlen(names->v[i].name) >= sizeof(other.post))
			continue;
		strcpy(other.post, names->v[i].name);
		try_parts(hits, &other);
	}
}

/* The name of the post is itself one that means another. */
static void
try_right_name(struct hits *hits, struct fold_parts parts)
{
	const struct fold_world *world = world_ready(hits->world);

	for (size_t i = 0; i < world->posts_n; i++)
		if (world->posts[i].means != NULL &&
		    strcmp(world->posts[i].post, parts.post) == 0 &&
		    strlen(world->posts[i].means) < sizeof(parts.post)) {
			strcpy(parts.post, world->posts[i].means);
			try_parts(hits, &parts);
			return;
		}
}

static int
in_time(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	int order = strcmp(x->date, y->date);

	if (order != 0)
		return order;
	if (x->telegram != y->telegram)
		return x->telegram < y->telegram ? -1 : 1;
	return x->n < y->n ? -1 : x->n > y->n;
}

/* Lines in which the number means another are of use only if there are no
 * others: whoever asks for it has it from them. */
static void
drop_others(struct hits *hits)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < hits->n; i++)
		n += strcmp(hits->v[i].means, hits->id) == 0;
	if (n == 0)
		return;
	for (size_t i = 0; i < hits->n; i++)
		if (strcmp(hits->v[i].means, hits->id) == 0)
			hits->v[kept++] = hits->v[i];
	hits->n = kept;
}

static void
tell_hit(struct archive *a, struct arena *arena, const struct hit *hit,
    struct ref_entry *e)
{
	sqlite3_stmt *st = sql(a, "SELECT label, kind, text, notal FROM ref"
	    " WHERE telegram = ? AND n = ?", "ii", hit->telegram,
	    (int64_t)hit->n);

	*e = (struct ref_entry){ .other = no_end, .n = hit->n,
		.label = "", .kind = "", .text = "",
		.printed = hit->printed, .means = hit->means, .receipt = hit->receipt,
		.sure = hit->sure };
	if (sql_row(a, st)) {
		e->label = sql_text(arena, st, 0);
		e->kind = sql_text(arena, st, 1);
		e->text = sql_text(arena, st, 2);
		e->notal = sqlite3_column_int(st, 3) != 0;
	}
	sql_end(a, st);
	fill_end(a, arena, hit->telegram, &e->other);
}

enum archive_status
refs_cited_with(struct archive *a, struct arena *arena, struct world *world,
    const char *id, bool thorough, size_t limit, struct ref_entry **out,
    size_t *n, uint64_t *total)
{
	struct hits hits = { .a = a, .arena = arena, .world = world,
		.id = id };
	struct fold_parts parts;

	*out = NULL;
	*n = 0;
	*total = 0;
	if (id[0] == '\0')
		return a->status;
	take_lines(&hits, id, false, world_telegram(a, id));
	if (fold_split(id, 0, &parts)) {
		try_years(&hits, parts);
		if (thorough) {
			try_digits(&hits, parts);
			try_names(&hits, &parts);
			try_right_name(&hits, parts);
		}
	}
	if (arena->failed || a->status != ARCHIVE_OK)
		return outcome(a, arena);
	drop_others(&hits);
	*total = hits.n;
	if (hits.n > 0)
		qsort(hits.v, hits.n, sizeof(*hits.v), in_time);
	*n = limit > 0 && limit < hits.n ? limit : hits.n;
	*out = arena_array(arena, sizeof(**out), *n + 1);
	for (size_t i = 0; *out != NULL && i < *n; i++)
		tell_hit(a, arena, &hits.v[i], &(*out)[i]);
	return outcome(a, arena);
}

enum archive_status
refs_cited(struct archive *a, struct arena *arena, const char *id,
    size_t limit, struct ref_entry **out, size_t *n, uint64_t *total)
{
	struct world *world;

	a->status = ARCHIVE_OK;
	world = world_of(a);
	if (world != NULL)
		refs_cited_with(a, arena, world, id, true, limit, out, n,
		    total);
	return world_used(a);
}

/* Same text. */

static bool
is_same_text(struct archive *a, const struct reftel_telegram *t,
    int64_t telegram)
{
	struct reftel_telegram *other;
	bool same;

	if (archive_face(a, telegram, &other) != ARCHIVE_OK)
		return false;
	same = witness_compare(t, other, NULL) == WITNESS_EXACT;
	reftel_telegram_free(other);
	return same;
}

/* Those whose prints are the same and that are as long, but for what points
 * part into words; their texts need not be the same. */
static size_t
same_print(struct archive *a, int64_t telegram, int64_t *out, size_t cap)
{
	sqlite3_stmt *st = sql(a, "SELECT DISTINCT o.telegram FROM witness AS w"
	    " JOIN witness AS o ON o.print = w.print AND"
	    " abs(o.words - w.words) <= 3 + w.words / 32 WHERE w.telegram = ?1"
	    " AND o.telegram <> ?1 ORDER BY 1 LIMIT ?2", "ii", telegram,
	    (int64_t)cap);
	size_t n = 0;

	while (n < cap && sql_row(a, st))
		out[n++] = sqlite3_column_int64(st, 0);
	sql_end(a, st);
	return n;
}

enum archive_status
refs_same_text(struct archive *a, struct arena *arena, int64_t telegram,
    struct refs_same *out)
{
	enum { MOST = 50 };
	struct reftel_telegram *t;
	int64_t like[MOST];
	size_t n;

	a->status = ARCHIVE_OK;
	*out = (struct refs_same){
		.marked = sql_int(a, 0, "SELECT 1 FROM caption WHERE telegram ="
		    " ? AND caption = 'SUSPECTED DUPLICATE' LIMIT 1", "i",
		    telegram) == 1,
		.witnesses = (unsigned)sql_int(a, 0, "SELECT witnesses FROM"
		    " telegram WHERE telegram = ?", "i", telegram)
	};
	n = same_print(a, telegram, like, MOST);
	if (n == 0 || archive_face(a, telegram, &t) != ARCHIVE_OK)
		return outcome(a, arena);
	out->v = arena_array(arena, sizeof(*out->v), n);
	for (size_t i = 0; out->v != NULL && i < n; i++)
		if (is_same_text(a, t, like[i]))
			fill_end(a, arena, like[i], &out->v[out->n++]);
	reftel_telegram_free(t);
	return outcome(a, arena);
}

/* Finding. */

/* A number that is not held may be under another name. */
static int64_t
find_folded(struct archive *a, char id[48])
{
	struct fold_question q = { id, "", "", 0 };
	struct fold_answer answer;
	struct world *world = world_of(a);
	int64_t telegram;

	if (world == NULL)
		return 0;
	world_resolve(world, &q, &answer, &telegram);
	world_used(a);
	if (telegram != 0 || answer.rule == FOLD_SPELLING)
		memcpy(id, answer.id, sizeof(answer.id));
	return telegram;
}

/* In capitals, in which also names are read that no table knows. */
static size_t
find_capitals(struct archive *a, const char *spelling, int64_t *telegram,
    char id[48])
{
	char capitals[64];
	size_t n = strlen(spelling);

	if (n >= sizeof(capitals))
		return 0;
	for (size_t i = 0; i <= n; i++)
		capitals[i] = ch_fold(spelling[i]);
	return archive_find(a, capitals, telegram, 1, id);
}

bool
refs_find(struct archive *a, const char *spelling, int64_t *telegram,
    char id[48])
{
	sqlite3_stmt *st;
	size_t n = archive_find(a, spelling, telegram, 1, id);

	if (n == 0 && id[0] == '\0' && a->status == ARCHIVE_OK)
		n = find_capitals(a, spelling, telegram, id);
	if (n == 0) {
		*telegram = 0;
		if (id[0] == '\0' || a->status != ARCHIVE_OK)
			return false;
		*telegram = find_folded(a, id);
		if (*telegram == 0)
			return a->status == ARCHIVE_OK;
	}
	st = sql(a, "SELECT id FROM telegram WHERE telegram = ?", "i",
	    *telegram);
	id[0] = '\0';
	if (sql_row(a, st) && sqlite3_column_type(st, 0) != SQLITE_NULL)
		snprintf(id, 48, "%s",
		    (const char *)sqlite3_column_text(st, 0));
	sql_end(a, st);
	return a->status == ARCHIVE_OK;
}

uint64_t
refs_count(struct archive *a, const char *id)
{
	return id[0] == '\0' ? 0 : (uint64_t)sql_int(a, 0, "SELECT"
	    " count(DISTINCT telegram) FROM ref WHERE id = ?", "s", id);
}
