/*
 * Every page of the reading room, and targets that nobody should send: each
 * answer has a status that is meant, and what is HTML or XML is whole, its
 * elements closed in order, and holds no script but the one file of ours.
 *
 *	prop_pages ARCHIVE [N]
 */
#include <stdlib.h>

#include "prop.h"
#include "web/web.h"

enum { DEPTH = 128, NAME = 32 };

static const char *const targets[] = {
	"/", "/search", "/search?q=crown", "/search?q=crown+-goat&order=date",
	"/search?q=crown&after=x&at=20", "/search?q=crown&before=x", "/posts",
	"/search?q=from:(", "/tags?before=PREL", "/gaps?before=07ZENDA41",
	"/posts/STRELSAU", "/tags", "/tags/PREL", "/years", "/years/2007",
	"/gaps", "/gaps?post=STRELSAU&year=2007", "/gaps/07ZENDA41",
	"/about", "/help", "/list?ids=07STRELSAU756,06STRELSAU1166,x",
	"/batch?lines=crown%0Agoat%0A%22", "/feed?q=crown", "/sitemap.xml",
	"/sitemap.xml?part=2", "/robots.txt", "/07STRELSAU756",
	"/07STRELSAU756/source?witness=2", "/07STRELSAU756/faults",
	"/07STRELSAU756/as-sent", "/07STRELSAU756/compare?a=1&b=3",
	"/07STRELSAU756/download/tei", "/07STRELSAU756/download/original",
	"/thread/07STRELSAU756", "/thread/07STRELSAU756?depth=9",
	"/thread/07ZENDA41", "/07ZENDA41", "/api/", "/api/openapi.json",
	"/api/search?q=crown&facets=1&limit=5", "/api/export?q=crown&form=ids",
	"/api/telegram/07STRELSAU756?spans=1", "/api/witnesses/07STRELSAU756",
	"/api/explain?term=PREL", "/api/thread/07STRELSAU756",
	"/api/refs/07STRELSAU756", "/api/gaps", "/static/x.css", "/nothing",
};
enum { TARGETS = sizeof(targets) / sizeof(targets[0]) };

/* The name of the element whose tag begins at s. */
static size_t
tag_name(struct str s, char name[NAME])
{
	size_t n = 0;

	while (n < s.n && n + 1 < NAME && (ch_alnum(s.p[n]) || s.p[n] == '-' ||
	    s.p[n] == '!' || s.p[n] == '?' || s.p[n] == '/'))
		n++;
	memcpy(name, s.p, n);
	name[n] = '\0';
	return n;
}

/* No value of an attribute has a bare quote or angle in it. */
static void
check_whole(struct str s)
{
	static char open[DEPTH][NAME];
	size_t depth = 0;

	for (size_t at = 0; (at = str_findc(s, '<', at)) < s.n;) {
		size_t end = str_findc(s, '>', at);
		struct str tag = str_cut(s, at + 1, end);
		char name[NAME];

		if (end == s.n || str_findc(tag, '<', 0) < tag.n) {
			breach("a tag that does not end");
			return;
		}
		tag_name(tag, name);
		at = end;
		if (name[0] == '!' || name[0] == '?' ||
		    tag.p[tag.n - 1] == '/')
			continue;
		if (name[0] != '/' && depth < DEPTH) {
			memcpy(open[depth++], name, NAME);
			if (strcmp(name, "script") == 0 &&
			    !str_starts(tag, STR("script src=\"/static/")))
				breach("a script");
		} else if (depth == 0 || strcmp(open[--depth], name + 1) != 0) {
			breach("</%s> closes nothing", name + 1);
			return;
		}
	}
	if (depth > 0)
		breach("<%s> stays open", open[depth - 1]);
}

static bool
is_meant(unsigned status)
{
	static const unsigned meant[] = { 0, 200, 301, 302, 400, 404, 409,
		503 };

	for (size_t i = 0; i < sizeof(meant) / sizeof(meant[0]); i++)
		if (status == meant[i])
			return true;
	return false;
}

static void
ask(struct archive *a, const char *target)
{
	struct http_response r = { 0 };
	struct str body;

	prop_file = target;
	reading_room_answer(a, target, &r);
	body = str_make(r.body.p, r.body.n);
	if (!is_meant(r.status))
		breach("status %u", r.status);
	if (r.body.failed)
		breach("out of memory");
	if (r.location != NULL && strpbrk(r.location, "\r\n \"<>") != NULL)
		breach("leads to %s", r.location);
	if (r.filename != NULL && strpbrk(r.filename, "\r\n\"\\/") != NULL)
		breach("is saved as %s", r.filename);
	if (r.type == NULL || strstr(r.type, "xml") != NULL)
		check_whole(body);
	buf_free(&r.body);
	free(r.location);
	free(r.filename);
}

static unsigned
dice(unsigned n)
{
	static unsigned seed = 7;

	seed = seed * 1103515245u + 12345;
	return (seed >> 8) % n;
}

/* A target with pieces of others in it, bytes changed, escapes put in. */
static void
garble(char *out, size_t cap)
{
	static const char *const odd[] = { "%00", "%0d%0a", "%ff", "%", "/",
		"//", "..", "?", "&", "=", "~2", "~", "sha256:", "<", "\"", "'",
		"%3Cscript%3E", "(", ")", "%22", ":", "*", "-", "+OR+", "NEAR(",
		"%E2%80%AE", "999999999999", "#", "q=", "&after=", "witness=",
		"{", "date:", ">", "in:", "\x80" };
	const char *a = targets[dice(TARGETS)], *b = targets[dice(TARGETS)];
	size_t cut = dice((unsigned)strlen(a) + 1);

	snprintf(out, cap, "%.*s%s%s", (int)cut, a,
	    odd[dice(sizeof(odd) / sizeof(odd[0]))],
	    dice(2) == 0 ? a + cut : b);
	for (unsigned i = dice(3); i > 0; i--) {
		size_t n = strlen(out);
		const char *piece = odd[dice(sizeof(odd) / sizeof(odd[0]))];

		if (n > 1 && dice(2) == 0)
			out[1 + dice((unsigned)n - 1)] =
			    (char)(33 + dice(94));
		else if (n + strlen(piece) < cap)
			strcpy(out + n, piece);
	}
}

int
main(int argc, char **argv)
{
	unsigned times = argc > 2 ? (unsigned)atoi(argv[2]) : 2000;
	struct archive *a;
	char why[300], target[600];

	if (argc < 2 || archive_open(&a, argv[1], ARCHIVE_READ, why,
	    sizeof(why)) != ARCHIVE_OK) {
		fprintf(stderr, "usage: prop_pages ARCHIVE [N]\n");
		return 2;
	}
	for (size_t i = 0; i < TARGETS; i++)
		ask(a, targets[i]);
	/* every telegram, as it is asked for by who follows links */
	for (int64_t row = 1; row < 400; row++) {
		static const char *const views[] = { "", "/source", "/faults",
			"/as-sent", "/compare" };
		struct arena arena;
		struct archive_head h;

		arena_init(&arena);
		if (archive_head(a, &arena, row, &h) == ARCHIVE_OK)
			for (size_t i = 0; i < 5; i++) {
				snprintf(target, sizeof(target), "/%s%s", h.id,
				    views[i]);
				ask(a, target);
			}
		arena_free(&arena);
	}
	for (unsigned i = 0; i < times; i++) {
		garble(target, sizeof(target));
		ask(a, target);
	}
	archive_close(a);
	return prop_status;
}
