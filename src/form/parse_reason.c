/*
 * The reasons of a classification authority, "1.4 (b) and (d)", and the words
 * before them. telegram.md 14.6.
 */
#include "form/parse_authority.h"

/* "1.4", "1.5", "1. 4", "1.4." at the cursor: 4 or 5; 0: none. */
static int
eat_section(struct cur *c)
{
	struct cur was = *c;

	if (!eat_char(c, '1'))
		return 0;
	cur_skip(c);
	if (!eat_char(c, '.') && !eat_char(c, ','))
		goto no;
	cur_skip(c);
	if (c->p < c->end && (*c->p == '4' || *c->p == '5' || *c->p == '6')) {
		int n = *c->p++ - '0';
		if (c->p < c->end && ch_digit(*c->p))
			goto no;
		return n;
	}
no:
	*c = was;
	return 0;
}

/* A reason letter at the cursor with its brackets: "(b)", "b", "(B". A
 * letter that begins a word is none. 0: none. */
static char
eat_reason_letter(struct cur *c)
{
	struct cur was = *c;

	eat_char(c, '(');
	cur_skip(c);
	if (c->p >= c->end || !ch_alpha(*c->p) || ch_fold(*c->p) > 'H' ||
	    (c->p + 1 < c->end && ch_alnum(c->p[1])) ||
	    (c->p + 2 < c->end && c->p[1] == '.' && ch_alpha(c->p[2])))
		goto no;		/* a word, or "E.O." */
	char letter = (char)(ch_fold(*c->p) + 32);
	c->p++;
	struct cur close = *c;
	cur_skip(&close);
	if (eat_char(&close, ')'))
		*c = close;
	else if (close.p + 1 < close.end && *close.p == '-' &&
	    !ch_alnum(close.p[1]))
		goto no;		/* "(C - ENTIRE TEXT)" */
	return letter;
no:
	*c = was;
	return 0;
}

/* Blanks and , / & ; . - and the word AND between reason letters. */
static void
skip_between(struct cur *c)
{
	for (;;) {
		const char *from = c->p;
		while (c->p < c->end && (ch_space(*c->p) ||
		    strchr(",/&;.-()", *c->p) != NULL)) {
			/* a bracket opens the next letter */
			if (*c->p == '(')
				break;
			c->p++;
		}
		eat_word(c, "AND");
		eat_word(c, "OR");
		eat_word(c, "THROUGH");
		eat_word(c, "TO");
		if (c->p == from)
			return;
	}
}

static void
reason_push(struct parse *p, struct reftel_classifier *cl, int section,
    char letter, const char *from, const char *to)
{
	char *s = arena_strdup(p->a, STR("1.0(a)"));

	if (s == NULL)
		return;
	s[2] = (char)('0' + section);
	s[4] = letter;
	for (size_t i = 0; i < cl->reasons.n; i++)
		if (str_eq(value_str(&cl->reasons.v[i]), str_from(s)))
			return;
	telegram_push(p->t, &cl->reasons, telegram_value_as(str_from(s),
	    offset_of(p, from), offset_of(p, to)));
}

/* "(b) a" LF "nd (d)": the word AND, which the wrap parted. Skips it, or as
 * much of it as there is. */
static bool
eat_parted_and(struct cur *c)
{
	struct cur was = *c;

	if (!eat_lit(c, "A"))
		return false;
	const char *behind = c->p;
	while (c->p < c->end && ch_space(*c->p))
		c->p++;
	if (cur_end(c))
		return true;
	if (c->p > behind && memchr(behind, '\n', (size_t)(c->p - behind)) !=
	    NULL && eat_word(c, "ND")) {
		skip_between(c);
		return true;
	}
	*c = was;
	return false;
}

const char *
reasons_read(struct parse *p, const char *s, uint32_t base, struct cur *c,
    struct reftel_classifier *cl)
{
	const char *end = c->p;
	int section = eat_section(c);

	while (section > 0) {
		end = c->p;
		char last = 0;
		for (;;) {
			struct cur was = *c;
			skip_between(c);
			struct str gap = str_range(was.p, c->p);
			if (last != 0 && was.p[-1] == ')' &&
			    str_trim(gap).n == 0)
				eat_parted_and(c);
			bool range = str_findc(gap, '-', 0) < gap.n ||
			    str_findi(gap, STR("THROUGH"), 0) < gap.n ||
			    str_findi(gap, STR("TO"), 0) < gap.n;
			struct cur next = *c;
			int again = eat_section(&next);
			if (again > 0) {
				section = again;
				*c = next;
				end = c->p;
				continue;
			}
			const char *from = c->p;
			char letter = eat_reason_letter(c);
			if (letter == 0) {
				*c = was;
				section = 0;
				break;
			}
			/* "(a-d)": all between */
			for (char l = (char)(last + 1); cl != NULL && range &&
			    last != 0 && l < letter; l++)
				reason_push(p, cl, section, l,
				    p->s + base + (from - s),
				    p->s + base + (c->p - s));
			if (cl != NULL)
				reason_push(p, cl, section, letter,
				    p->s + base + (from - s),
				    p->s + base + (c->p - s));
			last = letter;
			end = c->p;
		}
	}
	return end;
}

/* "1.9 (b)", "1.4 (k)": a section and a letter, whether they exist or not. */
bool
reason_shape(struct str s, size_t from, struct reason_shape *out)
{
	for (size_t k = str_find(s, STR("1."), from); k + 3 < s.n;
	    k = str_find(s, STR("1."), k + 1)) {
		struct cur c = { s.p + k + 2, s.p + s.n };
		cur_skip(&c);
		if ((k > 0 && ch_alnum(s.p[k - 1])) || !eat_digits(&c, 1, 1,
		    NULL) || c.p != s.p + k + 3)
			continue;
		cur_skip(&c);
		bool open = eat_char(&c, '(');
		cur_skip(&c);
		if (!open || c.end - c.p < 1 || !ch_alpha(*c.p))
			continue;
		out->section = s.p + k;
		out->letter = *c.p++;
		cur_skip(&c);
		if (c.p < c.end && ch_alpha(*c.p))
			continue;
		out->end = c.p < c.end && *c.p == ')' ? c.p + 1 : c.p;
		return true;
	}
	return false;
}

size_t
reasons_at(struct str s, size_t from)
{
	for (size_t k = str_findc(s, '1', from); k < s.n;
	    k = str_findc(s, '1', k + 1)) {
		if (k > 0 && (ch_digit(s.p[k - 1]) || s.p[k - 1] == '.' ||
		    s.p[k - 1] == '/'))
			continue;
		struct cur c = { s.p + k, s.p + s.n };
		if (eat_section(&c) > 0)
			return k;
	}
	return s.n;
}

/* Behind the reasons: "of E.O. 12958, as amended". */
static const char *
order_behind(struct str s)
{
	struct cur c = cur_make(s);

	cur_skip(&c);
	if (!eat_word(&c, "OF"))
		eat_word(&c, "UNDER");
	eat_word(&c, "EXECUTIVE ORDER");
	cur_skip(&c);
	label_eo(&c);
	if (!eat_digits(&c, 5, 5, NULL))
		return s.p;
	while (c.p < c.end && (ch_space(*c.p) || *c.p == ','))
		c.p++;
	eat_word(&c, "AS AMENDED");
	while (c.p < c.end && (ch_space(*c.p) || *c.p == '.'))
		c.p++;
	return c.p;
}

uint32_t
authority_end(struct parse *p, uint32_t start, uint32_t end, bool *done)
{
	struct str s = range_str(p, start, end);
	size_t k = reasons_at(s, 0);

	*done = false;
	if (k >= s.n)
		return end;
	struct cur c = { s.p + k, s.p + s.n };
	const char *stop = reasons_read(p, s.p, start, &c, NULL);
	if (stop <= s.p + k + 3)
		return end;		/* no letter yet: the next line */
	bool open = false;
	while (stop < s.p + s.n && strchr(".,;) \t\n", *stop) != NULL) {
		open = *stop == ',' || (open && ch_space(*stop));
		stop++;
	}
	stop = order_behind(str_range(stop, s.p + s.n));
	/* "(B &", "(b and", "(b) an", "(b),": a letter is to follow on the
	 * next line */
	struct str rest = str_trim(str_range(stop, s.p + s.n));
	/* "(b) and (": so is its bracket's inside */
	if (rest.n > 0 && rest.p[rest.n - 1] == '(') {
		rest = str_trim(str_cut(rest, 0, rest.n - 1));
		open = true;
	}
	if ((rest.n == 0 && open) || str_eq(rest, STR("&")) ||
	    str_eq(rest, STR("/")) || str_eqi(rest, STR("AND")) ||
	    str_eqi(rest, STR("AN")) || str_eqi(rest, STR("A")))
		return end;
	*done = true;
	return offset_of(p, stop);
}

bool
authority_letters(struct str s)
{
	bool letter = false;

	if (s.n == 0 || s.n >= 24 || strchr(",/&;)", s.p[0]) == NULL)
		return false;
	struct cur c = cur_make(s);
	while (!cur_end(&c)) {
		const char *from = c.p;
		skip_between(&c);
		letter |= eat_reason_letter(&c) != 0;
		if (c.p == from)
			return false;
	}
	return letter;
}

size_t
before_reasons(struct str s, size_t at)
{
	static const char *const words[] = { "REASON", "REAONS", "REASN",
		"RESON", "PARA", "E.O", "EO 1", "SECTION 1", "SECTIONS 1",
		"PER ", "DUE TO", "FOR REA", "FO REA", "FOR 1", "UNDER 1",
		"UNDER SECTION", "PURSUANT", "IN ACCORDANCE", "BECAUSE OF" };
	size_t best = 0;

	for (; best < at; best++)
		if ((best == 0 || !ch_alpha(s.p[best - 1]) ||
		    (ch_lower(s.p[best - 1]) && ch_upper(s.p[best]))) &&
		    lex_starts_in(str_cut(s, best, s.n), words,
		    LEX_COUNT(words)))
			break;
	/* "for" and "fo" before the word */
	struct str head = str_trim(str_cut(s, 0, best));
	struct str last = lex_last_word(head);
	if (str_eqi(last, STR("FOR")) || str_eqi(last, STR("FO")) ||
	    str_eqi(last, STR("FOR:")) || str_eqi(last, STR("OR")))
		best = (size_t)(last.p - s.p);
	return best;
}

size_t
reason_misspelt(struct parse *p, uint32_t base, const char *s, struct str all,
    size_t at)
{
	size_t b = at, a;

	while (b > 0 && (all.p[b - 1] == ':' || ch_space(all.p[b - 1])))
		b--;
	for (a = b; a > 0 && ch_alnum(all.p[a - 1]);)
		a--;
	struct str word = str_cut(all, a, b);
	struct str one = STR("REASON"), many = STR("REASONS");
	if (at >= all.n || word.n < 5 || str_eqi(word, one) || str_eqi(word, many))
		return at;
	bool plural = str_distance(word, many, 1) == 1 &&
	    ch_fold(word.p[word.n - 1]) == 'S';
	if (!plural && str_distance(word, one, 1) != 1)
		return at;
	uint32_t from = base + (uint32_t)(word.p - s);
	uint32_t to = from + (uint32_t)word.n;
	struct str capitals = plural ? many : one;
	struct str small = plural ? STR("reasons") : STR("reason");
	telegram_fix(p->t, telegram_diag(p->t, DIAG_LABEL, from, to, word),
	    from, to, lex_capitals(word) ? capitals : ch_lower(word.p[0]) ?
	    small : plural ? STR("Reasons") : STR("Reason"), "certain");
	return a;
}

bool
reason_shaped(struct str s)
{
	struct reason_shape r;

	return reason_shape(s, 0, &r) && !(r.section[2] >= '4' &&
	    r.section[2] <= '5' && ch_fold(r.letter) <= 'H');
}
