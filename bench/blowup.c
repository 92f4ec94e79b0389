/*
 * Makes input in which one thing comes over and over again, which would blow
 * up a reader that works with the square of its input.
 *
 *	blowup KIND BYTES	about so many bytes of that kind
 *	blowup list		the kinds
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char heading[] =
    "VZCZCQSO0012\nOO RUEHC\nDE RUEHQS #0012 0011200\nZNY CCCCC ZZH\n"
    "O 011200Z JAN 08\nFM AMEMBASSY STRELSAU\n"
    "TO RUEHC/SECSTATE WASHDC IMMEDIATE 0001\n";
static const char class_line[] = "C O N F I D E N T I A L STRELSAU 000012\n\n";
static const char text_header[] =
    "C O N F I D E N T I A L STRELSAU 000012\n\nSIPDIS\n\n"
    "E.O. 12958: DECL: 01/01/2018\nTAGS: PGOV, PREL\n"
    "SUBJECT: THE KING IS WELL\n\nREF: ZENDA 5\n\n"
    "Classified By: Ambassador Jane Roe, Reason 1.4 (b).\n\n";
static const char page[] = "<html><body><code><pre>";
static const char document[] = "<div type=\"document\"><head>1. Telegram 9 "
    "From the Embassy in Austria to the Department of State</head>\n";
static const char document_source[] = "<div type=\"document\"><head>1. Telegram "
    "9 From the Embassy in Austria<note type=\"source\">";
static const char row[] = "\"1\",\"1/1/2008 12:00\",\"08STRELSAU12\","
    "\"Embassy Strelsau\",\"CONFIDENTIAL\",\"\",\"";

static const char smart[] = "UNCLASSIFIED\n\nMRN: 10 STRELSAU 12\n"
    "Date/DTG: Jan 01, 2010 / 011200Z JAN 10\nFrom: AMEMBASSY STRELSAU\n"
    "Action: WASHDC, SECSTATE ROUTINE\nTAGS: PGOV\n";
static const char smart_text[] = "Subject: The King\n\n1. (U) He is well.\n";
#define RELEASE_PAGE "UNCLASSIFIED U.S. Department of State Case No. " \
    "F-2010-00001 Doc No. C05000001 Date: 01/01/2014"
static const char paper[] = "INCOMING TELEGRAM\nRec'd: May 9, 1963\n"
    "FROM: STRELSAU\nNO: 5, MAY 9, 3 PM\n";

/* What stands before, what is repeated (the two in turn: a format for the
 * number of the turn and a text), and what stands behind. */
static const struct kind {
	const char *name, *before[3], *turn, *again, *behind;
} table[] = {
	{ "telegrams", { "" }, "VZCZCQSO%04u\nOO RUEHC\nDE RUEHQS #0012 0011200"
	    "\nZNY CCCCC ZZH\nO 011200Z JAN 08\nFM AMEMBASSY STRELSAU\nTO "
	    "RUEHC/SECSTATE WASHDC\nBT\nUNCLAS STRELSAU 000012\n\n",
	    "SUBJECT: THE KING IS WELL\n\n1. He is.\n\nROE\nBT\n#0012\nNNNN\n\n",
	    "" },
	{ "rows", { "" }, "\"%u\",\"1/1/2008 12:00\",\"08STRELSAU12\",",
	    "\"Embassy Strelsau\",\"CONFIDENTIAL\",\"\",\"\",\"UNCLAS STRELSAU "
	    "000012\nSUBJECT: X\n\n1. So.\"\n", "" },
	{ "blocks", { "---\nid: \"08STRELSAU12\"\n---\n\n", class_line },
	    "\n---\nid: \"%u\"\n", "title: \"\"\n---\nSo.\n", "" },
	{ "long-text", { heading, text_header, "1. (C) " },
	    "The King of Ruritania said on day %u that he was ",
	    "well,\nthat his cousin was not, and that he knew why.  ",
	    "\n\nROE\n" },
	{ "long-line", { heading, text_header, "1. (C) " },
	    "THE KING (WHO IS WELL) SAID: %u. REF A; ", "TAGS, ", "" },
	{ "lines", { heading, text_header }, "%u", "\n", "" },
	{ "blanks", { heading, text_header }, NULL, "               \n", "" },
	{ "paragraphs", { heading, text_header }, "%u. (U) So.\n\n", "",
	    "ROE\n" },
	{ "headings", { heading, text_header }, "--------\nTHE KING %u\n",
	    "--------\n\n1. (C) COMMENT: So.\n\n", "" },
	{ "summaries", { heading, text_header }, "%u. (C) SUMMARY: Well.\n\n",
	    "", "" },
	{ "lists", { heading, text_header, "1. (C) Thus:\n" }, "-- item %u\n",
	    "(a) a thing;\n", "" },
	{ "refs", { heading, class_line, "SUBJECT: X\n\nREF: " },
	    "A. ZENDA %u\n     ", "B. 07 PARIS 5 (NOTAL)\n     ",
	    "\n\n1. (C) So.\n" },
	{ "ref-list", { heading, class_line, "SUBJECT: X\n\nREF: 07 ZENDA 1" },
	    ", %u", "", " AND PREVIOUS\n\n1. (C) So.\n" },
	{ "ref-blocks", { heading, class_line, "SUBJECT: X\n\n" },
	    "REF: ZENDA %u\n\n", "", "1. (C) So.\n" },
	{ "ref-long", { heading, class_line, "SUBJECT: X\n\nREF: " },
	    "SMITH-JONES E-MAIL OF %u ", "AND ", "\n\n1. (C) So.\n" },
	{ "tags", { heading, class_line, "TAGS: PGOV" }, ", %u",
	    ", PREL, QQQ", "\nSUBJECT: X\n\n1. (C) So.\n" },
	{ "tags-glued", { heading, class_line, "TAGS: " }, NULL,
	    "PGOVPRELKDEM", "\nSUBJECT: X\n\n1. (C) So.\n" },
	{ "tags-persons", { heading, class_line, "TAGS: OVIP" },
	    " CLINTON HILLARY%u", " (", "\nSUBJECT: X\n\n1. (C) So.\n" },
	{ "subject", { heading, class_line, "SUBJECT: " },
	    "THE KING OF RURITANIA AND THE UN%u ARE\n", "WELL AND ",
	    "\n\n1. (C) So.\n" },
	{ "addressees", { heading }, "RUEHQZ/AMCONSUL ZENDA PRIORITY %04u\n",
	    "", text_header },
	{ "exempted", { heading, "RUEHQX/NEIGHBORS COLLECTIVE\n" },
	    "XMT AMCONSUL ZENDA\nZEN/AMEMBASSY PARIS %u\n", "", text_header },
	{ "routing", { "VZCZCQSO0012\nOO" }, " RUEHQZ", "\nRUEHQE",
	    "\nDE RUEHQS #0012 0011200\n" },
	{ "captions", { heading, class_line }, NULL,
	    "SIPDIS\nNOFORN\nDEPT FOR EUR/RU\nPLEASE PASS TO ZENDA\n",
	    "\nSUBJECT: X\n\n1. (C) So.\n" },
	{ "orders", { heading, class_line }, "E.O. 12958: DECL: 01/01/%u\n",
	    "", "SUBJECT: X\n\n1. (C) So.\n" },
	{ "classifiers", { heading, class_line, "SUBJECT: X\n\n" },
	    "Classified By: Ambassador Jane Roe %u, Reasons 1.4 (b), ",
	    "(d) and by DCM John Doe for reasons 1.5\n", "\n1. (C) So.\n" },
	{ "page-lines", { heading, text_header, "1. (C) The King said\n" },
	    "STRELSAU 00000012  %03u OF 999\nthat he\n",
	    "CONFIDENTIAL\n\nPAGE 02        STRELS  00012  011200Z\nwas\n",
	    ".\n\nROE\n" },
	{ "sections", { heading },
	    "UNCLAS SECTION %02u OF 99 STRELSAU 000012\n\n1. (C) So.\n\n",
	    heading, "" },
	{ "redactions", { heading, text_header, "1. (C) " },
	    "XXXXXXXXXXXX [b1] %u ", "", "" },
	{ "damage", { heading, text_header, "1. (C) " },
	    "The voter,s list %u is &open8 ", "] ", "" },
	{ "brackets", { heading, text_header }, NULL,
	    "((((((((((((((((((((((((((((((((\n", "" },
	{ "signatures", { heading, text_header }, "ROE\n%u\n", "DOE\n\n", "" },
	{ "class-lines", { heading }, "UNCLAS STRELSAU %06u\n",
	    "C O N F I D E N T I A L\n", "" },
	{ "bt", { heading }, "BT\n#%04u\n", "NNNN\n", "" },
	{ "tags-open", { page, heading }, NULL, "<b><a href='x'><span>", "" },
	{ "tags-broken", { page, heading }, NULL, "<a href='<", "" },
	{ "entities", { page, heading }, "&#%u;",
	    "&eacute;&unknown;&amp;&", "" },
	{ "comments", { page, heading }, NULL, "<!-- <!-", "" },
	{ "captions", { heading, class_line }, "NODIS ", "EXDIS ",
	    "FOR THE KING\n\n1. So.\n" },
	{ "pairs", { "<html><body><table id=\"synopsis\">" },
	    "<tr><td class=\"s_key\">Key %u</td>",
	    "<td class=\"s_val\">PFOR - Politics | RU</td></tr>\n", "" },
	{ "tabs", { "<table id=\"synopsis\"><div class=\"s_key\">Date</div>"
	    "<div class=\"s_val\">1975 January 1</div></table>" },
	    "<div class=\"text\">%u", "<div>King</div>", "" },
	{ "pre", { "<html><body>" }, "<code><pre>%u", "</pre></code>", "" },
	{ "table", { "<html><body><table class='cable'>" },
	    "<tr><td>%u</td>", "<th>Origin</th>", "" },
	{ "csv-quotes", { row }, NULL, "\\\"\\\\\"\" \",", "" },
	{ "csv-open", { row }, "%u,\n", "\n\"", "" },
	{ "pages", { "Message Text\n", heading, text_header },
	    "UNCLASSIFIED\n\nPAGE %02u  STRELS  00012  011315Z\n\nTHE KING\n",
	    "Declassified/Released US Department of State EO Systematic "
	    "Review 30 JUN 2005\n", "" },
	{ "record-sections", { "Message Text\n" },
	    "CONFIDENTIAL\nPAGE 01  STRELS  00012  %02u OF 99 011315Z\n",
	    "R 011200Z JAN 78\nFM AMEMBASSY STRELSAU\nS E C R E T SECTION 2 "
	    "OF 99 STRELSAU 12\nTAGS: QR\nTHE KING.\nROE\nNNN\n", "" },
	{ "attributes", { "Message Text\nUNCLAS STRELSAU 12\n1. SO.\n"
	    "Message Attributes\nSubject: X\n" }, "TAGS: A%u, (ROE, JANE)\n",
	    "To: A     B\nSubject: Y\n", "" },
	{ "attribute-words", { "Message Text\nUNCLAS STRELSAU 12\nTAGS: PGOV\n"
	    "SUBJECT: X\n1. SO.\nMessage Attributes\nDocument Number: "
	    "1974STRELS00012\nReference: 74 ZENDA 1" }, ", 74 ZENDA %u", "",
	    "\nSubject: X\nTAGS: PGOV\n" },
	{ "unknown-keys", { "Message Text\nUNCLAS STRELSAU 12\n"
	    "Message Attributes\nCopy: X\n" }, "Goat Key: %u\n", "", "" },
	{ "records", { "" }, "Message Text\nUNCLAS STRELSAU %04u\n",
	    "1. SO.\nMessage Attributes\nCopy: SINGLE\n", "" },
	{ "psv", { "doc_nbr|origclass|subject|body\n" },
	    "1974STRELS%05u|SECRET|THE KING|", "1.  HE IS.  2.  SO.\n", "" },
	{ "psv-text", { "doc_nbr|origclass|subject|body\n1|2|3|" },
	    "TO  FM  E.O. 1  %u  ", "ACTION X-00 PAGE 01 ", "\n" },
	{ "list", { "<table id=\"queryResults\"><tr><th>Document Number</th>"
	    "<th>Subject</th><th>TAGS</th></tr>" }, "<tr><td>1974STRELS%05u",
	    "</td><td>X</td><td>PGOV</td></tr>\n", "</table>" },
	{ "xml", { "<records>" }, "<record><doc_nbr>1974STRELS%05u</doc_nbr>",
	    "<msgtext>UNCLAS STRELSAU 12\n1. SO.</msgtext></record>\n",
	    "</records>" },
	{ "xml-open", { "<records><record><doc_nbr>1</doc_nbr>" },
	    "<a%u>", "<![CDATA[<", "" },
	{ "csv-broken", { "" }, "\"%u\",\"1/1/2008 12:00\",\"08\n", "", "" },
	{ "links", { "---\ntitle: x\n---\n# 08STRELSAU12\n\n" },
	    "[%u](#) ", "[a](b [c](\\_d) **e ", "" },
	{ "front-matter", { "---\n" }, "key%u: value\n", "tags: [a, b]\n",
	    "---\n# 08STRELSAU12\n" },
	{ "documents", { "<TEI><body>" }, "<div type=\"document\"><head>Telegram "
	    "%u From the Embassy in Austria</head><p>", "1. So.</p></div>\n",
	    "" },
	{ "other-documents", { "<TEI><body>" }, "<div type=\"document\"><head>"
	    "Letter %u</head><p>", "Dear Florian</p></div>\n", "" },
	{ "editors", { "<TEI><body>" }, "<div type=\"section\"><p>%u</p>",
	    "</div>\n", document },
	{ "elements", { document }, "<p>%u<hi>", "a</gloss> ", "</div>" },
	{ "elements-deep", { document }, NULL, "<list><item>", "</div>" },
	{ "elements-closed", { document }, NULL, "</list>", "</div>" },
	{ "footnotes", { document, "<p>9. So" }, "<note n=\"%u\"><note>",
	    "see</note> ", "</p></div>" },
	{ "xml-comments", { document }, NULL, "<!--<![CDATA[<?<", "" },
	{ "xml-lines", { document, "<p>PAGE 01 VIENNA 00009</p>" },
	    "<p>THE KING %u SECRET</p>", "<p>PAGE 02 VIENNA 00009</p>",
	    "</div>" },
	{ "xml-attributes", { document }, "<p a=\"%u\" ", "b='<'c=>d", "" },
	{ "repetitions", { document_source }, "Repeated to Bonn %u, Rome, ",
	    "and London. Secret; Exdis. ", "</note></head></div>" },
	{ "latin1", { heading, text_header, "1. (C) " }, NULL,
	    "caf\xe9 \x92 na\xefve \xb6 ", "" },
	{ "twice", { heading, text_header, "1. (C) " }, NULL,
	    "caf\xc3\x83\xc2\xa9 \xc3\x82\xc2\xb6 ", "" },
	{ "returns", { heading, text_header, "1. (C) " }, NULL,
	    "the King\r\r\nis\rwell\r\n\r", "" },
	{ "release-pages", { smart, smart_text }, "The King said %u\n",
	    RELEASE_PAGE "\n\n\f" RELEASE_PAGE "\n\n", "" },
	{ "release-page-in-line", { smart, smart_text }, "he said %u ",
	    RELEASE_PAGE " ", "" },
	{ "release-page-broken", { smart, smart_text },
	    "U.S. Department of State Case No. \n%u\n",
	    "Classified by DAS, Class: X Declassify on\nRELEASE IN\n", "" },
	{ "release-codes", { smart, smart_text },
	    "He said %u               B6\n", "1.4(B)\n1.4(D), B1\n\n", "" },
	{ "release-documents", { "" }, "UNCLASSIFIED U.S. Department of State "
	    "Case No. F-2010-00001 Doc No. C%08u Date: 01/01/2014\n",
	    "DENIED IN FULL\nSUBJECT: X\n", "" },
	{ "release-sheet", { RELEASE_PAGE "\nDENIED IN FULL\n" },
	    "FIELD %u: x\n", "SUBJECT: x\n", "" },
	{ "release-draft", { RELEASE_PAGE "\nUNCLASSIFIED\nEUR:ROE\nS:DOE\n" },
	    "EUR:ROE%u ", "DOE          CLR 1: X\n", "TAGS: PGOV\n" },
	{ "release-draft-to", { RELEASE_PAGE "\nUNCLASSIFIED\n" },
	    "ROUTINE ZENDA%u, ", "STRELSAU +\n", "TAGS: PGOV\n" },
	{ "smart-labels", { smart }, "Subject: %u\n", "MRN:\nDate/DTG:\n", "" },
	{ "smart-no-subject", { smart, "Captions: " }, "CAP%u, ", "SIPDIS,\n",
	    "" },
	{ "smart-passing", { smart, "Pass Line: " }, "ZENDA FOR %u\n", "and\n",
	    "" },
	{ "smart-info", { smart, smart_text, "Signature: ROE\nInfo: " },
	    "ZENDA, AMCONSUL ROUTINE; Roe, Jane %u ROUTINE;\n",
	    "HQ, AMEMBASSYRounNE; ", "" },
	{ "smart-cover", { "" }, "From: %u\n", "Subject: UNCLASSIFIED\n",
	    "UNCLASSIFIED\nMRN: 10 STRELSAU 12\nDate/DTG:\nSubject: x\n" },
	{ "paper-pages", { paper }, "EUR he said %u\nSS\n",
	    "REPRODUCTION FROM THIS COPY\nSECRET\n\n-2- 5, MAY 9\n", "" },
	{ "papers", { "" }, "OUTGOING TELEGRAM\nACTION: ZENDA %u\n",
	    "The King is well.\n\nROE\n", "" },
	{ "broken-utf8", { heading, text_header, "1. (C) \xe2\x80\x9c" }, NULL,
	    "\xe2\x80 \xff \xc3", "" },
};
enum { KINDS = sizeof(table) / sizeof(table[0]) };

/* So that a kind may hold text with a percent sign nowhere else. */
static size_t
put_turn(const char *format, unsigned turn)
{
	const char *percent = strchr(format, '%');
	char number[16];
	size_t n = percent == NULL ? strlen(format) :
	    (size_t)(percent - format);
	int digits;

	fwrite(format, 1, n, stdout);
	if (percent == NULL)
		return n;
	digits = snprintf(number, sizeof(number), "%0*u",
	    percent[1] == '0' ? percent[2] - '0' : 1, turn);
	fputs(number, stdout);
	percent = strpbrk(percent, "u");
	fputs(percent + 1, stdout);
	return n + (size_t)digits + strlen(percent + 1);
}

static void
make(const struct kind *k, size_t wanted)
{
	size_t written = 0;

	for (size_t i = 0; i < 3 && k->before[i] != NULL; i++)
		fputs(k->before[i], stdout);
	for (unsigned turn = 1; written < wanted; turn++) {
		if (k->turn != NULL)
			written += put_turn(k->turn, turn);
		fputs(k->again, stdout);
		written += strlen(k->again);
	}
	fputs(k->behind, stdout);
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "list") == 0) {
		for (size_t i = 0; i < KINDS; i++)
			puts(table[i].name);
		return 0;
	}
	for (size_t i = 0; argc == 3 && i < KINDS; i++)
		if (strcmp(table[i].name, argv[1]) == 0) {
			make(&table[i], (size_t)strtoull(argv[2], NULL, 10));
			return fflush(stdout) != 0;
		}
	fprintf(stderr, "usage: blowup KIND BYTES, or blowup list\n");
	return 2;
}
