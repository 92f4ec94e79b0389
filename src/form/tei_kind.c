/* Which documents are telegrams (archive-forms.md 3.8.1); see tei.h. */
#include "base/xml.h"
#include "form/lex.h"
#include "form/tei.h"

/* The words of an element's inside, as far as they fit, blanks folded. */
struct few {
	char p[512];
	size_t n;
};

static void
few_add(struct few *f, struct str s)
{
	for (size_t i = 0; i < s.n && f->n < sizeof(f->p); i++) {
		bool blank = ch_space(s.p[i]);

		if (blank && (f->n == 0 || f->p[f->n - 1] == ' '))
			continue;
		f->p[f->n++] = blank ? ' ' : s.p[i];
	}
}

static struct str
few_str(const struct few *f)
{
	return str_trim(str_make(f->p, f->n));
}

/* Behind the end tag of the element that the cursor is in; its words without
 * those of notes inside it are added to f. */
static void
few_inside(struct xml_cursor *c, struct str name, struct few *f)
{
	struct xml_token t;
	size_t notes = 0, same = 1;

	while (same > 0 && xml_next(c, &t)) {
		bool note = str_eq(t.name, STR("note"));

		if (t.kind == XML_OPEN) {
			same += str_eq(t.name, name);
			notes += note;
		} else if (t.kind == XML_CLOSE) {
			same -= str_eq(t.name, name);
			notes -= note && notes > 0;
		} else if (t.kind == XML_TEXT && notes == 0) {
			few_add(f, str_cut(c->s, t.from, t.end));
		}
	}
}

bool
tei_says_telegram(struct str s)
{
	static const char *const words[] = { "telegram", "airgram",
		"backchannel message", "cablegram" };

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_findi(s, str_from(words[i]), 0) < s.n)
			return true;
	return false;
}

/* A head says first what the document is, then from whom to whom; a
 * memorandum may be about a telegram. */
static bool
head_says(struct str s)
{
	static const char *const others[] = { "memorandum", "letter", "paper",
		"note ", "editorial", "minutes", "report", "summary" };
	struct str kind = str_cut(s, 0, str_findi(s, STR(" from "), 0));

	kind = str_cut(kind, 0, str_findi(kind, STR(" to "), 0));
	for (size_t i = 0; i < LEX_COUNT(others); i++)
		if (str_findi(kind, str_from(others[i]), 0) < kind.n)
			return false;
	return tei_says_telegram(kind);
}

/* "891.002/6-2448: Telegram", "[Telegram-Extract]" */
static bool
note_says(struct str s)
{
	size_t colon = s.n;

	while (colon > 0 && s.p[colon - 1] != ':')
		colon--;
	s = str_cut(s, colon, s.n);
	return s.n < 60 && tei_says_telegram(s);
}

bool
tei_begins(struct str s, size_t at)
{
	struct xml_cursor c = { .s = s, .at = at };
	struct xml_token t;

	return str_starts(str_cut(s, at, s.n), STR("<div")) &&
	    xml_next(&c, &t) && t.kind == XML_OPEN &&
	    str_eq(t.name, STR("div")) && str_eq(xml_attribute(t.attributes,
	    "type"), STR("document"));
}

bool
tei_is_telegram(struct str s)
{
	struct xml_cursor c = { .s = s };
	struct xml_token t;
	struct few f;
	bool early = true;

	if (xml_next(&c, &t) && str_eq(xml_attribute(t.attributes, "subtype"),
	    STR("editorial-note")))
		return false;
	while (xml_next(&c, &t)) {
		if (t.kind != XML_OPEN)
			continue;
		f.n = 0;
		if (str_eq(t.name, STR("head"))) {
			few_inside(&c, t.name, &f);
			if (head_says(few_str(&f)))
				return true;
			/* "The Minister in Iran (Hay) to ...": the kind of
			 * document may stand below */
			early = !str_startsi(few_str(&f), STR("memorandum"));
		}
		if (str_eq(t.name, STR("note"))) {
			few_inside(&c, t.name, &f);
			if (note_says(few_str(&f)) &&
			    str_eq(xml_attribute(t.attributes, "type"),
			    STR("source")))
				return true;
		}
		if (str_eq(t.name, STR("p"))) {
			few_inside(&c, t.name, &f);
			return early && str_starts(few_str(&f),
			    STR("[Telegram"));
		}
	}
	return false;
}
