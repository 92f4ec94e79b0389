/*
 * The order of work: front matter, page lines, number, then the values that
 * need the date, then the text; last the wrapper's word for what the text
 * lacks. telegram.md 2.
 */
#include "form/parse_body.h"
#include "form/wrapper.h"
#include "tables/tables.h"
#include "telegram/gap.h"
#include "telegram/number.h"
#include "telegram/title.h"

/* --- helpers of all files of the parser --------------------------------- */

void
ranges_add(struct parse *p, struct ranges *r, uint32_t start, uint32_t end)
{
	struct range *v = arena_grow(p->a, r->v, r->n, &r->cap, sizeof *v);

	if (v == NULL)
		return;
	r->v = v;
	r->v[r->n++] = (struct range){ start, end };
}

/* The first cut that ends behind `at`. */
static size_t
cut_from(const struct parse *p, uint32_t at)
{
	const struct reftel_impl *m = p->t->impl;
	size_t lo = 0, hi = m->cut_n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (m->cut[mid].end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

uint32_t
parse_past_cut(const struct parse *p, uint32_t at, uint32_t *next)
{
	const struct reftel_impl *m = p->t->impl;
	size_t k = cut_from(p, at);

	if (k < m->cut_n && m->cut[k].start <= at)
		at = m->cut[k++].end;
	*next = k < m->cut_n ? m->cut[k].start : p->n;
	return at;
}

bool
parse_line_cut(const struct parse *p, size_t i)
{
	uint32_t next;

	return parse_past_cut(p, p->lines.v[i].start, &next) >=
	    p->lines.v[i].end;
}

char *
parse_scratch(struct parse *p, uint32_t start, uint32_t end)
{
	const struct reftel_impl *m = p->t->impl;
	char *s = arena_bytes(p->a, (size_t)(end - start) + 1);

	if (s == NULL)
		return NULL;
	memcpy(s, p->s + start, end - start);
	s[end - start] = '\0';
	for (size_t k = cut_from(p, start); k < m->cut_n &&
	    m->cut[k].start < end; k++) {
		uint32_t a = m->cut[k].start > start ? m->cut[k].start : start;
		uint32_t b = m->cut[k].end < end ? m->cut[k].end : end;
		memset(s + (a - start), ' ', b - a);
	}
	return s;
}

/* Is [start, end) already as parse_fold would have it? */
static bool
folded(const struct parse *p, uint32_t start, uint32_t end)
{
	const struct reftel_impl *m = p->t->impl;
	size_t k = cut_from(p, start);

	if (k < m->cut_n && m->cut[k].start < end)
		return false;
	struct str s = range_str(p, start, end);
	if (s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return false;
	/* most are: without a branch for each byte */
	bool other = false;
	for (size_t i = 0; i < s.n; i++)
		other |= s.p[i] >= '\t' && s.p[i] <= '\r';
	return !other && str_find_blanks(s, 0) == s.n;
}

struct str
parse_fold(struct parse *p, uint32_t start, uint32_t end)
{
	if (start >= end)
		return str_make(p->s + start, 0);
	if (folded(p, start, end))
		return range_str(p, start, end);
	char *s = parse_scratch(p, start, end);
	if (s == NULL)
		return (struct str){ 0 };
	size_t n = 0, len = end - start;
	for (size_t i = 0; i < len; i++) {
		if (!ch_space(s[i])) {
			s[n++] = s[i];
			continue;
		}
		bool eol = false;
		size_t k = i;
		for (; k < len && ch_space(s[k]); k++)
			eol |= s[k] == '\n';
		/* a line that ends in a hyphen behind a letter goes on */
		bool hyphen = eol && n > 1 && s[n - 1] == '-' &&
		    ch_alpha(s[n - 2]);
		if (n > 0 && k < len && !hyphen)
			s[n++] = ' ';
		i = k - 1;
	}
	return str_make(s, n);
}

struct reftel_value
parse_folded(struct parse *p, uint32_t start, uint32_t end)
{
	while (start < end && ch_space(p->s[start]))
		start++;
	while (end > start && ch_space(p->s[end - 1]))
		end--;
	return telegram_value_as(parse_fold(p, start, end), start, end);
}

struct str
parse_capitals(struct parse *p, struct str s)
{
	bool lower = false;

	for (size_t i = 0; i < s.n; i++)
		lower |= ch_lower(s.p[i]);
	if (!lower)
		return s;
	char *u = arena_bytes(p->a, s.n);
	if (u == NULL)
		return (struct str){ 0 };
	for (size_t i = 0; i < s.n; i++)
		u[i] = ch_fold(s.p[i]);
	return str_make(u, s.n);
}

struct reftel_value
parse_upper(struct parse *p, struct str s)
{
	uint32_t a = offset_of(p, s.p), b = a + (uint32_t)s.n;

	return telegram_value_as(parse_capitals(p, parse_fold(p, a, b)), a, b);
}

/* --- the telegram's number ------------------------------------------------ */

static bool
all_x(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_fold(s.p[i]) != 'X')
			return false;
	return s.n > 0;
}

/* Words that name a series of the Secretary's party, not a post. */
static bool
series(struct str post)
{
	return str_eqi(post, STR("PARTO")) || str_eqi(post, STR("SECTO")) ||
	    str_eqi(post, STR("TOSEC"));
}

/* The post that the heading names: by FM, else by the originator's routing
 * indicator. */
static const struct post *
heading_post(const struct parse *p)
{
	const struct post *fm = NULL;

	if (value_set(&p->t->from.plad))
		fm = tables_post_by_plad(value_str(&p->t->from.plad));
	if (fm == NULL && value_set(&p->t->transmission.originator))
		fm = tables_post_by_ri(value_str(
		    &p->t->transmission.originator));
	return fm;
}

/* The last words of an FM line that the tables do not know are its place. */
static struct str
heading_place(struct parse *p, char *room, size_t cap)
{
	static const char *const types[] = { "AMEMBASSY ", "AMCONSUL ",
		"AMCONGEN ", "USMISSION ", "USOFFICE ", "USLO ", "USINT " };
	struct str s = value_str(&p->t->from.plad);

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_startsi(s, str_from(types[i])))
			return str_make(room, number_squeeze(str_cut(s,
			    strlen(types[i]), s.n), room, cap));
	return (struct str){ 0 };
}

/* The tables know the station only as a misspelling. */
static bool
number_mended(struct str printed)
{
	char room[64];
	enum variant_kind kind;
	struct str s = str_make(room, number_squeeze(printed, room,
	    sizeof room));

	return s.n > 0 && tables_post(s) == NULL &&
	    tables_post_variant(s, &kind) != NULL && (kind == VARIANT_TYPO ||
	    kind == VARIANT_GARBLE);
}

struct id_parts {
	int year;
	struct str post;
	long serial;
	bool inferred;
};

/* Post of the number: the station printed, mended by the heading where it
 * is damaged or was made unreadable (telegram.md 11). */
static void
number_post_of(struct parse *p, struct id_parts *id)
{
	struct str printed = range_str(p, p->cls.station.start,
	    p->cls.station.end);
	const struct post *fm = heading_post(p);
	char room[64], place_room[64];
	bool known = false;
	struct range w = p->cls.station;
	struct str place = { 0 };

	if (value_set(&p->t->from.plad) && fm == NULL)
		place = heading_place(p, place_room, sizeof place_room);
	if (printed.n == 0 || all_x(printed)) {
		if (fm != NULL)
			id->post = str_from(fm->post);
		else if (place.n > 0)
			id->post = str_from(arena_strdup(p->a, place));
		id->inferred = id->post.n > 0;
		return;
	}
	struct str post = number_post(printed, NUMBER_IN_LINE, room,
	    sizeof room, &known);
	struct str want = fm != NULL ? str_from(fm->post) : place;
	if (!known && want.n > 3 && !str_eq(post, want) && !series(post)) {
		/* letters lost in front or inside: "ANILA" */
		bool damaged = str_distance(post, want, 2) <= 2 ||
		    str_ends(want, post) || str_ends(post, want);
		if (damaged && post.n >= 3) {
			struct diag *d = telegram_diag(p->t,
			    DIAG_NUMBER_DAMAGED, w.start, w.end, printed);
			telegram_fix(p->t, d, w.start, w.end, want, "likely");
			post = want;
			id->inferred = true;
		}
	} else if (known && number_mended(printed)) {
		telegram_diag(p->t, DIAG_NUMBER_DAMAGED, w.start, w.end,
		    printed);
	} else if (known && fm != NULL && !str_eq(post, str_from(fm->post)) &&
	    !series(post)) {
		telegram_diag(p->t, DIAG_STATION_DIFFERS, w.start, w.end,
		    value_str(&p->t->from.plad));
	}
	if (post.n > 0) {
		const char *copy = arena_strdup(p->a, post);
		if (copy != NULL)
			id->post = str_from(copy);
	}
}

/* The number that the wrapper or the caller gives, if it is one. */
static bool
number_given(const struct parse *p, struct reftel_number *w)
{
	struct str s = value_str(&p->r->id);
	const char *opt = p->r->opt == NULL ? NULL : p->r->opt->id;

	if (s.n == 0 && opt != NULL)
		s = str_from(opt);
	return s.n > 0 && reftel_number_parse(s.p, s.n, p->r->opt == NULL ? 0 :
	    p->r->opt->year, w) == REFTEL_OK;
}

static void
number_wrapper(struct parse *p, struct id_parts *id, struct reftel_number *w)
{
	*w = p->given;
	if (!p->is_given)
		w->serial = 0;
	if (id->year == 0 && w->serial > 0)
		id->year = w->year;
}

static int
value_year(const struct reftel_value *v)
{
	struct str s = value_str(v);

	return s.n >= 4 && ch_digit(s.p[0]) && ch_digit(s.p[3]) ?
	    (int)str_digits(s.p, 4) : 0;
}

/* The wrapper's serial, where the text has none. */
static void
number_serial_given(struct parse *p)
{
	const struct reftel_value *v = &p->r->serial;

	if (p->cls.serial_value > 0 || !value_set(v) || v->n > 9)
		return;
	p->cls.serial = (struct range){ v->start, v->end };
	p->cls.serial_value = str_digits(v->s, v->n);
}

/* Is it the National Archives' number, with the post cut to a code that no
 * table has (archive-forms.md 2.6)? */
static bool
cut_short(const struct parse *p, const struct reftel_number *w)
{
	const struct reftel_telegram *t = p->t;
	struct str code = str_from(w->post);

	return p->r->attributes && code.n <= 6 &&
	    tables_post(code) == NULL && w->serial == t->serial.value &&
	    w->year == t->year.value && str_starts(value_str(&t->post), code);
}

/* What the number line has for a serial: letters among its digits, or the
 * station alone, though the number is known from elsewhere. */
static void
number_printed(struct parse *p, long serial)
{
	struct range s = p->cls.serial, w = p->cls.station;
	struct diag *d;

	if (p->cls.serial_damaged) {
		d = telegram_diag(p->t, DIAG_NUMBER_DAMAGED, s.start, s.end,
		    range_str(p, s.start, s.end));
		telegram_fix(p->t, d, s.start, s.end, str_from(arena_printf(
		    p->a, "%0*ld", (int)(s.end - s.start), serial)), "likely");
		telegram_inferred(p->t, "/serial");
	} else if (p->cls.serial_value == 0 && w.end > w.start &&
	    p->t->serial.value > 0) {
		/* with the blanks behind which it should stand */
		while (w.end < p->n && ch_blank(p->s[w.end]))
			w.end++;
		telegram_diag(p->t, DIAG_NUMBER_MISSING, w.start, w.end,
		    STR("taken from elsewhere"));
	}
}

static void
parse_number(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct id_parts id = { .year = p->dtg_year };
	struct reftel_number w = { 0 };
	bool year_inferred = id.year == 0;

	if (id.year == 0)
		id.year = value_year(&p->r->day);
	number_wrapper(p, &id, &w);
	if (id.year == 0 && p->r->opt != NULL)
		id.year = p->r->opt->year;
	if (p->dtg_year == 0)
		p->dtg_year = id.year;
	number_serial_given(p);
	number_post_of(p, &id);
	id.serial = p->cls.serial_value;
	struct str printed = range_str(p, p->cls.station.start,
	    p->cls.station.end);
	if (id.post.n == 0 && w.serial > 0 && (id.serial == 0 ||
	    id.serial == w.serial)) {
		id.post = str_from(arena_strdup(p->a, str_from(w.post)));
		id.serial = w.serial;
		id.inferred = true;
	} else if (id.serial == 0 && w.serial > 0) {
		id.post = str_from(arena_strdup(p->a, str_from(w.post)));
		id.serial = w.serial;
		id.inferred = true;
	} else if (id.serial == 0 && id.post.n > 0 && p->has_class &&
	    value_set(&t->transmission.station_serial)) {
		/* the station serial is the number's last four digits */
		struct str d = value_str(&t->transmission.station_serial);
		id.serial = str_digits(d.p, d.n);
		id.inferred = true;
	}
	uint32_t a = p->cls.station.start, b = p->cls.serial.end;
	bool placed = p->cls.serial_value > 0;
	if (printed.n == 0)
		a = p->cls.serial.start;
	if (id.year > 0)
		t->year = (struct reftel_int){ id.year,
			value_placed(&t->dtg) ? t->dtg.start : 1,
			value_placed(&t->dtg) ? t->dtg.end : 0 };
	if (id.serial > 0 && id.post.n > 0) {
		t->serial = (struct reftel_int){ (int)id.serial,
			placed ? p->cls.serial.start : 1,
			placed ? p->cls.serial.end : 0 };
		t->post = printed.n > 0 ? telegram_value_as(id.post,
		    p->cls.station.start, p->cls.station.end) :
		    telegram_value_bare(id.post);
		if (id.year > 0) {
			struct str s = number_format(p->a, id.year, id.post,
			    id.serial);
			t->id = placed ? telegram_value_as(s, a, b) :
			    telegram_value_bare(s);
			if (id.inferred)
				telegram_inferred(t, "/id");
			if (year_inferred)
				telegram_inferred(t, "/year");
		}
	} else if (id.serial > 0 && value_set(&p->r->serial)) {
		t->serial = (struct reftel_int){ (int)id.serial,
			p->cls.serial.start, p->cls.serial.end };
	} else if (p->has_class && !p->r->draft) {
		telegram_diag(t, DIAG_NUMBER_MISSING, p->cls.where.start,
		    p->cls.where.end, STR(""));
	}
	number_printed(p, id.serial);
	if (value_set(&t->id) && value_set(&p->r->id) && w.id[0] != '\0' &&
	    !str_eq(value_str(&t->id), str_from(w.id)) && !cut_short(p, &w))
		telegram_diag(t, DIAG_RECORD_ID_DIFFERS, p->r->id.start,
		    p->r->id.end, value_str(&p->r->id));
}

/* --- subject ----------------------------------------------------------------- */

/* A portion mark in brackets at the cursor; gives the mark in capitals
 * without blanks. */
static bool
eat_mark(struct parse *p, struct cur *c, struct reftel_value *out)
{
	struct cur was = *c;
	static const char *const levels[] = { "SBU", "LOU", "TS", "U", "C",
		"S" };

	if (!eat_char(c, '('))
		return false;
	const char *from = c->p;
	cur_skip(c);
	bool level = false;
	for (size_t i = 0; i < 6 && !level; i++)
		level = eat_lit(c, levels[i]);
	if (!level || c->p == c->end)
		goto no;
	if (*c->p != ')' && *c->p != '/' && *c->p != ' ')
		goto no;
	while (c->p < c->end && *c->p != ')' && c->p < from + 20) {
		if (!ch_alpha(*c->p) && strchr("/ -,", *c->p) == NULL)
			goto no;
		c->p++;
	}
	struct str mark = str_trim(str_range(from, c->p));
	if (!eat_char(c, ')'))
		goto no;
	*out = parse_upper(p, mark);
	return true;
no:
	*c = was;
	return false;
}

/* "U) THE KING": the mark lost its first bracket. */
static bool
eat_half_mark(struct parse *p, struct cur *c, struct reftel_value *out)
{
	static const char *const marks[] = { "SBU", "LOU", "C/NF", "S/NF", "U",
		"C", "S" };
	struct cur was = *c;

	for (size_t i = 0; i < LEX_COUNT(marks); i++) {
		const char *from = c->p;
		if (!eat_lit(c, marks[i]))
			continue;
		struct str mark = str_range(from, c->p);
		if (eat_char(c, ')') && c->p < c->end && ch_blank(*c->p)) {
			*out = parse_upper(p, mark);
			telegram_diag(p->t, DIAG_PORTION_DAMAGED,
			    offset_of(p, from), offset_of(p, c->p), mark);
			return true;
		}
		*c = was;
	}
	return false;
}

/* Takes the portion mark off a subject, before or behind it or both; one
 * behind that differs from the one before is part of the words. */
static struct str
subject_marks(struct parse *p, struct str s)
{
	struct reftel_value *mark = &p->t->subject_portion, behind = { 0 };
	struct cur c = cur_make(s);

	bool inferred = false;
	if (eat_mark(p, &c, mark) || eat_half_mark(p, &c, mark))
		s = str_trim(cur_rest(c));
	else if (p->dtg_year >= 1980)
		s = str_trim(str_cut(s, portion_take_near(p, s, mark,
		    &inferred), s.n));
	if (inferred)
		telegram_inferred(p->t, "/subject_portion");
	if (s.n == 0 || s.p[s.n - 1] != ')')
		return s;
	size_t k = s.n - 1;
	while (k > 0 && s.p[k] != '(')
		k--;
	struct cur e = { s.p + k, s.p + s.n };
	if (k == 0 || !eat_mark(p, &e, &behind) || !cur_end(&e) ||
	    (value_set(mark) && !str_eq(value_str(mark), value_str(&behind))))
		return s;
	if (!value_set(mark))
		*mark = behind;
	return str_trim(str_cut(s, 0, k));
}

/* The words before and behind a hyphen that ends a line at k; false: it does
 * not, or they are no words. */
static bool
hyphened(struct str s, size_t k, struct str *head, struct str *tail)
{
	size_t a = k, b = k + 1;
	bool eol = false;

	while (a > 0 && ch_alpha(s.p[a - 1]))
		a--;
	for (; b < s.n && ch_space(s.p[b]); b++)
		eol |= s.p[b] == '\n';
	size_t e = b;
	while (e < s.n && ch_alpha(s.p[e]))
		e++;
	*head = str_cut(s, a, k);
	*tail = str_cut(s, b, e);
	return eol && head->n > 1 && tail->n > 1;
}

/* A hyphen at a line's end goes if the telegram has the joined word
 * elsewhere (telegram.md 16.1). */
static struct reftel_value
subject_joined(struct parse *p, struct str s)
{
	struct reftel_value v = parse_folded(p, offset_of(p, s.p),
	    offset_of(p, s.p + s.n));
	struct str all = range_str(p, p->r->begin, p->n), head, tail;

	for (size_t k = 0; (k = str_findc(s, '-', k)) < s.n; k++) {
		if (!hyphened(s, k, &head, &tail))
			continue;
		char *word = arena_printf(p->a, "%.*s-%.*s", (int)head.n,
		    head.p, (int)tail.n, tail.p);
		char *out = arena_printf(p->a, "%.*s%.*s", (int)head.n, head.p,
		    (int)tail.n, tail.p);
		if (word == NULL || out == NULL ||
		    str_findi(all, str_from(out), 0) == all.n)
			continue;
		struct str was = value_str(&v);
		size_t at = str_find(was, str_from(word), 0);
		if (at == was.n)
			continue;
		at += head.n;
		out = arena_printf(p->a, "%.*s%.*s", (int)at, was.p,
		    (int)(was.n - at - 1), was.p + at + 1);
		if (out != NULL)
			v = telegram_value_as(str_from(out), v.start, v.end);
	}
	return v;
}

static void
parse_subject(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct str s = range_str(p, p->subject.start, p->subject.end);

	if (s.n == 0)
		return;
	s = subject_marks(p, s);
	/* "(REF: PARIS 7)" below it left its bracket */
	if (s.n > 1 && s.p[s.n - 1] == '(')
		s = str_trim(str_cut(s, 0, s.n - 1));
	if (s.n == 0)
		return;
	t->subject = subject_joined(p, s);
	if (t->subject.n == 0)
		t->subject = (struct reftel_value){ 0 };
}

static void
parse_title(struct parse *p)
{
	struct reftel_telegram *t = p->t;

	if (!value_set(&t->subject))
		return;
	struct str title = title_make(p->a, value_str(&t->subject));
	if (title.p != NULL)
		t->title = telegram_value_as(title, t->subject.start,
		    t->subject.end);
}

/* --- sections -------------------------------------------------------------------- */

/* The first page or section line that says that there are more: without
 * such words in the class line it is all that says so. */
static bool
section_witness(struct parse *p, uint32_t *start, uint32_t *end)
{
	int section, of;

	for (size_t i = 0; i < p->lines.n; i++) {
		struct str s = line_str(p, i);

		if (s.n < 7 || (!section_line(s, &section, &of) &&
		    page_line(s, &section, &of) == 0) || of < 2)
			continue;
		*start = p->lines.v[i].start;
		*end = p->lines.v[i].end;
		return true;
	}
	return false;
}

static void
parse_sections(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	int n = 0;

	if (t->section_count <= 1) {
		t->section_count = 1;
		memset(p->section_seen, 0, sizeof p->section_seen);
		p->section_seen[0] = 1;
	} else if (!p->section_seen[0]) {
		/* the first section has no section line of its own unless the
		 * class line names it */
		if (p->cls.section <= 1)
			p->section_seen[0] = 1;
	}
	for (int i = 0; i < SECTIONS_MAX; i++)
		n += p->section_seen[i];
	t->sections_present = arena_alloc(p->a, sizeof(int), (size_t)n);
	if (t->sections_present == NULL)
		return;
	for (int i = 0; i < SECTIONS_MAX; i++)
		if (p->section_seen[i])
			t->sections_present[t->sections_present_n++] = i + 1;
	if (n < t->section_count && p->has_class) {
		uint32_t a = value_placed(&t->sections) ? t->sections.start :
		    p->cls.where.start;
		uint32_t b = value_placed(&t->sections) ? t->sections.end :
		    p->cls.where.end;
		if (!value_placed(&t->sections))
			section_witness(p, &a, &b);
		char *arg = arena_printf(p->a, "%d of %d are here", n,
		    t->section_count);
		telegram_diag(t, DIAG_SECTION_MISSING, a, b, arg == NULL ?
		    STR("") : str_from(arg));
	}
}

/* --- the wrapper's word ------------------------------------------------------------ */

static void
stand_in(struct parse *p, struct reftel_value *v, const struct reftel_value *w,
    const char *pointer)
{
	if (value_set(v) || !value_set(w) || w->n == 0)
		return;
	*v = *w;
	telegram_inferred(p->t, "%s", pointer);
}

static bool
has_caption(const struct reftel_telegram *t, struct str name)
{
	for (size_t i = 0; i < t->captions.n; i++)
		if (str_eq(value_str(&t->captions.v[i]), name))
			return true;
	return false;
}

/* A page's banner that is higher than the classification line governs
 * (telegram.md 4.2). */
static void
parse_banner(struct parse *p)
{
	struct str word = range_str(p, p->banner.start, p->banner.end);

	if (!p->has_number || p->banner_rank <= class_rank(
	    value_str(&p->t->classification)))
		return;
	p->t->classification = telegram_value_as(str_from(p->banner_level),
	    p->banner.start, p->banner.end);
	telegram_diag(p->t, DIAG_BANNER_HIGHER, p->banner.start, p->banner.end,
	    word);
}

/* UNCLAS with the control SENSITIVE is "Sensitive But Unclassified"
 * (telegram.md 4.1). */
static void
parse_control(struct parse *p)
{
	struct reftel_value *c = &p->t->classification;

	if (value_set(c) && str_eq(value_str(c), STR("UNCLASSIFIED")) &&
	    (has_caption(p->t, STR("SENSITIVE")) ||
	    has_caption(p->t, STR("SBU")) || has_caption(p->t, STR("FOUO")) ||
	    has_caption(p->t, STR("FOR OFFICIAL USE ONLY"))))
		*c = telegram_value_as(STR("SENSITIVE BUT UNCLASSIFIED"),
		    c->start, c->end);
}

/* The days agree; the clock of a wrapper is worth nothing. */
static bool
same_day(const struct reftel_value *a, const struct reftel_value *b)
{
	return a->n >= 10 && b->n >= 10 && memcmp(a->s, b->s, 10) == 0;
}

/* Letters and digits of a folded into each other: is one the beginning of
 * the other? */
static bool
same_beginning(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && !ch_alnum(a.p[i]))
			i++;
		while (k < b.n && !ch_alnum(b.p[k]))
			k++;
		if (i == a.n || k == b.n)
			return true;
		if (ch_fold(a.p[i++]) != ch_fold(b.p[k++]))
			return false;
	}
}

static void
parse_wrapper_differs(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct reading *r = p->r;

	if (value_set(&r->day) && value_set(&t->date) &&
	    !same_day(&r->day, &t->date))
		telegram_diag(t, DIAG_RECORD_DATE_DIFFERS, r->day.start,
		    r->day.end, value_str(&r->day));
	if (value_set(&r->classification) && value_set(&t->classification) &&
	    !str_eq(value_str(&r->classification),
	    value_str(&t->classification)))
		telegram_diag(t, DIAG_RECORD_CLASS_DIFFERS,
		    r->classification.start, r->classification.end,
		    value_str(&r->classification));
	if (value_set(&r->subject) && value_set(&t->subject) &&
	    !same_beginning(value_str(&r->subject), value_str(&t->subject))) {
		/* an opening portion mark may have lost its bracket */
		struct str w = value_str(&r->subject);
		size_t k = str_findc(w, ')', 0);
		if (k >= w.n || k > 8 || !same_beginning(str_cut(w, k + 1,
		    w.n), value_str(&t->subject)))
			telegram_diag(t, DIAG_RECORD_SUBJECT_DIFFERS,
			    r->subject.start, r->subject.end, w);
	}
}

static void
parse_wrapper(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct reading *r = p->r;

	parse_wrapper_differs(p);
	stand_in(p, &t->date, &r->day, "/date");
	if (!value_set(&t->classification) && !p->has_class &&
	    value_set(&r->classification)) {
		stand_in(p, &t->classification, &r->classification,
		    "/classification");
		for (size_t i = 0; i < r->captions.n; i++)
			if (!has_caption(t, value_str(&r->captions.v[i]))) {
				telegram_push(t, &t->captions,
				    r->captions.v[i]);
				telegram_inferred(t, "/captions/%zu",
				    t->captions.n - 1);
			}
	}
	stand_in(p, &t->subject, &r->subject, "/subject");
	wrapper_edition(r);
}

/* A reference printed without a year took the telegram's: the wrapper's list
 * may know better. */
static void
wrapper_year(struct parse *p, size_t i)
{
	struct reftel_ref *ref = &p->t->refs.v[i];
	const struct reftel_value *found = NULL;
	struct str id = value_str(&ref->id);

	if (ref->text.n == 0 || !ch_alpha(ref->text.s[0]) ||
	    memchr(ref->text.s, '(', ref->text.n) != NULL)
		return;
	for (size_t k = 0; k < p->r->refs.n; k++) {
		struct str w = value_str(&p->r->refs.v[k]);
		if (str_eq(w, id))
			return;
		if (w.n > 2 && str_eq(str_cut(w, 2, w.n), str_cut(id, 2,
		    id.n)))
			found = &p->r->refs.v[k];
	}
	if (found != NULL) {
		ref->id.s = found->s;
		ref->id.n = found->n;
		telegram_inferred(p->t, "/refs/%zu/id", i);
	}
}

/* The wrapper's list of references fills the ids that the text's reading
 * did not give: by post and serial printed in the entry. */
static void
parse_wrapper_refs(struct parse *p)
{
	struct reading *r = p->r;

	for (size_t i = 0; i < p->t->refs.n; i++) {
		struct reftel_ref *ref = &p->t->refs.v[i];
		if (ref->kind != REFTEL_REF_TELEGRAM)
			continue;
		if (value_set(&ref->id)) {
			wrapper_year(p, i);
			continue;
		}
		char room[64];
		size_t n = number_squeeze(value_str(&ref->text), room,
		    sizeof room);
		for (size_t k = 0; n > 0 && k < r->refs.n; k++) {
			struct str id = value_str(&r->refs.v[k]);
			if (id.n > 2 && str_ends(str_make(room, n),
			    str_cut(id, 2, id.n))) {
				ref->id = r->refs.v[k];
				telegram_inferred(p->t, "/refs/%zu/id", i);
				break;
			}
		}
	}
}

/* Lines that the form has outside of the telegram's words. */
static void
parse_form_lines(struct parse *p)
{
	const struct reading *r = p->r;

	if (p->tags.end <= p->tags.start)
		p->tags = (struct range){ r->tags_line.start,
			r->tags_line.end };
	if (p->subject.end <= p->subject.start)
		p->subject = (struct range){ r->subject_line.start,
			r->subject_line.end };
}

/* ------------------------------------------------------------------------------------- */

/* FL15 and FL16 below the text: "#0756". */
static void
parse_end(struct parse *p)
{
	size_t i = p->lines.n;

	for (unsigned k = 0; i > 0 && k < 8; k++) {
		struct str s = line_str(p, --i);
		if (s.n == 5 && s.p[0] == '#' && ch_digit(s.p[1]) &&
		    ch_digit(s.p[4])) {
			p->t->transmission.end = value_at(p, s);
			return;
		}
	}
}

bool
parse_any(const struct reftel_telegram *t)
{
	if (value_set(&t->classification) || value_set(&t->dtg) ||
	    t->transmission.present || value_set(&t->from.plad) ||
	    t->to.n + t->info.n + t->captions.n + t->tags.n + t->refs.n +
	    t->passing.n + t->classified_by.n + t->signature.n +
	    t->redactions.n > 0 ||
	    t->eo.present || value_set(&t->subject) ||
	    value_set(&t->summary) || value_set(&t->derived_from) ||
	    t->drafting.present)
		return true;
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *q = &t->paragraphs.v[i];
		if (q->number.value >= 0 || value_set(&q->portion) ||
		    q->kind != REFTEL_PAR_TEXT)
			return true;
	}
	return false;
}

/* Reported where the line would stand, else at [start, end). */
static void
line_missing(struct reftel_telegram *t, enum diag_code code,
    enum header_line line, uint32_t start, uint32_t end)
{
	telegram_gap(t, line, &start, &end);
	telegram_diag(t, code, start, end, STR(""));
}

void
parse(struct reading *r)
{
	struct reftel_telegram *t = r->t;
	struct parse p = { .r = r, .t = t, .a = &t->impl->arena,
		.s = r->text->p,
		.n = r->end < r->text->n ? r->end : r->text->n };

	t->year.value = t->serial.value = -1;
	t->year.start = t->serial.start = 1;
	t->year.end = t->serial.end = 0;
	p.is_given = number_given(&p, &p.given);
	p.lines = wrapper_lines(r, r->begin, p.n);
	if (p.lines.v == NULL)
		return;
	bool own = false;
	if (r->labels != NULL) {
		parse_labelled(&p);
	} else {
		parse_pages(&p);
		parse_front(&p);
		own = value_set(&t->dtg) || value_set(&t->from.plad);
	}
	parse_form_lines(&p);
	parse_furniture(&p, r->begin, p.n);
	parse_banner(&p);
	parse_number(&p);
	parse_eo(&p);
	parse_tags(&p);
	parse_subject(&p);
	parse_replaced(&p);
	parse_refs(&p);
	parse_replaced_refs(&p);
	parse_end(&p);
	parse_body(&p);
	t->impl->begin = r->begin;
	t->impl->body = p.body;
	parse_authority(&p);
	parse_control(&p);
	parse_sections(&p);
	if (r->attributes)
		parse_record(&p);
	parse_wrapper(&p);
	parse_wrapper_refs(&p);
	parse_title(&p);
	if (r->partial)
		telegram_diag(t, DIAG_PARTIAL_EXTRACT, r->begin, r->begin,
		    STR(""));
	if (r->missing)
		telegram_diag(t, DIAG_TEXT_MISSING, r->begin, r->begin,
		    STR(""));
	/* a record's From is no heading */
	bool heading = r->attributes ? own :
	    value_set(&t->dtg) || value_set(&t->from.plad);
	if (!p.has_class && heading && !r->missing && !r->headless &&
	    (r->labels == NULL || !value_set(&t->classification)))
		line_missing(t, DIAG_CLASSIFICATION_MISSING, LINE_CLASS,
		    r->begin, r->begin);
	if (r->draft)
		telegram_diag(t, DIAG_DRAFT, r->begin, r->begin, STR(""));
	if (p.has_class && !heading && !r->draft &&
	    p.subject.end > p.subject.start)
		telegram_diag(t, DIAG_HEADING_MISSING, p.cls.where.start,
		    p.cls.where.end, STR(""));
	if (p.has_class && p.subject.end <= p.subject.start && !r->missing &&
	    (heading || t->paragraphs.n > 0))
		line_missing(t, DIAG_SUBJECT_MISSING, LINE_SUBJECT,
		    p.cls.where.start, p.cls.where.end);
}
