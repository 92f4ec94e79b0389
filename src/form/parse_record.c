/*
 * A record of the National Archives against its text: whether they are of
 * the same telegram, and what the record's attributes add to what the text
 * says (archive-forms.md 3.6.2, 3.6.4).
 */
#include "form/parse_int.h"
#include "telegram/number.h"

/* --- crossed records ---------------------------------------------------- */

/* What a comparison of the archive's word and the text's says. */
enum agree { AGREE_UNKNOWN, AGREE_NOT, AGREE_YES };

static struct str
next_word(struct cur *c)
{
	const char *from;

	while (c->p < c->end && !ch_alnum(*c->p))
		c->p++;
	from = c->p;
	while (c->p < c->end && ch_alnum(*c->p))
		c->p++;
	return str_range(from, c->p);
}

/* Half of the long words of one subject stand in the other: they can be
 * misspelt, or run on into the text. */
static enum agree
subjects_agree(struct str a, struct str b)
{
	enum { LONG = 4, WORDS = 64 };
	unsigned words = 0, common = 0;
	struct str few = a.n < b.n ? a : b, many = a.n < b.n ? b : a;
	struct cur c = cur_make(few);

	if (a.n == 0 || b.n == 0)
		return AGREE_UNKNOWN;
	many = str_cut(many, 0, 4096);
	for (struct str w = next_word(&c); w.n > 0 && words < WORDS;
	    w = next_word(&c)) {
		if (w.n < LONG)
			continue;
		words++;
		common += str_findi(many, w, 0) < many.n;
	}
	if (words == 0)
		return str_eqi(few, str_cut(many, 0, few.n)) ? AGREE_YES
							     : AGREE_NOT;
	return 2 * common >= words ? AGREE_YES : AGREE_NOT;
}

/* By post and serial: years may be missing. */
static enum agree
refs_agree(const struct parse *p)
{
	enum { FEW = 64 };
	const struct reftel_values *printed = &p->r->references;
	struct reftel_number number;
	bool any = false;

	for (size_t i = 0; i < p->t->refs.n && i < FEW; i++) {
		struct str id = value_str(&p->t->refs.v[i].id);

		any |= id.n > 0;
		for (size_t k = 0; id.n > 0 && k < printed->n && k < FEW; k++)
			if (reftel_number_parse(printed->v[k].s,
			    printed->v[k].n, 1974, &number) == REFTEL_OK &&
			    str_eq(str_cut(id, 2, id.n),
			    str_cut(str_from(number.id), 2, sizeof number.id)))
				return AGREE_YES;
	}
	return any && printed->n > 0 ? AGREE_NOT : AGREE_UNKNOWN;
}

/* The terms of the archive's list, one by one: names stand in brackets and
 * hold commas. */
struct terms {
	struct str s;		/* what is left */
	uint32_t at;		/* where it stands in the text */
};

static bool
next_term(struct terms *t, struct str *term, bool *person, uint32_t *at)
{
	size_t from = 0, end;

	while (from < t->s.n && (ch_blank(t->s.p[from]) ||
	    t->s.p[from] == ',' || t->s.p[from] == ';'))
		from++;
	if (from == t->s.n)
		return false;
	*person = t->s.p[from] == '(';
	from += *person;
	for (end = from; end < t->s.n && (*person ? t->s.p[end] != ')' :
	    t->s.p[end] != ',' && t->s.p[end] != ';'); end++)
		continue;
	*term = str_trim(str_cut(t->s, from, end));
	*at = t->at + (uint32_t)from;
	end += end < t->s.n;
	t->s = str_cut(t->s, end, t->s.n);
	t->at += (uint32_t)end;
	return true;
}

static struct terms
archive_terms(const struct parse *p)
{
	return (struct terms){ value_str(&p->r->tags), p->r->tags.start };
}

/* They share a subject: countries are no sign, as all of a post's telegrams
 * have the same. */
static enum agree
tags_agree(const struct parse *p)
{
	enum { FEW = 64 };
	const struct reftel_telegram *t = p->t;
	struct terms terms = archive_terms(p);
	bool here = false, there = false, person;
	struct str term;
	uint32_t at;

	for (unsigned n = 0; n < FEW && next_term(&terms, &term, &person,
	    &at); n++) {
		there |= !person && term.n == 4;
		for (size_t i = 0; i < t->tags.n && i < FEW; i++) {
			here |= t->tags.v[i].kind == REFTEL_TAG_SUBJECT;
			if (t->tags.v[i].kind != REFTEL_TAG_GEOGRAPHIC &&
			    str_eqi(value_str(&t->tags.v[i].tag), term))
				return AGREE_YES;
		}
	}
	return here && there ? AGREE_NOT : AGREE_UNKNOWN;
}

/*
 * The attributes are another telegram's: neither subject nor references nor
 * TAGS agree. Then they fill nothing.
 */
static bool
crossed(struct parse *p)
{
	struct reading *r = p->r;
	enum agree refs = refs_agree(p), tags = tags_agree(p);

	if (subjects_agree(value_str(&r->subject),
	    value_str(&p->t->subject)) != AGREE_NOT ||
	    refs == AGREE_YES || tags == AGREE_YES ||
	    (refs == AGREE_UNKNOWN && tags == AGREE_UNKNOWN))
		return false;
	telegram_diag(p->t, DIAG_RECORD_SUBJECT_DIFFERS, r->subject.start,
	    r->subject.end, value_str(&r->subject));
	r->subject = r->day = r->classification = r->sender = r->eo =
	    r->tags = (struct reftel_value){ 0 };
	r->captions = r->refs = r->references = r->to = r->info =
	    (struct reftel_values){ 0 };
	return true;
}

/* --- what the attributes add -------------------------------------------- */

static void
add_captions(struct parse *p)
{
	struct reftel_telegram *t = p->t;

	for (size_t i = 0; i < p->r->captions.n; i++) {
		struct str name = value_str(&p->r->captions.v[i]);
		size_t k = 0;

		while (k < t->captions.n && !str_eqi(name,
		    value_str(&t->captions.v[k])))
			k++;
		if (k < t->captions.n || !telegram_push(t, &t->captions,
		    p->r->captions.v[i]))
			continue;
		telegram_inferred(t, "/captions/%zu", k);
	}
}

static void
add_addressees(struct parse *p, struct reftel_addressees *list,
    const struct reftel_values *places, const char *pointer)
{
	if (places->n == 0)
		return;
	list->v = arena_alloc(p->a, sizeof *list->v, places->n);
	if (list->v == NULL)
		return;
	for (size_t i = 0; i < places->n; i++)
		list->v[i].whole = list->v[i].plad = places->v[i];
	list->n = places->n;
	telegram_inferred(p->t, "%s", pointer);
}

/* "GS 19850516 JOHNSON, RALPH R": action, day, drafter. */
static void
add_eo(struct parse *p)
{
	struct reftel_eo *eo = &p->t->eo;
	struct str s = value_str(&p->r->eo), word = lex_first_word(s), day;
	uint32_t at = p->r->eo.start;

	if (eo->present || s.n == 0)
		return;
	eo->present = true;
	eo->whole = eo->text = p->r->eo;
	eo->action = telegram_value_as(word, at, at + (uint32_t)word.n);
	day = lex_first_word(str_trim(str_cut(s, word.n, s.n)));
	struct cur c = cur_make(day);
	if (eat_digits(&c, 8, 8, NULL) && cur_end(&c)) {
		int y = (int)str_digits(day.p, 4);
		int m = (int)str_digits(day.p + 4, 2);
		int d = (int)str_digits(day.p + 6, 2);
		char *iso = arena_printf(p->a, "%04d-%02d-%02d", y, m, d);
		if (iso != NULL && lex_date_valid(y, m, d))
			eo->date = telegram_value_as(str_from(iso),
			    p->r->eo.start, p->r->eo.end);
	}
	telegram_inferred(p->t, "/eo");
}

/* The same words, or the first two of one are all that the other has: "VANCE,
 * CYRUS R." and "VANCE, CYRUS". */
static bool
same_words(struct str a, struct str b)
{
	struct cur c = cur_make(a), d = cur_make(b);

	for (unsigned same = 0;; same++) {
		struct str v = next_word(&c), w = next_word(&d);

		if (v.n == 0 || w.n == 0)
			return v.n == w.n || same > 1;
		if (!str_eqi(v, w))
			return false;
	}
}

static bool
has_tag(const struct reftel_telegram *t, struct str name)
{
	for (size_t i = 0; i < t->tags.n; i++)
		if (same_words(value_str(&t->tags.v[i].tag), name))
			return true;
	return false;
}

/* The archive's list of TAGS is the richer one: what it has more is put
 * behind those of the text. */
static void
add_tags(struct parse *p)
{
	enum { TERMS = 64 };
	struct reftel_telegram *t = p->t;
	struct terms terms = archive_terms(p);
	struct reftel_tag *v;
	struct str term;
	bool person;
	uint32_t at;

	if (!value_set(&p->r->tags))
		return;
	v = arena_alloc(p->a, sizeof *v, t->tags.n + TERMS);
	if (v == NULL)
		return;
	/* what asterisks were written over is no term */
	size_t kept = 0;
	for (size_t i = 0; i < t->tags.n; i++) {
		struct str tag = value_str(&t->tags.v[i].tag);

		if (str_findc(tag, '*', 0) == tag.n)
			v[kept++] = t->tags.v[i];
	}
	t->tags.v = v;
	t->tags.n = kept;
	for (unsigned n = 0; n < TERMS && next_term(&terms, &term, &person,
	    &at); n++) {
		struct str name = parse_capitals(p, term);

		if (name.n == 0 || str_eq(name, STR("N/A")) ||
		    has_tag(t, name))
			continue;
		v[t->tags.n] = (struct reftel_tag){ telegram_value_as(name, at,
		    at + (uint32_t)term.n), person ? REFTEL_TAG_PERSON :
		    parse_tag_kind(name, p->dtg_year) };
		telegram_inferred(t, "/tags/%zu", t->tags.n++);
	}
}

/* References of a telegram whose text has none, or is not there. */
static void
add_refs(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct reading *r = p->r;

	if (t->refs.n > 0 || r->references.n == 0 || !r->missing)
		return;
	t->refs.v = arena_alloc(p->a, sizeof *t->refs.v, r->references.n);
	if (t->refs.v == NULL)
		return;
	t->refs.n = r->references.n;
	for (size_t i = 0, k = 0; i < t->refs.n; i++) {
		struct reftel_ref *ref = &t->refs.v[i];
		struct reftel_number number;

		ref->kind = REFTEL_REF_TELEGRAM;
		ref->text = r->references.v[i];
		/* those with a year have an id, in the same order */
		if (reftel_number_parse(ref->text.s, ref->text.n, 0,
		    &number) == REFTEL_OK && number.id[0] != '\0' &&
		    k < r->refs.n)
			ref->id = r->refs.v[k++];
	}
	telegram_inferred(t, "/refs");
}

/* Reports have "TITLE:" where telegrams have SUBJECT (archive-forms.md
 * 3.6.6). */
static void
add_title(struct parse *p)
{
	enum { LINES = 60 };

	if (value_set(&p->t->subject) || value_set(&p->r->subject))
		return;
	for (size_t i = 0; i < p->lines.n && i < LINES; i++) {
		struct cur c = cur_make(line_str(p, i));

		if (!eat_lit(&c, "TITLE:") || cur_end(&c))
			continue;
		cur_skip(&c);
		while (i + 1 < p->lines.n && !line_blank(p, i + 1))
			i++;
		p->t->subject = parse_folded(p, offset_of(p, c.p),
		    p->lines.v[i].end);
		telegram_inferred(p->t, "/subject");
		return;
	}
}

/* --- corrections --------------------------------------------------------- */

/* "(MRN 729 VICE 716)": this telegram stands in for that one. */
static bool
replaced_number(struct str s, struct str *whole, struct str *number)
{
	size_t at = str_find(s, STR("MRN "), 0);
	struct cur c = cur_make(str_cut(s, at, s.n));

	if (!eat_word(&c, "MRN") || !eat_digits(&c, 1, 6, NULL))
		return false;
	cur_skip(&c);
	if (!eat_word(&c, "VICE") || !eat_digits(&c, 1, 6, number))
		return false;
	*whole = str_range(s.p + at, c.p);
	return true;
}

static void
replaced_id(struct parse *p, struct reftel_ref *ref, struct str number)
{
	struct reftel_telegram *t = p->t;

	ref->kind = REFTEL_REF_TELEGRAM;
	if (value_set(&t->post) && p->dtg_year > 0)
		ref->id = telegram_value_as(number_format(p->a, p->dtg_year,
		    value_str(&t->post), str_digits(number.p, number.n)),
		    ref->text.start, ref->text.end);
}

void
parse_replaced_refs(struct parse *p)
{
	struct str whole, number;

	for (size_t i = 0; i < p->t->refs.n; i++) {
		struct reftel_ref *ref = &p->t->refs.v[i];

		if (ref->text.n < 40 && str_starts(value_str(&ref->text),
		    STR("MRN ")) && replaced_number(value_str(&ref->text),
		    &whole, &number))
			replaced_id(p, ref, number);
	}
}

void
parse_replaced(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct str whole, number;

	for (size_t i = 0; i < t->captions.n; i++) {
		const struct reftel_value *v = &t->captions.v[i];

		if (!str_eq(value_str(v), STR("CORRECTED COPY")) ||
		    !value_placed(v) || !replaced_number(range_str(p,
		    v->start, v->end), &whole, &number))
			continue;
		t->refs.v = arena_alloc(p->a, sizeof *t->refs.v, 1);
		if (t->refs.v == NULL)
			return;
		t->refs.n = 1;
		t->refs.v[0].text = value_at(p, whole);
		replaced_id(p, &t->refs.v[0], number);
		return;
	}
}

void
parse_record(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct reading *r = p->r;

	if (value_set(&r->decision) || r->missing) {
		t->release.present = true;
		t->release.decision = r->decision;
	}
	if (r->missing)
		t->release.decision = telegram_value_bare(STR("withheld"));
	if (!crossed(p)) {
		add_captions(p);
		if (!value_set(&t->from.plad) && value_set(&r->sender)) {
			t->from.plad = r->sender;
			telegram_inferred(t, "/from/plad");
		}
		if (t->to.n + t->info.n == 0) {
			add_addressees(p, &t->to, &r->to, "/to");
			add_addressees(p, &t->info, &r->info, "/info");
		}
		add_eo(p);
		add_tags(p);
		add_refs(p);
	}
	add_title(p);
}
