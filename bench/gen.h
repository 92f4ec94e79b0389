/*
 * The generator's model of a telegram, and how one is made up.
 * gen_forms.h prints it in the forms of the archives; gen.c writes down the
 * record that a reader must find, genarchive.c makes whole archives.
 *
 * Texts lie in one pool and are named by their place in it.  A blank that
 * must not become a line end is kept as the byte 1 (a month and its day, a
 * dash and the word before it).
 */
#ifndef BENCH_GEN_H
#define BENCH_GEN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "gen_words.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define TIE '\1'		/* a blank that is no line end */

/* --- random numbers ----------------------------------- */

struct rng {
	uint64_t s;
};

/* splitmix64, by Sebastiano Vigna, public domain. */
static inline uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->s += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

/* 0 to n - 1. */
static inline unsigned
pick(struct rng *r, unsigned n)
{
	return (unsigned)((rng_next(r) >> 32) * n >> 32);
}

static inline bool
percent(struct rng *r, unsigned p)
{
	return pick(r, 100) < p;
}

/* For one telegram of a seed; turn tells apart what must not disturb each
 * other, such as the model and the way a form prints it. */
static inline struct rng
rng_for(uint64_t seed, uint64_t index, uint64_t turn)
{
	struct rng r = { seed * 0x2545F4914F6CDD1Du ^ index << 8 ^ turn };

	rng_next(&r);
	rng_next(&r);
	return r;
}

/* --- the model ----------------------------------- */

struct text {
	size_t at, n;		/* in the pool */
};

enum class { UNCLAS, SBU, CONF, SECR, CLASSES };

struct address {
	const char *ri, *plad;
	const char *precedence;	/* printed, or NULL */
	char number[32];	/* or "" */
	const char *except[2];	/* of a collective */
	size_t except_n;
};

enum { TOPICS = 12, MAX_INFO = 48, MAX_TAGS = 12, MAX_SMALL = 6 };

struct ref {
	char label;		/* or 0 */
	const char *kind;
	struct text text;
	char id[40];		/* or "" */
	bool notal;
};

/* What stands behind one letter: one reference or a list. */
struct ref_item {
	char label;
	struct text print;
};

/* Ways to print the list. */
enum { REF_LINES, REF_BRACKETS, REF_ROW, REF_DOUBLED, REF_BARE };

enum heading_style { RULE_BELOW, RULES, RULE_INLINE, BARE };

struct par {
	int number;		/* -1: none is printed */
	const char *portion;	/* or NULL */
	const char *kind;
	struct text heading;	/* n is 0: none */
	struct text text;	/* lists: one item a line */
};

/* A page line inside the text. */
struct brk {
	size_t par, off;	/* at that blank of its text, or its end */
	unsigned section, page;	/* page 0 is not printed */
};

/* A telegram that another cites. */
struct cited {
	const struct post *post;
	int year;
	unsigned serial;
	unsigned next;		/* "AND 530": a later serial, or 0 */
};

/* Where a telegram stands in an archive. */
struct plan {
	int year, month, day, hour, minute;
	const struct post *post;
	unsigned serial;
	const struct cited *cited;
	size_t cited_n;
	/* the first of n continuity numbers to that station */
	unsigned (*number)(void *ctx, const char *plad, unsigned n);
	void *ctx;
};

struct telegram {
	struct rng r;
	const struct plan *plan;	/* or NULL */
	struct buf pool;
	int year, month, day, hour, minute;
	bool caps;		/* written in capitals throughout */
	bool heading;		/* with transmission lines */
	bool reflowed;		/* paragraphs are long lines */
	bool redacted, damaged;
	bool weekday;		/* the publication's other style of header */
	const struct post *post;
	unsigned serial;
	char id[40];
	enum class class;
	bool noforn_suffix;	/* "S E C R E T//NOFORN" */
	bool efto;		/* "UNCLAS E F T O" */
	bool captions_in_row;
	const char *captions[MAX_SMALL];	/* as printed */
	size_t caption_n;
	const char *passing[MAX_SMALL];
	size_t passing_n;
	char prosign[2];	/* action, information or 0 */
	struct address to[MAX_SMALL], info[MAX_INFO];
	size_t to_n, info_n;
	char channel[24], filed[16];
	bool section_in_de;
	unsigned sections;
	const char *order;
	char eo_text[64];	/* behind the colon */
	const char *eo_action;
	char eo_date[40];	/* or "" */
	bool eo_name;		/* it names the classifier */
	size_t tag[MAX_TAGS], tag_n;	/* of tags[] */
	const char *country[2];
	size_t country_n;
	const char *person[2];	/* surname and given name, capitals; or NULL */
	char person_room[2][32];
	bool tag_commas, person_brackets;
	struct text subject;
	const char *subject_portion;
	const char *ref_word;
	unsigned ref_style;
	struct ref *refs;
	size_t ref_n, ref_cap;
	struct ref_item *items;
	size_t item_n, item_cap;
	struct text classified;	/* the whole line, or n is 0 */
	struct text classifier;	/* the name in it */
	const char *reasons[4];
	size_t reason_n;
	struct par *pars;
	size_t par_n, par_cap;
	size_t summary_first, summary_n;	/* paragraphs of the summary */
	struct text summary[2];
	enum heading_style heading_style;
	char rule;		/* what it is made of */
	const char *label;	/* behind a paragraph's number */
	const char *trailer;	/* above the signature, or NULL */
	struct brk *brks;
	size_t brk_n, brk_cap;
	const char *signature;	/* or NULL */
	char signature_room[32];
	unsigned signature_style;	/* blank line, next line, same line */
	unsigned width;
	bool hyphens;		/* lines may end inside a hyphened word */
	const char *topics[5][TOPICS];	/* words that come again */
	/* section that is printed alone, or left out, or 0; only where
	 * paragraphs are not reflowed */
	unsigned only, without;
};

/* What the command line asks for. */
struct wish {
	uint64_t seed;
	size_t size;		/* of a telegram, or 0 */
	long refs;		/* or -1 */
	const struct plan *plan;	/* or NULL */
};

/* The lists of words; must come first.  large: as many words as an archive
 * has, most of them invented here. */
void gen_lists(bool large);
/* Telegram number index of the wish's seed, in place of what t was. */
void gen_make(struct telegram *t, const struct wish *, uint64_t index);
void gen_free(struct telegram *);
/* Cuts words out of the paragraphs, XXXXXXXXXXXX in their place. False: there
 * was nothing to cut. */
bool gen_redact(struct telegram *, struct rng *);
/* Is that section there from its first line to its last? */
bool gen_has_section(const struct telegram *, unsigned section);
/* Room for one more of v[n]. */
void *gen_grow(void *v, size_t n, size_t *cap, size_t size);
void gen_out_of_memory(void) __attribute__((noreturn));
/* The department, which is none of posts[]. */
extern const struct post gen_department;
/* "FLASH" */
const char *gen_precedence(char prosign);

#endif
