/* Signs by which telegrams are known; see sign.h. */
#include "form/sign.h"

#include "form/lex.h"

static struct str
trim_mark(struct str s)
{
	s = str_trim(s);
	if (str_starts(s, STR("\xEF\xBB\xBF")))
		s = str_trim(str_cut(s, 3, s.n));
	return s;
}

struct str
sign_line(struct str s, size_t at, size_t *next)
{
	size_t end = str_findc(s, '\n', at);

	*next = end < s.n ? end + 1 : s.n;
	return trim_mark(str_cut(s, at, end));
}

bool
sign_id(struct str s)
{
	struct cur c;
	size_t letters = 0;

	if (s.n > 2 && s.p[s.n - 2] == '_' && ch_lower(s.p[s.n - 1]))
		s.n -= 2;
	if (s.n < 4 || s.n > 64 || !ch_digit(s.p[s.n - 1]))
		return false;
	c = cur_make(s);
	if (!eat_digits(&c, 2, 4, NULL) || cur_end(&c) || !ch_upper(*c.p))
		return false;
	for (; !cur_end(&c); c.p++) {
		if (!ch_upper(*c.p) && !ch_digit(*c.p))
			return false;
		letters += ch_upper(*c.p);
	}
	return letters >= 2;
}

bool
sign_channel(struct str line)
{
	struct cur c = cur_make(line);
	unsigned letters = 0;

	if (!cur_end(&c) && *c.p == 'V')
		c.p++;
	if (!str_starts(cur_rest(c), STR("ZCZC")))
		return false;
	for (c.p += 4; !cur_end(&c) && ch_upper(*c.p) && letters < 3; c.p++)
		letters++;
	return c.end - c.p >= 3 && ch_digit(c.p[0]) && ch_digit(c.p[1]) &&
	    ch_digit(c.p[2]);
}

/* A precedence prosign that stands alone, or the zero that O became. */
static bool
eat_prosign(struct cur *c)
{
	if (c->end - c->p < 2 || !ch_blank(c->p[1]) ||
	    (strchr("ZOPRY0", c->p[0]) == NULL || c->p[0] == '\0'))
		return false;
	c->p++;
	cur_skip(c);
	return true;
}

bool
sign_dtg(struct str line)
{
	struct cur c = cur_make(line);

	bool prosign = eat_prosign(&c);
	if (prosign)
		eat_prosign(&c);
	if (!eat_digits(&c, 6, 6, NULL))
		return false;
	bool parted = c.p < c.end && ch_blank(*c.p);
	cur_skip(&c);
	/* behind a prosign the Z may be lost */
	if (!eat_char(&c, 'Z') && !(prosign && parted))
		return false;
	cur_skip(&c);
	if (eat_month(&c) == 0)
		return false;
	cur_skip(&c);
	return eat_digits(&c, 2, 4, NULL);
}

bool
sign_from(struct str line)
{
	struct str who = str_trim(str_cut(line, 2, line.n));

	return who.n > 0 && str_starts(line, STR("FM")) &&
	    ch_blank(line.p[2]) && (ch_upper(who.p[0]) || ch_digit(who.p[0]));
}

/*
 * The letters of word at the cursor, blanks between them or not; *spaced
 * tells which.  Small letters only in the spaced kind ("S e c r e t"): else
 * prose about secrets would do.
 */
static bool
eat_spaced(struct cur *c, const char *word, bool *spaced)
{
	struct cur at = *c;
	bool small = false;

	*spaced = false;
	for (const char *w = word; *w != '\0'; w++, at.p++) {
		const char *was = at.p;

		while (w > word && !cur_end(&at) && ch_blank(*at.p))
			at.p++;
		*spaced |= at.p > was;
		if (cur_end(&at) || ch_fold(*at.p) != *w)
			return false;
		small |= ch_lower(*at.p);
	}
	if ((small && !*spaced) || (!cur_end(&at) && ch_alnum(*at.p)))
		return false;
	*c = at;
	return true;
}

static bool
eat_class(struct cur *c, bool *spaced)
{
	static const char *const words[] = { "TOPSECRET", "SECRET",
		"CONFIDENTIAL", "UNCLASSIFIED", "UNCLAS",
		"LIMITEDOFFICIALUSE", "LIMITEDOFFICIELUSE" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (eat_spaced(c, words[i], spaced))
			return true;
	return false;
}

/* The next word of letters and digits; what stands between is skipped. */
static struct str
next_word(struct cur *c)
{
	const char *p;

	while (!cur_end(c) && !ch_alnum(*c->p))
		c->p++;
	for (p = c->p; !cur_end(c) && ch_alnum(*c->p);)
		c->p++;
	return str_range(p, c->p);
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static bool
has_small(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_lower(s.p[i]))
			return true;
	return false;
}

/* Class words, caveats, "SECTION 01 OF 02", station, serial: the serial is
 * the first number of three digits, those of a section have two. */
bool
sign_number(struct str line, struct sign_number *out)
{
	struct cur c = cur_make(str_cut(line, 0, 160));
	struct str word, before = STR("");
	bool spaced;

	*out = (struct sign_number){ 0 };
	if (!eat_class(&c, &spaced) || (!spaced && has_small(cur_rest(c))))
		return false;
	for (;; before = word) {
		word = next_word(&c);
		if (word.n == 0)
			return false;
		if (!all_digits(word))
			continue;
		if (word.n >= 3 && word.n <= 7)
			break;
		/* the section's number, or the total in FINAL SECTION OF 02 */
		if (out->section == 0 && (str_startsi(before, STR("SEC")) ||
		    str_eqi(before, STR("OF"))))
			out->section = (int)str_digits(word.p, word.n);
	}
	out->station = before;
	out->serial = str_digits(word.p, word.n);
	return before.n > 1 && !ch_digit(before.p[0]);
}

bool
sign_de(struct str line, struct sign_de *out)
{
	struct cur c = cur_make(line);
	struct str section;

	*out = (struct sign_de){ 0 };
	if (line.n < 4 || !str_starts(line, STR("DE")) || !ch_blank(c.p[2]))
		return false;
	c.p += 2;
	out->originator = next_word(&c);
	out->serial = next_word(&c);
	if (eat_char(&c, '/') && eat_digits(&c, 1, 3, &section))
		out->section = (int)str_digits(section.p, section.n);
	out->filed = next_word(&c);
	return lex_ri(out->originator) && all_digits(out->serial);
}

static bool
eat_blank(struct cur *c)
{
	if (cur_end(c) || !ch_blank(*c->p))
		return false;
	cur_skip(c);
	return true;
}

static int
digits(struct str s)
{
	return (int)str_digits(s.p, s.n);
}

/* " 10:36", and then whatever; no clock is as good. */
static void
eat_clock(struct cur *c, struct sign_day *d)
{
	struct str hour, minute;

	d->hour = d->minute = -1;
	while (!cur_end(c) && (ch_blank(*c->p) || *c->p == 'T' ||
	    *c->p == ','))
		c->p++;
	if (eat_digits(c, 1, 2, &hour) && eat_char(c, ':') &&
	    eat_digits(c, 2, 2, &minute) && digits(hour) < 24 &&
	    digits(minute) < 60) {
		d->hour = digits(hour);
		d->minute = digits(minute);
	}
}

static bool
set_day(struct sign_day *d, struct str year, int month, struct str day)
{
	d->year = digits(year);
	d->month = month;
	d->day = digits(day);
	return lex_date_valid(d->year, d->month, d->day);
}

bool
sign_stroke_day(struct str s, struct sign_day *d)
{
	struct cur c = cur_make(str_trim(s));
	struct str month, day, year;

	if (!eat_digits(&c, 1, 2, &month) || !eat_char(&c, '/') ||
	    !eat_digits(&c, 1, 2, &day) || !eat_char(&c, '/') ||
	    !eat_digits(&c, 4, 4, &year))
		return false;
	eat_clock(&c, d);
	return set_day(d, year, digits(month), day);
}

/* "2007-10-29", "2007 October 29" */
static bool
day_from_year(struct cur c, struct sign_day *d)
{
	struct str year, month, day;
	int m;

	if (!eat_digits(&c, 4, 4, &year))
		return false;
	if (eat_char(&c, '-')) {
		if (!eat_digits(&c, 1, 2, &month) || !eat_char(&c, '-'))
			return false;
		m = digits(month);
	} else {
		cur_skip(&c);
		m = eat_month(&c);
		cur_skip(&c);
	}
	if (!eat_digits(&c, 1, 2, &day))
		return false;
	eat_clock(&c, d);
	return set_day(d, year, m, day);
}

/* "October 29, 2007", "29 October 2007" */
static bool
day_from_month(struct cur c, struct sign_day *d)
{
	struct str day = { 0 }, year;
	bool first = eat_digits(&c, 1, 2, &day);
	int month;

	cur_skip(&c);
	month = eat_month(&c);
	eat_char(&c, '.');
	cur_skip(&c);
	if (month == 0 || (!first && !eat_digits(&c, 1, 2, &day)))
		return false;
	eat_char(&c, ',');
	cur_skip(&c);
	if (!eat_digits(&c, 4, 4, &year))
		return false;
	eat_clock(&c, d);
	return set_day(d, year, month, day);
}

/* "Mon Oct 29 00:00:00 +0100 2007"; without its clock, which is local
 * midnight or false (archive-forms.md 3.2). */
static bool
mirror_day(struct cur c, struct sign_day *d)
{
	struct str weekday, day, part, year;
	int month;

	if (!eat_alpha(&c, &weekday) || weekday.n != 3 || !eat_blank(&c) ||
	    (month = eat_month(&c)) == 0 || !eat_blank(&c) ||
	    !eat_digits(&c, 1, 2, &day) || !eat_blank(&c))
		return false;
	for (int i = 0; i < 3; i++) {
		if (!eat_digits(&c, 2, 2, &part))
			return false;
		if (!eat_char(&c, ':'))
			break;
	}
	if (!eat_blank(&c) || (!eat_char(&c, '+') && !eat_char(&c, '-')) ||
	    !eat_digits(&c, 4, 4, &part) || !eat_blank(&c) ||
	    !eat_digits(&c, 4, 4, &year) || !cur_end(&c))
		return false;
	d->hour = d->minute = -1;
	return set_day(d, year, month, day);
}

bool
sign_day(struct str s, struct sign_day *d)
{
	struct cur c = cur_make(str_trim(s));

	return sign_stroke_day(s, d) || day_from_year(c, d) ||
	    mirror_day(c, d) || day_from_month(c, d);
}

bool
sign_mirror(struct str s, size_t at)
{
	struct sign_day d;
	struct str line = sign_line(s, at, &at);

	if (!sign_id(line))
		return false;
	sign_line(s, at, &at);
	line = sign_line(s, at, &at);
	return line.n > 0 && mirror_day(cur_make(line), &d);
}

bool
sign_json(struct str line)
{
	return line.n > 0 && line.p[0] == '{' &&
	    str_find(line, STR("\"body\""), 0) < line.n &&
	    (str_find(line, STR("\"_id\""), 0) < line.n ||
	    str_find(line, STR("\"date_time\""), 0) < line.n);
}
