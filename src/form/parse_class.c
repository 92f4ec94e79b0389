/*
 * The classification line with the telegram's number. telegram.md 4, 11;
 * archive-forms.md 2.1.
 */
#include "form/parse_int.h"
#include "tables/tables.h"
#include "telegram/number.h"

/* Class words, longest first where one begins another. */
static const struct class_name {
	const char *squeezed, *level;
} class_names[] = {
	{ "UNCLASSIFIED", "UNCLASSIFIED" },
	{ "UNCLAS", "UNCLASSIFIED" },
	{ "SENSITIVEBUTUNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED" },
	{ "LIMITEDOFFICIALUSE", "LIMITED OFFICIAL USE" },
	{ "LIMITEDOFFICIELUSE", "LIMITED OFFICIAL USE" },
	{ "LOU", "LIMITED OFFICIAL USE" },
	{ "CONFIDENTIAL", "CONFIDENTIAL" },
	{ "TOPSECRET", "TOP SECRET" },
	{ "SECRET", "SECRET" },
};

enum { SQUEEZE_MAX = 28 };

/* The first letters of a line without its blanks, in capitals, and where
 * each stands; a digit among them is the letter that it looks like. */
struct squeezed {
	char c[SQUEEZE_MAX + 1];
	const char *at[SQUEEZE_MAX + 1];
	size_t n;
};

static void
squeeze(struct str s, struct squeezed *q)
{
	q->n = 0;
	for (size_t i = 0; i < s.n && q->n < SQUEEZE_MAX; i++) {
		if (ch_blank(s.p[i]))
			continue;
		if (!ch_alnum(s.p[i]))
			break;
		q->c[q->n] = s.p[i] == '0' ? 'O' : s.p[i] == '1' ? 'I' :
		    ch_fold(s.p[i]);
		q->at[q->n++] = s.p + i;
	}
	q->c[q->n] = '\0';
}

/* Does name stand at q[skip]? It must end at a word's end of the line. */
static const char *
class_match(const struct squeezed *q, size_t skip, const char *name,
    size_t name_from, struct str line)
{
	size_t n = strlen(name + name_from);

	if (q->n < skip + n || memcmp(q->c + skip, name + name_from, n) != 0)
		return NULL;
	const char *end = q->at[skip + n - 1] + 1;
	const char *eol = line.p + line.n;
	if (end < eol && ch_alpha(*end)) {
		/* letter-spaced copies lose the blank before the station */
		struct cur c = { end, eol };
		bool spaced = q->at[skip + 1] > q->at[skip] + 1 &&
		    q->at[skip + n - 1] > q->at[skip + n - 2] + 1;
		bool station = eol - end > 5 && ch_upper(end[0]) &&
		    ch_upper(end[1]) && ch_upper(end[2]);
		if (!eat_lit(&c, "SECTION") && !(spaced && station))
			return NULL;
	}
	return end;
}

/* Three blanks and more among the letters at the start of a line. */
static bool
letter_spaced(struct str line)
{
	unsigned gaps = 0;

	if (line.n <= 10 || ch_blank(line.p[0]))
		return false;
	for (size_t i = 1; i < 10; i++)
		gaps += ch_blank(line.p[i]);
	return gaps >= 3;
}

/* Class words begin with it. */
static bool
class_letter(char c)
{
	return c == 'U' || c == 'C' || c == 'S' || c == 'L' || c == 'T';
}

/* Class words begin with the line's first two letters. */
static bool
class_begins(struct str line)
{
	size_t k = 1;

	while (k < line.n && ch_blank(line.p[k]))
		k++;
	char second = k < line.n ? ch_fold(line.p[k]) : ' ';
	switch (ch_fold(line.p[0])) {
	case 'U': return second == 'N';
	case 'S': return second == 'E';
	case 'L': return second == 'I' || second == 'O' || second == '0';
	case 'C':
	case 'T': return second == 'O' || second == '0';
	default: return false;
	}
}

/* A damaged class is still letter-spaced, or has a letter twice. */
static bool
letter_twice(struct str line)
{
	return line.n > 6 && line.p[0] == line.p[1];
}

/* A line with a number at its end may begin with a solid class word that lost
 * its first letters: "NCLAS STRELSAU 000756". */
static bool
number_line(struct str line)
{
	return line.n >= 12 && line.n <= 60 && ch_upper(line.p[0]) &&
	    ch_digit(line.p[line.n - 1]);
}

/* May class words stand at its start? Few lines look like it. */
static bool
class_like(struct str line)
{
	return class_begins(line) || letter_twice(line) ||
	    letter_spaced(line) || number_line(line);
}

/* Of n letters, is any a digit, or small among capitals? */
static bool
letters_damaged(const struct squeezed *q, size_t n)
{
	size_t upper = 0, lower = 0;

	for (size_t k = 0; k < n; k++) {
		if (ch_digit(*q->at[k]))
			return true;
		upper += ch_upper(*q->at[k]);
		lower += ch_lower(*q->at[k]);
	}
	return lower > 0 && lower < upper;
}

/* Do most of the first n letters stand apart? */
static bool
letters_apart(const struct squeezed *q, size_t n)
{
	return (size_t)(q->at[n - 1] - q->at[0]) * 4 > 5 * n;
}

/*
 * A class word with a letter lost, doubled, swapped or replaced, which ends
 * where a word does; the end, or NULL. Letter-spaced words that are long may
 * have two such faults: nothing else looks like them.
 */
static const char *
class_near(const struct squeezed *q, const char *name, struct str line,
    bool *apart)
{
	enum { LONG = 10 };
	size_t n = strlen(name);
	const char *best = NULL;
	unsigned least = 3;

	for (size_t k = n - 1; k <= n + 1 && k <= q->n; k++) {
		const char *end = q->at[k - 1] + 1;
		bool spaced = letters_apart(q, k);
		unsigned most = spaced && n >= LONG ? 2 : 1;

		if ((end < line.p + line.n && ch_alnum(*end)) ||
		    !(spaced || lex_capitals(str_range(line.p, end))))
			continue;
		unsigned d = str_distance(str_make(q->c, k), str_from(name),
		    most);
		if (d > most || d >= least)
			continue;
		least = d;
		best = end;
		*apart = spaced;
	}
	return best;
}

/* Two words in the end: "TOP SECRET", "LIMITED OFFICIAL USE". */
static bool
class_of_words(const char *name)
{
	return strcmp(name, "TOPSECRET") == 0 || strlen(name) > 12;
}

/*
 * The class at the start of a line: exact, or with one letter doubled, lost,
 * swapped or replaced, the damages that copying makes (archive-forms 2.2).
 */
static const char *
class_words(struct str line, struct class_line *out)
{
	struct squeezed q;
	const size_t names = sizeof class_names / sizeof *class_names;

	bool spaced = letter_spaced(line), twice = letter_twice(line);
	squeeze(line, &q);
	if (q.n < 3)
		return NULL;
	for (size_t i = 0; i < names; i++) {
		const char *name = class_names[i].squeezed;
		if (name[0] != q.c[0])
			continue;
		const char *end = class_match(&q, 0, name, 0, line);
		if (end == NULL)
			continue;
		out->name = name;
		out->level = class_names[i].level;
		size_t n = strlen(name);
		size_t width = (size_t)(end - q.at[0]);
		out->spaced = width > n && (q.at[1] > q.at[0] + 1 ||
		    letters_apart(&q, n));
		/* a blank lost or moved inside a letter-spaced word */
		out->damaged = !class_of_words(name) && width > n &&
		    width != 2 * n - 1;
		if (strcmp(name, "LIMITEDOFFICIELUSE") == 0)
			out->damaged = true;
		out->damaged |= letters_damaged(&q, n);
		return end;
	}
	for (size_t i = 0; i < names; i++) {
		const char *name = class_names[i].squeezed;
		const char *end = NULL;
		size_t n = strlen(name);
		if (n < 6)
			continue;
		if (spaced || twice)
			end = class_match(&q, 1, name, 0, line); /* CC O N F */
		if (end == NULL && (spaced || twice))
			end = class_match(&q, 0, name, 1, line); /* E C R E T */
		if (end == NULL && (spaced || twice))
			end = class_match(&q, 1, name, 1, line); /* X E C R */
		out->spaced = end != NULL && letters_apart(&q, 5);
		if (end == NULL)
			end = class_near(&q, name, line, &out->spaced);
		if (end == NULL)
			continue;
		out->name = name;
		out->level = class_names[i].level;
		out->damaged = true;
		return end;
	}
	return NULL;
}

/* "01", "1", "ONE" */
static bool
section_number(struct cur *c, int *out)
{
	static const char *const words[] = { "ONE", "TWO", "THREE", "FOUR",
		"FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN" };
	struct str digits;

	if (eat_digits(c, 1, 2, &digits)) {
		*out = (int)str_digits(digits.p, digits.n);
		return true;
	}
	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (eat_word(c, words[i])) {
			*out = (int)i + 1;
			return true;
		}
	return false;
}

/* "SECTION 01 OF 02", also misspelt, "SECTION ONE OF TWO", "(SECTION 1 OF
 * 2)", or "FINAL SECTION OF 03". */
static bool
section_words(struct cur *c, struct class_line *out, const char *base)
{
	struct cur was = *c;
	struct str word;
	int nn = 0, mm;
	bool open = eat_char(c, '(');
	bool final = eat_word(c, "FINAL");

	const char *from = c->p;
	if (!eat_alpha(c, &word))
		goto no;
	/* "SECTION01": the letters end where the digits begin */
	if (word.n < 4 || word.n > 9 ||
	    str_distance(word, STR("SECTION"), 3) > (word.n < 6 ? 3u : 2u))
		goto no;
	if (!str_eqi(word, STR("SECTION")))
		out->section_misspelt = true;
	cur_skip(c);
	if (!final && !section_number(c, &nn))
		goto no;
	cur_skip(c);
	/* OF, also with a zero or a G in it, or a stroke for it */
	if (!eat_char(c, '/')) {
		if (c->end - c->p < 2 || !(ch_fold(c->p[0]) == 'O' ||
		    c->p[0] == '0' || c->p[0] == 'G') ||
		    ch_fold(c->p[1]) != 'F')
			goto no;
		if (ch_fold(c->p[0]) != 'O')
			out->section_misspelt = true;
		c->p += 2;
	}
	cur_skip(c);
	if (!section_number(c, &mm))
		goto no;
	out->sections = mm;
	out->section = final ? mm : nn;
	out->section_where = (struct range){ (uint32_t)(from - base),
		(uint32_t)(c->p - base) };
	if (open)
		eat_char(c, ')');
	return true;
no:
	*c = was;
	out->section_misspelt = false;
	return false;
}

/* Words that may stand between class and number: the suffixes. */
static bool
suffix_word(struct cur *c, struct str *word, bool *efto)
{
	static const char *const words[] = { "NOFORN", "NODIS", "EXDIS",
		"LIMDIS", "STADIS", "SIPDIS", "SENSITIVE", "FOR OFFICIAL USE ONLY",
		"FOUO", "NOCONTRACT", "ORCON", "TERREP", "CHEROKEE", "SPECAT",
		"REL NATO", "SBU" };
	struct cur was = *c;

	while (eat_char(c, '/') || eat_char(c, ',') || eat_char(c, '-'))
		;
	cur_skip(c);
	const char *from = c->p;
	if (eat_word(c, "E F T O") || eat_word(c, "EFTO")) {
		*efto = true;
		*word = str_trim(str_range(from, c->p));
		return true;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (eat_word(c, words[i])) {
			*word = str_make(from, strlen(words[i]));
			return true;
		}
	}
	*c = was;
	return false;
}

/* A serial with letters that look like digits: "00O123", "O01234", "0l234".
 * Its value; 0: no such word. */
static long
serial_letters(struct cur *c, struct str *serial)
{
	static const char like[] = "OoIlSB", digit[] = "001158";
	const char *p = c->p;
	unsigned digits = 0;
	long value = 0;

	for (; p < c->end && p < c->p + 7; p++) {
		const char *at = ch_alpha(*p) ? strchr(like, *p) : NULL;

		if (at == NULL && !ch_digit(*p))
			break;
		digits += ch_digit(*p);
		value = value * 10 + (at != NULL ? digit[at - like] : *p) -
		    '0';
	}
	*serial = str_range(c->p, p);
	if (serial->n < 3 || 2 * digits < serial->n || digits == serial->n ||
	    (p < c->end && ch_alnum(*p)))
		return 0;
	c->p = p;
	return value;
}

/* Station and serial: "NEW DELHI 001234", "LA PAZ 2004/1". */
static bool
station_serial(struct cur *c, struct class_line *out, const char *base)
{
	const char *from = c->p, *p = from, *letters_end = from;
	unsigned words = 0;

	struct str serial;
	while (p < c->end && words < 6) {
		const char *w = p;
		struct cur d = { p, c->end };
		if (words > 0 && ch_blank(p[-1]) &&
		    serial_letters(&d, &serial) > 0)
			break;
		while (p < c->end && (ch_alpha(*p) || *p == '.' || *p == '\'' ||
		    *p == '-'))
			p++;
		if (p == w)
			break;
		letters_end = p;
		words++;
		while (p < c->end && ch_blank(*p))
			p++;
	}
	struct cur d = { p, c->end };
	/* "PTQ1859" is no station with its serial */
	if (words > 0 && letters_end == p)
		return false;
	eat_char(&d, '#');
	long value = serial_letters(&d, &serial);
	out->serial_damaged = value > 0;
	if (value == 0 && !eat_digits(&d, 1, 7, &serial))
		return false;
	if (d.p < d.end && ch_alpha(*d.p) && d.p + 1 < d.end &&
	    ch_lower(d.p[1]))
		return false;
	if (value == 0)
		value = str_digits(serial.p, serial.n);
	if (value == 0)
		return false;
	out->station = (struct range){ (uint32_t)(from - base),
		(uint32_t)(letters_end - base) };
	out->serial = (struct range){ (uint32_t)(serial.p - base),
		(uint32_t)(serial.p + serial.n - base) };
	out->serial_value = value;
	if (eat_char(&d, '/'))		/* section behind the serial */
		eat_digits(&d, 1, 2, NULL);
	c->p = d.p;
	return true;
}

/* Is it a post's name and nothing else? */
static bool
station_known(struct str s)
{
	char room[64];
	struct str name = str_make(room, number_squeeze(str_trim(s), room,
	    sizeof room));

	return name.n > 0 && tables_post(name) != NULL;
}

static struct range
range_from(const char *base, struct str s)
{
	return (struct range){ (uint32_t)(s.p - base),
		(uint32_t)(s.p + s.n - base) };
}

bool
class_line_in(const char *base, struct str line, struct class_line *out)
{
	if (line.n < 3 || !class_like(line))
		return false;
	*out = (struct class_line){ 0 };
	const char *end = class_words(line, out);
	if (end == NULL)
		return false;
	struct squeezed q;
	squeeze(line, &q);
	out->where = range_from(base, str_range(q.at[0], end));
	struct cur c = { end, line.p + line.n };
	struct str word;

	if (c.p < c.end && !ch_blank(*c.p) && memchr("/,(", *c.p, 3) == NULL &&
	    !ch_alpha(*c.p))
		return false;
	bool section = false;
	for (;;) {
		cur_skip(&c);
		if (!section && section_words(&c, out, base)) {
			section = true;
			continue;
		}
		if (!suffix_word(&c, &word, &out->efto))
			break;
		if (out->suffix_n < 4)
			out->suffix[out->suffix_n++] = range_from(base, word);
	}
	cur_skip(&c);
	if (c.p == c.end)
		return !out->damaged || section;
	if (cur_rest(c).n < 30 && lex_capitals(cur_rest(c)) &&
	    ((out->spaced && !section) || station_known(cur_rest(c))) &&
	    !station_serial(&c, out, base)) {
		/* the serial is lost: FL3 may have it */
		struct str name = str_trim(cur_rest(c));
		for (size_t i = 0; i < name.n; i++)
			if (!ch_alpha(name.p[i]) && !ch_blank(name.p[i]))
				return false;
		out->station = range_from(base, name);
		return true;
	}
	if (out->serial_value == 0 && !station_serial(&c, out, base)) {
		/* "SECTION 01 OF 02" ends the line, the number is below; or
		 * there is prose behind a word that only looks like a class */
		return section;
	}
	if (out->damaged && !out->spaced &&
	    !lex_capitals(str_range(end, line.p + line.n)))
		return false;
	/* prose such as "Secret talks in Paris 12" is no number line */
	struct str station = str_range(base + out->station.start,
	    base + out->station.end);
	bool solid = !out->spaced && !out->sections;
	struct cur look = { station.p, station.p + station.n };
	struct str first;
	if (solid && eat_alpha(&look, &first) && first.n > 1 &&
	    !lex_capitals(first) && lex_capitals(str_make(q.at[0], 1)) &&
	    !lex_capitals(str_range(q.at[0], end)))
		return false;
	cur_skip(&c);
	/* "STRELSAU 001234 SECTION 01 OF 02" */
	if (!section)
		section_words(&c, out, base);
	while (eat_char(&c, '-') || eat_char(&c, ' '))
		;
	out->tail = range_from(base, str_trim(cur_rest(c)));
	return true;
}

/* Where the class begins whose known letters begin at k: the first letter of
 * a spaced word is taken in, TOP before SECRET, a doubled first letter. */
static size_t
seam_start(struct str line, size_t k)
{
	static const char *const tops[] = { "T O P  ", "T O P ", "T O P",
		"TOP " };
	bool spaced = line.p[k + 1] == ' ';
	size_t from = spaced && k >= 2 && line.p[k - 1] == ' ' ? k - 2 : k;

	for (size_t i = 0; i < LEX_COUNT(tops); i++) {
		size_t n = strlen(tops[i]);
		if (from >= n && str_eqi(str_cut(line, from - n, from),
		    str_from(tops[i]))) {
			from -= n;
			break;
		}
	}
	/* behind a letter it is the address's own: "TUNISS E C R E T" */
	if (from > 0 && spaced && ch_fold(line.p[from - 1]) ==
	    ch_fold(line.p[from]) && (from == 1 || !ch_alpha(line.p[from - 2])))
		from--;
	return from;
}

/* Do the first two letters of such a seam stand at p? */
static inline bool
seam_at(const char *p)
{
	switch (ch_fold(p[0])) {
	case 'O': case 'E': case '0': return p[1] == ' ';
	case 'U': return ch_fold(p[1]) == 'N';
	case 'C': return ch_fold(p[1]) == 'O' || p[1] == '0';
	case 'S': return ch_fold(p[1]) == 'E';
	case 'L': return ch_fold(p[1]) == 'I';
	default: return false;
	}
}

size_t
class_line_glued(struct parse *p, struct str line)
{
	static const char *const seams[] = { "UNCLAS", "O N F I D E N T",
		"CONFIDENTIAL ", "E C R E T", "SECRET ", "SECRET/",
		"LIMITED OFFICIAL USE ", "CONFIDENTIAL/", "C0NFIDENTIAL ",
		"0 N F I D E N T" };
	struct class_line cl;

	for (size_t k = 1; k + 6 < line.n; k++) {
		if (!seam_at(line.p + k) || !lex_starts_in(str_cut(line, k,
		    line.n), seams, LEX_COUNT(seams)))
			continue;
		size_t from = seam_start(line, k);
		if (from == 0)
			continue;
		if (class_line_read(p, str_cut(line, from, line.n), &cl) &&
		    (cl.serial_value > 0 || cl.sections > 0 || cl.spaced))
			return from;
	}
	return line.n;
}

bool
class_banner(struct str line)
{
	struct class_line cl = { 0 };
	struct str s = line.n > 60 ? line : str_trim(line);

	if (s.n < 6 || s.n > 40 || !class_letter(s.p[0]) || !class_like(s) ||
	    !lex_capitals(s))
		return false;
	const char *end = class_words(s, &cl);
	return end == s.p + s.n && !cl.damaged;
}

int
class_rank(struct str level)
{
	static const char *const levels[] = { "UNCLASSIFIED",
		"SENSITIVE BUT UNCLASSIFIED", "LIMITED OFFICIAL USE",
		"CONFIDENTIAL", "SECRET", "TOP SECRET" };

	for (size_t i = 0; i < LEX_COUNT(levels); i++)
		if (str_eq(level, str_from(levels[i])))
			return (int)i + 1;
	return 0;
}

void
class_banner_note(struct parse *p, struct str line)
{
	struct class_line cl = { 0 };
	struct str s = str_trim(line);

	if (!class_banner(s) || class_words(s, &cl) == NULL)
		return;
	int rank = class_rank(str_from(cl.level));
	if (rank <= p->banner_rank)
		return;
	p->banner = range_of(p, s);
	p->banner_level = cl.level;
	p->banner_rank = rank;
}
