/*
 * Adding files to an archive: read on all processors, kept by one writer in
 * the order in which the files were named, so that the outcome does not
 * depend on how many read.
 */
#ifndef ARCHIVE_ADD_H
#define ARCHIVE_ADD_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "reftel.h"

struct add_count {
	uint64_t files, files_known;	/* known: kept whole before */
	uint64_t added, there, witnesses, others;	/* telegrams */
	uint64_t refused;		/* pieces, files */
	uint64_t passed;		/* documents that are no telegrams */
	uint64_t bytes;			/* of files, so far */
};

/* A piece or a file that could not be read; strings last for the call. */
struct add_refusal {
	const char *file, *member;	/* member: or NULL */
	uint64_t offset, line;		/* line 0: does not apply */
	const char *reason;
	bool kept;			/* in quarantine */
};

/* Another telegram under a number that is held. */
struct add_other {
	const char *file, *id;
	int variant;
};

struct add_options {
	unsigned jobs;			/* 0: as many as there are processors */
	bool dry;			/* nothing is kept */
	enum reftel_form form;
	const char *id;
	int year;
	/* Any of these may be NULL; they are called from one thread. */
	void (*progress)(void *ctx, const struct add_count *);
	void (*refused)(void *ctx, const struct add_refusal *);
	void (*other)(void *ctx, const struct add_other *);
	void *ctx;
};

/* path: files, "-" for standard input.  A file that cannot be read is told
 * and does not stop the rest; the archive's own failures do.  What was
 * committed before stays, and the same call again finishes the work. */
enum archive_status add_files(struct archive *, const char *const *path,
    size_t n, const struct add_options *, struct add_count *);

#endif
