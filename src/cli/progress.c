/* Progress of long work; see progress.h. */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
progress_begin(struct progress *p, const char *what, uint64_t total)
{
	const char *term = getenv("TERM");

	*p = (struct progress){ .what = what, .total = total, .began = now() };
	p->shown = p->began;
	p->on = isatty(STDERR_FILENO) &&
	    (term == NULL || strcmp(term, "dumb") != 0);
}

double
progress_seconds(const struct progress *p)
{
	return now() - p->began;
}

static void
print_left(double seconds)
{
	if (seconds < 60)
		fprintf(stderr, ", %.0f s left", seconds);
	else if (seconds < 3600)
		fprintf(stderr, ", %.0f min left", seconds / 60);
	else
		fprintf(stderr, ", %.1f h left", seconds / 3600);
}

void
progress_show(struct progress *p, uint64_t n, uint64_t done)
{
	double at, seconds;

	if (!p->on)
		return;
	at = now();
	if (at - p->shown < 0.2)
		return;
	p->shown = at;
	p->any = true;
	seconds = at - p->began;
	fprintf(stderr, "\r%" PRIu64 " %s, %.0f a second", n, p->what,
	    (double)n / seconds);
	if (p->total > 0 && done > 0 && done <= p->total) {
		double part = (double)done / (double)p->total;

		fprintf(stderr, ", %.0f %%", part * 100);
		print_left(seconds / part - seconds);
	}
	fputs("\033[K", stderr);
	fflush(stderr);
}

void
progress_clear(struct progress *p)
{
	if (!p->on || !p->any)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	p->any = false;
}
