/* Packing with zstd; see pack.h. */
#include "archive/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zdict.h>
#include <zstd.h>

#include "reftel.h"

enum {
	LEVEL = 3,		/* 9 saves a tenth, for seven times the time */
	/* Its own tables are made for the length of a dictionary, these for
	 * that of a parcel: they save a sixtieth. */
	HASH_LOG = 18, CHAIN_LOG = 17,
	DICTIONARY = 112640	/* bytes, as zstd proposes */
};

struct packer {
	ZSTD_CCtx *zstd;
	const struct pack_dictionary *loaded;
};

struct pack_dictionary {
	char *bytes;
	size_t n;
	ZSTD_DDict *unpack;
};

static bool
set(struct packer *p, ZSTD_cParameter parameter, int value)
{
	return !ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, parameter,
	    value));
}

struct packer *
packer_new(void)
{
	struct packer *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return NULL;
	p->zstd = ZSTD_createCCtx();
	if (p->zstd != NULL && set(p, ZSTD_c_compressionLevel, LEVEL) &&
	    set(p, ZSTD_c_hashLog, HASH_LOG) &&
	    set(p, ZSTD_c_chainLog, CHAIN_LOG))
		return p;
	packer_free(p);
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
	d->bytes = malloc(bytes.n + 1);
	d->unpack = ZSTD_createDDict(bytes.p, bytes.n);
	if (d->bytes != NULL && d->unpack != NULL) {
		memcpy(d->bytes, bytes.p, bytes.n);
		d->n = bytes.n;
		return d;
	}
	pack_dictionary_free(d);
	return NULL;
}

void
pack_dictionary_free(struct pack_dictionary *d)
{
	if (d == NULL)
		return;
	free(d->bytes);
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
	if (p->loaded != d) {
		if (ZSTD_isError(ZSTD_CCtx_loadDictionary(p->zstd,
		    d == NULL ? NULL : d->bytes, d == NULL ? 0 : d->n)))
			return false;
		p->loaded = d;
	}
	n = ZSTD_compress2(p->zstd, frame->p + frame->n, n, bytes.p, bytes.n);
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
unpack_begin(struct unpacker *u, const struct pack_dictionary *d)
{
	u->at = 0;
	if (u->zstd == NULL)
		u->zstd = ZSTD_createDCtx();
	return u->zstd != NULL &&
	    !ZSTD_isError(ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only)) &&
	    !ZSTD_isError(ZSTD_DCtx_refDDict(u->zstd,
	    d == NULL ? NULL : d->unpack));
}

bool
unpack_until(struct unpacker *u, struct str frame, size_t n,
    struct buf *bytes)
{
	ZSTD_inBuffer in = { frame.p, frame.n, u->at };
	ZSTD_outBuffer out = { NULL, n, bytes->n };
	size_t left = 1;

	if (n <= bytes->n)
		return true;
	if (!buf_reserve(bytes, n - bytes->n))
		return false;
	out.dst = bytes->p;
	while (out.pos < n && left > 0 && !ZSTD_isError(left)) {
		size_t taken = in.pos, made = out.pos;

		left = ZSTD_decompressStream(u->zstd, &out, &in);
		if (taken == in.pos && made == out.pos)
			break;		/* the frame is cut short */
	}
	u->at = in.pos;
	bytes->n = out.pos;
	return out.pos == n;
}

void
unpacker_free(struct unpacker *u)
{
	ZSTD_freeDCtx(u->zstd);
	u->zstd = NULL;
}
