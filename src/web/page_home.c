/* The first page: what the archive holds, and the ways into it. */
#include "archive/tally.h"
#include "web/counts.h"
#include "web/pictures.h"

enum { SHOWN = 10 };

static size_t
known(const struct search_count *c, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += c[i].value[0] != '\0';
	return k;
}

static void
put_lead(struct visit *v, struct search *s)
{
	struct page *p = &v->page;
	size_t posts_n, years_n, tags_n;
	const struct search_count *posts = search_facet(s, SEARCH_POST,
	    &posts_n);
	const struct search_count *years = search_facet(s, SEARCH_YEAR,
	    &years_n);
	const struct search_count *tags = search_facet(s, SEARCH_TAG, &tags_n);
	const char *first = "", *last = "";

	for (size_t i = 0; i < years_n; i++)
		if (years[i].value[0] != '\0') {
			first = *first == '\0' ? years[i].value : first;
			last = years[i].value;
		}
	page_element(p, "h1", "big", str_from(v->title));
	page_open(p, "p");
	page_attr(p, "class", "lead");
	page_number(p, search_total(s));
	page_puts(p, search_total(s) == 1 ? " telegram" : " telegrams");
	if (*first != '\0')
		page_printf(p, strcmp(first, last) == 0 ? " of %s"
		    : " of the years %s to %s", first, last);
	page_puts(p, ", from ");
	page_number(p, known(posts, posts_n));
	page_puts(p, " posts, under ");
	page_number(p, known(tags, tags_n));
	page_puts(p, " TAGS.");
	page_close(p);
	picture_years(v, years, years_n, str_make(NULL, 0));
}

static void
put_way(struct visit *v, struct search *s, enum search_facet facet,
    const char *title, const char *field, const char *kind, const char *all)
{
	struct page *p = &v->page;
	size_t n;
	const struct search_count *c = search_facet(s, facet, &n);

	if (known(c, n) == 0)
		return;
	page_open(p, "section");
	page_element(p, "h2", NULL, str_from(title));
	counts_put_list(v, c, n, SHOWN, field, kind, NULL);
	if (all != NULL && known(c, n) > SHOWN) {
		page_open(p, "p");
		page_attr(p, "class", "all");
		page_open(p, "a");
		page_attr(p, "href", all);
		page_puts(p, "All ");
		page_number(p, known(c, n));
		page_close(p);
		page_close(p);
	}
	page_close(p);
	page_newline(p);
}

static void
put_cited_one(struct visit *v, const struct tally_cited *c)
{
	struct page *p = &v->page;
	struct archive_head h;
	bool held = c->telegram != 0 && archive_head(v->archive, v->arena,
	    c->telegram, &h) == ARCHIVE_OK;
	struct str meaning = !held ? STR("not held") : str_from(h.title);

	page_open(p, "li");
	page_open(p, "span");
	page_link(p, held ? NULL : "ghost", telegram_href(v, c->id, ""),
	    str_from(c->id));
	if (meaning.n > 0) {
		page_puts(p, " ");
		page_element(p, "span", "meaning", meaning);
	}
	page_close(p);
	page_puts(p, " ");
	page_open(p, "a");
	page_attr(p, "class", "count");
	page_attr(p, "href", search_href(v, "ref:%s", c->id));
	page_attr_fmt(p, "aria-label", "%llu %s %s", (unsigned long long)c->n,
	    c->n == 1 ? "telegram cites" : "telegrams cite", c->id);
	page_number(p, c->n);
	page_close(p);
	page_close(p);
	page_newline(p);
}

/* What many cite is where threads meet. */
static void
put_cited(struct visit *v)
{
	enum { MOST = 8 };
	struct page *p = &v->page;
	struct tally_cited *c;
	size_t n;

	if (tally_cited(v->archive, v->arena, MOST, &c, &n) != ARCHIVE_OK ||
	    n == 0)
		return;
	page_open(p, "section");
	page_element(p, "h2", NULL, STR("Most cited"));
	page_open(p, "ul");
	for (size_t i = 0; i < n; i++)
		put_cited_one(v, &c[i]);
	page_close(p);
	page_close(p);
	page_newline(p);
}

static void
put_gaps(struct visit *v)
{
	struct page *p = &v->page;
	uint64_t n;

	if (tally_ghosts(v->archive, &n) != ARCHIVE_OK || n == 0)
		return;
	page_open(p, "section");
	page_element(p, "h2", NULL, STR("Gaps"));
	page_open(p, "p");
	page_number(p, n);
	page_puts(p, n == 1 ? " number is cited that no telegram here has. "
	    : " numbers are cited that no telegram here has. ");
	page_link(p, NULL, "/gaps", STR("The ledger"));
	page_puts(p, " tells what is missing, and how that is known.");
	page_close(p);
	page_close(p);
	page_newline(p);
}

void
page_home(struct visit *v)
{
	struct page *p = &v->page;
	struct search *s = counts_of(v, "");

	if (s == NULL)
		return;
	frame_begin(v, str_from(v->title), str_make("", 0), NULL);
	if (search_total(s) == 0) {
		page_element(p, "h1", NULL, STR("Nothing is here yet"));
		page_element(p, "p", "lead", STR("Telegrams are added with "
		    "reftel add; they are here as soon as they are."));
	} else {
		put_lead(v, s);
		page_open(p, "div");
		page_attr(p, "class", "ways");
		page_newline(p);
		put_way(v, s, SEARCH_POST, "Posts", "from", "post", "/posts");
		put_way(v, s, SEARCH_TAG, "TAGS", "tag", "", "/tags");
		put_way(v, s, SEARCH_CLASS, "Classification", "class", NULL,
		    NULL);
		put_way(v, s, SEARCH_FORM, "Forms", "form", NULL, NULL);
		page_close(p);
		page_open(p, "div");
		page_attr(p, "class", "ways");
		put_cited(v);
		put_gaps(v);
		page_close(p);
	}
	search_free(s);
	if (!visit_failed(v))
		frame_end(v);
}
