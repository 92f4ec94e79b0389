/* See shelf.h. */
#include "web/shelf.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* At most 32 MiB; most pages are of 10 to 100 kB. */
enum { PLACES = 128, LARGEST = 256 * 1024, WANTED = 32 };

struct kept {
	char *address;
	struct shelf_label label;
	const char *type;
	struct buf body;
};

struct shelf {
	pthread_mutex_t lock;
	pthread_cond_t change;
	uint64_t edition;
	int64_t state;
	struct kept place[PLACES];
	unsigned next;		/* the place that is filled next */
	char *wanted[WANTED];
	unsigned wanted_n;
	bool closed;
};

struct shelf *
shelf_new(void)
{
	struct shelf *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->change, NULL);
	return s;
}

void
shelf_free(struct shelf *s)
{
	if (s == NULL)
		return;
	for (int i = 0; i < PLACES; i++) {
		free(s->place[i].address);
		buf_free(&s->place[i].body);
	}
	for (unsigned i = 0; i < s->wanted_n; i++)
		free(s->wanted[i]);
	pthread_cond_destroy(&s->change);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

uint64_t
shelf_edition(struct shelf *s, int64_t state)
{
	uint64_t edition;

	pthread_mutex_lock(&s->lock);
	s->edition += state != s->state;
	s->state = state;
	edition = s->edition;
	pthread_mutex_unlock(&s->lock);
	return edition;
}

/* --- pages that are there ------------------------------------------ */

static struct kept *
find(struct shelf *s, const char *address)
{
	for (int i = 0; i < PLACES; i++)
		if (s->place[i].address != NULL &&
		    strcmp(s->place[i].address, address) == 0)
			return &s->place[i];
	return NULL;
}

bool
shelf_take(struct shelf *s, const char *address, struct http_response *r,
    struct shelf_label *label)
{
	const struct kept *kept;

	pthread_mutex_lock(&s->lock);
	kept = find(s, address);
	if (kept != NULL) {
		*label = kept->label;
		r->type = kept->type;
		buf_put(&r->body, kept->body.p, kept->body.n);
	}
	pthread_mutex_unlock(&s->lock);
	return kept != NULL;
}

static bool
is_fit(const struct http_response *r)
{
	return (r->status == 0 || r->status == 200) && r->location == NULL &&
	    r->filename == NULL && !r->body.failed && r->body.n <= LARGEST;
}

/* The page's own place, or the one that was filled longest ago. */
static struct kept *
clear_place(struct shelf *s, const char *address)
{
	struct kept *kept = find(s, address);

	if (kept == NULL) {
		kept = &s->place[s->next];
		s->next = (s->next + 1) % PLACES;
	}
	free(kept->address);
	buf_free(&kept->body);
	memset(kept, 0, sizeof(*kept));
	return kept;
}

void
shelf_put(struct shelf *s, const char *address, const struct http_response *r,
    const struct shelf_label *label)
{
	struct kept *kept;

	if (!is_fit(r))
		return;
	pthread_mutex_lock(&s->lock);
	kept = find(s, address);
	if (kept == NULL || kept->label.edition <= label->edition) {
		kept = clear_place(s, address);
		kept->address = strdup(address);
		kept->label = *label;
		kept->type = r->type;
		buf_put(&kept->body, r->body.p, r->body.n);
		if (kept->body.failed) {
			free(kept->address);
			kept->address = NULL;
		}
	}
	pthread_mutex_unlock(&s->lock);
}

/* --- pages that are to be made ------------------------------------------ */

static bool
is_wanted(const struct shelf *s, const char *address)
{
	for (unsigned i = 0; i < s->wanted_n; i++)
		if (strcmp(s->wanted[i], address) == 0)
			return true;
	return false;
}

void
shelf_want(struct shelf *s, const char *address)
{
	char *own;

	pthread_mutex_lock(&s->lock);
	if (s->wanted_n < WANTED && !is_wanted(s, address) &&
	    (own = strdup(address)) != NULL) {
		s->wanted[s->wanted_n++] = own;
		pthread_cond_signal(&s->change);
	}
	pthread_mutex_unlock(&s->lock);
}

char *
shelf_wanted(struct shelf *s)
{
	char *address = NULL;

	pthread_mutex_lock(&s->lock);
	while (s->wanted_n == 0 && !s->closed)
		pthread_cond_wait(&s->change, &s->lock);
	if (!s->closed) {
		address = s->wanted[0];
		memmove(s->wanted, s->wanted + 1, --s->wanted_n *
		    sizeof(*s->wanted));
	}
	pthread_mutex_unlock(&s->lock);
	return address;
}

void
shelf_close(struct shelf *s)
{
	pthread_mutex_lock(&s->lock);
	s->closed = true;
	pthread_cond_broadcast(&s->change);
	pthread_mutex_unlock(&s->lock);
}
