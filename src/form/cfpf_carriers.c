/*
 * One record of the National Archives in another carrier than its own text:
 * a row of a delimited file or of a result list, or an element of XML
 * (archive-forms.md 3.6.8).
 */
#include "form/cfpf.h"

#include "form/html.h"
#include "form/lex.h"
#include "form/sign.h"
#include "form/wrapper.h"

/* --- texts whose line ends became blanks --------------------------------- */

/* "ACTION ARA-20", "ORIGIN PA-02" */
static bool
is_distribution(struct str s)
{
	struct cur c = cur_make(s);

	if (!eat_word(&c, "ACTION") && !eat_word(&c, "ORIGIN"))
		return false;
	while (!cur_end(&c) && (ch_upper(*c.p) || ch_digit(*c.p)))
		c.p++;
	return eat_char(&c, '-') && eat_digits(&c, 2, 2, NULL);
}

/* A line surely began here, whatever stands before it. */
static bool
is_anchor(struct str s)
{
	return is_distribution(s) || str_starts(s, STR("----------")) ||
	    sign_dtg(s) || (str_starts(s, STR("PAGE ")) && s.n > 7 &&
	    ch_digit(s.p[5]) && ch_digit(s.p[6]));
}

/* A line began here if two blanks and more stand before it. */
static bool
is_weak_anchor(struct str s)
{
	static const char *const words[] = { "INFO ", "FM ", "TO ",
		"DRAFTED BY", "APPROVED BY", "UNCLAS", "C O N F I D E N T",
		"S E C R E T", "LIMITED OFFICIAL USE", "CONFIDENTIAL",
		"SECRET ", "E.O. 1", "EO 1", "TAGS:", "TAGS ", "SUBJECT:",
		"SUBJ:", "REF:", "REFS:", "NNNN", "NODIS", "EXDIS", "LIMDIS" };

	return lex_starts_in(s, words, LEX_COUNT(words));
}

/* "2.  ALL VISITORS": the number that is expected, and a text behind it. */
static bool
is_paragraph(struct str s, long expected)
{
	struct cur c = cur_make(s);
	struct str n;

	if (!eat_digits(&c, 1, 2, &n) || str_digits(n.p, n.n) != expected ||
	    !eat_char(&c, '.') || cur_end(&c) || !ch_blank(*c.p))
		return false;
	cur_skip(&c);
	return !cur_end(&c) && (ch_upper(*c.p) || *c.p == '(');
}

/* Which part of a telegram the words are in. */
enum flat_part {
	FLAT_ABOVE,		/* page line, distribution, control line */
	FLAT_DRAFTING,
	FLAT_ADDRESS,		/* from the date-time group on */
	FLAT_HEADER,		/* from the classification line on */
	FLAT_BODY		/* from the first paragraph on */
};

static bool
is_class(struct str s)
{
	static const char *const words[] = { "UNCLAS", "C O N F I D E N T",
		"S E C R E T", "LIMITED OFFICIAL USE", "CONFIDENTIAL",
		"SECRET " };

	return lex_starts_in(s, words, LEX_COUNT(words));
}

/* The part that begins with a line s; `part` goes on else. */
static enum flat_part
part_of(struct str s, enum flat_part part)
{
	static const char *const labels[] = { "E.O. 1", "EO 1", "TAGS",
		"SUBJ", "REF" };

	if (sign_dtg(s))
		return FLAT_ADDRESS;
	if (str_starts(s, STR("DRAFTED BY")) ||
	    str_starts(s, STR("APPROVED BY")))
		return FLAT_DRAFTING;
	if (part == FLAT_ADDRESS && is_class(s))
		return FLAT_HEADER;
	if (part < FLAT_BODY && lex_starts_in(s, labels, LEX_COUNT(labels)))
		return FLAT_HEADER;
	return is_anchor(s) ? FLAT_ABOVE : part;
}

/* Among addresses and in the header a line began here, though one blank is
 * all that stands before it. */
static bool
is_line_of(struct str s, enum flat_part part)
{
	static const char *const addresses[] = { "FM ", "TO ", "INFO ",
		"XMT ", "AMEMBASSY ", "AMCONSUL ", "USMISSION ", "UNCLAS ",
		"C O N F I D E N T", "S E C R E T ", "LIMITED OFFICIAL USE",
		"E.O. 1" };
	static const char *const labels[] = { "E.O. 1", "EO 1", "TAGS:",
		"SUBJECT:", "SUBJ:", "REF:", "REFS:" };

	if (part == FLAT_ADDRESS)
		return lex_starts_in(s, addresses, LEX_COUNT(addresses));
	return part == FLAT_HEADER && lex_starts_in(s, labels,
	    LEX_COUNT(labels));
}

/* Behind two blanks the end of a text: its last word, which signs, a class
 * word, NNN; and then two blanks again, or nothing. */
static bool
is_end(struct str s)
{
	struct str token = str_cut(s, 0, str_find_blanks(s, 0));

	token = str_trim(token);
	return token.n > 1 && token.n < 24 && lex_capitals(token) &&
	    (str_findc(token, ' ', 0) == token.n || is_class(token));
}

/* Appends [start, end) of r->src, and a line end where a line began.  An empty
 * line left two blanks more; other gaps are of lines that were indented. */
static void
put_flat(struct reading *r, size_t start, size_t end, enum flat_part part)
{
	enum { SHORTEST = 5, LOOK = 64 };
	struct str s = str_make(r->src->p, end);
	size_t kept = start;
	long expected = is_paragraph(str_cut(s, start, start + LOOK), 1) ? 2
	    : 1;

	part = part_of(str_cut(s, start, start + LOOK), part);
	for (size_t at = start + 1; at < end; at++) {
		if (!ch_blank(s.p[at - 1]) || ch_blank(s.p[at]))
			continue;
		struct str rest = str_cut(s, at, at + LOOK);
		size_t gap = 1;
		while (gap < at - kept && ch_blank(s.p[at - gap - 1]))
			gap++;
		bool wide = gap > 1;
		bool number = ch_digit(s.p[at]) &&
		    is_paragraph(rest, expected);
		/* the prosign is not parted from its date-time group */
		bool line = number || (at >= kept + SHORTEST &&
		    (is_anchor(rest) || (wide && is_weak_anchor(rest))));

		/* a hyphen that keeps a line indented is no line */
		line |= wide && part >= FLAT_DRAFTING && part <= FLAT_HEADER &&
		    at >= kept + gap + 2;
		line |= !line && is_line_of(rest, part) && at >= kept +
		    SHORTEST;
		line |= wide && part == FLAT_BODY && is_end(str_cut(s, at,
		    end));
		/* "EMER- GENCY" */
		line |= part == FLAT_BODY && at > kept + gap + 1 &&
		    s.p[at - gap - 1] == '-' && ch_upper(s.p[at - gap - 2]) &&
		    ch_upper(s.p[at]);
		if (!line)
			continue;
		part = number ? FLAT_BODY : part_of(rest, part);
		expected += number;
		text_copy(r->text, r->src, (uint32_t)kept, (uint32_t)at);
		wrapper_newline(r);
		if (gap == 3 || gap == 4 || gap == 6)
			wrapper_newline(r);
		kept = at;
	}
	text_copy(r->text, r->src, (uint32_t)kept, (uint32_t)end);
	wrapper_newline(r);
}

/* --- delimited rows -------------------------------------------------------- */

/* Appends a cell: a doubled quotation mark is one, and a backslash before a
 * mark, which the database put there, is none. */
static void
put_cell(struct reading *r, const struct cfpf_cell *cell)
{
	struct str s = str_make(r->src->p, cell->end);
	size_t kept = cell->start;

	for (size_t at = kept; at + 1 < s.n; at++) {
		bool doubled = cell->quoted && s.p[at] == '"' &&
		    s.p[at + 1] == '"';

		if (!doubled && !(s.p[at] == '\\' && (s.p[at + 1] == '\'' ||
		    s.p[at + 1] == '"')))
			continue;
		text_copy(r->text, r->src, (uint32_t)kept, (uint32_t)at);
		kept = ++at;
	}
	text_copy(r->text, r->src, (uint32_t)kept, (uint32_t)s.n);
}

/* A value without the backslashes that the database put before quotation
 * marks. */
static struct reftel_value
unescaped(struct reading *r, struct reftel_value v)
{
	struct str s = value_str(&v);
	char *out, *p;

	if (str_findc(s, '\\', 0) == s.n)
		return v;
	out = p = arena_bytes(&r->t->impl->arena, s.n);
	for (size_t i = 0; out != NULL && i < s.n; i++)
		if (s.p[i] != '\\' || i + 1 == s.n ||
		    (s.p[i + 1] != '\'' && s.p[i + 1] != '"'))
			*p++ = s.p[i];
	return out == NULL ? v :
	    telegram_value_as(str_range(out, p), v.start, v.end);
}

/* The value that was appended behind `start`, under its name. */
static void
take_from(struct cfpf *c, struct str name, enum cfpf_use use, uint32_t start)
{
	struct reftel_value v = unescaped(c->r, cfpf_value(c->r, start,
	    c->r->text->n));
	char *key = arena_strdup(&c->r->t->impl->arena, name);

	wrapper_newline(c->r);
	if (key != NULL)
		cfpf_take(c, key, use, v);
}

static bool
read_cells(struct reading *r, struct cfpf_cell cell[CFPF_COLUMNS])
{
	struct str s = str_make(r->src->p, r->src->n);
	enum cfpf_behind behind = CFPF_CELL;
	size_t n = 0;

	for (size_t at = 0; behind == CFPF_CELL && n < r->table->n;)
		behind = cfpf_cell(r->table->separator, s, &at, &cell[n++]);
	return n == r->table->n && behind != CFPF_OPEN;
}

/* The heading and the text, which lost their line ends, then the fields. */
static bool
read_row(struct cfpf *c)
{
	struct reading *r = c->r;
	struct cfpf_cell cell[CFPF_COLUMNS] = { { 0 } };

	if (!read_cells(r, cell))
		return false;
	r->partial = true;		/* the archive's export has no texts */
	for (int part = CFPF_HEADING; part <= CFPF_TEXT; part++)
		for (size_t i = 0; i < r->table->n; i++)
			if (r->table->use[i] == (enum cfpf_use)part) {
				put_flat(r, cell[i].start, cell[i].end,
				    part == CFPF_TEXT ? FLAT_BODY :
				    FLAT_ABOVE);
				if (part == CFPF_HEADING)
					wrapper_newline(r);
				r->partial = false;
			}
	r->end = r->text->n;
	for (size_t i = 0; i < r->table->n; i++) {
		enum cfpf_use use = r->table->use[i];
		uint32_t start = r->text->n;

		if (use == CFPF_HEADING || use == CFPF_TEXT)
			continue;
		put_cell(r, &cell[i]);
		take_from(c, r->table->name[i], use, start);
	}
	return true;
}

/* --- result lists ------------------------------------------------------------ */

/* The address of the link in a cell. */
static struct cfpf_cell
link_in(struct str s, struct cfpf_cell cell)
{
	size_t at = str_find(str_cut(s, 0, cell.end), STR("href=\""),
	    cell.start);

	if (at + 6 < cell.end) {
		cell.start = at + 6;
		cell.end = str_findc(str_cut(s, 0, cell.end), '"',
		    cell.start);
	}
	return cell;
}

/* A list has no texts: what stands under Message Text are words out of it. */
static bool
read_list(struct cfpf *c)
{
	struct reading *r = c->r;
	struct html h = { .r = r, .s = str_make(r->src->p, r->src->n) };
	struct cfpf_cell cell;
	size_t at = 0, n = 0;

	for (; n < r->table->n && cfpf_list_cell(h.s, &at, h.s.n, &cell);
	    n++) {
		enum cfpf_use use = r->table->use[n];
		uint32_t start = r->text->n;

		if (str_eqi(r->table->name[n], STR("View Record")))
			cell = link_in(h.s, cell);
		html_plain(&h, cell.start, cell.end, false);
		take_from(c, r->table->name[n], use == CFPF_TEXT ?
		    CFPF_SNIPPET : use, start);
	}
	r->partial = true;
	r->begin = r->end = r->text->n;
	return n == r->table->n;
}

/* --- XML ---------------------------------------------------------------------- */

/* Appends the inside of an element, a CDATA section's marks left out. */
static void
put_element(struct html *h, struct cfpf_cell cell)
{
	const struct str open = STR("<![CDATA["), close = STR("]]>");
	struct str s = str_cut(h->s, 0, cell.end);

	for (size_t at = cell.start, end; at < s.n; at = end) {
		size_t cdata = str_find(s, open, at);

		html_plain(h, at, cdata, true);
		if (cdata == s.n)
			return;
		at = cdata + open.n;
		end = str_find(s, close, at);
		text_copy(h->r->text, h->r->src, (uint32_t)at, (uint32_t)end);
		end += end < s.n ? close.n : 0;
	}
}

/* The first element of a text, then all others. */
static bool
read_element(struct cfpf *c)
{
	struct reading *r = c->r;
	struct html h = { .r = r, .s = str_make(r->src->p, r->src->n) };
	struct cfpf_cell cell;
	struct str name;
	size_t text = h.s.n, at = 0;

	while (text == h.s.n && cfpf_leaf(h.s, &at, &name, &cell))
		if (cfpf_use_of(name) == CFPF_TEXT) {
			put_element(&h, cell);
			text = cell.start;
		}
	wrapper_newline(r);
	r->end = r->text->n;
	for (at = 0; cfpf_leaf(h.s, &at, &name, &cell);) {
		uint32_t start = r->text->n;

		if (cell.start == text)
			continue;
		put_element(&h, cell);
		take_from(c, name, cfpf_use_of(name), start);
	}
	return true;
}

bool
cfpf_row(struct reading *r)
{
	struct cfpf c = { .r = r };
	bool read;

	text_init(r->text, &r->t->impl->arena, r->src->n + r->src->n / 8 + 64);
	switch (r->table->carrier) {
	case CFPF_ROWS:
		r->t->impl->one_line = true;
		read = read_row(&c);
		break;
	case CFPF_LIST:
		read = read_list(&c);
		break;
	default:
		read = read_element(&c);
		break;
	}
	if (read)
		cfpf_finish(&c);
	return read;
}
