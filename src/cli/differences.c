/* A collation as text and as JSON; see differences.h. */
#include "cli/differences.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "telegram/telegram.h"

/* --- what is told ----------------------------------------------------------- */

static bool
is_told(const struct differences *d, const struct collate_op *op)
{
	return op->kind > (d->strict ? COLLATE_SAME : COLLATE_POINTS);
}

static struct str
word_text(const struct reading *r, uint32_t i)
{
	const struct reading_word *w = &r->word[i];

	return str_cut(r->block[w->block].text, w->at, w->end);
}

/* The word before stands right at it: "Havana,Cuba". */
static bool
touches(const struct reading *r, uint32_t i)
{
	return i > 0 && r->word[i - 1].block == r->word[i].block &&
	    r->word[i - 1].end == r->word[i].at;
}

/* What stands around a word that its block does not have: the brackets of a
 * portion mark, and those of a cut that is only in the margin. */
static const char *
opening(const struct reading *r, uint32_t i)
{
	const struct reading_word *w = &r->word[i];

	if (i > 0 && r->word[i - 1].block == w->block)
		return "";
	switch (r->block[w->block].part) {
	case READING_PORTION: return "(";
	case READING_CUT: return "[cut: ";
	default: return "";
	}
}

static const char *
closing(const struct reading *r, uint32_t i)
{
	const struct reading_word *w = &r->word[i];

	if (i + 1 < r->n && r->word[i + 1].block == w->block)
		return "";
	switch (r->block[w->block].part) {
	case READING_PORTION: return ")";
	case READING_CUT: return "]";
	default: return "";
	}
}

static void
put_words(struct buf *out, const struct reading *r, uint32_t from,
    uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		if (i > from && !touches(r, i))
			buf_putc(out, ' ');
		buf_puts(out, opening(r, i));
		buf_putstr(out, word_text(r, i));
		buf_puts(out, closing(r, i));
	}
}

/* --- paragraphs for people --------------------------------------------------- */

/* Words that belong together: of a part of the heading, of a paragraph. */
#define NO_UNIT UINT32_MAX
static uint32_t
unit_of(const struct reading *r, uint32_t i)
{
	const struct reading_block *b = &r->block[r->word[i].block];

	if (b->part < READING_NUMBER)
		return b->part;
	if (b->part == READING_SIGNATURE)
		return READING_PART__MAX;
	if (b->part == READING_CUT)
		return READING_PART__MAX + 1 + 3 * b->index;
	return READING_PART__MAX + 2 + 3 * b->index +
	    (b->part == READING_HEADING ? 0 : 1);
}

enum side { BOTH, ONLY_A, ONLY_B };

struct piece {
	const struct reading *r;
	uint32_t word;
	enum side side;
};

struct printing {
	const struct differences *d;
	struct buf *out;
	struct piece *piece;	/* of the unit at hand */
	size_t n, cap;
	uint32_t unit[2];
	bool differs;		/* the unit does */
	size_t folded;		/* paragraphs passed over */
	bool heading;		/* a line of the heading was printed */
	bool failed;

	unsigned column;
	enum side side;		/* in which mark we are */
};

static const struct {
	const char *open, *close, *color;
} marks[] = {
	[BOTH] = { "", "", "" },
	[ONLY_A] = { "[-", "-]", "\033[31m" },
	[ONLY_B] = { "{+", "+}", "\033[32m" },
};

static void
turn_to(struct printing *p, enum side side)
{
	if (p->side == side)
		return;
	if (p->d->color) {
		if (p->side != BOTH)
			buf_puts(p->out, "\033[0m");
	} else {
		buf_puts(p->out, marks[p->side].close);
		p->column += (unsigned)strlen(marks[p->side].close);
	}
	p->side = side;
}

static void
open_mark(struct printing *p, enum side side)
{
	if (p->side == side)
		return;
	p->side = side;
	if (p->d->color) {
		buf_puts(p->out, marks[side].color);
	} else {
		buf_puts(p->out, marks[side].open);
		p->column += (unsigned)strlen(marks[side].open);
	}
}

/* Characters, so that accents do not break lines early. */
static unsigned
characters(struct str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xC0) != 0x80;
	return n;
}

/* Control characters of a hostile text are not for a terminal. */
static void
put_safe(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_putc(out, (unsigned char)s.p[i] < ' ' || s.p[i] == 127 ?
		    ' ' : s.p[i]);
}

enum { INDENT = 4 };

static void
print_piece(struct printing *p, const struct piece *x, bool first)
{
	struct str s = word_text(x->r, x->word);
	const char *before = opening(x->r, x->word);
	const char *behind = closing(x->r, x->word);
	unsigned n = characters(s) + (unsigned)(strlen(before) +
	    strlen(behind));
	bool changes = p->side != x->side;
	/* of marks that open here, and of one that may close behind it */
	unsigned more = x->side == BOTH || p->d->color ? 0 : changes ? 4 : 2;

	if (changes)
		turn_to(p, BOTH);
	if (!first && (changes || !touches(x->r, x->word))) {
		if (p->column + 1 + n + more > p->d->width) {
			buf_puts(p->out, "\n    ");
			p->column = INDENT;
		} else {
			buf_putc(p->out, ' ');
			p->column++;
		}
	}
	open_mark(p, x->side);
	buf_puts(p->out, before);
	put_safe(p->out, s);
	buf_puts(p->out, behind);
	p->column += n;
}

static void
tell_folded(struct printing *p)
{
	char room[80];

	if (p->folded == 0)
		return;
	snprintf(room, sizeof(room), "\n    (%zu paragraph%s alike)\n",
	    p->folded, p->folded == 1 ? "" : "s");
	buf_puts(p->out, room);
	p->folded = 0;
}

static bool
in_heading(const struct printing *p)
{
	uint32_t unit = p->unit[p->unit[0] == NO_UNIT];

	return unit < READING_NUMBER;
}

/* It is a paragraph, no headline or signature. */
static bool
has_text(const struct printing *p)
{
	const struct piece *x = &p->piece[p->n - 1];

	return x->r->block[x->r->word[x->word].block].part == READING_TEXT;
}

static void
print_unit(struct printing *p)
{
	bool heading = in_heading(p);
	char label[40] = "";

	if (p->n == 0)
		return;
	if (!p->differs && !p->d->all) {
		p->folded += has_text(p);
		p->n = 0;
		return;
	}
	tell_folded(p);
	if (heading && !p->heading)
		buf_putc(p->out, '\n');
	p->heading |= heading;
	if (heading)
		snprintf(label, sizeof(label), "%-15s ", reading_part_name(
		    (enum reading_part)p->unit[p->unit[0] == NO_UNIT]));
	else
		buf_putc(p->out, '\n');
	buf_puts(p->out, label);
	p->column = (unsigned)strlen(label);
	p->side = BOTH;
	for (size_t i = 0; i < p->n; i++)
		print_piece(p, &p->piece[i], i == 0);
	turn_to(p, BOTH);
	buf_putc(p->out, '\n');
	p->n = 0;
}

static void
end_unit(struct printing *p)
{
	print_unit(p);
	p->unit[0] = p->unit[1] = NO_UNIT;
	p->differs = false;
}

static void
add_piece(struct printing *p, const struct reading *r, uint32_t word,
    enum side side)
{
	if (p->n == p->cap) {
		size_t cap = p->cap == 0 ? 256 : 2 * p->cap;
		struct piece *v = realloc(p->piece, cap * sizeof *v);

		if (v == NULL) {
			p->failed = true;
			return;
		}
		p->piece = v;
		p->cap = cap;
	}
	p->piece[p->n++] = (struct piece){ r, word, side };
	p->differs |= side != BOTH;
}

/* A word of both is where A has it; B may part its paragraphs in another
 * way. */
static void
add_pair(struct printing *p, uint32_t a, uint32_t b)
{
	uint32_t x = unit_of(p->d->c->a, a), y = unit_of(p->d->c->b, b);

	if ((p->unit[0] != NO_UNIT && p->unit[0] != x) ||
	    (p->unit[0] == NO_UNIT && p->unit[1] != NO_UNIT &&
	    p->unit[1] != y))
		end_unit(p);
	p->unit[0] = x;
	p->unit[1] = y;
	add_piece(p, p->d->c->a, a, BOTH);
}

static void
add_words(struct printing *p, int k, uint32_t from, uint32_t to)
{
	const struct reading *r = k == 0 ? p->d->c->a : p->d->c->b;

	for (; from < to; from++) {
		uint32_t unit = unit_of(r, from);

		if (p->unit[k] != NO_UNIT && p->unit[k] != unit)
			end_unit(p);
		p->unit[k] = unit;
		add_piece(p, r, from, k == 0 ? ONLY_A : ONLY_B);
	}
}

/* Words of A and of B instead of them.  Where these are whole paragraphs
 * they follow each other. */
static void
add_change(struct printing *p, const struct collate_op *op)
{
	uint32_t old = p->unit[0];

	add_words(p, 0, op->a, op->a_end);
	if (op->a < op->a_end && op->b < op->b_end && old != NO_UNIT &&
	    p->unit[0] != old)
		end_unit(p);
	/* words of B's next paragraph, with A's still open */
	add_words(p, 1, op->b, op->b_end);
}

static void
print_ops(struct printing *p)
{
	const struct collation *c = p->d->c;

	for (size_t i = 0; i < c->n && !p->failed; i++) {
		const struct collate_op *op = &c->op[i];

		if (is_told(p->d, op)) {
			add_change(p, op);
			continue;
		}
		for (uint32_t k = 0; op->a + k < op->a_end; k++)
			add_pair(p, op->a + k, op->b + k);
	}
	end_unit(p);
	tell_folded(p);
}

/* --- the sum of it ------------------------------------------------------------ */

static void __attribute__((format(printf, 2, 3)))
putf(struct buf *out, const char *fmt, ...)
{
	char room[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(room, sizeof(room), fmt, ap);
	va_end(ap);
	buf_puts(out, room);
}

/* Where a paragraph's words stand: "paragraph 3", "subject". */
static void
put_where(struct buf *out, const struct reading *r, uint32_t i)
{
	const struct reading_block *b = &r->block[r->word[i].block];
	const struct reftel_telegram *t = r->t;

	if (b->part < READING_NUMBER || b->part >= READING_CUT) {
		buf_puts(out, b->part == READING_CUT ? "between paragraphs" :
		    reading_part_name(b->part));
		return;
	}
	if (b->index < t->paragraphs.n &&
	    t->paragraphs.v[b->index].number.value >= 0)
		putf(out, "paragraph %d",
		    t->paragraphs.v[b->index].number.value);
	else
		putf(out, "paragraph without number");
}

/* What one cuts and the other has. */
static void
list_cuts(const struct differences *d, struct buf *out, int k)
{
	enum collate_kind kind = k == 0 ? COLLATE_CUT_A : COLLATE_CUT_B;
	const struct reading *own = k == 0 ? d->c->a : d->c->b;
	const struct reading *other = k == 0 ? d->c->b : d->c->a;

	for (size_t i = 0; i < d->c->n; i++) {
		const struct collate_op *op = &d->c->op[i];
		uint32_t at = k == 0 ? op->a : op->b;
		uint32_t from = k == 0 ? op->b : op->a;
		uint32_t to = k == 0 ? op->b_end : op->a_end;

		if (op->kind != kind)
			continue;
		buf_puts(out, "    ");
		put_where(out, own, at);
		if (from == to) {
			buf_puts(out, ": nothing there\n");
			continue;
		}
		buf_puts(out, ": \"");
		struct buf words = { 0 };
		put_words(&words, other, from, to);
		put_safe(out, str_make(words.p, words.n));
		out->failed |= words.failed;
		buf_free(&words);
		buf_puts(out, "\"\n");
	}
}

static const char *
verdict(enum witness_kind kind)
{
	switch (kind) {
	case WITNESS_EXACT:
		return "one telegram, subject and text the same word by word";
	case WITNESS_NEAR:
		return "one telegram, read with differences";
	case WITNESS_PARTIAL:
		return "one telegram, of which one has a part only";
	default:
		return "two telegrams";
	}
}

static void
put_summary(const struct differences *d, struct buf *out)
{
	struct collate_count n;
	uint32_t (*of)[2] = n.of;
	static const char *const side = "AB";

	collate_count(d->c, 0, 0, &n);
	putf(out, "\n%s: %s\n", witness_kind_name(d->kind), verdict(d->kind));
	putf(out, "words in both      %u", of[COLLATE_SAME][0] +
	    of[COLLATE_POINTS][0] + of[COLLATE_SPELT][0]);
	if (of[COLLATE_POINTS][0] > 0)
		putf(out, ", %u of them with another case or points%s",
		    of[COLLATE_POINTS][0], d->strict ? "" : " (not shown)");
	if (of[COLLATE_SPELT][0] > 0)
		putf(out, ", %u spelt otherwise", of[COLLATE_SPELT][0]);
	putf(out, "\nwords changed      %u in A, %u in B\n",
	    of[COLLATE_CHANGED][0], of[COLLATE_CHANGED][1]);
	putf(out, "words only in A    %u\n", of[COLLATE_ONLY_A][0]);
	putf(out, "words only in B    %u\n", of[COLLATE_ONLY_B][1]);
	if (n.cuts_both > 0)
		putf(out, "cuts in both       %u\n", n.cuts_both);
	for (int k = 0; k < 2; k++) {
		uint32_t words = of[k == 0 ? COLLATE_CUT_A : COLLATE_CUT_B][!k];

		if (n.cuts[k] == 0)
			continue;
		putf(out, "cuts only in %c     %u; %c has %u word%s there\n",
		    side[k], n.cuts[k], side[!k], words, words == 1 ? "" : "s");
		list_cuts(d, out, k);
	}
}

static void
put_reading(const struct differences *d, struct buf *out, int k)
{
	const struct reading *r = k == 0 ? d->c->a : d->c->b;
	struct str id = value_str(&r->t->id), date = value_str(&r->t->date);

	putf(out, "%s%c  ", d->color ? marks[k + 1].color : "", "AB"[k]);
	put_safe(out, str_from(d->name[k]));
	buf_puts(out, d->color ? "\033[0m" : "");
	putf(out, "  (%s", reftel_form_name(r->t->form));
	if (id.n > 0) {
		buf_puts(out, ", ");
		put_safe(out, id);
	}
	if (date.n > 0) {
		buf_puts(out, ", ");
		put_safe(out, date);
	}
	putf(out, ", %zu words)\n", r->n);
}

void
differences_text(const struct differences *d, struct buf *out)
{
	struct printing p = { .d = d, .out = out,
		.unit = { NO_UNIT, NO_UNIT } };

	put_reading(d, out, 0);
	put_reading(d, out, 1);
	print_ops(&p);
	put_summary(d, out);
	out->failed |= p.failed;
	free(p.piece);
}

/* --- JSON ---------------------------------------------------------------------- */

/* Each block that the words stand in, with their bytes of its value. */
static void
put_places(struct json *j, const struct reading *r, uint32_t from,
    uint32_t to)
{
	json_open(j, '[');
	while (from < to) {
		const struct reading_word *first = &r->word[from];
		struct buf pointer = { 0 };
		uint32_t end = from;

		while (end < to && r->word[end].block == first->block)
			end++;
		reading_pointer(&pointer, &r->block[first->block]);
		json_item(j);
		json_open(j, '{');
		json_put(j, "at", str, str_make(pointer.p, pointer.n));
		json_key(j, "bytes");
		json_pair(j, first->at, r->word[end - 1].end);
		json_close(j, '}');
		j->out->failed |= pointer.failed;
		buf_free(&pointer);
		from = end;
	}
	json_close(j, ']');
}

static void
put_side(struct json *j, const struct reading *r, uint32_t from, uint32_t to)
{
	struct buf words = { 0 };

	put_words(&words, r, from, to);
	json_open(j, '{');
	json_put(j, "text", str,
	    str_make(words.p == NULL ? "" : words.p, words.n));
	json_put(j, "words", uint, to - from);
	json_key(j, "places");
	put_places(j, r, from, to);
	json_close(j, '}');
	j->out->failed |= words.failed;
	buf_free(&words);
}

static void
put_who(struct json *j, const struct differences *d, int k)
{
	const struct reading *r = k == 0 ? d->c->a : d->c->b;
	struct str id = value_str(&r->t->id);

	json_open(j, '{');
	json_put(j, "name", str, str_from(d->name[k]));
	json_key(j, "id");
	if (id.n > 0)
		json_str(j, id);
	else
		json_null(j);
	json_put(j, "form", str, str_from(reftel_form_name(r->t->form)));
	json_put(j, "sha256", str, str_from(r->t->source.sha256));
	json_put(j, "words", uint, r->n);
	json_close(j, '}');
}

static void
put_counts(struct json *j, const struct collation *c)
{
	struct collate_count n;

	collate_count(c, 0, 0, &n);
	json_open(j, '{');
	for (int k = 0; k < COLLATE_KIND__MAX; k++) {
		json_key_str(j, str_from(collate_kind_name(
		    (enum collate_kind)k)));
		json_pair(j, n.of[k][0], n.of[k][1]);
	}
	json_key(j, "cuts");
	json_pair(j, n.cuts[0], n.cuts[1]);
	json_put(j, "cuts_both", uint, n.cuts_both);
	json_close(j, '}');
}

void
differences_json(const struct differences *d, struct buf *out)
{
	struct json j = { .out = out, .first = true };

	json_open(&j, '{');
	json_key(&j, "a");
	put_who(&j, d, 0);
	json_key(&j, "b");
	put_who(&j, d, 1);
	json_put(&j, "kind", str, str_from(witness_kind_name(d->kind)));
	json_key(&j, "count");
	put_counts(&j, d->c);
	json_key(&j, "differences");
	json_open(&j, '[');
	for (size_t i = 0; i < d->c->n; i++) {
		const struct collate_op *op = &d->c->op[i];

		if (!is_told(d, op))
			continue;
		json_item(&j);
		json_open(&j, '{');
		json_put(&j, "kind", str,
		    str_from(collate_kind_name(op->kind)));
		json_key(&j, "a");
		put_side(&j, d->c->a, op->a, op->a_end);
		json_key(&j, "b");
		put_side(&j, d->c->b, op->b, op->b_end);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	buf_putc(out, '\n');
}
