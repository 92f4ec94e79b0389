/* See whole.h. */
#include "open/whole.h"

#include <errno.h>
#include <stdlib.h>

static bool
grow(struct whole *w, size_t *cap)
{
	size_t more = *cap == 0 ? 65536 : *cap * 2;
	char *p = realloc(w->p, more);

	if (p == NULL)
		return false;
	w->p = p;
	*cap = more;
	return true;
}

enum opener_status
whole_read(const struct opener_input *in, struct whole *w)
{
	size_t cap = 0;

	*w = (struct whole){ 0 };
	for (;;) {
		long got;

		if (w->n == cap && !grow(w, &cap))
			return OPENER_ENOMEM;
		got = in->read(in->ctx, w->p + w->n, cap - w->n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return OPENER_BROKEN;
		if (got == 0)
			return OPENER_OK;
		w->n += (size_t)got;
		if (w->n > OPENER_WHOLE_MAX)
			return OPENER_REFUSED;
	}
}

const char *
whole_reason(enum opener_status status)
{
	return status == OPENER_REFUSED
	    ? "is longer than 64 MiB, which is more than is opened"
	    : "could not be read to its end";
}
