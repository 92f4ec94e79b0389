/*
 * JSON, written.  Every string is escaped, and what is no UTF-8 in it shows
 * as U+FFFD, so that the outcome is valid whatever goes in.  For every room.
 *
 *	json_open(&j, '{');
 *	json_key(&j, "tags");
 *	json_open(&j, '[');
 *	json_item(&j);
 *	json_str(&j, STR("PGOV"));
 *	json_close(&j, ']');
 *	json_close(&j, '}');
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* A writer. Begin with { .out = &buf }; what fails is seen in the buffer. */
struct json {
	struct buf *out;
	bool pretty;		/* a line for each value, indented */
	bool first;		/* nothing in the open container yet */
	unsigned depth;		/* open containers */
};

/* Where a member of an object comes next; a value must follow.  name is a
 * literal that needs no escapes. */
#define json_key(j, name) json_key_literal((j), STR("\"" name "\":"))
/* The part of json_key() that indents. */
void json_key_pretty(struct json *, struct str key);
/* A record has hundreds of keys: inline, copying a literal is a few stores. */
static inline void json_key_literal(struct json *j, struct str key)
{
	struct buf *out = j->out;

	if (j->pretty) {
		json_key_pretty(j, key);
		return;
	}
	if (!buf_reserve(out, 1 + key.n))
		return;
	out->p[out->n] = ',';
	out->n += !j->first;
	j->first = false;
	memcpy(out->p + out->n, key.p, key.n);
	out->n += key.n;
}
/* A member as a whole: json_put(j, "year", int, 1979) is json_key() and
 * json_int(). */
#define json_put(j, name, kind, value) \
	(json_key((j), name), json_##kind((j), (value)))
/* The same with a name of any kind. */
void json_key_str(struct json *, struct str name);
/* Where an element of an array comes next; a value must follow. */
void json_item(struct json *);

/* "{" or "["; and its end, "}" or "]". */
void json_open(struct json *, char bracket);
void json_close(struct json *, char bracket);
/* Values.  What is no UTF-8 in a string becomes U+FFFD. */
void json_str(struct json *, struct str);
void json_int(struct json *, int64_t);
void json_uint(struct json *, uint64_t);
void json_bool(struct json *, bool);
void json_null(struct json *);
/* A string, or null where it is "". */
void json_given(struct json *, const char *);
/* Two numbers in an array, on one line: [start, end]. */
void json_pair(struct json *, uint64_t start, uint64_t end);

#endif
