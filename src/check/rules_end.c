/*
 * Where a telegram ends: format lines 15 and 16, what stands behind them; a
 * second message or a line that is there twice.  transmission.md 1.10 and
 * 1.12, telegram.md 18.
 */
#include "check/check.h"

/* EOM-01: "#0756" at the telegram's end, and below BT at that of each
 * section. */
void
end_serial_differs(struct check *c)
{
	struct str serial = value_str(&c->t->transmission.station_serial);
	const struct reftel_value *end = &c->t->transmission.end;
	struct str needle = STR("\nBT\n#"), s = c->text;

	if (serial.n != 4)
		return;
	if (end->n == 5 && !str_eq(str_cut(value_str(end), 1, 5), serial))
		say_at(c, end, serial);
	for (size_t k = str_find(s, needle, c->head_end); k < s.n;
	    k = str_find(s, needle, k + needle.n)) {
		size_t a = k + needle.n - 1, b = a;

		while (b < s.n && !ch_space(s.p[b]))
			b++;
		bool told = value_placed(end) && end->start == a;
		if (!told && !str_eq(str_cut(s, a + 1, a + 5), serial))
			say(c, (uint32_t)a, (uint32_t)b, serial);
	}
}

/* A line of this word alone in [from, end); its place. */
static bool
line_alone(const struct check *c, const char *word, uint32_t from,
    uint32_t end, struct place *where)
{
	struct str s = str_cut(c->text, 0, end), w = str_from(word);

	for (size_t k = str_find(s, w, from); k < s.n;
	    k = str_find(s, w, k + 1)) {
		bool left = k == 0 || s.p[k - 1] == '\n';
		bool right = k + w.n == c->text.n ||
		    ch_space(c->text.p[k + w.n]);
		if (left && right) {
			where->start = (uint32_t)k;
			where->end = (uint32_t)(k + w.n);
			return true;
		}
	}
	return false;
}

/* The word behind `from`, no letter or digit beside it; its place. */
static bool
word_alone(const struct check *c, const char *word, uint32_t from,
    struct place *where)
{
	struct str s = c->text, w = str_from(word);

	for (size_t k = str_find(s, w, from); k < s.n;
	    k = str_find(s, w, k + 1))
		if ((k == 0 || !ch_alnum(s.p[k - 1])) &&
		    (k + w.n == s.n || !ch_alnum(s.p[k + w.n]))) {
			where->start = (uint32_t)k;
			where->end = (uint32_t)(k + w.n);
			return true;
		}
	return false;
}

/* Is it of a later section's heading, or of the end of the section before? */
static bool
cut_out(const struct check *c, size_t at)
{
	size_t n;
	const struct cut *cut = telegram_cuts(c->t, &n);
	size_t i = telegram_cut_at(cut, n, (uint32_t)at);

	return i < n && cut[i].start <= at;
}

/* No NNNN in [from, end): told behind the last word there. */
static void
end_looked_for(struct check *c, uint32_t from, uint32_t end)
{
	struct place nnnn;
	uint32_t last = end;

	if (line_alone(c, "NNNN", from, end, &nnnn))
		return;
	while (last > from && ch_space(c->text.p[last - 1]))
		last--;
	say(c, last, end == c->text.n ? last : end, STR(""));
}

/* EOM-02: NNNN before the next ZCZC.  Archives drop FL11, BT before the text:
 * a copy that has it came from the wire, and has its ends too. */
void
end_missing(struct check *c)
{
	struct str word = STR("\nVZCZC");
	struct place bt;

	if (!value_placed(&c->t->dtg) || !line_alone(c, "BT", c->begin,
	    c->head_end, &bt))
		return;
	uint32_t from = bt.end;
	for (size_t k = str_find(c->text, word, from); k < c->text.n;
	    k = str_find(c->text, word, k + 1))
		if (cut_out(c, k + 1)) {
			end_looked_for(c, from, (uint32_t)k + 1);
			from = (uint32_t)(k + word.n);
		}
	end_looked_for(c, from, (uint32_t)c->text.n);
}

/* What may stand below NNNN: the archive's stamps and class words. */
static bool
below_end(struct str s)
{
	static const char *const words[] = { "NNN", "UNCLASSIFIED", "UNCLAS",
		"CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE", "TOP SECRET",
		"<<", "***", "\"", "}" };

	return s.n < 4 || lex_starts_in(s, words, LEX_COUNT(words)) ||
	    str_findi(s, STR("RELEASED"), 0) < s.n ||
	    str_findi(s, STR("REVIEW"), 0) < s.n;
}

/* Does the heading of a later section, which is cut, go on behind it? */
static bool
section_follows(const struct check *c, uint32_t at)
{
	enum { HEADING = 24 };		/* longer than what else is cut */
	size_t n;
	const struct cut *cut = telegram_cuts(c->t, &n);
	size_t i = telegram_cut_at(cut, n, at);

	return i < n && cut[i].start <= at && cut[i].end > at + HEADING;
}

void
text_after_end(struct check *c)
{
	struct place end = { 0, c->head_end };
	struct str line;

	if (!c->whole)
		return;
	do {
		if (!word_alone(c, "NNNN", end.end, &end))
			return;
	} while (section_follows(c, end.start));
	for (uint32_t at = end.end; next_line(c, &at, (uint32_t)c->text.n,
	    &line);)
		if (!below_end(line)) {
			say(c, end.start, place_of(c, line.p) +
			    (uint32_t)line.n, line);
			return;
		}
}

/* The start of a message within the text; false: none. */
static bool
start_in_text(struct check *c)
{
	struct str word = STR("ZCZC");
	size_t from = c->head_end;

	/* below a print of a mailbox, whose line of class stands first */
	if (value_placed(&c->t->dtg) && c->t->dtg.end > from)
		from = c->t->dtg.end;
	for (size_t k = str_find(c->text, word, from); k < c->text.n;
	    k = str_find(c->text, word, k + 1)) {
		size_t a = k;

		if (cut_out(c, k))
			continue;
		if (a > 0 && c->text.p[a - 1] == 'V')
			a--;
		if (a > 0 && !ch_space(c->text.p[a - 1]))
			continue;
		size_t b = str_findc(c->text, '\n', k);
		say_str(c, str_cut(c->text, a, b), str_trim(str_cut(c->text,
		    a, b)));
		return true;
	}
	return false;
}

/* X14: a second heading, or the start of one, in the text, that is no
 * section's of this telegram. */
void
two_messages(struct check *c)
{
	uint32_t from = c->t->impl->body;
	struct str needle = STR("\nFM ");

	if (!value_placed(&c->t->dtg) || from < c->t->dtg.end ||
	    start_in_text(c))
		return;
	for (size_t k = str_find(c->text, needle, from); k < c->text.n;
	    k = str_find(c->text, needle, k + 1)) {
		uint32_t at = (uint32_t)k + 1;
		size_t a = k, d;

		if (cut_out(c, at))
			continue;
		while (a > from && c->text.p[a - 1] != '\n')
			a--;
		struct str above = str_cut(c->text, a, k);
		for (d = 0; d < above.n && !ch_digit(above.p[d]);)
			d++;
		struct str group;
		struct cur cur = { above.p + d, above.p + above.n };
		/* the same date-time group: a later section's heading */
		if (d < 5 && eat_digits(&cur, 6, 6, &group) &&
		    eat_char(&cur, 'Z') && !str_startsi(
		    value_str(&c->t->dtg), group)) {
			say_str(c, above, str_trim(above));
			return;
		}
	}
}

/* A line of heading or header that is the one above it again. */
void
line_repeated(struct check *c)
{
	enum { SHORTEST = 8 };
	uint32_t at = c->begin, body = c->t->impl->body;
	struct str line, above = STR("");

	while (c->whole && next_line(c, &at, body, &line)) {
		if (line.n >= SHORTEST && str_eq(line, above) &&
		    ch_upper(line.p[0]) && ch_alnum(line.p[line.n - 1]) &&
		    str_findc(line, ' ', 0) < line.n)
			say_str(c, line, line);
		above = line;
	}
}
