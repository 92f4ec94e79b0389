/*
 * Faults injected into sound telegrams.  Telegrams of every era are made up
 * from a seed; checking finds nothing in them.  Then one fault is put into
 * one of them, in every way of the table below, and checking must tell its
 * code at its place: 99 times of 100.
 *
 *	prop_faults [SEED [COUNT]]	COUNT telegrams for each fault
 */
#include "prop.h"

#include <stdint.h>

enum era { T75, T79, T86, T96, T03, ERAS };
enum { PARS = 7, LINE = 160 };

/* Between these two the fault stands; they are taken out again. */
#define BAD(s) "\1" s "\2"

struct telegram {
	uint64_t rng;
	enum era era;
	int year, month, day, hour, minute;
	unsigned serial;
	bool classified;
	/* the lines, as they will be printed */
	char fl1[LINE], fl2[LINE], fl3[LINE], fl4[LINE], fl5[LINE];
	char from[LINE], to[LINE], info[LINE], bt[8];
	char page1[LINE], page2[LINE], action[LINE], dist[LINE];
	char control[LINE];
	char class[LINE], captions[LINE], pass[LINE];
	char eo[LINE], tags[LINE], subject[2 * LINE], ref[LINE];
	char authority[LINE];
	char par[PARS][3 * LINE];
	size_t pars;
	char signature[LINE], end[LINE];
	char banner[LINE];	/* above the second page */
};

/* splitmix64, by Sebastiano Vigna, public domain. */
static unsigned
pick(struct telegram *t, unsigned n)
{
	uint64_t z = t->rng += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (unsigned)((z ^ z >> 31) >> 33) % n;
}

#define ONE_OF(t, list) list[pick((t), sizeof(list) / sizeof(list[0]))]
#define PUT(field, ...) put(field, sizeof(field), __VA_ARGS__)

/* As snprintf(); what is too long is cut. */
static bool __attribute__((format(printf, 3, 4)))
put(char *s, size_t cap, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s, cap, fmt, ap);
	va_end(ap);
	return true;
}

static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY",
	"JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
static const char *const posts[] = { "STRELSAU", "ZENDA", "LINDENSEE" };
static const char *const sentences[] = {
	"The train came in and the train went out",
	"The goat was moved, and moved back",
	"The keeper of the regalia would not say",
	"Nobody had seen the buffer stop before",
	"The pumpkins were weighed again",
	"The band played until it was asked to stop" };
static const char *const subjects[] = { "THE CROWN GOES BY TRAIN",
	"A NEW TIMETABLE", "WHO MOVED THE BUFFER STOP?", "THE GOAT" };

static int
year_day(const struct telegram *t)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243,
		273, 304, 334 };
	bool leap = t->year % 4 == 0;

	return before[t->month - 1] + t->day + (leap && t->month > 2);
}

static const char *
post_of(const struct telegram *t)
{
	return posts[t->serial % 3];
}

/* --- sound telegrams -------------------------------------------------------- */

static void
make_frame(struct telegram *t)
{
	static const char digraphs[] = "RPO";
	static const char *const words[] = { "", " PRIORITY", " IMMEDIATE" };
	unsigned p = pick(t, 3);
	bool frame = t->era == T03;

	PUT(t->fl5, "%c %02d%02d%02dZ %s %02d", digraphs[p], t->day, t->hour,
	    t->minute, months[t->month - 1], t->year % 100);
	PUT(t->from, "FM AMEMBASSY %s", post_of(t));
	PUT(t->to, "TO %sSECSTATE WASHDC%s %04u", frame ? "RUEHC/" : "",
	    words[p], 1000 + pick(t, 8000));
	PUT(t->info, "INFO %sAMEMBASSY PARIS %04u\n%sAMEMBASSY ROME%s %04u",
	    frame ? "RUEHFR/" : "", 1000 + pick(t, 8000), frame ? "RUEHRO/" :
	    "", words[pick(t, p + 1)], 1000 + pick(t, 8000));
	if (!frame)
		return;
	PUT(t->fl1, "VZCZCQSO%04u", pick(t, 10000));
	PUT(t->fl2, "%c%c RUEHC RUEHFR RUEHRO", digraphs[p], digraphs[p]);
	PUT(t->fl3, "DE RUEHQS #%04u %03d%02d%02d", t->serial % 10000,
	    year_day(t), t->hour, t->minute);
	PUT(t->fl4, "%s ZZH", t->classified ? "ZNY CCCCC" : "ZNR UUUUU");
	PUT(t->end, "BT\n#%04u\nNNNN", t->serial % 10000);
	PUT(t->bt, "BT");
}

static void
make_pages(struct telegram *t)
{
	unsigned a = 1 + pick(t, 15), b = pick(t, 10), c = pick(t, 10);
	unsigned late = (unsigned)(t->minute < 50 ? t->minute + 7 : t->minute);

	if (t->era > T79)
		return;
	PUT(t->page1, "PAGE 01        %.6s  %05u  %02d%02d%02uZ", post_of(t),
	    t->serial, t->day, t->hour, late);
	PUT(t->page2, "PAGE 02        %.6s  %05u  %02d%02d%02uZ", post_of(t),
	    t->serial, t->day, t->hour, late);
	PUT(t->action, "ACTION EUR-%02u", a);
	PUT(t->dist, "INFO  OCT-01  ISO-00  IO-%02u  L-%02u  /%03u W", b, c,
	    a + 1 + b + c);
	PUT(t->control, "------------------06%04u %02d%02d%02uZ /%02u",
	    pick(t, 10000), t->day, t->hour, late, 1 + pick(t, 80));
	PUT(t->banner, "%s", t->classified ? "CONFIDENTIAL" : "UNCLASSIFIED");
}

static void
make_order(struct telegram *t)
{
	static const char *const orders[] = { "11652", "12065", "12356",
		"12958", "12958" };
	char value[80] = "N/A";

	if (t->classified && t->era == T75)
		PUT(value, "%s", pick(t, 2) == 0 ? "GDS" : "XGDS-1");
	else if (t->classified && t->era == T79)
		PUT(value, "GDS %d/%d/%02d (ROE, JANE Q.) OR-M", t->month,
		    t->day, (t->year + 6) % 100);
	else if (t->classified && t->era == T86)
		PUT(value, "DECL: OADR");
	else if (t->classified)
		PUT(value, "DECL: %02d/%02d/%d", t->month, t->day, t->year +
		    (t->era == T96 ? 10 : 5 + (int)pick(t, 20)));
	PUT(t->eo, "E.O. %s: %s", orders[t->era], value);
	if (t->classified && t->era >= T96)
		PUT(t->authority, "CLASSIFIED BY: DCM JOHN ROE, REASON 1.%d "
		    "(%c).", t->era == T96 ? 5 : 4, "bd"[pick(t, 2)]);
}

static void
make_header(struct telegram *t)
{
	static const char *const tags[] = { "PGOV, EAGR", "ECON, EAIR",
		"EFIN, PINS", "MARR, ECON" };

	PUT(t->class, "%s %s %0*u", t->classified ?
	    "C O N F I D E N T I A L" : "UNCLAS", post_of(t), t->era == T03 ?
	    6 : 4, t->serial);
	if (t->era == T03 && t->classified)
		PUT(t->captions, "NOFORN\nSIPDIS");
	if (pick(t, 2) == 0)
		PUT(t->pass, "DEPT FOR EUR/XX");
	PUT(t->tags, "TAGS: %s, FR", ONE_OF(t, tags));
	PUT(t->subject, "SUBJECT: %s%s", t->era >= T96 && t->classified ?
	    "(C) " : "", ONE_OF(t, subjects));
	PUT(t->ref, "REF: A. PARIS %u\n     B. %s %u", 100 + pick(t, 900),
	    post_of(t), t->serial - 1 - pick(t, 90));
}

static void
capitals(char *s)
{
	for (; *s != '\0'; s++)
		*s = ch_fold(*s);
}

static void
make_text(struct telegram *t)
{
	bool marks = t->era >= T79 && t->classified;

	t->pars = 3 + pick(t, PARS - 3);
	for (size_t i = 0; i < t->pars; i++) {
		bool open = i > 0 && pick(t, 3) == 0;
		PUT(t->par[i], "%zu. %s%s%s.\n%s (ref %c).%s", i + 1,
		    !marks ? "" : open ? "(U) " : "(C) ", i == 0 ?
		    "Summary: " : i + 1 == t->pars ? "Comment: " : "",
		    ONE_OF(t, sentences), ONE_OF(t, sentences),
		    "AB"[pick(t, 2)], i == 0 ? " End summary." : i + 1 ==
		    t->pars ? " End comment." : "");
		if (t->era < T96)
			capitals(t->par[i]);
	}
	PUT(t->signature, "ROE");
}

static struct telegram
make(uint64_t seed, enum era era)
{
	static const int years[ERAS][2] = { { 1974, 1977 }, { 1979, 1981 },
		{ 1983, 1989 }, { 1997, 1999 }, { 2004, 2009 } };
	struct telegram t = { .rng = seed, .era = era };

	pick(&t, 2);
	t.year = years[era][0] + (int)pick(&t, (unsigned)(years[era][1] -
	    years[era][0] + 1));
	t.month = 1 + (int)pick(&t, 12);
	t.day = 1 + (int)pick(&t, 28);
	t.hour = (int)pick(&t, 24);
	t.minute = (int)pick(&t, 60);
	t.serial = 1000 + pick(&t, 8000);
	t.classified = pick(&t, 4) != 0;
	make_frame(&t);
	make_pages(&t);
	make_order(&t);
	make_header(&t);
	make_text(&t);
	return t;
}

static void
put_line(struct buf *b, const char *s)
{
	if (*s == '\0')
		return;
	buf_puts(b, s);
	buf_putc(b, '\n');
}

/* Prints the telegram; where its fault stands to *bad. */
static void
print(struct buf *out, const struct telegram *t, struct reftel_span *bad)
{
	const char *const head[] = { t->banner, t->page1, t->action, t->dist,
		t->control, t->fl1, t->fl2, t->fl3, t->fl4, t->fl5, t->from,
		t->to, t->info, t->bt, t->class, "\n", t->captions, "\n",
		t->pass, "\n", t->eo, t->tags, t->subject, "\n", t->ref, "\n",
		t->authority, "\n" };
	struct buf b = { 0 };

	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		put_line(&b, head[i]);
	for (size_t i = 0; i < t->pars; i++) {
		if (i == 2 && *t->page2 != '\0') {
			put_line(&b, t->banner);
			put_line(&b, "\n");
			put_line(&b, t->banner);
			put_line(&b, "\n");
			put_line(&b, t->page2);
			buf_putc(&b, '\n');
		}
		put_line(&b, t->par[i]);
		buf_putc(&b, '\n');
	}
	put_line(&b, t->signature);
	put_line(&b, t->end);
	out->n = 0;
	*bad = (struct reftel_span){ 0 };
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] == '\1')
			bad->start = out->n;
		else if (b.p[i] == '\2')
			bad->end = out->n;
		else
			buf_putc(out, b.p[i]);
	buf_free(&b);
}

/* --- faults ------------------------------------------------------------------- */

/* The first `from` of a line becomes `to`, marked. */
static bool
edit(char *s, size_t cap, const char *from, const char *to)
{
	char *at = strstr(s, from);
	char copy[4 * LINE];

	if (at == NULL)
		return false;
	PUT(copy, "%.*s\1%s\2%s", (int)(at - s), s, to,
	    at + strlen(from));
	put(s, cap, "%s", copy);
	return true;
}
#define EDIT(field, from, to) edit(field, sizeof(field), from, to)

/* Some digit of s, as the pick falls, becomes another. */
static bool
other_digit(struct telegram *t, char *s, size_t cap, size_t from, size_t n)
{
	size_t k = from + pick(t, (unsigned)n);
	char copy[2 * LINE];

	PUT(copy, "%.*s\1%c\2%s", (int)k, s,
	    '0' + (s[k] - '0' + 1 + (int)pick(t, 8)) % 10, s + k + 1);
	put(s, cap, "%s", copy);
	return true;
}

typedef bool fault_fn(struct telegram *);

#define FAULT(name) static bool name(struct telegram *t)

FAULT(bad_channel) { return EDIT(t->fl1, "VZCZCQSO", "VZCZCQS1O"); }
FAULT(bad_digraph) {
	char pair[3] = { t->fl2[0], t->fl2[0] == 'R' ? 'P' : 'R', 0 };
	char was[3] = { t->fl2[0], t->fl2[1], 0 };
	return *t->fl2 != '\0' && EDIT(t->fl2, was, pair);
}
FAULT(bad_routing) { return EDIT(t->fl2, "RUEHFR", "RUE7FR"); }
FAULT(routing_order) { return EDIT(t->fl2, "RUEHFR RUEHRO", "RUEHRO RUEHFR"); }
FAULT(digraph_differs) {
	char was[3] = { t->fl2[0], t->fl2[1], 0 };
	return *t->fl2 != '\0' && EDIT(t->fl2, was, "ZZ");
}
FAULT(bad_originator) { return EDIT(t->fl3, "RUEHQS", "RU5HQS"); }
FAULT(short_serial) {
	char four[8], three[8];
	PUT(four, "#%04u", t->serial % 10000);
	PUT(three, "#%03u", t->serial % 1000);
	return strlen(three) == 4 && EDIT(t->fl3, four, three);
}
FAULT(serial_differs) {
	return *t->fl3 != '\0' && other_digit(t, t->fl3, LINE, 11, 4);
}
FAULT(no_such_day) {
	char ddd[16];
	PUT(ddd, " %03d", year_day(t));
	return EDIT(t->fl3, ddd, " 389");
}
FAULT(filed_before) {
	char ddd[16], was[16];
	PUT(was, " %03d", year_day(t));
	PUT(ddd, " %03d", year_day(t) - 2);
	return year_day(t) > 4 && EDIT(t->fl3, was, ddd);
}
FAULT(filed_late) {
	char ddd[16], was[16];
	PUT(was, " %03d", year_day(t));
	PUT(ddd, " %03d", year_day(t) + 9);
	return year_day(t) < 350 && EDIT(t->fl3, was, ddd);
}
FAULT(group_damaged) { return EDIT(t->fl4, "ZNY CCCCC", "ZNY CCSCC"); }
FAULT(warning_differs) { return EDIT(t->fl4, "ZNY CCCCC", "ZNR CCCCC"); }
FAULT(group_differs) { return EDIT(t->fl4, "ZNY CCCCC", "ZNY SSSSS"); }
FAULT(bad_day) {
	char was[8], is[8];
	PUT(was, " %02d", t->day);
	PUT(is, " %02d", 32 + t->day % 8);
	return EDIT(t->fl5, was, is);
}
FAULT(bad_zone) { return EDIT(t->fl5, "Z ", "B "); }
FAULT(prosign_differs) {
	char was[3] = { t->fl5[0], ' ', 0 };
	return t->fl5[0] != 'R' && EDIT(t->fl5, was, "Z ");
}
FAULT(prosigns_rise) {
	char was[3] = { t->fl5[0], ' ', 0 }, is[8];
	PUT(is, "%c Z ", t->fl5[0]);
	return EDIT(t->fl5, was, is);
}
FAULT(info_higher) { return EDIT(t->info, "PARIS", "PARIS FLASH"); }
FAULT(niact_info) { return EDIT(t->info, "PARIS", "PARIS NIACT IMMEDIATE"); }
FAULT(routine) { return EDIT(t->info, "PARIS", "PARIS ROUTINE"); }
FAULT(no_addressee) {
	t->to[0] = t->info[0] = '\0';
	return EDIT(t->from, post_of(t), post_of(t));
}
FAULT(no_action) {
	t->to[0] = '\0';
	/* where TO should stand: below FM */
	return EDIT(t->from, post_of(t), post_of(t));
}
FAULT(unknown_address) { return EDIT(t->info, "AMEMBASSY ROME", "AMEMBASSY RXME"); }
FAULT(wrong_indicator) { return EDIT(t->info, "RUEHFR/", "RUEHRO/"); }
FAULT(repeated_address) { return EDIT(t->info, "AMEMBASSY ROME", "AMEMBASSY PARIS"); }
FAULT(short_continuity) {
	if (t->era != T03)
		return false;
	char *at = strstr(t->info, "PARIS ");
	char was[16];
	PUT(was, "PARIS %.4s", at + 6);
	return EDIT(t->info, was, "PARIS 771");
}
FAULT(mark_higher) {
	size_t i = pick(t, (unsigned)t->pars);
	return EDIT(t->par[i], "(C)", "(S)") || EDIT(t->par[i], "(U)", "(S)");
}
FAULT(mark_lost) {
	size_t i = pick(t, (unsigned)t->pars);
	return EDIT(t->par[i], ". (C) ", ". ") || EDIT(t->par[i], ". (U) ", ". ");
}
FAULT(noforn_mark) {
	t->captions[0] = '\0';
	return EDIT(t->par[0], "(C)", "(C/NF)");
}
FAULT(sbu_mark) {
	return !t->classified && t->era == T03 && EDIT(t->par[0], "1. ", "1. (SBU) ");
}
FAULT(odd_mark) { return EDIT(t->par[0], "(C)", "(C/QZ)"); }
FAULT(lou_late) { return t->era >= T96 && EDIT(t->class, "UNCLAS", "LIMITED OFFICIAL USE"); }
FAULT(other_banner) { return EDIT(t->banner, "CONFIDENTIAL", "UNCLASSIFIED"); }
FAULT(exdis_sipdis) { return EDIT(t->captions, "NOFORN\nSIPDIS", "EXDIS\nSIPDIS"); }
FAULT(beside_channel) {
	return t->classified && PUT(t->captions, "AGREMENT CHANNEL\n" BAD("LIMDIS"));
}
FAULT(two_channels) {
	return t->classified && PUT(t->captions, "ROGER CHANNEL\n" BAD("DISSENT CHANNEL"));
}
FAULT(captions_fall) {
	return t->classified && PUT(t->captions, "LIMDIS\n" BAD("EXDIS"));
}
FAULT(captions_on_line) {
	return t->classified && PUT(t->captions, "EXDIS, " BAD("LIMDIS"));
}
FAULT(sensitive_classified) {
	return t->era == T03 && t->classified && PUT(t->captions, "SIPDIS\n" BAD("SENSITIVE"));
}
FAULT(sipdis_before) { return t->era < T03 && PUT(t->captions, BAD("SIPDIS")); }
FAULT(nodis_passed) {
	PUT(t->captions, "NODIS");
	return PUT(t->pass, BAD("DEPT PASS USTR"));
}
FAULT(page_skipped) { return EDIT(t->page2, "PAGE 02", "PAGE 04"); }
FAULT(page_serial) {
	return *t->page2 != '\0' && other_digit(t, t->page2, LINE,
	    strlen("PAGE 02        ") + strlen(post_of(t)) - (strlen(post_of(t)) > 6 ?
	    strlen(post_of(t)) - 6 : 0) + 2, 5);
}
/* The time of a page or control line, "ddhhmmZ", becomes another. */
static bool
other_time(struct telegram *t, char *line, int day, int hour)
{
	char was[16], is[16];
	int minute = t->minute < 50 ? t->minute + 7 : t->minute;

	PUT(was, "%02d%02d%02dZ", t->day, t->hour, minute);
	PUT(is, "%02d%02d%02dZ", day, hour, minute);
	return hour >= 0 && edit(line, LINE, was, is);
}
FAULT(page_early) { return other_time(t, t->page1, t->day, t->hour - 1); }
FAULT(page_far) {
	return other_time(t, t->page1, (t->day + 13) % 28 + 1, t->hour);
}
FAULT(control_early) { return other_time(t, t->control, t->day, t->hour - 1); }
FAULT(wrong_sum) {
	char *slash = strchr(t->dist, '/');
	return slash != NULL && other_digit(t, t->dist, LINE, (size_t)(slash + 2 - t->dist), 2);
}
FAULT(wrong_copies) {
	char *slash = strchr(t->dist, '/');
	if (slash == NULL || !EDIT(t->dist, "OCT-01", "OCT-03"))
		return false;
	/* told at the total */
	char total[8], copy[LINE];
	PUT(total, "%.3s", strchr(t->dist, '/') + 1);
	PUT(copy, "INFO  OCT-03%s", strchr(t->dist, '\2') + 1);
	PUT(t->dist, "%s", copy);
	return EDIT(t->dist, total, total);
}
FAULT(order_gone) { t->eo[0] = '\0'; return EDIT(t->class, " ", " "); }
FAULT(order_old) {
	return t->era == T03 ? EDIT(t->eo, "12958", "12356") : t->era == T86 ?
	    EDIT(t->eo, "12356", "12065") : t->era == T96 ?
	    EDIT(t->eo, "12958", "13526") : EDIT(t->eo, t->era == T75 ?
	    "11652" : "12065", "12356");
}
FAULT(verb_of_other_order) {
	return t->era == T75 && t->classified && PUT(t->eo, "E.O. 11652: " BAD("OADR"));
}
FAULT(na_classified) {
	return t->classified && t->era >= T86 && PUT(t->eo, t->era == T86 ?
	    "E.O. 12356: " BAD("N/A") : "E.O. 12958: " BAD("N/A"));
}
FAULT(decl_unclassified) {
	return !t->classified && t->era == T03 && PUT(t->eo,
	    "E.O. 12958: " BAD("DECL") ": 01/02/2020");
}
FAULT(decl_before) {
	return t->era >= T96 && t->classified && PUT(t->eo,
	    "E.O. 12958: DECL: " BAD("02/03/1994"));
}
FAULT(decl_late) {
	return t->era >= T96 && t->classified && PUT(t->eo,
	    "E.O. 12958: DECL: " BAD("02/03/2041"));
}
FAULT(gds_late) {
	return t->era == T79 && t->classified && PUT(t->eo,
	    "E.O. 12065: GDS " BAD("2/3/95") " (ROE, JANE Q.) OR-M");
}
FAULT(x_code) {
	return t->era == T03 && t->classified && PUT(t->eo, "E.O. 12958: " BAD("DECL: X%u"), 1 + pick(t, 8));
}
FAULT(no_authority) {
	return *t->authority != '\0' && (t->authority[0] = '\0', EDIT(t->class, "C O N", "C O N"));
}
FAULT(reason_time) {
	return t->era == T96 ? EDIT(t->authority, "1.5 (", "1.4 (") : EDIT(t->authority, "1.4 (", "1.5 (");
}
FAULT(reason_odd) { return EDIT(t->authority, " (b)", " (m)") || EDIT(t->authority, " (d)", " (k)"); }
FAULT(authority_open) {
	return !t->classified && t->era == T03 && PUT(t->authority,
	    "CLASSIFIED BY: " BAD("DCM JOHN ROE, REASON 1.4 (b)."));
}
FAULT(no_tags) { t->tags[0] = '\0'; return EDIT(t->class, " ", " "); }
FAULT(no_subject_tags) { return PUT(t->tags, "TAGS: " BAD("FR")); }
FAULT(tags_order) { return PUT(t->tags, "TAGS: FR, " BAD("ECON") ", EAIR"); }
FAULT(tags_commas) { return EDIT(t->tags, ", FR", ",, FR"); }
FAULT(tags_brackets) { return EDIT(t->tags, ", FR", ", (FR)"); }
FAULT(no_traveller) { return PUT(t->tags, "TAGS: " BAD("OVIP") ", FR"); }
FAULT(country_gone) { return t->era == T03 && EDIT(t->tags, "FR", "UR"); }
FAULT(subject_higher) { return EDIT(t->subject, "(C)", "(S)"); }
FAULT(subject_unmarked) { return EDIT(t->subject, "(C) ", ""); }
FAULT(ref_from_future) {
	char is[16];
	PUT(is, "%02d PARIS", (t->year + 1) % 100);
	return EDIT(t->ref, "PARIS", is);
}
FAULT(ref_lost) { t->ref[0] = '\0'; return EDIT(t->par[0], "ref", "ref") || EDIT(t->par[0], "REF", "REF"); }
FAULT(ref_letter) {
	size_t i = pick(t, (unsigned)t->pars);
	return EDIT(t->par[i], "(ref A", "(ref E") || EDIT(t->par[i], "(ref B", "(ref E") ||
	    EDIT(t->par[i], "(REF A", "(REF E") || EDIT(t->par[i], "(REF B", "(REF E");
}
FAULT(par_repeated) {
	char was[8], is[8];
	size_t i = t->pars - 1;
	PUT(was, "%zu. ", i + 1);
	PUT(is, "%zu. ", i);
	return EDIT(t->par[i], was, is);
}
FAULT(par_skipped) {
	char was[8], is[8];
	size_t i = t->pars - 1;
	PUT(was, "%zu. ", i + 1);
	PUT(is, "%zu. ", i + 3);
	return EDIT(t->par[i], was, is);
}
FAULT(small_early) { return t->era < T96 && EDIT(t->par[0], "THE ", "the "); }
FAULT(garbled) { return t->era < T96 && EDIT(t->par[1], "THE ", "THQRTXZLMN "); }
FAULT(end_differs) {
	return *t->end != '\0' && other_digit(t, t->end, LINE, strlen("BT\n#"), 4);
}
FAULT(no_end) { return EDIT(t->end, "\nNNNN", ""); }

static const struct fault {
	const char *code;
	fault_fn *inject;
	bool elsewhere;		/* told at what it contradicts */
} faults[] = {
	{ "channel-malformed", bad_channel, false },
	{ "digraph-malformed", bad_digraph, false },
	{ "routing-malformed", bad_routing, false },
	{ "routing-order", routing_order, false },
	{ "digraph-precedence-differs", digraph_differs, false },
	{ "originator-malformed", bad_originator, false },
	{ "station-serial-malformed", short_serial, false },
	{ "serial-mismatch", serial_differs, false },
	{ "filing-time-invalid", no_such_day, false },
	{ "filing-time-mismatch", filed_before, false },
	{ "filing-time-mismatch", filed_late, false },
	{ "security-group-damaged", group_damaged, false },
	{ "security-warning-differs", warning_differs, false },
	{ "security-class-differs", group_differs, false },
	{ "dtg-invalid", bad_day, false },
	{ "dtg-zone", bad_zone, false },
	{ "precedence-mismatch", prosign_differs, true },
	{ "precedence-order", prosigns_rise, false },
	{ "precedence-info-higher", info_higher, false },
	{ "niact-for-information", niact_info, false },
	{ "routine-written", routine, false },
	{ "addressee-missing", no_addressee, false },
	{ "action-addressee-missing", no_action, false },
	{ "address-unknown", unknown_address, false },
	{ "routing-indicator-differs", wrong_indicator, false },
	{ "address-repeated", repeated_address, false },
	{ "continuity-number-malformed", short_continuity, false },
	{ "portion-above-banner", mark_higher, false },
	{ "portion-missing", mark_lost, false },
	{ "noforn-caption-missing", noforn_mark, false },
	{ "sensitive-caption-missing", sbu_mark, false },
	{ "portion-unknown", odd_mark, false },
	{ "lou-out-of-time", lou_late, false },
	{ "banner-differs", other_banner, true },
	{ "caption-conflict", exdis_sipdis, false },
	{ "caption-beside-channel", beside_channel, false },
	{ "caption-two-channels", two_channels, false },
	{ "caption-order", captions_fall, false },
	{ "caption-line-shared", captions_on_line, false },
	{ "sensitive-on-classified", sensitive_classified, false },
	{ "sipdis-early", sipdis_before, false },
	{ "pass-restricted", nodis_passed, false },
	{ "page-order", page_skipped, false },
	{ "page-serial-differs", page_serial, false },
	{ "page-time-early", page_early, false },
	{ "page-time-far", page_far, false },
	{ "control-time-early", control_early, false },
	{ "distribution-sum", wrong_sum, false },
	{ "distribution-sum", wrong_copies, false },
	{ "eo-missing", order_gone, true },
	{ "eo-not-in-force", order_old, false },
	{ "eo-value-invalid", verb_of_other_order, false },
	{ "eo-na-classified", na_classified, false },
	{ "eo-decl-unclassified", decl_unclassified, false },
	{ "eo-date-before-dtg", decl_before, false },
	{ "eo-date-late", decl_late, false },
	{ "eo-date-late", gds_late, false },
	{ "eo-x-code-ended", x_code, false },
	{ "authority-missing", no_authority, true },
	{ "reason-out-of-time", reason_time, false },
	{ "reason-unknown", reason_odd, false },
	{ "authority-unclassified", authority_open, false },
	{ "tags-missing", no_tags, true },
	{ "tag-subject-missing", no_subject_tags, false },
	{ "tag-order", tags_order, false },
	{ "tags-separators", tags_commas, false },
	{ "tag-brackets", tags_brackets, false },
	{ "tag-name-missing", no_traveller, false },
	{ "country-out-of-time", country_gone, false },
	{ "subject-portion-above", subject_higher, false },
	{ "subject-portion-missing", subject_unmarked, false },
	{ "ref-later", ref_from_future, false },
	{ "reftel-without-ref", ref_lost, false },
	{ "ref-letter-missing", ref_letter, false },
	{ "paragraph-number-repeated", par_repeated, false },
	{ "paragraph-number-skipped", par_skipped, false },
	{ "small-letters-early", small_early, false },
	{ "text-garbled", garbled, false },
	{ "end-serial-differs", end_differs, false },
	{ "end-missing", no_end, false },
};
enum { FAULTS = sizeof faults / sizeof faults[0] };

/* --- checking ------------------------------------------------------------------- */

struct looking {
	const struct fault *fault;	/* or NULL: nothing may be found */
	struct reftel_span bad;
	bool found, placed;
	char first[160];
};

static void
look(const struct reftel_telegram *t, void *ctx)
{
	struct looking *l = ctx;

	/* each_telegram() hands out what it will free */
	if (reftel_check((struct reftel_telegram *)(uintptr_t)t, NULL) !=
	    REFTEL_OK) {
		breach("check failed");
		return;
	}
	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next) {
		if (l->first[0] == '\0')
			PUT(l->first, "%s: %s", d->code,
			    d->message);
		if (l->fault == NULL || strcmp(d->code, l->fault->code) != 0)
			continue;
		l->found = true;
		l->placed |= d->span.start <= l->bad.end &&
		    l->bad.start <= d->span.end;
	}
}

static void
check(struct looking *l, const struct buf *text)
{
	const struct reftel_options options = { .no_digest = true };
	enum reftel_status ended;

	each_telegram(reftel_reader_mem(&options, text->p, text->n), look, l,
	    &ended);
}

static void
try_sound(uint64_t seed, unsigned count)
{
	struct buf text = { 0 };

	for (unsigned i = 0; i < count; i++) {
		struct telegram t = make(seed ^ (uint64_t)i << 20,
		    (enum era)(i % ERAS));
		struct looking l = { 0 };

		print(&text, &t, &l.bad);
		check(&l, &text);
		if (l.first[0] != '\0')
			breach("sound telegram %u: %s\n%.*s", i, l.first,
			    (int)text.n, text.p);
	}
	buf_free(&text);
}

/* How many of count were found at their place. */
static unsigned
try_fault(const struct fault *f, uint64_t seed, unsigned count)
{
	struct buf text = { 0 };
	unsigned good = 0, tried = 0;

	for (unsigned i = 0; tried < count && i < 400 * count; i++) {
		struct telegram t = make(seed ^ (uint64_t)i << 20 ^
		    (uint64_t)(f - faults) << 44, (enum era)(i % ERAS));
		struct looking l = { .fault = f };

		if (!f->inject(&t))
			continue;
		tried++;
		print(&text, &t, &l.bad);
		check(&l, &text);
		if (l.found && (l.placed || f->elsewhere))
			good++;
		else if (tried - good == 1)
			printf("%s %s (%s)\n%.*s", f->code, l.found ?
			    "in another place" : "not found", l.first,
			    (int)text.n, text.p);
	}
	if (tried < count)
		breach("%s: only %u telegrams to try it on", f->code, tried);
	if (good < tried)
		printf("%s: %u of %u\n", f->code, good, tried);
	buf_free(&text);
	return good;
}

int
main(int argc, char **argv)
{
	uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	unsigned count = argc > 2 ? (unsigned)atoi(argv[2]) : 40;
	unsigned good = 0;

	prop_file = "faults";
	try_sound(seed, count * ERAS);
	for (size_t i = 0; i < FAULTS; i++)
		good += try_fault(&faults[i], seed, count);
	printf("%u of %u faults found at their place\n", good,
	    FAULTS * count);
	if (good * 100u < FAULTS * count * 99u)
		breach("fewer than 99 of 100");
	return prop_status;
}
