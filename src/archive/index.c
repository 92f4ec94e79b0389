/* The words of a telegram by where they stand; see index.h. */
#include "archive/index.h"

#include "telegram/telegram.h"

static void
put(struct buf *b, const struct reftel_value *v)
{
	if (!value_set(v) || v->n == 0)
		return;
	if (b->n > 0)
		buf_puts(b, " " INDEX_SEAM " ");
	buf_put(b, v->s, v->n);
}

static void
put_all(struct buf *b, const struct reftel_values *values)
{
	for (size_t i = 0; i < values->n; i++)
		put(b, &values->v[i]);
}

static void
put_addressees(struct buf *b, const struct reftel_addressees *list)
{
	for (size_t i = 0; i < list->n; i++) {
		put(b, &list->v[i].ri);
		put(b, &list->v[i].plad);
		put_all(b, &list->v[i].except);
	}
}

static void
put_heading(struct buf *b, const struct reftel_telegram *t)
{
	put(b, &t->id);
	put_all(b, &t->captions);
	put_all(b, &t->passing);
	put(b, &t->from.ri);
	put(b, &t->from.plad);
	put_addressees(b, &t->to);
	put_addressees(b, &t->info);
	put(b, &t->eo.whole);
	for (size_t i = 0; i < t->tags.n; i++)
		put(b, &t->tags.v[i].tag);
	for (size_t i = 0; i < t->refs.n; i++)
		put(b, &t->refs.v[i].text);
	for (size_t i = 0; i < t->classified_by.n; i++)
		put(b, &t->classified_by.v[i].whole);
	put(b, &t->derived_from);
	put(b, &t->drafting.drafted_by);
	put(b, &t->drafting.approved_by);
	put_all(b, &t->drafting.cleared_by);
}

enum index_column
index_column(enum reftel_paragraph_kind kind)
{
	static const enum index_column columns[REFTEL_PAR__MAX] = {
		[REFTEL_PAR_SUMMARY] = INDEX_SUMMARY,
		[REFTEL_PAR_ACTION_REQUEST] = INDEX_ACTION,
		[REFTEL_PAR_COMMENT] = INDEX_COMMENT,
		[REFTEL_PAR_BIO_NOTE] = INDEX_BIO,
		[REFTEL_PAR_TEXT] = INDEX_BODY,
	};

	return columns[kind];
}

void
index_text(const struct reftel_telegram *t, struct buf column[INDEX__MAX])
{
	/* nearly all of it */
	buf_reserve(&column[INDEX_BODY], t->impl->text.n);
	put_heading(&column[INDEX_HEADING], t);
	put(&column[INDEX_SUBJECT], &t->subject);
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];

		put(&column[index_column(p->kind)], &p->heading);
		put(&column[index_column(p->kind)], &p->text);
	}
	put_all(&column[INDEX_BODY], &t->signature);
}
