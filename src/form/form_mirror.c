/*
 * Text mirror (archive-forms.md 3.2): five record lines, then the telegram;
 * and the same five fields as a line of JSON.
 */
#include "base/utf8.h"
#include "form/form.h"
#include "form/lex.h"
#include "form/markdown.h"
#include "form/sign.h"
#include "form/wrapper.h"

/* The record lines, in their order. */
enum record { ID, TITLE, DATE, CLASSIFICATION, ORIGIN, RECORD__MAX };

static const char *const record_keys[RECORD__MAX] = {
	[ID] = "id",
	[TITLE] = "title",
	[DATE] = "date",
	[CLASSIFICATION] = "classification",
	[ORIGIN] = "origin"
};

static void
take_record(struct reading *r, const struct reftel_value record[RECORD__MAX])
{
	for (int i = 0; i < RECORD__MAX; i++)
		wrapper_field(r, record_keys[i], record[i]);
	r->id = wrapper_given(record[ID]);
	/* The title is the page's raw inner HTML. */
	r->subject = wrapper_given(wrapper_decoded(r, record[TITLE]));
	wrapper_day(r, record[DATE], WRAPPER_DAY_ONLY);
	wrapper_label(r, record[CLASSIFICATION]);
	r->origin = wrapper_given(record[ORIGIN]);
}

/* Heading and text are joined here with nothing between. */
static void
take_words(struct reading *r)
{
	r->glued = true;
	wrapper_partial(r);
	wrapper_missing(r);
}

static bool
is_query(struct str line)
{
	return str_starts(line, STR("SELECT ")) &&
	    str_find(line, STR("FROM `"), 0) < line.n;
}

/* "SELECT * FROM `cable` WHERE ..." as the last line is the publisher's: the
 * text ends before it. */
static void
drop_trailer(struct reading *r)
{
	struct str s = wrapper_words(r), line;
	size_t end = s.n, start;

	while (end > 0 && ch_space(s.p[end - 1]))
		end--;
	for (start = end; start > 0 && s.p[start - 1] != '\n';)
		start--;
	line = str_trim(str_cut(s, start, end));
	if (!is_query(line))
		return;

	uint32_t from = r->begin + (uint32_t)start;
	struct text_place p = text_source(r->text, from, r->text->n);
	struct diag *d = telegram_diag_raw(r->t, DIAG_WRAPPER_TRAILER, p.start,
	    p.end, STR(""));
	telegram_fix(r->t, d, p.start, p.end, STR(""), "certain");
	r->text->n = from;
}

static bool
read_lines(struct reading *r)
{
	struct reftel_value record[RECORD__MAX] = { { 0 } };
	struct str s = str_make(r->src->p, r->src->n);
	size_t at = 0, next;

	while (at < s.n && ch_space(s.p[at]))
		at++;
	if (!sign_mirror(s, at))
		return false;
	*r->text = *r->src;
	for (int i = 0; i < RECORD__MAX && at < s.n; i++, at = next) {
		sign_line(s, at, &next);
		record[i] = wrapper_value(r, (uint32_t)at, (uint32_t)next);
	}
	r->begin = (uint32_t)at;
	if (markdown_links(wrapper_words(r))) {
		*r->text = *markdown_undo(r, r->begin);
		if (r->text->failed)
			return true;
	}
	take_record(r, record);
	drop_trailer(r);
	take_words(r);
	return true;
}

/* A string or a bare word of JSON in r->src: [start, end), quotation marks
 * off. */
struct json_value {
	size_t start, end;
	bool quoted, open;
};

static size_t
skip_space(struct str s, size_t at)
{
	while (at < s.n && ch_space(s.p[at]))
		at++;
	return at;
}

/* Behind the string at `at`, which is a quotation mark. */
static size_t
json_string(struct str s, size_t at, struct json_value *v)
{
	v->quoted = true;
	v->start = at + 1;
	for (at = v->start; at < s.n && s.p[at] != '"'; at++)
		if (s.p[at] == '\\' && at + 1 < s.n)
			at++;
	v->open = at >= s.n;
	v->end = v->open ? s.n : at;
	return v->open ? s.n : at + 1;
}

/* Behind the value at `at`. An object or a list counts as one word; what is
 * inside is not looked at but for strings, which may hold brackets. */
static size_t
json_value(struct str s, size_t at, struct json_value *v)
{
	struct json_value inner;
	size_t depth = 0;

	*v = (struct json_value){ .start = at };
	if (at < s.n && s.p[at] == '"')
		return json_string(s, at, v);
	while (at < s.n) {
		char c = s.p[at];

		if (depth == 0 && (c == ',' || c == '}'))
			break;
		if (c == '"') {
			at = json_string(s, at, &inner);
			continue;
		}
		if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth -= depth > 0;
		at++;
	}
	v->end = at;
	return at;
}

static int
hex_unit(struct str s, size_t at)
{
	int unit = 0;

	if (at + 6 > s.n || s.p[at] != '\\' || s.p[at + 1] != 'u')
		return -1;
	for (size_t i = at + 2; i < at + 6; i++) {
		char c = ch_fold(s.p[i]);

		if (!ch_digit(c) && (c < 'A' || c > 'F'))
			return -1;
		unit = unit * 16 + (ch_digit(c) ? c - '0' : c - 'A' + 10);
	}
	return unit;
}

/* The escape at `at`: its length, and what it stands for in out. 0: it is
 * none, and stays as it is. */
static size_t
json_escape(struct str s, size_t at, char out[4], unsigned *n)
{
	static const char names[] = "\"\\/bfnrt", means[] = "\"\\/  \n\r\t";
	int unit = hex_unit(s, at), low;
	const char *name;

	if (unit >= 0xD800 && unit <= 0xDBFF &&
	    (low = hex_unit(s, at + 6)) >= 0xDC00 && low <= 0xDFFF) {
		*n = utf8_put(out, 0x10000 + ((uint32_t)(unit - 0xD800) << 10) +
		    (uint32_t)(low - 0xDC00));
		return 12;
	}
	if (unit >= 0) {
		*n = utf8_put(out, unit == 0 ? ' ' : (uint32_t)unit);
		return 6;
	}
	if (at + 1 >= s.n || s.p[at + 1] == '\0' ||
	    (name = strchr(names, s.p[at + 1])) == NULL)
		return 0;
	out[0] = means[name - names];
	*n = 1;
	return 2;
}

static void
put_json(struct reading *r, const struct json_value *v)
{
	struct str s = str_make(r->src->p, v->end);
	size_t kept = v->start, at = kept, taken;
	char out[4];
	unsigned n;

	while (v->quoted && (at = str_findc(s, '\\', at)) < s.n) {
		taken = json_escape(s, at, out, &n);
		if (taken == 0) {
			at++;
			continue;
		}
		text_copy(r->text, r->src, (uint32_t)kept, (uint32_t)at);
		if (out[0] != '\r')	/* a line end has its LF */
			text_subst(r->text, str_make(out, n), r->src,
			    (uint32_t)at, (uint32_t)(at + taken));
		at += taken;
		kept = at;
	}
	text_copy(r->text, r->src, (uint32_t)kept, (uint32_t)s.n);
}

/* Which record line a key of the JSON stands for; RECORD__MAX: the text;
 * -1: none of them. */
static int
json_key(struct str key)
{
	static const struct {
		const char *name;
		int record;
	} keys[] = {
		{ "_id", ID }, { "id", ID }, { "identifier", ID },
		{ "subject", TITLE }, { "title", TITLE },
		{ "date_time", DATE }, { "date", DATE },
		{ "classification", CLASSIFICATION }, { "origin", ORIGIN },
		{ "body", RECORD__MAX }
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (str_eq(key, str_from(keys[i].name)))
			return keys[i].record;
	return -1;
}

/* Finds the members of the object at `at`. False: it is not closed. */
static bool
json_members(struct str s, size_t at, struct json_value v[RECORD__MAX + 1])
{
	struct json_value key, value;

	for (at++;; at++) {
		at = skip_space(s, at);
		if (at < s.n && s.p[at] == '}')
			return true;
		if (at >= s.n || s.p[at] != '"')
			return false;
		at = skip_space(s, json_string(s, at, &key));
		if (at >= s.n || s.p[at] != ':')
			return false;
		at = json_value(s, skip_space(s, at + 1), &value);

		int i = json_key(str_cut(s, key.start, key.end));
		if (i >= 0)
			v[i] = value;
		if (value.open)
			return false;
		at = skip_space(s, at);
		if (at >= s.n || s.p[at] != ',')
			return at < s.n && s.p[at] == '}';
	}
}

/* Whoever made these files took the line ends away (archive-forms.md 3.2). */
static bool
lines_lost(struct str s)
{
	enum { LONGEST = 200 };

	return s.n > LONGEST && str_findc(s, '\n', 0) == s.n;
}

/* "1. (C)" and "¶1." */
static bool
is_paragraph(struct str s)
{
	struct cur c = cur_make(s);

	if (str_starts(s, STR("\xC2\xB6")))
		return true;
	return eat_digits(&c, 1, 2, NULL) && eat_char(&c, '.') &&
	    eat_char(&c, ' ') && eat_char(&c, '(');
}

/* What stood at the beginning of a line, in any case of letters. */
static bool
is_anchor(struct str s)
{
	static const char *const anchors[] = { "DE R", "ZNY ", "ZNR ",
		"FM AM", "FM SECSTATE", "FM US", "TO R", "INFO R", "UNCLAS ",
		"C O N F I D E N T I A L", "S E C R E T", "SIPDIS", "E.O. 1",
		"EO 1", "TAGS:", "TAGS ", "SUBJECT:", "SUBJ:", "REF:",
		"REFS:", "CLASSIFIED BY" };

	for (size_t i = 0; i < sizeof(anchors) / sizeof(anchors[0]); i++)
		if (str_startsi(s, str_from(anchors[i])))
			return true;
	return sign_dtg(s) || is_paragraph(s);
}

/*
 * Puts a line end before each anchor of a text that has none, since
 * everything behind this reads lines.  Words that were glued to an anchor
 * are parted by it.
 */
static void
part_lines(struct reading *r)
{
	/* What decides, and what is surely behind a second prosign. */
	enum { ANCHOR = 32, WITHIN = 4 };
	struct text flat = *r->text;
	struct str s = str_make(flat.p, flat.n);
	uint32_t kept = 0;

	text_init(r->text, flat.arena, s.n + s.n / 16);
	for (uint32_t at = r->begin + 1; at < flat.n; at++) {
		/* A number or a prosign may be the tail of another word. */
		if (ch_digit(s.p[at]) && ch_alnum(s.p[at - 1]))
			continue;
		if (!is_anchor(str_cut(s, at, at + ANCHOR)))
			continue;
		text_copy(r->text, &flat, kept, at);
		wrapper_newline(r);
		kept = at;
		at += WITHIN;
	}
	text_copy(r->text, &flat, kept, flat.n);
}

static bool
is_null(struct str s, const struct json_value *v)
{
	return v->end == v->start ? !v->quoted
	    : !v->quoted && str_eq(str_cut(s, v->start, v->end), STR("null"));
}

static bool
read_json(struct reading *r)
{
	struct json_value v[RECORD__MAX + 1] = { { 0 } };
	struct reftel_value record[RECORD__MAX] = { { 0 } };
	struct str s = str_make(r->src->p, r->src->n);
	size_t at = skip_space(s, 0);

	if (!sign_json(str_cut(s, at, s.n)))
		return false;
	r->t->impl->one_line = true;
	text_init(r->text, &r->t->impl->arena, s.n + 16);
	if (!json_members(s, at, v))
		wrapper_diag(r, DIAG_MARKUP_BROKEN, (uint32_t)at,
		    (uint32_t)at + 1, STR(""));
	for (int i = 0; i < RECORD__MAX; i++) {
		uint32_t start = r->text->n;

		if (is_null(s, &v[i]))
			continue;
		put_json(r, &v[i]);
		record[i] = wrapper_value(r, start, r->text->n);
		wrapper_newline(r);
	}
	r->begin = r->text->n;
	put_json(r, &v[RECORD__MAX]);
	take_record(r, record);
	if (!r->text->failed && lines_lost(wrapper_words(r))) {
		part_lines(r);
		telegram_diag(r->t, DIAG_TEXT_DAMAGED, r->begin, r->text->n,
		    STR(""));
	}
	take_words(r);
	return true;
}

bool
form_mirror(struct reading *r)
{
	return read_lines(r) || read_json(r);
}
