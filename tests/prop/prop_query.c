/*
 * Random queries of an archive: what they find, its order, its pages and its
 * facets are those of a naive evaluation, which reads every telegram again
 * and looks at its record and its words one by one.
 *
 *	prop_query ARCHIVE [COUNT [SEED]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/search.h"
#include "archive/sqlite_finder.h"
#include "telegram/number.h"
#include "telegram/telegram.h"

struct held {
	int64_t row;
	struct reftel_telegram *t;
	char date[32];
	bool diagnosed;		/* by checking it when it was kept */
	struct { struct token *v; size_t n; } column[INDEX__MAX];
};

static struct archive *a;
static struct arena arena;
static struct held *held;
static size_t held_n, held_cap;
static uint32_t seed = 1;

static void
die(const char *query, const char *what)
{
	printf("%s: %s\n", query, what);
	exit(1);
}

static uint32_t
below(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* ---- The archive, read naively ---- */

static bool
load(void *ctx, int64_t row)
{
	struct buf text[INDEX__MAX] = { { 0 } };
	struct archive_head head;
	struct held *h;

	(void)ctx;
	held = arena_grow(&arena, held, held_n, &held_cap, sizeof(*held));
	h = &held[held_n++];
	memset(h, 0, sizeof(*h));
	h->row = row;
	if (archive_face(a, row, &h->t) != ARCHIVE_OK)
		die("archive", archive_error(a));
	snprintf(h->date, sizeof(h->date), "%.*s", (int)h->t->date.n,
	    h->t->date.s == NULL ? "" : h->t->date.s);
	if (archive_head(a, &arena, row, &head) != ARCHIVE_OK)
		die("archive", archive_error(a));
	h->diagnosed = head.diagnostics > 0;
	index_text(h->t, text);
	for (int i = 0; i < INDEX__MAX; i++) {
		h->column[i].v = finder_tokens(finder(a), &arena,
		    str_make(text[i].p, text[i].n), &h->column[i].n);
		buf_free(&text[i]);
	}
	return true;
}

/* ---- Random trees ---- */

enum kind { WORD, PREFIX, PHRASE, FROM, TAG, CLASS, DATE, FORM, HAS, REF,
	LEAVES, NOT = LEAVES, AND, OR };

struct tree {
	enum kind kind;
	unsigned columns;		/* of a word; 0: all */
	struct token *word;
	size_t n, set;
	char text[64], high[64];
	struct tree *child[3];
	size_t child_n;
};

static struct held *
any_held(void)
{
	return &held[below((uint32_t)held_n)];
}

/* Words of a telegram, so that there is something to be found. */
static bool
pick_words(struct tree *t, size_t n)
{
	struct held *h = any_held();
	unsigned c = below(INDEX__MAX);

	if (h->column[c].n < n)
		return false;
	t->word = h->column[c].v + below((uint32_t)(h->column[c].n - n + 1));
	t->n = n;
	for (size_t i = 0; i < n; i++)
		if (str_eq(t->word[i].word, STR(INDEX_SEAM)))
			return false;
	if (below(6) == 0)
		t->columns = 1u << below(INDEX__MAX);
	return true;
}

static bool
pick_value(struct tree *t)
{
	const struct reftel_telegram *r = any_held()->t;
	static const char *const has[] = { "redaction", "refs", "diagnostics" };
	struct reftel_value v = { .s = NULL };

	if (t->kind == FROM)
		v = r->post;
	else if (t->kind == TAG && r->tags.n > 0)
		v = r->tags.v[below((uint32_t)r->tags.n)].tag;
	else if (t->kind == REF && r->refs.n > 0)
		v = r->refs.v[below((uint32_t)r->refs.n)].id;
	else if (t->kind == DATE)
		v = r->date;
	if (t->kind == HAS) {
		t->set = below(3);
		snprintf(t->text, sizeof(t->text), "%s", has[t->set]);
		return true;
	}
	if (t->kind == CLASS) {
		t->set = 1 + below(5);
		return true;
	}
	if (t->kind == FORM) {
		snprintf(t->text, sizeof(t->text), "%s",
		    reftel_form_name(r->form));
		return true;
	}
	if (v.s == NULL || v.n > 40)
		return false;
	snprintf(t->text, sizeof(t->text), "%.*s", t->kind == DATE ?
	    (int[]){ 4, 7, 10 }[below(3)] : (int)v.n, v.s);
	return strpbrk(t->text, "\"") == NULL;
}

static struct tree *
grow(unsigned depth)
{
	struct tree *t = arena_alloc(&arena, sizeof(*t), 1);

	t->kind = depth == 0 ? below(LEAVES) : below(LEAVES + 6);
	if (t->kind > OR)
		t->kind = t->kind % 2 == 0 ? AND : OR;
	if (t->kind < LEAVES) {
		if (below(2) == 0)
			t->kind = below(3);
		if (t->kind <= PHRASE ? !pick_words(t, t->kind == PHRASE ?
		    2 : 1) : !pick_value(t))
			return grow(depth);
		return t;
	}
	t->child_n = t->kind == NOT ? 1 : 2 + below(2);
	for (size_t i = 0; i < t->child_n; i++)
		t->child[i] = grow(depth - 1);
	return t;
}

/* As a query. */
static void
write_words(struct buf *b, const struct tree *t)
{
	if (t->columns != 0) {
		buf_puts(b, "(in:");
		for (int i = 0; i < INDEX__MAX; i++)
			if (t->columns & 1u << i)
				buf_puts(b, query_column_name[i]);
		buf_putc(b, ' ');
	}
	buf_putc(b, '"');
	for (size_t i = 0; i < t->n; i++) {
		struct str word = t->word[i].word;

		if (t->kind == PREFIX && word.n > 2 &&
		    (unsigned char)word.p[2] < 128)
			word.n = 2;
		buf_puts(b, i > 0 ? " " : "");
		buf_putstr(b, word);
	}
	buf_puts(b, t->kind == PREFIX ? "\"*" : "\"");
	buf_puts(b, t->columns != 0 ? ")" : "");
}

static void
write_field(struct buf *b, const struct tree *t)
{
	static const char *const names[] = { [FROM] = "from:", [TAG] = "tag:",
		[DATE] = "date:", [FORM] = "form:", [HAS] = "has:",
		[REF] = "ref:" };
	static const char *const classes[] = { "U", "SBU", "R", "C", "S",
		"TS" };

	if (t->kind == CLASS) {
		buf_puts(b, "class>=");
		buf_puts(b, classes[t->set]);
		return;
	}
	buf_puts(b, names[t->kind]);
	buf_putc(b, '"');
	buf_puts(b, t->text);
	buf_putc(b, '"');
}

static void
write_tree(struct buf *b, const struct tree *t)
{
	if (t->kind <= PHRASE) {
		write_words(b, t);
	} else if (t->kind < LEAVES) {
		write_field(b, t);
	} else {
		buf_puts(b, t->kind == NOT ? "-(" : "(");
		for (size_t i = 0; i < t->child_n; i++) {
			buf_puts(b, i == 0 ? "" : t->kind == OR ? " OR " :
			    " ");
			write_tree(b, t->child[i]);
		}
		buf_putc(b, ')');
	}
}

/* ---- Naive evaluation ---- */

static bool
word_fits(const struct tree *t, struct str want, struct str word)
{
	if (t->kind != PREFIX)
		return str_eq(word, want);
	if (want.n > 2 && (unsigned char)want.p[2] < 128)
		want.n = 2;
	return str_starts(word, want);
}

static bool
words_hold(const struct tree *t, const struct held *h)
{
	for (int c = 0; c < INDEX__MAX; c++) {
		if (t->columns != 0 && (t->columns & 1u << c) == 0)
			continue;
		for (size_t i = 0; i + t->n <= h->column[c].n; i++) {
			size_t k = 0;

			while (k < t->n && word_fits(t, t->word[k].word,
			    h->column[c].v[i + k].word))
				k++;
			if (k == t->n)
				return true;
		}
	}
	return false;
}

static int
class_of(const struct reftel_telegram *t)
{
	static const char *const names[] = { "UNCLASSIFIED",
		"SENSITIVE BUT UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL",
		"SECRET", "TOP SECRET" };

	if (t->classification.s == NULL)
		return -1;
	if (str_eq(value_str(&t->classification), STR("LIMITED OFFICIAL USE")))
		return 1;
	for (int i = 0; i < 6; i++)
		if (str_eq(value_str(&t->classification), str_from(names[i])))
			return i;
	return -1;
}

/* TAGS are found by the ways in which they were misspelt, too; the query
 * says which. */
static bool
tag_holds(const struct query_node *node, const struct reftel_telegram *t)
{
	if (node->kind == QUERY_FIELD && node->field == QUERY_TAG)
		for (size_t i = 0; i < t->tags.n; i++)
			if (str_eq(value_str(&t->tags.v[i].tag), node->text))
				return true;
	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		if (tag_holds(c, t))
			return true;
	return false;
}

static bool
tag_text_holds(const char *tag, const struct reftel_telegram *t)
{
	struct query_error error;
	struct arena own;
	char query[100];
	struct query *q;
	bool holds;

	arena_init(&own);
	snprintf(query, sizeof(query), "tag:\"%s\"", tag);
	q = query_parse(&own, query, &error);
	if (q == NULL)
		die(query, error.what);
	holds = tag_holds(q->root, t);
	arena_free(&own);
	return holds;
}

/* Where there is no number, the address tells who sent it. */
static struct str
plad_post(struct str plad)
{
	static char scratch[64];
	bool known = false;
	struct str name = number_post(plad, NUMBER_IN_LINE, scratch,
	    sizeof(scratch), &known);

	return known ? name : STR("");
}

static bool
field_holds(const struct tree *q, const struct held *h)
{
	const struct reftel_telegram *t = h->t;

	switch (q->kind) {
	case FROM:
		return str_eq(value_set(&t->post) ? value_str(&t->post)
		    : plad_post(value_str(&t->from.plad)), str_from(q->text));
	case TAG:
		return tag_text_holds(q->text, t);
	case CLASS:
		return class_of(t) >= (int)q->set;
	case DATE:
		return strncmp(h->date, q->text, strlen(q->text)) == 0;
	case FORM:
		return strcmp(reftel_form_name(t->form), q->text) == 0;
	case HAS:
		return q->set == 0 ? t->redactions.n > 0 : q->set == 1 ?
		    t->refs.n > 0 : h->diagnosed;
	default:
		for (size_t i = 0; i < t->refs.n; i++)
			if (str_eq(value_str(&t->refs.v[i].id),
			    str_from(q->text)))
				return true;
		return false;
	}
}

static bool
holds(const struct tree *t, const struct held *h)
{
	if (t->kind <= PHRASE)
		return words_hold(t, h);
	if (t->kind < LEAVES)
		return field_holds(t, h);
	if (t->kind == NOT)
		return !holds(t->child[0], h);
	for (size_t i = 0; i < t->child_n; i++)
		if (holds(t->child[i], h) != (t->kind == AND))
			return t->kind == OR;
	return t->kind == AND;
}

/* ---- Comparing ---- */

static const struct held *
held_of(int64_t row)
{
	for (size_t i = 0; i < held_n; i++)
		if (held[i].row == row)
			return &held[i];
	return NULL;
}

struct seen {
	const char *query;
	enum search_order order;
	struct search *s;
	int64_t *row;
	size_t n;
};

static void
check_order(const struct seen *seen, const struct held *was,
    const struct held *is)
{
	int order = strcmp(was->date, is->date);

	if (seen->order == SEARCH_DATE_DOWN)
		order = -order;
	if (was->date[0] == '\0' && is->date[0] != '\0')
		die(seen->query, "one without a date is not last");
	if (was->date[0] != '\0' && is->date[0] != '\0' && order > 0)
		die(seen->query, "dates are out of order");
}

static bool
see(void *ctx, int64_t row)
{
	struct seen *seen = ctx;

	if (!search_has(seen->s, row) || held_of(row) == NULL)
		die(seen->query, "a stranger among the hits");
	if (seen->n > 0 && seen->order != SEARCH_RELEVANCE)
		check_order(seen, held_of(seen->row[seen->n - 1]),
		    held_of(row));
	for (size_t i = 0; i < seen->n; i++)
		if (seen->row[i] == row)
			die(seen->query, "a hit comes twice");
	seen->row[seen->n++] = row;
	return true;
}

/* From each hit back: what is before it, up to a page; and nothing before the
 * first. */
static void
check_way_back(struct seen *seen)
{
	struct search_hit page[7];
	char key[SEARCH_KEY_ROOM];

	for (size_t at = 0; at < seen->n; at += at < 9 ? 1 : 5) {
		size_t want = at < 7 ? at : 7, n;

		if (search_page(seen->s, seen->order, at, page, 1) != 1)
			die(seen->query, "a page is empty");
		search_key(seen->s, seen->order, &page[0], key);
		n = search_before(seen->s, seen->order, key, page, 7);
		if (n != want)
			die(seen->query, "a page back has another length");
		for (size_t i = 0; i < n; i++)
			if (page[i].telegram != seen->row[at - n + i])
				die(seen->query, "a page back differs");
	}
}

/* All, pages by number, and pages by key are the same. */
static void
check_pages(struct seen *seen)
{
	struct search_hit page[7];
	char key[SEARCH_KEY_ROOM] = "";
	size_t at = 0, n;

	while ((n = search_page(seen->s, seen->order, at, page, 7)) > 0)
		for (size_t i = 0; i < n; i++, at++)
			if (at >= seen->n || page[i].telegram != seen->row[at])
				die(seen->query, "a page differs from all");
	if (at != seen->n)
		die(seen->query, "pages end early");
	at = 0;
	while ((n = search_after(seen->s, seen->order, key, page, 7)) > 0) {
		if (n == SIZE_MAX)
			die(seen->query, "its own key is none");
		for (size_t i = 0; i < n; i++, at++)
			if (at >= seen->n || page[i].telegram != seen->row[at])
				die(seen->query, "a page by key differs");
		search_key(seen->s, seen->order, &page[n - 1], key);
	}
	if (at != seen->n)
		die(seen->query, "pages by key end early");
	check_way_back(seen);
}

static uint64_t
naive_count(const struct search *s, enum search_facet facet,
    const char *value)
{
	uint64_t n = 0;
	char year[16];

	for (size_t i = 0; i < held_n; i++) {
		const struct reftel_telegram *t = held[i].t;
		struct str has = STR("");
		bool tagged = false;

		if (!search_has((struct search *)(uintptr_t)s, held[i].row))
			continue;
		snprintf(year, sizeof(year), "%d", t->year.value);
		for (size_t k = 0; k < t->tags.n; k++)
			tagged |= str_eq(value_str(&t->tags.v[k].tag),
			    str_from(value));
		if (facet == SEARCH_POST)
			has = value_str(&t->post);
		else if (facet == SEARCH_YEAR)
			has = str_from(t->year.value > 0 ? year : "");
		else if (facet == SEARCH_CLASS)
			has = value_str(&t->classification);
		else if (facet == SEARCH_FORM)
			has = str_from(reftel_form_name(t->form));
		if (facet == SEARCH_TAG)
			n += *value == '\0' ? t->tags.n == 0 : tagged;
		else
			n += str_eq(has, str_from(value));
	}
	return n;
}

static void
check_facets(const char *query, struct search *s)
{
	for (int f = 0; f < SEARCH_FACET__MAX; f++) {
		size_t n;
		const struct search_count *c = search_facet(s,
		    (enum search_facet)f, &n);
		uint64_t sum = 0;

		for (size_t i = 0; i < n; i++) {
			if (c[i].n != naive_count(s, (enum search_facet)f,
			    c[i].value))
				die(query, "a facet is miscounted");
			sum += c[i].n;
		}
		if (sum != search_total(s) && f != SEARCH_TAG)
			die(query, "a facet lacks values");
	}
}

static void
check_query(const struct tree *tree)
{
	struct query_error error;
	struct buf b = { 0 };
	struct search *s;
	struct seen seen = { .row = calloc(held_n + 1, sizeof(int64_t)) };
	uint64_t n = 0;

	write_tree(&b, tree);
	buf_putc(&b, '\0');
	s = search_new(a, b.p, &error);
	if (s == NULL)
		die(b.p, error.what[0] != '\0' ? error.what :
		    archive_error(a));
	for (size_t i = 0; i < held_n; i++) {
		if (search_has(s, held[i].row) != holds(tree, &held[i])) {
			printf("%lld %.*s: ", (long long)held[i].row, (int)held[i].t->id.n,
			    held[i].t->id.s == NULL ? "" : held[i].t->id.s);
			die(b.p, holds(tree, &held[i]) ? "not found" :
			    "found");
		}
		n += holds(tree, &held[i]);
	}
	if (n != search_total(s))
		die(b.p, "the total is wrong");
	for (int order = 0; order < 3; order++) {
		seen = (struct seen){ b.p, (enum search_order)order, s,
			seen.row, 0 };
		if (!search_each(s, seen.order, see, &seen))
			die(b.p, archive_error(a));
		if (seen.n != n)
			die(b.p, "not all are given out");
		check_pages(&seen);
	}
	check_facets(b.p, s);
	search_free(s);
	free(seen.row);
	buf_free(&b);
}

/* Small questions, each of which is answered in no time, are stopped as one
 * that takes long; so is what sorts their answers. */
static void
check_stopped(void)
{
	struct query_error error;
	struct search *s = search_new(a, "", &error);
	struct search_hit hit[7];
	struct archive_head h;
	bool stopped = false;

	if (s == NULL)
		die("", "cannot be read");
	archive_stop(a);
	for (int i = 0; i < 1000 && !stopped; i++)
		stopped = archive_head(a, &arena, held[0].row, &h) ==
		    ARCHIVE_STOPPED;
	if (!stopped)
		die("", "what was stopped goes on");
	if (search_page(s, SEARCH_DATE, 0, hit, 7) > 0 ||
	    archive_status(a) != ARCHIVE_STOPPED)
		die("", "a page is made all the same");
	search_free(s);
	archive_deadline(a, 0);
	if (archive_head(a, &arena, held[0].row, &h) != ARCHIVE_OK)
		die("", "it does not begin again");
}

int
main(int argc, char **argv)
{
	int count = argc > 2 ? atoi(argv[2]) : 400;
	struct query_error error;
	struct search *all;
	char why[300];

	seed = argc > 3 ? (uint32_t)atoi(argv[3]) : 20261126;
	if (argc < 2)
		die("usage", "prop_query ARCHIVE [COUNT [SEED]]");
	if (archive_open(&a, argv[1], ARCHIVE_READ, why, sizeof(why)) !=
	    ARCHIVE_OK)
		die(argv[1], why);
	arena_init(&arena);
	all = search_new(a, "", &error);
	if (all == NULL || !search_each(all, SEARCH_DATE, load, NULL) ||
	    held_n == 0 || held_n != search_total(all))
		die(argv[1], "cannot be read");
	search_free(all);
	for (int i = 0; i < count; i++)
		check_query(grow(3));
	check_stopped();
	for (size_t i = 0; i < held_n; i++)
		reftel_telegram_free(held[i].t);
	arena_free(&arena);
	archive_close(a);
	return 0;
}
