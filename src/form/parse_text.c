/*
 * From pieces to paragraphs: running text without line ends, portion marks,
 * kinds, and the summary. telegram.md 4.3, 17.
 */
#include "form/parse_body.h"

/* --- portion marks -------------------------------------------------------- */

static bool
portion_level(struct cur *c)
{
	static const char *const levels[] = { "SBU", "LOU", "FOUO", "TS", "U",
		"C", "S", "R" };

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		struct cur was = *c;
		if (eat_lit(c, levels[i])) {
			if (c->p < c->end && !ch_alpha(*c->p))
				return true;
			*c = was;
		}
	}
	return false;
}

/* "1. (C - ENTIRE TEXT).", also without brackets: a statement, not a mark
 * alone (telegram.md 4.3). */
static size_t
entire_text(struct str s, struct str *mark)
{
	struct cur c = cur_make(s);
	eat_char(&c, '(');
	cur_skip(&c);
	const char *from = c.p;

	bool word = eat_word(&c, "CONFIDENTIAL") || eat_word(&c, "SECRET");
	if (!word && !portion_level(&c))
		return 0;
	const char *to = word ? from + 1 : c.p;
	cur_skip(&c);
	if (eat_char(&c, '-'))
		eat_char(&c, '-');
	cur_skip(&c);
	if (!eat_lit(&c, "ENTIRE"))
		return 0;
	if (mark != NULL)
		*mark = str_range(from, to);
	return (size_t)(c.p - s.p);
}

size_t
portion_length(struct str s, struct str *mark, bool *damaged)
{
	struct cur c = cur_make(s);
	bool open = eat_char(&c, '(') || eat_char(&c, '[');
	bool square = open && s.p[0] == '[';

	while (c.p < c.end && ch_blank(*c.p))
		c.p++;
	const char *from = c.p;
	if (!portion_level(&c))
		return 0;
	const char *to = c.p;
	/* caveats: letters with / - , & and blanks, up to the bracket */
	while (c.p < c.end && c.p < from + 48 && *c.p != ')' && *c.p != ']' &&
	    (ch_alpha(*c.p) || strchr("/ -,&", *c.p) != NULL))
		c.p++;
	if (c.p >= c.end || !(*c.p == ')' || (square && *c.p == ']')))
		return 0;
	if (c.p > to && ch_blank(*to) && !open)
		return 0;
	if (c.p > to && ch_blank(*to)) {
		/* "(C )" or "(S REL X)"; "(U or C)" is prose */
		struct cur d = { to, c.p };
		cur_skip(&d);
		if (!cur_end(&d) && !ch_upper(*d.p) && *d.p != '/' &&
		    *d.p != '-')
			return 0;
	}
	if (!open && c.p - from > 6)
		return 0;		/* a lost bracket, of a plain mark */
	if (mark != NULL)
		*mark = str_trim(str_range(from, c.p));
	c.p++;
	if (c.p < c.end && (*c.p == ',' || *c.p == '.'))
		c.p++;
	if (damaged != NULL)
		*damaged = !open;
	return (size_t)(c.p - s.p);
}

/* The mark as the record has it: capitals, no blanks around slashes. */
static struct reftel_value
portion_value(struct parse *p, struct str mark)
{
	struct reftel_value v = parse_upper(p, mark);
	struct str s = value_str(&v);
	bool blank = false;

	for (size_t i = 0; i + 1 < s.n; i++)
		blank |= ch_blank(s.p[i]) && (s.p[i + 1] == '/' || (i > 0 &&
		    s.p[i - 1] == '/'));
	if (!blank)
		return v;
	char *out = arena_bytes(p->a, s.n);
	size_t n = 0;
	if (out == NULL)
		return v;
	for (size_t i = 0; i < s.n; i++)
		if (!(ch_blank(s.p[i]) && ((i + 1 < s.n && s.p[i + 1] == '/') ||
		    (i > 0 && s.p[i - 1] == '/'))))
			out[n++] = s.p[i];
	return telegram_value_as(str_make(out, n), v.start, v.end);
}

/* --- joining lines --------------------------------------------------------- */

struct joiner {
	struct body *b;
	char *out;		/* room for every byte and one more a piece */
	size_t n;
	uint32_t width;		/* at which the telegram's lines wrap */
	unsigned looks;		/* words looked up, bounded */
};

/* A line that begins an item of a list: "-- ", "- ", "* ", "A. ", "(1) ". */
static bool
list_item(struct str s)
{
	struct cur c = cur_make(s);

	/* most lines begin with a word */
	if (s.n < 3 || (ch_alpha(s.p[0]) && s.p[1] != '.' && s.p[1] != ')'))
		return false;
	if (*c.p == '-' || *c.p == '*')
		return c.p[1] == '-' || ch_blank(c.p[1]) ||
		    ch_upper(c.p[1]);
	if ((unsigned char)*c.p == 0xE2)	/* a bullet, U+2022 */
		return (unsigned char)c.p[1] == 0x80 &&
		    (unsigned char)c.p[2] == 0xA2;
	bool open = eat_char(&c, '(');
	struct str d;
	if (!eat_digits(&c, 1, 2, &d)) {
		if (c.p >= c.end || !ch_alpha(*c.p))
			return false;
		c.p++;
	}
	if (!eat_char(&c, ')') && (open || !eat_char(&c, '.')))
		return false;
	return c.p < c.end && ch_blank(*c.p);
}

/*
 * Does the line break before piece i stand? Lines wrap at a width; a line
 * that had room for the next word ended on purpose: a list, a table.
 */
static bool
hard_break(const struct joiner *j, size_t i)
{
	const struct body *b = j->b;
	struct str prev = piece_str(b, i - 1), s = piece_str(b, i);

	if (b->v[i].same_line)
		return false;
	if (b->v[i].after_cut)
		return list_item(s) && (lex_sentence_end(prev) ||
		    prev.p[prev.n - 1] == ';');
	bool item_above = b->v[i - 1].kind != PIECE_NUMBER && list_item(prev);
	char last = prev.p[prev.n - 1];
	bool ends = lex_sentence_end(prev) || last == ';';
	if (list_item(s) && (b->v[i].blank || ends || item_above ||
	    s.p[0] == '-'))
		return !ch_alpha(s.p[0]) || ends || last == ',';
	if (b->v[i].blank)
		return lex_sentence_end(prev) || (!ch_lower(s.p[0]) &&
		    prev.n + 12 < j->width);
	if (b->v[i - 1].table || b->v[i].table)
		return true;
	/* the header of a quoted telegram keeps its lines */
	static const char *const quoted[] = { "SUBJECT:", "SUBJ:", "TAGS:",
		"REF:", "E.O. 1", "FM ", "INFO ", "UNCLAS ", "S E C R E T",
		"C O N F I D", "BEGIN TEXT", "END TEXT" };
	if (ch_upper(s.p[0]) && lex_starts_in(s, quoted, LEX_COUNT(quoted)))
		return true;
	if (!ch_upper(s.p[0]) || last == ',')
		return false;
	/* where paragraphs do not wrap, a short line is one on purpose */
	if (j->width >= 120)
		return prev.n < 60 && s.n < 60 && !b->v[i - 1].same_line;
	struct str word = lex_first_word(s);
	return prev.n + 1 + word.n + 10 < j->width;
}

/* A line that ends in a hyphen goes on without a blank. The hyphen goes if
 * the telegram has the joined word elsewhere. */
static void
join_hyphen(struct joiner *j, struct str next)
{
	size_t a = j->n - 1;
	char word[48];

	while (a > 0 && ch_alpha(j->out[a - 1]))
		a--;
	size_t head = j->n - 1 - a, tail = 0;
	while (tail < next.n && ch_alpha(next.p[tail]))
		tail++;
	if (head + tail >= sizeof word || head < 2 || tail < 2 ||
	    j->looks++ >= 64)
		return;
	memcpy(word, j->out + a, head);
	memcpy(word + head, next.p, tail);
	struct str all = range_str(j->b->p, 0, j->b->p->n);
	size_t k = str_find(all, str_make(word, head + tail), 0);
	if (k < all.n)
		j->n--;
}

/* Appends a piece, runs of blanks folded unless it is a table's row. */
static void
join_text(struct joiner *j, const struct piece *q, struct str s)
{
	/* what stood before s in the piece, a number, has no part in its gap */
	size_t before = (size_t)(q->end - q->start) - s.n;
	size_t k = q->gap > before ? q->gap - before : 0;

	if (q->table)
		k = s.n;
	for (;; k = 0) {
		k = str_find_blanks(s, k);
		memcpy(j->out + j->n, s.p, k);
		j->n += k;
		if (k >= s.n)
			return;
		j->out[j->n++] = ' ';
		while (k < s.n && s.p[k] == ' ')
			k++;
		s = str_cut(s, k, s.n);
	}
}

/* The running text of pieces [from, to), the first one from `start` on. */
static struct reftel_value
join(struct joiner *j, size_t from, size_t to, uint32_t start)
{
	struct body *b = j->b;
	uint32_t first = NOWHERE, last = start;

	j->n = 0;
	size_t room = 1;
	for (size_t i = from; i < to; i++)
		room += b->v[i].end - b->v[i].start + 1;
	j->out = arena_bytes(b->p->a, room);
	if (j->out == NULL)
		return (struct reftel_value){ 0 };
	for (size_t i = from; i < to; i++) {
		uint32_t a = i == from && start > b->v[i].start ? start :
		    b->v[i].start;
		if (a >= b->v[i].end)
			continue;
		struct str s = range_str(b->p, a, b->v[i].end);
		if (j->n > 0) {
			bool hyphen = j->n > 1 && j->out[j->n - 1] == '-' &&
			    ch_alpha(j->out[j->n - 2]) && ch_alpha(s.p[0]);
			if (hard_break(j, i))
				j->out[j->n++] = '\n';
			else if (hyphen)
				join_hyphen(j, s);
			else
				j->out[j->n++] = ' ';
		}
		join_text(j, &b->v[i], s);
		if (first == NOWHERE)
			first = a;
		last = b->v[i].end;
	}
	if (first == NOWHERE)
		return (struct reftel_value){ 0 };
	arena_trim(b->p->a, j->out + j->n);
	/* tabs and other blanks */
	for (char *t = memchr(j->out, '\t', j->n); t != NULL;
	    t = memchr(t, '\t', (size_t)(j->out + j->n - t)))
		*t = ' ';
	return telegram_value_as(str_make(j->out, j->n), first, last);
}

/* The width at which lines wrap: the longest that one line in twenty still
 * exceeds. */
static uint32_t
wrap_width(const struct body *b)
{
	uint32_t count[161] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		uint32_t len = b->v[i].end - b->v[i].start;
		count[len > 160 ? 160 : len]++;
		n++;
	}
	size_t above = 0;
	for (uint32_t w = 160; w > 0; w--) {
		above += count[w];
		if (above * 20 > n)
			return w;
	}
	return 69;
}

/* --- paragraphs --------------------------------------------------------------- */

struct maker {
	struct body *b;
	struct joiner j;
	size_t cap;
	struct reftel_value heading;
};

static const struct opening {
	const char *word;
	enum reftel_paragraph_kind kind;
} openings[] = {
	{ "SUMMARY", REFTEL_PAR_SUMMARY },
	{ "BEGIN SUMMARY", REFTEL_PAR_SUMMARY },
	{ "EXECUTIVE SUMMARY", REFTEL_PAR_SUMMARY },
	{ "INTRODUCTION AND SUMMARY", REFTEL_PAR_SUMMARY },
	{ "SUMMARY AND", REFTEL_PAR_SUMMARY },
	{ "ACTION REQUEST", REFTEL_PAR_ACTION_REQUEST },
	{ "ACTION REQUESTED", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS IS AN ACTION REQUEST", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS IS AN ACTION CABLE", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS IS AN ACTION MESSAGE", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS CABLE CONTAINS AN ACTION REQUEST", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS MESSAGE CONTAINS AN ACTION REQUEST",
	    REFTEL_PAR_ACTION_REQUEST },
	{ "COMMENT", REFTEL_PAR_COMMENT },
	{ "BEGIN COMMENT", REFTEL_PAR_COMMENT },
	{ "EMBASSY COMMENT", REFTEL_PAR_COMMENT },
	{ "POST COMMENT", REFTEL_PAR_COMMENT },
	{ "BIO NOTE", REFTEL_PAR_BIO_NOTE },
	{ "BIO NOTES", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHIC NOTE", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHICAL NOTE", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHIC INFORMATION", REFTEL_PAR_BIO_NOTE },
	{ "BIO INFORMATION", REFTEL_PAR_BIO_NOTE },
	{ "BIO DATA", REFTEL_PAR_BIO_NOTE },
};

/* Words that go with SUMMARY or COMMENT in an opening mark: "Summary and
 * action request."; any other is prose ("Summary executions are ..."). */
static bool
mark_words(struct str s)
{
	static const char *const words[] = { "AND", "COMMENT", "ACTION",
		"REQUEST", "REQUESTED", "ANALYSIS", "BACKGROUND",
		"INTRODUCTION", "CONT", "CONT'D", "CONTD", "CONTINUED",
		"RECOMMENDATION", "RECOMMENDATIONS", "OVERVIEW", "NOTE",
		"CONCLUSION", "GUIDANCE", "OBJECTIVE", "KEY", "POINTS",
		"SUMMARY", "ASSESSMENT", "BEGIN", "OF" };
	struct cur c = cur_make(s);

	for (;;) {
		while (c.p < c.end && !ch_alpha(*c.p))
			c.p++;
		if (cur_end(&c))
			return true;
		const char *from = c.p;
		while (c.p < c.end && (ch_alpha(*c.p) || *c.p == '\''))
			c.p++;
		if (!lex_in(str_range(from, c.p), words, LEX_COUNT(words)))
			return false;
	}
}

/* The kind that a text's first words give: such a word, then a colon, a
 * point or a dash (in a heading its end will do). */
static enum reftel_paragraph_kind
kind_of(struct str s, bool heading)
{
	/* brackets and quotation marks before the word */
	while (s.n > 0 && (s.p[0] == '(' || s.p[0] == '"' || s.p[0] == ' '))
		s = str_cut(s, 1, s.n);
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		if (s.n == 0 || ch_fold(s.p[0]) != openings[i].word[0])
			continue;
		struct str w = str_from(openings[i].word);
		if (!str_startsi(s, w))
			continue;
		struct str rest = str_cut(s, w.n, s.n);
		if (openings[i].kind == REFTEL_PAR_ACTION_REQUEST &&
		    w.n > 16)
			return openings[i].kind;
		if (heading && (rest.n == 0 || !ch_alpha(rest.p[0])))
			return openings[i].kind;
		/* "SUMMARY AND COMMENT:", "Comment, cont:", "SUMMARY -" */
		size_t k = 0;
		while (k < rest.n && k < 40 && (ch_alpha(rest.p[k]) ||
		    strchr(" ,/&()'-", rest.p[k]) != NULL)) {
			if (rest.p[k] == '-' && (k == 0 || rest.p[k - 1] ==
			    ' '))
				break;
			k++;
		}
		if (k < rest.n && k < 40 && (rest.p[k] == ':' ||
		    (strchr(".-\n", rest.p[k]) != NULL &&
		    mark_words(str_cut(rest, 0, k)))))
			return openings[i].kind;
		if (rest.n == 0)
			return openings[i].kind;
	}
	return REFTEL_PAR_TEXT;
}

/* A number without text before the same number again: the first is debris of
 * a copy ("REASON: 1.4(D) 1. (C)" / "¶1. (C) During"). */
static bool
debris(const struct body *b, size_t from, size_t to)
{
	const struct piece *q = &b->v[from];

	if (q->kind != PIECE_NUMBER || to != from + 1 || to >= b->n ||
	    b->v[to].kind != PIECE_NUMBER || b->v[to].number != q->number)
		return false;
	struct str s = str_trim(range_str(b->p, q->number_end, q->end));
	return s.n == 0 || portion_length(s, NULL, NULL) == s.n;
}

static void
paragraph_make(struct maker *m, size_t from, size_t to)
{
	struct parse *p = m->b->p;
	struct reftel_telegram *t = p->t;
	const struct piece *q = &m->b->v[from];
	struct reftel_paragraph *v = arena_grow(p->a, t->paragraphs.v,
	    t->paragraphs.n, &m->cap, sizeof *v);

	if (v == NULL)
		return;
	t->paragraphs.v = v;
	struct reftel_paragraph par = { .number = { -1, 1, 0 },
		.kind = REFTEL_PAR_TEXT, .heading = m->heading };
	m->heading = (struct reftel_value){ 0 };
	uint32_t at = q->start;
	if (q->kind == PIECE_NUMBER) {
		par.number = (struct reftel_int){ q->number, q->digits,
			q->number_end - 1 };
		par.printed = telegram_value(t, q->start, q->number_end);
		at = q->number_end;
		while (at < q->end && ch_blank(p->s[at]))
			at++;
	}
	struct str s = range_str(p, at, q->end), mark;
	/* "1." on a line of its own, the mark on the next */
	if (q->kind == PIECE_NUMBER && s.n == 0 && from + 1 < to &&
	    portion_length(piece_str(m->b, from + 1), NULL, NULL) > 0) {
		q = &m->b->v[++from];
		at = q->start;
		s = piece_str(m->b, from);
	}
	bool damaged = false;
	size_t n = entire_text(s, NULL) > 0 ? 0 : portion_length(s, &mark,
	    &damaged);
	/* an unnumbered paragraph's lost bracket may be prose: "c) ..." */
	if (n > 0 && (par.number.value >= 0 || !damaged)) {
		par.portion = portion_value(p, mark);
		if (damaged) {
			struct diag *d = telegram_diag(t, DIAG_PORTION_DAMAGED,
			    at, at + (uint32_t)n, str_make(s.p, n));
			telegram_fix(t, d, at, at, STR("("), "certain");
		}
		at += (uint32_t)n;
		while (at < q->end && ch_blank(p->s[at]))
			at++;
	} else if (par.number.value >= 0 && entire_text(s, &mark) != 0) {
		par.portion = portion_value(p, mark);
	}
	par.text = join(&m->j, from, to, at);
	if (value_set(&par.heading))
		par.kind = kind_of(value_str(&par.heading), true);
	if (par.kind == REFTEL_PAR_TEXT && value_set(&par.text))
		par.kind = kind_of(value_str(&par.text), false);
	v[t->paragraphs.n++] = par;
	/* the authority may stand in a numbered paragraph */
	struct cur c = cur_make(value_str(&par.text));
	if (par.number.value <= 3 && value_set(&par.text) &&
	    label_authority(&c) && p->authority.n == 0)
		ranges_add(p, &p->authority, par.text.start, par.text.end);
}

/* Does an unnumbered piece at i go on with the paragraph above it? Between
 * two numbers everything does (telegram.md 17.2); behind the last one, what
 * is parted by blank lines from a finished sentence is on its own if there
 * is more of it than one piece. */
static bool
goes_on(const struct body *b, size_t i, size_t blocks_behind)
{
	struct str s = piece_str(b, i);

	if (!b->v[i].blank || b->v[i].after_cut || b->v[i].same_line)
		return true;
	if (ch_lower(s.p[0]) || list_item(s))
		return true;
	/* "BEGIN SUMMARY" on a line of its own, and its end */
	if (str_eqi(piece_str(b, i - 1), STR("BEGIN SUMMARY")) ||
	    (str_startsi(s, STR("END SUMMARY")) && s.n < 14))
		return true;
	if (b->numbers > 0 && i < b->first_number)
		return false;
	if (!lex_sentence_end(piece_str(b, i - 1)))
		return b->numbers > 0;
	if (b->numbers > 0 && (i < b->last_number || blocks_behind < 3))
		return true;
	return false;
}

/* Blocks of text behind the last number that begin like paragraphs. */
static size_t
blocks_behind(const struct body *b)
{
	size_t n = 0;

	for (size_t i = b->last_number + 1; i < b->n && b->numbers > 0; i++)
		if (b->v[i].kind == PIECE_TEXT && b->v[i].blank &&
		    !b->v[i].after_cut && !ch_lower(b->p->s[b->v[i].start]) &&
		    !list_item(piece_str(b, i)) &&
		    lex_sentence_end(piece_str(b, i - 1)))
			n++;
	return n;
}

enum { HEADINGS_MAX = 400 };		/* bytes of headings in a row */

/* A heading with nothing below it is text. */
static void
heading_text(struct maker *m)
{
	struct reftel_telegram *t = m->b->p->t;
	struct reftel_paragraph *v = arena_grow(m->b->p->a, t->paragraphs.v,
	    t->paragraphs.n, &m->cap, sizeof *v);

	if (v == NULL)
		return;
	t->paragraphs.v = v;
	v[t->paragraphs.n++] = (struct reftel_paragraph){
		.number = { -1, 1, 0 }, .text = m->heading,
		.kind = REFTEL_PAR_TEXT };
	m->heading = (struct reftel_value){ 0 };
}

static void
heading_add(struct maker *m, size_t from, size_t to)
{
	struct parse *p = m->b->p;
	uint32_t a = m->b->v[from].start, e = m->b->v[to - 1].end;

	/* many headings with nothing between them are a list */
	if (value_set(&m->heading) && m->heading.n > HEADINGS_MAX)
		heading_text(m);
	if (value_set(&m->heading)) {
		/* two headings, one above the other */
		struct str one = value_str(&m->heading);
		struct str two = parse_fold(p, a, e);
		char *s = arena_printf(p->a, "%.*s\n%.*s", (int)one.n, one.p,
		    (int)two.n, two.p);
		if (s != NULL)
			m->heading = telegram_value_as(str_from(s),
			    m->heading.start, e);
		return;
	}
	m->heading = parse_folded(p, a, e);
}

void
body_paragraphs(struct body *b)
{
	struct maker m = { .b = b, .j = { .b = b, .width = wrap_width(b) } };
	size_t behind = blocks_behind(b);
	size_t i = 0;

	while (i < b->n) {
		if (b->v[i].kind == PIECE_HEADING) {
			size_t k = i + 1;
			while (k < b->n && b->v[k].kind == PIECE_HEADING &&
			    !b->v[k].opens)
				k++;
			heading_add(&m, i, k);
			i = k;
			continue;
		}
		if (b->v[i].kind == PIECE_RULE) {
			i++;
			continue;
		}
		size_t k = i + 1;
		while (k < b->n && b->v[k].kind != PIECE_NUMBER &&
		    b->v[k].kind != PIECE_HEADING) {
			if (b->v[k].kind == PIECE_TEXT && !goes_on(b, k,
			    behind))
				break;
			k++;
		}
		size_t to = k;
		while (to > i + 1 && b->v[to - 1].kind == PIECE_RULE)
			to--;
		if (!debris(b, i, to))
			paragraph_make(&m, i, to);
		i = k;
	}
	if (value_set(&m.heading))
		heading_text(&m);
}

/* --- summary ------------------------------------------------------------------- */

/* Length of the opening mark "Summary:", "BEGIN SUMMARY", "Summary and
 * comment." with the blanks behind it; 0: none. */
static size_t
summary_opens(struct str s)
{
	struct cur c = cur_make(s);

	while (c.p < c.end && (*c.p == '(' || *c.p == '"' || *c.p == ' '))
		c.p++;
	bool begin = eat_word(&c, "BEGIN");
	eat_word(&c, "EXECUTIVE");
	if (eat_word(&c, "INTRODUCTION")) {
		if (!eat_word(&c, "AND"))
			eat_char(&c, '/');
		eat_char(&c, '&');
		cur_skip(&c);
	}
	struct cur word = c;
	if (!eat_lit(&c, "SUMMARY") || (c.p < c.end && ch_alpha(*c.p)))
		return 0;
	/* more words up to the mark's end */
	const char *limit = c.p + 42;
	while (c.p < c.end && c.p < limit && (ch_alpha(*c.p) ||
	    strchr(" /&(),'", *c.p) != NULL))
		c.p++;
	bool words = c.p < c.end && c.p < limit && (*c.p == ':' ||
	    mark_words(str_range(word.p + 7, c.p)));
	if (!words || strchr(":.-\n", *c.p) == NULL) {
		/* "BEGIN SUMMARY" alone, or a word of a sentence */
		bool alone = c.p == c.end;
		c = word;
		eat_lit(&c, "SUMMARY");
		if (!alone && !begin && c.p < c.end && *c.p != '\n')
			return 0;
	}
	while (c.p < c.end && strchr(":.- \n", *c.p) != NULL)
		c.p++;
	/* "Summary: (C) ..." */
	c.p += portion_length(cur_rest(c), NULL, NULL);
	cur_skip(&c);
	return (size_t)(c.p - s.p);
}

/* Where "End summary." stands in s: its offset, and *end behind it; s.n:
 * nowhere. */
static size_t
summary_ends(struct str s, size_t from, size_t *end)
{
	/* first the long word, which is rare, then the mark that ends in it */
	size_t low = str_find(s, STR("ummary"), from);
	size_t high = str_find(s, STR("UMMARY"), from);
	size_t word = low < high ? low : high;
	if (word >= s.n && str_findi(s, STR("END SUMM"), from) >= s.n)
		return s.n;
	size_t back = word < s.n && word > from + 48 ? word - 48 : from;
	for (size_t k = str_findi(s, STR("END"), back); k < s.n;
	    k = str_findi(s, STR("END"), k + 1)) {
		if (k > 0 && ch_alnum(s.p[k - 1]))
			continue;
		struct cur c = { s.p + k + 3, s.p + s.n };
		if (c.p < c.end && !ch_space(*c.p))
			continue;
		cur_skip(&c);
		eat_word(&c, "OF");
		eat_word(&c, "EXECUTIVE");
		if (eat_word(&c, "INTRODUCTION")) {
			eat_word(&c, "AND");
			eat_char(&c, '/');
			eat_char(&c, '&');
			cur_skip(&c);
		}
		if (!eat_lit(&c, "SUMMARY") && !eat_lit(&c, "SUMMRY") &&
		    !eat_lit(&c, "SUMMAY"))
			continue;
		/* "... and comment." */
		const char *limit = c.p + 32;
		const char *mark_end = c.p;
		while (c.p < c.end && c.p < limit && (ch_alpha(*c.p) ||
		    strchr(" /&", *c.p) != NULL))
			c.p++;
		if (c.p < c.end && c.p < limit && strchr(".)", *c.p) != NULL)
			mark_end = c.p;
		while (mark_end < c.end && strchr(".)] ", *mark_end) != NULL)
			mark_end++;
		*end = (size_t)(mark_end - s.p);
		return k;
	}
	return s.n;
}

/* The same from the end: behind the byte that `behind` non-blank bytes of the
 * value follow. */
static uint32_t
place_back(struct parse *p, const struct reftel_value *v, size_t at)
{
	size_t skip = 0;
	uint32_t o = v->end;

	for (size_t i = at; i < v->n; i++)
		skip += !ch_space(v->s[i]);
	while (o > v->start) {
		o--;
		if (ch_space(p->s[o]))
			continue;
		uint32_t next;
		if (parse_past_cut(p, o, &next) > o)
			continue;
		if (skip-- == 0)
			return o + 1;
	}
	return v->end;
}

/* The text offset of the n-th non-blank byte of the value, cuts and blanks
 * passed over: where a byte of joined text came from. */
static uint32_t
place_of(struct parse *p, const struct reftel_value *v, size_t at)
{
	size_t want = 0;
	uint32_t o = v->start;

	for (size_t i = 0; i < at && i < v->n; i++)
		want += !ch_space(v->s[i]);
	while (o < v->end) {
		uint32_t stop;
		o = parse_past_cut(p, o, &stop);
		if (stop > v->end)
			stop = v->end;
		for (; o < stop; o++)
			if (!ch_space(p->s[o]) && want-- == 0)
				return o;
	}
	return o;
}

enum { SUMMARY_PARAGRAPHS_MAX = 12 };

struct summary {
	size_t first, last;	/* paragraphs */
	size_t from;		/* in the first's text: behind the mark */
	size_t to;		/* in the last's text */
	bool closed;
};

/* Which paragraphs and which of their text the summary is. */
static bool
summary_find(struct reftel_telegram *t, struct summary *m)
{
	size_t i = 0;

	for (; i < t->paragraphs.n; i++) {
		struct reftel_paragraph *q = &t->paragraphs.v[i];
		struct str s = value_str(&q->text);
		size_t n = s.n == 0 ? 0 : summary_opens(s);
		if (n > 0 || (q->kind == REFTEL_PAR_SUMMARY &&
		    value_set(&q->heading))) {
			m->first = i;
			m->from = n;
			break;
		}
	}
	if (i == t->paragraphs.n)
		return false;
	bool by_heading = m->from == 0;
	size_t end;
	for (size_t k = i; k < t->paragraphs.n &&
	    k < i + SUMMARY_PARAGRAPHS_MAX; k++) {
		struct str s = value_str(&t->paragraphs.v[k].text);
		if (k > i && value_set(&t->paragraphs.v[k].heading) &&
		    by_heading)
			break;
		if (s.n == 0)
			continue;
		size_t at = summary_ends(s, k == i ? m->from : 0, &end);
		if (at < s.n) {
			m->last = k;
			m->to = at;
			m->closed = true;
			return true;
		}
	}
	m->closed = false;
	m->last = i;
	if (by_heading)
		while (m->last + 1 < t->paragraphs.n &&
		    !value_set(&t->paragraphs.v[m->last + 1].heading))
			m->last++;
	/* a heading over all of the text names no summary */
	if (by_heading && m->last + 1 == t->paragraphs.n && m->last > i + 4)
		m->last = i;
	/* a mark alone on its line: the paragraph below is meant */
	if (!by_heading && m->from >= value_str(&t->paragraphs.v[i].text).n &&
	    i + 1 < t->paragraphs.n)
		m->last = i + 1;
	m->to = value_str(&t->paragraphs.v[m->last].text).n;
	return true;
}

/* Paragraphs of a kind go on under their heading, or to their END mark. */
static void
spread_kinds(struct reftel_telegram *t)
{
	enum reftel_paragraph_kind under = REFTEL_PAR_TEXT;

	for (size_t i = 0; i < t->paragraphs.n; i++) {
		struct reftel_paragraph *q = &t->paragraphs.v[i];
		if (value_set(&q->heading)) {
			under = kind_of(value_str(&q->heading), true);
			if (under == REFTEL_PAR_SUMMARY)
				under = REFTEL_PAR_TEXT; /* see summary_find */
		} else if (q->kind == REFTEL_PAR_TEXT &&
		    under != REFTEL_PAR_TEXT) {
			q->kind = under;
		}
	}
}

/* A comment that begins in one paragraph and ends in a later one. */
static void
spread_comment(struct reftel_telegram *t)
{
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		struct str s = value_str(&t->paragraphs.v[i].text);
		if (t->paragraphs.v[i].kind != REFTEL_PAR_COMMENT ||
		    s.n == 0 || str_findi(s, STR("END COMMENT"), 0) < s.n)
			continue;
		size_t k = i + 1, end = 0;
		for (; k < t->paragraphs.n && k < i + 5; k++) {
			struct reftel_paragraph *q = &t->paragraphs.v[k];
			struct str later = value_str(&q->text);
			if (value_set(&q->heading) ||
			    q->kind != REFTEL_PAR_TEXT || later.n == 0)
				break;
			if (str_findi(later, STR("END COMMENT"), 0) <
			    later.n) {
				end = k;
				break;
			}
		}
		for (k = i + 1; k <= end; k++)
			t->paragraphs.v[k].kind = REFTEL_PAR_COMMENT;
	}
}

void
body_summary(struct body *b)
{
	struct reftel_telegram *t = b->p->t;
	struct summary m = { 0 };

	spread_kinds(t);
	spread_comment(t);
	if (!summary_find(t, &m))
		return;
	size_t room = 0;
	for (size_t i = m.first; i <= m.last; i++) {
		t->paragraphs.v[i].kind = REFTEL_PAR_SUMMARY;
		room += t->paragraphs.v[i].text.n + 1;
	}
	char *out = arena_bytes(b->p->a, room);
	if (out == NULL)
		return;
	size_t n = 0;
	uint32_t start = NOWHERE, end = 0;
	for (size_t i = m.first; i <= m.last; i++) {
		struct reftel_value *v = &t->paragraphs.v[i].text;
		struct str s = value_str(v);
		size_t from = i == m.first ? m.from : 0;
		size_t to = i == m.last ? m.to : s.n;
		if (from >= to)
			continue;
		struct str part = str_trim(str_cut(s, from, to));
		/* "(End summary.)" left its bracket */
		if (i == m.last && m.closed && part.n > 0 &&
		    part.p[part.n - 1] == '(')
			part = str_trim(str_cut(part, 0, part.n - 1));
		if (part.n == 0)
			continue;
		if (n > 0)
			out[n++] = '\n';
		memcpy(out + n, part.p, part.n);
		n += part.n;
		if (start == NOWHERE)
			start = place_of(b->p, v, (size_t)(part.p - s.p));
		end = place_back(b->p, v, (size_t)(part.p - s.p) + part.n);
	}
	arena_trim(b->p->a, out + n);
	if (n == 0)
		return;
	if (end < start)
		end = start;
	/* a bracket that opened before the mark closes behind it */
	t->summary = telegram_value_as(str_make(out, n), start, end);
	if (!m.closed && m.from > 0)
		telegram_diag(t, DIAG_SUMMARY_OPEN, start, start, STR(""));
}
