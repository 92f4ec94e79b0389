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

/* As people write it: -j, --json. */
static const char *
dashes(const struct opt *o)
{
	return o->name_n == 1 ? "-" : "--";
}

/* The next letter of a word behind one dash; what is behind it may be its
 * value. */
static void
take_letter(struct opt *o)
{
	o->name = o->letters++;
	o->name_n = 1;
	o->inline_value = NULL;
}

static void
take_word(struct opt *o, const char *word)
{
	const char *equals;

	/* A single dash is taken for two: "-help", "-pretty". */
	o->name = word + (word[1] == '-' ? 2 : 1);
	equals = strchr(o->name, '=');
	o->name_n = equals == NULL ? strlen(o->name) :
	    (size_t)(equals - o->name);
	o->inline_value = equals == NULL ? NULL : equals + 1;
	o->word = word;
	o->letters = NULL;
}

bool
opt_next(struct opt *o)
{
	const char *word;

	if (o->inline_value != NULL)
		opt_error(o, "option %s%.*s takes no value", dashes(o),
		    (int)o->name_n, o->name);
	if (o->done)
		return false;
	if (o->letters != NULL && *o->letters != '\0') {
		take_letter(o);
	} else {
		word = next_option(o);
		if (word == NULL)
			return false;
		take_word(o, word);
	}
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

/* The rest of a word of letters: "2" of -j2 and of -j=2. */
static const char *
glued_value(struct opt *o)
{
	const char *rest = o->letters;

	if (rest == NULL || *rest == '\0')
		return NULL;
	o->letters = NULL;
	return rest + (*rest == '=');
}

/* Consumes the option's value, so that opt_next() does not complain. */
bool
opt_value(struct opt *o, const char *name)
{
	if (!opt_flag(o, name))
		return false;
	o->value = o->inline_value != NULL ? o->inline_value : glued_value(o);
	o->inline_value = NULL;
	if (o->value == NULL && o->next < o->argc)
		o->value = o->argv[o->next++];
	if (o->value == NULL) {
		opt_error(o, "option %s%s needs a value", dashes(o), name);
		o->value = "";
	}
	return true;
}

/* A word behind one dash that is no option is read again, letter by letter:
 * the command is asked for each of them. */
void
opt_unknown(struct opt *o)
{
	bool whole = o->letters == NULL || o->letters == o->word + 2;

	o->inline_value = NULL;
	if (o->letters == NULL && o->word[1] != '-' && o->word[2] != '\0')
		o->letters = o->word + 1;
	else if (whole)
		opt_error(o, "no such option: %.*s",
		    (int)strcspn(o->word, "="), o->word);
	else
		opt_error(o, "no such option: -%.*s in %s", (int)o->name_n,
		    o->name, o->word);
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

void
opt_no_argument(struct opt *o)
{
	if (o->arg_n > 0)
		opt_error(o, "takes no argument: %s", o->arg[0]);
}
