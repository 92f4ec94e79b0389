/* Findings as text, JSON and SARIF; see findings.h. */
#include "cli/findings.h"
#include "cli/cmd.h"
#include "telegram/telegram.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

const char *
severity_name(enum reftel_severity s)
{
	static const char *const names[] = { [REFTEL_NOTE] = "note",
		[REFTEL_WARNING] = "warning", [REFTEL_ERROR] = "error" };

	return names[s];
}

bool
wants_color(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (no_color != NULL && *no_color != '\0')
		return false;
	return isatty(STDOUT_FILENO) && term != NULL &&
	    strcmp(term, "dumb") != 0;
}

/* --- which ---------------------------------------------------------------- */

static size_t
code_index(const char *word, size_t n)
{
	struct reftel_code code;
	size_t i;

	for (i = 0; reftel_code(i, &code); i++)
		if (strlen(code.word) == n && memcmp(code.word, word, n) == 0)
			return i;
	return i;
}

bool
findings_choose(struct findings *f, const char *word, size_t n)
{
	struct reftel_code code;
	size_t i = code_index(word, n);

	if (!reftel_code(i, &code))
		return false;
	f->only = f->chosen[i] = true;
	return true;
}

static bool
wanted(const struct findings *f, const struct reftel_diag *d)
{
	return d->severity >= f->least && (!f->only ||
	    f->chosen[code_index(d->code, strlen(d->code))]);
}

/* --- text --------------------------------------------------------------------- */

/* The source line of a finding, and where in it the finding stands. */
struct source_line {
	struct str s;
	size_t at, end;
};

static struct source_line
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

static bool
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

static void
put_place(struct buf *out, const char *path, const struct reftel_telegram *t)
{
	buf_puts(out, path);
	if (t->source.member != NULL) {
		buf_puts(out, "!/");
		buf_puts(out, t->source.member);
	}
}

static void
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

/* --- JSON -------------------------------------------------------------------------- */

static void
put_span(struct json *j, const struct reftel_span *s)
{
	json_key(j, "span");
	json_pair(j, s->start, s->end);
}

static void
put_fix(struct json *j, const struct reftel_fix *fix)
{
	json_key(j, "fix");
	if (fix == NULL) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	put_span(j, &fix->span);
	json_put(j, "replacement", str,
	    str_make(fix->replacement, fix->replacement_n));
	json_put(j, "sure", str, str_from(fix->sure));
	json_close(j, '}');
}

static void
put_str_or_null(struct json *j, const char *s, size_t n)
{
	if (s == NULL)
		json_null(j);
	else
		json_str(j, str_make(s, n));
}

static void
tell_json(struct findings *f, const char *path,
    const struct reftel_telegram *t, const struct reftel_diag *d)
{
	struct json j = { .out = &f->out };

	json_open(&j, '{');
	json_put(&j, "file", str, str_from(path));
	json_key(&j, "member");
	put_str_or_null(&j, t->source.member, str_from(t->source.member).n);
	json_key(&j, "id");
	put_str_or_null(&j, t->id.s, t->id.n);
	json_put(&j, "code", str, str_from(d->code));
	json_put(&j, "severity", str, str_from(severity_name(d->severity)));
	json_put(&j, "message", str, str_from(d->message));
	put_span(&j, &d->span);
	json_put(&j, "line", uint, d->line);
	json_put(&j, "column", uint, d->column);
	put_fix(&j, d->fix);
	json_close(&j, '}');
	buf_putc(&f->out, '\n');
}

/* --- SARIF 2.1.0 ------------------------------------------------------------------------ */

static void
put_text(struct json *j, struct str s)
{
	json_open(j, '{');
	json_put(j, "text", str, s);
	json_close(j, '}');
}

static void
sarif_rule(struct json *j, const struct reftel_code *code)
{
	struct buf text = { 0 };

	json_item(j);
	json_open(j, '{');
	json_put(j, "id", str, str_from(code->word));
	json_key(j, "shortDescription");
	put_text(j, str_from(code->message));
	buf_puts(&text, code->message);
	buf_puts(&text, ". Source of the rule: ");
	buf_puts(&text, code->source);
	buf_puts(&text, ". See reftel-codes(7).");
	json_key(j, "help");
	put_text(j, str_make(text.p, text.failed ? 0 : text.n));
	buf_free(&text);
	json_key(j, "defaultConfiguration");
	json_open(j, '{');
	json_put(j, "level", str, str_from(severity_name(code->severity)));
	json_close(j, '}');
	json_close(j, '}');
}

/* Down to where the results begin. */
static void
sarif_begin(struct json *j)
{
	struct reftel_code code;

	json_open(j, '{');
	json_put(j, "$schema", str,
	    STR("https://json.schemastore.org/sarif-2.1.0.json"));
	json_put(j, "version", str, STR("2.1.0"));
	json_key(j, "runs");
	json_open(j, '[');
	json_item(j);
	json_open(j, '{');
	json_key(j, "tool");
	json_open(j, '{');
	json_key(j, "driver");
	json_open(j, '{');
	json_put(j, "name", str, STR("reftel"));
	json_put(j, "version", str, STR(REFTEL_VERSION));
	json_key(j, "rules");
	json_open(j, '[');
	for (size_t i = 0; reftel_code(i, &code); i++)
		sarif_rule(j, &code);
	json_close(j, ']');
	json_close(j, '}');
	json_close(j, '}');
	json_put(j, "columnKind", str, STR("unicodeCodePoints"));
	json_key(j, "results");
	json_open(j, '[');
}

/* A path as a URI reference. */
static void
put_uri(struct json *j, const char *path, const struct reftel_telegram *t)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char plain[] = "-._~/!";
	struct buf whole = { 0 }, uri = { 0 };

	put_place(&whole, path, t);
	for (size_t i = 0; i < whole.n; i++) {
		char c = whole.p[i];
		if (ch_is(c, CT_ALNUM) || (c != '\0' && strchr(plain, c) !=
		    NULL)) {
			buf_putc(&uri, c);
			continue;
		}
		buf_putc(&uri, '%');
		buf_putc(&uri, hex[(unsigned char)c >> 4]);
		buf_putc(&uri, hex[(unsigned char)c & 15]);
	}
	json_str(j, str_make(uri.p, uri.n));
	buf_free(&whole);
	buf_free(&uri);
}

static void
put_bytes(struct json *j, const struct reftel_span *s)
{
	json_put(j, "byteOffset", uint, s->start);
	json_put(j, "byteLength", uint, s->end - s->start);
}

/* Columns count characters here. */
static void
sarif_region(struct json *j, const struct reftel_telegram *t,
    const struct reftel_diag *d)
{
	struct source_line l = source_line(t, d);
	uint64_t column = 1;

	for (size_t i = 0; i < l.at; i++)
		column += !inside_char(l.s, i);
	json_key(j, "region");
	json_open(j, '{');
	json_put(j, "startLine", uint, d->line);
	json_put(j, "startColumn", uint, column);
	put_bytes(j, &d->span);
	json_close(j, '}');
}

static void
sarif_location(struct json *j, const char *path,
    const struct reftel_telegram *t, const struct reftel_diag *d)
{
	json_open(j, '{');
	json_key(j, "physicalLocation");
	json_open(j, '{');
	json_key(j, "artifactLocation");
	json_open(j, '{');
	json_key(j, "uri");
	put_uri(j, path, t);
	json_close(j, '}');
	sarif_region(j, t, d);
	json_close(j, '}');
	if (t->id.s != NULL) {
		json_key(j, "logicalLocations");
		json_open(j, '[');
		json_item(j);
		json_open(j, '{');
		json_put(j, "name", str, str_make(t->id.s, t->id.n));
		json_close(j, '}');
		json_close(j, ']');
	}
	json_close(j, '}');
}

static void
sarif_fix(struct json *j, const char *path, const struct reftel_telegram *t,
    const struct reftel_fix *fix)
{
	json_key(j, "fixes");
	json_open(j, '[');
	json_item(j);
	json_open(j, '{');
	json_key(j, "description");
	put_text(j, str_from(fix->sure));
	json_key(j, "artifactChanges");
	json_open(j, '[');
	json_item(j);
	json_open(j, '{');
	json_key(j, "artifactLocation");
	json_open(j, '{');
	json_key(j, "uri");
	put_uri(j, path, t);
	json_close(j, '}');
	json_key(j, "replacements");
	json_open(j, '[');
	json_item(j);
	json_open(j, '{');
	json_key(j, "deletedRegion");
	json_open(j, '{');
	put_bytes(j, &fix->span);
	json_close(j, '}');
	json_key(j, "insertedContent");
	put_text(j, str_make(fix->replacement, fix->replacement_n));
	json_close(j, '}');
	json_close(j, ']');
	json_close(j, '}');
	json_close(j, ']');
	json_close(j, '}');
	json_close(j, ']');
}

static void
tell_sarif(struct findings *f, const char *path,
    const struct reftel_telegram *t, const struct reftel_diag *d)
{
	struct json *j = &f->json;

	json_item(j);
	json_open(j, '{');
	json_put(j, "ruleId", str, str_from(d->code));
	json_put(j, "ruleIndex", uint, code_index(d->code, strlen(d->code)));
	json_put(j, "level", str, str_from(severity_name(d->severity)));
	json_key(j, "message");
	put_text(j, str_from(d->message));
	json_key(j, "locations");
	json_open(j, '[');
	json_item(j);
	sarif_location(j, path, t, d);
	json_close(j, ']');
	if (d->fix != NULL)
		sarif_fix(j, path, t, d->fix);
	json_close(j, '}');
}

/* --- all formats --------------------------------------------------------------------------- */

void
findings_begin(struct findings *f)
{
	f->color = f->format == FINDINGS_TEXT && wants_color();
	f->json.out = &f->out;
	if (f->format == FINDINGS_SARIF)
		sarif_begin(&f->json);
}

bool
findings_tell(struct findings *f, const char *path,
    const struct reftel_telegram *t)
{
	enum { ENOUGH = 256 * 1024 };
	static void (*const tell[])(struct findings *, const char *,
	    const struct reftel_telegram *, const struct reftel_diag *) = {
		[FINDINGS_TEXT] = tell_text, [FINDINGS_JSON] = tell_json,
		[FINDINGS_SARIF] = tell_sarif,
	};

	f->telegrams++;
	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next)
		if (wanted(f, d)) {
			f->count[d->severity]++;
			tell[f->format](f, path, t, d);
		}
	return (f->out.n < ENOUGH && !f->out.failed) || findings_flush(f);
}

/* That the reader of our output has gone (EPIPE) is its own affair. */
bool
findings_flush(struct findings *f)
{
	size_t done = 0;

	if (f->out.failed && !f->failed) {
		complain("%s", reftel_strstatus(REFTEL_ENOMEM));
		f->failed = true;
	}
	while (done < f->out.n && !f->failed && !f->gone) {
		ssize_t n = write(STDOUT_FILENO, f->out.p + done,
		    f->out.n - done);

		if (n >= 0) {
			done += (size_t)n;
		} else if (errno == EPIPE) {
			f->gone = true;
		} else if (errno != EINTR) {
			complain("standard output: %s", strerror(errno));
			f->failed = true;
		}
	}
	f->out.n = 0;
	return !f->failed && !f->gone;
}

void
findings_end(struct findings *f)
{
	if (f->format == FINDINGS_TEXT) {
		put_count(f, REFTEL_ERROR, ", ");
		put_count(f, REFTEL_WARNING, ", ");
		put_count(f, REFTEL_NOTE, " in ");
		buf_putu(&f->out, f->telegrams);
		buf_puts(&f->out, f->telegrams == 1 ? " telegram\n" :
		    " telegrams\n");
	} else if (f->format == FINDINGS_SARIF) {
		json_close(&f->json, ']');
		json_close(&f->json, '}');
		json_close(&f->json, ']');
		json_close(&f->json, '}');
		buf_putc(&f->out, '\n');
	}
	findings_flush(f);
	buf_free(&f->out);
}
