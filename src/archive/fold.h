/*
 * Numbers that were printed or read wrongly, folded into the number that was
 * meant.  By rules of the trade, never by a list of numbers; each folding has
 * a receipt that says what was done and why, and how sure it is.
 *
 * What is held and when it was sent is asked of a `fold_world`, so the rules
 * know no database.  telegram.md 11 and 16.2, archive-forms.md 2.6.
 */
#ifndef ARCHIVE_FOLD_H
#define ARCHIVE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* How sure something is that was not read but worked out. */
enum sure { SURE_CERTAIN, SURE_LIKELY, SURE_POSSIBLE };
const char *sure_name(enum sure);	/* "certain", "likely", "possible" */

struct fold_parts {		/* of a number */
	int year;		/* four digits */
	char post[32];
	long serial;
};

/* Held telegrams of one post and year nearest to a serial; serial 0: none.
 * Dates: 2007-10-29, the day alone. */
struct fold_near {
	long serial;
	char date[11];
	char id[48];
};
struct fold_around {
	struct fold_near below, above;
};

/* What is held, as the caller knows it. */
struct fold_world {
	void *ctx;
	/* Is a telegram of that number held? Its day to date, "": unknown. */
	bool (*held)(void *ctx, const char *id, char date[11]);
	/* Serials next to one that is not held. */
	void (*around)(void *ctx, const struct fold_parts *,
	    struct fold_around *);
	/* The highest serial that any year of the post shows, and of how many
	 * telegrams that is known. */
	long (*reach)(void *ctx, const char *post, unsigned *known);
	/* Posts of which telegrams are held, in byte order. */
	const struct fold_post *posts;
	size_t posts_n;
};
struct fold_post {
	const char *post;
	unsigned telegrams;	/* held; need not be counted over 100 */
	const char *means;	/* fold_posts(): another post's, misspelt */
};
/* Fills in `means`, once the rest is known. Names it gives are those of the
 * list or of the tables. */
void fold_posts(struct fold_post *, size_t n);

/* A reference whose number is not held, or not by a telegram that was sent
 * before it was cited. */
struct fold_question {
	const char *id;		/* as it was read */
	const char *text;	/* the words, "" */
	const char *date;	/* of the telegram that cites: day or more, "" */
	int year;		/* of that telegram, or 0 */
};

/* Why a number is taken for another. */
enum fold_rule {
	FOLD_NONE,		/* the number stands as it is */
	FOLD_NO_NUMBER,		/* it is no telegram number at all */
	FOLD_SPELLING,		/* words glued to the post or the serial */
	FOLD_POST,		/* the post's name lost or changed letters */
	FOLD_ALIAS,		/* the held one's name did */
	FOLD_YEAR,		/* the year is wrong */
	FOLD_SERIAL		/* a digit too many */
};
/* "none", "no-number", ...; static. */
const char *fold_rule_name(enum fold_rule);

struct fold_answer {
	enum fold_rule rule;
	char id[48];		/* what is meant */
	int year;		/* its year, four digits; 0: no number */
	bool held;		/* a telegram of that number is held */
	enum sure sure;		/* of the folding */
	char receipt[200];	/* "" with FOLD_NONE */
	char doubt[200];	/* what speaks against the number; or "" */
};
/* What the question's number means. Allocates nothing; cannot fail. */
void fold(const struct fold_world *, const struct fold_question *,
    struct fold_answer *);

/* A canonical number taken apart; false: it is none.  Its two digits mean
 * the last such year up to some years after the one given (0: 1966 to
 * 2065, telegram.md 9). */
bool fold_split(const char *id, int cited_in, struct fold_parts *);
/* Put together; "" where it does not fit. */
void fold_join(const struct fold_parts *, char id[48]);

/* Whether a post's name, which no table knows, is another's with letters
 * changed or lost: that one's name; NULL: it stands for itself.  *part: it
 * is only a part of the other, which proves less. */
const char *fold_post_name(const struct fold_post *, size_t n,
    const char *post, bool *part);

/* A telegram that was sent on that day cannot be the one that was cited on
 * the other. */
bool fold_later(const char *sent, const char *cited);

/* Days from one day to another, both "2007-10-29" or longer; 0 where either
 * is unknown. */
long fold_days(const char *from, const char *to);

#endif
