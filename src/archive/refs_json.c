/* References and threads for programs: JSON, and graphs. */
#include "archive/refs.h"

/* The members of an object that are a telegram's. */
static void
end_members(struct json *j, const struct ref_end *end)
{
	json_key(j, "id");
	json_given(j, end->id);
	json_key(j, "held");
	json_bool(j, end->telegram != 0);
	json_key(j, "date");
	json_given(j, end->date);
	json_key(j, "post");
	json_given(j, end->post);
	json_key(j, "classification");
	json_given(j, end->classification);
	json_key(j, "subject");
	json_given(j, end->subject);
}

static void
line_members(struct json *j, const char *label, const char *text,
    const char *receipt, bool notal)
{
	json_key(j, "label");
	json_given(j, label);
	json_key(j, "text");
	json_given(j, text);
	json_key(j, "notal");
	json_bool(j, notal);
	json_key(j, "receipt");
	json_given(j, receipt);
}

void
refs_json(struct json *j, const struct ref_entry *e, size_t n)
{
	json_open(j, '[');
	for (size_t i = 0; i < n; i++, e++) {
		json_item(j);
		json_open(j, '{');
		end_members(j, &e->other);
		json_key(j, "kind");
		json_given(j, e->kind);
		json_key(j, "n");
		json_uint(j, e->n);
		line_members(j, e->label, e->text, e->receipt, e->notal);
		json_key(j, "printed");
		json_given(j, e->printed);
		json_key(j, "means");
		json_given(j, e->means);
		json_key(j, "sure");
		json_str(j, str_from(sure_name(e->sure)));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
node_json(struct json *j, const struct thread *t, const struct thread_node *v)
{
	json_open(j, '{');
	end_members(j, &v->end);
	json_key(j, "before");
	json_given(j, v->before);
	json_key(j, "steps");
	json_uint(j, v->steps);
	json_key(j, "level");
	json_uint(j, v->level);
	json_key(j, "parent");
	json_given(j, v->parent == THREAD_ROOT ? "" : t->node[v->parent].end.id);
	json_key(j, "cited");
	json_uint(j, v->cited);
	json_key(j, "unfollowed");
	json_uint(j, v->unfollowed);
	json_close(j, '}');
}

void
thread_json(struct json *j, const struct thread *t)
{
	json_open(j, '{');
	json_key(j, "start");
	json_given(j, t->node[t->start].end.id);
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
		json_key(j, "from");
		json_given(j, t->node[e->from].end.id);
		json_key(j, "to");
		json_given(j, t->node[e->to].end.id);
		line_members(j, e->label, e->text, e->receipt, e->notal);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_key(j, "depth");
	json_uint(j, t->used.depth);
	json_key(j, "limit");
	json_uint(j, t->used.limit);
	json_key(j, "fan");
	json_uint(j, t->used.fan);
	json_key(j, "over_limit");
	json_uint(j, t->over_limit);
	json_key(j, "over_depth");
	json_uint(j, t->over_depth);
	json_key(j, "hubs");
	json_uint(j, t->hubs);
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
