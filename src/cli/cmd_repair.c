/* reftel repair: makes the edits that diagnostics propose, and undoes them. */
#include "cli/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "cli/input.h"
#include "cli/outfile.h"
#include "repair/receipt.h"
#include "repair/repair.h"

static const char help[] =
"usage: reftel repair [OPTION]... [FILE|DIR|-]...\n"
"       reftel repair --undo RECEIPTS [-o OUT] REPAIRED\n"
"\n"
"Mends damage in telegrams: makes the edits that the diagnostics of reftel\n"
"check and reftel parse propose, and nothing else. Files are never changed in\n"
"place unless -o names them. The repaired file goes to standard output or,\n"
"with -o, to OUT; --diff and --receipts show the edits instead.\n"
"\n"
"  --diff        show the edits as a unified diff\n"
"  --receipts    print a line of JSON for each edit: code, rule, place, what\n"
"                stood there, what stands there now, how sure\n"
"  --only CODE,...    only these diagnostics\n"
"  --except CODE,...  all but these\n"
"  --sure LEVEL  certain, likely (the default: these and certain ones) or\n"
"                possible (all)\n"
"  -o OUT        write the repaired file to OUT; if OUT is a folder, each\n"
"                file into it under its own name\n"
"  --undo RECEIPTS    give the original of REPAIRED back, byte for byte\n"
"  --form FORM, --id ID, --year YYYY\n"
"                as in reftel parse\n"
"  --help        this text\n"
"\n"
"Of two edits that overlap one is made and the other is told on standard\n"
"error. Exit status: 0, all was done; 1, something could not be read, written\n"
"or mended; 2, wrong usage.\n"
"\n"
"Examples:\n"
"  reftel repair --diff telegram.txt              look first\n"
"  reftel repair --receipts -o mended.txt telegram.txt >receipts.json\n"
"  reftel repair --undo receipts.json -o again.txt mended.txt\n"
"  reftel repair --only apostrophe-damaged telegram.txt >mended.txt\n";

struct job {
	struct input input;
	struct repair_choice choice;
	bool diff, receipts, styled;
	const char *out, *undo;
	bool folder;			/* out is one */

	/* the file at hand */
	struct outfile file;
	struct buf kept;		/* bytes read and not yet written */
	uint64_t at;			/* offset of kept in the original */
	uint64_t written;		/* bytes of the repaired file */
	struct digest original, repaired;
	FILE *spool;			/* receipts that wait for its end */
	int64_t more;			/* lines that the diff has added */
	bool diff_begun;

	struct buf scratch;
	size_t edits, refused, files_changed, files, here;
};

static void
no_memory(struct job *job, const char *path)
{
	input_fault(&job->input, path, reftel_strstatus(REFTEL_ENOMEM));
	job->input.stop = true;
}

/* The repaired file is wanted, not the edits alone. */
static bool
writes(const struct job *job)
{
	return job->out != NULL || (!job->diff && !job->receipts);
}

static void
put_repaired(struct job *job, const char *p, size_t n)
{
	digest_add(&job->repaired, p, n);
	job->written += n;
	if (writes(job) && !outfile_put(&job->file, p, n)) {
		job->input.status = EXIT_FAULT;
		job->input.stop = true;
	}
}

/* Writes the source on as far as `offset` of the original. */
static void
copy_up_to(struct job *job, uint64_t offset)
{
	size_t n = offset > job->at ? (size_t)(offset - job->at) : 0;

	if (n > job->kept.n)
		n = job->kept.n;
	put_repaired(job, job->kept.p, n);
	memmove(job->kept.p, job->kept.p + n, job->kept.n - n);
	job->kept.n -= n;
	job->at += n;
}

/* Passes over source bytes that were written in another way. */
static void
pass_over(struct job *job, size_t n)
{
	if (n > job->kept.n)
		n = job->kept.n;
	memmove(job->kept.p, job->kept.p + n, job->kept.n - n);
	job->kept.n -= n;
	job->at += n;
}

static void
take_bytes(void *ctx, const void *p, size_t n)
{
	struct job *job = ctx;

	digest_add(&job->original, p, n);
	buf_put(&job->kept, p, n);
}

static void
begin_file(void *ctx, const char *path)
{
	struct job *job = ctx;

	job->kept.n = 0;
	job->at = job->written = 0;
	job->more = 0;
	job->diff_begun = false;
	job->here = 0;
	digest_start(&job->original);
	digest_start(&job->repaired);
	job->spool = job->receipts ? tmpfile() : NULL;
	job->files++;
	if (job->receipts && job->spool == NULL) {
		input_fault(&job->input, path, strerror(errno));
		job->input.stop = true;
	}
	if (writes(job) && !outfile_open(&job->file, job->out, job->folder,
	    path)) {
		job->input.status = EXIT_FAULT;
		job->input.stop = true;
	}
}

static void
show_diff(struct job *job, const char *path, const struct reftel_telegram *t,
    const struct repair_edits *edits)
{
	job->scratch.n = 0;
	if (!job->diff_begun && edits->n > 0)
		printf("--- %s\n+++ %s\n", path, path);
	job->diff_begun |= edits->n > 0;
	repair_diff(&job->scratch, t, edits, &job->more, job->styled);
	if (job->scratch.n > 0)		/* else there may be no room at all */
		fwrite(job->scratch.p, 1, job->scratch.n, stdout);
}

static void
spool_receipts(struct job *job, const char *path,
    const struct reftel_telegram *t, const struct repair_edits *edits)
{
	int64_t shift = (int64_t)job->written - (int64_t)job->at;

	for (size_t i = 0; i < edits->n; i++) {
		const struct repair_edit *e = &edits->v[i];

		if (e->refused)
			continue;
		job->scratch.n = 0;
		receipt_open(&job->scratch, path, t, e, (uint64_t)((int64_t)
		    e->span.start + shift));
		buf_putc(&job->scratch, '\n');
		fwrite(job->scratch.p, 1, job->scratch.n, job->spool);
		shift += (int64_t)e->after.n - (int64_t)e->before.n;
	}
}

static void
tell_refused(struct job *job, const char *path,
    const struct repair_edits *edits)
{
	for (size_t i = 0; i < edits->n && edits->refused > 0; i++) {
		const struct repair_edit *e = &edits->v[i];

		if (!e->refused || (i > 0 && e->span.start ==
		    edits->v[i - 1].span.start && str_eq(e->after,
		    edits->v[i - 1].after)))
			continue;
		fprintf(stderr, "%s:%llu:%llu: not mended, for another edit "
		    "touches the same place [%s]\n", path,
		    (unsigned long long)e->diag->line,
		    (unsigned long long)e->diag->column, e->diag->code);
		job->input.status = EXIT_FAULT;
	}
}

/* Bytes that stand in a container, or encoded, cannot be edited where they
 * are. */
static bool
out_of_reach(struct job *job, const char *path,
    const struct reftel_telegram *t)
{
	bool any = false;

	if (t->source.member == NULL && !t->span_basis_text)
		return false;
	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next)
		any |= d->fix != NULL;
	if (any)
		input_fault(&job->input, path, "is a container or encoded, and "
		    "cannot be mended in place: unpack it first");
	return true;
}

static void
repair_one(void *ctx, const char *path, struct reftel_telegram *t)
{
	struct job *job = ctx;
	struct repair_edits edits;

	if (out_of_reach(job, path, t))
		return;
	if (!repair_collect(t, &job->choice, &edits)) {
		no_memory(job, path);
		return;
	}
	copy_up_to(job, t->source.offset);
	if (job->diff)
		show_diff(job, path, t, &edits);
	if (job->receipts && job->spool != NULL)
		spool_receipts(job, path, t, &edits);
	tell_refused(job, path, &edits);
	job->scratch.n = 0;
	repair_apply(&job->scratch, t, &edits);
	if (job->scratch.failed || job->kept.failed) {
		no_memory(job, path);
		return;
	}
	put_repaired(job, job->scratch.p, job->scratch.n);
	pass_over(job, (size_t)t->source.length);
	for (size_t i = 0; i < edits.n; i++)
		job->here += !edits.v[i].refused;
	job->refused += edits.refused;
}

/* The digests are known now: the receipts that waited go out. */
static void
print_receipts(struct job *job, const struct receipt_file *original,
    const struct receipt_file *repaired)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	rewind(job->spool);
	while ((n = getline(&line, &cap, job->spool)) > 0) {
		job->scratch.n = 0;
		buf_put(&job->scratch, line, (size_t)n - 1);
		receipt_close(&job->scratch, original, repaired);
		fwrite(job->scratch.p, 1, job->scratch.n, stdout);
	}
	free(line);
}

static void
end_file(void *ctx, const char *path)
{
	struct job *job = ctx;
	struct receipt_file original, repaired;

	(void)path;
	copy_up_to(job, UINT64_MAX);
	original.length = job->at;
	repaired.length = job->written;
	if (!digest_end(&job->original, original.sha256) ||
	    !digest_end(&job->repaired, repaired.sha256))
		no_memory(job, path);
	if (job->spool != NULL) {
		if (!job->input.stop)
			print_receipts(job, &original, &repaired);
		fclose(job->spool);
	}
	job->spool = NULL;
	if (writes(job) && !outfile_close(&job->file, !job->input.stop))
		job->input.status = EXIT_FAULT;
	job->edits += job->here;
	job->files_changed += job->here > 0;
}

/* --- undoing -------------------------------------------------------------- */

/* A whole file or standard input, by way of a buffer of its own. */
static bool
digest_of(FILE *f, struct receipt_file *out)
{
	struct digest d = { 0 };
	char bytes[65536];
	size_t n;
	bool ok;

	out->length = 0;
	digest_start(&d);
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0) {
		digest_add(&d, bytes, n);
		out->length += n;
	}
	ok = digest_end(&d, out->sha256);
	digest_free(&d);
	return ok && !ferror(f);
}

/* Copies n bytes of f on; false: f has fewer. */
static bool
copy_bytes(FILE *f, uint64_t n, struct outfile *out, struct digest *d)
{
	char bytes[65536];

	while (n > 0) {
		size_t want = n < sizeof(bytes) ? (size_t)n : sizeof(bytes);
		size_t got = fread(bytes, 1, want, f);

		if (got == 0 || !outfile_put(out, bytes, got))
			return false;
		digest_add(d, bytes, got);
		n -= got;
	}
	return true;
}

/* The bytes that f has next are `after`. */
static bool
expect_bytes(FILE *f, const struct buf *after)
{
	for (size_t i = 0; i < after->n; i++)
		if (getc(f) != (unsigned char)after->p[i])
			return false;
	return true;
}

struct undoing {
	FILE *repaired, *receipts;
	struct outfile out;
	struct receipt_file file;	/* the repaired one */
	struct receipt_file original;
	uint64_t at;			/* in the repaired file */
	struct digest digest;
	size_t lines, edits;
	const char *why;
};

/* One receipt: false, with a reason, if it cannot be undone. */
static bool
undo_line(struct undoing *u, struct str line)
{
	struct receipt r;
	bool ok;

	if (!receipt_read(line, &r)) {
		u->why = "is no receipt";
		return false;
	}
	if (strcmp(r.repaired.sha256, u->file.sha256) != 0) {
		receipt_free(&r);	/* of another file */
		return true;
	}
	u->original = r.original;
	ok = r.repaired_span[0] >= u->at &&
	    r.repaired_span[1] - r.repaired_span[0] == r.after.n &&
	    copy_bytes(u->repaired, r.repaired_span[0] - u->at, &u->out,
	    &u->digest) && expect_bytes(u->repaired, &r.after) &&
	    outfile_put(&u->out, r.before.p, r.before.n);
	if (!ok)
		u->why = "does not fit the file";
	digest_add(&u->digest, r.before.p, r.before.n);
	u->at = r.repaired_span[1];
	u->edits += ok;
	receipt_free(&r);
	return ok;
}

static void
undo_all(struct undoing *u)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while (u->why == NULL && (n = getline(&line, &cap, u->receipts)) > 0) {
		struct str s = str_trim(str_make(line, (size_t)n));

		u->lines++;
		if (s.n > 0)
			undo_line(u, s);
	}
	free(line);
	if (u->why == NULL && u->edits > 0)
		copy_bytes(u->repaired, u->file.length - u->at, &u->out,
		    &u->digest);
}

static int
undo(struct job *job, const char *path)
{
	struct undoing u = { 0 };
	struct receipt_file made;
	int status = EXIT_FAULT;

	u.repaired = fopen(path, "rb");
	u.receipts = fopen(job->undo, "rb");
	if (u.repaired == NULL || u.receipts == NULL)
		complain("%s: %s", u.repaired == NULL ? path : job->undo,
		    strerror(errno));
	else if (!digest_of(u.repaired, &u.file))
		complain("%s: %s", path, strerror(errno));
	else if (outfile_open(&u.out, job->out, job->folder, path)) {
		bool whole;

		digest_start(&u.digest);
		rewind(u.repaired);
		undo_all(&u);
		whole = digest_end(&u.digest, made.sha256);
		if (u.why != NULL)
			fprintf(stderr, "%s:%zu: %s\n", job->undo, u.lines,
			    u.why);
		else if (u.edits == 0)
			fprintf(stderr, "%s: holds no receipt of %s, whose "
			    "digest is %s\n", job->undo, path, u.file.sha256);
		else if (!whole || strcmp(made.sha256, u.original.sha256) != 0)
			fprintf(stderr, "%s: some of its receipts of %s are "
			    "missing: this is not the original\n", job->undo,
			    path);
		else
			status = EXIT_OK;
		if (!outfile_close(&u.out, status == EXIT_OK))
			status = EXIT_FAULT;
	}
	digest_free(&u.digest);
	if (u.repaired != NULL)
		fclose(u.repaired);
	if (u.receipts != NULL)
		fclose(u.receipts);
	return finish_output(status);
}

/* --- options -------------------------------------------------------------- */

/* Every word of the list is a code. */
static void
check_codes(struct opt *o)
{
	for (const char *p = o->value; *p != '\0'; p += *p == ',') {
		size_t n = strcspn(p, ","), i;

		for (i = 0; i < DIAG__MAX; i++)
			if (strlen(diag_info[i].word) == n &&
			    memcmp(diag_info[i].word, p, n) == 0)
				break;
		if (i == DIAG__MAX) {
			opt_error(o, "no such code: %.*s", (int)n, p);
			return;
		}
		p += n;
	}
}

static bool
take_option(struct opt *o, struct job *job)
{
	if (opt_flag(o, "diff")) {
		job->diff = true;
	} else if (opt_flag(o, "receipts")) {
		job->receipts = true;
	} else if (opt_value(o, "only")) {
		job->choice.only = o->value;
		check_codes(o);
	} else if (opt_value(o, "except")) {
		job->choice.except = o->value;
		check_codes(o);
	} else if (opt_value(o, "sure")) {
		if (!repair_sure_by_name(o->value, &job->choice.sure))
			opt_error(o, "certain, likely or possible, not %s",
			    o->value);
	} else if (opt_value(o, "o")) {
		job->out = o->value;
	} else if (opt_value(o, "undo")) {
		job->undo = o->value;
	} else {
		return input_option(o, &job->input);
	}
	return true;
}

/* What would mix on standard output, or overwrite itself. */
static void
check_usage(struct opt *o, struct job *job)
{
	struct stat st;
	bool many = o->arg_n > 1;

	for (int i = 0; i < o->arg_n; i++)
		many |= stat(o->arg[i], &st) == 0 && S_ISDIR(st.st_mode);
	job->folder = job->out != NULL && outfile_folder(job->out);
	if (job->undo != NULL && o->arg_n != 1)
		opt_error(o, "name the one repaired file");
	else if (many && writes(job) && !job->folder)
		opt_error(o, "several files: name a folder with -o, or look "
		    "with --diff");
	else if (job->diff && job->receipts)
		opt_error(o, "--diff and --receipts both print: take one");
	else if (job->undo == NULL)
		input_expect(o);
}

int
cmd_repair(int argc, char **argv)
{
	struct job job = { .choice.sure = REPAIR_LIKELY,
		.input = { .each = repair_one, .bytes = take_bytes, .in_order = true,
		.begin = begin_file, .end = end_file } };
	struct opt o = opt_start(argc, argv, help);
	const char *none = getenv("NO_COLOR");

	job.input.ctx = &job;
	while (opt_next(&o))
		if (!take_option(&o, &job))
			opt_unknown(&o);
	if (!o.done)
		check_usage(&o, &job);
	if (o.done)
		return o.status;
	if (job.undo != NULL)
		return undo(&job, o.arg[0]);
	job.styled = isatty(STDOUT_FILENO) && (none == NULL || *none == '\0');
	input_read(&job.input, o.arg, o.arg_n);
	fflush(stdout);
	fprintf(stderr, "reftel: %zu edit%s in %zu of %zu file%s", job.edits,
	    job.edits == 1 ? "" : "s", job.files_changed, job.files,
	    job.files == 1 ? "" : "s");
	if (job.refused > 0)
		fprintf(stderr, "; %zu that overlap not made", job.refused);
	fputs("\n", stderr);
	digest_free(&job.original);
	digest_free(&job.repaired);
	buf_free(&job.kept);
	buf_free(&job.scratch);
	return finish_output(job.input.status);
}
