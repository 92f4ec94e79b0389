/*
 * Paragraph numbers: which of the numbers that begin lines are paragraphs',
 * by their sequence. telegram.md 17.2, archive-forms.md 2.3.
 */
#include "form/parse_body.h"

/* Behind a loose number: a point or the like, none, or several, but then a
 * portion mark: "3 (C)", "3 . (C)", "3, (C)", "(3) (C)". */
static bool
loose_end(struct cur *c)
{
	while (c->p < c->end && (ch_blank(*c->p) ||
	    strchr(".,:;)", *c->p) != NULL))
		c->p++;
	return c->p < c->end && (*c->p == '(' || *c->p == '[') &&
	    portion_length(cur_rest(*c), NULL, NULL) > 0;
}

/* What can stand before a number that is a paragraph's only because a portion
 * mark is there too: "--", "PARA ", a bracket, or the mark itself. */
static bool
loose_start(struct cur *c, struct number_look *out)
{
	size_t n = *c->p == '(' || *c->p == '[' ?
	    portion_length(cur_rest(*c), &out->before, NULL) : 0;

	if (n > 0) {
		c->p += n;
		cur_skip(c);
		return true;
	}
	out->before = STR("");
	while (c->p < c->end && (*c->p == '-' || ch_blank(*c->p)))
		c->p++;
	if (eat_lit(c, "PARAGRAPH ") || eat_lit(c, "PARA "))
		cur_skip(c);
	out->from = c->p;
	eat_char(c, '(');
	return c->p < c->end && ch_digit(*c->p);
}

/*
 * A number at the start of a piece: "¶3. ", "3. (C)", "4.(S)", "4) ". Gives
 * what is there; whether it is a paragraph's, its neighbours decide. In other
 * shapes, "(C) 3. ", "3 (C)", "--3. (C)", only the portion mark tells.
 */
static bool
number_read(struct str s, struct number_look *out)
{
	struct cur c = cur_make(s);
	struct str d;
	bool loose = false;

	*out = (struct number_look){ 0 };
	if (eat_lit(&c, "\xC2\xB6"))
		out->sign = true;
	while (c.p < c.end && ch_blank(*c.p))
		c.p++;
	out->from = s.p;
	if (!out->sign && c.p < c.end && !ch_digit(*c.p)) {
		loose = true;
		if (!loose_start(&c, out))
			return false;
	}
	if (out->before.n > 0)
		out->from = c.p;
	if (!eat_digits(&c, 1, 5, &d))
		return false;
	struct cur behind = c;
	bool point = c.p < c.end && (*c.p == '.' || *c.p == ')');
	out->bracket = point && *c.p == ')';
	if (point)
		c.p++;
	if (point && c.p < c.end && ch_digit(*c.p))
		return false;
	if (point && c.p < c.end && !ch_blank(*c.p) && *c.p != '(' &&
	    !(out->sign || ch_upper(*c.p)))
		point = false;
	out->digits = d;
	out->number = (int)str_digits(d.p, d.n);
	struct cur end = behind;
	bool marked = loose_end(&end);
	if (out->before.n > 0) {
		/* "(C) 3. Text", no second mark */
		if (!point || marked || out->bracket)
			return false;
		out->portion = true;
	} else if (loose || !point) {
		if (!marked)
			return false;
		while (end.p > behind.p && ch_blank(end.p[-1]))
			end.p--;
		c = end;
		out->portion = out->loose = true;
	} else {
		out->portion = marked;
		/* "2. . (C)": all of it */
		if (marked && c.p < end.p) {
			while (end.p > c.p && ch_blank(end.p[-1]))
				end.p--;
			c = end;
		}
	}
	out->end = (size_t)(c.p - s.p);
	return true;
}

/* A digit, or the first byte of the sign, or what may stand before them. */
static bool
number_start(struct str s)
{
	if (ch_alpha(s.p[0]) && s.p[0] != 'P')
		return false;	/* most lines */
	return ch_digit(s.p[0]) || (unsigned char)s.p[0] == 0xC2 ||
	    s.p[0] == '(' || s.p[0] == '[' || s.p[0] == '-' ||
	    (s.p[0] == 'P' && str_starts(s, STR("PARA")));
}

/* A piece of a telegram, without the lines that stand at its beginning: its
 * first paragraph may have any number. */
static bool
body_piece(const struct body *b)
{
	const struct parse *p = b->p;

	return !p->has_class || (!p->has_number &&
	    p->subject.end == p->subject.start && !value_set(&p->t->dtg));
}

/*
 * The paragraph signs of some copies became the digit 1. Never decide line
 * by line: walk the numbers once with the 1 in front and once without, and
 * take the walk that goes further (archive-forms 2.3).
 */
static bool
sign_lost(struct body *b)
{
	int ea = 1, eb = 1;
	unsigned na = 0, nb = 0;
	struct number_look look;
	bool one = false;	/* "1x." without a sign is there at all */

	for (size_t i = 0; i < b->n && !one; i++) {
		struct str s = piece_str(b, i);
		one = s.n > 3 && s.p[0] == '1' && ch_digit(s.p[1]);
	}
	if (!one)
		return false;
	for (size_t i = 0; i < b->n; i++) {
		struct str s = piece_str(b, i);
		if (!number_start(s) || !number_read(s, &look) || look.bracket)
			continue;
		int n = look.number;
		if (look.sign) {
			if (n >= ea && n <= ea + 3) {
				ea = n + 1;
				na++;
			}
			if (n >= eb && n <= eb + 3) {
				eb = n + 1;
				nb++;
			}
			continue;
		}
		/* a piece may begin with any number: nothing tells that
		 * "14." is a sign and 4, so it stays what it is */
		if (body_piece(b) && na + nb == 0 && n >= 10)
			eb = n;
		if (look.digits.n > 1 && look.digits.p[0] == '1') {
			int rest = (int)str_digits(look.digits.p + 1,
			    look.digits.n - 1);
			if (rest >= ea && rest <= ea + 3) {
				ea = rest + 1;
				na++;
			}
		}
		if (n >= eb && n <= eb + 3) {
			eb = n + 1;
			nb++;
		}
	}
	return na > nb;
}

struct walk {
	int expected, last;
	bool lost;		/* the sign became a 1 */
	int inner;		/* next number of a list inside a paragraph */
	bool after_colon;	/* that list follows a colon */
	bool inner_bracket;	/* it is numbered "1)" */
	bool portions;		/* the paragraphs have portion marks */
	bool piece;		/* a piece of a telegram may begin anywhere */
	unsigned signs;		/* intact signs in the text */
	bool points;		/* paragraphs are numbered "1." not "1)" */
	bool quoted;		/* inside BEGIN TEXT ... END TEXT */
	bool own_numbers;	/* which has numbers of its own */
	bool odd;		/* the last number stands for another */
	size_t mark;		/* of a release, from the last number on */
};

static bool
text_goes_on(const struct body *b, size_t i)
{
	if (i == 0 || b->v[i].blank)
		return false;
	struct str above = piece_str(b, i - 1);
	return !lex_sentence_end(above) && lex_rule_marks(above) == 0;
}

/* Takes n bytes off the front. */
static void
piece_skip(struct piece *q, uint32_t n)
{
	q->start += n;
	q->words = true;	/* it may begin with one now */
	q->gap = q->gap > n ? q->gap - n : 0;
}

static bool
behind_colon(const struct body *b, size_t i)
{
	return i > 0 && b->p->s[b->v[i - 1].end - 1] == ':';
}

/* Does the number n, with its sign, stand at a better place further down,
 * below a blank line or with a portion mark? */
static bool
comes_later(const struct body *b, size_t i, int n)
{
	enum { FAR = 400 };
	struct number_look look;

	for (size_t k = i + 1; k < b->n && k < i + FAR; k++) {
		struct str s = piece_str(b, k);
		if ((unsigned char)s.p[0] == 0xC2 && number_read(s, &look) &&
		    look.number == n)
			return look.portion && b->v[k].blank;
	}
	return false;
}

/* The sign at i is the publisher's mistake. */
static void
false_sign(struct body *b, size_t i)
{
	uint32_t at = b->v[i].start;
	struct diag *d = telegram_diag(b->p->t, DIAG_PARAGRAPH_MARK_FALSE, at,
	    at + 2, STR(""));

	telegram_fix(b->p->t, d, at, at + 2, STR(""), "certain");
	piece_skip(&b->v[i], 2);
}

/*
 * Numbers that start again at 1 are a list, or the paragraphs of a quoted
 * text, inside a paragraph. Where their next number is the telegram's too,
 * the list has it if it was announced by a colon, or if it lacks the portion
 * mark that paragraphs have (telegram.md 17.2).
 */
static bool
inner_list(struct body *b, size_t i, struct walk *w,
    const struct number_look *look, int n)
{
	/* a quoted text whose numbers began again keeps them to its end */
	if (w->quoted && n == 1 && w->expected > 1)
		w->own_numbers = true;
	if (w->own_numbers)
		return true;
	bool colon = behind_colon(b, i);
	/* where numbers have signs, those that begin again stay as printed,
	 * but for a list that was announced */
	if (n == 1 && w->expected > 1 && (look->sign ? colon :
	    !(look->portion && w->last == 1))) {
		w->after_colon = colon;
		w->inner = 2;
		w->inner_bracket = look->bracket;
		return true;
	}
	if (w->inner == 0 || n != w->inner)
		return false;
	if (look->portion && w->portions)
		return false;
	if (n == w->expected && !w->portions && !w->after_colon)
		return false;
	w->inner++;
	return true;
}

/* A number is skipped before piece i, whose own is [at, end): told there, or
 * where a paragraph without a number, "(C) Text", or with a letter for it,
 * "A. (C) Text", stands above it. */
static void
number_skipped(struct body *b, size_t i, uint32_t at, uint32_t end)
{
	for (size_t k = b->numbers > 0 ? b->last_number + 1 : i; k < i; k++) {
		struct str s = piece_str(b, k);
		size_t n = portion_length(s, NULL, NULL);

		if (n == 0 && s.n > 4 && ch_alnum(s.p[0]) && s.p[1] == '.')
			n = portion_length(str_trim(str_cut(s, 2, s.n)), NULL,
			    NULL) > 0 ? 2 : 0;
		if (n == 0 || !b->v[k].blank)
			continue;
		at = b->v[k].start;
		end = at + (uint32_t)n;
		break;
	}
	telegram_diag(b->p->t, DIAG_PARAGRAPH_SKIPPED, at, end, STR(""));
}

/* Is the signed number a paragraph's? False: the sign is false. */
static bool
signed_number(struct body *b, size_t i, struct walk *w,
    const struct number_look *look, int n)
{
	uint32_t at = b->v[i].start, end = at + (uint32_t)look->end;

	if (inner_list(b, i, w, look, n) || (w->portions && !look->portion &&
	    text_goes_on(b, i) && comes_later(b, i, n))) {
		false_sign(b, i);
		return false;
	}
	if (n >= w->expected && n <= w->expected + 3) {
		if (n > w->expected && !(w->piece && w->last == 0) &&
		    !(w->odd && n == w->expected + 1))
			number_skipped(b, i, at, end);
		w->expected = n + 1;
		w->last = n;
		w->odd = false;
		return true;
	}
	if (n == w->last && n > 0) {
		w->odd = true;
		telegram_diag(b->p->t, DIAG_PARAGRAPH_REPEATED, at, end,
		    STR(""));
		return true;
	}
	if (n >= 1000 || (n == 0 && !look->portion && !b->v[i].blank) ||
	    text_goes_on(b, i)) {
		false_sign(b, i);
		return false;
	}
	/* a jump or a restart: the number as printed */
	if (n > w->last) {
		if (!(w->piece && w->last == 0))
			number_skipped(b, i, at, end);
		w->expected = n + 1;
		w->last = n;
	} else if (n != 1) {
		/* out of its turn; a restart at 1 is a list's */
		telegram_diag(b->p->t, n == 0 ? DIAG_PARAGRAPH_SKIPPED :
		    DIAG_PARAGRAPH_REPEATED, at, end, STR(""));
		w->odd = true;
	}
	return true;
}

/* A release took something out since the last paragraph began: numbers may
 * have gone with it (archive-forms.md 3.7.3). */
static bool
withheld(const struct body *b, size_t i, struct walk *w)
{
	const struct reading *r = b->p->r;
	uint32_t last = b->numbers > 0 ? b->v[b->last_number].start :
	    b->p->body;

	while (w->mark < r->mark_n && r->marks[w->mark].start < last)
		w->mark++;
	return w->mark < r->mark_n &&
	    r->marks[w->mark].start < b->v[i].start;
}

/* Without portion marks a number out of its turn is a paragraph's only where
 * the numbers go on behind it as if it had been the one expected: 4, 0, 6. */
static bool
stands_for_another(const struct body *b, size_t i, const struct walk *w)
{
	enum { FAR = 100 };
	struct number_look look;

	if (w->portions || w->last == 0 || w->inner > 0 || w->quoted ||
	    !b->v[i].blank || text_goes_on(b, i))
		return false;
	for (size_t k = i + 1; k < b->n && k < i + FAR; k++) {
		struct str s = piece_str(b, k);
		if (!b->v[k].blank || !ch_digit(s.p[0]) ||
		    !number_read(s, &look) || look.bracket)
			continue;
		if (look.number == w->expected ||
		    look.number == w->expected + 1)
			return look.number > w->expected;
	}
	return false;
}

static bool
unsigned_number(struct body *b, size_t i, struct walk *w,
    const struct number_look *look, int n)
{
	uint32_t at = b->v[i].start;
	bool next = n >= w->expected && n <= w->expected + 3;
	bool gone = n > w->expected && withheld(b, i, w);
	next |= gone && n < w->expected + 60;
	/* a lone paragraph of a later number, with its mark */
	next |= w->piece && w->last == 0 && n < 200 && (look->portion ||
	    (!look->bracket && (i == 0 || (i < 4 && b->v[i].blank &&
	    lex_rule(piece_str(b, i - 1))))));
	bool again = n == w->last && n > 0 && (look->portion ||
	    (!w->portions && w->inner == 0 && b->v[i].blank));

	if (look->bracket && (w->signs > 0 || w->points) && (!look->portion ||
	    w->inner_bracket || n != w->expected)) {
		/* a list "1)" has the numbers behind it as well */
		w->inner_bracket |= n == 1;
		return false;
	}
	if (inner_list(b, i, w, look, n))
		return false;
	if (w->signs >= 2 && !look->portion && !w->lost)
		return false;
	/* a number out of its turn is printed so, if it has all a paragraph's
	 * beginning has */
	bool far = !next && !again && n != 1 && n < 200 && look->portion &&
	    w->portions && b->v[i].blank && !look->bracket &&
	    !w->quoted;
	bool odd = !next && !again && !far && !look->bracket && n < 200 &&
	    stands_for_another(b, i, w);
	if (!next && !again && !far && !odd)
		return false;
	if ((look->loose || (w->portions && !look->portion)) &&
	    text_goes_on(b, i))
		return false;
	/* the first paragraph stands without its number */
	bool second = n == 2 && w->last == 0 && i > 0;
	if (n > w->expected && !look->portion && !b->v[i].blank && !second)
		return false;
	if (text_goes_on(b, i) && !look->portion && n != 1 &&
	    !(n == w->expected && b->v[i - 1].end - b->v[i - 1].start < 30))
		return false;
	bool lower = (far || odd) && n < w->last;
	if (again || (lower && n > 0))
		telegram_diag(b->p->t, DIAG_PARAGRAPH_REPEATED, at,
		    at + (uint32_t)look->end, STR(""));
	else if ((n > w->expected || n == 0) && !gone && !second && !(w->piece &&
	    w->last == 0) && !(w->odd && n == w->expected + 1))
		number_skipped(b, i, at, at + (uint32_t)look->end);
	w->odd = again || lower || odd;
	if (next || (far && n > w->last)) {
		w->expected = n + 1;
		w->last = n;
	}
	return true;
}

/* A lost sign's number: its digits behind the 1, if they fit. */
static int
lost_number(struct body *b, size_t i, const struct walk *w,
    const struct number_look *look)
{
	if (!w->lost || look->sign || look->digits.n < 2 ||
	    look->digits.p[0] != '1')
		return look->number;
	int rest = (int)str_digits(look->digits.p + 1, look->digits.n - 1);
	bool year = look->digits.n == 5 && rest >= 1800 && rest <= 2100;
	bool fits = (rest >= w->expected && rest <= w->expected + 3) ||
	    rest == w->last;
	/* a list's, or one out of its turn */
	bool list = (w->inner > 0 && rest == w->inner) || (rest == 1 &&
	    (w->quoted || behind_colon(b, i))) || (w->own_numbers && rest <
	    200);
	bool far = look->portion && b->v[i].blank && rest > 0 && rest < 200;
	if (!fits && !list && !far && !year)
		return look->number;
	uint32_t at = offset_of(b->p, look->digits.p);
	struct diag *d = telegram_diag(b->p->t, year ?
	    DIAG_PARAGRAPH_MARK_FALSE : DIAG_PARAGRAPH_MARK, at, at + 1,
	    STR("1"));
	telegram_fix(b->p->t, d, at, at + 1, year ? STR("") :
	    STR("\xC2\xB6"), "certain");
	return rest;
}

/* May a number begin a paragraph behind these words of the same line? Behind a
 * sentence or a rule, or a heading that has the line to itself. */
static bool
before_number(struct str before, bool line)
{
	return lex_sentence_end(before) || lex_rule_tail(before) > 0 ||
	    lex_rule(before) || (line && before.n <= 75 &&
	    lex_capitals(before));
}

/* Is the number glued to the words before it: "END SUMMARY2. (C)"? */
static bool
glued_number(struct str before)
{
	static const char *const ends[] = { "SUMMARY", "COMMENT", "NOTE",
		"TEXT" };
	struct str w = lex_last_word(before);

	return before.n > 0 && (before.p[before.n - 1] == '.' ||
	    before.p[before.n - 1] == ')' || lex_in(w, ends,
	    LEX_COUNT(ends)));
}

enum { ANY_NUMBER = 0 };

/* "... between the two. 2. (C) German officials": the expected number with a
 * portion mark inside a piece begins a paragraph there. Any number does where
 * none is expected yet, ANY_NUMBER. */
static uint32_t
inner_number(struct body *b, size_t i, int expected)
{
	struct str s = piece_str(b, i);

	for (size_t k = str_find(s, STR(". ("), 3); k < s.n;
	    k = str_find(s, STR(". ("), k + 1)) {
		size_t a = k;
		while (a > 0 && ch_digit(s.p[a - 1]))
			a--;
		if (a == k || k - a > 3 || a < 2 || (expected != ANY_NUMBER &&
		    (int)str_digits(s.p + a, k - a) != expected))
			continue;
		bool glued = !ch_blank(s.p[a - 1]);
		if (glued && expected == ANY_NUMBER)
			continue;
		struct str before = str_trim(str_cut(s, 0, a));
		if (portion_length(str_cut(s, k + 2, s.n), NULL, NULL) > 0 &&
		    (glued ? glued_number(before) : before_number(before,
		    b->v[i].blank)))
			return b->v[i].start + (uint32_t)a;
	}
	return NOWHERE;
}

/* "(C - ENTIRE TEXT)", "(C) ENTIRE TEXT." behind the number. */
static bool
entire_text(struct str s)
{
	size_t n = portion_length(s, NULL, NULL);

	return portion_entire_text(s, NULL) > 0 || (n > 0 &&
	    str_startsi(str_trim(str_cut(s, n, s.n)), STR("ENTIRE TEXT")));
}

static void
number_take(struct body *b, size_t i, const struct number_look *look, int n)
{
	b->v[i].kind = PIECE_NUMBER;
	b->v[i].number = n;
	b->v[i].number_end = b->v[i].start + (uint32_t)look->end;
	b->v[i].digits = offset_of(b->p, look->digits.p);
	b->v[i].number_start = offset_of(b->p, look->from);
	b->v[i].before = look->before;
	/* a mark for the entire text says that the others have none */
	struct str s = piece_str(b, i);
	if (look->portion && !entire_text(str_trim(str_cut(s, look->end,
	    s.n))))
		b->portions = true;
	if (b->numbers++ == 0)
		b->first_number = i;
	b->last_number = i;
}

/* "1A. ", where a sign became a 1. */
static bool
one_letter(struct str s)
{
	return s.n > 4 && s.p[0] == '1' && ch_alpha(s.p[1]) &&
	    s.p[2] == '.' && ch_blank(s.p[3]);
}

/* Did the letters of lists lose their signs, though no number did? "1A. ",
 * "1B. " below another paragraph than 1, and no "2A. " anywhere: paragraphs'
 * parts would be numbered as their paragraphs. */
static bool
letters_lost(const struct body *b)
{
	bool a = false, ab = false;

	for (size_t i = 0; i < b->n; i++) {
		struct str s = piece_str(b, i);
		if (s.n < 4 || !ch_digit(s.p[0]) || !ch_upper(s.p[1]) ||
		    s.p[2] != '.')
			continue;
		if (s.p[0] != '1')
			return false;
		a |= s.p[1] == 'A';
		ab |= a && s.p[1] == 'B' && one_letter(s);
	}
	return ab;
}

void
body_numbers(struct body *b)
{
	struct walk w = { .expected = 1, .lost = sign_lost(b),
		.piece = body_piece(b) };
	struct number_look look;
	unsigned inner = 0;
	bool letters = letters_lost(b);
	uint32_t mark = 0;	/* the next ". (", which an inner number has */

	for (size_t i = 0; i < b->n; i++) {
		struct str s = piece_str(b, i);
		/* "2.", which is read below, has no sign and is not 1 */
		if (!number_start(s) || (s.p[0] >= '2' && s.p[0] <= '9'))
			continue;
		b->v[i].no_number = !number_read(s, &look);
		if (b->v[i].no_number)
			continue;
		w.signs += look.sign;
		w.points |= !look.bracket && look.number == 1;
	}
	for (size_t i = 0; i < b->n; i++) {
		struct str s = piece_str(b, i);
		bool start = number_start(s);
		int quote = piece_quote_mark(b, i);
		if (quote != 0) {
			w.quoted = quote > 0;
			/* "QUOTE 1. THE DATE IS CHANGED." */
			w.own_numbers = quote > 0 && w.expected > 1 &&
			    str_starts(s, STR("QUOTE 1."));
		}
		if (start && !b->v[i].no_number && number_read(s, &look)) {
			int n = lost_number(b, i, &w, &look);
			bool yes = look.sign ? signed_number(b, i, &w, &look, n) :
			    unsigned_number(b, i, &w, &look, n);
			if (yes) {
				number_take(b, i, &look, n);
				w.portions = b->portions;
				w.inner_bracket = false;
			}
			if (!yes && n != look.number)
				piece_skip(&b->v[i], 1);
		} else if (start && s.n > 2 && (unsigned char)s.p[0] == 0xC2 &&
		    (unsigned char)s.p[1] == 0xB6) {
			/* "¶A. ": a letter's sign is the publisher's too */
			piece_skip(&b->v[i], 2);
			continue;
		} else if (start && (w.lost || (letters && w.last > 1)) && w.last > 0 &&
		    one_letter(s)) {
			/* ... also where it became a 1: "1A. " */
			struct diag *d = telegram_diag(b->p->t,
			    DIAG_PARAGRAPH_MARK, b->v[i].start,
			    b->v[i].start + 1, STR("1"));
			telegram_fix(b->p->t, d, b->v[i].start,
			    b->v[i].start + 1, STR("\xC2\xB6"), "certain");
			piece_skip(&b->v[i], 1);
			continue;
		}
		/* "ALL ELSE STANDS. UNQUOTE" */
		if (w.quoted && s.p[s.n - 1] == 'E' && str_ends(s,
		    STR("UNQUOTE")))
			w.quoted = w.own_numbers = false;
		/* splitting moves the rest of the array: bounded */
		if (mark < b->v[i].start)
			mark = (uint32_t)str_find(range_str(b->p, 0, b->p->n),
			    STR(". ("), b->v[i].start);
		/* a piece may begin in mid paragraph */
		bool any = w.piece && w.last == 0 && b->numbers == 0;
		uint32_t at = inner < 32 && mark < b->v[i].end ?
		    inner_number(b, i, any ? ANY_NUMBER : w.expected) :
		    NOWHERE;
		if (at != NOWHERE && piece_split(b, i, at))
			inner++;
	}
}
