/*
 * Places lie inside the telegram, in ascending order, and nest; the place of
 * a value that stands verbatim in the input cuts out that value.
 */
#include "prop.h"
#include "values.h"

struct look {
	const struct reftel_telegram *t;
	struct str in;		/* the whole input */
	size_t verbatim;	/* values compared byte for byte */
};

/* The value is its own stretch of the text, and that stretch came from the
 * input as it is, without markup in between. */
static bool
is_verbatim(const struct reftel_telegram *t, const struct reftel_value *v)
{
	const struct text *text = &t->impl->text;

	if (v->s != text->p + v->start || v->n != v->end - v->start)
		return false;
	struct text_place p = text_source(text, v->start, v->end);
	if (p.end - p.start != v->n)
		return false;
	for (size_t i = 0; i < text->run_n; i++) {
		uint32_t end = i + 1 < text->run_n ? text->run[i + 1].at :
		    text->n;

		if (text->run[i].at < v->end && end > v->start &&
		    !text->run[i].verbatim)
			return false;
	}
	return true;
}

/* Bytes of the input or, where it was unpacked or decoded, of what came out,
 * of which the telegram's own piece is there. */
static struct str
at_span(const struct look *look, struct reftel_span span)
{
	uint64_t from = look->t->span_basis_text ? look->t->source.offset : 0;

	return str_cut(look->t->span_basis_text ? look->t->impl->piece
	    : look->in, (size_t)(span.start - from),
	    (size_t)(span.end - from));
}

static void
check_value(void *ctx, const char *name, const struct reftel_value *v)
{
	struct look *look = ctx;
	const struct reftel_source *source = &look->t->source;
	struct reftel_span span[1000];
	uint64_t last = source->offset;
	size_t n;

	if (!value_placed(v))
		return;
	n = reftel_spans(look->t, v->start, v->end, span, 1000);
	if (n == 0)
		breach("%s has a place but no span", name);
	for (size_t i = 0; i < n && i < 1000; i++) {
		if (span[i].start < last || span[i].end < span[i].start)
			breach("%s: spans do not ascend", name);
		last = span[i].end;
	}
	if (last > source->offset + source->length)
		breach("%s: span beyond the telegram", name);
	if (!look->t->span_basis_text && last > look->in.n)
		breach("%s: span beyond the input", name);
	if (n != 1 || !is_verbatim(look->t, v))
		return;
	look->verbatim++;
	if (!str_eq(value_str(v), at_span(look, span[0])))
		breach("%s: its span does not cut out \"%.*s\"", name,
		    (int)v->n, v->s);
}

static void
check_telegram(const struct reftel_telegram *t, void *ctx)
{
	struct look *look = ctx;
	const char *why;

	look->t = t;
	if (!telegram_sane(t, &why))
		breach("not sane: %s", why);
	each_value(t, check_value, look);
}

int
main(int argc, char **argv)
{
	const struct reftel_options options = { 0 };
	size_t verbatim = 0;

	for (int i = 1; i < argc; i++) {
		struct look look = { .in = load(argv[i]) };
		enum reftel_status ended;

		each_telegram(reftel_reader_mem(&options, look.in.p,
		    look.in.n), check_telegram, &look, &ended);
		if (ended != REFTEL_END)
			breach("%s", reftel_strstatus(ended));
		verbatim += look.verbatim;
		free((char *)look.in.p);
	}
	printf("# %zu values compared byte for byte\n", verbatim);
	return prop_status;
}
