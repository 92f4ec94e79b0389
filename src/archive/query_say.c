/* The query language: errors and trees, for people. */
#include "archive/query.h"
#include "base/utf8.h"

enum { POINT_AROUND = 56 };	/* bytes of the query beside the error */

/* Begin of the character at or before `at`. */
static size_t
character_at(const char *s, size_t at)
{
	while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* One column for each character: what is no letter of ours is a blank. */
static void
put_plain(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; ) {
		unsigned n = utf8_length(s.p + i, s.n - i);

		if (n == 0 || (unsigned char)s.p[i] < ' ' || s.p[i] == 127) {
			buf_putc(out, n == 0 ? '?' : ' ');
			n = n == 0 ? utf8_broken_length(s.p + i, s.n - i) : 1;
		} else {
			buf_put(out, s.p + i, n);
		}
		i += n;
	}
}

static size_t
characters(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; count++) {
		unsigned n = utf8_length(s.p + i, s.n - i);

		i += n > 0 ? n : utf8_broken_length(s.p + i, s.n - i);
	}
	return count;
}

static void
put_repeated(struct buf *out, char c, size_t n)
{
	while (n-- > 0)
		buf_putc(out, c);
}

void
query_point(struct buf *out, const char *text, const struct query_error *e,
    const char *indent)
{
	size_t length = strlen(text), at = e->at < length ? e->at : length;
	size_t end = e->n < length - at ? at + e->n : length;
	size_t from = at <= POINT_AROUND ? 0 : character_at(text,
	    at - POINT_AROUND);
	size_t to = length - end <= POINT_AROUND ? length :
	    character_at(text, end + POINT_AROUND);
	const char *before = from > 0 ? "..." : "";
	size_t wide;

	if (end > at + POINT_AROUND)
		end = character_at(text, at + POINT_AROUND);
	if (to > end + POINT_AROUND)
		to = character_at(text, end + POINT_AROUND);
	buf_puts(out, indent);
	buf_puts(out, before);
	put_plain(out, str_make(text + from, to - from));
	buf_puts(out, to < length ? "...\n" : "\n");
	buf_puts(out, indent);
	put_repeated(out, ' ', strlen(before) +
	    characters(str_make(text + from, at - from)));
	buf_putc(out, '^');
	wide = characters(str_make(text + at, end - at));
	put_repeated(out, '~', wide > 0 ? wide - 1 : 0);
	buf_putc(out, '\n');
}

/* ---- Trees ---- */

static void
dump_columns(struct buf *out, unsigned columns)
{
	for (int i = 0; i < INDEX__MAX; i++)
		if (columns & 1u << i) {
			buf_putc(out, ' ');
			buf_puts(out, query_column_name[i]);
		}
}

static void
dump_words(struct buf *out, const struct query_node *node)
{
	buf_puts(out, "\"");
	buf_putstr(out, node->text);
	buf_puts(out, node->prefix ? "\"*" : "\"");
	if (node->columns == 0)
		return;
	buf_puts(out, "[");
	dump_columns(out, node->columns);
	buf_puts(out, " ]");
}

static void
dump_field(struct buf *out, const struct query_node *node)
{
	buf_puts(out, query_field_name[node->field]);
	buf_putc(out, ':');
	if (node->set != 0) {
		buf_putc(out, '#');
		buf_putu(out, node->set);
	} else if (node->low.n + node->high.n > 0) {
		buf_putstr(out, node->low);
		buf_puts(out, "..<");
		buf_putstr(out, node->high);
	} else {
		buf_putstr(out, node->text);
		buf_puts(out, node->prefix ? "*" : "");
	}
}

void
query_dump(struct buf *out, const struct query_node *node)
{
	static const char *const names[] = {
		[QUERY_ALL] = "all", [QUERY_AND] = "and", [QUERY_OR] = "or",
		[QUERY_NOT] = "not", [QUERY_NEAR] = "near"
	};

	if (node->kind == QUERY_WORDS) {
		dump_words(out, node);
		return;
	}
	if (node->kind == QUERY_FIELD) {
		dump_field(out, node);
		return;
	}
	buf_putc(out, '(');
	buf_puts(out, names[node->kind]);
	if (node->kind == QUERY_NEAR) {
		buf_putc(out, ' ');
		buf_putu(out, node->distance);
	}
	for (const struct query_node *c = node->child; c != NULL;
	    c = c->next) {
		buf_putc(out, ' ');
		query_dump(out, c);
	}
	buf_putc(out, ')');
}
