/*
 * What was found in telegrams, as text for people, as JSON, one object a
 * finding, or as one SARIF log.  For the room cli only.
 */
#ifndef CLI_FINDINGS_H
#define CLI_FINDINGS_H

#include "base/json.h"
#include "reftel.h"

/* How findings are told. */
enum findings_format { FINDINGS_TEXT, FINDINGS_JSON, FINDINGS_SARIF };

/* Begin with { 0 } and a format. */
struct findings {
	enum findings_format format;
	enum reftel_severity least;	/* what is less is not told */
	bool only;			/* only the codes chosen */
	bool chosen[1024];		/* by index of reftel_code() */
	size_t count[REFTEL_ERROR + 1];	/* told, by severity */
	size_t telegrams;
	bool color;
	bool failed;			/* output could not be written */
	bool gone;			/* nobody reads it any more */
	struct buf out;			/* not written yet */
	struct json json;		/* of the SARIF log */
};

/* Chooses the code of that word; false: there is none. */
bool findings_choose(struct findings *, const char *word, size_t n);
/* Once format, least and codes are chosen. */
void findings_begin(struct findings *);
/* Tells what was found in a telegram; false: nothing more can be told. */
bool findings_tell(struct findings *, const char *path,
    const struct reftel_telegram *);
/* Writes what was told so far; false: nothing more can be told. */
bool findings_flush(struct findings *);
/* The count, or the end of the log; writes and releases all. */
void findings_end(struct findings *);

/* "note", "warning", "error" */
const char *severity_name(enum reftel_severity);
/* Colour is for terminals, and not where NO_COLOR is set. */
bool wants_color(void);

#endif
