/*
 * Inside the parser: what its files share. parse.c gives the order of work,
 * parse_head.c reads format lines and addressees, parse_class.c the
 * classification line, parse_section.c page and section lines, parse_front.c
 * and its like (parse_front.h) the text header, parse_tags.c, parse_refs.c and
 * parse_authority.c its harder lines, parse_body.c the paragraphs.
 */
#ifndef FORM_PARSE_INT_H
#define FORM_PARSE_INT_H

#include "form/form.h"
#include "form/lex.h"
#include "form/line.h"
#include "form/parse.h"

#define NOWHERE UINT32_MAX
#define SECTIONS_MAX 99		/* two digits in the class line */

struct ranges {
	struct range *v;
	size_t n, cap;
};

/* A word that a line end broke, joined in a scratch copy: its second part,
 * [at, end) there, stands `gap` bytes further on in the text. */
struct joint {
	uint32_t at, end, gap;
};

struct parse {
	struct reading *r;
	struct reftel_telegram *t;
	struct arena *a;
	const char *s;			/* the text */
	uint32_t n;
	struct lines lines;
	size_t line;			/* where the front matter ended */
	struct reftel_number given;	/* by the wrapper or the caller */
	bool is_given;

	uint32_t body;			/* where the telegram's text begins */
	uint32_t body_end;		/* where it ends: signature, trailer */

	struct class_line cls;
	struct range banner;		/* the highest class word by a page */
	const char *banner_level;
	int banner_rank;		/* 0: none */
	bool has_class;			/* a line with class words was met */
	bool has_number;		/* ... and a serial */
	struct ranges refs;		/* REF blocks without their label */
	struct ranges authority;	/* Classified By lines, label off */
	struct range subject, tags, eo;
	struct joint joint;		/* of the authority line being read */
	struct range weekday;		/* publisher's date line */
	int dtg_year, dtg_month, dtg_day;	/* 0 when unknown */
	bool efto;
	bool end_damaged;		/* the text breaks off */
	char section_seen[SECTIONS_MAX];	/* section n at n - 1 */
};

static inline struct str
range_str(const struct parse *p, uint32_t start, uint32_t end)
{
	return str_make(p->s + start, end - start);
}
static inline struct str
line_str(const struct parse *p, size_t i)
{
	const struct line *l = &p->lines.v[i];
	return range_str(p, l->start, l->end);
}
static inline bool
line_blank(const struct parse *p, size_t i)
{
	return p->lines.v[i].start == p->lines.v[i].end;
}
static inline uint32_t
offset_of(const struct parse *p, const char *at)
{
	return (uint32_t)(at - p->s);
}
static inline struct range
range_of(const struct parse *p, struct str s)
{
	return (struct range){ offset_of(p, s.p), offset_of(p, s.p + s.n) };
}
static inline struct reftel_value
value_at(const struct parse *p, struct str s)
{
	return telegram_value(p->t, offset_of(p, s.p),
	    offset_of(p, s.p + s.n));
}

/* parse_fold.c: stretches of the text. */
void ranges_add(struct parse *, struct ranges *, uint32_t start, uint32_t end);
/* The stretch with line ends and runs of blanks folded to one blank and
 * cuts left out: the text itself where nothing changes, else in the arena. */
struct str parse_fold(struct parse *, uint32_t start, uint32_t end);
struct reftel_value parse_folded(struct parse *, uint32_t start, uint32_t end);
/* The same in capitals: itself where it is, else in the arena. */
struct str parse_capitals(struct parse *, struct str);
/* A folded value in capitals. */
struct reftel_value parse_upper(struct parse *, struct str);
/* A copy of the stretch of the same length, cuts blanked: an offset in it is
 * an offset in the text. Ends behind a NUL. */
char *parse_scratch(struct parse *, uint32_t start, uint32_t end);
/* The end of a cut that begins at or holds `at`; `at` itself if none. Where
 * the next cut begins to *next. */
uint32_t parse_past_cut(const struct parse *, uint32_t at, uint32_t *next);
/* Line i lies in a cut as a whole; blank lines do. */
bool parse_line_cut(const struct parse *, size_t i);

/* parse_class.c */
static inline bool class_line_read(const struct parse *p, struct str line,
    struct class_line *cl)
{
	return class_line_in(p->s, line, cl);
}
/* Offset in an address line where a classification line is glued on;
 * s.n: none. */
size_t class_line_glued(struct parse *, struct str line);
/* Notes the class word of a line next to a page line: the highest counts. */
void class_banner_note(struct parse *, struct str line);
/* A banner that is higher than the class line governs. */
void parse_banner(struct parse *);
/* UNCLAS with the control SENSITIVE. */
void parse_control(struct parse *);

/* parse_section.c */
/* Cuts section lines out of [from, end) of the text, lines and inside of
 * lines, and notes the sections they name. */
void parse_furniture(struct parse *, uint32_t from, uint32_t end);
void parse_section_seen(struct parse *, int section);
/* The same with their total; nothing where either is 0. */
void parse_section_of(struct parse *, int section, int of);
/* Which sections are here, and which are not. */
void parse_sections(struct parse *);
/* Reports a page or section line that shares its line with the text. */
void parse_page_line(struct parse *, uint32_t start, uint32_t end,
    struct str what);

/* parse_head.c: takes line i if it is a format line or an addressee. */
struct head_state {
	int list;		/* which list goes on: see parse_head.c */
	bool from_seen, dtg_seen, addresses;
	size_t to_cap, info_cap;
	uint32_t glued;		/* text offset of a glued class line */
};
bool head_line(struct parse *, struct head_state *, size_t i);
/* The publisher's date line: "Wednesday, 29 November 2000, 13:59". */
bool head_weekday(struct parse *, struct str line);
void head_finish(struct parse *, struct head_state *);
/* parse_routing.c: signals and words behind the group of FL4 or the year of FL5. */
void head_handling(struct parse *, struct cur);

/* parse_dtg.c: format line 5, from its first prosign. */
bool dtg_read(struct parse *, struct str line);
bool dtg_broken(struct parse *, struct str line);
/* The word of the prosign at `at`, if it is one. */
void dtg_precedence(struct parse *, const char *at, struct reftel_value *);

/* One address: indicator, name, precedence, number, exempted ones. */
struct reftel_addressee head_address(struct parse *, struct str);
/* Addressees that a collective does not include. */
void head_exempt_one(struct parse *p, struct reftel_value plad);
void head_exempt(struct parse *, struct str);

/* parse_labelled.c: header and footer, where each value has a label. */
void parse_labelled(struct parse *);

/* parse_front.c: everything down to the first paragraph. */
void parse_front(struct parse *);

/* parse_line.c: what a line looks like. */
/* A "1." or mark that begins a numbered paragraph at s. */
bool front_paragraph_start(struct str s);
/* Words that open a text without a number: SUMMARY, COMMENT, a rule. */
bool line_opens_text(struct str);
/* A portion mark opens it. */
bool line_opens_portion(struct str);
/* Nothing but words shaped like TAGS; capitals: in capitals only. */
bool line_of_tags(struct str, bool capitals);
/* A lettered reference at its start. */
bool line_ref_lettered(struct str);
/* A lettered reference to a telegram, which can be nothing else:
 * "B. 07 PARIS 12". */
bool line_ref_whole(struct str);
/* It could go on with a list of references. */
bool line_ref_like(struct str);
bool line_has_digit(struct str);

/* parse_label.c: a label at the cursor, with what parts it from its value;
 * the cursor moves behind it. */
bool label_eo(struct cur *);
bool label_tags(struct cur *, bool *damaged);
bool label_subject(struct cur *, bool after_tags);
/* loose: the colon may be lost. */
bool label_ref(struct cur *, bool loose);
bool label_authority(struct cur *);
enum label_kind { NEAR_NONE, NEAR_EO, NEAR_TAGS, NEAR_SUBJECT, NEAR_REF,
	NEAR_AUTHORITY };
/* The letters of a label, up to a blank or a mark behind them. */
struct str label_word(struct str);
/* The spelling that a label of that kind must have had; empty: it is right,
 * or none is near. */
struct str label_meant(struct str word, enum label_kind);
/* A label that none of the above knows, because a letter of it is wrong; the
 * cursor moves behind it. wrong: its letters. */
enum label_kind label_near(struct cur *, struct str *wrong);

/* parse_caption.c */
/* printed may be a word of ours ("EFTO" for "E F T O"). */
void caption_add(struct parse *, struct str printed, uint32_t start,
    uint32_t end);
/* Takes a line that is of captions only. */
bool caption_line(struct parse *, struct str line);
bool caption_corrected_copy(struct parse *, struct str line);
/* Takes a caption that stands before a passing line or a remark, gives that
 * line: empty if there is none. */
struct str caption_before_pass(struct parse *, struct str line);
/* Could a line in caption position be a passing line? Wording is free. */
bool passing_like(struct str line);
/* Is it one by its words alone, wherever it stands? alone: nothing else is
 * there. */
bool passing_sure(struct str line, bool alone);
bool passing_person(struct str);
bool passing_agency(struct str);

/* parse_number.c: the number that the wrapper or the caller gives, if it is
 * one; the telegram's own, with the year, which other values need. */
bool number_given(const struct parse *, struct reftel_number *);
void parse_number(struct parse *);

/* parse_subject.c: the subject, and the title made of it. */
void parse_subject(struct parse *);
void parse_title(struct parse *);

/* parse_wrapper.c: lines that the form has outside of the telegram's words;
 * at the end what it says itself, and its list of references. */
void parse_form_lines(struct parse *);
void parse_wrapper(struct parse *);
void parse_wrapper_refs(struct parse *);

/* parse_tags.c, parse_refs.c, parse_authority.c, parse_eo.c: make the values
 * of the collected lines, once the telegram's date is known. */
void parse_tags(struct parse *);
void parse_refs(struct parse *);
void parse_eo(struct parse *);
void parse_authority(struct parse *);

/* parse_reason.c: where the authority's reasons end in [start, end); what
 * follows on the same line is text. *done: reasons were read, and none is to
 * follow. */
uint32_t authority_end(struct parse *, uint32_t start, uint32_t end,
    bool *done);
/* A short line that begins with punctuation and holds reason letters only:
 * ", (c), and (d)." goes on with the line above. */
bool authority_letters(struct str line);

/* The kind of a TAGS term by the tables. */
enum reftel_tag_kind parse_tag_kind(struct str, int year);

/* parse_record.c: what a record's attributes add to the text's own. Only
 * for CFPF; before the wrapper's word fills what is left. */
void parse_record(struct parse *);
/* The telegram that a corrected copy replaces, as the first reference. */
void parse_replaced(struct parse *);
/* The same words in a line of references. */
void parse_replaced_refs(struct parse *);

/* parse_pages.c: cuts page lines and the archive's stamps with what belongs
 * to them, and the headings of later sections, before anything is read. */
void parse_pages(struct parse *);

/* parse_body.c */
void parse_body(struct parse *);
/* A line of a text header, by its first words. */
bool body_header_shape(struct str line);

#endif
