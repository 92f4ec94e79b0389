/*
 * A row of the eight-column dump (archive-forms.md 3.5): quotation marks and
 * backslashes inside a field stand behind a backslash.
 */
#include <stdio.h>

#include "render/layout.h"
#include "render/render.h"

static void
put_field(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_putc(b, '\\');
		buf_putc(b, s.p[i]);
	}
	buf_putc(b, '"');
}

static void
put_buf_field(struct buf *b, struct buf *field)
{
	put_field(b, str_make(field->p, field->n));
	b->failed |= field->failed;
	buf_free(field);
}

/* "2007-10-29T10:36Z" as "10/29/2007 10:36". */
static void
put_date(struct buf *b, const struct reftel_value *date)
{
	int year, month, day, hour, minute, n;
	char iso[24], out[64];

	snprintf(iso, sizeof(iso), "%.*s", (int)date->n, date->s);
	n = sscanf(iso, "%d-%d-%dT%d:%dZ", &year, &month, &day, &hour,
	    &minute);
	if (n == 5)
		snprintf(out, sizeof(out), "%d/%d/%04d %d:%02d", month, day,
		    year, hour, minute);
	else if (n == 3)
		snprintf(out, sizeof(out), "%d/%d/%04d", month, day, year);
	else
		out[0] = '\0';
	put_field(b, str_from(out));
}

/* The class with the suffix that archives' labels have. */
static void
put_label(struct buf *b, const struct reftel_telegram *t)
{
	struct buf field = { 0 };
	struct str class = value_str(&t->classification);

	if (str_eq(class, STR("SENSITIVE BUT UNCLASSIFIED")))
		buf_puts(&field, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
	else
		buf_putstr(&field, class);
	for (size_t i = 0; i < t->captions.n; i++)
		if (str_eq(value_str(&t->captions.v[i]), STR("NOFORN")))
			buf_puts(&field, "//NOFORN");
	put_buf_field(b, &field);
}

static void
put_ref_ids(struct buf *b, const struct reftel_telegram *t)
{
	struct buf field = { 0 };

	for (size_t i = 0; i < t->refs.n; i++) {
		if (!value_set(&t->refs.v[i].id))
			continue;
		if (field.n > 0)
			buf_putc(&field, '|');
		buf_putstr(&field, value_str(&t->refs.v[i].id));
	}
	put_buf_field(b, &field);
}

const char *
render_csv(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	static const struct words_section whole = { 1, 1 };
	struct buf origin = { 0 }, heading = { 0 }, text = { 0 };

	(void)o;
	if (!value_set(&t->id))
		return "it has no telegram number, which a row must have";
	if (!value_set(&t->date))
		return "it has no date, which a row must have";
	put_field(b, STR("1"));
	buf_putc(b, ',');
	put_date(b, &t->date);
	buf_putc(b, ',');
	put_field(b, value_str(&t->id));
	buf_putc(b, ',');
	words_origin(&origin, t);
	put_buf_field(b, &origin);
	buf_putc(b, ',');
	put_label(b, t);
	buf_putc(b, ',');
	put_ref_ids(b, t);
	buf_putc(b, ',');
	layout_heading(&heading, t, &whole, false);
	put_buf_field(b, &heading);
	buf_putc(b, ',');
	layout_body(&text, t, LAYOUT_COLUMNS);
	put_buf_field(b, &text);
	buf_putc(b, '\n');
	return NULL;
}
