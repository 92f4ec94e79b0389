/* reftel reread: reads kept telegrams again. */
#include "cli/cmd.h"

#include <inttypes.h>

#include "archive/reread.h"
#include "cli/kept.h"
#include "cli/progress.h"
#include "reftel.h"

static const char help[] =
"usage: reftel reread [-A FILE] [-n] [--all] [--form FORM]\n"
"\n"
"Reads the kept bytes of telegrams again, those that another version of\n"
"Reftel has read, and shows what has changed, telegram by telegram. The bytes\n"
"stay as they are. What is in quarantine is tried by reftel quarantine\n"
"--retry.\n"
"\n"
"  -A FILE       the archive\n"
"  -n            say what would change, and change nothing\n"
"  --all         also telegrams that this version has read\n"
"  --form FORM   only those of a form: html, csv, cfpf ...\n"
"  --help        this text\n"
"\n"
"Exit status: 0, all was read; 1, something could not be read any more (it\n"
"stays as it was); 2, wrong usage.\n";

struct job {
	struct reread_options options;
	struct progress progress;
};

static void
tell_changed(void *ctx, const char *id, const char *lines)
{
	struct job *job = ctx;

	progress_clear(&job->progress);
	printf("%s\n", id);
	while (*lines != '\0') {
		putchar(' ');
		putchar(' ');
		while (*lines != '\n')
			putchar(*lines++);
		putchar(*lines++);
	}
}

static void
tell_failed(void *ctx, const char *id, const char *why)
{
	struct job *job = ctx;

	progress_clear(&job->progress);
	fprintf(stderr, "%s: %s\n", id, why);
}

static void
show_progress(void *ctx, const struct reread_count *count)
{
	struct job *job = ctx;

	job->progress.total = count->of;
	progress_show(&job->progress, count->read, count->read);
}

static void
option_form(struct opt *o, struct job *job)
{
	job->options.form = o->value;
	if (reftel_form_by_name(o->value) == REFTEL_FORM_ANY)
		opt_error(o, "no such form: %s (see reftel forms)", o->value);
}

static int
run(struct archive *a, struct job *job)
{
	struct reread_count count;
	enum archive_status status;

	job->options.changed = tell_changed;
	job->options.failed = tell_failed;
	job->options.progress = show_progress;
	job->options.ctx = job;
	progress_begin(&job->progress, "telegrams", 0);
	status = reread(a, &job->options, &count);
	progress_clear(&job->progress);
	printf("%" PRIu64 " read again, %" PRIu64 " %s\n", count.read,
	    count.changed, job->options.dry ? "would change" : "changed");
	if (status != ARCHIVE_OK)
		return kept_fault(a);
	return count.failed > 0 ? EXIT_FAULT : EXIT_OK;
}

int
cmd_reread(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct kept kept = { 0 };
	struct job job = { 0 };
	struct archive *a;
	int status;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_flag(&o, "n"))
			job.options.dry = true;
		else if (opt_flag(&o, "all"))
			job.options.all = true;
		else if (opt_value(&o, "form"))
			option_form(&o, &job);
		else
			opt_unknown(&o);
	opt_no_argument(&o);
	if (o.done)
		return o.status;
	a = job.options.dry && !kept_readable(&kept) ? NULL
	    : kept_open_there(&kept);
	if (a == NULL)
		return EXIT_FAULT;
	status = run(a, &job);
	archive_close(a);
	return finish_output(status);
}
