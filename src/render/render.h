/* From telegram to bytes; reads the telegram only. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/buf.h"
#include "telegram/telegram.h"

/* Appends the record as one JSON object, without a line end. */
void render_json(struct buf *, const struct reftel_telegram *,
    const struct reftel_json_options *);

struct render_options {
	unsigned width;		/* columns of `text`; 0: 80 */
	bool styled;		/* bold and dim, for a terminal */
	bool pretty;		/* JSON in lines */
};

/* Writes one telegram. NULL, or why this form cannot hold it (static); then
 * nothing was written that counts. */
typedef const char *render_fn(struct buf *, const struct reftel_telegram *,
    const struct render_options *);

/* A form that telegrams are written in. */
struct render_form {
	const char *name, *suffix, *summary;
	render_fn *write;
	bool many;		/* an output can hold more than one */
};
extern const struct render_form render_forms[];
extern const size_t render_forms_n;
/* NULL: there is no such form. */
const struct render_form *render_form_by_name(const char *);

render_fn render_transmission, render_text, render_markdown, render_html,
    render_record, render_tei, render_mail, render_csv;

#endif
