/* The model of a telegram; see telegram.h. */
#include "telegram/telegram.h"

#include <stdarg.h>
#include <stdio.h>
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

/* Names of the public enums. */

#define NAME_OF(names, i) \
	((size_t)(i) < sizeof(names) / sizeof((names)[0]) ? (names)[i] : NULL)
#define COMPLETE(names, max) \
	_Static_assert(sizeof(names) / sizeof((names)[0]) == (max), #names)

static const char *const status_text[] = {
	[REFTEL_OK] = "success",
	[REFTEL_END] = "no further telegram",
	[REFTEL_ENOMEM] = "out of memory",
	[REFTEL_EIO] = "the source could not be read",
	[REFTEL_ENOTFOUND] = "not found",
	[REFTEL_ENOTELEGRAM] = "no telegram in it",
	[REFTEL_ELIMIT] = "telegram over the limit of 16 MiB",
	[REFTEL_EUNSUPPORTED] = "this form cannot be read yet",
	[REFTEL_EBROKEN] = "broken piece",
	[REFTEL_EINVAL] = "bad argument",
};
COMPLETE(status_text, REFTEL_STATUS__MAX);

static const char *const form_names[] = {
	[REFTEL_FORM_ANY] = NULL,
#define FORM(id, name, what, known_by, lacks) [REFTEL_FORM_##id] = name,
#include "telegram/forms.def"
#undef FORM
};
COMPLETE(form_names, REFTEL_FORM__MAX);

static const char *const tag_kinds[] = {
	[REFTEL_TAG_SUBJECT] = "subject",
	[REFTEL_TAG_PROGRAM] = "program",
	[REFTEL_TAG_ORGANIZATION] = "organization",
	[REFTEL_TAG_GEOGRAPHIC] = "geographic",
	[REFTEL_TAG_PERSON] = "person",
	[REFTEL_TAG_UNKNOWN] = "unknown",
};
COMPLETE(tag_kinds, REFTEL_TAG__MAX);

static const char *const ref_kinds[] = {
	[REFTEL_REF_TELEGRAM] = "telegram",
	[REFTEL_REF_EMAIL] = "email",
	[REFTEL_REF_MEMO] = "memo",
	[REFTEL_REF_FAX] = "fax",
	[REFTEL_REF_PHONE] = "phone",
	[REFTEL_REF_LETTER] = "letter",
	[REFTEL_REF_REPORT] = "report",
	[REFTEL_REF_MEETING] = "meeting",
	[REFTEL_REF_BOOK] = "book",
	[REFTEL_REF_WEB] = "web",
	[REFTEL_REF_UNKNOWN] = "unknown",
};
COMPLETE(ref_kinds, REFTEL_REF__MAX);

static const char *const paragraph_kinds[] = {
	[REFTEL_PAR_SUMMARY] = "summary",
	[REFTEL_PAR_ACTION_REQUEST] = "action-request",
	[REFTEL_PAR_COMMENT] = "comment",
	[REFTEL_PAR_BIO_NOTE] = "bio-note",
	[REFTEL_PAR_TEXT] = "text",
};
COMPLETE(paragraph_kinds, REFTEL_PAR__MAX);

const char *
reftel_strstatus(enum reftel_status status)
{
	const char *text = NAME_OF(status_text, status);

	return text == NULL ? "unknown status" : text;
}

const char *
reftel_form_name(enum reftel_form form)
{
	return NAME_OF(form_names, form);
}

enum reftel_form
reftel_form_by_name(const char *name)
{
	for (size_t i = 0; name != NULL && i < REFTEL_FORM__MAX; i++)
		if (form_names[i] != NULL && strcmp(form_names[i], name) == 0)
			return (enum reftel_form)i;
	return REFTEL_FORM_ANY;
}

const char *
reftel_tag_kind_name(enum reftel_tag_kind kind)
{
	return NAME_OF(tag_kinds, kind);
}

const char *
reftel_ref_kind_name(enum reftel_ref_kind kind)
{
	return NAME_OF(ref_kinds, kind);
}

const char *
reftel_paragraph_kind_name(enum reftel_paragraph_kind kind)
{
	return NAME_OF(paragraph_kinds, kind);
}

/* Making and releasing. */

struct reftel_telegram *
telegram_new(struct str piece)
{
	/* A telegram takes a few times its own length; asking for it at
	 * once spares the arena most of its blocks. */
	size_t guess = piece.n * 4 + 8192;
	struct reftel_telegram *t;
	struct reftel_impl *impl;
	struct arena a;
	char *copy;

	arena_init(&a);
	copy = arena_bytes(&a, guess);
	arena_trim(&a, copy == NULL ? NULL : copy + piece.n);
	t = arena_alloc(&a, sizeof(*t), 1);
	impl = arena_alloc(&a, sizeof(*impl), 1);
	if (copy == NULL || t == NULL || impl == NULL) {
		arena_free(&a);
		return NULL;
	}
	if (piece.n > 0)
		memcpy(copy, piece.p, piece.n);
	impl->piece = str_make(copy, piece.n);
	impl->line = impl->column = 1;
	impl->arena = a;
	t->impl = impl;
	t->year = t->serial = (struct reftel_int){ -1, VALUE_BARE_START, 0 };
	return t;
}

void
reftel_telegram_free(struct reftel_telegram *t)
{
	if (t == NULL)
		return;
	/* The arena's own head lies in the arena. */
	struct arena a = t->impl->arena;
	arena_free(&a);
}

/* Values and lists. */

struct reftel_value
telegram_value(const struct reftel_telegram *t, uint32_t start, uint32_t end)
{
	const struct text *text = &t->impl->text;

	if (start > end || end > text->n)
		return (struct reftel_value){ 0 };
	/* An empty value is there nevertheless: its s must not be NULL. */
	return telegram_value_as(
	    text->p == NULL ? STR("") : str_make(text->p + start, end - start),
	    start, end);
}

struct reftel_value
telegram_value_as(struct str s, uint32_t start, uint32_t end)
{
	return (struct reftel_value){ s.p, (uint32_t)s.n, start, end };
}

struct reftel_value
telegram_value_bare(struct str s)
{
	return telegram_value_as(s, VALUE_BARE_START, 0);
}

/*
 * Room for one more element of a public list, which has no place for its
 * capacity: that follows from the length, as a list of n has room for the
 * next power of two, at least 4.  NULL: out of memory.
 */
static void *
list_grow(struct arena *a, void *v, size_t n, size_t size)
{
	size_t cap = n < 4 ? 0 : n;

	if (n != 0 && (n < 4 || (n & (n - 1)) != 0))
		return v;

	void *grown = arena_array(a, size, cap == 0 ? 4 : cap * 2);
	if (grown != NULL && n > 0)
		memcpy(grown, v, n * size);
	return grown;
}

bool
telegram_push(struct reftel_telegram *t, struct reftel_values *list,
    struct reftel_value value)
{
	struct reftel_value *v = list_grow(&t->impl->arena, list->v, list->n,
	    sizeof(*v));

	if (v == NULL)
		return false;
	v[list->n++] = value;
	list->v = v;
	return true;
}

struct reftel_field *
telegram_field(struct reftel_telegram *t, const char *key,
    struct reftel_value value)
{
	/* a key that comes again becomes a list: forms have few keys, and
	 * what repeats stands together */
	enum { LOOK_BACK = 64 };
	for (size_t i = t->record.n; i-- > 0 && t->record.n - i <=
	    LOOK_BACK;) {
		struct reftel_field *was = &t->record.v[i];
		if (strcmp(was->key, key) != 0)
			continue;
		if (!was->is_list) {
			was->is_list = true;
			if (!telegram_push(t, &was->list, was->value))
				return NULL;
			was->value = (struct reftel_value){ 0 };
		}
		return telegram_push(t, &was->list, value) ? was : NULL;
	}

	struct reftel_field *f = list_grow(&t->impl->arena, t->record.v,
	    t->record.n, sizeof(*f));

	if (f == NULL)
		return NULL;
	t->record.v = f;
	f += t->record.n++;
	*f = (struct reftel_field){ .key = key, .value = value };
	return f;
}

void
telegram_list_field(struct reftel_telegram *t, const char *key,
    struct reftel_value value)
{
	struct reftel_field *f = telegram_field(t, key, value);

	if (f == NULL || f->is_list)
		return;
	f->is_list = true;
	f->value = (struct reftel_value){ 0 };
	telegram_push(t, &f->list, value);
}

bool
telegram_has_caption(const struct reftel_telegram *t, struct str name)
{
	for (size_t i = 0; i < t->captions.n; i++)
		if (str_eq(value_str(&t->captions.v[i]), name))
			return true;
	return false;
}

/*
 * The pointers named as inferred are found again by a hash table: a
 * telegram with very many references infers the year of each.
 */
static uint32_t *
named_slot(const struct reftel_telegram *t, struct str pointer)
{
	const struct reftel_impl *impl = t->impl;
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < pointer.n; i++)
		hash = (hash ^ (unsigned char)pointer.p[i]) * 16777619u;
	for (size_t i = hash;; i++) {
		uint32_t *slot = &impl->named[i & (impl->named_cap - 1)];

		if (*slot == 0 || str_eq(pointer,
		    value_str(&t->inferred.v[*slot - 1])))
			return slot;
	}
}

/* Keeps the table at most half full. */
static bool
named_grow(struct reftel_telegram *t)
{
	struct reftel_impl *impl = t->impl;

	if (t->inferred.n < impl->named_cap / 2)
		return true;
	impl->named_cap = impl->named_cap == 0 ? 16 : impl->named_cap * 4;
	impl->named = arena_alloc(&impl->arena, sizeof(*impl->named),
	    impl->named_cap);
	if (impl->named == NULL) {
		impl->named_cap = 0;
		return false;
	}
	for (size_t i = 0; i < t->inferred.n; i++)
		*named_slot(t, value_str(&t->inferred.v[i])) = (uint32_t)i + 1;
	return true;
}

void
telegram_inferred(struct reftel_telegram *t, const char *fmt, ...)
{
	char pointer[128];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(pointer, sizeof(pointer), fmt, ap);
	va_end(ap);
	if (!named_grow(t))
		return;

	uint32_t *slot = named_slot(t, str_from(pointer));
	if (*slot != 0)
		return;
	char *s = arena_strdup(&t->impl->arena, str_from(pointer));
	if (s != NULL && telegram_push(t, &t->inferred,
	    telegram_value_bare(str_from(s))))
		*slot = (uint32_t)t->inferred.n;
}

/* Cuts. */

size_t
telegram_cut_at(const struct cut *cut, size_t n, uint32_t at)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (cut[mid].end > at)
			n = mid;
		else
			low = mid + 1;
	}
	return low;
}

static int
by_start(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Joins c to the last of n cuts or appends it; returns how many there are
 * then.  c must not begin before that one. */
static size_t
append_cut(struct cut *cut, size_t n, struct cut c)
{
	if (n == 0 || c.start > cut[n - 1].end)
		cut[n++] = c;
	else if (c.end > cut[n - 1].end)
		cut[n - 1].end = c.end;
	return n;
}

const struct cut *
telegram_cuts(struct reftel_telegram *t, size_t *n)
{
	struct reftel_impl *impl = t->impl;

	if (impl->cut_loose) {
		qsort(impl->cut, impl->cut_n, sizeof(impl->cut[0]), by_start);
		*n = 0;
		for (size_t i = 0; i < impl->cut_n; i++)
			*n = append_cut(impl->cut, *n, impl->cut[i]);
		impl->cut_n = *n;
		impl->cut_loose = false;
	}
	*n = impl->cut_n;
	return impl->cut;
}

/* Puts c before cut[at] and takes in those that it overlaps or touches. */
static void
insert_cut(struct reftel_impl *impl, size_t at, struct cut c)
{
	struct cut *cut = impl->cut;
	size_t behind;

	if (at > 0 && cut[at - 1].end == c.start)
		at--;
	for (behind = at; behind < impl->cut_n; behind++) {
		if (cut[behind].start > c.end)
			break;
		if (cut[behind].start < c.start)
			c.start = cut[behind].start;
		if (cut[behind].end > c.end)
			c.end = cut[behind].end;
	}
	memmove(cut + at + 1, cut + behind,
	    (impl->cut_n - behind) * sizeof(*cut));
	impl->cut_n -= behind - at;
	cut[at] = c;
	impl->cut_n++;
}

/* Cuts mostly come in order.  One that comes late is put in its place when
 * that is near; else order waits until somebody asks, or a second pass over
 * a hostile telegram would take time with the square of its length. */
void
telegram_cut(struct reftel_telegram *t, uint32_t start, uint32_t end)
{
	enum { NEAR = 256 };
	struct reftel_impl *impl = t->impl;
	struct cut *cut, c = { start, end };
	size_t at;

	if (start >= end)
		return;
	cut = arena_grow(&impl->arena, impl->cut, impl->cut_n, &impl->cut_cap,
	    sizeof(*cut));
	if (cut == NULL)
		return;
	impl->cut = cut;
	if (impl->cut_loose) {
		cut[impl->cut_n++] = c;
	} else if (impl->cut_n == 0 || cut[impl->cut_n - 1].start <= start) {
		impl->cut_n = append_cut(cut, impl->cut_n, c);
	} else {
		at = telegram_cut_at(cut, impl->cut_n, start);
		impl->cut_loose = impl->cut_n - at > NEAR;
		if (impl->cut_loose)
			cut[impl->cut_n++] = c;
		else
			insert_cut(impl, at, c);
	}
}

/* Places. */

static struct reftel_span
source_span(const struct reftel_telegram *t, uint32_t start, uint32_t end)
{
	struct text_place p = text_source(&t->impl->text, start, end);

	return (struct reftel_span){ t->impl->base + p.start,
		t->impl->base + p.end };
}

/* The spans found so far; those beyond cap are only counted. */
struct span_list {
	struct reftel_span *v, last;
	size_t n, cap;
};

static void
add_span(struct span_list *l, struct reftel_span s)
{
	if (l->n > 0 && s.start <= l->last.end && s.end >= l->last.start) {
		if (s.start < l->last.start)
			l->last.start = s.start;
		if (s.end > l->last.end)
			l->last.end = s.end;
		l->n--;
	} else {
		l->last = s;
	}
	if (l->n < l->cap)
		l->v[l->n] = l->last;
	l->n++;
}

size_t
reftel_spans(const struct reftel_telegram *t, uint32_t start, uint32_t end,
    struct reftel_span *out, size_t cap)
{
	const struct cut *cut = t->impl->cut;
	size_t n = t->impl->cut_n, i = telegram_cut_at(cut, n, start);
	struct span_list list = { .v = out, .cap = cap };

	if (start > end || end > t->impl->text.n)
		return 0;
	/* A value may stand in a cut, such as a section's number in a page
	 * line; then that is its place. */
	if (start == end || i == n || cut[i].start >= end ||
	    (cut[i].start <= start && end <= cut[i].end)) {
		add_span(&list, source_span(t, start, end));
		return list.n;
	}
	for (; i < n && cut[i].start < end; i++) {
		if (start < cut[i].start)
			add_span(&list, source_span(t, start, cut[i].start));
		start = cut[i].end;
	}
	if (start < end)
		add_span(&list, source_span(t, start, end));
	return list.n;
}

/* Diagnostics. */

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
	if (d == NULL)
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
		return source_span(t, start, end);
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

bool
telegram_finish(struct reftel_telegram *t)
{
	struct arena *a = &t->impl->arena;
	size_t n;

	if (a->failed || t->impl->text.failed)
		return false;
	telegram_cuts(t, &n);
	/* A telegram that was not divided is its own only section. */
	if (t->section_count == 0 && t->sections_present_n == 0) {
		t->sections_present = arena_alloc(a, sizeof(int), 1);
		if (t->sections_present != NULL) {
			t->sections_present[0] = t->section_count = 1;
			t->sections_present_n = 1;
		}
	}
	telegram_publish(t);
	return !a->failed;
}

/* Sanity. */

/* The first fault found. */
struct sanity {
	const struct reftel_telegram *t;
	const char *why;
};

static void
expect(struct sanity *s, bool holds, const char *why)
{
	if (!holds && s->why == NULL)
		s->why = why;
}

static void
check_value(struct sanity *s, const struct reftel_value *v)
{
	if (value_placed(v))
		expect(s, v->end <= s->t->impl->text.n,
		    "value beyond the end of the text");
}

static void
check_values(struct sanity *s, const struct reftel_values *l)
{
	expect(s, l->n == 0 || l->v != NULL, "list without elements");
	for (size_t i = 0; i < l->n; i++) {
		expect(s, l->v[i].s != NULL, "null in a list");
		check_value(s, &l->v[i]);
	}
}

/* why: which part it is. */
static void
check_part(struct sanity *s, const struct reftel_value *part,
    const struct reftel_value *whole, const char *why)
{
	check_value(s, part);
	if (value_placed(part) && value_placed(whole))
		expect(s, whole->start <= part->start &&
		    part->end <= whole->end, why);
}

/* last: where the list's element before it began. */
static void
check_order(struct sanity *s, const struct reftel_value *v, uint32_t *last)
{
	if (!value_placed(v))
		return;
	expect(s, v->start >= *last, "list is not in the order of the text");
	*last = v->start;
}

static void
check_addressee(struct sanity *s, const struct reftel_addressee *a)
{
	check_value(s, &a->whole);
	check_part(s, &a->ri, &a->whole, "ri outside the address");
	check_part(s, &a->plad, &a->whole, "PLAD outside the address");
	check_part(s, &a->precedence, &a->whole,
	    "precedence outside the address");
	check_part(s, &a->number, &a->whole, "number outside the address");
	check_values(s, &a->except);
}

static void
check_addressees(struct sanity *s, const struct reftel_addressees *l)
{
	uint32_t last = 0;

	for (size_t i = 0; i < l->n; i++) {
		check_addressee(s, &l->v[i]);
		check_order(s, &l->v[i].whole, &last);
	}
}

static void
check_heading(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	const struct reftel_transmission *x = &t->transmission;
	const struct reftel_value *one[] = { &t->id, &t->post, &t->date,
		&t->dtg, &t->classification, &x->channel,
		&x->routing_precedence, &x->originator, &x->station_serial,
		&x->section, &x->filed, &x->security, &x->end,
		&t->precedence_action, &t->precedence_info, &t->sections };

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		check_value(s, one[i]);
	check_values(s, &x->routing);
	check_values(s, &x->handling);
	check_values(s, &t->captions);
	check_values(s, &t->passing);
	check_addressee(s, &t->from);
	check_addressees(s, &t->to);
	check_addressees(s, &t->info);
	for (size_t i = 0; i < t->sections_present_n; i++)
		expect(s, t->sections_present[i] > 0, "section without number");
}

static void
check_text_header(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	uint32_t last = 0;

	check_value(s, &t->eo.whole);
	check_part(s, &t->eo.order, &t->eo.whole, "E.O. order outside the line");
	check_part(s, &t->eo.action, &t->eo.whole, "E.O. action outside the line");
	check_part(s, &t->eo.date, &t->eo.whole, "E.O. date outside the line");
	check_part(s, &t->eo.event, &t->eo.whole, "E.O. event outside the line");
	check_part(s, &t->eo.text, &t->eo.whole, "E.O. text outside the line");
	check_value(s, &t->subject);
	check_value(s, &t->subject_portion);
	check_value(s, &t->derived_from);
	for (size_t i = 0; i < t->tags.n; i++) {
		check_value(s, &t->tags.v[i].tag);
		check_order(s, &t->tags.v[i].tag, &last);
		expect(s, t->tags.v[i].tag.s != NULL, "TAGS term without text");
	}
	for (size_t i = 0; i < t->refs.n; i++) {
		check_value(s, &t->refs.v[i].label);
		check_value(s, &t->refs.v[i].text);
		check_value(s, &t->refs.v[i].id);
	}
	for (size_t i = 0; i < t->classified_by.n; i++) {
		const struct reftel_classifier *c = &t->classified_by.v[i];

		check_value(s, &c->whole);
		check_part(s, &c->name, &c->whole,
		    "classifier's name outside the line");
		check_part(s, &c->title, &c->whole,
		    "classifier's title outside the line");
		check_values(s, &c->reasons);
		for (size_t k = 0; k < c->reasons.n; k++)
			check_part(s, &c->reasons.v[k], &c->whole,
			    "reason outside the line");
	}
}

static void
check_body(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	uint32_t last = 0;

	check_value(s, &t->summary);
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];

		check_value(s, &p->printed);
		check_value(s, &p->portion);
		check_value(s, &p->heading);
		check_value(s, &p->text);
		check_order(s, &p->text, &last);
	}
	check_values(s, &t->signature);
	for (size_t i = 0; i < t->redactions.n; i++) {
		check_value(s, &t->redactions.v[i].mark);
		check_value(s, &t->redactions.v[i].code);
	}
}

static void
check_wrapper(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	const struct reftel_drafting *d = &t->drafting;
	const struct reftel_release *r = &t->release;
	const struct reftel_value *one[] = { &d->drafted_by, &d->approved_by,
		&d->control, &r->authority, &r->case_number, &r->document,
		&r->decision, &r->date };

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		check_value(s, one[i]);
	check_values(s, &d->action);
	check_values(s, &d->info);
	check_values(s, &d->cleared_by);
	check_values(s, &r->exemptions);
	for (size_t i = 0; i < t->record.n; i++) {
		expect(s, t->record.v[i].key != NULL, "field without key");
		check_value(s, &t->record.v[i].value);
		check_values(s, &t->record.v[i].list);
	}
	check_values(s, &t->inferred);
	for (size_t i = 0; i < t->inferred.n; i++)
		expect(s, t->inferred.v[i].n > 0 &&
		    t->inferred.v[i].s[0] == '/', "inferred is no pointer");
}

static void
check_diags(struct sanity *s)
{
	const struct reftel_impl *impl = s->t->impl;
	uint64_t end = impl->base + impl->piece.n, last = 0;

	for (const struct reftel_diag *d = s->t->diagnostics; d != NULL;
	    d = d->next) {
		expect(s, d->code != NULL && d->message != NULL,
		    "diagnostic without words");
		expect(s, impl->base <= d->span.start &&
		    d->span.start <= d->span.end && d->span.end <= end,
		    "diagnostic outside the telegram");
		expect(s, last <= d->span.start, "diagnostics out of order");
		expect(s, d->fix == NULL || (impl->base <= d->fix->span.start &&
		    d->fix->span.start <= d->fix->span.end &&
		    d->fix->span.end <= end), "fix outside the telegram");
		last = d->span.start;
	}
}

bool
telegram_sane(const struct reftel_telegram *t, const char **why)
{
	struct sanity s = { .t = t };
	const struct reftel_impl *impl = t->impl;

	check_heading(&s);
	check_text_header(&s);
	check_body(&s);
	check_wrapper(&s);
	check_diags(&s);
	for (size_t i = 0; i < impl->cut_n; i++)
		expect(&s, impl->cut[i].start < impl->cut[i].end &&
		    impl->cut[i].end <= impl->text.n &&
		    (i == 0 || impl->cut[i - 1].end < impl->cut[i].start),
		    "cuts out of order");
	*why = s.why;
	return s.why == NULL;
}
