/* Drawings: SVG with words beside it. */
#ifndef WEB_PICTURES_H
#define WEB_PICTURES_H

#include "archive/refs.h"
#include "archive/search.h"
#include "web/web.h"

/*
 * Bars for the years, those without telegrams between them too, each a link to
 * what the query finds in that year (query "" is all of the archive).
 */
void picture_years(struct visit *, const struct search_count *, size_t n,
    struct str query);

/* The same of a search; the months, where it is about a year. */
void picture_time(struct visit *, struct search *, struct str query);

/* Who writes to whom: the posts of which there is most, as a table in
 * shades. Nothing where no telegram says to whom it went. */
void picture_matrix(struct visit *);

/* A conversation in time: lanes are posts, arrows are references. */
void picture_thread(struct visit *, const struct thread *);

/* The query narrowed by a further condition, such as "from:PARIS". In the
 * arena. */
const char *query_and(struct visit *, struct str query, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A condition's value, in quotes where it needs them. In the arena. */
const char *query_value(struct visit *, const char *value);

#endif
