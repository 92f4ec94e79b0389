/*
 * The documentary edition in TEI (archive-forms.md 3.8): which documents are
 * telegrams, and what the editors' words about them mean.  For the room form
 * only.
 */
#ifndef FORM_TEI_H
#define FORM_TEI_H

#include "base/xml.h"
#include "form/form.h"

/* The document at the front of s, from its start tag on, is a telegram or an
 * airgram by its head or by its inline source note. Reads no further than it
 * must; allocates nothing. */
bool tei_is_telegram(struct str s);
/* At `at`, a "<", the start tag of a document begins. */
bool tei_begins(struct str s, size_t at);
/* s names a kind of document that is a telegram: "Telegram", "Airgram". */
bool tei_says_telegram(struct str s);

/* "90. Telegram 1747 From the Embassy in Iran to the Department of State":
 * the parts of a head. Offsets in r->text; empty where there is none. */
struct tei_part { uint32_t start, end; };
struct tei_head {
	struct tei_part whole;
	struct tei_part from;		/* the element type="from" */
	bool from_person;		/* it is a person's name */
	struct tei_part to[8];		/* elements type="to" */
	bool to_person[8];
	size_t to_n;
	struct tei_part place;		/* of the dateline */
	int year;			/* 0: unknown */
};
struct tei_line {
	uint32_t from, end;	/* in words */
};

struct tei {
	struct reading *r;
	struct xml x;
	size_t end;		/* behind the document's last node */
	struct text *out;	/* where words go at the moment */
	bool begun;		/* there are words on this line */
	bool space;		/* a blank is due before the next */
	uint32_t space_from, space_end;
	bool sent;		/* line by line as it was sent, as Reftel
				 * writes it: not an edition's text */
	bool joined;		/* a label, to which the next block belongs */

	struct text words;	/* the telegram's, line behind line */
	struct tei_line *line;
	size_t line_n, line_cap;
	uint32_t line_from;
	struct tei_line person;	/* the last name, in words */
	struct tei_head head;
	unsigned unknown;	/* entities that were reported */
};

static inline struct str
tei_line_str(const struct tei *d, size_t i)
{
	return str_make(d->words.p + d->line[i].from,
	    d->line[i].end - d->line[i].from);
}
/* A stretch of d->words as a field of the record: a line of its own before
 * the telegram's words. */
struct reftel_value tei_move(struct tei *, const char *key, uint32_t from,
    uint32_t end);
/* What ends a transmission and is no name (telegram.md 18): BT, GRNC. */
bool tei_is_trailer(struct str);
/* The value without its point is a signature. */
void tei_sign(struct tei *, struct reftel_value);
/* tei_text.c: puts the lines to r->text, and with it r->begin. */
void tei_put_text(struct tei *);
/* The editors say that they left something out. */
bool tei_is_extract(const struct tei *);

/* Gives sender, addressees and number to r, as far as they are known. */
void tei_take_head(struct reading *, const struct tei_head *);
/* Number and post of the sender that tei_take_head() found make the id, once
 * r->serial is known. */
void tei_take_number(struct reading *, const struct tei_head *);

/* tei_head.c, and for source notes: s, which lies in r->text, as offsets. */
struct tei_part tei_part_of(const struct reading *, struct str s);
/* A name without blanks around it and words before it: "From the Embassy in
 * Iran" is "Embassy in Iran". */
struct str tei_bare_name(struct str s);
/* The next item of "A, B, and C" from *at on; false: there is none. */
bool tei_next_item(struct str s, size_t *at, struct str *item);
/* Appends to a list that this function alone makes longer. */
void tei_add_to(struct reftel_telegram *, struct reftel_addressees *,
    struct reftel_addressee);

/* The source note: class, precedence, captions, drafting, repetitions. */
void tei_take_source(struct reading *, struct reftel_value note, int year);
/* The line above an old telegram: "secret   us urgent / niact". */
void tei_take_opener(struct reading *, struct reftel_value opener);

/* "1948-06-24T11:00:00+03:30" as "1948-06-24T07:30Z"; the day alone where the
 * clock has no zone; absent where it is no day. */
struct reftel_value tei_day(struct reading *, struct reftel_value);
/* Gives r->day the clock of a dateline, "September 5, 1970, 1930Z", where it
 * has none. */
void tei_clock(struct reading *, struct reftel_value dateline);

#endif
