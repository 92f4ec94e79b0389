/*
 * The frame of a transmission: format lines 1 to 5, and what they say of each
 * other.  transmission.md 1.2 to 1.6 and 1.12, telegram.md 9.
 */
#include "check/check.h"
#include "tables/tables.h"

/* --- lines that reading could not take --------------------------------------- */

/* The first line of the heading that begins with the word. */
static bool
heading_line(const struct check *c, const char *word, struct str *line)
{
	uint32_t at = c->begin;

	while (next_line(c, &at, c->head_end, line))
		if (str_startsi(*line, str_from(word)))
			return true;
	return false;
}

/* One word that has digits at its end and nearly the letters of a start of
 * message: "VZCXCABC0123", "ZXZCABC0123". */
static bool
channel_like(struct str s)
{
	enum { SHORTEST = 7, LONGEST = 14 };
	size_t n = s.n;

	if (s.n < SHORTEST || s.n > LONGEST)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ch_upper(s.p[i]) && !ch_digit(s.p[i]))
			return false;
	while (n > 0 && ch_digit(s.p[n - 1]))
		n--;
	if (s.n - n < 3 || n < 4)
		return false;
	return str_distance(str_cut(s, 0, 5), STR("VZCZC"), 2) <= 2 ||
	    str_distance(str_cut(s, 0, 4), STR("ZCZC"), 1) <= 1;
}

/* FL1-01 */
void
channel_malformed(struct check *c)
{
	uint32_t at = c->begin;
	struct str line;

	if (value_set(&c->t->transmission.channel))
		return;
	while (next_line(c, &at, c->head_end, &line))
		if (str_starts(line, STR("VZCZC")) ||
		    str_starts(line, STR("ZCZC")) || channel_like(line)) {
			say_str(c, line, line);
			return;
		}
}

static bool
prosign(char ch)
{
	return memchr("YZOPR", ch, 5) != NULL;
}

/* Words behind a digraph that can only be meant as routing indicators. */
static bool
routing_like(struct str s, struct str *wrong)
{
	struct cur c = cur_make(s);
	size_t good = 0, bad = 0;

	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		const char *from = c.p;
		while (c.p < c.end && !ch_space(*c.p))
			c.p++;
		struct str w = str_range(from, c.p);
		if (lex_ri(w)) {
			good++;
			continue;
		}
		if ((*from != 'R' && *from != 'Q') || w.n < 3 || w.n > 12)
			return false;
		if (bad++ == 0)
			*wrong = w;
	}
	return good + bad > 0;
}

/* One to three characters that nearly are a prosign twice. */
static bool
digraph_like(struct str s)
{
	static const char *const pairs[] = { "YY", "ZZ", "OO", "PP", "RR" };

	for (size_t i = 0; i < LEX_COUNT(pairs); i++)
		if (s.n > 0 && str_distance(s, str_from(pairs[i]), 1) == 1)
			return true;
	return false;
}

/* FL2-01: what should be a pair of letters. */
void
digraph_malformed(struct check *c)
{
	uint32_t at = c->begin;
	struct str line, wrong = { 0 };

	if (value_set(&c->t->transmission.routing_precedence))
		return;
	while (next_line(c, &at, c->head_end, &line)) {
		struct str first = lex_first_word(line);

		if (first.n < 4 && line.n > first.n + 4 &&
		    digraph_like(first) && routing_like(str_cut(line,
		    first.n, line.n), &wrong)) {
			say_str(c, first, first);
			return;
		}
	}
}

/* FL2-03 */
void
routing_malformed(struct check *c)
{
	enum { MOST = 500 };
	const struct reftel_transmission *x = &c->t->transmission;
	uint32_t at = c->begin;
	struct str line, wrong = { 0 };

	if (x->routing.n > MOST)
		say_at(c, &x->routing.v[MOST], arg_of(c, "%zu indicators",
		    x->routing.n));
	if (value_set(&x->routing_precedence))
		return;
	while (next_line(c, &at, c->head_end, &line))
		if (line.n > 5 && line.p[0] == line.p[1] &&
		    prosign(line.p[0]) && ch_blank(line.p[2]) &&
		    routing_like(str_cut(line, 3, line.n), &wrong) &&
		    wrong.n > 0) {
			say_str(c, wrong, wrong);
			return;
		}
}

/* A line that has all of FL3 but its first word: "D RUEHFR #0756 2921315". */
static bool
originator_like(struct str line)
{
	struct cur c = cur_make(line);
	struct str word;

	if (!eat_alpha(&c, &word) || word.n > 3)
		return false;
	cur_skip(&c);
	if (!eat_alpha(&c, &word) || word.n < 4 || word.n > 9)
		return false;
	cur_skip(&c);
	eat_char(&c, '#');
	if (!eat_digits(&c, 3, 5, NULL))
		return false;
	while (c.p < c.end && !ch_blank(*c.p))
		c.p++;
	cur_skip(&c);
	return eat_digits(&c, 5, 8, NULL);
}

/* The frame of a transmission is there, and one of its lines is not: where
 * it would stand. */
static void
say_frame_line(struct check *c, const struct reftel_value *above)
{
	if (value_placed(above) && value_placed(&c->t->dtg) &&
	    above->end < c->t->dtg.start)
		say_between(c, above, &c->t->dtg);
}

/* FL3-01 */
void
originator_malformed(struct check *c)
{
	const struct reftel_transmission *x = &c->t->transmission;
	uint32_t at = c->begin;
	struct str line;

	if (value_set(&x->originator))
		return;
	if (heading_line(c, "DE ", &line)) {
		say_str(c, line, str_trim(str_cut(line, 3, line.n)));
		return;
	}
	while (next_line(c, &at, c->head_end, &line))
		if (line.n > 16 && originator_like(line)) {
			say_str(c, line, lex_first_word(line));
			return;
		}
	if (value_set(&x->security) && x->routing.n > 0)
		say_frame_line(c, &x->routing.v[x->routing.n - 1]);
}

/* A heading with its sender, but without its time. */
void
dtg_missing(struct check *c)
{
	const struct reftel_transmission *x = &c->t->transmission;
	const struct reftel_value *from = &c->t->from.plad;
	const struct reftel_value *above = value_placed(&x->security) ?
	    &x->security : &x->filed;

	if (!c->whole || value_set(&c->t->dtg) || !value_placed(from) ||
	    is_inferred(c, "/from/plad") || from->start < c->begin ||
	    from->start > c->head_end)
		return;
	if (value_placed(above) && above->end < from->start) {
		say_between(c, above, from);
		return;
	}
	uint32_t a = from->start;
	while (a > c->begin && c->text.p[a - 1] != '\n')
		a--;
	say(c, a, from->start, STR(""));
}

/* FL5-03: a local time's letter where Z should be. */
void
dtg_zone(struct check *c)
{
	uint32_t at = c->begin;
	struct str line, d;

	if (value_set(&c->t->dtg))
		return;
	while (next_line(c, &at, c->head_end, &line)) {
		struct cur cur = cur_make(line);

		while (cur.p + 1 < cur.end && prosign(*cur.p) &&
		    ch_blank(cur.p[1]))
			cur.p += 2;
		if (!eat_digits(&cur, 6, 6, &d) || cur_end(&cur) ||
		    !ch_upper(*cur.p) || *cur.p == 'Z')
			continue;
		struct str zone = str_make(cur.p++, 1);
		cur_skip(&cur);
		if (eat_month(&cur) > 0) {
			say_str(c, zone, zone);
			return;
		}
	}
}

/* --- format line 2 --------------------------------------------------------------- */

/* FL2-02 */
void
routing_order(struct check *c)
{
	const struct reftel_values *r = &c->t->transmission.routing;

	for (size_t i = 1; i < r->n; i++)
		if (str_cmp(value_str(&r->v[i - 1]), value_str(&r->v[i])) >=
		    0) {
			say_at(c, &r->v[i], value_str(&r->v[i]));
			return;
		}
}

static bool
is_called(const struct check *c, const char *ri)
{
	for (size_t i = 0; *ri != '\0' && i < c->t->transmission.routing.n;
	    i++)
		if (same_value(&c->t->transmission.routing.v[i], ri))
			return true;
	return false;
}

static void
called_though(struct check *c, const struct reftel_value *plad)
{
	const struct post *post = tables_post_by_plad(value_str(plad));

	if (post != NULL && is_called(c, post->ri))
		say_at(c, plad, str_from(post->ri));
}

/* FL2-04: a post that is exempted, or served otherwise, is not called. */
void
routing_exempted(struct check *c)
{
	const struct reftel_addressees *lists[] = { &c->t->to, &c->t->info };

	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->n; i++) {
			const struct reftel_addressee *a = &lists[l]->v[i];

			for (size_t k = 0; k < a->except.n; k++)
				called_though(c, &a->except.v[k]);
			if (same_value(&a->ri, "ZEN"))
				called_though(c, &a->plad);
		}
}

/* FL2-05 */
void
digraph_differs(struct check *c)
{
	const struct reftel_value *d =
	    &c->t->transmission.routing_precedence;
	const struct reftel_value *p = &c->t->precedence_action;

	if (!value_set(d) || !value_placed(p) || d->n == 0 ||
	    p->start >= c->text.n || same_value(p, "NIACT IMMEDIATE"))
		return;
	char first = c->text.p[p->start];
	if (d->s[0] != (first == '0' ? 'O' : ch_fold(first)))
		say_at(c, d, value_str(d));
}

/* --- format line 3 ----------------------------------------------------------------- */

/* FL3-02 */
void
station_serial_malformed(struct check *c)
{
	const struct reftel_transmission *x = &c->t->transmission;
	struct str s = value_str(&x->station_serial);

	if (!value_set(&x->originator))
		return;
	if (s.p == NULL)
		say_at(c, &x->originator, STR("none"));
	else if (s.n != 4 || str_eq(s, STR("0000")))
		say_at(c, &x->station_serial, s);
}

/* Minutes since 1970 of "3021036" or "29/1036Z"; NO_MINUTE: no such time. */
static minute_t
filed_minute(const struct check *c, struct str s)
{
	int year = (int)(c->day / 10000);
	char ddhhmm[6];

	if (s.n == 8 && s.p[2] == '/' && s.p[7] == 'Z') {
		memcpy(ddhhmm, s.p, 2);
		memcpy(ddhhmm + 2, s.p + 3, 4);
		return minute_near(c, str_make(ddhhmm, 6));
	}
	if (s.n != 7 || memchr(s.p, '/', 7) != NULL || s.p[6] == 'Z')
		return NO_MINUTE;
	int day = (int)str_digits(s.p, 3), hour = (int)str_digits(s.p + 3, 2);
	int min = (int)str_digits(s.p + 5, 2);
	if (day < 1 || day > 365 + lex_date_valid(year, 2, 29) || hour > 23 ||
	    min > 59)
		return NO_MINUTE;
	minute_t at = (days_of(year, 1, 1) + day - 1) * DAY + hour * HOUR +
	    min;
	/* sent in the last hours of December, filed in January */
	if (c->dtg != NO_MINUTE && at < c->dtg - 180 * DAY)
		at += (days_of(year + 1, 1, 1) - days_of(year, 1, 1)) * DAY;
	return at;
}

/* FL3-03 */
void
filing_time_invalid(struct check *c)
{
	const struct reftel_transmission *x = &c->t->transmission;

	if (!value_set(&x->originator) || c->dtg == NO_MINUTE)
		return;
	if (!value_set(&x->filed))
		say_at(c, &x->originator, STR("none"));
	else if (filed_minute(c, value_str(&x->filed)) == NO_MINUTE)
		say_at(c, &x->filed, value_str(&x->filed));
}

/* 1,041 of 1,120 are equal, the others later; a repetition, by days. */
void
filing_time_mismatch(struct check *c)
{
	const struct reftel_value *filed = &c->t->transmission.filed;
	minute_t at;

	if (c->dtg == NO_MINUTE || !value_set(filed))
		return;
	at = filed_minute(c, value_str(filed));
	if (at == NO_MINUTE)
		return;
	if (at >= c->dtg && at <= c->dtg + DAY)
		return;
	struct str arg = at < c->dtg ? arg_of(c, "%lld minutes before it",
	    (long long)(c->dtg - at)) : arg_of(c, "%lld days after it",
	    (long long)((at - c->dtg) / DAY));
	say_at(c, filed, arg);
	say_also(c, &c->t->dtg, arg);
}

/* The section that the words of the classification line name; 0: none. */
static int
section_named(const struct check *c)
{
	struct str s = value_str(&c->t->sections);

	for (size_t i = 0; i < s.n; i++)
		if (ch_digit(s.p[i]))
			return (int)str_digits(s.p + i, i + 1 < s.n &&
			    ch_digit(s.p[i + 1]) ? 2 : 1);
	return 0;
}

/* FL3-04.  A stored copy has /01 and no words once its sections have been
 * joined. */
void
section_in_de_differs(struct check *c)
{
	const struct reftel_transmission *x = &c->t->transmission;
	struct str de = value_str(&x->section);
	int named = section_named(c);

	/* what is not the first has its words */
	bool joined = !c->compose && str_digits(de.p, de.n) <= 1;
	if (!value_set(&x->originator) || (named == 0 && (de.n == 0 ||
	    joined)))
		return;
	if (de.n == 0)
		say_at(c, &c->t->sections, value_str(&c->t->sections));
	else if (str_digits(de.p, de.n) != named)
		say_at(c, &x->section, de);
}

/* FL3-05 */
void
serial_mismatch(struct check *c)
{
	const struct reftel_value *s = &c->t->transmission.station_serial;
	const struct reftel_int *mrn = &c->t->serial;

	if (!value_set(s) || s->n != 4 || mrn->value <= 0 ||
	    mrn->start > mrn->end || str_digits(s->s, s->n) ==
	    mrn->value % 10000)
		return;
	struct str arg = arg_of(c, "%.*s for %d", (int)s->n, s->s,
	    mrn->value);
	say_at(c, s, arg);
	say_note(c, mrn->start, mrn->end, arg);
}

/* --- format line 4 --------------------------------------------------------------------- */

static struct str
security_group(const struct check *c)
{
	struct str s = value_str(&c->t->transmission.security);
	struct cur cur = cur_make(str_cut(s, 3, s.n));
	struct str group = { 0 };

	cur_skip(&cur);
	eat_alpha(&cur, &group);
	return group;
}

static bool
all_in(struct str s, const char *letters)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(letters, s.p[i]) == NULL)
			return false;
	return true;
}

/* Three letters of the class, two of nations: "SSSBB". */
static bool
release_group(struct str g)
{
	return g.n == 5 && g.p[0] == g.p[1] && g.p[0] == g.p[2] &&
	    all_in(str_cut(g, 3, 5), "ABCOUXZ");
}

static bool
five_alike(struct str g)
{
	for (size_t i = 1; i < g.n; i++)
		if (g.p[i] != g.p[0])
			return false;
	return g.n == 5;
}

/* "ZNV CCCCC ZZH", "NY SSSSS": a group behind what is nearly ZNY or ZNR. */
static bool
security_like(struct str line)
{
	struct str label = lex_first_word(line);
	struct str group = lex_first_word(str_cut(line, label.n, line.n));

	return group.n == 5 && (five_alike(group) || release_group(group)) &&
	    (str_distance(label, STR("ZNY"), 1) == 1 ||
	    str_distance(label, STR("ZNR"), 1) == 1);
}

/* No line of FL4: misspelt, or not there behind FL3. */
static void
security_missing(struct check *c)
{
	const struct reftel_transmission *x = &c->t->transmission;
	uint32_t at = c->begin;
	struct str line;

	while (next_line(c, &at, c->head_end, &line))
		if (line.n > 7 && security_like(line)) {
			say_str(c, line, lex_first_word(line));
			return;
		}
	if (value_set(&x->routing_precedence) && value_placed(&x->filed))
		say_frame_line(c, &x->filed);
}

/* FL4-01 */
void
security_group_damaged(struct check *c)
{
	struct str g = security_group(c);

	if (!value_set(&c->t->transmission.security))
		security_missing(c);
	else if (value_set(&c->t->transmission.security) && (g.n == 0 ||
	    strchr("UERCSTM", g.p[0]) == NULL || (!five_alike(g) &&
	    !release_group(g))))
		say_at(c, &c->t->transmission.security, g);
}

/* FL4-02 */
void
security_warning_differs(struct check *c)
{
	const struct reftel_value *s = &c->t->transmission.security;
	struct str g = security_group(c);
	bool clear = str_startsi(value_str(s), STR("ZNR"));

	if (g.n > 0 && (g.p[0] == 'U') != clear)
		say_at(c, s, value_str(s));
}

/* FL4-03 */
void
security_class_differs(struct check *c)
{
	static const char *const letters[] = { "UE", "UE", "UER", "C", "S",
		"T" };
	struct str g = security_group(c);

	if (g.n > 0 && c->rank >= 0 && g.p[0] != 'M' &&
	    strchr(letters[c->rank], g.p[0]) == NULL)
		say_at(c, &c->t->transmission.security,
		    value_str(&c->t->classification));
}

/* FL4-04 */
void
release_codes_order(struct check *c)
{
	struct str g = security_group(c);

	if (release_group(g) && !five_alike(g) && g.p[3] > g.p[4])
		say_at(c, &c->t->transmission.security, str_cut(g, 3, 5));
}

/* --- format line 5 --------------------------------------------------------------------- */

void
dtg_in_future(struct check *c)
{
	enum { CLOCKS_DIFFER = 15 };

	if (c->now != NO_MINUTE && c->dtg != NO_MINUTE &&
	    c->dtg > c->now + CLOCKS_DIFFER)
		say_at(c, &c->t->dtg, value_str(&c->t->dtg));
}

/* --- the archive's word ---------------------------------------------------------------- */

void
record_id_also(struct check *c)
{
	const struct reftel_int *n = &c->t->serial;

	if (was_said(c, c->code) && n->start < n->end &&
	    n->end <= c->text.n)
		say_note(c, n->start, n->end, value_str(&c->t->id));
}

void
record_date_also(struct check *c)
{
	if (was_said(c, c->code))
		say_also(c, &c->t->dtg, value_str(&c->t->date));
}

void
record_class_also(struct check *c)
{
	if (was_said(c, c->code))
		say_also(c, &c->t->classification,
		    value_str(&c->t->classification));
}
