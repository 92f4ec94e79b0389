/*
 * Every string value of a record in turn.
 */
#ifndef TESTS_PROP_VALUES_H
#define TESTS_PROP_VALUES_H

#include "reftel.h"

typedef void value_fn(void *ctx, const char *name,
    const struct reftel_value *);

static inline void
each_of_list(const char *name, const struct reftel_values *l, value_fn *fn,
    void *ctx)
{
	for (size_t i = 0; i < l->n; i++)
		fn(ctx, name, &l->v[i]);
}

#define VALUE(member) fn(ctx, #member, &t->member)
#define LIST(member) each_of_list(#member, &t->member, fn, ctx)

static inline void
each_of_addressee(const char *name, const struct reftel_addressee *a,
    value_fn *fn, void *ctx)
{
	fn(ctx, name, &a->whole);
	fn(ctx, name, &a->ri);
	fn(ctx, name, &a->plad);
	fn(ctx, name, &a->precedence);
	fn(ctx, name, &a->number);
	each_of_list(name, &a->except, fn, ctx);
}

static inline void
each_of_heading(const struct reftel_telegram *t, value_fn *fn, void *ctx)
{
	VALUE(id); VALUE(post); VALUE(date); VALUE(dtg);
	VALUE(classification);
	LIST(captions); LIST(passing);
	VALUE(transmission.channel); VALUE(transmission.routing_precedence);
	LIST(transmission.routing); VALUE(transmission.originator);
	VALUE(transmission.station_serial); VALUE(transmission.section);
	VALUE(transmission.filed); VALUE(transmission.security);
	LIST(transmission.handling); VALUE(transmission.end);
	VALUE(precedence_action); VALUE(precedence_info);
	each_of_addressee("from", &t->from, fn, ctx);
	for (size_t i = 0; i < t->to.n; i++)
		each_of_addressee("to", &t->to.v[i], fn, ctx);
	for (size_t i = 0; i < t->info.n; i++)
		each_of_addressee("info", &t->info.v[i], fn, ctx);
	VALUE(sections);
}

static inline void
each_of_text_header(const struct reftel_telegram *t, value_fn *fn, void *ctx)
{
	VALUE(eo.whole); VALUE(eo.order); VALUE(eo.action); VALUE(eo.date);
	VALUE(eo.event); VALUE(eo.text);
	for (size_t i = 0; i < t->tags.n; i++)
		VALUE(tags.v[i].tag);
	VALUE(subject); VALUE(subject_portion); VALUE(title);
	for (size_t i = 0; i < t->refs.n; i++) {
		VALUE(refs.v[i].label);
		VALUE(refs.v[i].text);
		VALUE(refs.v[i].id);
	}
	for (size_t i = 0; i < t->classified_by.n; i++) {
		VALUE(classified_by.v[i].whole);
		VALUE(classified_by.v[i].name);
		VALUE(classified_by.v[i].title);
		LIST(classified_by.v[i].reasons);
	}
	VALUE(derived_from);
}

static inline void
each_of_body(const struct reftel_telegram *t, value_fn *fn, void *ctx)
{
	VALUE(summary);
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		VALUE(paragraphs.v[i].printed);
		VALUE(paragraphs.v[i].portion);
		VALUE(paragraphs.v[i].heading);
		VALUE(paragraphs.v[i].text);
	}
	LIST(signature);
	for (size_t i = 0; i < t->redactions.n; i++) {
		VALUE(redactions.v[i].mark);
		VALUE(redactions.v[i].code);
	}
	for (size_t i = 0; i < t->record.n; i++) {
		VALUE(record.v[i].value);
		LIST(record.v[i].list);
	}
}
#undef VALUE
#undef LIST

static inline void
each_value(const struct reftel_telegram *t, value_fn *fn, void *ctx)
{
	each_of_heading(t, fn, ctx);
	each_of_text_header(t, fn, ctx);
	each_of_body(t, fn, ctx);
}

#endif
