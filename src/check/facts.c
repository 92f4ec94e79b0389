/*
 * What rules ask of a telegram again and again: its day, its rank, where its
 * heading stands, and its page and section lines, which the reader has cut
 * out of the text.
 */
#include "check/check.h"
#include "form/line.h"
#include "telegram/number.h"

#include <stdlib.h>

/* --- time ----------------------------------------------------------------- */

int64_t
days_of(int year, int month, int day)
{
	int64_t days = 365 * (int64_t)(year - 1970);

	for (int y = 1970; y < year; y++)
		days += lex_date_valid(y, 2, 29);
	for (int y = year; y < 1970; y++)
		days -= lex_date_valid(y, 2, 29);
	return days + lex_year_day(year, month, day) - 1;
}

minute_t
minute_near(const struct check *c, struct str s)
{
	int day = (int)str_digits(s.p, 2), hour = (int)str_digits(s.p + 2, 2);
	int min = (int)str_digits(s.p + 4, 2);
	int year = (int)(c->day / 10000), month = (int)(c->day / 100 % 100);
	minute_t best = NO_MINUTE;

	if (c->dtg == NO_MINUTE || s.n < 6 || hour > 23 || min > 59)
		return NO_MINUTE;
	for (int k = -1; k <= 1; k++) {
		int m = month + k, y = year;

		if (m < 1)
			y--, m = 12;
		if (m > 12)
			y++, m = 1;
		if (!lex_date_valid(y, m, day))
			continue;
		minute_t at = days_of(y, m, day) * DAY + hour * HOUR + min;
		if (best == NO_MINUTE || llabs(at - c->dtg) <
		    llabs(best - c->dtg))
			best = at;
	}
	return best;
}

/* "2007-10-29T10:36Z" or the day alone. */
static void
date_facts(struct check *c)
{
	struct str d = value_str(&c->t->date);

	c->dtg = NO_MINUTE;
	if (d.n < 10)
		return;
	int year = (int)str_digits(d.p, 4), month = (int)str_digits(d.p + 5,
	    2), day = (int)str_digits(d.p + 8, 2);
	if (!lex_date_valid(year, month, day))
		return;
	c->day = year * 10000L + month * 100 + day;
	if (d.n >= 17 && value_placed(&c->t->dtg))
		c->dtg = days_of(year, month, day) * DAY +
		    str_digits(d.p + 11, 2) * HOUR + str_digits(d.p + 14, 2);
}

/* --- ranks ------------------------------------------------------------------ */

int
rank_of_level(struct str s)
{
	static const struct {
		const char *level;
		int rank;
	} ranks[] = {
		{ "UNCLASSIFIED", 0 },
		{ "SENSITIVE BUT UNCLASSIFIED", RANK_CONTROLLED },
		{ "LIMITED OFFICIAL USE", RANK_CONTROLLED },
		{ "CONFIDENTIAL", RANK_CLASSIFIED },
		{ "SECRET", 4 }, { "TOP SECRET", 5 },
	};

	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		if (str_eq(s, str_from(ranks[i].level)))
			return ranks[i].rank;
	return -1;
}

int
rank_of_portion(struct str mark)
{
	static const struct {
		const char *level;
		int rank;
	} ranks[] = {
		{ "U", 0 }, { "FOUO", RANK_CONTROLLED },
		{ "SBU", RANK_CONTROLLED }, { "LOU", RANK_CONTROLLED },
		{ "C", RANK_CLASSIFIED }, { "S", 4 }, { "TS", 5 },
	};
	size_t n = 0;

	while (n < mark.n && ch_upper(mark.p[n]))
		n++;
	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		if (str_eq(str_cut(mark, 0, n), str_from(ranks[i].level)))
			return ranks[i].rank;
	return -1;
}

struct str
portion_elsewhere(struct str s)
{
	enum { BEGINNING = 80, ENDING = 12, LONGEST = 12 };

	for (size_t k = str_findc(s, '(', 0); k < s.n;
	    k = str_findc(s, '(', k + 1)) {
		if (k > BEGINNING) {
			if (s.n <= ENDING + BEGINNING || k > s.n - ENDING)
				break;
			k = s.n - ENDING;
			continue;
		}
		size_t close = str_findc(str_cut(s, 0, k + LONGEST), ')', k);
		struct str mark = str_trim(str_cut(s, k + 1, close));
		if (close < k + LONGEST && close < s.n &&
		    rank_of_portion(mark) >= 0)
			return str_cut(s, k, close + 1);
	}
	return (struct str){ NULL, 0 };
}

/* --- looking ----------------------------------------------------------------- */

bool
next_line(const struct check *c, uint32_t *at, uint32_t end, struct str *line)
{
	if (*at >= end)
		return false;
	size_t stop = str_findc(str_cut(c->text, 0, end), '\n', *at);
	*line = str_trim(str_cut(c->text, *at, stop));
	*at = (uint32_t)stop + 1;
	return true;
}

uint32_t
place_of(const struct check *c, const char *p)
{
	return (uint32_t)(p - c->text.p);
}

bool
has_caption(const struct check *c, const char *name)
{
	return telegram_has_caption(c->t, str_from(name));
}

bool
is_inferred(const struct check *c, const char *pointer)
{
	for (size_t i = 0; i < c->t->inferred.n; i++)
		if (same_value(&c->t->inferred.v[i], pointer))
			return true;
	return false;
}

bool
same_value(const struct reftel_value *v, const char *s)
{
	return value_set(v) && str_eq(value_str(v), str_from(s));
}

bool
was_said(const struct check *c, enum diag_code code)
{
	for (const struct diag *d = c->t->impl->diag; d != NULL; d = d->next)
		if (d->code == code)
			return true;
	return false;
}

size_t
find_word(struct str s, const char *word, size_t from)
{
	struct str w = str_from(word);

	for (size_t k = str_findi(s, w, from); k < s.n;
	    k = str_findi(s, w, k + 1))
		if ((k == 0 || !ch_alnum(s.p[k - 1])) && (k + w.n == s.n ||
		    !ch_alnum(s.p[k + w.n])))
			return k;
	return s.n;
}

/* --- page and section lines ----------------------------------------------------- */

static struct place
place_str(const struct check *c, struct str s)
{
	return (struct place){ place_of(c, s.p), place_of(c, s.p + s.n) };
}

static void
skip_word(struct cur *c)
{
	while (c->p < c->end && !ch_space(*c->p))
		c->p++;
	cur_skip(c);
}

/* Serial, section and time behind the station's name. */
static void
page_parts(struct check *c, struct cur cur, struct furniture *f)
{
	struct str d, of;

	while (!cur_end(&cur) && !ch_digit(*cur.p))
		skip_word(&cur);
	if (!eat_digits(&cur, 4, 6, &d))
		return;
	f->serial = place_str(c, d);
	f->serial_value = str_digits(d.p, d.n);
	for (cur_skip(&cur); !cur_end(&cur); cur_skip(&cur)) {
		struct cur was = cur;

		if (eat_digits(&cur, 2, 2, &d)) {
			cur_skip(&cur);
			if (!eat_word(&cur, "OF") || !eat_digits(&cur, 2, 2,
			    &of))
				return;
			f->section = (int)str_digits(d.p, 2);
			f->of = (int)str_digits(of.p, 2);
		} else if (eat_digits(&cur, 6, 6, &d) && cur.p < cur.end &&
		    *cur.p == 'Z') {
			cur.p++;
			f->time = place_str(c, d);
			f->minute = minute_near(c, d);
			return;
		} else {
			/* TOSEC 110006: the number of another series */
			cur = was;
			skip_word(&cur);
			if (cur.p == was.p)
				return;
		}
	}
}

/* Page lines since about 1978 go on on the next line: the station there. */
static bool
page_read(struct check *c, struct str s, struct str below,
    struct furniture *f)
{
	struct cur cur = cur_make(s);
	struct str nn;
	int section, of;
	size_t n = page_line(s, &section, &of);

	if (n == 0 || !eat_lit(&cur, "PAGE"))
		return false;
	cur_skip(&cur);
	if (!eat_digits(&cur, 2, 2, &nn))
		return false;
	f->where = place_str(c, str_cut(s, 0, n));
	f->page = (int)str_digits(nn.p, 2);
	cur_skip(&cur);
	if (cur_end(&cur) && below.n > 0 && ch_upper(below.p[0])) {
		cur = cur_make(below);
		f->where.end = place_of(c, below.p + below.n);
	}
	page_parts(c, cur, f);
	return true;
}

static bool
secline_read(struct check *c, struct str s, struct furniture *f)
{
	size_t k = 0;
	struct str d;

	if (!section_line(s, &f->section, &f->of))
		return false;
	while (k < s.n && !ch_digit(s.p[k]))
		k++;
	struct cur cur = { s.p + k, s.p + s.n };
	if (!eat_digits(&cur, 7, 8, &d))
		return false;
	f->where = place_str(c, s);
	f->serial = place_str(c, d);
	f->serial_value = str_digits(d.p, d.n);
	return true;
}

static bool
furniture_add(struct check *c, size_t *cap, const struct furniture *f)
{
	struct furniture *v = arena_grow(&c->t->impl->arena, c->furniture,
	    c->furniture_n, cap, sizeof *v);

	if (v == NULL)
		return false;
	c->furniture = v;
	v[c->furniture_n++] = *f;
	return true;
}

static void
furniture_facts(struct check *c)
{
	size_t n, cap = 0;
	const struct cut *cut = telegram_cuts(c->t, &n);

	for (size_t i = 0; i < n; i++) {
		uint32_t at = cut[i].start;
		struct str line, below;

		while (next_line(c, &at, cut[i].end, &line)) {
			struct furniture f = { .minute = NO_MINUTE };
			uint32_t ahead = at;

			if (line.n < 7)
				continue;
			if (!next_line(c, &ahead, cut[i].end, &below))
				below = STR("");
			if ((page_read(c, line, below, &f) ||
			    secline_read(c, line, &f)) &&
			    !furniture_add(c, &cap, &f))
				return;
		}
	}
}

/* --- all of them ---------------------------------------------------------------- */

/* Where the classification line stands.  The class itself may be a page's,
 * if that is higher; the number stands in the line. */
static uint32_t
class_line_at(const struct check *c)
{
	const struct reftel_telegram *t = c->t;
	uint32_t at = t->impl->body;

	if (value_placed(&t->classification) && t->classification.start < at)
		at = t->classification.start;
	else if (t->serial.start <= t->serial.end && t->serial.start < at)
		at = t->serial.start;
	return at;
}

void
check_facts(struct check *c)
{
	const struct reftel_telegram *t = c->t;
	bool placed = value_placed(&t->classification);

	c->text = str_make(t->impl->text.p, t->impl->text.n);
	c->begin = t->impl->begin;
	c->head_end = class_line_at(c);
	if (c->head_end < c->begin || c->head_end > c->text.n)
		c->head_end = c->begin;
	date_facts(c);
	c->rank = placed ? rank_of_level(value_str(&t->classification)) : -1;
	/* editions print no lines of the header */
	c->whole = t->form != REFTEL_FORM_FRAGMENT &&
	    t->form != REFTEL_FORM_TEI && (placed ||
	    value_placed(&t->dtg)) && !was_said(c, DIAG_TEXT_MISSING) &&
	    !was_said(c, DIAG_PARTIAL_EXTRACT) && !was_said(c,
	    DIAG_FORM_UNREAD);
	furniture_facts(c);
}
