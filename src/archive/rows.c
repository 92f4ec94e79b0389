/* Sets of telegrams; see rows.h. */
#include "archive/rows.h"

#include <stdlib.h>

bool
rows_init(struct rows *r, int64_t max)
{
	r->words = max < 0 ? 1 : (size_t)(max / 64) + 1;
	r->bits = calloc(r->words, sizeof(*r->bits));
	if (r->bits == NULL)
		r->words = 0;
	return r->bits != NULL;
}

void
rows_free(struct rows *r)
{
	free(r->bits);
	r->bits = NULL;
	r->words = 0;
}

void
rows_add_all(struct rows *r, int64_t first, int64_t last)
{
	for (; first <= last && first % 64 != 0; first++)
		rows_add(r, first);
	for (; first + 63 <= last && (size_t)(first / 64) < r->words;
	    first += 64)
		r->bits[first / 64] = ~(uint64_t)0;
	for (; first <= last; first++)
		rows_add(r, first);
}

void
rows_and(struct rows *r, const struct rows *with)
{
	for (size_t i = 0; i < r->words; i++)
		r->bits[i] &= with->bits[i];
}

void
rows_or(struct rows *r, const struct rows *with)
{
	for (size_t i = 0; i < r->words; i++)
		r->bits[i] |= with->bits[i];
}

void
rows_without(struct rows *r, const struct rows *with)
{
	for (size_t i = 0; i < r->words; i++)
		r->bits[i] &= ~with->bits[i];
}

uint64_t
rows_count(const struct rows *r)
{
	uint64_t n = 0;

	for (size_t i = 0; i < r->words; i++)
		n += (uint64_t)__builtin_popcountll(r->bits[i]);
	return n;
}

int64_t
rows_next(const struct rows *r, int64_t from)
{
	size_t i = (size_t)(from / 64);
	uint64_t left;

	if (from < 0 || i >= r->words)
		return -1;
	left = r->bits[i] >> (from % 64) << (from % 64);
	while (left == 0) {
		if (++i == r->words)
			return -1;
		left = r->bits[i];
	}
	return (int64_t)i * 64 + __builtin_ctzll(left);
}
