/*
 * stress: inputs in which one small thing comes over and over again, and
 * would show a reader whose work grows faster than its input.  They are
 * those of which a telegram is made and those that a form can be broken
 * with; blowup.c has more, of a larger build.
 *
 *	stress KIND BYTES	about so many bytes of that kind
 *	stress list		the kinds
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADING "VZCZCXQO0012\nOO RUEHC\nDE RUEHQS #0012/01 0011200\n" \
	"ZNY CCCCC ZZH\nO 011200Z JAN 08\nFM AMEMBASSY STRELSAU\n" \
	"TO RUEHC/SECSTATE WASHDC IMMEDIATE 0001\n\n"
#define CLASS "C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 000012\n\n"
#define ORDER "E.O. 12958: DECL: 01/01/2018\n"
#define TAGS "TAGS: PGOV, PREL\n"
#define SUBJECT "SUBJECT: THE KING IS WELL\n\n"
#define FRONT HEADING CLASS ORDER TAGS SUBJECT
#define BODY FRONT "1. (C) "
#define PAGE "<h3>Viewing cable 08STRELSAU12, THE KING</h3>\n<table " \
	"class='cable'>\n<tr><th>Reference ID</th></tr>\n<tr>\n<td>\n"
#define PRE "<code><pre>" BODY
#define MARKS HEADING CLASS ORDER "TAGS: [PGOV](#)\n" SUBJECT "[1](#)1. (C) "
#define ROW "\"1\",\"1/1/2008 12:00\",\"08STRELSAU12\",\"Embassy Strelsau\"," \
	"\"CONFIDENTIAL\",\"\",\"" HEADING "\",\"" CLASS ORDER TAGS SUBJECT
#define MIRROR "08STRELSAU12\nTHE KING\nTue Jan 01 00:00:00 +0100 2008\n" \
	"CONFIDENTIAL\nEmbassy Strelsau\n"

/* What stands before, and what is repeated: a format for the turn. */
static const struct {
	const char *name, *before, *again;
} table[] = {
	/* the text */
	{ "number-1", FRONT, "1. (C) So.\n\n" },
	{ "number-again", FRONT, "1. (C) So it is.\n2. (C) And so.\n" },
	{ "number-1n", FRONT, "1%u. (C) So.\n\n" },
	{ "number-inner", BODY, "So. %u. (C) And so, see " },
	{ "number-year", FRONT, "\xC2\xB6" "2007. So it was in the year\n" },
	{ "number-digit", BODY, "1" },
	{ "portion", BODY, "(C) " },
	{ "portion-open", BODY, "( C " },
	{ "comma-s", BODY, "People,s " },
	{ "comma", BODY, "," },
	{ "ampersand", BODY, "&" },
	{ "ampersand-word", BODY, "&word " },
	{ "ampersand-8", BODY, "&word8 " },
	{ "eight", BODY, "& a8 " },
	{ "redaction-x", BODY, "X" },
	{ "redaction-4", BODY, "XXXX " },
	{ "redaction-3", BODY, "XXX xxxx" },
	{ "bracket-square", BODY, "[" },
	{ "bracket-name", BODY, "[Name " },
	{ "bracket-round", BODY, "(" },
	{ "bracket-curly", BODY, " { " },
	{ "quote", BODY, "\"" },
	{ "hyphen", BODY, "cross-\nborder " },
	{ "hyphen-only", BODY, "-" },
	{ "dash", BODY, " -- " },
	{ "item", BODY, "-- so;\n" },
	{ "item-letter", BODY, "A. so;\n" },
	{ "rule", FRONT, "----------\n" },
	{ "rule-long", FRONT, "-" },
	{ "rule-star", FRONT, "*****\n\n" },
	{ "heading-bare", FRONT, "The King\n\n" },
	{ "heading-inline", FRONT, "The King --------\n\n" },
	{ "heading-long", FRONT, "The King and ---- " },
	{ "page-inline", BODY, "and STRELSAU 00000012  001.%u OF 002 so " },
	{ "page-almost", BODY, "STRELSAU 00000012 001 " },
	{ "page-station", BODY, "STRELSAU " },
	{ "page-old", FRONT, "CONFIDENTIAL\nPAGE 02 STRELS 00012  011200Z\n" },
	{ "page-word", FRONT, "PAGE 02\n" },
	{ "class-word", FRONT, "CONFIDENTIAL\n" },
	{ "class-spaced", BODY, "C O N F I D E N T I A L " },
	{ "class-section", FRONT,
	    "C O N F I D E N T I A L SECTION 02 OF 02 STRELSAU 000012\n" },
	{ "summary-word", BODY, "Summary: " },
	{ "summary-end", BODY, "End summary. " },
	{ "comment-word", BODY, "Comment: so. End comment. " },
	{ "begin-text", FRONT, "BEGIN TEXT\n" },
	{ "quote-word", FRONT, "QUOTE\nUNQUOTE\n" },
	{ "signature", FRONT, "ASHGROVE\n\n" },
	{ "signature-words", BODY, "So. ASHGROVE " },
	{ "visit", BODY, "Visit our web " },
	{ "letter-a", BODY, "a" },
	{ "capital-a", BODY, "A" },
	{ "word", BODY, "word " },
	{ "word-line", BODY, "word\n" },
	{ "blank", BODY, " " },
	{ "tab", BODY, "\t" },
	{ "line-end", BODY, "\n" },
	/* what stands before it */
	{ "ref-line", HEADING CLASS ORDER TAGS SUBJECT, "REF: \n" },
	{ "ref-word", HEADING CLASS ORDER TAGS SUBJECT "REF: ", "REF " },
	{ "ref-letter", HEADING CLASS ORDER TAGS SUBJECT "REF: ", "A. " },
	{ "ref-number", HEADING CLASS ORDER TAGS SUBJECT "REF: ", "12 AND " },
	{ "ref-year", HEADING CLASS ORDER TAGS SUBJECT "REF: ", "07 " },
	{ "ref-post", HEADING CLASS ORDER TAGS SUBJECT "REF: ", "ZENDA " },
	{ "ref-notal", HEADING CLASS ORDER TAGS SUBJECT "REF: ",
	    "ZENDA %u (NOTAL), " },
	{ "ref-mail", HEADING CLASS ORDER TAGS SUBJECT "REF: ",
	    "ROE-DOE E-MAIL 01/02/08, " },
	{ "ref-quote", HEADING CLASS ORDER TAGS SUBJECT "REF: ",
	    "ZENDA %u \"SO\" " },
	{ "ref-bracket", HEADING CLASS ORDER TAGS SUBJECT "REF: ZENDA 1 ",
	    "(" },
	{ "ref-many-lines", HEADING CLASS ORDER TAGS SUBJECT "REF: A. ZENDA 1\n",
	    "     B. ZENDA %u\n" },
	{ "classified-line", FRONT, "Classified By: Ambassador Jane Roe\n" },
	{ "classified-words", FRONT "Classified By: ",
	    "Classified by Jane Roe, " },
	{ "classified-reason", FRONT "Classified By: Jane Roe, ",
	    "Reason: 1.4 " },
	{ "classified-letter", FRONT "Classified By: Jane Roe, Reason 1.4 ",
	    "(b), " },
	{ "classified-title", FRONT "Classified By: ", "Deputy Chief " },
	{ "order-line", HEADING CLASS, "E.O. 12958: DECL: 01/01/2018\n" },
	{ "order-words", HEADING CLASS "E.O. 12958: DECL: ", "X1, " },
	{ "tags-line", HEADING CLASS ORDER, "TAGS: PREL\n" },
	{ "tags-unknown", HEADING CLASS ORDER "TAGS: ", "QZ%u, " },
	{ "tags-word", HEADING CLASS ORDER "TAGS: ", "TOLNAVIK " },
	{ "tags-bracket", HEADING CLASS ORDER "TAGS: ", "(" },
	{ "tags-one-word", HEADING CLASS ORDER "TAGS: ", "PRELPGOV" },
	{ "subject-line", HEADING CLASS ORDER TAGS, "SUBJECT: THE KING\n" },
	{ "subject-words", HEADING CLASS ORDER TAGS "SUBJECT: ", "THE KING " },
	{ "caption", HEADING CLASS, "SIPDIS\n" },
	{ "caption-line", HEADING CLASS, "SIPDIS NOFORN " },
	{ "passing", HEADING CLASS, "STATE FOR EUR/RUR\n" },
	{ "passing-line", HEADING CLASS, "STATE PASS TO " },
	{ "channel", "", "VZCZCXQO0012\n" },
	{ "channel-line", "", "VZCZCXQO0012 " },
	{ "routing-line", "VZCZCXQO0012\nOO ", "RUEHC " },
	{ "date-line", "", "O 011200Z JAN 08\n" },
	{ "from-line", "", "FM AMEMBASSY STRELSAU\n" },
	{ "to-line", "VZCZCXQO0012\nOO RUEHC\nO 011200Z JAN 08\n"
	    "FM AMEMBASSY STRELSAU\n", "TO RUEHC/SECSTATE WASHDC\n" },
	{ "to-word", "VZCZCXQO0012\nOO RUEHC\nO 011200Z JAN 08\n"
	    "FM AMEMBASSY STRELSAU\n", "AMEMBASSY " },
	{ "info-line", "VZCZCXQO0012\nOO RUEHC\nO 011200Z JAN 08\nFM "
	    "AMEMBASSY STRELSAU\nTO RUEHC/SECSTATE WASHDC\nINFO ",
	    "RUEHQZ/AMCONSUL ZENDA PRIORITY %04u\n" },
	{ "end-line", FRONT, "NNNN\n" },
	{ "bt-line", FRONT, "BT\n" },
	{ "serial-line", FRONT, "#0012\n" },
	/* HTML */
	{ "html-less", PRE, "<" },
	{ "html-open", PRE, "<a" },
	{ "html-name", PRE, "<a href='" },
	{ "html-tag", PRE, "<a href='/tag/PREL_0.html'>" },
	{ "html-anchor", PRE, "<a id='par1' href='#par1'>" },
	{ "html-close", PRE, "</a>" },
	{ "html-break", PRE, "<br>" },
	{ "html-entity", PRE, "&" },
	{ "html-number", PRE, "&#" },
	{ "html-hex", PRE, "&#x" },
	{ "html-line", PRE, "&#x000A;" },
	{ "html-named", PRE, "&notit" },
	{ "html-pre", PAGE, "<code><pre>" },
	{ "html-pre-close", PRE, "</pre></code>" },
	{ "html-comment", PAGE, "<!--" },
	{ "html-script", PAGE, "<script>" },
	{ "html-cell", PAGE, "<td>\nso" },
	{ "html-title", "<h3>Viewing cable ", "08STRELSAU%u, " },
	{ "html-titles", "", "<h3>Viewing cable 08STRELSAU12, " },
	{ "html-table", "", "<table class='cable'>" },
	{ "html-div", "<html>", "<div class='" },
	/* Markdown */
	{ "md-open", MARKS, "[" },
	{ "md-text", MARKS, "[PREL" },
	{ "md-target", MARKS, "[PREL](" },
	{ "md-end", MARKS, "](#)" },
	{ "md-sign", MARKS, "[1](#)" },
	{ "md-link", MARKS, "[PREL](#) " },
	{ "md-nested", MARKS, "[[PREL](#)" },
	{ "md-star", MARKS, "*" },
	{ "md-strong", MARKS, "**so " },
	{ "md-low", MARKS, "_so " },
	{ "md-tick", MARKS, "`" },
	{ "md-fence", MARKS, "```\n" },
	{ "md-slash", MARKS, "\\" },
	{ "md-escape", MARKS, "\\$" },
	{ "md-quote", MARKS, "> " },
	{ "md-quote-line", MARKS, "> so\n" },
	{ "md-hash", MARKS, "# so\n" },
	{ "md-item", MARKS, "- so\n" },
	{ "md-cut", MARKS, "so it\n\nis and\n\n" },
	{ "md-yaml", "---\n", "a: b\n" },
	{ "md-yaml-open", "", "---\n" },
	/* CSV */
	{ "csv-quote", ROW, "\"" },
	{ "csv-escape", ROW, "\\\"" },
	{ "csv-slash", ROW, "\\" },
	{ "csv-comma", ROW, "\"," },
	{ "csv-open", "", "\"" },
	{ "csv-short", ROW "\"\n", "\"2\",\"1/1/2008 12:00\"\n" },
	{ "csv-refs", "\"1\",\"1/1/2008 12:00\",\"08STRELSAU12\",\"Embassy "
	    "Strelsau\",\"SECRET\",\"", "07ZENDA%u|" },
	/* mirror */
	{ "mirror-title", "08STRELSAU12\n", "THE KING " },
	{ "mirror-glued", MIRROR HEADING, "PRIORITYC O N F I D E N " },
	{ "mirror-only", "", MIRROR },
	{ "mirror-select", MIRROR BODY, "SELECT * FROM `cable` WHERE " },
	/* bytes */
	{ "byte-nul", BODY, "" },
	{ "byte-ff", BODY, "\xFF" },
	{ "byte-cut", BODY, "\xE2\x80" },
	{ "byte-cr", BODY, "\r" },
	{ "byte-crcrlf", BODY, "so\r\r\n" },
	{ "byte-twice", BODY, "\xC3\x82\xC2\xB6 \xC3\xA2\xE2\x82\xAC\xE2\x84"
	    "\xA2" },
	{ "byte-ff-page", BODY, "\f" },
	{ "byte-utf8", BODY, "\xC3\xA9" },
};

static void
make(size_t k, size_t bytes)
{
	const char *again = table[k].again;
	size_t n = strlen(table[k].before), size = strlen(again);
	unsigned turn = 2;

	fputs(table[k].before, stdout);
	if (strchr(again, '%') == NULL) {
		for (; n < bytes; n += size > 0 ? size : 1)
			if (size > 0)
				fwrite(again, 1, size, stdout);
			else
				putchar('\0');
		return;
	}
	while (n < bytes) {
		char room[256];
		const char *sign = strchr(again, '%');

		snprintf(room, sizeof room, sign[1] == '0' ? "%04u" : "%u",
		    turn++);
		fwrite(again, 1, (size_t)(sign - again), stdout);
		fputs(room, stdout);
		sign = strchr(sign, 'u') + 1;
		fputs(sign, stdout);
		n += size + strlen(room) - 2;
	}
}

int
main(int argc, char **argv)
{
	const size_t n = sizeof table / sizeof *table;

	for (size_t i = 0; i < n && argc == 2 && strcmp(argv[1], "list") == 0;
	    i++)
		puts(table[i].name);
	if (argc == 2 && strcmp(argv[1], "list") == 0)
		return 0;
	for (size_t i = 0; argc == 3 && i < n; i++)
		if (strcmp(table[i].name, argv[1]) == 0) {
			make(i, (size_t)strtoull(argv[2], NULL, 10));
			return fflush(stdout) != 0;
		}
	fputs("usage: stress KIND BYTES, or stress list\n", stderr);
	return 2;
}
