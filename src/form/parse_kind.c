/*
 * What a paragraph is: summary, comment, action request, note on a person, by
 * its opening words or its heading; and the summary's text. telegram.md 17.3.
 */
#include "form/parse_body.h"

/* --- kinds ---------------------------------------------------------------- */

static const struct opening {
	const char *word;
	enum reftel_paragraph_kind kind;
} openings[] = {
	{ "SUMMARY", REFTEL_PAR_SUMMARY },
	{ "BEGIN SUMMARY", REFTEL_PAR_SUMMARY },
	{ "EXECUTIVE SUMMARY", REFTEL_PAR_SUMMARY },
	{ "INTRODUCTION AND SUMMARY", REFTEL_PAR_SUMMARY },
	{ "SUMMARY AND", REFTEL_PAR_SUMMARY },
	{ "SUMMAY", REFTEL_PAR_SUMMARY },
	{ "SUMMRY", REFTEL_PAR_SUMMARY },
	{ "SUMARY", REFTEL_PAR_SUMMARY },
	{ "ACTION REQUEST", REFTEL_PAR_ACTION_REQUEST },
	{ "ACTION REQUESTED", REFTEL_PAR_ACTION_REQUEST },
	{ "ACTION REQUIRED", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS IS AN ACTION REQUEST", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS IS AN ACTION CABLE", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS IS AN ACTION MESSAGE", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS CABLE CONTAINS AN ACTION REQUEST", REFTEL_PAR_ACTION_REQUEST },
	{ "THIS MESSAGE CONTAINS AN ACTION REQUEST",
	    REFTEL_PAR_ACTION_REQUEST },
	{ "THIS TELEGRAM CONTAINS AN ACTION REQUEST",
	    REFTEL_PAR_ACTION_REQUEST },
	{ "COMMENT", REFTEL_PAR_COMMENT },
	{ "COMMENTS", REFTEL_PAR_COMMENT },
	{ "BEGIN COMMENT", REFTEL_PAR_COMMENT },
	{ "BIO NOTE", REFTEL_PAR_BIO_NOTE },
	{ "BIO NOTES", REFTEL_PAR_BIO_NOTE },
	{ "BIO-NOTE", REFTEL_PAR_BIO_NOTE },
	{ "BIO-NOTES", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHIC NOTE", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHIC NOTES", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHICAL NOTE", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHICAL NOTES", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHIC INFORMATION", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHICAL INFORMATION", REFTEL_PAR_BIO_NOTE },
	{ "BIO INFORMATION", REFTEL_PAR_BIO_NOTE },
	{ "BIO DATA", REFTEL_PAR_BIO_NOTE },
	{ "BIODATA", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHIC DATA", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHICAL DATA", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHIC SKETCH", REFTEL_PAR_BIO_NOTE },
	{ "BIOGRAPHICAL SKETCH", REFTEL_PAR_BIO_NOTE },
};

/* Does one of them begin with the first two letters of s? */
static bool
opening_like(struct str s)
{
	char second = s.n < 2 ? ' ' : ch_fold(s.p[1]);

	switch (s.n == 0 ? ' ' : ch_fold(s.p[0])) {
	case 'A': return second == 'C';
	case 'B': return second == 'E' || second == 'I';
	case 'C': return second == 'O';
	case 'E': return second == 'X';
	case 'I': return second == 'N';
	case 'S': return second == 'U';
	case 'T': return second == 'H';
	default: return false;
	}
}

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
		"SUMMARY", "ASSESSMENT", "BEGIN", "OF", "AT", "IN", "SEE",
		"PARA", "PARAS", "PARAGRAPH", "PARAGRAPHS", "FOR", "ALL",
		"POSTS", "PLEASE" };
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

/* Without the brackets, dashes and quotation marks, and the portion mark,
 * that may stand before a text's opening words. */
static struct str
opening_words(struct str s, bool heading)
{
	if (heading)
		s = str_cut(s, portion_length(s, NULL, NULL), s.n);
	for (;;) {
		unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 0;
		if (c != 0 && strchr("([\"'- *", c) != NULL)
			s = str_cut(s, 1, s.n);
		else if (c == 0xE2 && s.n > 3 &&
		    (unsigned char)s.p[1] == 0x80)
			s = str_cut(s, 3, s.n);
		else
			return s;
	}
}

/* Does a name's end stand at k: its mark, a dash, or the bracket that opened
 * before it? */
static bool
name_ends(struct str rest, size_t k)
{
	return k < rest.n && (strchr(".-;\n)]\"", rest.p[k]) != NULL ||
	    (unsigned char)rest.p[k] == 0xE2);
}

/* "Embassy comment:", "Ambassador's Comment.": one or two words of whose
 * comment it is. Nobody's is no comment. */
static bool
whose_comment(struct str s)
{
	static const char *const not[] = { "NO", "PRESS", "MEDIA", "PUBLIC",
		"ANY", "ASKED", "END", "HIS", "HER", "THE", "THEIR" };
	size_t k = str_findi(str_cut(s, 0, 40), STR("COMMENT"), 0);
	struct cur c = cur_make(str_cut(s, 0, k));
	unsigned words = 0;

	if (k + 8 > s.n || (s.p[k + 7] != ':' && s.p[k + 7] != '.') ||
	    lex_in(lex_first_word(s), not, LEX_COUNT(not)))
		return false;
	for (cur_skip(&c); !cur_end(&c); cur_skip(&c), words++) {
		if (!ch_upper(*c.p))
			return false;
		while (c.p < c.end && !ch_space(*c.p))
			if (!ch_alpha(*c.p++) && c.p[-1] != '\'' &&
			    c.p[-1] != '-' && !(c.p[-1] & 0x80))
				return false;
	}
	return words == 1 || words == 2;
}

enum reftel_paragraph_kind
body_kind(struct str s, bool heading)
{
	s = opening_words(s, heading);
	bool like = opening_like(s);
	for (size_t i = 0; like && i < LEX_COUNT(openings); i++) {
		if (ch_fold(s.p[1]) != openings[i].word[1])
			continue;
		struct str w = str_from(openings[i].word);
		if (!str_startsi(s, w))
			continue;
		struct str rest = str_cut(s, w.n, s.n);
		enum reftel_paragraph_kind kind = openings[i].kind;
		if (rest.n == 0)
			return kind;
		if (kind == REFTEL_PAR_ACTION_REQUEST && w.n > 16)
			return kind;
		if (ch_alpha(rest.p[0]))
			continue;
		if (heading)
			return kind;
		/* "SUMMARY AND COMMENT:", "Comment, cont:", "SUMMARY -" */
		size_t k = 0;
		while (k < rest.n && k < 40 && (ch_alpha(rest.p[k]) ||
		    strchr(" ,/&()'-", rest.p[k]) != NULL ||
		    (kind == REFTEL_PAR_ACTION_REQUEST &&
		    ch_digit(rest.p[k])))) {
			if (rest.p[k] == '-' && (k == 0 || rest.p[k - 1] ==
			    ' '))
				break;
			if (k == 0 && rest.p[k] == ')')
				break;
			k++;
		}
		if (k >= 40 || k >= rest.n)
			continue;
		bool words = mark_words(str_cut(rest, 0, k));
		if (rest.p[k] == ':' && (words || kind !=
		    REFTEL_PAR_COMMENT))
			return kind;
		if (words && name_ends(rest, k))
			return kind;
	}
	return whose_comment(s) ? REFTEL_PAR_COMMENT : REFTEL_PAR_TEXT;
}

/* --- summary ------------------------------------------------------------------- */

/* The word itself, also with a letter lost. */
static bool
eat_summary(struct cur *c)
{
	struct cur was = *c;

	if ((eat_lit(c, "SUMMARY") || eat_lit(c, "SUMMRY") ||
	    eat_lit(c, "SUMMAY") || eat_lit(c, "SUMARY")) &&
	    (c->p >= c->end || !ch_alpha(*c->p)))
		return true;
	*c = was;
	return false;
}

/* Length of the opening mark "Summary:", "BEGIN SUMMARY", "Summary and
 * comment.", "(Summary)" with the blanks behind it; 0: none. */
static size_t
summary_opens(struct str s)
{
	struct str words = opening_words(s, false);
	struct cur c = cur_make(words);

	bool begin = eat_word(&c, "BEGIN");
	eat_word(&c, "EXECUTIVE");
	if (eat_word(&c, "INTRODUCTION")) {
		if (!eat_word(&c, "AND"))
			eat_char(&c, '/');
		eat_char(&c, '&');
		cur_skip(&c);
	}
	if (!eat_summary(&c))
		return 0;
	struct cur word = c;
	/* more words up to the mark's end */
	const char *limit = c.p + 42;
	while (c.p < c.end && c.p < limit && (ch_alpha(*c.p) ||
	    strchr(" /&(,'", *c.p) != NULL || (*c.p == ')' && c.p >
	    word.p)))
		c.p++;
	bool mark = c.p < c.end && c.p < limit && (*c.p == ':' ||
	    mark_words(str_range(word.p, c.p)));
	if (!mark || !name_ends(cur_rest(c), 0)) {
		if (!mark || *c.p != ':') {
			/* "BEGIN SUMMARY" alone, or a word of a sentence */
			bool alone = c.p == c.end;
			c = word;
			if (!alone && !begin && c.p < c.end && *c.p != '\n')
				return 0;
		}
	}
	for (;;) {
		unsigned char ch = c.p < c.end ? (unsigned char)*c.p : 0;
		/* a quotation mark closes the mark, or opens the text */
		if (ch == '"' && (ch_space(c.p[-1]) || (c.p + 1 < c.end &&
		    ch_alnum(c.p[1]))))
			break;
		if (ch != 0 && strchr(":.-;)]\" \n", ch) != NULL)
			c.p++;
		else if (ch == 0xE2 && c.p + 3 < c.end &&
		    (unsigned char)c.p[1] == 0x80 && c.p == word.p)
			c.p += 3;
		else
			break;
	}
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
		/* also "Endsummary", "END-SUMMARY" */
		if (c.p < c.end && !ch_space(*c.p) && *c.p != '-' &&
		    ch_fold(*c.p) != 'S')
			continue;
		eat_char(&c, '-');
		cur_skip(&c);
		eat_word(&c, "OF");
		eat_word(&c, "EXECUTIVE");
		if (eat_word(&c, "INTRODUCTION")) {
			eat_word(&c, "AND");
			eat_char(&c, '/');
			eat_char(&c, '&');
			cur_skip(&c);
		}
		if (!eat_summary(&c))
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
	size_t near;		/* end of a misspelt END SUMMARY; 0: none */
};

/* The beginning was lost, with a heading or in a piece that was cut: the
 * summary is what stands above its end, from paragraph 1 on. */
static bool
summary_by_end(struct reftel_telegram *t, struct summary *m)
{
	enum { PARAGRAPHS = 6 };
	size_t end;

	*m = (struct summary){ .closed = true };
	for (size_t k = 0; k < t->paragraphs.n && k < PARAGRAPHS; k++) {
		struct reftel_paragraph *q = &t->paragraphs.v[k];
		struct str s = value_str(&q->text);
		/* what stands above the numbers, or asks for action, is not
		 * of it */
		if (q->number.value < 0 || q->kind != REFTEL_PAR_TEXT ||
		    (value_set(&q->heading) && k > 0))
			m->first = k;
		if (s.n == 0)
			continue;
		size_t at = summary_ends(s, 0, &end);
		if (at < s.n && at > 1) {
			if (t->paragraphs.v[m->first].kind != REFTEL_PAR_TEXT)
				m->first = k;
			m->last = k;
			m->to = at;
			return true;
		}
	}
	return false;
}

/* A paragraph that ends in "End comment." and has no other word of one: its
 * heading was lost. */
static bool
comment_by_end(struct str s)
{
	const struct str end = STR("END COMMENT");

	while (s.n > 0 && strchr(".)] ", s.p[s.n - 1]) != NULL)
		s.n--;
	if (s.n <= 12 || !str_eqi(str_cut(s, s.n - end.n, s.n), end))
		return false;
	return str_findi(s, STR("COMMENT"), 0) + 7 == s.n;
}

/* A misspelt END SUMMARY, one letter off, as the last words of s: its place,
 * and where it ends; s.n: none. */
static size_t
summary_ends_near(struct str s, size_t *end)
{
	enum { LONGEST = 11 };
	char squeezed[LONGEST];
	size_t n = 0, b = s.n, k;
	bool gap = false;

	while (b > 0 && strchr(".)]- ", s.p[b - 1]) != NULL)
		b--;
	for (k = b; k > 0 && n < LONGEST; k--) {
		if (ch_alnum(s.p[k - 1]))
			squeezed[LONGEST - ++n] = s.p[k - 1];
		else if (gap || s.p[k - 1] != ' ')
			break;
		else
			gap = true;
	}
	if (k > 0 && ch_alnum(s.p[k - 1]))
		return s.n;
	while (k < b && s.p[k] == ' ')
		k++;
	*end = b;
	return str_distance(str_make(squeezed + LONGEST - n, n),
	    STR("ENDSUMMARY"), 1) <= 1 ? k : s.n;
}

/* Does one of the next paragraphs end so? */
static bool
summary_closed_near(struct reftel_telegram *t, struct summary *m)
{
	enum { PARAGRAPHS = 5 };
	size_t end;

	for (size_t k = m->first; k < t->paragraphs.n &&
	    k < m->first + PARAGRAPHS; k++) {
		struct str s = value_str(&t->paragraphs.v[k].text);
		size_t at = s.n == 0 ? 0 : summary_ends_near(s, &end);

		if (at < s.n) {
			m->last = k;
			m->to = at;
			m->near = end;
			m->closed = true;
			return true;
		}
	}
	return false;
}

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
		return summary_by_end(t, m);
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
	if (summary_closed_near(t, m))
		return true;
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
			under = body_kind(value_str(&q->heading), true);
			if (under == REFTEL_PAR_SUMMARY)
				under = REFTEL_PAR_TEXT; /* see summary_find */
		} else if (q->kind == REFTEL_PAR_TEXT &&
		    under != REFTEL_PAR_TEXT) {
			q->kind = under;
		} else if (q->kind == REFTEL_PAR_TEXT &&
		    comment_by_end(value_str(&q->text))) {
			q->kind = REFTEL_PAR_COMMENT;
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

/* The misspelt words of its end, with what they were meant to be. */
static void
summary_end_misspelt(struct parse *p, const struct summary *m)
{
	const struct reftel_value *v = &p->t->paragraphs.v[m->last].text;
	struct str words = str_cut(value_str(v), m->to, m->near);
	uint32_t start = place_of(p, v, m->to), end = place_back(p, v, m->near);

	telegram_fix(p->t, telegram_diag(p->t, DIAG_SUMMARY_OPEN, start, end,
	    words), start, end, lex_capitals(words) ? STR("END SUMMARY") :
	    STR("End summary"), "certain");
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
		/* "(End summary.)", "-- End summary" left their bracket
		 * and dash */
		while (i == m.last && m.closed && part.n > 1 &&
		    (strchr("([", part.p[part.n - 1]) != NULL ||
		    (part.p[part.n - 1] == '-' && (part.p[part.n - 2] == ' ' ||
		    part.p[part.n - 2] == '-'))))
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
	while (end < b->p->n && ch_blank(b->p->s[end]))
		end++;
	if (m.near > 0)
		summary_end_misspelt(b->p, &m);
	if (!m.closed && m.from > 0)
		telegram_diag(t, DIAG_SUMMARY_OPEN, start, end, STR(""));
}
