/* Wrong numbers folded into those that were meant; see fold.h. */
#include "archive/fold.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reftel.h"
#include "tables/tables.h"
#include "telegram/number.h"

enum {
	SLACK_DAYS = 2,		/* numbers are not given in strict order */
	TURN_DAYS = 120,	/* behind which a reference names the year */
	RECENT_DAYS = 60,
	FAST = 4,		/* times as fast as in all of a year: too fast */
	FAST_FLOOR = 100,	/* serials that any post may reach at once */
	MANY = 10,		/* times as many telegrams: the other name is
				 * the right one */
	REACH_KNOWN = 20,	/* telegrams that show how far serials go */
	NEAR_LETTERS = 6	/* shorter names are near too many */
};

const char *
sure_name(enum sure sure)
{
	static const char *const names[] = {
		[SURE_CERTAIN] = "certain", [SURE_LIKELY] = "likely",
		[SURE_POSSIBLE] = "possible"
	};

	return names[sure];
}

const char *
fold_rule_name(enum fold_rule rule)
{
	static const char *const names[] = {
		[FOLD_NONE] = "none", [FOLD_NO_NUMBER] = "no-number",
		[FOLD_SPELLING] = "spelling", [FOLD_POST] = "post",
		[FOLD_ALIAS] = "alias", [FOLD_YEAR] = "year",
		[FOLD_SERIAL] = "serial"
	};

	return names[rule];
}

/* Numbers. */

static int
full_year(int two_digits, int cited_in)
{
	enum { AFTER = 9 };	/* a slip of the hand, not a century */
	int year = number_year(two_digits);

	if (cited_in == 0)
		return year;
	while (year > cited_in + AFTER)
		year -= 100;
	while (year + 100 <= cited_in + AFTER)
		year += 100;
	return year;
}

bool
fold_split(const char *id, int cited_in, struct fold_parts *p)
{
	size_t n = strlen(id), digits = 0;

	while (digits < n && ch_digit(id[n - digits - 1]))
		digits++;
	if (digits == 0 || digits > 8 || n - digits < 3 ||
	    !ch_digit(id[0]) || !ch_digit(id[1]) || ch_digit(id[2]) ||
	    n - digits - 2 >= sizeof(p->post))
		return false;
	p->year = full_year((int)str_digits(id, 2), cited_in);
	p->serial = str_digits(id + n - digits, digits);
	memcpy(p->post, id + 2, n - digits - 2);
	p->post[n - digits - 2] = '\0';
	return p->serial > 0;
}

void
fold_join(const struct fold_parts *p, char id[48])
{
	int n = snprintf(id, 48, "%02d%s%ld", p->year % 100, p->post,
	    p->serial);

	if (n < 0 || n >= 48)
		id[0] = '\0';
}

/* Days. */

/* Days since 0000-03-01 in the Gregorian calendar; -1: no day. */
static long
day_number(const char *date)
{
	int year, month, day;

	if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return -1;
	if (month < 3) {
		year--;
		month += 12;
	}
	return 365L * year + year / 4 - year / 100 + year / 400 +
	    (153L * (month - 3) + 2) / 5 + day - 1;
}

long
fold_days(const char *from, const char *to)
{
	long a = day_number(from), b = day_number(to);

	return a < 0 || b < 0 ? 0 : b - a;
}

bool
fold_later(const char *sent, const char *cited)
{
	return fold_days(cited, sent) > SLACK_DAYS;
}

/* Sent on a day of the last `within` days before it was cited. A day that
 * is not known fits nothing. */
static bool
date_fits(const char *sent, const char *cited, long within)
{
	long days = fold_days(sent, cited);

	return *sent != '\0' && *cited != '\0' && days >= -SLACK_DAYS &&
	    days <= within;
}

/* Posts. */

/* One post out of several; none if there are two. */
struct pick {
	const char *post;
	bool several;
};

static void
pick(struct pick *p, const char *post)
{
	if (p->post != NULL && strcmp(p->post, post) != 0)
		p->several = true;
	p->post = post;
}

static const struct fold_post *
find_post(const struct fold_post *posts, size_t n, const char *name)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;
		int order = strcmp(posts[mid].post, name);

		if (order == 0)
			return &posts[mid];
		if (order < 0)
			low = mid + 1;
		else
			n = mid;
	}
	return NULL;
}

static bool
is_near(struct str a, struct str b)
{
	return a.n >= NEAR_LETTERS && str_distance(a, b, 1) == 1;
}

static bool
is_part(struct str part, struct str whole)
{
	return part.n >= 4 && part.n < whole.n &&
	    (str_starts(whole, part) || str_ends(whole, part));
}

/* A held post whose name the other is, changed or lost letters apart. A name
 * that has telegrams of its own is another's only if that has many more. */
static void
pick_held(struct pick *p, const struct fold_post *posts, size_t n,
    struct str name, unsigned own, bool (*same)(struct str, struct str))
{
	for (size_t i = 0; i < n; i++)
		if (posts[i].telegrams > own * MANY &&
		    same(name, str_from(posts[i].post)))
			pick(p, posts[i].post);
}

const char *
fold_post_name(const struct fold_post *posts, size_t n, const char *post,
    bool *part)
{
	const struct fold_post *held = find_post(posts, n, post);
	unsigned own = held == NULL ? 0 : held->telegrams;
	struct str name = str_from(post);
	const struct post *known;
	struct pick near = { NULL, false }, parts = { NULL, false };

	*part = false;
	if (tables_post(name) != NULL || own >= MANY)
		return NULL;
	known = tables_post_near(name);
	if (known != NULL)
		pick(&near, known->post);
	pick_held(&near, posts, n, name, own, is_near);
	if (near.post != NULL)
		return near.several ? NULL : near.post;
	known = tables_post_part(name);
	if (known != NULL)
		pick(&parts, known->post);
	pick_held(&parts, posts, n, name, own, is_part);
	*part = true;
	return parts.several ? NULL : parts.post;
}

void
fold_posts(struct fold_post *posts, size_t n)
{
	bool part;

	for (size_t i = 0; i < n; i++)
		posts[i].means = fold_post_name(posts, n, posts[i].post,
		    &part);
}

/* The rules.  Each looks at the number as the ones before left it; true: it
 * has led to a telegram that is held, or there is nothing more to be said. */

struct folding {
	const struct fold_world *world;
	const struct fold_question *q;
	struct fold_answer *out;
	struct fold_parts parts;
};

static void __attribute__((format(printf, 2, 3)))
doubt(struct folding *f, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(f->out->doubt, sizeof(f->out->doubt), fmt, ap);
	va_end(ap);
}

/* Takes the number for another. What was folded before keeps its words. */
static void __attribute__((format(printf, 4, 5)))
take(struct folding *f, enum fold_rule rule, const struct fold_parts *parts,
    const char *fmt, ...)
{
	struct fold_answer *out = f->out;
	size_t n = strlen(out->receipt);
	va_list ap;

	if (n > 0)
		n += (size_t)snprintf(out->receipt + n,
		    sizeof(out->receipt) - n, "; ");
	f->parts = *parts;
	fold_join(parts, out->id);
	out->rule = rule;
	if (n + 1 >= sizeof(out->receipt))
		return;
	n += (size_t)snprintf(out->receipt + n, sizeof(out->receipt) - n,
	    "read as %s: ", out->id);
	if (n + 1 >= sizeof(out->receipt))
		return;
	va_start(ap, fmt);
	vsnprintf(out->receipt + n, sizeof(out->receipt) - n, fmt, ap);
	va_end(ap);
}

static bool
held(const struct folding *f, const struct fold_parts *parts, char date[11])
{
	char id[48];

	date[0] = '\0';
	fold_join(parts, id);
	return id[0] != '\0' && f->world->held(f->world->ctx, id, date);
}

/* Notes that the number as it is now is held. */
static bool
found(struct folding *f, enum sure sure)
{
	f->out->held = true;
	if (sure > f->out->sure)
		f->out->sure = sure;
	return true;
}

/* The number with another year, if that one is held and was sent shortly
 * before it was cited. */
static bool
take_year(struct folding *f, int year, long within, const char *why)
{
	struct fold_parts parts = f->parts;
	char date[11];

	parts.year = year;
	if (year == f->parts.year || !held(f, &parts, date) ||
	    !date_fits(date, f->q->date, within))
		return false;
	take(f, FOLD_YEAR, &parts, "same serial and post a year %s, date fits"
	    "%s%s", year < f->parts.year ? "before" : "later",
	    *why == '\0' ? "" : "; ", why);
	return found(f, SURE_LIKELY);
}

/* One that is held, and was sent later than it is cited: that cannot be, and
 * often it is the one of the year before. */
static bool
found_later(struct folding *f, const char *date)
{
	char why[80];

	snprintf(why, sizeof(why), "%s was sent later, on %s", f->out->id,
	    date);
	if (take_year(f, f->parts.year - 1, TURN_DAYS, why))
		return true;
	doubt(f, "%s", why);
	return found(f, SURE_POSSIBLE);
}

/* "08ECTION01OF02MANAMA492", "06MADRID762ZFR1236", "06SECSTATE12": words of
 * the telegram's own lines glued to its number. */
static bool
rule_spelling(struct folding *f)
{
	struct reftel_number number;
	bool is_number = reftel_number_parse(f->q->id, strlen(f->q->id), 0,
	    &number) == REFTEL_OK && number.id[0] != '\0';
	bool is_split = fold_split(f->q->id, f->q->year, &f->parts);
	struct fold_parts parts;
	char date[11];

	if (is_number && strcmp(number.id, f->q->id) != 0 &&
	    fold_split(number.id, f->q->year, &parts)) {
		take(f, FOLD_SPELLING, &parts, "%s",
		    "other words were taken for a part of it");
		return held(f, &parts, date) && found(f, SURE_CERTAIN);
	}
	if (is_split && held(f, &f->parts, date))
		return fold_later(date, f->q->date) ? found_later(f, date)
		    : found(f, SURE_CERTAIN);
	if (is_split && (is_number || find_post(f->world->posts,
	    f->world->posts_n, f->parts.post) != NULL))
		return false;
	f->out->rule = FOLD_NO_NUMBER;
	return true;
}

static bool
rule_post(struct folding *f)
{
	bool part;
	const char *post = fold_post_name(f->world->posts, f->world->posts_n,
	    f->parts.post, &part);
	struct fold_parts parts = f->parts;
	char date[11];
	bool is_held, fits;

	if (post == NULL || strlen(post) >= sizeof(parts.post))
		return false;
	strcpy(parts.post, post);
	is_held = held(f, &parts, date);
	fits = is_held && date_fits(date, f->q->date, 2 * 365);
	if (part && !fits) {
		doubt(f, "no post %s is known; it may be %s", f->parts.post,
		    post);
		return false;
	}
	take(f, FOLD_POST, &parts, part
	    ? "%s is a part of that post's name%s"
	    : "%s is one letter away from that post's name%s",
	    f->parts.post, fits ? ", date fits" : "");
	f->out->sure = SURE_LIKELY;
	return is_held && found(f, fits ? SURE_LIKELY : SURE_POSSIBLE);
}

/* It may be held under a name of the post that is itself misspelt. */
static bool
rule_alias(struct folding *f)
{
	for (size_t i = 0; i < f->world->posts_n; i++) {
		const struct fold_post *post = &f->world->posts[i];
		struct fold_parts parts = f->parts;
		char date[11];

		if (post->means == NULL || strlen(post->post) >=
		    sizeof(parts.post) || strcmp(post->means,
		    f->parts.post) != 0)
			continue;
		strcpy(parts.post, post->post);
		if (!held(f, &parts, date))
			continue;
		take(f, FOLD_ALIAS, &parts, "held under that spelling of %s",
		    post->means);
		return found(f, SURE_LIKELY);
	}
	return false;
}

/* A year stands in the words, beside the serial. Words without a name go on
 * with a list, whose first number has the year. */
static bool
year_printed(const char *text, const struct fold_parts *parts)
{
	unsigned years = 0, serials = 0, both = 0;
	bool letters = false;

	for (const char *s = text; *s != '\0';) {
		size_t n = 0;
		long v;
		bool year, serial;

		letters |= ch_alpha(*s);
		while (n < 9 && ch_digit(s[n]))
			n++;
		if (n == 0) {
			s++;
			continue;
		}
		v = str_digits(s, n);
		year = (n == 2 && v == parts->year % 100) ||
		    (n == 4 && v == parts->year);
		serial = v == parts->serial;
		both += year && serial;
		years += year;
		serials += serial;
		s += n;
	}
	return !letters || years > both || both > 1 || (both > 0 &&
	    serials > both);
}

/* Days of the year that have gone by. */
static long
day_of_year(const char *date)
{
	char first[11] = "";

	if (strlen(date) < 10)
		return 366;
	memcpy(first, date, 4);
	memcpy(first + 4, "-01-01", 7);
	return fold_days(first, date);
}

/* In the first weeks of a year: so high a serial had not been reached, as
 * the highest of all years goes. */
static bool
too_fast(const struct folding *f, const struct fold_parts *parts, char *why,
    size_t cap)
{
	long days = day_of_year(f->q->date), reach;
	unsigned known;

	if (days > TURN_DAYS)
		return false;
	reach = f->world->reach(f->world->ctx, parts->post, &known);
	if (known == 0 || parts->serial <= FAST_FLOOR + FAST * reach *
	    (days + 1) / 365)
		return false;
	snprintf(why, cap, "so high a serial is not reached by %.10s: the "
	    "highest of any year that is known is %ld", f->q->date, reach);
	return true;
}

/* The number is later than the telegram that cites it. *why (with room for
 * the receipt) says how that shows. */
static bool
too_late(const struct folding *f, const struct fold_parts *parts, char *why,
    size_t cap)
{
	struct fold_around around = { { 0 }, { 0 } };

	if (f->q->year == 0 || parts->year < f->q->year)
		return false;
	if (parts->year > f->q->year) {
		snprintf(why, cap, "that year had not begun when it was "
		    "cited");
		return true;
	}
	f->world->around(f->world->ctx, parts, &around);
	if (around.below.serial == 0 || fold_days(f->q->date,
	    around.below.date) <= SLACK_DAYS)
		return too_fast(f, parts, why, cap);
	snprintf(why, cap, "%s, a lower serial, was sent later, on %s",
	    around.below.id, around.below.date);
	return true;
}

/*
 * A reference without a year means the year in which it was written, but in
 * January often the year before (telegram.md 16.2).  A telegram that is
 * later than the one that cites it has the wrong year.
 */
static bool
rule_year(struct folding *f)
{
	int now = f->q->year, year = f->parts.year;
	struct fold_parts before = f->parts;
	char why[160] = "";
	bool late, printed;

	if (now == 0 || year < now - 1)
		return false;
	printed = year_printed(f->q->text, &f->parts);
	late = too_late(f, &f->parts, why, sizeof(why));
	if (late && (take_year(f, now, 366, why) ||
	    take_year(f, now - 1, 366, why)))
		return true;
	if (!late && !printed)
		return year == now ? take_year(f, now - 1, TURN_DAYS, why)
		    : take_year(f, now, RECENT_DAYS, why);
	if (!late)
		return false;
	before.year = now - 1;
	if (year == now && !printed && day_of_year(f->q->date) <= RECENT_DAYS) {
		take(f, FOLD_YEAR, &before, "no year is printed, and %s", why);
		f->out->sure = SURE_LIKELY;
		return false;
	}
	doubt(f, "%s", why);
	return false;
}

/* What would be read without the digit at `at`. */
static long
without_digit(long serial, int at)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%ld", serial);

	if (at >= n || n < 2)
		return 0;
	memmove(digits + at, digits + at + 1, (size_t)(n - at));
	return strtol(digits, NULL, 10);
}

/* A serial far above any that the post is known to have reached. */
static bool
rule_serial(struct folding *f)
{
	unsigned known = 0, candidates = 0;
	long reach = f->world->reach(f->world->ctx, f->parts.post, &known);
	struct fold_parts parts = f->parts, one = f->parts;
	long last = 0;

	if (known < REACH_KNOWN || f->parts.serial <= 2 * reach)
		return false;
	for (int at = 0; at < 8; at++) {
		char date[11];

		parts.serial = without_digit(f->parts.serial, at);
		if (parts.serial == 0 || parts.serial == last ||
		    !held(f, &parts, date) ||
		    !date_fits(date, f->q->date, TURN_DAYS))
			continue;
		last = parts.serial;
		one = parts;
		candidates++;
	}
	if (candidates == 1) {
		take(f, FOLD_SERIAL, &one, "a digit too many: no serial of %s "
		    "above %ld is known, date fits", one.post, reach);
		return found(f, SURE_LIKELY);
	}
	doubt(f, "the highest serial of %s that is known is %ld",
	    f->parts.post, reach);
	return false;
}

void
fold(const struct fold_world *world, const struct fold_question *q,
    struct fold_answer *out)
{
	static bool (*const rules[])(struct folding *) = {
		rule_spelling, rule_post, rule_alias, rule_year, rule_serial
	};
	struct folding f = { .world = world, .q = q, .out = out };

	*out = (struct fold_answer){ .rule = FOLD_NONE };
	snprintf(out->id, sizeof(out->id), "%s", q->id);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i](&f))
			break;
	out->year = out->rule == FOLD_NO_NUMBER ? 0 : f.parts.year;
}
