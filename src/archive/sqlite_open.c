/*
 * An archive's file is opened, made, or upgraded.  The number of its format
 * is SQLite's user_version; archives of a greater number are refused, those
 * of a lower one are copied and brought up step by step.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "archive/sqlite.h"
#include "archive/ledger.h"
#include "archive/refs_with.h"
#include "archive/sqlite_finder.h"
#include "gen/archive_sql.h"

enum { APPLICATION = 0x5246544C };	/* "RFTL", as archive.sql has it */

/* What makes format n + 1 out of format n, from format 1 on. */
static const char *const upgrades[] = {
	NULL,			/* ends the list */
};
enum { FORMAT = sizeof(upgrades) / sizeof(upgrades[0]) };

/* Between how many of SQLite's steps a deadline is looked at. */
enum { STEPS = 2000 };

static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int
look_at_clock(void *ctx)
{
	struct archive *a = ctx;

	a->late |= a->stopped ||
	    (a->deadline > 0 && milliseconds() > a->deadline);
	return a->late;
}

bool
archive_late(struct archive *a)
{
	if (!look_at_clock(a))
		return false;
	archive_fail(a, ARCHIVE_STOPPED, "%s",
	    archive_strstatus(ARCHIVE_STOPPED));
	return true;
}

void
archive_stop(struct archive *a)
{
	a->stopped = 1;
	sqlite3_interrupt(a->db);
}

void
archive_deadline(struct archive *a, unsigned n)
{
	a->stopped = 0;
	a->late = false;
	a->deadline = n == 0 ? 0 : milliseconds() + n;
	sqlite3_progress_handler(a->db, n == 0 ? 0 : STEPS, look_at_clock, a);
}

enum archive_status
archive_status(const struct archive *a)
{
	return a->status;
}

const char *
archive_error(const struct archive *a)
{
	return a->why[0] != '\0' ? a->why : archive_strstatus(a->status);
}

const char *
archive_path(const struct archive *a)
{
	return a->path;
}

void
archive_hold(struct archive *a)
{
	if (a->held++ == 0)
		sql_do(a, "BEGIN", "");
}

void
archive_release(struct archive *a)
{
	if (--a->held == 0 && !sqlite3_get_autocommit(a->db))
		sql_do(a, "COMMIT", "");
}

int64_t
archive_state(struct archive *a)
{
	/* Changes of others, and its own, which the former leaves out; either
	 * only grows.  A reader's own are of tables that nobody else sees. */
	int own = sqlite3_db_readonly(a->db, "main") == 1 ? 0
	    : sqlite3_total_changes(a->db);

	return sql_int(a, 0, "PRAGMA data_version", "") + own;
}

/* Making. */

static bool
create(struct archive *a)
{
	return sql_script(a, "BEGIN IMMEDIATE") && sql_script(a, archive_sql) &&
	    sql_script(a, "PRAGMA user_version = 1;"
	    "INSERT INTO archive VALUES ('stale', 0)") &&
	    sql_do(a, "INSERT INTO archive VALUES ('reftel', ?)", "s",
	    REFTEL_VERSION) && sql_script(a, "COMMIT");
}

/* The copy stands beside the archive: archive.db.format1. */
static bool
keep_copy(struct archive *a, int64_t format)
{
	size_t n = strlen(a->path) + 32;
	char *to = malloc(n);
	struct stat st;
	bool ok = to != NULL;

	if (!ok)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory"), false;
	snprintf(to, n, "%s.format%" PRId64, a->path, format);
	if (stat(to, &st) == -1)
		ok = sql_do(a, "VACUUM INTO ?", "s", to);
	free(to);
	return ok;
}

static bool
upgrade(struct archive *a, int64_t format)
{
	char version[64];

	if (!keep_copy(a, format) || !sql_script(a, "BEGIN IMMEDIATE"))
		return false;
	for (; format < FORMAT; format++)
		if (!sql_script(a, upgrades[format - 1]))
			return false;
	snprintf(version, sizeof(version), "PRAGMA user_version = %d",
	    (int)FORMAT);
	return sql_script(a, version) && sql_script(a, "COMMIT");
}

static bool
is_empty(struct archive *a)
{
	return sql_int(a, 0, "SELECT count(*) FROM sqlite_schema", "") == 0 &&
	    a->status == ARCHIVE_OK;
}

/* Looks whose file it is, and which format it has. */
static bool
settle(struct archive *a, enum archive_mode mode)
{
	int64_t application = sql_int(a, -1, "PRAGMA application_id", "");
	int64_t format = sql_int(a, -1, "PRAGMA user_version", "");

	if (a->status != ARCHIVE_OK)
		return false;
	if (application == 0 && is_empty(a)) {
		if (mode == ARCHIVE_WRITE)
			return create(a);
		archive_fail(a, ARCHIVE_NOTARCHIVE, "is empty");
		return false;
	}
	if (application != APPLICATION || format < 1) {
		archive_fail(a, ARCHIVE_NOTARCHIVE, "%s",
		    archive_strstatus(ARCHIVE_NOTARCHIVE));
		return false;
	}
	if (format > FORMAT) {
		archive_fail(a, ARCHIVE_NEWER, "was made by a newer Reftel "
		    "(format %" PRId64 ", this one knows up to %d)", format,
		    (int)FORMAT);
		return false;
	}
	if (format == FORMAT)
		return true;
	if (mode == ARCHIVE_WRITE)
		return upgrade(a, format);
	archive_fail(a, ARCHIVE_NOTARCHIVE, "has an older format (%" PRId64
	    "): \"reftel fsck\" upgrades it and keeps a copy", format);
	return false;
}

/* Folders above the file; what is wrong shows when it is opened. */
static void
make_folders(const char *path)
{
	char *copy = strdup(path);

	for (char *p = copy == NULL ? NULL : strchr(copy + 1, '/'); p != NULL;
	    p = strchr(p + 1, '/')) {
		*p = '\0';
		mkdir(copy, 0777);
		*p = '/';
	}
	free(copy);
}

/* A file on a disk that is read-only has neither log nor room for one. */
static char *
as_immutable(const char *path)
{
	size_t n = strlen(path) * 3 + 32;
	char *uri = malloc(n), *p = uri;

	if (uri == NULL)
		return NULL;
	p += sprintf(p, "file:");
	for (; *path != '\0'; path++)
		if (strchr("%?#", *path) != NULL)
			p += sprintf(p, "%%%02X", (unsigned char)*path);
		else
			*p++ = *path;
	strcpy(p, "?immutable=1");
	return uri;
}

static bool
open_database(struct archive *a, enum archive_mode mode)
{
	int flags = SQLITE_OPEN_NOMUTEX | (mode == ARCHIVE_WRITE
	    ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
	    : SQLITE_OPEN_READONLY);
	char *uri;
	int code;

	if (sqlite3_open_v2(a->path, &a->db, flags, NULL) != SQLITE_OK)
		return sql_failed(a), false;
	sqlite3_extended_result_codes(a->db, 1);
	sqlite3_busy_timeout(a->db, 10000);
	code = mode == ARCHIVE_WRITE ? SQLITE_OK : sqlite3_exec(a->db,
	    "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) & 0xFF;
	if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
		return true;
	uri = as_immutable(a->path);
	if (uri == NULL)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory"), false;
	sqlite3_close(a->db);
	a->db = NULL;
	if (sqlite3_open_v2(uri, &a->db, flags | SQLITE_OPEN_URI, NULL) !=
	    SQLITE_OK)
		sql_failed(a);
	free(uri);
	return a->status == ARCHIVE_OK;
}

static bool
set_up(struct archive *a, enum archive_mode mode)
{
	struct stat st;

	if (mode == ARCHIVE_READ && stat(a->path, &st) == -1) {
		archive_fail(a, ARCHIVE_NOTFOUND, "there is no archive yet; "
		    "\"reftel add\" makes one");
		return false;
	}
	if (mode == ARCHIVE_WRITE)
		make_folders(a->path);
	if (!open_database(a, mode))
		return false;
	if (mode == ARCHIVE_WRITE && !sql_script(a,
	    "PRAGMA page_size = 32768; PRAGMA journal_mode = WAL;"
	    "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
	    "PRAGMA recursive_triggers = ON"))
		return false;
	if (mode == ARCHIVE_READ &&
	    !sql_script(a, "PRAGMA mmap_size = 1073741824"))
		return false;
	return sql_script(a, "PRAGMA cache_size = -65536;"
	    "PRAGMA temp_store = MEMORY") && settle(a, mode);
}

enum archive_status
archive_open(struct archive **out, const char *path, enum archive_mode mode,
    char *why, size_t cap)
{
	struct archive *a = calloc(1, sizeof(*a));
	enum archive_status status = ARCHIVE_ENOMEM;

	*out = NULL;
	if (a != NULL)
		a->path = strdup(path);
	if (a == NULL || a->path == NULL)
		snprintf(why, cap, "out of memory");
	else if (set_up(a, mode))
		return *out = a, ARCHIVE_OK;
	else
		snprintf(why, cap, "%s", archive_error(a)), status = a->status;
	archive_close(a);
	return status;
}

void
archive_close(struct archive *a)
{
	if (a == NULL)
		return;
	sql_forget(a);
	finder_free(a->finder);
	ghosts_free(a->ghosts);
	world_delete(a->world);
	pack_dictionary_free(a->dictionary);
	unpacker_free(&a->unpacker);
	sqlite3_close(a->db);
	free(a->path);
	free(a);
}
