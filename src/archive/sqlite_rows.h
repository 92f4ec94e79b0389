/* The rows of one telegram.  For the files sqlite_*.c only. */
#ifndef ARCHIVE_SQLITE_ROWS_H
#define ARCHIVE_SQLITE_ROWS_H

#include "archive/index.h"
#include "archive/sqlite.h"

/* Writes them; the row `witness` is its face.  False: failed. */
bool rows_insert(struct archive *, int64_t telegram, int variant,
    int64_t witness, const struct reftel_telegram *,
    const struct buf text[INDEX__MAX]);
bool rows_delete(struct archive *, int64_t telegram);

#endif
