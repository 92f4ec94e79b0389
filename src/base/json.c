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

/* What cannot just be copied: control characters, quotation marks,
 * backslashes, and characters beyond ASCII, which may be broken. */
static bool
needs_care(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c >= 0x80;
}

/* copy_words() copies sixteen bytes at a time while none of them needs care
 * (and may write, but not count, more); it returns how many. */
#ifdef __SSE2__
static size_t
copy_words(char *out, const char *p, size_t n)
{
	const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
	const __m128i blank = _mm_set1_epi8(' ');
	size_t i = 0;

	for (; n - i >= 16; i += 16) {
		__m128i v = _mm_loadu_si128((const void *)(p + i));
		/* As signed numbers, bytes beyond ASCII are below blank. */
		__m128i care = _mm_or_si128(_mm_cmplt_epi8(v, blank),
		    _mm_or_si128(_mm_cmpeq_epi8(v, quote),
		    _mm_cmpeq_epi8(v, slash)));

		_mm_storeu_si128((void *)(out + i), v);
		if (_mm_movemask_epi8(care) != 0)
			break;
	}
	return i;
}
#else
#define EACH_BYTE(c) (UINT64_MAX / 255 * (c))

/* The usual test for a zero byte, once for each kind. */
static uint64_t
word_needs_care(uint64_t w)
{
	uint64_t quote = w ^ EACH_BYTE('"'), slash = w ^ EACH_BYTE('\\');

	return ((w - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) |
	    (slash - EACH_BYTE(1)) | w) & EACH_BYTE(0x80);
}

static size_t
copy_words(char *out, const char *p, size_t n)
{
	size_t i = 0;

	for (uint64_t w[2]; n - i >= sizeof(w); i += sizeof(w)) {
		memcpy(w, p + i, sizeof(w));
		memcpy(out + i, w, sizeof(w));
		if ((word_needs_care(w[0]) | word_needs_care(w[1])) != 0)
			break;
	}
	return i;
}
#endif

/* Copies up to the next byte that needs care; returns how many. */
static size_t
copy_plain(char *out, const char *p, size_t n)
{
	size_t i = copy_words(out, p, n);

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
