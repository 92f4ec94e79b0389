/* A growing output buffer; see buf.h. */
#include "base/buf.h"

#include <stdlib.h>

enum { FIRST_SIZE = 4096 };

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}

bool
buf_grow(struct buf *b, size_t more)
{
	size_t cap = b->cap == 0 ? FIRST_SIZE : b->cap;
	char *p;

	if (b->failed)
		return false;
	while (cap - b->n < more && cap <= SIZE_MAX / 2)
		cap *= 2;
	p = cap - b->n < more ? NULL : realloc(b->p, cap);
	if (p == NULL) {
		b->failed = true;
		return false;
	}
	b->p = p;
	b->cap = cap;
	return true;
}

void
buf_putu(struct buf *b, uint64_t v)
{
	char digits[20], *p = digits + sizeof(digits);

	do
		*--p = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	buf_put(b, p, (size_t)(digits + sizeof(digits) - p));
}
