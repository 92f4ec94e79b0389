/*
 * The order of work: front matter, page lines, number, then the values that
 * need the date, then the text; last the wrapper's word for what the text
 * lacks. telegram.md 2.
 */
#include "form/parse_int.h"
#include "form/wrapper.h"
#include "telegram/gap.h"

/* FL15 and FL16 below the text: "#0756". */
static void
parse_end(struct parse *p)
{
	size_t i = p->lines.n;

	for (unsigned k = 0; i > 0 && k < 8; k++) {
		struct str s = line_str(p, --i);
		if (s.n == 5 && s.p[0] == '#' && ch_digit(s.p[1]) &&
		    ch_digit(s.p[4])) {
			p->t->transmission.end = value_at(p, s);
			return;
		}
	}
}

bool
parse_any(const struct reftel_telegram *t)
{
	if (value_set(&t->classification) || value_set(&t->dtg) ||
	    t->transmission.present || value_set(&t->from.plad) ||
	    t->to.n + t->info.n + t->captions.n + t->tags.n + t->refs.n +
	    t->passing.n + t->classified_by.n + t->signature.n +
	    t->redactions.n > 0 ||
	    t->eo.present || value_set(&t->subject) ||
	    value_set(&t->summary) || value_set(&t->derived_from) ||
	    t->drafting.present)
		return true;
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *q = &t->paragraphs.v[i];
		if (q->number.value >= 0 || value_set(&q->portion) ||
		    q->kind != REFTEL_PAR_TEXT)
			return true;
	}
	return false;
}

/* Reported where the line would stand, else at [start, end). */
static void
line_missing(struct reftel_telegram *t, enum diag_code code,
    enum header_line line, uint32_t start, uint32_t end)
{
	telegram_gap(t, line, &start, &end);
	telegram_diag(t, code, start, end, STR(""));
}

/* Reports what is not here. own: the text has a heading, which a record's
 * From is not. */
static void
parse_lacks(struct parse *p, bool own)
{
	struct reftel_telegram *t = p->t;
	const struct reading *r = p->r;
	struct range cls = p->cls.where;
	bool heading = r->attributes ? own :
	    value_set(&t->dtg) || value_set(&t->from.plad);
	bool subject = p->subject.end > p->subject.start;

	if (r->partial)
		telegram_diag(t, DIAG_PARTIAL_EXTRACT, r->begin, r->begin,
		    STR(""));
	if (r->missing)
		telegram_diag(t, DIAG_TEXT_MISSING, r->begin, r->begin,
		    STR(""));
	if (!p->has_class && heading && !r->missing && !r->headless &&
	    (r->labels == NULL || !value_set(&t->classification)))
		line_missing(t, DIAG_CLASSIFICATION_MISSING, LINE_CLASS,
		    r->begin, r->begin);
	if (r->draft)
		telegram_diag(t, DIAG_DRAFT, r->begin, r->begin, STR(""));
	if (p->has_class && !heading && !r->draft && subject)
		telegram_diag(t, DIAG_HEADING_MISSING, cls.start, cls.end,
		    STR(""));
	if (p->has_class && !subject && !r->missing &&
	    (heading || t->paragraphs.n > 0))
		line_missing(t, DIAG_SUBJECT_MISSING, LINE_SUBJECT, cls.start,
		    cls.end);
}

void
parse(struct reading *r)
{
	struct reftel_telegram *t = r->t;
	struct parse p = { .r = r, .t = t, .a = &t->impl->arena,
		.s = r->text->p,
		.n = r->end < r->text->n ? r->end : r->text->n };

	t->year.value = t->serial.value = -1;
	t->year.start = t->serial.start = 1;
	t->year.end = t->serial.end = 0;
	p.is_given = number_given(&p, &p.given);
	p.lines = wrapper_lines(r, r->begin, p.n);
	if (p.lines.v == NULL)
		return;
	bool own = false;
	if (r->labels != NULL) {
		parse_labelled(&p);
	} else {
		parse_pages(&p);
		parse_front(&p);
		own = value_set(&t->dtg) || value_set(&t->from.plad);
	}
	parse_form_lines(&p);
	parse_furniture(&p, r->begin, p.n);
	parse_banner(&p);
	parse_number(&p);
	parse_eo(&p);
	parse_tags(&p);
	parse_subject(&p);
	parse_replaced(&p);
	parse_refs(&p);
	parse_replaced_refs(&p);
	parse_end(&p);
	parse_body(&p);
	t->impl->begin = r->begin;
	t->impl->body = p.body;
	parse_authority(&p);
	parse_control(&p);
	parse_sections(&p);
	if (r->attributes)
		parse_record(&p);
	parse_wrapper(&p);
	parse_wrapper_refs(&p);
	parse_title(&p);
	parse_lacks(&p, own);
}
