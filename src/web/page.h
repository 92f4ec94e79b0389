/*
 * HTML, written so that it is whole and that nothing in it can be taken for
 * markup: elements are opened and closed, and every text and every value of
 * an attribute is escaped. Names are literals.
 *
 *	page_open(p, "a");
 *	page_attr(p, "href", "/07KARACHI756");
 *	page_text(p, title);
 *	page_close(p);
 *
 * A character that would not show, or would make others show elsewhere than
 * they stand (controls, marks of direction), is written as its number.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum { PAGE_DEPTH = 64 };

/* A page that is being written. Begin with { .out = ..., .arena = ... }; what
 * fails is seen in these. */
struct page {
	struct buf *out;
	struct arena *arena;
	const char *element[PAGE_DEPTH];	/* open ones, outermost first */
	unsigned depth;
	unsigned tips;			/* explanations so far, for their ids */
	bool in_tag;			/* attributes may come */
	bool empty;			/* the tag has no end tag */
};

/* element: a literal. */
void page_open(struct page *, const char *element);
/* One without content: br, input, meta, rect. */
void page_void(struct page *, const char *element);
/* s: NUL-terminated, NULL leaves the attribute out; "" is an empty one. */
void page_attr(struct page *, const char *name, const char *s);
void page_attr_str(struct page *, const char *name, struct str);
void page_attr_int(struct page *, const char *name, long);
/* printf-like. */
void page_attr_fmt(struct page *, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void page_close(struct page *);
/* Closes down to a depth that page_depth was before. */
void page_close_to(struct page *, unsigned depth);

/* Text, escaped. */
void page_text(struct page *, struct str);
void page_puts(struct page *, const char *);
void page_printf(struct page *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void page_number(struct page *, uint64_t);	/* 251,287 */
/* A line end in the source of the page, where it does not show. */
void page_newline(struct page *);

/* <element class="...">text</element>; class may be NULL. */
void page_element(struct page *, const char *element, const char *class,
    struct str);
/* <a class="..." href="...">text</a> */
void page_link(struct page *, const char *class, const char *href,
    struct str);
/*
 * A word with its explanation, which shows on hover and when the word has the
 * focus.  href: where the word leads, or NULL.
 */
void page_explained(struct page *, const char *href, struct str word,
    struct str explanation);
/* A length of text that is a date of the record, for people: 29 October
 * 2007, 10:36Z. As it stands where it is no date. */
void page_date(struct page *, struct str date);

#endif
