/* Lines of text; see layout.h. */
#include "render/layout.h"

#include <string.h>

#include "form/lex.h"

/* --- wrapping ------------------------------------------------------------- */

/* Characters, not bytes. */
static unsigned
columns(struct str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

/* "12.", "A)", "(3)", "-", "--": what begins a paragraph or an item. */
static bool
begins_item(struct str w)
{
	size_t i = 0;

	if (w.n == 0)
		return false;
	if (w.p[0] == '-' || w.p[0] == '*' || (unsigned char)w.p[0] >= 0x80)
		return true;
	if (w.p[i] == '(')
		i++;
	if (i < w.n && ch_alpha(w.p[i]))
		i++;
	else
		while (i < w.n && i < 5 && ch_digit(w.p[i]))
			i++;
	return i > 0 && i < w.n && (w.p[i] == '.' || w.p[i] == ')');
}

/* Words that mean something to a reader at the beginning of a line
 * (transmission.md 6.4, and the labels of the text header). */
static bool
begins_line(struct str w)
{
	static const char *const words[] = { "BT", "NNNN", "ZCZC", "VZCZC",
		"FM", "TO", "INFO", "XMT", "PAGE", "E.O.", "TAGS:", "TAGS",
		"SUBJECT:", "SUBJ:", "REF:", "REFS:", "REF", "UNCLAS",
		"CLASSIFIED", "SECRET", "CONFIDENTIAL", "DE", "C", "S" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eqi(w, str_from(words[i])))
			return true;
	return w.n > 0 && w.p[0] == '#';
}

/* The words of one line of the source. */
struct wrap {
	struct buf *b;
	unsigned width, used, indent;
	const char *line;	/* where the present line's words begin */
};

static struct str
next_word(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && *p != ' ')
		p++;
	return str_range(from, p);
}

/* The last place in [w->line, word) where the line may break so that the
 * word behind it is no beginning of anything; NULL: nowhere. */
static const char *
safe_break(const struct wrap *w, const char *word, const char *end)
{
	const char *at = word;

	while (at > w->line) {
		struct str next = next_word(at, end);
		const char *before = at - 1;

		/* a hyphen at a line's end is taken for one of a word */
		if (!begins_item(next) && !begins_line(next) &&
		    !(before > w->line && before[-1] == '-'))
			return at;
		while (before > w->line && before[-1] != ' ')
			before--;
		at = before;
	}
	return NULL;
}

static void
put_indent(struct wrap *w)
{
	for (unsigned i = 0; i < w->indent; i++)
		buf_putc(w->b, ' ');
	w->used = w->indent;
}

/* [w->line, end), which has no line end. */
static void
wrap_line(struct wrap *w, const char *end)
{
	const char *p = w->line;
	unsigned column = w->used;

	while (p < end) {
		struct str word = next_word(p, end);
		unsigned n = columns(word);
		const char *cut;

		cut = w->width > 0 && p > w->line && column + n > w->width
		    ? safe_break(w, p, end) : NULL;
		if (cut != NULL) {
			buf_putstr(w->b, str_trim(str_range(w->line, cut)));
			buf_putc(w->b, '\n');
			put_indent(w);
			w->line = p = cut;
			column = w->used;
			continue;
		}
		column += n;
		p = word.p + word.n;
		while (p < end && *p == ' ') {
			p++;
			column++;
		}
	}
	buf_putstr(w->b, str_range(w->line, end));
}

void
layout_wrap(struct buf *b, struct str s, unsigned width, unsigned used,
    unsigned indent)
{
	struct wrap w = { b, width, used, indent, s.p };

	for (size_t at = 0; at < s.n;) {
		size_t end = str_findc(s, '\n', at);

		w.line = s.p + at;
		wrap_line(&w, s.p + end);
		buf_putc(b, '\n');
		w.used = 0;
		at = end + 1;
	}
}

/* --- the heading ---------------------------------------------------------- */

/* Ends the line that begins at `from`, if anything stands there, and wraps
 * it.  Returns where the next begins. */
static size_t
end_line(struct buf *b, size_t from, unsigned width)
{
	struct buf line = { 0 };

	if (b->failed || b->n == from)
		return b->n;
	if (width == LAYOUT_ONE_LINE || b->n - from <= width) {
		buf_putc(b, '\n');
		return b->n;
	}
	buf_put(&line, b->p + from, b->n - from);
	b->n = from;
	if (line.failed)
		b->failed = true;
	else
		layout_wrap(b, str_make(line.p, line.n), width, 0, 0);
	buf_free(&line);
	return b->n;
}

static void
put_list(struct buf *b, const char *sign, const struct reftel_addressees *l,
    const struct words_section *section)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t from = b->n;

		if (i == 0)
			buf_puts(b, sign);
		words_addressee(b, &l->v[i], section);
		end_line(b, from, LAYOUT_ONE_LINE);
	}
}

static void
put_except(struct buf *b, const struct reftel_addressees *l, bool *first)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].except.n; k++) {
			buf_puts(b, *first ? "XMT " : "");
			buf_putstr(b, value_str(&l->v[i].except.v[k]));
			buf_putc(b, '\n');
			*first = false;
		}
}

void
layout_heading(struct buf *b, const struct reftel_telegram *t,
    const struct words_section *section, bool bare)
{
	bool first = true;
	size_t at = b->n;

	if (!bare && t->transmission.present) {
		words_channel(b, t, section);
		at = end_line(b, at, LAYOUT_COLUMNS);
		words_routing(b, t);
		at = end_line(b, at, LAYOUT_COLUMNS);
		words_originator(b, t, section);
		at = end_line(b, at, LAYOUT_COLUMNS);
		words_security(b, t);
		at = end_line(b, at, LAYOUT_COLUMNS);
	}
	words_dtg(b, t);
	at = end_line(b, at, LAYOUT_COLUMNS);
	if (value_set(&t->from.plad)) {
		buf_puts(b, "FM ");
		buf_putstr(b, value_str(&t->from.plad));
		end_line(b, at, LAYOUT_ONE_LINE);
	}
	put_list(b, "TO ", &t->to, section);
	put_list(b, "INFO ", &t->info, section);
	put_except(b, &t->to, &first);
	put_except(b, &t->info, &first);
}

/* --- the text header ------------------------------------------------------ */

static void
blank_line(struct buf *b)
{
	if (b->n < 2 || b->p[b->n - 1] != '\n' || b->p[b->n - 2] != '\n')
		buf_putc(b, '\n');
}

static void
put_captions(struct buf *b, const struct reftel_telegram *t, unsigned width)
{
	size_t at = b->n, before = at;

	for (size_t i = 0; i < t->captions.n; i++) {
		if (words_caption_in_class(t, i))
			continue;
		buf_putstr(b, value_str(&t->captions.v[i]));
		at = end_line(b, at, width);
	}
	if (b->n > before)
		blank_line(b);
	before = b->n;
	for (size_t i = 0; i < t->passing.n; i++) {
		at = b->n;
		buf_putstr(b, value_str(&t->passing.v[i]));
		end_line(b, at, width);
	}
	if (b->n > before)
		blank_line(b);
}

/* One reference a line, letters below one another. */
static void
put_refs(struct buf *b, const struct reftel_telegram *t, unsigned width)
{
	static const char label[] = "REF: ";
	unsigned indent = sizeof(label) - 1;

	for (size_t i = 0; i < t->refs.n;) {
		struct buf line = { 0 };

		buf_puts(b, i == 0 ? label : "     ");
		i = words_ref(&line, t, i);
		/* without letters a line end parts nothing */
		if (i < t->refs.n && !value_set(&t->refs.v[i].label))
			buf_putc(&line, ';');
		if (line.failed)
			b->failed = true;
		else
			layout_wrap(b, str_make(line.p, line.n), width, indent,
			    indent + 3);
		buf_free(&line);
	}
	if (t->refs.n > 0)
		blank_line(b);
}

static void
put_authorities(struct buf *b, const struct reftel_telegram *t,
    unsigned width)
{
	size_t at = b->n, before = at;

	for (size_t i = 0; i < t->classified_by.n; i++) {
		words_authority(b, &t->classified_by.v[i]);
		at = end_line(b, at, width);
	}
	if (value_set(&t->derived_from)) {
		if (!str_startsi(value_str(&t->derived_from), STR("DERIVED")))
			buf_puts(b, "Derived From: ");
		buf_putstr(b, value_str(&t->derived_from));
		end_line(b, at, width);
	}
	if (b->n > before)
		blank_line(b);
}

void
layout_header(struct buf *b, const struct reftel_telegram *t, unsigned width)
{
	size_t at, before;

	put_captions(b, t, width);
	before = at = b->n;
	words_eo(b, t);
	at = end_line(b, at, width);
	words_tags(b, t);
	at = end_line(b, at, width);
	words_subject(b, t);
	end_line(b, at, width);
	if (b->n > before)
		blank_line(b);
	put_refs(b, t, width);
	put_authorities(b, t, width);
}

/* --- the text ------------------------------------------------------------- */

/* A heading between two rules of its length. */
static void
put_rule(struct buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_putc(b, '-');
	buf_putc(b, '\n');
}

static void
put_heading(struct buf *b, struct str heading, unsigned width)
{
	size_t longest = 5;

	for (size_t at = 0, end; at < heading.n; at = end + 1) {
		struct str line;

		end = str_findc(heading, '\n', at);
		line = str_cut(heading, at, end);
		if (columns(line) > longest)
			longest = columns(line);
	}
	if (longest > LAYOUT_COLUMNS)
		longest = LAYOUT_COLUMNS;
	put_rule(b, longest);
	layout_wrap(b, heading, width, 0, 0);
	put_rule(b, longest);
	buf_putc(b, '\n');
}

bool
layout_parted(const struct reftel_paragraph *p, struct str line,
    struct str next)
{
	bool item = begins_item(next_word(next.p, next.p + next.n));

	if (p->number.value < 0 || line.n == 0 || next.n == 0)
		return false;
	if (item)
		return !ch_alpha(next.p[0]) && !lex_sentence_end(line) &&
		    line.p[line.n - 1] != ';' &&
		    line.p[line.n - 1] != ',' &&
		    !begins_item(next_word(line.p, line.p + line.n));
	return lex_sentence_end(line) && !ch_lower(next.p[0]);
}

static void
put_text(struct buf *b, const struct reftel_paragraph *p, unsigned width,
    unsigned used)
{
	struct str s = value_str(&p->text);

	for (size_t at = 0, end; at < s.n; at = end + 1) {
		struct str line, next;

		end = str_findc(s, '\n', at);
		line = str_cut(s, at, end);
		next = str_cut(s, end + 1, str_findc(s, '\n', end + 1));
		layout_wrap(b, line, width, used, 0);
		if (end < s.n && layout_parted(p, line, next))
			buf_putc(b, '\n');
		used = 0;
	}
}

void
layout_paragraph(struct buf *b, const struct reftel_telegram *t, size_t i,
    unsigned width)
{
	const struct reftel_paragraph *p = &t->paragraphs.v[i];
	size_t from;

	if (value_set(&p->heading))
		put_heading(b, value_str(&p->heading), width);
	from = b->n;
	words_paragraph_mark(b, p);
	put_text(b, p, width, (unsigned)(b->n - from));
	if (b->n > from && b->p[b->n - 1] != '\n')
		buf_putc(b, '\n');
	buf_putc(b, '\n');
}

void
layout_text(struct buf *b, const struct reftel_telegram *t, unsigned width)
{
	for (size_t i = 0; i < t->paragraphs.n; i++)
		layout_paragraph(b, t, i, width);
	layout_end(b, t);
}

/* What stood below the signature, but for the end of the message itself. */
static void
put_trailer(struct buf *b, const struct reftel_field *field)
{
	struct reftel_value value = field->value;
	struct reftel_values one = { &value, 1 };
	const struct reftel_values *l = field->is_list ? &field->list : &one;

	for (size_t i = 0; i < l->n; i++) {
		struct str s = value_str(&l->v[i]);

		if (s.n == 0 || str_starts(s, STR("NNNN")))
			continue;
		buf_putstr(b, s);
		buf_putc(b, '\n');
	}
}

void
layout_end(struct buf *b, const struct reftel_telegram *t)
{
	for (size_t i = 0; i < t->signature.n; i++) {
		buf_putstr(b, value_str(&t->signature.v[i]));
		buf_putc(b, '\n');
	}
	for (size_t i = 0; i < t->record.n; i++)
		if (strcmp(t->record.v[i].key, "trailer") == 0)
			put_trailer(b, &t->record.v[i]);
}

void
layout_body(struct buf *b, const struct reftel_telegram *t, unsigned width)
{
	static const struct words_section whole = { 1, 1 };
	size_t at = b->n;

	words_class_line(b, t, &whole);
	end_line(b, at, width);
	if (b->n > at)
		buf_putc(b, '\n');
	layout_header(b, t, LAYOUT_ONE_LINE);
	layout_text(b, t, width);
}
