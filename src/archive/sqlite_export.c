/* What an export asks of the tables: files, and who cites whom. */
#include "archive/export.h"
#include "archive/sqlite.h"

enum archive_status
export_sources(struct archive *a, bool (*fn)(void *,
    const struct export_source *), void *ctx)
{
	sqlite3_stmt *st;
	bool go_on = true;

	a->status = ARCHIVE_OK;
	st = sql(a, "SELECT file, name, added, sha256, length, 0 AS alias"
	    " FROM file UNION ALL"
	    " SELECT file, a.name, a.added, f.sha256, f.length, 1"
	    " FROM alias AS a JOIN file AS f USING (file)"
	    " ORDER BY file, alias, 2", "");
	while (go_on && sql_row(a, st)) {
		const char *sha256 = (const char *)sqlite3_column_text(st, 3);
		const struct export_source s = {
			.file = sqlite3_column_int64(st, 0),
			.name = (const char *)sqlite3_column_text(st, 1),
			.added = (const char *)sqlite3_column_text(st, 2),
			.sha256 = sha256 == NULL ? "" : sha256,
			.length = (uint64_t)sqlite3_column_int64(st, 4),
			.alias = sqlite3_column_int(st, 5) != 0,
			.whole = sqlite3_column_type(st, 4) != SQLITE_NULL,
		};

		go_on = fn(ctx, &s);
	}
	sql_end(a, st);
	return a->status;
}
