/* Entries of the gap ledger for programs. */
#include "archive/gaps.h"

static void
begin(struct json *j, enum gap_kind kind)
{
	json_open(j, '{');
	json_key(j, "gap");
	json_str(j, str_from(gap_kind_name(kind)));
}

static void
citing_json(struct json *j, const struct gap_citing *c)
{
	json_open(j, '{');
	json_key(j, "id");
	json_given(j, c->id);
	json_key(j, "date");
	json_given(j, c->date);
	json_key(j, "post");
	json_given(j, c->post);
	json_key(j, "subject");
	json_given(j, c->subject);
	json_key(j, "label");
	json_given(j, c->label);
	json_key(j, "text");
	json_given(j, c->text);
	json_key(j, "printed");
	json_given(j, c->printed);
	json_key(j, "receipt");
	json_given(j, c->receipt);
	json_key(j, "notal");
	json_bool(j, c->notal);
	json_close(j, '}');
}

void
gap_cited_json(struct json *j, const struct gap_cited *c)
{
	begin(j, GAP_CITED);
	json_key(j, "id");
	json_given(j, c->id);
	json_key(j, "post");
	json_given(j, c->post);
	json_key(j, "year");
	json_int(j, c->year);
	json_key(j, "serial");
	json_int(j, c->serial);
	json_key(j, "sure");
	json_str(j, str_from(sure_name(c->sure)));
	json_key(j, "why");
	json_given(j, c->why);
	json_key(j, "doubt");
	json_given(j, c->doubt);
	json_key(j, "cites");
	json_uint(j, c->cites);
	json_key(j, "from");
	json_given(j, c->from);
	json_key(j, "to");
	json_given(j, c->to);
	json_key(j, "window");
	json_given(j, c->window);
	json_key(j, "below");
	json_given(j, c->below);
	json_key(j, "above");
	json_given(j, c->above);
	json_key(j, "likely_to");
	json_given(j, c->likely_to);
	json_key(j, "likely_to_why");
	json_given(j, c->likely_to_why);
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
	json_key(j, "ranges");
	json_uint(j, all);
	json_key(j, "range");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++, r++) {
		json_item(j);
		json_open(j, '{');
		json_key(j, "from");
		json_int(j, r->from);
		json_key(j, "to");
		json_int(j, r->to);
		json_key(j, "count");
		json_int(j, r->count);
		json_key(j, "below");
		json_given(j, r->below);
		json_key(j, "below_date");
		json_given(j, r->below_date);
		json_key(j, "above");
		json_given(j, r->above);
		json_key(j, "above_date");
		json_given(j, r->above_date);
		json_key(j, "sure");
		json_str(j, str_from(sure_name(r->sure)));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
coverage_json(struct json *j, unsigned long held, unsigned long missing,
    unsigned percent)
{
	json_key(j, "held");
	json_uint(j, held);
	json_key(j, "missing");
	json_uint(j, missing);
	json_key(j, "percent");
	json_uint(j, percent);
}

void
gap_serials_json(struct json *j, const struct gap_serials *g)
{
	begin(j, GAP_SERIAL);
	json_key(j, "post");
	json_given(j, g->post);
	json_key(j, "year");
	json_int(j, g->year);
	json_key(j, "first");
	json_int(j, g->first);
	json_key(j, "last");
	json_int(j, g->last);
	coverage_json(j, g->held, g->missing, g->percent);
	ranges_json(j, g->range, g->range_n, g->ranges);
	json_close(j, '}');
}

void
gap_numbers_json(struct json *j, const struct gap_numbers *g)
{
	begin(j, GAP_NUMBER);
	json_key(j, "from");
	json_given(j, g->from);
	json_key(j, "to");
	json_given(j, g->to);
	json_key(j, "first");
	json_given(j, g->first);
	json_key(j, "last");
	json_given(j, g->last);
	coverage_json(j, g->held, g->missing, g->percent);
	json_key(j, "sure");
	json_str(j, str_from(sure_name(g->sure)));
	ranges_json(j, g->range, g->range_n, g->ranges);
	json_close(j, '}');
}

void
gap_sections_json(struct json *j, const struct gap_sections *g)
{
	begin(j, GAP_SECTION);
	json_key(j, "id");
	json_given(j, g->id);
	json_key(j, "date");
	json_given(j, g->date);
	json_key(j, "post");
	json_given(j, g->post);
	json_key(j, "subject");
	json_given(j, g->subject);
	json_key(j, "sections");
	json_int(j, g->sections);
	json_key(j, "missing");
	json_given(j, g->missing);
	json_key(j, "sure");
	json_str(j, str_from(sure_name(SURE_CERTAIN)));
	json_close(j, '}');
}
