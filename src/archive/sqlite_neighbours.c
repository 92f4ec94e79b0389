/* See neighbours.h. */
#include "archive/neighbours.h"

#include "archive/sqlite.h"

enum archive_status
archive_neighbours(struct archive *a, int64_t telegram, int64_t *before,
    int64_t *behind)
{
	*before = sql_int(a, 0, "SELECT n.telegram FROM telegram AS t"
	    " JOIN telegram AS n ON n.post = t.post"
	    " AND (n.year, n.serial) < (t.year, t.serial)"
	    " WHERE t.telegram = ? ORDER BY n.year DESC, n.serial DESC LIMIT 1",
	    "i", telegram);
	*behind = sql_int(a, 0, "SELECT n.telegram FROM telegram AS t"
	    " JOIN telegram AS n ON n.post = t.post"
	    " AND (n.year, n.serial) > (t.year, t.serial)"
	    " WHERE t.telegram = ? ORDER BY n.year, n.serial LIMIT 1", "i",
	    telegram);
	return archive_status(a);
}
