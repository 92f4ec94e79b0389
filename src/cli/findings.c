/* Which findings are told, and how; as JSON here. See findings.h. */
#include "cli/findings_int.h"
#include "cli/cmd.h"

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

size_t
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
	static findings_fn *const tell[] = {
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
	if (f->format == FINDINGS_TEXT)
		text_end(f);
	else if (f->format == FINDINGS_SARIF)
		sarif_end(&f->json);
	findings_flush(f);
	buf_free(&f->out);
}
