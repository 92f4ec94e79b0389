/*
 * Progress of long work, on standard error and on a terminal only: a line
 * that is written over, a few times a second.  For the room cli only.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* One line on standard error, where that is a terminal. */
struct progress {
	const char *what;	/* is counted: "telegrams" */
	uint64_t total;		/* of the work, in units of its own; 0: unknown */
	double began, shown;	/* seconds of a clock of its own */
	bool on, any;
};

void progress_begin(struct progress *, const char *what, uint64_t total);
/* n things are done, which was so much of the total. */
void progress_show(struct progress *, uint64_t n, uint64_t done);
/* Takes the line away, so that something else can be written. */
void progress_clear(struct progress *);
/* Seconds since the beginning. */
double progress_seconds(const struct progress *);

#endif
