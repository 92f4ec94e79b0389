/*
 * Inside the checker: what its rules share.  A rule is a function with a row
 * in rules.def; it reads the finished record and the text behind it and says
 * what it finds, nothing else.  Which severity a finding has, and of which
 * telegrams it is told, stands with its code in telegram/codes.def.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "form/lex.h"
#include "telegram/gap.h"
#include "telegram/telegram.h"

/* A stretch of the text. */
struct place {
	uint32_t start, end;
};

/* Minutes since 1970; NO_MINUTE: not known. */
typedef int64_t minute_t;
#define NO_MINUTE INT64_MIN
enum { HOUR = 60, DAY = 24 * HOUR };

/* A page line of the 1970s to 1990s: "PAGE 02 STRELS 02206 01 OF 03
 * 061512Z"; or a section line of the 2000s, page 0: "STRELSAU 00000756
 * 002.2 OF 002" (telegram.md 5). */
struct furniture {
	struct place where;
	int page;			/* 0: a section line */
	struct place serial, time;	/* empty when absent */
	long serial_value;
	int section, of;		/* 0 when absent */
	minute_t minute;		/* with the telegram's month and year */
};

/* How much a text is protected: 0 unclassified, 2 controlled, 3
 * confidential to 5 top secret; -1 unknown (telegram.md 4.1). */
enum { RANK_CONTROLLED = 2, RANK_CLASSIFIED = 3 };

struct check {
	struct reftel_telegram *t;
	enum diag_code code;		/* of the rule that runs */
	bool compose;
	minute_t now;
	struct str text;
	uint32_t begin;			/* the heading is [begin, head_end) */
	uint32_t head_end;
	long day;			/* yyyymmdd, 0: unknown */
	minute_t dtg;			/* of the date-time group itself */
	int rank;			/* of the classification printed */
	bool whole;			/* a telegram with its heading or
					 * classification line, not a piece or
					 * an extract of one */
	struct furniture *furniture;	/* in order of the text */
	size_t furniture_n;
};

#define RULE(code, fn) void fn(struct check *);
#include "check/rules.def"
#undef RULE

/* A finding of the rule that runs, at [start, end) of the text.  arg ends
 * the message; may be empty. */
void say(struct check *, uint32_t start, uint32_t end, struct str arg);
/* The same at a value; where it has no place, at the telegram's number. */
void say_at(struct check *, const struct reftel_value *, struct str arg);
/* The same at words that lie in the text. */
void say_str(struct check *, struct str where, struct str arg);
/* Where no rule but the telegram itself is the place: its class line. */
void say_whole(struct check *, struct str arg);
/* Where a line of the header is missing: where it would stand. */
void say_missing(struct check *, enum header_line);
/* Of a line that is missing between two values, as far as they are there. */
void say_between(struct check *, const struct reftel_value *before,
    const struct reftel_value *behind);
/* The other of two values that contradict each other: which of them is wrong
 * is not known, so the finding is told there too, as a note. */
void say_also(struct check *, const struct reftel_value *, struct str arg);
/* A finding of less weight than the code has as a rule. */
void say_note(struct check *, uint32_t start, uint32_t end, struct str arg);
/* An argument in the words of printf. */
struct str arg_of(struct check *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* facts.c: what the telegram is about, before the rules run. */
void check_facts(struct check *);
/* Lines of [*at, end) one by one, blanks at both ends off. */
bool next_line(const struct check *, uint32_t *at, uint32_t end,
    struct str *line);
uint32_t place_of(const struct check *, const char *p);
/* Days since 1970 of a day of the calendar. */
int64_t days_of(int year, int month, int day);
/* "ddhhmm" with month and year of the DTG, or of the month before or behind
 * where that is nearer; NO_MINUTE: no such time. */
minute_t minute_near(const struct check *, struct str ddhhmm);
int rank_of_level(struct str level);
/* Of a portion mark such as "C/NF". */
int rank_of_portion(struct str mark);
/* A portion mark inside a paragraph's text, near its beginning or at its
 * end: "Summary: (C) ..."; empty: none. */
struct str portion_elsewhere(struct str text);
bool has_caption(const struct check *, const char *name);
/* Was it found in reading, or by an earlier rule? */
bool was_said(const struct check *, enum diag_code);
/* A value that stands in the telegram, not one that was inferred. */
bool is_inferred(const struct check *, const char *pointer);
bool same_value(const struct reftel_value *, const char *);
/* A whole word in s, case folded; its offset, s.n: none. */
size_t find_word(struct str s, const char *word, size_t from);

#endif
