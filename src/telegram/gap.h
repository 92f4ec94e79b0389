/*
 * Where a line of the header would have to stand that is not there.
 */
#ifndef TELEGRAM_GAP_H
#define TELEGRAM_GAP_H

#include "telegram/telegram.h"

/* The lines of a telegram in their order (telegram.md 1). */
enum header_line {
	LINE_HEADING,
	LINE_CLASS,
	LINE_STEERING,		/* captions, passing lines */
	LINE_EO,
	LINE_TAGS,
	LINE_SUBJECT,
	LINE_REF,
	LINE_AUTHORITY,
	LINE_TEXT
};

/* The stretch of the text from the end of what stands before such a line to
 * the beginning of what stands behind it. False: nothing of either is there,
 * or they stand in another order. */
bool telegram_gap(const struct reftel_telegram *, enum header_line,
    uint32_t *start, uint32_t *end);

#endif
