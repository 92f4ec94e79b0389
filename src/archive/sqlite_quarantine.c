/* What could not be read, and the files that it lies in; see reread.h. */
#include <errno.h>
#include <string.h>

#include "archive/keep.h"
#include "archive/reread.h"
#include "archive/sqlite.h"
#include "base/digest.h"
#include "telegram/telegram.h"

/* The bytes of a file. */

static bool
next_chunk(struct kept_file *f)
{
	struct archive *a = f->archive;
	sqlite3_stmt *st = sql(a, "SELECT n, before, source FROM chunk"
	    " WHERE file = ? AND n >= ? ORDER BY n LIMIT 1", "ii", f->file,
	    f->n);
	bool found = sql_row(a, st), ok = true;

	f->bytes.n = f->at = 0;
	if (found) {
		f->n = sqlite3_column_int64(st, 0) + 1;
		buf_putstr(&f->bytes, sql_view(st, 1));
		if (sqlite3_column_type(st, 2) == SQLITE_NULL)
			f->removed = true;
		else
			ok = sql_source(a, sqlite3_column_int64(st, 2),
			    &f->bytes);
	}
	sql_end(a, st);
	return found && ok && !f->bytes.failed;
}

long
kept_file_read(void *ctx, void *p, size_t n)
{
	struct kept_file *f = ctx;

	while (f->at == f->bytes.n)
		if (!next_chunk(f)) {
			if (f->archive->status == ARCHIVE_OK &&
			    !f->bytes.failed)
				return 0;
			errno = EIO;
			return -1;
		}
	if (n > f->bytes.n - f->at)
		n = f->bytes.n - f->at;
	memcpy(p, f->bytes.p + f->at, n);
	f->at += n;
	return (long)n;
}

void
kept_file_close(struct kept_file *f)
{
	buf_free(&f->bytes);
}

/* Listing, handing out. */

enum archive_status
quarantine_each(struct archive *a, bool (*fn)(void *,
    const struct quarantined *), void *ctx)
{
	sqlite3_stmt *st = sql(a, "SELECT quarantine, f.name, member, reason,"
	    " r.version, offset, q.length, line FROM quarantine AS q"
	    " JOIN file AS f USING (file) JOIN reader AS r USING (reader)"
	    " ORDER BY quarantine", "");
	bool go_on = true;

	while (go_on && sql_row(a, st)) {
		const struct quarantined q = {
			.quarantine = sqlite3_column_int64(st, 0),
			.file = (const char *)sqlite3_column_text(st, 1),
			.member = (const char *)sqlite3_column_text(st, 2),
			.reason = (const char *)sqlite3_column_text(st, 3),
			.version = (const char *)sqlite3_column_text(st, 4),
			.offset = (uint64_t)sqlite3_column_int64(st, 5),
			.length = (uint64_t)sqlite3_column_int64(st, 6),
			.line = (uint64_t)sqlite3_column_int64(st, 7),
		};

		go_on = fn(ctx, &q);
	}
	sql_end(a, st);
	return a->status;
}

/* [offset, offset + length) of a file; length 0: to its end. */
static bool
copy_bytes(struct archive *a, int64_t file, uint64_t offset, uint64_t length,
    struct buf *out)
{
	struct kept_file f = { .archive = a, .file = file };
	uint64_t at = 0;
	char p[65536];
	long got;

	while ((got = kept_file_read(&f, p, sizeof(p))) > 0) {
		uint64_t from = offset > at ? offset - at : 0;
		uint64_t to = (uint64_t)got;

		if (length > 0 && offset + length < at + to)
			to = offset + length > at ? offset + length - at : 0;
		if (from < to)
			buf_put(out, p + from, (size_t)(to - from));
		at += (uint64_t)got;
		if (length > 0 && at >= offset + length)
			break;
	}
	kept_file_close(&f);
	return got >= 0 && !out->failed;
}

enum archive_status
quarantine_bytes(struct archive *a, int64_t quarantine, struct buf *out)
{
	sqlite3_stmt *st = sql(a, "SELECT file, member <> '', offset, length"
	    " FROM quarantine WHERE quarantine = ?", "i", quarantine);
	bool found = sql_row(a, st), whole = false;
	uint64_t offset = 0, length = 0;
	int64_t file = 0;

	if (found) {
		file = sqlite3_column_int64(st, 0);
		whole = sqlite3_column_int(st, 1) != 0;
		offset = (uint64_t)sqlite3_column_int64(st, 2);
		length = (uint64_t)sqlite3_column_int64(st, 3);
	}
	sql_end(a, st);
	if (!found)
		return a->status != ARCHIVE_OK ? a->status
		    : archive_fail(a, ARCHIVE_NOTFOUND, "no such entry");
	if (whole)
		offset = length = 0;
	return copy_bytes(a, file, offset, length, out) ? ARCHIVE_OK
	    : a->status;
}

/* Trying again. */

struct retry {
	struct archive *a;
	struct keeper k;
	struct retry_count *count;
	int64_t file;
	struct digest digest;
};

static bool
retry_telegram(struct retry *r, struct reftel_telegram *t)
{
	struct arrival v = { 0 };
	enum keep_outcome outcome = KEEP_FAILED;
	struct parcel_part part;

	if (arrival_make(&v, t) && keep_bytes(&r->k, t->impl->piece,
	    t->source.sha256, true, &part))
		outcome = keep_arrival(&r->k, &v, r->file, &part);
	r->count->telegrams += outcome != KEEP_FAILED &&
	    outcome != KEEP_THERE;
	arrival_free(&v);
	return outcome != KEEP_FAILED;
}

static bool
retry_refused(struct retry *r, const struct reftel_reader *reader,
    enum reftel_status status)
{
	struct reftel_span span = { 0 };
	uint64_t line = 0;
	const char *why = reftel_reader_error(reader, &span, &line);
	struct refusal refusal = { .member = reftel_reader_member(reader),
		.offset = span.start, .length = span.end - span.start,
		.line = span.start > 0 ? line : 0, .reason = why };

	if (why == NULL || *why == '\0')
		refusal.reason = reftel_strstatus(status);
	return keep_refusal(&r->k, r->file, &refusal);
}

/* True while there is more. */
static bool
retry_next(struct retry *r, struct reftel_reader *reader, bool *ok)
{
	struct reftel_telegram *t;
	enum reftel_status status = reftel_reader_next(reader, &t);

	if (status == REFTEL_OK)
		*ok = retry_telegram(r, t);
	else if (status != REFTEL_END)
		*ok = status != REFTEL_ENOMEM &&
		    retry_refused(r, reader, status);
	return *ok && (status == REFTEL_OK || status == REFTEL_EBROKEN ||
	    status == REFTEL_ELIMIT || status == REFTEL_ENOTELEGRAM);
}

static int64_t
in_quarantine(struct archive *a, int64_t file)
{
	return sql_int(a, 0, "SELECT count(*) FROM quarantine WHERE file = ?",
	    "i", file);
}

static bool
retry_file(struct retry *r, const char *name)
{
	struct kept_file f = { .archive = r->a, .file = r->file };
	const struct reftel_options opt = { .name = name };
	struct reftel_reader *reader = reftel_reader_new(&opt, kept_file_read,
	    &f);
	uint64_t before = (uint64_t)in_quarantine(r->a, r->file), after;
	bool ok = reader != NULL && sql_do(r->a, "UPDATE quarantine"
	    " SET reason = '' WHERE file = ?", "i", r->file);

	while (ok && retry_next(r, reader, &ok))
		continue;
	reftel_reader_free(reader);
	kept_file_close(&f);
	/* What still has no reason was read. */
	ok = ok && sql_do(r->a, "DELETE FROM quarantine WHERE file = ?"
	    " AND reason = ''", "i", r->file);
	after = (uint64_t)in_quarantine(r->a, r->file);
	r->count->files++;
	r->count->left += after;
	r->count->released += before > after ? before - after : 0;
	return ok;
}

static bool
next_file(struct retry *r, struct arena *arena, const char **name)
{
	sqlite3_stmt *st = sql(r->a, "SELECT file, name FROM file"
	    " WHERE file > ? AND file IN (SELECT file FROM quarantine)"
	    " ORDER BY file LIMIT 1", "i", r->file);
	bool found = sql_row(r->a, st);

	if (found) {
		r->file = sqlite3_column_int64(st, 0);
		*name = sql_text(arena, st, 1);
	}
	sql_end(r->a, st);
	return found;
}

enum archive_status
quarantine_retry(struct archive *a, struct retry_count *count)
{
	struct retry r = { .a = a, .count = count };
	bool ok = keep_open(&r.k, a);
	struct arena arena;
	const char *name;

	*count = (struct retry_count){ 0 };
	arena_init(&arena);
	while (ok && next_file(&r, &arena, &name))
		ok = keep_begin(&r.k) && retry_file(&r, name) &&
		    keep_commit(&r.k);
	keep_rollback(&r.k);
	keep_close(&r.k);
	arena_free(&arena);
	return ok ? ARCHIVE_OK : a->status;
}

uint64_t
quarantine_known(struct archive *a, const char *name, uint64_t length)
{
	return (uint64_t)sql_int(a, 0, "SELECT count(*) FROM quarantine"
	    " WHERE file IN (SELECT file FROM file WHERE length = ?2"
	    " AND (name = ?1 OR EXISTS (SELECT 1 FROM alias AS o"
	    " WHERE o.file = file.file AND o.name = ?1)))", "si", name,
	    (int64_t)length);
}
