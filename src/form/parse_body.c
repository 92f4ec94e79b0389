/*
 * The text: from lines to headings, paragraphs, summary and signature.
 * telegram.md 17 and 18, archive-forms.md 2.3 and 2.5.
 *
 * The body's lines, page lines taken out, become pieces. Numbers, rules and
 * headings are told first, piece by piece; what is left between them is the
 * paragraphs' text.
 */
#include "form/parse_body.h"

/* --- pieces ------------------------------------------------------------- */

static struct piece *
piece_add(struct body *b, uint32_t start, uint32_t end)
{
	struct piece *v = arena_grow(b->p->a, b->v, b->n, &b->cap, sizeof *v);

	if (v == NULL)
		return NULL;
	b->v = v;
	struct str s = range_str(b->p, start, end);
	size_t gap = str_find_blanks(s, 0), k = gap;
	while (k + 2 < s.n && s.p[k + 2] != ' ')
		k = str_find_blanks(s, k + 1);
	v[b->n] = (struct piece){ .start = start, .end = end, .number = -1,
		.gap = (uint32_t)gap, .table = s.n < 100 && k + 2 < s.n };
	return &v[b->n++];
}

/* Adds [start, end), blanks off, without the cuts in it. */
static void
pieces_of_line(struct body *b, uint32_t start, uint32_t end, bool *blank,
    size_t *cut)
{
	struct parse *p = b->p;
	const struct reftel_impl *m = p->t->impl;
	bool first = true;

	while (start < end) {
		while (*cut < m->cut_n && m->cut[*cut].end <= start)
			(*cut)++;
		uint32_t stop = end, next = end;
		if (*cut < m->cut_n && m->cut[*cut].start < end) {
			stop = m->cut[*cut].start;
			next = m->cut[*cut].end;
			if (stop <= start) {
				start = next < end ? next : end;
				b->after_cut = true;
				continue;
			}
		}
		uint32_t a = start, e = stop;
		while (a < e && ch_space(p->s[a]))
			a++;
		while (e > a && ch_space(p->s[e - 1]))
			e--;
		start = next;
		if (a == e)
			continue;
		/* a lone hyphen kept a blank line on the teletype */
		if (e - a == 1 && p->s[a] == '-') {
			*blank = true;
			continue;
		}
		struct piece *q = piece_add(b, a, e);
		if (q == NULL)
			return;
		q->blank = *blank && first;
		q->after_cut = b->after_cut;
		q->same_line = !first;
		b->after_cut = stop < end;
		*blank = first = false;
	}
}

/* The caption that strays into the text at a section's end (telegram.md
 * 12): cut out, alone or before a line. */
static uint32_t
past_caption(struct parse *p, uint32_t start, uint32_t end)
{
	struct cur c = { p->s + start, p->s + end };

	if (p->s[start] != 'S' || !eat_word(&c, "SIPDIS"))
		return start;
	telegram_cut(p->t, start, start + 6);
	return offset_of(p, c.p);
}

static void
pieces_collect(struct body *b)
{
	struct parse *p = b->p;
	bool blank = true;
	size_t cut = 0;

	for (size_t i = p->line; i < p->lines.n; i++) {
		const struct line *l = &p->lines.v[i];
		uint32_t start = l->start, end = l->end;
		if (end <= p->body)
			continue;
		if (start < p->body)
			start = p->body;
		if (start == end) {
			blank = true;
			continue;
		}
		start = past_caption(p, start, end);
		if (start < end)
			pieces_of_line(b, start, end, &blank, &cut);
	}
}

/* --- headings of later sections ------------------------------------------- */

/* Is the line of a transmission heading? By its first words only: the lines
 * were read once already, in the first section's heading. */
static bool
heading_shape(struct str s)
{
	static const char *const starts[] = { "VZCZC", "ZCZC", "DE R", "ZNR ",
		"ZNY ", "FM ", "TO ", "INFO ", "XMT", "BT", "NNNN", "PAGE ",
		"ACTION ", "ORIGIN ", "----------", "ACCT ", "GRNC", "ZEN/" };

	if (s.n == 0)
		return true;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(s, str_from(starts[i])))
			return true;
	if (class_banner(s))
		return true;
	if (s.p[0] == '#' && s.n <= 6)
		return true;
	/* "OO RUEHC", "RUEHC/SECSTATE WASHDC", "RUEHLH RUEHPW" */
	struct str word = lex_first_word(s);
	/* "SP-02 PRS-01 /024 W" */
	if (word.n > 3 && word.n < 10 && word.p[word.n - 3] == '-' &&
	    ch_digit(word.p[word.n - 1]) && ch_digit(word.p[word.n - 2]) &&
	    ch_upper(word.p[0]))
		return true;
	size_t slash = str_findc(word, '/', 0);
	if (lex_ri(str_cut(word, 0, slash)))
		return true;
	if (word.n == 2 && word.p[0] == word.p[1] && s.n > 4)
		return lex_ri(lex_first_word(str_cut(s, 3, s.n)));
	/* a date-time group */
	struct cur c = cur_make(s);
	while (c.p < c.end && memchr("ZOPRY ", *c.p, 6) != NULL)
		c.p++;
	return eat_digits(&c, 6, 6, NULL) && eat_char(&c, 'Z');
}

/* A line of a repeated text header. */
static bool
header_shape(struct str s)
{
	static const char *const starts[] = { "SIPDIS", "NOFORN", "SENSITIVE",
		"E.O. 1", "EO 1", "E.O.1", "TAGS", "SUBJ", "REF:", "REFS:", "NODIS",
		"EXDIS", "LIMDIS", "STADIS", "CLASSIFIED BY" };

	return s.n == 0 || lex_starts_in(s, starts, LEX_COUNT(starts));
}

static void
cut_repeated(struct parse *p, size_t i, const struct class_line *cl)
{
	size_t from = i, to = i;
	bool fm = false;

	for (size_t k = i, steps = 0; k > p->line && steps < 80; steps++) {
		struct str s = line_str(p, --k);
		if (!heading_shape(s) && !(fm == false && s.n < 70 &&
		    lex_capitals(s) && steps < 30))
			break;
		fm |= str_starts(s, STR("FM "));
		if (str_starts(s, STR("VZCZC")) || (fm && s.n > 0))
			from = k;
		if (str_starts(s, STR("VZCZC")))
			break;
	}
	/* the end of the section before: BT, #0155, NNNN */
	while (from > p->line + 1) {
		struct str s = line_str(p, from - 1);
		if (s.n > 0 && !str_eq(s, STR("BT")) && !str_eq(s,
		    STR("NNNN")) && !str_eq(s, STR("NNN")) &&
		    !(s.p[0] == '#' && s.n <= 6) && !class_banner(s))
			break;
		from--;
	}
	struct str front = range_str(p, p->r->begin, p->body);
	bool subject = false;
	for (size_t k = i + 1; k < p->lines.n && k < i + 30; k++) {
		struct str s = line_str(p, k);
		/* passing lines, the subject's second line: what the first
		 * heading has too */
		if (!header_shape(s) && (s.n < (subject ? 3 : 6) ||
		    lex_rule(s) || str_find(front, s, 0) == front.n))
			break;
		subject = str_startsi(s, STR("SUBJ"));
		if (s.n > 0)
			to = k;
	}
	uint32_t a = p->lines.v[from].start, e = p->lines.v[to].end;
	telegram_diag(p->t, DIAG_HEADING_REPEATED, p->lines.v[i].start,
	    p->lines.v[i].end, line_str(p, i));
	telegram_cut(p->t, a, e);
	parse_section_seen(p, cl->section);
	if (cl->sections > p->t->section_count)
		p->t->section_count = cl->sections;
}

/*
 * A classification line with the same serial and a section number inside the
 * text: the heading of a later section, cut out with the format lines above
 * and the header lines below it (telegram.md 5.3).
 */
static void
repeated_headings(struct parse *p)
{
	struct class_line cl;

	if (p->cls.serial_value == 0)
		return;
	for (size_t i = p->line; i < p->lines.n; i++) {
		struct str s = line_str(p, i);
		if (s.n < 12 || s.n > 100 || !ch_digit(s.p[s.n - 1]) ||
		    memchr("CSULTcsul", s.p[0], 9) == NULL)
			continue;
		if (p->lines.v[i].start < p->body)
			continue;
		if (class_line_read(p, s, &cl) && cl.sections > 0 &&
		    cl.serial_value == p->cls.serial_value)
			cut_repeated(p, i, &cl);
	}
}

/* --- paragraph numbers --------------------------------------------------- */

/*
 * A number at the start of a piece: "¶3. ", "3. (C)", "4.(S)", "4) ". Gives
 * what is there; whether it is a paragraph's, its neighbours decide.
 */
static bool
number_read(struct str s, struct number_look *out)
{
	struct cur c = cur_make(s);
	struct str d;

	*out = (struct number_look){ 0 };
	if (eat_lit(&c, "\xC2\xB6"))
		out->sign = true;
	while (c.p < c.end && ch_blank(*c.p))
		c.p++;
	if (!eat_digits(&c, 1, 5, &d))
		return false;
	if (c.p >= c.end || (*c.p != '.' && *c.p != ')'))
		return false;
	out->bracket = *c.p == ')';
	c.p++;
	if (c.p < c.end && ch_digit(*c.p))
		return false;
	if (c.p < c.end && !ch_blank(*c.p) && *c.p != '(' &&
	    !(out->sign || ch_upper(*c.p)))
		return false;
	out->digits = d;
	out->number = (int)str_digits(d.p, d.n);
	out->end = (size_t)(c.p - s.p);
	while (c.p < c.end && ch_blank(*c.p))
		c.p++;
	out->portion = portion_length(cur_rest(c), NULL, NULL) > 0;
	return true;
}

/* A digit, or the first byte of the sign. */
static bool
number_start(struct str s)
{
	return ch_digit(s.p[0]) || (unsigned char)s.p[0] == 0xC2;
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
	bool portions;		/* the paragraphs have portion marks */
	bool piece;		/* a piece of a telegram may begin anywhere */
	unsigned signs;		/* intact signs in the text */
	bool points;		/* paragraphs are numbered "1." not "1)" */
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
	q->gap = q->gap > n ? q->gap - n : 0;
}

/* Is the signed number a paragraph's? False: the sign is false. */
static bool
signed_number(struct body *b, size_t i, struct walk *w, int n)
{
	uint32_t at = b->v[i].start;

	if (n >= w->expected && n <= w->expected + 3) {
		if (n > w->expected && !(w->piece && w->last == 0))
			telegram_diag(b->p->t, DIAG_PARAGRAPH_SKIPPED, at,
			    at + 2, STR(""));
		w->expected = n + 1;
		w->last = n;
		return true;
	}
	if (n == w->last && n > 0) {
		telegram_diag(b->p->t, DIAG_PARAGRAPH_REPEATED, at, at + 2,
		    STR(""));
		return true;
	}
	if (n >= 1000 || n == 0 || text_goes_on(b, i)) {
		struct diag *d = telegram_diag(b->p->t,
		    DIAG_PARAGRAPH_MARK_FALSE, at, at + 2, STR(""));
		telegram_fix(b->p->t, d, at, at + 2, STR(""), "certain");
		piece_skip(&b->v[i], 2);
		return false;
	}
	/* a jump or a restart: the number as printed */
	if (n > w->last) {
		if (!(w->piece && w->last == 0))
			telegram_diag(b->p->t, DIAG_PARAGRAPH_SKIPPED, at,
			    at + 2, STR(""));
		w->expected = n + 1;
		w->last = n;
	}
	return true;
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
	if (n == 1 && w->expected > 1 && !(look->portion && w->last == 1)) {
		struct str above = i > 0 ? piece_str(b, i - 1) : STR("");
		w->after_colon = above.n > 0 && above.p[above.n - 1] == ':';
		w->inner = 2;
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

static bool
unsigned_number(struct body *b, size_t i, struct walk *w,
    const struct number_look *look, int n)
{
	uint32_t at = b->v[i].start;
	bool next = n >= w->expected && n <= w->expected + 3;
	/* a lone paragraph of a later number, with its mark */
	next |= w->piece && w->last == 0 && n < 200 && (look->portion ||
	    (!look->bracket && (i == 0 || (i < 4 && b->v[i].blank &&
	    lex_rule(piece_str(b, i - 1))))));
	bool again = n == w->last && n > 0 && (look->portion ||
	    (!w->portions && w->inner == 0 && b->v[i].blank));

	if (look->bracket && (w->points || w->signs > 0))
		return false;
	if (inner_list(b, i, w, look, n))
		return false;
	if (w->signs >= 2 && !look->portion && !w->lost)
		return false;
	if (!next && !again)
		return false;
	if (n > w->expected && !look->portion && !b->v[i].blank)
		return false;
	if (text_goes_on(b, i) && !look->portion && n != 1 &&
	    !(n == w->expected && b->v[i - 1].end - b->v[i - 1].start < 30))
		return false;
	if (again)
		telegram_diag(b->p->t, DIAG_PARAGRAPH_REPEATED, at,
		    at + (uint32_t)look->end, STR(""));
	else if (n > w->expected && !(w->piece && w->last == 0))
		telegram_diag(b->p->t, DIAG_PARAGRAPH_SKIPPED, at,
		    at + (uint32_t)look->end, STR(""));
	if (next) {
		w->expected = n + 1;
		w->last = n;
	}
	return true;
}

/* A lost sign's number: its digits behind the 1, if they fit. */
static int
lost_number(struct body *b, const struct walk *w,
    const struct number_look *look)
{
	if (!w->lost || look->sign || look->digits.n < 2 ||
	    look->digits.p[0] != '1')
		return look->number;
	int rest = (int)str_digits(look->digits.p + 1, look->digits.n - 1);
	bool year = look->digits.n == 5 && rest >= 1800 && rest <= 2100;
	if ((rest < w->expected || rest > w->expected + 3) &&
	    rest != w->last && !year)
		return look->number;
	uint32_t at = offset_of(b->p, look->digits.p);
	struct diag *d = telegram_diag(b->p->t, year ?
	    DIAG_PARAGRAPH_MARK_FALSE : DIAG_PARAGRAPH_MARK, at, at + 1,
	    STR("1"));
	telegram_fix(b->p->t, d, at, at + 1, year ? STR("") :
	    STR("\xC2\xB6"), "certain");
	return rest;
}

/* "... between the two. 2. (C) German officials": the expected number with a
 * portion mark inside a piece begins a paragraph there. */
static uint32_t
inner_number(struct body *b, size_t i, int expected)
{
	struct str s = piece_str(b, i);

	for (size_t k = str_find(s, STR(". ("), 3); k < s.n;
	    k = str_find(s, STR(". ("), k + 1)) {
		size_t a = k;
		while (a > 0 && ch_digit(s.p[a - 1]))
			a--;
		if (a == k || k - a > 3 || a < 2 || !ch_blank(s.p[a - 1]))
			continue;
		if ((int)str_digits(s.p + a, k - a) != expected)
			continue;
		struct str before = str_trim(str_cut(s, 0, a));
		if (portion_length(str_cut(s, k + 2, s.n), NULL, NULL) > 0 &&
		    (lex_sentence_end(before) || lex_rule_tail(before) > 0 ||
		    lex_rule(before)))
			return b->v[i].start + (uint32_t)a;
	}
	return NOWHERE;
}

static bool
split_piece(struct body *b, size_t i, uint32_t at)
{
	uint32_t end = b->v[i].end;

	if (piece_add(b, 0, 0) == NULL)
		return false;
	memmove(&b->v[i + 2], &b->v[i + 1], (b->n - i - 2) * sizeof *b->v);
	b->v[i].end = at;
	while (b->v[i].end > b->v[i].start &&
	    ch_space(b->p->s[b->v[i].end - 1]))
		b->v[i].end--;
	b->v[i + 1] = (struct piece){ .start = at, .end = end, .number = -1,
		.blank = true };		/* gap 0: look from its start */
	return true;
}

static void
number_take(struct body *b, size_t i, const struct number_look *look, int n)
{
	b->v[i].kind = PIECE_NUMBER;
	b->v[i].number = n;
	b->v[i].number_end = b->v[i].start + (uint32_t)look->end;
	b->v[i].digits = offset_of(b->p, look->digits.p);
	if (b->numbers++ == 0)
		b->first_number = i;
	b->last_number = i;
}

static void
numbers_find(struct body *b)
{
	struct walk w = { .expected = 1, .lost = sign_lost(b),
		.piece = body_piece(b) };
	struct number_look look;
	unsigned inner = 0;
	uint32_t mark = 0;	/* the next ". (", which an inner number has */

	for (size_t i = 0; i < b->n; i++)
		if (number_start(piece_str(b, i)) &&
		    number_read(piece_str(b, i), &look)) {
			w.signs += look.sign;
			w.points |= !look.bracket && look.number == 1;
		}
	for (size_t i = 0; i < b->n; i++) {
		struct str s = piece_str(b, i);
		bool start = number_start(s);
		if (start && number_read(s, &look)) {
			int n = lost_number(b, &w, &look);
			bool yes = look.sign ? signed_number(b, i, &w, n) :
			    unsigned_number(b, i, &w, &look, n);
			if (yes) {
				number_take(b, i, &look, n);
				w.portions |= look.portion;
			}
			if (!yes && n >= 1800 && n != look.number)
				piece_skip(&b->v[i], 1);
		} else if (start && s.n > 2 && (unsigned char)s.p[0] == 0xC2 &&
		    (unsigned char)s.p[1] == 0xB6) {
			/* "¶A. ": a letter's sign is the publisher's too */
			piece_skip(&b->v[i], 2);
			continue;
		} else if (start && w.lost && w.last > 0 && s.n > 4 &&
		    s.p[0] == '1' && ch_upper(s.p[1]) && s.p[2] == '.' &&
		    ch_blank(s.p[3])) {
			/* ... also where it became a 1: "1A. " */
			struct diag *d = telegram_diag(b->p->t,
			    DIAG_PARAGRAPH_MARK, b->v[i].start,
			    b->v[i].start + 1, STR("1"));
			telegram_fix(b->p->t, d, b->v[i].start,
			    b->v[i].start + 1, STR("\xC2\xB6"), "certain");
			piece_skip(&b->v[i], 1);
			continue;
		}
		/* splitting moves the rest of the array: bounded */
		if (mark < b->v[i].start)
			mark = (uint32_t)str_find(range_str(b->p, 0, b->p->n),
			    STR(". ("), b->v[i].start);
		uint32_t at = inner < 32 && mark < b->v[i].end ?
		    inner_number(b, i, w.expected) : NOWHERE;
		if (at != NOWHERE && split_piece(b, i, at))
			inner++;
	}
}

/* --- rules and headings ------------------------------------------------------- */

static bool
rule_piece(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);

	return lex_rule_marks(s) >= 4;
}

enum { HEADING_MAX = 120, HEADING_LINES = 3 };

static bool
heading_line(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);

	return b->v[i].kind == PIECE_TEXT && s.n <= HEADING_MAX &&
	    !str_startsi(s, STR("END SUMMARY"));
}

static void
mark(struct body *b, size_t from, size_t to, enum piece_kind kind)
{
	for (size_t i = from; i < to; i++)
		b->v[i].kind = kind;
	if (kind == PIECE_HEADING)
		b->v[from].opens = true;
}

/* Rule, heading, rule: how many pieces, lower rule included; 0: none. */
static size_t
between_rules(const struct body *b, size_t i)
{
	size_t k = i + 1;

	while (k < b->n && k <= i + HEADING_LINES && heading_line(b, k))
		k++;
	if (k < b->n && k > i + 1 && b->v[k].kind == PIECE_RULE)
		return k - i + 1;
	return 0;
}

/* A last line without a blank above it is a heading if the text above is
 * finished, or does not wrap, or the rule is as long as the line. */
static bool
stands_out(const struct body *b, size_t k, size_t rule)
{
	struct str above = piece_str(b, k - 1), s = piece_str(b, k);
	size_t dashes = b->v[rule].end - b->v[rule].start;

	if (lex_sentence_end(above))
		return true;
	if (ch_lower(s.p[0]) || rule != k + 1)
		return false;
	return above.n > 90 || (dashes + 2 >= s.n && dashes <= s.n + 2) ||
	    (lex_capitals(s) && !lex_capitals(above));
}

/* The heading that stands on a rule: from which piece on; i: none. It is a
 * block of its own, or the short last line behind a finished sentence. */
static size_t
above_rule(const struct body *b, size_t i)
{
	size_t k = i;

	if (i == 0 || (b->v[i].blank && !(i > 0 && b->v[i - 1].blank)))
		return i;
	while (k > 0 && i - k < HEADING_LINES && heading_line(b, k - 1)) {
		k--;
		if (b->v[k].blank || k == 0 || b->v[k - 1].kind != PIECE_TEXT)
			return b->v[k].blank || k == 0 ||
			    b->v[k - 1].kind == PIECE_HEADING ||
			    b->v[k - 1].kind == PIECE_RULE ||
			    stands_out(b, k, i) ? k : i;
		if (lex_sentence_end(piece_str(b, k - 1)) &&
		    b->v[k].end - b->v[k].start <= 75)
			return k;
	}
	return i;
}

static void
rules_find(struct body *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].kind == PIECE_TEXT && rule_piece(b, i))
			b->v[i].kind = PIECE_RULE;
	for (size_t i = 0; i < b->n; i++) {
		if (b->v[i].kind != PIECE_RULE)
			continue;
		size_t n = between_rules(b, i);
		/* "text / rule / heading / rule": the pair holds the heading;
		 * but "heading / rule / text": the rule is below */
		size_t above = above_rule(b, i);
		if (n > 0 && (above == i || b->v[i + 1].kind == PIECE_TEXT)) {
			bool chain = above < i && b->v[i + 1].blank;
			if (!chain) {
				mark(b, i + 1, i + n - 1, PIECE_HEADING);
				i += n - 1;
				continue;
			}
		}
		if (above < i) {
			mark(b, above, i, PIECE_HEADING);
			continue;
		}
		/* a rule above only */
		if (i + 1 < b->n && heading_line(b, i + 1) &&
		    b->v[i + 1].end - b->v[i + 1].start <= 75 &&
		    !lex_sentence_end(piece_str(b, i + 1)) &&
		    (i + 2 >= b->n || b->v[i + 2].blank ||
		    b->v[i + 2].kind == PIECE_NUMBER)) {
			mark(b, i + 1, i + 2, PIECE_HEADING);
			i++;
		}
	}
}

/*
 * Heading and rule on one line, as reflowed copies have it: "Comment
 * -------". Where a paragraph's end stands before the heading on that line,
 * the rule's length tells where the heading begins.
 */
static void
inline_rules(struct body *b)
{
	unsigned splits = 0;

	for (size_t i = 0; i < b->n; i++) {
		struct str s = piece_str(b, i);
		if (b->v[i].kind == PIECE_RULE || s.n < 7 ||
		    memchr("-=*_", s.p[s.n - 1], 4) == NULL)
			continue;
		size_t tail = lex_rule_tail(s);
		if (tail == 0 || tail == s.n)
			continue;
		struct str head = str_trim(str_cut(s, 0, s.n - tail));
		size_t dashes = tail;
		while (dashes > 0 && ch_blank(s.p[s.n - dashes]))
			dashes--;
		bool whole = b->v[i].kind == PIECE_TEXT &&
		    head.n <= HEADING_MAX && (b->v[i].blank || i == 0 ||
		    head.n <= dashes + 4 || b->v[i - 1].kind != PIECE_TEXT);
		/* a leading rule too: "------- SUMMARY -------" */
		while (whole && head.n > 0 && memchr("-=*_ ", head.p[0], 5) !=
		    NULL)
			head = str_cut(head, 1, head.n);
		if (whole && head.n > 0 && head.n <= dashes + 40) {
			b->v[i].start = offset_of(b->p, head.p);
			b->v[i].end = b->v[i].start + (uint32_t)head.n;
			mark(b, i, i + 1, PIECE_HEADING);
			continue;
		}
		/* the last words, as long as the rule, behind a sentence */
		size_t k = head.n > dashes + 2 ? head.n - dashes - 2 : 0;
		size_t best = 0;
		for (size_t q = k; q < head.n && q < k + 8; q++)
			if (q > 1 && ch_blank(head.p[q - 1]) &&
			    lex_sentence_end(str_cut(head, 0, q))) {
				best = q;
				break;
			}
		/* or as long as the rule to the letter, at a capital */
		size_t exact = head.n - dashes;
		if (best == 0 && head.n > dashes + 1 &&
		    ch_blank(head.p[exact - 1]) && !ch_lower(head.p[exact]))
			best = exact;
		if (best == 0 || splits++ >= 64) {
			/* no place for it: the dashes go */
			b->v[i].end = b->v[i].start + (uint32_t)head.n;
			continue;
		}
		uint32_t at = b->v[i].start + (uint32_t)best;
		uint32_t end = b->v[i].start + (uint32_t)head.n;
		if (!split_piece(b, i, at))
			return;
		b->v[i + 1].end = end;
		mark(b, i + 1, i + 2, PIECE_HEADING);
		if (b->last_number > i)
			b->last_number++;
	}
}

/* Words that begin with a capital, of those longer than three letters. */
static bool
title_case(struct str s)
{
	struct cur c = cur_make(s);
	unsigned high = 0, low = 0;

	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		const char *from = c.p;
		while (c.p < c.end && !ch_space(*c.p))
			c.p++;
		if (c.p - from <= 3)
			continue;
		if (ch_lower(*from))
			low++;
		else
			high++;
	}
	return high > 0 && high >= low * 2;
}

/* Can a piece without a rule be a heading? It does not end like a sentence
 * (a question or a call may), and it begins like one. */
static bool
bare_heading(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);
	static const char *const not[] = { "END ", "-- ", "- ", "* ", "(NOTE",
		"UNQUOTE", "BEGIN ", "NNNN", "SIPDIS", "BT" };

	if (b->v[i].kind != PIECE_TEXT || s.n > 90 || s.n < 3)
		return false;
	if (lex_starts_in(s, not, LEX_COUNT(not)))
		return false;
	char first = s.p[0], last = s.p[s.n - 1];
	if (ch_lower(first) || first == '-' || (ch_digit(first) &&
	    (!b->v[i].blank || !ch_alpha(last))))
		return false;
	if (last == ',' || last == ';' || last == '-' || last == ':')
		return false;
	if (last == '.' && !(s.n > 3 && s.p[s.n - 2] == '.') &&
	    !(s.n > 3 && s.p[s.n - 3] == '.'))
		return false;
	return true;
}

/* Headings without any rule: a block of one or two lines right above a
 * numbered paragraph. */
static void
bare_find(struct body *b)
{
	for (size_t i = 0; i < b->n; i++) {
		if (b->v[i].kind != PIECE_NUMBER || i == 0)
			continue;
		size_t k = i - 1;
		if (!bare_heading(b, k))
			continue;
		bool own = b->v[k].blank || k == 0 ||
		    b->v[k - 1].kind == PIECE_HEADING ||
		    b->v[k - 1].kind == PIECE_RULE;
		struct str s = piece_str(b, k);
		bool before_ends = k == 0 || b->v[k - 1].kind ==
		    PIECE_HEADING || lex_sentence_end(piece_str(b, k - 1));
		if (own && (b->v[k].after_cut ? before_ends : true) &&
		    (before_ends || title_case(s) || lex_capitals(s))) {
			mark(b, k, i, PIECE_HEADING);
			continue;
		}
		/* two lines: both in capitals, or both in title case */
		if (!own && k > 0 && b->v[k - 1].kind == PIECE_TEXT &&
		    b->v[k - 1].blank && bare_heading(b, k - 1) &&
		    (k < 2 || b->v[k - 2].kind != PIECE_TEXT ||
		    lex_sentence_end(piece_str(b, k - 2)))) {
			struct str t = piece_str(b, k - 1);
			if ((lex_capitals(s) && lex_capitals(t)) ||
			    (title_case(s) && title_case(t) && t.n > 20))
				mark(b, k - 1, i, PIECE_HEADING);
			continue;
		}
		/* reflowed copies: capitals on a line of their own */
		if (!own && before_ends && lex_capitals(s) && s.n <= 60 &&
		    !lex_capitals(piece_str(b, k - 1)))
			mark(b, k, i, PIECE_HEADING);
	}
}

/* Where no paragraph has a number: a short line between blank lines, in
 * capitals or title case, with text below it. */
static void
bare_unnumbered(struct body *b)
{
	size_t from = b->numbers == 0 ? 0 : b->numbers == 1 ?
	    b->last_number + 1 : b->n;

	for (size_t i = from; i + 1 < b->n; i++) {
		struct str s = piece_str(b, i);
		if (!bare_heading(b, i) || s.n > 65 || !b->v[i].blank ||
		    !b->v[i + 1].blank || b->v[i + 1].kind != PIECE_TEXT)
			continue;
		struct str next = piece_str(b, i + 1);
		if (next.n > s.n && (lex_capitals(s) || title_case(s)) &&
		    (i + 2 >= b->n || !b->v[i + 2].blank || next.n > 90) &&
		    !ch_lower(next.p[0]))
			mark(b, i, i + 1, PIECE_HEADING);
	}
}

void
parse_body(struct parse *p)
{
	struct body b = { .p = p };

	if (p->body < p->n) {
		p->body_end = p->n;
		repeated_headings(p);
		pieces_collect(&b);
		body_signature(&b);
		numbers_find(&b);
		inline_rules(&b);
		rules_find(&b);
		bare_find(&b);
		bare_unnumbered(&b);
		body_paragraphs(&b);
		body_summary(&b);
	}
	body_redactions(p);
	body_damage(p);
}
