/*
 * A unit test is a function; a program runs a list of them and prints a line
 * for each, "ok NAME" or "not ok NAME", for tests/run.sh.
 */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static bool test_failed;	/* the present test has */

#define CHECK(holds) \
	test_check((holds), #holds, __FILE__, __LINE__)
#define CHECK_STR(got, want) \
	test_check_str((got), (want), #got, __FILE__, __LINE__)
#define CHECK_INT(got, want) \
	test_check_int((long long)(got), (long long)(want), #got, __FILE__, \
	    __LINE__)

static inline void
test_check(bool holds, const char *what, const char *file, int line)
{
	if (holds)
		return;
	printf("# %s:%d: %s\n", file, line, what);
	test_failed = true;
}

static inline void
test_check_str(struct str got, const char *want, const char *what,
    const char *file, int line)
{
	if (got.p != NULL && str_eq(got, str_from(want)))
		return;
	printf("# %s:%d: %s is \"%.*s\", not \"%s\"\n", file, line, what,
	    (int)got.n, got.p == NULL ? "" : got.p, want);
	test_failed = true;
}

static inline void
test_check_int(long long got, long long want, const char *what,
    const char *file, int line)
{
	if (got == want)
		return;
	printf("# %s:%d: %s is %lld, not %lld\n", file, line, what, got,
	    want);
	test_failed = true;
}

struct test {
	const char *name;
	void (*run)(void);
};
#define TEST(function) { #function, function }

static inline int
test_run(const struct test *t, size_t n)
{
	int status = 0;

	for (size_t i = 0; i < n; i++) {
		test_failed = false;
		t[i].run();
		printf("%s %s\n", test_failed ? "not ok" : "ok", t[i].name);
		fflush(stdout);
		status |= test_failed;
	}
	return status;
}
#define TEST_MAIN(tests) \
	int \
	main(void) \
	{ \
		return test_run(tests, sizeof(tests) / sizeof(tests[0])); \
	}

#endif
