/*
 * The record as JSON, key by key in the order of reftel-record(5).  Values
 * and their places are written in one walk: places go to a second buffer
 * under the JSON pointer of their value.
 */
#include "render/render.h"

#include <stdlib.h>

#include "base/json.h"

struct render {
	struct json j;
	const struct reftel_telegram *t;
	bool want_spans;
	struct json places;	/* members of the object "spans" */
	struct buf path;	/* pointer of the value that is written */
};

/* The path. */

/* Appends "/name" and returns the length before, for leave(). */
static size_t
enter(struct render *r, struct str name)
{
	size_t before = r->path.n;

	if (r->want_spans) {
		buf_putc(&r->path, '/');
		buf_putstr(&r->path, name);
	}
	return before;
}

static size_t
enter_index(struct render *r, size_t i)
{
	size_t before = enter(r, STR(""));

	if (r->want_spans)
		buf_putu(&r->path, i);
	return before;
}

/* A key of any kind: "~" and "/" are "~0" and "~1" in a JSON pointer. */
static size_t
enter_key(struct render *r, const char *key)
{
	size_t before = enter(r, STR(""));

	for (; r->want_spans && *key != '\0'; key++)
		if (*key == '~')
			buf_puts(&r->path, "~0");
		else if (*key == '/')
			buf_puts(&r->path, "~1");
		else
			buf_putc(&r->path, *key);
	return before;
}

static void
leave(struct render *r, size_t before)
{
	r->path.n = before;
}

/* Places. */

static void
write_spans(struct render *r, const struct reftel_span *span, size_t n)
{
	struct json *j = &r->places;

	json_key_str(j, str_make(r->path.p, r->path.n));
	buf_putc(j->out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_puts(j->out, j->pretty ? ", " : ",");
		json_pair(j, span[i].start, span[i].end);
	}
	buf_putc(j->out, ']');
}

/* The place of the value at the present path. */
static void
place(struct render *r, uint32_t start, uint32_t end)
{
	struct reftel_span few[16], *span = few;
	size_t cap = sizeof(few) / sizeof(few[0]), n;

	if (!r->want_spans || start > end)
		return;
	n = reftel_spans(r->t, start, end, span, cap);
	if (n > cap) {
		span = malloc(n * sizeof(*span));
		if (span == NULL) {
			r->places.out->failed = true;
			return;
		}
		reftel_spans(r->t, start, end, span, n);
	}
	if (n > 0)
		write_spans(r, span, n);
	if (span != few)
		free(span);
}

static void
place_value(struct render *r, const struct reftel_value *v)
{
	if (v->s != NULL)
		place(r, v->start, v->end);
}

/* The place of an element that is made of several values. */
static void
place_around(struct render *r, const struct reftel_value *const *part,
    size_t n)
{
	uint32_t start = UINT32_MAX, end = 0;

	for (size_t i = 0; i < n; i++) {
		if (!value_placed(part[i]))
			continue;
		if (part[i]->start < start)
			start = part[i]->start;
		if (part[i]->end > end)
			end = part[i]->end;
	}
	place(r, start, end);
}

/* Values. */

static void
put_string(struct render *r, const struct reftel_value *v)
{
	if (v->s == NULL)
		json_null(&r->j);
	else
		json_str(&r->j, value_str(v));
}

static void
put_cstr(struct json *j, const char *s)
{
	if (s == NULL)
		json_null(j);
	else
		json_str(j, str_from(s));
}

static void
put_place_named(struct render *r, struct str name,
    const struct reftel_value *v)
{
	size_t before = enter(r, name);

	place_value(r, v);
	leave(r, before);
}

static void
put_int(struct render *r, struct str name, const struct reftel_int *v)
{
	if (v->value < 0) {
		json_null(&r->j);
		return;
	}
	json_int(&r->j, v->value);

	size_t before = enter(r, name);
	place(r, v->start, v->end);
	leave(r, before);
}

static void
put_elements(struct render *r, const struct reftel_values *l)
{
	json_open(&r->j, '[');
	for (size_t i = 0; i < l->n; i++) {
		size_t before = enter_index(r, i);

		json_item(&r->j);
		put_string(r, &l->v[i]);
		place_value(r, &l->v[i]);
		leave(r, before);
	}
	json_close(&r->j, ']');
}

static void
put_list(struct render *r, struct str name, const struct reftel_values *l)
{
	size_t before = enter(r, name);

	put_elements(r, l);
	leave(r, before);
}

/* A member of the open object: a value with its place; absent, null. */
#define VALUE(name, v) do { \
	json_key(&r->j, name); \
	put_string(r, (v)); \
	if (r->want_spans) \
		put_place_named(r, STR(name), (v)); \
} while (0)
#define INT(name, v) do { \
	json_key(&r->j, name); \
	put_int(r, STR(name), (v)); \
} while (0)
#define LIST(name, v) do { \
	json_key(&r->j, name); \
	put_list(r, STR(name), (v)); \
} while (0)

/* Objects. */

static void
put_source(struct render *r)
{
	const struct reftel_source *s = &r->t->source;
	struct json *j = &r->j;

	json_key(j, "source");
	json_open(j, '{');
	json_key(j, "name");
	put_cstr(j, s->name);
	json_key(j, "member");
	put_cstr(j, s->member);
	json_key(j, "offset");
	json_uint(j, s->offset);
	json_key(j, "length");
	json_uint(j, s->length);
	json_key(j, "sha256");
	put_cstr(j, s->sha256[0] == '\0' ? NULL : s->sha256);
	json_close(j, '}');
}

static void
put_transmission(struct render *r)
{
	const struct reftel_transmission *x = &r->t->transmission;
	size_t before = enter(r, STR("transmission"));

	json_key(&r->j, "transmission");
	if (!x->present) {
		json_null(&r->j);
		leave(r, before);
		return;
	}
	json_open(&r->j, '{');
	VALUE("channel", &x->channel);
	VALUE("routing_precedence", &x->routing_precedence);
	LIST("routing", &x->routing);
	VALUE("originator", &x->originator);
	VALUE("station_serial", &x->station_serial);
	VALUE("section", &x->section);
	VALUE("filed", &x->filed);
	VALUE("security", &x->security);
	LIST("handling", &x->handling);
	VALUE("end", &x->end);
	json_close(&r->j, '}');
	leave(r, before);
}

static void
put_precedence(struct render *r)
{
	size_t before = enter(r, STR("precedence"));

	json_key(&r->j, "precedence");
	json_open(&r->j, '{');
	VALUE("action", &r->t->precedence_action);
	VALUE("info", &r->t->precedence_info);
	json_close(&r->j, '}');
	leave(r, before);
}

static void
put_from(struct render *r)
{
	size_t before = enter(r, STR("from"));

	json_key(&r->j, "from");
	json_open(&r->j, '{');
	place_value(r, &r->t->from.whole);
	VALUE("ri", &r->t->from.ri);
	VALUE("plad", &r->t->from.plad);
	json_close(&r->j, '}');
	leave(r, before);
}

static void
put_addressee(struct render *r, const struct reftel_addressee *a)
{
	json_open(&r->j, '{');
	place_value(r, &a->whole);
	VALUE("ri", &a->ri);
	VALUE("plad", &a->plad);
	VALUE("precedence", &a->precedence);
	VALUE("number", &a->number);
	LIST("except", &a->except);
	json_close(&r->j, '}');
}

static void
put_addressees(struct render *r, struct str name,
    const struct reftel_addressees *l)
{
	size_t before = enter(r, name);

	json_open(&r->j, '[');
	for (size_t i = 0; i < l->n; i++) {
		size_t list = enter_index(r, i);

		json_item(&r->j);
		put_addressee(r, &l->v[i]);
		leave(r, list);
	}
	json_close(&r->j, ']');
	leave(r, before);
}

static void
put_sections(struct render *r)
{
	const struct reftel_telegram *t = r->t;
	struct json *j = &r->j;

	json_key(j, "sections");
	put_place_named(r, STR("sections"), &t->sections);
	json_open(j, '{');
	json_key(j, "count");
	json_int(j, t->section_count);
	json_key(j, "present");
	json_open(j, '[');
	for (size_t i = 0; i < t->sections_present_n; i++) {
		json_item(j);
		json_int(j, t->sections_present[i]);
	}
	json_close(j, ']');
	json_close(j, '}');
}

static void
put_eo(struct render *r)
{
	const struct reftel_eo *eo = &r->t->eo;
	size_t before = enter(r, STR("eo"));

	json_key(&r->j, "eo");
	json_open(&r->j, '{');
	place_value(r, &eo->whole);
	VALUE("order", &eo->order);
	VALUE("action", &eo->action);
	VALUE("date", &eo->date);
	VALUE("event", &eo->event);
	VALUE("text", &eo->text);
	json_close(&r->j, '}');
	leave(r, before);
}

/* Lists of objects: the key, then each element in turn. */
#define EACH(name, list, put) do { \
	size_t list_before = enter(r, STR(name)); \
	json_key(&r->j, name); \
	json_open(&r->j, '['); \
	for (size_t i = 0; i < (list).n; i++) { \
		size_t item_before = enter_index(r, i); \
		json_item(&r->j); \
		json_open(&r->j, '{'); \
		put(r, &(list).v[i]); \
		json_close(&r->j, '}'); \
		leave(r, item_before); \
	} \
	json_close(&r->j, ']'); \
	leave(r, list_before); \
} while (0)

static void
put_tag(struct render *r, const struct reftel_tag *tag)
{
	place_value(r, &tag->tag);
	VALUE("tag", &tag->tag);
	json_key(&r->j, "kind");
	put_cstr(&r->j, reftel_tag_kind_name(tag->kind));
}

static void
put_ref(struct render *r, const struct reftel_ref *ref)
{
	const struct reftel_value *const part[] = { &ref->label, &ref->text };

	place_around(r, part, 2);
	VALUE("label", &ref->label);
	json_key(&r->j, "kind");
	put_cstr(&r->j, reftel_ref_kind_name(ref->kind));
	VALUE("text", &ref->text);
	VALUE("id", &ref->id);
	json_key(&r->j, "notal");
	json_bool(&r->j, ref->notal);
}

static void
put_classifier(struct render *r, const struct reftel_classifier *c)
{
	place_value(r, &c->whole);
	VALUE("name", &c->name);
	VALUE("title", &c->title);
	LIST("reasons", &c->reasons);
}

static void
put_paragraph(struct render *r, const struct reftel_paragraph *p)
{
	const struct reftel_value *const part[] = { &p->printed, &p->portion,
		&p->text };

	place_around(r, part, 3);
	INT("number", &p->number);
	VALUE("printed", &p->printed);
	VALUE("portion", &p->portion);
	json_key(&r->j, "kind");
	put_cstr(&r->j, reftel_paragraph_kind_name(p->kind));
	VALUE("heading", &p->heading);
	VALUE("text", &p->text);
}

static void
put_redaction(struct render *r, const struct reftel_redaction *x)
{
	place_value(r, &x->mark);
	VALUE("mark", &x->mark);
	VALUE("code", &x->code);
	INT("paragraph", &x->paragraph);
	INT("length", &x->length);
}

static void
put_drafting(struct render *r)
{
	const struct reftel_drafting *d = &r->t->drafting;
	size_t before = enter(r, STR("drafting"));

	json_key(&r->j, "drafting");
	if (!d->present) {
		json_null(&r->j);
		leave(r, before);
		return;
	}
	json_open(&r->j, '{');
	LIST("action", &d->action);
	LIST("info", &d->info);
	VALUE("drafted_by", &d->drafted_by);
	VALUE("approved_by", &d->approved_by);
	LIST("cleared_by", &d->cleared_by);
	VALUE("control", &d->control);
	json_close(&r->j, '}');
	leave(r, before);
}

static void
put_release(struct render *r)
{
	const struct reftel_release *x = &r->t->release;
	size_t before = enter(r, STR("release"));

	json_key(&r->j, "release");
	if (!x->present) {
		json_null(&r->j);
		leave(r, before);
		return;
	}
	json_open(&r->j, '{');
	VALUE("authority", &x->authority);
	VALUE("case", &x->case_number);
	VALUE("document", &x->document);
	VALUE("decision", &x->decision);
	VALUE("date", &x->date);
	LIST("exemptions", &x->exemptions);
	json_close(&r->j, '}');
	leave(r, before);
}

static void
put_record(struct render *r)
{
	size_t before = enter(r, STR("record"));

	json_key(&r->j, "record");
	json_open(&r->j, '{');
	for (size_t i = 0; i < r->t->record.n; i++) {
		const struct reftel_field *f = &r->t->record.v[i];
		size_t record = enter_key(r, f->key);

		json_key_str(&r->j, str_from(f->key));
		if (f->is_list) {
			put_elements(r, &f->list);
		} else {
			put_string(r, &f->value);
			place_value(r, &f->value);
		}
		leave(r, record);
	}
	json_close(&r->j, '}');
	leave(r, before);
}

/* Diagnostics. */

static void
put_fix(struct json *j, const struct reftel_fix *fix)
{
	json_key(j, "fix");
	if (fix == NULL) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	json_key(j, "span");
	json_pair(j, fix->span.start, fix->span.end);
	json_key(j, "replacement");
	json_str(j, str_make(fix->replacement, fix->replacement_n));
	json_key(j, "sure");
	put_cstr(j, fix->sure);
	json_close(j, '}');
}

static void
put_diagnostic(struct json *j, const struct reftel_diag *d)
{
	static const char *const severity[] = {
		[REFTEL_NOTE] = "note", [REFTEL_WARNING] = "warning",
		[REFTEL_ERROR] = "error"
	};

	json_open(j, '{');
	json_key(j, "code");
	put_cstr(j, d->code);
	json_key(j, "severity");
	put_cstr(j, severity[d->severity]);
	json_key(j, "message");
	put_cstr(j, d->message);
	json_key(j, "span");
	json_pair(j, d->span.start, d->span.end);
	json_key(j, "line");
	json_uint(j, d->line);
	json_key(j, "column");
	json_uint(j, d->column);
	put_fix(j, d->fix);
	json_close(j, '}');
}

static void
put_diagnostics(struct render *r)
{
	json_key(&r->j, "diagnostics");
	json_open(&r->j, '[');
	for (const struct reftel_diag *d = r->t->diagnostics; d != NULL;
	    d = d->next) {
		json_item(&r->j);
		put_diagnostic(&r->j, d);
	}
	json_close(&r->j, ']');
}

/* The places gathered on the way. */
static void
put_places(struct render *r)
{
	struct buf *places = r->places.out;

	json_key(&r->j, "spans");
	json_open(&r->j, '{');
	if (places->n > 0) {
		buf_put(r->j.out, places->p, places->n);
		r->j.first = false;
	}
	json_close(&r->j, '}');
	if (places->failed || r->path.failed)
		r->j.out->failed = true;
}

static void
put_heading(struct render *r)
{
	const struct reftel_telegram *t = r->t;

	VALUE("id", &t->id);
	INT("year", &t->year);
	VALUE("post", &t->post);
	INT("serial", &t->serial);
	json_key(&r->j, "form");
	put_cstr(&r->j, reftel_form_name(t->form));
	put_source(r);
	VALUE("date", &t->date);
	VALUE("dtg", &t->dtg);
	VALUE("classification", &t->classification);
	LIST("captions", &t->captions);
	LIST("passing", &t->passing);
	put_transmission(r);
	put_precedence(r);
	put_from(r);
	json_key(&r->j, "to");
	put_addressees(r, STR("to"), &t->to);
	json_key(&r->j, "info");
	put_addressees(r, STR("info"), &t->info);
	put_sections(r);
}

static void
put_content(struct render *r)
{
	const struct reftel_telegram *t = r->t;

	put_eo(r);
	EACH("tags", t->tags, put_tag);
	VALUE("subject", &t->subject);
	VALUE("subject_portion", &t->subject_portion);
	VALUE("title", &t->title);
	EACH("refs", t->refs, put_ref);
	EACH("classified_by", t->classified_by, put_classifier);
	VALUE("derived_from", &t->derived_from);
	VALUE("summary", &t->summary);
	EACH("paragraphs", t->paragraphs, put_paragraph);
	LIST("signature", &t->signature);
	put_drafting(r);
	EACH("redactions", t->redactions, put_redaction);
	put_release(r);
}

static void
put_telegram(struct render *r)
{
	const struct reftel_telegram *t = r->t;

	json_open(&r->j, '{');
	put_heading(r);
	put_content(r);
	put_record(r);
	json_key(&r->j, "inferred");
	json_open(&r->j, '[');
	for (size_t i = 0; i < t->inferred.n; i++) {
		json_item(&r->j);
		put_string(r, &t->inferred.v[i]);
	}
	json_close(&r->j, ']');
	put_diagnostics(r);
	if (t->span_basis_text) {
		json_key(&r->j, "span_basis");
		put_cstr(&r->j, "text");
	}
	if (r->want_spans)
		put_places(r);
	json_close(&r->j, '}');
}

void
render_json(struct buf *out, const struct reftel_telegram *t,
    const struct reftel_json_options *o)
{
	bool pretty = o != NULL && o->pretty;
	struct buf places = { 0 };
	struct render r = {
		.j = { .out = out, .pretty = pretty },
		.t = t,
		.want_spans = o != NULL && o->spans,
		/* Written apart, but to stand inside two braces. */
		.places = { .out = &places, .pretty = pretty, .first = true,
		    .depth = 2 },
	};

	/* Most of a record is the telegram's text, once, and its summary
	 * again; asking at once spares copies while it grows. */
	buf_reserve(out, (size_t)t->impl->text.n * 3 / 2 + 4096);
	put_telegram(&r);
	buf_free(&places);
	buf_free(&r.path);
}

enum reftel_status
reftel_telegram_json(const struct reftel_telegram *t,
    const struct reftel_json_options *o, char **json, size_t *n)
{
	struct buf out = { 0 };

	render_json(&out, t, o);
	buf_putc(&out, '\0');
	if (out.failed) {
		buf_free(&out);
		return REFTEL_ENOMEM;
	}
	*json = out.p;
	*n = out.n - 1;
	return REFTEL_OK;
}
