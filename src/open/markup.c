/* See markup.h.  What a mail's HTML says, without how it looks. */
#include "open/markup.h"

#include "base/entity.h"
#include "base/str.h"

/* Tags that end a line; those that do not are nothing. */
static bool
breaks(struct str tag)
{
	static const char *const names[] = { "br", "p", "div", "tr", "li",
		"h1", "h2", "h3", "h4", "pre", "table", "blockquote" };
	size_t n = 0;

	if (tag.n > 0 && tag.p[0] == '/')
		tag = str_cut(tag, 1, tag.n);
	while (n < tag.n && ch_alnum(tag.p[n]))
		n++;
	tag = str_cut(tag, 0, n);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eqi(tag, str_from(names[i])))
			return true;
	return false;
}

/* Behind the tag at `at`, and behind what is no text although it stands
 * between tags. */
static size_t
tag_end(struct str s, size_t at)
{
	static const char *const hidden[][2] = { { "<style", "</style" },
		{ "<script", "</script" }, { "<head", "</head" },
		{ "<!--", "-->" } };

	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (str_startsi(str_cut(s, at, s.n),
		    str_from(hidden[i][0])))
			at = str_findi(s, str_from(hidden[i][1]), at + 1);
	at = str_findc(s, '>', at);
	return at < s.n ? at + 1 : s.n;
}

size_t
markup_strip(char *p, size_t n)
{
	struct str s = str_make(p, n);
	char one[ENTITY_MAX];
	size_t out = 0, len, taken, end;
	bool unknown;

	for (size_t at = 0; at < s.n; at += taken) {
		taken = 1;
		if (p[at] == '<') {
			end = tag_end(s, at);
			if (breaks(str_cut(s, at + 1, end)))
				p[out++] = '\n';
			taken = end - at;
		} else if (p[at] == '&' && (end = entity_decode(str_cut(s, at,
		    s.n), one, &len, &unknown)) > 0 && len <= end) {
			memcpy(p + out, one, len);
			out += len;
			taken = end;
		} else {
			p[out++] = p[at];
		}
	}
	return out;
}
