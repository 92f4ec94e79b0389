/* The rows of one telegram.  For the files sqlite_*.c only. */
#ifndef ARCHIVE_SQLITE_ROWS_H
#define ARCHIVE_SQLITE_ROWS_H

#include "archive/keep.h"
#include "archive/sqlite.h"

/* Writes them; the row `witness` is its face.  False: failed. */
bool rows_insert(struct archive *, int64_t telegram, int variant,
    int64_t witness, const struct arrival *);
/* Its row of words alone. */
bool rows_words(struct archive *, int64_t telegram,
    const struct buf text[INDEX__MAX]);
bool rows_delete(struct archive *, int64_t telegram);
/* No later telegram may have that number or a lower one. */
bool rows_last(struct archive *, int64_t telegram);
/* Appends its rows for people, a line a value: "tag: PGOV". */
bool rows_list(struct archive *, int64_t telegram, struct buf *);

#endif
