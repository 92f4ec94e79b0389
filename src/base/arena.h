/*
 * A bump allocator: one arena a telegram, released in one step.  It fails
 * once and stays failed; callers pass NULL up, the outermost call reports
 * it.  For every room.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena_block;

/* Begin with arena_init() or { 0 }. */
struct arena {
	struct arena_block *head;	/* newest block first */
	char *p, *end;			/* free room in it */
	size_t total;			/* bytes taken from the system */
	bool failed;
};

void arena_init(struct arena *);
void arena_free(struct arena *);	/* leaves it as after arena_init */
/* Empties the arena but keeps its largest block for the next telegram. */
void arena_reset(struct arena *);
/* Zeroed, aligned for any type; NULL once memory has run out. */
void *arena_alloc(struct arena *, size_t size, size_t count);
/* The same, not zeroed: for what is written at once. */
void *arena_array(struct arena *, size_t size, size_t count);
/* Not zeroed, not aligned. */
char *arena_bytes(struct arena *, size_t);
/* Gives back the unused tail [from, ...) of the last arena_bytes(). */
void arena_trim(struct arena *, char *from);
/* A NUL-terminated copy. */
char *arena_strdup(struct arena *, struct str);
/* A NUL-terminated formatted string. */
char *arena_printf(struct arena *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
/* The part of arena_grow() that moves. */
void *arena_grow_more(struct arena *, void *array, size_t n, size_t *cap,
    size_t size);
/*
 * Room for one more element, not zeroed, in an array that grows by doubling:
 * returns the array (moved when need be), or NULL.  cap is kept by the
 * caller.
 */
static inline void *arena_grow(struct arena *a, void *array, size_t n,
    size_t *cap, size_t size)
{
	return n < *cap ? array : arena_grow_more(a, array, n, cap, size);
}

#endif
