/*
 * The rows of the CSV dump (archive-forms.md 3.5): fields in quotation
 * marks, a mark inside them behind a backslash, line ends as they stand.
 * Used to cut a file into rows and to read one.  For the room form only.
 */
#ifndef FORM_CSV_H
#define FORM_CSV_H

#include "base/str.h"

enum csv_column {
	CSV_NUMBER,
	CSV_DATE,
	CSV_ID,
	CSV_ORIGIN,
	CSV_CLASSIFICATION,
	CSV_REFS,
	CSV_HEADING,
	CSV_TEXT,
	CSV_OTHER,		/* of a derived set */
	CSV__MAX
};

enum { CSV_CELLS = 32 };	/* most that a row can have */

/* What the cells of a row mean, from the left. */
struct csv_layout {
	size_t n;
	enum csv_column column[CSV_CELLS];
	struct str name[CSV_CELLS];	/* from a heading row, else empty */
};
/* The eight columns of the set itself, which has no heading row. */
extern const struct csv_layout csv_plain;

/* A cell's bytes, quotation marks off, escapes as they stand. */
struct csv_cell {
	size_t start, end;
};
struct csv_row {
	size_t n;
	struct csv_cell cell[CSV_CELLS];
	size_t end, next;	/* behind the last cell; behind the line */
};

/* Reads the row that begins at `at`. last: nothing follows behind s. */
enum csv_status {
	CSV_ROW,
	CSV_MORE,		/* it goes on behind s */
	CSV_OPEN,		/* it ends inside quotation marks */
	CSV_WIDE		/* more cells than the layout has */
};
enum csv_status csv_read(const struct csv_layout *, struct str s, size_t at,
    bool last, struct csv_row *);
/* What is wrong with a row, for people; NULL: it is good. */
const char *csv_fault(const struct csv_layout *, struct str s,
    const struct csv_row *);

/* A row seems to begin at `at`: as far as the date. */
bool csv_begins(const struct csv_layout *, struct str s, size_t at);
/*
 * Finds the next line behind `from` where a row begins.  False: there is
 * none; *at then tells how far s has been searched, and must be searched
 * again from there when it goes on.
 */
bool csv_find(const struct csv_layout *, struct str s, size_t from, bool last,
    size_t *at);

/* Reads a heading row at the beginning of s and returns its length with its
 * line end; 0: there is none. The names point into s. */
size_t csv_heading(struct str s, struct csv_layout *);

#endif
