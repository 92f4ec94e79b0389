/* Undoing Markdown (archive-forms.md 3.4). For the room form only. */
#ifndef FORM_MARKDOWN_H
#define FORM_MARKDOWN_H

#include "form/form.h"

/* Void links, as "[PREL](#)": they are in no text but a Markdown copy. */
bool markdown_links(struct str);
/* r->src with its Markdown undone, from `from` on, in the arena; what
 * stands before is copied. Tells of lost paragraph signs, sets r->markup. */
const struct text *markdown_undo(struct reading *r, uint32_t from);

/* cablegram.c: the Australian documentary edition, known by a field of the
 * block of YAML, which has been read. False: it is no telegram. */
bool cablegram_is(const struct reading *);
bool cablegram_read(struct reading *);

#endif
