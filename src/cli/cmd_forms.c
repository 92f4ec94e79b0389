/* reftel forms: how each archive form is known, and what it lacks. */
#include "cli/cmd.h"

#include <string.h>

#include "base/json.h"
#include "reftel.h"

static const char help[] =
	"usage: reftel forms [--format text|json] [FORM]...\n"
	"\n"
	"Lists the forms in which archives hand telegrams out: what each is,\n"
	"how it is known and what it lacks of the telegram as it was sent.\n"
	"With FORM, only those.\n"
	"\n"
	"  --format json  one object a line, for scripts\n"
	"\n"
	"  reftel forms html tei\n"
	"  reftel forms --format json | jq -r 'select(.read) | .form'\n";

static void
print_text(const struct reftel_form_info *info)
{
	printf("%s  %s%s\n", info->name, info->what,
	    info->read ? "" : " (not read yet)");
	print_field("signs", info->known_by);
	print_field("lacks", info->lacks);
}

static void
print_json(const struct reftel_form_info *info)
{
	struct buf out = { 0 };
	struct json j = { .out = &out };

	json_open(&j, '{');
	json_put(&j, "form", str, str_from(info->name));
	json_put(&j, "read", bool, info->read);
	json_put(&j, "what", str, str_from(info->what));
	json_put(&j, "known_by", str, str_from(info->known_by));
	json_put(&j, "lacks", str, str_from(info->lacks));
	json_close(&j, '}');
	buf_putc(&out, '\n');
	if (!out.failed)
		fwrite(out.p, 1, out.n, stdout);
	else
		complain("%s", reftel_strstatus(REFTEL_ENOMEM));
	buf_free(&out);
}

static int
print_forms(const struct opt *o, bool json)
{
	bool first = true;
	int status = EXIT_OK;

	for (int i = 0; i < o->arg_n; i++)
		if (reftel_form_by_name(o->arg[i]) == REFTEL_FORM_ANY) {
			complain("forms: no such form: %s", o->arg[i]);
			status = EXIT_FAULT;
		}
	for (int f = REFTEL_FORM_ANY + 1; f < REFTEL_FORM__MAX; f++) {
		struct reftel_form_info info;
		bool asked = o->arg_n == 0;

		reftel_form_about((enum reftel_form)f, &info);
		for (int i = 0; i < o->arg_n; i++)
			asked |= strcmp(o->arg[i], info.name) == 0;
		if (!asked)
			continue;
		if (!first && !json)
			putchar('\n');
		first = false;
		if (json)
			print_json(&info);
		else
			print_text(&info);
	}
	return status;
}

int
cmd_forms(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	bool json = false;

	while (opt_next(&o))
		if (!opt_value(&o, "format"))
			opt_unknown(&o);
		else if (strcmp(o.value, "json") == 0)
			json = true;
		else if (strcmp(o.value, "text") == 0)
			json = false;
		else
			opt_error(&o, "no such format: %s (there are text and "
			    "json)", o.value);
	if (o.done)
		return o.status;
	return finish_output(print_forms(&o, json));
}
