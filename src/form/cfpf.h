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
/* What it is read for: nothing where no list has it. */
enum cfpf_use cfpf_use_of(struct str name);

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
/* The second half of it: the record has the attribute as it was. */
void cfpf_note(struct cfpf *, enum cfpf_use, struct reftel_value);
/* Splits [start, end) of the text, "Key: value" lines, and takes them. */
void cfpf_split(struct cfpf *, uint32_t start, uint32_t end);
/* Gives what was collected to the reading, and tells from it and from the
 * telegram's words (r->begin to r->end) whether they are missing. */
void cfpf_finish(struct cfpf *);

/* How records lie in a file (archive-forms.md 3.6.8). */
enum cfpf_carrier {
	CFPF_RECORDS,		/* as text, one after another */
	CFPF_ROWS,		/* of a delimited file */
	CFPF_LIST,		/* rows of a result list, HTML */
	CFPF_ELEMENTS		/* of a file of XML */
};

enum { CFPF_COLUMNS = 128 };	/* most that a row can have */

/* A file's carrier, and what the columns of its rows are called. */
struct cfpf_table {
	enum cfpf_carrier carrier;
	char separator;			/* of CFPF_ROWS */
	size_t n;
	struct str name[CFPF_COLUMNS];
	enum cfpf_use use[CFPF_COLUMNS];
};

/* Tells the carrier by the beginning of a file, and reads the heading row,
 * if there is one: its length with its line end. Names point into s. */
size_t cfpf_table_read(struct str s, struct cfpf_table *);
/* The first line of s is a heading row of such a file, or a row of the
 * archive's own export, which has none. */
bool cfpf_is_rows(struct str s);
/* It seems to be a file of XML of theirs. */
bool cfpf_is_elements(struct str s);

/* The cell at `at` of a row; returns what follows it. */
struct cfpf_cell {
	size_t start, end;	/* quotation marks off */
	bool quoted;
};
enum cfpf_behind { CFPF_CELL, CFPF_ROW_END, CFPF_INPUT_END, CFPF_OPEN };
enum cfpf_behind cfpf_cell(char separator, struct str s, size_t *at,
    struct cfpf_cell *);
/* The next cell of a result list at or behind `at`, before end: a "td"'s
 * inside. False: there is none. */
bool cfpf_list_cell(struct str s, size_t *at, size_t end, struct cfpf_cell *);
/* The next element of XML that holds no other, at or behind *at: its name
 * and inside. False: there is none. */
bool cfpf_leaf(struct str s, size_t *at, struct str *name,
    struct cfpf_cell *);

/* split.h, for records of the National Archives. */
enum split_status cfpf_split_first(const struct cfpf_table *, struct str s,
    bool last, struct split_piece *);
bool cfpf_may_begin(const struct cfpf_table *, struct str s, size_t at);

/* cfpf_carriers.c: reads one row or element, as the table says. */
bool cfpf_row(struct reading *);

#endif
