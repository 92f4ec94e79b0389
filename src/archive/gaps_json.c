/* Entries of the gap ledger for programs. */
#include "archive/gaps.h"

static void
begin(struct json *j, enum gap_kind kind)
{
	json_open(j, '{');
	json_put(j, "gap", str, str_from(gap_kind_name(kind)));
}

static void
citing_json(struct json *j, const struct gap_citing *c)
{
	json_open(j, '{');
	json_put(j, "id", given, c->id);
	json_put(j, "date", given, c->date);
	json_put(j, "post", given, c->post);
	json_put(j, "subject", given, c->subject);
	json_put(j, "label", given, c->label);
	json_put(j, "text", given, c->text);
	json_put(j, "printed", given, c->printed);
	json_put(j, "receipt", given, c->receipt);
	json_put(j, "notal", bool, c->notal);
	json_close(j, '}');
}

void
gap_cited_json(struct json *j, const struct gap_cited *c)
{
	begin(j, GAP_CITED);
	json_put(j, "id", given, c->id);
	json_put(j, "post", given, c->post);
	json_put(j, "year", int, c->year);
	json_put(j, "serial", int, c->serial);
	json_put(j, "sure", str, str_from(sure_name(c->sure)));
	json_put(j, "why", given, c->why);
	json_put(j, "doubt", given, c->doubt);
	json_put(j, "cites", uint, c->cites);
	json_put(j, "from", given, c->from);
	json_put(j, "to", given, c->to);
	json_put(j, "window", given, c->window);
	json_put(j, "below", given, c->below);
	json_put(j, "above", given, c->above);
	json_put(j, "likely_to", given, c->likely_to);
	json_put(j, "likely_to_why", given, c->likely_to_why);
	json_key(j, "cited_by");
	json_open(j, '[');
	for (unsigned i = 0; i < c->cites; i++) {
		json_item(j);
		citing_json(j, &c->citing[i]);
	}
	json_close(j, ']');
	json_close(j, '}');
}

static void
ranges_json(struct json *j, const struct gap_range *r, size_t n, size_t all)
{
	json_put(j, "ranges", uint, all);
	json_key(j, "range");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++, r++) {
		json_item(j);
		json_open(j, '{');
		json_put(j, "from", int, r->from);
		json_put(j, "to", int, r->to);
		json_put(j, "count", int, r->count);
		json_put(j, "below", given, r->below);
		json_put(j, "below_date", given, r->below_date);
		json_put(j, "above", given, r->above);
		json_put(j, "above_date", given, r->above_date);
		json_put(j, "sure", str, str_from(sure_name(r->sure)));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
coverage_json(struct json *j, unsigned long held, unsigned long missing,
    unsigned percent)
{
	json_put(j, "held", uint, held);
	json_put(j, "missing", uint, missing);
	json_put(j, "percent", uint, percent);
}

void
gap_serials_json(struct json *j, const struct gap_serials *g)
{
	begin(j, GAP_SERIAL);
	json_put(j, "post", given, g->post);
	json_put(j, "year", int, g->year);
	json_put(j, "first", int, g->first);
	json_put(j, "last", int, g->last);
	coverage_json(j, g->held, g->missing, g->percent);
	ranges_json(j, g->range, g->range_n, g->ranges);
	json_close(j, '}');
}

void
gap_numbers_json(struct json *j, const struct gap_numbers *g)
{
	begin(j, GAP_NUMBER);
	json_put(j, "from", given, g->from);
	json_put(j, "to", given, g->to);
	json_put(j, "first", given, g->first);
	json_put(j, "last", given, g->last);
	coverage_json(j, g->held, g->missing, g->percent);
	json_put(j, "sure", str, str_from(sure_name(g->sure)));
	ranges_json(j, g->range, g->range_n, g->ranges);
	json_close(j, '}');
}

void
gap_sections_json(struct json *j, const struct gap_sections *g)
{
	begin(j, GAP_SECTION);
	json_put(j, "id", given, g->id);
	json_put(j, "date", given, g->date);
	json_put(j, "post", given, g->post);
	json_put(j, "subject", given, g->subject);
	json_put(j, "sections", int, g->sections);
	json_put(j, "missing", given, g->missing);
	json_put(j, "sure", str, str_from(sure_name(SURE_CERTAIN)));
	json_close(j, '}');
}
