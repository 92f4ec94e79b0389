/*
 * gen: makes telegrams that nobody ever sent, in the forms in which archives
 * hand them out, and the records that a reader must find in them.
 *
 *	gen [--form FORM] [--seed N] [--count N | --bytes N]
 *	    [--size-of-telegram N] [--refs N] [--truth FILE] [-o FILE|DIR]
 *
 * FORM is csv, transmission, mirror, html, markdown, tei or fragment.  A seed
 * gives the same telegrams in every form, however many are asked for.  With
 * a DIR (a folder, or a name that ends in /) each telegram is a file of its
 * own there; else all go to FILE, or standard output, one behind another.
 * For each telegram FILE of --truth gets a line of JSON: those keys of the
 * record that must come out.  For a fragment these are the keys of what is
 * in it, and "context", its telegram's number.
 */
#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "gen.h"

enum form { CSV, TRANSMISSION, MIRROR, HTML, MARKDOWN, TEI, FRAGMENT, FORMS };

static const struct {
	const char *name, *suffix;
} forms[FORMS] = {
	[CSV] = { "csv", "csv" },
	[TRANSMISSION] = { "transmission", "txt" },
	[MIRROR] = { "mirror", "txt" },
	[HTML] = { "html", "html" },
	[MARKDOWN] = { "markdown", "md" },
	[TEI] = { "tei", "xml" },
	[FRAGMENT] = { "fragment", "txt" },
};

/* --- a telegram as lines ----------------------------------- */

enum part { HEADER, ORDER, TAGS, SUBJECT, REFS, AUTHORITY, BODY, SIGNATURE };

struct line {
	size_t at, n;
	enum part part;
	size_t par;		/* of a BODY line */
	size_t tag, tag_end;	/* of a TAGS line: which are on it */
};

struct page {
	struct buf room;
	struct line *v;
	size_t n, cap;
	size_t open;		/* where the unfinished line begins */
	enum part part;
	size_t par;
};

static void
page_reset(struct page *g)
{
	g->room.n = g->n = g->open = g->par = 0;
	g->part = HEADER;
}

static struct line *
line_end(struct page *g)
{
	g->v = grow(g->v, g->n, &g->cap, sizeof *g->v);
	struct line *l = &g->v[g->n++];
	*l = (struct line){ .at = g->open, .n = g->room.n - g->open,
		.part = g->part, .par = g->par };
	g->open = g->room.n;
	return l;
}

static void __attribute__((format(printf, 2, 3)))
line(struct page *g, const char *fmt, ...)
{
	char room[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(room, sizeof room, fmt, ap);
	va_end(ap);
	buf_puts(&g->room, room);
	line_end(g);
}

static void
put_text(struct buf *b, const struct telegram *t, struct text x)
{
	const char *p = t->pool.p + x.at;

	if (!buf_reserve(b, x.n))
		return;
	for (size_t i = 0; i < x.n; i++)
		b->p[b->n++] = p[i] == TIE ? ' ' : p[i];
}

static void
page_line(struct page *g, const struct telegram *t, const struct brk *k)
{
	static const char *const classes[] = { "UNCLASSIFIED", "UNCLASSIFIED",
		"CONFIDENTIAL", "SECRET" };
	char room[96];

	if (t->heading && k->page > 0)
		snprintf(room, sizeof room, "%s %08u  %03u.%u OF %03u",
		    t->post->name, t->serial, k->section, k->page,
		    t->sections);
	else if (t->heading)
		snprintf(room, sizeof room, "%s %08u  %03u OF %03u",
		    t->post->name, t->serial, k->section, t->sections);
	else
		snprintf(room, sizeof room, "%s\nPAGE %02u        %-6.6s  "
		    "%05u  %02d%02d%02dZ", classes[t->class], k->page,
		    t->post->name, t->serial, t->day, t->hour, t->minute);
	buf_puts(&g->room, room);
}

/* Can the line end behind this hyphen? */
static bool
soft_hyphen(const char *s, size_t i, size_t end)
{
	return s[i] == '-' && i > 0 && i + 1 < end &&
	    (s[i - 1] | 32) >= 'a' && (s[i - 1] | 32) <= 'z' &&
	    (s[i + 1] | 32) >= 'a' && (s[i + 1] | 32) <= 'z';
}

/*
 * Puts a text on the line that is open and on as many behind it as it takes;
 * the last stays open.  width 0: a paragraph is one line.  brk: the page
 * lines inside it, up to brk_end.
 */
static void
wrap(struct page *g, const struct telegram *t, struct text x, size_t width,
    const struct brk *brk, const struct brk *brk_end)
{
	const char *s = t->pool.p + x.at;
	size_t i = 0;

	while (i < x.n) {
		size_t end = i;
		while (end < x.n && s[end] != ' ' && s[end] != '\n')
			end++;
		size_t col = g->room.n - g->open;
		size_t stop = end;
		bool blank = col > 0 && g->room.p[g->room.n - 1] != ' ' &&
		    !(i > 0 && s[i - 1] == '-');
		if (width > 0 && col + blank + (end - i) > width && col > 0) {
			/* part of a hyphened word may fit */
			stop = i;
			for (size_t k = i; t->hyphens && k < end &&
			    col + blank + (k - i) < width; k++)
				if (soft_hyphen(s, k, end))
					stop = k + 1;
		}
		if (stop == i) {
			line_end(g);
			blank = false;
			stop = end;
		}
		if (blank)
			buf_putc(&g->room, ' ');
		put_text(&g->room, t, (struct text){ x.at + i, stop - i });
		i = stop;
		if (stop < end)
			continue;
		if (i == x.n)
			break;
		bool item = s[i] == '\n';
		if (brk < brk_end && brk->off == i) {
			if (width > 0 || item) {
				line_end(g);
				line_end(g);
				page_line(g, t, brk++);
				line_end(g);
				line_end(g);
				item = false;
			} else {
				buf_putc(&g->room, ' ');
				page_line(g, t, brk++);
			}
		}
		if (item)
			line_end(g);
		i++;
	}
}

static void
rule(struct page *g, const struct telegram *t, size_t n)
{
	while (n-- > 0)
		buf_putc(&g->room, t->rule);
}

/* --- its heading ----------------------------------- */

static void
address_line(struct page *g, const struct address *a, const char *word_)
{
	buf_puts(&g->room, word_);
	if (a->ri != NULL) {
		buf_puts(&g->room, a->ri);
		buf_putc(&g->room, '/');
	}
	buf_puts(&g->room, a->plad);
	if (a->precedence != NULL) {
		buf_putc(&g->room, ' ');
		buf_puts(&g->room, a->precedence);
	}
	if (a->number[0] != '\0') {
		buf_putc(&g->room, ' ');
		buf_puts(&g->room, a->number);
	}
	line_end(g);
}

static const struct address *
recipient(const struct telegram *t, size_t i)
{
	return i < t->to_n ? &t->to[i] : &t->info[i - t->to_n];
}

static void
routing_lines(struct page *g, const struct telegram *t)
{
	buf_putc(&g->room, t->prosign[0]);
	buf_putc(&g->room, t->prosign[0]);
	for (size_t i = 0; i < t->to_n + t->info_n; i++) {
		const struct address *a = recipient(t, i);

		if (g->room.n - g->open + strlen(a->ri) > 62)
			line_end(g);
		else
			buf_putc(&g->room, ' ');
		buf_puts(&g->room, a->ri);
	}
	line_end(g);
}

static const char month_codes[12][4] = { "JAN", "FEB", "MAR", "APR", "MAY",
	"JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
static const char security[CLASSES][12] = { "ZNR UUUUU", "ZNR UUUUU",
	"ZNY CCCCC", "ZNY SSSSS" };

static void
heading_lines(struct page *g, const struct telegram *t)
{
	char prosigns[4] = { t->prosign[0], t->prosign[1] ? ' ' : '\0',
		t->prosign[1] };

	page_reset(g);
	if (t->heading) {
		line(g, "%s", t->channel);
		routing_lines(g, t);
		line(g, "DE %s #%04u%s %s", t->post->ri, t->serial % 10000,
		    t->section_in_de ? "/01" : "", t->filed);
		line(g, "%s ZZH", security[t->class]);
	} else if (t->serial % 2 == 0) {
		line(g, "PAGE 01        %-6.6s  %05u  %02d%02d%02dZ",
		    t->post->name, t->serial, t->day, t->hour, t->minute);
		line(g, "ACTION EUR-12");
		line_end(g);
		line(g, "INFO  OCT-01  ISO-00  IO-10  L-02  /025 W");
		line(g, "                     --------------------- %06u",
		    t->serial * 7 % 1000000);
	}
	line(g, "%s %02d%02d%02dZ %s %02d", prosigns, t->day, t->hour,
	    t->minute, month_codes[t->month - 1], t->year % 100);
	line(g, "FM %s", t->post->plad);
	for (size_t i = 0; i < t->to_n; i++)
		address_line(g, &t->to[i], i == 0 ? "TO " : "");
	for (size_t i = 0; i < t->info_n; i++)
		address_line(g, &t->info[i], i == 0 ? "INFO " : "");
	const struct address *a = &t->info[t->info_n > 0 ? t->info_n - 1 : 0];
	for (size_t i = 0; t->info_n > 0 && i < a->except_n; i++)
		line(g, "%s%s", i == 0 ? "XMT " : "", a->except[i]);
}

/* --- its text ----------------------------------- */

static size_t
tag_count(const struct telegram *t)
{
	return t->tag_n + t->country_n + (t->person[0] != NULL);
}

/* The tag of that number, or NULL for the person. */
static const char *
tag_at(const struct telegram *t, size_t i)
{
	return i < t->tag_n ? tags[t->tag[i]].tag :
	    i < t->tag_n + t->country_n ? t->country[i - t->tag_n] : NULL;
}

static void
tags_lines(struct page *g, const struct telegram *t)
{
	size_t n = tag_count(t), from = 0;

	g->part = TAGS;
	buf_puts(&g->room, t->weekday ? "TAGS " : "TAGS: ");
	for (size_t i = 0; i < n; i++) {
		const char *tag = tag_at(t, i);
		bool last = i + 1 == n;

		if (tag != NULL)
			buf_puts(&g->room, tag);
		else if (t->person_brackets)
			for (const char *const part[] = { "(", t->person[0],
			    ", ", t->person[1], ")" }, *const *k = part;
			    k < part + 5; k++)
				buf_puts(&g->room, *k);
		else
			for (const char *const part[] = { t->person[0], ", ",
			    t->person[1] }, *const *k = part; k < part + 3;
			    k++)
				buf_puts(&g->room, *k);
		if (!last && t->tag_commas)
			buf_putc(&g->room, ',');
		if (!last && g->room.n - g->open < 50) {
			buf_putc(&g->room, ' ');
			continue;
		}
		struct line *l = line_end(g);
		l->tag = from;
		l->tag_end = from = i + 1;
	}
}

static const char *const week_days[7] = { "Sunday", "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday" };

static int
week_day(const struct telegram *t)
{
	/* Gauss: March is the first month */
	int y = t->year - (t->month < 3), m = (t->month + 9) % 12 + 1;

	return (t->day + (13 * m - 1) / 5 + y + y / 4 - y / 100 + y / 400) %
	    7;
}

static void
class_line(struct page *g, const struct telegram *t)
{
	static const char *const spaced[] = { "UNCLAS", "UNCLAS",
		"C O N F I D E N T I A L", "S E C R E T" };

	if (t->weekday)
		line(g, "%s, %02d %s %d, %02d:%02d", week_days[week_day(t)],
		    t->day, months[t->month - 1], t->year, t->hour,
		    t->minute);
	buf_puts(&g->room, spaced[t->class]);
	if (t->efto)
		buf_puts(&g->room, " E F T O");
	if (t->noforn_suffix)
		buf_puts(&g->room, "//NOFORN");
	if (t->sections > 1)
		line(g, " SECTION 01 OF %02u %s %06u", t->sections,
		    t->post->name, t->serial);
	else
		line(g, t->heading ? " %s %06u" : " %s %04u", t->post->name,
		    t->serial);
}

static void
ref_lines(struct page *g, const struct telegram *t)
{
	size_t indent = strlen(t->ref_word);
	bool row = t->ref_style == REF_ROW || t->ref_style == REF_BARE;

	g->part = REFS;
	for (size_t i = 0; i < t->item_n; i++) {
		const struct ref_item *x = &t->items[i];
		char label[16] = "";

		if (x->label != 0)
			snprintf(label, sizeof label,
			    t->ref_style == REF_BRACKETS ? "(%c) " :
			    t->ref_style == REF_DOUBLED ? "%c. %c) " :
			    t->ref_style == REF_ROW ? "%c) " : "%c. ",
			    x->label, x->label);
		size_t n = strlen(label) + x->print.n + 1;
		if (i == 0) {
			buf_puts(&g->room, t->ref_word);
		} else if (row && g->room.n - g->open + n < t->width) {
			buf_putc(&g->room, ' ');
		} else {
			line_end(g);
			for (size_t k = 0; k < indent; k++)
				buf_putc(&g->room, ' ');
		}
		buf_puts(&g->room, label);
		put_text(&g->room, t, x->print);
		if (t->ref_style == REF_BARE && i + 1 < t->item_n)
			buf_putc(&g->room, ',');
	}
	line_end(g);
}

static void
front_lines(struct page *g, const struct telegram *t)
{
	class_line(g, t);
	line_end(g);
	for (size_t i = 0; i < t->caption_n; i++) {
		buf_puts(&g->room, t->captions[i]);
		if (t->captions_in_row && i + 1 < t->caption_n) {
			buf_putc(&g->room, ' ');
			continue;
		}
		line_end(g);
		if (strcmp(t->captions[i], "SIPDIS") == 0)
			line_end(g);
	}
	for (size_t i = 0; i < t->passing_n; i++)
		line(g, "%s", t->passing[i]);
	if (t->passing_n > 0)
		line_end(g);
	g->part = ORDER;
	if (t->serial % 9 == 0 || t->weekday)
		line(g, "EO %s %s", t->order, t->eo_text);
	else
		line(g, "E.O. %s: %s", t->order, t->eo_text);
	tags_lines(g, t);
	g->part = SUBJECT;
	buf_puts(&g->room, "SUBJECT: ");
	if (t->subject_portion != NULL) {
		buf_putc(&g->room, '(');
		buf_puts(&g->room, t->subject_portion);
		buf_puts(&g->room, ") ");
	}
	wrap(g, t, t->subject, t->width, NULL, NULL);
	line_end(g);
	line_end(g);
	if (t->item_n > 0) {
		ref_lines(g, t);
		line_end(g);
	}
	if (t->classified.n > 0) {
		g->part = AUTHORITY;
		wrap(g, t, t->classified, t->width, NULL, NULL);
		line_end(g);
		line_end(g);
	}
}

static void
heading_over(struct page *g, const struct telegram *t, struct text h)
{
	if (t->heading_style == RULES) {
		rule(g, t, h.n < 5 ? 5 : h.n);
		line_end(g);
	}
	put_text(&g->room, t, h);
	if (t->heading_style == RULE_INLINE)
		buf_putc(&g->room, ' ');
	else
		line_end(g);
	if (t->heading_style != BARE) {
		rule(g, t, h.n < 5 ? 5 : h.n);
		line_end(g);
	}
	line_end(g);
}

static void
par_lines(struct page *g, const struct telegram *t, size_t i, size_t width,
    const struct brk **brk)
{
	const struct par *p = &t->pars[i];
	const struct brk *from = *brk, *end = t->brks + t->brk_n;
	char label[32] = "";

	g->part = BODY;
	g->par = i;
	if (p->heading.n > 0)
		heading_over(g, t, p->heading);
	if (p->number > 0)
		snprintf(label, sizeof label, t->label[2] == '.' &&
		    t->label[3] == '\0' && p->portion != NULL ? "%d." : "%d. ",
		    p->number);
	buf_puts(&g->room, label);
	if (p->portion != NULL) {
		buf_putc(&g->room, '(');
		buf_puts(&g->room, p->portion);
		buf_puts(&g->room, ") ");
	}
	while (*brk < end && (*brk)->par == i)
		(*brk)++;
	wrap(g, t, p->text, width, from, *brk);
	if (i + 1 == t->par_n && t->signature != NULL &&
	    t->signature_style == 2) {
		buf_putc(&g->room, ' ');
		buf_puts(&g->room, t->signature);
	}
	line_end(g);
	if (*brk > from && (*brk)[-1].off == p->text.n) {
		line_end(g);
		page_line(g, t, &(*brk)[-1]);
		line_end(g);
	}
}

static void
text_lines(struct page *g, const struct telegram *t, bool reflowed)
{
	const struct brk *brk = t->brks;

	page_reset(g);
	front_lines(g, t);
	for (size_t i = 0; i < t->par_n; i++) {
		par_lines(g, t, i, reflowed ? 0 : t->width, &brk);
		if (i + 1 < t->par_n)
			line_end(g);
	}
	g->part = SIGNATURE;
	if (t->trailer != NULL) {
		line_end(g);
		line(g, "%s", t->trailer);
	}
	if (t->signature == NULL || t->signature_style == 2)
		return;
	if (t->signature_style == 0)
		line_end(g);
	line(g, "%s", t->signature);
}

/* --- the forms ----------------------------------- */

/* How a form prints the lines. */
struct print {
	const char *eol;
	const char *text_eol;	/* behind the lines of the text */
	const char *sign;	/* before "3. " and "B. ", or NULL */
	enum form form;
	bool escape;		/* a field of CSV */
};

/* Where the publisher's paragraph sign stands in a line: before a number or
 * a letter with a point and a blank.  n: nowhere. */
static size_t
sign_at(const char *s, size_t n)
{
	size_t i = 0, k;

	while (i < n && s[i] == ' ')
		i++;
	for (k = i; k < n && k < i + 5 && s[k] >= '0' && s[k] <= '9'; k++)
		continue;
	if (k == i && k < n && s[k] >= 'A' && s[k] <= 'Z')
		k++;
	return k > i && k + 1 < n && s[k] == '.' && s[k + 1] == ' ' ? i : n;
}

static void
put_escaped(struct buf *out, const char *s, size_t n)
{
	if (!buf_reserve(out, 2 * n))
		return;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"' || s[i] == '\\')
			out->p[out->n++] = '\\';
		out->p[out->n++] = s[i];
	}
}

/* What Markdown would take for its own. */
static void
put_markdown(struct buf *out, const char *s, size_t n)
{
	if (n > 1 && s[0] == '-' && s[1] == ' ')
		buf_putc(out, '\\');
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '$')
			buf_putc(out, '\\');
		buf_putc(out, s[i]);
	}
}

static void
put_raw(struct buf *out, const struct print *how, const char *s, size_t n)
{
	if (how->escape)
		put_escaped(out, s, n);
	else if (how->form == MARKDOWN)
		put_markdown(out, s, n);
	else
		buf_put(out, s, n);
}

static void
put_signed(struct buf *out, const struct print *how, const char *s, size_t n)
{
	size_t at = how->sign == NULL ? n : sign_at(s, n), k = at;

	if (at == n) {
		put_raw(out, how, s, n);
		return;
	}
	buf_put(out, s, at);
	if (how->form == HTML) {
		while (s[k] != '.')
			k++;
		buf_puts(out, "<a id='par");
		buf_put(out, s + at, k - at);
		buf_puts(out, "' href='#par");
		buf_put(out, s + at, k - at);
		buf_puts(out, "'>\xC2\xB6</a>");
	} else {
		buf_puts(out, how->sign);
	}
	put_raw(out, how, s + at, n - at);
}

static void
put_link(struct buf *out, enum form form, const char *tag)
{
	if (form == MARKDOWN) {
		buf_putc(out, '[');
		buf_puts(out, tag);
		buf_puts(out, "](#)");
		return;
	}
	buf_puts(out, "<a href='/tag/");
	buf_puts(out, tag);
	buf_puts(out, "_0.html'>");
	buf_puts(out, tag);
	buf_puts(out, "</a>");
}

/* The TAGS line word by word: its commas are lost. */
static void
put_links(struct buf *out, enum form form, const struct telegram *t,
    const struct line *l)
{
	if (l->tag == 0)
		buf_puts(out, t->weekday ? "TAGS " : "TAGS: ");
	for (size_t i = l->tag; i < l->tag_end; i++) {
		const char *tag = tag_at(t, i);

		if (i > l->tag)
			buf_putc(out, ' ');
		if (tag == NULL) {
			put_link(out, form, t->person[0]);
			buf_putc(out, ' ');
			tag = t->person[1];
		}
		put_link(out, form, tag);
	}
}

static void
put_lines(struct buf *out, const struct print *how, const struct telegram *t,
    const struct page *g, const char *eol)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct line *l = &g->v[i];

		if (l->part == TAGS && (how->form == HTML ||
		    how->form == MARKDOWN))
			put_links(out, how->form, t, l);
		else
			put_signed(out, how, g->room.p + l->at, l->n);
		if (i + 1 < g->n)
			buf_puts(out, eol);
	}
}

/* An archive's word for the class. */
static const char *
class_label(const struct telegram *t)
{
	bool noforn = t->noforn_suffix;

	for (size_t i = 0; i < t->caption_n; i++)
		noforn |= strcmp(t->captions[i], "NOFORN") == 0;
	return t->class == UNCLAS ? "UNCLASSIFIED" : t->class == SBU ?
	    "UNCLASSIFIED//FOR OFFICIAL USE ONLY" : t->class == CONF ?
	    noforn ? "CONFIDENTIAL//NOFORN" : "CONFIDENTIAL" :
	    noforn ? "SECRET//NOFORN" : "SECRET";
}

/* The subject's first line, as archives have it. */
static void
put_title(struct buf *out, const struct telegram *t, struct page *g)
{
	page_reset(g);
	wrap(g, t, t->subject, t->width, NULL, NULL);
	line_end(g);
	buf_put(out, g->room.p + g->v[0].at, g->v[0].n);
}

static void __attribute__((format(printf, 2, 3)))
putf(struct buf *out, const char *fmt, ...)
{
	char room[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(room, sizeof room, fmt, ap);
	va_end(ap);
	buf_puts(out, room);
}

static void
put_transmission(struct buf *out, const struct telegram *t, struct page *g)
{
	static const struct print how = { .form = TRANSMISSION };

	heading_lines(g, t);
	put_lines(out, &how, t, g, "\n");
	buf_puts(out, t->serial % 3 == 0 ? "\n" : "\n\n");
	text_lines(g, t, t->reflowed);
	put_lines(out, &how, t, g, "\n");
	buf_putc(out, '\n');
}

static void
put_mirror(struct buf *out, const struct telegram *t, struct page *g)
{
	static const struct print how = { .form = MIRROR, .sign = "\xC2\xB6" };
	putf(out, "%s\n", t->id);
	put_title(out, t, g);
	putf(out, "\n%.3s %.3s %02d 00:00:00 %s %d\n%s\n%s\n",
	    week_days[week_day(t)],
	    months[t->month - 1], t->day, t->month > 3 && t->month < 11 ?
	    "+0200" : "+0100", t->year, class_label(t), t->post->origin);
	heading_lines(g, t);
	put_lines(out, &how, t, g, "\n");
	text_lines(g, t, t->reflowed);	/* nothing between the two */
	put_lines(out, &how, t, g, " \n");
	buf_putc(out, '\n');
}

/* What stands on every page of the invented library. */
static void
put_shelves(struct buf *out, const struct telegram *t)
{
	putf(out, "<?xml version='1.0' encoding='utf-8' ?>\n<html>\n<head>\n"
	    "<title>Reading Room of the Zenda Station Library</title>\n"
	    "</head>\n<body>\n<div class='main'>\n<div id='browse'>\n"
	    "<h3>Shelf by <a href='#year' onclick='return turn(0);'>year</a>"
	    "</h3>\n");
	for (int y = 2003; y < 2011; y++)
		for (int m = 1; m < 13; m++)
			putf(out, "<a href='/date/%d-%02d_0.html'>%d/%02d</a>"
			    "\n", y, m, y, m);
	for (size_t i = 0; i < COUNT(posts); i++)
		putf(out, "<a href='/origin/%zu_0.html'>%s</a>\n", i,
		    posts[i].origin);
	for (size_t i = 0; i < COUNT(tags); i++)
		putf(out, "<a href='/tag/%s_0.html'>%s</a>\n", tags[i].tag,
		    tags[i].tag);
	putf(out, "</div>\n<p>\n<i>please close the gate &amp; wipe your "
	    "boots</i>\n</p>\n<h3>Viewing cable %s, ", t->id);
}

static void
put_html(struct buf *out, const struct telegram *t, struct page *g)
{
	static const struct print how = { .form = HTML, .sign = "" };

	put_shelves(out, t);
	put_title(out, t, g);
	putf(out, "</h3>\n<table class='cable'>\n<tr>\n<th>Reference ID</th>\n"
	    "<th>Created</th>\n<th>Released</th>\n<th>Classification</th>\n"
	    "<th>Origin</th>\n</tr>\n<tr>\n<td>\n<a href='/cable/%d/%02d/"
	    "%s.html'>%s</a>\n</td>\n", t->year, t->month, t->id, t->id);
	int hour = t->hour % 12 == 0 ? 12 : t->hour % 12;
	putf(out, "<td>\n<a href='/date/%d-%02d_0.html'>%d-%02d-%02d "
	    "%02d:%02d</a>\n</td>\n<td>\n<a href='/reldate/2031-05-14_0.html'>"
	    "2031-05-14 10:10</a>\n</td>\n", t->year, t->month, t->year,
	    t->month, t->day, t->hour, hour);
	putf(out, "<td>\n<a href='/classification/1_0.html'>%s</a>\n</td>\n"
	    "<td>\n<a href='/origin/1_0.html'>%s</a>\n</td>\n</tr>\n"
	    "</table>\n<code><pre>", class_label(t), t->post->origin);
	heading_lines(g, t);
	put_lines(out, &how, t, g, "&#x000A;");
	buf_puts(out, "</pre></code>\n<code><pre>");
	text_lines(g, t, t->reflowed);
	put_lines(out, &how, t, g, " &#x000A;");
	buf_puts(out, "</pre></code>\n</div>\n</div>\n</body>\n</html>\n");
}

static void
put_copy(struct buf *out, const struct telegram *t, struct page *g)
{
	static const char *const signs[] = { "\xC2\xB6", "1", "[1](#)" };
	/* the lost sign would make paragraphs of the years that begin lines */
	unsigned style = t->heading ? (t->serial / 2) % 3 : 0;
	const struct print how = { .form = MARKDOWN, .sign = signs[style] };

	buf_puts(out, t->serial % 5 == 0 ? "" : "\n\n");
	heading_lines(g, t);
	put_lines(out, &how, t, g, "\n");
	buf_puts(out, "\n\n");
	text_lines(g, t, t->reflowed || style > 0);
	put_lines(out, &how, t, g, "\n");
	buf_putc(out, '\n');
}

/* Text of XML. */
static void
put_xml(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '&')
			buf_puts(out, "&amp;");
		else if (s[i] == '<')
			buf_puts(out, "&lt;");
		else
			buf_putc(out, s[i]);
}

/* Each line a paragraph, and a note in every fourth. */
static void
put_paragraphs(struct buf *out, const struct page *g)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->v[i].n == 0)
			continue;
		buf_puts(out, "        <p>");
		put_xml(out, g->room.p + g->v[i].at, g->v[i].n);
		if (i % 4 == 3)
			putf(out, "<note n=\"%zu\">The <hi rend=\"italic\">"
			    "King</hi> was\n            well.</note>", i);
		buf_puts(out, "</p>\n");
	}
}

/* A document of an electronic volume: the heading as paragraphs. Every third
 * has a memorandum before it. */
static void
put_document(struct buf *out, const struct telegram *t, struct page *g)
{
	if (t->serial % 3 == 0)
		buf_puts(out, "    <div type=\"document\"><head>Memorandum "
		    "From the King</head><p>I am well.</p></div>\n");
	putf(out, "    <div type=\"document\" xml:id=\"d%u\">\n        "
	    "<head>Telegram %u From the <gloss type=\"from\">Embassy in "
	    "Ruritania</gloss></head>\n        <dateline><date when=\""
	    "%d-%02d-%02d\"/></dateline>\n", t->serial, t->serial, t->year,
	    t->month, t->day);
	heading_lines(g, t);
	put_paragraphs(out, g);
	text_lines(g, t, true);
	put_paragraphs(out, g);
	buf_puts(out, "    </div>\n");
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
put_row(struct buf *out, const struct telegram *t, struct page *g,
    uint64_t index)
{
	static const struct print how = { .form = CSV, .escape = true };
	const char **ids = malloc((t->ref_n + 1) * sizeof *ids);
	size_t n = 0;

	if (ids == NULL)
		out_of_memory();
	for (size_t i = 0; i < t->ref_n; i++)
		if (t->refs[i].id[0] != '\0')
			ids[n++] = t->refs[i].id;
	qsort(ids, n, sizeof *ids, by_name);
	putf(out, "\"%llu\",\"%d/%d/%d %d:%02d\",\"%s\",\"%s\",\"%s\",\"",
	    (unsigned long long)index + 1, t->month, t->day, t->year, t->hour,
	    t->minute, t->id, t->post->origin, class_label(t));
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(ids[i], ids[i - 1]) == 0)
			continue;
		buf_puts(out, i > 0 ? "|" : "");
		buf_puts(out, ids[i]);
	}
	free(ids);
	buf_puts(out, "\",\"");
	heading_lines(g, t);
	put_lines(out, &how, t, g, "\n");
	buf_puts(out, t->serial % 2 == 0 ? "\n\",\"" : "\",\"");
	text_lines(g, t, t->reflowed);
	put_lines(out, &how, t, g, t->serial % 3 == 0 ? "\n" : " \n");
	buf_puts(out, "\"\n");
}

/* --- fragments ----------------------------------- */

/* Lines [from, to) of a telegram's text, and which keys they fill. */
struct piece {
	size_t from, to;
	bool order, subject, refs, authority, pars, signature, whole;
	size_t par, par_end;
};

static size_t
first_of(const struct page *g, enum part part)
{
	size_t i = 0;

	while (i < g->n && g->v[i].part < part)
		i++;
	return i;
}

static size_t
first_of_par(const struct page *g, size_t par)
{
	size_t i = first_of(g, BODY);

	while (i < g->n && g->v[i].part == BODY && g->v[i].par < par)
		i++;
	return i;
}

static struct piece
choose_piece(const struct telegram *t, const struct page *g, uint64_t seed,
    uint64_t index)
{
	struct rng r = rng_for(seed, index, 1);
	struct piece p = { 0 };
	size_t end = g->n;

	switch (pick(&r, 6)) {
	case 0:
		if (t->ref_n == 0)
			break;
		p.refs = true;
		p.from = first_of(g, REFS);
		p.to = first_of(g, REFS + 1);
		return p;
	case 1:
		p.order = p.subject = true;
		p.from = first_of(g, ORDER);
		p.to = first_of(g, REFS);
		return p;
	case 2:
		if (t->classified.n == 0)
			break;
		p.authority = true;
		p.from = first_of(g, AUTHORITY);
		p.to = first_of(g, BODY);
		return p;
	case 3:
		p.pars = true;
		/* not behind the words that tell a summary */
		p.par = pick(&r, (unsigned)t->par_n);
		if (p.par == 1 && t->summary_n == 2)
			p.par = 0;
		p.par_end = p.par + 1 + pick(&r, 3);
		if (p.par_end >= t->par_n)
			break;
		p.from = first_of_par(g, p.par);
		p.to = first_of_par(g, p.par_end);
		return p;
	case 4:
		p.pars = p.signature = true;
		p.par = t->par_n - 1 - pick(&r, 2);
		p.par_end = t->par_n;
		p.from = first_of_par(g, p.par);
		p.to = end;
		return p;
	}
	return (struct piece){ .from = first_of(g, ORDER), .to = end,
		.order = true, .subject = true, .refs = true,
		.authority = true, .pars = true, .signature = true,
		.whole = true, .par_end = t->par_n };
}

static struct piece
put_fragment(struct buf *out, const struct telegram *t, struct page *g,
    uint64_t seed, uint64_t index)
{
	text_lines(g, t, t->reflowed);
	struct piece p = choose_piece(t, g, seed, index);
	for (size_t i = p.from; i < p.to; i++) {
		buf_put(out, g->room.p + g->v[i].at, g->v[i].n);
		buf_putc(out, '\n');
	}
	return p;
}

/* --- the truth ----------------------------------- */

static void
js_bytes(struct buf *out, const char *s, size_t n)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < n; i++)
		if (s[i] == '"' || s[i] == '\\') {
			buf_putc(out, '\\');
			buf_putc(out, s[i]);
		} else if (s[i] == '\n') {
			buf_puts(out, "\\n");
		} else {
			buf_putc(out, s[i] == TIE ? ' ' : s[i]);
		}
	buf_putc(out, '"');
}

/* NULL and "" are null. */
static void
js(struct buf *out, const char *s)
{
	if (s == NULL || *s == '\0')
		buf_puts(out, "null");
	else
		js_bytes(out, s, strlen(s));
}

static void
js_text(struct buf *out, const struct telegram *t, struct text x)
{
	if (x.n == 0)
		buf_puts(out, "null");
	else
		js_bytes(out, t->pool.p + x.at, x.n);
}

static void
js_key(struct buf *out, const char *key, const char *value)
{
	buf_puts(out, out->p[out->n - 1] == '{' ? "\"" : ",\"");
	buf_puts(out, key);
	buf_puts(out, "\":");
	if (value != NULL)
		js(out, value);
}

static void
js_next(struct buf *out)
{
	if (out->p[out->n - 1] != '[')
		buf_putc(out, ',');
}

static void
js_addresses(struct buf *out, const char *key, const struct address *a,
    size_t n)
{
	js_key(out, key, NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		js_next(out);
		buf_putc(out, '{');
		js_key(out, "ri", a[i].ri == NULL ? "" : a[i].ri);
		js_key(out, "plad", a[i].plad);
		js_key(out, "precedence", a[i].precedence == NULL ? "" :
		    a[i].precedence);
		js_key(out, "number", a[i].number);
		js_key(out, "except", NULL);
		buf_putc(out, '[');
		for (size_t k = 0; k < a[i].except_n; k++) {
			js_next(out);
			js(out, a[i].except[k]);
		}
		buf_puts(out, "]}");
	}
	buf_putc(out, ']');
}

static void
js_captions(struct buf *out, const struct telegram *t)
{
	js_key(out, "captions", NULL);
	buf_putc(out, '[');
	if (t->noforn_suffix)
		js(out, "NOFORN");
	if (t->efto)
		js(out, "EFTO");
	for (size_t i = 0; i < t->caption_n; i++) {
		size_t k = 0;

		while (k < i && strcmp(t->captions[k], t->captions[i]) != 0)
			k++;
		if (k < i)
			continue;
		js_next(out);
		js(out, t->captions[i]);
	}
	buf_puts(out, "]");
	js_key(out, "passing", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->passing_n; i++) {
		js_next(out);
		js(out, t->passing[i]);
	}
	buf_putc(out, ']');
}

static void
js_transmission(struct buf *out, const struct telegram *t)
{
	char room[16];

	js_key(out, "transmission", NULL);
	buf_putc(out, '{');
	js_key(out, "channel", t->channel);
	snprintf(room, sizeof room, "%c%c", t->prosign[0], t->prosign[0]);
	js_key(out, "routing_precedence", room);
	js_key(out, "routing", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->to_n + t->info_n; i++) {
		js_next(out);
		js(out, recipient(t, i)->ri);
	}
	buf_putc(out, ']');
	js_key(out, "originator", t->post->ri);
	snprintf(room, sizeof room, "%04u", t->serial % 10000);
	js_key(out, "station_serial", room);
	js_key(out, "section", t->section_in_de ? "01" : "");
	js_key(out, "filed", t->filed);
	js_key(out, "security", security[t->class]);
	buf_puts(out, ",\"handling\":[\"ZZH\"]}");
}

static void
js_heading(struct buf *out, const struct telegram *t)
{
	static const char *const classes[] = { "UNCLASSIFIED",
		"SENSITIVE BUT UNCLASSIFIED", "CONFIDENTIAL", "SECRET" };
	char room[40];

	js_key(out, "id", t->id);
	snprintf(room, sizeof room, "%04d-%02d-%02dT%02d:%02dZ", t->year,
	    t->month, t->day, t->hour, t->minute);
	js_key(out, "date", room);
	snprintf(room, sizeof room, "%02d%02d%02dZ %s %02d", t->day, t->hour,
	    t->minute, month_codes[t->month - 1], t->year % 100);
	js_key(out, "dtg", room);
	js_key(out, "classification", classes[t->class]);
	js_captions(out, t);
	if (t->heading)
		js_transmission(out, t);
	js_key(out, "precedence", NULL);
	buf_putc(out, '{');
	js_key(out, "action", precedence_word(t->prosign[0]));
	js_key(out, "info", t->prosign[1] == 0 ? "" :
	    precedence_word(t->prosign[1]));
	buf_puts(out, "}");
	js_key(out, "from", NULL);
	buf_putc(out, '{');
	js_key(out, "plad", t->post->plad);
	buf_putc(out, '}');
	js_addresses(out, "to", t->to, t->to_n);
	js_addresses(out, "info", t->info, t->info_n);
	js_key(out, "sections", NULL);
	putf(out, "{\"count\":%u,\"present\":[1", t->sections);
	for (size_t i = 0, last = 1; t->heading && i < t->brk_n; i++)
		if (t->brks[i].section > last)
			putf(out, ",%zu", last = t->brks[i].section);
	buf_puts(out, "]}");
}

static void
js_order(struct buf *out, const struct telegram *t)
{
	js_key(out, "eo", NULL);
	buf_putc(out, '{');
	js_key(out, "order", t->order);
	js_key(out, "action", t->eo_action);
	js_key(out, "date", t->eo_date);
	js_key(out, "text", t->eo_text);
	buf_putc(out, '}');
	js_key(out, "tags", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < tag_count(t); i++) {
		const char *tag = tag_at(t, i);

		js_next(out);
		buf_putc(out, '{');
		if (tag == NULL) {
			putf(out, "\"tag\":\"%s, %s\"", t->person[0],
			    t->person[1]);
			js_key(out, "kind", "person");
		} else {
			js_key(out, "tag", tag);
			js_key(out, "kind", i < t->tag_n ?
			    tags[t->tag[i]].kind : "geographic");
		}
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
}

static void
js_refs(struct buf *out, const struct telegram *t)
{
	js_key(out, "refs", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->ref_n; i++) {
		const struct ref *x = &t->refs[i];
		char label[2] = { x->label };

		js_next(out);
		buf_putc(out, '{');
		js_key(out, "label", label);
		js_key(out, "kind", x->kind);
		js_key(out, "text", NULL);
		js_text(out, t, x->text);
		js_key(out, "id", x->id);
		putf(out, ",\"notal\":%s}", x->notal ? "true" : "false");
	}
	buf_putc(out, ']');
}

static void
js_authority(struct buf *out, const struct telegram *t)
{
	bool old = t->year * 100 + t->month < 200304;

	js_key(out, "classified_by", NULL);
	buf_putc(out, '[');
	if (t->classified.n > 0 || t->eo_name) {
		buf_putc(out, '{');
		js_key(out, "name", NULL);
		js_text(out, t, t->classifier);
		js_key(out, "reasons", NULL);
		buf_putc(out, '[');
		for (size_t i = 0; i < t->reason_n; i++)
			putf(out, "%s\"1.%d(%s)\"", i > 0 ? "," : "",
			    old ? 5 : 4, t->reasons[i]);
		buf_puts(out, "]}");
	}
	buf_putc(out, ']');
}

static void
js_paragraphs(struct buf *out, const struct telegram *t, size_t from,
    size_t to)
{
	js_key(out, "paragraphs", NULL);
	buf_putc(out, '[');
	for (size_t i = from; i < to; i++) {
		const struct par *p = &t->pars[i];

		js_next(out);
		putf(out, "{\"number\":%d", p->number);
		js_key(out, "portion", p->portion == NULL ? "" : p->portion);
		js_key(out, "kind", p->kind);
		js_key(out, "heading", NULL);
		js_text(out, t, p->heading);
		js_key(out, "text", NULL);
		js_text(out, t, p->text);
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
}

static void
js_summary(struct buf *out, const struct telegram *t)
{
	js_key(out, "summary", NULL);
	if (t->summary_n == 0) {
		buf_puts(out, "null");
		return;
	}
	js_text(out, t, t->summary[0]);
	if (t->summary_n < 2)
		return;
	out->n--;
	buf_puts(out, "\\n");
	size_t at = out->n;
	js_text(out, t, t->summary[1]);
	memmove(out->p + at, out->p + at + 1, out->n - at - 1);
	out->n--;
}

static void
js_redactions(struct buf *out, const struct telegram *t)
{
	js_key(out, "redactions", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->par_n; i++) {
		const struct par *p = &t->pars[i];
		const char *s = t->pool.p + p->text.at;

		for (size_t k = 0; k + 12 <= p->text.n; k++) {
			if (memcmp(s + k, "XXXXXXXXXXXX", 12) != 0)
				continue;
			js_next(out);
			putf(out, "{\"mark\":\"XXXXXXXXXXXX\",\"paragraph\":"
			    "%d,\"length\":12}", p->number);
			k += 11;
		}
	}
	buf_putc(out, ']');
}

static void
js_telegram(struct buf *out, const struct telegram *t,
    const struct piece *piece)
{
	buf_putc(out, '{');
	if (piece != NULL)
		js_key(out, "context", t->id);
	else
		js_heading(out, t);
	if (piece == NULL || piece->order)
		js_order(out, t);
	if (piece == NULL || piece->subject) {
		js_key(out, "subject", NULL);
		js_text(out, t, t->subject);
		js_key(out, "subject_portion", t->subject_portion == NULL ?
		    "" : t->subject_portion);
	}
	if (piece == NULL || piece->refs)
		js_refs(out, t);
	if (piece == NULL || (piece->authority && !t->eo_name) ||
	    (piece->order && t->eo_name))
		js_authority(out, t);
	if (piece == NULL || piece->whole) {
		js_summary(out, t);
		js_redactions(out, t);
	}
	if (piece == NULL)
		js_paragraphs(out, t, 0, t->par_n);
	else if (piece->pars)
		js_paragraphs(out, t, piece->par, piece->par_end);
	if (piece == NULL || piece->signature) {
		js_key(out, "signature", NULL);
		buf_putc(out, '[');
		if (t->signature != NULL)
			js(out, t->signature);
		buf_putc(out, ']');
	}
	buf_puts(out, "}\n");
}

/* --- files and arguments ----------------------------------- */

struct job {
	enum form form;
	struct wish wish;
	uint64_t count, bytes;	/* 0: not asked for */
	const char *to, *truth;
	bool folder;
	uint64_t written;
};

static void
die(const char *name)
{
	fprintf(stderr, "gen: %s: %s\n", name, strerror(errno));
	exit(1);
}

static void
write_out(FILE *f, const char *name, struct buf *b)
{
	if (b->failed)
		out_of_memory();
	if (fwrite(b->p, 1, b->n, f) != b->n)
		die(name);
	b->n = 0;
}

static void
write_file(const struct job *job, uint64_t index, const char *id,
    struct buf *b)
{
	char name[1024];
	FILE *f;

	snprintf(name, sizeof name, "%s/%06llu-%s.%s", job->to,
	    (unsigned long long)index, id, forms[job->form].suffix);
	f = fopen(name, "wb");
	if (f == NULL)
		die(name);
	write_out(f, name, b);
	if (fclose(f) != 0)
		die(name);
}

static void
put_telegram(struct buf *out, struct buf *truth, const struct job *job,
    const struct telegram *t, struct page *g, uint64_t index)
{
	struct piece piece = { 0 };

	switch (job->form) {
	case CSV: put_row(out, t, g, index); break;
	case TRANSMISSION: put_transmission(out, t, g); break;
	case MIRROR: put_mirror(out, t, g); break;
	case HTML: put_html(out, t, g); break;
	case MARKDOWN: put_copy(out, t, g); break;
	case TEI: put_document(out, t, g); break;
	case FRAGMENT:
	default:
		piece = put_fragment(out, t, g, job->wish.seed, index);
		break;
	}
	if (job->truth != NULL)
		js_telegram(truth, t, job->form == FRAGMENT ? &piece : NULL);
	if (g->room.failed)
		out_of_memory();
}

/* Between two transmissions of one file: those without their first lines
 * need the end of message. */
static void
put_between(struct buf *out, bool before, bool after)
{
	buf_puts(out, before && after ? "\n\n" : "\n\nNNNN\n\n");
}

static void
run(struct job *job, FILE *f, FILE *truth_file)
{
	enum { ENOUGH = 1 << 20 };
	struct telegram t = { 0 };
	struct page g = { 0 };
	struct buf out = { 0 }, truth = { 0 };
	bool before = true;

	for (uint64_t i = 0; job->bytes > 0 ? job->written < job->bytes :
	    i < job->count; i++) {
		telegram_make(&t, &job->wish, i);
		size_t at = out.n;
		if (job->form == TRANSMISSION && !job->folder && i > 0)
			put_between(&out, before, t.heading);
		before = t.heading;
		put_telegram(&out, &truth, job, &t, &g, i);
		job->written += out.n - at;
		if (job->folder)
			write_file(job, i, t.id, &out);
		else if (out.n > ENOUGH)
			write_out(f, job->to, &out);
		if (truth_file != NULL && truth.n > ENOUGH)
			write_out(truth_file, job->truth, &truth);
	}
	if (!job->folder)
		write_out(f, job->to, &out);
	if (truth_file != NULL)
		write_out(truth_file, job->truth, &truth);
	telegram_free(&t);
	buf_free(&g.room);
	free(g.v);
	buf_free(&out);
	buf_free(&truth);
}

static void
usage(void)
{
	fputs("usage: gen [--form csv|transmission|mirror|html|markdown|tei|"
	    "fragment]\n           [--seed N] [--count N | --bytes N] "
	    "[--size-of-telegram N]\n           [--refs N] [--truth FILE] "
	    "[-o FILE|DIR]\n", stderr);
	exit(2);
}

/* 20000000 or 20M. */
static uint64_t
number(const char *s)
{
	char *end;
	unsigned long long n = strtoull(s, &end, 10);

	if (end == s || *s == '-')
		usage();
	if (*end == 'k')
		n *= 1000, end++;
	else if (*end == 'M')
		n *= 1000000, end++;
	if (*end != '\0')
		usage();
	return n;
}

static enum form
form_named(const char *s)
{
	for (int i = 0; i < FORMS; i++)
		if (strcmp(s, forms[i].name) == 0)
			return (enum form)i;
	usage();
	return FORMS;
}

static void
arguments(struct job *job, int argc, char **argv)
{
	for (int i = 1; i < argc; i += 2) {
		const char *o = argv[i], *v = argv[i + 1];

		if (v == NULL)
			usage();
		if (strcmp(o, "--form") == 0)
			job->form = form_named(v);
		else if (strcmp(o, "--seed") == 0)
			job->wish.seed = number(v);
		else if (strcmp(o, "--count") == 0)
			job->count = number(v);
		else if (strcmp(o, "--bytes") == 0)
			job->bytes = number(v);
		else if (strcmp(o, "--size-of-telegram") == 0)
			job->wish.size = (size_t)number(v);
		else if (strcmp(o, "--refs") == 0)
			job->wish.refs = (long)number(v);
		else if (strcmp(o, "--truth") == 0)
			job->truth = v;
		else if (strcmp(o, "-o") == 0)
			job->to = v;
		else
			usage();
	}
}

int
main(int argc, char **argv)
{
	struct job job = { .count = 1, .wish = { .seed = 1, .refs = -1 } };
	FILE *f = stdout, *truth = NULL;
	struct stat st;

	arguments(&job, argc, argv);
	lists_init();
	if (job.to != NULL) {
		size_t n = strlen(job.to);

		if (n > 0 && job.to[n - 1] == '/' &&
		    mkdir(job.to, 0777) != 0 && errno != EEXIST)
			die(job.to);
		job.folder = stat(job.to, &st) == 0 && S_ISDIR(st.st_mode);
		if (!job.folder && (f = fopen(job.to, "wb")) == NULL)
			die(job.to);
	}
	if (job.truth != NULL && (truth = fopen(job.truth, "wb")) == NULL)
		die(job.truth);
	run(&job, f, truth);
	if (fclose(f) != 0)
		die(job.to == NULL ? "standard output" : job.to);
	if (truth != NULL && fclose(truth) != 0)
		die(job.truth);
	return 0;
}
