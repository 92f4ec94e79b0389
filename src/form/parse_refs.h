/*
 * What the files that read REF lines share: parse_refs.c cuts a block into
 * items and items into entries, parse_ref_number.c finds telegram numbers,
 * parse_ref_kind.c tells what is no telegram.
 */
#ifndef FORM_PARSE_REFS_H
#define FORM_PARSE_REFS_H

#include "form/parse_int.h"

/* A telegram number; from and to are offsets in the block. */
struct match {
	uint32_t from, to;	/* the whole, year included */
	int year;		/* 0: not printed */
	struct str station;
	long serial;
	bool year_behind;
	bool alone;		/* of an item before: a list goes on only with
				 * a number alone */
};

/* A reference whose number has no year: its place in the list. */
struct guess {
	size_t ref;
	struct str post;
	long serial;
};

struct refs {
	struct parse *p;
	size_t cap;
	bool capitals;		/* posts stand in capitals, other words may
				 * not: a post in small letters is no post */
	/* of the block being read */
	unsigned near;		/* misspelt posts looked for */
	bool earlier;		/* a number without year is of the year
				 * before for sure: others may be as well */
	struct guess *guess;	/* numbers without year, as they come */
	size_t guesses, guess_cap;
	struct match prev;	/* the number last read, for lists */
	char *s;		/* scratch copy, cuts blanked */
	uint32_t base, n;
};

static inline struct str
ref_str(const struct refs *r, uint32_t from, uint32_t to)
{
	return str_make(r->s + from, to - from);
}

/* The next telegram number in [from, to). prev: the match before it in the
 * same item, whose station a bare number repeats ("12 AND 13"), or NULL. */
bool ref_number_next(const struct refs *, uint32_t floor, uint32_t from,
    uint32_t to, const struct match *prev, struct match *);
/* A year of two or four digits; 0: none. */
int ref_year(struct str digits);
/* "5/7/05", "05/07/2005" at the cursor: the digits of its year. */
bool ref_date_numbers(struct cur *, struct str *year);
/* The year in the date that a note begins with; 0: none. */
int ref_year_in_note(const struct refs *, uint32_t from, uint32_t to);

/* The kind by the words of an item; strong: only such as decide alone. */
enum reftel_ref_kind ref_kind(struct str, bool strong);
/* A date-time group names a message without a number. */
bool ref_has_dtg(struct str);

#endif
