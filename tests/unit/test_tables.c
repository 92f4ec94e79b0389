/* The tables and what is explained from them: tables/tables.h, reftel.h. */
#include "reftel.h"
#include "tables/tables.h"
#include "test.h"

static int passed, failed;

static void
check(bool good, const char *what, const char *got)
{
	if (good) {
		passed++;
		return;
	}
	failed++;
	test_failed = true;
	printf("# %s: %s\n", what, got);
}

static void
post_is(const struct post *post, const char *what, const char *want)
{
	const char *got = post == NULL ? "none" : post->post;

	check(strcmp(got, want) == 0, what, got);
}

static void
posts(void)
{
	enum variant_kind kind;

	post_is(tables_post(STR("RIODEJANEIRO")), "name", "RIODEJANEIRO");
	post_is(tables_post(STR("riodejaneiro")), "small", "RIODEJANEIRO");
	post_is(tables_post(STR("RIO")), "RIO", "none");
	post_is(tables_post(STR("")), "empty", "none");
	post_is(tables_post((struct str){ NULL, 0 }), "NULL", "none");
	post_is(tables_post_variant(STR("RIO"), &kind), "RIO", "RIODEJANEIRO");
	check(kind == VARIANT_ABBREVIATION, "RIO", "not an abbreviation");
	post_is(tables_post_variant(STR("BOMBAY"), &kind), "BOMBAY", "MUMBAI");
	check(kind == VARIANT_NAME, "BOMBAY", "not a name");
	post_is(tables_post_variant(STR("ANILA"), &kind), "ANILA", "MANILA");
	check(kind == VARIANT_GARBLE, "ANILA", "not a garble");
	post_is(tables_post_variant(STR("SECTSTATE"), &kind), "SECTSTATE",
	    "STATE");
	post_is(tables_post_variant(STR("PARIS"), &kind), "PARIS", "none");
}

static void
post_addresses(void)
{
	static const char *const plads[][2] = {
		{ "AMEMBASSY PARIS", "PARIS" }, { "amembassy paris", "PARIS" },
		{ "AMEMBASSY PORT AU PRINCE", "PORTAUPRINCE" },
		{ "AMCONGEN MUNICH", "MUNICH" }, { "USINT HAVANA", "HAVANA" },
		{ "USMISSION USUN NEW YORK", "USUNNEWYORK" },
		{ "USMISSION GENEVA", "GENEVA" },
		{ "USMISSION VIENNA", "none" }, { "SECSTATE WASHDC", "STATE" },
		{ "SECSTATE WSHDC", "STATE" }, { "USLO PEKING", "BEIJING" },
		{ "AMEMBASSY", "none" }, { "AMEMBASSY NOWHERE", "none" },
		{ "39OS INCIRLIK AB TU", "none" }, { "", "none" },
	};
	static const char *const labels[][2] = {
		{ "Embassy Paris", "PARIS" },
		{ "USUN New York", "USUNNEWYORK" },
		{ "Consulate Rio De Janeiro", "RIODEJANEIRO" },
		{ "Secretary of State", "STATE" },
		{ "Mission Geneva", "GENEVA" },
		{ "Mission USNATO", "USNATO" }, { "REO Hillah", "HILLAH" },
		{ "American Institute Taiwan, Taipei", "AITTAIPEI" },
		{ "US Interests Section Havana", "HAVANA" },
		{ "Embassy Kuala Lumpur", "KUALALUMPUR" },
		{ "UNVIE", "UNVIEVIENNA" }, { "Iran RPO Dubai", "RPODUBAI" },
		{ "Consulate General Munich", "MUNICH" }, { "Embassy", "none" },
	};

	for (size_t i = 0; i < sizeof(plads) / sizeof(plads[0]); i++)
		post_is(tables_post_by_plad(str_from(plads[i][0])),
		    plads[i][0], plads[i][1]);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		post_is(tables_post_by_origin(str_from(labels[i][0])),
		    labels[i][0], labels[i][1]);
	post_is(tables_post_by_ri(STR("RUEHKP")), "RUEHKP", "KARACHI");
	post_is(tables_post_by_ri(STR("RUEHBS")), "shared RI", "none");
	post_is(tables_post_by_ri(STR("RUEHQQQ")), "no RI", "none");
	post_is(tables_post_by_nara6(STR("SANJO")), "SANJO", "SANJOSE");
	post_is(tables_post_by_nara6(STR("PORTO")), "PORTO", "none");
	check(tables_nara6_shared(STR("PORTO")), "PORTO", "not shared");
	check(!tables_nara6_shared(STR("SANJO")), "SANJO", "shared");
}

static void
tag_is(const char *tag, int year, unsigned want)
{
	char got[24];

	snprintf(got, sizeof(got), "%#x", tables_tag(str_from(tag), year));
	check(tables_tag(str_from(tag), year) == want, tag, got);
}

static void
tags(void)
{
	enum {
		S = 1 << REFTEL_TAG_SUBJECT, P = 1 << REFTEL_TAG_PROGRAM,
		O = 1 << REFTEL_TAG_ORGANIZATION, G = 1 << REFTEL_TAG_GEOGRAPHIC
	};

	tag_is("PREL", 0, S);
	tag_is("prel", 2007, S);
	tag_is("PFOR", 1974, S);
	tag_is("PFOR", 2007, S);
	tag_is("AART", 1974, S);
	tag_is("KIPR", 0, P);
	tag_is("KXYZ", 0, P);
	tag_is("K1YZ", 0, 0);
	tag_is("NATO", 0, O);
	tag_is("UNGA/C-6", 0, O);
	tag_is("AER LINGUS", 0, O);
	tag_is("EU", 2007, O);
	tag_is("US", 0, G);
	tag_is("XZ", 1974, G);
	tag_is("UR", 2007, G);
	tag_is("PN", 1974, G);
	tag_is("BHUTTO", 0, 0);
	tag_is("", 0, 0);
	check(strcmp(tables_tag_variant(STR("MOPPS")), "MOPS") == 0, "MOPPS",
	    tables_tag_variant(STR("MOPPS")));
	check(*tables_tag_variant(STR("PREL")) == '\0', "PREL",
	    "is a variant");
}

static void
the_rest(void)
{
	const struct caption *c = tables_caption(STR("official informal"));

	check(c != NULL && strcmp(c->caption, "OFFICIAL-INFORMAL") == 0,
	    "OFFICIAL INFORMAL", "no caption");
	check(tables_caption(STR("SIPDIS")) != NULL, "SIPDIS", "no caption");
	check(tables_caption(STR("AGREMENT  CHANNEL")) != NULL,
	    "AGREMENT CHANNEL", "no caption");
	check(tables_caption(STR("PARIS")) == NULL, "PARIS", "caption");
	check(tables_route(STR("ruehc"), STR("SECSTATE WASHDC")), "RUEHC",
	    "no route");
	check(!tables_route(STR("RUEHQQQ"), STR("SECSTATE WASHDC")),
	    "RUEHQQQ", "route");
	check(strcmp(tables_acronym(STR("NGOS")), "NGOs") == 0, "NGOS", "");
	check(tables_acronym(STR("DEMARCHE")) == NULL, "DEMARCHE", "acronym");
	check(strcmp(tables_title_word(STR("RIO DE JANEIRO")),
	    "Rio de Janeiro") == 0, "RIO DE JANEIRO", "");
	check(strcmp(tables_eo_at(19740301), "11652") == 0, "1974",
	    tables_eo_at(19740301));
	check(strcmp(tables_eo_at(19781130), "11652") == 0, "Nov 1978",
	    tables_eo_at(19781130));
	check(strcmp(tables_eo_at(19781201), "12065") == 0, "Dec 1978",
	    tables_eo_at(19781201));
	check(strcmp(tables_eo_at(20050101), "12958") == 0, "2005",
	    tables_eo_at(20050101));
	check(strcmp(tables_eo_at(20200101), "13526") == 0, "2020",
	    tables_eo_at(20200101));
	check(*tables_eo_at(19480101) == '\0', "1948", tables_eo_at(19480101));
	check(tables_eo(STR("13292")) && !tables_eo(STR("12598")), "12598",
	    "an order");
}

/* What was told of a term: "kind: meaning; " for each. */
struct told {
	char text[4096];
	int n, stop_at;
};

static bool
hear(const struct reftel_entry *e, void *ctx)
{
	struct told *told = ctx;
	size_t n = strlen(told->text);

	snprintf(told->text + n, sizeof(told->text) - n, "%s %s: %s [%s]; ",
	    e->term, e->kind, e->meaning, e->years);
	check(*e->term != '\0' && *e->kind != '\0' && *e->meaning != '\0' &&
	    *e->source != '\0' && e->note != NULL, e->term, "a gap");
	return ++told->n != told->stop_at;
}

/* The term is explained, among other meanings, with these words. */
static void
explains(const char *term, const char *words)
{
	struct told told = { .n = 0 };
	enum reftel_status status = reftel_explain(term, hear, &told, NULL, 0,
	    NULL);

	check(status == REFTEL_OK && strstr(told.text, words) != NULL, term,
	    told.text);
}

static void
explained(void)
{
	static const char *const cases[][2] = {
		{ "PREL", "PREL subject TAGS: External Political Relations" },
		{ "prel", "PREL subject TAGS" },
		{ "KISL", "program TAGS: Islamic Issues" },
		{ "KXYZ", "program TAGS" },
		{ "RP", "country TAGS: Philippines" },
		{ "GM", "[1990-]" },
		{ "XM", "region TAGS: Latin America" },
		{ "AART", "not identified" },
		{ "PREK", "misspelt TAGS: probably PREL" },
		{ "RIO", "RIODEJANEIRO" },
		{ "Rio  de Janeiro", "RIODEJANEIRO post" },
		{ "sana'a", "SANAA post" },
		{ "SANJO", "code of the National Archives: SANJOSE" },
		{ "AMEMBASSY PARIS", "plain language address" },
		{ "AMCONGEN MUNICH", "MUNICH post" },
		{ "RUEHC", "routing indicator" },
		{ "SIPDIS", "caption (dissemination)" },
		{ "official-informal", "caption (channel)" },
		{ "O", "precedence: IMMEDIATE" },
		{ "NIACT IMMEDIATE", "precedence: NIACT IMMEDIATE" },
		{ "BT", "prosign: break" },
		{ "ZDK", "operating signal" }, { "ZNR", "operating signal" },
		{ "ZFF4", "ZFF operating signal" },
		{ "ZBK2", "ZBK2 operating signal: I receive" },
		{ "CONFIDENTIAL", "CONFIDENTIAL classification" },
		{ "C O N F I D E N T I A L", "CONFIDENTIAL classification" },
		{ "T O P  S E C R E T", "TOP SECRET classification" },
		{ "(C/NF)", "portion mark: CONFIDENTIAL//NOFORN" },
		{ "c/nf", "portion mark" }, { "SBU", "portion mark" },
		{ "CCCCC", "security group" },
		{ "B1", "redaction code" }, { "1.4 (d)", "redaction code" },
		{ "1.4(D)", "E.O. 13526" }, { "1.5(b)", "E.O. 12958" },
		{ "XGDS1", "E.O. 11652" }, { "XGDS(2)", "E.O. 11652" },
		{ "12958", "executive order" }, { "E.O. 12958", "[1995-2010]" },
		{ "EO 13526", "[2010-]" },
		{ "UNGA", "acronym" }, { "p5+1", "acronym" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		explains(cases[i][0], cases[i][1]);
}

static bool
among(const char *term, const char **near, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(near[i], term) == 0)
			return true;
	return false;
}

static void
near_is(const char *term, const char *want)
{
	const char *near[5];
	size_t n = 99;
	struct told told = { .n = 0 };
	enum reftel_status status = reftel_explain(term, hear, &told, near, 5,
	    &n);

	check(status == REFTEL_ENOTFOUND && told.n == 0 && n <= 5 &&
	    (*want == '\0' ? n == 0 : among(want, near, n)), term,
	    n > 0 && n <= 5 ? near[0] : "nothing near");
}

static void
not_explained(void)
{
	struct told told = { .n = 0, .stop_at = 1 };
	char longest[300];

	near_is("PRLL", "PREL");
	near_is("SIPDI", "SIPDIS");
	near_is("NOFORM", "NOFORN");
	near_is("CONFIDNTIAL", "CONFIDENTIAL");
	near_is("KARACHY", "KARACHI");
	near_is("RIODEJ", "RIO DE JANEIRO");
	near_is("ZZZZZZZZZ", "");
	near_is("", "");
	near_is(" ", "");
	near_is("()", "");
	near_is("\xFF", "");
	memset(longest, 'A', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	near_is(longest, "");
	check(reftel_explain("O", hear, &told, NULL, 0, NULL) == REFTEL_OK &&
	    told.n == 1, "stopping", told.text);
	check(reftel_explain(NULL, hear, &told, NULL, 0, NULL) ==
	    REFTEL_EINVAL, "no term", "");
	check(reftel_explain("O", NULL, NULL, NULL, 0, NULL) ==
	    REFTEL_EINVAL, "no function", "");
}

int
main(void)
{
	static const struct test tests[] = {
		TEST(posts), TEST(post_addresses), TEST(tags), TEST(the_rest),
		TEST(explained), TEST(not_explained),
	};
	int status = test_run(tests, sizeof(tests) / sizeof(tests[0]));

	printf("%d passed, %d failed\n", passed, failed);
	return status;
}
