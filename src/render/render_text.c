/*
 * A clean copy to read: on a terminal, as wide as it is, with bold and dim;
 * elsewhere plain, 80 columns.  Nothing of the transmission but who sent it
 * to whom and when.
 */
#include <stdio.h>
#include <string.h>

#include "render/layout.h"
#include "render/render.h"

struct page {
	struct buf *b;
	const struct reftel_telegram *t;
	unsigned width;
	bool styled;
};

enum { LABEL = 12, WIDEST = 100 };

static void
style(struct page *p, const char *code)
{
	if (p->styled) {
		buf_puts(p->b, "\033[");
		buf_puts(p->b, code);
		buf_putc(p->b, 'm');
	}
}

static void
put_styled(struct page *p, const char *code, struct str s)
{
	style(p, code);
	layout_wrap(p->b, s, p->width, 0, 0);
	style(p, "0");
}

/* "From        AMCONSUL KARACHI", the label dim. */
static void
put_row(struct page *p, const char *label, struct str s)
{
	char cell[LABEL + 1];

	if (s.n == 0)
		return;
	snprintf(cell, sizeof(cell), "%-*s", LABEL, label);
	style(p, "2");
	buf_puts(p->b, cell);
	style(p, "0");
	layout_wrap(p->b, s, p->width, LABEL, LABEL);
}

static void
put_list(struct page *p, const char *label, const struct reftel_values *l)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		buf_puts(&line, i == 0 ? "" : ", ");
		buf_putstr(&line, value_str(&l->v[i]));
	}
	put_row(p, label, str_make(line.p, line.n));
	p->b->failed |= line.failed;
	buf_free(&line);
}

static void
put_addressees(struct page *p, const char *label,
    const struct reftel_addressees *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct reftel_addressee *a = &l->v[i];
		struct buf line = { 0 };

		buf_putstr(&line, value_str(&a->plad));
		if (value_set(&a->precedence)) {
			buf_puts(&line, ", ");
			buf_putstr(&line, value_str(&a->precedence));
		}
		for (size_t k = 0; k < a->except.n; k++) {
			buf_puts(&line, k == 0 ? ", but not " : ", ");
			buf_putstr(&line, value_str(&a->except.v[k]));
		}
		put_row(p, i == 0 ? label : "", str_make(line.p, line.n));
		p->b->failed |= line.failed;
		buf_free(&line);
	}
}

/* What a function of words.h writes, without its label. */
static void
put_behind(struct page *p, const char *label, struct buf *line,
    const char *prefix)
{
	struct str s = str_make(line->p, line->n);

	if (str_starts(s, str_from(prefix)))
		s = str_cut(s, strlen(prefix), s.n);
	put_row(p, label, str_trim(s));
	p->b->failed |= line->failed;
	buf_free(line);
}

static void
put_refs(struct page *p)
{
	for (size_t i = 0; i < p->t->refs.n;) {
		const char *label = i == 0 ? "References" : "";
		struct buf line = { 0 };

		i = words_ref(&line, p->t, i);
		put_behind(p, label, &line, "");
	}
}

static void
put_facts(struct page *p)
{
	const struct reftel_telegram *t = p->t;
	struct buf line = { 0 }, tags = { 0 };

	put_row(p, "From", value_str(&t->from.plad));
	put_addressees(p, "To", &t->to);
	put_addressees(p, "Info", &t->info);
	put_list(p, "Captions", &t->captions);
	put_list(p, "Passing", &t->passing);
	words_eo(&line, t);
	put_behind(p, "E.O.", &line, "E.O.");
	words_tags(&tags, t);
	put_behind(p, "TAGS", &tags, "TAGS: ");
	put_refs(p);
	for (size_t i = 0; i < t->classified_by.n; i++) {
		struct buf by = { 0 };

		words_authority(&by, &t->classified_by.v[i]);
		put_behind(p, i == 0 ? "Classified" : "", &by,
		    "Classified By:");
	}
	put_row(p, "Derived", value_str(&t->derived_from));
}

/* Number and class at the two ends of the first line. */
static void
put_head(struct page *p)
{
	struct buf number = { 0 };
	struct str class = value_str(&p->t->classification);
	size_t gap;

	words_number(&number, p->t, true);
	gap = number.n + class.n < p->width ? p->width - number.n - class.n
					    : 2;
	style(p, "1");
	buf_put(p->b, number.p, number.n);
	style(p, "0");
	for (size_t i = 0; i < gap && class.n > 0; i++)
		buf_putc(p->b, ' ');
	buf_putstr(p->b, class);
	if (number.n > 0 || class.n > 0)
		buf_putc(p->b, '\n');
	p->b->failed |= number.failed;
	buf_free(&number);
}

/* "29 October 2007, 10:36Z" */
static void
put_date(struct page *p)
{
	static const char *const months[12] = { "January", "February",
		"March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December" };
	const struct reftel_value *date = &p->t->date;
	char iso[24], line[96];
	int year, month, day, hour, minute, n;

	snprintf(iso, sizeof(iso), "%.*s", (int)date->n,
	    date->s == NULL ? "" : date->s);
	n = sscanf(iso, "%d-%d-%dT%d:%dZ", &year, &month, &day, &hour,
	    &minute);
	if (n < 3 || month < 1 || month > 12)
		return;
	snprintf(line, sizeof(line), "%d %s %d", day, months[month - 1],
	    year);
	if (n == 5)
		snprintf(line + strlen(line), sizeof(line) - strlen(line),
		    ", %02d:%02dZ", hour, minute);
	buf_puts(p->b, line);
	if (value_set(&p->t->precedence_action)) {
		buf_puts(p->b, ", ");
		buf_putstr(p->b, value_str(&p->t->precedence_action));
	}
	buf_putc(p->b, '\n');
}

static void
put_paragraph(struct page *p, const struct reftel_paragraph *par)
{
	struct buf *b = p->b;
	size_t from;

	if (value_set(&par->heading)) {
		put_styled(p, "1", value_str(&par->heading));
		buf_putc(b, '\n');
	}
	from = b->n;
	words_paragraph_mark(b, par);
	layout_wrap(b, value_str(&par->text), p->width,
	    (unsigned)(b->n - from), 0);
	if (b->n > from && b->p[b->n - 1] != '\n')
		buf_putc(b, '\n');
	buf_putc(b, '\n');
}

const char *
render_text(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	struct page p = { b, t, o->width > 0 ? o->width : 80, o->styled };

	/* lines longer than this are hard to read on any screen */
	if (p.width > WIDEST)
		p.width = WIDEST;
	put_head(&p);
	if (value_set(&t->subject))
		put_styled(&p, "1", value_str(&t->subject));
	put_date(&p);
	buf_putc(b, '\n');
	put_facts(&p);
	buf_putc(b, '\n');
	for (size_t i = 0; i < t->paragraphs.n; i++)
		put_paragraph(&p, &t->paragraphs.v[i]);
	for (size_t i = 0; i < t->signature.n; i++) {
		buf_putstr(b, value_str(&t->signature.v[i]));
		buf_putc(b, '\n');
	}
	buf_putc(b, '\n');
	return NULL;
}
