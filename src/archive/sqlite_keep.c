/*
 * Keeping telegrams and the bytes that they stand in; see keep.h.
 *
 * What is done for every telegram must be a statement of one row that needs
 * no journal of its own: before a statement that does, SQLite has FTS5 write
 * down the words that it gathers, and these are to come to many megabytes.
 * So there is no ON CONFLICT here but where it is seldom met.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "archive/keep.h"
#include "archive/sqlite_names.h"
#include "archive/sqlite_rows.h"
#include "archive/sqlite_sources.h"
#include "archive/witness.h"
#include "base/json.h"
#include "telegram/telegram.h"

enum {
	HASH = 64 << 20		/* bytes of words before FTS5 writes them */
};

/* Beginning and ending. */

static bool
set_up(struct keeper *k)
{
	struct archive *a = k->a;
	sqlite3_stmt *st;

	if (!sql_do(a, "INSERT OR IGNORE INTO reader (version) VALUES (?)",
	    "s", REFTEL_VERSION))
		return false;
	k->reader = sql_int(a, 0, "SELECT reader FROM reader"
	    " WHERE version = ?", "s", REFTEL_VERSION);
	st = sql(a, "SELECT dictionary, bytes FROM dictionary"
	    " ORDER BY dictionary DESC LIMIT 1", "");
	if (sql_row(a, st)) {
		k->dictionary_row = sqlite3_column_int64(st, 0);
		k->dictionary = pack_dictionary(sql_view(st, 1));
	}
	sql_end(a, st);
	if (k->dictionary_row == 0)
		k->plain = (uint64_t)sql_int(a, 0, "SELECT count(*)"
		    " FROM witness", "");
	return k->reader > 0 && a->status == ARCHIVE_OK;
}

bool
keep_open(struct keeper *k, struct archive *a)
{
	*k = (struct keeper){ .a = a, .packer = packer_new() };
	a->status = ARCHIVE_OK;
	if (k->packer == NULL)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory"), false;
	/* One transaction's words are a segment of the index. FTS5 merges
	 * them when there are 160, which takes nine gigabytes of telegrams or
	 * as many small additions: to merge is to write all words once more,
	 * and leaves as much room in the file empty. */
	return sql_do(a, "INSERT INTO words (words, rank)"
	    " VALUES ('hashsize', ?)", "i", (int64_t)HASH) &&
	    sql_do(a, "INSERT INTO words (words, rank)"
	    " VALUES ('automerge', 0)", "") &&
	    sql_do(a, "INSERT INTO words (words, rank)"
	    " VALUES ('crisismerge', 160)", "") && keep_begin(k) &&
	    set_up(k) && keep_commit(k);
}

void
keep_close(struct keeper *k)
{
	packer_free(k->packer);
	pack_dictionary_free(k->dictionary);
	buf_free(&k->context_key);
}

bool
keep_begin(struct keeper *k)
{
	names_forget(k->a);
	return sql_script(k->a, "BEGIN IMMEDIATE");
}

void
keep_rollback(struct keeper *k)
{
	if (!sqlite3_get_autocommit(k->a->db))
		sqlite3_exec(k->a->db, "ROLLBACK", NULL, NULL, NULL);
	sources_forget(k->a);
	names_forget(k->a);
}

bool
keep_commit(struct keeper *k)
{
	if (k->dictionary == NULL && k->plain >= TRAIN_FROM &&
	    !sources_train(k))
		return false;
	return sql_script(k->a, "COMMIT");
}

/* Files and their bytes. */

static const char *
now(char out[32])
{
	time_t t = time(NULL);
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return out;
}

int64_t
keep_file(struct keeper *k, const char *name)
{
	char added[32];

	return sql_do(k->a, "INSERT INTO file (name, added) VALUES (?, ?)",
	    "ss", name, now(added)) ? sqlite3_last_insert_rowid(k->a->db) : 0;
}

int64_t
keep_known(struct archive *a, uint64_t length, const char *sha256)
{
	return sql_int(a, 0, "SELECT file FROM file WHERE sha256 = ?"
	    " AND length = ?", "si", sha256, (int64_t)length);
}

bool
keep_length_known(struct archive *a, uint64_t length)
{
	return sql_int(a, 0, "SELECT 1 FROM file WHERE length = ? LIMIT 1",
	    "i", (int64_t)length) == 1;
}

uint64_t
keep_telegrams_of(struct archive *a, int64_t file)
{
	return (uint64_t)sql_int(a, 0, "SELECT count(*) FROM place"
	    " WHERE file = ?", "i", file);
}

int64_t
keep_variants(struct keeper *k, const struct reftel_telegram *t)
{
	return sql_int(k->a, 0, "SELECT count(*) FROM telegram WHERE id = ?",
	    "v", value_str(&t->id));
}

bool
keep_alias(struct keeper *k, int64_t file, const char *name)
{
	char added[32];

	return sql_int(k->a, 0, "SELECT 1 FROM file WHERE file = ?"
	    " AND name = ?", "is", file, name) == 1 ||
	    sql_do(k->a, "INSERT OR IGNORE INTO alias VALUES (?, ?, ?)",
	    "iss", file, name, now(added));
}

bool
keep_chunk(struct keeper *k, int64_t file, int64_t n, struct str before,
    int64_t source)
{
	if (before.n == 0)
		before = STR("");
	return sql_do(k->a, "INSERT INTO chunk VALUES (?, ?,"
	    " CAST(? AS TEXT), nullif(?, 0))", "iibi", file, n, before,
	    source);
}

/* A copy under another name, which was known only once it had come. */
static bool
fold_file(struct keeper *k, int64_t file, int64_t into)
{
	struct archive *a = k->a;
	sqlite3_stmt *st = sql(a, "SELECT name FROM file WHERE file = ?", "i",
	    file);
	bool ok = sql_row(a, st) && keep_alias(k, into,
	    (const char *)sqlite3_column_text(st, 0));

	sql_end(a, st);
	return ok && sql_do(a, "DELETE FROM chunk WHERE file = ?", "i", file) &&
	    sql_do(a, "DELETE FROM quarantine WHERE file = ?", "i", file) &&
	    sql_do(a, "DELETE FROM place WHERE file = ? AND witness IN"
	    " (SELECT witness FROM place WHERE file = ?)", "ii", file, into) &&
	    sql_do(a, "UPDATE place SET file = ?2 WHERE file = ?1", "ii",
	    file, into) && sql_do(a, "DELETE FROM file WHERE file = ?", "i",
	    file);
}

/* One that was left half kept under that name, and of which this one has
 * every chunk: work that was cut off.  0: there is none. */
static int64_t
left_half(struct archive *a, int64_t file)
{
	return sql_int(a, 0, "SELECT h.file FROM file AS f JOIN file AS h"
	    " ON h.name = f.name AND h.length IS NULL AND h.file <> f.file"
	    " WHERE f.file = ?1 AND NOT EXISTS (SELECT 1 FROM chunk AS c"
	    " LEFT JOIN chunk AS d ON d.file = ?1 AND d.n = c.n"
	    " WHERE c.file = h.file AND (d.source IS NOT c.source"
	    " OR d.before IS NOT c.before)) ORDER BY h.file LIMIT 1", "i",
	    file);
}

/* Its rows become those of the half one, under whose number all stands as if
 * nothing had been cut off. */
static bool
take_over(struct keeper *k, int64_t file, int64_t half)
{
	struct archive *a = k->a;

	return sql_do(a, "DELETE FROM chunk WHERE file = ?", "i", half) &&
	    sql_do(a, "DELETE FROM place WHERE file = ?", "i", half) &&
	    sql_do(a, "DELETE FROM quarantine WHERE file = ?", "i", half) &&
	    sql_do(a, "UPDATE chunk SET file = ? WHERE file = ?", "ii", half,
	    file) &&
	    sql_do(a, "UPDATE place SET file = ? WHERE file = ?", "ii", half,
	    file) &&
	    sql_do(a, "UPDATE quarantine SET file = ? WHERE file = ?", "ii",
	    half, file) &&
	    sql_do(a, "DELETE FROM file WHERE file = ?", "i", file);
}

int64_t
keep_file_end(struct keeper *k, int64_t file, uint64_t length,
    const char *sha256)
{
	int64_t other = keep_known(k->a, length, sha256), half;

	if (other > 0)
		return fold_file(k, file, other) ? other : 0;
	half = left_half(k->a, file);
	if (k->a->status != ARCHIVE_OK ||
	    (half > 0 && !take_over(k, file, half)))
		return 0;
	file = half > 0 ? half : file;
	return sql_do(k->a, "UPDATE file SET length = ?, sha256 = ?"
	    " WHERE file = ?", "isi", (int64_t)length, sha256, file) ? file
	    : 0;
}

bool
keep_refusal(struct keeper *k, int64_t file, const struct refusal *r)
{
	const char *member = r->member == NULL ? "" : r->member;

	return sql_do(k->a, "INSERT INTO quarantine (file, member, offset,"
	    " length, line, reason, reader)"
	    " VALUES (?, ?, ?, ?, nullif(?, 0), ?, ?) ON CONFLICT DO UPDATE"
	    " SET length = excluded.length, line = excluded.line,"
	    " reason = excluded.reason, reader = excluded.reader", "isiiisi",
	    file, member, (int64_t)r->offset, (int64_t)r->length,
	    (int64_t)r->line, r->reason, k->reader);
}

/* Contexts. */

/* What containers said of it, as pairs of key and value. */
static void
write_record(struct buf *out, const struct reftel_telegram *t)
{
	struct json j = { .out = out, .first = true };

	if (t->impl->context.record_n == t->record.n && !t->span_basis_text)
		return;
	json_open(&j, '[');
	for (size_t i = t->impl->context.record_n; i < t->record.n; i++) {
		const struct reftel_field *f = &t->record.v[i];

		for (size_t v = 0; v < (f->is_list ? f->list.n : 1); v++) {
			json_item(&j);
			json_str(&j, str_from(f->key));
			json_item(&j);
			json_str(&j, value_str(f->is_list ? &f->list.v[v]
			    : &f->value));
		}
	}
	json_close(&j, ']');
}

static int64_t
heading_source(struct keeper *k, struct str heading)
{
	struct parcel_part part;

	return keep_bytes(k, heading, NULL, false, &part) ? part.source : 0;
}

static int64_t
find_context(struct keeper *k, const struct arrival *v, struct str record)
{
	const struct telegram_context *context = &v->t->impl->context;
	const char *form = reftel_form_name(context->form);
	int64_t heading = context->heading.n == 0 ? 0
	    : heading_source(k, context->heading);
	int64_t row;

	row = sql_int(k->a, 0, "SELECT context FROM context WHERE form = ?"
	    " AND record IS ? AND asked = ? AND id IS ? AND year IS nullif(?,"
	    " 0) AND heading IS nullif(?, 0)", "svusii", form, record,
	    (int)v->asked, v->id, (int64_t)v->year, heading);
	if (row > 0 || k->a->status != ARCHIVE_OK)
		return row;
	return sql_do(k->a, "INSERT INTO context (form, record, asked, id,"
	    " year, heading) VALUES (?, ?, ?, ?, nullif(?, 0), nullif(?, 0))",
	    "svusii", form, record, (int)v->asked, v->id, (int64_t)v->year,
	    heading) ? sqlite3_last_insert_rowid(k->a->db) : 0;
}

/* The same as the last one's, as a rule. */
static int64_t
context_of(struct keeper *k, const struct arrival *v)
{
	const struct telegram_context *context = &v->t->impl->context;
	struct buf key = { 0 };
	size_t record;

	write_record(&key, v->t);
	record = key.n;
	buf_putc(&key, '\n');
	buf_putu(&key, (uint64_t)context->form);
	buf_putu(&key, v->asked);
	buf_putu(&key, (uint64_t)v->year);
	buf_puts(&key, v->id == NULL ? "" : v->id);
	buf_putstr(&key, context->heading);
	if (k->context == 0 || !str_eq(str_make(key.p, key.n),
	    str_make(k->context_key.p, k->context_key.n))) {
		k->context = find_context(k, v,
		    str_make(record == 0 ? NULL : key.p, record));
		buf_free(&k->context_key);
		k->context_key = key;
		return k->context;
	}
	buf_free(&key);
	return k->context;
}

/* Witnesses. */

struct kin {
	int64_t telegram, witness;	/* its face */
	int variant;
	enum witness_kind kind;
	bool fuller;			/* than the one that came */
};

/* Where the one that came is to stand. */
struct seat {
	int64_t witness;		/* its row, once it has one */
	int64_t source, context;
	int64_t file;			/* where it was found; 0: known */
};

/* Its row, a new one or the one that it had. */
static bool
put_witness(struct keeper *k, const struct arrival *v, struct seat *seat,
    int64_t telegram, const char *kind, struct str id)
{
	const char *form = reftel_form_name(v->t->form);

	if (seat->witness > 0)
		return sql_do(k->a, "UPDATE witness SET telegram = ?,"
		    " form = ?, kind = ?, id = ?, words = ?,"
		    " print = nullif(?, 0), reader = ? WHERE witness = ?",
		    "issviiii", telegram, form, kind, id, (int64_t)v->words,
		    (int64_t)v->print, k->reader, seat->witness);
	if (!sql_do(k->a, "INSERT INTO witness (telegram, source, context,"
	    " form, kind, id, words, print, reader)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?)", "iiissviii",
	    telegram, seat->source, seat->context, form, kind, id,
	    (int64_t)v->words, (int64_t)v->print, k->reader))
		return false;
	seat->witness = sqlite3_last_insert_rowid(k->a->db);
	return true;
}

static bool
insert_place(struct keeper *k, const struct arrival *v, int64_t witness,
    int64_t file)
{
	const char *member = v->t->source.member;

	if (file == 0)
		return true;
	return sql_do(k->a, "INSERT OR IGNORE INTO place VALUES"
	    " (?, ?, ?, ?, ?)", "iisii", witness, file,
	    member == NULL ? "" : member, (int64_t)v->t->source.offset,
	    (int64_t)v->t->impl->line);
}

/* Two sound numbers that differ are two telegrams, whatever they say. */
static bool
may_be_one(struct archive *a, const struct arrival *v, int64_t telegram)
{
	struct str id = value_str(&v->t->id);

	if (id.n == 0)
		return true;
	return sql_int(a, 1, "SELECT id IS NULL OR (serial = ?2"
	    " AND year = ?3 AND (instr(id, ?4) OR instr(?1, post)))"
	    " FROM telegram WHERE telegram = ?5", "viivi", id,
	    (int64_t)v->t->serial.value, (int64_t)v->t->year.value,
	    value_str(&v->t->post), telegram) != 0;
}

/* Holds the telegram that came against one that is held. */
static bool
compare(struct keeper *k, const struct arrival *v, struct kin *kin)
{
	struct reftel_telegram *face;

	if (archive_read(k->a, kin->witness, &face) != ARCHIVE_OK)
		return false;
	kin->kind = witness_compare(v->t, face, NULL);
	kin->fuller = witness_fuller(face, v->t);
	reftel_telegram_free(face);
	return true;
}

/* Which telegram the one that came is a witness of: by its number, then by
 * its text. */
static bool
find_kin(struct keeper *k, const struct arrival *v, struct kin *kin,
    int *variants)
{
	struct str id = value_str(&v->t->id);
	sqlite3_stmt *st = sql(k->a, "SELECT telegram, witness, variant, 1"
	    " FROM telegram WHERE id = ?1 UNION ALL"
	    " SELECT t.telegram, t.witness, t.variant, 0 FROM witness AS w"
	    " JOIN telegram AS t USING (telegram) WHERE w.print = ?2"
	    " AND ?2 <> 0 AND t.id IS NOT ?1 LIMIT 50", "vi", id,
	    (int64_t)v->print);
	bool found = false, ok = true;

	*variants = 0;
	while (ok && !found && sql_row(k->a, st)) {
		*kin = (struct kin){ .telegram = sqlite3_column_int64(st, 0),
			.witness = sqlite3_column_int64(st, 1),
			.variant = sqlite3_column_int(st, 2) };
		if (sqlite3_column_int(st, 3) == 1 && kin->variant > *variants)
			*variants = kin->variant;
		if (sqlite3_column_int(st, 3) == 0 &&
		    !may_be_one(k->a, v, kin->telegram))
			continue;
		ok = compare(k, v, kin);
		found = ok && kin->kind != WITNESS_DIFFERENT;
	}
	sql_end(k->a, st);
	if (!found)
		kin->telegram = 0;
	return ok && k->a->status == ARCHIVE_OK;
}

static int64_t
next_telegram(struct archive *a)
{
	return sql_int(a, 0, "SELECT max(coalesce((SELECT max(telegram)"
	    " FROM telegram), 0), (SELECT coalesce(max(value), 0) FROM archive"
	    " WHERE key = 'last')) + 1", "");
}

static enum keep_outcome
keep_new(struct keeper *k, const struct arrival *v, struct seat *seat,
    int variant)
{
	struct archive *a = k->a;
	int64_t telegram = next_telegram(a);
	bool ok = put_witness(k, v, seat, telegram, "face",
	    str_make(NULL, 0)) && rows_insert(a, telegram, variant,
	    seat->witness, v) &&
	    insert_place(k, v, seat->witness, seat->file);

	return !ok ? KEEP_FAILED : variant > 1 ? KEEP_OTHER : KEEP_NEW;
}

static bool
count_witnesses(struct archive *a, int64_t telegram)
{
	return sql_do(a, "UPDATE telegram SET witnesses = (SELECT count(*)"
	    " FROM witness AS w WHERE w.telegram = ?1) WHERE telegram = ?1",
	    "i", telegram);
}

/* The number as this witness has it, where it is another. */
static struct str
other_id(struct archive *a, struct str id, int64_t telegram)
{
	return id.n == 0 || sql_int(a, 0, "SELECT id IS ? FROM telegram"
	    " WHERE telegram = ?", "vi", id, telegram) == 1
	    ? str_make(NULL, 0) : id;
}

/* The witnesses of a telegram that has a new face, weighed against it. */
static bool
weigh_again(struct keeper *k, int64_t telegram, int64_t face,
    const struct reftel_telegram *t)
{
	sqlite3_stmt *st = sql(k->a, "SELECT witness FROM witness"
	    " WHERE telegram = ? AND witness <> ?", "ii", telegram, face);
	bool ok = true;

	while (ok && sql_row(k->a, st)) {
		int64_t witness = sqlite3_column_int64(st, 0);
		struct reftel_telegram *other;
		enum witness_kind kind;

		ok = archive_read(k->a, witness, &other) == ARCHIVE_OK;
		if (!ok)
			break;
		kind = witness_compare(other, t, NULL);
		ok = sql_do(k->a, "UPDATE witness SET kind = ?, id = ?"
		    " WHERE witness = ?", "svi",
		    witness_kind_name(kind == WITNESS_DIFFERENT ? WITNESS_NEAR
		    : kind), other_id(k->a, value_str(&other->id), telegram),
		    witness);
		reftel_telegram_free(other);
	}
	sql_end(k->a, st);
	return ok;
}

/* Its rows are written anew, under a number of their own, for its words are
 * others. */
static bool
change_face(struct keeper *k, const struct arrival *v,
    const struct kin *kin, int64_t witness)
{
	struct archive *a = k->a;
	int64_t telegram = next_telegram(a);

	return rows_delete(a, kin->telegram) && rows_last(a, telegram) &&
	    sql_do(a, "UPDATE witness SET telegram = ?,"
	    " kind = iif(witness = ?, 'face', 'near') WHERE telegram = ?",
	    "iii", telegram, witness, kin->telegram) &&
	    rows_insert(a, telegram, kin->variant, witness, v) &&
	    weigh_again(k, telegram, witness, v->t) &&
	    count_witnesses(a, telegram);
}

static enum keep_outcome
keep_witness(struct keeper *k, const struct arrival *v, struct seat *seat,
    const struct kin *kin)
{
	struct archive *a = k->a;
	bool ok = put_witness(k, v, seat, kin->telegram,
	    witness_kind_name(kin->kind), other_id(a, value_str(&v->t->id),
	    kin->telegram)) && insert_place(k, v, seat->witness, seat->file) &&
	    (kin->fuller ? count_witnesses(a, kin->telegram)
	    : change_face(k, v, kin, seat->witness));

	return ok ? KEEP_WITNESS : KEEP_FAILED;
}

/* Among the telegrams that are held. */
static enum keep_outcome
seat_arrival(struct keeper *k, const struct arrival *v, struct seat *seat)
{
	struct kin kin;
	int variants;

	if (!find_kin(k, v, &kin, &variants))
		return KEEP_FAILED;
	return kin.telegram == 0 ? keep_new(k, v, seat, variants + 1)
	    : keep_witness(k, v, seat, &kin);
}

enum keep_outcome
keep_arrival(struct keeper *k, struct arrival *v, int64_t file,
    const struct parcel_part *part)
{
	struct archive *a = k->a;
	struct seat seat = { .source = part->source,
		.context = context_of(k, v), .file = file };

	if (seat.source == 0 || seat.context == 0)
		return KEEP_FAILED;
	if (part->known)
		seat.witness = sql_int(a, 0, "SELECT witness FROM witness"
		    " WHERE source = ? AND context = ?", "ii", seat.source,
		    seat.context);
	if (seat.witness > 0)
		return insert_place(k, v, seat.witness, file) ? KEEP_THERE
		    : KEEP_FAILED;
	if (a->status != ARCHIVE_OK)
		return KEEP_FAILED;
	k->plain += k->dictionary == NULL;
	return seat_arrival(k, v, &seat);
}

/* Leaving, and being read again. */

/* The fullest of the witnesses that are left; NULL: failed, or none. */
static struct reftel_telegram *
fullest(struct keeper *k, int64_t telegram, int64_t *witness)
{
	sqlite3_stmt *st = sql(k->a, "SELECT witness FROM witness"
	    " WHERE telegram = ? ORDER BY witness", "i", telegram);
	struct reftel_telegram *best = NULL, *t;

	while (sql_row(k->a, st)) {
		if (archive_read(k->a, sqlite3_column_int64(st, 0), &t) !=
		    ARCHIVE_OK)
			break;
		if (best != NULL && witness_fuller(best, t)) {
			reftel_telegram_free(t);
			continue;
		}
		reftel_telegram_free(best);
		best = t;
		*witness = sqlite3_column_int64(st, 0);
	}
	sql_end(k->a, st);
	return best;
}

/* A witness of the telegram has gone: the fullest of the others is its face
 * now, and without any it goes. */
static bool
leave(struct keeper *k, int64_t telegram)
{
	struct archive *a = k->a;
	struct arrival v = { 0 };
	struct kin kin = { .telegram = telegram };
	int64_t witness = 0;
	bool ok;

	kin.variant = (int)sql_int(a, 1, "SELECT variant FROM telegram"
	    " WHERE telegram = ?", "i", telegram);
	if (sql_int(a, 0, "SELECT count(*) FROM witness WHERE telegram = ?",
	    "i", telegram) == 0)
		return a->status == ARCHIVE_OK &&
		    rows_last(a, telegram) && rows_delete(a, telegram);
	v.t = fullest(k, telegram, &witness);
	ok = v.t != NULL && arrival_make(&v, v.t) &&
	    change_face(k, &v, &kin, witness);
	arrival_free(&v);
	return ok;
}

enum keep_outcome
keep_again(struct keeper *k, struct arrival *v, int64_t witness)
{
	struct seat seat = { .witness = witness };
	sqlite3_stmt *st = sql(k->a, "SELECT source, context, telegram"
	    " FROM witness WHERE witness = ?", "i", witness);
	int64_t telegram = 0;
	bool ok = sql_row(k->a, st);

	if (ok) {
		seat.source = sqlite3_column_int64(st, 0);
		seat.context = sqlite3_column_int64(st, 1);
		telegram = sqlite3_column_int64(st, 2);
	}
	sql_end(k->a, st);
	/* It leaves its telegram, and finds its place anew. */
	ok = ok && sql_do(k->a, "UPDATE witness SET telegram = 0, print = NULL"
	    " WHERE witness = ?", "i", witness) && leave(k, telegram);
	return ok ? seat_arrival(k, v, &seat) : KEEP_FAILED;
}
