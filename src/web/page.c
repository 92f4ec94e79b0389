/* See page.h. */
#include "web/page.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

/* Ends a start tag, behind which content comes. */
static void
end_tag(struct page *p)
{
	if (p->in_tag)
		buf_puts(p->out, p->empty ? "/>" : ">");
	p->in_tag = p->empty = false;
}

void
page_open(struct page *p, const char *element)
{
	end_tag(p);
	assert(p->depth < PAGE_DEPTH);
	p->element[p->depth++] = element;
	buf_putc(p->out, '<');
	buf_puts(p->out, element);
	p->in_tag = true;
}

void
page_void(struct page *p, const char *element)
{
	end_tag(p);
	buf_putc(p->out, '<');
	buf_puts(p->out, element);
	p->in_tag = p->empty = true;
}

void
page_close(struct page *p)
{
	end_tag(p);
	assert(p->depth > 0);
	buf_puts(p->out, "</");
	buf_puts(p->out, p->element[--p->depth]);
	buf_putc(p->out, '>');
}

void
page_close_to(struct page *p, unsigned depth)
{
	while (p->depth > depth)
		page_close(p);
}

void
page_newline(struct page *p)
{
	end_tag(p);
	buf_putc(p->out, '\n');
}

/* A character that is not to be written as it is: it does not show, or turns
 * the direction of what follows. */
static bool
is_hidden(uint32_t c)
{
	return c < 0xA0 || c == 0xAD || c == 0x061C || c == 0x180E ||
	    (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
	    (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
	    (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xFDD0 && c <= 0xFDEF) ||
	    (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE0FFF);
}

static void
put_hidden(struct buf *b, uint32_t c)
{
	char text[16];

	snprintf(text, sizeof(text), "[U+%04X]", (unsigned)c);
	buf_puts(b, text);
}

/* A byte of the text that is a markup character, a control, or no ASCII. */
static size_t
put_odd(struct buf *b, struct str s, size_t i)
{
	unsigned length;
	uint32_t c;

	switch (s.p[i]) {
	case '&':
		buf_puts(b, "&amp;");
		return 1;
	case '<':
		buf_puts(b, "&lt;");
		return 1;
	case '>':
		buf_puts(b, "&gt;");
		return 1;
	case '"':
		buf_puts(b, "&quot;");
		return 1;
	}
	c = utf8_get(s.p + i, s.n - i, &length);
	if (length == 0) {
		buf_puts(b, "\xEF\xBF\xBD");
		return utf8_broken_length(s.p + i, s.n - i);
	}
	if (is_hidden(c))
		put_hidden(b, c);
	else
		buf_put(b, s.p + i, length);
	return length;
}

static bool
is_plain(unsigned char c)
{
	return (c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' &&
	    c != '"') || c == '\n' || c == '\t';
}

static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0, from; i < s.n;) {
		for (from = i; i < s.n && is_plain((unsigned char)s.p[i]); i++)
			;
		buf_put(b, s.p + from, i - from);
		if (i < s.n)
			i += put_odd(b, s, i);
	}
}

void
page_text(struct page *p, struct str s)
{
	end_tag(p);
	put_escaped(p->out, s);
}

void
page_puts(struct page *p, const char *s)
{
	page_text(p, str_from(s));
}

void
page_printf(struct page *p, const char *fmt, ...)
{
	char few[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(few, sizeof(few), fmt, ap);
	va_end(ap);
	page_puts(p, few);
}

void
page_number(struct page *p, uint64_t n)
{
	char digits[32], out[48];
	size_t length, k = 0;

	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)n);
	length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			out[k++] = ',';
		out[k++] = digits[i];
	}
	page_text(p, str_make(out, k));
}

void
page_attr_str(struct page *p, const char *name, struct str s)
{
	assert(p->in_tag);
	if (s.p == NULL)
		return;
	buf_putc(p->out, ' ');
	buf_puts(p->out, name);
	buf_puts(p->out, "=\"");
	put_escaped(p->out, s);
	buf_putc(p->out, '"');
}

void
page_attr(struct page *p, const char *name, const char *s)
{
	page_attr_str(p, name, str_from(s));
}

void
page_attr_int(struct page *p, const char *name, long n)
{
	page_attr_fmt(p, name, "%ld", n);
}

void
page_attr_fmt(struct page *p, const char *name, const char *fmt, ...)
{
	char few[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(few, sizeof(few), fmt, ap);
	va_end(ap);
	page_attr(p, name, few);
}

void
page_element(struct page *p, const char *element, const char *class,
    struct str s)
{
	page_open(p, element);
	page_attr(p, "class", class);
	page_text(p, s);
	page_close(p);
}

void
page_link(struct page *p, const char *class, const char *href, struct str s)
{
	page_open(p, "a");
	page_attr(p, "class", class);
	page_attr(p, "href", href);
	page_text(p, s);
	page_close(p);
}

void
page_explained(struct page *p, const char *href, struct str word,
    struct str explanation)
{
	if (explanation.n == 0) {
		if (href != NULL)
			page_link(p, NULL, href, word);
		else
			page_text(p, word);
		return;
	}
	p->tips++;
	page_open(p, "span");
	page_attr(p, "class", "explained");
	page_open(p, href != NULL ? "a" : "span");
	page_attr(p, "href", href);
	page_attr(p, "class", "word");
	if (href == NULL) {
		page_attr(p, "tabindex", "0");
		page_attr(p, "role", "note");
	}
	page_attr_fmt(p, "aria-describedby", "tip%u", p->tips);
	page_text(p, word);
	page_close(p);
	page_open(p, "span");
	page_attr(p, "class", "tip");
	page_attr(p, "role", "tooltip");
	page_attr_fmt(p, "id", "tip%u", p->tips);
	page_text(p, explanation);
	page_close(p);
	page_close(p);
}

static bool
all_digits(struct str s, size_t at, size_t n)
{
	for (size_t i = at; i < at + n; i++)
		if (i >= s.n || !ch_digit(s.p[i]))
			return false;
	return true;
}

void
page_date(struct page *p, struct str s)
{
	static const char *const months[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	long month = 0;

	if (s.n >= 10 && all_digits(s, 0, 4) && all_digits(s, 5, 2) &&
	    all_digits(s, 8, 2))
		month = str_digits(s.p + 5, 2);
	if (month < 1 || month > 12) {
		page_text(p, s);
		return;
	}
	page_open(p, "time");
	page_attr_str(p, "datetime", s);
	page_printf(p, "%ld %s %.4s", str_digits(s.p + 8, 2),
	    months[month - 1], s.p);
	if (s.n > 11) {
		page_puts(p, ", ");
		page_text(p, str_cut(s, 11, s.n));
	}
	page_close(p);
}
