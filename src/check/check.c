/* Runs the rules over a telegram that was read; see check.h. */
#include "check/check.h"

#include <stdarg.h>
#include <stdio.h>

static const struct rule {
	enum diag_code code;
	void (*run)(struct check *);
} rules[] = {
#define RULE(code, fn) { DIAG_##code, fn },
#include "check/rules.def"
#undef RULE
};

static struct diag *
found(struct check *c, uint32_t start, uint32_t end, struct str arg)
{
	const struct diag_info *info = &diag_info[c->code];
	struct diag *d = telegram_diag(c->t, c->code, start, end, arg);

	if (d != NULL && c->compose && info->composing > d->severity)
		d->severity = info->composing;
	return d;
}

void
say(struct check *c, uint32_t start, uint32_t end, struct str arg)
{
	found(c, start, end, arg);
}

void
say_note(struct check *c, uint32_t start, uint32_t end, struct str arg)
{
	struct diag *d = found(c, start, end, arg);

	if (d != NULL)
		d->severity = REFTEL_NOTE;
}

void
say_also(struct check *c, const struct reftel_value *v, struct str arg)
{
	if (value_placed(v))
		say_note(c, v->start, v->end, arg);
}

void
say_at(struct check *c, const struct reftel_value *v, struct str arg)
{
	if (value_placed(v))
		say(c, v->start, v->end, arg);
	else
		say_whole(c, arg);
}

void
say_missing(struct check *c, enum header_line line)
{
	uint32_t start, end;

	if (telegram_gap(c->t, line, &start, &end))
		say(c, start, end, STR(""));
	else
		say_whole(c, STR(""));
}

void
say_between(struct check *c, const struct reftel_value *before,
    const struct reftel_value *behind)
{
	uint32_t end, next;

	if (!value_placed(before) || before->end > c->text.n) {
		say_whole(c, STR(""));
		return;
	}
	next = before->end;
	while (next < c->text.n && ch_space(c->text.p[next]))
		next++;
	end = next;
	if (value_placed(behind) && behind->start > next &&
	    behind->start <= c->text.n)
		end = behind->start;
	/* a label stands before it */
	while (end > next && c->text.p[end - 1] != '\n')
		end--;
	/* nothing in between: a page of the archive may end there, and the
	 * place is to reach to what follows */
	say(c, before->end, end + (end == next && next < c->text.n), STR(""));
}

void
say_str(struct check *c, struct str where, struct str arg)
{
	uint32_t a = place_of(c, where.p);

	say(c, a, a + (uint32_t)where.n, arg);
}

void
say_whole(struct check *c, struct str arg)
{
	const struct reftel_telegram *t = c->t;
	const struct reftel_value *places[] = { &t->classification, &t->dtg,
		&t->subject };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (value_placed(places[i])) {
			say(c, places[i]->start, places[i]->end, arg);
			return;
		}
	say(c, c->begin, c->begin, arg);
}

struct str
arg_of(struct check *c, const char *fmt, ...)
{
	char room[160];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(room, sizeof room, fmt, ap);
	va_end(ap);
	if (n < 0)
		return STR("");
	return str_from(arena_strdup(&c->t->impl->arena, str_from(room)));
}

/* What reading found weighs more in a telegram that is still to be sent. */
static void
weigh_anew(struct reftel_telegram *t)
{
	for (struct diag *d = t->impl->diag; d != NULL; d = d->next)
		if (diag_info[d->code].composing > d->severity)
			d->severity = diag_info[d->code].composing;
}

enum reftel_status
reftel_check(struct reftel_telegram *t, const struct reftel_check_options *o)
{
	struct check c = { .t = t, .now = NO_MINUTE };
	const struct reftel_diag *before;
	size_t n;

	if (t == NULL)
		return REFTEL_EINVAL;
	before = t->diagnostics;
	n = t->impl->diag_n;
	c.compose = o != NULL && o->as == REFTEL_COMPOSE;
	if (o != NULL && o->now != 0)
		c.now = o->now / 60;
	check_facts(&c);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		c.code = rules[i].code;
		if (c.compose || !diag_info[c.code].compose_only)
			rules[i].run(&c);
	}
	if (c.compose)
		weigh_anew(t);
	if (c.compose || t->impl->diag_n > n)
		telegram_publish(t);
	if (!t->impl->arena.failed)
		return REFTEL_OK;
	t->diagnostics = before;
	return REFTEL_ENOMEM;
}
