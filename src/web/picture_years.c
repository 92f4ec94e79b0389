/* How many telegrams there are of each year, as bars. */
#include "web/pictures.h"

#include <stdarg.h>
#include <stdlib.h>

enum { HEIGHT = 100, STEP = 10, YEARS_MAX = 400 };

const char *
query_value(struct visit *v, const char *value)
{
	bool plain = *value != '\0';

	for (const char *c = value; *c != '\0'; c++)
		plain = plain && (ch_alnum(*c) || *c == '-' || *c == '.');
	value = arena_printf(v->arena, plain ? "%s" : "\"%s\"", value);
	return value == NULL ? "" : value;
}

const char *
query_and(struct visit *v, struct str query, const char *fmt, ...)
{
	bool choice = str_find(query, STR(" OR "), 0) < query.n;
	char more[300];
	const char *s;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(more, sizeof(more), fmt, ap);
	va_end(ap);
	s = query.n == 0 ? arena_printf(v->arena, "%s", more)
	    : arena_printf(v->arena, choice ? "(%.*s) %s" : "%.*s %s",
	    (int)query.n, query.p, more);
	return s == NULL ? "" : s;
}

static void
put_bar(struct visit *v, long year, long first, uint64_t n, uint64_t most,
    struct str query)
{
	struct page *p = &v->page;
	/* a year that has any is to be seen */
	double height = (double)n * HEIGHT / (double)most;
	double shown = height < 2 ? 2 : height;

	page_open(p, "a");
	page_attr(p, "href", search_href(v, "%s", query_and(v, query,
	    "date:%ld", year)));
	page_attr_fmt(p, "aria-label", "%ld: %llu", year,
	    (unsigned long long)n);
	page_open(p, "title");
	page_printf(p, "%ld: ", year);
	page_number(p, n);
	page_close(p);
	/* all of the height can be hit */
	page_void(p, "rect");
	page_attr(p, "class", "ground");
	page_attr_int(p, "x", (year - first) * STEP);
	page_attr(p, "y", "0");
	page_attr_int(p, "width", STEP);
	page_attr_int(p, "height", HEIGHT);
	page_void(p, "rect");
	page_attr(p, "class", "bar");
	page_attr_int(p, "x", (year - first) * STEP + 1);
	page_attr_fmt(p, "y", "%.1f", HEIGHT - shown);
	page_attr_int(p, "width", STEP - 2);
	page_attr_fmt(p, "height", "%.1f", shown);
	page_close(p);
}

/* The years that have a number, oldest first: [*first, *last] in *most. */
static bool
find_span(const struct search_count *c, size_t n, long *first, long *last,
    uint64_t *most)
{
	*first = 9999;
	*last = *most = 0;
	for (size_t i = 0; i < n; i++) {
		long year = atol(c[i].value);

		if (year <= 0)
			continue;
		*first = year < *first ? year : *first;
		*last = year > *last ? year : *last;
		*most = c[i].n > *most ? c[i].n : *most;
	}
	return *most > 0 && *last - *first < YEARS_MAX;
}

void
picture_years(struct visit *v, const struct search_count *c, size_t n,
    struct str query)
{
	struct page *p = &v->page;
	long first, last;
	uint64_t most;

	if (!find_span(c, n, &first, &last, &most))
		return;
	page_open(p, "figure");
	page_attr(p, "class", "years");
	page_open(p, "svg");
	page_attr_fmt(p, "viewBox", "0 0 %ld %d", (last - first + 1) * STEP,
	    HEIGHT);
	page_attr(p, "preserveAspectRatio", "none");
	page_attr(p, "role", "group");
	page_attr(p, "aria-label", "Telegrams of each year");
	for (size_t i = 0; i < n; i++)
		if (atol(c[i].value) > 0)
			put_bar(v, atol(c[i].value), first, c[i].n, most,
			    query);
	page_close(p);
	page_open(p, "figcaption");
	page_open(p, "span");
	page_printf(p, "%ld", first);
	page_close(p);
	if (last != first) {
		page_open(p, "span");
		page_printf(p, "%ld", last);
		page_close(p);
	}
	page_close(p);
	page_close(p);
	page_newline(p);
}
