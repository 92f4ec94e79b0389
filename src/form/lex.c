/* Lines and words of a decoded telegram; see lex.h. */
#include "form/lex.h"

struct lines
lex_lines(struct arena *a, const char *text, uint32_t begin, uint32_t n)
{
	struct lines out = { 0 };
	size_t cap = 0;
	uint32_t at = begin;

	while (at < n || out.n == 0) {
		const char *eol = at < n ? memchr(text + at, '\n', n - at)
					 : NULL;
		uint32_t end = eol == NULL ? n : (uint32_t)(eol - text);
		uint32_t next = eol == NULL ? n : end + 1;
		struct line *v = arena_grow(a, out.v, out.n, &cap, sizeof *v);
		if (v == NULL)
			return (struct lines){ 0 };
		out.v = v;
		uint32_t start = at;
		while (start < end && ch_blank(text[start]))
			start++;
		while (end > start && ch_blank(text[end - 1]))
			end--;
		out.v[out.n++] = (struct line){ at, start, end };
		at = next;
	}
	return out;
}

bool
eat_lit_rest(struct cur *c, const char *lit)
{
	const char *p = c->p;

	for (; *lit != '\0'; lit++, p++)
		if (p >= c->end || ch_fold(*p) != ch_fold(*lit))
			return false;
	c->p = p;
	return true;
}

bool
eat_word_rest(struct cur *c, const char *word)
{
	struct cur was = *c;

	if (!eat_lit_rest(c, word))
		return false;
	if (c->p < c->end && ch_alnum(*c->p)) {
		*c = was;
		return false;
	}
	cur_skip(c);
	return true;
}

bool
eat_digits_rest(struct cur *c, unsigned min, unsigned max, struct str *out)
{
	const char *p = c->p;

	while (p < c->end && ch_digit(*p))
		p++;
	size_t n = (size_t)(p - c->p);
	if (n < min || n > max)
		return false;
	if (out != NULL)
		*out = str_make(c->p, n);
	c->p = p;
	return true;
}

bool
eat_alpha(struct cur *c, struct str *out)
{
	const char *p = c->p;

	while (p < c->end && ch_alpha(*p))
		p++;
	if (p == c->p)
		return false;
	*out = str_range(c->p, p);
	c->p = p;
	return true;
}

bool
lex_ri(struct str s)
{
	if (s.n < 4 || s.n > 8 || (s.p[0] != 'R' && s.p[0] != 'Q'))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!ch_upper(s.p[i]))
			return false;
	return true;
}

size_t
lex_rule_marks_rest(struct str s)
{
	size_t marks = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (lex_rule_char(s.p[i]))
			marks++;
		else if (!ch_blank(s.p[i]))
			return 0;
	}
	return marks;
}

bool
lex_rule(struct str s)
{
	return lex_rule_marks(s) >= 5;
}

size_t
lex_rule_tail(struct str s)
{
	size_t i = s.n, marks = 0;

	while (i > 0 && (lex_rule_char(s.p[i - 1]) || ch_blank(s.p[i - 1])))
		marks += lex_rule_char(s.p[--i]);
	if (marks < 5 || i == 0)
		return 0;
	/* a word may end in a hyphen, the rule begins behind a blank */
	while (i < s.n && !ch_blank(s.p[i]) && !lex_rule_char(s.p[i]))
		i++;
	return s.n - i;
}

struct str
lex_first_word(struct str s)
{
	size_t a = 0, b;

	while (a < s.n && ch_space(s.p[a]))
		a++;
	for (b = a; b < s.n && !ch_space(s.p[b]);)
		b++;
	return str_cut(s, a, b);
}

struct str
lex_last_word(struct str s)
{
	size_t b = s.n, a;

	while (b > 0 && ch_space(s.p[b - 1]))
		b--;
	for (a = b; a > 0 && !ch_space(s.p[a - 1]);)
		a--;
	return str_cut(s, a, b);
}

bool
lex_sentence_end(struct str s)
{
	size_t n = s.n;

	while (n > 0 && (ch_space(s.p[n - 1]) || s.p[n - 1] == '"' ||
	    s.p[n - 1] == ')' || s.p[n - 1] == '\'' || s.p[n - 1] == ']'))
		n--;
	/* the closing quotation marks of UTF-8: E2 80 99, E2 80 9D */
	if (n >= 3 && (unsigned char)s.p[n - 3] == 0xE2 &&
	    (unsigned char)s.p[n - 2] == 0x80)
		n -= 3;
	if (n == 0)
		return true;
	return s.p[n - 1] == '.' || s.p[n - 1] == '!' || s.p[n - 1] == '?' ||
	    s.p[n - 1] == ':';
}

bool
lex_capitals(struct str s)
{
	enum { BLOCK = 16 };
	bool any = false, lower = false;
	size_t i = 0;

	/* without a branch for each byte, which compilers make vectors of */
	for (; s.n - i >= BLOCK && !lower; i += BLOCK)
		for (size_t k = 0; k < BLOCK; k++) {
			lower |= ch_lower(s.p[i + k]);
			any |= ch_upper(s.p[i + k]);
		}
	for (; i < s.n && !lower; i++) {
		lower = ch_lower(s.p[i]);
		any |= ch_upper(s.p[i]);
	}
	return any && !lower;
}

bool
lex_open_word(struct str s)
{
	static const char *const words[] = { "THE", "A", "AN", "OF", "TO",
		"AND", "OR", "IN", "ON", "AT", "BY", "FOR", "FROM", "WITH",
		"THAT", "IS", "ARE", "WAS", "WERE", "HAS", "HAVE", "HAD",
		"HIS", "HER", "ITS", "THEIR", "WHO", "WHICH", "NOT", "BE",
		"AS", "BUT" };

	return lex_in(lex_last_word(s), words, LEX_COUNT(words));
}

/* Does `word` stand shortly before k in s, as a word? */
static bool
word_before(struct str s, size_t k, struct str word)
{
	enum { NEAR = 32 };
	size_t from = k > NEAR ? k - NEAR : 0;
	struct str near = str_cut(s, from, k);
	size_t at = str_findi(near, word, 0);

	return at < near.n && (from + at == 0 ||
	    !ch_alpha(s.p[from + at - 1]));
}

int
lex_quote_mark(struct str s)
{
	if (s.n < 3 || s.n > 120)
		return 0;
	if (s.p[0] == 'U' && (str_starts(s, STR("UNQUOTE")) ||
	    str_starts(s, STR("UNQTE"))))
		return -1;
	if (s.p[0] == 'Q' && str_eq(s, STR("QTE")))
		return 1;
	if (s.p[0] == 'Q' && str_starts(s, STR("QUOTE")) &&
	    (s.n == 5 || !ch_alpha(s.p[5])))
		return str_find(s, STR("UNQUOTE"), 5) < s.n ? 0 : 1;
	if (memchr(s.p, 'X', s.n) == NULL && memchr(s.p, 'x', s.n) == NULL)
		return 0;
	size_t k = str_findi(s, STR("TEXT"), 0);
	if (k == s.n)
		return 0;
	if (word_before(s, k, STR("END")))
		return -1;
	return word_before(s, k, STR("BEGIN")) ? 1 : 0;
}

/* How much of s is head, which is in capitals; 0: s begins otherwise. */
static size_t
head_length(struct str s, const char *head)
{
	size_t i = 0;

	for (; head[i] != '\0'; i++)
		if (i >= s.n || ch_fold(s.p[i]) != head[i])
			return 0;
	return i;
}

bool
lex_in(struct str w, const char *const *list, size_t n)
{
	if (w.n == 0)
		return false;
	char first = ch_fold(w.p[0]);
	for (size_t i = 0; i < n; i++)
		if (list[i][0] == first && head_length(w, list[i]) == w.n)
			return true;
	return false;
}

bool
lex_in_sorted(struct str w, const char *const *list, size_t n)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_cmpi(w, str_from(list[mid]));
		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

bool
lex_starts_in(struct str s, const char *const *list, size_t n)
{
	if (s.n == 0)
		return false;
	char first = ch_fold(s.p[0]);
	for (size_t i = 0; i < n; i++)
		if (list[i][0] == first && head_length(s, list[i]) > 0)
			return true;
	return false;
}

int
eat_month(struct cur *c)
{
	static const char names[12][10] = { "JANUARY", "FEBRUARY", "MARCH",
		"APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER",
		"OCTOBER", "NOVEMBER", "DECEMBER" };
	struct cur was = *c;
	struct str w;

	if (!eat_alpha(c, &w) || w.n < 3 || w.n > 9)
		goto no;
	for (int m = 0; m < 12; m++) {
		struct str name = str_from(names[m]);
		bool sept = m == 8 && w.n == 4;	/* "SEPT" */
		if (str_startsi(name, w) && (w.n == 3 || w.n == name.n || sept))
			return m + 1;
	}
no:
	*c = was;
	return 0;
}

static bool
leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static const int month_days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	30, 31 };

bool
lex_date_valid(int year, int month, int day)
{
	if (month < 1 || month > 12 || day < 1)
		return false;
	return day <= month_days[month] + (month == 2 && leap(year));
}

static char *
put_two(char *p, int n)
{
	*p++ = (char)('0' + n / 10 % 10);
	*p++ = (char)('0' + n % 10);
	return p;
}

/* Every telegram has two of these; printf is slow at it. */
const char *
lex_iso(struct arena *a, int year, int month, int day, int hour, int minute)
{
	char *out = arena_bytes(a, sizeof "2007-10-29T16:05Z"), *p = out;

	if (p == NULL)
		return NULL;
	p = put_two(put_two(p, year / 100), year);
	*p++ = '-';
	p = put_two(p, month);
	*p++ = '-';
	p = put_two(p, day);
	if (hour >= 0) {
		*p++ = 'T';
		p = put_two(p, hour);
		*p++ = ':';
		p = put_two(p, minute);
		*p++ = 'Z';
	}
	*p = '\0';
	return out;
}

int
lex_year_day(int year, int month, int day)
{
	int n = day;

	for (int m = 1; m < month; m++)
		n += month_days[m] + (m == 2 && leap(year));
	return n;
}
