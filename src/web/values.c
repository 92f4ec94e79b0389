/* See values.h. */
#include "web/values.h"

#include <stdarg.h>
#include <stdio.h>

enum { KEY_MAX = 200 };

struct walk {
	value_fn *fn;
	void *ctx;
	char key[KEY_MAX];
};

static void
tell(struct walk *w, const struct reftel_value *v)
{
	if (value_set(v))
		w->fn(w->ctx, w->key, value_str(v), v->start, v->end);
}

static void
tell_int(struct walk *w, const struct reftel_int *v)
{
	char digits[24];

	if (v->value < 0)
		return;
	snprintf(digits, sizeof(digits), "%d", v->value);
	w->fn(w->ctx, w->key, str_from(digits), v->start, v->end);
}

static void __attribute__((format(printf, 2, 3)))
name_value(struct walk *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(w->key, sizeof(w->key), fmt, ap);
	va_end(ap);
}

#define KEY(...) name_value(w, __VA_ARGS__)
#define TELL(v, ...) do { KEY(__VA_ARGS__); tell(w, (v)); } while (0)

static void
tell_list(struct walk *w, const char *name, const struct reftel_values *l)
{
	for (size_t i = 0; i < l->n; i++)
		TELL(&l->v[i], "%s/%zu", name, i);
}

static void
tell_address(struct walk *w, const char *name,
    const struct reftel_addressee *a)
{
	char except[KEY_MAX];

	TELL(&a->ri, "%s/ri", name);
	TELL(&a->plad, "%s/plad", name);
	TELL(&a->precedence, "%s/precedence", name);
	TELL(&a->number, "%s/number", name);
	snprintf(except, sizeof(except), "%s/except", name);
	tell_list(w, except, &a->except);
}

static void
tell_addresses(struct walk *w, const char *name,
    const struct reftel_addressees *l)
{
	char each[64];

	for (size_t i = 0; i < l->n; i++) {
		snprintf(each, sizeof(each), "%s/%zu", name, i);
		tell_address(w, each, &l->v[i]);
	}
}

static void
tell_transmission(struct walk *w, const struct reftel_transmission *x)
{
	if (!x->present)
		return;
	TELL(&x->channel, "transmission/channel");
	TELL(&x->routing_precedence, "transmission/routing_precedence");
	tell_list(w, "transmission/routing", &x->routing);
	TELL(&x->originator, "transmission/originator");
	TELL(&x->station_serial, "transmission/station_serial");
	TELL(&x->section, "transmission/section");
	TELL(&x->filed, "transmission/filed");
	TELL(&x->security, "transmission/security");
	tell_list(w, "transmission/handling", &x->handling);
	TELL(&x->end, "transmission/end");
}

static void
tell_eo(struct walk *w, const struct reftel_eo *eo)
{
	TELL(&eo->order, "eo/order");
	TELL(&eo->action, "eo/action");
	TELL(&eo->date, "eo/date");
	TELL(&eo->event, "eo/event");
	TELL(&eo->text, "eo/text");
}

static void
tell_lines(struct walk *w, const struct reftel_telegram *t)
{
	char name[64];

	for (size_t i = 0; i < t->tags.n; i++)
		TELL(&t->tags.v[i].tag, "tags/%zu/tag", i);
	TELL(&t->subject_portion, "subject_portion");
	TELL(&t->subject, "subject");
	for (size_t i = 0; i < t->refs.n; i++) {
		TELL(&t->refs.v[i].label, "refs/%zu/label", i);
		TELL(&t->refs.v[i].text, "refs/%zu/text", i);
		TELL(&t->refs.v[i].id, "refs/%zu/id", i);
	}
	for (size_t i = 0; i < t->classified_by.n; i++) {
		const struct reftel_classifier *c = &t->classified_by.v[i];

		TELL(&c->name, "classified_by/%zu/name", i);
		TELL(&c->title, "classified_by/%zu/title", i);
		snprintf(name, sizeof(name), "classified_by/%zu/reasons", i);
		tell_list(w, name, &c->reasons);
	}
	TELL(&t->derived_from, "derived_from");
}

static void
tell_paragraphs(struct walk *w, const struct reftel_telegram *t)
{
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];

		TELL(&p->heading, "paragraphs/%zu/heading", i);
		TELL(&p->printed, "paragraphs/%zu/printed", i);
		KEY("paragraphs/%zu/number", i);
		tell_int(w, &p->number);
		TELL(&p->portion, "paragraphs/%zu/portion", i);
		TELL(&p->text, "paragraphs/%zu/text", i);
	}
	tell_list(w, "signature", &t->signature);
	for (size_t i = 0; i < t->redactions.n; i++) {
		TELL(&t->redactions.v[i].mark, "redactions/%zu/mark", i);
		TELL(&t->redactions.v[i].code, "redactions/%zu/code", i);
	}
}

static void
tell_control(struct walk *w, const struct reftel_telegram *t)
{
	const struct reftel_drafting *d = &t->drafting;
	const struct reftel_release *x = &t->release;

	if (d->present) {
		tell_list(w, "drafting/action", &d->action);
		tell_list(w, "drafting/info", &d->info);
		TELL(&d->drafted_by, "drafting/drafted_by");
		TELL(&d->approved_by, "drafting/approved_by");
		tell_list(w, "drafting/cleared_by", &d->cleared_by);
		TELL(&d->control, "drafting/control");
	}
	if (!x->present)
		return;
	TELL(&x->authority, "release/authority");
	TELL(&x->case_number, "release/case");
	TELL(&x->document, "release/document");
	TELL(&x->decision, "release/decision");
	TELL(&x->date, "release/date");
	tell_list(w, "release/exemptions", &x->exemptions);
}

static void
tell_record(struct walk *w, const struct reftel_telegram *t)
{
	char name[KEY_MAX];

	for (size_t i = 0; i < t->record.n; i++) {
		const struct reftel_field *f = &t->record.v[i];

		snprintf(name, sizeof(name), "record/%.150s", f->key);
		if (f->is_list)
			tell_list(w, name, &f->list);
		else
			TELL(&f->value, "%s", name);
	}
}

void
values_each(const struct reftel_telegram *t, value_fn *fn, void *ctx)
{
	struct walk own = { .fn = fn, .ctx = ctx }, *w = &own;

	TELL(&t->id, "id");
	KEY("year");
	tell_int(w, &t->year);
	TELL(&t->post, "post");
	KEY("serial");
	tell_int(w, &t->serial);
	TELL(&t->date, "date");
	TELL(&t->dtg, "dtg");
	TELL(&t->classification, "classification");
	tell_list(w, "captions", &t->captions);
	tell_list(w, "passing", &t->passing);
	tell_transmission(w, &t->transmission);
	TELL(&t->precedence_action, "precedence/action");
	TELL(&t->precedence_info, "precedence/info");
	tell_address(w, "from", &t->from);
	tell_addresses(w, "to", &t->to);
	tell_addresses(w, "info", &t->info);
	TELL(&t->sections, "sections");
	tell_eo(w, &t->eo);
	tell_lines(w, t);
	tell_paragraphs(w, t);
	tell_control(w, t);
	tell_record(w, t);
}
