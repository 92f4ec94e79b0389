/* See counts.h. */
#include "web/counts.h"

#include "tables/tables.h"
#include "web/pictures.h"

struct search *
counts_of(struct visit *v, const char *query)
{
	struct query_error error;
	struct search *s = search_new(v->archive, query, &error);

	if (s == NULL && error.what[0] != '\0')
		visit_problem(v, 400, "This can not be asked for", "%s",
		    error.what);
	else if (s == NULL && !visit_failed(v))
		visit_problem(v, 500, "The archive does not answer",
		    "Load the page again.");
	return s;
}

struct str
counts_meaning(struct visit *v, const char *value, const char *kind)
{
	const struct post *post;

	if (strcmp(kind, "post") != 0)
		return term_meaning(v->arena, str_from(value),
		    *kind == '\0' ? NULL : kind);
	post = tables_post(str_from(value));
	if (post == NULL)
		return str_make("", 0);
	return str_from(arena_printf(v->arena, "%s, %s", post->name,
	    post->type));
}

static void
put_count(struct visit *v, const struct search_count *c, const char *href,
    const char *kind)
{
	struct page *p = &v->page;
	struct str meaning = kind == NULL ? str_make("", 0)
	    : counts_meaning(v, c->value, kind);

	page_open(p, "li");
	page_open(p, "span");
	page_link(p, NULL, href, str_from(c->value));
	if (meaning.n > 0) {
		page_puts(p, " ");
		page_element(p, "span", "meaning", meaning);
	}
	page_close(p);
	page_puts(p, " ");
	page_open(p, "span");
	page_attr(p, "class", "count");
	page_number(p, c->n);
	page_close(p);
	page_close(p);
	page_newline(p);
}

static void
put_list(struct visit *v, const struct search_count *c, size_t n, size_t most,
    const char *field, const char *kind, const char *class, struct str query)
{
	struct page *p = &v->page;
	size_t put = 0;

	page_open(p, "ul");
	page_attr(p, "class", class);
	for (size_t i = 0; i < n && (most == 0 || put < most); i++) {
		if (c[i].value[0] == '\0')
			continue;
		put_count(v, &c[i], search_href(v, "%s", query_and(v, query,
		    "%s:%s", field, query_value(v, c[i].value))), kind);
		put++;
	}
	page_close(p);
}

void
counts_put_list(struct visit *v, const struct search_count *c, size_t n,
    size_t most, const char *field, const char *kind, const char *class)
{
	put_list(v, c, n, most, field, kind, class, str_make(NULL, 0));
}

void
counts_put_within(struct visit *v, const struct search_count *c, size_t n,
    size_t most, const char *field, const char *kind, struct str query)
{
	put_list(v, c, n, most, field, kind, NULL, query);
}

void
counts_put_pages(struct visit *v, const struct search_count *c, size_t n,
    const char *base, const char *kind)
{
	struct page *p = &v->page;

	page_open(p, "ul");
	page_attr(p, "class", "ranked");
	for (size_t i = 0; i < n; i++) {
		const char *href = telegram_href(v, c[i].value, "");

		if (c[i].value[0] == '\0')
			continue;
		href = arena_printf(v->arena, "%s%s", base, href);
		put_count(v, &c[i], href == NULL ? base : href, kind);
	}
	page_close(p);
}
