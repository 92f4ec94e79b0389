/* See neighbours.h. */
#include "archive/neighbours.h"

#include "archive/sqlite.h"

/* The one next to it in the same year, or the first or last of another: two
 * questions, each a step in the index telegram_post. */
static int64_t
before_it(struct archive *a, const char *post, int64_t year, int64_t serial)
{
	int64_t telegram = sql_int(a, 0, "SELECT telegram FROM telegram"
	    " WHERE post = ? AND year = ? AND serial < ?"
	    " ORDER BY serial DESC LIMIT 1", "sii", post, year, serial);

	return telegram != 0 ? telegram : sql_int(a, 0, "SELECT telegram"
	    " FROM telegram WHERE post = ? AND year < ?"
	    " ORDER BY year DESC, serial DESC LIMIT 1", "si", post, year);
}

static int64_t
behind_it(struct archive *a, const char *post, int64_t year, int64_t serial)
{
	int64_t telegram = sql_int(a, 0, "SELECT telegram FROM telegram"
	    " WHERE post = ? AND year = ? AND serial > ?"
	    " ORDER BY serial LIMIT 1", "sii", post, year, serial);

	return telegram != 0 ? telegram : sql_int(a, 0, "SELECT telegram"
	    " FROM telegram WHERE post = ? AND year > ?"
	    " ORDER BY year, serial LIMIT 1", "si", post, year);
}

enum archive_status
archive_neighbours(struct archive *a, int64_t telegram, int64_t *before,
    int64_t *behind)
{
	sqlite3_stmt *st = sql(a, "SELECT post, year, serial FROM telegram"
	    " WHERE telegram = ? AND post NOT NULL AND year NOT NULL"
	    " AND serial NOT NULL", "i", telegram);

	*before = *behind = 0;
	if (sql_row(a, st)) {
		const char *post = (const char *)sqlite3_column_text(st, 0);
		int64_t year = sqlite3_column_int64(st, 1);
		int64_t serial = sqlite3_column_int64(st, 2);

		*before = before_it(a, post, year, serial);
		*behind = behind_it(a, post, year, serial);
	}
	sql_end(a, st);
	return archive_status(a);
}
