/*
 * Reading kept sources again: telegrams, after Reftel has learned more, and
 * what is in quarantine.
 */
#ifndef ARCHIVE_REREAD_H
#define ARCHIVE_REREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

struct reread_count {
	uint64_t of;			/* to be read */
	uint64_t read, changed, failed;	/* so far */
};
struct reread_options {
	bool all;			/* also what this Reftel has read */
	const char *form;		/* of that form only; or NULL */
	bool dry;			/* say what would change */
	/* A telegram that changed, under the id that it has now: lines that
	 * went away and lines that came, "-tag: PGOV\n+tag: PREL\n". */
	void (*changed)(void *ctx, const char *id, const char *lines);
	/* A source that is no telegram any more: it stays as it was. */
	void (*failed)(void *ctx, const char *id, const char *why);
	void (*progress)(void *ctx, const struct reread_count *);
	void *ctx;
};
/* Reads kept sources again, and keeps what has changed. *count is set also
 * where it fails. */
enum archive_status reread(struct archive *, const struct reread_options *,
    struct reread_count *);

/* What is in quarantine, in order of coming. Strings last for the call. */
struct quarantined {
	int64_t quarantine;
	const char *file, *member, *reason, *version;
	uint64_t offset, length, line;	/* length, line: 0, not known */
};
enum archive_status quarantine_each(struct archive *,
    bool (*fn)(void *ctx, const struct quarantined *), void *ctx);
/* Appends the bytes of one; of what lies in a container all of the
 * container's. */
enum archive_status quarantine_bytes(struct archive *, int64_t quarantine,
    struct buf *);
/* How many places of a file of that name and length are. */
uint64_t quarantine_known(struct archive *, const char *name,
    uint64_t length);
/* Reads the files of all again; what can be read now is kept as a telegram
 * and leaves quarantine. */
struct retry_count {
	uint64_t files, released, left, telegrams;
};
enum archive_status quarantine_retry(struct archive *, struct retry_count *);

/* The bytes of a kept file from offset on, piece by piece: a function of
 * reftel_reader_new().  -1 with errno EIO: the archive is damaged. */
struct kept_file {
	struct archive *archive;
	int64_t file, n;		/* the next chunk */
	struct buf bytes;		/* those of the present one */
	size_t at;
	bool removed;			/* some were removed */
};
long kept_file_read(void *kept_file, void *, size_t);
void kept_file_close(struct kept_file *);

#endif
