/* See field.h; the grammar is that of RFC 9110, 12.4.2, 12.5.3 and 13.1.2. */
#include "web/field.h"

/* The next member of a list with commas, from *at on; false: none is left. */
static bool
next_member(struct str list, size_t *at, struct str *member)
{
	size_t end;

	if (*at >= list.n)
		return false;
	end = str_findc(list, ',', *at);
	*member = str_trim(str_cut(list, *at, end));
	*at = end + 1;
	return true;
}

/* "0.25" in thousandths.  What is no such number is worth nothing. */
static int
weight(struct str s)
{
	int value = 0, place = 1000;

	if (s.n == 0 || s.n > 5 || (s.p[0] != '0' && s.p[0] != '1') ||
	    (s.n > 1 && s.p[1] != '.'))
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		if (i == 1)
			continue;
		if (!ch_digit(s.p[i]))
			return 0;
		value += (s.p[i] - '0') * place;
		place /= 10;
	}
	return value > 1000 ? 0 : value;
}

/* Splits "gzip;q=0.5" into its name and its weight. */
static int
take_weight(struct str *member)
{
	size_t at = str_findc(*member, ';', 0);
	struct str s = str_trim(str_cut(*member, at + 1, member->n));
	bool none = at >= member->n;

	*member = str_trim(str_cut(*member, 0, at));
	if (none)
		return 1000;
	return str_startsi(s, STR("q=")) ? weight(str_cut(s, 2, s.n)) : 0;
}

bool
field_takes_gzip(struct str accept)
{
	int gzip = -1, plain = 0, any = 0, w;
	struct str member;

	for (size_t at = 0; next_member(accept, &at, &member); ) {
		w = take_weight(&member);
		if (str_eqi(member, STR("gzip")) ||
		    str_eqi(member, STR("x-gzip")))
			gzip = w;
		else if (str_eqi(member, STR("identity")))
			plain = w;
		else if (str_eq(member, STR("*")))
			any = w;
	}
	if (gzip < 0)
		gzip = any;
	return gzip > 0 && gzip >= plain;
}

static struct str
without_weak(struct str tag)
{
	return str_starts(tag, STR("W/")) ? str_cut(tag, 2, tag.n) : tag;
}

bool
field_has_tag(struct str match, struct str tag)
{
	struct str member;

	tag = without_weak(tag);
	for (size_t at = 0; next_member(match, &at, &member); )
		if (str_eq(member, STR("*")) ||
		    (tag.n > 0 && str_eq(without_weak(member), tag)))
			return true;
	return false;
}
