/* A reading list, which is in its address and nowhere else: whoever has the
 * link has the list. */
#include "web/web.h"

#include <stdlib.h>

enum { LIST_MAX = 200 };

/* The list's address without number `leave`; or all of it with a further
 * telegram. */
static void
put_without(struct visit *v, struct str ids, struct str id)
{
	struct buf rest = { 0 };
	struct page *p = &v->page;

	for (size_t at = 0, end; at < ids.n; at = end + 1) {
		struct str one;

		end = str_findc(ids, ',', at);
		one = str_trim(str_cut(ids, at, end));
		if (one.n == 0 || str_eq(one, id))
			continue;
		if (rest.n > 0)
			buf_putc(&rest, ',');
		buf_putstr(&rest, one);
	}
	page_open(p, "a");
	page_attr(p, "class", "without");
	page_attr(p, "href", url_with(v->arena, &v->url, "ids",
	    str_make(rest.n > 0 ? rest.p : "", rest.n)));
	page_puts(p, "take away");
	page_close(p);
	buf_free(&rest);
}

static void
put_item(struct visit *v, struct str ids, struct str id)
{
	struct page *p = &v->page;
	char *spelling = arena_strdup(v->arena, id);
	char canonical[48] = "";
	struct archive_head h;
	int64_t row;

	page_open(p, "li");
	if (spelling != NULL && archive_find(v->archive, spelling, &row, 1,
	    canonical) > 0 && archive_head(v->archive, v->arena, row, &h) ==
	    ARCHIVE_OK) {
		put_head_line(v, &h);
	} else {
		if (spelling != NULL && canonical[0] != '\0')
			page_link(p, "ghost", telegram_href(v, canonical, ""),
			    str_from(canonical));
		else
			page_text(p, id);
		page_puts(p, " is not held. ");
	}
	put_without(v, ids, id);
	page_close(p);
	page_newline(p);
}

static void
put_form(struct visit *v, struct str ids)
{
	struct page *p = &v->page;

	page_open(p, "form");
	page_attr(p, "action", "/list");
	page_attr(p, "class", "stacked");
	page_open(p, "label");
	page_attr(p, "for", "ids");
	page_puts(p, "Telegram numbers, with commas between them");
	page_close(p);
	page_open(p, "textarea");
	page_attr(p, "id", "ids");
	page_attr(p, "name", "ids");
	page_attr(p, "rows", "3");
	page_text(p, ids);
	page_close(p);
	page_element(p, "button", NULL, STR("Make the list"));
	page_close(p);
}

void
page_list(struct visit *v)
{
	struct page *p = &v->page;
	struct str ids = url_get(&v->url, "ids");
	size_t n = 0;

	frame_begin(v, STR("Reading list"), str_make("", 0), "/list");
	page_element(p, "h1", NULL, STR("Reading list"));
	page_element(p, "p", "lead", STR("The list is in the address of this "
	    "page: keep it as a bookmark, or send it to somebody. Nothing is "
	    "kept here."));
	page_open(p, "ol");
	page_attr(p, "class", "results reading-list");
	for (size_t at = 0, end; at < ids.n && n < LIST_MAX; at = end + 1) {
		struct str id;

		end = str_findc(ids, ',', at);
		id = str_trim(str_cut(ids, at, end));
		if (id.n == 0)
			continue;
		put_item(v, ids, id);
		n++;
	}
	page_close(p);
	put_form(v, ids.p == NULL ? str_make("", 0) : ids);
	if (!visit_failed(v))
		frame_end(v);
}
