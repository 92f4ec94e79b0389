/* Telegrams of a search as a graph; see export.h. */
#include "archive/export.h"
#include "archive/sqlite.h"
#include "archive/stats.h"

enum { FLUSH_AT = 1 << 18 };

struct drawing {
	struct archive *a;
	struct graph graph;
	struct arena arena;
	bool (*flush)(void *ctx);
	void *ctx;
	bool stopped;
};

static bool
go_on(struct drawing *d)
{
	if (d->graph.out->n >= FLUSH_AT && !d->flush(d->ctx))
		d->stopped = true;
	return !d->stopped;
}

static bool
draw_telegram(void *ctx, int64_t telegram)
{
	struct drawing *d = ctx;
	struct archive_head head;

	arena_reset(&d->arena);
	if (archive_head(d->a, &d->arena, telegram, &head) != ARCHIVE_OK)
		return false;
	graph_node(&d->graph, &(struct graph_node){
		.id = head.id, .label = head.title, .date = head.date,
		.post = head.post, .held = true
	});
	return go_on(d);
}

/* What is cited, and is none of them. */
static bool
draw_cited(struct drawing *d)
{
	sqlite3_stmt *st = sql(d->a, "SELECT DISTINCT r.id, t.date, t.post,"
	    " t.title, t.telegram NOT NULL"
	    " FROM temp.chosen AS c JOIN ref AS r USING (telegram)"
	    " LEFT JOIN telegram AS t ON t.id = r.id AND t.variant = 1"
	    " WHERE r.id NOT NULL AND (t.telegram IS NULL OR"
	    " t.telegram NOT IN (SELECT telegram FROM temp.chosen))"
	    " ORDER BY 1", "");

	while (go_on(d) && sql_row(d->a, st)) {
		arena_reset(&d->arena);
		graph_node(&d->graph, &(struct graph_node){
			.id = sql_text(&d->arena, st, 0),
			.date = sql_text(&d->arena, st, 1),
			.post = sql_text(&d->arena, st, 2),
			.label = sql_text(&d->arena, st, 3),
			.held = sqlite3_column_int(st, 4) != 0
		});
	}
	sql_end(d->a, st);
	return !d->stopped && d->a->status == ARCHIVE_OK;
}

static bool
draw_refs(void *ctx, int64_t telegram)
{
	struct drawing *d = ctx;
	struct archive_head head;
	sqlite3_stmt *st;

	arena_reset(&d->arena);
	if (archive_head(d->a, &d->arena, telegram, &head) != ARCHIVE_OK)
		return false;
	st = sql(d->a, "SELECT id, label FROM ref WHERE telegram = ?"
	    " AND id NOT NULL ORDER BY n", "i", telegram);
	while (sql_row(d->a, st))
		graph_edge(&d->graph, &(struct graph_edge){
			.from = head.id, .to = sql_text(&d->arena, st, 0),
			.label = sql_text(&d->arena, st, 1)
		});
	sql_end(d->a, st);
	return go_on(d);
}

enum archive_status
export_graph(struct archive *a, struct search *s, enum graph_form form,
    struct buf *out, bool (*flush)(void *), void *ctx)
{
	struct drawing d = { .a = a, .flush = flush, .ctx = ctx,
		.graph = { .out = out, .form = form } };

	arena_init(&d.arena);
	if (stats_choose(a, s) == ARCHIVE_OK) {
		graph_begin(&d.graph, "telegrams");
		if (search_each(s, SEARCH_DATE, draw_telegram, &d) &&
		    draw_cited(&d) &&
		    search_each(s, SEARCH_DATE, draw_refs, &d))
			graph_end(&d.graph);
	}
	if (d.arena.failed)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	arena_free(&d.arena);
	return a->status;
}
