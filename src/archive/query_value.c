/*
 * The query language: which fields there are, and what their values mean; the
 * harder ones are read in the files of query_value.h.
 */
#include "archive/query_value.h"

#include <stdio.h>

#include "tables/tables.h"
#include "telegram/telegram.h"

const char *const query_field_name[QUERY_FIELD__MAX] = {
	[QUERY_ID] = "id", [QUERY_FROM] = "from", [QUERY_TO] = "to",
	[QUERY_INFO] = "info", [QUERY_TAG] = "tag", [QUERY_CLASS] = "class",
	[QUERY_CAPTION] = "caption", [QUERY_PRECEDENCE] = "precedence",
	[QUERY_DATE] = "date", [QUERY_SUBJECT_WORDS] = "subject",
	[QUERY_REF] = "ref", [QUERY_SIGNED] = "signed", [QUERY_BY] = "by",
	[QUERY_PORTION] = "portion", [QUERY_IN] = "in", [QUERY_HAS] = "has",
	[QUERY_FORM] = "form", [QUERY_CODE] = "code",
	[QUERY_THREAD] = "thread"
};

enum query_field
query_field_by_name(struct str name)
{
	int i = 0;

	while (i < QUERY_FIELD__MAX &&
	    !str_eqi(name, str_from(query_field_name[i])))
		i++;
	return (enum query_field)i;
}

bool
query_field_ordered(enum query_field f)
{
	return f == QUERY_CLASS || f == QUERY_PRECEDENCE || f == QUERY_DATE;
}

bool
query_field_worded(enum query_field f)
{
	return f == QUERY_SUBJECT_WORDS || f == QUERY_SIGNED || f == QUERY_BY;
}

const char *
query_near(struct str name, const char *const *names, size_t n)
{
	unsigned least = name.n < 4 ? 2 : 3;
	const char *near = "";

	for (size_t i = 0; i < n; i++) {
		unsigned d = str_distance(name, str_from(names[i]), least);

		if (d < least) {
			least = d;
			near = names[i];
		}
	}
	return near;
}

struct str
value_solid(struct query_reader *r, struct str s)
{
	char *out = arena_bytes(r->arena, s.n + 1);
	size_t n = 0;

	if (out == NULL)
		return str_make("", 0);
	for (size_t i = 0; i < s.n; i++)
		if (ch_alnum(s.p[i]))
			out[n++] = ch_fold(s.p[i]);
	out[n] = '\0';
	return str_make(out, n);
}

struct str
value_capitals(struct query_reader *r, struct str s)
{
	char *out = arena_bytes(r->arena, s.n + 1);
	size_t n = 0;

	s = str_trim(s);
	if (out == NULL)
		return str_make("", 0);
	for (size_t i = 0; i < s.n; i++)
		if (!ch_space(s.p[i]))
			out[n++] = ch_fold(s.p[i]);
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	out[n] = '\0';
	return str_make(out, n);
}

struct query_node *
value_bad(struct query_reader *r, const struct query_value *v,
    const char *want)
{
	return query_fail(r, v->text_at, v->text.n, "%s: %s",
	    query_field_name[v->field], want);
}

struct query_node *
value_node(struct query_reader *r, const struct query_value *v)
{
	struct query_node *node = query_node_new(r, QUERY_FIELD, v->at,
	    v->n);

	if (node == NULL)
		return NULL;
	node->field = v->field;
	node->text = v->text;
	return node;
}

bool
value_star(struct query_value *v)
{
	if (v->quoted || !str_ends(v->text, STR("*")))
		return false;
	v->text.n--;
	return true;
}

static struct query_node *
value_caption(struct query_reader *r, struct query_value *v)
{
	bool prefix = value_star(v);
	struct str name = value_capitals(r, v->text);
	const struct caption *known = tables_caption(name);
	struct query_node *node = value_node(r, v);

	if (node == NULL)
		return NULL;
	if (name.n == 0)
		return value_bad(r, v, "takes a caption, such as NOFORN");
	node->prefix = prefix;
	node->text = known != NULL && !prefix ? str_from(known->caption) :
	    name;
	if (known == NULL && !prefix)
		query_note(r->arena, r->q, node, false, "%s is no caption that "
		    "is known, and was searched as it is written", name.p);
	return node;
}

/* "S//NF" is S/NF. */
static struct query_node *
value_portion(struct query_reader *r, struct query_value *v)
{
	bool prefix = value_star(v);
	char *out = arena_bytes(r->arena, v->text.n + 1);
	struct query_node *node = value_node(r, v);
	size_t n = 0;

	if (node == NULL || out == NULL)
		return NULL;
	for (size_t i = 0; i < v->text.n; i++) {
		char c = ch_fold(v->text.p[i]);

		if (!ch_space(c) && c != '(' && c != ')' &&
		    !(c == '/' && n > 0 && out[n - 1] == '/'))
			out[n++] = c;
	}
	if (n == 0)
		return value_bad(r, v, "takes a portion mark, such as S/NF");
	node->text = str_make(out, n);
	node->prefix = prefix;
	return node;
}

static struct query_node *
value_form(struct query_reader *r, struct query_value *v)
{
	const char *names[REFTEL_FORM__MAX];
	char list[200];
	size_t n = 0, at = 0;

	for (int i = REFTEL_FORM_ANY + 1; i < REFTEL_FORM__MAX; i++)
		names[n++] = reftel_form_name((enum reftel_form)i);
	for (size_t i = 0; i < n; i++)
		if (str_eqi(v->text, str_from(names[i]))) {
			v->text = str_from(names[i]);
			return value_node(r, v);
		}
	for (size_t i = 0; i < n && at < sizeof(list); i++)
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s",
		    i > 0 ? ", " : "", names[i]);
	return query_fail(r, v->text_at, v->text.n, "form: takes %s", list);
}

static struct query_node *
value_code(struct query_reader *r, struct query_value *v)
{
	const char *words[DIAG__MAX], *near;
	struct query_node *node;

	if (value_star(v)) {
		node = value_node(r, v);
		if (node != NULL)
			node->prefix = true;
		return node;
	}
	for (size_t i = 0; i < DIAG__MAX; i++) {
		words[i] = diag_info[i].word;
		if (str_eqi(v->text, str_from(words[i]))) {
			v->text = str_from(words[i]);
			return value_node(r, v);
		}
	}
	near = query_near(v->text, words, DIAG__MAX);
	return query_fail(r, v->text_at, v->text.n, "no such code%s%s; reftel "
	    "help codes lists them", *near == '\0' ? "" : "; did you mean ",
	    near);
}

static struct query_node *
value_subject(struct query_reader *r, struct query_value *v)
{
	struct query_node *node = query_words(r, v->text, v->text_at,
	    v->text.n, v->quoted);

	if (node != NULL)
		node->columns = 1u << INDEX_SUBJECT;
	return node;
}

/* Words in any order, each the beginning of one where it ends in a star. */
static struct query_node *
value_name(struct query_reader *r, struct query_value *v)
{
	struct query_node *words, *node;

	words = query_words(r, v->text, v->text_at, v->text.n, v->quoted);
	node = words == NULL ? NULL : value_node(r, v);
	if (node == NULL)
		return NULL;
	node->text = words->text;
	node->prefix = words->prefix;
	return node;
}

static value_fn *const value_of[QUERY_FIELD__MAX] = {
	[QUERY_ID] = value_number, [QUERY_FROM] = value_post,
	[QUERY_TO] = value_post, [QUERY_INFO] = value_post,
	[QUERY_TAG] = value_tag, [QUERY_CLASS] = value_rank,
	[QUERY_CAPTION] = value_caption, [QUERY_PRECEDENCE] = value_rank,
	[QUERY_DATE] = value_date, [QUERY_SUBJECT_WORDS] = value_subject,
	[QUERY_REF] = value_number, [QUERY_SIGNED] = value_name,
	[QUERY_BY] = value_name, [QUERY_PORTION] = value_portion,
	[QUERY_HAS] = value_has, [QUERY_FORM] = value_form,
	[QUERY_CODE] = value_code, [QUERY_THREAD] = value_number
};

struct query_node *
query_value_node(struct query_reader *r, const struct query_value *value)
{
	struct query_value v = *value;
	size_t star;

	v.n = (uint32_t)(r->at - v.at);
	star = str_findc(v.text, '*', 0);
	if (!v.quoted && star + 1 < v.text.n)
		return query_fail(r, v.text_at + star, 1, "a * stands only at "
		    "the end of a value, for the rest of it");
	if (!v.quoted && star < v.text.n && (query_field_ordered(v.field) ||
	    v.field == QUERY_HAS || v.field == QUERY_FORM ||
	    v.field == QUERY_THREAD))
		return query_fail(r, v.text_at + star, 1, "%s: takes no *",
		    query_field_name[v.field]);
	return value_of[v.field](r, &v);
}
