/* What can be counted, and the order of counts; see stats.h. */
#include "archive/stats.h"

#include <stdlib.h>
#include <string.h>

#include "archive/query.h"
#include "archive/stats_order.h"

const struct stats_by_info stats_by_info[STATS_BY__MAX] = {
	{ "year", "of the telegram number, else of the date", false, true },
	{ "month", "of the date, 2007-10", false, true },
	{ "day", "of the date, 2007-10-29", false, true },
	{ "post", "that sent it", false, false },
	{ "class", "its classification", false, true },
	{ "caption", "each of its captions: NOFORN, SIPDIS", true, false },
	{ "tag", "each of its TAGS", true, false },
	{ "form", "of archives in which it was found", false, false },
	{ "precedence", "for action", false, true },
	{ "to", "each post that it went to, for action or information", true,
	    false },
	{ "code", "each diagnostic", true, false },
};

enum stats_by
stats_by_name(const char *name)
{
	int i = 0;

	while (i < STATS_BY__MAX && strcmp(stats_by_info[i].name, name) != 0)
		i++;
	return (enum stats_by)i;
}

static int
rank_of(const char *const *names, int n, const char *value)
{
	int i = 0;

	while (i < n && strcmp(names[i], value) != 0)
		i++;
	return i;
}

static int
compare_values(const struct stats_row *x, const struct stats_row *y)
{
	if ((*x->value == '\0') != (*y->value == '\0'))
		return *x->value == '\0' ? 1 : -1;
	return strcmp(x->value, y->value);
}

static int
by_value(const void *a, const void *b)
{
	return compare_values(a, b);
}

static int
by_count(const void *a, const void *b)
{
	const struct stats_row *x = a, *y = b;

	if ((*x->value == '\0') != (*y->value == '\0') || x->n == y->n)
		return compare_values(x, y);
	return x->n < y->n ? 1 : -1;
}

static int
by_class(const void *a, const void *b)
{
	const struct stats_row *x = a, *y = b;
	int i = rank_of(query_class_name, QUERY_CLASSES, x->value);
	int j = rank_of(query_class_name, QUERY_CLASSES, y->value);

	return i != j ? i - j : compare_values(x, y);
}

static int
by_precedence(const void *a, const void *b)
{
	const struct stats_row *x = a, *y = b;
	int i = rank_of(query_precedence_name, QUERY_PRECEDENCES, x->value);
	int j = rank_of(query_precedence_name, QUERY_PRECEDENCES, y->value);

	return i != j ? i - j : compare_values(x, y);
}

void
stats_order(enum stats_by by, struct stats_row *row, size_t n)
{
	if (n > 1)
		qsort(row, n, sizeof(*row), by == STATS_CLASS ? by_class
		    : by == STATS_PRECEDENCE ? by_precedence
		    : stats_by_info[by].by_value ? by_value : by_count);
}
