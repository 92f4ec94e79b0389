/* reftel fsck: is the archive whole? */
#include "cli/cmd.h"

#include <inttypes.h>

#include "archive/fsck.h"
#include "cli/kept.h"
#include "cli/progress.h"

static const char help[] =
"usage: reftel fsck [-A FILE] [--quick] [--reindex]\n"
"\n"
"Looks whether the archive is whole: the bytes of each source against its\n"
"digest, each file put together again against its own, the rows of each\n"
"telegram against its text, links, and the index of words against the texts.\n"
"An archive of an older Reftel is upgraded first; as it was it is kept beside\n"
"it, in FILE.format1.\n"
"\n"
"  -A FILE     the archive\n"
"  --quick     not the index of words, which takes the longest\n"
"  --reindex   make the index of words anew, then look\n"
"  --help      this text\n"
"\n"
"Exit status: 0, the archive is whole; 1, it is not, or could not be looked\n"
"at; 2, wrong usage.\n";

struct job {
	struct progress progress;
};

static void
tell_fault(void *ctx, const char *what)
{
	struct job *job = ctx;

	progress_clear(&job->progress);
	puts(what);
}

static void
show_progress(void *ctx, const struct fsck_count *count)
{
	struct job *job = ctx;

	job->progress.total = count->of;
	progress_show(&job->progress, count->done, count->done);
}

static void
show_reindex(void *ctx, uint64_t done, uint64_t of)
{
	struct job *job = ctx;

	job->progress.total = of;
	progress_show(&job->progress, done, done);
}

static int
look(struct archive *a, struct job *job, bool quick)
{
	const struct fsck_options opt = { .quick = quick,
		.fault = tell_fault, .progress = show_progress, .ctx = job };
	struct fsck_count c;
	enum archive_status status;

	progress_begin(&job->progress, "sources, files and telegrams", 0);
	status = fsck(a, &opt, &c);
	progress_clear(&job->progress);
	printf("%" PRIu64 " telegrams, %" PRIu64 " witnesses, %" PRIu64
	    " sources, %" PRIu64 " files: ", c.telegrams, c.witnesses,
	    c.sources, c.files);
	if (c.faults == 0 && status == ARCHIVE_OK)
		puts("whole");
	else
		printf("%" PRIu64 " fault%s\n", c.faults,
		    c.faults == 1 ? "" : "s");
	if (c.half_files > 0)
		printf("%" PRIu64 " file%s not wholly kept yet: \"reftel "
		    "add\" was cut off, and finishes them\n", c.half_files,
		    c.half_files == 1 ? " is" : "s are");
	if (c.older > 0)
		printf("%" PRIu64 " telegrams were read by another Reftel: "
		    "\"reftel reread\" reads them again\n", c.older);
	if (status != ARCHIVE_OK)
		return kept_fault(a);
	return c.faults > 0 ? EXIT_FAULT : EXIT_OK;
}

int
cmd_fsck(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct kept kept = { 0 };
	struct job job = { 0 };
	bool quick = false, anew = false;
	struct archive *a;
	int status = EXIT_FAULT;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_flag(&o, "quick"))
			quick = true;
		else if (opt_flag(&o, "reindex"))
			anew = true;
		else
			opt_unknown(&o);
	opt_no_argument(&o);
	if (o.done)
		return o.status;
	/* What may not be written can still be looked at. */
	a = anew || kept_writable(&kept) ? kept_open_there(&kept)
	    : kept_open(&kept, ARCHIVE_READ);
	if (a == NULL)
		return EXIT_FAULT;
	progress_begin(&job.progress, "telegrams", 0);
	if (anew && reindex(a, show_reindex, &job) != ARCHIVE_OK) {
		progress_clear(&job.progress);
		kept_fault(a);
	} else {
		progress_clear(&job.progress);
		status = look(a, &job, quick);
	}
	archive_close(a);
	return finish_output(status);
}
