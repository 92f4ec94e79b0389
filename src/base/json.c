/* JSON, written; see json.h. */
#include "base/json.h"

#include "base/utf8.h"

/* Line end and indentation, where asked for. */
static void
next_line(struct json *j)
{
	size_t n = (size_t)j->depth * 2;

	if (!j->pretty || !buf_reserve(j->out, n + 1))
		return;
	j->out->p[j->out->n++] = '\n';
	memset(j->out->p + j->out->n, ' ', n);
	j->out->n += n;
}

void
json_item(struct json *j)
{
	if (!j->first)
		buf_putc(j->out, ',');
	j->first = false;
	next_line(j);
}

void
json_key_literal(struct json *j, struct str comma_and_key)
{
	if (j->pretty) {
		json_item(j);
		buf_putstr(j->out, str_cut(comma_and_key, 1, SIZE_MAX));
		buf_putc(j->out, ' ');
		return;
	}
	buf_put(j->out, comma_and_key.p + j->first, comma_and_key.n - j->first);
	j->first = false;
}

void
json_key_str(struct json *j, struct str name)
{
	json_item(j);
	json_str(j, name);
	buf_puts(j->out, j->pretty ? ": " : ":");
}

void
json_open(struct json *j, char bracket)
{
	buf_putc(j->out, bracket);
	j->depth++;
	j->first = true;
}

void
json_close(struct json *j, char bracket)
{
	j->depth--;
	if (!j->first)
		next_line(j);
	buf_putc(j->out, bracket);
	j->first = false;
}

void
json_uint(struct json *j, uint64_t v)
{
	buf_putu(j->out, v);
}

void
json_int(struct json *j, int64_t v)
{
	if (v < 0)
		buf_putc(j->out, '-');
	buf_putu(j->out, v < 0 ? -(uint64_t)v : (uint64_t)v);
}

void
json_bool(struct json *j, bool v)
{
	buf_puts(j->out, v ? "true" : "false");
}

void
json_null(struct json *j)
{
	buf_put(j->out, "null", 4);
}

void
json_pair(struct json *j, uint64_t start, uint64_t end)
{
	buf_putc(j->out, '[');
	buf_putu(j->out, start);
	buf_puts(j->out, j->pretty ? ", " : ",");
	buf_putu(j->out, end);
	buf_putc(j->out, ']');
}

/* Strings. */

#define EACH_BYTE(c) (UINT64_MAX / 255 * (c))

/* Any of eight bytes at once (the usual test for a zero byte, once for each
 * kind): control character, quotation mark, backslash, beyond ASCII. */
static bool
word_needs_care(uint64_t w)
{
	uint64_t quote = w ^ EACH_BYTE('"'), slash = w ^ EACH_BYTE('\\');
	uint64_t hit = (w - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) |
	    (slash - EACH_BYTE(1)) | w;

	return (hit & EACH_BYTE(0x80)) != 0;
}

static bool
byte_needs_care(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c >= 0x80;
}

/* The next byte that cannot just be copied. */
static const char *
skip_plain(const char *p, const char *end)
{
	for (uint64_t w; end - p >= 8; p += 8) {
		memcpy(&w, p, 8);
		if (word_needs_care(w))
			break;
	}
	while (p < end && !byte_needs_care((unsigned char)*p))
		p++;
	return p;
}

/* Writes the escape of an ASCII character, at most 6 bytes. */
static size_t
escape(char *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char letter[128] = { ['\b'] = 'b', ['\f'] = 'f',
		['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't', ['"'] = '"',
		['\\'] = '\\' };

	out[0] = '\\';
	if (letter[c] != '\0') {
		out[1] = letter[c];
		return 2;
	}
	memcpy(out + 1, "u00", 3);
	out[4] = hex[c >> 4];
	out[5] = hex[c & 15];
	return 6;
}

/* Writes the string from `from` on up to `to`, as it is. */
static void
copy(struct buf *out, const char *from, const char *to)
{
	memcpy(out->p + out->n, from, (size_t)(to - from));
	out->n += (size_t)(to - from);
}

void
json_str(struct json *j, struct str s)
{
	/* What an escape or U+FFFD takes at most, and the closing mark. */
	enum { LONGEST = 6, SPARE = LONGEST + 2 };
	struct buf *out = j->out;
	unsigned n;

	if (s.n == 0) {
		buf_put(out, "\"\"", 2);
		return;
	}
	if (!buf_reserve(out, s.n + SPARE))
		return;

	const char *p = s.p, *end = s.p + s.n, *plain = p;
	out->p[out->n++] = '"';
	while ((p = skip_plain(p, end)) < end) {
		if ((unsigned char)*p >= 0x80 &&
		    (n = utf8_length(p, (size_t)(end - p))) > 0) {
			p += n;
			continue;
		}
		copy(out, plain, p);
		if ((unsigned char)*p >= 0x80) {
			n = utf8_broken_length(p, (size_t)(end - p));
			out->n += utf8_put(out->p + out->n, UTF8_BROKEN);
		} else {
			n = 1;
			out->n += escape(out->p + out->n, (unsigned char)*p);
		}
		plain = p += n;
		if (!buf_reserve(out, (size_t)(end - p) + SPARE))
			return;
	}
	copy(out, plain, end);
	out->p[out->n++] = '"';
}
