/* Where telegrams begin and end; see split.h. */
#include "form/split.h"

#include "base/xml.h"
#include "form/cfpf.h"
#include "form/lex.h"
#include "form/paper.h"
#include "form/release.h"
#include "form/sign.h"
#include "form/tei.h"

static size_t
skip_space(struct str s, size_t at)
{
	while (at < s.n && ch_space(s.p[at]))
		at++;
	return at;
}

/* [from, to) is a piece, up to where the next begins. */
static enum split_status
piece(struct split_piece *out, size_t from, size_t to)
{
	*out = (struct split_piece){ .from = from, .to = to, .next = to };
	return SPLIT_PIECE;
}

/* The rest of the view is the piece. */
static enum split_status
rest(struct str s, bool last, struct split_piece *out)
{
	if (!last)
		return SPLIT_MORE;
	if (skip_space(s, 0) == s.n)
		return SPLIT_NONE;
	return piece(out, 0, s.n);
}

static enum split_status
broken(struct split_piece *out, size_t from, const char *reason)
{
	*out = (struct split_piece){ .from = from, .reason = reason };
	return SPLIT_BROKEN;
}

/* Transmission. */

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
	next = skip_space(s, next);
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

static enum split_status
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
			return piece(out, 0, at);
		if (status == SPLIT_MORE)
			return SPLIT_MORE;
		int mark = lex_quote_mark(line);
		over |= end;
		quote.open = (quote.open ? mark >= 0 : mark > 0) && !over;
		note_line(&now, line);
	}
	return rest(s, last, out);
}

/* Mirror. */

/* Three lines are there, as sign_mirror() wants them. */
static bool
three_lines(struct str s, size_t at)
{
	size_t next = at;

	for (int i = 0; i < 3; i++) {
		at = str_findc(s, '\n', next);
		if (at == s.n)
			return false;
		next = at + 1;
	}
	return true;
}

static enum split_status
split_mirror(struct str s, bool last, struct split_piece *out)
{
	size_t next = skip_space(s, 0);

	if (next == s.n)
		return last ? SPLIT_NONE : SPLIT_MORE;
	sign_line(s, next, &next);
	for (size_t at = next; at < s.n; at = next) {
		/* Most lines need not be looked at. */
		if (!ch_digit(s.p[at])) {
			next = str_findc(s, '\n', at);
			next += next < s.n;
			continue;
		}
		if (!sign_id(sign_line(s, at, &next)))
			continue;
		if (!last && !three_lines(s, at))
			return SPLIT_MORE;
		if (sign_mirror(s, at))
			return piece(out, 0, at);
	}
	return rest(s, last, out);
}

/* One record a line. */
static enum split_status
split_json(struct str s, bool last, struct split_piece *out)
{
	size_t from = skip_space(s, 0), end = str_findc(s, '\n', from);

	if (end == s.n && !last)
		return SPLIT_MORE;
	if (from == s.n)
		return SPLIT_NONE;
	if (!sign_json(str_cut(s, from, end)))
		return broken(out, from, "line is no record in JSON");
	piece(out, from, end);
	out->next = end < s.n ? end + 1 : end;
	return SPLIT_PIECE;
}

/* HTML. */

static bool
page_begins(struct str s, size_t at)
{
	static const char *const heads[] = { "<?xml", "<!doctype", "<html" };

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (str_startsi(str_cut(s, at, s.n), str_from(heads[i])))
			return true;
	return false;
}

/*
 * A page ends with </html>, if another follows, so that a file of many
 * pages gives each as it was; or, when those lines were lost, where the
 * next heading line begins.
 */
static enum split_status
split_html(struct str s, bool last, struct split_piece *out)
{
	const struct str end = STR("</html>");
	const struct str heading = STR("<h3>Viewing cable");
	bool seen = false;

	for (size_t at = 0; (at = str_findc(s, '<', at)) < s.n; at++) {
		struct str tag = str_cut(s, at, s.n);

		if (str_startsi(tag, end)) {
			size_t next = skip_space(s, at + end.n);

			if (next + 16 > s.n && !last)
				return SPLIT_MORE;
			if (page_begins(s, next))
				return piece(out, 0, next);
		} else if (str_starts(tag, heading)) {
			if (seen)
				return piece(out, 0, at);
			seen = true;
		}
	}
	return rest(s, last, out);
}

/* Markdown. */

/* A line of the block on top that reftel render writes: id: "08ZENDA31" */
static bool
own_field(struct str line)
{
	static const char *const keys[] = { "id", "title", "date",
		"classification" };
	size_t colon = str_findc(line, ':', 0);

	if (colon + 3 >= line.n || line.p[colon + 2] != '"' ||
	    line.p[line.n - 1] != '"')
		return false;
	for (size_t i = 0; i < LEX_COUNT(keys); i++)
		if (str_eq(str_cut(line, 0, colon), str_from(keys[i])))
			return true;
	return false;
}

/* Such a block begins with the line at `at`, and an empty line follows.
 * *more: the view is too short to say so. */
static bool
own_block(struct str s, size_t at, bool *more)
{
	enum { FIELDS = 4 };
	size_t next;

	*more = false;
	if (!str_eq(sign_line(s, at, &next), STR("---")))
		return false;
	for (size_t i = 0; i <= FIELDS; i++) {
		struct str line = sign_line(s, at = next, &next);

		if (str_eq(line, STR("---")) && next < s.n)
			return sign_line(s, next, &next).n == 0;
		if (next >= s.n)
			return *more = true, false;
		if (!own_field(line))
			return false;
	}
	return false;
}

/* Several of them, one behind the other, as reftel export writes them; other
 * Markdown is one telegram, whatever rules are in it. */
static enum split_status
split_markdown(struct str s, bool last, struct split_piece *out)
{
	size_t next, begin = skip_space(s, 0);
	bool more;

	if (!own_block(s, begin, &more))
		return rest(s, last, out);
	sign_line(s, begin, &next);
	for (size_t at = next; at < s.n; at = next) {
		bool blank = at >= 2 && s.p[at - 2] == '\n';

		if (blank && own_block(s, at, &more))
			return piece(out, begin, at);
		if (blank && more && !last)
			return SPLIT_MORE;
		sign_line(s, at, &next);
	}
	return rest(s, last, out);
}

/* CSV. */

static enum split_status
split_csv(const struct csv_layout *layout, struct str s, bool last,
    struct split_piece *out)
{
	size_t from = skip_space(s, 0);
	struct csv_row row;
	const char *fault;

	if (from == s.n)
		return last ? SPLIT_NONE : SPLIT_MORE;
	switch (csv_read(layout, s, from, last, &row)) {
	case CSV_MORE:
		return SPLIT_MORE;
	case CSV_OPEN:
		return broken(out, from, "row ends inside quotation marks");
	case CSV_WIDE:
		return broken(out, from, "row has too many fields");
	case CSV_ROW:
		break;
	}
	fault = csv_fault(layout, s, &row);
	if (fault != NULL)
		return broken(out, from, fault);
	piece(out, from, row.end);
	out->next = row.next;
	return SPLIT_PIECE;
}

/* Releases. */

/* The document number of the page line that stands at `at`, whole: "C" and
 * eight digits, of which the zeros may be letters O. */
static bool
page_document(struct str s, size_t at, char out[9])
{
	struct str number;

	if (!release_page(str_cut(s, at, at + 400), &number) ||
	    number.n != 9 || number.p[0] != 'C')
		return false;
	for (size_t i = 0; i < 9; i++) {
		out[i] = i > 0 && number.p[i] == 'O' ? '0' : number.p[i];
		if (i > 0 && !ch_digit(out[i]))
			return false;
	}
	return true;
}

/* A further telegram on paper: the title, and a label of the head soon below
 * it, which a page that goes on does not have. */
static bool
further_paper(struct str s, size_t at)
{
	static const char *const heads[] = { "Control:", "FROM:", "ACTION:",
		"INDICATE" };
	struct str near = str_cut(s, at, at + 600);

	for (size_t i = 0; i < LEX_COUNT(heads); i++)
		if (str_find(near, str_from(heads[i]), 0) < near.n)
			return true;
	return false;
}

/* SMART telegrams one behind the other: each begins with a class word above
 * its MRN, and ends with one below its footer. */
struct smart_row {
	bool mrn;		/* the first has been seen */
	bool footer;		/* and its footer */
	unsigned words;		/* class words below that */
	size_t first, behind;	/* the first of them, and what follows */
	size_t word;		/* the last class word at all */
	size_t mrn_at;
};

static bool
smart_mrn(struct str s, size_t at, struct str line)
{
	enum { NEAR = 600 };
	struct str near = str_cut(s, at, at + NEAR);
	size_t dtg = str_find(near, STR("\nDate"), 0);
	struct cur c = cur_make(line);

	if (!eat_lit(&c, "MRN"))
		return false;
	bool colon = eat_char(&c, ':');
	cur_skip(&c);
	/* "10 ZENDA 44", or that on a line below */
	return (cur_end(&c) ? colon : ch_digit(*c.p) || (c.end - c.p > 1 &&
	    ch_digit(c.p[1]))) && dtg < near.n &&
	    (str_find(near, STR("DTG"), dtg) < dtg + 12 ||
	    str_find(near, STR("DIG"), dtg) < dtg + 12);
}

/* Does another telegram begin at or above this line? Then *from is where. */
static bool
smart_next(struct smart_row *row, struct str s, size_t at, size_t next,
    size_t *from)
{
	static const char *const class[] = { "UNCLASSIFIED", "CONFIDENTIAL",
		"SECRET" };
	static const char *const handling[] = { "SBU", "SENSITIVE", "NOFORN" };
	static const char *const foot[] = { "Signature:", "Drafted By:",
		"Dissemination Rule:" };
	struct str line = sign_line(s, at, &next);

	if (line.n < 3 || memchr("MUCSNDsud", line.p[0], 9) == NULL)
		return false;
	if (lex_in(str_cut(line, 0, str_findc(line, '/', 0)), class,
	    LEX_COUNT(class)) && lex_capitals(line)) {
		row->word = at;
		if (row->footer && row->words++ == 0) {
			row->first = at;
			row->behind = next;
		}
	} else if (row->words == 1 && lex_in(line, handling,
	    LEX_COUNT(handling))) {
		row->behind = next;
	} else if (row->mrn && lex_starts_in(line, foot, LEX_COUNT(foot))) {
		row->footer = true;
		row->words = 0;
	} else if (smart_mrn(s, at, line)) {
		*from = row->words > 1 ? row->behind : row->words == 1 ?
		    row->first : row->word > 0 && at - row->word < 400 ?
		    row->word : at;
		if (*from <= row->mrn_at)
			*from = at;
		if (row->mrn)
			return true;
		row->mrn = true;
		row->mrn_at = at;
	}
	return false;
}

/* Another document number begins another document; so does a second
 * telegram on paper, and a second MRN. */
static enum split_status
split_release(struct str s, bool last, struct split_piece *out)
{
	char document[9], first[9];
	bool seen = false, title = false;
	struct smart_row row = { 0 };
	size_t next, from;

	for (size_t at = 0; at < s.n; at = next) {
		struct str line = sign_line(s, at, &next);

		if (smart_next(&row, s, at, next, &from)) {
			if (at + 600 > s.n && !last)
				return SPLIT_MORE;
			return piece(out, 0, from);
		}
		if (line.n < 16)
			continue;
		if (page_document(s, at, document)) {
			if (seen && memcmp(document, first, 9) != 0)
				return piece(out, 0, at);
			memcpy(first, document, 9);
			seen = true;
		} else if (paper_title(line)) {
			if (title && at + 600 > s.n && !last)
				return SPLIT_MORE;
			if (title && further_paper(s, at))
				return piece(out, 0, at);
			title = true;
		}
	}
	return rest(s, last, out);
}

/* TEI. */

/* Where the document at `from` ends: behind the </div> that closes it or, if
 * that was lost, where the next begins or the text ends. False: not here. */
static bool
document_end(struct str s, size_t from, bool last, size_t *end)
{
	static const char *const ends[] = { "body", "text", "TEI" };
	struct xml_cursor c = { .s = s, .at = from };
	struct xml_token t;
	size_t depth = 0;

	while (xml_next(&c, &t)) {
		*end = t.from;
		if (t.end == s.n && !last)
			return false;
		if (depth > 0 && t.kind == XML_OPEN && tei_begins(s, t.from))
			return true;
		if (t.kind == XML_CLOSE)
			for (size_t i = 0; i < LEX_COUNT(ends); i++)
				if (str_eq(t.name, str_from(ends[i])))
					return true;
		if (!str_eq(t.name, STR("div")))
			continue;
		depth += t.kind == XML_OPEN;
		*end = t.end;
		if (t.kind == XML_CLOSE && --depth == 0)
			return true;
	}
	*end = s.n;
	return last;
}

static enum split_status
pass(struct split_piece *out, size_t next, unsigned documents)
{
	*out = (struct split_piece){ .next = next, .passed = documents };
	return SPLIT_PASS;
}

/* The first start tag of a document; s.n: there is none. */
static size_t
find_document(struct str s)
{
	size_t at = 0;

	while ((at = str_find(s, STR("<div"), at)) < s.n && !tei_begins(s, at))
		at += 4;
	return at;
}

/* A volume: what stands between its documents is the editors'. */
static enum split_status
split_tei(struct str s, bool last, struct split_piece *out)
{
	enum { TAG = 1024 };		/* a start tag is not so long */
	size_t from = find_document(s), end;

	if (from == s.n && last)
		return SPLIT_NONE;
	if (from == s.n)
		return s.n > TAG ? pass(out, s.n - TAG, 0) : SPLIT_MORE;
	if (from > 0)
		return pass(out, from, 0);
	if (!document_end(s, 0, last, &end))
		return SPLIT_MORE;
	return tei_is_telegram(str_cut(s, 0, end)) ? piece(out, 0, end)
						   : pass(out, end, 1);
}

enum split_status
split_first(const struct split *split, struct str s, bool last,
    struct split_piece *out)
{
	switch (split->form) {
	case REFTEL_FORM_TRANSMISSION:
		return split_transmission(s, last, out);
	case REFTEL_FORM_MIRROR:
		return split->json ? split_json(s, last, out)
				   : split_mirror(s, last, out);
	case REFTEL_FORM_HTML:
		return split_html(s, last, out);
	case REFTEL_FORM_CSV:
		return split_csv(split->layout, s, last, out);
	case REFTEL_FORM_SMART:
	case REFTEL_FORM_FOIA:
		return split_release(s, last, out);
	case REFTEL_FORM_MARKDOWN:
		return split_markdown(s, last, out);
	case REFTEL_FORM_TEI:
		return split_tei(s, last, out);
	case REFTEL_FORM_CFPF:
		return cfpf_split_first(split->table, s, last, out);
	default:
		return rest(s, last, out);
	}
}

/* A telegram of that form may begin with the line at `at`. */
static bool
may_begin(const struct split *split, struct str s, size_t at)
{
	size_t next;
	bool more;

	switch (split->form) {
	case REFTEL_FORM_MARKDOWN:
		return own_block(s, at, &more);
	case REFTEL_FORM_TRANSMISSION:
		return sign_channel(sign_line(s, at, &next));
	case REFTEL_FORM_MIRROR:
		return split->json || sign_mirror(s, at);
	case REFTEL_FORM_CFPF:
		return cfpf_may_begin(split->table, s, at);
	case REFTEL_FORM_HTML:
		return page_begins(s, at) ||
		    str_starts(str_cut(s, at, s.n), STR("<h3>Viewing cable"));
	case REFTEL_FORM_SMART:
	case REFTEL_FORM_FOIA:
		return release_page(str_cut(s, at, at + 400),
		    &(struct str){ 0 });
	default:
		return false;
	}
}

bool
split_find(const struct split *split, struct str s, bool last, size_t *at)
{
	enum { ENOUGH = 4096 };		/* to know a beginning by */

	if (split->form == REFTEL_FORM_CSV)
		return csv_find(split->layout, s, 0, last, at);
	if (split->form == REFTEL_FORM_TEI && s.n > 0) {
		*at = 1 + find_document(str_cut(s, 1, s.n));
		if (*at < s.n)
			return true;
		*at = last || s.n < ENOUGH ? s.n : s.n - ENOUGH;
		return false;
	}
	for (size_t eol = 0;; eol++) {
		eol = str_findc(s, '\n', eol);
		*at = eol;
		if (eol + 1 >= s.n || (!last && s.n - eol < ENOUGH))
			return false;
		if (may_begin(split, s, eol + 1)) {
			*at = eol + 1;
			return true;
		}
	}
}
