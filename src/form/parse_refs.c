/*
 * The REF lines: every block, any lettering, lists, years before or behind,
 * and what is no telegram: e-mail, report, memo. telegram.md 16.2.
 *
 * A block is read in two steps. First it is cut into items at its letters;
 * then each item is searched from left to right for telegram numbers (year,
 * post, serial), which part it into entries. An item without any is one
 * entry of another kind, told by its words.
 */
#include "form/parse_int.h"
#include "tables/tables.h"
#include "telegram/number.h"

struct match {
	uint32_t from, to;	/* the whole, year included */
	int year;		/* 0: not printed */
	struct str station;
	long serial;
	bool year_behind;
	bool alone;		/* of an item before: a list goes on only with
				 * a number alone */
};

struct refs {
	struct parse *p;
	size_t cap;
	bool capitals;		/* posts stand in capitals, other words may
				 * not: a post in small letters is no post */
	/* of the block being read */
	struct match prev;	/* the number last read, for lists */
	char *s;		/* scratch copy, cuts blanked */
	uint32_t base, n;
};

struct item {
	char label;		/* 0: none */
	uint32_t label_at;
	uint32_t from, to;
};

static struct str
scratch(const struct refs *r, uint32_t from, uint32_t to)
{
	return str_make(r->s + from, to - from);
}

/* --- letters -------------------------------------------------------------- */

/*
 * A letter that opens an item at i: "A.", "A)", "A:", "(A)", each doubled
 * ("A. A)", "A. (A)"), behind a paragraph sign or its rest, the digit 1.
 * Gives the offset behind it; 0: none.
 */
static uint32_t
label_at(const struct refs *r, uint32_t i, char *letter, uint32_t *at,
    bool *doubled)
{
	struct cur c = { r->s + i, r->s + r->n };
	struct cur was;

	eat_lit(&c, "\xC2\xB6");
	eat_word(&c, "REF");
	was = c;
	if (c.end - c.p > 2 && *c.p == '1' && ch_upper(c.p[1]) &&
	    c.p[2] == '.')
		c.p++;
	bool open = eat_char(&c, '(');
	if (c.p >= c.end || !ch_alpha(*c.p))
		return 0;
	*letter = ch_fold(*c.p);
	*at = (uint32_t)(c.p - r->s);
	c.p++;
	if (open ? !eat_char(&c, ')') : !(eat_char(&c, '.') ||
	    eat_char(&c, ')') || eat_char(&c, ':')))
		return 0;
	eat_char(&c, '.');
	/* "U.S. EMBASSY": a letter and a point follow at once */
	if (c.end - c.p > 1 && ch_alpha(c.p[0]) && (c.p[1] == '.' ||
	    !open) && c.p[-1] == '.' && (c.p[1] == '.' || ch_lower(c.p[0])))
		return 0;
	(void)was;
	struct cur d = c;
	cur_skip(&d);
	bool open2 = eat_char(&d, '(');
	if (d.end - d.p > 1 && ch_fold(*d.p) == *letter &&
	    (d.p[1] == ')' || (!open2 && (d.p[1] == '.' || d.p[1] == ':')))) {
		*doubled = true;
		d.p += 2;
		eat_char(&d, '.');
		c = d;
	} else {
		*doubled = false;
	}
	return (uint32_t)(c.p - r->s);
}

/* Is a letter to be believed here? At a line's start any in order will do,
 * inside a line only the next. */
static bool
label_fits(char letter, char last, unsigned used, bool line_start, bool column,
    bool behind)
{
	if (last == 0)
		return letter == 'A' || (line_start && letter <= 'H') ||
		    (behind && letter == 'B');
	if (used & 1u << (letter - 'A'))
		return line_start && letter == last;
	if (letter == last + 1)
		return true;
	/* two columns run "A. ...  D. ..." / "B. ...  E. ..." */
	if (column && letter > last)
		return true;
	if (behind && letter == last + 2)
		return true;
	return line_start && letter <= last + 4;
}

static size_t
find_items(struct refs *r, struct item *item, size_t cap)
{
	size_t n = 0;
	char last = 0;
	unsigned used = 0;
	uint32_t i = 0;

	item[0] = (struct item){ 0, 0, 0, r->n };
	while (i < r->n && n < cap) {
		char prev = i == 0 ? '\n' : r->s[i - 1];
		uint32_t k = i;
		while (k > 0 && (ch_blank(r->s[k - 1])))
			k--;
		bool line_start = k == 0 || r->s[k - 1] == '\n';
		char letter = 0;
		uint32_t at = 0, end;
		bool doubled = false;

		/* "1501B) LONDON 22" */
		bool stuck = ch_digit(prev) && i + 1 < r->n &&
		    r->s[i] == last + 1 && r->s[i + 1] == ')';
		if (!ch_space(prev) && strchr(",;.)", prev) == NULL &&
		    !stuck) {
			i++;
			continue;
		}
		end = label_at(r, i, &letter, &at, &doubled);
		bool column = i > 1 && ch_blank(r->s[i - 1]) &&
		    ch_blank(r->s[i - 2]);
		/* right behind a number or its note */
		uint32_t q = i;
		while (q > 0 && ch_space(r->s[q - 1]))
			q--;
		bool behind = q > 0 && q < i && (ch_digit(r->s[q - 1]) ||
		    r->s[q - 1] == ')');
		if (end == 0 || !label_fits(letter, last, used, line_start,
		    column, behind)) {
			i++;
			continue;
		}
		used |= 1u << (letter - 'A');
		if (last != 0 && letter != last + 1)
			telegram_diag(r->p->t, DIAG_REF_LETTER_ORDER,
			    r->base + at, r->base + at + 1, str_make(&letter,
			    1));
		if (n == 0 && at > 0) {
			/* what stands before the first letter */
			struct str head = str_trim(scratch(r, 0, i));
			if (head.n > 2) {
				item[0].to = i;
				n++;
			}
		}
		if (n > 0)
			item[n - 1].to = i;
		if (n == cap)
			break;
		item[n++] = (struct item){ letter, at, end, r->n };
		if (doubled)
			telegram_diag(r->p->t, DIAG_REF_LETTER_DOUBLED,
			    r->base + i, r->base + end, str_trim(scratch(r, i,
			    end)));
		last = letter;
		i = end;
	}
	return n == 0 ? 1 : n;
}

/* --- telegram numbers ------------------------------------------------------ */


/* Words before a number that make it no telegram number. */
static bool
no_station(struct str w)
{
	while (w.n > 0 && w.p[w.n - 1] == '.')
		w.n--;
	static const char *const words[] = { "PARA", "PARAS", "PARAGRAPH",
		"PAGE", "PAGES", "NO", "NR", "NUMBER", "DATED", "OF", "ON", "AT",
		"IN", "AND", "FOR", "FROM", "TO", "THE", "BY", "WITH", "RE", "PREVIOUS",
		"DTG", "IIR", "TD", "TDX", "TDCS", "FAM", "FAH", "EO", "ANNEX",
		"UNSCR", "RESOLUTION", "SECTION", "SEC", "ARTICLE", "LINE",
		"CABLE", "CABLES", "TELEGRAM", "EMAIL", "EMAILS", "MAIL", "LETTER", "MEMO",
		"FAX", "VERSION", "CHAPTER", "PUB", "HR", "PL", "PHONE",
		"ALSO", "SEE", "UNSC", "DIN", "FBIS", "CIA", "DIA",
		"NSA", "DOC", "ITEM", "CASE", "RM", "ROOM", "VOL", "PART", "REF",
		"GENERAL", "MONTH", "AIRGRAM", "CIRCULAR", "MSG", "MESSAGE",
		"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP",
		"SEPT", "OCT", "NOV", "DEC", "JANUARY", "FEBRUARY", "MARCH",
		"APRIL", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
		"NOVEMBER", "DECEMBER", "A", "X", "GMT", "EST", "AM", "PM",
		"DRAFT", "EXDIS", "NODIS", "NOTAL", "SIPDIS", "NOFORN", "VICE",
		"HTTP", "WWW", "REPORT", "SERIAL", "ID", "DAO", "TSC", "RELEASE", "ORDER",
		"FORM", "DS", "CFR", "USC", "LAW", "BILL", "VERBALE", "NOTE",
		"ACT", "TITLE", "TOSEC" };

	return lex_in(w, words, LEX_COUNT(words));
}

static bool
word_char(char c)
{
	return ch_alpha(c) || c == '.' || c == '\'' || c == '-';
}

/* A two or four digit year at [a, b), "'07" and "07-" included. */
static int
year_of(struct str d)
{
	long v = str_digits(d.p, d.n);

	if (d.n == 4)
		return v >= 1940 && v <= 2029 ? (int)v : 0;
	if (d.n != 2)
		return 0;
	return number_year((int)v);
}

/* "(08)", "(2008)", "OF 2007" behind a serial: the year, and *end behind
 * it. */
static int
year_behind(const struct refs *r, uint32_t at, uint32_t to, uint32_t *end)
{
	struct cur c = { r->s + at, r->s + to };
	struct str d;

	cur_skip(&c);
	if (eat_char(&c, '(')) {
		cur_skip(&c);
		eat_char(&c, '\'');
		/* "(MAY 24, 1978)", "(24 MAY 1978)" */
		struct cur date = c;
		eat_digits(&date, 1, 2, NULL);
		cur_skip(&date);
		if (eat_month(&date) > 0) {
			cur_skip(&date);
			if (eat_digits(&date, 1, 2, NULL))
				eat_char(&date, ',');
			cur_skip(&date);
			c = date;
		}
		if (!eat_digits(&c, 4, 4, &d) && !eat_digits(&c, 2, 2, &d))
			return 0;
		cur_skip(&c);
		if (!eat_char(&c, ')'))
			return 0;
	} else if (eat_word(&c, "OF")) {
		if (!eat_digits(&c, 4, 4, &d))
			return 0;
	} else {
		return 0;
	}
	*end = (uint32_t)(c.p - r->s);
	return year_of(d);
}

/* "USDAO PARIS 12" is the attache's series, not the embassy's. */
static bool
other_originator(const struct refs *r, uint32_t floor, uint32_t start)
{
	static const char *const words[] = { "USDAO", "USDLO", "DAO", "ODC",
		"MAAG", "FBIS", "USAID", "RSO", "DEA", "LEGATT" };
	uint32_t e = start, b;

	while (e > floor && ch_blank(r->s[e - 1]))
		e--;
	b = e;
	while (b > floor && word_char(r->s[b - 1]))
		b--;
	return lex_in(scratch(r, b, e), words, LEX_COUNT(words));
}

/*
 * The station that ends just before the serial's first digit at `digit`:
 * the longest run of up to four words that the tables know, else all of
 * them if they look like a name. Gives its start; NOWHERE: none.
 */
static uint32_t
station_before(const struct refs *r, uint32_t floor, uint32_t digit,
    uint32_t *end, bool *known)
{
	uint32_t start[5], e = digit, b;
	size_t n = 0;
	char room[64];

	while (e > floor && (ch_space(r->s[e - 1]) || r->s[e - 1] == '#' ||
	    (r->s[e - 1] == '-' && e - 1 > floor && ch_alpha(r->s[e - 2]))))
		e--;
	/* airgrams: "A-50", "CA-3400" */
	if (e < digit && r->s[e] == '-' && (e < floor + 3 ||
	    !ch_alpha(r->s[e - 1]) || !ch_alpha(r->s[e - 2]) ||
	    !ch_alpha(r->s[e - 3])))
		return NOWHERE;
	/* "PARIS NO. 1234", "STATE CABLE 101" */
	static const char *const counts[] = { "NO", "NO.", "NR", "NR.",
		"NUMBER", "CABLE", "TELEGRAM", "TEL", "MESSAGE" };
	uint32_t w0 = e;
	bool counted = false;
	while (w0 > floor && word_char(r->s[w0 - 1]))
		w0--;
	if (w0 > floor && lex_in(scratch(r, w0, e), counts,
	    LEX_COUNT(counts))) {
		counted = true;
		e = w0;
		while (e > floor && ch_blank(r->s[e - 1]))
			e--;
	}
	/* "STRELSAU'S 1187" */
	if (e > floor + 3 && ch_fold(r->s[e - 1]) == 'S' &&
	    r->s[e - 2] == '\'')
		e -= 2;
	*end = e;
	b = e;
	while (n < 4 && b > floor) {
		uint32_t w = b;
		while (w > floor && word_char(r->s[w - 1]))
			w--;
		if (w == b)
			break;
		struct str word = scratch(r, w, b);
		if (no_station(word) && n == 0)
			return NOWHERE;
		if (no_station(word) && !str_eqi(word, STR("OF")) &&
		    !str_eqi(word, STR("THE")))
			break;
		/* a line end or a full stop parts stations */
		start[n++] = w;
		b = w;
		while (b > floor && ch_blank(r->s[b - 1]))
			b--;
		if (b > floor && r->s[b - 1] == '\n' && n > 0) {
			/* a name may wrap: "NEW" / "DELHI 123" */
			uint32_t line = b - 1;
			while (line > floor && ch_blank(r->s[line - 1]))
				line--;
			if (line > floor && ch_digit(r->s[line - 1]))
				break;
			b = line;
		}
	}
	for (size_t k = n; k-- > 0;) {
		struct str name = scratch(r, start[k], e);
		number_post(name, NUMBER_IN_REF, room, sizeof room, known);
		if (*known && !other_originator(r, floor, start[k]))
			return start[k];
		if (*known)
			return NOWHERE;
	}
	*known = false;
	if (n == 0 || n > 3 || counted)
		return NOWHERE;
	/* "051200ZMAY08": only a year may be glued on in front */
	uint32_t d = start[n - 1], glued = 0;
	while (d > floor && ch_digit(r->s[d - 1])) {
		d--;
		glued++;
	}
	if (glued != 0 && glued != 2 && glued != 4)
		return NOWHERE;
	struct str all = scratch(r, start[n - 1], e);
	if (n > 1 && other_originator(r, floor, start[n - 2]))
		return NOWHERE;
	size_t letters = 0;
	for (size_t i = 0; i < all.n; i++)
		letters += ch_alpha(all.p[i]);
	/* an unknown name must look like a post's: capitals, no hyphens */
	if (letters < 3 || !lex_capitals(all) || str_findc(all, '-', 0) <
	    all.n)
		return NOWHERE;
	if (start[n - 1] > floor && word_char(r->s[start[n - 1] - 1]))
		return NOWHERE;
	return start[n - 1];
}

/* The year printed before the station at `start`. */
static int
year_before(const struct refs *r, uint32_t floor, uint32_t start,
    uint32_t *from)
{
	uint32_t e = start, b;

	while (e > floor && (ch_space(r->s[e - 1]) || r->s[e - 1] == '-'))
		e--;
	b = e;
	while (b > floor && ch_digit(r->s[b - 1]))
		b--;
	if (e - b != 2 && e - b != 4)
		return 0;
	if (b > floor && (ch_alnum(r->s[b - 1]) || r->s[b - 1] == '/' ||
	    r->s[b - 1] == '.' || (r->s[b - 1] == '-' && b > floor + 1 &&
	    ch_digit(r->s[b - 2]))))
		return 0;
	int y = year_of(scratch(r, b, e));
	if (y == 0)
		return 0;
	if (b > floor && r->s[b - 1] == '\'')
		b--;
	*from = b;
	return y;
}

/* Digits at i that can be a serial: one to six, no date, no decimal, no
 * date-time group. Letter O may stand for a zero. */
static bool
serial_at(const struct refs *r, uint32_t i, uint32_t to, uint32_t *end,
    long *value)
{
	uint32_t k = i;
	long v = 0;

	/* page lines print eight digits, and so do some references */
	while (k + 1 < to && k < i + 3 && r->s[k] == '0' &&
	    ch_digit(r->s[k + 1]))
		k++;
	i = k;
	while (k < to && (ch_digit(r->s[k]) || (r->s[k] == 'O' && k > i))) {
		v = v * 10 + (r->s[k] == 'O' ? 0 : r->s[k] - '0');
		if (++k - i > 7)
			return false;
	}
	if (k == i || v == 0)
		return false;
	char next = k < to ? r->s[k] : ' ';
	char next2 = k + 1 < to ? r->s[k + 1] : ' ';
	if (next == 'Z' || next == 'z' || next == '/' || next == '%')
		return false;
	if ((next == '.' || next == ':') && ch_digit(next2))
		return false;
	if (next == '-' && ch_digit(next2) && k - i < 3)
		return false;
	if (ch_alpha(next) && !(k + 1 >= to || !ch_alnum(next2)))
		return false;
	*end = k;
	*value = v;
	return true;
}

/* Two digits and a hyphen before three digits and more: the year; 0: none. */
static int
inner_year(const struct refs *r, uint32_t i, uint32_t to)
{
	if (i + 6 > to || (r->s[i + 2] != '-' && r->s[i + 2] != ' '))
		return 0;
	if (r->s[i + 2] == ' ' && (i == 0 || r->s[i - 1] != ' ' || i < 3 ||
	    !ch_alpha(r->s[i - 2])))
		return 0;
	for (uint32_t k = 0; k < 6; k++)
		if (k != 2 && !ch_digit(r->s[i + k]))
			return 0;
	return year_of(scratch(r, i, i + 2));
}

/* The next telegram number in [from, to). prev: the match before it in the
 * same item, whose station a bare number repeats ("12 AND 13"). */
static bool
next_match(const struct refs *r, uint32_t floor, uint32_t from, uint32_t to,
    const struct match *prev, struct match *m)
{
	for (uint32_t i = from; i < to; i++) {
		if (!ch_digit(r->s[i]))
			continue;
		uint32_t end, station_end;
		long serial;
		bool known;
		if (i > floor && (ch_digit(r->s[i - 1]) ||
		    r->s[i - 1] == '/' || r->s[i - 1] == '.'))
			continue;
		/* STATE 07-1234: year and serial behind the station */
		int inner = inner_year(r, i, to);
		if (!serial_at(r, inner > 0 ? i + 3 : i, to, &end, &serial)) {
			while (i < to && ch_digit(r->s[i]))
				i++;
			continue;
		}
		uint32_t start = station_before(r, floor, i, &station_end,
		    &known);
		struct str digits = scratch(r, i, end);
		if (start != NOWHERE) {
			*m = (struct match){ .from = start, .to = end,
			    .station = scratch(r, start, station_end),
			    .serial = serial, .year = inner };
			/* a two-digit number right before another station is
			 * that one's year, not this one's serial */
			int y = year_before(r, floor, start, &m->from);
			if (y > 0)
				m->year = y;
			int yb = year_behind(r, end, to, &m->to);
			if (yb > 0) {
				m->year = yb;
				m->year_behind = true;
			} else {
				m->to = end;
			}
			return true;
		}
		/* a bare number that goes on with the list */
		if (prev != NULL && prev->station.n > 0) {
			struct str gap = str_trim(scratch(r, prev->to, i));
			while (gap.n > 0 && strchr(",;&/", gap.p[0]) != NULL)
				gap = str_trim(str_cut(gap, 1, gap.n));
			bool and = str_eqi(gap, STR("AND")) ||
			    str_eqi(gap, STR("AND THE")) || gap.n == 0;
			uint32_t k = end;
			while (k < to && ch_space(r->s[k]))
				k++;
			/* "..., 08 STATE 12": a year, the next match has it */
			bool year = year_of(digits) > 0 && k < to &&
			    ch_alpha(r->s[k]) && (k + 1 < to &&
			    ch_alpha(r->s[k + 1])) &&
			    !str_startsi(scratch(r, k, to), STR("AND"));
			bool sep = i > prev->to && str_trim(scratch(r,
			    prev->to, i)).n > 0;
			if (prev->alone) {
				struct str all = str_trim(scratch(r, prev->to,
				    to));
				while (all.n > 0 && strchr(",;.", all.p[all.n -
				    1]) != NULL)
					all.n--;
				sep = all.n == digits.n && gap.n == 0 &&
				    year_of(digits) == 0;
			}
			if (and && sep && !year) {
				*m = (struct match){ .from = i, .to = end,
				    .station = prev->station,
				    .serial = serial,
				    .year = prev->year };
				uint32_t behind;
				int yb = year_behind(r, end, to, &behind);
				if (yb > 0) {
					m->year = yb;
					m->to = behind;
				}
				return true;
			}
		}
		i = end;
	}
	return false;
}

/* --- what is no telegram ----------------------------------------------------- */

static const struct ref_word {
	const char *word;
	enum reftel_ref_kind kind;
	bool strong;		/* decides even beside a telegram number */
} ref_words[] = {
	{ "E-MAIL", REFTEL_REF_EMAIL, true },
	{ "EMAIL", REFTEL_REF_EMAIL, true },
	{ "E MAIL", REFTEL_REF_EMAIL, true },
	{ "ELECTRONIC MAIL", REFTEL_REF_EMAIL, true },
	{ "MAIL OF", REFTEL_REF_EMAIL, true },
	{ "OI ", REFTEL_REF_EMAIL, false },
	{ "IIR", REFTEL_REF_REPORT, true },
	{ "TD-", REFTEL_REF_REPORT, true },
	{ "TDX", REFTEL_REF_REPORT, true },
	{ "TD 3", REFTEL_REF_REPORT, true },
	{ "FBIS", REFTEL_REF_REPORT, true },
	{ "MEMCON", REFTEL_REF_MEMO, true },
	{ "MEMO", REFTEL_REF_MEMO, true },
	{ "TELCON", REFTEL_REF_PHONE, true },
	{ "TELECON", REFTEL_REF_PHONE, true },
	{ "TELEPHON", REFTEL_REF_PHONE, true },
	{ "PHONECON", REFTEL_REF_PHONE, true },
	{ "FONECON", REFTEL_REF_PHONE, true },
	{ "PHONCON", REFTEL_REF_PHONE, true },
	{ "FONCON", REFTEL_REF_PHONE, true },
	{ "PHONE", REFTEL_REF_PHONE, true },
	{ "CONFERENCE CALL", REFTEL_REF_PHONE, true },
	{ "TELEFAX", REFTEL_REF_FAX, true },
	{ "FACSIMILE", REFTEL_REF_FAX, true },
	{ "FAX", REFTEL_REF_FAX, true },
	{ "HTTP", REFTEL_REF_WEB, true },
	{ "WWW.", REFTEL_REF_WEB, true },
	{ "WEBSITE", REFTEL_REF_WEB, true },
	{ "LETTER", REFTEL_REF_LETTER, true },
	{ "LTR", REFTEL_REF_LETTER, true },
	{ "DIPLOMATIC NOTE", REFTEL_REF_LETTER, true },
	{ "DIPNOTE", REFTEL_REF_LETTER, true },
	{ "HANDBOOK", REFTEL_REF_BOOK, true },
	{ " FAM ", REFTEL_REF_BOOK, true },
	{ " FAH", REFTEL_REF_BOOK, true },
	{ "BOOK:", REFTEL_REF_BOOK, true },
	{ "BOOK", REFTEL_REF_BOOK, false },
	{ "PP. ", REFTEL_REF_BOOK, false },
	{ "MANUAL", REFTEL_REF_BOOK, false },
	{ "ASSESSMENT", REFTEL_REF_REPORT, false },
	{ "REPORT", REFTEL_REF_REPORT, false },
	{ "CONVERSATION", REFTEL_REF_MEETING, false },
	{ "DISCUSSION", REFTEL_REF_MEETING, false },
	{ "MEETING", REFTEL_REF_MEETING, false },
	{ "MTG", REFTEL_REF_MEETING, false },
	{ "CALL", REFTEL_REF_PHONE, false },
	{ "MAIL", REFTEL_REF_EMAIL, false },
};

/* Kind by the words of an item; strong: only such as decide alone. */
static enum reftel_ref_kind
kind_by_words(struct str s, bool strong)
{
	size_t best = LEX_COUNT(ref_words);	/* the first of the list wins */

	for (size_t k = 0; k < s.n; k++) {
		char c = ch_fold(s.p[k]);
		if ((k > 0 && c != ' ' && ch_alpha(s.p[k - 1])) ||
		    (!ch_upper(c) && c != ' '))
			continue;
		struct str rest = str_cut(s, k, s.n);
		for (size_t i = 0; i < best; i++) {
			const struct ref_word *w = &ref_words[i];
			if (w->word[0] == c && (w->strong || !strong) &&
			    str_startsi(rest, str_from(w->word)))
				best = i;
		}
	}
	return best < LEX_COUNT(ref_words) ? ref_words[best].kind :
	    REFTEL_REF_UNKNOWN;
}

/* A date-time group "011200Z SEP 08" names a message without a number. */
static bool
has_dtg(struct str s)
{
	for (size_t i = 0; i + 7 <= s.n; i++) {
		struct cur c = { s.p + i, s.p + s.n };
		if ((i == 0 || !ch_alnum(s.p[i - 1])) &&
		    eat_digits(&c, 6, 6, NULL) && c.p < c.end &&
		    ch_fold(*c.p) == 'Z')
			return true;
	}
	return false;
}

/* --- entries ------------------------------------------------------------------ */

static struct reftel_ref *
ref_push(struct refs *r, const struct item *it, enum reftel_ref_kind kind,
    uint32_t from, uint32_t to)
{
	struct reftel_telegram *t = r->p->t;
	struct str s = scratch(r, from, to);

	/* separators and blanks off both ends, brackets that lost a partner */
	while (s.n > 0 && (ch_space(s.p[0]) || strchr(",;:.&-)", s.p[0]) !=
	    NULL))
		s = str_cut(s, 1, s.n);
	while (s.n > 0 && (ch_space(s.p[s.n - 1]) || strchr(",;:&-(",
	    s.p[s.n - 1]) != NULL || (s.p[s.n - 1] == '.' &&
	    kind == REFTEL_REF_TELEGRAM)))
		s.n--;
	if (s.n == 0)
		return NULL;
	struct reftel_ref *v = arena_grow(r->p->a, t->refs.v, t->refs.n,
	    &r->cap, sizeof *v);
	if (v == NULL)
		return NULL;
	t->refs.v = v;
	struct reftel_ref *ref = &v[t->refs.n++];
	*ref = (struct reftel_ref){ .kind = kind };
	uint32_t a = r->base + (uint32_t)(s.p - r->s);
	ref->text = parse_folded(r->p, a, a + (uint32_t)s.n);
	ref->notal = str_findi(s, STR("NOTAL"), 0) < s.n;
	if (it->label != 0) {
		char *letter = arena_printf(r->p->a, "%c", it->label);
		if (letter != NULL)
			ref->label = telegram_value_as(str_from(letter),
			    r->base + it->label_at,
			    r->base + it->label_at + 1);
	}
	return ref;
}

/*
 * The year of a reference without one: the telegram's, or the year before
 * where the serial shows it: its own post's count is not there yet, or more
 * telegrams than any post sends by that day of the year.
 */
static int
year_guess(struct refs *r, struct str post, long serial, bool *inferred)
{
	struct parse *p = r->p;
	int year = p->dtg_year;

	*inferred = false;
	if (year == 0)
		return 0;
	bool own = p->t->serial.value > 0 && str_eq(post, value_str(
	    &p->t->post));
	bool before = own && serial > p->t->serial.value + 20;
	if (!own && p->dtg_month > 0) {
		long day = lex_year_day(year, p->dtg_month, p->dtg_day);
		bool state = str_eq(post, STR("STATE"));
		long most = state ? 1000 * day + 1500 : 65 * day + 300;
		before = serial > most;
	}
	if (before) {
		*inferred = true;
		year--;
	}
	return year;
}

static void
ref_number(struct refs *r, struct reftel_ref *ref, const struct match *m)
{
	char room[64];
	bool known, inferred = false;
	struct str post = number_post(m->station, NUMBER_IN_REF, room,
	    sizeof room, &known);
	int year = m->year;

	if (post.n == 0)
		return;
	if (str_ends(post, STR("TELS")))
		post.n--;
	bool own = str_eq(post, STR("EMBTEL")) || str_eq(post, STR("CONTEL"));
	if (own) {
		/* the post's own telegram, unless the Department says it */
		post = value_str(&r->p->t->post);
		if (post.n == 0 || str_eq(post, STR("STATE")))
			return;
	} else if (str_eq(post, STR("DEPTEL"))) {
		post = STR("STATE");
		own = true;
	}
	if (year == 0)
		year = year_guess(r, post, m->serial, &inferred);
	inferred |= own;
	if (year == 0)
		return;
	struct str id = number_format(r->p->a, year, post, m->serial);
	if (id.n == 0)
		return;
	ref->id = telegram_value_as(id, r->base + m->from,
	    r->base + m->to);
	if (ref->text.start > ref->id.start)
		ref->id.start = ref->text.start;
	if (ref->text.end < ref->id.end)
		ref->id.end = ref->text.end;
	struct reftel_telegram *t = r->p->t;
	if (inferred)
		telegram_inferred(t, "/refs/%zu/id", t->refs.n - 1);
	if (value_set(&t->id) && str_eq(id, value_str(&t->id)))
		telegram_diag(t, DIAG_REF_OWN_NUMBER, ref->id.start,
		    ref->id.end, id);
}

/* What follows a comma belongs to the reference before it: a date, a
 * paragraph, a date-time group. */
static bool
date_goes_on(const struct refs *r, uint32_t from, uint32_t to)
{
	static const char *const words[] = { "PARA", "PAR ", "DTG ", "DATED ",
		"SUBJECT", "PAGE " };
	struct cur c = { r->s + from, r->s + to };
	struct str d;

	cur_skip(&c);
	if (lex_starts_in(cur_rest(c), words, LEX_COUNT(words)))
		return true;
	struct cur month = c;
	eat_digits(&month, 1, 2, NULL);
	cur_skip(&month);
	if (eat_month(&month) > 0)
		return true;
	/* ", 2008" behind a day */
	if (eat_digits(&c, 4, 4, &d) && year_of(d) > 0) {
		cur_skip(&c);
		return cur_end(&c) || !ch_alpha(*c.p);
	}
	return false;
}

/* A note that belongs to the number before it: up to the next number, its
 * year or station, or a separator behind which something else begins. */
static uint32_t
note_end(const struct refs *r, uint32_t from, uint32_t to)
{
	unsigned depth = 0;

	for (uint32_t i = from; i < to; i++) {
		char c = r->s[i];
		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0) {
			depth--;
			/* "(NOTAL) AND 1240": the list goes on */
			struct cur next = { r->s + i + 1, r->s + to };
			cur_skip(&next);
			if (depth == 0 && (eat_word(&next, "AND") ||
			    eat_char(&next, '&')) && next.p < next.end &&
			    ch_digit(*next.p))
				return i + 1;
		} else if (depth == 0 && (c == ';' || (c == ',' &&
		    !date_goes_on(r, i + 1, to))))
			return i;
	}
	return to;
}

/* An entry of another kind between numbers, if words are there. */
static void
other_entry(struct refs *r, const struct item *it, uint32_t from, uint32_t to)
{
	struct str s = str_trim(scratch(r, from, to));
	size_t letters = 0, digits = 0;

	while (s.n > 0 && strchr(",;:.&-() \n", s.p[0]) != NULL)
		s = str_cut(s, 1, s.n);
	for (size_t i = 0; i < s.n; i++) {
		letters += ch_alpha(s.p[i]);
		digits += ch_digit(s.p[i]);
	}
	if (letters + digits < 2 || str_eqi(str_trim(s), STR("AND")) ||
	    str_eqi(s, STR("NOTAL)")) || str_eqi(s, STR("ALDAC")) ||
	    str_eqi(s, STR("CABLE")) || str_eqi(s, STR("REFTEL")) || str_eqi(s, STR("SEE")) ||
	    str_eqi(s, STR("SEE ALSO")) || str_eqi(s, STR("NONE")) ||
	    str_eqi(s, STR("N/A")))
		return;
	enum reftel_ref_kind kind = kind_by_words(s, false);
	if (kind == REFTEL_REF_UNKNOWN && has_dtg(s))
		kind = REFTEL_REF_TELEGRAM;
	struct reftel_ref *ref = ref_push(r, it, kind, from, to);
	if (ref != NULL && kind == REFTEL_REF_UNKNOWN)
		telegram_diag(r->p->t, DIAG_REF_UNREAD, ref->text.start,
		    ref->text.end, value_str(&ref->text));
}

static void
segment_read(struct refs *r, const struct item *it)
{
	struct match m, prev = r->prev;
	uint32_t at = it->from, limit = it->to;
	bool any = prev.station.n > 0;

	/* a list that goes on from another item: "A) STATE 101, B) 102" */
	prev.to = it->from;
	prev.alone = true;
	size_t first = r->p->t->refs.n;
	struct str all = scratch(r, it->from, it->to);

	enum reftel_ref_kind strong = kind_by_words(all, true);
	/* a title in quotation marks: a place and a year may stand behind */
	size_t quote = str_findc(all, '"', 0), digit = 0;
	while (digit < all.n && !ch_digit(all.p[digit]))
		digit++;
	if (quote < digit) {
		ref_push(r, it, strong != REFTEL_REF_UNKNOWN ? strong :
		    kind_by_words(all, false), it->from, it->to);
		r->prev = (struct match){ 0 };
		return;
	}
	uint32_t title = it->from;	/* of the next quotation mark */
	while (next_match(r, at, at, limit, any ? &prev : NULL, &m)) {
		uint32_t stop = note_end(r, m.to, it->to);
		/* a title in quotation marks behind it is its note */
		if (title < m.to || title == it->from)
			title = m.to + (uint32_t)str_findc(scratch(r, m.to,
			    it->to), '"', 0);
		if (title < it->to) {
			limit = title;
			stop = it->to;
		}
		struct match next;
		/* the note must not swallow the next number */
		if (next_match(r, m.to, m.to, limit, &m, &next) &&
		    next.from < stop)
			stop = next.from;
		/* "STATE 12 AND 13": AND is no note */
		struct str note = str_trim(scratch(r, m.to, stop));
		if (str_eqi(note, STR("AND")) || str_eqi(note, STR("&")))
			stop = m.to;
		struct str whole = scratch(r, any ? m.from : at, stop);
		enum reftel_ref_kind kind = strong == REFTEL_REF_UNKNOWN ?
		    REFTEL_REF_UNKNOWN : kind_by_words(whole, true);
		if (kind != REFTEL_REF_UNKNOWN && kind_by_words(scratch(r,
		    m.to, stop), true) == kind && note.n > 0 &&
		    note.p[0] == '(')
			kind = REFTEL_REF_UNKNOWN;	/* "12 (EMAILED)" */
		if (kind != REFTEL_REF_UNKNOWN) {
			ref_push(r, it, kind, at, stop);
			at = stop;
			any = false;
			r->prev = (struct match){ 0 };
			continue;
		}
		if (m.from > at)
			other_entry(r, it, at, m.from);
		struct reftel_ref *ref = ref_push(r, it, REFTEL_REF_TELEGRAM,
		    m.from, stop);
		if (ref != NULL)
			ref_number(r, ref, &m);
		prev = m;
		any = true;
		at = stop > m.to ? stop : m.to;
		prev.to = at;		/* behind its note */
		r->prev = prev;
	}
	if (r->p->t->refs.n > first && at < it->to) {
		other_entry(r, it, at, it->to);
		return;
	}
	if (at < it->to)
		other_entry(r, it, at, it->to);
}

/* The parts of an item between semicolons: an e-mail in one does not make
 * another one. */
static void
item_read(struct refs *r, const struct item *it)
{
	unsigned depth = 0;
	uint32_t from = it->from;

	for (uint32_t i = it->from; i <= it->to; i++) {
		char c = i < it->to ? r->s[i] : ';';
		depth += c == '(';
		depth -= c == ')' && depth > 0;
		if (i < it->to && (c != ';' || depth > 0))
			continue;
		struct item part = *it;
		part.from = from;
		part.to = i;
		if (part.to > part.from)
			segment_read(r, &part);
		from = i + 1;
	}
}

static void
block_read(struct refs *r, struct range b)
{
	struct item item[64];

	r->s = parse_scratch(r->p, b.start, b.end);
	if (r->s == NULL)
		return;
	r->base = b.start;
	r->prev = (struct match){ 0 };
	r->n = b.end - b.start;
	/* a false paragraph sign inside the list is no part of any entry */
	for (uint32_t i = 0; i + 1 < r->n; i++)
		if (memcmp(r->s + i, "\xC2\xB6", 2) == 0)
			memcpy(r->s + i, "  ", 2);
	r->capitals = false;
	for (uint32_t i = 0; i + 3 < r->n; i++)
		r->capitals |= ch_upper(r->s[i]) && ch_upper(r->s[i + 1]) &&
		    ch_upper(r->s[i + 2]) && ch_upper(r->s[i + 3]);
	size_t n = find_items(r, item, 64);
	for (size_t i = 0; i < n; i++)
		item_read(r, &item[i]);
}

void
parse_refs(struct parse *p)
{
	struct refs r = { .p = p };

	for (size_t i = 0; i < p->refs.n; i++)
		block_read(&r, p->refs.v[i]);
}
