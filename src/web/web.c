/* See web.h: which page answers, and how a reading room begins and ends. */
#define _GNU_SOURCE
#include "web/web.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "intake/module.h"
#include "web/files.h"
#include "web/memory.h"

/* --- which page ------------------------------------------ */

/* A path that ends in a slash stands for all below it. */
static const struct route {
	const char *path;
	page_fn *page;
	bool slow;		/* what it asks may take long */
	bool kept;		/* costs much, changes with the archive only */
} routes[] = {
	{ "/", page_home, true, true },
	{ "/search", page_results, true, false },
	{ "/batch", page_batch, true, false },
	{ "/thread/", page_thread, true, false },
	{ "/posts", page_posts, true, true },
	{ "/posts/", page_posts, true, true },
	{ "/tags", page_tags, true, true },
	{ "/tags/", page_tags, true, true },
	{ "/years", page_years, true, true },
	{ "/years/", page_years, true, true },
	{ "/gaps", page_gaps, true, true },
	{ "/gaps/", page_gaps, true, false },
	{ "/about", page_about, true, true },
	{ "/list", page_list, false, false },
	{ "/help", page_help, false, false },
	{ "/feed", page_feed, true, false },
	{ "/sitemap.xml", page_sitemap, true, false },
	{ "/robots.txt", page_robots, false, false },
	{ "/api/", page_api, true, false },
	{ "/static/", page_file, false, false },
};

/* What no page claims is the number of a telegram. */
static const struct route telegram = { "/", page_telegram, false, false };

static const struct route *
find_route(struct str path, struct str *rest)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		struct str s = str_from(routes[i].path);
		bool below = s.n > 1 && s.p[s.n - 1] == '/';

		if (below ? !str_starts(path, s) : !str_eq(path, s))
			continue;
		*rest = str_cut(path, s.n, path.n);
		return &routes[i];
	}
	*rest = str_cut(path, 1, path.n);
	return &telegram;
}

static bool
is_slow(const struct http_request *r)
{
	struct str path = str_from(r->target), rest;

	path = str_cut(path, 0, str_findc(path, '?', 0));
	return find_route(path, &rest)->slow;
}

/* memory: what was answered before; or NULL. */
static void
answer(struct archive *archive, struct arena *arena, struct memory *memory,
    const struct http_request *request, struct http_response *response)
{
	struct visit v = { .archive = archive, .arena = arena,
		.host = request->host, .response = response };
	const struct route *route;
	struct memory_stamp asked;

	v.page = (struct page){ .out = &response->body, .arena = arena };
	if (!url_parse(arena, request->target, &v.url)) {
		response->body.failed = true;
		return;
	}
	route = find_route(v.url.path, &v.rest);
	if (!route->kept)
		memory = NULL;
	if (memory != NULL && memory_recall(memory, request->target, response,
	    &asked))
		return;
	archive_deadline(archive, route->kept ? VISIT_KEPT
	    : route->slow ? VISIT_SEARCH : VISIT_QUICK);
	archive_hold(archive);
	route->page(&v);
	archive_release(archive);
	archive_deadline(archive, 0);
	/* A page that lacks something is no page. */
	if (arena->failed)
		response->body.failed = true;
	if (memory != NULL)
		memory_keep(memory, request->target, response, &asked);
}

/* --- browsers and hosts ------------------------------------------ */

static bool
is_loopback(struct str host)
{
	return str_eqi(host, STR("localhost")) || str_eq(host, STR("[::1]")) ||
	    str_eq(host, STR("::1")) || str_starts(host, STR("127."));
}

static struct str
without_port(struct str host)
{
	size_t colon = str_last(host, ':');
	bool digits = colon > 0 && colon < host.n;

	/* the colons of [::1] are its own */
	for (size_t i = colon; digits && i < host.n; i++)
		digits = ch_digit(host.p[i]);
	return digits ? str_cut(host, 0, colon - 1) : host;
}

/*
 * A page elsewhere can have its own name lead to this machine, and would then
 * read what only this machine is to see: who listens on loopback answers to
 * its names alone.
 */
static bool
is_meant(const struct reading_room *room, const char *field)
{
	struct str host = without_port(str_from(field));

	if (room->listen.host == NULL || host.n == 0 ||
	    !is_loopback(str_from(room->listen.host)))
		return true;
	return is_loopback(host) || (room->name != NULL &&
	    str_eqi(host, str_from(room->name)));
}

/* --- workers ------------------------------------------ */

/* What all workers share. */
struct floor {
	const struct reading_room *room;
	struct memory memory;
};

struct worker {
	struct floor *floor;
	struct archive *archive;
	struct arena arena;
};

static void *
worker_begin(void *ctx)
{
	struct worker *w = calloc(1, sizeof(*w));
	char why[300];

	if (w == NULL)
		return NULL;
	w->floor = ctx;
	arena_init(&w->arena);
	if (archive_open(&w->archive, w->floor->room->archive, ARCHIVE_READ, why,
	    sizeof(why)) == ARCHIVE_OK)
		return w;
	free(w);
	return NULL;
}

static void
worker_end(void *own)
{
	struct worker *w = own;

	archive_close(w->archive);
	arena_free(&w->arena);
	free(w);
}

static void
worker_answer(void *own, const struct http_request *request,
    struct http_response *response)
{
	struct worker *w = own;

	arena_reset(&w->arena);
	if (is_meant(w->floor->room, request->host)) {
		answer(w->archive, &w->arena, &w->floor->memory, request,
		    response);
		return;
	}
	response->status = 421;
	response->type = "text/plain; charset=utf-8";
	buf_puts(&response->body, "This reading room does not go by that name."
	    " Whoever runs it can give it one: reftel serve --name HOST\n");
}

static void
write_log(void *ctx, const char *line, size_t n)
{
	const struct floor *floor = ctx;

	fwrite(line, 1, n, floor->room->log);
	fflush(floor->room->log);
}

void
reading_room_answer(struct archive *archive, const char *target,
    struct http_response *response)
{
	const struct http_request request = { .target = target, .host = "" };
	struct arena arena;

	arena_init(&arena);
	answer(archive, &arena, NULL, &request, response);
	arena_free(&arena);
}

/* --- beginning and end ------------------------------------------ */

/* Enough that one reader's search is not another's wait. */
static unsigned
worker_count(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 2 ? 4 : (unsigned)cores + 2;
}

bool
reading_room_run(const struct reading_room *room, char *why, size_t cap)
{
	const struct http_module *m = module_find("http", HTTP_SYMBOL);
	struct floor floor = { .room = room };
	struct http_config config = { .listen = room->listen,
		.workers = worker_count(), .begin = worker_begin,
		.end = worker_end, .answer = worker_answer, .slow = is_slow,
		.ctx = &floor, .log = write_log };
	struct http *http;
	sigset_t ends;
	int got;

	if (m == NULL || m->version != HTTP_VERSION) {
		snprintf(why, cap, "this build has no HTTP: libmicrohttpd is "
		    "missing, or was when it was built");
		return false;
	}
	/* Blocked before the threads begin, which inherit it. */
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	memory_init(&floor.memory, room->archive);
	http = m->start(&config, why, cap);
	if (http == NULL) {
		memory_free(&floor.memory);
		return false;
	}
	if (room->ready != NULL)
		room->ready(room);
	sigwait(&ends, &got);
	m->stop(http);
	memory_free(&floor.memory);
	return true;
}
