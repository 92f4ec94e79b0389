/* reftel remove: takes telegrams out of an archive. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/fsck.h"
#include "base/arena.h"
#include "cli/words.h"
#include "cli/kept.h"
#include "cli/progress.h"

static const char help[] =
"usage: reftel remove [-A FILE] [--yes] QUERY...\n"
"\n"
"Takes the telegrams that a query finds out of the archive, with all their\n"
"witnesses, their bytes and their words, and asks before it does. What was\n"
"freed is overwritten. The files that they came in are not whole any more:\n"
"reftel export --sources says so.\n"
"\n"
"  -A FILE   the archive\n"
"  --yes     do not ask\n"
"  --help    this text\n"
"\n"
"Exit status: 0, they are gone; 1, nothing was found, the answer was no, or\n"
"the archive could not be written; 2, wrong usage.\n"
"\n"
"Example:\n"
"  reftel remove id:07STRELSAU781\n"
"\n"
"The query language is described in reftel-query(7).\n";

struct job {
	struct archive *a;
	struct arena arena;
	int64_t *telegram;
	size_t n, cap;
	struct progress progress;
};

static bool
take(void *ctx, int64_t telegram)
{
	struct job *job = ctx;
	int64_t *wider = arena_grow(&job->arena, job->telegram, job->n,
	    &job->cap, sizeof(*wider));

	if (wider == NULL)
		return false;
	job->telegram = wider;
	wider[job->n++] = telegram;
	return true;
}

static void
show_some(struct job *job)
{
	enum { SOME = 20 };

	for (size_t i = 0; i < job->n && i < SOME; i++) {
		struct archive_head h;

		if (archive_head(job->a, &job->arena, job->telegram[i], &h) ==
		    ARCHIVE_OK)
			fprintf(stderr, "  %s  %s  %s\n", h.id, h.date,
			    h.title);
	}
	if (job->n > SOME)
		fprintf(stderr, "  and %zu more\n", job->n - SOME);
}

static bool
agreed(struct job *job)
{
	char answer[16];

	fprintf(stderr, "These telegrams are to be removed for good:\n");
	show_some(job);
	fprintf(stderr, "Remove %zu telegram%s? [y/N] ", job->n,
	    job->n == 1 ? "" : "s");
	fflush(stderr);
	return fgets(answer, sizeof(answer), stdin) != NULL &&
	    (answer[0] == 'y' || answer[0] == 'Y');
}

static void
show_progress(void *ctx, uint64_t done, uint64_t of)
{
	struct job *job = ctx;

	job->progress.total = of;
	progress_show(&job->progress, done, done);
}

/* Their words are in the index until it is made anew. */
static int
remove_all(struct job *job)
{
	uint64_t held = 0;
	bool ok = remove_begin(job->a) == ARCHIVE_OK;

	for (size_t i = 0; ok && i < job->n; i++)
		ok = remove_telegram(job->a, job->telegram[i], &held) ==
		    ARCHIVE_OK;
	if (remove_end(job->a, ok) != ARCHIVE_OK)
		return kept_fault(job->a);
	progress_begin(&job->progress, "telegrams indexed", 0);
	ok = reindex(job->a, show_progress, job) == ARCHIVE_OK;
	progress_clear(&job->progress);
	printf("%zu telegram%s removed\n", job->n, job->n == 1 ? "" : "s");
	if (held > 0)
		printf("in %" PRIu64 " place%s the bytes of a container, such "
		    "as a zip archive, hold them still\n", held,
		    held == 1 ? "" : "s");
	return ok ? EXIT_OK : kept_fault(job->a);
}

static int
find_and_remove(struct job *job, const char *query, bool yes)
{
	struct query_error error;
	struct search *s = search_new(job->a, query, &error);
	bool ok;

	if (s == NULL)
		return words_wrong(job->a, query, &error, "");
	ok = search_each(s, SEARCH_DATE, take, job) && !job->arena.failed;
	search_free(s);
	if (!ok)
		return kept_fault(job->a);
	if (job->n == 0) {
		complain("nothing is found");
		return EXIT_FAULT;
	}
	if (!yes && !agreed(job)) {
		complain("nothing was removed");
		return EXIT_FAULT;
	}
	return remove_all(job);
}

int
cmd_remove(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct kept kept = { 0 };
	struct job job = { 0 };
	bool yes = false;
	char *query;
	int status = EXIT_FAULT;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_flag(&o, "yes"))
			yes = true;
		else
			opt_unknown(&o);
	if (o.arg_n == 0)
		opt_error(&o, "which telegrams? (an empty query, '', means all)");
	if (o.done)
		return o.status;
	query = words_join(o.arg, o.arg_n);
	job.a = query == NULL ? NULL : kept_open_there(&kept);
	arena_init(&job.arena);
	if (job.a != NULL)
		status = find_and_remove(&job, query, yes);
	arena_free(&job.arena);
	archive_close(job.a);
	free(query);
	return finish_output(status);
}
