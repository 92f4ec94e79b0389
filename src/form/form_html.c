/*
 * HTML pages (archive-forms.md 3.3).  Of a page only the heading line, the
 * table and the pre blocks are read; a loose copy of one block is read the
 * same way, and what is not there is done without.
 */
#include "form/form.h"
#include "form/html.h"
#include "form/sign.h"
#include "form/wrapper.h"

struct block {
	size_t from, end;
};

struct page {
	struct html h;
	size_t fields_end;	/* behind the wrapper's own data */
	bool fields;		/* it has any */
	struct block *block;	/* of the text; a page has two */
	size_t block_n, block_cap;
};

/* A line of the text for [from, end) of the page, and its value. */
static struct reftel_value
put_line(struct page *p, size_t from, size_t end)
{
	struct reading *r = p->h.r;
	uint32_t start = r->text->n;
	struct reftel_value v;

	html_plain(&p->h, from, end, false);
	v = wrapper_value(r, start, r->text->n);
	wrapper_newline(r);
	return v;
}

static void
fields_up_to(struct page *p, size_t end)
{
	p->fields = true;
	if (end > p->fields_end)
		p->fields_end = end;
}

/* <h3>Viewing cable 07KARACHI756, TITLE</h3> */
static void
read_heading(struct page *p)
{
	struct reading *r = p->h.r;
	struct str s = p->h.s;
	size_t from = str_find(s, STR("Viewing cable "), 0), end, comma;

	if (from == s.n)
		return;
	from += sizeof("Viewing cable ") - 1;
	end = html_find(&p->h, "/h3", from, str_findc(s, '\n', from));
	comma = str_findc(str_cut(s, 0, end), ',', from);
	if (!sign_id(str_trim(str_cut(s, from, comma))))
		return;
	r->id = put_line(p, from, comma);
	if (comma < end)
		r->subject = wrapper_given(put_line(p, comma + 1, end));
	fields_up_to(p, end);
}

/* The cells of the table, in the order in which all pages have them. */
enum cell { ID, CREATED, RELEASED, CLASSIFICATION, ORIGIN, CELL__MAX };

static const struct {
	const char *title, *key;
} cells[CELL__MAX] = {
	[ID] = { "Reference ID", "id" },
	[CREATED] = { "Created", "created" },
	[RELEASED] = { "Released", "released" },
	[CLASSIFICATION] = { "Classification", "classification" },
	[ORIGIN] = { "Origin", "origin" }
};

static void
take_cell(struct reading *r, enum cell cell, struct reftel_value v)
{
	wrapper_field(r, cells[cell].key, v);
	switch (cell) {
	case ID:
		r->id = v.n > 0 ? v : r->id;
		break;
	case CREATED:
		/* Its minutes are the hour again (3.3.3). */
		wrapper_day(r, v, WRAPPER_DAY_ONLY);
		break;
	case RELEASED:
		r->t->release.date = wrapper_iso_day(r, v, WRAPPER_DAY_ONLY);
		r->t->release.present = value_set(&r->t->release.date);
		break;
	case CLASSIFICATION:
		wrapper_label(r, v);
		break;
	case ORIGIN:
		r->origin = wrapper_given(v);
		break;
	case CELL__MAX:
		break;
	}
}

/* The next tag from `at` on whose name is one of those; end: none. */
static size_t
find_any(const struct html *h, const char *const *names, size_t at, size_t end)
{
	for (;; at++) {
		at = str_findc(str_cut(h->s, 0, end), '<', at);
		if (at >= end)
			return end;
		for (const char *const *name = names; *name != NULL; name++)
			if (html_is(h, at, *name))
				return at;
	}
}

/* The inside of the cell whose tag is at `at`. */
static struct block
cell_inside(const struct html *h, size_t at, size_t end)
{
	static const char *const ends[] = { "td", "/td", "th", "/th", "tr",
		"/tr", NULL };
	size_t from = html_behind(h, at, end);

	return (struct block){ from, find_any(h, ends, from, end) };
}

static enum cell
cell_by_title(struct str title)
{
	for (int i = 0; i < CELL__MAX; i++)
		if (str_eqi(str_trim(title), str_from(cells[i].title)))
			return (enum cell)i;
	return CELL__MAX;
}

/* The tag <table class='cable'>; the page's end: there is none. */
static size_t
find_table(const struct html *h)
{
	size_t n = h->s.n, at;

	for (at = 0; (at = html_find(h, "table", at, n)) < n; at++) {
		struct str tag = str_cut(h->s, at, html_behind(h, at, n));

		if (str_find(tag, STR("cable"), 0) < tag.n)
			break;
	}
	return at;
}

/* A row of titles, which may be absent, and a row of data. */
static void
read_table(struct page *p)
{
	static const char *const ends[] = { "/table", "pre", "code", NULL };
	enum cell order[CELL__MAX] = { ID, CREATED, RELEASED, CLASSIFICATION,
		ORIGIN };
	struct html *h = &p->h;
	size_t start = find_table(h), end, at, i;
	struct block in;

	if (start == h->s.n)
		return;
	end = find_any(h, ends, start, h->s.n);
	for (i = 0, at = start; (at = html_find(h, "th", at, end)) < end; i++) {
		in = cell_inside(h, at, end);
		at = in.end;
		if (i < CELL__MAX)
			order[i] = cell_by_title(str_cut(h->s, in.from, at));
	}
	for (i = 0, at = start; (at = html_find(h, "td", at, end)) < end; i++) {
		in = cell_inside(h, at, end);
		at = in.end;
		if (i < CELL__MAX && order[i] < CELL__MAX)
			take_cell(h->r, order[i], put_line(p, in.from, at));
	}
	if (html_is(h, end, "/table"))
		end = html_behind(h, end, h->s.n);
	fields_up_to(p, end);
}

/* The blocks. */

static void
add_block(struct page *p, size_t from, size_t end)
{
	struct block *v = arena_grow(&p->h.r->t->impl->arena, p->block,
	    p->block_n, &p->block_cap, sizeof *v);

	if (v == NULL)
		return;		/* the arena has failed: no record */
	p->block = v;
	v[p->block_n++] = (struct block){ from, end };
}

/* Where a block that begins at `from` ends: at its end tag or, if it has
 * lost that, where the page goes on. */
static size_t
block_end(struct page *p, size_t from)
{
	static const char *const ends[] = { "/pre", "/code", "pre", "code",
		"div", "/div", "h3", "script", "/body", "/html", NULL };
	struct html *h = &p->h;
	size_t end = find_any(h, ends, from, h->s.n);

	if (!html_is(h, end, "/pre") && !html_is(h, end, "/code"))
		html_broken(h, end, end);
	return end;
}

/* Behind the tags that open a block, <code><pre> or one of the two. */
static size_t
behind_opening(const struct html *h, size_t at)
{
	size_t from = html_behind(h, at, h->s.n), next = from;

	while (next < h->s.n && ch_space(h->s.p[next]))
		next++;
	return html_is(h, at, "code") && html_is(h, next, "pre")
	    ? html_behind(h, next, h->s.n) : from;
}

/*
 * All blocks behind the fields.  One that has lost its opening tags begins
 * where the fields end; a piece without any tag of a block is one.
 */
static void
find_blocks(struct page *p)
{
	static const char *const opening[] = { "pre", "code", NULL };
	static const char *const closing[] = { "/pre", "/code", NULL };
	struct html *h = &p->h;
	size_t n = h->s.n, open = find_any(h, opening, p->fields_end, n);
	size_t close = find_any(h, closing, p->fields_end, open), end;

	if (close < open || (open == n && !p->fields)) {
		html_broken(h, p->fields_end, p->fields_end);
		add_block(p, p->fields_end, block_end(p, p->fields_end));
	}
	for (; open < n; open = find_any(h, opening, end, n)) {
		size_t from = behind_opening(h, open);

		end = block_end(p, from);
		add_block(p, from, end);
	}
}

static void
put_blocks(struct page *p)
{
	struct reading *r = p->h.r;

	for (size_t i = 0; i < p->block_n; i++) {
		if (i > 0)
			wrapper_newline(r);
		if (i == 1)
			r->seam = r->text->n;
		html_block(&p->h, p->block[i].from, p->block[i].end);
	}
}

bool
form_html(struct reading *r)
{
	struct str s = str_make(r->src->p, r->src->n);
	struct page p = { .h = { .r = r, .s = s } };
	bool library;

	text_init(r->text, &r->t->impl->arena, s.n / 2 + 64);
	read_heading(&p);
	read_table(&p);
	if (!p.fields) {
		bool read = library_read(r, &library);

		if (library || !read)
			return read;
	}
	r->begin = r->text->n;
	find_blocks(&p);
	put_blocks(&p);
	wrapper_partial(r);
	wrapper_missing(r);
	return true;
}
