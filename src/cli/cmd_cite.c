/* reftel cite: telegrams as something to be cited. */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "archive/cite.h"
#include "base/buf.h"
#include "cli/kept.h"
#include "cli/words.h"

static const char help[] =
"usage: reftel cite [-A FILE] [--style STYLE] ID[#PARAGRAPH]...\n"
"\n"
"Cites telegrams of the archive. A number may be spelt in any way; behind #\n"
"stands the number of a paragraph.\n"
"\n"
"  --style STYLE  how:\n"
"    chicago      Chicago Manual of Style, a note (this one if none is named)\n"
"    apa          American Psychological Association, 7th edition\n"
"    mla          Modern Language Association, 9th edition\n"
"    bibtex       an entry for BibTeX and biblatex\n"
"    ris          a record for EndNote, Zotero and their like\n"
"    csl          JSON of the Citation Style Language, for Zotero, pandoc\n"
"  -A FILE        the archive\n"
"  --help         this text\n"
"\n"
"What the telegram does not say is left out. What was not read in it but\n"
"worked out stands in square brackets, or is named in the note.\n"
"\n"
"Exit status: 0, all were cited; 1, one is not held, or has no such\n"
"paragraph; 2, wrong usage.\n"
"\n"
"Examples:\n"
"  reftel cite 07KARACHI756\n"
"  reftel cite --style bibtex 07KARACHI756 \"08 Islamabad 12\" >cables.bib\n"
"  reftel cite --style apa 07KARACHI756#4\n";

struct job {
	struct archive *a;
	enum cite_style style;
	struct buf out;
	bool any;		/* something is cited already */
	int status;
};

/* The number behind the last #, cut off; 0: there is none, -1: it is no
 * number. */
static int
cut_paragraph(char *id)
{
	char *mark = strrchr(id, '#');
	size_t n;

	if (mark == NULL)
		return 0;
	*mark++ = '\0';
	n = strspn(mark, "0123456789");
	if (n == 0 || n > 6 || mark[n] != '\0' || atoi(mark) == 0)
		return -1;
	return atoi(mark);
}

enum { FOUND_MAX = 64 };	/* telegrams of one number */

static void
cite(struct job *job, char *id)
{
	int64_t found[FOUND_MAX];
	int paragraph = cut_paragraph(id);
	char canonical[48];
	size_t n;

	if (paragraph < 0) {
		complain("%s: not the number of a paragraph behind #", id);
		job->status = EXIT_FAULT;
		return;
	}
	n = archive_find(job->a, id, found, FOUND_MAX, canonical);
	if (n == 0) {
		if (archive_status(job->a) != ARCHIVE_OK)
			kept_fault(job->a);
		else
			complain(canonical[0] == '\0' ? "%s: not a telegram "
			    "number" : "%s: not held", id);
		job->status = EXIT_FAULT;
	}
	for (size_t i = 0; i < n && i < FOUND_MAX; i++)
		if (cite_kept(&job->out, job->style, !job->any, job->a,
		    found[i], NULL, paragraph) == ARCHIVE_OK)
			job->any = true;
		else
			job->status = kept_fault(job->a);
}

static int
cite_all(struct job *job, char **id, int n)
{
	cite_begin(&job->out, job->style);
	for (int i = 0; i < n; i++)
		cite(job, id[i]);
	cite_end(&job->out, job->style);
	if (job->out.failed) {
		complain("out of memory");
		job->status = EXIT_FAULT;
	} else if (job->any) {
		fwrite(job->out.p, 1, job->out.n, stdout);
	}
	buf_free(&job->out);
	return finish_output(job->status);
}

static void
option_style(struct opt *o, struct job *job)
{
	job->style = cite_style_by_name(o->value);
	if (job->style == CITE__MAX)
		opt_error(o, "no such style: %s (there are chicago, apa, mla, "
		    "bibtex, ris, csl)", o->value);
}

int
cmd_cite(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct job job = { .style = CITE_CHICAGO };
	struct kept kept = { 0 };
	int status;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_value(&o, "style"))
			option_style(&o, &job);
		else
			opt_unknown(&o);
	words_join_number(&o);
	if (!o.done && o.arg_n == 0)
		opt_error(&o, "say which telegram");
	if (o.done)
		return o.status;
	job.a = kept_open(&kept, ARCHIVE_READ);
	if (job.a == NULL)
		return EXIT_FAULT;
	status = cite_all(&job, o.arg, o.arg_n);
	archive_close(job.a);
	return status;
}
