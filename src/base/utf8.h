/*
 * Characters: UTF-8, Windows-1252, and UTF-8 that was taken for
 * Windows-1252 and encoded once more.  For every room.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define UTF8_BROKEN 0xFFFDu		/* replacement character */

/* Length of the character at p, 1 to 4; 0: none begins there. */
unsigned utf8_length(const char *p, size_t n);
/* Length of the broken character at p: the bytes that could have begun one,
 * at least 1. Only where utf8_length() is 0, and n > 0. */
unsigned utf8_broken_length(const char *p, size_t n);
/* The character at p, *length bytes long; UTF8_BROKEN and 0: none. */
uint32_t utf8_get(const char *p, size_t n, unsigned *length);
/* Writes a character, up to 4 bytes; one that cannot be is UTF8_BROKEN. */
unsigned utf8_put(char *out, uint32_t c);
bool utf8_valid(struct str);

/* The character of a Windows-1252 byte; the five bytes that it leaves out
 * are the C1 controls, as in HTML. */
uint32_t utf8_from_1252(unsigned char);
/* That byte is a character of its own in Windows-1252. */
bool utf8_is_1252(unsigned char);

/*
 * The character that was encoded twice at p ("Â¶" for the sign): returns how
 * many bytes it takes and puts its UTF-8 into out; 0: there is none.
 */
unsigned utf8_twice(const char *p, size_t n, char out[4], unsigned *out_n);

#endif
