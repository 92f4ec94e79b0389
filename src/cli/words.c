/* Words on a command line that belong together; see words.h. */
#include "cli/words.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"
#include "cli/kept.h"
#include "reftel.h"

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

static bool
digits(const char *s, size_t n)
{
	return n > 0 && strspn(s, "0123456789") >= n;
}

void
words_join_number(struct opt *o)
{
	struct reftel_number number;
	char *last, *joined;
	size_t year;

	if (o->arg_n < 2 || o->arg_n > 6)
		return;
	/* a year to begin with, so none of them is a number by itself */
	year = strlen(o->arg[0]);
	last = o->arg[o->arg_n - 1];
	if ((year != 2 && year != 4) || !digits(o->arg[0], year) ||
	    !digits(last, strcspn(last, "#")))
		return;
	joined = words_join(o->arg, o->arg_n);
	if (joined == NULL)
		return;
	for (char *p = joined; *p != '\0'; p++)
		*p = ch_fold(*p);
	if (reftel_number_parse(joined, strcspn(joined, "#"), 0, &number) !=
	    REFTEL_OK || number.id[0] == '\0') {
		free(joined);
		return;
	}
	o->arg[0] = joined;		/* for as long as the program runs */
	o->arg_n = 1;
}

void
words_one_number(struct opt *o)
{
	words_join_number(o);
	if (!o->done && o->arg_n != 1)
		opt_error(o, "%s", o->arg_n == 0 ? "no telegram number given"
		    : "one telegram number at a time");
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
