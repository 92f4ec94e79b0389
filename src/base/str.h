/*
 * Text views: not owned, not NUL-terminated.  Bytes are classed by our own
 * table, never by the locale.  For every room.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* n bytes at p; p NULL: there is none (n is 0 then). */
struct str {
	const char *p;
	size_t n;
};

/* A view of a literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

/* Classes of bytes, as bits of str_class; CT_HIGH: above 127. */
enum {
	CT_UPPER = 1, CT_LOWER = 2, CT_DIGIT = 4, CT_BLANK = 8, CT_EOL = 16,
	CT_PUNCT = 32, CT_HIGH = 64,
	CT_ALPHA = CT_UPPER | CT_LOWER,
	CT_ALNUM = CT_ALPHA | CT_DIGIT,
	CT_SPACE = CT_BLANK | CT_EOL
};
extern const unsigned char str_class[256];

static inline bool ch_is(char c, int cls)
{
	return (str_class[(unsigned char)c] & cls) != 0;
}
static inline bool ch_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ch_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool ch_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ch_alpha(char c) { return ch_is(c, CT_ALPHA); }
static inline bool ch_alnum(char c) { return ch_is(c, CT_ALNUM); }
/* blank, tab, form feed and friends, but no line end */
static inline bool ch_blank(char c) { return ch_is(c, CT_BLANK); }
/* blank or line end */
static inline bool ch_space(char c) { return ch_is(c, CT_SPACE); }
/* a to z as capitals; other bytes as they are */
static inline char ch_fold(char c) { return ch_lower(c) ? (char)(c - 32) : c; }

static inline struct str str_make(const char *p, size_t n)
{
	return (struct str){ p, n };
}
static inline struct str str_range(const char *p, const char *end)
{
	return (struct str){ p, (size_t)(end - p) };
}
static inline struct str str_from(const char *cstr)
{
	return cstr == NULL ? str_make(NULL, 0) : str_make(cstr, strlen(cstr));
}
/* [from, to) of s, both clamped to it */
static inline struct str str_cut(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return s.p == NULL ? s : str_make(s.p + from, to - from);
}
struct str str_trim(struct str s);	/* blanks and line ends off */
static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/* ASCII case folded */
static inline bool str_same_folded(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ch_fold(a[i]) != ch_fold(b[i]))
			return false;
	return true;
}
static inline bool str_eqi(struct str a, struct str b)
{
	return a.n == b.n && str_same_folded(a.p, b.p, a.n);
}
int str_cmp(struct str a, struct str b);	/* bytes, then length */
int str_cmpi(struct str a, struct str b);	/* the same, case folded */
static inline bool str_starts(struct str s, struct str head)
{
	return s.n >= head.n && str_eq(str_make(s.p, head.n), head);
}
static inline bool str_startsi(struct str s, struct str head)
{
	return s.n >= head.n && str_same_folded(s.p, head.p, head.n);
}
static inline bool str_ends(struct str s, struct str tail)
{
	return s.n >= tail.n && str_eq(str_cut(s, s.n - tail.n, s.n), tail);
}
/* Offset of the first needle at or after from, or s.n. */
size_t str_find(struct str s, struct str needle, size_t from);
/* Offset of the first two blanks in a row at or after from, or s.n. */
size_t str_find_blanks(struct str s, size_t from);
/* As str_find(), case folded. */
size_t str_findi(struct str s, struct str needle, size_t from);
static inline size_t str_findc(struct str s, char c, size_t from)
{
	const char *hit;

	if (from >= s.n)
		return s.n;
	hit = memchr(s.p + from, c, s.n - from);
	return hit == NULL ? s.n : (size_t)(hit - s.p);
}
/* FNV-1a, of 64 bits, both halves mixed into the lower one. */
uint64_t str_hash(struct str s);
/* How many times c stands in s. */
size_t str_count(struct str s, char c);
/* Length of s without what stands behind its last c; 0: there is none. */
size_t str_last(struct str s, char c);
/* The number that n digits at p spell; n is at most 9. */
long str_digits(const char *p, size_t n);
/* Least number of one-letter edits (insert, drop, replace, swap of
 * neighbours) from a to b, case folded, but no more than max + 1. */
unsigned str_distance(struct str a, struct str b, unsigned max);

#endif
