/*
 * The subject: its portion marks taken off, words that a line end broke
 * joined; and the title, which is made of it. telegram.md 16.1.
 */
#include "form/parse_body.h"
#include "telegram/title.h"

/* A portion mark in brackets at the cursor; gives the mark in capitals
 * without blanks. */
static bool
eat_mark(struct parse *p, struct cur *c, struct reftel_value *out)
{
	struct cur was = *c;
	static const char *const levels[] = { "SBU", "LOU", "TS", "U", "C",
		"S" };

	if (!eat_char(c, '('))
		return false;
	const char *from = c->p;
	cur_skip(c);
	bool level = false;
	for (size_t i = 0; i < 6 && !level; i++)
		level = eat_lit(c, levels[i]);
	if (!level || c->p == c->end)
		goto no;
	if (*c->p != ')' && *c->p != '/' && *c->p != ' ')
		goto no;
	while (c->p < c->end && *c->p != ')' && c->p < from + 20) {
		if (!ch_alpha(*c->p) && strchr("/ -,", *c->p) == NULL)
			goto no;
		c->p++;
	}
	struct str mark = str_trim(str_range(from, c->p));
	if (!eat_char(c, ')'))
		goto no;
	*out = parse_upper(p, mark);
	return true;
no:
	*c = was;
	return false;
}

/* "U) THE KING": the mark lost its first bracket. */
static bool
eat_half_mark(struct parse *p, struct cur *c, struct reftel_value *out)
{
	static const char *const marks[] = { "SBU", "LOU", "C/NF", "S/NF", "U",
		"C", "S" };
	struct cur was = *c;

	for (size_t i = 0; i < LEX_COUNT(marks); i++) {
		const char *from = c->p;
		if (!eat_lit(c, marks[i]))
			continue;
		struct str mark = str_range(from, c->p);
		if (eat_char(c, ')') && c->p < c->end && ch_blank(*c->p)) {
			*out = parse_upper(p, mark);
			telegram_diag(p->t, DIAG_PORTION_DAMAGED,
			    offset_of(p, from), offset_of(p, c->p), mark);
			return true;
		}
		*c = was;
	}
	return false;
}

/* Takes the portion mark off a subject, before or behind it or both; one
 * behind that differs from the one before is part of the words. */
static struct str
subject_marks(struct parse *p, struct str s)
{
	struct reftel_value *mark = &p->t->subject_portion, behind = { 0 };
	struct cur c = cur_make(s);

	bool inferred = false;
	if (eat_mark(p, &c, mark) || eat_half_mark(p, &c, mark))
		s = str_trim(cur_rest(c));
	else if (p->dtg_year >= 1980)
		s = str_trim(str_cut(s, portion_take_near(p, s, mark,
		    &inferred), s.n));
	if (inferred)
		telegram_inferred(p->t, "/subject_portion");
	if (s.n == 0 || s.p[s.n - 1] != ')')
		return s;
	size_t k = s.n - 1;
	while (k > 0 && s.p[k] != '(')
		k--;
	struct cur e = { s.p + k, s.p + s.n };
	if (k == 0 || !eat_mark(p, &e, &behind) || !cur_end(&e) ||
	    (value_set(mark) && !str_eq(value_str(mark), value_str(&behind))))
		return s;
	if (!value_set(mark))
		*mark = behind;
	return str_trim(str_cut(s, 0, k));
}

/* The words before and behind a hyphen that ends a line at k; false: it does
 * not, or they are no words. */
static bool
hyphened(struct str s, size_t k, struct str *head, struct str *tail)
{
	size_t a = k, b = k + 1;
	bool eol = false;

	while (a > 0 && ch_alpha(s.p[a - 1]))
		a--;
	for (; b < s.n && ch_space(s.p[b]); b++)
		eol |= s.p[b] == '\n';
	size_t e = b;
	while (e < s.n && ch_alpha(s.p[e]))
		e++;
	*head = str_cut(s, a, k);
	*tail = str_cut(s, b, e);
	return eol && head->n > 1 && tail->n > 1;
}

/* A hyphen at a line's end goes if the telegram has the joined word
 * elsewhere (telegram.md 16.1). */
static struct reftel_value
subject_joined(struct parse *p, struct str s)
{
	struct reftel_value v = parse_folded(p, offset_of(p, s.p),
	    offset_of(p, s.p + s.n));
	struct str all = range_str(p, p->r->begin, p->n), head, tail;

	for (size_t k = 0; (k = str_findc(s, '-', k)) < s.n; k++) {
		if (!hyphened(s, k, &head, &tail))
			continue;
		char *word = arena_printf(p->a, "%.*s-%.*s", (int)head.n,
		    head.p, (int)tail.n, tail.p);
		char *out = arena_printf(p->a, "%.*s%.*s", (int)head.n, head.p,
		    (int)tail.n, tail.p);
		if (word == NULL || out == NULL ||
		    str_findi(all, str_from(out), 0) == all.n)
			continue;
		struct str was = value_str(&v);
		size_t at = str_find(was, str_from(word), 0);
		if (at == was.n)
			continue;
		at += head.n;
		out = arena_printf(p->a, "%.*s%.*s", (int)at, was.p,
		    (int)(was.n - at - 1), was.p + at + 1);
		if (out != NULL)
			v = telegram_value_as(str_from(out), v.start, v.end);
	}
	return v;
}

void
parse_subject(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct str s = range_str(p, p->subject.start, p->subject.end);

	if (s.n == 0)
		return;
	s = subject_marks(p, s);
	/* "(REF: PARIS 7)" below it left its bracket */
	if (s.n > 1 && s.p[s.n - 1] == '(')
		s = str_trim(str_cut(s, 0, s.n - 1));
	if (s.n == 0)
		return;
	t->subject = subject_joined(p, s);
	if (t->subject.n == 0)
		t->subject = (struct reftel_value){ 0 };
}

void
parse_title(struct parse *p)
{
	struct reftel_telegram *t = p->t;

	if (!value_set(&t->subject))
		return;
	struct str title = title_make(p->a, value_str(&t->subject));
	if (title.p != NULL)
		t->title = telegram_value_as(title, t->subject.start,
		    t->subject.end);
}
