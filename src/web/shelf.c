/* See shelf.h. */
#include "web/shelf.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* At most 32 MiB; most pages are of 10 to 100 kB. */
enum { PLACES = 128, LARGEST = 256 * 1024 };

struct kept {
	char *address;
	uint64_t edition;
	const char *type;
	struct buf body;
};

struct shelf {
	pthread_mutex_t lock;
	uint64_t edition;
	struct kept place[PLACES];
	unsigned next;		/* the place that is filled next */
};

struct shelf *
shelf_new(void)
{
	struct shelf *s = calloc(1, sizeof(*s));

	if (s != NULL)
		pthread_mutex_init(&s->lock, NULL);
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
	pthread_mutex_destroy(&s->lock);
	free(s);
}

uint64_t
shelf_edition(struct shelf *s, bool changed)
{
	uint64_t edition;

	pthread_mutex_lock(&s->lock);
	s->edition += changed;
	edition = s->edition;
	pthread_mutex_unlock(&s->lock);
	return edition;
}

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
shelf_take(struct shelf *s, uint64_t edition, const char *address,
    struct http_response *r)
{
	const struct kept *kept;
	bool found;

	pthread_mutex_lock(&s->lock);
	kept = find(s, address);
	found = kept != NULL && kept->edition == edition &&
	    edition == s->edition;
	if (found) {
		r->type = kept->type;
		buf_put(&r->body, kept->body.p, kept->body.n);
	}
	pthread_mutex_unlock(&s->lock);
	return found;
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
shelf_put(struct shelf *s, uint64_t edition, const char *address,
    const struct http_response *r)
{
	struct kept *kept;

	if (!is_fit(r))
		return;
	pthread_mutex_lock(&s->lock);
	if (edition == s->edition) {
		kept = clear_place(s, address);
		kept->address = strdup(address);
		kept->edition = edition;
		kept->type = r->type;
		buf_put(&kept->body, r->body.p, r->body.n);
		if (kept->body.failed) {
			free(kept->address);
			kept->address = NULL;
		}
	}
	pthread_mutex_unlock(&s->lock);
}
