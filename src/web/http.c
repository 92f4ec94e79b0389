/*
 * See http.h. The only file that knows libmicrohttpd, and all that is done in
 * its one thread, which reads requests and sends responses. A request is laid
 * aside (suspended) while another thread makes its response; see http_int.h.
 */
#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "web/field.h"
#include "web/http_int.h"

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
	if (http_is_text(from->type))
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

static const char *
field(struct MHD_Connection *c, const char *name)
{
	const char *s = MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);

	return s == NULL ? "" : s;
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
	job->since = http_seconds();
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

void
job_resume(struct job *job)
{
	MHD_resume_connection(job->connection);
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
log_request(struct MHD_Connection *c, const struct job *job)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct http_client by = {
		.address = info == NULL ? NULL : info->client_addr,
		.referer = field(c, "Referer"),
		.agent = field(c, "User-Agent"),
	};

	http_log(job->h, job, &by);
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
		log_request(c, job);
	pthread_mutex_lock(&h->lock);
	h->open -= job->counted;
	pthread_cond_broadcast(&h->change);
	job->gone = true;
	writing = job->writing;
	pthread_cond_broadcast(&h->taken);
	pthread_mutex_unlock(&h->lock);
	if (!writing)
		job_free(job);
	*own = NULL;
}

/* --- beginning and end ------------------------------------------ */

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

static void
let_go(struct http *h)
{
	http_end_listening(h);
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
	if (http_begin_listening(h, why, cap)) {
		if (!http_begin_hands(h))
			snprintf(why, cap, "could not begin");
		else if (!begin_daemon(h))
			snprintf(why, cap, "libmicrohttpd could not begin");
		else
			return h;
		http_end_hands(h);
	}
	let_go(h);
	return NULL;
}

/* Waits until nothing is being answered, and for a while for what is being
 * sent to somebody slow. */
static void
drain(struct http *h)
{
	const struct timespec until = http_after(HTTP_DRAIN);

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
	http_end_hands(h);
	MHD_stop_daemon(h->daemon);
	let_go(h);
}

const struct http_module reftel_http = { HTTP_VERSION, start, stop };
