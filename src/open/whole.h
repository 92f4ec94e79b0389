/* Reads an input that has to be in memory whole. For the room open only. */
#ifndef OPEN_WHOLE_H
#define OPEN_WHOLE_H

#include "intake/opener.h"

struct whole {
	char *p;		/* free */
	size_t n;
};

/* OPENER_BROKEN: it could not be read; OPENER_REFUSED: it is longer than
 * OPENER_WHOLE_MAX. */
enum opener_status whole_read(const struct opener_input *, struct whole *);
/* What to say then. */
const char *whole_reason(enum opener_status);

#endif
