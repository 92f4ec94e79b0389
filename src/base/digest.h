/* SHA-256. The only room for libcrypto. For every room. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>

#include "base/str.h"

/*
 * What one digest after the other needs: looking up the algorithm costs as
 * much as a short telegram's digest, so it is done once.  Begins as all
 * zeros; one thread at a time.
 */
struct digest {
	void *context;		/* of libcrypto; NULL: nothing done yet */
	bool failed;		/* the one that was begun */
};

/* The digest of s in small hexadecimal digits, NUL-terminated. False: the
 * library failed (out of memory); then hex is empty. */
bool digest_sha256(struct digest *, struct str s, char hex[65]);
/* The same of bytes that come one after the other. */
void digest_start(struct digest *);
void digest_add(struct digest *, const void *, size_t);
bool digest_end(struct digest *, char hex[65]);
void digest_free(struct digest *);	/* leaves it all zeros */

#endif
