/*
 * How a term becomes the key under which it is found, the hash of the key,
 * and the tables to which terms lead.  The generator (tools/mktables.c) and
 * the look-ups must agree on these, so both include this file, which needs
 * nothing but the C library.  For the room tables and its generator only.
 */
#ifndef TABLES_KEY_H
#define TABLES_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEY_MAX = 96 };		/* room for a key, with its NUL */
enum { ROW_SHARED = 0xFFFF };	/* in place of a row: several have the key */

/* The tables to which the terms of reftel_explain() lead, in the order in
 * which their meanings are told. */
enum term_table {
	TERM_TAG,
	TERM_TAG_VARIANT,
	TERM_POST,
	TERM_POST_NAME,		/* a row of the names */
	TERM_POST_CODE,		/* of the National Archives */
	TERM_PLAD,		/* a row of the routing table */
	TERM_RI,		/* the indicator's first row there */
	TERM_CAPTION,
	TERM_CLASS,
	TERM_PORTION,
	TERM_GROUP5,
	TERM_PRECEDENCE,
	TERM_SIGNAL,
	TERM_REDACTION,
	TERM_EO,
	TERM_EO_REASON,
	TERM_ACRONYM,
	TERM__MAX
};

enum key_kind {
	KEY_LINE,	/* capitals; a run of blanks is one blank */
	KEY_WORDS,	/* and a hyphen is a blank: "OFFICIAL INFORMAL" */
	KEY_SOLID,	/* capitals; no blanks: "S E C R E T", "1.4 (d)" */
	KEY_NAME	/* capitals and digits only: "PORTAUPRINCE" */
};

static inline bool
key_is_blank(char c, enum key_kind kind)
{
	return c == ' ' || (c >= '\t' && c <= '\r') ||
	    (kind == KEY_WORDS && c == '-');
}

static inline bool
key_is_alnum(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* FNV-1a, byte by byte. */
#define KEY_HASH_START UINT32_C(2166136261)
static inline uint32_t
key_step(uint32_t hash, char c)
{
	return (hash ^ (unsigned char)c) * 16777619u;
}
/* The low bits of the hash choose a slot, the high ones are the tag. */
static inline uint32_t
key_finish(uint32_t hash)
{
	return hash ^ hash >> 15;
}
static inline uint16_t
key_tag(uint32_t hash)
{
	return (uint16_t)(hash >> 16);
}

/* Writes the key of p[0..n) and a NUL; its length, 0 when there is none or
 * it is too long.  Its hash is made on the way, which costs next to
 * nothing. */
static inline size_t
key_make_hash(enum key_kind kind, const char *p, size_t n, char out[KEY_MAX],
    uint32_t *hash)
{
	uint32_t h = KEY_HASH_START;
	size_t len = 0;
	bool gap = false;

	out[0] = '\0';
	*hash = 0;
	for (size_t i = 0; i < n; i++) {
		char c = p[i], capital = (char)(c & ~0x20);

		if (capital >= 'A' && capital <= 'Z')
			c = capital;
		if (key_is_blank(c, kind)) {
			gap = kind <= KEY_WORDS && len > 0;
			continue;
		}
		if (kind == KEY_NAME && !key_is_alnum(c))
			continue;
		if (len + gap + 1 >= KEY_MAX) {
			out[0] = '\0';
			return 0;
		}
		if (gap) {
			out[len++] = ' ';
			h = key_step(h, ' ');
		}
		gap = false;
		out[len++] = c;
		h = key_step(h, c);
	}
	out[len] = '\0';
	*hash = key_finish(h);
	return len;
}

static inline size_t
key_make(enum key_kind kind, const char *p, size_t n, char out[KEY_MAX])
{
	uint32_t hash;

	return key_make_hash(kind, p, n, out, &hash);
}

/* The same hash of a key that is made already. */
static inline uint32_t
key_hash(const char *key, size_t n)
{
	uint32_t h = KEY_HASH_START;

	for (size_t i = 0; i < n; i++)
		h = key_step(h, key[i]);
	return key_finish(h);
}

#endif
