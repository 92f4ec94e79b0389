/*
 * The National Archives' records of electronic telegrams, 1973 to 1979
 * (archive-forms.md 3.6): their attributes, and the carriers they come in.
 * For the room form only.
 */
#ifndef FORM_CFPF_H
#define FORM_CFPF_H

#include "form/form.h"
#include "form/split.h"

/* What an attribute is read for; all are kept in the record. */
enum cfpf_use {
	CFPF_KEPT,		/* nothing */
	CFPF_ID,
	CFPF_DAY,
	CFPF_CLASS,
	CFPF_CAPTIONS,
	CFPF_CHANNEL,
	CFPF_FROM,
	CFPF_TO,
	CFPF_EO,
	CFPF_TAGS,
	CFPF_SUBJECT,
	CFPF_REFS,
	CFPF_DECISION,
	CFPF_LOCATOR,
	CFPF_MARKINGS,
	CFPF_FILM,
	CFPF_HEADING,		/* of rows: the telegram's heading */
	CFPF_TEXT,		/* of rows: its text */
	CFPF_SNIPPET,		/* of result lists: words out of it */
	CFPF__USES
};

struct cfpf_attribute {
	const char *key;	/* as the archive prints it */
	const char *column;	/* in flattened rows; or "" */
	enum cfpf_use use;
};

/* The attribute of that name, as printed or as a column, letters only and in
 * any case; NULL: unknown. */
const struct cfpf_attribute *cfpf_attribute(struct str name);

/* A record's attributes while they are collected. */
struct cfpf {
	struct reading *r;
	struct reftel_value v[CFPF__USES];
};

/* The value at [start, end) of the text: blanks at both ends off, lines
 * joined by one blank. */
struct reftel_value cfpf_value(struct reading *, uint32_t start,
    uint32_t end);
/* Keeps an attribute in the record under key (static or in the arena), and
 * remembers it if it says something and is read for something. */
void cfpf_take(struct cfpf *, const char *key, enum cfpf_use,
    struct reftel_value);
/* Splits [start, end) of the text, "Key: value" lines, and takes them. */
void cfpf_split(struct cfpf *, uint32_t start, uint32_t end);
/* Gives what was collected to the reading, and tells from it and from the
 * telegram's words (the text from r->begin on) whether they are missing. */
void cfpf_finish(struct cfpf *);

#endif
