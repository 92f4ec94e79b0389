/* A query's words as FTS5 takes them; see match.h. */
#include "archive/match.h"

static void
put_columns(struct buf *out, unsigned columns)
{
	if (columns == 0)
		return;
	buf_putc(out, '{');
	for (int i = 0; i < INDEX__MAX; i++)
		if (columns & 1u << i) {
			buf_puts(out, query_column_name[i]);
			buf_putc(out, ' ');
		}
	buf_puts(out, "} : ");
}

static void
put_words(struct buf *out, const struct query_node *node)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < node->text.n; i++) {
		if (node->text.p[i] == '"')
			buf_putc(out, '"');
		buf_putc(out, node->text.p[i]);
	}
	buf_puts(out, node->prefix ? "\" *" : "\"");
}

static void
put_near(struct buf *out, const struct query_node *node)
{
	put_columns(out, node->child->columns);
	buf_puts(out, "NEAR(");
	for (const struct query_node *c = node->child; c != NULL;
	    c = c->next) {
		put_words(out, c);
		buf_putc(out, c->next == NULL ? ',' : ' ');
	}
	buf_putu(out, node->distance);
	buf_putc(out, ')');
}

static bool
is_shunned(const struct query_node *node)
{
	return node->kind == QUERY_NOT && match_can(node->child);
}

bool
match_some(const struct query_node *child)
{
	return match_can(child) || is_shunned(child);
}

bool
match_can(const struct query_node *node)
{
	size_t sought = 0;

	if (node->kind == QUERY_WORDS || node->kind == QUERY_NEAR)
		return true;
	if (node->kind != QUERY_AND && node->kind != QUERY_OR)
		return false;
	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		if (match_can(c))
			sought++;
		else if (node->kind == QUERY_OR || !is_shunned(c))
			return false;
	return sought > 0;
}

bool
match_phrase(const struct query_node *node)
{
	bool phrase = false;
	size_t n = 0;

	if (node->kind == QUERY_WORDS)
		return !node->prefix;
	if (node->kind != QUERY_AND)
		return false;
	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		if (match_some(c)) {
			n++;
			phrase = match_phrase(c);
		}
	return n == 1 && phrase;
}

/* Children that can, or those below NOT, with a word between. */
static size_t
put_children(struct buf *out, const struct query_node *node, bool shunned,
    const char *between)
{
	size_t n = 0;

	for (const struct query_node *c = node->child; c != NULL;
	    c = c->next) {
		if (shunned ? !is_shunned(c) : !match_can(c))
			continue;
		buf_puts(out, n++ == 0 ? "(" : between);
		match_put(out, shunned ? c->child : c);
	}
	if (n > 0)
		buf_putc(out, ')');
	return n;
}

bool
match_put_some(struct buf *out, const struct query_node *and)
{
	size_t begin = out->n, not_at;

	buf_putc(out, '(');
	if (put_children(out, and, false, " AND ") == 0) {
		out->n = begin;
		return false;
	}
	not_at = out->n;
	buf_puts(out, " NOT ");
	if (put_children(out, and, true, " OR ") == 0)
		out->n = not_at;
	buf_putc(out, ')');
	return true;
}

void
match_put(struct buf *out, const struct query_node *node)
{
	switch (node->kind) {
	case QUERY_WORDS:
		put_columns(out, node->columns);
		put_words(out, node);
		break;
	case QUERY_NEAR:
		put_near(out, node);
		break;
	case QUERY_OR:
		put_children(out, node, false, " OR ");
		break;
	default:
		match_put_some(out, node);
		break;
	}
}

/* Not below NOT: what is shunned is in nothing that was found. */
static void
put_any(struct buf *out, const struct query_node *node, size_t begin)
{
	if (node->kind == QUERY_WORDS || node->kind == QUERY_NEAR) {
		buf_puts(out, out->n > begin ? " OR " : "");
		match_put(out, node);
		return;
	}
	if (node->kind == QUERY_NOT)
		return;
	for (const struct query_node *c = node->child; c != NULL; c = c->next)
		put_any(out, c, begin);
}

bool
match_put_any(struct buf *out, const struct query_node *node)
{
	size_t begin = out->n;

	put_any(out, node, begin);
	return out->n > begin;
}
