/*
 * A page that stands alone: no script, nothing from elsewhere, good on paper,
 * on a phone, by day and by night.  The telegram's own words stand in two
 * blocks, heading and text, as pages of archives have them (archive-forms.md
 * 3.3), so that Reftel reads the page back.
 */
#include <string.h>

#include "render/layout.h"
#include "render/render.h"

static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&':
			buf_puts(b, "&amp;");
			break;
		case '<':
			buf_puts(b, "&lt;");
			break;
		case '>':
			buf_puts(b, "&gt;");
			break;
		case '"':
			buf_puts(b, "&quot;");
			break;
		default:
			buf_putc(b, s.p[i]);
		}
}

static void
put_element(struct buf *b, const char *open, struct str s, const char *close)
{
	buf_puts(b, open);
	put_escaped(b, s);
	buf_puts(b, close);
}

static const char style[] =
"<style>\n"
":root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fdfcf9;\n"
"  --dim: #5c5850; --line: #cdc8bd; --link: #1f4e79; }\n"
"@media (prefers-color-scheme: dark) { :root { --ink: #e6e3dc;\n"
"  --paper: #17181a; --dim: #a7a297; --line: #45433f; --link: #8ab8e6; } }\n"
"body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 42rem;\n"
"  color: var(--ink); background: var(--paper);\n"
"  font: 1.0625rem/1.6 Georgia, \"Times New Roman\", serif; }\n"
"h1 { font-size: 1.6rem; line-height: 1.25; margin: .25rem 0 1rem; }\n"
"header p { margin: 0; color: var(--dim); }\n"
".class { font-weight: bold; letter-spacing: .06em; color: var(--ink); }\n"
"dl { display: grid; grid-template-columns: max-content 1fr;\n"
"  gap: .15rem 1rem; margin: 1rem 0; padding: .75rem 0;\n"
"  border: solid var(--line); border-width: 1px 0; font-size: .95rem; }\n"
"dt { color: var(--dim); } dd { margin: 0; }\n"
"pre { font: inherit; white-space: pre-wrap; overflow-wrap: break-word;\n"
"  margin: 0; }\n"
"code { font: inherit; }\n"
"details pre { font: .8125rem/1.45 ui-monospace, Menlo, Consolas,\n"
"  monospace; margin-top: .5rem; }\n"
"summary { cursor: pointer; color: var(--dim); margin-bottom: 1rem; }\n"
"a { color: var(--link); } pre em { color: var(--line); font-style: normal;\n"
"  font-size: .5rem; line-height: 1; }\n"
"@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; }\n"
"  dd { margin-bottom: .4rem; } }\n"
"@media print { body { max-width: none; padding: 0; background: #fff;\n"
"  color: #000; font-size: 11pt; } summary { display: none; }\n"
"  a { color: inherit; text-decoration: none; } }\n"
"</style>\n";

static void
put_fact(struct buf *b, const char *label, struct str s)
{
	if (s.n == 0)
		return;
	buf_puts(b, "<dt>");
	buf_puts(b, label);
	put_element(b, "</dt><dd>", s, "</dd>\n");
}

static void
put_joined(struct buf *b, const char *label, const struct reftel_values *l)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		buf_puts(&line, i == 0 ? "" : ", ");
		buf_putstr(&line, value_str(&l->v[i]));
	}
	put_fact(b, label, str_make(line.p, line.n));
	b->failed |= line.failed;
	buf_free(&line);
}

static void
put_addressees(struct buf *b, const char *label,
    const struct reftel_addressees *l)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		buf_puts(&line, i == 0 ? "" : "; ");
		buf_putstr(&line, value_str(&l->v[i].plad));
	}
	put_fact(b, label, str_make(line.p, line.n));
	b->failed |= line.failed;
	buf_free(&line);
}

static void
put_facts(struct buf *b, const struct reftel_telegram *t)
{
	struct buf tags = { 0 };
	struct str s;

	buf_puts(b, "<dl>\n");
	put_fact(b, "From", value_str(&t->from.plad));
	put_addressees(b, "To", &t->to);
	put_addressees(b, "Info", &t->info);
	put_fact(b, "Date", value_set(&t->date) ? value_str(&t->date)
	    : STR("not known"));
	put_fact(b, "Precedence", value_str(&t->precedence_action));
	put_joined(b, "Captions", &t->captions);
	words_tags(&tags, t);
	s = str_make(tags.p, tags.n);
	put_fact(b, "TAGS", str_cut(s, sizeof("TAGS: ") - 1, s.n));
	b->failed |= tags.failed;
	buf_free(&tags);
	buf_puts(b, "</dl>\n");
}

static void
put_head(struct buf *b, const struct reftel_telegram *t)
{
	struct buf number = { 0 };
	struct str title = value_str(&t->title), name;

	words_number(&number, t, true);
	name = str_make(number.p, number.n);
	buf_puts(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"generator\" content=\"Reftel " REFTEL_VERSION
	    "\">\n<title>");
	put_escaped(b, name.n > 0 ? name : STR("Telegram"));
	if (title.n > 0)
		put_element(b, ": ", title, "");
	buf_puts(b, "</title>\n");
	buf_puts(b, style);
	buf_puts(b, "</head>\n<body>\n<main>\n<header>\n<p>");
	put_escaped(b, name);
	if (value_set(&t->classification))
		put_element(b, " <span class=\"class\">", value_str(
		    &t->classification), "</span>");
	buf_puts(b, "</p>\n");
	put_element(b, "<h1>", title.n > 0 ? title : STR("Telegram without "
	    "a subject"), "</h1>\n");
	put_facts(b, t);
	buf_puts(b, "</header>\n");
	b->failed |= number.failed;
	buf_free(&number);
}

/* The number links to itself. */
static void
put_mark(struct buf *b, const struct reftel_paragraph *p)
{
	struct buf mark = { 0 };
	struct str s;
	size_t digits = 0;

	words_paragraph_mark(&mark, p);
	s = str_make(mark.p, mark.n);
	while (digits < s.n && ch_digit(s.p[digits]))
		digits++;
	if (digits > 0) {
		struct str number = str_cut(s, 0, digits);

		put_element(b, "<a id=\"par", number, "\" href=\"#par");
		put_element(b, "", number, "\">");
		put_element(b, "", number, "</a>");
	}
	put_escaped(b, str_cut(s, digits, s.n));
	b->failed |= mark.failed;
	buf_free(&mark);
}

static void
put_rule(struct buf *b)
{
	buf_puts(b, "<em>--------------------</em>\n");
}

static void
put_paragraph(struct buf *b, const struct reftel_paragraph *p)
{
	if (value_set(&p->heading)) {
		put_rule(b);
		put_element(b, "<strong>", value_str(&p->heading),
		    "</strong>\n");
		put_rule(b);
		buf_putc(b, '\n');
	}
	put_mark(b, p);
	put_escaped(b, value_str(&p->text));
	buf_puts(b, "\n\n");
}

static void
put_buf(struct buf *b, struct buf *text)
{
	put_escaped(b, str_make(text->p, text->n));
	b->failed |= text->failed;
	buf_free(text);
}

const char *
render_html(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	static const struct words_section whole = { 1, 1 };
	struct buf text = { 0 };

	(void)o;
	put_head(b, t);
	buf_puts(b, "<details>\n<summary>Heading as sent</summary>\n"
	    "<code><pre>");
	layout_heading(&text, t, &whole, false);
	put_buf(b, &text);
	buf_puts(b, "</pre></code>\n</details>\n<code><pre>");
	words_class_line(&text, t, &whole);
	if (text.n > 0)
		buf_puts(&text, "\n\n");
	layout_header(&text, t, LAYOUT_UNWRAPPED);
	put_buf(b, &text);
	for (size_t i = 0; i < t->paragraphs.n; i++)
		put_paragraph(b, &t->paragraphs.v[i]);
	for (size_t i = 0; i < t->signature.n; i++)
		put_element(b, "", value_str(&t->signature.v[i]), "\n");
	buf_puts(b, "</pre></code>\n</main>\n</body>\n</html>\n");
	return NULL;
}
