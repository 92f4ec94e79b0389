/*
 * Telegram numbers (message reference numbers): year, post, serial.
 * telegram.md 11, archive-forms.md 2.6.
 */
#ifndef TELEGRAM_NUMBER_H
#define TELEGRAM_NUMBER_H

#include "base/arena.h"
#include "base/str.h"

/* Squeezes a post name as printed into out: capitals and digits only
 * (blanks, points, hyphens, apostrophes gone, accents off). Returns the
 * length, 0 if it does not fit into cap. */
size_t number_squeeze(struct str printed, char *out, size_t cap);

/* Where a post name was met: short abbreviations are safe only in a
 * reference next to a number, artefacts only in archive ids. */
enum number_where { NUMBER_IN_LINE, NUMBER_IN_REF, NUMBER_IN_ID };

/* The canonical post name for a name as printed ("SECSTATE" is STATE, "RIO
 * DE JAN" is RIODEJANEIRO in a reference, "AMEMBASSY PARIS" is PARIS).
 * *known tells whether it is in the tables; an unknown name comes back
 * squeezed, in scratch (cap at least 32). n = 0: no post name at all, or a
 * code of the archives that several posts share ("PORTO"). */
struct str number_post(struct str printed, enum number_where, char *scratch,
    size_t cap, bool *known);

/* "07KARACHI756", in the arena; year in four digits. */
struct str number_format(struct arena *, int year, struct str post,
    long serial);

/* 40..99 are 19xx, 00..39 are 20xx: telegram.md 9 draws the line at 66, but
 * telegrams of the years before lie in archives as well. */
int number_year(int two_digits);

#endif
