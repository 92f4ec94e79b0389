/* The socket that connections come in at. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "web/http_int.h"

enum { LISTEN_QUEUE = 128 };

static bool
fail(char *why, size_t cap, const char *what)
{
	snprintf(why, cap, "%s: %s", what, strerror(errno));
	return false;
}

/* A socket that nobody listens at any more is in the way. */
static void
remove_stale(const struct sockaddr_un *at)
{
	struct stat st;
	int s;

	if (lstat(at->sun_path, &st) != 0 || !S_ISSOCK(st.st_mode))
		return;
	s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s == -1)
		return;
	if (connect(s, (const struct sockaddr *)(const void *)at,
	    sizeof(*at)) != 0 && errno == ECONNREFUSED)
		unlink(at->sun_path);
	close(s);
}

static bool
listen_unix(struct http *h, char *why, size_t cap)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const char *path = h->config.listen.path;

	if (strlen(path) >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return fail(why, cap, path);
	}
	strcpy(at.sun_path, path);
	remove_stale(&at);
	h->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (h->socket == -1 || bind(h->socket, (const struct sockaddr *)
	    (const void *)&at, sizeof(at)) != 0)
		return fail(why, cap, path);
	return listen(h->socket, LISTEN_QUEUE) == 0 || fail(why, cap, path);
}

static bool
listen_inet(struct http *h, char *why, size_t cap)
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST |
	    AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM };
	const struct http_listen *l = &h->config.listen;
	struct addrinfo *at;
	char port[16], where[300];
	int on = 1, bad;

	snprintf(port, sizeof(port), "%u", l->port);
	snprintf(where, sizeof(where), "%s port %s", l->host, port);
	bad = getaddrinfo(l->host, port, &hints, &at);
	if (bad != 0) {
		snprintf(why, cap, "%s: %s", where, gai_strerror(bad));
		return false;
	}
	h->socket = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (h->socket != -1)
		setsockopt(h->socket, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof(on));
	bad = h->socket == -1 || bind(h->socket, at->ai_addr,
	    at->ai_addrlen) != 0 || listen(h->socket, LISTEN_QUEUE) != 0;
	freeaddrinfo(at);
	return !bad || fail(why, cap, where);
}

bool
http_begin_listening(struct http *h, char *why, size_t cap)
{
	if (h->config.listen.host == NULL ? listen_unix(h, why, cap)
	    : listen_inet(h, why, cap))
		return true;
	if (h->socket != -1)
		close(h->socket);
	h->socket = -1;		/* the path is another's */
	return false;
}

void
http_end_listening(struct http *h)
{
	if (h->socket == -1)
		return;
	close(h->socket);
	if (h->config.listen.host == NULL)
		unlink(h->config.listen.path);
}
