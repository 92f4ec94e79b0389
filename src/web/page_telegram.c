/* A telegram: finds it, and hands it to one of its views. */
#include "web/telegram.h"

#include <stdlib.h>

#include "render/render.h"

static const struct view {
	const char *name, *label, *about;
	void (*put)(struct shown *);
} views[] = {
	{ "", "Reading", "as a page to read", view_reading },
	{ "as-sent", "As sent", "as it goes over the wire", view_as_sent },
	{ "source", "Source", "the bytes it was read from, and what was read",
	    view_source },
	{ "faults", "Faults", "what is wrong, and what would mend it",
	    view_faults },
	{ "compare", "Compare", "two witnesses side by side", view_compare },
};
enum { VIEWS = sizeof(views) / sizeof(views[0]) };

static const struct view *
find_view(struct str name)
{
	for (size_t i = 0; i < VIEWS; i++)
		if (str_eq(name, str_from(views[i].name)))
			return &views[i];
	return NULL;
}

/* --- what all views begin with ------------------------------------------ */

static void
put_views(struct shown *r, const struct view *now)
{
	struct page *p = &r->v->page;

	page_open(p, "nav");
	page_attr(p, "class", "views");
	page_attr(p, "aria-label", "Views of this telegram");
	page_open(p, "ul");
	for (size_t i = 0; i < VIEWS; i++) {
		struct buf suffix = { 0 };

		if (views[i].put == view_compare && r->witness_n < 2)
			continue;
		if (views[i].name[0] != '\0')
			buf_putc(&suffix, '/');
		buf_puts(&suffix, views[i].name);
		buf_putc(&suffix, '\0');
		page_open(p, "li");
		page_open(p, "a");
		page_attr(p, "href", telegram_href(r->v, r->head.id,
		    suffix.failed ? "" : suffix.p));
		page_attr(p, "title", views[i].about);
		page_attr(p, "aria-current", &views[i] == now ? "page" : NULL);
		page_puts(p, views[i].label);
		if (views[i].put == view_faults && r->head.diagnostics > 0) {
			page_puts(p, " ");
			page_open(p, "span");
			page_attr(p, "class", "count");
			page_number(p, r->head.diagnostics);
			page_close(p);
		}
		page_close(p);
		page_close(p);
		buf_free(&suffix);
	}
	page_close(p);
	page_close(p);
	page_newline(p);
}

static void
put_banner(struct shown *r)
{
	struct page *p = &r->v->page;
	const struct reftel_telegram *t = r->t;

	page_open(p, "p");
	page_attr(p, "class", "banner");
	page_element(p, "span", "id", str_from(r->head.id));
	page_puts(p, " ");
	put_classification(p, value_str(&t->classification));
	for (size_t i = 0; i < t->captions.n; i++) {
		struct str s = value_str(&t->captions.v[i]);

		page_puts(p, " ");
		page_open(p, "span");
		page_attr(p, "class", "caption");
		page_explained(p, search_href(r->v, "caption:%.*s", (int)s.n,
		    s.p), s, term_meaning(r->v->arena, s, "caption"));
		page_close(p);
	}
	page_close(p);
}

static void
put_title(struct shown *r, const struct view *view)
{
	struct page *p = &r->v->page;
	struct str title = value_str(&r->t->title);
	struct str portion = value_str(&r->t->subject_portion);

	page_open(p, "h1");
	if (portion.n > 0) {
		page_open(p, "span");
		page_attr(p, "class", "portion");
		page_printf(p, "(%.*s)", (int)portion.n, portion.p);
		page_close(p);
		page_puts(p, " ");
	}
	page_text(p, title_or_post(r->v->arena, title, value_str(
	    &r->t->post)));
	if (view->name[0] != '\0') {
		page_puts(p, " ");
		page_element(p, "span", "view", str_from(view->about));
	}
	page_close(p);
	page_newline(p);
}

static void
put_missing_sections(struct shown *r)
{
	struct page *p = &r->v->page;
	const struct reftel_telegram *t = r->t;

	if (t->sections_present_n >= (size_t)t->section_count)
		return;
	page_open(p, "p");
	page_attr(p, "class", "notice");
	page_printf(p, "Of its %d sections %zu %s here:", t->section_count,
	    t->sections_present_n, t->sections_present_n == 1 ? "is" : "are");
	for (size_t i = 0; i < t->sections_present_n; i++)
		page_printf(p, "%s%d", i == 0 ? " " : ", ",
		    t->sections_present[i]);
	page_puts(p, ".");
	page_close(p);
}

static void
put_same_number(struct shown *r)
{
	struct page *p = &r->v->page;

	if (r->same_number < 2)
		return;
	page_open(p, "p");
	page_attr(p, "class", "notice");
	page_printf(p, "%zu different telegrams with this number are held: ",
	    r->same_number);
	for (size_t i = 1; i <= r->same_number; i++) {
		struct str base = value_str(&r->t->id);
		char id[64];

		snprintf(id, sizeof(id), i == 1 ? "%.*s" : "%.*s~%zu",
		    (int)(base.n < 40 ? base.n : 40), base.p, i);
		page_puts(p, i == 1 ? "" : ", ");
		page_link(p, NULL, telegram_href(r->v, id, ""), str_from(id));
	}
	page_puts(p, ".");
	page_close(p);
}

static void
put_view(struct shown *r, const struct view *view)
{
	struct buf title = { 0 };
	struct page *p = &r->v->page;

	buf_puts(&title, r->head.id);
	buf_puts(&title, ": ");
	buf_putstr(&title, title_or_post(r->v->arena, value_str(&r->t->title),
	    value_str(&r->t->post)));
	frame_begin(r->v, str_make(title.p, title.n), STR(""), NULL);
	buf_free(&title);
	page_open(p, "article");
	page_attr(p, "class", view->name[0] == '\0' ? "cable" : "cable wide");
	page_open(p, "header");
	put_views(r, view);
	put_banner(r);
	put_title(r, view);
	put_same_number(r);
	put_missing_sections(r);
	if (view->name[0] != '\0')
		page_close(p);
	view->put(r);
	frame_end(r->v);
}

/* --- downloads ------------------------------------------ */

static void
download_bytes(struct shown *r)
{
	struct visit *v = r->v;

	v->response->type = "application/octet-stream";
	v->response->filename = strdup("telegram");
	archive_bytes(v->archive, r->witness[r->chosen].witness,
	    v->page.out);
	visit_failed(v);
}

/* A name for any system of files: what may do harm in one is left out. */
static char *
file_name(const char *id, const char *suffix)
{
	struct buf b = { 0 };

	for (const char *s = id; *s != '\0'; s++)
		if (ch_alnum(*s) || *s == '~')
			buf_putc(&b, *s);
	if (suffix[0] != '.')
		buf_putc(&b, '.');
	buf_puts(&b, suffix);
	buf_putc(&b, '\0');
	return b.p;
}

static void
download(struct shown *r, struct str form)
{
	struct visit *v = r->v;
	struct render_options options = { .pretty = true };
	char name[32];
	const struct render_form *f;
	const char *why;

	if (str_eq(form, STR("original"))) {
		download_bytes(r);
		return;
	}
	snprintf(name, sizeof(name), "%.*s", (int)(form.n < 31 ? form.n : 31),
	    form.p);
	f = render_form_by_name(name);
	if (f == NULL) {
		visit_problem(v, 404, "No such form", "Telegrams are not "
		    "written in that form; the telegram's page lists those "
		    "that there are.");
		return;
	}
	why = f->write(v->page.out, r->t, &options);
	if (why != NULL) {
		visit_problem(v, 409, "It does not go into that form", "%s.",
		    why);
		return;
	}
	v->response->type = "application/octet-stream";
	v->response->filename = file_name(r->head.id, f->suffix);
}

/* --- finding it ------------------------------------------ */

static void
missing(struct visit *v, struct str asked, const char *canonical)
{
	if (canonical[0] == '\0')
		visit_problem(v, 404, "There is no such page", "\"%.*s\" is no "
		    "page of this reading room, and no telegram number such as "
		    "07KARACHI756. The box above searches the words of all "
		    "telegrams.", (int)(asked.n < 100 ? asked.n : 100),
		    asked.p);
	else if (!gap_entry(v, canonical) && !visit_failed(v))
		visit_problem(v, 404, "This telegram is not held", "%s is not "
		    "in this archive.", canonical);
}

/* Which witness is asked for: ?witness=2; the face where none is. */
static const struct reftel_telegram *
read_chosen(struct shown *r, struct reftel_telegram **t)
{
	struct visit *v = r->v;
	long n = url_number(&v->url, "witness", (long)r->witness_n, 1);

	r->chosen = n < 1 ? 0 : (size_t)n - 1;
	if (archive_read(v->archive, r->witness[r->chosen].witness, t) !=
	    ARCHIVE_OK)
		return NULL;
	return *t;
}

static void
show(struct shown *r, struct str view)
{
	struct reftel_telegram *t = NULL;
	const struct view *found = find_view(view);
	struct visit *v = r->v;

	if (found == NULL && !str_starts(view, STR("download/"))) {
		visit_problem(v, 404, "There is no such view", "The telegram "
		    "%s is there, but has no view of that name. Its "
		    "address is /%s; the other views are named there.",
		    r->head.id, r->head.id);
		return;
	}
	if (archive_witnesses(v->archive, v->arena, r->row, &r->witness,
	    &r->witness_n) != ARCHIVE_OK ||
	    (r->t = read_chosen(r, &t)) == NULL) {
		if (!visit_failed(v))
			visit_problem(v, 404, "This telegram has gone",
			    "It was there a moment ago.");
		return;
	}
	/* the reader's findings are there; those of the rules are not kept */
	if (found != NULL && found->put == view_faults)
		reftel_check(t, &(struct reftel_check_options){ REFTEL_READ,
		    0 });
	if (found != NULL)
		put_view(r, found);
	else
		download(r, str_cut(view, 9, view.n));
	reftel_telegram_free(t);
}

/* Of those that the number means, the one that goes by exactly that name;
 * else the first. */
static bool
choose(struct shown *r, struct str asked, const int64_t *row, size_t n)
{
	struct visit *v = r->v;

	for (size_t i = 0; i < n; i++) {
		struct archive_head head;

		if (archive_head(v->archive, v->arena, row[i], &head) !=
		    ARCHIVE_OK)
			continue;
		if (r->row != 0 && !str_eq(asked, str_from(head.id)))
			continue;
		r->row = row[i];
		r->head = head;
	}
	return r->row != 0;
}

/* Each telegram has one address. */
static void
to_its_address(struct shown *r, struct str view)
{
	struct buf suffix = { 0 };

	if (view.n > 0)
		buf_putc(&suffix, '/');
	url_put_path(&suffix, view);
	buf_putc(&suffix, '\0');
	visit_elsewhere(r->v, telegram_href(r->v, r->head.id,
	    suffix.failed ? "" : suffix.p), true);
	buf_free(&suffix);
}

void
page_telegram(struct visit *v)
{
	size_t slash = str_findc(v->rest, '/', 0);
	struct str asked = str_cut(v->rest, 0, slash);
	struct str view = str_cut(v->rest, slash + 1, v->rest.n);
	struct shown r = { .v = v };
	char *spelling = arena_strdup(v->arena, asked);
	char canonical[48];
	int64_t row[16];
	size_t n;

	if (spelling == NULL)
		return;
	r.same_number = archive_find(v->archive, spelling, row, 16,
	    canonical);
	n = r.same_number < 16 ? r.same_number : 16;
	if (visit_failed(v))
		return;
	if (!choose(&r, asked, row, n))
		missing(v, asked, canonical);
	else if (!str_eq(asked, str_from(r.head.id)))
		to_its_address(&r, view);
	else
		show(&r, view);
}
