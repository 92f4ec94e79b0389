/* JSON, written; see json.h. */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
json_key_pretty(struct json *j, struct str key)
{
	json_item(j);
	buf_putstr(j->out, key);
	buf_putc(j->out, ' ');
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

/* What cannot just be copied: control characters, quotation marks,
 * backslashes, and characters beyond ASCII, which may be broken. */
static bool
needs_care(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c >= 0x80;
}

#define EACH_BYTE(c) (UINT64_MAX / 255 * (c))

/* Whether one of eight bytes needs care: the usual test for a zero byte, once
 * for each kind. */
static bool
word_needs_care(uint64_t w)
{
	uint64_t quote = w ^ EACH_BYTE('"'), slash = w ^ EACH_BYTE('\\');

	return (((w - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) |
	    (slash - EACH_BYTE(1)) | w) & EACH_BYTE(0x80)) != 0;
}

/* How many of the sixteen bytes at p stand before one that needs care. */
#ifdef __SSE2__
static unsigned
block_plain(const char *p)
{
	__m128i v = _mm_loadu_si128((const void *)p);
	/* As signed numbers, bytes beyond ASCII are below blank. */
	__m128i care = _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(' ')),
	    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))));

	return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(care) |
	    1u << 16);
}
#else
static unsigned
block_plain(const char *p)
{
	uint64_t w[2];
	unsigned i = 0;

	memcpy(w, p, sizeof(w));
	if (!word_needs_care(w[0]) && !word_needs_care(w[1]))
		return 16;
	while (!needs_care((unsigned char)p[i]))
		i++;
	return i;
}
#endif

/* A string of 4 to 15 bytes, by its first and its last bytes, which may
 * overlap.  False: something in it needs care, and nothing is copied. */
static bool
copy_short(char *out, const char *p, size_t n)
{
	uint64_t first, last;
	uint32_t head, tail;

	if (n >= 8) {
		memcpy(&first, p, 8);
		memcpy(&last, p + n - 8, 8);
		if (word_needs_care(first) || word_needs_care(last))
			return false;
		memcpy(out, &first, 8);
		memcpy(out + n - 8, &last, 8);
		return true;
	}
	memcpy(&head, p, 4);
	memcpy(&tail, p + n - 4, 4);
	if (word_needs_care((uint64_t)head << 32 | tail))
		return false;
	memcpy(out, &head, 4);
	memcpy(out + n - 4, &tail, 4);
	return true;
}

/*
 * Copies up to the next byte that needs care (and may write, but not count,
 * some more); returns how many.  Most strings need none: they are copied in
 * blocks, and what is left of the last one in a block that ends with it.
 */
static size_t
copy_plain(char *out, const char *p, size_t n)
{
	size_t i = 0;

	for (; n - i >= 16; i += 16) {
		unsigned k = block_plain(p + i);

		memcpy(out + i, p + i, 16);
		if (k < 16)
			return i + k;
	}
	if (n >= 16) {
		memcpy(out + n - 16, p + n - 16, 16);
		return n - 16 + block_plain(p + n - 16);
	}
	if (n >= 4 && copy_short(out, p, n))
		return n;
	for (; i < n && !needs_care((unsigned char)p[i]); i++)
		out[i] = p[i];
	return i;
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

/* Writes the character at p, which needs care, and says how many bytes of
 * the string it takes.  What is no UTF-8 becomes U+FFFD. */
static size_t
put_careful(struct buf *out, const char *p, size_t n)
{
	unsigned length;

	if ((unsigned char)*p < 0x80) {
		out->n += escape(out->p + out->n, (unsigned char)*p);
		return 1;
	}
	length = utf8_length(p, n);
	if (length == 0) {
		out->n += utf8_put(out->p + out->n, UTF8_BROKEN);
		return utf8_broken_length(p, n);
	}
	memcpy(out->p + out->n, p, length);
	out->n += length;
	return length;
}

void
json_str(struct json *j, struct str s)
{
	/* Beside the string itself, two marks and what one character takes
	 * at most when it is escaped. */
	enum { SPARE = 2 + 6 };
	struct buf *out = j->out;

	if (!buf_reserve(out, s.n + SPARE))
		return;
	out->p[out->n++] = '"';
	while (s.n > 0) {
		size_t n = copy_plain(out->p + out->n, s.p, s.n);

		out->n += n;
		if (n < s.n) {
			n += put_careful(out, s.p + n, s.n - n);
			if (!buf_reserve(out, s.n - n + SPARE))
				return;
		}
		s.p += n;
		s.n -= n;
	}
	out->p[out->n++] = '"';
}

void
json_given(struct json *j, const char *s)
{
	if (*s == '\0')
		json_null(j);
	else
		json_str(j, str_from(s));
}
