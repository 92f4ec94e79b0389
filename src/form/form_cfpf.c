/*
 * The National Archives' electronic telegrams of 1973 to 1979
 * (archive-forms.md 3.6): a record as text, "Message Text" and "Message
 * Attributes"; other carriers are in cfpf_carriers.c.
 */
#include "form/cfpf.h"

#include "form/sign.h"
#include "form/wrapper.h"

/* Where the two parts of a record lie in r->src. */
struct parts {
	size_t text, text_end;		/* the telegram's words */
	size_t attributes;		/* behind the title */
};

/* The last title "Message Attributes" ends the text.  False: there is no
 * title at all. */
static bool
has_page_line(struct str s)
{
	for (size_t at = str_find(s, STR("PAGE "), 0); at < s.n;
	    at = str_find(s, STR("PAGE "), at + 1))
		if ((at == 0 || ch_space(s.p[at - 1])) && at + 6 < s.n &&
		    ch_digit(s.p[at + 5]) && ch_digit(s.p[at + 6]))
			return true;
	return false;
}

static bool
find_parts(struct str s, struct parts *p)
{
	bool text = false, attributes = false;
	size_t next;

	*p = (struct parts){ 0 };
	for (size_t at = 0; at < s.n; at = next) {
		/* most lines need not be trimmed */
		size_t eol = str_findc(s, '\n', at);

		next = eol < s.n ? eol + 1 : s.n;
		if (eol - at < 12 || str_find(str_cut(s, at, eol),
		    STR("Message "), 0) == eol - at)
			continue;
		struct str line = sign_line(s, at, &next);

		if (!text && str_eq(line, STR("Message Text"))) {
			p->text = next;
			text = true;
		} else if (str_eq(line, STR("Message Attributes"))) {
			p->text_end = at;
			p->attributes = next;
			attributes = true;
		}
	}
	/* some copies lost the title; a record without text has nothing above
	 * its attributes but stamps */
	if (!text)
		p->text = has_page_line(str_cut(s, 0, p->text_end)) ? 0
		    : p->text_end;
	if (!attributes)
		p->text_end = p->attributes = s.n;
	return (text || attributes) && p->text <= p->text_end;
}

/* The archive's stamp on a line of its own; that of an attribute has the
 * key before it. */
static bool
is_stamp(struct str line)
{
	size_t at = str_find(line, STR("Declassified/Released"), 0);

	return at < line.n && str_findc(str_cut(line, 0, at), ':', 0) == at &&
	    str_find(line, STR("Systematic Review"), at) < line.n;
}

/* Appends [from, end) of r->src, stamps left out, and the backslash before a
 * quotation mark, which the database put there. */
static void
put_attributes(struct reading *r, size_t from, size_t end)
{
	struct str s = str_make(r->src->p, end);
	size_t next;

	for (size_t at = from; at < end; at = next) {
		bool stamp = is_stamp(sign_line(s, at, &next));

		for (size_t k = at; k < next && !stamp; k++)
			if (s.p[k] == '\\' && k + 1 < next &&
			    (s.p[k + 1] == '\'' || s.p[k + 1] == '"')) {
				text_copy(r->text, r->src, (uint32_t)at,
				    (uint32_t)k);
				at = k + 1;
			}
		if (!stamp)
			text_copy(r->text, r->src, (uint32_t)at,
			    (uint32_t)next);
	}
}

static bool
read_record(struct reading *r)
{
	struct str s = str_make(r->src->p, r->src->n);
	struct cfpf c = { .r = r };
	struct parts p;

	if (!find_parts(s, &p))
		return false;
	text_init(r->text, &r->t->impl->arena, s.n + 16);
	text_copy(r->text, r->src, (uint32_t)p.text, (uint32_t)p.text_end);
	wrapper_newline(r);
	r->end = r->text->n;
	put_attributes(r, p.attributes, s.n);
	if (r->text->failed)
		return true;
	cfpf_split(&c, r->end, r->text->n);
	cfpf_finish(&c);
	return true;
}

bool
form_cfpf(struct reading *r)
{
	return r->table != NULL && r->table->carrier != CFPF_RECORDS ?
	    cfpf_row(r) : read_record(r);
}
