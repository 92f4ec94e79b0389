/* SHA-256; libcrypto stands behind this file. For every room. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>

#include "base/str.h"

/* The digest of s in lower case hex and a NUL; false: libcrypto failed, hex
 * is "" then. */
bool digest_sha256(struct str s, char hex[65]);

/* The same of bytes that come one after the other. */
struct digest;
struct digest *digest_new(void);		/* NULL: out of memory */
void digest_add(struct digest *, const void *, size_t);
/* Writes hex as above and frees the digest; d may be NULL. */
bool digest_end(struct digest *, char hex[65]);

#endif
