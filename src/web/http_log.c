/* The log's line of a request, in the combined format of Apache. */
#include <arpa/inet.h>
#include <sys/socket.h>
#include <time.h>

#include "web/http_int.h"

static void
put_client(struct buf *b, const struct sockaddr *sa)
{
	char text[INET6_ADDRSTRLEN] = "-";

	if (sa != NULL && sa->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)
		    (const void *)sa)->sin_addr, text, sizeof(text));
	else if (sa != NULL && sa->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)
		    (const void *)sa)->sin6_addr, text, sizeof(text));
	buf_puts(b, text);
}

/* What a stranger sent can not end a line, or a field of it. */
static void
put_quoted(struct buf *b, const char *s)
{
	static const char hex[] = "0123456789abcdef";

	buf_putc(b, '"');
	for (s = s == NULL || *s == '\0' ? "-" : s; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, *s);
		} else if (c < ' ' || c >= 0x7F) {
			buf_puts(b, "\\x");
			buf_putc(b, hex[c >> 4]);
			buf_putc(b, hex[c & 15]);
		} else {
			buf_putc(b, *s);
		}
	}
	buf_putc(b, '"');
}

void
http_log(struct http *h, const struct job *job, const struct http_client *by)
{
	struct buf b = { 0 }, request = { 0 };
	char when[40];
	time_t now = time(NULL);
	struct tm tm;

	put_client(&b, by->address);
	gmtime_r(&now, &tm);
	strftime(when, sizeof(when), " - - [%d/%b/%Y:%H:%M:%S +0000] ", &tm);
	buf_puts(&b, when);
	buf_puts(&request, job->method);
	buf_putc(&request, ' ');
	buf_puts(&request, job->target);
	buf_putc(&request, ' ');
	buf_puts(&request, job->version);
	buf_putc(&request, '\0');
	put_quoted(&b, request.failed ? "" : request.p);
	buf_putc(&b, ' ');
	buf_putu(&b, job->status);
	buf_putc(&b, ' ');
	buf_putu(&b, job->length);
	buf_putc(&b, ' ');
	put_quoted(&b, by->referer);
	buf_putc(&b, ' ');
	put_quoted(&b, by->agent);
	buf_putc(&b, '\n');
	if (!b.failed)
		h->config.log(h->config.ctx, b.p, b.n);
	buf_free(&request);
	buf_free(&b);
}
