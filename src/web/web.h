/*
 * The reading room: pages over an archive, made on the server.  What the
 * command line starts is reading_room_run(); the rest of this header is for
 * the pages of this room, one file each, and what they share.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "web/http.h"
#include "web/page.h"
#include "web/url.h"

/* --- for the command line ------------------------------------------ */

struct reading_room {
	const char *archive;	/* path of the file */
	struct http_listen listen;
	const char *name;	/* host that it is reached by, or NULL */
	const char *title;	/* of the collection; NULL: none of its own */
	FILE *log;
	void (*ready)(const struct reading_room *);	/* it listens; or NULL */
};
/*
 * Serves until SIGTERM or SIGINT; true if it ended so. Else *why (cap bytes)
 * says in a sentence what was in the way.
 */
bool reading_room_run(const struct reading_room *, char *why, size_t cap);
/* Makes one response without a server: for tests. target as in a request. */
void reading_room_answer(struct archive *, const char *target,
    struct http_response *);

/* --- for pages ------------------------------------------ */

/* One request, while it is answered. */
struct visit {
	struct archive *archive;
	struct arena *arena;	/* gone when the response is made */
	struct url url;
	struct str rest;	/* of the path, behind the page's own part */
	const char *host;	/* as the browser calls us, or "" */
	const char *title;	/* of the collection */
	const struct http_request *request;
	bool program;		/* who asks wants JSON, also of what is wrong */
	struct http_response *response;
	struct page page;	/* what is written to response->body */
	size_t note;		/* in it: where a note may stand; or 0 */
};

/* A page: writes one, or says with a visit_ function that there is none. */
typedef void page_fn(struct visit *);
page_fn page_home, page_telegram, page_results, page_thread, page_posts,
    page_tags, page_years, page_gaps, page_about, page_list, page_help,
    page_feed, page_sitemap, page_robots, page_api, page_export, page_batch;

/* The ledger's entry of a telegram that is not held, or the way to it where it
 * is; false: it is no number, and nothing was written. */
bool gap_entry(struct visit *, const char *spelling);

/*
 * The frame of a page, down to the main part, and from there to its end.
 * title stands in the window's head; query in the search box, "" for none;
 * here is the address of the menu's entry, such as "/gaps", or NULL.
 */
void frame_begin(struct visit *, struct str title, struct str query,
    const char *here);
void frame_end(struct visit *);

/* The ways to the pages before and behind, each NULL where there is none. */
void put_steps(struct visit *, const char *before, const char *before_label,
    const char *after, const char *after_label);

/* A page that says what is wrong and what to do. */
void visit_problem(struct visit *, unsigned status, const char *title,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same for what the archive says; true if there was a failure. */
bool visit_failed(struct visit *);
/* Sends what there is so far, if that can be done; false: there is no use in
 * more of it. */
bool visit_send(struct visit *);
/* "http://HOST" with a path behind it. In the arena. */
const char *visit_address(struct visit *, const char *path);
/* Another address; lasting: for good. */
void visit_elsewhere(struct visit *, const char *href, bool lasting);

/* "/07KARACHI756", with a suffix such as "/source" or "". In the arena. */
const char *telegram_href(struct visit *, const char *id, const char *suffix);
/* "/search?q=" and the words. In the arena. */
const char *search_href(struct visit *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* What a telegram is called; where it has no title, by whom it was sent. */
struct str title_or_post(struct arena *, struct str title, struct str post);
/* Number, date and classification of a telegram, in a line. */
void put_head_facts(struct visit *, const struct archive_head *);
/* A telegram in a list: its title, and below it that line. */
void put_head_line(struct visit *, const struct archive_head *);
/* The classification in words, in its colour. */
void put_classification(struct page *, struct str);
/* What a term means, in a phrase; "" where nobody knows.  kind: the first
 * words of the kinds that may be meant ("subject TAGS"), "geographic" for
 * TAGS of places, NULL: any. */
struct str term_meaning(struct arena *, struct str term, const char *kind);
/* What it meant in a year (0: not known); what it means at other times alone is
 * said with them. */
struct str term_meaning_then(struct arena *, struct str term,
    const char *kind, int year);

#endif
