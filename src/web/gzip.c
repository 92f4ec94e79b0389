/* See gzip.h. */
#include "web/gzip.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

/*
 * A page packs to a quarter in less time than it took to make; from the next
 * level on time doubles, and a fiftieth is saved.  Sixteen more bits of window ask
 * for the frame of gzip.
 */
enum { LEVEL = 4, WINDOW = MAX_WBITS + 16, MEMORY = 8, ROOM = 16 * 1024 };

struct gzip {
	z_stream z;
};

struct gzip *
gzip_new(void)
{
	struct gzip *g = calloc(1, sizeof(*g));

	if (g != NULL && deflateInit2(&g->z, LEVEL, Z_DEFLATED, WINDOW,
	    MEMORY, Z_DEFAULT_STRATEGY) == Z_OK)
		return g;
	free(g);
	return NULL;
}

void
gzip_free(struct gzip *g)
{
	if (g != NULL)
		deflateEnd(&g->z);
	free(g);
}

void
gzip_begin(struct gzip *g)
{
	deflateReset(&g->z);
}

/* Hands over what the stream holds, as far as it gives it. */
static void
drain(struct gzip *g, bool last, struct buf *out)
{
	int got = Z_OK;

	do {
		if (!buf_reserve(out, ROOM))
			return;
		g->z.next_out = (unsigned char *)out->p + out->n;
		g->z.avail_out = ROOM;
		got = deflate(&g->z, last ? Z_FINISH : Z_NO_FLUSH);
		out->n += ROOM - g->z.avail_out;
	} while (last ? got == Z_OK : g->z.avail_out == 0);
}

void
gzip_add(struct gzip *g, const void *p, size_t n, bool last, struct buf *out)
{
	/* zlib does not write to it */
	g->z.next_in = (unsigned char *)(size_t)p;
	do {
		unsigned part = n > UINT_MAX ? UINT_MAX : (unsigned)n;

		g->z.avail_in = part;
		n -= part;
		drain(g, last && n == 0, out);
	} while (n > 0);
	if (last || out->failed)
		deflateReset(&g->z);
}
