/*
 * Words told apart ahead.  The tokenizer of the index is a good part of what
 * adding costs, and the writer is one thread: readers tell the words of their
 * texts apart as that tokenizer does, and with it wherever there is more than
 * plain letters and digits, and the writer's index only takes them over.  For
 * the room archive only.
 */
#ifndef ARCHIVE_WORDS_H
#define ARCHIVE_WORDS_H

#include <stdbool.h>

#include "archive/archive.h"
#include "archive/index.h"

struct words_teller;

/* One a thread.  NULL: out of memory, or the tokenizer cannot be had. */
struct words_teller *words_teller_new(void);
void words_teller_free(struct words_teller *);
/* Puts the words of each text in its place, to be taken by an archive that
 * is open for writing.  False: out of memory, and the texts are lost. */
bool words_tell(struct words_teller *, struct buf text[INDEX__MAX]);

/* From now on the archive's index takes both texts and words that were told
 * apart.  To be called before the index is first looked at. */
enum archive_status words_taken(struct archive *);

#endif
