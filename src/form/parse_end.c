/* The end of a telegram: trailer and signature. telegram.md 18. */
#include "form/parse_body.h"

/* Without the hyphens or the like on both sides: "=====CABLE ENDS=====". */
static struct str
without_rule(struct str s)
{
	while (s.n > 0 && strchr("-=*_~ ", s.p[0]) != NULL)
		s = str_cut(s, 1, s.n);
	while (s.n > 0 && strchr("-=*_~ ", s.p[s.n - 1]) != NULL)
		s = str_cut(s, 0, s.n - 1);
	return s;
}

/* Lines below the signature that are the network's or the archive's. */
static bool
trailer_line(struct str s)
{
	static const char *const whole[] = { "NNNN", "NNN", "BT", ">", "...",
		"<< END OF DOCUMENT >>", "NNNNMAFVVZCZ", "END CABLE TEXT",
		"E E E E E E E E", "ADP000", "&#0;", "QQQQ", "EXEMPT",
		"CABLE ENDS", "END OF CABLE", "END OF MESSAGE", "END MESSAGE",
		"END CABLE", "END OF TEXT" };
	static const char *const starts[] = { "*** CURRENT", "WWW.", "HTTP:",
		"HTTPS:", "C WA ", "C WB ", "C AA ", "END CABLE" };

	struct str bare = without_rule(s);
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (str_eq(s, str_from(whole[i])) ||
		    str_eqi(bare, str_from(whole[i])))
			return true;
	if (s.n < 100 && lex_starts_in(s, starts, LEX_COUNT(starts)))
		return true;
	if (s.n <= 6 && s.p[0] == '#')
		return true;
	if (s.n < 8 && (str_starts(s, STR("GP-")) || str_starts(s,
	    STR("GP "))))
		return true;
	if (class_banner(s) || lex_rule(s))
		return true;
	/* the archive's file name: "2004CARACA02200 - CONFIDENTIAL" */
	struct cur c = cur_make(s);
	struct str w;
	return s.n < 50 && eat_digits(&c, 4, 4, NULL) && eat_alpha(&c, &w) &&
	    eat_digits(&c, 5, 6, NULL) && str_find(s, STR(" - "), 0) < s.n;
}

static bool
no_name(struct str w)
{
	static const char *const words[] = { "UNCLASSIFIED", "UNCLAS",
		"CONFIDENTIAL", "SECRET", "NNNN", "NNN", "BT", "UNQUOTE",
		"XGDS", "GDS", "END", "SUMMARY", "COMMENT", "TEXT", "NOTE",
		"QUOTE", "NOFORN", "SIPDIS", "EXEMPT", "PAGE", "GP", "DECL",
		"CONTINUED", "USE", "ONLY", "OFFICIAL", "WEBSITE", "DOCUMENT",
		"BEGIN", "REMOVED", "REGARDS", "NONE", "CONTINUE", "REQUEST",
		"MINIMIZE", "CONSIDERED" };

	if (lex_in(w, words, LEX_COUNT(words)))
		return true;
	bool x = true;
	for (size_t i = 0; i < w.n; i++)
		x &= ch_fold(w.p[i]) == 'X';
	return x && w.n > 2;
}

static bool
name_byte(char c)
{
	return ch_alpha(c) || c == '\'' || c == '-' || (c & 0x80) != 0;
}

/* One name: a word of letters, capitals or capitalised. */
static bool
name_word(struct str w, bool *capitals)
{
	size_t upper = 0, lower = 0;

	if (w.n > 0 && w.p[w.n - 1] == '.')
		w.n--;
	if (w.n < 2 || w.n > 25 || !(ch_upper(w.p[0]) || (w.p[0] & 0x80)))
		return false;
	for (size_t i = 0; i < w.n; i++) {
		if (!name_byte(w.p[i]))
			return false;
		upper += ch_upper(w.p[i]);
		lower += ch_lower(w.p[i]);
	}
	*capitals = lower == 0 || (lower <= 2 && upper > 2 * lower);
	return !no_name(w) && upper + lower >= 2;
}

static bool
joiner_word(struct str w)
{
	return str_eqi(w, STR("AND")) || str_eq(w, STR("/")) ||
	    str_eq(w, STR("&"));
}

/* Without the word that the name signs for a time only: "ROE, ACTING". */
static struct str
without_acting(struct str s)
{
	static const char *const words[] = { ", ACTING", "(ACTING)",
		", CHARGE" };

	for (size_t i = 0; i < LEX_COUNT(words); i++) {
		struct str w = str_from(words[i]);
		if (s.n > w.n && str_eqi(str_cut(s, s.n - w.n, s.n), w))
			return str_trim(str_cut(s, 0, s.n - w.n));
	}
	return s;
}

/* A whole line that can be a signature: one to four words, "SMITH", "VAN
 * DER BERG", "SMITH AND JONES", "SMITH/JONES". */
static bool
signature_line(struct str s, bool *capitals)
{
	struct cur c = cur_make(s);
	unsigned words = 0;
	bool all = true;

	s = without_acting(without_rule(s));
	c = cur_make(s);
	if (s.n < 2 || s.n > 45)
		return false;
	for (cur_skip(&c); !cur_end(&c); cur_skip(&c)) {
		const char *from = c.p;
		while (c.p < c.end && !ch_space(*c.p) && *c.p != '/')
			c.p++;
		struct str w = str_range(from, c.p);
		if (c.p < c.end && *c.p == '/')
			c.p++;
		if (joiner_word(w) || (w.n == 1 && ch_upper(w.p[0])) ||
		    (w.n == 2 && w.p[1] == '.' && ch_upper(w.p[0])))
			continue;
		bool caps;
		/* words of a heading, not of a name */
		if (lex_open_word(w) && !str_eqi(w, STR("A")))
			return false;
		/* small particles of a name */
		if (words > 0 && (str_eqi(w, STR("de")) || str_eqi(w,
		    STR("van")) || str_eqi(w, STR("der"))))
			continue;
		if (!name_word(w, &caps))
			return false;
		all &= caps;
		words++;
	}
	*capitals = all;
	return words >= 1 && words <= 4 && (all || words <= 2);
}

static void
signature_take(struct parse *p, uint32_t start, uint32_t end)
{
	struct str s = without_rule(range_str(p, start, end));
	size_t at = 0;

	while (s.n > 0 && (s.p[s.n - 1] == '.' || ch_space(s.p[s.n - 1])))
		s.n--;
	while (at < s.n) {
		size_t stop = s.n, next = s.n;
		size_t k = str_findc(s, '/', at);
		size_t a = str_findi(s, STR(" AND "), at);
		if (k < stop) {
			stop = k;
			next = k + 1;
		}
		if (a < stop) {
			stop = a;
			next = a + 5;
		}
		struct str one = str_trim(str_cut(s, at, stop));
		if (one.n > 0)
			telegram_push(p->t, &p->t->signature, parse_folded(p,
			    offset_of(p, one.p), offset_of(p, one.p +
			    one.n)));
		at = next;
	}
}

/* Does the text end here, as a sentence does or with what was quoted? */
static bool
text_ends(struct str s)
{
	static const char *const words[] = { "UNQUOTE", "UNQTE", "GP-1",
		"GP-2", "GP-3", "GP-4", "EXEMPT" };

	return lex_sentence_end(s) || lex_in(lex_last_word(s), words,
	    LEX_COUNT(words));
}

/* A surname behind the last sentence on the last line: "... attacks.
 * SMITH". Where it begins; s.n: none. */
static size_t
signature_tail(struct str s, bool after_address)
{
	static const char *const particles[] = { "VAN", "DER", "DE", "LA",
		"VON", "DEL", "ST", "SAINT" };
	struct str last = lex_last_word(s);
	bool capitals;

	if (last.n == s.n || !name_word(last, &capitals))
		return s.n;
	struct str before = str_trim(str_range(s.p, last.p));
	/* "VAN DER BERG": the name's own words before it */
	for (int i = 0; capitals && i < 3 && before.n > 3; i++) {
		struct str w = lex_last_word(before);
		bool caps;
		if (w.n == before.n || !name_word(w, &caps) || !caps ||
		    lex_sentence_end(w) || (lex_capitals(s) &&
		    !lex_in(w, particles, LEX_COUNT(particles))))
			break;
		last = str_range(w.p, last.p + last.n);
		before = str_trim(str_range(s.p, w.p));
	}
	if (last.p[last.n - 1] == '.' && capitals && last.n < 5)
		return s.n;
	if (capitals && last.n >= 3 && text_ends(before) &&
	    last.p[last.n - 1] != '.')
		return (size_t)(last.p - s.p);
	/* in mixed case a lone word behind a sentence, or a web address */
	if (after_address || (!capitals && last.n >= 4 &&
	    last.p[last.n - 1] != '.' && lex_sentence_end(before)))
		return (size_t)(last.p - s.p);
	return s.n;
}

static bool
names_page(struct str s)
{
	return str_findi(s, STR("web"), 0) < s.n ||
	    str_findi(s, STR("http"), 0) < s.n ||
	    str_findi(s, STR("visit:"), 0) < s.n;
}

/* The publisher's or post's advertisement of its web pages: where it begins
 * in s; s.n: nowhere. */
static size_t
web_trailer(struct str s)
{
	static const char *const starts[] = { "Visit ", "Please visit ",
		"VISIT ", "For more reporting ", "PLEASE VISIT " };
	size_t best = s.n;

	for (size_t i = 0; i < LEX_COUNT(starts); i++)
		for (size_t k = str_findc(s, starts[i][0], 0); k < best;
		    k = str_findc(s, starts[i][0], k + 1)) {
			if (!str_starts(str_cut(s, k, s.n),
			    str_from(starts[i])) || (k > 0 &&
			    !ch_space(s.p[k - 1]) && s.p[k - 1] != '.') ||
			    !names_page(str_cut(s, k, k + 160)))
				continue;
			best = k;
		}
	return best;
}

/* Words without which there is no such advertisement. */
static bool
asks_visit(struct str s)
{
	return str_findi(s, STR("visit "), 0) < s.n ||
	    str_findi(s, STR("for more reporting "), 0) < s.n;
}

static void
trailer_field(struct parse *p, uint32_t start, uint32_t end)
{
	telegram_field(p->t, "trailer", parse_folded(p, start, end));
}

enum { TRAILER_PIECES = 10, TRAILER_BYTES = 800 };

/* Cuts an advertisement that stands before the signature, within the last
 * pieces, off the text: what stands from there on, signature apart. */
static size_t
cut_web_trailer(struct body *b, size_t to)
{
	size_t from = to > TRAILER_PIECES ? to - TRAILER_PIECES : 0;

	/* most telegrams have none: one look at all of the pieces */
	if (to == 0 || !asks_visit(range_str(b->p, b->v[from].start,
	    b->v[to - 1].end)))
		return to;
	for (size_t i = from; i < to; i++) {
		uint32_t end = b->v[to - 1].end;
		if (b->v[i].end + TRAILER_BYTES < end)
			continue;
		struct str s = piece_str(b, i);
		size_t skip = s.n > TRAILER_BYTES ? s.n - TRAILER_BYTES : 0;
		size_t k = skip + web_trailer(str_cut(s, skip, s.n));
		if (k >= s.n)
			continue;
		trailer_field(b->p, b->v[i].start + (uint32_t)k,
		    end);
		b->v[i].end = b->v[i].start + (uint32_t)k;
		while (b->v[i].end > b->v[i].start &&
		    ch_space(b->p->s[b->v[i].end - 1]))
			b->v[i].end--;
		size_t n = b->v[i].end > b->v[i].start ? i + 1 : i;
		/* a rule of asterisks above it */
		while (n > 0 && lex_rule(piece_str(b, n - 1)))
			n--;
		return n;
	}
	return to;
}

/* Is the line above the signature at i another name that signs? It stands
 * alone below a finished text. */
static bool
name_above(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i - 1);
	bool capitals;

	return i > 1 && b->v[i - 1].blank && signature_line(s, &capitals) &&
	    capitals && !trailer_line(s) && s.p[s.n - 1] != '.' &&
	    lex_sentence_end(piece_str(b, i - 2));
}

/* The network's words that got onto the signature's line: "ROE BT", "ROE#",
 * "ROE NNNN". */
static void
cut_end_words(struct body *b, size_t i)
{
	static const char *const words[] = { "BT", "NNNN", "NNN", "#" };
	struct piece *q = &b->v[i];
	struct str s = piece_str(b, i);
	bool capitals;

	for (size_t k = 0; k < LEX_COUNT(words); k++) {
		size_t n = strlen(words[k]);
		if (s.n < n + 2 || !str_eq(str_cut(s, s.n - n, s.n),
		    str_from(words[k])) || (n > 1 &&
		    !ch_blank(s.p[s.n - n - 1])))
			continue;
		struct str name = str_trim(str_cut(s, 0, s.n - n));
		if (!signature_line(name, &capitals) || !capitals)
			continue;
		telegram_field(b->p->t, "trailer", parse_folded(b->p,
		    q->end - (uint32_t)n, q->end));
		q->end = q->start + (uint32_t)name.n;
		return;
	}
}

/* A note below the telegram that the network put there: it says so, or a
 * name that signs stands above it and no text that it could belong to. */
static bool
network_note(const struct body *b, size_t i)
{
	struct str s = piece_str(b, i);
	bool capitals;

	while (s.n > 0 && (s.p[0] == '#' || s.p[0] == '*' ||
	    ch_blank(s.p[0])))
		s = str_cut(s, 1, s.n);
	if (str_startsi(s, STR("NOTE BY ")))
		return true;
	if (i < 2 || !str_starts(s, STR("NOTE:")) || !lex_capitals(s))
		return false;
	struct str name = piece_str(b, i - 1);
	return signature_line(name, &capitals) && capitals &&
	    lex_last_word(name).n == name.n &&
	    (lex_sentence_end(piece_str(b, i - 2)) || b->v[i - 1].blank);
}

/* "3. ", "12. (C)": what begins a paragraph. */
static bool
begins_number(struct str s)
{
	struct cur c = cur_make(s);

	return eat_digits(&c, 1, 2, NULL) && eat_char(&c, '.') &&
	    c.p < c.end && ch_blank(*c.p);
}

void
body_notes(struct body *b)
{
	size_t n = 0;

	if (!b->notes)
		return;
	for (size_t i = 0; i < b->n;) {
		size_t k = b->n;
		if (i > 0 && str_starts(piece_str(b, i), STR("NOTE BY ")))
			for (k = i + 1; k < b->n && !b->v[k].blank &&
			    !b->v[k].after_cut &&
			    !begins_number(piece_str(b, k));)
				k++;
		if (k == b->n) {	/* none, or the last one */
			if (n < i)
				b->v[n] = b->v[i];
			n++;
			i++;
			continue;
		}
		trailer_field(b->p, b->v[i].start, b->v[k - 1].end);
		i = k;
	}
	b->n = n;
}

/* Is piece i, the last of the text, a signature? */
static bool
signature_piece(struct body *b, size_t i)
{
	struct str s = piece_str(b, i);
	bool capitals;

	if (!signature_line(s, &capitals))
		return false;
	if (i == 0)
		return false;
	struct str before = piece_str(b, i - 1);
	bool ends = text_ends(before) || b->v[i].blank ||
	    str_eqi(before, STR("MINIMIZE CONSIDERED")) ||
	    trailer_line(before) || lex_rule(before);
	bool mixed_text = !lex_capitals(before);
	/* the last word of a sentence: "... the piracy of the LF FAINA." */
	if (!ends && (s.p[s.n - 1] == '.' || lex_open_word(before)))
		return false;
	if (capitals && mixed_text)
		return true;
	/* the second of two names, one above the other */
	if (capitals && i > 1 && name_above(b, i))
		return true;
	/* among capitals or in mixed case: a finished text above it */
	return ends && s.p[s.n - 1] != '.';
}

void
body_signature(struct body *b)
{
	struct parse *p = b->p;
	size_t to = b->n;

	while (to > 0 && trailer_line(piece_str(b, to - 1)))
		to--;
	if (to < b->n && b->n - to < 40) {
		for (size_t i = to; i < b->n; i++)
			if (!lex_rule(piece_str(b, i)))
				trailer_field(p, b->v[i].start, b->v[i].end);
	}
	/* a note of the network's own */
	for (size_t k = to; k > 1 && to - k < 4; k--)
		if (network_note(b, k - 1)) {
			trailer_field(p, b->v[k - 1].start, b->v[to - 1].end);
			to = k - 1;
			break;
		}
	if (to == 0 || p->end_damaged) {
		b->n = to;
		return;
	}
	cut_end_words(b, to - 1);
	b->n = to;
	if (p->t->signature.n > 0)
		return;		/* the wrapper has it apart */
	/* "¶J. ROE": a sign before an initial */
	struct str last_line = piece_str(b, to - 1);
	if (last_line.n < 40 && str_starts(last_line, STR("\xC2\xB6")) &&
	    last_line.n > 5 && ch_upper(last_line.p[2]) &&
	    last_line.p[3] == '.')
		b->v[to - 1].start += 2;
	size_t sign = to;
	/* the last line, or one above a note of the network's */
	for (size_t k = to; k > 0 && to - k < 6; k--) {
		struct str s = piece_str(b, k - 1);
		if (k < to && !str_startsi(piece_str(b, k),
		    STR("NOTE BY")) && web_trailer(str_cut(piece_str(b, k), 0,
		    TRAILER_BYTES)) != 0 &&
		    !(to - k < 3 && str_startsi(piece_str(b, k),
		    STR("HTTP"))))
			continue;
		if (s.n <= 45 && signature_piece(b, k - 1)) {
			sign = k - 1;
			break;
		}
	}
	if (sign < to) {
		size_t first = sign > 1 && name_above(b, sign) ? sign - 1 :
		    sign;
		if (first < sign)
			signature_take(p, b->v[first].start, b->v[first].end);
		signature_take(p, b->v[sign].start, b->v[sign].end);
		if (sign + 1 < to)
			trailer_field(p, b->v[sign + 1].start,
			    b->v[to - 1].end);
		/* an advertisement above, and the group mark GP-3 */
		size_t n = cut_web_trailer(b, first);
		while (n > 0 && trailer_line(piece_str(b, n - 1))) {
			trailer_field(p, b->v[n - 1].start, b->v[n - 1].end);
			n--;
		}
		b->n = n;
		return;
	}
	b->n = to;
	struct piece *last = &b->v[to - 1];
	struct str s = piece_str(b, to - 1);
	struct str tail = str_cut(s, s.n > TRAILER_BYTES ? s.n -
	    TRAILER_BYTES : 0, s.n);
	bool address = str_findi(tail, STR("http"), 0) < tail.n ||
	    str_findi(tail, STR("web"), 0) < tail.n;
	size_t k = signature_tail(s, address && web_trailer(tail) < tail.n);
	if (k < s.n && k > 0) {
		signature_take(p, last->start + (uint32_t)k, last->end);
		last->end = last->start + (uint32_t)k;
		while (last->end > last->start &&
		    ch_space(p->s[last->end - 1]))
			last->end--;
		b->n = cut_web_trailer(b, to);
		return;
	}
	uint32_t end = last->end;
	b->n = cut_web_trailer(b, to);
	if (b->n == 0)
		return;
	/* "... said so. SMITH   Visit our web site: ..." */
	last = &b->v[b->n - 1];
	s = piece_str(b, b->n - 1);
	k = last->end < end ? signature_tail(s, false) : s.n;
	if (k < s.n && k > 0) {
		signature_take(p, last->start + (uint32_t)k, last->end);
		last->end = last->start + (uint32_t)k;
		while (last->end > last->start &&
		    ch_space(p->s[last->end - 1]))
			last->end--;
	} else if (p->has_class && !p->r->draft) {
		telegram_diag(p->t, DIAG_SIGNATURE_MISSING, end, end,
		    STR(""));
	}
}

void
body_signed(struct body *b)
{
	struct reftel_values *list = &b->p->t->signature;
	struct str last = b->n > 0 ? piece_str(b, b->n - 1) : STR("");

	/* an older text inside carries it as well */
	if (list->n == 1 && str_eqi(last, value_str(&list->v[0])))
		b->n--;
}
