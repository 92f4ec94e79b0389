/*
 * Pages that only the archive as a whole decides, kept until it changes, and
 * beyond that until they are made anew: they are dear to make, and many ask for
 * them.  All threads share one shelf.
 */
#ifndef WEB_SHELF_H
#define WEB_SHELF_H

#include <stdint.h>
#include <time.h>

#include "web/http.h"

/* What is kept beside a page. */
struct shelf_label {
	uint64_t edition;	/* of the shelf, when it was begun */
	time_t made;
	size_t note;		/* where a note may stand in it; 0: nowhere */
};

struct shelf;
struct shelf *shelf_new(void);	/* NULL: out of memory */
void shelf_free(struct shelf *);

/* The edition of the shelf: another one begins whenever the state is another
 * than when this was asked last. */
uint64_t shelf_edition(struct shelf *, int64_t state);
/* Copies the page of an address; false: there is none. */
bool shelf_take(struct shelf *, const char *address, struct http_response *,
    struct shelf_label *);
/* Keeps a copy of a page, unless a later one is there, or it is too large. */
void shelf_put(struct shelf *, const char *address,
    const struct http_response *, const struct shelf_label *);

/* Pages that are to be made, each once, the one first that was asked for
 * first.  Where very many wait already, no further one does. */
void shelf_want(struct shelf *, const char *address);
/* Waits for one of them, and takes it: free() it.  NULL: it is closed. */
char *shelf_wanted(struct shelf *);
void shelf_close(struct shelf *);

#endif
