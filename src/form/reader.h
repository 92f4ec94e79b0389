/*
 * One stream of text goes by, and telegrams come out of it one by one, each
 * read wholly.  What is no text, such as an archive, has been opened before:
 * see the room intake.
 */
#ifndef FORM_READER_H
#define FORM_READER_H

#include "telegram/telegram.h"

struct reader;

/* From a function or, which must outlive it, from memory.  The options are
 * copied.  NULL: out of memory. */
struct reader *reader_new(const struct reftel_options *, reftel_read_fn *,
    void *ctx);
struct reader *reader_mem(const struct reftel_options *, const void *,
    size_t);
void reader_free(struct reader *);

/* As the functions of reftel_reader_ with these names. */
enum reftel_status reader_next(struct reader *, struct reftel_telegram **);
const char *reader_error(const struct reader *, struct reftel_span *,
    uint64_t *line);
uint64_t reader_passed(const struct reader *);

/*
 * Reads a telegram again from the bytes of its piece alone (t->impl->piece)
 * and its context.  The options are those of the first time but for the name.
 * Its place is the beginning of an input.
 */
enum reftel_status reader_again(const struct reftel_options *,
    const struct telegram_context *, struct str piece,
    struct reftel_telegram **);

#endif
