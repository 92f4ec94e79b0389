/*
 * What was found, by relevance: scores are asked for only when they are
 * needed, and only of what was found.
 */
#include "archive/search_int.h"

#include <stdlib.h>

#include "archive/match.h"

struct scoring {
	struct search *s;
	struct rows *left;		/* without a score so far */
	size_t n;
};

static void
take_score(void *ctx, int64_t telegram, double score)
{
	struct scoring *g = ctx;

	if (!rows_has(g->left, telegram))
		return;
	rows_remove(g->left, telegram);
	g->s->scored[g->n++] = (struct search_hit){ telegram, score };
}

/* The words to score by: all of the query where it is words; the words of
 * its AND; else any that is sought.  *all: what matches is what was found. */
static void
put_scored(const struct search *s, struct buf *match, bool *all)
{
	const struct query_node *root = s->q->root;

	*all = false;
	if (match_can(root)) {
		match_put(match, root);
		*all = true;
		return;
	}
	if (root->kind != QUERY_AND || !match_put_some(match, root))
		match_put_any(match, root);
}

static bool
score_words(struct search *s, struct scoring *g)
{
	struct buf match = { 0 };
	bool all, ok = true;

	put_scored(s, &match, &all);
	if (match.n > 0) {
		buf_putc(&match, '\0');
		ok = match.failed ? search_no_memory(s) : find_scores(s->a, match.p,
		    &s->found, all, take_score, g);
	}
	buf_free(&match);
	return ok;
}

static bool
score_all(struct search *s)
{
	struct scoring g = { .s = s };
	struct rows left = { 0 };
	bool ok;

	if (s->scored != NULL)
		return true;
	s->scored = malloc((s->total + 1) * sizeof(*s->scored));
	ok = s->scored != NULL && rows_init(&left, s->max);
	if (!ok)
		return search_no_memory(s);
	rows_or(&left, &s->found);
	g.left = &left;
	ok = score_words(s, &g);
	for (int64_t row = rows_next(&left, 0); ok && row >= 0;
	    row = rows_next(&left, row + 1))
		s->scored[g.n++] = (struct search_hit){ row, 0 };
	rows_free(&left);
	if (!ok) {
		free(s->scored);
		s->scored = NULL;
	}
	return ok;
}

/* Less than zero: a comes before b. */
static int
by_score(const void *pa, const void *pb)
{
	const struct search_hit *a = pa, *b = pb;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->telegram < b->telegram ? -1 : a->telegram > b->telegram;
}

static int
by_score_up(const void *a, const void *b)
{
	return by_score(b, a);
}

typedef int order_fn(const void *, const void *);

/* Puts the last of a heap whose root is the worst of all in its place. */
static void
sink(struct search_hit *heap, size_t n, size_t i, order_fn *order)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		struct search_hit moved = heap[i];

		if (child + 1 < n && order(&heap[child + 1],
		    &heap[child]) > 0)
			child++;
		if (order(&heap[child], &moved) <= 0)
			break;
		heap[i] = heap[child];
		heap[child] = moved;
	}
}

/* The first k behind a place, in that order, into `best`; how many there
 * are. */
static size_t
best_hits(const struct search *s, order_fn *order,
    const struct search_hit *behind, struct search_hit *best, size_t k)
{
	size_t n = 0;

	for (uint64_t i = 0; i < s->total && k > 0; i++) {
		const struct search_hit *hit = &s->scored[i];

		if (behind != NULL && order(hit, behind) <= 0)
			continue;
		if (n < k) {
			best[n++] = *hit;
			if (n == k)
				for (size_t j = k / 2; j-- > 0; )
					sink(best, k, j, order);
		} else if (order(hit, &best[0]) < 0) {
			best[0] = *hit;
			sink(best, k, 0, order);
		}
	}
	if (n > 1)
		qsort(best, n, sizeof(*best), order);
	return n;
}

bool
score_sort(struct search *s)
{
	if (!score_all(s) || archive_late(s->a))
		return false;
	if (!s->sorted)
		qsort(s->scored, s->total, sizeof(*s->scored), by_score);
	return s->sorted = true;
}

enum { HEAP_MAX = 4096 };

size_t
score_page(struct search *s, uint64_t offset, struct search_hit *out,
    size_t cap)
{
	struct search_hit best[HEAP_MAX];
	size_t n;

	if (offset >= s->total || !score_all(s))
		return 0;
	if (s->sorted || offset + cap > HEAP_MAX) {
		if (!score_sort(s))
			return 0;
		n = s->total - offset < cap ? (size_t)(s->total - offset) :
		    cap;
		memcpy(out, s->scored + offset, n * sizeof(*out));
		return n;
	}
	n = best_hits(s, by_score, NULL, best, (size_t)offset + cap);
	if (n <= offset)
		return 0;
	memcpy(out, best + offset, (n - (size_t)offset) * sizeof(*out));
	return n - (size_t)offset;
}

size_t
score_behind(struct search *s, const struct search_hit *place,
    struct search_hit *out, size_t cap)
{
	return score_all(s) ? best_hits(s, by_score, place, out, cap) : 0;
}

size_t
score_before(struct search *s, const struct search_hit *place,
    struct search_hit *out, size_t cap)
{
	return score_all(s) ? best_hits(s, by_score_up, place, out, cap) : 0;
}
