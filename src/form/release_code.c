/* Codes of exemptions, as they are printed; see release_int.h. */
#include "form/release_int.h"

void
release_eat_statute(struct cur *c)
{
	for (;;) {
		struct cur was = *c;
		const char *from;

		while (!cur_end(c) && ch_blank(*c->p))
			c->p++;
		from = c->p;
		while (!cur_end(c) && (ch_upper(*c->p) || ch_digit(*c->p) ||
		    *c->p == '/'))
			c->p++;
		if (c->p - from < 3 || !ch_upper(*from) ||
		    (!cur_end(c) && !ch_space(*c->p) && *c->p != ',')) {
			*c = was;
			return;
		}
	}
}

static bool
eat_paragraph_letter(struct cur *c)
{
	struct cur was = *c;

	/* in small letters it is the classifier's reason */
	if (eat_char(c, '(') && !cur_end(c) && *c->p >= 'A' &&
	    *c->p <= 'H') {
		c->p++;
		if (eat_char(c, ')'))
			return true;
	}
	*c = was;
	return false;
}

bool
release_eat_code(struct cur *c)
{
	struct cur was = *c;

	if (eat_char(c, 'B')) {
		if (cur_end(c) || *c->p < '1' || *c->p > '9')
			goto no;
		c->p++;
		eat_paragraph_letter(c);
		if (c->p[-1] == '3')
			release_eat_statute(c);
	} else if (eat_lit(c, "1.4") || eat_lit(c, "1.5")) {
		while (!cur_end(c) && ch_blank(*c->p))
			c->p++;
		if (!eat_paragraph_letter(c))
			goto no;
	} else if (!eat_lit(c, "25X") || !eat_digits(c, 1, 1, NULL)) {
		goto no;
	}
	if (cur_end(c) || !ch_alnum(*c->p))
		return true;
no:
	*c = was;
	return false;
}

bool
release_codes_only(struct str s, struct release_codes *out)
{
	struct cur c = cur_make(s);

	out->n = 0;
	while (!cur_end(&c)) {
		const char *from = c.p;

		if (ch_blank(*c.p) || *c.p == ',' || *c.p == ';') {
			c.p++;
			continue;
		}
		if (out->n == RELEASE_CODES_MAX || !release_eat_code(&c))
			return false;
		out->v[out->n++] = str_range(from, c.p);
	}
	return out->n > 0;
}
