/*
 * Between parse_body.c, which tells rules and headings in the text,
 * parse_para.c, which tells numbers, parse_text.c and parse_portion.c, which
 * make paragraphs of what they found, parse_kind.c, which names them, and
 * parse_end.c: the signature and the end of the text. parse_redaction.c and
 * parse_damage.c look for marks anywhere in it.
 */
#ifndef FORM_PARSE_BODY_H
#define FORM_PARSE_BODY_H

#include "form/parse_int.h"

enum piece_kind { PIECE_TEXT, PIECE_NUMBER, PIECE_RULE, PIECE_HEADING };

/* A line of the body, or what cuts left of it. */
struct piece {
	uint32_t start, end;
	enum piece_kind kind;
	bool blank;		/* blank lines stand before it */
	bool after_cut;		/* a page line stood before it */
	bool same_line;		/* goes on with the line of the piece before */
	bool opens;		/* first piece of a heading */
	bool words;		/* may be a mark of a quoted text: below */
	bool table;		/* runs of blanks inside: a row of a table */
	uint32_t gap;		/* first two blanks in a row, from start */
	bool no_number;		/* was looked at, and begins with none */
	int number;		/* of a paragraph that begins here, or -1 */
	uint32_t digits;	/* where the printed number's digits begin */
	uint32_t number_start, number_end;	/* sign and point included */
	struct str before;	/* a portion mark that stands before it */
};

struct body {
	struct parse *p;
	struct piece *v;
	size_t n, cap;
	bool after_cut;
	uint32_t gap;		/* the next two blanks in a row, once known */
	uint32_t word;		/* the next TEXT, likewise */
	bool notes;		/* some may be the network's: "NOTE BY" */
	size_t numbers;		/* paragraphs with a number */
	bool portions;		/* some of them have portion marks */
	size_t first_number, last_number;	/* their first and last piece */
};

struct number_look {
	bool sign, bracket, portion;
	bool loose;		/* a number by its portion mark only */
	struct str digits;
	int number;
	const char *from;	/* the sign, or the first digit */
	size_t end;		/* behind the point */
	struct str before;	/* a portion mark before the number */
};

static inline struct str
piece_str(const struct body *b, size_t i)
{
	return range_str(b->p, b->v[i].start, b->v[i].end);
}

/* lex_quote_mark() of a piece: few have the words for it. */
static inline int
piece_quote_mark(const struct body *b, size_t i)
{
	return b->v[i].words ? lex_quote_mark(piece_str(b, i)) : 0;
}

/* Length of the portion mark at the start of s, brackets and a comma behind
 * it included; 0: none. mark: what stands inside. *damaged: it has lost its
 * first bracket. Both may be NULL. */
size_t portion_length(struct str s, struct str *mark, bool *damaged);
/* "1. (C - ENTIRE TEXT).", also without brackets: a statement, not a mark
 * alone (telegram.md 4.3). */
size_t portion_entire_text(struct str s, struct str *mark);
/* "(C The king is well.": the closing bracket is lost. rest is the paragraph
 * from the mark on; the mark's length, 0: none. */
size_t portion_unclosed(struct str rest, struct str *mark);
/* The first word of s, nearly a mark: "(C9", "{C}", "(SBJ)", "(X)". Its
 * length; 0: it is none. mark: what is printed, *right: the mark that it must
 * have been, empty where it may be several. */
size_t portion_near(struct str s, struct str *mark, struct str *right);
/* The mark as the record has it: capitals, no blanks around slashes. */
struct reftel_value portion_value(struct parse *, struct str mark);
/* Reports and takes such a mark at s. Its length. */
size_t portion_take_near(struct parse *, struct str s,
    struct reftel_value *out, bool *inferred);

/* Parts piece i at the text offset `at`, blanks before it taken off. False:
 * out of memory. */
bool piece_split(struct body *, size_t i, uint32_t at);

/* The kind that a text's first words give: such a word, then a colon, a
 * point or a dash (in a heading its end will do). */
enum reftel_paragraph_kind body_kind(struct str, bool heading);

/* parse_repeated.c: cuts the headings of later sections out of the text. */
void body_repeated(struct parse *);
void body_numbers(struct body *);
/* Takes out the notes of the network that stand at a section's end. */
void body_notes(struct body *);
void body_signature(struct body *);
/* The same where the form has found the signature already. */
void body_signed(struct body *);
void body_paragraphs(struct body *);
void body_summary(struct body *);
void body_redactions(struct parse *);
void body_damage(struct parse *);

#endif
