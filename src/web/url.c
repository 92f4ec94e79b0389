/* See url.h. */
#include "web/url.h"

static int
hex_value(char c)
{
	if (ch_digit(c))
		return c - '0';
	c = ch_fold(c);
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* A percent sign before what is no number stands for itself. */
static struct str
decode(struct arena *arena, struct str s, bool query)
{
	char *out = arena_bytes(arena, s.n + 1);
	size_t n = 0;

	if (out == NULL)
		return str_make(NULL, 0);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%' && s.n - i > 2 && hex_value(s.p[i + 1]) >= 0 &&
		    hex_value(s.p[i + 2]) >= 0) {
			c = (char)(hex_value(s.p[i + 1]) * 16 +
			    hex_value(s.p[i + 2]));
			i += 2;
		} else if (c == '+' && query) {
			c = ' ';
		}
		out[n++] = c;
	}
	arena_trim(arena, out + n);
	return str_make(out, n);
}

static bool
parse_query(struct arena *arena, struct str query, struct url *u)
{
	size_t cap = str_count(query, '&') + 1;

	if (cap > URL_PARAMS)
		cap = URL_PARAMS;
	u->param = arena_array(arena, sizeof(*u->param), cap);
	if (u->param == NULL)
		return false;
	for (size_t at = 0, end; at < query.n && u->n < cap; at = end + 1) {
		struct str pair;
		size_t equals;

		end = str_findc(query, '&', at);
		pair = str_cut(query, at, end);
		if (pair.n == 0)
			continue;
		equals = str_findc(pair, '=', 0);
		u->param[u->n++] = (struct url_param){
			decode(arena, str_cut(pair, 0, equals), true),
			decode(arena, str_cut(pair, equals + 1, pair.n), true)
		};
	}
	return !arena->failed;
}

bool
url_parse(struct arena *arena, const char *target, struct url *u)
{
	struct str s = str_from(target);
	size_t query;

	*u = (struct url){ .target = s };
	s = str_cut(s, 0, str_findc(s, '#', 0));
	query = str_findc(s, '?', 0);
	u->path = decode(arena, str_cut(s, 0, query), false);
	if (u->path.n == 0 || u->path.p[0] != '/')
		u->path = STR("/");
	return parse_query(arena, str_cut(s, query + 1, s.n), u);
}

struct str
url_get(const struct url *u, const char *name)
{
	for (size_t i = 0; i < u->n; i++)
		if (str_eq(u->param[i].name, str_from(name)))
			return u->param[i].value;
	return str_make(NULL, 0);
}

long
url_number(const struct url *u, const char *name, long max, long otherwise)
{
	struct str s = url_get(u, name);
	long n;

	if (s.n == 0 || s.n > 9)
		return otherwise;
	for (size_t i = 0; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return otherwise;
	n = str_digits(s.p, s.n);
	return n <= max ? n : otherwise;
}

void
url_put(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (ch_alnum(s.p[i]) || (c != 0 && strchr("-._~:", c))) {
			buf_putc(b, s.p[i]);
			continue;
		}
		buf_putc(b, '%');
		buf_putc(b, hex[c >> 4]);
		buf_putc(b, hex[c & 15]);
	}
}

void
url_add(struct buf *b, const char *name, struct str value)
{
	bool first = str_findc(str_make(b->p, b->n), '?', 0) >= b->n;

	buf_putc(b, first ? '?' : '&');
	buf_puts(b, name);
	buf_putc(b, '=');
	url_put(b, value);
}

void
url_put_path(struct buf *b, struct str path)
{
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/')
			buf_putc(b, '/');
		else
			url_put(b, str_make(path.p + i, 1));
}

/* All parameters but those of two names. */
static void
put_others(struct buf *b, const struct url *u, const char *name,
    const char *other)
{
	url_put_path(b, u->path);
	for (size_t i = 0; i < u->n; i++) {
		const struct url_param *param = &u->param[i];

		if (str_eq(param->name, str_from(name)) ||
		    str_eq(param->name, str_from(other)))
			continue;
		buf_putc(b, str_findc(str_make(b->p, b->n), '?', 0) < b->n
		    ? '&' : '?');
		url_put(b, param->name);
		buf_putc(b, '=');
		url_put(b, param->value);
	}
}

static const char *
keep(struct arena *arena, struct buf *b)
{
	const char *s = b->failed ? NULL
	    : arena_strdup(arena, str_make(b->p, b->n));

	buf_free(b);
	return s == NULL ? "/" : s;
}

const char *
url_with(struct arena *arena, const struct url *u, const char *name,
    struct str value)
{
	struct buf b = { 0 };

	put_others(&b, u, name, name);
	if (value.p != NULL)
		url_add(&b, name, value);
	return keep(arena, &b);
}

const char *
url_step(struct arena *arena, const struct url *u, const char *name,
    struct str value)
{
	struct buf b = { 0 };

	put_others(&b, u, "after", "before");
	url_add(&b, name, value);
	return keep(arena, &b);
}
