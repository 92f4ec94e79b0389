/* Posts, TAGS and years: all that there are with their counts, and each of
 * them. */
#include "archive/stats.h"
#include "web/counts.h"
#include "web/pictures.h"

struct listing {
	const char *title, *about, *field, *kind, *href;
	enum search_facet facet;
};

/* So many on a page, which is then of some 50 kB. */
enum { PAGE_VALUES = 400 };

/* The place of a value; n: it is not there (any more). */
static size_t
place_of(struct str value, const struct search_count *c, size_t n)
{
	size_t i = 0;

	while (i < n && (value.n == 0 || !str_eq(value, str_from(c[i].value))))
		i++;
	return i;
}

/* Where a page begins: behind the value that the last one ended with, or so
 * far before the one that the next one began with; that these may have moved
 * meanwhile is no matter in a list by frequency. */
static size_t
first_value(const struct visit *v, const struct search_count *c, size_t n)
{
	size_t after = place_of(url_get(&v->url, "after"), c, n);
	size_t before = place_of(url_get(&v->url, "before"), c, n);

	if (after < n)
		return after + 1;
	return before < n && before > PAGE_VALUES ? before - PAGE_VALUES : 0;
}

static void
put_values(struct visit *v, const struct listing *l,
    const struct search_count *c, size_t n)
{
	size_t first = first_value(v, c, n);
	size_t shown = n - first < PAGE_VALUES ? n - first : PAGE_VALUES;
	size_t behind = n - first - shown;
	const char *before = NULL, *after = NULL;

	counts_put_pages(v, c + first, shown, l->href, l->kind);
	if (first > 0 && first < n)
		before = url_step(v->arena, &v->url, "before",
		    str_from(c[first].value));
	if (behind > 0)
		after = url_step(v->arena, &v->url, "after",
		    str_from(c[first + shown - 1].value));
	put_steps(v, before, "More frequent ones", after, arena_printf(
	    v->arena, "%zu rarer ones", behind));
}

static bool
goes_on(const struct visit *v)
{
	return url_get(&v->url, "after").n > 0 ||
	    url_get(&v->url, "before").n > 0;
}

static void
put_listing(struct visit *v, const struct listing *l, struct search *s)
{
	struct page *p = &v->page;
	size_t n, years_n;
	const struct search_count *c = search_facet(s, l->facet, &n);
	const struct search_count *years = search_facet(s, SEARCH_YEAR,
	    &years_n);

	frame_begin(v, str_from(l->title), str_make("", 0), l->href);
	page_element(p, "h1", NULL, str_from(l->title));
	page_element(p, "p", "lead", str_from(l->about));
	if (l->facet == SEARCH_POST && !goes_on(v))
		picture_matrix(v);
	if (l->facet == SEARCH_YEAR)
		picture_years(v, years, years_n, str_make(NULL, 0));
	put_values(v, l, c, n);
}

/* --- one of them ------------------------------------------ */

static void
put_way(struct visit *v, struct search *s, enum search_facet facet,
    const char *title, const char *base, const char *kind, struct str query)
{
	enum { SHOWN = 15 };
	struct page *p = &v->page;
	size_t n;
	const struct search_count *c = search_facet(s, facet, &n);

	page_open(p, "section");
	page_element(p, "h2", NULL, str_from(title));
	counts_put_within(v, c, n, SHOWN, base, kind, query);
	page_close(p);
	page_newline(p);
}

/* To whom the telegrams of a search were sent, most often first. */
static void
put_addressees(struct visit *v, struct search *s, struct str query)
{
	enum { SHOWN = 15 };
	struct page *p = &v->page;
	struct stats_row *row;
	struct search_count c[SHOWN];
	size_t n, k = 0;

	if (stats_choose(v->archive, s) != ARCHIVE_OK ||
	    stats_count(v->archive, v->arena, STATS_TO, &row, &n) !=
	    ARCHIVE_OK)
		return;
	for (size_t i = 0; i < n && k < SHOWN; i++)
		if (row[i].value[0] != '\0')
			c[k++] = (struct search_count){ row[i].value,
				row[i].n };
	page_open(p, "section");
	page_element(p, "h2", NULL, STR("Sent to"));
	counts_put_within(v, c, k, SHOWN, "to", "post", query);
	page_close(p);
	page_newline(p);
}

static void
put_one(struct visit *v, const struct listing *l, struct search *s,
    const char *value, struct str query)
{
	struct page *p = &v->page;
	struct str meaning = l->kind == NULL ? str_make("", 0)
	    : counts_meaning(v, value, l->kind);
	const struct search_count *years;
	size_t n;

	frame_begin(v, str_from(value), query, l->href);
	page_element(p, "h1", NULL, str_from(value));
	page_open(p, "p");
	page_attr(p, "class", "lead");
	if (meaning.n > 0) {
		page_text(p, meaning);
		page_puts(p, ". ");
	}
	page_open(p, "a");
	page_attr(p, "href", search_href(v, "%.*s", (int)query.n, query.p));
	page_number(p, search_total(s));
	page_puts(p, search_total(s) == 1 ? " telegram" : " telegrams");
	page_close(p);
	page_close(p);
	years = search_facet(s, SEARCH_YEAR, &n);
	picture_years(v, years, n, query);
	page_open(p, "div");
	page_attr(p, "class", "ways");
	put_addressees(v, s, query);
	if (l->facet != SEARCH_POST)
		put_way(v, s, SEARCH_POST, "From", "from", "post", query);
	put_way(v, s, SEARCH_TAG, "TAGS", "tag", "", query);
	put_way(v, s, SEARCH_CLASS, "Classification", "class", NULL, query);
	page_close(p);
}

static void
page_one(struct visit *v, const struct listing *l)
{
	char *value = arena_strdup(v->arena, v->rest);
	const char *query = value == NULL ? NULL : arena_printf(v->arena,
	    "%s:%s", l->field, query_value(v, value));
	struct search *s = query == NULL ? NULL : counts_of(v, query);

	if (s == NULL)
		return;
	if (search_total(s) == 0)
		visit_problem(v, 404, "None of that name", "No telegram here "
		    "has it; the list shows those that there are.");
	else
		put_one(v, l, s, value, str_from(query));
	search_free(s);
	if (!visit_failed(v) && v->page.depth > 0)
		frame_end(v);
}

static void
page_listing(struct visit *v, const struct listing *l)
{
	struct search *s;

	if (v->rest.n > 0) {
		page_one(v, l);
		return;
	}
	s = counts_of(v, "");
	if (s == NULL)
		return;
	put_listing(v, l, s);
	search_free(s);
	if (!visit_failed(v))
		frame_end(v);
}

void
page_posts(struct visit *v)
{
	static const struct listing posts = { "Posts", "Who wrote, and how "
	    "many of their telegrams are here.", "from", "post", "/posts",
	    SEARCH_POST };

	page_listing(v, &posts);
}

void
page_tags(struct visit *v)
{
	static const struct listing tags = { "TAGS", "Traffic Analysis by "
	    "Geography and Subject: the terms under which telegrams were "
	    "filed.", "tag", "", "/tags", SEARCH_TAG };

	page_listing(v, &tags);
}

void
page_years(struct visit *v)
{
	static const struct listing years = { "Years", "When they were sent.",
	    "date", NULL, "/years", SEARCH_YEAR };

	page_listing(v, &years);
}
