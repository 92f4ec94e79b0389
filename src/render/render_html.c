/*
 * A page that stands alone: no script, nothing from elsewhere, good on paper,
 * on a phone, by day and by night.  The telegram's own words stand in two
 * blocks, heading and text, as pages of archives have them (archive-forms.md
 * 3.3), so that Reftel reads the page back.
 */
#include <string.h>

#include "render/layout.h"
#include "render/markup.h"
#include "render/render.h"

static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		markup_char(b, s.p[i]);
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
"table { border-collapse: collapse; font-size: .95rem; }\n"
"th, td { padding: 0 1.5rem 0 0; text-align: left; }\n"
"th { font-weight: normal; color: var(--dim); font-size: .8125rem; }\n"
".class { font-weight: bold; letter-spacing: .06em; }\n"
"dl { display: grid; grid-template-columns: max-content 1fr;\n"
"  gap: .15rem 1rem; margin: 1rem 0; padding: .75rem 0;\n"
"  border: solid var(--line); border-width: 1px 0; font-size: .95rem; }\n"
"dt { color: var(--dim); } dd { margin: 0; }\n"
"pre { font: inherit; margin: 0; overflow-wrap: break-word; }\n"
"pre.words { white-space: normal; } code { font: inherit; }\n"
"details pre { white-space: pre-wrap; font: .8125rem/1.45 ui-monospace, Menlo, Consolas,\n"
"  monospace; margin-top: .5rem; }\n"
"summary { cursor: pointer; color: var(--dim); margin-bottom: 1rem; }\n"
"a { color: var(--link); } pre em, pre em + br { display: none; }\n"
"@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; }\n"
"  dd { margin-bottom: .4rem; } tr { display: flex; flex-wrap: wrap;\n"
"  gap: 0 1rem; } tr:first-child { display: none; } td { padding: 0; } }\n"
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

/* The archive's table: what a page knows even where the text does not say
 * it. */
static void
put_table(struct buf *b, const struct reftel_telegram *t)
{
	struct buf origin = { 0 };

	words_origin(&origin, t);
	buf_puts(b, "<table class='cable'>\n<tr><th>Reference ID</th>"
	    "<th>Created</th><th>Classification</th><th>Origin</th></tr>\n"
	    "<tr>");
	put_element(b, "<td>", value_str(&t->id), "</td>");
	put_element(b, "<td>", str_cut(value_str(&t->date), 0, 10), "</td>");
	put_element(b, "<td class=\"class\">", value_str(
	    &t->classification), "</td>");
	put_element(b, "<td>", str_make(origin.p, origin.n), "</td></tr>\n"
	    "</table>\n");
	b->failed |= origin.failed;
	buf_free(&origin);
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
	buf_puts(b, "</head>\n<body>\n<main>\n<header>\n");
	put_table(b, t);
	put_element(b, "<h1>", title.n > 0 ? title : STR("Telegram without "
	    "a subject"), "</h1>\n");
	put_facts(b, t);
	buf_puts(b, "</header>\n");
	b->failed |= number.failed;
	buf_free(&number);
}

/*
 * A line of the text: where it is wrapped, the page's own line ends stand,
 * which a browser takes for blanks; at its end a break.
 */
static void
put_line(struct buf *b, struct str s, unsigned used)
{
	struct buf lines = { 0 };
	bool table = str_find(s, STR("  "), 0) < s.n;

	layout_wrap(&lines, s, table ? LAYOUT_ONE_LINE : LAYOUT_COLUMNS, used,
	    0);
	for (size_t i = 0; i + 1 < lines.n; i++)
		if (table && lines.p[i] == ' ')
			buf_puts(b, "&nbsp;");
		else
			put_escaped(b, str_make(lines.p + i, 1));
	buf_puts(b, "<br>\n");
	b->failed |= lines.failed;
	buf_free(&lines);
}

static void
put_lines(struct buf *b, struct str s, const struct reftel_paragraph *p,
    unsigned used)
{
	for (size_t at = 0, end; at < s.n; at = end + 1) {
		struct str line, next;

		end = str_findc(s, '\n', at);
		line = str_cut(s, at, end);
		next = str_cut(s, end + 1, str_findc(s, '\n', end + 1));
		put_line(b, line, used);
		if (p != NULL && layout_parted(p, line, next))
			buf_puts(b, "<br>\n");
		used = 0;
	}
}

/* The number links to itself.  Returns how many columns it takes. */
static unsigned
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
	return (unsigned)s.n;
}

/* Rules, as long as the heading, are for Reftel: the page hides them. */
static void
put_rule(struct buf *b, struct str heading)
{
	size_t n = str_findc(heading, '\n', 0);

	buf_puts(b, "<em>");
	for (size_t i = 0; i < (n < 5 ? 5 : n); i++)
		buf_putc(b, '-');
	buf_puts(b, "</em><br>\n");
}

static void
put_paragraph(struct buf *b, const struct reftel_paragraph *p)
{
	struct str heading = value_str(&p->heading);

	if (heading.n > 0) {
		put_rule(b, heading);
		for (size_t at = 0, end; at < heading.n; at = end + 1) {
			end = str_findc(heading, '\n', at);
			put_element(b, "<strong>", str_cut(heading, at, end),
			    "</strong><br>\n");
		}
		put_rule(b, heading);
		buf_puts(b, "<br>\n");
	}
	put_lines(b, value_str(&p->text), p, put_mark(b, p));
	if (!value_set(&p->text) || p->text.n == 0)
		buf_puts(b, "<br>\n");
	buf_puts(b, "<br>\n");
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
	put_escaped(b, str_make(text.p, text.n));
	buf_puts(b, "</pre></code>\n</details>\n<code><pre class=\"words\">");
	text.n = 0;
	words_class_line(&text, t, &whole);
	if (text.n > 0)
		buf_puts(&text, "\n\n");
	layout_header(&text, t, LAYOUT_ONE_LINE);
	put_lines(b, str_make(text.p, text.n), NULL, 0);
	for (size_t i = 0; i < t->paragraphs.n; i++)
		put_paragraph(b, &t->paragraphs.v[i]);
	text.n = 0;
	layout_end(&text, t);
	put_lines(b, str_make(text.p, text.n), NULL, 0);
	buf_puts(b, "</pre></code>\n</main>\n</body>\n</html>\n");
	b->failed |= text.failed;
	buf_free(&text);
	return NULL;
}
