/* Two readings side by side; see collate.h. */
#include "archive/collate.h"

#include <stdlib.h>

#include "archive/align.h"

const char *
collate_kind_name(enum collate_kind kind)
{
	static const char *const names[COLLATE_KIND__MAX] = {
		[COLLATE_SAME] = "same",
		[COLLATE_POINTS] = "points",
		[COLLATE_SPELT] = "spelt",
		[COLLATE_CHANGED] = "changed",
		[COLLATE_ONLY_A] = "only-a",
		[COLLATE_ONLY_B] = "only-b",
		[COLLATE_CUT_A] = "cut-a",
		[COLLATE_CUT_B] = "cut-b",
	};

	return names[kind];
}

struct collating {
	struct collation *c;
	struct arena *arena;
	uint32_t *match;	/* of a's words, or ALIGN_NONE */
	size_t cap;
};

/* --- the match mended ----------------------------------------------------- */

/* Rows that lie between two pairs. */
struct gap {
	uint32_t a, a_end, b, b_end;
};

/* The gap at or behind pair-free word a, b; false: both are at their end. */
static bool
next_gap(const struct collating *w, uint32_t a, uint32_t b, struct gap *g)
{
	const struct reading *x = w->c->a, *y = w->c->b;

	while (a < x->n && w->match[a] == b) {
		a++;
		b++;
	}
	g->a = a;
	g->b = b;
	while (a < x->n && w->match[a] == ALIGN_NONE)
		a++;
	g->a_end = a;
	g->b_end = a < x->n ? w->match[a] : (uint32_t)y->n;
	return g->a < g->a_end || g->b < g->b_end;
}

static bool
has_cut(const struct reading *r, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		if (r->word[from].cut)
			return true;
	return false;
}

/*
 * Islands: a word or two that chance has matched amid changed words
 * ("of the") tell nothing.  Where what is changed on either side is at least
 * four times as long, they are changed as well.
 */
static bool
is_island(const struct gap *g, const struct gap *next)
{
	uint32_t n = 4 * (next->a - g->a_end);

	return n > 0 && n <= 8 && g->a_end - g->a >= n && g->b_end - g->b >= n &&
	    next->a_end - next->a >= n && next->b_end - next->b >= n;
}

static void
sink_islands(struct collating *w)
{
	const struct reading *a = w->c->a, *b = w->c->b;
	bool cut = true, next_cut;	/* words at cuts are let be */
	struct gap g = { 0, 0, 0, 0 }, next;

	for (; next_gap(w, g.a_end, g.b_end, &next); g = next, cut = next_cut) {
		next_cut = has_cut(a, g.a_end, next.a_end) ||
		    has_cut(b, g.b_end, next.b_end);
		if (cut || next_cut || !is_island(&g, &next))
			continue;
		for (uint32_t i = g.a_end; i < next.a; i++)
			w->match[i] = ALIGN_NONE;
		next.a = g.a;
		next.b = g.b;
	}
}

/* How far a cut looks for what fills it. */
enum { SLIDE = 24 };

/*
 * A cut stands alone and words of the other side a little behind it: "met
 * XXXX the King" and "met the Mayor and the King", where the first "the" was
 * matched.  If the words can be moved to the cut, they are what it cut.  (No
 * words stand before a cut so: words are matched as early as can be.)
 */
static void
fill_from_behind(struct collating *w, const struct gap *cut,
    const struct gap *more)
{
	uint32_t n = more->a - cut->a_end, fill = more->b_end - more->b;

	if (more->a < more->a_end || n > SLIDE ||
	    !has_cut(w->c->a, cut->a, cut->a_end))
		return;
	for (uint32_t i = 0; i < n; i++)
		if (!reading_same(w->c->b, cut->b_end + i, w->c->b,
		    cut->b_end + fill + i))
			return;
	for (uint32_t i = 0; i < n; i++)
		w->match[cut->a_end + i] = cut->b_end + fill + i;
}

/* For cuts of a; the other side's are mended with sides changed. */
static void
fill_cuts(struct collating *w)
{
	struct gap g, next;

	if (!next_gap(w, 0, 0, &g))
		return;
	while (next_gap(w, g.a_end, g.b_end, &next)) {
		fill_from_behind(w, &g, &next);
		/* what was moved has moved the next gap as well */
		if (!next_gap(w, g.a, g.b, &g) || !next_gap(w, g.a_end,
		    g.b_end, &g))
			return;
	}
}

/* --- operations ------------------------------------------------------------ */

static void
add_op(struct collating *w, enum collate_kind kind, struct gap g)
{
	struct collation *c = w->c;
	struct collate_op *v;

	if (c->n > 0 && c->op[c->n - 1].kind == kind &&
	    kind <= COLLATE_SPELT && g.a != c->a->text) {
		c->op[c->n - 1].a_end = g.a_end;
		c->op[c->n - 1].b_end = g.b_end;
		return;
	}
	v = arena_grow(w->arena, c->op, c->n, &w->cap, sizeof *v);
	if (v == NULL)
		return;
	c->op = v;
	v[c->n++] = (struct collate_op){ kind, g.a, g.a_end, g.b, g.b_end };
}

/* How a pair is spelt. */
static enum collate_kind
kind_of_pair(const struct collating *w, uint32_t i, uint32_t k)
{
	const struct reading *a = w->c->a, *b = w->c->b;
	const struct reading_word *x = &a->word[i], *y = &b->word[k];
	struct str s = reading_core(a, i), z = reading_core(b, k);

	if (!reading_same(a, i, b, k))
		return COLLATE_CHANGED;
	if (!str_eqi(s, z))
		return x->cut ? COLLATE_POINTS : COLLATE_SPELT;
	s = str_make(a->block[x->block].text.p + x->at, x->end - x->at);
	z = str_make(b->block[y->block].text.p + y->at, y->end - y->at);
	return str_eq(s, z) ? COLLATE_SAME : COLLATE_POINTS;
}

static uint32_t
cuts_in(const struct reading *r, uint32_t from, uint32_t to)
{
	uint32_t n = 0;

	for (; from < to; from++)
		n += r->word[from].cut;
	return n;
}

/* Words beside a cut for which it is still the cut that matters: "a XXXX
 * said" for "the Mayor believed". */
enum { AT_A_CUT = 4 };

/* The first side's words are a cut of what the second has there; not a page
 * that has a cut somewhere, against nothing. */
static bool
is_cut(uint32_t cuts, uint32_t words, uint32_t other)
{
	return cuts > 0 && words - cuts <= (other > 0 ? AT_A_CUT * cuts : 0);
}

static enum collate_kind
kind_of_gap(const struct collating *w, const struct gap *g)
{
	const struct reading *x = w->c->a, *y = w->c->b;
	uint32_t a = g->a_end - g->a, b = g->b_end - g->b;
	uint32_t cuts_a = cuts_in(x, g->a, g->a_end);
	uint32_t cuts_b = cuts_in(y, g->b, g->b_end);

	if (cuts_b == 0 && is_cut(cuts_a, a, b))
		return COLLATE_CUT_A;
	if (cuts_a == 0 && is_cut(cuts_b, b, a))
		return COLLATE_CUT_B;
	if (b == 0)
		return COLLATE_ONLY_A;
	if (a == 0)
		return COLLATE_ONLY_B;
	return cuts_a + cuts_b == 0 && reading_same_letters(x, g->a, g->a_end,
	    y, g->b, g->b_end) ? COLLATE_SPELT : COLLATE_CHANGED;
}

/* Parts of the heading and the subject are each on their own; the text is
 * one. */
static unsigned
part_at(const struct reading *r, uint32_t i)
{
	unsigned part = r->block[r->word[i].block].part;

	return part > READING_SUBJECT ? READING_SUBJECT + 1 : part;
}

/* A gap that runs over several parts is one for each. */
static void
add_gap(struct collating *w, struct gap g)
{
	const struct reading *a = w->c->a, *b = w->c->b;

	while (g.a < g.a_end || g.b < g.b_end) {
		struct gap in = { g.a, g.a, g.b, g.b };
		unsigned x = g.a < g.a_end ? part_at(a, g.a) : UINT32_MAX;
		unsigned y = g.b < g.b_end ? part_at(b, g.b) : UINT32_MAX;
		unsigned part = x < y ? x : y;

		while (in.a_end < g.a_end && part_at(a, in.a_end) == part)
			in.a_end++;
		while (in.b_end < g.b_end && part_at(b, in.b_end) == part)
			in.b_end++;
		add_op(w, kind_of_gap(w, &in), in);
		g.a = in.a_end;
		g.b = in.b_end;
	}
}

static void
make_ops(struct collating *w)
{
	uint32_t a = 0, b = 0, a_n = (uint32_t)w->c->a->n;
	struct gap g;

	for (;;) {
		for (; a < a_n && w->match[a] == b; a++, b++)
			add_op(w, kind_of_pair(w, a, b),
			    (struct gap){ a, a + 1, b, b + 1 });
		if (!next_gap(w, a, b, &g))
			return;
		add_gap(w, g);
		a = g.a_end;
		b = g.b_end;
	}
}

/* Sides changed: the match of b's words. */
static uint32_t *
turned(const struct collating *w, size_t b_n)
{
	uint32_t *match = malloc((b_n + 1) * sizeof *match);

	if (match == NULL)
		return NULL;
	for (size_t i = 0; i < b_n; i++)
		match[i] = ALIGN_NONE;
	for (size_t i = 0; i < w->c->a->n; i++)
		if (w->match[i] != ALIGN_NONE)
			match[w->match[i]] = (uint32_t)i;
	return match;
}

/* fill_cuts() for the cuts of b. */
static bool
fill_cuts_of_b(struct collating *w)
{
	struct collation c = { .a = w->c->b, .b = w->c->a };
	struct collating back = { .c = &c, .match = turned(w, c.a->n) };

	if (back.match == NULL)
		return false;
	fill_cuts(&back);
	for (size_t i = 0; i < c.b->n; i++)
		w->match[i] = ALIGN_NONE;
	for (size_t i = 0; i < c.a->n; i++)
		if (back.match[i] != ALIGN_NONE)
			w->match[back.match[i]] = (uint32_t)i;
	free(back.match);
	return true;
}

static uint64_t *
hashes(const struct reading *r)
{
	uint64_t *h = malloc((r->n + 1) * sizeof *h);

	for (size_t i = 0; h != NULL && i < r->n; i++)
		h[i] = r->word[i].hash;
	return h;
}

bool
collate(struct collation *c, struct arena *arena, const struct reading *a,
    const struct reading *b)
{
	struct collating w = { .c = c, .arena = arena };
	uint64_t *x = hashes(a), *y = hashes(b);
	bool ok;

	*c = (struct collation){ .a = a, .b = b };
	w.match = malloc((a->n + 1) * sizeof *w.match);
	ok = x != NULL && y != NULL && w.match != NULL &&
	    align(x, a->n, y, b->n, w.match);
	if (ok) {
		sink_islands(&w);
		fill_cuts(&w);
		ok = fill_cuts_of_b(&w);
	}
	if (ok)
		make_ops(&w);
	free(x);
	free(y);
	free(w.match);
	return ok && !arena->failed;
}

/* --- counting --------------------------------------------------------------- */

/* Words of [from, to) at or behind `least`; its cuts beside them. */
static uint32_t
count_words(const struct reading *r, uint32_t from, uint32_t to, size_t least,
    uint32_t *cuts)
{
	uint32_t n = 0;

	for (*cuts = 0; from < to; from++)
		if (from >= least) {
			n += !r->word[from].cut;
			*cuts += r->word[from].cut;
		}
	return n;
}

void
collate_count(const struct collation *c, size_t from_a, size_t from_b,
    struct collate_count *out)
{
	*out = (struct collate_count){ 0 };
	for (size_t i = 0; i < c->n; i++) {
		const struct collate_op *op = &c->op[i];
		uint32_t cuts[2], n[2];

		n[0] = count_words(c->a, op->a, op->a_end, from_a, &cuts[0]);
		n[1] = count_words(c->b, op->b, op->b_end, from_b, &cuts[1]);
		for (int k = 0; k < 2; k++) {
			out->words[k] += n[k];
			out->of[op->kind][k] += n[k];
		}
		if (op->kind == COLLATE_CUT_A || op->kind == COLLATE_CUT_B) {
			out->cuts[0] += cuts[0];
			out->cuts[1] += cuts[1];
		} else {
			out->cuts_both += cuts[0] < cuts[1] ? cuts[0] : cuts[1];
		}
	}
}

bool
collate_equal(const struct collation *c, bool loose)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->op[i].kind > (loose ? COLLATE_POINTS : COLLATE_SAME))
			return false;
	return true;
}
