/* What is wrong in a telegram: each diagnostic with its place, and the edit
 * that would mend it. Nothing is mended here. */
#include "web/telegram.h"

/* The line of a place is shown, or so many bytes of it before and behind. */
enum { AROUND = 72 };

static const char *
severity_name(enum reftel_severity s)
{
	static const char *const names[] = { "note", "warning", "error" };

	return names[s];
}

/* What stands before a place, from the beginning of its line. */
static void
put_before(struct page *p, struct str piece, size_t start)
{
	size_t from = start > AROUND ? start - AROUND : 0;
	struct str s = str_cut(piece, from, start);
	size_t line = str_last(s, '\n');

	if (line == 0 && from > 0)
		page_puts(p, "… ");
	page_text(p, str_cut(s, line, s.n));
}

static void
put_behind(struct page *p, struct str piece, size_t end)
{
	struct str s = str_cut(piece, end, end + AROUND);
	size_t line = str_findc(s, '\n', 0);

	page_text(p, str_cut(s, 0, line - (line > 0 && line < s.n &&
	    s.p[line - 1] == '\r')));
	if (line == s.n && end + AROUND < piece.n)
		page_puts(p, " …");
}

/* The words at [start, end) of the input, with some before and behind. */
static void
put_place(struct shown *r, const struct reftel_span *span,
    const struct reftel_fix *fix)
{
	struct page *p = &r->v->page;
	uint64_t base = r->t->impl->base;
	struct str piece = r->t->impl->piece;
	uint64_t start = span->start - base, end = span->end - base;

	if (span->start < base || end > piece.n || start > end)
		return;
	page_open(p, "pre");
	page_attr(p, "class", "place");
	page_attr(p, "tabindex", "0");
	put_before(p, piece, start);
	page_element(p, fix == NULL ? "mark" : "s", NULL, str_cut(piece, start,
	    end - start > 200 ? start + 200 : end));
	if (fix != NULL)
		page_element(p, "ins", NULL, str_make(fix->replacement,
		    fix->replacement_n));
	put_behind(p, piece, end);
	page_close(p);
}

static void
put_diagnostic(struct shown *r, const struct reftel_diag *d)
{
	struct page *p = &r->v->page;

	page_open(p, "li");
	page_attr_fmt(p, "class", "diagnostic %s", severity_name(d->severity));
	page_open(p, "p");
	page_element(p, "span", "severity", str_from(severity_name(
	    d->severity)));
	page_puts(p, " ");
	page_puts(p, d->message);
	page_puts(p, " ");
	page_open(p, "span");
	page_attr(p, "class", "meaning");
	page_element(p, "code", NULL, str_from(d->code));
	page_printf(p, ", line %llu, column %llu", (unsigned long long)d->line,
	    (unsigned long long)d->column);
	page_close(p);
	page_close(p);
	if (d->fix != NULL) {
		page_open(p, "p");
		page_attr(p, "class", "fix");
		page_printf(p, "An edit that would mend it, %s:", d->fix->sure);
		page_close(p);
		put_place(r, &d->fix->span, d->fix);
	} else {
		put_place(r, &d->span, NULL);
	}
	page_close(p);
	page_newline(p);
}

static void
put_inferred(struct shown *r)
{
	const struct reftel_values *l = &r->t->inferred;
	struct page *p = &r->v->page;

	if (l->n == 0)
		return;
	page_element(p, "h2", NULL, STR("Inferred"));
	page_element(p, "p", NULL, STR("These values were not read at a place "
	    "of the text but worked out, from the date, the address, or the "
	    "archive's own record:"));
	page_open(p, "ul");
	for (size_t i = 0; i < l->n; i++)
		page_element(p, "li", NULL, value_str(&l->v[i]));
	page_close(p);
}

void
view_faults(struct shown *r)
{
	struct page *p = &r->v->page;
	size_t n = 0;

	for (const struct reftel_diag *d = r->t->diagnostics; d != NULL;
	    d = d->next)
		n++;
	page_open(p, "p");
	page_attr(p, "class", "about");
	if (n == 0)
		page_puts(p, "Nothing was found when it was read.");
	else
		page_printf(p, "%zu %s found when it was read. The bytes are "
		    "kept as they came; reftel repair makes the edits in a "
		    "copy, with a receipt for each.", n, n == 1 ? "thing was"
		    : "things were");
	page_close(p);
	page_open(p, "ol");
	page_attr(p, "class", "diagnostics");
	for (const struct reftel_diag *d = r->t->diagnostics; d != NULL;
	    d = d->next)
		put_diagnostic(r, d);
	page_close(p);
	put_inferred(r);
}
