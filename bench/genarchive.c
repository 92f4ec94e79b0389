/*
 * genarchive: makes an archive that nobody ever had, like real ones in words,
 * references and gaps, and tells what is true of it.
 *
 *	genarchive [--seed N] [--count N] [--truth FILE] -o FILE|DIR/
 *
 * Posts send telegrams over the years, and most of them come into the
 * archive's dump, a FILE of CSV: N of them.  The others leave gaps in serials
 * and continuity numbers, and where they are cited they are ghosts.  A DIR
 * gets the dump as dump.csv, and in DIR/more/ what else there is of one
 * telegram in 40: the same in another form, with words cut out of it, one of
 * its sections alone; another telegram under its number; and files in which
 * there is nothing to read.  Of some long telegrams the dump lacks a section.
 *
 * --truth gets lines of JSON, in this order; the keys of the first kind are
 * those of a telegram, "witnesses" the kinds of those beside its face:
 *
 *	{"id":"07ZENDA12","variant":1,"refs":["06OSLO3"],
 *	    "witnesses":["near"],"sections_missing":[2]}
 *	{"serials":"ZENDA","year":2007,"from":13,"to":15}
 *	{"continuity":"AMEMBASSY ZENDA","to":"SECSTATE WASHDC",
 *	    "from":4,"last":6,"before":"07ZENDA12","after":"07ZENDA15"}
 *	{"unreadable":"more/000001-broken.bin"}
 *	{"ghost":"06OSLO3","cited":1}
 *
 * What is missing is told between two that are held. The same arguments give
 * the same bytes.
 */
#include <errno.h>
#include <sys/stat.h>

#include "gen_forms.h"

enum {
	POSTS = COUNT(posts) + 1,	/* the last is the department */
	STATIONS = COUNT(posts) + COUNT(agencies) + 1,
	YEARS = 40, FIRST_YEAR = 1975,
	CITED = 26
};

/* A telegram that was sent. */
struct sent {
	unsigned serial, cited;
	short year;
	unsigned char post;
	bool held;
};

/* What a post sends to a station is numbered. */
struct pair {
	unsigned next, held;	/* the number to come, the last that is held */
	bool any;
	char id[40];		/* of the telegram that had it */
};

struct history {
	unsigned *v;		/* indices of sent */
	size_t n, cap;
	unsigned leave;		/* so many more are left out */
	unsigned serial[YEARS], held[YEARS];
};

struct archive {
	struct rng r;
	struct wish wish;
	struct plan plan;
	struct cited cited[CITED];
	unsigned cited_as[2 * CITED];	/* their indices */
	size_t cited_as_n;
	uint64_t count, expected;
	struct sent *sent;
	size_t n, cap;
	struct history history[POSTS];
	struct pair pair[POSTS][STATIONS];
	unsigned *famous;	/* every one cited so far, as often as it was */
	size_t famous_n, famous_cap;
	struct telegram t;
	unsigned post;		/* of t */
	struct page page;
	struct buf out, truth, gaps;
	FILE *dump, *truth_file;
	const char *to, *truth_name;
	bool folder;
	unsigned files;
};

static void
die(const char *name)
{
	fprintf(stderr, "genarchive: %s: %s\n", name, strerror(errno));
	exit(1);
}

static void
flush(FILE *f, const char *name, struct buf *b)
{
	if (b->failed)
		gen_out_of_memory();
	if (fwrite(b->p, 1, b->n, f) != b->n)
		die(name);
	b->n = 0;
}

static const struct post *
post_at(unsigned i)
{
	return i + 1 == POSTS ? &gen_department : &posts[i];
}

/* Some posts send far more than others; the last of them are never held. */
static unsigned
some_sender(struct rng *r)
{
	unsigned a, b;

	if (percent(r, 6))
		return POSTS - 1;
	a = pick(r, POSTS - 1);
	b = pick(r, POSTS - 1);
	return a < b ? a : b;
}

static bool
never_held(unsigned post)
{
	return post + 4 >= POSTS && post + 1 < POSTS;
}

/* --- what was sent ----------------------------------- */

/* Few telegrams are old; from 2002 on there are more each year. */
static void
set_date(struct plan *p, double share, struct rng *r)
{
	static const struct {
		double from;
		int year, years;
	} era[] = { { 0, 1976, 6 }, { .04, 1985, 16 }, { .12, 2002, 9 },
		{ 1, 0, 0 } };
	size_t k = share < era[1].from ? 0 : share < era[2].from ? 1 : 2;
	double part = (share - era[k].from) / (era[k + 1].from - era[k].from);
	long day = (long)(part * era[k].years * 336);

	if (day >= era[k].years * 336)
		day = era[k].years * 336 - 1;
	p->year = era[k].year + (int)(day / 336);
	p->month = 1 + (int)(day / 28 % 12);
	p->day = 1 + (int)(day % 28);
	p->hour = (int)pick(r, 24);
	p->minute = (int)pick(r, 60);
}

/* The next telegram that a post sends, held or not. */
static struct sent *
send_one(struct archive *a)
{
	unsigned post = some_sender(&a->r);
	struct history *h = &a->history[post];
	double share = (double)a->n / (double)a->expected;
	struct sent *s;

	set_date(&a->plan, share > 1 ? 1 : share, &a->r);
	a->plan.post = post_at(post);
	/* most of what the department sends goes elsewhere */
	unsigned *serial = &h->serial[a->plan.year - FIRST_YEAR];
	*serial += post + 1 == POSTS ? 1 + pick(&a->r, 150) : 1;
	a->plan.serial = *serial;

	a->sent = gen_grow(a->sent, a->n, &a->cap, sizeof *a->sent);
	s = &a->sent[a->n];
	*s = (struct sent){ .serial = *serial, .post = (unsigned char)post,
		.year = (short)a->plan.year };
	if (h->leave == 0 && percent(&a->r, 6))
		h->leave = 1 + pick(&a->r, 4);
	s->held = !never_held(post) && h->leave == 0;
	h->leave -= h->leave > 0;
	a->post = post;
	a->n++;
	return s;
}

/* It may be cited from now on. */
static void
remember(struct archive *a)
{
	struct history *h = &a->history[a->post];

	h->v = gen_grow(h->v, h->n, &h->cap, sizeof *h->v);
	h->v[h->n++] = (unsigned)(a->n - 1);
}

/* --- references ----------------------------------- */

/* A recent telegram of a post; a->n: there is none. */
static size_t
recent(struct archive *a, unsigned post)
{
	struct history *h = &a->history[post];
	unsigned back = 1 + pick(&a->r, percent(&a->r, 70) ? 12 : 300);

	return h->n < back ? a->n : h->v[h->n - back];
}

static size_t
some_target(struct archive *a)
{
	struct rng *r = &a->r;
	unsigned k = pick(r, 100);

	if (k < 30 && a->famous_n > 0)
		return a->famous[pick(r, (unsigned)a->famous_n)];
	return recent(a, k < 65 ? a->post : k < 75 ? POSTS - 1 :
	    k < 90 ? (a->post + 1 + pick(r, 3)) % (POSTS - 1) :
	    some_sender(r));
}

/* It was sent, and is not among those that are cited yet. */
static bool
may_cite(const struct archive *a, size_t target)
{
	if (target >= a->n)
		return false;
	for (size_t i = 0; i < a->cited_as_n; i++)
		if (a->cited_as[i] == target)
			return false;
	return true;
}

static void
note_cited(struct archive *a, size_t target)
{
	a->cited_as[a->cited_as_n++] = (unsigned)target;
}

/* One of the same post and year with a serial a little later. */
static size_t
near_target(struct archive *a, size_t target)
{
	const struct sent *s = &a->sent[target];

	for (size_t i = target + 1; i + 1 < a->n && i < target + 400; i++)
		if (a->sent[i].post == s->post && a->sent[i].year == s->year)
			return a->sent[i].serial < s->serial + 10 ? i : a->n;
	return a->n;
}

static void
cite(struct archive *a)
{
	struct rng *r = &a->r;
	unsigned n = percent(r, 40) ? 0 : 1 + pick(r, percent(r, 30) ? 8 : 3);

	a->cited_as_n = a->plan.cited_n = 0;
	for (; n > 0; n--) {
		size_t target = some_target(a);
		if (!may_cite(a, target))
			continue;
		const struct sent *s = &a->sent[target];
		struct cited *c = &a->cited[a->plan.cited_n++];
		*c = (struct cited){ post_at(s->post), s->year, s->serial, 0 };
		note_cited(a, target);
		target = percent(r, 5) ? near_target(a, target) : a->n;
		if (may_cite(a, target)) {
			c->next = a->sent[target].serial;
			note_cited(a, target);
		}
	}
}

/* The telegram is made: those that it cites are cited once more. */
static void
count_cited(struct archive *a)
{
	for (size_t i = 0; i < a->cited_as_n; i++) {
		a->sent[a->cited_as[i]].cited++;
		a->famous = gen_grow(a->famous, a->famous_n, &a->famous_cap,
		    sizeof *a->famous);
		a->famous[a->famous_n++] = a->cited_as[i];
	}
}

/* --- continuity numbers ----------------------------------- */

static size_t
station(const char *plad)
{
	for (size_t i = 0; i < COUNT(posts); i++)
		if (strcmp(posts[i].plad, plad) == 0)
			return i;
	for (size_t i = 0; i < COUNT(agencies); i++)
		if (strcmp(agencies[i].plad, plad) == 0)
			return COUNT(posts) + i;
	return STATIONS - 1;	/* the department */
}

enum { LAST_NUMBER = 9999 };

/* They run from 0001 to 9999; a block of sections is not cut in two. */
static unsigned
take_number(struct pair *p, unsigned n)
{
	unsigned number;

	if (p->next == 0 || p->next + n - 1 > LAST_NUMBER)
		p->next = 1;
	number = p->next;
	p->next += n;
	return number;
}

static unsigned
next_number(void *ctx, const char *plad, unsigned n)
{
	struct archive *a = ctx;
	struct pair *p = &a->pair[a->post][station(plad)];
	unsigned number = take_number(p, n);
	unsigned follows = p->held % LAST_NUMBER + 1;

	if (p->any && number != follows)
		gen_printf(&a->gaps, "{\"continuity\":\"%s\",\"to\":\"%s\","
		    "\"from\":%u,\"last\":%u,\"before\":\"%s\",\"after\":"
		    "\"%02d%s%u\"}\n", a->plan.post->plad, plad, follows,
		    number == 1 ? LAST_NUMBER : number - 1, p->id, a->plan.year % 100, a->plan.post->id,
		    a->plan.serial);
	p->any = true;
	p->held = number + n - 1;
	snprintf(p->id, sizeof p->id, "%02d%s%u", a->plan.year % 100,
	    a->plan.post->id, a->plan.serial);
	return number;
}

/* One that is left out had its numbers too. */
static void
skip_numbers(struct archive *a)
{
	take_number(&a->pair[a->post][STATIONS - 1], 1);
	for (unsigned n = pick(&a->r, 4); n > 0; n--)
		take_number(&a->pair[a->post][pick(&a->r, STATIONS)], 1);
}

/* --- the truth ----------------------------------- */

static int
by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
tell_refs(struct archive *a)
{
	char ids[2 * CITED][40];
	size_t n = a->cited_as_n;

	for (size_t i = 0; i < n; i++) {
		const struct sent *s = &a->sent[a->cited_as[i]];

		snprintf(ids[i], sizeof ids[i], "%02d%s%u", s->year % 100,
		    post_at(s->post)->id, s->serial);
	}
	qsort(ids, n, sizeof *ids, by_name);
	buf_puts(&a->truth, "\"refs\":[");
	for (size_t i = 0; i < n; i++)
		gen_printf(&a->truth, "%s\"%s\"", i > 0 ? "," : "", ids[i]);
	buf_putc(&a->truth, ']');
}

static void
tell(struct archive *a, int variant, const char *witnesses)
{
	gen_printf(&a->truth, "{\"id\":\"%s\",\"variant\":%d,", a->t.id,
	    variant);
	tell_refs(a);
	gen_printf(&a->truth, ",\"witnesses\":[%s],\"sections_missing\":[",
	    witnesses);
	if (a->t.without > 0)
		gen_printf(&a->truth, "%u", a->t.without);
	buf_puts(&a->truth, "]}\n");
}

/* Those of its post and year since the last that is held. */
static void
tell_serials(struct archive *a)
{
	unsigned *held = &a->history[a->post].held[a->plan.year - FIRST_YEAR];

	if (*held > 0 && a->plan.serial > *held + 1)
		gen_printf(&a->gaps, "{\"serials\":\"%s\",\"year\":%d,"
		    "\"from\":%u,\"to\":%u}\n", a->plan.post->id,
		    a->plan.year, *held + 1, a->plan.serial - 1);
	*held = a->plan.serial;
}

static void
tell_ghosts(struct archive *a)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct sent *s = &a->sent[i];

		if (!s->held && s->cited > 0)
			gen_printf(&a->gaps, "{\"ghost\":\"%02d%s%u\","
			    "\"cited\":%u}\n", s->year % 100,
			    post_at(s->post)->id, s->serial, s->cited);
	}
}

/* --- files beside the dump ----------------------------------- */

static void
write_more(struct archive *a, const char *kind, const char *suffix,
    struct buf *b)
{
	char name[1024];
	FILE *f;

	snprintf(name, sizeof name, "%smore/%06u-%s.%s", a->to, ++a->files,
	    kind, suffix);
	f = fopen(name, "wb");
	if (f == NULL)
		die(name);
	flush(f, name, b);
	if (fclose(f) != 0)
		die(name);
}

static void
print_more(struct archive *a, const char *kind, enum form form)
{
	struct buf b = { 0 };

	gen_print(&b, form, &a->t, &a->page, a->wish.seed, a->n);
	write_more(a, kind, gen_forms[form].suffix, &b);
	buf_free(&b);
}

static void
put_broken(struct archive *a)
{
	static const char *const prose[] = { "The clocks of the palace had "
		"stopped again.\n", "Nobody in the kitchen knew why.\n" };
	struct buf b = { 0 };
	bool text = percent(&a->r, 50);

	for (int i = 0; i < 400; i++)
		if (text)
			buf_puts(&b, prose[pick(&a->r, 2)]);
		else
			buf_putc(&b, (char)pick(&a->r, 256));
	write_more(a, "broken", text ? "txt" : "bin", &b);
	buf_free(&b);
	gen_printf(&a->gaps, "{\"unreadable\":\"more/%06u-broken.%s\"}\n",
	    a->files, text ? "txt" : "bin");
}

/* A section that can be printed alone; 0: none. */
static unsigned
some_section(struct archive *a)
{
	unsigned k;

	if (a->t.sections < 2)
		return 0;
	k = 2 + pick(&a->r, a->t.sections - 1);
	return gen_has_section(&a->t, k) ? k : 0;
}

/* What else there is of the telegram: the kinds of its witnesses. */
static const char *
put_more(struct archive *a)
{
	static const enum form others[] = { MIRROR, HTML, FOIA, MARKDOWN };
	struct rng *r = &a->r;
	unsigned k = pick(r, 400);
	unsigned section = some_section(a);

	/* Where a section ends depends on the form. */
	if (k < 4 && a->t.without == 0) {
		print_more(a, "copy", others[pick(r, COUNT(others))]);
		return "\"exact\"";
	}
	if (k < 7 && a->t.without == 0) {
		bool cut = gen_redact(&a->t, r);

		print_more(a, "cut", percent(r, 50) ? FOIA : MIRROR);
		return cut ? "\"near\"" : "\"exact\"";
	}
	if (k < 30 && section > 0 && a->t.without == 0) {
		a->t.only = section;
		print_more(a, "section", TRANSMISSION);
		a->t.only = 0;
		return "\"partial\"";
	}
	if (k == 398)
		put_broken(a);
	return "";
}

/* Another telegram under the number of the last. */
static void
put_other(struct archive *a)
{
	cite(a);
	gen_make(&a->t, &a->wish, a->n | 1ULL << 40);
	print_more(a, "other", MIRROR);
	tell(a, 2, "");
	count_cited(a);
}

/* --- all of it ----------------------------------- */

static void
put_held(struct archive *a)
{
	const char *witnesses = "";
	unsigned section;

	cite(a);
	tell_serials(a);
	gen_make(&a->t, &a->wish, a->n);
	section = some_section(a);
	if (section > 0 && percent(&a->r, 10))
		a->t.without = section;
	gen_print(&a->out, CSV, &a->t, &a->page, a->wish.seed, a->n);
	if (a->folder)
		witnesses = put_more(a);
	tell(a, 1, witnesses);
	count_cited(a);
	if (a->folder && pick(&a->r, 1000) == 0)
		put_other(a);
}

static void
run(struct archive *a)
{
	enum { ENOUGH = 1 << 20 };

	for (uint64_t held = 0; held < a->count;) {
		if (send_one(a)->held) {
			put_held(a);
			held++;
		} else {
			skip_numbers(a);
		}
		remember(a);
		if (a->out.n > ENOUGH)
			flush(a->dump, a->to, &a->out);
		if (a->truth_file == NULL)
			a->truth.n = a->gaps.n = 0;
		else if (a->truth.n > ENOUGH)
			flush(a->truth_file, a->truth_name, &a->truth);
	}
	flush(a->dump, a->to, &a->out);
	if (a->truth_file == NULL)
		return;
	tell_ghosts(a);
	flush(a->truth_file, a->truth_name, &a->truth);
	flush(a->truth_file, a->truth_name, &a->gaps);
}

static void
usage(void)
{
	fputs("usage: genarchive [--seed N] [--count N] [--truth FILE] "
	    "-o FILE|DIR/\n", stderr);
	exit(2);
}

static uint64_t
number(const char *s)
{
	char *end;
	unsigned long long n = strtoull(s, &end, 10);

	if (end == s || *s == '-' || *end != '\0')
		usage();
	return n;
}

static void
arguments(struct archive *a, int argc, char **argv)
{
	for (int i = 1; i < argc; i += 2) {
		const char *o = argv[i], *v = argv[i + 1];

		if (v == NULL)
			usage();
		if (strcmp(o, "--seed") == 0)
			a->wish.seed = number(v);
		else if (strcmp(o, "--count") == 0)
			a->count = number(v);
		else if (strcmp(o, "--truth") == 0)
			a->truth_name = v;
		else if (strcmp(o, "-o") == 0)
			a->to = v;
		else
			usage();
	}
	if (a->to == NULL || *a->to == '\0')
		usage();
}

static FILE *
make_file(const char *name)
{
	FILE *f = fopen(name, "wb");

	if (f == NULL)
		die(name);
	return f;
}

static void
make_folder(const char *name)
{
	if (mkdir(name, 0777) != 0 && errno != EEXIST)
		die(name);
}

static void
open_files(struct archive *a)
{
	char name[1024];

	a->folder = a->to[strlen(a->to) - 1] == '/';
	if (a->folder) {
		make_folder(a->to);
		snprintf(name, sizeof name, "%smore", a->to);
		make_folder(name);
		snprintf(name, sizeof name, "%sdump.csv", a->to);
	}
	a->dump = make_file(a->folder ? name : a->to);
	if (a->truth_name != NULL)
		a->truth_file = make_file(a->truth_name);
}

int
main(int argc, char **argv)
{
	static struct archive a = { .count = 1000,
		.wish = { .seed = 1, .refs = -1 } };

	arguments(&a, argc, argv);
	gen_lists(true);
	open_files(&a);
	a.r = rng_for(a.wish.seed, 0, 4);
	a.expected = a.count + a.count / 4;
	a.wish.plan = &a.plan;
	a.plan.cited = a.cited;
	a.plan.number = next_number;
	a.plan.ctx = &a;
	run(&a);
	if (fclose(a.dump) != 0)
		die(a.to);
	if (a.truth_file != NULL && fclose(a.truth_file) != 0)
		die(a.truth_name);
	return 0;
}
