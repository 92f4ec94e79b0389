/*
 * Graphs of telegrams for other programs: DOT (Graphviz), GraphML, GEXF
 * (Gephi).  Written as it goes, all nodes and then all edges, so that a graph
 * of a whole archive needs no memory: the caller may write out and empty the
 * buffer between two calls.  Whatever goes in, the outcome is well-formed:
 * marks are escaped, and what is no character of XML becomes U+FFFD.  Knows
 * nothing of the archive.
 *
 *	struct graph g = { .out = &out, .form = GRAPH_DOT };
 *	graph_begin(&g, "07KARACHI756");
 *	graph_node(&g, &node); ...
 *	graph_edge(&g, &edge); ...
 *	graph_end(&g);
 */
#ifndef ARCHIVE_GRAPH_H
#define ARCHIVE_GRAPH_H

#include "base/buf.h"

enum graph_form { GRAPH_DOT, GRAPH_GRAPHML, GRAPH_GEXF, GRAPH__NONE };

/* A graph that is being written. */
struct graph {
	struct buf *out;
	enum graph_form form;
	uint64_t edges;		/* so far; the writer's own */
	bool in_edges;
};

/* Strings are NUL-terminated UTF-8; NULL and "" are the same. */
struct graph_node {
	const char *id;		/* once in a graph */
	const char *label;
	const char *date;	/* 2007-10-29T10:36Z, 2007-10-29 or "" */
	const char *post;
	bool held;		/* false: cited only */
};
struct graph_edge {
	const char *from, *to;	/* ids: the one that cites, the one cited */
	const char *label;	/* "A", or the words of the line */
};

/* "dot", "graphml", "gexf"; GRAPH__NONE: another word. */
enum graph_form graph_form_by_name(const char *);
/* What fails is seen in the buffer. */
void graph_begin(struct graph *, const char *name);
void graph_node(struct graph *, const struct graph_node *);
/* Between nodes that were given. */
void graph_edge(struct graph *, const struct graph_edge *);
void graph_end(struct graph *);

#endif
