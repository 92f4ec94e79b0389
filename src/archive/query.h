/*
 * The query language, reftel-query(7): from a line of words to a tree.
 * Nothing here knows of SQL or of an archive.  For the rooms archive and
 * above.
 */
#ifndef ARCHIVE_QUERY_H
#define ARCHIVE_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/index.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum {
	QUERY_LENGTH_MAX = 65536,	/* bytes of a query */
	QUERY_DEPTH_MAX = 24,		/* parentheses in each other */
	QUERY_TERMS_MAX = 2000		/* words and values */
};

/* Names of the columns of the index, as in: has them. */
extern const char *const query_column_name[INDEX__MAX];

enum query_field {
	QUERY_ID, QUERY_FROM, QUERY_TO, QUERY_INFO, QUERY_TAG, QUERY_CLASS,
	QUERY_CAPTION, QUERY_PRECEDENCE, QUERY_DATE, QUERY_SUBJECT_WORDS,
	QUERY_REF, QUERY_SIGNED, QUERY_BY, QUERY_PORTION, QUERY_IN,
	QUERY_HAS, QUERY_FORM, QUERY_CODE, QUERY_THREAD, QUERY_FIELD__MAX
};
extern const char *const query_field_name[QUERY_FIELD__MAX];

enum query_has {
	QUERY_HAS_REDACTION, QUERY_HAS_REFS, QUERY_HAS_GAP,
	QUERY_HAS_WITNESSES, QUERY_HAS_DIAGNOSTICS, QUERY_HAS__MAX
};

/* Levels of classification and precedences, by rank; as bits 1 << rank. */
enum { QUERY_CLASSES = 7, QUERY_PRECEDENCES = 7 };
extern const char *const query_class_name[QUERY_CLASSES];
extern const char *const query_precedence_name[QUERY_PRECEDENCES];

enum query_kind {
	QUERY_ALL,		/* every telegram */
	QUERY_AND, QUERY_OR,	/* two children and more */
	QUERY_NOT,		/* one child */
	QUERY_WORDS,		/* a word or phrase */
	QUERY_NEAR,		/* its children, all of them QUERY_WORDS, with
				 * at most `distance` words between */
	QUERY_FIELD
};

/*
 * Invariants:
 *  1. at and n name a stretch of the query, children's lie inside it;
 *  2. text of QUERY_WORDS has a letter, a digit or a byte above 127;
 *  3. columns is 0 (all of them) or a set of bits 1 << enum index_column, in
 *     QUERY_WORDS only.
 */
struct query_node {
	enum query_kind kind;
	uint32_t at, n;
	struct query_node *child, *next;	/* first child; next sibling */
	struct str text;	/* of words; of a field its value, made ready:
				 * a number, a post, a tag in capitals */
	bool prefix;		/* the last word may go on */
	unsigned columns;
	unsigned distance;
	enum query_field field;
	bool known;		/* from, to, info: text is a post of the
				 * tables; else an address as it is written */
	unsigned set;		/* class, precedence: ranks; has: 1 << which */
	struct str low, high;	/* date: >= low, < high; "" is open */
};

/* Something that was searched beside what was written, or that may have been
 * meant otherwise: "from:SECSTATE means STATE". */
struct query_note {
	uint32_t at, n;
	const char *text;
	bool also;		/* searched in addition to the words */
	struct query_note *next;
};

struct query {
	const char *text;		/* a copy */
	struct query_node *root;	/* never NULL */
	struct query_note *notes;	/* in order of place */
	bool has_words;			/* some are sought, not only shunned */
	size_t terms;
};

struct query_error {
	size_t at, n;			/* of the query, in bytes */
	char what[240];			/* what would be right */
};

/* NULL: wrong, *error says where and why (n = 0 and at = the query's length:
 * at its end); or memory has run out (what is "out of memory").  All of it
 * lies in the arena. */
struct query *query_parse(struct arena *, const char *text,
    struct query_error *);
/* Adds a note to a query, in the arena. */
void query_note(struct arena *, struct query *, const struct query_node *,
    bool also, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Two lines for people: the stretch of the query around the error, and a
 * caret below its place, each behind `indent`. */
void query_point(struct buf *, const char *text, const struct query_error *,
    const char *indent);

/* The tree as a term, "(and (words a) (not (from PARIS)))", for tests and
 * curious people. */
void query_dump(struct buf *, const struct query_node *);

#endif
