/*
 * The public reader: an input, and the inputs that lie in it.  What holds
 * others is opened part by part, and each part is an input in turn; text is
 * at the end of every way down and goes through the form's reader.  Nothing
 * is unpacked to disk, and one way down is open at a time.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/carrier.h"
#include "form/form.h"
#include "form/reader.h"
#include "intake/kind.h"
#include "intake/module.h"
#include "telegram/telegram.h"

enum {
	LOOK = 65536,		/* what an input is, is told from so much */
	DEPTH = 4		/* archives and mails in each other */
};

/* What all archives of an input may unpack to. */
#define TOTAL ((uint64_t)8 << 30)

/* Bytes of an input.  The first of them are looked at, and read again. */
struct stream {
	reftel_read_fn *read;		/* NULL: p is all there is */
	reftel_seek_fn *seek;
	void *ctx;
	const char *p;
	size_t n, at;			/* at: what is not read again yet */
	char *head;			/* holds p, if there is read */
};

/* An input on the way down. */
struct level {
	struct level *outer;
	struct reftel_reader *r;
	char *member;			/* its path, or NULL */
	struct stream in;
	unsigned depth;
	bool started;
	/* Text, or what is opened: */
	struct reader *text;
	const struct opener *opener;
	void *state;
	const struct kind *kind;
	struct opener_input input;
	/* The part that is being read: */
	struct opener_part part;
	bool part_broken;
};

struct reftel_reader {
	struct reftel_options opt;	/* its strings are copies */
	char *name, *id;
	struct level *top;		/* the innermost */
	uint64_t unpacked;
	uint64_t passed;		/* documents, in texts that are over */
	bool over;			/* more than TOTAL */

	char reason[200];
	char *member;			/* of the last failure, or NULL */
	struct reftel_span span;
	uint64_t line;
};

/* Streams. */

static long
stream_read(void *ctx, void *buf, size_t n)
{
	struct stream *s = ctx;

	if (s->at < s->n) {
		if (n > s->n - s->at)
			n = s->n - s->at;
		memcpy(buf, s->p + s->at, n);
		s->at += n;
		return (long)n;
	}
	return s->read == NULL ? 0 : s->read(s->ctx, buf, n);
}

static int64_t
stream_seek(void *ctx, int64_t offset, int whence)
{
	struct stream *s = ctx;

	if (s->read != NULL) {
		s->at = s->n;
		return s->seek(s->ctx, offset, whence);
	}
	if (whence == SEEK_END)
		offset += (int64_t)s->n;
	if (offset < 0 || (uint64_t)offset > s->n) {
		errno = EINVAL;
		return -1;
	}
	s->at = (size_t)offset;
	return offset;
}

static bool
stream_seeks(const struct stream *s)
{
	return s->read == NULL || s->seek != NULL;
}

/* Reads what is looked at. */
static enum reftel_status
stream_look(struct stream *s)
{
	if (s->read == NULL)
		return REFTEL_OK;
	s->head = malloc(LOOK);
	if (s->head == NULL)
		return REFTEL_ENOMEM;
	s->p = s->head;
	while (s->n < LOOK) {
		long got = s->read(s->ctx, s->head + s->n, LOOK - s->n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || (size_t)got > LOOK - s->n)
			return REFTEL_EIO;
		if (got == 0)
			break;
		s->n += (size_t)got;
	}
	return REFTEL_OK;
}

/* Making and releasing. */

static struct level *
push(struct reftel_reader *r)
{
	struct level *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return NULL;
	l->r = r;
	l->outer = r->top;
	r->top = l;
	return l;
}

static void
pop(struct reftel_reader *r)
{
	struct level *l = r->top;

	r->top = l->outer;
	if (l->text != NULL)
		r->passed += reader_passed(l->text);
	reader_free(l->text);
	if (l->state != NULL)
		l->opener->close(l->state);
	free(l->in.head);
	free(l->member);
	free(l);
}

static struct reftel_reader *
make_reader(const struct reftel_options *opt)
{
	struct reftel_reader *r = calloc(1, sizeof(*r));
	bool ok = r != NULL;

	if (r == NULL)
		return NULL;
	if (opt != NULL)
		r->opt = *opt;
	r->name = strdup(r->opt.name == NULL ? "-" : r->opt.name);
	ok = r->name != NULL;
	if (r->opt.id != NULL) {
		r->id = strdup(r->opt.id);
		ok &= r->id != NULL;
	}
	r->opt.name = r->name;
	r->opt.id = r->id;
	if (ok && push(r) != NULL)
		return r;
	reftel_reader_free(r);
	return NULL;
}

struct reftel_reader *
reftel_reader_new(const struct reftel_options *opt, reftel_read_fn *fn,
    void *ctx)
{
	struct reftel_reader *r = fn == NULL ? NULL : make_reader(opt);

	if (r == NULL)
		return NULL;
	r->top->in = (struct stream){ .read = fn, .seek = r->opt.seek,
		.ctx = ctx };
	return r;
}

struct reftel_reader *
reftel_reader_mem(const struct reftel_options *opt, const void *p, size_t n)
{
	struct reftel_reader *r = make_reader(opt);

	if (r == NULL)
		return NULL;
	r->top->in = (struct stream){ .p = n > 0 ? p : "", .n = n };
	return r;
}

void
reftel_reader_free(struct reftel_reader *r)
{
	if (r == NULL)
		return;
	while (r->top != NULL)
		pop(r);
	free(r->member);
	free(r->id);
	free(r->name);
	free(r);
}

/* Errors. */

/* "a.zip!/b.txt" from the outer path and the name in it: either may be NULL.
 * False: out of memory. */
static bool
join(char **path, const char *outer, const char *name)
{
	size_t n = (outer == NULL ? 0 : strlen(outer)) +
	    (name == NULL ? 0 : strlen(name)) + 3;

	*path = NULL;
	if (outer == NULL && name == NULL)
		return true;
	*path = malloc(n);
	if (*path == NULL)
		return false;
	snprintf(*path, n, "%s%s%s", outer == NULL ? "" : outer,
	    outer != NULL && name != NULL ? "!/" : "",
	    name == NULL ? "" : name);
	return true;
}

static enum reftel_status
fail_for_good(struct reftel_reader *r, enum reftel_status status)
{
	snprintf(r->reason, sizeof(r->reason), "%s", reftel_strstatus(status));
	while (r->top != NULL)
		pop(r);
	return status;
}

/* Something is wrong with the part `name` of l or, if that is NULL, with l
 * itself. */
static enum reftel_status
fail_at(const struct level *l, const char *name, enum reftel_status status,
    const char *reason)
{
	struct reftel_reader *r = l->r;

	free(r->member);
	r->span = (struct reftel_span){ 0 };
	r->line = 0;
	if (!join(&r->member, l->member, name))
		return fail_for_good(r, REFTEL_ENOMEM);
	snprintf(r->reason, sizeof(r->reason), "%s", reason);
	return status;
}

/* The same, and the innermost level is left. */
static enum reftel_status
refuse(struct reftel_reader *r, enum reftel_status status, const char *reason)
{
	status = fail_at(r->top, NULL, status, reason);
	if (status != REFTEL_ENOMEM)
		pop(r);
	return status;
}

const char *
reftel_reader_error(const struct reftel_reader *r, struct reftel_span *span,
    uint64_t *line)
{
	if (span != NULL)
		*span = r->span;
	if (line != NULL)
		*line = r->line;
	return r->reason;
}

const char *
reftel_reader_member(const struct reftel_reader *r)
{
	return r->member;
}

uint64_t
reftel_reader_passed(const struct reftel_reader *r)
{
	bool text = r->top != NULL && r->top->text != NULL;

	return r->passed + (text ? reader_passed(r->top->text) : 0);
}

/* Opening. */

static bool
read_letters(const struct opener_image *image, struct buf *out,
    const char **why)
{
	const struct opener *ocr = module_load("ocr");

	*why = "holds images of text, which this build does not read";
	return ocr != NULL && ocr->letters(image, out, why);
}

static enum opener_content
look_at(const char *p, size_t n)
{
	struct str s = str_make(p, n);
	struct arena scratch;
	struct carrier found;
	struct text text;
	enum reftel_form form;

	if (kind_of(s) != NULL)
		return OPENER_HOLDS;
	arena_init(&scratch);
	carrier_undo(&text, &scratch, str_cut(s, 0, REFTEL_TELEGRAM_MAX),
	    &found);
	form = text.failed ? REFTEL_FORM_FRAGMENT
	    : form_settle(str_make(text.p, text.n), false);
	arena_free(&scratch);
	return form == REFTEL_FORM_FRAGMENT || form == REFTEL_FORM_MAIL
	    ? OPENER_PROSE : OPENER_TELEGRAM;
}

static enum reftel_status
start_opener(struct level *l)
{
	char reason[120];

	if (l->kind->packed && l->depth >= DEPTH)
		return refuse(l->r, REFTEL_ELIMIT,
		    "lies in too many others to be opened");
	if (l->kind->module != NULL)
		l->opener = module_load(l->kind->module);
	if (l->opener == NULL) {
		snprintf(reason, sizeof(reason),
		    "is a %s, which this build does not open", l->kind->name);
		return refuse(l->r, REFTEL_ENOTELEGRAM, reason);
	}
	l->input = (struct opener_input){ .read = stream_read,
		.seek = stream_seeks(&l->in) ? stream_seek : NULL,
		.ctx = &l->in, .head = l->in.p, .head_n = l->in.n,
		.letters = read_letters, .look = look_at };
	l->state = l->opener->open(&l->input);
	return l->state == NULL ? REFTEL_ENOMEM : REFTEL_OK;
}

static enum reftel_status
start_text(struct level *l)
{
	struct reftel_options opt = l->r->opt;
	enum opener_part_kind kind = l->outer == NULL ? OPENER_PART_ANY
	    : l->outer->part.kind;

	/* What was asked for is the mail, not what is in it. */
	if (opt.form == REFTEL_FORM_MAIL)
		opt.form = REFTEL_FORM_ANY;
	if (kind == OPENER_PART_MAIL && opt.form == REFTEL_FORM_ANY)
		opt.form = REFTEL_FORM_MAIL;
	if (l->outer == NULL)
		opt.form = l->r->opt.form;
	l->text = l->in.read == NULL
	    ? reader_mem(&opt, l->in.p, l->in.n)
	    : reader_new(&opt, stream_read, &l->in);
	return l->text == NULL ? REFTEL_ENOMEM : REFTEL_OK;
}

static enum reftel_status
start(struct level *l)
{
	enum reftel_form form = l->r->opt.form;
	enum reftel_status status = stream_look(&l->in);

	l->started = true;
	if (status != REFTEL_OK)
		return status;
	if (l->outer == NULL || l->outer->part.kind == OPENER_PART_ANY)
		l->kind = kind_of(str_make(l->in.p, l->in.n));
	/* Who names another form wants the mail read as that. */
	if (l->kind != NULL && l->kind->header && form != REFTEL_FORM_ANY &&
	    form != REFTEL_FORM_MAIL)
		l->kind = NULL;
	return l->kind != NULL ? start_opener(l) : start_text(l);
}

/* A part's bytes.  A broken part ends, and that is said behind it, so that
 * what came before is read. */
static long
part_read(void *ctx, void *buf, size_t n)
{
	struct level *l = ctx;
	long got = l->part_broken || l->r->over ? 0
	    : l->opener->read(l->state, buf, n);

	if (got < 0)
		l->part_broken = true;
	if (got <= 0)
		return 0;
	l->r->unpacked += l->kind->packed ? (uint64_t)got : 0;
	l->r->over = l->r->unpacked > TOTAL;
	return got;
}

/* The next part of l becomes the innermost level. */
static enum reftel_status
next_part(struct level *l)
{
	struct level *inner;

	memset(&l->part, 0, sizeof(l->part));
	l->part_broken = false;
	switch (l->opener->next(l->state, &l->part)) {
	case OPENER_OK:
		break;
	case OPENER_END:
		pop(l->r);
		return REFTEL_OK;
	case OPENER_REFUSED:
		return fail_at(l, l->part.name, REFTEL_EBROKEN,
		    l->opener->reason(l->state));
	case OPENER_BROKEN:
		return refuse(l->r, REFTEL_EBROKEN,
		    l->opener->reason(l->state));
	case OPENER_ENOMEM:
		return REFTEL_ENOMEM;
	}
	inner = push(l->r);
	if (inner == NULL || !join(&inner->member, l->member, l->part.name))
		return REFTEL_ENOMEM;
	inner->depth = l->depth + (l->kind->packed ? 1 : 0);
	inner->in.read = part_read;
	inner->in.ctx = l;
	return REFTEL_OK;
}

/* Telegrams. */

/* Pages of [start, end) of the part, as "3", "3-5" or "3,5". */
static void
write_pages(const struct opener_pages *pages, uint64_t start, uint64_t end,
    bool ocr_only, char *out, size_t cap)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0, first; i < pages->n; i++) {
		for (first = i; i < pages->n && pages->at[i] < end &&
		    (i + 1 == pages->n || pages->at[i + 1] > start) &&
		    (pages->ocr[i] || !ocr_only);)
			i++;
		if (i == first || used >= cap)
			continue;
		used += (size_t)snprintf(out + used, cap - used,
		    i - first > 1 ? "%s%zu-%zu" : "%s%zu", used > 0 ? "," : "",
		    first + 1, i);
	}
}

static void
add_field(struct reftel_telegram *t, const char *key, const char *value)
{
	const char *s = arena_strdup(&t->impl->arena, str_from(value));

	if (s != NULL && *s != '\0')
		telegram_field(t, key, telegram_value_bare(str_from(s)));
}

static void
add_pages(struct reftel_telegram *t, const struct opener_pages *pages)
{
	uint64_t start = t->source.offset, end = start + t->source.length;
	char all[256], read[256];

	write_pages(pages, start, end, false, all, sizeof(all));
	write_pages(pages, start, end, true, read, sizeof(read));
	if (read[0] != '\0')
		add_field(t, "carrier", "ocr");
	add_field(t, "pages", all);
	add_field(t, "ocr_pages", read);
}

/* What the way down says of a telegram. False: out of memory. */
static bool
name_place(const struct level *l, struct reftel_telegram *t)
{
	const struct opener_part *part = l->outer == NULL ? NULL
	    : &l->outer->part;

	if (part == NULL)
		return true;
	t->span_basis_text = true;
	if (l->member != NULL)
		t->source.member = arena_strdup(&t->impl->arena,
		    str_from(l->member));
	if (part->carrier != NULL)
		add_field(t, "carrier", part->carrier);
	for (size_t i = 0; i < part->mail_n; i++)
		add_field(t, "mail", part->mail[i]);
	if (part->pages != NULL)
		add_pages(t, part->pages);
	return !t->impl->arena.failed;
}

/* A text is at its end: so is its level, and perhaps its part was broken. */
static enum reftel_status
end_text(struct reftel_reader *r)
{
	struct level *l = r->top, *outer = l->outer;
	bool broken = outer != NULL && outer->part_broken;

	if (r->over) {
		fail_at(l, NULL, REFTEL_ELIMIT,
		    "the archives unpack to more than 8 GiB");
		while (r->top != NULL)
			pop(r);
		return REFTEL_ELIMIT;
	}
	return broken ? refuse(r, REFTEL_EBROKEN,
	    outer->opener->reason(outer->state)) : (pop(r), REFTEL_OK);
}

/* What the form's reader says of one piece of a text. */
static enum reftel_status
text_fault(struct level *l, enum reftel_status status)
{
	struct reftel_span span;
	uint64_t line;
	const char *reason = reader_error(l->text, &span, &line);

	/* Why there is no telegram in a broken part is known. */
	if (status == REFTEL_ENOTELEGRAM && l->outer != NULL &&
	    (l->outer->part_broken || l->r->over))
		return REFTEL_OK;
	status = fail_at(l, NULL, status, reason);
	l->r->span = span;
	l->r->line = line;
	return status;
}

static enum reftel_status
next_telegram(struct level *l, struct reftel_telegram **out)
{
	struct reftel_reader *r = l->r;
	enum reftel_status status = reader_next(l->text, out);

	switch (status) {
	case REFTEL_OK:
		if (name_place(l, *out))
			return REFTEL_OK;
		reftel_telegram_free(*out);
		*out = NULL;
		return REFTEL_ENOMEM;
	case REFTEL_END:
		return end_text(r);
	case REFTEL_EBROKEN:
	case REFTEL_ELIMIT:
	case REFTEL_ENOTELEGRAM:
		return text_fault(l, status);
	case REFTEL_EUNSUPPORTED:
		/* One member is not all there is. */
		return l->outer == NULL ? status : refuse(r,
		    REFTEL_ENOTELEGRAM, reftel_strstatus(status));
	default:
		return status;
	}
}

enum reftel_status
reftel_reader_next(struct reftel_reader *r, struct reftel_telegram **out)
{
	enum reftel_status status = REFTEL_OK;

	if (r == NULL || out == NULL)
		return REFTEL_EINVAL;
	*out = NULL;
	r->reason[0] = '\0';
	free(r->member);
	r->member = NULL;
	while (status == REFTEL_OK && *out == NULL) {
		if (r->top == NULL)
			return REFTEL_END;
		if (!r->top->started)
			status = start(r->top);
		else if (r->top->text != NULL)
			status = next_telegram(r->top, out);
		else
			status = next_part(r->top);
	}
	switch (status) {
	case REFTEL_OK:
	case REFTEL_EBROKEN:
	case REFTEL_ELIMIT:
	case REFTEL_ENOTELEGRAM:
		return status;
	default:
		return fail_for_good(r, status);
	}
}
