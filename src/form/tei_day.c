/* Days and clocks of the edition as those of a record; see tei.h. */
#include "form/lex.h"
#include "form/tei.h"

static int
two_digits(const char *p)
{
	return (int)str_digits(p, 2);
}

/* Minutes east of Greenwich behind a clock; false: there is no zone. */
static bool
read_zone(struct str s, int *minutes)
{
	*minutes = 0;
	if (str_eq(s, STR("Z")))
		return true;
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' ||
	    !ch_digit(s.p[1]) || !ch_digit(s.p[2]) || !ch_digit(s.p[4]) ||
	    !ch_digit(s.p[5]))
		return false;
	*minutes = two_digits(s.p + 1) * 60 + two_digits(s.p + 4);
	if (s.p[0] == '-')
		*minutes = -*minutes;
	return true;
}

static void
next_day(int *year, int *month, int *day, int step)
{
	*day += step;
	if (lex_date_valid(*year, *month, *day))
		return;
	*month += step;
	if (*month < 1 || *month > 12) {
		*year += step;
		*month = step > 0 ? 1 : 12;
	}
	*day = 1;
	if (step < 0)
		for (*day = 31; !lex_date_valid(*year, *month, *day);)
			--*day;
}

struct reftel_value
tei_day(struct reading *r, struct reftel_value v)
{
	struct cur c = cur_make(value_str(&v));
	struct str year, month, day, hour, minute, second;
	int zone, at, y, m, d;
	bool clock;
	const char *s;

	if (!eat_digits(&c, 4, 4, &year) || !eat_char(&c, '-') ||
	    !eat_digits(&c, 2, 2, &month) || !eat_char(&c, '-') ||
	    !eat_digits(&c, 2, 2, &day))
		return (struct reftel_value){ 0 };
	y = (int)str_digits(year.p, 4);
	m = two_digits(month.p);
	d = two_digits(day.p);
	if (!lex_date_valid(y, m, d))
		return (struct reftel_value){ 0 };
	clock = eat_char(&c, 'T') && eat_digits(&c, 2, 2, &hour) &&
	    eat_char(&c, ':') && eat_digits(&c, 2, 2, &minute) &&
	    two_digits(hour.p) < 24 && two_digits(minute.p) < 60;
	if (clock && eat_char(&c, ':'))
		clock = eat_digits(&c, 2, 2, &second);
	if (clock && read_zone(cur_rest(c), &zone)) {
		at = two_digits(hour.p) * 60 + two_digits(minute.p) - zone;
		if (at < 0 || at >= 24 * 60)
			next_day(&y, &m, &d, at < 0 ? -1 : 1);
		at = (at + 24 * 60) % (24 * 60);
		s = arena_printf(&r->t->impl->arena,
		    "%04d-%02d-%02dT%02d:%02dZ", y, m, d, at / 60, at % 60);
	} else {
		s = arena_printf(&r->t->impl->arena, "%04d-%02d-%02d", y, m, d);
	}
	if (s == NULL)
		return (struct reftel_value){ 0 };
	return telegram_value_as(str_from(s), v.start, v.end);
}

void
tei_clock(struct reading *r, struct reftel_value v)
{
	struct str s = value_str(&v);
	const char *iso;

	for (size_t i = 1; i + 5 <= s.n; i++) {
		struct cur c = cur_make(str_cut(s, i, s.n));
		struct str clock;

		if (ch_alnum(s.p[i - 1]) || !eat_digits(&c, 4, 4, &clock) ||
		    !eat_char(&c, 'Z') || two_digits(clock.p) > 23 ||
		    two_digits(clock.p + 2) > 59 || r->day.n != 10)
			continue;
		iso = arena_printf(&r->t->impl->arena, "%.10sT%.2s:%.2sZ",
		    r->day.s, clock.p, clock.p + 2);
		if (iso != NULL)
			r->day = telegram_value_as(str_from(iso), v.start,
			    v.end);
		return;
	}
}
