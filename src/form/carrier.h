/*
 * The carrier: how bytes become lines of text (archive-forms.md 0).  Undoes
 * encodings and line ends, keeping the map; carrier_decode() of form.h does
 * the same for a telegram and reports.  For the room form only.
 */
#ifndef FORM_CARRIER_H
#define FORM_CARRIER_H

#include "base/text.h"

/* How often something was met, and where first, in the piece. */
struct carrier_count {
	uint32_t n, start, end;
};

enum carrier_encoding {
	CARRIER_UTF8,
	CARRIER_1252,		/* no UTF-8 at all */
	CARRIER_UTF16LE,
	CARRIER_UTF16BE
};

struct carrier {
	enum carrier_encoding encoding;
	struct carrier_count foreign;	/* read as Windows-1252 */
	struct carrier_count broken;	/* shown as U+FFFD */
	struct carrier_count twice;	/* encoded twice */
	struct carrier_count nul;
	struct carrier_count line_end;	/* lone CR, CR CR LF among others */
};

/* Fills out with UTF-8 and LF, mapped to piece. Clean text is not copied. */
void carrier_undo(struct text *out, struct arena *, struct str piece,
    struct carrier *found);

/* UTF-16, by its byte order mark or, as the piece may be cut out of a
 * larger input, by its look; else CARRIER_UTF8. */
enum carrier_encoding carrier_wide(struct str);

#endif
