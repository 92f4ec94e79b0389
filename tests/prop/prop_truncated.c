/* Each beginning and each end of a telegram can be read. */
#include "prop.h"

static void
check_telegram(const struct reftel_telegram *t, void *ctx)
{
	const struct reftel_json_options options = { 0 };
	const char *why;
	char *json;
	size_t n;

	(void)ctx;
	if (!telegram_sane(t, &why))
		breach("not sane: %s", why);
	if (reftel_telegram_json(t, &options, &json, &n) != REFTEL_OK) {
		breach("no JSON");
		return;
	}
	if (!json_valid(json, n))
		breach("invalid JSON: %.*s", (int)n, json);
	free(json);
}

/* From memory of its own, so that reading beyond the end shows. */
static void
check_piece(struct str piece)
{
	const struct reftel_options options = { .no_digest = true };
	char *copy = malloc(piece.n > 0 ? piece.n : 1);
	enum reftel_status ended;

	if (copy == NULL)
		exit(2);
	memcpy(copy, piece.p, piece.n);
	each_telegram(reftel_reader_mem(&options, copy, piece.n),
	    check_telegram, NULL, &ended);
	if (ended != REFTEL_END)
		breach("%zu bytes: %s", piece.n, reftel_strstatus(ended));
	free(copy);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct str in = load(argv[i]);

		for (size_t n = 0; n <= in.n; n++)
			check_piece(str_cut(in, 0, n));
		/* Ends are as many, but beginnings matter more. */
		for (size_t n = 0; n < in.n; n += 7)
			check_piece(str_cut(in, n, in.n));
		free((char *)in.p);
	}
	return prop_status;
}
