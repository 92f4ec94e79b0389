/* The conversation of which a telegram is part; see refs.h. */
#include "archive/refs_with.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

const struct thread_options thread_defaults = { 4, 200, 20 };

/* Gathering. */

/* Telegrams that were met, by their ids: nodes of the thread, and others. */
struct met {
	const char *id;
	size_t node;		/* or OUT */
};
#define OUT ((size_t)-1)

/* A line between two that were met. */
struct line {
	const char *from, *to;
	const struct ref_entry *entry;
};

struct gather {
	struct archive *a;
	struct arena *arena;
	struct world *world;
	struct thread_options opt;
	struct met *met;	/* open addressing; cap is a power of two */
	size_t met_n, met_cap;
	struct thread_node *node;
	size_t n, cap;
	struct line *line;
	size_t line_n, line_cap;
	uint64_t over_limit, over_depth, hubs;
};

static struct met *
met_slot(const struct gather *g, const char *id)
{
	size_t i = str_hash(str_from(id)) & (g->met_cap - 1);

	while (g->met[i].id != NULL && strcmp(g->met[i].id, id) != 0)
		i = (i + 1) & (g->met_cap - 1);
	return &g->met[i];
}

static bool
met_grow(struct gather *g)
{
	struct met *old = g->met;
	size_t n = g->met_cap;

	if (g->met_n * 2 < n)
		return true;
	g->met_cap = n == 0 ? 256 : n * 2;
	g->met = arena_alloc(g->arena, sizeof(*g->met), g->met_cap);
	if (g->met == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (old[i].id != NULL)
			*met_slot(g, old[i].id) = old[i];
	return true;
}

static size_t
new_node(struct gather *g, const struct ref_end *end, unsigned steps)
{
	struct thread_node *v = arena_grow(g->arena, g->node, g->n, &g->cap,
	    sizeof(*v));

	if (v == NULL)
		return OUT;
	g->node = v;
	v[g->n] = (struct thread_node){ .end = *end, .before = "",
		.steps = steps, .parent = THREAD_ROOT, .label = "",
		.text = "" };
	return g->n++;
}

/* Takes in one that was met, if there is room for it. */
static void
meet(struct gather *g, const struct ref_end *end, unsigned steps)
{
	struct met *slot;

	if (!met_grow(g))
		return;
	slot = met_slot(g, end->id);
	if (slot->id != NULL)
		return;
	*slot = (struct met){ end->id, OUT };
	g->met_n++;
	if (steps > g->opt.depth)
		g->over_depth++;
	else if (g->n >= g->opt.limit)
		g->over_limit++;
	else
		slot->node = new_node(g, end, steps);
}

static void
keep_line(struct gather *g, const char *from, const char *to,
    const struct ref_entry *entry)
{
	struct line *v = arena_grow(g->arena, g->line, g->line_n,
	    &g->line_cap, sizeof(*v));

	if (v == NULL)
		return;
	g->line = v;
	v[g->line_n++] = (struct line){ from, to, entry };
}

/* The number that references to a node use; "" where it has none. */
static const char *
number_of(struct gather *g, const struct ref_end *end)
{
	struct str id = str_from(end->id);

	if (str_starts(id, STR("sha256:")))
		return "";
	return arena_strdup(g->arena, str_cut(id, 0, str_findc(id, '~', 0)));
}

static void
follow_cites(struct gather *g, size_t i)
{
	struct thread_node node = g->node[i];
	struct ref_entry *entry;
	size_t n;

	if (node.end.telegram == 0 || refs_cites_with(g->a, g->arena,
	    g->world, node.end.telegram, &entry, &n) != ARCHIVE_OK)
		return;
	for (size_t k = 0; k < n; k++) {
		if (entry[k].other.id[0] == '\0' ||
		    strcmp(entry[k].other.id, node.end.id) == 0)
			continue;
		meet(g, &entry[k].other, node.steps + 1);
		keep_line(g, node.end.id, entry[k].other.id, &entry[k]);
	}
}

static void
follow_cited(struct gather *g, size_t i)
{
	const char *id = number_of(g, &g->node[i].end);
	unsigned steps = g->node[i].steps + 1;
	struct ref_entry *entry;
	uint64_t total;
	size_t n;

	g->node[i].cited = refs_count(g->a, id);
	if (i > 0 && g->node[i].cited > g->opt.fan) {
		g->node[i].hub = true;
		g->hubs++;
		return;
	}
	if (refs_cited_with(g->a, g->arena, g->world, id, false,
	    g->opt.limit, &entry, &n, &total) != ARCHIVE_OK)
		return;
	g->node[i].cited = total;
	g->over_limit += total - n;
	for (size_t k = 0; k < n; k++)
		meet(g, &entry[k].other, steps);
}

/* Order. */

struct order {
	const struct thread_node *node;
	size_t i;
};

static const char *
when(const struct thread_node *node)
{
	return node->end.date[0] != '\0' ? node->end.date : node->before;
}

/* One that is not held stands before the first that cites it. */
static int
in_time(const void *a, const void *b)
{
	const struct order *x = a, *y = b;
	int order = strcmp(when(x->node), when(y->node));

	if (order == 0)
		order = (x->node->end.telegram != 0) -
		    (y->node->end.telegram != 0);
	return order != 0 ? order : strcmp(x->node->end.id, y->node->end.id);
}

static size_t
node_of(const struct gather *g, const char *id)
{
	const struct met *slot = met_slot(g, id);

	return slot->id == NULL ? OUT : slot->node;
}

static void
make_edges(struct gather *g, struct thread *t)
{
	t->edge = arena_array(g->arena, sizeof(*t->edge), g->line_n + 1);
	for (size_t i = 0; t->edge != NULL && i < g->line_n; i++) {
		const struct line *line = &g->line[i];
		const struct ref_entry *e = line->entry;
		size_t from = node_of(g, line->from), to = node_of(g, line->to);

		if (from == OUT || to == OUT)
			continue;
		t->edge[t->edge_n++] = (struct thread_edge){ from, to,
			e->label, e->text, e->receipt, e->notal };
	}
}

static void
date_ghosts(struct gather *g, const struct thread *t)
{
	for (size_t i = 0; i < t->edge_n; i++) {
		struct thread_node *to = &g->node[t->edge[i].to];
		const char *date = g->node[t->edge[i].from].end.date;

		if (to->end.date[0] == '\0' && date[0] != '\0' &&
		    (to->before[0] == '\0' || strcmp(date, to->before) < 0))
			to->before = date;
	}
}

/* What a telegram answers: of those that it cites the latest before it, and
 * one that is held rather than one that is not. */
static void
find_parents(struct gather *g, const struct thread *t, const size_t *place)
{
	for (size_t i = 0; i < t->edge_n; i++) {
		const struct thread_edge *e = &t->edge[i];
		struct thread_node *from = &g->node[e->from];
		bool held = g->node[e->to].end.telegram != 0, better;

		if (place[e->to] >= place[e->from])
			continue;
		better = from->parent == THREAD_ROOT;
		if (!better && held == (g->node[from->parent].end.telegram
		    != 0))
			better = place[e->to] > place[from->parent];
		else if (!better)
			better = held;
		if (!better)
			continue;
		from->parent = e->to;
		from->label = e->label;
		from->text = e->text;
	}
}

/*
 * The tree, written down: each behind its parent, those of one parent in
 * order of time.  child and next are lists of places in time, from the last
 * to the first, so that taking from their heads gives the first.
 */
static bool
write_tree(struct gather *g, struct thread *t, const struct order *order,
    const size_t *place, size_t *new_place)
{
	size_t n = g->n, *child, *next, *stack, depth = 0, roots = OUT;

	child = arena_array(g->arena, sizeof(*child), n);
	next = arena_array(g->arena, sizeof(*next), n);
	stack = arena_array(g->arena, sizeof(*stack), n + 1);
	t->node = arena_array(g->arena, sizeof(*t->node), n);
	if (g->arena->failed)
		return false;
	for (size_t i = 0; i < n; i++)
		child[i] = OUT;
	for (size_t i = n; i-- > 0;) {
		size_t parent = order[i].node->parent;
		size_t *list = parent == THREAD_ROOT ? &roots
		    : &child[place[parent]];

		next[i] = *list;
		*list = i;
	}
	for (size_t at = roots; at != OUT || depth > 0;) {
		if (at == OUT) {
			at = next[stack[--depth]];
			continue;
		}
		new_place[order[at].i] = t->n;
		t->node[t->n] = *order[at].node;
		t->node[t->n++].level = (unsigned)depth;
		stack[depth++] = at;
		at = child[at];
	}
	return true;
}

static void
put_in_order(struct gather *g, struct thread *t)
{
	struct order *order = arena_array(g->arena, sizeof(*order), g->n);
	size_t *place = arena_array(g->arena, sizeof(*place), g->n);
	size_t *new_place = arena_array(g->arena, sizeof(*new_place), g->n);

	make_edges(g, t);
	if (g->arena->failed)
		return;
	date_ghosts(g, t);
	for (size_t i = 0; i < g->n; i++)
		order[i] = (struct order){ &g->node[i], i };
	if (g->n > 1)
		qsort(order, g->n, sizeof(*order), in_time);
	for (size_t i = 0; i < g->n; i++)
		place[order[i].i] = i;
	find_parents(g, t, place);
	if (!write_tree(g, t, order, place, new_place))
		return;
	t->start = new_place[0];
	for (size_t i = 0; i < t->n; i++)
		if (t->node[i].parent != THREAD_ROOT)
			t->node[i].parent = new_place[t->node[i].parent];
	for (size_t i = 0; i < t->edge_n; i++) {
		t->edge[i].from = new_place[t->edge[i].from];
		t->edge[i].to = new_place[t->edge[i].to];
	}
}

static void
count_unfollowed(struct thread *t)
{
	for (size_t i = 0; i < t->n; i++)
		t->node[i].unfollowed = t->node[i].cited;
	for (size_t i = 0; i < t->edge_n; i++)
		if (t->node[t->edge[i].to].unfollowed > 0)
			t->node[t->edge[i].to].unfollowed--;
}

static bool
begin(struct gather *g, int64_t telegram, const char *id)
{
	struct ref_end end = { 0, id, "", "", "", "" };
	struct archive_head h;
	struct fold_parts parts;

	if (telegram != 0) {
		if (archive_head(g->a, g->arena, telegram, &h) != ARCHIVE_OK)
			return false;
		end = (struct ref_end){ telegram, h.id, h.date, h.post,
			h.subject, h.classification };
	} else if (fold_split(id, 0, &parts)) {
		end.id = arena_strdup(g->arena, str_from(id));
		end.post = arena_strdup(g->arena, str_from(parts.post));
	}
	meet(g, &end, 0);
	return !g->arena->failed;
}

enum archive_status
thread_read(struct archive *a, struct arena *arena, int64_t telegram,
    const char *id, const struct thread_options *opt, struct thread *t)
{
	struct gather g = { .a = a, .arena = arena, .opt = *opt,
		.world = world_new(a) };

	memset(t, 0, sizeof(*t));
	t->used = *opt;
	if (g.opt.limit == 0)
		g.opt.limit = 1;
	if (g.world == NULL || !begin(&g, telegram, id)) {
		world_delete(g.world);
		return archive_status(a) != ARCHIVE_OK ? archive_status(a)
		    : ARCHIVE_NOTFOUND;
	}
	for (size_t i = 0; i < g.n && archive_status(a) == ARCHIVE_OK; i++) {
		follow_cites(&g, i);
		follow_cited(&g, i);
	}
	world_delete(g.world);
	if (arena->failed)
		return archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	if (archive_status(a) != ARCHIVE_OK)
		return archive_status(a);
	put_in_order(&g, t);
	count_unfollowed(t);
	t->over_limit = g.over_limit;
	t->over_depth = g.over_depth;
	t->hubs = g.hubs;
	return arena->failed ? archive_fail(a, ARCHIVE_ENOMEM,
	    "out of memory") : ARCHIVE_OK;
}
