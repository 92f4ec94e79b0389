/*
 * The labels of the text header, in the damages that copies have: E.O.,
 * TAGS, SUBJECT, REF, Classified By. telegram.md 14 to 16.
 */
#include "form/parse_int.h"

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
