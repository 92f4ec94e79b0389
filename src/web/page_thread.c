/* The conversation that a telegram is part of: as a picture, and in words. */
#include "web/pictures.h"

/* A page with so many is of some 80 kB; more are shown if they are asked
 * for. */
enum { SHOWN = 100, SHOWN_MAX = 400 };

static void
put_node(struct visit *v, const struct thread *t, size_t i)
{
	const struct thread_node *n = &t->node[i];
	struct page *p = &v->page;
	struct archive_head h;

	page_open(p, "li");
	page_attr_fmt(p, "class", "l%u%s", n->level > 5 ? 5 : n->level,
	    i == t->start ? " here" : "");
	if (n->end.telegram != 0 && archive_head(v->archive, v->arena,
	    n->end.telegram, &h) == ARCHIVE_OK) {
		put_head_line(v, &h);
	} else {
		page_link(p, "ghost title", telegram_href(v, n->end.id, ""),
		    str_from(n->end.id));
		page_puts(p, " ");
		page_element(p, "span", "meaning", STR("cited, and not held"));
	}
	if (n->parent != THREAD_ROOT) {
		page_open(p, "p");
		page_attr(p, "class", "head-facts");
		page_printf(p, "cites %s", t->node[n->parent].end.id);
		if (n->label[0] != '\0')
			page_printf(p, " as %s", n->label);
		page_close(p);
	}
	if (n->unfollowed > 0) {
		page_open(p, "p");
		page_attr(p, "class", "head-facts");
		page_open(p, "a");
		page_attr(p, "href", search_href(v, "ref:%s", n->end.id));
		page_number(p, n->unfollowed);
		page_puts(p, " more cite it");
		page_close(p);
		page_close(p);
	}
	page_close(p);
	page_newline(p);
}

static void
put_number_of(struct page *p, uint64_t n, const char *one, const char *many)
{
	page_number(p, n);
	page_puts(p, n == 1 ? one : many);
}

static void
put_left_out(struct visit *v, const struct thread *t)
{
	struct page *p = &v->page;

	if (t->over_limit + t->over_depth + t->hubs == 0)
		return;
	page_open(p, "p");
	page_attr(p, "class", "notice");
	if (t->over_depth > 0)
		put_number_of(p, t->over_depth, " telegram more is further "
		    "away. ", " telegrams more are further away. ");
	if (t->over_limit > 0)
		put_number_of(p, t->over_limit, " telegram more has no room. ",
		    " telegrams more have no room. ");
	if (t->hubs > 0)
		put_number_of(p, t->hubs, " telegram is cited so often that "
		    "not all of that is followed. ", " telegrams are cited so "
		    "often that not all of that is followed. ");
	if (t->over_depth > 0 && t->used.depth < 12) {
		char deeper[16];

		snprintf(deeper, sizeof(deeper), "%u", t->used.depth * 2);
		page_link(p, NULL, url_with(v->arena, &v->url, "depth",
		    str_from(deeper)), STR("Go further"));
		page_puts(p, " ");
	}
	if (t->over_limit > 0 && t->used.limit < SHOWN_MAX) {
		char more[16];

		snprintf(more, sizeof(more), "%u", t->used.limit * 2);
		page_link(p, NULL, url_with(v->arena, &v->url, "limit",
		    str_from(more)), STR("Show more"));
	}
	page_close(p);
}

static void
put_thread(struct visit *v, const struct thread *t, const char *id)
{
	struct page *p = &v->page;

	page_open(p, "h1");
	page_puts(p, "The conversation around ");
	page_link(p, NULL, telegram_href(v, id, ""), str_from(id));
	page_close(p);
	page_open(p, "p");
	page_attr(p, "class", "about");
	page_printf(p, "%zu telegrams and %zu references between them, the "
	    "oldest on top. Telegrams that are not held are hollow.", t->n,
	    t->edge_n);
	page_close(p);
	put_left_out(v, t);
	picture_thread(v, t);
	page_element(p, "h2", NULL, STR("In words"));
	page_open(p, "ol");
	page_attr(p, "class", "tree");
	for (size_t i = 0; i < t->n; i++)
		put_node(v, t, i);
	page_close(p);
}

void
page_thread(struct visit *v)
{
	struct thread_options options = thread_defaults;
	char *spelling = arena_strdup(v->arena, v->rest);
	struct thread t;
	int64_t row = 0;
	char id[48];

	if (spelling == NULL)
		return;
	options.depth = (unsigned)url_number(&v->url, "depth", 20,
	    options.depth);
	options.limit = (unsigned)url_number(&v->url, "limit", SHOWN_MAX,
	    SHOWN);
	if (options.limit == 0)
		options.limit = SHOWN;
	if (!refs_find(v->archive, spelling, &row, id)) {
		if (!visit_failed(v))
			visit_problem(v, 404, "No such telegram", "There is no "
			    "telegram of that number, here or cited.");
		return;
	}
	if (thread_read(v->archive, v->arena, row, id, &options, &t) !=
	    ARCHIVE_OK) {
		if (!visit_failed(v))
			visit_problem(v, 404, "No conversation", "The telegram "
			    "cites nothing, and nothing cites it.");
		return;
	}
	frame_begin(v, str_from(spelling), str_make("", 0), NULL);
	put_thread(v, &t, id[0] != '\0' ? id : spelling);
	if (!visit_failed(v))
		frame_end(v);
}
