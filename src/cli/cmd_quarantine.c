/* reftel quarantine: what was kept and could not be read. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "archive/reread.h"
#include "base/buf.h"
#include "base/json.h"
#include "cli/kept.h"
#include "cli/outfile.h"

static const char help[] =
"usage: reftel quarantine [-A FILE] [--json]\n"
"       reftel quarantine [-A FILE] --retry\n"
"       reftel quarantine [-A FILE] --export N [-o OUT]\n"
"\n"
"Lists what reftel add could not read, with its place and the reason. All of\n"
"its bytes are kept.\n"
"\n"
"  -A FILE      the archive\n"
"  --json       one object a line\n"
"  --retry      read the files again; what can be read now becomes a telegram\n"
"               and leaves quarantine\n"
"  --export N   the bytes of number N; of what lies in a container, all of\n"
"               the container's\n"
"  -o OUT       into this file; else to standard output\n"
"  --help       this text\n"
"\n"
"Exit status: 0, all went well; 1, there is no such archive or number; 2,\n"
"wrong usage.\n";

static bool
print_line(void *ctx, const struct quarantined *q)
{
	(void)ctx;
	printf("%" PRId64 "  %s", q->quarantine, q->file);
	if (q->member[0] != '\0')
		printf("!/%s", q->member);
	if (q->line > 0)
		printf(":%" PRIu64, q->line);
	else if (q->offset > 0)
		printf(": byte %" PRIu64, q->offset);
	printf(": %s\n", q->reason);
	return true;
}

static bool
print_json(void *ctx, const struct quarantined *q)
{
	struct buf out = { 0 };
	struct json j = { .out = &out, .first = true };

	(void)ctx;
	json_open(&j, '{');
	json_put(&j, "number", int, q->quarantine);
	json_put(&j, "file", str, str_from(q->file));
	json_key(&j, "member");
	if (q->member[0] == '\0')
		json_null(&j);
	else
		json_str(&j, str_from(q->member));
	json_put(&j, "offset", uint, q->offset);
	json_put(&j, "length", uint, q->length);
	json_put(&j, "line", uint, q->line);
	json_put(&j, "reason", str, str_from(q->reason));
	json_put(&j, "reftel", str, str_from(q->version));
	json_close(&j, '}');
	buf_putc(&out, '\n');
	if (!out.failed)
		fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	return true;
}

static int
list(struct archive *a, bool json)
{
	return quarantine_each(a, json ? print_json : print_line, NULL) ==
	    ARCHIVE_OK ? EXIT_OK : kept_fault(a);
}

static int
retry(struct archive *a)
{
	struct retry_count c;

	if (quarantine_retry(a, &c) != ARCHIVE_OK)
		return kept_fault(a);
	printf("%" PRIu64 " files read again: %" PRIu64 " telegrams more, %"
	    PRIu64 " places released, %" PRIu64 " left\n", c.files,
	    c.telegrams, c.released, c.left);
	return EXIT_OK;
}

static int
hand_out(struct archive *a, int64_t number, const char *to)
{
	struct buf bytes = { 0 };
	struct outfile out;
	int status = EXIT_FAULT;

	if (quarantine_bytes(a, number, &bytes) != ARCHIVE_OK) {
		kept_fault(a);
	} else if (outfile_open(&out, to, false, "")) {
		bool ok = outfile_put(&out, bytes.p, bytes.n);

		if (outfile_close(&out, ok))
			status = EXIT_OK;
	}
	buf_free(&bytes);
	return status;
}

int
cmd_quarantine(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct kept kept = { 0 };
	bool json = false, again = false;
	const char *to = NULL;
	int64_t number = 0;
	struct archive *a;
	int status;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_flag(&o, "json"))
			json = true;
		else if (opt_flag(&o, "retry"))
			again = true;
		else if (opt_value(&o, "o"))
			to = o.value;
		else if (opt_value(&o, "export")) {
			number = atol(o.value);
			if (number <= 0)
				opt_error(&o, "not a number: %s", o.value);
		} else
			opt_unknown(&o);
	opt_no_argument(&o);
	if (o.done)
		return o.status;
	a = again ? kept_open_there(&kept) : kept_open(&kept, ARCHIVE_READ);
	if (a == NULL)
		return EXIT_FAULT;
	status = again ? retry(a) : number > 0 ? hand_out(a, number, to)
	    : list(a, json);
	archive_close(a);
	return finish_output(status);
}
