/* The words of a telegram, as they are looked for.  For the room archive. */
#ifndef ARCHIVE_INDEX_H
#define ARCHIVE_INDEX_H

#include "base/buf.h"
#include "reftel.h"

/* The columns of the table words, in their order: most words stand in the
 * first, which FTS5 need not name in each telegram's list of places. */
enum index_column {
	INDEX_BODY,
	INDEX_HEADING,
	INDEX_SUBJECT,
	INDEX_SUMMARY,
	INDEX_ACTION,
	INDEX_COMMENT,
	INDEX_BIO,
	INDEX__MAX
};

/* Stands between what no phrase may run over: a character of private use,
 * which the tokenizer takes for a word. */
#define INDEX_SEAM "\xEE\x80\x80"

/* Appends the words of each column. */
void index_text(const struct reftel_telegram *, struct buf [INDEX__MAX]);
/* The column in which the words of a paragraph stand. */
enum index_column index_column(enum reftel_paragraph_kind);

#endif
