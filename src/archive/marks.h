/* Where the words of a query stand in texts.  For the room archive. */
#ifndef ARCHIVE_MARKS_H
#define ARCHIVE_MARKS_H

#include "archive/search.h"
#include "archive/sqlite_finder.h"

struct marker;

/* The words that a query seeks, ready to be looked for; in the arena.  NULL:
 * out of memory. */
struct marker *marker_new(struct arena *, struct finder *,
    const struct query_node *);
/* As search_marks() and search_passages() in search.h; with NULL for a
 * marker there are none.  *phrases: how many different ones there are. */
size_t marker_marks(struct marker *, struct arena *, struct str text,
    enum index_column, struct search_mark **, size_t *phrases);
size_t marker_passages(struct marker *, const struct reftel_telegram *,
    struct arena *, size_t cap, struct search_passage **);

#endif
