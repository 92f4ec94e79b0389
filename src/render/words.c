/* From values to the words of a telegram; see words.h. */
#include "render/words.h"

#include <stdio.h>
#include <string.h>

#include "tables/tables.h"
#include "telegram/number.h"

static void
put_value(struct buf *b, const struct reftel_value *v)
{
	if (value_set(v))
		buf_putstr(b, value_str(v));
}

/* A value with a blank before it. */
static void
put_word(struct buf *b, const struct reftel_value *v)
{
	if (!value_set(v))
		return;
	buf_putc(b, ' ');
	put_value(b, v);
}

static void
put_words(struct buf *b, const struct reftel_values *l)
{
	for (size_t i = 0; i < l->n; i++)
		put_word(b, &l->v[i]);
}

/* Signals of one word stand in the heading; those with a number of their own
 * ("ZFR 0340") behind the telegram's number. */
static void
put_signals(struct buf *b, const struct reftel_values *l, bool numbered)
{
	for (size_t i = 0; i < l->n; i++) {
		struct str s = value_str(&l->v[i]);
		bool has_number = str_findc(s, ' ', 0) < s.n && s.p[0] != '(';

		if (has_number == numbered)
			put_word(b, &l->v[i]);
	}
}

static void
put_padded(struct buf *b, long n, int width)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%0*ld", width, n);
	buf_puts(b, digits);
}

static bool
value_is(const struct reftel_value *v, const char *words)
{
	return value_set(v) && str_eq(value_str(v), str_from(words));
}

/* --- format lines 1 to 5 -------------------------------------------------- */

/* A number of digits, counted up; what is no number stays. */
static void
put_counted(struct buf *b, struct str digits, unsigned more)
{
	long n = 0, limit = 1;

	for (size_t i = 0; i < digits.n && digits.n <= 9; i++) {
		if (!ch_digit(digits.p[i])) {
			buf_putstr(b, digits);
			return;
		}
		n = n * 10 + (digits.p[i] - '0');
		limit *= 10;
	}
	if (digits.n > 9 || more == 0)
		buf_putstr(b, digits);
	else
		put_padded(b, (n + (long)more) % limit, (int)digits.n);
}

void
words_channel(struct buf *b, const struct reftel_telegram *t,
    const struct words_section *section)
{
	struct str s = value_str(&t->transmission.channel);
	size_t digits = s.n;

	while (digits > 0 && ch_digit(s.p[digits - 1]))
		digits--;
	buf_putstr(b, str_cut(s, 0, digits));
	put_counted(b, str_cut(s, digits, s.n), section->number - 1);
}

void
words_routing(struct buf *b, const struct reftel_telegram *t)
{
	const struct reftel_value *v = &t->transmission.routing_precedence;

	put_value(b, v);
	/* the JANAP header has one letter, this dialect two */
	if (v->n == 1)
		put_value(b, v);
	if (value_set(v))
		put_words(b, &t->transmission.routing);
}

void
words_originator(struct buf *b, const struct reftel_telegram *t,
    const struct words_section *section)
{
	const struct reftel_transmission *x = &t->transmission;

	if (!value_set(&x->originator))
		return;
	buf_puts(b, "DE ");
	put_value(b, &x->originator);
	if (value_set(&x->station_serial)) {
		buf_puts(b, " #");
		put_value(b, &x->station_serial);
	}
	if (section->of > 1) {
		buf_putc(b, '/');
		put_padded(b, (long)section->number, 2);
	} else if (value_set(&x->section)) {
		buf_putc(b, '/');
		put_value(b, &x->section);
	}
	put_word(b, &x->filed);
}

void
words_security(struct buf *b, const struct reftel_telegram *t)
{
	if (!value_set(&t->transmission.security))
		return;
	put_value(b, &t->transmission.security);
	put_signals(b, &t->transmission.handling, false);
}

static const char *
prosign(const struct reftel_value *precedence)
{
	static const char *const word[][2] = {
		{ "FLASH", "Z" }, { "NIACT IMMEDIATE", "O" },
		{ "IMMEDIATE", "O" }, { "PRIORITY", "P" }, { "ROUTINE", "R" },
		{ "EMERGENCY", "Y" }
	};

	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
		if (value_is(precedence, word[i][0]))
			return word[i][1];
	return NULL;
}

void
words_dtg(struct buf *b, const struct reftel_telegram *t)
{
	const char *action = prosign(&t->precedence_action);
	const char *info = prosign(&t->precedence_info);

	if (!value_set(&t->dtg))
		return;
	if (action != NULL)
		buf_puts(b, action);
	if (action != NULL && info != NULL) {
		buf_putc(b, ' ');
		buf_puts(b, info);
	}
	if (action != NULL)
		buf_putc(b, ' ');
	put_value(b, &t->dtg);
	/* without a line of their own, signals stand behind the year */
	if (!value_set(&t->transmission.security))
		put_signals(b, &t->transmission.handling, false);
}

/* --- format lines 6 to 9 -------------------------------------------------- */

void
words_addressee(struct buf *b, const struct reftel_addressee *a,
    const struct words_section *section)
{
	if (value_set(&a->ri)) {
		put_value(b, &a->ri);
		buf_putc(b, '/');
	}
	put_value(b, &a->plad);
	put_word(b, &a->precedence);
	if (!value_set(&a->number))
		return;
	buf_putc(b, ' ');
	put_counted(b, value_str(&a->number), section->number - 1);
}

/* --- the classification line ---------------------------------------------- */

/* Security classes are letter-spaced (telegram.md 4.1). */
static const struct class_words {
	const char *level, *words;
} class_words[] = {
	{ "UNCLASSIFIED", "UNCLAS" },
	{ "CONFIDENTIAL", "C O N F I D E N T I A L" },
	{ "SECRET", "S E C R E T" },
	{ "TOP SECRET", "T O P  S E C R E T" },
	{ "LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE" },
};

bool
words_caption_in_class(const struct reftel_telegram *t, size_t i)
{
	return value_is(&t->captions.v[i], "EFTO");
}

/* Sensitive but unclassified is UNCLAS with a caption, or says so itself. */
static const char *
class_of(const struct reftel_telegram *t)
{
	if (value_is(&t->classification, "SENSITIVE BUT UNCLASSIFIED"))
		return telegram_has_caption(t, STR("SENSITIVE")) ? "UNCLAS"
		    : "SENSITIVE BUT UNCLASSIFIED";
	for (size_t i = 0; i < sizeof(class_words) / sizeof(class_words[0]);
	    i++)
		if (value_is(&t->classification, class_words[i].level))
			return class_words[i].words;
	return NULL;
}

/* The post's name in capitals if that leads back to the post. */
static void
put_post(struct buf *b, const struct reftel_telegram *t)
{
	const struct post *post = tables_post(value_str(&t->post));
	char name[64], squeezed[64];
	size_t n = 0;

	for (const char *p = post == NULL ? "" : post->name; *p != '\0' &&
	    n < sizeof(name); p++)
		if (ch_alnum(*p) || *p == ' ')
			name[n++] = ch_fold(*p);
		else if (*p == '-')
			name[n++] = ' ';
	if (n > 0 && str_eq(value_str(&t->post), str_make(squeezed,
	    number_squeeze(str_make(name, n), squeezed, sizeof(squeezed)))))
		buf_put(b, name, n);
	else
		put_value(b, &t->post);
}

void
words_class_line(struct buf *b, const struct reftel_telegram *t,
    const struct words_section *section)
{
	const char *words = class_of(t);

	if (words == NULL)
		return;
	buf_puts(b, words);
	if (telegram_has_caption(t, STR("EFTO")))
		buf_puts(b, " E F T O");
	if (section->of > 1) {
		buf_puts(b, " SECTION ");
		put_padded(b, (long)section->number, 2);
		buf_puts(b, " OF ");
		put_padded(b, (long)section->of, 2);
	}
	if (!value_set(&t->post) || t->serial.value < 0)
		return;
	buf_putc(b, ' ');
	put_post(b, t);
	buf_putc(b, ' ');
	put_padded(b, t->serial.value, t->year.value > 0 &&
	    t->year.value < 1980 ? 4 : 6);
	put_signals(b, &t->transmission.handling, true);
}

void
words_number(struct buf *b, const struct reftel_telegram *t, bool with_year)
{
	if (!value_set(&t->post) || t->serial.value < 0)
		return;
	if (with_year && t->year.value > 0) {
		put_padded(b, t->year.value % 100, 2);
		buf_putc(b, ' ');
	}
	put_post(b, t);
	buf_putc(b, ' ');
	buf_putu(b, (uint64_t)t->serial.value);
}

/* --- the text header ------------------------------------------------------ */

void
words_eo(struct buf *b, const struct reftel_telegram *t)
{
	if (!t->eo.present)
		return;
	buf_puts(b, "E.O.");
	put_word(b, &t->eo.order);
	buf_putc(b, ':');
	put_word(b, &t->eo.text);
}

void
words_tags(struct buf *b, const struct reftel_telegram *t)
{
	for (size_t i = 0; i < t->tags.n; i++) {
		bool person = t->tags.v[i].kind == REFTEL_TAG_PERSON;

		buf_puts(b, i == 0 ? "TAGS: " : ", ");
		if (person)
			buf_putc(b, '(');
		put_value(b, &t->tags.v[i].tag);
		if (person)
			buf_putc(b, ')');
	}
}

void
words_subject(struct buf *b, const struct reftel_telegram *t)
{
	if (!value_set(&t->subject))
		return;
	buf_puts(b, "SUBJECT: ");
	if (value_set(&t->subject_portion)) {
		buf_putc(b, '(');
		put_value(b, &t->subject_portion);
		buf_puts(b, ") ");
	}
	put_value(b, &t->subject);
}

static bool
same_label(const struct reftel_ref *a, const struct reftel_ref *b)
{
	return value_set(&a->label) == value_set(&b->label) &&
	    str_eq(value_str(&a->label), value_str(&b->label));
}

static bool
is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static void
put_notal(struct buf *b, const struct reftel_ref *ref)
{
	if (ref->notal && str_findi(value_str(&ref->text), STR("NOTAL"), 0) >=
	    ref->text.n)
		buf_puts(b, " (NOTAL)");
}

size_t
words_ref(struct buf *b, const struct reftel_telegram *t, size_t i)
{
	const struct reftel_ref *ref = &t->refs.v[i];
	size_t n = i + 1;

	if (value_set(&ref->label)) {
		put_value(b, &ref->label);
		buf_puts(b, ". ");
	}
	put_value(b, &ref->text);
	/* "ZENDA 12 AND 13": numbers behind one post's name; behind a comma
	 * one could be a year */
	while (n < t->refs.n && same_label(ref, &t->refs.v[n]) &&
	    is_number(value_str(&t->refs.v[n].text))) {
		put_notal(b, &t->refs.v[n - 1]);
		buf_puts(b, " AND ");
		put_value(b, &t->refs.v[n].text);
		n++;
	}
	put_notal(b, &t->refs.v[n - 1]);
	return n;
}

/* "1.4(b)", "1.4(d)": "1.4 (b), (d)" */
static void
put_reasons(struct buf *b, const struct reftel_values *reasons)
{
	struct str paragraph = { "", 0 };

	for (size_t i = 0; i < reasons->n; i++) {
		struct str s = value_str(&reasons->v[i]);
		size_t open = str_findc(s, '(', 0);

		buf_puts(b, i == 0 ? " " : ", ");
		if (open >= s.n) {
			buf_putstr(b, s);
			continue;
		}
		if (!str_eq(str_cut(s, 0, open), paragraph)) {
			paragraph = str_cut(s, 0, open);
			buf_putstr(b, paragraph);
			buf_putc(b, ' ');
		}
		buf_putstr(b, str_cut(s, open, s.n));
	}
}

void
words_authority(struct buf *b, const struct reftel_classifier *c)
{
	buf_puts(b, "Classified By:");
	put_word(b, &c->name);
	if (value_set(&c->title)) {
		buf_puts(b, value_set(&c->name) ? ", " : " ");
		put_value(b, &c->title);
	}
	if (c->reasons.n > 0) {
		bool named = value_set(&c->name) || value_set(&c->title);

		buf_puts(b, !named ? " Reason:" : c->reasons.n > 1
		    ? ", reasons" : ", reason");
		put_reasons(b, &c->reasons);
	}
	buf_putc(b, '.');
}

void
words_paragraph_mark(struct buf *b, const struct reftel_paragraph *p)
{
	if (p->number.value >= 0) {
		buf_putu(b, (uint64_t)p->number.value);
		buf_puts(b, ". ");
	}
	if (!value_set(&p->portion))
		return;
	/* "1. (C - ENTIRE TEXT)" is a statement, which says it itself */
	if (value_set(&p->text) && str_findi(str_cut(value_str(&p->text), 0,
	    32), STR("ENTIRE TEXT"), 0) < 32 && str_findi(value_str(&p->text),
	    STR("ENTIRE TEXT"), 0) < p->text.n)
		return;
	buf_putc(b, '(');
	put_value(b, &p->portion);
	buf_puts(b, ") ");
}

void
words_origin(struct buf *b, const struct reftel_telegram *t)
{
	const struct post *post = tables_post(value_str(&t->post));

	if (post == NULL) {
		put_value(b, &t->post);
	} else if (str_eq(str_from(post->type), STR("department"))) {
		buf_puts(b, "Secretary of State");
	} else {
		if (post->type[0] != '\0') {
			buf_putc(b, ch_fold(post->type[0]));
			buf_puts(b, post->type + 1);
			buf_putc(b, ' ');
		}
		buf_puts(b, post->name);
	}
}
