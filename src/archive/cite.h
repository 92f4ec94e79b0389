/*
 * A telegram as something to be cited.  Pure: a record, and where it was
 * found.  What the telegram does not say is left out; what the record names
 * as inferred stands in square brackets, or is named in a note.
 *
 *	cite_begin(&b, style);
 *	for each: cite_next(&b, style, is_first, t, &where);
 *	cite_end(&b, style);
 *
 * For the rooms archive and above.
 */
#ifndef ARCHIVE_CITE_H
#define ARCHIVE_CITE_H

#include "archive/archive.h"
#include "base/buf.h"
#include "reftel.h"

enum cite_style {
	CITE_CHICAGO,		/* a note (CMOS 17, 14.111) */
	CITE_APA,		/* an entry of the list of references */
	CITE_MLA,		/* an entry of works cited */
	CITE_BIBTEX,
	CITE_RIS,
	CITE_CSL,		/* JSON of the Citation Style Language 1.0 */
	CITE__MAX
};
struct cite_style_info {
	const char *name;	/* "chicago" */
	const char *what;	/* "Chicago Manual of Style, a note" */
	const char *suffix;	/* of a file: "bib" */
};
extern const struct cite_style_info cite_style_info[CITE__MAX];
/* CITE__MAX: there is none of that name. */
enum cite_style cite_style_by_name(const char *);

/* Where the telegram was found; NULL or "": not known. */
struct cite_where {
	const char *id;		/* as people know it: "07STRELSAU756~2" */
	const char *file, *member;	/* a file's folders are not told */
	const char *sha256;	/* of the witness's bytes, whole or a piece */
	int paragraph;		/* its number; 0: the whole telegram */
};

/* Around any number of citations of one style. */
void cite_begin(struct buf *, enum cite_style);
void cite_end(struct buf *, enum cite_style);
/* Appends one citation and what parts it from the one before; `first`: there
 * is none. UTF-8; the prose styles are one line each, and a second line says
 * how a paragraph is cited in the text where the style does it there. */
void cite_next(struct buf *, enum cite_style, bool first,
    const struct reftel_telegram *, const struct cite_where *);
/* One citation alone, ended by a line end; an element of an array in CSL. */
void cite_write(struct buf *, enum cite_style,
    const struct reftel_telegram *, const struct cite_where *);

/* cite_next() of a telegram that is kept, by its face; t is that face as
 * archive_face() gives it, or NULL: it is read.  ARCHIVE_NOTFOUND also where
 * the telegram has no paragraph of that number (0: all of it). */
enum archive_status cite_kept(struct buf *, enum cite_style, bool first,
    struct archive *, int64_t telegram, const struct reftel_telegram *t,
    int paragraph);

#endif
