/* To whom a post usually wrote; asked once for each year. */
#include <stdio.h>
#include <string.h>

#include "archive/ledger.h"

enum {
	USUAL_PERCENT = 25	/* a share below that says little */
};

struct usual {
	const char *key;	/* PARIS 2006 */
	const char *to, *why;
};

static struct usual *
slot(const struct ledger *l, const char *key)
{
	size_t i = str_hash(str_from(key)) & (l->usual_cap - 1);

	while (l->usual[i].key != NULL && strcmp(l->usual[i].key, key) != 0)
		i = (i + 1) & (l->usual_cap - 1);
	return &l->usual[i];
}

static bool
grow(struct ledger *l)
{
	struct usual *old = l->usual;
	size_t n = l->usual_cap;

	if (l->usual_n * 2 < n)
		return true;
	l->usual_cap = n == 0 ? 256 : n * 2;
	l->usual = arena_alloc(&l->arena, sizeof(*old), l->usual_cap);
	if (l->usual == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (old[i].key != NULL)
			*slot(l, old[i].key) = old[i];
	return true;
}

static void
look_up(struct ledger *l, const char *post, int year, struct usual *out)
{
	int64_t all = sql_int(l->a, 0, "SELECT count(*) FROM telegram"
	    " WHERE post = ? AND year = ?", "su", post, year);
	sqlite3_stmt *st = all == 0 ? NULL : sql(l->a,
	    "SELECT coalesce(a.post, a.plad) AS who,"
	    " count(DISTINCT t.telegram) AS n"
	    " FROM telegram AS t JOIN addressee AS a USING (telegram)"
	    " WHERE t.post = ? AND t.year = ? AND a.role = 'to'"
	    " AND who NOT NULL GROUP BY who ORDER BY n DESC, who LIMIT 3",
	    "su", post, year);
	char to[300] = "", why[300] = "";
	size_t t = 0, w = 0;

	while (sql_row(l->a, st)) {
		int64_t n = sqlite3_column_int64(st, 1);
		const char *who = (const char *)sqlite3_column_text(st, 0);

		if (n * 100 < all * USUAL_PERCENT || t + strlen(who) + 3 >
		    sizeof(to) || w + strlen(who) + 60 > sizeof(why))
			continue;
		t += (size_t)snprintf(to + t, sizeof(to) - t, "%s%s",
		    t == 0 ? "" : "; ", who);
		w += (size_t)snprintf(why + w, sizeof(why) - w,
		    "%s%lld of %lld to %s", w == 0 ? "" : ", ", (long long)n,
		    (long long)all, who);
	}
	sql_end(l->a, st);
	out->to = arena_strdup(&l->arena, str_from(to));
	out->why = w == 0 ? "" : arena_printf(&l->arena,
	    "of its telegrams of %d that are held: %s", year, why);
}

void
ledger_usual(struct ledger *l, const char *post, int year, const char **to,
    const char **why)
{
	char key[64];
	struct usual *u;

	*to = *why = "";
	if (!grow(l))
		return;
	snprintf(key, sizeof(key), "%s %d", post, year);
	u = slot(l, key);
	if (u->key == NULL) {
		u->key = arena_strdup(&l->arena, str_from(key));
		l->usual_n++;
		look_up(l, post, year, u);
	}
	if (l->arena.failed)
		return;
	*to = u->to;
	*why = u->why;
}
