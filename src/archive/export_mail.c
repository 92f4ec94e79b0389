/*
 * Mails in an mbox or a Maildir: lines end in LF there (RFC 4155), and a
 * message is known by its Message-ID, so that another telegram of the same
 * number needs one of its own.
 */
#include <string.h>

#include "archive/export_form.h"
#include "render/render.h"

static struct str
header_field(struct str mail, struct str name)
{
	size_t end = str_find(mail, STR("\r\n\r\n"), 0);
	size_t at = str_find(str_cut(mail, 0, end), name, 0);

	if (at >= end)
		return str_make("", 0);
	at += name.n;
	return str_cut(mail, at, str_findc(mail, '\r', at));
}

/* "Tue, 02 Oct 2007 10:36:00 +0000" as the time of a "From " line, "Tue Oct
 * 02 10:36:00 2007". */
static void
put_from_line(struct buf *b, struct str mail)
{
	struct str date = header_field(mail, STR("\r\nDate: "));

	buf_puts(b, "From reftel@telegrams.invalid ");
	if (date.n >= 25) {
		buf_putstr(b, str_cut(date, 0, 3));
		buf_putstr(b, str_cut(date, 7, 11));
		buf_putstr(b, str_cut(date, 4, 7));
		buf_putstr(b, str_cut(date, 16, 25));
		buf_putstr(b, str_cut(date, 11, 16));
	}
	while (!b->failed && b->p[b->n - 1] == ' ')
		b->n--;
	buf_putc(b, '\n');
}

static void
put_message_id(struct buf *b, const char *id)
{
	buf_puts(b, "Message-ID: <");
	for (; *id != '\0'; id++)
		buf_putc(b, ch_alnum(*id) || *id == '~' ? *id : '-');
	buf_puts(b, "@telegrams.invalid>\n");
}

static void
put_lines(struct buf *b, struct str mail, const char *id)
{
	bool header = true, identified = false;

	for (size_t at = 0, end; at < mail.n; at = end + 1) {
		struct str line;

		end = str_findc(mail, '\n', at);
		line = str_cut(mail, at, end);
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		if (header && line.n == 0) {
			header = false;
			if (!identified)
				put_message_id(b, id);
		}
		if (header && str_starts(line, STR("Message-ID: "))) {
			put_message_id(b, id);
			identified = true;
			continue;
		}
		buf_putstr(b, line);
		buf_putc(b, '\n');
	}
}

const char *
export_mail(struct buf *b, bool mbox, const char *id,
    const struct reftel_telegram *t)
{
	const struct render_options options = { 0 };
	struct buf mail = { 0 };
	const char *why = render_mail(&mail, t, &options);

	if (why == NULL) {
		struct str s = str_make(mail.p, mail.n);

		if (mbox)
			put_from_line(b, s);
		put_lines(b, s, id);
		if (mbox)
			buf_putc(b, '\n');
		b->failed |= mail.failed;
	}
	buf_free(&mail);
	return why;
}
