/* Tags and texts of XML, well formed or not; see xml.h. */
#include "base/xml.h"

enum { DEPTH = 100 };

static bool
name_start(char c)
{
	return ch_alpha(c) || c == '_' || c == ':' || ((unsigned char)c & 0x80);
}

static bool
name_byte(char c)
{
	return name_start(c) || ch_digit(c) || c == '-' || c == '.';
}

/* Tokens. */

/* What begins with `open` and ends with `close`.  Where that does not come
 * any more, only the opening is taken. */
static void
take_aside(struct xml_cursor *c, struct xml_token *t, size_t open,
    struct str close, bool *never)
{
	size_t from = t->from + open;
	size_t at = *never ? c->s.n : str_find(c->s, close, from);

	*never = at == c->s.n;
	t->broken = *never;
	t->end = (uint32_t)(*never ? from : at + close.n);
}

/* <!DOCTYPE ...>: up to the next bracket. */
static void
take_declaration(struct xml_cursor *c, struct xml_token *t)
{
	size_t at = t->from + 2;

	while (at < c->s.n && c->s.p[at] != '>' && c->s.p[at] != '<')
		at++;
	t->broken = at == c->s.n || c->s.p[at] == '<';
	t->end = (uint32_t)(t->broken ? at : at + 1);
}

/*
 * A tag ends at ">" outside quotation marks; a "<" stands in no tag, so one
 * that has lost its end is over there, and no byte is looked at twice.
 */
static void
take_tag(struct xml_cursor *c, struct xml_token *t)
{
	struct str s = c->s;
	size_t at = t->from + 1 + (t->kind == XML_CLOSE), name = at;
	char quote = '\0';

	while (at < s.n && name_byte(s.p[at]))
		at++;
	t->name = str_cut(s, name, at);
	for (name = at; at < s.n && s.p[at] != '<'; at++) {
		if (quote != '\0')
			quote = s.p[at] == quote ? '\0' : quote;
		else if (s.p[at] == '"' || s.p[at] == '\'')
			quote = s.p[at];
		else if (s.p[at] == '>')
			break;
	}
	t->broken = at == s.n || s.p[at] == '<';
	t->attributes = str_cut(s, name, at);
	if (t->kind == XML_OPEN && at > name && s.p[at - 1] == '/') {
		t->kind = XML_EMPTY;
		t->attributes.n--;
	}
	t->end = (uint32_t)(t->broken ? at : at + 1);
}

static void
take_text(struct xml_cursor *c, struct xml_token *t)
{
	t->kind = XML_TEXT;
	t->end = (uint32_t)str_findc(c->s, '<', t->from + 1);
}

static void
take_cdata(struct xml_cursor *c, struct xml_token *t)
{
	t->kind = XML_CDATA;
	take_aside(c, t, sizeof("<![CDATA[") - 1, STR("]]>"), &c->no_cdata);
}

bool
xml_next(struct xml_cursor *c, struct xml_token *t)
{
	struct str rest = str_cut(c->s, c->at, c->s.n);
	char next = rest.n > 1 ? rest.p[1] : '\0';

	if (rest.n == 0)
		return false;
	*t = (struct xml_token){ .kind = XML_ASIDE, .from = (uint32_t)c->at };
	if (rest.p[0] != '<') {
		take_text(c, t);
	} else if (str_starts(rest, STR("<!--"))) {
		take_aside(c, t, 4, STR("-->"), &c->no_comment);
	} else if (str_starts(rest, STR("<![CDATA["))) {
		take_cdata(c, t);
	} else if (next == '!') {
		take_declaration(c, t);
	} else if (next == '?') {
		take_aside(c, t, 2, STR("?>"), &c->no_instruction);
	} else if (next == '/' && rest.n > 2 && name_start(rest.p[2])) {
		t->kind = XML_CLOSE;
		take_tag(c, t);
	} else if (name_start(next)) {
		t->kind = XML_OPEN;
		take_tag(c, t);
	} else {
		take_text(c, t);	/* a bare "<" */
		t->broken = true;
	}
	c->at = t->end;
	return true;
}

/* name="value", with a blank or the tag's name before it. */
struct str
xml_attribute(struct str s, const char *name)
{
	struct str n = str_from(name);

	for (size_t at = 0; at < s.n;) {
		size_t start, equals, end;

		while (at < s.n && ch_space(s.p[at]))
			at++;
		for (start = at; at < s.n && name_byte(s.p[at]);)
			at++;
		equals = at;
		while (equals < s.n && ch_space(s.p[equals]))
			equals++;
		if (at == start || equals + 1 >= s.n || s.p[equals] != '=')
			break;
		end = equals + 1;
		while (end < s.n && ch_space(s.p[end]))
			end++;
		if (end >= s.n || (s.p[end] != '"' && s.p[end] != '\''))
			break;
		struct str value = str_cut(s, end + 1, str_findc(s, s.p[end],
		    end + 1));
		if (str_eq(str_cut(s, start, at), n))
			return value;
		at = end + 2 + value.n;
	}
	return str_make(NULL, 0);
}

/* The list. */

struct reading {
	struct xml *x;
	struct arena *a;
	size_t cap;
	size_t open[DEPTH];	/* nodes whose end has not come */
	size_t depth;
};

static void
broken(struct xml *x, uint32_t at)
{
	if (!x->broken)
		x->broken_at = at;
	x->broken = true;
}

static bool
add(struct reading *r, const struct xml_token *t)
{
	struct xml_node *v = arena_grow(r->a, r->x->v, r->x->n, &r->cap,
	    sizeof(*v));

	if (v == NULL)
		return false;
	r->x->v = v;
	v[r->x->n] = (struct xml_node){ .element = t->kind >= XML_OPEN,
		.cdata = t->kind == XML_CDATA, .from = t->from, .end = t->end,
		.behind = (uint32_t)r->x->n + 1, .name = t->name,
		.attributes = t->attributes };
	r->x->n++;
	return true;
}

static void
end_element(struct reading *r)
{
	r->x->v[r->open[--r->depth]].behind = (uint32_t)r->x->n;
}

/* Closes the innermost element of that name and all that is open in it. */
static void
close_element(struct reading *r, const struct xml_token *t)
{
	size_t depth = r->depth;

	while (depth > 0 && !str_eq(r->x->v[r->open[depth - 1]].name, t->name))
		depth--;
	if (depth != r->depth || depth == 0)
		broken(r->x, t->from);
	if (depth == 0)
		return;
	while (r->depth >= depth)
		end_element(r);
}

/* The words of a CDATA section without its brackets. */
static void
inside_cdata(struct xml_token *t)
{
	t->from += sizeof("<![CDATA[") - 1;
	t->end -= t->broken ? 0 : 3;
}

bool
xml_read(struct xml *x, struct arena *a, struct str source)
{
	struct reading r = { .x = x, .a = a };
	struct xml_cursor c = { .s = source };
	struct xml_token t;

	*x = (struct xml){ .s = source };
	while (xml_next(&c, &t)) {
		if (t.broken)
			broken(x, t.from);
		if (t.kind == XML_CLOSE)
			close_element(&r, &t);
		if (t.kind == XML_CDATA)
			inside_cdata(&t);
		if (t.kind == XML_ASIDE || t.kind == XML_CLOSE ||
		    (t.kind == XML_OPEN && r.depth == DEPTH))
			continue;
		if (!add(&r, &t))
			return false;
		if (t.kind == XML_OPEN)
			r.open[r.depth++] = x->n - 1;
	}
	if (r.depth > 0)
		broken(x, (uint32_t)source.n);
	while (r.depth > 0)
		end_element(&r);
	return true;
}

bool
xml_is(const struct xml *x, size_t i, const char *name)
{
	return x->v[i].element && str_eq(x->v[i].name, str_from(name));
}

size_t
xml_find(const struct xml *x, const char *name, size_t from, size_t end)
{
	while (from < end && !xml_is(x, from, name))
		from++;
	return from;
}
