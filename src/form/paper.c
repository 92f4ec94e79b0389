/* Paper telegrams; see paper.h. */
#include "form/paper_int.h"

#include "form/sign.h"

/* --- lines by which it is known ------------------------------------------------- */

bool
paper_title(struct str line)
{
	static const char *const kinds[] = { "INCOMING", "OUTGOING" };
	size_t at = str_find(line, STR("TELEGRAM"), 0);
	struct str word = lex_last_word(str_trim(str_cut(line, 0, at)));

	if (at == line.n || word.n < 6 || !lex_capitals(word))
		return false;
	for (size_t i = 0; i < 2; i++)
		if (str_distance(word, str_from(kinds[i]), 2) <= 2)
			return true;
	return false;
}

bool
paper_here(struct reading *r, uint32_t *from)
{
	struct str s = str_make(r->text->p, r->text->n);

	for (size_t at = 0, next; at < s.n; at = next)
		if (paper_title(sign_line(s, at, &next))) {
			*from = (uint32_t)at;
			return true;
		}
	return false;
}

bool
paper_page_head(struct str line)
{
	struct cur c = cur_make(line);

	if (line.n > 80 || !eat_char(&c, '-') || !eat_digits(&c, 1, 2, NULL) ||
	    !eat_char(&c, '-'))
		return false;
	cur_skip(&c);
	return eat_digits(&c, 1, 5, NULL) && eat_char(&c, ',');
}

bool
paper_page_foot(struct str line)
{
	struct cur c = cur_make(line);
	struct str word;

	if (line.n > 100)
		return false;
	if (str_find(line, STR("REPRODUCTION FROM THIS"), 0) < line.n ||
	    str_find(line, STR("PROHIBITED UNLESS"), 0) < line.n)
		return true;
	/* "NW 50955 DocId: 32423736 Page 25", "14-00000" */
	if (eat_digits(&c, 2, 2, NULL) && eat_char(&c, '-') &&
	    eat_digits(&c, 5, 5, &word) && cur_end(&c))
		return str_eq(word, STR("00000"));
	return str_findi(line, STR(" DocId:"), 0) < line.n && line.n < 60;
}

/* --- the identification form -------------------------------------------------------- */

/* "RECORD NUMBER: 176-10038-10032" */
static bool
form_field(struct paper *p, struct str s)
{
	size_t colon = str_findc(s, ':', 0);
	struct str name = str_cut(s, 0, colon);
	struct str v = str_trim(str_cut(s, colon + 1, s.n));
	char *key;

	if (colon == s.n || colon < 2 || colon > 24 || !lex_capitals(name))
		return false;
	for (size_t i = 0; i < colon; i++)
		if (!ch_upper(name.p[i]) && name.p[i] != ' ')
			return false;
	key = arena_strdup(&p->r->t->impl->arena, name);
	if (key == NULL || v.n == 0)
		return true;
	for (size_t i = 0; i < colon; i++)
		key[i] = key[i] == ' ' ? '_' : (char)(key[i] + 32);
	telegram_field(p->r->t, key, paper_value(p, v));
	return true;
}

/* What stands above the title. */
static void
read_front(struct paper *p)
{
	for (size_t i = 0; i < p->title; i++) {
		struct str s = paper_line(p, i);

		if (s.n > 0 && !paper_column_line(p, s) && !form_field(p, s))
			wrapper_field(p->r, "cover", paper_value(p, s));
	}
}

/* --- the head -------------------------------------------------------------------------- */

static const char *const labels[] = { "Control:", "Rec'd:", "FROM:", "TO:",
	"NO:", "ACTION:", "INFO:", "SENT TO:", "RPTD INFO:" };
enum { CONTROL, RECEIVED, FROM, TO, NUMBER, ACTION, INFO, SENT, REPEATED,
	LABELS };

/* Where a label stands in the line; s.n: it does not. */
static size_t
find_label(struct str s, int label)
{
	struct str name = str_from(labels[label]);

	for (size_t at = 0; (at = str_find(s, name, at)) < s.n; at++)
		if (at == 0 || !ch_alnum(s.p[at - 1]))
			return at;
	return s.n;
}

/* The value behind a label: up to the next one on the line. */
static struct str
labelled(struct str s, int label)
{
	size_t at = find_label(s, label), end = s.n;

	if (at == s.n)
		return STR("");
	at += strlen(labels[label]);
	for (int i = 0; i < LABELS; i++) {
		size_t other = find_label(str_cut(s, at, s.n), i);

		if (other + at < end)
			end = other + at;
	}
	return str_trim(str_cut(s, at, end));
}

/* "12:57 PM", "3:50 a.m." anywhere in the line. */
static struct str
find_clock(struct str s)
{
	for (size_t at = 0; (at = str_findc(s, ':', at)) < s.n; at++) {
		size_t from = at;
		struct cur c = { s.p + at + 1, s.p + s.n };

		while (from > 0 && at - from < 2 && ch_digit(s.p[from - 1]))
			from--;
		if (from == at || !eat_digits(&c, 2, 2, NULL))
			continue;
		while (!cur_end(&c) && ch_blank(*c.p))
			c.p++;
		if (cur_end(&c) || (ch_fold(*c.p) != 'A' &&
		    ch_fold(*c.p) != 'P'))
			continue;
		c.p++;
		eat_char(&c, '.');
		if (!eat_lit(&c, "M"))
			continue;
		eat_char(&c, '.');
		return str_range(s.p + from, c.p);
	}
	return STR("");
}

/* "Rec'd: February 7, 1963", and the clock there or on the line below. */
static void
read_received(struct paper *p, size_t i, struct str v)
{
	struct str clock = find_clock(v);
	struct sign_day d;

	if (sign_day(v, &d))
		p->year = d.year;
	if (clock.n == 0 && i + 1 < p->lines.n)
		clock = find_clock(paper_line(p, i + 1));
	if (clock.n == 0 || (clock.p > v.p && clock.p < v.p + v.n)) {
		wrapper_field(p->r, "received", paper_value(p, v));
		return;
	}
	struct reftel_value both = paper_value(p, v);
	const char *s = arena_printf(&p->r->t->impl->arena, "%.*s %.*s",
	    (int)v.n, v.p, (int)clock.n, clock.p);
	if (s != NULL)
		both = telegram_value_as(str_from(s), both.start,
		    paper_value(p, clock).end);
	wrapper_field(p->r, "received", both);
}

/* "660, NOVEMBER 16; 11 AM": serial, day and local time. */
static bool
read_number(struct paper *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str serial, day;
	int month;

	if (!eat_digits(&c, 1, 5, &serial))
		return false;
	if (!eat_char(&c, ','))
		eat_char(&c, '.');
	cur_skip(&c);
	month = eat_month(&c);
	cur_skip(&c);
	if (month == 0 || !eat_digits(&c, 1, 2, &day))
		return false;
	p->serial = serial;
	p->month = month;
	p->day = (int)str_digits(day.p, day.n);
	while (!cur_end(&c) && (ch_blank(*c.p) || strchr(",;.", *c.p)))
		c.p++;
	if (!cur_end(&c))
		wrapper_field(p->r, "local_time", paper_value(p, paper_bare(
		    cur_rest(c))));
	return true;
}

/* The name of a place: words of letters, without single ones behind it. */
static struct str
place_name(struct str s)
{
	size_t n = 0;

	while (n < s.n && (ch_alpha(s.p[n]) || ch_blank(s.p[n]) ||
	    s.p[n] == '.' || s.p[n] == '\'' || s.p[n] == '-'))
		n++;
	s = paper_bare(str_cut(s, 0, n));
	while (s.n > 2 && ch_blank(s.p[s.n - 2]))
		s = paper_bare(str_cut(s, 0, s.n - 2));
	return s;
}

static bool
precedence_word(struct str w)
{
	static const char *const words[] = { "NIACT", "IMMEDIATE", "PRIORITY",
		"ROUTINE", "FLASH", "EMERGENCY", "DEFERRED" };

	return lex_in(w, words, LEX_COUNT(words)) && lex_capitals(w);
}

/* "AmConGen GEORGETOWN 293": an address, and the telegram's number in the
 * series of that post. */
static void
add_addressee(struct paper *p, struct reftel_addressees *list, size_t *cap,
    struct str s)
{
	struct reftel_addressee *v;
	size_t n;

	struct reftel_value precedence = { 0 };
	struct str last = lex_last_word(s = paper_bare(s));
	if (str_eq(last, STR("UNNUMBERED"))) {
		s = paper_bare(str_cut(s, 0, s.n - last.n));
	} else if (precedence_word(last)) {
		precedence = paper_value(p, last);
		s = paper_bare(str_cut(s, 0, s.n - last.n));
	}
	for (n = s.n; n > 0 && ch_digit(s.p[n - 1]);)
		n--;
	if (n == 0)
		return;
	v = arena_grow(&p->r->t->impl->arena, list->v, list->n, cap,
	    sizeof(*v));
	if (v == NULL)
		return;
	list->v = v;
	v += list->n++;
	*v = (struct reftel_addressee){ .whole = paper_value(p, s),
		.precedence = precedence };
	if (value_set(&precedence))
		v->whole.end = precedence.end;
	if (ch_blank(s.p[n - 1]) && n < s.n)
		v->number = paper_value(p, str_cut(s, n, s.n));
	else
		n = s.n;
	v->plad = paper_value(p, paper_bare(str_cut(s, 0, n)));
}

static void
read_action(struct paper *p, struct str s)
{
	if (p->r->t->to.n == 0)
		add_addressee(p, &p->r->t->to, &p->to_cap, s);
}

/* "FEB 9 11 17 AM '63": the day of sending as it was stamped. */
static void
read_stamp(struct paper *p, struct str s)
{
	size_t quote = str_findc(s, '\'', 0);
	struct cur c = cur_make(s), year = { s.p + quote, s.p + s.n };
	struct str day, yy;
	int month = eat_month(&c);

	cur_skip(&c);
	if (month == 0 || quote == s.n || !eat_digits(&c, 1, 2, &day) ||
	    !eat_char(&year, '\'') || !eat_digits(&year, 2, 2, &yy))
		return;
	p->month = month;
	p->day = (int)str_digits(day.p, day.n);
	p->year = 1900 + (int)str_digits(yy.p, 2);
	p->serial = str_range(s.p, year.p);	/* its place */
	wrapper_field(p->r, "sent", paper_value(p, p->serial));
}

/* A class word in capitals anywhere in the line, its first letter may be
 * lost. UNCLASSIFIED may be the foot's. */
static bool
read_class(struct paper *p, struct str s)
{
	static const struct {
		const char *word, *level;
	} classes[] = {
		{ "TOP SECRET", "TOP SECRET" },
		{ "SECRET", "SECRET" },
		{ "CONFIDENTIAL", "CONFIDENTIAL" },
		{ "ONFIDENTIAL", "CONFIDENTIAL" },
		{ "LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE" },
		{ "OFFICIAL USE ONLY", "LIMITED OFFICIAL USE" },
	};
	struct reftel_value *v = &p->r->t->classification;

	for (size_t i = 0; i < LEX_COUNT(classes); i++) {
		struct str w = str_from(classes[i].word);
		size_t at = str_find(s, w, 0);
		uint32_t start;

		if (at == s.n || (at > 0 && ch_alnum(s.p[at - 1])) ||
		    (at + w.n < s.n && ch_alnum(s.p[at + w.n])))
			continue;
		start = (uint32_t)(s.p + at - p->r->text->p);
		*v = telegram_value_as(str_from(classes[i].level), start,
		    start + (uint32_t)w.n);
		if (w.p[0] == 'O' && w.p[1] == 'N')
			telegram_diag(p->r->t, DIAG_CLASSIFICATION_DAMAGED,
			    v->start, v->end, w);
		return true;
	}
	return false;
}

static void
head_values(struct paper *p, size_t i)
{
	struct str s = paper_line(p, i), v;
	struct reftel_telegram *t = p->r->t;

	if ((v = labelled(s, CONTROL)).n > 0)
		wrapper_field(p->r, "control", paper_value(p, lex_first_word(
		    paper_bare(v))));
	if ((v = labelled(s, RECEIVED)).n > 0)
		read_received(p, i, v);
	if ((v = place_name(labelled(s, FROM))).n > 0 && p->place.n == 0) {
		p->place = v;
		t->from.plad = paper_value(p, v);
	}
	if ((v = labelled(s, ACTION)).n > 0 || (v = labelled(s, SENT)).n > 0)
		read_action(p, v);
	if (t->to.n == 0 && str_find(s, STR("Secretary of State"), 0) < s.n)
		read_action(p, str_cut(s, str_find(s, STR("Secretary"), 0),
		    str_find(s, STR("Secretary"), 0) + 18));
	if (!value_set(&t->classification))
		read_class(p, s);
	if (p->outgoing && p->month == 0)
		read_stamp(p, s);
}

/* Reads down to the number or, of an outgoing telegram, to ACTION; gives the
 * line behind. */
static size_t
read_head(struct paper *p)
{
	enum { MOST = 60 };
	size_t last = p->title;

	for (size_t i = p->title; i < p->lines.n && i < p->title + MOST; i++) {
		struct str s = paper_line(p, i), v = labelled(s, NUMBER);

		head_values(p, i);
		if (p->outgoing && (find_label(s, ACTION) < s.n ||
		    find_label(s, SENT) < s.n))
			return i + 1;
		if (!p->outgoing && (read_number(p, v) || read_number(p, s)))
			return i + 1;
		for (int l = 0; l < LABELS; l++)
			if (find_label(s, l) < s.n)
				last = i;
	}
	return last + 1;
}

/* The column beside the head: alone on a line, or before a label. */
static void
head_column(struct paper *p, size_t to)
{
	for (size_t i = p->title; i < to && i < p->lines.n; i++) {
		struct str s = paper_line(p, i), w = lex_first_word(s);
		bool labelled = false;

		for (int l = 0; l < LABELS; l++)
			labelled |= find_label(s, l) < s.n;
		if (!paper_column_line(p, s) && labelled && w.n < s.n)
			paper_column_word(p, w);
	}
}

/* --- between head and text ------------------------------------------------------------ */

/* "SENT DEPARTMENT 660, REPEATED INFORMATION CINCPAC 2683": whom else. */
static bool
repeated(struct paper *p, struct str s)
{
	struct str word = STR("INFORMATION ");
	size_t at = str_find(s, word, 0);

	if (at == s.n) {
		word = STR(" INFO ");
		at = str_find(s, word, 0);
	}
	if (at == s.n || str_find(s, STR("DEPARTMENT"), 0) >= at)
		return false;
	for (s = str_cut(s, at + word.n, s.n); s.n > 0;) {
		size_t end = str_findc(s, ',', 0);

		add_addressee(p, &p->r->t->info, &p->info_cap,
		    str_cut(s, 0, end));
		s = str_cut(s, end + 1, s.n);
	}
	return true;
}

/* "INFO: Amembassy LONDON 12", and the lines below it that go on. */
static bool
informed(struct paper *p, struct str s, bool *more)
{
	static const char *const starts[] = { "AMEMB", "AMCON", "AM EMB",
		"USMISSION", "USRO ", "USUN", "CINC", "SECSTATE" };
	struct str v = labelled(s, INFO);

	if (v.n == 0 && *more && lex_starts_in(s, starts, LEX_COUNT(starts)))
		v = s;
	*more = v.n > 0;
	if (v.n > 0)
		add_addressee(p, &p->r->t->info, &p->info_cap, v);
	return v.n > 0;
}

static bool
caption(struct str s)
{
	static const char *const words[] = { "LIMIT DISTRIBUTION",
		"LIMITED DISTRIBUTION", "LIMDIS", "EYES ONLY", "EXDIS",
		"NODIS", "NOFORN", "EXCLUSIVE DISTRIBUTION",
		"NO DISTRIBUTION OUTSIDE DEPARTMENT", "VERBATIM TEXT" };

	return lex_in(s, words, LEX_COUNT(words));
}

/* The reference behind "REF:" or "Reference:"; empty: another line. */
static struct str
reference(struct str s)
{
	static const char *const words[] = { "REF:", "REFERENCE:", "REFTEL:" };
	static const char *const tels[] = { "URTEL ", "EMBTEL ", "DEPTEL ",
		"CONTEL " };
	size_t at = paper_is_bureau(lex_first_word(s)) ?
	    lex_first_word(s).n : 0;
	struct str tel = str_trim(str_cut(s, at, s.n));

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_startsi(s, str_from(words[i])))
			return str_trim(str_cut(s, strlen(words[i]), s.n));
	/* "UrTel 245", alone on its line */
	for (size_t i = 0; i < LEX_COUNT(tels); i++)
		if (tel.n < 16 && str_startsi(tel, str_from(tels[i])) &&
		    ch_digit(paper_bare(tel).p[paper_bare(tel).n - 1]))
			return paper_bare(tel);
	return STR("");
}

/*
 * Lines between the number and the text: to whom it was repeated, captions,
 * the reference, which ends them. No blank line need follow. Gives the line
 * where the text begins.
 */
static size_t
read_opening(struct paper *p, size_t from)
{
	enum { MOST = 16 };
	size_t stop = from, i;
	bool more = false;

	for (i = from; i < p->lines.n && i < from + MOST; i++)
		if (reference(paper_line(p, i)).n > 0)
			stop = i + 1;
	for (i = from; i < p->lines.n; i++) {
		struct str s = paper_line(p, i), ref = reference(s);

		if (s.n == 0 || paper_column_line(p, s))
			continue;
		if (ref.n > 0 && i < stop) {
			struct label_value *v = &p->labels->v[LABEL_REFERENCE];

			if (ref.p[ref.n - 1] == '.')
				ref.n--;
			v->start = (uint32_t)(ref.p - p->r->text->p);
			v->end = v->start + (uint32_t)ref.n;
			return i + 1;
		}
		struct reftel_value *rank = &p->r->t->precedence_action;
		if (precedence_word(s) && !value_set(rank))
			*rank = paper_value(p, s);
		else if (caption(s))
			telegram_push(p->r->t, &p->r->t->captions,
			    paper_value(p, s));
		else if (labelled(s, REPEATED).n > 0)
			add_addressee(p, &p->r->t->info, &p->info_cap,
			    labelled(s, REPEATED));
		else if (repeated(p, s) || (p->outgoing &&
		    informed(p, s, &more)))
			continue;
		else if (i >= stop)
			return i;
		else
			wrapper_field(p->r, "remark", paper_value(p, s));
	}
	return i;
}

/* --- all of it ----------------------------------------------------------------------------- */

/* The day, and from place, serial and year the number: worked out, since it
 * stands nowhere as such. */
static void
put_number(struct paper *p)
{
	struct arena *a = &p->r->t->impl->arena;
	struct reftel_value at;
	char *s;

	if (p->serial.n == 0 || p->year == 0 ||
	    !lex_date_valid(p->year, p->month, p->day))
		return;
	at = paper_value(p, p->serial);
	s = arena_printf(a, "%04d-%02d-%02d", p->year, p->month, p->day);
	if (s != NULL)
		p->r->day = telegram_value_as(str_from(s), at.start, at.end);
	if (p->outgoing || p->place.n == 0)
		return;
	s = arena_printf(a, "%02d %.*s %.*s", p->year % 100, (int)p->place.n,
	    p->place.p, (int)p->serial.n, p->serial.p);
	for (char *u = s; u != NULL && *u != '\0'; u++)
		*u = ch_fold(*u);
	if (s != NULL)
		p->r->id = telegram_value_as(str_from(s), at.start, at.end);
}

static void
read_trailer(struct paper *p, size_t from)
{
	for (size_t i = from; i < p->lines.n; i++) {
		struct str s = paper_line(p, i);

		if (s.n > 0 && !paper_page_foot(s))
			wrapper_field(p->r, "trailer", paper_value(p, s));
	}
}

bool
paper_read(struct reading *r)
{
	struct paper p = { .r = r };
	size_t body, end, foot;

	p.labels = arena_alloc(&r->t->impl->arena, sizeof(*p.labels), 1);
	p.lines = wrapper_lines(r, 0, r->text->n);
	if (p.lines.v == NULL || p.labels == NULL)
		return false;
	while (p.title < p.lines.n && !paper_title(paper_line(&p, p.title)))
		p.title++;
	if (p.title == p.lines.n)
		return false;
	p.outgoing = str_find(paper_line(&p, p.title), STR("INCOMING"), 0) ==
	    paper_line(&p, p.title).n;
	read_front(&p);
	body = read_head(&p);
	head_column(&p, body);
	body = read_opening(&p, body);
	foot = paper_foot(&p, body);
	paper_drafting(&p, foot);
	end = paper_signature(&p, body, foot);
	if (!value_set(&r->t->classification))
		for (size_t i = end; i < p.lines.n && i < foot + 3; i++)
			if (read_class(&p, paper_line(&p, i)))
				break;
	paper_column_cut(&p, body, end);
	put_number(&p);
	read_trailer(&p, foot);
	r->begin = body < p.lines.n ? p.lines.v[body].from : r->text->n;
	r->end = end < p.lines.n ? p.lines.v[end].from : r->text->n;
	if (r->end < r->begin)
		r->end = r->begin;
	r->labels = p.labels;
	r->missing = str_trim(str_make(r->text->p + r->begin,
	    r->end - r->begin)).n == 0;
	return true;
}
