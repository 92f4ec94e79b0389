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

/*
 * A frame is unpacked as far as it is needed, and later further.  An unpacker
 * begins as zeros; one a handle.
 */
struct unpacker {
	void *zstd;
	size_t at;		/* bytes of the frame that were taken */
};
/* Another frame begins.  False: out of memory. */
bool unpack_begin(struct unpacker *, const struct pack_dictionary *);
/* Appends what comes next of the frame until there are n bytes.  False: the
 * frame is damaged or shorter, or out of memory. */
bool unpack_until(struct unpacker *, struct str frame, size_t n,
    struct buf *bytes);
void unpacker_free(struct unpacker *);

#endif
