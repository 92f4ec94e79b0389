/*
 * Facts from the CSV files of data, compiled in: posts, TAGS, captions,
 * routing indicators and the rest. Everything here is constant. Names of
 * posts and terms are compared in capitals; post names without blanks and
 * marks.
 */
#ifndef TABLES_TABLES_H
#define TABLES_TABLES_H

#include "base/str.h"
#include "reftel.h"

/* A post (data/posts.csv). Rows are static, "" for what is not known. */
struct post {
	const char *post;	/* "RIODEJANEIRO" */
	const char *name;	/* "Rio de Janeiro" */
	const char *type;	/* embassy, consulate, ... */
	const char *plad;	/* or "" */
	const char *ri;		/* or "" */
	const char *tag;	/* country TAGS, or "" */
};

/* How another spelling of a post's name came to be. */
enum variant_kind {
	VARIANT_ABBREVIATION,	/* safe only in a REF next to a number */
	VARIANT_NAME,		/* an alternative or older name, an alias */
	VARIANT_TYPO,
	VARIANT_GARBLE,
	VARIANT_ARTEFACT	/* of badly cut telegram numbers */
};

/* The post of exactly that canonical name, or NULL. */
const struct post *tables_post(struct str squeezed);
/* The post for an alias or variant spelling (squeezed); its kind to *kind. */
const struct post *tables_post_variant(struct str squeezed,
    enum variant_kind *kind);
/* The one post from which a squeezed name of six letters and more is one
 * slip of the hand away; NULL where there is none, or more than one. Looks at
 * all of them. */
const struct post *tables_post_near(struct str squeezed);
/* The one post of whose name a squeezed name of four letters and more is the
 * head or the tail ("ASUNC"); NULL where there is none, or more than one.
 * Looks at all of them. */
const struct post *tables_post_part(struct str squeezed);
/* The post whose PLAD ("AMEMBASSY PARIS") or routing indicator it is; NULL
 * also for an indicator that several posts share. */
const struct post *tables_post_by_plad(struct str plad);
const struct post *tables_post_by_ri(struct str ri);
/* The post for an archive's origin label: "Embassy Paris", "Consulate Rio De
 * Janeiro", "Secretary of State", "USUN New York", "Mission Geneva". */
const struct post *tables_post_by_origin(struct str label);
/* The post for the National Archives' six-letter code; NULL also where two
 * posts share it. */
const struct post *tables_post_by_nara6(struct str code);
/* True for such a code that several posts share ("PORTO"). */
bool tables_nara6_shared(struct str code);

/* Where the embassy to a country stood in a year: "AMMAN" for "Jordan"; ""
 * where it is not known. */
const char *tables_capital(struct str country, int year);
/* An embassy stood there in that year. */
bool tables_is_capital(struct str place, int year);

/* Words that stand beside post names and numbers and are no part of them. */
enum number_word_kind {
	NUMBER_WORD_FIELD,	/* before an embassy or consulate: AMEMBASSY */
	NUMBER_WORD_MISSION,	/* before a mission: USMISSION */
	NUMBER_WORD_CONTROL,	/* a control word before the post: EFTO */
	NUMBER_WORD_BEHIND,	/* behind the serial, begins another: TOSEC */
	NUMBER_WORD_OTHER	/* between numbers, but no post: MARCH, PARA */
};
struct number_word {
	const char *word;	/* squeezed */
	enum number_word_kind kind;
};
/* Those that begin with a letter, or all of them ('\0'), in byte order. */
const struct number_word *tables_number_words(char first, size_t *n);

/* Bits 1 << enum reftel_tag_kind for each table that holds the term; a K
 * and three letters is always at least a program TAGS. year in four digits,
 * 0: any. (A term that is valid in no table at that time, but in another,
 * still counts.) */
unsigned tables_tag(struct str tag, int year);
/* The same, but only the tables in which it is valid in that year. */
unsigned tables_tag_then(struct str tag, int year);
/* What a misspelt TAGS probably meant; "" when unknown. */
const char *tables_tag_variant(struct str seen);
/* The name of a TAGS in the first table that has one, or "". */
const char *tables_tag_name(struct str tag);
/* Each TAGS, in byte order, whose name has all of these words, each as the
 * beginning of one of its own ("terrorist" in "Terrorists and Terrorism");
 * at most cap.  Returns how many there are.  Looks at all of them. */
size_t tables_tags_named(struct str words, const char **tag, size_t cap);
/* The misspellings of a TAGS that have been seen; the same. */
size_t tables_tag_misspelt(struct str tag, const char **seen, size_t cap);

struct caption {
	const char *caption;
	const char *kind;	/* dissemination, sensitivity, handling or
				 * channel */
	const char *meaning;
};
/* The caption of these words, case folded, a hyphen as a blank; NULL: they are
 * none. */
const struct caption *tables_caption(struct str);

/* A routing indicator and an address that go together in the books or the
 * samples. */
bool tables_route(struct str ri, struct str plad);
/* A plain language address that the books or the samples know. */
bool tables_plad(struct str plad);
/* An acronym as it is written ("GoP", "UNGA"), for titles: the spelling to
 * use, or NULL. Compared in capitals; the most frequent spelling wins. */
const char *tables_acronym(struct str word);
/* The spelling in titles of a word, or of some words parted by single
 * blanks, that follows no rule ("de", "AIDS", "SALT II"), or NULL. It goes
 * before tables_acronym() and differs from the word in case only, as that of
 * tables_acronym() does. */
const char *tables_title_word(struct str words);
/* The same; *goes_on: some longer phrase begins with these words. */
const char *tables_title_phrase(struct str words, bool *goes_on);

/* The executive order in force on a day, yyyymmdd; "" before 1951. */
const char *tables_eo_at(long day);
bool tables_eo(struct str number);
/* The first and the last day (0: none) on which that order was in force;
 * false: there is no such order. */
bool tables_eo_period(struct str number, long *from, long *to);
/* Does a reason such as "1.4(d)" stand in an order of that number? */
bool tables_eo_reason(struct str order, struct str code);

/* Everything known of a term; see reftel_explain in reftel.h. */

#endif
