/* reftel add: keeps telegrams in an archive. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/add.h"
#include "archive/reread.h"
#include "base/buf.h"
#include "base/json.h"
#include "cli/input.h"
#include "cli/kept.h"
#include "cli/progress.h"

static const char help[] =
"usage: reftel add [-A FILE] [OPTION]... [PATH|-]...\n"
"\n"
"Reads telegrams in any form that reftel parse reads, and keeps them: every\n"
"byte of each file, and what is known of each telegram, in one file. A folder\n"
"is read with all that is in it. What cannot be read is kept as well, in\n"
"quarantine, with its reason (reftel quarantine).\n"
"Adding twice changes nothing. If it was cut off, the same command finishes\n"
"the work.\n"
"\n"
"  -A FILE     the archive; else $REFTEL_ARCHIVE, else\n"
"              $XDG_DATA_HOME/reftel/archive.db; it is made if need be\n"
"  -n          say what would be added, and keep nothing\n"
"  -j N        use N processors; else all of them\n"
"  --json      the outcome as one line of JSON\n"
"  --form FORM, --id ID, --year YYYY   as for reftel parse\n"
"  --help      this text\n"
"\n"
"Exit status: 0, all was read; 1, something could not be read, now or when the\n"
"same file was added before, or the archive not be written; 2, wrong usage.\n"
"\n"
"Examples:\n"
"  reftel add cables/ dump.csv\n"
"  reftel add -A frus.db frus1969-76v21.xml\n"
"  curl -s https://example.org/telegram.html | reftel add -\n"
"\n"
"See reftel-add(1), reftel-archive(5).\n";

struct job {
	struct add_options options;
	struct kept kept;
	bool json;
	char **path;		/* of all files */
	size_t n, cap;
	uint64_t bytes;
	/* places in quarantine: of files that were known, and of others */
	uint64_t quarantined, new_quarantined;
	struct progress progress;
	int status;
	bool failed;		/* out of memory */
};

/* The files. */

static bool
take_file(void *ctx, const char *path)
{
	struct job *job = ctx;
	struct stat st;

	if (job->n == job->cap) {
		size_t cap = job->cap == 0 ? 256 : job->cap * 2;
		char **wider = realloc(job->path, cap * sizeof(*wider));

		if (wider == NULL) {
			job->failed = true;
			return false;
		}
		job->path = wider;
		job->cap = cap;
	}
	job->path[job->n] = strdup(path);
	job->failed |= job->path[job->n] == NULL;
	if (job->failed)
		return false;
	job->n++;
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		job->bytes += (uint64_t)st.st_size;
	return true;
}

static void
no_folder(void *ctx, const char *path, const char *why)
{
	struct job *job = ctx;

	fprintf(stderr, "%s: %s\n", path, why);
	job->status = EXIT_FAULT;
}

static void
list_files(struct job *job, char **arg, int n)
{
	const struct walk how = { take_file, no_folder, job };

	if (n == 0)
		take_file(job, "-");
	for (int i = 0; i < n && !job->failed; i++)
		if (strcmp(arg[i], "-") == 0)
			take_file(job, "-");
		else
			walk(&how, arg[i]);
}

/* What is told on the way. */

static void
show_progress(void *ctx, const struct add_count *count)
{
	struct job *job = ctx;

	progress_show(&job->progress, count->added + count->there +
	    count->witnesses + count->others, count->bytes);
}

static void
tell_refused(void *ctx, const struct add_refusal *r)
{
	struct job *job = ctx;

	progress_clear(&job->progress);
	fputs(r->file, stderr);
	if (r->member != NULL)
		fprintf(stderr, "!/%s", r->member);
	if (r->line > 0)
		fprintf(stderr, ":%" PRIu64, r->line);
	else if (r->offset > 0)
		fprintf(stderr, ": byte %" PRIu64, r->offset);
	fprintf(stderr, ": %s%s\n", r->reason,
	    r->kept ? "" : " (nothing of it is kept)");
	job->new_quarantined += r->kept && !job->options.dry;
	job->status = EXIT_FAULT;
}

static void
tell_other(void *ctx, const struct add_other *other)
{
	struct job *job = ctx;

	progress_clear(&job->progress);
	fprintf(stderr, "%s: another telegram has the number %s; this one is "
	    "kept as %s~%d\n", other->file, other->id, other->id,
	    other->variant);
}

/* The outcome. */

static void
print_row(const char *what, uint64_t n)
{
	if (n > 0)
		printf("%12" PRIu64 "  %s\n", n, what);
}

static void
print_table(const struct job *job, const struct add_count *c)
{
	double seconds = progress_seconds(&job->progress);
	uint64_t all = c->added + c->there + c->witnesses + c->others;

	printf("%12" PRIu64 "  %s\n", c->added, job->options.dry
	    ? "telegrams would be added" : "telegrams added");
	print_row("already there", c->there);
	print_row("further witnesses of telegrams that are held",
	    c->witnesses);
	print_row("other telegrams under a number that is held", c->others);
	print_row(job->options.dry ? "places that cannot be read"
	    : "places that cannot be read, kept in quarantine", c->refused);
	print_row("places of files that are known, in quarantine already",
	    job->quarantined);
	print_row("documents passed over, no telegrams", c->passed);
	printf("%12" PRIu64 "  files, %.1f MB, in %.1f s", c->files,
	    (double)c->bytes / 1e6, seconds);
	if (seconds > 0.5)
		printf(": %.0f telegrams a second", (double)all / seconds);
	putchar('\n');
}

static void
print_json(const struct job *job, const struct add_count *c)
{
	struct buf out = { 0 };
	struct json j = { .out = &out, .first = true };

	json_open(&j, '{');
	json_put(&j, "added", uint, c->added);
	json_put(&j, "there", uint, c->there);
	json_put(&j, "witnesses", uint, c->witnesses);
	json_put(&j, "others", uint, c->others);
	json_put(&j, "refused", uint, c->refused);
	json_put(&j, "quarantined", uint, job->quarantined);
	json_put(&j, "passed", uint, c->passed);
	json_put(&j, "files", uint, c->files);
	json_put(&j, "files_known", uint, c->files_known);
	json_put(&j, "bytes", uint, c->bytes);
	json_put(&j, "milliseconds", uint,
	    (uint64_t)(progress_seconds(&job->progress) * 1000));
	json_put(&j, "dry", bool, job->options.dry);
	json_close(&j, '}');
	buf_putc(&out, '\n');
	if (out.failed)
		complain("out of memory");
	else
		fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
}

static void
option_jobs(struct opt *o, struct job *job)
{
	size_t n = strspn(o->value, "0123456789");

	if (n == 0 || n > 3 || o->value[n] != '\0' || atoi(o->value) == 0)
		opt_error(o, "not a number of processors: %s", o->value);
	else
		job->options.jobs = (unsigned)atoi(o->value);
}

/* To look without keeping, an archive in memory does where there is none. */
static struct archive *
open_archive(struct job *job)
{
	struct archive *a = NULL;
	char *path = kept_path(&job->kept), why[300];
	struct stat st;

	if (!job->options.dry || path == NULL)
		a = kept_open(&job->kept, ARCHIVE_WRITE);
	else if (stat(path, &st) == 0)
		a = kept_readable(&job->kept) ? kept_open(&job->kept,
		    ARCHIVE_WRITE) : NULL;
	else if (archive_open(&a, ":memory:", ARCHIVE_WRITE, why,
	    sizeof(why)) != ARCHIVE_OK)
		complain("%s", why);
	free(path);
	return a;
}

/* What a file lacks is told each time: one that is known already is not read
 * again, and the places are in quarantine as they were. */
static void
count_known(struct job *job, struct archive *a)
{
	uint64_t all = 0;
	struct stat st;

	for (size_t i = 0; i < job->n; i++)
		if (stat(job->path[i], &st) == 0 && S_ISREG(st.st_mode))
			all += quarantine_known(a, job->path[i],
			    (uint64_t)st.st_size);
	if (all <= job->new_quarantined)
		return;
	job->quarantined = all - job->new_quarantined;
	job->status = EXIT_FAULT;
}

static int
add(struct job *job, struct archive *a)
{
	struct add_count count;
	enum archive_status status;

	progress_begin(&job->progress, "telegrams", job->bytes);
	status = add_files(a, (const char *const *)job->path, job->n,
	    &job->options, &count);
	progress_clear(&job->progress);
	if (status == ARCHIVE_OK)
		count_known(job, a);
	if (job->json)
		print_json(job, &count);
	else
		print_table(job, &count);
	if (status != ARCHIVE_OK) {
		fflush(stdout);
		kept_fault(a);
		complain("what was committed is kept; the same command "
		    "finishes the work");
		return EXIT_FAULT;
	}
	return job->status;
}

int
cmd_add(int argc, char **argv)
{
	struct job job = { .status = EXIT_OK };
	struct opt o = opt_start(argc, argv, help);
	struct input in = { .status = EXIT_OK };
	struct archive *a;
	int status = EXIT_FAULT;

	while (opt_next(&o))
		if (kept_option(&o, &job.kept))
			continue;
		else if (opt_flag(&o, "n"))
			job.options.dry = true;
		else if (opt_value(&o, "j"))
			option_jobs(&o, &job);
		else if (opt_flag(&o, "json"))
			job.json = true;
		else if (!input_option(&o, &in))
			opt_unknown(&o);
	input_expect(&o);
	if (o.done)
		return o.status;
	job.options.form = in.options.form;
	job.options.id = in.options.id;
	job.options.year = in.options.year;
	job.options.progress = show_progress;
	job.options.refused = tell_refused;
	job.options.other = tell_other;
	job.options.ctx = &job;
	list_files(&job, o.arg, o.arg_n);
	a = job.failed ? NULL : open_archive(&job);
	if (job.failed)
		complain("out of memory");
	if (a != NULL)
		status = add(&job, a);
	archive_close(a);
	for (size_t i = 0; i < job.n; i++)
		free(job.path[i]);
	free(job.path);
	return finish_output(status);
}
