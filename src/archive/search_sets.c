/*
 * The tree of a query becomes sets of telegrams, and these one. What is words
 * alone is one question of FTS5; fields are questions of their own, and the
 * rest is bits.
 */
#include "archive/search_int.h"

#include <inttypes.h>
#include <stdlib.h>

#include "archive/match.h"
#include "archive/refs.h"

/* So many times as few telegrams are looked at one by one rather than all. */
enum { SIFT_SHARE = 12 };

static bool
ask_match(struct search *s, struct buf *match, bool phrase,
    struct rows *out)
{
	bool ok;

	buf_putc(match, '\0');
	ok = match->failed ? search_no_memory(s) :
	    find_match(s->a, match->p, phrase, s->max, out);
	buf_free(match);
	return ok;
}

static bool
find_words(struct search *s, const struct query_node *node, struct rows *out)
{
	struct buf match = { 0 };

	match_put(&match, node);
	return ask_match(s, &match, match_phrase(node), out);
}

/* Adds a set to what there is, if anything: AND, or the other way round. */
static bool
join(struct search *s, const struct query_node *node, struct rows *all,
    void (*with)(struct rows *, const struct rows *))
{
	struct rows one = { 0 };
	bool ok = search_set(s, node, &one);

	if (ok && all->bits == NULL) {
		*all = one;
		return true;
	}
	if (ok)
		with(all, &one);
	rows_free(&one);
	return ok;
}

static bool
find_or(struct search *s, const struct query_node *node, struct rows *out)
{
	bool ok = true;

	for (const struct query_node *c = node->child; ok && c != NULL;
	    c = c->next)
		ok = join(s, c, out, rows_or);
	return ok;
}

static bool
take_words(struct search *s, const struct query_node *and, struct rows *all)
{
	struct buf match = { 0 };
	struct rows one = { 0 };

	if (!match_put_some(&match, and)) {
		buf_free(&match);
		return true;
	}
	if (!ask_match(s, &match, match_phrase(and), &one)) {
		rows_free(&one);
		return false;
	}
	if (all->bits == NULL) {
		*all = one;
		return true;
	}
	rows_and(all, &one);
	rows_free(&one);
	return true;
}

/* Looks at few telegrams one by one, or finds all that the field means. */
static bool
take_scan(struct search *s, const struct query_node *node, struct rows *all)
{
	if (all->bits != NULL && rows_count(all) * SIFT_SHARE < s->count)
		return find_sift(s->a, node, all);
	return join(s, node, all, rows_and);
}

/* The kinds of an AND's children, in the order in which they are taken. */
enum turn { TURN_SETS, TURN_WORDS, TURN_SCAN, TURN_NOT, TURN__MAX };

static enum turn
turn_of(const struct query_node *c, bool words)
{
	if (words && match_some(c))
		return TURN_WORDS;
	if (c->kind == QUERY_NOT)
		return TURN_NOT;
	return find_can_sift(c) ? TURN_SCAN : TURN_SETS;
}

static bool
take_child(struct search *s, const struct query_node *c, enum turn turn,
    struct rows *all)
{
	switch (turn) {
	case TURN_SETS:
		return join(s, c, all, rows_and);
	case TURN_SCAN:
		return take_scan(s, c, all);
	case TURN_NOT:
		if (all->bits == NULL && !find_all(s->a, s->max, all))
			return false;
		return join(s, c->child, all, rows_without);
	default:
		return true;
	}
}

static bool
find_and(struct search *s, const struct query_node *node, struct rows *out)
{
	bool words = false, ok = true;

	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		words |= match_can(c);
	for (int turn = 0; ok && turn < TURN__MAX; turn++) {
		if (turn == TURN_WORDS)
			ok = take_words(s, node, out);
		for (const struct query_node *c = node->child; ok && c != NULL;
		    c = c->next)
			if ((int)turn_of(c, words) == turn)
				ok = take_child(s, c, (enum turn)turn, out);
	}
	return ok;
}

/* What of a conversation was not taken, as reftel thread tells it. */
static void
note_left_out(struct search *s, const struct query_node *node,
    const struct thread *t)
{
	if (t->over_depth > 0)
		query_note(&s->arena, s->q, node, false, "this conversation "
		    "goes on: %" PRIu64 " more than %u steps away are left out",
		    t->over_depth, t->used.depth);
	if (t->over_limit > 0)
		query_note(&s->arena, s->q, node, false, "this conversation "
		    "goes on: %" PRIu64 " or more beyond the first %u are left "
		    "out", t->over_limit, t->used.limit);
	if (t->hubs > 0)
		query_note(&s->arena, s->q, node, false, "what cites %" PRIu64
		    " of them is not followed, for more than %u do", t->hubs,
		    t->used.fan);
}

/* The conversation that reftel thread shows, of that what is held. */
static bool
find_thread(struct search *s, const struct query_node *node, struct rows *out)
{
	char *spelling = strndup(node->text.p, node->text.n), id[48];
	struct arena arena;
	struct thread t;
	int64_t telegram;
	bool ok = spelling != NULL && rows_init(out, s->max);

	if (!ok)
		search_no_memory(s);
	arena_init(&arena);
	if (ok && refs_find(s->a, spelling, &telegram, id) &&
	    thread_read(s->a, &arena, telegram, id, &thread_defaults, &t) ==
	    ARCHIVE_OK) {
		for (size_t i = 0; i < t.n; i++)
			if (t.node[i].end.telegram != 0)
				rows_add(out, t.node[i].end.telegram);
		note_left_out(s, node, &t);
	}
	arena_free(&arena);
	free(spelling);
	return ok && archive_status(s->a) == ARCHIVE_OK;
}

bool
search_set(struct search *s, const struct query_node *node, struct rows *out)
{
	if (match_can(node))
		return find_words(s, node, out);
	switch (node->kind) {
	case QUERY_AND:
		return find_and(s, node, out);
	case QUERY_OR:
		return find_or(s, node, out);
	case QUERY_NOT:
		return find_all(s->a, s->max, out) &&
		    join(s, node->child, out, rows_without);
	case QUERY_FIELD:
		return node->field == QUERY_THREAD ? find_thread(s, node, out)
		    : find_field(s->a, node, s->max, out);
	default:
		return find_all(s->a, s->max, out);
	}
}
