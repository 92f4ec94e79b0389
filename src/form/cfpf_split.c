/*
 * Where one record of the National Archives ends and the next begins, in
 * every carrier: text, delimited rows, a result list, XML
 * (archive-forms.md 3.6.8).
 */
#include "form/cfpf.h"

#include "form/lex.h"
#include "form/sign.h"

static enum split_status
piece(struct split_piece *out, size_t from, size_t to, size_t next)
{
	*out = (struct split_piece){ .from = from, .to = to, .next = next };
	return SPLIT_PIECE;
}

static enum split_status
broken(struct split_piece *out, size_t from, const char *reason)
{
	*out = (struct split_piece){ .from = from, .reason = reason };
	return SPLIT_BROKEN;
}

static size_t
skip_space(struct str s, size_t at)
{
	while (at < s.n && ch_space(s.p[at]))
		at++;
	return at;
}

/* --- records as text --------------------------------------------------- */

/*
 * The next record begins with the stamp above its title, "Message Text" or,
 * where it has no text, "Message Attributes".
 */
static enum split_status
split_records(struct str s, bool last, struct split_piece *out)
{
	size_t above = 0, next;		/* of the stamp with blanks below */
	bool stamp = false, attributes = false;

	for (size_t at = 0; at < s.n; at = next) {
		struct str line = sign_line(s, at, &next);
		bool text = str_eq(line, STR("Message Text"));

		if (next == s.n && !last)
			return SPLIT_MORE;
		if (line.n == 0)
			continue;
		if (text || str_eq(line, STR("Message Attributes"))) {
			if (attributes)
				above = stamp ? above : at;
			if (attributes && above > 0)
				return piece(out, 0, above, above);
			attributes |= !text;
		}
		stamp = str_find(line, STR("Declassified/Released"), 0) <
		    line.n;
		above = at;
	}
	if (!last)
		return SPLIT_MORE;
	return skip_space(s, 0) == s.n ? SPLIT_NONE : piece(out, 0, s.n, s.n);
}

/* --- rows of a delimited file -------------------------------------------- */

/* Only fields with commas and the like have quotation marks. */
static enum cfpf_behind
quoted_cell(char separator, struct str s, size_t *at, struct cfpf_cell *cell)
{
	size_t k = *at + 1;

	cell->quoted = true;
	cell->start = k;
	for (;; k++) {
		k = str_findc(s, '"', k);
		if (k == s.n)
			return CFPF_OPEN;
		if (k + 1 < s.n && s.p[k + 1] == '"')
			k++;
		else
			break;
	}
	cell->end = k++;
	while (k < s.n && s.p[k] == '\r')
		k++;
	*at = k + (k < s.n);
	if (k == s.n)
		return CFPF_INPUT_END;
	if (s.p[k] == '\n')
		return CFPF_ROW_END;
	return s.p[k] == separator ? CFPF_CELL : CFPF_OPEN;
}

enum cfpf_behind
cfpf_cell(char separator, struct str s, size_t *at, struct cfpf_cell *cell)
{
	size_t k = *at;

	if (k < s.n && s.p[k] == '"' && separator != '|')
		return quoted_cell(separator, s, at, cell);
	while (k < s.n && s.p[k] != separator && s.p[k] != '\n')
		k++;
	*cell = (struct cfpf_cell){ .start = *at, .end = k };
	*at = k + (k < s.n);
	if (k < s.n && s.p[k] == separator)
		return CFPF_CELL;
	while (cell->end > cell->start && s.p[cell->end - 1] == '\r')
		cell->end--;
	return k < s.n ? CFPF_ROW_END : CFPF_INPUT_END;
}

static enum split_status
split_rows(const struct cfpf_table *table, struct str s, bool last,
    struct split_piece *out)
{
	size_t from = skip_space(s, 0), at = from;

	/* an empty first cell is no blank */
	if (table->separator == '\t')
		for (from = 0; from < s.n && (s.p[from] == '\n' ||
		    s.p[from] == '\r');)
			at = ++from;
	if (from == s.n)
		return last ? SPLIT_NONE : SPLIT_MORE;
	for (size_t n = 1;; n++) {
		struct cfpf_cell cell = { 0 };
		enum cfpf_behind behind = cfpf_cell(table->separator, s, &at,
		    &cell);

		if (!last && (behind == CFPF_OPEN || behind == CFPF_INPUT_END))
			return SPLIT_MORE;
		if (behind == CFPF_OPEN)
			return broken(out, from,
			    "row ends inside quotation marks");
		if (behind == CFPF_CELL && n < CFPF_COLUMNS)
			continue;
		if (n != table->n)
			return broken(out, from, n < table->n ?
			    "row has too few fields" :
			    "row has too many fields");
		return piece(out, from, cell.end + cell.quoted, at);
	}
}

/* --- a result list -------------------------------------------------------- */

/* Offset of the next tag "<name" at or behind `at`; s.n: none. */
static size_t
find_tag(struct str s, const char *name, size_t at)
{
	struct str n = str_from(name);

	for (; (at = str_findc(s, '<', at)) < s.n; at++)
		if (str_startsi(str_cut(s, at + 1, s.n), n) &&
		    at + 1 + n.n < s.n && !ch_alnum(s.p[at + 1 + n.n]))
			return at;
	return s.n;
}

bool
cfpf_list_cell(struct str s, size_t *at, size_t end, struct cfpf_cell *cell)
{
	s = str_cut(s, 0, end);
	size_t tag = find_tag(s, "td", *at);
	size_t start = str_findc(s, '>', tag);

	if (start >= s.n)
		return false;
	cell->quoted = false;
	cell->start = start + 1;
	cell->end = find_tag(s, "/td", start);
	*at = cell->end;
	return true;
}

/* Rows that sort the list, or hold no cells, are no records. */
static enum split_status
split_list(const struct cfpf_table *table, struct str s, bool last,
    struct split_piece *out)
{
	for (size_t at = 0, end; (at = find_tag(s, "tr", at)) < s.n; at = end) {
		struct cfpf_cell cell;
		size_t k = at, cells = 0;

		end = find_tag(s, "/tr", at);
		if (end == s.n && !last)
			return SPLIT_MORE;
		while (cells < CFPF_COLUMNS && cfpf_list_cell(s, &k, end,
		    &cell))
			cells++;
		if (cells < table->n || str_find(str_cut(s, at, end),
		    STR("sort_column"), 0) < end - at)
			continue;
		k = str_findc(s, '>', end);
		return piece(out, at, k + (k < s.n), k + (k < s.n));
	}
	return last ? SPLIT_NONE : SPLIT_MORE;
}

/* --- XML ------------------------------------------------------------------ */

/* Behind the comment, declaration or instruction at `at`, which is "<". */
static size_t
behind_markup(struct str s, size_t at)
{
	static const struct {
		struct str open, close;
	} kinds[] = {
		{ { "<!--", 4 }, { "-->", 3 } },
		{ { "<![CDATA[", 9 }, { "]]>", 3 } },
		{ { "<", 1 }, { ">", 1 } }
	};

	for (size_t i = 0;; i++) {
		struct str close = kinds[i].close;

		if (!str_starts(str_cut(s, at, s.n), kinds[i].open))
			continue;
		at = str_find(s, close, at + kinds[i].open.n);
		return at < s.n ? at + close.n : s.n;
	}
}

/* The name of the tag at `at`, which is "<". */
static struct str
tag_name(struct str s, size_t at)
{
	size_t from = at + 1, end;

	from += from < s.n && s.p[from] == '/';
	for (end = from; end < s.n && (ch_alnum(s.p[end]) ||
	    strchr("_-.:", s.p[end]) != NULL) && s.p[end] != '\0';)
		end++;
	return str_cut(s, from, end);
}

/* "</name>" of the element that begins at `at`, with what stands between;
 * s.n: it holds other elements, or is not closed. */
static size_t
leaf_end(struct str s, size_t at, struct str name)
{
	while ((at = str_findc(s, '<', at)) < s.n) {
		if (at + 1 < s.n && s.p[at + 1] == '/')
			return str_eq(tag_name(s, at), name) ? at : s.n;
		if (at + 1 >= s.n || s.p[at + 1] != '!')
			return s.n;
		at = behind_markup(s, at);
	}
	return s.n;
}

bool
cfpf_leaf(struct str s, size_t *at, struct str *name, struct cfpf_cell *cell)
{
	for (size_t k = *at, behind; (k = str_findc(s, '<', k)) < s.n;
	    k = behind) {
		behind = behind_markup(s, k);
		*name = tag_name(s, k);
		if (name->n == 0 || s.p[k + 1] == '/' || behind == s.n)
			continue;
		*cell = (struct cfpf_cell){ .start = behind };
		if (s.p[behind - 2] == '/') {	/* <name/> */
			cell->end = behind;
		} else {
			cell->end = leaf_end(s, behind, *name);
			if (cell->end == s.n)
				continue;
		}
		*at = cell->end;
		return true;
	}
	*at = s.n;
	return false;
}

/*
 * A record is the element around the first one whose name is an attribute's:
 * how the files call it is not known (archive-forms.md 7).  False: no such
 * element is there.
 */
static bool
find_record(struct str s, size_t *at, struct str *name)
{
	struct str open[8];
	size_t where[8], depth = 0;

	for (size_t k = 0, behind; (k = str_findc(s, '<', k)) < s.n;
	    k = behind) {
		struct str n = tag_name(s, k);

		behind = behind_markup(s, k);
		if (n.n == 0)
			continue;
		if (s.p[k + 1] == '/') {
			depth -= depth > 0;
			continue;
		}
		if (depth > 0 && cfpf_attribute(n) != NULL) {
			*name = open[depth - 1];
			*at = where[depth - 1];
			return true;
		}
		if (depth < 8 && s.p[behind - 1] == '>' &&
		    s.p[behind - 2] != '/') {
			open[depth] = n;
			where[depth++] = k;
		}
	}
	return false;
}

static enum split_status
split_elements(struct str s, bool last, struct split_piece *out)
{
	size_t from, at;
	struct str name;

	if (!find_record(s, &from, &name))
		return last ? SPLIT_NONE : SPLIT_MORE;
	for (at = from; (at = str_find(s, STR("</"), at)) < s.n; at++)
		if (str_eq(tag_name(s, at), name))
			break;
	if (at == s.n && !last)
		return SPLIT_MORE;
	if (at < s.n)
		at = behind_markup(s, at);
	return piece(out, from, at, at);
}

enum split_status
cfpf_split_first(const struct cfpf_table *table, struct str s, bool last,
    struct split_piece *out)
{
	switch (table->carrier) {
	case CFPF_ROWS:
		return split_rows(table, s, last, out);
	case CFPF_LIST:
		return split_list(table, s, last, out);
	case CFPF_ELEMENTS:
		return split_elements(s, last, out);
	default:
		return split_records(s, last, out);
	}
}

bool
cfpf_may_begin(const struct cfpf_table *table, struct str s, size_t at)
{
	size_t next;

	if (table->carrier == CFPF_ROWS)
		return true;		/* each line may */
	if (table->carrier != CFPF_RECORDS)
		return at < s.n && s.p[at] == '<';
	return str_eq(sign_line(s, at, &next), STR("Message Text"));
}

/* --- heading rows ---------------------------------------------------------- */

/* The names of the database, in its export and where a list has no others. */
static const char export_names[] = "View Record|Draft Date|Document Number|"
    "Film Number|From|Subject|TAGS|To";

/* The columns of a heading line, or of export_names. */
static void
read_names(struct str line, struct cfpf_table *table)
{
	enum cfpf_behind behind = CFPF_CELL;

	table->n = 0;
	for (size_t at = 0; behind == CFPF_CELL && table->n < CFPF_COLUMNS;) {
		struct cfpf_cell cell = { 0 };

		behind = cfpf_cell(table->separator, line, &at, &cell);
		table->name[table->n++] = str_trim(str_cut(line, cell.start,
		    cell.end));
	}
}

/* What parts the fields of a line: what stands in it most often. */
static char
separator_of(struct str line)
{
	static const char separators[] = "|,;\t";
	size_t most = 0, count[4] = { 0 };

	for (size_t i = 0; i < line.n; i++)
		for (size_t k = 0; k < 4; k++)
			count[k] += line.p[i] == separators[k];
	for (size_t k = 1; k < 4; k++)
		if (count[k] > count[most])
			most = k;
	return separators[most];
}

static bool
names_number(const struct cfpf_table *table)
{
	size_t known = 0;
	bool number = false;

	for (size_t i = 0; i < table->n; i++) {
		const struct cfpf_attribute *a =
		    cfpf_attribute(table->name[i]);

		known += a != NULL;
		number |= a != NULL && a->use == CFPF_ID;
	}
	return number && known >= 3;
}

/* An address of the archive's, and a number two fields behind. */
static bool
is_export(struct str line, char separator)
{
	struct cfpf_cell cell = { 0 };
	size_t at = 0;

	if (str_find(str_cut(line, 0, 200), STR("archives.gov/"), 0) >= 200)
		return false;
	for (int i = 0; i < 3; i++)
		if (cfpf_cell(separator, line, &at, &cell) != CFPF_CELL)
			return false;
	return sign_id(str_trim(str_cut(line, cell.start, cell.end)));
}

/* The heading row at the beginning of s; its length; 0: there is none. */
static size_t
rows_heading(struct str s, struct cfpf_table *table)
{
	size_t next;
	struct str line = sign_line(str_cut(s, 0, 16384), 0, &next);

	table->carrier = CFPF_ROWS;
	table->separator = separator_of(line);
	read_names(line, table);
	if (names_number(table))
		return next;
	if (is_export(line, table->separator)) {
		char separator = table->separator;

		table->separator = '|';
		read_names(str_from(export_names), table);
		table->separator = separator;
	} else {
		table->n = 0;
	}
	return 0;
}

bool
cfpf_is_rows(struct str s)
{
	struct cfpf_table table;

	rows_heading(s, &table);
	return table.n > 0;
}

/* Names of the columns in the cells "th" of a result list. */
static size_t
list_heading(struct str s, struct cfpf_table *table)
{
	size_t at = str_find(s, STR("queryResults"), 0), end;

	table->carrier = CFPF_LIST;
	table->n = 0;
	end = find_tag(s, "/tr", find_tag(s, "th", at));
	while ((at = find_tag(s, "th", at)) < end &&
	    table->n < CFPF_COLUMNS) {
		size_t start = str_findc(s, '>', at) + 1;

		at = find_tag(s, "/th", start);
		table->name[table->n++] = str_trim(str_cut(s, start, at));
	}
	at = find_tag(s, "/thead", end);
	return at < s.n ? at : end;
}

bool
cfpf_is_elements(struct str s)
{
	static const char *const tags[] = { "<msgtext>", "<doc_nbr>",
		"<docnbr>", "<document_number>", "<documentnumber>" };
	size_t at = skip_space(s, str_starts(s, STR("\xEF\xBB\xBF")) ? 3 : 0);

	if (at >= s.n || s.p[at] != '<')
		return false;
	for (size_t i = 0; i < LEX_COUNT(tags); i++)
		if (str_findi(s, str_from(tags[i]), at) < s.n)
			return true;
	return false;
}

static size_t
table_find(struct str s, struct cfpf_table *table)
{
	size_t n = rows_heading(s, table);

	if (table->n > 0)
		return n;
	if (cfpf_is_elements(s)) {
		table->carrier = CFPF_ELEMENTS;
		return 0;
	}
	if (str_find(s, STR("id=\"queryResults\""), 0) < s.n)
		return list_heading(s, table);
	table->carrier = CFPF_RECORDS;
	return 0;
}

size_t
cfpf_table_read(struct str s, struct cfpf_table *table)
{
	size_t n = table_find(s, table);

	for (size_t i = 0; i < table->n; i++)
		table->use[i] = cfpf_use_of(table->name[i]);
	return n;
}
