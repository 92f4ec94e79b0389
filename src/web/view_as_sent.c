/* A telegram as it goes over the wire, made from its record. */
#include "web/telegram.h"

#include "render/render.h"

void
view_as_sent(struct shown *r)
{
	const struct render_options options = { 0 };
	struct page *p = &r->v->page;
	struct buf text = { 0 };
	const char *why = render_transmission(&text, r->t, &options);

	page_open(p, "p");
	page_attr(p, "class", "about");
	page_puts(p, why != NULL ? "It cannot be put on the wire: "
	    : "Made from what was read: the sixteen format lines, 69 columns, "
	    "a section at a time. The bytes as they came are in the view "
	    "Source.");
	page_puts(p, why != NULL ? why : "");
	page_close(p);
	if (why == NULL) {
		page_open(p, "pre");
		page_attr(p, "class", "wire");
		page_attr(p, "tabindex", "0");
		for (size_t at = 0, end; at < text.n; at = end + 1) {
			struct str all = str_make(text.p, text.n), line;

			end = str_findc(all, '\n', at);
			line = str_cut(all, at, end);
			if (line.n > 0 && line.p[line.n - 1] == '\r')
				line.n--;
			page_text(p, line);
			page_puts(p, "\n");
		}
		page_close(p);
	}
	p->out->failed |= text.failed;
	buf_free(&text);
}
