/*
 * Redactions anywhere in the text: runs of X, editors' brackets, the codes of
 * a release. archive-forms.md 2.9.
 */
#include "form/parse_body.h"

struct redacting {
	size_t par, cap;
	size_t mark;		/* the release's next one */
};

static struct reftel_redaction *
redaction_new(struct parse *p, struct redacting *r, uint32_t start)
{
	struct reftel_telegram *t = p->t;
	struct reftel_redaction *v = arena_grow(p->a, t->redactions.v,
	    t->redactions.n, &r->cap, sizeof *v);

	if (v == NULL)
		return NULL;
	t->redactions.v = v;
	while (r->par < t->paragraphs.n &&
	    t->paragraphs.v[r->par].text.end <= start)
		r->par++;
	v = &v[t->redactions.n++];
	*v = (struct reftel_redaction){ .paragraph = { -1, 1, 0 },
		.length = { -1, 1, 0 } };
	if (r->par < t->paragraphs.n &&
	    t->paragraphs.v[r->par].text.start <= start)
		v->paragraph.value = t->paragraphs.v[r->par].number.value;
	return v;
}

/* The paragraph beside whose last line a code stands in the margin; -1: none. */
static int
paragraph_beside(const struct parse *p, const struct redacting *r,
    uint32_t start)
{
	if (r->par == 0)
		return -1;
	const struct reftel_paragraph *v = &p->t->paragraphs.v[r->par - 1];
	struct str gap = range_str(p, v->text.end, start);

	return value_set(&v->text) && str_findc(gap, '\n', 0) == gap.n ?
	    v->number.value : -1;
}

/* The codes of a release that stand before `end`: what they stand for was
 * cut out, and nobody knows its length. */
static void
release_marks(struct parse *p, struct redacting *r, uint32_t end)
{
	for (; r->mark < p->r->mark_n; r->mark++) {
		const struct form_mark *m = &p->r->marks[r->mark];
		struct reftel_redaction *v;

		if (m->start >= end)
			return;
		v = redaction_new(p, r, m->start);
		if (v == NULL)
			continue;
		v->mark = v->code = m->code;
		if (v->paragraph.value < 0)
			v->paragraph.value = paragraph_beside(p, r, m->start);
	}
}

static void
redaction_add(struct parse *p, struct redacting *r, uint32_t start,
    uint32_t end)
{
	release_marks(p, r, start);
	struct reftel_redaction *v = redaction_new(p, r, start);

	if (v == NULL)
		return;
	int length = 0;
	for (uint32_t i = start; i < end; i++)
		length += (p->s[i] & 0xC0) != 0x80;
	/* the editors' bracket tells of another length than its own */
	if (str_findi(range_str(p, start, end), STR("DECLASSIFIED"), 0) <
	    end - start)
		length = -1;
	v->mark = parse_folded(p, start, end);
	v->length.value = length;
}

/* The end of a run of X (or x) at i, 0: too short to be a mark. */
static uint32_t
x_run(const struct parse *p, uint32_t i)
{
	uint32_t k = i;

	while (k < p->n && p->s[k] == p->s[i])
		k++;
	return k - i >= (p->s[i] == 'X' ? 4u : 5u) ? k : 0;
}

/* "[Name removed]", "[SOURCE REMOVED]": the end of the bracket at i. */
static uint32_t
bracket_mark(const struct parse *p, uint32_t i)
{
	static const char *const words[] = { "REMOVED", "REDACTED", "DELETED",
		"WITHHELD", "NOT DECLASSIFIED" };
	uint32_t most = p->n - i > 80 ? i + 80 : p->n;
	const char *close = memchr(p->s + i, ']', most - i);

	if (close == NULL)
		return 0;
	struct str in = str_range(p->s + i, close);
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (str_findi(in, str_from(words[k]), 0) < in.n)
			return offset_of(p, close) + 1;
	return 0;
}

/* The next byte of [i, n) that can begin a mark. */
static uint32_t
next_mark(const struct parse *p, uint32_t i, uint32_t at[3])
{
	static const char *const heads[3] = { "XXXX", "xxxxx", "[" };
	uint32_t best = p->n;

	for (int k = 0; k < 3; k++) {
		if (at[k] < i || at[k] == NOWHERE) {
			struct str all = range_str(p, 0, p->n);
			size_t f = str_find(all, str_from(heads[k]), i);
			at[k] = (uint32_t)f;
		}
		if (at[k] < best)
			best = at[k];
	}
	return best;
}

void
body_redactions(struct parse *p)
{
	uint32_t at[3] = { NOWHERE, NOWHERE, NOWHERE };
	struct redacting r = { 0 };

	for (uint32_t i = next_mark(p, p->r->begin, at); i < p->n;
	    i = next_mark(p, i, at)) {
		uint32_t end = p->s[i] == '[' ? bracket_mark(p, i) :
		    x_run(p, i);
		if (end > i) {
			redaction_add(p, &r, i, end);
			i = end;
		} else {
			i++;
		}
	}
	release_marks(p, &r, UINT32_MAX);
}
