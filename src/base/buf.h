/*
 * A growing output buffer, used by all writers.  Fails once and stays
 * failed.  Owned by the caller: buf_free().
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Begin with { 0 }. n bytes at p; not NUL-terminated. */
struct buf {
	char *p;
	size_t n, cap;
	bool failed;
};

/* Leaves it as it began. */
void buf_free(struct buf *);
/* The part of buf_reserve() that moves. */
bool buf_grow(struct buf *, size_t more);
/* Room for so many bytes behind the n there are; false: failed. */
static inline bool buf_reserve(struct buf *b, size_t more)
{
	return (b->cap - b->n >= more && !b->failed) || buf_grow(b, more);
}
/* Each appends; nothing where it has failed. */
static inline void buf_put(struct buf *b, const void *p, size_t n)
{
	if (n == 0 || !buf_reserve(b, n))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}
static inline void buf_putc(struct buf *b, char c)
{
	if (buf_reserve(b, 1))
		b->p[b->n++] = c;
}
static inline void buf_puts(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}
static inline void buf_putstr(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}
void buf_putu(struct buf *, uint64_t);	/* decimal */

#endif
