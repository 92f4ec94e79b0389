/*
 * The gap ledger of archives that were made up, of which the truth is known:
 * each telegram that is cited and not held, each serial, continuity number
 * and reference is found, and none is invented; also where the year or the
 * post of a reference is wrong.
 *
 *	prop_ledger [SEED [COUNT]]
 */
#include "archive/gaps.h"
#include "archive/refs.h"
#include "archive/sqlite.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { POSTS = 4, SERIALS = 150, YEARS = 2, REFS = 3 };

static const char *const post_names[POSTS] = {
	"PARIS", "BUENOSAIRES", "STRELSAU", "HENTZAU"
};

struct sent {
	bool held;
	unsigned cited;		/* by so many that are held, rightly or not */
	int number;		/* to the department */
	char date[64];
};
struct made {
	uint64_t rng;
	struct sent sent[POSTS][YEARS][SERIALS + 1];
	uint64_t folded;
	unsigned faults;
};

/* splitmix64, by Sebastiano Vigna, public domain. */
static unsigned
below(struct made *m, unsigned n)
{
	uint64_t z = (m->rng += 0x9E3779B97F4A7C15u);

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (unsigned)((z ^ z >> 31) % n);
}

static void
fault(struct made *m, const char *what, const char *id)
{
	printf("# %s: %s\n", what, id);
	m->faults++;
}

static void
put_id(char id[48], int post, int year, int serial)
{
	snprintf(id, 48, "%02d%s%d", 6 + year, post_names[post], serial);
}

/* Serials are spread evenly over the year. */
static void
put_date(char date[64], int year, int serial)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	int day = serial * 360 / (SERIALS + 1), month = 0;

	while (day >= days[month])
		day -= days[month++];
	snprintf(date, 64, "%04d-%02d-%02dT%02d:%02dZ", 2006 + year,
	    month + 1, day + 1, serial % 24, serial % 60);
}

static void
send_all(struct made *m)
{
	for (int p = 0; p < POSTS; p++) {
		int number = (int)below(m, 10000);

		for (int y = 0; y < YEARS; y++)
			for (int s = 1; s <= SERIALS; s++) {
				struct sent *t = &m->sent[p][y][s];

				t->held = below(m, 100) < 70;
				t->number = number = number % 9999 + 1;
				put_date(t->date, y, s);
			}
	}
}

/* A reference to one that was sent before; in what way it is written. */
static void
refer(struct made *m, struct archive *a, int64_t row, int n, int year,
    const struct sent *by)
{
	int p = (int)below(m, POSTS), y = (int)below(m, (unsigned)year + 1);
	int s = 1 + (int)below(m, SERIALS);
	struct sent *to = &m->sent[p][y][s];
	char id[48], text[64];
	long days = fold_days(to->date, by->date);

	if (strcmp(to->date, by->date) >= 0 || to == by)
		return;
	put_id(id, p, y, s);
	snprintf(text, sizeof(text), y == year ? "%s %d" : "%s %d (0%d)",
	    post_names[p], s, 6 + y);
	if (to->held && y < year && days < 60 && s > SERIALS / 2) {
		/* without a year, read as of the year in which it stands */
		put_id(id, p, year, s);
		snprintf(text, sizeof(text), "%s %d", post_names[p], s);
		m->folded += !m->sent[p][year][s].held;
	} else if (to->held && p == 1 && below(m, 4) == 0) {
		snprintf(id, sizeof(id), "%02dBUENOSAIREZ%d", 6 + y, s);
		m->folded++;
	}
	to->cited++;
	sql_do(a, "INSERT INTO ref VALUES (?, ?, NULL, 'telegram', ?, ?, 0)",
	    "iuss", row, n, text, id);
}

/* Each telegram is cited once by another at most: twice would be one. */
static void
keep(struct made *m, struct archive *a, int p, int y, int s, int64_t row)
{
	struct sent *t = &m->sent[p][y][s];
	char id[48], number[8];

	put_id(id, p, y, s);
	snprintf(number, sizeof(number), "%04d", t->number);
	sql_do(a, "INSERT INTO telegram (telegram, id, year, post, serial,"
	    " date, sections, form, length, paragraphs, redactions, refs,"
	    " diagnostics, witness) VALUES (?, ?, ?, ?, ?, ?, 1,"
	    " 'transmission', 1, 1, 0, 0, 0, ?)", "isususi", row, id, 2006 + y,
	    post_names[p], s, t->date, row);
	if (row == 1)
		sql_do(a, "INSERT INTO address VALUES (1, 'to', 'RUEHC',"
		    " 'SECSTATE WASHDC', 'STATE', NULL)", "");
	sql_do(a, "INSERT INTO addressed VALUES (?, 1, 1, ?)",
	    "is", row, number);
	refer(m, a, row, 1, y, t);
}

static void
keep_all(struct made *m, struct archive *a)
{
	int64_t row = 0;

	sql_do(a, "BEGIN", "");
	for (int p = 0; p < POSTS; p++)
		for (int y = 0; y < YEARS; y++)
			for (int s = 1; s <= SERIALS; s++)
				if (m->sent[p][y][s].held)
					keep(m, a, p, y, s, ++row);
	sql_do(a, "COMMIT", "");
}

static struct sent *
find(struct made *m, const char *id)
{
	struct fold_parts parts;

	if (!fold_split(id, 2007, &parts))
		return NULL;
	for (int p = 0; p < POSTS; p++)
		if (strcmp(parts.post, post_names[p]) == 0 &&
		    parts.year >= 2006 && parts.year <= 2007 &&
		    parts.serial <= SERIALS)
			return &m->sent[p][parts.year - 2006][parts.serial];
	return NULL;
}

static bool
see_cited(void *ctx, const struct gap_cited *c)
{
	struct made *m = ctx;
	struct sent *t = find(m, c->id);

	if (t == NULL || t->held)
		fault(m, "invented", c->id);
	else if (t->cited != c->cites)
		fault(m, "cited otherwise", c->id);
	else if (strncmp(t->date, c->from, 10) < 0 ||
	    strncmp(t->date, c->to, 10) > 0)
		fault(m, "sent outside its window", c->id);
	else
		t->cited = 0;
	return true;
}

static bool
see_serials(void *ctx, const struct gap_serials *g)
{
	struct made *m = ctx;
	int p = 0;

	while (strcmp(post_names[p], g->post) != 0)
		p++;
	for (size_t i = 0; i < g->range_n; i++)
		for (long s = g->range[i].from; s <= g->range[i].to; s++) {
			struct sent *t = &m->sent[p][g->year - 2006][s];

			if (t->held)
				fault(m, "serial is held", g->post);
			t->held = true;
		}
	for (long s = g->first; s <= g->last; s++)
		if (!m->sent[p][g->year - 2006][s].held)
			fault(m, "serial was not told", g->post);
	return true;
}

/* All numbers between the first and the last that are held. */
static bool
see_numbers(void *ctx, const struct gap_numbers *g)
{
	struct made *m = ctx;
	unsigned long missing = 0, run = 0;
	bool begun = false;
	int p = 0;

	while (strcmp(post_names[p], g->from) != 0)
		p++;
	for (int i = 0; i < YEARS * SERIALS; i++)
		if (m->sent[p][i / SERIALS][i % SERIALS + 1].held) {
			missing += begun ? run : 0;
			begun = true;
			run = 0;
		} else {
			run++;
		}
	if (strcmp(g->to, "STATE") != 0 || g->missing != missing)
		fault(m, "continuity numbers", g->from);
	return true;
}

static bool
see_folded(void *ctx, const struct gap_citing *c, const char *id,
    enum sure sure, bool held)
{
	struct made *m = ctx;
	struct sent *t = find(m, id);

	(void)sure;
	if (t == NULL || !t->held || !held || c->receipt[0] == '\0')
		fault(m, "folded wrongly", id);
	m->folded--;
	return true;
}

/* What cites each telegram that is held, asked for one by one. */
static void
ask_each(struct made *m, struct archive *a)
{
	for (int i = 0; i < POSTS * YEARS * SERIALS; i++) {
		int p = i % POSTS, y = i / POSTS % YEARS,
		    s = i / POSTS / YEARS + 1;
		struct ref_entry *entry;
		struct arena arena;
		uint64_t total, means = 0;
		char id[48];
		size_t n = 0;

		put_id(id, p, y, s);
		arena_init(&arena);
		if (refs_cited(a, &arena, id, 0, &entry, &n, &total) !=
		    ARCHIVE_OK || total != n)
			fault(m, "asked", id);
		for (size_t k = 0; k < n; k++)
			means += strcmp(entry[k].means, id) == 0;
		if (means != m->sent[p][y][s].cited)
			fault(m, "cited by", id);
		arena_free(&arena);
	}
}

static bool
write_cited(void *ctx, const struct gap_cited *g)
{
	struct buf *b = ctx;
	char line[400];

	snprintf(line, sizeof(line), "%s %u %s %s..%s %s %s %s\n", g->id,
	    g->cites, g->citing[0].id, g->from, g->to, g->likely_to, g->why,
	    g->doubt);
	buf_puts(b, line);
	return true;
}

static void
write_ledger(struct archive *a, struct gaps_filter filter, bool keep,
    struct buf *out)
{
	const struct gaps_sink sink = { .cited = write_cited, .ctx = out };
	struct gaps_sum sum;

	filter.kinds = GAP_CITED;
	filter.keep = keep;
	out->n = 0;
	gaps_each(a, &filter, &sink, &sum);
	buf_putu(out, sum.cited);
	buf_putu(out, sum.cites);
}

/* Filtered out of what was gathered once, or gathered so. */
static void
check_kept(struct made *m, struct archive *a)
{
	static const struct gaps_filter filters[] = { { .year = 0 },
		{ .post = "PARIS" }, { .year = 2007 }, { .min_cites = 2 },
		{ .post = "STRELSAU", .year = 2006, .min_cites = 2 },
		{ .post = "NOWHERE" } };
	struct buf plain = { 0 }, kept = { 0 };

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		write_ledger(a, filters[i], false, &plain);
		write_ledger(a, filters[i], true, &kept);
		if (!str_eq(str_make(plain.p, plain.n), str_make(kept.p,
		    kept.n)))
			fault(m, "a kept ledger differs", filters[i].post ==
			    NULL ? "" : filters[i].post);
	}
	buf_free(&plain);
	buf_free(&kept);
}

static void
look(struct made *m, struct archive *a)
{
	struct gaps_filter filter = { .kinds = GAP_CITED | GAP_NUMBER };
	struct gaps_sink sink = { .cited = see_cited, .numbers = see_numbers,
		.folded = see_folded, .ctx = m };
	struct gaps_sum sum;

	ask_each(m, a);
	check_kept(m, a);
	if (gaps_each(a, &filter, &sink, &sum) != ARCHIVE_OK)
		fault(m, "ledger", archive_error(a));
	for (int i = 0; i < POSTS * YEARS * SERIALS; i++) {
		struct sent *t = &m->sent[i % POSTS][i / POSTS % YEARS]
		    [i / POSTS / YEARS + 1];

		if (!t->held && t->cited > 0)
			fault(m, "was not told", t->date);
	}
	if (m->folded != 0)
		fault(m, "foldings not told", "");
	/* this one fills the gaps as they are told */
	filter.kinds = GAP_SERIAL;
	sink.serials = see_serials;
	if (gaps_each(a, &filter, &sink, &sum) != ARCHIVE_OK)
		fault(m, "ledger", archive_error(a));
}

int
main(int argc, char **argv)
{
	unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	unsigned long count = argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
	unsigned faults = 0;

	for (unsigned long i = 0; i < count; i++) {
		static struct made m;
		char path[] = "/tmp/prop_ledger.XXXXXX", why[300];
		char wal[sizeof(path) + 8];
		struct archive *a;
		int fd = mkstemp(path);

		memset(&m, 0, sizeof(m));
		m.rng = seed + i;
		if (fd == -1 || close(fd) != 0 || unlink(path) != 0 ||
		    archive_open(&a, path, ARCHIVE_WRITE, why, sizeof(why)) !=
		    ARCHIVE_OK) {
			printf("# no archive\n");
			return 1;
		}
		send_all(&m);
		keep_all(&m, a);
		if (archive_status(a) != ARCHIVE_OK)
			fault(&m, "made", archive_error(a));
		look(&m, a);
		archive_close(a);
		unlink(path);
		snprintf(wal, sizeof(wal), "%s-wal", path);
		unlink(wal);
		snprintf(wal, sizeof(wal), "%s-shm", path);
		unlink(wal);
		faults += m.faults;
	}
	printf("%lu archives, seed %lu: %u faults\n", count, seed, faults);
	return faults > 0;
}
