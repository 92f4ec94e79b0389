/*
 * Labels of the text header that are spelt wrong or damaged: each is reported
 * where it stands, with the label that must have been meant. telegram.md 14
 * to 17.
 */
#include "form/parse_front.h"

/* "E.Q. 12958", "E.O 12958". */
void
eo_label_near(struct parse *p, struct str wrong)
{
	if (wrong.n > 0)
		telegram_fix(p->t, telegram_diag(p->t, DIAG_LABEL,
		    offset_of(p, wrong.p), offset_of(p, wrong.p + wrong.n),
		    wrong), offset_of(p, wrong.p), offset_of(p, wrong.p +
		    wrong.n), STR("E.O."), "certain");
}

/* "E.O.. 12958", "MO. 12958"; without any point it is usual. */
static void
eo_label_points(struct parse *p, struct str label)
{
	static const char *const usual[] = { "E.O.", "EO", "E. O." };
	struct str w = str_trim(label);

	while (w.n > 0 && (w.p[w.n - 1] == ':' || ch_blank(w.p[w.n - 1])))
		w = str_cut(w, 0, w.n - 1);
	if (!lex_in(w, usual, LEX_COUNT(usual)))
		eo_label_near(p, w);
}

/* "E.0. 12958": a zero for the letter (telegram.md 17.5). */
void
eo_label_check(struct parse *p, struct str label)
{
	size_t k = str_findc(label, '0', 0);
	uint32_t at = offset_of(p, label.p) + (uint32_t)k;

	if (k == label.n) {
		eo_label_points(p, label);
		return;
	}
	telegram_fix(p->t, telegram_diag(p->t, DIAG_EO_DAMAGED, at, at + 1,
	    str_trim(label)), at, at + 1, STR("O"), "certain");
}

void
tags_label_damaged(struct parse *p, struct str label)
{
	uint32_t start = offset_of(p, label.p);
	uint32_t end = start + (uint32_t)label.n;
	bool glued = end < p->n && !ch_space(p->s[end]);
	struct diag *d = telegram_diag(p->t, DIAG_TAGS_LABEL, start, end,
	    label);

	struct str right = glued ? STR("TAGS: ") : STR("TAGS:");
	if (ch_alpha(label.p[label.n - 1]))	/* "TAS PREL" */
		right = STR("TAGS");
	telegram_fix(p->t, d, start, end, right, "certain");
}

/* A label that is spelt wrong: "SUBJET:", "CLASSFIED BY". */
void
label_misspelt(struct parse *p, struct str word, enum label_kind kind)
{
	struct str right = label_meant(word, kind);
	uint32_t a = offset_of(p, word.p), b = a + (uint32_t)word.n;

	if (right.n == 0)
		return;
	char *s = arena_strdup(p->a, right);
	struct diag *d = telegram_diag(p->t, DIAG_LABEL, a, b, word);
	/* "Subjet:" */
	for (size_t i = 1; s != NULL && !lex_capitals(word) && i < right.n; i++)
		s[i] = ch_upper(s[i]) ? (char)(s[i] - 'A' + 'a') : s[i];
	if (s != NULL)
		telegram_fix(p->t, d, a, b, str_make(s, right.n), "certain");
}

/* "Classifed By:", "Classified Bu:". */
void
authority_label_near(struct parse *p, struct str word, struct str s)
{
	label_misspelt(p, word, NEAR_AUTHORITY);
	struct str rest = str_trim(str_cut(s, word.n, s.n));
	struct str by = label_word(rest);
	uint32_t a = offset_of(p, by.p), b = a + (uint32_t)by.n;

	if (!str_eqi(by, STR("BY")))
		telegram_fix(p->t, telegram_diag(p->t, DIAG_LABEL, a, b, by),
		    a, b, lex_capitals(by) ? STR("BY") : STR("By"), "certain");
}
