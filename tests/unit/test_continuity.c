/* Continuity numbers that are missing between those that are known. */
#include "archive/continuity.h"

#include "test.h"

struct row {
	const char *date, *number;
	int sections;
};

/* "0101-0102:2 ", a gap each, and what is held. */
static void
gaps_are(const struct row *row, size_t n, const char *want, long held)
{
	struct sent sent[16] = { { .date = "" } };
	struct sent_gap gap[16];
	struct continuity c;
	char got[200] = "";
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		CHECK(continuity_read(row[i].number, row[i].sections, 1,
		    &sent[i]));
		sent[i].date = row[i].date;
	}
	continuity(sent, n, gap, 16, &c);
	for (size_t i = 0; i < c.gaps; i++)
		m += (size_t)snprintf(got + m, sizeof(got) - m,
		    "%04d-%04d:%ld ", gap[i].from, gap[i].to, gap[i].count);
	CHECK_STR(str_from(got), want);
	CHECK_INT(c.held, held);
}
#define GAPS(want, held, ...) do { \
	static const struct row rows[] = { __VA_ARGS__ }; \
	gaps_are(rows, sizeof(rows) / sizeof(rows[0]), want, held); \
} while (0)

static void
ranges(void)
{
	GAPS("0002-0003:2 ", 2, { "2007-01-01", "0001", 1 },
	    { "2007-01-02", "0004", 1 });
	/* a number for each section */
	GAPS("", 4, { "2007-01-01", "0001", 3 }, { "2007-01-02", "0004", 1 });
	GAPS("0004-0004:1 ", 4, { "2007-01-01", "0001-0003", 3 },
	    { "2007-01-02", "0005", 1 });
	/* within a day in any order */
	GAPS("", 3, { "2007-01-01T10:00Z", "0002", 1 },
	    { "2007-01-01T11:00Z", "0001", 1 },
	    { "2007-01-02T09:00Z", "0003", 1 });
	/* twice the same */
	GAPS("0002-0002:1 ", 2, { "2007-01-01", "0001", 1 },
	    { "2007-01-01", "0001", 1 }, { "2007-01-02", "0003", 1 });
}

static void
rolling_over(void)
{
	/* nought may be a number or not: it is not called missing */
	GAPS("", 2, { "2007-01-01", "9999", 1 }, { "2007-01-02", "0001", 1 });
	GAPS("", 2, { "2007-01-01", "9999", 1 }, { "2007-01-02", "0000", 1 });
	GAPS("9999-0001:2 ", 2, { "2007-01-01", "9998", 1 },
	    { "2007-01-02", "0002", 1 });
}

static void
slips(void)
{
	GAPS("", 2, { "2007-01-01", "0148", 1 }, { "2007-01-02", "9149", 1 },
	    { "2007-01-03", "0149", 1 });
}

static void
numbers_read(void)
{
	struct sent s;

	CHECK(continuity_read("0148-0149", 2, 1, &s));
	CHECK_INT(s.number, 148);
	CHECK_INT(s.width, 2);
	CHECK(continuity_read("9999-0001", 3, 1, &s) && s.width == 3);
	/* the number of the second section, the first being lost */
	CHECK(continuity_read("0149", 2, 2, &s) && s.number == 148);
	CHECK(!continuity_read("", 1, 1, &s));
	CHECK(!continuity_read("12345", 1, 1, &s));
	CHECK(!continuity_read("0148-", 1, 1, &s));
	CHECK(!continuity_read("0148/0149", 1, 1, &s));
}

int
main(void)
{
	static const struct test tests[] = {
		TEST(ranges), TEST(rolling_over), TEST(slips),
		TEST(numbers_read),
	};

	return test_run(tests, sizeof(tests) / sizeof(tests[0]));
}
