/* Packing with zstd; see pack.h. */
#include "archive/pack.h"

#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

#include "reftel.h"

enum {
	LEVEL = 3,		/* 9 saves a tenth, for seven times the time */
	DICTIONARY = 112640	/* bytes, as zstd proposes */
};

struct packer {
	ZSTD_CCtx *zstd;
};

struct pack_dictionary {
	ZSTD_CDict *pack;
	ZSTD_DDict *unpack;
};

struct packer *
packer_new(void)
{
	struct packer *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return NULL;
	p->zstd = ZSTD_createCCtx();
	if (p->zstd != NULL)
		return p;
	free(p);
	return NULL;
}

void
packer_free(struct packer *p)
{
	if (p == NULL)
		return;
	ZSTD_freeCCtx(p->zstd);
	free(p);
}

struct pack_dictionary *
pack_dictionary(struct str bytes)
{
	struct pack_dictionary *d = calloc(1, sizeof(*d));

	if (d == NULL)
		return NULL;
	d->pack = ZSTD_createCDict(bytes.p, bytes.n, LEVEL);
	d->unpack = ZSTD_createDDict(bytes.p, bytes.n);
	if (d->pack != NULL && d->unpack != NULL)
		return d;
	pack_dictionary_free(d);
	return NULL;
}

void
pack_dictionary_free(struct pack_dictionary *d)
{
	if (d == NULL)
		return;
	ZSTD_freeCDict(d->pack);
	ZSTD_freeDDict(d->unpack);
	free(d);
}

bool
packer_pack(struct packer *p, const struct pack_dictionary *d,
    struct str bytes, struct buf *frame)
{
	size_t n = ZSTD_compressBound(bytes.n);

	if (!buf_reserve(frame, n))
		return false;
	n = d == NULL ? ZSTD_compressCCtx(p->zstd, frame->p + frame->n, n,
	    bytes.p, bytes.n, LEVEL) : ZSTD_compress_usingCDict(p->zstd,
	    frame->p + frame->n, n, bytes.p, bytes.n, d->pack);
	if (ZSTD_isError(n))
		return false;
	frame->n += n;
	return true;
}

bool
pack_train(const char *samples, const size_t *length, size_t n,
    struct buf *dictionary)
{
	size_t got;

	if (!buf_reserve(dictionary, DICTIONARY))
		return false;
	got = ZDICT_trainFromBuffer(dictionary->p, DICTIONARY, samples,
	    length, (unsigned)n);
	if (ZDICT_isError(got))
		return false;
	dictionary->n = got;
	return true;
}

bool
unpack_frame(struct unpacker *u, const struct pack_dictionary *d,
    struct str frame, uint64_t length, struct buf *bytes)
{
	size_t n;

	if (u->zstd == NULL)
		u->zstd = ZSTD_createDCtx();
	if (u->zstd == NULL || length > SIZE_MAX / 2 ||
	    !buf_reserve(bytes, (size_t)length + 1))
		return false;
	n = d == NULL ? ZSTD_decompressDCtx(u->zstd, bytes->p + bytes->n,
	    (size_t)length, frame.p, frame.n)
	    : ZSTD_decompress_usingDDict(u->zstd, bytes->p + bytes->n,
	    (size_t)length, frame.p, frame.n, d->unpack);
	if (ZSTD_isError(n) || n != length)
		return false;
	bytes->n += n;
	return true;
}

void
unpacker_free(struct unpacker *u)
{
	ZSTD_freeDCtx(u->zstd);
	u->zstd = NULL;
}
