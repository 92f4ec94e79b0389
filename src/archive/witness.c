/* Whether two readings are of one telegram; see witness.h. */
#include "archive/witness.h"

#include <string.h>

#include "archive/collate.h"
#include "telegram/telegram.h"

const char *
witness_kind_name(enum witness_kind kind)
{
	static const char *const names[] = { "different", "exact", "near",
		"partial" };

	return names[kind];
}

/* --- measuring -------------------------------------------------------------- */

/* A cut this short, by what the other has for it, is no end of a row. */
enum { SHORT_CUT = 12 };

/* Rows of words that both have, each WITNESS_RUN or longer. */
static uint32_t
words_in_runs(const struct collation *c)
{
	uint32_t n = 0, run = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct collate_op *op = &c->op[i];
		uint32_t a = op->a_end - op->a, b = op->b_end - op->b;

		if (op->kind <= COLLATE_SPELT && op->a >= c->a->text) {
			run += a < b ? a : b;
		} else if (op->kind < COLLATE_CUT_A ||
		    a + b > SHORT_CUT + 1) {
			n += run >= WITNESS_RUN ? run : 0;
			run = 0;
		}
	}
	return n + (run >= WITNESS_RUN ? run : 0);
}

/* The most words in a row that one has where the other has none, or has
 * fewer. */
static void
longest_lack(const struct collation *c, uint32_t lacks[2])
{
	for (size_t i = 0; i < c->n; i++) {
		const struct collate_op *op = &c->op[i];
		uint32_t a = op->a_end - op->a, b = op->b_end - op->b;

		if (op->kind < COLLATE_CHANGED || op->kind > COLLATE_ONLY_B ||
		    (op->a < c->a->text && op->b < c->b->text))
			continue;
		if (a > b && a - b > lacks[1])
			lacks[1] = a - b;
		if (b > a && b - a > lacks[0])
			lacks[0] = b - a;
	}
}

/* Days since some day of the past; false: no whole date. */
static bool
day_number(const struct reftel_value *date, int *out)
{
	long y, m, d;

	if (date->s == NULL || date->n < 10)
		return false;
	y = str_digits(date->s, 4);
	m = str_digits(date->s + 5, 2);
	d = str_digits(date->s + 8, 2);
	if (m < 3) {
		y--;
		m += 12;
	}
	*out = (int)(365 * y + y / 4 - y / 100 + y / 400 +
	    (153 * (m - 3) + 2) / 5 + d);
	return true;
}

static int
days_between(const struct reftel_telegram *a, const struct reftel_telegram *b)
{
	int x, y;

	if (!day_number(&a->date, &x) || !day_number(&b->date, &y))
		return -1;
	return x > y ? x - y : y - x;
}

static void
measure(const struct collation *c, struct witness_measure *m)
{
	struct collate_count n;
	uint32_t (*of)[2] = n.of, both[2];

	collate_count(c, c->a->text, c->b->text, &n);
	m->run = words_in_runs(c);
	for (int k = 0; k < 2; k++) {
		m->words[k] = n.words[k];
		both[k] = of[COLLATE_SAME][k] + of[COLLATE_POINTS][k] +
		    of[COLLATE_SPELT][k];
		m->changed[k] = of[COLLATE_CHANGED][k];
		m->only[k] = of[k == 0 ? COLLATE_ONLY_A : COLLATE_ONLY_B][k];
		m->filled[k] = of[k == 0 ? COLLATE_CUT_B : COLLATE_CUT_A][k];
		m->cuts[k] = n.cuts[k];
	}
	m->both = both[0] < both[1] ? both[0] : both[1];
	longest_lack(c, m->lacks);
	m->days = days_between(c->a->t, c->b->t);
}

/* --- deciding --------------------------------------------------------------- */

/*
 * What share of the shorter text's words stands in rows of WITNESS_RUN words
 * or more that the longer one has as well.  Of 9,700 pairs of unlike released
 * telegrams it was 0.16 at most, where formulas of the trade made up much of
 * a short one (words alone, in order, were as much as 0.41); of 6,000 unlike
 * made-up pairs, with few words to choose from, 0.10.  Of pairs that are one
 * telegram it was 0.94 at the least, between two readings of bad print.  If
 * every third word is damaged, it is 0.4; if two of five are, 0.28.
 */
static const double SURE = 0.5, LEAST = 0.25;
/* Below it, dates that far apart say that it is another telegram: clocks of
 * wrappers differ by a day. */
enum { DAYS = 2 };
/* Fewer words than this say nothing by being the same. */
enum { FEW = 8 };

/* No text to go by, as in a record whose text was lost or a list of titles:
 * the number, the day and what there is of the subject must do. */
static bool
same_by_heading(const struct collation *c, const struct witness_measure *m)
{
	struct str a = value_str(&c->a->t->id), b = value_str(&c->b->t->id);
	uint32_t least = m->words[0] < m->words[1] ? m->words[0] : m->words[1];

	return a.n > 0 && str_eq(a, b) && m->days <= DAYS &&
	    m->both * 2 >= least;
}

static bool
is_one(const struct collation *c, const struct witness_measure *m)
{
	uint32_t a = m->words[0] - m->filled[0], b = m->words[1] - m->filled[1];
	uint32_t least = a < b ? a : b;

	if (least < FEW)
		return same_by_heading(c, m);
	return m->run >= FEW && (m->run >= SURE * least ||
	    (m->run >= LEAST * least && m->days <= DAYS));
}

/* A lost line or a headline more is damage; a paragraph is not. */
static bool
is_part(const struct witness_measure *m)
{
	for (int k = 0; k < 2; k++)
		if (m->lacks[k] >= 20 && m->lacks[k] * 10 >= m->words[!k])
			return true;
	return false;
}

static enum witness_kind
decide(const struct collation *c, const struct witness_measure *m)
{
	if (!is_one(c, m))
		return WITNESS_DIFFERENT;
	for (size_t i = 0; i < c->n; i++) {
		const struct collate_op *op = &c->op[i];

		if (op->kind > COLLATE_POINTS &&
		    (op->a >= c->a->text || op->b >= c->b->text) &&
		    (op->a_end > c->a->text || op->b_end > c->b->text))
			return is_part(m) ? WITNESS_PARTIAL : WITNESS_NEAR;
	}
	return WITNESS_EXACT;
}

/* Where two ways are equally short, which one is taken depends on the side:
 * so the sides do not depend on who came first. */
static bool
comes_first(const struct reading *x, const struct reading *y)
{
	if (x->n != y->n)
		return x->n < y->n;
	return str_cmp(x->t->impl->piece, y->t->impl->piece) <= 0;
}

static void
swap(uint32_t pair[2])
{
	uint32_t kept = pair[0];

	pair[0] = pair[1];
	pair[1] = kept;
}

static void
turn_round(struct witness_measure *m)
{
	swap(m->words);
	swap(m->changed);
	swap(m->only);
	swap(m->filled);
	swap(m->cuts);
	swap(m->lacks);
}

enum witness_kind
witness_compare(const struct reftel_telegram *a,
    const struct reftel_telegram *b, struct witness_measure *m)
{
	enum witness_kind kind = WITNESS_NEAR;
	struct witness_measure own;
	struct reading x, y;
	struct arena arena;
	struct collation c;
	bool turned;

	if (m == NULL)
		m = &own;
	*m = (struct witness_measure){ .days = -1 };
	arena_init(&arena);
	if (reading_make(&x, &arena, a) && reading_make(&y, &arena, b)) {
		turned = !comes_first(&x, &y);
		if (collate(&c, &arena, turned ? &y : &x, turned ? &x : &y)) {
			measure(&c, m);
			kind = decide(&c, m);
			if (turned)
				turn_round(m);
		}
	}
	arena_free(&arena);
	return kind;
}

/* --- which is the fuller ----------------------------------------------------- */

/* Letters of words, without those of cuts. */
static size_t
letters_read(const struct reading *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		if (!r->word[i].cut)
			n += r->word[i].core_end - r->word[i].core;
	return n;
}

/* Places where something is damaged or lost, as reading tells them: whether
 * the telegram was checked as well makes no difference. */
static size_t
damages(const struct reftel_telegram *t)
{
	size_t n = 0;

	for (const struct diag *d = t->impl->diag; d != NULL; d = d->next)
		n += !diag_info[d->code].checked &&
		    d->severity >= REFTEL_WARNING;
	return n;
}

struct fullness {
	size_t letters, damages;
};

static struct fullness
fullness_of(const struct reftel_telegram *t)
{
	struct fullness f = { .damages = damages(t) };
	struct reading r;
	struct arena arena;

	arena_init(&arena);
	if (reading_make(&r, &arena, t))
		f.letters = letters_read(&r);
	arena_free(&arena);
	return f;
}

/* A damage spoils about a word. */
enum { LETTERS_OF_WORD = 5 };

bool
witness_fuller(const struct reftel_telegram *a,
    const struct reftel_telegram *b)
{
	struct fullness x = fullness_of(a), y = fullness_of(b);
	size_t p = x.letters + LETTERS_OF_WORD * y.damages;
	size_t q = y.letters + LETTERS_OF_WORD * x.damages;

	if (p != q)
		return p > q;
	if (x.damages != y.damages)
		return x.damages < y.damages;
	if (a->form != b->form)
		return a->form < b->form;
	return str_cmp(a->impl->piece, b->impl->piece) <= 0;
}

/* --- the print ---------------------------------------------------------------- */

/*
 * The least hash of all rows of this many words: copies that differ in a
 * share d of their rows have it in common with a chance of 1 - d, wherever
 * they differ, and an extract with the chance that it is from there.  Words
 * are taken as runs of plain letters and digits, so that an apostrophe and
 * its damage are the same; every telegram that is kept comes by here.
 */
enum { ROW = 8 };
#define POWER 0x9E3779B97F4A7C15u
/* POWER to the power of ROW, modulo 2^64, so that a word leaves the sum. */
#define POWER_2 (POWER * POWER)
#define POWER_4 (POWER_2 * POWER_2)
#define POWER_8 (POWER_4 * POWER_4)

struct printing {
	uint64_t last[ROW], sum, least;
	size_t n;
};

static void
print_word(struct printing *p, uint64_t letters)
{
	uint64_t word = (letters ^ letters >> 29) * 0xBF58476D1CE4E5B9u, h;
	uint64_t *old = &p->last[p->n++ % ROW];

	p->sum = p->sum * POWER + word - *old * POWER_8;
	*old = word;
	if (p->n < ROW)
		return;
	h = (p->sum ^ p->sum >> 31) * 0x94D049BB133111EBu;
	h ^= h >> 29;
	if (h < p->least)
		p->least = h;
}

/* Eight bytes, the first lowest, on any machine: one load on most. */
static inline uint64_t
load(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
	    (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
	    (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
	    (uint64_t)b[7] << 56;
}

/* Up to eight letters at p, capitals or not; end: what may be read. */
static inline uint64_t
eight(const char *p, size_t n, const char *end)
{
	const uint64_t capitals = 0xDFDFDFDFDFDFDFDFu;
	char room[8] = { 0 };

	if (end - p < 8) {
		memcpy(room, p, (size_t)(end - p));
		p = room;
	}
	return load(p) & capitals >> (n < 8 ? 64 - 8 * n : 0);
}

/* Of a run of n letters: all up to eight, of more the first and the last
 * eight. */
static uint64_t
letters_of(const char *p, size_t n, const char *end)
{
	return eight(p, n, end) + n +
	    (n > 8 ? eight(p + n - 8, 8, end) * POWER : 0);
}

static void
print_text(struct printing *p, struct str s)
{
	size_t i = 0, from;

	while (i < s.n) {
		for (from = i; i < s.n && ch_alnum(s.p[i]); i++)
			;
		if (i > from)
			print_word(p, letters_of(s.p + from, i - from,
			    s.p + s.n));
		i++;
	}
}

uint64_t
witness_print(const struct reftel_telegram *t)
{
	struct printing p = { .least = UINT64_MAX };

	for (size_t i = 0; i < t->paragraphs.n; i++)
		print_text(&p, value_str(&t->paragraphs.v[i].text));
	/* a number that SQL can have */
	return p.n < 2 * ROW ? 0 : p.least >> 1 | 1;
}
