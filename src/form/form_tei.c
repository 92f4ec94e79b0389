/*
 * A telegram of the documentary edition (archive-forms.md 3.8).  The editors
 * left the heading out and say in notes what it said; only the electronic
 * volumes of 1973 to 1976 print it, line by line, as if its lines were
 * paragraphs.  So the document is first taken apart into lines, and what
 * they are tells how they are to be put together again.
 */
#include "base/entity.h"
#include "base/xml.h"
#include "form/form.h"
#include "form/lex.h"
#include "form/sign.h"
#include "form/tei.h"
#include "form/wrapper.h"

struct tei_line {
	uint32_t from, end;	/* in words */
};

struct tei {
	struct reading *r;
	struct xml x;
	size_t end;		/* behind the document's last node */
	struct text *out;	/* where words go at the moment */
	bool begun;		/* there are words on this line */
	bool space;		/* a blank is due before the next */
	uint32_t space_from, space_end;
	bool joined;		/* a label, to which the next block belongs */

	struct text words;	/* the telegram's, line behind line */
	struct tei_line *line;
	size_t line_n, line_cap;
	uint32_t line_from;
	struct tei_line person;	/* the last name, in words */
	struct tei_head head;
	unsigned unknown;	/* entities that were reported */
};

/* Words. */

static void
put_space(struct tei *d)
{
	if (d->space && d->begun)
		text_subst(d->out, STR(" "), d->r->src, d->space_from,
		    d->space_end);
	d->space = d->joined = false;
	d->begun = true;
}

static void
space_at(struct tei *d, uint32_t from, uint32_t end)
{
	if (d->space)
		return;
	d->space = true;
	d->space_from = from;
	d->space_end = end;
}

/* Appends what the entity at `at` stands for; behind it. */
static uint32_t
put_entity(struct tei *d, uint32_t at, uint32_t end)
{
	enum { REPORTS = 20 };
	struct str s = str_cut(d->x.s, at, end);
	char out[ENTITY_MAX];
	bool unknown;
	size_t n, taken = entity_decode(s, out, &n, &unknown);

	put_space(d);
	if (unknown && d->unknown++ < REPORTS)
		wrapper_diag(d->r, DIAG_ENTITY_UNKNOWN, at, at + 1,
		    str_cut(s, 0, str_findc(s, ';', 0) + 1));
	if (taken == 0)
		text_copy(d->out, d->r->src, at, at + 1);
	else
		text_subst(d->out, str_make(out, n), d->r->src, at,
		    at + (uint32_t)taken);
	return at + (taken == 0 ? 1 : (uint32_t)taken);
}

static bool
lone_blank(const char *p, uint32_t at, uint32_t end)
{
	return p[at] == ' ' && at + 1 < end && !ch_space(p[at + 1]);
}

/* The words of a text, runs of blanks and line ends folded to one blank: the
 * source is broken into lines anywhere (3.8.3). */
static void
put_range(struct tei *d, uint32_t at, uint32_t end, bool entities)
{
	const char *p = d->x.s.p;

	while (at < end) {
		uint32_t from = at;

		if (ch_space(p[at])) {
			while (at < end && ch_space(p[at]))
				at++;
			space_at(d, from, at);
			continue;
		}
		if (entities && p[at] == '&') {
			at = put_entity(d, at, end);
			continue;
		}
		put_space(d);
		while (at < end && (!ch_space(p[at]) ||
		    lone_blank(p, at, end)) && !(entities && p[at] == '&'))
			at++;
		text_copy(d->out, d->r->src, from, at);
	}
}

static bool
any(const struct tei *d, size_t i, const char *const *names)
{
	for (; *names != NULL; names++)
		if (xml_is(&d->x, i, *names))
			return true;
	return false;
}

static bool
is_block(const struct tei *d, size_t i)
{
	static const char *const names[] = { "p", "item", "label", "head",
		"list", "lb", "l", "lg", "row", "table", "quote", "postscript",
		"salute", "seg", "signed", "closer", "opener", "dateline",
		"div", "figure", "floatingText", "body", "text", NULL };

	return any(d, i, names);
}

/* What is no word of the element around it: notes, the book's pages. */
static bool
is_apart(const struct tei *d, size_t i)
{
	static const char *const names[] = { "note", "pb", "frus:attachment",
		"attachment", NULL };

	return any(d, i, names);
}

/* Appends the words of nodes [i, end) as one line. */
static void
put_inside(struct tei *d, size_t i, size_t end)
{
	while (i < end) {
		const struct xml_node *n = &d->x.v[i];

		if (!n->element) {
			put_range(d, n->from, n->end, !n->cdata);
		} else if (is_apart(d, i)) {
			i = n->behind;
			continue;
		} else if (is_block(d, i) || xml_is(&d->x, i, "cell")) {
			space_at(d, n->from, n->from);
		}
		i++;
	}
}

/* Fields: lines of the text before the telegram's words. */

static struct reftel_value
end_field(struct tei *d, uint32_t start)
{
	struct reftel_value v = wrapper_value(d->r, start, d->r->text->n);

	d->begun = d->space = d->joined = false;
	wrapper_newline(d->r);
	return v;
}

static struct reftel_value
put_field(struct tei *d, const char *key, size_t from, size_t end)
{
	uint32_t start = d->r->text->n;
	struct reftel_value v;

	put_inside(d, from, end);
	v = end_field(d, start);
	if (v.n > 0)
		wrapper_field(d->r, key, v);
	return v;
}

/* One note, too, is a list of one, so that readers of the record meet one type. */
static void
as_list(struct reading *r, const char *key)
{
	for (size_t i = 0; i < r->t->record.n; i++) {
		struct reftel_field *f = &r->t->record.v[i];

		if (f->is_list || strcmp(f->key, key) != 0)
			continue;
		f->is_list = true;
		telegram_push(r->t, &f->list, f->value);
	}
}

static struct reftel_value
put_attribute(struct tei *d, const char *key, size_t i, const char *name)
{
	uint32_t start = d->r->text->n;
	struct str s = xml_attribute(d->x.v[i].attributes, name);
	struct reftel_value v;

	if (s.n == 0)
		return (struct reftel_value){ 0 };
	put_range(d, (uint32_t)(s.p - d->x.s.p),
	    (uint32_t)(s.p - d->x.s.p + s.n), true);
	v = end_field(d, start);
	wrapper_field(d->r, key, v);
	return v;
}

/* A stretch of words as a field. */
static struct reftel_value
move_words(struct tei *d, const char *key, uint32_t from, uint32_t end)
{
	uint32_t start = d->r->text->n;
	struct reftel_value v;

	text_copy(d->r->text, &d->words, from, end);
	v = end_field(d, start);
	if (v.n > 0)
		wrapper_field(d->r, key, v);
	return v;
}

static struct str
attribute(const struct tei *d, size_t i, const char *name)
{
	return xml_attribute(d->x.v[i].attributes, name);
}

/* Sender and addressees stand in elements of the head; their places are
 * noted while it is put. */
static void
put_head_node(struct tei *d, size_t i, struct tei_part **part)
{
	struct tei_head *h = &d->head;
	struct str type = attribute(d, i, "type");

	*part = NULL;
	if (str_eq(type, STR("from")) && h->from.end == 0) {
		h->from_person = xml_is(&d->x, i, "persName");
		*part = &h->from;
	} else if (str_eq(type, STR("to")) && h->to_n < LEX_COUNT(h->to)) {
		*part = &h->to[h->to_n++];
	}
}

static void
put_head_inside(struct tei *d, size_t i, size_t end)
{
	while (i < end) {
		const struct xml_node *n = &d->x.v[i];
		struct tei_part *part;

		if (!n->element) {
			put_range(d, n->from, n->end, !n->cdata);
		} else if (is_apart(d, i)) {
			i = n->behind;
			continue;
		} else {
			put_head_node(d, i, &part);
			if (part != NULL) {
				part->start = d->out->n;
				put_inside(d, i + 1, n->behind);
				part->end = d->out->n;
				i = n->behind;
				continue;
			}
		}
		i++;
	}
}

/* The document's head is the first that is in no list. */
static size_t
find_head(const struct tei *d)
{
	size_t i = 0;

	while (i < d->end && !xml_is(&d->x, i, "head"))
		i = xml_is(&d->x, i, "list") || is_apart(d, i)
		    ? d->x.v[i].behind : i + 1;
	return i;
}

static void
put_head(struct tei *d)
{
	size_t i = find_head(d);
	uint32_t start = d->r->text->n;
	struct reftel_value v;

	if (i == d->end)
		return;
	put_head_inside(d, i + 1, d->x.v[i].behind);
	v = end_field(d, start);
	if (v.n == 0)
		return;
	wrapper_field(d->r, "head", v);
	d->head.whole = (struct tei_part){ v.start, v.end };
}

/* "d90": with the volume's name its address. */
static void
put_document(struct tei *d)
{
	size_t i = xml_find(&d->x, "div", 0, d->end);

	if (i < d->end)
		put_attribute(d, "document", i, "xml:id");
}

static void
put_dateline(struct tei *d)
{
	size_t i = xml_find(&d->x, "dateline", 0, d->end), inner, behind;
	struct reftel_value v;

	if (i == d->end)
		return;
	behind = d->x.v[i].behind;
	v = put_field(d, "dateline", i + 1, behind);
	inner = xml_find(&d->x, "placeName", i, behind);
	if (inner < behind) {
		struct reftel_value place = put_field(d, "place", inner + 1,
		    d->x.v[inner].behind);
		d->head.place = (struct tei_part){ place.start, place.end };
	}
	inner = xml_find(&d->x, "date", i, behind);
	if (inner == behind)
		return;
	v = put_attribute(d, "when", inner, "when");
	if (value_set(&v))
		d->r->day = tei_day(d->r, v);
	if (!value_set(&d->r->day)) {
		v = put_field(d, "date", inner + 1, d->x.v[inner].behind);
		wrapper_day(d->r, v, WRAPPER_DAY_ONLY);
	}
}

static void
put_note(struct tei *d, size_t i)
{
	struct str type = attribute(d, i, "type");
	const char *key = str_eq(type, STR("source")) ? "source"
	    : str_eq(type, STR("summary")) ? "editor_summary" : "notes";
	struct reftel_value v = put_field(d, key, i + 1, d->x.v[i].behind);

	if (str_eq(type, STR("source")))
		tei_take_source(d->r, v, d->head.year);
}

/* Notes stand anywhere, also inside each other. */
static void
put_notes(struct tei *d)
{
	for (size_t i = 0; i < d->end; i++)
		if (xml_is(&d->x, i, "note"))
			put_note(d, i);
}

static void
put_pages(struct tei *d)
{
	for (size_t i = 0; i < d->end; i++)
		if (xml_is(&d->x, i, "pb"))
			put_attribute(d, "page", i, "n");
}

static void
put_opener(struct tei *d)
{
	size_t i = xml_find(&d->x, "opener", 0, d->end);

	for (size_t end = i < d->end ? d->x.v[i].behind : i; i < end; i++)
		if (xml_is(&d->x, i, "seg")) {
			tei_take_opener(d->r, put_field(d, "opener", i + 1,
			    d->x.v[i].behind));
			i = d->x.v[i].behind - 1;
		}
}

static void
put_attachments(struct tei *d)
{
	for (size_t i = 0; i < d->end; i++)
		if (xml_is(&d->x, i, "frus:attachment") ||
		    xml_is(&d->x, i, "attachment"))
			put_field(d, "attachment", i + 1, d->x.v[i].behind);
}

/* Signatures. */

/* What ends a transmission and is no name (telegram.md 18). */
static bool
is_trailer(struct str s)
{
	static const char *const words[] = { "BT", "GRNC", "NNNN", "NNN" };

	if (str_ends(s, STR(".")))
		s.n--;
	return lex_in(s, words, LEX_COUNT(words));
}

static void
take_signature(struct tei *d, struct reftel_value v)
{
	while (v.n > 0 && (v.s[v.n - 1] == '.' || ch_space(v.s[v.n - 1]))) {
		v.n--;
		v.end--;
	}
	if (v.n > 0)
		telegram_push(d->r->t, &d->r->t->signature, v);
}

static void
put_closer(struct tei *d)
{
	for (size_t i = 0; i < d->end; i++) {
		uint32_t start = d->r->text->n;
		struct reftel_value v;

		if (is_apart(d, i)) {
			i = d->x.v[i].behind - 1;
			continue;
		}
		if (!xml_is(&d->x, i, "signed"))
			continue;
		put_inside(d, i + 1, d->x.v[i].behind);
		v = end_field(d, start);
		if (is_trailer(value_str(&v)))
			wrapper_field(d->r, "trailer", v);
		else
			take_signature(d, v);
	}
}

/* The telegram's words, line by line. */

static void
end_line(struct tei *d)
{
	struct tei_line *v = arena_grow(d->words.arena, d->line, d->line_n,
	    &d->line_cap, sizeof(*v));

	if (v == NULL)
		return;		/* the arena has failed: no record */
	d->line = v;
	if (d->begun)
		v[d->line_n++] = (struct tei_line){ d->line_from, d->words.n };
	d->line_from = d->words.n;
	d->begun = d->space = d->joined = false;
}

static void
begin_line(struct tei *d, uint32_t at)
{
	if (d->joined && d->begun)
		space_at(d, at, at);
	else
		end_line(d);
}

/* Behind a label, and behind the head of a list, its item goes on. */
static bool
is_label(const struct tei *d, size_t i, bool in_list)
{
	return xml_is(&d->x, i, "label") || (in_list &&
	    xml_is(&d->x, i, "head"));
}

static bool
is_no_text(const struct tei *d, size_t i, bool in_list)
{
	static const char *const names[] = { "dateline", "opener", "signed",
		NULL };

	return is_apart(d, i) || any(d, i, names) ||
	    (xml_is(&d->x, i, "head") && !in_list);
}

static void
put_lines(struct tei *d, size_t i, size_t end, bool in_list)
{
	while (i < end) {
		const struct xml_node *n = &d->x.v[i];
		uint32_t person = d->words.n;
		bool list = in_list || xml_is(&d->x, i, "list");

		if (!n->element) {
			put_range(d, n->from, n->end, !n->cdata);
			i++;
			continue;
		}
		if (is_no_text(d, i, in_list)) {
			i = n->behind;
			continue;
		}
		if (is_block(d, i))
			begin_line(d, n->from);
		else if (xml_is(&d->x, i, "cell"))
			space_at(d, n->from, n->from);
		put_lines(d, i + 1, n->behind, list);
		if (is_label(d, i, in_list))
			d->joined = d->begun;
		else if (is_block(d, i))
			end_line(d);
		else if (xml_is(&d->x, i, "persName"))
			d->person = (struct tei_line){ person, d->words.n };
		i = n->behind;
	}
}

static void
read_lines(struct tei *d)
{
	text_init(&d->words, &d->r->t->impl->arena, d->x.s.n / 2 + 64);
	d->out = &d->words;
	put_lines(d, 0, d->end, false);
	end_line(d);
	d->out = d->r->text;
}

static struct str
line_of(const struct tei *d, size_t i)
{
	return str_make(d->words.p + d->line[i].from,
	    d->line[i].end - d->line[i].from);
}

/* A printed heading (3.8.4). */

static bool
is_page_line(struct str s)
{
	return s.n > 8 && str_starts(s, STR("PAGE ")) && ch_digit(s.p[5]);
}

/* The date-time group of a heading that is printed line by line; line_n:
 * there is no heading. */
static size_t
find_dtg(const struct tei *d)
{
	enum { HEADING_LINES = 120 };
	size_t i = 0;

	while (i < d->line_n && i < HEADING_LINES && !sign_dtg(line_of(d, i)))
		i++;
	return i < HEADING_LINES ? i : d->line_n;
}

static bool
has_page_line(const struct tei *d)
{
	for (size_t i = 0; i < d->line_n; i++)
		if (is_page_line(line_of(d, i)))
			return true;
	return false;
}

/* "SUBJECT:", "Refs:", "Ref A:": what the editors moved to the top of the
 * document, or what opens an edited text. */
static bool
is_header(struct str s)
{
	size_t colon = str_findc(str_cut(s, 0, 14), ':', 0);

	return colon < s.n && colon < 14 && (str_startsi(s, STR("SUBJ")) ||
	    str_startsi(s, STR("REF")));
}

/*
 * A copy that was typed on a form, or that a memorandum covers, begins with
 * its date-time group; above it stand the words of the form ("TELEGRAM",
 * "Department of State", the offices that got it) or of the memorandum.
 */
static bool
is_covered(const struct tei *d, size_t dtg)
{
	for (size_t i = 0; i < dtg; i++) {
		struct str s = line_of(d, i);

		if (str_eqi(s, STR("TELEGRAM")) || str_eqi(s, STR("BY WIRE")))
			return true;
	}
	return false;
}

static void
put_cover(struct tei *d, size_t dtg)
{
	for (size_t i = 0; i < dtg; i++) {
		if (is_header(line_of(d, i)))
			continue;
		move_words(d, "cover", d->line[i].from, d->line[i].end);
		d->line[i].end = d->line[i].from;
	}
}

/* The class word at the end of a line whose next is a page line: offset of
 * the blank before it; s.n: none. */
static size_t
class_tail(struct str s)
{
	static const char *const words[] = { "LIMITED OFFICIAL USE",
		"TOP SECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED" };

	for (size_t i = 0; i < LEX_COUNT(words); i++) {
		struct str w = str_from(words[i]);

		if (s.n > w.n + 1 && str_ends(s, w) &&
		    s.p[s.n - w.n - 1] == ' ')
			return s.n - w.n - 1;
	}
	return s.n;
}

/* "... IN WASHINGTON. KISSINGER BT": the blank before its last word. */
static size_t
trailer_tail(struct str s)
{
	struct str last = lex_last_word(s);

	return last.n < s.n && is_trailer(last) ? s.n - last.n - 1 : s.n;
}

/* A line, parted at offset `at`, where a blank stands. */
static void
put_parted(struct tei *d, size_t i, size_t at)
{
	uint32_t blank = d->line[i].from + (uint32_t)at;

	text_copy(d->r->text, &d->words, d->line[i].from, blank);
	if (blank < d->line[i].end) {
		text_subst(d->r->text, STR("\n"), &d->words, blank, blank + 1);
		text_copy(d->r->text, &d->words, blank + 1, d->line[i].end);
	}
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* The name that ends the last paragraph, "... OF DELEGATION. <KISSINGER>.",
 * and the number of groups below it. */
static void
cut_end(struct tei *d)
{
	struct tei_line *last;
	struct str before, behind;

	if (d->line_n > 1 && all_digits(line_of(d, d->line_n - 1))) {
		last = &d->line[--d->line_n];
		move_words(d, "trailer", last->from, last->end);
	}
	if (d->line_n == 0 || d->r->t->signature.n > 0)
		return;
	last = &d->line[d->line_n - 1];
	if (d->person.from <= last->from || d->person.end > last->end)
		return;
	before = str_trim(str_make(d->words.p + last->from,
	    d->person.from - last->from));
	behind = str_trim(str_make(d->words.p + d->person.end,
	    last->end - d->person.end));
	if (!lex_sentence_end(before) || !(behind.n == 0 ||
	    str_eq(behind, STR(".")) || is_trailer(behind)))
		return;
	take_signature(d, move_words(d, "signed", d->person.from,
	    d->person.end));
	if (is_trailer(behind))
		move_words(d, "trailer", d->person.end, last->end);
	last->end = d->person.from;
}

/* Behind which line subject and references belong that the editors moved
 * above the heading: the last of E.O., TAGS and passing lines. */
static size_t
header_place(const struct tei *d, size_t dtg)
{
	static const char *const starts[] = { "E.O.", "E. O.", "EO ", "TAGS",
		"FOR " };
	enum { HEADER_LINES = 60 };
	size_t place = d->line_n;

	for (size_t i = dtg; i < d->line_n && i < dtg + HEADER_LINES; i++)
		if (lex_starts_in(line_of(d, i), starts, LEX_COUNT(starts)))
			place = i;
	return place;
}

static void
put_line(struct tei *d, size_t i)
{
	struct str s = line_of(d, i);
	bool page = i + 1 < d->line_n && is_page_line(line_of(d, i + 1));

	if (s.n == 0)
		return;
	put_parted(d, i, page ? class_tail(s)
	    : i + 1 == d->line_n ? trailer_tail(s) : s.n);
	wrapper_newline(d->r);
}

static void
put_printed(struct tei *d, size_t dtg)
{
	size_t place = header_place(d, dtg), above = 0;
	bool moved = place < d->line_n;

	/* a list goes on in the lines below its head */
	for (size_t i = 0; moved && i < dtg && (is_header(line_of(d, i)) ||
	    (i > 0 && above == i && line_of(d, i).n > 0 &&
	    line_of(d, i).p[0] == '(')); i++)
		above = i + 1;
	for (size_t i = above; i < d->line_n; i++) {
		put_line(d, i);
		for (size_t k = 0; i == place && k < above; k++)
			put_line(d, k);
	}
}

/* A text without its heading. */

/* The number that the line begins with, before a point: behind it; 0: none. */
static size_t
number_front(struct str s, struct str *digits)
{
	struct cur c = cur_make(s);

	if (!eat_digits(&c, 1, 6, digits) || !eat_char(&c, '.') ||
	    (!cur_end(&c) && !ch_space(*c.p)))
		return 0;
	cur_skip(&c);
	return (size_t)(c.p - s.p);
}

/* "HAKTO 76. ", "Secto 12. ", "Niact 123. ": the number of a series. */
static size_t
series_front(struct str s)
{
	struct cur c = cur_make(s);
	struct str word, digits;

	if (!eat_alpha(&c, &word) || word.n < 3 || word.n > 10)
		return 0;
	cur_skip(&c);
	return eat_digits(&c, 1, 6, &digits) && eat_char(&c, '.')
	    ? (size_t)(c.p - s.p) : 0;
}

/* A paragraph that begins with that number. */
static bool
begins_with(const struct tei *d, long number)
{
	struct str digits;

	for (size_t i = 1; i < d->line_n; i++)
		if (number_front(line_of(d, i), &digits) > 0 &&
		    str_digits(digits.p, digits.n) == number)
			return true;
	return false;
}

/*
 * The telegram's number opens the first paragraph.  It is the paragraph's
 * own where the next number of a paragraph follows and no first one.
 */
static void
cut_number(struct tei *d)
{
	struct tei_line *first = &d->line[0];
	struct str digits;
	size_t n;

	if (d->line_n == 0)
		return;
	n = number_front(line_of(d, 0), &digits);
	if (n == 0) {
		n = series_front(line_of(d, 0));
		if (n == 0)
			return;
		move_words(d, "channel_number", first->from, first->from +
		    (uint32_t)n - 1);
	} else {
		long number = str_digits(digits.p, digits.n);

		if (number == 0 || (number < 4 && !begins_with(d, 1)) ||
		    (begins_with(d, number + 1) && !begins_with(d, 1)))
			return;
		d->r->serial = move_words(d, "telegram_number", first->from,
		    first->from + (uint32_t)digits.n);
	}
	first->from += (uint32_t)n;
	while (first->from < first->end &&
	    ch_space(d->words.p[first->from]))
		first->from++;
}

/* Where "Subject:" or "Ref:" begins behind a sentence of the line. */
static size_t
label_inside(struct str s, size_t from)
{
	static const char *const labels[] = { "Subject:", "Subj:", "Ref:",
		"Refs:", "Reftel:", "Reftels:", "References:", "Reference:" };

	for (size_t at = from; (at = str_find(s, STR(". "), at)) < s.n; at++)
		for (size_t i = 0; i < LEX_COUNT(labels); i++)
			if (str_startsi(str_cut(s, at + 2, s.n),
			    str_from(labels[i])))
				return at + 1;
	return s.n;
}

static bool
split_line(struct tei *d, size_t i, size_t at)
{
	struct tei_line *v = arena_grow(d->words.arena, d->line, d->line_n,
	    &d->line_cap, sizeof(*v));
	uint32_t part = d->line[i].from + (uint32_t)at;

	if (v == NULL)
		return false;
	d->line = v;
	memmove(&v[i + 1], &v[i], (d->line_n - i) * sizeof(*v));
	d->line_n++;
	v[i].end = part;
	v[i + 1].from = part + 1;	/* without the blank */
	return true;
}

/*
 * The header's lines run on in the first paragraph: "For the Ambassador.
 * Subject: The Pass. Ref: Zenda 5."  What stands before the subject steers
 * the telegram to someone.
 */
static void
part_header(struct tei *d)
{
	enum { HEADER = 4 };
	size_t i, at, subject = 0;

	for (i = 0; i < d->line_n && i < HEADER; i++) {
		at = label_inside(line_of(d, i), 0);
		if (at < line_of(d, i).n && !split_line(d, i, at))
			return;
	}
	while (subject < d->line_n && subject < HEADER &&
	    !is_header(line_of(d, subject)))
		subject++;
	if (subject == d->line_n || subject == HEADER)
		return;
	for (i = 0; i < subject; i++) {
		if (d->line[i].end > d->line[i].from)
			telegram_push(d->r->t, &d->r->t->passing,
			    move_words(d, "opening", d->line[i].from,
			    d->line[i].end));
		d->line[i].end = d->line[i].from;
	}
}

static void
put_edited(struct tei *d)
{
	for (size_t i = 0; i < d->line_n; i++) {
		struct str s = line_of(d, i);

		if (s.n == 0)
			continue;
		put_parted(d, i, s.n);
		/* the point is the sentence's, not the subject's */
		if (str_startsi(s, STR("SUBJ")) && is_header(s) &&
		    lex_sentence_end(s) && s.p[s.n - 1] == '.')
			telegram_cut(d->r->t, d->r->text->n - 1,
			    d->r->text->n);
		wrapper_newline(d->r);
		wrapper_newline(d->r);
	}
}

/* The editors say that they left something out. */
static bool
is_extract(const struct tei *d)
{
	static const char *const words[] = { "[Here follow", "[Omitted here",
		"[Extract" };
	struct str s = str_make(d->words.p, d->words.n);

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_find(s, str_from(words[i]), 0) < s.n)
			return true;
	return false;
}

static void
put_telegram(struct tei *d)
{
	struct reading *r = d->r;
	size_t dtg = find_dtg(d);

	r->headless = dtg == d->line_n && !has_page_line(d);
	if (r->headless) {
		cut_number(d);
		part_header(d);
	} else {
		if (dtg < d->line_n && is_covered(d, dtg))
			put_cover(d, dtg);
		cut_end(d);
	}
	tei_take_number(r, &d->head);
	r->begin = r->text->n;
	if (r->headless)
		put_edited(d);
	else
		put_printed(d, dtg < d->line_n ? dtg : 0);
}

static int
year_of(const struct reftel_value *day)
{
	return day->n >= 4 ? (int)str_digits(day->s, 4) : 0;
}

bool
form_tei(struct reading *r)
{
	struct str s = str_make(r->src->p, r->src->n);
	struct tei d = { .r = r, .out = r->text };

	text_init(r->text, &r->t->impl->arena, s.n / 2 + 64);
	if (!xml_read(&d.x, &r->t->impl->arena, s))
		return true;
	d.end = d.x.n;
	if (d.x.broken)
		wrapper_diag(r, DIAG_MARKUP_BROKEN, d.x.broken_at,
		    d.x.broken_at, STR(""));
	read_lines(&d);
	put_document(&d);
	put_head(&d);
	put_dateline(&d);
	d.head.year = year_of(&r->day);
	put_opener(&d);
	put_notes(&d);
	put_pages(&d);
	put_closer(&d);
	put_attachments(&d);
	tei_take_head(r, &d.head);
	r->partial = is_extract(&d);
	put_telegram(&d);
	wrapper_missing(r);
	as_list(r, "notes");
	as_list(r, "page");
	as_list(r, "cover");
	return true;
}
