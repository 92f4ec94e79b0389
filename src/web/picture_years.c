/* How many telegrams there are of each year, or month, as bars. */
#include "archive/tally.h"
#include "web/pictures.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { HEIGHT = 100, STEP = 10, SPANS_MAX = 400 };

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

/* Bars for spans of time, each with its name as a query has it. */
struct bars {
	struct visit *v;
	struct str query;
	bool months;
	long first, last;	/* places in time that have any; of months,
				 * those of whole years */
	uint64_t most;
};

/* Years, or months since the beginning of time; 0: it is none. */
static long
place_of(const struct bars *b, const char *name)
{
	long year = atol(name);

	if (year <= 0 || !b->months)
		return year;
	return strlen(name) < 7 ? 0 : year * 12 + atol(name + 5) - 1;
}

static void
put_bar(const struct bars *b, const char *name, uint64_t n)
{
	struct page *p = &b->v->page;
	long x = (place_of(b, name) - b->first) * STEP;
	/* one that has any is to be seen */
	double height = (double)n * HEIGHT / (double)b->most;
	double shown = height < 2 ? 2 : height;

	page_open(p, "a");
	page_attr(p, "href", search_href(b->v, "%s", query_and(b->v, b->query,
	    "date:%s", name)));
	page_attr_fmt(p, "aria-label", "%s: %llu", name,
	    (unsigned long long)n);
	page_open(p, "title");
	page_printf(p, "%s: ", name);
	page_number(p, n);
	page_close(p);
	/* all of the height can be hit */
	page_void(p, "rect");
	page_attr(p, "class", "ground");
	page_attr_int(p, "x", x);
	page_attr(p, "y", "0");
	page_attr_int(p, "width", STEP);
	page_attr_int(p, "height", HEIGHT);
	page_void(p, "rect");
	page_attr(p, "class", "bar");
	page_attr_int(p, "x", x + 1);
	page_attr_fmt(p, "y", "%.1f", HEIGHT - shown);
	page_attr_int(p, "width", STEP - 2);
	page_attr_fmt(p, "height", "%.1f", shown);
	page_close(p);
}

/* From the first that has any to the last, and the most of them. */
static bool
find_span(struct bars *b, const struct search_count *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		long at = place_of(b, c[i].value);

		if (at <= 0)
			continue;
		if (b->most == 0 || at < b->first)
			b->first = at;
		if (b->most == 0 || at > b->last)
			b->last = at;
		b->most = c[i].n > b->most ? c[i].n : b->most;
	}
	if (b->months) {
		b->first -= b->first % 12;
		b->last += 11 - b->last % 12;
	}
	return b->most > 0 && b->last - b->first < SPANS_MAX;
}

static void
put_place(const struct bars *b, long at)
{
	struct page *p = &b->v->page;

	page_open(p, "span");
	if (b->months)
		page_printf(p, "%ld-%02ld", at / 12, at % 12 + 1);
	else
		page_printf(p, "%ld", at);
	page_close(p);
}

static void
put_bars(struct bars *b, const struct search_count *c, size_t n)
{
	struct page *p = &b->v->page;

	if (!find_span(b, c, n))
		return;
	page_open(p, "figure");
	page_attr(p, "class", "years");
	page_open(p, "svg");
	page_attr_fmt(p, "viewBox", "0 0 %ld %d", (b->last - b->first + 1) *
	    STEP, HEIGHT);
	page_attr(p, "preserveAspectRatio", "none");
	page_attr(p, "role", "group");
	page_attr(p, "aria-label", b->months ? "Telegrams of each month"
	    : "Telegrams of each year");
	for (size_t i = 0; i < n; i++)
		if (place_of(b, c[i].value) > 0)
			put_bar(b, c[i].value, c[i].n);
	page_close(p);
	page_open(p, "figcaption");
	put_place(b, b->first);
	if (b->last != b->first)
		put_place(b, b->last);
	page_close(p);
	page_close(p);
	page_newline(p);
}

void
picture_years(struct visit *v, const struct search_count *c, size_t n,
    struct str query)
{
	struct bars b = { .v = v, .query = query };

	put_bars(&b, c, n);
}

/* About a year, by its months; false: none has a telegram.  Months are those
 * of dates: a telegram of early January may be of last year by its number. */
static bool
put_months(struct visit *v, struct search *s, int year, struct str query)
{
	struct bars b = { .v = v, .query = query, .months = true };
	struct search_count c[TALLY_MONTHS];
	uint64_t n[TALLY_MONTHS];
	size_t k = 0;

	if (tally_months(v->archive, v->arena, s, year, n) != ARCHIVE_OK)
		return false;
	for (int i = 0; i < TALLY_MONTHS; i++) {
		char *name = arena_printf(v->arena, "%04d-%02d", year + i / 12,
		    i % 12 + 1);

		if (name != NULL && n[i] > 0)
			c[k++] = (struct search_count){ name, n[i] };
	}
	put_bars(&b, c, k);
	return k > 0;
}

void
picture_time(struct visit *v, struct search *s, struct str query)
{
	size_t n;
	const struct search_count *c = search_facet(s, SEARCH_YEAR, &n);
	struct bars b = { .v = v, .query = query };

	if (find_span(&b, c, n) && b.last - b.first < TALLY_MONTHS / 12 &&
	    put_months(v, s, (int)b.first, query))
		return;
	picture_years(v, c, n, query);
}
