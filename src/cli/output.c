/* What refs, thread and gaps share; see output.h. */
#include "cli/output.h"

#include <stdlib.h>
#include <string.h>

#include "archive/graph.h"
#include "cli/kept.h"
#include "reftel.h"

bool
is_form(const char *name)
{
	return strcmp(name, "text") == 0 || strcmp(name, "json") == 0 ||
	    graph_form_by_name(name) != GRAPH__NONE;
}

long
opt_number(struct opt *o, long least)
{
	char *end;
	long n = strtol(o->value, &end, 10);

	if (end == o->value || *end != '\0' || n < least || n > 1000000) {
		opt_error(o, "not a number from %ld on: %s", least, o->value);
		return least;
	}
	return n;
}

int
put_output(struct buf *out, int status)
{
	if (out->failed) {
		complain("out of memory");
		status = EXIT_FAULT;
	} else if (out->n > 0) {
		fwrite(out->p, 1, out->n, stdout);
	}
	buf_free(out);
	return status;
}

int
refs_complain(struct archive *a, const char *id)
{
	struct reftel_number number;

	if (archive_status(a) != ARCHIVE_OK &&
	    archive_status(a) != ARCHIVE_NOTFOUND)
		return kept_fault(a);
	if (reftel_number_parse(id, strlen(id), 0, &number) != REFTEL_OK)
		complain("not a telegram number: %s", id);
	else if (number.id[0] == '\0')
		complain("a telegram number needs its year: %s", id);
	else
		complain("%s is not held, and nothing that is held cites it",
		    number.id);
	return EXIT_FAULT;
}
