/*
 * The end of a gzip file that was cut: libarchive gives what it unpacks in
 * blocks of 64 KiB, and a block that it cannot fill it gives not at all.  For
 * the room open only.
 */
#ifndef OPEN_GUNZIP_H
#define OPEN_GUNZIP_H

#include "intake/opener.h"

/* Unpacks the input again, from its beginning: what there is behind the first
 * `skip` bytes, at most n.  Returns how much, 0: nothing. */
size_t gunzip_rest(const struct opener_input *, uint64_t skip, char *out,
    size_t n);

#endif
