/* The records do not depend on the slices in which the input arrives. */
#include "prop.h"

struct slices {
	struct str in;
	size_t at;
	unsigned seed, most;	/* most: longest slice */
};

static long
read_slice(void *ctx, void *out, size_t n)
{
	struct slices *s = ctx;
	size_t take;

	s->seed = s->seed * 1103515245u + 12345;
	take = 1 + (s->seed >> 8) % s->most;
	if (take > n)
		take = n;
	if (take > s->in.n - s->at)
		take = s->in.n - s->at;
	if (take > 0)
		memcpy(out, s->in.p + s->at, take);
	s->at += take;
	return (long)take;
}

static void
compare(struct str in, unsigned most, const struct buf *want)
{
	const struct reftel_options options = { 0 };
	struct slices s = { in, 0, most, most };
	struct buf got = { 0 };
	enum reftel_status ended;

	each_telegram(reftel_reader_new(&options, read_slice, &s), add_json,
	    &got, &ended);
	if (ended != REFTEL_END)
		breach("slices of %u: %s", most, reftel_strstatus(ended));
	if (got.n != want->n ||
	    (got.n > 0 && memcmp(got.p, want->p, got.n) != 0))
		breach("slices of up to %u bytes give other records", most);
	buf_free(&got);
}

int
main(int argc, char **argv)
{
	static const unsigned most[] = { 1, 2, 7, 100, 4096, 100000 };

	for (int i = 1; i < argc; i++) {
		struct str in = load(argv[i]);
		struct buf want = { 0 };

		records_of(in, &want);
		for (size_t m = 0; m < sizeof(most) / sizeof(most[0]); m++)
			compare(in, most[m], &want);
		buf_free(&want);
		free((char *)in.p);
	}
	return prop_status;
}
