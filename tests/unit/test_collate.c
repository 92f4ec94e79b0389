/* Alignment, readings, collation, witnesses: archive/align.h, reading.h,
 * collate.h, witness.h. */
#include "archive/align.h"
#include "archive/collate.h"
#include "archive/witness.h"
#include "telegram/telegram.h"
#include "test.h"

#include <stdlib.h>

/* --- alignment -------------------------------------------------------------- */

static uint64_t rng_state = 7;

static unsigned
pick(unsigned n)
{
	uint64_t z = rng_state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	return (unsigned)((z ^ z >> 31) >> 33) % n;
}

/* Words in common in order, found the slow way. */
static size_t
longest_common(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
	size_t table[70] = { 0 }, corner, up;

	for (size_t i = 0; i < n; i++) {
		corner = 0;
		for (size_t k = 0; k < m; k++) {
			up = table[k + 1];
			table[k + 1] = a[i] == b[k] ? corner + 1 :
			    table[k] > up ? table[k] : up;
			corner = up;
		}
	}
	return table[m];
}

/* How many are matched; they must be the same, and ascend. */
static size_t
matched(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
	uint32_t *match = malloc((n + 1) * sizeof *match);
	size_t found = 0, next = 0;

	CHECK(match != NULL && align(a, n, b, m, match));
	for (size_t i = 0; i < n; i++) {
		if (match[i] == ALIGN_NONE)
			continue;
		CHECK(match[i] >= next && match[i] < m);
		CHECK(a[i] == b[match[i]]);
		next = match[i] + 1;
		found++;
	}
	free(match);
	return found;
}

/* Short rows have the shortest way, whatever is in them. */
static void
short_rows_are_aligned_best(void)
{
	for (int turn = 0; turn < 3000 && !test_failed; turn++) {
		uint64_t a[30], b[30];
		size_t n = pick(30), m = pick(30);
		unsigned words = 1 + pick(12);

		for (size_t i = 0; i < n; i++)
			a[i] = pick(words);
		for (size_t i = 0; i < m; i++)
			b[i] = pick(words);
		CHECK_INT(matched(a, n, b, m), longest_common(a, n, b, m));
	}
}

/* In long rows few words are lost on the way. */
static void
long_rows_are_aligned_well(void)
{
	enum { N = 20000 };
	uint64_t *a = malloc(N * sizeof *a), *b = malloc(N * sizeof *b);
	size_t m = 0, kept = 0;

	for (size_t i = 0; i < N; i++)
		a[i] = pick(2000);
	for (size_t i = 0; i < N; i++)
		if (pick(100) < 90) {
			b[m++] = a[i];
			kept++;
		} else if (pick(2) == 0) {
			b[m++] = 5000 + pick(2000);
		}
	CHECK(matched(a, N, b, m) >= kept - kept / 100);
	CHECK_INT(matched(a, N, a, N), N);
	free(a);
	free(b);
}

/* --- telegrams out of strings ------------------------------------------------- */

static struct reftel_telegram *
telegram(const char *text)
{
	struct reftel_options o = { .form = REFTEL_FORM_FRAGMENT,
		.id = "07STRELSAU12", .year = 2007 };
	struct reftel_reader *r = reftel_reader_mem(&o, text, strlen(text));
	struct reftel_telegram *t = NULL;

	CHECK(r != NULL && reftel_reader_next(r, &t) == REFTEL_OK);
	reftel_reader_free(r);
	if (t == NULL)
		abort();
	return t;
}

struct pair {
	struct reftel_telegram *a, *b;
	struct arena arena;
	struct reading x, y;
	struct collation c;
};

static struct pair *
pair_of(const char *a, const char *b)
{
	struct pair *p = calloc(1, sizeof *p);

	if (p == NULL)
		abort();
	p->a = telegram(a);
	p->b = telegram(b);
	arena_init(&p->arena);
	CHECK(reading_make(&p->x, &p->arena, p->a));
	CHECK(reading_make(&p->y, &p->arena, p->b));
	CHECK(collate(&p->c, &p->arena, &p->x, &p->y));
	return p;
}

static void
pair_free(struct pair *p)
{
	arena_free(&p->arena);
	reftel_telegram_free(p->a);
	reftel_telegram_free(p->b);
	free(p);
}

/* Words of a row with blanks between. */
static void
put_row(struct buf *out, const struct reading *r, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		struct str s = reading_core(r, i);

		if (i > from)
			buf_putc(out, ' ');
		if (r->word[i].cut)
			buf_puts(out, "<cut>");
		else
			buf_putstr(out, s);
	}
}

/* The operations that are no equal words: "changed:King/Queen spelt:..." */
static void
ops_are(const char *a, const char *b, const char *want)
{
	struct pair *p = pair_of(a, b);
	struct buf out = { 0 };
	uint32_t next_a = 0, next_b = 0;

	for (size_t i = 0; i < p->c.n; i++) {
		const struct collate_op *op = &p->c.op[i];

		CHECK(op->a == next_a && op->b == next_b);
		next_a = op->a_end;
		next_b = op->b_end;
		if (op->kind <= COLLATE_POINTS)
			continue;
		if (out.n > 0)
			buf_puts(&out, "; ");
		buf_puts(&out, collate_kind_name(op->kind));
		buf_putc(&out, ':');
		put_row(&out, &p->x, op->a, op->a_end);
		buf_putc(&out, '/');
		put_row(&out, &p->y, op->b, op->b_end);
	}
	CHECK(next_a == p->x.n && next_b == p->y.n);
	CHECK_STR(str_make(out.p == NULL ? "" : out.p, out.n), want);
	buf_free(&out);
	pair_free(p);
}

#define P "1. (U) "

static void
words_are_told_apart(void)
{
	ops_are(P "The King is well.", P "The King is well.", "");
	ops_are(P "The King is well.", P "THE KING, is well", "");
	ops_are(P "The King is well.", P "The Queen is well.",
	    "changed:King/Queen");
	ops_are(P "The King is well.", P "The old King is well.",
	    "only-b:/old");
	ops_are(P "The King is not well.", P "The King is well.",
	    "only-a:not/");
	ops_are(P "Havana,Cuba at once.", P "Havana, Cuba at once.", "");
}

static void
damage_is_no_other_word(void)
{
	ops_are(P "The People,s Party met.", P "The People's Party met.",
	    "spelt:People,s/People's");
	ops_are(P "The &quoted8 word came.", P "The \"quoted\" word came.",
	    "spelt:quoted8/quoted");
	ops_are(P "In Bogot\303\241 today.", P "In Bogota today.",
	    "spelt:Bogot\303\241/Bogota");
	ops_are(P "The U.S. view holds.", P "The US view holds.",
	    "spelt:U S/US");
	ops_are(P "The gov ernment fell.", P "The government fell.",
	    "spelt:gov ernment/government");
	/* a word with an 8 of its own stays what it is */
	ops_are(P "The G8 met in Zenda.", P "The G7 met in Zenda.",
	    "changed:G8/G7");
}

static void
cuts_are_held_against_words(void)
{
	ops_are(P "We met XXXXXXXXXXXX in Zenda.",
	    P "We met the stationmaster in Zenda.",
	    "cut-a:<cut>/the stationmaster");
	ops_are(P "We met the stationmaster in Zenda.",
	    P "We met XXXXXXXXXXXX in Zenda.",
	    "cut-b:the stationmaster/<cut>");
	ops_are(P "We met XXXXXXXXXXXX in Zenda.",
	    P "We met XXXXXXXXXXXX in Zenda.", "");
	ops_are(P "We met [NAME REMOVED] in Zenda.",
	    P "We met the stationmaster in Zenda.",
	    "cut-a:<cut>/the stationmaster");
	ops_are(P "We met XXXXXXXXXXXX.", P "We met.", "cut-a:<cut>/");
	/* words that are not there at all, with a cut among them */
	ops_are(P "We met. Then XXXXXXXXXXXX came and sang.", P "We met.",
	    "only-a:Then <cut> came and sang/");
}

/* Words by chance the same do not part what was cut. */
static void
cuts_take_all_that_fills_them(void)
{
	ops_are(P "We met XXXXXXXXXXXX the King.",
	    P "We met the Mayor and the King.",
	    "cut-a:<cut>/the Mayor and");
	ops_are(P "We met the Mayor and the King.",
	    P "We met XXXXXXXXXXXX the King.",
	    "cut-b:the Mayor and/<cut>");
	ops_are(P "So XXXXXXXXXXXX the King of XXXXXXXXXXXX the Queen left.",
	    P "So the Mayor and the King of the Sea and the Queen left.",
	    "cut-a:<cut>/the Mayor and; cut-a:<cut>/the Sea and");
	ops_are(P "So the Mayor and the King of the Sea and the Queen left.",
	    P "So XXXXXXXXXXXX the King of XXXXXXXXXXXX the Queen left.",
	    "cut-b:the Mayor and/<cut>; cut-b:the Sea and/<cut>");
	ops_are(P "So XXXXXXXXXXXX the King of XXXXXXXXXXXX the Queen left.",
	    P "So came the Mayor of the King of all of the Queen left.",
	    "cut-a:<cut>/came the Mayor of; cut-a:<cut>/all of");
	ops_are(P "So the King XXXXXXXXXXXX came and the Queen XXXXXXXXXXXX.",
	    P "So the King and the King came and the Queen and the Queen.",
	    "cut-a:<cut>/and the King; cut-a:<cut>/and the Queen");
	ops_are(P "We met the King XXXXXXXXXXXX.",
	    P "We met the King and the King.",
	    "cut-a:<cut>/and the King");
}

/* --- witnesses ---------------------------------------------------------------- */

#define S1 "The train came in at nine and left again before the band had " \
	"played one bar. "
#define S2 "Nobody at the station would say who had ordered the pumpkins, " \
	"and the keeper of the regalia only shook his head. "
#define S3 "The Minister told us that a timetable is a matter of honor, " \
	"which he would discuss with the Crown alone. "
#define S4 "A goat was seen on the second platform; it has since been moved " \
	"twice and is thought to be content. "

#define NUMBERED(a, b, c) "UNCLAS STRELSAU 000012\n\nE.O. 12958: N/A\n" \
	"TAGS: PGOV\nSUBJECT: THE TRAIN\n\n" \
	a ". (U) " S1 "\n\n" b ". (U) " S2 "\n\n" c ". (U) " S3 "\n"

static enum witness_kind
kind_of(const char *a, const char *b)
{
	struct reftel_telegram *x = telegram(a), *y = telegram(b);
	enum witness_kind kind = witness_compare(x, y, NULL);

	CHECK_INT(witness_compare(y, x, NULL), kind);
	CHECK(!witness_fuller(x, y) || !witness_fuller(y, x) ||
	    kind == WITNESS_EXACT);
	CHECK(witness_fuller(x, y) || witness_fuller(y, x));
	reftel_telegram_free(x);
	reftel_telegram_free(y);
	return kind;
}

static void
witnesses_have_kinds(void)
{
	CHECK_INT(kind_of(P S1 S2 S3, P S1 S2 S3), WITNESS_EXACT);
	CHECK_INT(kind_of(P S1 "\n" S2 S3, P S1 S2 "\n" S3), WITNESS_EXACT);
	/* the paragraph sign became a 1 */
	CHECK_INT(kind_of(NUMBERED("1", "2", "3"), NUMBERED("11", "12", "13")),
	    WITNESS_EXACT);
	CHECK_INT(kind_of(NUMBERED("1", "2", "3"), NUMBERED("1", "2", "4")),
	    WITNESS_NEAR);
	CHECK_INT(kind_of(P S1 S2 S3 "The People,s Choice.",
	    P S1 S2 S3 "The People's Choice."), WITNESS_NEAR);
	CHECK_INT(kind_of(P S1 S2 "XXXXXXXXXXXX", P S1 S2 S3), WITNESS_NEAR);
	CHECK_INT(kind_of(P S1 S2 S3 S4, P S1 S2), WITNESS_PARTIAL);
	CHECK_INT(kind_of(P S1 S2, P S3 S4), WITNESS_DIFFERENT);
	/* too short to tell by words: it is the number's word */
	CHECK_INT(kind_of(P "All is well.", P "All is well."), WITNESS_EXACT);
	CHECK_INT(kind_of(P "All is well.", P "The goat fled."),
	    WITNESS_DIFFERENT);
}

static void
the_fuller_has_more_words(void)
{
	struct reftel_telegram *all = telegram(P S1 S2 S3);
	struct reftel_telegram *cut = telegram(P S1 S2 "XXXXXXXXXXXX");
	struct reftel_telegram *part = telegram(P S1 S2);

	CHECK(witness_fuller(all, cut) && !witness_fuller(cut, all));
	CHECK(witness_fuller(all, part) && !witness_fuller(part, all));
	CHECK(witness_fuller(all, all));
	reftel_telegram_free(all);
	reftel_telegram_free(cut);
	reftel_telegram_free(part);
}

static uint64_t
print_of(const char *text)
{
	struct reftel_telegram *t = telegram(text);
	uint64_t print = witness_print(t);

	reftel_telegram_free(t);
	return print;
}

static void
prints_are_of_the_words(void)
{
	uint64_t print = print_of(P S1 S2 S3);

	CHECK(print != 0 && print <= INT64_MAX);
	CHECK(print_of("3. " S1 "\n" S2 "\n\n" S3) == print);
	CHECK(print_of(P S4 S2) != print_of(P S1 S3));
	CHECK_INT(print_of(P "All is well."), 0);
	/* kept in archives: it must not change unawares */
	CHECK_INT(print, INT64_C(4811068777735251));
}

static const struct test tests[] = {
	TEST(short_rows_are_aligned_best),
	TEST(long_rows_are_aligned_well),
	TEST(words_are_told_apart),
	TEST(damage_is_no_other_word),
	TEST(cuts_are_held_against_words),
	TEST(cuts_take_all_that_fills_them),
	TEST(witnesses_have_kinds),
	TEST(the_fuller_has_more_words),
	TEST(prints_are_of_the_words),
};
TEST_MAIN(tests)
