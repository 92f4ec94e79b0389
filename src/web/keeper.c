/* See keeper.h. */
#include "web/keeper.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "web/page.h"
#include "web/shelf.h"

struct keeper {
	struct keeper_config config;
	struct shelf *shelf;
	/* One who looks at the state for all: what others see has numbers of
	 * their own. */
	pthread_mutex_t lock;
	pthread_cond_t change;
	bool over;		/* the thread makes nothing more */
	void *watch;
	int64_t dearest;	/* page so far, in milliseconds */
	void *own;		/* of the thread */
	pthread_t thread;
};

/* Asked before a page is begun: it is of this edition or a later one. */
static uint64_t
edition(struct keeper *k)
{
	int64_t state;
	uint64_t n;

	pthread_mutex_lock(&k->lock);
	state = k->config.state(k->watch);
	n = shelf_edition(k->shelf, state);
	pthread_mutex_unlock(&k->lock);
	return n;
}

/* Of this thread's work: how busy the machine is says nothing of a page. */
static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
make(struct keeper *k, void *own, const char *target, uint64_t now,
    struct http_response *r)
{
	struct shelf_label label = { .edition = now, .made = time(NULL) };
	int64_t cost = milliseconds();

	k->config.make(own, target, r, &label.note);
	cost = milliseconds() - cost;
	pthread_mutex_lock(&k->lock);
	if (cost > k->dearest)
		k->dearest = cost;
	pthread_mutex_unlock(&k->lock);
	shelf_put(k->shelf, target, r, &label);
}

static bool
is_dear(struct keeper *k)
{
	bool dear;

	pthread_mutex_lock(&k->lock);
	dear = k->dearest >= k->config.dear;
	pthread_mutex_unlock(&k->lock);
	return dear;
}

static void *
make_anew(void *arg)
{
	struct keeper *k = arg;
	char *target;

	while ((target = shelf_wanted(k->shelf)) != NULL) {
		struct http_response r = { 0 };

		make(k, k->own, target, edition(k), &r);
		buf_free(&r.body);
		free(r.location);
		free(r.filename);
		free(target);
	}
	pthread_mutex_lock(&k->lock);
	k->over = true;
	pthread_cond_signal(&k->change);
	pthread_mutex_unlock(&k->lock);
	return NULL;
}

static void
put_note(struct buf *out, time_t made)
{
	struct arena arena;
	struct page p = { .out = out, .arena = &arena };
	char when[32];
	struct tm tm;

	arena_init(&arena);
	gmtime_r(&made, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%MZ", &tm);
	page_open(&p, "p");
	page_attr(&p, "class", "notice stale");
	page_puts(&p, "As of ");
	page_date(&p, str_from(when));
	page_puts(&p, ". The archive has changed since, and this page is being "
	    "made anew: load it again in a moment.");
	page_close(&p);
	page_newline(&p);
	arena_free(&arena);
}

static void
add_note(struct buf *body, const struct shelf_label *label)
{
	struct buf whole = { 0 };

	if (label->note == 0 || label->note > body->n || body->failed)
		return;
	buf_put(&whole, body->p, label->note);
	put_note(&whole, label->made);
	buf_put(&whole, body->p + label->note, body->n - label->note);
	buf_free(body);
	*body = whole;
}

void
keeper_answer(struct keeper *k, void *own, const char *target,
    struct http_response *r)
{
	uint64_t now = edition(k);
	struct shelf_label label;

	if (!shelf_take(k->shelf, target, r, &label)) {
		make(k, own, target, now, r);
	} else if (label.edition < now && is_dear(k)) {
		add_note(&r->body, &label);
		shelf_want(k->shelf, target);
	} else if (label.edition < now) {
		r->type = NULL;
		r->body.n = 0;
		make(k, own, target, now, r);
	}
}

static void
let_go(struct keeper *k)
{
	if (k->own != NULL)
		k->config.end(k->own);
	if (k->watch != NULL)
		k->config.end(k->watch);
	pthread_cond_destroy(&k->change);
	pthread_mutex_destroy(&k->lock);
	shelf_free(k->shelf);
	free(k);
}

struct keeper *
keeper_new(const struct keeper_config *config)
{
	struct keeper *k = calloc(1, sizeof(*k));

	if (k == NULL)
		return NULL;
	k->config = *config;
	pthread_mutex_init(&k->lock, NULL);
	pthread_cond_init(&k->change, NULL);
	k->shelf = shelf_new();
	k->watch = config->begin(config->ctx);
	k->own = config->begin(config->ctx);
	if (k->shelf == NULL || k->watch == NULL || k->own == NULL ||
	    pthread_create(&k->thread, NULL, make_anew, k) != 0) {
		let_go(k);
		return NULL;
	}
	for (size_t i = 0; config->first != NULL && config->first[i] != NULL;
	    i++)
		shelf_want(k->shelf, config->first[i]);
	return k;
}

/* What a page begins with undoes a stop that came a moment before: it is said
 * until it was heard. */
static void
stop_thread(struct keeper *k)
{
	enum { AGAIN = 20 * 1000000 };

	shelf_close(k->shelf);
	pthread_mutex_lock(&k->lock);
	while (!k->over) {
		struct timespec t;

		k->config.stop(k->own);
		clock_gettime(CLOCK_REALTIME, &t);
		t.tv_nsec += AGAIN;
		t.tv_sec += t.tv_nsec / 1000000000;
		t.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&k->change, &k->lock, &t);
	}
	pthread_mutex_unlock(&k->lock);
	pthread_join(k->thread, NULL);
}

void
keeper_free(struct keeper *k)
{
	if (k == NULL)
		return;
	stop_thread(k);
	let_go(k);
}
