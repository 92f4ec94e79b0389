/* One telegram out of the archive: its row, its witnesses, its bytes. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/sqlite.h"
#include "base/json_read.h"
#include "form/reader.h"
#include "telegram/number.h"
#include "telegram/title.h"

/* Lists. */

static const char *
shown_id(struct arena *arena, sqlite3_stmt *st, int id, int variant,
    int sha256)
{
	const char *s = (const char *)sqlite3_column_text(st, id);

	if (s == NULL)
		return arena_printf(arena, "sha256:%.12s",
		    (const char *)sqlite3_column_text(st, sha256));
	if (sqlite3_column_int(st, variant) == 1)
		return sql_text(arena, st, id);
	return arena_printf(arena, "%s~%d", s,
	    sqlite3_column_int(st, variant));
}

/* The title for a subject, which may be "": in the arena, or the subject. */
static const char *
title_of(struct arena *arena, const char *subject)
{
	struct str title = title_make(arena, str_from(subject));

	return title.p == subject ? subject : arena_printf(arena, "%.*s",
	    (int)title.n, title.p == NULL ? "" : title.p);
}

enum archive_status
archive_head(struct archive *a, struct arena *arena, int64_t telegram,
    struct archive_head *h)
{
	sqlite3_stmt *st = sql(a, "SELECT t.id, variant, date, post,"
	    " classification, subject, t.form, paragraphs, redactions,"
	    " refs, witnesses, diagnostics, t.length, s.sha256"
	    " FROM telegram AS t"
	    " LEFT JOIN witness AS w ON t.id IS NULL AND w.witness = t.witness"
	    " LEFT JOIN source AS s ON s.source = w.source"
	    " WHERE t.telegram = ?", "i", telegram);
	bool found = sql_row(a, st);

	memset(h, 0, sizeof(*h));
	if (found) {
		h->telegram = telegram;
		h->id = shown_id(arena, st, 0, 1, 13);
		h->date = sql_text(arena, st, 2);
		h->post = sql_text(arena, st, 3);
		h->classification = sql_text(arena, st, 4);
		h->subject = sql_text(arena, st, 5);
		h->title = title_of(arena, h->subject);
		h->form = sql_text(arena, st, 6);
		h->paragraphs = (unsigned)sqlite3_column_int(st, 7);
		h->redactions = (unsigned)sqlite3_column_int(st, 8);
		h->refs = (unsigned)sqlite3_column_int(st, 9);
		h->witnesses = (unsigned)sqlite3_column_int(st, 10);
		h->diagnostics = (unsigned)sqlite3_column_int(st, 11);
		h->length = (uint64_t)sqlite3_column_int64(st, 12);
	}
	sql_end(a, st);
	if (found)
		return arena->failed ? archive_fail(a, ARCHIVE_ENOMEM,
		    "out of memory") : ARCHIVE_OK;
	return a->status != ARCHIVE_OK ? a->status : ARCHIVE_NOTFOUND;
}

/* Finding. */

static size_t
take_rows(struct archive *a, sqlite3_stmt *st, int64_t *telegram, size_t cap)
{
	size_t n = 0;

	for (; sql_row(a, st); n++)
		if (n < cap)
			telegram[n] = sqlite3_column_int64(st, 0);
	sql_end(a, st);
	return n;
}

/* "sha256:" and at least four digits of it. */
static size_t
find_digest(struct archive *a, struct str digits, int64_t *telegram,
    size_t cap)
{
	char from[65], to[65], first[32], last[32];

	if (digits.n < 4 || digits.n > 64)
		return 0;
	memset(from, '0', sizeof(from));
	memset(to, 'f', sizeof(to));
	for (size_t i = 0; i < digits.n; i++) {
		char c = digits.p[i];

		if (!ch_digit(c) && ((c | 32) < 'a' || (c | 32) > 'f'))
			return 0;
		from[i] = to[i] = c;
	}
	from[64] = to[64] = '\0';
	return take_rows(a, sql(a, "SELECT DISTINCT w.telegram FROM source AS s"
	    " JOIN witness AS w USING (source)"
	    " WHERE s.digest BETWEEN ? AND ? ORDER BY 1", "bb",
	    sql_digest(from, first), sql_digest(to, last)), telegram, cap);
}

/* The number in front of "~2", and the 2; 0 where there is none. */
static struct str
part_variant(struct str s, long *variant)
{
	size_t at = str_findc(s, '~', 0);

	*variant = 0;
	if (at == s.n || s.n - at - 1 > 6 || s.n - at < 2)
		return s;
	for (size_t i = at + 1; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return s;
	*variant = str_digits(s.p + at + 1, s.n - at - 1);
	return str_cut(s, 0, at);
}

size_t
archive_find(struct archive *a, const char *spelling, int64_t *telegram,
    size_t cap, char canonical[48])
{
	struct str s = str_trim(str_from(spelling));
	struct reftel_number number;
	long variant;

	a->status = ARCHIVE_OK;
	canonical[0] = '\0';
	if (str_startsi(s, STR("sha256:")))
		return find_digest(a, str_cut(s, 7, s.n), telegram, cap);
	s = part_variant(s, &variant);
	if (reftel_number_parse(s.p, s.n, 0, &number) != REFTEL_OK ||
	    number.id[0] == '\0')
		return 0;
	memcpy(canonical, number.id, sizeof(number.id));
	return take_rows(a, sql(a, "SELECT telegram FROM telegram"
	    " WHERE id = ?1 AND (?2 = 0 OR variant = ?2)"
	    " UNION SELECT telegram FROM witness WHERE id = ?1 AND ?2 = 0",
	    "si", number.id, (int64_t)variant), telegram, cap);
}

/* Witnesses. */

enum archive_status
archive_witnesses(struct archive *a, struct arena *arena, int64_t telegram,
    struct archive_witness **out, size_t *n)
{
	sqlite3_stmt *st = sql(a, "SELECT w.witness, kind, w.form, f.name,"
	    " p.member, s.sha256, p.offset, s.length, w.words,"
	    " (SELECT count(*) FROM place AS q WHERE q.witness = w.witness)"
	    " FROM witness AS w JOIN source AS s USING (source)"
	    " LEFT JOIN place AS p ON p.witness = w.witness"
	    " LEFT JOIN file AS f USING (file)"
	    " WHERE w.telegram = ?"
	    " ORDER BY kind <> 'face', w.witness, f.file, p.offset", "i",
	    telegram);
	size_t cap = 0;

	*out = NULL;
	for (*n = 0; sql_row(a, st);) {
		int64_t witness = sqlite3_column_int64(st, 0);
		struct archive_witness *w;

		if (*n > 0 && (*out)[*n - 1].witness == witness)
			continue;
		w = arena_grow(arena, *out, *n, &cap, sizeof(**out));
		if (w == NULL)
			break;
		*out = w;
		w[(*n)++] = (struct archive_witness){
			.witness = witness,
			.kind = sql_text(arena, st, 1),
			.form = sql_text(arena, st, 2),
			.file = sql_text(arena, st, 3),
			.member = sql_text(arena, st, 4),
			.sha256 = sql_text(arena, st, 5),
			.offset = (uint64_t)sqlite3_column_int64(st, 6),
			.length = (uint64_t)sqlite3_column_int64(st, 7),
			.words = (unsigned)sqlite3_column_int(st, 8),
			.places = (unsigned)sqlite3_column_int(st, 9),
		};
	}
	sql_end(a, st);
	if (arena->failed)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	return a->status == ARCHIVE_OK && *n == 0 ? ARCHIVE_NOTFOUND
	    : a->status;
}

/* Bytes. */

enum archive_status
archive_bytes(struct archive *a, int64_t witness, struct buf *bytes)
{
	int64_t source = sql_int(a, 0, "SELECT source FROM witness"
	    " WHERE witness = ?", "i", witness);

	if (source == 0)
		return a->status != ARCHIVE_OK ? a->status : ARCHIVE_NOTFOUND;
	return sql_source(a, source, bytes) ? ARCHIVE_OK : a->status;
}

/* Reading again. */

/* How a witness was read, and where it stood. */
struct again {
	struct telegram_context context;
	struct reftel_options opt;
	struct str record;	/* [["carrier","pdf"],...], or "" */
	const char *member;
	uint64_t offset, line;
	bool text;		/* places are of a member's text */
};

static bool
look_up(struct archive *a, struct arena *arena, int64_t witness,
    struct again *again, struct buf *heading, struct buf *bytes)
{
	sqlite3_stmt *st = sql(a, "SELECT w.source, c.form, c.asked, c.id,"
	    " c.year, c.heading, c.record, f.name, p.member, p.offset, p.line"
	    " FROM witness AS w LEFT JOIN context AS c USING (context)"
	    " LEFT JOIN place AS p ON p.witness = w.witness"
	    " LEFT JOIN file AS f USING (file)"
	    " WHERE w.witness = ? ORDER BY p.file, p.member, p.offset LIMIT 1",
	    "i", witness);
	bool ok = sql_row(a, st);

	if (ok) {
		const char *id = sql_text(arena, st, 3);

		again->context.form = reftel_form_by_name(
		    sql_text(arena, st, 1));
		again->opt.form = sqlite3_column_int(st, 2)
		    ? again->context.form : REFTEL_FORM_ANY;
		again->opt.id = *id == '\0' ? NULL : id;
		again->opt.year = sqlite3_column_int(st, 4);
		again->record = str_from(sql_text(arena, st, 6));
		again->opt.name = sql_text(arena, st, 7);
		again->member = sql_text(arena, st, 8);
		again->offset = (uint64_t)sqlite3_column_int64(st, 9);
		again->line = (uint64_t)sqlite3_column_int64(st, 10);
		again->text = again->record.n > 0;
		ok = sql_source(a, sqlite3_column_int64(st, 0), bytes) &&
		    (sqlite3_column_type(st, 5) == SQLITE_NULL ||
		    sql_source(a, sqlite3_column_int64(st, 5), heading));
		again->context.heading = str_make(heading->p, heading->n);
	}
	sql_end(a, st);
	return ok;
}

/* The fields that its container gave it: pairs of key and value. */
static void
add_record(struct reftel_telegram *t, struct str record)
{
	struct buf words[2] = { { 0 }, { 0 } };
	unsigned turn = 0;

	for (size_t at = 0; at < record.n; at++) {
		size_t start = at++;

		if (record.p[start] != '"')
			continue;
		while (at < record.n && record.p[at] != '"')
			at += record.p[at] == '\\' ? 2 : 1;
		words[turn].n = 0;
		if (!json_text(str_cut(record, start, at + 1), &words[turn]))
			break;
		if (turn == 1) {
			struct arena *arena = &t->impl->arena;
			const char *key = arena_strdup(arena,
			    str_make(words[0].p, words[0].n));
			const char *value = arena_strdup(arena,
			    str_make(words[1].p, words[1].n));

			if (key != NULL && value != NULL)
				telegram_field(t, key, telegram_value_bare(
				    str_from(value)));
		}
		turn ^= 1;
	}
	buf_free(&words[0]);
	buf_free(&words[1]);
}

static void
put_in_place(struct reftel_telegram *t, const struct again *again)
{
	t->source.offset = t->impl->base = again->offset;
	t->impl->line = again->line > 0 ? again->line : 1;
	t->span_basis_text = again->text;
	if (again->member[0] != '\0')
		t->source.member = arena_strdup(&t->impl->arena,
		    str_from(again->member));
	add_record(t, again->record);
	telegram_publish(t);
}

enum archive_status
archive_read(struct archive *a, int64_t witness, struct reftel_telegram **out)
{
	struct again again = { .member = "" };
	struct buf heading = { 0 }, bytes = { 0 };
	struct arena arena;

	*out = NULL;
	a->status = ARCHIVE_OK;
	arena_init(&arena);
	if (look_up(a, &arena, witness, &again, &heading, &bytes)) {
		if (reader_again(&again.opt, &again.context,
		    str_make(bytes.p, bytes.n), out) != REFTEL_OK)
			archive_fail(a, ARCHIVE_BROKEN, "its bytes are no "
			    "telegram to this Reftel");
		else
			put_in_place(*out, &again);
	} else if (a->status == ARCHIVE_OK) {
		archive_fail(a, ARCHIVE_NOTFOUND, "no such witness");
	}
	arena_free(&arena);
	buf_free(&heading);
	buf_free(&bytes);
	return a->status;
}

enum archive_status
archive_face(struct archive *a, int64_t telegram,
    struct reftel_telegram **out)
{
	int64_t witness = sql_int(a, 0, "SELECT witness FROM telegram"
	    " WHERE telegram = ?", "i", telegram);

	*out = NULL;
	if (witness == 0)
		return a->status != ARCHIVE_OK ? a->status
		    : archive_fail(a, ARCHIVE_NOTFOUND, "no such telegram");
	return archive_read(a, witness, out);
}
