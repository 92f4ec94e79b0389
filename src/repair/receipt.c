/* A line of JSON for each edit; see receipt.h. */
#include "repair/receipt.h"

#include "base/json.h"
#include "base/json_read.h"
#include "base/utf8.h"

/* Where the rule behind a code stands. */
static const char *
rule_source(const char *code)
{
	for (size_t i = 0; i < DIAG__MAX; i++)
		if (strcmp(diag_info[i].word, code) == 0)
			return diag_info[i].source;
	return "";
}

static void
put_member(struct json *j, struct str key, struct str value)
{
	json_key_str(j, key);
	json_str(j, value);
}

/* Bytes as a string or, where they are no UTF-8, in hexadecimal digits. */
static void
put_bytes(struct json *j, const char *key, const char *hex_key, struct str s)
{
	static const char digits[] = "0123456789abcdef";

	if (utf8_valid(s)) {
		put_member(j, str_from(key), s);
		return;
	}
	json_key_str(j, str_from(hex_key));
	buf_putc(j->out, '"');
	for (size_t i = 0; i < s.n; i++) {
		buf_putc(j->out, digits[(unsigned char)s.p[i] >> 4]);
		buf_putc(j->out, digits[(unsigned char)s.p[i] & 15]);
	}
	buf_putc(j->out, '"');
}

void
receipt_open(struct buf *b, const char *file, const struct reftel_telegram *t,
    const struct repair_edit *e, uint64_t start)
{
	struct json j = { .out = b };

	json_open(&j, '{');
	put_member(&j, STR("code"), str_from(e->diag->code));
	put_member(&j, STR("message"), str_from(e->diag->message));
	put_member(&j, STR("rule"), str_from(rule_source(e->diag->code)));
	put_member(&j, STR("sure"), str_from(e->diag->fix->sure));
	put_member(&j, STR("file"), str_from(file));
	json_key_str(&j, STR("telegram"));
	if (value_set(&t->id))
		json_str(&j, value_str(&t->id));
	else
		json_null(&j);
	json_key_str(&j, STR("line"));
	json_uint(&j, e->diag->line);
	json_key_str(&j, STR("column"));
	json_uint(&j, e->diag->column);
	json_key_str(&j, STR("span"));
	json_pair(&j, e->span.start, e->span.end);
	json_key_str(&j, STR("repaired_span"));
	json_pair(&j, start, start + e->after.n);
	put_bytes(&j, "before", "before_hex", e->before);
	put_bytes(&j, "after", "after_hex", e->after);
}

static void
put_file(struct buf *b, const char *key, const struct receipt_file *file)
{
	buf_puts(b, ",\"");
	buf_puts(b, key);
	buf_puts(b, "\":{\"length\":");
	buf_putu(b, file->length);
	buf_puts(b, ",\"sha256\":\"");
	buf_puts(b, file->sha256);
	buf_puts(b, "\"}");
}

void
receipt_close(struct buf *b, const struct receipt_file *original,
    const struct receipt_file *repaired)
{
	put_file(b, "original", original);
	put_file(b, "repaired", repaired);
	buf_puts(b, "}\n");
}

/* --- reading -------------------------------------------------------------- */

static bool
read_hex(struct str s, struct buf *out)
{
	struct str digits = str_cut(s, 1, s.n - 1);

	if (s.n < 2 || s.p[0] != '"' || digits.n % 2 != 0)
		return false;
	for (size_t i = 0; i < digits.n; i += 2) {
		unsigned byte = 0;

		for (size_t k = i; k < i + 2; k++) {
			char c = ch_fold(digits.p[k]);

			if (!ch_digit(c) && (c < 'A' || c > 'F'))
				return false;
			byte = byte * 16 + (unsigned)(ch_digit(c) ? c - '0'
			    : c - 'A' + 10);
		}
		buf_putc(out, (char)byte);
	}
	return true;
}

static bool
read_bytes(struct str line, const char *key, const char *hex_key,
    struct buf *out)
{
	struct str value;

	if (json_member(line, key, &value))
		return json_text(value, out);
	return json_member(line, hex_key, &value) && read_hex(value, out);
}

static bool
read_file(struct str line, const char *key, struct receipt_file *file)
{
	struct str object, value;
	struct buf hex = { 0 };
	bool ok = json_member(line, key, &object) &&
	    json_member(object, "length", &value) &&
	    json_number(value, &file->length) &&
	    json_member(object, "sha256", &value) &&
	    json_text(value, &hex) && hex.n == 64 && !hex.failed;

	if (ok) {
		memcpy(file->sha256, hex.p, 64);
		file->sha256[64] = '\0';
	}
	buf_free(&hex);
	return ok;
}

bool
receipt_read(struct str line, struct receipt *r)
{
	struct str value;

	*r = (struct receipt){ 0 };
	if (json_member(line, "span", &value) &&
	    json_numbers(value, r->span) &&
	    json_member(line, "repaired_span", &value) &&
	    json_numbers(value, r->repaired_span) &&
	    read_bytes(line, "before", "before_hex", &r->before) &&
	    read_bytes(line, "after", "after_hex", &r->after) &&
	    read_file(line, "original", &r->original) &&
	    read_file(line, "repaired", &r->repaired) &&
	    !r->before.failed && !r->after.failed)
		return true;
	receipt_free(r);
	return false;
}

void
receipt_free(struct receipt *r)
{
	buf_free(&r->before);
	buf_free(&r->after);
}
