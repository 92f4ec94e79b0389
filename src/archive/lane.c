/* Lanes; see lane.h. */
#include "archive/lane.h"

#include <stdlib.h>

enum {
	LANES = 256,		/* files that are read ahead */
	OWN = 12 << 20,		/* bytes in the lane that is being written */
	ALL = 64 << 20		/* and in all of them */
};

void
item_free(struct item *item)
{
	if (item->kind == ITEM_TELEGRAM)
		arrival_free(&item->arrival);
	parcel_free(&item->parcel);
	buf_free(&item->before);
	free(item->member);
	free(item->reason);
	free(item);
}

static void
items_free(struct item *item)
{
	while (item != NULL) {
		struct item *next = item->next;

		item_free(item);
		item = next;
	}
}

bool
lanes_init(struct lanes *l, size_t files)
{
	*l = (struct lanes){ .n = files };
	l->last = &l->first;
	return pthread_mutex_init(&l->lock, NULL) == 0 &&
	    pthread_cond_init(&l->room, NULL) == 0 &&
	    pthread_cond_init(&l->more, NULL) == 0;
}

void
lanes_free(struct lanes *l)
{
	while (l->first != NULL) {
		struct lane *lane = l->first;

		l->first = lane->next;
		items_free(lane->first);
		items_free(lane->taken);
		items_free(lane->done);
		free(lane);
	}
	items_free(l->done);
	pthread_cond_destroy(&l->more);
	pthread_cond_destroy(&l->room);
	pthread_mutex_destroy(&l->lock);
}

void
lanes_stop(struct lanes *l)
{
	pthread_mutex_lock(&l->lock);
	l->stopped = true;
	pthread_cond_broadcast(&l->room);
	pthread_cond_broadcast(&l->more);
	pthread_mutex_unlock(&l->lock);
}

bool
lanes_stopped(struct lanes *l)
{
	bool stopped;

	pthread_mutex_lock(&l->lock);
	stopped = l->stopped;
	pthread_mutex_unlock(&l->lock);
	return stopped;
}

struct lane *
lanes_next(struct lanes *l)
{
	struct lane *lane = calloc(1, sizeof(*lane));

	pthread_mutex_lock(&l->lock);
	while (!l->stopped && l->next < l->n && l->open >= LANES)
		pthread_cond_wait(&l->room, &l->lock);
	if (lane == NULL || l->stopped || l->next == l->n) {
		l->stopped |= lane == NULL;
		pthread_cond_broadcast(&l->more);
		pthread_mutex_unlock(&l->lock);
		free(lane);
		return NULL;
	}
	lane->file = l->next++;
	lane->last = &lane->first;
	*l->last = lane;
	l->last = &lane->next;
	l->open++;
	pthread_cond_broadcast(&l->more);
	pthread_mutex_unlock(&l->lock);
	return lane;
}

/* The lane that is being written has room of its own. */
static bool
has_room(const struct lanes *l, const struct lane *lane)
{
	return l->cost < ALL || (lane->file == l->taken && lane->cost < OWN);
}

bool
lane_put(struct lanes *l, struct lane *lane, struct item *item)
{
	struct item *done;
	bool stopped;

	pthread_mutex_lock(&l->lock);
	while (!l->stopped && !has_room(l, lane))
		pthread_cond_wait(&l->room, &l->lock);
	stopped = l->stopped;
	if (!stopped) {
		if (lane->first == NULL)
			pthread_cond_broadcast(&l->more);
		*lane->last = item;
		lane->last = &item->next;
		lane->cost += item->cost;
		l->cost += item->cost;
	}
	done = l->done;
	l->done = NULL;
	pthread_mutex_unlock(&l->lock);
	items_free(done);
	return !stopped;
}

void
lane_end(struct lanes *l, struct lane *lane, bool failed)
{
	pthread_mutex_lock(&l->lock);
	lane->ended = true;
	lane->failed = failed;
	pthread_cond_broadcast(&l->more);
	pthread_mutex_unlock(&l->lock);
}

struct lane *
lanes_take(struct lanes *l, size_t file)
{
	struct lane *lane;

	pthread_mutex_lock(&l->lock);
	l->taken = file;
	pthread_cond_broadcast(&l->room);
	while (l->first == NULL && !l->stopped)
		pthread_cond_wait(&l->more, &l->lock);
	lane = l->first;
	pthread_mutex_unlock(&l->lock);
	return lane;
}

/* Done with what was taken before. */
static void
give_back(struct lanes *l, struct lane *lane)
{
	if (lane->done == NULL)
		return;
	lane->done_last->next = l->done;
	l->done = lane->done;
	lane->done = NULL;
}

/* All that is in the lane now; NULL: it is over. */
static struct item *
take_all(struct lanes *l, struct lane *lane)
{
	struct item *all;

	pthread_mutex_lock(&l->lock);
	give_back(l, lane);
	while (lane->first == NULL && !lane->ended)
		pthread_cond_wait(&l->more, &l->lock);
	all = lane->first;
	lane->first = NULL;
	lane->last = &lane->first;
	l->cost -= lane->cost;
	lane->cost = 0;
	pthread_cond_broadcast(&l->room);
	pthread_mutex_unlock(&l->lock);
	return all;
}

struct item *
lane_get(struct lanes *l, struct lane *lane)
{
	struct item *item;

	if (lane->taken == NULL)
		lane->taken = take_all(l, lane);
	item = lane->taken;
	if (item != NULL) {
		lane->taken = item->next;
		item->next = lane->done;
		if (lane->done == NULL)
			lane->done_last = item;
		lane->done = item;
	}
	return item;
}

void
lanes_give(struct lanes *l, struct lane *lane)
{
	pthread_mutex_lock(&l->lock);
	give_back(l, lane);
	l->first = lane->next;
	if (l->first == NULL)
		l->last = &l->first;
	l->open--;
	pthread_cond_broadcast(&l->room);
	pthread_mutex_unlock(&l->lock);
	free(lane);
}
