/* A telegram made ready for its row; see keep.h. */
#include <stdlib.h>
#include <string.h>

#include "archive/keep.h"
#include "archive/witness.h"
#include "tables/tables.h"
#include "telegram/number.h"
#include "telegram/telegram.h"

/* Runs of letters and digits; those above ASCII count as letters. */
static unsigned
count_words(struct str s)
{
	unsigned n = 0;
	bool in = false;

	for (size_t i = 0; i < s.n; i++) {
		bool now = ch_is(s.p[i], CT_ALNUM | CT_HIGH);

		n += now && !in;
		in = now;
	}
	return n;
}

/* The post of an address, by the tables; NULL: it is none, or not known. */
static const char *
address_post(struct arena *arena, const struct reftel_addressee *to)
{
	struct str plad = value_str(&to->plad), ri = value_str(&to->ri), name;
	const struct post *post = plad.n > 0 || ri.n == 0 ? NULL
	    : tables_post_by_ri(ri);
	bool known = false;
	char scratch[64];

	if (post != NULL || plad.n == 0)
		return post == NULL ? NULL : post->post;
	name = number_post(plad, NUMBER_IN_LINE, scratch, sizeof(scratch),
	    &known);
	return known ? arena_strdup(arena, name) : NULL;
}

static bool
find_posts(struct arrival *v, struct reftel_telegram *t)
{
	struct arena *arena = &t->impl->arena;
	size_t n = 0;

	v->post = arena_alloc(arena, sizeof(*v->post),
	    t->to.n + t->info.n + 1);
	if (v->post == NULL)
		return false;
	for (size_t i = 0; i < t->to.n; i++)
		v->post[n++] = address_post(arena, &t->to.v[i]);
	for (size_t i = 0; i < t->info.n; i++)
		v->post[n++] = address_post(arena, &t->info.v[i]);
	return !arena->failed;
}

bool
arrival_make(struct arrival *v, struct reftel_telegram *t)
{
	const struct reftel_check_options rules = { .as = REFTEL_READ };
	bool failed = false;

	v->t = t;
	if (reftel_check(t, &rules) != REFTEL_OK)
		return false;
	index_text(t, v->text);
	for (size_t i = 0; i < t->paragraphs.n; i++)
		v->words += count_words(value_str(&t->paragraphs.v[i].text));
	v->print = witness_print(t);
	for (int i = 0; i < INDEX__MAX; i++)
		failed |= v->text[i].failed;
	return !failed && find_posts(v, t);
}

void
arrival_free(struct arrival *v)
{
	reftel_telegram_free(v->t);
	for (int i = 0; i < INDEX__MAX; i++)
		buf_free(&v->text[i]);
}
