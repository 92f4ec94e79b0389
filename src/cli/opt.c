/* Options of the subcommands; see cmd.h. */
#include "cli/cmd.h"

#include <stdarg.h>
#include <string.h>

struct opt
opt_start(int argc, char **argv, const char *help)
{
	return (struct opt){ .argc = argc, .argv = argv, .help = help,
		.next = 1, .arg = argv + 1, .status = EXIT_OK };
}

static void
leave(struct opt *o, int status)
{
	o->done = true;
	o->status = status;
}

/* Gathers arguments up to the next option, which is returned; they move
 * together at the front of argv.  NULL at the end. */
static const char *
next_option(struct opt *o)
{
	while (o->next < o->argc) {
		char *word = o->argv[o->next++];

		if (strcmp(word, "--") == 0)
			break;
		if (word[0] == '-' && word[1] != '\0')
			return word;
		o->arg[o->arg_n++] = word;
	}
	while (o->next < o->argc)
		o->arg[o->arg_n++] = o->argv[o->next++];
	return NULL;
}

bool
opt_next(struct opt *o)
{
	const char *word, *equals;

	if (o->inline_value != NULL)
		opt_error(o, "option --%.*s takes no value", (int)o->name_n,
		    o->name);
	word = o->done ? NULL : next_option(o);
	if (word == NULL)
		return false;
	/* A single dash is taken for two: "-help", "-pretty". */
	o->name = word + (word[1] == '-' ? 2 : 1);
	equals = strchr(o->name, '=');
	o->name_n = equals == NULL ? strlen(o->name) :
	    (size_t)(equals - o->name);
	o->inline_value = equals == NULL ? NULL : equals + 1;
	if (opt_flag(o, "help") || opt_flag(o, "h")) {
		fputs(o->help, stdout);
		leave(o, finish_output(EXIT_OK));
		return false;
	}
	return true;
}

bool
opt_flag(struct opt *o, const char *name)
{
	return strlen(name) == o->name_n &&
	    memcmp(name, o->name, o->name_n) == 0;
}

/* Consumes the option's value, so that opt_next() does not complain. */
bool
opt_value(struct opt *o, const char *name)
{
	if (!opt_flag(o, name))
		return false;
	o->value = o->inline_value;
	o->inline_value = NULL;
	if (o->value == NULL && o->next < o->argc)
		o->value = o->argv[o->next++];
	if (o->value == NULL) {
		opt_error(o, "option --%s needs a value", name);
		o->value = "";
	}
	return true;
}

void
opt_unknown(struct opt *o)
{
	o->inline_value = NULL;
	opt_error(o, "no such option: --%.*s", (int)o->name_n, o->name);
}

void
opt_error(struct opt *o, const char *fmt, ...)
{
	va_list ap;

	if (o->done)
		return;
	fprintf(stderr, "reftel %s: ", o->argv[0]);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\nTry: reftel %s --help\n", o->argv[0]);
	leave(o, EXIT_USAGE);
}
