/*
 * pages: what a page costs to make, without a server: processor time, which
 * other work on the machine hardly changes.
 *
 *	pages [-a] ARCHIVE <TARGETS
 *
 * TARGETS are addresses, one a line; each is asked for once before, unmeasured,
 * and then once. Says the median, the 99th of 100 and the greatest of their
 * times in milliseconds, the greatest page in bytes, and how many were not
 * answered with 200.  -a: also a line for each address.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "web/web.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static unsigned
answer(struct archive *a, const char *target, size_t *n)
{
	struct http_response r = { 0 };
	unsigned status;

	reading_room_answer(a, target, &r);
	status = r.status == 0 ? 200 : r.status;
	*n = r.body.n;
	buf_free(&r.body);
	free(r.location);
	free(r.filename);
	return status;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
	enum { MOST = 100000 };
	static double took[MOST];
	int each = argc > 1 && strcmp(argv[1], "-a") == 0;
	char why[300], line[4096];
	struct archive *a;
	size_t n = 0, size, greatest = 0, bad = 0;

	if (argc != 2 + each) {
		fputs("usage: pages [-a] ARCHIVE <TARGETS\n", stderr);
		return 2;
	}
	if (archive_open(&a, argv[1 + each], ARCHIVE_READ, why, sizeof(why)) !=
	    ARCHIVE_OK) {
		fprintf(stderr, "pages: %s: %s\n", argv[1 + each], why);
		return 1;
	}
	while (n < MOST && fgets(line, sizeof(line), stdin) != NULL) {
		unsigned status;

		line[strcspn(line, "\n")] = '\0';
		answer(a, line, &size);
		took[n] = now();
		status = answer(a, line, &size);
		took[n] = now() - took[n];
		bad += status != 200;
		greatest = size > greatest ? size : greatest;
		if (each)
			printf("%9.3f %8zu %u %s\n", took[n], size, status,
			    line);
		n++;
	}
	archive_close(a);
	if (n == 0)
		return 1;
	qsort(took, n, sizeof(*took), by_size);
	printf("%.3f %.3f %.3f %zu %zu\n", took[n / 2], took[n * 99 / 100],
	    took[n - 1], greatest, bad);
	return 0;
}
