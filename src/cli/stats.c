/* Counts of what was read and what was not; see stats.h. */
#include "cli/stats.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double
now(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
stats_begin(struct stats *s)
{
	*s = (struct stats){ .began = now() };
}

void
stats_file(struct stats *s)
{
	s->files++;
	memset(s->seen, 0, sizeof(s->seen));
}

void
stats_telegram(struct stats *s, const struct reftel_telegram *t)
{
	s->form_telegrams[t->form]++;
	s->form_files[t->form] += !s->seen[t->form];
	s->seen[t->form] = true;
}

/* The length of a reason without its particulars. */
static size_t
words_length(const char *reason)
{
	const char *colon = strstr(reason, ": ");
	size_t n = colon == NULL ? strlen(reason) : (size_t)(colon - reason);

	if (n > 0 && reason[n - 1] == ')')
		while (n > 0 && reason[n - 1] != '(')
			n--;
	if (n > 0 && reason[n - 1] == '(')
		n--;
	while (n > 0 && reason[n - 1] == ' ')
		n--;
	return n == 0 ? strlen(reason) : n;
}

static struct stats_reason *
find_reason(struct stats *s, const char *text, size_t n)
{
	struct stats_reason *v = s->reason;

	for (size_t i = 0; i < s->reason_n; i++)
		if (strlen(v[i].text) == n && memcmp(v[i].text, text, n) == 0)
			return &v[i];
	if (s->reason_n == s->reason_cap) {
		size_t cap = s->reason_cap == 0 ? 16 : s->reason_cap * 2;

		v = realloc(v, cap * sizeof(*v));
		if (v == NULL)
			return NULL;
		s->reason = v;
		s->reason_cap = cap;
	}
	v = &s->reason[s->reason_n];
	*v = (struct stats_reason){ .text = malloc(n + 1) };
	if (v->text == NULL)
		return NULL;
	memcpy(v->text, text, n);
	v->text[n] = '\0';
	s->reason_n++;
	return v;
}

void
stats_fault(struct stats *s, const char *reason)
{
	struct stats_reason *r = find_reason(s, reason, words_length(reason));

	if (r == NULL) {
		s->failed = true;
		return;
	}
	r->places++;
	r->files += r->places == 1 || r->last_file != s->files;
	r->last_file = s->files;
}

/* Most files first, then by their words. */
static int
compare_reasons(const void *a, const void *b)
{
	const struct stats_reason *x = a, *y = b;

	if (x->files != y->files)
		return x->files < y->files ? 1 : -1;
	return strcmp(x->text, y->text);
}

static void
print_forms(const struct stats *s, uint64_t *telegrams)
{
	*telegrams = 0;
	printf("%-20s %10s %10s\n", "form", "files", "telegrams");
	for (int i = 0; i < REFTEL_FORM__MAX; i++) {
		if (s->form_telegrams[i] == 0)
			continue;
		*telegrams += s->form_telegrams[i];
		printf("%-20s %10" PRIu64 " %10" PRIu64 "\n",
		    reftel_form_name((enum reftel_form)i), s->form_files[i],
		    s->form_telegrams[i]);
	}
	printf("%-20s %10" PRIu64 " %10" PRIu64 "\n", "all", s->files,
	    *telegrams);
	if (s->passed > 0)
		printf("%-31s %10" PRIu64 "\n", "documents passed over",
		    s->passed);
}

static void
print_reasons(struct stats *s)
{
	enum { WIDTH = 80 - 2 * 11 };

	if (s->reason_n == 0)
		return;
	qsort(s->reason, s->reason_n, sizeof(s->reason[0]), compare_reasons);
	printf("\n%-*s %10s %10s\n", WIDTH, "not read", "files", "places");
	for (size_t i = 0; i < s->reason_n; i++)
		printf("%-*.*s %10" PRIu64 " %10" PRIu64 "\n", WIDTH, WIDTH,
		    s->reason[i].text, s->reason[i].files,
		    s->reason[i].places);
}

void
stats_end(struct stats *s)
{
	double seconds = now() - s->began;
	uint64_t telegrams;

	print_forms(s, &telegrams);
	print_reasons(s);
	if (s->failed)
		puts("(memory ran out: not all reasons are counted)");
	printf("\n%" PRIu64 " bytes in %.2f seconds", s->bytes, seconds);
	if (seconds > 0)
		printf(": %.1f MB and %.0f telegrams a second",
		    (double)s->bytes / 1e6 / seconds,
		    (double)telegrams / seconds);
	putchar('\n');
	for (size_t i = 0; i < s->reason_n; i++)
		free(s->reason[i].text);
	free(s->reason);
	s->reason = NULL;
	s->reason_n = s->reason_cap = 0;
}
