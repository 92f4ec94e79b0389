/* Telegrams are read again from their kept bytes; see reread.h. */
#include <stdlib.h>
#include <string.h>

#include "archive/keep.h"
#include "archive/reread.h"
#include "archive/sqlite_rows.h"
#include "base/arena.h"

enum { BATCH = 2000 };		/* telegrams in a transaction */

struct work {
	struct archive *a;
	struct keeper k;
	const struct reread_options *opt;
	struct reread_count *count;
};

/* Differences of two lists of lines, in the order of the lists. */

static bool
has_line(struct str all, struct str line)
{
	for (size_t at = 0; at < all.n;) {
		size_t end = str_findc(all, '\n', at);

		if (str_eq(str_cut(all, at, end), line))
			return true;
		at = end + 1;
	}
	return false;
}

static void
lines_without(struct str of, struct str in, char mark, struct buf *out)
{
	for (size_t at = 0; at < of.n;) {
		size_t end = str_findc(of, '\n', at);
		struct str line = str_cut(of, at, end);

		if (!has_line(in, line)) {
			buf_putc(out, mark);
			buf_putstr(out, line);
			buf_putc(out, '\n');
		}
		at = end + 1;
	}
}

static void
tell_changed(const struct work *w, int64_t telegram, const struct buf *before,
    const struct buf *after)
{
	struct str old = str_make(before->p, before->n);
	struct str new = str_make(after->p, after->n);
	struct archive_head head;
	struct buf lines = { 0 };
	struct arena arena;

	arena_init(&arena);
	archive_head(w->a, &arena, telegram, &head);
	lines_without(old, new, '-', &lines);
	lines_without(new, old, '+', &lines);
	if (lines.n == 0)
		buf_puts(&lines, "+words of the text\n");
	buf_putc(&lines, '\0');
	if (w->opt->changed != NULL && !lines.failed)
		w->opt->changed(w->opt->ctx, head.id == NULL ? "" : head.id,
		    lines.p);
	buf_free(&lines);
	arena_free(&arena);
}

/* One witness. */

struct before {
	int64_t telegram;
	int64_t words, print;
	struct buf lines;
};

static bool
look_before(struct archive *a, int64_t witness, struct before *b)
{
	sqlite3_stmt *st = sql(a, "SELECT telegram, words, print FROM witness"
	    " WHERE witness = ?", "i", witness);
	bool ok = sql_row(a, st);

	if (ok) {
		b->telegram = sqlite3_column_int64(st, 0);
		b->words = sqlite3_column_int64(st, 1);
		b->print = sqlite3_column_int64(st, 2);
	}
	sql_end(a, st);
	return ok && rows_list(a, b->telegram, &b->lines);
}

static bool
save(struct archive *a)
{
	return sql_script(a, "SAVEPOINT reread");
}

static bool
undo(struct archive *a)
{
	return sql_script(a, "ROLLBACK TO reread; RELEASE reread");
}

static int64_t
telegram_of(struct archive *a, int64_t witness)
{
	return sql_int(a, 0, "SELECT telegram FROM witness WHERE witness = ?",
	    "i", witness);
}

static bool
mark_read(struct work *w, int64_t witness)
{
	return sql_do(w->a, "UPDATE witness SET reader = ? WHERE witness = ?",
	    "ii", w->k.reader, witness);
}

/* It takes its seat anew, and whether that changed anything is seen
 * afterwards: if not, it never happened. */
static bool
seat_again(struct work *w, struct arrival *v, int64_t witness,
    const struct before *before)
{
	struct buf after = { 0 };
	bool same, ok = save(w->a) &&
	    keep_again(&w->k, v, witness) != KEEP_FAILED &&
	    rows_list(w->a, telegram_of(w->a, witness), &after);

	same = ok && after.n == before->lines.n &&
	    memcmp(after.p, before->lines.p, after.n) == 0 &&
	    v->words == before->words && (int64_t)v->print == before->print;
	if (ok && same) {
		ok = undo(w->a) && mark_read(w, witness);
	} else if (ok) {
		w->count->changed++;
		tell_changed(w, telegram_of(w->a, witness), &before->lines,
		    &after);
		ok = sql_script(w->a, "RELEASE reread");
	}
	buf_free(&after);
	return ok;
}

static void
tell_failed(const struct work *w, int64_t telegram, const char *why)
{
	struct archive_head head;
	struct arena arena;

	arena_init(&arena);
	w->count->failed++;
	archive_head(w->a, &arena, telegram, &head);
	if (w->opt->failed != NULL)
		w->opt->failed(w->opt->ctx, head.id == NULL ? "" : head.id,
		    why);
	arena_free(&arena);
}

static bool
read_witness(struct work *w, int64_t witness)
{
	struct before before = { 0 };
	struct arrival v = { 0 };
	struct reftel_telegram *t;
	bool ok = look_before(w->a, witness, &before);

	if (ok && archive_read(w->a, witness, &t) != ARCHIVE_OK) {
		tell_failed(w, before.telegram, archive_error(w->a));
		w->a->status = ARCHIVE_OK;
	} else if (ok) {
		ok = arrival_make(&v, t) &&
		    seat_again(w, &v, witness, &before);
		arrival_free(&v);
	}
	buf_free(&before.lines);
	w->count->read++;
	if (w->opt->progress != NULL)
		w->opt->progress(w->opt->ctx, w->count);
	return ok;
}

/* All of them. */

static sqlite3_stmt *
chosen(struct work *w, int64_t behind)
{
	return sql(w->a, "SELECT witness FROM witness WHERE witness > ?1"
	    " AND (?2 OR reader <> ?3) AND (?4 IS NULL OR form = ?4)"
	    " ORDER BY witness LIMIT ?5", "iuisi", behind, (int)w->opt->all,
	    w->k.reader, w->opt->form, (int64_t)BATCH);
}

static size_t
next_batch(struct work *w, int64_t behind, int64_t witness[BATCH])
{
	sqlite3_stmt *st = chosen(w, behind);
	size_t n = 0;

	while (n < BATCH && sql_row(w->a, st))
		witness[n++] = sqlite3_column_int64(st, 0);
	sql_end(w->a, st);
	return n;
}

static bool
read_batch(struct work *w, const int64_t *witness, size_t n)
{
	bool ok = keep_begin(&w->k);

	for (size_t i = 0; ok && i < n; i++)
		ok = read_witness(w, witness[i]);
	if (ok && !w->opt->dry && keep_commit(&w->k))
		return true;
	keep_rollback(&w->k);
	return ok && w->opt->dry;
}

enum archive_status
reread(struct archive *a, const struct reread_options *opt,
    struct reread_count *count)
{
	struct work w = { .a = a, .opt = opt, .count = count };
	int64_t *witness = calloc(BATCH, sizeof(*witness));
	bool ok = witness != NULL && keep_open(&w.k, a);
	size_t n = ok ? 1 : 0;

	*count = (struct reread_count){ 0 };
	if (ok)
		count->of = (uint64_t)sql_int(a, 0, "SELECT count(*)"
		    " FROM witness WHERE (?1 OR reader <> ?2)"
		    " AND (?3 IS NULL OR form = ?3)", "uis", (int)opt->all,
		    w.k.reader, opt->form);
	for (int64_t behind = 0; ok && n > 0; behind = n > 0
	    ? witness[n - 1] : 0) {
		n = next_batch(&w, behind, witness);
		ok = n == 0 || read_batch(&w, witness, n);
	}
	keep_close(&w.k);
	if (witness == NULL)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	free(witness);
	return ok ? ARCHIVE_OK : a->status;
}
