/* The rows of one telegram: written from its record, taken away again. */
#include <stdio.h>
#include <string.h>

#include "archive/sqlite_names.h"
#include "archive/sqlite_rows.h"
#include "telegram/telegram.h"

/* Lists in one column. */

static void
join(struct buf *b, const char *between, struct str s)
{
	if (b->n > 0)
		buf_puts(b, between);
	buf_putstr(b, s);
}

static struct str
view(const struct buf *b)
{
	return str_make(b->n == 0 ? NULL : b->p, b->n);
}

static bool
has_word(const struct buf *b, struct str word)
{
	struct str all = str_make(b->p, b->n);

	for (size_t at = 0; at < all.n;) {
		size_t end = str_findc(all, ' ', at);

		if (str_eq(str_cut(all, at, end), word))
			return true;
		at = end + 1;
	}
	return false;
}

static void
list_portions(struct buf *b, const struct reftel_telegram *t)
{
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		struct str portion = value_str(&t->paragraphs.v[i].portion);

		if (portion.n > 0 && !has_word(b, portion))
			join(b, " ", portion);
	}
}

static void
list_missing(struct buf *b, const struct reftel_telegram *t)
{
	for (int n = 1; n <= t->section_count && n <= 99; n++) {
		bool present = false;

		for (size_t i = 0; i < t->sections_present_n; i++)
			present |= t->sections_present[i] == n;
		if (present)
			continue;
		if (b->n > 0)
			buf_putc(b, ' ');
		buf_putu(b, (uint64_t)n);
	}
}

static void
list_values(struct buf *b, const char *between,
    const struct reftel_values *values)
{
	for (size_t i = 0; i < values->n; i++)
		join(b, between, value_str(&values->v[i]));
}

/* Lists in tables of their own. */

static bool
insert_tag(struct archive *a, int64_t telegram, int n,
    const struct reftel_tag *tag)
{
	int64_t row = names_tag(a, tag);

	return row > 0 && sql_do(a, "INSERT INTO tagged VALUES (?, ?, ?)",
	    "iui", telegram, n, row);
}

static bool
insert_addressees(struct archive *a, int64_t telegram, const char *role,
    const struct reftel_addressees *list, const char *const *post, int n)
{
	bool ok = true;

	for (size_t i = 0; ok && i < list->n; i++) {
		const struct reftel_addressee *to = &list->v[i];
		int64_t address = names_address(a, role, to, post[i]);

		ok = address > 0 && sql_do(a, "INSERT INTO addressed VALUES"
		    " (?, ?, ?, ?)", "iuiv", telegram, n + (int)i + 1,
		    address, value_str(&to->number));
	}
	return ok;
}

static bool
insert_refs(struct archive *a, int64_t telegram,
    const struct reftel_telegram *t)
{
	bool ok = true;

	for (size_t i = 0; ok && i < t->refs.n; i++) {
		const struct reftel_ref *ref = &t->refs.v[i];

		ok = sql_do(a, "INSERT INTO ref VALUES (?, ?, ?, ?, ?, ?, ?)",
		    "iuvsvvu", telegram, (int)i + 1, value_str(&ref->label),
		    reftel_ref_kind_name(ref->kind), value_str(&ref->text),
		    value_str(&ref->id), (int)ref->notal);
	}
	return ok;
}

static bool
insert_classifiers(struct archive *a, int64_t telegram,
    const struct reftel_telegram *t)
{
	bool ok = true;

	for (size_t i = 0; ok && i < t->classified_by.n; i++) {
		const struct reftel_classifier *by = &t->classified_by.v[i];
		struct buf reasons = { 0 };

		list_values(&reasons, " ", &by->reasons);
		ok = sql_do(a, "INSERT INTO classified_by VALUES"
		    " (?, ?, ?, ?, ?)", "iuvvv", telegram, (int)i + 1,
		    value_str(&by->name), value_str(&by->title),
		    view(&reasons));
		buf_free(&reasons);
	}
	return ok;
}

static const char *
severity_name(enum reftel_severity severity)
{
	return severity == REFTEL_ERROR ? "error"
	    : severity == REFTEL_WARNING ? "warning" : "note";
}

static bool
insert_found(struct archive *a, int64_t telegram, const char *code,
    const char *severity, int n)
{
	int64_t finding = names_finding(a, code, severity);

	return finding > 0 && sql_do(a, "INSERT INTO found VALUES"
	    " (?, ?, ?)", "iiu", telegram, finding, n);
}

static bool
insert_diagnostics(struct archive *a, int64_t telegram,
    const struct reftel_telegram *t)
{
	enum reftel_severity severity[DIAG__MAX] = { 0 };
	int n[DIAG__MAX] = { 0 };
	bool ok = true;

	for (const struct diag *d = t->impl->diag; d != NULL; d = d->next) {
		n[d->code]++;
		if (d->severity > severity[d->code])
			severity[d->code] = d->severity;
	}
	for (int i = 0; ok && i < DIAG__MAX; i++)
		if (n[i] > 0)
			ok = insert_found(a, telegram, diag_info[i].word,
			    severity_name(severity[i]), n[i]);
	return ok;
}

static bool
insert_lists(struct archive *a, int64_t telegram,
    const struct reftel_telegram *t, const char *const *post)
{
	bool ok = true;

	for (size_t i = 0; ok && i < t->captions.n; i++)
		ok = sql_do(a, "INSERT INTO caption VALUES (?, ?, ?)", "iuv",
		    telegram, (int)i + 1, value_str(&t->captions.v[i]));
	for (size_t i = 0; ok && i < t->tags.n; i++)
		ok = insert_tag(a, telegram, (int)i + 1, &t->tags.v[i]);
	return ok && insert_addressees(a, telegram, "to", &t->to, post, 0) &&
	    insert_addressees(a, telegram, "info", &t->info, post + t->to.n,
	    (int)t->to.n) &&
	    insert_refs(a, telegram, t) && insert_classifiers(a, telegram, t) &&
	    insert_diagnostics(a, telegram, t);
}

/* The telegram. */

static int
count_diagnostics(const struct reftel_telegram *t)
{
	int n = 0;

	for (const struct reftel_diag *d = t->diagnostics; d != NULL;
	    d = d->next)
		n++;
	return n;
}

static bool
insert_telegram(struct archive *a, int64_t telegram, int variant,
    int64_t witness, const struct reftel_telegram *t)
{
	struct buf missing = { 0 }, portions = { 0 }, signature = { 0 };
	bool ok;

	list_missing(&missing, t);
	list_portions(&portions, t);
	list_values(&signature, "; ", &t->signature);
	ok = sql_do(a, "INSERT INTO telegram (telegram, id, variant, year,"
	    " post, serial, date, dtg, classification, precedence_action,"
	    " precedence_info, from_ri, from_plad, sections,"
	    " sections_missing, eo_order, eo_action, eo_date, subject,"
	    " subject_portion, portions, signature, form, length,"
	    " paragraphs, redactions, refs, diagnostics, witness) VALUES"
	    " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "ivuuvuvvvvvvvuvvvvvvvvsuuuuui", telegram, value_str(&t->id),
	    variant, t->year.value, value_str(&t->post), t->serial.value,
	    value_str(&t->date), value_str(&t->dtg),
	    value_str(&t->classification), value_str(&t->precedence_action),
	    value_str(&t->precedence_info), value_str(&t->from.ri),
	    value_str(&t->from.plad), t->section_count, view(&missing),
	    value_str(&t->eo.order), value_str(&t->eo.action),
	    value_str(&t->eo.date), value_str(&t->subject),
	    value_str(&t->subject_portion),
	    view(&portions), view(&signature), reftel_form_name(t->form),
	    (int)(t->impl->text.n - t->impl->begin), (int)t->paragraphs.n,
	    (int)t->redactions.n, (int)t->refs.n, count_diagnostics(t),
	    witness);
	buf_free(&missing);
	buf_free(&portions);
	buf_free(&signature);
	return ok;
}

bool
rows_words(struct archive *a, int64_t telegram,
    const struct buf text[INDEX__MAX])
{
	return sql_do(a, "INSERT INTO words (rowid, body, heading, subject,"
	    " summary, action, comment, bio) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	    "ivvvvvvv", telegram, view(&text[0]), view(&text[1]),
	    view(&text[2]), view(&text[3]), view(&text[4]), view(&text[5]),
	    view(&text[6]));
}

bool
rows_insert(struct archive *a, int64_t telegram, int variant,
    int64_t witness, const struct arrival *v)
{
	return insert_telegram(a, telegram, variant, witness, v->t) &&
	    insert_lists(a, telegram, v->t, v->post) &&
	    rows_words(a, telegram, v->text);
}

/* Children go with it; its row of words can only be forgotten: without the
 * same words as were put in, FTS5 cannot take them out. */
bool
rows_delete(struct archive *a, int64_t telegram)
{
	return sql_do(a, "DELETE FROM telegram WHERE telegram = ?", "i",
	    telegram) && sql_do(a, "UPDATE archive SET value = value + 1"
	    " WHERE key = 'stale'", "");
}

bool
rows_last(struct archive *a, int64_t telegram)
{
	return sql_do(a, "INSERT INTO archive VALUES ('last', ?) ON CONFLICT"
	    " DO UPDATE SET value = max(value, excluded.value)", "i",
	    telegram);
}

/* Each row as a line: the name of the first column and the values. */
static void
list_rows(struct archive *a, sqlite3_stmt *st, struct buf *out)
{
	while (sql_row(a, st)) {
		buf_puts(out, sqlite3_column_name(st, 0));
		buf_putc(out, ':');
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			if (sqlite3_column_type(st, i) == SQLITE_NULL)
				continue;
			buf_putc(out, ' ');
			buf_putstr(out, sql_view(st, i));
		}
		buf_putc(out, '\n');
	}
	sql_end(a, st);
}

static void
list_columns(struct archive *a, sqlite3_stmt *st, struct buf *out)
{
	if (sql_row(a, st))
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			if (sqlite3_column_type(st, i) == SQLITE_NULL)
				continue;
			buf_puts(out, sqlite3_column_name(st, i));
			buf_puts(out, ": ");
			buf_putstr(out, sql_view(st, i));
			buf_putc(out, '\n');
		}
	sql_end(a, st);
}

bool
rows_list(struct archive *a, int64_t telegram, struct buf *out)
{
	list_columns(a, sql(a, "SELECT id, date, dtg, classification,"
	    " precedence_action, precedence_info, from_ri, from_plad,"
	    " sections, sections_missing, eo_order, eo_action, eo_date,"
	    " subject, subject_portion, portions, signature, form,"
	    " length, paragraphs, redactions FROM telegram"
	    " WHERE telegram = ?", "i", telegram), out);
	list_rows(a, sql(a, "SELECT caption FROM caption WHERE telegram = ?"
	    " ORDER BY n", "i", telegram), out);
	list_rows(a, sql(a, "SELECT tag, kind FROM tag WHERE telegram = ?"
	    " ORDER BY n", "i", telegram), out);
	list_rows(a, sql(a, "SELECT plad AS addressee, role, ri, precedence,"
	    " number, post FROM addressee WHERE telegram = ? ORDER BY n", "i",
	    telegram), out);
	list_rows(a, sql(a, "SELECT label AS ref, kind, text, id, notal"
	    " FROM ref WHERE telegram = ? ORDER BY n", "i", telegram), out);
	list_rows(a, sql(a, "SELECT name AS classified_by, title, reasons"
	    " FROM classified_by WHERE telegram = ? ORDER BY n", "i",
	    telegram), out);
	list_rows(a, sql(a, "SELECT code AS diagnostic, n FROM diagnostic"
	    " WHERE telegram = ? ORDER BY code", "i", telegram), out);
	return !out->failed && a->status == ARCHIVE_OK;
}
