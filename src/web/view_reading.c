/* The telegram as a book page: who wrote to whom, about what, and the text;
 * beside it what belongs to it. */
#include "web/telegram.h"

#include "tables/tables.h"

/* --- facts, a row each ------------------------------------------ */

static void
fact_begin(struct page *p, const char *label)
{
	page_open(p, "div");
	page_element(p, "dt", NULL, str_from(label));
	page_open(p, "dd");
}

static void
fact_end(struct page *p)
{
	page_close(p);
	page_close(p);
	page_newline(p);
}

static const struct post *
post_of(const struct reftel_addressee *a)
{
	const struct post *post = NULL;

	if (value_set(&a->plad))
		post = tables_post_by_plad(value_str(&a->plad));
	if (post == NULL && value_set(&a->ri))
		post = tables_post_by_ri(value_str(&a->ri));
	return post;
}

/* What an address means, in a phrase: "embassy Paris, France". */
static struct str
address_meaning(struct arena *arena, const struct reftel_addressee *a,
    const char **post)
{
	const struct post *found = post_of(a);
	struct str ri = value_str(&a->ri), land = { "", 0 };

	*post = found == NULL ? NULL : found->post;
	if (found != NULL && found->tag[0] != '\0')
		land = term_meaning(arena, str_from(found->tag),
		    "geographic");
	if (found != NULL)
		return str_from(arena_printf(arena, "%s: %s%s%.*s%s%.*s",
		    found->name, found->type, land.n > 0 ? ", " : "",
		    (int)land.n, land.p, ri.n > 0 ? "; routing indicator " :
		    "", (int)ri.n, ri.n > 0 ? ri.p : ""));
	if (ri.n > 0 && value_set(&a->plad))
		return str_from(arena_printf(arena, "routing indicator %.*s",
		    (int)ri.n, ri.p));
	return term_meaning(arena, value_set(&a->plad) ? value_str(&a->plad)
	    : ri, NULL);
}

static void
put_address(struct shown *r, const struct reftel_addressee *a)
{
	struct page *p = &r->v->page;
	const char *post = NULL;
	struct str meaning = address_meaning(r->v->arena, a, &post);

	page_explained(p, post == NULL ? NULL
	    : search_href(r->v, "from:%s", post), value_set(&a->plad)
	    ? value_str(&a->plad) : value_str(&a->ri), meaning);
	if (value_set(&a->precedence)) {
		page_puts(p, " ");
		page_element(p, "span", "precedence",
		    value_str(&a->precedence));
	}
	if (value_set(&a->number)) {
		page_puts(p, " ");
		page_element(p, "span", "continuity", value_str(&a->number));
	}
	for (size_t i = 0; i < a->except.n; i++) {
		page_puts(p, i == 0 ? " except " : ", ");
		page_text(p, value_str(&a->except.v[i]));
	}
}

static void
put_addressees(struct shown *r, const char *label,
    const struct reftel_addressees *l)
{
	enum { FEW = 8 };
	struct page *p = &r->v->page;

	if (l->n == 0)
		return;
	fact_begin(p, label);
	if (l->n > FEW) {
		page_open(p, "details");
		page_open(p, "summary");
		page_printf(p, "%zu addressees", l->n);
		page_close(p);
	}
	page_open(p, "ul");
	page_attr(p, "class", "addressees");
	for (size_t i = 0; i < l->n; i++) {
		page_open(p, "li");
		put_address(r, &l->v[i]);
		page_close(p);
	}
	page_close(p);
	if (l->n > FEW)
		page_close(p);
	fact_end(p);
}

static void
put_date(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;

	fact_begin(p, "Date");
	if (value_set(&t->date))
		page_date(p, value_str(&t->date));
	else
		page_puts(p, "not known");
	if (value_set(&t->dtg)) {
		page_puts(p, " ");
		page_element(p, "span", "dtg", value_str(&t->dtg));
	}
	fact_end(p);
}

static void
put_precedence(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;
	struct str action = value_str(&t->precedence_action);
	struct str info = value_str(&t->precedence_info);

	if (action.n == 0)
		return;
	fact_begin(p, "Precedence");
	page_explained(p, NULL, action, term_meaning(r->v->arena, action,
	    "precedence"));
	if (info.n > 0) {
		page_puts(p, ", for information ");
		page_text(p, info);
	}
	fact_end(p);
}

static const char *
tag_kind(enum reftel_tag_kind kind)
{
	switch (kind) {
	case REFTEL_TAG_SUBJECT:
		return "subject";
	case REFTEL_TAG_PROGRAM:
		return "program";
	case REFTEL_TAG_ORGANIZATION:
		return "organization";
	case REFTEL_TAG_GEOGRAPHIC:
		return "geographic";
	default:
		return NULL;
	}
}

static void
put_tags(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;

	if (t->tags.n == 0)
		return;
	fact_begin(p, "TAGS");
	page_open(p, "ul");
	page_attr(p, "class", "tags");
	for (size_t i = 0; i < t->tags.n; i++) {
		struct str tag = value_str(&t->tags.v[i].tag);
		const char *kind = tag_kind(t->tags.v[i].kind);
		struct str meaning = kind == NULL ? str_make("", 0)
		    : term_meaning_then(r->v->arena, tag, kind,
		    t->year.value);

		page_open(p, "li");
		page_link(p, "tag", search_href(r->v, str_findc(tag, ' ', 0) <
		    tag.n ? "tag:\"%.*s\"" : "tag:%.*s", (int)tag.n, tag.p),
		    tag);
		if (meaning.n > 0) {
			page_puts(p, " ");
			page_element(p, "span", "meaning", meaning);
		}
		page_close(p);
	}
	page_close(p);
	fact_end(p);
}

static void
put_ref(struct shown *r, const struct reftel_ref *ref)
{
	struct page *p = &r->v->page;
	struct str label = value_str(&ref->label), id = value_str(&ref->id);
	char *address = id.n == 0 ? NULL : arena_strdup(r->v->arena, id);

	page_open(p, "li");
	if (label.n > 0) {
		page_element(p, "span", "label", label);
		page_puts(p, " ");
	}
	if (address != NULL)
		page_link(p, "ref", telegram_href(r->v, address, ""),
		    value_str(&ref->text));
	else
		page_text(p, value_str(&ref->text));
	if (ref->kind != REFTEL_REF_TELEGRAM && ref->kind !=
	    REFTEL_REF_UNKNOWN) {
		page_puts(p, " ");
		page_element(p, "span", "meaning",
		    str_from(reftel_ref_kind_name(ref->kind)));
	}
	if (ref->notal && str_findi(value_str(&ref->text), STR("NOTAL"), 0) ==
	    ref->text.n) {
		page_puts(p, " ");
		page_explained(p, NULL, STR("NOTAL"), STR("not received by "
		    "all addressees"));
	}
	page_close(p);
}

static void
put_refs(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;

	if (t->refs.n == 0)
		return;
	page_open(p, "div");
	page_attr(p, "id", "refs");
	page_element(p, "dt", NULL, STR("References"));
	page_open(p, "dd");
	page_open(p, "ul");
	page_attr(p, "class", "refs");
	for (size_t i = 0; i < t->refs.n; i++)
		put_ref(r, &t->refs.v[i]);
	page_close(p);
	fact_end(p);
}

static void
put_order(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;
	struct buf name = { 0 };

	if (!t->eo.present)
		return;
	buf_puts(&name, "E.O. ");
	buf_putstr(&name, value_str(&t->eo.order));
	fact_begin(p, "Order");
	if (value_set(&t->eo.order)) {
		page_explained(p, NULL, str_make(name.p, name.n),
		    term_meaning(r->v->arena, str_make(name.p, name.n),
		    "executive order"));
		page_puts(p, " ");
	}
	page_text(p, value_str(&t->eo.text));
	if (value_set(&t->eo.date)) {
		page_puts(p, " (to be declassified ");
		page_date(p, value_str(&t->eo.date));
		page_puts(p, ")");
	}
	fact_end(p);
	buf_free(&name);
}

static void
put_classifiers(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;

	for (size_t i = 0; i < t->classified_by.n; i++) {
		const struct reftel_classifier *c = &t->classified_by.v[i];

		fact_begin(p, i == 0 ? "Classified by" : "and by");
		page_text(p, value_str(&c->name));
		if (value_set(&c->title)) {
			page_puts(p, value_set(&c->name) ? ", " : "");
			page_text(p, value_str(&c->title));
		}
		for (size_t k = 0; k < c->reasons.n; k++) {
			struct str code = value_str(&c->reasons.v[k]);

			page_puts(p, k == 0 ? "; reason " : ", ");
			page_explained(p, NULL, code, term_meaning(
			    r->v->arena, code, "reason"));
		}
		fact_end(p);
	}
}

static void
put_list(struct shown *r, const char *label, const struct reftel_values *l)
{
	struct page *p = &r->v->page;

	if (l->n == 0)
		return;
	fact_begin(p, label);
	for (size_t i = 0; i < l->n; i++) {
		if (i > 0)
			page_void(p, "br");
		page_text(p, value_str(&l->v[i]));
	}
	fact_end(p);
}

static void
put_facts(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;

	page_open(p, "dl");
	page_attr(p, "class", "facts");
	page_newline(p);
	if (value_set(&t->from.plad) || value_set(&t->from.ri)) {
		fact_begin(p, "From");
		put_address(r, &t->from);
		fact_end(p);
	}
	put_addressees(r, "To", &t->to);
	put_addressees(r, "Info", &t->info);
	put_date(r);
	put_precedence(r);
	put_list(r, "Passing", &t->passing);
	put_order(r);
	put_tags(r);
	put_refs(r);
	put_classifiers(r);
	page_close(p);
	page_newline(p);
}

/* --- what is folded away ------------------------------------------ */

/* The words above the first paragraph, as they stand. */
static void
put_heading_words(struct shown *r)
{
	const struct reftel_impl *impl = r->t->impl;
	struct page *p = &r->v->page;
	struct str text = str_make(impl->text.p, impl->text.n);
	uint32_t end = impl->body > impl->begin ? impl->body : impl->begin;
	struct str s = str_trim(str_cut(text, impl->begin, end));

	if (s.n == 0)
		return;
	page_open(p, "details");
	page_attr(p, "class", "heading");
	page_element(p, "summary", NULL, STR("Heading as it stands"));
	page_open(p, "pre");
	page_attr(p, "tabindex", "0");
	page_text(p, s);
	page_close(p);
	page_close(p);
	page_newline(p);
}

static void
put_release(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	const struct { const char *label; const struct reftel_value *v; }
	facts[] = {
		{ "Released by", &t->release.authority },
		{ "Decision", &t->release.decision },
		{ "Date", &t->release.date },
		{ "Case", &t->release.case_number },
		{ "Document", &t->release.document },
	};
	struct page *p = &r->v->page;

	if (!t->release.present)
		return;
	page_open(p, "details");
	page_element(p, "summary", NULL, STR("Release"));
	page_open(p, "dl");
	page_attr(p, "class", "facts");
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (value_set(facts[i].v)) {
			fact_begin(p, facts[i].label);
			page_text(p, value_str(facts[i].v));
			fact_end(p);
		}
	put_list(r, "Exemptions", &t->release.exemptions);
	page_close(p);
	page_close(p);
	page_newline(p);
}

static void
put_drafting(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;
	const struct reftel_drafting *d = &t->drafting;

	if (!d->present)
		return;
	page_open(p, "details");
	page_element(p, "summary", NULL, STR("Drafting and distribution"));
	page_open(p, "dl");
	page_attr(p, "class", "facts");
	put_list(r, "Action", &d->action);
	put_list(r, "Information", &d->info);
	if (value_set(&d->drafted_by)) {
		fact_begin(p, "Drafted by");
		page_text(p, value_str(&d->drafted_by));
		fact_end(p);
	}
	if (value_set(&d->approved_by)) {
		fact_begin(p, "Approved by");
		page_text(p, value_str(&d->approved_by));
		fact_end(p);
	}
	put_list(r, "Cleared by", &d->cleared_by);
	page_close(p);
	page_close(p);
	page_newline(p);
}

void
view_reading(struct shown *r)
{
	struct page *p = &r->v->page;

	put_facts(r);
	put_heading_words(r);
	page_close(p);			/* the header */
	page_open(p, "div");
	page_attr(p, "class", "columns");
	page_open(p, "div");
	page_attr(p, "class", "column");
	telegram_put_contents(r);
	telegram_put_text(r);
	put_drafting(r);
	put_release(r);
	page_close(p);
	telegram_put_beside(r);
	page_close(p);
}
