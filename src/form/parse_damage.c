/*
 * Characters that copying damaged: apostrophes, quotation marks, dashes.
 * telegram.md 17.5; archive-forms.md 2.4.
 */
#include "form/parse_body.h"

/* "People,s", "don,t": a comma for the apostrophe, between a letter and a lone
 * s, or n and a lone t. */
static void
apostrophes(struct parse *p, uint32_t from, uint32_t to)
{
	const char *end = p->s + to;

	if (to < from + 4)
		return;
	for (const char *c = memchr(p->s + from, ',', to - from); c != NULL;
	    c = memchr(c + 1, ',', (size_t)(end - c - 1))) {
		if (c + 2 >= end || c < p->s + from + 2)
			continue;
		bool small = (ch_lower(c[-1]) && c[1] == 's') ||
		    (c[-1] == 'n' && c[1] == 't');
		bool big = ch_upper(c[-1]) && ch_upper(c[-2]) &&
		    (c[1] == 'S' || (c[-1] == 'N' && c[1] == 'T'));
		/* an 8 behind it may be a quotation mark */
		bool quote = c[2] == '8' && (c + 3 >= end ||
		    !ch_alnum(c[3]));
		if ((!small && !big) || (ch_alnum(c[2]) && !quote))
			continue;
		uint32_t o = offset_of(p, c);
		struct diag *d = telegram_diag(p->t, DIAG_APOSTROPHE_DAMAGED,
		    o, o + 1, STR(""));
		telegram_fix(p->t, d, o, o + 1, STR("'"), small ? "certain" :
		    "likely");
	}
}

static void
quote_end(struct parse *p, const char *at, struct str quoted)
{
	uint32_t o = offset_of(p, at);
	struct diag *d = telegram_diag(p->t, DIAG_QUOTES_DAMAGED, o, o + 1,
	    quoted);

	telegram_fix(p->t, d, o, o + 1, STR("\""), "likely");
}

/* "&chatter8": both ends must be there, within a few words. */
static void
quotes(struct parse *p)
{
	const char *end = p->s + p->n;

	for (const char *c = memchr(p->s + p->body, '&', p->n - p->body);
	    c != NULL; c = memchr(c + 1, '&', (size_t)(end - c - 1))) {
		if (c + 3 >= end || !ch_alpha(c[1]) || (c > p->s &&
		    ch_alnum(c[-1])))
			continue;
		const char *limit = end - c > 300 ? c + 300 : end;
		const char *e = memchr(c, '8', (size_t)(limit - c));
		while (e != NULL && (ch_digit(e[-1]) || ch_blank(e[-1]) ||
		    (e + 1 < end && ch_alnum(e[1]))))
			e = memchr(e + 1, '8', (size_t)(limit - e - 1));
		if (e == NULL || memchr(c + 1, '&', (size_t)(e - c - 1)) !=
		    NULL)
			continue;
		/* one finding for each end, so that what stands between
		 * can be mended as well */
		quote_end(p, c, str_range(c, e + 1));
		quote_end(p, e, str_range(c, e + 1));
		c = e;
	}
}

static void
dash(struct parse *p, const char *c)
{
	uint32_t o = offset_of(p, c);
	struct diag *d = telegram_diag(p->t, DIAG_DASH_DAMAGED, o, o + 1,
	    STR(""));

	telegram_fix(p->t, d, o, o + 1, STR("--"), "likely");
}

/* Does a bracket of the same paragraph open what c closes? */
static bool
bracket_opens(const struct parse *p, const char *c)
{
	enum { FAR = 2000 };
	const char *from = p->s + p->body;
	unsigned depth = 0;

	if (c - from > FAR)
		from = c - FAR;
	while (--c >= from && !(c[0] == '\n' && c[1] == '\n')) {
		if (*c == '(' && depth-- == 0)
			return true;
		depth += *c == ')';
	}
	return false;
}

/* Words of two letters and more stand on either side. */
static bool
between_words(const char *c, const char *begin, const char *end)
{
	return c - begin > 3 && end - c > 3 && c[-1] == ' ' && c[1] == ' ' &&
	    ch_alpha(c[-2]) && ch_alpha(c[-3]) && ch_alnum(c[2]);
}

/* "{" between blanks, and a bracket there that closes nothing. */
static void
dashes(struct parse *p)
{
	const char *begin = p->s + p->body, *end = p->s + p->n;

	for (const char *c = memchr(begin, '{', p->n - p->body);
	    c != NULL; c = memchr(c + 1, '{', (size_t)(end - c - 1)))
		if (c > p->s && c + 1 < end && ch_space(c[-1]) &&
		    ch_space(c[1]))
			dash(p, c);
	for (const char *c = memchr(begin, ')', p->n - p->body);
	    c != NULL; c = memchr(c + 1, ')', (size_t)(end - c - 1)))
		if (between_words(c, begin, end) && !bracket_opens(p, c))
			dash(p, c);
}

void
body_damage(struct parse *p)
{
	if (p->subject.end <= p->body)
		apostrophes(p, p->subject.start, p->subject.end);
	if (p->body >= p->n)
		return;
	apostrophes(p, p->body, p->n);
	/* among capitals of before 1990 & and 8 are what they seem */
	if (p->dtg_year >= 1990 || p->dtg_year == 0)
		quotes(p);
	dashes(p);
}
