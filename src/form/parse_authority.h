/*
 * Between the files that read the classification authority: parse_authority.c
 * takes its line apart, parse_name.c finds people in it and their positions,
 * parse_office.c knows words of office, parse_reason.c the reasons.
 */
#ifndef FORM_PARSE_AUTHORITY_H
#define FORM_PARSE_AUTHORITY_H

#include "form/parse_int.h"

/* parse_office.c: the words of a part of the line, and which of them name an
 * office: a rank, a title, a bureau. capitals: all is printed in them, so
 * that case says nothing. */
enum { WORDS_MAX = 48 };
struct word_list {
	struct str w[WORDS_MAX];
	bool office[WORDS_MAX];
	size_t n;
};
void split_words(struct str, struct word_list *, bool capitals);
bool office_word(struct str);

/* parse_name.c. Where the second of two people begins, and how long the
 * words are that part them; at the end of who: there is one. */
struct second {
	size_t at, gap;
};
struct second second_person(struct str who);
/* The length of who without "for Ambassador Jane Roe". */
size_t without_principal(struct str who);
/* Name and title of the one person in who, which lies in s, a copy of the
 * text at base. by_program: the drafting program made the line. */
void who_read(struct parse *, const char *s, uint32_t base, struct str who,
    bool by_program, struct reftel_classifier *);

/* parse_reason.c. The section number that begins the reasons in s, from
 * `from` on; s.n: none. */
size_t reasons_at(struct str, size_t from);
/* All reasons from the section number on. Returns the end of the last one. s
 * is a copy of the text at base; cl may be NULL (only measure). */
const char *reasons_read(struct parse *, const char *s, uint32_t base,
    struct cur *, struct reftel_classifier *cl);
/* Where the words about reasons begin, before the section number at `at`:
 * "for reasons", "Reason:", "per", "E.O. 12958". */
size_t before_reasons(struct str, size_t at);
/* The word REASON before it, one letter off: reports it and gives its place;
 * `at`: it is not there, or whole. */
size_t reason_misspelt(struct parse *, uint32_t base, const char *s,
    struct str all, size_t at);
/* A section and a letter that no order has. */
bool reason_shaped(struct str);

#endif
