/*
 * The pieces of the gap ledger (gaps.h).  For the files sqlite_*.c of the
 * room archive only.
 */
#ifndef ARCHIVE_LEDGER_H
#define ARCHIVE_LEDGER_H

#include "archive/gaps.h"
#include "archive/sqlite_world.h"

struct usual;

struct ledger {
	struct archive *a;
	struct world world;
	struct gaps_filter filter;
	const struct gaps_sink *sink;
	struct gaps_sum *sum;
	struct arena arena;	/* for as long as the ledger */
	struct usual *usual;	/* addressees of a post and year; a hash */
	size_t usual_n, usual_cap;
	bool ended;		/* the sink wants no more */
};

/* Neither ended nor failed. */
bool ledger_goes_on(const struct ledger *);
bool ledger_takes(const struct ledger *, const char *post, int year);

/* sqlite_ghosts.c: what is cited. */
void ledger_cited(struct ledger *);
struct ghosts;
void ghosts_free(struct ghosts *);	/* what a handle keeps; or NULL */
/* What can be said of a number of which id, cites and citing are known. */
void ledger_describe(struct ledger *, struct arena *, struct gap_cited *,
    const char *doubt);

/* sqlite_serials.c: what is missing between what is held. */
void ledger_serials(struct ledger *);
void ledger_numbers(struct ledger *);
void ledger_sections(struct ledger *);

/* sqlite_usual.c: to whom a post usually wrote in a year: "STATE; ROME", and
 * how that is known. "" where it is not. */
void ledger_usual(struct ledger *, const char *post, int year,
    const char **to, const char **why);

#endif
