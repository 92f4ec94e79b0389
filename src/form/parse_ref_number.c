/*
 * Telegram numbers in REF lines: year, post and serial in all the ways they
 * stand there. telegram.md 11, 16.2.
 */
#include "form/parse_refs.h"
#include "telegram/number.h"

/* Words before a number that make it no telegram number; sorted. */
static bool
no_station(struct str w)
{
	while (w.n > 0 && w.p[w.n - 1] == '.')
		w.n--;
	static const char *const words[] = { "A", "ACT", "AIRGRAM", "ALSO",
		"AM", "AND", "ANNEX", "APR", "APRIL", "ARTICLE", "AT", "AUG",
		"AUGUST", "BILL", "BY", "CABLE", "CABLES", "CASE", "CERP",
		"CFR", "CHAPTER", "CIA", "CIRCULAR", "DAO", "DATED", "DEC", "DECEMBER",
		"DIA", "DIN", "DOC", "DRAFT", "DS", "DTG", "EMAIL", "EMAILS",
		"EO", "EST", "EXDIS", "FAH", "FAM", "FAX", "FBIS", "FEB",
		"FEBRUARY", "FOR", "FORM", "FROM", "GENERAL", "GMT", "HR",
		"HTTP", "ID", "IIR", "IN", "ITEM", "JAN", "JANUARY", "JUL",
		"JULY", "JUN", "JUNE", "LAW", "LETTER", "LINE", "MAIL", "MAR",
		"MARCH", "MAY", "MEMO", "MESSAGE", "MONTH", "MSG", "NO",
		"NODIS", "NOFORN", "NOTAL", "NOTE", "NOV", "NOVEMBER", "NR",
		"NSA", "NUMBER", "OCT", "OCTOBER", "OF", "ON", "ORDER", "PAGE",
		"PAGES", "PARA", "PARAGRAPH", "PARAS", "PART", "PHONE", "PL",
		"PM", "PREVIOUS", "PUB", "RE", "REF", "RELEASE", "REPORT",
		"RESOLUTION", "RM", "ROOM", "SEC", "SECTION", "SEE", "SEP",
		"SEPT", "SEPTEMBER", "SERIAL", "SIPDIS", "TD", "TDCS", "TDX",
		"TELEGRAM", "THE", "THROUGH", "THRU", "TITLE", "TO", "TOSEC",
		"TSC", "UNSC", "UNSCR", "USC", "VERBALE", "VERSION", "VICE",
		"VOL", "WITH", "WWW", "X" };

	return lex_in_sorted(w, words, LEX_COUNT(words));
}

static bool
word_char(char c)
{
	return ch_alpha(c) || c == '.' || c == '\'' || c == '-';
}

/* A two or four digit year at [a, b), "'07" and "07-" included. */
int
ref_year(struct str d)
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
	return ref_year(d);
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
	return lex_in(ref_str(r, b, e), words, LEX_COUNT(words));
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
	if (w0 > floor && lex_in(ref_str(r, w0, e), counts,
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
		struct str word = ref_str(r, w, b);
		bool none = no_station(word);
		if (none && n == 0)
			return NOWHERE;
		if (none && !str_eqi(word, STR("OF")) &&
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
		struct str name = ref_str(r, start[k], e);
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
	struct str all = ref_str(r, start[n - 1], e);
	if (n > 1 && other_originator(r, floor, start[n - 2]))
		return NOWHERE;
	size_t letters = 0;
	for (size_t i = 0; i < all.n; i++)
		letters += ch_alpha(all.p[i]);
	/* an unknown name must look like a post's: capitals, no hyphens;
	 * before 1973 "Embtel" stands for one */
	static const char *const tels[] = { "EMBTEL", "DEPTEL", "CONTEL",
		"MYTEL" };
	if (letters < 3 || (!lex_capitals(all) && !lex_in(all, tels,
	    LEX_COUNT(tels))) || str_findc(all, '-', 0) < all.n)
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
	int y = ref_year(ref_str(r, b, e));
	if (y == 0)
		return 0;
	if (b > floor && r->s[b - 1] == '\'')
		b--;
	*from = b;
	return y;
}

/* Two digits at most, and no more of a date or a report's number. */
static bool
section_behind(const struct refs *r, uint32_t k, uint32_t to)
{
	uint32_t end = k;

	while (end < to && ch_digit(r->s[end]))
		end++;
	return end - k <= 2 && (end == to || strchr("/-", r->s[end]) == NULL);
}

/* "12-15": the digits of the second number end the word. */
static bool
range_behind(const struct refs *r, uint32_t k, uint32_t to)
{
	while (k < to && ch_digit(r->s[k]))
		k++;
	return k == to || ch_space(r->s[k]) || strchr(",;)", r->s[k]) != NULL;
}

/* A number that a line end broke, "STATE 12" / "345": the rest begins the
 * next line, and is no year of another. Gives the end, or k. */
static uint32_t
broken_serial(const struct refs *r, uint32_t from, uint32_t k, uint32_t to)
{
	uint32_t i = k + 1;

	if (k >= to || r->s[k] != '\n')
		return k;
	while (i < to && ch_digit(r->s[i]))
		i++;
	uint32_t end = i;
	while (i < to && ch_space(r->s[i]))
		i++;
	bool label = i + 1 < to && ch_alpha(r->s[i]) && strchr(".):",
	    r->s[i + 1]) != NULL;
	bool free = i == to || label || r->s[i] == '(' || r->s[i] == ',' ||
	    r->s[i] == ';';
	return end > k + 1 && end - from <= 7 && free ? end : k;
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
	for (uint32_t whole = broken_serial(r, i, k, to); k < whole; k++)
		if (ch_digit(r->s[k]))
			v = v * 10 + (r->s[k] - '0');
	if (k == i || v == 0)
		return false;
	char next = k < to ? r->s[k] : ' ';
	char next2 = k + 1 < to ? r->s[k + 1] : ' ';
	if (next == 'Z' || next == 'z' || next == '%')
		return false;
	/* "12345/01" is a section, "10/22" a date, "316/01234" no serial */
	if (next == '/' && ch_digit(next2) && (k - i < 3 ||
	    !section_behind(r, k + 1, to)))
		return false;
	if ((next == '.' || next == ':') && ch_digit(next2))
		return false;
	if (next == '-' && ch_digit(next2) && k - i < 3 &&
	    !range_behind(r, k + 1, to))
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
	return ref_year(ref_str(r, i, i + 2));
}

/* The next telegram number in [from, to). prev: the match before it in the
 * same item, whose station a bare number repeats ("12 AND 13"). */
bool
ref_number_next(const struct refs *r, uint32_t floor, uint32_t from, uint32_t to,
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
		struct str digits = ref_str(r, i, end);
		if (start != NOWHERE) {
			*m = (struct match){ .from = start, .to = end,
			    .station = ref_str(r, start, station_end),
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
			struct str gap = str_trim(ref_str(r, prev->to, i));
			while (gap.n > 0 && strchr(",;&/", gap.p[0]) != NULL)
				gap = str_trim(str_cut(gap, 1, gap.n));
			bool and = str_eqi(gap, STR("AND")) ||
			    str_eqi(gap, STR("AND THE")) || gap.n == 0;
			uint32_t k = end;
			while (k < to && ch_space(r->s[k]))
				k++;
			/* "..., 08 STATE 12": a year, the next match has it */
			bool year = ref_year(digits) > 0 && k < to &&
			    ch_alpha(r->s[k]) && (k + 1 < to &&
			    ch_alpha(r->s[k + 1])) &&
			    !str_startsi(ref_str(r, k, to), STR("AND"));
			bool sep = i > prev->to && str_trim(ref_str(r,
			    prev->to, i)).n > 0;
			if (prev->alone) {
				struct str all = str_trim(ref_str(r, prev->to,
				    to));
				while (all.n > 0 && strchr(",;.", all.p[all.n -
				    1]) != NULL)
					all.n--;
				sep = all.n == digits.n && gap.n == 0 &&
				    ref_year(digits) == 0;
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

/* "5/7/05", "05/07/2005" at the cursor: the digits of its year. */
bool
ref_date_numbers(struct cur *c, struct str *year)
{
	return eat_digits(c, 1, 2, NULL) && eat_char(c, '/') &&
	    eat_digits(c, 1, 2, NULL) && eat_char(c, '/') &&
	    (eat_digits(c, 4, 4, year) || eat_digits(c, 2, 2, year)) &&
	    (c->p == c->end || !ch_digit(*c->p));
}

/* The year in the date that a note begins with: "OF 5/7/05", "DATED MAY 7,
 * 2005", ", 7 MAY 2005", "DTG 071200Z MAY 05"; 0: none. */
int
ref_year_in_note(const struct refs *r, uint32_t from, uint32_t to)
{
	static const char *const words[] = { "OF", "DATED", "DTD", "DTG",
		"FROM" };
	struct cur c = { r->s + from, r->s + to };
	struct str year, day;

	while (c.p < c.end && (ch_space(*c.p) || *c.p == ',' || *c.p == '('))
		c.p++;
	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (eat_word(&c, words[i]))
			cur_skip(&c);
	struct cur numbers = c;
	if (ref_date_numbers(&numbers, &year))
		return ref_year(year);
	bool group = eat_digits(&c, 6, 6, &day) && eat_lit(&c, "Z");
	if (!group)
		eat_digits(&c, 1, 2, &day);
	cur_skip(&c);
	if (eat_month(&c) == 0)
		return 0;
	while (c.p < c.end && (ch_space(*c.p) || *c.p == '.'))
		c.p++;
	if (group)
		return eat_digits(&c, 4, 4, &year) || eat_digits(&c, 2, 2,
		    &year) ? ref_year(year) : 0;
	struct cur first = c;
	if (eat_digits(&c, 4, 4, &year))
		return ref_year(year);
	c = first;
	if (eat_digits(&c, 1, 2, &day))
		while (c.p < c.end && (ch_space(*c.p) || *c.p == ','))
			c.p++;
	return eat_digits(&c, 4, 4, &year) ? ref_year(year) : 0;
}
