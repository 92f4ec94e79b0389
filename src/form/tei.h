/*
 * The documentary edition in TEI (archive-forms.md 3.8): which documents are
 * telegrams, and what the editors' words about them mean.  For the room form
 * only.
 */
#ifndef FORM_TEI_H
#define FORM_TEI_H

#include "form/form.h"

/* The document at the front of s, from its start tag on, is a telegram or an
 * airgram by its head or by its inline source note. Reads no further than it
 * must; allocates nothing. */
bool tei_is_telegram(struct str s);
/* At `at`, a "<", the start tag of a document begins. */
bool tei_begins(struct str s, size_t at);

/* "90. Telegram 1747 From the Embassy in Iran to the Department of State":
 * the parts of a head. Offsets in r->text; empty where there is none. */
struct tei_part { uint32_t start, end; };
struct tei_head {
	struct tei_part whole;
	struct tei_part from;		/* the element type="from" */
	bool from_person;		/* it is a person's name */
	struct tei_part to[8];		/* elements type="to" */
	size_t to_n;
	struct tei_part place;		/* of the dateline */
	int year;			/* 0: unknown */
};
/* Gives sender, addressees and number to r, as far as they are known. */
void tei_take_head(struct reading *, const struct tei_head *);
/* Number and post of the sender that tei_take_head() found make the id, once
 * r->serial is known. */
void tei_take_number(struct reading *, const struct tei_head *);

/* The source note: class, precedence, captions, drafting, repetitions. */
void tei_take_source(struct reading *, struct reftel_value note, int year);
/* The line above an old telegram: "secret   us urgent / niact". */
void tei_take_opener(struct reading *, struct reftel_value opener);

/* "1948-06-24T11:00:00+03:30" as "1948-06-24T07:30Z"; the day alone where the
 * clock has no zone; absent where it is no day. */
struct reftel_value tei_day(struct reading *, struct reftel_value);

#endif
