/* Many queries at once: a line each goes in, a table comes out. */
#include "web/counts.h"

enum { LINES_MAX = 200 };

/* The date of the first hit in an order, as a link to it. */
static void
put_end(struct visit *v, struct search *s, enum search_order order)
{
	struct page *p = &v->page;
	struct search_hit hit;
	struct archive_head h;

	page_open(p, "td");
	if (search_page(s, order, 0, &hit, 1) == 1 &&
	    archive_head(v->archive, v->arena, hit.telegram, &h) ==
	    ARCHIVE_OK) {
		struct str words = str_cut(str_from(h.date), 0, 10);

		if (order == SEARCH_RELEVANCE)
			words = str_from(h.title);
		page_link(p, NULL, telegram_href(v, h.id, ""), words.n > 0
		    ? words : str_from(h.id));
	}
	page_close(p);
}

static void
put_row(struct visit *v, struct str line)
{
	struct page *p = &v->page;
	char *query = arena_strdup(v->arena, line);
	struct query_error error;
	struct search *s;

	if (query == NULL)
		return;
	page_open(p, "tr");
	page_open(p, "td");
	page_link(p, NULL, search_href(v, "%s", query), line);
	page_close(p);
	s = search_new(v->archive, query, &error);
	if (s == NULL) {
		page_open(p, "td");
		page_attr(p, "colspan", "4");
		page_puts(p, error.what[0] != '\0' ? error.what
		    : "could not be answered in time");
		page_close(p);
		page_close(p);
		return;
	}
	page_open(p, "td");
	page_attr(p, "class", "n");
	page_number(p, search_total(s));
	page_close(p);
	put_end(v, s, SEARCH_DATE);
	put_end(v, s, SEARCH_DATE_DOWN);
	put_end(v, s, SEARCH_RELEVANCE);
	page_close(p);
	page_newline(p);
	search_free(s);
}

static void
put_table(struct visit *v, struct str lines)
{
	static const char *const heads[] = { "Query", "Telegrams", "First",
		"Last", "Best" };
	struct page *p = &v->page;
	size_t n = 0;

	page_open(p, "div");
	page_attr(p, "class", "scroll");
	page_attr(p, "tabindex", "0");
	page_attr(p, "role", "region");
	page_attr(p, "aria-label", "What was found");
	page_open(p, "table");
	page_open(p, "thead");
	page_open(p, "tr");
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		page_open(p, "th");
		page_attr(p, "scope", "col");
		page_attr(p, "class", i == 1 ? "n" : NULL);
		page_puts(p, heads[i]);
		page_close(p);
	}
	page_close(p);
	page_close(p);
	page_open(p, "tbody");
	for (size_t at = 0, end; at < lines.n && n < LINES_MAX; at = end + 1) {
		struct str line;

		end = str_findc(lines, '\n', at);
		line = str_trim(str_cut(lines, at, end));
		if (line.n == 0 || line.p[0] == '#')
			continue;
		put_row(v, line);
		n++;
	}
	page_close_to(p, p->depth - 3);
}

void
page_batch(struct visit *v)
{
	struct page *p = &v->page;
	struct str lines = url_get(&v->url, "lines");

	frame_begin(v, STR("Many queries at once"), str_make("", 0),
	    "/search");
	page_element(p, "h1", NULL, STR("Many queries at once"));
	page_element(p, "p", "lead", STR("A query on each line, such as names; "
	    "a table of what each of them finds."));
	page_open(p, "form");
	page_attr(p, "action", "/batch");
	page_attr(p, "class", "stacked");
	page_open(p, "label");
	page_attr(p, "for", "lines");
	page_puts(p, "Queries");
	page_close(p);
	page_open(p, "textarea");
	page_attr(p, "id", "lines");
	page_attr(p, "name", "lines");
	page_attr(p, "rows", "8");
	page_text(p, lines.p == NULL ? str_make("", 0) : lines);
	page_close(p);
	page_element(p, "button", NULL, STR("Search them all"));
	page_close(p);
	if (str_trim(lines).n > 0)
		put_table(v, lines);
	frame_end(v);
}
