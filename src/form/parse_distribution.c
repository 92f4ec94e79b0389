/*
 * What the 1970s printed above the format lines: to which offices copies
 * went, who drafted, cleared and approved, the control line. telegram.md 6 to
 * 8.
 */
#include "form/parse_head.h"

static bool
office_entry(struct cur *c, struct str *out)
{
	const char *from = c->p, *p = from;

	while (p < c->end && (ch_upper(*p) || ch_digit(*p)))
		p++;
	size_t n = (size_t)(p - from);
	if (n < 1 || n > 6 || !ch_upper(*from) || p + 2 >= c->end ||
	    *p != '-' || !ch_digit(p[1]) || !ch_digit(p[2]))
		return false;
	c->p = p + 3;
	*out = str_range(from, c->p);
	return true;
}

bool
distribution(struct parse *p, struct str s, struct reftel_values *list)
{
	struct cur c = cur_make(s);
	struct str office;
	bool any = false;

	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		if (office_entry(&c, &office)) {
			telegram_push(p->t, list, value_at(p, office));
			any = true;
		} else if (*c.p == '/') {
			return true;	/* "/025 W", all copies */
		} else {
			return any;
		}
	}
	return any;
}

/* ------------------053129 or with a time: the control line. */
bool
control_line(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str number = { 0 };
	unsigned dashes = 0;

	/* editors print them as long ones */
	while (eat_char(&c, '-') || eat_lit(&c, "\xE2\x80\x94"))
		dashes++;
	if (dashes < 10)
		return false;
	cur_skip(&c);
	for (int i = 0; i < 2; i++) {
		const char *from = c.p;
		while (c.p < c.end && ch_alnum(*c.p) && *c.p != 'Z')
			c.p++;
		if (c.p - from != 6)
			break;
		if (!eat_char(&c, 'Z') && number.n == 0)
			number = str_make(from, 6);
		cur_skip(&c);
	}
	if (number.n == 0)
		return false;
	p->t->drafting.present = true;
	if (!value_set(&p->t->drafting.control))
		p->t->drafting.control = value_at(p, number);
	return true;
}

bool
drafting_line(struct parse *p, struct head_state *h, struct str s)
{
	struct cur c = cur_make(s);
	struct reftel_drafting *d = &p->t->drafting;

	if (eat_lit(&c, "DRAFTED BY") || eat_lit(&c, "DRAFTEDBY")) {
		eat_char(&c, ':');
		if (!value_set(&d->drafted_by))
			d->drafted_by = value_at(p, str_trim(cur_rest(c)));
	} else if (eat_lit(&c, "APPROVED BY") || eat_lit(&c, "EPPROVED BY")) {
		eat_char(&c, ':');
		if (!value_set(&d->approved_by))
			d->approved_by = value_at(p, str_trim(cur_rest(c)));
		h->list = LIST_DRAFTING;
		d->present = true;
		return true;
	} else {
		return false;
	}
	h->list = LIST_NONE;
	d->present = true;
	return true;
}
