/* Posts, serials and dates that are held, for the rules of fold.h. */
#include "archive/sqlite_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/refs_with.h"
#include "tables/tables.h"

enum { COUNTED = 100 };		/* telegrams of a post, to say it has many */

struct world_reach {
	bool asked;
	long serial;
	unsigned known;
};

int64_t
world_telegram(struct archive *a, const char *id)
{
	int64_t telegram = sql_int(a, 0, "SELECT telegram FROM telegram"
	    " WHERE id = ? ORDER BY variant LIMIT 1", "s", id);

	return telegram != 0 ? telegram : sql_int(a, 0, "SELECT telegram"
	    " FROM witness WHERE id = ? ORDER BY witness LIMIT 1", "s", id);
}

static void
copy_day(char day[11], sqlite3_stmt *st, int column)
{
	struct str s = str_cut(sql_view(st, column), 0, 10);

	memcpy(day, s.n == 10 ? s.p : "", s.n == 10 ? 10 : 0);
	day[s.n == 10 ? 10 : 0] = '\0';
}

void
world_day(struct archive *a, int64_t telegram, char day[11])
{
	sqlite3_stmt *st = sql(a, "SELECT date FROM telegram"
	    " WHERE telegram = ?", "i", telegram);

	day[0] = '\0';
	if (sql_row(a, st))
		copy_day(day, st, 0);
	sql_end(a, st);
}

static bool
held(void *ctx, const char *id, char date[11])
{
	struct world *w = ctx;
	int64_t telegram = world_telegram(w->a, id);

	date[0] = '\0';
	if (telegram != 0)
		world_day(w->a, telegram, date);
	return telegram != 0;
}

static void
take_near(struct archive *a, sqlite3_stmt *st, struct fold_near *near)
{
	if (sql_row(a, st)) {
		near->serial = sqlite3_column_int64(st, 0);
		copy_day(near->date, st, 1);
		snprintf(near->id, sizeof(near->id), "%s",
		    (const char *)sqlite3_column_text(st, 2));
	}
	sql_end(a, st);
}

/* The next that have a date. */
static void
around(void *ctx, const struct fold_parts *p, struct fold_around *out)
{
	struct world *w = ctx;
	int64_t serial = p->serial;

	if (w->parts.serial == p->serial && w->parts.year == p->year &&
	    strcmp(w->parts.post, p->post) == 0) {
		*out = w->around;
		return;
	}
	memset(out, 0, sizeof(*out));
	take_near(w->a, sql(w->a, "SELECT serial, date, id FROM telegram"
	    " WHERE post = ? AND year = ? AND serial < ? AND date NOT NULL"
	    " AND id NOT NULL ORDER BY serial DESC LIMIT 1", "sui", p->post,
	    p->year, serial), &out->below);
	take_near(w->a, sql(w->a, "SELECT serial, date, id FROM telegram"
	    " WHERE post = ? AND year = ? AND serial > ? AND date NOT NULL"
	    " AND id NOT NULL ORDER BY serial LIMIT 1", "sui", p->post,
	    p->year, serial), &out->above);
	w->parts = *p;
	w->around = *out;
}

static size_t
post_index(const struct world *w, const char *post)
{
	size_t low = 0, n = w->fold.posts_n;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (strcmp(w->posts[mid].post, post) < 0)
			low = mid + 1;
		else
			n = mid;
	}
	return low < w->fold.posts_n && strcmp(w->posts[low].post, post) == 0
	    ? low : w->fold.posts_n;
}

static unsigned
count_some(struct archive *a, const char *post)
{
	return (unsigned)sql_int(a, 0, "SELECT count(*) FROM (SELECT 1"
	    " FROM telegram WHERE post = ?1 LIMIT ?2)", "si", post,
	    (int64_t)COUNTED);
}

/* From year to year, and of each the last in the index. */
static void
find_reach(struct archive *a, const char *post, struct world_reach *r)
{
	int64_t year = 0;

	r->asked = true;
	r->known = count_some(a, post);
	while ((year = sql_int(a, 0, "SELECT year FROM telegram WHERE post = ?"
	    " AND year > ? ORDER BY year LIMIT 1", "si", post, year)) != 0) {
		int64_t serial = sql_int(a, 0, "SELECT max(serial)"
		    " FROM telegram WHERE post = ? AND year = ?", "si", post,
		    year);

		if (serial > r->serial)
			r->serial = serial;
	}
}

static long
reach(void *ctx, const char *post, unsigned *known)
{
	struct world *w = ctx;
	size_t i = post_index(w, post);
	struct world_reach *r = &w->reach[i];

	*known = 0;
	if (i == w->fold.posts_n)
		return 0;
	if (!r->asked)
		find_reach(w->a, post, r);
	*known = r->known;
	return r->serial;
}

/* From one post to the next in the index: a step for each post, not for
 * each telegram. */
static const char *
next_post(struct world *w, const char *after)
{
	sqlite3_stmt *st = sql(w->a, "SELECT post FROM telegram WHERE post > ?"
	    " ORDER BY post LIMIT 1", "s", after);
	const char *post = sql_row(w->a, st) ? sql_text(&w->arena, st, 0)
	    : NULL;

	sql_end(w->a, st);
	return post;
}

static void
list_posts(struct world *w)
{
	size_t cap = 0, n = 0;

	for (const char *p = next_post(w, ""); p != NULL;
	    p = next_post(w, p)) {
		struct fold_post *more = arena_grow(&w->arena, w->posts, n,
		    &cap, sizeof(*more));

		if (more == NULL)
			break;
		w->posts = more;
		/* of those in the tables it does not matter */
		more[n++] = (struct fold_post){ p, tables_post(str_from(p)) !=
		    NULL ? COUNTED : count_some(w->a, p), NULL };
	}
	fold_posts(w->posts, n);
	w->fold.posts = w->posts;
	w->fold.posts_n = n;
}

void
world_init(struct world *w, struct archive *a)
{
	*w = (struct world){ .a = a };
	w->fold = (struct fold_world){ .ctx = w, .held = held,
	    .around = around, .reach = reach };
	arena_init(&w->arena);
}

void
world_free(struct world *w)
{
	arena_free(&w->arena);
}

const struct fold_world *
world_ready(struct world *w)
{
	if (w->ready)
		return &w->fold;
	list_posts(w);
	w->reach = arena_alloc(&w->arena, sizeof(*w->reach),
	    w->fold.posts_n + 1);
	w->ready = !w->arena.failed;
	if (!w->ready) {
		w->fold.posts_n = 0;
		archive_fail(w->a, ARCHIVE_ENOMEM, "out of memory");
	}
	return &w->fold;
}

/* Names. */

static void
keep_name(struct world *w, struct world_names *names, const char *name)
{
	struct world_name *v;
	bool part;
	const char *means = fold_post_name(w->posts, w->fold.posts_n, name,
	    &part);

	if (means == NULL)
		return;
	v = arena_grow(&w->arena, names->v, names->n, &names->cap,
	    sizeof(*v));
	if (v == NULL)
		return;
	names->v = v;
	v[names->n++] = (struct world_name){
		arena_strdup(&w->arena, str_from(name)), means };
}

/* The first number behind a place, if it is of the year. */
static bool
next_number(struct world *w, const char *year, char *at, size_t cap)
{
	sqlite3_stmt *st = sql(w->a, "SELECT id FROM ref WHERE id > ?"
	    " ORDER BY id LIMIT 1", "s", at);
	struct str id = sql_row(w->a, st) ? sql_view(st, 0) : STR("");
	bool more = id.n < cap && str_starts(id, str_from(year));

	if (more) {
		memcpy(at, id.p, id.n);
		at[id.n] = '\0';
	}
	sql_end(w->a, st);
	return more;
}

/* The index is walked from name to name, not from reference to reference. */
static void
read_names(struct world *w, struct world_names *names, const char *year)
{
	char at[64];

	snprintf(at, sizeof(at), "%s", year);
	while (next_number(w, year, at, sizeof(at) - 1)) {
		size_t name = strlen(at);

		while (name > 0 && ch_digit(at[name - 1]))
			name--;
		at[name] = '\0';
		if (name > 2)
			keep_name(w, names, at + 2);
		/* behind all numbers of that name: ':' follows '9' */
		at[name] = ':';
		at[name + 1] = '\0';
	}
}

const struct world_names *
world_names(struct world *w, int year)
{
	struct world_names *names = &w->names[year < 0 ? 0 : year % 100];
	char digits[16];

	if (!names->asked) {
		world_ready(w);
		snprintf(digits, sizeof(digits), "%02d",
		    year < 0 ? 0 : year % 100);
		read_names(w, names, digits);
		names->asked = true;
	}
	return names;
}

void
world_resolve(struct world *w, const struct fold_question *q,
    struct fold_answer *out, int64_t *telegram)
{
	struct fold_parts parts;
	char day[11] = "";

	*telegram = world_telegram(w->a, q->id);
	if (*telegram != 0)
		world_day(w->a, *telegram, day);
	if (*telegram != 0 && !fold_later(day, q->date)) {
		*out = (struct fold_answer){ .held = true };
		snprintf(out->id, sizeof(out->id), "%s", q->id);
		if (fold_split(q->id, q->year, &parts))
			out->year = parts.year;
		return;
	}
	fold(world_ready(w), q, out);
	if (out->held)
		*telegram = world_telegram(w->a, out->id);
}

struct world *
world_of(struct archive *a)
{
	int64_t state = archive_state(a);

	if (a->world != NULL && a->world->state != state) {
		world_delete(a->world);
		a->world = NULL;
	}
	if (a->world == NULL)
		a->world = world_new(a);
	if (a->world != NULL)
		a->world->state = state;
	return a->world;
}

enum archive_status
world_used(struct archive *a)
{
	if (a->status != ARCHIVE_OK) {
		world_delete(a->world);
		a->world = NULL;
	}
	return a->status;
}

struct world *
world_new(struct archive *a)
{
	struct world *w = malloc(sizeof(*w));

	if (w == NULL)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	else
		world_init(w, a);
	return w;
}

void
world_delete(struct world *w)
{
	if (w == NULL)
		return;
	world_free(w);
	free(w);
}
