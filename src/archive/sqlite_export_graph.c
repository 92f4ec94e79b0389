/* Telegrams of a search as a graph; see export.h. */
#include "archive/export.h"
#include "archive/refs_with.h"
#include "archive/sqlite.h"

enum { FLUSH_AT = 1 << 18 };

struct drawing {
	struct archive *a;
	struct search *s;
	struct graph graph;
	struct world *world;
	struct arena arena;		/* of one telegram */
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

/* What a telegram cites, as reftel refs has it. */
static bool
read_refs(struct drawing *d, int64_t telegram, struct ref_entry **v, size_t *n)
{
	arena_reset(&d->arena);
	return refs_cites_with(d->a, &d->arena, d->world, telegram, v, n) ==
	    ARCHIVE_OK;
}

/* False: it is a node already. */
static bool
is_new(struct drawing *d, const struct ref_end *end)
{
	if (end->telegram != 0 && search_has(d->s, end->telegram))
		return false;
	return sql_do(d->a, "INSERT OR IGNORE INTO temp.drawn VALUES (?)", "s",
	    end->id) && sqlite3_changes(d->a->db) > 0;
}

/* What is cited, and is none of them. */
static bool
draw_cited(void *ctx, int64_t telegram)
{
	struct drawing *d = ctx;
	struct ref_entry *v;
	struct archive_head head;
	size_t n;

	if (!read_refs(d, telegram, &v, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct ref_end *end = &v[i].other;

		if (end->id[0] == '\0' || !is_new(d, end))
			continue;
		head.title = "";
		if (end->telegram != 0 && archive_head(d->a, &d->arena,
		    end->telegram, &head) != ARCHIVE_OK)
			return false;
		graph_node(&d->graph, &(struct graph_node){
			.id = end->id, .label = head.title, .date = end->date,
			.post = end->post, .held = end->telegram != 0
		});
	}
	return go_on(d) && d->a->status == ARCHIVE_OK;
}

static bool
draw_refs(void *ctx, int64_t telegram)
{
	struct drawing *d = ctx;
	struct archive_head head;
	struct ref_entry *v;
	size_t n;

	if (!read_refs(d, telegram, &v, &n) ||
	    archive_head(d->a, &d->arena, telegram, &head) != ARCHIVE_OK)
		return false;
	for (size_t i = 0; i < n; i++)
		if (v[i].other.id[0] != '\0')
			graph_edge(&d->graph, &(struct graph_edge){
				.from = head.id, .to = v[i].other.id,
				.label = v[i].label
			});
	return go_on(d);
}

static bool
draw_all(struct drawing *d)
{
	d->world = world_new(d->a);
	if (d->world == NULL) {
		archive_fail(d->a, ARCHIVE_ENOMEM, "out of memory");
		return false;
	}
	if (!sql_do(d->a, "DROP TABLE IF EXISTS temp.drawn", "") ||
	    !sql_do(d->a, "CREATE TABLE temp.drawn (id TEXT PRIMARY KEY)"
	    " WITHOUT ROWID", ""))
		return false;
	graph_begin(&d->graph, "telegrams");
	if (search_each(d->s, SEARCH_DATE, draw_telegram, d) &&
	    search_each(d->s, SEARCH_DATE, draw_cited, d) &&
	    search_each(d->s, SEARCH_DATE, draw_refs, d))
		graph_end(&d->graph);
	return sql_do(d->a, "DROP TABLE temp.drawn", "");
}

enum archive_status
export_graph(struct archive *a, struct search *s, enum graph_form form,
    struct buf *out, bool (*flush)(void *), void *ctx)
{
	struct drawing d = { .a = a, .s = s, .flush = flush, .ctx = ctx,
		.graph = { .out = out, .form = form } };

	a->status = ARCHIVE_OK;
	arena_init(&d.arena);
	draw_all(&d);
	if (d.arena.failed)
		archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	world_delete(d.world);
	arena_free(&d.arena);
	return a->status;
}
