/* Character entities of HTML 5; see entity.h. */
#include "base/entity.h"

#include "base/utf8.h"

/*
 * Made by tools/mkentities.c from data/html-entities.csv:
 *	entity_names	all names, one behind the other
 *	entity_bytes	their UTF-8, likewise
 *	entities	where each has its part of the two
 *	entity_slots	hash table over entities, index + 1; 0: free
 */
#include "gen/entities.h"

enum { NAME_MAX_N = 32 };	/* CounterClockwiseContourIntegral is 31 */

static bool
is_hex(char c)
{
	return ch_digit(c) || (ch_fold(c) >= 'A' && ch_fold(c) <= 'F');
}

/*
 * The character of a number, after the rules of HTML 5: the controls 128 to
 * 159 were meant as Windows-1252, and what cannot be is U+FFFD.
 */
static uint32_t
number_char(uint32_t c)
{
	if (c == 0)
		return UTF8_BROKEN;
	return c <= 0xFF ? utf8_from_1252((unsigned char)c) : c;
}

/* s begins with "&#". */
static size_t
decode_number(struct str s, char *out, size_t *n)
{
	bool hex = s.n > 2 && ch_fold(s.p[2]) == 'X';
	size_t first = hex ? 3 : 2, i = first;
	uint32_t c = 0;

	for (; i < s.n && (hex ? is_hex(s.p[i]) : ch_digit(s.p[i])); i++) {
		unsigned digit = (unsigned char)ch_fold(s.p[i]);

		digit -= digit >= 'A' ? 'A' - 10 : '0';
		/* Stays over every character once it is there. */
		if (c <= 0x10FFFF)
			c = c * (hex ? 16 : 10) + digit;
	}
	if (i == first || i == s.n || s.p[i] != ';')
		return 0;
	*n = utf8_put(out, number_char(c));
	return i + 1;
}

static const struct entity *
find_name(struct str name)
{
	enum { MASK = sizeof(entity_slots) / sizeof(entity_slots[0]) - 1 };

	for (size_t i = entity_hash(name.p, name.n);; i++) {
		unsigned slot = entity_slots[i & MASK];

		if (slot == 0)
			return NULL;
		const struct entity *e = &entities[slot - 1];
		if (e->name_n == name.n &&
		    memcmp(entity_names + e->name, name.p, name.n) == 0)
			return e;
	}
}

size_t
entity_decode(struct str s, char out[ENTITY_MAX], size_t *n, bool *unknown)
{
	const struct entity *e;
	size_t i = 1;

	*unknown = false;
	if (s.n < 3 || s.p[0] != '&')
		return 0;
	if (s.p[1] == '#')
		return decode_number(s, out, n);
	while (i < s.n && i <= NAME_MAX_N && ch_alnum(s.p[i]))
		i++;
	if (i == 1 || i == s.n || s.p[i] != ';')
		return 0;
	e = find_name(str_cut(s, 1, i));
	if (e == NULL) {
		*unknown = true;
		return 0;
	}
	memcpy(out, entity_bytes + e->bytes, e->bytes_n);
	*n = e->bytes_n;
	return i + 1;
}
