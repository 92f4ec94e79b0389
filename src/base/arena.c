/* A bump allocator; see arena.h. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* AddressSanitizer sees one block only; telling it which bytes of it are
 * handed out lets it find steps beyond them. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { FENCE = 16 };	/* bytes between two allocations */
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum { FENCE = 0 };
#endif

enum { ALIGN = _Alignof(max_align_t), FIRST_BLOCK = 8192 };

/* Its bytes follow it, aligned for any type. */
struct arena_block {
	_Alignas(max_align_t) struct arena_block *next;
	size_t size;			/* of the bytes */
};

static char *
block_bytes(struct arena_block *b)
{
	return (char *)(b + 1);
}

void
arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

static void
free_chain(struct arena_block *b)
{
	while (b != NULL) {
		struct arena_block *next = b->next;

		ASAN_UNPOISON_MEMORY_REGION(block_bytes(b), b->size);
		free(b);
		b = next;
	}
}

void
arena_free(struct arena *a)
{
	free_chain(a->head);
	arena_init(a);
}

static void
use_block(struct arena *a, struct arena_block *b)
{
	a->head = b;
	a->p = block_bytes(b);
	a->end = a->p + b->size;
	ASAN_POISON_MEMORY_REGION(a->p, b->size);
}

/* Blocks grow, so the newest is the largest. */
void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head;

	arena_init(a);
	if (keep == NULL)
		return;
	free_chain(keep->next);
	keep->next = NULL;
	a->total = keep->size;
	use_block(a, keep);
}

/* A further block of at least `need` bytes: as large as all before it
 * together, so that an arena of any size takes few of them. */
static bool
add_block(struct arena *a, size_t need)
{
	size_t size = a->total > FIRST_BLOCK ? a->total : FIRST_BLOCK;
	struct arena_block *b;

	/* Room for what comes beside a large piece, such as a telegram's
	 * own bytes, which are the first thing in its arena. */
	if (size < need && need <= SIZE_MAX / 4)
		size = need + need / 2;
	else if (size < need)
		size = need;
	b = size > SIZE_MAX - sizeof(*b) ? NULL : malloc(sizeof(*b) + size);
	if (b == NULL) {
		a->failed = true;
		return false;
	}
	b->next = a->head;
	b->size = size;
	a->total += size;
	use_block(a, b);
	return true;
}

static char *
take(struct arena *a, size_t size, size_t align)
{
	size_t pad = (size_t)(-(uintptr_t)a->p & (align - 1));

	pad += FENCE;
	if (a->failed)
		return NULL;
	if (a->head == NULL || (size_t)(a->end - a->p) < pad ||
	    (size_t)(a->end - a->p) - pad < size) {
		if (!add_block(a, size))
			return NULL;
		pad = 0;
	}

	char *p = a->p + pad;
	a->p = p + size;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return p;
}

void *
arena_array(struct arena *a, size_t size, size_t count)
{
	if (size != 0 && count > SIZE_MAX / size) {
		a->failed = true;
		return NULL;
	}
	return take(a, size * count, ALIGN);
}

void *
arena_alloc(struct arena *a, size_t size, size_t count)
{
	void *p = arena_array(a, size, count);

	return p == NULL ? NULL : memset(p, 0, size * count);
}

char *
arena_bytes(struct arena *a, size_t n)
{
	return take(a, n, 1);
}

void
arena_trim(struct arena *a, char *from)
{
	if (from == NULL || a->failed)
		return;
	ASAN_POISON_MEMORY_REGION(from, (size_t)(a->p - from));
	a->p = from;
}

char *
arena_strdup(struct arena *a, struct str s)
{
	char *p = s.n == SIZE_MAX ? NULL : arena_bytes(a, s.n + 1);

	if (p == NULL)
		return NULL;
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p = NULL;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n >= 0)
		p = arena_bytes(a, (size_t)n + 1);
	if (p != NULL)
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return p;
}

/* The last array of the arena grows where it stands. */
static bool
grow_in_place(struct arena *a, char *array, size_t cap, size_t more,
    size_t size)
{
	if (array == NULL || array + cap * size != a->p || a->failed ||
	    (size_t)(a->end - a->p) / size < more)
		return false;
	ASAN_UNPOISON_MEMORY_REGION(a->p, more * size);
	a->p += more * size;
	return true;
}

void *
arena_grow_more(struct arena *a, void *array, size_t n, size_t *cap,
    size_t size)
{
	size_t more = *cap == 0 ? 8 : *cap;
	void *moved;

	if (*cap > SIZE_MAX / 2) {
		a->failed = true;
		return NULL;
	}
	if (!grow_in_place(a, array, *cap, more, size)) {
		moved = arena_array(a, size, *cap + more);
		if (moved == NULL)
			return NULL;
		if (n > 0)
			memcpy(moved, array, n * size);
		array = moved;
	}
	*cap += more;
	return array;
}
