/* A telegram made ready for its row; see keep.h. */
#include <stdlib.h>
#include <string.h>

#include "archive/keep.h"
#include "archive/witness.h"
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

bool
arrival_make(struct arrival *v, struct reftel_telegram *t)
{
	bool failed = false;

	v->t = t;
	index_text(t, v->text);
	for (size_t i = 0; i < t->paragraphs.n; i++)
		v->words += count_words(value_str(&t->paragraphs.v[i].text));
	v->print = witness_print(t);
	for (int i = 0; i < INDEX__MAX; i++)
		failed |= v->text[i].failed;
	return !failed;
}

void
arrival_free(struct arrival *v)
{
	reftel_telegram_free(v->t);
	buf_free(&v->packed.frame);
	for (int i = 0; i < INDEX__MAX; i++)
		buf_free(&v->text[i]);
}
