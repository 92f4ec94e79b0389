/* reftel export: telegrams of an archive for other programs. */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/export.h"
#include "cli/kept.h"
#include "cli/words.h"

static const char help[] =
"usage: reftel export [-A FILE] --to FORM [-o OUT] [QUERY]...\n"
"       reftel export [-A FILE] --sources -o FOLDER\n"
"\n"
"Writes the telegrams that a query means, oldest first; without QUERY all of\n"
"the archive. FORM is one of:\n"
"\n"
"  json        a record of JSON on each line, as reftel parse has it\n"
"  csv         a row for each telegram, its text among the columns\n"
"  tei         a corpus of TEI P5, or a folder of documents\n"
"  mail        an mbox, or a folder: a Maildir, which notmuch reads\n"
"  markdown    one after the other, or a folder of files\n"
"  bibtex, ris, csl\n"
"              for programs that keep references: see reftel cite --help\n"
"  graphml, gexf\n"
"              a graph: the telegrams, and what they cite\n"
"  zip         each as all of these and more, its sources, and a list of all\n"
"\n"
"  -o OUT      into this file; if OUT ends in / into a folder, which must not\n"
"              be there or be empty. Either is there whole or not at all.\n"
"              Without -o to standard output.\n"
"  --sources   every file as it was handed in, byte for byte, below\n"
"              FOLDER/files; FOLDER/manifest.csv says what went where\n"
"  -A FILE     the archive\n"
"  --help      this text\n"
"\n"
"A telegram that a form cannot hold is told and left out. A mail must have a\n"
"sender and a time; where there is none, it says so.\n"
"\n"
"Exit status: 0, all was written; 1, something was left out, or could not be\n"
"read or written, or a digest does not fit; 2, wrong usage, or QUERY is wrong.\n"
"\n"
"Examples:\n"
"  reftel export --to csv -o 2007.csv date:2007\n"
"  reftel export --to mail -o maildir/\n"
"  reftel export --to bibtex tag:PTER class>=S >pter.bib\n"
"  reftel export --sources -o originals/\n";

enum { FLUSH_AT = 1 << 18, TOLD_MAX = 20 };

struct job {
	struct kept kept;
	struct exporting e;
	bool sources;
};

bool
export_fails(struct exporting *e)
{
	progress_clear(&e->progress);
	if (archive_status(e->a) != ARCHIVE_OK)
		kept_fault(e->a);
	else
		complain("out of memory");
	e->stopped = true;
	return false;
}

/* This telegram cannot be written: told, up to a number of them. */
static void
refuse(struct exporting *e, int64_t telegram, const char *why)
{
	struct archive_head head;
	struct arena arena;

	if (e->refused++ >= TOLD_MAX)
		return;
	progress_clear(&e->progress);
	arena_init(&arena);
	if (archive_head(e->a, &arena, telegram, &head) == ARCHIVE_OK)
		complain("%s: cannot be written as %s: %s", head.id,
		    export_form_info[e->form].name, why);
	arena_free(&arena);
}

/* --- one file ------------------------------------------------------------- */

static bool
flush(struct exporting *e)
{
	bool ok = !e->buf.failed || export_fails(e);

	if (ok && !outfile_put(&e->file, e->buf.p, e->buf.n)) {
		e->stopped = true;
		ok = false;
	}
	e->buf.n = 0;
	return ok;
}

/* Counts it; `why` as of export_one(). False: it cannot go on. */
static bool
counted(struct exporting *e, int64_t telegram, const char *why)
{
	if (why != NULL && *why == '\0')
		return export_fails(e);
	if (why != NULL)
		refuse(e, telegram, why);
	else
		e->done++;
	progress_show(&e->progress, e->done + e->refused, e->done +
	    e->refused);
	return true;
}

static bool
put_in_file(void *ctx, int64_t telegram)
{
	struct exporting *e = ctx;
	struct reftel_telegram *t;
	const char *why;

	if (archive_face(e->a, telegram, &t) != ARCHIVE_OK)
		return export_fails(e);
	why = export_one(&e->buf, e->form, e->done == 0, e->a, telegram, t);
	reftel_telegram_free(t);
	return counted(e, telegram, why) && (e->buf.n < FLUSH_AT ||
	    flush(e));
}

static bool
to_file(struct exporting *e, struct search *s)
{
	bool ok;

	if (!outfile_open(&e->file, e->out, false, ""))
		return false;
	export_begin(&e->buf, e->form);
	ok = (search_each(s, SEARCH_DATE, put_in_file, e) || e->stopped ||
	    export_fails(e)) && !e->stopped;
	if (ok) {
		export_end(&e->buf, e->form);
		ok = flush(e);
	}
	return outfile_close(&e->file, ok) && ok;
}

/* --- a graph -------------------------------------------------------------- */

static bool
flush_graph(void *ctx)
{
	return flush(ctx);
}

static bool
to_graph(struct exporting *e, struct search *s)
{
	enum graph_form form = graph_form_by_name(
	    export_form_info[e->form].name);
	bool ok;

	if (!outfile_open(&e->file, e->out, false, ""))
		return false;
	ok = (export_graph(e->a, s, form, &e->buf, flush_graph, e) ==
	    ARCHIVE_OK || e->stopped || export_fails(e)) && !e->stopped;
	ok = ok && flush(e);
	return outfile_close(&e->file, ok) && ok;
}

/* --- a folder ------------------------------------------------------------- */

/* "07KARACHI756.xml"; in a Maildir "cur/07KARACHI756.reftel:2,". */
static bool
file_name(struct exporting *e, int64_t telegram, char *out, size_t cap)
{
	struct archive_head head;
	struct buf name = { 0 };
	struct arena arena;
	bool mail = e->form == EXPORT_MAIL, ok;

	arena_init(&arena);
	ok = archive_head(e->a, &arena, telegram, &head) == ARCHIVE_OK;
	if (ok)
		export_name(&name, head.id);
	arena_free(&arena);
	ok = ok && !name.failed;
	if (ok)
		snprintf(out, cap, "%s%.*s.%s", mail ? "cur/" : "",
		    (int)name.n, name.p, mail ? "reftel:2,"
		    : export_form_info[e->form].suffix);
	buf_free(&name);
	return ok || export_fails(e);
}

static bool
put_in_folder(void *ctx, int64_t telegram)
{
	struct exporting *e = ctx;
	struct reftel_telegram *t;
	const char *why;
	char name[256];

	if (!file_name(e, telegram, name, sizeof(name)))
		return false;
	if (archive_face(e->a, telegram, &t) != ARCHIVE_OK)
		return export_fails(e);
	e->buf.n = 0;
	why = export_alone(&e->buf, e->form, e->a, telegram, t);
	reftel_telegram_free(t);
	if (why == NULL && e->buf.failed)
		return export_fails(e);
	if (why == NULL && !outfolder_put(&e->folder, name, e->buf.p,
	    e->buf.n)) {
		e->stopped = true;
		return false;
	}
	return counted(e, telegram, why);
}

static bool
to_folder(struct exporting *e, struct search *s)
{
	bool ok;

	if (!outfolder_open(&e->folder, e->out))
		return false;
	ok = e->form != EXPORT_MAIL || (outfolder_mkdir(&e->folder, "cur") &&
	    outfolder_mkdir(&e->folder, "new") &&
	    outfolder_mkdir(&e->folder, "tmp"));
	ok = ok && (search_each(s, SEARCH_DATE, put_in_folder, e) ||
	    e->stopped || export_fails(e)) && !e->stopped;
	return outfolder_close(&e->folder, ok) && ok;
}

/* --- the command ---------------------------------------------------------- */

static bool
is_folder(const char *out)
{
	size_t n = out == NULL ? 0 : strlen(out);
	struct stat st;

	return n > 0 && (out[n - 1] == '/' ||
	    (stat(out, &st) == 0 && S_ISDIR(st.st_mode)));
}

static int
export_found(struct exporting *e, struct search *s)
{
	bool ok;

	progress_begin(&e->progress, "telegrams", search_total(s));
	ok = e->form == EXPORT_ZIP ? export_zip(e, s)
	    : e->form == EXPORT_GRAPHML || e->form == EXPORT_GEXF
	    ? to_graph(e, s)
	    : is_folder(e->out) ? to_folder(e, s) : to_file(e, s);
	progress_clear(&e->progress);
	buf_free(&e->buf);
	if (e->refused > TOLD_MAX)
		complain("and %" PRIu64 " more cannot be written as %s",
		    e->refused - TOLD_MAX, export_form_info[e->form].name);
	return ok && e->refused == 0 ? EXIT_OK : EXIT_FAULT;
}

static int
export_query(struct exporting *e, const struct opt *o)
{
	char *query = words_join(o->arg, o->arg_n);
	struct query_error error;
	struct search *s;
	int status;

	if (query == NULL) {
		complain("out of memory");
		return EXIT_FAULT;
	}
	s = search_new(e->a, query, &error);
	status = s == NULL ? words_wrong(e->a, query, &error, "")
	    : export_found(e, s);
	search_free(s);
	free(query);
	return status;
}

static void
option_to(struct opt *o, struct job *job)
{
	char names[256] = "";

	job->e.form = export_form_by_name(o->value);
	if (job->e.form != EXPORT__MAX)
		return;
	for (size_t i = 0; i < EXPORT__MAX; i++) {
		strcat(names, i > 0 ? ", " : "");
		strcat(names, export_form_info[i].name);
	}
	opt_error(o, "no such form to export: %s (there are %s)", o->value,
	    names);
}

/* "-oout.json" is a slip, "-oil" a word that is shunned. */
static bool
is_glued_file(const char *word)
{
	return word[0] == '-' && word[1] == 'o' && word[2] != '\0' &&
	    word[2] != '=' && strpbrk(word, "./") != NULL;
}

static void
option(struct opt *o, struct job *job)
{
	const char *word = o->argv[o->next - 1];

	if (is_glued_file(word))
		opt_error(o, "%s: write -o %s for the file, NOT %s for the "
		    "word", word, word + 2, word + 1);
	else if (words_shunned(o))
		words_shun(o);
	else if (opt_value(o, "to"))
		option_to(o, job);
	else if (opt_value(o, "o"))
		job->e.out = o->value;
	else if (opt_flag(o, "sources"))
		job->sources = true;
	else if (!kept_option(o, &job->kept))
		opt_unknown(o);
}

/* What goes with what. */
static void
look_at_options(struct opt *o, const struct job *job)
{
	const struct exporting *e = &job->e;

	if (job->sources && (o->arg_n > 0 || e->form != EXPORT__MAX))
		opt_error(o, "--sources takes neither a query nor --to: it "
		    "gives back all files");
	else if (job->sources && e->out == NULL)
		opt_error(o, "--sources wants a folder: -o FOLDER");
	else if (!job->sources && e->form == EXPORT__MAX)
		opt_error(o, "say with --to which form to write");
	else if (!job->sources && is_folder(e->out) &&
	    !export_form_info[e->form].folder)
		opt_error(o, "%s is one file, and %s is a folder",
		    export_form_info[e->form].name, e->out);
	else if (!job->sources && e->form == EXPORT_ZIP && e->out == NULL &&
	    isatty(STDOUT_FILENO))
		opt_error(o, "a zip archive is nothing for a terminal: name "
		    "a file with -o");
}

int
cmd_export(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct job job = { .e = { .form = EXPORT__MAX } };
	int status;

	while (opt_next(&o))
		option(&o, &job);
	if (!o.done)
		look_at_options(&o, &job);
	if (o.done)
		return o.status;
	job.e.a = kept_open(&job.kept, ARCHIVE_READ);
	if (job.e.a == NULL)
		return EXIT_FAULT;
	status = job.sources ? export_files(job.e.a, job.e.out)
	    : export_query(&job.e, &o);
	archive_close(job.e.a);
	return finish_output(status);
}
