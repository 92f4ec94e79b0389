/*
 * archive_truth ARCHIVE TRUTH [GAPS]: holds an archive against what
 * bench/genarchive says is true of it, and the ledger of `reftel gaps --to
 * json --coverage 0` with it.  What is missing and what was invented is
 * printed; "ok NAME" or "not ok NAME" for each kind of fact.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The truth, and what there is, as rows of as many columns. */
static const struct fact {
	const char *name, *wanted, *had;
	bool gaps;		/* needs the ledger */
} facts[] = {
	{ "telegrams",
	    "SELECT line ->> 'id', line ->> 'variant' FROM truth"
	    " WHERE line ->> 'variant' NOT NULL",
	    "SELECT id, variant FROM a.telegram", false },
	{ "references",
	    "SELECT line ->> 'id', line ->> 'variant', r.value FROM truth,"
	    " json_each(line, '$.refs') AS r",
	    "SELECT t.id, t.variant, r.id FROM a.ref AS r"
	    " JOIN a.telegram AS t USING (telegram) WHERE r.id NOT NULL",
	    false },
	{ "ghosts",
	    "SELECT line ->> 'ghost', line ->> 'cited' FROM truth"
	    " WHERE line ->> 'ghost' NOT NULL",
	    "SELECT id, cited FROM a.ghost", false },
	{ "witnesses",
	    "SELECT line ->> 'id', line ->> 'variant', w.value FROM truth,"
	    " json_each(line, '$.witnesses') AS w",
	    "SELECT t.id, t.variant, w.kind FROM a.witness AS w"
	    " JOIN a.telegram AS t USING (telegram) WHERE w.kind <> 'face'",
	    false },
	{ "sections missing",
	    "SELECT line ->> 'id', line ->> 'variant', s.value FROM truth,"
	    " json_each(line, '$.sections_missing') AS s",
	    "SELECT id, variant, CAST(sections_missing AS INTEGER)"
	    " FROM a.telegram WHERE sections_missing NOT NULL", false },
	{ "unreadable files",
	    "SELECT line ->> 'unreadable' FROM truth"
	    " WHERE line ->> 'unreadable' NOT NULL",
	    "SELECT substr(f.name, instr(f.name, 'more/'))"
	    " FROM a.quarantine JOIN a.file AS f USING (file)", false },
	{ "ledger of those cited",
	    "SELECT line ->> 'ghost', line ->> 'cited' FROM truth"
	    " WHERE line ->> 'ghost' NOT NULL",
	    "SELECT line ->> 'id', line ->> 'cites' FROM gaps"
	    " WHERE line ->> 'gap' = 'cited'", true },
	{ "ledger of serials",
	    "SELECT line ->> 'serials', line ->> 'year', line ->> 'from',"
	    " line ->> 'to' FROM truth WHERE line ->> 'serials' NOT NULL",
	    "SELECT line ->> 'post', line ->> 'year', r.value ->> 'from',"
	    " r.value ->> 'to' FROM gaps, json_each(line, '$.range') AS r"
	    " WHERE line ->> 'gap' = 'serial'", true },
	{ "ledger of continuity numbers",
	    "SELECT station(line ->> 'continuity'), station(line ->> 'to'),"
	    " line ->> 'from', line ->> 'last', line ->> 'before',"
	    " line ->> 'after' FROM truth"
	    " WHERE line ->> 'continuity' NOT NULL",
	    "SELECT station(line ->> 'from'), station(line ->> 'to'),"
	    " r.value ->> 'from', r.value ->> 'to', r.value ->> 'below',"
	    " r.value ->> 'above' FROM gaps, json_each(line, '$.range') AS r"
	    " WHERE line ->> 'gap' = 'number'", true },
	{ "ledger of sections",
	    "SELECT line ->> 'id', s.value FROM truth,"
	    " json_each(line, '$.sections_missing') AS s",
	    "SELECT line ->> 'id', CAST(line ->> 'missing' AS INTEGER)"
	    " FROM gaps WHERE line ->> 'gap' = 'section'", true },
};

static sqlite3 *db;

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "archive_truth: %s: %s\n", what, why);
	exit(1);
}

static sqlite3_stmt *
prepare(const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		die(sql, sqlite3_errmsg(db));
	return st;
}

/* "AMEMBASSY ADDIS ABABA" and ADDISABABA are one station. */
static void
station(sqlite3_context *c, int n, sqlite3_value **v)
{
	static const char *const words[] = { "AMEMBASSY ", "AMCONSUL ",
		"USMISSION " };
	static const char *const other[][2] = {
		{ "SECSTATE WASHDC", "STATE" }, { "SECDEF WASHDC", "SECDEF" },
		{ "CIA WASHDC", "CIA" }, { "DIA WASHDC", "DIA" },
		{ "JOINT STAFF WASHDC", "JCS" }, { "NSC WASHDC", "NSC" },
		{ "DEPT OF JUSTICE WASHDC", "USDOJ" },
		{ "DEPT OF AGRICULTURE WASHDC", "USDAFAS" },
		{ "DEPT OF COMMERCE WASHDC", "USDOC" },
		{ "DEPT OF ENERGY WASHINGTON DC", "USDOE" },
		{ "DEPT OF TREASURY WASHDC", "USTREASURY" },
	};
	const char *s = (const char *)sqlite3_value_text(v[0]);
	char out[128];
	size_t k = 0;

	if (n != 1 || s == NULL)
		return;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(s, words[i], strlen(words[i])) == 0)
			s += strlen(words[i]);
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (strcmp(s, other[i][0]) == 0)
			s = other[i][1];
	for (; *s != '\0' && k < sizeof out; s++)
		if (*s != ' ')
			out[k++] = *s;
	sqlite3_result_text(c, out, (int)k, SQLITE_TRANSIENT);
}

/* Lines of JSON as a table of them. */
static void
load(const char *table, const char *name)
{
	char sql[80], *line = NULL;
	size_t cap = 0;
	FILE *f = fopen(name, "r");
	sqlite3_stmt *st;

	if (f == NULL)
		die(name, "cannot be opened");
	snprintf(sql, sizeof sql, "CREATE TABLE %s (line)", table);
	sqlite3_exec(db, sql, NULL, NULL, NULL);
	snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?)", table);
	st = prepare(sql);
	while (getline(&line, &cap, f) > 0) {
		sqlite3_bind_text(st, 1, line, -1, SQLITE_STATIC);
		if (sqlite3_step(st) != SQLITE_DONE)
			die(name, sqlite3_errmsg(db));
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	free(line);
	fclose(f);
}

/* How many rows of the first are not in the second; a few are printed. */
static long
tell(const char *word, const char *from, const char *but)
{
	char *sql = sqlite3_mprintf("%s EXCEPT %s ORDER BY 1, 2", from, but);
	long n = 0;
	sqlite3_stmt *st;

	/* a fact of one column has no second to be ordered by */
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
		sqlite3_free(sql);
		sql = sqlite3_mprintf("%s EXCEPT %s", from, but);
		st = prepare(sql);
	}
	while (sqlite3_step(st) == SQLITE_ROW) {
		if (++n > 5)
			continue;
		printf("# %s:", word);
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const char *s = (const char *)sqlite3_column_text(st,
			    i);

			printf(" %s", s == NULL ? "-" : s);
		}
		putchar('\n');
	}
	sqlite3_finalize(st);
	sqlite3_free(sql);
	return n;
}

static long
rows(const char *select)
{
	char *sql = sqlite3_mprintf("SELECT count(*) FROM (%s)", select);
	sqlite3_stmt *st = prepare(sql);
	long n = sqlite3_step(st) == SQLITE_ROW ?
	    (long)sqlite3_column_int64(st, 0) : 0;

	sqlite3_finalize(st);
	sqlite3_free(sql);
	return n;
}

int
main(int argc, char **argv)
{
	char *attach;
	int status = 0;

	if (argc < 3 || argc > 4) {
		fputs("usage: archive_truth ARCHIVE TRUTH [GAPS]\n", stderr);
		return 2;
	}
	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		die("memory", sqlite3_errmsg(db));
	sqlite3_create_function(db, "station", 1, SQLITE_UTF8, NULL, station,
	    NULL, NULL);
	attach = sqlite3_mprintf("ATTACH %Q AS a", argv[1]);
	if (sqlite3_exec(db, attach, NULL, NULL, NULL) != SQLITE_OK)
		die(argv[1], sqlite3_errmsg(db));
	sqlite3_free(attach);
	load("truth", argv[2]);
	if (argc == 4)
		load("gaps", argv[3]);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		const struct fact *f = &facts[i];
		long n, missing, invented;

		if (f->gaps && argc < 4)
			continue;
		n = rows(f->wanted);
		missing = tell("missing", f->wanted, f->had);
		invented = tell("invented", f->had, f->wanted);
		if (missing == 0 && invented == 0 && n > 0) {
			printf("ok %s\n", f->name);
			continue;
		}
		printf("# %ld of %ld missing, %ld invented\nnot ok %s\n",
		    missing, n, invented, f->name);
		status = 1;
	}
	sqlite3_close(db);
	return status;
}
