/* Telegrams that are cited and not held; see gaps.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/ledger.h"
#include "archive/refs_with.h"
#include "tables/tables.h"

/* Gathering: each reference whose number is not held, under the number that
 * it means. */

struct ghost {
	const char *id;
	int year;
	const char *doubt;	/* NULL: at least one reference has none */
	bool met;
	unsigned cites;		/* telegrams; this and the next once the */
	size_t first;		/* citations are sorted */
};
struct citation {
	uint32_t ghost;
	uint16_t n;
	int64_t telegram;
};
struct ghosts {
	struct ledger *l;	/* that asks just now */
	struct arena arena;	/* of what is said of them */
	bool whole;		/* whatever the ledger's filter takes */
	bool ready;
	int64_t state;		/* of the archive, then */
	struct ghost *v;
	size_t n, cap;
	uint32_t *slot;		/* a hash of ids: number of a ghost from 1 */
	size_t slot_cap;
	struct citation *citation;
	size_t citation_n, citation_cap;
};

static uint32_t *
slot_of(const struct ghosts *g, const char *id)
{
	size_t i = str_hash(str_from(id)) & (g->slot_cap - 1);

	while (g->slot[i] != 0 && strcmp(g->v[g->slot[i] - 1].id, id) != 0)
		i = (i + 1) & (g->slot_cap - 1);
	return &g->slot[i];
}

static bool
grow(struct ghosts *g)
{
	size_t cap = g->slot_cap == 0 ? 1024 : g->slot_cap * 2;
	uint32_t *slot;

	if (g->n * 2 < g->slot_cap)
		return true;
	slot = calloc(cap, sizeof(*slot));
	if (slot == NULL)
		return false;
	free(g->slot);
	g->slot = slot;
	g->slot_cap = cap;
	for (size_t i = 0; i < g->n; i++)
		*slot_of(g, g->v[i].id) = (uint32_t)i + 1;
	return true;
}

/* More room in an array of the heap; false: there is none. */
static bool
room(void **v, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap == 0 ? 1024 : *cap * 2;
	void *p;

	if (n < *cap)
		return true;
	p = realloc(*v, more * size);
	if (p == NULL)
		return false;
	*v = p;
	*cap = more;
	return true;
}

/* The ghost of that number, made if need be; NULL: out of memory. */
static struct ghost *
ghost_of(struct ghosts *g, const char *id)
{
	void *v = g->v;
	uint32_t *slot;

	if (!grow(g))
		return NULL;
	slot = slot_of(g, id);
	if (*slot != 0)
		return &g->v[*slot - 1];
	if (!room(&v, g->n, &g->cap, sizeof(*g->v)))
		return NULL;
	g->v = v;
	g->v[g->n] = (struct ghost){
		.id = arena_strdup(&g->arena, str_from(id)) };
	if (g->v[g->n].id == NULL)
		return NULL;
	*slot = (uint32_t)++g->n;
	return &g->v[g->n - 1];
}

static bool
cite(struct ghosts *g, const struct fold_answer *answer, int64_t telegram,
    unsigned n)
{
	struct ghost *ghost = ghost_of(g, answer->id);
	void *v = g->citation;

	if (ghost == NULL || !room(&v, g->citation_n, &g->citation_cap,
	    sizeof(*g->citation)))
		return false;
	g->citation = v;
	if (!ghost->met)
		ghost->year = answer->year;
	if (!ghost->met && answer->doubt[0] != '\0')
		ghost->doubt = arena_strdup(&g->arena,
		    str_from(answer->doubt));
	else if (answer->doubt[0] == '\0')
		ghost->doubt = NULL;
	ghost->met = true;
	g->citation[g->citation_n++] = (struct citation){
		(uint32_t)(ghost - g->v), (uint16_t)n, telegram };
	return true;
}

/* Who cites. */

/* The line of a telegram, with the number as it was read there. */
static bool
read_citing(struct archive *a, struct arena *arena, int64_t telegram,
    unsigned n, struct gap_citing *c)
{
	sqlite3_stmt *st = sql(a, "SELECT t.id, t.variant, t.date, t.post,"
	    " t.subject, r.label, r.text, r.id, r.notal"
	    " FROM ref AS r JOIN telegram AS t USING (telegram)"
	    " WHERE r.telegram = ? AND r.n = ?", "ii", telegram, (int64_t)n);
	bool ok = sql_row(a, st);

	if (ok) {
		bool plain = sqlite3_column_type(st, 0) != SQLITE_NULL &&
		    sqlite3_column_int(st, 1) == 1;

		*c = (struct gap_citing){ telegram, plain
			? sql_text(arena, st, 0) : "",
			sql_text(arena, st, 2), sql_text(arena, st, 3),
			sql_text(arena, st, 4), sql_text(arena, st, 5),
			sql_text(arena, st, 6), sql_text(arena, st, 7), "",
			sqlite3_column_int(st, 8) != 0 };
	}
	sql_end(a, st);
	if (ok && c->id[0] == '\0') {
		struct archive_head h;

		if (archive_head(a, arena, telegram, &h) == ARCHIVE_OK)
			c->id = h.id;
	}
	return ok;
}

static void
question(const struct gap_citing *c, struct fold_question *q)
{
	struct fold_parts parts;

	*q = (struct fold_question){ c->printed, c->text, c->date, 0 };
	if (strlen(c->date) >= 4)
		q->year = (int)str_digits(c->date, 4);
	else if (fold_split(c->id, 0, &parts))
		q->year = parts.year;
}

/* What was folded is told, if anybody wants to hear it. */
static void
tell_folded(struct ledger *l, const struct fold_answer *answer,
    int64_t telegram, unsigned n)
{
	bool none = answer->rule == FOLD_NO_NUMBER;
	struct gap_citing c;
	struct arena arena;

	if (none ? l->sink->no_number == NULL : l->sink->folded == NULL)
		return;
	arena_init(&arena);
	if (read_citing(l->a, &arena, telegram, n, &c)) {
		c.receipt = answer->receipt;
		l->ended |= none
		    ? !l->sink->no_number(l->sink->ctx, &c)
		    : !l->sink->folded(l->sink->ctx, &c, answer->id,
		    answer->sure, answer->held);
	}
	arena_free(&arena);
}

static bool
wanted(const struct ledger *l, const char *id, int year)
{
	struct fold_parts parts;

	if (l->filter.post == NULL && l->filter.year == 0)
		return true;
	return fold_split(id, year, &parts) &&
	    ledger_takes(l, parts.post, year);
}

static bool
no_memory(struct archive *a)
{
	archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	return false;
}

static bool
gather_row(struct ghosts *g, sqlite3_stmt *st)
{
	struct ledger *l = g->l;
	int64_t telegram = sqlite3_column_int64(st, 1);
	unsigned n = (unsigned)sqlite3_column_int(st, 2);
	struct fold_question q = {
		(const char *)sqlite3_column_text(st, 0),
		(const char *)sqlite3_column_text(st, 3),
		(const char *)sqlite3_column_text(st, 4),
		sqlite3_column_int(st, 5) };
	struct fold_answer answer;

	if (q.text == NULL)
		q.text = "";
	if (q.date == NULL)
		q.date = "";
	fold(world_ready(&l->world), &q, &answer);
	if (answer.rule != FOLD_NO_NUMBER && !g->whole &&
	    !wanted(l, answer.id, answer.year))
		return true;
	if (g->whole)
		return answer.rule == FOLD_NO_NUMBER || answer.held ||
		    cite(g, &answer, telegram, n) || no_memory(l->a);
	if (answer.rule == FOLD_NO_NUMBER) {
		l->sum->no_number++;
		tell_folded(l, &answer, telegram, n);
		return true;
	}
	if (answer.rule != FOLD_NONE) {
		l->sum->folded++;
		l->sum->folded_held += answer.held;
		tell_folded(l, &answer, telegram, n);
	}
	return answer.held || cite(g, &answer, telegram, n) ||
	    no_memory(l->a);
}

static void
gather(struct ghosts *g)
{
	struct archive *a = g->l->a;
	sqlite3_stmt *st = sql(a, "SELECT r.id, r.telegram, r.n, r.text,"
	    " t.date, coalesce(substr(t.date, 1, 4), t.year)"
	    " FROM ref AS r JOIN telegram AS t USING (telegram)"
	    " WHERE r.id NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM telegram AS c WHERE c.id = r.id)"
	    " AND NOT EXISTS (SELECT 1 FROM witness AS w WHERE w.id = r.id)"
	    " ORDER BY r.id, r.telegram", "");

	while (ledger_goes_on(g->l) && sql_row(a, st))
		if (!gather_row(g, st))
			break;
	sql_end(a, st);
}

/* Describing. */

static int
by_date(const void *a, const void *b)
{
	const struct gap_citing *x = a, *y = b;
	int order = strcmp(x->date, y->date);

	return order != 0 ? order : strcmp(x->id, y->id);
}

/* The first that cites it, of those that have a date: it was sent by then.
 * Its day; "": none. */
static const char *
first_cited(struct arena *arena, const struct gap_cited *c,
    const char **who)
{
	for (unsigned i = 0; i < c->cites; i++)
		if (c->citing[i].date[0] != '\0') {
			*who = c->citing[i].id;
			return arena_strdup(arena, str_cut(
			    str_from(c->citing[i].date), 0, 10));
		}
	return "";
}

static void
describe_window(struct arena *arena, struct gap_cited *c)
{
	const char *who = "", *cited = first_cited(arena, c, &who);
	const char *from = c->below_date, *to = c->above_date, *below, *above;

	below = *from != '\0' ? arena_printf(arena, "after %s of %s", c->below,
	    from) : arena_printf(arena, "in %d, of which no lower serial of "
	    "the post is held", c->year);
	if (*from == '\0')
		from = arena_printf(arena, "%04d-01-01", c->year);
	above = *to != '\0' ? arena_printf(arena, ", before %s of %s", c->above,
	    to) : "";
	if (*to == '\0')
		to = arena_printf(arena, "%04d-12-31", c->year);
	if (*from != '\0' && *to != '\0' && strcmp(to, from) < 0) {
		const char *swap = from;

		from = to;
		to = swap;
	}
	if (*cited != '\0' && strcmp(cited, to) < 0 &&
	    strcmp(cited, from) >= 0) {
		to = cited;
		above = arena_printf(arena, "%s, and not after %s, when %s "
		    "cites it", above, cited, who);
	}
	c->from = from;
	c->to = to;
	c->window = arena_printf(arena, "%s%s", below, above);
}

/* Posts that cite it had it; each once, the first five. */
static const char *
citing_posts(struct arena *arena, const struct gap_cited *c)
{
	enum { MAX = 5 };
	const char *posts[MAX], *list = "";
	size_t n = 0;

	for (unsigned i = 0; i < c->cites && n < MAX; i++) {
		const char *post = c->citing[i].post;
		bool again = post[0] == '\0' || strcmp(post, c->post) == 0;

		for (size_t k = 0; k < n; k++)
			again |= strcmp(posts[k], post) == 0;
		if (again)
			continue;
		posts[n++] = post;
		list = arena_printf(arena, "%s%s%s", list, *list == '\0' ? ""
		    : "; ", post);
	}
	return list;
}

static bool
in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; *at != '\0';) {
		size_t len = strcspn(at, ";");

		if (len == n && memcmp(at, word, n) == 0)
			return true;
		at += len;
		at += strspn(at, "; ");
	}
	return false;
}

/* Lists of names, "; " between them, each name once. */
static const char *
join_lists(struct arena *arena, const char *a, const char *b)
{
	while (*b != '\0') {
		size_t n = strcspn(b, ";");
		const char *word = arena_strdup(arena, str_make(b, n));

		if (word != NULL && !in_list(a, word))
			a = arena_printf(arena, "%s%s%s", a, *a == '\0' ? ""
			    : "; ", word);
		if (a == NULL)
			return "";
		b += n;
		b += strspn(b, "; ");
	}
	return a;
}

static void
describe_addressees(struct ledger *l, struct arena *arena,
    struct gap_cited *c)
{
	const char *usual, *why, *citing = citing_posts(arena, c);

	ledger_usual(l, c->post, c->year, &usual, &why);
	c->likely_to = join_lists(arena, usual, citing);
	c->likely_to_why = arena_printf(arena, "%s%s%s%s%s", why,
	    *why != '\0' && *citing != '\0' ? "; " : "", citing,
	    *citing == '\0' ? "" : strchr(citing, ';') == NULL
	    ? " cites it" : " cite it", "");
}

static void
describe_sureness(struct arena *arena, struct gap_cited *c)
{
	unsigned folded = 0;

	for (unsigned i = 0; i < c->cites; i++)
		folded += c->citing[i].receipt[0] != '\0';
	c->sure = c->doubt[0] != '\0' ? SURE_POSSIBLE
	    : c->cites > 1 && folded < c->cites - 1 ? SURE_CERTAIN
	    : SURE_LIKELY;
	c->why = c->cites == 0 ? "nothing that is held cites it"
	    : c->cites == 1 ? folded > 0
	    ? "one telegram cites it, under a number that was read as this"
	    : "one telegram cites it"
	    : arena_printf(arena, "%u telegrams cite it%s", c->cites,
	    folded == c->cites ? ", under numbers that were read as this"
	    : "");
}

void
ledger_describe(struct ledger *l, struct arena *arena, struct gap_cited *c,
    const char *told)
{
	const struct fold_world *world = world_ready(&l->world);
	struct fold_around around = { { 0 }, { 0 } };
	struct fold_parts parts = { .post = "" };
	int year = 0;

	for (unsigned i = 0; i < c->cites && year == 0; i++)
		if (strlen(c->citing[i].date) >= 4)
			year = (int)str_digits(c->citing[i].date, 4);
	if (fold_split(c->id, year, &parts))
		world->around(world->ctx, &parts, &around);
	c->post = arena_strdup(arena, str_from(parts.post));
	c->year = parts.year;
	c->serial = parts.serial;
	c->below = arena_strdup(arena, str_from(around.below.id));
	c->below_date = arena_strdup(arena, str_from(around.below.date));
	c->above = arena_strdup(arena, str_from(around.above.id));
	c->above_date = arena_strdup(arena, str_from(around.above.date));
	c->doubt = told == NULL ? "" : told;
	if (*c->doubt == '\0' && tables_post(str_from(c->post)) == NULL &&
	    around.below.serial == 0 && around.above.serial == 0 &&
	    c->cites < 2)
		c->doubt = "no such post is known, to the tables or to the "
		    "archive";
	describe_window(arena, c);
	describe_addressees(l, arena, c);
	describe_sureness(arena, c);
}

/* Telling. */

static int
by_ghost(const void *a, const void *b)
{
	const struct citation *x = a, *y = b;

	if (x->ghost != y->ghost)
		return x->ghost < y->ghost ? -1 : 1;
	if (x->telegram != y->telegram)
		return x->telegram < y->telegram ? -1 : 1;
	return (int)x->n - (int)y->n;
}

static int
by_cites(const void *a, const void *b)
{
	const struct ghost *x = a, *y = b;
	struct fold_parts p, q;
	int order;

	if (x->cites != y->cites)
		return x->cites > y->cites ? -1 : 1;
	if (!fold_split(x->id, 0, &p) || !fold_split(y->id, 0, &q))
		return strcmp(x->id, y->id);
	if (p.year != q.year)
		return p.year - q.year;
	order = strcmp(p.post, q.post);
	return order != 0 ? order : (p.serial > q.serial) -
	    (p.serial < q.serial);
}

/* The telegrams that cite a ghost, each by its first line. */
static bool
read_all_citing(struct ghosts *g, const struct ghost *ghost,
    struct arena *arena, struct gap_cited *c)
{
	const struct citation *at = &g->citation[ghost->first];

	c->citing = arena_array(arena, sizeof(*c->citing), ghost->cites);
	if (c->citing == NULL)
		return false;
	for (unsigned i = 0; i < ghost->cites; i++) {
		struct gap_citing *citing = &c->citing[i];
		int64_t telegram = at->telegram;
		struct fold_question q;
		struct fold_answer answer;

		if (!read_citing(g->l->a, arena, telegram, at->n, citing))
			return false;
		question(citing, &q);
		if (strcmp(citing->printed, ghost->id) != 0) {
			fold(world_ready(&g->l->world), &q, &answer);
			citing->receipt = arena_strdup(arena,
			    str_from(answer.receipt));
		}
		while (at < g->citation + g->citation_n &&
		    at->telegram == telegram &&
		    at->ghost == g->citation[ghost->first].ghost)
			at++;
	}
	if (ghost->cites > 1)
		qsort(c->citing, ghost->cites, sizeof(*c->citing), by_date);
	c->cites = ghost->cites;
	return !arena->failed;
}

static void
tell(struct ghosts *g, const struct ghost *ghost, struct arena *arena)
{
	struct ledger *l = g->l;
	struct gap_cited c = { .id = ghost->id };

	arena_reset(arena);
	if (!read_all_citing(g, ghost, arena, &c))
		return;
	ledger_describe(l, arena, &c, ghost->doubt);
	if (arena->failed)
		archive_fail(l->a, ARCHIVE_ENOMEM, "out of memory");
	else
		l->ended = !l->sink->cited(l->sink->ctx, &c);
}

/* The citations of each ghost together, and the ghosts in their order. */
static void
put_in_order(struct ghosts *g)
{
	if (g->citation_n > 1)
		qsort(g->citation, g->citation_n, sizeof(*g->citation), by_ghost);
	for (size_t i = g->citation_n; i-- > 0;) {
		const struct citation *c = &g->citation[i];
		struct ghost *ghost = &g->v[c->ghost];

		ghost->cites += i == 0 || c[-1].ghost != c->ghost ||
		    c[-1].telegram != c->telegram;
		ghost->first = i;
	}
	if (g->n > 1)
		qsort(g->v, g->n, sizeof(*g->v), by_cites);
}

static void
tell_all(struct ghosts *g)
{
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < g->n && ledger_goes_on(g->l); i++) {
		if (g->v[i].cites < g->l->filter.min_cites)
			break;
		if (g->whole && !wanted(g->l, g->v[i].id, g->v[i].year))
			continue;
		g->l->sum->cited++;
		g->l->sum->cites += g->v[i].cites;
		if (g->l->sink->cited != NULL)
			tell(g, &g->v[i], &arena);
	}
	arena_free(&arena);
}

static void
forget(struct ghosts *g)
{
	arena_free(&g->arena);
	free(g->v);
	free(g->slot);
	free(g->citation);
	memset(g, 0, sizeof(*g));
}

void
ghosts_free(struct ghosts *g)
{
	if (g != NULL)
		forget(g);
	free(g);
}

/* The handle's own, as far as they are of this state; NULL: out of memory. */
static struct ghosts *
kept(struct archive *a)
{
	int64_t state = archive_state(a);
	struct ghosts *g = a->ghosts;

	if (g == NULL)
		g = a->ghosts = calloc(1, sizeof(*g));
	if (g != NULL && g->ready && g->state != state)
		forget(g);
	if (g != NULL)
		g->state = state;
	return g;
}

static void
tell_cited(struct ledger *l, struct ghosts *g)
{
	g->l = l;
	if (!g->ready) {
		arena_init(&g->arena);
		gather(g);
		if (!ledger_goes_on(l))
			return;
		put_in_order(g);
		g->ready = true;
	}
	tell_all(g);
}

void
ledger_cited(struct ledger *l)
{
	bool keep = l->filter.keep && l->sink->folded == NULL &&
	    l->sink->no_number == NULL;
	struct ghosts own = { .ready = false };
	struct ghosts *g = keep ? kept(l->a) : &own;

	if (g == NULL) {
		no_memory(l->a);
		return;
	}
	g->whole = keep;
	tell_cited(l, g);
	if (!keep || !g->ready)
		forget(g);
}
