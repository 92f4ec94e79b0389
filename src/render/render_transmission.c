/*
 * A telegram as it is sent: the sixteen format lines of transmission.md 1, 69
 * columns, divided into sections where the text is long (telegram.md 5.3).
 */
#include "render/layout.h"
#include "render/render.h"

enum { SECTION_LINES = 100 };		/* of text in one section */

static size_t
count_lines(struct str s)
{
	size_t n = 0;

	for (size_t at = 0; at < s.n; at = str_findc(s, '\n', at) + 1)
		n++;
	return n;
}

/*
 * Where a section that begins at `from` ends: behind its last line.  It ends
 * at a blank line if there is one in its last tenth.
 */
static size_t
section_end(struct str s, size_t from)
{
	size_t at = from, blank = 0;

	for (size_t n = 1; n <= SECTION_LINES && at < s.n; n++) {
		size_t end = str_findc(s, '\n', at);

		if (end == at && n > SECTION_LINES - SECTION_LINES / 10)
			blank = end + 1;
		at = end < s.n ? end + 1 : s.n;
	}
	return at < s.n && blank > 0 ? blank : at;
}

static unsigned
count_sections(struct str s)
{
	unsigned n = 0;

	for (size_t at = 0; at < s.n; at = section_end(s, at))
		n++;
	return n == 0 ? 1 : n;
}

static void
put_section(struct buf *b, const struct reftel_telegram *t,
    const struct words_section *section, struct str text)
{
	layout_heading(b, t, section, false);
	buf_puts(b, "BT\n");
	words_class_line(b, t, section);
	buf_puts(b, "\n\n");
	buf_putstr(b, text);
	if (text.n > 0 && text.p[text.n - 1] != '\n')
		buf_putc(b, '\n');
	buf_puts(b, "BT\n");
	if (value_set(&t->transmission.station_serial)) {
		buf_putc(b, '#');
		buf_putstr(b, value_str(&t->transmission.station_serial));
		buf_putc(b, '\n');
	}
	buf_puts(b, "NNNN\n");
}

/* Words that frame messages on the wire must not stand in one
 * (transmission.md 6.4). */
static const char *
forbidden(struct str s)
{
	if (str_find(s, STR("ZCZC"), 0) < s.n)
		return "its text holds ZCZC, which begins a message";
	if (str_find(s, STR("NNNN"), 0) < s.n)
		return "its text holds NNNN, which ends a message";
	return NULL;
}

const char *
render_transmission(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	struct words_section section = { 1, 1 };
	struct buf body = { 0 };
	const char *why;
	struct str s;

	(void)o;
	layout_header(&body, t, LAYOUT_COLUMNS);
	layout_text(&body, t, LAYOUT_COLUMNS);
	s = str_make(body.p, body.n);
	why = forbidden(s);
	if (why == NULL && count_lines(s) > SECTION_LINES)
		section.of = count_sections(s);
	for (size_t at = 0; why == NULL && section.number <= section.of;
	    section.number++) {
		size_t end = section.of > 1 ? section_end(s, at) : s.n;

		put_section(b, t, &section, str_cut(s, at, end));
		at = end;
	}
	b->failed |= body.failed;
	buf_free(&body);
	return why;
}
