/*
 * What the generator's telegrams are made of.  The lists of words are
 * invented and stand in the order of how often they are used: the first of
 * a list comes up most (Zipf).  Posts, their addresses and TAGS are facts;
 * those of Ruritania, Graustark and Lindensee belong to the invented world
 * of samples/.
 */
#ifndef BENCH_GEN_WORDS_H
#define BENCH_GEN_WORDS_H

struct post {
	const char *id;		/* in telegram numbers */
	const char *name;	/* in a classification line */
	const char *plad, *ri;
	const char *tag;
	const char *origin;	/* in an archive's record */
};

/* The first few send most of the traffic; these are invented. */
enum { INVENTED_POSTS = 4 };
static const struct post posts[] = {
	{ "STRELSAU", "STRELSAU", "AMEMBASSY STRELSAU", "RUEHQS", "QR",
	    "Embassy Strelsau" },
	{ "EDELWEISS", "EDELWEISS", "AMEMBASSY EDELWEISS", "RUEHQE", "QG",
	    "Embassy Edelweiss" },
	{ "ZENDA", "ZENDA", "AMCONSUL ZENDA", "RUEHQZ", "QR",
	    "Consulate Zenda" },
	{ "LINDENSEE", "LINDENSEE", "AMEMBASSY LINDENSEE", "RUEHQL", "QL",
	    "Embassy Lindensee" },
	{ "VIENNA", "VIENNA", "AMEMBASSY VIENNA", "RUEHVI", "AU",
	    "Embassy Vienna" },
	{ "BERLIN", "BERLIN", "AMEMBASSY BERLIN", "RUEHRL", "GM",
	    "Embassy Berlin" },
	{ "PRAGUE", "PRAGUE", "AMEMBASSY PRAGUE", "RUEHPG", "EZ",
	    "Embassy Prague" },
	{ "ANKARA", "ANKARA", "AMEMBASSY ANKARA", "RUEHAK", "TU",
	    "Embassy Ankara" },
	{ "BUENOSAIRES", "BUENOS AIRES", "AMEMBASSY BUENOS AIRES", "RUEHBU",
	    "AR", "Embassy Buenos Aires" },
	{ "TOKYO", "TOKYO", "AMEMBASSY TOKYO", "RUEHKO", "JA",
	    "Embassy Tokyo" },
	{ "ADDISABABA", "ADDIS ABABA", "AMEMBASSY ADDIS ABABA", "RUEHDS",
	    "ET", "Embassy Addis Ababa" },
	{ "ROME", "ROME", "AMEMBASSY ROME", "RUEHRO", "IT",
	    "Embassy Rome" },
	{ "MOSCOW", "MOSCOW", "AMEMBASSY MOSCOW", "RUEHMO", "RS",
	    "Embassy Moscow" },
	{ "BUDAPEST", "BUDAPEST", "AMEMBASSY BUDAPEST", "RUEHUP", "HU",
	    "Embassy Budapest" },
	{ "KUALALUMPUR", "KUALA LUMPUR", "AMEMBASSY KUALA LUMPUR", "RUEHKL",
	    "MY", "Embassy Kuala Lumpur" },
	{ "PARIS", "PARIS", "AMEMBASSY PARIS", "RUEHFR", "FR",
	    "Embassy Paris" },
	{ "WARSAW", "WARSAW", "AMEMBASSY WARSAW", "RUEHWR", "PL",
	    "Embassy Warsaw" },
	{ "ISTANBUL", "ISTANBUL", "AMCONSUL ISTANBUL", "RUEHIT", "TU",
	    "Consulate Istanbul" },
	{ "NAIROBI", "NAIROBI", "AMEMBASSY NAIROBI", "RUEHNR", "KE",
	    "Embassy Nairobi" },
	{ "LAPAZ", "LA PAZ", "AMEMBASSY LA PAZ", "RUEHLP", "BL",
	    "Embassy La Paz" },
	{ "LONDON", "LONDON", "AMEMBASSY LONDON", "RUEHLO", "UK",
	    "Embassy London" },
	{ "SANTODOMINGO", "SANTO DOMINGO", "AMEMBASSY SANTO DOMINGO",
	    "RUEHDG", "DR", "Embassy Santo Domingo" },
	{ "HANOI", "HANOI", "AMEMBASSY HANOI", "RUEHHI", "VM",
	    "Embassy Hanoi" },
	{ "LISBON", "LISBON", "AMEMBASSY LISBON", "RUEHLI", "PO",
	    "Embassy Lisbon" },
	{ "NEWDELHI", "NEW DELHI", "AMEMBASSY NEW DELHI", "RUEHNE", "IN",
	    "Embassy New Delhi" },
	{ "TASHKENT", "TASHKENT", "AMEMBASSY TASHKENT", "RUEHNT", "UZ",
	    "Embassy Tashkent" },
	{ "THEHAGUE", "THE HAGUE", "AMEMBASSY THE HAGUE", "RUEHTC", "NL",
	    "Embassy The Hague" },
	{ "CANBERRA", "CANBERRA", "AMEMBASSY CANBERRA", "RUEHBY", "AS",
	    "Embassy Canberra" },
	{ "SOFIA", "SOFIA", "AMEMBASSY SOFIA", "RUEHSF", "BU",
	    "Embassy Sofia" },
	{ "SAOPAULO", "SAO PAULO", "AMCONSUL SAO PAULO", "RUEHSO", "BR",
	    "Consulate Sao Paulo" },
	{ "HARARE", "HARARE", "AMEMBASSY HARARE", "RUEHSB", "ZI",
	    "Embassy Harare" },
	{ "OSLO", "OSLO", "AMEMBASSY OSLO", "RUEHNY", "NO",
	    "Embassy Oslo" },
};

/* Other spellings of posts in references, as data/post-variants.csv has
 * them. */
static const struct {
	const char *id, *name;
} spellings[] = {
	{ "ADDISABABA", "ADDIS" }, { "ANKARA", "ANAKRA" },
	{ "BUENOSAIRES", "BUENES AIRES" }, { "KUALALUMPUR", "KUALA LUMP" },
	{ "NAIROBI", "NARIOBI" }, { "NEWDELHI", "DELHI" },
	{ "THEHAGUE", "HAGUE" }, { "SAOPAULO", "SAO PAUO" },
};

static const struct {
	const char *ri, *plad;
} agencies[] = {
	{ "RUCNDT", "USMISSION USUN NEW YORK" },
	{ "RHEHNSC", "NSC WASHDC" },
	{ "RUEKJCS", "SECDEF WASHDC" },
	{ "RUEAIIA", "CIA WASHDC" },
	{ "RUEKJCS", "JOINT STAFF WASHDC" },
	{ "RHEFDIA", "DIA WASHDC" },
	{ "RUCPDOC", "DEPT OF COMMERCE WASHDC" },
	{ "RUEATRS", "DEPT OF TREASURY WASHDC" },
	{ "RHMFISS", "CDR USEUCOM VAIHINGEN GE" },
	{ "RUEHNO", "USMISSION USNATO" },
	{ "RUEHBS", "USEU BRUSSELS" },
	{ "RUEAWJA", "DEPT OF JUSTICE WASHDC" },
	{ "RUEHQX", "RURITANIA NEIGHBORS COLLECTIVE" },
	{ "RUEHRC", "DEPT OF AGRICULTURE WASHDC" },
	{ "RHEBAAA", "DEPT OF ENERGY WASHINGTON DC" },
};

static const struct {
	const char *tag, *kind;
} tags[] = {
	{ "PREL", "subject" }, { "PGOV", "subject" }, { "ECON", "subject" },
	{ "PHUM", "subject" }, { "ETRD", "subject" }, { "PTER", "subject" },
	{ "EFIN", "subject" }, { "ASEC", "subject" }, { "ELTN", "subject" },
	{ "KDEM", "program" }, { "EINV", "subject" }, { "ENRG", "subject" },
	{ "SNAR", "subject" }, { "MARR", "subject" }, { "SCUL", "subject" },
	{ "EAID", "subject" }, { "PARM", "subject" }, { "SOCI", "subject" },
	{ "KJUS", "program" }, { "KCRM", "program" }, { "MOPS", "subject" },
	{ "EAIR", "subject" }, { "CVIS", "subject" }, { "SENV", "subject" },
	{ "PINR", "subject" }, { "UNGA", "organization" },
	{ "NATO", "organization" }, { "PREF", "subject" },
	{ "KWMN", "program" }, { "EAGR", "subject" }, { "EIND", "subject" },
	{ "OVIP", "subject" }, { "CASC", "subject" }, { "KIPR", "program" },
	{ "OSCE", "organization" }, { "TBIO", "subject" },
	{ "EWWT", "subject" }, { "KISL", "program" }, { "WTO", "organization" },
	{ "KNNP", "program" }, { "IAEA", "organization" }, { "ECPS", "subject" },
	{ "KTIP", "program" }, { "PINS", "subject" }, { "OIIP", "subject" },
	{ "EPET", "subject" }, { "KCOR", "program" }, { "PBTS", "subject" },
	{ "EMIN", "subject" }, { "UNSC", "organization" }, { "KPAO", "program" },
};

#define LIST(name) static const char *const name[]

LIST(surnames) = {
	"Tolnavik", "Hollenbrandt", "Ippolit", "Quast", "Dorrwald",
	"Eschenmoser", "Pfannkuch", "Hasselbrink", "Sarnow", "Fetzlaff",
	"Wendelin", "Marchbanks", "Osterkamp", "Vukosic", "Lindquist",
	"Brabender", "Kestrel", "Zoltany", "Morwenna", "Achterberg",
	"Tarrant", "Petroniu", "Feldspar", "Grolsch", "Ravensky",
	"Underhill", "Castellan", "Yarrow", "Dvorny", "Ilmarin",
	"Rosenthaler", "Sandoval", "Teschner", "Vandermeer", "Bellweather",
	"Korvath", "Lachmann", "Nightingale", "Ostrander", "Prohaska",
};

LIST(given_names) = {
	"Irena", "Casimir", "Ludmilla", "Bertold", "Wenzel", "Ottilie",
	"Gregor", "Ursina", "Lothar", "Anselm", "Beatrix", "Cosmas",
	"Dorothea", "Emmerich", "Felicia", "Gustav", "Hedwig", "Ignaz",
	"Jolanda", "Konrad", "Leopoldine", "Matthias", "Natalia", "Oskar",
};

/* Those who sign and classify. */
LIST(officer_surnames) = {
	"Ashgrove", "Wexcombe", "Tandridge", "Farthingale", "Brindlemere",
	"Quennell", "Mabberley", "Stoneycroft", "Penhallow", "Underhay",
	"Larkfield", "Grimstone", "Tremlett", "Halloway", "Merriweather",
	"Dunmoor", "Carthew", "Holbeach", "Amberson", "Whitlock",
	"Fairbrother", "Lockridge", "Pemberton", "Silverthorne",
	"Vane-Hartwell", "O'Mallory",
};

LIST(officer_given) = {
	"Cornelia", "Thaddeus", "Ephraim", "Montgomery", "Ida", "Hector",
	"Rosalind", "Percival", "Beatrix", "Hiram", "Isadora", "Delphine",
	"Nora", "Augustus", "Winifred", "Barnaby", "Harriet", "Lionel",
};

/* A title, and the name that follows it. */
LIST(officer_titles) = {
	"Ambassador", "DCM", "Political Counselor", "Deputy Chief of Mission",
	"Charge d'Affaires", "Economic Counselor", "Consul General",
	"Pol/Econ Counselor", "Acting DCM", "Principal Officer", "CDA",
	"A/DCM", "Political Officer", "Poloff",
};

LIST(titles) = {
	"Prime Minister", "Foreign Minister", "President", "Minister",
	"Deputy Minister", "Director", "Ambassador", "Governor",
	"General", "Chairman", "Professor", "Colonel", "Baron", "Judge",
	"Mayor", "Inspector", "Archbishop",
};

LIST(actors) = {
	"the government", "Poloff", "the Ambassador", "Econoff", "the Minister",
	"the Prime Minister", "the opposition", "post", "the embassy",
	"the Foreign Ministry", "the President", "Parliament", "the DCM",
	"the Cabinet", "the Central Bank", "the police", "the ministry",
	"the mission", "the company", "the committee", "the Palace",
	"our contact", "the Blue Lantern", "the union", "the court",
	"the Granary Union", "the Army", "the commission", "the delegation",
	"the Regency League", "the press", "the GOR", "the GOG",
	"a senior official", "the Election Board", "the Customs House",
	"the Railway Company", "the team", "Conoff", "a close adviser",
	"the World Bank", "the Weighbridge Union", "the bishop",
	"the Party of the Upper Valley", "Pol/Econ Chief", "Embassy staff",
};

LIST(nouns) = {
	"government", "agreement", "meeting", "country", "border", "law",
	"election", "plan", "visit", "railway", "policy", "budget", "party",
	"tunnel", "program", "process", "report", "treaty", "question",
	"conference", "crown", "project", "ministry", "draft", "system",
	"contract", "valley", "strategy", "office", "decision", "statement",
	"bill", "campaign", "vote", "port", "market", "tariff", "line",
	"proposal", "summit", "text", "reform", "region", "majority",
	"investigation", "pass", "deadline", "survey", "letter", "crisis",
	"fund", "investment", "ferry", "tax", "list", "schedule", "seat",
	"bridge", "coalition", "case", "harvest", "mine", "speech", "school",
	"newspaper", "bank", "licence", "dispute", "fair", "station",
	"pipeline", "commission", "bench", "quota", "pension", "warehouse",
	"customs post", "power plant", "joint venture", "press conference",
	"training course", "buffer stop", "working group", "ballot box",
	"timetable", "factory", "regiment", "aqueduct", "vineyard",
	"weighbridge", "subsidy", "exhibition", "observatory", "ordinance",
	"referendum", "inventory", "laboratory", "orchestra", "telephone",
	"umbrella", "lighthouse", "cheese", "hat box", "tuba",
};

LIST(plurals) = {
	"officials", "elections", "talks", "reforms", "people", "parties",
	"members", "countries", "companies", "relations", "negotiations",
	"farmers", "exports", "workers", "prices", "contacts", "observers",
	"voters", "journalists", "imports", "ministers", "students",
	"passengers", "police officers", "leaders", "refugees", "trains",
	"judges", "soldiers", "investors", "crowns", "tariffs", "banks",
	"villages", "engineers", "deputies", "shippers", "tourists",
	"permits", "mines", "schools", "loans", "surveyors", "reporters",
	"growers", "apples", "locomotives", "tolls", "teachers", "doctors",
	"smugglers", "documents", "shareholders", "fishermen", "monks",
	"signatures", "goats", "visas", "sleepers", "cheeses",
};

LIST(adjectives) = {
	"new", "political", "economic", "joint", "foreign", "national",
	"recent", "local", "public", "important", "bilateral", "strong",
	"former", "clear", "private", "current", "difficult", "regional",
	"senior", "financial", "possible", "open", "serious", "early",
	"main", "additional", "small", "military", "long", "final",
	"technical", "legal", "domestic", "common", "free", "low-level",
	"high-level", "long-term", "short", "modest", "quiet", "official",
	"neutral", "costly", "formal", "independent", "rural", "honest",
	"narrow-gauge", "cross-border", "well-known", "ambitious", "late",
	"practical", "popular", "temporary", "old", "frank", "reliable",
	"half-finished", "unofficial", "annual", "unusual", "careful",
	"ill-timed", "mountain", "parliamentary", "constitutional", "royal",
	"sour", "snowbound", "plaster", "second-hand",
};

LIST(said) = {
	"said", "noted", "told us", "added", "believed", "explained", "argued",
	"claimed", "confirmed", "stressed", "hoped", "complained", "replied",
	"thought", "insisted", "admitted", "warned", "predicted", "agreed",
	"reported", "suggested", "asserted", "acknowledged", "observed",
	"maintained", "recalled", "conceded", "speculated", "lamented",
};

LIST(did) = {
	"discussed", "supported", "signed", "raised", "rejected", "accepted",
	"welcomed", "described", "criticized", "approved", "presented",
	"visited", "opened", "postponed", "reviewed", "announced", "blocked",
	"received", "proposed", "ended", "defended", "examined", "delayed",
	"financed", "renewed", "questioned", "denounced", "organized",
	"inspected", "ignored", "revised", "weighed", "mislaid", "painted",
};

LIST(to_do) = {
	"support", "sign", "discuss", "raise", "accept", "improve", "resolve",
	"consider", "approve", "finish", "protect", "continue", "review",
	"finance", "open", "reduce", "repair", "postpone", "complete",
	"explain", "change", "defend", "monitor", "expand", "register",
	"find", "examine", "replace", "move", "recover", "weigh", "return",
};

LIST(adverbs) = {
	"also", "recently", "strongly", "already", "quickly", "publicly",
	"privately", "still", "clearly", "finally", "again", "formally",
	"often", "quietly", "openly", "repeatedly", "twice", "gladly",
	"reluctantly", "unexpectedly", "promptly", "politely", "grudgingly",
};

LIST(places) = {
	"Ruritania", "Strelsau", "Graustark", "Zenda", "Edelweiss",
	"Washington", "the border", "the capital", "Lindensee",
	"the Falken valley", "the Upper Valley", "the pass", "Brussels",
	"Geneva", "the north", "the Free Canton", "New York",
	"the Castle of Zenda", "Port Amity", "the lake", "Hentzau",
	"the old town", "Vienna", "the summit",
};

LIST(countries) = {
	"Ruritania", "Graustark", "Lindensee", "the United States",
	"the European Union", "Austria", "Hungary", "Italy",
	"the Free Canton", "Switzerland",
};

LIST(agency_names) = {
	"MFA", "USG", "USAID", "NGO", "IMF", "EU", "OSCE", "UN", "MOD",
	"NATO", "AFP", "S&P", "R&D", "GDP", "WTO", "ILO", "MP", "MOU",
};

LIST(openers) = {
	"However,", "In addition,", "At the same time,", "Nevertheless,",
	"According to the press,", "For his part,", "In a separate meeting,",
	"As expected,", "On a positive note,", "In private,",
	"In response to Poloff's question,", "During the same week,",
	"Despite the snow,", "As in previous years,", "In our view,",
	"Asked about the crown,", "Turning to the railway,",
};

LIST(quotes) = {
	"a matter of weeks", "no surprise to anyone", "a step forward",
	"not the end of the world", "business as usual", "a rent among cousins",
	"too little and too late", "an open door", "a question of honor",
	"the only possible way", "what the people want", "file it under poetry",
	"as soon as the snow melts", "neither here nor there",
	"forty meters of concrete", "patience of the railway",
};

LIST(months) = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
};

LIST(headings) = {
	"Background", "The Economy", "Next Steps", "The Election",
	"Parliament Returns", "A Question of Money", "The Railway",
	"The View from the Palace", "Customs and Tariffs",
	"What the Government Wants", "Opposition Reactions",
	"The Crown", "Human Rights", "Security Concerns", "Border Issues",
	"Who Pays for the Tunnel?", "Energy", "Media Coverage",
	"Relations with Graustark", "Trade", "Looking Ahead",
	"Land Reform: Promises and Delays", "The Summit",
	"Apples, Cheese and Other Exports", "The Military", "Corruption",
	"A Meeting with the Minister", "Visit of the Delegation",
	"The Strike at the Border", "Regional Cooperation",
};

LIST(passing_lines) = {
	"STATE FOR EUR/RUR (CRUMB)", "DEPT FOR EUR/RUR", "STATE PASS TO USTR",
	"DEPT FOR EUR AND EB/TRA", "TREASURY FOR OASIA",
	"STATE FOR EUR/RUR AND INR", "DEPT PASS USAID",
	"STATE PASS TO COMMERCE FOR 4212/HARKAVY", "USDOC FOR 4232",
	"NSC FOR OAKHANGER", "DEPT FOR P, EUR AND NEA",
};

/* %N actor, %T title and name, %n noun, %s plural, %a adjective, %v said,
 * %t did, %b to do, %d adverb, %p place, %c country, %m month and day,
 * %y year, %# number, %$ money, %o agency, %q %Q quotation, %r reference,
 * %x a name that was taken out. */
LIST(sentences) = {
	"%N %v that the %a %n would %b the %n.",
	"%N %d %t the %n in %p.",
	"%T %v that %c would %b the %n before %m.",
	"The %n is %a and %a, but %N %t it %d.",
	"%N %v that the %s in %p were %a.",
	"On %m, %N %t a %a %n with %# %s.",
	"%O %N %d %t the %a %n.",
	"%N and %N %t the %n, which had been %a since %y.",
	"There are %# %s in %p, and %N %v that they would %b the %n.",
	"%T %v that the %n was %q and %t it.",
	"%N %t the %a %n of the %n on %m and %v that %s from %c would %d %b it.",
	"We understand that %N %t %# %a %s.",
	"The %a %s asked %N to %b the %n and to %b the %s.",
	"%T, who %t the %n in %y, %v that %# percent of the %s were from %p.",
	"%N asked whether %c would %b the %n; %T %v that it would not.",
	"%O %N plans to %b the %n, the %n and the %a %s.",
	"The %n will cost %$ and %N %v that %c would finance it.",
	"The %o and %N %t the %n (%r).",
	"%T -- who %d %t the %s -- %v that the %n was %a.",
	"It is %a to %b the %n without %a %s, %N %v.",
	"%N expects the %n to %b %# %s by %y.",
	"%O the %n of %p %t the %s.",
	"Neither the %n nor the %s %t the %a %n.",
	"%T (please protect) %v that %N would %b the %n.",
	"In %y, %c %t %# %a %s, compared with %# the year before.",
	"The %n's %s %d %t %N's %n.",
	"%N told %x that the %n was %a.",
	"%Q %T %v, as %N %t the %n.",
	"%O the %o %n and the %n of %c are %a.",
	"Several %s %v that %p is a %a %n for %s, %s and %s.",
	"The %s will %b a %a %n, and the %n will %b the %a %s of %p.",
	"This is the %a %n of the %n, and %N %v that no %n is as %a.",
};

LIST(items) = {
	"a %a %n in %p", "the %n of the %s", "%# %s from %c",
	"the %a %n of %y", "more %s for the %n", "no %a %n without %N",
	"a %n between %c and %c, with %a %s", "the %s of %p",
	"a timetable for the %a %n", "%$ for the %n",
};

LIST(subjects) = {
	"%c: %a %n on %n", "%c: %N %t %n", "%N %t the %n of %p",
	"%T on %s, %s and the %n", "%a %n in %p", "demarche on %a %n: %c",
	"%c's %a %n and the %n: %N reacts", "%p: %s demand %a %n",
	"%T's %m meeting with %N", "scenesetter for the visit of %T",
	"%c's %n: %q", "%y %n report for %p", "%N on %n, %n, and %n",
};

#endif
