/*
 * The rows of the generated tables (build/gen/tables_data.h, written by
 * tools/mktables.c from the CSV files of data).  The arrays are static, each
 * file takes what it uses.  All strings are there, "" for what is not known.
 * For the room tables only.
 */
#ifndef TABLES_ROWS_H
#define TABLES_ROWS_H

#include "tables/key.h"
#include "tables/tables.h"

/*
 * The tables with many rows have offsets in one pool of text instead of
 * pointers: a pointer would have to be relocated at each start of a program,
 * and there would be eighty thousand of them.
 */
typedef uint32_t row_text;
#define TEXT(offset) (row_pool + (offset))

/*
 * Finds rows by the key that is their first member, a string: open
 * addressing, slots name rows by their number from 1 (0: empty), mask + 1
 * slots.  The tag spares a look at nearly every row that is another's.
 */
struct rows_slot {
	uint16_t row, tag;
};
struct rows_index {
	const struct rows_slot *slot;
	uint32_t mask, longest;		/* longest: of the keys */
	const void *rows;
	size_t size;			/* of a row */
	bool pooled;			/* the key is a row_text */
};

struct post_row {
	struct post post;		/* key: post, KEY_NAME */
	const char *city, *note;
};

/* A key that leads to a post, or ROW_SHARED: PLAD (KEY_NAME), routing
 * indicator, code of the National Archives. */
struct post_key_row {
	row_text key;
	uint16_t post;
};

struct post_name_row {
	const char *name;		/* KEY_NAME */
	uint16_t post;
	uint8_t kind;			/* enum variant_kind */
};

struct tag_row {
	row_text tag;			/* KEY_LINE; one row for each kind */
	uint8_t kind;			/* enum reftel_tag_kind */
	uint16_t from, to;		/* years, 0: open */
	row_text name;			/* "" when only the code is known */
	row_text sort;			/* category, or kind of place */
	row_text basis, note;
};

struct tag_variant_row {
	const char *seen;		/* KEY_LINE */
	const char *tag;
};

struct caption_row {
	const char *key;		/* KEY_WORDS */
	struct caption caption;
	const char *basis;
};

struct routing_row {
	row_text ri;			/* sorted by ri, then plad */
	row_text plad, kind, source;
	row_text count;			/* of telegrams that have the pair */
};

struct acronym_row {
	row_text meaning, kind, source;
};

struct spelling_row {
	row_text key;			/* KEY_LINE */
	row_text spelling;		/* differs in case only; or "" */
	bool begins;			/* a longer key, behind a blank */
};

struct eo_row {
	const char *number;
	uint32_t from, to;		/* yyyymmdd; to 0: in force */
	const char *amends;		/* the order that telegrams cite */
	const char *forms, *note;
};

struct eo_reason_row {
	const char *order, *code, *meaning;
};

struct class_row {
	const char *level, *portion, *group5, *signal, *note;
};

struct precedence_row {
	const char *prosign, *word, *full, *objective, *note;
};

struct redaction_row {
	const char *code, *authority, *kind, *meaning;
};

struct signal_row {
	const char *signal, *kind, *meaning, *grade, *source, *effect;
};

struct capital_row {
	const char *country, *from, *to;	/* years, "": open */
	const char *place;
};

/* What reftel_explain() knows: each key leads to a row of a table. */
struct term_row {
	row_text key;			/* KEY_SOLID; sorted, then by table */
	row_text term;			/* as people write it */
	uint8_t table;			/* enum term_table */
	uint16_t row;
};

#endif
