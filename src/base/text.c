/* Decoded text and its map back to the source; see text.h. */
#include "base/text.h"

void
text_init(struct text *t, struct arena *a, size_t hint)
{
	*t = (struct text){ .arena = a };
	if (hint == 0 || hint > UINT32_MAX)
		return;
	t->p = arena_bytes(a, hint);
	t->failed = t->p == NULL;
	t->cap = t->failed ? 0 : (uint32_t)hint;
}

/* The cast is safe: cap 0 says that nothing may be written at p, so the
 * first append moves the text to memory of its own. */
void
text_init_verbatim(struct text *t, struct arena *a, struct str source)
{
	text_init(t, a, 0);
	if (source.n > UINT32_MAX) {
		t->failed = true;
		return;
	}
	t->run = arena_grow(a, t->run, 0, &t->run_cap, sizeof(*t->run));
	if (t->run == NULL) {
		t->failed = true;
		return;
	}
	t->p = (char *)source.p;
	t->n = (uint32_t)source.n;
	t->run[0] = (struct text_run){ 0, 0, t->n, true };
	t->run_n = t->n > 0;
}

/* Room for `more` further bytes. */
static bool
reserve(struct text *t, size_t more)
{
	size_t need = t->n + more, cap = (size_t)t->cap * 2;
	char *p;

	if (t->failed || need > UINT32_MAX || need < more) {
		t->failed = true;
		return false;
	}
	if (need <= t->cap)
		return true;
	if (cap < need)
		cap = need < 64 ? 64 : need;
	if (cap > UINT32_MAX)
		cap = UINT32_MAX;
	p = arena_bytes(t->arena, cap);
	if (p == NULL) {
		t->failed = true;
		return false;
	}
	if (t->n > 0)
		memcpy(p, t->p, t->n);
	t->p = p;
	t->cap = (uint32_t)cap;
	return true;
}

static void
append(struct text *t, const char *p, size_t n)
{
	memcpy(t->p + t->n, p, n);
	t->n += (uint32_t)n;
}

/* A new run at the end of the text. */
static bool
add_run(struct text *t, uint32_t src, uint32_t src_n, bool verbatim)
{
	struct text_run *run = arena_grow(t->arena, t->run, t->run_n,
	    &t->run_cap, sizeof(*run));

	if (run == NULL) {
		t->failed = true;
		return false;
	}
	t->run = run;
	run[t->run_n++] = (struct text_run){ t->n, src, src_n, verbatim };
	return true;
}

void
text_verbatim(struct text *t, const char *p, size_t n, uint32_t src)
{
	struct text_run *last = t->run_n > 0 ? &t->run[t->run_n - 1] : NULL;

	if (n == 0 || !reserve(t, n))
		return;
	if (last != NULL && last->verbatim && last->src + last->src_n == src)
		last->src_n += (uint32_t)n;
	else if (!add_run(t, src, (uint32_t)n, true))
		return;
	append(t, p, n);
}

void
text_replace(struct text *t, struct str s, uint32_t src, uint32_t src_n)
{
	if (s.n == 0 || !reserve(t, s.n) || !add_run(t, src, src_n, false))
		return;
	append(t, s.p, s.n);
}

/* Index of the run that holds text offset at, or of the last one. The text
 * has a run. */
static size_t
run_at(const struct text *t, uint32_t at)
{
	size_t low = 0, high = t->run_n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (t->run[mid].at <= at)
			low = mid;
		else
			high = mid;
	}
	return low;
}

void
text_copy(struct text *t, const struct text *in, uint32_t from, uint32_t to)
{
	if (to > in->n)
		to = in->n;
	if (from >= to)
		return;
	for (size_t i = run_at(in, from); from < to; i++) {
		const struct text_run *r = &in->run[i];
		uint32_t end = i + 1 < in->run_n ? in->run[i + 1].at : in->n;

		if (end > to)
			end = to;
		if (r->verbatim)
			text_verbatim(t, in->p + from, end - from,
			    r->src + (from - r->at));
		else
			text_replace(t, str_make(in->p + from, end - from),
			    r->src, r->src_n);
		from = end;
	}
}

void
text_subst(struct text *t, struct str s, const struct text *in, uint32_t from,
    uint32_t to)
{
	struct text_place place = text_source(in, from, to);

	text_replace(t, s, place.start, place.end - place.start);
}

/* The source offset where the text byte at `at` begins; for the end of the
 * text, where its last byte ends. */
static uint32_t
source_start(const struct text *t, uint32_t at)
{
	const struct text_run *r = &t->run[run_at(t, at)];

	if (r->verbatim)
		return r->src + (at - r->at);
	return at < t->n ? r->src : r->src + r->src_n;
}

/* The source offset where the text byte before `at` ends; at > 0. */
static uint32_t
source_end(const struct text *t, uint32_t at)
{
	const struct text_run *r = &t->run[run_at(t, at - 1)];

	return r->src + (r->verbatim ? at - r->at : r->src_n);
}

/* A form may put a wrapper's fields before text that stood in front of them
 * in the source, so the ends of a stretch can come in either order. */
struct text_place
text_source(const struct text *t, uint32_t start, uint32_t end)
{
	struct text_place p = { 0, 0 };

	if (t->run_n == 0)
		return p;
	if (end > t->n)
		end = t->n;
	if (start > end)
		start = end;
	p.start = p.end = source_start(t, start);
	if (start < end)
		p.end = source_end(t, end);
	if (p.end < p.start)
		return (struct text_place){ p.end, p.start };
	return p;
}

uint32_t
text_from_source(const struct text *t, uint32_t src)
{
	size_t low = 0, high = t->run_n;

	/* The first run that ends behind src. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->run[mid].src + t->run[mid].src_n > src)
			high = mid;
		else
			low = mid + 1;
	}
	if (low == t->run_n)
		return t->n;

	const struct text_run *r = &t->run[low];
	return r->verbatim && src > r->src ? r->at + (src - r->src) : r->at;
}
