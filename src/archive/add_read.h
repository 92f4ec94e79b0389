/*
 * The readers of `reftel add`, each a thread.  For add.c only.
 */
#ifndef ARCHIVE_ADD_READ_H
#define ARCHIVE_ADD_READ_H

#include <pthread.h>

#include "archive/add.h"
#include "archive/lane.h"

/* What readers and writer share. */
struct add {
	const struct add_options *opt;
	const char *const *path;
	size_t n;
	const char *archive;		/* its path */
	struct lanes lanes;
	pthread_mutex_t lock;		/* of what follows */
	struct pack_dictionary *dictionary;
	int64_t dictionary_row;
};

/* Reads file after file of an add, and lays what is in them into lanes, until
 * there are no more, or no more is wanted.  The thread's main function; NULL. */
void *add_read_files(void *add);

#endif
