/*
 * Telegram numbers; see number.h and, for the spellings met in archives,
 * telegram.md 11 and archive-forms.md 2.6.
 */
#include "telegram/number.h"

#include "reftel.h"
#include "tables/tables.h"

enum {
	NAME_ROOM = 32,			/* room for a squeezed name */
	STATION_MIN = 4, STATION_MAX = 17,	/* letters: telegram.md 11 */
	ABBREVIATION_SHORT = 3,
	CONTROL_TAIL_MIN = 4,		/* "SIFIED" of UNCLASSIFIED */
	YEAR_MIN = 1900, YEAR_MAX = 2039,
	SERIAL_DIGITS_MAX = 8		/* zeros in front included */
};
static const long serial_max = 9999999;

int
number_year(int two_digits)
{
	return two_digits >= 40 ? 1900 + two_digits : 2000 + two_digits;
}

/* ---- Post names ---- */

/* The plain letters of U+00C0 to U+00FF, ' ' where there is none. */
static const char plain_letters[] =
    "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO OUUUUYTY";

enum { MARK = 0, FOREIGN = 1 };	/* instead of a capital or digit */

/* The capital or digit that the character at *p stands for; MARK for a blank
 * or mark that names have, FOREIGN for what they have not.  Moves *p on. */
static char
squeeze_char(const char **p, const char *end)
{
	char c = *(*p)++;

	if (ch_alnum(c))
		return ch_fold(c);
	if (ch_space(c) || c == '.' || c == '-' || c == '\'')
		return MARK;
	if (c == '\xC3' && *p < end) {
		unsigned char next = (unsigned char)*(*p)++;

		c = next < 0x80 || next > 0xBF ? ' ' :
		    plain_letters[next - 0x80];
		return c == ' ' ? FOREIGN : c;
	}
	/* The printers' apostrophes, U+2018 and U+2019. */
	if (c == '\xE2' && end - *p >= 2 && (*p)[0] == '\x80' &&
	    ((*p)[1] == '\x98' || (*p)[1] == '\x99')) {
		*p += 2;
		return MARK;
	}
	return FOREIGN;
}

size_t
number_squeeze(struct str printed, char *out, size_t cap)
{
	const char *p = printed.p, *end;
	size_t n = 0;

	if (printed.n == 0)
		return 0;
	for (end = p + printed.n; p < end;) {
		char c = squeeze_char(&p, end);

		if (c == MARK || c == FOREIGN)
			continue;
		if (n == cap)
			return 0;
		out[n++] = c;
	}
	return n;
}

/* Whether all characters are such as post names have. */
static bool
is_name_text(struct str s)
{
	const char *p = s.p, *end = p + s.n;

	while (p < end)
		if (squeeze_char(&p, end) == FOREIGN)
			return false;
	return true;
}

static bool
variant_fits(struct str key, enum variant_kind kind, enum number_where where)
{
	if (kind == VARIANT_ARTEFACT)
		return where == NUMBER_IN_ID;
	if (kind == VARIANT_ABBREVIATION && key.n <= ABBREVIATION_SHORT)
		return where != NUMBER_IN_LINE;
	return true;
}

static const struct post *
known_post(struct str key, enum number_where where)
{
	const struct post *post = tables_post(key);
	enum variant_kind kind;

	if (post == NULL) {
		post = tables_post_variant(key, &kind);
		if (post != NULL && !variant_fits(key, kind, where))
			post = NULL;
	}
	if (post == NULL)
		post = tables_post_by_nara6(key);
	return post != NULL ? post : tables_post_by_plad(key);
}

static size_t
run_of(struct str s, size_t from, int cls)
{
	size_t i = from;

	while (i < s.n && ch_is(s.p[i], cls))
		i++;
	return i - from;
}

/*
 * Cuts off a section line that was taken for a post: "SECTION01OF02MANAMA",
 * also damaged ("SQCTION02OF02", "SECTION01GF02", "01OF02").  Returns s when
 * there is none.
 */
static struct str
cut_section(struct str s)
{
	size_t word = run_of(s, 0, CT_ALPHA);
	size_t number = run_of(s, word, CT_DIGIT);
	size_t of = run_of(s, word + number, CT_ALPHA);
	size_t total = run_of(s, word + number + of, CT_DIGIT);
	struct str of_word = str_cut(s, word + number, word + number + of);

	if (number < 1 || number > 2 || of < 1 || of > 2 || total < 1 ||
	    total > 2)
		return s;
	if (word == 0 ? !str_eq(of_word, STR("OF")) :
	    str_distance(str_cut(s, 0, word), STR("SECTION"), 2) > 2)
		return s;
	return str_cut(s, word + number + of + total, s.n);
}

/* How much of a control word, or of its tail, stands at the head of s. */
static size_t
control_head(struct str s, struct str word)
{
	for (size_t from = 0; from == 0 || from + CONTROL_TAIL_MIN <= word.n;
	    from++)
		if (s.n > 0 && s.p[0] == word.p[from] &&
		    str_starts(s, str_cut(word, from, word.n)))
			return word.n - from;
	return 0;
}

/*
 * The post in a badly cut archive id: behind a section line, or behind words
 * of the classification line ("EFTOLONDON", "SIFIEDABUJA").  Only what
 * leaves a known post is cut off.
 */
static const struct post *
post_in_artefact(struct str key)
{
	struct str rest = cut_section(key);
	const struct post *post;
	const struct number_word *word;
	size_t n;

	if (rest.n < key.n) {
		post = known_post(rest, NUMBER_IN_LINE);
		return post != NULL ? post : post_in_artefact(rest);
	}
	word = tables_number_words('\0', &n);
	for (; n > 0; n--, word++) {
		size_t head = word->kind != NUMBER_WORD_CONTROL ? 0 :
		    control_head(key, str_from(word->word));

		if (head == 0)
			continue;
		rest = str_cut(key, head, key.n);
		post = known_post(rest, NUMBER_IN_LINE);
		if (post == NULL)
			post = post_in_artefact(rest);
		if (post != NULL)
			return post;
	}
	return NULL;
}

/* An unknown name without the address word before it: "AMEMBASSYFOO".  The
 * short address words could be the head of any name. */
static struct str
cut_address_word(struct str key)
{
	size_t n, longest = 0;
	const struct number_word *word = tables_number_words(
	    key.n > 0 ? key.p[0] : '\0', &n);

	for (; n > 0; n--, word++) {
		struct str head;

		if (word->kind > NUMBER_WORD_MISSION)
			continue;
		head = str_from(word->word);
		if (head.n >= 6 && head.n > longest && str_starts(key, head))
			longest = head.n;
	}
	return longest < key.n ? str_cut(key, longest, key.n) : key;
}

struct str
number_post(struct str printed, enum number_where where, char *scratch,
    size_t cap, bool *known)
{
	struct str key = { scratch, number_squeeze(printed, scratch, cap) };
	const struct post *post;

	*known = false;
	/* "PORTO" could be two posts: archive-forms.md 2.6. */
	if (key.n == 0 || tables_nara6_shared(key))
		return str_make(scratch, 0);
	post = known_post(key, where);
	if (post == NULL && where == NUMBER_IN_ID)
		post = post_in_artefact(key);
	*known = post != NULL;
	return post != NULL ? str_from(post->post) : cut_address_word(key);
}

enum { SERIAL_ROOM = 24 };		/* year and serial, with a NUL */

/* Writes a number and a NUL; returns its length. */
static size_t
put_number(char *out, int year, struct str post, long serial)
{
	char digits[SERIAL_ROOM], *d = digits + sizeof digits;
	size_t n;

	do
		*--d = (char)('0' + serial % 10);
	while ((serial /= 10) > 0);
	n = (size_t)(digits + sizeof digits - d);
	out[0] = (char)('0' + year / 10 % 10);
	out[1] = (char)('0' + year % 10);
	memcpy(out + 2, post.p, post.n);
	memcpy(out + 2 + post.n, d, n);
	out[2 + post.n + n] = '\0';
	return 2 + post.n + n;
}

struct str
number_format(struct arena *a, int year, struct str post, long serial)
{
	char *s = arena_bytes(a, post.n + SERIAL_ROOM), *end;

	if (s == NULL)
		return (struct str){ NULL, 0 };
	end = s + put_number(s, year, post, serial);
	arena_trim(a, end);
	return str_range(s, end);
}

/* ---- Numbers in any spelling ---- */

/* A number while it is being taken apart. */
struct parts {
	struct str rest;		/* what is left to read */
	int year;			/* as printed, or 0 */
	long serial;
};

/* Collections mark the batch: "07KARACHI756_a" (archive-forms.md 2.6). */
static struct str
cut_suffix(struct str s)
{
	s = str_trim(s);
	while (s.n > 0 && strchr(".,;", s.p[s.n - 1]) != NULL)
		s.n--;
	if (s.n > 2 && s.p[s.n - 2] == '_' && ch_alpha(s.p[s.n - 1]))
		s.n -= 2;
	return s;
}

/* "TOSEC", "SUSPECTEDDUPLICATE", or an operating signal like ZFR. */
static bool
stands_behind(struct str printed)
{
	char buf[NAME_ROOM];
	struct str key = { buf, number_squeeze(printed, buf, sizeof(buf)) };
	size_t n;
	const struct number_word *word = tables_number_words('\0', &n);

	if (key.n == 3 && key.p[0] == 'Z')
		return true;
	for (; n > 0; n--, word++)
		if (word->kind == NUMBER_WORD_BEHIND &&
		    str_eq(key, str_from(word->word)))
			return true;
	return false;
}

/*
 * Cuts what follows the serial: a second number or a remark of the relay, as
 * in "STATE183691TOSEC010001", "MADRID000762ZFR1236", "ACCRA001382 SUSPECTED
 * DUPLICATE".
 */
static struct str
cut_behind(struct str s)
{
	size_t end = s.n, from, letters;

	while (end > 0 && ch_is(s.p[end - 1], CT_DIGIT | CT_BLANK))
		end--;
	from = end;
	while (from > 0 && ch_is(s.p[from - 1], CT_ALPHA | CT_BLANK))
		from--;
	letters = from;
	while (letters > 0 && !ch_alpha(s.p[letters - 1]))
		letters--;
	/* A post must be left: "76 SECTO 28104" keeps its own. */
	if (letters == 0 || from == 0 || !ch_digit(s.p[from - 1]) ||
	    !stands_behind(str_cut(s, from, end)))
		return s;
	return cut_behind(str_cut(s, 0, from));
}

/* Digits at the head of "0801OF02RPODUBAI12": year and section number. */
static bool
section_follows(struct str s)
{
	return s.n > 6 && str_eq(str_cut(s, 4, 6), STR("OF")) &&
	    ch_digit(s.p[6]);
}

/* "07", "1979", "7575".  No digits: no year.  False: digits that are none. */
static bool
read_year(struct parts *p)
{
	struct str s = p->rest;
	size_t n = run_of(s, 0, CT_DIGIT);
	int four = n == 4 ? (int)str_digits(s.p, 4) : 0;

	if (n == 2)
		p->year = number_year((int)str_digits(s.p, 2));
	else if (n == 4 && four >= YEAR_MIN && four <= YEAR_MAX)
		p->year = four;
	else if (n == 4 && (four / 100 == four % 100 || section_follows(s)))
		p->year = number_year(four / 100);
	else
		return n == 0;
	/* A section number stays for cut_section(). */
	if (n == 4 && section_follows(s))
		n = 2;
	while (n < s.n && (ch_blank(s.p[n]) || s.p[n] == '-'))
		n++;
	p->rest = str_cut(s, n, s.n);
	return true;
}

/* "A-1089", "CA-3400": an airgram (telegram.md 16.2). */
static bool
is_airgram(struct str before_hyphen)
{
	struct str s = before_hyphen;
	size_t from = s.n;

	while (from > 0 && ch_alpha(s.p[from - 1]))
		from--;
	s = str_cut(s, from, s.n);
	return str_eqi(s, STR("A")) || str_eqi(s, STR("CA"));
}

/* "Rio de Janeiro 05-123": the year goes with the serial. */
static bool
read_inner_year(struct parts *p)
{
	struct str s = p->rest;
	size_t n = s.n;

	if (n < 4 || !ch_digit(s.p[n - 1]) || !ch_digit(s.p[n - 2]) ||
	    ch_digit(s.p[n - 3]))
		return true;
	if (p->year != 0)
		return false;
	p->year = number_year((int)str_digits(s.p + n - 2, 2));
	p->rest = str_cut(s, 0, n - 2);
	return true;
}

static bool
read_serial(struct parts *p)
{
	struct str s = p->rest;
	size_t from = s.n;

	while (from > 0 && ch_digit(s.p[from - 1]))
		from--;
	if (from == s.n || s.n - from > SERIAL_DIGITS_MAX)
		return false;
	p->serial = str_digits(s.p + from, s.n - from);
	if (p->serial < 1 || p->serial > serial_max)
		return false;
	p->rest = str_cut(s, 0, from);
	if (from == 0 || s.p[from - 1] != '-')
		return true;
	p->rest.n--;
	return !is_airgram(p->rest) && read_inner_year(p);
}

static bool
is_other_word(struct str word)
{
	size_t n;
	const struct number_word *other;

	if (word.n == 0)
		return false;
	other = tables_number_words(ch_fold(word.p[0]), &n);
	for (; n > 0; n--, other++)
		if (other->kind == NUMBER_WORD_OTHER &&
		    str_eqi(word, str_from(other->word)))
			return true;
	return false;
}

/*
 * Whether a name that is in no table may be a post: capitals only, of a
 * station's length, in three words at most, and none of them one that stands
 * between any two numbers ("12 MARCH 2004").
 */
static bool
may_be_post(struct str key, struct str printed)
{
	size_t words = 0;

	if (key.n < STATION_MIN || key.n > STATION_MAX)
		return false;
	for (size_t i = 0; i < key.n; i++)
		if (!ch_upper(key.p[i]))
			return false;
	for (size_t i = 0, n; i < printed.n; i += n + 1) {
		n = run_of(printed, i, CT_UPPER);
		words += n > 0;
		if (ch_is(printed.p[i], CT_LOWER) ||
		    is_other_word(str_cut(printed, i, i + n)))
			return false;
		if (i + n < printed.n && ch_lower(printed.p[i + n]))
			return false;
	}
	return words <= 3;
}

static bool
read_post(struct parts *p, char *out, size_t cap)
{
	char scratch[NAME_ROOM];
	struct str printed = str_trim(p->rest);
	bool known;
	struct str post = number_post(printed, NUMBER_IN_ID, scratch,
	    sizeof(scratch), &known);

	/* Without a year a word and a number prove nothing. */
	if (post.n == 0 || post.n >= cap || !is_name_text(printed) ||
	    (!known && (p->year == 0 || !may_be_post(post, printed))))
		return false;
	memcpy(out, post.p, post.n);
	out[post.n] = '\0';
	return true;
}

REFTEL_API enum reftel_status
reftel_number_parse(const char *text, size_t n, int default_year,
    struct reftel_number *number)
{
	struct parts p = { .rest = cut_behind(cut_suffix(str_make(text, n))) };
	bool defaulted;

	if (number == NULL || (text == NULL && n > 0))
		return REFTEL_EINVAL;
	*number = (struct reftel_number){ .year = 0 };
	if (!read_year(&p) || !read_serial(&p) ||
	    !read_post(&p, number->post, sizeof(number->post)))
		return REFTEL_ENOTFOUND;
	defaulted = p.year == 0 && default_year >= YEAR_MIN &&
	    default_year <= YEAR_MAX;
	number->year = defaulted ? default_year : p.year;
	number->serial = p.serial;
	if (number->year != 0)
		put_number(number->id, number->year, str_from(number->post),
		    number->serial);
	return REFTEL_OK;
}
