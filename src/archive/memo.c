/* Rows remembered; see memo.h.  An open hash table, at most half full. */
#include "archive/memo.h"

#include <stdlib.h>

struct memo_entry {
	uint64_t hash;
	size_t at, length;	/* in the keys */
	int64_t row;		/* 0: empty */
};

enum { FIRST = 256 };		/* entries, a power of two */

static size_t
slot(const struct memo *m, uint64_t hash, struct str key)
{
	size_t i = hash & (m->cap - 1);

	while (m->entry[i].row != 0 && (m->entry[i].hash != hash ||
	    !str_eq(str_make(m->keys.p + m->entry[i].at, m->entry[i].length),
	    key)))
		i = (i + 1) & (m->cap - 1);
	return i;
}

int64_t
memo_find(const struct memo *m, struct str key)
{
	return m->cap == 0 ? 0 : m->entry[slot(m, str_hash(key), key)].row;
}

static bool
grow(struct memo *m)
{
	size_t cap = m->cap == 0 ? FIRST : m->cap * 2;
	struct memo_entry *entry = calloc(cap, sizeof(*entry));

	if (entry == NULL)
		return false;
	for (size_t i = 0; i < m->cap; i++) {
		size_t to = m->entry[i].hash & (cap - 1);

		if (m->entry[i].row == 0)
			continue;
		while (entry[to].row != 0)
			to = (to + 1) & (cap - 1);
		entry[to] = m->entry[i];
	}
	free(m->entry);
	m->entry = entry;
	m->cap = cap;
	return true;
}

void
memo_add(struct memo *m, struct str key, int64_t row)
{
	uint64_t hash = str_hash(key);
	size_t at = m->keys.n;

	if (row == 0 || (m->n * 2 >= m->cap && !grow(m)))
		return;
	buf_putstr(&m->keys, key);
	if (m->keys.failed)
		return;
	m->entry[slot(m, hash, key)] = (struct memo_entry){ hash, at, key.n,
		row };
	m->n++;
}

void
memo_free(struct memo *m)
{
	buf_free(&m->keys);
	free(m->entry);
	*m = (struct memo){ 0 };
}
