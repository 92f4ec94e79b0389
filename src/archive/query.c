/*
 * The query language: its grammar, by recursive descent.
 *
 *	any:    all ("OR" all)*
 *	all:    one (["AND"] one)*
 *	one:    ("-" | "NOT") one | "(" any ")" | words | near | field
 *	words:  word ["*"] | "..." ["*"]
 *	near:   NEAR "(" words words+ ["," distance] ")"
 *	field:  name (":" | "<" | "<=" | ">" | ">=" | "=") value
 *	value:  word ("," word)* | "..." | "(" any ")"
 */
#include <stdarg.h>
#include <stdio.h>

#include "archive/query_int.h"
#include "base/utf8.h"

const char *const query_column_name[INDEX__MAX] = {
	"body", "heading", "subject", "summary", "action", "comment", "bio"
};

struct query_node *
query_fail(struct query_reader *r, size_t at, size_t n, const char *fmt, ...)
{
	va_list ap;

	if (r->failed)
		return NULL;
	r->failed = true;
	r->error->at = at;
	r->error->n = n;
	va_start(ap, fmt);
	vsnprintf(r->error->what, sizeof(r->error->what), fmt, ap);
	va_end(ap);
	return NULL;
}

struct query_node *
query_node_new(struct query_reader *r, enum query_kind kind, size_t at,
    size_t n)
{
	struct query_node *node = arena_alloc(r->arena, sizeof(*node), 1);

	if (node == NULL)
		return query_fail(r, 0, 0, "out of memory");
	node->kind = kind;
	node->at = (uint32_t)at;
	node->n = (uint32_t)n;
	if ((kind == QUERY_WORDS || kind == QUERY_FIELD) &&
	    r->q->terms++ == QUERY_TERMS_MAX)
		return query_fail(r, at, n, "more than %d words and values",
		    QUERY_TERMS_MAX);
	return node;
}

static void
add_note(struct query_note **last, struct query_note *note)
{
	while (*last != NULL && (*last)->at <= note->at)
		last = &(*last)->next;
	note->next = *last;
	*last = note;
}

void
query_note(struct arena *arena, struct query *q,
    const struct query_node *node, bool also, const char *fmt, ...)
{
	struct query_note *note = arena_alloc(arena, sizeof(*note), 1);
	char text[240];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (note == NULL)
		return;
	note->at = node->at;
	note->n = node->n;
	note->also = also;
	note->text = arena_strdup(arena, str_from(text));
	if (note->text != NULL)
		add_note(&q->notes, note);
}

/* ---- Groups ---- */

/* What stands in the same parentheses. */
struct group {
	struct query_value in;		/* field in: of this group; n 0: none */
	unsigned columns;
	/* the field before the parentheses, whose values these are */
	const struct query_value *field;
};

static struct query_node *read_any(struct query_reader *, struct group *);

/* Gives words that have no columns of their own those of the group; how many
 * words there were. */
static size_t
restrict_words(struct query_node *node, unsigned columns)
{
	size_t n = 0;

	if (node->kind == QUERY_WORDS && node->columns == 0) {
		node->columns = columns;
		return 1;
	}
	for (struct query_node *c = node->child; c != NULL; c = c->next)
		n += restrict_words(c, columns);
	return n;
}

static struct query_node *
read_group(struct query_reader *r, const struct query_value *field)
{
	struct group g = { .field = field };
	struct query_node *node = read_any(r, &g);

	if (node == NULL || g.columns == 0)
		return node;
	if (restrict_words(node, g.columns) == 0)
		return query_fail(r, g.in.at, g.in.n, "in: says where words "
		    "stand, and there are none in the same parentheses");
	return node;
}

static struct query_node *
read_parentheses(struct query_reader *r, const struct query_value *field)
{
	size_t begin = r->at++;
	struct query_node *node;

	if (++r->depth > QUERY_DEPTH_MAX)
		return query_fail(r, begin, 1, "more than %d parentheses in "
		    "each other", QUERY_DEPTH_MAX);
	query_skip_blanks(r);
	if (query_peek(r) == ')')
		return query_fail(r, begin, r->at + 1 - begin, "there is "
		    "nothing between these parentheses");
	node = read_group(r, field);
	if (node == NULL)
		return NULL;
	if (query_peek(r) != ')')
		return query_fail(r, begin, 1, "this parenthesis is not "
		    "closed");
	r->at++;
	r->depth--;
	return node;
}

/* ---- Fields ---- */

/* Joins nodes of a kind into one; what is of that kind already is taken
 * apart. */
static struct query_node *
join(struct query_reader *r, enum query_kind kind, struct query_node *first,
    size_t at)
{
	struct query_node *node, **last;

	if (first->next == NULL)
		return first;
	node = query_node_new(r, kind, at, r->at - at);
	if (node == NULL)
		return NULL;
	last = &node->child;
	for (struct query_node *c = first, *next; c != NULL; c = next) {
		next = c->next;
		*last = c->kind == kind ? c->child : c;
		c->next = NULL;
		while (*last != NULL)
			last = &(*last)->next;
	}
	return node;
}

/* "A,B": either of them. */
static struct query_node *
read_list(struct query_reader *r, const struct query_value *whole)
{
	struct query_node *first = NULL, **last = &first;
	struct query_value v = *whole;

	for (size_t at = 0; at <= whole->text.n; at += v.text.n + 1) {
		size_t end = query_field_worded(v.field) ? whole->text.n :
		    str_findc(whole->text, ',', at);

		v.text = str_cut(whole->text, at, end);
		v.text_at = whole->text_at + (uint32_t)at;
		if (v.text.n == 0)
			return query_fail(r, v.text_at, 0, "a value is missing "
			    "beside the comma");
		*last = query_value_node(r, &v);
		if (*last == NULL)
			return NULL;
		last = &(*last)->next;
	}
	return join(r, QUERY_OR, first, whole->at);
}

static struct query_node *
finish_value(struct query_reader *r, struct group *g, struct query_value *v)
{
	v->n = (uint32_t)(r->at - v->at);
	if (v->text.n == 0)
		return query_fail(r, v->at, v->n, "%s: has no value: write it "
		    "directly behind, in quotes if there are blanks in it",
		    query_field_name[v->field]);
	if (v->field != QUERY_IN)
		return v->quoted ? query_value_node(r, v) : read_list(r, v);
	if (g->columns != 0)
		return query_fail(r, v->at, v->n, "in: can stand once in the "
		    "same parentheses; write in:summary,comment for either");
	g->columns = query_columns(r, v);
	g->in = *v;
	return NULL;		/* no condition of its own */
}

/* A value behind a field, or between the parentheses behind one. */
static struct query_node *
read_value(struct query_reader *r, struct group *g, struct query_value v)
{
	v.text_at = (uint32_t)r->at;
	if (query_quote_at(r->s, r->at) > 0) {
		v.quoted = true;
		v.text = query_quoted(r);
		v.text_at += (uint32_t)query_quote_at(r->s, v.text_at);
		if (r->failed)
			return NULL;
		if (query_peek(r) == '*')
			return query_fail(r, r->at, 1, "a * stands for the "
			    "rest of a value without quotes");
	} else {
		v.text = query_word_at(r);
		r->at += v.text.n;
	}
	if (r->at < r->s.n && !ch_space(query_peek(r)) && query_peek(r) != ')')
		return query_fail(r, r->at, 1, "a blank is missing here");
	return finish_value(r, g, &v);
}

static struct query_node *
no_such_field(struct query_reader *r, struct str name, struct str word)
{
	const char *near = query_near(name, query_field_name,
	    QUERY_FIELD__MAX);

	if (*near != '\0')
		return query_fail(r, r->at, name.n, "no such field: %.*s; did "
		    "you mean %s:? For the words themselves write \"%.*s\"",
		    (int)name.n, name.p, near, (int)(word.n < 60 ? word.n :
		    60), word.p);
	return query_fail(r, r->at, name.n, "no such field: %.*s; for the "
	    "words themselves write \"%.*s\"", (int)(name.n < 40 ? name.n :
	    40), name.p, (int)(word.n < 60 ? word.n : 60), word.p);
}

static enum query_op
read_op(struct query_reader *r)
{
	enum query_op op = QUERY_IS;

	if (query_peek(r) == ':')
		r->at++;
	if (query_peek(r) == '<')
		op = QUERY_LESS;
	else if (query_peek(r) == '>')
		op = QUERY_MORE;
	if (op != QUERY_IS)
		r->at++;
	if (query_peek(r) != '=')
		return op;
	r->at++;
	return op == QUERY_LESS ? QUERY_AT_MOST :
	    op == QUERY_MORE ? QUERY_AT_LEAST : op;
}

static struct query_node *
read_field(struct query_reader *r, struct group *g, struct str word,
    size_t name_n)
{
	struct str name = str_cut(word, 0, name_n);
	struct query_value v = { .field = query_field_by_name(name),
		.at = (uint32_t)r->at };
	size_t op_at = r->at + name_n;

	if (v.field == QUERY_FIELD__MAX)
		return no_such_field(r, name, word);
	r->at = op_at;
	v.op = read_op(r);
	if (v.op != QUERY_IS && !query_field_ordered(v.field))
		return query_fail(r, op_at, r->at - op_at, "%s: has no order; "
		    "class, precedence and date have", query_field_name[
		    v.field]);
	if (query_peek(r) != '(')
		return read_value(r, g, v);
	if (v.field == QUERY_IN)
		return query_fail(r, r->at, 1, "in: takes names, parted by "
		    "commas: (in:summary,comment words)");
	return read_parentheses(r, &v);
}

/* ---- The whole ---- */

static struct query_node *
read_word(struct query_reader *r, struct group *g)
{
	struct str word = query_word_at(r);
	size_t op = 0;

	if (str_eq(word, STR("OR")) || str_eq(word, STR("AND")))
		return query_fail(r, r->at, word.n, "%.*s stands between two "
		    "things; for the word write \"%.*s\"", (int)word.n,
		    word.p, (int)word.n, word.p);
	while (op < word.n && strchr(":<>=", word.p[op]) == NULL)
		op++;
	if (g->field != NULL && op < word.n && query_field_by_name(
	    str_cut(word, 0, op)) != QUERY_FIELD__MAX)
		return query_fail(r, r->at, op + 1, "no field can stand among "
		    "the values of %s:", query_field_name[g->field->field]);
	if (g->field != NULL)
		return read_value(r, g, (struct query_value){
		    .field = g->field->field, .op = g->field->op,
		    .at = (uint32_t)r->at });
	if (op < word.n)
		return read_field(r, g, word, op);
	return query_word(r, word);
}

static struct query_node *read_one(struct query_reader *, struct group *);

static struct query_node *
read_not(struct query_reader *r, struct group *g, size_t length)
{
	size_t begin = r->at;
	struct query_node *node, *child;
	unsigned columns = g->columns;

	r->at += length;
	if (length == 1 && (query_peek(r) == '-' ||
	    query_ends_word(r->s, r->at)) && query_peek(r) != '(' &&
	    query_quote_at(r->s, r->at) == 0)
		return query_fail(r, begin, 1, "a - stands directly before "
		    "what is not wanted");
	query_skip_blanks(r);
	if (++r->depth > QUERY_DEPTH_MAX)
		return query_fail(r, begin, length, "too many NOT in a row");
	child = read_one(r, g);
	r->depth--;
	if (!r->failed && columns != g->columns)
		return query_fail(r, begin, length, "in: cannot be turned "
		    "round; turn the parentheses: -(in:comment words)");
	if (child == NULL)
		return NULL;
	node = query_node_new(r, QUERY_NOT, begin, r->at - begin);
	if (node != NULL)
		node->child = child;
	return node;
}

static bool
word_is(const struct query_reader *r, struct str word)
{
	return str_eq(query_word_at(r), word);
}

/* NULL without failure: it was in:, which the group keeps. */
static struct query_node *
read_one(struct query_reader *r, struct group *g)
{
	query_skip_blanks(r);
	if (r->at >= r->s.n || query_peek(r) == ')')
		return query_fail(r, r->at, r->at < r->s.n, "a word or "
		    "a field is missing here");
	if (query_peek(r) == '-')
		return read_not(r, g, 1);
	if (word_is(r, STR("NOT")))
		return read_not(r, g, 3);
	if (query_peek(r) == '(')
		return read_parentheses(r, g->field);
	if (g->field == NULL && word_is(r, STR("NEAR")) &&
	    str_starts(str_cut(r->s, r->at, r->s.n), STR("NEAR(")))
		return query_near_words(r);
	if (g->field == NULL && query_quote_at(r->s, r->at) > 0)
		return query_phrase(r);
	return read_word(r, g);
}

static struct query_node *
read_all(struct query_reader *r, struct group *g)
{
	size_t begin = (query_skip_blanks(r), r->at);
	struct query_node *first = NULL, **last = &first;

	do {
		*last = read_one(r, g);
		if (r->failed)
			return NULL;
		if (*last != NULL)
			last = &(*last)->next;
		query_skip_blanks(r);
		if (word_is(r, STR("AND"))) {
			r->at += 3;
			query_skip_blanks(r);
			if (r->at >= r->s.n || query_peek(r) == ')' ||
			    word_is(r, STR("OR")))
				return query_fail(r, r->at, 0, "behind AND "
				    "something is missing");
			continue;
		}
	} while (r->at < r->s.n && query_peek(r) != ')' &&
	    !word_is(r, STR("OR")));
	if (first == NULL)
		return query_fail(r, g->in.at, g->in.n, "in: says where words "
		    "stand; put the words beside it: in:comment nuclear");
	return join(r, QUERY_AND, first, begin);
}

static struct query_node *
read_any(struct query_reader *r, struct group *g)
{
	size_t begin = (query_skip_blanks(r), r->at);
	struct query_node *first = NULL, **last = &first;

	for (;;) {
		*last = read_all(r, g);
		if (*last == NULL)
			return NULL;
		last = &(*last)->next;
		if (!word_is(r, STR("OR")))
			break;
		r->at += 2;
	}
	return join(r, QUERY_OR, first, begin);
}

/* Words that are sought: not below an odd number of NOT. */
static bool
seeks_words(const struct query_node *node, bool wanted)
{
	if (node->kind == QUERY_WORDS || node->kind == QUERY_NEAR)
		return wanted;
	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		if (seeks_words(c, wanted ^ (node->kind == QUERY_NOT)))
			return true;
	return false;
}

static size_t
broken_at(struct str s)
{
	size_t at = 0;
	unsigned n;

	while (at < s.n && (n = utf8_length(s.p + at, s.n - at)) > 0)
		at += n;
	return at;
}

static struct query_node *
read_query(struct query_reader *r)
{
	size_t broken = broken_at(r->s);
	struct query_node *node;

	if (r->s.n > QUERY_LENGTH_MAX)
		return query_fail(r, QUERY_LENGTH_MAX, 1, "a query has at most "
		    "%d bytes", QUERY_LENGTH_MAX);
	if (broken < r->s.n)
		return query_fail(r, broken, 1, "these bytes are no UTF-8");
	query_skip_blanks(r);
	if (r->at >= r->s.n)
		return query_node_new(r, QUERY_ALL, 0, 0);
	node = read_group(r, NULL);
	if (node != NULL && r->at < r->s.n)
		return query_fail(r, r->at, 1, "this parenthesis closes "
		    "none");
	return node;
}

struct query *
query_parse(struct arena *arena, const char *text, struct query_error *error)
{
	struct query *q = arena_alloc(arena, sizeof(*q), 1);
	struct query_reader r = { .arena = arena, .q = q, .error = error };

	memset(error, 0, sizeof(*error));
	if (q != NULL)
		q->text = arena_strdup(arena, str_from(text));
	if (q == NULL || q->text == NULL) {
		query_fail(&r, 0, 0, "out of memory");
		return NULL;
	}
	r.s = str_from(q->text);
	q->root = read_query(&r);
	if (q->root == NULL || arena->failed) {
		query_fail(&r, 0, 0, "out of memory");
		return NULL;
	}
	q->has_words = seeks_words(q->root, true);
	return q;
}
