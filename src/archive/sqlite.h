/*
 * SQLite behind the archive.  For the files sqlite_*.c of this room only.
 *
 * A statement is a literal, prepared once a handle and found again by its
 * address:
 *
 *	struct sqlite3_stmt *st = sql(a, "SELECT date FROM telegram"
 *	    " WHERE id = ?", "s", id);
 *	while (sql_row(a, st))
 *		... sqlite3_column_text(st, 0) ...
 *	sql_end(a, st);
 *
 * sql() binds; sql_row() is true for each row; sql_end() gives the statement
 * back, and must always be called.  A failure is the handle's status until
 * whoever asks next sets it back; NULL statements are allowed everywhere and
 * yield no row.
 */
#ifndef ARCHIVE_SQLITE_H
#define ARCHIVE_SQLITE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/memo.h"
#include "archive/pack.h"
#include "base/arena.h"
#include "base/str.h"

struct archive {
	sqlite3 *db;
	char *path;
	char *copy;		/* made before it was upgraded, or NULL */
	int64_t copied;		/* its format */
	enum archive_status status;
	char why[300];
	unsigned held;		/* archive_hold() */
	_Atomic int stopped;	/* by another thread, or a signal's handler */
	int64_t deadline;	/* milliseconds of the monotonic clock, or 0 */
	bool late;		/* it was over, or it was stopped */
	unsigned rows;		/* that were read, to look at the clock */
	struct sql_kept *kept;	/* statements, by address */
	size_t kept_n, kept_cap;
	struct unpacker unpacker;
	/* The parcel that was looked into last, or 0, as it was at that state
	 * of the file (PRAGMA data_version), and its bytes as far as they were
	 * needed. */
	int64_t parcel, parcel_version;
	uint64_t parcel_length;
	struct buf parcel_frame, parcel_bytes;
	/* The dictionary that was needed last, a row of that table. */
	struct pack_dictionary *dictionary;
	int64_t dictionary_row;
	struct memo names;	/* sqlite_names.h */
	struct buf names_key;
	struct finder *finder;	/* sqlite_finder.h, or NULL */
	struct world *world;	/* sqlite_world.h, or NULL */
	struct ghosts *ghosts;	/* ledger.h, or NULL */
};

/*
 * types, a letter for each "?": i int64_t, s const char * (NULL: null),
 * v struct str (its p NULL: null), b struct str as a blob, u unsigned or int
 * that is null where it is negative (pass an int).
 * Strings must outlive the statement's use.
 */
sqlite3_stmt *sql(struct archive *, const char *literal, const char *types,
    ...);
bool sql_row(struct archive *, sqlite3_stmt *);
void sql_end(struct archive *, sqlite3_stmt *);
/* A statement that gives no rows. False: it failed. */
bool sql_do(struct archive *, const char *literal, const char *types, ...);
/* The first column of the first row; otherwise where there is no row. */
int64_t sql_int(struct archive *, int64_t otherwise, const char *literal,
    const char *types, ...);
/* A statement made at run time out of fixed pieces; the caller binds, and
 * ends it with sqlite3_finalize(). NULL: failed. */
sqlite3_stmt *sql_made(struct archive *, const char *text);
/* Several statements in a row, without values. */
bool sql_script(struct archive *, const char *);

/* A column: "" for null, copied to the arena; as a view that lasts until
 * the next row. */
const char *sql_text(struct arena *, sqlite3_stmt *, int column);
struct str sql_view(sqlite3_stmt *, int column);

/* Gives all kept statements back. */
void sql_forget(struct archive *);

/* A digest of up to 64 hexadecimal digits as the bytes that the table has. */
struct str sql_digest(const char *hex, char bytes[32]);
/* The bytes of a source, appended. */
bool sql_source(struct archive *, int64_t source, struct buf *);

/* FTS5's functions, by the road that it documents; NULL: there is none. */
fts5_api *sql_fts5(sqlite3 *);

/* Takes SQLite's word for the last failure. */
enum archive_status sql_failed(struct archive *);
#endif
