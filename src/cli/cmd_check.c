/* reftel check: holds telegrams against the rules and says what is wrong. */
#include "cli/cmd.h"
#include "cli/findings.h"
#include "cli/input.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char help[] =
"usage: reftel check [OPTION]... [FILE|DIR|-]...\n"
"\n"
"Holds telegrams against the rules of the trade and says what is damaged,\n"
"contradictory or against the rules, as a compiler does: place, severity,\n"
"message, code, and the line itself. Without an argument, or for -, standard\n"
"input is read. Nothing is changed.\n"
"\n"
"  --format FORMAT  text; json, one object a finding; sarif, one log\n"
"  --as PROFILE     read: an old telegram, told what is damaged or odd;\n"
"                   compose: one that is still to be sent\n"
"  --only CODE,...  these codes only\n"
"  --severity S     note (all), warning or error: that, and what is worse\n"
"  --form, --id, --year  as for reftel parse\n"
"  --help           this text\n"
"\n"
"Exit status, by the worst that is told: 0, nothing or notes; 1, warnings, or\n"
"something could not be read; 2, wrong usage; 3, errors.\n"
"\n"
"Examples:\n"
"  reftel check telegram.txt                  what is wrong with it\n"
"  reftel check --as compose - <draft.txt     may this be sent?\n"
"  reftel check --severity error dump.csv     the worst of a whole dump\n"
"  reftel check --only serial-mismatch,dtg-invalid samples/\n"
"\n"
"All codes: reftel help codes, or reftel-codes(7).\n";

enum { EXIT_ERRORS = 3 };

struct job {
	struct input in;
	struct reftel_check_options check;
	struct findings out;
};

static void
check_one(void *ctx, const char *path, struct reftel_telegram *t)
{
	struct job *job = ctx;

	if (reftel_check(t, &job->check) != REFTEL_OK) {
		input_fault(&job->in, path, reftel_strstatus(REFTEL_ENOMEM));
		return;
	}
	if (!findings_tell(&job->out, path, t))
		job->in.stop = true;
}

static void
flush(void *ctx)
{
	struct job *job = ctx;

	if (!findings_flush(&job->out))
		job->in.stop = true;
}

static void
option_format(struct opt *o, struct job *job)
{
	static const char *const names[] = {
		[FINDINGS_TEXT] = "text", [FINDINGS_JSON] = "json",
		[FINDINGS_SARIF] = "sarif",
	};

	for (int i = 0; i < 3; i++)
		if (strcmp(o->value, names[i]) == 0) {
			job->out.format = (enum findings_format)i;
			return;
		}
	opt_error(o, "no such format: %s (there are text, json, sarif)",
	    o->value);
}

static void
option_as(struct opt *o, struct job *job)
{
	if (strcmp(o->value, "compose") == 0)
		job->check.as = REFTEL_COMPOSE;
	else if (strcmp(o->value, "read") == 0)
		job->check.as = REFTEL_READ;
	else
		opt_error(o, "no such profile: %s (there are read, compose)",
		    o->value);
}

static void
option_severity(struct opt *o, struct job *job)
{
	for (int s = REFTEL_NOTE; s <= REFTEL_ERROR; s++)
		if (strcmp(o->value, severity_name((enum reftel_severity)s)) ==
		    0) {
			job->out.least = (enum reftel_severity)s;
			return;
		}
	opt_error(o, "no such severity: %s (there are note, warning, error)",
	    o->value);
}

/* "CODE,CODE" */
static void
option_only(struct opt *o, struct job *job)
{
	const char *p = o->value;

	while (!o->done) {
		size_t n = strcspn(p, ",");

		if (!findings_choose(&job->out, p, n))
			opt_error(o, "no such code: %.*s (see reftel help "
			    "codes)", (int)n, p);
		p += n;
		if (*p++ == '\0')
			return;
	}
}

static int
exit_status(const struct job *job)
{
	const size_t *count = job->out.count;

	if (count[REFTEL_ERROR] > 0)
		return EXIT_ERRORS;
	return count[REFTEL_WARNING] > 0 || job->in.status != EXIT_OK ||
	    job->out.failed ? EXIT_FAULT : EXIT_OK;
}

int
cmd_check(int argc, char **argv)
{
	struct job job = { .check.now = (int64_t)time(NULL) };
	struct opt o = opt_start(argc, argv, help);

	while (opt_next(&o))
		if (opt_value(&o, "format"))
			option_format(&o, &job);
		else if (opt_value(&o, "as"))
			option_as(&o, &job);
		else if (opt_value(&o, "only"))
			option_only(&o, &job);
		else if (opt_value(&o, "severity"))
			option_severity(&o, &job);
		else if (!input_option(&o, &job.in))
			opt_unknown(&o);
	if (!o.done)
		input_expect(&o);
	if (o.done)
		return o.status;
	job.in.options.no_digest = true;
	job.in.each = check_one;
	job.in.before = flush;
	job.in.ctx = &job;
	findings_begin(&job.out);
	input_read(&job.in, o.arg, o.arg_n);
	findings_end(&job.out);
	return exit_status(&job);
}
