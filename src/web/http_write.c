/*
 * Writers: responses that are sent while they are made. None is ever more than
 * a piece ahead of its reader, who takes the pieces in http.c.
 */
#include <stdlib.h>

#include "web/gzip.h"
#include "web/http_int.h"

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
		job_resume(job);
	job->starved = false;
}

static bool
has_waited(const struct job *job)
{
	return http_seconds() - job->since > HTTP_TURN;
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
	job_resume(job);
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
	    http_seconds() < w->until) {
		struct timespec soon = http_after(1);

		refuse_late(h);
		pthread_cond_timedwait(&h->taken, &h->lock, &soon);
	}
	return !job->gone && !h->breaking && http_seconds() < w->until;
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
		    http_is_text(w->made.type);
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
	http_make_small(w->gzip, w->job);
	pthread_mutex_lock(&w->h->lock);
	w->job->writing = false;
	w->job->state = JOB_DONE;
	job_resume(w->job);
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
		job_free(job);
}

static void
write_job(struct http *h, void *own, struct gzip *gzip, struct job *job)
{
	struct writing w = { h, gzip, job, { 0 },
		http_seconds() + HTTP_LONGEST };
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

void
http_write_all(struct http *h, void *own, struct gzip *gzip)
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
