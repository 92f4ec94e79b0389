/* reftel explain: what terms of the trade mean. */
#include "cli/cmd.h"
#include "reftel.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
	"usage: reftel explain TERM...\n"
	"\n"
	"Says what a term means: TAGS, posts, addresses, routing indicators,\n"
	"captions, signals, classifications, portion marks, redaction codes,\n"
	"executive orders, acronyms.  Upper and lower case are the same.\n"
	"\n"
	"  reftel explain PREL SIPDIS '(C/NF)' ZFF4 'E.O. 12958'\n";

enum { NEAREST = 5 };

struct page {
	bool bold;
	bool begun;		/* an entry stands above: a blank line first */
};

/* Bold on a terminal only, and not where NO_COLOR is set. */
static bool
wants_bold(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (no_color != NULL && *no_color != '\0')
		return false;
	return isatty(STDOUT_FILENO) && term != NULL &&
	    strcmp(term, "dumb") != 0;
}

static bool
print_entry(const struct reftel_entry *entry, void *ctx)
{
	struct page *page = ctx;

	if (page->begun)
		putchar('\n');
	page->begun = true;
	printf("%s%s%s  %s\n", page->bold ? "\033[1m" : "", entry->term,
	    page->bold ? "\033[0m" : "", entry->kind);
	print_field("meaning", entry->meaning);
	print_field("years", entry->years);
	print_field("source", entry->source);
	print_field("note", entry->note);
	return true;
}

static void
print_unknown(const char *term, const char **near, size_t n)
{
	fprintf(stderr, "reftel: %s: unknown", term);
	for (size_t i = 0; i < n; i++)
		fprintf(stderr, "%s%s", i == 0 ? "; nearest: " : ", ",
		    near[i]);
	putc('\n', stderr);
}

int
cmd_explain(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct page page = { .bold = wants_bold() };
	int status = EXIT_OK;

	while (opt_next(&o))
		opt_unknown(&o);
	if (!o.done && o.arg_n == 0)
		opt_error(&o, "which term?");
	if (o.done)
		return o.status;
	for (int i = 0; i < o.arg_n; i++) {
		const char *near[NEAREST];
		size_t n = 0;

		if (reftel_explain(o.arg[i], print_entry, &page, near, NEAREST,
		    &n) == REFTEL_OK)
			continue;
		fflush(stdout);
		print_unknown(o.arg[i], near, n);
		status = EXIT_FAULT;
	}
	return finish_output(status);
}
