/* What an archive holds, counted: for the pages Home, Posts, TAGS, Years. */
#ifndef WEB_COUNTS_H
#define WEB_COUNTS_H

#include "archive/search.h"
#include "web/web.h"

/* Everything that the query finds; NULL: the page says why, and is done. */
struct search *counts_of(struct visit *, const char *query);

/* A list of values with their counts, each a link to "field:value"; at most so
 * many, 0: all.  kind: of explanations for each value ("subject TAGS", "post",
 * "": any), NULL: none. */
void counts_put_list(struct visit *, const struct search_count *, size_t n,
    size_t most, const char *field, const char *kind, const char *class);
/* The same where each narrows a query. */
void counts_put_within(struct visit *, const struct search_count *, size_t n,
    size_t most, const char *field, const char *kind, struct str query);
/* All of them, each a link to its page below `base`, such as "/posts". */
void counts_put_pages(struct visit *, const struct search_count *, size_t n,
    const char *base, const char *kind);
/* What there is to say of a TAGS or a post, beside its name. "": nothing. */
struct str counts_meaning(struct visit *, const char *value,
    const char *kind);

#endif
