/*
 * Cablegrams of the Australian documentary edition, as Markdown
 * (archive-forms.md 4): place and day, number and class on a line, the
 * subject alone on another, the text, and below it the archive's reference
 * and the editors' notes.  The number is another state's and makes no id.
 */
#include "form/form.h"
#include "form/lex.h"
#include "form/markdown.h"
#include "form/sign.h"
#include "form/wrapper.h"
#include "tables/tables.h"

struct cablegram {
	struct reading *r;
	struct lines lines;	/* of the words */
	size_t next;		/* the line that is not read yet */
};

static struct str
line_of(const struct cablegram *c, size_t i)
{
	return str_make(c->r->text->p + c->lines.v[i].start,
	    c->lines.v[i].end - c->lines.v[i].start);
}

/* The next line with words on it; empty at the end. */
static struct str
peek(struct cablegram *c)
{
	while (c->next < c->lines.n && line_of(c, c->next).n == 0)
		c->next++;
	return c->next < c->lines.n ? line_of(c, c->next) : STR("");
}

static struct reftel_value
value_of(const struct reading *r, struct str s)
{
	uint32_t start = (uint32_t)(s.p - r->text->p);

	return telegram_value(r->t, start, start + (uint32_t)s.n);
}

static struct reftel_value
in_capitals(struct reading *r, struct str s)
{
	struct reftel_value v = value_of(r, s);
	char *p = arena_strdup(&r->t->impl->arena, s);

	for (char *c = p; c != NULL && *c != '\0'; c++)
		*c = ch_fold(*c);
	return p == NULL ? v : telegram_value_as(str_make(p, s.n), v.start,
	    v.end);
}

static bool
has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_digit(s.p[i]))
			return true;
	return false;
}

/* The field of the YAML block, whose text may have no place. */
static const struct reftel_value *
yaml(const struct reading *r, const char *key)
{
	for (size_t i = 0; i < r->t->record.n; i++)
		if (strcmp(r->t->record.v[i].key, key) == 0)
			return &r->t->record.v[i].value;
	return NULL;
}

/* "Kuala Lumpur, 20 February 1963": the post. */
static bool
take_place(struct reading *r, struct str s)
{
	size_t comma = str_findc(s, ',', 0);
	struct sign_day day;

	if (comma == 0 || comma > 40 || !ch_upper(s.p[0]) ||
	    !sign_day(str_cut(s, comma + 1, s.n), &day))
		return false;
	if (!value_set(&r->edition.from))
		r->edition.from = in_capitals(r, str_cut(s, 0, comma));
	return true;
}

/* "Cablegram 346 LONDON, 17 December 1947, 4.45 p.m.", in the title or on a
 * line: behind the word the number, then place and day.  False: no such. */
static bool
take_kind(struct reading *r, struct str s)
{
	static const char *const words[] = { "cablegram", "savingram",
		"telegram" };
	struct str number;
	size_t at = s.n, i, end;

	for (i = 0; i < LEX_COUNT(words) && at == s.n; i++)
		at = str_findi(s, str_from(words[i]), 0);
	if (at == s.n)
		return false;
	s = str_trim(str_cut(s, at + strlen(words[i - 1]), s.n));
	if (str_startsi(s, STR("No. ")))
		s = str_trim(str_cut(s, 4, s.n));
	end = str_findc(s, ' ', 0);
	number = str_cut(s, 0, end);
	if (has_digit(number)) {
		telegram_field(r->t, "channel_number", value_of(r, number));
		take_place(r, str_trim(str_cut(s, end, s.n)));
	}
	return true;
}

/* "Cablegram from Critchley to Canberra": a place that is a post, no person. */
static void
take_receiver(struct reading *r, struct str s)
{
	size_t at = s.n, next = 0;
	struct reftel_addressee a = { 0 };
	struct str to;

	while ((next = str_find(s, STR(" to "), next)) < s.n)
		at = ++next + 3;
	if (at >= s.n)
		return;
	to = str_trim(str_cut(s, at, s.n));
	if (tables_post_by_origin(to) == NULL)
		return;
	a.plad = in_capitals(r, to);
	a.whole = value_of(r, to);
	r->edition.to.v = arena_alloc(&r->t->impl->arena, sizeof(a), 1);
	if (r->edition.to.v != NULL)
		r->edition.to.v[r->edition.to.n++] = a;
}

/* Class and precedence of a line that has no other words but a number. */
static bool
take_class(struct reading *r, struct str s)
{
	static const char *const classes[] = { "TOP SECRET", "SECRET",
		"CONFIDENTIAL", "RESTRICTED", "UNCLASSIFIED" };
	static const char *const precedences[] = { "EMERGENCY", "FLASH",
		"IMMEDIATE", "PRIORITY", "ROUTINE" };
	struct cur c = cur_make(s);
	struct str word = lex_first_word(s), number = STR("");

	if (has_digit(word) && word.n < s.n) {
		number = str_ends(word, STR(".")) ? str_cut(word, 0,
		    word.n - 1) : word;
		c.p += word.n;
		cur_skip(&c);
	}
	for (size_t i = 0; i < LEX_COUNT(classes); i++) {
		const char *from = c.p;

		if (!eat_word(&c, classes[i]))
			continue;
		word = str_trim(cur_rest(c));
		if (word.n > 0 && !lex_in(word, precedences,
		    LEX_COUNT(precedences)))
			return false;
		/* "RESTRICTED" has no name in the record: the line has it */
		if (i != 3)
			r->classification = in_capitals(r, str_trim(
			    str_range(from, c.p)));
		if (word.n > 0)
			r->edition.precedence = in_capitals(r, word);
		if (number.n > 0)
			telegram_field(r->t, "channel_number",
			    value_of(r, number));
		telegram_field(r->t, "class_line", value_of(r, s));
		return true;
	}
	return false;
}

/* A line alone that is no sentence. */
static bool
is_subject(const struct cablegram *c, struct str s)
{
	size_t below = c->next + 1;

	return s.n > 2 && s.n < 120 && ch_upper(s.p[0]) &&
	    !lex_sentence_end(s) && below < c->lines.n &&
	    line_of(c, below).n == 0;
}

static void
read_top(struct cablegram *c)
{
	enum { TOP = 4 };
	struct reading *r = c->r;
	struct str s;

	for (int i = 0; i < TOP; i++, c->next++) {
		s = peek(c);
		if (take_place(r, s))
			telegram_field(r->t, "dateline", value_of(r, s));
		else if (!take_class(r, s) && !(str_startsi(s,
		    STR("cablegram")) && take_kind(r, s)))
			break;
	}
	s = peek(c);
	if (is_subject(c, s)) {
		r->subject = value_of(r, s);
		c->next++;
	}
	peek(c);
	if (c->next < c->lines.n)
		r->begin = c->lines.v[c->next].start;
}

static bool
is_reference(struct str s)
{
	return (str_starts(s, STR("[NAA")) || str_starts(s, STR("[AA"))) &&
	    str_findc(s, ']', 0) < s.n;
}

/* What emphasis around nothing leaves. */
static bool
is_debris(struct str s)
{
	size_t i = 0;

	while (i < s.n && (s.p[i] == '_' || s.p[i] == '*'))
		i++;
	return i == s.n;
}

/* The archive's reference, and the notes below it. */
static void
read_end(struct cablegram *c)
{
	struct reading *r = c->r;
	size_t i = c->lines.n, from;

	while (i > c->next && !is_reference(line_of(c, i - 1)))
		i--;
	if (i == c->next)
		return;
	from = --i;
	telegram_field(r->t, "archive_reference", value_of(r, line_of(c, i)));
	while (++i < c->lines.n)
		if (line_of(c, i).n > 0 && !is_debris(line_of(c, i)))
			telegram_field(r->t, "notes", value_of(r,
			    line_of(c, i)));
	while (from > c->next && is_debris(line_of(c, from - 1)))
		from--;
	telegram_cut(r->t, c->lines.v[from].start, r->text->n);
}

bool
cablegram_is(const struct reading *r)
{
	return yaml(r, "naa_refs") != NULL;
}

bool
cablegram_read(struct reading *r)
{
	const struct reftel_value *title = yaml(r, "title");
	struct cablegram c = { .r = r };
	bool said = false;

	c.lines = lex_lines(&r->t->impl->arena, r->text->p, r->begin,
	    r->text->n);
	if (c.lines.v == NULL)
		return true;
	if (title != NULL && value_placed(title)) {
		/* where the text has it as it stands */
		struct str s = str_make(r->text->p + title->start,
		    title->end - title->start);

		said = take_kind(r, s);
		take_receiver(r, s);
	}
	read_top(&c);
	if (!said && yaml(r, "channel_number") == NULL)
		return false;		/* a letter, a memorandum */
	read_end(&c);
	r->headless = true;
	r->glued = false;
	return true;
}
