/*
 * Kept bytes are packed with zstd, and with a dictionary that was trained on
 * the archive's own telegrams: they are short, and alike.  The only file
 * that knows zstd is pack.c.  For the room archive only.
 */
#ifndef ARCHIVE_PACK_H
#define ARCHIVE_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct packer;

/* One a thread.  NULL: out of memory. */
struct packer *packer_new(void);
void packer_free(struct packer *);

/* A dictionary made ready; threads may share it.  NULL: out of memory. */
struct pack_dictionary;
struct pack_dictionary *pack_dictionary(struct str bytes);
void pack_dictionary_free(struct pack_dictionary *);

/* Appends the bytes as one frame. dictionary may be NULL. */
bool packer_pack(struct packer *, const struct pack_dictionary *,
    struct str bytes, struct buf *frame);
/* Trains a dictionary on n samples that stand in a row; false: they are too
 * few, or too much alike. */
bool pack_train(const char *samples, const size_t *length, size_t n,
    struct buf *dictionary);

/* Appends the bytes of a frame, of that length. False: the frame is damaged,
 * or out of memory.  An unpacker begins as zeros; one a handle. */
struct unpacker {
	void *zstd;
};
bool unpack_frame(struct unpacker *, const struct pack_dictionary *,
    struct str frame, uint64_t length, struct buf *bytes);
void unpacker_free(struct unpacker *);

#endif
