/*
 * The query language: what is a query and means this (y), what is none and
 * is told where and why (n).
 */
#include <stdlib.h>

#include "archive/match.h"
#include "archive/query.h"
#include "test.h"

/* A copy of just its size, so that a sanitizer sees a step too far. */
static struct query *
parse(struct arena *arena, const char *text, struct query_error *error)
{
	size_t n = strlen(text) + 1;
	char *copy = malloc(n);
	struct query *q;

	if (copy == NULL)
		abort();
	memcpy(copy, text, n);
	arena_init(arena);
	q = query_parse(arena, copy, error);
	free(copy);
	return q;
}

static void
means(const char *text, const char *want)
{
	struct query_error error;
	struct arena arena;
	struct buf out = { 0 };
	struct query *q = parse(&arena, text, &error);

	if (q == NULL) {
		printf("# %s: %s\n", text, error.what);
		test_failed = true;
	} else {
		query_dump(&out, q->root);
		CHECK_STR(str_make(out.p, out.n), want);
	}
	buf_free(&out);
	arena_free(&arena);
}

static void
fails(const char *text, size_t at, size_t n, const char *why)
{
	struct query_error error;
	struct arena arena;

	if (parse(&arena, text, &error) != NULL) {
		printf("# %s: was taken for a query\n", text);
		test_failed = true;
	} else if (error.at != at || error.n != n ||
	    strstr(error.what, why) == NULL) {
		printf("# %s: %zu+%zu: %s\n", text, error.at, error.n,
		    error.what);
		test_failed = true;
	}
	arena_free(&arena);
}

static void
y_words(void)
{
	means("", "(all)");
	means(" \t\n", "(all)");
	means("nuclear", "\"nuclear\"");
	means("nuclear fuel", "(and \"nuclear\" \"fuel\")");
	means("nuclear AND fuel", "(and \"nuclear\" \"fuel\")");
	means("\"nuclear fuel\"", "\"nuclear fuel\"");
	means("\xE2\x80\x9Cnuclear fuel\xE2\x80\x9D", "\"nuclear fuel\"");
	means("nucl*", "\"nucl\"*");
	means("\"nuclear fu\"*", "\"nuclear fu\"*");
	means("a OR b OR c", "(or \"a\" \"b\" \"c\")");
	means("a b OR c d", "(or (and \"a\" \"b\") (and \"c\" \"d\"))");
	means("a (b OR c)", "(and \"a\" (or \"b\" \"c\"))");
	means("((a))", "\"a\"");
	means("(a b) c", "(and \"a\" \"b\" \"c\")");
	means("-a", "(not \"a\")");
	means("NOT a", "(not \"a\")");
	means("a -b", "(and \"a\" (not \"b\"))");
	means("a -(b c)", "(and \"a\" (not (and \"b\" \"c\")))");
	means("a -\"b c\"", "(and \"a\" (not \"b c\"))");
	means("C-130", "\"C-130\"");
	means("U.S.", "\"U.S.\"");
	means("what?", "\"what?\"");
	means("a(b)", "(and \"a\" \"b\")");
	means("Bogot\xC3\xA1", "\"Bogot\xC3\xA1\"");
	means("\"OR\"", "\"OR\"");
	means("\"from:PARIS\"", "\"from:PARIS\"");
}

static void
y_near(void)
{
	means("NEAR(a b)", "(near 10 \"a\" \"b\")");
	means("NEAR(a b, 5)", "(near 5 \"a\" \"b\")");
	means("NEAR( a \"b c\" d* ,0 )", "(near 0 \"a\" \"b c\" \"d\"*)");
	means("x NEAR(a b)", "(and \"x\" (near 10 \"a\" \"b\"))");
	means("NEAR", "\"NEAR\"");
}

static void
y_fields(void)
{
	means("from:PARIS", "from:PARIS");
	means("FROM:paris", "from:PARIS");
	means("from:SECSTATE", "from:STATE");
	means("from:DEPARTMENT", "from:STATE");
	means("from:\"AMEMBASSY PARIS\"", "from:PARIS");
	means("to:STRELSAU", "to:STRELSAU");
	means("from:strel*", "from:STREL*");
	means("from:PARIS,ROME", "(or from:PARIS from:ROME)");
	means("from:(PARIS OR ROME)", "(or from:PARIS from:ROME)");
	means("-from:PARIS", "(not from:PARIS)");
	means("id:07KARACHI756", "id:07KARACHI756");
	means("id:\"2007 Karachi 00756\"", "id:07KARACHI756");
	means("id:07KARACHI756~2", "id:07KARACHI756~2");
	means("id:\"13 Strelsau 388\"", "id:13STRELSAU388");
	means("id:13strelsau388~2", "id:13STRELSAU388~2");
	means("id:sha256:0123abcd", "id:sha256:0123abcd");
	means("id:07KARACHI*", "id:07KARACHI*");
	means("ref:07KARACHI756", "ref:07KARACHI756");
	means("caption:noforn", "caption:NOFORN");
	means("has:redaction", "has:#1");
	means("has:gaps", "has:#4");
	means("form:HTML", "form:html");
	means("code:section-missing", "code:section-missing");
	means("portion:s//nf", "portion:S/NF");
	means("portion:\"(C)\"", "portion:C");
	means("signed:patterson", "signed:patterson");
	means("by:\"anne patterson\"", "by:anne patterson");
	means("subject:crown", "\"crown\"[ subject ]");
	means("subject:\"the crown\"", "\"the crown\"[ subject ]");
	means("subject:(a OR b*)",
	    "(or \"a\"[ subject ] \"b\"*[ subject ])");
	means("thread:07KARACHI756", "thread:07KARACHI756");
}

static void
y_tags(void)
{
	/* with the ways in which it was misspelt */
	means("tag:pgov", "(or tag:PGOV tag:PGOF tag:PGOG tag:POGOV)");
	means("tag:SHUM", "tag:SHUM");
	means("tag:K*", "tag:K*");
	means("tag:\"human rights\"", "(or tag:PHUM tag:SHUM)");
	means("tag:XQZJV", "tag:XQZJV");
	means("tag:\"ROE, JANE\"", "tag:ROE, JANE");
}

static void
y_ranks(void)
{
	means("class:S", "class:#32");
	means("class:secret", "class:#32");
	means("class:\"top secret\"", "class:#64");
	means("class>=S", "class:#96");
	means("class:>=S", "class:#96");
	means("class>C", "class:#96");
	means("class<C", "class:#15");
	means("class<=C", "class:#31");
	means("class=C", "class:#16");
	means("class>=LOU", "class:#126");
	means("precedence:O", "precedence:#24");
	means("precedence:immediate", "precedence:#8");
	means("precedence>P", "precedence:#120");
	means("precedence>=O", "precedence:#120");
	means("precedence>O", "precedence:#96");
}

static void
y_dates(void)
{
	means("date:2007", "date:2007..<2008");
	means("date:2007-10", "date:2007-10..<2007-11");
	means("date:2007-12", "date:2007-12..<2008-01");
	means("date:2007-10-29", "date:2007-10-29..<2007-10-30");
	means("date:2008-02-29", "date:2008-02-29..<2008-03-01");
	means("date:2007-12-31", "date:2007-12-31..<2008-01-01");
	means("date:2007-10..2007-12", "date:2007-10..<2008-01");
	means("date:2007..2007", "date:2007..<2008");
	means("date:2007..", "date:2007..<");
	means("date:..2007-06", "date:..<2007-07");
	means("date>=2007", "date:2007..<");
	means("date>2007", "date:2008..<");
	means("date<2007-10", "date:..<2007-10");
	means("date<=2007-10", "date:..<2007-11");
}

/* in: holds for the words of its own parentheses. */
static void
y_in(void)
{
	means("in:comment a", "\"a\"[ comment ]");
	means("a in:comment", "\"a\"[ comment ]");
	means("(in:comment a) b", "(and \"a\"[ comment ] \"b\")");
	means("in:comment a (b OR c)",
	    "(and \"a\"[ comment ] (or \"b\"[ comment ] \"c\"[ comment ]))");
	means("in:summary a (in:comment b)",
	    "(and \"a\"[ summary ] \"b\"[ comment ])");
	means("in:summary,comment a", "\"a\"[ summary comment ]");
	means("in:comment a OR b",
	    "(or \"a\"[ comment ] \"b\"[ comment ])");
	means("in:body NEAR(a b)",
	    "(near 10 \"a\"[ body ] \"b\"[ body ])");
	means("in:comment a subject:b",
	    "(and \"a\"[ comment ] \"b\"[ subject ])");
	means("-(in:comment a)", "(not \"a\"[ comment ])");
}

static void
n_words(void)
{
	fails("(a", 0, 1, "not closed");
	fails("a)", 1, 1, "closes none");
	fails("()", 0, 2, "nothing between");
	fails("\"a", 0, 1, "no second");
	fails("a OR", 4, 0, "missing");
	fails("OR a", 0, 2, "between two");
	fails("a AND", 5, 0, "missing");
	fails("a OR OR b", 5, 2, "between two");
	fails("a -", 2, 1, "directly before");
	fails("- a", 0, 1, "directly before");
	fails("--a", 0, 1, "directly before");
	fails("nu*ear", 2, 1, "end of a word");
	fails("nucl?ar", 4, 1, "no letter");
	fails("*", 0, 1, "no letters");
	fails("...", 0, 3, "no letters");
	fails("\"...\"", 0, 5, "no letters");
	fails("!a", 0, 1, "-word");
	fails("+a b", 0, 1, "no word begins");
	fails("a && b", 2, 2, "no letters");
	fails("\xFF", 0, 1, "no UTF-8");
	fails("ab\xC3", 2, 1, "no UTF-8");
	fails("NEAR(a)", 0, 7, "two words");
	fails("NEAR(a b", 0, 5, "ends with");
	fails("NEAR(a b, x)", 10, 0, "how many");
	fails("NEAR(a from:b)", 7, 6, "no fields");
}

static void
n_fields(void)
{
	fails("frm:PARIS", 0, 3, "did you mean from:?");
	fails("10:30", 0, 2, "\"10:30\"");
	fails("http://example.org", 0, 4, "no such field");
	fails("clas>=S", 0, 4, "did you mean class:?");
	fails("a=b", 0, 1, "no such field");
	fails("from:", 0, 5, "no value");
	fails("from: PARIS", 0, 5, "no value");
	fails("from:PARIS,", 11, 0, "missing");
	fails("from>PARIS", 4, 1, "no order");
	fails("class:X", 6, 1, "takes U");
	fails("class>TS", 6, 2, "none beyond");
	fails("date:yesterday", 5, 9, "2007-10");
	fails("date:2007-13", 5, 7, "2007-10");
	fails("date:2007-02-29", 5, 10, "2007-10");
	fails("date:2008..2007", 5, 10, "ends before");
	fails("date:..", 5, 2, "2007-10");
	fails("date>=2007..2008", 6, 10, "2007-10");
	fails("id:Karachi", 3, 7, "07KARACHI756");
	fails("ref:\"Karachi 756\"", 5, 11, "no year");
	fails("has:money", 4, 5, "redaction, refs, gap");
	fails("form:word", 5, 4, "transmission");
	fails("code:section-mising", 5, 14, "section-missing");
	fails("in:comment", 0, 10, "put the words beside");
	fails("in:comment from:PARIS", 0, 10, "none in the same");
	fails("in:coment a", 3, 6, "summary, comment");
	fails("in:summary in:comment a", 11, 10, "once");
	fails("-in:comment a", 0, 1, "turn the parentheses");
	fails("in:comment OR a", 0, 10, "put the words beside");
	fails("from:(PARIS", 5, 1, "not closed");
	fails("from:(to:ROME)", 6, 3, "no field can stand");
	fails("from:\"PARIS", 5, 1, "no second");
	fails("from:PARIS\"x\"", 10, 1, "blank is missing");
	fails("date:200*", 8, 1, "takes no *");
}

static void
n_limits(void)
{
	struct query_error error;
	struct arena arena;
	char *text = calloc(1, QUERY_LENGTH_MAX + 100);

	if (text == NULL)
		abort();
	memset(text, '(', 1000);
	CHECK(parse(&arena, text, &error) == NULL);
	CHECK_INT(error.at, QUERY_DEPTH_MAX);
	arena_free(&arena);
	for (int i = 0; i < 3000; i++)
		memcpy(text + 2 * i, "a ", 3);
	CHECK(parse(&arena, text, &error) == NULL);
	CHECK_INT(error.at, 2 * QUERY_TERMS_MAX);
	arena_free(&arena);
	memset(text, 'a', QUERY_LENGTH_MAX + 1);
	CHECK(parse(&arena, text, &error) == NULL);
	CHECK_INT(error.at, QUERY_LENGTH_MAX);
	arena_free(&arena);
	for (int i = 0; i < 3000; i++)
		memcpy(text + 4 * i, "NOT ", 5);
	CHECK(parse(&arena, text, &error) == NULL);
	arena_free(&arena);
	free(text);
}

static void
match_is(const char *text, const char *want)
{
	struct query_error error;
	struct arena arena;
	struct query *q = parse(&arena, text, &error);
	struct buf out = { 0 };

	CHECK(q != NULL && match_can(q->root) == (want != NULL));
	if (q != NULL && want != NULL) {
		match_put(&out, q->root);
		CHECK_STR(str_make(out.p, out.n), want);
	}
	buf_free(&out);
	arena_free(&arena);
}

/* What FTS5 is asked. */
static void
match(void)
{
	match_is("a", "\"a\"");
	match_is("a* b", "((\"a\" * AND \"b\"))");
	match_is("a OR b -c",
	    "(\"a\" OR ((\"b\") NOT (\"c\")))");
	match_is("in:comment,bio a", "{comment bio } : \"a\"");
	match_is("NEAR(a b, 3)", "NEAR(\"a\" \"b\",3)");
	match_is("-a", NULL);
	match_is("a OR -b", NULL);
	match_is("a from:PARIS", NULL);
	match_is("", NULL);
}

static void
point_is(const char *text, const char *want)
{
	struct query_error error;
	struct arena arena;
	struct buf out = { 0 };

	CHECK(parse(&arena, text, &error) == NULL);
	query_point(&out, text, &error, "  ");
	CHECK_STR(str_make(out.p, out.n), want);
	buf_free(&out);
	arena_free(&arena);
}

static void
carets(void)
{
	point_is("a frm:PARIS", "  a frm:PARIS\n    ^~~\n");
	point_is("a OR", "  a OR\n      ^\n");
	point_is("\xC3\xA9t\xC3\xA9 (b", "  \xC3\xA9t\xC3\xA9 (b\n      ^\n");
	point_is("a\t)", "  a )\n    ^\n");
}

/* Any bytes are a query or an error inside it, and nothing worse. */
static void
any_bytes(void)
{
	static const char *const bits[] = { "a", "OR", " ", "(", ")", "\"",
		"-", "*", ":", "from:", "in:", "NEAR(", ",", "class>=", "S",
		"date:", "2007", "..", "\xC3\xA9", "\xE2\x80\x9C", "\xFF",
		"NOT ", "tag:", "AND", "07KARACHI756", "id:", "subject:" };
	uint32_t seed = 20260101;

	for (int i = 0; i < 20000; i++) {
		char text[256] = "";
		struct query_error error;
		struct arena arena;
		struct buf out = { 0 };
		struct query *q;
		size_t n = 0, parts = seed % 24;

		for (size_t k = 0; k < parts; k++) {
			const char *bit;

			seed = seed * 1664525u + 1013904223u;
			bit = bits[(seed >> 16) % (sizeof(bits) /
			    sizeof(bits[0]))];
			if (seed >> 30 == 3)
				n += (size_t)snprintf(text + n, sizeof(text) -
				    n, "%c", (char)((seed >> 8) % 255 + 1));
			else
				n += (size_t)snprintf(text + n, sizeof(text) -
				    n, "%s", bit);
		}
		seed = seed * 1664525u + 1013904223u;
		q = parse(&arena, text, &error);
		if (q != NULL) {
			query_dump(&out, q->root);
		} else {
			CHECK(error.at + error.n <= strlen(text));
			CHECK(error.what[0] != '\0');
			query_point(&out, text, &error, "");
		}
		buf_free(&out);
		arena_free(&arena);
	}
}

static const struct test tests[] = {
	TEST(y_words), TEST(y_near), TEST(y_fields), TEST(y_tags),
	TEST(y_ranks), TEST(y_dates), TEST(y_in), TEST(n_words),
	TEST(n_fields), TEST(n_limits), TEST(match), TEST(carets),
	TEST(any_bytes),
};
TEST_MAIN(tests)
