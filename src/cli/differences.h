/*
 * What two readings of a telegram have, lack or changed, word by word: for
 * people and as JSON.  For the room cli only.
 */
#ifndef CLI_DIFFERENCES_H
#define CLI_DIFFERENCES_H

#include "archive/collate.h"
#include "archive/witness.h"

struct differences {
	const struct collation *c;
	enum witness_kind kind;
	const char *name[2];	/* what the readings are called: a file, "1" */
	bool strict;		/* case and points are differences */
	bool all;		/* paragraphs without difference as well */
	bool color;
	unsigned width;		/* of a line */
};

/* Appends lines; a failed buffer says that memory ran out. */
void differences_text(const struct differences *, struct buf *);
/* Appends one object and a line end. */
void differences_json(const struct differences *, struct buf *);

#endif
