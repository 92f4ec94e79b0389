/*
 * The plainest of HTTP clients, for tests/web.sh: sends what comes on standard
 * input as it is, and prints all that comes back.
 *
 *	fetch PORT|PATH <REQUEST
 *	fetch PORT|PATH GET TARGET	a sound request
 *	fetch -s PORT|PATH TARGET N C	N requests over C connections at once;
 *					prints how many were answered with 200
 *	fetch -g PORT|PATH TARGET N	a request whose answer is not wanted any
 *					more from N bytes on
 *	fetch -l PORT|PATH TARGET N	N requests, each answer taken as far as
 *					its first byte; a line, and then nothing
 *					until it is ended
 *	fetch -q PORT|PATH TARGET N	a request while N connections have sent
 *					half of one; no answer for five seconds is
 *					none
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAIT = 30 * 1000, SOON = 5 * 1000, MANY = 256, CROWD = 900 };

static int
open_to(const char *where)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int s;

	if (where[0] == '/') {
		s = socket(AF_UNIX, SOCK_STREAM, 0);
		snprintf(un.sun_path, sizeof(un.sun_path), "%s", where);
		if (connect(s, (struct sockaddr *)&un, sizeof(un)) == 0)
			return s;
	} else {
		s = socket(AF_INET, SOCK_STREAM, 0);
		in.sin_port = htons((unsigned short)atoi(where));
		in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		if (connect(s, (struct sockaddr *)&in, sizeof(in)) == 0)
			return s;
	}
	fprintf(stderr, "fetch: %s: %s\n", where, strerror(errno));
	exit(1);
}

static void
send_all(int s, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(s, p, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;		/* it hung up: see what it said */
		p += sent;
		n -= (size_t)sent;
	}
}

/* 0: it was closed; 1: nothing came for long. */
static int
print_all(int s)
{
	char part[65536];

	for (;;) {
		struct pollfd p = { .fd = s, .events = POLLIN };
		ssize_t n;

		if (poll(&p, 1, WAIT) <= 0)
			return 1;
		n = read(s, part, sizeof(part));
		if (n <= 0)
			return 0;
		fwrite(part, 1, (size_t)n, stdout);
	}
}

static int
relay(int s)
{
	char part[65536];
	size_t n;

	while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
		send_all(s, part, n);
	return print_all(s);
}

static int
get(int s, const char *method, const char *target)
{
	char head[4096];
	int n = snprintf(head, sizeof(head), "%s %s HTTP/1.1\r\nHost: localhost"
	    "\r\nConnection: close\r\n\r\n", method, target);

	send_all(s, head, (size_t)n);
	return print_all(s);
}

/* Sends one request on each connection and reads the answers, over and over;
 * the first bytes of each say how it went. */
static int
storm(const char *where, const char *target, int requests, int at_once)
{
	char head[4096], part[65536];
	int s[MANY], good = 0, sent = 0;
	int n = snprintf(head, sizeof(head), "GET %s HTTP/1.1\r\nHost: "
	    "localhost\r\nConnection: close\r\n\r\n", target);

	while (sent < requests) {
		int now = requests - sent < at_once ? requests - sent : at_once;

		for (int i = 0; i < now; i++, sent++) {
			s[i] = open_to(where);
			send_all(s[i], head, (size_t)n);
		}
		for (int i = 0; i < now; i++) {
			ssize_t got = read(s[i], part, sizeof(part));

			good += got > 12 && memcmp(part + 9, "200", 3) == 0;
			while (got > 0)
				got = read(s[i], part, sizeof(part));
			close(s[i]);
		}
	}
	printf("%d\n", good);
	return 0;
}

static int
begin(const char *where, const char *target)
{
	char head[4096];
	int s = open_to(where);

	send_all(s, head, (size_t)snprintf(head, sizeof(head), "GET %s "
	    "HTTP/1.1\r\nHost: localhost\r\n\r\n", target));
	return s;
}

static int
get_some(const char *where, const char *target, size_t most)
{
	char part[4096];
	int s = begin(where, target);
	ssize_t got = 1;

	for (size_t n = 0; n < most && got > 0; n += (size_t)got) {
		got = read(s, part, sizeof(part));
		if (got > 0)
			fwrite(part, 1, (size_t)got, stdout);
	}
	close(s);
	return 0;
}

static int
hold(const char *where, const char *target, int many)
{
	char part[1];

	for (int i = 0; i < many && i < MANY; i++)
		if (read(begin(where, target), part, 1) != 1)
			return 1;
	puts("held");
	fflush(stdout);
	pause();
	return 0;
}

/* Theirs stay open until this program ends. */
static int
get_among(const char *where, const char *target, int crowd)
{
	static const char half[] = "GET / HTTP/1.1\r\nHost: ";
	struct pollfd p = { .events = POLLIN };
	char head[4096];
	int n = snprintf(head, sizeof(head), "GET %s HTTP/1.1\r\nHost: "
	    "localhost\r\nConnection: close\r\n\r\n", target);

	for (int i = 0; i < crowd; i++)
		send_all(open_to(where), half, sizeof(half) - 1);
	p.fd = open_to(where);
	send_all(p.fd, head, (size_t)n);
	return poll(&p, 1, SOON) == 1 ? print_all(p.fd) : 1;
}

int
main(int argc, char **argv)
{
	if (argc == 6 && strcmp(argv[1], "-s") == 0)
		return storm(argv[2], argv[3], atoi(argv[4]), atoi(argv[5]) >
		    MANY ? MANY : atoi(argv[5]));
	if (argc == 5 && strcmp(argv[1], "-g") == 0)
		return get_some(argv[2], argv[3], (size_t)atoi(argv[4]));
	if (argc == 5 && strcmp(argv[1], "-l") == 0)
		return hold(argv[2], argv[3], atoi(argv[4]));
	if (argc == 5 && strcmp(argv[1], "-q") == 0)
		return get_among(argv[2], argv[3], atoi(argv[4]) > CROWD ?
		    CROWD : atoi(argv[4]));
	if (argc == 4)
		return get(open_to(argv[1]), argv[2], argv[3]);
	if (argc == 2)
		return relay(open_to(argv[1]));
	fprintf(stderr, "usage: fetch PORT|PATH [METHOD TARGET]\n");
	return 2;
}
