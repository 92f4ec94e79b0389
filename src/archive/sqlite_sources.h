/* Sources and their parcels.  For the files sqlite_*.c only. */
#ifndef ARCHIVE_SQLITE_SOURCES_H
#define ARCHIVE_SQLITE_SOURCES_H

#include "archive/keep.h"
#include "archive/sqlite.h"

enum { TRAIN_FROM = 1000 };	/* telegrams make a dictionary */

/* Trains a dictionary on the newest telegrams that were kept without one, and
 * packs those anew.  False: failed; too little to learn from is no failure. */
bool sources_train(struct keeper *);
/* The parcel that is held unpacked may have changed. */
void sources_forget(struct archive *);
/* Takes a source out, of which nothing is any more, with its bytes. */
bool sql_source_remove(struct archive *, int64_t source);

#endif
