/*
 * The text: from lines to headings, paragraphs, summary and signature.
 * telegram.md 17 and 18, archive-forms.md 2.3 and 2.5.
 *
 * The body's lines, page lines taken out, become pieces. Numbers, rules and
 * headings are told first, piece by piece; what is left between them is the
 * paragraphs' text. parse_para.c tells the numbers.
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
	/* two blanks are rare: they are searched for from piece to piece */
	if (b->gap < start || b->gap == NOWHERE)
		b->gap = (uint32_t)str_find_blanks(range_str(b->p, 0, b->p->n),
		    start);
	if (b->word < start || b->word == NOWHERE)
		b->word = (uint32_t)str_findi(range_str(b->p, 0, b->p->n),
		    STR("TEXT"), start);
	struct str s = range_str(b->p, start, end);
	size_t gap = b->gap < end ? b->gap - start : s.n, k = gap;
	while (k + 2 < s.n && s.p[k + 2] != ' ')
		k = str_find_blanks(s, k + 1);
	v[b->n] = (struct piece){ .start = start, .end = end, .number = -1,
		.words = b->word < end || (s.n > 0 && (s.p[0] == 'Q' ||
		s.p[0] == 'U')), .gap = (uint32_t)gap, .table = s.n < 100 && k + 2 < s.n };
	return &v[b->n++];
}

bool
piece_split(struct body *b, size_t i, uint32_t at)
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
		.words = true, .blank = true };		/* gap 0: look from its start */
	return true;
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
	/* one row alone is no table: somebody's blanks in prose. A rule may
	 * part a table's head from its rows */
	bool above = false;
	for (size_t i = 0; i < b->n; i++) {
		bool row = b->v[i].table;
		b->notes |= p->s[b->v[i].start] == 'N' &&
		    b->v[i].end - b->v[i].start > 8 &&
		    p->s[b->v[i].start + 5] == 'B';
		if (row && i + 2 < b->n && b->v[i + 2].table &&
		    lex_rule_marks(piece_str(b, i + 1)) >= 4)
			b->v[i + 1].table = true;
		b->v[i].table = row && (above || (i + 1 < b->n &&
		    b->v[i + 1].table));
		above = row;
	}
}

/* --- rules and headings ------------------------------------------------------- */

static bool
rule_piece(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);

	/* the rule of a table is parted like its rows */
	return lex_rule_marks(s) >= 4 && !b->v[i].table;
}

enum { HEADING_MAX = 120, HEADING_LINES = 3 };

static bool
heading_line(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);

	return b->v[i].kind == PIECE_TEXT && s.n <= HEADING_MAX &&
	    !b->v[i].table && !str_startsi(s, STR("END SUMMARY"));
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

	while (k < b->n && k <= i + HEADING_LINES && heading_line(b, k) &&
	    !(k > i + 1 && b->v[k].blank))
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
	if (b->v[i - 1].table && i + 1 < b->n && b->v[i + 1].table)
		return i;	/* the head of a table */
	while (k > 0 && i - k < HEADING_LINES && heading_line(b, k - 1)) {
		k--;
		if (b->v[k].blank || k == 0 || b->v[k - 1].kind != PIECE_TEXT)
			return b->v[k].blank || k == 0 ||
			    b->v[k - 1].kind == PIECE_HEADING ||
			    b->v[k - 1].kind == PIECE_RULE ||
			    stands_out(b, k, i) ? k : i;
		struct str line = piece_str(b, k), up = piece_str(b, k - 1);
		if (line.n <= 75 && (lex_sentence_end(up) || (up.n > 90 &&
		    stands_out(b, k, i))))
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

/* The last words of a line, as long as the rule behind it, where a sentence
 * ends before them: where they begin; 0: nowhere. */
static size_t
behind_sentence(struct str head, size_t dashes)
{
	size_t k = head.n > dashes + 2 ? head.n - dashes - 2 : 0;

	for (size_t q = k; q < head.n && q < k + 8; q++)
		if (q > 1 && ch_blank(head.p[q - 1]) &&
		    lex_sentence_end(str_cut(head, 0, q)))
			return q;
	return 0;
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
		if (s.n < 7)
			continue;
		char last = s.p[s.n - 1];
		if ((last != '-' && last != '=' && last != '*' &&
		    last != '_') || b->v[i].kind == PIECE_RULE)
			continue;
		size_t tail = lex_rule_tail(s);
		if (tail == 0 || tail == s.n)
			continue;
		struct str head = str_trim(str_cut(s, 0, s.n - tail));
		size_t dashes = tail;
		while (dashes > 0 && ch_blank(s.p[s.n - dashes]))
			dashes--;
		/* what goes on behind a section line is text first */
		bool whole = b->v[i].kind == PIECE_TEXT &&
		    head.n <= HEADING_MAX && !(b->v[i].same_line &&
		    behind_sentence(head, dashes) > 0) &&
		    (b->v[i].blank || i == 0 ||
		    head.n <= dashes + 4 || b->v[i - 1].kind != PIECE_TEXT);
		/* a leading rule too: "------- SUMMARY -------" */
		while (whole && head.n > 0 && memchr("-=*_ ", head.p[0], 5) !=
		    NULL)
			head = str_cut(head, 1, head.n);
		if (whole && head.n > 0 && head.n <= dashes + 40) {
			b->v[i].start = offset_of(b->p, head.p);
			b->v[i].end = b->v[i].start + (uint32_t)head.n;
			b->v[i].words = true;
			mark(b, i, i + 1, PIECE_HEADING);
			continue;
		}
		size_t best = behind_sentence(head, dashes);
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
		if (!piece_split(b, i, at))
			return;
		b->v[i + 1].end = end;
		mark(b, i + 1, i + 2, PIECE_HEADING);
		if (b->last_number > i)
			b->last_number++;
	}
}

/* Does any line end in what rules are of? */
static bool
rules_any(const struct body *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].end > b->v[i].start &&
		    lex_rule_char(b->p->s[b->v[i].end - 1]))
			return true;
	return false;
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

/* Where in s its last n bytes begin a heading, give or take two: behind a
 * finished sentence, at no small letter; 0: nowhere. */
static size_t
tail_as_long(struct str s, size_t n)
{
	size_t from = s.n > n + 2 ? s.n - n - 2 : 0;

	if (s.n <= n + 4)
		return 0;		/* all of the line is the heading */
	for (size_t q = from; q < s.n && q <= from + 4; q++)
		if (q > 1 && ch_blank(s.p[q - 1]) && !ch_lower(s.p[q]) &&
		    lex_sentence_end(str_cut(s, 0, q)))
			return q;
	return 0;
}

/* So many headings are parted from the text before them, by each sign. */
enum { SPLITS_MAX = 64 };

/* Parts piece i at the text offset q from its start; the second part is a
 * heading. False: out of memory. */
static bool
heading_off(struct body *b, size_t i, size_t q)
{
	if (!piece_split(b, i, b->v[i].start + (uint32_t)q))
		return false;
	mark(b, i + 1, i + 2, PIECE_HEADING);
	if (b->last_number > i)
		b->last_number++;
	return true;
}

/* A heading that a reflow left at a paragraph's end, its rule on the line
 * below: "One is so. The Cousin LF ----------". */
static void
rules_below(struct body *b)
{
	unsigned splits = 0;

	for (size_t i = 1; i < b->n && splits < SPLITS_MAX; i++) {
		if (!rule_piece(b, i) || b->v[i].blank ||
		    (b->v[i - 1].kind != PIECE_TEXT &&
		    b->v[i - 1].kind != PIECE_NUMBER) || rule_piece(b, i - 1))
			continue;
		size_t q = tail_as_long(piece_str(b, i - 1), b->v[i].end -
		    b->v[i].start);
		if (q == 0)
			continue;
		if (!heading_off(b, i - 1, q))
			return;
		splits++;
		i++;
	}
}

/* Capitals behind the last sentence of a paragraph of mixed case, right above
 * a number: a heading whose line end was lost: "End Summary THE COUSIN". Where
 * it begins in s; 0: nowhere. */
static size_t
capitals_behind(struct str s)
{
	static const char *const ends[] = { "SUMMARY", "COMMENT", "NOTE" };
	static const char *const no_heading[] = { "END", "UNQUOTE", "BEGIN" };
	size_t k = s.n;

	if (lex_sentence_end(s) || lex_capitals(s))
		return 0;
	for (;;) {
		struct str w = lex_last_word(str_cut(s, 0, k));
		size_t at = (size_t)(w.p - s.p);
		if (w.n == 0 || s.n - at > 75 || at == 0)
			return 0;
		struct str before = str_trim(str_cut(s, 0, at));
		if (k < s.n && !lex_capitals(w) && lex_in(w, ends,
		    LEX_COUNT(ends)))
			return k + (size_t)ch_blank(s.p[k]);
		for (size_t i = 0; i < w.n; i++)
			if (ch_lower(w.p[i]))
				return 0;
		if (lex_sentence_end(before))
			return s.n - at > 6 && ch_upper(*w.p) &&
			    !lex_in(w, no_heading, LEX_COUNT(no_heading)) &&
			    str_find(str_cut(s, at, s.n), STR("XXXX"), 0) ==
			    s.n - at ? at : 0;
		k = before.n;
	}
}

static void
capitals_find(struct body *b)
{
	unsigned splits = 0;

	for (size_t i = 1; i < b->n && splits < SPLITS_MAX; i++) {
		if (b->v[i].kind != PIECE_NUMBER || b->v[i - 1].end -
		    b->v[i - 1].start < 40)
			continue;
		size_t q = capitals_behind(piece_str(b, i - 1));
		if (q == 0)
			continue;
		if (!heading_off(b, i - 1, q))
			return;
		splits++;
		i++;
	}
}

/* "... AND A HAT. END SUMMARY": the end of a text that lost its point. */
static bool
ends_summary(struct str s)
{
	static const char *const words[] = { "SUMMARY", "COMMENT", "TEXT",
		"NOTE" };
	struct str last = lex_last_word(s);
	struct str before = str_trim(str_cut(s, 0, s.n - last.n));

	return lex_in(last, words, LEX_COUNT(words)) &&
	    str_eqi(lex_last_word(before), STR("END"));
}

/* Can a piece without a rule be a heading? It does not end like a sentence
 * (a question or a call may), and it begins like one. */
static bool
bare_heading(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);
	static const char *const not[] = { "END ", "-- ", "- ", "* ", "(NOTE",
		"[", "UNQUOTE", "BEGIN ", "NNNN", "SIPDIS", "BT" };

	if (b->v[i].kind != PIECE_TEXT || s.n > 90 || s.n < 3)
		return false;
	if (lex_starts_in(s, not, LEX_COUNT(not)) || ends_summary(s) ||
	    str_ends(s, STR("UNQUOTE")) || body_header_shape(s))
		return false;
	char first = s.p[0], last = s.p[s.n - 1];
	if (ch_lower(first) || first == '-' || (ch_digit(first) &&
	    (!b->v[i].blank || !ch_alpha(last))))
		return false;
	if (last == ',' || last == ';' || last == '-')
		return false;
	/* the end of what was quoted: "We will not pay."" */
	if (last == '"' && str_findc(s, '"', 0) == s.n - 1)
		return false;
	/* "COMMENT:", but no sentence that announces a list */
	if (last == ':' && !(s.n <= 50 && b->v[i].blank && (lex_capitals(s) ||
	    title_case(s))))
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

/* Who wrote a letter that the telegram quotes: a name in its quotation marks,
 * or below "SINCERELY,". */
static bool
letter_close(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);
	struct str above = i > 0 ? piece_str(b, i - 1) : STR("");

	return s.p[0] == '"' || s.p[s.n - 1] == '"' ||
	    (above.n > 0 && above.n < 65 && above.p[above.n - 1] == ',');
}

/* Where no paragraph has a number: a short line between blank lines, in
 * capitals or title case, with text below it. */
static void
bare_unnumbered(struct body *b)
{
	size_t from = b->numbers == 0 ? 0 : b->numbers == 1 ?
	    b->last_number + 1 : b->n;
	int quoted = 0;

	for (size_t i = from; i + 1 < b->n; i++) {
		struct str s = piece_str(b, i);
		quoted += lex_quote_mark(s);
		/* the close of a letter that is quoted is no heading */
		if (quoted > 0 || letter_close(b, i))
			continue;
		if (!bare_heading(b, i) || s.n > 65 || !b->v[i].blank ||
		    s.p[s.n - 1] == ':' ||
		    !b->v[i + 1].blank || b->v[i + 1].kind != PIECE_TEXT)
			continue;
		/* the blank lines of a page break say nothing */
		if (b->v[i + 1].after_cut || (b->v[i].after_cut && i > 0 &&
		    !lex_sentence_end(piece_str(b, i - 1))))
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
	struct body b = { .p = p, .gap = NOWHERE, .word = NOWHERE };

	if (p->body < p->n) {
		p->body_end = p->n;
		body_repeated(p);
		pieces_collect(&b);
		body_notes(&b);
		if (p->r->labels != NULL || p->t->signature.n > 0)
			body_signed(&b);
		else
			body_signature(&b);
		body_numbers(&b);
		if (rules_any(&b)) {
			inline_rules(&b);
			rules_below(&b);
			rules_find(&b);
		}
		capitals_find(&b);
		bare_find(&b);
		bare_unnumbered(&b);
		body_paragraphs(&b);
		body_summary(&b);
	}
	body_redactions(p);
	body_damage(p);
}
