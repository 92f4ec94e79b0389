/* Characters; see utf8.h. */
#include "base/utf8.h"

/* Bytes 80 to 9F of Windows-1252; 0 where it has no character. */
static const uint16_t cp1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178
};

/* Bytes that a lead byte asks for in all; 0: it is no lead byte. */
static unsigned
lead_length(unsigned char c)
{
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	return c >= 0xF0 && c <= 0xF4 ? 4 : 0;
}

/* The second byte is narrower behind four of the lead bytes: no overlong
 * forms, no surrogates, nothing beyond U+10FFFF. */
static bool
second_ok(unsigned char lead, unsigned char c)
{
	unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;

	return c >= low && c <= high;
}

/* How many bytes at p belong to a character, whole or begun; *need is what
 * the whole one takes. */
static unsigned
begun(const char *s, size_t n, unsigned *need)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned i = 1;

	*need = lead_length(p[0]);
	if (*need == 0 || n < 2 || !second_ok(p[0], p[1]))
		return 1;
	for (i = 2; i < *need && i < n; i++)
		if ((p[i] & 0xC0) != 0x80)
			break;
	return i;
}

unsigned
utf8_length(const char *p, size_t n)
{
	unsigned need, have;

	if (n == 0)
		return 0;
	if ((unsigned char)p[0] < 0x80)
		return 1;
	have = begun(p, n, &need);
	return have == need && need > 1 ? need : 0;
}

unsigned
utf8_broken_length(const char *p, size_t n)
{
	unsigned need;

	return begun(p, n, &need);
}

uint32_t
utf8_get(const char *p, size_t n, unsigned *length)
{
	static const unsigned char lead_bits[5] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	uint32_t c;

	*length = utf8_length(p, n);
	if (*length == 0)
		return UTF8_BROKEN;
	c = (unsigned char)p[0] & lead_bits[*length];
	for (unsigned i = 1; i < *length; i++)
		c = c << 6 | ((unsigned char)p[i] & 0x3F);
	return c;
}

unsigned
utf8_put(char *out, uint32_t c)
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_BROKEN;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	unsigned n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[5] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	for (unsigned i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(lead[n] | c);
	return n;
}

bool
utf8_valid(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned n = utf8_length(s.p + i, s.n - i);

		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

uint32_t
utf8_from_1252(unsigned char c)
{
	if (c < 0x80 || c > 0x9F || cp1252[c - 0x80] == 0)
		return c;
	return cp1252[c - 0x80];
}

bool
utf8_is_1252(unsigned char c)
{
	return c < 0x80 || c > 0x9F || cp1252[c - 0x80] != 0;
}

/* The byte that Windows-1252, or Latin-1 in its place, shows as that
 * character; 0: none. */
static unsigned char
byte_1252(uint32_t c)
{
	if (c >= 0x80 && c <= 0xFF)
		return (unsigned char)c;
	for (unsigned i = 0; i < 32 && c > 0xFF; i++)
		if (cp1252[i] == c)
			return (unsigned char)(0x80 + i);
	return 0;
}

unsigned
utf8_twice(const char *p, size_t n, char out[4], unsigned *out_n)
{
	unsigned at, length;
	uint32_t c = utf8_get(p, n, &length);
	unsigned need = length != 2 || c > 0xFF ? 0
					 : lead_length((unsigned char)c);

	if (need == 0)
		return 0;
	out[0] = (char)c;
	at = length;
	for (unsigned i = 1; i < need; i++, at += length) {
		c = utf8_get(p + at, n - at, &length);
		out[i] = (char)byte_1252(length < 2 ? 0 : c);
	}
	*out_n = utf8_length(out, need);
	return *out_n == need ? at : 0;
}
