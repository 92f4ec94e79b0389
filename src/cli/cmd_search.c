/* reftel search: finds telegrams in an archive. */
#include "cli/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/hits.h"
#include "cli/kept.h"
#include "cli/words.h"

static const char help[] =
"usage: reftel search [-A FILE] [OPTION]... [QUERY]...\n"
"\n"
"Finds the telegrams of an archive that a query means, counts them, and shows\n"
"the paragraphs in which its words stand. Without QUERY all of them.\n"
"\n"
"  nuclear fuel          both words, anywhere\n"
"  '\"nuclear fuel\"'      the phrase; NEAR(nuclear fuel, 5): close together\n"
"  nucl*                 words that begin so\n"
"  uranium OR plutonium  one of them; parentheses group\n"
"  -from:PARIS           not so\n"
"  id: from: to: info: tag: class: caption: precedence: date: subject: ref:\n"
"  signed: by: portion: in: has: form: code: thread:\n"
"                        fields; reftel-query(7) explains each\n"
"\n"
"  -A FILE         the archive; else $REFTEL_ARCHIVE, else\n"
"                  $XDG_DATA_HOME/reftel/archive.db\n"
"  --order ORDER   relevance (usual), date (oldest first), -date (newest)\n"
"  --limit N       show so many (usual: 20; csv and ids: all); 0: all\n"
"  --offset N      pass over so many first\n"
"  --facets        count posts, years, classes, TAGS and forms of all hits\n"
"  --format FORM   text (usual), json, csv, or ids: a number a line\n"
"  --batch FILE    a table: for each line of FILE, as a query, how many there\n"
"                  are, their first and last date, and the best; - is\n"
"                  standard input. QUERY then holds for every line.\n"
"  --help          this text\n"
"\n"
"Exit status: 0, it was searched, whether there are any or not; 1, the archive\n"
"could not be read, or a line of FILE is no query; 2, wrong usage, or QUERY is\n"
"wrong.\n"
"\n"
"Examples:\n"
"  reftel search 'bhutto class>=S date:2007-10..2007-12'\n"
"  reftel search --facets tag:PTER -from:STATE\n"
"  reftel search --format ids ref:07KARACHI756\n"
"  reftel search --batch names.txt --format csv date:2009 >table.csv\n";

struct job {
	struct kept kept;
	struct hits hits;
	const char *batch;	/* or NULL */
	bool limited;		/* --limit was given */
};

static uint64_t
number(struct opt *o)
{
	size_t n = strspn(o->value, "0123456789");

	if (n == 0 || n > 15 || o->value[n] != '\0')
		opt_error(o, "--%.*s: not a number: %s", (int)o->name_n,
		    o->name, o->value);
	return strtoull(o->value, NULL, 10);
}

static void
option_order(struct opt *o, struct hits *h)
{
	static const char *const names[] = { "relevance", "date", "-date" };

	for (int i = 0; i < 3; i++)
		if (strcmp(o->value, names[i]) == 0) {
			h->order = (enum search_order)i;
			return;
		}
	opt_error(o, "--order takes relevance, date or -date, not %s",
	    o->value);
}

static void
option_format(struct opt *o, struct hits *h)
{
	h->format = hits_format_by_name(o->value);
	if (h->format == HITS_FORMAT__MAX)
		opt_error(o, "--format takes text, json, csv or ids, not %s",
		    o->value);
}

static void
option(struct opt *o, struct job *job)
{
	if (words_shunned(o)) {
		words_shun(o);
	} else if (opt_value(o, "order")) {
		option_order(o, &job->hits);
	} else if (opt_value(o, "format")) {
		option_format(o, &job->hits);
	} else if (opt_value(o, "limit")) {
		job->hits.limit = number(o);
		job->limited = true;
	} else if (opt_value(o, "offset")) {
		job->hits.offset = number(o);
	} else if (opt_flag(o, "facets")) {
		job->hits.facets = true;
	} else if (opt_value(o, "batch")) {
		job->batch = o->value;
	} else if (!kept_option(o, &job->kept)) {
		opt_unknown(o);
	}
}

static int
search_one(struct archive *a, struct job *job, const char *query)
{
	struct query_error error;
	struct search *s = search_new(a, query, &error);
	int status;

	if (s == NULL)
		return words_wrong(a, query, &error, "");
	status = hits_print(&job->hits, a, s) ? EXIT_OK : kept_fault(a);
	search_free(s);
	return status;
}

/* ---- Lists of queries ---- */

/* The line alone has to be a query; then with what holds for all. */
static int
batch_line(struct archive *a, struct job *job, const char *line,
    const char *query, const char *where)
{
	struct query_error error;
	struct arena arena;
	struct buf both = { 0 };
	struct search *s;
	int status = EXIT_OK;

	arena_init(&arena);
	if (query_parse(&arena, line, &error) == NULL)
		status = words_wrong(a, line, &error, where);
	arena_free(&arena);
	if (status != EXIT_OK)
		return EXIT_FAULT;
	buf_puts(&both, *query == '\0' ? "" : "(");
	buf_puts(&both, line);
	if (*query != '\0') {
		buf_puts(&both, ") (");
		buf_puts(&both, query);
		buf_puts(&both, ")");
	}
	buf_putc(&both, '\0');
	s = both.failed ? NULL : search_new(a, both.p, &error);
	if (s == NULL)
		status = words_wrong(a, both.failed ? line : both.p, &error, where);
	else if (!hits_row(&job->hits, a, s, line))
		status = kept_fault(a);
	search_free(s);
	buf_free(&both);
	return status == EXIT_OK ? EXIT_OK : EXIT_FAULT;
}

static int
batch_lines(struct archive *a, struct job *job, FILE *f, const char *query)
{
	int status = EXIT_OK;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	hits_table_begin(&job->hits);
	for (unsigned long at = 1; (n = getline(&line, &cap, f)) != -1; at++) {
		char where[4200];
		struct str s = str_trim(str_make(line, (size_t)n));

		if (s.n == 0 || s.p[0] == '#')
			continue;
		line[s.p + s.n - line] = '\0';
		snprintf(where, sizeof(where), "%.4096s:%lu: ", job->batch,
		    at);
		if (batch_line(a, job, s.p, query, where) != EXIT_OK)
			status = EXIT_FAULT;
	}
	hits_table_end(&job->hits);
	if (ferror(f)) {
		complain("%s: %s", job->batch, strerror(errno));
		status = EXIT_FAULT;
	}
	free(line);
	return status;
}

static int
batch(struct archive *a, struct job *job, const char *query)
{
	bool stdin_too = strcmp(job->batch, "-") == 0;
	FILE *f = stdin_too ? stdin : fopen(job->batch, "r");
	struct query_error error;
	struct arena arena;
	int status;

	if (f == NULL) {
		complain("%s: %s", job->batch, strerror(errno));
		return EXIT_FAULT;
	}
	arena_init(&arena);
	status = query_parse(&arena, query, &error) == NULL ?
	    words_wrong(a, query, &error, "") : batch_lines(a, job, f, query);
	arena_free(&arena);
	if (!stdin_too)
		fclose(f);
	return status;
}

int
cmd_search(int argc, char **argv)
{
	struct job job = { .hits = { .limit = 20 } };
	struct opt o = opt_start(argc, argv, help);
	struct archive *a;
	char *query;
	int status;

	while (opt_next(&o))
		option(&o, &job);
	if (!o.done && job.batch != NULL && job.hits.format == HITS_IDS)
		opt_error(&o, "--batch makes a table: text, csv or json");
	if (o.done)
		return o.status;
	if (!job.limited && job.hits.format >= HITS_CSV)
		job.hits.limit = 0;
	job.hits.styled = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
	a = kept_open(&job.kept, ARCHIVE_READ);
	if (a == NULL)
		return EXIT_FAULT;
	query = words_join(o.arg, o.arg_n);
	if (query == NULL)
		status = (complain("out of memory"), EXIT_FAULT);
	else
		status = job.batch != NULL ? batch(a, &job, query) :
		    search_one(a, &job, query);
	free(query);
	archive_close(a);
	return finish_output(status);
}
