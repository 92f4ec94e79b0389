/*
 * What a citation is made of, gathered from a telegram once and set by each
 * style in its own way.  For the files cite*.c of this room.
 */
#ifndef ARCHIVE_CITE_PARTS_H
#define ARCHIVE_CITE_PARTS_H

#include "archive/cite.h"
#include "base/arena.h"
#include "base/str.h"

/* n == 0: not known. */
struct cite_parts {
	struct arena arena;	/* of all that was made */
	struct str from, to;	/* "Embassy Strelsau", "Department of State" */
	bool american;		/* the sender is a post of the United States */
	struct str *addressee;	/* each of them */
	size_t addressee_n;
	struct str serial;	/* "756" */
	struct str id;		/* "07STRELSAU756" */
	struct str title;	/* without a point at its end */
	struct str class;	/* "Confidential" */
	int year, month, day;	/* 0: not known */
	struct str time;	/* "1036Z" */
	struct str archive;	/* who has it: "National Archives" */
	struct str location;	/* where there: "doc. no. 1974STRELS00729" */
	struct str copy;	/* "dump.csv", "07.tar, 1.html" */
	struct str read;	/* how, where: "html, SHA-256 0123456789ab" */
	struct str inferred;	/* "date, from"; for a note */
	bool from_inferred, to_inferred, id_inferred, date_inferred,
	    title_inferred, class_inferred;
	int paragraph;		/* 0: none */
};

void cite_parts(struct cite_parts *, const struct reftel_telegram *,
    const struct cite_where *);
void cite_parts_free(struct cite_parts *);

/* A month in full, from 1; "" where there is none. */
extern const char *const cite_months[13];

/*
 * The title in sentence case as far as the telegram itself bears it out: a
 * word becomes small where its text writes the word small and nowhere, but
 * to begin a sentence, with a capital.  What may be a name stays as it is.
 */
void cite_sentence_case(struct buf *, const struct reftel_telegram *,
    struct str title);

/* Styles of prose (cite_prose.c) and of programs (cite_fields.c). */
void cite_chicago(struct buf *, const struct cite_parts *);
void cite_apa(struct buf *, const struct reftel_telegram *,
    const struct cite_parts *);
void cite_mla(struct buf *, const struct cite_parts *);
void cite_bibtex(struct buf *, const struct reftel_telegram *,
    const struct cite_parts *);
void cite_ris(struct buf *, const struct reftel_telegram *,
    const struct cite_parts *);
void cite_csl(struct buf *, const struct reftel_telegram *,
    const struct cite_parts *);

/* "Telegram 756 to Department of State", or less; marked: what was inferred
 * stands in square brackets. */
void cite_description(struct buf *, const struct cite_parts *, bool marked);

#endif
