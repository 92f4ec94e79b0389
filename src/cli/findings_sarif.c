/* Findings as a log in SARIF 2.1.0, with all rules that there are. */
#include "cli/findings_int.h"

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

void
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

void
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

void
sarif_end(struct json *j)
{
	json_close(j, ']');
	json_close(j, '}');
	json_close(j, ']');
	json_close(j, '}');
	buf_putc(j->out, '\n');
}
