/*
 * A row of the CSV dump (archive-forms.md 3.5), or of a set derived from it
 * with a heading row of its own.
 */
#include "form/csv.h"
#include "form/form.h"
#include "form/wrapper.h"

/*
 * Appends a cell: a backslash before a quotation mark or a backslash is
 * dropped, any other stays.
 */
static void
put_cell(struct reading *r, const struct csv_cell *cell)
{
	struct str s = str_make(r->src->p, cell->end);
	size_t kept = cell->start, at = kept;

	while ((at = str_findc(s, '\\', at)) < s.n) {
		char c = at + 1 < s.n ? s.p[at + 1] : '\0';

		if (c == '"' || c == '\\') {
			text_copy(r->text, r->src, (uint32_t)kept,
			    (uint32_t)at);
			kept = at + 1;
		}
		at += 2;
	}
	text_copy(r->text, r->src, (uint32_t)kept, (uint32_t)s.n);
}

/* The ids of the column of references, between vertical bars. */
static void
read_refs(struct reading *r, struct reftel_value v)
{
	struct reftel_field *f;
	struct str s = value_str(&v);

	for (size_t from = 0, to; from < s.n; from = to + 1) {
		to = str_findc(s, '|', from);
		struct reftel_value id = wrapper_value(r,
		    v.start + (uint32_t)from, v.start + (uint32_t)to);
		if (id.n > 0)
			telegram_push(r->t, &r->refs, id);
	}
	f = telegram_field(r->t, "refs", (struct reftel_value){ 0 });
	if (f == NULL)
		return;
	f->is_list = true;
	for (size_t i = 0; i < r->refs.n; i++)
		telegram_push(r->t, &f->list, r->refs.v[i]);
}

/* A cell that is a field of the wrapper, now in the text as v. */
static void
take_cell(struct reading *r, enum csv_column column, struct str name,
    struct reftel_value v)
{
	switch (column) {
	case CSV_NUMBER:
		wrapper_field(r, "number", v);
		break;
	case CSV_DATE:
		wrapper_field(r, "date", v);
		wrapper_day(r, v, WRAPPER_CLOCK);
		break;
	case CSV_ID:
		wrapper_field(r, "id", v);
		r->id = wrapper_given(v);
		break;
	case CSV_ORIGIN:
		wrapper_field(r, "origin", v);
		r->origin = wrapper_given(v);
		break;
	case CSV_CLASSIFICATION:
		wrapper_field(r, "classification", v);
		wrapper_label(r, v);
		break;
	case CSV_REFS:
		read_refs(r, v);
		break;
	default:
		wrapper_field(r, arena_strdup(&r->t->impl->arena, name), v);
		break;
	}
}

static void
put_fields(struct reading *r, const struct csv_layout *layout,
    const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		enum csv_column column = layout->column[i];
		uint32_t start = r->text->n;

		if (column == CSV_HEADING || column == CSV_TEXT)
			continue;
		put_cell(r, &row->cell[i]);
		take_cell(r, column, layout->name[i],
		    wrapper_value(r, start, r->text->n));
		wrapper_newline(r);
	}
}

static void
put_column(struct reading *r, const struct csv_layout *layout,
    const struct csv_row *row, enum csv_column column)
{
	for (size_t i = 0; i < row->n; i++)
		if (layout->column[i] == column)
			put_cell(r, &row->cell[i]);
}

bool
form_csv(struct reading *r)
{
	const struct csv_layout *layout =
	    r->layout == NULL ? &csv_plain : r->layout;
	struct str s = str_make(r->src->p, r->src->n);
	struct csv_row row;

	if (csv_read(layout, s, 0, true, &row) != CSV_ROW ||
	    csv_fault(layout, s, &row) != NULL)
		return false;
	text_init(r->text, &r->t->impl->arena, s.n + 16);
	put_fields(r, layout, &row);
	r->begin = r->text->n;
	put_column(r, layout, &row, CSV_HEADING);
	if (r->text->n > r->begin && r->text->p[r->text->n - 1] != '\n')
		wrapper_newline(r);
	r->seam = r->text->n;
	put_column(r, layout, &row, CSV_TEXT);
	wrapper_missing(r);
	return true;
}
