/* Who writes to whom, as a table whose cells are the darker the more was
 * sent: it can be read, printed, and walked with the keyboard. */
#include "archive/tally.h"
#include "web/counts.h"
#include "web/pictures.h"

enum { SHADES = 5 };

/* 1 to SHADES, each standing for some four times what the last one does: the
 * ministry gets so much that other cells would all be pale. */
static unsigned
shade(uint64_t n, uint64_t most)
{
	unsigned s = SHADES;

	while (s > 1 && n * 4 <= most) {
		n *= 4;
		s--;
	}
	return s;
}

static void
put_post(struct visit *v, const char *post, const char *scope,
    const char *href)
{
	struct page *p = &v->page;
	struct str meaning = counts_meaning(v, post, "post");

	page_open(p, "th");
	page_attr(p, "scope", scope);
	page_open(p, "a");
	page_attr(p, "href", href);
	page_attr_str(p, "title", meaning.n > 0 ? meaning
	    : str_make(NULL, 0));
	page_puts(p, post);
	page_close(p);
	page_close(p);
}

static void
put_cell(struct visit *v, const char *from, const char *to, uint64_t n,
    uint64_t most)
{
	struct page *p = &v->page;

	page_open(p, "td");
	if (n > 0) {
		page_attr_fmt(p, "class", "n s%u", shade(n, most));
		page_open(p, "a");
		page_attr(p, "href", search_href(v, "from:%s to:%s",
		    query_value(v, from), query_value(v, to)));
		page_attr_fmt(p, "title", "%s to %s", from, to);
		page_number(p, n);
		page_close(p);
	}
	page_close(p);
}

static void
put_row(struct visit *v, const struct tally_posts *t, size_t from)
{
	struct page *p = &v->page;
	const char *post = t->from[from];

	page_open(p, "tr");
	put_post(v, post, "row", search_href(v, "from:%s",
	    query_value(v, post)));
	for (size_t to = 0; to < t->to_n; to++)
		put_cell(v, post, t->to[to], t->n[from][to], t->most);
	page_close(p);
	page_newline(p);
}

static void
put_heading(struct visit *v, const struct tally_posts *t)
{
	struct page *p = &v->page;

	page_open(p, "thead");
	page_open(p, "tr");
	page_element(p, "td", NULL, STR("from, to"));
	for (size_t to = 0; to < t->to_n; to++)
		put_post(v, t->to[to], "col", search_href(v, "to:%s",
		    query_value(v, t->to[to])));
	page_close(p);
	page_close(p);
	page_newline(p);
}

void
picture_matrix(struct visit *v)
{
	struct page *p = &v->page;
	struct tally_posts t;

	if (tally_posts(v->archive, v->arena, &t) != ARCHIVE_OK ||
	    t.most == 0)
		return;
	page_element(p, "h2", NULL, STR("Who writes to whom"));
	page_element(p, "p", "about", STR("Those who sent most, and those to "
	    "whom most was sent, not counting what they got for information. "
	    "Each number leads to its telegrams."));
	page_open(p, "div");
	page_attr(p, "class", "scroll");
	page_attr(p, "tabindex", "0");
	page_attr(p, "role", "region");
	page_attr(p, "aria-label", "Who writes to whom");
	page_open(p, "table");
	page_attr(p, "class", "matrix");
	put_heading(v, &t);
	page_open(p, "tbody");
	for (size_t from = 0; from < t.from_n; from++)
		put_row(v, &t, from);
	page_close(p);
	page_close(p);
	page_close(p);
	page_newline(p);
}
