/*
 * Searching: the tree of a query becomes sets of telegrams, and these one.
 * What is words alone is one question of FTS5; fields are questions of their
 * own, and the rest is bits.  Scores are asked for only when they are needed,
 * and only of what was found.
 */
#include "archive/search.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "archive/marks.h"
#include "archive/match.h"
#include "archive/refs.h"
#include "archive/sqlite_finder.h"

/* So many times as few telegrams are looked at one by one rather than all. */
enum { SIFT_SHARE = 12 };
/* Looking up a date costs as much as so many steps along the index. */
enum { DATE_STEPS = 12 };

struct dated {
	int64_t telegram;
	char date[FIND_DATE_ROOM];
};

struct search {
	struct archive *a;
	struct arena arena;
	struct query *q;
	struct finder *finder;
	struct marker *marker;		/* made when it is first needed */
	int64_t max;			/* the greatest row */
	uint64_t count;			/* of the archive */
	struct rows found;
	uint64_t total;
	struct search_hit *scored;	/* all, in no order; NULL: not yet */
	bool sorted;			/* they are in order */
	struct dated *dated;		/* all, oldest first; NULL: not yet */
	struct counts counts[SEARCH_FACET__MAX];
	bool counted;
};

const char *const search_facet_name[SEARCH_FACET__MAX] = {
	"post", "year", "class", "tag", "form"
};

static bool
no_memory(struct search *s)
{
	find_no_memory(s->a);
	return false;
}

/* ---- Sets ---- */

static bool find_node(struct search *, const struct query_node *,
    struct rows *);

static bool
ask_match(struct search *s, struct buf *match, struct rows *out)
{
	bool ok;

	buf_putc(match, '\0');
	ok = match->failed ? no_memory(s) :
	    find_match(s->a, match->p, s->max, out);
	buf_free(match);
	return ok;
}

static bool
find_words(struct search *s, const struct query_node *node, struct rows *out)
{
	struct buf match = { 0 };

	match_put(&match, node);
	return ask_match(s, &match, out);
}

/* Adds a set to what there is, if anything: AND, or the other way round. */
static bool
join(struct search *s, const struct query_node *node, struct rows *all,
    void (*with)(struct rows *, const struct rows *))
{
	struct rows one = { 0 };
	bool ok = find_node(s, node, &one);

	if (ok && all->bits == NULL) {
		*all = one;
		return true;
	}
	if (ok)
		with(all, &one);
	rows_free(&one);
	return ok;
}

static bool
find_or(struct search *s, const struct query_node *node, struct rows *out)
{
	bool ok = true;

	for (const struct query_node *c = node->child; ok && c != NULL;
	    c = c->next)
		ok = join(s, c, out, rows_or);
	return ok;
}

static bool
take_words(struct search *s, const struct query_node *and, struct rows *all)
{
	struct buf match = { 0 };
	struct rows one = { 0 };

	if (!match_put_some(&match, and)) {
		buf_free(&match);
		return true;
	}
	if (!ask_match(s, &match, &one)) {
		rows_free(&one);
		return false;
	}
	if (all->bits == NULL) {
		*all = one;
		return true;
	}
	rows_and(all, &one);
	rows_free(&one);
	return true;
}

/* Looks at few telegrams one by one, or finds all that the field means. */
static bool
take_scan(struct search *s, const struct query_node *node, struct rows *all)
{
	if (all->bits != NULL && rows_count(all) * SIFT_SHARE < s->count)
		return find_sift(s->a, node, all);
	return join(s, node, all, rows_and);
}

/* The kinds of an AND's children, in the order in which they are taken. */
enum turn { TURN_SETS, TURN_WORDS, TURN_SCAN, TURN_NOT, TURN__MAX };

static enum turn
turn_of(const struct query_node *c, bool words)
{
	if (words && match_some(c))
		return TURN_WORDS;
	if (c->kind == QUERY_NOT)
		return TURN_NOT;
	return find_can_sift(c) ? TURN_SCAN : TURN_SETS;
}

static bool
take_child(struct search *s, const struct query_node *c, enum turn turn,
    struct rows *all)
{
	switch (turn) {
	case TURN_SETS:
		return join(s, c, all, rows_and);
	case TURN_SCAN:
		return take_scan(s, c, all);
	case TURN_NOT:
		if (all->bits == NULL && !find_all(s->a, s->max, all))
			return false;
		return join(s, c->child, all, rows_without);
	default:
		return true;
	}
}

static bool
find_and(struct search *s, const struct query_node *node, struct rows *out)
{
	bool words = false, ok = true;

	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		words |= match_can(c);
	for (int turn = 0; ok && turn < TURN__MAX; turn++) {
		if (turn == TURN_WORDS)
			ok = take_words(s, node, out);
		for (const struct query_node *c = node->child; ok && c != NULL;
		    c = c->next)
			if ((int)turn_of(c, words) == turn)
				ok = take_child(s, c, (enum turn)turn, out);
	}
	return ok;
}

/* What of a conversation was not taken, as reftel thread tells it. */
static void
note_left_out(struct search *s, const struct query_node *node,
    const struct thread *t)
{
	if (t->over_depth > 0)
		query_note(&s->arena, s->q, node, false, "this conversation "
		    "goes on: %" PRIu64 " more than %u steps away are left out",
		    t->over_depth, t->used.depth);
	if (t->over_limit > 0)
		query_note(&s->arena, s->q, node, false, "this conversation "
		    "goes on: %" PRIu64 " or more beyond the first %u are left "
		    "out", t->over_limit, t->used.limit);
	if (t->hubs > 0)
		query_note(&s->arena, s->q, node, false, "what cites %" PRIu64
		    " of them is not followed, for more than %u do", t->hubs,
		    t->used.fan);
}

/* The conversation that reftel thread shows, of that what is held. */
static bool
find_thread(struct search *s, const struct query_node *node, struct rows *out)
{
	char *spelling = strndup(node->text.p, node->text.n), id[48];
	struct arena arena;
	struct thread t;
	int64_t telegram;
	bool ok = spelling != NULL && rows_init(out, s->max);

	if (!ok)
		no_memory(s);
	arena_init(&arena);
	if (ok && refs_find(s->a, spelling, &telegram, id) &&
	    thread_read(s->a, &arena, telegram, id, &thread_defaults, &t) ==
	    ARCHIVE_OK) {
		for (size_t i = 0; i < t.n; i++)
			if (t.node[i].end.telegram != 0)
				rows_add(out, t.node[i].end.telegram);
		note_left_out(s, node, &t);
	}
	arena_free(&arena);
	free(spelling);
	return ok && archive_status(s->a) == ARCHIVE_OK;
}

/* Makes the set of a node; on failure there may be something to free. */
static bool
find_node(struct search *s, const struct query_node *node, struct rows *out)
{
	if (match_can(node))
		return find_words(s, node, out);
	switch (node->kind) {
	case QUERY_AND:
		return find_and(s, node, out);
	case QUERY_OR:
		return find_or(s, node, out);
	case QUERY_NOT:
		return find_all(s->a, s->max, out) &&
		    join(s, node->child, out, rows_without);
	case QUERY_FIELD:
		return node->field == QUERY_THREAD ? find_thread(s, node, out)
		    : find_field(s->a, node, s->max, out);
	default:
		return find_all(s->a, s->max, out);
	}
}

/* ---- Words that the index cannot have ---- */

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] > 127)
			return false;
	return true;
}

/* Says so where accents were written. */
static void
note_accents(struct search *s, const struct query_node *node,
    const struct token *v, size_t n)
{
	struct buf words = { 0 };

	for (size_t i = 0; i < n; i++) {
		buf_puts(&words, i > 0 ? " " : "");
		buf_putstr(&words, v[i].word);
	}
	if (!words.failed && is_plain(str_make(words.p, words.n)))
		query_note(&s->arena, s->q, node, true, "%.*s (accents make "
		    "no difference)", (int)words.n, words.p);
	buf_free(&words);
}

/* Every word has to be one for the index, too. */
static bool
look_at_words(struct search *s, const struct query_node *node,
    struct query_error *error)
{
	size_t n;
	struct token *v;

	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		if (!look_at_words(s, c, error))
			return false;
	if (node->kind != QUERY_WORDS && !(node->kind == QUERY_FIELD &&
	    (node->field == QUERY_SIGNED || node->field == QUERY_BY)))
		return true;
	v = finder_tokens(s->finder, &s->arena, node->text, &n);
	if (n == 0) {
		error->at = node->at;
		error->n = node->n;
		snprintf(error->what, sizeof(error->what), "no letters or "
		    "digits to search for");
		return false;
	}
	if (!is_plain(node->text))
		note_accents(s, node, v, n);
	return true;
}

/* ---- Making ---- */

static bool
find_everything(struct search *s)
{
	s->max = find_max(s->a);
	s->count = (uint64_t)find_count(s->a);
	if (!find_node(s, s->q->root, &s->found))
		return false;
	if (find_stale(s->a)) {
		struct rows all = { 0 };
		bool ok = find_all(s->a, s->max, &all);

		if (ok)
			rows_and(&s->found, &all);
		rows_free(&all);
		if (!ok)
			return false;
	}
	s->total = rows_count(&s->found);
	return true;
}

struct search *
search_new(struct archive *a, const char *query, struct query_error *error)
{
	struct search *s = calloc(1, sizeof(*s));

	memset(error, 0, sizeof(*error));
	find_begin(a);
	if (s == NULL) {
		find_no_memory(a);
		return NULL;
	}
	s->a = a;
	arena_init(&s->arena);
	archive_hold(a);
	s->finder = finder(a);
	s->q = query_parse(&s->arena, query, error);
	if (s->finder != NULL && s->q != NULL &&
	    look_at_words(s, s->q->root, error) && find_everything(s))
		return s;
	search_free(s);
	return NULL;
}

void
search_free(struct search *s)
{
	if (s == NULL)
		return;
	archive_release(s->a);
	rows_free(&s->found);
	free(s->scored);
	free(s->dated);
	arena_free(&s->arena);
	free(s);
}

const struct query *
search_query(const struct search *s)
{
	return s->q;
}

uint64_t
search_total(struct search *s)
{
	return s->total;
}

bool
search_has(struct search *s, int64_t telegram)
{
	return rows_has(&s->found, telegram);
}

/* ---- By relevance ---- */

struct scoring {
	struct search *s;
	struct rows *left;		/* without a score so far */
	size_t n;
};

static void
take_score(void *ctx, int64_t telegram, double score)
{
	struct scoring *g = ctx;

	if (!rows_has(g->left, telegram))
		return;
	rows_remove(g->left, telegram);
	g->s->scored[g->n++] = (struct search_hit){ telegram, score };
}

/* The words to score by: all of the query where it is words; the words of
 * its AND; else any that is sought.  *all: what matches is what was found. */
static void
put_scored(const struct search *s, struct buf *match, bool *all)
{
	const struct query_node *root = s->q->root;

	*all = false;
	if (match_can(root)) {
		match_put(match, root);
		*all = true;
		return;
	}
	if (root->kind != QUERY_AND || !match_put_some(match, root))
		match_put_any(match, root);
}

static bool
score_words(struct search *s, struct scoring *g)
{
	struct buf match = { 0 };
	bool all, ok = true;

	put_scored(s, &match, &all);
	if (match.n > 0) {
		buf_putc(&match, '\0');
		ok = match.failed ? no_memory(s) : find_scores(s->a, match.p,
		    &s->found, all, take_score, g);
	}
	buf_free(&match);
	return ok;
}

static bool
score_all(struct search *s)
{
	struct scoring g = { .s = s };
	struct rows left = { 0 };
	bool ok;

	if (s->scored != NULL)
		return true;
	s->scored = malloc((s->total + 1) * sizeof(*s->scored));
	ok = s->scored != NULL && rows_init(&left, s->max);
	if (!ok)
		return no_memory(s);
	rows_or(&left, &s->found);
	g.left = &left;
	ok = score_words(s, &g);
	for (int64_t row = rows_next(&left, 0); ok && row >= 0;
	    row = rows_next(&left, row + 1))
		s->scored[g.n++] = (struct search_hit){ row, 0 };
	rows_free(&left);
	if (!ok) {
		free(s->scored);
		s->scored = NULL;
	}
	return ok;
}

/* Less than zero: a comes before b. */
static int
by_score(const void *pa, const void *pb)
{
	const struct search_hit *a = pa, *b = pb;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->telegram < b->telegram ? -1 : a->telegram > b->telegram;
}

static int
by_score_up(const void *a, const void *b)
{
	return by_score(b, a);
}

typedef int order_fn(const void *, const void *);

/* Puts the last of a heap whose root is the worst of all in its place. */
static void
sink(struct search_hit *heap, size_t n, size_t i, order_fn *order)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		struct search_hit moved = heap[i];

		if (child + 1 < n && order(&heap[child + 1],
		    &heap[child]) > 0)
			child++;
		if (order(&heap[child], &moved) <= 0)
			break;
		heap[i] = heap[child];
		heap[child] = moved;
	}
}

/* The first k behind a place, in that order, into `best`; how many there
 * are. */
static size_t
best_hits(const struct search *s, order_fn *order,
    const struct search_hit *behind, struct search_hit *best, size_t k)
{
	size_t n = 0;

	for (uint64_t i = 0; i < s->total && k > 0; i++) {
		const struct search_hit *hit = &s->scored[i];

		if (behind != NULL && order(hit, behind) <= 0)
			continue;
		if (n < k) {
			best[n++] = *hit;
			if (n == k)
				for (size_t j = k / 2; j-- > 0; )
					sink(best, k, j, order);
		} else if (order(hit, &best[0]) < 0) {
			best[0] = *hit;
			sink(best, k, 0, order);
		}
	}
	if (n > 1)
		qsort(best, n, sizeof(*best), order);
	return n;
}

/* All of them in order: for export, and pages far down. */
static bool
sort_scores(struct search *s)
{
	if (!score_all(s) || archive_late(s->a))
		return false;
	if (!s->sorted)
		qsort(s->scored, s->total, sizeof(*s->scored), by_score);
	return s->sorted = true;
}

enum { HEAP_MAX = 4096 };

static size_t
page_by_score(struct search *s, uint64_t offset, struct search_hit *out,
    size_t cap)
{
	struct search_hit best[HEAP_MAX];
	size_t n;

	if (offset >= s->total || !score_all(s))
		return 0;
	if (s->sorted || offset + cap > HEAP_MAX) {
		if (!sort_scores(s))
			return 0;
		n = s->total - offset < cap ? (size_t)(s->total - offset) :
		    cap;
		memcpy(out, s->scored + offset, n * sizeof(*out));
		return n;
	}
	n = best_hits(s, by_score, NULL, best, (size_t)offset + cap);
	if (n <= offset)
		return 0;
	memcpy(out, best + offset, (n - (size_t)offset) * sizeof(*out));
	return n - (size_t)offset;
}

/* ---- By date ---- */

/* Oldest first, undated ones last. */
static int
by_date(const void *pa, const void *pb)
{
	const struct dated *a = pa, *b = pb;
	int order = strcmp(a->date, b->date);

	if ((*a->date == '\0') != (*b->date == '\0'))
		return *a->date == '\0' ? 1 : -1;
	if (order != 0)
		return order;
	return a->telegram < b->telegram ? -1 : a->telegram > b->telegram;
}

/* Newest first, undated ones last as above. */
static int
by_date_down(const void *pa, const void *pb)
{
	const struct dated *a = pa;

	return *a->date == '\0' || *((const struct dated *)pb)->date == '\0' ?
	    by_date(pa, pb) : by_date(pb, pa);
}

static bool
look_up_dates(struct search *s)
{
	size_t n = 0;

	if (s->dated != NULL)
		return true;
	s->dated = malloc((s->total + 1) * sizeof(*s->dated));
	if (s->dated == NULL)
		return no_memory(s);
	for (int64_t row = rows_next(&s->found, 0); row >= 0;
	    row = rows_next(&s->found, row + 1)) {
		s->dated[n].telegram = row;
		find_date(s->a, row, s->dated[n++].date);
	}
	if (archive_late(s->a)) {
		free(s->dated);
		s->dated = NULL;
		return false;
	}
	if (n > 1)
		qsort(s->dated, n, sizeof(*s->dated), by_date);
	return true;
}

/* Number i of `down` or not, out of those that are sorted oldest first. */
static const struct dated *
dated_at(const struct search *s, bool down, size_t dated, size_t i)
{
	return &s->dated[down && i < dated ? dated - 1 - i : i];
}

struct walk {
	struct search *s;
	uint64_t skip;
	bool (*fn)(void *, int64_t);
	void *ctx;
};

static bool
walk_one(void *ctx, int64_t telegram, const char *date)
{
	struct walk *w = ctx;

	(void)date;
	if (!rows_has(&w->s->found, telegram))
		return true;
	if (w->skip > 0) {
		w->skip--;
		return true;
	}
	return w->fn(w->ctx, telegram);
}

/* Dates between which all of it lies, by the query's own word: a walk need
 * not begin before. */
static void
narrow(const struct query_node *node, struct str *low, struct str *high)
{
	if (node->kind == QUERY_AND)
		for (const struct query_node *c = node->child; c != NULL;
		    c = c->next)
			narrow(c, low, high);
	if (node->kind != QUERY_FIELD || node->field != QUERY_DATE)
		return;
	if (str_cmp(node->low, *low) > 0)
		*low = node->low;
	if (node->high.n > 0 && (high->n == 0 ||
	    str_cmp(node->high, *high) < 0))
		*high = node->high;
}

static bool
walk_along(struct search *s, bool down, const struct dated *behind,
    struct walk *w)
{
	struct str low = STR(""), high = STR(""), from;
	struct dated begin = { .telegram = 0 };

	narrow(s->q->root, &low, &high);
	from = down ? high : low;
	if (from.n < sizeof(begin.date))
		memcpy(begin.date, from.p, from.n);
	if (behind == NULL)
		behind = &begin;
	return find_dates(s->a, down, behind->date, behind->telegram,
	    walk_one, w);
}

/* What was found, few against all, is sorted; many are met on a walk along
 * the index of dates. `wanted`: how many of them the caller is to see. */
static bool
each_by_date(struct search *s, bool down, const struct dated *behind,
    uint64_t wanted, struct walk *w)
{
	order_fn *order = down ? by_date_down : by_date;
	size_t dated = 0;

	if (s->total == 0)
		return true;
	if (s->dated == NULL && (wanted + w->skip) * s->count / s->total <
	    s->total * DATE_STEPS)
		return walk_along(s, down, behind, w);
	if (!look_up_dates(s))
		return false;
	while (dated < s->total && *s->dated[dated].date != '\0')
		dated++;
	for (size_t i = 0; i < s->total; i++) {
		const struct dated *d = dated_at(s, down, dated, i);

		if (behind != NULL && order(d, behind) <= 0)
			continue;
		if (!walk_one(w, d->telegram, d->date))
			break;
	}
	return true;
}

struct page {
	struct search_hit *out;
	size_t n, cap;
};

static bool
take_hit(void *ctx, int64_t telegram)
{
	struct page *p = ctx;

	if (p->n < p->cap)
		p->out[p->n++] = (struct search_hit){ telegram, 0 };
	return p->n < p->cap;
}

/* ---- Pages ---- */

static bool
is_by_score(const struct search *s, enum search_order order)
{
	return order == SEARCH_RELEVANCE && s->q->has_words;
}

size_t
search_page(struct search *s, enum search_order order, uint64_t offset,
    struct search_hit *out, size_t cap)
{
	struct page page = { out, 0, cap };
	struct walk walk = { s, offset, take_hit, &page };

	if (is_by_score(s, order))
		return page_by_score(s, offset, out, cap);
	if (offset < s->total && cap > 0)
		each_by_date(s, order == SEARCH_DATE_DOWN, NULL, cap, &walk);
	return page.n;
}

bool
search_each(struct search *s, enum search_order order,
    bool (*fn)(void *ctx, int64_t telegram), void *ctx)
{
	struct walk walk = { s, 0, fn, ctx };

	if (!is_by_score(s, order))
		return each_by_date(s, order == SEARCH_DATE_DOWN, NULL,
		    s->total, &walk);
	if (!sort_scores(s))
		return false;
	for (uint64_t i = 0; i < s->total; i++)
		if (!fn(ctx, s->scored[i].telegram))
			break;
	return true;
}

/* A score as its bits, a date with points for colons; then the row. */
void
search_key(struct search *s, enum search_order order,
    const struct search_hit *hit, char key[SEARCH_KEY_ROOM])
{
	char date[FIND_DATE_ROOM];
	uint64_t bits;

	if (is_by_score(s, order)) {
		memcpy(&bits, &hit->score, sizeof(bits));
		snprintf(key, SEARCH_KEY_ROOM, "%016" PRIx64 ".%" PRId64,
		    bits, hit->telegram);
		return;
	}
	find_date(s->a, hit->telegram, date);
	for (char *p = date; *p != '\0'; p++)
		if (*p == ':')
			*p = '.';
	snprintf(key, SEARCH_KEY_ROOM, "%s.%" PRId64, date, hit->telegram);
}

/* The row behind the last point; false: there is none. */
static bool
read_row(const char *key, size_t *point, int64_t *row)
{
	const char *last = strrchr(key, '.');
	size_t n;

	if (last == NULL)
		return false;
	*point = (size_t)(last - key);
	n = strspn(last + 1, "0123456789");
	if (n == 0 || n > 18 || last[1 + n] != '\0')
		return false;
	*row = strtoll(last + 1, NULL, 10);
	return *row > 0;
}

static bool
read_score_key(const char *key, struct search_hit *hit)
{
	uint64_t bits;
	size_t point;

	if (!read_row(key, &point, &hit->telegram) || point != 16 ||
	    strspn(key, "0123456789abcdef") != 16)
		return false;
	bits = strtoull(key, NULL, 16);
	memcpy(&hit->score, &bits, sizeof(bits));
	return hit->score == hit->score;	/* a number */
}

static bool
read_date_key(const char *key, struct dated *d)
{
	size_t point;

	if (!read_row(key, &point, &d->telegram) || point >= FIND_DATE_ROOM)
		return false;
	memcpy(d->date, key, point);
	d->date[point] = '\0';
	for (char *p = d->date; *p != '\0'; p++)
		if (*p == '.')
			*p = ':';
	return true;
}

size_t
search_after(struct search *s, enum search_order order, const char *after,
    struct search_hit *out, size_t cap)
{
	struct page page = { out, 0, cap };
	struct walk walk = { s, 0, take_hit, &page };
	struct search_hit hit;
	struct dated dated;

	if (after == NULL || *after == '\0')
		return search_page(s, order, 0, out, cap);
	if (is_by_score(s, order)) {
		if (!read_score_key(after, &hit))
			return SIZE_MAX;
		return score_all(s) ? best_hits(s, by_score, &hit, out,
		    cap) : 0;
	}
	if (!read_date_key(after, &dated))
		return SIZE_MAX;
	if (cap > 0)
		each_by_date(s, order == SEARCH_DATE_DOWN, &dated, cap,
		    &walk);
	return page.n;
}

/* A walk backwards along the dates, which ends where those end that the query
 * names, or at those that have none. */
struct walk_back {
	struct walk walk;
	struct str low, high;
};

static bool
walk_back_one(void *ctx, int64_t telegram, const char *date)
{
	struct walk_back *w = ctx;
	struct str day = str_from(date);

	return day.n > 0 && str_cmp(day, w->low) >= 0 && (w->high.n == 0 ||
	    str_cmp(day, w->high) <= 0) && walk_one(&w->walk, telegram, date);
}

/* The last ones before a place, the nearest first. */
static bool
back_by_date(struct search *s, bool down, const struct dated *place,
    struct page *page)
{
	order_fn *order = down ? by_date_down : by_date;
	struct walk_back back = { { s, 0, take_hit, page }, STR(""), STR("") };
	size_t dated = 0;

	if (s->total == 0)
		return true;
	if (s->dated == NULL && *place->date != '\0' && page->cap * s->count /
	    s->total < s->total * DATE_STEPS) {
		narrow(s->q->root, &back.low, &back.high);
		return find_dates(s->a, !down, place->date, place->telegram,
		    walk_back_one, &back);
	}
	if (!look_up_dates(s))
		return false;
	while (dated < s->total && *s->dated[dated].date != '\0')
		dated++;
	for (size_t i = s->total; i-- > 0; ) {
		const struct dated *d = dated_at(s, down, dated, i);

		if (order(d, place) < 0 && !walk_one(&back.walk, d->telegram,
		    d->date))
			break;
	}
	return true;
}

static void
turn_round(struct search_hit *hit, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct search_hit first = hit[i];

		hit[i] = hit[n - 1 - i];
		hit[n - 1 - i] = first;
	}
}

size_t
search_before(struct search *s, enum search_order order, const char *before,
    struct search_hit *out, size_t cap)
{
	struct page page = { out, 0, cap };
	struct search_hit hit;
	struct dated dated;

	if (is_by_score(s, order)) {
		if (!read_score_key(before, &hit))
			return SIZE_MAX;
		if (score_all(s))
			page.n = best_hits(s, by_score_up, &hit, out, cap);
	} else {
		if (!read_date_key(before, &dated))
			return SIZE_MAX;
		if (cap > 0)
			back_by_date(s, order == SEARCH_DATE_DOWN, &dated,
			    &page);
	}
	turn_round(out, page.n);
	return page.n;
}

/* ---- Facets ---- */

static unsigned
class_place(const char *name)
{
	unsigned i = 0;

	while (i < QUERY_CLASSES && strcmp(name, query_class_name[i]) != 0)
		i++;
	return i;
}

static int
by_count(const void *pa, const void *pb)
{
	const struct search_count *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->value, b->value);
}

static int
by_value(const void *pa, const void *pb)
{
	const struct search_count *a = pa, *b = pb;

	return strcmp(a->value, b->value);
}

static int
by_class(const void *pa, const void *pb)
{
	const struct search_count *a = pa, *b = pb;
	unsigned i = class_place(a->value), k = class_place(b->value);

	return i != k ? (i < k ? -1 : 1) : strcmp(a->value, b->value);
}

const struct search_count *
search_facet(struct search *s, enum search_facet facet, size_t *n)
{
	*n = 0;
	if (!s->counted) {
		s->counted = find_counts(s->a, &s->found, s->total, s->counts,
		    &s->arena);
		for (int i = 0; s->counted && i < SEARCH_FACET__MAX; i++)
			if (s->counts[i].n > 1)
				qsort(s->counts[i].v, s->counts[i].n,
				    sizeof(*s->counts[i].v),
				    i == SEARCH_YEAR ? by_value :
				    i == SEARCH_CLASS ? by_class : by_count);
	}
	if (!s->counted)
		return NULL;
	*n = s->counts[facet].n;
	return s->counts[facet].v;
}

/* ---- Words in telegrams ---- */

static struct marker *
marker_of(struct search *s)
{
	if (s->marker == NULL)
		s->marker = marker_new(&s->arena, s->finder, s->q->root);
	return s->marker;
}

size_t
search_marks(struct search *s, struct arena *arena, struct str text,
    enum index_column column, struct search_mark **marks)
{
	size_t phrases;

	return marker_marks(marker_of(s), arena, text, column, marks,
	    &phrases);
}

size_t
search_passages(struct search *s, const struct reftel_telegram *t,
    struct arena *arena, size_t cap, struct search_passage **out)
{
	return marker_passages(marker_of(s), t, arena, cap, out);
}
