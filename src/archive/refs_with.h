/*
 * References asked for many times over: what is learned of the archive's
 * posts and serials is kept from one question to the next.  For the room
 * archive only.
 */
#ifndef ARCHIVE_REFS_WITH_H
#define ARCHIVE_REFS_WITH_H

#include "archive/refs.h"

struct world;
struct world *world_new(struct archive *);	/* NULL: out of memory */
void world_delete(struct world *);

/* refs_cites() and refs_cited().  thorough: also under numbers with a digit
 * too many and misspelt names of the post, which takes a walk over all names
 * that stand in references to a year. */
enum archive_status refs_cites_with(struct archive *, struct arena *,
    struct world *, int64_t telegram, struct ref_entry **, size_t *n);
enum archive_status refs_cited_with(struct archive *, struct arena *,
    struct world *, const char *id, bool thorough, size_t limit,
    struct ref_entry **, size_t *n, uint64_t *total);
/* How many telegrams cite exactly that number. */
uint64_t refs_count(struct archive *, const char *id);

#endif
