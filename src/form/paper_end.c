/* The end of a telegram on paper: its foot, who signed, who drafted. */
#include "form/paper_int.h"

size_t
paper_foot(const struct paper *p, size_t from)
{
	for (size_t i = from; i < p->lines.n; i++) {
		struct str s = paper_line(p, i);

		if (paper_page_foot(s) || (p->outgoing &&
		    str_starts(s, STR("Drafted by:"))))
			return i;
	}
	return p->lines.n;
}

/* "TEK/18", "MM", "MEJ:CVN/14": the initials of who typed it. */
static bool
initials(struct str s)
{
	struct cur c = cur_make(s);
	struct str w;

	if (!eat_alpha(&c, &w) || w.n > 4 || !lex_capitals(w))
		return false;
	if (cur_end(&c))
		return w.n <= 2;
	bool more = eat_char(&c, ':');
	if (more && (!eat_alpha(&c, &w) || w.n > 4 || !lex_capitals(w)))
		return false;
	if (more && cur_end(&c))
		return true;
	return (eat_char(&c, '/') || eat_char(&c, '-')) &&
	    eat_digits(&c, 1, 3, NULL) && cur_end(&c);
}

/* A name in capitals, with specks around it or initials before it. */
static struct str
signature(struct str s)
{
	struct str first = lex_first_word(s), name;

	if (s.n > 40)
		return STR("");
	if (first.n < s.n && initials(first) && str_findc(first, '/', 0) <
	    first.n)
		s = str_cut(s, first.n, s.n);
	name = paper_bare(s);
	for (size_t i = 0; i < name.n; i++)
		if (!ch_upper(name.p[i]) && name.p[i] != ' ' &&
		    name.p[i] != '\'' && name.p[i] != '-')
			return STR("");
	return name.n >= 3 ? name : STR("");
}

size_t
paper_signature(struct paper *p, size_t from, size_t end)
{
	size_t i = end;

	for (; i > from && end - i < 8; i--) {
		struct str s = paper_line(p, i - 1), name;
		struct str word = paper_bare(s);

		if (word.n == 0 || lex_in(word, (const char *const[]){
		    "SECRET", "CONFIDENTIAL", "TOP SECRET", "END" }, 4) ||
		    initials(s) || paper_column_line(p, s))
			continue;
		name = signature(s);
		if (name.n == 0)
			return i;
		if (p->r->t->signature.n == 0)
			telegram_push(p->r->t, &p->r->t->signature,
			    paper_value(p, name));
		return i - 1;
	}
	return i;
}

/* "Drafted by: EUR:RUR:KLHawtrey   3/5/58", below it "Approved by: ..." */
static bool
drafting_beside(struct paper *p, size_t i, struct str v)
{
	struct reftel_drafting *d = &p->r->t->drafting;
	struct str who = lex_first_word(v);

	if (str_findc(who, ':', 0) == who.n && str_findc(who, '/', 0) == who.n)
		return false;
	d->present = true;
	uint32_t at = (uint32_t)(v.p - p->r->text->p);
	d->drafted_by = wrapper_folded(p->r, at, at + (uint32_t)v.n);
	for (size_t k = i + 1; k < p->lines.n && k < i + 6; k++) {
		struct str s = paper_line(p, k);

		if (str_starts(s, STR("Approved by:")))
			d->approved_by = paper_value(p, str_trim(str_cut(s, 12,
			    s.n)));
	}
	return true;
}

void
paper_drafting(struct paper *p, size_t i)
{
	struct str s = i < p->lines.n ? paper_line(p, i) : STR(""), last;
	size_t end;

	if (!str_starts(s, STR("Drafted by:")) ||
	    drafting_beside(p, i, str_trim(str_cut(s, 11, s.n))))
		return;
	last = lex_last_word(s);
	/* it stands beside the next column's words */
	if (lex_capitals(last) && last.n > 2)
		telegram_push(p->r->t, &p->r->t->signature,
		    paper_value(p, last));
	s = i + 1 < p->lines.n ? paper_line(p, i + 1) : STR("");
	/* up to the date's year */
	end = str_findc(s, '/', 0);
	while (end < s.n && (ch_digit(s.p[end]) || s.p[end] == '/'))
		end++;
	end = end < s.n ? end : str_find_blanks(s, 0);
	if (end == 0)
		return;
	p->r->t->drafting.present = true;
	p->r->t->drafting.drafted_by = paper_value(p, str_trim(str_cut(s, 0,
	    end)));
}
