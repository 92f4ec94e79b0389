/* A query among the arguments; see asked.h. */
#include "cli/asked.h"

#include "base/buf.h"
#include "cli/kept.h"

/* The arguments with blanks between. */
char *
asked_query(char **word, int n)
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

/* Errors of a query, with its place; or the archive's. */
int
asked_wrong(struct archive *a, const char *query, const struct query_error *e,
    const char *where)
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
