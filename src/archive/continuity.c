/* Continuity numbers that are missing; see continuity.h. */
#include "archive/continuity.h"

#include <stdlib.h>
#include <string.h>

#include "archive/fold.h"
#include "base/str.h"

enum {
	ROLL = 10000,
	LATE = 200,		/* how far behind one may be that was sent at
				 * about the same time */
	LATE_DAYS = 2,
	FAR = 1000,		/* a step in which a slip is looked for */
	UNSURE = ROLL / 2
};

bool
continuity_read(const char *printed, int sections, int first_held,
    struct sent *s)
{
	size_t n = 0, m = 0;
	const char *behind;
	long to;

	while (n < 5 && ch_digit(printed[n]))
		n++;
	if (n == 0 || n > 4)
		return false;
	s->number = (int)str_digits(printed, n);
	s->width = sections > 1 ? sections : 1;
	behind = printed + n;
	if (*behind == '\0') {
		if (first_held > 1)
			s->number = (s->number - (first_held - 1) + ROLL) %
			    ROLL;
		return true;
	}
	if (*behind++ != '-')
		return false;
	while (m < 5 && ch_digit(behind[m]))
		m++;
	if (m == 0 || m > 4 || behind[m] != '\0')
		return false;
	to = str_digits(behind, m);
	s->width = (int)((to - s->number + ROLL) % ROLL) + 1;
	return s->width < FAR;
}

static int
in_time(const void *a, const void *b)
{
	const struct sent *x = a, *y = b;
	int order = strcmp(x->date, y->date);

	return order != 0 ? order : x->number - y->number;
}

static int
in_line(const void *a, const void *b)
{
	const struct sent *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return in_time(a, b);
}

/* Steps forward from one that is taken. */
static long
steps(long at, int number)
{
	return (number - at % ROLL + ROLL) % ROLL;
}

/* A number that was sent with the highest so far, or shortly after it, and
 * is lower: it was only late. */
static bool
is_late(const struct sent *top, const struct sent *s)
{
	return steps(top->at, s->number) > ROLL - LATE &&
	    top->at >= ROLL - steps(top->at, s->number) &&
	    fold_days(top->date, s->date) <= LATE_DAYS;
}

/* A slip of the hand: the next goes on from the one before as if it were not
 * there. */
static bool
is_slip(const struct sent *top, const struct sent *s, const struct sent *end)
{
	long step = steps(top->at, s->number);

	return step > FAR && s + 1 < end &&
	    steps(top->at, s[1].number) < step / 2;
}

/* Counts on over 9999, in order of time. What is out of line goes last. */
static size_t
unroll(struct sent *v, size_t n, bool *unsure)
{
	size_t used = 0, top = 0;

	for (size_t i = 0; i < n; i++) {
		struct sent s = v[i];
		long step;

		if (used == 0) {
			/* so that late ones do not fall below nought */
			s.at = ROLL + s.number;
			v[used++] = s;
			continue;
		}
		step = steps(v[top].at, s.number);
		if (is_late(&v[top], &s)) {
			s.at = v[top].at - (ROLL - step);
		} else if (is_slip(&v[top], &v[i], v + n)) {
			continue;
		} else {
			s.at = v[top].at + step;
			*unsure |= step > UNSURE;
		}
		v[used] = s;
		if (s.at >= v[top].at)
			top = used;
		used++;
	}
	return used;
}

/* Whether nought is a number of theirs. */
static bool
has_nought(const struct sent *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].at % ROLL == 0)
			return true;
	return false;
}

static void
add_gap(size_t below, size_t above, long from, long to, bool nought,
    struct sent_gap *gap, size_t cap, struct continuity *c)
{
	long count = to - from + 1;

	if (!nought)
		count -= to / ROLL - (from - 1) / ROLL;
	if (count <= 0)
		return;
	if (!nought && from % ROLL == 0)
		from++;
	if (!nought && to % ROLL == 0)
		to--;
	if (c->gaps < cap)
		gap[c->gaps] = (struct sent_gap){ below, above,
		    (int)(from % ROLL), (int)(to % ROLL), count };
	c->gaps++;
	c->missing += count;
}

void
continuity(struct sent *v, size_t n, struct sent_gap *gap, size_t cap,
    struct continuity *c)
{
	size_t high = 0;	/* the one that reaches highest */
	bool nought;
	long end;

	*c = (struct continuity){ 0 };
	if (n == 0)
		return;
	if (n > 1)
		qsort(v, n, sizeof(*v), in_time);
	c->used = unroll(v, n, &c->unsure);
	if (c->used > 1)
		qsort(v, c->used, sizeof(*v), in_line);
	nought = has_nought(v, c->used);
	end = v[0].at;
	for (size_t i = 0; i < c->used; i++) {
		long next = v[i].at + v[i].width;

		/* it may have passed over nought */
		if (!nought && (next - 1) / ROLL > v[i].at / ROLL)
			next++;
		if (v[i].at > end)
			add_gap(high, i, end, v[i].at - 1, nought, gap,
			    cap, c);
		if (next > end) {
			c->held += next - (v[i].at > end ? v[i].at : end);
			end = next;
			high = i;
		}
	}
}
