/*
 * Parcels: sources that are packed together, for telegrams are short and
 * alike, and what has been said once need not be said again.  A parcel is
 * filled to PARCEL bytes; a longer source has one for itself.  For the room
 * archive only.
 */
#ifndef ARCHIVE_PARCEL_H
#define ARCHIVE_PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/pack.h"
#include "base/buf.h"
#include "base/str.h"

/* Unpacked bytes: as much as is unpacked in a quarter of a millisecond.  The
 * third of it that is left after packing is a little more than three pages of
 * the archive's file. */
enum {
	PARCEL = 304 << 10,
	PARCEL_PARTS = 256	/* at most: each is held against the others */
};

struct parcel_part {
	char sha256[65];
	size_t offset, length;	/* in the bytes of the parcel */
	int64_t source;		/* its row, once it is kept */
	bool known;		/* which it had before */
};

/* Begins as zeros. */
struct parcel {
	struct buf bytes;	/* the parts, one behind the other */
	struct parcel_part *part;
	size_t n, cap;
	struct buf frame;	/* the bytes, packed */
	int64_t dictionary;	/* its row, or 0 */
};

/* There is room for so many bytes more. */
bool parcel_has_room(const struct parcel *, size_t n);
/* Appends a copy of the bytes, whose digest may be NULL: it is made then.
 * False: out of memory. */
bool parcel_add(struct parcel *, struct str bytes, const char *sha256);
/* Makes the frame; dictionary may be NULL. */
bool parcel_pack(struct parcel *, struct packer *,
    const struct pack_dictionary *dictionary, int64_t row);
void parcel_free(struct parcel *);

#endif
