/* What stands beside a telegram: where it leads, who else has it, how it is
 * cited, and in which forms it can be had. */
#include "web/telegram.h"

#include "archive/cite.h"
#include "archive/neighbours.h"
#include "archive/refs.h"
#include "render/render.h"
#include "telegram/title.h"

/* What cites a telegram is listed so far; the rest is a search. */
enum { CITED_SHOWN = 12 };

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
	page_open(p, "p");
	page_open(p, "a");
	page_attr(p, "class", "keep");
	page_attr_fmt(p, "href", "/list?ids=%s", r->head.id);
	page_puts(p, "Put it on a reading list");
	page_close(p);
	page_close(p);
	section_end(p);
}

/* --- next to it ------------------------------------------ */

static void
put_neighbour(struct shown *r, int64_t row, const char *rel,
    const char *label)
{
	struct visit *v = r->v;
	struct page *p = &v->page;
	struct archive_head h;

	if (row == 0 || archive_head(v->archive, v->arena, row, &h) !=
	    ARCHIVE_OK)
		return;
	page_open(p, "li");
	page_puts(p, label);
	page_puts(p, " ");
	page_open(p, "a");
	page_attr(p, "rel", rel);
	page_attr(p, "href", telegram_href(v, h.id, ""));
	page_attr(p, "title", h.title);
	page_puts(p, h.id);
	page_close(p);
	page_close(p);
}

static void
put_neighbours(struct shown *r)
{
	struct page *p = &r->v->page;
	int64_t before = 0, behind = 0;

	archive_neighbours(r->v->archive, r->row, &before, &behind);
	if (before == 0 && behind == 0)
		return;
	section_begin(p, "Of this post");
	page_open(p, "ul");
	page_attr(p, "class", "plain");
	put_neighbour(r, before, "prev", "before it");
	put_neighbour(r, behind, "next", "after it");
	page_close(p);
	section_end(p);
}

/* --- references ------------------------------------------ */

/* The telegram at the other end, or the words of the line. */
static void
put_end(struct shown *r, const struct ref_entry *e)
{
	struct page *p = &r->v->page;
	const struct ref_end *end = &e->other;

	if (end->id[0] == '\0') {
		page_puts(p, e->text);
		return;
	}
	page_open(p, "a");
	page_attr(p, "class", end->telegram == 0 ? "ghost" : NULL);
	page_attr(p, "href", telegram_href(r->v, end->id, ""));
	page_puts(p, end->id);
	page_close(p);
	page_puts(p, " ");
	page_open(p, "span");
	page_attr(p, "class", "meaning");
	if (end->telegram == 0) {
		page_puts(p, "not held");
	} else {
		page_date(p, str_cut(str_from(end->date), 0, 10));
		page_puts(p, end->date[0] != '\0' ? ". " : "");
		page_text(p, title_make(r->v->arena,
		    str_from(end->subject)));
	}
	if (e->receipt[0] != '\0') {
		page_puts(p, ". Printed ");
		page_puts(p, e->printed);
		page_puts(p, ": ");
		page_puts(p, e->receipt);
	}
	page_close(p);
}

static void
put_entries(struct shown *r, const struct ref_entry *e, size_t n)
{
	struct page *p = &r->v->page;

	page_open(p, "ul");
	page_attr(p, "class", "plain");
	for (size_t i = 0; i < n; i++) {
		page_open(p, "li");
		if (e[i].label[0] != '\0') {
			page_element(p, "span", "label", str_from(e[i].label));
			page_puts(p, " ");
		}
		put_end(r, &e[i]);
		page_close(p);
		page_newline(p);
	}
	page_close(p);
}

static void
put_cites(struct shown *r)
{
	struct visit *v = r->v;
	struct ref_entry *e;
	size_t n;

	if (refs_cites(v->archive, v->arena, r->row, &e, &n) != ARCHIVE_OK ||
	    n == 0)
		return;
	section_begin(&v->page, "It cites");
	put_entries(r, e, n);
	section_end(&v->page);
}

static void
put_cited(struct shown *r)
{
	struct visit *v = r->v;
	struct page *p = &v->page;
	struct str id = value_str(&r->t->id);
	char *number = arena_strdup(v->arena, id);
	struct ref_entry *e;
	uint64_t total;
	size_t n;

	if (id.n == 0 || number == NULL || refs_cited(v->archive, v->arena,
	    number, CITED_SHOWN, &e, &n, &total) != ARCHIVE_OK || total == 0)
		return;
	section_begin(p, "It is cited by");
	for (size_t i = 0; i < n; i++)
		e[i].label = "";	/* the citing one's, not ours */
	put_entries(r, e, n);
	if (total > n) {
		page_open(p, "p");
		page_open(p, "a");
		page_attr(p, "href", search_href(v, "ref:%s", number));
		page_puts(p, "All ");
		page_number(p, total);
		page_close(p);
		page_close(p);
	}
	section_end(p);
}

static void
put_thread(struct shown *r)
{
	struct page *p = &r->v->page;
	struct buf href = { 0 };

	if (r->t->refs.n == 0 && !value_set(&r->t->id))
		return;
	buf_puts(&href, "/thread");
	buf_puts(&href, telegram_href(r->v, r->head.id, ""));
	buf_putc(&href, '\0');
	section_begin(p, "Conversation");
	page_open(p, "p");
	page_link(p, NULL, href.failed ? "/" : href.p,
	    STR("As a picture, and in words"));
	page_close(p);
	section_end(p);
	buf_free(&href);
}

/* --- citations ------------------------------------------ */

static void
put_citation(struct shown *r, enum cite_style style)
{
	struct page *p = &r->v->page;
	struct buf b = { 0 };

	cite_begin(&b, style);
	if (cite_kept(&b, style, true, r->v->archive, r->row, r->t, 0) ==
	    ARCHIVE_OK) {
		cite_end(&b, style);
		page_open(p, "details");
		page_open(p, "summary");
		page_puts(p, cite_style_info[style].what);
		page_close(p);
		page_open(p, "pre");
		page_attr(p, "class", "copied");
		page_attr(p, "tabindex", "0");
		page_text(p, str_trim(str_make(b.p, b.n)));
		page_close(p);
		page_close(p);
		page_newline(p);
	}
	p->out->failed |= b.failed;
	buf_free(&b);
}

static void
put_citations(struct shown *r)
{
	struct page *p = &r->v->page;

	section_begin(p, "Cite it");
	for (int i = 0; i < CITE__MAX; i++)
		put_citation(r, (enum cite_style)i);
	section_end(p);
}

/* --- witnesses ------------------------------------------ */

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
	put_neighbours(r);
	put_cites(r);
	put_cited(r);
	put_thread(r);
	put_citations(r);
	put_witnesses(r);
	put_downloads(r);
	page_close(p);
	page_newline(p);
}
