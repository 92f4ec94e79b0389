/*
 * Writes the manual page reftel-codes(7) from the list of all diagnostics,
 * src/telegram/codes.def.  "make man" runs it.
 */
#include <stdio.h>
#include <string.h>

struct code {
	const char *word, *severity, *message, *source, *composing;
	int compose_only, checked;
	struct { const char *base, *from, *to; } example;
};

static const struct code codes[] = {
#define DIAG(name, w, s, m, ...) \
	{ .word = w, .severity = #s, .message = m, __VA_ARGS__ },
#define SOURCE(where) .source = where
#define COMPOSING(s) .composing = #s
#define COMPOSE_ONLY .compose_only = 1
#define CHECKED .checked = 1
#define EXAMPLE(in, before, after) .example = { in, before, after }
#include "../src/telegram/codes.def"
};

static const char head[] =
".\\\" Made by tools/mkcodes from src/telegram/codes.def; make man.\n"
".Dd November 26, 2026\n"
".Dt REFTEL-CODES 7\n"
".Os\n"
".Sh NAME\n"
".Nm reftel-codes\n"
".Nd every diagnostic of Reftel\n"
".Sh DESCRIPTION\n"
"What is wrong with a telegram is told with a code.\n"
"Those of the first list are found while a telegram is read, and stand in its\n"
"record;\n"
".Xr reftel-diag 7\n"
"says more of them.\n"
"Those of the second list are found by\n"
".Xr reftel-check 1\n"
"alone.\n"
"A word keeps its meaning from version to version.\n"
".Pp\n"
"With each code stand its severity, the rule's source, and an example: the\n"
"edit of a sound telegram, one of\n"
".Pa tests/codes\n"
"or a sample, after which it is told.\n"
"In examples,\n"
".Ql \\en\n"
"is a line end, and\n"
".Ql \\ex\n"
"begins a byte in hexadecimal.\n"
"The sources telegram.md, transmission.md and archive-forms.md are the\n"
"specification; FAH are the Department's Foreign Affairs Handbooks, ACP the\n"
"Allied Communications Publications; TAGS-74 is the TAGS handbook of June 1974.\n";

static void
lower(const char *s)
{
	for (; *s != '\0'; s++)
		putchar(*s >= 'A' && *s <= 'Z' ? *s + 32 : *s);
}

/* Text of a man page, cut short; nothing in it is a request. */
static void
text(const char *s, size_t most)
{
	size_t n = strlen(s);

	fputs("\\&", stdout);
	for (size_t i = 0; i < n && i < most; i++) {
		unsigned char c = (unsigned char)s[i];

		if (strncmp(s + i, "\xE2\x90\x80", 3) == 0) {
			fputs("\\e0", stdout);
			i += 2;
		} else if (c == ' ' && i > 0 && s[i - 1] == '.')
			fputs("\\ ", stdout);	/* no end of a sentence */
		else if (c == '\n')
			fputs("\\en", stdout);
		else if (c == '\r')
			fputs("\\er", stdout);
		else if (c == '\\')
			fputs("\\e", stdout);
		else if (c == '-')
			fputs("\\-", stdout);
		else if (c < ' ' || c > '~')
			printf("\\ex%02X", c);
		else
			putchar(c);
	}
	if (n > most)
		fputs(" ...", stdout);
}

static void
item(const struct code *c)
{
	enum { MESSAGE = 200, EXAMPLE_LENGTH = 60 };

	printf(".It Sy %s Pq ", c->word);
	lower(c->severity);
	if (c->compose_only)
		fputs(", composing only", stdout);
	if (c->composing != NULL) {
		fputs(", composing: ", stdout);
		lower(c->composing);
	}
	putchar('\n');
	text(c->message, MESSAGE);
	puts(".\n.br");
	printf("Source: ");
	text(c->source == NULL ? "none" : c->source, MESSAGE);
	puts(".");
	if (c->example.base == NULL)
		return;
	printf(".br\nExample: in %s, ", c->example.base);
	if (*c->example.from == '\0')
		fputs("in front, ", stdout);
	else {
		fputs("\\(lq", stdout);
		text(c->example.from, EXAMPLE_LENGTH);
		fputs("\\(rq becomes ", stdout);
	}
	fputs("\\(lq", stdout);
	text(c->example.to, EXAMPLE_LENGTH);
	puts("\\(rq.");
}

static void
list(const char *title, int checked)
{
	printf(".Sh %s\n.Bl -tag -width Ds\n", title);
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].checked == checked)
			item(&codes[i]);
	puts(".El");
}

int
main(void)
{
	fputs(head, stdout);
	list("FOUND WHILE READING", 0);
	list("FOUND BY REFTEL CHECK", 1);
	puts(".Sh SEE ALSO\n.Xr reftel-check 1 ,\n.Xr reftel-parse 1 ,\n"
	    ".Xr reftel-record 5 ,\n.Xr reftel-diag 7");
	return fflush(stdout) == 0 ? 0 : 1;
}
