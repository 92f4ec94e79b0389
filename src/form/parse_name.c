/*
 * People in the line of a classification authority: where a name begins and
 * ends, what position stands before or behind it, and whether there are two.
 * telegram.md 14.6.
 */
#include "form/parse_authority.h"

/* "Representative for Freedonia and Graustark Jane Roe": the word behind
 * FOR, OF or TO is the office's, and so is the one behind AND. */
static bool
office_object(const struct word_list *l, size_t k)
{
	static const char *const before[] = { "FOR", "OF", "TO" };

	while (k > 1 && str_eqi(l->w[k - 1], STR("AND")) &&
	    !l->office[k - 2])
		k -= 2;
	return k > 0 && lex_in(l->w[k - 1], before, LEX_COUNT(before));
}

/* An initial or a word of a name: not an office word. Two words at least, or
 * one alone, form a name. Finds the last run of name words. */
static bool
name_run(const struct word_list *l, size_t *from, size_t *to)
{
	size_t k = l->n;

	while (k > 0 && l->office[k - 1])
		k--;
	if (k == 0)
		return false;
	*to = k;
	while (k > 0 && (!l->office[k - 1] ||
	    /* "E." or "A." inside a name is an initial */
	    (l->w[k - 1].n == 2 && l->w[k - 1].p[1] == '.' && k < *to)))
		k--;
	*from = k;
	if (office_object(l, k))
		*from = k + 1;
	/* "Robert West": with the given name alone it is the surname */
	static const char *const surnames[] = { "WEST", "NORTH", "SOUTH",
		"EAST", "MAJOR", "STAFF", "HEAD", "MINISTER", "SECTION",
		"BRANCH", "BUSINESS", "CAPTAIN", "COLONEL" };
	if (*to - *from == 1 && *to + 1 == l->n && lex_in(l->w[*to], surnames,
	    LEX_COUNT(surnames)))
		(*to)++;
	/* "Jane ROE", "John Doe III" */
	while (*to < l->n && *from < *to && l->w[*to].n >= 2 &&
	    !office_word(l->w[*to]) && lex_capitals(l->w[*to]) &&
	    str_findc(l->w[*to], '/', 0) == l->w[*to].n)
		(*to)++;
	return *from < *to;
}

static struct str
strip_points(struct str s)
{
	s = str_trim(s);
	static const char *const pointed[] = { "JR.", "SR.", "A.I.", "AMB.",
		"COL.", "GEN.", "CAPT.", "LT.", "DR.", "MR.", "MRS.", "MS.",
		"DIR.", "DEP.", "ASST.", "D.C.M." };

	while (s.n > 0 && strchr(",;:.-(/ ", s.p[s.n - 1]) != NULL) {
		/* the point of "Jr.", "Amb." or an initial stays */
		struct str last = lex_last_word(s);
		if (s.p[s.n - 1] == '.' && (last.n == 2 || lex_in(last,
		    pointed, LEX_COUNT(pointed))))
			break;
		s.n--;
	}
	while (s.n > 0 && strchr(",;:.-", s.p[0]) != NULL)
		s = str_cut(s, 1, s.n);
	return str_trim(s);
}

static bool
name_suffix(struct str s)
{
	s = str_trim(s);
	return str_startsi(s, STR("JR")) || str_startsi(s, STR("SR")) ?
	    s.n <= 3 : str_eqi(s, STR("II")) || str_eqi(s, STR("III"));
}

static struct str
next_segment(struct str *rest)
{
	size_t k = 0;

	while (k < rest->n && rest->p[k] != ',' && rest->p[k] != ';')
		k++;
	struct str seg = str_trim(str_cut(*rest, 0, k));
	*rest = str_cut(*rest, k + 1, rest->n);
	return seg;
}

/*
 * The position behind a name: all of it up to the reasons; but in the list
 * that the drafting program makes, "NAME, POSITION, AGENCY, OFFICE; REASON",
 * the second item and an "a.i." behind it.
 */
static struct str
title_behind(struct str rest, bool by_program)
{
	if (!by_program)
		return str_trim(rest);
	struct str look = rest, title = next_segment(&look);
	struct str more = next_segment(&look);
	if (str_startsi(more, STR("A.I")))
		title = str_range(title.p, more.p + more.n);
	return title;
}

/* "Col.", "Dr", the symbol "P", "ISN -": a position behind the name says
 * more. */
static bool
rank_only(struct str title)
{
	static const char *const ranks[] = { "DR", "MR", "MRS", "MS", "COL",
		"LTC", "MAJ", "CAPT", "CDR", "GEN", "BG", "MG", "LT", "LT. COL",
		"LT COL", "COLONEL", "MAJOR", "CAPTAIN", "HON" };

	bool dash = title.n > 0 && title.p[title.n - 1] == '-';
	while (title.n > 0 && !ch_alnum(title.p[title.n - 1]))
		title.n--;
	return dash || title.n <= 1 || lex_in(title, ranks, LEX_COUNT(ranks));
}

/* v without runs of blanks. */
static struct str
fold_copy(struct parse *p, struct str v)
{
	char *out = arena_bytes(p->a, v.n);
	size_t n = 0;

	if (out == NULL)
		return (struct str){ 0 };
	for (size_t i = 0; i < v.n; i++)
		if (!ch_space(v.p[i]))
			out[n++] = v.p[i];
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	return str_make(out, n);
}

static struct reftel_value
place_value(struct parse *p, const char *s, uint32_t base, struct str v)
{
	uint32_t a = base + (uint32_t)(v.p - s), b = a + (uint32_t)v.n;
	const struct joint *j = &p->joint;

	if (j->gap == 0 || b <= j->at || a >= j->end)
		return parse_folded(p, a, b);
	a += a >= j->at ? j->gap : 0;
	b += b <= j->end ? j->gap : 0;
	return telegram_value_as(fold_copy(p, v), a, b);
}

/* Does the next segment begin with a word of office? */
static bool
position_next(struct str rest, bool capitals)
{
	struct word_list l;

	split_words(next_segment(&rest), &l, capitals);
	return l.n > 0 && l.office[0];
}

/* Name and title out of [who): "Ambassador Anne W. Patterson", "Darnall
 * Steuart, Economic Counselor, DOS, Econ", "Martinez, Vilma, Ambassador". */
static void
who_look(struct parse *p, const char *s, uint32_t base, struct str who,
    bool by_program, bool again, struct reftel_classifier *cl)
{
	bool capitals = again || lex_capitals(who);
	struct str rest = who, title_rest = { 0 };
	const char *ahead = NULL;	/* a title before the name */
	struct word_list l;
	size_t from, to;
	struct str name = { 0 }, title = { 0 };

	while (rest.n > 0 && name.n == 0) {
		struct str seg = next_segment(&rest);
		if (seg.n == 0)
			continue;
		split_words(seg, &l, capitals);
		if (!name_run(&l, &from, &to)) {
			if (ahead == NULL)
				ahead = seg.p;
			if (title.n == 0)
				title = seg;
			else if (str_startsi(seg, STR("A.I")))
				title = str_range(title.p, seg.p + seg.n);
			continue;
		}
		name = str_range(l.w[from].p, l.w[to - 1].p + l.w[to - 1].n);
		if (ahead == NULL)
			ahead = l.w[0].p;
		if (name.p > ahead)
			title = str_trim(str_range(ahead, name.p));
		else if (to < l.n)
			title = str_range(l.w[to].p, l.w[l.n - 1].p +
			    l.w[l.n - 1].n);
		title_rest = rest;
		size_t words = to - from;
		/* surname, given name, position */
		struct str look = rest;
		struct str given = next_segment(&look);
		struct word_list g;
		split_words(given, &g, capitals);
		if (name_suffix(given)) {
			name = str_range(name.p, given.p + given.n);
			title_rest = look;
		} else if (words == 1 && from == 0 && to == l.n && g.n >= 1 &&
		    g.n <= 2 && !g.office[0] && position_next(look, capitals) &&
		    title.n == 0 && (given.n > 2 || given.p[given.n - 1] ==
		    '.')) {
			char *full = arena_printf(p->a, "%.*s %.*s",
			    (int)given.n, given.p, (int)name.n, name.p);
			if (full == NULL)
				return;
			uint32_t a = base + (uint32_t)(name.p - s);
			uint32_t b = base + (uint32_t)(given.p + given.n - s);
			cl->name = telegram_value_as(str_from(full), a, b);
			title_rest = look;
		}
	}
	name = strip_points(name);
	if (name.n > 0 && !value_set(&cl->name))
		cl->name = place_value(p, s, base, name);
	/* "Ambassador JANE ROE": a name in capitals that looked like offices */
	if (name.n == 0 && !value_set(&cl->name) && !capitals) {
		who_look(p, s, base, who, by_program, true, cl);
		return;
	}
	if (title_rest.n > 0 && (title.n == 0 || rank_only(title)))
		title = title_behind(title_rest, by_program);
	title = strip_points(title);
	if (title.n > 2 && title.p[0] == '(' && title.p[title.n - 1] == ')')
		title = str_cut(title, 1, title.n - 1);
	if (title.n > 0)
		cl->title = place_value(p, s, base, title);
}

void
who_read(struct parse *p, const char *s, uint32_t base, struct str who,
    bool by_program, struct reftel_classifier *cl)
{
	who_look(p, s, base, strip_points(who), by_program, false, cl);
}

/* Is s a person with a position of their own? Gives where the name begins
 * and ends among its words. */
static bool
whole_person(struct str s, struct word_list *l, size_t *from, size_t *to)
{
	bool office = false;

	split_words(s, l, lex_capitals(s));
	for (size_t i = 0; i < l->n; i++)
		office |= l->office[i];
	return office && name_run(l, from, to);
}

/* "DCM John Doe": a position that only a person has, and a name behind it
 * that ends s, of so many words at least. */
static bool
position_and_name(struct str s, size_t words)
{
	static const char *const positions[] = { "AMBASSADOR", "AMB", "AMB.",
		"DCM", "A/DCM", "ADCM", "CDA", "CHARGE", "CHARG\xC3\xA9",
		"POLCOUNS", "ECONCOUNS", "POLOFF", "ECONOFF" };
	struct word_list l;
	size_t from, to;

	return whole_person(s, &l, &from, &to) && to == l.n &&
	    to - from >= words && lex_in(l.w[0], positions,
	    LEX_COUNT(positions));
}

/* "DCM John Doe for Ambassador Jane Roe": it was the first who classified.
 * The length of who without the other. */
size_t
without_principal(struct str who)
{
	struct word_list l;
	size_t from, to;

	for (size_t k = str_findi(who, STR(" FOR "), 0); k < who.n;
	    k = str_findi(who, STR(" FOR "), k + 1)) {
		struct str rest = str_cut(who, k + 5, who.n);
		split_words(str_cut(who, 0, k), &l, lex_capitals(who));
		if (name_run(&l, &from, &to) && to == l.n &&
		    position_and_name(strip_points(next_segment(&rest)), 1))
			return k;
	}
	return who.n;
}

/* "Ambassador Jane Roe, DCM John Doe": a comma parts two whole persons. */
static struct second
second_behind_comma(struct str who)
{
	struct word_list l;
	size_t from, to;

	for (size_t k = str_findc(who, ',', 0); k < who.n;
	    k = str_findc(who, ',', k + 1)) {
		struct str b = str_trim(str_cut(who, k + 1, who.n));
		if (whole_person(str_cut(who, 0, k), &l, &from, &to) &&
		    to == l.n && position_and_name(strip_points(b), 2)) {
			size_t at = (size_t)(b.p - who.p);
			return (struct second){ at, at - k };
		}
	}
	return (struct second){ who.n, 0 };
}

/*
 * Two authorities in one line, "Ambassador Jane Roe and DCM John Doe": where
 * the second begins; who.n: there is one. Each must have name and position,
 * and the first must end with the name.
 */
struct second
second_person(struct str who)
{
	struct word_list l;
	size_t from, to;

	for (size_t k = str_findi(who, STR(" AND "), 0); k < who.n;
	    k = str_findi(who, STR(" AND "), k + 1)) {
		struct str a = str_cut(who, 0, k);
		struct str b = str_cut(who, k + 5, who.n);
		if (!whole_person(a, &l, &from, &to) || to != l.n)
			continue;
		if (whole_person(b, &l, &from, &to) && (l.office[0] ||
		    to - from > 1))
			return (struct second){ k + 5, 5 };
		/* "Ambassadors Jane Roe and John Doe" */
		if (name_run(&l, &from, &to) && from == 0 && to == l.n &&
		    to > 1)
			return (struct second){ k + 5, 5 };
	}
	return second_behind_comma(who);
}
