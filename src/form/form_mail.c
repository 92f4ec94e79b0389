/*
 * Mail (archive-forms.md 3.9, transmission.md 7): fields of the header, an
 * empty line, the text.  Encodings of transfer have been undone before.  The
 * body decides: if it is itself a telegram its form wins, and the header goes
 * to record.mail; else the fields for formal messages (RFC 6477) are the
 * telegram's heading.
 */
#include "form/form.h"
#include "form/lex.h"
#include "form/sign.h"
#include "form/wrapper.h"
#include "tables/tables.h"

/* The fields that are read; the others are kept only. */
enum field {
	FROM, TO, CC, SUBJECT, DATE, PRIMARY, COPY, RELEASED, CODES, HANDLING,
	MESSAGE, REFERENCE, EXEMPTED, ACP127, PLAD, LABEL, NUMBERS, KNOWN,
	FIELD__MAX
};

static const struct {
	const char *name;
	bool formal;		/* only a formal message has it */
} fields[FIELD__MAX] = {
	[FROM] = { "From", false },
	[TO] = { "To", false },
	[CC] = { "Cc", false },
	[SUBJECT] = { "Subject", false },
	[DATE] = { "Date", false },
	[PRIMARY] = { "MMHS-Primary-Precedence", true },
	[COPY] = { "MMHS-Copy-Precedence", true },
	[RELEASED] = { "MMHS-Extended-Authorisation-Info", true },
	[CODES] = { "MMHS-Subject-Indicator-Codes", true },
	[HANDLING] = { "MMHS-Handling-Instructions", true },
	[MESSAGE] = { "MMHS-Message-Instructions", true },
	[REFERENCE] = { "MMHS-Originator-Reference", true },
	[EXEMPTED] = { "MMHS-Exempted-Address", true },
	[ACP127] = { "MMHS-Acp127-Message-Identifier", true },
	[PLAD] = { "MMHS-Originator-PLAD", true },
	[LABEL] = { "SIO-Label", true },
	[NUMBERS] = { "X-Reftel-MCN", true },
	[KNOWN] = { "X-Reftel-Date", true }
};

struct mail {
	struct reading *r;
	struct reftel_telegram *t;
	struct reftel_value v[FIELD__MAX];
	bool formal;
	int year;			/* of its date; 0: not known */
	uint32_t body;			/* where it begins in the source */
};

/* --- the header -------------------------------------------------------- */

/* End of the field at `at`, whose lines may be folded. */
static size_t
field_end(struct str s, size_t at)
{
	do {
		at = str_findc(s, '\n', at);
		at += at < s.n;
	} while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'));
	return at;
}

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7F)
			return false;
	return s.n > 0;
}

/* The value without its folds, but at its place. */
static struct reftel_value
unfolded(struct mail *m, size_t from, size_t end)
{
	struct reftel_value v = wrapper_value(m->r, (uint32_t)from,
	    (uint32_t)end);
	char *s;

	if (memchr(v.s, '\n', v.n) == NULL)
		return v;
	s = arena_bytes(&m->t->impl->arena, v.n);
	if (s == NULL)
		return v;
	for (size_t i = 0; i < v.n; i++)
		s[i] = v.s[i];
	for (size_t i = 0; i < v.n; i++)
		if (ch_space(s[i]))
			s[i] = ' ';
	v.s = s;
	return v;
}

static void
take_field(struct mail *m, struct str name, struct reftel_value v)
{
	for (size_t i = 0; i < FIELD__MAX; i++)
		if (str_eqi(name, str_from(fields[i].name))) {
			/* Each is there once; more are somebody else's. */
			if (!value_set(&m->v[i]))
				m->v[i] = v;
			m->formal |= fields[i].formal;
		}
}

/* Calls take for each field; returns where the body begins. */
static size_t
each_field(struct mail *m, void (*take)(struct mail *, struct str name,
    struct reftel_value))
{
	struct str s = str_make(m->r->text->p, m->r->text->n);
	size_t at = 0, end;

	/* The line of an mbox. */
	if (str_starts(s, STR("From ")))
		at = field_end(s, 0);
	for (; at < s.n && s.p[at] != '\n'; at = end) {
		size_t colon = str_findc(s, ':', at);
		struct str name = str_cut(s, at, colon);

		end = field_end(s, at);
		if (colon < end && is_name(name))
			take(m, name, unfolded(m, colon + 1, end));
	}
	return at < s.n ? at + 1 : at;
}

/* --- values ------------------------------------------------------------ */

/* [from, to) of v, without blanks and at its place where v is verbatim. */
static struct reftel_value
part(const struct reftel_value *v, size_t from, size_t to)
{
	struct str s = str_trim(str_cut(value_str(v), from, to));
	uint32_t at = v->start + (uint32_t)(s.p - v->s);

	return telegram_value_as(s, at, at + (uint32_t)s.n);
}

/* The next part of v up to a separator from *at on.  False: no more. */
static bool
next_part(const struct reftel_value *v, char separator, size_t *at,
    struct reftel_value *out)
{
	size_t end;

	if (!value_set(v) || *at >= v->n)
		return false;
	end = str_findc(value_str(v), separator, *at);
	*out = part(v, *at, end);
	*at = end + 1;
	return true;
}

/* Comments in brackets at the end are off: "2 (priority)". */
static struct reftel_value
bare(const struct reftel_value *v)
{
	return value_set(v) ? part(v, 0, str_findc(value_str(v), '(', 0))
			    : *v;
}

static struct reftel_value
precedence(const struct reftel_value *v)
{
	static const char *const words[] = { "DEFERRED", "ROUTINE", "PRIORITY",
		"IMMEDIATE", "FLASH", "OVERRIDE" };
	struct reftel_value w = bare(v);

	for (size_t i = 0; value_set(v) && i < LEX_COUNT(words); i++)
		if ((w.n == 1 && w.s[0] == (char)('0' + i)) ||
		    str_eqi(value_str(&w), str_from(words[i])))
			return telegram_value_as(str_from(words[i]), w.start,
			    w.end);
	return (struct reftel_value){ 0 };
}

/* --- addresses --------------------------------------------------------- */

/* The end of the address at `at`: a comma that is not inside of quotation
 * marks or brackets. */
static size_t
address_end(struct str s, size_t at)
{
	bool quoted = false, angle = false;

	for (; at < s.n; at++) {
		char c = s.p[at];

		if (c == '\\' && quoted)
			at++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '<' || c == '>'))
			angle = c == '<';
		else if (c == ',' && !quoted && !angle)
			break;
	}
	return at < s.n ? at : s.n;
}

/* The display name or, where there is none, the address. */
static struct reftel_value
address_name(const struct reftel_value *v, size_t from, size_t to)
{
	struct reftel_value whole = part(v, from, to);
	struct str s = value_str(&whole);
	size_t angle = str_findc(s, '<', 0), end = angle;
	struct reftel_value name;

	/* A group without members: "ALL POSTS: ;" */
	if (angle == s.n && s.n > 1 && s.p[s.n - 1] == ';')
		end = str_findc(s, ':', 0);
	name = part(&whole, 0, end);
	if (name.n > 1 && name.s[0] == '"' && name.s[name.n - 1] == '"')
		name = part(&name, 1, name.n - 1);
	if (name.n > 0 || angle == s.n)
		return name;
	return part(&whole, angle + 1, str_findc(s, '>', angle));
}

static bool
next_address(const struct reftel_value *v, size_t *at,
    struct reftel_value *name)
{
	size_t end;

	if (!value_set(v) || *at >= v->n)
		return false;
	end = address_end(value_str(v), *at);
	*name = address_name(v, *at, end);
	*at = end + 1;
	return true;
}

static void
add_addressee(struct mail *m, struct reftel_addressees *list, size_t *cap,
    struct reftel_value name)
{
	struct reftel_addressee *v;

	if (name.n == 0)
		return;
	v = arena_grow(&m->t->impl->arena, list->v, list->n, cap, sizeof(*v));
	if (v == NULL)
		return;
	list->v = v;
	/* Not whole: its parts stand in several fields. */
	v[list->n++] = (struct reftel_addressee){ .plad = name };
}

static void
read_addresses(struct mail *m, struct reftel_addressees *list,
    enum field field)
{
	struct reftel_value name;
	size_t at = 0, cap = 0;

	while (next_address(&m->v[field], &at, &name))
		add_addressee(m, list, &cap, name);
}

/* Members of a list who do not receive it: the list is the first address
 * that is nobody's own. */
static void
read_exempted(struct mail *m)
{
	struct reftel_addressees *to = m->t->to.n > 0 ? &m->t->to
						      : &m->t->info;
	struct reftel_addressee *list = to->v;
	struct reftel_value name;
	size_t at = 0;

	if (to->n == 0)
		return;
	for (size_t i = to->n; i-- > 0;)
		if (str_findi(value_str(&to->v[i].plad), STR("COLLECTIVE"),
		    0) < to->v[i].plad.n)
			list = &to->v[i];
	while (next_address(&m->v[EXEMPTED], &at, &name))
		telegram_push(m->t, &list->except, name);
}

/* "RUEHC=0147, RUEHQE=0310": one for each addressee, in their order. */
static void
read_numbers(struct mail *m)
{
	struct reftel_telegram *t = m->t;
	struct reftel_value pair, name;
	size_t n = 0, at = 0;

	while (next_part(&m->v[NUMBERS], ',', &at, &pair))
		n++;
	if (n != t->to.n + t->info.n)
		return;
	at = 0;
	for (size_t i = 0; next_part(&m->v[NUMBERS], ',', &at, &pair); i++) {
		struct reftel_addressee *a = i < t->to.n ? &t->to.v[i]
		    : &t->info.v[i - t->to.n];
		size_t equals = str_findc(value_str(&pair), '=', 0);

		name = part(&pair, 0, equals);
		if (equals == pair.n || !lex_ri(value_str(&name)))
			continue;
		a->ri = name;
		a->number = part(&pair, equals + 1, pair.n);
		telegram_inferred(t, i < t->to.n ? "/to/%zu/ri"
		    : "/info/%zu/ri", i < t->to.n ? i : i - t->to.n);
		telegram_inferred(t, i < t->to.n ? "/to/%zu/number"
		    : "/info/%zu/number", i < t->to.n ? i : i - t->to.n);
	}
}

/* --- format lines ------------------------------------------------------ */

/* "RUEHQS 0756 2011315", with the section behind a stroke. */
static void
read_acp127(struct mail *m)
{
	struct reftel_transmission *x = &m->t->transmission;
	struct reftel_value *const places[] = { &x->originator,
		&x->station_serial, &x->filed };
	struct reftel_value word, v = bare(&m->v[ACP127]);
	size_t at = 0, i = 0;

	while (i < LEX_COUNT(places) && next_part(&v, ' ', &at, &word))
		if (word.n > 0)
			*places[i++] = word;
	x->present = i > 0;
	if (value_set(&x->station_serial)) {
		size_t stroke = str_findc(value_str(&x->station_serial), '/',
		    0);

		if (stroke < x->station_serial.n)
			x->section = part(&x->station_serial, stroke + 1,
			    x->station_serial.n);
		x->station_serial = part(&x->station_serial, 0, stroke);
	}
}

/* "ZNR UUUUU ZZH": the warning with its group, then the signals. */
static void
read_handling(struct mail *m)
{
	struct reftel_transmission *x = &m->t->transmission;
	const struct reftel_value *v = &m->v[HANDLING];
	struct cur c = cur_make(value_str(v));
	size_t at = 0, semicolon = 0;
	struct reftel_value one, word;

	if (!value_set(v))
		return;
	x->present = true;
	if (eat_word(&c, "ZNR") || eat_word(&c, "ZNY")) {
		while (c.p < c.end && !ch_space(*c.p) && *c.p != ';')
			c.p++;
		at = semicolon = (size_t)(c.p - v->s);
		x->security = part(v, 0, at);
	}
	while (next_part(v, ';', &semicolon, &one))
		for (at = 0; next_part(&one, ' ', &at, &word);)
			if (word.n > 0)
				telegram_push(m->t, &x->handling, word);
}

static void
read_instructions(struct mail *m)
{
	struct reftel_value one;
	size_t at = 0;

	while (next_part(&m->v[MESSAGE], ';', &at, &one))
		if (one.n > 0)
			telegram_push(m->t, &m->t->passing, one);
}

static void
read_precedence(struct mail *m)
{
	struct reftel_telegram *t = m->t;

	t->precedence_action = precedence(&m->v[PRIMARY]);
	t->precedence_info = precedence(&m->v[COPY]);
	/* Absent, it is the same as the other (transmission.md 7.5). */
	if (!value_set(&t->precedence_info) && t->info.n > 0 &&
	    value_set(&t->precedence_action)) {
		t->precedence_info = t->precedence_action;
		telegram_inferred(t, "/precedence/info");
	}
}

/* "sender not known:;", a group without members (RFC 6854): nobody. */
static bool
is_nobody(struct str s)
{
	s = str_trim(s);
	if (s.n == 0 || s.p[s.n - 1] != ';')
		return false;
	s = str_trim(str_cut(s, 0, s.n - 1));
	return s.n > 0 && s.p[s.n - 1] == ':';
}

static void
read_from(struct mail *m)
{
	struct reftel_value name;
	size_t at = 0;

	if (value_set(&m->v[PLAD]) && m->v[PLAD].n > 0)
		name = m->v[PLAD];
	else if (is_nobody(value_str(&m->v[FROM])) ||
	    !next_address(&m->v[FROM], &at, &name))
		return;
	m->t->from = (struct reftel_addressee){ .plad = name };
}

/* --- date and label ---------------------------------------------------- */

/* Minutes east of Greenwich: "+0530", "GMT". */
static int
zone(struct cur *c)
{
	struct str digits;
	bool west = eat_char(c, '-');
	long n;

	if (!west && !eat_char(c, '+'))
		return 0;
	if (!eat_digits(c, 4, 4, &digits))
		return 0;
	n = str_digits(digits.p, 4);
	n = n / 100 * 60 + n % 100;
	return (int)(west ? -n : n);
}

struct moment {
	int year, month, day, minute;
};

/* A day forth or back, where the minutes run over. */
static void
settle(struct moment *d)
{
	if (d->minute < 0) {
		d->minute += 24 * 60;
		if (--d->day == 0) {
			d->year -= d->month == 1;
			d->month = d->month == 1 ? 12 : d->month - 1;
			for (d->day = 31; !lex_date_valid(d->year, d->month,
			    d->day);)
				d->day--;
		}
	} else if (d->minute >= 24 * 60) {
		d->minute -= 24 * 60;
		if (!lex_date_valid(d->year, d->month, ++d->day)) {
			d->day = 1;
			d->year += d->month == 12;
			d->month = d->month == 12 ? 1 : d->month + 1;
		}
	}
}

/* "Fri, 19 Jul 2024 13:15:00 +0000" in UTC. */
static bool
read_moment(struct str s, struct moment *d)
{
	struct cur c = cur_make(s);
	struct str w, year, hour, minute;

	if (eat_alpha(&c, &w) && !eat_char(&c, ','))
		return false;
	cur_skip(&c);
	if (!eat_digits(&c, 1, 2, &w))
		return false;
	d->day = (int)str_digits(w.p, w.n);
	cur_skip(&c);
	d->month = eat_month(&c);
	cur_skip(&c);
	if (d->month == 0 || !eat_digits(&c, 4, 4, &year))
		return false;
	d->year = (int)str_digits(year.p, 4);
	cur_skip(&c);
	if (!lex_date_valid(d->year, d->month, d->day) ||
	    !eat_digits(&c, 2, 2, &hour) || !eat_char(&c, ':') ||
	    !eat_digits(&c, 2, 2, &minute))
		return false;
	if (eat_char(&c, ':'))
		eat_digits(&c, 2, 2, &w);
	cur_skip(&c);
	d->minute = (int)(str_digits(hour.p, 2) * 60 +
	    str_digits(minute.p, 2));
	if (d->minute >= 24 * 60)
		return false;
	d->minute -= zone(&c);
	settle(d);
	return true;
}

/* X-Reftel-Date, where the Date of a mail says more than is known: a day, or
 * a year.  *year: 0, not known. */
static struct reftel_value
known_date(const struct mail *m, int *year)
{
	struct reftel_value v = m->v[KNOWN];
	struct cur c = cur_make(value_str(&v));
	struct str y, month, day;

	*year = 0;
	if (!eat_digits(&c, 4, 4, &y))
		return (struct reftel_value){ 0 };
	*year = (int)str_digits(y.p, 4);
	if (!eat_char(&c, '-') || !eat_digits(&c, 2, 2, &month) ||
	    !eat_char(&c, '-') || !eat_digits(&c, 2, 2, &day) ||
	    !cur_end(&c) || !lex_date_valid(*year, (int)str_digits(month.p,
	    2), (int)str_digits(day.p, 2)))
		return (struct reftel_value){ 0 };
	return v;
}

static void
read_date(struct mail *m)
{
	const struct reftel_value *v = &m->v[RELEASED];
	struct moment d;
	const char *s;

	if (value_set(&m->v[KNOWN])) {
		m->t->date = m->r->day = known_date(m, &m->year);
		return;
	}
	if (!value_set(v) || !read_moment(value_str(v), &d))
		v = &m->v[DATE];
	if (!value_set(v) || !read_moment(value_str(v), &d))
		return;
	s = arena_printf(&m->t->impl->arena, "%04d-%02d-%02dT%02d:%02dZ",
	    d.year, d.month, d.day, d.minute / 60, d.minute % 60);
	if (s == NULL)
		return;
	m->year = d.year;
	m->t->date = m->r->day = telegram_value_as(str_from(s), v->start,
	    v->end);
}

/* The display text of a label: marking="SECRET//NOFORN" (RFC 7444). */
static struct reftel_value
marking(const struct reftel_value *v)
{
	struct str s = value_str(v);
	size_t at = str_findi(s, STR("marking="), 0) + 8, end;

	if (at > s.n)
		return (struct reftel_value){ 0 };
	if (at < s.n && s.p[at] == '"') {
		end = str_findc(s, '"', at + 1);
		return part(v, at + 1, end);
	}
	return part(v, at, str_findc(s, ';', at));
}

/* The label's first word counts where it is one of the trade's. */
static void
read_label(struct mail *m)
{
	static const char *const levels[] = { "UNCLASSIFIED",
		"SENSITIVE BUT UNCLASSIFIED", "LIMITED OFFICIAL USE",
		"CONFIDENTIAL", "SECRET", "TOP SECRET" };
	struct reading *r = m->r;

	if (!value_set(&m->v[LABEL]))
		return;
	wrapper_label(r, marking(&m->v[LABEL]));
	if (!lex_in(value_str(&r->classification), levels,
	    LEX_COUNT(levels)))
		r->classification = (struct reftel_value){ 0 };
	m->t->classification = r->classification;
	for (size_t i = 0; i < r->captions.n; i++)
		telegram_push(m->t, &m->t->captions, r->captions.v[i]);
	r->classification = (struct reftel_value){ 0 };
	r->captions = (struct reftel_values){ 0 };
}

/* --- number ------------------------------------------------------------ */

/* "STRELSAU 000756" with the year of the date, which it does not name.  A
 * post that the tables do not know is one word, as in a classification line. */
static void
read_reference(struct mail *m)
{
	struct reftel_value v = bare(&m->v[REFERENCE]);
	struct str s = value_str(&v), post;
	int year = m->year;
	struct reftel_number number;
	struct cur c;
	struct str digits;

	if (s.n == 0)
		return;
	if (reftel_number_parse(s.p, s.n, year, &number) == REFTEL_OK) {
		m->r->id = v;
		if (number.id[0] != '\0')
			m->r->id.s = arena_strdup(&m->t->impl->arena,
			    str_from(number.id));
	} else {
		post = lex_first_word(s);
		c = cur_make(str_trim(str_cut(s, post.n, s.n)));
		if (year == 0 || !lex_capitals(post) ||
		    !eat_digits(&c, 1, 6, &digits) || !cur_end(&c))
			return;
		m->r->id = v;
		m->r->id.s = arena_printf(&m->t->impl->arena, "%02d%.*s%ld",
		    year % 100, (int)post.n, post.p,
		    str_digits(digits.p, digits.n));
	}
	m->r->id.n = m->r->id.s == NULL ? 0 : (uint32_t)strlen(m->r->id.s);
}

/* --- the form ---------------------------------------------------------- */

static void
keep_field(struct mail *m, struct str name, struct reftel_value v)
{
	wrapper_field(m->r, arena_strdup(&m->t->impl->arena, name), v);
}

/* A line of record.mail, without a place: the text is another's. */
static void
keep_line(struct mail *m, struct str name, struct reftel_value v)
{
	const char *s = arena_printf(&m->t->impl->arena, "%.*s: %.*s",
	    (int)name.n, name.p, (int)v.n, v.s);

	if (s != NULL)
		wrapper_field(m->r, "mail", telegram_value_bare(str_from(s)));
}

/* The header of a formal message is a wrapper's word: without a place, for
 * the text is another's. */
static void
stand_in(struct mail *m)
{
	struct reading *r = m->r;

	if (!m->formal)
		return;
	read_date(m);
	read_reference(m);
	if (value_set(&r->day))
		r->day = telegram_value_bare(value_str(&r->day));
	if (value_set(&r->id))
		r->id = telegram_value_bare(value_str(&r->id));
	m->t->date = (struct reftel_value){ 0 };
}

static bool
read_inner(struct mail *m, enum reftel_form form)
{
	struct reading *r = m->r;
	struct text *body = arena_alloc(&m->t->impl->arena, sizeof(*body), 1);

	if (body == NULL)
		return false;
	each_field(m, keep_line);
	stand_in(m);
	text_init(body, &m->t->impl->arena, r->src->n - m->body);
	text_copy(body, r->src, m->body, r->src->n);
	*r->text = (struct text){ 0 };
	r->src = body;
	r->t->form = form;
	return form_run(form, r);
}

static struct form_range
range_of(const struct reftel_value *v)
{
	return value_placed(v) ? (struct form_range){ v->start, v->end }
			       : (struct form_range){ 0 };
}

static void
read_formal(struct mail *m)
{
	each_field(m, keep_field);
	m->r->begin = m->body;
	/* ours begin with what there is of the telegram's own heading */
	m->r->headless = !value_set(&m->v[KNOWN]) &&
	    !is_nobody(value_str(&m->v[FROM]));
	m->r->subject_line = range_of(&m->v[SUBJECT]);
	m->r->tags_line = range_of(&m->v[CODES]);
	read_from(m);
	read_addresses(m, &m->t->to, TO);
	read_addresses(m, &m->t->info, CC);
	read_exempted(m);
	read_numbers(m);
	read_acp127(m);
	read_handling(m);
	read_instructions(m);
	read_precedence(m);
	read_date(m);
	read_reference(m);
	read_label(m);
}

bool
form_mail(struct reading *r)
{
	struct mail m = { .r = r, .t = r->t };
	enum reftel_form form;

	*r->text = *r->src;
	m.body = (uint32_t)each_field(&m, take_field);
	form = form_settle(str_make(r->text->p + m.body, r->text->n - m.body),
	    false);
	if (form != REFTEL_FORM_FRAGMENT && form != REFTEL_FORM_MAIL)
		return read_inner(&m, form);
	if (m.formal)
		read_formal(&m);
	return m.formal;
}
