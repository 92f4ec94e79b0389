/*
 * A folder that a command fills: there whole or not at all.  Files are
 * written into OUT.part beside it, which is renamed at the end.  OUT must not
 * be there yet, or be empty.  Complaints go to standard error.  For the room
 * cli only.
 */
#ifndef CLI_OUTFOLDER_H
#define CLI_OUTFOLDER_H

#include <stdbool.h>
#include <stdio.h>

struct outfolder {
	char *path, *temporary;
	bool failed;
};

/* False, with a complaint: it cannot be made. */
bool outfolder_open(struct outfolder *, const char *out);
/*
 * A new file at a path below the folder, its folders made too.  Where there
 * is something of that name, "~2" and so on goes before the suffix; `made`
 * (cap bytes, at least 4096) gets the path it has.  NULL, with a complaint.
 */
FILE *outfolder_create(struct outfolder *, const char *path, char *made,
    size_t cap);
/* Closes such a file; false, with a complaint: not all is written. */
bool outfolder_done(struct outfolder *, FILE *, const char *made);
/* All of a file at once. */
bool outfolder_put(struct outfolder *, const char *path, const void *,
    size_t);
bool outfolder_mkdir(struct outfolder *, const char *path);
/* keep false: nothing is left behind. False: it could not be put in place. */
bool outfolder_close(struct outfolder *, bool keep);

#endif
