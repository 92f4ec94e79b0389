/*
 * See layout.h.  Words on one height are one line, whatever order they came
 * in; gaps become as many blanks as they are wide, and as many empty lines as
 * they are high.
 */
#include "open/layout.h"

#include <stdlib.h>

enum {
	BLANKS = 120,			/* at most in one gap */
	EMPTY_LINES = 3			/* at most in one gap */
};

void
layout_add(struct layout *l, const struct layout_word *word)
{
	if (l->n == l->cap) {
		size_t cap = l->cap == 0 ? 256 : l->cap * 2;
		struct layout_word *v = realloc(l->v, cap * sizeof(*v));

		if (v == NULL) {
			l->failed = true;
			return;
		}
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = *word;
}

void
layout_free(struct layout *l)
{
	free(l->v);
}

/* Order. */

static double
height(const struct layout_word *w)
{
	return w->bottom > w->top ? w->bottom - w->top : 1;
}

static bool
same_line(const struct layout_word *a, const struct layout_word *b)
{
	double low = a->bottom < b->bottom ? a->bottom : b->bottom;
	double high = a->top > b->top ? a->top : b->top;
	double least = height(a) < height(b) ? height(a) : height(b);

	return low - high > least / 2;
}

static int
by_left(const void *a, const void *b)
{
	const struct layout_word *x = a, *y = b;

	return (x->left > y->left) - (x->left < y->left);
}

static int
by_place(const void *a, const void *b)
{
	const struct layout_word *x = a, *y = b;
	double m = x->top + x->bottom, n = y->top + y->bottom;

	return m != n ? (m > n) - (m < n) : by_left(a, b);
}

/* How many words from i on are on one line. */
static size_t
line_length(const struct layout *l, size_t i)
{
	size_t n = 1;

	while (i + n < l->n && same_line(&l->v[i], &l->v[i + n]))
		n++;
	return n;
}

/* By lines, each from left to right.  The words of a line then have the
 * heights of its first, so that they are known as one line again. */
static void
put_in_order(struct layout *l)
{
	qsort(l->v, l->n, sizeof(*l->v), by_place);
	for (size_t i = 0, n; i < l->n; i += n) {
		n = line_length(l, i);
		for (size_t k = i + 1; k < i + n; k++) {
			l->v[k].top = l->v[i].top;
			l->v[k].bottom = l->v[i].bottom;
		}
		qsort(l->v + i, n, sizeof(*l->v), by_left);
	}
}

static bool
begins_line(const struct layout *l, size_t i)
{
	return i == 0 || !same_line(&l->v[i - 1], &l->v[i]);
}

/* Measures. */

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Blanks between words: most are single, so the middle one is. */
static double
blank_width(const struct layout *l, double *room)
{
	size_t n = 0;

	for (size_t i = 1; i < l->n; i++) {
		double gap = l->v[i].left - l->v[i - 1].right;

		if (!begins_line(l, i) && gap > 0)
			room[n++] = gap / height(&l->v[i]);
	}
	qsort(room, n, sizeof(*room), by_size);
	return n > 0 ? room[n / 2] : 0.25;
}

/* From line to line: the middle of those that are near the shorter ones,
 * for a text may be all short paragraphs. */
static double
line_pitch(const struct layout *l, double *room)
{
	size_t n = 0, near = 0;

	for (size_t i = 1; i < l->n; i++)
		if (begins_line(l, i))
			room[n++] = l->v[i].bottom - l->v[i - 1].bottom;
	qsort(room, n, sizeof(*room), by_size);
	while (near < n && room[near] < room[n / 4] * 1.5)
		near++;
	return near > 0 ? room[near / 2] : 0;
}

static bool
measure(struct layout *l)
{
	double *room = malloc((l->n + 1) * sizeof(*room));

	if (room == NULL)
		return false;
	l->blank = blank_width(l, room);
	l->pitch = line_pitch(l, room);
	l->margin = l->v[0].left;
	for (size_t i = 1; i < l->n; i++)
		if (l->v[i].left < l->margin)
			l->margin = l->v[i].left;
	free(room);
	return true;
}

/* How often the unit fits in, from `least` to `most`. */
static int
times(double gap, double unit, int least, int most)
{
	double n = unit > 0 ? gap / unit + 0.5 : least;

	return !(n >= least) ? least : n > most ? most : (int)n;
}

static void
put(struct buf *b, char c, int n)
{
	while (n-- > 0)
		buf_putc(b, c);
}

static void
put_word(struct buf *out, const struct layout *l, size_t i)
{
	const struct layout_word *w = &l->v[i], *before = w - 1;
	double right = l->margin;
	int least = 0;

	if (!begins_line(l, i)) {
		right = before->right;
		least = 1;
	} else if (i > 0) {
		put(out, '\n', times(w->bottom - before->bottom, l->pitch, 1,
		    EMPTY_LINES + 1));
	}
	put(out, ' ', times(w->left - right, l->blank * height(w), least,
	    BLANKS));
	buf_put(out, w->p, w->n);
}

bool
layout_put(struct layout *l, struct buf *out)
{
	if (l->failed)
		return false;
	if (l->n == 0)
		return true;
	put_in_order(l);
	if (!measure(l))
		return false;
	for (size_t i = 0; i < l->n; i++)
		put_word(out, l, i);
	buf_putc(out, '\n');
	return true;
}
