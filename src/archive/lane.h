/*
 * Lanes: what readers have of each file, waiting for the writer.  One lane a
 * file; the writer takes them in the order of the files.  It takes all that a
 * lane has at once, and gives it back together, so that readers and writer
 * wake each other seldom; a reader frees what readers made.  For add.c only.
 */
#ifndef ARCHIVE_LANE_H
#define ARCHIVE_LANE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "archive/keep.h"

enum item_kind {
	ITEM_PARCEL,		/* sources, of which those that follow are */
	ITEM_CHUNK,		/* bytes of the file */
	ITEM_TELEGRAM,
	ITEM_REFUSED,
	ITEM_KNOWN,		/* the file is kept already; n: its row */
	ITEM_PASSED,		/* n documents were no telegrams */
	ITEM_WHOLE		/* all of it has been read; n: its length */
};

struct item {
	struct item *next;
	enum item_kind kind;
	size_t cost;		/* bytes of memory */
	uint64_t bytes;		/* of the file */
	uint64_t n;
	struct parcel parcel;
	size_t part;		/* of the last parcel */
	struct arrival arrival;
	char sha256[65];	/* of the file */
	bool inside;		/* the telegram's bytes are a chunk */
	struct buf before;	/* those in front of it */
	char *member, *reason;	/* of a refusal */
	struct reftel_span span;
	uint64_t line;
	bool kept;
};

struct lane {
	struct lane *next;
	size_t file;		/* index of its file */
	struct item *first, **last;
	size_t cost;
	/* The writer's own: what it took, and what of it is done with. */
	struct item *taken, *done, *done_last;
	bool ended, failed;
};

struct lanes {
	pthread_mutex_t lock;
	pthread_cond_t room, more;
	struct lane *first, **last;	/* ascending by file */
	struct item *done;		/* to be freed */
	size_t n, next, taken;	/* files, the next to read, being written */
	size_t cost, open;	/* bytes in all lanes, lanes */
	bool stopped;
};

void item_free(struct item *);

bool lanes_init(struct lanes *, size_t files);
void lanes_free(struct lanes *);
/* No more is wanted. */
void lanes_stop(struct lanes *);
bool lanes_stopped(struct lanes *);

/* For readers: a lane for the next file, NULL: there is none; lays down an
 * item, waiting for room (false: stopped); the file is over. */
struct lane *lanes_next(struct lanes *);
bool lane_put(struct lanes *, struct lane *, struct item *);
void lane_end(struct lanes *, struct lane *, bool failed);

/* For the writer: the lane of the next file; its next item, NULL: over, which
 * lasts until the one after it is asked for; and gives the lane back. */
struct lane *lanes_take(struct lanes *, size_t file);
struct item *lane_get(struct lanes *, struct lane *);
void lanes_give(struct lanes *, struct lane *);

#endif
