/* References and threads for programs: JSON, and graphs. */
#include "archive/refs.h"

/* The members of an object that are a telegram's. */
static void
end_members(struct json *j, const struct ref_end *end)
{
	json_put(j, "id", given, end->id);
	json_put(j, "held", bool, end->telegram != 0);
	json_put(j, "date", given, end->date);
	json_put(j, "post", given, end->post);
	json_put(j, "classification", given, end->classification);
	json_put(j, "subject", given, end->subject);
}

static void
line_members(struct json *j, const char *label, const char *text,
    const char *receipt, bool notal)
{
	json_put(j, "label", given, label);
	json_put(j, "text", given, text);
	json_put(j, "notal", bool, notal);
	json_put(j, "receipt", given, receipt);
}

void
refs_json(struct json *j, const struct ref_entry *e, size_t n)
{
	json_open(j, '[');
	for (size_t i = 0; i < n; i++, e++) {
		json_item(j);
		json_open(j, '{');
		end_members(j, &e->other);
		json_put(j, "kind", given, e->kind);
		json_put(j, "n", uint, e->n);
		line_members(j, e->label, e->text, e->receipt, e->notal);
		json_put(j, "printed", given, e->printed);
		json_put(j, "means", given, e->means);
		json_put(j, "sure", str, str_from(sure_name(e->sure)));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
node_json(struct json *j, const struct thread *t, const struct thread_node *v)
{
	json_open(j, '{');
	end_members(j, &v->end);
	json_put(j, "before", given, v->before);
	json_put(j, "steps", uint, v->steps);
	json_put(j, "level", uint, v->level);
	json_put(j, "parent", given,
	    v->parent == THREAD_ROOT ? "" : t->node[v->parent].end.id);
	json_put(j, "cited", uint, v->cited);
	json_put(j, "unfollowed", uint, v->unfollowed);
	json_close(j, '}');
}

void
thread_json(struct json *j, const struct thread *t)
{
	json_open(j, '{');
	json_put(j, "start", given, t->node[t->start].end.id);
	json_key(j, "telegrams");
	json_open(j, '[');
	for (size_t i = 0; i < t->n; i++) {
		json_item(j);
		node_json(j, t, &t->node[i]);
	}
	json_close(j, ']');
	json_key(j, "references");
	json_open(j, '[');
	for (size_t i = 0; i < t->edge_n; i++) {
		const struct thread_edge *e = &t->edge[i];

		json_item(j);
		json_open(j, '{');
		json_put(j, "from", given, t->node[e->from].end.id);
		json_put(j, "to", given, t->node[e->to].end.id);
		line_members(j, e->label, e->text, e->receipt, e->notal);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_put(j, "depth", uint, t->used.depth);
	json_put(j, "limit", uint, t->used.limit);
	json_put(j, "fan", uint, t->used.fan);
	json_put(j, "over_limit", uint, t->over_limit);
	json_put(j, "over_depth", uint, t->over_depth);
	json_put(j, "hubs", uint, t->hubs);
	json_close(j, '}');
}

void
thread_graph(struct buf *out, enum graph_form form, const struct thread *t)
{
	struct graph g = { .out = out, .form = form };

	graph_begin(&g, t->node[t->start].end.id);
	for (size_t i = 0; i < t->n; i++) {
		const struct thread_node *v = &t->node[i];

		graph_node(&g, &(struct graph_node){ v->end.id, v->end.id,
		    v->end.date, v->end.post, v->end.telegram != 0 });
	}
	for (size_t i = 0; i < t->edge_n; i++) {
		const struct thread_edge *e = &t->edge[i];

		graph_edge(&g, &(struct graph_edge){ t->node[e->from].end.id,
		    t->node[e->to].end.id, e->label });
	}
	graph_end(&g);
}
