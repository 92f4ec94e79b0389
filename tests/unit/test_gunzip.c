/* open/gunzip.c: the end of a gzip file that was cut. */
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "open/gunzip.h"
#include "test.h"

enum { LENGTH = 70000 };

static unsigned char text[LENGTH], packed[LENGTH * 2], all[LENGTH];
static char rest[LENGTH];
static size_t packed_n, at, end;

static long
read_packed(void *ctx, void *p, size_t n)
{
	(void)ctx;
	if (n > end - at)
		n = end - at;
	memcpy(p, packed + at, n);
	at += n;
	return (long)n;
}

static int64_t
seek_packed(void *ctx, int64_t offset, int whence)
{
	(void)ctx, (void)whence;
	at = (size_t)offset;
	return offset;
}

/* Runs of a letter, which pack to little, among words. */
static void
make_text(void)
{
	uint32_t x = 7;
	z_stream z = { 0 };
	size_t n = 0;

	while (n < LENGTH) {
		size_t run = (x = x * 1664525 + 1013904223) >> 22;

		if (run % 3 != 0)
			run = 1;
		for (; run > 0 && n < LENGTH; run--)
			text[n++] = (unsigned char)('a' + (x >> 12) % 26);
	}
	CHECK(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8,
	    Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = text;
	z.avail_in = LENGTH;
	z.next_out = packed;
	z.avail_out = sizeof(packed);
	CHECK_INT(deflate(&z, Z_FINISH), Z_STREAM_END);
	packed_n = z.total_out;
	deflateEnd(&z);
}

/* All that there is before the cut, in one step. */
static size_t
unpacked(void)
{
	z_stream z = { 0 };
	size_t n;

	CHECK(inflateInit2(&z, MAX_WBITS + 16) == Z_OK);
	z.next_in = packed;
	z.avail_in = (uInt)end;
	z.next_out = all;
	z.avail_out = sizeof(all);
	inflate(&z, Z_NO_FLUSH);
	n = z.total_out;
	inflateEnd(&z);
	return n;
}

static void
nothing_before_the_cut_is_lost(void)
{
	const struct opener_input in = { .read = read_packed,
		.seek = seek_packed };

	make_text();
	for (end = 40; end < packed_n && !test_failed; end += 23) {
		size_t n = unpacked();

		for (size_t back = 0; back <= 300 && back <= n; back += 60) {
			size_t got = gunzip_rest(&in, n - back, rest,
			    sizeof(rest));

			CHECK_INT(got, back);
			CHECK(memcmp(rest, text + n - back, got) == 0);
		}
	}
}

static const struct test tests[] = {
	TEST(nothing_before_the_cut_is_lost),
};

TEST_MAIN(tests)
