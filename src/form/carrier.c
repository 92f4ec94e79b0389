/* From bytes to lines of UTF-8; see carrier.h. */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "form/carrier.h"

#include <stdio.h>

#include "base/utf8.h"
#include "form/form.h"

static const char bom[] = "\xEF\xBB\xBF";

/* ASCII that stays as it is: no NUL, no CR. */
static bool
plain(unsigned char c)
{
	return (unsigned char)(c - 1) < 0x7F && c != '\r';
}

/* Length of the plain ASCII at p, which nearly all of nearly every input
 * is: tested sixteen bytes at a time where that can be done. */
static size_t
plain_length(const char *p, size_t n)
{
	size_t i = 0;

#ifdef __SSE2__
	const __m128i nul = _mm_setzero_si128(), cr = _mm_set1_epi8('\r');
	for (; i + 16 <= n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)
		    (p + i));
		/* the high bit of each byte that is not plain */
		unsigned other = (unsigned)_mm_movemask_epi8(_mm_or_si128(v,
		    _mm_or_si128(_mm_cmpeq_epi8(v, nul),
		    _mm_cmpeq_epi8(v, cr))));
		if (other != 0)
			return i + (unsigned)__builtin_ctz(other);
	}
#endif
	while (i < n && plain((unsigned char)p[i]))
		i++;
	return i;
}

static void
count(struct carrier_count *c, size_t start, size_t n)
{
	if (c->n++ == 0) {
		c->start = (uint32_t)start;
		c->end = (uint32_t)(start + n);
	}
}

/* What a look over the whole piece says about its encoding. */
struct survey {
	size_t good;		/* UTF-8 characters beyond ASCII */
	size_t broken;		/* bytes that belong to none */
	size_t twice_sure;	/* encoded twice: it can be nothing else */
	size_t twice_likely;	/* encoded twice, or two letters */
	size_t lone;		/* letters that only look like a beginning */
	bool other;		/* a NUL or a CR */
	bool blank;		/* a blank beyond ASCII */
};

enum { NO_WIDTH };

/*
 * What typesetting put in for a blank, a line end or nothing, back as that:
 * telegrams have one blank. Else c itself. (Unicode 15, 6.2.)
 */
static uint32_t
plain_blank(uint32_t c)
{
	if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
	    c == 0x205F || c == 0x3000)
		return ' ';
	if (c == 0x2028 || c == 0x2029)
		return '\n';
	if (c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 ||
	    c == 0xFEFF)
		return NO_WIDTH;
	return c;
}

static bool
blank_beyond_ascii(const char *p, size_t n)
{
	unsigned length;
	uint32_t c = utf8_get(p, n, &length);

	return plain_blank(c) != c;
}

/*
 * A character that was encoded twice shows as a letter from "Â" to "ô" and
 * one to three signs.  "Â¶" and "â€™", a no-break blank's sign or three
 * characters in a row, mean nothing in any language.  Of the rest, such as
 * "É»", some do, and are undone only in a piece where no such letter stands
 * alone.
 */
enum twice { NOT_TWICE, TWICE_SURE, TWICE_LIKELY };

static enum twice
twice_at(const char *p, size_t n, unsigned *length, char out[4],
    unsigned *out_n)
{
	*length = (unsigned char)p[0] == 0xC3 ? utf8_twice(p, n, out, out_n)
					      : 0;
	if (*length == 0)
		return NOT_TWICE;
	if (*out_n > 2)
		return TWICE_SURE;
	if ((unsigned char)out[0] == 0xC2)	/* C1 controls are no text */
		return (unsigned char)out[1] < 0xA0 ? NOT_TWICE : TWICE_SURE;
	return TWICE_LIKELY;
}

/* Looks at the byte p[0], which is not plain; returns how many it took. */
static size_t
survey_step(struct survey *s, const char *p, size_t n)
{
	char out[4];
	unsigned twice, out_n, length = utf8_length(p, n);

	if ((unsigned char)p[0] < 0x80) {
		s->other = true;
		return 1;
	}
	if (length == 0) {
		s->broken++;
		return utf8_broken_length(p, n);
	}
	s->good++;
	switch (twice_at(p, n, &twice, out, &out_n)) {
	case TWICE_SURE:
		s->twice_sure++;
		return twice;
	case TWICE_LIKELY:
		s->twice_likely++;
		return twice;
	case NOT_TWICE:
		s->blank |= blank_beyond_ascii(p, n);
		/* U+00C2 to U+00F4 */
		s->lone += (unsigned char)p[0] == 0xC3 &&
		    (unsigned char)p[1] >= 0x82 && (unsigned char)p[1] <= 0xB4;
		break;
	}
	return length;
}

static struct survey
survey(struct str s)
{
	struct survey out = { 0 };

	for (size_t i = 0; i < s.n;) {
		i += plain_length(s.p + i, s.n - i);
		if (i < s.n)
			i += survey_step(&out, s.p + i, s.n - i);
	}
	return out;
}

/* A piece on its way into out; what stands in [kept, at) is still to be
 * appended as it is. */
struct undoing {
	struct text *out;
	struct str in;
	size_t kept, at;
	struct survey survey;
	struct carrier *found;
	struct carrier_count crcrlf;
};

static void
keep(struct undoing *u)
{
	text_verbatim(u->out, u->in.p + u->kept, u->at - u->kept,
	    (uint32_t)u->kept);
}

/* The next n bytes are left out, or stand for s. */
static void
replace(struct undoing *u, struct str s, size_t n)
{
	keep(u);
	text_replace(u->out, s, (uint32_t)u->at, (uint32_t)n);
	u->at += n;
	u->kept = u->at;
}

static void
replace_char(struct undoing *u, uint32_t c, size_t n)
{
	char out[4];

	c = plain_blank(c);
	replace(u, str_make(out, c == NO_WIDTH ? 0 : utf8_put(out, c)), n);
}

/* As many blanks as NULs. */
static void
undo_nuls(struct undoing *u)
{
	static const char blanks[] = "                                ";
	size_t n = 1;

	while (u->at + n < u->in.n && u->in.p[u->at + n] == '\0' &&
	    n < sizeof(blanks) - 1)
		n++;
	count(&u->found->nul, u->at, n);
	u->found->nul.n += (uint32_t)n - 1;
	replace(u, str_make(blanks, n), n);
}

/* Any number of CR before LF is one line end with it (transmission.md 6.3);
 * where no LF follows, each is one of its own. */
static void
undo_crs(struct undoing *u)
{
	size_t n = 1, left = u->in.n - u->at;
	const char *p = u->in.p + u->at;

	while (n < left && p[n] == '\r')
		n++;
	if (n < left && p[n] == '\n') {
		if (n > 1)
			count(&u->crcrlf, u->at, n + 1);
		replace(u, STR(""), n);
		return;
	}
	count(&u->found->line_end, u->at, n);
	while (n-- > 0)
		replace(u, STR("\n"), 1);
}

/*
 * A byte that is no UTF-8 in a piece that else is: a lone one was pasted in
 * from Windows-1252; what began as a character and was cut is broken.
 */
static void
undo_broken(struct undoing *u)
{
	size_t left = u->in.n - u->at;
	unsigned char c = (unsigned char)u->in.p[u->at];
	unsigned n = utf8_broken_length(u->in.p + u->at, left);
	bool cut_off = left == 1 && c >= 0xC2 && c <= 0xF4;

	if (n > 1 || cut_off || !utf8_is_1252(c)) {
		count(&u->found->broken, u->at, n);
		replace_char(u, UTF8_BROKEN, n);
	} else {
		count(&u->found->foreign, u->at, 1);
		replace_char(u, utf8_from_1252(c), 1);
	}
}

static void
undo_high(struct undoing *u)
{
	const char *p = u->in.p + u->at;
	size_t left = u->in.n - u->at;
	unsigned length = utf8_length(p, left), twice_n, out_n;
	enum twice twice;
	char out[4];

	if (u->found->encoding == CARRIER_1252) {
		count(&u->found->foreign, u->at, 1);
		replace_char(u, utf8_from_1252((unsigned char)p[0]), 1);
		return;
	}
	if (length == 0) {
		undo_broken(u);
		return;
	}
	twice = twice_at(p, left, &twice_n, out, &out_n);
	if (twice == TWICE_SURE ||
	    (twice == TWICE_LIKELY && u->survey.lone == 0)) {
		count(&u->found->twice, u->at, twice_n);
		replace_char(u, utf8_get(out, out_n, &length), twice_n);
	} else if (blank_beyond_ascii(p, left)) {
		replace_char(u, utf8_get(p, left, &length), length);
	} else {
		u->at += length;
	}
}

static void
undo_bytes(struct undoing *u)
{
	while (u->at < u->in.n) {
		u->at += plain_length(u->in.p + u->at, u->in.n - u->at);
		if (u->at == u->in.n)
			break;
		if (u->in.p[u->at] == '\0')
			undo_nuls(u);
		else if (u->in.p[u->at] == '\r')
			undo_crs(u);
		else
			undo_high(u);
	}
	keep(u);
}

/* CR CR LF throughout is how a circuit sends lines; one now and then is
 * damage. */
static void
judge_line_ends(struct undoing *u)
{
	size_t lines = 0, at = 0;

	if (u->crcrlf.n == 0 || u->found->line_end.n > 0)
		return;
	while ((at = str_findc(u->in, '\n', at)) < u->in.n) {
		lines++;
		at++;
	}
	if (lines > u->crcrlf.n)
		u->found->line_end = u->crcrlf;
}

/* One unit of UTF-16 at p. */
static uint32_t
unit(const char *s, bool big)
{
	unsigned char a = (unsigned char)s[0], b = (unsigned char)s[1];

	return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

/* The character at p, *n bytes long; UTF8_BROKEN for half a pair. */
static uint32_t
wide_char(const char *p, size_t left, bool big, size_t *n)
{
	uint32_t c, low;

	*n = left < 2 ? left : 2;
	if (left < 2)
		return UTF8_BROKEN;
	c = unit(p, big);
	if (c < 0xD800 || c > 0xDFFF)
		return c;
	low = left < 4 ? 0 : unit(p + 2, big);
	if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
		return UTF8_BROKEN;
	*n = 4;
	return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

/* As undo_crs(): the CR at u->at and those behind it. */
static void
undo_wide_crs(struct undoing *u, bool big)
{
	const char *p = u->in.p + u->at;
	size_t left = u->in.n - u->at, n = 2;

	while (n + 2 <= left && unit(p + n, big) == '\r')
		n += 2;
	if (n + 2 <= left && unit(p + n, big) == '\n') {
		replace(u, STR(""), n);
		return;
	}
	count(&u->found->line_end, u->at, n);
	for (; n > 0; n -= 2)
		replace(u, STR("\n"), 2);
}

/* Each character becomes a run of its own: the map stays exact. */
static void
undo_wide(struct undoing *u, bool big)
{
	size_t n;

	while (u->at < u->in.n) {
		uint32_t c = wide_char(u->in.p + u->at, u->in.n - u->at, big,
		    &n);

		if (c == '\r') {
			undo_wide_crs(u, big);
			continue;
		}
		if (c == 0)
			count(&u->found->nul, u->at, n);
		if (c == UTF8_BROKEN)
			count(&u->found->broken, u->at, n);
		replace_char(u, c == 0 ? ' ' : c, n);
	}
}

enum carrier_encoding
carrier_wide(struct str s)
{
	enum { LOOK = 4096 };
	size_t pairs = (s.n < LOOK ? s.n : LOOK) / 2, even = 0, odd = 0;
	size_t most = pairs - pairs / 4, few = pairs / 16;

	if (str_starts(s, STR("\xFF\xFE")))
		return CARRIER_UTF16LE;
	if (str_starts(s, STR("\xFE\xFF")))
		return CARRIER_UTF16BE;
	/* Without a mark: telegrams are nearly all ASCII, whose other byte
	 * is NUL; but NULs on both sides are something else. */
	if (pairs < 4 || memchr(s.p, '\0', 2 * pairs) == NULL)
		return CARRIER_UTF8;
	for (size_t i = 0; i < pairs; i++) {
		even += s.p[2 * i] == '\0';
		odd += s.p[2 * i + 1] == '\0';
	}
	if (odd >= most && even <= few)
		return CARRIER_UTF16LE;
	if (even >= most && odd <= few)
		return CARRIER_UTF16BE;
	return CARRIER_UTF8;
}

/*
 * Text in Windows-1252 has hardly a pair of bytes that is UTF-8 by chance.
 * So a piece is that where nothing, or next to nothing, in it is UTF-8; else
 * it is UTF-8 with foreign bytes, which are taken one by one.
 */
static bool
is_1252(const struct survey *s)
{
	return s->broken > 0 && s->good <= s->broken / 8;
}

void
carrier_undo(struct text *out, struct arena *a, struct str piece,
    struct carrier *found)
{
	struct undoing u = { .out = out, .in = piece, .found = found };
	bool marked = str_starts(piece, STR(bom));

	*found = (struct carrier){ .encoding = carrier_wide(piece) };
	if (found->encoding != CARRIER_UTF8) {
		bool big = found->encoding == CARRIER_UTF16BE;

		u.at = u.kept = unit(piece.p, big) == 0xFEFF ? 2 : 0;
		text_init(out, a, piece.n / 2 + piece.n / 16);
		undo_wide(&u, big);
		return;
	}
	u.survey = survey(piece);
	if (!marked && !u.survey.other && !u.survey.blank &&
	    u.survey.broken == 0 &&
	    u.survey.twice_sure == 0 &&
	    (u.survey.twice_likely == 0 || u.survey.lone > 0)) {
		text_init_verbatim(out, a, piece);
		return;
	}
	if (is_1252(&u.survey))
		found->encoding = CARRIER_1252;
	u.at = u.kept = marked ? sizeof(bom) - 1 : 0;
	text_init(out, a, piece.n + piece.n / 16);
	undo_bytes(&u);
	judge_line_ends(&u);
}

/* One diagnostic for all places of a kind, at the first of them. */
static void
report(struct reftel_telegram *t, enum diag_code code,
    const struct carrier_count *c, const char *what)
{
	char arg[48];

	if (c->n == 0)
		return;
	snprintf(arg, sizeof(arg), "%lu %s%s", (unsigned long)c->n, what,
	    c->n == 1 ? "" : "s");
	telegram_diag_raw(t, code, c->start, c->end, str_from(arg));
}

static void
report_encoding(struct reftel_telegram *t, const struct carrier *c)
{
	static const enum telegram_encoding encodings[] = {
		[CARRIER_UTF8] = TELEGRAM_UTF8,
		[CARRIER_1252] = TELEGRAM_1252,
		[CARRIER_UTF16LE] = TELEGRAM_UTF16LE,
		[CARRIER_UTF16BE] = TELEGRAM_UTF16BE
	};

	t->impl->encoding = encodings[c->encoding];
	switch (c->encoding) {
	case CARRIER_UTF16LE:
		telegram_diag_raw(t, DIAG_ENCODING_UTF16, 0, 2,
		    STR("little-endian"));
		break;
	case CARRIER_UTF16BE:
		telegram_diag_raw(t, DIAG_ENCODING_UTF16, 0, 2,
		    STR("big-endian"));
		break;
	case CARRIER_1252:
		telegram_diag_raw(t, DIAG_ENCODING_FALLBACK, c->foreign.start,
		    c->foreign.end, STR("the whole text"));
		break;
	case CARRIER_UTF8:
		report(t, DIAG_ENCODING_FALLBACK, &c->foreign, "byte");
		break;
	}
}

/* Each place by itself, with what undoes it: the runs that stand for bytes
 * which begin as only a character encoded twice does. */
static void
report_twice(struct reftel_telegram *t, const struct text *text)
{
	for (size_t i = 0; i < text->run_n; i++) {
		const struct text_run *run = &text->run[i];
		uint32_t end = i + 1 < text->run_n ? run[1].at : text->n;
		struct str s = str_make(text->p + run->at, end - run->at);
		struct diag *d;

		if (run->verbatim || run->src_n < 2 ||
		    t->impl->piece.p[run->src] != '\xC3')
			continue;
		d = telegram_diag_raw(t, DIAG_ENCODING_DOUBLE, run->src,
		    run->src + run->src_n, s);
		telegram_fix(t, d, run->src, run->src + run->src_n, s,
		    "certain");
	}
}

void
carrier_decode(struct reftel_telegram *t, struct text *out, struct arena *a,
    struct str piece)
{
	struct carrier found;

	carrier_undo(out, a, piece, &found);
	report_encoding(t, &found);
	report(t, DIAG_ENCODING_BROKEN, &found.broken, "place");
	if (found.twice.n > 0)
		report_twice(t, out);
	report(t, DIAG_NUL_BYTES, &found.nul, "byte");
	report(t, DIAG_LINE_ENDS, &found.line_end, "place");
}
