/* The gap ledger as a whole, and the entry of one number; see gaps.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/ledger.h"
#include "archive/refs_with.h"

const char *
gap_kind_name(enum gap_kind kind)
{
	switch (kind) {
	case GAP_CITED:
		return "cited";
	case GAP_SERIAL:
		return "serial";
	case GAP_NUMBER:
		return "number";
	case GAP_SECTION:
		return "section";
	default:
		return "";
	}
}

static void
ledger_init(struct ledger *l, struct archive *a,
    const struct gaps_filter *filter, const struct gaps_sink *sink,
    struct gaps_sum *sum)
{
	*l = (struct ledger){ .a = a, .filter = *filter, .sink = sink,
		.sum = sum };
	world_init(&l->world, a);
	arena_init(&l->arena);
}

static void
ledger_free(struct ledger *l)
{
	world_free(&l->world);
	arena_free(&l->arena);
}

bool
ledger_goes_on(const struct ledger *l)
{
	return !l->ended && archive_status(l->a) == ARCHIVE_OK;
}

bool
ledger_takes(const struct ledger *l, const char *post, int year)
{
	return (l->filter.post == NULL ||
	    strcmp(l->filter.post, post) == 0) &&
	    (l->filter.year == 0 || l->filter.year == year);
}

enum archive_status
gaps_each(struct archive *a, const struct gaps_filter *filter,
    const struct gaps_sink *sink, struct gaps_sum *sum)
{
	static const struct {
		enum gap_kind kind;
		void (*tell)(struct ledger *);
	} parts[] = {
		{ GAP_CITED, ledger_cited }, { GAP_SERIAL, ledger_serials },
		{ GAP_NUMBER, ledger_numbers },
		{ GAP_SECTION, ledger_sections },
	};
	unsigned kinds = filter->kinds == 0 ? GAP_ALL : filter->kinds;
	struct ledger l;

	memset(sum, 0, sizeof(*sum));
	a->status = ARCHIVE_OK;
	archive_hold(a);
	ledger_init(&l, a, filter, sink, sum);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if ((kinds & parts[i].kind) != 0 && ledger_goes_on(&l))
			parts[i].tell(&l);
	if (l.arena.failed && a->status == ARCHIVE_OK)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	ledger_free(&l);
	archive_release(a);
	return a->status;
}

/* One number. */

static bool
take_citing(struct arena *arena, const struct ref_entry *e, size_t n,
    struct gap_cited *c)
{
	c->citing = arena_array(arena, sizeof(*c->citing), n + 1);
	if (c->citing == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(e[i].means, c->id) != 0 || (i > 0 &&
		    e[i].other.telegram == e[i - 1].other.telegram))
			continue;
		c->citing[c->cites++] = (struct gap_citing){
			e[i].other.telegram, e[i].other.id, e[i].other.date,
			e[i].other.post, e[i].other.subject, e[i].label,
			e[i].text, e[i].printed, e[i].receipt, e[i].notal };
	}
	return true;
}

/* What speaks against a number, unless one reference has nothing against
 * it. */
static const char *
doubt_of(struct world *world, struct arena *arena, const struct gap_cited *c)
{
	const char *doubt = "";

	for (unsigned i = 0; i < c->cites; i++) {
		const struct gap_citing *by = &c->citing[i];
		struct fold_question q = { by->printed, by->text, by->date,
			strlen(by->date) < 4 ? 0
			: (int)str_digits(by->date, 4) };
		struct fold_answer answer;

		fold(world_ready(world), &q, &answer);
		if (answer.doubt[0] == '\0')
			return "";
		doubt = arena_strdup(arena, str_from(answer.doubt));
	}
	return doubt;
}

static void
describe_one(struct archive *a, struct arena *arena, const char *id,
    struct gap_cited *out)
{
	static const struct gaps_sink nobody = { 0 };
	struct gaps_filter all = { 0 };
	struct gaps_sum sum;
	struct ledger l;
	struct ref_entry *entry;
	uint64_t total;
	size_t n;

	ledger_init(&l, a, &all, &nobody, &sum);
	if (refs_cited_with(a, arena, &l.world, id, true, 0, &entry, &n,
	    &total) == ARCHIVE_OK && take_citing(arena, entry, n, out)) {
		const char *to, *why;

		ledger_describe(&l, arena, out, doubt_of(&l.world, arena,
		    out));
		/* those of the ledger's memory outlive it */
		to = arena_strdup(arena, str_from(out->likely_to));
		why = arena_strdup(arena, str_from(out->likely_to_why));
		out->likely_to = to;
		out->likely_to_why = why;
	}
	ledger_free(&l);
}

enum archive_status
gaps_cited(struct archive *a, struct arena *arena, const char *spelling,
    struct gap_cited *out, int64_t *held)
{
	char id[48];

	memset(out, 0, sizeof(*out));
	a->status = ARCHIVE_OK;
	archive_hold(a);
	if (!refs_find(a, spelling, held, id) || id[0] == '\0') {
		archive_release(a);
		return a->status != ARCHIVE_OK ? a->status
		    : archive_fail(a, ARCHIVE_NOTFOUND,
		    "not a telegram number: %s", spelling);
	}
	out->id = arena_strdup(arena, str_from(id));
	if (out->id != NULL)
		describe_one(a, arena, out->id, out);
	archive_release(a);
	if (arena->failed)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	if (a->status != ARCHIVE_OK)
		return a->status;
	return out->cites == 0 ? ARCHIVE_NOTFOUND : ARCHIVE_OK;
}

/* What a request needs beside. */

const char *
gaps_tags(struct archive *a, struct arena *arena, int64_t telegram)
{
	sqlite3_stmt *st = sql(a, "SELECT group_concat(tag, ' ') FROM (SELECT"
	    " tag FROM tag WHERE telegram = ? ORDER BY n)", "i", telegram);
	const char *tags = sql_row(a, st) ? sql_text(arena, st, 0) : "";

	sql_end(a, st);
	return tags;
}

/* Held telegrams of the post and year, the nearest first: up to n with lower
 * serials, or with higher ones. */
size_t
gaps_near(struct archive *a, struct arena *arena, const struct gap_cited *c,
    bool above, struct archive_head *out, size_t n)
{
	sqlite3_stmt *st = above ? sql(a, "SELECT telegram FROM telegram"
	    " WHERE post = ? AND year = ? AND serial > ? ORDER BY serial"
	    " LIMIT ?", "suii", c->post, c->year, (int64_t)c->serial,
	    (int64_t)n)
	    : sql(a, "SELECT telegram FROM telegram"
	    " WHERE post = ? AND year = ? AND serial < ? ORDER BY serial DESC"
	    " LIMIT ?", "suii", c->post, c->year, (int64_t)c->serial,
	    (int64_t)n);
	size_t got = 0;

	while (got < n && sql_row(a, st))
		if (archive_head(a, arena, sqlite3_column_int64(st, 0),
		    &out[got]) == ARCHIVE_OK)
			got++;
	sql_end(a, st);
	return got;
}
