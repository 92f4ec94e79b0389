/* Telegrams of the same post next to one by serial number.  For the rooms
 * above the archive. */
#ifndef ARCHIVE_NEIGHBOURS_H
#define ARCHIVE_NEIGHBOURS_H

#include "archive/archive.h"

/* The nearest held ones before and behind, over the turn of years; 0: there
 * is none, or the telegram has no number. */
enum archive_status archive_neighbours(struct archive *, int64_t telegram,
    int64_t *before, int64_t *behind);

#endif
