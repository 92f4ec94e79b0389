/*
 * Between the files that tell findings: findings.c chooses them and has JSON,
 * findings_text.c and findings_sarif.c the other two formats.
 */
#ifndef CLI_FINDINGS_INT_H
#define CLI_FINDINGS_INT_H

#include "cli/findings.h"
#include "telegram/telegram.h"

/* The index of a code of reftel_code(); how many there are: none. */
size_t code_index(const char *word, size_t n);

/* One finding, in each format. */
typedef void findings_fn(struct findings *, const char *path,
    const struct reftel_telegram *, const struct reftel_diag *);
findings_fn tell_text, tell_sarif;

/* How many of each severity. */
void text_end(struct findings *);
/* Down to where the results begin, and what closes behind them. */
void sarif_begin(struct json *);
void sarif_end(struct json *);

/* The source line of a finding, and where in it the finding stands. */
struct source_line {
	struct str s;
	size_t at, end;
};
struct source_line source_line(const struct reftel_telegram *,
    const struct reftel_diag *);
/* Which file it is, and which part of it. */
void put_place(struct buf *, const char *path, const struct reftel_telegram *);
/* Is s[i] no first byte of a character? */
bool inside_char(struct str s, size_t i);

#endif
