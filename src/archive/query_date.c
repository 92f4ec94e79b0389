/* Dates: a day, a month, a year, and ranges of them. */
#include "archive/query_value.h"

struct day {
	int year, month, day;		/* 0: not said */
};

static int
days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return false;
	return true;
}

/* 2007, 2007-10 or 2007-10-29. */
static bool
read_day(struct str s, struct day *d)
{
	*d = (struct day){ 0 };
	if ((s.n != 4 && s.n != 7 && s.n != 10) ||
	    !all_digits(str_cut(s, 0, 4)))
		return false;
	d->year = (int)str_digits(s.p, 4);
	if (s.n == 4)
		return true;
	if (s.p[4] != '-' || !all_digits(str_cut(s, 5, 7)))
		return false;
	d->month = (int)str_digits(s.p + 5, 2);
	if (d->month < 1 || d->month > 12)
		return false;
	if (s.n == 7)
		return true;
	if (s.p[7] != '-' || !all_digits(str_cut(s, 8, 10)))
		return false;
	d->day = (int)str_digits(s.p + 8, 2);
	return d->day >= 1 && d->day <= days_of(d->year, d->month);
}

/* The beginning of the day, month or year that follows, in the arena. */
static struct str
day_behind(struct query_reader *r, struct day d)
{
	char *s;

	if (d.day != 0 && ++d.day > days_of(d.year, d.month)) {
		d.day = 1;
		d.month++;
	} else if (d.day == 0 && d.month != 0) {
		d.month++;
	} else if (d.month == 0) {
		d.year++;
	}
	if (d.month > 12) {
		d.month = 1;
		d.year++;
	}
	s = d.month == 0 ? arena_printf(r->arena, "%04d", d.year) :
	    d.day == 0 ? arena_printf(r->arena, "%04d-%02d", d.year,
	    d.month) : arena_printf(r->arena, "%04d-%02d-%02d", d.year,
	    d.month, d.day);
	return str_from(s);
}

static bool
date_range(struct query_reader *r, const struct query_value *v,
    struct query_node *node, size_t dots)
{
	struct str from = str_cut(v->text, 0, dots);
	struct str to = str_cut(v->text, dots + 2, v->text.n);
	struct day a, b;

	if ((from.n > 0 && !read_day(from, &a)) ||
	    (to.n > 0 && !read_day(to, &b)) || from.n + to.n == 0)
		return false;
	node->low = from;
	node->high = to.n > 0 ? day_behind(r, b) : to;
	if (from.n > 0 && to.n > 0 && str_cmp(node->low, node->high) >= 0)
		query_fail(r, v->text_at, v->text.n, "this range ends before "
		    "it begins");
	return true;
}

static void
date_compared(struct query_reader *r, const struct query_value *v,
    struct query_node *node, struct day d)
{
	struct str begin = v->text, end = day_behind(r, d);

	if (v->op == QUERY_IS || v->op == QUERY_AT_LEAST)
		node->low = begin;
	if (v->op == QUERY_MORE)
		node->low = end;
	if (v->op == QUERY_IS || v->op == QUERY_AT_MOST)
		node->high = end;
	if (v->op == QUERY_LESS)
		node->high = begin;
}

struct query_node *
value_date(struct query_reader *r, struct query_value *v)
{
	static const char want[] = "takes 2007, 2007-10, 2007-10-29, or a "
	    "range: 2007-10..2007-12, 2007.., ..2007-06";
	size_t dots = str_find(v->text, STR(".."), 0);
	struct query_node *node = value_node(r, v);
	struct day d;

	if (node == NULL)
		return NULL;
	if (dots < v->text.n) {
		if (v->op != QUERY_IS || !date_range(r, v, node, dots))
			return value_bad(r, v, want);
	} else if (read_day(v->text, &d)) {
		date_compared(r, v, node, d);
	} else {
		return value_bad(r, v, want);
	}
	return r->failed ? NULL : node;
}
