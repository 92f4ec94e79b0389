/*
 * Citations for people.  Chicago has telegrams as correspondence, sender to
 * recipient (CMOS 17, 14.111), APA as documents of an archive with a
 * description in square brackets, MLA as government documents (MLA 9, 5.20).
 * What was inferred stands in square brackets in all three.
 */
#include <stdio.h>

#include "archive/cite_parts.h"

static void
put_supplied(struct buf *b, struct str s, bool inferred)
{
	if (inferred)
		buf_putc(b, '[');
	buf_putstr(b, s);
	if (inferred)
		buf_putc(b, ']');
}

static void
put_number(struct buf *b, const char *before, int n)
{
	buf_puts(b, before);
	buf_putu(b, (uint64_t)n);
}

/* Length of a double quotation mark at s.p[i]; 0: there is none. */
static size_t
quote_at(struct str s, size_t i)
{
	if (s.p[i] == '"')
		return 1;
	return i + 2 < s.n && s.p[i] == '\xE2' && s.p[i + 1] == '\x80' &&
	    (s.p[i + 2] == '\x9C' || s.p[i + 2] == '\x9D') ? 3 : 0;
}

/* A title in quotation marks, those inside it made single; `close` goes
 * before the last of them as Americans set it. */
static void
put_quoted(struct buf *b, struct str s, const char *close)
{
	bool open = false;

	buf_puts(b, "\xE2\x80\x9C");
	for (size_t i = 0; i < s.n; i++) {
		size_t n = quote_at(s, i);

		if (n == 0) {
			buf_putc(b, s.p[i]);
			continue;
		}
		open = !open;
		buf_puts(b, open ? "\xE2\x80\x98" : "\xE2\x80\x99");
		i += n - 1;
	}
	buf_puts(b, close);
	buf_puts(b, "\xE2\x80\x9D");
}

static bool
ended(struct str s)
{
	return s.n > 0 && (s.p[s.n - 1] == '?' || s.p[s.n - 1] == '!' ||
	    s.p[s.n - 1] == '.');
}

/* A point, unless there is an end already. */
static void
put_point(struct buf *b)
{
	if (b->n > 0 && !ended(str_make(b->p, b->n)))
		buf_putc(b, '.');
}

void
cite_description(struct buf *b, const struct cite_parts *p, bool marked)
{
	buf_puts(b, "Telegram");
	if (p->serial.n > 0) {
		buf_putc(b, ' ');
		buf_putstr(b, p->serial);
	}
	if (p->to.n > 0) {
		buf_puts(b, " to ");
		put_supplied(b, p->to, p->to_inferred && marked);
	}
}

/* "National Archives, doc. no. 1974STRELS00729", else "copy in dump.csv". */
static void
put_held(struct buf *b, const struct cite_parts *p)
{
	buf_putstr(b, p->archive);
	if (p->archive.n > 0 && p->location.n > 0)
		buf_puts(b, ", ");
	buf_putstr(b, p->location);
	if (p->archive.n + p->location.n > 0 || p->copy.n == 0)
		return;
	buf_puts(b, "copy in ");
	buf_putstr(b, p->copy);
}

/* With a capital, as a sentence of its own. */
static void
put_held_sentence(struct buf *b, const struct cite_parts *p)
{
	size_t at = b->n + 1;

	buf_putc(b, ' ');
	put_held(b, p);
	if (b->failed)
		return;
	if (b->n == at)
		b->n--;
	else
		b->p[at] = ch_fold(b->p[at]);
	put_point(b);
}

/* --- Chicago -------------------------------------------------------------- */

/* "October 29, 2007, 1036Z" */
static void
put_date_chicago(struct buf *b, const struct cite_parts *p)
{
	if (p->date_inferred)
		buf_putc(b, '[');
	if (p->month > 0) {
		buf_puts(b, cite_months[p->month]);
		buf_putc(b, ' ');
	}
	if (p->day > 0) {
		buf_putu(b, (uint64_t)p->day);
		buf_puts(b, ", ");
	}
	buf_putu(b, (uint64_t)p->year);
	if (p->time.n > 0) {
		buf_puts(b, ", ");
		buf_putstr(b, p->time);
	}
	if (p->date_inferred)
		buf_putc(b, ']');
}

/* Who to whom, and the number: "Embassy Strelsau to Department of State,
 * telegram 756 (07STRELSAU756)". */
static void
put_head_chicago(struct buf *b, const struct cite_parts *p)
{
	if (p->from.n == 0) {
		cite_description(b, p, true);
	} else {
		put_supplied(b, p->from, p->from_inferred);
		if (p->to.n > 0) {
			buf_puts(b, " to ");
			put_supplied(b, p->to, p->to_inferred);
		}
		buf_puts(b, ", telegram");
		if (p->serial.n > 0) {
			buf_putc(b, ' ');
			buf_putstr(b, p->serial);
		}
	}
	if (p->id.n == 0)
		return;
	buf_puts(b, " (");
	put_supplied(b, p->id, p->id_inferred);
	buf_putc(b, ')');
}

void
cite_chicago(struct buf *b, const struct cite_parts *p)
{
	put_head_chicago(b, p);
	if (p->title.n > 0) {
		buf_puts(b, p->title_inferred ? ", [" : ", ");
		put_quoted(b, p->title, p->title_inferred ? "" : ",");
		buf_puts(b, p->title_inferred ? "]," : "");
	} else {
		buf_putc(b, ',');
	}
	if (p->year > 0) {
		buf_putc(b, ' ');
		put_date_chicago(b, p);
		buf_putc(b, ',');
	}
	if (p->class.n > 0) {
		buf_putc(b, ' ');
		put_supplied(b, p->class, p->class_inferred);
		buf_putc(b, ',');
	}
	if (p->paragraph > 0) {
		put_number(b, " para. ", p->paragraph);
		buf_putc(b, ',');
	}
	buf_putc(b, ' ');
	put_held(b, p);
	/* Nothing is said of where it is: the comma before it goes. */
	while (!b->failed && b->n > 0 && (b->p[b->n - 1] == ' ' ||
	    b->p[b->n - 1] == ','))
		b->n--;
	put_point(b);
	buf_putc(b, '\n');
}

/* What begins a citation of a paragraph in the text: the author, or what
 * stands for one. */
static void
put_in_text(struct buf *b, const struct cite_parts *p,
    void (*put_author)(struct buf *, const struct cite_parts *))
{
	buf_puts(b, "In text: (");
	if (p->from.n > 0)
		put_author(b, p);
	else if (p->title.n > 0)
		put_quoted(b, p->title, "");
	else
		buf_puts(b, "Telegram");
}

/* --- APA ------------------------------------------------------------------ */

static void
put_author_apa(struct buf *b, const struct cite_parts *p)
{
	bool us = p->american && !str_starts(p->from, STR("US"));

	if (p->from_inferred)
		buf_putc(b, '[');
	buf_puts(b, us ? "U.S. " : "");
	buf_putstr(b, p->from);
	if (p->from_inferred)
		buf_putc(b, ']');
}

/* "(2007, October 29)." */
static void
put_date_apa(struct buf *b, const struct cite_parts *p)
{
	buf_puts(b, p->date_inferred && p->year > 0 ? " ([" : " (");
	if (p->year > 0)
		buf_putu(b, (uint64_t)p->year);
	else
		buf_puts(b, "n.d.");
	if (p->month > 0) {
		buf_puts(b, ", ");
		buf_puts(b, cite_months[p->month]);
	}
	if (p->day > 0)
		put_number(b, " ", p->day);
	buf_puts(b, p->date_inferred && p->year > 0 ? "])." : ").");
}

/* "[Telegram 756 to Department of State, 1036Z; Confidential]": words in
 * square brackets are not the telegram's own as it is. */
static void
put_description_apa(struct buf *b, const struct cite_parts *p)
{
	buf_putc(b, '[');
	cite_description(b, p, false);
	if (p->time.n > 0) {
		buf_puts(b, ", ");
		buf_putstr(b, p->time);
	}
	if (p->class.n > 0) {
		buf_puts(b, "; ");
		buf_putstr(b, p->class);
	}
	buf_putc(b, ']');
}

static void
put_id_apa(struct buf *b, const struct cite_parts *p)
{
	if (p->id.n == 0)
		return;
	buf_puts(b, " (");
	put_supplied(b, p->id, p->id_inferred);
	buf_putc(b, ')');
}

/* The title, the number, what it is; without a title the description stands
 * in its place. */
static void
put_title_apa(struct buf *b, const struct reftel_telegram *t,
    const struct cite_parts *p)
{
	if (p->title.n == 0) {
		put_description_apa(b, p);
		put_id_apa(b, p);
	} else {
		buf_puts(b, p->title_inferred ? "[" : "");
		cite_sentence_case(b, t, p->title);
		buf_puts(b, p->title_inferred ? "]" : "");
		put_id_apa(b, p);
		buf_putc(b, ' ');
		put_description_apa(b, p);
	}
	buf_putc(b, '.');
}

void
cite_apa(struct buf *b, const struct reftel_telegram *t,
    const struct cite_parts *p)
{
	if (p->from.n > 0) {
		put_author_apa(b, p);
		put_point(b);
		put_date_apa(b, p);
		buf_putc(b, ' ');
		put_title_apa(b, t, p);
	} else {
		put_title_apa(b, t, p);
		put_date_apa(b, p);
	}
	put_held_sentence(b, p);
	buf_putc(b, '\n');
	if (p->paragraph == 0)
		return;
	put_in_text(b, p, put_author_apa);
	if (p->year > 0)
		put_number(b, ", ", p->year);
	else
		buf_puts(b, ", n.d.");
	put_number(b, ", para. ", p->paragraph);
	buf_puts(b, ")\n");
}

/* --- MLA ------------------------------------------------------------------ */

static void
put_author_mla(struct buf *b, const struct cite_parts *p)
{
	buf_puts(b, p->american ? "United States, " : "");
	put_supplied(b, p->from, p->from_inferred);
}

/* May, June and July stay whole, September has four letters. */
static void
put_date_mla(struct buf *b, const struct cite_parts *p)
{
	struct str month = str_from(cite_months[p->month]);

	if (p->date_inferred)
		buf_putc(b, '[');
	if (p->day > 0)
		put_number(b, "", p->day);
	if (month.n > 0) {
		buf_puts(b, p->day > 0 ? " " : "");
		buf_putstr(b, month.n <= 4 ? month : str_cut(month, 0,
		    p->month == 9 ? 4 : 3));
		buf_puts(b, month.n <= 4 ? " " : ". ");
	}
	buf_putu(b, (uint64_t)p->year);
	if (p->time.n > 0) {
		buf_puts(b, ", ");
		buf_putstr(b, p->time);
	}
	if (p->date_inferred)
		buf_putc(b, ']');
}

void
cite_mla(struct buf *b, const struct cite_parts *p)
{
	if (p->from.n > 0) {
		put_author_mla(b, p);
		put_point(b);
		buf_putc(b, ' ');
	}
	if (p->title.n > 0) {
		buf_puts(b, p->title_inferred ? "[" : "");
		put_quoted(b, p->title, ended(p->title) || p->title_inferred
		    ? "" : ".");
		buf_puts(b, p->title_inferred ? "]. " : " ");
	}
	cite_description(b, p, true);
	if (p->id.n > 0) {
		buf_puts(b, ", ");
		put_supplied(b, p->id, p->id_inferred);
	}
	if (p->year > 0) {
		buf_puts(b, ", ");
		put_date_mla(b, p);
	}
	put_point(b);
	put_held_sentence(b, p);
	if (p->class.n > 0) {
		buf_putc(b, ' ');
		put_supplied(b, p->class, p->class_inferred);
		buf_putc(b, '.');
	}
	buf_putc(b, '\n');
	if (p->paragraph == 0)
		return;
	put_in_text(b, p, put_author_mla);
	put_number(b, ", par. ", p->paragraph);
	buf_puts(b, ")\n");
}
