/* reftel diff: what witnesses of a telegram have, lack or changed. */
#include "cli/cmd.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/differences.h"
#include "cli/input.h"
#include "cli/kept.h"
#include "telegram/telegram.h"

static const char help[] =
"usage: reftel diff [-A FILE] [OPTION]... ID [A [B]]\n"
"       reftel diff [-A FILE] [OPTION]... ID ID\n"
"       reftel diff [OPTION]... FILE FILE\n"
"\n"
"Shows word by word what two readings of a telegram have, lack or changed: two\n"
"witnesses that an archive holds, by their numbers (reftel diff --list ID), or\n"
"two files. Without numbers the fullest, which is 1, is held against each of\n"
"the others. Of files with many telegrams those of the same number are held\n"
"against each other.\n"
"\n"
"Words in [-...-] are only in A, words in {+...+} only in B; on a terminal they\n"
"are red and green. Paragraphs without a difference are left out, lines and\n"
"pages do not count, and neither do case and points. A redaction's mark is held\n"
"against the words that the other has there; the end of the output counts\n"
"these cuts and lists what was cut.\n"
"\n"
"  -A FILE        the archive; else $REFTEL_ARCHIVE, else\n"
"                 $XDG_DATA_HOME/reftel/archive.db\n"
"  --list         the witnesses of ID, and no more\n"
"  --strict       case and points count\n"
"  --all          paragraphs without a difference as well\n"
"  --format text|json\n"
"                 text (usual), or a line of JSON for each pair\n"
"  --form FORM, --id ID, --year YYYY\n"
"                 of files, as in reftel parse\n"
"  --help         this text\n"
"\n"
"Exit status: 0, they were held against each other, whether they differ or not;\n"
"1, something is not held, or could not be read; 2, wrong usage.\n"
"\n"
"Examples:\n"
"  reftel diff 07KARACHI756\n"
"  reftel diff 07KARACHI756 1 3\n"
"  reftel diff released.txt leaked.html\n"
"  reftel diff --format json old.csv new.csv >changes.json\n";

/* The telegrams of one file. */
struct shelf {
	const char *path;
	struct reftel_telegram **v;
	size_t n, cap;
};

struct job {
	struct kept kept;
	struct archive *a;
	struct input input;
	struct shelf shelf[2];
	struct shelf *open;		/* the one that is being read */
	struct differences how;
	bool list, json, any;
	int status;
};

static void __attribute__((format(printf, 2, 3)))
fault(struct job *job, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	fflush(stdout);
	complain("%s", text);
	job->status = EXIT_FAULT;
}

/* --- a pair ----------------------------------------------------------------- */

static void
write_out(struct job *job, const struct buf *out)
{
	if (out->failed) {
		fault(job, "%s", reftel_strstatus(REFTEL_ENOMEM));
		return;
	}
	if (job->any && !job->json)
		putchar('\n');
	job->any = true;
	fwrite(out->p, 1, out->n, stdout);
}

static void
diff(struct job *job, const struct reftel_telegram *a, const char *name_a,
    const struct reftel_telegram *b, const char *name_b)
{
	struct differences d = job->how;
	struct buf out = { 0 };
	struct reading x, y;
	struct arena arena;
	struct collation c;

	arena_init(&arena);
	d.c = &c;
	d.name[0] = name_a;
	d.name[1] = name_b;
	if (reading_make(&x, &arena, a) && reading_make(&y, &arena, b) &&
	    collate(&c, &arena, &x, &y)) {
		d.kind = witness_compare(a, b, NULL);
		if (job->json)
			differences_json(&d, &out);
		else
			differences_text(&d, &out);
	} else {
		out.failed = true;
	}
	write_out(job, &out);
	buf_free(&out);
	arena_free(&arena);
}

/* --- files ------------------------------------------------------------------ */

static void
keep(void *ctx, const char *path, struct reftel_telegram *t)
{
	struct job *job = ctx;
	struct shelf *s = job->open;

	(void)path;
	if (s->n == s->cap) {
		size_t cap = s->cap == 0 ? 8 : 2 * s->cap;
		struct reftel_telegram **v = realloc(s->v, cap * sizeof *v);

		if (v == NULL) {
			fault(job, "%s", reftel_strstatus(REFTEL_ENOMEM));
			job->input.stop = true;
			reftel_telegram_free(t);
			return;
		}
		s->v = v;
		s->cap = cap;
	}
	s->v[s->n++] = t;
}

static void
fill_shelf(struct job *job, struct shelf *s, char *path)
{
	s->path = path;
	job->open = s;
	input_read(&job->input, &path, 1);
	if (job->input.status != EXIT_OK)
		job->status = EXIT_FAULT;
	if (s->n == 0 && job->input.status == EXIT_OK)
		fault(job, "%s: holds no telegram", path);
}

static void
empty_shelf(struct shelf *s)
{
	for (size_t i = 0; i < s->n; i++)
		reftel_telegram_free(s->v[i]);
	free(s->v);
}

static int
by_id(const void *x, const void *y)
{
	const struct reftel_telegram *const *a = x, *const *b = y;

	return str_cmp(value_str(&(*a)->id), value_str(&(*b)->id));
}

/* The telegram of that number; s is sorted. */
static struct reftel_telegram *
of_number(const struct shelf *s, struct reftel_telegram *t)
{
	struct reftel_telegram **hit = value_str(&t->id).n == 0 ? NULL :
	    bsearch(&t, s->v, s->n, sizeof *s->v, by_id);

	return hit == NULL ? NULL : *hit;
}

static size_t
without_pair(const struct shelf *s, const struct shelf *other)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += of_number(other, s->v[i]) == NULL;
	return n;
}

/* What is only in one of two files. */
static void
tell_alone(struct job *job)
{
	fflush(stdout);
	for (int k = 0; k < 2; k++) {
		const struct shelf *s = &job->shelf[k];
		size_t n = without_pair(s, &job->shelf[!k]);

		if (n > 0)
			fprintf(stderr, "%s: %zu of its %zu telegrams not in "
			    "%s by number\n", s->path, n, s->n,
			    job->shelf[!k].path);
	}
}

static void
diff_files(struct job *job, char **path)
{
	struct shelf *a = &job->shelf[0], *b = &job->shelf[1];
	bool any = false;

	fill_shelf(job, a, path[0]);
	fill_shelf(job, b, path[1]);
	if (a->n == 0 || b->n == 0)
		return;
	if (a->n == 1 && b->n == 1) {
		diff(job, a->v[0], a->path, b->v[0], b->path);
		return;
	}
	if (b->n > 1)
		qsort(b->v, b->n, sizeof *b->v, by_id);
	for (size_t i = 0; i < a->n; i++) {
		struct reftel_telegram *t = of_number(b, a->v[i]);

		if (t != NULL)
			diff(job, a->v[i], a->path, t, b->path);
		any |= t != NULL;
	}
	if (a->n > 1)
		qsort(a->v, a->n, sizeof *a->v, by_id);
	tell_alone(job);
	if (!any)
		fault(job, "%s and %s have no telegram in common", a->path,
		    b->path);
}

/* --- an archive --------------------------------------------------------------- */

/* 0, with a complaint: not one telegram is meant. */
static int64_t
find(struct job *job, const char *word)
{
	char canonical[48];
	int64_t found[16];
	size_t n = archive_find(job->a, word, found, 16, canonical);

	if (n == 1)
		return found[0];
	if (archive_status(job->a) != ARCHIVE_OK)
		job->status = kept_fault(job->a);
	else if (n == 0)
		fault(job, "%s: not held", word);
	else
		fault(job, "%s: %zu telegrams have this number: take %s~1 and "
		    "so on, or hold them against each other with reftel diff "
		    "%s~1 %s~2", word, n, canonical, canonical, canonical);
	return 0;
}

static void
list_witnesses(const struct archive_witness *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%zu  %-8s  %-12s  %6u words  %.12s  %s%s%s\n", i + 1,
		    w[i].kind, w[i].form, w[i].words, w[i].sha256, w[i].file,
		    *w[i].member == '\0' ? "" : "!/", w[i].member);
}

static struct reftel_telegram *
read_witness(struct job *job, int64_t witness)
{
	struct reftel_telegram *t;

	if (archive_read(job->a, witness, &t) == ARCHIVE_OK)
		return t;
	job->status = kept_fault(job->a);
	return NULL;
}

/* "2 (redacted.txt)" */
static const char *
name_witness(struct arena *arena, const struct archive_witness *w, size_t i)
{
	const char *name = arena_printf(arena, "%zu (%s%s%s)", i + 1, w->file,
	    *w->member == '\0' ? "" : "!/", w->member);

	return name == NULL ? "" : name;
}

static void
diff_witnesses(struct job *job, struct arena *arena,
    const struct archive_witness *w, size_t i, size_t k)
{
	struct reftel_telegram *a = read_witness(job, w[i].witness);
	struct reftel_telegram *b = a == NULL ? NULL :
	    read_witness(job, w[k].witness);

	if (b != NULL)
		diff(job, a, name_witness(arena, &w[i], i), b,
		    name_witness(arena, &w[k], k));
	reftel_telegram_free(a);
	reftel_telegram_free(b);
}

/* The witness of that number, from 1; n, with a complaint: there is none. */
static size_t
witness_of(struct job *job, const char *word, size_t n)
{
	char *end;
	unsigned long i = strtoul(word, &end, 10);

	if (*end == '\0' && i >= 1 && i <= n)
		return i - 1;
	fault(job, "there %s %zu witness%s, no number %s", n == 1 ? "is" :
	    "are", n, n == 1 ? "" : "es", word);
	return n;
}

static void
diff_telegram(struct job *job, const char *word, char **number, int n_numbers)
{
	int64_t telegram = find(job, word);
	struct archive_witness *w;
	struct arena arena;
	size_t n;

	if (telegram == 0)
		return;
	arena_init(&arena);
	if (archive_witnesses(job->a, &arena, telegram, &w, &n) != ARCHIVE_OK) {
		job->status = kept_fault(job->a);
	} else if (job->list) {
		list_witnesses(w, n);
	} else if (n_numbers == 0) {
		for (size_t k = 1; k < n; k++)
			diff_witnesses(job, &arena, w, 0, k);
		if (n == 1)
			fault(job, "%s: has one witness only", word);
	} else {
		size_t i = n_numbers < 2 ? 0 : witness_of(job, number[0], n);
		size_t k = witness_of(job, number[n_numbers - 1], n);

		if (i < n && k < n)
			diff_witnesses(job, &arena, w, i, k);
	}
	arena_free(&arena);
}

/* Two telegrams, each as its face has it. */
static void
diff_faces(struct job *job, char **word)
{
	int64_t x = find(job, word[0]), y = x == 0 ? 0 : find(job, word[1]);
	struct reftel_telegram *a = NULL, *b = NULL;

	if (x == 0 || y == 0)
		return;
	if (archive_face(job->a, x, &a) != ARCHIVE_OK ||
	    archive_face(job->a, y, &b) != ARCHIVE_OK)
		job->status = kept_fault(job->a);
	else
		diff(job, a, word[0], b, word[1]);
	reftel_telegram_free(a);
	reftel_telegram_free(b);
}

/* --- options ------------------------------------------------------------------ */

static bool
is_number(const char *word)
{
	return *word != '\0' && word[strspn(word, "0123456789")] == '\0';
}

static bool
is_file(const char *path)
{
	struct stat st;

	return strcmp(path, "-") == 0 || (stat(path, &st) == 0 &&
	    !S_ISDIR(st.st_mode));
}

static bool
take_option(struct opt *o, struct job *job)
{
	if (opt_flag(o, "list")) {
		job->list = true;
	} else if (opt_flag(o, "strict")) {
		job->how.strict = true;
	} else if (opt_flag(o, "all")) {
		job->how.all = true;
	} else if (opt_value(o, "format")) {
		job->json = strcmp(o->value, "json") == 0;
		if (!job->json && strcmp(o->value, "text") != 0)
			opt_error(o, "text or json, not %s", o->value);
	} else {
		return kept_option(o, &job->kept) ||
		    input_option(o, &job->input);
	}
	return true;
}

static void
run(struct job *job, char **arg, int n)
{
	if (n == 2 && !job->list && is_file(arg[0]) && is_file(arg[1])) {
		diff_files(job, arg);
		return;
	}
	job->a = kept_open(&job->kept, ARCHIVE_READ);
	if (job->a == NULL) {
		job->status = EXIT_FAULT;
		return;
	}
	archive_hold(job->a);
	if (n == 2 && !is_number(arg[1]))
		diff_faces(job, arg);
	else
		diff_telegram(job, arg[0], arg + 1, n - 1);
	archive_release(job->a);
	archive_close(job->a);
}

static void
look_at_terminal(struct job *job)
{
	const char *none = getenv("NO_COLOR");
	struct winsize size;

	job->how.width = 80;
	if (!isatty(STDOUT_FILENO))
		return;
	job->how.color = none == NULL || *none == '\0';
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
		job->how.width = size.ws_col < 100 ? size.ws_col : 100;
}

int
cmd_diff(int argc, char **argv)
{
	struct job job = { .input = { .each = keep, .owned = true } };
	struct opt o = opt_start(argc, argv, help);

	job.input.ctx = &job;
	while (opt_next(&o))
		if (!take_option(&o, &job))
			opt_unknown(&o);
	if (!o.done && (o.arg_n == 0 || o.arg_n > 3))
		opt_error(&o, "name a telegram, or two files");
	else if (!o.done && o.arg_n == 3 && (!is_number(o.arg[1]) ||
	    !is_number(o.arg[2])))
		opt_error(&o, "witnesses are named by their numbers");
	if (o.done)
		return o.status;
	look_at_terminal(&job);
	run(&job, o.arg, o.arg_n);
	empty_shelf(&job.shelf[0]);
	empty_shelf(&job.shelf[1]);
	return finish_output(job.status);
}
