/*
 * Pages that cost much and change with the archive only: each worker keeps
 * the last few, until the archive has changed.
 */
#ifndef WEB_MEMORY_H
#define WEB_MEMORY_H

#include "archive/archive.h"
#include "web/http.h"

enum { MEMORY_PAGES = 16, MEMORY_LONGEST = 512 * 1024 };

struct memory {
	struct memory_page {
		char *target;
		struct buf body;
		const char *type;
	} page[MEMORY_PAGES];
	unsigned next;		/* the one that is replaced next */
	int64_t version;	/* of the archive, when they were made */
};

/* Answers with the page of that target; false: it is not known, or the
 * archive has changed, and all are forgotten. */
bool memory_recall(struct memory *, struct archive *, const char *target,
    struct http_response *);
/* Keeps what was answered, if it is a whole page. */
void memory_keep(struct memory *, const char *target,
    const struct http_response *);
void memory_free(struct memory *);

#endif
