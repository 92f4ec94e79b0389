/* base/json.c */
#include "base/json.h"
#include "test.h"

#include "../json_check.h"

static struct buf out;

static struct str
written(struct str s)
{
	struct json j = { .out = &out };

	out.n = 0;
	json_str(&j, s);
	return str_make(out.p, out.n);
}

static void
plain_strings_pass(void)
{
	CHECK_STR(written(STR("")), "\"\"");
	CHECK_STR(written((struct str){ NULL, 0 }), "\"\"");
	CHECK_STR(written(STR("AMEMBASSY STRELSAU 0147 ~ {}[]")),
	    "\"AMEMBASSY STRELSAU 0147 ~ {}[]\"");
	CHECK_STR(written(STR("\xc2\xb6" "1. \xe2\x80\x9c" "caf\xc3\xa9")),
	    "\"\xc2\xb6" "1. \xe2\x80\x9c" "caf\xc3\xa9\"");
}

static void
what_json_reserves_is_escaped(void)
{
	CHECK_STR(written(STR("a\"b\\c/d")), "\"a\\\"b\\\\c/d\"");
	CHECK_STR(written(STR("\n\r\t\b\f")), "\"\\n\\r\\t\\b\\f\"");
	CHECK_STR(written(str_make("\0\x1f\x7f", 3)),
	    "\"\\u0000\\u001f\x7f\"");
}

static void
broken_utf8_is_replaced(void)
{
#define FFFD "\xef\xbf\xbd"
	CHECK_STR(written(STR("a\xff" "b")), "\"a" FFFD "b\"");
	CHECK_STR(written(STR("end\xc3")), "\"end" FFFD "\"");
	CHECK_STR(written(STR("\xe2\x80")), "\"" FFFD "\"");
	CHECK_STR(written(STR("\xed\xa0\x80")), "\"" FFFD FFFD FFFD "\"");
}

/* Each byte at each place of a word must come out as from a plain loop. */
static void
fast_path_misses_nothing(void)
{
	char s[24];

	for (int c = 0; c < 256; c++)
		for (size_t at = 0; at < sizeof(s); at++) {
			bool care = c < 0x20 || c == '"' || c == '\\' ||
			    c >= 0x80;
			struct str got;

			memset(s, 'x', sizeof(s));
			s[at] = (char)c;
			got = written(str_make(s, sizeof(s)));
			CHECK(json_valid(got.p, got.n));
			CHECK(care == (got.n != sizeof(s) + 2 ||
			    memcmp(got.p + 1, s, sizeof(s)) != 0));
		}
}

/* Many escapes make more than was first asked for. */
static void
long_strings_grow(void)
{
	static char s[100000];
	struct str got;

	memset(s, 1, sizeof(s));
	got = written(str_make(s, sizeof(s)));
	CHECK_INT(got.n, sizeof(s) * 6 + 2);
	CHECK(json_valid(got.p, got.n));
}

static void
write_object(bool pretty)
{
	struct json j = { .out = &out, .pretty = pretty };

	out.n = 0;
	json_open(&j, '{');
	json_key(&j, "a");
	json_int(&j, -1);
	json_key(&j, "b");
	json_open(&j, '[');
	json_item(&j);
	json_bool(&j, true);
	json_item(&j);
	json_null(&j);
	json_close(&j, ']');
	json_key_str(&j, STR("c\n"));
	json_open(&j, '{');
	json_close(&j, '}');
	json_key(&j, "d");
	json_pair(&j, 1, 2);
	json_close(&j, '}');
}

static void
compact_objects(void)
{
	write_object(false);
	CHECK_STR(str_make(out.p, out.n),
	    "{\"a\":-1,\"b\":[true,null],\"c\\n\":{},\"d\":[1,2]}");
}

static void
pretty_objects(void)
{
	write_object(true);
	CHECK_STR(str_make(out.p, out.n),
	    "{\n  \"a\": -1,\n  \"b\": [\n    true,\n    null\n  ],\n"
	    "  \"c\\n\": {},\n  \"d\": [1, 2]\n}");
}

static void
smallest_number(void)
{
	struct json j = { .out = &out };

	out.n = 0;
	json_int(&j, INT64_MIN);
	CHECK_STR(str_make(out.p, out.n), "-9223372036854775808");
}

/* The checker must itself refuse what is wrong. */
static void
checker_is_strict(void)
{
	static const char *const bad[] = { "", "{", "{\"a\":1,}", "[1 2]",
		"\"\x01\"", "\"\\x\"", "\"\xff\"", "\"\xed\xa0\x80\"", "01",
		"nul", "{\"a\"}", "[] []", "\"a", "-", "\"\\u12\"" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!json_valid(bad[i], strlen(bad[i])));
	CHECK(json_valid("{\"a\": [1, {}]}", 14));
}

static void
checker_finds_values(void)
{
	static const char json[] = "{\"to\":[{\"n\":1},{\"n\":[2,3]}]}";
	const char *v;
	size_t n;

	CHECK(json_find(json, strlen(json), "/to/1/n/1", 9, &v, &n) &&
	    n == 1 && *v == '3');
	CHECK(json_find(json, strlen(json), "/to/0", 5, &v, &n) && n == 7);
	CHECK(!json_find(json, strlen(json), "/to/2", 5, &v, &n));
	CHECK(!json_find(json, strlen(json), "/t", 2, &v, &n));
}

static const struct test tests[] = {
	TEST(plain_strings_pass),
	TEST(what_json_reserves_is_escaped),
	TEST(broken_utf8_is_replaced),
	TEST(fast_path_misses_nothing),
	TEST(long_strings_grow),
	TEST(compact_objects),
	TEST(pretty_objects),
	TEST(smallest_number),
	TEST(checker_is_strict),
	TEST(checker_finds_values),
};
TEST_MAIN(tests)
