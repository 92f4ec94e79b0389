/*
 * A telegram laid out as lines of text: heading, classification line, text
 * header, paragraphs, signature (telegram.md 22).  Lines end in LF.  For the
 * room render only.
 */
#ifndef RENDER_LAYOUT_H
#define RENDER_LAYOUT_H

#include "render/words.h"

enum {
	LAYOUT_COLUMNS = 69,	/* of a line on the wire */
	LAYOUT_ONE_LINE = 0
};

/*
 * Appends s in lines of at most `width` characters (LAYOUT_ONE_LINE: as
 * long as it is).  Line ends in s stand.  The first line begins at column `used`; the
 * others behind `indent` blanks.  Lines break at blanks only, and never so
 * that the next line begins like a paragraph, an item of a list or the end
 * of a message: what is read back is what was written.
 */
void layout_wrap(struct buf *, struct str s, unsigned width, unsigned used,
    unsigned indent);

/* Format lines 1 to 9, those that there are.  bare: without FL1 to FL4, as
 * copies for people have it. */
void layout_heading(struct buf *, const struct reftel_telegram *,
    const struct words_section *, bool bare);
/* From the captions to the classification authority, blank lines between
 * and behind. */
void layout_header(struct buf *, const struct reftel_telegram *,
    unsigned width);
/*
 * Does a blank line go between two lines of a paragraph's text, so that their
 * line end is read as one?  Inside a numbered paragraph it does where the
 * first ends a sentence, and before an item that nothing announces.
 */
bool layout_parted(const struct reftel_paragraph *, struct str line,
    struct str next);
/* Paragraph i with its heading, a blank line behind. */
void layout_paragraph(struct buf *, const struct reftel_telegram *, size_t i,
    unsigned width);
/* The signature, and the lines that copies have below it. */
void layout_end(struct buf *, const struct reftel_telegram *);
/* All paragraphs, and the end. */
void layout_text(struct buf *, const struct reftel_telegram *,
    unsigned width);
/* The class line, a blank line, header and text: what follows a heading. */
void layout_body(struct buf *, const struct reftel_telegram *,
    unsigned width);

#endif
