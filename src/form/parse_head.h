/*
 * Between the files that read the heading: parse_head.c tells its lines apart
 * and reads addressees, parse_routing.c format lines 1 to 4, and
 * parse_distribution.c what the 1970s printed above them.
 */
#ifndef FORM_PARSE_HEAD_H
#define FORM_PARSE_HEAD_H

#include "form/parse_int.h"

/* head_state.list: what a line that begins nothing new belongs to */
enum { LIST_NONE, LIST_ROUTING, LIST_TO, LIST_INFO, LIST_XMT, LIST_DIST,
	LIST_DRAFTING, LIST_DESIRED };

/* parse_routing.c: takes the line if it is that format line; of a repeated
 * heading nothing is taken any more. */
bool fl1(struct parse *, struct str);
bool fl2(struct parse *, struct str);
bool fl3(struct parse *, struct str);
bool fl4(struct parse *, struct str);
/* The JANAP 128 header, FL2 and FL3 in one line. */
bool janap(struct parse *, struct str);
/* Words that are all routing indicators; takes them. */
bool routing_words(struct parse *, struct str, bool take);

/* parse_distribution.c: offices, "EUR-12 OCT-01 /025 W", added to the list;
 * false if there are none. */
bool distribution(struct parse *, struct str, struct reftel_values *);
/* Drafted by, approved by. */
bool drafting_line(struct parse *, struct head_state *, struct str);
/* Hyphens and a number: "------------------053129". */
bool control_line(struct parse *, struct str);

#endif
