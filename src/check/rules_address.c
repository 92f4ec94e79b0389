/*
 * Precedence and addresses: format lines 5 to 9.  telegram.md 9 and 10,
 * transmission.md 1.7, 2 and 3.
 */
#include "check/check.h"
#include "tables/tables.h"

/* --- precedence ------------------------------------------------------------ */

/* 1 routine to 4 flash; 0: no such word. */
static int
precedence_rank(const struct reftel_value *v)
{
	static const char *const words[] = { "ROUTINE", "PRIORITY",
		"IMMEDIATE", "FLASH" };

	if (same_value(v, "NIACT") || same_value(v, "NIACT IMMEDIATE"))
		return 3;
	for (int i = 0; i < 4; i++)
		if (same_value(v, words[i]))
			return i + 1;
	return 0;
}

/* The highest word of a list; *at: whose it is, or NULL. */
static int
highest(const struct reftel_addressees *l, const struct reftel_value **at)
{
	int most = 0;

	*at = NULL;
	for (size_t i = 0; i < l->n; i++) {
		int rank = precedence_rank(&l->v[i].precedence);

		if (rank > most) {
			most = rank;
			*at = &l->v[i].precedence;
		}
	}
	return most;
}

/* The Department's way of writing a heading, with # before the station
 * serial: there an addressee without a word is routine. */
static bool
state_dialect(const struct check *c)
{
	const struct reftel_value *s = &c->t->transmission.station_serial;

	return value_placed(s) && s->start > 0 && s->start <= c->text.n &&
	    c->text.p[s->start - 1] == '#';
}

/* The digraph of the routing line bears the addressees out, not the line of
 * the date. */
static bool
digraph_says(const struct check *c, int rank)
{
	const struct reftel_value *d =
	    &c->t->transmission.routing_precedence;

	return value_set(d) && d->n > 0 && d->s[0] == "RPOZ"[rank - 1];
}

/* FL5-01.  In the allied way of writing no addressee has a word. */
void
precedence_mismatch(struct check *c)
{
	const struct reftel_value *at, *info_at;
	int said = precedence_rank(&c->t->precedence_action);
	int action = highest(&c->t->to, &at);
	int info = highest(&c->t->info, &info_at);
	int most = action > info ? action : info;

	if (most == 0 && state_dialect(c) && c->t->to.n + c->t->info.n > 0)
		most = 1;
	if (!value_placed(&c->t->precedence_action) || most == 0 || said == 0)
		return;
	if (said == most)
		return;
	struct str arg = value_str(&c->t->precedence_action);
	if (said > most || digraph_says(c, most)) {
		say_at(c, &c->t->precedence_action, arg);
		return;
	}
	say_at(c, action > info ? at : info_at, arg);
	if (!digraph_says(c, said))
		say_also(c, &c->t->precedence_action, arg);
}

/* Reading may have taken it from the digraph of the routing line. */
void
precedence_missing(struct check *c)
{
	const struct reftel_value *v = &c->t->precedence_action;

	if (c->whole && value_placed(&c->t->dtg) && (!value_set(v) ||
	    is_inferred(c, "/precedence/action")))
		say_at(c, &c->t->dtg, STR(""));
}

/* FL5-02 */
void
precedence_order(struct check *c)
{
	int action = precedence_rank(&c->t->precedence_action);
	int info = precedence_rank(&c->t->precedence_info);

	if (action > 0 && info > 0 && info >= action)
		say_at(c, &c->t->precedence_info,
		    value_str(&c->t->precedence_info));
}

void
precedence_info_higher(struct check *c)
{
	const struct reftel_value *at, *info_at;
	int action = highest(&c->t->to, &at);
	int info = highest(&c->t->info, &info_at);

	if (c->t->to.n > 0 && info > 1 && info > action)
		say_at(c, info_at, value_str(info_at));
}

static bool
niact(const struct reftel_value *v)
{
	return same_value(v, "NIACT IMMEDIATE") || same_value(v, "NIACT");
}

void
niact_for_information(struct check *c)
{
	for (size_t i = 0; i < c->t->info.n; i++)
		if (niact(&c->t->info.v[i].precedence))
			say_at(c, &c->t->info.v[i].precedence, STR(""));
}

/* Words by which paragraph 1 says why it cannot wait. */
static bool
explained(struct str s)
{
	static const char *const words[] = { "NIACT", "IMMEDIATE", "URGENT",
		"BECAUSE", "TONIGHT", "AT ONCE", "NIGHT", "DEADLINE",
		"OPENING OF BUSINESS", "ACTION", "BEFORE", "HOURS" };

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (find_word(s, words[i], 0) < s.n)
			return true;
	return false;
}

void
niact_unexplained(struct check *c)
{
	const struct reftel_value *at = NULL;

	for (size_t i = 0; i < c->t->to.n && at == NULL; i++)
		if (niact(&c->t->to.v[i].precedence))
			at = &c->t->to.v[i].precedence;
	if (at == NULL && niact(&c->t->precedence_action))
		at = &c->t->precedence_action;
	if (at == NULL || c->t->paragraphs.n == 0 ||
	    explained(value_str(&c->t->paragraphs.v[0].text)))
		return;
	if (c->day < 20040101 && value_placed(at))
		say_note(c, at->start, at->end, STR(""));
	else
		say_at(c, at, STR(""));
}

/* ADR-04 */
void
routine_written(struct check *c)
{
	const struct reftel_addressees *lists[] = { &c->t->to, &c->t->info };

	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->n; i++)
			if (same_value(&lists[l]->v[i].precedence, "ROUTINE")) {
				say_at(c, &lists[l]->v[i].precedence, STR(""));
				return;
			}
}

/* Dropped from the Department's list by 2017. */
void
precedence_withdrawn(struct check *c)
{
	if (c->day >= 20170101 && same_value(&c->t->precedence_action,
	    "PRIORITY"))
		say_at(c, &c->t->precedence_action, STR(""));
}

/* --- who ---------------------------------------------------------------------- */

/* Addressees that the heading has; an archive's field may stand in for them. */
static size_t
to_printed(const struct check *c)
{
	return is_inferred(c, "/to") ? 0 : c->t->to.n;
}

static size_t
info_printed(const struct check *c)
{
	return is_inferred(c, "/info") ? 0 : c->t->info.n;
}

/* ADR-01: a heading that has a date or addressees has a sender. */
void
from_missing(struct check *c)
{
	const struct reftel_value *from = &c->t->from.plad;

	if (c->whole && (!value_set(from) || is_inferred(c, "/from/plad")) &&
	    value_placed(&c->t->dtg) && to_printed(c) + info_printed(c) > 0)
		say_between(c, &c->t->dtg, &(to_printed(c) > 0 ? &c->t->to :
		    &c->t->info)->v[0].whole);
}

void
addressee_missing(struct check *c)
{
	if (c->whole && value_set(&c->t->from.plad) &&
	    value_placed(&c->t->dtg) && to_printed(c) + info_printed(c) == 0)
		say_between(c, &c->t->from.plad, &c->t->classification);
}

void
action_missing(struct check *c)
{
	if (!c->whole || to_printed(c) > 0 || info_printed(c) == 0)
		return;
	if (value_placed(&c->t->from.plad))
		say_between(c, &c->t->from.plad, &c->t->info.v[0].whole);
	else
		say_at(c, &c->t->info.v[0].whole, STR(""));
}

/* Each address of both lists. */
typedef void address_fn(struct check *, const struct reftel_addressee *);

static void
each_address(struct check *c, address_fn *fn)
{
	for (size_t i = 0; i < c->t->to.n; i++)
		fn(c, &c->t->to.v[i]);
	for (size_t i = 0; i < c->t->info.n; i++)
		fn(c, &c->t->info.v[i]);
}

static bool
collective(struct str plad)
{
	static const char *const words[] = { "COLLECTIVE", "ALL", "POSTS",
		"CAPITALS", "STATES", "AIG", "EMBASSIES", "MISSIONS" };

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (find_word(plad, words[i], 0) < plad.n)
			return true;
	return false;
}

static void
unknown_one(struct check *c, const struct reftel_addressee *a)
{
	struct str plad = value_str(&a->plad);

	/* the cheapest question first: lists of addresses are long */
	if (plad.n > 0 && !tables_plad(plad) && !collective(plad) &&
	    tables_post_by_plad(plad) == NULL)
		say_at(c, &a->plad, plad);
}

/* The sender's name ends in the station of the telegram's number, blanks
 * aside, and its first word is no slip of the hand: a station that the book
 * need not know. */
static bool
sender_sure(const struct check *c)
{
	static const char *const heads[] = { "AMEMBASSY", "AMCONSUL",
		"AMCONGEN", "USMISSION" };
	struct str plad = value_str(&c->t->from.plad);
	struct str post = value_str(&c->t->post), first = lex_first_word(plad);
	size_t k = plad.n, n = post.n;

	for (size_t i = 0; i < LEX_COUNT(heads); i++)
		if (str_distance(first, str_from(heads[i]), 1) == 1)
			return false;
	while (k > 0 && n > 0) {
		if (plad.p[k - 1] == post.p[n - 1])
			n--;
		else if (ch_alnum(plad.p[k - 1]))
			return false;
		k--;
	}
	return n == 0;
}

void
address_unknown(struct check *c)
{
	if (c->whole && value_placed(&c->t->from.plad) &&
	    !is_inferred(c, "/from/plad") && !sender_sure(c))
		unknown_one(c, &c->t->from);
	each_address(c, unknown_one);
}

/* Is it one of those that the Department's own relay gives, one a post? */
static bool
own_indicator(struct str ri)
{
	return str_starts(ri, STR("RUEH"));
}

/* An indicator that no post has, one letter off that of the post named. */
static bool
indicator_misspelt(struct check *c, const struct reftel_addressee *a)
{
	const struct post *post = tables_post_by_plad(value_str(&a->plad));
	struct str ri = value_str(&a->ri);

	if (post == NULL || *post->ri == '\0' || ri.n < 5 ||
	    str_distance(ri, str_from(post->ri), 1) != 1 ||
	    tables_route(ri, value_str(&a->plad)))
		return false;
	say_at(c, &a->ri, str_from(post->ri));
	return true;
}

/* ADR-02: both are known, and are two posts'; or the tables know no post of
 * the indicator, and the post named has another of the same kind. */
static void
indicator_one(struct check *c, const struct reftel_addressee *a)
{
	const struct post *by_ri, *by_plad;

	if (!value_set(&a->ri) || a->plad.n == 0)
		return;
	by_ri = tables_post_by_ri(value_str(&a->ri));
	if (by_ri == NULL && indicator_misspelt(c, a))
		return;
	by_plad = by_ri == NULL && !own_indicator(value_str(&a->ri)) ? NULL :
	    tables_post_by_plad(value_str(&a->plad));
	if (by_plad != NULL && by_ri == NULL) {
		if (own_indicator(str_from(by_plad->ri)) &&
		    !tables_route(value_str(&a->ri), value_str(&a->plad)))
			say_at(c, &a->ri, str_from(by_plad->ri));
		return;
	}
	if (by_plad != NULL && by_ri != by_plad && *by_plad->ri != '\0' &&
	    strcmp(by_plad->ri, by_ri->ri) != 0 &&
	    !tables_route(value_str(&a->ri), value_str(&a->plad)))
		say_at(c, &a->ri, str_from(by_plad->ri));
}

/* Is the sender's indicator in DE that of the post in FM? */
static void
originator_differs(struct check *c)
{
	const struct reftel_value *ri = &c->t->transmission.originator;
	struct str plad = value_str(&c->t->from.plad);
	const struct post *post;

	if (!value_placed(ri) || plad.n == 0 || is_inferred(c, "/from/plad"))
		return;
	post = tables_post_by_plad(plad);
	if (post != NULL && *post->ri != '\0' && !same_value(ri, post->ri) &&
	    !tables_route(value_str(ri), plad))
		say_at(c, ri, str_from(post->ri));
}

/* An indicator that is called for none of the addressees is one letter off
 * that of one who is not called. */
static void
called_misspelt(struct check *c)
{
	enum { MOST = 64 };		/* each is held against each */
	const struct reftel_values *r = &c->t->transmission.routing;
	const struct reftel_addressees *lists[] = { &c->t->to, &c->t->info };

	for (size_t l = 0; l < 2 && r->n <= MOST; l++)
		for (size_t i = 0; i < lists[l]->n && i < MOST; i++) {
			const struct reftel_value *a = &lists[l]->v[i].ri;
			const struct reftel_value *near = NULL;
			bool called = !value_placed(a) || a->n < 5;

			for (size_t k = 0; k < r->n && !called; k++) {
				struct str s = value_str(&r->v[k]);
				called = str_eq(s, value_str(a));
				if (!called && tables_post_by_ri(s) == NULL &&
				    str_distance(s, value_str(a), 1) == 1)
					near = &r->v[k];
			}
			if (!called && near != NULL)
				say_at(c, near, value_str(a));
		}
}

void
indicator_differs(struct check *c)
{
	originator_differs(c);
	called_misspelt(c);
	each_address(c, indicator_one);
}

/* ADR-03.  Of copies without indicators those before the 1970s are older than the
 * rule. */
static void
continuity_one(struct check *c, const struct reftel_addressee *a)
{
	struct str s = value_str(&a->number);

	if (!value_set(&a->number) || (!value_set(&a->ri) &&
	    c->day < 19700101))
		return;
	bool range = s.n == 9 && s.p[4] == '-';
	if (s.n != 4 && !range)
		say_at(c, &a->number, s);
	/* a counter that rolls over at 9999 is no fault */
	else if (range && str_digits(s.p, 4) >= str_digits(s.p + 5, 4) &&
	    str_digits(s.p, 4) < 9900)
		say_at(c, &a->number, s);
}

void
continuity_malformed(struct check *c)
{
	each_address(c, continuity_one);
}

/* A table over the addresses, so that long lists take no longer. */
void
address_repeated(struct check *c)
{
	size_t n = c->t->to.n + c->t->info.n, cap = 16;
	const struct reftel_value **seen;

	if (n < 2)
		return;
	while (cap < 2 * n)
		cap *= 2;
	seen = arena_alloc(&c->t->impl->arena, sizeof *seen, cap);
	for (size_t i = 0; seen != NULL && i < n; i++) {
		const struct reftel_value *v = i < c->t->to.n ?
		    &c->t->to.v[i].plad : &c->t->info.v[i - c->t->to.n].plad;
		uint32_t hash = 2166136261u;

		for (size_t k = 0; k < v->n; k++)
			hash = (hash ^ (unsigned char)v->s[k]) * 16777619u;
		size_t at = hash & (cap - 1);
		while (seen[at] != NULL && !str_eq(value_str(seen[at]),
		    value_str(v)))
			at = (at + 1) & (cap - 1);
		if (seen[at] != NULL && v->n > 0)
			say_at(c, v, value_str(v));
		seen[at] = v;
	}
}

static void
exempt_one(struct check *c, const struct reftel_addressee *a)
{
	if (a->except.n > 0 && !collective(value_str(&a->plad)))
		say_at(c, &a->except.v[0], value_str(&a->except.v[0]));
}

void
exempt_without_collective(struct check *c)
{
	each_address(c, exempt_one);
}

/* --- how the heading is written -------------------------------------------------- */

static bool
has_small(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_lower(s.p[i]))
			return true;
	return false;
}

static void
small_one(struct check *c, const struct reftel_addressee *a)
{
	if (value_placed(&a->plad) && has_small(value_str(&a->plad)))
		say_at(c, &a->plad, value_str(&a->plad));
}

void
heading_small_letters(struct check *c)
{
	if (!c->t->transmission.present)
		return;
	if (has_small(value_str(&c->t->from.plad)))
		say_at(c, &c->t->from.plad, value_str(&c->t->from.plad));
	each_address(c, small_one);
}

/* FL1 to FL10 hold at most 69 characters. */
void
heading_line_long(struct check *c)
{
	enum { MOST = 69 };
	const struct reftel_value *first = &c->t->transmission.channel;
	uint32_t at;
	struct str line;

	/* above it stands what a mailbox prints */
	if (!value_placed(first))
		first = &c->t->dtg;
	if (!c->t->transmission.present || !value_placed(first))
		return;
	at = first->start;
	while (next_line(c, &at, c->head_end, &line))
		if (line.n > MOST) {
			uint32_t a = place_of(c, line.p);
			say(c, a + MOST, a + (uint32_t)line.n,
			    arg_of(c, "%zu", line.n));
			return;
		}
}
