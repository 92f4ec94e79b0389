/* What the files split*.c share; for them only. */
#ifndef FORM_SPLIT_INT_H
#define FORM_SPLIT_INT_H

#include "form/split.h"

/* [from, to) is a piece, up to where the next begins: SPLIT_PIECE. */
enum split_status split_give(struct split_piece *, size_t from, size_t to);
/* The rest of the view is the piece, once nothing follows. */
enum split_status split_rest(struct str s, bool last, struct split_piece *);
/* Behind the blanks and empty lines at `at`. */
size_t split_skip_space(struct str s, size_t at);

/* The first transmission of s, with the sections of it that follow. */
enum split_status split_transmission(struct str s, bool last,
    struct split_piece *);
/* Another document number begins another document; so does a second
 * telegram on paper, and a second MRN. */
enum split_status split_release(struct str s, bool last,
    struct split_piece *);

#endif
