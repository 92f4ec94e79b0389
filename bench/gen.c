/*
 * gen: makes telegrams that nobody ever sent, in the forms in which archives
 * hand them out, and the records that a reader must find in them.
 *
 *	gen [--form FORM] [--seed N] [--count N | --bytes N]
 *	    [--size-of-telegram N] [--refs N] [--truth FILE] [-o FILE|DIR]
 *
 * FORM is csv, transmission, mirror, html, markdown, cfpf, tei, foia or
 * fragment.  A seed gives the same telegrams in every form, however many are
 * asked for.  With a DIR (a folder, or a name that ends in /) each telegram is a file of its
 * own there; else all go to FILE, or standard output, one behind another.
 * For each telegram FILE of --truth gets a line of JSON: those keys of the
 * record that must come out.  For a fragment these are the keys of what is
 * in it, and "context", its telegram's number.
 */
#include <errno.h>
#include <sys/stat.h>

#include "gen_forms.h"

/* --- the truth ----------------------------------- */

static void
js_bytes(struct buf *out, const char *s, size_t n)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < n; i++)
		if (s[i] == '"' || s[i] == '\\') {
			buf_putc(out, '\\');
			buf_putc(out, s[i]);
		} else if (s[i] == '\n') {
			buf_puts(out, "\\n");
		} else {
			buf_putc(out, s[i] == TIE ? ' ' : s[i]);
		}
	buf_putc(out, '"');
}

/* NULL and "" are null. */
static void
js(struct buf *out, const char *s)
{
	if (s == NULL || *s == '\0')
		buf_puts(out, "null");
	else
		js_bytes(out, s, strlen(s));
}

static void
js_text(struct buf *out, const struct telegram *t, struct text x)
{
	if (x.n == 0)
		buf_puts(out, "null");
	else
		js_bytes(out, t->pool.p + x.at, x.n);
}

static void
js_key(struct buf *out, const char *key, const char *value)
{
	buf_puts(out, out->p[out->n - 1] == '{' ? "\"" : ",\"");
	buf_puts(out, key);
	buf_puts(out, "\":");
	if (value != NULL)
		js(out, value);
}

static void
js_next(struct buf *out)
{
	if (out->p[out->n - 1] != '[')
		buf_putc(out, ',');
}

static void
js_addresses(struct buf *out, const char *key, const struct address *a,
    size_t n)
{
	js_key(out, key, NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		js_next(out);
		buf_putc(out, '{');
		js_key(out, "ri", a[i].ri == NULL ? "" : a[i].ri);
		js_key(out, "plad", a[i].plad);
		js_key(out, "precedence", a[i].precedence == NULL ? "" :
		    a[i].precedence);
		js_key(out, "number", a[i].number);
		js_key(out, "except", NULL);
		buf_putc(out, '[');
		for (size_t k = 0; k < a[i].except_n; k++) {
			js_next(out);
			js(out, a[i].except[k]);
		}
		buf_puts(out, "]}");
	}
	buf_putc(out, ']');
}

static void
js_captions(struct buf *out, const struct telegram *t)
{
	js_key(out, "captions", NULL);
	buf_putc(out, '[');
	if (t->noforn_suffix)
		js(out, "NOFORN");
	if (t->efto)
		js(out, "EFTO");
	for (size_t i = 0; i < t->caption_n; i++) {
		size_t k = 0;

		while (k < i && strcmp(t->captions[k], t->captions[i]) != 0)
			k++;
		if (k < i)
			continue;
		js_next(out);
		js(out, t->captions[i]);
	}
	buf_puts(out, "]");
	js_key(out, "passing", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->passing_n; i++) {
		js_next(out);
		js(out, t->passing[i]);
	}
	buf_putc(out, ']');
}

static void
js_transmission(struct buf *out, const struct telegram *t)
{
	char room[16];

	js_key(out, "transmission", NULL);
	buf_putc(out, '{');
	js_key(out, "channel", t->channel);
	snprintf(room, sizeof room, "%c%c", t->prosign[0], t->prosign[0]);
	js_key(out, "routing_precedence", room);
	js_key(out, "routing", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->to_n + t->info_n; i++) {
		js_next(out);
		js(out, gen_recipient(t, i)->ri);
	}
	buf_putc(out, ']');
	js_key(out, "originator", t->post->ri);
	snprintf(room, sizeof room, "%04u", t->serial % 10000);
	js_key(out, "station_serial", room);
	js_key(out, "section", t->section_in_de ? "01" : "");
	js_key(out, "filed", t->filed);
	js_key(out, "security", gen_security[t->class]);
	buf_puts(out, ",\"handling\":[\"ZZH\"]}");
}

static void
js_heading(struct buf *out, const struct telegram *t)
{
	static const char *const classes[] = { "UNCLASSIFIED",
		"SENSITIVE BUT UNCLASSIFIED", "CONFIDENTIAL", "SECRET" };
	char room[40];

	js_key(out, "id", t->id);
	snprintf(room, sizeof room, "%04d-%02d-%02dT%02d:%02dZ", t->year,
	    t->month, t->day, t->hour, t->minute);
	js_key(out, "date", room);
	snprintf(room, sizeof room, "%02d%02d%02dZ %s %02d", t->day, t->hour,
	    t->minute, gen_month_codes[t->month - 1], t->year % 100);
	js_key(out, "dtg", room);
	js_key(out, "classification", classes[t->class]);
	js_captions(out, t);
	if (t->heading)
		js_transmission(out, t);
	js_key(out, "precedence", NULL);
	buf_putc(out, '{');
	js_key(out, "action", gen_precedence(t->prosign[0]));
	js_key(out, "info", t->prosign[1] == 0 ? "" :
	    gen_precedence(t->prosign[1]));
	buf_puts(out, "}");
	js_key(out, "from", NULL);
	buf_putc(out, '{');
	js_key(out, "plad", t->post->plad);
	buf_putc(out, '}');
	js_addresses(out, "to", t->to, t->to_n);
	js_addresses(out, "info", t->info, t->info_n);
	js_key(out, "sections", NULL);
	gen_printf(out, "{\"count\":%u,\"present\":[1", t->sections);
	for (size_t i = 0, last = 1; t->heading && i < t->brk_n; i++)
		if (t->brks[i].section > last)
			gen_printf(out, ",%zu", last = t->brks[i].section);
	buf_puts(out, "]}");
}

static void
js_order(struct buf *out, const struct telegram *t)
{
	js_key(out, "eo", NULL);
	buf_putc(out, '{');
	js_key(out, "order", t->order);
	js_key(out, "action", t->eo_action);
	js_key(out, "date", t->eo_date);
	js_key(out, "text", t->eo_text);
	buf_putc(out, '}');
	js_key(out, "tags", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < gen_tag_count(t); i++) {
		const char *tag = gen_tag_at(t, i);

		js_next(out);
		buf_putc(out, '{');
		if (tag == NULL) {
			gen_printf(out, "\"tag\":\"%s, %s\"", t->person[0],
			    t->person[1]);
			js_key(out, "kind", "person");
		} else {
			js_key(out, "tag", tag);
			js_key(out, "kind", i < t->tag_n ?
			    tags[t->tag[i]].kind : "geographic");
		}
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
}

static void
js_refs(struct buf *out, const struct telegram *t)
{
	js_key(out, "refs", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->ref_n; i++) {
		const struct ref *x = &t->refs[i];
		char label[2] = { x->label };

		js_next(out);
		buf_putc(out, '{');
		js_key(out, "label", label);
		js_key(out, "kind", x->kind);
		js_key(out, "text", NULL);
		js_text(out, t, x->text);
		js_key(out, "id", x->id);
		gen_printf(out, ",\"notal\":%s}", x->notal ? "true" : "false");
	}
	buf_putc(out, ']');
}

static void
js_authority(struct buf *out, const struct telegram *t)
{
	bool old = t->year * 100 + t->month < 200304;

	js_key(out, "classified_by", NULL);
	buf_putc(out, '[');
	if (t->classified.n > 0 || t->eo_name) {
		buf_putc(out, '{');
		js_key(out, "name", NULL);
		js_text(out, t, t->classifier);
		js_key(out, "reasons", NULL);
		buf_putc(out, '[');
		for (size_t i = 0; i < t->reason_n; i++)
			gen_printf(out, "%s\"1.%d(%s)\"", i > 0 ? "," : "",
			    old ? 5 : 4, t->reasons[i]);
		buf_puts(out, "]}");
	}
	buf_putc(out, ']');
}

static void
js_paragraphs(struct buf *out, const struct telegram *t, size_t from,
    size_t to)
{
	js_key(out, "paragraphs", NULL);
	buf_putc(out, '[');
	for (size_t i = from; i < to; i++) {
		const struct par *p = &t->pars[i];

		js_next(out);
		gen_printf(out, "{\"number\":%d", p->number);
		js_key(out, "portion", p->portion == NULL ? "" : p->portion);
		js_key(out, "kind", p->kind);
		js_key(out, "heading", NULL);
		js_text(out, t, p->heading);
		js_key(out, "text", NULL);
		js_text(out, t, p->text);
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
}

static void
js_summary(struct buf *out, const struct telegram *t)
{
	js_key(out, "summary", NULL);
	if (t->summary_n == 0) {
		buf_puts(out, "null");
		return;
	}
	js_text(out, t, t->summary[0]);
	if (t->summary_n < 2)
		return;
	out->n--;
	buf_puts(out, "\\n");
	size_t at = out->n;
	js_text(out, t, t->summary[1]);
	memmove(out->p + at, out->p + at + 1, out->n - at - 1);
	out->n--;
}

static void
js_redactions(struct buf *out, const struct telegram *t)
{
	js_key(out, "redactions", NULL);
	buf_putc(out, '[');
	for (size_t i = 0; i < t->par_n; i++) {
		const struct par *p = &t->pars[i];
		const char *s = t->pool.p + p->text.at;

		for (size_t k = 0; k + 12 <= p->text.n; k++) {
			if (memcmp(s + k, "XXXXXXXXXXXX", 12) != 0)
				continue;
			js_next(out);
			gen_printf(out, "{\"mark\":\"XXXXXXXXXXXX\",\"paragraph\":"
			    "%d,\"length\":12}", p->number);
			k += 11;
		}
	}
	buf_putc(out, ']');
}

static void
js_telegram(struct buf *out, const struct telegram *t,
    const struct piece *piece)
{
	buf_putc(out, '{');
	if (piece != NULL)
		js_key(out, "context", t->id);
	else
		js_heading(out, t);
	if (piece == NULL || piece->order)
		js_order(out, t);
	if (piece == NULL || piece->subject) {
		js_key(out, "subject", NULL);
		js_text(out, t, t->subject);
		js_key(out, "subject_portion", t->subject_portion == NULL ?
		    "" : t->subject_portion);
	}
	if (piece == NULL || piece->refs)
		js_refs(out, t);
	if (piece == NULL || (piece->authority && !t->eo_name) ||
	    (piece->order && t->eo_name))
		js_authority(out, t);
	if (piece == NULL || piece->whole) {
		js_summary(out, t);
		js_redactions(out, t);
	}
	if (piece == NULL)
		js_paragraphs(out, t, 0, t->par_n);
	else if (piece->pars)
		js_paragraphs(out, t, piece->par, piece->par_end);
	if (piece == NULL || piece->signature) {
		js_key(out, "signature", NULL);
		buf_putc(out, '[');
		if (t->signature != NULL)
			js(out, t->signature);
		buf_putc(out, ']');
	}
	buf_puts(out, "}\n");
}

/* --- files and arguments ----------------------------------- */

struct job {
	enum form form;
	struct wish wish;
	uint64_t count, bytes;	/* 0: not asked for */
	const char *to, *truth;
	bool folder;
	uint64_t written;
};

static void
die(const char *name)
{
	fprintf(stderr, "gen: %s: %s\n", name, strerror(errno));
	exit(1);
}

static void
write_out(FILE *f, const char *name, struct buf *b)
{
	if (b->failed)
		gen_out_of_memory();
	if (fwrite(b->p, 1, b->n, f) != b->n)
		die(name);
	b->n = 0;
}

static void
write_file(const struct job *job, uint64_t index, const char *id,
    struct buf *b)
{
	char name[1024];
	FILE *f;

	snprintf(name, sizeof name, "%s/%06llu-%s.%s", job->to,
	    (unsigned long long)index, id, gen_forms[job->form].suffix);
	f = fopen(name, "wb");
	if (f == NULL)
		die(name);
	write_out(f, name, b);
	if (fclose(f) != 0)
		die(name);
}

static void
put_telegram(struct buf *out, struct buf *truth, const struct job *job,
    const struct telegram *t, struct page *g, uint64_t index)
{
	struct piece piece = gen_print(out, job->form, t, g, job->wish.seed,
	    index);

	if (job->truth != NULL)
		js_telegram(truth, t, job->form == FRAGMENT ? &piece : NULL);
	if (g->room.failed)
		gen_out_of_memory();
}

static void
run(struct job *job, FILE *f, FILE *truth_file)
{
	enum { ENOUGH = 1 << 20 };
	struct telegram t = { 0 };
	struct page g = { 0 };
	struct buf out = { 0 }, truth = { 0 };
	bool before = true;

	for (uint64_t i = 0; job->bytes > 0 ? job->written < job->bytes :
	    i < job->count; i++) {
		gen_make(&t, &job->wish, i);
		size_t at = out.n;
		if (job->form == TRANSMISSION && !job->folder && i > 0)
			gen_between(&out, before, t.heading);
		before = t.heading;
		put_telegram(&out, &truth, job, &t, &g, i);
		job->written += out.n - at;
		if (job->folder)
			write_file(job, i, t.id, &out);
		else if (out.n > ENOUGH)
			write_out(f, job->to, &out);
		if (truth_file != NULL && truth.n > ENOUGH)
			write_out(truth_file, job->truth, &truth);
	}
	if (!job->folder)
		write_out(f, job->to, &out);
	if (truth_file != NULL)
		write_out(truth_file, job->truth, &truth);
	gen_free(&t);
	buf_free(&g.room);
	free(g.v);
	buf_free(&out);
	buf_free(&truth);
}

static void
usage(void)
{
	fputs("usage: gen [--form csv|transmission|mirror|html|markdown|cfpf|tei|"
	    "foia|fragment]\n           [--seed N] [--count N | --bytes N] "
	    "[--size-of-telegram N]\n           [--refs N] [--truth FILE] "
	    "[-o FILE|DIR]\n", stderr);
	exit(2);
}

/* 20000000 or 20M. */
static uint64_t
number(const char *s)
{
	char *end;
	unsigned long long n = strtoull(s, &end, 10);

	if (end == s || *s == '-')
		usage();
	if (*end == 'k')
		n *= 1000, end++;
	else if (*end == 'M')
		n *= 1000000, end++;
	if (*end != '\0')
		usage();
	return n;
}

static enum form
form_named(const char *s)
{
	for (int i = 0; i < FORMS; i++)
		if (strcmp(s, gen_forms[i].name) == 0)
			return (enum form)i;
	usage();
	return FORMS;
}

static void
arguments(struct job *job, int argc, char **argv)
{
	for (int i = 1; i < argc; i += 2) {
		const char *o = argv[i], *v = argv[i + 1];

		if (v == NULL)
			usage();
		if (strcmp(o, "--form") == 0)
			job->form = form_named(v);
		else if (strcmp(o, "--seed") == 0)
			job->wish.seed = number(v);
		else if (strcmp(o, "--count") == 0)
			job->count = number(v);
		else if (strcmp(o, "--bytes") == 0)
			job->bytes = number(v);
		else if (strcmp(o, "--size-of-telegram") == 0)
			job->wish.size = (size_t)number(v);
		else if (strcmp(o, "--refs") == 0)
			job->wish.refs = (long)number(v);
		else if (strcmp(o, "--truth") == 0)
			job->truth = v;
		else if (strcmp(o, "-o") == 0)
			job->to = v;
		else
			usage();
	}
}

int
main(int argc, char **argv)
{
	struct job job = { .count = 1, .wish = { .seed = 1, .refs = -1 } };
	FILE *f = stdout, *truth = NULL;
	struct stat st;

	arguments(&job, argc, argv);
	gen_lists(false);
	if (job.to != NULL) {
		size_t n = strlen(job.to);

		if (n > 0 && job.to[n - 1] == '/' &&
		    mkdir(job.to, 0777) != 0 && errno != EEXIST)
			die(job.to);
		job.folder = stat(job.to, &st) == 0 && S_ISDIR(st.st_mode);
		if (!job.folder && (f = fopen(job.to, "wb")) == NULL)
			die(job.to);
	}
	if (job.truth != NULL && (truth = fopen(job.truth, "wb")) == NULL)
		die(job.truth);
	run(&job, f, truth);
	if (fclose(f) != 0)
		die(job.to == NULL ? "standard output" : job.to);
	if (truth != NULL && fclose(truth) != 0)
		die(job.truth);
	return 0;
}
