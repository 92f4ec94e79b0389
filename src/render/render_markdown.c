/*
 * Markdown: what belongs to the heading in a fenced block, lines of the text
 * header ended by two blanks, headings of the text as headings over a rule.
 * Signs that Markdown would take for its own stand behind a backslash
 * (archive-forms.md 3.4).
 */
#include <string.h>

#include "render/layout.h"
#include "render/render.h"

/* A number and a point, a dash, a sharp at the beginning of a line would
 * become a list or a heading. */
static void
put_line(struct buf *b, struct str s)
{
	size_t i = 0;

	while (i < s.n && ch_digit(s.p[i]))
		i++;
	if (i > 0 && i < s.n && (s.p[i] == '.' || s.p[i] == ')')) {
		buf_putstr(b, str_cut(s, 0, i));
		buf_putc(b, '\\');
		buf_putc(b, s.p[i++]);
	} else {
		i = 0;
		if (s.n > 0 && strchr("-+#>=~|", s.p[0]) != NULL)
			buf_putc(b, '\\');
	}
	for (; i < s.n; i++) {
		if (strchr("\\`*_[]<>&$", s.p[i]) != NULL && s.p[i] != '\0')
			buf_putc(b, '\\');
		buf_putc(b, s.p[i]);
	}
}

/*
 * Lines of s, wrapped as a telegram's are: Markdown takes the wrapped ones
 * together again.  A line end of s itself is one of Markdown's, two blanks.
 */
static void
put_lines(struct buf *b, struct str s, const struct reftel_paragraph *p)
{
	struct buf lines = { 0 };

	for (size_t at = 0, end; at < s.n; at = end + 1) {
		struct str wrapped, next;

		end = str_findc(s, '\n', at);
		lines.n = 0;
		layout_wrap(&lines, str_cut(s, at, end), LAYOUT_COLUMNS, 0, 0);
		wrapped = str_make(lines.p, lines.n);
		for (size_t i = 0, k; i < wrapped.n; i = k + 1) {
			k = str_findc(wrapped, '\n', i);
			put_line(b, str_cut(wrapped, i, k));
			if (k + 1 < wrapped.n)
				buf_putc(b, '\n');
		}
		next = str_cut(s, end + 1, str_findc(s, '\n', end + 1));
		if (p != NULL && layout_parted(p, str_cut(s, at, end), next))
			buf_puts(b, "\n\n");
		else
			buf_puts(b, end > at && next.n > 0 ? "  \n" : "\n");
	}
	b->failed |= lines.failed;
	buf_free(&lines);
}

static void
put_field(struct buf *b, const char *key, const struct reftel_value *v)
{
	if (!value_set(v))
		return;
	buf_puts(b, key);
	buf_puts(b, ": \"");
	for (uint32_t i = 0; i < v->n; i++) {
		if (v->s[i] == '"' || v->s[i] == '\\')
			buf_putc(b, '\\');
		buf_putc(b, v->s[i]);
	}
	buf_puts(b, "\"\n");
}

static void
put_heading(struct buf *b, const struct reftel_telegram *t)
{
	static const struct words_section whole = { 1, 1 };
	struct buf line = { 0 };

	buf_puts(b, "```\n");
	layout_heading(b, t, &whole, false);
	buf_puts(b, "```\n\n");
	words_class_line(&line, t, &whole);
	if (line.n > 0) {
		put_line(b, str_make(line.p, line.n));
		buf_puts(b, "\n\n");
	}
	line.n = 0;
	layout_header(&line, t, LAYOUT_ONE_LINE);
	put_lines(b, str_make(line.p, line.n), NULL);
	b->failed |= line.failed;
	buf_free(&line);
}

static void
put_paragraph(struct buf *b, const struct reftel_paragraph *p)
{
	struct buf text = { 0 };

	if (value_set(&p->heading)) {
		struct str s = value_str(&p->heading);

		for (size_t at = 0, end; at < s.n; at = end + 1) {
			end = str_findc(s, '\n', at);
			buf_puts(b, "## ");
			put_line(b, str_cut(s, at, end));
			buf_putc(b, '\n');
		}
		buf_puts(b, "-----\n\n");
	}
	words_paragraph_mark(&text, p);
	buf_putstr(&text, value_str(&p->text));
	buf_putc(&text, '\n');
	put_lines(b, str_make(text.p, text.n), p);
	buf_putc(b, '\n');
	b->failed |= text.failed;
	buf_free(&text);
}

const char *
render_markdown(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	struct buf end = { 0 };

	(void)o;
	buf_puts(b, "---\n");
	put_field(b, "id", &t->id);
	put_field(b, "title", &t->title);
	put_field(b, "date", &t->date);
	put_field(b, "classification", &t->classification);
	buf_puts(b, "---\n\n");
	put_heading(b, t);
	for (size_t i = 0; i < t->paragraphs.n; i++)
		put_paragraph(b, &t->paragraphs.v[i]);
	layout_end(&end, t);
	put_lines(b, str_make(end.p, end.n), NULL);
	b->failed |= end.failed;
	buf_free(&end);
	return NULL;
}
