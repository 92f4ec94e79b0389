/*
 * What the wrappers of all archives have in common: fields with a value in
 * the source, a label that holds class and captions, a day, a notice in
 * place of the heading.  For the room form only.
 */
#ifndef FORM_WRAPPER_H
#define FORM_WRAPPER_H

#include "form/form.h"

/* The value at [start, end) of the text without blanks at its ends. */
struct reftel_value wrapper_value(struct reading *, uint32_t start,
    uint32_t end);
/* A value where entities are decoded; the same value where it has none. */
struct reftel_value wrapper_decoded(struct reading *, struct reftel_value);
/* Ends the line of a wrapper's field in the text. */
void wrapper_newline(struct reading *);

/* The value, or none if it is empty: what may stand in for the text's own. */
static inline struct reftel_value
wrapper_given(struct reftel_value v)
{
	return v.n > 0 ? v : (struct reftel_value){ 0 };
}

/* A field of t->record, unless the value is absent. */
void wrapper_field(struct reading *, const char *key, struct reftel_value);

/* Takes "SECRET//NOFORN" apart into classification and captions. */
void wrapper_label(struct reading *, struct reftel_value);
/* Reads a day into r->day, with its clock only if that can be trusted. */
enum wrapper_clock { WRAPPER_DAY_ONLY, WRAPPER_CLOCK };
void wrapper_day(struct reading *, struct reftel_value, enum wrapper_clock);
/* "2007-10-29" at the place of v; absent if v is no day. */
struct reftel_value wrapper_iso_day(struct reading *, struct reftel_value,
    enum wrapper_clock);

/* Passes the notice of a partial extract at r->begin (archive-forms.md
 * 3.2), which stands in place of the heading. */
void wrapper_partial(struct reading *);
/* The telegram's words: the text from r->begin on. */
struct str wrapper_words(const struct reading *);
/* Says so in r->missing if there are none. */
void wrapper_missing(struct reading *);

/* Puts r->edition where the telegram has no heading of its own, and names
 * what it put as inferred. Once the text is parsed. */
void wrapper_edition(struct reading *);

/* A diagnostic at [from, to) of r->src. */
struct diag *wrapper_diag(struct reading *, enum diag_code, uint32_t from,
    uint32_t to, struct str arg);

#endif
