#include "telegram/gap.h"

struct gap {
	enum header_line missing;
	uint32_t before, behind;	/* UINT32_MAX: nothing there */
	uint32_t begin, body;	/* the header; what an archive says of it may
				 * stand above or below */
};

static void
line_at(struct gap *g, enum header_line line, const struct reftel_value *v)
{
	if (!value_placed(v) || v->start < g->begin ||
	    (line < LINE_TEXT && v->start > g->body))
		return;
	if (line < g->missing && (g->before == UINT32_MAX ||
	    v->end > g->before))
		g->before = v->end;
	if (line > g->missing && v->start < g->behind)
		g->behind = v->start;
}

static void
lines_at(struct gap *g, enum header_line line,
    const struct reftel_values *list)
{
	for (size_t i = 0; i < list->n; i++)
		line_at(g, line, &list->v[i]);
}

static void
addressees_at(struct gap *g, const struct reftel_addressees *list)
{
	for (size_t i = 0; i < list->n; i++)
		line_at(g, LINE_HEADING, &list->v[i].whole);
}

static void
header_at(struct gap *g, const struct reftel_telegram *t)
{
	struct reftel_value number = { .s = "", .start = t->serial.start,
		.end = t->serial.end };

	line_at(g, LINE_HEADING, &t->dtg);
	line_at(g, LINE_HEADING, &t->from.whole);
	addressees_at(g, &t->to);
	addressees_at(g, &t->info);
	line_at(g, LINE_CLASS, &t->classification);
	if (value_placed(&t->classification) && number.start < number.end)
		line_at(g, LINE_CLASS, &number);
	lines_at(g, LINE_STEERING, &t->captions);
	lines_at(g, LINE_STEERING, &t->passing);
	line_at(g, LINE_EO, &t->eo.whole);
	for (size_t i = 0; i < t->tags.n; i++)
		line_at(g, LINE_TAGS, &t->tags.v[i].tag);
	line_at(g, LINE_SUBJECT, &t->subject);
	for (size_t i = 0; i < t->refs.n; i++)
		line_at(g, LINE_REF, &t->refs.v[i].text);
}

bool
telegram_gap(const struct reftel_telegram *t, enum header_line missing,
    uint32_t *start, uint32_t *end)
{
	struct gap g = { missing, UINT32_MAX, UINT32_MAX, t->impl->begin,
		t->impl->body };
	const char *s = t->impl->text.p;

	header_at(&g, t);
	for (size_t i = 0; i < t->classified_by.n; i++)
		line_at(&g, LINE_AUTHORITY, &t->classified_by.v[i].whole);
	if (t->paragraphs.n > 0) {
		line_at(&g, LINE_TEXT, &t->paragraphs.v[0].printed);
		line_at(&g, LINE_TEXT, &t->paragraphs.v[0].portion);
		line_at(&g, LINE_TEXT, &t->paragraphs.v[0].text);
	}
	if (g.before == UINT32_MAX || g.behind == UINT32_MAX ||
	    g.before > g.behind)
		return false;
	while (g.behind > g.before && s[g.behind - 1] != '\n')
		g.behind--;		/* its label stands before it */
	*start = g.before;
	*end = g.behind;
	return true;
}
