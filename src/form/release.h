/*
 * What the government stamps on a telegram that it releases: a line at the
 * top and the foot of each page, the decision, codes where something was
 * taken out, a classification set at release (archive-forms.md 3.7.2 and
 * 3.7.3).  For the room form only.
 */
#ifndef FORM_RELEASE_H
#define FORM_RELEASE_H

#include "form/form.h"
#include "form/lex.h"

/*
 * Reads the stamps of r->text, which holds the source as it stands, into
 * t->release and t->record, and cuts them out with the blank lines that they
 * brought.  Codes count from text offset `from` on, where the telegram
 * begins: what stands before is somebody's letter.
 */
void release_read(struct reading *, uint32_t from);

/* A page line stands at the front of s, which is a line's beginning: its
 * document number, an empty one where it has none.  False: no page line. */
bool release_page(struct str s, struct str *document);

/* Reads a SMART telegram; false, and nothing is done, if there is none. */
bool smart_read(struct reading *);

/* Nothing of the telegram was released. */
bool release_denied(const struct reftel_telegram *);

#endif
