/* The program reftel: finds the subcommand and runs it. */
#include "cli/cmd.h"
#include "reftel.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct cmd commands[] = {
	{ "parse", cmd_parse, "read telegrams and print their records (JSON)" },
	{ "check", cmd_check, "say what is wrong with telegrams" },
	{ "id", cmd_id, "print telegram numbers in their canonical form" },
	{ "render", cmd_render, "write telegrams in another form" },
	{ "repair", cmd_repair, "make the edits that diagnostics propose" },
	{ "add", cmd_add, "keep telegrams in an archive" },
	{ "search", cmd_search, "find telegrams in an archive" },
	{ "show", cmd_show, "print a telegram of an archive" },
	{ "refs", cmd_refs, "what a telegram cites, and what cites it" },
	{ "thread", cmd_thread, "the conversation a telegram is part of" },
	{ "gaps", cmd_gaps, "what the archive lacks, and how that is known" },
	{ "diff", cmd_diff, "hold witnesses of a telegram against each other" },
	{ "cite", cmd_cite, "cite telegrams in a style or for a program" },
	{ "export", cmd_export, "write telegrams of an archive for other programs" },
	{ "stats", cmd_stats, "count telegrams by year, post, class, TAGS" },
	{ "quarantine", cmd_quarantine, "list what could not be read" },
	{ "reread", cmd_reread, "read kept telegrams again" },
	{ "remove", cmd_remove, "take telegrams out of an archive" },
	{ "fsck", cmd_fsck, "look whether an archive is whole" },
	{ "serve", cmd_serve, "open a reading room: the archive in a browser" },
	{ "explain", cmd_explain, "say what a term of the trade means" },
	{ "forms", cmd_forms, "list the forms that archives hand out" },
};
enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

void
complain(const char *fmt, ...)
{
	va_list ap;

	fputs("reftel: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	putc('\n', stderr);
}

/* That the reader of our output has gone (EPIPE) is its own affair. */
int
finish_output(int status)
{
	if ((fflush(stdout) == 0 && !ferror(stdout)) || errno == EPIPE)
		return status;
	complain("standard output: %s", strerror(errno));
	return EXIT_FAULT;
}

static void
print_usage(FILE *out)
{
	fputs("Reftel reads diplomatic telegrams.\n\n"
	    "usage: reftel COMMAND [OPTION]... [ARGUMENT]...\n\n", out);
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(out, "  %-10s  %s\n", commands[i].name,
		    commands[i].summary);
	fputs("  help        show the manual of a command; help codes: every code "
	    "of check\n\n"
	    "Begin with:\n"
	    "  reftel parse --pretty telegram.txt\n"
	    "  reftel check telegram.txt\n"
	    "  reftel explain SIPDIS\n"
	    "  reftel help parse\n", out);
}

static const struct cmd *
find_command(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int
unknown_command(const char *name)
{
	if (name[0] == '-')
		complain("options stand behind the command: reftel COMMAND %s"
		    "\nTry: reftel --help", name);
	else
		complain("no such command: %s\nTry: reftel --help", name);
	return EXIT_USAGE;
}

/* True if man has shown the page. */
static bool
show_page(const char *page)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		signal(SIGPIPE, SIG_DFL);
		/* Its complaint of a missing page would only confuse. */
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(127);
		execlp("man", "man", page, (char *)NULL);
		_exit(127);
	}
	if (pid == -1 || waitpid(pid, &status, 0) == -1)
		return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int
help(int argc, char **argv)
{
	char page[32] = "reftel";
	const struct cmd *cmd;

	if (argc < 2) {
		if (!show_page(page))
			print_usage(stdout);
		return finish_output(EXIT_OK);
	}
	if (strcmp(argv[1], "codes") == 0)
		return help_codes();
	cmd = find_command(argv[1]);
	if (cmd == NULL)
		return unknown_command(argv[1]);
	snprintf(page, sizeof(page), "reftel-%s", cmd->name);
	if (show_page(page))
		return EXIT_OK;

	char ask_help[] = "--help", *ask[] = { argv[1], ask_help, NULL };
	return cmd->run(2, ask);
}

int
main(int argc, char **argv)
{
	const char *name = argc < 2 ? "" : argv[1];
	const struct cmd *cmd;

	/* Output that nobody reads is met as EPIPE where it is written. */
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_usage(stdout);
		return finish_output(EXIT_OK);
	}
	if (strcmp(name, "--version") == 0) {
		puts("reftel " REFTEL_VERSION);
		return finish_output(EXIT_OK);
	}
	if (strcmp(name, "help") == 0)
		return help(argc - 1, argv + 1);
	cmd = find_command(name);
	if (cmd == NULL)
		return unknown_command(name);
	return cmd->run(argc - 1, argv + 1);
}
