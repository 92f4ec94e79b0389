/* What stands beside a telegram: where it leads, who else has it, how it is
 * cited, and in which forms it can be had. */
#include "web/telegram.h"

#include "render/render.h"

static void
section_begin(struct page *p, const char *title)
{
	page_open(p, "section");
	page_element(p, "h2", NULL, str_from(title));
}

static void
section_end(struct page *p)
{
	page_close(p);
	page_newline(p);
}

static void
put_address(struct shown *r)
{
	struct page *p = &r->v->page;

	section_begin(p, "This telegram");
	page_open(p, "p");
	page_element(p, "code", "copied", str_from(r->head.id));
	page_close(p);
	section_end(p);
}

/* Form, file and place of a witness. */
static void
put_witness(struct shown *r, size_t i)
{
	struct page *p = &r->v->page;
	const struct archive_witness *w = &r->witness[i];
	const char *suffix = arena_printf(r->v->arena,
	    "/source?witness=%zu", i + 1);

	page_open(p, "li");
	page_link(p, NULL, telegram_href(r->v, r->head.id, suffix == NULL ? ""
	    : suffix), str_from(w->form));
	page_puts(p, " ");
	page_open(p, "span");
	page_attr(p, "class", "meaning");
	page_puts(p, w->kind);
	page_puts(p, ", ");
	page_number(p, w->words);
	page_puts(p, w->words == 1 ? " word; " : " words; ");
	page_puts(p, w->file);
	if (w->member[0] != '\0') {
		page_puts(p, ", ");
		page_puts(p, w->member);
	}
	if (w->offset > 0) {
		page_puts(p, " at byte ");
		page_number(p, w->offset);
	}
	if (w->places > 1)
		page_printf(p, "; came %u times", w->places);
	page_close(p);
	page_close(p);
}

static void
put_witnesses(struct shown *r)
{
	struct page *p = &r->v->page;

	section_begin(p, r->witness_n == 1 ? "Witness" : "Witnesses");
	page_open(p, "ul");
	page_attr(p, "class", "plain");
	for (size_t i = 0; i < r->witness_n; i++)
		put_witness(r, i);
	page_close(p);
	section_end(p);
}

static void
put_downloads(struct shown *r)
{
	struct page *p = &r->v->page;

	section_begin(p, "Download");
	page_open(p, "ul");
	page_attr(p, "class", "inline");
	page_open(p, "li");
	page_link(p, NULL, telegram_href(r->v, r->head.id,
	    "/download/original"), STR("original bytes"));
	page_close(p);
	for (size_t i = 0; i < render_forms_n; i++) {
		const char *suffix = arena_printf(r->v->arena, "/download/%s",
		    render_forms[i].name);

		page_open(p, "li");
		page_open(p, "a");
		page_attr(p, "href", telegram_href(r->v, r->head.id,
		    suffix == NULL ? "" : suffix));
		page_attr(p, "title", render_forms[i].summary);
		page_puts(p, render_forms[i].name);
		page_close(p);
		page_close(p);
	}
	page_close(p);
	section_end(p);
}

void
telegram_put_beside(struct shown *r)
{
	struct page *p = &r->v->page;

	page_open(p, "aside");
	page_attr(p, "aria-label", "About this telegram");
	page_newline(p);
	put_address(r);
	put_witnesses(r);
	put_downloads(r);
	page_close(p);
	page_newline(p);
}
