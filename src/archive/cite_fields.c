/*
 * Citations for programs: BibTeX, RIS, JSON of the Citation Style Language.
 * A telegram is a letter from one office to another: @misc, for BibTeX has no
 * letters; PCOMM in RIS and personal_communication in CSL, which have a
 * recipient.
 */
#include <stdio.h>
#include <string.h>

#include "archive/cite_parts.h"
#include "base/json.h"
#include "telegram/telegram.h"

static void
put_clause(struct buf *b, size_t begin, const char *label, struct str s)
{
	if (s.n == 0)
		return;
	buf_puts(b, b->n > begin ? "; " : "");
	buf_puts(b, label);
	buf_putstr(b, s);
}

/* What has no field: class, time, paragraph, the copy that was read, and
 * what was inferred. */
static void
put_note(struct buf *b, const struct cite_parts *p, bool archive)
{
	size_t begin = b->n;
	char para[32] = "";

	if (p->paragraph > 0)
		snprintf(para, sizeof(para), "para. %d", p->paragraph);
	put_clause(b, begin, "", p->class);
	put_clause(b, begin, "", p->time);
	put_clause(b, begin, "", str_from(para));
	if (archive) {
		put_clause(b, begin, "", p->archive);
		put_clause(b, begin, "", p->location);
	}
	put_clause(b, begin, "read from ", p->copy);
	if (p->read.n > 0 && p->copy.n > 0) {
		buf_puts(b, " (");
		buf_putstr(b, p->read);
		buf_putc(b, ')');
	}
	put_clause(b, begin, "inferred: ", p->inferred);
}

/* --- BibTeX --------------------------------------------------------------- */

/* A character that means something to TeX. */
static const char *
tex_of(char c)
{
	switch (c) {
	case '&': return "\\&";
	case '%': return "\\%";
	case '$': return "\\$";
	case '#': return "\\#";
	case '_': return "\\_";
	/* braces count for BibTeX even behind a backslash */
	case '{': return "\\textbraceleft{}";
	case '}': return "\\textbraceright{}";
	case '~': return "\\textasciitilde{}";
	case '^': return "\\textasciicircum{}";
	case '\\': return "\\textbackslash{}";
	case '<': return "\\textless{}";
	case '>': return "\\textgreater{}";
	case '|': return "\\textbar{}";
	default: return NULL;
	}
}

static void
put_tex(struct buf *b, struct str s)
{
	bool open = false;

	for (size_t i = 0; i < s.n; i++) {
		const char *tex = tex_of(s.p[i]);

		if (s.p[i] == '"') {
			open = !open;
			tex = open ? "``" : "''";
		}
		if (tex != NULL)
			buf_puts(b, tex);
		else
			buf_putc(b, (unsigned char)s.p[i] < ' ' ? ' '
			    : s.p[i]);
	}
}

/* open and close: one brace, or two to keep the case of letters. */
static void
put_bib(struct buf *b, const char *name, const char *open, struct str s,
    const char *close)
{
	if (s.n == 0)
		return;
	buf_puts(b, ",\n  ");
	buf_puts(b, name);
	buf_puts(b, " = ");
	buf_puts(b, open);
	put_tex(b, s);
	buf_puts(b, close);
}

/* Letters, digits, hyphens and points. */
static void
put_key(struct buf *b, const struct cite_parts *p)
{
	struct str s = p->id.n > 0 ? p->id : p->copy;

	if (s.n == 0)
		s = STR("telegram");
	for (size_t i = 0; i < s.n; i++)
		buf_putc(b, ch_alnum(s.p[i]) || s.p[i] == '.' ? s.p[i] : '-');
}

/* TAGS, parted by commas; persons have a comma in their names. */
static void
put_tags(struct buf *b, const struct reftel_telegram *t)
{
	for (size_t i = 0, n = 0; i < t->tags.n; i++) {
		if (t->tags.v[i].kind == REFTEL_TAG_PERSON)
			continue;
		buf_puts(b, n++ > 0 ? ", " : "");
		buf_putstr(b, value_str(&t->tags.v[i].tag));
	}
}

static void
put_bib_date(struct buf *b, const struct cite_parts *p)
{
	char date[96];

	if (p->year > 0) {
		snprintf(date, sizeof(date), ",\n  year = {%d}", p->year);
		buf_puts(b, date);
	}
	/* BibTeX has a name for each month, jan to dec. */
	if (p->month > 0) {
		snprintf(date, sizeof(date), ",\n  month = %c%.2s",
		    cite_months[p->month][0] + 32, cite_months[p->month] + 1);
		buf_puts(b, date);
	}
	if (p->day > 0) {
		snprintf(date, sizeof(date), ",\n  day = {%d}", p->day);
		buf_puts(b, date);
	}
}

void
cite_bibtex(struct buf *b, const struct reftel_telegram *t,
    const struct cite_parts *p)
{
	struct buf made = { 0 };

	buf_puts(b, "@misc{");
	put_key(b, p);
	put_bib(b, "author", "{{", p->from, "}}");
	put_bib(b, "title", "{{", p->title, "}}");
	cite_description(&made, p, false);
	put_bib(b, "howpublished", "{", str_make(made.p, made.n), "}");
	put_bib(b, "number", "{", p->id, "}");
	put_bib_date(b, p);
	made.n = 0;
	put_note(&made, p, true);
	put_bib(b, "note", "{", str_make(made.p, made.n), "}");
	made.n = 0;
	put_tags(&made, t);
	put_bib(b, "keywords", "{", str_make(made.p, made.n), "}");
	buf_puts(b, "\n}\n");
	b->failed |= made.failed;
	buf_free(&made);
}

/* --- RIS ------------------------------------------------------------------ */

/* "TI  - words": a line for each field, whatever is in it. */
static void
put_ris(struct buf *b, const char *tag, struct str s)
{
	if (s.n == 0)
		return;
	buf_puts(b, tag);
	buf_puts(b, "  - ");
	for (size_t i = 0; i < s.n; i++)
		buf_putc(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
	buf_puts(b, "\r\n");
}

static void
put_ris_date(struct buf *b, const struct cite_parts *p)
{
	char date[64];

	if (p->year == 0)
		return;
	snprintf(date, sizeof(date), "%04d", p->year);
	put_ris(b, "PY", str_from(date));
	if (p->month == 0)
		return;
	snprintf(date, sizeof(date), "%04d/%02d/%.*d/", p->year, p->month,
	    p->day > 0 ? 2 : 0, p->day);
	put_ris(b, "DA", str_from(date));
}

void
cite_ris(struct buf *b, const struct reftel_telegram *t,
    const struct cite_parts *p)
{
	struct buf made = { 0 };

	buf_puts(b, "TY  - PCOMM\r\n");
	put_ris(b, "ID", p->id);
	put_ris(b, "AU", p->from);
	for (size_t i = 0; i < p->addressee_n; i++)
		put_ris(b, "A2", p->addressee[i]);
	put_ris(b, "TI", p->title);
	put_ris_date(b, p);
	if (p->serial.n > 0) {
		buf_puts(&made, "Telegram ");
		buf_putstr(&made, p->serial);
	}
	put_ris(b, "M3", made.n > 0 ? str_make(made.p, made.n)
	    : STR("Telegram"));
	put_ris(b, "AN", p->id);
	put_ris(b, "DB", p->archive);
	put_ris(b, "AV", p->location);
	made.n = 0;
	put_note(&made, p, false);
	put_ris(b, "N1", str_make(made.p, made.n));
	for (size_t i = 0; i < t->tags.n; i++)
		put_ris(b, "KW", value_str(&t->tags.v[i].tag));
	buf_puts(b, "ER  - \r\n");
	b->failed |= made.failed;
	buf_free(&made);
}

/* --- CSL ------------------------------------------------------------------ */

static void
put_csl_names(struct json *j, const struct str *name, size_t n)
{
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_item(j);
		json_open(j, '{');
		json_put(j, "literal", str, name[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
put_csl_date(struct json *j, const struct cite_parts *p)
{
	json_key(j, "issued");
	json_open(j, '{');
	json_key(j, "date-parts");
	json_open(j, '[');
	json_item(j);
	json_open(j, '[');
	json_item(j);
	json_int(j, p->year);
	if (p->month > 0) {
		json_item(j);
		json_int(j, p->month);
	}
	if (p->day > 0) {
		json_item(j);
		json_int(j, p->day);
	}
	json_close(j, ']');
	json_close(j, ']');
	json_close(j, '}');
}

static void
put_csl_people(struct json *j, const struct cite_parts *p)
{
	if (p->from.n > 0) {
		json_key(j, "author");
		put_csl_names(j, &p->from, 1);
	}
	if (p->addressee_n > 0) {
		json_key(j, "recipient");
		put_csl_names(j, p->addressee, p->addressee_n);
	}
}

/* Where there is a value. */
#define PUT_CSL(j, key, s) do { \
	if ((s).n > 0) { \
		json_key(j, key); \
		json_str(j, s); \
	} \
} while (0)

void
cite_csl(struct buf *b, const struct reftel_telegram *t,
    const struct cite_parts *p)
{
	struct json j = { .out = b, .first = true };
	struct buf note = { 0 }, tags = { 0 };

	put_note(&note, p, false);
	put_tags(&tags, t);
	json_open(&j, '{');
	json_key(&j, "id");
	json_str(&j, p->id.n > 0 ? p->id : p->copy.n > 0 ? p->copy
	    : STR("telegram"));
	json_put(&j, "type", str, STR("personal_communication"));
	json_put(&j, "genre", str, STR("Telegram"));
	PUT_CSL(&j, "number", p->serial);
	put_csl_people(&j, p);
	PUT_CSL(&j, "title", p->title);
	if (p->year > 0)
		put_csl_date(&j, p);
	PUT_CSL(&j, "archive", p->archive);
	PUT_CSL(&j, "archive_location", p->location);
	PUT_CSL(&j, "note", str_make(note.p, note.n));
	PUT_CSL(&j, "keyword", str_make(tags.p, tags.n));
	json_close(&j, '}');
	b->failed |= note.failed | tags.failed;
	buf_free(&note);
	buf_free(&tags);
}
