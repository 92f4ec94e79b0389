/*
 * A telegram whose header and footer give each value a label, as SMART prints
 * it (archive-forms.md 3.7.4): which labels there are, and where the values
 * stand.  form_smart.c finds them, parse_labelled.c reads them.  For the room
 * form only.
 */
#ifndef FORM_LABELS_H
#define FORM_LABELS_H

#include <stdbool.h>
#include <stdint.h>

/* In the order in which they are printed. */
enum label {
	LABEL_ACTION_OFFICE,
	LABEL_INFO_OFFICE,
	LABEL_MRN,
	LABEL_DTG,
	LABEL_FROM,
	LABEL_ACTION,
	LABEL_EO,
	LABEL_TAGS,
	LABEL_CAPTIONS,
	LABEL_REFERENCE,
	LABEL_PASS_LINE,
	LABEL_SUBJECT,		/* the text follows */
	LABEL_SIGNATURE,
	LABEL_DRAFTED_BY,
	LABEL_CLEARED_BY,
	LABEL_APPROVED_BY,
	LABEL_RELEASED_BY,
	LABEL_INFO,
	LABEL_XMT,
	LABEL_ATTACHMENTS,
	LABEL_ACTION_POST,
	LABEL_DISSEMINATION,
	LABEL__MAX
};

/* A value in the text, from its first line to its last, with whatever cuts
 * lie between; empty: the label is not there or has none. */
struct label_value {
	uint32_t start, end;
};

struct labels {
	struct label_value v[LABEL__MAX];
	struct label_value banner;	/* the class word above or below */
	struct label_value handling[4];	/* "SBU" below the class word */
	unsigned handling_n;
};

#endif
