/*
 * The little HTML that archives' pages need (archive-forms.md 3.3): tags are
 * found and taken out, everything else is text.  For the room form only.
 */
#ifndef FORM_HTML_H
#define FORM_HTML_H

#include "form/form.h"

/* What was met on a page, for diagnostics. */
struct html {
	struct reading *r;
	struct str s;			/* the page: r->src */
	unsigned broken, unknown;	/* how many were reported */
};

/* At the "<" of a tag of that name ("pre", "/pre"), in any case. */
bool html_is(const struct html *, size_t at, const char *name);
/* Offset of the next tag of that name, at or
 * behind `from` and before end; end: none. */
size_t html_find(const struct html *, const char *name, size_t from,
    size_t end);
/* Behind the tag at `at`, which may have lost its ">". */
size_t html_behind(const struct html *, size_t at, size_t end);

/*
 * Appends a pre block's inside to the text: the publisher's own tags out
 * (3.3.2), <br> to LF, entities decoded; all else, bare "&" and what only
 * looks like a tag, is text.
 */
void html_block(struct html *, size_t from, size_t end);
/* Appends what is no tag of [from, end), entities decoded.  lines: tags of
 * blocks become line ends, else blanks at both ends go. */
void html_plain(struct html *, size_t from, size_t end, bool lines);

/* Reads a library's page (3.3.5); *any: it is one. Where it is not, nothing
 * was read. False: what lies in it could not be read. */
bool library_read(struct reading *, bool *any);

/* Reports a place of broken markup; a page has many or none. */
void html_broken(struct html *, size_t from, size_t end);

#endif
