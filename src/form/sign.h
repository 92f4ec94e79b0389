/*
 * Signs: lines and words by which a form and the beginning of a telegram are
 * known, before anything is parsed (archive-forms.md 1, 3.10).  Lines come
 * trimmed.  For the room form only.
 */
#ifndef FORM_SIGN_H
#define FORM_SIGN_H

#include "base/str.h"

/* The line of s at offset at, without blanks, form feeds, CR and a byte
 * order mark at its ends; *next is where the one behind it begins. */
struct str sign_line(struct str s, size_t at, size_t *next);

/* "07KARACHI756", also with the year in four digits, with garbage in its
 * post ("08SECTION01OF02POST12") and with a collection's suffix "_a". */
bool sign_id(struct str);
/* "VZCZCXRO1811" at the beginning of the line. */
bool sign_channel(struct str line);
/* "O 291036Z OCT 07", "061601Z MAY 78" */
bool sign_dtg(struct str line);
/* "FM AMCONSUL KARACHI" */
bool sign_from(struct str line);

/* "C O N F I D E N T I A L SECTION 01 OF 02 KARACHI 000756" */
struct sign_number {
	struct str station;	/* its last word */
	long serial;
	int section;		/* 0: not divided */
};
bool sign_number(struct str line, struct sign_number *);

/* "DE RUEHKP #0756/01 3021036", with or without "#" */
struct sign_de {
	struct str originator, serial, filed;
	int section;		/* 0: not divided */
};
bool sign_de(struct str line, struct sign_de *);

/* The record lines of a mirror begin at `at` (archive-forms.md 3.2). */
bool sign_mirror(struct str s, size_t at);
/* A line of the same as JSON. */
bool sign_json(struct str line);

/*
 * A day, and its clock where there is one, as archives write it:
 * "2007-10-29 10:10", "12/28/1966 18:48", "2007 October 29", "October 29,
 * 2007", "29 October 2007", "Mon Oct 29 00:00:00 +0100 2007".
 */
struct sign_day {
	int year, month, day;
	int hour, minute;	/* -1: no clock */
};
bool sign_day(struct str, struct sign_day *);
/* Only month, day, year by strokes: what a CSV dump has. */
bool sign_stroke_day(struct str, struct sign_day *);

#endif
