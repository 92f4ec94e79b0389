/*
 * References: what a telegram cites, what cites it, and the conversation of
 * which both are part.
 *
 * A reference leads to a telegram by its number.  Where no telegram of that
 * number is held, the number may have been printed or read wrongly: it is
 * folded by the rules of fold.h, and says so in its receipt.
 */
#ifndef ARCHIVE_REFS_H
#define ARCHIVE_REFS_H

#include "archive/archive.h"
#include "archive/fold.h"
#include "archive/graph.h"
#include "base/json.h"

/* A telegram at one end of a reference.  Strings are never NULL. */
struct ref_end {
	int64_t telegram;	/* 0: not held */
	const char *id;		/* as archive_head() shows it; "": no telegram */
	const char *date, *post, *subject, *classification;
};

struct ref_entry {
	/* cites: what is cited; cited by: the telegram that cites */
	struct ref_end other;
	unsigned n;		/* the place among the citing one's, from 1 */
	const char *label;	/* "A" or "" */
	const char *kind;	/* telegram, email, ...: reftel-record(5) */
	const char *text;	/* the words of the REF line */
	const char *printed;	/* the number as read; "": none */
	const char *means;	/* the number it is taken for; "": none */
	const char *receipt;	/* why it is taken for another; "": it is not */
	enum sure sure;		/* of that */
	bool notal;
};

/* What a telegram cites, in the order of its lines, also what is no
 * telegram. */
enum archive_status refs_cites(struct archive *, struct arena *,
    int64_t telegram, struct ref_entry **, size_t *n);

/* What cites a number (canonical, as archive_find() gives it; held or not),
 * in order of time; at most limit of them (0: all). *total: how many there
 * are.  Where the number stands in REF lines, and in all of them means
 * another, these are given: `means` tells. */
enum archive_status refs_cited(struct archive *, struct arena *,
    const char *id, size_t limit, struct ref_entry **, size_t *n,
    uint64_t *total);

/*
 * Other telegrams that are held, under other numbers or none, with the same
 * text word by word: sent a second time, or filed twice.
 */
struct refs_same {
	struct ref_end *v;
	size_t n;
	bool marked;		/* it says itself: SUSPECTED DUPLICATE */
	unsigned witnesses;	/* of it: a second sending under its number
				 * is one of these */
};
enum archive_status refs_same_text(struct archive *, struct arena *,
    int64_t telegram, struct refs_same *);

/*
 * A number or any name of a telegram as people give it: *telegram (0: not
 * held) and the number that references use ("": it has none), which is that
 * of the telegram, also where it was asked for by another name. False: the
 * words name no telegram, or there is no such; archive_status() tells a
 * failure from that.
 */
bool refs_find(struct archive *, const char *spelling, int64_t *telegram,
    char id[48]);

/*
 * The conversation: all that is reached over references, in either
 * direction, by at most `depth` steps; at most `limit` telegrams, the nearest
 * first.  A telegram that more than `fan` others cite is part of it, but what
 * cites it is not followed, unless one began there: an instruction to all
 * posts would draw in everything.
 */
struct thread_options {
	unsigned depth, limit, fan;
};
/* 4 steps, 200 telegrams, 20 that cite. */
extern const struct thread_options thread_defaults;

struct thread_node {
	struct ref_end end;	/* date of one that is not held: "" */
	const char *before;	/* then: the date of the first that cites it */
	unsigned steps;		/* from where one began */
	size_t parent;		/* what it answers: the latest that it cites;
				 * THREAD_ROOT: it cites none of them */
	unsigned level;		/* below a root */
	const char *label, *text;	/* of the line that cites the parent */
	uint64_t cited;		/* how many cite it */
	uint64_t unfollowed;	/* of these, not in the thread */
	bool hub;		/* because there are too many */
};
#define THREAD_ROOT ((size_t)-1)

struct thread_edge {
	size_t from, to;	/* nodes: the one that cites, the one cited */
	const char *label, *text, *receipt;
	bool notal;
};

struct thread {
	/* as a tree in time: each behind its parent, in order of date */
	struct thread_node *node;
	size_t n;
	struct thread_edge *edge;
	size_t edge_n;
	size_t start;		/* where one began */
	struct thread_options used;
	/* what was left out: telegrams that were seen and not taken since
	 * there were too many, or too many steps away; hubs */
	uint64_t over_limit, over_depth, hubs;
};
/* id: as refs_find() gives it; telegram 0: not held. */
enum archive_status thread_read(struct archive *, struct arena *,
    int64_t telegram, const char *id, const struct thread_options *,
    struct thread *);

/* The same things for programs. */
void refs_json(struct json *, const struct ref_entry *, size_t n);
void thread_json(struct json *, const struct thread *);
void thread_graph(struct buf *, enum graph_form, const struct thread *);

#endif
