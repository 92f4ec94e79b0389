/*
 * Keeping: what a writer puts into the archive, piece by piece, between
 * keep_begin() and keep_commit().  Each call may be made again with the same
 * arguments and then changes nothing, so that work that was cut off is
 * finished by doing it again.  For the room archive only.
 */
#ifndef ARCHIVE_KEEP_H
#define ARCHIVE_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/index.h"
#include "archive/pack.h"
#include "archive/parcel.h"
#include "base/buf.h"
#include "base/str.h"

/* A telegram made ready for its row. */
struct arrival {
	struct reftel_telegram *t;
	struct buf text[INDEX__MAX];
	const char **post;	/* which each address means, to before info;
				 * or NULL */
	unsigned words;
	uint64_t print;
	bool asked;		/* the form was given */
	const char *id;		/* --id, or NULL */
	int year;		/* --year, or 0 */
};
/* Checks t, which was only read, and makes it ready; takes it.  False: out of
 * memory. */
bool arrival_make(struct arrival *, struct reftel_telegram *);
void arrival_free(struct arrival *);

struct keeper {
	struct archive *a;
	int64_t reader;		/* row of this version of Reftel */
	/* the dictionary in use, and its row; NULL: none yet */
	struct pack_dictionary *dictionary;
	int64_t dictionary_row;
	struct packer *packer;
	uint64_t plain;		/* telegrams kept without a dictionary */
	/* the context that was used last */
	int64_t context;
	struct buf context_key;
};
bool keep_open(struct keeper *, struct archive *);
void keep_close(struct keeper *);
bool keep_begin(struct keeper *);
bool keep_commit(struct keeper *);
void keep_rollback(struct keeper *);

enum keep_outcome {
	KEEP_FAILED,		/* the handle says why */
	KEEP_NEW,
	KEEP_THERE,		/* the same bytes were kept before */
	KEEP_WITNESS,		/* of a telegram that is held */
	KEEP_OTHER		/* another telegram of a number that is held */
};

/* A file begins: its row. */
int64_t keep_file(struct keeper *, const char *name);
/* A file of these bytes that is kept whole; 0: there is none. */
int64_t keep_known(struct archive *, uint64_t length, const char *sha256);
/* Some file that is kept is so long. */
bool keep_length_known(struct archive *, uint64_t length);
/* How many telegrams were found in it. */
uint64_t keep_telegrams_of(struct archive *, int64_t file);
/* How many telegrams have the number of this one. */
int64_t keep_variants(struct keeper *, const struct reftel_telegram *);
bool keep_alias(struct keeper *, int64_t file, const char *name);
/* Bytes of a file: a few that stand before a source, and the source; packed
 * NULL: none. */
bool keep_chunk(struct keeper *, int64_t file, int64_t n, struct str before,
    int64_t source);
/* The sources of a parcel, which is packed: each part gets its row.  What is
 * known already is not kept again. */
bool keep_parcel(struct keeper *, struct parcel *);
/* One source, packed here, with the dictionary if it is a telegram; its digest
 * or NULL. */
bool keep_bytes(struct keeper *, struct str bytes, const char *sha256,
    bool telegram, struct parcel_part *);
/* All bytes of a file have come. Gives the file's row: that of a file of the
 * same bytes which was there already, or of one that was left half kept, if
 * there is such; 0: failed.  A half file of that name with other bytes stays
 * as it is: they came, and are no other file's. */
int64_t keep_file_end(struct keeper *, int64_t file, uint64_t length,
    const char *sha256);
/* A telegram, whose bytes are kept. */
enum keep_outcome keep_arrival(struct keeper *, struct arrival *,
    int64_t file, const struct parcel_part *);
/* A witness that was read again: it finds its telegram anew. */
enum keep_outcome keep_again(struct keeper *, struct arrival *,
    int64_t witness);
/* What could not be read. */
struct refusal {
	const char *member;	/* or NULL */
	uint64_t offset, length, line;
	const char *reason;
};
bool keep_refusal(struct keeper *, int64_t file, const struct refusal *);

#endif
