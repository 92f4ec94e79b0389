/*
 * Repair keeps its word, for every file named: the edits taken back give the
 * original, byte for byte; what was mended is not found again; the diff's
 * hunks are in order; and no telegram, number, date, class, address,
 * reference or paragraph gets lost or changed by mending something else.
 */
#include "prop.h"
#include "repair/receipt.h"
#include "repair/repair.h"
#include "values.h"

/* The values that an edit of the text must leave alone. */
struct facts {
	struct buf text;
	struct buf codes;		/* those that were mended */
	bool any;
};

static bool
untouched(const char *name)
{
	static const char *const names[] = { "id", "post", "date", "dtg",
		"classification", "captions", "transmission.channel",
		"transmission.filed", "refs.v[i].id",
		"paragraphs.v[i].portion", "signature" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void
add_fact(void *ctx, const char *name, const struct reftel_value *v)
{
	struct facts *f = ctx;

	if (!untouched(name) || v->s == NULL)
		return;
	buf_puts(&f->text, name);
	buf_putc(&f->text, '=');
	buf_put(&f->text, v->s, v->n);
	buf_putc(&f->text, '\n');
}

static void
add_facts(struct facts *f, const struct reftel_telegram *t)
{
	each_value(t, add_fact, f);
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		buf_puts(&f->text, "paragraph ");
		buf_putu(&f->text, (uint64_t)(t->paragraphs.v[i].number.value +
		    1));
		buf_putc(&f->text, '\n');
	}
}

/* What stands on the way from an input to its repair. */
struct work {
	struct str in;
	size_t at;			/* of in, already written */
	struct buf out, receipts;
	struct facts before, after;
	bool refused;
	bool opened;			/* bytes of something packed */
};

static void
take_back(struct work *w)
{
	struct buf back = { 0 };
	size_t at = 0, line = 0;

	while (line < w->receipts.n) {
		struct str s = str_make(w->receipts.p, w->receipts.n);
		size_t end = str_findc(s, '\n', line);
		struct receipt r;

		if (!receipt_read(str_cut(s, line, end), &r)) {
			breach("a receipt that cannot be read: %.*s",
			    (int)(end - line), s.p + line);
			break;
		}
		if (r.repaired_span[0] < at || r.repaired_span[1] > w->out.n ||
		    r.after.n != r.repaired_span[1] - r.repaired_span[0] ||
		    (r.after.n > 0 && memcmp(w->out.p + r.repaired_span[0],
		    r.after.p, r.after.n) != 0)) {
			breach("a receipt that does not fit");
			receipt_free(&r);
			break;
		}
		buf_put(&back, w->out.p + at, (size_t)r.repaired_span[0] - at);
		buf_put(&back, r.before.p, r.before.n);
		at = (size_t)r.repaired_span[1];
		receipt_free(&r);
		line = end + 1;
	}
	buf_put(&back, w->out.p + at, w->out.n - at);
	if (back.n != w->in.n || (back.n > 0 && memcmp(back.p, w->in.p,
	    back.n) != 0))
		breach("what comes back is not the original");
	buf_free(&back);
}

static void
mend(const struct reftel_telegram *t, void *ctx)
{
	static const struct repair_choice choice = { .sure = REPAIR_LIKELY };
	static const struct receipt_file file = { 1, "0123456789012345678901"
	    "234567890123456789012345678901234567890123" };
	struct work *w = ctx;
	struct repair_edits edits;
	int64_t shift;

	w->opened |= t->source.member != NULL || t->span_basis_text;
	if (w->opened)
		return;
	add_facts(&w->before, t);
	if (!repair_collect((struct reftel_telegram *)t, &choice, &edits)) {
		breach("out of memory");
		return;
	}
	buf_put(&w->out, w->in.p + w->at, (size_t)t->source.offset - w->at);
	shift = (int64_t)w->out.n - (int64_t)t->source.offset;
	for (size_t i = 0; i < edits.n; i++) {
		const struct repair_edit *e = &edits.v[i];

		if (e->refused)
			continue;
		receipt_open(&w->receipts, prop_file, t, e,
		    (uint64_t)((int64_t)e->span.start + shift));
		receipt_close(&w->receipts, &file, &file);
		shift += (int64_t)e->after.n - (int64_t)e->before.n;
		buf_puts(&w->before.codes, e->diag->code);
		buf_putc(&w->before.codes, '\n');
	}
	w->refused |= edits.refused > 0;
	repair_apply(&w->out, t, &edits);
	w->at = (size_t)(t->source.offset + t->source.length);
}

static void
look_again(const struct reftel_telegram *t, void *ctx)
{
	static const struct repair_choice choice = { .sure = REPAIR_LIKELY };
	struct work *w = ctx;

	add_facts(&w->after, t);
	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next) {
		enum repair_sure sure;

		if (!w->refused && d->fix != NULL &&
		    repair_sure_by_name(d->fix->sure, &sure) &&
		    sure <= choice.sure)
			breach("mended, %s is found again at byte %lu",
			    d->code, (unsigned long)d->span.start);
	}
}

/* The first line that differs. */
static void
compare(const struct buf *a, const struct buf *b)
{
	size_t i = 0, line = 0;

	while (i < a->n && i < b->n && a->p[i] == b->p[i])
		if (a->p[i++] == '\n')
			line = i;
	if (i == a->n && i == b->n)
		return;
	breach("mending changed a value: %.*s became %.*s",
	    (int)str_findc(str_make(a->p + line, a->n - line), '\n', 0),
	    a->p + line, (int)str_findc(str_make(b->p + line, b->n - line),
	    '\n', 0), b->p + line);
}

int
main(int argc, char **argv)
{
	const struct reftel_options options = { 0 };

	for (int i = 1; i < argc; i++) {
		enum reftel_status ended;
		struct work w = { .in = load(argv[i]) };

		each_telegram(reftel_reader_mem(&options, w.in.p, w.in.n),
		    mend, &w, &ended);
		if (w.opened) {		/* cannot be mended where it lies */
			free((char *)w.in.p);
			continue;
		}
		buf_put(&w.out, w.in.p + w.at, w.in.n - w.at);
		take_back(&w);
		each_telegram(reftel_reader_mem(&options, w.out.p, w.out.n),
		    look_again, &w, &ended);
		compare(&w.before.text, &w.after.text);
		buf_free(&w.out);
		buf_free(&w.receipts);
		buf_free(&w.before.text);
		buf_free(&w.before.codes);
		buf_free(&w.after.text);
		free((char *)w.in.p);
	}
	return prop_status;
}
