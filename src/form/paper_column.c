/*
 * The column of bureaus down the side of a telegram on paper: OCR gives it as
 * lines of its own, and as words in front of others (archive-forms.md 3.7.6).
 */
#include "form/paper_int.h"

static const char *const bureaus[] = { "SS", "S/S", "SR", "G", "SP", "SAL",
	"L", "H", "SO", "S", "U", "FE", "EUR", "NEA", "AF", "ARA", "E", "STR",
	"AID", "P", "PX", "IOP", "USIA", "SCA", "NSC", "INR", "CIA", "NSA",
	"OSD", "ARMY", "NAVY", "AIR", "A", "DC", "MR", "RMR", "IO", "SCI",
	"CU", "PC", "FBI", "AEC", "TRSY", "COM", "LAB", "AGR", "CCS", "RSC" };

static size_t
bureau(struct str w)
{
	w = paper_bare(w);
	for (size_t i = 0; i < LEX_COUNT(bureaus); i++) {
		struct str name = str_from(bureaus[i]);

		/* "AVY": the first letter may be lost */
		if (str_eq(w, name) || (name.n > 3 && str_eq(w, str_cut(name,
		    1, name.n))))
			return i;
	}
	return LEX_COUNT(bureaus);
}

bool
paper_is_bureau(struct str w)
{
	return bureau(w) < LEX_COUNT(bureaus);
}

static bool
bureau_seen(const struct paper *p, size_t i)
{
	return (p->seen >> i & 1) != 0;
}

static void
bureau_take(struct paper *p, size_t i, struct str w)
{
	w = paper_bare(w);
	if (!bureau_seen(p, i))
		telegram_list_field(p->r->t, "distribution",
		    paper_value(p, w));
	p->seen |= (uint64_t)1 << i;
	p->bureaus++;
}

/* What else stands in the column: "Info", "Action", copies, specks. */
static bool
beside_bureaus(struct str w)
{
	w = paper_bare(w);
	return w.n == 0 || str_eqi(w, STR("Info")) ||
	    str_eqi(w, STR("Action")) || (w.n <= 2 && ch_digit(w.p[0]));
}

/* Nothing but words of the column, and not specks alone. */
static bool
column_words(struct paper *p, struct str s, bool take)
{
	struct cur c = cur_make(s);
	bool any = false;

	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		const char *from = c.p;

		while (!cur_end(&c) && !ch_space(*c.p))
			c.p++;
		struct str w = str_range(from, c.p);
		size_t i = bureau(w);
		if (i == LEX_COUNT(bureaus) && !beside_bureaus(w))
			return false;
		if (i < LEX_COUNT(bureaus) && take)
			bureau_take(p, i, w);
		any |= paper_bare(w).n > 0;
	}
	return any;
}

bool
paper_column_line(struct paper *p, struct str s)
{
	return s.n > 0 && s.n <= 12 && column_words(p, s, false) &&
	    column_words(p, s, true);
}

/* The bureau that OCR put in front of a line of the text: one that the
 * column has not given yet. Its length, 0: none. */
static size_t
column_prefix(struct paper *p, struct str s)
{
	struct str w = lex_first_word(s);
	size_t i = bureau(w);

	if (p->bureaus < 3 || w.n == s.n || i == LEX_COUNT(bureaus) ||
	    bureau_seen(p, i) || ch_digit(w.p[w.n - 1]))
		return 0;
	/* among capitals a bureau may be one of the words */
	if (lex_capitals(s))
		return 0;
	bureau_take(p, i, w);
	return w.n;
}

void
paper_column_word(struct paper *p, struct str w)
{
	size_t i = bureau(w);

	if (i < LEX_COUNT(bureaus))
		bureau_take(p, i, w);
}

void
paper_column_cut(struct paper *p, size_t from, size_t to)
{
	/* first its own lines, which tell whether there is one */
	for (size_t i = from; i < to; i++)
		paper_column_line(p, paper_line(p, i));
	for (size_t i = from; i < to; i++) {
		struct str s = paper_line(p, i);
		size_t n = paper_bare(s).n == 0 || paper_column_line(p, s) ?
		    s.n : column_prefix(p, s);

		if (n > 0)
			telegram_cut(p->r->t, p->lines.v[i].start,
			    p->lines.v[i].start + (uint32_t)n);
		if (n > 0 && n == s.n)
			telegram_cut(p->r->t, p->lines.v[i].from,
			    i + 1 < p->lines.n ? p->lines.v[i + 1].from :
			    p->r->text->n);
	}
}
