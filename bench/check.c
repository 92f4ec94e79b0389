/*
 * What checking costs beside reading: processor time of one process for
 * reading all telegrams of the files, and for reading and checking them, in
 * turn; the medians, and how much of the time of reading checking adds.
 *
 *	check [-n RUNS] FILE...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "reftel.h"

enum { MOST_RUNS = 99 };

struct file {
	char *p;
	size_t n;
};

static struct file
load(const char *name)
{
	FILE *f = fopen(name, "rb");
	struct file file = { 0 };
	long n;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (n = ftell(f)) < 0 ||
	    (file.p = malloc(n > 0 ? (size_t)n : 1)) == NULL) {
		perror(name);
		exit(1);
	}
	rewind(f);
	file.n = fread(file.p, 1, (size_t)n, f);
	fclose(f);
	return file;
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Time for all files; how many telegrams and findings there were. */
static double
run(const struct file *v, size_t n, int checked, size_t *telegrams,
    size_t *findings)
{
	const struct reftel_options options = { .no_digest = true };
	double begin = seconds();

	*telegrams = *findings = 0;
	for (size_t i = 0; i < n; i++) {
		struct reftel_reader *r = reftel_reader_mem(&options, v[i].p,
		    v[i].n);
		enum reftel_status status;
		struct reftel_telegram *t;

		while ((status = reftel_reader_next(r, &t)) != REFTEL_END &&
		    status != REFTEL_ENOMEM) {
			if (status != REFTEL_OK)
				continue;
			if (checked)
				reftel_check(t, NULL);
			++*telegrams;
			for (const struct reftel_diag *d = t->diagnostics;
			    d != NULL; d = d->next)
				++*findings;
			reftel_telegram_free(t);
		}
		reftel_reader_free(r);
	}
	return seconds() - begin;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	double reading[MOST_RUNS], checking[MOST_RUNS];
	size_t telegrams, before, after, bytes = 0;
	int runs = 9, first = 1;

	if (argc > 2 && strcmp(argv[1], "-n") == 0) {
		runs = atoi(argv[2]);
		first = 3;
	}
	if (first >= argc || runs < 1 || runs > MOST_RUNS) {
		fputs("usage: check [-n RUNS] FILE...\n", stderr);
		return 2;
	}
	size_t n = (size_t)(argc - first);
	struct file *v = calloc(n, sizeof *v);
	if (v == NULL)
		return 1;
	for (size_t i = 0; i < n; i++) {
		v[i] = load(argv[first + (int)i]);
		bytes += v[i].n;
	}
	for (int i = 0; i < runs; i++) {
		reading[i] = run(v, n, 0, &telegrams, &before);
		checking[i] = run(v, n, 1, &telegrams, &after);
	}
	qsort(reading, (size_t)runs, sizeof *reading, by_size);
	qsort(checking, (size_t)runs, sizeof *checking, by_size);
	double parse = reading[runs / 2], both = checking[runs / 2];
	printf("%zu telegrams, %zu bytes, %zu diagnostics, %zu with check\n",
	    telegrams, bytes, before, after);
	printf("reading %.3f s, with check %.3f s: check is %.2f of "
	    "reading\n", parse, both, (both - parse) / parse);
	for (size_t i = 0; i < n; i++)
		free(v[i].p);
	free(v);
	return 0;
}
