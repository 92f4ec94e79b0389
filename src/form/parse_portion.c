/*
 * Portion marks, whole and damaged. telegram.md 4.3.
 */
#include "form/parse_body.h"

static bool
portion_level(struct cur *c)
{
	static const char *const levels[] = { "SBU", "LOU", "FOUO", "TS",
		"UNCLAS", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET",
		"TOP SECRET" };

	if (c->end - c->p < 2)
		return false;
	char first = ch_fold(*c->p);
	if (!ch_alpha(c->p[1])) {
		bool level = first == 'U' || first == 'C' || first == 'S' ||
		    first == 'R';
		c->p += level;
		return level;
	}
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		struct cur was = *c;
		if (levels[i][0] == first && eat_lit(c, levels[i])) {
			if (c->p < c->end && !ch_alpha(*c->p))
				return true;
			*c = was;
		}
	}
	return false;
}

size_t
portion_entire_text(struct str s, struct str *mark)
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
	if (!open && (c.p - from > 6 || to - from > 4))
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

/* A capital follows, and no bracket closes later what this one opens ("(U
 * Thant came.)"). */
size_t
portion_unclosed(struct str rest, struct str *mark)
{
	struct cur c = cur_make(rest);

	if (!eat_char(&c, '('))
		return 0;
	const char *from = c.p;
	if (!portion_level(&c))
		return 0;
	if (eat_lit(&c, "/NF") && c.p < c.end && ch_alnum(*c.p))
		return 0;
	const char *to = c.p;
	if (c.p + 1 >= c.end || !ch_blank(c.p[0]) || !ch_upper(c.p[1]))
		return 0;
	size_t close = str_findc(rest, ')', 0);
	if (close < rest.n && close < str_findc(rest, '(', 1))
		return 0;
	*mark = str_range(from, to);
	return (size_t)(to - rest.p);
}

struct reftel_value
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

/* Marks of which one letter or bracket may have changed. */
static const char *const plain_marks[] = { "(C)", "(S)", "(U)", "(SBU)",
	"(LOU)", "(TS)", "(C/NF)", "(S/NF)", "(SBU/NF)", "(C//NF)", "(S//NF)",
	"(U/FOUO)", "(U//FOUO)", "(SBU/NOFORN)", "(C/NOFORN)", "(S/NOFORN)" };

enum { MARK_MAX = 14 };

/* The first word of s with brackets of any kind made round ones. */
static size_t
bracket_word(struct str s, char word[MARK_MAX])
{
	size_t n = 0;

	for (; n < s.n && !ch_space(s.p[n]); n++) {
		if (n == MARK_MAX)
			return 0;
		char c = ch_fold(s.p[n]);
		word[n] = strchr("{[<", c) != NULL ? '(' :
		    strchr("}]>", c) != NULL ? ')' : c;
	}
	return n;
}

/* What follows a mark: no small letter, but for a publisher's "xxxx". */
static bool
sentence_follows(struct str s, size_t n)
{
	while (n < s.n && ch_space(s.p[n]))
		n++;
	return n < s.n && (!ch_lower(s.p[n]) || (n + 1 < s.n &&
	    s.p[n] == 'x' && s.p[n + 1] == 'x'));
}

/* Does w lack one of the mark's brackets, or have it in a wrong place, or a
 * sign for it? "(US" is no "(U)". */
static bool
bracket_faulty(struct str w, struct str mark)
{
	return w.n < mark.n || w.n == 3 || !ch_alpha(w.p[w.n - 1]) ||
	    w.p[w.n - 2] == ')';
}

/* "(A) ... (B) ...": an item of a list. */
static bool
list_letter(struct str w, struct str s)
{
	const char next[] = { '(', (char)(w.p[1] + 1), ')', '\0' };

	return w.n == 3 && (str_find(s, str_from(next), 0) < s.n ||
	    str_find(s, STR("(II)"), 0) < s.n);
}

size_t
portion_near(struct str s, struct str *mark, struct str *right)
{
	static const char *const others[] = { "(US)", "(UK)", "(UN)", "(EU)" };
	char room[MARK_MAX];
	struct str w = str_make(room, bracket_word(s, room));
	unsigned found = 0;

	*right = STR("");
	if (w.n < 2 || !sentence_follows(s, w.n) || str_eq(w, STR("(U")) ||
	    lex_in(w, others, LEX_COUNT(others)))
		return 0;
	bool whole = w.p[0] == '(' && w.p[w.n - 1] == ')';
	if (!whole && w.p[0] != '(' && w.p[w.n - 1] != ')')
		return 0;
	/* "(US Embassy officials)" */
	if (!whole && w.p[0] == '(' && ch_alpha(w.p[w.n - 1]) &&
	    str_findc(s, ')', w.n) < str_findc(s, '(', w.n))
		return 0;
	for (size_t i = 0; i < LEX_COUNT(plain_marks); i++) {
		struct str m = str_from(plain_marks[i]);
		unsigned d = str_distance(w, m, 1);

		if (d > 1 || (!whole && !bracket_faulty(w, m)))
			continue;
		found++;
		*right = m;
		if (d == 0)
			break;
	}
	if (found == 0 || (found > 1 && !str_eq(*right, w) && (!whole ||
	    list_letter(w, s))))
		return 0;
	if (found > 1 && !str_eq(*right, w))
		*right = STR("");
	*mark = str_make(s.p, w.n);
	if (whole)
		*mark = str_cut(*mark, 1, w.n - 1);
	return w.n;
}

size_t
portion_take_near(struct parse *p, struct str s, struct reftel_value *out,
    bool *inferred)
{
	struct str mark, right;
	size_t n = portion_near(s, &mark, &right);
	uint32_t a = offset_of(p, s.p), b = a + (uint32_t)n;

	*inferred = false;
	if (n == 0)
		return 0;
	if (right.n == 0) {		/* "(X)", as printed */
		*out = portion_value(p, mark);
		return n;
	}
	struct str level = str_cut(right, 1, right.n - 1);
	*inferred = str_findi(mark, level, 0) == mark.n;
	*out = telegram_value_as(level, offset_of(p, mark.p),
	    offset_of(p, mark.p + mark.n));
	telegram_fix(p->t, telegram_diag(p->t, DIAG_PORTION_DAMAGED, a, b,
	    str_make(s.p, n)), a, b, right, *inferred ? "likely" : "certain");
	return n;
}
