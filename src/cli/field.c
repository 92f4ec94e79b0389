/* Labelled text on standard output; see cmd.h. */
#include "cli/cmd.h"

#include <string.h>

enum { LINE_WIDTH = 72, INDENT = 10 };

void
print_field(const char *label, const char *text)
{
	size_t column = INDENT;

	if (*text == '\0')
		return;
	printf("  %-*s", INDENT - 2, label);
	while (*text != '\0') {
		size_t n = strcspn(text, " ");

		if (column > INDENT && column + n > LINE_WIDTH) {
			printf("\n%*s", INDENT, "");
			column = INDENT;
		}
		printf("%.*s", (int)n, text);
		text += n;
		column += n + 1;
		if (*text != '\0') {
			text++;
			if (column + strcspn(text, " ") <= LINE_WIDTH)
				putchar(' ');
		}
	}
	putchar('\n');
}
