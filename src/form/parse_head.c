/*
 * The heading: which of its lines is what, whatever is damaged or glued; and
 * the addressees, format lines 6 to 9. transmission.md 1, telegram.md 10.
 */
#include "form/parse_head.h"
#include "tables/tables.h"
#include "telegram/number.h"

/* --- addressees ------------------------------------------------------- */

static const char *const precedence_words[] = { "NIACT IMMEDIATE", "FLASH",
	"IMMEDIATE", "PRIORITY", "ROUTINE", "NIACT" };

/* A precedence word at the end of s, also one letter off when it is long:
 * its length, 0: none. */
static size_t
precedence_tail(struct parse *p, struct str s, const char **word)
{
	/* the last letter of all of them */
	char end = s.n == 0 ? ' ' : ch_fold(s.p[s.n - 1]);
	for (size_t i = 0; (end == 'E' || end == 'H' || end == 'Y' ||
	    end == 'T') && i < LEX_COUNT(precedence_words); i++) {
		struct str w = str_from(precedence_words[i]);
		if (s.n > w.n && str_eqi(str_cut(s, s.n - w.n, s.n), w) &&
		    ch_space(s.p[s.n - w.n - 1])) {
			*word = precedence_words[i];
			return w.n;
		}
	}
	struct str last = lex_last_word(s);
	if (last.n < 7 || last.n == s.n)
		return 0;
	for (size_t i = 2; i < 5; i++) {
		struct str w = str_from(precedence_words[i]);
		char first = ch_fold(last.p[0]);
		if ((first == w.p[0] || first == w.p[1]) &&
		    str_distance(last, w, 1) == 1) {
			struct diag *d = telegram_diag(p->t,
			    DIAG_PRECEDENCE_MISSPELT, offset_of(p, last.p),
			    offset_of(p, last.p + last.n), last);
			telegram_fix(p->t, d, offset_of(p, last.p),
			    offset_of(p, last.p + last.n), w, "certain");
			*word = precedence_words[i];
			return last.n;
		}
	}
	return 0;
}

/* "0147" or "0148-0149" at the end: its length, 0: none. The number of an
 * address group ("AIG 7654") is part of its name (transmission.md 1.7). */
static size_t
number_tail(struct str s)
{
	static const char *const groups[] = { "AIG", "CTF", "CTG", "CTU", "TF",
		"CAD", "JTF", "CJTF", "BOX" };
	size_t i = s.n;

	while (i > 0 && (ch_digit(s.p[i - 1]) || s.p[i - 1] == '-'))
		i--;
	size_t n = s.n - i;
	if (n < 3 || n > 11 || i == 0 || !ch_blank(s.p[i - 1]) ||
	    !ch_digit(s.p[i]) || !ch_digit(s.p[s.n - 1]))
		return 0;
	if (memchr(s.p + i, '-', n) == NULL && n > 5)
		return 0;
	struct str before = lex_last_word(str_cut(s, 0, i));
	/* behind letters and digits in disorder it is noise as they are */
	bool small = false, digit = false;
	for (size_t k = 0; k < before.n; k++) {
		small |= ch_lower(before.p[k]);
		digit |= ch_digit(before.p[k]);
	}
	if (small && digit)
		return 0;
	return lex_in(before, groups, LEX_COUNT(groups)) ? 0 : n;
}

/* RI/ or ZEN/ at the front: the length of the part before the slash. OCR may
 * have put blanks into the indicator: "RUE PDA/SECSTATE". */
static size_t
ri_front(struct str s)
{
	size_t slash = str_findc(s, '/', 0), n = 0;
	char squeezed[12];

	if (slash >= s.n || slash == 0 || slash > 10)
		return 0;
	for (size_t i = 0; i < slash; i++)
		if (!ch_blank(s.p[i]))
			squeezed[n++] = s.p[i];
	struct str ri = str_make(squeezed, n);
	if (n < slash && (n < 5 || !str_starts(ri, STR("RU"))))
		return 0;
	return lex_ri(ri) || str_eqi(ri, STR("ZEN")) ? slash : 0;
}

/* The indicator that ri_front() found, without the blanks in it. */
static struct reftel_value
ri_value(struct parse *p, struct str s)
{
	struct reftel_value v = value_at(p, s);
	char *out = arena_bytes(p->a, s.n);
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < s.n; i++)
		if (!ch_blank(s.p[i]))
			out[n++] = s.p[i];
	return out == NULL || n == s.n ? v : telegram_value_as(str_make(out,
	    n), v.start, v.end);
}

/* An address behind a speck: "-RUHPA/CINCPAC". */
static struct str
past_speck(struct str s)
{
	struct str rest = s;

	while (rest.n > 0 && rest.n + 3 > s.n && !ch_alnum(rest.p[0]))
		rest = str_cut(rest, 1, rest.n);
	return ri_front(rest) > 0 ? rest : s;
}

/* Exempted addressees behind ", XMT": cuts them off s. */
static struct str
exempt_tail(struct parse *p, struct str s, struct reftel_values *except)
{
	size_t k = str_find(s, STR(" XMT "), 0);

	if (k >= s.n)
		return s;
	struct str rest = str_cut(s, k + 5, s.n);
	while (rest.n > 0) {
		size_t comma = str_findc(rest, ',', 0);
		struct str one = str_trim(str_cut(rest, 0, comma));
		if (one.n > 0)
			telegram_push(p->t, except, value_at(p, one));
		rest = str_cut(rest, comma + 1, rest.n);
	}
	struct str head = str_trim(str_cut(s, 0, k));
	if (head.n > 0 && head.p[head.n - 1] == ',')
		head = str_trim(str_cut(head, 0, head.n - 1));
	return head;
}

struct reftel_addressee
head_address(struct parse *p, struct str s)
{
	struct reftel_addressee a = { 0 };
	const char *word;

	a.whole = value_at(p, s);
	s = exempt_tail(p, s, &a.except);
	size_t n = ri_front(s);
	if (n > 0) {
		a.ri = ri_value(p, str_cut(s, 0, n));
		s = str_trim(str_cut(s, n + 1, s.n));
	}
	if (str_ends(s, STR(" GRNC")))
		s = str_trim(str_cut(s, 0, s.n - 5));
	while (s.n > 0 && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ';'))
		s = str_trim(str_cut(s, 0, s.n - 1));
	n = number_tail(s);
	if (n > 0) {
		a.number = value_at(p, str_cut(s, s.n - n, s.n));
		s = str_trim(str_cut(s, 0, s.n - n));
	}
	n = precedence_tail(p, s, &word);
	if (n > 0) {
		uint32_t end = offset_of(p, s.p + s.n);
		a.precedence = telegram_value_as(str_from(word),
		    end - (uint32_t)n, end);
		s = str_trim(str_cut(s, 0, s.n - n));
	}
	/* "SECSTATE WASHDC 716 NIACT IMMEDIATE" */
	n = value_set(&a.number) ? 0 : number_tail(s);
	if (n > 0) {
		a.number = value_at(p, str_cut(s, s.n - n, s.n));
		s = str_trim(str_cut(s, 0, s.n - n));
	}
	a.plad = parse_folded(p, offset_of(p, s.p), offset_of(p, s.p + s.n));
	return a;
}

static void
addressee_add(struct parse *p, struct reftel_addressees *list, size_t *cap,
    struct str s)
{
	if (str_trim(s).n == 0)
		return;
	struct reftel_addressee *v = arena_grow(p->a, list->v, list->n, cap,
	    sizeof *v);
	if (v == NULL)
		return;
	list->v = v;
	v[list->n++] = head_address(p, str_trim(s));
}

/* The collective whose members an XMT line exempts: the last one named,
 * else the last addressee (transmission.md 1.7). */
static struct reftel_addressee *
collective(struct reftel_telegram *t)
{
	static const char *const words[] = { "COLLECTIVE", "ALL ", "POSTS",
		"CAPITALS", "STATES" };
	struct reftel_addressees *lists[2] = { &t->info, &t->to };

	for (size_t l = 0; l < 2; l++)
		for (size_t i = lists[l]->n; i-- > 0;)
			for (size_t w = 0; w < 5; w++) {
				struct str plad = value_str(
				    &lists[l]->v[i].plad);
				if (str_findi(plad, str_from(words[w]), 0) <
				    plad.n)
					return &lists[l]->v[i];
			}
	if (t->info.n > 0)
		return &t->info.v[t->info.n - 1];
	return t->to.n > 0 ? &t->to.v[t->to.n - 1] : NULL;
}

void
head_exempt_one(struct parse *p, struct reftel_value plad)
{
	struct reftel_addressee *a = collective(p->t);

	if (a != NULL)
		telegram_push(p->t, &a->except, plad);
}

void
head_exempt(struct parse *p, struct str s)
{
	struct reftel_addressee *a = collective(p->t);

	s = str_trim(s);
	while (a != NULL && s.n > 0) {
		size_t comma = str_findc(s, ',', 0);
		struct str one = str_trim(str_cut(s, 0, comma));
		if (one.n > 0)
			telegram_push(p->t, &a->except, value_at(p, one));
		s = str_cut(s, comma + 1, s.n);
	}
}

/* The sender's number, where the class word before it is lost: "SECTION 01 OF
 * 03 PARIS 000953", "PARIS 05480". */
static bool
own_number(struct parse *p, struct str s)
{
	enum { LONGEST_CONTINUITY = 5 };
	struct str last = lex_last_word(s);
	struct str station = str_trim(str_cut(s, 0, s.n - last.n));
	struct cur c = cur_make(last);

	if (!ch_digit(s.p[s.n - 1]) || last.n == s.n ||
	    !eat_digits(&c, 4, 7, NULL) || !cur_end(&c))
		return false;
	if (str_starts(s, STR("SECTION ")) || last.n > LONGEST_CONTINUITY)
		return true;
	return value_set(&p->t->from.plad) && station.n > 3 &&
	    str_ends(value_str(&p->t->from.plad), station);
}

/* "USCINCEUR", before the officer of its staff: "USCINCEUR FOR POLAD". */
static bool
commander(struct str s)
{
	static const char *const starts[] = { "CINC", "USCINC", "COM", "USNMR",
		"SHAPE", "USLOSACLANT", "JCS", "SECDEF", "DIA", "DIRNSA" };

	return lex_starts_in(s, starts, LEX_COUNT(starts)) &&
	    !str_starts(s, STR("COMMERCE"));
}

/* A line of an address list: an address is in capitals (unless the whole
 * telegram is not) and begins no line of the text header. */
static bool
addressee_like(struct parse *p, struct str s)
{
	static const char *const others[] = { "E.O.", "EO 1", "TAGS", "SUBJ",
		"REF:", "REFS:", "SIPDIS", "NOFORN", "STATE FOR", "DEPT FOR",
		"CLASSIFIED BY", "PASS TO", "BT" };

	if (s.n < 2 || s.n > 120)
		return false;
	if (ri_front(s) > 0)
		return true;
	if (lex_rule(s) || own_number(p, s))
		return false;
	if (lex_starts_in(s, others, LEX_COUNT(others)))
		return false;
	size_t attention = str_findi(s, STR(" FOR "), 0);
	if (str_startsi(s, STR("FOR ")) || (attention < s.n &&
	    !commander(str_cut(s, 0, attention))))
		return false;
	if (!ch_alnum(s.p[0]))
		return false;
	if (lex_capitals(s))
		return !lex_sentence_end(s) || s.p[s.n - 1] == ')';
	/* a telegram in small letters throughout */
	return value_set(&p->t->from.plad) &&
	    !lex_capitals(value_str(&p->t->from.plad));
}

/* Without a heading above it a line with TO or INFO may be prose: an
 * addressee has an indicator, a precedence or number behind it, or a name
 * that the books know. */
static bool
addressee_sure(struct parse *p, struct str s)
{
	static const char *const heads[] = { "SECSTATE", "SECDEF", "NSC ",
		"CIA ", "DIA ", "JOINT STAFF", "ALL ", "WHITE HOUSE",
		"DEPT OF ", "DEPARTMENT OF ", "USDEL", "HQ ", "CDR", "AIG " };
	struct str first = lex_first_word(s);
	size_t n;
	const struct number_word *word = tables_number_words(
	    first.n > 0 ? ch_fold(first.p[0]) : '\0', &n);
	const char *precedence;

	if (ri_front(s) > 0 || number_tail(s) > 0 ||
	    lex_starts_in(s, heads, LEX_COUNT(heads)) ||
	    (lex_capitals(s) && precedence_tail(p, s, &precedence) > 0) ||
	    tables_post_by_plad(s) != NULL)
		return true;
	for (; n > 0; n--, word++)
		if (word->kind <= NUMBER_WORD_MISSION && first.n > 3 &&
		    str_eqi(first, str_from(word->word)))
			return true;
	return str_ends(s, STR(" COLLECTIVE"));
}

/* --- the order of lines ------------------------------------------------ */

/* The publisher's date line: "Wednesday, 29 November 2000, 13:59". */
bool
head_weekday(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str word, day, year, hh, mm;

	if (!eat_alpha(&c, &word) || word.n < 6 ||
	    !str_eqi(str_cut(word, word.n - 3, word.n), STR("day")) ||
	    !eat_char(&c, ','))
		return false;
	cur_skip(&c);
	if (!eat_digits(&c, 1, 2, &day))
		return false;
	cur_skip(&c);
	int month = eat_month(&c);
	cur_skip(&c);
	if (month == 0 || !eat_digits(&c, 4, 4, &year) || !eat_char(&c, ','))
		return false;
	cur_skip(&c);
	if (!eat_digits(&c, 1, 2, &hh) || !eat_char(&c, ':') ||
	    !eat_digits(&c, 2, 2, &mm))
		return false;
	p->weekday = range_of(p, str_range(s.p, c.p));
	int y = (int)str_digits(year.p, 4);
	int d = (int)str_digits(day.p, day.n);
	if (value_set(&p->t->date) || !lex_date_valid(y, month, d))
		return true;
	const char *iso = lex_iso(p->a, y, month, d,
	    (int)str_digits(hh.p, hh.n), (int)str_digits(mm.p, 2));
	if (iso != NULL) {
		p->t->date = telegram_value_as(str_from(iso),
		    p->weekday.start, p->weekday.end);
		telegram_inferred(p->t, "/date");
		p->dtg_year = y;
		p->dtg_month = month;
		p->dtg_day = d;
	}
	return true;
}

/* Where a weekday line or a caption is glued to the end of an address line
 * (archive-forms 2.1); s.n: nowhere. */
static size_t
other_glued(struct str s)
{
	static const char *const days[] = { "Monday, ", "Tuesday, ",
		"Wednesday, ", "Thursday, ", "Friday, ", "Saturday, ",
		"Sunday, " };
	static const char *const captions[] = { "SIPDIS", "NOFORN" };

	for (size_t i = 0; i < 7 && memchr(s.p, ',', s.n) != NULL; i++) {
		size_t k = str_find(s, str_from(days[i]), 1);
		if (k < s.n)
			return k;
	}
	for (size_t i = 0; i < 2; i++) {
		struct str w = str_from(captions[i]);
		if (s.n > w.n && str_ends(s, w) &&
		    ch_alnum(s.p[s.n - w.n - 1]))
			return s.n - w.n;
	}
	/* "EDELWEISSID: 190648" */
	size_t id = str_find(s, STR("ID: "), 1);
	if (id < s.n && id + 4 < s.n && ch_digit(s.p[id + 4]) &&
	    ch_digit(s.p[s.n - 1]))
		return id;
	size_t k = str_find(s, STR("<<"), 1);
	return k < s.n && str_ends(s, STR(">>")) ? k : s.n;
}

static void
joined(struct parse *p, uint32_t at)
{
	struct diag *d = telegram_diag(p->t, DIAG_HEADING_JOINED, at, at,
	    STR(""));

	telegram_fix(p->t, d, at, at, STR("\n"), "certain");
}

/* One line of an address list; parts what is glued to its end. */
static void
address_line(struct parse *p, struct head_state *h, struct str s)
{
	int section, of;

	if (page_line(s, &section, &of) == s.n) {	/* "TO PAGE 02 STATE ..." */
		uint32_t o = offset_of(p, s.p);
		telegram_cut(p->t, o, o + (uint32_t)s.n);
		return;
	}
	size_t seam = class_line_glued(p, s);
	if (seam == s.n)
		seam = other_glued(s);
	if (seam < s.n) {
		h->glued = offset_of(p, s.p + seam);
		joined(p, h->glued);
		s = str_trim(str_cut(s, 0, seam));
	}
	if (h->list == LIST_TO)
		addressee_add(p, &p->t->to, &h->to_cap, s);
	else if (h->list == LIST_INFO)
		addressee_add(p, &p->t->info, &h->info_cap, s);
	else
		head_exempt(p, s);
}

static bool
from_line(struct parse *p, struct head_state *h, struct str s)
{
	if (h->from_seen) {
		h->list = LIST_NONE;
		return true;
	}
	h->from_seen = true;
	size_t seam = class_line_glued(p, s);
	if (seam < s.n) {
		h->glued = offset_of(p, s.p + seam);
		joined(p, h->glued);
		s = str_trim(str_cut(s, 0, seam));
	}
	p->t->from = head_address(p, s);
	p->t->from.whole = (struct reftel_value){ 0 };
	if (!value_set(&p->t->from.ri) &&
	    value_set(&p->t->transmission.originator))
		p->t->from.ri = p->t->transmission.originator;
	h->list = LIST_NONE;
	return true;
}

/* A label of the heading, then a blank, a colon or the line's end. */
static bool
label(struct cur *c, const char *word)
{
	struct cur was = *c;

	if (!eat_lit(c, word))
		return false;
	if (c->p < c->end && !ch_blank(*c->p) && *c->p != ':' &&
	    *c->p != '/') {
		*c = was;
		return false;
	}
	if (c->p < c->end && (*c->p == ':' || *c->p == '/'))
		c->p++;
	cur_skip(c);
	return true;
}

/* A label one letter off, or without the blank behind it: "MF AMEMBASSY
 * PARIS", "T RUEHC/SECSTATE WASHDC", "INFORUEHFR/AMEMBASSY PARIS". *rest:
 * what it announces. */
static bool
label_off(struct str s, struct str label, struct str *rest)
{
	struct str word = lex_first_word(s);

	if (word.n > label.n + 1 && str_starts(word, label)) {
		*rest = str_cut(s, label.n, s.n);
		return true;
	}
	*rest = str_trim(str_cut(s, word.n, s.n));
	return rest->n > 0 && word.n > 0 && word.n <= label.n + 1 &&
	    str_distance(word, label, 1) == 1;
}

static void
label_mend(struct parse *p, struct str s, struct str label, struct str rest)
{
	uint32_t a = offset_of(p, s.p), b = offset_of(p, rest.p);
	bool glued = b == a + label.n;
	struct str wrong = glued ? lex_first_word(s) : str_trim(str_cut(s, 0,
	    b - a));
	uint32_t end = a + (uint32_t)wrong.n;
	struct diag *d = telegram_diag(p->t, DIAG_LABEL, a, end, wrong);

	if (glued)
		telegram_fix(p->t, d, b, b, STR(" "), "certain");
	else
		telegram_fix(p->t, d, a, end, label, "certain");
}

/* A damaged FM, TO or INFO in its place, before what can only be a post. */
static bool
head_near(struct parse *p, struct head_state *h, struct str s)
{
	struct str rest, fm = STR("FM"), to = STR("TO"), info = STR("INFO");

	if (!h->dtg_seen || s.n < 6)
		return false;
	if (!h->from_seen && h->list == LIST_NONE && label_off(s, fm, &rest) &&
	    lex_capitals(rest) && addressee_sure(p, rest)) {
		label_mend(p, s, fm, rest);
		return from_line(p, h, rest);
	}
	bool first = h->from_seen && !h->addresses && h->list == LIST_NONE;
	if (first && label_off(s, to, &rest) && addressee_sure(p, rest)) {
		label_mend(p, s, to, rest);
		h->list = LIST_TO;
	} else if (h->list == LIST_TO && label_off(s, info, &rest) &&
	    addressee_sure(p, rest)) {
		label_mend(p, s, info, rest);
		h->list = LIST_INFO;
	} else {
		return false;
	}
	h->addresses = true;
	address_line(p, h, rest);
	return true;
}

static bool
dtg_line(struct parse *p, struct head_state *h, struct str s)
{
	char first = ch_fold(s.p[0]);
	bool prosign = s.n > 8 && (first == 'N' || (ch_alpha(first) &&
	    ch_blank(s.p[1]) && (ch_digit(s.p[2]) ||
	    memchr("ZOPRY", first, 5) != NULL)));

	if ((!ch_digit(first) && !prosign) || (!dtg_read(p, s) &&
	    !dtg_broken(p, s)))
		return false;
	return h->dtg_seen = true;
}

/* Format lines 1 to 5. */
static bool
transmission_line(struct parse *p, struct head_state *h, struct str s)
{
	char first = ch_fold(s.p[0]);
	bool taken = (first == 'V' || first == 'Z') && (fl1(p, s) ||
	    fl4(p, s));
	bool routing = !taken && (fl2(p, s) || janap(p, s));

	if (!taken && !routing && !(first == 'D' && fl3(p, s)) &&
	    !dtg_line(p, h, s))
		return false;
	h->list = routing ? LIST_ROUTING : LIST_NONE;
	return true;
}

/* Behind TO. */
static bool
to_line(struct parse *p, struct head_state *h, struct str s)
{
	if (s.n > 0 && !addressee_like(p, s))
		return false;
	if (!h->from_seen && !h->dtg_seen && !addressee_sure(p, s))
		return false;
	h->list = LIST_TO;
	h->addresses = true;
	if (s.n > 0)
		address_line(p, h, s);
	return true;
}

/* Behind INFO: offices above the heading, addressees in it. */
static bool
info_line(struct parse *p, struct head_state *h, struct str s)
{
	bool above = !h->from_seen && !h->addresses;

	if (above && distribution(p, s, &p->t->drafting.info)) {
		p->t->drafting.present = true;
		h->list = LIST_DIST;
		return true;
	}
	if (s.n > 0 && !addressee_like(p, s) && !h->addresses)
		return false;
	if (above && !h->dtg_seen && !addressee_sure(p, s))
		return false;
	h->list = LIST_INFO;
	h->addresses = true;
	if (s.n > 0)
		address_line(p, h, s);
	return true;
}

/* A line that begins nothing new: it goes on with what came before. */
static bool
list_line(struct parse *p, struct head_state *h, struct str s)
{
	switch (h->list) {
	case LIST_ROUTING:
		return routing_words(p, s, true);
	case LIST_DIST:
		return distribution(p, s, &p->t->drafting.info);
	case LIST_DRAFTING:
		if (str_startsi(s, STR("DESIRED DISTRIB")) ||
		    str_startsi(s, STR("DISTRIBUTION"))) {
			h->list = LIST_DESIRED;
			return true;
		}
		telegram_push(p->t, &p->t->drafting.cleared_by,
		    value_at(p, s));
		return true;
	case LIST_DESIRED:
		telegram_field(p->t, "desired_distribution", value_at(p, s));
		return true;
	case LIST_TO:
	case LIST_INFO:
	case LIST_XMT:
		s = past_speck(s);
		if (!addressee_like(p, s) && class_line_glued(p, s) == s.n &&
		    other_glued(s) == s.n)
			return false;
		address_line(p, h, s);
		return true;
	}
	return false;
}

bool
head_line(struct parse *p, struct head_state *h, size_t i)
{
	struct str s = line_str(p, i);
	struct cur c = cur_make(s);
	char first = ch_fold(s.p[0]);

	if (transmission_line(p, h, s))
		return true;
	if (first == 'F' && label(&c, "FM") && !cur_end(&c))
		return from_line(p, h, cur_rest(c));
	if (first == 'T' && label(&c, "TO") && (h->from_seen || h->dtg_seen ||
	    ri_front(cur_rest(c)) > 0 || p->t->to.n == 0))
		return to_line(p, h, cur_rest(c));
	if (first == 'X' && label(&c, "XMT")) {
		h->list = LIST_XMT;
		address_line(p, h, cur_rest(c));
		return true;
	}
	if ((first == 'A' && label(&c, "ACTION")) ||
	    (first == 'O' && label(&c, "ORIGIN"))) {
		if (h->from_seen || !distribution(p, cur_rest(c),
		    &p->t->drafting.action))
			return false;
		p->t->drafting.present = true;
		h->list = LIST_NONE;
		return true;
	}
	if (first == 'I' && label(&c, "INFO"))
		return info_line(p, h, cur_rest(c));
	if ((first == '-' || (unsigned char)first == 0xE2) && !h->from_seen &&
	    control_line(p, s)) {
		h->list = LIST_NONE;
		return true;
	}
	if ((first == 'D' || first == 'A' || first == 'E') && !h->from_seen &&
	    drafting_line(p, h, s))
		return true;
	if (head_weekday(p, s) || str_eq(s, STR("BT")) ||
	    str_eq(s, STR("GRNC")) || str_eq(s, STR("STATE GRNC")) ||
	    (str_starts(s, STR("ACCT ")) &&
	    h->from_seen)) {
		h->list = LIST_NONE;
		return true;
	}
	return head_near(p, h, s) || list_line(p, h, s);
}

/* The action precedence from the digraph of the routing line, where the
 * date-time group has lost its prosign. */
void
head_finish(struct parse *p, struct head_state *h)
{
	struct reftel_transmission *x = &p->t->transmission;

	if (h->dtg_seen && !value_set(&p->t->precedence_action) &&
	    value_set(&x->routing_precedence)) {
		dtg_precedence(p, p->s + x->routing_precedence.start,
		    &p->t->precedence_action);
		telegram_inferred(p->t, "/precedence/action");
	}
	if (!value_set(&p->t->from.plad))
		return;
	if (!value_set(&p->t->from.ri) && value_set(&x->originator))
		p->t->from.ri = x->originator;
}
