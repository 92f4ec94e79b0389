/* What all pages have: the frame around them, problems, lines of lists. */
#include "web/web.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/json.h"
#include "reftel.h"
#include "web/files.h"

static const struct {
	const char *href, *name;
} menu[] = {
	{ "/search", "Search" }, { "/posts", "Posts" }, { "/tags", "TAGS" },
	{ "/years", "Years" }, { "/gaps", "Gaps" }, { "/list", "Reading list" },
	{ "/about", "About" },
};

static void
put_meta(struct page *p, const char *name, const char *content)
{
	page_void(p, "meta");
	page_attr(p, "name", name);
	page_attr(p, "content", content);
}

static void
put_head(struct page *p, struct str title)
{
	page_open(p, "head");
	page_void(p, "meta");
	page_attr(p, "charset", "utf-8");
	put_meta(p, "viewport", "width=device-width, initial-scale=1");
	put_meta(p, "color-scheme", "light dark");
	page_open(p, "title");
	page_text(p, title);
	page_puts(p, title.n > 0 ? " - Reftel" : "Reftel");
	page_close(p);
	page_void(p, "link");
	page_attr(p, "rel", "stylesheet");
	page_attr(p, "href", web_file_href("style.css"));
	page_void(p, "link");
	page_attr(p, "rel", "icon");
	page_attr(p, "href", web_file_href("icon.svg"));
	page_open(p, "script");
	page_attr(p, "src", web_file_href("script.js"));
	page_attr(p, "defer", "");
	page_close(p);
	page_close(p);
	page_newline(p);
}

static void
put_search_box(struct page *p, struct str query)
{
	page_open(p, "form");
	page_attr(p, "class", "search");
	page_attr(p, "role", "search");
	page_attr(p, "action", "/search");
	page_open(p, "label");
	page_attr(p, "for", "q");
	page_attr(p, "class", "unseen");
	page_puts(p, "Search the telegrams");
	page_close(p);
	page_void(p, "input");
	page_attr(p, "id", "q");
	page_attr(p, "name", "q");
	page_attr(p, "type", "search");
	page_attr(p, "autocomplete", "off");
	page_attr(p, "spellcheck", "false");
	page_attr(p, "placeholder", "words, a number, from:PARIS, tag:PREL, date:2007");
	page_attr_str(p, "value", query.p == NULL ? STR("") : query);
	page_element(p, "button", NULL, STR("Search"));
	page_close(p);
}

static void
put_menu(struct page *p, const char *here)
{
	page_open(p, "nav");
	page_attr(p, "class", "menu");
	page_attr(p, "aria-label", "Ways in");
	page_open(p, "ul");
	for (size_t i = 0; i < sizeof(menu) / sizeof(menu[0]); i++) {
		bool now = here != NULL && strcmp(here, menu[i].href) == 0;

		page_open(p, "li");
		page_open(p, "a");
		page_attr(p, "href", menu[i].href);
		page_attr(p, "aria-current", now ? "page" : NULL);
		page_puts(p, menu[i].name);
		page_close(p);
		page_close(p);
	}
	page_close(p);
	page_close(p);
}

void
frame_begin(struct visit *v, struct str title, struct str query,
    const char *here)
{
	struct page *p = &v->page;

	buf_puts(p->out, "<!DOCTYPE html>\n");
	page_open(p, "html");
	page_attr(p, "lang", "en");
	put_head(p, title);
	page_open(p, "body");
	page_open(p, "a");
	page_attr(p, "class", "skip");
	page_attr(p, "href", "#main");
	page_puts(p, "Skip to the text");
	page_close(p);
	page_open(p, "header");
	page_attr(p, "class", "top");
	page_open(p, "a");
	page_attr(p, "class", "brand");
	page_attr(p, "href", "/");
	page_puts(p, "Reftel");
	page_close(p);
	put_search_box(p, query);
	put_menu(p, here);
	page_close(p);
	page_newline(p);
	page_open(p, "main");
	page_attr(p, "id", "main");
	page_attr(p, "tabindex", "-1");
	page_newline(p);
	v->note = p->out->n;
}

void
frame_end(struct visit *v)
{
	struct page *p = &v->page;

	while (p->depth > 0 && strcmp(p->element[p->depth - 1], "main") != 0)
		page_close(p);
	page_close(p);
	page_newline(p);
	page_open(p, "footer");
	page_attr(p, "class", "bottom");
	page_puts(p, "Served by Reftel " REFTEL_VERSION ", which changes "
	    "nothing in the archive and asks nothing of other hosts. ");
	page_link(p, NULL, "/help", STR("Help"));
	page_puts(p, " · ");
	page_link(p, NULL, "/api/", STR("API"));
	page_close(p);
	page_close_to(p, 0);
	page_newline(p);
}

static void
put_step(struct page *p, const char *rel, const char *href, const char *label)
{
	if (href == NULL)
		return;
	page_open(p, "a");
	page_attr(p, "rel", rel);
	page_attr(p, "class", "step");
	page_attr(p, "href", href);
	page_puts(p, label);
	page_close(p);
	page_puts(p, " ");
}

void
put_steps(struct visit *v, const char *before, const char *before_label,
    const char *after, const char *after_label)
{
	struct page *p = &v->page;

	if (before == NULL && after == NULL)
		return;
	page_open(p, "nav");
	page_attr(p, "class", "more");
	page_attr(p, "aria-label", "Further pages of this list");
	put_step(p, "prev", before, before_label);
	put_step(p, "next", after, after_label);
	page_close(p);
	page_newline(p);
}

static void
json_problem(struct visit *v, const char *title, const char *text)
{
	struct json j = { .out = v->page.out, .first = true };

	v->response->type = "application/json";
	json_open(&j, '{');
	json_key(&j, "error");
	json_str(&j, str_from(title));
	json_key(&j, "hint");
	json_str(&j, str_from(text));
	json_close(&j, '}');
	buf_putc(j.out, '\n');
}

void
visit_problem(struct visit *v, unsigned status, const char *title,
    const char *fmt, ...)
{
	struct page *p = &v->page;
	va_list ap;
	char text[1024];

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	p->out->n = 0;
	p->depth = 0;
	p->in_tag = p->empty = false;
	v->response->status = status;
	v->response->type = NULL;
	free(v->response->filename);
	v->response->filename = NULL;
	if (v->program) {
		json_problem(v, title, text);
		return;
	}
	frame_begin(v, str_from(title), url_get(&v->url, "q"), NULL);
	page_open(p, "div");
	page_attr(p, "class", "problem");
	page_element(p, "h1", NULL, str_from(title));
	page_element(p, "p", NULL, str_from(text));
	page_close(p);
	frame_end(v);
}

bool
visit_failed(struct visit *v)
{
	switch (archive_status(v->archive)) {
	case ARCHIVE_OK:
	case ARCHIVE_END:
	case ARCHIVE_NOTFOUND:
		return false;
	case ARCHIVE_STOPPED:
		visit_problem(v, 503, "That took too long", "The question was "
		    "stopped so that others are not kept waiting. Ask for less: "
		    "add a post, a TAGS or a date, or words that are rarer.");
		return true;
	case ARCHIVE_BUSY:
		visit_problem(v, 503, "The archive is busy", "Another program "
		    "writes to it just now. Load the page again.");
		return true;
	default:
		visit_problem(v, 500, "The archive can not be read", "%s",
		    archive_error(v->archive));
		return true;
	}
}

bool
visit_send(struct visit *v)
{
	const struct http_request *r = v->request;

	return r == NULL || r->send == NULL || r->send(r->ctx, v->response);
}

void
visit_elsewhere(struct visit *v, const char *href, bool lasting)
{
	v->response->status = lasting ? 301 : 302;
	free(v->response->location);
	v->response->location = strdup(href);
	v->response->type = "text/plain; charset=utf-8";
	v->page.out->n = 0;
	buf_puts(v->page.out, href);
	buf_putc(v->page.out, '\n');
}

static const char *
kept(struct visit *v, struct buf *b)
{
	const char *s = b->failed ? NULL
	    : arena_strdup(v->arena, str_make(b->p, b->n));

	buf_free(b);
	return s == NULL ? "/" : s;
}

const char *
visit_address(struct visit *v, const char *path)
{
	struct buf b = { 0 };

	buf_puts(&b, "http://");
	buf_puts(&b, v->host[0] != '\0' ? v->host : "localhost");
	buf_puts(&b, path);
	return kept(v, &b);
}

const char *
telegram_href(struct visit *v, const char *id, const char *suffix)
{
	struct buf b = { 0 };

	buf_putc(&b, '/');
	url_put(&b, str_from(id));
	buf_puts(&b, suffix);
	return kept(v, &b);
}

const char *
search_href(struct visit *v, const char *fmt, ...)
{
	struct buf b = { 0 };
	char query[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(query, sizeof(query), fmt, ap);
	va_end(ap);
	buf_puts(&b, "/search?q=");
	url_put(&b, str_from(query));
	return kept(v, &b);
}

void
put_classification(struct page *p, struct str words)
{
	static const struct {
		const char *words, *class;
	} known[] = {
		{ "UNCLASSIFIED", "class u" },
		{ "SENSITIVE BUT UNCLASSIFIED", "class sbu" },
		{ "LIMITED OFFICIAL USE", "class lou" },
		{ "CONFIDENTIAL", "class c" },
		{ "SECRET", "class s" },
		{ "TOP SECRET", "class ts" },
	};
	const char *class = "class none";

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_eq(words, str_from(known[i].words)))
			class = known[i].class;
	page_element(p, "span", class, words.n > 0 ? words
	    : STR("classification not known"));
}

struct str
title_or_post(struct arena *arena, struct str title, struct str post)
{
	if (title.n > 0)
		return title;
	if (post.n == 0)
		return STR("Telegram without a subject");
	return str_from(arena_printf(arena, "Telegram from %.*s", (int)post.n,
	    post.p));
}

void
put_head_facts(struct visit *v, const struct archive_head *h)
{
	struct page *p = &v->page;

	page_open(p, "p");
	page_attr(p, "class", "head-facts");
	page_element(p, "span", "id", str_from(h->id));
	page_puts(p, " ");
	page_date(p, str_cut(str_from(h->date), 0, 10));
	page_puts(p, " ");
	put_classification(p, str_from(h->classification));
	if (h->redactions > 0) {
		page_puts(p, " ");
		page_open(p, "span");
		page_printf(p, "%u redaction%s", h->redactions,
		    h->redactions == 1 ? "" : "s");
		page_close(p);
	}
	if (h->witnesses > 1) {
		page_puts(p, " ");
		page_open(p, "span");
		page_printf(p, "%u witnesses", h->witnesses);
		page_close(p);
	}
	page_close(p);
}

void
put_head_line(struct visit *v, const struct archive_head *h)
{
	struct page *p = &v->page;

	page_open(p, "div");
	page_attr(p, "class", "head-line");
	page_link(p, "title", telegram_href(v, h->id, ""), title_or_post(
	    v->arena, str_from(h->title), str_from(h->post)));
	put_head_facts(v, h);
	page_close(p);
}

/* --- explanations ------------------------------------------ */

struct meaning {
	struct arena *arena;
	const char *kind;
	int year;		/* 0: any */
	struct str text;
};

/* Countries and what else lies on the earth have kinds of their own. */
static bool
is_of_kind(const char *is, const char *kind)
{
	static const char *const places[] = { "country", "territory",
		"region", "historical" };

	if (kind == NULL || strcmp(kind, "geographic") != 0)
		return kind == NULL || strncmp(is, kind, strlen(kind)) == 0;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (strncmp(is, places[i], strlen(places[i])) == 0)
			return true;
	return false;
}

/* "1973-1999", "1973-", "-1999", "": from when to when; 0: open. */
static void
read_years(const char *years, int *from, int *to)
{
	struct str s = str_from(years), low, high;
	size_t dash = str_findc(s, '-', 0);

	low = str_cut(s, 0, dash);
	high = str_cut(s, dash + 1, s.n);
	*from = low.n == 4 ? (int)str_digits(low.p, 4) : 0;
	*to = high.n == 4 ? (int)str_digits(high.p, 4) : 0;
}

/* What a term meant at another time is better than nothing, said with it. */
static struct str
of_another_time(struct arena *arena, const char *meaning, int from, int to)
{
	if (from != 0 && to != 0)
		return str_from(arena_printf(arena, "%s (%d to %d)", meaning,
		    from, to));
	return str_from(arena_printf(arena, "%s (%s %d)", meaning, from != 0
	    ? "from" : "until", from != 0 ? from : to));
}

static bool
next_meaning(const struct reftel_entry *e, void *ctx)
{
	struct meaning *m = ctx;
	int from, to;

	if (!is_of_kind(e->kind, m->kind))
		return true;
	read_years(e->years, &from, &to);
	if (m->year == 0 || ((from == 0 || m->year >= from) && (to == 0 ||
	    m->year <= to))) {
		m->text = str_from(arena_strdup(m->arena,
		    str_from(e->meaning)));
		return false;
	}
	if (m->text.n == 0)
		m->text = of_another_time(m->arena, e->meaning, from, to);
	return true;
}

struct str
term_meaning_then(struct arena *arena, struct str term, const char *kind,
    int year)
{
	struct meaning m = { arena, kind, year, { "", 0 } };
	char *word = term.n == 0 || term.n > 200 ? NULL
	    : arena_strdup(arena, term);

	if (word != NULL)
		reftel_explain(word, next_meaning, &m, NULL, 0, NULL);
	return m.text;
}

struct str
term_meaning(struct arena *arena, struct str term, const char *kind)
{
	return term_meaning_then(arena, term, kind, 0);
}
