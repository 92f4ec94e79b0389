/* Addresses of paragraphs; see paragraph.h. */
#include "archive/paragraph.h"

#include <stdint.h>
#include <stdio.h>

/* The first paragraph with a number; SIZE_MAX: there is none. */
static size_t
first_numbered(const struct reftel_telegram *t, int number)
{
	for (size_t i = 0; i < t->paragraphs.n; i++)
		if (t->paragraphs.v[i].number.value == number)
			return i;
	return SIZE_MAX;
}

void
paragraph_name(const struct reftel_telegram *t, size_t i,
    char name[PARAGRAPH_NAME_ROOM])
{
	int number = t->paragraphs.v[i].number.value;

	if (number >= 0 && first_numbered(t, number) == i)
		snprintf(name, PARAGRAPH_NAME_ROOM, "%d", number);
	else
		snprintf(name, PARAGRAPH_NAME_ROOM, "p%zu", i + 1);
}

size_t
paragraph_find(const struct reftel_telegram *t, struct str name)
{
	bool place = name.n > 1 && ch_fold(name.p[0]) == 'P';
	struct str digits = place ? str_cut(name, 1, name.n) : name;
	size_t n;

	if (digits.n == 0 || digits.n > 6)
		return SIZE_MAX;
	for (size_t i = 0; i < digits.n; i++)
		if (!ch_digit(digits.p[i]))
			return SIZE_MAX;
	n = (size_t)str_digits(digits.p, digits.n);
	if (!place)
		return first_numbered(t, (int)n);
	return n >= 1 && n <= t->paragraphs.n ? n - 1 : SIZE_MAX;
}
