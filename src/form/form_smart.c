/*
 * SMART telegrams, as released or forwarded: a header of labels, the text, a
 * footer of labels, with mails above and the stamps of a release between
 * (archive-forms.md 3.7.4, 3.7.5).
 */
#include "form/form.h"

#include "form/labels.h"
#include "form/release.h"
#include "form/wrapper.h"

static const char *const label_names[LABEL__MAX] = {
	[LABEL_ACTION_OFFICE] = "Action Office",
	[LABEL_INFO_OFFICE] = "Info Office",
	[LABEL_MRN] = "MRN",
	[LABEL_DTG] = "Date/DTG",
	[LABEL_FROM] = "From",
	[LABEL_ACTION] = "Action",
	[LABEL_EO] = "E.O.",
	[LABEL_TAGS] = "TAGS",
	[LABEL_CAPTIONS] = "Captions",
	[LABEL_REFERENCE] = "Reference",
	[LABEL_PASS_LINE] = "Pass Line",
	[LABEL_SUBJECT] = "Subject",
	[LABEL_SIGNATURE] = "Signature",
	[LABEL_DRAFTED_BY] = "Drafted By",
	[LABEL_CLEARED_BY] = "Cleared By",
	[LABEL_APPROVED_BY] = "Approved By",
	[LABEL_RELEASED_BY] = "Released By",
	[LABEL_INFO] = "Info",
	[LABEL_XMT] = "XMT",
	[LABEL_ATTACHMENTS] = "Attachments",
	[LABEL_ACTION_POST] = "Action Post",
	[LABEL_DISSEMINATION] = "Dissemination Rule",
};

struct smart {
	struct reading *r;
	struct labels *out;
	struct lines lines;
	size_t banner;		/* line of the class word above; or mrn */
	size_t mrn;
};

static struct str
line_of(const struct smart *s, size_t i)
{
	const struct line *l = &s->lines.v[i];

	return str_make(s->r->text->p + l->start, l->end - l->start);
}

static bool
blank(const struct smart *s, size_t i)
{
	return s->lines.v[i].start == s->lines.v[i].end;
}

/* --- labels ------------------------------------------------------------------ */

/* What stands before the colon, a speck in front of it left out; *value
 * begins behind the colon. A lost colon leaves a gap. */
static struct str
label_part(struct str s, struct str *value, bool *colon)
{
	enum { LONGEST = 24 };
	size_t at = 0, end;

	while (at < s.n && at < 4 && !ch_alnum(s.p[at]))
		at++;
	end = str_findc(str_cut(s, 0, at + LONGEST), ':', at);
	*colon = end < s.n && s.p[end] == ':';
	if (!*colon) {
		size_t tab = str_findc(s, '\t', at);
		end = str_find_blanks(s, at);
		end = tab < end ? tab : end;
	}
	*value = str_trim(str_cut(s, end + 1, s.n));
	/* a speck that became a bullet */
	if (str_starts(*value, STR("\xE2\x80\xA2")))
		*value = str_trim(str_cut(*value, 3, value->n));
	return str_trim(str_cut(s, at, end));
}

/* One wrong character is allowed in a label that is due, none in MRN. */
static bool
label_like(struct str s, enum label label)
{
	struct str name = str_from(label_names[label]);
	unsigned most = label == LABEL_DTG ? 2 : 1;

	if (label == LABEL_MRN || s.n < 3 || s.n + 1 < name.n ||
	    s.n > name.n + 1)
		return false;
	/* the first letter's case is kept: "INFO:" is somebody's text */
	if (ch_lower(s.p[0]) || (lex_capitals(s) && !lex_capitals(name)))
		return false;
	return str_distance(s, name, most) <= most;
}

/* The label at the front of a line, of those from `from` to `to`; `due` and
 * later ones may be damaged. LABEL__MAX: none. */
static enum label
label_at(struct str line, enum label from, enum label to, enum label due,
    struct str *value)
{
	bool colon;
	struct str part = label_part(line, value, &colon);

	if (part.n < 3 || part.n > 20)
		return LABEL__MAX;
	for (enum label l = from; l <= to; l++)
		if (str_eq(part, str_from(label_names[l])) &&
		    (colon || value->n > 0 || l == LABEL_MRN))
			return l;
	for (enum label l = due > from ? due : from; colon && l <= to; l++)
		if (label_like(part, l))
			return l;
	return LABEL__MAX;
}

/* Adds [start, end) to a label's value. */
static void
extend(const struct smart *s, enum label l, struct str part)
{
	struct label_value *v = &s->out->v[l];
	uint32_t at = (uint32_t)(part.p - s->r->text->p);

	if (part.n == 0)
		return;
	if (v->end <= v->start)
		v->start = at;
	v->end = at + (uint32_t)part.n;
}

/* --- where it is --------------------------------------------------------------- */

/* A line "MRN: ..." with the date-time group's label soon below it. */
static size_t
find_mrn(const struct smart *s)
{
	enum { NEAR = 40 };
	struct str value;

	for (size_t i = 0; i < s->lines.n; i++) {
		struct str line = line_of(s, i);

		if (!str_starts(line, STR("MRN")) || label_at(line, LABEL_MRN,
		    LABEL_MRN, LABEL_MRN, &value) != LABEL_MRN)
			continue;
		for (size_t k = i; k < s->lines.n && k < i + NEAR; k++)
			if (label_at(line_of(s, k), LABEL_DTG, LABEL_DTG,
			    LABEL_DTG, &value) == LABEL_DTG)
				return i;
	}
	return s->lines.n;
}

static bool
class_word(struct str s)
{
	static const char *const words[] = { "UNCLASSIFIED", "CONFIDENTIAL",
		"SECRET", "TOP SECRET" };

	/* "SECRET//NOFORN" */
	if (s.n > 40 || !lex_capitals(s))
		return false;
	return lex_in(str_cut(s, 0, str_findc(s, '/', 0)), words,
	    LEX_COUNT(words));
}

/* The class word above the MRN: within a page, and below any mail. */
static size_t
find_banner(const struct smart *s)
{
	enum { NEAR = 60 };

	for (size_t i = s->mrn; i > 0 && s->mrn - i < NEAR; i--)
		if (class_word(line_of(s, i - 1)))
			return i - 1;
	return s->mrn;
}

/* --- reading -------------------------------------------------------------------- */

static struct label_value
place(const struct smart *s, size_t i)
{
	return (struct label_value){ s->lines.v[i].start, s->lines.v[i].end };
}

/* What stands below the class word, above and below the telegram. */
static bool
handling_word(struct str s)
{
	static const char *const words[] = { "SBU", "SENSITIVE", "NOFORN" };

	return lex_in(s, words, LEX_COUNT(words));
}

/* Class word, handling words, and the offices' labels above the MRN. */
static void
read_banner(struct smart *s)
{
	enum label l, now = LABEL__MAX;
	struct str value;

	if (s->banner < s->mrn)
		s->out->banner = place(s, s->banner);
	for (size_t i = s->banner + 1; i < s->mrn; i++) {
		struct str line = line_of(s, i);

		l = label_at(line, LABEL_ACTION_OFFICE, LABEL_INFO_OFFICE,
		    LABEL_ACTION_OFFICE, &value);
		if (l != LABEL__MAX)
			extend(s, now = l, value);
		else if (handling_word(line) && s->out->handling_n < 4)
			s->out->handling[s->out->handling_n++] = place(s, i);
		else if (now != LABEL__MAX)
			extend(s, now, line);
	}
}

/* The subject's further lines, up to a blank one. Gives the line behind. */
static size_t
read_subject(struct smart *s, size_t i)
{
	while (s->out->v[LABEL_SUBJECT].end == 0 && i < s->lines.n &&
	    blank(s, i))
		i++;
	for (; i < s->lines.n && !blank(s, i); i++) {
		struct str line = line_of(s, i);

		/* "1. (U) ...": the blank line is lost */
		if (ch_digit(line.p[0]) && line.n > 2 && line.p[1] == '.')
			break;
		extend(s, LABEL_SUBJECT, line);
	}
	return i;
}

/* Does the text begin here, though no Subject was met? At a numbered
 * paragraph; or, where values stand beside their labels, at a line behind a
 * blank one that is not indented as they are. */
static bool
text_begins(const struct smart *s, size_t i, bool beside)
{
	enum { INDENT = 12 };
	const struct line *l = &s->lines.v[i];
	struct str line = line_of(s, i);

	if (line.n > 2 && ch_digit(line.p[0]) && line.p[1] == '.')
		return true;
	return beside && line.n > 0 && i > 0 && blank(s, i - 1) &&
	    l->start - l->from < INDENT;
}

/* Reads the header from the MRN on; gives the line where the text begins. */
static size_t
read_header(struct smart *s)
{
	enum label now = LABEL_MRN, due = LABEL_MRN;
	bool beside = false;	/* the values stand beside their labels */
	size_t i;

	for (i = s->mrn; i < s->lines.n; i++) {
		struct str line = line_of(s, i), value;
		enum label l = label_at(line, LABEL_MRN, LABEL_SUBJECT, due,
		    &value);

		if (l != LABEL__MAX && s->out->v[l].end > 0)
			l = LABEL__MAX;		/* the text's own word */
		if (l == LABEL__MAX) {
			if (now > LABEL_ACTION && text_begins(s, i, beside))
				break;		/* no Subject */
			extend(s, now, line);
			continue;
		}
		extend(s, now = l, value);
		beside = value.n > 0;
		if (l >= due)
			due = (enum label)(l + 1);
		if (l == LABEL_SUBJECT) {
			i = read_subject(s, i + 1);
			break;
		}
	}
	while (i < s->lines.n && blank(s, i))
		i++;
	return i;
}

/* Where the footer begins: the last Signature, or the first of the labels
 * that follow it. */
static size_t
find_footer(const struct smart *s, size_t from)
{
	struct str value;
	size_t first = s->lines.n, last = s->lines.n;

	for (size_t i = from; i < s->lines.n; i++) {
		enum label l = label_at(line_of(s, i), LABEL_SIGNATURE,
		    LABEL_DISSEMINATION, LABEL_SIGNATURE, &value);

		if (l == LABEL_SIGNATURE)
			last = i;
		else if (l != LABEL__MAX && l != LABEL_INFO &&
		    first == s->lines.n)
			first = i;
	}
	return last < s->lines.n ? last : first;
}

/* Reads the footer; gives the line behind it. */
static size_t
read_footer(struct smart *s, size_t i)
{
	enum label now = LABEL__MAX, due = LABEL_SIGNATURE;

	for (; i < s->lines.n; i++) {
		struct str line = line_of(s, i), value;
		enum label l = label_at(line, LABEL_SIGNATURE,
		    LABEL_DISSEMINATION, due, &value);

		if (class_word(line) || str_starts(line,
		    STR("CLASSIFICATION:")))
			break;
		if (l != LABEL__MAX && s->out->v[l].end == 0) {
			extend(s, now = l, value);
			if (l >= due)
				due = (enum label)(l + 1);
		} else if (now != LABEL__MAX) {
			extend(s, now, line);
		}
	}
	return i;
}

/* What stands below the footer: the class word again, seldom more. */
static void
read_rest(struct smart *s, size_t i)
{
	for (; i < s->lines.n; i++) {
		struct str line = line_of(s, i);

		if (class_word(line) && s->out->banner.end == 0)
			s->out->banner = place(s, i);
		else if (line.n > 0 && !class_word(line) &&
		    !handling_word(line))
			wrapper_field(s->r, "trailer", wrapper_value(s->r,
			    s->lines.v[i].start, s->lines.v[i].end));
	}
}

static void
read_cover(struct smart *s)
{
	for (size_t i = 0; i < s->banner; i++)
		if (!blank(s, i))
			wrapper_field(s->r, "cover", wrapper_value(s->r,
			    s->lines.v[i].start, s->lines.v[i].end));
}

/* The addresses of links that a mailer put behind their words. */
static void
cut_links(const struct smart *s, struct label_value v)
{
	const struct str head = STR("<http");
	struct str text = str_make(s->r->text->p, v.end);

	for (size_t at = v.start; (at = str_find(text, head, at)) < text.n;) {
		size_t end = str_findc(text, '>', at);

		if (end == text.n)
			return;
		telegram_cut(s->r->t, (uint32_t)at, (uint32_t)end + 1);
		at = end;
	}
}

static void
put_record(const struct smart *s, enum label l, const char *key)
{
	struct label_value v = s->out->v[l];

	if (v.end > v.start)
		wrapper_field(s->r, key, wrapper_folded(s->r, v.start,
		    v.end));
}

static void
read_parts(struct smart *s)
{
	struct reading *r = s->r;
	size_t body, foot;

	read_cover(s);
	read_banner(s);
	body = read_header(s);
	foot = find_footer(s, body);
	r->begin = body < s->lines.n ? s->lines.v[body].from : r->text->n;
	r->end = foot < s->lines.n ? s->lines.v[foot].from : r->text->n;
	put_record(s, LABEL_ACTION_OFFICE, "action_office");
	put_record(s, LABEL_INFO_OFFICE, "info_office");
	foot = read_footer(s, foot);
	put_record(s, LABEL_RELEASED_BY, "released_by");
	put_record(s, LABEL_ATTACHMENTS, "attachments");
	put_record(s, LABEL_ACTION_POST, "action_post");
	put_record(s, LABEL_DISSEMINATION, "dissemination_rule");
	read_rest(s, foot);
	cut_links(s, s->out->v[LABEL_REFERENCE]);
}

bool
smart_read(struct reading *r)
{
	struct arena *a = &r->t->impl->arena;
	struct smart s = { .r = r,
		.out = arena_alloc(a, sizeof(*s.out), 1) };

	*r->text = *r->src;
	s.lines = lex_lines(a, r->text->p, 0, r->text->n);
	if (s.out == NULL || s.lines.v == NULL)
		return false;
	s.mrn = find_mrn(&s);
	if (s.mrn == s.lines.n)
		return false;
	s.banner = find_banner(&s);
	release_read(r, s.lines.v[s.mrn].from);
	/* the same again, without what was cut */
	s.lines = wrapper_lines(r, 0, r->text->n);
	if (s.lines.v == NULL)
		return false;
	s.mrn = find_mrn(&s);
	if (s.mrn == s.lines.n)
		return false;
	s.banner = find_banner(&s);
	read_parts(&s);
	r->labels = s.out;
	r->missing = str_trim(str_make(r->text->p + r->begin,
	    r->end > r->begin ? r->end - r->begin : 0)).n == 0;
	return true;
}
