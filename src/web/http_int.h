/*
 * Inside the reading room's server, a module of these files: http.c reads
 * requests and sends responses, http_work.c hands them to the threads that make
 * responses, http_write.c makes those that are sent meanwhile, http_small.c and
 * gzip.c make them small, http_log.c writes the log, http_listen.c listens.
 */
#ifndef WEB_HTTP_INT_H
#define WEB_HTTP_INT_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "web/http.h"

enum { WORKERS_MAX = 64 };

struct MHD_Connection;
struct MHD_Daemon;
struct gzip;
struct sockaddr;

enum job_state { JOB_NEW, JOB_READ, JOB_WAITING, JOB_DONE, JOB_SENT };

/*
 * One request, from its first line until its response is sent.  It belongs to
 * the thread of libmicrohttpd, but while it waits (JOB_WAITING) to the one that
 * makes its response.
 */
struct job {
	struct http *h;
	struct MHD_Connection *connection;	/* known to http.c only */
	struct http_request request;
	struct http_response response;
	char *target;
	const char *method, *version;
	const char *has;	/* tags of what the browser has, or "" */
	bool takes_gzip;
	bool packed;
	enum job_state state;
	bool counted;		/* among the open ones */
	time_t since;		/* it waits, by the monotonic clock */
	unsigned status;
	size_t length;		/* of the response's body */
	struct job *next;
	char *host;		/* a copy: its connection may be gone */
	/* Of one that is sent while it is made, under the lock. */
	struct buf piece;	/* to be sent next */
	size_t taken;		/* of it */
	bool writing;		/* a writer has it still */
	bool begun;		/* its head is fixed */
	bool starved;		/* laid aside until there is a piece */
	bool done, broken;	/* no more comes; and it is not whole */
	bool gone;		/* nobody reads it: the writer is to free it */
};

/* First in, first out; all zeros is empty. */
struct queue {
	struct job *first, **last;
};

/*
 * A connection.  Those that wait for their reader, for a request or until a
 * response is taken, stand in a list, the longest waiting first; known to
 * the one thread of libmicrohttpd only.
 */
struct guest {
	int socket;
	bool listed;
	struct guest *before, *behind;
};

/* A thread that makes responses, with things of its own (config.begin). */
struct hand {
	struct http *h;
	pthread_t thread;
	bool writer;
};

struct http {
	struct MHD_Daemon *daemon;
	struct guest guests;	/* the list's ring */
	unsigned guests_n;	/* all, also those not in the list */
	struct http_config config;
	int socket;
	struct hand hand[WORKERS_MAX + HTTP_WRITERS];
	unsigned hands, workers;	/* all of them, and those of pages */
	/* all below is under the lock */
	pthread_mutex_t lock;
	pthread_cond_t work, write, change, taken;
	struct queue quick, slow, lengthy;
	unsigned began, failed;	/* hands that did */
	unsigned lengthies;	/* in the queue and being written */
	unsigned slow_busy;	/* workers that answer a slow request */
	unsigned open;		/* requests not answered or not sent yet */
	bool closing;		/* takes nothing more */
	bool ending;		/* hands are to go */
	bool breaking;		/* what is being written is broken off */
};

/* http.c: a request that was laid aside goes on, and its job may be gone at
 * once. Any thread. */
void job_resume(struct job *);

/* http_work.c: begins workers and writers; false: not all could. */
bool http_begin_hands(struct http *);
/* They finish what waits, but break off what is being written. */
void http_end_hands(struct http *);
void job_free(struct job *);
/* Under the lock. */
void queue_put(struct queue *, struct job *);
struct job *queue_take(struct queue *);	/* NULL: it is empty */
time_t http_seconds(void);		/* by the monotonic clock */
struct timespec http_after(time_t seconds);	/* from now, as waits take it */

/* http_write.c: what a writer does, until all end; own is its own things. */
void http_write_all(struct http *, void *own, struct gzip *);

/* http_small.c: gzip is NULL where nothing can be packed. */
void http_make_small(struct gzip *, struct job *);
bool http_is_text(const char *type);	/* it is worth packing */

/* http_log.c: a line for a response that was sent. */
struct http_client {
	const struct sockaddr *address;	/* NULL: not known */
	const char *referer, *agent;	/* as it says, or "" */
};
void http_log(struct http *, const struct job *, const struct http_client *by);

/* http_listen.c: opens h->socket; false, with a sentence in why. */
bool http_begin_listening(struct http *, char *why, size_t cap);
void http_end_listening(struct http *);

#endif
