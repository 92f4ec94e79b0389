/* What archives' wrappers have in common; see wrapper.h. */
#include "form/wrapper.h"

#include "base/entity.h"
#include "form/lex.h"
#include "form/sign.h"

struct reftel_value
wrapper_value(struct reading *r, uint32_t start, uint32_t end)
{
	const char *p = r->text->p;

	while (end > start && ch_space(p[end - 1]))
		end--;
	while (start < end && ch_space(p[start]))
		start++;
	return telegram_value(r->t, start, end);
}

struct reftel_value
wrapper_decoded(struct reading *r, struct reftel_value v)
{
	struct str in = value_str(&v);
	char *out, *p, one[ENTITY_MAX];
	size_t n;
	bool unknown;

	if (str_findc(in, '&', 0) == in.n)
		return v;
	/* The shortest entities, such as "&lt;", are as long as what the
	 * longest of them stand for, so the text does not grow much: but
	 * "&nGt;" is five bytes and stands for six. */
	out = p = arena_bytes(&r->t->impl->arena, in.n * 2);
	if (out == NULL)
		return v;
	for (size_t i = 0; i < in.n;) {
		size_t taken = entity_decode(str_cut(in, i, in.n), one, &n,
		    &unknown);

		if (taken == 0) {
			*p++ = in.p[i++];
			continue;
		}
		memcpy(p, one, n);
		p += n;
		i += taken;
	}
	return telegram_value_as(str_range(out, p), v.start, v.end);
}

void
wrapper_newline(struct reading *r)
{
	uint32_t at = r->text->run_n == 0 ? 0
	    : text_source(r->text, r->text->n, r->text->n).end;

	text_replace(r->text, STR("\n"), at, 0);
}

void
wrapper_field(struct reading *r, const char *key, struct reftel_value v)
{
	if (value_set(&v))
		telegram_field(r->t, key, v);
}

/* [from, to) of the label v, trimmed. */
static struct reftel_value
part_of(struct reading *r, const struct reftel_value *v, size_t from,
    size_t to)
{
	return wrapper_value(r, v->start + (uint32_t)from,
	    v->start + (uint32_t)to);
}

/* "UNCLASSIFIED//FOR OFFICIAL USE ONLY" is how the archives print SENSITIVE
 * BUT UNCLASSIFIED (archive-forms.md 3.3.1). */
static bool
for_official_use(struct reftel_value *class, const struct reftel_value *part)
{
	if (!str_eqi(value_str(part), STR("FOR OFFICIAL USE ONLY")) ||
	    !str_eqi(value_str(class), STR("UNCLASSIFIED")))
		return false;
	*class = telegram_value_as(STR("SENSITIVE BUT UNCLASSIFIED"),
	    class->start, part->end);
	return true;
}

void
wrapper_label(struct reading *r, struct reftel_value v)
{
	struct str s = value_str(&v);
	size_t end = str_findc(s, '/', 0);
	struct reftel_value class, part;

	if (s.n == 0)
		return;
	class = part_of(r, &v, 0, end);
	while (end < s.n) {
		size_t from = end + 1;

		end = str_findc(s, '/', from);
		part = part_of(r, &v, from, end);
		if (part.n > 0 && !for_official_use(&class, &part))
			telegram_push(r->t, &r->captions, part);
	}
	if (class.n > 0)
		r->classification = class;
}

struct reftel_value
wrapper_iso_day(struct reading *r, struct reftel_value v,
    enum wrapper_clock clock)
{
	struct arena *a = &r->t->impl->arena;
	struct sign_day d;
	const char *s;

	if (!value_set(&v) || !sign_day(value_str(&v), &d))
		return (struct reftel_value){ 0 };
	s = lex_iso(a, d.year, d.month, d.day,
	    clock == WRAPPER_CLOCK ? d.hour : -1, d.minute);
	if (s == NULL)
		return (struct reftel_value){ 0 };
	return telegram_value_as(str_from(s), v.start, v.end);
}

void
wrapper_day(struct reading *r, struct reftel_value v, enum wrapper_clock clock)
{
	r->day = wrapper_iso_day(r, v, clock);
}

static size_t
skip_space(struct str s, size_t at)
{
	while (at < s.n && ch_space(s.p[at]))
		at++;
	return at;
}

void
wrapper_partial(struct reading *r)
{
	const struct str notice[] = {
		STR("This record is a partial extract of the original cable."),
		STR("The full text of the original cable is not available.")
	};
	struct str s = str_make(r->text->p, r->text->n);
	size_t start = skip_space(s, r->begin), at = start;

	for (size_t i = 0; i < 2; i++) {
		size_t next = skip_space(s, at);

		if (!str_starts(str_cut(s, next, s.n), notice[i]))
			break;
		at = next + notice[i].n;
	}
	if (at == start)
		return;
	r->begin = (uint32_t)at;
	r->partial = true;
}

struct str
wrapper_words(const struct reading *r)
{
	return str_make(r->text->p + r->begin, r->text->n - r->begin);
}

void
wrapper_missing(struct reading *r)
{
	r->missing = str_trim(wrapper_words(r)).n == 0;
}

static void
edition_captions(struct reading *r)
{
	struct reftel_telegram *t = r->t;

	for (size_t i = 0; i < r->edition.captions.n; i++) {
		const struct reftel_value *v = &r->edition.captions.v[i];
		size_t k = 0;

		while (k < t->captions.n && !str_eqi(value_str(v),
		    value_str(&t->captions.v[k])))
			k++;
		if (k == t->captions.n && telegram_push(t, &t->captions, *v))
			telegram_inferred(t, "/captions/%zu", k);
	}
}

static void
edition_addressees(struct reading *r, struct reftel_addressees *to,
    const struct reftel_addressees *from, const char *key)
{
	if (to->n > 0 || from->n == 0)
		return;
	*to = *from;
	for (size_t i = 0; i < to->n; i++)
		telegram_inferred(r->t, "/%s/%zu/plad", key, i);
}

void
wrapper_edition(struct reading *r)
{
	struct reftel_telegram *t = r->t;
	const struct edition *e = &r->edition;

	edition_captions(r);
	if (!t->drafting.present && e->drafting.present) {
		t->drafting = e->drafting;
		telegram_inferred(t, "/drafting");
	}
	if (!value_set(&t->precedence_action) && value_set(&e->precedence)) {
		t->precedence_action = e->precedence;
		telegram_inferred(t, "/precedence/action");
	}
	if (value_set(&t->from.plad) || t->to.n > 0)
		return;		/* it has a heading */
	if (value_set(&e->from)) {
		t->from.plad = e->from;
		telegram_inferred(t, "/from/plad");
	}
	edition_addressees(r, &t->to, &e->to, "to");
	edition_addressees(r, &t->info, &e->info, "info");
}

struct diag *
wrapper_diag(struct reading *r, enum diag_code code, uint32_t from,
    uint32_t to, struct str arg)
{
	struct text_place p = text_source(r->src, from, to);

	return telegram_diag_raw(r->t, code, p.start, p.end, arg);
}
