/* Titles: telegram/title.h. */
#include "telegram/title.h"
#include "test.h"

#include <stdlib.h>

static int passed, failed;

/* The subject lies in a block of just its size, so that a sanitizer sees a
 * step too far. */
static void
title_is(const char *subject, const char *want)
{
	size_t n = strlen(subject);
	char *copy = malloc(n + 1);
	struct arena a;
	struct str title;
	bool good;

	if (copy == NULL)
		abort();
	if (n > 0)
		copy = realloc(copy, n);
	memcpy(copy, subject, n);
	arena_init(&a);
	title = title_make(&a, str_make(copy, n));
	good = title.p != NULL && str_eq(title, str_from(want));
	if (good)
		passed++;
	else {
		failed++;
		test_failed = true;
		printf("# \"%s\": \"%.*s\", want \"%s\"\n", subject,
		    (int)title.n, title.p == NULL ? "" : title.p, want);
	}
	arena_free(&a);
	free(copy);
}

static void
small_words(void)
{
	title_is("AMBASSADOR'S MEETING WITH BENAZIR BHUTTO",
	    "Ambassador's Meeting with Benazir Bhutto");
	title_is("A VIEW FROM THE FIELD", "A View from the Field");
	title_is("A PARTNER TO LIVE WITH", "A Partner to Live With");
	title_is("TURKEY: A VIEW - THE NEXT STEP -- AN OUTLOOK",
	    "Turkey: A View - The Next Step -- An Outlook");
	title_is("TURKEY--A VIEW", "Turkey--A View");
	title_is("TURKEY \xE2\x80\x93 A VIEW OF IT",
	    "Turkey \xE2\x80\x93 A View of It");
	title_is("ON \"THE BOMB\" AND \"A DEAL\" AND MORE",
	    "On \"The Bomb\" and \"A Deal\" and More");
	title_is("MEETING ON MAY 5 VICE MAY 6", "Meeting on May 5 vice May 6");
	title_is("DPRK VICE FOREIGN MINISTER", "DPRK Vice Foreign Minister");
	title_is("WHAT NOW? A QUESTION. THE ANSWER",
	    "What Now? A Question. The Answer");
	title_is("LT. GEN. OF THE ARMY", "Lt. Gen. of the Army");
}

static void
acronyms(void)
{
	title_is("UK ON ELECTIONS, DDR, AND THE ROLE OF NGOS",
	    "UK on Elections, DDR, and the Role of NGOs");
	title_is("IDPS, MPS AND PRTS", "IDPs, MPs and PRTs");
	title_is("GOP'S VIEW OF UNSC; USNATO'S REPLY",
	    "GOP's View of UNSC; USNATO's Reply");
	title_is("THE UK'S, THE U.S. AND THE U.N.",
	    "The UK's, the U.S. and the U.N.");
	title_is("PRO-U.S. MFA/DOD TEAM", "Pro-U.S. MFA/DOD Team");
	title_is("U.S.-TURKEY TALKS", "U.S.-Turkey Talks");
	title_is("AT&T'S R&D AND P5+1", "AT&T's R&D and P5+1");
	title_is("S/CT'S COORDINATOR", "S/CT's Coordinator");
	title_is("EU AND UN IN KOSOVO", "EU and UN in Kosovo");
	title_is("FINCEN ON EUROPEAN BANKS", "FinCEN on European Banks");
	title_is("KDP AND XQZT", "KDP and XQZT");
	title_is("AEROFLOT FLIGHTS", "Aeroflot Flights");
	title_is("UNCTAD XI, PART II, CHAPTER XIV",
	    "UNCTAD XI, Part II, Chapter XIV");
	title_is("HIV/AIDS IN AFRICA", "HIV/AIDS in Africa");
}

static void
words_that_look_like_acronyms(void)
{
	title_is("WHO SHOULD AID IT?", "Who Should Aid It?");
	title_is("WHO DELEGATION ARRIVES", "WHO Delegation Arrives");
	title_is("START OF SALT TALKS AND START II",
	    "Start of SALT Talks and START II");
	title_is("WHERE THINGS ARE IN THE MOST RECENT ACT",
	    "Where Things Are in the Most Recent Act");
	title_is("THE EAST GOES WEST", "The East Goes West");
	title_is("MR. MIX DOES HIS CIVIL DUTY BY LI",
	    "Mr. Mix Does His Civil Duty by Li");
	title_is("XI JINPING'S VISIT", "Xi Jinping's Visit");
}

static void
names(void)
{
	title_is("O'BRIEN, MCDONALD AND D'ELIA",
	    "O'Brien, McDonald and D'Elia");
	title_is("O\xE2\x80\x99" "BRIEN\xE2\x80\x99S TRIP",
	    "O\xE2\x80\x99" "Brien\xE2\x80\x99s Trip");
	title_is("MCCAIN AND MCNAMARA", "McCain and McNamara");
	title_is("AL-QAIDA IN EL-OBEID", "Al-Qaida in El-Obeid");
	title_is("BIN LADIN", "Bin Ladin");
	title_is("RIO DE JANEIRO AND DAR ES SALAAM",
	    "Rio de Janeiro and Dar es Salaam");
	title_is("DE FACTO", "De Facto");
	title_is("PORT-AU-PRINCE", "Port-au-Prince");
	title_is("COTE D'IVOIRE", "Cote d'Ivoire");
	title_is("SANA'A, N'DJAMENA", "Sana'a, N'Djamena");
	title_is("WE DON'T KNOW; I'VE HEARD", "We Don't Know; I've Heard");
	title_is("YEMEN,S WOES AND UK,S", "Yemen,s Woes and UK,s");
	title_is("S\xC3\x83O PAULO", "S\xC3\xA3o Paulo");
}

static void
hyphens_and_digits(void)
{
	title_is("FOLLOW-UP ON ONE-ON-ONE", "Follow-Up on One-on-One");
	title_is("STATE-OF-THE-ART", "State-of-the-Art");
	title_is("F-16S, F-4ES, AK-47S AND SU-27",
	    "F-16s, F-4Es, AK-47s and SU-27");
	title_is("THE 21ST CENTURY, THE 1990S AND 2ND PLACE",
	    "The 21st Century, the 1990s and 2nd Place");
	title_is("POST-9/11 H1N1 IN MID-2009", "Post-9/11 H1N1 in Mid-2009");
	title_is("1,000 MEN AT 12:30", "1,000 Men at 12:30");
	title_is("INDIA,PAKISTAN(KASHMIR)", "India,Pakistan(Kashmir)");
	title_is("AND/OR", "And/Or");
}

static void
portion_marks(void)
{
	title_is("(C) A VISIT", "A Visit");
	title_is("(SBU/NF) A VISIT", "A Visit");
	title_is("( C ) A VISIT", "A Visit");
	title_is("U) VISIT", "Visit");
	title_is("(c) A visit", "A visit");
	title_is("(CORRECTED) VISIT", "(Corrected) Visit");
	title_is("(C)", "");
}

static void
what_stays(void)
{
	title_is("GoP and the UNSC: WHAT NEXT", "GoP and the UNSC: WHAT NEXT");
	title_is("  A visit  ", "A visit");
	title_is("", "");
	title_is("   ", "");
	title_is("-- ?", "-- ?");
	title_is("12/34", "12/34");
	title_is("'", "'");
	title_is("\xE2\x80", "\xE2\x80");
	title_is("A\xE2\x80", "A\xE2\x80");
	title_is("A\xC3", "A\xC3");
	title_is("\xFF'S", "\xFF's");
}

/* Whatever goes in, only case changes. */
static void
nothing_but_case_changes(void)
{
	static const char letters[] = "ABEIOSTUX'-/&.: \"(0" "1\xC3\x83\xE2"
	    "\x80\x99\x93";
	struct arena a;
	unsigned long seed = 1;

	arena_init(&a);
	for (int round = 0; round < 20000; round++) {
		char text[24];
		struct str s = { text, 0 }, title;

		seed = seed * 1103515245 + 12345;
		for (unsigned long r = seed; s.n < 8 + seed / 65536 % 16;) {
			r = r * 1103515245 + 12345;
			text[s.n++] = letters[r / 65536 % (sizeof(letters) -
			    1)];
		}
		title = title_make(&a, s);
		s = str_trim(s);
		if (title.n == s.n)	/* else: a portion mark */
			for (size_t i = 0; i < s.n; i++)
				CHECK(ch_fold(title.p[i]) == s.p[i] ||
				    ch_is(s.p[i], CT_HIGH));
		arena_reset(&a);
	}
	arena_free(&a);
}

int
main(void)
{
	static const struct test tests[] = {
		TEST(small_words), TEST(acronyms),
		TEST(words_that_look_like_acronyms), TEST(names),
		TEST(hyphens_and_digits), TEST(portion_marks),
		TEST(what_stays), TEST(nothing_but_case_changes),
	};
	int status = test_run(tests, sizeof(tests) / sizeof(tests[0]));

	printf("%d passed, %d failed\n", passed, failed);
	return status;
}
