/*
 * What writes an archive of files: a module with libarchive behind it, as
 * openers are (opener.h), since most commands never write one.  For the
 * module and the room cli.
 */
#ifndef INTAKE_PACKER_H
#define INTAKE_PACKER_H

#include <stdbool.h>
#include <stddef.h>

/* Changes when anything in this file does. */
enum { PACKER_VERSION = 1 };
#define PACKER_SYMBOL "reftel_packer"

/* The module "zip" defines one, by the name of PACKER_SYMBOL. */
struct packer_module {
	int version;
	/* A zip archive; write() gets its bytes as they come, and returns
	 * false where they could not be written. NULL: out of memory. */
	void *(*open)(bool (*write)(void *ctx, const void *, size_t),
	    void *ctx);
	/* A file; its name is a path below the archive. */
	bool (*add)(void *, const char *name, const void *, size_t);
	/* Ends the archive and frees all; false: it is not whole. */
	bool (*close)(void *);
};

#define PACKER_EXPORT __attribute__((visibility("default")))
extern PACKER_EXPORT const struct packer_module reftel_packer;

#endif
