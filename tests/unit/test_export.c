/* Names and cells of exports: archive/export.h. */
#include "archive/export.h"
#include "test.h"

static void
path_is(const char *name, const char *want)
{
	struct buf b = { 0 };

	export_safe_path(&b, name);
	CHECK_STR(str_make(b.p, b.n), want);
	buf_free(&b);
}

static void
paths(void)
{
	char longest[301], want[201];

	path_is("samples/html/a.html", "samples/html/a.html");
	path_is("/etc/passwd", "etc/passwd");
	path_is("../../outside", "outside");
	path_is("a/../b/./c//d", "a/b/c/d");
	path_is("-", "standard-input");
	path_is("", "unnamed");
	path_is("..", "unnamed");
	path_is("///", "unnamed");
	path_is("...", "...");
	path_is("a\nb\x7F\\c", "a_b__c");
	path_is("K\xC3\xB6nig.txt", "K\xC3\xB6nig.txt");
	/* a part is cut between characters */
	memset(longest, 'x', 199);
	memcpy(longest + 199, "\xC3\xB6y", 4);
	memset(want, 'x', 199);
	want[199] = '\0';
	path_is(longest, want);
}

static void
names(void)
{
	struct buf b = { 0 };

	export_name(&b, "07STRELSAU756~2");
	CHECK_STR(str_make(b.p, b.n), "07STRELSAU756~2");
	b.n = 0;
	export_name(&b, "sha256:0123/..");
	CHECK_STR(str_make(b.p, b.n), "sha256-0123---");
	buf_free(&b);
}

static void
cell_is(const char *s, const char *want)
{
	struct buf b = { 0 };

	buf_putc(&b, '|');
	export_csv_field(&b, str_from(s));
	CHECK_STR(str_make(b.p, b.n), want);
	buf_free(&b);
}

static void
cells(void)
{
	cell_is("", "|");
	cell_is("plain", "|plain");
	cell_is("a,b", "|\"a,b\"");
	cell_is("say \"goat\"", "|\"say \"\"goat\"\"\"");
	cell_is("two\nlines", "|\"two\nlines\"");
	cell_is(" blank", "|\" blank\"");
}

static void
forms(void)
{
	for (int i = 0; i < EXPORT__MAX; i++)
		CHECK_INT(export_form_by_name(export_form_info[i].name), i);
	CHECK_INT(export_form_by_name("fax"), EXPORT__MAX);
}

static const struct test tests[] = {
	TEST(paths), TEST(names), TEST(cells), TEST(forms)
};
TEST_MAIN(tests)
