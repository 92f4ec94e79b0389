/* Packs responses.  The only file that knows zlib is gzip.c; it is part of the
 * module that http.h tells of. */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "base/buf.h"

struct gzip;
struct gzip *gzip_new(void);	/* NULL: out of memory */
void gzip_free(struct gzip *);	/* NULL does nothing */

/* What may have been begun is forgotten. */
void gzip_begin(struct gzip *);
/*
 * Packs bytes that come one after the other, and appends what there is so far
 * to `out`; last: then it is whole, and the next call begins another one. On
 * failure out has failed.
 */
void gzip_add(struct gzip *, const void *p, size_t n, bool last,
    struct buf *out);

#endif
