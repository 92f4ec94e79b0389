/* Is the archive whole?  See fsck.h. */
#include "archive/fsck.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/index.h"
#include "archive/reread.h"
#include "archive/sqlite_rows.h"
#include "base/digest.h"
#include "telegram/telegram.h"

struct fsck {
	struct archive *a;
	const struct fsck_options *opt;
	struct fsck_count *count;
	struct digest digest;
};

static void __attribute__((format(printf, 2, 3)))
fault(struct fsck *f, const char *fmt, ...)
{
	char what[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	f->count->faults++;
	if (f->opt->fault != NULL)
		f->opt->fault(f->opt->ctx, what);
}

static void
step(struct fsck *f)
{
	f->count->done++;
	if (f->opt->progress != NULL)
		f->opt->progress(f->opt->ctx, f->count);
}

/* What SQLite itself can tell. */

static void
check_database(struct fsck *f)
{
	sqlite3_stmt *st = sql(f->a, "PRAGMA integrity_check(20)", "");

	while (sql_row(f->a, st)) {
		const char *said = (const char *)sqlite3_column_text(st, 0);

		if (said != NULL && strcmp(said, "ok") != 0)
			fault(f, "the file is damaged: %s", said);
	}
	sql_end(f->a, st);
	st = sql(f->a, "PRAGMA foreign_key_check", "");
	while (sql_row(f->a, st))
		fault(f, "row %" PRId64 " of %s belongs to nothing",
		    (int64_t)sqlite3_column_int64(st, 1),
		    (const char *)sqlite3_column_text(st, 0));
	sql_end(f->a, st);
}

/* Bytes against their digests. */

static void
check_source(struct fsck *f, int64_t source, const char *sha256)
{
	struct buf bytes = { 0 };
	char hex[65];

	f->count->sources++;
	if (!sql_source(f->a, source, &bytes)) {
		fault(f, "source %" PRId64 " cannot be unpacked: %s", source,
		    archive_error(f->a));
		f->a->status = ARCHIVE_OK;
	} else if (!digest_sha256(&f->digest, str_make(bytes.p, bytes.n),
	    hex) || strcmp(hex, sha256) != 0) {
		fault(f, "source %" PRId64 " has other bytes than its digest "
		    "tells", source);
	}
	buf_free(&bytes);
	step(f);
}

static void
check_sources(struct fsck *f)
{
	sqlite3_stmt *st = sql(f->a, "SELECT source, sha256 FROM source"
	    " ORDER BY source", "");

	while (sql_row(f->a, st))
		check_source(f, sqlite3_column_int64(st, 0),
		    (const char *)sqlite3_column_text(st, 1));
	sql_end(f->a, st);
}

static void
check_file(struct fsck *f, int64_t file, const char *name, uint64_t length,
    const char *sha256)
{
	struct kept_file bytes = { .archive = f->a, .file = file };
	uint64_t n = 0;
	char p[65536], hex[65];
	long got;

	digest_start(&f->digest);
	while ((got = kept_file_read(&bytes, p, sizeof(p))) > 0) {
		digest_add(&f->digest, p, (size_t)got);
		n += (uint64_t)got;
	}
	digest_end(&f->digest, hex);
	f->a->status = ARCHIVE_OK;
	if (got < 0)
		fault(f, "%s cannot be given back", name);
	else if (!bytes.removed && (n != length || strcmp(hex, sha256) != 0))
		fault(f, "%s is not given back byte for byte", name);
	kept_file_close(&bytes);
	step(f);
}

static void
check_files(struct fsck *f)
{
	sqlite3_stmt *st = sql(f->a, "SELECT file, name, length, sha256"
	    " FROM file ORDER BY file", "");

	while (sql_row(f->a, st)) {
		f->count->files++;
		if (sqlite3_column_type(st, 2) == SQLITE_NULL) {
			f->count->half_files++;
			step(f);
			continue;
		}
		check_file(f, sqlite3_column_int64(st, 0),
		    (const char *)sqlite3_column_text(st, 1),
		    (uint64_t)sqlite3_column_int64(st, 2),
		    (const char *)sqlite3_column_text(st, 3));
	}
	sql_end(f->a, st);
}

/* Telegrams and their witnesses. */

static void
check_none(struct fsck *f, sqlite3_stmt *st, const char *what)
{
	while (sql_row(f->a, st))
		fault(f, "%s %" PRId64, what,
		    (int64_t)sqlite3_column_int64(st, 0));
	sql_end(f->a, st);
}

static void
check_links(struct fsck *f)
{
	struct archive *a = f->a;

	check_none(f, sql(a, "SELECT telegram FROM telegram AS t WHERE NOT"
	    " EXISTS (SELECT 1 FROM witness AS w WHERE w.witness = t.witness"
	    " AND w.telegram = t.telegram AND w.kind = 'face')", ""),
	    "no face for telegram");
	check_none(f, sql(a, "SELECT telegram FROM telegram AS t"
	    " WHERE witnesses <> (SELECT count(*) FROM witness AS w"
	    " WHERE w.telegram = t.telegram)", ""),
	    "witnesses are miscounted of telegram");
	check_none(f, sql(a, "SELECT witness FROM witness AS w WHERE NOT"
	    " EXISTS (SELECT 1 FROM telegram AS t"
	    " WHERE t.telegram = w.telegram)", ""),
	    "no telegram for witness");
	check_none(f, sql(a, "SELECT witness FROM witness AS w WHERE NOT"
	    " EXISTS (SELECT 1 FROM place AS p WHERE p.witness = w.witness)",
	    ""), "nothing says where it was found, of witness");
	check_none(f, sql(a, "SELECT telegram FROM telegram AS t"
	    " WHERE refs <> (SELECT count(*) FROM ref AS r"
	    " WHERE r.telegram = t.telegram)", ""),
	    "references are miscounted of telegram");
}

/* The rows of each telegram against its text, and what its words add up to. */

struct sums {
	uint64_t *v;			/* by telegram */
	size_t n;
};

static bool
insert_again(struct fsck *f, int64_t telegram,
    const struct buf text[INDEX__MAX])
{
	struct str v[INDEX__MAX];

	for (int i = 0; i < INDEX__MAX; i++)
		v[i] = str_make(text[i].n == 0 ? NULL : text[i].p, text[i].n);
	return sql_do(f->a, "INSERT INTO temp.words_again (rowid, body,"
	    " heading, subject, summary, action, comment, bio)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ivvvvvvv", telegram, v[0],
	    v[1], v[2], v[3], v[4], v[5], v[6]);
}

static void
compare_row(struct fsck *f, int64_t telegram,
    const struct reftel_telegram *t)
{
	struct archive_head head;
	struct arena arena;

	arena_init(&arena);
	if (archive_head(f->a, &arena, telegram, &head) == ARCHIVE_OK &&
	    (!str_eq(value_str(&t->subject), str_from(head.subject)) ||
	    !str_eq(value_str(&t->date), str_from(head.date)) ||
	    t->refs.n != head.refs || t->paragraphs.n != head.paragraphs))
		fault(f, "%s: its row is not what its text says", head.id);
	arena_free(&arena);
}

static void
check_telegram(struct fsck *f, int64_t telegram, int64_t witness, bool ours)
{
	struct buf text[INDEX__MAX] = { { 0 } };
	struct reftel_telegram *t;

	f->count->telegrams++;
	if (archive_read(f->a, witness, &t) != ARCHIVE_OK) {
		fault(f, "telegram %" PRId64 " cannot be read: %s", telegram,
		    archive_error(f->a));
		f->a->status = ARCHIVE_OK;
		return;
	}
	if (ours)
		compare_row(f, telegram, t);
	if (!f->opt->quick) {
		index_text(t, text);
		insert_again(f, telegram, text);
	}
	for (int i = 0; i < INDEX__MAX; i++)
		buf_free(&text[i]);
	reftel_telegram_free(t);
	step(f);
}

static void
check_telegrams(struct fsck *f)
{
	sqlite3_stmt *st = sql(f->a, "SELECT t.telegram, t.witness,"
	    " r.version = ? FROM telegram AS t JOIN witness AS w USING"
	    " (witness) JOIN reader AS r USING (reader) ORDER BY t.telegram",
	    "s", REFTEL_VERSION);

	while (sql_row(f->a, st)) {
		bool ours = sqlite3_column_int(st, 2) != 0;

		f->count->older += !ours;
		check_telegram(f, sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1), ours);
	}
	sql_end(f->a, st);
	f->count->witnesses = (uint64_t)sql_int(f->a, 0,
	    "SELECT count(*) FROM witness", "");
}

/* Each word at its place is a number; the sum over a telegram does not mind
 * the order in which an index tells them. */
static uint64_t
mix(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h;
}

static bool
add_words(struct fsck *f, sqlite3_stmt *st, struct sums *sums, bool less)
{
	while (sql_row(f->a, st)) {
		int64_t telegram = sqlite3_column_int64(st, 1);
		uint64_t h = mix(14695981039346656037u, sql_view(st, 0));

		h = mix(h, sql_view(st, 2));
		h += (uint64_t)sqlite3_column_int64(st, 3) *
		    0x9E3779B97F4A7C15u;
		h ^= h >> 29;
		h *= 0xBF58476D1CE4E5B9u;
		if (telegram > 0 && (uint64_t)telegram < sums->n)
			sums->v[telegram] += less ? 0 - h : h;
	}
	sql_end(f->a, st);
	return f->a->status == ARCHIVE_OK;
}

static void
compare_words(struct fsck *f)
{
	struct archive *a = f->a;
	struct sums sums = { .n = (size_t)sql_int(a, 0, "SELECT"
	    " coalesce(max(telegram), 0) + 1 FROM telegram", "") };
	sqlite3_stmt *st;

	sums.v = calloc(sums.n, sizeof(*sums.v));
	if (sums.v == NULL) {
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
		return;
	}
	add_words(f, sql(a, "SELECT term, doc, col, offset"
	    " FROM temp.instances", ""), &sums, false);
	add_words(f, sql(a, "SELECT term, doc, col, offset"
	    " FROM temp.instances_again", ""), &sums, true);
	st = sql(a, "SELECT telegram FROM telegram", "");
	while (sql_row(a, st)) {
		int64_t telegram = sqlite3_column_int64(st, 0);

		if (sums.v[telegram] != 0)
			fault(f, "the index is not what the text says, of "
			    "telegram %" PRId64 " (\"reftel fsck --reindex\" "
			    "makes it anew)", telegram);
	}
	sql_end(a, st);
	free(sums.v);
}

static bool
begin_words(struct archive *a)
{
	return sql_script(a, "DROP TABLE IF EXISTS temp.instances;"
	    "DROP TABLE IF EXISTS temp.instances_again;"
	    "DROP TABLE IF EXISTS temp.words_again;"
	    "PRAGMA temp_store = FILE;"
	    "CREATE VIRTUAL TABLE temp.words_again USING fts5 (body, heading,"
	    " subject, summary, action, comment, bio, content = '',"
	    " tokenize = \"unicode61 remove_diacritics 2\");"
	    "CREATE VIRTUAL TABLE temp.instances USING"
	    " fts5vocab (main, words, instance);"
	    "CREATE VIRTUAL TABLE temp.instances_again USING"
	    " fts5vocab (temp, words_again, instance)");
}

enum archive_status
fsck(struct archive *a, const struct fsck_options *opt,
    struct fsck_count *count)
{
	struct fsck f = { .a = a, .opt = opt, .count = count };

	*count = (struct fsck_count){ 0 };
	a->status = ARCHIVE_OK;
	count->of = (uint64_t)sql_int(a, 0, "SELECT (SELECT count(*)"
	    " FROM source) + (SELECT count(*) FROM file)"
	    " + (SELECT count(*) FROM telegram)", "");
	check_database(&f);
	check_sources(&f);
	check_files(&f);
	check_links(&f);
	if (!opt->quick && (!begin_words(a) || !sql_script(a, "BEGIN")))
		return a->status;
	check_telegrams(&f);
	if (!opt->quick) {
		sql_script(a, "COMMIT");
		compare_words(&f);
	}
	digest_free(&f.digest);
	return a->status;
}

/* Making the index anew. */

enum archive_status
reindex(struct archive *a, void (*progress)(void *, uint64_t, uint64_t),
    void *ctx)
{
	uint64_t of = (uint64_t)sql_int(a, 0, "SELECT count(*) FROM telegram",
	    ""), done = 0;
	bool ok = sql_script(a, "BEGIN IMMEDIATE;"
	    "INSERT INTO words (words) VALUES ('delete-all');"
	    "UPDATE archive SET value = 0 WHERE key = 'stale'");
	sqlite3_stmt *st = sql(a, "SELECT telegram, witness FROM telegram"
	    " ORDER BY telegram", "");

	while (ok && sql_row(a, st)) {
		struct buf text[INDEX__MAX] = { { 0 } };
		struct reftel_telegram *t;

		ok = archive_read(a, sqlite3_column_int64(st, 1), &t) ==
		    ARCHIVE_OK;
		if (ok) {
			index_text(t, text);
			ok = rows_words(a, sqlite3_column_int64(st, 0), text);
			reftel_telegram_free(t);
		}
		for (int i = 0; i < INDEX__MAX; i++)
			buf_free(&text[i]);
		if (progress != NULL)
			progress(ctx, ++done, of);
	}
	sql_end(a, st);
	if (ok && sql_script(a, "INSERT INTO words (words) VALUES ('optimize')")
	    && sql_script(a, "COMMIT"))
		return ARCHIVE_OK;
	sqlite3_exec(a->db, "ROLLBACK", NULL, NULL, NULL);
	return a->status;
}
