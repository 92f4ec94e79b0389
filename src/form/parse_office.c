/*
 * Which words name an office: ranks, titles, bureaus and their abbreviations,
 * by a list and by their shape. telegram.md 14.6.
 */
#include "form/parse_authority.h"

/* Words of rank, title and office, which are no part of a name. In capitals,
 * sorted. */
static const char *const office_words[] = {
	"A", "A.I", "A/S", "ACT", "ACTG", "ACTING", "ADMIN", "ADMINISTRATION",
	"ADMINISTRATIVE", "ADMIRAL", "ADVISER", "ADVISOR", "AF", "AFFAIRES",
	"AFFAIRES'", "AFFAIRS", "AFRICA", "AFRICAN", "AGRICULTURAL", "AI",
	"AIDE", "AIT", "AMB", "AMBASSADOR", "AMBASSADOR-AT-LARGE",
	"AMBASSADORS", "AMEMBASSY", "AND", "ARMS", "ASIA", "ASIAN",
	"ASSISTANCE", "ASSISTANT", "ASSOCIATE", "ASST", "AT", "ATTACHE",
	"ATTORNEY", "AVIATION", "BG", "BILATERAL", "BRANCH", "BRIG",
	"BRIGADIER", "BUREAU", "BUSINESS", "BY", "CAPT", "CAPTAIN", "CDA",
	"CDR", "CENTER", "CENTRAL", "CG", "CHARGE", "CHARGE'", "CHARG\xC3\x89",
	"CHARG\xC3\xA9", "CHIEF", "CLASSIFIED", "COL", "COLONEL", "COM",
	"COMMANDER", "COMMERCIAL", "COMMISSIONER", "CONGEN", "CONGENOFF",
	"CONOFF", "CONS", "CONSUL", "CONSULAR", "CONSULATE", "CONTROL",
	"COORDINATOR", "COUNS", "COUNSEL", "COUNSELLOR", "COUNSELOR",
	"COUNTERTERRORISM", "COUNTRY", "CULTURAL", "D'AFFAIRE", "D'AFFAIRES",
	"D'AFFAIRS", "D.C.M", "DAFFAIRES", "DAS", "DATT", "DCM", "DEA",
	"DEFENSE", "DELEGATE", "DELEGATION", "DEMOCRACY", "DEP", "DEPARTMENT",
	"DEPT", "DEPUTY", "DESIGNATE", "DESK", "DEVELOPMENT", "DHS",
	"DIPLOMATIC", "DIR", "DIRECTOR", "DIRECTORATE", "DISARMAMENT",
	"DIVISION", "DOS", "DPO", "DPR", "DR", "EAP", "EAST", "EASTERN", "EB",
	"ECON", "ECONCHIEF", "ECONCOUNS", "ECONOFF", "ECONOMIC", "ECONOMICS",
	"ECOUNS", "EEB", "EMBASSY", "EMBOFF", "EMIN", "ENERGY", "ENFORCEMENT",
	"ENVIRONMENT", "ENVIRONMENTAL", "ENVOY", "ESTH", "ESTHOFF", "EUR",
	"EUROPE", "EUROPEAN", "EXEC", "EXECUTIVE", "EXTERNAL", "FAS", "FCS",
	"FINANCIAL", "FIRST", "FO", "FOR", "FOREIGN", "FSO", "GEN", "GENERAL",
	"GLOBAL", "GOVERNMENT", "HEAD", "HEALTH", "HON", "HUMAN", "INFORMATION",
	"INR", "INTELLIGENCE", "INTERIM", "INTERNAL", "INTERNATIONAL", "IO",
	"IRAN", "IRAQ", "ISN", "ISSUES", "LABOR", "LEADER", "LEGAL", "LEGATT",
	"LIAISON", "LT", "LTC", "MAJ", "MAJOR", "MANAGEMENT", "MG", "MGMT",
	"MGT", "MIGRATION", "MILITARY", "MINCOUNS", "MINISTER",
	"MINISTER-COUNSELOR", "MISSION", "MR", "MRS", "MS", "NARCOTICS",
	"NATIONAL", "NCD", "NEA", "NEGOTIATOR", "NONPROLIFERATION", "NORTH",
	"OF", "OFF", "OFFICE", "OFFICER", "OFFICIAL", "OIC", "ON", "OPERATIONS",
	"PAO", "PDAS", "PERM", "PERMANENT", "PERMREP", "PLANNING", "PM", "PO",
	"POL", "POL-ECON", "POL-MIL", "POLAD", "POLCHIEF", "POLCON", "POLCONS",
	"POLCOUNS", "POLECON", "POLICY", "POLINTCOUNS", "POLITICAL",
	"POLITICAL-ECONOMIC", "POLITICAL-MILITARY", "POLITICAL/ECONOMIC",
	"POLMC", "POLMIL", "POLMILOFF", "POLMINCONS", "POLMINCOUNS", "POLOFF",
	"PRESENCE", "PRESIDENT", "PRINCIPAL", "PRM", "PROGRAM", "PRT", "PUBLIC",
	"RECONSTRUCTION", "REFUGEE", "REGIONAL", "REP", "REPRESENTATIVE",
	"RESEARCH", "RESPONSIBILITY", "RIGHTS", "RSO", "SA", "SCA", "SCIENCE",
	"SEC", "SECDEF", "SECOND", "SECRETARY", "SECTION", "SECURITY", "SENIOR",
	"SOUTH", "SPECIAL", "STAFF", "STATE", "STATES", "TEAM", "TECHNOLOGY",
	"TERRORISM", "THE", "THIRD", "TO", "TRADE", "TRANSNATIONAL", "TREASURY",
	"U.S", "UNDER", "UNDERSECRETARY", "UNIT", "UNITED", "US", "USAID",
	"USEU", "USINT", "USNATO", "USUN", "VICE", "WEST", "WESTERN", "WHA",
};

/* Abbreviations that end so are offices with something before: ADCM,
 * DepPolCouns. */
static bool
office_ending(struct str w)
{
	static const char *const endings[] = { "DCM", "COUNS", "POLOFF",
		"ECONOFF", "CONOFF" };

	for (size_t i = 0; i < LEX_COUNT(endings); i++) {
		struct str e = str_from(endings[i]);
		if (w.n > e.n && str_eqi(str_cut(w, w.n - e.n, w.n), e))
			return true;
	}
	return false;
}

bool
office_word(struct str w)
{
	/* points off the end: "Amb.", "DIR." */
	while (w.n > 0 && (w.p[w.n - 1] == '.' || w.p[w.n - 1] == ':' ||
	    w.p[w.n - 1] == ')'))
		w.n--;
	while (w.n > 0 && w.p[0] == '(')
		w = str_cut(w, 1, w.n);
	if (lex_in_sorted(w, office_words, LEX_COUNT(office_words)) ||
	    office_ending(w))
		return true;
	/* Charge d’Affaires with a typographic apostrophe */
	if (w.n > 5 && ch_fold(w.p[0]) == 'D' &&
	    str_findi(w, STR("AFFAIR"), 0) < w.n)
		return true;
	return false;
}

/* A word that names an office by its shape: with a slash ("INR/OPS"), an
 * acronym among mixed case ("PDAS"), inner capitals ("PolMinCouns"), parts
 * that are office words ("Minister-Counselor"). */
static bool
office_shape(struct str w, bool capitals)
{
	if (str_findc(w, '/', 0) < w.n)
		return true;
	size_t dash = str_findc(w, '-', 0);
	if (dash < w.n && office_word(str_cut(w, 0, dash)) &&
	    office_word(str_cut(w, dash + 1, w.n)))
		return true;
	if (capitals || w.n < 2)
		return false;
	size_t n = w.n;
	while (n > 0 && !ch_alnum(w.p[n - 1]))
		n--;
	bool all = n >= 2 && n <= 6, inner = false, lower = false;
	for (size_t i = 0; i < n; i++) {
		all &= ch_upper(w.p[i]) || ch_digit(w.p[i]);
		inner |= lower && ch_upper(w.p[i]);
		lower = ch_lower(w.p[i]);
	}
	/* McDonald, DeLaney: a short small-letter prefix is a name's */
	if (inner && (str_starts(w, STR("Mc")) || str_starts(w, STR("Mac")) ||
	    str_starts(w, STR("De")) || str_starts(w, STR("La")) ||
	    str_starts(w, STR("Le")) || str_starts(w, STR("Di")) ||
	    str_starts(w, STR("Van")) || str_starts(w, STR("Fitz")) ||
	    str_starts(w, STR("Du")) || str_starts(w, STR("O"))))
		inner = false;
	return all || inner;
}

void
split_words(struct str s, struct word_list *l, bool capitals)
{
	struct cur c = cur_make(s);

	l->n = 0;
	for (cur_skip(&c); !cur_end(&c) && l->n < WORDS_MAX; cur_skip(&c)) {
		const char *from = c.p;
		while (c.p < c.end && !ch_space(*c.p))
			c.p++;
		struct str w = str_range(from, c.p);
		l->w[l->n] = w;
		l->office[l->n++] = office_word(w) || office_shape(w,
		    capitals) || ch_digit(w.p[0]) || w.p[0] == '-';
	}
}
