/*
 * Rows remembered by what they stand for, so that what comes with nearly
 * every telegram, an address or a TAG, is looked up once.  For the room
 * archive only.
 */
#ifndef ARCHIVE_MEMO_H
#define ARCHIVE_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Begins as zeros. */
struct memo {
	struct buf keys;		/* one behind the other */
	struct memo_entry *entry;	/* a hash table */
	size_t n, cap;
};

/* 0: it is not remembered. */
int64_t memo_find(const struct memo *, struct str key);
/* Remembers a row that is not remembered yet, or forgets to: without memory
 * it is looked up again. */
void memo_add(struct memo *, struct str key, int64_t row);
/* Forgets all; the memo is as it began. */
void memo_free(struct memo *);

#endif
