/*
 * The wrapper's word: it stands in for what the text lacks, and is told of
 * where it says otherwise than the text. archive-forms.md.
 */
#include "form/parse_int.h"
#include "form/wrapper.h"
#include "telegram/number.h"

static void
stand_in(struct parse *p, struct reftel_value *v, const struct reftel_value *w,
    const char *pointer)
{
	if (value_set(v) || !value_set(w) || w->n == 0)
		return;
	*v = *w;
	telegram_inferred(p->t, "%s", pointer);
}

/* The days agree; the clock of a wrapper is worth nothing. */
static bool
same_day(const struct reftel_value *a, const struct reftel_value *b)
{
	return a->n >= 10 && b->n >= 10 && memcmp(a->s, b->s, 10) == 0;
}

/* Letters and digits of a folded into each other: is one the beginning of
 * the other? */
static bool
same_beginning(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && !ch_alnum(a.p[i]))
			i++;
		while (k < b.n && !ch_alnum(b.p[k]))
			k++;
		if (i == a.n || k == b.n)
			return true;
		if (ch_fold(a.p[i++]) != ch_fold(b.p[k++]))
			return false;
	}
}

static void
parse_wrapper_differs(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct reading *r = p->r;

	if (value_set(&r->day) && value_set(&t->date) &&
	    !same_day(&r->day, &t->date))
		telegram_diag(t, DIAG_RECORD_DATE_DIFFERS, r->day.start,
		    r->day.end, value_str(&r->day));
	if (value_set(&r->classification) && value_set(&t->classification) &&
	    !str_eq(value_str(&r->classification),
	    value_str(&t->classification)))
		telegram_diag(t, DIAG_RECORD_CLASS_DIFFERS,
		    r->classification.start, r->classification.end,
		    value_str(&r->classification));
	if (value_set(&r->subject) && value_set(&t->subject) &&
	    !same_beginning(value_str(&r->subject), value_str(&t->subject))) {
		/* an opening portion mark may have lost its bracket */
		struct str w = value_str(&r->subject);
		size_t k = str_findc(w, ')', 0);
		if (k >= w.n || k > 8 || !same_beginning(str_cut(w, k + 1,
		    w.n), value_str(&t->subject)))
			telegram_diag(t, DIAG_RECORD_SUBJECT_DIFFERS,
			    r->subject.start, r->subject.end, w);
	}
}

void
parse_wrapper(struct parse *p)
{
	struct reftel_telegram *t = p->t;
	struct reading *r = p->r;

	parse_wrapper_differs(p);
	stand_in(p, &t->date, &r->day, "/date");
	if (!value_set(&t->classification) && !p->has_class &&
	    value_set(&r->classification)) {
		stand_in(p, &t->classification, &r->classification,
		    "/classification");
		for (size_t i = 0; i < r->captions.n; i++)
			if (!telegram_has_caption(t,
			    value_str(&r->captions.v[i]))) {
				telegram_push(t, &t->captions,
				    r->captions.v[i]);
				telegram_inferred(t, "/captions/%zu",
				    t->captions.n - 1);
			}
	}
	stand_in(p, &t->subject, &r->subject, "/subject");
	wrapper_edition(r);
}

/* A reference printed without a year took the telegram's: the wrapper's list
 * may know better. */
static void
wrapper_year(struct parse *p, size_t i)
{
	struct reftel_ref *ref = &p->t->refs.v[i];
	const struct reftel_value *found = NULL;
	struct str id = value_str(&ref->id);

	if (ref->text.n == 0 || !ch_alpha(ref->text.s[0]) ||
	    memchr(ref->text.s, '(', ref->text.n) != NULL)
		return;
	for (size_t k = 0; k < p->r->refs.n; k++) {
		struct str w = value_str(&p->r->refs.v[k]);
		if (str_eq(w, id))
			return;
		if (w.n > 2 && str_eq(str_cut(w, 2, w.n), str_cut(id, 2,
		    id.n)))
			found = &p->r->refs.v[k];
	}
	if (found != NULL) {
		ref->id.s = found->s;
		ref->id.n = found->n;
		telegram_inferred(p->t, "/refs/%zu/id", i);
	}
}

/* The wrapper's list of references fills the ids that the text's reading
 * did not give: by post and serial printed in the entry. */
void
parse_wrapper_refs(struct parse *p)
{
	struct reading *r = p->r;

	for (size_t i = 0; i < p->t->refs.n; i++) {
		struct reftel_ref *ref = &p->t->refs.v[i];
		if (ref->kind != REFTEL_REF_TELEGRAM)
			continue;
		if (value_set(&ref->id)) {
			wrapper_year(p, i);
			continue;
		}
		char room[64];
		size_t n = number_squeeze(value_str(&ref->text), room,
		    sizeof room);
		for (size_t k = 0; n > 0 && k < r->refs.n; k++) {
			struct str id = value_str(&r->refs.v[k]);
			if (id.n > 2 && str_ends(str_make(room, n),
			    str_cut(id, 2, id.n))) {
				ref->id = r->refs.v[k];
				telegram_inferred(p->t, "/refs/%zu/id", i);
				break;
			}
		}
	}
}

/* Lines that the form has outside of the telegram's words. */
void
parse_form_lines(struct parse *p)
{
	const struct reading *r = p->r;

	if (p->tags.end <= p->tags.start)
		p->tags = (struct range){ r->tags_line.start,
			r->tags_line.end };
	if (p->subject.end <= p->subject.start)
		p->subject = (struct range){ r->subject_line.start,
			r->subject_line.end };
}
