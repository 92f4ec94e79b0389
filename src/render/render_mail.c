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

/* A moment as a mail has it: "Mon, 29 Oct 2007 10:36:00 +0000".  Behind it,
 * "-0000": nothing is known of the hour (RFC 5322 3.3). */
static void
put_moment(struct buf *b, const int v[5], const char *zone)
{
	static const char days[7][4] = { "Sat", "Sun", "Mon", "Tue", "Wed",
		"Thu", "Fri" };
	static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	char out[80];
	/* Zeller's rule; January and February belong to the year before */
	int y = v[1] < 3 ? v[0] - 1 : v[0], m = v[1] < 3 ? v[1] + 12 : v[1];

	snprintf(out, sizeof(out), "%s, %02d %s %04d %02d:%02d:00 %s",
	    days[(v[2] + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7],
	    v[2], months[v[1] - 1], v[0], v[3], v[4], zone);
	buf_puts(b, out);
	put_eol(b);
}

/*
 * A mail must have a date with its time.  Where the telegram has none, a
 * comment says what is made up, and a field of ours what is known.
 */
static void
put_date(struct buf *b, const struct reftel_telegram *t)
{
	int v[5] = { 1970, 1, 1, 0, 0 };
	char iso[24];
	int n;

	snprintf(iso, sizeof(iso), "%.*s", (int)t->date.n,
	    t->date.s == NULL ? "" : t->date.s);
	n = sscanf(iso, "%4d-%2d-%2dT%2d:%2dZ", &v[0], &v[1], &v[2], &v[3],
	    &v[4]);
	buf_puts(b, "Date: ");
	if (n == 5 && v[1] >= 1 && v[1] <= 12) {
		put_moment(b, v, "+0000");
		buf_puts(b, "MMHS-Extended-Authorisation-Info: ");
		put_moment(b, v, "+0000");
	} else if (n >= 3 && v[1] >= 1 && v[1] <= 12) {
		put_moment(b, v, "-0000 (time not known)");
		put_field(b, "X-Reftel-Date", str_cut(str_from(iso), 0, 10));
	} else if (t->year.value > 0 && t->year.value <= 9999) {
		memcpy(v, (const int[]){ t->year.value, 1, 1 }, 3 * sizeof(*v));
		put_moment(b, v, "-0000 (day not known)");
		snprintf(iso, sizeof(iso), "%04d", t->year.value);
		put_field(b, "X-Reftel-Date", str_from(iso));
	} else {
		memcpy(v, (const int[]){ 1970, 1, 1 }, 3 * sizeof(*v));
		put_moment(b, v, "-0000 (not known)");
		put_field(b, "X-Reftel-Date", STR("not known"));
	}
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
	if (from.n > 0)
		put_mailbox(b, from);
	else	/* a group without members (RFC 6854) */
		buf_puts(b, "sender not known:;");
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

	(void)o;
	put_fields(b, t);
	buf_puts(b, "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	/* "TO" alone would be taken for text */
	if (value_set(&t->from.plad) || value_set(&t->dtg) ||
	    t->transmission.present)
		layout_heading(&body, t, &whole, false);
	layout_body(&body, t, LAYOUT_COLUMNS);
	put_quoted(b, str_make(body.p, body.n));
	b->failed |= body.failed;
	buf_free(&body);
	return NULL;
}
