/*
 * JSON, read: single values of an object that is wholly in memory, found by
 * their keys.  For what Reftel itself has written; what is no JSON is no
 * value.  For every room.
 */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * The value, as it is written, of a member of the object s: "sha256", or
 * "repaired.sha256" inside another object.  False: it is not there.  Each
 * call walks over s once.
 */
bool json_member(struct str s, const char *path, struct str *value);
/* Appends a string's text; false: the value is no string. */
bool json_text(struct str value, struct buf *out);
/* A number without sign or fraction. */
bool json_number(struct str value, uint64_t *out);
/* The two numbers of "[1, 2]". */
bool json_numbers(struct str value, uint64_t out[2]);

#endif
