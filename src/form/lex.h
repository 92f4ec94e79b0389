/*
 * Lines and words of a decoded telegram, shared by the parser's files: the
 * shapes that stand on a line whatever it means there.
 */
#ifndef FORM_LEX_H
#define FORM_LEX_H

#include "base/arena.h"
#include "base/str.h"

/* A line of the text: from is its first byte, [start, end) what is left
 * when blanks at both ends are off. start == end: a blank line. */
struct line {
	uint32_t from, start, end;
};

struct lines {
	struct line *v;
	size_t n;
};

/* Splits [begin, n) at LF. v = NULL: out of memory. */
struct lines lex_lines(struct arena *, const char *text, uint32_t begin,
    uint32_t n);

/* A reading position in a text; every eat_ function moves p behind what it
 * names and returns true, or leaves the cursor as it was. */
struct cur {
	const char *p, *end;
};
static inline struct cur cur_make(struct str s)
{
	return (struct cur){ s.p, s.n == 0 ? s.p : s.p + s.n };
}
static inline struct str cur_rest(struct cur c)
{
	return str_range(c.p, c.end);
}
static inline bool cur_end(const struct cur *c) { return c->p >= c->end; }
/* blanks and line ends */
static inline void cur_skip(struct cur *c)
{
	while (c->p < c->end && ch_space(*c->p))
		c->p++;
}
static inline bool eat_char(struct cur *c, char ch)
{
	if (c->p >= c->end || *c->p != ch)
		return false;
	c->p++;
	return true;
}
bool eat_lit_rest(struct cur *, const char *);
bool eat_word_rest(struct cur *, const char *);
/* Most attempts fail at the first byte, so it is tested without a call. */
static inline bool cur_at(const struct cur *c, char first)
{
	return c->p < c->end && ch_fold(*c->p) == ch_fold(first);
}
/* Case folded; no boundary behind it is asked for. */
static inline bool eat_lit(struct cur *c, const char *lit)
{
	return cur_at(c, *lit) && eat_lit_rest(c, lit);
}
/* Case folded, a whole word; skips blanks behind it. */
static inline bool eat_word(struct cur *c, const char *word)
{
	return cur_at(c, *word) && eat_word_rest(c, word);
}
/* min to max digits that no further digit follows; min is not 0. */
bool eat_digits_rest(struct cur *, unsigned min, unsigned max, struct str *);
static inline bool eat_digits(struct cur *c, unsigned min, unsigned max,
    struct str *out)
{
	return c->p < c->end && ch_digit(*c->p) &&
	    eat_digits_rest(c, min, max, out);
}
/* A run of letters. */
bool eat_alpha(struct cur *, struct str *);

/* "RUEHKP": R or Q and three to seven capitals. */
bool lex_ri(struct str);
/* Rules are of it. */
static inline bool lex_rule_char(char c)
{
	return c == '-' || c == '=' || c == '*' || c == '_' || c == '~';
}
/* How many hyphens (or = * _ ~) a line is of; 0: there is more in it. */
size_t lex_rule_marks_rest(struct str);
static inline size_t lex_rule_marks(struct str s)
{
	/* most lines begin with a word */
	if (s.n == 0 || ch_alnum(s.p[0]))
		return 0;
	return lex_rule_marks_rest(s);
}
/* A line of hyphens or the like: five and more, nothing else. */
bool lex_rule(struct str);
/* Length of the trailing run of hyphens (or = * _) of five and more with
 * the blanks before it; 0: none. */
size_t lex_rule_tail(struct str);
/* First and last blank-free word. */
struct str lex_first_word(struct str);
struct str lex_last_word(struct str);
/* A sentence is over at the end of s: . ! ? : or these and a closing
 * quotation mark or bracket. */
bool lex_sentence_end(struct str);
/* No small letter in it, but at least one capital. */
bool lex_capitals(struct str);
/* The last word is one that no sentence and no line of a list ends in: "the",
 * "of". */
bool lex_open_word(struct str);
/* 1: a line that opens a quoted text, "BEGIN TEXT:", "QUOTE"; -1: one that
 * closes it, "END OF TEXT", "UNQUOTE"; 0: neither. telegram.md 17.2. */
int lex_quote_mark(struct str line);
/* Is w, case folded, one of a list of capitals; does s begin with one? */
#define LEX_COUNT(list) (sizeof (list) / sizeof *(list))
bool lex_in(struct str w, const char *const *list, size_t n);
/* The same of a list that is sorted, bytes unsigned. */
bool lex_in_sorted(struct str w, const char *const *list, size_t n);
bool lex_starts_in(struct str s, const char *const *list, size_t n);
/* A month by its first three letters, 1 to 12; 0: none. The cursor moves
 * behind the whole word. */
int eat_month(struct cur *);
bool lex_date_valid(int year, int month, int day);
/* "2007-10-29T16:05Z", or the day alone where hour < 0, in the arena; NULL:
 * out of memory. The year has four digits at most. */
const char *lex_iso(struct arena *, int year, int month, int day, int hour,
    int minute);
int lex_year_day(int year, int month, int day);

#endif
