/* reftel parse: reads telegrams and prints their records. */
#include "cli/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/stats.h"
#include "reftel.h"
#include "render/render.h"

static const char help[] =
"usage: reftel parse [OPTION]... [FILE|DIR|-]...\n"
"\n"
"Reads telegrams in any form that is known and prints the record of each as\n"
"one line of JSON, in order. A folder is read with all that is in it, in\n"
"order of names. Archives, PDF files, scans and mails are opened.\n"
"Without an argument, or for -, standard input is read.\n"
"What cannot be read is said on standard error; the rest is still printed.\n"
"\n"
"  --pretty      indent the JSON, for people\n"
"  --stats       instead of records a table: what was read, by form, and\n"
"                what was not, by reason\n"
"  --spans       with the place of each value in the input, in bytes\n"
"  --form FORM   do not guess the form: transmission, mirror, html,\n"
"                markdown, csv, cfpf, smart, foia, tei, mail or fragment\n"
"  --id ID       the telegram that a fragment is a piece of (07KARACHI756)\n"
"  --year YYYY   its year, for numbers that are printed without one\n"
"  --help        this text\n"
"\n"
"Exit status: 0, all was read; 1, something could not be read or was no\n"
"telegram; 2, wrong usage.\n"
"\n"
"Examples:\n"
"  reftel parse --pretty telegram.txt    one telegram, to look at\n"
"  reftel parse samples/ >records.json   a whole folder\n"
"  reftel parse dump.csv | grep '\"PTER\"' a dump, one record a line\n"
"  echo 'REF: A. PARIS 1501' | reftel parse --year 2008\n"
"\n"
"The record is described in reftel-record(5).\n";

/* What goes on while files are read. */
struct job {
	struct reftel_options options;
	struct reftel_json_options json;
	struct buf out;		/* records not written yet */
	struct stats *stats;	/* count only, or NULL */
	bool any;		/* the present file gave a telegram */
	int status;
	bool stop;		/* nothing more can be written */
};

/* Writes what is waiting.  That the reader of our output has gone (EPIPE)
 * is its own affair; any other failure is said. */
static void
flush(struct job *job)
{
	size_t done = 0;

	while (done < job->out.n && !job->stop) {
		ssize_t n = write(STDOUT_FILENO, job->out.p + done,
		    job->out.n - done);

		if (n >= 0) {
			done += (size_t)n;
		} else if (errno != EINTR) {
			job->stop = true;
			if (errno == EPIPE)
				continue;
			complain("standard output: %s", strerror(errno));
			job->status = EXIT_FAULT;
		}
	}
	job->out.n = 0;
}

static void
fault(void *ctx, const char *path, const char *why)
{
	struct job *job = ctx;

	flush(job);
	fprintf(stderr, "%s: %s\n", path, why);
	if (job->stats != NULL)
		stats_fault(job->stats, why);
	job->status = EXIT_FAULT;
}

/* A failure with its place: "dump.csv:12: row is broken", "a.zip!/dump.csv:12:
 * row is broken".  What is wrong from the first byte on has no place worth
 * naming. */
static void
reader_fault(struct job *job, const char *path,
    const struct reftel_reader *reader, enum reftel_status status)
{
	struct reftel_span span = { 0 };
	uint64_t line = 0;
	const char *why = reftel_reader_error(reader, &span, &line);
	const char *member = reftel_reader_member(reader);
	const char *in = member == NULL ? "" : "!/";

	member = member == NULL ? "" : member;
	flush(job);
	if (why == NULL || *why == '\0')
		why = reftel_strstatus(status);
	if (span.start > 0 && line > 0)
		fprintf(stderr, "%s%s%s:%" PRIu64 ": %s\n", path, in,
		    member, line, why);
	else if (span.start > 0)
		fprintf(stderr, "%s%s%s: byte %" PRIu64 ": %s\n", path, in,
		    member, span.start, why);
	else
		fprintf(stderr, "%s%s%s: %s\n", path, in, member, why);
	if (job->stats != NULL)
		stats_fault(job->stats, why);
	job->status = EXIT_FAULT;
}

/* Where the bytes of a reader come from. */
struct source {
	struct job *job;
	int fd;
};

/* Records are on their way before we wait for more input. */
static long
read_source(void *ctx, void *p, size_t n)
{
	struct source *source = ctx;
	ssize_t got;

	flush(source->job);
	do
		got = read(source->fd, p, n);
	while (got == -1 && errno == EINTR);
	if (got > 0 && source->job->stats != NULL)
		source->job->stats->bytes += (uint64_t)got;
	return (long)got;
}

static int64_t
seek_source(void *ctx, int64_t offset, int whence)
{
	const struct source *source = ctx;

	return (int64_t)lseek(source->fd, (off_t)offset, whence);
}

static bool
print_record(struct job *job, const struct reftel_telegram *t)
{
	enum { ENOUGH = 256 * 1024 };
	size_t before = job->out.n;

	job->any = true;
	if (job->stats != NULL) {
		stats_telegram(job->stats, t);
		return true;
	}

	render_json(&job->out, t, &job->json);
	buf_putc(&job->out, '\n');
	if (job->out.failed) {
		/* What is half written must not come out. */
		job->out.n = before;
		job->out.failed = false;
		return false;
	}
	if (job->out.n >= ENOUGH)
		flush(job);
	return true;
}

/* Memoranda and letters of a volume are no fault, but are not silently left
 * out either. */
static void
tell_passed(struct job *job, const char *path,
    const struct reftel_reader *reader)
{
	uint64_t n = reftel_reader_passed(reader);

	if (job->stats != NULL)
		job->stats->passed += n;
	if (n == 0 || job->stats != NULL || !job->any)
		return;
	flush(job);
	fprintf(stderr, "%s: %" PRIu64 " document%s passed over, no telegram%s"
	    "\n", path, n, n == 1 ? "" : "s", n == 1 ? "" : "s");
}

/* Goes on behind a broken piece; false: the reader is at its end. */
static bool
read_one(struct job *job, const char *path, struct reftel_reader *reader)
{
	struct reftel_telegram *t;
	enum reftel_status status = reftel_reader_next(reader, &t);

	switch (status) {
	case REFTEL_OK:
		if (!print_record(job, t))
			fault(job, path, reftel_strstatus(REFTEL_ENOMEM));
		reftel_telegram_free(t);
		return true;
	case REFTEL_END:
		tell_passed(job, path, reader);
		return false;
	case REFTEL_EBROKEN:
	case REFTEL_ELIMIT:
	case REFTEL_ENOTELEGRAM:
		reader_fault(job, path, reader, status);
		return true;
	case REFTEL_EIO:
		fault(job, path, strerror(errno));
		return false;
	default:
		reader_fault(job, path, reader, status);
		return false;
	}
}

static void
read_fd(struct job *job, const char *path, int fd)
{
	struct source source = { job, fd };
	struct reftel_reader *reader;

	job->options.name = path;
	job->any = false;
	/* What has been read on already, or can not move, is only read on. */
	job->options.seek = lseek(fd, 0, SEEK_CUR) == 0 ? seek_source : NULL;
	reader = reftel_reader_new(&job->options, read_source, &source);
	if (reader == NULL) {
		fault(job, path, reftel_strstatus(REFTEL_ENOMEM));
		return;
	}
	while (!job->stop && read_one(job, path, reader))
		continue;
	reftel_reader_free(reader);
}

static bool
read_file(void *ctx, const char *path)
{
	struct job *job = ctx;
	int fd = open(path, O_RDONLY);

	if (job->stats != NULL)
		stats_file(job->stats);
	if (fd == -1) {
		fault(job, path, strerror(errno));
	} else {
		read_fd(job, path, fd);
		close(fd);
	}
	return !job->stop;
}

static void
read_input(struct job *job)
{
	if (job->stats != NULL)
		stats_file(job->stats);
	read_fd(job, "-", STDIN_FILENO);
}

static void
read_arguments(struct job *job, char **arg, int n)
{
	const struct walk how = { read_file, fault, job };

	if (n == 0)
		read_input(job);
	for (int i = 0; i < n && !job->stop; i++)
		if (strcmp(arg[i], "-") == 0)
			read_input(job);
		else
			walk(&how, arg[i]);
	flush(job);
	buf_free(&job->out);
}

static void
option_form(struct opt *o, struct reftel_options *options)
{
	char names[256] = "";

	options->form = reftel_form_by_name(o->value);
	if (options->form != REFTEL_FORM_ANY)
		return;
	for (int i = REFTEL_FORM_ANY + 1; i < REFTEL_FORM__MAX; i++) {
		strcat(names, i > REFTEL_FORM_ANY + 1 ? ", " : "");
		strcat(names, reftel_form_name((enum reftel_form)i));
	}
	opt_error(o, "no such form: %s (there are %s)", o->value, names);
}

static void
option_year(struct opt *o, struct reftel_options *options)
{
	size_t n = strspn(o->value, "0123456789");

	if (n != 4 || o->value[n] != '\0' || o->value[0] == '0')
		opt_error(o, "not a year of four digits: %s", o->value);
	else
		options->year = atoi(o->value);
}

/* A number without a year may stand beside --year. */
static void
option_id(struct opt *o, struct reftel_options *options)
{
	struct reftel_number number;

	options->id = o->value;
	if (reftel_number_parse(o->value, strlen(o->value), 0, &number) !=
	    REFTEL_OK)
		opt_error(o, "not a telegram number: %s", o->value);
}

int
cmd_parse(int argc, char **argv)
{
	struct job job = { .status = EXIT_OK };
	struct stats stats;
	struct opt o = opt_start(argc, argv, help);

	while (opt_next(&o))
		if (opt_flag(&o, "pretty"))
			job.json.pretty = true;
		else if (opt_flag(&o, "spans"))
			job.json.spans = true;
		else if (opt_flag(&o, "stats"))
			job.stats = &stats;
		else if (opt_value(&o, "form"))
			option_form(&o, &job.options);
		else if (opt_value(&o, "year"))
			option_year(&o, &job.options);
		else if (opt_value(&o, "id"))
			option_id(&o, &job.options);
		else
			opt_unknown(&o);
	if (!o.done && o.arg_n == 0 && isatty(STDIN_FILENO))
		opt_error(&o, "nothing to read: name a file or a folder, or "
		    "- for standard input");
	if (!o.done && job.stats != NULL && (job.json.pretty || job.json.spans))
		opt_error(&o, "--stats prints no records: not with --pretty or "
		    "--spans");
	if (o.done)
		return o.status;
	if (job.stats != NULL)
		stats_begin(job.stats);
	job.options.no_digest = job.stats != NULL;
	read_arguments(&job, o.arg, o.arg_n);
	if (job.stats == NULL)
		return job.status;
	stats_end(job.stats);
	return finish_output(job.status);
}
