/*
 * A query among the arguments of a command, and what is wrong with it.  For
 * the room cli only.
 */
#ifndef CLI_ASKED_H
#define CLI_ASKED_H

#include "archive/search.h"
#include "cli/cmd.h"

/* The words with blanks between, to be freed; NULL: out of memory. */
char *asked_query(char **word, int n);
/* Why search_new() gave nothing, with the place in the query, or the
 * archive's own failure; where goes in front. Gives an exit status. */
int asked_wrong(struct archive *, const char *query,
    const struct query_error *, const char *where);

#endif
