/* The gap ledger as text, CSV and JSON; see gaps_out.h. */
#include "cli/gaps_out.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"

enum { CITING_SHOWN = 5 };

/* Text. */

/* A heading before the first of its kind. */
static void
head(unsigned *told, enum gap_kind kind, const char *words)
{
	if ((*told & kind) != 0)
		return;
	printf("%s%s\n", *told == 0 ? "" : "\n", words);
	*told |= kind;
}

static void
text_citing(const struct gap_citing *c)
{
	printf("    %s, %.10s: %s%s%s%s\n", c->id, c->date[0] == '\0'
	    ? "undated" : c->date, c->label, c->label[0] == '\0' ? ""
	    : ". ", c->text, c->notal && strstr(c->text, "NOTAL") == NULL
	    ? " (NOTAL)" : "");
	if (c->receipt[0] != '\0')
		printf("      %s\n", c->receipt);
}

static bool
text_cited(void *told, const struct gap_cited *c)
{
	unsigned n = c->cites < CITING_SHOWN ? c->cites : CITING_SHOWN;

	head(told, GAP_CITED, "CITED AND NOT HELD");
	printf("\n%s  %s: %s\n", c->id, sure_name(c->sure), c->why);
	if (c->doubt[0] != '\0')
		printf("  but       %s\n", c->doubt);
	if (strcmp(c->from, c->to) == 0)
		printf("  sent      %s, likely: %s\n", c->from, c->window);
	else
		printf("  sent      %s to %s, likely: %s\n", c->from, c->to,
		    c->window);
	if (c->likely_to[0] != '\0')
		printf("  to        %s, likely: %s\n", c->likely_to,
		    c->likely_to_why);
	printf("  cited by\n");
	for (unsigned i = 0; i < n; i++)
		text_citing(&c->citing[i]);
	if (n < c->cites)
		printf("    and %u more\n", c->cites - n);
	return true;
}

static void
text_ranges(const struct gap_range *r, size_t n, int digits)
{
	for (size_t i = 0; i < n; i++, r++) {
		printf("    %0*ld", digits, r->from);
		if (r->count > 1)
			printf("-%0*ld (%ld)", digits, r->to, r->count);
		printf("  %s, between %s, %s, and %s, %s\n",
		    sure_name(r->sure), r->below, r->below_date, r->above,
		    r->above_date);
	}
}

static void
text_unlisted(size_t shown, size_t all)
{
	if (shown < all)
		printf("    in %zu range%s, not listed: too little is held "
		    "(--coverage)\n", all, all == 1 ? "" : "s");
}

static bool
text_serials(void *told, const struct gap_serials *g)
{
	head(told, GAP_SERIAL, "SERIALS BETWEEN THOSE HELD");
	printf("\n%s %d  %lu missing, %lu held of %ld to %ld (%u %%)\n",
	    g->post, g->year, g->missing, g->held, g->first, g->last,
	    g->percent);
	text_ranges(g->range, g->range_n, 1);
	text_unlisted(g->range_n, g->ranges);
	return true;
}

static bool
text_numbers(void *told, const struct gap_numbers *g)
{
	head(told, GAP_NUMBER, "CONTINUITY NUMBERS BETWEEN THOSE HELD");
	printf("\n%s to %s  %lu missing, %lu held (%u %%), %s to %s%s\n",
	    g->from, g->to, g->missing, g->held, g->percent, g->first,
	    g->last, g->sure == SURE_POSSIBLE ? "; possible: the numbers may "
	    "have rolled over unseen" : "");
	text_ranges(g->range, g->range_n, 4);
	text_unlisted(g->range_n, g->ranges);
	return true;
}

static bool
text_sections(void *told, const struct gap_sections *g)
{
	head(told, GAP_SECTION, "SECTIONS\n");
	printf("%s  certain: section%s %s of %d missing\n", g->id,
	    strchr(g->missing, ' ') == NULL ? "" : "s", g->missing,
	    g->sections);
	return true;
}

static bool
text_folded(void *told, const struct gap_citing *c, const char *id,
    enum sure sure, bool held)
{
	(void)told;
	printf("%s cites %s: %s; %s, %s\n", c->id, c->printed, c->receipt,
	    sure_name(sure), held ? "held" : "not held");
	(void)id;
	return true;
}

static bool
text_no_number(void *told, const struct gap_citing *c)
{
	(void)told;
	printf("%s cites %s: no telegram number\n", c->id, c->printed);
	return true;
}

/* CSV: a row has the columns of all kinds. */

static void
csv_text(const char *s)
{
	bool quote = strpbrk(s, ",\"\r\n") != NULL;

	if (quote)
		putchar('"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			putchar('"');
		putchar(*s);
	}
	if (quote)
		putchar('"');
}

struct csv_row {
	const char *gap, *id, *post, *to_post;
	long year, from, to, count, held;
	unsigned cites;
	const char *date_from, *date_to, *likely_to, *sure, *how;
	const struct gap_cited *cited;
};

static void
csv_number(long n)
{
	if (n >= 0)
		printf("%ld", n);
	putchar(',');
}

static void
csv_field(const char *s)
{
	csv_text(s);
	putchar(',');
}

/* Who cites it, and the words in the same order. */
static void
csv_citing(const struct gap_cited *c)
{
	struct buf ids = { 0 }, words = { 0 };

	for (unsigned i = 0; c != NULL && i < c->cites; i++) {
		if (i > 0) {
			buf_putc(&ids, ' ');
			buf_puts(&words, " | ");
		}
		buf_puts(&ids, c->citing[i].id);
		buf_puts(&words, c->citing[i].text);
	}
	buf_putc(&ids, '\0');
	buf_putc(&words, '\0');
	csv_field(ids.failed ? "" : ids.p);
	csv_field(words.failed ? "" : words.p);
	buf_free(&ids);
	buf_free(&words);
}

static void
csv_row(const struct csv_row *r)
{
	csv_field(r->gap);
	csv_field(r->id);
	csv_field(r->post);
	csv_field(r->to_post);
	csv_number(r->year);
	csv_number(r->from);
	csv_number(r->to);
	csv_number(r->count);
	csv_number(r->held);
	csv_number(r->cited == NULL ? -1 : (long)r->cites);
	csv_citing(r->cited);
	csv_field(r->date_from);
	csv_field(r->date_to);
	csv_field(r->likely_to);
	csv_field(r->sure);
	csv_text(r->how);
	putchar('\n');
}

static bool
csv_cited(void *told, const struct gap_cited *c)
{
	(void)told;
	csv_row(&(struct csv_row){ "cited", c->id, c->post, "", c->year,
	    c->serial, c->serial, 1, -1, c->cites, c->from, c->to,
	    c->likely_to, sure_name(c->sure), c->doubt[0] != '\0' ? c->doubt
	    : c->window, c });
	return true;
}

/* A row for each range; one for all of them where some are not listed. */
static void
csv_ranges(const struct csv_row *group, const struct gap_range *r, size_t n,
    size_t all)
{
	if (n < all) {
		csv_row(group);
		return;
	}
	for (size_t i = 0; i < n; i++, r++) {
		struct csv_row row = *group;
		char how[128];

		snprintf(how, sizeof(how), "between %s and %s", r->below,
		    r->above);
		row.from = r->from;
		row.to = r->to;
		row.count = r->count;
		row.held = -1;
		row.date_from = r->below_date;
		row.date_to = r->above_date;
		row.sure = sure_name(r->sure);
		row.how = how;
		csv_row(&row);
	}
}

static bool
csv_serials(void *told, const struct gap_serials *g)
{
	struct csv_row row = { "serial", "", g->post, "", g->year, g->first,
		g->last, (long)g->missing, (long)g->held, 0, "", "", "",
		sure_name(SURE_LIKELY), "counted between those held", NULL };

	(void)told;
	csv_ranges(&row, g->range, g->range_n, g->ranges);
	return true;
}

static bool
csv_numbers(void *told, const struct gap_numbers *g)
{
	struct csv_row row = { "number", "", g->from, g->to, -1, -1, -1,
		(long)g->missing, (long)g->held, 0, g->first, g->last, "",
		sure_name(g->sure), "counted between those held", NULL };

	(void)told;
	csv_ranges(&row, g->range, g->range_n, g->ranges);
	return true;
}

static bool
csv_sections(void *told, const struct gap_sections *g)
{
	char how[200];

	(void)told;
	snprintf(how, sizeof(how), "missing of %d: %s", g->sections,
	    g->missing);
	csv_row(&(struct csv_row){ "section", g->id, g->post, "", -1, -1, -1,
	    -1, -1, 0, g->date, g->date, "", sure_name(SURE_CERTAIN), how,
	    NULL });
	return true;
}

static bool
csv_folded(void *told, const struct gap_citing *c, const char *id,
    enum sure sure, bool held)
{
	char how[400];

	(void)told;
	snprintf(how, sizeof(how), "%s cites %s: %s; %s", c->id, c->printed,
	    c->receipt, held ? "held" : "not held");
	csv_row(&(struct csv_row){ "folded", id, c->post, "", -1, -1, -1, -1,
	    -1, 0, c->date, c->date, "", sure_name(sure), how, NULL });
	return true;
}

/* JSON, an object a line. */

static void
put_line(struct buf *out)
{
	buf_putc(out, '\n');
	if (!out->failed)
		fwrite(out->p, 1, out->n, stdout);
	buf_free(out);
}

#define JSON_SINK(name, type) \
static bool \
json_##name(void *told, const struct type *g) \
{ \
	struct buf out = { 0 }; \
	struct json j = { .out = &out, .first = true }; \
\
	(void)told; \
	gap_##name##_json(&j, g); \
	put_line(&out); \
	return true; \
}
JSON_SINK(cited, gap_cited)
JSON_SINK(serials, gap_serials)
JSON_SINK(numbers, gap_numbers)
JSON_SINK(sections, gap_sections)

static bool
json_folded(void *told, const struct gap_citing *c, const char *id,
    enum sure sure, bool held)
{
	struct buf out = { 0 };
	struct json j = { .out = &out, .first = true };

	(void)told;
	json_open(&j, '{');
	json_put(&j, "gap", str, STR("folded"));
	json_put(&j, "by", str, str_from(c->id));
	json_put(&j, "printed", str, str_from(c->printed));
	json_put(&j, "text", str, str_from(c->text));
	json_put(&j, "id", str, str_from(id));
	json_put(&j, "receipt", str, str_from(c->receipt));
	json_put(&j, "sure", str, str_from(sure_name(sure)));
	json_put(&j, "held", bool, held);
	json_close(&j, '}');
	put_line(&out);
	return true;
}

void
gaps_out_begin(struct gaps_sink *sink, const char *to, unsigned kinds,
    bool folded)
{
	static const struct gaps_sink text = { text_cited, text_serials,
		text_numbers, text_sections, text_folded, text_no_number,
		NULL };
	static const struct gaps_sink csv = { csv_cited, csv_serials,
		csv_numbers, csv_sections, csv_folded, NULL, NULL };
	static const struct gaps_sink json = { json_cited, json_serials,
		json_numbers, json_sections, json_folded, NULL, NULL };
	static unsigned told;

	told = 0;
	*sink = strcmp(to, "csv") == 0 ? csv : strcmp(to, "json") == 0 ? json
	    : text;
	sink->ctx = &told;
	if ((kinds & GAP_CITED) == 0)
		sink->cited = NULL;
	if (!folded) {
		sink->folded = NULL;
		sink->no_number = NULL;
	}
	if (strcmp(to, "csv") == 0)
		puts("gap,id,post,to_post,year,from,to,count,held,cites,"
		    "cited_by,words,date_from,date_to,likely_to,sure,how");
}

void
gaps_out_end(const char *to, unsigned kinds, bool folded,
    const struct gaps_sum *s)
{
	if (strcmp(to, "text") != 0)
		return;
	putchar('\n');
	if ((kinds & GAP_CITED) != 0)
		printf("Cited and not held: %" PRIu64 ", cited %" PRIu64
		    " times\n", s->cited, s->cites);
	if ((kinds & GAP_CITED) != 0 || folded)
		printf("Read as another number: %" PRIu64 " references, %"
		    PRIu64 " of them to telegrams that are held; no number at "
		    "all: %" PRIu64 "\n", s->folded, s->folded_held,
		    s->no_number);
	if ((kinds & GAP_SERIAL) != 0)
		printf("Serials missing between those held: %" PRIu64 " in %"
		    PRIu64 " ranges, of %" PRIu64 " posts and years\n",
		    s->serials, s->serial_ranges, s->serial_groups);
	if ((kinds & GAP_NUMBER) != 0)
		printf("Continuity numbers missing: %" PRIu64 " in %" PRIu64
		    " ranges, of %" PRIu64 " pairs of stations\n",
		    s->numbers, s->number_ranges, s->number_groups);
	if ((kinds & GAP_SECTION) != 0)
		printf("Sections missing: %" PRIu64 ", of %" PRIu64
		    " telegrams\n", s->sections, s->section_telegrams);
}
