/* web/url.c, web/page.c and web/field.c: addresses, HTML that is always whole,
 * and what browsers say that they take and have */
#include "test.h"
#include "web/field.h"
#include "web/page.h"
#include "web/url.h"
#include "web/web.h"

static struct arena arena;
static struct buf out;

static struct url
parsed(const char *target)
{
	struct url u;

	CHECK(url_parse(&arena, target, &u));
	return u;
}

static void
paths_are_decoded(void)
{
	CHECK_STR(parsed("/07KARACHI756").path, "/07KARACHI756");
	CHECK_STR(parsed("/07%20Karachi%20756?x").path, "/07 Karachi 756");
	CHECK_STR(parsed("/a+b").path, "/a+b");
	CHECK_STR(parsed("/%zz%4").path, "/%zz%4");
	CHECK_STR(parsed("").path, "/");
	CHECK_STR(parsed("http://other/").path, "/");
	CHECK_INT(parsed("/%00").path.n, 2);
}

static void
queries_are_taken_apart(void)
{
	struct url u = parsed("/s?q=a+b%2Bc&order=-date&q=second&empty&=x&&n=7");

	CHECK_STR(url_get(&u, "q"), "a b+c");
	CHECK_STR(url_get(&u, "order"), "-date");
	CHECK_STR(url_get(&u, "empty"), "");
	CHECK(url_get(&u, "none").p == NULL);
	CHECK_INT(url_number(&u, "n", 10, 1), 7);
	CHECK_INT(url_number(&u, "n", 5, 1), 1);
	CHECK_INT(url_number(&u, "q", 10, 3), 3);
}

static void
too_many_parameters_are_left(void)
{
	struct buf b = { 0 };
	struct url u;

	buf_puts(&b, "/?");
	for (int i = 0; i < 10000; i++)
		buf_puts(&b, "a=b&");
	buf_putc(&b, '\0');
	u = parsed(b.p);
	CHECK_INT(u.n, URL_PARAMS);
	buf_free(&b);
}

static void
addresses_are_encoded(void)
{
	struct url u = parsed("/search?q=x%26y&after=k%0d%0a");

	out.n = 0;
	url_put(&out, STR("07 A/B?&=\"<\r\n\xff~2"));
	CHECK_STR(str_make(out.p, out.n),
	    "07%20A%2FB%3F%26%3D%22%3C%0D%0A%FF~2");
	CHECK_STR(str_from(url_with(&arena, &u, "q", STR("a b"))),
	    "/search?after=k%0D%0A&q=a%20b");
	CHECK_STR(str_from(url_with(&arena, &u, "after", str_make(NULL, 0))),
	    "/search?q=x%26y");
	u = parsed("/gaps?before=a&post=B&after=c");
	CHECK_STR(str_from(url_step(&arena, &u, "before", STR("d"))),
	    "/gaps?post=B&before=d");
}

static struct page
fresh(void)
{
	out.n = 0;
	return (struct page){ .out = &out, .arena = &arena };
}

static struct str
written(void)
{
	return str_make(out.p, out.n);
}

static void
what_is_open_is_closed(void)
{
	struct page p = fresh();

	page_open(&p, "div");
	page_attr(&p, "class", "a\"b<");
	page_attr(&p, "hidden", NULL);
	page_void(&p, "br");
	page_open(&p, "p");
	page_puts(&p, "x & y");
	page_close_to(&p, 0);
	CHECK_STR(written(), "<div class=\"a&quot;b&lt;\"><br/><p>x &amp; y"
	    "</p></div>");
}

static void
text_is_never_markup(void)
{
	struct page p = fresh();

	page_element(&p, "p", "\"><script>", STR("</p><script>alert(1)"));
	CHECK(str_find(written(), STR("<script"), 0) == out.n);
	for (int c = 0; c < 256; c++) {
		char byte = (char)c;

		p = fresh();
		page_text(&p, str_make(&byte, 1));
		CHECK(out.n > 0);
		CHECK(memchr(out.p, '<', out.n) == NULL);
		CHECK(memchr(out.p, '"', out.n) == NULL);
	}
}

static void
what_does_not_show_is_told(void)
{
	struct page p = fresh();

	page_text(&p, STR("a\xE2\x80\xAE" "b\0c\x1B\xE2\x80\x8B" "d\xEF\xBB\xBF"));
	CHECK_STR(written(), "a[U+202E]b[U+0000]c[U+001B][U+200B]d[U+FEFF]");
	p = fresh();
	page_text(&p, STR("\xFF\xE2\x80 \xED\xA0\x80"));
	CHECK(str_find(written(), STR("\xEF\xBF\xBD"), 0) < out.n);
}

static void
dates_are_for_people(void)
{
	struct page p = fresh();

	page_date(&p, STR("2007-10-29T10:36Z"));
	CHECK_STR(written(), "<time datetime=\"2007-10-29T10:36Z\">29 October "
	    "2007, 10:36Z</time>");
	p = fresh();
	page_date(&p, STR("2007-13-29"));
	CHECK_STR(written(), "2007-13-29");
	p = fresh();
	page_number(&p, 1251287);
	CHECK_STR(written(), "1,251,287");
}

static void
gzip_is_taken_where_it_is_welcome(void)
{
	CHECK(field_takes_gzip(STR("gzip")));
	CHECK(field_takes_gzip(STR("deflate, br;q=0.9, GZip ; Q=0.001")));
	CHECK(field_takes_gzip(STR("x-gzip")));
	CHECK(field_takes_gzip(STR("*")));
	CHECK(field_takes_gzip(STR("gzip;q=1.000, identity")));
	CHECK(field_takes_gzip(STR("identity;q=0.5,,gzip;q=0.5")));
	CHECK(!field_takes_gzip(STR("")));
	CHECK(!field_takes_gzip(STR("identity")));
	CHECK(!field_takes_gzip(STR("gzip;q=0")));
	CHECK(!field_takes_gzip(STR("*, gzip;q=0.000")));
	CHECK(!field_takes_gzip(STR("gzip;q=0.2, identity;q=0.3")));
	CHECK(!field_takes_gzip(STR("gzippy, br")));
	CHECK(!field_takes_gzip(STR("gzip;q=")));
	CHECK(!field_takes_gzip(STR("gzip;q=2")));
	CHECK(!field_takes_gzip(STR("gzip;q=1.001")));
	CHECK(!field_takes_gzip(STR("gzip;q=0.0001")));
	CHECK(!field_takes_gzip(STR("gzip;level=9")));
}

static void
tags_are_held_against_each_other(void)
{
	CHECK(field_has_tag(STR("\"a\""), STR("\"a\"")));
	CHECK(field_has_tag(STR("W/\"a\""), STR("\"a\"")));
	CHECK(field_has_tag(STR("\"b\" , W/\"a\""), STR("W/\"a\"")));
	CHECK(field_has_tag(STR("*"), STR("\"a\"")));
	CHECK(!field_has_tag(STR(""), STR("\"a\"")));
	CHECK(!field_has_tag(STR("\"ab\", a"), STR("\"a\"")));
	CHECK(!field_has_tag(STR("W/,"), STR("")));
}

static void
terms_mean_what_they_meant_then(void)
{
	CHECK_STR(term_meaning_then(&arena, STR("GM"), "geographic", 2001),
	    "Germany");
	CHECK_STR(term_meaning_then(&arena, STR("GM"), "geographic", 0),
	    "Germany");
	CHECK_STR(term_meaning_then(&arena, STR("GM"), "geographic", 1977),
	    "Germany (from 1990)");
	CHECK_STR(term_meaning_then(&arena, STR("UR"), "geographic", 2001),
	    "Union of Soviet Socialist Republics (until 1992)");
	CHECK_STR(term_meaning_then(&arena, STR("XF"), "geographic", 1977),
	    "Middle East");
	CHECK_STR(term_meaning_then(&arena, STR("PREL"), "subject", 2001),
	    "External Political Relations");
	CHECK_STR(term_meaning_then(&arena, STR("PREL"), "geographic", 2001),
	    "");
	CHECK_STR(term_meaning(&arena, STR("NOSUCHTERM"), NULL), "");
}

static const struct test tests[] = {
	TEST(paths_are_decoded),
	TEST(queries_are_taken_apart),
	TEST(too_many_parameters_are_left),
	TEST(addresses_are_encoded),
	TEST(what_is_open_is_closed),
	TEST(text_is_never_markup),
	TEST(what_does_not_show_is_told),
	TEST(dates_are_for_people),
	TEST(gzip_is_taken_where_it_is_welcome),
	TEST(tags_are_held_against_each_other),
	TEST(terms_mean_what_they_meant_then),
};
TEST_MAIN(tests)
