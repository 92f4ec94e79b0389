/*
 * Is the archive whole?  Everything that is kept twice, in rows and in bytes,
 * in words and in texts, is held against the other.
 */
#ifndef ARCHIVE_FSCK_H
#define ARCHIVE_FSCK_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

struct fsck_count {
	uint64_t sources, files, half_files, telegrams, witnesses;
	uint64_t older;		/* witnesses that another Reftel has read:
				 * their rows are not held against the text */
	uint64_t faults;
	uint64_t done, of;	/* steps, for progress */
};
struct fsck_options {
	bool quick;		/* not the index against the texts */
	void (*fault)(void *ctx, const char *what);
	void (*progress)(void *ctx, const struct fsck_count *);
	void *ctx;
};
/* ARCHIVE_OK also where there are faults: see count. */
enum archive_status fsck(struct archive *, const struct fsck_options *,
    struct fsck_count *);

/* Makes the index of words anew from the texts. */
enum archive_status reindex(struct archive *,
    void (*progress)(void *ctx, uint64_t done, uint64_t of), void *ctx);

/* Takes a telegram out, with all of its witnesses, their bytes (but for what
 * another telegram shares) and its words.  The files that it came in are not
 * whole any more; *held counts those containers that hold it still. Between
 * remove_begin() and remove_end(), which keeps it all and overwrites what
 * was freed. */
enum archive_status remove_begin(struct archive *);
enum archive_status remove_telegram(struct archive *, int64_t telegram,
    uint64_t *held);
enum archive_status remove_end(struct archive *, bool keep);

#endif
