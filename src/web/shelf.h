/*
 * Pages that only the archive as a whole decides, kept until it changes: they
 * are dear to make, and many ask for them.  All workers share one shelf.
 */
#ifndef WEB_SHELF_H
#define WEB_SHELF_H

#include <stdint.h>

#include "web/http.h"

struct shelf;
struct shelf *shelf_new(void);	/* NULL: out of memory */
void shelf_free(struct shelf *);

/*
 * The edition of the shelf, which all that is on it belongs to. changed: who
 * asks sees another state of the archive than when it asked last; then a new
 * one begins.
 */
uint64_t shelf_edition(struct shelf *, bool changed);
/* Copies the page of an address; false: there is none of that edition. */
bool shelf_take(struct shelf *, uint64_t edition, const char *address,
    struct http_response *);
/* Keeps a copy of a page, unless another edition has begun, or it is too
 * large. */
void shelf_put(struct shelf *, uint64_t edition, const char *address,
    const struct http_response *);

#endif
