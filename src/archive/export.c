/* Telegrams for other programs, form by form; see export.h. */
#include "archive/export.h"

#include <stdio.h>
#include <string.h>

#include "archive/cite.h"
#include "archive/export_form.h"
#include "render/render.h"

const struct export_form_info export_form_info[EXPORT__MAX] = {
	{ "json", "a record of JSON on each line, as reftel parse has it",
	    "json", true },
	{ "csv", "a row for each telegram, its text among the columns", "csv",
	    false },
	{ "tei", "a corpus of TEI P5; a folder: a document for each", "xml",
	    true },
	{ "mail", "an mbox; a folder: a Maildir, for notmuch", "eml", true },
	{ "markdown", "Markdown, one after the other; a folder: one for each",
	    "md", true },
	{ "bibtex", "entries for BibTeX", "bib", false },
	{ "ris", "records for EndNote and Zotero", "ris", false },
	{ "csl", "JSON of the Citation Style Language", "json", false },
	{ "graphml", "the telegrams and what they cite, as a graph", "graphml",
	    false },
	{ "gexf", "the same for Gephi", "gexf", false },
	{ "zip", "each as text, Markdown, HTML, JSON, TEI and mail, its\n"
	    "                sources, and a list of all", "zip", false },
};

enum export_form
export_form_by_name(const char *name)
{
	int i = 0;

	while (i < EXPORT__MAX && strcmp(export_form_info[i].name, name) != 0)
		i++;
	return (enum export_form)i;
}

static enum cite_style
style_of(enum export_form form)
{
	return form == EXPORT_BIBTEX ? CITE_BIBTEX : form == EXPORT_RIS
	    ? CITE_RIS : form == EXPORT_CSL ? CITE_CSL : CITE__MAX;
}

void
export_begin(struct buf *b, enum export_form form)
{
	if (form == EXPORT_TEI)
		buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
		    "<teiHeader>\n<fileDesc>\n<titleStmt>\n<title>Telegrams"
		    "</title>\n</titleStmt>\n<publicationStmt>\n<p>Written by "
		    "Reftel " REFTEL_VERSION ".</p>\n</publicationStmt>\n"
		    "<sourceDesc>\n<p>An archive of telegrams; each names its "
		    "source.</p>\n</sourceDesc>\n</fileDesc>\n</teiHeader>\n");
	else if (form == EXPORT_CSV)
		export_csv_head(b);
	else if (style_of(form) != CITE__MAX)
		cite_begin(b, style_of(form));
}

void
export_end(struct buf *b, enum export_form form)
{
	if (form == EXPORT_TEI)
		buf_puts(b, "</teiCorpus>\n");
	else if (style_of(form) != CITE__MAX)
		cite_end(b, style_of(form));
}

/* --- one telegram --------------------------------------------------------- */

static render_fn *
renderer(enum export_form form)
{
	return form == EXPORT_TEI ? render_tei : form == EXPORT_MAIL
	    ? render_mail : form == EXPORT_MARKDOWN ? render_markdown
	    : render_record;
}

/* Drops what stands from `at` up to and with the first line end. */
static void
drop_line(struct buf *b, size_t at)
{
	size_t end = b->failed ? at : str_findc(str_make(b->p, b->n), '\n',
	    at);

	if (b->failed || end >= b->n)
		return;
	memmove(b->p + at, b->p + end + 1, b->n - end - 1);
	b->n -= end + 1 - at;
}

/* As it stands among others. */
static const char *
put_rendered(struct buf *b, enum export_form form, bool first,
    const struct archive_head *head, const struct reftel_telegram *t)
{
	const struct render_options options = { 0 };
	size_t at = b->n;
	const char *why;

	if (form == EXPORT_MAIL)
		return export_mail(b, true, head->id, t);
	if (form == EXPORT_MARKDOWN && !first)
		buf_putc(b, '\n');
	why = renderer(form)(b, t, &options);
	if (why != NULL)
		b->n = at;
	else if (form == EXPORT_TEI)
		drop_line(b, at);	/* <?xml ...?> */
	return why;
}

typedef const char *put_fn(struct buf *, enum export_form, bool first,
    const struct archive_head *, const struct reftel_telegram *);

static const char *
with_head(struct buf *b, enum export_form form, bool first,
    struct archive *a, int64_t telegram, const struct reftel_telegram *t,
    put_fn *put)
{
	struct archive_head head;
	const char *why = "";
	struct arena arena;

	arena_init(&arena);
	if (archive_head(a, &arena, telegram, &head) == ARCHIVE_OK)
		why = put(b, form, first, &head, t);
	arena_free(&arena);
	return why;
}

const char *
export_one(struct buf *b, enum export_form form, bool first,
    struct archive *a, int64_t telegram, const struct reftel_telegram *t)
{
	if (style_of(form) != CITE__MAX)
		return cite_kept(b, style_of(form), first, a, telegram, t, 0)
		    == ARCHIVE_OK ? NULL : "";
	if (form == EXPORT_CSV)
		return export_csv_row(b, a, telegram, t);
	return with_head(b, form, first, a, telegram, t, put_rendered);
}

static const char *
put_alone(struct buf *b, enum export_form form, bool first,
    const struct archive_head *head, const struct reftel_telegram *t)
{
	const struct render_options options = { 0 };
	size_t at = b->n;
	const char *why;

	(void)first;
	if (form == EXPORT_MAIL)
		return export_mail(b, false, head->id, t);
	why = renderer(form)(b, t, &options);
	if (why != NULL)
		b->n = at;
	return why;
}

const char *
export_alone(struct buf *b, enum export_form form, struct archive *a,
    int64_t telegram, const struct reftel_telegram *t)
{
	return with_head(b, form, true, a, telegram, t, put_alone);
}

/* --- names ---------------------------------------------------------------- */

void
export_name(struct buf *b, const char *id)
{
	for (; *id != '\0'; id++)
		buf_putc(b, ch_alnum(*id) || *id == '~' ? *id : '-');
}

enum { PART_MAX = 200 };

/* One part of a path; false: there is nothing in it. */
static bool
put_part(struct buf *b, struct str part, bool first)
{
	size_t n = part.n > PART_MAX ? PART_MAX : part.n;

	if (part.n == 0 || str_eq(part, STR(".")) || str_eq(part, STR("..")))
		return false;
	/* A character is not cut in two. */
	while (n < part.n && n > 0 && (part.p[n] & 0xC0) == 0x80)
		n--;
	if (!first)
		buf_putc(b, '/');
	for (size_t i = 0; i < n; i++)
		buf_putc(b, (unsigned char)part.p[i] < ' ' ||
		    part.p[i] == '\x7F' || part.p[i] == '\\' ? '_'
		    : part.p[i]);
	return true;
}

void
export_safe_path(struct buf *b, const char *name)
{
	struct str s = str_from(name);
	bool any = false;

	if (str_eq(s, STR("-")))
		s = STR("standard-input");
	for (size_t at = 0, end; at < s.n; at = end + 1) {
		end = str_findc(s, '/', at);
		any |= put_part(b, str_cut(s, at, end), !any);
	}
	if (!any)
		buf_puts(b, "unnamed");
}
