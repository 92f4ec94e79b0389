/*
 * Between the files that read the front matter: parse_front.c walks down its
 * lines, parse_class_take.c takes what the classification line says,
 * parse_caption.c captions and passing lines, parse_element.c the elements of
 * the text header, and parse_label_fault.c reports labels that are wrong.
 */
#ifndef FORM_PARSE_FRONT_H
#define FORM_PARSE_FRONT_H

#include "form/parse_int.h"

/* What the line before belongs to, so that the next can go on with it. In
 * the order of a sound telegram: below EL_EO stands what is above the text
 * header. */
enum element {
	EL_NONE,	/* nothing that goes on */
	EL_HEAD,	/* heading */
	EL_CLASS,	/* class line, captions, passing lines */
	EL_PASSING,
	EL_EO,
	EL_TAGS,
	EL_SUBJECT,
	EL_REF,
	EL_AUTHORITY,
	EL_DERIVED
};

struct excerpt {
	struct range subject, tags, eo;
	struct ranges refs;
};

/* How far the walk has come. */
struct front {
	struct head_state head;
	enum element el;
	bool blank;		/* a blank line stands before this one */
	bool after_page;	/* page lines, whose blank lines do not count */
	bool subject_seen;	/* the text may begin */
	bool authority_done;	/* its reasons were read */
	struct ranges stray;	/* lines that are nothing known */
	bool labelled;		/* this REF block has lettered lines */
	struct excerpt excerpt;	/* header lines above the class line */
};

/* A line was not taken, was taken, or holds the first words of the telegram's
 * text: then p->body says where. */
enum took { TOOK_NOT, TOOK, TOOK_TEXT };

/* parse_front.c: does anything say up to here that this is a telegram, or a
 * header of one? */
bool front_any(const struct parse *);

/* parse_class_take.c: line i, which is s, if it is a classification line; if
 * its number stands on a line below, i moves there. */
bool front_class(struct parse *, struct front *, size_t *i, struct str s);
/* What is glued on behind the addressees of line i. */
void front_glued(struct parse *, struct front *, size_t *i);
/* A telegram number alone on its line. */
bool front_number(struct parse *, struct front *, struct str s);
/* Takes what such a line says, unless a better one came before. */
void class_take(struct parse *, const struct class_line *);

/* parse_caption.c: a line of captions, or a passing line, in its place. */
bool front_caption(struct parse *, struct front *, struct str s);

/* parse_element.c: a line that opens an element of the text header, */
enum took front_element(struct parse *, struct front *, struct str s);
/* ... what stands behind the label of an authority, */
enum took take_authority(struct parse *, struct front *, struct str);
/* ... a line with a letter of its label wrong, */
enum took front_near(struct parse *, struct front *, struct str s);
/* ... a line that goes on with the element before it, */
enum took front_continued(struct parse *, struct front *, struct str s);
/* ... and one that goes on with references whose beginning is not here. */
enum took front_ref_lost(struct parse *, struct front *, struct str s);

/* parse_label_fault.c: report a label that is wrong, with the right one.
 * label: up to its value, right or not; wrong: its letters. */
void eo_label_check(struct parse *, struct str label);
void eo_label_near(struct parse *, struct str wrong);
void tags_label_damaged(struct parse *, struct str label);
void label_misspelt(struct parse *, struct str word, enum label_kind);
/* "Classifed By:", "Classified Bu:": s is the line. */
void authority_label_near(struct parse *, struct str word, struct str s);

#endif
