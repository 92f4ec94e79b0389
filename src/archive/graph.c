/* Graphs as DOT, GraphML and GEXF; see graph.h. */
#include "archive/graph.h"

#include "base/utf8.h"

static const char *const names[] = {
	[GRAPH_DOT] = "dot", [GRAPH_GRAPHML] = "graphml", [GRAPH_GEXF] = "gexf"
};

enum graph_form
graph_form_by_name(const char *name)
{
	for (int i = 0; i < GRAPH__NONE; i++)
		if (strcmp(names[i], name) == 0)
			return (enum graph_form)i;
	return GRAPH__NONE;
}

/* Text in marks. */

/* A character of XML 1.0, which most controls are not, nor U+FFFE. */
static uint32_t
xml_char(uint32_t c)
{
	bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';

	return control || c == 0xFFFE || c == 0xFFFF ? UTF8_BROKEN : c;
}

static void
put_xml_char(struct buf *out, uint32_t c)
{
	char bytes[4];

	switch (c) {
	case '&':
		buf_puts(out, "&amp;");
		break;
	case '<':
		buf_puts(out, "&lt;");
		break;
	case '>':
		buf_puts(out, "&gt;");
		break;
	case '"':
		buf_puts(out, "&quot;");
		break;
	case '\t':
	case '\n':
	case '\r':
		/* bare, an attribute's value would lose them */
		buf_puts(out, c == '\t' ? "&#9;" : c == '\n' ? "&#10;"
		    : "&#13;");
		break;
	default:
		buf_put(out, bytes, utf8_put(bytes, xml_char(c)));
	}
}

static void
put_dot_char(struct buf *out, uint32_t c)
{
	char bytes[4];

	if (c == '"' || c == '\\')
		buf_putc(out, '\\');
	if (c == '\n')
		buf_puts(out, "\\n");
	else
		buf_put(out, bytes, utf8_put(bytes, xml_char(c)));
}

static void
put_text(const struct graph *g, const char *text)
{
	void (*put_char)(struct buf *, uint32_t) = g->form == GRAPH_DOT
	    ? put_dot_char : put_xml_char;
	struct str s = str_from(text);

	for (size_t at = 0; at < s.n;) {
		unsigned n;
		uint32_t c = utf8_get(s.p + at, s.n - at, &n);

		put_char(g->out, n == 0 ? UTF8_BROKEN : c);
		at += n > 0 ? n : utf8_broken_length(s.p + at, s.n - at);
	}
}

/* A piece of the form, and a text in quotes behind it. */
static void
put(const struct graph *g, const char *piece, const char *text)
{
	buf_puts(g->out, piece);
	buf_putc(g->out, '"');
	put_text(g, text);
	buf_putc(g->out, '"');
}

static bool
given(const char *s)
{
	return s != NULL && *s != '\0';
}

/* DOT. */

static void
dot_begin(struct graph *g, const char *name)
{
	put(g, "digraph ", name);
	buf_puts(g->out, " {\n\tnode [shape=box];\n");
}

/* One that is not held is drawn with a broken line. */
static void
dot_node(struct graph *g, const struct graph_node *node)
{
	put(g, "\t", node->id);
	put(g, " [label=", given(node->label) ? node->label : node->id);
	if (given(node->date))
		put(g, ", date=", node->date);
	if (given(node->post))
		put(g, ", post=", node->post);
	buf_puts(g->out, node->held ? "];\n" : ", style=dashed];\n");
}

static void
dot_edge(struct graph *g, const struct graph_edge *edge)
{
	put(g, "\t", edge->from);
	put(g, " -> ", edge->to);
	if (given(edge->label)) {
		put(g, " [label=", edge->label);
		buf_putc(g->out, ']');
	}
	buf_puts(g->out, ";\n");
}

/* GraphML. */

static void
put_data(const struct graph *g, const char *key, const char *text)
{
	if (!given(text))
		return;
	put(g, "<data key=", key);
	buf_putc(g->out, '>');
	put_text(g, text);
	buf_puts(g->out, "</data>");
}

static void
graphml_begin(struct graph *g, const char *name)
{
	buf_puts(g->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
	    "<key id=\"label\" for=\"node\" attr.name=\"label\""
	    " attr.type=\"string\"/>\n"
	    "<key id=\"date\" for=\"node\" attr.name=\"date\""
	    " attr.type=\"string\"/>\n"
	    "<key id=\"post\" for=\"node\" attr.name=\"post\""
	    " attr.type=\"string\"/>\n"
	    "<key id=\"held\" for=\"node\" attr.name=\"held\""
	    " attr.type=\"boolean\"/>\n"
	    "<key id=\"ref\" for=\"edge\" attr.name=\"label\""
	    " attr.type=\"string\"/>\n");
	/* An id of XML cannot be any name; the name is told in words. */
	buf_puts(g->out, "<graph id=\"telegrams\" edgedefault=\"directed\">\n");
	buf_puts(g->out, "<desc>");
	put_text(g, name);
	buf_puts(g->out, "</desc>\n");
}

static void
graphml_node(struct graph *g, const struct graph_node *node)
{
	put(g, "<node id=", node->id);
	buf_putc(g->out, '>');
	put_data(g, "label", node->label);
	put_data(g, "date", node->date);
	put_data(g, "post", node->post);
	put_data(g, "held", node->held ? "true" : "false");
	buf_puts(g->out, "</node>\n");
}

static void
graphml_edge(struct graph *g, const struct graph_edge *edge)
{
	put(g, "<edge source=", edge->from);
	put(g, " target=", edge->to);
	buf_putc(g->out, '>');
	put_data(g, "ref", edge->label);
	buf_puts(g->out, "</edge>\n");
}

/* GEXF. */

static void
gexf_begin(struct graph *g, const char *name)
{
	buf_puts(g->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
	    "<meta><creator>Reftel</creator><description>");
	put_text(g, name);
	buf_puts(g->out, "</description></meta>\n"
	    "<graph mode=\"dynamic\" timeformat=\"date\""
	    " defaultedgetype=\"directed\">\n"
	    "<attributes class=\"node\">\n"
	    "<attribute id=\"post\" title=\"post\" type=\"string\"/>\n"
	    "<attribute id=\"date\" title=\"date\" type=\"string\"/>\n"
	    "<attribute id=\"held\" title=\"held\" type=\"boolean\"/>\n"
	    "</attributes>\n<nodes>\n");
}

/* The day from which it is there. */
static void
put_start(const struct graph *g, const char *date)
{
	char day[11];

	if (!given(date) || strlen(date) < 10)
		return;
	memcpy(day, date, 10);
	day[10] = '\0';
	put(g, " start=", day);
}

static void
gexf_value(const struct graph *g, const char *name, const char *value)
{
	if (!given(value))
		return;
	put(g, "<attvalue for=", name);
	put(g, " value=", value);
	buf_puts(g->out, "/>");
}

static void
gexf_node(struct graph *g, const struct graph_node *node)
{
	put(g, "<node id=", node->id);
	put(g, " label=", given(node->label) ? node->label : node->id);
	put_start(g, node->date);
	buf_puts(g->out, "><attvalues>");
	gexf_value(g, "post", node->post);
	gexf_value(g, "date", node->date);
	gexf_value(g, "held", node->held ? "true" : "false");
	buf_puts(g->out, "</attvalues></node>\n");
}

static void
gexf_edge(struct graph *g, const struct graph_edge *edge)
{
	buf_puts(g->out, "<edge id=\"");
	buf_putu(g->out, g->edges);
	put(g, "\" source=", edge->from);
	put(g, " target=", edge->to);
	if (given(edge->label))
		put(g, " label=", edge->label);
	buf_puts(g->out, "/>\n");
}

/* What each form does; between and end: without edges, and behind them. */
static const struct writer {
	void (*begin)(struct graph *, const char *name);
	void (*node)(struct graph *, const struct graph_node *);
	void (*edge)(struct graph *, const struct graph_edge *);
	const char *between, *end;
} writers[] = {
	[GRAPH_DOT] = { dot_begin, dot_node, dot_edge, "", "}\n" },
	[GRAPH_GRAPHML] = { graphml_begin, graphml_node, graphml_edge, "",
	    "</graph>\n</graphml>\n" },
	[GRAPH_GEXF] = { gexf_begin, gexf_node, gexf_edge,
	    "</nodes>\n<edges>\n", "</edges>\n</graph>\n</gexf>\n" },
};

void
graph_begin(struct graph *g, const char *name)
{
	g->edges = 0;
	g->in_edges = false;
	writers[g->form].begin(g, name == NULL ? "" : name);
}

void
graph_node(struct graph *g, const struct graph_node *node)
{
	writers[g->form].node(g, node);
}

static void
go_to_edges(struct graph *g)
{
	if (!g->in_edges)
		buf_puts(g->out, writers[g->form].between);
	g->in_edges = true;
}

void
graph_edge(struct graph *g, const struct graph_edge *edge)
{
	go_to_edges(g);
	writers[g->form].edge(g, edge);
	g->edges++;
}

void
graph_end(struct graph *g)
{
	go_to_edges(g);
	buf_puts(g->out, writers[g->form].end);
}
