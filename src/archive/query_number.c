/* Values that are telegram numbers or posts, in any spelling. */
#include "archive/query_value.h"

#include "tables/tables.h"
#include "telegram/number.h"

static struct query_node *
number_prefix(struct query_reader *r, struct query_value *v)
{
	struct query_node *node = value_node(r, v);

	if (node == NULL)
		return NULL;
	node->text = value_solid(r, v->text);
	node->prefix = true;
	return node->text.n < 2 || !ch_digit(node->text.p[0]) ||
	    !ch_digit(node->text.p[1]) ? value_bad(r, v, "a number begins with "
	    "two digits of its year: 07KARACHI*") : node;
}

struct query_node *
value_number(struct query_reader *r, struct query_value *v)
{
	struct reftel_number number;
	struct query_node *node;
	struct str spelling;

	if (value_star(v) && v->field != QUERY_THREAD)
		return number_prefix(r, v);
	node = value_node(r, v);
	if (node == NULL || str_startsi(v->text, STR("sha256:")))
		return node;
	/* people write posts in small letters */
	spelling = value_capitals(r, v->text);
	if (v->field != QUERY_REF && str_findc(spelling, '~', 0) <
	    spelling.n) {
		node->text = spelling;
		return node;
	}
	if (reftel_number_parse(spelling.p, spelling.n, 0, &number) !=
	    REFTEL_OK)
		return value_bad(r, v, "takes a telegram number, such as "
		    "07KARACHI756 or \"07 Karachi 756\"");
	if (number.id[0] == '\0')
		return value_bad(r, v, "this number has no year: write it as "
		    "in 07KARACHI756");
	node->text = str_from(arena_strdup(r->arena, str_from(number.id)));
	if (!str_eqi(node->text, value_solid(r, v->text)))
		query_note(r->arena, r->q, node, true, "%s (\"%.*s\")",
		    number.id, (int)v->text.n, v->text.p);
	return node;
}

static const struct post *
find_post(struct str text, char *scratch, size_t cap)
{
	const struct post *post = tables_post_by_plad(text);
	bool known = false;
	struct str name = { NULL, 0 };

	if (post == NULL)
		post = tables_post_by_ri(text);
	if (post == NULL)
		post = tables_post_by_origin(text);
	if (post != NULL)
		return post;
	name = number_post(text, NUMBER_IN_LINE, scratch, cap, &known);
	if (!known)
		name = number_post(text, NUMBER_IN_REF, scratch, cap, &known);
	return known ? tables_post(name) : NULL;
}

static struct query_node *
post_prefix(struct query_reader *r, struct query_value *v)
{
	struct query_node *node = value_node(r, v);

	if (node == NULL)
		return NULL;
	node->text = value_solid(r, v->text);
	node->prefix = node->known = true;
	return node->text.n == 0 ? value_bad(r, v, "a * stands behind the "
	    "beginning of a post's name") : node;
}

/* A post that no table has is looked for as it is written. */
static void
unknown_post(struct query_reader *r, struct query_node *node, struct str text)
{
	const struct post *near = tables_post_near(value_solid(r, text));

	if (near != NULL)
		query_note(r->arena, r->q, node, false, "%.*s is no post that "
		    "is known; %s is spelt alike", (int)text.n, text.p,
		    near->post);
	else if (node->field == QUERY_FROM)
		query_note(r->arena, r->q, node, false, "%.*s is no post that "
		    "is known, and was searched as it is written",
		    (int)text.n, text.p);
}

struct query_node *
value_post(struct query_reader *r, struct query_value *v)
{
	char scratch[64];
	const struct post *post;
	struct query_node *node;

	if (value_star(v))
		return post_prefix(r, v);
	node = value_node(r, v);
	if (node == NULL)
		return NULL;
	if (value_solid(r, v->text).n == 0)
		return value_bad(r, v, "takes the name of a post, such as "
		    "PARIS or \"Embassy Paris\"");
	post = find_post(v->text, scratch, sizeof(scratch));
	if (post == NULL) {
		unknown_post(r, node, v->text);
		node->text = v->field == QUERY_FROM ? value_solid(r, v->text) :
		    v->text;
		return node;
	}
	node->known = true;
	node->text = str_from(post->post);
	if (!str_eqi(v->text, node->text))
		query_note(r->arena, r->q, node, true, "%s:%s (\"%.*s\"; %s)",
		    query_field_name[v->field], post->post, (int)v->text.n,
		    v->text.p, *post->plad != '\0' ? post->plad : post->name);
	return node;
}
