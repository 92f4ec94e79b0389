/*
 * Continuity numbers of one station to another: consecutive, one for each
 * section, four digits, 9999 before 0000 or 0001 (transmission.md 3.4).
 * Which of them are missing between those that are known.  Knows no database.
 */
#ifndef ARCHIVE_CONTINUITY_H
#define ARCHIVE_CONTINUITY_H

#include <stdbool.h>
#include <stddef.h>

/* A telegram and its numbers. */
struct sent {
	const char *date;	/* 2007-10-29T10:36Z */
	int number;		/* the first, 0 to 9999 */
	int width;		/* how many it has, at least 1 */
	size_t who;		/* the caller's */
	long at;		/* without rolling over; set by continuity() */
};

/* Missing ones between two telegrams, which stand in the list. */
struct sent_gap {
	size_t below, above;
	int from, to;		/* as they were printed */
	long count;
};

struct continuity {
	long held, missing;	/* numbers; held: each once */
	size_t used;		/* telegrams that are in line: the first of
				 * the list, once it is sorted */
	size_t gaps;
	bool unsure;		/* they may have rolled over unseen */
};

/* Reads "0148", "0148-0149"; false: neither. sections: of the telegram, and
 * the first that is held; they count where one number is printed. */
bool continuity_read(const char *printed, int sections, int first_held,
    struct sent *);
/* Sorts the list by number; gap (cap of them) gets the first ones. */
void continuity(struct sent *, size_t n, struct sent_gap *gap, size_t cap,
    struct continuity *);

#endif
