/* See web.h: which page answers, and how a reading room begins and ends. */
#define _GNU_SOURCE
#include "web/web.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "intake/module.h"
#include "web/files.h"
#include "web/keeper.h"

/* --- which page ------------------------------------------ */

enum cost {
	QUICK,
	SLOW,			/* what it asks may take long */
	LONG,			/* and it is sent while it is made */
	WHOLE			/* so, and it is the same until the archive
				 * changes: the keeper has it */
};
/* For what a page asks of the archive, in milliseconds. */
static const unsigned time_for[] = { 2000, 5000, 5000, 20000 };

/* A path that ends in a slash stands for all below it. */
static const struct route {
	const char *path;
	page_fn *page;
	enum cost cost;
} routes[] = {
	{ "/", page_home, WHOLE },
	{ "/search", page_results, SLOW },
	{ "/batch", page_batch, SLOW },
	{ "/thread/", page_thread, SLOW },
	{ "/posts", page_posts, WHOLE },
	{ "/posts/", page_posts, WHOLE },
	{ "/tags", page_tags, WHOLE },
	{ "/tags/", page_tags, WHOLE },
	{ "/years", page_years, WHOLE },
	{ "/years/", page_years, WHOLE },
	{ "/gaps", page_gaps, WHOLE },
	{ "/gaps/", page_gaps, SLOW },
	{ "/about", page_about, WHOLE },
	{ "/list", page_list, QUICK },
	{ "/help", page_help, QUICK },
	{ "/feed", page_feed, SLOW },
	{ "/sitemap.xml", page_sitemap, LONG },
	{ "/robots.txt", page_robots, QUICK },
	{ "/api/export", page_export, LONG },
	{ "/api/", page_api, SLOW },
	{ "/static/", page_file, QUICK },
};

/* What no page claims is the number of a telegram. */
static const struct route telegram = { "/", page_telegram, QUICK };

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

/* What the keeper makes before anybody asks: all of the menu. */
static const char *const menu[] = { "/", "/gaps", "/posts", "/tags", "/years",
	"/about", NULL };

static enum cost
cost_of(const struct http_request *r)
{
	struct str path = str_from(r->target), rest;

	path = str_cut(path, 0, str_findc(path, '?', 0));
	return find_route(path, &rest)->cost;
}

static enum http_cost
http_cost_of(const struct http_request *r)
{
	static const enum http_cost is[] = { [QUICK] = HTTP_QUICK,
		[SLOW] = HTTP_SLOW, [LONG] = HTTP_LONG, [WHOLE] = HTTP_SLOW };

	return is[cost_of(r)];
}

/* Milliseconds of a processor from which on pages about all of the archive are
 * rather shown as they were than waited for. */
enum { DEAR = 150 };

/* --- one request ------------------------------------------ */

struct worker {
	const struct reading_room *room;
	struct archive *archive;
	struct arena arena;
	struct keeper *keeper;	/* of all workers, or NULL */
	struct digest digest;
};

/* note: as in keeper.h. */
static void
make_page(struct worker *w, const struct http_request *request,
    struct http_response *response, size_t *note)
{
	struct visit v = { .archive = w->archive, .arena = &w->arena,
		.host = request->host, .request = request,
		.title = w->room != NULL && w->room->title != NULL
		    ? w->room->title : "Diplomatic telegrams",
		.response = response };
	const struct route *route;

	v.page = (struct page){ .out = &response->body, .arena = &w->arena };
	if (!url_parse(&w->arena, request->target, &v.url)) {
		response->body.failed = true;
		return;
	}
	route = find_route(v.url.path, &v.rest);
	archive_deadline(w->archive, time_for[route->cost]);
	archive_hold(w->archive);
	route->page(&v);
	archive_release(w->archive);
	archive_deadline(w->archive, 0);
	*note = v.note;
	/* A page that lacks something is no page. */
	if (w->arena.failed)
		response->body.failed = true;
}

static void
answer(struct worker *w, const struct http_request *request,
    struct http_response *response)
{
	size_t note = 0;

	/* what is kept is the same for all, whatever they call us */
	if (w->keeper != NULL && cost_of(request) == WHOLE)
		keeper_answer(w->keeper, w, request->target, response);
	else
		make_page(w, request, response, &note);
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

/* What workers have in common. */
struct served {
	const struct reading_room *room;
	struct keeper *keeper;
};

static void *
worker_begin(void *ctx)
{
	const struct served *served = ctx;
	struct worker *w = calloc(1, sizeof(*w));
	char why[300];

	if (w == NULL)
		return NULL;
	w->room = served->room;
	w->keeper = served->keeper;
	arena_init(&w->arena);
	if (archive_open(&w->archive, w->room->archive, ARCHIVE_READ, why,
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
	digest_free(&w->digest);
	arena_free(&w->arena);
	free(w);
}

/* The same words, the same tag: half a digest is enough of a difference. */
static void
put_tag(struct worker *w, struct http_response *r)
{
	char hex[65];

	if ((r->status == 0 || r->status == 200) && !r->body.failed &&
	    digest_sha256(&w->digest, str_make(r->body.p, r->body.n), hex))
		snprintf(r->tag, sizeof(r->tag), "\"%.32s\"", hex);
}

static void
worker_answer(void *own, const struct http_request *request,
    struct http_response *response)
{
	struct worker *w = own;

	arena_reset(&w->arena);
	if (is_meant(w->room, request->host)) {
		answer(w, request, response);
		put_tag(w, response);
		return;
	}
	response->status = 421;
	response->type = "text/plain; charset=utf-8";
	buf_puts(&response->body, "This reading room does not go by that name."
	    " Whoever runs it can give it one: reftel serve --name HOST\n");
}

static void
keeper_make(void *own, const char *target, struct http_response *response,
    size_t *note)
{
	const struct http_request request = { .target = target, .host = "" };
	struct worker *w = own;

	arena_reset(&w->arena);
	make_page(w, &request, response, note);
}

static int64_t
keeper_state(void *own)
{
	const struct worker *w = own;

	return archive_state(w->archive);
}

static void
keeper_stop(void *own)
{
	const struct worker *w = own;

	archive_stop(w->archive);
}

static void
write_log(void *ctx, const char *line, size_t n)
{
	const struct served *served = ctx;

	fwrite(line, 1, n, served->room->log);
	fflush(served->room->log);
}

void
reading_room_answer(struct archive *archive, const char *target,
    struct http_response *response)
{
	const struct http_request request = { .target = target, .host = "" };
	struct worker w = { .archive = archive };

	arena_init(&w.arena);
	answer(&w, &request, response);
	arena_free(&w.arena);
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
	struct served served = { room, NULL };
	struct http_config config = { .listen = room->listen,
		.workers = worker_count(), .begin = worker_begin,
		.end = worker_end, .answer = worker_answer, .cost = http_cost_of,
		.ctx = &served, .log = write_log };
	const struct keeper_config keeper = { worker_begin, worker_end,
		keeper_make, keeper_state, keeper_stop, &served, menu, DEAR };
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
	served.keeper = keeper_new(&keeper);
	http = m->start(&config, why, cap);
	if (http != NULL) {
		if (room->ready != NULL)
			room->ready(room);
		sigwait(&ends, &got);
		m->stop(http);
	}
	keeper_free(served.keeper);
	return http != NULL;
}
