/* Subject lines for people. */
#ifndef TELEGRAM_TITLE_H
#define TELEGRAM_TITLE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The title for a subject: as it is when it has small letters; else in
 * title case with acronyms, roman numerals and known short forms kept
 * ("UK ON ELECTIONS, DDR, AND..." is "UK on Elections, DDR, and ..."). In
 * the arena, or the subject itself. p = NULL: out of memory.
 */
struct str title_make(struct arena *, struct str subject);

#endif
