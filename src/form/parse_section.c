/*
 * Sections: the page and section lines that stand about in the text, and what
 * they and the classification line say of how many there are. telegram.md 5;
 * archive-forms.md 2.2, 2.5.
 */
#include "form/parse_int.h"
#include "tables/tables.h"

bool
section_line_read(struct str s, int *section, int *of)
{
	/* NAME 00000756  002[.1] OF 002, nothing else: look at the end first,
	 * which is cheap */
	if (!ch_alpha(s.p[0]))
		return false;
	size_t k = s.n;
	while (k > 0 && (ch_digit(s.p[k - 1]) || ch_space(s.p[k - 1])))
		k--;
	if (k == 0 || ch_fold(s.p[k - 1]) != 'F')
		return false;
	struct cur c = cur_make(s);
	struct str nn, mm;

	while (c.p < c.end && !ch_digit(*c.p)) {
		if (!ch_alpha(*c.p) && !ch_blank(*c.p) && *c.p != '.' &&
		    *c.p != '\'' && *c.p != '-')
			return false;
		c.p++;
	}
	if (!eat_digits(&c, 7, 8, NULL))
		return false;
	cur_skip(&c);
	if (!eat_digits(&c, 3, 3, &nn))
		return false;
	if (eat_char(&c, '.'))
		eat_digits(&c, 1, 1, NULL);
	cur_skip(&c);
	if (!eat_word(&c, "OF") || !eat_digits(&c, 2, 3, &mm) || !cur_end(&c))
		return false;
	*section = (int)str_digits(nn.p, nn.n);
	*of = (int)str_digits(mm.p, mm.n);
	return true;
}

size_t
page_line(struct str s, int *section, int *of)
{
	struct cur c = cur_make(s);
	struct str nn, mm;

	*section = *of = 0;
	if (s.n < 7 || !eat_lit(&c, "PAGE") || !ch_upper(s.p[0]) ||
	    !ch_blank(*c.p))
		return 0;
	cur_skip(&c);
	if (!eat_digits(&c, 2, 2, &nn))
		return 0;
	if (cur_end(&c))
		return s.n;		/* "PAGE 01" alone, 1978 on */
	cur_skip(&c);
	const char *station = c.p;
	while (c.p < c.end && (ch_upper(*c.p) || ch_blank(*c.p) ||
	    *c.p == '.'))
		c.p++;
	/* "PAGE 02 OF THE NOTE 1974" is prose */
	struct str name = str_range(station, c.p);
	if (str_starts(name, STR("OF ")) || str_starts(name, STR("AND ")))
		return 0;
	if (c.p == station || !eat_digits(&c, 4, 6, NULL))
		return 0;
	cur_skip(&c);
	if (eat_digits(&c, 2, 2, &nn)) {
		cur_skip(&c);
		if (eat_word(&c, "OF") && eat_digits(&c, 2, 2, &mm)) {
			*section = (int)str_digits(nn.p, nn.n);
			*of = (int)str_digits(mm.p, mm.n);
		}
		cur_skip(&c);
	}
	/* a second channel number: TOSEC 110023 */
	struct str word;
	struct cur tosec = c;
	if (eat_alpha(&tosec, &word) && word.n >= 4) {
		cur_skip(&tosec);
		if (eat_digits(&tosec, 4, 6, NULL))
			c = tosec;
		cur_skip(&c);
	}
	if (eat_digits(&c, 6, 6, NULL))
		eat_char(&c, 'Z');
	/* what follows on the line is text that a reflow put there */
	return (size_t)(c.p - s.p);
}

void
parse_section_seen(struct parse *p, int section)
{
	if (section >= 1 && section <= SECTIONS_MAX)
		p->section_seen[section - 1] = 1;
}

void
parse_section_of(struct parse *p, int section, int of)
{
	if (section <= 0 || of <= 0)
		return;
	parse_section_seen(p, section);
	if (of > p->t->section_count)
		p->t->section_count = of;
}

/* Where the words begin that have the letters of a number's post, blanks
 * aside, and end at b: ADDIS ABABA for ADDISABABA; else b. */
static size_t
station_back(struct str text, size_t from, size_t b, struct str post)
{
	size_t k = b, n = post.n;

	while (n > 0 && k > from) {
		char ch = ch_fold(text.p[k - 1]);
		if (ch == post.p[n - 1])
			n--;
		else if (!ch_blank(ch) && ch != '-' && ch != '.')
			break;
		k--;
	}
	return n == 0 && post.n > 0 ? k : b;
}

/* Where the station's name begins that ends at b, nothing being known of the
 * telegram: the longest of its last words that is a post, else the last. */
static size_t
station_any(struct str text, size_t from, size_t b)
{
	enum { WORDS = 4 };
	char name[48];
	size_t n = 0, best = b;

	for (size_t k = b, words = 0; k > from && words < WORDS && n < 40;) {
		while (k > from && (ch_upper(text.p[k - 1]) ||
		    text.p[k - 1] == '\''))
			k--, n += ch_upper(text.p[k]);
		if (n == 0)
			break;
		size_t at = sizeof name;
		for (size_t i = b; i > k; i--)
			if (ch_upper(text.p[i - 1]) && at > 0)
				name[--at] = text.p[i - 1];
		if (words++ == 0 || tables_post(str_make(name + at,
		    sizeof name - at)) != NULL)
			best = k;
		if (k == from || text.p[k - 1] != ' ')
			break;
		k--;
	}
	return best;
}

/* A piece without a number may have section lines in its lines: the serial
 * of the first, "STRELSAU 00000012 002.2 OF 003", eight digits and zeros in
 * front. */
static bool
piece_serial(struct str text, size_t from, char own[9])
{
	for (size_t k = str_find(text, STR(" OF 0"), from); k < text.n;
	    k = str_find(text, STR(" OF 0"), k + 5)) {
		size_t a = k > from + 16 ? k - 16 : from;
		for (; a + 12 <= k; a++) {
			struct cur c = { text.p + a, text.p + k };
			struct str d;
			if (!ch_blank(*c.p) || !ch_digit(c.p[1]))
				continue;
			cur_skip(&c);
			if (!eat_digits(&c, 8, 8, &d) || d.p[0] != '0')
				continue;
			cur_skip(&c);
			if (!eat_digits(&c, 3, 3, NULL))
				continue;
			if (eat_char(&c, '.'))
				eat_digits(&c, 1, 1, NULL);
			cur_skip(&c);
			if (!cur_end(&c) || a == from ||
			    !ch_upper(text.p[a - 1]))
				continue;
			memcpy(own, d.p, 8);
			return true;
		}
	}
	return false;
}

/* Says so of a page line that shares its line with the text. It is data, so
 * the fix gives it a line of its own and does not delete it. */
void
parse_page_line(struct parse *p, uint32_t start, uint32_t end,
    struct str what)
{
	uint32_t from = start, to = end;
	bool before, behind;
	char *own;

	while (from > 0 && ch_blank(p->s[from - 1]))
		from--;
	while (to < p->n && ch_blank(p->s[to]))
		to++;
	before = from > 0 && p->s[from - 1] != '\n';
	behind = to < p->n && p->s[to] != '\n';
	if (!before && !behind)
		return;			/* it has a line of its own */

	struct diag *d = telegram_diag(p->t, DIAG_PAGE_LINE, start, end, what);
	own = arena_printf(p->a, "%s%.*s%s", before ? "\n" : "",
	    (int)(end - start), p->s + start, behind ? "\n" : "");
	if (own != NULL)
		telegram_fix(p->t, d, from, to, str_from(own), "likely");
}

/*
 * A section line that lost its own line in a reflowed copy: searched by its
 * last words, " OF 0" or " OF 1", with eight digits before (archive-forms
 * 2.5). own is the serial in eight digits, so that nothing else can match;
 * post is the number's where there is no classification line.
 */
static void
inline_section_lines(struct parse *p, uint32_t from, uint32_t end,
    const char *own, struct str post)
{
	struct str text = range_str(p, 0, end);
	struct str needle = { own, 8 };

	for (size_t k = str_find(text, needle, from); k < text.n;
	    k = str_find(text, needle, k + 8)) {
		struct cur c = { text.p + k + 8, text.p + end };
		struct str nn, mm;

		while (c.p < c.end && ch_blank(*c.p))
			c.p++;
		if (!eat_digits(&c, 3, 3, &nn))
			continue;
		if (eat_char(&c, '.'))
			eat_digits(&c, 1, 1, NULL);
		while (c.p < c.end && ch_space(*c.p))
			c.p++;
		if (!eat_word(&c, "OF") || !eat_digits(&c, 2, 3, &mm))
			continue;
		/* back over the station's name: its last word, and further
		 * words as the number line has them */
		size_t b = k;
		while (b > from && ch_blank(text.p[b - 1]))
			b--;
		struct str station = range_str(p, p->cls.station.start,
		    p->cls.station.end);
		if (station.n > 0 && b >= from + station.n && str_eqi(
		    str_cut(text, b - station.n, b), station)) {
			b -= station.n;
		} else if (station_back(text, from, b, post) < b) {
			b = station_back(text, from, b, post);
		} else {
			size_t any = station_any(text, from, b);
			while (any == b && b > from && ch_alpha(text.p[b - 1]))
				any = --b;
			b = any;
		}
		parse_section_seen(p, (int)str_digits(nn.p, nn.n));
		int of = (int)str_digits(mm.p, mm.n);
		if (of > p->t->section_count)
			p->t->section_count = of;
		parse_page_line(p, (uint32_t)b, offset_of(p, mm.p + mm.n),
		    str_trim(str_cut(text, b, k + 8)));
		telegram_cut(p->t, (uint32_t)b, offset_of(p, mm.p + mm.n));
	}
}

void
parse_furniture(struct parse *p, uint32_t from, uint32_t end)
{
	int section, of;
	char own[9] = "00000000";

	for (size_t i = 0; i < p->lines.n; i++) {
		const struct line *l = &p->lines.v[i];
		if (l->start < from || l->end > end || l->start == l->end)
			continue;
		if (!section_line(line_str(p, i), &section, &of))
			continue;
		parse_section_of(p, section, of);
		telegram_cut(p->t, l->start, l->end);
	}
	long v = p->cls.serial_value;
	bool piece = v <= 0 && p->is_given;
	if (piece)
		v = p->given.serial;
	if (v <= 0 && (p->t->form != REFTEL_FORM_FRAGMENT ||
	    !piece_serial(range_str(p, 0, end), from, own)))
		return;
	for (int i = 7; i >= 0 && v > 0; i--, v /= 10)
		own[i] = (char)('0' + v % 10);
	inline_section_lines(p, from, end, own, piece ? str_from(p->given.post) :
	    STR(""));
}

/* The first page or section line that says that there are more: without
 * such words in the class line it is all that says so. */
static bool
section_witness(struct parse *p, uint32_t *start, uint32_t *end)
{
	int section, of;

	for (size_t i = 0; i < p->lines.n; i++) {
		struct str s = line_str(p, i);

		if (s.n < 7 || (!section_line(s, &section, &of) &&
		    page_line(s, &section, &of) == 0) || of < 2)
			continue;
		*start = p->lines.v[i].start;
		*end = p->lines.v[i].end;
		return true;
	}
	return false;
}

void
parse_sections(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	int n = 0;

	if (t->section_count <= 1) {
		t->section_count = 1;
		memset(p->section_seen, 0, sizeof p->section_seen);
		p->section_seen[0] = 1;
	} else if (!p->section_seen[0]) {
		/* the first section has no section line of its own unless the
		 * class line names it */
		if (p->cls.section <= 1)
			p->section_seen[0] = 1;
	}
	for (int i = 0; i < SECTIONS_MAX; i++)
		n += p->section_seen[i];
	t->sections_present = arena_alloc(p->a, sizeof(int), (size_t)n);
	if (t->sections_present == NULL)
		return;
	for (int i = 0; i < SECTIONS_MAX; i++)
		if (p->section_seen[i])
			t->sections_present[t->sections_present_n++] = i + 1;
	if (n < t->section_count && p->has_class) {
		uint32_t a = value_placed(&t->sections) ? t->sections.start :
		    p->cls.where.start;
		uint32_t b = value_placed(&t->sections) ? t->sections.end :
		    p->cls.where.end;
		if (!value_placed(&t->sections))
			section_witness(p, &a, &b);
		char *arg = arena_printf(p->a, "%d of %d are here", n,
		    t->section_count);
		telegram_diag(t, DIAG_SECTION_MISSING, a, b, arg == NULL ?
		    STR("") : str_from(arg));
	}
}
