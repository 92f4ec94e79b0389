/*
 * What is written reads back as it was: each telegram of the files named is
 * rendered in every form that can be read, read again and compared value by
 * value, but for what that form cannot hold (reftel-render(1)).  And texts
 * of any length, written in sections, join to the same text.
 */
#include "prop.h"
#include "render/render.h"
#include "values.h"

/* --- the values of a telegram as lines ------------------------------------- */

/* No form keeps these, or they are words of the source, not of the record. */
static bool
left_out(const char *name)
{
	static const char *const names[] = { "sections", "eo.whole",
		"classified_by.v[i].whole", "record.v[i].value",
		"record.v[i].list", "transmission.end",
		"transmission.section", "title" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

struct lines {
	struct buf text;
	bool coded;		/* a release's codes stand for redactions */
};

static void
add_line(void *ctx, const char *name, const struct reftel_value *v)
{
	struct lines *l = ctx;
	struct str s = value_str(v);

	if (v->s == NULL || left_out(name) ||
	    (l->coded && strncmp(name, "redactions", 10) == 0))
		return;
	/* a JANAP header has one letter where we write two; the publisher's
	 * sign is no part of a number */
	if (strcmp(name, "digraph") == 0)
		s = str_cut(s, 0, 1);
	if (strcmp(name, "paragraphs.v[i].printed") == 0)
		return;
	buf_puts(&l->text, name);
	buf_putc(&l->text, '=');
	for (size_t i = 0; i < s.n; i++)
		buf_putc(&l->text, s.p[i] == '\n' ? '|' : s.p[i]);
	buf_putc(&l->text, '\n');
}

/* An address as a whole is words of the source. */
static void
add_address(struct lines *l, const char *name,
    const struct reftel_addressees *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct reftel_addressee *a = &list->v[i];

		add_line(l, name, &a->ri);
		add_line(l, name, &a->plad);
		add_line(l, name, &a->precedence);
		add_line(l, name, &a->number);
		each_of_list(name, &a->except, add_line, l);
	}
}

static void
add_telegram(const struct reftel_telegram *t, void *ctx)
{
	struct lines *l = ctx;
	const struct reftel_transmission *x = &t->transmission;

	l->coded |= t->release.present;
	add_line(l, "id", &t->id);
	add_line(l, "date", &t->date);
	add_line(l, "dtg", &t->dtg);
	add_line(l, "classification", &t->classification);
	each_of_list("captions", &t->captions, add_line, l);
	each_of_list("passing", &t->passing, add_line, l);
	add_line(l, "channel", &x->channel);
	add_line(l, "digraph", &x->routing_precedence);
	each_of_list("routing", &x->routing, add_line, l);
	add_line(l, "originator", &x->originator);
	add_line(l, "serial", &x->station_serial);
	add_line(l, "filed", &x->filed);
	add_line(l, "security", &x->security);
	each_of_list("handling", &x->handling, add_line, l);
	add_line(l, "precedence", &t->precedence_action);
	add_line(l, "precedence", &t->precedence_info);
	add_line(l, "from", &t->from.plad);
	add_address(l, "to", &t->to);
	add_address(l, "info", &t->info);
	each_of_text_header(t, add_line, l);
	for (size_t i = 0; i < t->tags.n; i++)
		buf_putu(&l->text, t->tags.v[i].kind);
	for (size_t i = 0; i < t->refs.n; i++)
		buf_putu(&l->text, t->refs.v[i].kind * 2u +
		    t->refs.v[i].notal);
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		buf_putu(&l->text, (uint64_t)(t->paragraphs.v[i].number.value +
		    1));
		buf_putu(&l->text, t->paragraphs.v[i].kind);
		buf_putc(&l->text, '\n');
	}
	each_of_body(t, add_line, l);
}

/* The first line that differs. */
static void
compare(const char *how, const struct buf *a, const struct buf *b)
{
	size_t i = 0, line = 0;

	while (i < a->n && i < b->n && a->p[i] == b->p[i])
		if (a->p[i++] == '\n')
			line = i;
	if (i == a->n && i == b->n)
		return;
	breach("%s: %.*s\n    reads back as %.*s", how,
	    (int)str_findc(str_make(a->p + line, a->n - line), '\n', 0),
	    a->p + line, (int)str_findc(str_make(b->p + line, b->n - line),
	    '\n', 0), b->p + line);
}

/* --- there and back -------------------------------------------------------- */

static void
there_and_back(const struct reftel_telegram *t, const struct render_form *form)
{
	static const struct render_options options = { 0 };
	const struct reftel_options read = { 0 };
	struct lines before = { 0 }, after = { 0 };
	struct buf out = { 0 };
	enum reftel_status ended;

	if (form->write(&out, t, &options) != NULL) {
		buf_free(&out);
		return;			/* this form cannot hold it */
	}
	add_telegram(t, &before);
	after.coded = before.coded;
	if (each_telegram(reftel_reader_mem(&read, out.p, out.n),
	    add_telegram, &after, &ended) != 1)
		breach("%s: not one telegram", form->name);
	else
		compare(form->name, &before.text, &after.text);
	buf_free(&out);
	buf_free(&before.text);
	buf_free(&after.text);
}

static void
every_form(const struct reftel_telegram *t, void *ctx)
{
	static const char *const read_back[] = { "transmission", "markdown",
		"html", "csv", "tei", "mail" };

	(void)ctx;
	/* what has no heading, or only a piece of a text, is no telegram */
	if (t->dtg.s == NULL || t->from.plad.s == NULL || t->id.s == NULL ||
	    t->paragraphs.n == 0)
		return;
	for (size_t i = 0; i < sizeof(read_back) / sizeof(read_back[0]); i++)
		there_and_back(t, render_form_by_name(read_back[i]));
}

/* --- sections --------------------------------------------------------------- */

/* A telegram with so many paragraphs of so many words. */
static void
make(struct buf *b, unsigned paragraphs, unsigned words)
{
	buf_puts(b, "VZCZCQSO0042\nPP RUEHC\nDE RUEHQS #0756 2011315\n"
	    "ZNR UUUUU ZZH\nP 191315Z JUL 04\nFM AMEMBASSY STRELSAU\n"
	    "TO RUEHC/SECSTATE WASHDC PRIORITY 0147\n"
	    "UNCLAS STRELSAU 000756\n\nE.O. 12958: N/A\nTAGS: SCUL\n"
	    "SUBJECT: HARVEST FAIR\n\n");
	for (unsigned i = 1; i <= paragraphs; i++) {
		buf_putu(b, i);
		buf_putc(b, '.');
		for (unsigned k = 0; k < words; k++) {
			buf_puts(b, k % 12 == 11 ? "\n" : " ");
			buf_puts(b, k % 7 == 3 ? "apples" : "pears");
		}
		buf_puts(b, ".\n\n");
	}
	buf_puts(b, "TARLENHEIM\n");
}

static void
sections(const struct reftel_telegram *t, void *ctx)
{
	(void)ctx;
	there_and_back(t, render_form_by_name("transmission"));
}

static void
every_length(void)
{
	const struct reftel_options options = { 0 };
	enum reftel_status ended;
	struct buf b = { 0 };
	static const struct { unsigned paragraphs, words; } sizes[] = {
		{ 1, 20 }, { 1, 900 }, { 1, 1200 }, { 1, 3000 }, { 1, 20000 },
		{ 40, 12 }, { 48, 12 }, { 49, 12 }, { 50, 12 }, { 51, 12 },
		{ 60, 30 }, { 90, 3 }, { 97, 25 }, { 33, 100 }, { 7, 700 }
	};

	prop_file = "made up";
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		b.n = 0;
		make(&b, sizes[i].paragraphs, sizes[i].words);
		each_telegram(reftel_reader_mem(&options, b.p, b.n), sections,
		    NULL, &ended);
	}
	/* a line more each time, over the seam of the first two sections */
	for (unsigned words = 1080; words < 1300; words += 5) {
		b.n = 0;
		make(&b, 1, words);
		each_telegram(reftel_reader_mem(&options, b.p, b.n), sections,
		    NULL, &ended);
	}
	buf_free(&b);
}

int
main(int argc, char **argv)
{
	const struct reftel_options options = { 0 };

	every_length();
	for (int i = 1; i < argc; i++) {
		struct str in = load(argv[i]);
		enum reftel_status ended;

		each_telegram(reftel_reader_mem(&options, in.p, in.n),
		    every_form, NULL, &ended);
		free((char *)in.p);
	}
	return prop_status;
}
