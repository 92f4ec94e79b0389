/* Telegrams as lines, and the forms that print them; see gen_forms.h. */
#include <stdarg.h>

#include "gen_forms.h"

const struct gen_form gen_forms[FORMS] = {
	[CSV] = { "csv", "csv" },
	[TRANSMISSION] = { "transmission", "txt" },
	[MIRROR] = { "mirror", "txt" },
	[HTML] = { "html", "html" },
	[MARKDOWN] = { "markdown", "md" },
	[CFPF] = { "cfpf", "txt" },
	[TEI] = { "tei", "xml" },
	[FOIA] = { "foia", "txt" },
	[FRAGMENT] = { "fragment", "txt" },
};

/* --- a telegram as lines ----------------------------------- */

static void
page_reset(struct page *g)
{
	g->room.n = g->n = g->open = g->par = 0;
	g->part = HEADER;
	g->section = 1;
}

static struct line *
line_end(struct page *g)
{
	g->v = gen_grow(g->v, g->n, &g->cap, sizeof *g->v);
	struct line *l = &g->v[g->n++];
	*l = (struct line){ .at = g->open, .n = g->room.n - g->open,
		.part = g->part, .par = g->par, .section = g->section };
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

	g->section = k->section;
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

const struct address *
gen_recipient(const struct telegram *t, size_t i)
{
	return i < t->to_n ? &t->to[i] : &t->info[i - t->to_n];
}

static void
routing_lines(struct page *g, const struct telegram *t)
{
	buf_putc(&g->room, t->prosign[0]);
	buf_putc(&g->room, t->prosign[0]);
	for (size_t i = 0; i < t->to_n + t->info_n; i++) {
		const struct address *a = gen_recipient(t, i);

		if (g->room.n - g->open + strlen(a->ri) > 62)
			line_end(g);
		else
			buf_putc(&g->room, ' ');
		buf_puts(&g->room, a->ri);
	}
	line_end(g);
}

const char gen_month_codes[12][4] = { "JAN", "FEB", "MAR", "APR", "MAY",
	"JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
const char gen_security[CLASSES][12] = { "ZNR UUUUU", "ZNR UUUUU",
	"ZNY CCCCC", "ZNY SSSSS" };

static void
heading_lines(struct page *g, const struct telegram *t)
{
	char prosigns[4] = { t->prosign[0], t->prosign[1] ? ' ' : '\0',
		t->prosign[1] };
	char section[16] = "";

	page_reset(g);
	if (t->heading) {
		line(g, "%s", t->channel);
		routing_lines(g, t);
		if (t->section_in_de)
			snprintf(section, sizeof section, "/%02u",
			    t->only > 0 ? t->only : 1);
		line(g, "DE %s #%04u%s %s", t->post->ri, t->serial % 10000,
		    section, t->filed);
		line(g, "%s ZZH", gen_security[t->class]);
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
	    t->minute, gen_month_codes[t->month - 1], t->year % 100);
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

size_t
gen_tag_count(const struct telegram *t)
{
	return t->tag_n + t->country_n + (t->person[0] != NULL);
}

/* The tag of that number, or NULL for the person. */
const char *
gen_tag_at(const struct telegram *t, size_t i)
{
	return i < t->tag_n ? tags[t->tag[i]].tag :
	    i < t->tag_n + t->country_n ? t->country[i - t->tag_n] : NULL;
}

static void
tags_lines(struct page *g, const struct telegram *t)
{
	size_t n = gen_tag_count(t), from = 0;

	g->part = TAGS;
	buf_puts(&g->room, t->weekday ? "TAGS " : "TAGS: ");
	for (size_t i = 0; i < n; i++) {
		const char *tag = gen_tag_at(t, i);
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
		line(g, " SECTION %02u OF %02u %s %06u",
		    t->only > 0 ? t->only : 1, t->sections, t->post->name,
		    t->serial);
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
	const struct brk *from = *brk;
	const struct brk *end = t->brk_n == 0 ? from : t->brks + t->brk_n;
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

/* Of the text only one section, or all but one; the page line that begins
 * a section goes with it, but is not printed at the top of one alone. */
static void
choose_section(struct page *g, const struct telegram *t)
{
	size_t n = 0;
	bool began = false;

	for (size_t i = 0; i < g->n; i++) {
		const struct line *l = &g->v[i];
		bool front = l->part < BODY;

		if (t->without > 0 && !front && l->section == t->without)
			continue;
		if (t->only > 0 && !front && l->section != t->only)
			continue;
		if (t->only > 1 && !front && !began) {
			began = true;
			continue;
		}
		g->v[n++] = *l;
	}
	g->n = n;
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
	if (t->signature != NULL && t->signature_style != 2) {
		if (t->signature_style == 0)
			line_end(g);
		line(g, "%s", t->signature);
	}
	if (t->only > 0 || t->without > 0)
		choose_section(g, t);
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
		const char *tag = gen_tag_at(t, i);

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

void
gen_printf(struct buf *out, const char *fmt, ...)
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
put_page_line(struct buf *out, uint64_t index)
{
	gen_printf(out, "   UNCLASSIFIED U.S. Department of State Case No. "
	    "F-2013-00417 Doc No. C%08llu Date: 05/31/2014\n",
	    5300000ULL + (unsigned long long)(index % 90000000));
}

/* A release: the telegram on pages, with the stamps of the release at top
 * and foot; a page ends anywhere, only not between two paragraphs, where
 * nobody could tell, and not between a heading and its rule. */
static void
put_release(struct buf *out, const struct telegram *t, struct page *g,
    uint64_t index)
{
	static const struct print how = { .form = FOIA };
	long room = 30 + t->serial % 9;

	put_page_line(out, index);
	buf_puts(out, t->serial % 2 == 0 ?
	    "\n\n            RELEASE IN PART\n            B5,B6\n\n\n" :
	    "\n\n                     RELEASE IN FULL\n\n\n");
	heading_lines(g, t);
	put_lines(out, &how, t, g, "\n");
	buf_puts(out, "\n\n");
	text_lines(g, t, t->reflowed);
	for (size_t i = 0; i < g->n; i++, room--) {
		const struct line *l = &g->v[i];

		buf_put(out, g->room.p + l->at, l->n);
		buf_putc(out, '\n');
		if (room > 0 || i + 1 == g->n || l->n == 0 ||
		    l[1].n == 0 || g->room.p[l->at] == '-')
			continue;
		put_page_line(out, index);
		buf_putc(out, '\f');
		put_page_line(out, index);
		buf_puts(out, "\n\n\n\n");
		room = 31;
	}
	buf_puts(out, "\n\n");
	put_page_line(out, index);
	buf_putc(out, '\f');
}

static void
put_mirror(struct buf *out, const struct telegram *t, struct page *g)
{
	static const struct print how = { .form = MIRROR, .sign = "\xC2\xB6" };
	gen_printf(out, "%s\n", t->id);
	put_title(out, t, g);
	gen_printf(out, "\n%.3s %.3s %02d 00:00:00 %s %d\n%s\n%s\n",
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
	gen_printf(out, "<?xml version='1.0' encoding='utf-8' ?>\n<html>\n<head>\n"
	    "<title>Reading Room of the Zenda Station Library</title>\n"
	    "</head>\n<body>\n<div class='main'>\n<div id='browse'>\n"
	    "<h3>Shelf by <a href='#year' onclick='return turn(0);'>year</a>"
	    "</h3>\n");
	for (int y = 2003; y < 2011; y++)
		for (int m = 1; m < 13; m++)
			gen_printf(out, "<a href='/date/%d-%02d_0.html'>%d/%02d</a>"
			    "\n", y, m, y, m);
	for (size_t i = 0; i < COUNT(posts); i++)
		gen_printf(out, "<a href='/origin/%zu_0.html'>%s</a>\n", i,
		    posts[i].origin);
	for (size_t i = 0; i < COUNT(tags); i++)
		gen_printf(out, "<a href='/tag/%s_0.html'>%s</a>\n", tags[i].tag,
		    tags[i].tag);
	gen_printf(out, "</div>\n<p>\n<i>please close the gate &amp; wipe your "
	    "boots</i>\n</p>\n<h3>Viewing cable %s, ", t->id);
}

static void
put_html(struct buf *out, const struct telegram *t, struct page *g)
{
	static const struct print how = { .form = HTML, .sign = "" };

	put_shelves(out, t);
	put_title(out, t, g);
	gen_printf(out, "</h3>\n<table class='cable'>\n<tr>\n<th>Reference ID</th>\n"
	    "<th>Created</th>\n<th>Released</th>\n<th>Classification</th>\n"
	    "<th>Origin</th>\n</tr>\n<tr>\n<td>\n<a href='/cable/%d/%02d/"
	    "%s.html'>%s</a>\n</td>\n", t->year, t->month, t->id, t->id);
	int hour = t->hour % 12 == 0 ? 12 : t->hour % 12;
	gen_printf(out, "<td>\n<a href='/date/%d-%02d_0.html'>%d-%02d-%02d "
	    "%02d:%02d</a>\n</td>\n<td>\n<a href='/reldate/2031-05-14_0.html'>"
	    "2031-05-14 10:10</a>\n</td>\n", t->year, t->month, t->year,
	    t->month, t->day, t->hour, hour);
	gen_printf(out, "<td>\n<a href='/classification/1_0.html'>%s</a>\n</td>\n"
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
			gen_printf(out, "<note n=\"%zu\">The <hi rend=\"italic\">"
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
	gen_printf(out, "    <div type=\"document\" xml:id=\"d%u\">\n        "
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
		gen_out_of_memory();
	for (size_t i = 0; i < t->ref_n; i++)
		if (t->refs[i].id[0] != '\0')
			ids[n++] = t->refs[i].id;
	qsort(ids, n, sizeof *ids, by_name);
	gen_printf(out, "\"%llu\",\"%d/%d/%d %d:%02d\",\"%s\",\"%s\",\"%s\",\"",
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

static const char stamp[] = "                    Jane Roe Declassified/Released "
    "US Department of State EO Systematic Review 20 Mar 2014\n";

/* A page of the archive may end after any line: where a stamp stands inside a
 * paragraph of the telegram it says nothing. */
static bool
page_ends(const struct telegram *t, const struct page *g, size_t i)
{
	const struct line *l = &g->v[i];

	return i + 1 < g->n && l->part == BODY && l[1].part == BODY &&
	    l->n > 30 && l[1].n > 0 && l->par == l[1].par &&
	    (t->serial + i) % 17 == 0;
}

/* A record of the National Archives, whatever the telegram's year. */
static void
put_record(struct buf *out, const struct telegram *t, struct page *g)
{
	static const struct print how = { .form = CFPF };

	gen_printf(out, "%s\n\n%50sMessage Text\n\n", stamp, "");
	heading_lines(g, t);
	put_lines(out, &how, t, g, "\n");
	buf_puts(out, "\n\n");
	text_lines(g, t, t->reflowed);
	for (size_t i = 0; i < g->n; i++) {
		put_signed(out, &how, g->room.p + g->v[i].at, g->v[i].n);
		buf_putc(out, '\n');
		if (page_ends(t, g, i))
			gen_printf(out, "\n\n%s\f%s\n", stamp, stamp);
	}
	gen_printf(out, "\n\n%s\n%50sMessage Attributes\n"
	    "Automatic Decaptioning: X\nCapture Date: 01 JAN 1994\n"
	    "Channel Indicators: n/a\nConcepts: GOATS, GATES,\nCLOCKS\n"
	    "Draft Date: %02d %.3s %d\nDocument Number: %d%s\n"
	    "Errors: N/A\nLocator: TEXT ON-LINE\n", stamp, "", t->day,
	    months[t->month - 1], t->year, t->year, t->id + 2);
	buf_puts(out, "Original Handling Restrictions: n/a\n"
	    "Review Action: RELEASED, APPROVED\nSubject: ");
	put_title(out, t, g);
	gen_printf(out, " THE TEXT RUNS\nON. TO: NOBODY\nTAGS: n/a\nType: TE\n"
	    "Markings: %s\n", stamp);
}

/* --- fragments ----------------------------------- */

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

struct piece
gen_print(struct buf *out, enum form form, const struct telegram *t,
    struct page *g, uint64_t seed, uint64_t index)
{
	switch (form) {
	case CSV: put_row(out, t, g, index); break;
	case TRANSMISSION: put_transmission(out, t, g); break;
	case MIRROR: put_mirror(out, t, g); break;
	case HTML: put_html(out, t, g); break;
	case MARKDOWN: put_copy(out, t, g); break;
	case CFPF: put_record(out, t, g); break;
	case TEI: put_document(out, t, g); break;
	case FOIA: put_release(out, t, g, index); break;
	case FRAGMENT:
	default:
		return put_fragment(out, t, g, seed, index);
	}
	return (struct piece){ 0 };
}

void
gen_between(struct buf *out, bool before, bool after)
{
	buf_puts(out, before && after ? "\n\n" : "\n\nNNNN\n\n");
}
