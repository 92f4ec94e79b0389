/*
 * queries: makes a fixed set of queries for an archive, of the words and
 * values that it has, for bench/search and other programs.
 *
 *	queries [--seed N] [--count N] [--plain] ARCHIVE
 *
 * A line is the query, a tab, what FTS5's MATCH takes for it, a tab, the
 * condition in SQL on `telegram`.  --plain: only words, phrases and prefixes,
 * and of them only the query, as other programs understand them too.  The
 * same archive and arguments give the same lines.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 30000, WORD = 40 };

/* Words by how many telegrams have them. */
struct words {
	char (*v)[WORD];
	size_t n;
};

static sqlite3 *db;
static uint64_t state;
static struct words common, usual, rare;

static unsigned
pick(unsigned n)
{
	/* splitmix64, by Sebastiano Vigna, public domain */
	uint64_t z = state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (unsigned)((z ^ z >> 31) >> 32) % n;
}

static sqlite3_stmt *
prepare(const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
		fprintf(stderr, "queries: %s: %s\n", sql, sqlite3_errmsg(db));
		exit(1);
	}
	return st;
}

static long
number(const char *sql)
{
	sqlite3_stmt *st = prepare(sql);
	long n = sqlite3_step(st) == SQLITE_ROW ?
	    (long)sqlite3_column_int64(st, 0) : 0;

	sqlite3_finalize(st);
	return n;
}

static void
keep_word(struct words *w, const char *s)
{
	if (w->n < MOST_WORDS)
		memcpy(w->v[w->n++], s, strlen(s) + 1);
}

/* Lower-case words of six letters or more, so that none is an operator, a tag
 * or another name of a post. */
static int
is_plain(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz");

	return s[n] == '\0' && n >= 6 && n < WORD;
}

static void
load_words(long telegrams)
{
	sqlite3_stmt *st;
	struct words *const all[] = { &common, &usual, &rare };

	for (int i = 0; i < 3; i++)
		if ((all[i]->v = malloc(MOST_WORDS * sizeof *all[i]->v)) ==
		    NULL)
			exit(1);
	if (sqlite3_exec(db, "CREATE VIRTUAL TABLE temp.terms USING"
	    " fts5vocab (main, words, row)", NULL, NULL, NULL) != SQLITE_OK)
		exit(1);
	st = prepare("SELECT term, doc FROM temp.terms WHERE doc > 1");
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *s = (const char *)sqlite3_column_text(st, 0);
		long n = (long)sqlite3_column_int64(st, 1);

		if (!is_plain(s))
			continue;
		if (n > telegrams / 20)
			keep_word(&common, s);
		else if (n > telegrams / 400)
			keep_word(&usual, s);
		else if (n > 2 && pick(8) == 0)
			keep_word(&rare, s);
	}
	sqlite3_finalize(st);
}

static const char *
some(const struct words *w)
{
	return w->n == 0 ? "report" : w->v[pick((unsigned)w->n)];
}

/* A value of a row of the archive, of a statement with one ?. */
static void
value(char *out, size_t cap, const char *sql, long rows)
{
	sqlite3_stmt *st = prepare(sql);

	sqlite3_bind_int64(st, 1, pick((unsigned)rows) + 1);
	snprintf(out, cap, "%s", sqlite3_step(st) == SQLITE_ROW &&
	    sqlite3_column_text(st, 0) != NULL ?
	    (const char *)sqlite3_column_text(st, 0) : "");
	sqlite3_finalize(st);
}

/* Two words that stand one behind the other in some subject. */
static void
phrase(char *out, size_t cap, long rows)
{
	char subject[300], *s, *second;

	for (int i = 0; i < 100; i++) {
		value(subject, sizeof subject, "SELECT lower(subject) FROM"
		    " telegram WHERE telegram >= ? LIMIT 1", rows);
		s = strtok(subject, " ");
		while (s != NULL && (second = strtok(NULL, " ")) != NULL) {
			if (is_plain(s) && is_plain(second)) {
				snprintf(out, cap, "%s %s", s, second);
				return;
			}
			s = second;
		}
	}
	snprintf(out, cap, "%s %s", some(&common), some(&common));
}

static void
plain_query(unsigned kind, long rows)
{
	char a[90];

	phrase(a, sizeof a, rows);
	switch (kind % 5) {
	case 0: printf("%s\n", some(&common)); break;
	case 1: printf("%s\n", some(&usual)); break;
	case 2: printf("%s\n", some(&rare)); break;
	case 3: printf("\"%s\"\n", a); break;
	default: printf("%.5s*\n", some(&usual)); break;
	}
}

static void
with_words(unsigned kind, long rows)
{
	const char *c = some(&common), *d = some(&common), *u = some(&usual);
	const char *v = some(&usual), *r = some(&rare);
	char a[90];

	switch (kind) {
	case 0: printf("%s\t%s\t\n", c, c); break;
	case 1: printf("%s\t%s\t\n", u, u); break;
	case 2: printf("%s\t%s\t\n", r, r); break;
	case 3: printf("%s %s\t%s AND %s\t\n", c, d, c, d); break;
	case 4: printf("%s %s %s\t%s AND %s AND %s\t\n", c, d, u, c, d, u);
		break;
	case 5: printf("%s OR %s\t%s OR %s\t\n", u, v, u, v); break;
	case 6: printf("%s -%s\t%s NOT %s\t\n", c, u, c, u); break;
	case 7:
		phrase(a, sizeof a, rows);
		printf("\"%s\"\t\"%s\"\t\n", a, a);
		break;
	case 8: printf("%.5s*\t%.5s*\t\n", u, u); break;
	default:
		printf("(%s OR %s) %s\t(%s OR %s) AND %s\t\n", u, v, c, u, v,
		    c);
	}
}

static void
with_fields(unsigned kind, long rows)
{
	const char *c = some(&common), *u = some(&usual);
	int year = 2002 + (int)pick(9), month = 1 + (int)pick(9);
	char a[90];

	switch (kind) {
	case 10:
	case 11:
		value(a, sizeof a, "SELECT post FROM telegram"
		    " WHERE telegram >= ? AND post NOT NULL LIMIT 1", rows);
		if (kind == 10)
			printf("from:%s %s\t%s\tpost = '%s'\n", a, c, c, a);
		else
			printf("from:%s\t\tpost = '%s'\n", a, a);
		break;
	case 12:
	case 13:
		value(a, sizeof a, "SELECT tag FROM tag WHERE telegram >= ?"
		    " AND length(tag) = 4 LIMIT 1", rows);
		printf("tag:%s %s\t%s\tEXISTS (SELECT 1 FROM tag WHERE"
		    " tag.telegram = telegram.telegram AND tag = '%s')\n", a,
		    kind == 12 ? c : "", kind == 12 ? c : "", a);
		break;
	case 14:
		printf("class:secret %s\t%s\tclassification = 'SECRET'\n", u,
		    u);
		break;
	case 15:
		printf("date:%d-%02d..%d-%02d %s\t%s\tdate >= '%d-%02d' AND"
		    " date < '%d-%02d'\n", year, month, year, month + 2, c, c,
		    year, month, year, month + 3);
		break;
	case 16:
		printf("date:%d\t\tdate >= '%d' AND date < '%d'\n", year, year,
		    year + 1);
		break;
	case 17:
		printf("subject:%s\tsubject : %s\t\n", u, u);
		break;
	case 18:
		printf("has:refs %s\t%s\trefs > 0\n", c, c);
		break;
	default:
		value(a, sizeof a, "SELECT id FROM ref WHERE telegram >= ?"
		    " AND id NOT NULL LIMIT 1", rows);
		printf("ref:%s\t\tEXISTS (SELECT 1 FROM ref WHERE ref.telegram"
		    " = telegram.telegram AND ref.id = '%s')\n", a, a);
	}
}

int
main(int argc, char **argv)
{
	unsigned count = 200;
	int plain = 0, i = 1;
	long rows;

	state = 1;
	for (; i < argc && argv[i][0] == '-'; i++)
		if (strcmp(argv[i], "--plain") == 0)
			plain = 1;
		else if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
			state = strtoull(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--count") == 0 && i + 1 < argc)
			count = (unsigned)strtoul(argv[++i], NULL, 10);
		else
			break;
	if (i + 1 != argc) {
		fputs("usage: queries [--seed N] [--count N] [--plain] "
		    "ARCHIVE\n", stderr);
		return 2;
	}
	if (sqlite3_open_v2(argv[i], &db, SQLITE_OPEN_READONLY, NULL) !=
	    SQLITE_OK) {
		fprintf(stderr, "queries: %s: %s\n", argv[i],
		    sqlite3_errmsg(db));
		return 1;
	}
	rows = number("SELECT max(telegram) FROM telegram");
	if (rows == 0) {
		fprintf(stderr, "queries: %s holds nothing\n", argv[i]);
		return 1;
	}
	load_words(number("SELECT count(*) FROM telegram"));
	for (unsigned k = 0; k < count; k++)
		if (plain)
			plain_query(k, rows);
		else if (k % 20 < 10)
			with_words(k % 20, rows);
		else
			with_fields(k % 20, rows);
	sqlite3_close(db);
	return 0;
}
