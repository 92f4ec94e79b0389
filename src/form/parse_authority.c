/*
 * The classification authority: who classified, in what position, for which
 * reasons. telegram.md 14.6.
 */
#include "form/parse_authority.h"

/* "... Derived From: DSCG 05-1. Declassify On: ..." on the same line: cut
 * off; a reason that follows stays. s is the scratch copy that all lies in. */
static struct str
derived_cut(struct parse *p, char *s, uint32_t base, struct str all)
{
	size_t k = str_findi(all, STR("DERIVED FROM"), 0);
	size_t d = str_findi(all, STR("DECLASSIFY ON"), 0);
	size_t reason = str_findi(all, STR("REASON"), k);

	if (k < all.n && !value_set(&p->t->derived_from)) {
		size_t from = k + 12, to = d > from ? d : all.n;
		to = reason < to ? reason : to;
		while (from < to && (all.p[from] == ':' ||
		    ch_space(all.p[from])))
			from++;
		while (to > from && strchr(" .;,", all.p[to - 1]) != NULL)
			to--;
		uint32_t a = base + (uint32_t)(all.p - s);
		if (to > from)
			p->t->derived_from = parse_folded(p,
			    a + (uint32_t)from, a + (uint32_t)to);
	}
	if (k < all.n && reason < all.n) {
		memset(s + (all.p - s) + k, ' ', reason - k);
		k = all.n;
	}
	return str_cut(all, 0, k < d ? k : d);
}

static struct reftel_classifier *
classifier_new(struct parse *p, size_t *cap)
{
	struct reftel_classifier *v = arena_grow(p->a, p->t->classified_by.v,
	    p->t->classified_by.n, cap, sizeof *v);

	if (v == NULL)
		return NULL;
	p->t->classified_by.v = v;
	struct reftel_classifier *cl = &v[p->t->classified_by.n++];
	*cl = (struct reftel_classifier){ 0 };
	return cl;
}

static bool
office_or_small_word(struct str w)
{
	static const char *const small[] = { "AND", "FOR", "REASONS", "REASON",
		"OR", "PER", "DUE", "DE", "VAN", "DER", "VON", "BOTH" };

	return w.n > 1 && (lex_in(w, small, LEX_COUNT(small)) ||
	    office_word(w));
}

/* Are x and y, at the end of a line and the beginning of the next, one word?
 * Of a line that is not full only where it can be nothing else. */
static bool
one_word(struct parse *p, struct str x, struct str y, bool full)
{
	static const char *const sure[] = { "AND", "REASONS", "REASON" };
	char *both = arena_printf(p->a, "%.*s%.*s", (int)x.n, x.p, (int)y.n,
	    y.p);

	if (both == NULL || x.n == 0 || y.n == 0)
		return false;
	if (!full)
		return lex_in(str_from(both), sure, LEX_COUNT(sure));
	if (office_or_small_word(str_from(both)))
		return true;
	return ch_lower(y.p[0]) && !office_or_small_word(x) &&
	    !office_or_small_word(y);
}

/*
 * The drafting program broke this line at 71 characters, in the middle of a
 * word if need be: "for reaso" / "ns"; copies did so elsewhere. Joins the word
 * in the scratch copy s, and leaves the blanks behind it.
 */
static void
join_broken_word(struct parse *p, char *s, uint32_t base, size_t n)
{
	enum { COLUMNS = 71 };
	const char *nl = memchr(s, '\n', n), *line = p->s + base;

	p->joint = (struct joint){ 0 };
	if (nl == NULL)
		return;
	while (line > p->s && line[-1] != '\n')
		line--;
	size_t left = (size_t)(nl - s), right = left + 1, end = right;
	while (left > 0 && ch_blank(s[left - 1]))
		left--;
	bool full = p->s + base + left == line + COLUMNS;
	size_t from = left;
	while (from > 0 && ch_alpha(s[from - 1]))
		from--;
	while (end < n && ch_alpha(s[end]))
		end++;
	if (!one_word(p, str_make(s + from, left - from),
	    str_make(s + right, end - right), full))
		return;
	while (end < n && !ch_space(s[end]))
		end++;
	size_t gap = right - left;
	memmove(s + left, s + right, end - right);
	memset(s + end - gap, ' ', gap);
	p->joint = (struct joint){ base + (uint32_t)left,
		base + (uint32_t)(end - gap), (uint32_t)gap };
}

/* A copy of the line, as one line. */
static char *
authority_copy(struct parse *p, struct range r)
{
	char *s = parse_scratch(p, r.start, r.end);
	size_t n = r.end - r.start;

	if (s == NULL)
		return NULL;
	join_broken_word(p, s, r.start, n);
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\n')
			s[i] = ' ';
		/* "d,Affaires" (telegram.md 17.5) */
		if (s[i] == ',' && i > 0 && i + 1 < n && ch_fold(s[i - 1]) ==
		    'D' && ch_fold(s[i + 1]) == 'A')
			s[i] = '\'';
	}
	return s;
}

/* The authority's own words in such a copy. */
static struct str
authority_words(struct parse *p, char *s, struct range r)
{
	struct cur c = cur_make(str_make(s, r.end - r.start));

	while (label_authority(&c))	/* "Classified By: Classified by" */
		;
	struct str all = cur_rest(c);
	if (str_starts(str_trim(all), STR("(U)")))
		all = str_cut(all, str_find(all, STR("(U)"), 0) + 3, all.n);
	return derived_cut(p, s, r.start, all);
}

/* A line names one person or two; the reasons are for both. */
static void
authority_one(struct parse *p, struct range r, size_t *cap)
{
	char *s = authority_copy(p, r);

	if (s == NULL)
		return;
	struct str all = authority_words(p, s, r), whole = str_trim(all);
	if (whole.n == 0)
		return;
	uint32_t a = r.start + (uint32_t)(whole.p - s);
	uint32_t b = a + (uint32_t)whole.n;
	size_t at = reasons_at(all, 0);
	size_t near = reason_misspelt(p, r.start, s, all, at);
	struct str who = str_cut(all, 0, before_reasons(all, near));
	who = str_cut(who, 0, without_principal(who));
	struct str head = str_trim(who);
	bool by_program = head.n > 0 && head.p[head.n - 1] == ';';
	bool list = by_program && str_findc(who, ',', 0) < who.n;
	struct second second = list ? (struct second){ who.n, 0 } :
	    second_person(who);
	size_t none = 0;
	for (size_t from = 0; from < who.n || from == 0;) {
		size_t to = from < second.at ? second.at : who.n;
		struct reftel_classifier *cl = classifier_new(p, cap);
		if (cl == NULL)
			return;
		cl->whole = telegram_value(p->t, a, b);
		struct str one = str_cut(who, from, to);
		if (to < who.n)
			one = str_cut(one, 0, one.n - second.gap);
		who_read(p, s, r.start, one, by_program, cl);
		struct cur rc = { all.p + at, all.p + all.n };
		if (at < all.n)
			reasons_read(p, s, r.start, &rc, cl);
		none += cl->reasons.n == 0;
		from = to > 0 ? to : 1;
	}
	/* "1.9 (b)", "1.4 (k)": check tells that there is no such reason */
	if (none > 0 && !reason_shaped(all))
		telegram_diag(p->t, DIAG_REASON_MISSING, a, b, STR(""));
}

void
parse_authority(struct parse *p)
{
	size_t cap = 0;

	for (size_t i = 0; i < p->authority.n; i++)
		authority_one(p, p->authority.v[i], &cap);
}
