/*
 * The executive order and the classification authority.  telegram.md 14.
 */
#include "check/check.h"
#include "form/line.h"
#include "tables/tables.h"

/* The day on which orders 12958's X codes and reasons 1.5 had ended, and the
 * first and the last of the order itself, as yyyymmdd. */
enum { EO_12958 = 19951014, AMENDED = 20030325, AMENDMENT_IN_FULL = 20030922,
	LINE_REQUIRED = 19730301 };

static struct str
eo_text(const struct check *c)
{
	return value_str(&c->t->eo.text);
}

static bool
order_is(const struct check *c, const char *number)
{
	return same_value(&c->t->eo.order, number);
}

/* Orders of 1995 and later. */
static bool
modern(const struct check *c)
{
	return order_is(c, "12958") || order_is(c, "13526") ||
	    order_is(c, "13292");
}

static bool
not_applicable(const struct check *c)
{
	return same_value(&c->t->eo.action, "N/A");
}

static void
say_line(struct check *c, struct str arg)
{
	say_at(c, &c->t->eo.whole, arg);
}

static void
say_text(struct check *c, struct str arg)
{
	say_at(c, value_placed(&c->t->eo.text) ? &c->t->eo.text :
	    &c->t->eo.whole, arg);
}

/* yyyymmdd of an ISO date; 0: none. */
static long
day_of(const struct reftel_value *v)
{
	if (!value_set(v) || v->n < 10)
		return 0;
	return str_digits(v->s, 4) * 10000 + str_digits(v->s + 5, 2) * 100 +
	    str_digits(v->s + 8, 2);
}

/* The day some years and days later; good enough for a limit. */
static long
years_later(long day, int years)
{
	long then = day + years * 10000L;

	/* drafted here, sent there: a day's difference says nothing */
	return then % 100 < 28 ? then + 1 : then + 73;
}

/* An order cited long before its time is the releasing office's word. */
static bool
order_too_new(const struct check *c)
{
	long from, to;

	return value_set(&c->t->eo.order) && c->day > 0 &&
	    tables_eo_period(value_str(&c->t->eo.order), &from, &to) &&
	    c->day < from;
}

/* --- the line ------------------------------------------------------------------ */

/* AID and TOPEC traffic needed neither E.O. nor TAGS. */
void
eo_missing(struct check *c)
{
	if (c->whole && !c->t->eo.present && c->day >= LINE_REQUIRED &&
	    value_placed(&c->t->classification) &&
	    !has_caption(c, "AIDAC") && !has_caption(c, "TOPEC"))
		say_missing(c, LINE_EO);
}

/* Days between two days of the calendar. */
static int64_t
days_between(long from, long to)
{
	return days_of((int)(to / 10000), (int)(to / 100 % 100),
	    (int)(to % 100)) - days_of((int)(from / 10000),
	    (int)(from / 100 % 100), (int)(from % 100));
}

/* X03.  Forms of the order before stayed in use for some weeks. */
void
eo_not_in_force(struct check *c)
{
	enum { GRACE = 90 };
	const struct reftel_value *order = &c->t->eo.order;
	long from, to;

	if (c->day == 0 || !value_placed(order) ||
	    is_inferred(c, "/eo/order") ||
	    !tables_eo_period(value_str(order), &from, &to))
		return;
	struct str now = str_from(tables_eo_at(c->day));
	if (c->day < from)
		say_at(c, order, now);
	else if (to != 0 && c->day > to && days_between(to, c->day) <= GRACE)
		say_note(c, order->start, order->end, now);
	else if (to != 0 && c->day > to)
		say_at(c, order, now);
}

void
eo_value_missing(struct check *c)
{
	if (c->t->eo.present && c->rank >= RANK_CLASSIFIED &&
	    value_set(&c->t->eo.order) && eo_text(c).n == 0)
		say_line(c, STR(""));
}

/* Which verbs an order knows. */
static bool
verb_of_order(struct str order, struct str action)
{
	static const struct {
		const char *order, *actions;
	} verbs[] = {
		{ "11652", " GDS ADS XGDS NGDS N/A " },
		{ "12065", " GDS RDS XDS N/A " },
		{ "12356", " DECL OADR DNG N/A " },
		{ "12958", " DECL DNG N/A " },
		{ "13526", " DECL DNG N/A " },
	};

	for (size_t i = 0; i < LEX_COUNT(verbs); i++) {
		struct str known = str_from(verbs[i].actions);

		if (!str_eq(order, str_from(verbs[i].order)))
			continue;
		size_t k = str_find(known, action, 0);
		return k < known.n && known.p[k - 1] == ' ' &&
		    known.p[k + action.n] == ' ';
	}
	return true;
}

void
eo_value_invalid(struct check *c)
{
	const struct reftel_eo *eo = &c->t->eo;

	if (!value_placed(&eo->order) || eo_text(c).n == 0)
		return;
	if (!value_set(&eo->action)) {
		/* "12958: X1" is an exemption, "12958: 10/28/2017" a date */
		if (!value_set(&eo->date) && !modern(c))
			say_text(c, eo_text(c));
	} else if (!verb_of_order(value_str(&eo->order),
	    value_str(&eo->action))) {
		say_at(c, &eo->action, value_str(&eo->action));
	}
}

void
ads_without_date(struct check *c)
{
	if (same_value(&c->t->eo.action, "ADS") &&
	    !value_set(&c->t->eo.date) && !value_set(&c->t->eo.event))
		say_text(c, eo_text(c));
}

void
eo_na_spelling(struct check *c)
{
	struct str s = eo_text(c);

	if (!c->t->eo.present || c->rank >= RANK_CLASSIFIED)
		return;
	/* SMART puts the order's number there by itself */
	if (s.n == 0 && value_placed(&c->t->eo.order) && !order_is(c,
	    "13526"))
		say_line(c, STR("blank"));
	else if (not_applicable(c) && s.n > 0 && !str_eqi(s, STR("N/A")) &&
	    !str_eqi(s, STR("DECL: N/A")) && !str_eqi(s, STR("DECL:N/A")))
		say_text(c, s);
}

void
eo_final_period(struct check *c)
{
	struct str s = eo_text(c);

	if (order_is(c, "11652") && !not_applicable(c) && s.n > 0 &&
	    s.p[s.n - 1] == '.')
		say(c, c->t->eo.text.end - 1, c->t->eo.text.end, STR(""));
}

void
eo_classifier_missing(struct check *c)
{
	const struct reftel_eo *eo = &c->t->eo;

	if (order_is(c, "12065") && (same_value(&eo->action, "GDS") ||
	    same_value(&eo->action, "RDS")) &&
	    str_findc(eo_text(c), '(', 0) == eo_text(c).n)
		say_text(c, STR(""));
}

/* X02 */
void
eo_na_classified(struct check *c)
{
	if (c->rank >= RANK_CLASSIFIED && not_applicable(c) &&
	    value_placed(&c->t->eo.action))
		say_at(c, &c->t->eo.action,
		    value_str(&c->t->classification));
}

void
eo_decl_unclassified(struct check *c)
{
	if (c->rank >= 0 && c->rank < RANK_CLASSIFIED && c->t->eo.present &&
	    modern(c) && !order_too_new(c) && value_placed(&c->t->eo.action) &&
	    !not_applicable(c))
		say_at(c, &c->t->eo.action,
		    value_str(&c->t->classification));
}

/* --- the date of declassification ----------------------------------------------- */

void
eo_date_before(struct check *c)
{
	long decl = day_of(&c->t->eo.date);

	if (decl > 0 && c->day > 0 && decl < c->day)
		say_at(c, &c->t->eo.date, value_str(&c->t->eo.date));
}

/* "X1" to "X8" as a word; 25X1 is another thing. */
static struct str
x_code(struct str s)
{
	for (size_t k = 0; k + 1 < s.n; k++)
		if (ch_fold(s.p[k]) == 'X' && s.p[k + 1] >= '1' &&
		    s.p[k + 1] <= '8' && (k == 0 || !ch_alnum(s.p[k - 1])) &&
		    (k + 2 == s.n || !ch_alnum(s.p[k + 2])))
			return str_cut(s, k, k + 2);
	return (struct str){ NULL, 0 };
}

/* Exemptions of old papers, such as 25X1 and 50X1-HUM. */
static bool
long_exemption(struct str s)
{
	return str_findi(s, STR("25X"), 0) < s.n ||
	    str_findi(s, STR("50X"), 0) < s.n;
}

/* How many years the order and its verb allow; 0: no limit. */
static int
years_allowed(const struct check *c)
{
	if (order_is(c, "12065"))
		return same_value(&c->t->eo.action, "GDS") ? 6 :
		    same_value(&c->t->eo.action, "RDS") ? 20 : 0;
	if (!modern(c) || order_too_new(c) || long_exemption(eo_text(c)))
		return 0;
	if (c->day >= AMENDMENT_IN_FULL)
		return 25;
	return x_code(eo_text(c)).n > 0 ? 0 : 10;
}

/* X04 */
void
eo_date_late(struct check *c)
{
	long decl = day_of(&c->t->eo.date);
	int years = years_allowed(c);

	if (decl > 0 && c->day > 0 && years > 0 &&
	    decl > years_later(c->day, years))
		say_at(c, &c->t->eo.date, arg_of(c, "%d years", years));
}

void
eo_x_code_ended(struct check *c)
{
	struct str x = x_code(eo_text(c));

	if (modern(c) && x.n > 0 && c->day >= AMENDMENT_IN_FULL)
		say_text(c, x);
}

/* --- authority ------------------------------------------------------------------------ */

void
authority_missing(struct check *c)
{
	if (c->whole && c->rank >= RANK_CLASSIFIED && c->day >= EO_12958 &&
	    c->t->classified_by.n == 0 && !value_set(&c->t->derived_from))
		say_missing(c, LINE_AUTHORITY);
}

void
authority_unclassified(struct check *c)
{
	if (c->rank >= 0 && c->rank < RANK_CLASSIFIED &&
	    c->t->classified_by.n > 0)
		say_at(c, &c->t->classified_by.v[0].whole,
		    value_str(&c->t->classification));
}

/* "(C) Classified By:": the mark stands before the label. */
void
authority_portion(struct check *c)
{
	for (size_t i = 0; i < c->t->classified_by.n; i++) {
		const struct reftel_value *w = &c->t->classified_by.v[i].whole;
		size_t a = w->start, open;

		if (!value_placed(w) || a > c->text.n)
			continue;
		while (a > 0 && c->text.p[a - 1] != '\n')
			a--;
		struct str before = str_cut(c->text, a, w->start);
		open = str_findc(before, '(', 0);
		struct str mark = str_trim(str_cut(before, open + 1,
		    str_findc(before, ')', open)));
		if (open < before.n && mark.n > 0 && !str_eqi(mark, STR("U")))
			say(c, (uint32_t)(a + open), (uint32_t)(a + open +
			    mark.n + 2), mark);
	}
}

static bool
reason_of(const struct reftel_value *v, const char *section)
{
	return str_starts(value_str(v), str_from(section));
}

/* Where the section's number stands before the letter, if it does near. */
static uint32_t
section_start(const struct check *c, const struct reftel_value *v)
{
	enum { FAR = 40 };
	uint32_t from = v->start > FAR ? v->start - FAR : 0;
	struct str s = str_cut(c->text, from, v->start);
	uint32_t at = v->start;

	for (size_t k = str_find(s, str_cut(value_str(v), 0, 3), 0); k < s.n;
	    k = str_find(s, str_cut(value_str(v), 0, 3), k + 1))
		at = from + (uint32_t)k;
	return at;
}

/* Each reason of each classifier. */
static void
each_reason(struct check *c, void (*fn)(struct check *,
    const struct reftel_value *))
{
	for (size_t i = 0; i < c->t->classified_by.n; i++)
		for (size_t k = 0; k < c->t->classified_by.v[i].reasons.n; k++)
			fn(c, &c->t->classified_by.v[i].reasons.v[k]);
}

static void
reason_day(struct check *c, const struct reftel_value *v)
{
	bool soon = c->day < AMENDED && reason_of(v, "1.4");
	bool late = c->day > AMENDMENT_IN_FULL && reason_of(v, "1.5");

	if (c->day > 0 && (soon || late) && value_placed(v))
		say(c, section_start(c, v), v->end, value_str(v));
}

/* The reasons were section 1.5 and became 1.4 with the amendment of 2003. */
void
reason_out_of_time(struct check *c)
{
	each_reason(c, reason_day);
}

static void
reason_letter(struct check *c, const struct reftel_value *v)
{
	struct str s = value_str(v);

	if (!tables_eo_reason(STR("12958"), s) && !tables_eo_reason(
	    STR("13292"), s) && !tables_eo_reason(STR("13526"), s))
		say_at(c, v, s);
}

/* The next letter of a list that began with a section: ", (c)", "and (d)"; its
 * place with the brackets. */
static bool
next_letter(struct cur *c, struct str *letter)
{
	while (c->p < c->end && (ch_space(*c->p) || *c->p == ','))
		c->p++;
	if (eat_word(c, "AND"))
		cur_skip(c);
	const char *from = c->p;
	if (c->end - c->p < 3 || c->p[0] != '(' || !ch_alpha(c->p[1]) ||
	    c->p[2] != ')')
		return false;
	c->p += 3;
	*letter = str_range(from, c->p);
	return true;
}

/* Letters behind the first of a section. */
static void
more_letters(struct check *c, struct cur cur)
{
	struct str letter;

	while (next_letter(&cur, &letter))
		if (ch_fold(letter.p[1]) > 'H')
			say(c, place_of(c, letter.p), place_of(c, letter.p +
			    letter.n), letter);
}

/* A section or a letter that no order has.  Reading takes sections 1.4 to 1.6
 * and letters up to h; others are still in the line. */
void
reason_unknown(struct check *c)
{
	each_reason(c, reason_letter);
	for (size_t i = 0; i < c->t->classified_by.n; i++) {
		const struct reftel_value *w = &c->t->classified_by.v[i].whole;
		struct reason_shape r;
		/* what reading did not take as a reason follows on the line */
		struct str s = value_placed(w) ? str_cut(c->text, w->start,
		    w->end + 24u) : STR("");
		s = str_cut(s, 0, str_findc(s, '\n', w->end - w->start));
		for (size_t k = 0; k < s.n && reason_shape(s, k, &r);
		    k = (size_t)(r.end - s.p)) {
			bool section = r.section[2] >= '4' &&
			    r.section[2] <= '6';
			if (!section || ch_fold(r.letter) > 'H')
				say(c, place_of(c, r.section), place_of(c,
				    r.end), str_range(r.section, r.end));
			if (section)
				more_letters(c, (struct cur){ r.end,
				    s.p + s.n });
		}
	}
}

/* "1,4 (b)", "1;5(d)": reading takes it for 1.4. */
void
reason_damaged(struct check *c)
{
	for (size_t i = 0; i < c->t->classified_by.n; i++) {
		const struct reftel_value *w = &c->t->classified_by.v[i].whole;
		struct str s = value_placed(w) ? str_cut(c->text, w->start,
		    w->end + 16u) : STR("");

		for (size_t k = 0; k + 4 < s.n; k++) {
			size_t b = k + 3;

			if (s.p[k] != '1' || (s.p[k + 1] != ',' &&
			    s.p[k + 1] != ';') || s.p[k + 2] < '4' ||
			    s.p[k + 2] > '6' || (k > 0 && ch_alnum(s.p[k - 1])))
				continue;
			while (b < s.n && s.p[b] == ' ')
				b++;
			if (b + 2 < s.n && s.p[b] == '(' &&
			    ch_alpha(s.p[b + 1]) && s.p[b + 2] == ')') {
				say(c, place_of(c, s.p + k), place_of(c, s.p +
				    k + 3), str_cut(s, k, k + 3));
				return;
			}
		}
	}
}
