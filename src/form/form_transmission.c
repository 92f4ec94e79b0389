/*
 * Raw transmission text (archive-forms.md 3.1): nothing is wrapped around
 * it.
 */
#include "form/form.h"

/* Clean text is handed on without a copy. */
bool
form_transmission(struct reading *r)
{
	*r->text = *r->src;
	/* It may be a mirror that lost its record lines. */
	r->glued = true;
	return true;
}
