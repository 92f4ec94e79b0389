/*
 * Compares a record with values that were read by eye:
 *
 *	reftel parse FILE | golden NAME.tsv
 *
 * Each line of NAME.tsv is a JSON pointer, a tab and the value as JSON, as
 * reftel writes it; lines that begin with # are comments. A long text, which
 * does not belong into this tree, is told by POINTER@words: how many words,
 * the first and the last, as "111 During planned.".  Prints a line for
 * each value, for tests/run.sh.
 */
#include <stdio.h>

#include "../json_check.h"

static char *
read_all(FILE *f, size_t *n)
{
	size_t cap = 1 << 16, got;
	char *p = malloc(cap);

	*n = 0;
	while (p != NULL && (got = fread(p + *n, 1, cap - *n, f)) > 0) {
		*n += got;
		if (*n == cap)
			p = realloc(p, cap *= 2);
	}
	return p;
}

/* Number of words, first and last word of a JSON string, "" and \n off. */
static size_t
words(const char *p, size_t n, char *out, size_t cap)
{
	const char *first = "", *last = "";
	size_t first_n = 0, last_n = 0, count = 0;

	for (size_t i = 1; i + 1 < n;) {
		size_t k = i;
		while (k + 1 < n && p[k] != ' ' && !(p[k] == '\\' &&
		    p[k + 1] == 'n'))
			k++;
		if (k > i) {
			last = p + i;
			last_n = k - i;
			if (count++ == 0) {
				first = last;
				first_n = last_n;
			}
		}
		i = k + (k < n && p[k] == '\\' ? 2 : 1);
	}
	int len = snprintf(out, cap, "\"%zu %.*s %.*s\"", count, (int)first_n,
	    first, (int)last_n, last);
	return len < 0 || (size_t)len >= cap ? 0 : (size_t)len;
}

/* False: the value differs. */
static bool
compare(const char *json, size_t json_n, const char *line, size_t n)
{
	const char *tab = memchr(line, '\t', n), *got = "nothing";
	size_t pointer_n, want_n, got_n = strlen(got);

	if (tab == NULL || line[0] != '/') {
		printf("not ok %.*s\n# a line is POINTER TAB VALUE\n", (int)n,
		    line);
		return false;
	}
	pointer_n = (size_t)(tab - line);
	want_n = n - pointer_n - 1;
	char told[256];
	size_t at = pointer_n > 6 && memcmp(line + pointer_n - 6, "@words",
	    6) == 0 ? 6 : 0;
	json_find(json, json_n, line, pointer_n - at, &got, &got_n);
	if (at > 0) {
		got_n = words(got, got_n, told, sizeof told);
		got = told;
	}
	if (got_n == want_n && memcmp(got, tab + 1, want_n) == 0) {
		printf("ok %.*s\n", (int)pointer_n, line);
		return true;
	}
	printf("not ok %.*s\n# got  %.*s\n# want %.*s\n", (int)pointer_n, line,
	    (int)got_n, got, (int)want_n, tab + 1);
	return false;
}

int
main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	size_t want_n, json_n;
	char *want, *json, *newline;
	bool ok = true;

	if (f == NULL) {
		fprintf(stderr, "usage: golden NAME.tsv <RECORD\n");
		return 2;
	}
	want = read_all(f, &want_n);
	fclose(f);
	json = read_all(stdin, &json_n);
	if (want == NULL || json == NULL)
		return 2;
	newline = memchr(json, '\n', json_n);
	if (newline == NULL || newline != json + json_n - 1) {
		printf("not ok one record\n");
		ok = false;
	}
	for (char *p = want, *end = want + want_n, *next; p < end; p = next) {
		char *stop = memchr(p, '\n', (size_t)(end - p));

		if (stop == NULL)
			stop = end;
		next = stop < end ? stop + 1 : end;
		if (stop > p && *p != '#')
			ok &= compare(json, json_n, p, (size_t)(stop - p));
	}
	free(want);
	free(json);
	return !ok;
}
