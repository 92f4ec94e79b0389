/*
 * Pages of what was found: from an offset on, or on from a key, which says
 * where a hit stands in its order, so that a page is the same one though
 * telegrams came in between.
 */
#include "archive/search_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct page {
	struct search_hit *out;
	size_t n, cap;
};

static bool
take_hit(void *ctx, int64_t telegram)
{
	struct page *p = ctx;

	if (p->n < p->cap)
		p->out[p->n++] = (struct search_hit){ telegram, 0 };
	return p->n < p->cap;
}

static bool
is_by_score(const struct search *s, enum search_order order)
{
	return order == SEARCH_RELEVANCE && s->q->has_words;
}

size_t
search_page(struct search *s, enum search_order order, uint64_t offset,
    struct search_hit *out, size_t cap)
{
	struct page page = { out, 0, cap };
	struct date_walk walk = { s, offset, take_hit, &page };

	if (is_by_score(s, order))
		return score_page(s, offset, out, cap);
	if (offset < s->total && cap > 0)
		date_each(s, order == SEARCH_DATE_DOWN, NULL, cap, &walk);
	return page.n;
}

bool
search_each(struct search *s, enum search_order order,
    bool (*fn)(void *ctx, int64_t telegram), void *ctx)
{
	struct date_walk walk = { s, 0, fn, ctx };

	if (!is_by_score(s, order))
		return date_each(s, order == SEARCH_DATE_DOWN, NULL,
		    s->total, &walk);
	if (!score_sort(s))
		return false;
	for (uint64_t i = 0; i < s->total; i++)
		if (!fn(ctx, s->scored[i].telegram))
			break;
	return true;
}

/* A score as its bits, a date with points for colons; then the row. */
void
search_key(struct search *s, enum search_order order,
    const struct search_hit *hit, char key[SEARCH_KEY_ROOM])
{
	char date[FIND_DATE_ROOM];
	uint64_t bits;

	if (is_by_score(s, order)) {
		memcpy(&bits, &hit->score, sizeof(bits));
		snprintf(key, SEARCH_KEY_ROOM, "%016" PRIx64 ".%" PRId64,
		    bits, hit->telegram);
		return;
	}
	find_date(s->a, hit->telegram, date);
	for (char *p = date; *p != '\0'; p++)
		if (*p == ':')
			*p = '.';
	snprintf(key, SEARCH_KEY_ROOM, "%s.%" PRId64, date, hit->telegram);
}

/* The row behind the last point; false: there is none. */
static bool
read_row(const char *key, size_t *point, int64_t *row)
{
	const char *last = strrchr(key, '.');
	size_t n;

	if (last == NULL)
		return false;
	*point = (size_t)(last - key);
	n = strspn(last + 1, "0123456789");
	if (n == 0 || n > 18 || last[1 + n] != '\0')
		return false;
	*row = strtoll(last + 1, NULL, 10);
	return *row > 0;
}

static bool
read_score_key(const char *key, struct search_hit *hit)
{
	uint64_t bits;
	size_t point;

	if (!read_row(key, &point, &hit->telegram) || point != 16 ||
	    strspn(key, "0123456789abcdef") != 16)
		return false;
	bits = strtoull(key, NULL, 16);
	memcpy(&hit->score, &bits, sizeof(bits));
	return hit->score == hit->score;	/* a number */
}

static bool
read_date_key(const char *key, struct dated *d)
{
	size_t point;

	if (!read_row(key, &point, &d->telegram) || point >= FIND_DATE_ROOM)
		return false;
	memcpy(d->date, key, point);
	d->date[point] = '\0';
	for (char *p = d->date; *p != '\0'; p++)
		if (*p == '.')
			*p = ':';
	return true;
}

/* The place in that order that a key names; false: it is none. */
static bool
read_key(const struct search *s, enum search_order order, const char *key,
    struct search_hit *hit, struct dated *dated)
{
	return is_by_score(s, order) ? read_score_key(key, hit) :
	    read_date_key(key, dated);
}

size_t
search_after(struct search *s, enum search_order order, const char *after,
    struct search_hit *out, size_t cap)
{
	struct page page = { out, 0, cap };
	struct date_walk walk = { s, 0, take_hit, &page };
	struct search_hit hit;
	struct dated dated;

	if (after == NULL || *after == '\0')
		return search_page(s, order, 0, out, cap);
	if (!read_key(s, order, after, &hit, &dated))
		return SIZE_MAX;
	if (is_by_score(s, order))
		page.n = score_behind(s, &hit, out, cap);
	else if (cap > 0)
		date_each(s, order == SEARCH_DATE_DOWN, &dated, cap, &walk);
	return page.n;
}

static void
turn_round(struct search_hit *hit, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct search_hit first = hit[i];

		hit[i] = hit[n - 1 - i];
		hit[n - 1 - i] = first;
	}
}

size_t
search_before(struct search *s, enum search_order order, const char *before,
    struct search_hit *out, size_t cap)
{
	struct page page = { out, 0, cap };
	struct date_walk walk = { s, 0, take_hit, &page };
	struct search_hit hit;
	struct dated dated;

	if (!read_key(s, order, before, &hit, &dated))
		return SIZE_MAX;
	if (is_by_score(s, order))
		page.n = score_before(s, &hit, out, cap);
	else if (cap > 0)
		date_back(s, order == SEARCH_DATE_DOWN, &dated, cap, &walk);
	turn_round(out, page.n);
	return page.n;
}
