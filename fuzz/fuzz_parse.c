/*
 * Fuzz target of the parser.  The first byte chooses form, options and
 * slicing; the rest is what is read.  Built with libFuzzer, or with replay.c
 * to run a corpus without it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/json_check.h"
#include "base/buf.h"
#include "reftel.h"
#include "telegram/telegram.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Bits of the first byte; MORE chooses among the further forms. */
enum { FORMS = 7, PRETTY = 8, CONTEXT = 16, SPANS = 32, SLICES = 64,
	MORE = 128 };

#define REQUIRE(holds, why) do { \
	if (!(holds)) { \
		fprintf(stderr, "fuzz_parse: %s\n", (why)); \
		abort(); \
	} \
} while (0)

/* Input in slices whose lengths follow from the input itself. */
struct slices {
	const uint8_t *p;
	size_t n, at;
};

static long
read_slice(void *ctx, void *out, size_t n)
{
	struct slices *s = ctx;
	size_t take = 1 + (s->at < s->n ? s->p[s->at] % 97u : 0);

	if (take > n)
		take = n;
	if (take > s->n - s->at)
		take = s->n - s->at;
	memcpy(out, s->p + s->at, take);
	s->at += take;
	return (long)take;
}

/* Checking adds diagnostics and breaks nothing; the record says so. */
static void
check_rules(struct reftel_telegram *t, int choice)
{
	const struct reftel_check_options options = {
		.as = choice & CONTEXT ? REFTEL_COMPOSE : REFTEL_READ,
		.now = 1893456000 };
	const char *why = NULL;

	REQUIRE(reftel_check(t, &options) == REFTEL_OK, "check failed");
	REQUIRE(telegram_sane(t, &why), why);
}

static void
check_telegram(struct reftel_telegram *t, int choice, struct buf *out)
{
	struct reftel_json_options options = { .pretty = choice & PRETTY,
		.spans = choice & SPANS };
	const char *why = NULL;
	char *json;
	size_t n;

	REQUIRE(telegram_sane(t, &why), why);
	check_rules(t, choice);
	REQUIRE(reftel_telegram_json(t, &options, &json, &n) == REFTEL_OK,
	    "JSON failed");
	REQUIRE(json_valid(json, n), "invalid JSON");
	buf_put(out, json, n);
	free(json);
}

/* Reads to the end; the records go to out, so that two ways of reading can
 * be compared. */
static void
read_all(struct reftel_reader *r, int choice, size_t size, struct buf *out)
{
	/* Each turn takes at least a byte of the input, or of what is packed
	 * in it: up to 200 times as much, or 16 MiB. */
	for (size_t turns = 0; turns <= size * 200 + (16 << 20); turns++) {
		struct reftel_telegram *t = NULL;

		switch (reftel_reader_next(r, &t)) {
		case REFTEL_OK:
			check_telegram(t, choice, out);
			reftel_telegram_free(t);
			break;
		case REFTEL_EBROKEN:
		case REFTEL_ELIMIT:
		case REFTEL_ENOTELEGRAM:
			buf_puts(out, "!");
			break;
		case REFTEL_END:
			reftel_reader_free(r);
			return;
		default:
			REQUIRE(false, "unexpected status");
		}
	}
	REQUIRE(false, "the reader does not come to its end");
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const enum reftel_form forms[2 * (FORMS + 1)] = {
		REFTEL_FORM_ANY, REFTEL_FORM_TRANSMISSION, REFTEL_FORM_MIRROR,
		REFTEL_FORM_HTML, REFTEL_FORM_MARKDOWN, REFTEL_FORM_CSV,
		REFTEL_FORM_FRAGMENT, REFTEL_FORM_TEI,
		REFTEL_FORM_ANY, REFTEL_FORM_SMART, REFTEL_FORM_FOIA,
		REFTEL_FORM_CFPF	/* the rest: REFTEL_FORM_ANY */
	};
	int choice = n > 0 ? p[0] : 0;
	struct reftel_options o = { .form = forms[(choice & FORMS) +
	    (choice & MORE ? FORMS + 1 : 0)] };
	struct buf whole = { 0 }, sliced = { 0 };

	if (n == 0)
		return 0;
	p++;
	n--;
	if (choice & CONTEXT) {
		o.id = "07STRELSAU756";
		o.year = 2007;
	}
	read_all(reftel_reader_mem(&o, p, n), choice, n, &whole);
	if (choice & SLICES) {
		struct slices s = { p, n, 0 };

		read_all(reftel_reader_new(&o, read_slice, &s), choice, n,
		    &sliced);
		REQUIRE(whole.n == sliced.n && (whole.n == 0 ||
		    memcmp(whole.p, sliced.p, whole.n) == 0),
		    "slices give another record");
	}
	buf_free(&whole);
	buf_free(&sliced);
	return 0;
}
