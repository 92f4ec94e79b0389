/*
 * A growing output buffer, used by all writers.  Fails once and stays
 * failed.  Owned by the caller: buf_free().
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf {
	char *p;
	size_t n, cap;
	bool failed;
};

void buf_free(struct buf *);
bool buf_reserve(struct buf *, size_t more);
void buf_put(struct buf *, const void *, size_t);
void buf_putc(struct buf *, char);
void buf_puts(struct buf *, const char *);
void buf_putstr(struct buf *, struct str);
void buf_putu(struct buf *, uint64_t);	/* decimal */

#endif
