/* Single values out of JSON; see json_read.h. */
#include "base/json_read.h"

#include "base/utf8.h"

static size_t
skip_space(struct str s, size_t at)
{
	while (at < s.n && ch_space(s.p[at]))
		at++;
	return at;
}

/* Behind the string that begins at `at`; s.n if it does not end. */
static size_t
skip_string(struct str s, size_t at)
{
	for (at++; at < s.n && s.p[at] != '"'; at++)
		if (s.p[at] == '\\')
			at++;
	return at < s.n ? at + 1 : s.n;
}

/* Behind the value at `at`: brackets are counted, not matched. */
static size_t
skip_value(struct str s, size_t at)
{
	size_t depth = 0;

	while (at < s.n) {
		char c = s.p[at];

		if (depth == 0 && (c == ',' || c == '}' || c == ']'))
			break;
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		at = c == '"' ? skip_string(s, at) : at + 1;
	}
	return at;
}

/* A member of that very object. */
static bool
own_member(struct str s, struct str name, struct str *value)
{
	size_t at = skip_space(s, 0);

	if (at >= s.n || s.p[at++] != '{')
		return false;
	for (;;) {
		size_t key = at = skip_space(s, at), end;

		if (at >= s.n || s.p[at] != '"')
			return false;
		end = skip_string(s, at);
		at = skip_space(s, end);
		if (at >= s.n || s.p[at] != ':')
			return false;
		at = skip_space(s, at + 1);
		*value = str_make(s.p + at, skip_value(s, at) - at);
		if (str_eq(str_cut(s, key + 1, end - 1), name)) {
			*value = str_trim(*value);
			return value->n > 0;
		}
		at = skip_space(s, at + value->n);
		if (at >= s.n || s.p[at++] != ',')
			return false;
	}
}

bool
json_member(struct str s, const char *path, struct str *value)
{
	struct str rest = str_from(path);

	while (rest.n > 0) {
		size_t point = str_findc(rest, '.', 0);

		if (!own_member(s, str_cut(rest, 0, point), value))
			return false;
		s = *value;
		rest = str_cut(rest, point + 1, rest.n);
	}
	return true;
}

/* Four hexadecimal digits at p. */
static bool
hex4(struct str s, size_t at, uint32_t *out)
{
	*out = 0;
	for (size_t end = at + 4; at < end; at++) {
		char c = at < s.n ? ch_fold(s.p[at]) : '\0';

		if (!ch_digit(c) && (c < 'A' || c > 'F'))
			return false;
		*out = *out * 16 + (uint32_t)(ch_digit(c) ? c - '0'
		    : c - 'A' + 10);
	}
	return true;
}

/* The character written at `at`, behind "\u"; two of them may make one. */
static size_t
put_unicode(struct str s, size_t at, struct buf *out)
{
	uint32_t c, low;
	char bytes[4];

	if (!hex4(s, at, &c))
		return 0;
	at += 4;
	if (c >= 0xD800 && c < 0xDC00 && at + 6 <= s.n && s.p[at] == '\\' &&
	    s.p[at + 1] == 'u' && hex4(s, at + 2, &low) && low >= 0xDC00 &&
	    low < 0xE000) {
		c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
		at += 6;
	}
	buf_put(out, bytes, utf8_put(bytes, c));
	return at;
}

bool
json_text(struct str value, struct buf *out)
{
	static const char letters[] = "bfnrt\"\\/", meant[] = "\b\f\n\r\t\"\\/";

	if (value.n < 2 || value.p[0] != '"' || value.p[value.n - 1] != '"')
		return false;
	value = str_cut(value, 1, value.n - 1);
	for (size_t at = 0; at < value.n;) {
		const char *letter;

		if (value.p[at] != '\\') {
			buf_putc(out, value.p[at++]);
			continue;
		}
		if (++at >= value.n)
			return false;
		if (value.p[at] == 'u') {
			at = put_unicode(value, at + 1, out);
			if (at == 0)
				return false;
			continue;
		}
		letter = memchr(letters, value.p[at++], sizeof(letters) - 1);
		if (letter == NULL)
			return false;
		buf_putc(out, meant[letter - letters]);
	}
	return true;
}

bool
json_number(struct str value, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < value.n; i++) {
		if (!ch_digit(value.p[i]) || *out > UINT64_MAX / 10 - 1)
			return false;
		*out = *out * 10 + (uint64_t)(value.p[i] - '0');
	}
	return value.n > 0;
}

bool
json_numbers(struct str value, uint64_t out[2])
{
	size_t comma = str_findc(value, ',', 0);

	return value.n > 2 && value.p[0] == '[' &&
	    value.p[value.n - 1] == ']' &&
	    json_number(str_trim(str_cut(value, 1, comma)), &out[0]) &&
	    json_number(str_trim(str_cut(value, comma + 1, value.n - 1)),
	    &out[1]);
}
