/* All values of a record one by one, each with its key and its place. */
#ifndef WEB_VALUES_H
#define WEB_VALUES_H

#include "telegram/telegram.h"

/* A value: its key as a JSON pointer without the first slash ("refs/0/text"),
 * its words, its place in the text (start > end: none). key, and the words of
 * a number, last for the call. */
typedef void value_fn(void *ctx, const char *key, struct str words,
    uint32_t start, uint32_t end);
/* In the order of reftel-record(5). */
void values_each(const struct reftel_telegram *, value_fn *, void *ctx);

#endif
