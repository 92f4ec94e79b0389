/*
 * The archive: telegrams that are kept, in one file.  What every room above
 * and every other file of this room needs to open one and to get a telegram
 * out of it; what is asked of it beyond that has headers of its own
 * (add.h, search.h, refs.h, gaps.h, witness.h, stats.h, cite.h).
 *
 * A handle belongs to one thread.  Any number of handles may read at once,
 * also while one writes; a reader sees the archive as it was when its
 * transaction began.  SQL is known to files sqlite_*.c alone.
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include <stdint.h>

#include "base/buf.h"
#include "reftel.h"

struct archive;

enum archive_mode {
	ARCHIVE_READ,		/* it must be there */
	ARCHIVE_WRITE		/* made where it is not there */
};

/* How an operation on an archive ended. */
enum archive_status {
	ARCHIVE_OK,
	ARCHIVE_END,		/* no further row */
	ARCHIVE_NOTFOUND,	/* no such archive, telegram, witness */
	ARCHIVE_BUSY,		/* another process writes */
	ARCHIVE_NEWER,		/* made by a newer Reftel */
	ARCHIVE_OLDER,		/* by an older one: to be upgraded first */
	ARCHIVE_NOTARCHIVE,	/* the file is something else */
	ARCHIVE_BROKEN,		/* what was read makes no sense */
	ARCHIVE_FULL,		/* no room on the disk */
	ARCHIVE_EIO,
	ARCHIVE_STOPPED,	/* archive_stop() or its time was over */
	ARCHIVE_ENOMEM,
	ARCHIVE_STATUS__MAX
};
/* A sentence fragment, such as "no room on the disk"; static. */
const char *archive_strstatus(enum archive_status);

/* *out is NULL unless ARCHIVE_OK.  why (cap bytes) gets a sentence for
 * people. An older archive is upgraded, and a copy of it kept beside it. */
enum archive_status archive_open(struct archive **out, const char *path,
    enum archive_mode, char *why, size_t cap);
void archive_close(struct archive *);
/* Status and words of the last failure; they last until the next call. */
enum archive_status archive_status(const struct archive *);
const char *archive_error(const struct archive *);
/* Sets a failure that SQLite knows nothing of; returns its status. */
enum archive_status archive_fail(struct archive *, enum archive_status,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
const char *archive_path(const struct archive *);
/* The copy that was kept when it was upgraded now; NULL: it was not. */
const char *archive_copied(const struct archive *, int *from, int *to);

/* One view of the archive for several questions; and its end.  They nest. */
void archive_hold(struct archive *);
void archive_release(struct archive *);
/* A number that is another one when the archive has changed since this handle
 * was last asked; those of different handles have nothing in common. Asked
 * while it is held, it is that of the view. */
int64_t archive_state(struct archive *);

/* Stops what the handle is doing, from another thread or a signal handler;
 * or when so many milliseconds have gone by (0: never). */
void archive_stop(struct archive *);
void archive_deadline(struct archive *, unsigned milliseconds);
/* It is to stop, or has been: for long work that asks nothing of SQLite, or
 * very often very little. Then all that is read fails, until there is another
 * deadline. */
bool archive_late(struct archive *);

/* A telegram that is held, as lists show it.  Strings are NUL-terminated,
 * "" where there is none, and belong to the arena given. */
struct archive_head {
	int64_t telegram;
	/* 07KARACHI756; "07KARACHI756~2" for another telegram of the same
	 * number; "sha256:0123456789ab" where it has no number */
	const char *id;
	const char *date, *post, *classification, *subject, *title, *form;
	unsigned paragraphs, redactions, refs, witnesses, diagnostics;
	uint64_t length;
};
struct arena;
enum archive_status archive_head(struct archive *, struct arena *,
    int64_t telegram, struct archive_head *);

/*
 * The telegrams that a number in any spelling means ("07 Karachi 756",
 * "07KARACHI756~2", "sha256:..."): ascending by variant, at most cap.
 * Returns how many there are.  canonical (48 bytes) gets the number as the
 * record writes it, or "" where the words are no number.
 */
size_t archive_find(struct archive *, const char *spelling, int64_t *telegram,
    size_t cap, char canonical[48]);

/* Witnesses of a telegram, the face first, then in order of coming. */
struct archive_witness {
	int64_t witness;
	const char *kind;	/* face, exact, near, partial */
	const char *form, *file, *member, *sha256;
	uint64_t offset, length;
	unsigned words, places;	/* where from: how often it came */
};
enum archive_status archive_witnesses(struct archive *, struct arena *,
    int64_t telegram, struct archive_witness **, size_t *n);

/* Reads a witness again from its kept bytes, as reftel_reader_next() would
 * (the rules of reftel_check() are not run); it
 * belongs to the caller (reftel_telegram_free). */
enum archive_status archive_read(struct archive *, int64_t witness,
    struct reftel_telegram **);
/* The face of a telegram, read so. */
enum archive_status archive_face(struct archive *, int64_t telegram,
    struct reftel_telegram **);
/* Appends a witness's original bytes. */
enum archive_status archive_bytes(struct archive *, int64_t witness,
    struct buf *);

#endif
