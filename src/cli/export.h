/*
 * What reftel export does, by kind of output.  For the files cmd_export.c
 * and export_*.c of this room.
 */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "archive/export.h"
#include "base/arena.h"
#include "cli/outfile.h"
#include "cli/outfolder.h"
#include "cli/progress.h"
#include "reftel.h"

struct exporting {
	struct archive *a;
	enum export_form form;
	const char *out;		/* NULL: standard output */
	struct progress progress;
	uint64_t done, refused;
	bool stopped;			/* it cannot go on: keep nothing */
	struct buf buf;
	struct outfile file;
	struct outfolder folder;
	struct zip *zip;
};

/* The archive failed, or memory: says so, ends it. Always false. */
bool export_fails(struct exporting *);

/* All telegrams of a search into a zip archive; false: it is not there. */
bool export_zip(struct exporting *, struct search *);
/* Every file as it was handed in, into a folder. An exit status. */
int export_files(struct archive *, const char *out);

#endif
