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

struct str {
	const char *p;
	size_t n;
};

#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

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
static inline char ch_fold(char c) { return ch_lower(c) ? (char)(c - 32) : c; }

static inline struct str str_make(const char *p, size_t n)
{
	return (struct str){ p, n };
}
static inline struct str str_range(const char *p, const char *end)
{
	return (struct str){ p, (size_t)(end - p) };
}
struct str str_from(const char *cstr);
/* [from, to) of s, both clamped to it */
struct str str_cut(struct str s, size_t from, size_t to);
struct str str_trim(struct str s);	/* blanks and line ends off */
bool str_eq(struct str a, struct str b);
bool str_eqi(struct str a, struct str b);	/* ASCII case folded */
int str_cmp(struct str a, struct str b);	/* bytes, then length */
int str_cmpi(struct str a, struct str b);
bool str_starts(struct str s, struct str head);
bool str_startsi(struct str s, struct str head);
bool str_ends(struct str s, struct str tail);
/* Offset of the first needle at or after from, or s.n. */
size_t str_find(struct str s, struct str needle, size_t from);
/* Offset of the first two blanks in a row at or after from, or s.n. */
size_t str_find_blanks(struct str s, size_t from);
size_t str_findi(struct str s, struct str needle, size_t from);
size_t str_findc(struct str s, char c, size_t from);
/* The number that n digits at p spell; n is at most 9. */
long str_digits(const char *p, size_t n);
/* Least number of one-letter edits (insert, drop, replace, swap of
 * neighbours) from a to b, case folded, but no more than max + 1. */
unsigned str_distance(struct str a, struct str b, unsigned max);

#endif
