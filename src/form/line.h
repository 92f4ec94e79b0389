/*
 * Lines that are known by their looks, whatever telegram they stand in:
 * classification, section and page lines, and reasons. For the rooms form and
 * above.
 */
#ifndef FORM_LINE_H
#define FORM_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* A stretch of the text. */
struct range {
	uint32_t start, end;
};

/* What a classification line says (telegram.md 11). */
struct class_line {
	const char *level;		/* normalised, or NULL */
	const char *name;		/* the class word, without blanks */
	struct range where;		/* the class words */
	bool damaged, spaced;
	bool efto;
	struct range suffix[4];		/* NOFORN and the like behind it */
	size_t suffix_n;
	int section, sections;		/* 0 when not divided */
	struct range section_where;
	bool section_misspelt;
	struct range station, serial;	/* empty when absent */
	long serial_value;
	bool serial_damaged;		/* letters for digits in it */
	struct range tail;		/* what follows the serial */
};

/* parse_class.c: reads such a line; its places are counted from base, the
 * text that it lies in. */
bool class_line_in(const char *base, struct str line, struct class_line *);
/* A class word alone on its line (page banner). */
bool class_banner(struct str line);
/* How high a class is, as record.md names it: 1 to 6; 0: none. */
int class_rank(struct str level);

/* parse_section.c: "KARACHI 00000756  002 OF 002", a section line. */
bool section_line_read(struct str line, int *section, int *of);
static inline bool section_line(struct str line, int *section, int *of)
{
	/* every line of the telegram is asked; few end in a digit */
	return line.n >= 18 && line.n <= 60 &&
	    ch_digit(line.p[line.n - 1]) && section_line_read(line, section,
	    of);
}
/* "PAGE 02 STATE 015113 182333Z": its length, what a reflow put behind it
 * on the line not counted; 0: no such line. */
size_t page_line(struct str line, int *section, int *of);

/* parse_reason.c: "1.9 (b)", "1.4 (k)", a section and a letter of s from
 * `from` on, whether an order has them or not. */
struct reason_shape {
	const char *section, *end;
	char letter;
};
bool reason_shape(struct str s, size_t from, struct reason_shape *);

#endif
