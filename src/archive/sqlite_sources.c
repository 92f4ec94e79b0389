/* Sources, and the parcels in which they are packed; see parcel.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "archive/sqlite_sources.h"

enum {
	TRAIN_BYTES = 8000000,	/* of telegrams at most */
	HELD_MOST = 2 << 20	/* room that is kept for the next parcel */
};

/* Reading. */

/* The handle keeps the dictionary that was needed last. */
static bool
load_dictionary(struct archive *a, int64_t row)
{
	sqlite3_stmt *st;

	if (row == a->dictionary_row)
		return true;
	pack_dictionary_free(a->dictionary);
	a->dictionary = NULL;
	a->dictionary_row = 0;
	if (row == 0)
		return true;
	st = sql(a, "SELECT bytes FROM dictionary WHERE dictionary = ?", "i",
	    row);
	if (sql_row(a, st))
		a->dictionary = pack_dictionary(sql_view(st, 0));
	sql_end(a, st);
	if (a->dictionary == NULL) {
		archive_fail(a, ARCHIVE_BROKEN, "dictionary %" PRId64
		    " is missing or damaged", row);
		return false;
	}
	a->dictionary_row = row;
	return true;
}

/* One parcel is held, for whoever reads one of its sources reads the next as
 * well.  A parcel may change its bytes when telegrams are removed. */
static bool
is_held(struct archive *a, int64_t parcel)
{
	int64_t version = sql_int(a, 0, "PRAGMA data_version", "");
	bool held = a->parcel == parcel && a->parcel_version == version;

	a->parcel_version = version;
	return held;
}

void
sources_forget(struct archive *a)
{
	a->parcel = 0;
}

static bool
hold(struct archive *a, int64_t parcel)
{
	sqlite3_stmt *st;
	bool ok;

	if (is_held(a, parcel))
		return true;
	if (a->parcel_bytes.cap > HELD_MOST) {
		buf_free(&a->parcel_frame);
		buf_free(&a->parcel_bytes);
	}
	a->parcel = 0;
	a->parcel_frame.n = a->parcel_bytes.n = 0;
	st = sql(a, "SELECT dictionary, length, zstd FROM parcel"
	    " WHERE parcel = ?", "i", parcel);
	ok = sql_row(a, st) &&
	    load_dictionary(a, sqlite3_column_int64(st, 0));
	if (ok) {
		a->parcel_length = (uint64_t)sqlite3_column_int64(st, 1);
		buf_putstr(&a->parcel_frame, sql_view(st, 2));
	}
	sql_end(a, st);
	ok = ok && !a->parcel_frame.failed &&
	    unpack_begin(&a->unpacker, a->dictionary);
	if (ok)
		a->parcel = parcel;
	return ok;
}

/* Its bytes up to there are unpacked. */
static bool
unpack_parcel(struct archive *a, int64_t parcel, uint64_t end)
{
	if (hold(a, parcel) && end <= a->parcel_length &&
	    unpack_until(&a->unpacker, str_make(a->parcel_frame.p,
	    a->parcel_frame.n), (size_t)end, &a->parcel_bytes))
		return true;
	sources_forget(a);
	return false;
}

static bool
unpack_whole(struct archive *a, int64_t parcel)
{
	return hold(a, parcel) && unpack_parcel(a, parcel, a->parcel_length);
}

bool
sql_source(struct archive *a, int64_t source, struct buf *bytes)
{
	sqlite3_stmt *st = sql(a, "SELECT parcel, offset, length FROM source"
	    " WHERE source = ?", "i", source);
	int64_t parcel = 0;
	uint64_t offset = 0, length = 0;
	bool ok = sql_row(a, st);

	if (ok) {
		parcel = sqlite3_column_int64(st, 0);
		offset = (uint64_t)sqlite3_column_int64(st, 1);
		length = (uint64_t)sqlite3_column_int64(st, 2);
	}
	sql_end(a, st);
	ok = ok && length <= UINT64_MAX - offset &&
	    unpack_parcel(a, parcel, offset + length);
	if (ok) {
		if (length > 0)
			buf_put(bytes, a->parcel_bytes.p + offset,
			    (size_t)length);
		if (bytes->failed)
			return archive_fail(a, ARCHIVE_ENOMEM,
			    "out of memory"), false;
	} else if (a->status == ARCHIVE_OK) {
		archive_fail(a, ARCHIVE_BROKEN, "source %" PRId64
		    " is missing or damaged", source);
	}
	return ok;
}

/* Keeping. */

static char
nibble(char c)
{
	return ch_digit(c) ? (char)(c - '0') : (char)((c & 0x0F) + 9);
}

struct str
sql_digest(const char *hex, char bytes[32])
{
	size_t n = 0;

	for (; n < 32 && hex[2 * n] != '\0' && hex[2 * n + 1] != '\0'; n++)
		bytes[n] = (char)(nibble(hex[2 * n]) << 4 |
		    nibble(hex[2 * n + 1]));
	return str_make(bytes, n);
}

static bool
insert_parcel(struct archive *a, int64_t parcel, const struct parcel *p)
{
	return sql_do(a, "INSERT INTO parcel VALUES (?, nullif(?, 0), ?, ?)",
	    "iiib", parcel, p->dictionary, (int64_t)p->bytes.n,
	    str_make(p->frame.p, p->frame.n));
}

static bool
insert_source(struct archive *a, int64_t parcel, int64_t source,
    const struct parcel_part *part)
{
	char bytes[32];

	return sql_do(a, "INSERT INTO source VALUES (?, ?, ?, ?, ?)",
	    "ibiii", source, sql_digest(part->sha256, bytes),
	    (int64_t)part->length, parcel, (int64_t)part->offset);
}

/* The parts that are kept already get their rows; those that come twice, the
 * number of the first, negative.  Gives how many are new. */
static size_t
find_known(struct archive *a, struct parcel *p)
{
	size_t fresh = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct parcel_part *part = &p->part[i];
		char bytes[32];

		part->source = sql_int(a, 0, "SELECT source FROM source"
		    " WHERE digest = ?", "b", sql_digest(part->sha256, bytes));
		for (size_t j = 0; j < i && part->source == 0; j++)
			if (memcmp(part->sha256, p->part[j].sha256,
			    sizeof(part->sha256)) == 0)
				part->source = -1 - (int64_t)j;
		part->known = part->source != 0;
		fresh += !part->known;
	}
	return fresh;
}

/* Only what is new. */
static bool
pick_fresh(struct keeper *k, const struct parcel *p, struct parcel *fresh)
{
	bool ok = true;

	for (size_t i = 0; ok && i < p->n; i++)
		ok = p->part[i].known || parcel_add(fresh,
		    str_make(p->bytes.p + p->part[i].offset,
		    p->part[i].length), p->part[i].sha256);
	if (ok && parcel_pack(fresh, k->packer, k->dictionary,
	    k->dictionary_row))
		return true;
	archive_fail(k->a, ARCHIVE_ENOMEM, "out of memory");
	return false;
}

static bool
insert_fresh(struct archive *a, struct parcel *p)
{
	int64_t first = sql_int(a, 0, "SELECT coalesce(max(source), 0) + 1"
	    " FROM source", "");
	bool ok = first > 0 && insert_parcel(a, first, p);

	for (size_t i = 0; ok && i < p->n; i++) {
		p->part[i].source = first + (int64_t)i;
		ok = insert_source(a, first, p->part[i].source, &p->part[i]);
	}
	return ok;
}

static bool
insert_some(struct keeper *k, struct parcel *p)
{
	struct parcel fresh = { 0 };
	bool ok = pick_fresh(k, p, &fresh) && insert_fresh(k->a, &fresh);

	for (size_t i = 0, n = 0; ok && i < p->n; i++)
		if (!p->part[i].known)
			p->part[i].source = fresh.part[n++].source;
	parcel_free(&fresh);
	return ok;
}

bool
keep_parcel(struct keeper *k, struct parcel *p)
{
	size_t fresh = find_known(k->a, p);
	bool ok = k->a->status == ARCHIVE_OK && (fresh == 0 ||
	    (fresh == p->n ? insert_fresh(k->a, p) : insert_some(k, p)));

	for (size_t i = 0; i < p->n; i++)
		if (p->part[i].source < 0)
			p->part[i].source =
			    p->part[-1 - p->part[i].source].source;
	return ok;
}

bool
keep_bytes(struct keeper *k, struct str bytes, const char *sha256,
    bool telegram, struct parcel_part *part)
{
	struct parcel p = { 0 };
	bool ok = parcel_add(&p, bytes, sha256) && parcel_pack(&p, k->packer,
	    telegram ? k->dictionary : NULL, k->dictionary_row);

	if (!ok)
		archive_fail(k->a, ARCHIVE_ENOMEM, "out of memory");
	ok = ok && keep_parcel(k, &p);
	if (ok)
		*part = p.part[0];
	parcel_free(&p);
	return ok;
}

/* Packing anew. */

/* Its bytes, packed with that dictionary. */
static bool
update_parcel(struct archive *a, int64_t parcel, struct packer *packer,
    const struct pack_dictionary *dictionary, int64_t row, struct str bytes)
{
	struct buf frame = { 0 };
	bool ok = packer_pack(packer, dictionary, bytes, &frame) &&
	    sql_do(a, "UPDATE parcel SET dictionary = nullif(?, 0),"
	    " length = ?, zstd = ? WHERE parcel = ?", "iibi",
	    dictionary == NULL ? 0 : row, (int64_t)bytes.n,
	    str_make(frame.p, frame.n), parcel);

	buf_free(&frame);
	return ok;
}

/* The newest telegrams that were kept without one. */
static size_t
samples(struct keeper *k, struct buf *bytes, size_t *length, size_t cap)
{
	sqlite3_stmt *st = sql(k->a, "SELECT DISTINCT s.source FROM witness"
	    " JOIN source AS s USING (source) JOIN parcel AS p"
	    " USING (parcel) WHERE p.dictionary IS NULL"
	    " ORDER BY s.source DESC LIMIT ?", "i", (int64_t)cap);
	size_t n = 0;

	while (bytes->n < TRAIN_BYTES && n < cap && sql_row(k->a, st)) {
		size_t from = bytes->n;

		if (!sql_source(k->a, sqlite3_column_int64(st, 0), bytes))
			break;
		length[n++] = bytes->n - from;
	}
	sql_end(k->a, st);
	return n;
}

static bool
repack(struct keeper *k)
{
	struct archive *a = k->a;
	sqlite3_stmt *st = sql(a, "SELECT DISTINCT p.parcel FROM witness"
	    " JOIN source USING (source) JOIN parcel AS p USING (parcel)"
	    " WHERE p.dictionary IS NULL ORDER BY p.parcel", "");
	bool ok = true;

	while (ok && sql_row(a, st)) {
		int64_t parcel = sqlite3_column_int64(st, 0);

		ok = unpack_whole(a, parcel) && update_parcel(a, parcel, k->packer,
		    k->dictionary, k->dictionary_row,
		    str_make(a->parcel_bytes.p, a->parcel_bytes.n));
	}
	sql_end(a, st);
	return ok;
}

/* Once there are enough telegrams to learn from; those that were kept before
 * are packed anew. */
bool
sources_train(struct keeper *k)
{
	size_t *length = calloc(TRAIN_FROM * 2, sizeof(*length)), n;
	struct buf bytes = { 0 }, dictionary = { 0 };
	bool ok = true;

	n = length == NULL ? 0 : samples(k, &bytes, length, TRAIN_FROM * 2);
	k->plain = 0;
	if (n >= TRAIN_FROM / 2 &&
	    pack_train(bytes.p, length, n, &dictionary)) {
		ok = sql_do(k->a, "INSERT INTO dictionary (bytes) VALUES (?)",
		    "b", str_make(dictionary.p, dictionary.n));
		k->dictionary_row = sqlite3_last_insert_rowid(k->a->db);
		k->dictionary = pack_dictionary(str_make(dictionary.p,
		    dictionary.n));
		ok = ok && k->dictionary != NULL && repack(k);
	}
	free(length);
	buf_free(&bytes);
	buf_free(&dictionary);
	return ok;
}

/* Removing. */

/* The parcel without the bytes of a source; what stood behind them moves up. */
static bool
cut_parcel(struct archive *a, int64_t parcel, int64_t source)
{
	sqlite3_stmt *st = sql(a, "SELECT offset, length FROM source"
	    " WHERE source = ?", "i", source);
	struct packer *packer = packer_new();
	struct buf *bytes = &a->parcel_bytes;
	size_t offset = 0, length = 0;
	bool ok = sql_row(a, st) && packer != NULL;

	if (ok) {
		offset = (size_t)sqlite3_column_int64(st, 0);
		length = (size_t)sqlite3_column_int64(st, 1);
	}
	sql_end(a, st);
	ok = ok && unpack_whole(a, parcel) && offset <= bytes->n &&
	    length <= bytes->n - offset;
	if (ok && length > 0) {
		memmove(bytes->p + offset, bytes->p + offset + length,
		    bytes->n - offset - length);
		bytes->n -= length;
		ok = update_parcel(a, parcel, packer, a->dictionary,
		    a->dictionary_row, str_make(bytes->p, bytes->n)) &&
		    sql_do(a, "UPDATE source SET offset = offset - ?1"
		    " WHERE source > ?2 AND parcel = ?3 AND source <"
		    " (SELECT coalesce(min(parcel), ?4) FROM parcel"
		    " WHERE parcel > ?3)", "iiii", (int64_t)length, source,
		    parcel, INT64_MAX);
	}
	sources_forget(a);
	packer_free(packer);
	return ok;
}

bool
sql_source_remove(struct archive *a, int64_t source)
{
	int64_t parcel = sql_int(a, 0, "SELECT parcel FROM source"
	    " WHERE source = ?", "i", source);
	int64_t others = sql_int(a, 0, "SELECT count(*) FROM source"
	    " WHERE parcel = ?1 AND source <> ?2 AND source >= ?1"
	    " AND source < (SELECT coalesce(min(parcel), ?3) FROM parcel"
	    " WHERE parcel > ?1)", "iii", parcel, source, INT64_MAX);

	sources_forget(a);
	if (others > 0 && !cut_parcel(a, parcel, source))
		return false;
	return sql_do(a, "DELETE FROM source WHERE source = ?", "i",
	    source) && (others > 0 || sql_do(a, "DELETE FROM parcel"
	    " WHERE parcel = ?", "i", parcel));
}
