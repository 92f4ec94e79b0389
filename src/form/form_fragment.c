/* A piece of a telegram, or of anything else: read for what it holds. */
#include "form/form.h"

/* Letters beyond ASCII count; what has none at all is no text. */
static bool
has_letter(const struct text *text)
{
	for (uint32_t i = 0; i < text->n; i++)
		if (ch_is(text->p[i], CT_ALPHA | CT_HIGH))
			return true;
	return false;
}

bool
form_fragment(struct reading *r)
{
	if (!has_letter(r->src))
		return false;
	*r->text = *r->src;
	return true;
}
