/*
 * archive_dump FILE: what an archive holds, one row a line, so that two can
 * be compared.  All tables are there in the order of their rows; left out are
 * times, and how bytes are packed (that depends on how much of the work was
 * done at once; reftel fsck holds the bytes against their digests).
 * Of the index, each word's places.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *db;

static sqlite3_stmt *
prepare(const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
		fprintf(stderr, "archive_dump: %s: %s\n", sql,
		    sqlite3_errmsg(db));
		exit(1);
	}
	return st;
}

static void
print_rows(const char *table, const char *sql)
{
	sqlite3_stmt *st = prepare(sql);
	int code;

	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		fputs(table, stdout);
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const char *s = (const char *)sqlite3_column_text(st,
			    i);

			printf("\t%s", s == NULL ? "NULL" : s);
		}
		putchar('\n');
	}
	if (code != SQLITE_DONE) {
		fprintf(stderr, "archive_dump: %s: %s\n", table,
		    sqlite3_errmsg(db));
		exit(1);
	}
	sqlite3_finalize(st);
}

/* SELECT of those columns that count, in order of all of them. */
static void
dump_table(const char *table)
{
	char *ask = sqlite3_mprintf("SELECT group_concat(name) FROM"
	    " (SELECT '\"' || name || '\"' AS name FROM pragma_table_info(%Q)"
	    " WHERE name NOT IN ('added', 'parcel') AND NOT (name = 'offset'"
	    " AND %Q = 'source') ORDER BY cid)", table, table);
	sqlite3_stmt *st = prepare(ask);

	if (sqlite3_step(st) == SQLITE_ROW &&
	    sqlite3_column_text(st, 0) != NULL) {
		const char *columns = (const char *)sqlite3_column_text(st, 0);
		char *sql = sqlite3_mprintf("SELECT %s FROM \"%w\""
		    " ORDER BY %s", columns, table, columns);

		print_rows(table, sql);
		sqlite3_free(sql);
	}
	sqlite3_finalize(st);
	sqlite3_free(ask);
}

int
main(int argc, char **argv)
{
	sqlite3_stmt *st;

	if (argc != 2) {
		fputs("usage: archive_dump FILE\n", stderr);
		return 2;
	}
	if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) !=
	    SQLITE_OK) {
		fprintf(stderr, "archive_dump: %s: %s\n", argv[1],
		    sqlite3_errmsg(db));
		return 1;
	}
	sqlite3_busy_timeout(db, 10000);
	st = prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"
	    " AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'words*'"
	    " AND name NOT IN ('dictionary', 'parcel') ORDER BY name");
	while (sqlite3_step(st) == SQLITE_ROW)
		dump_table((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	if (sqlite3_exec(db, "CREATE VIRTUAL TABLE temp.places USING"
	    " fts5vocab (main, words, instance)", NULL, NULL, NULL) !=
	    SQLITE_OK) {
		fprintf(stderr, "archive_dump: %s\n", sqlite3_errmsg(db));
		return 1;
	}
	print_rows("words", "SELECT term, doc, group_concat(col || offset)"
	    " FROM temp.places GROUP BY term, doc");
	sqlite3_close(db);
	return 0;
}
