/* reftel id: telegram numbers in their canonical form, one a line. */
#include "cli/cmd.h"
#include "reftel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: reftel id [--year YYYY] [TEXT]...\n"
	"\n"
	"Prints each telegram number in its canonical form, \"-\" where the\n"
	"text is none.  Without TEXT, or for -, numbers are read from\n"
	"standard input, one a line.\n"
	"\n"
	"  --year YYYY  the year of numbers that have none\n"
	"\n"
	"  reftel id 05RIO123 '2006 LA PAZ 2611'\n"
	"  reftel id --year 2007 'KARACHI 000756'\n";

struct job {
	int year;
	int status;
};

/* A number whose year is not known has no canonical form either. */
static void
print_id(struct job *job, const char *text, size_t n)
{
	struct reftel_number number;
	enum reftel_status status = reftel_number_parse(text, n, job->year,
	    &number);

	if (status == REFTEL_OK && number.id[0] != '\0') {
		puts(number.id);
		return;
	}
	puts("-");
	job->status = EXIT_FAULT;
	if (status == REFTEL_OK)
		complain("id: %.*s: no year (see --year)", (int)n, text);
}

static void
print_lines(struct job *job)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while ((n = getline(&line, &cap, stdin)) != -1)
		print_id(job, line, strcspn(line, "\r\n"));
	if (ferror(stdin)) {
		complain("id: standard input: %s", strerror(errno));
		job->status = EXIT_FAULT;
	}
	free(line);
}

static bool
read_year(const char *text, int *year)
{
	*year = atoi(text);
	return strlen(text) == 4 && strspn(text, "0123456789") == 4 &&
	    *year >= 1900 && *year <= 2065;
}

int
cmd_id(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct job job = { .status = EXIT_OK };

	while (opt_next(&o))
		if (!opt_value(&o, "year"))
			opt_unknown(&o);
		else if (!o.done && !read_year(o.value, &job.year))
			opt_error(&o, "--year: not a year: %s", o.value);
	if (o.done)
		return o.status;
	if (o.arg_n == 0)
		print_lines(&job);
	for (int i = 0; i < o.arg_n; i++)
		if (strcmp(o.arg[i], "-") == 0)
			print_lines(&job);
		else
			print_id(&job, o.arg[i], strlen(o.arg[i]));
	return finish_output(job.status);
}
