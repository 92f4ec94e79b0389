/* What an input is, told by its first bytes. For the room intake only. */
#ifndef INTAKE_KIND_H
#define INTAKE_KIND_H

#include "base/str.h"

struct kind {
	const char *name;	/* "zip archive" */
	const char *module;	/* what opens it: "archive"; NULL: nothing */
	bool packed;		/* holds other inputs */
	bool header;		/* text behind a header: a form might be, too */
};

/* Of an input that begins with s; NULL: it is text. */
const struct kind *kind_of(struct str s);

#endif
