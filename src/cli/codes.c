/* reftel help codes: every code with its severity, source and example. */
#include "cli/cmd.h"
#include "cli/findings.h"

/* An example's text on one line, cut short. */
static void
print_example(const char *s)
{
	enum { MOST = 52 };
	size_t n = strlen(s);

	putchar('"');
	for (size_t i = 0; i < n && i < MOST; i++)
		if (strncmp(s + i, "\xE2\x90\x80", 3) == 0) {
			fputs("\\0", stdout);	/* U+2400 stands for NUL */
			i += 2;
		} else if (s[i] == '\n')
			fputs("\\n", stdout);
		else if ((unsigned char)s[i] < ' ' || s[i] == '\x7F' ||
		    (unsigned char)s[i] > '~')
			printf("\\x%02X", (unsigned char)s[i]);
		else
			putchar(s[i]);
	printf("%s\"", n > MOST ? "..." : "");
}

static void
print_code(const struct reftel_code *c, bool bold)
{
	printf("%s%s%s  %s", bold ? "\033[1m" : "", c->word,
	    bold ? "\033[0m" : "", severity_name(c->severity));
	if (c->compose_only)
		fputs(", composing only", stdout);
	else if (c->composing != c->severity)
		printf(", composing: %s", severity_name(c->composing));
	printf("\n    %s\n    source: %s\n", c->message, c->source);
	if (c->example_in == NULL)
		return;
	printf("    example: in %s, ", c->example_in);
	print_example(c->example_from);
	fputs("\n        becomes ", stdout);
	print_example(c->example_to);
	putchar('\n');
}

int
help_codes(void)
{
	bool bold = wants_color();
	struct reftel_code code;

	puts("Codes told while a telegram is read (reftel parse, reftel check):\n");
	for (size_t i = 0; reftel_code(i, &code); i++)
		if (!code.checked)
			print_code(&code, bold);
	puts("\nCodes told by reftel check alone:\n");
	for (size_t i = 0; reftel_code(i, &code); i++)
		if (code.checked)
			print_code(&code, bold);
	return finish_output(EXIT_OK);
}
