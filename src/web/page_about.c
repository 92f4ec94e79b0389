/* Where the archive comes from, and what is wrong with it. */
#include "web/counts.h"
#include "web/pictures.h"

void
page_about(struct visit *v)
{
	struct page *p = &v->page;
	struct search *s = counts_of(v, "");
	size_t n;
	const struct search_count *c;

	if (s == NULL)
		return;
	c = search_facet(s, SEARCH_FORM, &n);
	frame_begin(v, STR("About"), str_make("", 0), "/about");
	page_element(p, "h1", NULL, STR("About this archive"));
	page_open(p, "p");
	page_attr(p, "class", "lead");
	page_puts(p, "It holds ");
	page_number(p, search_total(s));
	page_puts(p, " telegrams, each with the bytes that it was read from, "
	    "and keeps what could not be read as well.");
	page_close(p);
	page_open(p, "div");
	page_attr(p, "class", "ways");
	page_open(p, "section");
	page_element(p, "h2", NULL, STR("Forms they were found in"));
	counts_put_list(v, c, n, 0, "form", NULL, NULL);
	page_close(p);
	page_close(p);
	search_free(s);
	if (!visit_failed(v))
		frame_end(v);
}
