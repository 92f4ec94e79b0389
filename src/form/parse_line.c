/*
 * What a line of the text header looks like, whatever stands above it: the
 * beginning of the text, TAGS, references.
 */
#include "form/parse_int.h"

bool
front_paragraph_start(struct str s)
{
	struct cur c = cur_make(s);
	struct str n;

	bool sign = eat_lit(&c, "\xC2\xB6");
	while (c.p < c.end && ch_blank(*c.p))
		c.p++;
	if (!eat_digits(&c, 1, 3, &n) || c.p == c.end)
		return false;
	if (*c.p != '.' && *c.p != ')')
		return false;
	c.p++;
	if (c.p < c.end && ch_digit(*c.p))
		return false;
	if (sign)
		return true;
	/* without a sign: 1, a lost sign's 11, or a number with a mark */
	long v = str_digits(n.p, n.n);
	while (c.p < c.end && ch_blank(*c.p))
		c.p++;
	bool mark = c.end - c.p > 2 && *c.p == '(' && strchr("CSUcsuTL",
	    c.p[1] == ' ' ? c.p[2] : c.p[1]) != NULL;
	return v == 1 || (v == 11 && mark) || (v <= 3 && mark);
}

/* Openings of text that carry no number: SUMMARY, COMMENT ... */
bool
line_opens_text(struct str s)
{
	static const char *const words[] = { "SUMMARY", "BEGIN SUMMARY",
		"BEGIN TEXT", "COMMENT", "INTRODUCTION", "KEY POINTS",
		"ACTION REQUEST", "THIS IS AN ACTION", "EXECUTIVE SUMMARY",
		"BACKGROUND", "OVERVIEW", "THIS MESSAGE IS", "THIS CABLE",
		"--", "BEGIN UNCLASSIFIED", "QUOTE" };

	char first = s.n > 0 ? ch_fold(s.p[0]) : 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (words[i][0] != first)
			continue;
		struct str w = str_from(words[i]);
		if (str_startsi(s, w) && (s.n == w.n ||
		    !ch_alpha(s.p[w.n])))
			return true;
	}
	return lex_rule(s);
}

/* A portion mark opens an unnumbered paragraph. */
bool
line_opens_portion(struct str s)
{
	struct cur c = cur_make(s);

	if (!eat_char(&c, '('))
		return false;
	while (c.p < c.end && ch_blank(*c.p))
		c.p++;
	return (eat_lit(&c, "SBU") || eat_lit(&c, "LOU") || eat_lit(&c, "U") ||
	    eat_lit(&c, "C") || eat_lit(&c, "S")) && c.p < c.end &&
	    (*c.p == ')' || *c.p == '/' || *c.p == ' ');
}

/* Only TAGS-shaped words: capitals of two to eight letters, separators. */
bool
line_of_tags(struct str s, bool capitals)
{
	struct cur c = cur_make(s);
	unsigned words = 0;
	bool person = false;	/* inside its brackets, of any length */

	while (!cur_end(&c)) {
		const char *from = c.p;
		while (c.p < c.end && !ch_blank(*c.p) && *c.p != ',')
			person = *c.p == '(' || (person && *c.p != ')'),
			c.p++;
		size_t n = (size_t)(c.p - from);
		for (const char *q = from; q < c.p; q++)
			if (!ch_upper(*q) && !ch_digit(*q) &&
			    strchr("-/&()", *q) == NULL &&
			    !(ch_lower(*q) && !capitals))
				return false;
		if (n > 12 && !person && c.p[-1] != ')')
			return false;
		words += n > 0;
		while (c.p < c.end && (ch_blank(*c.p) || *c.p == ','))
			c.p++;
	}
	return words > 0;
}

/* A lettered reference at the start of a line: "B. ", "¶B. ", "(C) ",
 * "1B. " for a lost sign. */
bool
line_ref_lettered(struct str s)
{
	struct cur c = cur_make(s);

	eat_lit(&c, "\xC2\xB6");
	if (c.end - c.p > 3 && *c.p == '1' && ch_upper(c.p[1]))
		c.p++;
	bool open = eat_char(&c, '(');
	if (c.p >= c.end || !ch_alpha(*c.p))
		return false;
	c.p++;
	if (open)
		return eat_char(&c, ')');
	if (!eat_char(&c, '.') && !eat_char(&c, ')') && !eat_char(&c, ':'))
		return false;
	return c.p == c.end || !ch_alpha(*c.p) || (c.end - c.p > 2 &&
	    ch_alpha(c.p[1]));
}

bool
line_ref_whole(struct str s)
{
	size_t bracket = str_findc(s, ')', 0), point = str_findc(s, '.', 0);
	size_t label = bracket < point ? bracket : point;

	if (!line_ref_lettered(s) || label > 6)
		return false;
	struct cur c = cur_make(str_trim(str_cut(s, label + 1, s.n)));
	if (eat_digits(&c, 4, 4, NULL) || eat_digits(&c, 2, 2, NULL))
		cur_skip(&c);
	const char *station = c.p;
	while (c.p < c.end && (ch_upper(*c.p) || ch_blank(*c.p)))
		c.p++;
	if (c.p < station + 5 || c.p > station + 24 ||
	    !eat_digits(&c, 1, 6, NULL))
		return false;
	cur_skip(&c);
	return cur_end(&c) || strchr("(;,", *c.p) != NULL ||
	    eat_word(&c, "AND") || eat_word(&c, "NOTAL");
}

bool
line_has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_digit(s.p[i]))
			return true;
	return false;
}

/* A line of references without letters: it holds a number, and it is in
 * capitals unless it begins with a year. */
bool
line_ref_like(struct str s)
{
	if (s.n > 300 || front_paragraph_start(s))
		return false;
	return line_has_digit(s) || s.p[0] == '(' ||
	    str_startsi(s, STR("AND ")) ||
	    str_findi(s, STR("NOTAL"), 0) < s.n ||
	    str_findi(s, STR("MAIL"), 0) < s.n;
}
