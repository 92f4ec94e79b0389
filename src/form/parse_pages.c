/*
 * The pages of a telegram of the 1970s and what stands between them: page
 * lines, class words at head and foot, the archive's stamps, marks of an
 * end, and the headings that later sections repeat. telegram.md 3.2, 4.2, 5,
 * 18; archive-forms.md 2.5, 3.6.3.
 */
#include "form/parse_int.h"

/* A page line: "PAGE 02  LA PAZ 02004  01 OF 03 012251Z". */
struct page {
	size_t n;		/* its length on the line */
	int number;
	long serial;		/* 0: it has none */
	int section, of;	/* 0: not divided */
};

struct pages {
	struct parse *p;
	bool begun;		/* a page line was met */
	uint32_t from;		/* nothing before it is looked at again */
	struct ranges ends;	/* last lines of text before marks of an end */
};

/* The first number of n digits and more behind `at`, 0: none. */
static long
number_behind(struct str s, size_t at, size_t n)
{
	for (size_t end; at < s.n; at = end + 1) {
		for (end = at; end < s.n && ch_digit(s.p[end]); end++)
			continue;
		if (end - at >= n && end - at <= 9)
			return str_digits(s.p + at, end - at);
	}
	return 0;
}

static bool
page_read(struct str s, struct page *g)
{
	*g = (struct page){ 0 };
	if (s.n == 0 || s.p[0] != 'P')
		return false;
	g->n = page_line(s, &g->section, &g->of);
	if (g->n == 0)
		return false;
	g->number = (int)number_behind(s, 4, 2);
	g->serial = number_behind(str_cut(s, 0, g->n), 8, 4);
	return true;
}

/* --- the archive's stamp -------------------------------------------------- */

/* The day at the end of a stamp, as ISO 8601. */
static struct reftel_value
stamp_day(struct parse *p, struct str all)
{
	struct cur c = cur_make(str_cut(all, all.n > 11 ? all.n - 11 : 0,
	    all.n));
	struct str day, year;
	int month;

	cur_skip(&c);
	uint32_t from = offset_of(p, c.p);
	if (!eat_digits(&c, 1, 2, &day))
		return (struct reftel_value){ 0 };
	cur_skip(&c);
	month = eat_month(&c);
	cur_skip(&c);
	if (month == 0 || !eat_digits(&c, 4, 4, &year))
		return (struct reftel_value){ 0 };
	char *iso = arena_printf(p->a, "%.4s-%02d-%02d", year.p, month,
	    (int)str_digits(day.p, day.n));
	return iso == NULL ? (struct reftel_value){ 0 } :
	    telegram_value_as(str_from(iso), from, offset_of(p, c.p));
}

/* "US Department of State EO Systematic Review" and its day, once. */
static void
stamp_take(struct parse *p, struct str all)
{
	struct reftel_release *r = &p->t->release;
	const struct str who = STR("US Department of State");
	const struct str why = STR("Systematic Review");
	size_t k = str_findi(all, who, 0), end = str_findi(all, why, k);

	if (r->present)
		return;
	r->present = true;
	end = end < all.n ? end + why.n : k + who.n;
	if (k < all.n)
		r->authority = parse_folded(p, offset_of(p, all.p + k),
		    offset_of(p, all.p + end));
	r->date = stamp_day(p, all);
}

/* A stamp that begins with line i, on one line or, wrapped, on up to five:
 * how many; 0: none. It is told by its words, not by who signed it. */
static size_t
stamp_lines(const struct parse *p, size_t i)
{
	enum { LINES = 5 };
	struct str s = line_str(p, i);
	size_t n = 0;

	if (str_findi(s, STR("Declassified/Released"), 0) == s.n)
		return 0;
	for (size_t k = i; k < p->lines.n && k < i + LINES; k++)
		if (str_findi(line_str(p, k), STR("Review"), 0) <
		    line_str(p, k).n) {
			n = k - i + 1;
			break;
		}
	if (n <= 1)
		return 1;
	/* the day may stand on a line below */
	struct cur c = cur_make(line_str(p, i + n - 1));
	if (i + n < p->lines.n && !ch_digit(c.end[-1])) {
		c = cur_make(line_str(p, i + n));
		if (eat_digits(&c, 1, 2, NULL)) {
			cur_skip(&c);
			n += eat_month(&c) > 0;
		}
	}
	return n;
}

/* --- page lines ------------------------------------------------------------- */

/* "UNCLASSIFIED   POSS DUPE" at the head of the first page. */
static bool
banner_with_remark(struct parse *p, struct str s)
{
	const struct str remark = STR("POSS DUPE");
	struct str class = str_trim(str_cut(s, 0, s.n - (s.n > remark.n ?
	    remark.n : 0)));

	if (s.n <= remark.n || !str_ends(s, remark) || !class_banner(class))
		return false;
	uint32_t end = offset_of(p, s.p + s.n);
	telegram_diag(p->t, DIAG_SUSPECTED_DUPLICATE,
	    end - (uint32_t)remark.n, end, remark);
	telegram_push(p->t, &p->t->captions, telegram_value_as(
	    STR("SUSPECTED DUPLICATE"), end - (uint32_t)remark.n, end));
	return true;
}

/* The class words alone, or with the number that the page line has too:
 * "CONFIDENTIAL LIMA 2545". */
static bool
is_banner(struct pages *g, size_t i, const struct page *page)
{
	struct parse *p = g->p;
	struct class_line cl;
	struct str s = line_str(p, i);

	if (class_banner(s))
		return true;
	return page->serial > 0 && class_line_read(p, s, &cl) &&
	    cl.serial_value == page->serial && cl.sections == 0 &&
	    !cl.spaced && p->lines.v[i].start >= g->from;
}

/* "PTQ4441": the printer's number above a page of the 1980s and 90s. */
static bool
printer_number(struct str s)
{
	struct cur c = cur_make(s);
	struct str letters;

	return s.n == 7 && eat_alpha(&c, &letters) && letters.n == 3 &&
	    lex_capitals(letters) && eat_digits(&c, 4, 4, NULL);
}

/* Where the class words above line i begin, at the foot of one page and the
 * head of the next, blank lines and stamps between them passed. */
static uint32_t
banners_above(struct pages *g, size_t i, const struct page *page)
{
	enum { STEPS = 32 };
	const struct parse *p = g->p;
	uint32_t a = p->lines.v[i].start;

	for (unsigned steps = 0; i > 0 && steps < STEPS; steps++) {
		i--;
		if (printer_number(line_str(p, i))) {
			a = p->lines.v[i].start;
		} else if (!parse_line_cut(p, i)) {	/* a stamp, that is */
			/* above the first page it may be all there is */
			if (!g->begun && page->number < 2) {
				if (banner_with_remark(g->p, line_str(p, i)))
					a = p->lines.v[i].start;
				break;
			}
			if (!is_banner(g, i, page))
				break;
			class_banner_note(g->p, line_str(p, i));
			a = p->lines.v[i].start;
		}
	}
	return a;
}

/* A reflowed copy has the page's class word at the end of the text line
 * above, behind two blanks: where it begins, else `a`. */
static uint32_t
banner_at_end(struct parse *p, size_t i, uint32_t a)
{
	struct str s = line_str(p, i);
	struct str last = lex_last_word(s);

	if (last.n + 2 < s.n && class_banner(last) && ch_blank(last.p[-1]) &&
	    ch_blank(last.p[-2]))
		return offset_of(p, last.p);
	return a;
}

/* "46", "60/64", "43 71": the line of one or two numbers below the first page
 * line of 1973 to 1977. */
static bool
number_line(struct str s)
{
	struct cur c = cur_make(s);

	if (s.n > 9 || !eat_digits(&c, 1, 3, NULL))
		return false;
	while (eat_char(&c, '/') || eat_char(&c, ' '))
		continue;
	return cur_end(&c) || (eat_digits(&c, 1, 3, NULL) && cur_end(&c));
}

/* What belongs to the page line i: from 1978 on station, serial and time on
 * a line of their own, which go to *page; the class word; the line of
 * numbers. Gives the last of these lines. */
static size_t
page_tail(struct pages *g, size_t i, struct page *page)
{
	enum { LINES = 5 };
	struct parse *p = g->p;
	bool bare = page->n <= 8;
	size_t last = i;

	for (size_t k = i + 1; k < p->lines.n && k <= i + LINES; k++) {
		struct str s = line_str(p, k);
		if (s.n == 0)
			continue;
		if (bare && ch_upper(s.p[0]) && s.n < 60) {
			char *both = arena_printf(p->a, "PAGE %02d %.*s",
			    page->number, (int)s.n, s.p);
			struct page below;
			if (both != NULL && page_read(str_from(both), &below) &&
			    below.n == s.n + 8) {
				*page = below;
				bare = false;
				last = k;
				continue;
			}
		}
		bool numbers = page->number == 1 && number_line(s);
		if (numbers)
			telegram_field(p->t, "numbers", value_at(p, s));
		if (!numbers && !class_banner(s))
			break;
		class_banner_note(p, s);
		last = k;
		if (numbers)
			break;
	}
	return last;
}

/* --- later sections --------------------------------------------------------- */

/* The classification line of a section: it has the page line's number,
 * though its class may be spelt beyond recognition. */
static bool
section_class_line(struct parse *p, struct str s, const struct page *page)
{
	struct class_line cl;

	if (class_line_read(p, s, &cl))
		return cl.serial_value == page->serial || page->serial == 0;
	if (s.n > 100 || str_find(s, STR("SECTION"), 0) == s.n)
		return false;
	return page->serial > 0 && number_behind(s, str_find(s, STR(" OF "),
	    0) + 6, 3) == page->serial;
}

/* A line that a section has from the first one's text header. */
static bool
header_again(const struct parse *p, struct str s, uint32_t first_end)
{
	static const char *const starts[] = { "E.O. 1", "EO 1", "E.O.1",
		"TAGS", "SUBJ", "REF:", "REFS:" };
	struct str front = range_str(p, p->r->begin, first_end);

	return lex_starts_in(s, starts, LEX_COUNT(starts)) ||
	    (s.n > 3 && !lex_rule(s) && str_find(front, s, 0) < front.n);
}

/*
 * The heading of a section whose first page line ends with line i: down to
 * its classification line, and what it repeats of the text header. Gives the
 * last of these lines; i where there is none.
 */
static size_t
section_heading(struct pages *g, size_t i, const struct page *page)
{
	enum { HEADING = 90, HEADER = 24, FRONT = 4096 };
	struct parse *p = g->p;
	uint32_t front = p->lines.v[0].start + FRONT;
	size_t k = i + 1, last;

	for (; k < p->lines.n && k < i + HEADING; k++)
		if (line_str(p, k).n > 0 && section_class_line(p,
		    line_str(p, k), page))
			break;
	if (k >= p->lines.n || k >= i + HEADING)
		return i;
	if (front > p->lines.v[i].start)
		front = p->lines.v[i].start;
	telegram_diag(p->t, DIAG_HEADING_REPEATED, p->lines.v[k].start,
	    p->lines.v[k].end, line_str(p, k));
	last = k;
	for (size_t h = k + 1; h < p->lines.n && h < k + HEADER; h++) {
		if (line_blank(p, h))
			continue;
		if (!header_again(p, line_str(p, h), front))
			break;
		last = h;
	}
	return last;
}

/* Cuts the page line i with all that belongs to it, and gives the last line
 * of that. */
static size_t
page_cut(struct pages *g, size_t i, struct page page)
{
	struct parse *p = g->p;
	struct str s = line_str(p, i);
	uint32_t start = p->lines.v[i].start, a, b;
	size_t last = i;

	a = banners_above(g, i, &page);
	if (a == start && i > 0)
		a = banner_at_end(p, i - 1, a);
	if (page.n < s.n) {		/* text behind it, of a reflow */
		b = start + (uint32_t)page.n;
		parse_page_line(p, start, b, str_cut(s, 0, page.n));
	} else {
		last = page_tail(g, i, &page);
		if (g->begun && page.number == 1 && page.section != 1)
			last = section_heading(g, last, &page);
		b = p->lines.v[last].end;
	}
	parse_section_of(p, page.section, page.of);
	telegram_cut(p->t, a, b);
	g->begun = true;
	g->from = b;
	return last;
}

/* --- the end of a section, or of all ---------------------------------------- */

/* Eight times E: the end was damaged, and what stands before it may be cut
 * short. */
static bool
damaged_end(struct str s)
{
	unsigned letters = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != 'E' && !ch_blank(s.p[i]))
			return false;
		letters += s.p[i] == 'E';
	}
	return letters == 8;
}

/* What a conversion wrote over a text, at the beginning of a line or up to
 * its end: a long row of asterisks that words follow, or characters that it
 * did not know (archive-forms.md 2.9). */
static bool
overwritten(struct str s)
{
	enum { LEAST = 15 };
	size_t n = 0;

	while (n < s.n && s.p[n] == '*')
		n++;
	if (n >= LEAST && n < s.n && ch_alpha(s.p[n]) &&
	    str_findc(s, '*', n) == s.n)
		return true;
	return str_find(s, STR("\xC2\xBF\xC2\xBF\xC2\xBF"), 0) < s.n;
}

static bool
end_mark(struct str s)
{
	static const char *const marks[] = { "NNN", "NNNN", "ADP000",
		"<< END OF DOCUMENT >>", "NNNNMAFVVZCZ" };

	for (size_t i = 0; i < LEX_COUNT(marks); i++)
		if (str_eq(s, str_from(marks[i])))
			return true;
	return str_starts(s, STR("*** Current ")) || damaged_end(s);
}

/* Cuts the mark in line i with the class words above it, and remembers the
 * line of text that it follows. */
static void
end_cut(struct pages *g, size_t i)
{
	struct parse *p = g->p;
	struct page none = { 0 };
	uint32_t a = banners_above(g, i, &none);
	size_t k = i;

	if (damaged_end(line_str(p, i)))
		telegram_diag(p->t, DIAG_TEXT_DAMAGED, p->lines.v[i].start,
		    p->lines.v[i].end, line_str(p, i));
	p->end_damaged = damaged_end(line_str(p, i)) ||
	    (p->end_damaged && str_eq(line_str(p, i), STR("ADP000")));
	telegram_cut(p->t, a, p->lines.v[i].end);
	while (k > 0 && (p->lines.v[k].start >= a || line_blank(p, k)))
		k--;
	if (p->lines.v[k].start > g->from)
		ranges_add(p, &g->ends, p->lines.v[k].start,
		    p->lines.v[k].end);
	g->from = p->lines.v[i].end;
}

/* Each section ends with the signature, which is the last one's. */
static void
section_signatures(struct pages *g)
{
	struct parse *p = g->p;
	struct str last;

	if (g->ends.n < 2)
		return;
	last = range_str(p, g->ends.v[g->ends.n - 1].start,
	    g->ends.v[g->ends.n - 1].end);
	for (size_t i = 0; i + 1 < g->ends.n && last.n < 40; i++)
		if (str_eq(last, range_str(p, g->ends.v[i].start,
		    g->ends.v[i].end)))
			telegram_cut(p->t, g->ends.v[i].start,
			    g->ends.v[i].end);
}

void
parse_pages(struct parse *p)
{
	struct pages g = { .p = p };
	struct page page;
	size_t n, slash = 0;	/* the next stroke, which a stamp has */

	for (size_t i = 0; i < p->lines.n; i++) {
		struct str s = line_str(p, i);
		if (s.n < 3)
			continue;
		if (slash < p->lines.v[i].start)
			slash = str_findc(range_str(p, 0, p->n), '/',
			    p->lines.v[i].start);
		n = slash < p->lines.v[i].end ? stamp_lines(p, i) : 0;
		if (n > 0) {
			struct str all = range_str(p, p->lines.v[i].start,
			    p->lines.v[i + n - 1].end);
			stamp_take(p, all);
			i += n - 1;
			telegram_cut(p->t, offset_of(p, all.p),
			    p->lines.v[i].end);
		} else if (page_read(s, &page)) {
			i = page_cut(&g, i, page);
		} else if (g.begun && memchr("NEA<*", s.p[0], 5) != NULL &&
		    end_mark(s)) {
			end_cut(&g, i);
		} else if (g.begun && overwritten(s)) {
			telegram_diag(p->t, DIAG_TEXT_DAMAGED,
			    p->lines.v[i].start, p->lines.v[i].end, s);
		}
	}
	section_signatures(&g);
}
