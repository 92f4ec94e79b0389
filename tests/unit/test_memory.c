/* base/arena.c, base/buf.c */
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "test.h"

static void
memory_is_zeroed_and_aligned(void)
{
	struct arena a;

	arena_init(&a);
	for (size_t n = 1; n < 3000; n += 7) {
		char *p;

		arena_bytes(&a, 1);
		p = arena_alloc(&a, 1, n);
		CHECK((uintptr_t)p % _Alignof(max_align_t) == 0);
		for (size_t i = 0; i < n; i++)
			if (p[i] != 0)
				CHECK(!"zeroed");
		memset(p, 0xAA, n);
	}
	arena_free(&a);
	CHECK(a.head == NULL && a.total == 0);
}

static void
reset_keeps_one_block_and_zeroes_again(void)
{
	struct arena a;
	char *p;

	arena_init(&a);
	memset(arena_alloc(&a, 1, 100000), 0xAA, 100000);
	arena_reset(&a);
	p = arena_alloc(&a, 1, 100000);
	CHECK(p != NULL && p[0] == 0 && p[99999] == 0);
	CHECK(a.total < 200000);
	arena_free(&a);
}

static void
impossible_size_fails_for_good(void)
{
	struct arena a;

	arena_init(&a);
	CHECK(arena_alloc(&a, SIZE_MAX / 2, 3) == NULL);
	CHECK(a.failed);
	CHECK(arena_alloc(&a, 1, 1) == NULL);
	CHECK(arena_bytes(&a, 1) == NULL);
	CHECK(arena_printf(&a, "%d", 1) == NULL);
	arena_free(&a);
	CHECK(!a.failed);
}

static void
arrays_grow_and_keep_what_they_hold(void)
{
	struct arena a;
	size_t cap = 0, other_cap = 0;
	int *v = NULL, *other = NULL;

	arena_init(&a);
	for (int i = 0; i < 5000; i++) {
		v = arena_grow(&a, v, (size_t)i, &cap, sizeof(*v));
		v[i] = i;
		/* Now and then another array comes between. */
		if (i % 100 == 0) {
			other = arena_grow(&a, other, (size_t)i / 100,
			    &other_cap, sizeof(*other));
			other[i / 100] = -i;
		}
	}
	for (int i = 0; i < 5000; i++) {
		CHECK_INT(v[i], i);
		if (i % 100 == 0)
			CHECK_INT(other[i / 100], -i);
	}
	arena_free(&a);
}

static void
trim_gives_back_the_tail(void)
{
	struct arena a;
	char *p;

	arena_init(&a);
	p = arena_bytes(&a, 100);
	arena_trim(&a, p + 10);
	CHECK(arena_bytes(&a, 1) <= p + 10 + 16);
	arena_free(&a);
}

static void
strings(void)
{
	struct arena a;

	arena_init(&a);
	CHECK_STR(str_from(arena_strdup(&a, STR("REF"))), "REF");
	CHECK_STR(str_from(arena_printf(&a, "/%s/%d", "refs", 3)), "/refs/3");
	arena_free(&a);
}

static void
buffer_grows(void)
{
	struct buf b = { 0 };

	for (int i = 0; i < 3000; i++)
		buf_puts(&b, "ABC");
	CHECK_INT(b.n, 9000);
	CHECK(memcmp(b.p + 8997, "ABC", 3) == 0);
	buf_free(&b);
	CHECK(b.p == NULL && b.n == 0);
}

static void
buffer_writes_numbers(void)
{
	struct buf b = { 0 };

	buf_putu(&b, 0);
	buf_putc(&b, ' ');
	buf_putu(&b, UINT64_MAX);
	CHECK_STR(str_make(b.p, b.n), "0 18446744073709551615");
	buf_free(&b);
}

static void
buffer_fails_once_and_stays_failed(void)
{
	struct buf b = { 0 };

	buf_puts(&b, "kept");
	CHECK(!buf_reserve(&b, SIZE_MAX - 2));
	CHECK(b.failed);
	buf_puts(&b, "lost");
	CHECK_STR(str_make(b.p, b.n), "kept");
	buf_free(&b);
}

static const struct test tests[] = {
	TEST(memory_is_zeroed_and_aligned),
	TEST(reset_keeps_one_block_and_zeroes_again),
	TEST(impossible_size_fails_for_good),
	TEST(arrays_grow_and_keep_what_they_hold),
	TEST(trim_gives_back_the_tail),
	TEST(strings),
	TEST(buffer_grows),
	TEST(buffer_writes_numbers),
	TEST(buffer_fails_once_and_stays_failed),
};
TEST_MAIN(tests)
