/* Telegrams are taken out; see fsck.h. */
#include "archive/fsck.h"
#include "archive/sqlite_rows.h"
#include "archive/sqlite_sources.h"

enum archive_status
remove_begin(struct archive *a)
{
	a->status = ARCHIVE_OK;
	sql_script(a, "PRAGMA secure_delete = ON");
	sql_script(a, "BEGIN IMMEDIATE");
	return a->status;
}

/* Its bytes, where no other witness stands on them. */
static bool
remove_source(struct archive *a, int64_t source)
{
	if (sql_int(a, 0, "SELECT count(*) FROM witness WHERE source = ?",
	    "i", source) > 0)
		return true;
	return sql_do(a, "UPDATE chunk SET source = NULL WHERE source = ?",
	    "i", source) && sql_source_remove(a, source);
}

/* Places in a container, or in the text of a PDF file, whose own bytes are
 * kept as well. */
static uint64_t
held_still(struct archive *a, int64_t witness)
{
	return (uint64_t)sql_int(a, 0, "SELECT count(*) FROM place AS p"
	    " JOIN witness AS w USING (witness) WHERE p.witness = ?"
	    " AND NOT EXISTS (SELECT 1 FROM chunk AS c WHERE c.file = p.file"
	    " AND c.source = w.source)", "i", witness);
}

static bool
remove_witness(struct archive *a, int64_t witness, uint64_t *held)
{
	int64_t source = sql_int(a, 0, "SELECT source FROM witness"
	    " WHERE witness = ?", "i", witness);

	*held += held_still(a, witness);
	return sql_do(a, "DELETE FROM place WHERE witness = ?", "i",
	    witness) && sql_do(a, "DELETE FROM witness WHERE witness = ?",
	    "i", witness) && remove_source(a, source);
}

enum archive_status
remove_telegram(struct archive *a, int64_t telegram, uint64_t *held)
{
	int64_t witness;
	bool ok = true;

	a->status = ARCHIVE_OK;
	while (ok && (witness = sql_int(a, 0, "SELECT witness FROM witness"
	    " WHERE telegram = ? LIMIT 1", "i", telegram)) > 0)
		ok = remove_witness(a, witness, held);
	if (ok && rows_last(a, telegram))
		rows_delete(a, telegram);
	return a->status;
}

enum archive_status
remove_end(struct archive *a, bool keep)
{
	if (keep && a->status == ARCHIVE_OK)
		sql_script(a, "COMMIT");
	if (!sqlite3_get_autocommit(a->db))
		sqlite3_exec(a->db, "ROLLBACK", NULL, NULL, NULL);
	sources_forget(a);
	return a->status;
}
