/* reftel gaps: what the archive lacks, and how that is known. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "archive/gaps.h"
#include "base/arena.h"
#include "cli/gaps_out.h"
#include "cli/kept.h"
#include "cli/output.h"
#include "telegram/number.h"

static const char help[] =
"usage: reftel gaps [-A FILE] [--post POST] [--year YEAR] [--min-cites N]\n"
"                   [--kind KIND]... [--coverage N] [--to text|csv|json]\n"
"       reftel gaps [-A FILE] --request ID\n"
"\n"
"The gap ledger: what the archive lacks, how that is known and how sure it is\n"
"(certain, likely, possible). Numbers that were printed or read wrongly are\n"
"read as they were meant first, so what is held under another spelling is not\n"
"called missing.\n"
"\n"
"  -A FILE         the archive\n"
"  --post POST     gaps of one post\n"
"  --year YEAR     of one year\n"
"  --min-cites N   of what is cited: by N telegrams or more\n"
"  --kind KIND     cited: telegrams that are cited and not held\n"
"                  serial: serials between those that are held\n"
"                  number: continuity numbers of one station to another\n"
"                  section: sections of telegrams that are held\n"
"                  folded: not gaps, but numbers that were read as others\n"
"                  Several may be given; as a rule all but the last.\n"
"  --coverage N    list missing serials and continuity numbers one range a line\n"
"                  where at least N of 100 are held (50); elsewhere they are\n"
"                  only counted, since most of them never came this way\n"
"  --to FORM       text (as a rule), csv, or json: one object a line\n"
"  --request ID    what a request for that telegram (FOIA, MDR) needs: the\n"
"                  facts and who shows them, as plain text\n"
"  --help          this text\n"
"\n"
"  reftel gaps --min-cites 10 --kind cited\n"
"  reftel gaps --post STRELSAU --year 2007\n"
"  reftel gaps --request 07STRELSAU98\n"
"\n"
"Exit status: 0, all went well, also where nothing is missing; 1, something\n"
"could not be done; 2, wrong usage.\n";

static bool
add_kind(const char *name, unsigned *kinds, bool *folded)
{
	for (unsigned kind = 1; kind < GAP_ALL; kind *= 2)
		if (strcmp(name, gap_kind_name((enum gap_kind)kind)) == 0) {
			*kinds |= kind;
			return true;
		}
	if (strcmp(name, "folded") != 0)
		return false;
	*folded = true;
	return true;
}

static int
request(struct archive *a, const char *id)
{
	struct buf out = { 0 };
	int64_t held;
	enum archive_status status = gaps_request(a, id, &out, &held);
	int outcome = EXIT_OK;

	if (held != 0) {
		complain("%s is held", id);
		outcome = EXIT_FAULT;
	} else if (out.n == 0) {
		outcome = status == ARCHIVE_NOTFOUND ? refs_complain(a, id)
		    : kept_fault(a);
	}
	return put_output(&out, outcome);
}

static int
ledger(struct archive *a, const struct gaps_filter *filter, bool folded,
    const char *to)
{
	struct gaps_filter asked = *filter;
	struct gaps_sum sum;
	struct gaps_sink sink;

	/* foldings come to light on the way to what is cited */
	if (folded)
		asked.kinds |= GAP_CITED;
	gaps_out_begin(&sink, to, folded ? filter->kinds : GAP_ALL, folded);
	if (gaps_each(a, &asked, &sink, &sum) != ARCHIVE_OK)
		return kept_fault(a);
	gaps_out_end(to, filter->kinds == 0 && !folded ? GAP_ALL
	    : filter->kinds, folded, &sum);
	return EXIT_OK;
}

static bool
is_ledger_form(const char *to)
{
	return strcmp(to, "text") == 0 || strcmp(to, "csv") == 0 ||
	    strcmp(to, "json") == 0;
}

/* A post as people write it, or as references abbreviate it. */
static const char *
read_post(struct opt *o, char *room, size_t cap)
{
	bool known;
	struct str post = number_post(str_from(o->value), NUMBER_IN_REF, room,
	    cap, &known);

	if (post.n == 0 || post.n >= cap) {
		opt_error(o, "not a post: %s", o->value);
		return NULL;
	}
	memmove(room, post.p, post.n);
	room[post.n] = '\0';
	return room;
}

int
cmd_gaps(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct gaps_filter filter = { .coverage = GAPS_COVERAGE };
	struct kept kept = { 0 };
	const char *to = "text", *id = NULL;
	char post[64];
	bool folded = false;
	struct archive *a;
	int status;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_value(&o, "post"))
			filter.post = read_post(&o, post, sizeof(post));
		else if (opt_value(&o, "year"))
			filter.year = (int)opt_number(&o, 1);
		else if (opt_value(&o, "min-cites"))
			filter.min_cites = (unsigned)opt_number(&o, 1);
		else if (opt_value(&o, "coverage"))
			filter.coverage = (unsigned)opt_number(&o, 0);
		else if (opt_value(&o, "request"))
			id = o.value;
		else if (opt_value(&o, "to"))
			to = o.value;
		else if (!opt_value(&o, "kind"))
			opt_unknown(&o);
		else if (!add_kind(o.value, &filter.kinds, &folded))
			opt_error(&o, "no such kind: %s", o.value);
	if (!o.done && !is_ledger_form(to))
		opt_error(&o, "no such form: %s", to);
	opt_no_argument(&o);
	if (o.done)
		return o.status;
	a = kept_open(&kept, ARCHIVE_READ);
	if (a == NULL)
		return EXIT_FAULT;
	status = id != NULL ? request(a, id) : ledger(a, &filter, folded, to);
	archive_close(a);
	return finish_output(status);
}
