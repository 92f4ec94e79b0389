/* TAGS: as they are written, by what they mean, with their slips. */
#include "archive/query_value.h"

#include <stdio.h>

#include "tables/tables.h"

enum { TAGS_MAX = 32 };

static struct query_node *
tag_node(struct query_reader *r, const struct query_value *v,
    const char *tag)
{
	struct query_node *node = value_node(r, v);

	if (node != NULL)
		node->text = str_from(tag);
	return node;
}

/* Any of some TAGS. */
static struct query_node *
tags_node(struct query_reader *r, const struct query_value *v,
    const char *const *tag, size_t n)
{
	struct query_node *node, **last;

	if (n == 1)
		return tag_node(r, v, tag[0]);
	node = query_node_new(r, QUERY_OR, v->at, v->n);
	if (node == NULL)
		return NULL;
	last = &node->child;
	for (size_t i = 0; i < n; i++) {
		*last = tag_node(r, v, tag[i]);
		if (*last == NULL)
			return NULL;
		last = &(*last)->next;
	}
	return node;
}

static void
note_tags(struct query_reader *r, const struct query_node *node,
    const char *const *tag, size_t n, struct str written)
{
	for (size_t i = 0; i < n; i++)
		query_note(r->arena, r->q, node, true, "tag:%s (%s; "
		    "\"%.*s\")", tag[i], tables_tag_name(str_from(tag[i])),
		    (int)written.n, written.p);
}

/* TAGS by what they mean: one whose name is just that goes before those
 * that have its words. */
static struct query_node *
tags_named(struct query_reader *r, const struct query_value *v)
{
	const char *tag[TAGS_MAX], *same[TAGS_MAX];
	size_t n = tables_tags_named(str_trim(v->text), tag, TAGS_MAX);
	size_t same_n = 0;
	struct query_node *node;

	if (n > TAGS_MAX)
		return value_bad(r, v, "more than 32 TAGS have this in their "
		    "names: say more, or write a TAGS");
	for (size_t i = 0; i < n; i++)
		if (str_eqi(str_from(tables_tag_name(str_from(tag[i]))),
		    str_trim(v->text)))
			same[same_n++] = tag[i];
	if (same_n > 0) {
		memcpy(tag, same, sizeof(tag));
		n = same_n;
	}
	if (n == 0)
		return NULL;
	node = tags_node(r, v, tag, n);
	if (node != NULL)
		note_tags(r, node, tag, n, v->text);
	return node;
}

/* A TAGS, and the ways in which it was misspelt. */
static struct query_node *
tag_and_slips(struct query_reader *r, const struct query_value *v,
    struct str name)
{
	const char *tag[TAGS_MAX + 1] = { name.p };
	size_t n = tables_tag_misspelt(name, tag + 1, TAGS_MAX);
	struct query_node *node;
	char list[160];
	size_t at = 0;

	if (n > TAGS_MAX)
		n = TAGS_MAX;
	node = tags_node(r, v, tag, 1 + n);
	if (node == NULL || n == 0)
		return node;
	for (size_t i = 1; i <= n && at < sizeof(list); i++)
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s",
		    i > 1 ? ", " : "", tag[i]);
	query_note(r->arena, r->q, node, true, "%s (slips for %s)", list,
	    name.p);
	return node;
}

struct query_node *
value_tag(struct query_reader *r, struct query_value *v)
{
	bool prefix = value_star(v);
	struct str name = value_capitals(r, v->text);
	struct query_node *node;

	if (name.n == 0)
		return value_bad(r, v, "takes a TAGS such as PTER, or words "
		    "of its name");
	if (!prefix && tables_tag(name, 0) != 0)
		return tag_and_slips(r, v, name);
	if (!prefix && (node = tags_named(r, v)) != NULL)
		return node;
	if (r->failed)
		return NULL;
	node = tag_node(r, v, name.p);
	if (node == NULL)
		return NULL;
	node->prefix = prefix;
	if (!prefix && *tables_tag_variant(name) != '\0')
		query_note(r->arena, r->q, node, false, "%s is probably a slip "
		    "for %s", name.p, tables_tag_variant(name));
	else if (!prefix)
		query_note(r->arena, r->q, node, false, "%s is in no table of "
		    "TAGS, and was searched as it is written", name.p);
	return node;
}
