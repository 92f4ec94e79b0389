/* Character entities of HTML 5.  For every room. */
#ifndef BASE_ENTITY_H
#define BASE_ENTITY_H

#include <stdbool.h>

#include "base/str.h"

enum { ENTITY_MAX = 8 };	/* bytes that an entity can stand for */

/*
 * The entity that s begins with ("&eacute;", "&#x000A;"; always with its
 * semicolon): returns how many bytes of s it takes and writes its UTF-8 to
 * out, *n bytes.  0: there is none; *unknown then says whether it is at
 * least spelt like a named one, up to the semicolon.
 */
size_t entity_decode(struct str s, char out[ENTITY_MAX], size_t *n,
    bool *unknown);

#endif
