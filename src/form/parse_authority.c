/*
 * The classification authority: who classified, in what position, for which
 * reasons. telegram.md 14.6.
 */
#include "form/parse_int.h"

/* --- reasons ------------------------------------------------------------- */

/* "1.4", "1.5", "1. 4", "1.4." at the cursor: 4 or 5; 0: none. */
static int
eat_section(struct cur *c)
{
	struct cur was = *c;

	if (!eat_char(c, '1'))
		return 0;
	cur_skip(c);
	if (!eat_char(c, '.') && !eat_char(c, ','))
		goto no;
	cur_skip(c);
	if (c->p < c->end && (*c->p == '4' || *c->p == '5' || *c->p == '6')) {
		int n = *c->p++ - '0';
		if (c->p < c->end && ch_digit(*c->p))
			goto no;
		return n;
	}
no:
	*c = was;
	return 0;
}

/* A reason letter at the cursor with its brackets: "(b)", "b", "(B". A
 * letter that begins a word is none. 0: none. */
static char
eat_reason_letter(struct cur *c)
{
	struct cur was = *c;

	eat_char(c, '(');
	cur_skip(c);
	if (c->p >= c->end || !ch_alpha(*c->p) || ch_fold(*c->p) > 'H' ||
	    (c->p + 1 < c->end && ch_alnum(c->p[1])) ||
	    (c->p + 2 < c->end && c->p[1] == '.' && ch_alpha(c->p[2])))
		goto no;		/* a word, or "E.O." */
	char letter = (char)(ch_fold(*c->p) + 32);
	c->p++;
	struct cur close = *c;
	cur_skip(&close);
	if (eat_char(&close, ')'))
		*c = close;
	else if (close.p + 1 < close.end && *close.p == '-' &&
	    !ch_alnum(close.p[1]))
		goto no;		/* "(C - ENTIRE TEXT)" */
	return letter;
no:
	*c = was;
	return 0;
}

/* Blanks and , / & ; . - and the word AND between reason letters. */
static void
skip_between(struct cur *c)
{
	for (;;) {
		const char *from = c->p;
		while (c->p < c->end && (ch_space(*c->p) ||
		    strchr(",/&;.-()", *c->p) != NULL)) {
			/* a bracket opens the next letter */
			if (*c->p == '(')
				break;
			c->p++;
		}
		eat_word(c, "AND");
		eat_word(c, "OR");
		eat_word(c, "THROUGH");
		eat_word(c, "TO");
		if (c->p == from)
			return;
	}
}

static void
reason_push(struct parse *p, struct reftel_classifier *cl, int section,
    char letter, const char *from, const char *to)
{
	char *s = arena_strdup(p->a, STR("1.0(a)"));

	if (s == NULL)
		return;
	s[2] = (char)('0' + section);
	s[4] = letter;
	for (size_t i = 0; i < cl->reasons.n; i++)
		if (str_eq(value_str(&cl->reasons.v[i]), str_from(s)))
			return;
	telegram_push(p->t, &cl->reasons, telegram_value_as(str_from(s),
	    offset_of(p, from), offset_of(p, to)));
}

/*
 * All reasons from the section number on. Returns the end of the last one.
 * s is a scratch copy at text offset base; cl may be NULL (only measure).
 */
static const char *
reasons_read(struct parse *p, const char *s, uint32_t base, struct cur *c,
    struct reftel_classifier *cl)
{
	const char *end = c->p;
	int section = eat_section(c);

	while (section > 0) {
		end = c->p;
		char last = 0;
		for (;;) {
			struct cur was = *c;
			skip_between(c);
			struct str gap = str_range(was.p, c->p);
			bool range = str_findc(gap, '-', 0) < gap.n ||
			    str_findi(gap, STR("THROUGH"), 0) < gap.n ||
			    str_findi(gap, STR("TO"), 0) < gap.n;
			struct cur next = *c;
			int again = eat_section(&next);
			if (again > 0) {
				section = again;
				*c = next;
				end = c->p;
				continue;
			}
			const char *from = c->p;
			char letter = eat_reason_letter(c);
			if (letter == 0) {
				*c = was;
				section = 0;
				break;
			}
			/* "(a-d)": all between */
			for (char l = (char)(last + 1); cl != NULL && range &&
			    last != 0 && l < letter; l++)
				reason_push(p, cl, section, l,
				    p->s + base + (from - s),
				    p->s + base + (c->p - s));
			if (cl != NULL)
				reason_push(p, cl, section, letter,
				    p->s + base + (from - s),
				    p->s + base + (c->p - s));
			last = letter;
			end = c->p;
		}
	}
	return end;
}

/* "1.9 (b)", "1.4 (k)": a section and a letter, whether they exist or not. */
bool
reason_shape(struct str s, size_t from, struct reason_shape *out)
{
	for (size_t k = str_find(s, STR("1."), from); k + 3 < s.n;
	    k = str_find(s, STR("1."), k + 1)) {
		struct cur c = { s.p + k + 2, s.p + s.n };
		cur_skip(&c);
		if ((k > 0 && ch_alnum(s.p[k - 1])) || !eat_digits(&c, 1, 1,
		    NULL) || c.p != s.p + k + 3)
			continue;
		cur_skip(&c);
		bool open = eat_char(&c, '(');
		cur_skip(&c);
		if (!open || c.end - c.p < 1 || !ch_alpha(*c.p))
			continue;
		out->section = s.p + k;
		out->letter = *c.p++;
		cur_skip(&c);
		if (c.p < c.end && ch_alpha(*c.p))
			continue;
		out->end = c.p < c.end && *c.p == ')' ? c.p + 1 : c.p;
		return true;
	}
	return false;
}

/* The section number that begins the reasons in s, from `from` on. */
static size_t
reasons_at(struct str s, size_t from)
{
	for (size_t k = str_findc(s, '1', from); k < s.n;
	    k = str_findc(s, '1', k + 1)) {
		if (k > 0 && (ch_digit(s.p[k - 1]) || s.p[k - 1] == '.' ||
		    s.p[k - 1] == '/'))
			continue;
		struct cur c = { s.p + k, s.p + s.n };
		if (eat_section(&c) > 0)
			return k;
	}
	return s.n;
}

/* Behind the reasons: "of E.O. 12958, as amended". */
static const char *
order_behind(struct str s)
{
	struct cur c = cur_make(s);

	cur_skip(&c);
	if (!eat_word(&c, "OF"))
		eat_word(&c, "UNDER");
	eat_word(&c, "EXECUTIVE ORDER");
	cur_skip(&c);
	label_eo(&c);
	if (!eat_digits(&c, 5, 5, NULL))
		return s.p;
	while (c.p < c.end && (ch_space(*c.p) || *c.p == ','))
		c.p++;
	eat_word(&c, "AS AMENDED");
	while (c.p < c.end && (ch_space(*c.p) || *c.p == '.'))
		c.p++;
	return c.p;
}

uint32_t
authority_end(struct parse *p, uint32_t start, uint32_t end, bool *done)
{
	struct str s = range_str(p, start, end);
	size_t k = reasons_at(s, 0);

	*done = false;
	if (k >= s.n)
		return end;
	struct cur c = { s.p + k, s.p + s.n };
	const char *stop = reasons_read(p, s.p, start, &c, NULL);
	if (stop <= s.p + k + 3)
		return end;		/* no letter yet: the next line */
	bool open = false;
	while (stop < s.p + s.n && strchr(".,;) \t\n", *stop) != NULL) {
		open = *stop == ',' || (open && ch_space(*stop));
		stop++;
	}
	stop = order_behind(str_range(stop, s.p + s.n));
	/* "(B &", "(b and", "(b) an", "(b),": a letter is to follow on the
	 * next line */
	struct str rest = str_trim(str_range(stop, s.p + s.n));
	/* "(b) and (": so is its bracket's inside */
	if (rest.n > 0 && rest.p[rest.n - 1] == '(') {
		rest = str_trim(str_cut(rest, 0, rest.n - 1));
		open = true;
	}
	if ((rest.n == 0 && open) || str_eq(rest, STR("&")) ||
	    str_eq(rest, STR("/")) || str_eqi(rest, STR("AND")) ||
	    str_eqi(rest, STR("AN")))
		return end;
	*done = true;
	return offset_of(p, stop);
}

bool
authority_letters(struct str s)
{
	bool letter = false;

	if (s.n == 0 || s.n >= 24 || strchr(",/&;)", s.p[0]) == NULL)
		return false;
	struct cur c = cur_make(s);
	while (!cur_end(&c)) {
		const char *from = c.p;
		skip_between(&c);
		letter |= eat_reason_letter(&c) != 0;
		if (c.p == from)
			return false;
	}
	return letter;
}

/* --- names ------------------------------------------------------------- */

/* Words of rank, title and office, which are no part of a name. In capitals,
 * sorted. */
static const char *const office_words[] = {
	"A", "A.I", "A/S", "ACT", "ACTG", "ACTING", "ADMIN", "ADMINISTRATION",
	"ADMINISTRATIVE", "ADMIRAL", "ADVISER", "ADVISOR", "AF", "AFFAIRES",
	"AFFAIRES'", "AFFAIRS", "AFRICA", "AFRICAN", "AGRICULTURAL", "AI",
	"AIDE", "AIT", "AMB", "AMBASSADOR", "AMBASSADOR-AT-LARGE",
	"AMBASSADORS", "AMEMBASSY", "AND", "ARMS", "ASIA", "ASIAN",
	"ASSISTANCE", "ASSISTANT", "ASSOCIATE", "ASST", "AT", "ATTACHE",
	"ATTORNEY", "AVIATION", "BG", "BILATERAL", "BRANCH", "BRIG",
	"BRIGADIER", "BUREAU", "BUSINESS", "BY", "CAPT", "CAPTAIN", "CDA",
	"CDR", "CENTER", "CENTRAL", "CG", "CHARGE", "CHARGE'", "CHARG\xC3\x89",
	"CHARG\xC3\xA9", "CHIEF", "CLASSIFIED", "COL", "COLONEL", "COM",
	"COMMANDER", "COMMERCIAL", "COMMISSIONER", "CONGEN", "CONGENOFF",
	"CONOFF", "CONS", "CONSUL", "CONSULAR", "CONSULATE", "CONTROL",
	"COORDINATOR", "COUNS", "COUNSEL", "COUNSELLOR", "COUNSELOR",
	"COUNTERTERRORISM", "COUNTRY", "CULTURAL", "D'AFFAIRE", "D'AFFAIRES",
	"D'AFFAIRS", "D.C.M", "DAFFAIRES", "DAS", "DATT", "DCM", "DEA",
	"DEFENSE", "DELEGATE", "DELEGATION", "DEMOCRACY", "DEP", "DEPARTMENT",
	"DEPT", "DEPUTY", "DESIGNATE", "DESK", "DEVELOPMENT", "DHS",
	"DIPLOMATIC", "DIR", "DIRECTOR", "DIRECTORATE", "DISARMAMENT",
	"DIVISION", "DOS", "DPO", "DPR", "DR", "EAP", "EAST", "EASTERN", "EB",
	"ECON", "ECONCHIEF", "ECONCOUNS", "ECONOFF", "ECONOMIC", "ECONOMICS",
	"ECOUNS", "EEB", "EMBASSY", "EMBOFF", "EMIN", "ENERGY", "ENFORCEMENT",
	"ENVIRONMENT", "ENVIRONMENTAL", "ENVOY", "ESTH", "ESTHOFF", "EUR",
	"EUROPE", "EUROPEAN", "EXEC", "EXECUTIVE", "EXTERNAL", "FAS", "FCS",
	"FINANCIAL", "FIRST", "FO", "FOR", "FOREIGN", "FSO", "GEN", "GENERAL",
	"GLOBAL", "GOVERNMENT", "HEAD", "HEALTH", "HON", "HUMAN", "INFORMATION",
	"INR", "INTELLIGENCE", "INTERIM", "INTERNAL", "INTERNATIONAL", "IO",
	"IRAN", "IRAQ", "ISN", "ISSUES", "LABOR", "LEADER", "LEGAL", "LEGATT",
	"LIAISON", "LT", "LTC", "MAJ", "MAJOR", "MANAGEMENT", "MG", "MGMT",
	"MGT", "MIGRATION", "MILITARY", "MINCOUNS", "MINISTER",
	"MINISTER-COUNSELOR", "MISSION", "MR", "MRS", "MS", "NARCOTICS",
	"NATIONAL", "NCD", "NEA", "NEGOTIATOR", "NONPROLIFERATION", "NORTH",
	"OF", "OFF", "OFFICE", "OFFICER", "OFFICIAL", "OIC", "ON", "OPERATIONS",
	"PAO", "PDAS", "PERM", "PERMANENT", "PERMREP", "PLANNING", "PM", "PO",
	"POL", "POL-ECON", "POL-MIL", "POLAD", "POLCHIEF", "POLCON", "POLCONS",
	"POLCOUNS", "POLECON", "POLICY", "POLINTCOUNS", "POLITICAL",
	"POLITICAL-ECONOMIC", "POLITICAL-MILITARY", "POLITICAL/ECONOMIC",
	"POLMC", "POLMIL", "POLMILOFF", "POLMINCONS", "POLMINCOUNS", "POLOFF",
	"PRESENCE", "PRESIDENT", "PRINCIPAL", "PRM", "PROGRAM", "PRT", "PUBLIC",
	"RECONSTRUCTION", "REFUGEE", "REGIONAL", "REP", "REPRESENTATIVE",
	"RESEARCH", "RESPONSIBILITY", "RIGHTS", "RSO", "SA", "SCA", "SCIENCE",
	"SEC", "SECDEF", "SECOND", "SECRETARY", "SECTION", "SECURITY", "SENIOR",
	"SOUTH", "SPECIAL", "STAFF", "STATE", "STATES", "TEAM", "TECHNOLOGY",
	"TERRORISM", "THE", "THIRD", "TO", "TRADE", "TRANSNATIONAL", "TREASURY",
	"U.S", "UNDER", "UNDERSECRETARY", "UNIT", "UNITED", "US", "USAID",
	"USEU", "USINT", "USNATO", "USUN", "VICE", "WEST", "WESTERN", "WHA",
};

/* Abbreviations that end so are offices with something before: ADCM,
 * DepPolCouns. */
static bool
office_ending(struct str w)
{
	static const char *const endings[] = { "DCM", "COUNS", "POLOFF",
		"ECONOFF", "CONOFF" };

	for (size_t i = 0; i < LEX_COUNT(endings); i++) {
		struct str e = str_from(endings[i]);
		if (w.n > e.n && str_eqi(str_cut(w, w.n - e.n, w.n), e))
			return true;
	}
	return false;
}

static bool
office_word(struct str w)
{
	/* points off the end: "Amb.", "DIR." */
	while (w.n > 0 && (w.p[w.n - 1] == '.' || w.p[w.n - 1] == ':' ||
	    w.p[w.n - 1] == ')'))
		w.n--;
	while (w.n > 0 && w.p[0] == '(')
		w = str_cut(w, 1, w.n);
	if (lex_in_sorted(w, office_words, LEX_COUNT(office_words)) ||
	    office_ending(w))
		return true;
	/* Charge d’Affaires with a typographic apostrophe */
	if (w.n > 5 && ch_fold(w.p[0]) == 'D' &&
	    str_findi(w, STR("AFFAIR"), 0) < w.n)
		return true;
	return false;
}

/* A word that names an office by its shape: with a slash ("INR/OPS"), an
 * acronym among mixed case ("PDAS"), inner capitals ("PolMinCouns"), parts
 * that are office words ("Minister-Counselor"). */
static bool
office_shape(struct str w, bool capitals)
{
	if (str_findc(w, '/', 0) < w.n)
		return true;
	size_t dash = str_findc(w, '-', 0);
	if (dash < w.n && office_word(str_cut(w, 0, dash)) &&
	    office_word(str_cut(w, dash + 1, w.n)))
		return true;
	if (capitals || w.n < 2)
		return false;
	size_t n = w.n;
	while (n > 0 && !ch_alnum(w.p[n - 1]))
		n--;
	bool all = n >= 2 && n <= 6, inner = false, lower = false;
	for (size_t i = 0; i < n; i++) {
		all &= ch_upper(w.p[i]) || ch_digit(w.p[i]);
		inner |= lower && ch_upper(w.p[i]);
		lower = ch_lower(w.p[i]);
	}
	/* McDonald, DeLaney: a short small-letter prefix is a name's */
	if (inner && (str_starts(w, STR("Mc")) || str_starts(w, STR("Mac")) ||
	    str_starts(w, STR("De")) || str_starts(w, STR("La")) ||
	    str_starts(w, STR("Le")) || str_starts(w, STR("Di")) ||
	    str_starts(w, STR("Van")) || str_starts(w, STR("Fitz")) ||
	    str_starts(w, STR("Du")) || str_starts(w, STR("O"))))
		inner = false;
	return all || inner;
}

struct word_list {
	struct str w[48];
	bool office[48];
	size_t n;
};

static void
split_words(struct str s, struct word_list *l, bool capitals)
{
	struct cur c = cur_make(s);

	l->n = 0;
	for (cur_skip(&c); !cur_end(&c) && l->n < 48; cur_skip(&c)) {
		const char *from = c.p;
		while (c.p < c.end && !ch_space(*c.p))
			c.p++;
		struct str w = str_range(from, c.p);
		l->w[l->n] = w;
		l->office[l->n++] = office_word(w) || office_shape(w,
		    capitals) || ch_digit(w.p[0]) || w.p[0] == '-';
	}
}

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
who_read(struct parse *p, const char *s, uint32_t base, struct str who,
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
		who_read(p, s, base, who, by_program, true, cl);
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

/* Where the words about reasons begin, before their section number: "for
 * reasons", "Reason:", "per", "E.O. 12958". */
static size_t
before_reasons(struct str s, size_t at)
{
	static const char *const words[] = { "REASON", "REAONS", "REASN",
		"RESON", "PARA", "E.O", "EO 1", "SECTION 1", "SECTIONS 1",
		"PER ", "DUE TO", "FOR REA", "FO REA", "FOR 1", "UNDER 1",
		"UNDER SECTION", "PURSUANT", "IN ACCORDANCE", "BECAUSE OF" };
	size_t best = 0;

	for (; best < at; best++)
		if ((best == 0 || !ch_alpha(s.p[best - 1]) ||
		    (ch_lower(s.p[best - 1]) && ch_upper(s.p[best]))) &&
		    lex_starts_in(str_cut(s, best, s.n), words,
		    LEX_COUNT(words)))
			break;
	/* "for" and "fo" before the word */
	struct str head = str_trim(str_cut(s, 0, best));
	struct str last = lex_last_word(head);
	if (str_eqi(last, STR("FOR")) || str_eqi(last, STR("FO")) ||
	    str_eqi(last, STR("FOR:")) || str_eqi(last, STR("OR")))
		best = (size_t)(last.p - s.p);
	return best;
}

/* The word REASON before the section number at `at`, one letter off: tells it
 * and gives its place; `at`: it is not there, or whole. */
static size_t
reason_misspelt(struct parse *p, uint32_t base, const char *s, struct str all,
    size_t at)
{
	size_t b = at, a;

	while (b > 0 && (all.p[b - 1] == ':' || ch_space(all.p[b - 1])))
		b--;
	for (a = b; a > 0 && ch_alnum(all.p[a - 1]);)
		a--;
	struct str word = str_cut(all, a, b);
	struct str one = STR("REASON"), many = STR("REASONS");
	if (at >= all.n || word.n < 5 || str_eqi(word, one) || str_eqi(word, many))
		return at;
	bool plural = str_distance(word, many, 1) == 1 &&
	    ch_fold(word.p[word.n - 1]) == 'S';
	if (!plural && str_distance(word, one, 1) != 1)
		return at;
	uint32_t from = base + (uint32_t)(word.p - s);
	uint32_t to = from + (uint32_t)word.n;
	struct str capitals = plural ? many : one;
	struct str small = plural ? STR("reasons") : STR("reason");
	telegram_fix(p->t, telegram_diag(p->t, DIAG_LABEL, from, to, word),
	    from, to, lex_capitals(word) ? capitals : ch_lower(word.p[0]) ?
	    small : plural ? STR("Reasons") : STR("Reason"), "certain");
	return a;
}

/* "... Derived From: DSCG 05-1. Declassify On: ..." on the same line: cut
 * off; a reason that follows stays. s is the scratch copy that all lies in. */
static struct str
derived_cut(struct parse *p, char *s, uint32_t base, struct str all)
{
	size_t k = str_findi(all, STR("DERIVED FROM"), 0);
	size_t d = str_findi(all, STR("DECLASSIFY ON"), 0);
	size_t reason = str_findi(all, STR("REASON"), k);

	if (k < all.n && !value_set(&p->t->derived_from)) {
		size_t from = k + 12, to = d > from ? d : all.n;
		to = reason < to ? reason : to;
		while (from < to && (all.p[from] == ':' ||
		    ch_space(all.p[from])))
			from++;
		while (to > from && strchr(" .;,", all.p[to - 1]) != NULL)
			to--;
		uint32_t a = base + (uint32_t)(all.p - s);
		if (to > from)
			p->t->derived_from = parse_folded(p,
			    a + (uint32_t)from, a + (uint32_t)to);
	}
	if (k < all.n && reason < all.n) {
		memset(s + (all.p - s) + k, ' ', reason - k);
		k = all.n;
	}
	return str_cut(all, 0, k < d ? k : d);
}

static struct reftel_classifier *
classifier_new(struct parse *p, size_t *cap)
{
	struct reftel_classifier *v = arena_grow(p->a, p->t->classified_by.v,
	    p->t->classified_by.n, cap, sizeof *v);

	if (v == NULL)
		return NULL;
	p->t->classified_by.v = v;
	struct reftel_classifier *cl = &v[p->t->classified_by.n++];
	*cl = (struct reftel_classifier){ 0 };
	return cl;
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
static size_t
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

/* Where the second of two authorities begins, and how long the words are
 * that part it from the first. */
struct second {
	size_t at, gap;
};

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
static struct second
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

static bool
office_or_small_word(struct str w)
{
	static const char *const small[] = { "AND", "FOR", "REASONS", "REASON",
		"OR", "PER", "DUE", "DE", "VAN", "DER", "VON", "BOTH" };

	return w.n > 1 && (lex_in(w, small, LEX_COUNT(small)) ||
	    office_word(w));
}

/* Are x and y, at the end of a line and the beginning of the next, one word?
 * Of a line that is not full only where it can be nothing else. */
static bool
one_word(struct parse *p, struct str x, struct str y, bool full)
{
	static const char *const sure[] = { "AND", "REASONS", "REASON" };
	char *both = arena_printf(p->a, "%.*s%.*s", (int)x.n, x.p, (int)y.n,
	    y.p);

	if (both == NULL || x.n == 0 || y.n == 0)
		return false;
	if (!full)
		return lex_in(str_from(both), sure, LEX_COUNT(sure));
	if (office_or_small_word(str_from(both)))
		return true;
	return ch_lower(y.p[0]) && !office_or_small_word(x) &&
	    !office_or_small_word(y);
}

/*
 * The drafting program broke this line at 71 characters, in the middle of a
 * word if need be: "for reaso" / "ns"; copies did so elsewhere. Joins the word in the scratch copy s,
 * and leaves the blanks behind it.
 */
static void
join_broken_word(struct parse *p, char *s, uint32_t base, size_t n)
{
	enum { COLUMNS = 71 };
	const char *nl = memchr(s, '\n', n), *line = p->s + base;

	p->joint = (struct joint){ 0 };
	if (nl == NULL)
		return;
	while (line > p->s && line[-1] != '\n')
		line--;
	size_t left = (size_t)(nl - s), right = left + 1, end = right;
	while (left > 0 && ch_blank(s[left - 1]))
		left--;
	bool full = p->s + base + left == line + COLUMNS;
	size_t from = left;
	while (from > 0 && ch_alpha(s[from - 1]))
		from--;
	while (end < n && ch_alpha(s[end]))
		end++;
	if (!one_word(p, str_make(s + from, left - from),
	    str_make(s + right, end - right), full))
		return;
	while (end < n && !ch_space(s[end]))
		end++;
	size_t gap = right - left;
	memmove(s + left, s + right, end - right);
	memset(s + end - gap, ' ', gap);
	p->joint = (struct joint){ base + (uint32_t)left,
		base + (uint32_t)(end - gap), (uint32_t)gap };
}

/* A section and a letter in s that no order has. */
static bool
reason_shaped(struct str s)
{
	struct reason_shape r;

	return reason_shape(s, 0, &r) && !(r.section[2] >= '4' &&
	    r.section[2] <= '5' && ch_fold(r.letter) <= 'H');
}

static void
authority_one(struct parse *p, struct range r, size_t *cap)
{
	char *s = parse_scratch(p, r.start, r.end);

	if (s == NULL)
		return;
	size_t n = r.end - r.start;
	join_broken_word(p, s, r.start, n);
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\n')
			s[i] = ' ';
		/* "d,Affaires" (telegram.md 17.5) */
		if (s[i] == ',' && i > 0 && i + 1 < n && ch_fold(s[i - 1]) ==
		    'D' && ch_fold(s[i + 1]) == 'A')
			s[i] = '\'';
	}
	struct str all = str_make(s, n);
	struct cur c = cur_make(all);
	while (label_authority(&c))	/* "Classified By: Classified by" */
		;
	all = cur_rest(c);
	if (str_starts(str_trim(all), STR("(U)")))
		all = str_cut(all, str_find(all, STR("(U)"), 0) + 3, all.n);
	all = derived_cut(p, s, r.start, all);
	if (str_trim(all).n == 0)
		return;
	struct str whole = str_trim(all);
	uint32_t a = r.start + (uint32_t)(whole.p - s);
	size_t at = reasons_at(all, 0);
	size_t near = reason_misspelt(p, r.start, s, all, at);
	size_t stop = before_reasons(all, near);
	struct str who = str_cut(all, 0, stop);
	who = str_cut(who, 0, without_principal(who));
	struct str head = str_trim(who);
	bool by_program = head.n > 0 && head.p[head.n - 1] == ';';
	bool list = by_program && str_findc(who, ',', 0) < who.n;
	struct second second = { who.n, 0 };
	size_t none = 0;
	if (!list)
		second = second_person(who);
	for (size_t from = 0; from < who.n || from == 0;) {
		size_t to = from < second.at ? second.at : who.n;
		struct reftel_classifier *cl = classifier_new(p, cap);
		if (cl == NULL)
			return;
		cl->whole = telegram_value(p->t, a, a + (uint32_t)whole.n);
		struct str one = str_cut(who, from, to);
		if (to < who.n)
			one = str_cut(one, 0, one.n - second.gap);
		who_read(p, s, r.start, strip_points(one), by_program, false,
		    cl);
		struct cur rc = { all.p + at, all.p + all.n };
		if (at < all.n)
			reasons_read(p, s, r.start, &rc, cl);
		none += cl->reasons.n == 0;
		from = to > 0 ? to : 1;
	}
	/* "1.9 (b)", "1.4 (k)": check tells that there is no such reason */
	if (none > 0 && !reason_shaped(all))
		telegram_diag(p->t, DIAG_REASON_MISSING, a,
		    a + (uint32_t)whole.n, STR(""));
}

void
parse_authority(struct parse *p)
{
	size_t cap = 0;

	for (size_t i = 0; i < p->authority.n; i++)
		authority_one(p, p->authority.v[i], &cap);
}
