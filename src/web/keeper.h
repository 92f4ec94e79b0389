/*
 * Who sees to the shelf: where pages are dear to make, one that is out of date
 * is shown as it was, with a note of when that was, while a thread makes it
 * anew.  Nobody waits for another's page.
 *
 * Whether they are dear is said of all: what the first page has asked of the
 * archive is remembered for the next, which costs little then, but again costs
 * much where another thread makes it.
 */
#ifndef WEB_KEEPER_H
#define WEB_KEEPER_H

#include "web/http.h"

struct keeper_config {
	/* What a thread makes pages with, NULL where it can not; its end. */
	void *(*begin)(void *ctx);
	void (*end)(void *own);
	/* note: where one may stand; left alone where none may. */
	void (*make)(void *own, const char *target, struct http_response *,
	    size_t *note);
	/* A number that is another one when all pages may have changed. */
	int64_t (*state)(void *own);
	/* Stops what is being made, from another thread. */
	void (*stop)(void *own);
	void *ctx;
	const char *const *first;	/* made at the beginning; NULL ends */
	int64_t dear;		/* milliseconds of a processor; where none
				 * takes as long, all are made at once */
};

struct keeper;
/* NULL: there is none, and pages have to be made each time. */
struct keeper *keeper_new(const struct keeper_config *);
void keeper_free(struct keeper *);

/* Answers with the page of a target; one that is not there yet is made with
 * what the caller makes pages with. */
void keeper_answer(struct keeper *, void *own, const char *target,
    struct http_response *);

#endif
