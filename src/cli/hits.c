/* What reftel search prints; see hits.h. */
#include "cli/hits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/paragraph.h"
#include "base/json.h"
#include "telegram/telegram.h"

enum {
	PASSAGES = 3,		/* of a hit, in text */
	SNIPPET = 220,		/* bytes of each */
	FACET_ROWS = 10,	/* in text */
	FLUSH = 1 << 16
};

enum hits_format
hits_format_by_name(const char *name)
{
	static const char *const names[] = { "text", "json", "csv", "ids" };
	int i = 0;

	while (i < HITS_FORMAT__MAX && strcmp(name, names[i]) != 0)
		i++;
	return (enum hits_format)i;
}

/* One output: what is printed about a search. */
struct out {
	struct hits *h;
	struct archive *a;
	struct search *s;
	struct buf b;
	struct json j;
	struct arena arena;	/* of the hit at hand */
};

static void
flush(struct out *o, size_t from)
{
	if (o->b.n < from || o->b.n == 0)
		return;
	fwrite(o->b.p, 1, o->b.n, stdout);
	o->b.n = 0;
}

static struct str
title_of(const struct archive_head *h)
{
	return str_from(*h->title != '\0' ? h->title : h->subject);
}

/* ---- CSV ---- */

/* A cell, quoted where need be (RFC 4180). */
static void
put_cell(struct buf *b, struct str s, bool last)
{
	bool plain = true;

	for (size_t i = 0; plain && i < s.n; i++)
		plain = strchr("\",\r\n", s.p[i]) == NULL;
	if (!plain)
		buf_putc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, s.p[i]);
	}
	if (!plain)
		buf_putc(b, '"');
	buf_puts(b, last ? "\r\n" : ",");
}

static void
put_number_cell(struct buf *b, uint64_t n)
{
	buf_putu(b, n);
	buf_putc(b, ',');
}

/* ---- Text ---- */

/* Words of the query between stars, or bold. */
static void
put_marked(struct out *o, struct str text, const struct search_mark *mark,
    size_t n, size_t base)
{
	size_t at = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (at < n && i + base == mark[at].start)
			buf_puts(&o->b, o->h->styled ? "\033[1m" : "*");
		buf_putc(&o->b, (unsigned char)c < ' ' || c == 127 ? ' ' : c);
		if (at < n && i + base + 1 == mark[at].end) {
			buf_puts(&o->b, o->h->styled ? "\033[0m" : "*");
			at++;
		}
	}
}

static void
put_passage(struct out *o, const struct reftel_telegram *t,
    const struct search_passage *p)
{
	size_t first, n;
	struct str shown = search_snippet(p, SNIPPET, &first, &n);
	size_t base = (size_t)(shown.p - p->text.p);
	char name[PARAGRAPH_NAME_ROOM] = "";

	if (p->paragraph >= 0)
		paragraph_name(t, (size_t)p->paragraph, name);
	buf_puts(&o->b, "  ");
	buf_puts(&o->b, p->paragraph >= 0 ? "#" : "");
	buf_puts(&o->b, p->paragraph >= 0 ? name :
	    query_column_name[p->column]);
	buf_puts(&o->b, base > 0 ? "  ... " : "  ");
	put_marked(o, shown, p->mark + first, n, base);
	buf_puts(&o->b, base + shown.n < p->text.n ? " ...\n" : "\n");
}

/* The subject stands above already. */
static size_t
worth_showing(const struct search_passage *p, size_t n)
{
	return n > 0 && p->column == INDEX_SUBJECT ? 1 : 0;
}

static void
text_passages(struct out *o, int64_t telegram)
{
	struct search_passage *p;
	struct reftel_telegram *t;
	size_t n, from;

	if (!search_query(o->s)->has_words ||
	    archive_face(o->a, telegram, &t) != ARCHIVE_OK)
		return;
	n = search_passages(o->s, t, &o->arena, 0, &p);
	from = worth_showing(p, n);
	for (size_t i = from; i < n && i < from + PASSAGES; i++)
		put_passage(o, t, &p[i]);
	if (n > from + PASSAGES) {
		buf_puts(&o->b, "  and in ");
		buf_putu(&o->b, n - from - PASSAGES);
		buf_puts(&o->b, n - from - PASSAGES == 1 ? " other place\n"
		    : " other places\n");
	}
	reftel_telegram_free(t);
}

/* How a telegram begins that has neither a subject nor words to be shown. */
static void
text_beginning(struct out *o, int64_t telegram)
{
	enum { CHARACTERS = 70 };
	struct reftel_telegram *t;
	struct str s = STR("");
	size_t n = 0;

	if (archive_face(o->a, telegram, &t) != ARCHIVE_OK)
		return;
	for (size_t i = 0; s.n == 0 && i < t->paragraphs.n; i++)
		s = value_str(&t->paragraphs.v[i].text);
	while (n < s.n && (n < CHARACTERS || s.p[n] != ' '))
		n++;
	if (s.n > 0)
		buf_puts(&o->b, "  ");
	put_marked(o, str_cut(s, 0, n), NULL, 0, 0);
	buf_puts(&o->b, n < s.n ? " ...\n" : s.n > 0 ? "\n" : "");
	reftel_telegram_free(t);
}

static void
text_hit(struct out *o, const struct archive_head *h,
    const struct search_hit *hit)
{
	struct search_mark *mark;
	struct str title = title_of(h);
	size_t n = search_marks(o->s, &o->arena, title, INDEX_SUBJECT, &mark);

	buf_putc(&o->b, '\n');
	buf_puts(&o->b, h->id);
	if (*h->date != '\0') {
		buf_puts(&o->b, "  ");
		buf_puts(&o->b, h->date);
	}
	if (*h->classification != '\0') {
		buf_puts(&o->b, "  ");
		buf_puts(&o->b, h->classification);
	}
	buf_puts(&o->b, "\n  ");
	put_marked(o, title.n > 0 ? title : STR("(no subject)"), mark, n, 0);
	buf_putc(&o->b, '\n');
	if (title.n == 0 && !search_query(o->s)->has_words)
		text_beginning(o, hit->telegram);
	text_passages(o, hit->telegram);
}

static void
text_begin(struct out *o)
{
	uint64_t total = search_total(o->s);
	bool also = false;

	buf_putu(&o->b, total);
	buf_puts(&o->b, total == 1 ? " telegram\n" : " telegrams\n");
	for (const struct query_note *n = search_query(o->s)->notes; n != NULL;
	    n = n->next)
		if (n->also) {
			buf_puts(&o->b, also ? "; " : "also searched: ");
			buf_puts(&o->b, n->text);
			also = true;
		}
	buf_puts(&o->b, also ? "\n" : "");
	for (const struct query_note *n = search_query(o->s)->notes; n != NULL;
	    n = n->next)
		if (!n->also) {
			buf_puts(&o->b, "note: ");
			buf_puts(&o->b, n->text);
			buf_putc(&o->b, '\n');
		}
}

static void
text_end(struct out *o, uint64_t shown)
{
	uint64_t behind = o->h->offset + shown, total = search_total(o->s);

	if (behind >= total)
		return;
	buf_puts(&o->b, "\nThese are ");
	buf_putu(&o->b, shown == 0 ? o->h->offset : o->h->offset + 1);
	buf_puts(&o->b, " to ");
	buf_putu(&o->b, behind);
	buf_puts(&o->b, " of ");
	buf_putu(&o->b, total);
	buf_puts(&o->b, "; the next: --offset ");
	buf_putu(&o->b, behind);
	buf_putc(&o->b, '\n');
}

static void
text_facet(struct out *o, enum search_facet facet)
{
	size_t n;
	const struct search_count *c = search_facet(o->s, facet, &n);
	size_t rows = facet == SEARCH_YEAR || facet == SEARCH_CLASS ||
	    n < FACET_ROWS ? n : FACET_ROWS;
	char line[160];

	buf_putc(&o->b, '\n');
	buf_puts(&o->b, search_facet_name[facet]);
	buf_putc(&o->b, '\n');
	for (size_t i = 0; i < rows; i++) {
		snprintf(line, sizeof(line), "  %-28s %10" PRIu64 "\n",
		    *c[i].value == '\0' ? "(none)" : c[i].value, c[i].n);
		buf_puts(&o->b, line);
	}
	if (rows < n) {
		snprintf(line, sizeof(line), "  and %zu others\n", n - rows);
		buf_puts(&o->b, line);
	}
}

/* ---- JSON ---- */

static void
json_passage(struct out *o, const struct reftel_telegram *t,
    const struct search_passage *p)
{
	char name[PARAGRAPH_NAME_ROOM];

	json_item(&o->j);
	json_open(&o->j, '{');
	json_key(&o->j, "paragraph");
	if (p->paragraph >= 0) {
		paragraph_name(t, (size_t)p->paragraph, name);
		json_str(&o->j, str_from(name));
	} else {
		json_null(&o->j);
	}
	json_put(&o->j, "in", str, str_from(query_column_name[p->column]));
	json_put(&o->j, "text", str, p->text);
	json_key(&o->j, "marks");
	json_open(&o->j, '[');
	for (size_t i = 0; i < p->mark_n; i++) {
		json_item(&o->j);
		json_pair(&o->j, p->mark[i].start, p->mark[i].end);
	}
	json_close(&o->j, ']');
	json_close(&o->j, '}');
}

static void
json_passages(struct out *o, int64_t telegram)
{
	struct search_passage *p;
	struct reftel_telegram *t = NULL;
	size_t n = 0;

	json_key(&o->j, "passages");
	json_open(&o->j, '[');
	if (search_query(o->s)->has_words &&
	    archive_face(o->a, telegram, &t) == ARCHIVE_OK)
		n = search_passages(o->s, t, &o->arena, 0, &p);
	for (size_t i = 0; i < n; i++)
		json_passage(o, t, &p[i]);
	json_close(&o->j, ']');
	reftel_telegram_free(t);
}

/* null where there is none, as in the record */
static void
json_text(struct json *j, const char *s)
{
	if (*s == '\0')
		json_null(j);
	else
		json_str(j, str_from(s));
}

static void
json_hit(struct out *o, const struct archive_head *h,
    const struct search_hit *hit)
{
	json_item(&o->j);
	json_open(&o->j, '{');
	json_put(&o->j, "id", str, str_from(h->id));
	json_key(&o->j, "date");
	json_text(&o->j, h->date);
	json_key(&o->j, "post");
	json_text(&o->j, h->post);
	json_key(&o->j, "classification");
	json_text(&o->j, h->classification);
	json_key(&o->j, "subject");
	json_text(&o->j, h->subject);
	json_key(&o->j, "title");
	json_text(&o->j, h->title);
	json_key(&o->j, "form");
	json_text(&o->j, h->form);
	json_passages(o, hit->telegram);
	json_close(&o->j, '}');
}

static void
json_notes(struct out *o, bool also)
{
	json_open(&o->j, '[');
	for (const struct query_note *n = search_query(o->s)->notes; n != NULL;
	    n = n->next)
		if (n->also == also) {
			json_item(&o->j);
			json_str(&o->j, str_from(n->text));
		}
	json_close(&o->j, ']');
}

static void
json_begin(struct out *o)
{
	json_open(&o->j, '{');
	json_put(&o->j, "query", str, str_from(search_query(o->s)->text));
	json_put(&o->j, "total", uint, search_total(o->s));
	json_key(&o->j, "also");
	json_notes(o, true);
	json_key(&o->j, "notes");
	json_notes(o, false);
	json_put(&o->j, "offset", uint, o->h->offset);
	json_key(&o->j, "hits");
	json_open(&o->j, '[');
}

static void
json_facets(struct out *o)
{
	json_key(&o->j, "facets");
	json_open(&o->j, '{');
	for (int f = 0; f < SEARCH_FACET__MAX; f++) {
		size_t n;
		const struct search_count *c = search_facet(o->s,
		    (enum search_facet)f, &n);

		json_key_str(&o->j, str_from(search_facet_name[f]));
		json_open(&o->j, '[');
		for (size_t i = 0; i < n; i++) {
			json_item(&o->j);
			json_open(&o->j, '{');
			json_key(&o->j, "value");
			json_text(&o->j, c[i].value);
			json_put(&o->j, "n", uint, c[i].n);
			json_close(&o->j, '}');
		}
		json_close(&o->j, ']');
	}
	json_close(&o->j, '}');
}

/* ---- Each format ---- */

static void
csv_hit(struct out *o, const struct archive_head *h)
{
	put_cell(&o->b, str_from(h->id), false);
	put_cell(&o->b, str_from(h->date), false);
	put_cell(&o->b, str_from(h->post), false);
	put_cell(&o->b, str_from(h->classification), false);
	put_cell(&o->b, title_of(h), false);
	put_cell(&o->b, str_from(h->form), false);
	put_number_cell(&o->b, h->paragraphs);
	put_number_cell(&o->b, h->redactions);
	buf_putu(&o->b, h->witnesses);
	buf_puts(&o->b, "\r\n");
}

static void
begin(struct out *o)
{
	if (o->h->format == HITS_TEXT)
		text_begin(o);
	else if (o->h->format == HITS_JSON)
		json_begin(o);
	else if (o->h->format == HITS_CSV && o->h->facets)
		buf_puts(&o->b, "facet,value,telegrams\r\n");
	else if (o->h->format == HITS_CSV)
		buf_puts(&o->b, "id,date,post,classification,title,form,"
		    "paragraphs,redactions,witnesses\r\n");
}

static bool
print_hit(struct out *o, const struct search_hit *hit)
{
	struct archive_head head;

	arena_reset(&o->arena);
	if (archive_head(o->a, &o->arena, hit->telegram, &head) != ARCHIVE_OK)
		return false;
	if (o->h->format == HITS_TEXT) {
		text_hit(o, &head, hit);
	} else if (o->h->format == HITS_JSON) {
		json_hit(o, &head, hit);
	} else if (o->h->format == HITS_CSV) {
		csv_hit(o, &head);
	} else {
		buf_puts(&o->b, head.id);
		buf_putc(&o->b, '\n');
	}
	flush(o, FLUSH);
	return true;
}

static void
csv_facets(struct out *o)
{
	for (int f = 0; f < SEARCH_FACET__MAX; f++) {
		size_t n;
		const struct search_count *c = search_facet(o->s,
		    (enum search_facet)f, &n);

		for (size_t i = 0; i < n; i++) {
			put_cell(&o->b, str_from(search_facet_name[f]), false);
			put_cell(&o->b, str_from(c[i].value), false);
			buf_putu(&o->b, c[i].n);
			buf_puts(&o->b, "\r\n");
		}
	}
}

static void
end(struct out *o, uint64_t shown)
{
	if (o->h->format == HITS_TEXT) {
		text_end(o, shown);
		for (int f = 0; o->h->facets && f < SEARCH_FACET__MAX; f++)
			text_facet(o, (enum search_facet)f);
	} else if (o->h->format == HITS_JSON) {
		json_close(&o->j, ']');
		if (o->h->facets)
			json_facets(o);
		json_close(&o->j, '}');
		buf_putc(&o->b, '\n');
	} else if (o->h->format == HITS_CSV && o->h->facets) {
		csv_facets(o);
	}
	flush(o, 0);
}

bool
hits_print(struct hits *h, struct archive *a, struct search *s)
{
	struct out o = { .h = h, .a = a, .s = s, .j = { .out = &o.b,
		.first = true } };
	uint64_t total = search_total(s), n = h->limit;
	struct search_hit *hit;
	size_t shown = 0, i = 0;
	bool ok;

	if (h->offset >= total)
		n = 0;
	else if (n == 0 || n > total - h->offset)
		n = total - h->offset;
	/* facets as CSV are a table of their own */
	if (h->format == HITS_CSV && h->facets)
		n = 0;
	hit = malloc((n + 1) * sizeof(*hit));
	if (hit == NULL)
		return false;
	arena_init(&o.arena);
	begin(&o);
	shown = search_page(s, h->order, h->offset, hit, (size_t)n);
	while (i < shown && print_hit(&o, &hit[i]))
		i++;
	end(&o, i);
	ok = i == n && !o.b.failed;
	arena_free(&o.arena);
	buf_free(&o.b);
	free(hit);
	return ok;
}

/* ---- A table of queries ---- */

void
hits_table_begin(struct hits *h)
{
	if (h->format == HITS_TEXT)
		printf("%10s  %-10s  %-10s  %-20s  %s\n", "telegrams", "first",
		    "last", "best", "query");
	else if (h->format == HITS_CSV)
		fputs("query,telegrams,first,last,best\r\n", stdout);
	else
		putchar('[');
}

void
hits_table_end(struct hits *h)
{
	if (h->format == HITS_JSON)
		fputs(h->any ? "\n]\n" : "]\n", stdout);
}

/* What is known of the first hit in an order; "" where there is none. */
static bool
first_in(struct out *o, enum search_order order, struct archive_head *head)
{
	struct search_hit hit;

	memset(head, 0, sizeof(*head));
	head->id = head->date = "";
	if (search_total(o->s) == 0)
		return true;
	return search_page(o->s, order, 0, &hit, 1) == 1 && archive_head(o->a,
	    &o->arena, hit.telegram, head) == ARCHIVE_OK;
}

static void
json_row(struct out *o, const char *line, const char *const cell[3])
{
	json_open(&o->j, '{');
	json_put(&o->j, "query", str, str_from(line));
	json_put(&o->j, "total", uint, search_total(o->s));
	json_key(&o->j, "first");
	json_text(&o->j, cell[0]);
	json_key(&o->j, "last");
	json_text(&o->j, cell[1]);
	json_key(&o->j, "best");
	json_text(&o->j, cell[2]);
	json_close(&o->j, '}');
}

static void
put_row(struct out *o, const char *line, const char *const cell[3])
{
	if (o->h->format == HITS_TEXT) {
		printf("%10" PRIu64 "  %-10.10s  %-10.10s  %-20s  %s\n",
		    search_total(o->s), cell[0], cell[1], cell[2], line);
	} else if (o->h->format == HITS_CSV) {
		put_cell(&o->b, str_from(line), false);
		put_number_cell(&o->b, search_total(o->s));
		put_cell(&o->b, str_from(cell[0]), false);
		put_cell(&o->b, str_from(cell[1]), false);
		put_cell(&o->b, str_from(cell[2]), true);
	} else {
		buf_puts(&o->b, o->h->any ? ",\n" : "\n");
		json_row(o, line, cell);
	}
	o->h->any = true;
	flush(o, 0);
}

bool
hits_row(struct hits *h, struct archive *a, struct search *s,
    const char *line)
{
	struct out o = { .h = h, .a = a, .s = s, .j = { .out = &o.b,
		.first = true } };
	struct archive_head first, last, best;
	bool ok;

	arena_init(&o.arena);
	ok = first_in(&o, SEARCH_DATE, &first) &&
	    first_in(&o, SEARCH_DATE_DOWN, &last) &&
	    first_in(&o, h->order, &best);
	if (ok) {
		const char *const cell[3] = { first.date, last.date,
			best.id };

		put_row(&o, line, cell);
	}
	arena_free(&o.arena);
	buf_free(&o.b);
	return ok;
}
