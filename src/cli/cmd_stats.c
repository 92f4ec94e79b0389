/* reftel stats: how many telegrams of what kind an archive holds. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "archive/stats.h"
#include "base/json.h"
#include "cli/findings.h"
#include "cli/kept.h"
#include "cli/words.h"

static const char help[] =
"usage: reftel stats [-A FILE] [OPTION]... [QUERY]...\n"
"\n"
"Counts the telegrams of an archive, or those that a query means. Without --by\n"
"it tells what the archive holds as a whole.\n"
"\n"
"  --by WHAT      a table of year, month, day, post, class, caption, tag, form,\n"
"                 precedence, to (posts that it went to) or code (of\n"
"                 diagnostics); several with commas, or --by again\n"
"  --limit N      show the N most frequent values; 0: all (usual: as many as\n"
"                 40 as text, else all); days, months, years, classes and\n"
"                 precedences are always all shown\n"
"  --to FORM      text (usual), csv or json\n"
"  --width N      columns of text (usual: the terminal's)\n"
"  -A FILE        the archive\n"
"  --help         this text\n"
"\n"
"On a terminal a bar stands behind each number. A telegram may have several\n"
"captions, TAGS, addressees and codes; it counts once for each.\n"
"\n"
"Exit status: 0, it was counted; 1, the archive could not be read; 2, wrong\n"
"usage, or QUERY is wrong.\n"
"\n"
"Examples:\n"
"  reftel stats\n"
"  reftel stats --by year\n"
"  reftel stats --by tag,post --limit 10 class>=S\n"
"  reftel stats --by month --to csv from:KARACHI >karachi.csv\n";

enum stats_to { TO_TEXT, TO_CSV, TO_JSON };
enum { TEXT_LIMIT = 40 };

struct job {
	struct kept kept;
	struct archive *a;
	struct arena arena;
	enum stats_by by[STATS_BY__MAX];
	size_t by_n;
	enum stats_to to;
	uint64_t limit;
	bool limited;
	unsigned width;		/* 0: no bars */
	bool utf8, color;
	uint64_t telegrams;	/* chosen */
	bool chosen;		/* by a query */
	struct buf out;
};

static void __attribute__((format(printf, 2, 3)))
put(struct buf *b, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	buf_puts(b, text);
}

/* 1234567 as "1,234,567". */
static const char *
grouped(uint64_t n, char out[32])
{
	char digits[24];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, n);
	size_t at = 0;

	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = '\0';
	return out;
}

/* Characters, for columns. */
static unsigned
characters(const char *s)
{
	unsigned n = 0;

	for (; *s != '\0'; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

/* --- a table -------------------------------------------------------------- */

/* A bar in eighths of a column. */
static void
put_bar(struct job *job, uint64_t n, uint64_t most, unsigned columns)
{
	/* one, two ... seven eighths: U+258F down to U+2589 */
	uint64_t eighths = most == 0 ? 0 : n * columns * 8 / most;

	if (job->color)
		buf_puts(&job->out, "\033[36m");
	if (!job->utf8) {
		for (uint64_t i = 0; i < (eighths + 4) / 8; i++)
			buf_putc(&job->out, '#');
	} else {
		for (uint64_t i = 0; i < eighths / 8; i++)
			buf_puts(&job->out, "\xE2\x96\x88");
		if (eighths % 8 > 0) {
			buf_puts(&job->out, "\xE2\x96");
			buf_putc(&job->out, (char)(0x90 - eighths % 8));
		}
	}
	if (job->color)
		buf_puts(&job->out, "\033[0m");
}

static const char *
shown(const struct stats_row *row)
{
	return row->value[0] == '\0' ? "(none)" : row->value;
}

/* How many rows are shown: all, or the first. */
static size_t
rows_shown(const struct job *job, enum stats_by by, size_t n)
{
	uint64_t limit = job->limited ? job->limit
	    : job->to == TO_TEXT ? TEXT_LIMIT : 0;

	if (stats_by_info[by].by_value || limit == 0 || n <= limit)
		return n;
	return (size_t)limit;
}

static void
put_text(struct job *job, enum stats_by by, const struct stats_row *row,
    size_t n)
{
	size_t some = rows_shown(job, by, n);
	unsigned label = 0, number = 0, left;
	uint64_t most = 0, rest = 0;
	char digits[32];

	for (size_t i = 0; i < some; i++) {
		unsigned c = characters(shown(&row[i]));
		unsigned d = (unsigned)strlen(grouped(row[i].n, digits));

		label = c > label ? c : label;
		number = d > number ? d : number;
		most = row[i].n > most ? row[i].n : most;
	}
	left = label + number + 4 < job->width ? job->width - label - number -
	    4 : 0;
	if (job->by_n > 1)
		put(&job->out, "%s, %s:\n", stats_by_info[by].name,
		    stats_by_info[by].what);
	for (size_t i = 0; i < some; i++) {
		put(&job->out, "%s%*s  %*s", shown(&row[i]), (int)(label -
		    characters(shown(&row[i]))), "", (int)number,
		    grouped(row[i].n, digits));
		if (left > 0) {
			buf_puts(&job->out, "  ");
			put_bar(job, row[i].n, most, left);
		}
		buf_putc(&job->out, '\n');
	}
	for (size_t i = some; i < n; i++)
		rest += row[i].n;
	if (some < n)
		put(&job->out, "... and %zu more, %s in all; --limit 0 shows "
		    "them\n", n - some, grouped(rest, digits));
}

/* RFC 4180. */
static void
put_csv_field(struct buf *b, const char *s)
{
	bool quoted = strpbrk(s, ",\"\r\n") != NULL;

	if (quoted)
		buf_putc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(b, '"');
		buf_putc(b, *s);
	}
	if (quoted)
		buf_putc(b, '"');
}

static void
put_csv(struct job *job, enum stats_by by, const struct stats_row *row,
    size_t n)
{
	size_t some = rows_shown(job, by, n);

	for (size_t i = 0; i < some; i++) {
		put_csv_field(&job->out, stats_by_info[by].name);
		buf_putc(&job->out, ',');
		put_csv_field(&job->out, row[i].value);
		put(&job->out, ",%" PRIu64 "\n", row[i].n);
	}
}

/* An object a line: {"by","telegrams","several","counts"}. */
static void
put_json(struct job *job, enum stats_by by, const struct stats_row *row,
    size_t n)
{
	struct json j = { .out = &job->out, .first = true };
	size_t some = rows_shown(job, by, n);

	json_open(&j, '{');
	json_put(&j, "by", str, str_from(stats_by_info[by].name));
	json_put(&j, "telegrams", uint, job->telegrams);
	json_put(&j, "several", bool, stats_by_info[by].many);
	json_key(&j, "counts");
	json_open(&j, '[');
	for (size_t i = 0; i < some; i++) {
		json_item(&j);
		json_open(&j, '{');
		json_key(&j, "value");
		if (row[i].value[0] == '\0')
			json_null(&j);
		else
			json_str(&j, str_from(row[i].value));
		json_put(&j, "telegrams", uint, row[i].n);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	buf_putc(&job->out, '\n');
}

static bool
put_table(struct job *job, enum stats_by by)
{
	struct stats_row *row;
	size_t n;

	if (stats_count(job->a, &job->arena, by, &row, &n) != ARCHIVE_OK)
		return false;
	if (job->to == TO_CSV)
		put_csv(job, by, row, n);
	else if (job->to == TO_JSON)
		put_json(job, by, row, n);
	else
		put_text(job, by, row, n);
	return true;
}

/* --- the whole ------------------------------------------------------------ */

static void
put_number(struct buf *b, const char *what, uint64_t n)
{
	char digits[32];

	put(b, "%-34s %14s\n", what, grouped(n, digits));
}

static void
put_part(struct buf *b, const char *what, uint64_t n, uint64_t of)
{
	char digits[32];

	put(b, "%-34s %14s", what, grouped(n, digits));
	if (of > 0)
		put(b, "  %.1f %%", 100.0 * (double)n / (double)of);
	buf_putc(b, '\n');
}

static void
put_holdings(struct buf *b, const struct stats_overview *o)
{
	put_number(b, "cited, not held", o->ghosts);
	put_number(b, "files", o->files);
	put_number(b, "bytes of files", o->file_bytes);
	put_number(b, "bytes kept, each once", o->source_bytes);
	put_part(b, "bytes packed", o->packed_bytes, o->source_bytes);
	put_number(b, "bytes of the archive", o->archive_bytes);
	put_number(b, "places in quarantine", o->quarantine);
}

static void
put_overview(struct job *job, const struct stats_overview *o)
{
	struct buf *b = &job->out;

	put_number(b, "telegrams", o->telegrams);
	put_part(b, "  with a number", o->numbered, o->telegrams);
	put_part(b, "  with a date", o->dated, o->telegrams);
	if (o->first[0] != '\0')
		put(b, "%-34s %14.10s to %.10s\n", "dates", o->first,
		    o->last);
	put_number(b, "paragraphs", o->paragraphs);
	put_number(b, "redactions", o->redactions);
	put_number(b, "references", o->refs);
	put_number(b, "witnesses", o->witnesses);
	put_part(b, "  telegrams with several", o->with_witnesses,
	    o->telegrams);
	if (!job->chosen)
		put_holdings(b, o);
	put_part(b, "telegrams with diagnostics", o->diagnostics,
	    o->telegrams);
}

struct named {
	const char *key;
	uint64_t n;
};

/* What the overview says, by names for programs. */
static size_t
named_numbers(const struct stats_overview *o, bool holdings,
    struct named named[20])
{
	const struct named all[] = {
		{ "telegrams", o->telegrams }, { "numbered", o->numbered },
		{ "dated", o->dated }, { "paragraphs", o->paragraphs },
		{ "redactions", o->redactions }, { "refs", o->refs },
		{ "witnesses", o->witnesses },
		{ "several_witnesses", o->with_witnesses },
		{ "diagnosed", o->diagnostics }, { "ghosts", o->ghosts },
		{ "files", o->files }, { "file_bytes", o->file_bytes },
		{ "sources", o->sources },
		{ "source_bytes", o->source_bytes },
		{ "packed_bytes", o->packed_bytes },
		{ "archive_bytes", o->archive_bytes },
		{ "quarantine", o->quarantine }
	};
	size_t n = holdings ? sizeof(all) / sizeof(all[0]) : 9;

	memcpy(named, all, n * sizeof(all[0]));
	return n;
}

static void
put_overview_csv(struct job *job, const struct stats_overview *o)
{
	struct named named[20];
	size_t n = named_numbers(o, !job->chosen, named);

	for (size_t i = 0; i < n; i++)
		put(&job->out, "overview,%s,%" PRIu64 "\n", named[i].key,
		    named[i].n);
}

static void
put_overview_json(struct job *job, const struct stats_overview *o,
    const struct stats_row *code, size_t codes)
{
	struct json j = { .out = &job->out, .first = true };
	struct named named[20];
	size_t n = named_numbers(o, !job->chosen, named);

	json_open(&j, '{');
	for (size_t i = 0; i < n; i++) {
		json_key_str(&j, str_from(named[i].key));
		json_uint(&j, named[i].n);
	}
	json_put(&j, "first", str, str_from(o->first));
	json_put(&j, "last", str, str_from(o->last));
	json_key(&j, "codes");
	json_open(&j, '{');
	for (size_t i = 0; i < codes; i++) {
		json_key_str(&j, str_from(code[i].value));
		json_uint(&j, code[i].n);
	}
	json_close(&j, '}');
	json_close(&j, '}');
	buf_putc(&job->out, '\n');
}

enum { CODES_SHOWN = 10 };

static bool
put_whole(struct job *job)
{
	struct stats_overview o;
	struct stats_row *code;
	size_t n, some;
	char digits[32];

	if (stats_overview(job->a, &job->arena, &o) != ARCHIVE_OK ||
	    stats_count(job->a, &job->arena, STATS_CODE, &code, &n) !=
	    ARCHIVE_OK)
		return false;
	if (n > 0 && code[n - 1].value[0] == '\0')
		n--;		/* those without any are counted above */
	some = job->to == TO_TEXT && n > CODES_SHOWN ? CODES_SHOWN : n;
	if (job->to == TO_CSV) {
		put_overview_csv(job, &o);
		put_csv(job, STATS_CODE, code, n);
		return true;
	}
	if (job->to == TO_JSON) {
		put_overview_json(job, &o, code, n);
		return true;
	}
	put_overview(job, &o);
	for (size_t i = 0; i < some; i++)
		put(&job->out, "  %-32s %14s\n", code[i].value,
		    grouped(code[i].n, digits));
	if (some < n)
		put(&job->out, "  and %zu other codes: --by code\n",
		    n - some);
	return true;
}

/* --- the command ---------------------------------------------------------- */

static void
option_by(struct opt *o, struct job *job)
{
	char name[32];

	for (const char *s = o->value; ; s++) {
		size_t n = strcspn(s, ",");
		enum stats_by by;

		snprintf(name, sizeof(name), "%.*s", (int)n, s);
		by = stats_by_name(name);
		if (by == STATS_BY__MAX) {
			opt_error(o, "--by takes year, month, day, post, "
			    "class, caption, tag, form, precedence, to or "
			    "code, not %.*s", (int)n, s);
			return;
		}
		if (job->by_n < STATS_BY__MAX)
			job->by[job->by_n++] = by;
		s += n;
		if (*s == '\0')
			return;
	}
}

static void
option_to(struct opt *o, struct job *job)
{
	static const char *const names[] = { "text", "csv", "json" };

	for (int i = 0; i < 3; i++)
		if (strcmp(o->value, names[i]) == 0) {
			job->to = (enum stats_to)i;
			return;
		}
	opt_error(o, "--to takes text, csv or json, not %s", o->value);
}

static uint64_t
number(struct opt *o)
{
	size_t n = strspn(o->value, "0123456789");

	if (n == 0 || n > 9 || o->value[n] != '\0')
		opt_error(o, "--%.*s: not a number: %s", (int)o->name_n,
		    o->name, o->value);
	return strtoull(o->value, NULL, 10);
}

static void
option(struct opt *o, struct job *job)
{
	if (words_shunned(o))
		words_shun(o);
	else if (opt_value(o, "by"))
		option_by(o, job);
	else if (opt_value(o, "to"))
		option_to(o, job);
	else if (opt_value(o, "limit")) {
		job->limit = number(o);
		job->limited = true;
	} else if (opt_value(o, "width"))
		job->width = (unsigned)number(o);
	else if (!kept_option(o, &job->kept))
		opt_unknown(o);
}

static void
look_at_terminal(struct job *job)
{
	struct winsize size;

	setlocale(LC_CTYPE, "");
	job->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	job->color = wants_color();
	if (job->width > 0 || !isatty(STDOUT_FILENO))
		return;
	job->width = 80;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		job->width = size.ws_col;
}

/* False, with a complaint in *status. */
static bool
choose(struct job *job, struct opt *o, int *status)
{
	struct query_error error;
	char *query = words_join(o->arg, o->arg_n);
	struct search *s = NULL;

	job->chosen = o->arg_n > 0;
	if (query == NULL) {
		complain("out of memory");
		*status = EXIT_FAULT;
		return false;
	}
	if (job->chosen && (s = search_new(job->a, query, &error)) == NULL)
		*status = words_wrong(job->a, query, &error, "");
	else if (stats_choose(job->a, s) != ARCHIVE_OK)
		*status = kept_fault(job->a);
	if (s != NULL)
		job->telegrams = search_total(s);
	if (s != NULL && job->to == TO_TEXT) {
		/* "by year", without dashes, is a query, too */
		buf_puts(&job->out, "Of what is meant by: ");
		buf_puts(&job->out, query);
		buf_puts(&job->out, "\n\n");
	}
	search_free(s);
	free(query);
	return *status == EXIT_OK;
}

static int
count(struct job *job, struct opt *o)
{
	struct stats_overview whole;
	int status = EXIT_OK;
	bool ok = true;

	if (!choose(job, o, &status))
		return status;
	if (!job->chosen && job->by_n > 0 && job->to == TO_JSON) {
		ok = stats_overview(job->a, &job->arena, &whole) ==
		    ARCHIVE_OK;
		job->telegrams = whole.telegrams;
	}
	if (job->to == TO_CSV)
		buf_puts(&job->out, "by,value,telegrams\n");
	if (job->by_n == 0)
		ok = put_whole(job);
	for (size_t i = 0; ok && i < job->by_n; i++) {
		if (i > 0 && job->to == TO_TEXT)
			buf_putc(&job->out, '\n');
		ok = put_table(job, job->by[i]);
	}
	if (!ok)
		return kept_fault(job->a);
	if (job->out.failed) {
		complain("out of memory");
		return EXIT_FAULT;
	}
	fwrite(job->out.p, 1, job->out.n, stdout);
	return EXIT_OK;
}

int
cmd_stats(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct job job = { .to = TO_TEXT };
	int status;

	while (opt_next(&o))
		option(&o, &job);
	if (o.done)
		return o.status;
	job.a = kept_open(&job.kept, ARCHIVE_READ);
	if (job.a == NULL)
		return EXIT_FAULT;
	look_at_terminal(&job);
	arena_init(&job.arena);
	archive_hold(job.a);
	status = count(&job, &o);
	archive_release(job.a);
	arena_free(&job.arena);
	buf_free(&job.out);
	archive_close(job.a);
	return finish_output(status);
}
