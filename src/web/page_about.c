/* Where the archive comes from, and what is wrong with it. */
#include "archive/stats.h"
#include "web/counts.h"
#include "web/pictures.h"

struct fact {
	const char *label;
	uint64_t n;
	const char *behind;
};

/* The file's own name, without the folders on the way to it. */
static void
put_file(struct visit *v)
{
	struct str s = str_from(archive_path(v->archive));
	struct page *p = &v->page;

	page_open(p, "p");
	page_puts(p, "It is the file ");
	page_element(p, "code", NULL, str_cut(s, str_last(s, '/'), s.n));
	page_puts(p, ", which holds all of it.");
	page_close(p);
}

static void
put_facts(struct page *p, const struct fact *fact, size_t n)
{
	page_open(p, "dl");
	page_attr(p, "class", "facts");
	for (size_t i = 0; i < n; i++) {
		page_open(p, "div");
		page_element(p, "dt", NULL, str_from(fact[i].label));
		page_open(p, "dd");
		page_number(p, fact[i].n);
		page_puts(p, fact[i].behind);
		page_close(p);
		page_close(p);
	}
	page_close(p);
	page_newline(p);
}

static void
put_overview(struct visit *v)
{
	struct stats_overview o;

	if (stats_choose(v->archive, NULL) != ARCHIVE_OK ||
	    stats_overview(v->archive, v->arena, &o) != ARCHIVE_OK)
		return;
	const struct fact facts[] = {
		{ "Telegrams", o.telegrams, "" },
		{ "with a number", o.numbered, "" },
		{ "with a date", o.dated, "" },
		{ "Witnesses", o.witnesses, " copies of them" },
		{ "in several copies", o.with_witnesses, " telegrams" },
		{ "Paragraphs", o.paragraphs, "" },
		{ "Redactions", o.redactions, "" },
		{ "References", o.refs, "" },
		{ "Cited, not held", o.ghosts, " numbers" },
		{ "Files", o.files, " that were added, each kept whole" },
		{ "Their bytes", o.file_bytes, "" },
		{ "Not readable", o.quarantine, " places of them, kept in "
		    "quarantine" },
		{ "With faults", o.diagnostics, " telegrams: damage, "
		    "contradictions, breaches of the rules" },
	};
	put_facts(&v->page, facts, sizeof(facts) / sizeof(facts[0]));
}

/* What is wrong, the most frequent first. */
static void
put_codes(struct visit *v)
{
	struct page *p = &v->page;
	struct stats_row *row;
	size_t n;

	if (stats_count(v->archive, v->arena, STATS_CODE, &row, &n) !=
	    ARCHIVE_OK || n == 0)
		return;
	page_open(p, "section");
	page_element(p, "h2", NULL, STR("What is wrong with them"));
	page_open(p, "ul");
	for (size_t i = 0; i < n; i++) {
		if (row[i].value[0] == '\0')
			continue;
		page_open(p, "li");
		page_link(p, NULL, search_href(v, "code:%s", row[i].value),
		    str_from(row[i].value));
		page_puts(p, " ");
		page_open(p, "span");
		page_attr(p, "class", "count");
		page_number(p, row[i].n);
		page_close(p);
		page_close(p);
		page_newline(p);
	}
	page_close(p);
	page_close(p);
}

static void
put_forms(struct visit *v, struct search *s)
{
	struct page *p = &v->page;
	size_t n;
	const struct search_count *c = search_facet(s, SEARCH_FORM, &n);

	page_open(p, "section");
	page_element(p, "h2", NULL, STR("Forms they were found in"));
	counts_put_list(v, c, n, 0, "form", NULL, NULL);
	page_close(p);
}

void
page_about(struct visit *v)
{
	struct page *p = &v->page;
	struct search *s = counts_of(v, "");

	if (s == NULL)
		return;
	frame_begin(v, STR("About"), str_make("", 0), "/about");
	page_element(p, "h1", NULL, STR("About this archive"));
	page_element(p, "p", "lead", STR("Each telegram is kept with the bytes "
	    "that it was read from, and what could not be read is kept as "
	    "well. Cite a telegram by its number and the address of its page; "
	    "each page has its citation in several styles."));
	put_file(v);
	put_overview(v);
	page_open(p, "div");
	page_attr(p, "class", "ways");
	put_forms(v, s);
	put_codes(v);
	page_close(p);
	search_free(s);
	if (!visit_failed(v))
		frame_end(v);
}
