/*
 * The model of a telegram inside the library: the record of reftel.h, the
 * decoded text behind it, what is cut out of that text, and diagnostics.
 * For the rooms form, render and above.
 */
#ifndef TELEGRAM_TELEGRAM_H
#define TELEGRAM_TELEGRAM_H

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "reftel.h"

/* Every diagnostic code; the list is codes.def. */
enum diag_code {
#define DIAG(name, ...) DIAG_##name,
#include "telegram/codes.def"
#undef DIAG
	DIAG__MAX
};
struct diag_info {
	const char *word;
	enum reftel_severity severity;
	enum reftel_severity composing;	/* if more than severity */
	bool compose_only;	/* silent of a telegram that is only read */
	bool checked;		/* found by the room check, not by reading */
	const char *message, *source;
	/* in tests/codes/BASE the first `from` becomes `to` */
	struct { const char *base, *from, *to; } example;
};
extern const struct diag_info diag_info[DIAG__MAX];

/* A diagnostic while the telegram is being read; places are of the text,
 * unless raw: then they are of the source piece. */
struct diag {
	enum diag_code code;
	enum reftel_severity severity;
	bool raw;
	uint32_t start, end;
	const char *arg;		/* or NULL */
	bool has_fix;
	uint32_t fix_start, fix_end;	/* as start and end */
	const char *fix_text;
	uint32_t fix_n;
	const char *sure;
	struct diag *next;
};

/* A stretch of the text that is no part of any value: page line, section
 * line, repeated heading, release stamp. */
struct cut {
	uint32_t start, end;
};

/* How the source bytes are encoded, so that an edit can be written alike. */
enum telegram_encoding {
	TELEGRAM_UTF8,
	TELEGRAM_1252,
	TELEGRAM_UTF16LE,
	TELEGRAM_UTF16BE
};

/* What a piece needs beside its bytes to be read again. */
struct telegram_context {
	enum reftel_form form;	/* as which its input was split */
	struct str heading;	/* the row of names above a table's rows */
	size_t record_n;	/* fields of t->record of the piece's own;
				 * those behind tell what held it */
};

struct reftel_impl {
	struct arena arena;	/* holds all of the telegram */
	struct str piece;	/* the telegram's source bytes (in the arena) */
	uint64_t base;		/* offset of the piece in the input */
	uint64_t line;		/* number of the piece's first line, from 1 */
	uint64_t column;	/* column of its first byte, from 1 */
	enum telegram_encoding encoding;	/* of the piece */
	struct telegram_context context;
	struct text text;	/* decoded, LF line ends, mapped to piece */
	struct cut *cut;	/* see telegram_cuts() */
	size_t cut_n, cut_cap;
	bool cut_loose;		/* cut is not in order at the moment */
	bool one_line;		/* the source is a line of a table, or a string
				 * of JSON: no edit may put a line end in */
	/* where in the text the telegram's words begin (behind the archive's
	 * own fields), and its body */
	uint32_t begin, body;
	struct diag *diag;	/* newest first */
	size_t diag_n;
	struct diag_count {
		uint32_t n;	/* found, listed or not */
		uint32_t omitted;	/* where the first not listed is */
		bool raw;	/* that place is of the source piece */
		bool told;	/* that there are more */
	} diag_of[DIAG__MAX];
	bool diag_crowded;	/* there are more of a code than are listed */
	uint32_t *named;	/* hash table over t->inferred: index + 1 */
	size_t named_cap;
};

/* A new, empty telegram with a copy of the piece; NULL: out of memory. */
struct reftel_telegram *telegram_new(struct str piece);

/* The value at [start, end) of the text, as it stands there. */
struct reftel_value telegram_value(const struct reftel_telegram *,
    uint32_t start, uint32_t end);
/* The value s (static or in the arena) read at [start, end). */
struct reftel_value telegram_value_as(struct str s, uint32_t start,
    uint32_t end);
/* The value s without a place. */
struct reftel_value telegram_value_bare(struct str s);
static inline bool value_set(const struct reftel_value *v)
{
	return v->s != NULL;
}
static inline struct str value_str(const struct reftel_value *v)
{
	return (struct str){ v->s, v->s == NULL ? 0 : v->n };
}
static inline bool value_placed(const struct reftel_value *v)
{
	return v->s != NULL && v->start <= v->end;
}
#define VALUE_BARE_START UINT32_MAX	/* start of a value without a place */

/* Appends to a list in the arena; false: out of memory.  A list that is
 * appended to must have been built by this function alone, from empty. */
bool telegram_push(struct reftel_telegram *, struct reftel_values *,
    struct reftel_value);
/* Appends a metadata field of the form to t->record, or, where the key is
 * there already, to its list of values. key is static or in the arena.
 * Returns the field, NULL: out of memory. */
struct reftel_field *telegram_field(struct reftel_telegram *,
    const char *key, struct reftel_value);
/* The same where the field is a list however many values it has. */
void telegram_list_field(struct reftel_telegram *, const char *key,
    struct reftel_value);
/* Has it this caption, as the record spells it? */
bool telegram_has_caption(const struct reftel_telegram *, struct str);
/* Names a value as inferred: a JSON pointer, printf-like. Each once. */
void telegram_inferred(struct reftel_telegram *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* place.c. Cuts [start, end) out of the text. Any order; overlaps are
 * joined. */
void telegram_cut(struct reftel_telegram *, uint32_t start, uint32_t end);
/* The cuts: ascending, disjoint, not touching. Until the next cut. */
const struct cut *telegram_cuts(struct reftel_telegram *, size_t *n);
/* Index of the first cut that ends behind `at`; n where there is none. */
static inline size_t telegram_cut_at(const struct cut *cut, size_t n,
    uint32_t at)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (cut[mid].end > at)
			n = mid;
		else
			low = mid + 1;
	}
	return low;
}
/* Where [start, end) of the text comes from, cuts in it included. */
struct reftel_span telegram_source(const struct reftel_telegram *,
    uint32_t start, uint32_t end);

/* diag.c. Adds a diagnostic at [start, end) of the text. arg ends the message
 * behind a colon; may be empty. NULL: out of memory, or so many of its
 * code that it is only counted. */
struct diag *telegram_diag(struct reftel_telegram *, enum diag_code,
    uint32_t start, uint32_t end, struct str arg);
/* The same at bytes of the source piece. */
struct diag *telegram_diag_raw(struct reftel_telegram *, enum diag_code,
    uint32_t start, uint32_t end, struct str arg);
/* Gives a diagnostic its fix: replace [start, end). d may be NULL. sure is
 * "certain", "likely" or "possible". */
void telegram_fix(struct reftel_telegram *, struct diag *, uint32_t start,
    uint32_t end, struct str replacement, const char *sure);

/* Puts t->diagnostics in order of place with lines and columns, anew where
 * they were published before. */
void telegram_publish(struct reftel_telegram *);
/* Ends reading: puts t->diagnostics in order of place with lines and
 * columns. False: memory ran out somewhere on the way. */
bool telegram_finish(struct reftel_telegram *);

/* sane.c. True if the record keeps the invariants of reftel.h; else *why says
 * which it breaks. It reports and does not mend. */
bool telegram_sane(const struct reftel_telegram *, const char **why);

#endif
