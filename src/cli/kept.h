/*
 * The archive that a command works on: -A FILE, else REFTEL_ARCHIVE, else
 * reftel/archive.db in the folder for a user's data.  For the room cli only.
 */
#ifndef CLI_KEPT_H
#define CLI_KEPT_H

#include "archive/archive.h"
#include "cli/cmd.h"

/* Which archive a subcommand works on. Begin with { 0 }. */
struct kept {
	const char *path;	/* given, or NULL */
};

/* Takes -A FILE and --archive FILE; false: it is another option. */
bool kept_option(struct opt *, struct kept *);
/* NULL, with a complaint: it cannot be opened. */
struct archive *kept_open(const struct kept *, enum archive_mode);
/* To write to; it must be there. */
struct archive *kept_open_there(const struct kept *);
/* It can be read as it is; says why not.  What only looks is not to upgrade
 * an older one. */
bool kept_readable(const struct kept *);
/* It is there, and may be written. */
bool kept_writable(const struct kept *);
/* "reftel: FILE: why", of the last failure; EXIT_FAULT. */
int kept_fault(const struct archive *);
/* Where it is, to be freed. NULL: nowhere, or out of memory. */
char *kept_path(const struct kept *);

#endif
