/* base/str.c */
#include "test.h"

static void
classes_cover_every_byte(void)
{
	for (int c = 0; c < 256; c++) {
		char ch = (char)c;

		CHECK(ch_upper(ch) == ch_is(ch, CT_UPPER));
		CHECK(ch_lower(ch) == ch_is(ch, CT_LOWER));
		CHECK(ch_digit(ch) == ch_is(ch, CT_DIGIT));
		CHECK((c >= 0x80) == ch_is(ch, CT_HIGH));
		CHECK((c == '\n' || c == '\r') == ch_is(ch, CT_EOL));
		CHECK((c > ' ' && c < 0x7F) ==
		    ch_is(ch, CT_ALNUM | CT_PUNCT));
	}
	CHECK(ch_blank(' ') && ch_blank('\t') && ch_blank('\f'));
	CHECK(!ch_blank('\n') && ch_space('\n'));
}

static void
cut_is_clamped(void)
{
	CHECK_STR(str_cut(STR("KARACHI"), 2, 5), "RAC");
	CHECK_STR(str_cut(STR("KARACHI"), 5, 99), "HI");
	CHECK_STR(str_cut(STR("KARACHI"), 9, 99), "");
	CHECK_INT(str_cut((struct str){ NULL, 0 }, 1, 2).n, 0);
}

static void
trim_takes_blanks_and_line_ends(void)
{
	CHECK_STR(str_trim(STR(" \t\r\n A B \f\n")), "A B");
	CHECK_STR(str_trim(STR(" \n ")), "");
}

static void
comparison(void)
{
	CHECK(str_eq(STR("ABC"), STR("ABC")) && !str_eq(STR("A"), STR("AB")));
	CHECK(str_eqi(STR("SecState"), STR("SECSTATE")));
	CHECK(str_cmp(STR("AB"), STR("ABC")) < 0);
	CHECK(str_cmp(STR("\xc2"), STR("z")) > 0);
	CHECK(str_cmpi(STR("abd"), STR("ABC")) > 0);
	CHECK(str_cmpi(STR("abc"), STR("ABC")) == 0);
	CHECK(str_starts(STR("ABC"), STR("AB")));
	CHECK(!str_starts(STR("A"), STR("AB")));
	CHECK(str_startsi(STR("abc"), STR("AB")));
	CHECK(str_ends(STR("ABC"), STR("BC")) && !str_ends(STR("C"), STR("BC")));
}

static void
finding(void)
{
	struct str s = STR("REF: REFTEL");

	CHECK_INT(str_find(s, STR("REF"), 0), 0);
	CHECK_INT(str_find(s, STR("REF"), 1), 5);
	CHECK_INT(str_find(s, STR("REFX"), 0), s.n);
	CHECK_INT(str_find(s, STR("REFTELS"), 5), s.n);
	CHECK_INT(str_findi(s, STR("reftel"), 0), 5);
	CHECK_INT(str_findi(s, STR("tel"), 99), s.n);
	CHECK_INT(str_findc(s, 'T', 0), 8);
	CHECK_INT(str_findc(s, 'X', 0), s.n);
	CHECK_INT(str_find(STR("AAAB"), STR("AAB"), 0), 1);
}

static void
digits(void)
{
	CHECK_INT(str_digits("000756", 6), 756);
	CHECK_INT(str_digits("999999999", 9), 999999999);
}

static void
distance_counts_edits(void)
{
	CHECK_INT(str_distance(STR("SECTION"), STR("SECTION"), 3), 0);
	CHECK_INT(str_distance(STR("section"), STR("SECTOIN"), 3), 1);
	CHECK_INT(str_distance(STR("SECTION"), STR("SECION"), 3), 1);
	CHECK_INT(str_distance(STR("SECTION"), STR("SSECTIONN"), 3), 2);
	CHECK_INT(str_distance(STR("PARIS"), STR("KABUL"), 2), 3);
	CHECK_INT(str_distance(STR("AB"), STR("ABCDEFG"), 2), 3);
	CHECK_INT(str_distance(STR("BA"), STR("AB"), 0), 1);
	CHECK_INT(str_distance(STR("ABXDC"), STR("ABXCD"), 1), 1);
}

static const struct test tests[] = {
	TEST(classes_cover_every_byte),
	TEST(cut_is_clamped),
	TEST(trim_takes_blanks_and_line_ends),
	TEST(comparison),
	TEST(finding),
	TEST(digits),
	TEST(distance_counts_edits),
};
TEST_MAIN(tests)
