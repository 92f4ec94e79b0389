/* The words of a query on a command line; see words.h. */
#include "cli/words.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/kept.h"

bool
words_shunned(const struct opt *o)
{
	const char *word = o->argv[o->next - 1];

	return word[0] == '-' && word[1] != '-' && strcmp(word, "-A") != 0 &&
	    strncmp(word, "-A=", 3) != 0 && strcmp(word, "-o") != 0 &&
	    strncmp(word, "-o=", 3) != 0;
}

void
words_shun(struct opt *o)
{
	const char *word = o->argv[o->next - 1];

	/* a word that is shunned, or a slip that would ask another archive? */
	if (word[1] == 'A' && access(word + 2, F_OK) == 0)
		opt_error(o, "%s: write -A %s for the archive, NOT %s for the "
		    "word", word, word + 2, word + 1);
	o->inline_value = NULL;
	o->arg[o->arg_n++] = o->argv[o->next - 1];
}

char *
words_join(char **word, int n)
{
	struct buf b = { 0 };

	for (int i = 0; i < n; i++) {
		buf_puts(&b, i > 0 ? " " : "");
		buf_puts(&b, word[i]);
	}
	buf_putc(&b, '\0');
	if (!b.failed)
		return b.p;
	buf_free(&b);
	return NULL;
}

int
words_wrong(struct archive *a, const char *query,
    const struct query_error *e, const char *where)
{
	struct buf b = { 0 };

	if (e->what[0] == '\0')
		return kept_fault(a);
	query_point(&b, query, e, "  ");
	buf_putc(&b, '\0');
	complain("%s%s\n%.*s", where, e->what, b.failed ? 0 : (int)b.n - 2,
	    b.failed ? "" : b.p);
	buf_free(&b);
	return EXIT_USAGE;
}
