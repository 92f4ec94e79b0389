/*
 * Pages that cost much and change with the archive only: the last few are
 * kept until the archive has changed. Any thread.
 */
#ifndef WEB_MEMORY_H
#define WEB_MEMORY_H

#include <pthread.h>
#include <time.h>

#include "web/http.h"

enum { MEMORY_PAGES = 64, MEMORY_LONGEST = 512 * 1024 };

/* What an archive's files look like: whoever writes to it changes that. */
struct memory_stamp {
	struct timespec time[2];	/* of the file, and of its log */
	long long size[2];
};

struct memory {
	const char *path;	/* of the archive */
	pthread_mutex_t lock;
	struct memory_stamp stamp;	/* when the pages were made */
	struct memory_page {
		char *target;
		struct buf body;
		const char *type;
	} page[MEMORY_PAGES];
	unsigned next;		/* the one that is replaced next */
};

void memory_init(struct memory *, const char *path);
void memory_free(struct memory *);
/* Answers with the page of that target.  False: it is not known, or of before
 * the archive changed; then *now is what memory_keep() needs. */
bool memory_recall(struct memory *, const char *target,
    struct http_response *, struct memory_stamp *now);
/* Keeps what was answered, if it is a whole page. */
void memory_keep(struct memory *, const char *target,
    const struct http_response *, const struct memory_stamp *asked);

#endif
