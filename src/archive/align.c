/* Two rows aligned; see align.h. */
#include "archive/align.h"

#include <stdlib.h>
#include <string.h>

/* A stretch of both rows that is still to be aligned. */
struct stretch {
	uint32_t a, a_end, b, b_end;
};

/* How often a hash stands in a stretch, and where in b. */
struct seen {
	uint64_t hash;
	uint32_t b;
	uint8_t in_a, in_b;	/* 2: more than once */
};

struct anchor {
	uint32_t a, b;
	uint32_t before;	/* in the longest row that ends here */
};

struct aligner {
	const uint64_t *a, *b;
	uint32_t *match;
	struct seen *seen;	/* room for the largest stretch */
	struct anchor *anchor;
	uint32_t *best;		/* of longest_row() */
	int32_t *trace;		/* of shortest_way(); see row() */
	uint32_t edits;		/* most that one run of it makes */
	bool failed;
};

/* Stretches this short need no anchors; deeper than this nothing is gained:
 * each level costs as much as the stretch is long. */
enum { SHORT = 64, DEEPEST = 12 };

/* Edits that one run of shortest_way() tries.  A run of D edits costs at most
 * 2 D + 1 steps for each word it passes, so with D in inverse proportion to
 * the rows all of it stays below some millions of steps, or, where D is at
 * its least, below 33 steps a word. */
enum { EDITS_LEAST = 16, EDITS_MOST = 128, STEPS = 4 << 20 };

/* --- anchors -------------------------------------------------------------- */

static uint32_t
slots_for(const struct stretch *s)
{
	uint32_t n = 16;

	while (n < 2 * ((s->a_end - s->a) + (s->b_end - s->b)))
		n *= 2;
	return n;
}

static struct seen *
slot_of(struct aligner *l, uint64_t hash, uint32_t slots)
{
	uint32_t i = (uint32_t)(hash >> 32 ^ hash) & (slots - 1);

	while ((l->seen[i].in_a | l->seen[i].in_b) != 0 &&
	    l->seen[i].hash != hash)
		i = (i + 1) & (slots - 1);
	l->seen[i].hash = hash;
	return &l->seen[i];
}

/* Words that stand once in either stretch, ascending by a. */
static uint32_t
find_anchors(struct aligner *l, const struct stretch *s)
{
	uint32_t slots = slots_for(s), n = 0;

	for (uint32_t i = 0; i < slots; i++)
		l->seen[i].in_a = l->seen[i].in_b = 0;
	for (uint32_t i = s->a; i < s->a_end; i++) {
		struct seen *e = slot_of(l, l->a[i], slots);

		e->in_a = (uint8_t)(e->in_a == 0 ? 1 : 2);
	}
	for (uint32_t i = s->b; i < s->b_end; i++) {
		struct seen *e = slot_of(l, l->b[i], slots);

		e->in_b = (uint8_t)(e->in_b == 0 ? 1 : 2);
		e->b = i;
	}
	for (uint32_t i = s->a; i < s->a_end; i++) {
		const struct seen *e = slot_of(l, l->a[i], slots);

		if (e->in_a == 1 && e->in_b == 1)
			l->anchor[n++] = (struct anchor){ i, e->b, 0 };
	}
	return n;
}

/* Keeps of n anchors the longest row that ascends by b, too. */
static uint32_t
longest_row(struct aligner *l, uint32_t n)
{
	uint32_t length = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t low = 0, high = length;

		while (low < high) {
			uint32_t middle = (low + high) / 2;

			if (l->anchor[l->best[middle]].b < l->anchor[i].b)
				low = middle + 1;
			else
				high = middle;
		}
		l->anchor[i].before = low > 0 ? l->best[low - 1] : 0;
		l->best[low] = i;
		if (low == length)
			length++;
	}
	if (length == 0)
		return 0;
	uint32_t at = l->best[length - 1];
	for (uint32_t k = length; k-- > 0; at = l->anchor[at].before)
		l->best[k] = at;
	for (uint32_t k = 0; k < length; k++)
		l->anchor[k] = l->anchor[l->best[k]];
	return length;
}

/* --- the shortest way ------------------------------------------------------ */

/*
 * With d edits diagonal k = 2 i - d is reached as far as x = row(d)[i]; -1:
 * it lies outside. Each row has one more than the one before.
 */
static int32_t *
row(const struct aligner *l, uint32_t d)
{
	return l->trace + (size_t)d * (d + 1) / 2;
}

/* Where diagonal i of d edits begins: one step right of or below where d - 1
 * edits got. */
static int32_t
step(const struct aligner *l, const struct stretch *s, uint32_t d, uint32_t i,
    bool *right)
{
	const int32_t *before = row(l, d - 1);
	int64_t k = 2 * (int64_t)i - d;
	int32_t r = i > 0 && before[i - 1] >= 0 &&
	    (uint32_t)before[i - 1] < s->a_end - s->a ? before[i - 1] + 1 : -1;
	int32_t down = i < d && before[i] >= 0 &&
	    before[i] - k <= (int64_t)(s->b_end - s->b) ? before[i] : -1;

	*right = r > down;
	return *right ? r : down;
}

/* Notes the words that are the same on the way to diagonal i of d. */
static void
walk_back(struct aligner *l, const struct stretch *s, uint32_t d, uint32_t i)
{
	for (;; d--) {
		int64_t k = 2 * (int64_t)i - d;
		int32_t x = row(l, d)[i];
		bool right = false;
		int32_t begin = d > 0 ? step(l, s, d, i, &right) : 0;

		while (x > begin) {
			x--;
			l->match[s->a + (uint32_t)x] =
			    s->b + (uint32_t)(x - k);
		}
		if (d == 0)
			return;
		i -= right;
	}
}

/* As far as words go on being the same. */
static int32_t
slide(const struct aligner *l, const struct stretch *s, int32_t x, int64_t k)
{
	const uint64_t *a = l->a + s->a + x, *end = l->a + s->a_end;
	const uint64_t *b = l->b + s->b + (x - k), *b_end = l->b + s->b_end;

	for (; a < end && b < b_end && *a == *b; a++, b++)
		x++;
	return x;
}

/* Aligns the beginning of the stretch and takes it off; false: that was all
 * of it. */
static bool
shortest_way(struct aligner *l, struct stretch *s)
{
	int64_t n = s->a_end - s->a, m = s->b_end - s->b, farthest = -1;
	uint32_t best = 0, d = 0;
	int32_t x = 0;

	for (;; d++) {
		farthest = -1;
		for (uint32_t i = 0; i <= d; i++) {
			int64_t k = 2 * (int64_t)i - d;
			bool right;

			x = d == 0 ? 0 : step(l, s, d, i, &right);
			if (x >= 0)
				x = slide(l, s, x, k);
			row(l, d)[i] = x;
			if (x < 0 || 2 * (int64_t)x - k <= farthest)
				continue;
			farthest = 2 * (int64_t)x - k;
			best = i;
		}
		if (farthest == n + m || d == l->edits)
			break;
	}
	walk_back(l, s, d, best);
	x = row(l, d)[best];
	s->a += (uint32_t)x;
	s->b += (uint32_t)(x - (2 * (int64_t)best - d));
	return farthest < n + m;
}

/* --- both ------------------------------------------------------------------ */

/* What is the same at either end. */
static void
trim(struct aligner *l, struct stretch *s)
{
	while (s->a < s->a_end && s->b < s->b_end && l->a[s->a] == l->b[s->b])
		l->match[s->a++] = s->b++;
	while (s->a < s->a_end && s->b < s->b_end &&
	    l->a[s->a_end - 1] == l->b[s->b_end - 1])
		l->match[--s->a_end] = --s->b_end;
}

static void align_stretch(struct aligner *, struct stretch, unsigned depth);

/* What lies between n anchors.  They are copied out of the way first, for
 * each stretch looks for anchors of its own. */
static bool
between_anchors(struct aligner *l, const struct stretch *s, uint32_t n,
    unsigned depth)
{
	struct anchor *own = malloc(n * sizeof *own);
	struct stretch in = *s;

	if (own == NULL)
		return false;
	memcpy(own, l->anchor, n * sizeof *own);
	for (uint32_t i = 0; i < n; i++) {
		in.a_end = own[i].a;
		in.b_end = own[i].b;
		align_stretch(l, in, depth + 1);
		l->match[own[i].a] = own[i].b;
		in.a = own[i].a + 1;
		in.b = own[i].b + 1;
	}
	free(own);
	in.a_end = s->a_end;
	in.b_end = s->b_end;
	align_stretch(l, in, depth + 1);
	return true;
}

static void
align_stretch(struct aligner *l, struct stretch s, unsigned depth)
{
	trim(l, &s);
	if (s.a == s.a_end || s.b == s.b_end)
		return;
	if (s.a_end - s.a + s.b_end - s.b > SHORT && depth < DEEPEST) {
		uint32_t n = longest_row(l, find_anchors(l, &s));

		if (n > 0) {
			l->failed |= !between_anchors(l, &s, n, depth);
			return;
		}
	}
	while (s.a < s.a_end && s.b < s.b_end && shortest_way(l, &s))
		;
}

static uint32_t
edits_for(size_t words)
{
	size_t d = STEPS / (2 * words + 1);

	return (uint32_t)(d < EDITS_LEAST ? EDITS_LEAST :
	    d > EDITS_MOST ? EDITS_MOST : d);
}

bool
align(const uint64_t *a, size_t a_n, const uint64_t *b, size_t b_n,
    uint32_t *match)
{
	struct stretch all = { 0, (uint32_t)a_n, 0, (uint32_t)b_n };
	size_t least = a_n < b_n ? a_n : b_n;
	struct aligner l = { .a = a, .b = b, .match = match,
		.edits = edits_for(a_n + b_n) };
	size_t rows = (size_t)(l.edits + 1) * (l.edits + 2) / 2;

	for (size_t i = 0; i < a_n; i++)
		match[i] = ALIGN_NONE;
	trim(&l, &all);
	if (all.a == all.a_end || all.b == all.b_end)
		return true;
	l.seen = malloc(slots_for(&all) * sizeof *l.seen);
	l.anchor = malloc((least + 1) * sizeof *l.anchor);
	l.best = malloc((least + 1) * sizeof *l.best);
	l.trace = malloc(rows * sizeof *l.trace);
	l.failed = l.seen == NULL || l.anchor == NULL || l.best == NULL ||
	    l.trace == NULL;
	if (!l.failed)
		align_stretch(&l, all, 0);
	free(l.seen);
	free(l.anchor);
	free(l.best);
	free(l.trace);
	return !l.failed;
}
