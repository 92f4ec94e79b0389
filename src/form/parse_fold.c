/*
 * Stretches of the text, for all files of the parser: what is cut is left
 * out, line ends and runs of blanks are folded, letters made capitals.
 */
#include "form/parse_int.h"

void
ranges_add(struct parse *p, struct ranges *r, uint32_t start, uint32_t end)
{
	struct range *v = arena_grow(p->a, r->v, r->n, &r->cap, sizeof *v);

	if (v == NULL)
		return;
	r->v = v;
	r->v[r->n++] = (struct range){ start, end };
}

/* The first cut that ends behind `at`. */
static size_t
cut_from(const struct parse *p, uint32_t at)
{
	const struct reftel_impl *m = p->t->impl;

	return telegram_cut_at(m->cut, m->cut_n, at);
}

uint32_t
parse_past_cut(const struct parse *p, uint32_t at, uint32_t *next)
{
	const struct reftel_impl *m = p->t->impl;
	size_t k = cut_from(p, at);

	if (k < m->cut_n && m->cut[k].start <= at)
		at = m->cut[k++].end;
	*next = k < m->cut_n ? m->cut[k].start : p->n;
	return at;
}

bool
parse_line_cut(const struct parse *p, size_t i)
{
	uint32_t next;

	return parse_past_cut(p, p->lines.v[i].start, &next) >=
	    p->lines.v[i].end;
}

char *
parse_scratch(struct parse *p, uint32_t start, uint32_t end)
{
	const struct reftel_impl *m = p->t->impl;
	char *s = arena_bytes(p->a, (size_t)(end - start) + 1);

	if (s == NULL)
		return NULL;
	memcpy(s, p->s + start, end - start);
	s[end - start] = '\0';
	for (size_t k = cut_from(p, start); k < m->cut_n &&
	    m->cut[k].start < end; k++) {
		uint32_t a = m->cut[k].start > start ? m->cut[k].start : start;
		uint32_t b = m->cut[k].end < end ? m->cut[k].end : end;
		memset(s + (a - start), ' ', b - a);
	}
	return s;
}

/* Is [start, end) already as parse_fold would have it? */
static bool
folded(const struct parse *p, uint32_t start, uint32_t end)
{
	const struct reftel_impl *m = p->t->impl;
	size_t k = cut_from(p, start);

	if (k < m->cut_n && m->cut[k].start < end)
		return false;
	struct str s = range_str(p, start, end);
	if (s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return false;
	/* most are: without a branch for each byte */
	bool other = false;
	for (size_t i = 0; i < s.n; i++)
		other |= s.p[i] >= '\t' && s.p[i] <= '\r';
	return !other && str_find_blanks(s, 0) == s.n;
}

struct str
parse_fold(struct parse *p, uint32_t start, uint32_t end)
{
	if (start >= end)
		return str_make(p->s + start, 0);
	if (folded(p, start, end))
		return range_str(p, start, end);
	char *s = parse_scratch(p, start, end);
	if (s == NULL)
		return (struct str){ 0 };
	size_t n = 0, len = end - start;
	for (size_t i = 0; i < len; i++) {
		if (!ch_space(s[i])) {
			s[n++] = s[i];
			continue;
		}
		bool eol = false;
		size_t k = i;
		for (; k < len && ch_space(s[k]); k++)
			eol |= s[k] == '\n';
		/* a line that ends in a hyphen behind a letter goes on */
		bool hyphen = eol && n > 1 && s[n - 1] == '-' &&
		    ch_alpha(s[n - 2]);
		if (n > 0 && k < len && !hyphen)
			s[n++] = ' ';
		i = k - 1;
	}
	return str_make(s, n);
}

struct reftel_value
parse_folded(struct parse *p, uint32_t start, uint32_t end)
{
	while (start < end && ch_space(p->s[start]))
		start++;
	while (end > start && ch_space(p->s[end - 1]))
		end--;
	return telegram_value_as(parse_fold(p, start, end), start, end);
}

struct str
parse_capitals(struct parse *p, struct str s)
{
	bool lower = false;

	for (size_t i = 0; i < s.n; i++)
		lower |= ch_lower(s.p[i]);
	if (!lower)
		return s;
	char *u = arena_bytes(p->a, s.n);
	if (u == NULL)
		return (struct str){ 0 };
	for (size_t i = 0; i < s.n; i++)
		u[i] = ch_fold(s.p[i]);
	return str_make(u, s.n);
}

struct reftel_value
parse_upper(struct parse *p, struct str s)
{
	uint32_t a = offset_of(p, s.p), b = a + (uint32_t)s.n;

	return telegram_value_as(parse_capitals(p, parse_fold(p, a, b)), a, b);
}
