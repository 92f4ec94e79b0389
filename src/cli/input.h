/*
 * Telegrams one by one out of files and folders, for every command that
 * reads some: options that tell how, and what to do when a file cannot be
 * read.  For the room cli only.
 */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "cli/cmd.h"
#include "reftel.h"

struct input {
	struct reftel_options options;
	/* Each telegram; it is released afterwards, unless owned is set. */
	void (*each)(void *ctx, const char *path, struct reftel_telegram *);
	bool owned;
	/* Before more is read and before a fault is told, so that output
	 * comes in order; or NULL. */
	void (*before)(void *ctx);
	/* Bytes as they are read; or NULL. in_order: from the front of an input
	 * to its end, never back. */
	void (*bytes)(void *ctx, const void *, size_t);
	bool in_order;
	/* What could not be read, once it has been told; or NULL. */
	void (*fault)(void *ctx, const char *why);
	/* Documents of a file that were passed over, for they are no
	 * telegrams; NULL: it is told on standard error. */
	void (*passed)(void *ctx, uint64_t n);
	/* A new file begins, and one is at its end; or NULL. */
	void (*begin)(void *ctx, const char *path);
	void (*end)(void *ctx, const char *path);
	void *ctx;
	int status;		/* EXIT_OK, or EXIT_FAULT once told */
	bool stop;		/* nothing more is wanted */
	bool any;		/* the file at hand holds a telegram */
};

/* Takes --form, --id and --year; false: it is another option. */
bool input_option(struct opt *, struct input *);
/* A usage error where there is no argument and standard input is a
 * terminal. */
void input_expect(struct opt *);
/* Reads files and folders, or standard input where there are none. */
void input_read(struct input *, char **path, int n);
/* "FILE: why" on standard error. */
void input_fault(struct input *, const char *path, const char *why);

#endif
