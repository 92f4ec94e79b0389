/*
 * The subcommands of the program reftel and what they share.  For the room
 * cli only.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdbool.h>
#include <stdio.h>

/* Exit statuses: all went well; something could not be done; usage. */
enum { EXIT_OK = 0, EXIT_FAULT = 1, EXIT_USAGE = 2 };

/*
 * A subcommand: a file cmd_NAME.c and a row in main.c.  It gets its own
 * name as argv[0] and returns an exit status.
 */
struct cmd {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;	/* one line, small first letter */
};

int cmd_parse(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_id(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_forms(int argc, char **argv);
int cmd_render(int argc, char **argv);
int cmd_repair(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_stats(int argc, char **argv);
int cmd_cite(int argc, char **argv);
int cmd_refs(int argc, char **argv);
int cmd_thread(int argc, char **argv);
int cmd_gaps(int argc, char **argv);
int cmd_add(int argc, char **argv);
int cmd_search(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_quarantine(int argc, char **argv);
int cmd_reread(int argc, char **argv);
int cmd_remove(int argc, char **argv);
int cmd_fsck(int argc, char **argv);
int cmd_serve(int argc, char **argv);
/* reftel help codes (codes.c) */
int help_codes(void);

/*
 * Options (opt.c): "--name", "--name value" or "--name=value", before and
 * behind arguments; "--" ends them; "-" and what does not begin with a dash
 * are arguments.  Those of one letter also as "-j2", "-n -j 2" and "-nj2".
 * Every command knows --help.  One that is unknown must come to opt_unknown().
 *
 *	struct opt o = opt_start(argc, argv, help);
 *	while (opt_next(&o))
 *		if (opt_flag(&o, "pretty"))
 *			pretty = true;
 *		else if (opt_value(&o, "id"))
 *			id = o.value;
 *		else
 *			opt_unknown(&o);
 *	if (o.done)
 *		return o.status;
 *	... the arguments are o.arg[0] to o.arg[o.arg_n - 1]
 */
struct opt {
	int argc;
	char **argv;
	const char *help;	/* for --help: synopsis, options, examples */
	int next;		/* the word that comes next */
	char **arg;		/* the arguments found so far */
	int arg_n;
	const char *name;	/* of the present option, without dashes */
	const char *value;	/* the option's, once opt_value() held */
	const char *inline_value;	/* behind "=", or NULL */
	size_t name_n;
	const char *word;	/* in which it stands, with dashes */
	const char *letters;	/* of "-nj2", not yet looked at; NULL: it is
				 * read as a whole */
	bool done;		/* leave the command with status */
	int status;
};
struct opt opt_start(int argc, char **argv, const char *help);
bool opt_next(struct opt *);
bool opt_flag(struct opt *, const char *name);
bool opt_value(struct opt *, const char *name);
void opt_unknown(struct opt *);
/* A usage error in the words of printf; ends the command. */
void opt_error(struct opt *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* One where there are arguments, for a command that takes none. */
void opt_no_argument(struct opt *);

/* "reftel: ..." on standard error, with a line end. */
void complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Flushes standard output; EXIT_FAULT, with a complaint, if something could
 * not be written.  status otherwise. */
int finish_output(int status);

/* A label and a text, wrapped at blanks and indented behind the label
 * (field.c). Nothing where the text is empty. */
void print_field(const char *label, const char *text);

/*
 * Walks files and folders (walk.c): fn is called with each file's path, in
 * byte order of names within a folder.  What cannot be opened as a folder is
 * told to `fault`.  A folder met again inside itself is left out.  Returns
 * false when fn did, which ends the walk.
 */
struct walk {
	bool (*file)(void *ctx, const char *path);
	void (*fault)(void *ctx, const char *path, const char *why);
	void *ctx;
};
bool walk(const struct walk *, const char *path);

#endif
