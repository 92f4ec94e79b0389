/*
 * The labels of the text header, in the damages that copies have: E.O.,
 * TAGS, SUBJECT, REF, Classified By. telegram.md 14 to 16.
 */
#include "form/parse_int.h"
#include "tables/tables.h"

/* A label at the cursor: letters of word (case folded), then a separator of
 * seps, or a blank when loose. */
static bool
label(struct cur *c, const char *word, const char *seps, bool loose)
{
	struct cur was = *c;

	if (c->p >= c->end || ch_fold(*c->p) != word[0] || !eat_lit(c, word))
		return false;
	const char *end = c->p;
	while (c->p < c->end && ch_blank(*c->p))
		c->p++;
	if (c->p < c->end && *c->p != '\0' && strchr(seps, *c->p) != NULL) {
		while (c->p < c->end && (strchr(seps, *c->p) != NULL ||
		    ch_blank(*c->p)) && *c->p != '\0')
			c->p++;
		return true;
	}
	if (loose && (c->p > end || c->p == c->end))
		return true;
	*c = was;
	return false;
}

/* E.O. 12958: also EO, E.0., "E. O.", "MO." (telegram.md 14). */
bool
label_eo(struct cur *c)
{
	struct cur was = *c;
	struct str digits;

	if (c->p >= c->end || (ch_fold(*c->p) != 'E' && ch_fold(*c->p) != 'M'))
		return false;
	bool em = ch_fold(*c->p) == 'M';
	c->p++;
	eat_char(c, '.');
	while (c->p < c->end && ch_blank(*c->p))
		c->p++;
	if (c->p >= c->end || (ch_fold(*c->p) != 'O' && *c->p != '0'))
		goto no;
	c->p++;
	eat_char(c, '.');
	eat_char(c, 'M');		/* "E.OM 11652" */
	while (c->p < c->end && (ch_blank(*c->p) || *c->p == '.' ||
	    *c->p == ':'))
		c->p++;
	struct cur d = *c;
	if (!eat_digits(&d, 4, 5, &digits) || digits.p[0] != '1')
		goto no;
	if (em && c->p == was.p + 2)
		goto no;
	return true;
no:
	*c = was;
	return false;
}

/* TAGS in its damages (telegram.md 15). */
bool
label_tags(struct cur *c, bool *damaged)
{
	static const char *const words[] = { "TAGS", "TAG", "TAGES", "TABS",
		"TGS", "TAS", "AGS" };

	*damaged = false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct cur was = *c;
		/* a blank alone is enough only behind the right word */
		if (label(c, words[i], ":;,-.", i == 0)) {
			*damaged = i > 0;
			if (i == 0 && was.p + 4 < c->end)
				*damaged = memchr(":", was.p[4], 1) == NULL &&
				    !ch_blank(was.p[4]);
			return true;
		}
	}
	return false;
}

bool
label_subject(struct cur *c, bool after_tags)
{
	static const char *const words[] = { "SUBJECT", "SUBJECTS", "SUBJ",
		"SUBJS", "SUBJECT/TITLE", "UBJECT", "SUBJET", "SUBECT",
		"SUBJCT", "SUJBECT",
		"SUBJEC" };

	if (!cur_at(c, 'S') && !cur_at(c, 'U'))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (label(c, words[i], ":;.", after_tags && i < 3))
			return true;
	return false;
}

/* REF, REFS, REF(S), REFTEL(S), REFERENCE(S), RETEL: the colon may be lost
 * where a letter or a post follows at the start of a line. */
bool
label_ref(struct cur *c, bool loose)
{
	static const char *const words[] = { "REF(S)", "REFTELS", "REFTEL(S)",
		"REFTEL", "REFERENCES", "REFERENCE(S)", "REFERENCE", "REFS",
		"REF", "RETEL", "RETELS", "RREF", "EF" };
	struct cur was = *c;

	if (!cur_at(c, 'R') && !cur_at(c, 'E'))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (label(c, words[i], ":;.-", false)) {
			if (i == 12 && was.p + 2 < was.end && was.p[2] != ':')
				goto no;
			return true;
		}
	}
	/* "REF A: 08 STATE 1", "REFS A. ..." */
	if ((eat_word(c, "REFS") || eat_word(c, "REF") ||
	    eat_word(c, "REFTELS") || eat_word(c, "REFTEL"))) {
		if (c->end - c->p > 1 && ch_alpha(c->p[0]) &&
		    strchr(":.)", c->p[1]) != NULL)
			return true;
		if (c->p < c->end && *c->p == '(')
			return true;
		if (loose && c->p < c->end && (ch_digit(*c->p) ||
		    ch_upper(*c->p)) && memchr(c->p, ' ',
		    (size_t)(c->end - c->p)) != NULL)
			return true;
	}
no:
	*c = was;
	return false;
}

/* "Classified By:", "CLASSIFIED BY", also with a paragraph number and a
 * portion mark before it, or misspelt. */
bool
label_authority(struct cur *c)
{
	struct cur was = *c;

	if (c->p >= c->end || (*c->p != '(' && ch_fold(*c->p) != 'C'))
		return false;
	if (eat_char(c, '(')) {
		while (c->p < c->end && *c->p != ')' && c->p < was.p + 8)
			c->p++;
		if (!eat_char(c, ')'))
			goto no;
		cur_skip(c);
	}
	if (!eat_lit(c, "CLASSIFIED") && !eat_lit(c, "CLASSFIED") &&
	    !eat_lit(c, "CLASSIFED") && !eat_lit(c, "CLASIFIED"))
		goto no;
	cur_skip(c);
	bool by = eat_lit(c, "BY");
	if (by && c->p < c->end && ch_alpha(*c->p))
		goto no;
	cur_skip(c);
	if (!by && !(c->p < c->end && *c->p == ':'))
		goto no;
	while (c->p < c->end && (*c->p == ':' || *c->p == ';' ||
	    *c->p == '.' || *c->p == ',' || ch_blank(*c->p)))
		c->p++;
	return true;
no:
	*c = was;
	return false;
}

/* --- labels with one letter wrong ------------------------------------------- */

/* The right spellings of each. */
static const struct {
	enum label_kind kind;
	const char *word;
	unsigned most;		/* letters that may be wrong */
} label_words[] = {
	{ NEAR_TAGS, "TAGS", 1 },
	{ NEAR_SUBJECT, "SUBJECT", 2 },
	{ NEAR_SUBJECT, "SUBJ", 1 },
	{ NEAR_SUBJECT, "SUBJECTS", 1 },
	{ NEAR_SUBJECT, "SUBJS", 1 },
	{ NEAR_SUBJECT, "SUBJECT/TITLE", 1 },
	{ NEAR_REF, "REF", 1 },
	{ NEAR_REF, "REFS", 1 },
	{ NEAR_REF, "REF(S)", 1 },
	{ NEAR_REF, "REFTEL", 1 },
	{ NEAR_REF, "REFTELS", 1 },
	{ NEAR_REF, "REFTEL(S)", 1 },
	{ NEAR_REF, "RETEL", 1 },
	{ NEAR_REF, "RETELS", 1 },
	{ NEAR_REF, "REFERENCE", 1 },
	{ NEAR_REF, "REFERENCES", 1 },
	{ NEAR_REF, "REFERENCE(S)", 1 },
	{ NEAR_AUTHORITY, "CLASSIFIED", 1 },	/* DECLASSIFIED is another */
};

struct str
label_meant(struct str word, enum label_kind kind)
{
	struct str best = STR("");

	for (size_t i = 0; i < LEX_COUNT(label_words); i++) {
		struct str w = str_from(label_words[i].word);
		if (label_words[i].kind != kind)
			continue;
		if (str_eqi(word, w))
			return STR("");
		if (best.n == 0 && str_distance(word, w,
		    label_words[i].most) <= label_words[i].most)
			best = w;
	}
	return best;
}

struct str
label_word(struct str s)
{
	size_t k = 0;

	while (k < s.n && !ch_space(s.p[k]) && strchr(":;,.", s.p[k]) == NULL)
		k++;
	return str_cut(s, 0, k);
}

/* "E.Q. 12958", "E.O 12958", ".O. 12958": the number tells. */
static bool
near_eo(struct cur *c, struct str *wrong)
{
	enum { MOST = 8 };
	const char *p = c->p;
	struct str digits;

	while (p < c->end && p < c->p + MOST && !(ch_digit(*p) &&
	    c->end - p > 4 && ch_digit(p[1]) && ch_digit(p[2])))
		p++;
	struct cur d = { p, c->end };
	if (!eat_digits(&d, 5, 5, &digits) || !tables_eo(digits))
		return false;
	*wrong = str_trim(str_range(c->p, p));
	if (wrong->n < 2 || str_distance(*wrong, STR("E.O."), 1) > 1)
		return false;
	c->p = p;
	return true;
}

/* "E.O. 92958:", "E.O. l2958:": nearly the number of an order. */
static bool
near_order(struct cur *c)
{
	static const char *const orders[] = { "11652", "12065", "12356",
		"12958", "13526" };
	struct cur d = *c;

	if (!eat_lit(&d, "E.O.") && !eat_lit(&d, "EO "))
		return false;
	cur_skip(&d);
	const char *from = d.p;
	while (d.p < d.end && ch_alnum(*d.p))
		d.p++;
	for (size_t i = 0; i < LEX_COUNT(orders); i++)
		if (str_distance(str_range(from, d.p), str_from(orders[i]),
		    1) <= 1) {
			c->p = from;
			return true;
		}
	return false;
}

/* The first word behind the label is a TAGS term. */
static bool
tags_follow(struct cur c)
{
	struct str word;

	return eat_alpha(&c, &word) && lex_capitals(word) &&
	    tables_tag(word, 0) != 0;
}

/* "BY" with a letter wrong, and a reason on the line or a colon. */
static bool
by_follows(struct cur *c)
{
	struct str rest = cur_rest(*c), word = label_word(rest);

	c->p += word.n;
	if (word.n == 0 || word.n > 3 || str_distance(word, STR("BY"), 1) > 1)
		return false;
	return (c->p < c->end && *c->p == ':') ||
	    str_findi(rest, STR("REASON"), 0) < rest.n;
}

enum label_kind
label_near(struct cur *c, struct str *wrong)
{
	struct cur was = *c;
	struct str word = label_word(cur_rest(*c));

	*wrong = STR("");
	if (near_eo(c, wrong) || near_order(c))
		return NEAR_EO;
	if (word.n < 2 || word.n > 14)
		return NEAR_NONE;
	c->p += word.n;
	bool colon = c->p < c->end && *c->p == ':';
	while (c->p < c->end && (ch_blank(*c->p) || strchr(":;,.", *c->p) !=
	    NULL))
		c->p++;
	*wrong = word;
	if (label_meant(word, NEAR_TAGS).n > 0 && tags_follow(*c))
		return NEAR_TAGS;
	if (colon && label_meant(word, NEAR_SUBJECT).n > 0)
		return NEAR_SUBJECT;
	if (colon && label_meant(word, NEAR_REF).n > 0 &&
	    (line_ref_lettered(cur_rest(*c)) || line_has_digit(cur_rest(*c))))
		return NEAR_REF;
	bool right = str_eqi(word, STR("CLASSIFIED"));
	if ((right || label_meant(word, NEAR_AUTHORITY).n > 0) &&
	    by_follows(c)) {
		while (c->p < c->end && (ch_blank(*c->p) || *c->p == ':'))
			c->p++;
		return NEAR_AUTHORITY;
	}
	*c = was;
	return NEAR_NONE;
}
