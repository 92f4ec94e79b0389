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

/* query_words.c: what stands at r->at is read, and r->at is behind it.  NULL,
 * and the error is set, where it is wrong. */

/* The next byte; NUL at the end. */
static inline char
query_peek(const struct query_reader *r)
{
	return r->at < r->s.n ? r->s.p[r->at] : '\0';
}

static inline void
query_skip_blanks(struct query_reader *r)
{
	while (r->at < r->s.n && ch_space(r->s.p[r->at]))
		r->at++;
}

/* Length of the quotation mark at `at`, straight or curled; 0: none. */
size_t query_quote_at(struct str s, size_t at);
/* A word ends before `at`: at a blank, a parenthesis, a quotation mark. */
bool query_ends_word(struct str s, size_t at);
/* The word at r->at, which stays there. */
struct str query_word_at(const struct query_reader *);
/* What stands between quotation marks; p NULL: wrong. */
struct str query_quoted(struct query_reader *);
/* The node for words of the query's bytes [at, at + n); the star of a word
 * without quotes is taken off.  Reads nothing. */
struct query_node *query_words(struct query_reader *, struct str text,
    size_t at, size_t n, bool quoted);
/* word, which is the one at r->at; notes tell who wrote it what it was not
 * taken for: an operator, a telegram. */
struct query_node *query_word(struct query_reader *, struct str word);
/* "nuclear fuel", also with a star behind it. */
struct query_node *query_phrase(struct query_reader *);
/* NEAR(nuclear fuel, 5) */
struct query_node *query_near_words(struct query_reader *);

/* query_value.c */

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
