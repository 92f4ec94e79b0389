/*
 * Captions, and the lines that steer a telegram to someone. telegram.md 12,
 * 13.
 */
#include "form/parse_front.h"
#include "telegram/number.h"

void
caption_add(struct parse *p, struct str printed, uint32_t start, uint32_t end)
{
	/* printed may be a word of ours ("EFTO" for "E F T O") */
	struct str name = parse_capitals(p, printed);
	if (str_eq(name, STR("NODIF")))
		name = STR("NODIS");	/* a typing error (telegram.md 12) */

	for (size_t i = 0; i < p->t->captions.n; i++) {
		if (str_eqi(value_str(&p->t->captions.v[i]), name)) {
			telegram_diag(p->t, DIAG_CAPTION_REPEATED, start, end,
			    name);
			return;
		}
	}
	telegram_push(p->t, &p->t->captions, telegram_value_as(name, start,
	    end));
}

/* The longest caption at the cursor. */
static bool
eat_caption(struct cur *c, struct str *word)
{
	static const char *const phrases[] = { "ROGER CHANNEL",
		"DISSENT CHANNEL", "AGREMENT CHANNEL", "DIRGEN CHANNEL",
		"DS CHANNEL", "DG CHANNEL", "MED CHANNEL", "SY CHANNEL",
		"TM CHANNEL", "OC CHANNEL", "OIG CHANNEL", "OPCENTER CHANNEL",
		"GRIEVANCE CHANNEL", "WHITE HOUSE CHANNEL", "EYES ONLY",
		"OFFICIAL INFORMAL", "OFFICIAL-INFORMAL", "STADIS EYES ONLY",
		"DEA SENSITIVE", "SPECAT EXCLUSIVE",
		"INFORM ALL STATE EMPLOYEES", "FOR OFFICIAL USE ONLY",
		"VISAS VIPER", "VISAS DONKEY", "VISAS HERON", "E F T O",
		"S I P D I S", "SI PDIS" };

	char first = c->p < c->end ? ch_fold(*c->p) : 0;

	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		struct cur was = *c;
		if (phrases[i][0] == first && eat_word(c, phrases[i])) {
			*word = str_trim(str_range(was.p, c->p));
			if (i >= 26)
				*word = STR("SIPDIS");
			return true;
		}
	}
	const char *from = c->p;
	while (c->p < c->end && (ch_alpha(*c->p) || *c->p == '-'))
		c->p++;
	*word = str_range(from, c->p);
	if (word->n < 3)
		goto no;
	static const char *const single[] = { "NODIS", "EXDIS", "LIMDIS",
		"STADIS", "NOFORN", "SIPDIS", "SENSITIVE", "CHEROKEE",
		"TERREP", "ONLY", "LOU", "FOUO", "SBU", "SPECAT", "AIDAC",
		"USIAC", "TOPEC", "EXCON", "FODAG", "NODIF", "NIACT",
		"ORCON", "NOCONTRACT", "PROPIN", "RELIDO", "WNINTEL",
		"EFTO", "GREENBACK" };
	if (lex_in(*word, single, LEX_COUNT(single)))
		return true;
no:
	c->p = from;
	return false;
}

/* "TOSEC 090123": the number in the series of a journey (telegram.md 11). */
static bool
eat_series(struct cur *c, struct str *number)
{
	static const char *const series[] = { "TOSEC", "SECTO", "TODEL",
		"DELTO", "TOTAS", "TASTO", "TOPOL", "POLTO" };
	struct cur was = *c;
	struct str word;

	if (eat_alpha(c, &word) && lex_in(word, series, LEX_COUNT(series))) {
		cur_skip(c);
		if (eat_digits(c, 2, 6, NULL) && (cur_end(c) ||
		    !ch_alnum(*c->p))) {
			*number = str_range(was.p, c->p);
			return true;
		}
	}
	*c = was;
	return false;
}

/*
 * A line of captions only, with commas, blanks or slashes between: takes
 * them. "C O R R E C T E D  C O P Y (reason)" counts as one.
 */
bool
caption_line(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str word, series = { 0 };
	struct { struct str name; const char *from, *to; } found[8];
	size_t n = 0;

	/* a congressional party, a visa programme: the whole line */
	static const char *const named[] = { "CODEL ", "STAFFDEL ", "VISAS " };
	if (lex_starts_in(s, named, LEX_COUNT(named)) && lex_capitals(s) &&
	    s.n < 40 && str_findi(s, STR(" FOR "), 0) == s.n) {
		caption_add(p, s, offset_of(p, s.p), offset_of(p, s.p + s.n));
		return true;
	}
	while (!cur_end(&c)) {
		const char *from = c.p;
		bool number = eat_series(&c, &word);
		if (!number && (n == 8 || !eat_caption(&c, &word)))
			return false;
		const char *to = c.p;
		while (to > from && ch_space(to[-1]))
			to--;
		if (number) {
			series = word;
		} else {
			found[n].name = word;
			found[n].from = from;
			found[n++].to = to;
		}
		while (c.p < c.end && (ch_blank(*c.p) || strchr(",;/+-&",
		    *c.p) != NULL))
			c.p++;
	}
	for (size_t i = 0; i < n; i++)
		caption_add(p, found[i].name, offset_of(p, found[i].from),
		    offset_of(p, found[i].to));
	if (series.n > 0)
		telegram_field(p->t, "series_number", value_at(p, series));
	return n > 0 || series.n > 0;
}

bool
caption_corrected_copy(struct parse *p, struct str s)
{
	char squeezed[16];
	size_t n = 0;

	if (s.n < 12 || s.n > 120)
		return false;
	for (size_t i = 0; i < s.n && n < 13; i++)
		if (ch_alpha(s.p[i]))
			squeezed[n++] = ch_fold(s.p[i]);
		else if (!ch_blank(s.p[i]))
			break;
	struct str q = str_make(squeezed, n);
	bool copy = n == 13 && str_distance(q, STR("CORRECTEDCOPY"), 1) <= 1;
	bool dupe = str_startsi(s, STR("SUSPECTED DUPLICATE")) ||
	    str_startsi(s, STR("POSS DUPE"));
	if (!copy && !dupe)
		return false;
	uint32_t a = offset_of(p, s.p), b = a + (uint32_t)s.n;
	telegram_diag(p->t, copy ? DIAG_CORRECTED_COPY :
	    DIAG_SUSPECTED_DUPLICATE, a, b, s);
	telegram_push(p->t, &p->t->captions, telegram_value_as(
	    copy ? STR("CORRECTED COPY") : STR("SUSPECTED DUPLICATE"), a, b));
	return true;
}

/* Agencies and the like that a passing line is addressed to, beside posts.
 * Longest first where one begins another. */
static const char *const addressed[] = { "DEPARTMENT", "DEPT.", "DEPT",
	"SECSTATE", "STATE", "ALL POSTS", "POSTS", "EMBASSIES", "NSC", "OVP",
	"WHITE HOUSE", "TREASURY", "USDOC", "DOC", "COMMERCE", "USTR", "USDA",
	"AGRICULTURE", "OSD", "DOD", "SECDEF", "JCS", "JOINT STAFF", "DOE",
	"ENERGY", "DOJ", "JUSTICE", "DHS", "USAID", "AID/W", "AID", "CIA",
	"DIA", "FBI", "DEA", "FAA", "EPA", "NRC", "OPIC", "EXIM", "ONDCP",
	"PACOM", "USPACOM", "CENTCOM", "USCENTCOM", "EUCOM", "USEUCOM",
	"SOUTHCOM", "USSOUTHCOM", "AFRICOM", "USMISSION", "MCC", "HHS", "CDC",
	"NASA", "NOAA", "LABOR", "INTERIOR", "USIA", "ICA", "PEACE CORPS" };

static bool
eat_addressed(struct cur *c)
{
	char room[64];
	bool known = false;

	for (size_t i = 0; i < LEX_COUNT(addressed); i++)
		if (eat_lit(c, addressed[i]) && (cur_end(c) ||
		    !ch_alnum(*c->p)))
			return true;
	/* a post: up to three words before the verb */
	struct cur at = *c;
	for (int words = 0; words < 3 && !known; words++) {
		struct str word;
		if (!eat_alpha(&at, &word))
			return false;
		number_post(str_range(c->p, at.p), NUMBER_IN_LINE, room,
		    sizeof room, &known);
		if (!known)
			cur_skip(&at);
	}
	if (known)
		*c = at;
	return known;
}

/* "WHITE HOUSE", "USAID/W": all of it is whom a passing line is for. */
bool
passing_agency(struct str s)
{
	struct cur c = cur_make(s);

	return eat_addressed(&c) && (cur_end(&c) || *c.p == '/');
}

/*
 * "DEPT PASS TO USTR", "STATE FOR EUR/CE", "PLEASE PASS TO ZENDA": told by
 * its words alone, wherever it stands. FOR alone is common in prose, so an
 * office must follow it, unless the line is all there is.
 */
bool
passing_sure(struct str s, bool alone)
{
	struct cur c = cur_make(s);

	if (s.n < 8 || s.n > 200 || !lex_capitals(s) || lex_sentence_end(s))
		return false;
	if (str_starts(s, STR("INFORM CONSULS")))
		return true;
	bool who = eat_addressed(&c);
	cur_skip(&c);
	eat_word(&c, "ALSO");
	bool please = eat_word(&c, "PLEASE") || eat_word(&c, "PLS");
	eat_word(&c, "ALSO");
	if (eat_word(&c, "PASS"))
		return who || please || eat_word(&c, "TO");
	if (alone && !who && str_starts(s, STR("FOR ")))
		return str_find(s, STR(" FROM "), 0) < s.n ||
		    str_findc(s, '/', 0) < s.n;
	if (!who || !eat_word(&c, "FOR") || cur_end(&c))
		return false;
	if (alone)
		return true;
	struct str office = lex_first_word(cur_rest(c));
	return str_findc(office, '/', 0) < office.n ||
	    (str_startsi(s, STR("DEPT")) && office.n < 6);
}

/*
 * "FOR AMBASSADOR FROM HARTMAN": to a person, whom the line names or gives
 * the office of. Prose begins with FOR as well, so what follows counts.
 */
bool
passing_person(struct str s)
{
	static const char *const offices[] = { "AMBASSADOR", "AMBASSADORS",
		"CHARGE", "DCM", "SECRETARY", "UNDER", "DEPUTY", "ASSISTANT",
		"ACTING", "COUNSELOR", "DIRECTOR", "CONSUL", "PRESIDENT",
		"GENERAL", "ADMIRAL", "ADMINISTRATOR", "PAO", "CPAO", "POLAD",
		"MR.", "DR.", "AMB.", "GOVERNOR", "SENATOR" };
	struct cur c = cur_make(s);

	if (s.n < 8 || s.n > 80 || !lex_capitals(s) || lex_sentence_end(s) ||
	    !eat_word(&c, "FOR"))
		return false;
	eat_word(&c, "THE");
	struct str to = str_trim(cur_rest(c));
	size_t from = str_find(to, STR(" FROM "), 0);
	struct str office = lex_first_word(to);
	if (office.n > 1 && strchr(",;/", office.p[office.n - 1]) != NULL)
		office.n--;
	return lex_in(office, offices, LEX_COUNT(offices)) ||
	    (from < to.n && from < 40 && to.n - from < 40);
}

/* Numbers are no words: "73/60" and "202104Z" of a page line. */
static bool
has_words(struct str s)
{
	struct cur c = cur_make(s);
	size_t i = 0;

	if (eat_digits(&c, 6, 6, NULL) && eat_char(&c, 'Z') && cur_end(&c))
		return false;
	while (i < s.n && !ch_alpha(s.p[i]))
		i++;
	return i < s.n;
}

/* Does a line in caption position steer the telegram to someone? Wording is
 * free (telegram.md 13): FOR, PASS, FROM, an office with a slash. */
bool
passing_like(struct str s)
{
	static const char *const words[] = { " FOR ", " PASS ", " PLS ",
		" ALSO ", "INFORM ", "PLEASE", "/", " TO ", " ONLY", "EYES" };

	if (s.n < 4 || s.n > 400 || !has_words(s))
		return false;
	if (str_startsi(s, STR("FOR ")) || str_startsi(s, STR("PASS ")) ||
	    str_startsi(s, STR("FROM ")))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_findi(s, str_from(words[i]), 0) < s.n)
			return true;
	return lex_capitals(s);
}

/* "EXDIS - CAIRO PASS ALEXANDRIA": takes the caption, gives the rest. */
struct str
caption_before_pass(struct parse *p, struct str s)
{
	enum { LONGEST = 120 };		/* words behind captions */
	struct cur c = cur_make(s);
	struct str word;

	if (!eat_caption(&c, &word) || cur_end(&c))
		return s;
	while (c.p < c.end && (strchr("-;,", *c.p) != NULL ||
	    ch_blank(*c.p)))
		c.p++;
	struct str rest = str_trim(cur_rest(c));
	/* "NODIS CHEROKEE EYES ONLY SECRETARY": no passing line begins with
	 * one of these */
	static const char *const first[] = { "NODIS", "EXDIS", "LIMDIS",
		"STADIS", "NOFORN", "CHEROKEE" };
	if (rest.n > 0 && rest.n < LONGEST &&
	    lex_in(word, first, LEX_COUNT(first)) && ch_upper(rest.p[0]) &&
	    lex_capitals(rest) && !lex_sentence_end(rest)) {
		caption_add(p, word, offset_of(p, word.p),
		    offset_of(p, word.p + word.n));
		return caption_line(p, rest) ? str_cut(rest, rest.n, rest.n) :
		    caption_before_pass(p, rest);
	}
	/* how to hand on the copies of this caption */
	if (str_startsi(rest, STR("(DISTRIBUTE AS "))) {
		caption_add(p, word, offset_of(p, word.p),
		    offset_of(p, word.p + word.n));
		telegram_field(p->t, "remark", value_at(p, rest));
		return str_cut(rest, rest.n, rest.n);
	}
	if (rest.n < 6 || !lex_capitals(rest) || !(rest.p[0] == '(' ||
	    str_startsi(rest, STR("FOR ")) || str_findi(rest, STR(" FOR "),
	    0) < rest.n || str_findi(rest, STR("PASS "), 0) < rest.n))
		return s;
	caption_add(p, word, offset_of(p, word.p),
	    offset_of(p, word.p + word.n));
	return rest;
}

/* Is s the last line above a blank one, a REF line or a paragraph? */
static bool
ends_block(const struct parse *p, struct str s)
{
	struct str rest = str_range(s.p + s.n, p->s + p->n);
	size_t line = str_findc(rest, '\n', 0);
	size_t next = line < rest.n ? str_findc(rest, '\n', line + 1) : line;
	struct str below = str_trim(str_cut(rest, line, next));

	return below.n == 0 || str_starts(below, STR("REF")) ||
	    front_paragraph_start(below);
}

/* Captions, passing lines and what else stands between class line and E.O.
 * line. */
bool
front_caption(struct parse *p, struct front *f, struct str s)
{
	if (caption_corrected_copy(p, s)) {
		f->el = EL_CLASS;
		return true;
	}
	if (caption_line(p, s)) {
		f->el = f->el == EL_TAGS || f->el == EL_SUBJECT ? f->el :
		    EL_CLASS;
		return true;
	}
	bool top = p->t->form == REFTEL_FORM_FRAGMENT && !front_any(p) &&
	    f->stray.n == 0;
	/* "FOR AMBASSADOR" also below the TAGS, where no more TAGS follow */
	bool late = (f->el == EL_EO || f->el == EL_TAGS) &&
	    str_starts(s, STR("FOR ")) && lex_capitals(s) && s.n < 80;
	bool place = f->el == EL_CLASS || f->el == EL_PASSING || late;
	struct str whole = s;
	if (place || top)
		s = caption_before_pass(p, s);
	place |= s.p != whole.p;
	if (s.n == 0) {
		f->el = EL_CLASS;
		return true;
	}
	bool alone = top && s.n == str_trim(range_str(p, p->r->begin,
	    p->n)).n;
	bool sure = passing_sure(s, alone) && (place || top ||
	    f->el == EL_SUBJECT || (f->el == EL_REF && f->blank));
	/* "PASS WHITE HOUSE" on a line apart below the subject */
	sure |= f->el == EL_SUBJECT && f->blank && s.n < 40 &&
	    str_starts(s, STR("PASS ")) && lex_capitals(s) &&
	    !lex_sentence_end(s);
	/* "FOR AMBASSADOR FROM HARTMAN", there as well */
	sure |= ((f->el == EL_SUBJECT && f->blank) || f->el == EL_REF) &&
	    s.p[0] == 'F' && passing_person(s) && ends_block(p, s);
	if (!sure && (!place || f->subject_seen ||
	    (p->tags.end > p->tags.start && !late) || lex_rule(s) ||
	    (!p->has_class && line_opens_text(s))))
		return false;
	struct reftel_values *pass = &p->t->passing;
	bool lower = ch_lower(s.p[0]) && !lex_capitals(s) && pass->n > 0 &&
	    lex_capitals(value_str(&pass->v[pass->n - 1]));
	if (f->el == EL_PASSING && !f->blank && pass->n > 0) {
		struct reftel_value *last = &pass->v[pass->n - 1];
		struct str was = value_str(last);
		static const char *const open[] = { "AND", "FOR", "TO",
			"PASS", "&", "OF", "THE", "ALSO", "PLEASE", "PLS",
			"AMEMBASSY", "AMEMBASSIES", "AMCONSUL", "AMCONSULS",
			"USMISSION", "USMISSIONS", "ASSISTANT", "DEPUTY",
			"UNDER", "ACTING", "FEDERAL", "RESERVE", "NEW",
			"SAN" };
		/* "STATE FOR INL; TREASURY" / "FOR FINCEN" */
		static const char *const whom[] = { "TREASURY", "COMMERCE",
			"USDOC", "LABOR", "JUSTICE", "DOE", "DOD", "USTR",
			"AGRICULTURE", "USDA", "INTERIOR", "ENERGY", "EPA",
			"FAA", "NSC", "USAID" };
		if ((str_startsi(s, STR("FOR ")) && lex_in(lex_last_word(was),
		    whom, LEX_COUNT(whom))) ||
		    memchr(",;/", was.p[was.n - 1], 3) != NULL ||
		    lex_in(lex_last_word(was), open, LEX_COUNT(open)) ||
		    str_startsi(s, STR("AND ")) || lower ||
		    (str_starts(s, STR("FROM ")) && str_starts(was,
		    STR("FOR ")) && str_find(was, STR(" FROM "), 0) ==
		    was.n)) {
			*last = parse_folded(p, last->start,
			    offset_of(p, s.p + s.n));
			return true;
		}
	}
	if (!sure && !passing_like(s))
		return false;
	telegram_push(p->t, pass, parse_folded(p, offset_of(p, s.p),
	    offset_of(p, s.p + s.n)));
	f->el = EL_PASSING;
	return true;
}
