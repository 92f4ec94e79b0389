/*
 * Telegrams of the 1940s to 60s on paper, as OCR read them (archive-forms.md
 * 3.7.6): "INCOMING TELEGRAM", a column of bureaus down the side, the number
 * with the post's local time.  For the room form only.
 */
#ifndef FORM_PAPER_H
#define FORM_PAPER_H

#include "form/form.h"

/* The words by which a page begins, in any wear: "INCOMING TELEGRAM". */
bool paper_title(struct str line);
/* One stands in r->text; *from is where. */
bool paper_here(struct reading *, uint32_t *from);
/* Reads it, once the stamps have been read. */
bool paper_read(struct reading *);

/* "-2- 660, NOVEMBER 16, 11 AM, FROM SAIGON": the head of a later page. */
bool paper_page_head(struct str line);
/* Words printed at the foot of each page, or the scanner's mark. */
bool paper_page_foot(struct str line);

#endif
