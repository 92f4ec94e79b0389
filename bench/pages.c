/*
 * pages: what a page costs to make, without a server: processor time, which
 * other work on the machine hardly changes.
 *
 *	pages [-a] ARCHIVE <TARGETS
 *
 * TARGETS are addresses, one a line; each is asked for once before, unmeasured,
 * and then once. Says the median, the 99th of 100 and the greatest of their
 * times in milliseconds, the greatest page in bytes, plain and packed, the
 * median time to pack one, and how many were not answered with 200.  -a: also a
 * line for each address.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "web/gzip.h"
#include "web/web.h"

enum { MOST = 100000 };

/* What is measured of a page. */
struct page_cost {
	unsigned status;
	size_t plain, packed;
	double made, packing;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
pack(struct gzip *gzip, const struct buf *body, struct page_cost *c)
{
	struct buf out = { 0 };

	c->packing = now();
	gzip_add(gzip, body->p, body->n, true, &out);
	c->packing = now() - c->packing;
	c->packed = out.n;
	buf_free(&out);
}

static struct page_cost
answer(struct archive *a, struct gzip *gzip, const char *target)
{
	struct http_response r = { 0 };
	struct page_cost c;

	c.made = now();
	reading_room_answer(a, target, &r);
	c.made = now() - c.made;
	c.status = r.status == 0 ? 200 : r.status;
	c.plain = r.body.n;
	pack(gzip, &r.body, &c);
	buf_free(&r.body);
	free(r.location);
	free(r.filename);
	return c;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static size_t
greater(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void
measure(struct archive *a, struct gzip *gzip, int each)
{
	static double made[MOST], packing[MOST];
	char line[4096];
	size_t n = 0, plain = 0, packed = 0, bad = 0;

	while (n < MOST && fgets(line, sizeof(line), stdin) != NULL) {
		struct page_cost c;

		line[strcspn(line, "\n")] = '\0';
		answer(a, gzip, line);
		c = answer(a, gzip, line);
		made[n] = c.made;
		packing[n++] = c.packing;
		bad += c.status != 200;
		plain = greater(plain, c.plain);
		packed = greater(packed, c.packed);
		if (each)
			printf("%9.3f %7.3f %8zu %8zu %u %s\n", c.made,
			    c.packing, c.plain, c.packed, c.status, line);
	}
	if (n == 0)
		return;
	qsort(made, n, sizeof(*made), by_size);
	qsort(packing, n, sizeof(*packing), by_size);
	printf("%.3f %.3f %.3f %zu %zu %.3f %zu\n", made[n / 2],
	    made[n * 99 / 100], made[n - 1], plain, packed, packing[n / 2],
	    bad);
}

int
main(int argc, char **argv)
{
	int each = argc > 1 && strcmp(argv[1], "-a") == 0;
	struct gzip *gzip = gzip_new();
	char why[300];
	struct archive *a;

	if (argc != 2 + each || gzip == NULL) {
		fputs("usage: pages [-a] ARCHIVE <TARGETS\n", stderr);
		return 2;
	}
	if (archive_open(&a, argv[1 + each], ARCHIVE_READ, why, sizeof(why)) !=
	    ARCHIVE_OK) {
		fprintf(stderr, "pages: %s: %s\n", argv[1 + each], why);
		return 1;
	}
	measure(a, gzip, each);
	archive_close(a);
	gzip_free(gzip);
	return 0;
}
