/* reftel show: prints a telegram of an archive. */
#include "cli/cmd.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "archive/paragraph.h"
#include "archive/search.h"
#include "cli/kept.h"
#include "cli/words.h"
#include "render/render.h"

static const char help[] =
"usage: reftel show [-A FILE] [OPTION]... ID[#PAR]...\n"
"\n"
"Prints telegrams that are kept, by their number in any spelling: 07KARACHI756,\n"
"'2007 Karachi 756', 07KARACHI00756; 07KARACHI756~2 is another telegram of the\n"
"same number, sha256:0123456789ab one that has none. Behind # stands the number\n"
"of a paragraph; only that is printed.\n"
"One that is not held, but cited, is said to be so, and by whom.\n"
"\n"
"  -A FILE       the archive; else $REFTEL_ARCHIVE, else\n"
"                $XDG_DATA_HOME/reftel/archive.db\n"
"  --to FORM     text (usual), transmission, markdown, html, json, tei, mail,\n"
"                csv\n"
"  --source      the bytes as they were handed in\n"
"  --witness N   its N-th copy; reftel diff lists them\n"
"  --width N     columns of text (usual: the terminal's, else 80)\n"
"  --no-pager    do not show it in $PAGER on a terminal\n"
"  --help        this text\n"
"\n"
"Exit status: 0, all was printed; 1, something is not held, or could not be\n"
"read; 2, wrong usage.\n"
"\n"
"Examples:\n"
"  reftel show 07KARACHI756\n"
"  reftel show 07KARACHI756#4\n"
"  reftel show --to mail '07 Karachi 756' >telegram.eml\n";

struct job {
	struct kept kept;
	struct archive *a;
	struct arena arena;
	struct buf out;
	const struct render_form *form;
	struct render_options options;
	bool source, no_pager;
	unsigned witness;	/* from 1 on; 0: the face */
	int status;
};

static void __attribute__((format(printf, 2, 3)))
fault(struct job *job, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	complain("%s", text);
	job->status = EXIT_FAULT;
}

/* ---- What is not held ---- */

struct citing {
	struct job *job;
	const char *id;
	size_t n;
};

enum { CITING_MAX = 20 };

static void
put_ref(struct buf *out, const struct reftel_telegram *t, const char *id)
{
	for (size_t i = 0; i < t->refs.n; i++) {
		const struct reftel_ref *ref = &t->refs.v[i];

		if (ref->id.s == NULL || !str_eq(value_str(&ref->id),
		    str_from(id)))
			continue;
		buf_puts(out, "    ref: ");
		buf_putstr(out, value_str(&ref->text));
		buf_putc(out, '\n');
	}
}

static bool
put_citing(void *ctx, int64_t telegram)
{
	struct citing *c = ctx;
	struct job *job = c->job;
	struct archive_head head;
	struct reftel_telegram *t;

	if (archive_head(job->a, &job->arena, telegram, &head) != ARCHIVE_OK)
		return false;
	buf_puts(&job->out, "  ");
	buf_puts(&job->out, head.id);
	buf_puts(&job->out, *head.date == '\0' ? "" : "  ");
	buf_puts(&job->out, head.date);
	buf_puts(&job->out, "  ");
	buf_puts(&job->out, *head.title == '\0' ? head.subject : head.title);
	buf_putc(&job->out, '\n');
	if (archive_face(job->a, telegram, &t) == ARCHIVE_OK) {
		put_ref(&job->out, t, c->id);
		reftel_telegram_free(t);
	}
	return ++c->n < CITING_MAX;
}

static void
show_ghost(struct job *job, const char *id)
{
	struct citing citing = { job, id, 0 };
	struct query_error error;
	char query[64];
	struct search *s;
	uint64_t total;

	snprintf(query, sizeof(query), "ref:%s", id);
	s = search_new(job->a, query, &error);
	total = s == NULL ? 0 : search_total(s);
	if (s == NULL && error.what[0] == '\0') {
		job->status = kept_fault(job->a);
	} else if (total == 0) {
		fault(job, "%s is not held, and no telegram that is held cites "
		    "it", id);
	} else {
		char line[160];

		fault(job, "%s is not held", id);
		snprintf(line, sizeof(line), "%s is not held. It is cited by "
		    "%llu:\n", id, (unsigned long long)total);
		buf_puts(&job->out, line);
		search_each(s, SEARCH_DATE, put_citing, &citing);
		if (citing.n < total) {
			snprintf(line, sizeof(line), "  and others: reftel "
			    "search ref:%s\n", id);
			buf_puts(&job->out, line);
		}
	}
	search_free(s);
}

/* ---- What is held ---- */

static void
put_head(struct job *job, int64_t telegram)
{
	struct archive_head head;

	if (archive_head(job->a, &job->arena, telegram, &head) != ARCHIVE_OK)
		return;
	buf_puts(&job->out, "  ");
	buf_puts(&job->out, head.id);
	buf_puts(&job->out, *head.date == '\0' ? "" : "  ");
	buf_puts(&job->out, head.date);
	buf_puts(&job->out, "  ");
	buf_puts(&job->out, *head.title == '\0' ? head.subject : head.title);
	buf_putc(&job->out, '\n');
}

static void
list_meanings(struct job *job, const char *word, const int64_t *telegram,
    size_t n)
{
	fault(job, "%s means %zu telegrams; say which", word, n);
	for (size_t i = 0; i < n; i++)
		put_head(job, telegram[i]);
}

static void
put_paragraph(struct job *job, const struct reftel_telegram *t,
    int64_t telegram, const char *name)
{
	size_t i = paragraph_find(t, str_from(name));
	const struct reftel_paragraph *p;
	char own[PARAGRAPH_NAME_ROOM];

	if (i == SIZE_MAX) {
		fault(job, "%.*s has no paragraph %s", (int)t->id.n,
		    t->id.s == NULL ? "" : t->id.s, name);
		return;
	}
	p = &t->paragraphs.v[i];
	paragraph_name(t, i, own);
	put_head(job, telegram);
	buf_puts(&job->out, "\n#");
	buf_puts(&job->out, own);
	if (p->portion.s != NULL) {
		buf_puts(&job->out, " (");
		buf_putstr(&job->out, value_str(&p->portion));
		buf_putc(&job->out, ')');
	}
	buf_putc(&job->out, '\n');
	if (p->heading.s != NULL) {
		buf_putstr(&job->out, value_str(&p->heading));
		buf_putc(&job->out, '\n');
	}
	buf_putstr(&job->out, value_str(&p->text));
	buf_putc(&job->out, '\n');
}

static void
put_telegram(struct job *job, const struct reftel_telegram *t,
    const char *word)
{
	size_t before = job->out.n;
	const char *why = job->form->write(&job->out, t, &job->options);

	if (why == NULL)
		return;
	job->out.n = before;
	fault(job, "%s cannot be written as %s: %s", word, job->form->name,
	    why);
}

/* The witness that is asked for; 0, with a complaint: there is none. */
static int64_t
choose_witness(struct job *job, int64_t telegram, const char *word)
{
	struct archive_witness *w;
	size_t n, i = job->witness == 0 ? 0 : job->witness - 1;

	if (archive_witnesses(job->a, &job->arena, telegram, &w, &n) !=
	    ARCHIVE_OK) {
		job->status = kept_fault(job->a);
		return 0;
	}
	if (i < n)
		return w[i].witness;
	fault(job, "%s has %zu %s, no number %u", word, n, n == 1 ?
	    "witness" : "witnesses", job->witness);
	return 0;
}

static void
show_held(struct job *job, int64_t telegram, const char *word,
    const char *paragraph)
{
	int64_t witness = choose_witness(job, telegram, word);
	struct reftel_telegram *t;
	size_t before = job->out.n;

	if (witness == 0)
		return;
	if (job->source) {
		if (archive_bytes(job->a, witness, &job->out) != ARCHIVE_OK) {
			job->out.n = before;
			job->status = kept_fault(job->a);
		}
		return;
	}
	if (archive_read(job->a, witness, &t) != ARCHIVE_OK) {
		job->status = kept_fault(job->a);
		return;
	}
	if (paragraph != NULL)
		put_paragraph(job, t, telegram, paragraph);
	else
		put_telegram(job, t, word);
	reftel_telegram_free(t);
}

/* People write posts in small letters. */
static void
capitals(char *word)
{
	if (!str_startsi(str_from(word), STR("sha256:")))
		for (; *word != '\0'; word++)
			*word = ch_fold(*word);
}

static void
show(struct job *job, char *word)
{
	int64_t found[16];
	char canonical[48];
	char *paragraph = strchr(word, '#');
	size_t n;

	/* as the address of a paragraph, not as a sign before the serial */
	if (paragraph != NULL && paragraph > word && paragraph[-1] != ' ')
		*paragraph++ = '\0';
	else
		paragraph = NULL;
	capitals(word);
	n = archive_find(job->a, word, found, 16, canonical);
	if (n == 1)
		show_held(job, found[0], word, paragraph);
	else if (n > 1)
		list_meanings(job, word, found, n < 16 ? n : 16);
	else if (archive_status(job->a) != ARCHIVE_OK)
		job->status = kept_fault(job->a);
	else if (canonical[0] != '\0')
		show_ghost(job, canonical);
	else
		fault(job, "%s: not held, and no telegram number with its "
		    "year", word);
}

/* ---- Out ---- */

/* In the pager of the user; false: it could not be started. */
static bool
page(const struct buf *out)
{
	const char *pager = getenv("PAGER");
	FILE *f;

	fflush(stdout);
	f = popen(pager == NULL || *pager == '\0' ? "less -R" : pager, "w");
	if (f == NULL)
		return false;
	fwrite(out->p, 1, out->n, f);
	return pclose(f) == 0;
}

static void
print(struct job *job)
{
	if (job->out.failed) {
		fault(job, "out of memory");
		return;
	}
	if (job->out.n == 0)
		return;
	if (!job->no_pager && !job->source && isatty(STDOUT_FILENO) &&
	    page(&job->out))
		return;
	fwrite(job->out.p, 1, job->out.n, stdout);
}

static void
look_at_terminal(struct job *job)
{
	struct winsize size;
	const char *none = getenv("NO_COLOR");

	if (!isatty(STDOUT_FILENO))
		return;
	job->options.styled = none == NULL || *none == '\0';
	if (job->options.width == 0 &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		job->options.width = size.ws_col;
}

static unsigned
number(struct opt *o, unsigned least)
{
	size_t n = strspn(o->value, "0123456789");
	unsigned value = n > 0 && n < 6 && o->value[n] == '\0' ?
	    (unsigned)atoi(o->value) : 0;

	if (value < least)
		opt_error(o, "--%.*s: not a number from %u on: %s",
		    (int)o->name_n, o->name, least, o->value);
	return value;
}

static void
option(struct opt *o, struct job *job)
{
	if (opt_value(o, "to")) {
		job->form = render_form_by_name(o->value);
		if (job->form == NULL)
			opt_error(o, "no such form to write: %s", o->value);
	} else if (opt_flag(o, "source")) {
		job->source = true;
	} else if (opt_value(o, "witness")) {
		job->witness = number(o, 1);
	} else if (opt_value(o, "width")) {
		job->options.width = number(o, 20);
	} else if (opt_flag(o, "no-pager")) {
		job->no_pager = true;
	} else if (!kept_option(o, &job->kept)) {
		opt_unknown(o);
	}
}

/* What does not go together. */
static void
look_at_options(struct opt *o, const struct job *job)
{
	bool paragraphs = false;

	if (o->arg_n == 0)
		opt_error(o, "say which telegram");
	for (int i = 0; i < o->arg_n; i++)
		paragraphs |= strchr(o->arg[i], '#') != NULL &&
		    strstr(o->arg[i], " #") == NULL;
	if (paragraphs && (job->source || job->form != NULL))
		opt_error(o, "a paragraph is shown as text only");
	if (job->source && job->form != NULL)
		opt_error(o, "--source gives the bytes as they are, in no "
		    "other form");
	if (o->arg_n > 1 && job->form != NULL && !job->form->many)
		opt_error(o, "an output as %s holds one telegram",
		    job->form->name);
}

int
cmd_show(int argc, char **argv)
{
	struct job job = { .status = EXIT_OK };
	struct opt o = opt_start(argc, argv, help);

	while (opt_next(&o))
		option(&o, &job);
	words_join_number(&o);
	if (!o.done)
		look_at_options(&o, &job);
	if (o.done)
		return o.status;
	job.a = kept_open(&job.kept, ARCHIVE_READ);
	if (job.a == NULL)
		return EXIT_FAULT;
	if (job.form == NULL)
		job.form = render_form_by_name("text");
	look_at_terminal(&job);
	arena_init(&job.arena);
	for (int i = 0; i < o.arg_n; i++)
		show(&job, o.arg[i]);
	print(&job);
	buf_free(&job.out);
	arena_free(&job.arena);
	archive_close(job.a);
	return finish_output(job.status);
}
