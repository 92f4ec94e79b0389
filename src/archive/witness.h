/*
 * Witnesses: whether two readings are of one telegram, which of them is the
 * fuller, and by what a text is found again under another number or none.
 * Pure: of the records alone, nothing is asked of an archive.
 *
 * What the archive keeps: witness.kind is the name of how a witness compares
 * with the face, witness.words its words, witness.print its
 * witness_print(), null for 0, with an index.
 */
#ifndef ARCHIVE_WITNESS_H
#define ARCHIVE_WITNESS_H

#include "reftel.h"

enum witness_kind {
	WITNESS_DIFFERENT,	/* another telegram */
	WITNESS_EXACT,		/* subject and text are the same word by word:
				 * wrapper, lines, pages, case, points aside */
	WITNESS_NEAR,		/* damaged, cut, or mended in another way */
	WITNESS_PARTIAL		/* one holds a section or an extract */
};
/* "different", "exact", "near", "partial"; static. */
const char *witness_kind_name(enum witness_kind);

/* Words of subject and text, told apart; a and b as they were given. */
struct witness_measure {
	uint32_t words[2];	/* of each, cuts not counted */
	uint32_t both;		/* the same in both, or spelt otherwise */
	uint32_t run;		/* of these, in rows of WITNESS_RUN */
	uint32_t changed[2];
	uint32_t only[2];	/* the other has nothing there */
	uint32_t filled[2];	/* where the other has a cut */
	uint32_t cuts[2];	/* where the other has none */
	uint32_t lacks[2];	/* longest row that only the other has */
	int days;		/* between their dates; -1: not known */
};
enum { WITNESS_RUN = 4 };

/*
 * How two readings compare that might be of one telegram, for their numbers
 * or prints are the same.  Symmetric but for the order in m, which may be
 * NULL.  Time grows as the texts do.  Where memory runs out: near, which
 * loses nothing.
 */
enum witness_kind witness_compare(const struct reftel_telegram *a,
    const struct reftel_telegram *b, struct witness_measure *m);

/*
 * The first is the fuller reading, or as full: more letters that are words
 * and no cuts, heading included, those in damaged places not counted; then
 * fewer damages, then the form that keeps more, then the source's bytes in
 * their order.  A total order, whatever came first.
 */
bool witness_fuller(const struct reftel_telegram *a,
    const struct reftel_telegram *b);

/*
 * Of the words of the text, never of number, heading or lines: copies of one
 * text have the same print unless they differ in the few words that it is
 * made of.  Others may share it, so witness_compare() decides.  Never more
 * than INT64_MAX; 0: too few words to tell.
 */
uint64_t witness_print(const struct reftel_telegram *);

#endif
