/*
 * TEI P5, the subset of data/reftel-tei.rng: a header that says what the
 * telegram is and where it was read, and its words as a document of the kind
 * that the editions have (archive-forms.md 3.8).  <lb/> stands where a line
 * of the telegram ends.
 */
#include "render/layout.h"
#include "render/markup.h"
#include "render/render.h"

/* What XML does not allow at all, control characters, becomes U+FFFD. Of a
 * run of blanks all but the first are spelt out, or readers would fold it. */
static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ' ' && i > 0 && s.p[i - 1] == ' ')
			buf_puts(b, "&#32;");
		else if ((unsigned char)s.p[i] < ' ' && !ch_space(s.p[i]))
			buf_puts(b, "\xEF\xBF\xBD");
		else
			markup_char(b, s.p[i]);
}

static void
put_element(struct buf *b, const char *open, struct str s, const char *close)
{
	buf_puts(b, open);
	put_escaped(b, s);
	buf_puts(b, close);
}

static void
put_header(struct buf *b, const struct reftel_telegram *t)
{
	buf_puts(b, "<teiHeader>\n<fileDesc>\n<titleStmt>\n<title>");
	put_escaped(b, value_set(&t->title) ? value_str(&t->title)
	    : STR("Telegram without a subject"));
	buf_puts(b, "</title>\n</titleStmt>\n<publicationStmt>\n<p>Written by "
	    "Reftel " REFTEL_VERSION ".</p>\n</publicationStmt>\n"
	    "<sourceDesc>\n");
	put_element(b, "<p>", str_from(t->source.name), "</p>\n");
	if (t->source.sha256[0] != '\0')
		put_element(b, "<p>SHA-256 ", str_from(t->source.sha256),
		    "</p>\n");
	buf_puts(b, "</sourceDesc>\n</fileDesc>\n<profileDesc>\n<textClass>\n"
	    "<keywords scheme=\"#TAGS\">\n");
	if (t->tags.n == 0)
		buf_puts(b, "<term/>\n");
	for (size_t i = 0; i < t->tags.n; i++)
		put_element(b, "<term>", value_str(&t->tags.v[i].tag),
		    "</term>\n");
	buf_puts(b, "</keywords>\n</textClass>\n</profileDesc>\n"
	    "</teiHeader>\n");
}

/* "2007-10-29T10:36Z" with seconds, as dates in XML have them. */
static void
put_dateline(struct buf *b, const struct reftel_telegram *t)
{
	struct str date = value_str(&t->date);
	bool timed = date.n == sizeof("2007-10-29T10:36Z") - 1;

	if (date.n == 0)
		return;
	buf_puts(b, "<dateline>");
	if (value_set(&t->post))
		put_element(b, "<placeName>", value_str(&t->post),
		    "</placeName>, ");
	put_element(b, "<date when=\"", str_cut(date, 0, timed ? date.n - 1
	    : date.n), timed ? ":00Z\">" : "\">");
	put_element(b, "", value_set(&t->dtg) ? value_str(&t->dtg) : date,
	    "</date></dateline>\n");
}

/* Blocks of lines, parted by blank lines, as paragraphs. */
static void
put_blocks(struct buf *b, struct str s)
{
	bool open = false;

	for (size_t at = 0, end; at < s.n; at = end + 1) {
		struct str line;

		end = str_findc(s, '\n', at);
		line = str_trim(str_cut(s, at, end));
		if (line.n == 0) {
			buf_puts(b, open ? "</p>\n" : "");
			open = false;
			continue;
		}
		put_element(b, open ? "<lb/>\n" : "<p>", line, "");
		open = true;
	}
	buf_puts(b, open ? "</p>\n" : "");
}

const char *
render_tei(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	static const struct words_section whole = { 1, 1 };
	struct buf text = { 0 };

	(void)o;
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
	put_header(b, t);
	buf_puts(b, "<text>\n<body>\n<div type=\"document\" "
	    "subtype=\"telegram\"");
	if (value_set(&t->id))
		put_element(b, " n=\"", value_str(&t->id), "\"");
	buf_puts(b, ">\n<head>Telegram");
	if (value_set(&t->from.plad))
		put_element(b, " From <gloss type=\"from\">", value_str(
		    &t->from.plad), "</gloss>");
	buf_puts(b, "</head>\n");
	put_dateline(b, t);
	layout_heading(&text, t, &whole, false);
	buf_putc(&text, '\n');
	words_class_line(&text, t, &whole);
	buf_puts(&text, "\n\n");
	layout_header(&text, t, LAYOUT_ONE_LINE);
	for (size_t i = 0; i < t->paragraphs.n; i++)
		layout_paragraph(&text, t, i, LAYOUT_COLUMNS);
	layout_end(&text, t);
	put_blocks(b, str_make(text.p, text.n));
	buf_puts(b, "</div>\n</body>\n</text>\n</TEI>\n");
	b->failed |= text.failed;
	buf_free(&text);
	return NULL;
}
