/*
 * A query's words as FTS5's MATCH takes them.  The words themselves are
 * always quoted, so that nothing in them is an operator.  For the room
 * archive.
 */
#ifndef ARCHIVE_MATCH_H
#define ARCHIVE_MATCH_H

#include "archive/query.h"

/* The whole of it can be said so: words, and NOT only beside words. */
bool match_can(const struct query_node *);
/* Appends it.  Only where match_can(). */
void match_put(struct buf *, const struct query_node *);
/* As it is put it is one phrase of whole words. Words that others begin with
 * are none: FTS5 puts the rows of all these together first. */
bool match_phrase(const struct query_node *);
/* Of an AND, its children that can, put together with those that are shunned
 * and could; false: it has none. */
bool match_put_some(struct buf *, const struct query_node *and);
/* It is among those. */
bool match_some(const struct query_node *child);
/* Any of the words that are sought; false: none are. */
bool match_put_any(struct buf *, const struct query_node *);

#endif
