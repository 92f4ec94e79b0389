/*
 * Transmissions behind each other: which headings begin a telegram, and which
 * are quoted, printed twice, or a later section's (archive-forms.md 3.10).
 */
#include "form/split_int.h"

#include "form/lex.h"
#include "form/sign.h"

/* What tells the sections of one telegram from two telegrams. */
struct heading {
	bool begun;		/* a first line of any kind was met */
	bool dtg_seen, de_seen, number_seen;
	struct str dtg;
	struct sign_de de;
	struct sign_number number;
};

/* Lines that matter begin with few letters, most others do not. */
static void
note_line(struct heading *h, struct str line)
{
	if (line.n == 0)
		return;
	if (!h->de_seen && line.p[0] == 'D') {
		h->de_seen = sign_de(line, &h->de);
	} else if (!h->dtg_seen && (ch_digit(line.p[0]) ||
	    strchr("ZOPRY", line.p[0]) != NULL) && sign_dtg(line)) {
		h->dtg = line;
		h->dtg_seen = h->begun = true;
	}
	if (!h->number_seen && strchr("CSTUL", line.p[0]) != NULL &&
	    sign_number(line, &h->number))
		h->number_seen = h->begun = true;
}

/* Lines that may stand behind NNNN and begin no telegram (telegram.md 18). */
static bool
is_trailer(struct str line)
{
	return str_starts(line, STR("<<")) || str_starts(line, STR("***")) ||
	    str_findi(line, STR("DECLASSIFIED/RELEASED"), 0) < line.n ||
	    str_eq(line, STR("CONFIDENTIAL")) || str_eq(line, STR("SECRET")) ||
	    str_eq(line, STR("UNCLASSIFIED")) ||
	    str_eq(line, STR("LIMITED OFFICIAL USE"));
}

static bool
is_end(struct str line)
{
	return str_eq(line, STR("NNNN"));
}

/* Reads the heading at `at` up to its classification line. False: the view
 * is too short for it. */
static bool
read_heading(struct str s, size_t at, bool last, struct heading *h)
{
	enum { HEADING_MAX = 65536 };
	size_t start = at, next;

	*h = (struct heading){ 0 };
	for (; at < s.n && at - start < HEADING_MAX && !h->number_seen;
	    at = next) {
		struct str line = sign_line(s, at, &next);

		if (at > start && (is_end(line) || sign_channel(line)))
			return true;
		note_line(h, line);
	}
	return h->number_seen || at < s.n || last;
}

/* Consecutive sections of one telegram: same originator, same serial, same
 * time, and a later number: one between them may be lost. */
static bool
next_section(const struct heading *a, const struct heading *b)
{
	int from = a->de.section > 0 ? a->de.section : a->number.section;
	int to = b->de.section > 0 ? b->de.section : b->number.section;

	if (from < 1 || to <= from)
		return false;
	if (a->de_seen && b->de_seen)
		return str_eq(a->de.originator, b->de.originator) &&
		    str_eq(a->de.serial, b->de.serial) &&
		    (str_eq(a->de.filed, b->de.filed) ||
		    (a->dtg_seen && b->dtg_seen && str_eq(a->dtg, b->dtg)));
	return a->number_seen && b->number_seen &&
	    a->number.serial == b->number.serial &&
	    str_eq(a->number.station, b->number.station);
}

/*
 * The next classification line with a serial or date-time group, from a
 * position that only moves forward: however many headings a telegram seems
 * to quote, the search goes over it once.
 */
struct ahead {
	size_t at, next;
	bool found, numbered;
	struct sign_number number;
};

static bool
look_ahead(struct ahead *a, struct str s, size_t from, bool last)
{
	enum { FAR = 65536 };

	if (a->found && a->at >= from)
		return true;
	if (a->next < from)
		a->next = from;
	for (a->found = false; !a->found && a->next < s.n &&
	    a->next - from < FAR;) {
		a->at = a->next;
		struct str line = sign_line(s, a->at, &a->next);
		a->numbered = sign_number(line, &a->number);
		a->found = a->numbered || sign_dtg(line);
	}
	return a->found || a->next < s.n || last;
}

static bool
has_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_alpha(s.p[i]))
			return true;
	return false;
}

/*
 * A heading without a channel number begins at `at`: a date-time group with
 * FM below, where one was met before, and another serial follows.  Without
 * that, or with a further date-time group before it, it is quoted text.
 */
static enum split_status
other_heading(struct str s, size_t next, bool last, const struct heading *now,
    struct ahead *ahead)
{
	next = split_skip_space(s, next);
	if (str_findc(s, '\n', next) == s.n && !last)
		return SPLIT_MORE;
	if (!sign_from(sign_line(s, next, &next)) || !now->number_seen)
		return SPLIT_NONE;
	if (!look_ahead(ahead, s, next, last))
		return SPLIT_MORE;
	return ahead->found && ahead->numbered &&
	    ahead->number.serial != now->number.serial ? SPLIT_PIECE
						       : SPLIT_NONE;
}

/*
 * The heading printed twice before any text, or below a print of a mailbox
 * that has the classification line already (archive-forms 3.3.4): it is one
 * telegram still.
 */
static bool
same_telegram(const struct heading *a, const struct heading *b)
{
	if (a->de_seen && b->de_seen)
		return !a->number_seen && a->de.section == b->de.section &&
		    str_eq(a->de.originator, b->de.originator) &&
		    str_eq(a->de.serial, b->de.serial);
	return !a->de_seen && !a->dtg_seen && a->number_seen &&
	    b->number_seen && a->number.serial == b->number.serial &&
	    b->number.section < 2;
}

/* The telegram may end before the line at `at`: SPLIT_PIECE if it does,
 * SPLIT_NONE if it is only its next section, which becomes *now. both: an end
 * of message and a start stand there. */
static enum split_status
new_heading(struct str s, size_t at, bool last, bool both, struct heading *now)
{
	struct heading next;

	if (!read_heading(s, at, last, &next))
		return SPLIT_MORE;
	if (same_telegram(now, &next))
		return SPLIT_NONE;
	/* an end or a start in the middle of a text, and no more of a heading:
	 * the text goes on */
	if (!both && !next.de_seen && !next.dtg_seen && !next.number_seen)
		return SPLIT_NONE;
	if (!next_section(now, &next))
		return SPLIT_PIECE;
	*now = (struct heading){ .begun = true };
	return SPLIT_NONE;
}

/*
 * The next mark of a quoted text, from a position that only moves forward: a
 * text that was begun is quoted if its end comes before another beginning,
 * and may carry a heading of its own (telegram.md 17.2). Where the end was
 * forgotten, a heading begins a telegram.
 */
struct quote {
	bool open;		/* behind BEGIN TEXT */
	size_t at;		/* the mark found, or how far was looked */
	int mark;
};

/* False: the view is too short to tell. */
static bool
quote_closes(struct quote *q, struct str s, size_t from, bool last, bool *yes)
{
	enum { FAR = 65536 };
	size_t next = q->at;

	*yes = false;
	if (!q->open)
		return true;
	if (next < from || q->mark == 0) {
		if (next < from)
			next = from;
		for (q->mark = 0; q->mark == 0 && next < s.n &&
		    next - from < FAR;) {
			q->at = next;
			q->mark = lex_quote_mark(sign_line(s, next, &next));
		}
		if (q->mark == 0)
			q->at = next;
	}
	*yes = q->mark < 0;
	return q->mark != 0 || last || next - from >= FAR;
}

enum split_status
split_transmission(struct str s, bool last, struct split_piece *out)
{
	struct heading now = { 0 };
	struct ahead ahead = { 0 };
	struct quote quote = { 0 };
	bool over = false;		/* behind NNNN */
	size_t next;

	for (size_t at = 0; at < s.n; at = next) {
		enum split_status status = SPLIT_NONE;
		struct str line = sign_line(s, at, &next);
		bool words = over && has_letter(line) && !is_trailer(line);

		if (line.n == 0)
			continue;
		bool channel = (line.p[0] == 'V' || line.p[0] == 'Z') &&
		    sign_channel(line);
		bool end = line.p[0] == 'N' && is_end(line);
		if (quote.open && (channel || end)) {
			bool quoted;
			if (!quote_closes(&quote, s, next, last, &quoted))
				return SPLIT_MORE;
			if (quoted)
				continue;
		}
		if (words || channel) {
			if (now.begun)
				status = new_heading(s, at, last,
				    over && channel, &now);
			now.begun = true;
			over = false;
		} else if (!quote.open && now.dtg_seen &&
		    (ch_digit(line.p[0]) || strchr("ZOPRY", line.p[0]) !=
		    NULL) && sign_dtg(line)) {
			status = other_heading(s, next, last, &now, &ahead);
		}
		if (status == SPLIT_PIECE)
			return split_give(out, 0, at);
		if (status == SPLIT_MORE)
			return SPLIT_MORE;
		int mark = lex_quote_mark(line);
		over |= end;
		quote.open = (quote.open ? mark >= 0 : mark > 0) && !over;
		note_line(&now, line);
	}
	return split_rest(s, last, out);
}
