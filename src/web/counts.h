/* What an archive holds, counted: for the pages Home, Posts, TAGS, Years. */
#ifndef WEB_COUNTS_H
#define WEB_COUNTS_H

#include "archive/search.h"
#include "web/web.h"

/* Everything that the query finds; NULL: the page says why, and is done. */
struct search *counts_of(struct visit *, const char *query);

/* A list of values with their counts, each a link to "field:value" of the
 * query; at most so many, 0: all.  kind: of explanations for each value
 * ("subject TAGS", "": any), NULL: none. */
void counts_put_list(struct visit *, const struct search_count *, size_t n,
    size_t most, const char *field, const char *kind, const char *class);
/* What there is to say of a TAGS or a post, beside its name. "": nothing. */
struct str counts_meaning(struct visit *, const char *value,
    const char *kind);

#endif
