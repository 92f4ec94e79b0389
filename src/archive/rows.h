/*
 * Sets of telegrams, by their rows: a bit for each row there can be, so that
 * AND, OR and NOT of a quarter of a million take microseconds.  For the room
 * archive.
 */
#ifndef ARCHIVE_ROWS_H
#define ARCHIVE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rows {
	uint64_t *bits;
	size_t words;		/* of 64 rows */
};

/* Empty, for rows 0 to max. False: out of memory. */
bool rows_init(struct rows *, int64_t max);
void rows_free(struct rows *);	/* leaves it without room */
static inline bool rows_has(const struct rows *r, int64_t row)
{
	return row >= 0 && (uint64_t)row / 64 < r->words &&
	    (r->bits[row / 64] >> (row % 64) & 1) != 0;
}
/* Rows above max are passed over. */
static inline void rows_add(struct rows *r, int64_t row)
{
	if (row >= 0 && (uint64_t)row / 64 < r->words)
		r->bits[row / 64] |= (uint64_t)1 << (row % 64);
}
static inline void rows_remove(struct rows *r, int64_t row)
{
	if (rows_has(r, row))
		r->bits[row / 64] &= ~((uint64_t)1 << (row % 64));
}
/* Rows first to last, both. */
void rows_add_all(struct rows *, int64_t first, int64_t last);
/* Both of one max. */
void rows_and(struct rows *, const struct rows *);
void rows_or(struct rows *, const struct rows *);
void rows_without(struct rows *, const struct rows *);
uint64_t rows_count(const struct rows *);
/* The first row at or after `from`; -1: there is none. */
int64_t rows_next(const struct rows *, int64_t from);

#endif
