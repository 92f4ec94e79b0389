/*
 * The telegram's number, put together of what the class line, the heading,
 * the date and the wrapper say, one mending the other. telegram.md 11.
 */
#include "form/parse_int.h"
#include "tables/tables.h"
#include "telegram/number.h"

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
bool
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

/* What the class line lacks: post and serial by the wrapper, or the serial by
 * the station serial of FL3, which is the number's last four digits. */
static void
number_elsewhere(struct parse *p, struct id_parts *id,
    const struct reftel_number *w)
{
	const struct reftel_value *last =
	    &p->t->transmission.station_serial;

	if (w->serial > 0 && (id->serial == 0 || (id->post.n == 0 &&
	    id->serial == w->serial))) {
		id->post = str_from(arena_strdup(p->a, str_from(w->post)));
		id->serial = w->serial;
		id->inferred = true;
	} else if (id->serial == 0 && id->post.n > 0 && p->has_class &&
	    value_set(last)) {
		id->serial = str_digits(last->s, last->n);
		id->inferred = true;
	}
}

static struct reftel_int
int_at(long value, bool placed, uint32_t start, uint32_t end)
{
	return (struct reftel_int){ (int)value, placed ? start : 1,
		placed ? end : 0 };
}

/* Post, serial and, where the year is known, the number as a whole. */
static void
number_take(struct parse *p, const struct id_parts *id, bool year_inferred)
{
	struct reftel_telegram *t = p->t;
	struct range station = p->cls.station, serial = p->cls.serial;
	bool placed = p->cls.serial_value > 0;
	bool printed = station.end > station.start;

	t->serial = int_at(id->serial, placed, serial.start, serial.end);
	t->post = printed ? telegram_value_as(id->post, station.start,
	    station.end) : telegram_value_bare(id->post);
	if (id->year <= 0)
		return;
	struct str s = number_format(p->a, id->year, id->post, id->serial);
	t->id = placed ? telegram_value_as(s, printed ? station.start :
	    serial.start, serial.end) : telegram_value_bare(s);
	if (id->inferred)
		telegram_inferred(t, "/id");
	if (year_inferred)
		telegram_inferred(t, "/year");
}

void
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
	number_elsewhere(p, &id, &w);
	if (id.year > 0)
		t->year = int_at(id.year, value_placed(&t->dtg), t->dtg.start,
		    t->dtg.end);
	if (id.serial > 0 && id.post.n > 0)
		number_take(p, &id, year_inferred);
	else if (id.serial > 0 && value_set(&p->r->serial))
		t->serial = int_at(id.serial, true, p->cls.serial.start,
		    p->cls.serial.end);
	else if (p->has_class && !p->r->draft)
		telegram_diag(t, DIAG_NUMBER_MISSING, p->cls.where.start,
		    p->cls.where.end, STR(""));
	number_printed(p, id.serial);
	if (value_set(&t->id) && value_set(&p->r->id) && w.id[0] != '\0' &&
	    !str_eq(value_str(&t->id), str_from(w.id)) && !cut_short(p, &w))
		telegram_diag(t, DIAG_RECORD_ID_DIFFERS, p->r->id.start,
		    p->r->id.end, value_str(&p->r->id));
}
