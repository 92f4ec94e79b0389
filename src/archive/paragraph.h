/*
 * Addresses of paragraphs: 07KARACHI756#4 is the paragraph that has the
 * number 4.  One that has no number, or not the first with its number, is
 * called after its place, p7: the seventh from the top.
 */
#ifndef ARCHIVE_PARAGRAPH_H
#define ARCHIVE_PARAGRAPH_H

#include <stddef.h>

#include "base/str.h"
#include "reftel.h"

enum { PARAGRAPH_NAME_ROOM = 24 };
/* Of paragraph i, from 0. */
void paragraph_name(const struct reftel_telegram *, size_t i,
    char name[PARAGRAPH_NAME_ROOM]);
/* The paragraph of that name, from 0; SIZE_MAX: there is none. */
size_t paragraph_find(const struct reftel_telegram *, struct str name);

#endif
