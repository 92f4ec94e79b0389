/* reftel thread: the conversation of which a telegram is part. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <string.h>

#include "archive/refs.h"
#include "base/arena.h"
#include "cli/kept.h"
#include "cli/output.h"
#include "cli/words.h"

static const char help[] =
"usage: reftel thread [-A FILE] [--to FORM] [--depth N] [--limit N] [--fan N] ID\n"
"\n"
"The conversation: what is reached from a telegram over references, in either\n"
"direction, as a tree in time. Each stands below the latest that it cites; (D)\n"
"behind a number is the letter of the line that does. \"*\" is where one began.\n"
"\n"
"  -A FILE      the archive\n"
"  --to FORM    text (as a rule), json, dot, graphml or gexf\n"
"  --depth N    at most N steps away (4)\n"
"  --limit N    at most N telegrams, the nearest (200)\n"
"  --fan N      do not follow what cites a telegram that more than N cite (20);\n"
"               an instruction to all posts would draw in everything. Where\n"
"               one began is always followed.\n"
"  --help       this text\n"
"\n"
"What was left out is told at the end.\n"
"\n"
"  reftel thread 07STRELSAU115\n"
"  reftel thread --depth 2 --to gexf 07STRELSAU115 >thread.gexf\n"
"\n"
"Exit status: 0, all went well; 1, the number is neither held nor cited, or\n"
"there is no archive; 2, wrong usage.\n";

static void
print_node(const struct thread *t, size_t i)
{
	const struct thread_node *v = &t->node[i];
	const char *date = v->end.date;

	printf("%-10.10s %c %*s%s", date[0] != '\0' ? date : "",
	    i == t->start ? '*' : ' ', (int)(v->level > 20 ? 40
	    : v->level * 2), "", v->end.id);
	if (v->label[0] != '\0')
		printf(" (%s)", v->label);
	if (v->end.telegram == 0)
		printf("  not held");
	else if (v->end.subject[0] != '\0')
		printf("  %s", v->end.subject);
	if (v->unfollowed > 0)
		printf("  [%" PRIu64 " more cite%s it]", v->unfollowed,
		    v->unfollowed == 1 ? "s" : "");
	putchar('\n');
}

static void
print_text(const struct thread *t)
{
	for (size_t i = 0; i < t->n; i++)
		print_node(t, i);
	printf("\n%zu telegram%s, %zu reference%s between them\n", t->n,
	    t->n == 1 ? "" : "s", t->edge_n, t->edge_n == 1 ? "" : "s");
	if (t->over_depth > 0)
		printf("Left out: %" PRIu64 " more than %u steps away (--depth)"
		    "\n", t->over_depth, t->used.depth);
	if (t->over_limit > 0)
		printf("Left out: %" PRIu64 " or more beyond the first %u "
		    "(--limit)\n", t->over_limit, t->used.limit);
	if (t->hubs > 0)
		printf("Not followed: what cites %" PRIu64 " telegram%s that "
		    "more than %u cite (--fan)\n", t->hubs, t->hubs == 1 ? ""
		    : "s", t->used.fan);
}

static void
write_thread(struct buf *out, const char *to, const struct thread *t)
{
	struct json j = { .out = out, .first = true };

	if (strcmp(to, "text") == 0) {
		print_text(t);
	} else if (strcmp(to, "json") == 0) {
		thread_json(&j, t);
		buf_putc(out, '\n');
	} else {
		thread_graph(out, graph_form_by_name(to), t);
	}
}

static int
show(struct archive *a, const char *id, const char *to,
    const struct thread_options *opt)
{
	struct thread t;
	struct buf out = { 0 };
	struct arena arena;
	int64_t telegram;
	char number[48];
	int status = EXIT_OK;

	if (!refs_find(a, id, &telegram, number))
		return refs_complain(a, id);
	arena_init(&arena);
	if (thread_read(a, &arena, telegram, number, opt, &t) != ARCHIVE_OK)
		status = kept_fault(a);
	else if (telegram == 0 && t.n == 1 && t.node[0].cited == 0)
		status = refs_complain(a, number);
	else
		write_thread(&out, to, &t);
	status = put_output(&out, status);
	arena_free(&arena);
	return status;
}

int
cmd_thread(int argc, char **argv)
{
	struct opt o = opt_start(argc, argv, help);
	struct thread_options opt = thread_defaults;
	struct kept kept = { 0 };
	const char *to = "text";
	struct archive *a;
	int status;

	while (opt_next(&o))
		if (kept_option(&o, &kept))
			continue;
		else if (opt_value(&o, "to"))
			to = o.value;
		else if (opt_value(&o, "depth"))
			opt.depth = (unsigned)opt_number(&o, 0);
		else if (opt_value(&o, "limit"))
			opt.limit = (unsigned)opt_number(&o, 1);
		else if (opt_value(&o, "fan"))
			opt.fan = (unsigned)opt_number(&o, 1);
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
	status = show(a, o.arg[0], to, &opt);
	archive_release(a);
	archive_close(a);
	return finish_output(status);
}
