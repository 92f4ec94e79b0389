/* How the reading room is used. */
#include "web/web.h"

static const char *const keys[][2] = {
	{ "/", "to the search box" },
	{ "j, k", "the next, the one before: results, paragraphs" },
	{ "n, p", "the next page or telegram of the post, the one before" },
	{ "?", "this page" },
	{ "Esc", "out of the search box" },
};
static const char *const fields[][2] = {
	{ "id:07STRELSAU756", "a telegram by its number" },
	{ "from:STRELSAU", "who sent it: a post or an address" },
	{ "to:STATE info:ZENDA", "whom it was sent to, for information" },
	{ "tag:PREL tag:\"TOLNAVIK, IRENA\"", "TAGS and persons" },
	{ "class:C class>=S", "a classification, and from there up" },
	{ "caption:NOFORN", "captions" },
	{ "precedence:IMMEDIATE", "how urgent it was" },
	{ "date:2007 date:2007-03..2007-06 date<1980", "when it was sent" },
	{ "subject:crown", "words of the subject" },
	{ "ref:07STRELSAU756", "telegrams that cite it" },
	{ "thread:07STRELSAU756", "the conversation that it is part of" },
	{ "signed:ASHGROVE by:Ashgrove", "who signed it, who classified it" },
	{ "portion:NF", "paragraphs marked so" },
	{ "(in:summary,comment crown)", "in these kinds of paragraphs" },
	{ "has:redaction has:refs has:gap has:witnesses has:diagnostics",
	    "what there is about it" },
	{ "form:html", "the form of archive it was read from" },
	{ "code:section-missing", "what is wrong with it" },
};

static void
put_pairs(struct visit *v, const char *const (*pair)[2], size_t n, bool link)
{
	struct page *p = &v->page;

	page_open(p, "dl");
	page_attr(p, "class", "pairs");
	for (size_t i = 0; i < n; i++) {
		page_open(p, "dt");
		if (link)
			page_link(p, NULL, search_href(v, "%s", pair[i][0]),
			    str_from(pair[i][0]));
		else
			page_element(p, "kbd", NULL, str_from(pair[i][0]));
		page_close(p);
		page_element(p, "dd", NULL, str_from(pair[i][1]));
	}
	page_close(p);
	page_newline(p);
}

static void
put_heading(struct page *p, const char *id, const char *words)
{
	page_open(p, "h2");
	page_attr(p, "id", id);
	page_puts(p, words);
	page_close(p);
}

void
page_help(struct visit *v)
{
	struct page *p = &v->page;

	frame_begin(v, STR("Help"), str_make("", 0), NULL);
	page_open(p, "div");
	page_attr(p, "class", "prose");
	page_element(p, "h1", NULL, STR("Help"));
	put_heading(p, "query", "Asking");
	page_element(p, "p", NULL, STR("Words are looked for anywhere in a "
	    "telegram, in any case, all of them: crown train. One of several: "
	    "crown OR goat. A phrase: \"hat box\". The beginning of a word: "
	    "rail*. Without a word: -insurance. Close together: NEAR(crown "
	    "plaster, 10). Parentheses group. Fields:"));
	put_pairs(v, fields, sizeof(fields) / sizeof(fields[0]), true);
	put_heading(p, "addresses", "Addresses that last");
	page_element(p, "p", NULL, STR("A telegram's address is its number, "
	    "/07STRELSAU756; of a paragraph, /07STRELSAU756#4. Behind it stand "
	    "the views: /as-sent, /source, /faults, /compare."));
	put_heading(p, "source", "What is true");
	page_element(p, "p", NULL, STR("Nothing here was typed in: each value "
	    "was read from the bytes that came, and the view Source shows "
	    "where. What was worked out rather than read is listed as "
	    "inferred in the view Faults. Characters that would not show are "
	    "written as their numbers, such as [U+202E]."));
	put_heading(p, "keys", "Keys");
	put_pairs(v, keys, sizeof(keys) / sizeof(keys[0]), false);
	page_close(p);
	frame_end(v);
}
