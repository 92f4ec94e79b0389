/* What the files query*.c share; for them only. */
#ifndef ARCHIVE_QUERY_INT_H
#define ARCHIVE_QUERY_INT_H

#include "archive/query.h"

struct query_reader {
	struct arena *arena;
	struct query *q;
	struct str s;			/* the query */
	size_t at;			/* read so far */
	unsigned depth;
	struct query_error *error;
	bool failed;			/* *error says why */
};

enum query_op {
	QUERY_IS, QUERY_LESS, QUERY_AT_MOST, QUERY_MORE, QUERY_AT_LEAST
};

/* A field and a value as they are written. */
struct query_value {
	enum query_field field;
	enum query_op op;
	struct str text;
	uint32_t at, n;			/* with the field's name */
	uint32_t text_at;		/* of the value */
	bool quoted;
};

/* The first error stays; returns NULL. */
struct query_node *query_fail(struct query_reader *, size_t at, size_t n,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
struct query_node *query_node_new(struct query_reader *, enum query_kind,
    size_t at, size_t n);
/* Of a word or phrase; its star is taken off. */
struct query_node *query_words(struct query_reader *, struct str text,
    size_t at, size_t n, bool quoted);

/* The field of that name; QUERY_FIELD__MAX: there is none. */
enum query_field query_field_by_name(struct str);
/* True where < and > make sense of it. */
bool query_field_ordered(enum query_field);
/* Its values are words, as the telegram has them: commas part nothing. */
bool query_field_worded(enum query_field);
/* The name out of n that is spelt most alike, or "". */
const char *query_near(struct str, const char *const *names, size_t n);
/* The node for a value; NULL: wrong. */
struct query_node *query_value_node(struct query_reader *,
    const struct query_value *);
/* The columns that in: names, as a set; 0: wrong. */
unsigned query_columns(struct query_reader *, const struct query_value *);

#endif
