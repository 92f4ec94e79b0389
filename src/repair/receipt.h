/*
 * Receipts: a line of JSON for each edit that was made, from which the
 * original comes back byte for byte.  For the rooms above.
 */
#ifndef REPAIR_RECEIPT_H
#define REPAIR_RECEIPT_H

#include "repair/repair.h"

/* What a whole file is: its length and digest. */
struct receipt_file {
	uint64_t length;
	char sha256[65];
};

/*
 * Appends the receipt of an edit, left open: receipt_close() adds what is
 * known only when the file is at its end.  start: where the edit's outcome
 * begins in the repaired file.
 */
void receipt_open(struct buf *, const char *file,
    const struct reftel_telegram *, const struct repair_edit *,
    uint64_t start);
void receipt_close(struct buf *, const struct receipt_file *original,
    const struct receipt_file *repaired);

/* A receipt as it is read again. before and after belong to the caller. */
struct receipt {
	uint64_t span[2];		/* of the original */
	uint64_t repaired_span[2];
	struct buf before, after;
	struct receipt_file original, repaired;
};
/* False: the line is no receipt. */
bool receipt_read(struct str line, struct receipt *);
void receipt_free(struct receipt *);

#endif
