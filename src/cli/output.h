/* What refs, thread and gaps share.  For the room cli only. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "archive/archive.h"
#include "base/buf.h"
#include "cli/cmd.h"

/* text, json, or a form of graph.h. */
bool is_form(const char *);
/* The option's value as a number from `least` on; else a usage error. */
long opt_number(struct opt *, long least);
/* Writes a buffer to standard output and frees it; EXIT_FAULT, with a
 * complaint, where it ran out of memory. */
int put_output(struct buf *, int status);
/* That a number is neither held nor cited, or is none; or the archive's own
 * failure. EXIT_FAULT. */
int refs_complain(struct archive *, const char *id);

#endif
