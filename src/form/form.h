/*
 * The forms: each finds its archive's own data and the telegram's words in
 * a piece of the input. For the library's reader only.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "telegram/telegram.h"

struct csv_layout;
struct cfpf_table;
struct labels;
struct split;

/* Where a release took something out: the codes that stand there, which are
 * cut out of the text, and the same as one value. */
struct form_mark {
	uint32_t start, end;
	struct reftel_value code;
};

/* A stretch of the text; empty: none. */
struct form_range {
	uint32_t start, end;
};

/*
 * A telegram on its way from bytes to record. The carrier step has already
 * undone encodings: src is the piece as UTF-8 with LF line ends, mapped to
 * the piece's bytes. A form fills text (= &t->impl->text), in this order:
 * the wrapper's own fields that it wants to keep places of, then from
 * `begin` on the telegram's words: heading, LF, text; from `end` on fields
 * again, whose values stand behind the text's in its lists. It gives the
 * wrapper's metadata to t->record with telegram_field(), and those that
 * stand in for the telegram's own values to the members below.
 */
struct reading {
	struct reftel_telegram *t;
	const struct reftel_options *opt;
	const struct text *src;
	struct text *text;
	uint32_t begin;		/* where the telegram's words begin */
	uint32_t end;		/* where they end; UINT32_MAX: with text */
	uint32_t seam;		/* first byte of the second block, where
				 * heading and text were two blocks or may
				 * have been glued; UINT32_MAX: unknown */
	bool glued;		/* the two may be glued without a line end */
	bool markup;		/* TAGS lost their commas to links */
	bool partial;		/* archive's partial extract notice */
	bool missing;		/* wrapper only, the text is not there */
	bool attributes;	/* its fields are named as the attributes of
				 * the National Archives, and add as much */
	bool draft;		/* not sent yet: no number, time, signature */
	/* the wrapper's word, used where the text lacks its own; places in
	 * text. day is ISO 8601: "2007-10-29" or, when its clock can be
	 * trusted, "2007-10-29T10:36Z". classification without its suffix. */
	struct reftel_value id, subject, day, classification, origin;
	struct reftel_values captions;
	struct reftel_values refs;	/* canonical ids (CSV column 6) */
	/* what only the National Archives' records have; unread */
	struct reftel_value sender, eo, tags, decision;
	struct reftel_values to, info, references;	/* as printed */
	/* TAGS and subject, where the form has them outside of the telegram's
	 * words, as a telegram's own lines. */
	struct form_range tags_line, subject_line;
	const struct csv_layout *layout;	/* of a CSV file with a
						 * heading row, or NULL */
	const struct cfpf_table *table;		/* of CFPF, or NULL */
	const struct labels *labels;	/* its header and footer, if each
					 * value has a label; or NULL */
	struct form_mark *marks;	/* ascending */
	size_t mark_n, mark_cap;
	/* the number without post and year, where the wrapper has one */
	struct reftel_value serial;
	/* nothing stands above the text: a line that is nothing known is
	 * text, not what the archive put there */
	bool headless;
	/* what editors say in place of a heading that they left out */
	struct edition {
		struct reftel_value from, precedence;
		struct reftel_values captions;
		struct reftel_addressees to, info;
		struct reftel_drafting drafting;
	} edition;
};

/* Fills r->text and the wrapper's data from r->src. False: not this form. */
typedef bool form_read_fn(struct reading *);
form_read_fn form_transmission, form_mirror, form_html, form_markdown,
    form_csv, form_cfpf, form_smart, form_foia, form_tei, form_mail,
    form_fragment;

/* Which form a piece of decoded text is (archive-forms.md 1). */
enum reftel_form form_guess(struct str);
/* The same among the forms that this build reads. undone: Markdown has been
 * undone already (it is tested for what was inside). */
enum reftel_form form_settle(struct str, bool undone);
/* This build reads that form. */
bool form_readable(enum reftel_form);
/* Runs the form's function on r. False: it is not that form. */
bool form_run(enum reftel_form, struct reading *r);

/* Undoes encodings and line ends: fills out with UTF-8, LF line ends,
 * mapped to piece; tells what it found in diagnostics of t. */
void carrier_decode(struct reftel_telegram *t, struct text *out,
    struct arena *, struct str piece);

/* Reads one piece wholly: carrier, form, parse, merge, finish. The caller
 * has set t->impl->base, line and t->source but for length and digest. What
 * the file's heading row said is in split.
 * REFTEL_ENOTELEGRAM: the piece is not of that form. */
enum reftel_status form_read(struct reftel_telegram *,
    const struct reftel_options *, const struct split *);

#endif
