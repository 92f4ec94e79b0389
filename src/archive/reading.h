/*
 * A telegram as a row of words, for collating: which block of the record
 * each stands in, how it is spelt there, and whether it is a cut.
 *
 * Words are letters and digits between blanks and points.  Two are the same
 * if they are once case, accents, apostrophes and the damage of copies
 * (People,s; &quoted8) are gone: telegram.md 17.5.  A redaction's mark is one
 * word, a cut, also where the mark is no part of the text (a code in the
 * margin).  For the room archive and above.
 */
#ifndef ARCHIVE_READING_H
#define ARCHIVE_READING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "reftel.h"

/* What a block is, in the order in which readings have them.  Words of the
 * heading are the same only within the same part. */
enum reading_part {
	READING_DATE,
	READING_CLASSIFICATION,
	READING_CAPTIONS,
	READING_FROM,
	READING_TO,
	READING_INFO,
	READING_PASSING,
	READING_EO,
	READING_TAGS,
	READING_REFS,
	READING_AUTHORITY,
	READING_SUBJECT,	/* from here on: subject and text */
	READING_NUMBER,		/* of a paragraph, as printed: "2." */
	READING_PORTION,	/* "C", without brackets */
	READING_HEADING,
	READING_TEXT,
	READING_CUT,		/* a mark that is in no value */
	READING_SIGNATURE,
	READING_PART__MAX
};
/* "date", "paragraph number" and so on; static. */
const char *reading_part_name(enum reading_part);

/* A value of the record. */
struct reading_block {
	enum reading_part part;
	uint32_t index;		/* in the record's list; of a paragraph */
	struct str text;	/* the value's own bytes */
};

struct reading_word {
	uint64_t hash;		/* of the word as it is compared */
	uint32_t block;
	uint32_t at, end;	/* in the block's text, with the points that
				 * stand at it */
	uint32_t core, core_end;	/* without them */
	bool cut;
};

struct reading {
	const struct reftel_telegram *t;
	struct reading_block *block;
	size_t block_n;
	struct reading_word *word;
	size_t n;
	size_t text;		/* first word of subject and text */
};

/* All lies in the arena, views point into the telegram. False: out of
 * memory. */
bool reading_make(struct reading *, struct arena *,
    const struct reftel_telegram *);

/* The letters of a word, as they stand. */
static inline struct str
reading_core(const struct reading *r, size_t i)
{
	const struct reading_word *w = &r->word[i];

	return str_make(r->block[w->block].text.p + w->core,
	    w->core_end - w->core);
}
/* The two are the same word as compared; cuts are all the same. */
bool reading_same(const struct reading *a, size_t i, const struct reading *b,
    size_t k);
/* Letter by letter these rows of words are the same: parted otherwise. */
bool reading_same_letters(const struct reading *a, size_t from, size_t to,
    const struct reading *b, size_t b_from, size_t b_to);
/* The JSON pointer of a block in the record: /paragraphs/2/text. */
void reading_pointer(struct buf *, const struct reading_block *);

#endif
