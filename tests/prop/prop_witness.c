/*
 * Witnesses of telegrams that were made up: two files hold the same ones in
 * two forms, in the same order.
 *
 *	prop_witness FILE FILE
 *
 * The two readings of one are exact or near witnesses with the same print,
 * one and the next are different telegrams; with some of its paragraphs taken
 * out it is a partial one; with marks over some words it is a near one with
 * exactly these cuts; and what has all words is the fuller.
 */
#include "prop.h"

#include "archive/collate.h"
#include "archive/witness.h"

struct shelf {
	struct reftel_telegram **v;
	size_t n;
};

static uint64_t state = 1;

static unsigned
pick(unsigned n)
{
	uint64_t z = state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	return (unsigned)((z ^ z >> 31) >> 33) % n;
}

static struct shelf
read_all(const char *path)
{
	struct reftel_options o = { .name = path };
	struct str bytes = load(path);
	struct reftel_reader *r = reftel_reader_mem(&o, bytes.p, bytes.n);
	struct shelf s = { 0 };
	struct reftel_telegram *t;

	while (reftel_reader_next(r, &t) == REFTEL_OK) {
		s.v = realloc(s.v, (s.n + 1) * sizeof *s.v);
		if (s.v == NULL)
			exit(2);
		s.v[s.n++] = t;
	}
	reftel_reader_free(r);
	free((char *)(uintptr_t)bytes.p);
	return s;
}

/* One telegram out of bytes of the form that the other had. */
static struct reftel_telegram *
read_again(const struct buf *bytes, const struct reftel_telegram *like)
{
	struct reftel_options o = { .name = like->source.name,
		.form = like->form };
	struct reftel_reader *r = reftel_reader_mem(&o, bytes->p, bytes->n);
	struct reftel_telegram *t = NULL;

	if (reftel_reader_next(r, &t) != REFTEL_OK)
		t = NULL;
	reftel_reader_free(r);
	return t;
}

static enum witness_kind
compare(const struct reftel_telegram *a, const struct reftel_telegram *b,
    struct witness_measure *m)
{
	enum witness_kind kind = witness_compare(a, b, m);

	if (witness_compare(b, a, NULL) != kind)
		breach("%.*s: not symmetric", (int)a->id.n, a->id.s);
	if (!witness_fuller(a, b) && !witness_fuller(b, a))
		breach("%.*s: neither is the fuller", (int)a->id.n, a->id.s);
	return kind;
}

static void
expect(const struct reftel_telegram *t, const char *what,
    enum witness_kind got, enum witness_kind want)
{
	if (got != want)
		breach("%.*s: %s: %s, not %s", (int)t->id.n, t->id.s, what,
		    witness_kind_name(got), witness_kind_name(want));
}

static void
fuller(const struct reftel_telegram *t, const struct reftel_telegram *less,
    const char *what)
{
	if (!witness_fuller(t, less) || witness_fuller(less, t))
		breach("%.*s: %s: it is not the fuller", (int)t->id.n, t->id.s,
		    what);
}

/* --- a part --------------------------------------------------------------- */

static struct reftel_span
place(const struct reftel_telegram *t, const struct reftel_value *v,
    bool last)
{
	struct reftel_span span[64];
	size_t n = reftel_spans(t, v->start, v->end, span, 64);

	if (n == 0)
		return (struct reftel_span){ 0, 0 };
	return span[last ? (n < 64 ? n : 64) - 1 : 0];
}

/* The middle paragraphs go. */
static void
take_out(const struct reftel_telegram *t)
{
	size_t n = t->paragraphs.n, from = n / 4, to = n - n / 4 - 1;
	const struct str piece = t->impl->piece;
	struct reftel_span first, last;
	struct reftel_telegram *part;
	struct buf bytes = { 0 };

	if (n < 6)
		return;
	first = place(t, &t->paragraphs.v[from].text, false);
	last = place(t, &t->paragraphs.v[to].text, true);
	buf_put(&bytes, piece.p, (size_t)(first.start - t->impl->base));
	buf_put(&bytes, piece.p + (last.end - t->impl->base),
	    piece.n - (size_t)(last.end - t->impl->base));
	part = read_again(&bytes, t);
	if (part != NULL) {
		expect(t, "paragraphs taken out", compare(t, part, NULL),
		    WITNESS_PARTIAL);
		fuller(t, part, "paragraphs taken out");
	}
	reftel_telegram_free(part);
	buf_free(&bytes);
}

/* --- cuts ------------------------------------------------------------------ */

/* Bytes of a word and the blanks on either side: "_of_". Its end, or 0. */
static size_t
plain_word(struct str s, size_t at)
{
	size_t end = at;

	if (at == 0 || s.p[at - 1] != ' ')
		return 0;
	while (end < s.n && ch_alpha(s.p[end]))
		end++;
	return end > at && end < s.n && s.p[end] == ' ' ? end : 0;
}

/* The end of n plain words in a row, or 0. */
static size_t
plain_words(struct str s, size_t at, unsigned n)
{
	size_t end = plain_word(s, at);

	return end == 0 || n == 1 ? end : plain_words(s, end + 1, n - 1);
}

struct cutting {
	struct buf bytes;
	size_t at;		/* of the piece, copied so far */
	uint32_t cuts, words;
};

/* Marks over words of [from, to) of the piece. */
static void
cut_words(struct cutting *c, struct str piece, size_t from, size_t to)
{
	struct str s = str_cut(piece, 0, to);

	for (size_t i = from + 40; i + 40 < to; i++) {
		unsigned n = 1 + pick(4);
		size_t end = pick(100) == 0 ? plain_words(s, i, n) : 0;

		if (end == 0)
			continue;
		buf_put(&c->bytes, piece.p + c->at, i - c->at);
		buf_puts(&c->bytes, "XXXXXXXXXXXX");
		c->at = end;
		c->cuts++;
		c->words += n;
		i = end + 60;
	}
}

static bool
has_label(struct str s)
{
	return str_findi(s, STR("SUMMARY"), 0) < s.n ||
	    str_findi(s, STR("COMMENT"), 0) < s.n ||
	    str_findi(s, STR("XXXX"), 0) < s.n;
}

static void
cut_out(const struct reftel_telegram *t)
{
	struct cutting c = { 0 };
	const struct str piece = t->impl->piece;
	struct reftel_telegram *redacted;
	struct witness_measure m;

	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_value *v = &t->paragraphs.v[i].text;
		struct reftel_span span[64];
		size_t n = reftel_spans(t, v->start, v->end, span, 64);

		if (has_label(str_make(v->s, v->n)))
			continue;
		for (size_t k = 0; k < n && k < 64; k++)
			cut_words(&c, piece,
			    (size_t)(span[k].start - t->impl->base),
			    (size_t)(span[k].end - t->impl->base));
	}
	buf_put(&c.bytes, piece.p + c.at, piece.n - c.at);
	redacted = c.cuts == 0 ? NULL : read_again(&c.bytes, t);
	if (redacted != NULL) {
		expect(t, "words cut", compare(t, redacted, &m), WITNESS_NEAR);
		if (m.cuts[1] != c.cuts || m.cuts[0] != 0)
			breach("%.*s: %u cuts, %u and %u found", (int)t->id.n,
			    t->id.s, c.cuts, m.cuts[0], m.cuts[1]);
		if (m.filled[0] != c.words || m.only[0] + m.only[1] +
		    m.changed[0] + m.changed[1] != 0)
			breach("%.*s: %u words cut, %u found; %u %u else",
			    (int)t->id.n, t->id.s, c.words, m.filled[0],
			    m.only[0] + m.changed[0],
			    m.only[1] + m.changed[1]);
		fuller(t, redacted, "words cut");
	}
	reftel_telegram_free(redacted);
	buf_free(&c.bytes);
}

int
main(int argc, char **argv)
{
	struct shelf a, b;
	size_t prints = 0;

	if (argc != 3)
		return 2;
	a = read_all(argv[1]);
	b = read_all(argv[2]);
	if (a.n != b.n || a.n < 2) {
		breach("%zu telegrams, %zu there", a.n, b.n);
		return 1;
	}
	for (size_t i = 0; i < a.n; i++) {
		enum witness_kind kind = compare(a.v[i], b.v[i], NULL);

		if (kind != WITNESS_EXACT)
			expect(a.v[i], "two forms", kind, WITNESS_NEAR);
		prints += witness_print(a.v[i]) == witness_print(b.v[i]);
		expect(a.v[i], "the next one", compare(a.v[i],
		    b.v[(i + 1) % b.n], NULL), WITNESS_DIFFERENT);
		take_out(b.v[i]);
		cut_out(b.v[i]);
	}
	if (prints * 100 < a.n * 95)
		breach("only %zu prints of %zu are the same", prints, a.n);
	for (size_t i = 0; i < a.n; i++) {
		reftel_telegram_free(a.v[i]);
		reftel_telegram_free(b.v[i]);
	}
	free(a.v);
	free(b.v);
	return prop_status;
}
