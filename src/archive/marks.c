/* Where the words of a query stand in texts; see marks.h. */
#include "archive/marks.h"

#include "telegram/telegram.h"

/* A word or a phrase that is sought. */
struct phrase {
	struct token *word;
	size_t n;
	bool prefix;
	unsigned columns;		/* 0: all */
	struct phrase *next;
};

struct marker {
	struct finder *finder;
	struct phrase *first;
	bool failed;
};

static void
add_phrase(struct marker *m, struct arena *arena,
    const struct query_node *node, unsigned columns)
{
	struct phrase *p = arena_alloc(arena, sizeof(*p), 1);

	if (p == NULL) {
		m->failed = true;
		return;
	}
	p->word = finder_tokens(m->finder, arena, node->text, &p->n);
	p->prefix = node->prefix;
	p->columns = columns;
	p->next = m->first;
	if (p->n > 0)
		m->first = p;
}

/* Words below NOT are not to be met. */
static void
add_phrases(struct marker *m, struct arena *arena,
    const struct query_node *node)
{
	if (node->kind == QUERY_NOT)
		return;
	if (node->kind == QUERY_WORDS)
		add_phrase(m, arena, node, node->columns);
	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		add_phrases(m, arena, c);
}

struct marker *
marker_new(struct arena *arena, struct finder *finder,
    const struct query_node *root)
{
	struct marker *m = arena_alloc(arena, sizeof(*m), 1);

	if (m == NULL)
		return NULL;
	m->finder = finder;
	add_phrases(m, arena, root);
	return m->failed ? NULL : m;
}

static bool
word_fits(const struct phrase *p, size_t i, struct str word)
{
	return p->prefix && i + 1 == p->n ? str_starts(word, p->word[i].word)
	    : str_eq(word, p->word[i].word);
}

static bool
stands_at(const struct phrase *p, const struct token *v, size_t n)
{
	if (n < p->n)
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (!word_fits(p, i, v[i].word))
			return false;
	return true;
}

/* A mark for each word, so that a line may end between two of them. */
static size_t
list_marks(const bool *hit, const struct token *v, size_t n,
    struct search_mark *out)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (hit[i])
			out[k++] = (struct search_mark){ v[i].start,
				v[i].end };
	return k;
}

static size_t
hit_words(const struct marker *m, enum index_column column,
    const struct token *v, size_t n, bool *hit)
{
	size_t phrases = 0;

	for (const struct phrase *p = m->first; p != NULL; p = p->next) {
		bool any = false;

		if (p->columns != 0 && (p->columns & 1u << column) == 0)
			continue;
		for (size_t i = 0; i < n; i++)
			if (stands_at(p, v + i, n - i)) {
				any = true;
				memset(hit + i, 1, p->n);
			}
		phrases += any;
	}
	return phrases;
}

size_t
marker_marks(struct marker *m, struct arena *arena, struct str text,
    enum index_column column, struct search_mark **out, size_t *phrases)
{
	struct token *v;
	bool *hit;
	size_t n;

	*out = NULL;
	*phrases = 0;
	if (m == NULL || m->first == NULL || text.n == 0)
		return 0;
	v = finder_tokens(m->finder, arena, text, &n);
	hit = n == 0 ? NULL : arena_alloc(arena, sizeof(*hit), n);
	if (hit == NULL)
		return 0;
	*phrases = hit_words(m, column, v, n, hit);
	if (*phrases == 0)
		return 0;
	*out = arena_array(arena, sizeof(**out), n);
	return *out == NULL ? 0 : list_marks(hit, v, n, *out);
}

/* ---- Passages ---- */

struct passages {
	struct marker *marker;
	struct arena *arena;
	struct search_passage *v;
	size_t n, room, cap;		/* cap 0: none is too many */
};

static void
look(struct passages *p, struct str text, enum index_column column,
    int paragraph)
{
	struct search_passage one = { .paragraph = paragraph,
		.column = column, .text = text }, *v;

	if (p->cap > 0 && p->n == p->cap)
		return;
	one.mark_n = marker_marks(p->marker, p->arena, text, column,
	    &one.mark, &one.phrases);
	if (one.mark_n == 0)
		return;
	v = arena_grow(p->arena, p->v, p->n, &p->room, sizeof(*v));
	if (v == NULL)
		return;
	p->v = v;
	v[p->n++] = one;
}

static void
look_all(struct passages *p, const struct reftel_values *list,
    enum index_column column)
{
	for (size_t i = 0; i < list->n; i++)
		look(p, value_str(&list->v[i]), column, -1);
}

static void
look_addressees(struct passages *p, const struct reftel_addressees *list)
{
	for (size_t i = 0; i < list->n; i++) {
		look(p, value_str(&list->v[i].ri), INDEX_HEADING, -1);
		look(p, value_str(&list->v[i].plad), INDEX_HEADING, -1);
		look_all(p, &list->v[i].except, INDEX_HEADING);
	}
}

/* What index_text() puts into the heading, in its order. */
static void
look_heading(struct passages *p, const struct reftel_telegram *t)
{
	look(p, value_str(&t->id), INDEX_HEADING, -1);
	look_all(p, &t->captions, INDEX_HEADING);
	look_all(p, &t->passing, INDEX_HEADING);
	look(p, value_str(&t->from.ri), INDEX_HEADING, -1);
	look(p, value_str(&t->from.plad), INDEX_HEADING, -1);
	look_addressees(p, &t->to);
	look_addressees(p, &t->info);
	look(p, value_str(&t->eo.whole), INDEX_HEADING, -1);
	for (size_t i = 0; i < t->tags.n; i++)
		look(p, value_str(&t->tags.v[i].tag), INDEX_HEADING, -1);
	for (size_t i = 0; i < t->refs.n; i++)
		look(p, value_str(&t->refs.v[i].text), INDEX_HEADING, -1);
	for (size_t i = 0; i < t->classified_by.n; i++)
		look(p, value_str(&t->classified_by.v[i].whole),
		    INDEX_HEADING, -1);
	look(p, value_str(&t->derived_from), INDEX_HEADING, -1);
	look(p, value_str(&t->drafting.drafted_by), INDEX_HEADING, -1);
	look(p, value_str(&t->drafting.approved_by), INDEX_HEADING, -1);
	look_all(p, &t->drafting.cleared_by, INDEX_HEADING);
}

static void
look_paragraphs(struct passages *p, const struct reftel_telegram *t)
{
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *par = &t->paragraphs.v[i];
		enum index_column column = index_column(par->kind);

		look(p, value_str(&par->heading), column, (int)i);
		look(p, value_str(&par->text), column, (int)i);
	}
}

size_t
marker_passages(struct marker *m, const struct reftel_telegram *t,
    struct arena *arena, size_t cap, struct search_passage **out)
{
	struct passages p = { .marker = m, .arena = arena, .cap = cap };

	if (m != NULL && m->first != NULL) {
		look(&p, value_str(&t->subject), INDEX_SUBJECT, -1);
		look_paragraphs(&p, t);
		look_all(&p, &t->signature, INDEX_BODY);
		look_heading(&p, t);
	}
	*out = p.v;
	return p.n;
}

/* ---- Snippets ---- */

/* The marks of a stretch that begins with mark i. */
static size_t
marks_within(const struct search_passage *p, size_t i, size_t room)
{
	size_t n = 0;

	while (i + n < p->mark_n &&
	    p->mark[i + n].end - p->mark[i].start <= room)
		n++;
	return n;
}

/* Moves a place to where no word is cut, without leaving [least, most]. */
static size_t
word_edge(struct str s, size_t at, size_t least, size_t most, bool begins)
{
	size_t i = at;

	if (at == 0 || at >= s.n)
		return at;
	while (i > least && i < most && !ch_space(s.p[i - 1]))
		i = begins ? i + 1 : i - 1;
	if (i > least && i < most)
		return i;
	while (at > least && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

struct str
search_snippet(const struct search_passage *p, size_t room, size_t *first,
    size_t *n)
{
	size_t best = 0, most = 0, from, to, spare;

	for (size_t i = 0; i < p->mark_n; i++) {
		size_t k = marks_within(p, i, room);

		if (k > most) {
			most = k;
			best = i;
		}
	}
	*first = best;
	*n = most;
	if (p->text.n <= room || most == 0)
		return *n = p->text.n <= room ? p->mark_n : 0,
		    *first = 0, str_cut(p->text, 0, room);
	from = p->mark[best].start;
	to = p->mark[best + most - 1].end;
	spare = (room - (to - from)) / 2;
	from = from > spare ? from - spare : 0;
	to = from + room < p->text.n ? from + room : p->text.n;
	from = word_edge(p->text, from, 0, p->mark[best].start, true);
	to = word_edge(p->text, to, p->mark[best + most - 1].end, p->text.n,
	    false);
	while (*first > 0 && p->mark[*first - 1].start >= from) {
		--*first;
		++*n;
	}
	while (*first + *n < p->mark_n && p->mark[*first + *n].end <= to)
		++*n;
	return str_cut(p->text, from, to);
}
