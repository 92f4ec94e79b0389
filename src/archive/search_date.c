/*
 * What was found, by date. Few against all are looked up and sorted; many are
 * met on a walk along the index of dates.
 */
#include "archive/search_int.h"

#include <stdlib.h>

/* Looking up a date costs as much as so many steps along the index. */
enum { DATE_STEPS = 12 };

/* Oldest first, undated ones last. */
static int
by_date(const void *pa, const void *pb)
{
	const struct dated *a = pa, *b = pb;
	int order = strcmp(a->date, b->date);

	if ((*a->date == '\0') != (*b->date == '\0'))
		return *a->date == '\0' ? 1 : -1;
	if (order != 0)
		return order;
	return a->telegram < b->telegram ? -1 : a->telegram > b->telegram;
}

/* Newest first, undated ones last as above. */
static int
by_date_down(const void *pa, const void *pb)
{
	const struct dated *a = pa;

	return *a->date == '\0' || *((const struct dated *)pb)->date == '\0' ?
	    by_date(pa, pb) : by_date(pb, pa);
}

static bool
look_up_dates(struct search *s)
{
	size_t n = 0;

	if (s->dated != NULL)
		return true;
	s->dated = malloc((s->total + 1) * sizeof(*s->dated));
	if (s->dated == NULL)
		return search_no_memory(s);
	for (int64_t row = rows_next(&s->found, 0); row >= 0;
	    row = rows_next(&s->found, row + 1)) {
		s->dated[n].telegram = row;
		find_date(s->a, row, s->dated[n++].date);
	}
	if (archive_late(s->a)) {
		free(s->dated);
		s->dated = NULL;
		return false;
	}
	if (n > 1)
		qsort(s->dated, n, sizeof(*s->dated), by_date);
	return true;
}

/* How many of them have a date. */
static size_t
dated_n(const struct search *s)
{
	size_t n = 0;

	while (n < s->total && *s->dated[n].date != '\0')
		n++;
	return n;
}

/* Number i of `down` or not, out of those that are sorted oldest first. */
static const struct dated *
dated_at(const struct search *s, bool down, size_t dated, size_t i)
{
	return &s->dated[down && i < dated ? dated - 1 - i : i];
}

static bool
walk_one(void *ctx, int64_t telegram, const char *date)
{
	struct date_walk *w = ctx;

	(void)date;
	if (!rows_has(&w->s->found, telegram))
		return true;
	if (w->skip > 0) {
		w->skip--;
		return true;
	}
	return w->fn(w->ctx, telegram);
}

/* Dates between which all of it lies, by the query's own word: a walk need
 * not begin before. */
static void
narrow(const struct query_node *node, struct str *low, struct str *high)
{
	if (node->kind == QUERY_AND)
		for (const struct query_node *c = node->child; c != NULL;
		    c = c->next)
			narrow(c, low, high);
	if (node->kind != QUERY_FIELD || node->field != QUERY_DATE)
		return;
	if (str_cmp(node->low, *low) > 0)
		*low = node->low;
	if (node->high.n > 0 && (high->n == 0 ||
	    str_cmp(node->high, *high) < 0))
		*high = node->high;
}

static bool
walk_along(struct search *s, bool down, const struct dated *behind,
    struct date_walk *w)
{
	struct str low = STR(""), high = STR(""), from;
	struct dated begin = { .telegram = 0 };

	narrow(s->q->root, &low, &high);
	from = down ? high : low;
	if (from.n < sizeof(begin.date))
		memcpy(begin.date, from.p, from.n);
	if (behind == NULL)
		behind = &begin;
	return find_dates(s->a, down, behind->date, behind->telegram,
	    walk_one, w);
}

bool
date_each(struct search *s, bool down, const struct dated *behind,
    uint64_t wanted, struct date_walk *w)
{
	int (*order)(const void *, const void *) = down ? by_date_down : by_date;
	size_t dated;

	if (s->total == 0)
		return true;
	if (s->dated == NULL && (wanted + w->skip) * s->count / s->total <
	    s->total * DATE_STEPS)
		return walk_along(s, down, behind, w);
	if (!look_up_dates(s))
		return false;
	dated = dated_n(s);
	for (size_t i = 0; i < s->total; i++) {
		const struct dated *d = dated_at(s, down, dated, i);

		if (behind != NULL && order(d, behind) <= 0)
			continue;
		if (!walk_one(w, d->telegram, d->date))
			break;
	}
	return true;
}

/* A walk backwards along the dates, which ends where those end that the query
 * names, or at those that have none. */
struct walk_back {
	struct date_walk walk;
	struct str low, high;
};

static bool
walk_back_one(void *ctx, int64_t telegram, const char *date)
{
	struct walk_back *w = ctx;
	struct str day = str_from(date);

	return day.n > 0 && str_cmp(day, w->low) >= 0 && (w->high.n == 0 ||
	    str_cmp(day, w->high) <= 0) && walk_one(&w->walk, telegram, date);
}

bool
date_back(struct search *s, bool down, const struct dated *place,
    uint64_t wanted, const struct date_walk *walk)
{
	int (*order)(const void *, const void *) = down ? by_date_down : by_date;
	struct walk_back back = { *walk, STR(""), STR("") };
	size_t dated;

	if (s->total == 0)
		return true;
	if (s->dated == NULL && *place->date != '\0' && wanted * s->count /
	    s->total < s->total * DATE_STEPS) {
		narrow(s->q->root, &back.low, &back.high);
		return find_dates(s->a, !down, place->date, place->telegram,
		    walk_back_one, &back);
	}
	if (!look_up_dates(s))
		return false;
	dated = dated_n(s);
	for (size_t i = s->total; i-- > 0; ) {
		const struct dated *d = dated_at(s, down, dated, i);

		if (order(d, place) < 0 && !walk_one(&back.walk, d->telegram,
		    d->date))
			break;
	}
	return true;
}
