/* The same things for programs, as JSON. data/web/openapi.json describes it;
 * names are those of the record, reftel-record(5). */
#include "web/counts.h"
#include "web/files.h"

#include <stdlib.h>

#include "archive/gaps.h"
#include "archive/refs.h"
#include "base/json.h"

enum { LIMIT = 20, LIMIT_MAX = 200 };

/* --- small things ------------------------------------------ */

static struct json
begin(struct visit *v)
{
	v->response->type = "application/json";
	return (struct json){ .out = v->page.out, .first = true };
}

static void
put_head(struct json *j, const struct archive_head *h)
{
	json_open(j, '{');
	json_key(j, "id");
	json_str(j, str_from(h->id));
	json_key(j, "date");
	json_str(j, str_from(h->date));
	json_key(j, "post");
	json_str(j, str_from(h->post));
	json_key(j, "classification");
	json_str(j, str_from(h->classification));
	json_key(j, "subject");
	json_str(j, str_from(h->subject));
	json_key(j, "title");
	json_str(j, str_from(h->title));
	json_key(j, "form");
	json_str(j, str_from(h->form));
	json_key(j, "paragraphs");
	json_uint(j, h->paragraphs);
	json_key(j, "redactions");
	json_uint(j, h->redactions);
	json_key(j, "refs");
	json_uint(j, h->refs);
	json_key(j, "witnesses");
	json_uint(j, h->witnesses);
	json_key(j, "diagnostics");
	json_uint(j, h->diagnostics);
}

/* The telegram that the rest of the path names; false: said so. */
static bool
find(struct visit *v, struct str name, int64_t *row)
{
	char *spelling = arena_strdup(v->arena, name);
	char canonical[48];

	if (spelling != NULL && archive_find(v->archive, spelling, row, 1,
	    canonical) > 0)
		return true;
	if (!visit_failed(v))
		visit_problem(v, 404, "not held", "No telegram of that number "
		    "is in this archive.");
	return false;
}

/* --- a telegram ------------------------------------------ */

static void
api_telegram(struct visit *v, struct str rest)
{
	const struct reftel_json_options o = {
		.spans = url_number(&v->url, "spans", 1, 0) == 1 };
	struct reftel_telegram *t;
	int64_t row;
	char *json;
	size_t n;

	if (!find(v, rest, &row))
		return;
	if (archive_face(v->archive, row, &t) != ARCHIVE_OK) {
		visit_failed(v);
		return;
	}
	if (reftel_telegram_json(t, &o, &json, &n) == REFTEL_OK) {
		begin(v);
		buf_put(v->page.out, json, n);
		buf_putc(v->page.out, '\n');
		free(json);
	} else {
		v->page.out->failed = true;
	}
	reftel_telegram_free(t);
}

static void
put_witness(struct json *j, const struct archive_witness *w)
{
	json_item(j);
	json_open(j, '{');
	json_key(j, "kind");
	json_str(j, str_from(w->kind));
	json_key(j, "form");
	json_str(j, str_from(w->form));
	json_key(j, "file");
	json_str(j, str_from(w->file));
	json_key(j, "member");
	json_str(j, str_from(w->member));
	json_key(j, "offset");
	json_uint(j, w->offset);
	json_key(j, "length");
	json_uint(j, w->length);
	json_key(j, "words");
	json_uint(j, w->words);
	json_key(j, "sha256");
	json_str(j, str_from(w->sha256));
	json_close(j, '}');
}

static void
api_witnesses(struct visit *v, struct str rest)
{
	struct archive_witness *w;
	struct json j;
	int64_t row;
	size_t n;

	if (!find(v, rest, &row))
		return;
	if (archive_witnesses(v->archive, v->arena, row, &w, &n) !=
	    ARCHIVE_OK) {
		visit_failed(v);
		return;
	}
	j = begin(v);
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		put_witness(&j, &w[i]);
	json_close(&j, ']');
	buf_putc(j.out, '\n');
}

/* --- a search ------------------------------------------ */

static enum search_order
asked_order(const struct visit *v)
{
	struct str s = url_get(&v->url, "order");

	if (str_eq(s, STR("date")))
		return SEARCH_DATE;
	return str_eq(s, STR("-date")) ? SEARCH_DATE_DOWN : SEARCH_RELEVANCE;
}

static void
put_place(struct json *j, const char *name, struct search *s,
    enum search_order order, const struct search_hit *hit)
{
	char key[SEARCH_KEY_ROOM];

	json_key_str(j, str_from(name));
	if (hit == NULL) {
		json_null(j);
		return;
	}
	search_key(s, order, hit, key);
	json_str(j, str_from(key));
}

/* Nothing is found before a hit, or behind it. */
static bool
is_end(struct search *s, enum search_order order, const struct search_hit *hit,
    bool back)
{
	char key[SEARCH_KEY_ROOM];
	struct search_hit one;

	search_key(s, order, hit, key);
	return (back ? search_before : search_after)(s, order, key, &one, 1) ==
	    0;
}

/* False: the place in the list is none. */
static bool
put_hits(struct visit *v, struct json *j, struct search *s)
{
	enum search_order order = asked_order(v);
	struct search_hit hit[LIMIT_MAX];
	struct str after = url_get(&v->url, "after");
	struct str before = url_get(&v->url, "before");
	bool back = after.n == 0 && before.n > 0;
	char *key = arena_strdup(v->arena, back ? before : after);
	size_t limit = (size_t)url_number(&v->url, "limit", LIMIT_MAX, LIMIT);
	size_t n = key == NULL ? 0 : (back ? search_before : search_after)(s,
	    order, key, hit, limit);

	if (n == SIZE_MAX)
		return false;
	json_key(j, "hits");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		struct archive_head h;

		if (archive_head(v->archive, v->arena, hit[i].telegram, &h) !=
		    ARCHIVE_OK)
			continue;
		json_item(j);
		put_head(j, &h);
		json_close(j, '}');
	}
	json_close(j, ']');
	put_place(j, "previous", s, order, n == 0 || is_end(s, order, &hit[0],
	    true) ? NULL : &hit[0]);
	put_place(j, "next", s, order, n == 0 || is_end(s, order, &hit[n - 1],
	    false) ? NULL : &hit[n - 1]);
	return true;
}

static void
put_facets(struct json *j, struct search *s)
{
	json_key(j, "facets");
	json_open(j, '{');
	for (int f = 0; f < SEARCH_FACET__MAX; f++) {
		size_t n;
		const struct search_count *c = search_facet(s,
		    (enum search_facet)f, &n);

		json_key_str(j, str_from(search_facet_name[f]));
		json_open(j, '{');
		for (size_t i = 0; i < n; i++) {
			json_key_str(j, str_from(c[i].value));
			json_uint(j, c[i].n);
		}
		json_close(j, '}');
	}
	json_close(j, '}');
}

static struct search *
asked_search(struct visit *v)
{
	struct str q = url_get(&v->url, "q");
	char *query = arena_strdup(v->arena, q.p == NULL ? STR("") : q);

	return query == NULL ? NULL : counts_of(v, query);
}

static void
api_search(struct visit *v, struct str rest)
{
	struct search *s = asked_search(v);
	const struct query_note *note;
	struct json j;

	(void)rest;
	if (s == NULL)
		return;
	j = begin(v);
	json_open(&j, '{');
	json_key(&j, "total");
	json_uint(&j, search_total(s));
	json_key(&j, "notes");
	json_open(&j, '[');
	for (note = search_query(s)->notes; note != NULL; note = note->next) {
		json_item(&j);
		json_str(&j, str_from(note->text));
	}
	json_close(&j, ']');
	if (!put_hits(v, &j, s)) {
		search_free(s);
		visit_problem(v, 400, "no such place", "after and before take "
		    "what next and previous were, in the same order.");
		return;
	}
	if (url_number(&v->url, "facets", 1, 0) == 1)
		put_facets(&j, s);
	json_close(&j, '}');
	buf_putc(j.out, '\n');
	search_free(s);
	visit_failed(v);
}

/* --- all that a search finds ------------------------------------------ */

enum { PIECE = 64 * 1024 };

struct export {
	struct visit *v;
	struct arena arena;	/* of one row */
	bool csv;
};

static void
put_cell(struct buf *b, const char *s, bool last)
{
	buf_putc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(b, '"');
		buf_putc(b, *s);
	}
	buf_puts(b, last ? "\"\r\n" : "\",");
}

static bool
put_export(void *ctx, int64_t row)
{
	struct export *x = ctx;
	struct buf *b = x->v->page.out;
	struct archive_head h;

	if (b->n >= PIECE && !visit_send(x->v))
		return false;
	arena_reset(&x->arena);
	if (archive_head(x->v->archive, &x->arena, row, &h) != ARCHIVE_OK)
		return false;
	if (!x->csv) {
		buf_puts(b, h.id);
		buf_putc(b, '\n');
		return !b->failed;
	}
	put_cell(b, h.id, false);
	put_cell(b, h.date, false);
	put_cell(b, h.post, false);
	put_cell(b, h.classification, false);
	put_cell(b, h.subject, true);
	return !b->failed;
}

static void
api_export(struct visit *v, struct str rest)
{
	struct export x = { .v = v, .csv = !str_eq(url_get(&v->url, "form"),
	    STR("ids")) };
	struct search *s = asked_search(v);

	(void)rest;
	if (s == NULL)
		return;
	/* what was found in time is to be written at the reader's pace */
	archive_deadline(v->archive, HTTP_LONGEST * 1000);
	arena_init(&x.arena);
	v->response->type = x.csv ? "text/csv; charset=utf-8"
	    : "text/plain; charset=utf-8";
	v->response->filename = strdup(x.csv ? "telegrams.csv"
	    : "telegrams.txt");
	if (x.csv)
		buf_puts(v->page.out, "id,date,post,classification,subject"
		    "\r\n");
	search_each(s, SEARCH_DATE, put_export, &x);
	arena_free(&x.arena);
	search_free(s);
	visit_failed(v);
}

void
page_export(struct visit *v)
{
	v->program = true;
	api_export(v, v->rest);
}

/* --- links and gaps ------------------------------------------ */

/* The telegram or number that the rest of the path names. */
static bool
find_number(struct visit *v, struct str rest, int64_t *row, char id[48])
{
	char *spelling = arena_strdup(v->arena, rest);

	if (spelling != NULL && refs_find(v->archive, spelling, row, id))
		return true;
	if (!visit_failed(v))
		visit_problem(v, 404, "no such telegram", "Nothing of that "
		    "number is held or cited.");
	return false;
}

static void
api_refs(struct visit *v, struct str rest)
{
	struct ref_entry *cites = NULL, *cited = NULL;
	size_t cites_n = 0, cited_n = 0;
	uint64_t total = 0;
	struct json j;
	int64_t row;
	char id[48];

	if (!find_number(v, rest, &row, id))
		return;
	if (row != 0)
		refs_cites(v->archive, v->arena, row, &cites, &cites_n);
	if (id[0] != '\0')
		refs_cited(v->archive, v->arena, id, (size_t)url_number(
		    &v->url, "limit", 10000, LIMIT_MAX), &cited, &cited_n,
		    &total);
	j = begin(v);
	json_open(&j, '{');
	json_key(&j, "id");
	json_str(&j, str_from(id));
	json_key(&j, "cites");
	refs_json(&j, cites, cites_n);
	json_key(&j, "cited_by");
	refs_json(&j, cited, cited_n);
	json_key(&j, "cited_by_total");
	json_uint(&j, total);
	json_close(&j, '}');
	buf_putc(j.out, '\n');
	visit_failed(v);
}

static void
api_thread(struct visit *v, struct str rest)
{
	struct thread_options options = thread_defaults;
	struct thread t;
	struct json j;
	int64_t row;
	char id[48];

	if (!find_number(v, rest, &row, id))
		return;
	options.depth = (unsigned)url_number(&v->url, "depth", 20,
	    options.depth);
	if (thread_read(v->archive, v->arena, row, id, &options, &t) !=
	    ARCHIVE_OK) {
		if (!visit_failed(v))
			visit_problem(v, 404, "no conversation", "It cites "
			    "nothing, and nothing cites it.");
		return;
	}
	j = begin(v);
	thread_json(&j, &t);
	buf_putc(j.out, '\n');
}

struct gap_list {
	struct json j;
	size_t n;
};

static bool
put_gap(void *ctx, const struct gap_cited *g)
{
	struct gap_list *l = ctx;

	json_item(&l->j);
	gap_cited_json(&l->j, g);
	return ++l->n < 1000;
}

static bool
put_serials(void *ctx, const struct gap_serials *g)
{
	struct gap_list *l = ctx;

	json_item(&l->j);
	gap_serials_json(&l->j, g);
	return ++l->n < 10000;
}

static void
api_gaps(struct visit *v, struct str rest)
{
	struct gap_list l = { .n = 0 };
	bool serials = str_eq(url_get(&v->url, "kind"), STR("serials"));
	struct str post = url_get(&v->url, "post");
	const struct gaps_filter filter = {
		.post = post.n == 0 ? NULL : arena_strdup(v->arena, post),
		.year = (int)url_number(&v->url, "year", 2100, 0),
		.min_cites = (unsigned)url_number(&v->url, "cites", 100000, 1),
		.kinds = serials ? GAP_SERIAL : GAP_CITED,
		.coverage = GAPS_COVERAGE,
		.keep = true };
	const struct gaps_sink sink = { .cited = put_gap,
		.serials = put_serials, .ctx = &l };
	struct gaps_sum sum;

	(void)rest;
	l.j = begin(v);
	json_open(&l.j, '[');
	gaps_each(v->archive, &filter, &sink, &sum);
	json_close(&l.j, ']');
	buf_putc(l.j.out, '\n');
	visit_failed(v);
}

/* --- a term ------------------------------------------ */

static bool
put_meaning(const struct reftel_entry *e, void *ctx)
{
	struct json *j = ctx;

	json_item(j);
	json_open(j, '{');
	json_key(j, "term");
	json_str(j, str_from(e->term));
	json_key(j, "kind");
	json_str(j, str_from(e->kind));
	json_key(j, "meaning");
	json_str(j, str_from(e->meaning));
	json_key(j, "years");
	json_str(j, str_from(e->years));
	json_key(j, "source");
	json_str(j, str_from(e->source));
	json_key(j, "note");
	json_str(j, str_from(e->note));
	json_close(j, '}');
	return true;
}

static void
api_explain(struct visit *v, struct str rest)
{
	struct str term = url_get(&v->url, "term");
	char *word = arena_strdup(v->arena, str_cut(term, 0, 200));
	struct json j = begin(v);

	(void)rest;
	json_open(&j, '[');
	if (word != NULL && *word != '\0')
		reftel_explain(word, put_meaning, &j, NULL, 0, NULL);
	json_close(&j, ']');
	buf_putc(j.out, '\n');
}

static void
api_description(struct visit *v, struct str rest)
{
	(void)rest;
	web_file_put(v, "openapi.json");
}

/* --- which ------------------------------------------ */

static const struct {
	const char *path;	/* one that ends in a slash takes a name */
	void (*answer)(struct visit *, struct str rest);
	const char *about;
} calls[] = {
	{ "openapi.json", api_description, "all of this, for programs" },
	{ "telegram/", api_telegram, "the record of a telegram, "
	    "/api/telegram/07STRELSAU756, with ?spans=1 the places of its "
	    "values" },
	{ "witnesses/", api_witnesses, "its witnesses" },
	{ "search", api_search, "what a query finds: q, order, limit, after, "
	    "before, "
	    "facets=1" },
	{ "export", api_export, "all of it: q, form=csv or ids" },
	{ "refs/", api_refs, "what it cites and what cites it" },
	{ "thread/", api_thread, "the conversation it is part of: depth" },
	{ "gaps", api_gaps, "what is missing: kind=cited or serials, post, "
	    "year, cites; the first 1,000" },
	{ "explain", api_explain, "what a term means: term" },
};
enum { CALLS = sizeof(calls) / sizeof(calls[0]) };

/* /api/ itself, for people. */
static void
put_index(struct visit *v)
{
	struct page *p = &v->page;

	frame_begin(v, STR("API"), str_make("", 0), NULL);
	page_open(p, "div");
	page_attr(p, "class", "prose");
	page_element(p, "h1", NULL, STR("API"));
	page_element(p, "p", NULL, STR("What the pages show, as JSON. Names "
	    "are those of the telegram record."));
	page_open(p, "dl");
	page_attr(p, "class", "pairs");
	for (size_t i = 0; i < CALLS; i++) {
		page_open(p, "dt");
		page_open(p, "code");
		page_puts(p, "/api/");
		page_puts(p, calls[i].path);
		page_close(p);
		page_close(p);
		page_element(p, "dd", NULL, str_from(calls[i].about));
	}
	page_close(p);
	page_open(p, "p");
	page_link(p, NULL, "/api/openapi.json", STR("OpenAPI description"));
	page_close(p);
	page_close(p);
	frame_end(v);
}

void
page_api(struct visit *v)
{
	if (v->rest.n == 0) {
		put_index(v);
		return;
	}
	v->program = true;
	for (size_t i = 0; i < CALLS; i++) {
		struct str s = str_from(calls[i].path);
		bool below = s.p[s.n - 1] == '/';

		if (below ? str_starts(v->rest, s) : str_eq(v->rest, s)) {
			calls[i].answer(v, str_cut(v->rest, s.n, v->rest.n));
			return;
		}
	}
	visit_problem(v, 404, "no such call", "/api/ lists those that there "
	    "are.");
}
