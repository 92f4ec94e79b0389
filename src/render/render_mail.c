/*
 * A telegram as a mail: RFC 5322 with the fields of RFC 6477 and the label of
 * RFC 7444, mapped as transmission.md 7.2 has it.  The body is the telegram
 * from the date-time group down, so that nothing hangs on the fields alone.
 * Addresses lie in the domain "invalid", which nobody has (RFC 2606).
 */
#include <stdio.h>
#include <string.h>

#include "render/layout.h"
#include "render/render.h"

static void
put_eol(struct buf *b)
{
	buf_puts(b, "\r\n");
}

static bool
plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] > '~')
			return false;
	return true;
}

/* Words of a header field, encoded as RFC 2047 has it where they are not
 * plain; an encoded word holds whole characters. */
static void
put_words(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t column = 0;

	if (plain(s)) {
		buf_putstr(b, s);
		return;
	}
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (column > 40 && (c & 0xC0) != 0x80) {
			buf_puts(b, "?=\r\n ");
			column = 0;
		}
		if (column == 0)
			buf_puts(b, "=?utf-8?Q?");
		if (c == ' ')
			buf_putc(b, '_');
		else if (ch_alnum((char)c))
			buf_putc(b, (char)c);
		else {
			buf_putc(b, '=');
			buf_putc(b, hex[c >> 4]);
			buf_putc(b, hex[c & 15]);
		}
		column += ch_alnum((char)c) || c == ' ' ? 1 : 3;
	}
	buf_puts(b, "?=");
}

static void
put_field(struct buf *b, const char *name, struct str s)
{
	if (s.n == 0)
		return;
	buf_puts(b, name);
	buf_puts(b, ": ");
	put_words(b, s);
	put_eol(b);
}

/* "AMEMBASSY STRELSAU" <amembassy.strelsau@posts.invalid> */
static void
put_mailbox(struct buf *b, struct str plad)
{
	bool gap = false;

	buf_putc(b, '"');
	for (size_t i = 0; i < plad.n; i++) {
		if (plad.p[i] == '"' || plad.p[i] == '\\')
			buf_putc(b, '\\');
		buf_putc(b, plad.p[i]);
	}
	buf_puts(b, "\" <");
	for (size_t i = 0, n = 0; i < plad.n; i++) {
		char c = plad.p[i];

		if (!ch_alnum(c)) {
			gap = n > 0;
			continue;
		}
		if (gap)
			buf_putc(b, '.');
		buf_putc(b, ch_upper(c) ? (char)(c + 32) : c);
		gap = false;
		n++;
	}
	buf_puts(b, "@posts.invalid>");
}

static void
put_mailboxes(struct buf *b, const char *name,
    const struct reftel_addressees *l)
{
	bool first = true;

	for (size_t i = 0; i < l->n; i++) {
		if (!value_set(&l->v[i].plad))
			continue;
		if (first)
			buf_puts(b, name);
		buf_puts(b, first ? ": " : ",\r\n ");
		put_mailbox(b, value_str(&l->v[i].plad));
		first = false;
	}
	if (!first)
		put_eol(b);
}

/* "2007-10-29T10:36Z" as "Mon, 29 Oct 2007 10:36:00 +0000"; only where there
 * is a time. */
static bool
mail_date(const struct reftel_value *date, char *out, size_t cap)
{
	static const char days[7][4] = { "Sat", "Sun", "Mon", "Tue", "Wed",
		"Thu", "Fri" };
	static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int year, month, day, hour, minute, y, m;
	char iso[24];

	snprintf(iso, sizeof(iso), "%.*s", (int)date->n,
	    date->s == NULL ? "" : date->s);
	if (sscanf(iso, "%d-%d-%dT%d:%dZ", &year, &month, &day, &hour,
	    &minute) != 5 || month < 1 || month > 12)
		return false;
	/* Zeller's rule; January and February belong to the year before */
	y = month < 3 ? year - 1 : year;
	m = month < 3 ? month + 12 : month;
	snprintf(out, cap, "%s, %02d %s %04d %02d:%02d:00 +0000",
	    days[(day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7],
	    day, months[month - 1], year, hour, minute);
	return true;
}

static void
put_date(struct buf *b, const struct reftel_telegram *t)
{
	char date[64];

	mail_date(&t->date, date, sizeof(date));
	put_field(b, "Date", str_from(date));
	put_field(b, "MMHS-Extended-Authorisation-Info", str_from(date));
}

/* RFC 6477 3.8: numbers, with the word as a comment. */
static void
put_precedence(struct buf *b, const char *name, const struct reftel_value *v)
{
	static const struct {
		const char *word, *value;
	} levels[] = {
		{ "FLASH", "4 (flash)" }, { "NIACT IMMEDIATE", "3 (immediate)" },
		{ "IMMEDIATE", "3 (immediate)" }, { "PRIORITY", "2 (priority)" },
		{ "ROUTINE", "1 (routine)" }, { "EMERGENCY", "5 (override)" }
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (str_eq(value_str(v), str_from(levels[i].word)))
			put_field(b, name, str_from(levels[i].value));
}

/* "RUEHQS 0756 2011315": format line 3 without its sign. */
static void
put_acp127(struct buf *b, const struct reftel_transmission *x)
{
	if (!value_set(&x->originator) || !value_set(&x->station_serial))
		return;
	buf_puts(b, "MMHS-Acp127-Message-Identifier: ");
	buf_putstr(b, value_str(&x->originator));
	buf_putc(b, ' ');
	buf_putstr(b, value_str(&x->station_serial));
	buf_putc(b, ' ');
	buf_putstr(b, value_str(&x->filed));
	put_eol(b);
}

/* Continuity numbers, which no field of the standard holds. */
static void
put_numbers(struct buf *b, const struct reftel_telegram *t)
{
	const struct reftel_addressees *lists[] = { &t->to, &t->info };
	bool first = true;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < lists[k]->n; i++) {
			const struct reftel_addressee *a = &lists[k]->v[i];

			if (!value_set(&a->number) || !value_set(&a->ri))
				continue;
			buf_puts(b, first ? "X-Reftel-MCN: " : ",\r\n ");
			buf_putstr(b, value_str(&a->ri));
			buf_putc(b, '=');
			buf_putstr(b, value_str(&a->number));
			first = false;
		}
	if (!first)
		put_eol(b);
}

static void
put_label(struct buf *b, const struct reftel_telegram *t)
{
	if (!value_set(&t->classification))
		return;
	buf_puts(b, "SIO-Label: marking=\"");
	buf_putstr(b, value_str(&t->classification));
	for (size_t i = 0; i < t->captions.n; i++)
		if (plain(value_str(&t->captions.v[i])) && str_findc(
		    value_str(&t->captions.v[i]), '"', 0) >=
		    t->captions.v[i].n) {
			buf_puts(b, "//");
			buf_putstr(b, value_str(&t->captions.v[i]));
		}
	buf_puts(b, "\"\r\n");
}

/* Indicator codes have three to eight characters. */
static void
put_codes(struct buf *b, const struct reftel_telegram *t)
{
	bool first = true;

	for (size_t i = 0; i < t->tags.n; i++) {
		struct str tag = value_str(&t->tags.v[i].tag);

		if (tag.n < 3 || tag.n > 8 || !plain(tag) ||
		    t->tags.v[i].kind == REFTEL_TAG_PERSON)
			continue;
		buf_puts(b, first ? "MMHS-Subject-Indicator-Codes: " : "; ");
		buf_putstr(b, tag);
		first = false;
	}
	if (!first)
		put_eol(b);
}

static void
put_fields(struct buf *b, const struct reftel_telegram *t)
{
	const struct reftel_transmission *x = &t->transmission;
	struct buf number = { 0 };
	struct str from = value_str(&t->from.plad);

	buf_puts(b, "From: ");
	put_mailbox(b, from);
	put_eol(b);
	put_mailboxes(b, "To", &t->to);
	put_mailboxes(b, "Cc", &t->info);
	put_date(b, t);
	put_field(b, "Subject", value_str(&t->subject));
	if (value_set(&t->id)) {
		buf_puts(b, "Message-ID: <");
		buf_putstr(b, value_str(&t->id));
		buf_puts(b, "@telegrams.invalid>\r\n");
	}
	buf_puts(b, "MIME-Version: 1.0\r\n");
	put_precedence(b, "MMHS-Primary-Precedence", &t->precedence_action);
	put_precedence(b, "MMHS-Copy-Precedence", value_set(
	    &t->precedence_info) ? &t->precedence_info
	    : t->info.n > 0 ? &t->precedence_action : &t->precedence_info);
	put_field(b, "MMHS-Originator-PLAD", from);
	words_number(&number, t, false);
	put_field(b, "MMHS-Originator-Reference", str_make(number.p,
	    number.n));
	put_acp127(b, x);
	number.n = 0;
	words_security(&number, t);
	put_field(b, "MMHS-Handling-Instructions", str_make(number.p,
	    number.n));
	b->failed |= number.failed;
	buf_free(&number);
	put_codes(b, t);
	put_label(b, t);
	put_numbers(b, t);
}

/* The body as quoted-printable (RFC 2045 6.7). */
static void
put_quoted(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0, column = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool last = i + 1 == s.n || s.p[i + 1] == '\n';
		bool bare = (c >= '!' && c <= '~' && c != '=') ||
		    (c == ' ' && !last);

		if (c == '\n') {
			put_eol(b);
			column = 0;
			continue;
		}
		if (column + (bare ? 1 : 3) > 75) {
			buf_puts(b, "=\r\n");
			column = 0;
		}
		/* a "From " or a point alone is changed on the way */
		if (bare && !(column == 0 && (c == '.' || c == 'F'))) {
			buf_putc(b, (char)c);
			column++;
			continue;
		}
		buf_putc(b, '=');
		buf_putc(b, hex[c >> 4]);
		buf_putc(b, hex[c & 15]);
		column += 3;
	}
}

const char *
render_mail(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	static const struct words_section whole = { 1, 1 };
	struct buf body = { 0 };
	char date[64];

	(void)o;
	/* nothing is made up to fill a field that a mail must have */
	if (!value_set(&t->from.plad))
		return "it has no FM line, and a mail must have a sender";
	if (!mail_date(&t->date, date, sizeof(date)))
		return "it has no date and time, which a mail must have";
	put_fields(b, t);
	buf_puts(b, "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	layout_heading(&body, t, &whole, false);
	layout_body(&body, t, LAYOUT_COLUMNS);
	put_quoted(b, str_make(body.p, body.n));
	b->failed |= body.failed;
	buf_free(&body);
	return NULL;
}
