/* reftel serve: the reading room. */
#include "cli/kept.h"
#include "web/web.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static const char help[] =
	"usage: reftel serve [-A FILE] [--listen WHERE] [--name HOST]\n"
	"                    [--title TEXT] [--log FILE]\n"
	"\n"
	"Opens a reading room: an archive in a browser, to be read, searched and\n"
	"cited. It changes nothing, and asks nothing of other machines.\n"
	"\n"
	"  -A FILE           the archive\n"
	"  --listen WHERE    ADDRESS:PORT or unix:PATH; 127.0.0.1:8080 where not\n"
	"                    given, which only this machine can reach\n"
	"  --name HOST       the name under which a proxy makes it known\n"
	"  --title TEXT      what the collection is called, on the first page\n"
	"  --log FILE        where a line for each request goes; standard error\n"
	"                    where not given\n"
	"\n"
	"  reftel serve\n"
	"  reftel serve -A ruritania.db --title 'Embassy Strelsau, 1973 to 1979'\n"
	"  reftel serve --listen unix:/run/reftel.sock --name cables.example.org\n"
	"\n"
	"SIGTERM or Ctrl-C ends it once all requests are answered.\n";

/* "127.0.0.1:8080", "[::1]:8080", ":8080", "unix:PATH"; false: none. */
static bool
parse_listen(char *s, struct http_listen *l)
{
	char *colon = strrchr(s, ':');
	struct str port;

	if (strncmp(s, "unix:", 5) == 0) {
		*l = (struct http_listen){ .path = s + 5 };
		return s[5] != '\0';
	}
	if (colon == NULL)
		return false;
	port = str_from(colon + 1);
	for (size_t i = 0; i < port.n; i++)
		if (!ch_digit(port.p[i]))
			return false;
	if (port.n == 0 || port.n > 5 || str_digits(port.p, port.n) > 65535)
		return false;
	l->port = (unsigned)str_digits(port.p, port.n);
	*colon = '\0';
	if (*s == '[' && colon[-1] == ']') {
		colon[-1] = '\0';
		s++;
	}
	l->host = *s == '\0' ? "127.0.0.1" : s;
	l->path = NULL;
	return true;
}

static bool
is_private(const struct http_listen *l)
{
	return l->host == NULL || strncmp(l->host, "127.", 4) == 0 ||
	    strcmp(l->host, "::1") == 0;
}

static void
say_ready(const struct reading_room *room)
{
	const struct http_listen *l = &room->listen;

	if (l->host == NULL)
		complain("reading room open at unix:%s", l->path);
	else
		complain(strchr(l->host, ':') != NULL
		    ? "reading room open at http://[%s]:%u/"
		    : "reading room open at http://%s:%u/", l->host, l->port);
	if (!is_private(l))
		complain("warning: not only this machine can reach it; what "
		    "the archive holds can be read by all who can");
}

/* The workers open the archive each for itself; that it can be opened is
 * found out here, where it can be said. */
static char *
find_archive(const struct kept *kept)
{
	struct archive *a = kept_open(kept, ARCHIVE_READ);

	if (a == NULL)
		return NULL;
	archive_close(a);
	return kept_path(kept);
}

static int
run(struct reading_room *room)
{
	char why[400];

	if (reading_room_run(room, why, sizeof(why)))
		return EXIT_OK;
	complain("serve: %s", why);
	return EXIT_FAULT;
}

static int
serve(struct reading_room *room, const struct kept *kept, const char *log)
{
	char *path = find_archive(kept);
	int status = EXIT_FAULT;

	if (path == NULL)
		return EXIT_FAULT;
	room->archive = path;
	room->log = log == NULL ? stderr : fopen(log, "a");
	if (room->log == NULL)
		complain("%s: %s", log, strerror(errno));
	else
		status = run(room);
	if (log != NULL && room->log != NULL)
		fclose(room->log);
	free(path);
	return status;
}

int
cmd_serve(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct reading_room room = { .ready = say_ready };
	struct kept kept = { 0 };
	const char *log = NULL, *listen = "127.0.0.1:8080";
	char where[1024];

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_value(&o, "listen"))
			listen = o.value;
		else if (opt_value(&o, "name"))
			room.name = o.value;
		else if (opt_value(&o, "title"))
			room.title = o.value;
		else if (opt_value(&o, "log"))
			log = o.value;
		else
			opt_unknown(&o);
	if (!o.done && o.arg_n > 0)
		opt_error(&o, "unexpected argument: %s", o.arg[0]);
	snprintf(where, sizeof(where), "%s", listen);
	if (!o.done && (strlen(listen) >= sizeof(where) ||
	    !parse_listen(where, &room.listen)))
		opt_error(&o, "%s is neither ADDRESS:PORT nor unix:PATH",
		    listen);
	return o.done ? o.status : serve(&room, &kept, log);
}
