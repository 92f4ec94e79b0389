/*
 * An archive's file is opened, made, or upgraded.  The number of its format
 * is SQLite's user_version; archives of a greater number are refused, those
 * of a lower one are copied and brought up step by step.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
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
#include "archive/sqlite_names.h"
#include "archive/words.h"
#include "gen/archive_sql.h"

enum { APPLICATION = 0x5246544C };	/* "RFTL", as archive.sql has it */

/* What makes format n + 1 out of format n, from format 1 on. */
static const char *const upgrades[] = {
	archive_from_1_sql,
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
	    sql_script(a, "PRAGMA user_version = 2;"
	    "INSERT INTO archive VALUES ('stale', 0)") &&
	    sql_do(a, "INSERT INTO archive VALUES ('reftel', ?)", "s",
	    REFTEL_VERSION) && sql_script(a, "COMMIT");
}

/* Upgrading. */

/*
 * archive.db.format1, or archive.db.format1-2 where that is taken: an earlier
 * copy is of another archive, perhaps.  Whoever could make the file with
 * ".part" behind its name may make the one without.  NULL: failed.
 */
static char *
copy_name(struct archive *a, int64_t format)
{
	enum { MOST = 100 };
	size_t n = strlen(a->path) + 48, end;
	char *name = malloc(n), number[16] = "";
	struct stat st;
	int fd;

	if (name == NULL)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory"), NULL;
	errno = EEXIST;
	for (int i = 2; errno == EEXIST && i <= MOST; i++) {
		end = (size_t)snprintf(name, n, "%s.format%" PRId64 "%s",
		    a->path, format, number);
		snprintf(name + end, n - end, ".part");
		fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0666);
		if (fd != -1) {
			close(fd);
			name[end] = '\0';
			if (lstat(name, &st) == -1)
				return name;
			name[end] = '.';
			unlink(name);
			errno = EEXIST;
		}
		snprintf(number, sizeof(number), "-%d", i);
	}
	archive_fail(a, ARCHIVE_EIO, "no copy can be made: %s: %s", name,
	    strerror(errno));
	free(name);
	return NULL;
}

/* reftel_digest(hex), which SQLite before 3.41 has no function for. */
static void
digest_function(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	const char *hex = (const char *)sqlite3_value_text(value[0]);
	char bytes[32];

	(void)n;
	if (hex != NULL)
		sqlite3_result_blob(ctx, bytes, (int)sql_digest(hex, bytes).n,
		    SQLITE_TRANSIENT);
}

static bool
sync_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	bool ok = fd != -1 && fsync(fd) == 0;

	if (fd != -1)
		close(fd);
	return ok;
}

/* Whole under its name, or not there. */
static bool
copy_to(struct archive *a, const char *to)
{
	size_t n = strlen(to) + 8;
	char *part = malloc(n);
	bool ok;

	if (part == NULL)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory"), false;
	snprintf(part, n, "%s.part", to);
	ok = sql_do(a, "VACUUM INTO ?", "s", part);
	if (ok && (!sync_file(part) || rename(part, to) == -1)) {
		archive_fail(a, ARCHIVE_EIO, "%s: %s", to, strerror(errno));
		ok = false;
	}
	if (!ok)
		unlink(part);
	free(part);
	return ok;
}

static int64_t
format_of(struct archive *a)
{
	return sql_int(a, -1, "PRAGMA user_version", "");
}

static bool
bring_up(struct archive *a, int64_t format)
{
	char version[64];

	for (; format < FORMAT; format++)
		if (!sql_script(a, upgrades[format - 1]))
			return false;
	snprintf(version, sizeof(version), "PRAGMA user_version = %d",
	    (int)FORMAT);
	return sql_script(a, version) && sql_script(a, "COMMIT");
}

/*
 * The copy is made before the lock is taken, for it cannot be made in a
 * transaction.  *again: another process wrote, or upgraded, in between.
 */
static bool
try_upgrade(struct archive *a, int64_t format, bool *again)
{
	int64_t state = sql_int(a, -1, "PRAGMA data_version", "");
	char *copy = copy_name(a, format);
	bool copied = copy != NULL && copy_to(a, copy), ok;

	*again = false;
	ok = copied && sql_script(a, "BEGIN IMMEDIATE");
	if (ok && (sql_int(a, -1, "PRAGMA data_version", "") != state ||
	    format_of(a) != format))
		*again = true;
	else if (ok)
		ok = bring_up(a, format);
	if ((!ok || *again) && !sqlite3_get_autocommit(a->db))
		sqlite3_exec(a->db, "ROLLBACK", NULL, NULL, NULL);
	if (ok && !*again) {
		a->copy = copy;
		a->copied = format;
		return true;
	}
	if (copied)
		unlink(copy);
	free(copy);
	return *again;
}

static bool
upgrade_once(struct archive *a, int64_t format)
{
	enum { TRIES = 3 };
	bool again = true;

	for (int i = 0; again && i < TRIES; i++) {
		if (!try_upgrade(a, format, &again))
			return false;
		if (again && (format = format_of(a)) == FORMAT)
			return true;
	}
	if (again)
		archive_fail(a, ARCHIVE_BUSY, "is being written to, and cannot "
		    "be upgraded now");
	return !again;
}

static bool
upgrade(struct archive *a, int64_t format)
{
	bool ok;

	sqlite3_create_function(a->db, "reftel_digest", 1, SQLITE_UTF8 |
	    SQLITE_DETERMINISTIC, NULL, digest_function, NULL, NULL);
	/* Tables are made anew under rows that belong to theirs. */
	ok = sql_script(a, "PRAGMA foreign_keys = OFF") &&
	    upgrade_once(a, format) &&
	    sql_script(a, "PRAGMA foreign_keys = ON");
	/* The room of the old tables is given back where there is room to do
	 * it in; the archive is whole without. */
	if (ok && !sql_script(a, "VACUUM"))
		a->status = ARCHIVE_OK;
	return ok;
}

const char *
archive_copied(const struct archive *a, int *from, int *to)
{
	*from = (int)a->copied;
	*to = FORMAT;
	return a->copy;
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
	archive_fail(a, ARCHIVE_OLDER, "was made by an older Reftel (format %"
	    PRId64 ", this one reads %d): \"reftel fsck\" upgrades it, and "
	    "keeps it as it was beside it", format, (int)FORMAT);
	return false;
}

/* Not a byte of another program's file is touched. */
static bool
may_write(struct archive *a)
{
	int64_t application = sql_int(a, -1, "PRAGMA application_id", "");

	if (a->status != ARCHIVE_OK)
		return false;
	if (application == APPLICATION || (application == 0 && is_empty(a)))
		return true;
	archive_fail(a, ARCHIVE_NOTARCHIVE, "%s",
	    archive_strstatus(ARCHIVE_NOTARCHIVE));
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

/* SQLite would lock a mutex at each allocation to count bytes, which nobody
 * asks for. */
static void
count_no_bytes(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static bool
open_database(struct archive *a, enum archive_mode mode)
{
	int flags = SQLITE_OPEN_NOMUTEX | (mode == ARCHIVE_WRITE
	    ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
	    : SQLITE_OPEN_READONLY);
	static pthread_once_t first = PTHREAD_ONCE_INIT;
	char *uri;
	int code;

	pthread_once(&first, count_no_bytes);
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
	if (mode == ARCHIVE_WRITE && (!may_write(a) || !sql_script(a,
	    "PRAGMA page_size = 32768; PRAGMA journal_mode = WAL;"
	    "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
	    "PRAGMA recursive_triggers = ON")))
		return false;
	/* All that SQLite maps at most: what it does not map, each reader has
	 * in a cache of its own. */
	if (mode == ARCHIVE_READ &&
	    !sql_script(a, "PRAGMA mmap_size = 2147418112"))
		return false;
	if (mode == ARCHIVE_WRITE && words_taken(a) != ARCHIVE_OK)
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
	names_forget(a);
	finder_free(a->finder);
	ghosts_free(a->ghosts);
	world_delete(a->world);
	pack_dictionary_free(a->dictionary);
	unpacker_free(&a->unpacker);
	buf_free(&a->parcel_frame);
	buf_free(&a->parcel_bytes);
	sqlite3_close(a->db);
	free(a->copy);
	free(a->path);
	free(a);
}
