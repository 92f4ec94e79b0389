/* SHA-256. The only room for libcrypto. For every room. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>

#include "base/str.h"

/* The digest of s in small hexadecimal digits, NUL-terminated. False: the
 * library failed (out of memory); then hex is empty. */
bool digest_sha256(struct str s, char hex[65]);

#endif
