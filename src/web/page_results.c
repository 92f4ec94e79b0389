/* What a query finds: hits with the words that were sought, counts to narrow
 * it by, and ways to take it along. */
#include "web/pictures.h"

#include <stdlib.h>

enum { PAGE_HITS = 20, PASSAGES = 3, SNIPPET = 320, FACET_SHOWN = 8,
    FACET_MORE = 60 };

struct results {
	struct visit *v;
	struct search *search;
	struct str query;
	enum search_order order;
	uint64_t total;
};

static const struct {
	const char *name, *label;
} orders[] = {
	[SEARCH_RELEVANCE] = { "relevance", "best first" },
	[SEARCH_DATE] = { "date", "oldest first" },
	[SEARCH_DATE_DOWN] = { "-date", "newest first" },
};
enum { ORDERS = sizeof(orders) / sizeof(orders[0]) };

static enum search_order
asked_order(const struct visit *v)
{
	struct str s = url_get(&v->url, "order");

	for (int i = 0; i < ORDERS; i++)
		if (str_eq(s, str_from(orders[i].name)))
			return (enum search_order)i;
	return SEARCH_RELEVANCE;
}

/* --- the query explained ------------------------------------------ */

static void
put_example(struct visit *v, const char *query, const char *means)
{
	struct page *p = &v->page;

	page_open(p, "dt");
	page_link(p, NULL, search_href(v, "%s", query), str_from(query));
	page_close(p);
	page_element(p, "dd", NULL, str_from(means));
}

static void
put_language(struct visit *v, bool open)
{
	static const char *const example[][2] = {
		{ "crown train", "both words, anywhere" },
		{ "\"hat box\"", "the phrase" },
		{ "NEAR(crown plaster, 10)", "close together" },
		{ "rail*", "words that begin so" },
		{ "crown OR goat", "one of them; parentheses group" },
		{ "crown -insurance", "without that word" },
		{ "from:STRELSAU to:STATE", "who wrote to whom" },
		{ "tag:PREL class>=S", "TAGS, and from SECRET up" },
		{ "date:2007-03..2007-06", "sent then; date<1980, date:1975" },
		{ "ref:07STRELSAU756", "what cites a telegram" },
		{ "(in:summary,comment crown)", "in these paragraphs alone" },
		{ "has:redaction", "also has:refs, has:gap, has:witnesses" },
	};
	struct page *p = &v->page;

	page_open(p, "details");
	page_attr(p, "class", "language");
	page_attr(p, "open", open ? "" : NULL);
	page_element(p, "summary", NULL, STR("What can be asked"));
	page_open(p, "dl");
	for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++)
		put_example(v, example[i][0], example[i][1]);
	page_close(p);
	page_open(p, "p");
	page_puts(p, "Also id: info: caption: precedence: subject: signed: by: "
	    "portion: form: code: thread: ");
	page_link(p, NULL, "/help#query", STR("All of it"));
	page_puts(p, ". A list of queries becomes a table: ");
	page_link(p, NULL, "/batch", STR("many at once"));
	page_puts(p, ".");
	page_close(p);
	page_close(p);
	page_newline(p);
}

/* Where a query is wrong: what is before, what is wrong, what is behind. */
static void
put_error(struct visit *v, struct str query, const struct query_error *e)
{
	struct page *p = &v->page;
	size_t end = e->at + e->n;

	v->response->status = 400;
	page_open(p, "div");
	page_attr(p, "class", "problem");
	page_element(p, "h1", NULL, STR("This query can not be read"));
	page_open(p, "pre");
	page_text(p, str_cut(query, 0, e->at));
	page_element(p, "mark", NULL, e->n > 0 ? str_cut(query, e->at, end)
	    : STR(" … "));
	page_text(p, str_cut(query, end, query.n));
	page_close(p);
	page_element(p, "p", NULL, str_from(e->what));
	put_language(v, true);
	page_close(p);
}

static void
put_notes(struct results *r)
{
	const struct query_note *note = search_query(r->search)->notes;
	struct page *p = &r->v->page;

	if (note == NULL)
		return;
	page_open(p, "ul");
	page_attr(p, "class", "notes");
	for (; note != NULL; note = note->next) {
		page_open(p, "li");
		if (note->also)
			page_puts(p, "Also searched: ");
		page_puts(p, note->text);
		page_close(p);
	}
	page_close(p);
}

/* --- facets ------------------------------------------ */

static const struct {
	const char *title, *field;
} facets[SEARCH_FACET__MAX] = {
	[SEARCH_POST] = { "From", "from" },
	[SEARCH_YEAR] = { "Year", "date" },
	[SEARCH_CLASS] = { "Classification", "class" },
	[SEARCH_TAG] = { "TAGS", "tag" },
	[SEARCH_FORM] = { "Form", "form" },
};

/* One value: its name narrows the search to it, the sign leaves it out. */
static void
put_facet_value(struct results *r, enum search_facet f,
    const struct search_count *c)
{
	struct visit *v = r->v;
	struct page *p = &v->page;
	const char *value = query_value(v, c->value);

	page_open(p, "li");
	if (c->value[0] == '\0') {
		page_element(p, "span", "name", STR("not known"));
	} else {
		page_link(p, "name", search_href(v, "%s", query_and(v, r->query,
		    "%s:%s", facets[f].field, value)), str_from(c->value));
		page_puts(p, " ");
	}
	page_open(p, "span");
	page_attr(p, "class", "count");
	page_number(p, c->n);
	page_close(p);
	if (c->value[0] != '\0') {
		page_puts(p, " ");
		page_open(p, "a");
		page_attr(p, "class", "without");
		page_attr(p, "href", search_href(v, "%s", query_and(v,
		    r->query, "-%s:%s", facets[f].field, value)));
		page_attr_fmt(p, "aria-label", "without %s", c->value);
		page_attr_fmt(p, "title", "without %s", c->value);
		page_puts(p, "−");
		page_close(p);
	}
	page_close(p);
}

static void
put_facet(struct results *r, enum search_facet f)
{
	struct page *p = &r->v->page;
	size_t n, more = 0;
	const struct search_count *c = search_facet(r->search, f, &n);

	if (n == 0 || f == SEARCH_YEAR)
		return;
	page_open(p, "section");
	page_element(p, "h2", NULL, str_from(facets[f].title));
	page_open(p, "ul");
	for (size_t i = 0; i < n && i < FACET_MORE; i++) {
		if (i == FACET_SHOWN && n > FACET_SHOWN + 2) {
			page_close(p);
			page_open(p, "details");
			page_open(p, "summary");
			page_printf(p, "%zu more", n - i);
			page_close(p);
			page_open(p, "ul");
			more = 1;
		}
		put_facet_value(r, f, &c[i]);
	}
	page_close(p);
	if (more && n > FACET_MORE)
		page_element(p, "p", "meaning", STR("and rarer ones"));
	if (more)
		page_close(p);
	page_close(p);
	page_newline(p);
}

static void
put_facets(struct results *r)
{
	struct page *p = &r->v->page;

	page_open(p, "aside");
	page_attr(p, "class", "facets");
	page_attr(p, "aria-label", "Narrow it");
	page_newline(p);
	for (int f = 0; f < SEARCH_FACET__MAX; f++)
		put_facet(r, (enum search_facet)f);
	page_close(p);
	page_newline(p);
}

/* --- hits ------------------------------------------ */

/* A text with marks; the text begins at `from` of what marks count from. */
static void
put_marked(struct page *p, struct str s, size_t from,
    const struct search_mark *mark, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		page_text(p, str_cut(s, at, mark[i].start - from));
		page_element(p, "mark", NULL, str_cut(s, mark[i].start - from,
		    mark[i].end - from));
		at = mark[i].end - from;
	}
	page_text(p, str_cut(s, at, s.n));
}

static void
put_passage(struct results *r, const struct reftel_telegram *t,
    const char *id, const struct search_passage *passage)
{
	struct page *p = &r->v->page;
	size_t first, n;
	struct str s = search_snippet(passage, SNIPPET, &first, &n);
	int number = passage->paragraph < 0 ? -1
	    : t->paragraphs.v[passage->paragraph].number.value;
	const char *suffix = number < 0 ? ""
	    : arena_printf(r->v->arena, "#%d", number);

	page_open(p, "p");
	page_attr(p, "class", "passage");
	if (number >= 0) {
		page_open(p, "a");
		page_attr(p, "class", "number");
		page_attr(p, "href", telegram_href(r->v, id,
		    suffix == NULL ? "" : suffix));
		page_attr_fmt(p, "aria-label", "Paragraph %d", number);
		page_printf(p, "%d", number);
		page_close(p);
		page_puts(p, " ");
	}
	if (s.p > passage->text.p)
		page_puts(p, "… ");
	put_marked(p, s, (size_t)(s.p - passage->text.p),
	    passage->mark + first, n);
	if (s.p + s.n < passage->text.p + passage->text.n)
		page_puts(p, " …");
	page_close(p);
}

static void
put_passages(struct results *r, int64_t row, const char *id)
{
	struct visit *v = r->v;
	struct reftel_telegram *t;
	struct search_passage *passage;
	size_t n, shown = 0;

	if (!search_query(r->search)->has_words ||
	    archive_face(v->archive, row, &t) != ARCHIVE_OK)
		return;
	n = search_passages(r->search, t, v->arena, 0, &passage);
	for (size_t i = 0; i < n && shown < PASSAGES; i++)
		if (passage[i].column != INDEX_SUBJECT) {
			put_passage(r, t, id, &passage[i]);
			shown++;
		}
	reftel_telegram_free(t);
}

static void
put_hit_title(struct results *r, const struct archive_head *h)
{
	struct page *p = &r->v->page;
	struct str title = str_from(h->title);
	struct search_mark *mark = NULL;
	size_t n = 0;

	if (title.n == 0)
		title = title_or_post(r->v->arena, title, str_from(h->post));
	else if (search_query(r->search)->has_words)
		n = search_marks(r->search, r->v->arena, title, INDEX_SUBJECT,
		    &mark);
	page_open(p, "h2");
	page_open(p, "a");
	page_attr(p, "class", "title");
	page_attr(p, "href", telegram_href(r->v, h->id, ""));
	put_marked(p, title, 0, mark, n);
	page_close(p);
	page_close(p);
}

static void
put_hit(struct results *r, const struct search_hit *hit)
{
	struct visit *v = r->v;
	struct page *p = &v->page;
	struct archive_head h;

	if (archive_head(v->archive, v->arena, hit->telegram, &h) !=
	    ARCHIVE_OK)
		return;
	page_open(p, "li");
	put_hit_title(r, &h);
	put_head_facts(v, &h);
	put_passages(r, hit->telegram, h.id);
	page_close(p);
	page_newline(p);
}

static void
put_orders(struct results *r)
{
	struct visit *v = r->v;
	struct page *p = &v->page;

	page_open(p, "ul");
	page_attr(p, "class", "inline orders");
	for (int i = 0; i < ORDERS; i++) {
		struct buf href = { 0 };

		if (i == SEARCH_RELEVANCE &&
		    !search_query(r->search)->has_words)
			continue;
		buf_puts(&href, search_href(v, "%.*s", (int)r->query.n,
		    r->query.p));
		url_add(&href, "order", str_from(orders[i].name));
		buf_putc(&href, '\0');
		page_open(p, "li");
		page_open(p, "a");
		page_attr(p, "href", href.failed ? "/" : href.p);
		page_attr(p, "aria-current", r->order == (enum search_order)i
		    ? "true" : NULL);
		page_puts(p, orders[i].label);
		page_close(p);
		page_close(p);
		buf_free(&href);
	}
	page_close(p);
}

/* A further address of the same search. */
static void
put_other(struct results *r, const char *path, const char *label)
{
	struct page *p = &r->v->page;
	struct buf href = { 0 };

	buf_puts(&href, path);
	url_add(&href, "q", r->query);
	buf_putc(&href, '\0');
	page_open(p, "li");
	page_link(p, NULL, href.failed ? "/" : href.p, str_from(label));
	page_close(p);
	buf_free(&href);
}

static void
put_take_along(struct results *r)
{
	struct page *p = &r->v->page;

	page_open(p, "ul");
	page_attr(p, "class", "inline take");
	put_other(r, "/api/export?form=csv", "all as CSV");
	put_other(r, "/api/export?form=ids", "all numbers");
	put_other(r, "/api/search", "JSON");
	put_other(r, "/feed", "feed");
	page_close(p);
}

/* A stretch of what was found, and what there is beyond it. */
struct stretch {
	struct search_hit hit[PAGE_HITS + 1];	/* one more than is shown */
	size_t n;
	uint64_t at;		/* those before it, as far as is known */
	bool before, after;	/* there are some */
};

/* The beginning, or what is behind a place; false: the place is none. */
static bool
take_after(struct results *r, const char *key, struct stretch *s)
{
	struct search_hit one;

	s->n = search_after(r->search, r->order, key, s->hit, PAGE_HITS + 1);
	if (s->n == SIZE_MAX || (s->n == 0 && key != NULL))
		return false;
	s->after = s->n > PAGE_HITS;
	s->n -= s->after;
	if (key != NULL) {
		char first[SEARCH_KEY_ROOM];

		search_key(r->search, r->order, &s->hit[0], first);
		s->before = search_before(r->search, r->order, first, &one,
		    1) == 1;
	}
	if (!s->before)
		s->at = 0;
	return true;
}

/* What is before a place, where that is a page or more. */
static bool
take_before(struct results *r, const char *key, struct stretch *s)
{
	char last[SEARCH_KEY_ROOM];
	struct search_hit one;

	s->n = search_before(r->search, r->order, key, s->hit, PAGE_HITS + 1);
	if (s->n == SIZE_MAX)
		return false;
	s->before = s->n > PAGE_HITS;
	if (!s->before)
		return take_after(r, NULL, s);
	memmove(s->hit, s->hit + 1, PAGE_HITS * sizeof(*s->hit));
	s->n = PAGE_HITS;
	s->at = s->at > PAGE_HITS ? s->at - PAGE_HITS : 1;
	search_key(r->search, r->order, &s->hit[PAGE_HITS - 1], last);
	s->after = search_after(r->search, r->order, last, &one, 1) == 1;
	return true;
}

static const char *
stretch_href(struct results *r, const char *name, const struct search_hit *hit,
    uint64_t at)
{
	struct visit *v = r->v;
	char key[SEARCH_KEY_ROOM];
	struct buf href = { 0 };
	const char *s;

	search_key(r->search, r->order, hit, key);
	buf_puts(&href, search_href(v, "%.*s", (int)r->query.n, r->query.p));
	url_add(&href, "order", str_from(orders[r->order].name));
	url_add(&href, name, str_from(key));
	buf_puts(&href, "&at=");
	buf_putu(&href, at);
	s = href.failed ? NULL : arena_strdup(v->arena, str_make(href.p,
	    href.n));
	buf_free(&href);
	return s == NULL ? "/" : s;
}

static void
find_stretch(struct results *r, struct stretch *s)
{
	struct visit *v = r->v;
	struct str after = url_get(&v->url, "after");
	struct str before = url_get(&v->url, "before");
	const char *key = arena_strdup(v->arena, after.n > 0 ? after : before);
	bool known;

	s->at = (uint64_t)url_number(&v->url, "at", 999999999, 0);
	if (key == NULL || *key == '\0')
		known = take_after(r, NULL, s);
	else
		known = (after.n > 0 ? take_after : take_before)(r, key, s);
	if (known)
		return;
	page_element(&v->page, "p", "notice", STR("This place in the list is "
	    "not known; this is its beginning."));
	take_after(r, NULL, s);
}

static void
put_hits(struct results *r)
{
	struct stretch s = { .n = 0 };
	struct page *p = &r->v->page;
	const char *before = NULL, *after = NULL;

	find_stretch(r, &s);
	page_open(p, "ol");
	page_attr(p, "class", "results");
	page_attr_fmt(p, "start", "%llu", (unsigned long long)s.at + 1);
	page_newline(p);
	for (size_t i = 0; i < s.n; i++)
		put_hit(r, &s.hit[i]);
	page_close(p);
	if (s.before)
		before = stretch_href(r, "before", &s.hit[0], s.at);
	if (s.after)
		after = stretch_href(r, "after", &s.hit[s.n - 1], s.at + s.n);
	put_steps(r->v, before, "Previous telegrams", after,
	    "Further telegrams");
}

/* Whoever writes the number of a telegram is led to it. */
static void
put_number(struct results *r)
{
	struct visit *v = r->v;
	struct page *p = &v->page;
	char *query = arena_strdup(v->arena, r->query);
	struct archive_head h;
	char canonical[48];
	int64_t row;
	bool held;

	if (query == NULL || r->query.n == 0 || r->query.n > 60)
		return;
	held = archive_find(v->archive, query, &row, 1, canonical) > 0 &&
	    archive_head(v->archive, v->arena, row, &h) == ARCHIVE_OK;
	if (!held && canonical[0] == '\0')
		return;
	page_open(p, "div");
	page_attr(p, "class", "notice");
	if (held) {
		put_head_line(v, &h);
	} else {
		page_link(p, "ghost", telegram_href(v, canonical, ""),
		    str_from(canonical));
		page_puts(p, " is not held.");
	}
	page_close(p);
	page_newline(p);
}

static void
put_total(struct results *r)
{
	struct page *p = &r->v->page;

	page_open(p, "h1");
	page_attr(p, "class", "total");
	page_number(p, r->total);
	page_puts(p, r->total == 1 ? " telegram" : " telegrams");
	page_close(p);
	put_notes(r);
	if (r->total == 0)
		page_element(p, "p", "notice", STR("Nothing was found. Take a "
		    "word or a condition away, or write the beginning of a "
		    "word with a star: rail*"));
}

static void
put_results(struct results *r)
{
	struct page *p = &r->v->page;

	page_open(p, "div");
	page_attr(p, "class", "columns found");
	page_open(p, "div");
	page_attr(p, "class", "column");
	put_number(r);
	put_total(r);
	if (r->total > 0) {
		picture_time(r->v, r->search, r->query);
		put_orders(r);
		put_hits(r);
		put_take_along(r);
	}
	put_language(r->v, false);
	page_close(p);
	if (r->total > 0)
		put_facets(r);
	page_close(p);
}

void
page_results(struct visit *v)
{
	struct str q = url_get(&v->url, "q");
	struct results r = { .v = v, .query = q, .order = asked_order(v) };
	char *query = arena_strdup(v->arena, q.p == NULL ? STR("") : q);
	struct query_error error;

	if (query == NULL)
		return;
	frame_begin(v, q.n > 0 ? q : STR("Search"), q, "/search");
	r.search = search_new(v->archive, query, &error);
	if (r.search != NULL) {
		r.total = search_total(r.search);
		put_results(&r);
		search_free(r.search);
		if (visit_failed(v))
			return;
	} else if (error.what[0] != '\0') {
		put_error(v, q, &error);
	} else if (visit_failed(v)) {
		return;
	}
	frame_end(v);
}
