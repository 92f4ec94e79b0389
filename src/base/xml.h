/*
 * XML that may be cut off or broken: nothing here fails but for memory, and
 * every byte has its place.  Tags, comments and the like are told from text;
 * entities are left to whoever reads the text (base/entity.h).  For every
 * room.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* What a token is. */
enum xml_kind {
	XML_TEXT,
	XML_CDATA,		/* text in which "&" means itself */
	XML_OPEN,
	XML_EMPTY,		/* <pb/> */
	XML_CLOSE,
	XML_ASIDE		/* comment, declaration, instruction */
};

/* name and attributes: of tags; views of the source. */
struct xml_token {
	enum xml_kind kind;
	uint32_t from, end;	/* bytes of the source, all of it together */
	struct str name, attributes;
	bool broken;		/* it does not end as it should */
};

/* A reading position.  Begin with { .s = source }. */
struct xml_cursor {
	struct str s;
	size_t at;
	/* no end of a comment, CDATA, instruction follows: looked for once */
	bool no_comment, no_cdata, no_instruction;
};
/* The next token; false: the source is at its end. */
bool xml_next(struct xml_cursor *, struct xml_token *);

/* The value of an attribute as it stands there, entities and all, in the
 * source; p is NULL if there is none. */
struct str xml_attribute(struct str attributes, const char *name);

/*
 * A document as a flat list, in the order of the source: texts, and elements
 * by their start tags.  What is inside node i are the nodes from i + 1 up to
 * v[i].behind.  An element that is not closed ends with the one around it;
 * an end tag that closes nothing is passed over.
 */
struct xml_node {
	bool element, cdata;
	uint32_t from, end;	/* the start tag, or the text */
	uint32_t behind;
	struct str name, attributes;
};
struct xml {
	struct str s;
	struct xml_node *v;
	size_t n;
	bool broken;
	uint32_t broken_at;	/* the first place */
};
/* Elements over 100 deep are read as if their tags were not there.  False:
 * out of memory. */
bool xml_read(struct xml *, struct arena *, struct str source);
/* Node i is an element of that name. */
bool xml_is(const struct xml *, size_t i, const char *name);
/* The first element of that name in [from, end) of the nodes; end: none. */
size_t xml_find(const struct xml *, const char *name, size_t from,
    size_t end);

#endif
