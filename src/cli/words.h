/*
 * Words on a command line that belong together: those of a query, those of a
 * telegram number.  For the room cli only.
 */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "archive/search.h"
#include "cli/cmd.h"

/* A word behind one dash that is no option is of the query: it is shunned
 * there. To be asked before any opt_ function. */
bool words_shunned(const struct opt *);
/* Takes such a word as an argument. */
void words_shun(struct opt *);
/* Arguments that are one telegram number together, 74 LAPAZ 2047 without
 * quotation marks, become one. */
void words_join_number(struct opt *);
/* The same where one number is all that is taken: else an error. */
void words_one_number(struct opt *);
/* The arguments with blanks between, to be freed; NULL: out of memory. */
char *words_join(char **word, int n);
/* Says what is wrong in a query, with its place, or with the archive where
 * nothing is; `where` goes in front.  EXIT_USAGE, or EXIT_FAULT. */
int words_wrong(struct archive *, const char *query,
    const struct query_error *, const char *where);

#endif
