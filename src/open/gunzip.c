/* See gunzip.h.  In this module the only file that knows zlib. */
#include "open/gunzip.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { BLOCK = 16384, WINDOW = MAX_WBITS + 16 };	/* framed by gzip */

/* A place for unpacked bytes: those to be passed over go where they are
 * overwritten. */
static void
aim(z_stream *z, uint64_t skip, char *waste, char *out, size_t n)
{
	z->next_out = (Bytef *)(skip > 0 ? waste : out);
	if (skip > 0)
		z->avail_out = skip < BLOCK ? (uInt)skip : BLOCK;
	else
		z->avail_out = (uInt)n;
}

/* Unpacks what is in z, and what zlib holds back for want of room; false: no
 * more can come. */
static bool
inflate_all(z_stream *z, uint64_t *skip, char *waste, char *out, size_t n,
    size_t *got)
{
	bool held = false;

	while ((z->avail_in > 0 || held) && *got < n) {
		aim(z, *skip, waste, out + *got, n - *got);
		uInt room = z->avail_out;
		int code = inflate(z, Z_NO_FLUSH);
		uInt made = room - z->avail_out;

		if (*skip > 0)
			*skip -= made;
		else
			*got += made;
		held = z->avail_out == 0;
		/* another file behind it, as gzip allows */
		if (code == Z_STREAM_END)
			code = inflateReset(z);
		if (code == Z_BUF_ERROR)
			break;		/* it held nothing back after all */
		if (code != Z_OK)
			return false;
	}
	return *got < n;
}

size_t
gunzip_rest(const struct opener_input *in, uint64_t skip, char *out, size_t n)
{
	char packed[BLOCK], waste[BLOCK];
	z_stream z = { 0 };
	size_t got = 0;
	long more;

	if (in->seek == NULL || in->seek(in->ctx, 0, SEEK_SET) != 0 ||
	    inflateInit2(&z, WINDOW) != Z_OK)
		return 0;
	do {
		do
			more = in->read(in->ctx, packed, sizeof(packed));
		while (more < 0 && errno == EINTR);
		if (more <= 0)
			break;
		z.next_in = (Bytef *)packed;
		z.avail_in = (uInt)more;
	} while (inflate_all(&z, &skip, waste, out, n, &got));
	inflateEnd(&z);
	return got;
}
