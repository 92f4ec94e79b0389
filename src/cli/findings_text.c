/* Findings as text, each with its line and a caret below its place. */
#include "cli/findings_int.h"

struct source_line
source_line(const struct reftel_telegram *t, const struct reftel_diag *d)
{
	const struct reftel_impl *impl = t->impl;
	struct str all = impl->piece;
	size_t at = (size_t)(d->span.start - impl->base);
	size_t end = (size_t)(d->span.end - impl->base);
	size_t a = at, b = at;

	while (a > 0 && all.p[a - 1] != '\n' && all.p[a - 1] != '\r')
		a--;
	while (b < all.n && all.p[b] != '\n' && all.p[b] != '\r')
		b++;
	return (struct source_line){ str_cut(all, a, b), at - a,
		(end < b ? end : b) - a };
}

bool
inside_char(struct str s, size_t i)
{
	return i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80;
}

/* A part of a long line, whole characters, with the finding in it. */
static void
cut_line(struct source_line *l)
{
	enum { WIDTH = 76, BEFORE = 30 };
	size_t a = 0, b = l->s.n;

	if (l->s.n > WIDTH) {
		a = l->at > BEFORE ? l->at - BEFORE : 0;
		if (l->s.n - a < WIDTH)
			a = l->s.n - WIDTH;
		b = a + WIDTH < l->s.n ? a + WIDTH : l->s.n;
		for (int i = 0; i < 3 && inside_char(l->s, a); i++)
			a++;
		for (int i = 0; i < 3 && inside_char(l->s, b); i++)
			b--;
	}
	if (a > l->at)
		a = l->at;
	l->s = str_cut(l->s, a, b);
	l->at -= a;
	l->end = l->end - a < l->s.n ? l->end - a : l->s.n;
}

/* Length of the character at i in UTF-8; 0: it is none, or one that must not
 * reach a terminal. */
static size_t
char_length(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	size_t n = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 :
	    c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;

	if (n == 0 || i + n > s.n || c < ' ' || c == 0x7F)
		return 0;
	for (size_t k = 1; k < n; k++)
		if (!inside_char(s, i + k))
			return 0;
	/* controls of the second half of Latin-1 */
	if (n == 2 && c == 0xC2 && (unsigned char)s.p[i + 1] < 0xA0)
		return 0;
	return n;
}

/* A tab becomes a blank, so that the caret stands below its place. */
static void
put_line(struct buf *out, const struct source_line *l)
{
	buf_puts(out, "  ");
	for (size_t i = 0; i < l->s.n;) {
		size_t n = char_length(l->s, i);

		if (n > 0)
			buf_putstr(out, str_cut(l->s, i, i + n));
		else
			buf_putc(out, l->s.p[i] == '\t' ? ' ' : '?');
		i += n == 0 ? 1 : n;
	}
	buf_putc(out, '\n');
}

static void
put_caret(struct buf *out, const struct source_line *l, bool color)
{
	size_t i = 0;

	buf_puts(out, "  ");
	while (i < l->at) {
		size_t n = char_length(l->s, i);
		buf_putc(out, ' ');
		i += n == 0 ? 1 : n;
	}
	buf_puts(out, color ? "\033[1;32m^" : "^");
	for (bool first = true; i < l->end; first = false) {
		size_t n = char_length(l->s, i);
		if (!first)
			buf_putc(out, '~');
		i += n == 0 ? 1 : n;
	}
	buf_puts(out, color ? "\033[0m\n" : "\n");
}

/* Words of the telegram stand in messages; no control of theirs gets out. */
static void
put_plain(struct buf *out, struct str s)
{
	struct source_line l = { s, 0, 0 };

	for (size_t i = 0; i < l.s.n;) {
		size_t n = char_length(l.s, i);
		if (n > 0)
			buf_putstr(out, str_cut(s, i, i + n));
		else
			buf_putc(out, '?');
		i += n == 0 ? 1 : n;
	}
}

void
put_place(struct buf *out, const char *path, const struct reftel_telegram *t)
{
	buf_puts(out, path);
	if (t->source.member != NULL) {
		buf_puts(out, "!/");
		buf_puts(out, t->source.member);
	}
}

void
tell_text(struct findings *f, const char *path,
    const struct reftel_telegram *t, const struct reftel_diag *d)
{
	static const char *const colors[] = { "\033[1;36m", "\033[1;35m",
		"\033[1;31m" };
	struct source_line l = source_line(t, d);

	put_place(&f->out, path, t);
	buf_putc(&f->out, ':');
	buf_putu(&f->out, d->line);
	buf_putc(&f->out, ':');
	buf_putu(&f->out, d->column);
	buf_puts(&f->out, ": ");
	if (f->color)
		buf_puts(&f->out, colors[d->severity]);
	buf_puts(&f->out, severity_name(d->severity));
	buf_puts(&f->out, f->color ? ":\033[0m " : ": ");
	put_plain(&f->out, str_from(d->message));
	buf_puts(&f->out, " [");
	buf_puts(&f->out, d->code);
	buf_puts(&f->out, "]\n");
	cut_line(&l);
	if (str_trim(l.s).n == 0)
		return;
	put_line(&f->out, &l);
	put_caret(&f->out, &l, f->color);
}

static void
put_count(struct findings *f, enum reftel_severity s, const char *end)
{
	buf_putu(&f->out, f->count[s]);
	buf_putc(&f->out, ' ');
	buf_puts(&f->out, severity_name(s));
	buf_puts(&f->out, f->count[s] == 1 ? "" : "s");
	buf_puts(&f->out, end);
}

void
text_end(struct findings *f)
{
	put_count(f, REFTEL_ERROR, ", ");
	put_count(f, REFTEL_WARNING, ", ");
	put_count(f, REFTEL_NOTE, " in ");
	buf_putu(&f->out, f->telegrams);
	buf_puts(&f->out, f->telegrams == 1 ? " telegram\n" :
	    " telegrams\n");
}
