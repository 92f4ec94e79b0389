/* Rows that stand once; see sqlite_names.h.  Those of a transaction are
 * remembered, for nobody else writes meanwhile. */
#include "archive/sqlite_names.h"

#include "telegram/telegram.h"

/* The parts of a key, of which any may be null and none ends another. */

static void
key_part(struct buf *key, struct str s)
{
	size_t n = s.p == NULL ? SIZE_MAX : s.n;

	buf_put(key, &n, sizeof(n));
	buf_putstr(key, s);
}

static struct str
key_view(const struct buf *key)
{
	return str_make(key->p, key->n);
}

static int64_t
remember(struct archive *a, const struct buf *key, int64_t row)
{
	if (!key->failed)
		memo_add(&a->names, key_view(key), row);
	return row;
}

static int64_t
find_address(struct archive *a, const char *role,
    const struct reftel_addressee *to, const char *post)
{
	struct str plad = value_str(&to->plad), ri = value_str(&to->ri);
	struct str precedence = value_str(&to->precedence);
	int64_t row = sql_int(a, 0, "SELECT address FROM address"
	    " WHERE plad IS ? AND ri IS ? AND role = ? AND precedence IS ?"
	    " AND post IS ?", "vvsvs", plad, ri, role, precedence, post);

	if (row > 0 || a->status != ARCHIVE_OK)
		return row;
	return sql_do(a, "INSERT INTO address (plad, ri, role, precedence,"
	    " post) VALUES (?, ?, ?, ?, ?)", "vvsvs", plad, ri, role,
	    precedence, post) ? sqlite3_last_insert_rowid(a->db) : 0;
}

int64_t
names_address(struct archive *a, const char *role,
    const struct reftel_addressee *to, const char *post)
{
	struct buf *key = &a->names_key;
	int64_t row;

	key->n = 0;
	buf_putc(key, 'a');
	key_part(key, value_str(&to->plad));
	key_part(key, value_str(&to->ri));
	key_part(key, value_str(&to->precedence));
	key_part(key, str_from(role));
	key_part(key, str_from(post));
	row = memo_find(&a->names, key_view(key));
	return row > 0 ? row
	    : remember(a, key, find_address(a, role, to, post));
}

/* A row that two words make, found and made by these statements; table: a
 * letter that keeps their keys from those of other tables. */
static int64_t
pair_row(struct archive *a, char table, struct str one, const char *other,
    const char *select, const char *insert)
{
	struct buf *key = &a->names_key;
	int64_t row;

	key->n = 0;
	buf_putc(key, table);
	key_part(key, one);
	key_part(key, str_from(other));
	row = memo_find(&a->names, key_view(key));
	if (row > 0)
		return row;
	row = sql_int(a, 0, select, "vs", one, other);
	if (row == 0 && a->status == ARCHIVE_OK &&
	    sql_do(a, insert, "vs", one, other))
		row = sqlite3_last_insert_rowid(a->db);
	return remember(a, key, row);
}

int64_t
names_tag(struct archive *a, const struct reftel_tag *tag)
{
	return pair_row(a, 't', value_str(&tag->tag),
	    reftel_tag_kind_name(tag->kind), "SELECT tagname FROM tagname"
	    " WHERE tag = ? AND kind = ?",
	    "INSERT INTO tagname (tag, kind) VALUES (?, ?)");
}

int64_t
names_finding(struct archive *a, const char *code, const char *severity)
{
	return pair_row(a, 'f', str_from(code), severity, "SELECT finding"
	    " FROM finding WHERE code = ? AND severity = ?",
	    "INSERT INTO finding (code, severity) VALUES (?, ?)");
}

void
names_forget(struct archive *a)
{
	memo_free(&a->names);
	buf_free(&a->names_key);
}
