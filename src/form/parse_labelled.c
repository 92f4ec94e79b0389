/*
 * Header and footer where each value has a label: from the places that the
 * form found to values of the record.  archive-forms.md 3.7.4, 3.7.5.
 */
#include "form/labels.h"
#include "form/parse_int.h"
#include "form/sign.h"
#include "form/wrapper.h"
#include "tables/tables.h"

static struct str
label_str(const struct parse *p, enum label l)
{
	const struct label_value *v = &p->r->labels->v[l];

	return range_str(p, v->start, v->end);
}

static struct range
label_range(const struct parse *p, enum label l)
{
	const struct label_value *v = &p->r->labels->v[l];

	return (struct range){ v->start, v->end };
}

/* --- number, time, class --------------------------------------------------- */

/* "1O ZENDA 44": the letters that OCR read for digits of the year, mended;
 * else s as it is. */
static struct str
year_mended(struct parse *p, struct str s)
{
	struct str year = lex_first_word(s);
	char *out = arena_strdup(p->a, s);
	bool wrong = false;

	if (out == NULL || year.n != 2 || !(ch_digit(s.p[0]) ||
	    ch_digit(s.p[1])))
		return s;
	for (size_t i = 0; i < 2; i++) {
		if (ch_digit(s.p[i]))
			continue;
		if (strchr("OoIl", s.p[i]) == NULL)
			return s;
		out[i] = ch_fold(s.p[i]) == 'O' ? '0' : '1';
		wrong = true;
	}
	return wrong ? str_make(out, s.n) : s;
}

/* MRN "12 PORT AU PRINCE 1954" */
static void
read_number(struct parse *p)
{
	struct str s = label_str(p, LABEL_MRN), year, station, serial;
	struct cur c = cur_make(s), mended;
	const char *from;

	mended = cur_make(year_mended(p, s));
	if (!eat_digits(&mended, 2, 4, &year))
		return;
	c.p += year.n;
	cur_skip(&c);
	from = c.p;
	while (!cur_end(&c) && !ch_digit(*c.p))
		c.p++;
	station = str_trim(str_range(from, c.p));
	if (station.n == 0 || !eat_digits(&c, 1, 7, &serial))
		return;
	p->r->id = parse_folded(p, offset_of(p, s.p), offset_of(p, c.p));
	if (year.p != s.p) {
		char *id = arena_printf(p->a, "%.2s%.*s", year.p,
		    (int)value_str(&p->r->id).n - 2,
		    value_str(&p->r->id).p + 2);
		if (id != NULL)
			p->r->id = telegram_value_as(str_from(id),
			    p->r->id.start, p->r->id.end);
		telegram_inferred(p->t, "/id");
	}
	p->cls.station = range_of(p, station);
	p->cls.serial = range_of(p, serial);
	p->cls.serial_value = str_digits(serial.p, serial.n);
	p->has_number = true;
}

/*
 * The day in front of the time: "Dec 05, 2012 / ". The stroke may have been
 * read as a digit, so the year ends after its fourth: what follows is the
 * time. Gives the place behind the day.
 */
static const char *
read_day(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	const char *end;

	if (eat_month(&c) == 0)
		return s.p;
	cur_skip(&c);
	if (!eat_digits(&c, 1, 2, NULL))
		return s.p;
	eat_char(&c, ',');
	cur_skip(&c);
	if (c.end - c.p < 4 || !ch_digit(c.p[0]) || !ch_digit(c.p[3]))
		return s.p;
	end = c.p + 4;
	p->r->day = wrapper_iso_day(p->r, value_at(p, str_range(s.p, end)),
	    WRAPPER_DAY_ONLY);
	return end;
}

/* "Dec 05, 2012 / 051358Z DEC 12" */
static void
read_time(struct parse *p)
{
	struct str s = label_str(p, LABEL_DTG);
	const char *at = read_day(p, s), *end = s.p + s.n;
	size_t z;

	while (end > at && !ch_alnum(end[-1]))
		end--;
	/* six digits before the Z, whatever the stroke has become */
	z = str_findc(str_range(at, end), 'Z', 0);
	while (at + z > at && z > 6 && at + z < end) {
		at++;
		z--;
	}
	if (at < end && dtg_read(p, str_range(at, end)))
		return;
	if (s.n > 0)
		telegram_diag(p->t, DIAG_DTG_DAMAGED, offset_of(p, s.p),
		    offset_of(p, s.p + s.n), s);
}

/* The class word at the page's head, and the handling words below it. */
static void
read_class(struct parse *p)
{
	const struct labels *l = p->r->labels;

	if (l->banner.end > l->banner.start) {
		class_line_read(p, range_str(p, l->banner.start,
		    l->banner.end), &p->cls);
		p->has_class = p->cls.level != NULL;
	}
	if (p->has_class)
		p->t->classification = telegram_value_as(
		    str_from(p->cls.level), p->cls.where.start,
		    p->cls.where.end);
	for (size_t i = 0; p->has_class && i < p->cls.suffix_n; i++)
		caption_add(p, range_str(p, p->cls.suffix[i].start,
		    p->cls.suffix[i].end), p->cls.suffix[i].start,
		    p->cls.suffix[i].end);
	for (unsigned i = 0; i < l->handling_n; i++)
		caption_add(p, range_str(p, l->handling[i].start,
		    l->handling[i].end), l->handling[i].start,
		    l->handling[i].end);
}

/* --- lists --------------------------------------------------------------------- */

/* The next entry of a list that `sep` parts, trimmed; *rest goes on. */
static struct str
next_entry(struct str *rest, char sep)
{
	size_t end = str_findc(*rest, sep, 0);
	struct str one = str_trim(str_cut(*rest, 0, end));

	*rest = str_cut(*rest, end + 1, rest->n);
	return one;
}

enum { CAPTIONS_MAX = 64 };	/* each is compared with all */

static void
read_captions(struct parse *p)
{
	struct str rest = label_str(p, LABEL_CAPTIONS);

	while (rest.n > 0 && p->t->captions.n < CAPTIONS_MAX) {
		struct str one = next_entry(&rest, ',');
		uint32_t a = offset_of(p, one.p);

		if (one.n > 0 && !caption_line(p, one))
			caption_add(p, parse_fold(p, a, a +
			    (uint32_t)one.n), a, a + (uint32_t)one.n);
	}
}

/* A line that names whom the telegram is for opens a passing line. */
static bool
passing_opens(struct str s)
{
	return str_findi(s, STR(" FOR "), 0) < s.n ||
	    str_findi(s, STR("PASS "), 0) < s.n || passing_agency(s) ||
	    str_startsi(s, STR("FOR ")) || str_startsi(s, STR("INFORM "));
}

/* The office that clears: "EXEC:Delawie, Greg T". */
static bool
clearance_opens(struct str s)
{
	return str_findc(s, ':', 0) < s.n;
}

/* The lines of a label's value as a list: those that open no entry go on with
 * the one before. */
static void
read_lines(struct parse *p, enum label l, bool (*opens)(struct str),
    struct reftel_values *list)
{
	struct str rest = label_str(p, l);
	uint32_t from = NOWHERE, to = 0, next;

	while (rest.n > 0) {
		/* "POL:Roe, Jane; DCM:Doe, John": two clearances */
		size_t stop = str_findc(rest, ';', 0);
		bool parted = l == LABEL_CLEARED_BY &&
		    stop < str_findc(rest, '\n', 0);
		struct str one = next_entry(&rest, parted ? ';' : '\n');
		uint32_t start = offset_of(p, one.p);
		uint32_t end = start + (uint32_t)one.n;

		if (one.n == 0 || parse_past_cut(p, start, &next) >= end)
			continue;
		if (from != NOWHERE && opens(one))
			telegram_push(p->t, list, parse_folded(p, from, to));
		if (from == NOWHERE || opens(one))
			from = start;
		to = end;
	}
	if (from != NOWHERE)
		telegram_push(p->t, list, parse_folded(p, from, to));
}

/* --- addressees ------------------------------------------------------------------ */

static const char *const post_types[] = { "AMEMBASSY", "AMCONSUL",
	"AMCONGEN", "USMISSION", "USOFFICE", "USINT", "USLO", "SECSTATE" };

static bool
has_small(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_lower(s.p[i]))
			return true;
	return false;
}

/* "Mills, Derek M": somebody on the distribution, no addressee. */
static bool
person(struct str name)
{
	return has_small(str_cut(name, 0, str_findc(name, ',', 0)));
}

/*
 * "AMEMBASSYRounNE": the precedence lost its blank, and a letter or two.
 * Gives the length of the post's type, 0: nothing of the kind.
 */
static size_t
glued_precedence(struct str word, const char **precedence)
{
	static const char *const words[] = { "ROUTINE", "PRIORITY",
		"IMMEDIATE", "FLASH" };

	for (size_t i = 0; i < LEX_COUNT(post_types); i++) {
		struct str type = str_from(post_types[i]);
		struct str tail = str_cut(word, type.n, word.n);

		if (!str_starts(word, type) || tail.n < 4)
			continue;
		for (size_t k = 0; k < LEX_COUNT(words); k++)
			if (str_distance(tail, str_from(words[k]), 2) <=
			    (strlen(words[k]) > 5 ? 2u : 1u)) {
				*precedence = words[k];
				return type.n;
			}
	}
	return 0;
}

static void
part_precedence(struct parse *p, struct reftel_addressee *a, struct str *type)
{
	const char *word = NULL;
	size_t n = glued_precedence(*type, &word);
	uint32_t at = a->plad.end - (uint32_t)(type->n - n);
	struct diag *d;
	char *fix;

	if (n == 0)
		return;
	a->precedence = telegram_value_as(str_from(word), at, a->plad.end);
	d = telegram_diag(p->t, DIAG_PRECEDENCE_MISSPELT, at, a->plad.end,
	    str_cut(*type, n, type->n));
	fix = arena_printf(p->a, " %s", word);
	if (fix != NULL)
		telegram_fix(p->t, d, at, a->plad.end, str_from(fix),
		    "likely");
	*type = str_cut(*type, 0, n);
	a->plad.end = at;
}

/* "WASHDC, SECSTATE" is SECSTATE WASHDC. */
static void
swap_name(struct parse *p, struct reftel_addressee *a)
{
	struct str s = value_str(&a->plad), type, place;
	size_t comma = str_findc(s, ',', 0);
	char *plad;

	if (comma == s.n)
		return;
	place = str_trim(str_cut(s, 0, comma));
	type = str_trim(str_cut(s, comma + 1, s.n));
	if (!value_set(&a->precedence))
		part_precedence(p, a, &type);
	if (type.n < 4 || str_findc(type, ' ', 0) < type.n)
		return;
	plad = arena_printf(p->a, "%.*s %.*s", (int)type.n, type.p,
	    (int)place.n, place.p);
	if (plad != NULL)
		a->plad = telegram_value_as(str_from(plad), a->plad.start,
		    a->plad.end);
}

static void
read_addressees(struct parse *p, enum label l, const char *persons,
    struct reftel_addressees *list)
{
	struct str rest = label_str(p, l);
	size_t cap = 0;

	while (rest.n > 0) {
		struct str one = next_entry(&rest, ';');
		struct reftel_addressee a, *v;

		if (one.n == 0 || str_eqi(one, STR("NONE")))
			continue;
		a = head_address(p, one);
		if (person(value_str(&a.plad))) {
			telegram_list_field(p->t, persons, parse_folded(p,
			    offset_of(p, one.p), offset_of(p, one.p +
			    one.n)));
			continue;
		}
		swap_name(p, &a);
		v = arena_grow(p->a, list->v, list->n, &cap, sizeof(*v));
		if (v == NULL)
			return;
		list->v = v;
		v[list->n++] = a;
	}
}

/* "BERLIN, AMEMBASSY; PARIS, AMEMBASSY": whom a collective leaves out. */
static void
read_exempt(struct parse *p)
{
	struct str all = label_str(p, LABEL_XMT), rest = all;
	bool parted = str_findc(all, ';', 0) < all.n;

	for (size_t i = 0; !parted && i < LEX_COUNT(post_types); i++)
		parted = str_ends(all, str_from(post_types[i]));
	if (!parted) {
		head_exempt(p, all);
		return;
	}
	while (rest.n > 0) {
		struct str one = next_entry(&rest, ';');
		struct reftel_addressee a;

		if (one.n == 0)
			continue;
		a = head_address(p, one);
		swap_name(p, &a);
		head_exempt_one(p, a.plad);
	}
}

/* --- drafting -------------------------------------------------------------------- */

static struct reftel_value
folded_label(struct parse *p, enum label l)
{
	struct range v = label_range(p, l);
	struct reftel_value none = { 0 };

	return v.end > v.start ? parse_folded(p, v.start, v.end) : none;
}

static void
read_drafting(struct parse *p)
{
	struct reftel_drafting *d = &p->t->drafting;

	if (label_str(p, LABEL_DRAFTED_BY).n > 0)
		d->drafted_by = folded_label(p, LABEL_DRAFTED_BY);
	if (label_str(p, LABEL_APPROVED_BY).n > 0)
		d->approved_by = folded_label(p, LABEL_APPROVED_BY);
	read_lines(p, LABEL_CLEARED_BY, clearance_opens, &d->cleared_by);
	d->present |= value_set(&d->drafted_by) || value_set(&d->approved_by) ||
	    d->cleared_by.n > 0;
}

/* --- the classifier ---------------------------------------------------------------- */

/* "Classified By: ..." below the subject, down to a blank line. */
static void
read_authority(struct parse *p)
{
	enum { MOST = 6 };
	struct cur c;
	size_t i;

	if (p->lines.n == 0 || line_blank(p, 0))
		return;
	c = cur_make(line_str(p, 0));
	if (!label_authority(&c))
		return;
	for (i = 1; i < p->lines.n && i < MOST && !line_blank(p, i) &&
	    !front_paragraph_start(line_str(p, i));)
		i++;
	ranges_add(p, &p->authority, offset_of(p, c.p),
	    p->lines.v[i - 1].end);
	p->line = i;
	p->body = i < p->lines.n ? p->lines.v[i].from : p->n;
}

/* A REF line of the drafter's above the first paragraph, where no label has
 * the references. */
static void
read_ref(struct parse *p)
{
	enum { MOST = 26 };
	size_t i = 0, from;
	struct cur c;

	while (i < p->lines.n && i < 4 && line_blank(p, i))
		i++;
	if (i >= p->lines.n || p->refs.n > 0)
		return;
	c = cur_make(line_str(p, i));
	if (!label_ref(&c, true))
		return;
	from = i++;
	while (i < p->lines.n && i < from + MOST && !line_blank(p, i) &&
	    (line_ref_lettered(line_str(p, i)) ||
	    line_ref_like(line_str(p, i))))
		i++;
	ranges_add(p, &p->refs, offset_of(p, c.p), p->lines.v[i - 1].end);
	p->line = i;
	p->body = i < p->lines.n ? p->lines.v[i].from : p->n;
}

/* --- an older text inside --------------------------------------------------------- */

/*
 * A text of the older kind inside, with its own classification line, captions
 * and header: the labels say the same, so it is cut (archive-forms.md 3.7.4).
 */
static void
cut_older_heading(struct parse *p)
{
	struct class_line cl;
	size_t to = 0;
	bool blank = false, header = false;

	if (p->lines.n == 0 || !class_line_read(p, line_str(p, 0), &cl) ||
	    cl.serial_value == 0 ||
	    (p->has_number && cl.serial_value != p->cls.serial_value))
		return;
	for (size_t i = 1; i < p->lines.n && i < 60; i++) {
		struct str s = line_str(p, i);
		struct str caption = label_str(p, LABEL_CAPTIONS);

		if (s.n == 0) {
			blank = true;
			continue;
		}
		if (!body_header_shape(s) && (blank || !header) &&
		    str_find(caption, s, 0) == caption.n)
			break;
		header |= body_header_shape(s);
		blank = false;
		to = i;
	}
	telegram_diag(p->t, DIAG_HEADING_REPEATED, p->lines.v[0].start,
	    p->lines.v[0].end, line_str(p, 0));
	telegram_cut(p->t, p->lines.v[0].start, p->lines.v[to].end);
	p->line = to + 1;
	p->body = to + 1 < p->lines.n ? p->lines.v[to + 1].from : p->n;
}

void
parse_labelled(struct parse *p)
{
	struct range eo = label_range(p, LABEL_EO);
	struct range reference = label_range(p, LABEL_REFERENCE);
	struct str from = label_str(p, LABEL_FROM);

	p->body = p->r->begin;
	read_class(p);
	read_number(p);
	read_time(p);
	read_captions(p);
	read_lines(p, LABEL_PASS_LINE, passing_opens, &p->t->passing);
	if (from.n > 0)
		p->t->from = head_address(p, from);
	p->t->from.whole = (struct reftel_value){ 0 };
	read_addressees(p, LABEL_ACTION, "action_persons", &p->t->to);
	read_addressees(p, LABEL_INFO, "info_persons", &p->t->info);
	read_exempt(p);
	p->eo = eo;
	p->tags = label_range(p, LABEL_TAGS);
	p->subject = label_range(p, LABEL_SUBJECT);
	if (reference.end > reference.start)
		ranges_add(p, &p->refs, reference.start, reference.end);
	if (label_str(p, LABEL_SIGNATURE).n > 0)
		telegram_push(p->t, &p->t->signature,
		    folded_label(p, LABEL_SIGNATURE));
	read_drafting(p);
	read_authority(p);
	read_ref(p);
	cut_older_heading(p);
}
