/* Statements of SQLite, and how they fail; see sqlite.h. */
#include "archive/sqlite.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A statement that was prepared, found again by its literal's address. */
struct sql_kept {
	const char *literal;
	sqlite3_stmt *st;
	bool used;
};

const char *
archive_strstatus(enum archive_status status)
{
	static const char *const words[] = {
		[ARCHIVE_OK] = "all is well",
		[ARCHIVE_END] = "nothing further",
		[ARCHIVE_NOTFOUND] = "is not there",
		[ARCHIVE_BUSY] = "another program is writing to the archive",
		[ARCHIVE_NEWER] = "the archive was made by a newer Reftel",
		[ARCHIVE_OLDER] = "the archive was made by an older Reftel",
		[ARCHIVE_NOTARCHIVE] = "is no archive of Reftel",
		[ARCHIVE_BROKEN] = "the archive is damaged",
		[ARCHIVE_FULL] = "there is no room on the disk",
		[ARCHIVE_EIO] = "the archive cannot be read or written",
		[ARCHIVE_STOPPED] = "was stopped",
		[ARCHIVE_ENOMEM] = "out of memory",
	};

	return status < ARCHIVE_STATUS__MAX ? words[status] : "unknown";
}

enum archive_status
archive_fail(struct archive *a, enum archive_status status, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->why, sizeof(a->why), fmt, ap);
	va_end(ap);
	return a->status = status;
}

/* What a result of SQLite means. */
static enum archive_status
meaning(int code)
{
	switch (code & 0xFF) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return ARCHIVE_OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ARCHIVE_BUSY;
	case SQLITE_NOMEM:
		return ARCHIVE_ENOMEM;
	case SQLITE_FULL:
		return ARCHIVE_FULL;
	case SQLITE_INTERRUPT:
		return ARCHIVE_STOPPED;
	case SQLITE_NOTADB:
		return ARCHIVE_NOTARCHIVE;
	case SQLITE_CORRUPT:
		return ARCHIVE_BROKEN;
	default:
		return ARCHIVE_EIO;
	}
}

enum archive_status
sql_failed(struct archive *a)
{
	enum archive_status status = meaning(sqlite3_extended_errcode(a->db));

	if (status == ARCHIVE_OK)
		return status;
	if (status == ARCHIVE_STOPPED || status == ARCHIVE_FULL ||
	    status == ARCHIVE_BUSY)
		return archive_fail(a, status, "%s",
		    archive_strstatus(status));
	return archive_fail(a, status, "%s: %s", archive_strstatus(status),
	    sqlite3_errmsg(a->db));
}

/* Statements. */

static struct sql_kept *
kept_slot(struct archive *a, const char *literal)
{
	size_t mask = a->kept_cap - 1, i = ((uintptr_t)literal >> 3) & mask;

	while (a->kept[i].literal != NULL && a->kept[i].literal != literal)
		i = (i + 1) & mask;
	return &a->kept[i];
}

static bool
kept_grow(struct archive *a)
{
	struct sql_kept *old = a->kept;
	size_t n = a->kept_cap;

	if (a->kept_n * 2 < n)
		return true;
	a->kept = calloc(n == 0 ? 128 : n * 2, sizeof(*a->kept));
	if (a->kept == NULL) {
		a->kept = old;
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
		return false;
	}
	a->kept_cap = n == 0 ? 128 : n * 2;
	for (size_t i = 0; i < n; i++)
		if (old[i].literal != NULL)
			*kept_slot(a, old[i].literal) = old[i];
	free(old);
	return true;
}

void
sql_forget(struct archive *a)
{
	for (size_t i = 0; i < a->kept_cap; i++)
		sqlite3_finalize(a->kept[i].st);
	free(a->kept);
	a->kept = NULL;
	a->kept_n = a->kept_cap = 0;
}

sqlite3_stmt *
sql_made(struct archive *a, const char *text)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(a->db, text, -1, &st, NULL) == SQLITE_OK)
		return st;
	sql_failed(a);
	sqlite3_finalize(st);
	return NULL;
}

/* One that is used already, by a caller further out, is made anew. */
static sqlite3_stmt *
prepared(struct archive *a, const char *literal)
{
	struct sql_kept *kept;

	if (!kept_grow(a))
		return NULL;
	kept = kept_slot(a, literal);
	if (kept->literal != NULL && kept->used)
		return sql_made(a, literal);
	if (kept->literal == NULL) {
		kept->st = sql_made(a, literal);
		if (kept->st == NULL)
			return NULL;
		kept->literal = literal;
		a->kept_n++;
	}
	kept->used = true;
	return kept->st;
}

static void
bind(sqlite3_stmt *st, const char *types, va_list ap)
{
	for (int i = 1; *types != '\0'; types++, i++) {
		struct str v;
		int n;

		switch (*types) {
		case 'i':
			sqlite3_bind_int64(st, i, va_arg(ap, int64_t));
			break;
		case 'u':
			n = va_arg(ap, int);
			if (n < 0)
				sqlite3_bind_null(st, i);
			else
				sqlite3_bind_int(st, i, n);
			break;
		case 's':
			sqlite3_bind_text(st, i, va_arg(ap, const char *), -1,
			    SQLITE_STATIC);
			break;
		case 'v':
			v = va_arg(ap, struct str);
			sqlite3_bind_text64(st, i, v.p, v.n, SQLITE_STATIC,
			    SQLITE_UTF8);
			break;
		case 'b':
			v = va_arg(ap, struct str);
			sqlite3_bind_blob64(st, i, v.p, v.n, SQLITE_STATIC);
			break;
		}
	}
}

sqlite3_stmt *
sql(struct archive *a, const char *literal, const char *types, ...)
{
	sqlite3_stmt *st = a->late && archive_late(a) ? NULL
	    : prepared(a, literal);
	va_list ap;

	if (st == NULL)
		return NULL;
	va_start(ap, types);
	bind(st, types, ap);
	va_end(ap);
	return st;
}

/* Many small questions never run for as many steps as one that is long: between
 * so many rows the clock is looked at here. */
enum { ROWS = 32 };

bool
sql_row(struct archive *a, sqlite3_stmt *st)
{
	int code;

	if (st == NULL || ((a->late || ++a->rows % ROWS == 0) &&
	    archive_late(a)))
		return false;
	code = sqlite3_step(st);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		sql_failed(a);
	return false;
}

void
sql_end(struct archive *a, sqlite3_stmt *st)
{
	if (st == NULL)
		return;
	sqlite3_reset(st);
	for (size_t i = 0; i < a->kept_cap; i++)
		if (a->kept[i].st == st) {
			a->kept[i].used = false;
			return;
		}
	sqlite3_finalize(st);
}

/* The same by the literal, without a search. */
static void
end_literal(struct archive *a, const char *literal, sqlite3_stmt *st)
{
	struct sql_kept *kept = kept_slot(a, literal);

	if (kept->st != st) {
		sqlite3_finalize(st);
		return;
	}
	sqlite3_reset(st);
	kept->used = false;
}

bool
sql_do(struct archive *a, const char *literal, const char *types, ...)
{
	sqlite3_stmt *st = prepared(a, literal);
	va_list ap;
	int code;

	if (st == NULL)
		return false;
	va_start(ap, types);
	bind(st, types, ap);
	va_end(ap);
	code = sqlite3_step(st);
	if (code != SQLITE_DONE && code != SQLITE_ROW)
		sql_failed(a);
	end_literal(a, literal, st);
	return code == SQLITE_DONE || code == SQLITE_ROW;
}

int64_t
sql_int(struct archive *a, int64_t otherwise, const char *literal,
    const char *types, ...)
{
	sqlite3_stmt *st = prepared(a, literal);
	int64_t n = otherwise;
	va_list ap;

	if (st == NULL)
		return otherwise;
	va_start(ap, types);
	bind(st, types, ap);
	va_end(ap);
	if (sql_row(a, st) && sqlite3_column_type(st, 0) != SQLITE_NULL)
		n = sqlite3_column_int64(st, 0);
	end_literal(a, literal, st);
	return n;
}

bool
sql_script(struct archive *a, const char *text)
{
	if (sqlite3_exec(a->db, text, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	sql_failed(a);
	return false;
}

struct str
sql_view(sqlite3_stmt *st, int column)
{
	const void *p = sqlite3_column_blob(st, column);

	return str_make(p, (size_t)sqlite3_column_bytes(st, column));
}

const char *
sql_text(struct arena *arena, sqlite3_stmt *st, int column)
{
	struct str s = sql_view(st, column);

	return s.n == 0 ? "" : arena_strdup(arena, s);
}

fts5_api *
sql_fts5(sqlite3 *db)
{
	sqlite3_stmt *st = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?)", -1, &st, NULL) ==
	    SQLITE_OK && sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr",
	    NULL) == SQLITE_OK)
		sqlite3_step(st);
	sqlite3_finalize(st);
	return api;
}
