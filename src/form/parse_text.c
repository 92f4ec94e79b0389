/*
 * From pieces to paragraphs: running text without line ends. telegram.md 17.
 */
#include "form/parse_body.h"

/* --- joining lines --------------------------------------------------------- */

struct joiner {
	struct body *b;
	char *out;		/* room for every byte and one more a piece */
	size_t n;
	uint32_t width;		/* at which the telegram's lines wrap */
	size_t from, to;	/* the paragraph's pieces */
	bool in_list;		/* it has items of a list above */
	bool quoted;		/* it quotes a text */
	unsigned looks;		/* words looked up, bounded */
};

/* "ii. ", "iv) " */
static bool
roman_item(struct str s)
{
	size_t k = 0;

	while (k < s.n && (s.p[k] == 'i' || s.p[k] == 'v' || s.p[k] == 'x'))
		k++;
	return k > 0 && k < 6 && k + 1 < s.n && (s.p[k] == '.' ||
	    s.p[k] == ')') && ch_blank(s.p[k + 1]);
}

/* The same of a line of three bytes and more that begins with no word. */
static bool
item_mark(struct str s)
{
	struct cur c = cur_make(s);

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

/* A line that begins an item of a list: "-- ", "- ", "* ", "A. ", "(1) ". */
static inline bool
list_item(struct str s)
{
	if (s.n < 3)
		return false;
	if (!ch_alpha(s.p[0]) || s.p[1] == '.' || s.p[1] == ')')
		return item_mark(s);
	/* most lines begin with a word, few of them with these letters */
	switch (s.p[0]) {
	case 'i': case 'v': case 'x':
		return roman_item(s);
	case 'o':
		return s.p[1] == ' ';
	default:
		return false;
	}
}

static bool
leaves_room(const struct joiner *j, struct str above, struct str s)
{
	if (!ch_upper(s.p[0]) || above.p[above.n - 1] == ',' ||
	    above.n + 1 + lex_first_word(s).n + 10 >= j->width)
		return false;
	if (above.n * 3 > j->width * 2 && lex_capitals(s) &&
	    lex_capitals(above))
		return false;
	return !lex_open_word(above);
}

/* Does the line above piece i stop short of where the next word would have
 * fitted, and does i begin like a line? Among capitals every line does, so
 * that it has to stop far shorter. */
static inline bool
stops_short(const struct joiner *j, size_t i)
{
	struct str above = piece_str(j->b, i - 1);

	/* most lines are full: no word would have fitted */
	return above.n + 1 + 10 < j->width &&
	    leaves_room(j, above, piece_str(j->b, i));
}

/* Four lines in a row that begin with a capital, two of which stop short, are
 * names and the like, if the text has small letters at all. Looks a few lines
 * either way. */
static bool
capital_lines(const struct joiner *j, size_t i)
{
	size_t a = i, e = i, stops = 0;

	while (a > j->from && i - a < 4 && !j->b->v[a].blank &&
	    ch_upper(piece_str(j->b, a).p[0]))
		a--;
	while (e < j->to && e - i < 4 && !(e > i && j->b->v[e].blank) &&
	    ch_upper(piece_str(j->b, e).p[0]))
		e++;
	/* a itself may be the line with the number */
	if (j->b->v[a].kind != PIECE_NUMBER &&
	    !ch_upper(piece_str(j->b, a).p[0]))
		a++;
	if (e < a + 4)
		return false;
	for (size_t k = a + 1; k < e && stops < 2; k++)
		stops += stops_short(j, k);
	for (size_t k = i; k < e && stops >= 2; k++)
		if (!lex_capitals(piece_str(j->b, k)))
			return true;
	return false;
}

/*
 * Lines without marks that are a list all the same, as of participants: they
 * stop short one after the other, or behind a colon; or a finished sentence
 * leaves a third of its line. One short line alone is a line of prose that
 * somebody broke.
 */
static bool
short_lines(const struct joiner *j, size_t i)
{
	const struct piece *v = j->b->v;

	if (capital_lines(j, i) && j->b->p->s[v[i - 1].end - 1] != ',')
		return true;
	if (!stops_short(j, i))
		return false;
	if (j->b->p->s[v[i - 1].end - 1] == ':')
		return true;
	if (lex_sentence_end(piece_str(j->b, i - 1)) && (j->in_list ||
	    (v[i - 1].end - v[i - 1].start) * 3 < j->width * 2))
		return true;
	if (i - 1 > j->from && !v[i - 1].blank && !v[i - 1].same_line &&
	    stops_short(j, i - 1))
		return true;
	return i + 1 < j->to && !v[i + 1].blank && !v[i + 1].same_line &&
	    stops_short(j, i + 1);
}

/* The second of two short lines between blank lines, neither of them a
 * sentence: two names below the name of their country. */
static bool
short_pair(const struct joiner *j, size_t i)
{
	const struct piece *v = j->b->v;
	struct str above = piece_str(j->b, i - 1), s = piece_str(j->b, i);

	return i - 1 > j->from && v[i - 1].blank && !v[i - 1].after_cut &&
	    !v[i - 1].same_line && (i + 1 >= j->b->n || v[i + 1].blank ||
	    v[i + 1].kind != PIECE_TEXT) && ch_upper(above.p[0]) &&
	    above.n * 3 < j->width * 2 && s.n * 3 < j->width * 2 &&
	    !lex_sentence_end(s) && !lex_sentence_end(above) &&
	    stops_short(j, i);
}

/* The letter or digit of a list's item: "A. ", "(1) ". */
static char
item_letter(struct str s)
{
	if (!list_item(s))
		return '\0';
	char c = s.p[0] == '(' ? s.p[1] : s.p[0];
	return ch_alnum(c) ? c : '\0';
}

/* The first item of a list, whatever the line above ends in: the second
 * stands on one of the next lines. */
static bool
first_item(const struct joiner *j, size_t i)
{
	char c = item_letter(piece_str(j->b, i));

	if (c != 'A' && c != 'a' && c != '1')
		return false;
	for (size_t k = i + 1; k < j->to && k < i + 12; k++)
		if (item_letter(piece_str(j->b, k)) == c + 1)
			return true;
	return false;
}

/* The next item of the list above, whatever the line above ends in: "B) GUNS;
 * AND", then "C) ROPE." */
static bool
next_item(const struct joiner *j, size_t i)
{
	char c = item_letter(piece_str(j->b, i));

	for (size_t k = i; c != '\0' && k > j->from && i - k < 12; k--)
		if (item_letter(piece_str(j->b, k - 1)) == c - 1)
			return true;
	return false;
}

/* A dash that opens a line of prose: "Embassies LF -- see ZENDA 12) and". */
static bool
prose_dash(const struct joiner *j, size_t i, bool ends)
{
	struct str s = piece_str(j->b, i);
	size_t k = 0;

	if (s.p[0] != '-' || ends || j->in_list || j->b->v[i].blank)
		return false;
	while (k < s.n && (s.p[k] == '-' || ch_blank(s.p[k])))
		k++;
	return k < s.n && ch_lower(s.p[k]);
}

/* The header of a quoted telegram keeps its lines, and so do the marks
 * around a quoted text. */
static bool
quoted_line(struct joiner *j, struct str prev, struct str s)
{
	static const char *const quoted[] = { "SUBJECT:", "SUBJ:", "TAGS:",
		"REF:", "E.O. 1", "FM ", "INFO ", "UNCLAS ", "S E C R E T",
		"C O N F I D" };
	static const char *const format[] = { "TO ", "VZCZC", "DE R", "ZNY ",
		"ZNR " };

	if (!ch_upper(s.p[0]))
		return false;
	if (prev.n < 40 && lex_quote_mark(prev) > 0) {
		j->quoted = true;
		return true;
	}
	if ((s.n < 10 || str_startsi(s, STR("BEGIN")) ||
	    str_startsi(s, STR("END"))) && lex_quote_mark(s) != 0)
		return true;
	/* the second letters of these */
	bool like = s.n > 2 && memchr("UAE.MN ", ch_fold(s.p[1]), 7) != NULL;
	return (like && lex_starts_in(s, quoted, LEX_COUNT(quoted))) ||
	    (j->quoted &&
	    lex_capitals(s) && lex_starts_in(s, format, LEX_COUNT(format)));
}

/*
 * Does the line break before piece i stand? Lines wrap at a width; a line
 * that had room for the next word ended on purpose: a list, a table.
 */
static bool
hard_break(struct joiner *j, size_t i)
{
	const struct body *b = j->b;
	struct str prev = piece_str(b, i - 1), s = piece_str(b, i);

	if (b->v[i].same_line)
		return false;
	/* most lines just go on */
	if (ch_lower(s.p[0]) && !b->v[i].blank && !b->v[i].after_cut &&
	    !b->v[i].table && !b->v[i - 1].table && !list_item(s))
		return false;
	/* a row has its line, whatever stands around it */
	if (b->v[i - 1].table || b->v[i].table) {
		j->in_list |= list_item(s);
		return true;
	}
	if (b->v[i].after_cut)
		return list_item(s) && (lex_sentence_end(prev) ||
		    prev.p[prev.n - 1] == ';');
	bool item_above = b->v[i - 1].kind != PIECE_NUMBER && list_item(prev);
	char last = prev.p[prev.n - 1];
	bool ends = lex_sentence_end(prev) || last == ';';
	if (list_item(s) && !prose_dash(j, i, ends) && (b->v[i].blank ||
	    ends || item_above || s.p[0] == '-')) {
		j->in_list = true;
		return !ch_alpha(s.p[0]) || ends || last == ',' ||
		    s.p[0] == 'o' || first_item(j, i) || next_item(j, i);
	}
	if (first_item(j, i)) {
		j->in_list = true;
		return true;
	}
	if (quoted_line(j, prev, s))
		return true;
	if (b->v[i].blank)
		return lex_sentence_end(prev) || (!ch_lower(s.p[0]) &&
		    prev.n + 12 < j->width);
	/* where paragraphs do not wrap, a short line is one on purpose */
	if (j->width >= 120)
		return ch_upper(s.p[0]) && last != ',' && prev.n < 60 &&
		    s.n < 60 && !b->v[i - 1].same_line;
	return short_lines(j, i) || short_pair(j, i);
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
	j->from = from;
	j->to = to;
	j->in_list = j->quoted = false;
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

enum { WIDTH_MAX = 160, WIDTH_WRAPPED = 80, WIDTH_USUAL = 69,
	WIDTH_ENOUGH = 60 };

/* Of lines counted by their length, the length that one in five exceeds. */
static uint32_t
exceeded_by_a_fifth(const uint32_t *count, size_t n)
{
	size_t above = 0;

	for (uint32_t w = WIDTH_MAX; w > 0; w--) {
		above += count[w];
		if (above * 5 > n)
			return w;
	}
	return 0;
}

/*
 * The width at which lines wrap: what one line in five still exceeds. In a
 * short telegram with lists that is too little, so that lines that certainly
 * wrapped, since the next begins with a small letter, are asked as well.
 */
static uint32_t
wrap_width(const struct body *b)
{
	uint32_t count[WIDTH_MAX + 1] = { 0 }, w;
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		uint32_t len = b->v[i].end - b->v[i].start;
		count[len > WIDTH_MAX ? WIDTH_MAX : len]++;
	}
	w = exceeded_by_a_fifth(count, b->n);
	if (w == 0)
		return WIDTH_USUAL;
	if (w >= WIDTH_ENOUGH)
		return w;
	memset(count, 0, sizeof count);
	for (size_t i = 0; i + 1 < b->n; i++) {
		const struct piece *next = &b->v[i + 1];
		uint32_t len = b->v[i].end - b->v[i].start;
		if (next->blank || next->same_line || next->after_cut ||
		    len > WIDTH_MAX || !ch_lower(b->p->s[next->start]))
			continue;
		count[len]++;
		n++;
	}
	uint32_t sure = exceeded_by_a_fifth(count, n);
	return sure > w && sure <= WIDTH_WRAPPED ? sure : w;
}

/* --- paragraphs --------------------------------------------------------------- */

struct maker {
	struct body *b;
	struct joiner j;
	size_t cap;
	struct reftel_value heading;
};

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

/* The authority may stand in one of the first numbered paragraphs, alone or
 * behind the statement that one class covers the entire text (telegram.md
 * 14.6). */
static void
authority_inside(struct parse *p, const struct reftel_paragraph *par)
{
	if (par->number.value > 3 || !value_set(&par->text) ||
	    p->authority.n > 0)
		return;
	struct str s = range_str(p, par->text.start, par->text.end);
	struct cur c = cur_make(s);
	if (portion_entire_text(s, NULL) > 0) {
		size_t k = str_findi(s, STR(" CLASSIFIED BY"), 0);
		if (k > 60)
			return;
		c = cur_make(str_trim(str_cut(s, k, s.n)));
	}
	uint32_t from = offset_of(p, c.p);
	if (label_authority(&c))
		ranges_add(p, &p->authority, from, par->text.end);
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
		par.printed = telegram_value(t, q->number_start,
		    q->number_end);
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
	size_t n = portion_entire_text(s, NULL) > 0 || q->before.n > 0 ? 0 :
	    portion_length(s, &mark, &damaged);
	size_t unclosed = n > 0 || q->kind != PIECE_NUMBER || s.n == 0 ||
	    s.p[0] != '(' ? 0 : portion_unclosed(range_str(p,
	    offset_of(p, s.p), m->b->v[to - 1].end), &mark);
	/* an unnumbered paragraph's lost bracket may be prose: "c) ..." */
	if (n > 0 && (par.number.value >= 0 || !damaged)) {
		par.portion = portion_value(p, mark);
		if (damaged) {
			struct diag *d = telegram_diag(t, DIAG_PORTION_DAMAGED,
			    at, at + (uint32_t)n, str_make(s.p, n));
			telegram_fix(t, d, at, at, STR("("), "certain");
		}
		at += (uint32_t)n;
		if (at < q->end && p->s[at] == ')' && p->s[at - 1] == ')') {
			struct diag *d = telegram_diag(t, DIAG_PORTION_DAMAGED,
			    at, at + 1, str_make(s.p, n + 1));
			telegram_fix(t, d, at, at + 1, STR(""), "certain");
			at++;
		}
		while (at < q->end && ch_blank(p->s[at]))
			at++;
	} else if (unclosed > 0) {
		par.portion = portion_value(p, mark);
		struct diag *d = telegram_diag(t, DIAG_PORTION_DAMAGED, at,
		    at + (uint32_t)unclosed, str_make(s.p, unclosed));
		at += (uint32_t)unclosed;
		telegram_fix(t, d, at, at, STR(")"), "certain");
		at++;
	} else if (q->kind == PIECE_NUMBER && q->before.n == 0 &&
	    portion_entire_text(s, NULL) == 0 &&
	    m->b->portions && (n = portion_take_near(p, s, &par.portion,
	    &damaged)) > 0) {
		if (damaged)
			telegram_inferred(t, "/paragraphs/%zu/portion",
			    t->paragraphs.n);
		at += (uint32_t)n;
		while (at < q->end && ch_blank(p->s[at]))
			at++;
	} else if (q->before.n > 0) {
		par.portion = portion_value(p, q->before);
	} else if (par.number.value >= 0 && portion_entire_text(s, &mark) != 0) {
		par.portion = portion_value(p, mark);
	}
	par.text = join(&m->j, from, to, at);
	if (value_set(&par.heading))
		par.kind = body_kind(value_str(&par.heading), true);
	if (par.kind == REFTEL_PAR_TEXT && value_set(&par.text))
		par.kind = body_kind(value_str(&par.text), false);
	v[t->paragraphs.n++] = par;
	authority_inside(p, &par);
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
	/* "COMMENT: ..." behind the last paragraph that has a number */
	if (b->numbers > 0 && i > b->last_number &&
	    lex_sentence_end(piece_str(b, i - 1)) &&
	    body_kind(s, false) != REFTEL_PAR_TEXT)
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

/* Piece k - 1, of the numbered paragraph that begins at i, begins a quoted
 * text: the piece that ends it, else 0. The next number ends it as well. */
static size_t
quote_end(const struct body *b, size_t i, size_t k)
{
	enum { FAR = 2000 };

	if (b->v[i].kind != PIECE_NUMBER ||
	    piece_quote_mark(b, k - 1) <= 0)
		return 0;
	for (size_t q = k; q < b->n && q < k + FAR; q++) {
		int mark = piece_quote_mark(b, q);
		if (b->v[q].kind == PIECE_NUMBER || mark > 0)
			return 0;
		if (mark < 0)
			return q;
	}
	return 0;
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
		size_t k = i + 1, quote = quote_end(b, i, i + 1);
		while (k < b->n && b->v[k].kind != PIECE_NUMBER &&
		    b->v[k].kind != PIECE_HEADING) {
			if (k > quote)
				quote = quote_end(b, i, k + 1);
			if (b->v[k].kind == PIECE_TEXT && k > quote &&
			    !goes_on(b, k, behind))
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
