/*
 * The reader: an input goes by under a window, and telegrams come out of it
 * one by one.  The window grows to the longest of them, and no further.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "form/carrier.h"
#include "form/cfpf.h"
#include "form/form.h"
#include "form/reader.h"
#include "form/split.h"

enum {
	LOOK = 65536,		/* an input's form is told from so much */
	WINDOW = 262144,	/* the window's least size */
	DECODE = 131072		/* what is decoded at a time to be split */
};

struct reader {
	struct reftel_options opt;	/* its strings are copies */
	char *name, *id;

	reftel_read_fn *read;		/* NULL: all of it is in memory */
	void *ctx;
	char *buf;			/* the window, if there is read */
	size_t cap;
	const char *p;			/* what is there and not yet used */
	size_t n;
	bool eof;			/* nothing follows behind that */
	uint64_t offset, line, column;	/* of p, in the input */

	bool started, ended;
	struct split split;
	struct csv_layout layout;
	struct cfpf_table table;
	char *heading;			/* the names in layout or table */
	size_t heading_n;
	/* Where lines do not end in LF, or in UTF-16, the input is decoded
	 * before it is split: so many bytes at p - used. */
	bool decoded;
	struct text text;
	struct arena scratch;		/* holds it */
	struct digest digest;
	size_t text_bytes, used;
	uint64_t passed;		/* documents that are no telegrams */
	bool any;			/* a telegram was handed out */

	char reason[160];
	struct reftel_span span;	/* of the last failure */
	uint64_t error_line;
};

/* Making and releasing. */

static struct reader *
make_reader(const struct reftel_options *opt)
{
	struct reader *r = calloc(1, sizeof(*r));
	bool ok = r != NULL;

	if (r == NULL)
		return NULL;
	r->line = r->column = 1;
	arena_init(&r->scratch);
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
	if (!ok) {
		reader_free(r);
		return NULL;
	}
	return r;
}

struct reader *
reader_new(const struct reftel_options *opt, reftel_read_fn *fn,
    void *ctx)
{
	struct reader *r = fn == NULL ? NULL : make_reader(opt);

	if (r == NULL)
		return NULL;
	r->read = fn;
	r->ctx = ctx;
	return r;
}

struct reader *
reader_mem(const struct reftel_options *opt, const void *p, size_t n)
{
	struct reader *r = make_reader(opt);

	if (r == NULL)
		return NULL;
	r->p = n > 0 ? p : "";
	r->n = n;
	r->eof = true;
	return r;
}

void
reader_free(struct reader *r)
{
	if (r == NULL)
		return;
	arena_free(&r->scratch);
	digest_free(&r->digest);
	free(r->heading);
	free(r->buf);
	free(r->id);
	free(r->name);
	free(r);
}

/* Errors. */

static enum reftel_status
fail(struct reader *r, enum reftel_status status, const char *reason)
{
	snprintf(r->reason, sizeof(r->reason), "%s", reason);
	r->span = (struct reftel_span){ r->offset, r->offset };
	r->error_line = r->line;
	return status;
}

/* A failure after which the reader is at its end. */
static enum reftel_status
fail_for_good(struct reader *r, enum reftel_status status)
{
	r->ended = true;
	return fail(r, status, reftel_strstatus(status));
}

const char *
reader_error(const struct reader *r, struct reftel_span *span,
    uint64_t *line)
{
	if (span != NULL)
		*span = r->span;
	if (line != NULL)
		*line = r->error_line;
	return r->reason;
}

/* The window. */

/* Puts what is there to the front of the window; doubles a full one. */
static bool
make_room(struct reader *r)
{
	size_t cap = r->cap == 0 ? WINDOW : r->cap * 2;
	char *buf;

	if (r->n < r->cap) {
		memmove(r->buf, r->p, r->n);
		r->p = r->buf;
		return true;
	}
	buf = malloc(cap);
	if (buf == NULL)
		return false;
	if (r->n > 0)
		memcpy(buf, r->p, r->n);
	free(r->buf);
	r->buf = buf;
	r->p = buf;
	r->cap = cap;
	return true;
}

/* More of the input: fills the window up, or reaches the end. */
static enum reftel_status
fill(struct reader *r)
{
	if (r->eof)
		return REFTEL_OK;
	r->text_bytes = 0;		/* its bytes may move */
	if (!make_room(r))
		return REFTEL_ENOMEM;
	while (r->n < r->cap && !r->eof) {
		size_t room = r->cap - r->n;
		long got = r->read(r->ctx, r->buf + r->n, room);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || (size_t)got > room)
			return REFTEL_EIO;
		r->eof = got == 0;
		r->n += (size_t)got;
	}
	return REFTEL_OK;
}

/* A line ends at LF, or at a CR that neither LF nor CR follows. */
static bool
lone_cr(struct str s, size_t at)
{
	return s.p[at] == '\r' && (at + 1 == s.n ||
	    (s.p[at + 1] != '\n' && s.p[at + 1] != '\r'));
}

static void
count_lines(struct reader *r, struct str s)
{
	size_t start = 0;

	if (str_findc(s, '\r', 0) == s.n) {
		start = str_last(s, '\n');
		r->line += str_count(str_make(s.p, start), '\n');
		r->column = (start > 0 ? 1 : r->column) + s.n - start;
		return;
	}
	for (size_t at = 0; at < s.n; at++) {
		if (s.p[at] != '\n' && !lone_cr(s, at))
			continue;
		r->line++;
		r->column = 1;
		start = at + 1;
	}
	r->column += s.n - start;
}

static void
advance(struct reader *r, size_t n)
{
	count_lines(r, str_make(r->p, n));
	r->p += n;
	r->n -= n;
	r->offset += n;
	r->used += n;
}

/* What is looked at to split the input: the window itself or, decoded, its
 * first bytes. */
struct view {
	struct str s;
	bool last;		/* nothing follows behind it */
	size_t n;		/* bytes of the window that it shows */
	uint32_t from;		/* where s begins in r->text */
};

/* `want` bytes are decoded at once, and then used up piece by piece. */
static struct view
view(struct reader *r, size_t want)
{
	struct view v = { .s = str_make(r->p, r->n), .last = r->eof,
		.n = r->n };
	struct carrier found;

	if (!r->decoded)
		return v;
	if (r->used >= r->text_bytes) {
		r->text_bytes = want < r->n ? want : r->n;
		r->used = 0;
		arena_reset(&r->scratch);
		carrier_undo(&r->text, &r->scratch, str_make(r->p,
		    r->text_bytes), &found);
	}
	v.n = r->text_bytes - r->used;
	v.last = r->eof && v.n == r->n;
	v.from = r->used == 0 ? 0
	    : text_from_source(&r->text, (uint32_t)r->used);
	v.s = str_make(r->text.p + v.from, r->text.n - v.from);
	return v;
}

/* The window's offset of the view's.  What is left out at either end, such
 * as a byte order mark, belongs to the view. */
static size_t
window_offset(const struct reader *r, const struct view *v, size_t at)
{
	if (!r->decoded || at == 0)
		return at;
	if (at == v->s.n)
		return v->n;
	at += v->from;
	return text_source(&r->text, (uint32_t)at, (uint32_t)at).start -
	    r->used;
}

/* The beginning of an input. */

/* More control characters than any text has. */
static bool
is_binary(struct str s)
{
	size_t controls = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		controls += (c < ' ' && !ch_space((char)c)) || c == 0x7F;
	}
	return controls > 4 && controls > s.n / 32;
}

/* The whole input is no telegram: ends the reader, but for that one word. */
static enum reftel_status
no_telegram(struct reader *r, const char *reason)
{
	fail(r, REFTEL_ENOTELEGRAM, reason);
	r->span.end += r->n;
	r->ended = true;
	return REFTEL_ENOTELEGRAM;
}

static size_t
heading_length(struct reader *r, struct str s)
{
	return r->split.form == REFTEL_FORM_CFPF ?
	    cfpf_table_read(s, &r->table) : csv_heading(s, &r->layout);
}

/* The names of a heading row outlive the window. */
static enum reftel_status
read_heading(struct reader *r)
{
	struct view v = view(r, LOOK);
	size_t n = heading_length(r, v.s);

	r->split.layout = &csv_plain;
	r->split.table = &r->table;
	if (n == 0)
		return REFTEL_OK;
	r->heading = malloc(n);
	if (r->heading == NULL)
		return REFTEL_ENOMEM;
	memcpy(r->heading, v.s.p, n);
	r->heading_n = n;
	heading_length(r, str_make(r->heading, n));
	r->split.layout = &r->layout;
	advance(r, window_offset(r, &v, n));
	return REFTEL_OK;
}

/* How an input is to be split, once its form is known. */
static enum reftel_status
start_form(struct reader *r, struct str look)
{
	bool rows = r->split.form == REFTEL_FORM_CSV ||
	    r->split.form == REFTEL_FORM_CFPF;
	size_t at = 0;

	while (at < look.n && ch_space(look.p[at]))
		at++;
	if (r->split.form == REFTEL_FORM_MIRROR)
		r->split.json = at < look.n && look.p[at] == '{';
	/* A byte order mark is part of no row. */
	if ((rows || r->split.json) &&
	    str_starts(str_make(r->p, r->n), STR("\xEF\xBB\xBF")))
		advance(r, 3);
	return rows ? read_heading(r) : REFTEL_OK;
}

static enum reftel_status
start(struct reader *r)
{
	enum reftel_status status = fill(r);
	struct carrier found;
	struct text text;
	struct str look;
	bool wide;

	r->started = true;
	if (status != REFTEL_OK)
		return fail_for_good(r, status);
	if (r->n == 0)
		return no_telegram(r, "is empty");
	look = str_cut(str_make(r->p, r->n), 0, LOOK);
	carrier_undo(&text, &r->scratch, look, &found);
	if (text.failed)
		return fail_for_good(r, REFTEL_ENOMEM);
	wide = found.encoding == CARRIER_UTF16LE ||
	    found.encoding == CARRIER_UTF16BE;
	r->decoded = wide || (str_findc(look, '\r', 0) < look.n &&
	    str_findc(look, '\n', 0) == look.n);

	r->split.form = r->opt.form != REFTEL_FORM_ANY ? r->opt.form
	    : form_settle(str_make(text.p, text.n), false);
	if (!form_readable(r->split.form))
		return fail_for_good(r, REFTEL_EUNSUPPORTED);
	if (r->split.form == REFTEL_FORM_FRAGMENT &&
	    is_binary(wide ? str_make(text.p, text.n) : look))
		return no_telegram(r, "is binary data and holds no telegram");
	status = start_form(r, str_make(text.p, text.n));
	return status == REFTEL_OK ? status : fail_for_good(r, status);
}

/* Telegrams. */

/* Goes on to where a telegram may begin, behind the bad one at the front of
 * the window. */
static enum reftel_status
skip(struct reader *r)
{
	for (;;) {
		struct view v = view(r, DECODE);
		size_t at;
		bool found = split_find(&r->split, v.s, v.last, &at);
		bool whole = v.n == r->n;
		enum reftel_status status;

		if (r->text.failed)
			return REFTEL_ENOMEM;
		at = found || !v.last ? window_offset(r, &v, at) : r->n;
		advance(r, at);
		if (found || v.last)
			return REFTEL_OK;
		r->text_bytes = 0;
		status = whole ? fill(r) : REFTEL_OK;
		if (status != REFTEL_OK)
			return status;
	}
}

/* Reports the bad piece that begins at `from` in the window, and passes it:
 * as far as `next` or, where that is not known, to a likely beginning. */
static enum reftel_status
refuse(struct reader *r, size_t from, size_t next,
    enum reftel_status why, const char *reason)
{
	enum reftel_status status = REFTEL_OK;

	advance(r, from);
	fail(r, why, reason);
	if (next > from)
		advance(r, next - from);
	else
		status = skip(r);
	if (status != REFTEL_OK)
		return fail_for_good(r, status);
	r->span.end = r->offset;
	return why;
}

/* What it takes to read the telegram's bytes again. */
static bool
note_context(const struct reader *r, struct reftel_telegram *t)
{
	struct telegram_context *context = &t->impl->context;

	context->form = r->split.form;
	context->record_n = t->record.n;
	if (r->heading_n == 0)
		return true;
	context->heading = str_make(arena_strdup(&t->impl->arena,
	    str_make(r->heading, r->heading_n)), r->heading_n);
	return context->heading.p != NULL;
}

/* The piece of n bytes at the front of the window, read. */
static enum reftel_status
read_piece(struct reader *r, size_t n, struct reftel_telegram **out)
{
	struct reftel_telegram *t = telegram_new(str_make(r->p, n));
	enum reftel_status status;

	if (t == NULL)
		return fail_for_good(r, REFTEL_ENOMEM);
	t->impl->base = t->source.offset = r->offset;
	t->impl->line = r->line;
	t->impl->column = r->column;
	t->source.length = n;
	t->source.name = arena_strdup(&t->impl->arena, str_from(r->name));
	status = form_read(t, &r->opt, &r->split);
	if (status == REFTEL_OK && !note_context(r, t))
		status = REFTEL_ENOMEM;
	if (status == REFTEL_OK) {
		r->any = true;
		if (!r->opt.no_digest)
			digest_sha256(&r->digest, t->impl->piece,
			    t->source.sha256);
		*out = t;
		return REFTEL_OK;
	}
	reftel_telegram_free(t);
	if (status != REFTEL_ENOTELEGRAM)
		return fail_for_good(r, status);
	fail(r, status, "holds no telegram");
	r->span.end += n;
	return status;
}

/* Shows more than the view did, of what is there or of the input. */
static enum reftel_status
show_more(struct reader *r, const struct view *v, size_t *want)
{
	bool fresh = r->used == 0;

	if (!r->decoded)
		return fill(r);
	r->text_bytes = 0;
	if (fresh)
		*want = *want > SIZE_MAX / 2 ? SIZE_MAX : *want * 2;
	return v->n == r->n ? fill(r) : REFTEL_OK;
}

/* Finds the next piece. SPLIT_MORE: it is longer than any may be. */
static enum reftel_status
next_piece(struct reader *r, enum split_status *found,
    struct split_piece *piece)
{
	size_t want = DECODE;

	for (;;) {
		struct view v = view(r, want);
		enum reftel_status status;

		if (r->text.failed)
			return REFTEL_ENOMEM;
		*found = split_first(&r->split, v.s, v.last, piece);
		if (*found == SPLIT_PASS) {
			r->passed += piece->passed;
			advance(r, window_offset(r, &v, piece->next));
			continue;
		}
		if (*found != SPLIT_MORE) {
			piece->from = window_offset(r, &v, piece->from);
			piece->to = window_offset(r, &v, piece->to);
			piece->next = window_offset(r, &v, piece->next);
			return REFTEL_OK;
		}
		if (v.n > REFTEL_TELEGRAM_MAX)
			return REFTEL_OK;
		status = show_more(r, &v, &want);
		if (status != REFTEL_OK)
			return status;
	}
}

static enum reftel_status
take_piece(struct reader *r, const struct split_piece *piece,
    struct reftel_telegram **out)
{
	enum reftel_status status;

	if (piece->to - piece->from > REFTEL_TELEGRAM_MAX)
		return refuse(r, piece->from, piece->next, REFTEL_ELIMIT,
		    reftel_strstatus(REFTEL_ELIMIT));
	advance(r, piece->from);
	status = read_piece(r, piece->to - piece->from, out);
	advance(r, piece->next - piece->from);
	return status;
}

/* A volume without a single telegram. */
static enum reftel_status
none_of_them(struct reader *r)
{
	char reason[80];

	snprintf(reason, sizeof(reason),
	    "no document in it is a telegram (%llu passed over)",
	    (unsigned long long)r->passed);
	no_telegram(r, reason);
	r->span = (struct reftel_span){ 0, r->offset };
	return REFTEL_ENOTELEGRAM;
}

enum reftel_status
reader_next(struct reader *r, struct reftel_telegram **out)
{
	enum reftel_status status = REFTEL_OK;
	enum split_status found;
	struct split_piece piece = { 0 };

	*out = NULL;
	r->reason[0] = '\0';
	if (r->ended)
		return REFTEL_END;
	if (!r->started)
		status = start(r);
	if (status != REFTEL_OK)
		return status;
	status = next_piece(r, &found, &piece);
	if (status != REFTEL_OK)
		return fail_for_good(r, status);
	switch (found) {
	case SPLIT_PIECE:
		return take_piece(r, &piece, out);
	case SPLIT_MORE:
		return refuse(r, 0, 0, REFTEL_ELIMIT,
		    reftel_strstatus(REFTEL_ELIMIT));
	case SPLIT_BROKEN:
		return refuse(r, piece.from, 0, REFTEL_EBROKEN, piece.reason);
	case SPLIT_PASS:
	case SPLIT_NONE:
		break;
	}
	r->ended = true;
	if (!r->any && r->passed > 0)
		return none_of_them(r);
	return r->any || (r->offset > 0 && r->split.form != REFTEL_FORM_TEI)
	    ? REFTEL_END : no_telegram(r, "holds no telegram");
}

enum reftel_status
reader_again(const struct reftel_options *opt,
    const struct telegram_context *context, struct str piece,
    struct reftel_telegram **out)
{
	struct reader *r = reader_mem(opt, piece.p, piece.n);
	enum reftel_status status;

	*out = NULL;
	if (r == NULL)
		return REFTEL_ENOMEM;
	r->split.form = context->form;
	r->split.layout = &csv_plain;
	r->split.table = &r->table;
	/* Where a table has no row of names, each of its rows tells what it
	 * is. */
	if (context->heading.n > 0)
		heading_length(r, context->heading);
	else if (context->form == REFTEL_FORM_CFPF)
		heading_length(r, piece);
	if (context->heading.n > 0)
		r->split.layout = &r->layout;
	status = read_piece(r, piece.n, out);
	reader_free(r);
	return status;
}

uint64_t
reader_passed(const struct reader *r)
{
	return r->passed;
}
