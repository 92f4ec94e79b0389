/* The rows of the CSV dump; see csv.h. */
#include "form/csv.h"

#include "form/lex.h"
#include "form/sign.h"

const struct csv_layout csv_plain = {
	.n = 8,
	.column = { CSV_NUMBER, CSV_DATE, CSV_ID, CSV_ORIGIN,
		CSV_CLASSIFICATION, CSV_REFS, CSV_HEADING, CSV_TEXT }
};

/* The first cells of a row are short: a row is known by so many bytes. */
enum { ROW_HEAD = 512 };

/* What stands behind a cell. */
enum behind { NEXT_CELL, ROW_END, INPUT_END, STRAY };

/* What stands at `at`, behind a closing quotation mark. */
static enum behind
behind_quote(struct str s, size_t at)
{
	while (at < s.n && s.p[at] == '\r')
		at++;
	if (at == s.n)
		return INPUT_END;
	if (s.p[at] == '\n')
		return ROW_END;
	return s.p[at] == ',' && s.p[at - 1] != '\r' ? NEXT_CELL : STRAY;
}

/* A quotation mark is escaped when an odd number of backslashes stands
 * before it, as every pair is a backslash. */
static bool
escaped(struct str s, size_t start, size_t quote)
{
	size_t n = 0;

	while (quote - n > start && s.p[quote - n - 1] == '\\')
		n++;
	return n % 2 != 0;
}

/*
 * The state machine of archive-forms.md 3.5 from one quotation mark to the
 * next, since only they change its state for good.  A mark that nothing
 * sensible follows is part of the cell.
 */
static enum behind
quoted_cell(struct str s, size_t at, struct csv_cell *cell)
{
	cell->start = at + 1;
	for (at = cell->start;; at++) {
		at = str_findc(s, '"', at);
		cell->end = at;
		if (at == s.n)
			return STRAY;
		if (escaped(s, cell->start, at))
			continue;

		enum behind b = behind_quote(s, at + 1);
		if (b != STRAY)
			return b;
	}
}

static enum behind
bare_cell(struct str s, size_t at, struct csv_cell *cell)
{
	size_t comma = str_findc(s, ',', at);
	size_t eol = str_findc(str_cut(s, 0, comma), '\n', at);

	cell->start = at;
	cell->end = eol;
	if (eol == comma)
		return comma < s.n ? NEXT_CELL : INPUT_END;
	while (cell->end > at && s.p[cell->end - 1] == '\r')
		cell->end--;
	return ROW_END;
}

enum csv_status
csv_read(const struct csv_layout *layout, struct str s, size_t at, bool last,
    struct csv_row *row)
{
	for (row->n = 0; row->n < layout->n; row->n++) {
		struct csv_cell *cell = &row->cell[row->n];
		bool quoted = at < s.n && s.p[at] == '"';
		enum behind b = quoted ? quoted_cell(s, at, cell)
				       : bare_cell(s, at, cell);

		if (b == STRAY)
			return last ? CSV_OPEN : CSV_MORE;
		if (b == INPUT_END && !last)
			return CSV_MORE;
		row->end = cell->end + quoted;
		if (b != NEXT_CELL) {
			row->n++;
			at = str_findc(s, '\n', row->end);
			row->next = at < s.n ? at + 1 : s.n;
			return CSV_ROW;
		}
		at = row->end + 1;
	}
	return CSV_WIDE;
}

static struct str
cell_str(struct str s, const struct csv_row *row, size_t i)
{
	return str_trim(str_cut(s, row->cell[i].start, row->cell[i].end));
}

static bool
is_number(struct str s)
{
	struct cur c = cur_make(s);

	return eat_digits(&c, 1, 9, NULL) && cur_end(&c);
}

/* Derived sets write the date in words. */
static bool
is_date(const struct csv_layout *layout, struct str s)
{
	struct sign_day d;

	return layout == &csv_plain ? sign_stroke_day(s, &d) : sign_day(s, &d);
}

const char *
csv_fault(const struct csv_layout *layout, struct str s,
    const struct csv_row *row)
{
	if (row->n != layout->n)
		return "row has too few fields";
	for (size_t i = 0; i < row->n; i++) {
		struct str cell = cell_str(s, row, i);

		switch (layout->column[i]) {
		case CSV_NUMBER:
			if (layout == &csv_plain && !is_number(cell))
				return "first field of the row is no number";
			break;
		case CSV_DATE:
			if (!is_date(layout, cell))
				return "date of the row is no date";
			break;
		case CSV_ID:
			if (!sign_id(cell))
				return "telegram number of the row is none";
			break;
		default:
			break;
		}
	}
	return NULL;
}

bool
csv_begins(const struct csv_layout *layout, struct str s, size_t at)
{
	struct str head = str_cut(s, at, at + ROW_HEAD);
	bool known = false;

	at = 0;
	for (size_t i = 0; i < layout->n; i++) {
		bool quoted = at < head.n && head.p[at] == '"';
		struct csv_cell cell;
		enum behind b = quoted ? quoted_cell(head, at, &cell)
				       : bare_cell(head, at, &cell);
		struct str text = str_trim(str_cut(head, cell.start, cell.end));

		switch (layout->column[i]) {
		case CSV_NUMBER:
			if (!is_number(text))
				return false;
			break;
		case CSV_ID:
			if (!sign_id(text))
				return false;
			known = true;
			break;
		case CSV_DATE:
			return is_date(layout, text);
		case CSV_HEADING:
		case CSV_TEXT:
			return known;
		default:
			break;
		}
		if (b != NEXT_CELL)
			return false;
		at = cell.end + quoted + 1;
	}
	return known;
}

bool
csv_find(const struct csv_layout *layout, struct str s, size_t from, bool last,
    size_t *at)
{
	for (size_t eol = from;; eol++) {
		eol = str_findc(s, '\n', eol);
		*at = eol;
		if (eol + 1 >= s.n)
			return false;
		/* Near the end of s the date may be missing still. */
		if (!last && s.n - eol < ROW_HEAD)
			return false;
		char c = s.p[eol + 1];
		if ((c == '"' || ch_alnum(c)) && csv_begins(layout, s,
		    eol + 1)) {
			*at = eol + 1;
			return true;
		}
	}
}

/* Names of columns in derived sets, letters only. */
static const struct {
	const char *name;
	enum csv_column column;
} column_names[] = {
	{ "number", CSV_NUMBER }, { "nr", CSV_NUMBER }, { "no", CSV_NUMBER },
	{ "row", CSV_NUMBER }, { "index", CSV_NUMBER },
	{ "date", CSV_DATE }, { "datetime", CSV_DATE },
	{ "created", CSV_DATE }, { "cabledate", CSV_DATE },
	{ "id", CSV_ID }, { "referenceid", CSV_ID }, { "refid", CSV_ID },
	{ "cableid", CSV_ID }, { "canonicalid", CSV_ID },
	{ "identifier", CSV_ID }, { "mrn", CSV_ID },
	{ "origin", CSV_ORIGIN }, { "embassy", CSV_ORIGIN },
	{ "source", CSV_ORIGIN },
	{ "classification", CSV_CLASSIFICATION },
	{ "class", CSV_CLASSIFICATION },
	{ "refs", CSV_REFS }, { "references", CSV_REFS },
	{ "referenceids", CSV_REFS }, { "referenced", CSV_REFS },
	{ "heading", CSV_HEADING }, { "header", CSV_HEADING },
	{ "head", CSV_HEADING },
	{ "text", CSV_TEXT }, { "body", CSV_TEXT }, { "content", CSV_TEXT },
	{ "message", CSV_TEXT }
};

static enum csv_column
column_of(struct str name)
{
	char letters[32];
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < sizeof(letters); i++)
		if (ch_alpha(name.p[i]))
			letters[n++] = name.p[i];
	for (size_t i = 0;
	    i < sizeof(column_names) / sizeof(column_names[0]); i++)
		if (str_eqi(str_make(letters, n),
		    str_from(column_names[i].name)))
			return column_names[i].column;
	return CSV_OTHER;
}

/* A second column of a kind is none of its kind: but where two are called
 * an id, a plain "id" is the row's number. */
static void
settle_twins(struct csv_layout *layout)
{
	size_t first[CSV__MAX] = { 0 };		/* index + 1 */

	for (size_t i = 0; i < layout->n; i++) {
		enum csv_column c = layout->column[i];
		size_t twin = first[c];

		if (twin == 0 || c == CSV_OTHER) {
			first[c] = i + 1;
		} else if (c == CSV_ID && layout->name[twin - 1].n == 2) {
			layout->column[twin - 1] = CSV_OTHER;
			first[c] = i + 1;
		} else {
			layout->column[i] = CSV_OTHER;
		}
	}
}

size_t
csv_heading(struct str s, struct csv_layout *layout)
{
	static const struct csv_layout any = { .n = CSV_CELLS };
	unsigned seen = 0, known = 0;
	struct csv_row row;

	/* A heading row is short, and nothing but names. */
	if (csv_read(&any, str_cut(s, 0, 4096), 0, true, &row) != CSV_ROW ||
	    row.n < 3)
		return 0;
	*layout = (struct csv_layout){ .n = row.n };
	for (size_t i = 0; i < row.n; i++) {
		layout->name[i] = cell_str(s, &row, i);
		layout->column[i] = column_of(layout->name[i]);
	}
	settle_twins(layout);
	for (size_t i = 0; i < row.n; i++) {
		seen |= 1u << layout->column[i];
		known += layout->column[i] != CSV_OTHER;
	}
	if (known < 3 || (seen & 1u << CSV_ID) == 0 ||
	    (seen & (1u << CSV_TEXT | 1u << CSV_HEADING)) == 0)
		return 0;
	return row.next;
}
