/* reftel render: writes telegrams in another form. */
#include "cli/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/input.h"
#include "render/render.h"

static const char help[] =
"usage: reftel render --to FORM [OPTION]... [FILE|DIR|-]...\n"
"\n"
"Reads telegrams as reftel parse does and writes them in another form:\n"
"\n"
"  transmission  as sent: the sixteen format lines, in sections\n"
"  text          to read: a clean copy for a terminal or a printer\n"
"  markdown      Markdown, heading in a block of its own\n"
"  html          a page that stands alone\n"
"  json          the record, as reftel parse prints it\n"
"  tei           TEI P5, a document as editions have them\n"
"  mail          a mail with the fields of RFC 6477\n"
"  csv           a row of eight columns, as in the dump\n"
"\n"
"  -o OUT        write to the file OUT; if OUT is a folder, to a file for\n"
"                each telegram in it, named after its number\n"
"  --width N     columns of text (default: the terminal's, else 80)\n"
"  --pretty      indent JSON, for people\n"
"  --form FORM, --id ID, --year YYYY\n"
"                as in reftel parse\n"
"  --help        this text\n"
"\n"
"What a form cannot hold is listed in reftel-render(1). A page, a mail, a TEI\n"
"document and a Markdown file hold one telegram each: for several, name a\n"
"folder with -o.\n"
"\n"
"Exit status: 0, all was written; 1, something could not be read or written;\n"
"2, wrong usage.\n"
"\n"
"Examples:\n"
"  reftel render --to text telegram.txt         to read on the screen\n"
"  reftel render --to transmission page.html    as it was sent\n"
"  reftel render --to html -o pages/ dump.csv   a page for each telegram\n";

struct job {
	struct input input;
	struct render_options options;
	const struct render_form *form;
	const char *out;		/* a file, or "" */
	const char *folder;		/* or NULL */
	int fd;
	size_t written;			/* telegrams */
	struct buf buf;
};

/* Writes all of it; false with errno set. */
static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

/* Makes a new file in the folder: the telegram's number, or what its source
 * is called, and -2, -3 where that is there already. */
static int
open_in_folder(struct job *job, const struct reftel_telegram *t, char *path,
    size_t cap)
{
	const char *base = strrchr(t->source.name, '/');
	char name[64];
	int fd = -1;

	base = base == NULL ? t->source.name : base + 1;
	snprintf(name, sizeof(name), "%.*s", t->id.s != NULL ? (int)t->id.n
	    : (int)strcspn(base, "."), t->id.s != NULL ? t->id.s : base);
	for (unsigned i = 1; i < 10000; i++) {
		char more[16] = "";

		if (i > 1)
			snprintf(more, sizeof(more), "-%u", i);
		snprintf(path, cap, "%s/%s%s.%s", job->folder, name, more,
		    job->form->suffix);
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
		if (fd != -1 || errno != EEXIST)
			break;
	}
	return fd;
}

static void
write_out(struct job *job, const struct reftel_telegram *t)
{
	char path[4096];
	int fd = job->fd;

	snprintf(path, sizeof(path), "%s", job->out);
	if (job->folder != NULL)
		fd = open_in_folder(job, t, path, sizeof(path));
	if (fd == -1 || !write_all(fd, job->buf.p, job->buf.n)) {
		if (errno != EPIPE)
			complain("%s: %s", path, strerror(errno));
		job->input.status = EXIT_FAULT;
		job->input.stop = job->folder == NULL;
	}
	if (job->folder != NULL && fd != -1 && close(fd) == -1) {
		complain("%s: %s", path, strerror(errno));
		job->input.status = EXIT_FAULT;
	}
}

static void
render_one(void *ctx, const char *path, struct reftel_telegram *t)
{
	struct job *job = ctx;
	const char *why = NULL;

	job->buf.n = 0;
	if (job->folder == NULL && job->written > 0 && !job->form->many) {
		input_fault(&job->input, path, "holds more than one telegram; "
		    "for several files name a folder with -o");
		job->input.stop = true;
		return;
	}
	why = job->form->write(&job->buf, t, &job->options);
	if (job->buf.failed) {
		job->buf.failed = false;
		why = reftel_strstatus(REFTEL_ENOMEM);
	}
	if (why != NULL) {
		char reason[256];

		snprintf(reason, sizeof(reason), "%.*s%scannot be written as "
		    "%s: %s", (int)t->id.n, t->id.s == NULL ? "" : t->id.s,
		    t->id.s == NULL ? "" : " ", job->form->name, why);
		input_fault(&job->input, path, reason);
		return;
	}
	write_out(job, t);
	job->written++;
}

static void
option_to(struct opt *o, struct job *job)
{
	char names[256] = "";

	job->form = render_form_by_name(o->value);
	if (job->form != NULL)
		return;
	for (size_t i = 0; i < render_forms_n; i++) {
		strcat(names, i > 0 ? ", " : "");
		strcat(names, render_forms[i].name);
	}
	opt_error(o, "no such form to write: %s (there are %s)", o->value,
	    names);
}

static void
option_width(struct opt *o, struct job *job)
{
	size_t n = strspn(o->value, "0123456789");
	int width = n > 0 && n < 6 && o->value[n] == '\0' ? atoi(o->value) : 0;

	if (width < 20)
		opt_error(o, "not a number of columns from 20 on: %s",
		    o->value);
	else
		job->options.width = (unsigned)width;
}

/* A folder that is there or, if it ends in a stroke, is made. */
static void
open_out(struct opt *o, struct job *job)
{
	size_t n = strlen(job->out);
	struct stat st;

	job->fd = STDOUT_FILENO;
	if (n == 0)
		return;
	if (job->out[n - 1] == '/' && mkdir(job->out, 0777) == -1 &&
	    errno != EEXIST) {
		opt_error(o, "%s: %s", job->out, strerror(errno));
		return;
	}
	if (stat(job->out, &st) == 0 && S_ISDIR(st.st_mode)) {
		job->folder = job->out;
		return;
	}
	job->fd = open(job->out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (job->fd == -1)
		opt_error(o, "%s: %s", job->out, strerror(errno));
}

/* Width and style of a terminal. */
static void
look_at_terminal(struct job *job)
{
	struct winsize size;
	const char *none = getenv("NO_COLOR");

	if (job->fd != STDOUT_FILENO || !isatty(STDOUT_FILENO))
		return;
	job->options.styled = none == NULL || *none == '\0';
	if (job->options.width == 0 &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		job->options.width = size.ws_col;
}

int
cmd_render(int argc, char **argv)
{
	struct job job = { .out = "", .input = { .each = render_one } };
	struct opt o = opt_start(argc, argv, help);

	job.input.ctx = &job;
	while (opt_next(&o))
		if (opt_value(&o, "to"))
			option_to(&o, &job);
		else if (opt_value(&o, "o"))
			job.out = o.value;
		else if (opt_value(&o, "width"))
			option_width(&o, &job);
		else if (opt_flag(&o, "pretty"))
			job.options.pretty = true;
		else if (!input_option(&o, &job.input))
			opt_unknown(&o);
	if (!o.done && job.form == NULL)
		opt_error(&o, "say with --to which form to write");
	if (!o.done)
		input_expect(&o);
	if (!o.done)
		open_out(&o, &job);
	if (o.done)
		return o.status;
	look_at_terminal(&job);
	input_read(&job.input, o.arg, o.arg_n);
	buf_free(&job.buf);
	if (job.fd != STDOUT_FILENO && job.fd != -1 && close(job.fd) == -1) {
		complain("%s: %s", job.out, strerror(errno));
		return EXIT_FAULT;
	}
	return job.input.status;
}
