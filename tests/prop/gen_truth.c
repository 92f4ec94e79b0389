/*
 * Compares records with the truth about made up telegrams (bench/gen):
 *
 *	gen_truth TRUTH RECORDS...
 *
 * All are lines of JSON, one a telegram, in the same order.  Every key of
 * the truth must stand in the record with the same value; lists must be of
 * the same length.  Several files of records, from several forms, must agree
 * with the first of them but for what depends on the form.  Prints what
 * differs, and fails if anything does.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 5 };		/* so many differences of a kind are printed */

/* --- values ----------------------------------- */

struct value {
	char type;		/* of JSON: { [ " or that of a word */
	const char *p;		/* as written, for words and strings */
	size_t n;
	const char *key;	/* in an object */
	size_t key_n;
	struct value *first, *next;
};

struct reader {
	const char *p, *end;
	struct value *room;
	size_t n, cap;
};

static void
broken(const char *why)
{
	fprintf(stderr, "gen_truth: %s\n", why);
	exit(2);
}

static void
skip_string(struct reader *r)
{
	for (r->p++; r->p < r->end && *r->p != '"'; r->p++)
		if (*r->p == '\\')
			r->p++;
	if (r->p >= r->end)
		broken("a string without end");
	r->p++;
}

/* The values of a line lie in one piece of memory, used again and again. */
static struct value *
value_new(struct reader *r)
{
	if (r->n == r->cap)
		broken("too many values in a line");
	struct value *v = &r->room[r->n++];
	*v = (struct value){ 0 };
	return v;
}

static struct value *
read_value(struct reader *r)
{
	struct value *v = value_new(r), **last = &v->first;

	if (r->p >= r->end)
		broken("a line ends too early");
	v->type = *r->p;
	v->p = r->p;
	if (*r->p == '"') {
		skip_string(r);
	} else if (*r->p != '{' && *r->p != '[') {
		while (r->p < r->end && strchr(",]}", *r->p) == NULL)
			r->p++;
	} else {
		char close = *r->p == '{' ? '}' : ']';

		for (r->p++; r->p < r->end && *r->p != close;) {
			const char *key = r->p;
			if (*r->p == ',') {
				r->p++;
				continue;
			}
			if (close == '}') {
				skip_string(r);
				r->p++;		/* the colon */
			}
			*last = read_value(r);
			if (close == '}') {
				(*last)->key = key + 1;
				(*last)->key_n = (size_t)((*last)->p - key) -
				    3;
			}
			last = &(*last)->next;
		}
		if (r->p >= r->end)
			broken("a list without end");
		r->p++;
	}
	v->n = (size_t)(r->p - v->p);
	return v;
}

static const struct value *
member(const struct value *object, const struct value *like)
{
	for (const struct value *v = object->first; v != NULL; v = v->next)
		if (v->key_n == like->key_n &&
		    memcmp(v->key, like->key, v->key_n) == 0)
			return v;
	return NULL;
}

static bool
key_is(const struct value *v, const char *key)
{
	return v->key_n == strlen(key) && memcmp(v->key, key, v->key_n) == 0;
}

/* --- comparing ----------------------------------- */

/* Differences at one place of the record, list numbers aside. */
struct sort {
	char path[96];
	long n;
};

struct compare {
	const char *file;
	long line;
	const char *id;
	int id_n;
	bool both;		/* neither may have a key that the other lacks */
	long wrong;
	char path[256];
	struct sort sorts[64];
	size_t sort_n;
};

static struct sort *
sort_of(struct compare *c)
{
	char path[96];
	size_t n = 0, i = 0;

	for (const char *p = c->path; *p != '\0' && n + 1 < sizeof path; p++)
		if (*p < '0' || *p > '9')
			path[n++] = *p;
		else if (n == 0 || path[n - 1] != '#')
			path[n++] = '#';
	path[n] = '\0';
	while (i < c->sort_n && strcmp(c->sorts[i].path, path) != 0)
		i++;
	if (i == c->sort_n && c->sort_n + 1 < sizeof c->sorts /
	    sizeof *c->sorts)
		strcpy(c->sorts[c->sort_n++].path, path);
	return &c->sorts[i];
}

/* Counts a difference; true: and has begun to print it. */
static bool
differs(struct compare *c)
{
	c->wrong++;
	if (sort_of(c)->n++ >= SHOWN)
		return false;
	printf("%s:%ld %.*s %s: ", c->file, c->line, c->id_n, c->id, c->path);
	return true;
}

/* What may differ between the forms of one telegram. */
static bool
of_the_form(const struct value *v, const char *path)
{
	static const char *const top[] = { "form", "source", "record",
		"release", "spans", "diagnostics" };

	for (size_t i = 0; *path == '\0' && i < sizeof top / sizeof *top; i++)
		if (key_is(v, top[i]))
			return true;
	return strncmp(path, "/paragraphs/", 12) == 0 &&
	    key_is(v, "printed");
}

static void compare(struct compare *, const struct value *,
    const struct value *);

static void
compare_at(struct compare *c, const struct value *want,
    const struct value *got, const char *key, size_t n)
{
	size_t was = strlen(c->path);

	snprintf(c->path + was, sizeof c->path - was, "/%.*s", (int)n, key);
	compare(c, want, got);
	c->path[was] = '\0';
}

static void
compare_objects(struct compare *c, const struct value *want,
    const struct value *got)
{
	for (const struct value *v = want->first; v != NULL; v = v->next) {
		const struct value *g = member(got, v);

		if (key_is(v, "context") || (c->both && of_the_form(v,
		    c->path)))
			continue;
		if (g == NULL && differs(c))
			printf("no key %.*s\n", (int)v->key_n, v->key);
		else if (g != NULL)
			compare_at(c, v, g, v->key, v->key_n);
	}
}

/* A person among linked TAGS has lost the comma and must be put together:
 * that the tag is inferred depends on the form. */
static const struct value *
past_tags(const struct compare *c, const struct value *v)
{
	while (c->both && v != NULL && strcmp(c->path, "/inferred") == 0 &&
	    v->n > 7 && memcmp(v->p, "\"/tags/", 7) == 0)
		v = v->next;
	return v;
}

static void
compare_lists(struct compare *c, const struct value *want,
    const struct value *got)
{
	const struct value *w = past_tags(c, want->first);
	const struct value *g = past_tags(c, got->first);
	char key[24];
	size_t i = 0;

	for (; w != NULL && g != NULL; w = past_tags(c, w->next),
	    g = past_tags(c, g->next)) {
		snprintf(key, sizeof key, "%zu", i++);
		compare_at(c, w, g, key, strlen(key));
	}
	if (w == NULL)
		w = g;
	if (w != NULL && differs(c))
		printf("%s %zu: %.*s\n", w == g ? "too many from" :
		    "missing from", i, (int)(w->n > 200 ? 200 : w->n), w->p);
}

static int
some(const struct value *v, size_t from)
{
	return from >= v->n ? 0 : v->n - from > 150 ? 150 : (int)(v->n - from);
}

/* Both values, from a little before the first byte that differs. */
static void
print_apart(const struct value *want, const struct value *got, size_t from)
{
	printf("\n    want %.*s\n    got  %.*s\n", some(want, from),
	    want->p + from, some(got, from), got->p + from);
}

static void
compare(struct compare *c, const struct value *want, const struct value *got)
{
	if (want->type == '{' && got->type == '{') {
		compare_objects(c, want, got);
	} else if (want->type == '[' && got->type == '[') {
		compare_lists(c, want, got);
	} else if (want->n != got->n || memcmp(want->p, got->p, want->n)) {
		size_t same = 0;

		while (same < want->n && same < got->n &&
		    want->p[same] == got->p[same])
			same++;
		if (differs(c))
			print_apart(want, got, same > 40 ? same - 40 : 0);
	}
}

/* --- files ----------------------------------- */

static char *
load(const char *name, size_t *n)
{
	FILE *f = fopen(name, "rb");
	size_t cap = 1 << 20, got;
	char *p = malloc(cap);

	*n = 0;
	if (f == NULL) {
		perror(name);
		exit(2);
	}
	while (p != NULL && (got = fread(p + *n, 1, cap - *n, f)) > 0) {
		*n += got;
		if (*n == cap)
			p = realloc(p, cap *= 2);
	}
	fclose(f);
	if (p == NULL)
		broken("out of memory");
	return p;
}

/* The next line of r as a value; NULL at the end. */
static struct value *
next_line(struct reader *r)
{
	struct value *v;

	r->n = 0;
	if (r->p >= r->end)
		return NULL;
	v = read_value(r);
	while (r->p < r->end && *r->p == '\n')
		r->p++;
	return v;
}

static struct reader
reader(const char *name)
{
	enum { VALUES = 1 << 20 };
	size_t n;
	char *p = load(name, &n);
	struct value *room = malloc(VALUES * sizeof *room);

	if (room == NULL)
		broken("out of memory");
	return (struct reader){ p, p + n, room, 0, VALUES };
}

static long
compare_files(const char *want_name, const char *got_name, bool both)
{
	struct reader want = reader(want_name), got = reader(got_name);
	void *want_p = (void *)want.p, *got_p = (void *)got.p;
	struct compare c = { .file = got_name, .both = both };

	for (;;) {
		const struct value *w = next_line(&want);
		const struct value *g = next_line(&got);

		c.line++;
		c.id_n = 0;
		if (w == NULL && g == NULL)
			break;
		if (w == NULL || g == NULL) {
			if (differs(&c))
				printf("%s has fewer lines\n", w == NULL ?
				    want_name : got_name);
			break;
		}
		if (w->first != NULL && w->first->type == '"') {
			c.id = w->first->p + 1;
			c.id_n = (int)w->first->n - 2;
		}
		compare(&c, w, g);
	}
	for (size_t i = 0; i < c.sort_n; i++)
		printf("%s: %s %ld times\n", got_name, c.sorts[i].path,
		    c.sorts[i].n);
	free(want_p);
	free(got_p);
	free(want.room);
	free(got.room);
	return c.wrong;
}

int
main(int argc, char **argv)
{
	long wrong = 0;

	if (argc < 3) {
		fputs("usage: gen_truth TRUTH RECORDS...\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		wrong += compare_files(argv[1], argv[i], false);
		if (i > 2)
			wrong += compare_files(argv[2], argv[i], true);
	}
	return wrong > 0;
}
