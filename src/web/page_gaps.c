/* The gap ledger: what the archive lacks, and how that is known. */
#include "archive/gaps.h"
#include "telegram/title.h"
#include "web/web.h"

#include <stdlib.h>

enum { SHOWN = 100, CITING = 3, RANGES = 40, LATEST_YEAR = 2100 };

static const struct {
	const char *name, *label, *about;
	unsigned kind;
} kinds[] = {
	{ "cited", "Cited", "Telegrams that others cite and that are not here, "
	    "those cited most often first.", GAP_CITED },
	{ "serials", "Serials", "Serial numbers of a post and year that no "
	    "telegram here has, between those that are here.", GAP_SERIAL },
	{ "numbers", "Continuity", "Numbers by which a station counted what it "
	    "sent to another, between those that are here.", GAP_NUMBER },
	{ "sections", "Sections", "Telegrams that are here but for some of "
	    "their sections.", GAP_SECTION },
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* An entry that is written: where, and how it is called. */
struct entry {
	size_t at;
	char name[64];
};

/*
 * Entries come in their order.  Those up to `after` are passed over; those
 * before `before` are written, and taken out again when there are too many,
 * so that the last ones are left.
 */
struct ledger {
	struct visit *v;
	struct page *p;
	size_t kind;
	char *post, *after, *before;
	long year, cites;
	struct entry entry[2 * SHOWN];
	size_t shown;
	bool met;		/* the one that after or before names */
	bool end;		/* no more are wanted */
	bool left, more;	/* there are some before, and behind */
};

/* --- what is asked for ------------------------------------------ */

static void
take_filter(struct ledger *l)
{
	struct visit *v = l->v;
	struct str post = str_trim(url_get(&v->url, "post"));
	struct str after = url_get(&v->url, "after");
	struct str before = url_get(&v->url, "before");

	for (size_t i = 0; i < KINDS; i++)
		if (str_eq(url_get(&v->url, "kind"), str_from(kinds[i].name)))
			l->kind = i;
	l->post = post.n == 0 ? NULL : arena_strdup(v->arena, post);
	for (char *c = l->post; c != NULL && *c != '\0'; c++)
		*c = ch_fold(*c);
	l->after = after.n == 0 ? NULL : arena_strdup(v->arena, after);
	l->before = before.n == 0 || after.n > 0 ? NULL
	    : arena_strdup(v->arena, before);
	l->year = url_number(&v->url, "year", LATEST_YEAR, 0);
	l->cites = url_number(&v->url, "cites", 100000, 0);
}

static void
put_field(struct page *p, const char *name, const char *label,
    const char *value)
{
	page_open(p, "label");
	page_puts(p, label);
	page_puts(p, " ");
	page_void(p, "input");
	page_attr(p, "name", name);
	page_attr(p, "size", "10");
	page_attr(p, "value", value);
	page_close(p);
	page_puts(p, " ");
}

static void
put_filter(struct ledger *l)
{
	struct page *p = l->p;
	char year[24] = "", cites[24] = "";

	if (l->year > 0)
		snprintf(year, sizeof(year), "%ld", l->year);
	if (l->cites > 0)
		snprintf(cites, sizeof(cites), "%ld", l->cites);
	page_open(p, "form");
	page_attr(p, "class", "choice");
	page_attr(p, "action", "/gaps");
	page_void(p, "input");
	page_attr(p, "type", "hidden");
	page_attr(p, "name", "kind");
	page_attr(p, "value", kinds[l->kind].name);
	put_field(p, "post", "Post", l->post == NULL ? "" : l->post);
	put_field(p, "year", "Year", year);
	if (kinds[l->kind].kind == GAP_CITED)
		put_field(p, "cites", "Cited at least so often", cites);
	page_element(p, "button", NULL, STR("Show"));
	page_close(p);
	page_newline(p);
}

static void
put_kinds(struct ledger *l)
{
	struct page *p = l->p;

	page_open(p, "nav");
	page_attr(p, "class", "views");
	page_attr(p, "aria-label", "Kinds of gaps");
	page_open(p, "ul");
	for (size_t i = 0; i < KINDS; i++) {
		page_open(p, "li");
		page_open(p, "a");
		page_attr_fmt(p, "href", "/gaps?kind=%s", kinds[i].name);
		page_attr(p, "aria-current", i == l->kind ? "page" : NULL);
		page_puts(p, kinds[i].label);
		page_close(p);
		page_close(p);
	}
	page_close(p);
	page_close(p);
	page_newline(p);
}

/* Takes the first entries out again but for a page of them. */
static void
leave_last(struct ledger *l)
{
	size_t out = l->shown > SHOWN ? l->shown - SHOWN : 0;
	struct buf *b = l->p->out;
	size_t from, n;

	if (out == 0 || b->failed)
		return;
	from = l->entry[0].at;
	n = l->entry[out].at - from;
	memmove(b->p + from, b->p + from + n, b->n - from - n);
	b->n -= n;
	memmove(l->entry, l->entry + out, SHOWN * sizeof(*l->entry));
	for (size_t i = 0; i < SHOWN; i++)
		l->entry[i].at -= n;
	l->shown = SHOWN;
	l->left = true;
}

static bool
pass_over(struct ledger *l, const char *name)
{
	if (l->after != NULL && !l->met) {
		l->met = strcmp(name, l->after) == 0;
		return true;
	}
	if (l->before != NULL && strcmp(name, l->before) == 0)
		l->met = l->more = l->end = true;
	else if (l->before == NULL && l->shown == SHOWN)
		l->more = l->end = true;
	return l->end;
}

/* True: this entry is to be written. */
static bool
take(struct ledger *l, const char *name)
{
	struct entry *e;

	if (pass_over(l, name))
		return false;
	if (l->shown == 2 * SHOWN)
		leave_last(l);
	e = &l->entry[l->shown++];
	e->at = l->p->out->n;
	snprintf(e->name, sizeof(e->name), "%s", name);
	return true;
}

/* --- entries ------------------------------------------ */

static void
put_citing(struct visit *v, const struct gap_citing *c)
{
	struct page *p = &v->page;

	page_open(p, "li");
	page_link(p, NULL, telegram_href(v, c->id, ""), str_from(c->id));
	page_puts(p, c->date[0] != '\0' ? " " : "");
	page_date(p, str_cut(str_from(c->date), 0, 10));
	page_puts(p, ": ");
	page_element(p, "q", NULL, str_from(c->text));
	if (c->subject[0] != '\0') {
		page_puts(p, " ");
		page_element(p, "span", "meaning", title_make(v->arena,
		    str_from(c->subject)));
	}
	if (c->receipt[0] != '\0') {
		page_puts(p, "; ");
		page_element(p, "span", "meaning", str_from(c->receipt));
	}
	page_close(p);
	page_newline(p);
}

static void
put_window(struct page *p, const struct gap_cited *g)
{
	if (g->from[0] == '\0' && g->to[0] == '\0')
		return;
	if (g->from[0] != '\0' && g->to[0] != '\0' &&
	    strcmp(g->from, g->to) == 0) {
		page_puts(p, "on ");
		page_date(p, str_from(g->from));
		return;
	}
	if (g->from[0] != '\0') {
		page_puts(p, g->to[0] != '\0' ? "between " : "on or after ");
		page_date(p, str_from(g->from));
	}
	if (g->to[0] != '\0') {
		page_puts(p, g->from[0] != '\0' ? " and " : "on or before ");
		page_date(p, str_from(g->to));
	}
}

static bool
put_cited(void *ctx, const struct gap_cited *g)
{
	struct ledger *l = ctx;
	struct page *p = l->p;

	if (!take(l, g->id))
		return !l->end;
	page_open(p, "li");
	page_open(p, "h2");
	page_link(p, "title ghost", telegram_href(l->v, g->id, ""),
	    str_from(g->id));
	page_close(p);
	page_open(p, "p");
	page_attr(p, "class", "head-facts");
	page_open(p, "span");
	page_printf(p, "cited by %u", g->cites);
	page_close(p);
	page_puts(p, " ");
	page_open(p, "span");
	page_puts(p, g->from[0] != '\0' || g->to[0] != '\0' ? "sent " : "");
	put_window(p, g);
	page_close(p);
	page_puts(p, " ");
	page_element(p, "span", NULL, str_from(sure_name(g->sure)));
	page_close(p);
	page_open(p, "ul");
	page_attr(p, "class", "evidence");
	for (unsigned i = 0; i < g->cites && i < CITING; i++)
		put_citing(l->v, &g->citing[i]);
	page_close(p);
	page_close(p);
	page_newline(p);
	return true;
}

static void
put_ranges(struct page *p, const struct gap_range *r, size_t n, size_t all)
{
	page_open(p, "p");
	page_attr(p, "class", n > 0 ? "ranges" : "meaning");
	for (size_t i = 0; i < n && i < RANGES; i++) {
		page_puts(p, i == 0 ? "" : ", ");
		if (r[i].from == r[i].to)
			page_printf(p, "%ld", r[i].from);
		else
			page_printf(p, "%ld–%ld", r[i].from, r[i].to);
	}
	if (n == 0 && all > 0)
		page_puts(p, "Too few are held for the missing ones to be "
		    "worth a list.");
	else if (all > RANGES)
		page_printf(p, " and %zu more ranges", all - RANGES);
	page_close(p);
}

static void
put_held(struct page *p, unsigned long missing, unsigned long held,
    unsigned percent)
{
	page_number(p, missing);
	page_puts(p, " missing, ");
	page_number(p, held);
	page_printf(p, percent == 0 ? " held (under 1 %%)" : " held (%u %%)",
	    percent);
}

static bool
put_serials(void *ctx, const struct gap_serials *g)
{
	struct ledger *l = ctx;
	struct page *p = l->p;
	char name[64];

	snprintf(name, sizeof(name), "%.40s.%d", g->post, g->year);
	if (!take(l, name))
		return !l->end;
	page_open(p, "li");
	page_open(p, "h2");
	page_link(p, "title", search_href(l->v, "from:%s date:%d", g->post,
	    g->year), str_from(arena_printf(l->v->arena, "%s %d", g->post,
	    g->year)));
	page_close(p);
	page_open(p, "p");
	page_attr(p, "class", "head-facts");
	page_open(p, "span");
	put_held(p, g->missing, g->held, g->percent);
	page_printf(p, " from %ld to %ld", g->first, g->last);
	page_close(p);
	page_close(p);
	put_ranges(p, g->range, g->range_n, g->ranges);
	page_close(p);
	page_newline(p);
	return true;
}

static bool
put_numbers(void *ctx, const struct gap_numbers *g)
{
	struct ledger *l = ctx;
	struct page *p = l->p;
	char name[64];

	snprintf(name, sizeof(name), "%.30s.%.30s", g->from, g->to);
	if (!take(l, name))
		return !l->end;
	page_open(p, "li");
	page_open(p, "h2");
	page_printf(p, "%.100s to %.100s", g->from, g->to);
	page_close(p);
	page_open(p, "p");
	page_attr(p, "class", "head-facts");
	page_open(p, "span");
	put_held(p, g->missing, g->held, g->percent);
	page_close(p);
	page_puts(p, " ");
	page_open(p, "span");
	page_date(p, str_cut(str_from(g->first), 0, 10));
	page_puts(p, " to ");
	page_date(p, str_cut(str_from(g->last), 0, 10));
	page_close(p);
	page_puts(p, " ");
	page_element(p, "span", NULL, str_from(sure_name(g->sure)));
	page_close(p);
	put_ranges(p, g->range, g->range_n, g->ranges);
	page_close(p);
	page_newline(p);
	return true;
}

static bool
put_sections(void *ctx, const struct gap_sections *g)
{
	struct ledger *l = ctx;
	struct page *p = l->p;

	if (!take(l, g->id))
		return !l->end;
	page_open(p, "li");
	page_open(p, "h2");
	page_link(p, "title", telegram_href(l->v, g->id, ""),
	    str_from(g->subject[0] != '\0' ? g->subject : g->id));
	page_close(p);
	page_open(p, "p");
	page_attr(p, "class", "head-facts");
	page_element(p, "span", "id", str_from(g->id));
	page_puts(p, " ");
	page_open(p, "span");
	page_printf(p, "of %d sections these are missing: %s", g->sections,
	    g->missing);
	page_close(p);
	page_close(p);
	page_close(p);
	page_newline(p);
	return true;
}

static void
write_list(struct ledger *l)
{
	const struct gaps_filter filter = { .post = l->post,
		.year = (int)l->year, .min_cites = (unsigned)l->cites,
		.kinds = kinds[l->kind].kind, .coverage = GAPS_COVERAGE,
		.keep = true };
	const struct gaps_sink sink = { .cited = put_cited,
		.serials = put_serials, .numbers = put_numbers,
		.sections = put_sections, .ctx = l };
	struct gaps_sum sum;

	gaps_each(l->v->archive, &filter, &sink, &sum);
	if (l->before != NULL)
		leave_last(l);
	l->left |= l->after != NULL && l->met;
}

/* A place that is not there any more, or hardly anything before one: then it
 * is the beginning that is meant. */
static bool
is_beginning(const struct ledger *l)
{
	return l->after != NULL ? l->shown == 0
	    : l->before != NULL && (!l->met || !l->left);
}

static void
put_list(struct ledger *l)
{
	struct page *p = l->p;
	const char *before = NULL, *after = NULL;
	size_t begin;

	page_open(p, "ol");
	page_attr(p, "class", "results gaps");
	page_newline(p);
	begin = p->out->n;
	write_list(l);
	if (is_beginning(l) && !p->out->failed) {
		p->out->n = begin;
		l->after = l->before = NULL;
		l->shown = 0;
		l->met = l->end = l->left = l->more = false;
		write_list(l);
	}
	page_close(p);
	if (l->shown == 0) {
		page_element(p, "p", "notice", STR("No such gap is known."));
		return;
	}
	if (l->left)
		before = url_step(l->v->arena, &l->v->url, "before",
		    str_from(l->entry[0].name));
	if (l->more)
		after = url_step(l->v->arena, &l->v->url, "after",
		    str_from(l->entry[l->shown - 1].name));
	put_steps(l->v, before, "Previous gaps", after, "Further gaps");
}

/* --- one entry ------------------------------------------ */

static void
put_near(struct visit *v, const struct gap_cited *g, bool above)
{
	enum { NEAR = 3 };
	struct page *p = &v->page;
	struct archive_head h[NEAR];
	size_t n = gaps_near(v->archive, v->arena, g, above, h, NEAR);

	if (n == 0)
		return;
	page_element(p, "h2", NULL, above ? STR("Held, with higher serials")
	    : STR("Held, with lower serials"));
	page_open(p, "ul");
	page_attr(p, "class", "plain");
	for (size_t i = 0; i < n; i++) {
		page_open(p, "li");
		put_head_line(v, &h[i]);
		page_close(p);
	}
	page_close(p);
}

static void
put_fact(struct page *p, const char *label, const char *fact,
    const char *why)
{
	if (fact[0] == '\0')
		return;
	page_open(p, "div");
	page_element(p, "dt", NULL, str_from(label));
	page_open(p, "dd");
	page_puts(p, fact);
	if (why[0] != '\0') {
		page_puts(p, " ");
		page_element(p, "span", "meaning", str_from(why));
	}
	page_close(p);
	page_close(p);
}

static void
put_request(struct visit *v, const char *id)
{
	struct page *p = &v->page;
	struct buf text = { 0 };
	int64_t held;

	gaps_request(v->archive, id, &text, &held);
	if (text.n > 0 && held == 0) {
		page_element(p, "h2", NULL, STR("To ask for it"));
		page_open(p, "pre");
		page_attr(p, "class", "copied request");
		page_attr(p, "tabindex", "0");
		page_text(p, str_make(text.p, text.n));
		page_close(p);
	}
	buf_free(&text);
}

static void
put_entry(struct visit *v, const struct gap_cited *g)
{
	struct page *p = &v->page;

	page_open(p, "div");
	page_attr(p, "class", "prose");
	page_element(p, "h1", NULL, str_from(g->id));
	page_open(p, "p");
	page_attr(p, "class", "notice");
	page_puts(p, "This telegram is not held");
	page_puts(p, g->cites == 0 ? ", and nothing here cites it."
	    : ". It is known because others cite it.");
	page_close(p);
	page_open(p, "dl");
	page_attr(p, "class", "facts");
	page_open(p, "div");
	page_element(p, "dt", NULL, STR("Sent"));
	page_open(p, "dd");
	if (g->from[0] != '\0' || g->to[0] != '\0')
		put_window(p, g);
	else
		page_puts(p, "not known when");
	page_puts(p, " ");
	page_element(p, "span", "meaning", str_from(g->window));
	page_close(p);
	page_close(p);
	put_fact(p, "Likely to", g->likely_to, g->likely_to_why);
	put_fact(p, "Sure", sure_name(g->sure), g->why);
	put_fact(p, "Doubt", g->doubt, "");
	page_close(p);
	if (g->cites > 0) {
		page_element(p, "h2", NULL, STR("Cited by"));
		page_open(p, "ul");
		page_attr(p, "class", "evidence");
		for (unsigned i = 0; i < g->cites; i++)
			put_citing(v, &g->citing[i]);
		page_close(p);
		page_open(p, "p");
		page_open(p, "a");
		page_attr_fmt(p, "href", "/thread/%s", g->id);
		page_puts(p, "The conversation as a picture");
		page_close(p);
		page_close(p);
	}
	put_near(v, g, false);
	put_near(v, g, true);
	put_request(v, g->id);
	page_close(p);
}

bool
gap_entry(struct visit *v, const char *spelling)
{
	struct gap_cited g = { 0 };
	int64_t held = 0;
	enum archive_status status = gaps_cited(v->archive, v->arena,
	    spelling, &g, &held);

	if ((status != ARCHIVE_OK && status != ARCHIVE_NOTFOUND) ||
	    g.id == NULL)
		return false;
	if (held != 0) {
		struct archive_head h;

		if (archive_head(v->archive, v->arena, held, &h) !=
		    ARCHIVE_OK)
			return false;
		visit_elsewhere(v, telegram_href(v, h.id, ""), false);
		return true;
	}
	v->response->status = 404;
	frame_begin(v, str_from(g.id), str_make("", 0), "/gaps");
	put_entry(v, &g);
	if (!visit_failed(v))
		frame_end(v);
	return true;
}

void
page_gaps(struct visit *v)
{
	struct ledger l = { .v = v, .p = &v->page };

	if (v->rest.n > 0) {
		char *spelling = arena_strdup(v->arena, v->rest);

		if (spelling != NULL && !gap_entry(v, spelling) &&
		    !visit_failed(v))
			visit_problem(v, 404, "No telegram number", "The "
			    "ledger goes by numbers such as 07KARACHI756.");
		return;
	}
	take_filter(&l);
	frame_begin(v, STR("Gaps"), str_make("", 0), "/gaps");
	page_element(l.p, "h1", NULL, STR("What is missing"));
	put_kinds(&l);
	page_element(l.p, "p", "lead", str_from(kinds[l.kind].about));
	put_filter(&l);
	put_list(&l);
	if (!visit_failed(v))
		frame_end(v);
}
