/*
 * Adding; see add.h.  Readers take one file after the other, read and check
 * its telegrams, pack their bytes, and lay all of it into the file's lane.
 * The writer empties the lanes in the order of the files.  What lies in lanes
 * is bounded; the lane that is being emptied always has room, so that nobody
 * waits for ever.
 */
#include "archive/add.h"

#include <stdio.h>
#include <unistd.h>

#include "archive/add_read.h"
#include "archive/keep.h"

enum {
	/* Of telegrams in a transaction. Their words are gathered by FTS5 in a
	 * table that a processor's cache does not hold: with 180 MB adding
	 * takes a fifth more time, with 24 the index a hundredth more room. */
	COMMIT_BYTES = 60 << 20,
	COMMIT_FIRST = 8 << 20	/* before there is a dictionary */
};

/* The writer. */

struct writer {
	struct add *add;
	struct keeper k;
	struct add_count *count;
	int64_t file, n;		/* its row, chunks so far */
	struct parcel parcel;		/* of which the next items are */
	const char *name;
	uint64_t uncommitted;
};

static void
tell_refused(struct writer *w, const struct item *item)
{
	const struct add_refusal r = { .file = w->name,
		.member = item->member, .offset = item->span.start,
		.line = item->line, .reason = item->reason,
		.kept = item->kept };

	w->count->refused++;
	if (w->add->opt->refused != NULL)
		w->add->opt->refused(w->add->opt->ctx, &r);
}

static bool
write_refused(struct writer *w, const struct item *item)
{
	const struct refusal r = { .member = item->member,
		.offset = item->span.start,
		.length = item->span.end - item->span.start,
		.line = item->line, .reason = item->reason };

	tell_refused(w, item);
	return !item->kept || keep_refusal(&w->k, w->file, &r);
}

static void
tell_other(struct writer *w, const struct item *item)
{
	const struct reftel_value *v = &item->arrival.t->id;
	char id[48];		/* the value is counted, not ended */
	struct add_other other = { .file = w->name, .id = id,
		.variant = (int)keep_variants(&w->k, item->arrival.t) };

	if (w->add->opt->other == NULL || v->s == NULL)
		return;
	snprintf(id, sizeof(id), "%.*s", (int)v->n, v->s);
	w->add->opt->other(w->add->opt->ctx, &other);
}

static bool
write_telegram(struct writer *w, struct item *item)
{
	const struct parcel_part *part = &w->parcel.part[item->part];
	enum keep_outcome outcome = keep_arrival(&w->k, &item->arrival,
	    w->file, part);

	switch (outcome) {
	case KEEP_FAILED: return false;
	case KEEP_NEW: w->count->added++; break;
	case KEEP_THERE: w->count->there++; break;
	case KEEP_WITNESS: w->count->witnesses++; break;
	case KEEP_OTHER:
		w->count->others++;
		tell_other(w, item);
		break;
	}
	return !item->inside || keep_chunk(&w->k, w->file, w->n++,
	    str_make(item->before.p, item->before.n), part->source);
}

static bool
write_chunk(struct writer *w, const struct item *item)
{
	return keep_chunk(&w->k, w->file, w->n++, str_make(NULL, 0),
	    w->parcel.part[item->part].source);
}

static bool
write_known(struct writer *w, const struct item *item)
{
	w->count->files_known++;
	w->count->there += keep_telegrams_of(w->k.a, (int64_t)item->n);
	return keep_alias(&w->k, (int64_t)item->n, w->name);
}

static void
share_dictionary(struct writer *w)
{
	struct add *add = w->add;

	pthread_mutex_lock(&add->lock);
	add->dictionary = w->k.dictionary;
	add->dictionary_row = w->k.dictionary_row;
	pthread_mutex_unlock(&add->lock);
}

static bool
commit(struct writer *w)
{
	uint64_t enough = w->k.dictionary == NULL ? COMMIT_FIRST
	    : COMMIT_BYTES;

	if (w->uncommitted < enough || w->add->opt->dry)
		return true;
	w->uncommitted = 0;
	if (!keep_commit(&w->k))
		return false;
	share_dictionary(w);
	return keep_begin(&w->k);
}

/* What was kept so far is committed before a parcel, never within one: no
 * source is there without what it is the source of. */
static bool
write_parcel(struct writer *w, struct item *item)
{
	if (!commit(w))
		return false;
	parcel_free(&w->parcel);
	w->parcel = item->parcel;
	item->parcel = (struct parcel){ 0 };
	w->uncommitted += w->parcel.bytes.n;
	return keep_parcel(&w->k, &w->parcel);
}

/* A file gets its row with the first that is to be kept of it. */
static bool
begin_file(struct writer *w, const struct item *item)
{
	if (w->file != 0 || item->kind == ITEM_KNOWN ||
	    item->kind == ITEM_PASSED ||
	    (item->kind == ITEM_REFUSED && !item->kept))
		return true;
	w->file = keep_file(&w->k, w->name);
	return w->file > 0;
}

static bool
write_item(struct writer *w, struct item *item)
{
	w->count->bytes += item->bytes;
	if (!begin_file(w, item))
		return false;
	switch (item->kind) {
	case ITEM_PARCEL:
		return write_parcel(w, item);
	case ITEM_CHUNK:
		return write_chunk(w, item);
	case ITEM_TELEGRAM:
		return write_telegram(w, item);
	case ITEM_REFUSED:
		return write_refused(w, item);
	case ITEM_KNOWN:
		return write_known(w, item);
	case ITEM_PASSED:
		w->count->passed += item->n;
		return true;
	case ITEM_WHOLE:
		return keep_file_end(&w->k, w->file, item->n,
		    item->sha256) > 0;
	}
	return false;
}

static bool
write_file(struct writer *w, size_t i)
{
	struct lane *lane = lanes_take(&w->add->lanes, i);
	struct item *item;
	bool ok = true;

	if (lane == NULL) {
		archive_fail(w->k.a, ARCHIVE_ENOMEM, "out of memory");
		return false;
	}
	w->name = w->add->path[i];
	w->file = w->n = 0;
	while ((item = lane_get(&w->add->lanes, lane)) != NULL) {
		ok = ok && write_item(w, item);
		if (!ok)
			lanes_stop(&w->add->lanes);
		else if (w->add->opt->progress != NULL)
			w->add->opt->progress(w->add->opt->ctx, w->count);
	}
	if (lane->failed && ok) {
		archive_fail(w->k.a, ARCHIVE_ENOMEM, "out of memory");
		ok = false;
	}
	w->count->files++;
	lanes_give(&w->add->lanes, lane);
	return ok;
}

static bool
write_files(struct writer *w)
{
	bool ok = keep_begin(&w->k);

	for (size_t i = 0; i < w->add->n && ok; i++)
		ok = write_file(w, i);
	if (ok && !w->add->opt->dry && keep_commit(&w->k))
		return true;
	keep_rollback(&w->k);
	return ok && w->add->opt->dry;
}

/* Readers. One processor is the writer's. */

static unsigned
how_many(const struct add_options *opt, size_t files)
{
	long n = opt->jobs > 0 ? (long)opt->jobs : sysconf(_SC_NPROCESSORS_ONLN);

	if (n > 2)
		n--;
	else
		n = 1;
	if (n > 32)
		n = 32;
	return (size_t)n > files ? (unsigned)files : (unsigned)n;
}

static unsigned
start_readers(struct add *add, pthread_t *thread, unsigned n)
{
	unsigned started = 0;

	while (started < n && pthread_create(&thread[started], NULL,
	    add_read_files, add) == 0)
		started++;
	return started;
}

enum archive_status
add_files(struct archive *a, const char *const *path, size_t n,
    const struct add_options *opt, struct add_count *count)
{
	struct add add = { .opt = opt, .path = path, .n = n,
		.archive = archive_path(a) };
	struct writer w = { .add = &add, .count = count };
	pthread_t thread[32];
	unsigned readers;
	bool ok;

	*count = (struct add_count){ 0 };
	if (n == 0)
		return ARCHIVE_OK;
	pthread_mutex_init(&add.lock, NULL);
	ok = keep_open(&w.k, a);
	share_dictionary(&w);
	ok = ok && lanes_init(&add.lanes, n);
	readers = ok ? start_readers(&add, thread, how_many(opt, n)) : 0;
	if (ok && readers == 0) {
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
		ok = false;
	}
	ok = ok && write_files(&w);
	lanes_stop(&add.lanes);
	for (unsigned i = 0; i < readers; i++)
		pthread_join(thread[i], NULL);
	lanes_free(&add.lanes);
	parcel_free(&w.parcel);
	keep_close(&w.k);
	pthread_mutex_destroy(&add.lock);
	return ok ? ARCHIVE_OK : archive_status(a);
}
