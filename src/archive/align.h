/*
 * Which words of one row are which of another: anchors are words that either
 * has once (patience), and between them the shortest way from one row to the
 * other (E. W. Myers, An O(ND) Difference Algorithm, 1986), bounded so that
 * time grows as the rows do.  Knows numbers only.  For the room archive.
 */
#ifndef ARCHIVE_ALIGN_H
#define ARCHIVE_ALIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ALIGN_NONE UINT32_MAX

/* match[i] becomes the index in b of a[i], ascending, or ALIGN_NONE. Rows
 * are shorter than 2^31. False: out of memory. */
bool align(const uint64_t *a, size_t a_n, const uint64_t *b, size_t b_n,
    uint32_t *match);

#endif
