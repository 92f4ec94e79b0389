/*
 * fts: what a bare full-text index costs, to hold an archive against.
 *
 *	fts texts DUMP TEXTS	reads telegrams, writes the words of each as
 *				an archive indexes them
 *	fts insert [bare|contentless] TEXTS DB
 *				puts them into a new FTS5 table, by one
 *				thread, and nothing else
 *
 * insert prints how many there were, the seconds by the clock and of the
 * processor, and the bytes of DB.  Tokenizer, columns and page cache are the
 * archive's; all else is as SQLite has it unless told: the table keeps the
 * texts as well (bare) or only the index (contentless).  10,000 are one
 * transaction.  TEXTS holds for each telegram and column the number of bytes
 * (eight, of this machine) and the bytes.
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "archive/index.h"
#include "base/buf.h"
#include "reftel.h"

enum { TRANSACTION = 10000, CACHE_KIB = 65536 };

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "fts: %s: %s\n", what, why);
	exit(1);
}

static FILE *
open_file(const char *name, const char *mode)
{
	FILE *f = fopen(name, mode);

	if (f == NULL)
		die(name, strerror(errno));
	return f;
}

/* --- texts ----------------------------------- */

static long
read_file(void *ctx, void *p, size_t n)
{
	size_t got = fread(p, 1, n, ctx);

	return got == 0 && ferror((FILE *)ctx) ? -1 : (long)got;
}

static void
write_texts(const struct reftel_telegram *t, struct buf column[INDEX__MAX],
    FILE *out)
{
	index_text(t, column);
	for (int i = 0; i < INDEX__MAX; i++) {
		uint64_t n = column[i].n;

		if (column[i].failed)
			die("texts", "out of memory");
		fwrite(&n, sizeof n, 1, out);
		fwrite(column[i].p, 1, column[i].n, out);
		column[i].n = 0;
	}
}

static int
texts(const char *dump, const char *to)
{
	const struct reftel_options options = { .no_digest = true };
	FILE *in = open_file(dump, "rb"), *out = open_file(to, "wb");
	struct reftel_reader *r = reftel_reader_new(&options, read_file, in);
	struct buf column[INDEX__MAX] = { 0 };
	struct reftel_telegram *t;
	enum reftel_status status;

	if (r == NULL)
		die(dump, "out of memory");
	while ((status = reftel_reader_next(r, &t)) != REFTEL_END) {
		if (status != REFTEL_OK)
			die(dump, reftel_strstatus(status));
		write_texts(t, column, out);
		reftel_telegram_free(t);
	}
	reftel_reader_free(r);
	for (int i = 0; i < INDEX__MAX; i++)
		buf_free(&column[i]);
	if (ferror(out) || fclose(out) != 0)
		die(to, strerror(errno));
	fclose(in);
	return 0;
}

/* --- insert ----------------------------------- */

static double
now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
sql(sqlite3 *db, const char *s)
{
	if (sqlite3_exec(db, s, NULL, NULL, NULL) != SQLITE_OK)
		die(s, sqlite3_errmsg(db));
}

static sqlite3 *
make_table(const char *name, int contentless)
{
	char cache[64];
	sqlite3 *db;

	unlink(name);
	if (sqlite3_open(name, &db) != SQLITE_OK)
		die(name, sqlite3_errmsg(db));
	snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", CACHE_KIB);
	sql(db, cache);
	sql(db, contentless ?
	    "CREATE VIRTUAL TABLE words USING fts5 (body, heading, subject,"
	    " summary, action, comment, bio, content = '',"
	    " tokenize = 'unicode61 remove_diacritics 2')" :
	    "CREATE VIRTUAL TABLE words USING fts5 (body, heading, subject,"
	    " summary, action, comment, bio,"
	    " tokenize = 'unicode61 remove_diacritics 2')");
	return db;
}

/* False: there are no more. */
static int
read_text(FILE *f, struct buf *b)
{
	uint64_t n;

	if (fread(&n, sizeof n, 1, f) != 1)
		return 0;
	b->n = 0;
	if (!buf_reserve(b, (size_t)n + 1) ||
	    fread(b->p, 1, (size_t)n, f) != n)
		die("texts", "cut short");
	b->n = (size_t)n;
	return 1;
}

static unsigned long
insert_all(sqlite3 *db, FILE *f)
{
	struct buf column[INDEX__MAX] = { 0 };
	unsigned long count = 0;
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(db, "INSERT INTO words (body, heading,"
	    " subject, summary, action, comment, bio)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?)", -1, &st, NULL) != SQLITE_OK)
		die("insert", sqlite3_errmsg(db));
	sql(db, "BEGIN");
	while (read_text(f, &column[0])) {
		for (int i = 0; i < INDEX__MAX; i++) {
			if (i > 0 && !read_text(f, &column[i]))
				die("texts", "cut short");
			sqlite3_bind_text(st, i + 1, column[i].p,
			    (int)column[i].n, SQLITE_STATIC);
		}
		if (sqlite3_step(st) != SQLITE_DONE)
			die("insert", sqlite3_errmsg(db));
		sqlite3_reset(st);
		if (++count % TRANSACTION == 0)
			sql(db, "COMMIT; BEGIN");
	}
	sql(db, "COMMIT");
	sqlite3_finalize(st);
	for (int i = 0; i < INDEX__MAX; i++)
		buf_free(&column[i]);
	return count;
}

static int
insert(const char *kind, const char *from, const char *to)
{
	sqlite3 *db = make_table(to, strcmp(kind, "contentless") == 0);
	FILE *f = open_file(from, "rb");
	double clock = now(CLOCK_MONOTONIC);
	double cpu = now(CLOCK_PROCESS_CPUTIME_ID);
	unsigned long n = insert_all(db, f);
	struct stat st;

	sqlite3_close(db);
	clock = now(CLOCK_MONOTONIC) - clock;
	cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	if (stat(to, &st) != 0)
		die(to, strerror(errno));
	printf("%lu %.3f %.3f %lld\n", n, clock, cpu, (long long)st.st_size);
	fclose(f);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "texts") == 0)
		return texts(argv[2], argv[3]);
	if (argc == 5 && strcmp(argv[1], "insert") == 0 &&
	    (strcmp(argv[2], "bare") == 0 ||
	    strcmp(argv[2], "contentless") == 0))
		return insert(argv[2], argv[3], argv[4]);
	fputs("usage: fts texts DUMP TEXTS\n"
	    "       fts insert bare|contentless TEXTS DB\n", stderr);
	return 2;
}
