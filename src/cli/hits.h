/*
 * What reftel search prints: hits with their words, facets, a row for each
 * query of a list.  For the room cli only.
 */
#ifndef CLI_HITS_H
#define CLI_HITS_H

#include "archive/search.h"

enum hits_format { HITS_TEXT, HITS_JSON, HITS_CSV, HITS_IDS,
	HITS_FORMAT__MAX };
enum hits_format hits_format_by_name(const char *);

struct hits {
	enum hits_format format;
	enum search_order order;
	uint64_t limit, offset;	/* limit 0: all */
	bool facets;
	bool styled;		/* for a terminal */
	bool any;		/* private: a row has been printed */
};

/* False: the archive failed. */
bool hits_print(struct hits *, struct archive *, struct search *);

/* A table of queries: its head, a row for each, its end. */
void hits_table_begin(struct hits *);
bool hits_row(struct hits *, struct archive *, struct search *,
    const char *line);
void hits_table_end(struct hits *);

#endif
