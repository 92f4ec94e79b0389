/*
 * The executive order line: order, action, date or event. telegram.md 14.
 */
#include "form/parse_int.h"
#include "tables/tables.h"

/* A calendar date at the cursor in the forms of telegram.md 14.5: month
 * first, year first, or with the month's name. *swapped: day and month were
 * the wrong way round. */
static bool
eat_date(struct cur *c, int after, int *y, int *m, int *d, bool *swapped)
{
	struct cur was = *c;
	struct str a, b, e;

	*swapped = false;
	int month = eat_month(c);
	if (month > 0) {			/* JULY 4, 2017 */
		while (c->p < c->end && (ch_blank(*c->p) || *c->p == '.'))
			c->p++;
		if (!eat_digits(c, 1, 2, &a))
			goto no;
		while (c->p < c->end && (ch_blank(*c->p) || *c->p == ','))
			c->p++;
		if (!eat_digits(c, 4, 4, &b))
			goto no;
		*m = month;
		*d = (int)str_digits(a.p, a.n);
		*y = (int)str_digits(b.p, 4);
		return lex_date_valid(*y, *m, *d);
	}
	if (eat_digits(c, 8, 8, &a)) {		/* 20171028 */
		*y = (int)str_digits(a.p, 4);
		*m = (int)str_digits(a.p + 4, 2);
		*d = (int)str_digits(a.p + 6, 2);
		if (*y > 1950 && lex_date_valid(*y, *m, *d))
			return true;
		*m = (int)str_digits(a.p, 2);
		*d = (int)str_digits(a.p + 2, 2);
		*y = (int)str_digits(a.p + 4, 4);
		if (lex_date_valid(*y, *m, *d) && *y > 1950)
			return true;
		goto no;
	}
	if (!eat_digits(c, 1, 4, &a))
		goto no;
	while (c->p < c->end && ch_blank(*c->p))
		c->p++;
	month = eat_month(c);			/* 4 JULY 2017 */
	if (month > 0) {
		while (c->p < c->end && (ch_blank(*c->p) || *c->p == ','))
			c->p++;
		if (!eat_digits(c, 4, 4, &b) && !eat_digits(c, 2, 2, &b))
			goto no;
		*y = (int)str_digits(b.p, b.n);
		*m = month;
		*d = (int)str_digits(a.p, a.n);
		goto century;
	}
	if (c->p >= c->end || strchr("/-.,", *c->p) == NULL)
		goto no;
	c->p++;
	while (c->p < c->end && ch_blank(*c->p))
		c->p++;
	if (!eat_digits(c, 1, 2, &b))
		goto no;
	while (c->p < c->end && ch_blank(*c->p))
		c->p++;
	if (c->p >= c->end || strchr("/-.,", *c->p) == NULL)
		goto no;
	c->p++;
	while (c->p < c->end && ch_blank(*c->p))
		c->p++;
	if (!eat_digits(c, 1, 4, &e) || e.n == 3 ||
	    (c->p < c->end && ch_alnum(*c->p)))
		goto no;		/* "10/28/2O17" */
	if (a.n == 4) {
		*y = (int)str_digits(a.p, 4);
		*m = (int)str_digits(b.p, b.n);
		*d = (int)str_digits(e.p, e.n);
	} else {
		*m = (int)str_digits(a.p, a.n);
		*d = (int)str_digits(b.p, b.n);
		*y = (int)str_digits(e.p, e.n);
	}
	if (*m > 12 && *d <= 12) {
		int x = *m;
		*m = *d;
		*d = x;
		*swapped = true;
	}
century:
	if (*y < 100) {		/* the century that puts it behind the DTG */
		*y += 1900;
		while (*y < (after > 0 ? after : 1966))
			*y += 100;
	}
	if (lex_date_valid(*y, *m, *d))
		return true;
no:
	*c = was;
	return false;
}

static const struct eo_action {
	const char *word, *action;
} eo_actions[] = {
	{ "DECLASSIFIED", "DECL" }, { "DECLASSIFY ON", "DECL" },
	{ "DECLASSIFY", "DECL" }, { "DECLAS", "DECL" }, { "DECL", "DECL" },
	{ "XGDS", "XGDS" }, { "NGDS", "NGDS" }, { "GDS", "GDS" },
	{ "XDS", "XDS" }, { "RDS", "RDS" }, { "ADS", "ADS" },
	{ "OADR", "OADR" }, { "N/A", "N/A" }, { "NA", "N/A" },
	{ "NOT APPLICABLE", "N/A" }, { "N.A.", "N/A" }, { "DNG", "DNG" },
	{ "GS", "GDS" },
};

/* The verb: at the start, or behind "AS AMENDED;". */
static const char *
eo_action(struct str v, struct str *where)
{
	for (size_t k = 0; k < v.n; k++) {
		if (!ch_alpha(v.p[k]) || (k > 0 && ch_alpha(v.p[k - 1])))
			continue;
		for (size_t i = 0; i < LEX_COUNT(eo_actions); i++) {
			struct cur c = { v.p + k, v.p + v.n };
			if (!eat_lit(&c, eo_actions[i].word) ||
			    (!cur_end(&c) && ch_alpha(*c.p)))
				continue;
			*where = str_range(v.p + k, c.p);
			return eo_actions[i].action;
		}
	}
	return NULL;
}

/* "DEQL: 10/28/2017": nearly the verb, in its place. */
static const char *
eo_action_near(struct parse *p, struct str v, struct str *where)
{
	struct cur c = cur_make(v);

	while (c.p < c.end && ch_alnum(*c.p))
		c.p++;
	struct str w = str_range(v.p, c.p);
	cur_skip(&c);
	bool behind = c.p < c.end && (*c.p == ':' || (ch_digit(*c.p) &&
	    !str_eqi(w, STR("DEC"))));
	if (!behind || w.n < 3 || str_distance(w, STR("DECL"), 1) > 1)
		return NULL;
	uint32_t a = offset_of(p, w.p), b = a + (uint32_t)w.n;
	telegram_fix(p->t, telegram_diag(p->t, DIAG_LABEL, a, b, w), a, b,
	    STR("DECL"), "certain");
	*where = w;
	return "DECL";
}

/* "DECLAS 2010", "DECLAS JUNE 1980": no day, and none is made up. */
static bool
eo_year(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str year;
	int month = eat_month(&c);

	while (month > 0 && c.p < c.end && (ch_blank(*c.p) || *c.p == '.' ||
	    *c.p == ','))
		c.p++;
	if (!eat_digits(&c, 4, 4, &year))
		return false;
	eat_char(&c, '.');
	if (!cur_end(&c) || str_digits(year.p, 4) < 1950 ||
	    str_digits(year.p, 4) > 2100)
		return false;
	char *iso = month > 0 ? arena_printf(p->a, "%.4s-%02d", year.p,
	    month) : arena_printf(p->a, "%.4s", year.p);
	if (iso != NULL)
		p->t->eo.date = telegram_value_as(str_from(iso),
		    offset_of(p, s.p), offset_of(p, year.p + 4));
	return true;
}

static void
eo_value(struct parse *p, struct str v)
{
	struct reftel_eo *eo = &p->t->eo;
	struct str verb;
	const char *action = eo_action(v, &verb);

	if (action == NULL)
		action = eo_action_near(p, v, &verb);
	struct str rest = v;

	if (action != NULL) {
		uint32_t a = offset_of(p, verb.p);
		eo->action = telegram_value_as(str_from(action), a,
		    a + (uint32_t)verb.n);
		rest = str_range(verb.p + verb.n, v.p + v.n);
	}
	/* XGDS-1, XGDS(1), RDS-4: the number names a reason */
	if (action != NULL && (strcmp(action, "XGDS") == 0 ||
	    strcmp(action, "RDS") == 0 || strcmp(action, "XDS") == 0)) {
		struct cur c = cur_make(rest);
		while (c.p < c.end && strchr("-( ", *c.p) != NULL)
			c.p++;
		if (eat_digits(&c, 1, 1, NULL) && (c.p == c.end ||
		    *c.p != '/')) {
			eat_char(&c, ')');
			rest = cur_rest(c);
		}
	}
	while (rest.n > 0 && (strchr(":;.,-", rest.p[0]) != NULL ||
	    ch_space(rest.p[0])))
		rest = str_cut(rest, 1, rest.n);
	if (action != NULL && strcmp(action, "DECL") == 0 &&
	    str_startsi(rest, STR("N/A"))) {
		eo->action = telegram_value_as(STR("N/A"), offset_of(p,
		    rest.p), offset_of(p, rest.p) + 3);
		return;
	}
	if (action != NULL && strcmp(action, "DECL") == 0 &&
	    str_startsi(rest, STR("OADR")))
		eo->action = telegram_value_as(STR("OADR"),
		    offset_of(p, rest.p), offset_of(p, rest.p) + 4);
	/* the first date in the rest */
	int y = 0, m = 0, d = 0;
	bool swapped = false;
	struct cur c = cur_make(rest);
	for (; !cur_end(&c); c.p++) {
		const char *from = c.p;
		if (from > rest.p && ch_alnum(from[-1]))
			continue;
		if (!ch_alnum(*from) || !eat_date(&c, p->dtg_year, &y, &m, &d,
		    &swapped))
			continue;
		const char *iso = lex_iso(p->a, y, m, d, -1, 0);
		if (iso != NULL)
			eo->date = telegram_value_as(str_from(iso),
			    offset_of(p, from), offset_of(p, c.p));
		if (swapped) {
			telegram_inferred(p->t, "/eo/date");
			telegram_diag(p->t, DIAG_EO_DATE_INVALID,
			    offset_of(p, from), offset_of(p, c.p),
			    str_range(from, c.p));
		}
		return;
	}
	if (action == NULL || strcmp(action, "N/A") == 0 ||
	    (value_set(&eo->action) && str_eq(value_str(&eo->action),
	    STR("OADR"))))
		return;
	rest = str_trim(rest);
	/* "XGDS-1 (ROE, JANE Q.) OR-M": the classifier is no event */
	if (rest.n > 0 && rest.p[0] == '(')
		return;
	if (str_startsi(rest, STR("DECLAS ")))
		rest = str_trim(str_cut(rest, 7, rest.n));
	if (rest.n == 0 || eo_year(p, rest))
		return;
	bool digits = false;
	for (size_t i = 0; i < rest.n && i < 4; i++)
		digits |= ch_digit(rest.p[i]) && str_findc(rest, '/', 0) <
		    rest.n;
	if (digits)
		telegram_diag(p->t, DIAG_EO_DATE_INVALID, offset_of(p,
		    rest.p), offset_of(p, rest.p + rest.n), rest);
	else
		eo->event = parse_folded(p, offset_of(p, rest.p),
		    offset_of(p, rest.p + rest.n));
}

/* A number that is no order's, but nearly the one in force (telegram.md
 * 14). */
static void
eo_order_mend(struct parse *p, struct str order)
{
	uint32_t a = offset_of(p, order.p), b = a + (uint32_t)order.n;
	long day = p->dtg_year * 10000L + (p->dtg_month > 0 ?
	    p->dtg_month * 100 + p->dtg_day : 701);
	struct str right = str_from(tables_eo_at(day));
	struct diag *d = telegram_diag(p->t, DIAG_EO_DAMAGED, a, b, order);

	if (p->dtg_year == 0 || right.n == 0 ||
	    str_distance(order, right, 2) > 2)
		return;
	p->t->eo.order = telegram_value_as(right, a, b);
	telegram_inferred(p->t, "/eo/order");
	telegram_fix(p->t, d, a, b, right, "likely");
}

/* The order's number, or what it became: "1295B", "l2958". */
static bool
eat_order(struct cur *c, struct str *order)
{
	struct cur was = *c;
	unsigned digits = 0;

	if (eat_digits(c, 4, 5, order) && order->p[0] == '1' &&
	    (cur_end(c) || !ch_alnum(*c->p)))
		return true;
	*c = was;
	while (c->p < c->end && ch_alnum(*c->p))
		digits += ch_digit(*c->p++);
	*order = str_range(was.p, c->p);
	if (digits >= 3 && order->n <= 6)
		return true;
	*c = was;
	return eat_digits(c, 4, 5, order) && order->p[0] == '1';
}

/* E.O. 12065: "GDS 11/15/85 (ROE, JANE Q.)": the classifier, surname
 * first (telegram.md 14.3). */
static void
eo_classifier(struct parse *p, struct str v)
{
	size_t open = str_findc(v, '(', 0), close = str_findc(v, ')', open);
	size_t comma = str_findc(v, ',', open);

	if (close >= v.n || comma > close || p->authority.n > 0 ||
	    !value_set(&p->t->eo.order) ||
	    !str_eq(value_str(&p->t->eo.order), STR("12065")))
		return;
	struct str surname = str_trim(str_cut(v, open + 1, comma));
	struct str given = str_trim(str_cut(v, comma + 1, close));
	struct reftel_classifier *c = arena_alloc(p->a, sizeof *c, 1);
	char *name = arena_printf(p->a, "%.*s %.*s", (int)given.n, given.p,
	    (int)surname.n, surname.p);
	if (c == NULL || name == NULL || surname.n == 0 || given.n == 0)
		return;
	uint32_t a = offset_of(p, v.p + open + 1);
	uint32_t b = offset_of(p, v.p + close);
	c->whole = telegram_value(p->t, a, b);
	c->name = telegram_value_as(str_from(name), a, b);
	p->t->classified_by.v = c;
	p->t->classified_by.n = 1;
}

void
parse_eo(struct parse *p)
{
	struct reftel_eo *eo = &p->t->eo;

	if (p->eo.end <= p->eo.start)
		return;
	struct str v = range_str(p, p->eo.start, p->eo.end);
	struct cur c = cur_make(v);
	struct str order;

	eo->present = true;
	eo->whole.end = p->eo.end;
	if (!value_set(&eo->whole))
		eo->whole = value_at(p, v);
	if (eat_order(&c, &order)) {
		eo->order = value_at(p, order);
		if (!tables_eo(order))
			eo_order_mend(p, order);
	} else {
		c = cur_make(v);	/* "Declassify on:" alone */
	}
	while (c.p < c.end && (ch_blank(*c.p) || strchr(":;,.", *c.p) !=
	    NULL))
		c.p++;
	v = str_trim(cur_rest(c));
	if (v.n == 0)
		return;
	eo->text = parse_folded(p, offset_of(p, v.p), offset_of(p, v.p + v.n));
	eo_value(p, v);
	eo_classifier(p, v);
}
