/*
 * A telegram on a page: what its views share. page_telegram.c finds it and
 * writes the frame; view_*.c write one view each, and read it only.
 */
#ifndef WEB_TELEGRAM_H
#define WEB_TELEGRAM_H

#include "telegram/telegram.h"
#include "web/web.h"

struct shown {
	struct visit *v;
	struct archive_head head;
	int64_t row;			/* telegram of the archive */
	size_t same_number;		/* telegrams that share its number */
	const struct reftel_telegram *t;	/* as its face has it */
	struct archive_witness *witness;
	size_t witness_n, chosen;	/* which one t is */
};

/* The telegram as a book page, with what belongs to it beside it. */
void view_reading(struct shown *);
/* As it goes over the wire. */
void view_as_sent(struct shown *);
/* Its bytes, with what was read from them. */
void view_source(struct shown *);
/* Diagnostics, and the edits that would mend. */
void view_faults(struct shown *);
/* Two witnesses side by side. */
void view_compare(struct shown *);

/* The paragraphs, down to the signature (telegram_text.c). */
void telegram_put_text(struct shown *);
/* A list of its headings, where it is long. */
void telegram_put_contents(struct shown *);
/* Beside the text: links, witnesses, citations, forms (telegram_beside.c). */
void telegram_put_beside(struct shown *);

#endif
