/* Choosing and making edits; see repair.h. */
#include "repair/repair.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char *const sure_names[] = {
	[REPAIR_CERTAIN] = "certain",
	[REPAIR_LIKELY] = "likely",
	[REPAIR_POSSIBLE] = "possible"
};

bool
repair_sure_by_name(const char *name, enum repair_sure *out)
{
	for (size_t i = 0; i < sizeof(sure_names) / sizeof(sure_names[0]); i++)
		if (name != NULL && strcmp(name, sure_names[i]) == 0) {
			*out = (enum repair_sure)i;
			return true;
		}
	return false;
}

/* Is the word one of a comma-separated list? */
static bool
in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p != '\0'; p += *p == ',') {
		size_t length = strcspn(p, ",");

		if (length == n && memcmp(p, word, n) == 0)
			return true;
		p += length;
	}
	return false;
}

static bool
wanted(const struct reftel_diag *d, const struct repair_choice *choice)
{
	enum repair_sure sure;

	return d->fix != NULL && repair_sure_by_name(d->fix->sure, &sure) &&
	    sure <= choice->sure &&
	    (choice->only == NULL || in_list(choice->only, d->code)) &&
	    (choice->except == NULL || !in_list(choice->except, d->code));
}

/* --- as the source writes it ---------------------------------------------- */

/* How the source writes what is put into it. */
struct hand {
	enum telegram_encoding encoding;
	bool crlf;			/* lines end in CR LF */
	bool backslash;			/* quotation marks need one */
	bool one_line;			/* line ends are written "\n" */
};

static struct hand
source_hand(const struct reftel_telegram *t)
{
	struct str piece = t->impl->piece;
	size_t lf = str_findc(piece, '\n', 0);
	size_t at = 0;

	while (at < piece.n && ch_space(piece.p[at]))
		at++;
	return (struct hand){
		.encoding = t->impl->encoding,
		.crlf = lf < piece.n && lf > 0 && piece.p[lf - 1] == '\r',
		.backslash = t->form == REFTEL_FORM_CSV ||
		    (at < piece.n && piece.p[at] == '{'),
		.one_line = at < piece.n && piece.p[at] == '{'
	};
}

static void
put_char(struct buf *b, const struct hand *hand, uint32_t c)
{
	char bytes[4];

	switch (hand->encoding) {
	case TELEGRAM_UTF16LE:
		buf_putc(b, (char)(c & 0xFF));
		buf_putc(b, (char)(c >> 8 & 0xFF));
		return;
	case TELEGRAM_UTF16BE:
		buf_putc(b, (char)(c >> 8 & 0xFF));
		buf_putc(b, (char)(c & 0xFF));
		return;
	case TELEGRAM_1252:
		if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) {
			buf_putc(b, (char)c);
			return;
		}
		break;
	case TELEGRAM_UTF8:
		break;
	}
	buf_put(b, bytes, utf8_put(bytes, c));
}

static void
put_replacement(struct buf *b, const struct hand *hand, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned length;
		uint32_t c = utf8_get(s.p + i, s.n - i, &length);

		i += length == 0 ? 1 : length;
		if (hand->backslash && (c == '"' || c == '\\'))
			put_char(b, hand, '\\');
		if (c == '\n' && hand->one_line) {
			put_char(b, hand, '\\');
			c = 'n';
		} else if (c == '\n' && hand->crlf) {
			put_char(b, hand, '\r');
		}
		put_char(b, hand, c);
	}
}

/* --- choosing ------------------------------------------------------------- */

static int
by_place(const void *a, const void *b)
{
	const struct repair_edit *x = a, *y = b;

	if (x->span.start != y->span.start)
		return x->span.start < y->span.start ? -1 : 1;
	if (x->span.end != y->span.end)
		return x->span.end < y->span.end ? -1 : 1;
	return 0;
}

/* Two edits that touch the same bytes, or insert at the same place. */
static bool
overlap(const struct repair_edit *a, const struct repair_edit *b)
{
	if (a->span.start == a->span.end && b->span.start == b->span.end)
		return a->span.start == b->span.start;
	return a->span.start < b->span.end && b->span.start < a->span.end;
}

static enum repair_sure
sureness(const struct repair_edit *e)
{
	enum repair_sure sure = REPAIR_POSSIBLE;

	repair_sure_by_name(e->diag->fix->sure, &sure);
	return sure;
}

/* The edits stand in order; the last one that holds is compared with each
 * that comes.  The same edit proposed twice is one. */
static void
refuse_overlaps(struct repair_edits *edits)
{
	struct repair_edit *last = NULL;

	for (size_t i = 0; i < edits->n; i++) {
		struct repair_edit *e = &edits->v[i];
		struct repair_edit *lesser = e;

		if (last == NULL || !overlap(last, e)) {
			last = e;
			continue;
		}
		if (sureness(e) < sureness(last)) {
			lesser = last;
			last = e;
		}
		lesser->refused = true;
		edits->refused += !(by_place(last, lesser) == 0 &&
		    str_eq(last->after, lesser->after));
	}
}

static bool
make_edit(struct reftel_telegram *t, const struct hand *hand,
    const struct reftel_diag *d, struct repair_edit *e)
{
	struct reftel_impl *impl = t->impl;
	struct buf after = { 0 };
	size_t from = (size_t)(d->fix->span.start - impl->base);
	size_t end = (size_t)(d->fix->span.end - impl->base);
	char *p;

	put_replacement(&after, hand, str_make(d->fix->replacement,
	    d->fix->replacement_n));
	p = after.failed ? NULL : arena_bytes(&impl->arena, after.n + 1);
	if (p != NULL && after.n > 0)
		memcpy(p, after.p, after.n);
	*e = (struct repair_edit){ .span = d->fix->span, .diag = d,
		.before = str_cut(impl->piece, from, end),
		.after = str_make(p, p == NULL ? 0 : after.n) };
	buf_free(&after);
	return p != NULL;
}

bool
repair_collect(struct reftel_telegram *t, const struct repair_choice *choice,
    struct repair_edits *edits)
{
	struct hand hand = source_hand(t);
	size_t n = 0;

	*edits = (struct repair_edits){ 0 };
	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next)
		n += wanted(d, choice);
	if (n == 0)
		return true;
	edits->v = arena_alloc(&t->impl->arena, sizeof(*edits->v), n);
	if (edits->v == NULL)
		return false;
	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next)
		if (wanted(d, choice) && !make_edit(t, &hand, d,
		    &edits->v[edits->n++]))
			return false;
	qsort(edits->v, edits->n, sizeof(*edits->v), by_place);
	refuse_overlaps(edits);
	return true;
}

/* --- making --------------------------------------------------------------- */

/* Appends source bytes [from, end) of the telegram with the edits [*i, ...)
 * that lie in them. */
static void
put_edited(struct buf *b, const struct reftel_telegram *t,
    const struct repair_edits *edits, size_t *i, size_t from, size_t end)
{
	const struct reftel_impl *impl = t->impl;

	for (; *i < edits->n; ++*i) {
		const struct repair_edit *e = &edits->v[*i];
		size_t at = (size_t)(e->span.start - impl->base);

		if (at >= end && !(at == end && end == impl->piece.n))
			break;
		if (e->refused)
			continue;
		buf_putstr(b, str_cut(impl->piece, from, at));
		buf_putstr(b, e->after);
		from = (size_t)(e->span.end - impl->base);
	}
	buf_putstr(b, str_cut(impl->piece, from, end));
}

void
repair_apply(struct buf *b, const struct reftel_telegram *t,
    const struct repair_edits *edits)
{
	size_t i = 0;

	put_edited(b, t, edits, &i, 0, t->impl->piece.n);
}

/* --- the diff ------------------------------------------------------------- */

enum { CONTEXT = 2 };

static size_t
line_begin(struct str s, size_t at)
{
	while (at > 0 && s.p[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line that holds `at`. */
static size_t
line_end(struct str s, size_t at)
{
	size_t end = str_findc(s, '\n', at);

	return end < s.n ? end + 1 : s.n;
}

static uint64_t
count_lines(struct str s)
{
	uint64_t n = 0;

	for (size_t at = 0; at < s.n; at = line_end(s, at))
		n++;
	return n;
}

/* Each line of s behind a sign. */
static void
put_lines(struct buf *b, struct str s, char sign, const char *color)
{
	for (size_t at = 0, end; at < s.n; at = end) {
		struct str line;

		end = line_end(s, at);
		line = str_cut(s, at, end);
		buf_puts(b, color);
		buf_putc(b, sign);
		buf_putstr(b, line.p[line.n - 1] == '\n'
		    ? str_cut(line, 0, line.n - 1) : line);
		buf_puts(b, *color == '\0' ? "\n" : "\033[0m\n");
		if (line.p[line.n - 1] != '\n')
			buf_puts(b, "\\ No newline at end of file\n");
	}
}

/* A stretch of whole lines of the piece that some edits touch. */
struct hunk {
	size_t from, end;		/* of the lines that change */
	size_t top, bottom;		/* with the lines around them */
};

static void
put_range(struct buf *b, char sign, uint64_t first, uint64_t n)
{
	buf_putc(b, ' ');
	buf_putc(b, sign);
	buf_putu(b, n == 0 ? first - 1 : first);
	buf_putc(b, ',');
	buf_putu(b, n);
}

static void
put_hunk(struct buf *b, const struct reftel_telegram *t,
    const struct hunk *h, struct str fresh, uint64_t line, int64_t *more,
    bool styled)
{
	struct str piece = t->impl->piece;
	struct str above = str_cut(piece, h->top, h->from);
	struct str old = str_cut(piece, h->from, h->end);
	struct str below = str_cut(piece, h->end, h->bottom);
	uint64_t around = count_lines(above) + count_lines(below);
	int64_t gain = (int64_t)count_lines(fresh) - (int64_t)count_lines(old);

	buf_puts(b, styled ? "\033[36m@@" : "@@");
	put_range(b, '-', line, around + count_lines(old));
	put_range(b, '+', (uint64_t)((int64_t)line + *more),
	    around + count_lines(fresh));
	buf_puts(b, styled ? " @@\033[0m\n" : " @@\n");
	put_lines(b, above, ' ', "");
	put_lines(b, old, '-', styled ? "\033[31m" : "");
	put_lines(b, fresh, '+', styled ? "\033[32m" : "");
	put_lines(b, below, ' ', "");
	*more += gain;
}

/* The lines that edit i and those behind it touch, as long as these stand
 * close by; *next: the first edit that does not. */
static struct hunk
find_hunk(const struct reftel_telegram *t, const struct repair_edits *edits,
    size_t i, size_t floor, size_t *next)
{
	struct str piece = t->impl->piece;
	uint64_t base = t->impl->base;
	struct hunk h;

	h.from = line_begin(piece, (size_t)(edits->v[i].span.start - base));
	h.end = h.from;
	for (*next = i; *next < edits->n; ++*next) {
		const struct repair_edit *e = &edits->v[*next];
		size_t start = (size_t)(e->span.start - base);
		size_t end = (size_t)(e->span.end - base);

		if (e->refused)
			continue;
		if (*next > i && start >= h.end)
			break;
		h.end = line_end(piece, end);
	}
	h.top = h.from;
	for (int k = 0; k < CONTEXT && h.top > floor; k++)
		h.top = line_begin(piece, h.top - 1);
	if (h.top < floor)
		h.top = floor;
	h.bottom = h.end;
	for (int k = 0; k < CONTEXT && h.bottom < piece.n; k++) {
		size_t below = line_end(piece, h.bottom);

		/* not into the lines of the next hunk */
		if (*next < edits->n && below > line_begin(piece, (size_t)(
		    edits->v[*next].span.start - base)))
			break;
		h.bottom = below;
	}
	return h;
}

void
repair_diff(struct buf *b, const struct reftel_telegram *t,
    const struct repair_edits *edits, int64_t *more, bool styled)
{
	struct str piece = t->impl->piece;
	uint64_t line = t->impl->line;
	size_t counted = 0, floor = 0, next;

	for (size_t i = 0; i < edits->n; i = next) {
		struct buf fresh = { 0 };
		struct hunk h;
		size_t k = i;

		next = i + 1;
		if (edits->v[i].refused)
			continue;
		h = find_hunk(t, edits, i, floor, &next);
		put_edited(&fresh, t, edits, &k, h.from, h.end);
		next = next > k ? next : k;
		line += count_lines(str_cut(piece, counted, h.top));
		counted = h.top;
		put_hunk(b, t, &h, str_make(fresh.p, fresh.n), line, more,
		    styled);
		floor = h.bottom;
		b->failed |= fresh.failed;
		buf_free(&fresh);
	}
}
