/*
 * A telegram of the documentary edition (archive-forms.md 3.8).  The editors
 * left the heading out and say in notes what it said; only the electronic
 * volumes of 1973 to 1976 print it, line by line, as if its lines were
 * paragraphs.  So the document is first taken apart into lines, and what
 * they are tells how they are to be put together again.
 */
#include "base/entity.h"
#include "form/form.h"
#include "form/lex.h"
#include "form/tei.h"
#include "form/wrapper.h"

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

struct reftel_value
tei_move(struct tei *d, const char *key, uint32_t from, uint32_t end)
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
		h->to_person[h->to_n] = xml_is(&d->x, i, "persName");
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
	struct reftel_value v, line;

	if (i == d->end)
		return;
	behind = d->x.v[i].behind;
	v = put_field(d, "dateline", i + 1, behind);
	line = v;
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
	tei_clock(d->r, line);
}

/* "5. Telegram 2045 From ..., March 4, 1975, 1720Z", where no dateline is. */
static void
head_day(struct tei *d)
{
	struct tei_part whole = d->head.whole;
	struct str s = str_make(d->r->text->p + whole.start,
	    whole.end - whole.start);

	/* the last three parts: day, year, perhaps the hour */
	for (size_t i = s.n, n = 0; i-- > 0 && n < 3;)
		if (s.p[i] == ',') {
			n++;
			struct reftel_value v = wrapper_value(d->r,
			    whole.start + (uint32_t)i + 1, whole.end);

			wrapper_day(d->r, v, WRAPPER_DAY_ONLY);
			if (value_set(&d->r->day)) {
				tei_clock(d->r, v);
				return;
			}
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

bool
tei_is_trailer(struct str s)
{
	static const char *const words[] = { "BT", "GRNC", "NNNN", "NNN" };

	if (str_ends(s, STR(".")))
		s.n--;
	return lex_in(s, words, LEX_COUNT(words));
}

void
tei_sign(struct tei *d, struct reftel_value v)
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
		if (tei_is_trailer(value_str(&v)))
			wrapper_field(d->r, "trailer", v);
		else
			tei_sign(d, v);
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

/* Between the paragraphs of a telegram as it was sent. */
static void
blank_line(struct tei *d)
{
	struct tei_line *v = arena_grow(d->words.arena, d->line, d->line_n,
	    &d->line_cap, sizeof(*v));

	if (v == NULL)
		return;
	d->line = v;
	v[d->line_n++] = (struct tei_line){ d->words.n, d->words.n };
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

/* What a list that the editors took out of the header is called in it; empty:
 * another list. */
static struct str
list_label(const struct tei *d, size_t i)
{
	struct str type = attribute(d, i, "type");

	if (!xml_is(&d->x, i, "list"))
		return STR("");
	return str_eq(type, STR("subject")) ? STR("SUBJECT:") :
	    str_eq(type, STR("references")) ? STR("REF:") : STR("");
}

/* The label before its items, where the list has no head of its own; the
 * colon of a head that has none. */
static void
put_label(struct tei *d, size_t i, struct str label)
{
	const struct xml_node *n = &d->x.v[i];
	size_t head = xml_find(&d->x, "head", i, n->behind);

	if (label.n == 0 || head < n->behind)
		return;
	put_space(d);
	text_subst(d->out, label, d->r->src, n->from, n->from);
	d->joined = true;
}

static void
end_label(struct tei *d, size_t i, struct str label)
{
	const char *p = d->words.p;
	uint32_t at = d->x.v[i].from;

	if (label.n > 0 && d->begun && p[d->words.n - 1] != ':')
		text_subst(d->out, STR(":"), d->r->src, at, at);
}

static void
put_lines(struct tei *d, size_t i, size_t end, bool in_list,
    struct str label)
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
		struct str own = xml_is(&d->x, i, "list") ?
		    list_label(d, i) : label;
		put_label(d, i, xml_is(&d->x, i, "list") ? own : STR(""));
		put_lines(d, i + 1, n->behind, list, own);
		if (xml_is(&d->x, i, "head"))
			end_label(d, i, label);
		if (is_label(d, i, in_list))
			d->joined = d->begun;
		else if (is_block(d, i))
			end_line(d);
		if (d->sent && xml_is(&d->x, i, "p"))
			blank_line(d);
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
	put_lines(d, 0, d->end, false, STR(""));
	end_line(d);
	d->out = d->r->text;
}

/* <div type="document" subtype="telegram">: Reftel's own. */
static bool
is_sent(const struct tei *d)
{
	size_t div = xml_find(&d->x, "div", 0, d->end);

	return div < d->end && str_eq(xml_attribute(d->x.v[div].attributes,
	    "subtype"), STR("telegram"));
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
	d.sent = is_sent(&d);
	if (d.x.broken)
		wrapper_diag(r, DIAG_MARKUP_BROKEN, d.x.broken_at,
		    d.x.broken_at, STR(""));
	read_lines(&d);
	put_document(&d);
	put_head(&d);
	put_dateline(&d);
	if (!value_set(&r->day))
		head_day(&d);
	d.head.year = year_of(&r->day);
	put_opener(&d);
	put_notes(&d);
	put_pages(&d);
	put_closer(&d);
	put_attachments(&d);
	tei_take_head(r, &d.head);
	r->partial = tei_is_extract(&d);
	tei_put_text(&d);
	wrapper_missing(r);
	as_list(r, "notes");
	as_list(r, "page");
	as_list(r, "cover");
	return true;
}
