/*
 * How the telegram is protected and steered: banners, portion marks,
 * captions, passing lines.  telegram.md 4, 12 and 13.
 */
#include "check/check.h"
#include "form/line.h"
#include "tables/tables.h"

/* --- the class ----------------------------------------------------------------- */

/* The control LOU ended on 1 October 1995; old habits are let pass to the
 * end of that year. */
void
lou_out_of_time(struct check *c)
{
	enum { LAST = 19951231 };

	if (c->day <= LAST)
		return;
	if (same_value(&c->t->classification, "LIMITED OFFICIAL USE") &&
	    value_placed(&c->t->classification)) {
		say_at(c, &c->t->classification, STR(""));
		return;
	}
	for (size_t i = 0; i < c->t->paragraphs.n; i++)
		if (str_starts(value_str(&c->t->paragraphs.v[i].portion),
		    STR("LOU"))) {
			say_at(c, &c->t->paragraphs.v[i].portion, STR(""));
			return;
		}
}

/* A class word alone on its line, of another class than the telegram. */
static bool
banner_other(struct check *c, struct str line)
{
	struct class_line cl;

	if (!class_banner(line) || !class_line_in(c->text.p, line, &cl) ||
	    cl.level == NULL)
		return false;
	int rank = rank_of_level(str_from(cl.level));
	bool controlled = rank == 0 && c->rank == RANK_CONTROLLED &&
	    !same_value(&c->t->classification, "LIMITED OFFICIAL USE");
	if (rank < 0 || rank == c->rank || controlled)
		return false;
	say_str(c, line, line);
	return true;
}

static bool
banner_in(struct check *c, uint32_t at, uint32_t end)
{
	struct str line;

	while (next_line(c, &at, end, &line))
		if (line.n >= 6 && banner_other(c, line))
			return true;
	return false;
}

/* Banners stand at the top, at page breaks, which are cut, and behind the
 * signature. */
void
banner_differs(struct check *c)
{
	size_t n;
	const struct cut *cut = telegram_cuts(c->t, &n);
	const struct reftel_telegram *t = c->t;
	uint32_t end = 0;

	if (c->rank < 0)
		return;
	if (banner_in(c, c->begin, c->head_end))
		return;
	for (size_t i = 0; i < n; i++)
		if (cut[i].start >= c->head_end &&
		    banner_in(c, cut[i].start, cut[i].end))
			return;
	if (t->paragraphs.n > 0 && value_placed(
	    &t->paragraphs.v[t->paragraphs.n - 1].text))
		end = t->paragraphs.v[t->paragraphs.n - 1].text.end;
	for (size_t i = 0; i < t->signature.n; i++)
		if (value_placed(&t->signature.v[i]) &&
		    t->signature.v[i].end > end)
			end = t->signature.v[i].end;
	if (end > 0)
		banner_in(c, end, (uint32_t)c->text.n);
}

/* --- portion marks ------------------------------------------------------------------ */

/* One statement covers all: "1. (C - ENTIRE TEXT)" (telegram.md 4.3). */
static bool
entire_text(const struct check *c)
{
	uint32_t from = c->head_end, to = (uint32_t)c->text.n;

	if (c->t->impl->body > from)
		from = c->t->impl->body;
	if (to - from > 1000)
		to = from + 1000;
	struct str s = str_cut(c->text, from, to);
	return find_word(s, "ENTIRE", 0) < s.n;
}

void
portion_above(struct check *c)
{
	struct str mark = { 0 };
	size_t n = 0;

	for (size_t i = 0; c->rank >= 0 && i < c->t->paragraphs.n; i++) {
		const struct reftel_value *v = &c->t->paragraphs.v[i].portion;
		int rank = rank_of_portion(value_str(v));

		/* SBU in a telegram without that control has a rule of its
		 * own */
		if (rank <= c->rank || rank < RANK_CLASSIFIED)
			continue;
		say_at(c, v, value_str(v));
		if (n++ == 0)
			mark = value_str(v);
	}
	/* several marks: it may be the class that is wrong */
	if (n > 1)
		say_also(c, &c->t->classification, mark);
}

/* The highest of all marks; -1 where a numbered paragraph has none. */
static int
highest_portion(const struct check *c, const struct reftel_value **at)
{
	int most = -1;

	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &c->t->paragraphs.v[i];
		int rank = rank_of_portion(value_str(&p->portion));

		if (!value_set(&p->portion)) {
			if (p->number.value >= 0)
				return -1;
			continue;
		}
		if (rank < 0)
			return -1;
		if (rank > most) {
			most = rank;
			*at = &p->portion;
		}
	}
	return most;
}

void
portion_below(struct check *c)
{
	const struct reftel_value *at = NULL;
	int most = highest_portion(c, &at);

	if (most >= 0 && most < c->rank && !entire_text(c) &&
	    value_placed(&c->t->classification))
		say_at(c, &c->t->classification, value_str(at));
}

/* A numbered paragraph without a mark anywhere; of one that a publisher took
 * out, nobody knows. */
static bool
unmarked(const struct reftel_paragraph *p)
{
	struct str s = value_str(&p->text);

	return p->number.value >= 0 && !value_set(&p->portion) &&
	    portion_elsewhere(s).n == 0 && s.n > 0 && s.p[0] != '[';
}

/* From December 1978 each paragraph of a classified telegram has its mark.
 * What goes on below a numbered paragraph has that one's. */
void
portion_missing(struct check *c)
{
	const struct reftel_paragraph *first = NULL;
	size_t n = 0;
	bool marks = false, numbers = false;

	if (c->rank < RANK_CLASSIFIED || c->day < 19781201)
		return;
	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &c->t->paragraphs.v[i];

		numbers |= p->number.value >= 0;
		marks |= value_set(&p->portion);
		if (unmarked(p) && n++ == 0)
			first = p;
	}
	if (!numbers && !marks && c->t->paragraphs.n > 0) {
		first = &c->t->paragraphs.v[0];
		n = c->t->paragraphs.n;
	}
	if (n == 0 || entire_text(c))
		return;
	const struct reftel_value *at = value_placed(&first->printed) ?
	    &first->printed : &first->text;
	say_at(c, at, arg_of(c, "%zu of %zu paragraphs", n,
	    c->t->paragraphs.n));
}

static bool
caveat(struct str mark, const char *word)
{
	return find_word(mark, word, 0) < mark.n;
}

void
noforn_caption_missing(struct check *c)
{
	if (has_caption(c, "NOFORN") || c->rank < RANK_CLASSIFIED)
		return;
	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_value *v = &c->t->paragraphs.v[i].portion;
		struct str s = value_str(v);

		if (rank_of_portion(s) >= RANK_CLASSIFIED &&
		    (caveat(s, "NF") || caveat(s, "NOFORN"))) {
			say_at(c, v, s);
			return;
		}
	}
}

void
sensitive_caption_missing(struct check *c)
{
	if (c->rank != 0)
		return;
	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_value *v = &c->t->paragraphs.v[i].portion;

		if (str_starts(value_str(v), STR("SBU"))) {
			say_at(c, v, value_str(v));
			return;
		}
	}
}

/* A mark is a level and caveats (telegram.md 4.3). */
static bool
portion_known(struct str s)
{
	static const char *const caveats[] = { "N", "NF", "NOFORN", "FOUO",
		"REL", "EXDIS", "NODIS", "LIMDIS", "ENTIRE", "TEXT", "TO",
		"USA", "SENSITIVE", "STADIS", "ORCON", "OC", "SIPDIS" };
	struct cur c = cur_make(s);
	struct str w;
	bool rel = false;

	if (rank_of_portion(s) < 0)
		return false;
	eat_alpha(&c, &w);
	while (!cur_end(&c)) {
		if (!eat_alpha(&c, &w)) {
			c.p++;
			continue;
		}
		rel |= str_eqi(w, STR("REL"));
		if (!rel && !lex_in(w, caveats, LEX_COUNT(caveats)))
			return false;
	}
	return true;
}

void
portion_unknown(struct check *c)
{
	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_value *v = &c->t->paragraphs.v[i].portion;

		if (value_set(v) && !portion_known(value_str(v)))
			say_at(c, v, value_str(v));
	}
}

/* --- captions -------------------------------------------------------------------------- */

static bool
is_channel(const struct reftel_value *v)
{
	return str_ends(value_str(v), STR(" CHANNEL"));
}

/* From the most restrictive on; -1: takes no part (telegram.md 12). */
static int
caption_rank(const struct reftel_value *v)
{
	static const char *const order[] = { "NODIS", "EXDIS", "CHEROKEE",
		"", "STADIS", "LIMDIS", "NOFORN" };

	if (is_channel(v))
		return 3;
	for (size_t i = 0; i < LEX_COUNT(order); i++)
		if (same_value(v, order[i]))
			return (int)i;
	return -1;
}

/* NOFORN and the like behind the class words, which has to stand there. */
static bool
suffix(const struct check *c, const struct reftel_value *v)
{
	const struct reftel_int *serial = &c->t->serial;

	return value_placed(v) && serial->start <= serial->end &&
	    v->start < serial->end;
}

static const struct reftel_value *
caption_of(const struct check *c, const char *name)
{
	for (size_t i = 0; i < c->t->captions.n; i++)
		if (same_value(&c->t->captions.v[i], name))
			return &c->t->captions.v[i];
	return NULL;
}

void
caption_conflict(struct check *c)
{
	const struct reftel_value *sipdis = caption_of(c, "SIPDIS");
	const struct reftel_value *other = caption_of(c, "NODIS");

	if (other == NULL)
		other = caption_of(c, "EXDIS");
	if (sipdis == NULL || other == NULL)
		return;
	/* from the first of the two to the second: either may be wrong */
	if (!value_placed(sipdis) || !value_placed(other))
		say_at(c, sipdis, value_str(other));
	else if (other->start < sipdis->start)
		say(c, other->start, sipdis->end, value_str(other));
	else
		say(c, sipdis->start, other->end, value_str(other));
}

void
caption_beside_channel(struct check *c)
{
	if (!has_caption(c, "AGREMENT CHANNEL") &&
	    !has_caption(c, "DIRGEN CHANNEL"))
		return;
	for (size_t i = 0; i < c->t->captions.n; i++) {
		const struct reftel_value *v = &c->t->captions.v[i];

		if (!same_value(v, "AGREMENT CHANNEL") &&
		    !same_value(v, "DIRGEN CHANNEL") &&
		    !same_value(v, "CORRECTED COPY") && !suffix(c, v)) {
			say_at(c, v, value_str(v));
			return;
		}
	}
}

void
caption_two_channels(struct check *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->t->captions.n; i++)
		if (is_channel(&c->t->captions.v[i]) && n++ > 0)
			say_at(c, &c->t->captions.v[i],
			    value_str(&c->t->captions.v[i]));
}

void
channel_unclassified(struct check *c)
{
	const struct reftel_value *v = caption_of(c, "AGREMENT CHANNEL");

	if (v != NULL && c->rank == 0)
		say_at(c, v, STR(""));
}

void
caption_order(struct check *c)
{
	int last = -1;

	for (size_t i = 0; i < c->t->captions.n; i++) {
		const struct reftel_value *v = &c->t->captions.v[i];
		int rank = caption_rank(v);

		if (rank < 0 || suffix(c, v))
			continue;
		if (rank < last) {
			say_at(c, v, value_str(v));
			return;
		}
		last = rank;
	}
}

void
caption_line_shared(struct check *c)
{
	for (size_t i = 1; i < c->t->captions.n; i++) {
		const struct reftel_value *a = &c->t->captions.v[i - 1];
		const struct reftel_value *b = &c->t->captions.v[i];

		if (!value_placed(a) || !value_placed(b) || suffix(c, b) ||
		    b->start < a->end)
			continue;
		struct str gap = str_cut(c->text, a->end, b->start);
		if (str_findc(gap, '\n', 0) == gap.n && gap.n < 8) {
			say_at(c, b, value_str(b));
			return;
		}
	}
}

void
sensitive_on_classified(struct check *c)
{
	const struct reftel_value *v = caption_of(c, "SENSITIVE");

	if (v != NULL && c->rank >= RANK_CLASSIFIED)
		say_at(c, v, STR(""));
}

void
sipdis_early(struct check *c)
{
	const struct reftel_value *v = caption_of(c, "SIPDIS");

	if (v != NULL && c->day > 0 && c->day < 20010101)
		say_at(c, v, STR(""));
}

void
official_informal_subject(struct check *c)
{
	const struct reftel_value *v = caption_of(c, "OFFICIAL INFORMAL");
	struct str s = value_str(&c->t->subject);

	if (v == NULL)
		v = caption_of(c, "OFFICIAL-INFORMAL");
	if (v != NULL && s.n > 0 && (find_word(s, "OFFICIAL", 0) == s.n ||
	    find_word(s, "INFORMAL", 0) == s.n))
		say_at(c, v, STR(""));
}

/* Capitals, one of which may have become a digit. */
static bool
all_letters(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits += ch_digit(s.p[i]);
		if (!ch_upper(s.p[i]) && !ch_digit(s.p[i]))
			return false;
	}
	return digits == 0 || (digits == 1 && s.n >= 5);
}

/* A word alone in the captions' place that no table knows. */
void
caption_unknown(struct check *c)
{
	for (size_t i = 0; i < c->t->passing.n; i++) {
		const struct reftel_value *v = &c->t->passing.v[i];
		struct str s = value_str(v);

		if (s.n >= 3 && all_letters(s) && tables_caption(s) == NULL)
			say_at(c, v, s);
	}
}

/* --- passing lines --------------------------------------------------------------------------- */

void
pass_restricted(struct check *c)
{
	if (!has_caption(c, "NODIS") && !has_caption(c, "STADIS"))
		return;
	for (size_t i = 0; i < c->t->passing.n; i++) {
		struct str s = value_str(&c->t->passing.v[i]);

		if (find_word(s, "PASS", 0) < s.n) {
			say_at(c, &c->t->passing.v[i],
			    has_caption(c, "NODIS") ? STR("NODIS") :
			    STR("STADIS"));
			return;
		}
	}
}

/* Where the first paragraph stands; else where the text begins. */
static uint32_t
text_begins(const struct check *c)
{
	const struct reftel_paragraph *p = c->t->paragraphs.v;

	if (c->t->paragraphs.n > 0 && value_placed(&p->printed))
		return p->printed.start;
	if (c->t->paragraphs.n > 0 && value_placed(&p->text))
		return p->text.start;
	return c->t->impl->body;
}

/* Below the subject, where reading expects no passing line. */
void
pass_late(struct check *c)
{
	static const char *const openings[] = { "DEPT FOR ", "DEPT PASS ",
		"STATE FOR ", "STATE PASS ", "PASS TO ", "PLEASE PASS ",
		"DEPARTMENT FOR ", "DEPARTMENT PASS ", "PLS PASS " };
	const struct reftel_value *subject = &c->t->subject;
	uint32_t at = subject->end, end = text_begins(c);
	struct str line;

	if (!value_placed(subject))
		return;
	while (next_line(c, &at, end, &line))
		if (lex_starts_in(line, openings, LEX_COUNT(openings)) &&
		    lex_capitals(line)) {
			say_str(c, line, line);
			return;
		}
}

void
pass_before_caption(struct check *c)
{
	const struct reftel_values *cap = &c->t->captions;
	const struct reftel_values *pass = &c->t->passing;

	if (cap->n > 0 && pass->n > 0 && value_placed(&pass->v[0]) &&
	    value_placed(&cap->v[cap->n - 1]) &&
	    pass->v[0].start < cap->v[cap->n - 1].start)
		say_at(c, &pass->v[0], value_str(&pass->v[0]));
}

/* Captions stand between the number and the E.O. line. */
void
caption_late(struct check *c)
{
	const struct reftel_value *eo = &c->t->eo.whole;

	for (size_t i = 0; value_placed(eo) && i < c->t->captions.n; i++) {
		const struct reftel_value *v = &c->t->captions.v[i];

		if (value_placed(v) && v->start > eo->end &&
		    v->end < c->t->impl->body) {
			say_at(c, v, value_str(v));
			return;
		}
	}
}
