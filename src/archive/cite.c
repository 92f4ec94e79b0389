/* Citations: styles, and what parts one from the next; see cite.h. */
#include "archive/cite.h"

#include <string.h>

#include "archive/cite_parts.h"

const struct cite_style_info cite_style_info[CITE__MAX] = {
	{ "chicago", "Chicago Manual of Style, a note", "txt" },
	{ "apa", "American Psychological Association, 7th edition", "txt" },
	{ "mla", "Modern Language Association, 9th edition", "txt" },
	{ "bibtex", "an entry for BibTeX and biblatex", "bib" },
	{ "ris", "a record for EndNote, Zotero and their like", "ris" },
	{ "csl", "JSON of the Citation Style Language, for Zotero, pandoc",
	    "json" },
};

enum cite_style
cite_style_by_name(const char *name)
{
	int i = 0;

	while (i < CITE__MAX && strcmp(cite_style_info[i].name, name) != 0)
		i++;
	return (enum cite_style)i;
}

void
cite_begin(struct buf *b, enum cite_style style)
{
	if (style == CITE_CSL)
		buf_puts(b, "[\n");
}

void
cite_end(struct buf *b, enum cite_style style)
{
	if (style == CITE_CSL)
		buf_puts(b, "\n]\n");
}

static void
put_one(struct buf *b, enum cite_style style,
    const struct reftel_telegram *t, const struct cite_where *where)
{
	struct cite_parts p;

	cite_parts(&p, t, where);
	switch (style) {
	case CITE_CHICAGO:
		cite_chicago(b, &p);
		break;
	case CITE_APA:
		cite_apa(b, t, &p);
		break;
	case CITE_MLA:
		cite_mla(b, &p);
		break;
	case CITE_BIBTEX:
		cite_bibtex(b, t, &p);
		break;
	case CITE_RIS:
		cite_ris(b, t, &p);
		break;
	case CITE_CSL:
		cite_csl(b, t, &p);
		break;
	case CITE__MAX:
		break;
	}
	b->failed |= p.arena.failed;
	cite_parts_free(&p);
}

void
cite_next(struct buf *b, enum cite_style style, bool first,
    const struct reftel_telegram *t, const struct cite_where *where)
{
	if (!first && style == CITE_CSL)
		buf_puts(b, ",\n");
	else if (!first && (style == CITE_BIBTEX || style == CITE_RIS))
		buf_puts(b, style == CITE_RIS ? "\r\n" : "\n");
	put_one(b, style, t, where);
}

void
cite_write(struct buf *b, enum cite_style style,
    const struct reftel_telegram *t, const struct cite_where *where)
{
	cite_begin(b, style);
	cite_next(b, style, true, t, where);
	cite_end(b, style);
}
