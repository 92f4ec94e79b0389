/* What the files release*.c share; for them only. */
#ifndef FORM_RELEASE_INT_H
#define FORM_RELEASE_INT_H

#include "form/release.h"

/* "UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No.
 * C05792554 Date: 09/30/2015".  Parts that are not there are empty. */
struct release_line {
	struct str today;	/* the page's class at release */
	struct str authority, case_number, document, date;
	const char *start, *end;
};

/* The next page line in s that begins before `eol`, the end of its first
 * line: it may be broken in two. */
bool release_line_find(struct str s, size_t eol, struct release_line *);

/* The codes of one cut.  More than these begin another. */
enum { RELEASE_CODES_MAX = 12 };

struct release_codes {
	struct str v[RELEASE_CODES_MAX];
	size_t n;
};

/* One code: "B6", "B7(C)", "B3 NATSECACT1947", "1.4(D)", "25X1"; false, and
 * nothing is eaten: none. */
bool release_eat_code(struct cur *);
/* The statute that B3 names, if one follows: "NATSECACT1947", "CIA
 * PERS/ORG". */
void release_eat_statute(struct cur *);
/* Codes and nothing else, parted by commas or blanks. */
bool release_codes_only(struct str s, struct release_codes *);

#endif
