/* A text that is made page by page, while it is read. For the room open
 * only. */
#ifndef OPEN_PAGED_H
#define OPEN_PAGED_H

#include "base/buf.h"
#include "intake/opener.h"

enum paged_status { PAGED_PAGE, PAGED_END, PAGED_ENOMEM };

struct paged {
	/* Appends the next page to `text`; tells in *ocr whether its letters
	 * were read from an image. */
	enum paged_status (*make)(struct paged *, void *state, bool *ocr);
	void *state;
	struct buf text;		/* the page that is being read */
	struct opener_pages pages;
	/* Below: for paged.c. */
	size_t cap, given;
	uint64_t made;
	char lost[160];
};

/* As the functions of struct opener.  Pages have form feeds between them. */
long paged_read(struct paged *, void *buf, size_t n);
void paged_free(struct paged *);
/* The page that is being made could not be read, and why.  Reading goes on;
 * at the end paged_read() fails with the first that was lost. */
void paged_lost(struct paged *, const char *why);
const char *paged_reason(const struct paged *);

#endif
