/*
 * Decoded text with a map from each stretch back to the source.
 *
 * Forms decode (entities, CSV quotes, links, encodings) by appending to a
 * text: verbatim stretches, replacements, or stretches of another text,
 * whose map is then composed.  Lexer and parser work on the text and
 * translate only when a span is asked for.  Offsets in the text and in the
 * source piece are 32 bit: a telegram is at most REFTEL_TELEGRAM_MAX long.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * One stretch of the text.  Invariants: stretches ascend by at without
 * gaps; a verbatim one maps byte for byte (src_n is its own length); any
 * other stands whole for src_n source bytes (0: inserted).
 */
struct text_run {
	uint32_t at;		/* where it begins in the text */
	uint32_t src;		/* where it came from in the source */
	uint32_t src_n;		/* source bytes it stands for */
	bool verbatim;
};

struct text {
	struct arena *arena;
	char *p;		/* the decoded text */
	uint32_t n, cap;
	struct text_run *run;
	size_t run_n, run_cap;
	bool failed;
};

/* A text that will hold about `hint` bytes, in the arena. */
void text_init(struct text *, struct arena *, size_t hint);
/* A text that is the source itself: no copy, one run. */
void text_init_verbatim(struct text *, struct arena *, struct str source);
/* Appends n source bytes, found at source offset src, as they stand. */
void text_verbatim(struct text *, const char *p, size_t n, uint32_t src);
/* Appends s, standing for src_n source bytes at src. */
void text_replace(struct text *, struct str s, uint32_t src, uint32_t src_n);
/* Appends [from, to) of another text, with its map. */
void text_copy(struct text *, const struct text *in, uint32_t from,
    uint32_t to);
/* Appends s, standing for [from, to) of another text. */
void text_subst(struct text *, struct str s, const struct text *in,
    uint32_t from, uint32_t to);

/* The source bytes of [start, end) of the text: one interval that covers
 * all of it.  An empty range gives an empty interval at its place. */
struct text_place { uint32_t start, end; };
struct text_place text_source(const struct text *, uint32_t start,
    uint32_t end);
/* The text offset of the first text byte at or behind source offset src. */
uint32_t text_from_source(const struct text *, uint32_t src);

#endif
