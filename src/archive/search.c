/*
 * A search: made of a query, kept while pages of it are turned, and what it
 * found counted and marked.
 */
#include "archive/search_int.h"

#include <stdio.h>
#include <stdlib.h>

#include "archive/marks.h"

const char *const search_facet_name[SEARCH_FACET__MAX] = {
	"post", "year", "class", "tag", "form"
};

bool
search_no_memory(struct search *s)
{
	find_no_memory(s->a);
	return false;
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
	if (!search_set(s, s->q->root, &s->found))
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
