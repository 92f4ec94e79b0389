/*
 * The bytes of a telegram, with what was read from them: to the left every
 * byte as it came, to the right every value, and each leads to the other.
 */
#include "web/telegram.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "web/values.h"

/* Bytes shown at most; the rest is to be downloaded. */
enum { SHOWN_MAX = 512 * 1024 };

/* A value, or one of its places. */
struct value {
	const char *key, *words;
	size_t words_n;
	bool shown;		/* has a place in the bytes that are shown */
};
struct stretch {
	uint32_t start, end;	/* of the bytes of the piece */
	uint32_t value;
};

struct marks {
	struct arena *arena;
	const struct reftel_telegram *t;
	struct value *value;
	size_t value_n, value_cap;
	struct stretch *stretch;
	size_t stretch_n, stretch_cap;
};

/* --- gathering ------------------------------------------ */

static void
add_stretch(struct marks *m, const struct reftel_span *span)
{
	uint64_t base = m->t->impl->base;
	struct stretch *s;

	if (span->start < base || span->end - base > m->t->impl->piece.n ||
	    span->end <= span->start)
		return;
	s = arena_grow(m->arena, m->stretch, m->stretch_n, &m->stretch_cap,
	    sizeof(*s));
	if (s == NULL)
		return;
	m->stretch = s;
	s[m->stretch_n++] = (struct stretch){ (uint32_t)(span->start - base),
		(uint32_t)(span->end - base), (uint32_t)m->value_n - 1 };
}

static void
gather(void *ctx, const char *key, struct str words, uint32_t start,
    uint32_t end)
{
	enum { PLACES = 64 };
	struct marks *m = ctx;
	struct reftel_span span[PLACES];
	struct value *v = arena_grow(m->arena, m->value, m->value_n,
	    &m->value_cap, sizeof(*v));
	size_t n;

	if (v == NULL)
		return;
	m->value = v;
	/* numbers are written for the call */
	v[m->value_n++] = (struct value){ arena_strdup(m->arena,
	    str_from(key)), words.n > 24 ? words.p : arena_strdup(m->arena,
	    words), words.n, false };
	n = start > end ? 0 : reftel_spans(m->t, start, end, span, PLACES);
	for (size_t i = 0; i < n && i < PLACES; i++)
		add_stretch(m, &span[i]);
}

/* Outer ones before those inside them. */
static int
by_place(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return x->value < y->value ? -1 : x->value > y->value;
}

/* --- bytes ------------------------------------------ */

static void
put_byte_1252(struct page *p, unsigned char c)
{
	char utf8[4];

	page_text(p, str_make(utf8, utf8_put(utf8, utf8_from_1252(c))));
}

static uint32_t
utf16_unit(const char *p, bool big)
{
	unsigned char a = (unsigned char)p[!big], b = (unsigned char)p[big];

	return (uint32_t)a << 8 | b;
}

/* Two bytes each; surrogates in pairs. */
static void
put_utf16(struct page *p, struct str s, bool big)
{
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		uint32_t c = utf16_unit(s.p + i, big);
		char utf8[4];

		if (c >> 10 == 0x36 && i + 3 < s.n) {
			uint32_t low = utf16_unit(s.p + i + 2, big);

			if (low >> 10 == 0x37) {
				c = 0x10000 + ((c & 0x3FF) << 10) +
				    (low & 0x3FF);
				i += 2;
			}
		}
		page_text(p, str_make(utf8, utf8_put(utf8, c)));
	}
}

/* A carriage return shows as its sign: it is a byte, too. */
static void
put_plain(struct page *p, struct str s)
{
	for (size_t at = 0, end; at < s.n; at = end + 1) {
		end = str_findc(s, '\r', at);
		page_text(p, str_cut(s, at, end));
		if (end < s.n)
			page_element(p, "span", "cr", STR("\xE2\x90\x8D"));
	}
}

static void
put_bytes(struct page *p, enum telegram_encoding encoding, struct str s)
{
	switch (encoding) {
	case TELEGRAM_1252:
		for (size_t i = 0; i < s.n; i++)
			if (ch_is(s.p[i], CT_HIGH))
				put_byte_1252(p, (unsigned char)s.p[i]);
			else
				put_plain(p, str_make(s.p + i, 1));
		break;
	case TELEGRAM_UTF16LE:
	case TELEGRAM_UTF16BE:
		put_utf16(p, s, encoding == TELEGRAM_UTF16BE);
		break;
	default:
		put_plain(p, s);
	}
}

/* --- the left side ------------------------------------------ */

struct left {
	struct page *p;
	struct marks *m;
	struct str bytes;
	uint32_t at;
	/* values that are open at `at`, the innermost last */
	const struct stretch **open;
	size_t open_n;
};

/* The bytes up to `to`, which belong to the innermost open value. */
static void
put_up_to(struct left *l, uint32_t to)
{
	struct page *p = l->p;
	struct str s = str_cut(l->bytes, l->at, to);
	enum telegram_encoding encoding = l->m->t->impl->encoding;
	struct value *v;

	if (s.n == 0)
		return;
	l->at = to;
	if (l->open_n == 0) {
		put_bytes(p, encoding, s);
		return;
	}
	v = &l->m->value[l->open[l->open_n - 1]->value];
	page_open(p, "a");
	page_attr_fmt(p, "href", "#v%zu", (size_t)(v - l->m->value));
	if (!v->shown)
		page_attr_fmt(p, "id", "s%zu", (size_t)(v - l->m->value));
	page_attr(p, "title", v->key);
	put_bytes(p, encoding, s);
	page_close(p);
	v->shown = true;
}

/* Closes what ends at or before `at`. */
static void
close_until(struct left *l, uint32_t at)
{
	while (l->open_n > 0 && l->open[l->open_n - 1]->end <= at) {
		put_up_to(l, l->open[l->open_n - 1]->end);
		l->open_n--;
	}
}

static void
put_left(struct page *p, struct marks *m, struct str bytes)
{
	struct left l = { .p = p, .m = m, .bytes = bytes };

	l.open = arena_array(m->arena, sizeof(*l.open), m->stretch_n + 1);
	if (l.open == NULL)
		return;
	page_open(p, "pre");
	page_attr(p, "class", "bytes");
	page_attr(p, "tabindex", "0");
	page_attr(p, "aria-label", "The bytes");
	for (size_t i = 0; i < m->stretch_n; i++) {
		const struct stretch *s = &m->stretch[i];

		if (s->start >= bytes.n)
			break;
		close_until(&l, s->start);
		/* what does not nest is told to the right only */
		if (l.open_n > 0 && s->end > l.open[l.open_n - 1]->end)
			continue;
		put_up_to(&l, s->start);
		l.open[l.open_n++] = s;
	}
	close_until(&l, UINT32_MAX);
	put_up_to(&l, (uint32_t)bytes.n);
	page_close(p);
	page_newline(p);
}

/* --- the right side ------------------------------------------ */

static void
put_words(struct page *p, const struct value *v)
{
	enum { LONG = 96 };	/* it stands whole beside */
	struct str s = str_make(v->words, v->words_n);

	if (s.n <= LONG) {
		page_text(p, s);
		return;
	}
	/* no character in two */
	s.n = LONG;
	while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
		s.n--;
	page_text(p, s);
	page_puts(p, " …");
}

static void
put_right(struct page *p, struct marks *m)
{
	page_open(p, "dl");
	page_attr(p, "class", "values");
	for (size_t i = 0; i < m->value_n; i++) {
		struct value *v = &m->value[i];

		page_open(p, "div");
		page_attr_fmt(p, "id", "v%zu", i);
		page_open(p, "dt");
		if (v->shown) {
			page_open(p, "a");
			page_attr_fmt(p, "href", "#s%zu", i);
			page_puts(p, v->key == NULL ? "" : v->key);
			page_close(p);
		} else {
			page_puts(p, v->key == NULL ? "" : v->key);
		}
		page_close(p);
		page_open(p, "dd");
		put_words(p, v);
		page_close(p);
		page_close(p);
		page_newline(p);
	}
	page_close(p);
}

static const char *
encoding_name(const struct reftel_impl *impl)
{
	switch (impl->encoding) {
	case TELEGRAM_1252:
		return "Windows-1252";
	case TELEGRAM_UTF16LE:
		return "UTF-16, low byte first";
	case TELEGRAM_UTF16BE:
		return "UTF-16, high byte first";
	default:
		return "UTF-8";
	}
}

static void
put_about(struct shown *r, struct str bytes)
{
	struct page *p = &r->v->page;
	const struct reftel_source *s = &r->t->source;

	page_open(p, "p");
	page_attr(p, "class", "about");
	page_puts(p, s->name);
	if (s->member != NULL) {
		page_puts(p, ", ");
		page_puts(p, s->member);
	}
	page_puts(p, ": bytes ");
	page_number(p, s->offset);
	page_puts(p, " to ");
	page_number(p, s->offset + s->length);
	page_printf(p, ", %s, form %s. ", encoding_name(r->t->impl),
	    reftel_form_name(r->t->form) == NULL ? "not known"
	    : reftel_form_name(r->t->form));
	if (r->t->span_basis_text)
		page_puts(p, "Places are those of the text that was taken "
		    "out of its container. ");
	page_open(p, "code");
	page_puts(p, s->sha256);
	page_close(p);
	page_close(p);
	if (bytes.n < r->t->impl->piece.n) {
		page_open(p, "p");
		page_attr(p, "class", "notice");
		page_puts(p, "This is the beginning only: the telegram is ");
		page_number(p, r->t->impl->piece.n);
		page_puts(p, " bytes long. All of them can be downloaded from "
		    "its page.");
		page_close(p);
	}
}

void
view_source(struct shown *r)
{
	struct page *p = &r->v->page;
	struct marks m = { .arena = r->v->arena, .t = r->t };
	struct str bytes = str_cut(r->t->impl->piece, 0, SHOWN_MAX);

	values_each(r->t, gather, &m);
	if (m.stretch_n > 1)
		qsort(m.stretch, m.stretch_n, sizeof(*m.stretch), by_place);
	put_about(r, bytes);
	page_open(p, "div");
	page_attr(p, "class", "sides");
	put_left(p, &m, bytes);
	page_open(p, "section");
	page_attr(p, "aria-label", "What was read");
	page_attr(p, "class", "side");
	page_attr(p, "tabindex", "0");
	put_right(p, &m);
	page_close(p);
	page_close(p);
}
