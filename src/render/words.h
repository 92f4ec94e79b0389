/*
 * The record's values put back into the words of a telegram: each function
 * appends one logical line, however long, without a line end; nothing where
 * the record has nothing.  What is written reads as the values it was made
 * of (transmission.md 1, telegram.md 9 to 16).  For the room render only.
 */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

#include "base/buf.h"
#include "telegram/telegram.h"

/* Which of its sections a telegram is written as. */
struct words_section {
	unsigned number, of;		/* from 1; of 1: not divided */
};

/* "VZCZCXRO1811"; later sections have the numbers that follow. */
void words_channel(struct buf *, const struct reftel_telegram *,
    const struct words_section *);
/* "OO RUEHLH RUEHPW" */
void words_routing(struct buf *, const struct reftel_telegram *);
/* "DE RUEHKP #0756/01 3021036" */
void words_originator(struct buf *, const struct reftel_telegram *,
    const struct words_section *);
/* "ZNY CCCCC ZZH" */
void words_security(struct buf *, const struct reftel_telegram *);
/* "O R 291036Z OCT 07" */
void words_dtg(struct buf *, const struct reftel_telegram *);
/* "RUEHC/SECSTATE WASHDC IMMEDIATE 0147"; the continuity number goes up with
 * each section. */
void words_addressee(struct buf *, const struct reftel_addressee *,
    const struct words_section *);
/* "C O N F I D E N T I A L SECTION 01 OF 02 KARACHI 000756" */
void words_class_line(struct buf *, const struct reftel_telegram *,
    const struct words_section *);
/* The class line says this caption already (EFTO). */
bool words_caption_in_class(const struct reftel_telegram *, size_t i);
/* "E.O. 12958: DECL: 10/28/2017" */
void words_eo(struct buf *, const struct reftel_telegram *);
/* "TAGS: PREL, PTER, CLINTON, HILLARY" with persons in brackets */
void words_tags(struct buf *, const struct reftel_telegram *);
/* "SUBJECT: (C) THE KING IS WELL" */
void words_subject(struct buf *, const struct reftel_telegram *);
/*
 * The reference that begins at index i with all that share its line ("09
 * ZENDA 12 AND 13"), its letter in front; returns the index behind them.
 */
size_t words_ref(struct buf *, const struct reftel_telegram *, size_t i);
/* "Classified By: Ambassador Jane Roe, reasons 1.4 (b) and (d)." */
void words_authority(struct buf *, const struct reftel_classifier *);
/* What stands before a paragraph's text: "2. (C) ". */
void words_paragraph_mark(struct buf *, const struct reftel_paragraph *);
/* "KARACHI 756", the number as references print it, year in front: "07
 * KARACHI 756"; nothing if there is no number. */
void words_number(struct buf *, const struct reftel_telegram *,
    bool with_year);
/* "Embassy Strelsau", as archives label where a telegram comes from; the
 * post's name alone where its kind is not known. */
void words_origin(struct buf *, const struct reftel_telegram *);

#endif
