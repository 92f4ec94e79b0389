/* Graphs that stay well-formed whatever goes in. */
#include "archive/graph.h"

#include "test.h"

static const struct graph_node nodes[] = {
	{ "07A1", "a \"quoted\" \\ <b> & c\n\x01\xFF", "2007-01-02T10:00Z",
	    "A", true },
	{ "07B2", NULL, "", NULL, false },
};
static const struct graph_edge edges[] = {
	{ "07A1", "07B2", "A & B" }, { "07A1", "07B2", NULL },
};

static void
graph_is(enum graph_form form, const char *want)
{
	struct buf out = { 0 };
	struct graph g = { .out = &out, .form = form };

	graph_begin(&g, "x<y");
	graph_node(&g, &nodes[0]);
	graph_node(&g, &nodes[1]);
	graph_edge(&g, &edges[0]);
	graph_edge(&g, &edges[1]);
	graph_end(&g);
	CHECK(!out.failed);
	CHECK_STR(str_make(out.p, out.n), want);
	buf_free(&out);
}

static void
dot(void)
{
	graph_is(GRAPH_DOT, "digraph \"x<y\" {\n\tnode [shape=box];\n"
	    "\t\"07A1\" [label=\"a \\\"quoted\\\" \\\\ <b> & c\\n"
	    "\xEF\xBF\xBD\xEF\xBF\xBD\", date=\"2007-01-02T10:00Z\","
	    " post=\"A\"];\n"
	    "\t\"07B2\" [label=\"07B2\", style=dashed];\n"
	    "\t\"07A1\" -> \"07B2\" [label=\"A & B\"];\n"
	    "\t\"07A1\" -> \"07B2\";\n}\n");
}

static void
graphml(void)
{
	graph_is(GRAPH_GRAPHML,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
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
	    " attr.type=\"string\"/>\n"
	    "<graph id=\"telegrams\" edgedefault=\"directed\">\n"
	    "<desc>x&lt;y</desc>\n"
	    "<node id=\"07A1\"><data key=\"label\">a &quot;quoted&quot; \\ "
	    "&lt;b&gt; &amp; c&#10;\xEF\xBF\xBD\xEF\xBF\xBD</data>"
	    "<data key=\"date\">2007-01-02T10:00Z</data>"
	    "<data key=\"post\">A</data><data key=\"held\">true</data>"
	    "</node>\n"
	    "<node id=\"07B2\"><data key=\"held\">false</data></node>\n"
	    "<edge source=\"07A1\" target=\"07B2\"><data key=\"ref\">"
	    "A &amp; B</data></edge>\n"
	    "<edge source=\"07A1\" target=\"07B2\"></edge>\n"
	    "</graph>\n</graphml>\n");
}

static void
gexf(void)
{
	graph_is(GRAPH_GEXF, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
	    "<meta><creator>Reftel</creator><description>x&lt;y"
	    "</description></meta>\n"
	    "<graph mode=\"dynamic\" timeformat=\"date\""
	    " defaultedgetype=\"directed\">\n<attributes class=\"node\">\n"
	    "<attribute id=\"post\" title=\"post\" type=\"string\"/>\n"
	    "<attribute id=\"date\" title=\"date\" type=\"string\"/>\n"
	    "<attribute id=\"held\" title=\"held\" type=\"boolean\"/>\n"
	    "</attributes>\n<nodes>\n"
	    "<node id=\"07A1\" label=\"a &quot;quoted&quot; \\ &lt;b&gt; "
	    "&amp; c&#10;\xEF\xBF\xBD\xEF\xBF\xBD\" start=\"2007-01-02\">"
	    "<attvalues><attvalue for=\"post\" value=\"A\"/>"
	    "<attvalue for=\"date\" value=\"2007-01-02T10:00Z\"/>"
	    "<attvalue for=\"held\" value=\"true\"/></attvalues></node>\n"
	    "<node id=\"07B2\" label=\"07B2\"><attvalues>"
	    "<attvalue for=\"held\" value=\"false\"/></attvalues></node>\n"
	    "</nodes>\n<edges>\n"
	    "<edge id=\"0\" source=\"07A1\" target=\"07B2\""
	    " label=\"A &amp; B\"/>\n"
	    "<edge id=\"1\" source=\"07A1\" target=\"07B2\"/>\n"
	    "</edges>\n</graph>\n</gexf>\n");
}

static void
empty(void)
{
	struct buf out = { 0 };
	struct graph g = { .out = &out, .form = GRAPH_GEXF };

	graph_begin(&g, NULL);
	graph_end(&g);
	CHECK(str_ends(str_make(out.p, out.n), STR("<nodes>\n</nodes>\n"
	    "<edges>\n</edges>\n</graph>\n</gexf>\n")));
	buf_free(&out);
	CHECK_INT(graph_form_by_name("graphml"), GRAPH_GRAPHML);
	CHECK_INT(graph_form_by_name("GraphML"), GRAPH__NONE);
	CHECK_INT(graph_form_by_name(""), GRAPH__NONE);
}

int
main(void)
{
	static const struct test tests[] = {
		TEST(dot), TEST(graphml), TEST(gexf), TEST(empty),
	};

	return test_run(tests, sizeof(tests) / sizeof(tests[0]));
}
