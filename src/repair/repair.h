/*
 * Repair: the edits that a telegram's diagnostics propose, chosen, put in
 * order and written as the source itself would write them.  Nothing is
 * mended here that no diagnostic names.  For the rooms above.
 */
#ifndef REPAIR_REPAIR_H
#define REPAIR_REPAIR_H

#include "base/buf.h"
#include "telegram/telegram.h"

/* How sure a fix must be; each holds those before it. */
enum repair_sure { REPAIR_CERTAIN, REPAIR_LIKELY, REPAIR_POSSIBLE };
/* "certain" and so on; false: no such word. */
bool repair_sure_by_name(const char *, enum repair_sure *);

/* Which fixes are wanted: comma-separated codes, or NULL. */
struct repair_choice {
	const char *only, *except;
	enum repair_sure sure;
};

/* One edit of the source: bytes [span) become `after`. */
struct repair_edit {
	struct reftel_span span;	/* of the original input */
	struct str before, after;	/* as bytes of the source */
	const struct reftel_diag *diag;
	bool refused;			/* overlaps one that comes first */
};

struct repair_edits {
	struct repair_edit *v;		/* in order of place */
	size_t n, refused;
};

/* The edits for a telegram, in its arena.  Of two that overlap the surer one
 * stays, else the first.  False: out of memory. */
bool repair_collect(struct reftel_telegram *, const struct repair_choice *,
    struct repair_edits *);
/* Appends the telegram's bytes with the edits made that are not refused. */
void repair_apply(struct buf *, const struct reftel_telegram *,
    const struct repair_edits *);
/* The same as a unified diff: hunks without the two lines of file names.
 * more: by how many lines the hunks before have made the file longer, kept
 * for the next call.  styled: for a terminal. */
void repair_diff(struct buf *, const struct reftel_telegram *,
    const struct repair_edits *, int64_t *more, bool styled);

#endif
