/*
 * What was read, by form, and what was not, by reason: the table that
 * reftel parse --stats prints.  For the room cli only.
 */
#ifndef CLI_STATS_H
#define CLI_STATS_H

#include "reftel.h"

/* Why something was not read, and how often. */
struct stats_reason {
	char *text;			/* without particulars */
	uint64_t files, places, last_file;
};

/* What was read so far. stats_end() releases it. */
struct stats {
	uint64_t files, bytes, passed;
	uint64_t form_files[REFTEL_FORM__MAX];
	uint64_t form_telegrams[REFTEL_FORM__MAX];
	bool seen[REFTEL_FORM__MAX];	/* in the present file */
	struct stats_reason *reason;
	size_t reason_n, reason_cap;
	bool failed;			/* out of memory: reasons are missing */
	double began;			/* seconds of a clock of its own */
};

/* Starts the clock. */
void stats_begin(struct stats *);
void stats_file(struct stats *);	/* another file begins */
void stats_telegram(struct stats *, const struct reftel_telegram *);
/* Something was not read. What stands behind a colon or in brackets at the
 * end of the reason is a particular, so that equal reasons add up. */
void stats_fault(struct stats *, const char *reason);
/* Prints the table to standard output and releases what stats holds. */
void stats_end(struct stats *);

#endif
