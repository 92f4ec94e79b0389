/* reftel parse: reads telegrams and prints their records. */
#include "cli/cmd.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/input.h"
#include "cli/stats.h"
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
	struct input input;
	struct reftel_json_options json;
	struct buf out;		/* records not written yet */
	struct stats *stats;	/* count only, or NULL */
};

/* Writes what is waiting.  That the reader of our output has gone (EPIPE)
 * is its own affair; any other failure is said. */
static void
flush(struct job *job)
{
	size_t done = 0;

	while (done < job->out.n && !job->input.stop) {
		ssize_t n = write(STDOUT_FILENO, job->out.p + done,
		    job->out.n - done);

		if (n >= 0) {
			done += (size_t)n;
		} else if (errno != EINTR) {
			job->input.stop = true;
			if (errno == EPIPE)
				continue;
			complain("standard output: %s", strerror(errno));
			job->input.status = EXIT_FAULT;
		}
	}
	job->out.n = 0;
}

static void
before_more(void *ctx)
{
	flush(ctx);
}

static void
count_fault(void *ctx, const char *why)
{
	struct job *job = ctx;

	stats_fault(job->stats, why);
}

static void
count_bytes(void *ctx, const void *p, size_t n)
{
	struct job *job = ctx;

	(void)p;
	job->stats->bytes += n;
}

static void
count_passed(void *ctx, uint64_t n)
{
	struct job *job = ctx;

	job->stats->passed += n;
}

static void
count_file(void *ctx, const char *path)
{
	struct job *job = ctx;

	(void)path;
	stats_file(job->stats);
}

static void
count_telegram(void *ctx, const char *path, struct reftel_telegram *t)
{
	struct job *job = ctx;

	(void)path;
	stats_telegram(job->stats, t);
}

static void
print_record(void *ctx, const char *path, struct reftel_telegram *t)
{
	enum { ENOUGH = 256 * 1024 };
	struct job *job = ctx;
	size_t had = job->out.n;

	render_json(&job->out, t, &job->json);
	buf_putc(&job->out, '\n');
	if (job->out.failed) {
		/* What is half written must not come out. */
		job->out.n = had;
		job->out.failed = false;
		input_fault(&job->input, path, reftel_strstatus(REFTEL_ENOMEM));
	} else if (job->out.n >= ENOUGH) {
		flush(job);
	}
}

/* --stats: what is read is counted, not printed. */
static void
count_only(struct job *job, struct stats *stats)
{
	struct input *in = &job->input;

	job->stats = stats;
	in->each = count_telegram;
	in->before = NULL;
	in->begin = count_file;
	in->bytes = count_bytes;
	in->fault = count_fault;
	in->passed = count_passed;
	in->options.no_digest = true;
	stats_begin(stats);
}

int
cmd_parse(int argc, char **argv)
{
	struct job job = { .input = { .each = print_record,
		.before = before_more } };
	struct stats stats;
	struct opt o = opt_start(argc, argv, help);
	bool count = false;

	job.input.ctx = &job;
	while (opt_next(&o))
		if (opt_flag(&o, "pretty"))
			job.json.pretty = true;
		else if (opt_flag(&o, "spans"))
			job.json.spans = true;
		else if (opt_flag(&o, "stats"))
			count = true;
		else if (!input_option(&o, &job.input))
			opt_unknown(&o);
	if (!o.done)
		input_expect(&o);
	if (!o.done && count && (job.json.pretty || job.json.spans))
		opt_error(&o, "--stats prints no records: not with --pretty or "
		    "--spans");
	if (o.done)
		return o.status;
	if (count)
		count_only(&job, &stats);
	input_read(&job.input, o.arg, o.arg_n);
	buf_free(&job.out);
	if (!count)
		return job.input.status;
	stats_end(&stats);
	return finish_output(job.input.status);
}
