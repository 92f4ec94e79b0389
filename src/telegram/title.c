/*
 * Subject lines for people; see title.h.  Only the case of letters changes:
 * a copy of the subject is mended in place, word by word.  Words that follow
 * no rule are data (data/title-words.csv, acronyms.csv and the rest, through
 * tables.h).
 */
#include "telegram/title.h"

#include "tables/tables.h"

enum { PHRASE_WORDS = 3 };	/* of the longest row of title-words.csv */

/* A title being made. */
struct title {
	char *p;			/* the text, with capitals only */
	size_t n;
	size_t last;			/* where its last word begins */
	bool fresh;			/* a word here begins a part of it */
};

/* Where a word stands: what makes the first letter even of "of" capital. */
enum place { PLACE_INSIDE, PLACE_FIRST, PLACE_LAST };

/* ---- Characters ---- */

/* Length of the dash, quote or other mark U+2000 to U+203F there, or 0. */
static size_t
wide_mark(struct str s, size_t i)
{
	return i + 2 < s.n && s.p[i] == '\xE2' && s.p[i + 1] == '\x80' ? 3 : 0;
}

/* "YEMEN,S": an apostrophe turned into a comma (telegram.md 17.5). */
static bool
damaged_apostrophe(struct str s, size_t i)
{
	return s.p[i] == ',' && i > 0 && ch_alpha(s.p[i - 1]) &&
	    i + 1 < s.n && s.p[i + 1] == 'S' &&
	    (i + 2 == s.n || !ch_alnum(s.p[i + 2]));
}

/* Length of the apostrophe there, or 0. */
static size_t
apostrophe(struct str s, size_t i)
{
	if (i < s.n && (s.p[i] == '\'' || damaged_apostrophe(s, i)))
		return 1;
	return wide_mark(s, i) != 0 && s.p[i + 2] == '\x99' ? 3 : 0;
}

static bool
is_vowel(char c)
{
	return strchr("AEIOUY", c) != NULL || ch_is(c, CT_HIGH);
}

static bool
all_of(struct str s, int cls)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ch_is(s.p[i], cls))
			return false;
	return s.n > 0;
}

static bool
any_of(struct str s, int cls)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_is(s.p[i], cls))
			return true;
	return false;
}

/* Makes p[from..to) small; capitals of Latin-1 in UTF-8 as well. */
static void
lower(char *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		bool latin = i > 0 && p[i - 1] == '\xC3' &&
		    (unsigned char)p[i] >= 0x80 &&
		    (unsigned char)p[i] <= 0x9E && p[i] != '\x97';

		if (ch_upper(p[i]) || latin)
			p[i] = (char)(p[i] + 32);
	}
}

/* ---- Kinds of words; all in capitals here ---- */

/* "U.S.", "D.C": single letters with points. */
static bool
is_dotted(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i % 2 == 0 ? !ch_upper(s.p[i]) : s.p[i] != '.')
			return false;
	return s.n > 2;
}

/* Up to XXXIX: no word is among these, while MIX, DIM and LI are names or
 * words. */
static bool
is_roman(struct str s)
{
	static const char *const ones[] = { "IX", "IV", "VIII", "VII", "VI",
		"V", "III", "II", "I" };
	size_t tens = 0;

	while (tens < s.n && tens < 3 && s.p[tens] == 'X' &&
	    !str_eq(str_cut(s, tens, s.n), STR("X")))
		tens++;
	if (s.n < 2)
		return false;
	s = str_cut(s, tens, s.n);
	if (str_eq(s, STR("X")) || s.n == 0)
		return true;
	if (s.p[0] != 'I' && s.p[0] != 'V')
		return false;
	for (size_t i = 0; i < sizeof(ones) / sizeof(ones[0]); i++)
		if (str_eq(s, str_from(ones[i])))
			return true;
	return false;
}

static bool
has_vowel(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_vowel(s.p[i]))
			return true;
	return false;
}

/* "MPS": the plural of letters that make no word. With a vowel it may be a
 * word ("ARMS", "PASS"), so those stand in title-words.csv ("NGOS"). */
static bool
is_plural_acronym(struct str s)
{
	struct str stem = str_cut(s, 0, s.n > 0 ? s.n - 1 : 0);

	if (stem.n < 2 || !str_ends(s, STR("S")))
		return false;
	if (!all_of(stem, CT_UPPER) || has_vowel(stem) ||
	    str_ends(stem, STR("S")))
		return false;
	return stem.n >= 3 || (tables_acronym(stem) != NULL &&
	    tables_title_word(stem) == NULL);
}

/* How much of a name stands before its second capital: 2 in "MCDONALD",
 * "O'BRIEN", 4 in "O’BRIEN"; 0 if there is none. */
static size_t
name_prefix(struct str s)
{
	size_t mark = s.n > 3 && strchr("ODLNM", s.p[0]) != NULL ?
	    apostrophe(s, 1) : 0;

	if (mark != 0)
		return 1 + mark;
	return s.n >= 5 && str_starts(s, STR("MC")) &&
	    all_of(s, CT_UPPER) ? 2 : 0;
}

/* ---- Setting one word ---- */

/* Writes a spelling, which has the length of the word.  One in small letters
 * ("of", "d'Ivoire") takes a capital at the front; a small word also at the
 * end of the title. */
static void
set_spelling(char *p, const char *spelling, enum place place)
{
	size_t n = strlen(spelling);
	bool small = !any_of(str_make(spelling, n), CT_UPPER);

	memcpy(p, spelling, n);
	if (place == PLACE_FIRST || (place == PLACE_LAST && small))
		p[0] = ch_fold(p[0]);
}

/* "1990S", "2ND", "F-4ES" have a small ending, "P5" and "H1N1" none. */
static void
set_with_digits(char *p, size_t n)
{
	static const char *const endings[] = { "ST", "ND", "RD", "TH", "S" };
	struct str s = { p, n };
	size_t digits = 0;

	while (digits < n && ch_digit(p[digits]))
		digits++;
	if (digits == 0)
		return;
	s = str_cut(s, digits, n);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (str_eq(s, str_from(endings[i])))
			lower(p, digits, n);
	if (s.n == 2 && ch_alpha(s.p[0]) && s.p[1] == 'S')
		lower(p, n - 1, n);
}

/* The end of the first character. */
static size_t
first_letter(struct str s)
{
	size_t i = 1;

	while (i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80)
		i++;
	return i;
}

static void
set_plain(char *p, size_t n)
{
	struct str s = { p, n };
	size_t prefix = name_prefix(s), first = first_letter(s);

	/* The second capital first: small letters would hide the prefix. */
	if (prefix != 0)
		lower(p, prefix + 1, n);
	lower(p, first, prefix != 0 ? prefix : n);
}

/* A word without hyphens, slashes and "'S". */
static void
set_word(char *p, size_t n, enum place place)
{
	struct str s = { p, n };
	const char *spelling = tables_title_word(s);

	if (spelling != NULL)
		set_spelling(p, spelling, place);
	else if ((spelling = tables_acronym(s)) != NULL)
		set_spelling(p, spelling, PLACE_INSIDE);
	else if (any_of(s, CT_DIGIT))
		set_with_digits(p, n);
	else if (is_plural_acronym(s))
		lower(p, n - 1, n);
	else if (n > 1 && !is_dotted(s) && !is_roman(s) && has_vowel(s))
		set_plain(p, n);
}

/* Length of the "'S" at the end, or 0. */
static size_t
possessive(struct str s)
{
	if (s.n > 2 && s.p[s.n - 1] == 'S' && apostrophe(s, s.n - 2) == 1)
		return 2;
	if (s.n > 4 && s.p[s.n - 1] == 'S' && apostrophe(s, s.n - 4) == 3)
		return 4;
	return 0;
}

static void
set_part(char *p, size_t n, enum place place)
{
	size_t tail = possessive(str_make(p, n));

	set_word(p, n - tail, place);
	lower(p, n - tail, n);
}

/* "AK-47", "G-8", "SU-27": letters beside a number are no word. */
static bool
beside_number(struct str chain, size_t from, size_t to)
{
	struct str part = str_cut(chain, from, to);

	return part.n <= 2 && to + 1 < chain.n && ch_digit(chain.p[to + 1]) &&
	    tables_title_word(part) == NULL;
}

/* Words joined by hyphens: the first and the last have capitals. */
static void
set_chain(char *p, size_t n, enum place place)
{
	struct str chain = { p, n };

	for (size_t from = 0, to; from < n; from = to + 1) {
		bool outer;

		to = str_findc(chain, '-', from);
		outer = from == 0 || to == n;
		if (from == 0 && to == n)
			set_part(p, n, place);
		else if (!beside_number(chain, from, to))
			set_part(p + from, to - from,
			    outer ? PLACE_FIRST : PLACE_INSIDE);
	}
}

/* Words joined by slashes or ampersands: each stands for itself. */
static void
set_compound(char *p, size_t n, enum place place)
{
	struct str s = { p, n };
	size_t slash = str_findc(s, '/', 0), and = str_findc(s, '&', 0);
	size_t cut = slash < and ? slash : and;

	if (cut == n) {
		set_chain(p, n, place);
		return;
	}
	set_chain(p, cut, PLACE_FIRST);
	set_compound(p + cut + 1, n - cut - 1, PLACE_FIRST);
}

/* ---- Finding the words ---- */

static struct str
text_of(const struct title *t)
{
	return str_make(t->p, t->n);
}

static bool
in_word(struct str s, size_t i)
{
	return ch_is(s.p[i], CT_ALNUM) ||
	    (ch_is(s.p[i], CT_HIGH) && wide_mark(s, i) == 0);
}

/* "--" and the printed dashes part words even without blanks. */
static size_t
dash(struct str s, size_t i)
{
	if (i + 1 < s.n && s.p[i] == '-' && s.p[i + 1] == '-')
		return 2;
	if (wide_mark(s, i) != 0 && s.p[i + 2] >= '\x93' &&
	    s.p[i + 2] <= '\x95')
		return 3;
	return 0;
}

static bool
between(struct str s, size_t i, int cls)
{
	return i > 0 && i + 1 < s.n && ch_is(s.p[i - 1], cls) &&
	    ch_is(s.p[i + 1], cls);
}

/* Whether mark number i holds a word together: "AT&T", "U.S.", "1,000". */
static bool
joins(struct str s, size_t i)
{
	char c = s.p[i];

	if (c == '.' && i > 0 && ch_alpha(s.p[i - 1]))
		return i == 1 || !ch_alnum(s.p[i - 2]);
	if (apostrophe(s, i) != 0 || strchr("-/&+", c) != NULL)
		return true;
	return strchr(".,:", c) != NULL && between(s, i, CT_DIGIT);
}

/* End of the word at i: behind its last letter or digit. */
static size_t
word_end(struct str s, size_t i)
{
	size_t end = i;

	while (i < s.n) {
		if (ch_alnum(s.p[i])) {
			end = ++i;
			continue;
		}
		size_t mark = wide_mark(s, i);

		if (dash(s, i) != 0)
			break;
		if (in_word(s, i))
			end = i + 1;
		else if (!joins(s, i))
			break;
		i += mark != 0 ? mark : 1;
	}
	return end;
}

/* Whether mark number i makes the next word begin a part of the title. */
static bool
opens(struct str s, size_t i, size_t word_length)
{
	char c = s.p[i];

	if (dash(s, i) != 0 || strchr(":?!([", c) != NULL)
		return true;
	/* A quote or apostrophe before a word; a lone hyphen is a dash. */
	if (strchr("\"'-", c) != NULL)
		return i == 0 || strchr(" ([", s.p[i - 1]) != NULL;
	if (wide_mark(s, i) != 0)
		return s.p[i + 2] == '\x98' || s.p[i + 2] == '\x9C';
	/* Short words before a point are abbreviations: "GEN.", "NO.". */
	return c == '.' && word_length >= 4;
}

/* Moves i over marks and blanks to the next word; notes in t->fresh whether
 * it begins a part. */
static size_t
skip_marks(struct title *t, size_t i, size_t word_length)
{
	struct str s = text_of(t);

	while (i < t->n && !in_word(s, i)) {
		size_t mark = wide_mark(s, i);

		t->fresh |= opens(s, i, word_length);
		i += mark != 0 ? mark : 1;
	}
	return i;
}

/* End of the longest phrase from i that title-words.csv has: up to three
 * words with single blanks, the last perhaps with "'S".  0: none. */
static size_t
find_phrase(const struct title *t, size_t i, const char **spelling)
{
	struct str s = text_of(t);
	size_t end = i, found = 0;

	for (int words = 0; words < PHRASE_WORDS; words++) {
		size_t to = word_end(s, end);
		bool goes_on;
		const char *hit = tables_title_phrase(str_cut(s, i, to),
		    &goes_on);

		end = to;
		size_t tail = hit == NULL ? possessive(str_cut(s, i, end)) : 0;
		if (tail > 0) {
			to -= tail;
			hit = tables_title_word(str_cut(s, i, to));
		}
		if (hit != NULL) {
			*spelling = hit;
			found = to;
		}
		if (!goes_on || end + 1 >= s.n || s.p[end] != ' ' ||
		    !in_word(s, end + 1))
			break;
		end++;
	}
	return found;
}

static enum place
place_at(const struct title *t, size_t end)
{
	if (t->fresh)
		return PLACE_FIRST;
	return end > t->last ? PLACE_LAST : PLACE_INSIDE;
}

/* An acronym with marks in it: "S/CT", "AT&T'S".  False: none is at i. */
static bool
set_acronym(struct title *t, size_t i, size_t end)
{
	struct str s = str_cut(text_of(t), i, end);
	size_t tail = possessive(s);
	const char *spelling = tables_acronym(s);

	if (spelling == NULL && tail != 0)
		spelling = tables_acronym(str_cut(s, 0, s.n - tail));
	else
		tail = 0;
	if (spelling == NULL)
		return false;
	set_spelling(t->p + i, spelling, PLACE_INSIDE);
	lower(t->p, end - tail, end);
	return true;
}

/* Sets the word or phrase at i; returns its end. */
static size_t
set_at(struct title *t, size_t i)
{
	const char *spelling = NULL;
	size_t phrase = find_phrase(t, i, &spelling);
	size_t end = word_end(text_of(t), phrase > i ? phrase - 1 : i);

	if (phrase != 0) {
		set_spelling(t->p + i, spelling, place_at(t, end));
		lower(t->p, phrase, end);
	} else if (!set_acronym(t, i, end))
		set_compound(t->p + i, end - i, place_at(t, end));
	return end;
}

static void
set_title(struct title *t)
{
	size_t i = skip_marks(t, 0, 0);

	t->fresh = true;
	while (i < t->n) {
		size_t end = set_at(t, i);

		t->fresh = false;
		i = skip_marks(t, end, end - i);
	}
}

static size_t
last_word(struct str s)
{
	size_t i = 0, last = 0;

	while (i < s.n) {
		if (!in_word(s, i)) {
			size_t mark = wide_mark(s, i);

			i += mark != 0 ? mark : 1;
			continue;
		}
		last = i;
		i = word_end(s, i);
	}
	return last;
}

/* ---- The subject ---- */

static bool
is_portion(struct str s)
{
	static const char *const levels[] = { "U", "SBU", "LOU", "C", "S",
		"TS", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED" };
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && ch_alpha(s.p[n]))
		n++;
	if (s.n > n + 12 || (n < s.n && s.p[n] != '/' && s.p[n] != ' ' &&
	    s.p[n] != '-'))
		return false;
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (str_eqi(str_cut(s, 0, n), str_from(levels[i])))
			return true;
	return false;
}

/* Cuts off "(C)", "(SBU/NF)", "( C )" and also "U)", whose bracket was lost
 * (telegram.md 4.3). */
static struct str
cut_portion(struct str s)
{
	size_t open = s.n > 0 && s.p[0] == '(';
	size_t close = str_findc(s, ')', 0);

	if (close == s.n || !is_portion(str_cut(s, open, close)))
		return s;
	return str_trim(str_cut(s, close + 1, s.n));
}

struct str
title_make(struct arena *a, struct str subject)
{
	struct str s = cut_portion(str_trim(subject));
	struct title t = { .n = s.n, .last = last_word(s) };

	if (s.n == 0 || any_of(s, CT_LOWER) || !any_of(s, CT_UPPER))
		return s;
	t.p = arena_bytes(a, s.n);
	if (t.p == NULL)
		return str_make(NULL, 0);
	memcpy(t.p, s.p, s.n);
	set_title(&t);
	return str_make(t.p, t.n);
}
