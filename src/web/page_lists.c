/* Posts, TAGS and years: all that there are, with their counts. */
#include "web/counts.h"
#include "web/pictures.h"

struct listing {
	const char *title, *about, *field, *kind, *href;
	enum search_facet facet;
};

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
	if (l->facet == SEARCH_YEAR)
		picture_years(v, years, years_n, str_make(NULL, 0));
	counts_put_list(v, c, n, 0, l->field, l->kind, "ranked");
}

static void
page_listing(struct visit *v, const struct listing *l)
{
	struct search *s;

	/* /posts/PARIS is the search for it, under an address of its own */
	if (v->rest.n > 0) {
		char *value = arena_strdup(v->arena, v->rest);

		visit_elsewhere(v, search_href(v, "%s:%s", l->field,
		    query_value(v, value == NULL ? "" : value)), false);
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
