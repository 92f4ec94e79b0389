/* What programs read: a feed of a search, the map of the site, and who may
 * walk through it. */
#include "web/counts.h"
#include "web/pictures.h"

enum { FEED_MAX = 50, MAP_MAX = 50000 };

static void
put_element(struct page *p, const char *name, const char *text)
{
	page_element(p, name, NULL, str_from(text));
	page_newline(p);
}

/* A date of the record as RFC 3339 wants it: what is not known is zero. */
static const char *
full_date(struct visit *v, const char *date)
{
	const char *s;

	if (strlen(date) >= 17)		/* 2007-10-29T10:36Z */
		s = arena_printf(v->arena, "%.16s:00Z", date);
	else if (strlen(date) >= 10)
		s = arena_printf(v->arena, "%.10sT00:00:00Z", date);
	else
		s = "1970-01-01T00:00:00Z";
	return s == NULL ? "" : s;
}

static void
put_entry(struct visit *v, const struct archive_head *h)
{
	struct page *p = &v->page;
	const char *urn = arena_printf(v->arena, "urn:reftel:%s", h->id);

	page_open(p, "entry");
	put_element(p, "id", urn == NULL ? "" : urn);
	put_element(p, "title", h->title[0] == '\0' ? h->id : h->title);
	put_element(p, "updated", full_date(v, h->date));
	page_void(p, "link");
	page_attr(p, "href", visit_address(v, telegram_href(v, h->id, "")));
	page_open(p, "summary");
	page_printf(p, "%s, %s, %s", h->id, h->classification[0] == '\0'
	    ? "classification not known" : h->classification,
	    h->date[0] == '\0' ? "date not known" : h->date);
	page_close(p);
	page_close(p);
	page_newline(p);
}

/* The newest telegrams that a search finds, as Atom (RFC 4287). */
void
page_feed(struct visit *v)
{
	struct page *p = &v->page;
	struct str q = url_get(&v->url, "q");
	char *query = arena_strdup(v->arena, q.p == NULL ? STR("") : q);
	struct search_hit hit[FEED_MAX];
	struct search *s = query == NULL ? NULL : counts_of(v, query);
	const char *updated = NULL;
	size_t n;

	if (s == NULL)
		return;
	v->response->type = "application/atom+xml; charset=utf-8";
	buf_puts(p->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
	page_open(p, "feed");
	page_attr(p, "xmlns", "http://www.w3.org/2005/Atom");
	page_newline(p);
	put_element(p, "title", *query == '\0' ? "All telegrams" : query);
	put_element(p, "id", visit_address(v, search_href(v, "%s", query)));
	page_open(p, "author");
	put_element(p, "name", "Reftel");
	page_close(p);
	page_void(p, "link");
	page_attr(p, "rel", "self");
	page_attr_str(p, "href", str_from(visit_address(v, url_with(v->arena,
	    &v->url, "q", str_from(query)))));
	n = search_page(s, SEARCH_DATE_DOWN, 0, hit, FEED_MAX);
	for (size_t i = 0; i < n; i++) {
		struct archive_head h;

		if (archive_head(v->archive, v->arena, hit[i].telegram, &h) !=
		    ARCHIVE_OK)
			continue;
		if (updated == NULL)
			put_element(p, "updated", updated = full_date(v,
			    h.date));
		put_entry(v, &h);
	}
	if (updated == NULL)
		put_element(p, "updated", full_date(v, ""));
	page_close(p);
	search_free(s);
	visit_failed(v);
}

/* --- the map of the site ------------------------------------------ */

static void
put_parts(struct visit *v, uint64_t parts)
{
	struct page *p = &v->page;

	page_open(p, "sitemapindex");
	page_attr(p, "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
	for (uint64_t i = 1; i <= parts; i++) {
		const char *path = arena_printf(v->arena,
		    "/sitemap.xml?part=%llu", (unsigned long long)i);

		page_open(p, "sitemap");
		put_element(p, "loc", visit_address(v, path == NULL ? ""
		    : path));
		page_close(p);
	}
	page_close(p);
}

static void
put_part(struct visit *v, struct search *s, uint64_t part)
{
	enum { TURN = 500, PIECE = 64 * 1024 };
	struct page *p = &v->page;
	struct search_hit hit[TURN];
	uint64_t at = part * MAP_MAX, end = at + MAP_MAX;
	size_t n;

	page_open(p, "urlset");
	page_attr(p, "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
	page_newline(p);
	for (; at < end; at += n) {
		n = search_page(s, SEARCH_DATE, at, hit, TURN);
		for (size_t i = 0; i < n; i++) {
			struct archive_head h;

			if (archive_head(v->archive, v->arena,
			    hit[i].telegram, &h) != ARCHIVE_OK)
				continue;
			page_open(p, "url");
			put_element(p, "loc", visit_address(v,
			    telegram_href(v, h.id, "")));
			page_close(p);
		}
		if (n < TURN || (p->out->n > PIECE && !visit_send(v)))
			break;
	}
	page_close(p);
}

void
page_sitemap(struct visit *v)
{
	struct search *s = counts_of(v, "");
	long part = url_number(&v->url, "part", 100000, 0);
	uint64_t parts;

	if (s == NULL)
		return;
	parts = (search_total(s) + MAP_MAX - 1) / MAP_MAX;
	v->response->type = "application/xml; charset=utf-8";
	buf_puts(v->page.out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
	if (part == 0 && parts > 1)
		put_parts(v, parts);
	else
		put_part(v, s, part == 0 ? 0 : (uint64_t)part - 1);
	search_free(s);
	visit_failed(v);
}

/* Telegrams may be walked through; questions without end may not. */
void
page_robots(struct visit *v)
{
	v->response->type = "text/plain; charset=utf-8";
	buf_puts(v->page.out, "User-agent: *\n"
	    "Disallow: /search\nDisallow: /batch\nDisallow: /api/\n"
	    "Disallow: /feed\nDisallow: /thread/\nSitemap: ");
	buf_puts(v->page.out, visit_address(v, "/sitemap.xml"));
	buf_puts(v->page.out, "\n");
}
