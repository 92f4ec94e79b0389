/*
 * Where one telegram of an input ends and the next begins
 * (archive-forms.md 3.10).  Works on a view: what is there of the input, from
 * the end of the piece before.  For the room form only.
 */
#ifndef FORM_SPLIT_H
#define FORM_SPLIT_H

#include "base/str.h"
#include "form/csv.h"
#include "reftel.h"

/* What is to be split. */
struct split {
	enum reftel_form form;
	const struct csv_layout *layout;	/* csv only */
	bool json;				/* mirror as lines of JSON */
};

/* A piece of the view: [from, to); the next one is looked for at next. */
struct split_piece {
	size_t from, to, next;
	unsigned passed;	/* SPLIT_PASS: documents that are passed over */
	const char *reason;	/* what is wrong with it, if SPLIT_BROKEN */
};

enum split_status {
	SPLIT_PIECE,
	SPLIT_MORE,		/* the view is too short; not if last */
	SPLIT_PASS,		/* what stands before next is no telegram */
	SPLIT_BROKEN,		/* from is set, and the reason */
	SPLIT_NONE		/* nothing is left but blanks */
};

/* The first piece of s. last: nothing follows behind s. */
enum split_status split_first(const struct split *, struct str s, bool last,
    struct split_piece *);
/*
 * Where a telegram may begin behind the one at the front of s, which is
 * broken or too long.  False: nowhere in s; *at then tells how much of s can
 * be given up, and the search goes on from there.
 */
bool split_find(const struct split *, struct str s, bool last, size_t *at);

#endif
