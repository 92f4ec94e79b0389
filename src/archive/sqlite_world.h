/* What fold.h asks of an archive.  For the files sqlite_*.c of this room. */
#ifndef ARCHIVE_SQLITE_WORLD_H
#define ARCHIVE_SQLITE_WORLD_H

#include "archive/fold.h"
#include "archive/sqlite.h"

/* A name in references that stands for another post. */
struct world_name {
	const char *name, *means;
};

struct world {
	struct fold_world fold;
	struct archive *a;
	int64_t state;		/* of the archive, for world_of() */
	struct arena arena;
	bool ready;
	struct fold_post *posts;
	struct world_reach *reach;	/* a row for each post */
	struct world_names {
		bool asked;
		struct world_name *v;
		size_t n, cap;
	} names[100];		/* by the last digits of the year */
	/* the last answer of around() */
	struct fold_parts parts;
	struct fold_around around;
};

/* The handle's own, which knows what it was told before, until the archive
 * changes; NULL: out of memory. */
struct world *world_of(struct archive *);
/* To be called after it was used: what it was told while the archive failed
 * is forgotten.  The archive's status. */
enum archive_status world_used(struct archive *);
/* Nothing is asked of the archive before it is needed. */
void world_init(struct world *, struct archive *);
void world_free(struct world *);

/* fold(), for a number that may be held: *telegram is the one that is meant,
 * 0: not held. */
void world_resolve(struct world *, const struct fold_question *,
    struct fold_answer *, int64_t *telegram);
/* The telegram of exactly that number, also as a witness has it; 0: none. */
int64_t world_telegram(struct archive *, const char *id);
/* The day on which it was sent, or "". */
void world_day(struct archive *, int64_t telegram, char day[11]);
/* Such names in references to telegrams of a year. */
const struct world_names *world_names(struct world *, int year);
/* The world, made ready. */
const struct fold_world *world_ready(struct world *);

#endif
