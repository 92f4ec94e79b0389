/*
 * What the Department's system and the sender's printed around the text:
 * page and section lines, later sections' headings, distribution, control
 * lines, the drafting block.  telegram.md 5 to 8.
 */
#include "check/check.h"
#include "form/line.h"

/* --- pages and sections --------------------------------------------------------- */

/* Pages count from 01 in each section. */
void
page_order(struct check *c)
{
	enum { PAGE_UNPRINTED = 1 };	/* its head may have no line */
	const struct furniture *last = NULL;

	for (size_t i = 0; i < c->furniture_n; i++) {
		const struct furniture *f = &c->furniture[i];

		if (f->page == 0)
			continue;
		bool restart = f->page == 1 && (c->t->section_count > 1 ||
		    (last != NULL && f->section != last->section));
		if (last == NULL && f->page > PAGE_UNPRINTED + 1 && c->whole) {
			say(c, f->where.start, f->where.end, arg_of(c,
			    "%02d is the first", f->page));
			return;
		}
		if (last != NULL && f->page != last->page + 1 && !restart) {
			say(c, f->where.start, f->where.end, arg_of(c,
			    "%02d behind %02d", f->page, last->page));
			return;
		}
		last = f;
	}
}

void
page_serial_differs(struct check *c)
{
	const struct reftel_int *mrn = &c->t->serial;

	if (mrn->value <= 0 || mrn->start > mrn->end)
		return;
	size_t other = 0, same = 0;
	struct str arg = STR("");
	for (size_t i = 0; i < c->furniture_n; i++) {
		const struct furniture *f = &c->furniture[i];

		if (f->serial_value <= 0)
			continue;
		if (f->serial_value == mrn->value) {
			same++;
			continue;
		}
		arg = str_cut(c->text, f->serial.start, f->serial.end);
		say(c, f->serial.start, f->serial.end, arg);
		other++;
	}
	/* no page bears the telegram's number out: it may be that one */
	if (other > 0 && same == 0)
		say_note(c, mrn->start, mrn->end, arg);
}

/* The first page line whose time differs that much from the DTG. */
static const struct furniture *
page_time(const struct check *c, bool (*differs)(minute_t))
{
	for (size_t i = 0; i < c->furniture_n && c->dtg != NO_MINUTE; i++)
		if (c->furniture[i].minute != NO_MINUTE &&
		    differs(c->furniture[i].minute - c->dtg))
			return &c->furniture[i];
	return NULL;
}

static bool
early(minute_t after)
{
	return after < -5 && after >= -10 * DAY;
}

static bool
far_off(minute_t after)
{
	return after < -10 * DAY || after > 10 * DAY;
}

void
page_time_early(struct check *c)
{
	const struct furniture *f = page_time(c, early);

	if (f == NULL)
		return;
	say(c, f->time.start, f->time.end, value_str(&c->t->dtg));
	say_also(c, &c->t->dtg, str_cut(c->text, f->time.start, f->time.end));
}

void
page_time_far(struct check *c)
{
	const struct furniture *f = page_time(c, far_off);

	if (f == NULL)
		return;
	say(c, f->time.start, f->time.end, value_str(&c->t->dtg));
	say_also(c, &c->t->dtg, str_cut(c->text, f->time.start, f->time.end));
}

void
section_line_invalid(struct check *c)
{
	for (size_t i = 0; i < c->furniture_n; i++) {
		const struct furniture *f = &c->furniture[i];

		if (f->of > 0 && (f->section == 0 || f->section > f->of))
			say(c, f->where.start, f->where.end, arg_of(c,
			    "%d of %d", f->section, f->of));
	}
}

/* The total in the words of the classification line; 0: none. */
static int
total_named(const struct check *c)
{
	struct str s = value_str(&c->t->sections);
	size_t k = s.n;

	while (k > 0 && ch_digit(s.p[k - 1]))
		k--;
	return s.n - k > 0 && s.n - k < 4 ? (int)str_digits(s.p + k,
	    s.n - k) : 0;
}

void
section_total_differs(struct check *c)
{
	int total = total_named(c);

	for (size_t i = 0; i < c->furniture_n; i++) {
		const struct furniture *f = &c->furniture[i];

		if (f->of == 0)
			continue;
		if (total == 0)
			total = f->of;
		if (f->of != total) {
			say(c, f->where.start, f->where.end, arg_of(c,
			    "%d for %d", f->of, total));
			return;
		}
	}
}

void
section_order(struct check *c)
{
	int last = 0;

	for (size_t i = 0; i < c->furniture_n; i++) {
		const struct furniture *f = &c->furniture[i];

		if (f->section == 0)
			continue;
		if (f->section < last) {
			say(c, f->where.start, f->where.end, arg_of(c,
			    "%d behind %d", f->section, last));
			return;
		}
		last = f->section;
	}
}

/* Day, month and year of a date-time group, as printed. */
static bool
same_day(struct str a, struct str b)
{
	return a.n >= 14 && b.n >= 14 && memcmp(a.p, b.p, 2) == 0 &&
	    str_eqi(str_cut(a, a.n - 6, a.n), str_cut(b, b.n - 6, b.n));
}

/* The date-time group on a line, "P 191315Z JUL 24". */
static bool
dtg_on(struct str line, struct str *dtg)
{
	struct cur c = cur_make(line);
	struct str d;

	while (c.p + 1 < c.end && memchr("YZOPR", *c.p, 5) != NULL &&
	    ch_blank(c.p[1]))
		c.p += 2;
	const char *from = c.p;
	if (!eat_digits(&c, 6, 6, &d) || !eat_char(&c, 'Z'))
		return false;
	cur_skip(&c);
	if (eat_month(&c) == 0)
		return false;
	cur_skip(&c);
	if (!eat_digits(&c, 2, 2, NULL))
		return false;
	*dtg = str_range(from, c.p);
	return true;
}

/* The heading of a later section, which is cut out, says the same. */
static void
section_heading(struct check *c, const struct cut *cut)
{
	uint32_t at = cut->start;
	struct str line, dtg;

	while (next_line(c, &at, cut->end, &line)) {
		struct class_line cl;
		uint32_t a = place_of(c, line.p);

		if (line.n > 14 && dtg_on(line, &dtg) &&
		    value_placed(&c->t->dtg) && !same_day(dtg,
		    value_str(&c->t->dtg)))
			say(c, a, a + (uint32_t)line.n, dtg);
		if (line.n < 12 || !class_line_in(c->text.p, line, &cl) ||
		    cl.sections == 0 || cl.level == NULL)
			continue;
		int rank = rank_of_level(str_from(cl.level));
		if (rank != c->rank && !(rank == 0 &&
		    c->rank == RANK_CONTROLLED))
			say(c, cl.where.start, cl.where.end,
			    str_from(cl.level));
	}
}

void
section_heading_differs(struct check *c)
{
	size_t n;
	const struct cut *cut = telegram_cuts(c->t, &n);

	if (c->rank < 0)
		return;
	for (const struct diag *d = c->t->impl->diag; d != NULL;
	    d = d->next) {
		if (d->code != DIAG_HEADING_REPEATED)
			continue;
		size_t i = telegram_cut_at(cut, n, d->start);
		if (i < n && cut[i].start <= d->start)
			section_heading(c, &cut[i]);
	}
}

/* --- distribution ----------------------------------------------------------------- */

/* Copies of an office: the number behind the hyphen; its end to *end. */
static long
copies(const struct reftel_values *offices, uint32_t *end)
{
	long sum = 0;

	for (size_t i = 0; i < offices->n; i++) {
		const struct reftel_value *v = &offices->v[i];

		if (v->n > 2)
			sum += str_digits(v->s + v->n - 2, 2);
		if (value_placed(v) && v->end > *end)
			*end = v->end;
	}
	return sum;
}

/* "/025 W" behind the offices is the sum of all copies. */
void
distribution_sum(struct check *c)
{
	uint32_t end = 0;
	long sum = copies(&c->t->drafting.action, &end);
	const struct reftel_values *first = c->t->drafting.action.n > 0 ?
	    &c->t->drafting.action : &c->t->drafting.info;
	struct str total;

	sum += copies(&c->t->drafting.info, &end);
	if (end == 0)
		return;
	struct cur cur = { c->text.p + end, c->text.p + c->text.n };
	while (cur.p < cur.end && ch_blank(*cur.p))
		cur.p++;
	/* alone on the line below */
	if (cur.p < cur.end && *cur.p == '\n')
		cur_skip(&cur);
	if (!eat_char(&cur, '/')) {
		if (c->whole && value_placed(&first->v[0]))
			say(c, first->v[0].start, (uint32_t)str_findc(c->text,
			    '\n', end), STR("none"));
		return;
	}
	while (cur.p < cur.end && ch_blank(*cur.p))
		cur.p++;
	if (!eat_digits(&cur, 3, 3, &total) ||
	    str_digits(total.p, 3) == sum)
		return;
	struct str arg = arg_of(c, "the copies add up to %ld", sum);
	say_str(c, total, arg);
	/* or it is one of the copies that is wrong */
	if (value_placed(&first->v[0]) && first->v[0].start < end)
		say_note(c, first->v[0].start, end, arg);
}

/* --- control lines ------------------------------------------------------------------- */

/* Behind ten dashes and more: is it a control line, and which of its
 * numbers is a time, "060035Z"? */
static bool
control_line(struct str line, struct str *time)
{
	struct cur c = cur_make(line);
	unsigned dashes = 0;
	struct str d;

	*time = STR("");
	while (eat_char(&c, '-'))
		dashes++;
	if (dashes < 10)
		return false;
	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		if (eat_digits(&c, 6, 6, &d) && eat_char(&c, 'Z'))
			*time = d;
		while (c.p < c.end && !ch_space(*c.p))
			c.p++;
	}
	return true;
}

void
control_time_early(struct check *c)
{
	uint32_t at = c->begin;
	struct str line, time;

	while (value_set(&c->t->drafting.control) && next_line(c, &at,
	    c->head_end, &line)) {
		minute_t minute = control_line(line, &time) && time.n > 0 ?
		    minute_near(c, time) : NO_MINUTE;

		if (minute == NO_MINUTE || !early(minute - c->dtg))
			continue;
		uint32_t a = place_of(c, time.p);
		say(c, a, a + 6, value_str(&c->t->dtg));
		return;
	}
}

void
control_repeated(struct check *c)
{
	uint32_t at = c->begin;
	struct str line, time;
	unsigned n = 0;

	while (value_set(&c->t->drafting.control) && next_line(c, &at,
	    c->head_end, &line))
		if (line.n > 16 && control_line(line, &time) && n++ > 0)
			say_str(c, line, STR(""));
}

/* --- drafting ---------------------------------------------------------------------------- */

/* "EUR/RUR:PLCRANSLEY:MET": the name between the colons. */
static struct str
drafter_name(const struct reftel_value *v)
{
	struct str s = value_str(v);
	size_t a = str_findc(s, ':', 0);

	if (a == s.n)
		return str_trim(s);
	return str_trim(str_cut(s, a + 1, str_findc(s, ':', a + 1)));
}

void
drafter_missing(struct check *c)
{
	const struct reftel_drafting *d = &c->t->drafting;

	if (c->whole && (!value_set(&d->drafted_by) ||
	    !value_set(&d->approved_by)))
		say_whole(c, value_set(&d->drafted_by) ? STR("approver") :
		    STR("drafter"));
}

void
clearance_missing(struct check *c)
{
	const struct reftel_drafting *d = &c->t->drafting;

	if (c->whole && value_set(&d->drafted_by) && d->cleared_by.n == 0)
		say_at(c, &d->drafted_by, STR(""));
}

void
drafter_approves(struct check *c)
{
	const struct reftel_drafting *d = &c->t->drafting;

	if (value_set(&d->drafted_by) && value_set(&d->approved_by) &&
	    str_eqi(drafter_name(&d->drafted_by),
	    drafter_name(&d->approved_by)))
		say_at(c, &d->approved_by, drafter_name(&d->approved_by));
}
