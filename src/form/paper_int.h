/* What the files paper*.c share; for them only. */
#ifndef FORM_PAPER_INT_H
#define FORM_PAPER_INT_H

#include "form/labels.h"
#include "form/lex.h"
#include "form/paper.h"
#include "form/wrapper.h"

/* One that is read. */
struct paper {
	struct reading *r;
	struct lines lines;
	size_t title;		/* its line */
	bool outgoing;
	struct str place;	/* behind FROM, without noise */
	struct str serial;	/* of NO */
	int month, day, year;	/* 0: unknown */
	unsigned bureaus;	/* how many words the column has given */
	uint64_t seen;		/* which of them, by their place in its table */
	struct labels *labels;
	size_t to_cap, info_cap;	/* room in the lists of addressees */
};

/* Line i, without blanks at its ends. */
static inline struct str
paper_line(const struct paper *p, size_t i)
{
	const struct line *l = &p->lines.v[i];

	return str_make(p->r->text->p + l->start, l->end - l->start);
}

/* s, which lies in the text, as a value with its place. */
static inline struct reftel_value
paper_value(const struct paper *p, struct str s)
{
	uint32_t at = (uint32_t)(s.p - p->r->text->p);

	return telegram_value(p->r->t, at, at + (uint32_t)s.n);
}

/* Without what is no letter or digit at either end. */
static inline struct str
paper_bare(struct str s)
{
	while (s.n > 0 && !ch_alnum(s.p[0]))
		s = str_cut(s, 1, s.n);
	while (s.n > 0 && !ch_alnum(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* --- paper_column.c ---------------------------------------------------------- */

/* A line of the column alone: "EUR", "/SS", "Info", "FE Action", "54".  Its
 * bureaus go into the record's distribution. */
bool paper_column_line(struct paper *, struct str s);
/* The name of a bureau, as OCR reads it. */
bool paper_is_bureau(struct str w);
/* w stands in front of a line; a bureau goes into the distribution. */
void paper_column_word(struct paper *, struct str w);
/* Takes the column out of lines [from, to) of the text. */
void paper_column_cut(struct paper *, size_t from, size_t to);

/* --- paper_end.c ------------------------------------------------------------- */

/* The first foot from line `from` on; the number of lines: there is none. */
size_t paper_foot(const struct paper *, size_t from);
/* The signature above the foot at line `foot`, with the typist's initials and
 * the class word around it. Gives the line where the text ends. */
size_t paper_signature(struct paper *, size_t from, size_t foot);
/* "Drafted by:" at line i and below it "EUR: ENA:RJTepper:ldd 2/8/63
 * classification". */
void paper_drafting(struct paper *, size_t i);

#endif
