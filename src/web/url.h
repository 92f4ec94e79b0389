/*
 * Addresses: what a request asks for, taken apart, and addresses written.
 * Any bytes are an address; what makes no sense means nothing.
 */
#ifndef WEB_URL_H
#define WEB_URL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum { URL_PARAMS = 256 };	/* those behind are not there */

struct url_param {
	struct str name, value;	/* decoded; may hold any byte */
};

/* An address taken apart. */
struct url {
	struct str target;	/* all of it, as it came */
	struct str path;	/* decoded; begins with a slash */
	struct url_param *param;
	size_t n;
};

/* False: out of memory. The parts lie in the arena. */
bool url_parse(struct arena *, const char *target, struct url *);
/* The first of that name; its p is NULL where there is none. */
struct str url_get(const struct url *, const char *name);
/* Its number: digits only, at most max; otherwise where it is none. */
long url_number(const struct url *, const char *name, long max,
    long otherwise);

/* Appends s as a part of a path or a value of a query. */
void url_put(struct buf *, struct str s);
/* Appends a path: its slashes stand. */
void url_put_path(struct buf *, struct str);
/* Appends "?name=value", or "&name=value" where there is a query. */
void url_add(struct buf *, const char *name, struct str value);
/*
 * The same address with the parameter replaced by one of that value, or, the
 * value's p being NULL, without it. NUL-terminated, in the arena.
 */
const char *url_with(struct arena *, const struct url *, const char *name,
    struct str value);
/* The same address with another place in its list: "after" or "before" a
 * value, in place of either. */
const char *url_step(struct arena *, const struct url *, const char *name,
    struct str value);

#endif
