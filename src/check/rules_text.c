/*
 * The text: paragraphs, summary, comment, action request, and what only a
 * telegram that is to be sent must heed: length of lines, characters.
 * telegram.md 17, 18 and 23.
 */
#include "check/check.h"

enum { NARROW = 55, WIDE = 69, LINES_A_PAGE = 21 };

/* --- paragraphs ------------------------------------------------------------------- */

/* "3 (C) Text" */
void
paragraph_number_damaged(struct check *c)
{
	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &c->t->paragraphs.v[i];
		const struct reftel_value *v = &p->printed;

		if (p->number.value < 0 || !value_placed(v) || v->end == 0 ||
		    v->end >= c->text.n)
			continue;
		if (ch_digit(c->text.p[v->end - 1]) &&
		    strchr(".)", c->text.p[v->end]) == NULL)
			say_at(c, v, value_str(v));
	}
}

void
paragraph_empty(struct check *c)
{
	const struct reftel_telegram *t = c->t;

	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];
		/* a list or a quotation may follow at once */
		bool follows = i + 1 < t->paragraphs.n &&
		    t->paragraphs.v[i + 1].number.value < 0;

		if (p->number.value >= 0 && p->text.n == 0 && !follows)
			say(c, p->printed.start, value_placed(&p->portion) &&
			    p->portion.end > p->printed.end ?
			    p->portion.end + 1 : p->printed.end,
			    value_str(&p->printed));
	}
}

void
paragraph_single_numbered(struct check *c)
{
	if (c->whole && c->t->paragraphs.n == 1 &&
	    c->t->paragraphs.v[0].number.value == 1)
		say_at(c, &c->t->paragraphs.v[0].printed, STR(""));
}

/* The summary may stand without a number above paragraph 1. */
void
paragraph_unnumbered(struct check *c)
{
	const struct reftel_paragraph *first = NULL;
	size_t n = 0;
	bool numbers = false;

	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &c->t->paragraphs.v[i];

		numbers |= p->number.value >= 0;
		if (p->number.value < 0 && p->kind != REFTEL_PAR_SUMMARY &&
		    p->text.n > 0 && n++ == 0)
			first = p;
	}
	if (n > 1 && (numbers || c->compose))
		say_at(c, &first->text, arg_of(c, "%zu", n));
}

/* "3. (C) Text": the mark right behind the number. */
void
portion_place(struct check *c)
{
	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &c->t->paragraphs.v[i];

		if (p->number.value < 0 || value_set(&p->portion))
			continue;
		struct str mark = portion_elsewhere(value_str(&p->text));
		if (mark.n == 0)
			continue;
		say_at(c, &p->printed, mark);
		return;
	}
}

/* --- named paragraphs ----------------------------------------------------------------- */

static uint32_t
text_lines(const struct check *c)
{
	uint32_t at = c->t->impl->body, n = 0, bytes = 0;
	struct str line;

	while (next_line(c, &at, (uint32_t)c->text.n, &line)) {
		n += line.n > 0;
		bytes += (uint32_t)line.n;
	}
	/* a copy may have joined its lines */
	return n > bytes / WIDE ? n : bytes / WIDE;
}

/* Over three pages; counted in lines, as the handbook does not say. */
void
summary_missing(struct check *c)
{
	uint32_t n;

	if (!c->whole || value_set(&c->t->summary) ||
	    c->day < 19730301 || c->t->paragraphs.n < 2 || c->text.n - c->t->impl->body <
	    3 * LINES_A_PAGE * NARROW / 2)
		return;
	for (size_t i = 0; i < c->t->paragraphs.n && i < 3; i++) {
		struct str s = value_str(&c->t->paragraphs.v[i].text);

		if (str_findi(str_cut(s, 0, 80), STR("SUMMARY"), 0) <
		    (s.n < 80 ? s.n : 80))
			return;
	}
	n = text_lines(c);
	if (n > 3 * LINES_A_PAGE)
		say_whole(c, arg_of(c, "%u lines", n));
}

void
summary_late(struct check *c)
{
	const struct reftel_telegram *t = c->t;

	if (t->paragraphs.n == 0 || !value_placed(&t->summary))
		return;
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];

		if (p->kind != REFTEL_PAR_SUMMARY)
			continue;
		if (i >= 2 && p->number.value != 1 && p->number.value != 2 &&
		    t->paragraphs.v[0].number.value > 0)
			say_at(c, value_set(&p->printed) ? &p->printed :
			    &p->text, STR(""));
		return;
	}
}

static bool
kind_is(const struct check *c, enum reftel_paragraph_kind kind)
{
	for (size_t i = 0; i < c->t->paragraphs.n; i++)
		if (c->t->paragraphs.v[i].kind == kind)
			return true;
	return false;
}

/* Does such a word begin something in s? In running text, in small letters,
 * it does so only before a colon. */
static bool
begun(struct str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t k = find_word(s, word, 0); k < s.n;
	    k = find_word(s, word, k + n))
		if (ch_upper(s.p[k]) || (k + n < s.n && s.p[k + n] == ':'))
			return true;
	return false;
}

/* "END SUMMARY" with no such word since the one before. */
static void
ends_alone(struct check *c, struct str body, const char *word)
{
	size_t from = 0, n = strlen(word);

	for (size_t k = find_word(body, word, 0); k < body.n;
	    k = find_word(body, word, k + n)) {
		bool end = k >= 4 && body.p[k - 1] == ' ' &&
		    str_eqi(str_cut(body, k - 4, k - 1), STR("END")) &&
		    ch_upper(body.p[k - 4]) && (k == 4 ||
		    !ch_alpha(body.p[k - 5]));
		if (!end)
			continue;
		uint32_t at = c->t->impl->body + (uint32_t)k;
		if (!begun(str_cut(body, from, k), word))
			say(c, at - 4, at + (uint32_t)n, str_from(word));
		from = k + n;
	}
}

void
end_without_start(struct check *c)
{
	struct str s = str_cut(c->text, c->t->impl->body, c->text.n);

	if (!c->whole)
		return;
	ends_alone(c, s, "SUMMARY");
	ends_alone(c, s, "NOTE");
	ends_alone(c, s, "FYI");
	if (!kind_is(c, REFTEL_PAR_COMMENT))
		ends_alone(c, s, "COMMENT");
}

/* "SEE PARA 9" of an action request; 0: it names no paragraph. */
static long
paragraph_named(struct str s)
{
	size_t k = find_word(s, "PARA", 0);
	struct str d;

	if (k == s.n)
		k = find_word(s, "PARAGRAPH", 0);
	struct cur c = cur_make(str_cut(s, k, s.n));
	struct str word;
	eat_alpha(&c, &word);
	cur_skip(&c);
	return eat_digits(&c, 1, 2, &d) ? str_digits(d.p, d.n) : 0;
}

void
action_paragraph_missing(struct check *c)
{
	const struct reftel_telegram *t = c->t;
	int last = 0;

	for (size_t i = 0; i < t->paragraphs.n; i++)
		if (t->paragraphs.v[i].number.value > last)
			last = t->paragraphs.v[i].number.value;
	for (size_t i = 0; last > 0 && i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];
		struct str s = str_cut(value_str(&p->text), 0, 200);

		/* as a rule it is told so; or the first says it in passing */
		if (p->kind != REFTEL_PAR_ACTION_REQUEST && (i > 1 ||
		    str_findi(s, STR("ACTION REQUEST"), 0) == s.n))
			continue;
		long n = paragraph_named(s);
		if (n > last)
			say_at(c, &p->text, arg_of(c, "%ld", n));
	}
}

/* --- letters ------------------------------------------------------------------------------- */

/* Capitals only was the habit to about 2000. */
void
small_letters_early(struct check *c)
{
	struct str s = value_str(&c->t->subject);

	if (c->day == 0 || c->day >= 19970101 || c->t->paragraphs.n == 0)
		return;
	const struct reftel_value *v = &c->t->paragraphs.v[0].text;
	for (size_t i = 0; i < v->n && i < 400; i++)
		if (ch_lower(v->s[i])) {
			say_at(c, v, s.n > 0 && lex_capitals(s) ? STR("text") :
			    STR("text and subject"));
			return;
		}
}

static const unsigned char consonant[256] = {
	['B'] = 1, ['C'] = 1, ['D'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1,
	['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['P'] = 1,
	['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['V'] = 1, ['W'] = 1,
	['X'] = 1, ['Z'] = 1,
	['b'] = 1, ['c'] = 1, ['d'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1,
	['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['p'] = 1,
	['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['v'] = 1, ['w'] = 1,
	['x'] = 1, ['z'] = 1,
};

/* A mark of redaction: one letter over and over, perhaps glued to a word. */
static bool
redacted(struct str s)
{
	size_t same = 1;

	for (size_t i = 1; i < s.n; i++)
		same += ch_fold(s.p[i]) == ch_fold(s.p[i - 1]);
	return same > s.n / 2;
}

/* Part of a mail or web address. */
static bool
in_address(const struct check *c, uint32_t at)
{
	size_t a = at, b = at;

	while (a > 0 && !ch_space(c->text.p[a - 1]))
		a--;
	while (b < c->text.n && !ch_space(c->text.p[b]))
		b++;
	struct str word = str_cut(c->text, a, b);
	for (size_t i = 0; i + 1 < word.n; i++)
		if (word.p[i] == '@' || (word.p[i] == '.' &&
		    ch_alpha(word.p[i + 1])))
			return true;
	return false;
}

/* Headings of later sections and the like are no text. */
static bool
in_cut(struct check *c, uint32_t at)
{
	size_t n;
	const struct cut *cut = telegram_cuts(c->t, &n);
	size_t i = telegram_cut_at(cut, n, at);

	return i < n && cut[i].start <= at;
}

/*
 * Consonants in a row that no word has.  A run of RUN holds two neighbouring
 * places of every HALF-th, and the one between them; only there is a look
 * worth its time.
 */
void
text_garbled(struct check *c)
{
	enum { RUN = 8, HALF = RUN / 2 };
	const unsigned char *p = (const unsigned char *)c->text.p;
	uint32_t from = c->t->impl->body, n = (uint32_t)c->text.n;
	uint32_t first = 0, end = 0, count = 0;

	for (uint32_t i = from + HALF; i + HALF < n; i += HALF) {
		uint32_t a = i, b = i;

		if (!(consonant[p[i - HALF]] & consonant[p[i - HALF / 2]] &
		    consonant[p[i]]))
			continue;
		while (a > from && consonant[p[a - 1]])
			a--;
		while (b < n && consonant[p[b]])
			b++;
		i = b;
		if (b - a < RUN || redacted(str_cut(c->text, a, b)) ||
		    in_cut(c, a) || in_address(c, a))
			continue;
		if (count++ == 0) {
			first = a;
			end = b;
		}
	}
	if (count > 0)
		say(c, first, end, count == 1 ? str_cut(c->text, first, end) :
		    arg_of(c, "%u places", count));
}

/* A control character, or the sign that some earlier step put for one that it
 * could not read. */
static bool
damaged_at(struct str s, size_t k)
{
	unsigned char ch = (unsigned char)s.p[k];

	return (ch < ' ' && strchr("\t\n\f\r", ch) == NULL) || ch == 0x7F ||
	    (ch == 0xEF && str_starts(str_cut(s, k, s.n),
	    STR("\xEF\xBF\xBD")));
}

void
character_damaged(struct check *c)
{
	struct str s = str_cut(c->text, c->begin, c->text.n);
	uint32_t count = 0, first = 0;

	/* reading told of those that it could not read itself */
	if (was_said(c, DIAG_ENCODING_BROKEN) || was_said(c, DIAG_NUL_BYTES))
		return;
	for (size_t k = 0; k < s.n; k++)
		if (damaged_at(s, k) && count++ == 0)
			first = c->begin + (uint32_t)k;
	if (count > 0)
		say(c, first, first + 1, count == 1 ? STR("") :
		    arg_of(c, "%u places", count));
}

/* --- only of telegrams to be sent ------------------------------------------------------------ */

/* T66 to T03 have limits for lines, SMART has none. */
static bool
lines_limited(const struct check *c)
{
	return c->t->form != REFTEL_FORM_SMART;
}

/* The first line of the text that is longer. */
static void
line_over(struct check *c, uint32_t most, uint32_t least_over)
{
	uint32_t at = c->t->impl->body, count = 0, a = 0, b = 0;
	struct str line;

	while (lines_limited(c) && next_line(c, &at, (uint32_t)c->text.n,
	    &line)) {
		if (line.n <= most || line.n > least_over)
			continue;
		if (count++ == 0) {
			a = place_of(c, line.p) + most;
			b = place_of(c, line.p + line.n);
		}
	}
	if (count > 0)
		say(c, a, b, arg_of(c, "%u lines", count));
}

void
line_long(struct check *c)
{
	line_over(c, NARROW, WIDE);
}

void
line_too_long(struct check *c)
{
	line_over(c, WIDE, UINT32_MAX);
}

void
paragraph_indented(struct check *c)
{
	for (size_t i = 0; i < c->t->paragraphs.n; i++) {
		const struct reftel_value *v = &c->t->paragraphs.v[i].printed;

		if (value_placed(v) && v->start > 0 &&
		    ch_blank(c->text.p[v->start - 1])) {
			say_at(c, v, value_str(v));
			return;
		}
	}
}

/* What teletype could not print, in telegrams to about 2000, and what to
 * write instead. */
void
character_unsendable(struct check *c)
{
	static const struct {
		char seen;
		const char *instead;
	} spelt[] = { { '@', "AT" }, { '%', "PERCENT" }, { '#', "NO." } };
	static const char marks[] = " .,:;-'()/?\"&$!\n";
	uint32_t at = c->t->impl->body;

	if (c->day == 0 || c->day >= 20000101)
		return;
	for (; at < c->text.n; at++) {
		char ch = c->text.p[at];

		if (ch_upper(ch) || ch_digit(ch) || (ch != '\0' &&
		    strchr(marks, ch) != NULL))
			continue;
		struct str arg = STR("");
		for (size_t i = 0; i < LEX_COUNT(spelt); i++)
			if (spelt[i].seen == ch)
				arg = str_from(spelt[i].instead);
		say(c, at, at + 1, arg);
		return;
	}
}

/* TXT-01: what frames a message on the wire must not stand in its text. */
void
sequence_forbidden(struct check *c)
{
	static const char *const words[] = { "ZCZC", "NNNN", "\nBT\n",
		"\n\n\n\n\n" };
	struct str s = c->text;

	for (size_t i = 0; i < LEX_COUNT(words); i++) {
		size_t k = str_find(s, str_from(words[i]), c->t->impl->body);
		/* the telegram's own end */
		struct str behind = str_trim(str_cut(s, k + 4, s.n));
		if (k == s.n || (i > 0 && behind.n < 40 && i < 3))
			continue;
		uint32_t a = (uint32_t)k, b = a + (uint32_t)strlen(words[i]);
		say(c, a, b, i < 2 ? str_from(words[i]) : i == 2 ? STR("BT") :
		    STR("blank lines"));
		return;
	}
}

/* A section is a message of its own, and its length is bounded. */
void
section_long(struct check *c)
{
	enum { MOST = 100 };
	uint32_t at = c->t->impl->body, n = 0;
	struct str line;
	size_t next = 0;

	while (next_line(c, &at, (uint32_t)c->text.n, &line)) {
		uint32_t a = place_of(c, line.p);

		while (next < c->furniture_n &&
		    c->furniture[next].where.start < a)
			next++;
		if (next < c->furniture_n &&
		    c->furniture[next].where.start == a)
			n = 0;
		else if (line.n > 0 && ++n > MOST) {
			say(c, a, a + (uint32_t)line.n, STR(""));
			return;
		}
	}
}
