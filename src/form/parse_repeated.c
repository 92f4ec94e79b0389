/*
 * Headings of later sections that stand in the text, with the format lines
 * above and the header lines below them: cut out before paragraphs are told.
 * telegram.md 5.3; archive-forms.md 2.5.
 */
#include "form/parse_body.h"

/* "RUEHLH RUEHPW": no word but routing indicators. "REGION" looks like one. */
static bool
only_ri(struct str s)
{
	struct cur c = cur_make(s);

	while (!cur_end(&c)) {
		struct str word = lex_first_word(cur_rest(c));

		if (!lex_ri(word))
			return false;
		c.p += word.n;
		cur_skip(&c);
	}
	return true;
}

/* Is the line of a transmission heading? By its first words only: the lines
 * were read once already, in the first section's heading. */
static bool
heading_shape(struct str s)
{
	static const char *const starts[] = { "VZCZC", "ZCZC", "DE R", "ZNR ",
		"ZNY ", "FM ", "TO ", "INFO ", "XMT", "BT", "NNNN", "PAGE ",
		"ACTION ", "ORIGIN ", "----------", "ACCT ", "GRNC", "ZEN/" };

	if (s.n == 0)
		return true;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(s, str_from(starts[i])))
			return true;
	if (class_banner(s))
		return true;
	if (s.p[0] == '#' && s.n <= 6)
		return true;
	/* "OO RUEHC", "RUEHC/SECSTATE WASHDC", "RUEHLH RUEHPW" */
	struct str word = lex_first_word(s);
	/* "SP-02 PRS-01 /024 W" */
	if (word.n > 3 && word.n < 10 && word.p[word.n - 3] == '-' &&
	    ch_digit(word.p[word.n - 1]) && ch_digit(word.p[word.n - 2]) &&
	    ch_upper(word.p[0]))
		return true;
	size_t slash = str_findc(word, '/', 0);
	if (slash < word.n ? lex_ri(str_cut(word, 0, slash)) : only_ri(s))
		return true;
	if (word.n == 2 && word.p[0] == word.p[1] && s.n > 4)
		return lex_ri(lex_first_word(str_cut(s, 3, s.n)));
	/* a date-time group */
	struct cur c = cur_make(s);
	while (c.p < c.end && memchr("ZOPRY ", *c.p, 6) != NULL)
		c.p++;
	return eat_digits(&c, 6, 6, NULL) && eat_char(&c, 'Z');
}

/* A line of a repeated text header. */
bool
body_header_shape(struct str s)
{
	static const char *const starts[] = { "SIPDIS", "NOFORN", "SENSITIVE",
		"E.O. 1", "EO 1", "E.O.1", "TAGS", "SUBJ", "REF:", "REFS:", "NODIS",
		"EXDIS", "LIMDIS", "STADIS", "CLASSIFIED BY" };

	return s.n == 0 || lex_starts_in(s, starts, LEX_COUNT(starts));
}

/* The class with the number that the Department's own network put behind it,
 * at a page's head: "CONFIDENTIAL PTQ1865". */
static bool
banner_with_channel(struct str s)
{
	struct str w = lex_last_word(s);
	struct cur c = cur_make(w);
	struct str letters;

	return w.n < s.n && eat_alpha(&c, &letters) && letters.n == 3 &&
	    eat_digits(&c, 4, 4, NULL) && cur_end(&c) &&
	    class_banner(str_trim(str_range(s.p, w.p)));
}

/* Is s a whole line of the text, but for blanks? */
static bool
has_line(struct str text, struct str s)
{
	for (size_t at = str_find(text, s, 0); at < text.n;
	    at = str_find(text, s, at + 1)) {
		size_t from = at, end = at + s.n;

		while (from > 0 && ch_blank(text.p[from - 1]))
			from--;
		while (end < text.n && ch_blank(text.p[end]))
			end++;
		if ((from == 0 || text.p[from - 1] == '\n') &&
		    (end == text.n || text.p[end] == '\n'))
			return true;
	}
	return false;
}

static void
cut_repeated(struct parse *p, size_t i, const struct class_line *cl)
{
	size_t from = i, to = i;
	bool fm = false;

	for (size_t k = i, steps = 0; k > p->line && steps < 80; steps++) {
		struct str s = line_str(p, --k);
		if (!heading_shape(s) && !(fm == false && s.n < 70 &&
		    lex_capitals(s) && steps < 30))
			break;
		/* the end of the section before */
		if (fm && str_starts(s, STR("NNN")))
			break;
		fm |= str_starts(s, STR("FM "));
		bool first = str_starts(s, STR("VZCZC")) ||
		    str_starts(s, STR("PAGE 01"));
		if (first || (fm && s.n > 0))
			from = k;
		if (first)
			break;
	}
	/* the end of the section before: BT, #0155, NNNN */
	while (from > p->line + 1) {
		struct str s = line_str(p, from - 1);
		if (s.n > 0 && !str_eq(s, STR("BT")) && !str_eq(s,
		    STR("NNNN")) && !str_eq(s, STR("NNN")) &&
		    !(s.p[0] == '#' && s.n <= 6) && !class_banner(s) &&
		    !banner_with_channel(s))
			break;
		from--;
	}
	struct str front = range_str(p, p->r->begin, p->body);
	bool subject = false;
	for (size_t k = i + 1; k < p->lines.n && k < i + 30; k++) {
		struct str s = line_str(p, k);
		/* a piece has no first heading to compare with: a passing
		 * line, if a line of the header comes behind it */
		if (!p->has_class && s.n < 70 && lex_capitals(s) &&
		    str_find(s, STR(" FOR "), 0) < s.n && k < i + 8)
			continue;
		/* passing lines, the subject's second line: what the first
		 * heading has too */
		if (!body_header_shape(s) && (s.n < (subject ? 3 : 6) ||
		    lex_rule(s) || !has_line(front, s)))
			break;
		subject = str_startsi(s, STR("SUBJ"));
		if (s.n > 0)
			to = k;
	}
	uint32_t a = p->lines.v[from].start, e = p->lines.v[to].end;
	telegram_diag(p->t, DIAG_HEADING_REPEATED, p->lines.v[i].start,
	    p->lines.v[i].end, line_str(p, i));
	telegram_cut(p->t, a, e);
	parse_section_seen(p, cl->section);
	if (cl->sections > p->t->section_count)
		p->t->section_count = cl->sections;
}

/*
 * A classification line with the same serial and a section number inside the
 * text: the heading of a later section, cut out with the format lines above
 * and the header lines below it (telegram.md 5.3).
 */
void
body_repeated(struct parse *p)
{
	struct class_line cl;

	for (size_t i = p->line; i < p->lines.n; i++) {
		struct str s = line_str(p, i);
		if (s.n < 12 || s.n > 100 || !ch_digit(s.p[s.n - 1]) ||
		    memchr("CSULTcsul", s.p[0], 9) == NULL)
			continue;
		if (p->lines.v[i].start < p->body)
			continue;
		/* a piece may have no classification line of its own */
		if (!class_line_read(p, s, &cl) || cl.sections == 0 ||
		    cl.serial_value == 0 || (cl.serial_value !=
		    p->cls.serial_value && (p->has_class || cl.section < 2)))
			continue;
		if (parse_line_cut(p, i))	/* with its page line */
			parse_section_of(p, cl.section, cl.sections);
		else
			cut_repeated(p, i, &cl);
	}
}
