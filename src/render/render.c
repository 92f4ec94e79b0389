/* The forms that telegrams are written in; see render.h. */
#include "render/render.h"

#include <string.h>

const struct render_form render_forms[] = {
	{ "transmission", "txt", "as sent: the sixteen format lines, in "
	    "sections where it is long", render_transmission, true },
	{ "text", "txt", "to read: a clean copy for a terminal or a printer",
	    render_text, true },
	{ "markdown", "md", "Markdown, heading in a block of its own",
	    render_markdown, false },
	{ "html", "html", "a page that stands alone", render_html, false },
	{ "json", "json", "the record, as reftel parse prints it",
	    render_record, true },
	{ "tei", "xml", "TEI P5, a document as editions have them", render_tei,
	    false },
	{ "mail", "eml", "a mail with the fields of RFC 6477", render_mail,
	    false },
	{ "csv", "csv", "a row of eight columns, as in the dump", render_csv,
	    true }
};
const size_t render_forms_n = sizeof(render_forms) / sizeof(render_forms[0]);

const struct render_form *
render_form_by_name(const char *name)
{
	for (size_t i = 0; i < render_forms_n; i++)
		if (strcmp(render_forms[i].name, name) == 0)
			return &render_forms[i];
	return NULL;
}

const char *
render_record(struct buf *b, const struct reftel_telegram *t,
    const struct render_options *o)
{
	const struct reftel_json_options json = { .pretty = o->pretty };

	render_json(b, t, &json);
	buf_putc(b, '\n');
	return NULL;
}
