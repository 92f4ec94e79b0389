/*
 * Places: what is cut out of the text, and where a stretch of it stands in
 * the source, in as many spans as cuts leave of it.
 */
#include "telegram/telegram.h"

#include <stdlib.h>

static int
by_start(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Joins c to the last of n cuts or appends it; returns how many there are
 * then.  c must not begin before that one. */
static size_t
append_cut(struct cut *cut, size_t n, struct cut c)
{
	if (n == 0 || c.start > cut[n - 1].end)
		cut[n++] = c;
	else if (c.end > cut[n - 1].end)
		cut[n - 1].end = c.end;
	return n;
}

const struct cut *
telegram_cuts(struct reftel_telegram *t, size_t *n)
{
	struct reftel_impl *impl = t->impl;

	if (impl->cut_loose) {
		qsort(impl->cut, impl->cut_n, sizeof(impl->cut[0]), by_start);
		*n = 0;
		for (size_t i = 0; i < impl->cut_n; i++)
			*n = append_cut(impl->cut, *n, impl->cut[i]);
		impl->cut_n = *n;
		impl->cut_loose = false;
	}
	*n = impl->cut_n;
	return impl->cut;
}

/* Puts c before cut[at] and takes in those that it overlaps or touches. */
static void
insert_cut(struct reftel_impl *impl, size_t at, struct cut c)
{
	struct cut *cut = impl->cut;
	size_t behind;

	if (at > 0 && cut[at - 1].end == c.start)
		at--;
	for (behind = at; behind < impl->cut_n; behind++) {
		if (cut[behind].start > c.end)
			break;
		if (cut[behind].start < c.start)
			c.start = cut[behind].start;
		if (cut[behind].end > c.end)
			c.end = cut[behind].end;
	}
	memmove(cut + at + 1, cut + behind,
	    (impl->cut_n - behind) * sizeof(*cut));
	impl->cut_n -= behind - at;
	cut[at] = c;
	impl->cut_n++;
}

/* Cuts mostly come in order.  One that comes late is put in its place when
 * that is near; else order waits until somebody asks, or a second pass over
 * a hostile telegram would take time with the square of its length. */
void
telegram_cut(struct reftel_telegram *t, uint32_t start, uint32_t end)
{
	enum { NEAR = 256 };
	struct reftel_impl *impl = t->impl;
	struct cut *cut, c = { start, end };
	size_t at;

	if (start >= end)
		return;
	cut = arena_grow(&impl->arena, impl->cut, impl->cut_n, &impl->cut_cap,
	    sizeof(*cut));
	if (cut == NULL)
		return;
	impl->cut = cut;
	if (impl->cut_loose) {
		cut[impl->cut_n++] = c;
	} else if (impl->cut_n == 0 || cut[impl->cut_n - 1].start <= start) {
		impl->cut_n = append_cut(cut, impl->cut_n, c);
	} else {
		at = telegram_cut_at(cut, impl->cut_n, start);
		impl->cut_loose = impl->cut_n - at > NEAR;
		if (impl->cut_loose)
			cut[impl->cut_n++] = c;
		else
			insert_cut(impl, at, c);
	}
}

struct reftel_span
telegram_source(const struct reftel_telegram *t, uint32_t start, uint32_t end)
{
	struct text_place p = text_source(&t->impl->text, start, end);

	return (struct reftel_span){ t->impl->base + p.start,
		t->impl->base + p.end };
}

/* The spans found so far; those beyond cap are only counted. */
struct span_list {
	struct reftel_span *v, last;
	size_t n, cap;
};

static void
add_span(struct span_list *l, struct reftel_span s)
{
	if (l->n > 0 && s.start <= l->last.end && s.end >= l->last.start) {
		if (s.start < l->last.start)
			l->last.start = s.start;
		if (s.end > l->last.end)
			l->last.end = s.end;
		l->n--;
	} else {
		l->last = s;
	}
	if (l->n < l->cap)
		l->v[l->n] = l->last;
	l->n++;
}

size_t
reftel_spans(const struct reftel_telegram *t, uint32_t start, uint32_t end,
    struct reftel_span *out, size_t cap)
{
	const struct cut *cut = t->impl->cut;
	size_t n = t->impl->cut_n, i = telegram_cut_at(cut, n, start);
	struct span_list list = { .v = out, .cap = cap };

	if (start > end || end > t->impl->text.n)
		return 0;
	/* A value may stand in a cut, such as a section's number in a page
	 * line; then that is its place. */
	if (start == end || i == n || cut[i].start >= end ||
	    (cut[i].start <= start && end <= cut[i].end)) {
		add_span(&list, telegram_source(t, start, end));
		return list.n;
	}
	for (; i < n && cut[i].start < end; i++) {
		if (start < cut[i].start)
			add_span(&list, telegram_source(t, start, cut[i].start));
		start = cut[i].end;
	}
	if (start < end)
		add_span(&list, telegram_source(t, start, end));
	return list.n;
}
