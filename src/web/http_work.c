/*
 * Jobs, the queues that they wait in, and the threads that take them out. No
 * reader waits for another's query as long as a worker is free, and one always
 * is for what is quick.
 */
#include <stdlib.h>

#include "web/gzip.h"
#include "web/http_int.h"

void
queue_put(struct queue *q, struct job *job)
{
	job->next = NULL;
	if (q->first == NULL)
		q->last = &q->first;
	*q->last = job;
	q->last = &job->next;
}

struct job *
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

time_t
http_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

struct timespec
http_after(time_t seconds)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_sec += seconds;
	return t;
}

void
job_free(struct job *job)
{
	buf_free(&job->response.body);
	buf_free(&job->piece);
	free(job->response.location);
	free(job->response.filename);
	free(job->target);
	free(job->host);
	free(job);
}

/* One that has waited for long has a reader who has gone, as a rule; those
 * behind it would wait the longer. */
static void
answer_job(struct http *h, void *own, struct job *job, bool slow)
{
	if (!slow || http_seconds() - job->since <= HTTP_PATIENCE) {
		h->config.answer(own, &job->request, &job->response);
		return;
	}
	job->response.status = 503;
	job->response.type = "text/plain; charset=utf-8";
	buf_puts(&job->response.body, "More is asked of this reading room "
	    "than it can answer just now. Try again in a minute.\n");
}

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
		http_make_small(gzip, job);
		job->state = JOB_DONE;
		job_resume(job);
		pthread_mutex_lock(&h->lock);
		h->slow_busy -= slow;
		if (slow && h->slow.first != NULL)
			pthread_cond_signal(&h->work);
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
		(hand->writer ? http_write_all : work)(h, own, gzip);
		h->config.end(own);
	}
	gzip_free(gzip);
	return NULL;
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

bool
http_begin_hands(struct http *h)
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

void
http_end_hands(struct http *h)
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
