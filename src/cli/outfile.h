/*
 * A file that a command writes: standard output, a file, or a file in a
 * folder.  A file is there whole or not at all: it is written beside its
 * place and renamed.  Complaints go to standard error.  For the room cli
 * only.
 */
#ifndef CLI_OUTFILE_H
#define CLI_OUTFILE_H

#include <stdbool.h>
#include <stdio.h>

struct outfile {
	FILE *f;
	char *path, *temporary;		/* NULL: standard output */
};

/* `out` is a folder, or ends in a stroke, and then it is made. */
bool outfile_folder(const char *out);
/* out NULL: standard output. folder: out is one, and the file is called as
 * the source is.  False, with a complaint: it cannot be made. */
bool outfile_open(struct outfile *, const char *out, bool folder,
    const char *source);
bool outfile_put(struct outfile *, const void *, size_t);
/* keep false: nothing is left behind.  False: not all could be written. */
bool outfile_close(struct outfile *, bool keep);

#endif
