/*
 * Which form is this, and how one piece goes through it; see form.h.
 */
#include "form/form.h"

#include "form/carrier.h"
#include "form/cfpf.h"
#include "form/csv.h"
#include "form/markdown.h"
#include "form/parse.h"
#include "form/sign.h"

/* Forms without a function are known, but not read yet. */
static form_read_fn *const readers[REFTEL_FORM__MAX] = {
	[REFTEL_FORM_TRANSMISSION] = form_transmission,
	[REFTEL_FORM_MIRROR] = form_mirror,
	[REFTEL_FORM_HTML] = form_html,
	[REFTEL_FORM_MARKDOWN] = form_markdown,
	[REFTEL_FORM_CSV] = form_csv,
	[REFTEL_FORM_FOIA] = form_foia,
	[REFTEL_FORM_SMART] = form_smart,
	[REFTEL_FORM_CFPF] = form_cfpf,
	[REFTEL_FORM_TEI] = form_tei,
	[REFTEL_FORM_MAIL] = form_mail,
	[REFTEL_FORM_FRAGMENT] = form_fragment
};

bool
form_readable(enum reftel_form form)
{
	return (size_t)form < REFTEL_FORM__MAX && readers[form] != NULL;
}

enum reftel_status
reftel_form_about(enum reftel_form form, struct reftel_form_info *out)
{
	static const struct reftel_form_info about[REFTEL_FORM__MAX] = {
#define FORM(id, name, what, known_by, lacks) \
		[REFTEL_FORM_##id] = { name, what, known_by, lacks, false },
#include "telegram/forms.def"
#undef FORM
	};

	if ((size_t)form >= REFTEL_FORM__MAX || about[form].name == NULL ||
	    out == NULL)
		return REFTEL_EINVAL;
	*out = about[form];
	out->read = form_readable(form);
	return REFTEL_OK;
}

bool
form_run(enum reftel_form form, struct reading *r)
{
	return readers[form](r);
}

/* Recognition: archive-forms.md 1. */

/* What the lines of a text's beginning show, collected in one walk. */
struct look {
	struct str whole;	/* all that is there */
	struct str s;		/* its first 64 KiB */
	bool attributes, attribute_key;		/* of cfpf */
	bool mrn, date_dtg;			/* of smart */
	bool yaml;
	bool fence, title;	/* of Markdown around a record */
	bool one, eleven, twelve;		/* numbered lines */
	unsigned mail;				/* header fields */
	bool channel, dtg, from, number;	/* of transmission */
	bool telegram_title;			/* of foia, OCR */
	bool foreign;		/* it is a form that is not read yet */
};

enum { LOOK = 65536 };

static bool
any_start(struct str line, const char *const *heads)
{
	for (; *heads != NULL; heads++)
		if (str_starts(line, str_from(*heads)))
			return true;
	return false;
}

static void
look_numbered(struct look *l, struct str line)
{
	l->one |= str_starts(line, STR("1. "));
	l->eleven |= str_starts(line, STR("11. "));
	l->twelve |= str_starts(line, STR("12. "));
}

/* "Date/DTG:", and what OCR makes of the stroke and of DTG. */
static bool
is_date_dtg(struct str line)
{
	return str_starts(line, STR("Date")) && line.n >= 8 &&
	    (str_eq(str_cut(line, 5, 8), STR("DTG")) ||
	    str_eq(str_cut(line, 5, 8), STR("DIG")));
}

static void
look_line(struct look *l, struct str line)
{
	static const char *const keys[] = { "Automatic Decaptioning:",
		"Capture Date:", "Document Number:", NULL };
	static const char *const titles[] = { "INCOMING TELEGRAM",
		"OUTGOING TELEGRAM", "AIRGRAM", NULL };
	struct sign_number number;

	l->attributes |= str_eq(line, STR("Message Attributes"));
	l->attribute_key |= any_start(line, keys);
	l->mrn |= str_starts(line, STR("MRN"));
	l->date_dtg |= is_date_dtg(line);
	l->telegram_title |= any_start(line, titles);
	l->channel |= sign_channel(line);
	l->dtg |= sign_dtg(line);
	l->from |= sign_from(line);
	l->number = l->number || sign_number(line, &number);
	look_numbered(l, line);
	l->fence |= str_starts(line, STR("```")) && line.n < 24;
	l->title |= line.p[0] == '#' && str_find(line, STR("# Message "), 0) <
	    line.n;
}

/* Lines of the header of a mail, before the first empty one. */
static unsigned
look_mail(struct str s)
{
	static const char *const fields[] = { "Received:", "Message-ID:",
		"MMHS-", "SIO-Label:", "From:", "Date:", NULL };
	unsigned n = str_starts(s, STR("From ")) ? 2 : 0;

	for (size_t at = 0, next; at < s.n; at = next) {
		struct str line = sign_line(s, at, &next);

		if (line.n == 0)
			break;
		n += any_start(line, fields);
	}
	return n;
}

/* A block between two lines "---" at the top. */
static bool
look_yaml(struct str s)
{
	size_t at = 0, next;
	struct str line = sign_line(s, at, &next);

	while (line.n == 0 && next < s.n)
		line = sign_line(s, next, &next);
	if (!str_eq(line, STR("---")))
		return false;
	for (at = next; at < s.n; at = next)
		if (str_eq(sign_line(s, at, &next), STR("---")))
			return true;
	return false;
}

static struct look
look(struct str whole)
{
	struct look l = { .whole = whole, .s = str_cut(whole, 0, LOOK) };

	for (size_t at = 0, next; at < l.s.n; at = next) {
		struct str line = sign_line(l.s, at, &next);

		if (line.n > 0)
			look_line(&l, line);
	}
	l.yaml = look_yaml(l.s);
	l.mail = look_mail(l.s);
	return l;
}

static bool
has(const struct look *l, const char *words)
{
	return str_find(l->s, str_from(words), 0) < l->s.n;
}

/* The first line but for stamps is the title of a record's text: its
 * attributes may stand far behind. */
static bool
begins_record(struct str s)
{
	size_t next;

	for (size_t at = 0; at < s.n; at = next) {
		struct str line = sign_line(s, at, &next);

		if (line.n > 0 && str_find(line, STR("Declassified/Released"),
		    0) == line.n)
			return str_eq(line, STR("Message Text"));
	}
	return false;
}

static bool
is_cfpf(const struct look *l)
{
	size_t at = 0;

	if (begins_record(l->s))
		return true;
	if (!l->attribute_key && l->s.n == l->whole.n)
		return false;
	if (l->attributes)
		return l->attribute_key;
	/* The marker stands in the middle. */
	at = str_find(l->whole, STR("Message Attributes\n"), 0);
	return at < l->whole.n &&
	    str_find(l->whole, STR("Document Number:"), at) < l->whole.n;
}

static bool
is_tei(const struct look *l)
{
	size_t at = str_find(l->s, STR("type=\"document\""), 0);

	return has(l, "<TEI") || (at < l->s.n &&
	    str_find(str_cut(l->s, 0, at), STR("<div"), 0) < at);
}

/* The marks of a page, and of pieces and loose copies of one. */
static bool
is_html(const struct look *l)
{
	static const char *const tags[] = { "<code>", "<pre>", "<pre ",
		"<h3>viewing cable", "<table class='cable", "<a id='par",
		"<table class=\"cable", "<a id=\"par", "<a href='#par",
		"<a href=\"#par", "</pre>", "</code>", "<a href='/tag/",
		"<a href=\"/tag/", "<a href='/cable/", NULL };

	for (size_t at = 0; (at = str_findc(l->s, '<', at)) < l->s.n; at++)
		for (const char *const *tag = tags; *tag != NULL; tag++)
			if (str_startsi(str_cut(l->s, at, l->s.n),
			    str_from(*tag)))
				return true;
	return has(l, "&#x000A;") || has(l, "&#10;");
}

static bool
is_library(const struct look *l)
{
	return has(l, "id=\"synopsis\"") || has(l, "class=\"s_key\"");
}

static bool
is_result_list(const struct look *l)
{
	return has(l, "id=\"queryResults\"") && has(l, "Document Number");
}

static bool
is_smart(const struct look *l)
{
	return l->mrn && l->date_dtg;
}

/* The page line's words, with however many blanks between. */
static bool
is_release(const struct look *l)
{
	const struct str words = STR("U.S. Department of State");

	for (size_t at = 0; (at = str_find(l->s, words, at)) < l->s.n;
	    at += words.n) {
		struct str rest = str_cut(l->s, at + words.n, l->s.n);

		while (rest.n > 0 && ch_blank(rest.p[0]))
			rest = str_cut(rest, 1, rest.n);
		if (str_starts(rest, STR("Case No")))
			return true;
	}
	return false;
}

static bool
is_mirror(const struct look *l)
{
	size_t at = 0, next;
	struct str line = sign_line(l->s, at, &next);

	while (line.n == 0 && next < l->s.n) {
		at = next;
		line = sign_line(l->s, at, &next);
	}
	return sign_mirror(l->s, at) || sign_json(line);
}

static bool
is_csv(const struct look *l)
{
	struct csv_layout layout;
	size_t at;

	/* A slice of the file can begin in the middle of a row. */
	return csv_heading(l->s, &layout) > 0 ||
	    csv_begins(&csv_plain, l->s, 0) ||
	    csv_find(&csv_plain, l->s, 0, true, &at);
}

static bool
is_cfpf_row(const struct look *l)
{
	return cfpf_is_rows(l->s);
}

static bool
is_cfpf_element(const struct look *l)
{
	return cfpf_is_elements(l->s);
}

/* The third sign is weak: numbers whose paragraph sign became a one. */
static bool
is_markdown(const struct look *l)
{
	return has(l, "](#)") || l->yaml || l->fence || l->title ||
	    (l->eleven && l->twelve && !l->one && !l->foreign);
}

static bool
is_mail(const struct look *l)
{
	return l->mail >= 2;
}

static bool
is_channel(const struct look *l)
{
	return l->channel;
}

static bool
is_ocr(const struct look *l)
{
	return l->telegram_title || has(l, "ASSASSINATION RECORDS ACT");
}

static bool
is_heading(const struct look *l)
{
	return l->dtg || l->from || l->number;
}

/* A piece of a page without any of its tags. */
static bool
is_escaped(const struct look *l)
{
	return has(l, "&amp;") || has(l, "&para;") || has(l, "&nbsp;") ||
	    has(l, "&#182;");
}

/* The first that holds wins.  Containers, test 1, are not seen here. A
 * library's page may hold a whole record of the National Archives, which is
 * read when the page is undone. */
static const struct test {
	enum reftel_form form;
	bool (*holds)(const struct look *);
} tests[] = {
	{ REFTEL_FORM_HTML, is_library },
	{ REFTEL_FORM_CFPF, is_cfpf },
	{ REFTEL_FORM_CFPF, is_cfpf_element },
	{ REFTEL_FORM_TEI, is_tei },
	{ REFTEL_FORM_HTML, is_html },
	{ REFTEL_FORM_CFPF, is_result_list },
	{ REFTEL_FORM_SMART, is_smart },
	{ REFTEL_FORM_FOIA, is_release },
	{ REFTEL_FORM_MIRROR, is_mirror },
	{ REFTEL_FORM_CSV, is_csv },
	{ REFTEL_FORM_CFPF, is_cfpf_row },
	{ REFTEL_FORM_MARKDOWN, is_markdown },
	{ REFTEL_FORM_MAIL, is_mail },
	{ REFTEL_FORM_TRANSMISSION, is_channel },
	{ REFTEL_FORM_FOIA, is_ocr },
	{ REFTEL_FORM_TRANSMISSION, is_heading },
	{ REFTEL_FORM_HTML, is_escaped },
};

enum reftel_form
form_guess(struct str s)
{
	struct look l = look(s);

	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		if (tests[i].holds(&l))
			return tests[i].form;
	return REFTEL_FORM_FRAGMENT;
}

/* A form that is not read yet is read as what else it looks like. */
enum reftel_form
form_settle(struct str s, bool undone)
{
	struct look l = look(s);

	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		enum reftel_form form = tests[i].form;

		if ((undone && form == REFTEL_FORM_MARKDOWN) ||
		    !tests[i].holds(&l))
			continue;
		if (form_readable(form))
			return form;
		l.foreign = true;
	}
	return REFTEL_FORM_FRAGMENT;
}

/* One piece. */

enum reftel_status
form_read(struct reftel_telegram *t, const struct reftel_options *opt,
    const struct split *split)
{
	static const struct reftel_options none;
	struct text src;
	struct reading r = {
		.t = t,
		.opt = opt == NULL ? &none : opt,
		.src = &src,
		.text = &t->impl->text,
		.end = UINT32_MAX,
		.seam = UINT32_MAX,
		.layout = split->layout == &csv_plain ? NULL : split->layout,
		.table = split->table
	};
	enum reftel_form form = split->form;

	/* who names the form or the context knows that it is a piece of one */
	bool asked = r.opt->form != REFTEL_FORM_ANY || r.opt->id != NULL ||
	    r.opt->year > 0;

	carrier_decode(t, &src, &t->impl->arena, t->impl->piece);
	if (src.failed)
		return REFTEL_ENOMEM;
	if (form == REFTEL_FORM_ANY)
		form = form_settle(str_make(src.p, src.n), false);
	if (!form_readable(form))
		return REFTEL_EUNSUPPORTED;
	t->form = form;
	if (!asked && (form == REFTEL_FORM_TRANSMISSION ||
	    form == REFTEL_FORM_FRAGMENT)) {
		/* a form that is not read yet, read as what else it is */
		enum reftel_form own = form_guess(str_make(src.p, src.n));

		if (!form_readable(own))
			telegram_diag_raw(t, DIAG_FORM_UNREAD, 0, 0,
			    str_from(reftel_form_name(own)));
	}
	if (!form_run(form, &r))
		return t->impl->arena.failed ? REFTEL_ENOMEM
					     : REFTEL_ENOTELEGRAM;
	if (r.text->failed || t->impl->arena.failed)
		return REFTEL_ENOMEM;
	parse(&r);
	if (!asked && t->form == REFTEL_FORM_FRAGMENT && !parse_any(t))
		return REFTEL_ENOTELEGRAM;
	return telegram_finish(t) ? REFTEL_OK : REFTEL_ENOMEM;
}
