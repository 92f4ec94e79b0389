/*
 * The model of a telegram, see telegram.h: made and released, its values,
 * lists and fields, and what of it was inferred. Cuts and places are in
 * place.c, diagnostics in diag.c.
 */
#include "telegram/telegram.h"

#include <stdarg.h>
#include <stdio.h>

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
