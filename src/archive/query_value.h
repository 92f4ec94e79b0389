/*
 * Between the files that make values of fields ready: query_value.c has what
 * all of them need and the simple ones; query_set.c values that stand for a
 * set, query_number.c numbers and posts, query_tag.c TAGS, query_date.c dates.
 */
#ifndef ARCHIVE_QUERY_VALUE_H
#define ARCHIVE_QUERY_VALUE_H

#include "archive/query_int.h"

/* Each makes the node of a value; NULL: wrong, or memory has run out. */
typedef struct query_node *value_fn(struct query_reader *,
    struct query_value *);
value_fn value_number, value_post, value_tag, value_rank, value_has,
    value_date;

/* A node of the field with the value's text. */
struct query_node *value_node(struct query_reader *,
    const struct query_value *);
/* Fails at the value, with what would be right. NULL. */
struct query_node *value_bad(struct query_reader *,
    const struct query_value *, const char *want);
/* Takes a star off the end of a value that is not quoted. */
bool value_star(struct query_value *);
/* Letters and digits alone, in capitals; in the arena. */
struct str value_solid(struct query_reader *, struct str);
/* Capitals, blanks folded to one; in the arena. */
struct str value_capitals(struct query_reader *, struct str);

#endif
