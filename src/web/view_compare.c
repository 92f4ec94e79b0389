/*
 * Two witnesses of a telegram side by side, word by word: what only one has,
 * what the other has changed, and what was cut. Rows begin where both begin a
 * part together.
 */
#include "archive/collate.h"
#include "web/telegram.h"

struct compared {
	struct shown *r;
	struct reading side[2];
	unsigned char *kind[2];	/* enum collate_kind of each word */
};

/* Words [from, to) of each side that stand side by side. */
struct row {
	size_t from[2], to[2];
};

/* --- which two ------------------------------------------ */

static size_t
asked(struct shown *r, const char *name, size_t otherwise)
{
	long n = url_number(&r->v->url, name, (long)r->witness_n,
	    (long)otherwise + 1);

	return n < 1 ? otherwise : (size_t)n - 1;
}

/* The first one that differs from the face. */
static size_t
first_other(const struct shown *r)
{
	for (size_t i = 1; i < r->witness_n; i++)
		if (strcmp(r->witness[i].kind, "exact") != 0)
			return i;
	return 1;
}

static void
put_choice(struct shown *r, const char *name, const char *label, size_t now)
{
	struct page *p = &r->v->page;

	page_open(p, "label");
	page_puts(p, label);
	page_puts(p, " ");
	page_open(p, "select");
	page_attr(p, "name", name);
	for (size_t i = 0; i < r->witness_n; i++) {
		const struct archive_witness *w = &r->witness[i];

		page_open(p, "option");
		page_attr_int(p, "value", (long)i + 1);
		page_attr(p, "selected", i == now ? "" : NULL);
		page_printf(p, "%zu: %s, %s, %u words", i + 1, w->form,
		    w->kind, w->words);
		page_close(p);
	}
	page_close(p);
	page_close(p);
	page_puts(p, " ");
}

static void
put_form(struct shown *r, size_t a, size_t b)
{
	struct page *p = &r->v->page;

	page_open(p, "form");
	page_attr(p, "class", "choice");
	page_attr(p, "action", telegram_href(r->v, r->head.id, "/compare"));
	put_choice(r, "a", "Left", a);
	put_choice(r, "b", "Right", b);
	page_element(p, "button", NULL, STR("Compare"));
	page_close(p);
	page_newline(p);
}

/* --- how many ------------------------------------------ */

static void
put_count(struct page *p, uint32_t n, const char *one, const char *many)
{
	if (n == 0)
		return;
	page_open(p, "li");
	page_number(p, n);
	page_puts(p, n == 1 ? one : many);
	page_close(p);
}

static void
put_counts(struct page *p, const struct collation *c)
{
	struct collate_count n;

	collate_count(c, 0, 0, &n);
	page_open(p, "ul");
	page_attr(p, "class", "inline counts");
	if (collate_equal(c, true))
		page_element(p, "li", NULL, STR("No word differs"));
	put_count(p, n.of[COLLATE_CHANGED][0], " word of the left is other "
	    "words to the right", " words of the left are other words to the "
	    "right");
	put_count(p, n.of[COLLATE_ONLY_A][0], " word only to the left",
	    " words only to the left");
	put_count(p, n.of[COLLATE_ONLY_B][1], " word only to the right",
	    " words only to the right");
	put_count(p, n.cuts[0], " cut to the left that the right does not make",
	    " cuts to the left that the right does not make");
	put_count(p, n.cuts[1], " cut to the right that the left does not make",
	    " cuts to the right that the left does not make");
	put_count(p, n.cuts_both, " cut in both", " cuts in both");
	put_count(p, n.of[COLLATE_SPELT][0], " word spelt otherwise or damaged",
	    " words spelt otherwise or damaged");
	page_close(p);
	page_newline(p);
}

/* --- words ------------------------------------------ */

/* How words of a kind are marked on a side; NULL: not. */
static const char *
mark_class(enum collate_kind kind, int side)
{
	switch (kind) {
	case COLLATE_CHANGED:
		return "changed";
	case COLLATE_ONLY_A:
	case COLLATE_ONLY_B:
		return "only";
	case COLLATE_CUT_A:
		return side == 0 ? "cut" : "only";
	case COLLATE_CUT_B:
		return side == 1 ? "cut" : "only";
	case COLLATE_SPELT:
		return "spelt";
	default:
		return NULL;
	}
}

static struct str
word_text(const struct reading *r, size_t i)
{
	const struct reading_word *w = &r->word[i];

	return str_make(r->block[w->block].text.p + w->at, w->end - w->at);
}

/* What stands between a word and the one before, in the same block. */
static struct str
text_before(const struct reading *r, size_t i)
{
	return str_cut(r->block[r->word[i].block].text, r->word[i - 1].end,
	    r->word[i].at);
}

static void
put_cell(struct compared *c, int side, size_t from, size_t to)
{
	const struct reading *r = &c->side[side];
	struct page *p = &c->r->v->page;
	const char *open = NULL;

	page_open(p, "div");
	for (size_t i = from; i < to; i++) {
		const char *class = mark_class((enum collate_kind)
		    c->kind[side][i], side);
		bool new_block = i > from && r->word[i].block !=
		    r->word[i - 1].block;

		if (open != NULL && (class == NULL || new_block ||
		    strcmp(open, class) != 0)) {
			page_close(p);
			open = NULL;
		}
		if (new_block)
			page_void(p, "br");
		else if (i > from)
			page_text(p, text_before(r, i));
		if (open == NULL && class != NULL) {
			page_open(p, "mark");
			page_attr(p, "class", class);
			open = class;
		}
		page_text(p, word_text(r, i));
	}
	if (open != NULL)
		page_close(p);
	page_close(p);
}

static void
put_row(struct compared *c, const struct row *row)
{
	struct page *p = &c->r->v->page;

	page_open(p, "div");
	page_attr(p, "class", "row");
	put_cell(c, 0, row->from[0], row->to[0]);
	put_cell(c, 1, row->from[1], row->to[1]);
	page_close(p);
	page_newline(p);
}

static bool
begins_block(const struct reading *r, size_t i)
{
	return i == 0 || r->word[i].block != r->word[i - 1].block;
}

/* A number or a portion mark is no row of its own: its paragraph is. */
static bool
begins_row(const struct reading *r, size_t i)
{
	const struct reading_block *b = &r->block[r->word[i].block];

	if (!begins_block(r, i))
		return false;
	if (b->part == READING_NUMBER || b->part == READING_HEADING)
		return true;
	if (b->part != READING_PORTION && b->part != READING_TEXT)
		return i == 0 || b->part != r->block[r->word[i -
		    1].block].part;
	return i == 0 || r->block[r->word[i - 1].block].index != b->index;
}

static void
put_rows(struct compared *c, const struct collation *with)
{
	struct row row = { { 0, 0 }, { 0, 0 } };

	for (size_t i = 0; i < with->n; i++) {
		const struct collate_op *op = &with->op[i];
		bool paired = op->a_end - op->a == op->b_end - op->b &&
		    op->kind <= COLLATE_SPELT;

		for (uint32_t k = 0; paired && k < op->a_end - op->a; k++) {
			if (!begins_row(&c->side[0], op->a + k) ||
			    !begins_row(&c->side[1], op->b + k))
				continue;
			row.to[0] = op->a + k;
			row.to[1] = op->b + k;
			if (row.to[0] > row.from[0] || row.to[1] > row.from[1])
				put_row(c, &row);
			row.from[0] = row.to[0];
			row.from[1] = row.to[1];
		}
	}
	row.to[0] = c->side[0].n;
	row.to[1] = c->side[1].n;
	put_row(c, &row);
}

static bool
take_kinds(struct compared *c, const struct collation *with)
{
	struct arena *arena = c->r->v->arena;

	for (int side = 0; side < 2; side++)
		c->kind[side] = arena_alloc(arena, 1, c->side[side].n + 1);
	if (arena->failed)
		return false;
	for (size_t i = 0; i < with->n; i++) {
		const struct collate_op *op = &with->op[i];

		for (uint32_t k = op->a; k < op->a_end; k++)
			c->kind[0][k] = (unsigned char)op->kind;
		for (uint32_t k = op->b; k < op->b_end; k++)
			c->kind[1][k] = (unsigned char)op->kind;
	}
	return true;
}

static void
compare(struct shown *r, const struct reftel_telegram *a,
    const struct reftel_telegram *b)
{
	struct arena *arena = r->v->arena;
	struct compared c = { .r = r };
	struct page *p = &r->v->page;
	struct collation with;

	if (!reading_make(&c.side[0], arena, a) ||
	    !reading_make(&c.side[1], arena, b) ||
	    !collate(&with, arena, &c.side[0], &c.side[1]) ||
	    !take_kinds(&c, &with))
		return;
	put_counts(p, &with);
	page_open(p, "div");
	page_attr(p, "class", "compared");
	page_newline(p);
	put_rows(&c, &with);
	page_close(p);
}

void
view_compare(struct shown *r)
{
	struct visit *v = r->v;
	struct reftel_telegram *t[2] = { NULL, NULL };
	size_t a, b;

	if (r->witness_n < 2) {
		page_element(&v->page, "p", "notice", STR("There is one "
		    "witness of this telegram."));
		return;
	}
	a = asked(r, "a", 0);
	b = asked(r, "b", first_other(r));
	put_form(r, a, b);
	if (archive_read(v->archive, r->witness[a].witness, &t[0]) ==
	    ARCHIVE_OK && archive_read(v->archive, r->witness[b].witness,
	    &t[1]) == ARCHIVE_OK)
		compare(r, t[0], t[1]);
	else
		page_element(&v->page, "p", "notice", STR("One of the two can "
		    "not be read."));
	reftel_telegram_free(t[0]);
	reftel_telegram_free(t[1]);
}
