/* Text views; see str.h. */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <limits.h>

#include "base/str.h"

#define U CT_UPPER
#define L CT_LOWER
#define D CT_DIGIT
#define B CT_BLANK
#define E CT_EOL
#define P CT_PUNCT
#define H CT_HIGH
#define H16 H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H

/* Control characters other than blanks and line ends belong to no class;
 * all bytes of a character beyond ASCII are CT_HIGH. */
const unsigned char str_class[256] = {
	/* 00 */ 0, 0, 0, 0, 0, 0, 0, 0, 0, B, E, B, B, E, 0, 0,
	/* 10 */ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	/* 20 */ B, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
	/* 30 */ D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P,
	/* 40 */ P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
	/* 50 */ U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P,
	/* 60 */ P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	/* 70 */ L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, 0,
	H16, H16, H16, H16, H16, H16, H16, H16
};

struct str
str_trim(struct str s)
{
	while (s.n > 0 && ch_space(s.p[s.n - 1]))
		s.n--;
	while (s.n > 0 && ch_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (c != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

int
str_cmpi(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	for (size_t i = 0; i < n; i++) {
		int x = (unsigned char)ch_fold(a.p[i]);
		int y = (unsigned char)ch_fold(b.p[i]);

		if (x != y)
			return x - y;
	}
	return (a.n > b.n) - (a.n < b.n);
}

/* How common a byte is in a telegram, roughly: memchr() runs fastest over
 * the rarest byte of a needle. Bytes not listed are the rarest. */
static const unsigned char commonness[256] = {
	[' '] = 9, ['e'] = 9, ['a'] = 8, ['b'] = 6, ['c'] = 7, ['d'] = 7,
	['f'] = 6, ['g'] = 6, ['h'] = 7, ['i'] = 8, ['l'] = 7, ['m'] = 7,
	['n'] = 8, ['o'] = 8, ['p'] = 6, ['r'] = 8, ['s'] = 8, ['t'] = 8,
	['u'] = 7, ['y'] = 6, ['w'] = 5, ['v'] = 4, ['k'] = 4, ['x'] = 2,
	['j'] = 2, ['q'] = 2, ['z'] = 2, ['.'] = 5, [','] = 5, ['-'] = 5,
	['\n'] = 6, ['A'] = 5, ['C'] = 5, ['D'] = 4, ['E'] = 5, ['F'] = 4,
	['I'] = 5, ['N'] = 5, ['O'] = 5, ['R'] = 5, ['S'] = 5, ['T'] = 5,
	['B'] = 3, ['G'] = 4, ['H'] = 4, ['L'] = 4, ['M'] = 4, ['P'] = 4,
	['U'] = 4, ['V'] = 2, ['W'] = 3, ['K'] = 2, ['Y'] = 3, ['0'] = 3,
	['1'] = 3, ['2'] = 3, ['('] = 2, [')'] = 2,
};

size_t
str_find(struct str s, struct str needle, size_t from)
{
	size_t rare = 0;

	if (needle.n == 0)
		return from < s.n ? from : s.n;
	for (size_t i = 1; i < needle.n; i++)
		if (commonness[(unsigned char)needle.p[i]] <
		    commonness[(unsigned char)needle.p[rare]])
			rare = i;
	while (needle.n <= s.n && from <= s.n - needle.n) {
		const char *hit = memchr(s.p + from + rare, needle.p[rare],
		    s.n - needle.n - from + 1);
		if (hit == NULL)
			break;
		const char *at = hit - rare;
		if (memcmp(at, needle.p, needle.n) == 0)
			return (size_t)(at - s.p);
		from = (size_t)(at - s.p) + 1;
	}
	return s.n;
}

/* Is a byte of w zero? (Mycroft's test.) */
static bool
zero_byte(uint64_t w)
{
	return ((w - UINT64_C(0x0101010101010101)) & ~w &
	    UINT64_C(0x8080808080808080)) != 0;
}

size_t
str_find_blanks(struct str s, size_t from)
{
	const uint64_t blanks = UINT64_C(0x2020202020202020);
	size_t i = from;

#ifdef __SSE2__
	const __m128i blank = _mm_set1_epi8(' ');
	for (; i + 17 <= s.n; i += 16) {
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)
		    (s.p + i));
		__m128i b = _mm_loadu_si128((const __m128i *)(const void *)
		    (s.p + i + 1));
		if (_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, blank),
		    _mm_cmpeq_epi8(b, blank))) != 0)
			break;
	}
#endif

	for (; i + 9 <= s.n; i += 8) {
		uint64_t a, b;
		memcpy(&a, s.p + i, 8);
		memcpy(&b, s.p + i + 1, 8);
		if (zero_byte((a ^ blanks) | (b ^ blanks)))
			break;
	}
	for (; i + 1 < s.n; i++)
		if (s.p[i] == ' ' && s.p[i + 1] == ' ')
			return i;
	return s.n;
}

#ifdef __SSE2__
/* Goes on to the next place, of those sixteen bytes at a time can be looked
 * at, where the needle's characters at `rare` and behind it may stand.  With
 * bit 5 set, other signs look like letters too: who asks compares again. */
static size_t
skip_folded(struct str s, struct str needle, size_t rare, size_t from)
{
	if (needle.n < 2)
		return from;

	const __m128i bit = _mm_set1_epi8(0x20);
	const __m128i one = _mm_set1_epi8((char)(needle.p[rare] | 0x20));
	const __m128i two = _mm_set1_epi8((char)(needle.p[rare + 1] | 0x20));
	for (; from + rare + 17 <= s.n; from += 16) {
		const char *p = s.p + from + rare;
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i b = _mm_loadu_si128((const __m128i *)(const void *)
		    (p + 1));
		unsigned hits = (unsigned)_mm_movemask_epi8(_mm_and_si128(
		    _mm_cmpeq_epi8(_mm_or_si128(a, bit), one),
		    _mm_cmpeq_epi8(_mm_or_si128(b, bit), two)));

		if (hits != 0)
			return from + (unsigned)__builtin_ctz(hits);
	}
	return from;
}
#else
static size_t
skip_folded(struct str s, struct str needle, size_t rare, size_t from)
{
	char first = ch_fold(needle.p[0]);

	(void)rare;
	while (from < s.n && ch_fold(s.p[from]) != first)
		from++;
	return from;
}
#endif

/* Where in the needle the pair stands that text has least of. */
static size_t
rare_pair(struct str needle)
{
	size_t rare = 0;
	unsigned least = UINT_MAX;

	for (size_t i = 0; i + 1 < needle.n; i++) {
		unsigned char a = (unsigned char)(needle.p[i] | 0x20);
		unsigned char b = (unsigned char)(needle.p[i + 1] | 0x20);
		unsigned common = (unsigned)commonness[a] + commonness[b];

		if (common < least) {
			least = common;
			rare = i;
		}
	}
	return rare;
}

size_t
str_findi(struct str s, struct str needle, size_t from)
{
	enum { LONG = 512 };

	if (needle.n == 0)
		return from < s.n ? from : s.n;
	if (needle.n > s.n || from > s.n - needle.n)
		return s.n;
	/* in a short text the choice costs more than it saves */
	size_t rare = s.n - from < LONG ? 0 : rare_pair(needle);
	for (;; from++) {
		from = skip_folded(s, needle, rare, from);
		if (from > s.n - needle.n)
			return s.n;
		if (str_same_folded(s.p + from, needle.p, needle.n))
			return from;
	}
}

/* In blocks whose count fits a byte, which compilers make vectors of. */
size_t
str_count(struct str s, char c)
{
	enum { BLOCK = 128 };
	size_t n = 0, i = 0;

	for (; s.n - i >= BLOCK; i += BLOCK) {
		unsigned char in_block = 0;

		for (size_t k = 0; k < BLOCK; k++)
			in_block += s.p[i + k] == c;
		n += in_block;
	}
	for (; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

size_t
str_last(struct str s, char c)
{
	size_t n = s.n;

	while (n > 0 && s.p[n - 1] != c)
		n--;
	return n;
}

long
str_digits(const char *p, size_t n)
{
	long value = 0;

	for (size_t i = 0; i < n && i < 9; i++)
		value = value * 10 + (p[i] - '0');
	return value;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Is b one edit from a, or a itself?  What follows the first byte in which
 * they differ tells. */
static bool
one_edit(struct str a, struct str b)
{
	size_t i = 0, n = a.n < b.n ? a.n : b.n;

	while (i < n && ch_fold(a.p[i]) == ch_fold(b.p[i]))
		i++;
	struct str x = str_cut(a, i, a.n), y = str_cut(b, i, b.n);
	if (a.n > b.n)
		return str_eqi(str_cut(x, 1, x.n), y);
	if (a.n < b.n)
		return str_eqi(x, str_cut(y, 1, y.n));
	if (str_eqi(str_cut(x, 1, x.n), str_cut(y, 1, y.n)))
		return true;
	return x.n > 1 && ch_fold(x.p[0]) == ch_fold(y.p[1]) &&
	    ch_fold(x.p[1]) == ch_fold(y.p[0]) &&
	    str_eqi(str_cut(x, 2, x.n), str_cut(y, 2, y.n));
}

/*
 * Three rows of the usual table of edit distances are enough: a swap of
 * neighbours looks two rows back.  Nothing of the trade is longer than a
 * row, so a longer text counts as far off.
 */
unsigned
str_distance(struct str a, struct str b, unsigned max)
{
	enum { ROW = 64 };
	unsigned row[3][ROW + 1];

	if (str_eqi(a, b))
		return 0;
	if (a.n > ROW || b.n > ROW || a.n > b.n + max || b.n > a.n + max)
		return max + 1;
	if (max == 1)			/* most who ask look at many words */
		return one_edit(a, b) ? 1 : 2;
	for (unsigned j = 0; j <= b.n; j++)
		row[0][j] = j;
	for (unsigned i = 1; i <= a.n; i++) {
		unsigned *now = row[i % 3], *up = row[(i + 2) % 3];
		unsigned *up2 = row[(i + 1) % 3], best = now[0] = i;

		for (unsigned j = 1; j <= b.n; j++) {
			char x = ch_fold(a.p[i - 1]), y = ch_fold(b.p[j - 1]);

			now[j] = least(up[j - 1] + (x != y),
			    least(up[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && x == ch_fold(b.p[j - 2]) &&
			    y == ch_fold(a.p[i - 2]))
				now[j] = least(now[j], up2[j - 2] + 1);
			best = least(best, now[j]);
		}
		/* A swap may still start in the row above, so the early
		 * way out needs a margin of one. */
		if (best > max + 1)
			return max + 1;
	}
	return least(row[a.n % 3][b.n], max + 1);
}

uint64_t
str_hash(struct str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h ^ h >> 32;
}
