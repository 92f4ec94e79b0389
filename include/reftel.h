/*
 * reftel.h - the whole public interface of libreftel.
 *
 * Reftel reads diplomatic telegrams in every form in which archives hand
 * them out and gives back a typed record, each value with its place in the
 * original bytes.  The names are those of the telegram record
 * (reftel-record.5).
 *
 * Conventions.  All text is UTF-8, counted, not NUL-terminated.  Nothing
 * here exits, aborts, prints or keeps global state; two threads may read at
 * once, each with its own reader.  A telegram lies in one arena and is
 * released whole.  Out of memory is REFTEL_ENOMEM.
 */
#ifndef REFTEL_H
#define REFTEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define REFTEL_API __attribute__((visibility("default")))
#else
#define REFTEL_API
#endif

#define REFTEL_VERSION "0.1.0"

/* A telegram longer than this is refused with REFTEL_ELIMIT. */
#define REFTEL_TELEGRAM_MAX ((size_t)16 * 1024 * 1024)

/* How an operation ended.  What is wrong in a telegram is not a status but
 * a diagnostic: a telegram full of faults still reads as REFTEL_OK. */
enum reftel_status {
	REFTEL_OK,
	REFTEL_END,		/* no further telegram */
	REFTEL_ENOMEM,		/* out of memory */
	REFTEL_EIO,		/* the source could not be read; see errno */
	REFTEL_ENOTFOUND,	/* no such table entry */
	REFTEL_ENOTELEGRAM,	/* the input holds no telegram */
	REFTEL_ELIMIT,		/* a telegram over REFTEL_TELEGRAM_MAX */
	REFTEL_EUNSUPPORTED,	/* a form that this build cannot read */
	REFTEL_EBROKEN,		/* a piece of the container is broken */
	REFTEL_EINVAL,		/* bad argument */
	REFTEL_STATUS__MAX
};

/* A sentence fragment for people, such as "out of memory"; static. */
REFTEL_API const char *reftel_strstatus(enum reftel_status);

/* The archive form in which a telegram was found (archive-forms). */
enum reftel_form {
	REFTEL_FORM_ANY,	/* not known yet: look at the content */
	REFTEL_FORM_TRANSMISSION,
	REFTEL_FORM_MIRROR,
	REFTEL_FORM_HTML,
	REFTEL_FORM_MARKDOWN,
	REFTEL_FORM_CSV,
	REFTEL_FORM_CFPF,
	REFTEL_FORM_FOIA,
	REFTEL_FORM_SMART,
	REFTEL_FORM_TEI,
	REFTEL_FORM_MAIL,
	REFTEL_FORM_FRAGMENT,
	REFTEL_FORM__MAX
};

/* "html" and so on; NULL for REFTEL_FORM_ANY. */
REFTEL_API const char *reftel_form_name(enum reftel_form);
/* The form of that name; REFTEL_FORM_ANY if there is none. */
REFTEL_API enum reftel_form reftel_form_by_name(const char *);

/* What is to be said of a form. The strings are static. */
struct reftel_form_info {
	const char *name;	/* "html" */
	const char *what;	/* what it is */
	const char *known_by;	/* how it is told from other forms */
	const char *lacks;	/* of the telegram as it was sent */
	bool read;		/* false: known, but not read yet */
};
/* REFTEL_EINVAL for REFTEL_FORM_ANY and what is no form. */
REFTEL_API enum reftel_status reftel_form_about(enum reftel_form,
    struct reftel_form_info *);

/* Bytes of the original input, end exclusive. */
struct reftel_span {
	uint64_t start, end;
};

/*
 * A string value and its place.  s is NULL when the value is not there
 * (null in JSON); otherwise n bytes of UTF-8.  start and end delimit the
 * place in the telegram's decoded text; reftel_spans() translates it into
 * bytes of the input.  start > end: the value has no place of its own (it
 * was given by the caller, or inferred).
 */
struct reftel_value {
	const char *s;
	uint32_t n;
	uint32_t start, end;
};

/* A list of them; v is NULL when n is 0. */
struct reftel_values {
	struct reftel_value *v;
	size_t n;
};

/* A number and its place; see reftel_value. */
struct reftel_int {
	int value;		/* -1 when absent */
	uint32_t start, end;
};

/* Worth knowing; against the rules, or damaged; the telegram cannot be trusted
 * as read. */
enum reftel_severity { REFTEL_NOTE, REFTEL_WARNING, REFTEL_ERROR };

/* An edit of the original bytes that would mend a fault. */
struct reftel_fix {
	struct reftel_span span;
	const char *replacement;	/* of the bytes in span; may be empty */
	size_t replacement_n;	/* its length in bytes */
	const char *sure;	/* "certain", "likely" or "possible" */
};

/* What is wrong with a telegram at one place (reftel-diag(7)). The telegram's,
 * as everything in it. */
struct reftel_diag {
	const char *code;	/* stable word, such as "section-missing" */
	enum reftel_severity severity;
	const char *message;	/* NUL-terminated, for people */
	struct reftel_span span;
	uint64_t line, column;	/* of span.start, from 1; column in bytes */
	const struct reftel_fix *fix;	/* or NULL */
	const struct reftel_diag *next;
};

/* The bytes of the input that are this telegram. */
struct reftel_source {
	const char *name;	/* as given; NUL-terminated */
	const char *member;	/* inside a container, or NULL */
	uint64_t offset, length;	/* in bytes */
	char sha256[65];	/* of exactly those bytes, hex; "" if off */
};

/* What the network needed: format lines 1 to 4 and 16 (ACP 127,
 * transmission.md 1). */
struct reftel_transmission {
	bool present;			/* false: this copy has none of it */
	struct reftel_value channel;	/* FL1: channel and number */
	struct reftel_value routing_precedence;	/* FL2: "OO" */
	struct reftel_values routing;	/* FL2: stations called */
	/* FL3: the station behind DE, its number for the message, the section
	 * that this is, day of the year and time of filing */
	struct reftel_value originator, station_serial, section, filed;
	struct reftel_value security;	/* FL4: "ZNY CCCCC ZZH" */
	struct reftel_values handling;	/* further operating signals */
	struct reftel_value end;	/* FL16: "#0756" */
};

/* Originator or addressee: format lines 6 to 9 (transmission.md 1.7). */
struct reftel_addressee {
	struct reftel_value whole;	/* the address as it stands */
	struct reftel_value ri, plad;	/* routing indicator; name */
	struct reftel_value precedence;	/* of its own, where it has one */
	struct reftel_value number;	/* continuity number, with its zeros */
	struct reftel_values except;	/* XMT: left out of a collective */
};

/* In the order of the heading. */
struct reftel_addressees {
	struct reftel_addressee *v;
	size_t n;
};

/* The executive order line: when the telegram may be declassified. */
struct reftel_eo {
	bool present;
	struct reftel_value whole;	/* behind the label */
	struct reftel_value order;	/* "12958" */
	struct reftel_value action;	/* DECL, GDS, XGDS, OADR, N/A, ... */
	struct reftel_value date;	/* 2017-10-29, 2017-10 or 2017 */
	struct reftel_value event;	/* what brings it in place of a date */
	struct reftel_value text;	/* behind the order's number */
};

/* What a term of the TAGS line is of. Names: "subject", ...; static. */
enum reftel_tag_kind {
	REFTEL_TAG_SUBJECT,
	REFTEL_TAG_PROGRAM,
	REFTEL_TAG_ORGANIZATION,
	REFTEL_TAG_GEOGRAPHIC,
	REFTEL_TAG_PERSON,
	REFTEL_TAG_UNKNOWN,
	REFTEL_TAG__MAX
};
REFTEL_API const char *reftel_tag_kind_name(enum reftel_tag_kind);

/* In capitals; a person as "CLINTON, HILLARY". */
struct reftel_tag {
	struct reftel_value tag;
	enum reftel_tag_kind kind;
};

/* What is referred to. Names: "telegram", ...; static. */
enum reftel_ref_kind {
	REFTEL_REF_TELEGRAM,
	REFTEL_REF_EMAIL,
	REFTEL_REF_MEMO,
	REFTEL_REF_FAX,
	REFTEL_REF_PHONE,
	REFTEL_REF_LETTER,
	REFTEL_REF_REPORT,
	REFTEL_REF_MEETING,
	REFTEL_REF_BOOK,
	REFTEL_REF_WEB,
	REFTEL_REF_UNKNOWN,
	REFTEL_REF__MAX
};
REFTEL_API const char *reftel_ref_kind_name(enum reftel_ref_kind);

/* One reference of the REF line. */
struct reftel_ref {
	struct reftel_value label;	/* "A", or not there */
	enum reftel_ref_kind kind;
	struct reftel_value text;	/* as printed, blanks folded */
	struct reftel_value id;		/* the number; telegrams only */
	bool notal;			/* not sent to all addressees */
};

/* Who classified the telegram, and why. */
struct reftel_classifier {
	struct reftel_value whole;	/* as it stands */
	struct reftel_value name;	/* without rank and office */
	struct reftel_value title;	/* the office */
	struct reftel_values reasons;	/* "1.4(b)" */
};

/* Names: "summary", "action-request", ...; static. */
enum reftel_paragraph_kind {
	REFTEL_PAR_SUMMARY,
	REFTEL_PAR_ACTION_REQUEST,
	REFTEL_PAR_COMMENT,
	REFTEL_PAR_BIO_NOTE,
	REFTEL_PAR_TEXT,
	REFTEL_PAR__MAX
};
REFTEL_API const char *reftel_paragraph_kind_name(enum reftel_paragraph_kind);

struct reftel_paragraph {
	struct reftel_int number;
	struct reftel_value printed;	/* its mark as it stands: "2." */
	struct reftel_value portion;	/* "C", without brackets */
	struct reftel_value heading;	/* above it, of the first below one */
	struct reftel_value text;	/* running; a line end before items */
	enum reftel_paragraph_kind kind;
};

/* A place where text was taken out before the telegram was given out. */
struct reftel_redaction {
	struct reftel_value mark;	/* what stands in its stead */
	struct reftel_value code;	/* the reason, such as "B6" */
	struct reftel_int paragraph;	/* number printed on it, or -1 */
	struct reftel_int length;	/* of the mark, in characters, or -1 */
};

/* Drafting and distribution, of the 1970s, a draft or a SMART telegram. */
struct reftel_drafting {
	bool present;
	struct reftel_values action, info;	/* offices */
	struct reftel_value drafted_by, approved_by;
	struct reftel_values cleared_by;
	struct reftel_value control;	/* number of the control line */
};

/* What the stamps of a release say (archive-forms.md 3.7.2). */
struct reftel_release {
	bool present;
	struct reftel_value authority, case_number, document;
	struct reftel_value decision;	/* "full", "part", "denied", or the
					 * archive's own word */
	struct reftel_value date;	/* 2015-09-30 */
	struct reftel_values exemptions;	/* "B6", each once */
};

/* One field that the form itself has about the telegram, unread. */
struct reftel_field {
	const char *key;	/* NUL-terminated */
	struct reftel_value value;	/* unless is_list */
	struct reftel_values list;	/* if is_list: it came several times */
	bool is_list;
};

/*
 * The telegram record.  Invariants:
 *  1. a value with a place has start <= end <= length of the text;
 *  2. places nest: a part lies inside its whole;
 *  3. lists keep the order of the text;
 *  4. all pointers lie in the telegram's arena or are static.
 */
struct reftel_telegram {
	struct reftel_value id;
	struct reftel_int year;
	struct reftel_value post;
	struct reftel_int serial;
	enum reftel_form form;
	struct reftel_source source;
	struct reftel_value date, dtg, classification;
	struct reftel_values captions, passing;
	struct reftel_transmission transmission;
	struct reftel_value precedence_action, precedence_info;
	struct reftel_addressee from;
	struct reftel_addressees to, info;
	int section_count;	/* that it was divided into; 1: undivided */
	int *sections_present;	/* their numbers, ascending */
	size_t sections_present_n;
	struct reftel_value sections;	/* where the section words stand */
	struct reftel_eo eo;
	struct { struct reftel_tag *v; size_t n; } tags;
	struct reftel_value subject, subject_portion, title;
	struct { struct reftel_ref *v; size_t n; } refs;
	struct { struct reftel_classifier *v; size_t n; } classified_by;
	struct reftel_value derived_from, summary;
	struct { struct reftel_paragraph *v; size_t n; } paragraphs;
	struct reftel_values signature;
	struct reftel_drafting drafting;
	struct { struct reftel_redaction *v; size_t n; } redactions;
	struct reftel_release release;
	struct { struct reftel_field *v; size_t n; } record;
	struct reftel_values inferred;	/* JSON pointers of what was worked
					 * out, not read: "/date" */
	const struct reftel_diag *diagnostics;	/* in order of place */
	bool span_basis_text;	/* spans point into decoded text */
	struct reftel_impl *impl;	/* private */
};

/* Copies bytes of a source into buf (at most n); 0 at the end, -1 on
 * failure with errno set. */
typedef long reftel_read_fn(void *ctx, void *buf, size_t n);

/* Moves to offset, as lseek() does, with SEEK_SET or SEEK_END; -1 on failure
 * with errno set. */
typedef int64_t reftel_seek_fn(void *ctx, int64_t offset, int whence);

/* How to read; all zeros is as a rule right. */
struct reftel_options {
	enum reftel_form form;	/* REFTEL_FORM_ANY: found by content */
	const char *id;		/* context for a fragment, or NULL */
	int year;		/* four digits, or 0 */
	const char *name;	/* source.name; NULL is "-" */
	bool no_digest;		/* leave source.sha256 empty */
	/* If the function that reads can move, too, or NULL: 7z archives are
	 * read from their end, and over 64 MiB only so. */
	reftel_seek_fn *seek;
};

/*
 * Reading.  A reader takes its input from a function or from memory (which
 * must outlive it) and hands out telegrams one by one; it holds no more of
 * the input than the largest telegram in it.  The options are copied.
 * Archives, PDF files, images of text and mails are opened, and what is in
 * them is read (reftel_reader_member(), reftel_source.member).
 * Options may be NULL.  NULL: out of memory, or there is nothing to read
 * from.  The reader belongs to the caller (reftel_reader_free(), which does
 * nothing for NULL).
 */
struct reftel_reader;
REFTEL_API struct reftel_reader *reftel_reader_new(
    const struct reftel_options *, reftel_read_fn *, void *ctx);
REFTEL_API struct reftel_reader *reftel_reader_mem(
    const struct reftel_options *, const void *, size_t);
REFTEL_API void reftel_reader_free(struct reftel_reader *);

/*
 * The next telegram, which belongs to the caller (reftel_telegram_free), or
 * REFTEL_END.  REFTEL_EBROKEN, REFTEL_ELIMIT and REFTEL_ENOTELEGRAM speak
 * of one piece of the input: reftel_reader_error() tells its place and
 * reason, and the next call goes on behind it.  After any other status the
 * reader is at its end.
 */
REFTEL_API enum reftel_status reftel_reader_next(struct reftel_reader *,
    struct reftel_telegram **);
/* Reason and place of the last failure; the string belongs to the reader
 * and lasts until its next call.  line is 0 if it does not apply. */
REFTEL_API const char *reftel_reader_error(const struct reftel_reader *,
    struct reftel_span *, uint64_t *line);
/* The member that the last failure speaks of, such as "a.tar!/b.txt", or
 * NULL: it is the input itself.  Lasts as long. */
REFTEL_API const char *reftel_reader_member(const struct reftel_reader *);

/* How many documents of the input were passed over so far because they are
 * no telegrams: memoranda and letters in a volume of documents. */
REFTEL_API uint64_t reftel_reader_passed(const struct reftel_reader *);

/* Releases it and all that lies in it; NULL does nothing. */
REFTEL_API void reftel_telegram_free(struct reftel_telegram *);

/*
 * The places of the value at [start, end) of the telegram's text, as spans
 * of the input in ascending order: more than one where the value runs over
 * a page line.  Writes at most cap, returns how many there are (0: none).
 */
REFTEL_API size_t reftel_spans(const struct reftel_telegram *,
    uint32_t start, uint32_t end, struct reftel_span *, size_t cap);

/*
 * Checking.  reftel_check() holds a telegram that was read against the rules
 * of the trade and adds what it finds to t->diagnostics, in order of place;
 * nothing else of the telegram changes.  Diagnostics got before the call are
 * no longer valid.  Once for each telegram: a second call would find all of
 * it again.  REFTEL_ENOMEM leaves the diagnostics that were there.
 */
enum reftel_profile {
	REFTEL_READ,		/* an old telegram: what is damaged or odd */
	REFTEL_COMPOSE		/* one to be sent: also what the drafter must
				 * see to (telegram.md 23) */
};
struct reftel_check_options {
	enum reftel_profile as;
	int64_t now;		/* seconds since 1970, for dates to come; 0:
				 * no date is held to be in the future */
};
REFTEL_API enum reftel_status reftel_check(struct reftel_telegram *,
    const struct reftel_check_options *);

/*
 * The codes of all diagnostics, from 0; false: there is none of that index.
 * The strings are static.  Each has an example: in the sound telegram
 * example_in (of tests/codes) the first example_from becomes example_to.
 */
struct reftel_code {
	const char *word;
	enum reftel_severity severity;	/* of a telegram that is read */
	enum reftel_severity composing;	/* of one to be sent */
	bool compose_only;	/* told of one to be sent alone */
	bool checked;		/* told by reftel_check() alone */
	const char *message;	/* NUL-terminated */
	const char *source;	/* of the rule: handbook, specification */
	const char *example_in, *example_from, *example_to;
};
REFTEL_API bool reftel_code(size_t, struct reftel_code *);

/*
 * The record as JSON: one object without a line end (pretty: indented by
 * two blanks).  The bytes belong to the caller (free).  Valid UTF-8 JSON
 * for any telegram.
 */
struct reftel_json_options {
	bool pretty;
	bool spans;		/* also "spans": where each value stands */
};
REFTEL_API enum reftel_status reftel_telegram_json(
    const struct reftel_telegram *, const struct reftel_json_options *,
    char **, size_t *);

/*
 * A telegram number in any spelling ("05RIO123", "2006 POSTB 2611") in its
 * canonical form.  default_year (four digits or 0) serves a number without
 * a year.  REFTEL_ENOTFOUND where the text is no telegram number.
 */
struct reftel_number {
	int year;		/* four digits, 0 when unknown */
	char post[32];
	long serial;
	char id[48];		/* "" when the year is unknown */
};
REFTEL_API enum reftel_status reftel_number_parse(const char *, size_t,
    int default_year, struct reftel_number *);

/*
 * Look-ups in the tables.  An entry explains one term of the trade.  The
 * function is called for each meaning; returning false ends the look-up.
 * REFTEL_ENOTFOUND: unknown; then near (may be NULL) receives up to cap
 * known terms that are spelt alike (static strings).
 */
struct reftel_entry {
	const char *term, *kind, *meaning;
	const char *years;	/* "1973-1999", "1973-", or "" */
	const char *source;
	const char *note;	/* or "" */
};
REFTEL_API enum reftel_status reftel_explain(const char *term,
    bool (*fn)(const struct reftel_entry *, void *), void *ctx,
    const char **near, size_t cap, size_t *near_n);

#ifdef __cplusplus
}
#endif
#endif
