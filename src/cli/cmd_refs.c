/* reftel refs: what a telegram cites, and what cites it. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "archive/refs.h"
#include "base/arena.h"
#include "cli/kept.h"
#include "cli/output.h"
#include "cli/words.h"

static const char help[] =
"usage: reftel refs [-A FILE] [--to FORM] [--limit N] ID\n"
"\n"
"What a telegram cites, with the words of its REF lines, and what cites it.\n"
"Each telegram is said to be held or not. A number that was printed or read\n"
"wrongly is taken for the one that was meant, and the reason is told. Also\n"
"other telegrams with the same text, which a suspected duplicate may be of.\n"
"\n"
"  -A FILE      the archive\n"
"  --to FORM    text (as a rule), json, dot, graphml or gexf\n"
"  --limit N    at most N telegrams that cite it, the first in time; their\n"
"               number is told all the same. As a rule all.\n"
"  --help       this text\n"
"\n"
"ID is a telegram number in any spelling (07KARACHI756, \"07 Karachi 756\"), of\n"
"a telegram that is held or of one that is only cited.\n"
"\n"
"  reftel refs 07STRELSAU115\n"
"  reftel refs --to dot 07STRELSAU115 | dot -Tsvg >refs.svg\n"
"\n"
"Exit status: 0, all went well; 1, the number is neither held nor cited, or\n"
"there is no archive; 2, wrong usage.\n";

struct found {
	int64_t telegram;
	char id[48];		/* the number; "": it has none */
	struct archive_head head;
	struct ref_entry *cites, *cited;
	size_t cites_n, cited_n;
	uint64_t total;
	struct refs_same same;
};

static const char *
name_of(const struct found *f)
{
	return f->telegram != 0 ? f->head.id : f->id;
}

static void
print_end(const struct ref_end *end)
{
	printf("%s", end->id);
	if (end->telegram == 0) {
		printf("  not held");
		return;
	}
	printf("  %s", end->date[0] == '\0' ? "undated" : end->date);
	if (end->subject[0] != '\0')
		printf("  %s", end->subject);
}

static void
print_words(const struct ref_entry *e)
{
	printf("\n      %s%s%s%s\n", e->label, e->label[0] == '\0' ? ""
	    : ". ", e->text, e->notal && strstr(e->text, "NOTAL") == NULL
	    ? " (NOTAL)" : "");
	if (e->receipt[0] != '\0')
		printf("      %s (%s)\n", e->receipt, sure_name(e->sure));
}

static void
print_entry(const struct ref_entry *e)
{
	printf("  ");
	if (e->other.id[0] != '\0')
		print_end(&e->other);
	else if (strcmp(e->kind, "telegram") == 0)
		printf("a telegram, number not known");
	else
		printf("%s", strcmp(e->kind, "unknown") == 0
		    ? "kind unknown" : e->kind);
	print_words(e);
}

static void
print_same(const struct found *f)
{
	const struct refs_same *same = &f->same;

	if (same->n == 0 && !same->marked)
		return;
	printf("\nSame text: %zu%s\n", same->n, same->marked
	    ? "; this one is marked SUSPECTED DUPLICATE" : "");
	for (size_t i = 0; i < same->n; i++) {
		printf("  ");
		print_end(&same->v[i]);
		putchar('\n');
	}
	if (same->marked && same->witnesses > 1)
		printf("  and %u witnesses of its own number (reftel diff)\n",
		    same->witnesses);
}

static void
print_text(const struct found *f)
{
	struct ref_end end = { f->telegram, f->id, "", "", "", "" };

	if (f->telegram != 0)
		end = (struct ref_end){ f->telegram, f->head.id, f->head.date,
			f->head.post, f->head.subject,
			f->head.classification };
	print_end(&end);
	if (f->telegram != 0)
		printf("\n\nCites: %zu\n", f->cites_n);
	else
		putchar('\n');
	for (size_t i = 0; i < f->cites_n; i++)
		print_entry(&f->cites[i]);
	printf("\nCited by: %" PRIu64 "\n", f->total);
	for (size_t i = 0; i < f->cited_n; i++)
		print_entry(&f->cited[i]);
	if (f->cited_n < f->total)
		printf("  and %" PRIu64 " more\n", f->total - f->cited_n);
	print_same(f);
}

static void
write_json(struct buf *out, const struct found *f)
{
	struct json j = { .out = out, .first = true };

	json_open(&j, '{');
	json_put(&j, "id", str, str_from(name_of(f)));
	json_put(&j, "held", bool, f->telegram != 0);
	json_key(&j, "cites");
	refs_json(&j, f->cites, f->cites_n);
	json_put(&j, "cited", uint, f->total);
	json_key(&j, "cited_by");
	refs_json(&j, f->cited, f->cited_n);
	json_key(&j, "same_text");
	json_open(&j, '[');
	for (size_t i = 0; i < f->same.n; i++) {
		json_item(&j);
		json_str(&j, str_from(f->same.v[i].id));
	}
	json_close(&j, ']');
	json_put(&j, "suspected_duplicate", bool, f->same.marked);
	json_close(&j, '}');
	buf_putc(out, '\n');
}

/* Each telegram once: a list is as long as a REF block. */
static bool
met_before(const struct found *f, size_t at)
{
	const struct ref_entry *all[2] = { f->cites, f->cited };
	size_t n = f->cites_n;
	const char *id = at < n ? all[0][at].other.id
	    : all[1][at - n].other.id;

	if (id[0] == '\0' || strcmp(id, name_of(f)) == 0)
		return true;
	for (size_t i = 0; i < at && i < n; i++)
		if (strcmp(all[0][i].other.id, id) == 0)
			return true;
	/* those that cite come in order: the same one is a neighbour */
	return at > n && strcmp(all[1][at - n - 1].other.id, id) == 0;
}

static void
write_graph(struct buf *out, enum graph_form form, const struct found *f)
{
	struct graph g = { .out = out, .form = form };
	const char *id = name_of(f);

	graph_begin(&g, id);
	graph_node(&g, &(struct graph_node){ id, id, f->telegram != 0
	    ? f->head.date : "", f->telegram != 0 ? f->head.post : "",
	    f->telegram != 0 });
	for (size_t i = 0; i < f->cites_n + f->cited_n; i++) {
		const struct ref_end *end = i < f->cites_n
		    ? &f->cites[i].other : &f->cited[i - f->cites_n].other;

		if (!met_before(f, i))
			graph_node(&g, &(struct graph_node){ end->id, end->id,
			    end->date, end->post, end->telegram != 0 });
	}
	for (size_t i = 0; i < f->cites_n; i++)
		if (f->cites[i].other.id[0] != '\0')
			graph_edge(&g, &(struct graph_edge){ id,
			    f->cites[i].other.id, f->cites[i].label });
	for (size_t i = 0; i < f->cited_n; i++)
		graph_edge(&g, &(struct graph_edge){ f->cited[i].other.id, id,
		    f->cited[i].label });
	graph_end(&g);
}

static bool
look_up(struct archive *a, struct arena *arena, size_t limit,
    struct found *f)
{
	if (f->telegram != 0 &&
	    (archive_head(a, arena, f->telegram, &f->head) != ARCHIVE_OK ||
	    refs_cites(a, arena, f->telegram, &f->cites, &f->cites_n) !=
	    ARCHIVE_OK ||
	    refs_same_text(a, arena, f->telegram, &f->same) != ARCHIVE_OK))
		return false;
	return refs_cited(a, arena, f->id, limit, &f->cited, &f->cited_n,
	    &f->total) == ARCHIVE_OK;
}

static int
show(struct archive *a, const char *id, const char *to, size_t limit)
{
	struct found f = { 0 };
	struct buf out = { 0 };
	struct arena arena;
	int status = EXIT_OK;

	if (!refs_find(a, id, &f.telegram, f.id))
		return refs_complain(a, id);
	arena_init(&arena);
	if (!look_up(a, &arena, limit, &f))
		status = kept_fault(a);
	else if (f.telegram == 0 && f.total == 0)
		status = refs_complain(a, f.id);
	else if (strcmp(to, "text") == 0)
		print_text(&f);
	else if (strcmp(to, "json") == 0)
		write_json(&out, &f);
	else
		write_graph(&out, graph_form_by_name(to), &f);
	status = put_output(&out, status);
	arena_free(&arena);
	return status;
}

int
cmd_refs(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct kept kept = { 0 };
	const char *to = "text";
	long limit = 0;
	struct archive *a;
	int status;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_value(&o, "to"))
			to = o.value;
		else if (opt_value(&o, "limit"))
			limit = opt_number(&o, 1);
		else
			opt_unknown(&o);
	if (!o.done && !is_form(to))
		opt_error(&o, "no such form: %s", to);
	words_one_number(&o);
	if (o.done)
		return o.status;
	a = kept_open(&kept, ARCHIVE_READ);
	if (a == NULL)
		return EXIT_FAULT;
	archive_hold(a);
	status = show(a, o.arg[0], to, (size_t)limit);
	archive_release(a);
	archive_close(a);
	return finish_output(status);
}
