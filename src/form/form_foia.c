/*
 * Releases under the Freedom of Information Act that are no SMART telegrams
 * (archive-forms.md 3.7): older telegrams, drafts before transmission,
 * telegrams of which nothing was released, and mails, which are none.
 * Telegrams on paper that OCR read are paper.c's.
 */
#include "form/form.h"
#include "form/paper.h"
#include "form/release.h"
#include "form/sign.h"
#include "form/wrapper.h"
#include "tables/tables.h"

struct foia {
	struct reading *r;
	struct lines lines;
	size_t header;		/* the first line of a text header, or n */
	size_t heading;		/* the first line of a heading, or n */
};

static struct str
line_of(const struct foia *f, size_t i)
{
	const struct line *l = &f->lines.v[i];

	return str_make(f->r->text->p + l->start, l->end - l->start);
}

static struct reftel_value
line_value(const struct foia *f, size_t i)
{
	return wrapper_value(f->r, f->lines.v[i].start, f->lines.v[i].end);
}

/* --- what it is ---------------------------------------------------------------- */

static bool
header_line(struct str s)
{
	static const char *const starts[] = { "E.O. 1", "EO 1", "E.O.1",
		"TAGS:", "TAGS " };

	for (size_t i = 0; i < LEX_COUNT(starts); i++)
		if (str_starts(s, str_from(starts[i])))
			return true;
	return false;
}

/* Signs of a telegram.  None alone is enough: a mail may speak of what "FM
 * Lavrov" said, or have a telephone number behind a class word. */
enum {
	SIGN_CHANNEL = 1,
	SIGN_DTG = 2,
	SIGN_NUMBER = 4,
	SIGN_FROM = 8,
	SIGN_HEADER = 16,
	SIGN_SUBJECT = 32
};

static unsigned
signs_of(struct str s)
{
	struct sign_number number;

	if (sign_channel(s))
		return SIGN_CHANNEL;
	if (sign_dtg(s))
		return SIGN_DTG;
	if (sign_from(s) && lex_capitals(s))
		return SIGN_FROM;
	if (header_line(s))
		return SIGN_HEADER;
	if (str_starts(s, STR("SUBJECT:")) || str_starts(s, STR("SUBJ:")))
		return SIGN_SUBJECT;
	return sign_number(s, &number) ? SIGN_NUMBER : 0;
}

/* Where a heading begins, if there is one; else where the text header of a
 * draft does. */
static void
look(struct foia *f)
{
	const unsigned heading = SIGN_CHANNEL | SIGN_DTG | SIGN_NUMBER;
	size_t n = f->lines.n;
	unsigned all = 0;

	f->header = f->heading = n;
	for (size_t i = 0; i < n; i++) {
		unsigned sign = signs_of(line_of(f, i));

		all |= sign;
		if (f->header == n && sign == SIGN_HEADER)
			f->header = i;
		if (f->heading == n && (sign & (heading | SIGN_FROM)) != 0)
			f->heading = i;
	}
	/* one of the three, and another of any kind */
	if ((all & heading) == 0 || (all & (all - 1)) == 0)
		f->heading = n;
	if ((all & SIGN_SUBJECT) == 0)
		f->header = n;
}

static void
cover(const struct foia *f, size_t to)
{
	for (size_t i = 0; i < to; i++)
		if (line_of(f, i).n > 0)
			wrapper_field(f->r, "cover", line_value(f, i));
}

/* --- older telegrams ------------------------------------------------------------ */

static bool
has_small_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_lower(s.p[i]))
			return true;
	return false;
}

/* The lines without small letters above the first that is surely of a heading
 * belong to it: page line, distribution, control line, routing. */
static bool
read_telegram(struct foia *f)
{
	enum { MOST = 40 };
	size_t begin = f->heading;

	for (size_t i = begin; i > 0 && f->heading - i < MOST; i--) {
		struct str s = line_of(f, i - 1);

		if (has_small_letter(s))
			break;
		if (s.n > 0)
			begin = i - 1;
	}
	cover(f, begin);
	f->r->begin = f->lines.v[begin].from;
	return true;
}

/* --- drafts ---------------------------------------------------------------------- */

static const char *const class_words[] = { "UNCLASSIFIED", "CONFIDENTIAL",
	"SECRET", "SENSITIVE BUT UNCLASSIFIED", "LIMITED OFFICIAL USE" };

/* Where the initials' box begins on a line, to the right of a gap: what
 * stands left of it; the box's own part to *box. */
static struct str
left_of_box(struct str s, struct str *box)
{
	static const char *const words[] = { "INITIALS", "APPR:", "DRAFT:",
		"CLR " };
	size_t at = 0;

	*box = STR("");
	for (;;) {
		struct str rest = str_cut(s, at, s.n);

		if (at == 0 || (at > 5 && ch_blank(s.p[at - 1]) &&
		    ch_blank(s.p[at - 2])))
			if (lex_starts_in(rest, words, LEX_COUNT(words))) {
				*box = rest;
				return str_trim(str_cut(s, 0, at));
			}
		at = str_find_blanks(s, at);
		while (at < s.n && ch_blank(s.p[at]))
			at++;
		if (at >= s.n)
			return s;
	}
}

/* The class word above the block, alone on its line but for the box. */
static size_t
draft_banner(const struct foia *f)
{
	for (size_t i = 0; i < f->header; i++) {
		struct str box, left = left_of_box(line_of(f, i), &box);

		if (lex_in(left, class_words, LEX_COUNT(class_words)))
			return i;
	}
	return f->header;
}

static const char *const precedence_words[] = { "NIACT IMMEDIATE",
	"IMMEDIATE", "PRIORITY", "ROUTINE", "FLASH" };

/* The precedence word in front of an address; it holds for those that follow
 * without one. */
static struct str
eat_precedence(struct str s, struct reftel_value *precedence,
    const struct foia *f)
{
	for (size_t i = 0; i < LEX_COUNT(precedence_words); i++) {
		struct str w = str_from(precedence_words[i]);

		if (!str_starts(s, w) || s.n <= w.n || !ch_blank(s.p[w.n]))
			continue;
		uint32_t at = (uint32_t)(s.p - f->r->text->p);
		*precedence = telegram_value(f->r->t, at,
		    at + (uint32_t)w.n);
		return str_trim(str_cut(s, w.n, s.n));
	}
	return s;
}

/* "IMMEDIATE ASUNCION, IMMEDIATE BRASILIA +" */
static void
draft_addressees(struct foia *f, struct str s, struct reftel_addressees *list,
    struct reftel_value *precedence, size_t *cap)
{

	while (s.n > 0) {
		size_t end = str_findc(s, ',', 0);
		struct str one = str_trim(str_cut(s, 0, end));
		struct reftel_addressee *v;
		uint32_t at;

		s = str_cut(s, end + 1, s.n);
		if (one.n > 0 && one.p[one.n - 1] == '+')
			one = str_trim(str_cut(one, 0, one.n - 1));
		at = (uint32_t)(one.p - f->r->text->p);
		if (one.n == 0)
			continue;
		v = arena_grow(&f->r->t->impl->arena, list->v, list->n, cap,
		    sizeof(*v));
		if (v == NULL)
			return;
		list->v = v;
		v += list->n++;
		*v = (struct reftel_addressee){ .whole = telegram_value(
		    f->r->t, at, at + (uint32_t)one.n) };
		one = eat_precedence(one, precedence, f);
		at = (uint32_t)(one.p - f->r->text->p);
		v->plad = telegram_value(f->r->t, at, at + (uint32_t)one.n);
		v->precedence = *precedence;
		/* one that was named before stands outside this address */
		if (precedence->start < v->whole.start)
			v->precedence = telegram_value_bare(
			    value_str(precedence));
	}
}

/* Without the label that says which list it is, and then `list` is that. */
static struct str
draft_label(struct str s, struct reftel_telegram *t,
    struct reftel_addressees **list, size_t *cap)
{
	static const char *const labels[] = { "TO:", "TO ", "INFO:", "INFO " };

	for (size_t i = 0; i < LEX_COUNT(labels); i++) {
		struct reftel_addressees *v = i < 2 ? &t->to : &t->info;

		if (!str_starts(s, str_from(labels[i])))
			continue;
		if (*list != v)
			*cap = v->n;
		*list = v;
		return str_trim(str_cut(s, strlen(labels[i]), s.n));
	}
	return s;
}

/* A caption below the addresses. */
static void
draft_caption(struct foia *f, struct str s)
{
	uint32_t at = (uint32_t)(s.p - f->r->text->p);

	telegram_push(f->r->t, &f->r->t->captions, telegram_value(f->r->t, at,
	    at + (uint32_t)s.n));
}

/* "08/24/2009 202-647-4173", "08/15/11 202-663-2060" */
static bool
draft_date(struct foia *f, struct str s)
{
	struct cur c = cur_make(s);
	struct str month, day, year;
	const char *iso;
	uint32_t at = (uint32_t)(s.p - f->r->text->p), end;

	if (!eat_digits(&c, 1, 2, &month) || !eat_char(&c, '/') ||
	    !eat_digits(&c, 1, 2, &day) || !eat_char(&c, '/') ||
	    (!eat_digits(&c, 4, 4, &year) && !eat_digits(&c, 2, 2, &year)))
		return false;
	end = (uint32_t)(c.p - f->r->text->p);
	wrapper_field(f->r, "draft_date", telegram_value(f->r->t, at, end));
	wrapper_field(f->r, "telephone", wrapper_value(f->r, end,
	    at + (uint32_t)s.n));
	int y = (int)str_digits(year.p, year.n), m = (int)str_digits(month.p,
	    month.n), d = (int)str_digits(day.p, day.n);
	if (y < 100)
		y += y < 60 ? 2000 : 1900;
	iso = arena_printf(&f->r->t->impl->arena, "%04d-%02d-%02d", y, m, d);
	if (iso != NULL && lex_date_valid(y, m, d))
		f->r->day = telegram_value_as(str_from(iso), at, end);
	return true;
}

/* "WHA/AND:TSTEERS-GONZALEZ": an office, a colon, a name. */
static bool
office_word(struct str s)
{
	size_t colon = str_findc(s, ':', 0);

	for (size_t i = 0; i < colon; i++)
		if (!ch_upper(s.p[i]) && !ch_digit(s.p[i]) &&
		    memchr("/()-.", s.p[i], 5) == NULL)
			return false;
	return colon > 0 && colon < s.n;
}

/* Clearances, several on a line, each an office and a name; words without
 * an office are remarks on the one before. */
static void
draft_clearances(struct foia *f, struct str s)
{
	struct reftel_values *list = &f->r->t->drafting.cleared_by;
	struct cur c = cur_make(s);

	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		const char *from = c.p;
		struct str word;
		uint32_t at;

		while (!cur_end(&c) && !ch_space(*c.p))
			c.p++;
		word = str_range(from, c.p);
		at = (uint32_t)(from - f->r->text->p);
		if (str_eq(word, STR("+")))
			continue;
		if (!office_word(word))
			wrapper_field(f->r, "remark", telegram_value(f->r->t,
			    at, at + (uint32_t)word.n));
		else
			telegram_push(f->r->t, list, telegram_value(f->r->t,
			    at, at + (uint32_t)word.n));
	}
}

/* Drafter, date and telephone, approver, clearances: in that order. */
static void
draft_line(struct foia *f, struct str s)
{
	struct reftel_drafting *d = &f->r->t->drafting;
	uint32_t at = (uint32_t)(s.p - f->r->text->p);
	struct reftel_value whole = telegram_value(f->r->t, at,
	    at + (uint32_t)s.n);

	if (!value_set(&f->r->day) && draft_date(f, s))
		return;
	if (!office_word(s) && d->cleared_by.n == 0) {
		wrapper_field(f->r, "remark", whole);
		return;
	}
	d->present = true;
	if (!value_set(&d->drafted_by))
		d->drafted_by = whole;
	else if (!value_set(&d->approved_by))
		d->approved_by = whole;
	else
		draft_clearances(f, s);
}

/* A draft before it was sent: the drafter's block, the addressees, then the
 * text header (archive-forms.md 3.7.6). */
static bool
read_draft(struct foia *f)
{
	struct reading *r = f->r;
	size_t banner = draft_banner(f), cap = 0;
	struct reftel_addressees *list = &r->t->to;
	struct reftel_value precedence = { 0 };
	bool addresses = false;
	uint32_t end = f->lines.v[f->header].from;

	telegram_field(r->t, "source_kind", telegram_value_bare(STR("draft")));
	r->draft = true;
	for (size_t i = 0; i < f->header; i++) {
		struct str box, left = left_of_box(line_of(f, i), &box);
		struct reftel_value no = { 0 };

		if (box.n > 0) {
			uint32_t at = (uint32_t)(box.p - r->text->p);

			telegram_list_field(r->t, "clearance_box",
			    wrapper_folded(r, at, at + (uint32_t)box.n));
		}
		if (i == banner || left.n == 0)
			continue;
		if (banner < f->header && i < banner) {
			uint32_t at = (uint32_t)(left.p - r->text->p);

			wrapper_field(r, "cover", wrapper_value(r, at,
			    at + (uint32_t)left.n));
			continue;
		}
		if (addresses && tables_caption(left) != NULL) {
			draft_caption(f, left);
			continue;
		}
		struct str to = draft_label(left, r->t, &list, &cap);
		addresses |= to.n < left.n || eat_precedence(left, &no,
		    f).n < left.n;
		if (addresses)
			draft_addressees(f, to, list, &precedence, &cap);
		else
			draft_line(f, left);
	}
	r->begin = end;
	if (banner < f->header) {
		struct str box, left = left_of_box(line_of(f, banner), &box);

		r->begin = f->lines.v[banner].from;
		telegram_cut(r->t, f->lines.v[banner].start +
		    (uint32_t)left.n, end - 1);
	}
	return true;
}

/* --- nothing released ------------------------------------------------------------ */

/* "FROM: AMEMBASSY STRELSAU" on a withdrawal sheet: its key in small
 * letters with underscores, or NULL. */
static const char *
sheet_key(struct foia *f, struct str s, struct str *value)
{
	size_t colon = str_findc(s, ':', 0);
	char *key;

	if (colon == s.n || colon < 2 || colon > 24)
		return NULL;
	*value = str_trim(str_cut(s, colon + 1, s.n));
	key = arena_strdup(&f->r->t->impl->arena, str_cut(s, 0, colon));
	for (size_t i = 0; key != NULL && i < colon; i++) {
		if (!ch_alnum(key[i]) && key[i] != ' ' && key[i] != '/')
			return NULL;
		key[i] = ch_upper(key[i]) ? (char)(key[i] + 32) :
		    ch_lower(key[i]) || ch_digit(key[i]) ? key[i] : '_';
	}
	return key;
}

static void
sheet_value(struct foia *f, const char *key, struct reftel_value v)
{
	struct reading *r = f->r;

	if (strcmp(key, "date") == 0)
		wrapper_day(r, v, WRAPPER_DAY_ONLY);
	else if (strcmp(key, "subject") == 0 || strcmp(key, "title") == 0)
		r->subject = v;
	else if (strcmp(key, "class") == 0 ||
	    strcmp(key, "classification") == 0)
		wrapper_label(r, v);
	else if (strcmp(key, "telegram") == 0 || strcmp(key, "number") == 0 ||
	    strcmp(key, "mrn") == 0)
		r->id = v;
	else if (strcmp(key, "from") == 0) {
		r->t->from.plad = v;
		telegram_inferred(r->t, "/from/plad");
	}
}

/* Denied in full: what the withdrawal sheet says of it. */
static bool
read_denied(struct foia *f)
{
	for (size_t i = 0; i < f->lines.n; i++) {
		struct str s = line_of(f, i), value;
		const char *key = sheet_key(f, s, &value);
		uint32_t at;

		if (s.n == 0)
			continue;
		if (key == NULL) {
			wrapper_field(f->r, "cover", line_value(f, i));
			continue;
		}
		at = (uint32_t)(value.p - f->r->text->p);
		struct reftel_value v = telegram_value(f->r->t, at,
		    at + (uint32_t)value.n);
		if (value.n == 0)
			continue;
		telegram_field(f->r->t, key, v);
		sheet_value(f, key, v);
	}
	f->r->begin = f->r->end = f->r->text->n;
	f->r->missing = true;
	return true;
}

static bool
foia_read(struct reading *r)
{
	struct foia f = { .r = r };
	struct arena *a = &r->t->impl->arena;
	uint32_t from = 0;

	*r->text = *r->src;
	f.lines = lex_lines(a, r->text->p, 0, r->text->n);
	if (f.lines.v == NULL)
		return false;
	look(&f);
	if (f.header < f.lines.n)
		from = f.lines.v[f.header].from;
	if (f.heading < f.lines.n && (f.header == f.lines.n ||
	    f.heading < f.header))
		from = f.lines.v[f.heading].from;
	if (paper_here(r, &from)) {
		release_read(r, from);
		return paper_read(r);
	}
	release_read(r, from);
	f.lines = wrapper_lines(r, 0, r->text->n);
	if (f.lines.v == NULL)
		return false;
	look(&f);
	if (f.heading < f.lines.n)
		return read_telegram(&f);
	if (f.header < f.lines.n)
		return read_draft(&f);
	return release_denied(r->t) && read_denied(&f);
}

bool
form_foia(struct reading *r)
{
	if (smart_read(r)) {
		r->t->form = REFTEL_FORM_SMART;
		return true;
	}
	r->t->form = REFTEL_FORM_FOIA;
	return foia_read(r);
}

/* A file of releases has other documents among its SMART telegrams. */
bool
form_smart(struct reading *r)
{
	return r->opt->form == REFTEL_FORM_SMART ? smart_read(r)
						 : form_foia(r);
}
