/* Tags and entities of archives' pages; see html.h. */
#include "form/html.h"

#include "base/entity.h"
#include "form/wrapper.h"

enum { REPORTS = 20 };		/* of a kind in a page */

static bool
name_at(struct str s, size_t at, const char *name)
{
	struct str n = str_from(name);
	size_t end = at + n.n;

	return str_startsi(str_cut(s, at, s.n), n) &&
	    (end >= s.n || !ch_alnum(s.p[end]));
}

bool
html_is(const struct html *h, size_t at, const char *name)
{
	return at < h->s.n && h->s.p[at] == '<' && name_at(h->s, at + 1, name);
}

size_t
html_find(const struct html *h, const char *name, size_t from, size_t end)
{
	struct str s = str_cut(h->s, 0, end);

	for (size_t at = from; (at = str_findc(s, '<', at)) < s.n; at++)
		if (name_at(s, at + 1, name))
			return at;
	return end;
}

size_t
html_behind(const struct html *h, size_t at, size_t end)
{
	while (++at < end && h->s.p[at] != '>' && h->s.p[at] != '<')
		continue;
	return at >= end ? end : at + (h->s.p[at] == '>');
}

void
html_broken(struct html *h, size_t from, size_t end)
{
	if (h->broken++ < REPORTS)
		wrapper_diag(h->r, DIAG_MARKUP_BROKEN, (uint32_t)from,
		    (uint32_t)end, STR(""));
}

/* Entities. */

/* Appends what the entity at `at` stands for; returns its length, 1 for a
 * bare "&", which stays. */
static size_t
put_entity(struct html *h, size_t *kept, size_t at, size_t end)
{
	struct str s = str_cut(h->s, at, end);
	char out[ENTITY_MAX];
	bool unknown;
	size_t n, taken = entity_decode(s, out, &n, &unknown);
	struct str means = str_make(out, n);

	if (unknown && h->unknown++ < REPORTS)
		wrapper_diag(h->r, DIAG_ENTITY_UNKNOWN, (uint32_t)at,
		    (uint32_t)(at + str_findc(s, ';', 0) + 1),
		    str_cut(s, 0, str_findc(s, ';', 0) + 1));
	if (taken == 0)
		return 1;
	/* A page's blank that does not break is a blank; a CR goes with the
	 * LF that follows it. */
	if (str_eq(means, STR("\xC2\xA0")))
		means = STR(" ");
	else if (str_eq(means, STR("\r")))
		means = STR("");
	text_copy(h->r->text, h->r->src, (uint32_t)*kept, (uint32_t)at);
	text_subst(h->r->text, means, h->r->src, (uint32_t)at,
	    (uint32_t)(at + taken));
	*kept = at + taken;
	return taken;
}

/* The publisher's tags in a pre block. */

struct tag {
	enum { TAG_NONE, TAG_DROP, TAG_BREAK, TAG_LINK } what;
	size_t end;		/* behind it */
	bool broken;		/* it does not end in ">" */
	bool cut;		/* for the text ends inside it */
	bool tags;		/* a link to one of the TAGS */
};

/* What a value has that is not closed by its quotation mark, or has none. */
static bool
bare_char(char c)
{
	return ch_alnum(c) || (c != '\0' && strchr("_./#:?&=%-+,;", c));
}

/* Behind the value of an attribute at `at`. It may have lost either of its
 * quotation marks. */
static size_t
value_end(struct str s, size_t at)
{
	char quote = at < s.n ? s.p[at] : '\0';
	size_t start = at, end;

	if (quote == '\'' || quote == '"') {
		start++;
		for (end = start; end < s.n && s.p[end] != quote; end++)
			if (strchr("<>\n", s.p[end]) != NULL)
				break;
		if (end < s.n && s.p[end] == quote)
			return end + 1;
	}
	for (end = start; end < s.n && bare_char(s.p[end]);)
		end++;
	return end;
}

/*
 * The attributes at `at`, up to the ">".  A tag that lost it ends with its
 * last attribute: what follows is the telegram's.
 */
static void
read_attributes(struct str s, size_t at, struct tag *tag)
{
	size_t good = at, start, value;

	for (;; good = at) {
		while (at < s.n && (ch_blank(s.p[at]) || s.p[at] == '/'))
			at++;
		start = at;
		if (at < s.n && s.p[at] == '>') {
			tag->end = at + 1;
			return;
		}
		while (at < s.n && (ch_alpha(s.p[at]) || s.p[at] == '-'))
			at++;
		if (at == start || at == s.n || s.p[at] != '=')
			break;
		value = at + 1;
		at = value_end(s, value);
		if (str_eqi(str_cut(s, start, value), STR("href=")) &&
		    str_findi(str_cut(s, value, at), STR("tag"), 0) <
		    at - value)
			tag->tags = true;
	}
	tag->broken = true;
	tag->cut = at + 1 >= s.n && at > good;
	tag->end = tag->cut ? s.n : good;
}

static const struct {
	const char *name;
	bool start;		/* its start tag goes as well as its end tag */
} own_tags[] = {
	{ "a", true }, { "br", true }, { "strong", true }, { "em", true },
	{ "td", false }, { "tr", false }, { "table", false }
};

/* The tag at `at`, a "<", if it is one of the publisher's. */
static struct tag
own_tag(struct str s, size_t at)
{
	struct tag tag = { .what = TAG_NONE, .end = at + 1 };
	bool closing = at + 1 < s.n && s.p[at + 1] == '/';
	size_t name = at + 1 + closing, end, i;

	for (end = name; end < s.n && end < name + 6 && ch_alpha(s.p[end]);)
		end++;
	for (i = 0; i < sizeof(own_tags) / sizeof(own_tags[0]); i++)
		if (str_eqi(str_cut(s, name, end), str_from(own_tags[i].name)))
			break;
	if (i == sizeof(own_tags) / sizeof(own_tags[0]) ||
	    (!closing && !own_tags[i].start))
		return tag;
	read_attributes(s, end, &tag);
	/* A link has an attribute; "<a>" is the telegram's own. */
	if ((i == 0 && !closing && !tag.cut && str_findc(str_cut(s, 0,
	    tag.end), '=', end) == tag.end) || (tag.broken && i > 1))
		return (struct tag){ .what = TAG_NONE, .end = at + 1 };
	tag.what = i == 0 && !closing ? TAG_LINK : i == 1 ? TAG_BREAK
							  : TAG_DROP;
	return tag;
}

/* Behind the tag at `at` or, if it is text, its "<". */
static size_t
take_tag(struct html *h, size_t *kept, size_t at, size_t end)
{
	struct str s = str_cut(h->s, 0, end);
	struct tag tag = own_tag(s, at);

	if (tag.what == TAG_NONE)
		return tag.end;
	if (tag.broken)
		html_broken(h, at, tag.end);
	h->r->markup |= tag.what == TAG_LINK && tag.tags;
	text_copy(h->r->text, h->r->src, (uint32_t)*kept, (uint32_t)at);
	if (tag.what == TAG_BREAK) {
		/* Printed with a line end behind it, it is still one. */
		if (tag.end < end && s.p[tag.end] == '\n')
			tag.end++;
		text_subst(h->r->text, STR("\n"), h->r->src, (uint32_t)at,
		    (uint32_t)tag.end);
	}
	*kept = tag.end;
	return tag.end;
}

void
html_block(struct html *h, size_t from, size_t end)
{
	struct str s = str_cut(h->s, 0, end);
	size_t kept = from, at;
	size_t tag = str_findc(s, '<', from), entity = str_findc(s, '&', from);

	/* Two searches in step, each over every byte once. */
	while ((at = tag < entity ? tag : entity) < end) {
		if (at == tag)
			at = take_tag(h, &kept, at, end);
		else
			at += put_entity(h, &kept, at, end);
		if (tag < at)
			tag = str_findc(s, '<', at);
		if (entity < at)
			entity = str_findc(s, '&', at);
	}
	text_copy(h->r->text, h->r->src, (uint32_t)kept, (uint32_t)end);
}

/* Any tag. */

/* Behind the tag at `at`; at + 1 if it is none. */
static size_t
any_tag(struct str s, size_t at)
{
	size_t i = at + 1;

	if (i < s.n && (s.p[i] == '/' || s.p[i] == '!' || s.p[i] == '?'))
		i++;
	if (i >= s.n || (!ch_alpha(s.p[i]) && s.p[i] != '-'))
		return at + 1;
	while (i < s.n && s.p[i] != '>' && s.p[i] != '<')
		i++;
	return i < s.n && s.p[i] == '>' ? i + 1 : i;
}

static bool
is_block_tag(struct str s, size_t at)
{
	static const char *const names[] = { "br", "p", "/p", "div", "/div",
		"tr", "li", "h1", "h2", "h3", "h4", "/h1", "/h2", "/h3",
		"/h4", "pre", "/pre" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (name_at(s, at + 1, names[i]))
			return true;
	return false;
}

static void
trim_range(struct str s, size_t *from, size_t *end)
{
	while (*from < *end && ch_space(s.p[*from]))
		++*from;
	while (*end > *from && ch_space(s.p[*end - 1]))
		--*end;
}

void
html_plain(struct html *h, size_t from, size_t end, bool lines)
{
	struct str s;
	size_t kept, at, behind;

	if (!lines)
		trim_range(h->s, &from, &end);
	s = str_cut(h->s, 0, end);
	for (at = kept = from; at < end;) {
		if (s.p[at] == '&') {
			at += put_entity(h, &kept, at, end);
			continue;
		}
		behind = s.p[at] == '<' ? any_tag(s, at) : at + 1;
		if (behind > at + 1) {
			text_copy(h->r->text, h->r->src, (uint32_t)kept,
			    (uint32_t)at);
			if (lines && is_block_tag(s, at))
				text_subst(h->r->text, STR("\n"), h->r->src,
				    (uint32_t)at, (uint32_t)behind);
			kept = behind;
		}
		at = behind;
	}
	text_copy(h->r->text, h->r->src, (uint32_t)kept, (uint32_t)end);
}
