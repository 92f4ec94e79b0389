/*
 * A conversation as a picture in time: a row for each telegram, the oldest on
 * top, a lane for each post; arrows lead from who cites to what is cited, and
 * telegrams that are not held are hollow.
 */
#include "telegram/title.h"
#include "web/pictures.h"

#include <stdlib.h>

enum {
	ROW = 30, LANE = 78, LEFT = 44, TOP = 44, RADIUS = 6, TITLE = 48,
	WORDS = 560, LANES_MAX = 40
};

struct drawing {
	struct visit *v;
	const struct thread *t;
	size_t *row;		/* of a node */
	size_t *order;		/* of rows: nodes */
	unsigned *lane;		/* of a node */
	const char *post[LANES_MAX];
	unsigned lanes;
};

/* When it was sent; of one that is not held, when it was first cited. */
static const char *
node_date(const struct thread_node *n)
{
	return n->end.date[0] != '\0' ? n->end.date : n->before;
}

/* qsort() has no place for the thread: what is sorted brings its key. */
struct key {
	const char *date;	/* "" comes last */
	bool ghost;		/* sent before who cited it that day */
	size_t node;
};

static int
by_date(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int c = strcmp(x->date, y->date);

	if ((x->date[0] == '\0') != (y->date[0] == '\0'))
		return x->date[0] == '\0' ? 1 : -1;
	if (c == 0)
		c = (int)y->ghost - (int)x->ghost;
	return c != 0 ? c : x->node < y->node ? -1 : x->node > y->node;
}

static bool
set_rows(struct drawing *d)
{
	struct arena *arena = d->v->arena;
	size_t n = d->t->n;
	struct key *key = arena_array(arena, sizeof(*key), n + 1);

	d->row = arena_array(arena, sizeof(*d->row), n + 1);
	d->order = arena_array(arena, sizeof(*d->order), n + 1);
	d->lane = arena_array(arena, sizeof(*d->lane), n + 1);
	if (arena->failed)
		return false;
	for (size_t i = 0; i < n; i++)
		key[i] = (struct key){ node_date(&d->t->node[i]),
			d->t->node[i].end.telegram == 0, i };
	if (n > 1)
		qsort(key, n, sizeof(*key), by_date);
	for (size_t i = 0; i < n; i++) {
		d->order[i] = key[i].node;
		d->row[key[i].node] = i;
	}
	return true;
}

/* A lane for each post, in the order in which they come; the last one is for
 * all for which there is no room. */
static unsigned
lane_of(struct drawing *d, const char *post)
{
	unsigned i = 0;

	while (i < d->lanes && strcmp(d->post[i], post) != 0)
		i++;
	if (i < d->lanes)
		return i;
	if (d->lanes == LANES_MAX)
		return LANES_MAX - 1;
	d->post[d->lanes] = d->lanes == LANES_MAX - 1 ? "others" : post;
	return d->lanes++;
}

static long
node_x(const struct drawing *d, size_t node)
{
	return LEFT + (long)d->lane[node] * LANE;
}

static long
node_y(const struct drawing *d, size_t node)
{
	return TOP + (long)d->row[node] * ROW;
}

/* --- drawing ------------------------------------------ */

static void
put_lanes(struct drawing *d)
{
	struct page *p = &d->v->page;

	for (unsigned i = 0; i < d->lanes; i++) {
		long x = LEFT + (long)i * LANE;

		page_open(p, "text");
		page_attr(p, "class", "post");
		page_attr_int(p, "x", x);
		page_attr_int(p, "y", i % 2 == 0 ? 12 : 26);
		page_attr(p, "text-anchor", "middle");
		page_puts(p, d->post[i][0] == '\0' ? "no post" : d->post[i]);
		page_close(p);
		page_void(p, "line");
		page_attr(p, "class", "lane");
		page_attr_int(p, "x1", x);
		page_attr_int(p, "x2", x);
		page_attr_int(p, "y1", 32);
		page_attr_int(p, "y2", TOP + ((long)d->t->n - 1) * ROW + 14);
	}
}

/* From who cites to just below what is cited; within a lane with a bow. */
static void
put_edge(struct drawing *d, const struct thread_edge *e)
{
	struct page *p = &d->v->page;
	long x1 = node_x(d, e->from), y1 = node_y(d, e->from);
	long x2 = node_x(d, e->to), y2 = node_y(d, e->to);
	long up = y2 < y1 ? 1 : -1;
	long middle = (y1 + y2) / 2, far = labs(y1 - y2) / ROW;
	long bow = x1 != x2 ? 0 : far < 10 ? 14 + 3 * far : LANE / 2;
	bool near = e->from == d->t->start || e->to == d->t->start;

	page_open(p, "path");
	page_attr_fmt(p, "class", "edge%s%s", e->notal ? " notal" : "",
	    near ? " near" : "");
	page_attr(p, "marker-end", "url(#arrow)");
	if (bow != 0 && labs(y1 - y2) <= ROW)
		page_attr_fmt(p, "d", "M%ld %ld L%ld %ld", x1, y1 - up *
		    RADIUS, x2, y2 + up * (RADIUS + 5));
	else
		page_attr_fmt(p, "d", "M%ld %ld C%ld %ld %ld %ld %ld %ld", x1,
		    y1 - up * RADIUS, x1 - bow, middle, x2 - bow, middle, x2,
		    y2 + up * (RADIUS + 5));
	page_open(p, "title");
	page_puts(p, d->t->node[e->from].end.id);
	page_puts(p, " cites ");
	page_puts(p, d->t->node[e->to].end.id);
	page_close(p);
	page_close(p);
}

static const char *
node_class(const struct drawing *d, size_t node)
{
	const struct thread_node *n = &d->t->node[node];

	if (n->end.telegram == 0)
		return node == d->t->start ? "node ghost start" : "node ghost";
	return node == d->t->start ? "node start" : "node";
}

static struct str
short_title(struct str s)
{
	if (s.n <= TITLE)
		return s;
	s.n = TITLE;
	while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
		s.n--;
	return s;
}

static void
put_node(struct drawing *d, size_t node)
{
	const struct thread_node *n = &d->t->node[node];
	struct page *p = &d->v->page;
	struct str title = title_make(d->v->arena, str_from(n->end.subject));

	page_open(p, "a");
	page_attr(p, "href", telegram_href(d->v, n->end.id, ""));
	page_open(p, "title");
	page_puts(p, n->end.id);
	page_puts(p, n->end.telegram == 0 ? ", not held. " : ". ");
	page_text(p, title);
	page_close(p);
	page_void(p, "circle");
	page_attr(p, "class", node_class(d, node));
	page_attr_int(p, "cx", node_x(d, node));
	page_attr_int(p, "cy", node_y(d, node));
	page_attr_int(p, "r", node == d->t->start ? RADIUS + 2 : RADIUS);
	page_open(p, "text");
	page_attr(p, "class", n->end.telegram == 0 ? "words ghost" : "words");
	page_attr_int(p, "x", LEFT + (long)d->lanes * LANE - 30);
	page_attr_int(p, "y", node_y(d, node) + 4);
	page_open(p, "tspan");
	page_attr(p, "class", "day");
	page_text(p, str_cut(str_from(n->end.date), 0, 10));
	page_puts(p, n->end.telegram == 0 ? "not held  "
	    : n->end.date[0] == '\0' ? "undated  " : "  ");
	page_close(p);
	page_puts(p, n->end.id);
	page_puts(p, "  ");
	page_text(p, short_title(title));
	page_puts(p, title.n > TITLE ? "…" : "");
	page_close(p);
	page_close(p);
}

static void
put_arrow(struct page *p)
{
	page_open(p, "defs");
	page_open(p, "marker");
	page_attr(p, "id", "arrow");
	page_attr(p, "viewBox", "0 0 8 8");
	page_attr(p, "refX", "4");
	page_attr(p, "refY", "4");
	page_attr(p, "markerWidth", "7");
	page_attr(p, "markerHeight", "7");
	page_attr(p, "orient", "auto");
	page_void(p, "path");
	page_attr(p, "class", "tip-of-arrow");
	page_attr(p, "d", "M0 0 L8 4 L0 8 z");
	page_close(p);
	page_close(p);
}

void
picture_thread(struct visit *v, const struct thread *t)
{
	struct drawing d = { .v = v, .t = t };
	struct page *p = &v->page;
	long width, height;

	if (t->n == 0 || !set_rows(&d))
		return;
	for (size_t i = 0; i < t->n; i++)
		d.lane[d.order[i]] = lane_of(&d, t->node[d.order[i]].end.post);
	width = LEFT + (long)d.lanes * LANE + WORDS;
	height = TOP + (long)t->n * ROW;
	page_open(p, "figure");
	page_attr(p, "class", "thread scroll");
	page_attr(p, "tabindex", "0");
	page_attr(p, "aria-label", "The conversation in time");
	page_open(p, "svg");
	page_attr_fmt(p, "viewBox", "0 0 %ld %ld", width, height);
	page_attr_int(p, "width", width);
	page_attr_int(p, "height", height);
	page_attr(p, "role", "group");
	page_attr(p, "aria-label", "Telegrams in order of time, a lane for "
	    "each post; the list below says the same in words");
	put_arrow(p);
	put_lanes(&d);
	for (size_t i = 0; i < t->edge_n; i++)
		put_edge(&d, &t->edge[i]);
	for (size_t i = 0; i < t->n; i++)
		put_node(&d, d.order[i]);
	page_close(p);
	page_close(p);
	page_newline(p);
}
