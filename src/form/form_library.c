/*
 * A library's page (archive-forms.md 3.3.5): a table of pairs, named as the
 * attributes of the National Archives or nearly so, and the text in tabs: the
 * telegram, its text alone, for 1973-79 the whole record.  All else of the
 * page is the library's.
 */
#include "form/cfpf.h"
#include "form/form.h"
#include "form/html.h"
#include "form/lex.h"
#include "form/sign.h"
#include "form/wrapper.h"
#include "tables/tables.h"

struct library {
	struct html h;
	struct cfpf c;
	size_t fields_end;	/* behind the table */
	bool record;		/* a whole record is in one of the tabs */
	bool any;
};

/* The inside of an element. */
struct inside {
	size_t from, end;
};

/* --- pairs ------------------------------------------------------------------ */

/* "-- Not Assigned --", "-- N/A or Blank --", "n/a". */
static bool
says_nothing(struct str s)
{
	return s.n == 0 || (str_starts(s, STR("--")) &&
	    str_ends(s, STR("--"))) || str_eqi(s, STR("n/a"));
}

/* The next of several values that strokes part; *rest goes on. */
static struct str
next_value(struct str *rest)
{
	size_t end = str_findc(*rest, '|', 0);
	struct str one = str_trim(str_cut(*rest, 0, end));

	*rest = str_cut(*rest, end + 1, rest->n);
	return one;
}

/* "PFOR - Political Affairs": the code alone. */
static struct str
code_of(struct str s)
{
	return str_trim(str_cut(s, 0, str_find(s, STR(" - "), 0)));
}

/* A line of the text with the codes of all values, as the archive's
 * attributes have them: parted by commas, persons in brackets. */
static struct reftel_value
codes(struct library *l, struct reftel_value v, struct inside in)
{
	struct reading *r = l->h.r;
	struct str rest = value_str(&v);
	uint32_t start = r->text->n;
	size_t at = in.from;

	while (rest.n > 0) {
		struct str one = code_of(next_value(&rest));
		size_t found = str_find(str_cut(l->h.s, 0, in.end), one, at);
		bool person = str_findc(one, ',', 0) < one.n &&
		    one.p[0] != '(';

		/* an entity in it: it may stand anywhere in the value */
		size_t from = found < in.end ? found : in.from;
		size_t end = found < in.end ? found + one.n : in.end;
		if (says_nothing(one))
			continue;
		if (r->text->n > start)
			text_subst(r->text, STR(", "), r->src,
			    (uint32_t)from, (uint32_t)from);
		if (person)
			text_subst(r->text, STR("("), r->src, (uint32_t)from,
			    (uint32_t)from);
		text_subst(r->text, one, r->src, (uint32_t)from,
		    (uint32_t)end);
		if (person)
			text_subst(r->text, STR(")"), r->src, (uint32_t)end,
			    (uint32_t)end);
		at = end;
	}
	v = wrapper_value(r, start, r->text->n);
	wrapper_newline(r);
	return v;
}

static void
take_to(struct library *l, struct reftel_value v)
{
	struct reading *r = l->h.r;
	struct str rest = value_str(&v);

	while (rest.n > 0) {
		struct str one = next_value(&rest);

		if (!says_nothing(one))
			telegram_push(r->t, &r->to, telegram_value_as(one,
			    v.start, v.end));
	}
}

/* "CONFIDENTIAL,NOFORN" */
static void
take_class(struct library *l, struct reftel_value v)
{
	struct str s = value_str(&v), class;
	size_t comma = str_findc(s, ',', 0);
	struct reading *r = l->h.r;

	wrapper_label(r, telegram_value_as(str_trim(str_cut(s, 0, comma)),
	    v.start, v.start + (uint32_t)comma));
	for (size_t at = comma + 1, end; at < s.n; at = end + 1) {
		end = str_findc(s, ',', at);
		class = str_trim(str_cut(s, at, end));
		if (tables_caption(class) != NULL)
			telegram_push(r->t, &r->captions,
			    telegram_value_as(class, v.start, v.end));
	}
}

/* "1975STRELS00044_b", without the mark of its collection. */
static void
take_id(struct library *l, struct reftel_value v)
{
	struct str s = value_str(&v);

	if (s.n > 2 && s.p[s.n - 2] == '_' && ch_alpha(s.p[s.n - 1]))
		s.n -= 2;
	v = telegram_value_as(s, v.start, v.start + (uint32_t)s.n);
	/* the archive's own spelling: four digits, six letters */
	if (s.n > 5 && ch_digit(s.p[2]) && ch_digit(s.p[3]))
		l->c.v[CFPF_ID] = v;
	else
		l->h.r->id = v;
}

/* The city of "Ruritania Strelsau", if the number's code is of it: what is
 * left is a country. */
static struct reftel_value
place_of(const struct library *l, struct reftel_value v)
{
	struct str s = value_str(&v), id = value_str(&l->c.v[CFPF_ID]);
	struct str code = str_cut(id, 4, id.n), place = s;

	for (size_t at = 0; at < s.n && code.n > 3; at++) {
		place = str_cut(s, at, s.n);
		if ((at == 0 || ch_blank(s.p[at - 1])) &&
		    ch_fold(place.p[0]) == code.p[0] && place.n >= 4 &&
		    ch_fold(place.p[1]) == code.p[1] &&
		    ch_fold(place.p[2]) == code.p[2])
			break;
		place = s;
	}
	/* in capitals, as numbers have it */
	char *city = arena_strdup(&l->h.r->t->impl->arena, place);
	for (char *p = city; p != NULL && *p != '\0'; p++)
		*p = ch_fold(*p);
	return telegram_value_as(city == NULL ? place : str_from(city),
	    v.start, v.end);
}

static void
take_pair(struct library *l, struct str key, struct reftel_value v,
    struct inside in)
{
	struct reading *r = l->h.r;
	const struct cfpf_attribute *a = cfpf_attribute(key);

	/* the record in the tabs has it as it was */
	if (key.n == 0 || (l->record && a != NULL))
		return;
	wrapper_field(r, arena_strdup(&r->t->impl->arena, key), v);
	if (says_nothing(value_str(&v)) || l->record)
		return;
	if (str_eqi(key, STR("Canonical ID")))
		take_id(l, v);
	else if (str_eqi(key, STR("Date")))
		wrapper_day(r, v, WRAPPER_DAY_ONLY);
	else if (str_eqi(key, STR("Handling Restrictions")))
		cfpf_note(&l->c, CFPF_CAPTIONS, codes(l, v, in));
	else if (a == NULL)
		return;
	else if (a->use == CFPF_CLASS)
		take_class(l, v);
	else if (a->use == CFPF_TO)
		take_to(l, v);
	else if (a->use == CFPF_TAGS || a->use == CFPF_EO)
		cfpf_note(&l->c, a->use, codes(l, v, in));
	else if (a->use != CFPF_KEPT && a->use != CFPF_DAY)
		cfpf_note(&l->c, a->use, v);
}

/* The inside of the next element of that class, of whatever name it is. */
static bool
next_of_class(const struct html *h, struct str class, size_t at,
    struct inside *in)
{
	static const char *const ends[] = { "/div", "/td", "/span", "/dd",
		"/dt", "/th" };

	at = str_find(h->s, class, at);
	if (at == h->s.n)
		return false;
	in->from = at = html_behind(h, at, h->s.n);
	for (; (at = str_findc(h->s, '<', at)) < h->s.n; at++)
		for (size_t i = 0; i < LEX_COUNT(ends); i++)
			if (html_is(h, at, ends[i])) {
				in->end = at;
				return true;
			}
	in->end = at;
	return true;
}

/* The words of a key, without its colon. */
static struct str
key_of(struct library *l, struct inside in)
{
	struct str s = str_trim(str_cut(l->h.s, in.from, in.end));

	while (s.n > 0 && s.p[0] == '<') {	/* <b>Date:</b> */
		s = str_trim(str_cut(s, str_findc(s, '>', 0) + 1, s.n));
		s = str_trim(str_cut(s, 0, str_findc(s, '<', 0)));
	}
	if (str_ends(s, STR(":")))
		s = str_trim(str_cut(s, 0, s.n - 1));
	return s;
}

static void
read_pairs(struct library *l, bool take)
{
	struct reading *r = l->h.r;
	struct inside key, value;
	size_t at = 0;

	while (next_of_class(&l->h, STR("\"s_key\""), at, &key) &&
	    next_of_class(&l->h, STR("\"s_val\""), key.end, &value)) {
		uint32_t start = r->text->n;

		at = l->fields_end = value.end;
		l->any = true;
		if (!take)
			continue;
		html_plain(&l->h, value.from, value.end, false);
		struct reftel_value v = wrapper_value(r, start, r->text->n);
		wrapper_newline(r);
		take_pair(l, key_of(l, key), wrapper_fold(r, v), value);
	}
}

/* --- tabs ------------------------------------------------------------------- */

/* A key block of the library's, or nothing. */
static bool
of_library(struct str s)
{
	struct str head = str_trim(str_cut(s, 0, 200));

	return head.n == 0 || str_find(head, STR("-----BEGIN PGP"), 0) <
	    head.n;
}

/* Where the element that begins at `from` ends, others of its name inside
 * it. */
static size_t
element_end(const struct html *h, const char *open, const char *close,
    size_t from, size_t end)
{
	unsigned depth = 1;
	size_t up = html_find(h, open, from, end);
	size_t down = html_find(h, close, from, end);

	while (down < end) {
		if (up < down) {
			depth++;
			up = html_find(h, open, up + 1, end);
			continue;
		}
		if (--depth == 0)
			return down;
		down = html_find(h, close, down + 1, end);
	}
	return end;
}

/* Is the tag that ends at `behind` named or classed as a tab of text? */
static bool
names_text(const struct html *h, size_t at, size_t behind)
{
	static const char *const words[] = { "text", "raw", "content", "cable",
		"body", "record", "plain" };
	struct str tag = str_cut(h->s, at, behind);

	if (str_find(tag, STR("id="), 0) == tag.n &&
	    str_find(tag, STR("class="), 0) == tag.n)
		return false;
	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_findi(tag, str_from(words[i]), 0) < tag.n)
			return true;
	return false;
}

/* The longest of the elements of that name behind the table that hold text;
 * those of a pre block do, those of a div if they are called so. */
static struct inside
longest(const struct library *l, const char *open, const char *close,
    bool named)
{
	const struct html *h = &l->h;
	struct inside best = { h->s.n, h->s.n };
	size_t n = h->s.n, next;

	for (size_t at = html_find(h, open, l->fields_end, n); at < n;
	    at = html_find(h, open, next, n)) {
		struct inside in = { html_behind(h, at, n), 0 };

		next = in.from;
		if (named && !names_text(h, at, in.from))
			continue;
		next = in.end = element_end(h, open, close, in.from, n);
		if (!of_library(str_cut(h->s, in.from, in.end)) &&
		    in.end - in.from > best.end - best.from)
			best = in;
	}
	return best;
}

/* The part of the page behind the table that is not the library's end. */
static size_t
page_end(const struct library *l)
{
	size_t end = html_find(&l->h, "script", l->fields_end, l->h.s.n);

	end = html_find(&l->h, "/body", l->fields_end, end);
	return str_find(str_cut(l->h.s, 0, end), STR("-----BEGIN PGP"),
	    l->fields_end);
}

static void
put_text(struct library *l)
{
	struct inside in = longest(l, "pre", "/pre", false);

	if (in.from == in.end)
		in = longest(l, "div", "/div", true);
	if (in.from == in.end && html_find(&l->h, "div", l->fields_end,
	    l->h.s.n) == l->h.s.n)
		in = (struct inside){ l->fields_end, page_end(l) };
	html_plain(&l->h, in.from, in.end, true);
}

/* Where the element of that name ends in which the place lies; `end`: it lies
 * in none. */
static size_t
enclosing_end(const struct library *l, const char *open, const char *close,
    size_t at, size_t end)
{
	const struct html *h = &l->h;
	unsigned closed = 0;

	for (size_t i = at; i-- > l->fields_end;) {
		if (h->s.p[i] != '<')
			continue;
		if (html_is(h, i, close))
			closed++;
		else if (html_is(h, i, open) && closed-- == 0)
			return element_end(h, open, close,
			    html_behind(h, i, at), end);
	}
	return end;
}

/* The end of the tab that the place lies in. */
static size_t
tab_end(const struct library *l, size_t at)
{
	size_t end = enclosing_end(l, "div", "/div", at, page_end(l));

	return enclosing_end(l, "pre", "/pre", at, end);
}

/* The whole record in the tabs as text of its own; NULL: there is none. */
static const struct text *
find_record(struct library *l)
{
	struct reading *r = l->h.r;
	struct arena *a = &r->t->impl->arena;
	struct text *was = r->text, *page = arena_alloc(a, sizeof *page, 1);
	struct text *out = arena_alloc(a, sizeof *out, 1);
	size_t at = str_find(l->h.s, STR("Message Attributes"),
	    l->fields_end);
	size_t number = str_find(l->h.s, STR("Document Number:"), at);
	size_t begin = 0, last = 0, key = 0;

	if (page == NULL || out == NULL || number == l->h.s.n)
		return NULL;
	text_init(page, a, l->h.s.n / 2 + 64);
	r->text = page;
	html_plain(&l->h, l->fields_end, tab_end(l, number), true);
	r->text = was;
	struct str s = str_make(page->p, page->n);
	for (size_t k = 0, next; k < s.n; k = next) {
		struct str line = sign_line(s, k, &next);

		if (key == 0 && str_eq(line, STR("Message Text")))
			begin = k;
		if (str_eq(line, STR("Message Attributes")))
			key = k + 1;
		if (line.n > 0)
			last = next;
	}
	if (key == 0)
		return NULL;
	text_init(out, a, s.n);
	text_copy(out, page, (uint32_t)begin, (uint32_t)last);
	return out;
}

bool
library_read(struct reading *r, bool *any)
{
	struct library l = { .h = { .r = r,
		.s = str_make(r->src->p, r->src->n) }, .c = { .r = r } };
	const struct text *record;

	read_pairs(&l, false);
	*any = l.any;
	if (!l.any)
		return true;
	record = find_record(&l);
	l.record = record != NULL;
	if (l.record) {
		const struct text *page = r->src;
		bool ok;

		r->src = record;
		r->t->form = REFTEL_FORM_CFPF;
		ok = form_cfpf(r);
		r->src = page;
		wrapper_newline(r);
		read_pairs(&l, true);
		return ok;
	}
	/* values of the pairs stand behind the text's in its lists */
	r->begin = r->text->n;
	put_text(&l);
	r->end = r->text->n;
	wrapper_newline(r);
	read_pairs(&l, true);
	l.c.v[CFPF_FROM] = place_of(&l, l.c.v[CFPF_FROM]);
	cfpf_finish(&l.c);
	wrapper_partial(r);
	wrapper_missing(r);
	return true;
}
