/*
 * A strict JSON reader for tests: says whether a text is valid and finds the
 * value at a JSON pointer.  Written apart from base/json.c, so that the two
 * cannot share a mistake.
 */
#ifndef TESTS_JSON_CHECK_H
#define TESTS_JSON_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct json_in {
	const char *p, *end;
	int depth;
};

static bool json_skip_value(struct json_in *);

static inline void
json_skip_blanks(struct json_in *in)
{
	while (in->p < in->end && strchr(" \t\r\n", *in->p) != NULL &&
	    *in->p != '\0')
		in->p++;
}

static inline bool
json_eat(struct json_in *in, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(in->end - in->p) < n || memcmp(in->p, word, n) != 0)
		return false;
	in->p += n;
	return true;
}

/* One character of a string beyond ASCII: well-formed UTF-8 only. */
static inline bool
json_skip_utf8(struct json_in *in)
{
	const unsigned char *p = (const unsigned char *)in->p;
	size_t left = (size_t)(in->end - in->p);
	unsigned long c;
	size_t n;

	if (p[0] >= 0xC2 && p[0] <= 0xDF)
		n = 2;
	else if (p[0] >= 0xE0 && p[0] <= 0xEF)
		n = 3;
	else if (p[0] >= 0xF0 && p[0] <= 0xF4)
		n = 4;
	else
		return false;
	if (left < n)
		return false;
	c = p[0] & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return false;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	in->p += n;
	return !(n == 3 && c < 0x800) && !(n == 4 && c < 0x10000) &&
	    !(c >= 0xD800 && c <= 0xDFFF) && c <= 0x10FFFF;
}

static inline bool
json_skip_escape(struct json_in *in)
{
	if (++in->p == in->end)
		return false;
	if (*in->p != 'u')
		return strchr("\"\\/bfnrt", *in->p++) != NULL &&
		    in->p[-1] != '\0';
	in->p++;
	for (int i = 0; i < 4; i++, in->p++)
		if (in->p == in->end || *in->p == '\0' ||
		    strchr("0123456789abcdefABCDEF", *in->p) == NULL)
			return false;
	return true;
}

static inline bool
json_skip_string(struct json_in *in)
{
	if (!json_eat(in, "\""))
		return false;
	while (in->p < in->end) {
		unsigned char c = (unsigned char)*in->p;

		if (c == '"') {
			in->p++;
			return true;
		}
		if (c < 0x20)
			return false;
		if (c == '\\' && !json_skip_escape(in))
			return false;
		if (c >= 0x80 && !json_skip_utf8(in))
			return false;
		if (c != '\\' && c < 0x80)
			in->p++;
	}
	return false;
}

static inline bool
json_skip_digits(struct json_in *in)
{
	const char *before = in->p;

	while (in->p < in->end && *in->p >= '0' && *in->p <= '9')
		in->p++;
	return in->p > before;
}

/* Reftel writes whole numbers only. */
static inline bool
json_skip_number(struct json_in *in)
{
	const char *first;

	json_eat(in, "-");
	first = in->p;
	return json_skip_digits(in) && (*first != '0' || in->p == first + 1);
}

/* The members of an object or elements of an array, brackets included. */
static inline bool
json_skip_container(struct json_in *in, bool object)
{
	const char *close = object ? "}" : "]";

	in->p++;
	json_skip_blanks(in);
	if (json_eat(in, close))
		return true;
	do {
		json_skip_blanks(in);
		if (object) {
			if (!json_skip_string(in))
				return false;
			json_skip_blanks(in);
			if (!json_eat(in, ":"))
				return false;
			json_skip_blanks(in);
		}
		if (!json_skip_value(in))
			return false;
		json_skip_blanks(in);
	} while (json_eat(in, ","));
	return json_eat(in, close);
}

static bool
json_skip_value(struct json_in *in)
{
	bool ok;

	if (in->p == in->end || in->depth > 32)
		return false;
	switch (*in->p) {
	case '{':
	case '[':
		in->depth++;
		ok = json_skip_container(in, *in->p == '{');
		in->depth--;
		return ok;
	case '"':
		return json_skip_string(in);
	case 't':
		return json_eat(in, "true");
	case 'f':
		return json_eat(in, "false");
	case 'n':
		return json_eat(in, "null");
	default:
		return json_skip_number(in);
	}
}

/* One value and nothing else. */
static inline bool
json_valid(const char *p, size_t n)
{
	struct json_in in = { p, p + n, 0 };

	return json_skip_value(&in) && in.p == in.end;
}

/* Is the key what a pointer's step names, in which "~1" is a stroke and "~0" a
 * tilde?  All else must be spelt as in the JSON. */
static inline bool
json_is_step(const char *key, size_t key_n, const char *step, size_t n)
{
	size_t i = 0, k = 0;

	for (; i < n && k < key_n; i++, k++) {
		char c = step[i];

		if (c == '~' && i + 1 < n)
			c = step[++i] == '1' ? '/' : '~';
		if (c != key[k])
			return false;
	}
	return i == n && k == key_n;
}

/* Goes to the member or element that a pointer's step names. */
static inline bool
json_step(struct json_in *in, const char *step, size_t n)
{
	bool object = json_eat(in, "{");
	size_t index = object ? 0 : strtoul(step, NULL, 10);

	if (!object && !json_eat(in, "["))
		return false;
	for (size_t i = 0;; i++) {
		const char *key;

		json_skip_blanks(in);
		key = in->p + 1;
		if (object) {
			if (!json_skip_string(in))
				return false;
			if (!json_is_step(key, (size_t)(in->p - 1 - key), step,
			    n))
				key = NULL;
			json_skip_blanks(in);
			if (!json_eat(in, ":"))
				return false;
			json_skip_blanks(in);
		} else if (i != index) {
			key = NULL;
		}
		if (key != NULL)
			return in->p < in->end && *in->p != ']';
		if (!json_skip_value(in))
			return false;
		json_skip_blanks(in);
		if (!json_eat(in, ","))
			return false;
	}
}

/* The text of the value at a pointer such as "/to/0/plad". */
static inline bool
json_find(const char *p, size_t n, const char *pointer, size_t pointer_n,
    const char **value, size_t *value_n)
{
	struct json_in in = { p, p + n, 0 };
	const char *end = pointer + pointer_n;

	while (pointer < end) {
		const char *step = ++pointer;

		while (pointer < end && *pointer != '/')
			pointer++;
		if (!json_step(&in, step, (size_t)(pointer - step)))
			return false;
	}
	*value = in.p;
	if (!json_skip_value(&in))
		return false;
	*value_n = (size_t)(in.p - *value);
	return true;
}

#endif
