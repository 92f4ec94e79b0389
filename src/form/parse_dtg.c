/*
 * Format line 5: precedence and date-time group, whole and damaged.
 * transmission.md 1.6, telegram.md 9.
 */
#include "form/parse_int.h"
#include "telegram/number.h"

static const char *
prosign_word(char c)
{
	switch (ch_fold(c)) {
	case 'Z': return "FLASH";
	case '0':
	case 'O': return "IMMEDIATE";
	case 'P': return "PRIORITY";
	case 'R': return "ROUTINE";
	case 'Y': return "EMERGENCY COMMAND PRECEDENCE";
	}
	return NULL;
}

void
dtg_precedence(struct parse *p, const char *at, struct reftel_value *v)
{
	const char *w = prosign_word(*at);
	uint32_t o = offset_of(p, at);

	if (w != NULL)
		*v = telegram_value_as(str_from(w), o, o + 1);
}

/* The Z that is lost at `at`, within the group [a, b). */
static void
dtg_zone_lost(struct parse *p, uint32_t a, uint32_t b, uint32_t at)
{
	struct diag *d = telegram_diag(p->t, DIAG_DTG_DAMAGED, a, b,
	    STR("Z is lost"));

	telegram_fix(p->t, d, at, at, STR("Z"), "likely");
	telegram_inferred(p->t, "/date");
}

/* The next run of letters and digits, and how many of it are digits. */
static struct str
eat_mixed(struct cur *c, unsigned *digits)
{
	const char *from = c->p;

	*digits = 0;
	for (; c->p < c->end && ch_alnum(*c->p); c->p++)
		*digits += ch_digit(*c->p);
	struct str word = str_range(from, c->p);
	cur_skip(c);
	return word;
}

/*
 * A line that was a date-time group, but has a letter among its digits, one
 * digit too few or too many, or no such month: "O O31250Z JUN 03",
 * "O 03125Z JUN 03", "O 031250Z JXN 03". Kept as written; what time it was is
 * not guessed. One that is whole but for its zone is not broken.
 */
bool
dtg_broken(struct parse *p, struct str s)
{
	struct cur c = cur_make(s), look;
	unsigned n = 0, digits, year_digits;

	while (n < 2 && c.end - c.p > 8 && prosign_word(*c.p) != NULL &&
	    ch_blank(c.p[1])) {
		n++;
		c.p += 2;
		cur_skip(&c);
	}
	const char *from = c.p;
	struct str group = eat_mixed(&c, &digits), year;
	if (n == 0 || group.n < 5 || group.n > 8 || digits < 4)
		return false;
	look = c;
	bool whole = digits == 6 && group.n <= 7 && ch_digit(group.p[5]);
	if (whole && eat_month(&look) > 0)
		return false;
	struct str month = eat_mixed(&c, &digits);
	if (month.n < 2 || month.n > 4 || digits > 1)
		return false;
	year = eat_mixed(&c, &year_digits);
	if ((year.n != 2 && year.n != 4) || year_digits == 0)
		return false;
	if (value_set(&p->t->dtg))
		return true;
	struct str all = str_range(from, year.p + year.n);
	p->t->dtg = parse_upper(p, all);
	dtg_precedence(p, s.p, &p->t->precedence_action);
	telegram_diag(p->t, DIAG_DTG_INVALID, offset_of(p, all.p),
	    offset_of(p, all.p + all.n), all);
	int y = (int)str_digits(year.p, year.n);
	if (year_digits == year.n)
		p->dtg_year = y < 100 ? number_year(y) : y;
	head_handling(p, c);
	return true;
}

/*
 * FL5: "O 291036Z OCT 07 ZDS", "P R 281848Z DEC 66"; also without prosign,
 * with a zero for O, in small letters, with a stray letter behind the year.
 * Behind a prosign the Z may be lost: the group has no other zone.
 */
bool
dtg_read(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	const char *prosign[2];
	unsigned n = 0;
	struct str group, year;
	bool niact = false;

	while (n < 2 && c.end - c.p > 8 && prosign_word(c.p[0]) != NULL &&
	    ch_blank(c.p[1])) {
		prosign[n++] = c.p;
		c.p += 2;
		cur_skip(&c);
	}
	/* a letter that is no prosign stands in its place */
	const char *wrong = n == 0 && c.end - c.p > 8 && ch_upper(c.p[0]) &&
	    ch_blank(c.p[1]) && ch_digit(c.p[2]) ? c.p : NULL;
	if (wrong != NULL)
		c.p += 2;
	if (n == 0 && eat_word(&c, "NIACT")) {
		niact = true;
		eat_word(&c, "IMMEDIATE");
	}
	const char *from = c.p;
	if (!eat_digits(&c, 6, 6, &group))
		return false;
	cur_skip(&c);
	const char *digits_end = group.p + group.n;
	bool zone = c.p < c.end && ch_fold(*c.p) == 'Z';
	if (!zone && (n == 0 || c.p == digits_end))
		return false;
	c.p += zone;
	cur_skip(&c);
	int month = eat_month(&c);
	if (month == 0)
		return false;
	cur_skip(&c);
	/* some lost the year: behind a prosign it is a date-time group still */
	bool whole = eat_digits(&c, 4, 4, &year) ||
	    eat_digits(&c, 2, 2, &year);
	if (!whole && (n == 0 || !zone || c.p < c.end))
		return false;
	const char *end = c.p;
	bool stray = c.p < c.end && ch_alpha(*c.p) &&
	    (c.p + 1 == c.end || ch_blank(c.p[1]));
	if (c.p < c.end && ch_alnum(*c.p) && !stray)
		return false;
	if (value_set(&p->t->dtg))
		return true;
	int y = whole ? (int)str_digits(year.p, year.n) : 0;
	if (whole && y < 100)
		y = number_year(y);
	int day = (int)str_digits(group.p, 2);
	int hour = (int)str_digits(group.p + 2, 2);
	int min = (int)str_digits(group.p + 4, 2);
	uint32_t a = offset_of(p, from), b = offset_of(p, end);
	if (n > 0)
		dtg_precedence(p, prosign[0], &p->t->precedence_action);
	if (niact)
		p->t->precedence_action = telegram_value_as(
		    STR("NIACT IMMEDIATE"), offset_of(p, s.p), a);
	if (n > 1)
		dtg_precedence(p, prosign[1], &p->t->precedence_info);
	if (n > 0 && *prosign[0] == '0') {
		struct diag *d = telegram_diag(p->t, DIAG_DTG_DAMAGED,
		    offset_of(p, prosign[0]), b, STR("0 for O"));
		telegram_fix(p->t, d, offset_of(p, prosign[0]),
		    offset_of(p, prosign[0]) + 1, STR("O"), "certain");
	}
	if (wrong != NULL)
		telegram_diag(p->t, DIAG_DTG_DAMAGED, offset_of(p, wrong), b,
		    STR("no such precedence"));
	if (stray)
		telegram_diag(p->t, DIAG_DTG_DAMAGED, a, b + 1,
		    STR("letter behind the year"));
	if (!zone)
		dtg_zone_lost(p, a, b, offset_of(p, digits_end));
	p->t->dtg = parse_upper(p, str_range(from, end));
	if (!whole || !lex_date_valid(y, month, day) || hour > 23 ||
	    min > 59) {
		telegram_diag(p->t, DIAG_DTG_INVALID, a, b,
		    str_range(from, end));
	} else {
		const char *iso = lex_iso(p->a, y, month, day, hour, min);
		if (iso != NULL)
			p->t->date = telegram_value_as(str_from(iso), a, b);
		p->dtg_month = month;
		p->dtg_day = day;
	}
	p->dtg_year = y;
	head_handling(p, (struct cur){ stray ? end + 1 : end, c.end });
	return true;
}
