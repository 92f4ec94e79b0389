/*
 * Every code of codes.def has an example that triggers it and one that does
 * not: a telegram of tests/codes, and the same with one edit.  The sound
 * telegrams themselves give no finding.
 */
#include "test.h"

#include "reftel.h"
#include "telegram/telegram.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 16 };

struct doc {
	char p[ROOM];
	size_t n;
};

static bool
doc_load(struct doc *d, const char *name)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof path, "%s%s", strncmp(name, "samples/", 8) == 0 ?
	    "" : "tests/codes/", name);
	f = fopen(path, "rb");
	d->n = f == NULL ? 0 : fread(d->p, 1, ROOM, f);
	if (f != NULL)
		fclose(f);
	return d->n > 0 && d->n < ROOM;
}

/* U+2400 of an example stands for NUL, which a C string cannot hold. */
static size_t
with_nuls(char *out, const char *s)
{
	size_t n = 0;

	while (*s != '\0') {
		if (strncmp(s, "\xE2\x90\x80", 3) == 0) {
			out[n++] = '\0';
			s += 3;
		} else {
			out[n++] = *s++;
		}
	}
	return n;
}

/* Makes the edit; where it stands then.  An empty `from` is the beginning. */
static bool
doc_edit(struct doc *d, const char *from, const char *to,
    struct reftel_span *where)
{
	static char text[ROOM];
	size_t from_n = strlen(from), to_n = with_nuls(text, to);
	size_t k = str_find(str_make(d->p, d->n), str_from(from), 0);

	if (k == d->n || d->n - from_n + to_n >= ROOM)
		return false;
	memmove(d->p + k + to_n, d->p + k + from_n, d->n - k - from_n);
	memcpy(d->p + k, text, to_n);
	d->n = d->n - from_n + to_n;
	where->start = k;
	where->end = k + to_n;
	return true;
}

static bool
touch(const struct reftel_span *a, const struct reftel_span *b)
{
	return a->start <= b->end && b->start <= a->end;
}

/* What checking a document found. */
struct found {
	size_t n;		/* of the code */
	bool placed;		/* one of them at the edit */
	size_t worse;		/* warnings and errors */
	char first[128];	/* message of the first of these */
};

static struct found
doc_check(const struct doc *d, const struct reftel_code *code,
    const struct reftel_span *where)
{
	/* the first of January 2030 */
	const struct reftel_check_options options = {
		.as = code->compose_only ? REFTEL_COMPOSE : REFTEL_READ,
		.now = 1893456000 };
	const struct reftel_options reading = { .no_digest = true };
	struct reftel_reader *r = reftel_reader_mem(&reading, d->p, d->n);
	struct reftel_telegram *t;
	struct found f = { 0 };
	enum reftel_status status;
	const char *why;

	while ((status = reftel_reader_next(r, &t)) != REFTEL_END) {
		if (status != REFTEL_OK)
			continue;
		CHECK(reftel_check(t, &options) == REFTEL_OK);
		CHECK(telegram_sane(t, &why));
		for (const struct reftel_diag *g = t->diagnostics; g != NULL;
		    g = g->next) {
			if (g->severity > REFTEL_NOTE && f.worse++ == 0)
				snprintf(f.first, sizeof f.first, "%s",
				    g->message);
			if (strcmp(g->code, code->word) != 0)
				continue;
			f.n++;
			f.placed |= where == NULL || touch(&g->span, where);
		}
		reftel_telegram_free(t);
	}
	reftel_reader_free(r);
	return f;
}

/* What is missing has no place of its own, and what contradicts has two. */
static bool
placed_elsewhere(const struct reftel_code *code)
{
	static const char *const words[] = { "-missing", "without", "differs",
		"routing-exempted", "small-letters-early", "text-garbled",
		"precedence-mismatch", "portion-below-banner", "pass-restricted",
		"serial-mismatch", "caption-", "channel", "sensitive-on",
		"line-too-long", "line-long", "section-long", "unnumbered",
		"unexplained", "single-numbered", "portion-place",
		"not-closed" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(code->word, words[i]) != NULL)
			return true;
	return false;
}

static void
test_example(const struct reftel_code *code)
{
	static struct doc d;
	struct reftel_span where = { 0 };
	struct found before, after;

	/* told of forms that this version does not read, of ten thousand
	 * findings, and of a draft, which no small edit makes of a
	 * telegram (samples/foia/draft-box.txt is one) */
	if (strcmp(code->word, "form-unread") == 0 ||
	    strcmp(code->word, "draft") == 0 ||
	    strcmp(code->word, "findings-omitted") == 0)
		return;
	if (code->example_in == NULL) {
		printf("# %s has no example\n", code->word);
		CHECK(code->example_in != NULL);
		return;
	}
	if (!doc_load(&d, code->example_in)) {
		printf("# %s: no %s\n", code->word, code->example_in);
		CHECK(false);
		return;
	}
	before = doc_check(&d, code, NULL);
	if (before.n > 0 || (code->checked && before.worse > 0))
		printf("# %s: %s is not sound: %s\n", code->word,
		    code->example_in, before.first);
	CHECK(before.n == 0);
	CHECK(!code->checked || before.worse == 0);
	if (!doc_edit(&d, code->example_from, code->example_to, &where)) {
		printf("# %s: nothing to edit\n", code->word);
		CHECK(false);
		return;
	}
	after = doc_check(&d, code, &where);
	if (after.n == 0)
		printf("# %s: not found (%s)\n", code->word, after.first);
	CHECK(after.n > 0);
	if (after.n > 0 && !after.placed && !placed_elsewhere(code)) {
		printf("# %s: found in another place\n", code->word);
		CHECK(after.placed);
	}
}

static void
every_code_has_its_examples(void)
{
	struct reftel_code code;

	for (size_t i = 0; reftel_code(i, &code); i++)
		test_example(&code);
}

static void
every_code_has_a_source(void)
{
	struct reftel_code code;

	for (size_t i = 0; reftel_code(i, &code); i++) {
		if (*code.source == '\0')
			printf("# %s has no source\n", code.word);
		CHECK(*code.source != '\0');
		CHECK(code.composing >= code.severity);
	}
}

static void
words_are_used_once(void)
{
	struct reftel_code a, b;

	for (size_t i = 0; reftel_code(i, &a); i++)
		for (size_t k = 0; k < i && reftel_code(k, &b); k++)
			CHECK(strcmp(a.word, b.word) != 0);
}

static const struct test tests[] = {
	TEST(every_code_has_its_examples), TEST(every_code_has_a_source),
	TEST(words_are_used_once),
};
TEST_MAIN(tests)
