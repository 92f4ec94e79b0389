/* Telegrams out of files and folders; see input.h. */
#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
before(struct input *in)
{
	if (in->before != NULL)
		in->before(in->ctx);
}

static void
told(struct input *in, const char *why)
{
	if (in->fault != NULL)
		in->fault(in->ctx, why);
	in->status = EXIT_FAULT;
}

void
input_fault(struct input *in, const char *path, const char *why)
{
	before(in);
	fprintf(stderr, "%s: %s\n", path, why);
	told(in, why);
}

static void
walk_fault(void *ctx, const char *path, const char *why)
{
	input_fault(ctx, path, why);
}

/* A failure with its place: "dump.csv:12: row is broken".  What is wrong
 * from the first byte on has no place worth naming. */
static void
reader_fault(struct input *in, const char *path,
    const struct reftel_reader *reader, enum reftel_status status)
{
	struct reftel_span span = { 0 };
	uint64_t line = 0;
	const char *why = reftel_reader_error(reader, &span, &line);
	const char *member = reftel_reader_member(reader);
	const char *mark = member == NULL ? "" : "!/";

	member = member == NULL ? "" : member;
	before(in);
	if (why == NULL || *why == '\0')
		why = reftel_strstatus(status);
	if (span.start > 0 && line > 0)
		fprintf(stderr, "%s%s%s:%" PRIu64 ": %s\n", path, mark,
		    member, line, why);
	else if (span.start > 0)
		fprintf(stderr, "%s%s%s: byte %" PRIu64 ": %s\n", path, mark,
		    member, span.start, why);
	else
		fprintf(stderr, "%s%s%s: %s\n", path, mark, member, why);
	told(in, why);
}

/* Where the bytes of a reader come from. */
struct source {
	struct input *in;
	int fd;
};

static long
read_source(void *ctx, void *p, size_t n)
{
	struct source *source = ctx;
	ssize_t got;

	before(source->in);
	do
		got = read(source->fd, p, n);
	while (got == -1 && errno == EINTR);
	if (got > 0 && source->in->bytes != NULL)
		source->in->bytes(source->in->ctx, p, (size_t)got);
	return (long)got;
}

static int64_t
seek_source(void *ctx, int64_t offset, int whence)
{
	const struct source *source = ctx;

	return (int64_t)lseek(source->fd, (off_t)offset, whence);
}

/* Memoranda and letters of a volume are no fault, but are not silently left
 * out either. */
static void
tell_passed(struct input *in, const char *path,
    const struct reftel_reader *reader)
{
	uint64_t n = reftel_reader_passed(reader);

	if (in->passed != NULL) {
		in->passed(in->ctx, n);
		return;
	}
	if (n == 0 || !in->any)
		return;
	before(in);
	fprintf(stderr, "%s: %" PRIu64 " document%s passed over, no telegram%s"
	    "\n", path, n, n == 1 ? "" : "s", n == 1 ? "" : "s");
}

/* Goes on behind a broken piece; false: the reader is at its end. */
static bool
read_one(struct input *in, const char *path, struct reftel_reader *reader)
{
	struct reftel_telegram *t;
	enum reftel_status status = reftel_reader_next(reader, &t);

	switch (status) {
	case REFTEL_OK:
		in->any = true;
		in->each(in->ctx, path, t);
		if (!in->owned)
			reftel_telegram_free(t);
		return true;
	case REFTEL_END:
		tell_passed(in, path, reader);
		return false;
	case REFTEL_EBROKEN:
	case REFTEL_ELIMIT:
	case REFTEL_ENOTELEGRAM:
		reader_fault(in, path, reader, status);
		return true;
	case REFTEL_EIO:
		input_fault(in, path, strerror(errno));
		return false;
	default:
		reader_fault(in, path, reader, status);
		return false;
	}
}

/* An archive is over before its padding is: who wants the bytes wants all. */
static void
read_rest(struct source *source)
{
	char rest[4096];

	while (source->in->bytes != NULL && !source->in->stop &&
	    read_source(source, rest, sizeof(rest)) > 0)
		continue;
}

static void
read_fd(struct input *in, const char *path, int fd)
{
	struct source source = { in, fd };
	struct reftel_reader *reader;

	in->options.name = path;
	in->any = false;
	/* What has been read on already, or can not move, is only read on. */
	in->options.seek = !in->in_order && lseek(fd, 0, SEEK_CUR) == 0
	    ? seek_source : NULL;
	reader = reftel_reader_new(&in->options, read_source, &source);
	if (reader == NULL) {
		input_fault(in, path, reftel_strstatus(REFTEL_ENOMEM));
		return;
	}
	if (in->begin != NULL)
		in->begin(in->ctx, path);
	while (!in->stop && read_one(in, path, reader))
		continue;
	reftel_reader_free(reader);
	read_rest(&source);
	if (in->end != NULL)
		in->end(in->ctx, path);
}

static bool
read_file(void *ctx, const char *path)
{
	struct input *in = ctx;
	int fd = open(path, O_RDONLY);

	if (fd == -1) {
		input_fault(in, path, strerror(errno));
	} else {
		read_fd(in, path, fd);
		close(fd);
	}
	return !in->stop;
}

void
input_read(struct input *in, char **path, int n)
{
	const struct walk how = { read_file, walk_fault, in };

	if (n == 0)
		read_fd(in, "-", STDIN_FILENO);
	for (int i = 0; i < n && !in->stop; i++)
		if (strcmp(path[i], "-") == 0)
			read_fd(in, "-", STDIN_FILENO);
		else
			walk(&how, path[i]);
	before(in);
}

static void
option_form(struct opt *o, struct reftel_options *options)
{
	char names[256] = "";

	options->form = reftel_form_by_name(o->value);
	if (options->form != REFTEL_FORM_ANY)
		return;
	for (int i = REFTEL_FORM_ANY + 1; i < REFTEL_FORM__MAX; i++) {
		strcat(names, i > REFTEL_FORM_ANY + 1 ? ", " : "");
		strcat(names, reftel_form_name((enum reftel_form)i));
	}
	opt_error(o, "no such form: %s (there are %s)", o->value, names);
}

static void
option_year(struct opt *o, struct reftel_options *options)
{
	size_t n = strspn(o->value, "0123456789");

	if (n != 4 || o->value[n] != '\0' || o->value[0] == '0')
		opt_error(o, "not a year of four digits: %s", o->value);
	else
		options->year = atoi(o->value);
}

/* A number without a year may stand beside --year. */
static void
option_id(struct opt *o, struct reftel_options *options)
{
	struct reftel_number number;

	options->id = o->value;
	if (reftel_number_parse(o->value, strlen(o->value), 0, &number) !=
	    REFTEL_OK)
		opt_error(o, "not a telegram number: %s", o->value);
}

bool
input_option(struct opt *o, struct input *in)
{
	if (opt_value(o, "form"))
		option_form(o, &in->options);
	else if (opt_value(o, "year"))
		option_year(o, &in->options);
	else if (opt_value(o, "id"))
		option_id(o, &in->options);
	else
		return false;
	return true;
}

void
input_expect(struct opt *o)
{
	if (o->arg_n == 0 && isatty(STDIN_FILENO))
		opt_error(o, "nothing to read: name a file or a folder, or "
		    "- for standard input");
}
