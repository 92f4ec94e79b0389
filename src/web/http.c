/*
 * See http.h. The only file that knows libmicrohttpd, whose one thread reads
 * requests and sends responses. A request is laid aside (suspended) while a
 * worker makes its response, so that no reader waits for another's query as
 * long as a worker is free, and one always is for what is quick.  Responses that
 * are sent while they are made have writers, each of which is never more than a
 * piece ahead of its reader.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "web/field.h"
#include "web/gzip.h"
#include "web/http.h"

enum { WORKERS_MAX = 64, LISTEN_QUEUE = 128 };

enum job_state { JOB_NEW, JOB_READ, JOB_WAITING, JOB_DONE, JOB_SENT };

/* One request, from its first line until its response is sent. */
struct job {
	struct http *h;
	struct MHD_Connection *connection;
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

/* --- what is to be done ------------------------------------------ */

static void
queue_put(struct queue *q, struct job *job)
{
	job->next = NULL;
	if (q->first == NULL)
		q->last = &q->first;
	*q->last = job;
	q->last = &job->next;
}

static struct job *
queue_take(struct queue *q)
{
	struct job *job = q->first;

	if (job != NULL)
		q->first = job->next;
	return job;
}

/* The next job for a worker; *slow tells which kind. NULL: none now. */
static struct job *
take_job(struct http *h, bool *slow)
{
	struct job *job = queue_take(&h->quick);

	*slow = false;
	if (job != NULL || h->slow_busy + 1 >= h->workers)
		return job;
	job = queue_take(&h->slow);
	*slow = job != NULL;
	return job;
}

static time_t
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static struct timespec
after(time_t seconds)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_sec += seconds;
	return t;
}

/* One that has waited for long has a reader who has gone, as a rule; those
 * behind it would wait the longer. */
static void
answer_job(struct http *h, void *own, struct job *job, bool slow)
{
	if (!slow || seconds() - job->since <= HTTP_PATIENCE) {
		h->config.answer(own, &job->request, &job->response);
		return;
	}
	job->response.status = 503;
	job->response.type = "text/plain; charset=utf-8";
	buf_puts(&job->response.body, "More is asked of this reading room "
	    "than it can answer just now. Try again in a minute.\n");
}

/* --- responses made small ------------------------------------------ */

/* Pictures and what is packed already would only grow. */
static bool
is_text(const char *type)
{
	static const char *const texts[] = { "text/", "application/json",
		"application/xml", "application/atom+xml", "image/svg+xml" };

	for (size_t i = 0; type != NULL && i < sizeof(texts) /
	    sizeof(texts[0]); i++)
		if (strncmp(type, texts[i], strlen(texts[i])) == 0)
			return true;
	return type == NULL;
}

/* In place of the page, unless there is no memory for it. */
static void
pack(struct gzip *gzip, struct job *job)
{
	struct buf small = { 0 };

	gzip_add(gzip, job->response.body.p, job->response.body.n, true,
	    &small);
	if (small.failed) {
		buf_free(&small);
		return;
	}
	buf_free(&job->response.body);
	job->response.body = small;
	job->packed = true;
}

/* A page is told by its words, packed or not: its tag is a weak one. */
static void
make_small(struct gzip *gzip, struct job *job)
{
	struct http_response *r = &job->response;

	if (r->body.failed || (r->status != 0 && r->status != 200))
		r->tag[0] = '\0';
	if (r->tag[0] != '\0' && field_has_tag(str_from(job->has),
	    str_from(r->tag))) {
		r->status = 304;
		buf_free(&r->body);
	} else if (gzip != NULL && job->takes_gzip && !r->body.failed &&
	    r->body.n >= HTTP_PACKED && is_text(r->type)) {
		pack(gzip, job);
	}
}

/* --- responses sent while they are made ------------------------------- */

static void
free_job(struct job *job)
{
	buf_free(&job->response.body);
	buf_free(&job->piece);
	free(job->response.location);
	free(job->response.filename);
	free(job->target);
	free(job->host);
	free(job);
}

/* What a writer knows of the response that it makes. */
struct writing {
	struct http *h;
	struct gzip *gzip;
	struct job *job;
	struct http_response made;
	time_t until;		/* by the monotonic clock */
};

/* All but the body goes to the job, where it is not changed any more. */
static void
fix_head(struct job *job, struct http_response *made)
{
	job->response = *made;
	job->response.body = (struct buf){ 0 };
	job->response.tag[0] = '\0';
	made->location = made->filename = NULL;
	job->begun = true;
	job->state = JOB_DONE;
}

/* Under the lock. */
static void
wake_reader(struct job *job, bool first)
{
	if (first || job->starved)
		MHD_resume_connection(job->connection);
	job->starved = false;
}

static bool
has_waited(const struct job *job)
{
	return seconds() - job->since > HTTP_TURN;
}

static void
refuse_lengthy(struct job *job)
{
	job->response.status = 503;
	job->response.type = "text/plain; charset=utf-8";
	buf_puts(&job->response.body, "Others are being sent all that they "
	    "found just now. Try again in a minute.\n");
	job->writing = false;
	job->state = JOB_DONE;
	MHD_resume_connection(job->connection);
}

/* Under the lock.  Who waits for a reader keeps others waiting, and is the one
 * who has time to tell them so. */
static void
refuse_late(struct http *h)
{
	while (h->lengthy.first != NULL && has_waited(h->lengthy.first)) {
		refuse_lengthy(queue_take(&h->lengthy));
		h->lengthies--;
	}
}

/* Under the lock: waits until the last piece is taken; false: it will not
 * be. */
static bool
wait_for_room(struct writing *w)
{
	struct job *job = w->job;
	struct http *h = w->h;

	while (job->taken < job->piece.n && !job->gone && !h->breaking &&
	    seconds() < w->until) {
		struct timespec soon = after(1);

		refuse_late(h);
		pthread_cond_timedwait(&h->taken, &h->lock, &soon);
	}
	return !job->gone && !h->breaking && seconds() < w->until;
}

/* The body so far as the next piece. */
static void
take_body(struct writing *w, bool last, struct buf *piece)
{
	struct buf *body = &w->made.body;

	if (!w->job->packed) {
		*piece = *body;
		*body = (struct buf){ 0 };
		return;
	}
	gzip_add(w->gzip, body->p, body->n, last, piece);
	body->n = 0;
}

static bool
send_piece(struct writing *w, bool last)
{
	struct job *job = w->job;
	struct buf piece = { 0 };
	bool first, room;

	if (!job->begun)
		job->packed = w->gzip != NULL && job->takes_gzip &&
		    is_text(w->made.type);
	take_body(w, last, &piece);
	pthread_mutex_lock(&w->h->lock);
	room = wait_for_room(w) && !piece.failed;
	first = !job->begun;
	if (first)
		fix_head(job, &w->made);
	if (room) {
		buf_free(&job->piece);
		job->piece = piece;
		job->taken = 0;
	} else {
		buf_free(&piece);
	}
	job->broken |= !room;
	job->done = last || !room;
	if (!job->gone)
		wake_reader(job, first);
	pthread_mutex_unlock(&w->h->lock);
	return room;
}

static bool
on_send(void *ctx, struct http_response *made)
{
	struct writing *w = ctx;

	if (w->job->done || made->body.failed)
		return false;
	return made->body.n == 0 || send_piece(w, false);
}

/* It turned out to be short: sent as any other. */
static void
finish_short(struct writing *w)
{
	w->job->response = w->made;
	make_small(w->gzip, w->job);
	pthread_mutex_lock(&w->h->lock);
	w->job->writing = false;
	w->job->state = JOB_DONE;
	MHD_resume_connection(w->job->connection);
	pthread_mutex_unlock(&w->h->lock);
}

/* What went wrong on the way can not be said any more: a reader sees that the
 * end is missing. */
static void
finish_long(struct writing *w)
{
	struct job *job = w->job;
	bool gone, whole = !w->made.body.failed &&
	    (w->made.status == 0 || w->made.status == 200);

	if (whole && !job->done)
		send_piece(w, true);
	pthread_mutex_lock(&w->h->lock);
	job->broken |= !whole;
	job->done = true;
	job->writing = false;
	gone = job->gone;
	if (!gone)
		wake_reader(job, false);
	pthread_mutex_unlock(&w->h->lock);
	buf_free(&w->made.body);
	free(w->made.location);
	free(w->made.filename);
	if (gone)
		free_job(job);
}

static void
write_job(struct http *h, void *own, struct gzip *gzip, struct job *job)
{
	struct writing w = { h, gzip, job, { 0 }, seconds() + HTTP_LONGEST };
	struct http_request request = job->request;

	request.host = job->host;
	request.send = on_send;
	request.ctx = &w;
	if (gzip != NULL)
		gzip_begin(gzip);
	h->config.answer(own, &request, &w.made);
	if (job->begun)
		finish_long(&w);
	else
		finish_short(&w);
}

/* The thread of libmicrohttpd takes what there is, or is called again when
 * there is more. */
static ssize_t
on_take(void *cls, uint64_t at, char *to, size_t room)
{
	struct job *job = cls;
	struct http *h = job->h;
	ssize_t n = 0;

	(void)at;
	pthread_mutex_lock(&h->lock);
	if (job->taken < job->piece.n) {
		size_t left = job->piece.n - job->taken;

		n = (ssize_t)(left < room ? left : room);
		memcpy(to, job->piece.p + job->taken, (size_t)n);
		job->taken += (size_t)n;
		job->length += (size_t)n;
		if (job->taken == job->piece.n)
			pthread_cond_broadcast(&h->taken);
	} else if (job->done) {
		n = job->broken ? MHD_CONTENT_READER_END_WITH_ERROR
		    : MHD_CONTENT_READER_END_OF_STREAM;
	} else {
		job->starved = true;
		MHD_suspend_connection(job->connection);
	}
	pthread_mutex_unlock(&h->lock);
	return n;
}

/* --- workers and writers ------------------------------------------ */

static void
work(struct http *h, void *own, struct gzip *gzip)
{
	struct job *job;
	bool slow;

	pthread_mutex_lock(&h->lock);
	for (;;) {
		job = take_job(h, &slow);
		if (job == NULL && h->ending)
			break;
		if (job == NULL) {
			pthread_cond_wait(&h->work, &h->lock);
			continue;
		}
		h->slow_busy += slow;
		pthread_mutex_unlock(&h->lock);
		answer_job(h, own, job, slow);
		make_small(gzip, job);
		job->state = JOB_DONE;
		MHD_resume_connection(job->connection);
		pthread_mutex_lock(&h->lock);
		h->slow_busy -= slow;
		if (slow && h->slow.first != NULL)
			pthread_cond_signal(&h->work);
	}
	pthread_mutex_unlock(&h->lock);
}

static void
write_all(struct http *h, void *own, struct gzip *gzip)
{
	struct job *job;

	pthread_mutex_lock(&h->lock);
	for (;;) {
		job = queue_take(&h->lengthy);
		if (job == NULL && h->ending)
			break;
		if (job == NULL) {
			pthread_cond_wait(&h->write, &h->lock);
			continue;
		}
		if (has_waited(job)) {
			refuse_lengthy(job);
			h->lengthies--;
			continue;
		}
		pthread_mutex_unlock(&h->lock);
		write_job(h, own, gzip, job);
		pthread_mutex_lock(&h->lock);
		h->lengthies--;
	}
	pthread_mutex_unlock(&h->lock);
}

static void *
begin_hand(void *arg)
{
	const struct hand *hand = arg;
	struct http *h = hand->h;
	void *own = h->config.begin(h->config.ctx);
	struct gzip *gzip = gzip_new();	/* without, nothing is packed */

	pthread_mutex_lock(&h->lock);
	h->began++;
	h->failed += own == NULL;
	pthread_cond_broadcast(&h->change);
	pthread_mutex_unlock(&h->lock);
	if (own != NULL) {
		(hand->writer ? write_all : work)(h, own, gzip);
		h->config.end(own);
	}
	gzip_free(gzip);
	return NULL;
}

/* --- connections ------------------------------------------ */

static void
guest_unlist(struct guest *g)
{
	if (g == NULL || !g->listed)
		return;
	g->before->behind = g->behind;
	g->behind->before = g->before;
	g->listed = false;
}

/* At the end: it waits from now on. */
static void
guest_list(struct http *h, struct guest *g)
{
	guest_unlist(g);
	if (g == NULL)
		return;
	g->before = h->guests.before;
	g->behind = &h->guests;
	g->before->behind = g->behind->before = g;
	g->listed = true;
}

static struct guest *
guest_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

/* Who sends a byte now and then would keep a place for ever. */
static void
make_room(struct http *h)
{
	struct guest *g = h->guests.behind;

	if (h->guests_n <= HTTP_CONNECTIONS - HTTP_SPARE || g == &h->guests)
		return;
	guest_unlist(g);
	shutdown(g->socket, SHUT_RDWR);
}

static void
on_connection(void *cls, struct MHD_Connection *c, void **own,
    enum MHD_ConnectionNotificationCode what)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_CONNECTION_FD);
	struct http *h = cls;
	struct guest *g = *own;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		h->guests_n--;
		guest_unlist(g);
		free(g);
		*own = NULL;
		return;
	}
	h->guests_n++;
	make_room(h);
	*own = g = calloc(1, sizeof(*g));
	if (g == NULL || info == NULL)
		return;		/* served, and not sent away */
	g->socket = info->connect_fd;
	guest_list(h, g);
}

/* --- the log ------------------------------------------ */

static void
put_client(struct buf *b, struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	char text[INET6_ADDRSTRLEN] = "-";
	const struct sockaddr *sa = info == NULL ? NULL : info->client_addr;

	if (sa != NULL && sa->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)
		    (const void *)sa)->sin_addr, text, sizeof(text));
	else if (sa != NULL && sa->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)
		    (const void *)sa)->sin6_addr, text, sizeof(text));
	buf_puts(b, text);
}

/* What a stranger sent can not end a line, or a field of it. */
static void
put_quoted(struct buf *b, const char *s)
{
	static const char hex[] = "0123456789abcdef";

	buf_putc(b, '"');
	for (s = s == NULL || *s == '\0' ? "-" : s; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, *s);
		} else if (c < ' ' || c >= 0x7F) {
			buf_puts(b, "\\x");
			buf_putc(b, hex[c >> 4]);
			buf_putc(b, hex[c & 15]);
		} else {
			buf_putc(b, *s);
		}
	}
	buf_putc(b, '"');
}

static const char *
field(struct MHD_Connection *c, const char *name)
{
	const char *s = MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);

	return s == NULL ? "" : s;
}

/* The combined format of Apache. */
static void
log_request(struct http *h, struct MHD_Connection *c, const struct job *job)
{
	struct buf b = { 0 }, request = { 0 };
	char when[40];
	time_t now = time(NULL);
	struct tm tm;

	put_client(&b, c);
	gmtime_r(&now, &tm);
	strftime(when, sizeof(when), " - - [%d/%b/%Y:%H:%M:%S +0000] ", &tm);
	buf_puts(&b, when);
	buf_puts(&request, job->method);
	buf_putc(&request, ' ');
	buf_puts(&request, job->target);
	buf_putc(&request, ' ');
	buf_puts(&request, job->version);
	buf_putc(&request, '\0');
	put_quoted(&b, request.failed ? "" : request.p);
	buf_putc(&b, ' ');
	buf_putu(&b, job->status);
	buf_putc(&b, ' ');
	buf_putu(&b, job->length);
	buf_putc(&b, ' ');
	put_quoted(&b, field(c, "Referer"));
	buf_putc(&b, ' ');
	put_quoted(&b, field(c, "User-Agent"));
	buf_putc(&b, '\n');
	if (!b.failed)
		h->config.log(h->config.ctx, b.p, b.n);
	buf_free(&request);
	buf_free(&b);
}

/* --- responses ------------------------------------------ */

/* Nothing of a page comes from elsewhere, and nothing in it runs that is not
 * a file of ours. */
static const char *const always[][2] = {
	{ "Content-Security-Policy", "default-src 'none'; style-src 'self'; "
	    "script-src 'self'; img-src 'self'; connect-src 'self'; "
	    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
};

static void
put_fields(struct MHD_Response *r, const struct job *job, bool last)
{
	const struct http_response *from = &job->response;
	char line[300];

	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		MHD_add_response_header(r, always[i][0], always[i][1]);
	MHD_add_response_header(r, "Content-Type", from->type != NULL
	    ? from->type : "text/html; charset=utf-8");
	MHD_add_response_header(r, "Cache-Control", from->lasting
	    ? "public, max-age=31536000, immutable" : "no-cache");
	if (is_text(from->type))
		MHD_add_response_header(r, "Vary", "Accept-Encoding");
	if (job->packed)
		MHD_add_response_header(r, "Content-Encoding", "gzip");
	if (from->tag[0] != '\0') {
		snprintf(line, sizeof(line), "W/%s", from->tag);
		MHD_add_response_header(r, "ETag", line);
	}
	if (from->location != NULL)
		MHD_add_response_header(r, "Location", from->location);
	if (from->filename != NULL) {
		snprintf(line, sizeof(line), "attachment; filename=\"%s\"",
		    from->filename);
		MHD_add_response_header(r, "Content-Disposition", line);
	}
	if (from->status == 405)
		MHD_add_response_header(r, "Allow", "GET, HEAD");
	if (from->status == 503)
		MHD_add_response_header(r, "Retry-After", "60");
	if (last)
		MHD_add_response_header(r, "Connection", "close");
}

static bool
is_closing(struct http *h)
{
	bool closing;

	pthread_mutex_lock(&h->lock);
	closing = h->closing;
	pthread_mutex_unlock(&h->lock);
	return closing;
}

static enum MHD_Result
queue_response(struct http *h, struct job *job, struct MHD_Response *r)
{
	enum MHD_Result ok;

	if (r == NULL)
		return MHD_NO;
	put_fields(r, job, is_closing(h));
	job->state = JOB_SENT;
	guest_list(h, guest_of(job->connection));
	ok = MHD_queue_response(job->connection, job->status, r);
	MHD_destroy_response(r);
	return ok;
}

static enum MHD_Result
send_lengthy(struct http *h, struct job *job)
{
	enum { BLOCK = 32 * 1024 };

	job->status = 200;
	return queue_response(h, job, MHD_create_response_from_callback(
	    MHD_SIZE_UNKNOWN, BLOCK, on_take, job, NULL));
}

static enum MHD_Result
send_response(struct http *h, struct job *job)
{
	struct http_response *from = &job->response;
	struct MHD_Response *r;

	if (job->begun)
		return send_lengthy(h, job);
	if (from->body.failed) {
		buf_free(&from->body);
		buf_puts(&from->body, "out of memory\n");
		from->status = 503;
		from->type = "text/plain; charset=utf-8";
	}
	job->status = from->status == 0 ? 200 : from->status;
	job->length = from->body.n;
	r = MHD_create_response_from_buffer(from->body.n, from->body.p,
	    from->body.p == NULL ? MHD_RESPMEM_PERSISTENT
				 : MHD_RESPMEM_MUST_FREE);
	if (r != NULL)
		from->body = (struct buf){ 0 };
	return queue_response(h, job, r);
}

/* --- requests ------------------------------------------ */

/* The target as it came: what percent signs mean is told in url.c. */
static void *
begin_request(void *cls, const char *target, struct MHD_Connection *c)
{
	struct job *job = calloc(1, sizeof(*job));

	if (job == NULL)
		return NULL;
	job->h = cls;
	job->connection = c;
	job->target = strdup(target);
	if (job->target == NULL) {
		free(job);
		return NULL;
	}
	return job;
}

static size_t
leave_escapes(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls;
	(void)c;
	return strlen(s);
}

static enum MHD_Result
refuse(struct http *h, struct job *job, unsigned status, const char *why)
{
	job->response.status = status;
	job->response.type = "text/plain; charset=utf-8";
	buf_puts(&job->response.body, why);
	return send_response(h, job);
}

/* A place among those who wait for a writer, if there is one and memory. */
static bool
take_writer(struct http *h, struct job *job)
{
	pthread_mutex_lock(&h->lock);
	if (h->lengthies < HTTP_WRITERS + HTTP_WAITING)
		job->host = strdup(job->request.host);
	job->writing = job->host != NULL;
	h->lengthies += job->writing;
	pthread_mutex_unlock(&h->lock);
	return job->writing;
}

/* Laid aside first: a worker may be done before this function is. */
static enum MHD_Result
hand_over(struct http *h, struct job *job)
{
	enum http_cost cost = h->config.cost(&job->request);

	if (is_closing(h))
		return refuse(h, job, 503, "The reading room is closing.\n");
	if (cost == HTTP_LONG && !take_writer(h, job))
		return refuse(h, job, 503, "Others are being sent all that they "
		    "found just now. Try again in a minute.\n");
	job->state = JOB_WAITING;
	job->since = seconds();
	job->counted = true;
	guest_unlist(guest_of(job->connection));
	MHD_suspend_connection(job->connection);
	pthread_mutex_lock(&h->lock);
	h->open++;
	queue_put(cost == HTTP_LONG ? &h->lengthy : cost == HTTP_SLOW
	    ? &h->slow : &h->quick, job);
	pthread_cond_signal(cost == HTTP_LONG ? &h->write : &h->work);
	pthread_mutex_unlock(&h->lock);
	return MHD_YES;
}

/* Called when the head of a request is there, for each piece of its body,
 * behind it, and when a worker has answered. */
static enum MHD_Result
on_request(void *cls, struct MHD_Connection *c, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_n, void **own)
{
	struct http *h = cls;
	struct job *job = *own;

	(void)url;
	(void)upload;
	if (job == NULL || *upload_n > 0)
		return MHD_NO;
	if (job->state == JOB_NEW) {
		job->method = method;
		job->version = version;
		job->state = JOB_READ;
		job->request = (struct http_request){ .target = job->target,
			.host = field(c, "Host") };
		job->has = field(c, "If-None-Match");
		job->takes_gzip = field_takes_gzip(str_from(field(c,
		    "Accept-Encoding")));
		if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
			return refuse(h, job, 405, "This is a reading room: "
			    "GET and HEAD only.\n");
		return MHD_YES;
	}
	if (job->state == JOB_READ)
		return hand_over(h, job);
	return job->state == JOB_DONE ? send_response(h, job) : MHD_YES;
}

static void
end_request(void *cls, struct MHD_Connection *c, void **own,
    enum MHD_RequestTerminationCode how)
{
	struct http *h = cls;
	struct job *job = *own;
	bool writing;

	(void)how;
	if (job == NULL)
		return;
	if (job->state == JOB_SENT)
		log_request(h, c, job);
	pthread_mutex_lock(&h->lock);
	h->open -= job->counted;
	pthread_cond_broadcast(&h->change);
	job->gone = true;
	writing = job->writing;
	pthread_cond_broadcast(&h->taken);
	pthread_mutex_unlock(&h->lock);
	if (!writing)
		free_job(job);
	*own = NULL;
}

/* --- listening ------------------------------------------ */

static bool
fail(char *why, size_t cap, const char *what)
{
	snprintf(why, cap, "%s: %s", what, strerror(errno));
	return false;
}

/* A socket that nobody listens at any more is in the way. */
static void
remove_stale(const struct sockaddr_un *at)
{
	struct stat st;
	int s;

	if (lstat(at->sun_path, &st) != 0 || !S_ISSOCK(st.st_mode))
		return;
	s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s == -1)
		return;
	if (connect(s, (const struct sockaddr *)(const void *)at,
	    sizeof(*at)) != 0 && errno == ECONNREFUSED)
		unlink(at->sun_path);
	close(s);
}

static bool
listen_unix(struct http *h, char *why, size_t cap)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const char *path = h->config.listen.path;

	if (strlen(path) >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return fail(why, cap, path);
	}
	strcpy(at.sun_path, path);
	remove_stale(&at);
	h->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (h->socket == -1 || bind(h->socket, (const struct sockaddr *)
	    (const void *)&at, sizeof(at)) != 0)
		return fail(why, cap, path);
	return listen(h->socket, LISTEN_QUEUE) == 0 || fail(why, cap, path);
}

static bool
listen_inet(struct http *h, char *why, size_t cap)
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST |
	    AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM };
	const struct http_listen *l = &h->config.listen;
	struct addrinfo *at;
	char port[16], where[300];
	int on = 1, bad;

	snprintf(port, sizeof(port), "%u", l->port);
	snprintf(where, sizeof(where), "%s port %s", l->host, port);
	bad = getaddrinfo(l->host, port, &hints, &at);
	if (bad != 0) {
		snprintf(why, cap, "%s: %s", where, gai_strerror(bad));
		return false;
	}
	h->socket = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (h->socket != -1)
		setsockopt(h->socket, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof(on));
	bad = h->socket == -1 || bind(h->socket, at->ai_addr,
	    at->ai_addrlen) != 0 || listen(h->socket, LISTEN_QUEUE) != 0;
	freeaddrinfo(at);
	return !bad || fail(why, cap, where);
}

static bool
begin_daemon(struct http *h)
{
	h->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
	    MHD_USE_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, on_request,
	    h, MHD_OPTION_LISTEN_SOCKET, h->socket,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HTTP_HEAD_MAX,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)HTTP_IDLE,
	    MHD_OPTION_URI_LOG_CALLBACK, begin_request, h,
	    MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, h,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
	    MHD_OPTION_NOTIFY_COMPLETED, end_request, h, MHD_OPTION_END);
	return h->daemon != NULL;
}

/* --- beginning and end ------------------------------------------ */

static void
end_hands(struct http *h)
{
	pthread_mutex_lock(&h->lock);
	h->ending = h->breaking = true;
	pthread_cond_broadcast(&h->work);
	pthread_cond_broadcast(&h->write);
	pthread_cond_broadcast(&h->taken);
	pthread_mutex_unlock(&h->lock);
	for (unsigned i = 0; i < h->hands; i++)
		pthread_join(h->hand[i].thread, NULL);
}

static bool
add_hand(struct http *h, bool writer)
{
	struct hand *hand = &h->hand[h->hands];

	hand->h = h;
	hand->writer = writer;
	if (pthread_create(&hand->thread, NULL, begin_hand, hand) != 0)
		return false;
	h->hands++;
	return true;
}

static bool
begin_hands(struct http *h)
{
	unsigned want = h->config.workers;
	bool ok = true;

	if (want < 2)
		want = 2;
	if (want > WORKERS_MAX)
		want = WORKERS_MAX;
	/* they look at how many they are */
	pthread_mutex_lock(&h->lock);
	while (h->workers < want && add_hand(h, false))
		h->workers++;
	for (int i = 0; ok && i < HTTP_WRITERS; i++)
		ok = add_hand(h, true);
	while (h->began < h->hands)
		pthread_cond_wait(&h->change, &h->lock);
	ok = ok && h->workers >= 2 && h->failed == 0;
	pthread_mutex_unlock(&h->lock);
	return ok;
}

static void
let_go(struct http *h)
{
	if (h->socket != -1)
		close(h->socket);
	if (h->config.listen.host == NULL && h->socket != -1)
		unlink(h->config.listen.path);
	pthread_cond_destroy(&h->taken);
	pthread_cond_destroy(&h->write);
	pthread_cond_destroy(&h->change);
	pthread_cond_destroy(&h->work);
	pthread_mutex_destroy(&h->lock);
	free(h);
}

static struct http *
start(const struct http_config *config, char *why, size_t cap)
{
	struct http *h = calloc(1, sizeof(*h));
	bool bound;

	if (h == NULL) {
		snprintf(why, cap, "out of memory");
		return NULL;
	}
	h->config = *config;
	h->guests.before = h->guests.behind = &h->guests;
	h->socket = -1;
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->work, NULL);
	pthread_cond_init(&h->change, NULL);
	pthread_cond_init(&h->write, NULL);
	pthread_cond_init(&h->taken, NULL);
	bound = config->listen.host == NULL ? listen_unix(h, why, cap)
					    : listen_inet(h, why, cap);
	if (!bound) {
		if (h->socket != -1)
			close(h->socket);
		h->socket = -1;		/* the path is another's */
	} else if (!begin_hands(h)) {
		snprintf(why, cap, "could not begin");
		end_hands(h);
		bound = false;
	} else if (!begin_daemon(h)) {
		snprintf(why, cap, "libmicrohttpd could not begin");
		end_hands(h);
		bound = false;
	}
	if (bound)
		return h;
	let_go(h);
	return NULL;
}

/* Waits until nothing is being answered, and for a while for what is being
 * sent to somebody slow. */
static void
drain(struct http *h)
{
	const struct timespec until = after(HTTP_DRAIN);

	pthread_mutex_lock(&h->lock);
	h->closing = true;
	while (h->open > 0 && pthread_cond_timedwait(&h->change, &h->lock,
	    &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&h->lock);
}

static void
stop(struct http *h)
{
	MHD_quiesce_daemon(h->daemon);
	drain(h);
	/* They finish what waits, so that nothing is laid aside; what is still
	 * being written is broken off. */
	end_hands(h);
	MHD_stop_daemon(h->daemon);
	let_go(h);
}

const struct http_module reftel_http = { HTTP_VERSION, start, stop };
