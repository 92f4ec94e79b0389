/* archive/sqlite_words.c: words told apart ahead are those of FTS5. */
#include <sqlite3.h>
#include <stdint.h>

#include "archive/words.h"
#include "test.h"

/* What texts are made of here: plain and other letters, digits, what joins
 * or parts words, and bytes that are no characters. */
static const char *const pieces[] = {
	"a", "Z", "x", "7", "0", " ", " ", "\n", "-", "'", "_", ".", "/",
	"\xC3\xA9", "e\xCC\x81", "\xC3\x89", "\xC3\x9F", "\xC8\xBA",
	"\xE2\x80\x99", "\xE2\x80\x94", "\xEE\x80\x80", " \xEE\x80\x80 ",
	"\xD0\x96", "\xE4\xB8\xAD", "\xC2\xA0", "\xC2\xB2", "\xCC\x81",
	"\xF0\x9F\x98\x80", "\xC3", "\x80", "\xFF"
};

static struct buf
make_text(uint32_t seed)
{
	struct buf b = { 0 };

	for (int i = 0; i < 60; i++) {
		seed = seed * 1664525 + 1013904223;
		buf_puts(&b, pieces[(seed >> 16) %
		    (sizeof(pieces) / sizeof(pieces[0]))]);
	}
	return b;
}

/* As FTS5 itself tells them apart, a line a word. */
static void
fts_words(sqlite3 *db, const struct buf *text, struct buf *out)
{
	sqlite3_stmt *st;

	sqlite3_exec(db, "DELETE FROM t", NULL, NULL, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO t VALUES (?)", -1, &st, NULL);
	sqlite3_bind_text(st, 1, text->p, (int)text->n, SQLITE_STATIC);
	CHECK(sqlite3_step(st) == SQLITE_DONE);
	sqlite3_finalize(st);
	sqlite3_prepare_v2(db, "SELECT term FROM v ORDER BY offset", -1, &st,
	    NULL);
	while (sqlite3_step(st) == SQLITE_ROW) {
		buf_put(out, sqlite3_column_text(st, 0),
		    (size_t)sqlite3_column_bytes(st, 0));
		buf_putc(out, '\n');
	}
	sqlite3_finalize(st);
}

/* The list that the index takes, a line a word. */
static void
told_words(const struct buf *told, struct buf *out)
{
	for (size_t i = sizeof("_words_") - 1; i + 2 <= told->n;) {
		size_t n = (unsigned char)told->p[i] |
		    (size_t)(unsigned char)told->p[i + 1] << 8;

		buf_put(out, told->p + i + 2, n);
		buf_putc(out, '\n');
		i += 2 + n;
	}
}

static void
words_are_those_of_fts5(void)
{
	struct words_teller *teller = words_teller_new();
	sqlite3 *db;

	CHECK(teller != NULL);
	sqlite3_open(":memory:", &db);
	CHECK(sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5 (body,"
	    " tokenize = 'unicode61 remove_diacritics 2');"
	    "CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)", NULL,
	    NULL, NULL) == SQLITE_OK);
	for (uint32_t seed = 1; seed <= 500; seed++) {
		struct buf text[INDEX__MAX] = { 0 }, ours = { 0 };
		struct buf theirs = { 0 };

		text[INDEX_BODY] = make_text(seed * 2654435761u);
		fts_words(db, &text[INDEX_BODY], &theirs);
		CHECK(words_tell(teller, text));
		told_words(&text[INDEX_BODY], &ours);
		CHECK(ours.n == theirs.n && memcmp(ours.p, theirs.p, ours.n)
		    == 0);
		buf_free(&text[INDEX_BODY]);
		buf_free(&ours);
		buf_free(&theirs);
	}
	words_teller_free(teller);
	sqlite3_close(db);
}

static const struct test tests[] = {
	TEST(words_are_those_of_fts5),
};
TEST_MAIN(tests)
