/* Where telegrams begin and end; see split.h. */
#include "form/split_int.h"

#include "base/xml.h"
#include "form/cfpf.h"
#include "form/lex.h"
#include "form/release.h"
#include "form/sign.h"
#include "form/tei.h"

size_t
split_skip_space(struct str s, size_t at)
{
	while (at < s.n && ch_space(s.p[at]))
		at++;
	return at;
}

enum split_status
split_give(struct split_piece *out, size_t from, size_t to)
{
	*out = (struct split_piece){ .from = from, .to = to, .next = to };
	return SPLIT_PIECE;
}

enum split_status
split_rest(struct str s, bool last, struct split_piece *out)
{
	if (!last)
		return SPLIT_MORE;
	if (split_skip_space(s, 0) == s.n)
		return SPLIT_NONE;
	return split_give(out, 0, s.n);
}

static enum split_status
broken(struct split_piece *out, size_t from, const char *reason)
{
	*out = (struct split_piece){ .from = from, .reason = reason };
	return SPLIT_BROKEN;
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
	size_t next = split_skip_space(s, 0);

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
			return split_give(out, 0, at);
	}
	return split_rest(s, last, out);
}

/* One record a line. */
static enum split_status
split_json(struct str s, bool last, struct split_piece *out)
{
	size_t from = split_skip_space(s, 0), end = str_findc(s, '\n', from);

	if (end == s.n && !last)
		return SPLIT_MORE;
	if (from == s.n)
		return SPLIT_NONE;
	if (!sign_json(str_cut(s, from, end)))
		return broken(out, from, "line is no record in JSON");
	split_give(out, from, end);
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
			size_t next = split_skip_space(s, at + end.n);

			if (next + 16 > s.n && !last)
				return SPLIT_MORE;
			if (page_begins(s, next))
				return split_give(out, 0, next);
		} else if (str_starts(tag, heading)) {
			if (seen)
				return split_give(out, 0, at);
			seen = true;
		}
	}
	return split_rest(s, last, out);
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
	size_t next, begin = split_skip_space(s, 0);
	bool more;

	if (!own_block(s, begin, &more))
		return split_rest(s, last, out);
	sign_line(s, begin, &next);
	for (size_t at = next; at < s.n; at = next) {
		bool blank = at >= 2 && s.p[at - 2] == '\n';

		if (blank && own_block(s, at, &more))
			return split_give(out, begin, at);
		if (blank && more && !last)
			return SPLIT_MORE;
		sign_line(s, at, &next);
	}
	return split_rest(s, last, out);
}

/* CSV. */

static enum split_status
split_csv(const struct csv_layout *layout, struct str s, bool last,
    struct split_piece *out)
{
	size_t from = split_skip_space(s, 0);
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
	split_give(out, from, row.end);
	out->next = row.next;
	return SPLIT_PIECE;
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
	return tei_is_telegram(str_cut(s, 0, end)) ? split_give(out, 0, end)
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
		return split_rest(s, last, out);
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
