/* A first, coarse measure; see witness.h. */
#include "archive/witness.h"

#include <string.h>

#include "telegram/telegram.h"

const char *
witness_kind_name(enum witness_kind kind)
{
	static const char *const names[] = { "different", "exact", "near", "partial" };

	return names[kind];
}

static uint64_t
hash_words(const struct reftel_telegram *t, size_t *n)
{
	uint64_t h = 14695981039346656037u;

	*n = 0;
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		struct str s = value_str(&t->paragraphs.v[i].text);

		for (size_t k = 0; k < s.n; k++)
			if (ch_is(s.p[k], CT_ALNUM | CT_HIGH)) {
				h = (h ^ (unsigned char)ch_fold(s.p[k])) * 1099511628211u;
				++*n;
			}
	}
	return h;
}

uint64_t
witness_print(const struct reftel_telegram *t)
{
	size_t n;
	uint64_t h = hash_words(t, &n);

	return n < 200 ? 0 : h >> 1 | 1;
}

enum witness_kind
witness_compare(const struct reftel_telegram *a,
    const struct reftel_telegram *b, struct witness_measure *m)
{
	size_t n, k;

	(void)m;
	if (hash_words(a, &n) == hash_words(b, &k) && n == k)
		return WITNESS_EXACT;
	return str_eq(value_str(&a->subject), value_str(&b->subject)) ? WITNESS_NEAR : WITNESS_DIFFERENT;
}

bool
witness_fuller(const struct reftel_telegram *a,
    const struct reftel_telegram *b)
{
	size_t n, k;

	hash_words(a, &n);
	hash_words(b, &k);
	return n != k ? n > k : strcmp(a->source.sha256, b->source.sha256) <= 0;
}
