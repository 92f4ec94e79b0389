/*
 * Diagnostics: the table of codes.def; found one by one while a telegram is
 * read and checked, then published in order of place with their lines.
 */
#include "telegram/telegram.h"

#include <stdlib.h>

const struct diag_info diag_info[DIAG__MAX] = {
#define DIAG(name, w, s, m, ...) [DIAG_##name] = \
	{ .word = w, .severity = REFTEL_##s, .message = m, __VA_ARGS__ },
#define SOURCE(where) .source = where
#define COMPOSING(s) .composing = REFTEL_##s
#define COMPOSE_ONLY .compose_only = true
#define CHECKED .checked = true
#define EXAMPLE(in, before, after) .example = { in, before, after }
#include "telegram/codes.def"
#undef DIAG
#undef SOURCE
#undef COMPOSING
#undef COMPOSE_ONLY
#undef CHECKED
#undef EXAMPLE
};

bool
reftel_code(size_t i, struct reftel_code *out)
{
	if (i >= DIAG__MAX)
		return false;

	const struct diag_info *d = &diag_info[i];
	*out = (struct reftel_code){ .word = d->word, .severity = d->severity,
		.composing = d->composing > d->severity ? d->composing :
		    d->severity, .compose_only = d->compose_only,
		.checked = d->checked, .message = d->message,
		.source = d->source == NULL ? "" : d->source,
		.example_in = d->example.base, .example_from = d->example.from,
		.example_to = d->example.to };
	return true;
}

/* A message is one line: an argument is cut short (between characters) and
 * its line ends become blanks. */
static const char *
message_arg(struct arena *a, struct str arg)
{
	enum { LONGEST = 60 };
	static const char dots[] = "\xe2\x80\xa6";
	bool whole = arg.n <= LONGEST;
	char *p;

	if (!whole)
		for (arg.n = LONGEST; (arg.p[arg.n] & 0xC0) == 0x80;)
			if (--arg.n == 0)
				break;
	p = arena_bytes(a, arg.n + sizeof(dots));
	if (p == NULL)
		return NULL;
	for (size_t i = 0; i < arg.n; i++)
		p[i] = (unsigned char)arg.p[i] < ' ' ? ' ' : arg.p[i];
	strcpy(p + arg.n, whole ? "" : dots);
	return p;
}

/* Findings of one code that a telegram lists: far more than any telegram
 * has, and few enough that damage alone cannot fill the memory. */
enum { DIAGS_OF_A_CODE = 10000 };

/* NULL: out of memory, or one too many of its code, which is counted. */
static struct diag *
diag_new(struct reftel_telegram *t, enum diag_code code, bool raw,
    uint32_t start, uint32_t end, struct str arg)
{
	struct reftel_impl *impl = t->impl;
	struct diag_count *of = &impl->diag_of[code];

	if (++of->n > DIAGS_OF_A_CODE) {
		if (of->n == DIAGS_OF_A_CODE + 1) {
			impl->diag_crowded = true;
			of->omitted = start;
			of->raw = raw;
		}
		return NULL;
	}
	struct diag *d = arena_alloc(&impl->arena, sizeof(*d), 1);
	if (d == NULL)
		return NULL;
	d->code = code;
	d->severity = diag_info[code].severity;
	d->raw = raw;
	d->start = start;
	d->end = end < start ? start : end;
	if (arg.n > 0)
		d->arg = message_arg(&impl->arena, arg);
	d->next = impl->diag;
	impl->diag = d;
	impl->diag_n++;
	return d;
}

struct diag *
telegram_diag(struct reftel_telegram *t, enum diag_code code, uint32_t start,
    uint32_t end, struct str arg)
{
	return diag_new(t, code, false, start, end, arg);
}

struct diag *
telegram_diag_raw(struct reftel_telegram *t, enum diag_code code,
    uint32_t start, uint32_t end, struct str arg)
{
	return diag_new(t, code, true, start, end, arg);
}

/* What was only counted is told once a code. */
static void
diags_omitted(struct reftel_telegram *t)
{
	for (int code = 0; t->impl->diag_crowded && code < DIAG__MAX; code++) {
		struct diag_count *of = &t->impl->diag_of[code];
		if (of->n <= DIAGS_OF_A_CODE || of->told)
			continue;
		of->told = true;
		char *arg = arena_printf(&t->impl->arena, "%u more of %s",
		    of->n - DIAGS_OF_A_CODE, diag_info[code].word);
		if (arg != NULL)
			diag_new(t, DIAG_FINDINGS_OMITTED, of->raw,
			    of->omitted, of->omitted, str_from(arg));
	}
}

void
telegram_fix(struct reftel_telegram *t, struct diag *d, uint32_t start,
    uint32_t end, struct str replacement, const char *sure)
{
	if (d == NULL || (t->impl->one_line && str_findc(replacement, '\n',
	    0) < replacement.n))
		return;
	d->fix_text = arena_strdup(&t->impl->arena, replacement);
	if (d->fix_text == NULL)
		return;
	d->fix_n = (uint32_t)replacement.n;
	d->fix_start = start;
	d->fix_end = end < start ? start : end;
	d->sure = sure;
	d->has_fix = true;
}

/* A place of a diagnostic in the input, kept inside the piece. */
static struct reftel_span
diag_span(const struct reftel_telegram *t, bool raw, uint32_t start,
    uint32_t end)
{
	uint32_t limit = raw ? (uint32_t)t->impl->piece.n : t->impl->text.n;
	uint64_t base = t->impl->base;

	if (end > limit)
		end = limit;
	if (start > end)
		start = end;
	if (!raw)
		return telegram_source(t, start, end);
	return (struct reftel_span){ base + start, base + end };
}

static const char *
diag_message(struct arena *a, const struct diag *d)
{
	struct str text = str_from(diag_info[d->code].message);
	struct str arg = str_from(d->arg);
	char *p;

	if (arg.n == 0)
		return text.p;
	p = arena_bytes(a, text.n + 2 + arg.n + 1);
	if (p == NULL)
		return NULL;
	memcpy(p, text.p, text.n);
	memcpy(p + text.n, ": ", 2);
	memcpy(p + text.n + 2, arg.p, arg.n + 1);
	return p;
}

static const struct reftel_fix *
diag_fix(struct reftel_telegram *t, const struct diag *d)
{
	struct reftel_fix *fix = arena_alloc(&t->impl->arena, sizeof(*fix), 1);

	if (fix == NULL)
		return NULL;
	fix->span = diag_span(t, d->raw, d->fix_start, d->fix_end);
	fix->replacement = d->fix_text;
	fix->replacement_n = d->fix_n;
	fix->sure = d->sure;
	return fix;
}

static void
publish_diag(struct reftel_telegram *t, struct reftel_diag *out,
    const struct diag *d)
{
	out->code = diag_info[d->code].word;
	out->severity = d->severity;
	out->message = diag_message(&t->impl->arena, d);
	out->span = diag_span(t, d->raw, d->start, d->end);
	if (d->has_fix)
		out->fix = diag_fix(t, d);
}

/* Place, then order of discovery: no two are equal. */
static int
by_place(const void *a, const void *b)
{
	const struct reftel_diag *x = *(struct reftel_diag *const *)a;
	const struct reftel_diag *y = *(struct reftel_diag *const *)b;

	if (x->span.start != y->span.start)
		return x->span.start < y->span.start ? -1 : 1;
	return (x > y) - (x < y);
}

/* A walk over the source piece that counts lines. */
struct line_walk {
	const char *p, *end;
	uint64_t offset, line, column;	/* of p */
};

/* A line ends at LF, however many CR stand before it, or at a CR that no LF
 * follows. */
static void
walk_to(struct line_walk *w, uint64_t offset)
{
	size_t left = (size_t)(w->end - w->p);
	size_t n = offset <= w->offset ? 0 : offset - w->offset < left ?
	    (size_t)(offset - w->offset) : left;

	/* no CR on the way: only LF ends a line */
	if (n > 0 && memchr(w->p, '\r', n) == NULL) {
		size_t last = str_last(str_make(w->p, n), '\n');

		w->line += str_count(str_make(w->p, last), '\n');
		w->column = (last > 0 ? 1 : w->column) + n - last;
		w->p += n;
		w->offset += n;
		return;
	}
	while (w->offset < offset && w->p < w->end) {
		char c = *w->p++;
		bool cr = c == '\r' &&
		    (w->p == w->end || (*w->p != '\n' && *w->p != '\r'));

		w->offset++;
		w->column++;
		if (c == '\n' || cr) {
			w->line++;
			w->column = 1;
		}
	}
}

static void
number_lines(const struct reftel_telegram *t, struct reftel_diag **order,
    size_t n)
{
	const struct reftel_impl *impl = t->impl;
	struct line_walk w = { impl->piece.p, impl->piece.p + impl->piece.n,
		impl->base, impl->line, impl->column };

	for (size_t i = 0; i < n; i++) {
		walk_to(&w, order[i]->span.start);
		order[i]->line = w.line;
		order[i]->column = w.column;
		order[i]->next = i + 1 < n ? order[i + 1] : NULL;
	}
}

void
telegram_publish(struct reftel_telegram *t)
{
	struct arena *a = &t->impl->arena;
	struct reftel_diag *v, **order;
	size_t n, i;

	diags_omitted(t);
	n = i = t->impl->diag_n;
	if (n == 0)
		return;
	v = arena_alloc(a, sizeof(*v), n);
	order = arena_alloc(a, sizeof(struct reftel_diag *), n);
	if (v == NULL || order == NULL)
		return;
	/* The list is newest first. */
	for (const struct diag *d = t->impl->diag; d != NULL; d = d->next) {
		publish_diag(t, &v[--i], d);
		order[i] = &v[i];
	}
	if (n > 1)
		qsort(order, n, sizeof(order[0]), by_place);
	number_lines(t, order, n);
	t->diagnostics = order[0];
}
