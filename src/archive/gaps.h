/*
 * The gap ledger: what an archive lacks, how that is known and how sure it
 * is.  Numbers are folded first (fold.h), so that what is held under another
 * spelling is not called missing.
 */
#ifndef ARCHIVE_GAPS_H
#define ARCHIVE_GAPS_H

#include "archive/archive.h"
#include "archive/fold.h"
#include "base/json.h"

/* What can be missing. */
enum gap_kind {
	GAP_CITED = 1,		/* cited and not held */
	GAP_SERIAL = 2,		/* serials between held ones */
	GAP_NUMBER = 4,		/* continuity numbers between held ones */
	GAP_SECTION = 8,	/* of a telegram that is held */
	GAP_ALL = 15
};
const char *gap_kind_name(enum gap_kind);	/* "cited", ... */

/* Which gaps are wanted; all zeros: all of them, ranges too. */
struct gaps_filter {
	const char *post;	/* canonical; NULL: all. Of GAP_NUMBER: the
				 * sender */
	int year;		/* of the number; 0: all */
	unsigned min_cites;	/* of GAP_CITED; 0 is 1 */
	unsigned kinds;		/* enum gap_kind, added up; 0: all */
	/* Ranges are listed one by one where at least so many of a hundred
	 * numbers are held; elsewhere the measure alone is given. */
	unsigned coverage;
	/* Many ledgers are asked of this handle: what is cited is gathered
	 * once until the archive changes. Foldings are neither told then nor
	 * counted. */
	bool keep;
};
/* Half. */
enum { GAPS_COVERAGE = 50 };

/* One that cites. */
struct gap_citing {
	int64_t telegram;
	const char *id, *date, *post, *subject;
	const char *label, *text;
	const char *printed;	/* the number as it was read there */
	const char *receipt;	/* why it is taken for this one; or "" */
	bool notal;
};

/* A telegram that is cited and not held.  Strings are never NULL. */
struct gap_cited {
	const char *id, *post;
	int year;
	long serial;
	unsigned cites;		/* telegrams that cite it */
	struct gap_citing *citing;	/* in order of time; all of them */
	/* When it was sent: days, "" where nothing is known. */
	const char *from, *to;
	const char *below, *above;	/* held neighbours by serial, or "" */
	const char *below_date, *above_date;
	const char *window;	/* how that is known, in words */
	/* Likely addressees, "; " between them, and how that is known. */
	const char *likely_to, *likely_to_why;
	enum sure sure;		/* that there was such a telegram */
	const char *why;	/* how that is known */
	const char *doubt;	/* what speaks against it, or "" */
};

/* Numbers in a row that are missing. */
struct gap_range {
	long from, to;		/* missing ones, both included */
	long count;
	const char *below, *above;	/* held telegrams next to them */
	const char *below_date, *above_date;
	enum sure sure;
};

/* Serials of one post and year. */
struct gap_serials {
	const char *post;
	int year;
	long first, last;	/* serials held */
	unsigned long held, missing;	/* between first and last */
	unsigned percent;	/* of these, held; rounded down */
	struct gap_range *range;	/* none where coverage is too low */
	size_t range_n;
	size_t ranges;		/* how many there are */
};

/* Continuity numbers of one station to another. */
struct gap_numbers {
	const char *from, *to;	/* posts; or the plain language address */
	unsigned long held, missing;
	unsigned percent;
	const char *first, *last;	/* dates */
	struct gap_range *range;	/* numbers of four digits */
	size_t range_n, ranges;
	enum sure sure;		/* of the count */
};

/* A telegram of which sections are missing. */
struct gap_sections {
	int64_t telegram;
	const char *id, *date, *post, *subject;
	int sections;
	const char *missing;	/* "2 4" */
};

/* How many of each kind, and of what they are made. */
struct gaps_sum {
	uint64_t cited, cites;		/* not held; references to them */
	uint64_t folded, folded_held;	/* references read as another number;
					 * of these, to one that is held */
	uint64_t no_number;		/* references that are none at all */
	uint64_t serial_groups, serials, serial_ranges;
	uint64_t number_groups, numbers, number_ranges;
	uint64_t section_telegrams, sections;
};

/*
 * Called for each entry; what is handed over lasts for the call.  Any may be
 * NULL.  Cited ones come by the number of telegrams that cite them, most
 * first, then by number; serials by post and year; numbers by sender and
 * addressee; sections by number.  Returning false ends it.
 */
struct gaps_sink {
	bool (*cited)(void *ctx, const struct gap_cited *);
	bool (*serials)(void *ctx, const struct gap_serials *);
	bool (*numbers)(void *ctx, const struct gap_numbers *);
	bool (*sections)(void *ctx, const struct gap_sections *);
	/* A reference whose number was read as another; receipt, and whether
	 * that one is held. */
	bool (*folded)(void *ctx, const struct gap_citing *, const char *id,
	    enum sure, bool held);
	/* A reference that has the look of a number and is none. */
	bool (*no_number)(void *ctx, const struct gap_citing *);
	void *ctx;
};
enum archive_status gaps_each(struct archive *, const struct gaps_filter *,
    const struct gaps_sink *, struct gaps_sum *);

/* The entry of one number in any spelling.  ARCHIVE_NOTFOUND: nothing cites
 * it (the window and the rest are given all the same, cites is 0), or it is
 * no number (id is NULL).  *held: the telegram, where it is held, also under
 * another spelling; else 0. */
enum archive_status gaps_cited(struct archive *, struct arena *,
    const char *spelling, struct gap_cited *, int64_t *held);

/* TAGS of a telegram, blanks between them. */
const char *gaps_tags(struct archive *, struct arena *, int64_t telegram);
/* Held telegrams of the same post and year, the nearest first: up to n with
 * lower serials, or with higher ones.  Returns how many. */
size_t gaps_near(struct archive *, struct arena *, const struct gap_cited *,
    bool above, struct archive_head *, size_t n);

/* Facts for a request of records (FOIA, mandatory declassification review),
 * as plain text that a person can paste.  Statuses as of gaps_cited(); the
 * text is there also where nothing cites the number. *held as there; then
 * there is no text. */
enum archive_status gaps_request(struct archive *, const char *spelling,
    struct buf *, int64_t *held);

/* The same things for programs: an object each. */
void gap_cited_json(struct json *, const struct gap_cited *);
void gap_serials_json(struct json *, const struct gap_serials *);
void gap_numbers_json(struct json *, const struct gap_numbers *);
void gap_sections_json(struct json *, const struct gap_sections *);

#endif
