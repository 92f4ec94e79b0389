/*
 * Format lines 1 to 4: transmission identification, routing, originator,
 * security. transmission.md 1.
 */
#include "form/parse_head.h"

/* FL1: [V]ZCZC, up to three letters, three or four digits. */
bool
fl1(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str letters = { c.p, 0 };

	if (!eat_lit(&c, "VZCZC") && !eat_lit(&c, "ZCZC"))
		return false;
	eat_alpha(&c, &letters);
	if (letters.n > 3 || !eat_digits(&c, 3, 4, NULL))
		return false;
	if (value_set(&p->t->transmission.channel))
		return true;		/* of a later section */
	p->t->transmission.present = true;
	p->t->transmission.channel = value_at(p, str_range(s.p, c.p));
	return true;
}

bool
routing_words(struct parse *p, struct str s, bool take)
{
	struct cur c = cur_make(s);

	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		const char *from = c.p;
		while (c.p < c.end && !ch_space(*c.p))
			c.p++;
		struct str w = str_range(from, c.p);
		if (!lex_ri(w))
			return false;
		if (take)
			telegram_push(p->t, &p->t->transmission.routing,
			    value_at(p, w));
	}
	return true;
}

/* FL2: a doubled prosign, then indicators. */
bool
fl2(struct parse *p, struct str s)
{
	if (s.n < 7 || s.p[0] != s.p[1] || !ch_blank(s.p[2]) ||
	    memchr("YZOPR", s.p[0], 5) == NULL)
		return false;
	struct str rest = str_cut(s, 3, s.n);
	if (!routing_words(p, rest, false))
		return false;
	if (value_set(&p->t->transmission.routing_precedence))
		return true;
	p->t->transmission.present = true;
	p->t->transmission.routing_precedence = value_at(p, str_cut(s, 0, 2));
	routing_words(p, rest, true);
	return true;
}

/* FL3: DE RUEHKP #0756/01 3021036, or DE RUEHKP 0756 29/1036Z. */
bool
fl3(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str ri, serial = { 0 }, sec = { 0 }, filed = { 0 };

	if (!eat_word(&c, "DE") || !eat_alpha(&c, &ri) || !lex_ri(ri))
		return false;
	struct reftel_transmission *x = &p->t->transmission;
	cur_skip(&c);
	eat_char(&c, '#');
	if (eat_digits(&c, 1, 5, &serial) && eat_char(&c, '/'))
		eat_digits(&c, 1, 2, &sec);
	cur_skip(&c);
	const char *from = c.p;
	while (c.p < c.end && (ch_digit(*c.p) || *c.p == '/' || *c.p == 'Z'))
		c.p++;
	filed = str_range(from, c.p);
	if (value_set(&x->originator))
		return true;
	x->present = true;
	x->originator = value_at(p, ri);
	if (serial.n > 0)
		x->station_serial = value_at(p, serial);
	if (sec.n > 0)
		x->section = value_at(p, sec);
	if (filed.n > 0)
		x->filed = value_at(p, filed);
	return true;
}

/*
 * The JANAP 128 header, FL2 and FL3 in one line (transmission.md 1.3.1):
 * "RTTUZYUW RUEHQSA0031 2011315-UUUU--RUEHQZA RUEHC."
 */
bool
janap(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct reftel_transmission *x = &p->t->transmission;
	struct str ri, serial, filed, group;

	if (s.n < 43 || memchr("YZOPR", s.p[0], 5) == NULL || s.p[8] != ' ')
		return false;
	for (size_t i = 1; i < 8; i++)
		if (!ch_upper(s.p[i]) && !(i > 3 && ch_digit(s.p[i])))
			return false;
	c.p += 9;
	if (!eat_alpha(&c, &ri) || !lex_ri(ri))
		return false;
	cur_skip(&c);
	if (!eat_digits(&c, 4, 4, &serial))
		return false;
	cur_skip(&c);
	if (!eat_digits(&c, 7, 7, &filed) || !eat_char(&c, '-') ||
	    !eat_alpha(&c, &group) || group.n != 4 || !eat_lit(&c, "--"))
		return false;
	if (value_set(&x->originator))
		return true;
	x->present = true;
	x->routing_precedence = value_at(p, str_cut(s, 0, 1));
	x->originator = value_at(p, ri);
	x->station_serial = value_at(p, serial);
	x->filed = value_at(p, filed);
	struct str rest = str_trim(cur_rest(c));
	if (rest.n > 0 && rest.p[rest.n - 1] == '.')
		rest.n--;
	routing_words(p, rest, true);
	return true;
}

/* Signals and words behind FL4's group or FL5's year. */
void
head_handling(struct parse *p, struct cur c)
{
	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		const char *from = c.p;
		if (*c.p == '(') {
			while (c.p < c.end && *c.p != ')')
				c.p++;
			c.p += c.p < c.end;
		} else {
			while (c.p < c.end && !ch_space(*c.p))
				c.p++;
		}
		telegram_push(p->t, &p->t->transmission.handling,
		    value_at(p, str_range(from, c.p)));
		p->t->transmission.present = true;
	}
}

/* FL4: ZNY CCCCC ZZH. */
bool
fl4(struct parse *p, struct str s)
{
	struct cur c = cur_make(s);
	struct str group;

	if (!eat_word(&c, "ZNY") && !eat_word(&c, "ZNR"))
		return false;
	if (!eat_alpha(&c, &group) || group.n < 3 || group.n > 7)
		return false;
	if (c.p < c.end && *c.p == '/')
		while (c.p < c.end && !ch_space(*c.p))
			c.p++;
	if (value_set(&p->t->transmission.security))
		return true;
	p->t->transmission.present = true;
	p->t->transmission.security = value_at(p, str_range(s.p, c.p));
	head_handling(p, c);
	return true;
}
