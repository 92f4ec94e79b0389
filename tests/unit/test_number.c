/*
 * Telegram numbers in every spelling that archives and people give them
 * (telegram.md 11, archive-forms.md 2.6), and much that is none.
 */
#include "reftel.h"
#include "telegram/number.h"
#include "test.h"

#include <stdlib.h>

static int passed, failed;

static void
check(bool good, const char *what, const char *got, const char *want)
{
	if (good) {
		passed++;
		return;
	}
	failed++;
	test_failed = true;
	printf("# %s: got \"%s\", want \"%s\"\n", what, got, want);
}

/* want NULL: no number.  The text lies in a block of just its size, so that
 * a sanitizer sees a step too far. */
static void
parse_is(const char *text, int year, const char *want)
{
	size_t n = strlen(text);
	char *copy = malloc(n + 1);
	struct reftel_number number;
	enum reftel_status status;

	if (copy == NULL)
		abort();
	copy = realloc(copy, n == 0 ? 1 : n);
	if (copy == NULL)
		abort();
	memcpy(copy, text, n);
	status = reftel_number_parse(copy, n, year, &number);
	check(status == (want == NULL ? REFTEL_ENOTFOUND : REFTEL_OK) &&
	    strcmp(number.id, want == NULL ? "" : want) == 0,
	    text, number.id, want == NULL ? "" : want);
	free(copy);
}

static const char *const canonical[][2] = {
	/* as archives write them */
	{ "07KARACHI756", "07KARACHI756" },
	{ "66BUENOSAIRES2481", "66BUENOSAIRES2481" },
	{ "08STATE110079", "08STATE110079" },
	{ "1974LAPAZ00601", "74LAPAZ601" },
	{ "1979STATE268392", "79STATE268392" },
	{ "1979SANJO05291", "79SANJOSE5291" },
	{ "1979USUNN04608", "79USUNNEWYORK4608" },
	{ "1973ABIDJA000073", "73ABIDJAN73" },
	{ "08PRETOR09546", "08PRETORIA9546" },
	{ "1974LAPAZ00601_b", "74LAPAZ601" },
	{ "07KARACHI756_a", "07KARACHI756" },
	{ "10 BERLIN 1052", "10BERLIN1052" },
	{ "12 PORT AU PRINCE 1954", "12PORTAUPRINCE1954" },
	{ "78 LA PAZ 6172", "78LAPAZ6172" },
	{ "07TELAVIV1114", "07TELAVIV1114" },
	{ "07 TEL AVIV 1114", "07TELAVIV1114" },
	/* as references write them */
	{ "05RIO123", "05RIODEJANEIRO123" },
	{ "05 RIO DE JAN 123", "05RIODEJANEIRO123" },
	{ "03 SECTSTATE 12", "03STATE12" },
	{ "03 SECSTATE 12", "03STATE12" },
	{ "07 STATE 156011", "07STATE156011" },
	{ "2006 POSTB 2611", "06POSTB2611" },
	{ "06 AMEMBASSY FOOVILLE 12", "06FOOVILLE12" },
	{ "07 AMCONSUL KARACHI 000756", "07KARACHI756" },
	{ "07 karachi 756", "07KARACHI756" },
	{ "  07   KARACHI   756 ", "07KARACHI756" },
	{ "07 KARACHI 756.", "07KARACHI756" },
	{ "07-KARACHI-756", "07KARACHI756" },
	{ "Rio de Janeiro 05-123", "05RIODEJANEIRO123" },
	{ "S\xC3\xA3o Paulo 05-123", "05SAOPAULO123" },
	{ "08 N'DJAMENA 12", "08NDJAMENA12" },
	{ "08 N\xE2\x80\x99" "Djamena 12", "08NDJAMENA12" },
	{ "08 ST. PETERSBURG 5", "08STPETERSBURG5" },
	{ "95 KIEV 3", "95KYIV3" },
	{ "74 BOMBAY 12", "74MUMBAI12" },
	{ "09 COTON0U 12", "09COTONOU12" },
	{ "66 STATE 1", "66STATE1" },
	{ "65 STATE 1", "65STATE1" },
	{ "07 STATE 9999999", "07STATE9999999" },
	{ "1948 TEHRAN 703", "48TEHRAN703" },
	/* travelling parties */
	{ "09PARTO010101", "09PARTO10101" },
	{ "76 SECTO 28104", "76SECTO28104" },
	{ "77 TOSEC 110023", "77TOSEC110023" },
	{ "74 HAKTO 76", "74HAKTO76" },
	/* badly cut */
	{ "08SECTION01OF02MANAMA492", "08MANAMA492" },
	{ "08ECTION01OF02MANAMA492", "08MANAMA492" },
	{ "08SQCTION02OF02DUSHANBE12", "08DUSHANBE12" },
	{ "08SECTION01GF02BISHIEK12", "08BISHKEK12" },
	{ "08SECTION0QF05HANOI12", "08HANOI12" },
	{ "08SECTIOQ1OF06HARARE12", "08HARARE12" },
	{ "08SECTION 01 OF 03 SAN JOSE 12", "08SANJOSE12" },
	{ "0801OF02RPODUBAI12", "08RPODUBAI12" },
	{ "06EFTOLONDON16", "06LONDON16" },
	{ "06EFTOUSUNNEWYORK4", "06USUNNEWYORK4" },
	{ "06UNCLASEFTOLONDON4", "06LONDON4" },
	{ "85NOFORNMOGADISHU1643", "85MOGADISHU1643" },
	{ "09SIFIEDABUJA12", "09ABUJA12" },
	{ "09AMEMBASSYHANOI11", "09HANOI11" },
	{ "7575LIBREVILLE1895", "75LIBREVILLE1895" },
	{ "76STATE183691TOSEC010001", "76STATE183691" },
	{ "76STATE183691TOSEC", "76STATE183691" },
	{ "76 STATE 183691 TOSEC 010001", "76STATE183691" },
	{ "06MADRID000762ZFR1236", "06MADRID762" },
	{ "06OSLO000160ZDK", "06OSLO160" },
	{ "06ACCRA001382SUSPECTEDDUPLICATE1", "06ACCRA1382" },
};

/* Read with the year 2007. */
static const char *const default_year[][2] = {
	{ "KARACHI 000756", "07KARACHI756" },
	{ "KARACHI 00000756", "07KARACHI756" },
	{ "USUN NEW YORK 123", "07USUNNEWYORK123" },
	{ "FRANKFURT 12", "07FRANKFURT12" },
	{ "SECSTATE WASHDC 012345", "07STATE12345" },
	{ "AMEMBASSY PARIS 1501", "07PARIS1501" },
	{ "TEL AVIV 1114", "07TELAVIV1114" },
	{ "tel aviv 1114", "07TELAVIV1114" },
	{ "05 TEL AVIV 1114", "05TELAVIV1114" },
};

static const char *const none[] = {
	"", " ", "12", "ABC", "KARACHI", "1.4 (b)", "PARA 5", "para 5",
	"REF A", "2007", "07", "-", "_a", "07_a",
	"12 MARCH 2004", "12 MAY 07", "06 June 1989", "5 FAM 900",
	"12 FAM 540", "22 CFR 40", "10 PERCENT 20", "03 UNSCR 1441",
	"POSTB 2611", "39OS 12", "39OS INCIRLIK AB TU 12", "AIG 7654",
	"07KARACHI0", "07KARACHI000", "07 KARACHI 123456789",
	"07 STATE 99999999", "1 STATE 5", "007STATE5", "1899STATE5",
	"3000STATE5", "STATE 12345 (NOTAL)", "07 PARIS, ROME 12",
	"07 STATE 12A", "07KARACHI", "KARACHI756X", "A-1089",
	"73 BANGKOK A-50", "76 STATE CA-3400", "1974PORTO00123",
	"2007 budget 12", "DTG 011200Z SEP 08",
	"311345Z MAY 73", "F-16", "G-8", "75 ABCDEFGHIJKLMNOPQRS 12",
	"07 A BC DE FG 12", "\xFF\xFE", "07 \xC3 12", "\xE2\x80 12",
};

static void
numbers_in_any_spelling(void)
{
	for (size_t i = 0; i < sizeof(canonical) / sizeof(*canonical); i++)
		parse_is(canonical[i][0], 0, canonical[i][1]);
}

static void
canonical_numbers_stay(void)
{
	for (size_t i = 0; i < sizeof(canonical) / sizeof(*canonical); i++)
		parse_is(canonical[i][1], 2009, canonical[i][1]);
}

static void
numbers_without_a_year(void)
{
	for (size_t i = 0; i < sizeof(default_year) / sizeof(*default_year);
	    i++)
		parse_is(default_year[i][0], 2007, default_year[i][1]);
}

static void
what_is_no_number(void)
{
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		parse_is(none[i], 2007, NULL);
		parse_is(none[i], 0, NULL);
	}
}

static void
parts_of_a_number(void)
{
	struct reftel_number n;

	check(reftel_number_parse("KARACHI 756", 11, 0, &n) == REFTEL_OK &&
	    n.year == 0 && n.serial == 756 && n.id[0] == '\0' &&
	    strcmp(n.post, "KARACHI") == 0, "no year", n.id, "");
	check(reftel_number_parse("99RIO1", 6, 2007, &n) == REFTEL_OK &&
	    n.year == 1999 && n.serial == 1 &&
	    strcmp(n.post, "RIODEJANEIRO") == 0, "parts", n.post,
	    "RIODEJANEIRO");
	check(reftel_number_parse(NULL, 0, 0, &n) == REFTEL_ENOTFOUND,
	    "nothing", "", "none");
	check(reftel_number_parse("x", 1, 0, NULL) == REFTEL_EINVAL,
	    "no place", "", "EINVAL");
	check(number_year(66) == 1966 && number_year(99) == 1999 &&
	    number_year(0) == 2000 && number_year(39) == 2039 &&
	    number_year(40) == 1940, "year window", "", "40..99 and 00..39");
}

static void
post_is(const char *printed, enum number_where where, const char *want,
    bool want_known)
{
	char scratch[40], got[64];
	bool known;
	struct str post = number_post(str_from(printed), where, scratch,
	    sizeof(scratch), &known);

	snprintf(got, sizeof(got), "%.*s%s", (int)post.n,
	    post.n == 0 ? "" : post.p, known ? "" : " (unknown)");
	check(str_eq(post, str_from(want)) && known == want_known, printed,
	    got, want);
}

static void
post_names(void)
{
	post_is("SECSTATE", NUMBER_IN_LINE, "STATE", true);
	post_is("AMEMBASSY PARIS", NUMBER_IN_LINE, "PARIS", true);
	post_is("RIO DE JAN", NUMBER_IN_REF, "RIODEJANEIRO", true);
	post_is("USEU BRUSSELS", NUMBER_IN_LINE, "USEUBRUSSELS", true);
	post_is("UNVIE", NUMBER_IN_LINE, "UNVIEVIENNA", true);
	post_is("SAN JO", NUMBER_IN_LINE, "SANJOSE", true);
	post_is("BA", NUMBER_IN_REF, "BUENOSAIRES", true);
	post_is("BA", NUMBER_IN_LINE, "BA", false);
	post_is("EFTOLONDON", NUMBER_IN_ID, "LONDON", true);
	post_is("EFTOLONDON", NUMBER_IN_REF, "EFTOLONDON", false);
	post_is("PORTO", NUMBER_IN_ID, "", false);
	post_is("PORTO ALEGRE", NUMBER_IN_LINE, "PORTALEGRE", true);
	post_is("Fooville", NUMBER_IN_LINE, "FOOVILLE", false);
	post_is("", NUMBER_IN_LINE, "", false);
	post_is("!?", NUMBER_IN_LINE, "", false);
	post_is("A VERY LONG NAME THAT NO POST OF ANY COUNTRY EVER HAD",
	    NUMBER_IN_LINE, "", false);
}

static void
format(void)
{
	struct arena a;
	struct str id;

	arena_init(&a);
	id = number_format(&a, 2007, STR("KARACHI"), 756);
	check(str_eq(id, STR("07KARACHI756")), "format", id.p,
	    "07KARACHI756");
	arena_free(&a);
}

int
main(void)
{
	static const struct test tests[] = {
		TEST(numbers_in_any_spelling), TEST(canonical_numbers_stay),
		TEST(numbers_without_a_year), TEST(what_is_no_number),
		TEST(parts_of_a_number), TEST(post_names), TEST(format),
	};
	int status = test_run(tests, sizeof(tests) / sizeof(tests[0]));

	printf("%d passed, %d failed\n", passed, failed);
	return status;
}
