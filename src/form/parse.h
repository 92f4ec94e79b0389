/*
 * What a telegram is, whatever it was wrapped in: from decoded text to
 * record. telegram.md, transmission.md 1. For the room form only.
 */
#ifndef FORM_PARSE_H
#define FORM_PARSE_H

#include "form/form.h"

/* Reads r->text from r->begin on into r->t, then lets the wrapper's word
 * fill what the text lacks. */
void parse(struct reading *r);

/* Does anything in the record say that this is a piece of a telegram, and not
 * of any other text? */
bool parse_any(const struct reftel_telegram *);

#endif
