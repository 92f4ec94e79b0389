/*
 * Makes input for measurements: telegrams of a country that does not exist,
 * like real ones in length and make-up, and inputs that would blow up a
 * careless reader.  The same arguments always give the same bytes.
 *
 *	gen KIND BYTES [SEED]	about so many bytes of that kind
 *	gen list		the kinds
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Output is counted, for it ends when there is enough. */
static size_t written, wanted;

static void
put(const char *s)
{
	fputs(s, stdout);
	written += strlen(s);
}

static void
put_number(const char *format, unsigned n)
{
	char s[32];

	snprintf(s, sizeof(s), format, n);
	put(s);
}

static int
enough(void)
{
	return written >= wanted;
}

/* xorshift: good enough, and the same everywhere. */
static uint64_t state;

static unsigned
any(unsigned below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)((state >> 11) % below);
}
#define PICK(list) ((list)[any(sizeof(list) / sizeof((list)[0]))])

static const char *const words[] = { "the", "the", "the", "of", "of", "to",
	"and", "and", "in", "in", "a", "that", "had", "was", "for", "with",
	"government", "minister", "ambassador", "railway", "border", "king",
	"parliament", "election", "party", "opposition", "harvest", "trade",
	"agreement", "mountain", "tunnel", "customs", "police", "press",
	"council", "crown", "delegation", "committee", "president", "said",
	"told", "noted", "asked", "would", "could", "not", "but", "on", "by",
	"from", "at", "as", "his", "her", "their", "which", "this", "new",
	"Ruritania", "Graustark", "Strelsau", "Zenda", "Lindensee", "GOR",
	"Embassy", "Washington", "U.S.", "European", "percent", "million",
	"last", "week", "meeting", "discussion", "position", "question",
	"security", "economic", "political", "bilateral", "regional", "local",
	"however", "although", "because", "before", "after", "during",
	"officials", "contacts", "observers", "journalists", "villagers",
	"expects", "believes", "refused", "accepted", "proposed", "signed",
	"goat", "orchestra", "tuba", "hat box", "buffer stop", "toll" };
static const char *const posts[] = { "STRELSAU", "ZENDA", "EDELWEISS",
	"LINDENSEE", "PARIS", "LONDON", "VIENNA", "BERN", "ROME", "MADRID" };
static const char *const kinds[] = { "AMEMBASSY", "AMCONSUL" };
static const char *const precedences[] = { " IMMEDIATE", " PRIORITY", "",
	" ROUTINE", " PRIORITY", "" };
static const char *const levels[] = { "C O N F I D E N T I A L", "UNCLAS",
	"S E C R E T", "UNCLAS", "C O N F I D E N T I A L" };
static const char *const tags[] = { "PGOV", "PREL", "ECON", "ETRD", "PHUM",
	"KDEM", "PTER", "SCUL", "ELTN", "EAGR", "MARR", "KPAO", "CVIS" };
static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY",
	"JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
static const char *const names[] = { "ASHGROVE", "BRINDLEMERE", "WEXCOMBE",
	"PENHALLOW", "TANDRIDGE", "GRIMSTONE", "MABBERLEY" };

/* How a form writes its text: line end, quotation mark, paragraph mark. */
struct style {
	const char *eol, *quote, *mark;
	int width;
};
static const struct style plain = { "\n", "\"", "", 68 };
static const struct style cablegate = { "\n", "\"", "\xc2\xb6", 68 };
static const struct style html = { "&#x000A;", "&#x0022;", "<a id='par' "
	"href='#par'>&#182;</a>", 68 };
static const struct style csv = { "\n", "\\\"", "\xc2\xb6", 68 };

static void
sentence(const struct style *f, int *column)
{
	unsigned n = 8 + any(18);

	for (unsigned i = 0; i < n; i++) {
		const char *word = PICK(words);

		*column += (int)strlen(word) + 1;
		if (*column > f->width) {
			put(f->eol);
			*column = (int)strlen(word);
		} else if (*column > 0 && i > 0) {
			put(" ");
		}
		if (any(60) == 0) {
			put(f->quote);
			put(word);
			put(f->quote);
		} else {
			put(word);
		}
	}
	put(".  ");
	*column += 3;
}

static void
paragraph(const struct style *f, unsigned number, unsigned sentences)
{
	int column = 8;

	put(f->mark);
	put_number("%u. (C) ", number);
	if (number == 1)
		put("Summary: ");
	for (unsigned i = 0; i < sentences; i++)
		sentence(f, &column);
	if (number == 1)
		put("End summary.");
	put(f->eol);
	put(f->eol);
}

static unsigned serial, year, month, day;
static const char *post;

static void
heading(const struct style *f)
{
	unsigned n = any(10);

	put_number("VZCZCXRO%04u", any(10000)); put(f->eol);
	put("OO RUEHQE RUEHQZ"); put(f->eol);
	put_number("DE RUEHQS #%04u ", serial % 10000);
	put_number("%03u1200", month * 30 + day); put(f->eol);
	put("ZNY CCCCC ZZH"); put(f->eol);
	put_number("O %02u1200Z ", day);
	put(months[month]);
	put_number(" %02u", year % 100); put(f->eol);
	put("FM AMEMBASSY "); put(post); put(f->eol);
	put("TO RUEHC/SECSTATE WASHDC IMMEDIATE ");
	put_number("%04u", any(10000)); put(f->eol);
	for (unsigned i = 0; i < n; i++) {
		put(i == 0 ? "INFO " : "");
		put_number("RUEH%c", 'A' + any(26));
		put_number("%c/", 'A' + any(26));
		put(PICK(kinds)); put(" "); put(PICK(posts));
		put(PICK(precedences)); put_number(" %04u", any(10000));
		put(f->eol);
	}
}

static void
text_header(const struct style *f)
{
	unsigned n = 1 + any(6);

	put(PICK(levels)); put(" "); put(post);
	put_number(" %06u", serial); put(f->eol); put(f->eol);
	put("SIPDIS"); put(f->eol); put(f->eol);
	put_number("E.O. 12958: DECL: 01/01/%u", year + 10); put(f->eol);
	put("TAGS: ");
	for (unsigned i = 0; i < n; i++) {
		put(i > 0 ? ", " : "");
		put(PICK(tags));
	}
	put(f->eol);
	put("SUBJECT: RURITANIA: THE RAILWAY AND THE ELECTION, PART ");
	put_number("%u", any(90)); put(f->eol); put(f->eol);
	put("REF: ");
	n = any(5);
	for (unsigned i = 0; i <= n; i++) {
		put_number(i > 0 ? "     %c. " : "%c. ", 'A' + i);
		put_number(any(2) == 0 ? "%02u " : "", (year - 1) % 100);
		put(PICK(posts));
		put_number(" %u", 1 + any(3000));
		put(f->eol);
	}
	put(f->eol);
	put("Classified By: Ambassador Jane Roe, Reasons 1.4 (b) and (d).");
	put(f->eol); put(f->eol);
}

static void
body(const struct style *f)
{
	unsigned n = 4 + any(16);

	for (unsigned i = 1; i <= n; i++)
		paragraph(f, i, 2 + any(6));
	put(PICK(names));
	put(f->eol);
}

static void
next_telegram(void)
{
	post = posts[any(4)];
	serial = 1 + any(9999);
	year = 2002 + any(9);
	month = any(12);
	day = 1 + any(28);
}

static void
put_id(void)
{
	put_number("%02u", year % 100);
	put(post);
	put_number("%u", serial);
}

/* The forms. */

static void
make_transmission(void)
{
	while (!enough()) {
		next_telegram();
		heading(&plain);
		put("BT\n");
		text_header(&plain);
		body(&plain);
		put_number("BT\n#%04u\nNNNN\n\n", serial % 10000);
	}
}

/* One telegram a file, so a long one. */
static void
make_mirror(void)
{
	next_telegram();
	put_id();
	put("\nRURITANIA: THE RAILWAY AND THE ELECTION\n");
	put_number("Mon Oct 29 00:00:00 +0100 %u\nCONFIDENTIAL\n", year);
	put("Embassy Strelsau\n");
	heading(&cablegate);
	text_header(&cablegate);
	for (unsigned i = 1; !enough(); i++)
		paragraph(&cablegate, i, 2 + any(6));
	put("ASHGROVE\n");
}

static void
make_html(void)
{
	next_telegram();
	put("<html><body><table class='cable'><tr><th>Reference id</th>"
	    "<th>Created</th><th>Classification</th><th>Origin</th></tr>"
	    "<tr><td><a href='/cable/'>");
	put_id();
	put_number("</a></td><td>%u-", year);
	put_number("%02u-", month + 1);
	put_number("%02u 12:00</td>", day);
	put("<td><a href='/classification/'>CONFIDENTIAL</a></td>"
	    "<td><a href='/origin/'>Embassy Strelsau</a></td></tr></table>\n"
	    "<code><pre>");
	heading(&html);
	put("</pre></code>\n<code><pre>");
	text_header(&html);
	for (unsigned i = 1; !enough(); i++)
		paragraph(&html, i, 2 + any(6));
	put("ASHGROVE</pre></code></body></html>\n");
}

static void
make_markdown(void)
{
	next_telegram();
	put("---\ntitle: \"RURITANIA: THE RAILWAY AND THE ELECTION\"\n---\n\n# ");
	put_id();
	put("\n\n```\n");
	heading(&cablegate);
	put("```\n\n```\n");
	text_header(&cablegate);
	for (unsigned i = 1; !enough(); i++)
		paragraph(&cablegate, i, 2 + any(6));
	put("ASHGROVE\n```\n");
}

static void
make_csv(void)
{
	for (unsigned row = 1; !enough(); row++) {
		next_telegram();
		put_number("\"%u\",", row);
		put_number("\"%u/", month + 1);
		put_number("%u/", day);
		put_number("%u 12:00\",\"", year);
		put_id();
		put("\",\"Embassy Strelsau\",\"CONFIDENTIAL\",\"07PARIS12|"
		    "07ZENDA5\",\"");
		heading(&csv);
		put("\",\"");
		text_header(&csv);
		body(&csv);
		put("\"\n");
	}
}

static void
make_fragment(void)
{
	for (unsigned i = 1; !enough(); i++)
		paragraph(&plain, i, 2 + any(6));
}

/* One telegram in which something comes over and over again. */

static void
begin(void)
{
	next_telegram();
	heading(&plain);
}

static void
finish(void)
{
	put("1. (C) The King is well.\n\nROE\n");
}

static void
repeat(const char *s)
{
	while (!enough())
		put(s);
}

static void
make_refs(void)
{
	begin();
	put("UNCLAS STRELSAU 000012\n\nSUBJECT: REFERENCES\n\nREF: ");
	for (unsigned i = 0; !enough(); i++) {
		put_number("%c. ", 'A' + i % 26);
		put(PICK(posts));
		put_number(" %u\n     ", 1 + any(3000));
	}
	put("\n\n");
	finish();
}

static void
make_ref_list(void)
{
	begin();
	put("UNCLAS STRELSAU 000012\n\nREF: 07 ZENDA 1");
	while (!enough())
		put_number(", %u", 1 + any(3000));
	put(" AND PREVIOUS\n\n");
	finish();
}

static void
make_tags(void)
{
	begin();
	put("UNCLAS STRELSAU 000012\n\nTAGS: PGOV");
	while (!enough()) {
		put_number(", X%c", 'A' + any(26));
		put_number("%c", 'A' + any(26));
		put_number("%c", 'A' + any(26));
	}
	put("\nSUBJECT: TAGS\n\n");
	finish();
}

static void
make_tags_glued(void)
{
	begin();
	put("UNCLAS STRELSAU 000012\n\nTAGS: ");
	while (!enough())
		put(PICK(tags));
	put("\nSUBJECT: TAGS\n\n");
	finish();
}

static void
make_addressees(void)
{
	begin();
	while (!enough()) {
		put_number("RUEH%c/", 'A' + any(26));
		put("AMEMBASSY "); put(PICK(posts));
		put_number(" PRIORITY %04u\n", any(10000));
	}
	text_header(&plain);
	finish();
}

static void
make_captions(void)
{
	begin();
	put("UNCLAS STRELSAU 000012\n\n");
	repeat("SIPDIS\nNOFORN\nDEPT FOR EUR/RU\nPLEASE PASS TO ZENDA\n");
	finish();
}

static void
make_page_lines(void)
{
	begin();
	text_header(&plain);
	put("1. (C) The King said\n");
	for (unsigned i = 2; !enough(); i++) {
		put_number("STRELSAU 00000012  %03u OF 999\n", i % 999);
		put("that he was well and\nCONFIDENTIAL\n\n");
		put_number("PAGE %02u        STRELS  00012  011200Z\nthat\n",
		    i % 99);
	}
	put(".\n\nROE\n");
}

static void
make_sections(void)
{
	next_telegram();
	for (unsigned i = 1; !enough(); i++) {
		heading(&plain);
		put_number("UNCLAS SECTION %02u OF 99 STRELSAU 000012\n\n",
		    i % 100);
		paragraph(&plain, i, 3);
	}
}

static void
make_paragraphs(void)
{
	begin();
	text_header(&plain);
	for (unsigned i = 1; !enough(); i++)
		put_number("%u. (U) So.\n\n", i % 1000);
	put("ROE\n");
}

static void
make_headings(void)
{
	begin();
	text_header(&plain);
	while (!enough())
		put("--------\nTHE KING\n--------\n\n1. (C) COMMENT: So.\n\n");
}

static void
make_long_text(void)
{
	int column = 0;

	begin();
	text_header(&plain);
	put("1. (C) ");
	while (!enough())
		sentence(&plain, &column);
	put("\n\nROE\n");
}

static void
make_long_line(void)
{
	begin();
	text_header(&plain);
	put("1. (C) ");
	repeat("THE KING (WHO IS WELL) SAID: 1. REF A; 2. TAGS, ");
}

static void
make_subject(void)
{
	begin();
	put("UNCLAS STRELSAU 000012\n\nSUBJECT: ");
	repeat("THE KING OF RURITANIA AND THE UN ARE\nWELL AND ");
}

static void
make_blanks(void)
{
	begin();
	text_header(&plain);
	repeat("                 \n");
}

static void
make_redactions(void)
{
	begin();
	text_header(&plain);
	put("1. (C) ");
	repeat("XXXXXXXXXXXX [b1] said ");
}

static void
make_summaries(void)
{
	begin();
	text_header(&plain);
	repeat("1. (C) SUMMARY: The King is well.\n\n");
}

static void
make_quotes(void)
{
	begin();
	text_header(&plain);
	put("1. (C) ");
	repeat("The voter,s list is &open8 ");
}

static void
make_brackets(void)
{
	begin();
	text_header(&plain);
	repeat("((((((((((((((((((((((((((((((((((((((((\n");
}

static void
make_classifiers(void)
{
	begin();
	put("CONFIDENTIAL STRELSAU 000012\n\n");
	repeat("Classified By: Ambassador Jane Roe, Reasons 1.4 (b), (d) and "
	    "by DCM John Doe for reasons 1.5\n");
}

static void
make_tags_open(void)
{
	put("<html><body><code><pre>");
	begin();
	repeat("<b><a href='x'><span class=\"y\">");
}

static void
make_entities(void)
{
	put("<html><body><code><pre>");
	begin();
	repeat("&eacute;&#x00e9;&unknown;&amp;&");
}

static void
make_comments(void)
{
	put("<html><body><code><pre>");
	begin();
	repeat("<!-- <!-");
}

static void
make_csv_quotes(void)
{
	put("\"1\",\"1/1/2008 12:00\",\"08STRELSAU12\",\"Embassy Strelsau\","
	    "\"CONFIDENTIAL\",\"\",\"\",\"");
	repeat("\\\"\\\\\"\" \",");
}

static void
make_csv_broken(void)
{
	for (unsigned i = 1; !enough(); i++)
		put_number("\"%u\",\"1/1/2008 12:00\",\"08\n", i);
}

static void
make_links(void)
{
	put("---\ntitle: x\n---\n# 08STRELSAU12\n\n");
	repeat("[1](#) [a](b [c](\\_d) **e ");
}

static void
make_latin1(void)
{
	begin();
	text_header(&plain);
	put("1. (C) ");
	repeat("caf\xe9 \x92 na\xefve \xb6 ");
}

static void
make_twice(void)
{
	begin();
	text_header(&plain);
	put("1. (C) ");
	repeat("caf\xc3\x83\xc2\xa9 \xc3\x82\xc2\xb6 ");
}

static void
make_returns(void)
{
	begin();
	text_header(&plain);
	put("1. (C) ");
	repeat("the King\r\r\nis\rwell\r\n\r");
}

static const struct kind {
	const char *name;
	void (*make)(void);
} table[] = {
	{ "transmission", make_transmission },
	{ "mirror", make_mirror },
	{ "html", make_html },
	{ "markdown", make_markdown },
	{ "csv", make_csv },
	{ "fragment", make_fragment },
	{ "refs", make_refs },
	{ "ref-list", make_ref_list },
	{ "tags", make_tags },
	{ "tags-glued", make_tags_glued },
	{ "addressees", make_addressees },
	{ "captions", make_captions },
	{ "page-lines", make_page_lines },
	{ "sections", make_sections },
	{ "paragraphs", make_paragraphs },
	{ "headings", make_headings },
	{ "long-text", make_long_text },
	{ "long-line", make_long_line },
	{ "subject", make_subject },
	{ "blanks", make_blanks },
	{ "redactions", make_redactions },
	{ "summaries", make_summaries },
	{ "quotes", make_quotes },
	{ "brackets", make_brackets },
	{ "classifiers", make_classifiers },
	{ "tags-open", make_tags_open },
	{ "entities", make_entities },
	{ "comments", make_comments },
	{ "csv-quotes", make_csv_quotes },
	{ "csv-broken", make_csv_broken },
	{ "links", make_links },
	{ "latin1", make_latin1 },
	{ "twice", make_twice },
	{ "returns", make_returns },
};

int
main(int argc, char **argv)
{
	const size_t n = sizeof(table) / sizeof(table[0]);

	if (argc == 2 && strcmp(argv[1], "list") == 0) {
		for (size_t i = 0; i < n; i++)
			puts(table[i].name);
		return 0;
	}
	for (size_t i = 0; argc >= 3 && i < n; i++)
		if (strcmp(table[i].name, argv[1]) == 0) {
			wanted = (size_t)strtoull(argv[2], NULL, 10);
			state = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
			state = state * 2654435761u + 88172645463325252u;
			table[i].make();
			return fflush(stdout) != 0;
		}
	fprintf(stderr, "usage: gen KIND BYTES [SEED], or gen list\n");
	return 2;
}
