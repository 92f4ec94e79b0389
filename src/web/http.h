/*
 * HTTP, as the reading room sees it: a request comes in, a response goes out,
 * and what made it is a function that is called in one of a few threads. The
 * only file that knows libmicrohttpd is http.c. With those that http_int.h names
 * it is a module of its own, reftel-http.so, loaded when a reading room opens
 * (see intake/module.h).
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Changes when anything in this file does. */
enum { HTTP_VERSION = 3 };
#define HTTP_SYMBOL "reftel_http"

enum {
	HTTP_HEAD_MAX = 32 * 1024,	/* request line and fields, in bytes */
	HTTP_CONNECTIONS = 256,
	HTTP_SPARE = 16,		/* kept free: whoever has been silent or
					 * slow for longest has to go */
	HTTP_IDLE = 20,			/* seconds until one is closed */
	HTTP_PATIENCE = 10,		/* seconds that a slow request waits for
					 * its turn, until it is refused */
	HTTP_DRAIN = 20,		/* seconds for requests to finish */
	HTTP_WRITERS = 4,		/* long responses made at once */
	HTTP_WAITING = 32,		/* others that wait for a writer, */
	HTTP_TURN = 3,			/* and for so many seconds */
	HTTP_LONGEST = 600,		/* seconds until one is broken off */
	HTTP_PACKED = 1024,		/* bytes from which on it is packed */
	HTTP_TAG_ROOM = 40
};

struct http_response;
struct http_request {
	const char *target;	/* as it came: path and query, encoded */
	const char *host;	/* the field Host, or "" */
	/*
	 * Of a long one: sends what the body has so far and empties it, and
	 * returns once there is room for more. The first time it takes the
	 * rest of the response along, which is fixed then.  False: nobody
	 * waits for more. NULL: the response is sent when it is whole.
	 */
	bool (*send)(void *ctx, struct http_response *);
	void *ctx;
};

enum http_cost {
	HTTP_QUICK,
	HTTP_SLOW,		/* one worker is always kept free of these */
	HTTP_LONG		/* has a writer of its own */
};

/* All zeros is 200 and an empty page. type is static; location,
 * filename and body are given away (free). */
struct http_response {
	unsigned status;	/* 0: 200 */
	const char *type;	/* NULL: text/html; charset=utf-8 */
	char *location;		/* for 301, 302; or NULL */
	char *filename;		/* to be saved under, plain; or NULL */
	bool lasting;		/* the address changes if the content does */
	/* A word for just this content, in quotes, or "".  Who has it already
	 * is told so, rather than sent it again. */
	char tag[HTTP_TAG_ROOM];
	struct buf body;
};

/* Where to listen: an address of a host with a port, or a path. */
struct http_listen {
	const char *host;	/* "127.0.0.1", "::1"; NULL: unix */
	unsigned port;
	const char *path;
};

struct http_config {
	struct http_listen listen;
	unsigned workers;	/* threads that answer */
	/*
	 * A worker's own things, made in its thread; NULL: it could not, and
	 * has said so.  And their end.
	 */
	void *(*begin)(void *ctx);
	void (*end)(void *worker);
	/* Called in its thread. */
	void (*answer)(void *worker, const struct http_request *,
	    struct http_response *);
	enum http_cost (*cost)(const struct http_request *);
	void *ctx;
	/* A line for each request, in combined format. Any thread. */
	void (*log)(void *ctx, const char *line, size_t n);
};

struct http_module {
	int version;
	/* Listens and answers; NULL with a sentence in why. Signals must be
	 * blocked for all threads but the caller's. */
	struct http *(*start)(const struct http_config *, char *why,
	    size_t cap);
	/* Takes no more, finishes what was asked, and ends. */
	void (*stop)(struct http *);
};

#define HTTP_EXPORT __attribute__((visibility("default")))
extern HTTP_EXPORT const struct http_module reftel_http;

#endif
