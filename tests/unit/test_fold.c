/* Wrong numbers, folded into those that were meant: an invented archive. */
#include "archive/fold.h"

#include "test.h"

/* What is held. STRELSAU sent 2000 a year, ten telegrams of it are here. */
static const struct {
	const char *id, *date;
} telegrams[] = {
	{ "06PARIS9870", "2006-12-02" }, { "06PARIS9876", "2006-12-14" },
	{ "07PARIS12", "2007-01-04" }, { "07PARIS300", "2007-02-01" },
	{ "07STRELSAU115", "2007-02-01" }, { "08MANAMA492", "2008-07-01" },
	{ "08RUSSELS77", "2008-03-01" }, { "06STRELSAU1800", "2006-11-20" },
};
enum { TELEGRAMS = sizeof(telegrams) / sizeof(telegrams[0]) };

static struct fold_post posts[] = {
	{ "MANAMA", 100, NULL }, { "PARIS", 100, NULL },
	{ "RUSSELS", 1, NULL }, { "STRELSAU", 100, NULL },
};

static bool
held(void *ctx, const char *id, char date[11])
{
	(void)ctx;
	date[0] = '\0';
	for (int i = 0; i < TELEGRAMS; i++)
		if (strcmp(telegrams[i].id, id) == 0) {
			strcpy(date, telegrams[i].date);
			return true;
		}
	return false;
}

static void
around(void *ctx, const struct fold_parts *p, struct fold_around *out)
{
	(void)ctx;
	memset(out, 0, sizeof(*out));
	for (int i = 0; i < TELEGRAMS; i++) {
		struct fold_parts t;
		struct fold_near *near;
		bool below;

		if (!fold_split(telegrams[i].id, 2008, &t) ||
		    t.year != p->year || strcmp(t.post, p->post) != 0)
			continue;
		below = t.serial < p->serial;
		near = below ? &out->below : &out->above;
		if (near->serial != 0 && (near->serial > t.serial) == below)
			continue;
		near->serial = t.serial;
		strcpy(near->date, telegrams[i].date);
		strcpy(near->id, telegrams[i].id);
	}
}

static long
reach(void *ctx, const char *post, unsigned *known)
{
	(void)ctx;
	*known = strcmp(post, "RUSSELS") == 0 ? 1 : 100;
	return strcmp(post, "PARIS") == 0 ? 9880 : strcmp(post, "STRELSAU") ==
	    0 ? 2000 : 500;
}

/* A number, where it was cited; what it means, by which rule, held or not. */
static void
means(const char *id, const char *text, const char *date, const char *want,
    enum fold_rule rule, bool is_held)
{
	struct fold_world world = { NULL, held, around, reach, posts,
		sizeof(posts) / sizeof(posts[0]) };
	struct fold_question q = { id, text, date, *date == '\0' ? 0
		: (int)str_digits(date, 4) };
	struct fold_answer answer;

	fold_posts(posts, world.posts_n);
	fold(&world, &q, &answer);
	CHECK_STR(str_from(answer.id), want);
	CHECK_STR(str_from(fold_rule_name(answer.rule)),
	    fold_rule_name(rule));
	CHECK_INT(answer.held, is_held);
	CHECK((answer.rule == FOLD_NONE || answer.rule == FOLD_NO_NUMBER) ==
	    (answer.receipt[0] == '\0'));
	/* what is certain has no receipt but that of its spelling */
	CHECK(answer.rule == FOLD_NONE || answer.rule == FOLD_NO_NUMBER ||
	    answer.rule == FOLD_SPELLING || answer.sure != SURE_CERTAIN);
}

static void
stands(const char *id, const char *text, const char *date)
{
	means(id, text, date, id, FOLD_NONE, false);
}

static void
words_glued_on(void)
{
	means("08ECTION01OF02MANAMA492", "", "2008-08-01", "08MANAMA492",
	    FOLD_SPELLING, true);
	means("06PARIS009876ZFR1236", "", "2006-12-20", "06PARIS9876",
	    FOLD_SPELLING, true);
	means("06PARIS9871ZDK", "", "2006-12-20", "06PARIS9871",
	    FOLD_SPELLING, false);
	means("08MANAMA492SUSPECTEDDUPLICATE", "", "", "08MANAMA492",
	    FOLD_SPELLING, true);
	means("07SECSTATE12", "", "2007-02-01", "07STATE12", FOLD_SPELLING,
	    false);
}

static void
posts_misspelt(void)
{
	means("07STRELSAY115", "STRELSAY 115", "2007-03-01", "07STRELSAU115",
	    FOLD_POST, true);
	means("07STRELSA115", "STRELSA 115", "2007-03-01", "07STRELSAU115",
	    FOLD_POST, true);
	means("07STREL115", "STREL 115", "2007-03-01", "07STRELSAU115",
	    FOLD_POST, true);
	/* a part of a name proves nothing by itself */
	stands("07STREL116", "STREL 116", "2007-03-01");
	means("07STRELSAY116", "STRELSAY 116", "2007-03-01", "07STRELSAU116",
	    FOLD_POST, false);
	/* short names are near too many */
	stands("07PARIX300", "PARIX 300", "2007-03-01");
	/* the held one is misspelt */
	means("08BRUSSELS77", "BRUSSELS 77", "2008-04-01", "08RUSSELS77",
	    FOLD_ALIAS, true);
}

static void
years(void)
{
	/* January means December */
	means("07PARIS9876", "PARIS 9876", "2007-01-12", "06PARIS9876",
	    FOLD_YEAR, true);
	/* also where the hand wrote the new year already */
	means("07PARIS9876", "07 PARIS 9876", "2007-01-12", "06PARIS9876",
	    FOLD_YEAR, true);
	/* it was read as of the year before, and no year is printed */
	means("06PARIS12", "PARIS 12", "2007-01-20", "07PARIS12", FOLD_YEAR,
	    true);
	/* printed, it may well be of the year before */
	stands("06PARIS12", "06 PARIS 12", "2007-01-20");
	/* the year had not begun */
	means("08PARIS300", "08 PARIS 300", "2007-03-01", "07PARIS300",
	    FOLD_YEAR, true);
	/* not held: of the year before, if no year is printed */
	means("07PARIS9877", "PARIS 9877", "2007-01-12", "06PARIS9877",
	    FOLD_YEAR, false);
	stands("07PARIS9877", "07 PARIS 9877", "2007-01-12");
	/* by autumn it could have been reached */
	stands("07PARIS9876", "PARIS 9876", "2007-12-12");
	/* an old one is another century's, not a later year's */
	stands("48PARIS703", "48 PARIS 703", "1949-01-01");
}

static void
serials(void)
{
	means("07STRELSAU1155", "", "2007-02-20", "07STRELSAU1155",
	    FOLD_NONE, false);
	means("07STRELSAU11155", "STRELSAU 11155", "2007-12-20",
	    "07STRELSAU11155", FOLD_NONE, false);
	means("06STRELSAU18000", "06 STRELSAU 18000", "2006-12-20",
	    "06STRELSAU1800", FOLD_SERIAL, true);
}

static void
no_numbers(void)
{
	means("07MARCH12", "", "2007-03-12", "07MARCH12", FOLD_NO_NUMBER,
	    false);
	means("", "", "", "", FOLD_NO_NUMBER, false);
	means("07", "", "", "07", FOLD_NO_NUMBER, false);
	means("07PARIS0", "", "", "07PARIS0", FOLD_NO_NUMBER, false);
}

/* What stands by itself stays as it is. */
static void
nothing_invented(void)
{
	stands("07PARIS301", "PARIS 301", "2007-03-01");
	stands("07ROME44", "ROME 44", "2007-03-01");
	stands("07HENTZAU12", "HENTZAU 12", "2007-03-01");
	stands("05ROME44", "", "");
	means("07PARIS300", "", "2007-03-01", "07PARIS300", FOLD_NONE, true);
}

static void
days(void)
{
	CHECK_INT(fold_days("2007-02-28", "2007-03-01"), 1);
	CHECK_INT(fold_days("2008-02-28T10:00Z", "2008-03-01"), 2);
	CHECK_INT(fold_days("1999-12-31", "2000-01-01"), 1);
	CHECK_INT(fold_days("2007-01-02", "2007-01-01"), -1);
	CHECK_INT(fold_days("", "2007-01-01"), 0);
}

static void
parts(void)
{
	struct fold_parts p;
	char id[48];

	CHECK(fold_split("07KARACHI756", 0, &p));
	CHECK_INT(p.year, 2007);
	CHECK_INT(p.serial, 756);
	CHECK_STR(str_from(p.post), "KARACHI");
	fold_join(&p, id);
	CHECK_STR(str_from(id), "07KARACHI756");
	CHECK(fold_split("48TEHRAN703", 1950, &p) && p.year == 1948);
	CHECK(fold_split("48TEHRAN703", 2007, &p) && p.year == 1948);
	CHECK(fold_split("10PARIS1", 2007, &p) && p.year == 2010);
	CHECK(!fold_split("7PARIS1", 0, &p));
	CHECK(!fold_split("07PARIS", 0, &p));
	CHECK(!fold_split("", 0, &p));
	CHECK(!fold_split("07ANAMETHATISLONGERTHANANYNAMEOFAPOST1", 0, &p));
}

int
main(void)
{
	static const struct test tests[] = {
		TEST(words_glued_on), TEST(posts_misspelt), TEST(years),
		TEST(serials), TEST(no_numbers), TEST(nothing_invented),
		TEST(days), TEST(parts),
	};

	return test_run(tests, sizeof(tests) / sizeof(tests[0]));
}
