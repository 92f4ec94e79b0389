/* The stamps of a release; see release.h. */
#include "form/release_int.h"

#include "form/paper.h"
#include "form/wrapper.h"

/* What is to become of a line. */
enum fate {
	FATE_KEEP,
	FATE_CUT,
	FATE_PAGE	/* a page line: the page's blank lines go with it */
};

struct stamps {
	struct reading *r;
	struct reftel_release *out;
	struct str text;
	struct lines lines;
	char *fate;			/* of each line */
	uint32_t from;
	size_t code_line;		/* the line of the last code + 1 */
	size_t codes;			/* of the last mark */
	bool reclassified;
};

static struct str
line_of(const struct stamps *s, size_t i)
{
	if (i >= s->lines.n)
		return STR("");
	return str_cut(s->text, s->lines.v[i].start, s->lines.v[i].end);
}

static uint32_t
line_from(const struct stamps *s, size_t i)
{
	return i < s->lines.n ? s->lines.v[i].from : (uint32_t)s->text.n;
}

static uint32_t
offset_in(const struct stamps *s, const char *at)
{
	return (uint32_t)(at - s->text.p);
}

static struct reftel_value
value_of(const struct stamps *s, struct str v)
{
	return telegram_value(s->r->t, offset_in(s, v.p),
	    offset_in(s, v.p + v.n));
}

/* --- page lines -------------------------------------------------------- */

/* The digits of a document number: its zeros may be letters O. */
static struct reftel_value
document_value(const struct stamps *s, struct str v)
{
	char *p = arena_bytes(&s->r->t->impl->arena, v.n);
	struct reftel_value as_found = value_of(s, v);

	if (p == NULL)
		return as_found;
	for (size_t i = 0; i < v.n; i++)
		p[i] = v.p[i] == 'O' ? '0' : v.p[i];
	return telegram_value_as(str_make(p, v.n), as_found.start,
	    as_found.end);
}

/* The first page line of a release gives its data. */
static void
page_take(struct stamps *s, const struct release_line *page)
{
	struct reftel_release *out = s->out;

	if (value_set(&out->case_number) && value_set(&out->document) &&
	    value_set(&out->date))
		return;
	out->present = true;
	if (!value_set(&out->case_number)) {
		out->authority = value_of(s, page->authority);
		out->case_number = value_of(s, page->case_number);
		if (page->today.n > 0)
			wrapper_field(s->r, "current_classification",
			    value_of(s, page->today));
	}
	if (!value_set(&out->document) && page->document.n > 0)
		out->document = document_value(s, page->document);
	if (!value_set(&out->date) && page->date.n > 0)
		out->date = wrapper_iso_day(s->r, value_of(s, page->date),
		    WRAPPER_DAY_ONLY);
}

/* What stands around a page line on its own line is noise if it is short. */
static bool
noise(struct str s)
{
	return str_trim(s).n <= 12;
}

/* Is line i a page line, or does it hold some, as reflowed copies have it? */
static bool
page_line_at(struct stamps *s, size_t i)
{
	const struct line *l = &s->lines.v[i];
	struct release_line page;
	uint32_t end = l->start;
	bool any = false;

	while (end < l->end && release_line_find(str_cut(s->text, end,
	    s->text.n), l->end - end, &page)) {
		size_t last = i;
		bool first = page.start <= s->text.p + l->start + 4;

		any = true;
		page_take(s, &page);
		end = offset_in(s, page.end);
		while (last + 1 < s->lines.n && line_from(s, last + 1) < end)
			last++;
		if (first && noise(str_range(page.end, s->text.p +
		    s->lines.v[last].end))) {
			memset(s->fate + i, FATE_PAGE, last - i + 1);
			break;
		}
		telegram_cut(s->r->t, offset_in(s, page.start), end);
		if (last > i)
			break;
	}
	return any;
}

/* --- codes where something was taken out -------------------------------------- */

static void
exempt(struct stamps *s, struct str code)
{
	struct reftel_values *list = &s->out->exemptions;
	struct reftel_value v = value_of(s, code);

	for (size_t i = 0; i < list->n; i++)
		if (str_eq(value_str(&list->v[i]), code))
			return;
	s->out->present = true;
	telegram_push(s->r->t, list, v);
}

/* Codes beside those of the line before tell of the same cut. */
static struct form_mark *
mark_at(struct stamps *s, size_t line)
{
	struct reading *r = s->r;
	struct form_mark *v;

	if (r->mark_n > 0 && s->code_line == line && line > 0 &&
	    s->codes < RELEASE_CODES_MAX)
		return &r->marks[r->mark_n - 1];
	v = arena_grow(&r->t->impl->arena, r->marks, r->mark_n, &r->mark_cap,
	    sizeof(*v));
	if (v == NULL)
		return NULL;
	r->marks = v;
	s->codes = 0;
	v[r->mark_n] = (struct form_mark){ 0 };
	return &v[r->mark_n++];
}

static void
mark_add(struct stamps *s, size_t line, const struct release_codes *codes)
{
	struct form_mark *m = mark_at(s, line);
	struct arena *a = &s->r->t->impl->arena;

	for (size_t i = 0; m != NULL && i < codes->n; i++) {
		struct str code = codes->v[i], all = value_str(&m->code);
		const char *p;

		if (all.n == 0) {
			m->start = offset_in(s, code.p);
			m->end = m->start + (uint32_t)code.n;
			p = arena_strdup(a, code);
		} else {
			p = arena_printf(a, "%.*s, %.*s", (int)all.n, all.p,
			    (int)code.n, code.p);
		}
		if (p == NULL)
			return;
		m->code = telegram_value_as(str_from(p), m->start, m->end);
		s->codes++;
	}
	s->code_line = line + 1;
}

/* The codes at the right end of a line, behind ten blanks and more: where
 * they begin; s.n: there are none. */
static size_t
margin(struct str s, struct release_codes *codes)
{
	enum { GAP = 10 };
	size_t at = s.n, blanks = 0;

	if (s.n == 0 || (!ch_digit(s.p[s.n - 1]) && s.p[s.n - 1] != ')'))
		return s.n;
	while (at > 0 && blanks < GAP) {
		at--;
		blanks = ch_blank(s.p[at]) ? blanks + 1 : 0;
	}
	if (blanks < GAP)
		return s.n;
	return release_codes_only(str_cut(s, at, s.n), codes) ? at : s.n;
}

/* "CLASSIFIED BY ... REASONS:" above, which may go on with "1.4(B)". */
static bool
authority_above(const struct stamps *s, size_t i)
{
	for (size_t k = i; k > 0 && i - k < 3; k--) {
		struct str above = line_of(s, k - 1);

		if (above.n == 0)
			return false;
		if (str_findi(above, STR("REASON"), 0) < above.n ||
		    str_findi(above, STR("CLASSIFIED BY"), 0) < above.n)
			return true;
	}
	return false;
}

static bool
code_line(struct stamps *s, size_t i)
{
	struct str line = line_of(s, i);
	struct release_codes codes;
	size_t at;

	if (s->lines.v[i].start < s->from)
		return false;
	if (line.n > 0 && line.p[0] == '1' && authority_above(s, i))
		return false;
	if (release_codes_only(line, &codes)) {
		mark_add(s, i, &codes);
		s->fate[i] = FATE_CUT;
		return true;
	}
	at = margin(line, &codes);
	if (at == line.n)
		return false;
	mark_add(s, i, &codes);
	telegram_cut(s->r->t, offset_in(s, line.p + at),
	    s->lines.v[i].end);
	return true;
}

/* --- the decision ----------------------------------------------------------- */

static struct str
eat_token(struct cur *c)
{
	const char *from;

	while (!cur_end(c) && ch_blank(*c->p))
		c->p++;
	from = c->p;
	while (!cur_end(c) && ch_alnum(*c->p))
		c->p++;
	return str_range(from, c->p);
}

static bool
like(struct str s, const char *word)
{
	return s.n + 1 >= strlen(word) && lex_capitals(s) &&
	    str_distance(s, str_from(word), 1) <= 1;
}

/* FULL or PART, also with a stroke behind it that was no letter. */
static const char *
extent(struct str s, bool denied)
{
	if (like(s, "FULL"))
		return denied ? "denied" : "full";
	return like(s, "PART") && !denied ? "part" : NULL;
}

/* The next line that is not blank, within three. */
static size_t
line_below(const struct stamps *s, size_t i)
{
	size_t k = i + 1;

	while (k < s->lines.n && k < i + 3 && line_of(s, k).n == 0)
		k++;
	return k;
}

/* The codes of a decision, on its line and the two below. */
static void
decision_codes(struct stamps *s, size_t i, struct str rest)
{
	struct reftel_values *list = &s->out->exemptions;
	struct reftel_value *last;
	struct release_codes codes;
	size_t to = i + 3;

	for (size_t k = i; k < to && k < s->lines.n; k++) {
		struct str line = k == i ? rest : line_of(s, k);
		struct cur c = cur_make(line);

		if (line.n == 0)
			continue;
		release_eat_statute(&c);
		last = list->n > 0 ? &list->v[list->n - 1] : NULL;
		if (last != NULL && str_eq(value_str(last), STR("B3")) &&
		    cur_end(&c)) {
			/* the statute of the B3 above */
			*last = wrapper_folded(s->r, last->start,
			    s->lines.v[k].end);
		} else if (release_codes_only(line, &codes)) {
			for (size_t n = 0; n < codes.n; n++)
				exempt(s, codes.v[n]);
		} else {
			return;
		}
		if (k > i)
			s->fate[k] = FATE_CUT;
	}
}

/* "RELEASE IN PART B6", "RELEASE IN" / "FULL", "DENIED IN FULL" */
static bool
decision(struct stamps *s, size_t i)
{
	struct str line = line_of(s, i), word;
	struct cur c = cur_make(line);
	const char *what;
	size_t last = i;
	bool denied;

	if (line.n < 10 || line.p[0] < 'A' || line.p[0] > 'Z')
		return false;
	word = eat_token(&c);
	denied = like(word, "DENIED") || like(word, "DENY");
	if (!denied && !like(word, "RELEASE") && !like(word, "RELEASED"))
		return false;
	word = eat_token(&c);
	if (word.n != 2 || word.p[1] != 'N')
		return false;
	if (str_trim(cur_rest(c)).n == 0) {
		last = line_below(s, i);
		c = cur_make(line_of(s, last));
	}
	what = extent(eat_token(&c), denied);
	if (what == NULL)
		return false;
	/* a box may stand to the right of it */
	word = str_cut(cur_rest(c), 0, str_find_blanks(cur_rest(c), 0));
	if (str_trim(word).n == 0 || last > i)
		word = str_trim(cur_rest(c));
	if (!value_set(&s->out->decision)) {
		s->out->present = true;
		s->out->decision = telegram_value_as(str_from(what),
		    s->lines.v[i].start, offset_in(s, c.p));
		decision_codes(s, last, word);
	}
	struct release_codes codes;
	if (str_trim(word).n > 0 && !release_codes_only(word, &codes)) {
		telegram_cut(s->r->t, s->lines.v[i].start,
		    offset_in(s, c.p));
		return true;
	}
	for (; i <= last; i++)
		s->fate[i] = FATE_CUT;
	return true;
}

/* --- classified at release -------------------------------------------------- */

static bool
reclassified(struct stamps *s, size_t i)
{
	const struct str end = STR("Declassify on");
	struct str line = line_of(s, i), rest;
	struct release_codes codes;
	size_t at, eol, last = i;

	if (!str_starts(line, STR("Classified by ")))
		return false;
	rest = str_cut(s->text, s->lines.v[i].start,
	    s->lines.v[i].start + 400);
	at = str_find(rest, end, 0);
	if (at == rest.n || str_find(str_cut(rest, 0, at), STR("Class:"),
	    0) == at)
		return false;
	/* the day may stand on the next line */
	while (at < rest.n && !ch_digit(rest.p[at]))
		at++;
	eol = str_findc(rest, '\n', at);
	while (last + 1 < s->lines.n && s->lines.v[last + 1].from <
	    offset_in(s, rest.p + eol))
		last++;
	if (!s->reclassified)
		wrapper_field(s->r, "reclassified", wrapper_folded(s->r,
		    s->lines.v[i].start, s->lines.v[last].end));
	s->reclassified = true;
	at = str_find(rest, STR("Reason:"), 0);
	if (at < eol) {
		struct cur c = { rest.p + at + 7, rest.p + eol };
		const char *from;

		for (codes.n = 0; codes.n < RELEASE_CODES_MAX; codes.n++) {
			cur_skip(&c);
			eat_char(&c, ',');
			cur_skip(&c);
			from = c.p;
			if (!release_eat_code(&c))
				break;
			exempt(s, str_range(from, c.p));
		}
	}
	for (; i <= last; i++)
		s->fate[i] = FATE_CUT;
	return true;
}

/* --- page breaks -------------------------------------------------------------- */

/* A line that belongs to a page and not to the text on it: the class word,
 * alone or with the page's number. */
static bool
page_word(struct str s)
{
	static const char *const words[] = { "UNCLASSIFIED", "CONFIDENTIAL",
		"SECRET", "SBU", "SENSITIVE" };
	static const char *const stamps[] = { "STATE DEPT. - PRODUCED TO",
		"SUBJECT TO AGREEMENT ON SENSITIVE INFORMATION",
		"STATE-SCB" };
	struct cur c = cur_make(s);

	if (paper_page_foot(s) || str_eq(s, STR("***")) ||
	    lex_starts_in(s, stamps, LEX_COUNT(stamps)))
		return true;
	if (s.n > 60)
		return false;
	if (eat_word(&c, "PAGE") && eat_digits(&c, 1, 3, NULL)) {
		cur_skip(&c);
		return cur_end(&c) || eat_word(&c, "OF");
	}
	c = cur_make(s);
	if (eat_lit(&c, "CLASSIFICATION:"))
		cur_skip(&c);
	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (eat_word(&c, words[i])) {
			eat_digits(&c, 1, 3, NULL);
			return cur_end(&c);
		}
	return false;
}

/* Is line i one that a page break takes with it? */
static bool
of_page(const struct stamps *s, size_t i)
{
	return s->fate[i] != FATE_KEEP || line_of(s, i).n == 0 ||
	    (s->lines.v[i].start >= s->from && page_word(line_of(s, i)));
}

/* A scribble between the page's class word and its page line. */
static bool
scribble(const struct stamps *s, size_t i)
{
	return i > 0 && s->lines.v[i - 1].start >= s->from &&
	    line_of(s, i).n <= 10 && page_word(line_of(s, i - 1));
}

/* Is line i, the last above a page break, much shorter than those above? */
static bool
short_line(const struct stamps *s, size_t i)
{
	size_t widest = 0;

	for (size_t k = i; k > 0 && i - k < 6; k--)
		if (line_of(s, k - 1).n > widest)
			widest = line_of(s, k - 1).n;
	return line_of(s, i).n * 4 < widest * 3;
}

/*
 * Does a paragraph end where the page does?  Nothing says so: a page ends
 * with blank lines.  It does not if the sentence goes on; else the last
 * line must be a short one, or what follows begin with a number.
 */
static bool
paragraph_ends(const struct stamps *s, size_t above, size_t below)
{
	struct str next = line_of(s, below);

	if (next.n == 0 || ch_lower(next.p[0]))
		return false;
	return (ch_digit(next.p[0]) && lex_sentence_end(line_of(s, above))) ||
	    short_line(s, above);
}

/* Takes the page break at line i out; gives the last line of it. */
static size_t
page_break(struct stamps *s, size_t i)
{
	size_t lo = i, hi = i;

	while (lo > 0 && (of_page(s, lo - 1) || scribble(s, lo - 1)))
		lo--;
	while (hi + 1 < s->lines.n && of_page(s, hi + 1))
		hi++;
	for (size_t k = lo; k <= hi; k++)
		s->fate[k] = FATE_CUT;
	if (lo == 0 || !paragraph_ends(s, lo - 1, hi + 1))
		return hi;
	/* one blank line stays */
	if (line_of(s, lo).n == 0)
		s->fate[lo] = FATE_KEEP;
	else if (line_of(s, hi).n == 0)
		s->fate[hi] = FATE_KEEP;
	return hi;
}

static void
cut_lines(struct stamps *s)
{
	for (size_t i = 0, k; i < s->lines.n; i = k + (k == i)) {
		for (k = i; k < s->lines.n && s->fate[k] == FATE_CUT;)
			k++;
		if (k > i)
			telegram_cut(s->r->t, line_from(s, i),
			    line_from(s, k));
	}
}

void
release_read(struct reading *r, uint32_t from)
{
	struct stamps s = { .r = r, .out = &r->t->release, .from = from,
		.text = str_make(r->text->p, r->text->n) };

	s.lines = lex_lines(&r->t->impl->arena, s.text.p, 0, r->text->n);
	s.fate = arena_bytes(&r->t->impl->arena, s.lines.n);
	if (s.lines.v == NULL || s.fate == NULL)
		return;
	memset(s.fate, FATE_KEEP, s.lines.n);
	for (size_t i = 0; i < s.lines.n; i++)
		if (s.lines.v[i].start >= from &&
		    paper_page_head(line_of(&s, i)))
			s.fate[i] = FATE_PAGE;
		else if (s.fate[i] == FATE_KEEP && line_of(&s, i).n > 0)
			(void)(page_line_at(&s, i) || decision(&s, i) ||
			    reclassified(&s, i) || code_line(&s, i));
	for (size_t i = 0; i < s.lines.n; i++)
		if (s.fate[i] == FATE_PAGE)
			i = page_break(&s, i);
	cut_lines(&s);
}

bool
release_denied(const struct reftel_telegram *t)
{
	return str_eq(value_str(&t->release.decision), STR("denied"));
}
