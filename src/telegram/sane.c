/*
 * Does a record keep the invariants of reftel.h? Asked by tests and fuzzing;
 * it reports and does not mend.
 */
#include "telegram/telegram.h"

/* The first fault found. */
struct sanity {
	const struct reftel_telegram *t;
	const char *why;
};

static void
expect(struct sanity *s, bool holds, const char *why)
{
	if (!holds && s->why == NULL)
		s->why = why;
}

static void
check_value(struct sanity *s, const struct reftel_value *v)
{
	if (value_placed(v))
		expect(s, v->end <= s->t->impl->text.n,
		    "value beyond the end of the text");
}

static void
check_values(struct sanity *s, const struct reftel_values *l)
{
	expect(s, l->n == 0 || l->v != NULL, "list without elements");
	for (size_t i = 0; i < l->n; i++) {
		expect(s, l->v[i].s != NULL, "null in a list");
		check_value(s, &l->v[i]);
	}
}

/* why: which part it is. */
static void
check_part(struct sanity *s, const struct reftel_value *part,
    const struct reftel_value *whole, const char *why)
{
	check_value(s, part);
	if (value_placed(part) && value_placed(whole))
		expect(s, whole->start <= part->start &&
		    part->end <= whole->end, why);
}

/* last: where the list's element before it began. */
static void
check_order(struct sanity *s, const struct reftel_value *v, uint32_t *last)
{
	if (!value_placed(v))
		return;
	expect(s, v->start >= *last, "list is not in the order of the text");
	*last = v->start;
}

static void
check_addressee(struct sanity *s, const struct reftel_addressee *a)
{
	check_value(s, &a->whole);
	check_part(s, &a->ri, &a->whole, "ri outside the address");
	check_part(s, &a->plad, &a->whole, "PLAD outside the address");
	check_part(s, &a->precedence, &a->whole,
	    "precedence outside the address");
	check_part(s, &a->number, &a->whole, "number outside the address");
	check_values(s, &a->except);
}

static void
check_addressees(struct sanity *s, const struct reftel_addressees *l)
{
	uint32_t last = 0;

	for (size_t i = 0; i < l->n; i++) {
		check_addressee(s, &l->v[i]);
		check_order(s, &l->v[i].whole, &last);
	}
}

static void
check_heading(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	const struct reftel_transmission *x = &t->transmission;
	const struct reftel_value *one[] = { &t->id, &t->post, &t->date,
		&t->dtg, &t->classification, &x->channel,
		&x->routing_precedence, &x->originator, &x->station_serial,
		&x->section, &x->filed, &x->security, &x->end,
		&t->precedence_action, &t->precedence_info, &t->sections };

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		check_value(s, one[i]);
	check_values(s, &x->routing);
	check_values(s, &x->handling);
	check_values(s, &t->captions);
	check_values(s, &t->passing);
	check_addressee(s, &t->from);
	check_addressees(s, &t->to);
	check_addressees(s, &t->info);
	for (size_t i = 0; i < t->sections_present_n; i++)
		expect(s, t->sections_present[i] > 0, "section without number");
}

static void
check_text_header(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	uint32_t last = 0;

	check_value(s, &t->eo.whole);
	check_part(s, &t->eo.order, &t->eo.whole, "E.O. order outside the line");
	check_part(s, &t->eo.action, &t->eo.whole, "E.O. action outside the line");
	check_part(s, &t->eo.date, &t->eo.whole, "E.O. date outside the line");
	check_part(s, &t->eo.event, &t->eo.whole, "E.O. event outside the line");
	check_part(s, &t->eo.text, &t->eo.whole, "E.O. text outside the line");
	check_value(s, &t->subject);
	check_value(s, &t->subject_portion);
	check_value(s, &t->derived_from);
	for (size_t i = 0; i < t->tags.n; i++) {
		check_value(s, &t->tags.v[i].tag);
		check_order(s, &t->tags.v[i].tag, &last);
		expect(s, t->tags.v[i].tag.s != NULL, "TAGS term without text");
	}
	for (size_t i = 0; i < t->refs.n; i++) {
		check_value(s, &t->refs.v[i].label);
		check_value(s, &t->refs.v[i].text);
		check_value(s, &t->refs.v[i].id);
	}
	for (size_t i = 0; i < t->classified_by.n; i++) {
		const struct reftel_classifier *c = &t->classified_by.v[i];

		check_value(s, &c->whole);
		check_part(s, &c->name, &c->whole,
		    "classifier's name outside the line");
		check_part(s, &c->title, &c->whole,
		    "classifier's title outside the line");
		check_values(s, &c->reasons);
		for (size_t k = 0; k < c->reasons.n; k++)
			check_part(s, &c->reasons.v[k], &c->whole,
			    "reason outside the line");
	}
}

static void
check_body(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	uint32_t last = 0;

	check_value(s, &t->summary);
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];

		check_value(s, &p->printed);
		check_value(s, &p->portion);
		check_value(s, &p->heading);
		check_value(s, &p->text);
		check_order(s, &p->text, &last);
	}
	check_values(s, &t->signature);
	for (size_t i = 0; i < t->redactions.n; i++) {
		check_value(s, &t->redactions.v[i].mark);
		check_value(s, &t->redactions.v[i].code);
	}
}

static void
check_wrapper(struct sanity *s)
{
	const struct reftel_telegram *t = s->t;
	const struct reftel_drafting *d = &t->drafting;
	const struct reftel_release *r = &t->release;
	const struct reftel_value *one[] = { &d->drafted_by, &d->approved_by,
		&d->control, &r->authority, &r->case_number, &r->document,
		&r->decision, &r->date };

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		check_value(s, one[i]);
	check_values(s, &d->action);
	check_values(s, &d->info);
	check_values(s, &d->cleared_by);
	check_values(s, &r->exemptions);
	for (size_t i = 0; i < t->record.n; i++) {
		expect(s, t->record.v[i].key != NULL, "field without key");
		check_value(s, &t->record.v[i].value);
		check_values(s, &t->record.v[i].list);
	}
	check_values(s, &t->inferred);
	for (size_t i = 0; i < t->inferred.n; i++)
		expect(s, t->inferred.v[i].n > 0 &&
		    t->inferred.v[i].s[0] == '/', "inferred is no pointer");
}

static void
check_diags(struct sanity *s)
{
	const struct reftel_impl *impl = s->t->impl;
	uint64_t end = impl->base + impl->piece.n, last = 0;

	for (const struct reftel_diag *d = s->t->diagnostics; d != NULL;
	    d = d->next) {
		expect(s, d->code != NULL && d->message != NULL,
		    "diagnostic without words");
		expect(s, impl->base <= d->span.start &&
		    d->span.start <= d->span.end && d->span.end <= end,
		    "diagnostic outside the telegram");
		expect(s, last <= d->span.start, "diagnostics out of order");
		expect(s, d->fix == NULL || (impl->base <= d->fix->span.start &&
		    d->fix->span.start <= d->fix->span.end &&
		    d->fix->span.end <= end), "fix outside the telegram");
		last = d->span.start;
	}
}

bool
telegram_sane(const struct reftel_telegram *t, const char **why)
{
	struct sanity s = { .t = t };
	const struct reftel_impl *impl = t->impl;

	check_heading(&s);
	check_text_header(&s);
	check_body(&s);
	check_wrapper(&s);
	check_diags(&s);
	for (size_t i = 0; i < impl->cut_n; i++)
		expect(&s, impl->cut[i].start < impl->cut[i].end &&
		    impl->cut[i].end <= impl->text.n &&
		    (i == 0 || impl->cut[i - 1].end < impl->cut[i].start),
		    "cuts out of order");
	*why = s.why;
	return s.why == NULL;
}
