/* Numbers and sections that are missing between those that are held; see
 * gaps.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/continuity.h"
#include "archive/ledger.h"

static const char *
day_of(struct arena *arena, const char *date)
{
	return arena_strdup(arena, str_cut(str_from(date), 0, 10));
}

static unsigned
percent(unsigned long held, unsigned long missing)
{
	return (unsigned)(held * 100 / (held + missing));
}

/* Serials. */

struct serials {
	struct ledger *l;
	struct arena *arena;	/* for one post and year */
	struct gap_serials group;
	long *v;		/* serials that are held */
	size_t n, cap;
};

static void
find_held(struct serials *s, long serial, const char **id, const char **date)
{
	sqlite3_stmt *st = sql(s->l->a, "SELECT id, date FROM telegram"
	    " WHERE post = ? AND year = ? AND serial = ? ORDER BY date"
	    " LIMIT 1", "sui", s->group.post, s->group.year,
	    (int64_t)serial);

	*id = *date = "";
	if (sql_row(s->l->a, st)) {
		*id = sql_text(s->arena, st, 0);
		*date = day_of(s->arena, sql_text(s->arena, st, 1));
	}
	sql_end(s->l->a, st);
}

static bool
is_cited(struct serials *s, long serial)
{
	struct fold_parts parts = { .year = s->group.year, .serial = serial };
	char id[48];

	snprintf(parts.post, sizeof(parts.post), "%s", s->group.post);
	fold_join(&parts, id);
	return sql_int(s->l->a, 0, "SELECT 1 FROM ref WHERE id = ? LIMIT 1",
	    "s", id) == 1;
}

/* Numbers are given one after the other, but some are given back: only one
 * that is cited besides is certain. */
static void
fill_range(struct serials *s, long below, long above, struct gap_range *r)
{
	*r = (struct gap_range){ .from = below + 1, .to = above - 1,
		.count = above - below - 1, .sure = SURE_LIKELY };
	find_held(s, below, &r->below, &r->below_date);
	find_held(s, above, &r->above, &r->above_date);
	if (r->count == 1 && is_cited(s, r->from))
		r->sure = SURE_CERTAIN;
}

static void
tell_serials(struct serials *s)
{
	struct gap_serials *g = &s->group;
	struct gaps_sum *sum = s->l->sum;
	size_t k = 0;

	if (s->n < 2)
		return;
	g->first = s->v[0];
	g->last = s->v[s->n - 1];
	g->held = s->n;
	g->missing = (unsigned long)(g->last - g->first + 1) - s->n;
	g->percent = percent(g->held, g->missing);
	for (size_t i = 1; i < s->n; i++)
		g->ranges += s->v[i] > s->v[i - 1] + 1;
	if (g->missing == 0)
		return;
	sum->serial_groups++;
	sum->serials += g->missing;
	sum->serial_ranges += g->ranges;
	if (s->l->sink->serials == NULL)
		return;
	if (g->percent >= s->l->filter.coverage) {
		g->range = arena_array(s->arena, sizeof(*g->range),
		    g->ranges);
		for (size_t i = 1; g->range != NULL && i < s->n; i++)
			if (s->v[i] > s->v[i - 1] + 1)
				fill_range(s, s->v[i - 1], s->v[i],
				    &g->range[k++]);
		g->range_n = k;
	}
	if (s->arena->failed)
		archive_fail(s->l->a, ARCHIVE_ENOMEM, "out of memory");
	else
		s->l->ended |= !s->l->sink->serials(s->l->sink->ctx, g);
}

static void
end_group(struct serials *s)
{
	if (ledger_goes_on(s->l))
		tell_serials(s);
	arena_reset(s->arena);
	s->group = (struct gap_serials){ .post = "" };
	s->v = NULL;
	s->n = s->cap = 0;
}

static void
add_serial(struct serials *s, long serial)
{
	long *v = arena_grow(s->arena, s->v, s->n, &s->cap, sizeof(*v));

	if (v == NULL)
		return;
	s->v = v;
	if (s->n == 0 || v[s->n - 1] != serial)
		v[s->n++] = serial;
}

void
ledger_serials(struct ledger *l)
{
	struct arena arena;
	struct serials s = { .l = l, .arena = &arena, .group = { .post = "" } };
	sqlite3_stmt *st = sql(l->a, "SELECT post, year, serial FROM telegram"
	    " WHERE post BETWEEN ? AND ? AND year NOT NULL"
	    " AND serial NOT NULL ORDER BY post, year, serial", "ss",
	    l->filter.post == NULL ? "" : l->filter.post,
	    l->filter.post == NULL ? "~" : l->filter.post);

	arena_init(&arena);
	while (ledger_goes_on(l) && sql_row(l->a, st)) {
		struct str post = sql_view(st, 0);
		int year = sqlite3_column_int(st, 1);

		if (l->filter.year != 0 && year != l->filter.year)
			continue;
		if (year != s.group.year ||
		    !str_eq(post, str_from(s.group.post))) {
			end_group(&s);
			s.group.post = arena_strdup(&arena, post);
			s.group.year = year;
			if (s.group.post == NULL)
				break;
		}
		add_serial(&s, sqlite3_column_int64(st, 2));
	}
	end_group(&s);
	sql_end(l->a, st);
	arena_free(&arena);
}

/* Continuity numbers. */

struct numbers {
	struct ledger *l;
	struct arena *arena;	/* for one post */
	const char *post;
	struct line {
		const char *to, *id;
		struct sent sent;
	} *v;
	size_t n, cap;
};

static int
first_held(const char *missing)
{
	int first = 1;

	for (const char *s = missing; *s != '\0';) {
		char *end;

		if (strtol(s, &end, 10) != first || end == s)
			break;
		first++;
		s = end + strspn(end, " ");
	}
	return first;
}

static void
add_line(struct numbers *s, sqlite3_stmt *st)
{
	const char *number = (const char *)sqlite3_column_text(st, 1);
	const char *missing = (const char *)sqlite3_column_text(st, 4);
	struct line *v;
	struct sent sent = { .date = "" };

	if (!continuity_read(number, sqlite3_column_int(st, 3),
	    missing == NULL ? 1 : first_held(missing), &sent))
		return;
	v = arena_grow(s->arena, s->v, s->n, &s->cap, sizeof(*v));
	if (v == NULL)
		return;
	s->v = v;
	sent.date = sql_text(s->arena, st, 2);
	v[s->n++] = (struct line){ sql_text(s->arena, st, 0),
		sql_text(s->arena, st, 5), sent };
}

static int
by_addressee(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return strcmp(x->to, y->to);
}

static void
fill_gaps(const struct sent *sent, const struct line *line,
    struct arena *arena, const struct sent_gap *gap, size_t n,
    struct gap_range *range)
{
	for (size_t i = 0; i < n; i++) {
		const struct sent *below = &sent[gap[i].below];
		const struct sent *above = &sent[gap[i].above];

		range[i] = (struct gap_range){
			.from = gap[i].from, .to = gap[i].to,
			.count = gap[i].count,
			.below = line[below->who].id,
			.above = line[above->who].id,
			.below_date = day_of(arena, below->date),
			.above_date = day_of(arena, above->date),
			.sure = SURE_LIKELY,
		};
	}
}

/* The lines to one addressee. */
static void
tell_pair(struct numbers *s, const struct line *line, size_t n)
{
	struct ledger *l = s->l;
	struct arena *arena = s->arena;
	struct sent *sent = arena_array(arena, sizeof(*sent), n);
	struct sent_gap *gap = arena_array(arena, sizeof(*gap), n);
	struct gap_numbers g = { .from = s->post, .to = line->to };
	struct continuity c;

	if (arena->failed)
		return;
	for (size_t i = 0; i < n; i++) {
		sent[i] = line[i].sent;
		sent[i].who = i;
	}
	continuity(sent, n, gap, n, &c);
	if (c.missing == 0)
		return;
	g.held = (unsigned long)c.held;
	g.missing = (unsigned long)c.missing;
	g.percent = percent(g.held, g.missing);
	g.first = day_of(arena, sent[0].date);
	g.last = day_of(arena, sent[c.used - 1].date);
	g.ranges = c.gaps;
	g.sure = c.unsure ? SURE_POSSIBLE : SURE_LIKELY;
	l->sum->number_groups++;
	l->sum->numbers += g.missing;
	l->sum->number_ranges += g.ranges;
	if (l->sink->numbers == NULL)
		return;
	if (g.percent >= l->filter.coverage) {
		g.range = arena_array(arena, sizeof(*g.range), c.gaps);
		g.range_n = g.range == NULL ? 0 : c.gaps;
		fill_gaps(sent, line, arena, gap, g.range_n, g.range);
	}
	if (!arena->failed)
		l->ended |= !l->sink->numbers(l->sink->ctx, &g);
}

/* What the post sent with continuity numbers. */
static void
numbers_of_post(struct numbers *s)
{
	struct archive *a = s->l->a;
	char year[8] = "";
	sqlite3_stmt *st;

	if (s->l->filter.year != 0)
		snprintf(year, sizeof(year), "%04d", s->l->filter.year);
	st = sql(a, "SELECT coalesce(a.post, a.plad) AS who, a.number,"
	    " t.date, t.sections, t.sections_missing, t.id"
	    " FROM telegram AS t JOIN addressee AS a USING (telegram)"
	    " WHERE t.post = ?1 AND t.date NOT NULL AND a.number NOT NULL"
	    " AND who NOT NULL AND (?2 = '' OR substr(t.date, 1, 4) = ?2)",
	    "ss", s->post, year);
	while (ledger_goes_on(s->l) && sql_row(a, st))
		add_line(s, st);
	sql_end(a, st);
	if (s->n > 1)
		qsort(s->v, s->n, sizeof(*s->v), by_addressee);
	for (size_t i = 0, n; i < s->n && ledger_goes_on(s->l); i += n) {
		for (n = 1; i + n < s->n && strcmp(s->v[i + n].to,
		    s->v[i].to) == 0; n++)
			;
		tell_pair(s, &s->v[i], n);
	}
	if (s->arena->failed)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
}

void
ledger_numbers(struct ledger *l)
{
	const struct fold_world *world = world_ready(&l->world);
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < world->posts_n && ledger_goes_on(l); i++) {
		struct numbers s = { .l = l, .arena = &arena,
			.post = world->posts[i].post };

		if (l->filter.post != NULL &&
		    strcmp(l->filter.post, s.post) != 0)
			continue;
		arena_reset(&arena);
		numbers_of_post(&s);
	}
	arena_free(&arena);
}

/* Sections. */

static unsigned
count_words(const char *s)
{
	unsigned n = 0;

	for (; *s != '\0'; s++)
		n += *s != ' ' && (s[1] == ' ' || s[1] == '\0');
	return n;
}

void
ledger_sections(struct ledger *l)
{
	sqlite3_stmt *st = sql(l->a, "SELECT telegram, sections,"
	    " sections_missing, post, year FROM telegram"
	    " WHERE sections_missing NOT NULL ORDER BY year, post, serial",
	    "");
	struct arena arena;

	arena_init(&arena);
	while (ledger_goes_on(l) && sql_row(l->a, st)) {
		struct gap_sections g = {
			.telegram = sqlite3_column_int64(st, 0),
			.sections = sqlite3_column_int(st, 1) };
		struct archive_head h;

		arena_reset(&arena);
		g.missing = sql_text(&arena, st, 2);
		if (!ledger_takes(l, sql_text(&arena, st, 3),
		    sqlite3_column_int(st, 4)))
			continue;
		l->sum->section_telegrams++;
		l->sum->sections += count_words(g.missing);
		if (l->sink->sections == NULL || archive_head(l->a, &arena,
		    g.telegram, &h) != ARCHIVE_OK)
			continue;
		g.id = h.id;
		g.date = h.date;
		g.post = h.post;
		g.subject = h.subject;
		l->ended |= !l->sink->sections(l->sink->ctx, &g);
	}
	sql_end(l->a, st);
	arena_free(&arena);
}
