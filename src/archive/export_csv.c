/*
 * A row a telegram, RFC 4180, for spreadsheets and statistics.  Lists stand
 * in one cell, parted by blanks or, where their items have some, by "; ".
 */
#include <stdio.h>

#include "archive/export.h"
#include "archive/export_form.h"
#include "telegram/telegram.h"

void
export_csv_field(struct buf *b, struct str s)
{
	bool quoted = false;

	for (size_t i = 0; i < s.n && !quoted; i++)
		quoted = s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\r' ||
		    s.p[i] == '\n';
	if (!quoted && !(s.n > 0 && (s.p[0] == ' ' ||
	    s.p[s.n - 1] == ' '))) {
		buf_putstr(b, s);
		return;
	}
	buf_putc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, s.p[i]);
	}
	buf_putc(b, '"');
}

static void
put_cell(struct buf *b, struct str s)
{
	buf_putc(b, ',');
	export_csv_field(b, s);
}

static void
put_int(struct buf *b, uint64_t n)
{
	buf_putc(b, ',');
	buf_putu(b, n);
}

/* Takes what was gathered, and empties it. */
static void
put_gathered(struct buf *b, struct buf *cell)
{
	put_cell(b, str_make(cell->p, cell->n));
	b->failed |= cell->failed;
	cell->n = 0;
}

static void
gather(struct buf *cell, struct str s, const char *between)
{
	if (s.n == 0)
		return;
	if (cell->n > 0)
		buf_puts(cell, between);
	buf_putstr(cell, s);
}

static void
put_values(struct buf *b, struct buf *cell, const struct reftel_values *l)
{
	for (size_t i = 0; i < l->n; i++)
		gather(cell, value_str(&l->v[i]), "; ");
	put_gathered(b, cell);
}

static void
put_addressees(struct buf *b, struct buf *cell,
    const struct reftel_addressees *l)
{
	for (size_t i = 0; i < l->n; i++)
		gather(cell, value_str(value_set(&l->v[i].plad)
		    ? &l->v[i].plad : &l->v[i].ri), "; ");
	put_gathered(b, cell);
}

static void
put_text(struct buf *b, struct buf *cell, const struct reftel_telegram *t)
{
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];

		gather(cell, value_str(&p->heading), "\n\n");
		if (p->number.value < 0 && !value_set(&p->portion)) {
			gather(cell, value_str(&p->text), "\n\n");
			continue;
		}
		buf_puts(cell, cell->n > 0 ? "\n\n" : "");
		if (p->number.value >= 0) {
			buf_putu(cell, (uint64_t)p->number.value);
			buf_puts(cell, ". ");
		}
		if (value_set(&p->portion)) {
			buf_putc(cell, '(');
			buf_putstr(cell, value_str(&p->portion));
			buf_puts(cell, ") ");
		}
		buf_putstr(cell, value_str(&p->text));
	}
	put_gathered(b, cell);
}

static void
put_row(struct buf *b, const struct archive_head *head,
    const struct archive_witness *w, const struct reftel_telegram *t)
{
	struct buf cell = { 0 };

	export_csv_field(b, str_from(head->id));
	put_cell(b, value_str(&t->date));
	put_cell(b, value_str(&t->post));
	put_cell(b, value_str(&t->from.plad));
	put_addressees(b, &cell, &t->to);
	put_addressees(b, &cell, &t->info);
	put_cell(b, value_str(&t->classification));
	put_values(b, &cell, &t->captions);
	put_cell(b, value_str(&t->precedence_action));
	for (size_t i = 0; i < t->tags.n; i++)
		gather(&cell, value_str(&t->tags.v[i].tag), "; ");
	put_gathered(b, &cell);
	for (size_t i = 0; i < t->refs.n; i++)
		gather(&cell, value_str(&t->refs.v[i].id), "; ");
	put_gathered(b, &cell);
	put_cell(b, value_str(&t->subject));
	put_cell(b, value_str(&t->title));
	put_cell(b, value_str(&t->summary));
	put_text(b, &cell, t);
	put_values(b, &cell, &t->signature);
	put_int(b, t->paragraphs.n);
	put_int(b, t->redactions.n);
	put_int(b, head->witnesses);
	put_cell(b, str_from(head->form));
	put_cell(b, str_from(w->file));
	put_cell(b, str_from(w->member));
	put_cell(b, str_from(w->sha256));
	put_values(b, &cell, &t->inferred);
	buf_puts(b, "\r\n");
	buf_free(&cell);
}

void
export_csv_head(struct buf *b)
{
	buf_puts(b, "id,date,post,from,to,info,classification,captions,"
	    "precedence,tags,refs,subject,title,summary,text,signature,"
	    "paragraphs,redactions,witnesses,form,file,member,sha256,"
	    "inferred\r\n");
}

const char *
export_csv_row(struct buf *b, struct archive *a, int64_t telegram,
    const struct reftel_telegram *t)
{
	struct archive_witness *w;
	struct archive_head head;
	struct arena arena;
	bool ok;
	size_t n;

	arena_init(&arena);
	ok = archive_head(a, &arena, telegram, &head) == ARCHIVE_OK &&
	    archive_witnesses(a, &arena, telegram, &w, &n) == ARCHIVE_OK;
	if (ok)
		put_row(b, &head, &w[0], t);
	arena_free(&arena);
	return ok ? NULL : "";
}
