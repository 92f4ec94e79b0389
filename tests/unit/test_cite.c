/* Citations: archive/cite.h.  Telegrams are invented; what is wanted was
 * written by hand from the styles' own rules. */
#include "archive/cite.h"
#include "archive/cite_parts.h"
#include "test.h"

#include <stdlib.h>

#define PLAIN \
	"O 021036Z OCT 07\n" \
	"FM AMEMBASSY STRELSAU\n" \
	"TO SECSTATE WASHDC IMMEDIATE\n\n" \
	"C O N F I D E N T I A L STRELSAU 000756\n\n" \
	"E.O. 12958: DECL: 10/02/2017\n" \
	"TAGS: PREL, QR\n" \
	"SUBJECT: THE TUNNEL IS LATE\n\n" \
	"1. (C) The tunnel is late. The Minister, who saw the late\n" \
	"tunnel, was not amused.\n\n" \
	"2. (C) Tunnel workers rested.\n" \
	"FOTHERGILL\n"

#define ODD \
	"R 031200Z NOV 06\n" \
	"FM AMCONSUL EDELWEISS\n" \
	"TO SECSTATE WASHDC\n" \
	"AMEMBASSY STRELSAU\n" \
	"AMEMBASSY ZENDA\n\n" \
	"UNCLAS EDELWEISS 000012\n\n" \
	"E.O. 12958: N/A\n" \
	"TAGS: ECON, QG\n" \
	"SUBJECT: \"R&D\" AT 50% OF {COST}: $3_5 #1?\n\n" \
	"1. Costs.\n" \
	"MIRK\n"

static struct reftel_telegram *
read_text(const char *text)
{
	const struct reftel_options o = { .name = "x.txt" };
	struct reftel_reader *r = reftel_reader_mem(&o, text, strlen(text));
	struct reftel_telegram *t = NULL;

	if (r == NULL || reftel_reader_next(r, &t) != REFTEL_OK)
		abort();
	reftel_reader_free(r);
	return t;
}

static void
cited_as(const char *text, enum cite_style style,
    const struct cite_where *where, const char *want)
{
	struct reftel_telegram *t = read_text(text);
	struct buf b = { 0 };

	cite_write(&b, style, t, where);
	CHECK_STR(str_make(b.p, b.n), want);
	buf_free(&b);
	reftel_telegram_free(t);
}

static const struct cite_where whole = { .id = "07STRELSAU756",
	.file = "/home/somebody/cables/07.tar", .member = "756.txt",
	.sha256 = "00112233445566778899aabbccddeeff" };
static const struct cite_where second = { .id = "07STRELSAU756",
	.file = "756.txt", .paragraph = 2 };

static void
chicago(void)
{
	cited_as(PLAIN, CITE_CHICAGO, &whole,
	    "Embassy Strelsau to Department of State, telegram 756 "
	    "(07STRELSAU756), \xE2\x80\x9CThe Tunnel Is Late,\xE2\x80\x9D "
	    "October 2, 2007, 1036Z, Confidential, copy in 07.tar, "
	    "756.txt.\n");
	cited_as(PLAIN, CITE_CHICAGO, &second,
	    "Embassy Strelsau to Department of State, telegram 756 "
	    "(07STRELSAU756), \xE2\x80\x9CThe Tunnel Is Late,\xE2\x80\x9D "
	    "October 2, 2007, 1036Z, Confidential, para. 2, copy in "
	    "756.txt.\n");
	/* Marks inside quotation marks become single. */
	cited_as(ODD, CITE_CHICAGO, NULL,
	    "Consulate Edelweiss to Department of State and others, telegram "
	    "12 (06EDELWEISS12), \xE2\x80\x9C\xE2\x80\x98R&D\xE2\x80\x99 at "
	    "50% of {Cost}: $3_5 #1?,\xE2\x80\x9D November 3, 2006, 1200Z, "
	    "Unclassified.\n");
}

static void
apa(void)
{
	/* "late" is small in the text, "Tunnel" only begins a sentence with
	 * a capital. */
	cited_as(PLAIN, CITE_APA, &whole,
	    "U.S. Embassy Strelsau. (2007, October 2). The tunnel is late "
	    "(07STRELSAU756) [Telegram 756 to Department of State, 1036Z; "
	    "Confidential]. Copy in 07.tar, 756.txt.\n");
	cited_as(PLAIN, CITE_APA, &second,
	    "U.S. Embassy Strelsau. (2007, October 2). The tunnel is late "
	    "(07STRELSAU756) [Telegram 756 to Department of State, 1036Z; "
	    "Confidential]. Copy in 756.txt.\n"
	    "In text: (U.S. Embassy Strelsau, 2007, para. 2)\n");
}

static void
mla(void)
{
	cited_as(PLAIN, CITE_MLA, &whole,
	    "United States, Embassy Strelsau. \xE2\x80\x9CThe Tunnel Is "
	    "Late.\xE2\x80\x9D Telegram 756 to Department of State, "
	    "07STRELSAU756, 2 Oct. 2007, 1036Z. Copy in 07.tar, 756.txt. "
	    "Confidential.\n");
	cited_as(ODD, CITE_MLA, NULL,
	    "United States, Consulate Edelweiss. \xE2\x80\x9C\xE2\x80\x98R&D"
	    "\xE2\x80\x99 at 50% of {Cost}: $3_5 #1?\xE2\x80\x9D Telegram 12 "
	    "to Department of State and others, 06EDELWEISS12, 3 Nov. 2006, "
	    "1200Z. Unclassified.\n");
}

static void
bibtex(void)
{
	cited_as(ODD, CITE_BIBTEX, NULL,
	    "@misc{06EDELWEISS12,\n"
	    "  author = {{Consulate Edelweiss}},\n"
	    "  title = {{``R\\&D'' at 50\\% of \\textbraceleft{}Cost"
	    "\\textbraceright{}: \\$3\\_5 \\#1?}},\n"
	    "  howpublished = {Telegram 12 to Department of State and "
	    "others},\n"
	    "  number = {06EDELWEISS12},\n"
	    "  year = {2006},\n"
	    "  month = nov,\n"
	    "  day = {3},\n"
	    "  note = {Unclassified; 1200Z},\n"
	    "  keywords = {ECON, QG}\n"
	    "}\n");
	/* A key has no characters that BibTeX or TeX would trip over. */
	cited_as(ODD, CITE_BIBTEX, &(struct cite_where){
	    .id = "06EDELWEISS12~2" },
	    "@misc{06EDELWEISS12-2,\n"
	    "  author = {{Consulate Edelweiss}},\n"
	    "  title = {{``R\\&D'' at 50\\% of \\textbraceleft{}Cost"
	    "\\textbraceright{}: \\$3\\_5 \\#1?}},\n"
	    "  howpublished = {Telegram 12 to Department of State and "
	    "others},\n"
	    "  number = {06EDELWEISS12\\textasciitilde{}2},\n"
	    "  year = {2006},\n"
	    "  month = nov,\n"
	    "  day = {3},\n"
	    "  note = {Unclassified; 1200Z},\n"
	    "  keywords = {ECON, QG}\n"
	    "}\n");
}

static void
ris(void)
{
	cited_as(ODD, CITE_RIS, &(struct cite_where){ .id = "06EDELWEISS12",
	    .file = "a.csv", .sha256 = "00112233445566" },
	    "TY  - PCOMM\r\n"
	    "ID  - 06EDELWEISS12\r\n"
	    "AU  - Consulate Edelweiss\r\n"
	    "A2  - Department of State\r\n"
	    "A2  - Embassy Strelsau\r\n"
	    "A2  - Embassy Zenda\r\n"
	    "TI  - \"R&D\" at 50% of {Cost}: $3_5 #1?\r\n"
	    "PY  - 2006\r\n"
	    "DA  - 2006/11/03/\r\n"
	    "M3  - Telegram 12\r\n"
	    "AN  - 06EDELWEISS12\r\n"
	    "N1  - Unclassified; 1200Z; read from a.csv (transmission, "
	    "SHA-256 001122334455)\r\n"
	    "KW  - ECON\r\n"
	    "KW  - QG\r\n"
	    "ER  - \r\n");
}

static void
csl(void)
{
	cited_as(PLAIN, CITE_CSL, &second,
	    "[\n{\"id\":\"07STRELSAU756\",\"type\":\"personal_communication\","
	    "\"genre\":\"Telegram\",\"number\":\"756\",\"author\":[{\"literal"
	    "\":\"Embassy Strelsau\"}],\"recipient\":[{\"literal\":\""
	    "Department of State\"}],\"title\":\"The Tunnel Is Late\","
	    "\"issued\":{\"date-parts\":[[2007,10,2]]},\"note\":\""
	    "Confidential; 1036Z; para. 2; read from 756.txt (transmission)"
	    "\",\"keyword\":\"PREL, QR\"}\n]\n");
}

/* What is lacking is left out, in every style. */
static void
lacking(void)
{
	static const char piece[] = "2. (C) The goat has been interviewed.\n";

	cited_as(piece, CITE_CHICAGO, NULL, "Telegram.\n");
	cited_as(piece, CITE_CHICAGO, &(struct cite_where){
	    .id = "sha256:0123456789ab", .file = "goat.txt" },
	    "Telegram (sha256:0123456789ab), copy in goat.txt.\n");
	cited_as(piece, CITE_APA, NULL, "[Telegram]. (n.d.).\n");
	cited_as(piece, CITE_MLA, NULL, "Telegram.\n");
	cited_as(piece, CITE_BIBTEX, NULL,
	    "@misc{telegram,\n  howpublished = {Telegram}\n}\n");
	cited_as(piece, CITE_RIS, NULL,
	    "TY  - PCOMM\r\nM3  - Telegram\r\nER  - \r\n");
	cited_as(piece, CITE_CSL, NULL, "[\n{\"id\":\"telegram\",\"type\":"
	    "\"personal_communication\",\"genre\":\"Telegram\"}\n]\n");
}

/* Several in one file. */
static void
several(void)
{
	struct reftel_telegram *t = read_text("1. A goat.\n");
	struct buf b = { 0 };

	cite_begin(&b, CITE_CSL);
	cite_next(&b, CITE_CSL, true, t, NULL);
	cite_next(&b, CITE_CSL, false, t, NULL);
	cite_end(&b, CITE_CSL);
	CHECK_STR(str_make(b.p, b.n), "[\n{\"id\":\"telegram\",\"type\":"
	    "\"personal_communication\",\"genre\":\"Telegram\"},\n{\"id\":"
	    "\"telegram\",\"type\":\"personal_communication\",\"genre\":"
	    "\"Telegram\"}\n]\n");
	buf_free(&b);
	reftel_telegram_free(t);
}

static void
sentence_is(const char *text, const char *title, const char *want)
{
	struct reftel_telegram *t = read_text(text);
	struct buf b = { 0 };

	cite_sentence_case(&b, t, str_from(title));
	CHECK_STR(str_make(b.p, b.n), want);
	buf_free(&b);
	reftel_telegram_free(t);
}

static void
sentence_case(void)
{
	/* capital inside a sentence: it may be a name */
	sentence_is(PLAIN, "The Minister on Late Tunnels",
	    "The Minister on late Tunnels");
	/* the text has nothing but capitals: nothing is known */
	sentence_is("1. THE TUNNEL IS LATE.\n", "A Late Tunnel",
	    "A Late Tunnel");
	/* a subtitle begins with a capital */
	sentence_is(PLAIN, "UK: Late Tunnel", "UK: Late tunnel");
}

static const struct test tests[] = {
	TEST(chicago), TEST(apa), TEST(mla), TEST(bibtex), TEST(ris),
	TEST(csl), TEST(lacking), TEST(several), TEST(sentence_case)
};
TEST_MAIN(tests)
