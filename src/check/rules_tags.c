/*
 * TAGS, SUBJECT and REF, and the order of the lines of the text header.
 * telegram.md 1, 15 and 16.
 */
#include "check/check.h"
#include "tables/tables.h"
#include "telegram/number.h"

/* --- the header as a whole --------------------------------------------------- */

void
tags_before_eo(struct check *c)
{
	const struct reftel_value *eo = &c->t->eo.whole;

	if (c->t->tags.n > 0 && value_placed(eo) &&
	    value_placed(&c->t->tags.v[0].tag) &&
	    c->t->tags.v[0].tag.start < eo->start)
		say_at(c, &c->t->tags.v[0].tag, STR(""));
}

/* A line of the header that stands below paragraph 1. */
void
header_in_text(struct check *c)
{
	static const char *const labels[] = { "\nE.O. 1", "\nTAGS:",
		"\nSUBJECT:", "\nSUBJ:" };
	const bool missing[] = { !c->t->eo.present, c->t->tags.n == 0,
		!value_set(&c->t->subject), !value_set(&c->t->subject) };

	if (!c->whole || c->t->paragraphs.n == 0)
		return;
	for (size_t i = 0; i < LEX_COUNT(labels); i++) {
		struct str label = str_from(labels[i]);
		size_t k = missing[i] ? str_find(c->text, label,
		    c->t->impl->body) : c->text.n;

		if (k < c->text.n) {
			say(c, (uint32_t)k + 1, (uint32_t)(k + label.n),
			    str_cut(label, 1, label.n));
			return;
		}
	}
}

/* --- TAGS -------------------------------------------------------------------------- */

/* TAGS that stand in the telegram, not in the archive's fields. */
static bool
has_tags(const struct check *c)
{
	return c->t->tags.n > 0 && (c->t->form != REFTEL_FORM_CFPF ||
	    !is_inferred(c, "/tags/0"));
}

void
tags_missing(struct check *c)
{
	if (c->whole && !has_tags(c) && c->day >= 19730301 &&
	    value_placed(&c->t->classification) &&
	    !has_caption(c, "AIDAC") && !has_caption(c, "TOPEC"))
		say_missing(c, LINE_TAGS);
}

void
tag_subject_missing(struct check *c)
{
	for (size_t i = 0; i < c->t->tags.n; i++)
		if (c->t->tags.v[i].kind == REFTEL_TAG_SUBJECT ||
		    c->t->tags.v[i].kind == REFTEL_TAG_PROGRAM)
			return;
	if (has_tags(c))
		say_at(c, &c->t->tags.v[0].tag, STR(""));
}

/* Copies in the order of the alphabet have lost that of the telegram. */
static bool
alphabetical(const struct check *c)
{
	for (size_t i = 1; i < c->t->tags.n; i++)
		if (str_cmp(value_str(&c->t->tags.v[i - 1].tag),
		    value_str(&c->t->tags.v[i].tag)) > 0)
			return false;
	return true;
}

/* Subjects before countries; a person stands behind its subject. */
void
tag_order(struct check *c)
{
	bool country = false;

	for (size_t i = 0; i < c->t->tags.n; i++) {
		enum reftel_tag_kind kind = c->t->tags.v[i].kind;

		country |= kind == REFTEL_TAG_GEOGRAPHIC;
		if (country && kind == REFTEL_TAG_SUBJECT &&
		    !alphabetical(c)) {
			say_at(c, &c->t->tags.v[i].tag,
			    value_str(&c->t->tags.v[i].tag));
			return;
		}
	}
}

static bool
ends_name(char c)
{
	return c == ',' || c == '(' || c == ')';
}

/* A bracket at k of the TAGS that has no other. */
static void
bracket_alone(struct check *c, struct str tags, size_t k)
{
	size_t a = k, b = k + 1;

	/* as far as the next one, so that many take no more time than long */
	while (tags.p[k] == '(' && b < tags.n && !ends_name(tags.p[b]))
		b++;
	while (tags.p[k] == ')' && a > 0 && !ends_name(tags.p[a - 1]))
		a--;
	say(c, place_of(c, tags.p + a), place_of(c, tags.p + b),
	    str_trim(str_cut(tags, a, b)));
}

/* The TAGS as they stand there, as far as they follow one another, with the
 * brackets around them. */
static struct str
tags_line(const struct check *c)
{
	const struct reftel_value *last = &c->t->tags.v[0].tag;
	uint32_t from = last->start - (last->start > 0);

	if (!value_placed(last) || last->start < c->t->impl->begin)
		return STR("");
	for (size_t i = 1; i < c->t->tags.n; i++) {
		const struct reftel_value *v = &c->t->tags.v[i].tag;
		if (!value_placed(v) || v->start < last->end ||
		    v->start > last->end + 8)
			break;
		last = v;
	}
	return str_cut(c->text, from, last->end + 1u < c->text.n ?
	    last->end + 1u : c->text.n);
}

/* Doubled commas, semicolons, a final comma or period. */
void
tags_separators(struct check *c)
{
	struct str s = c->t->tags.n > 0 ? tags_line(c) : STR("");

	if (s.n == 0)
		return;
	size_t from = place_of(c, s.p), last = from + s.n - 1;
	s = str_cut(c->text, from, str_findc(c->text, '\n', last));
	for (size_t k = 0; k < s.n; k++) {
		size_t b = k + 1;

		if (s.p[k] != ',' && s.p[k] != ';')
			continue;
		while (b < s.n && s.p[b] == ' ')
			b++;
		if (s.p[k] == ';' || (b < s.n && s.p[b] == ',')) {
			say(c, (uint32_t)(from + k), (uint32_t)(from + b),
			    STR(""));
			return;
		}
	}
	struct str end = str_trim(str_cut(s, last - from, s.n));
	if (end.n > 0 && end.n < 4 && strchr(".,", end.p[end.n - 1]) != NULL)
		say(c, place_of(c, end.p + end.n - 1), place_of(c, end.p +
		    end.n), STR(""));
}

/* Each name has a pair of brackets. */
static void
brackets_paired(struct check *c)
{
	size_t open = SIZE_MAX;
	struct str s = tags_line(c);

	for (size_t k = 0; k < s.n; k++) {
		if (s.p[k] == ')' && open == SIZE_MAX)
			bracket_alone(c, s, k);
		if (s.p[k] == '(' && open != SIZE_MAX)
			bracket_alone(c, s, open);
		if (s.p[k] == '(' || s.p[k] == ')')
			open = s.p[k] == '(' ? k : SIZE_MAX;
	}
	if (open != SIZE_MAX)
		bracket_alone(c, s, open);
}

/* Only names stand in brackets. */
void
tag_brackets(struct check *c)
{
	if (c->t->tags.n > 0)
		brackets_paired(c);
	for (size_t i = 0; i < c->t->tags.n; i++) {
		const struct reftel_tag *g = &c->t->tags.v[i];

		if (value_placed(&g->tag) && g->tag.start > 0 &&
		    g->tag.start < c->text.n &&
		    c->text.p[g->tag.start - 1] == '(' &&
		    tables_tag(value_str(&g->tag), 0) != 0)
			say_at(c, &g->tag, value_str(&g->tag));
	}
}

/* OCON, OEXC, OREP, OTRA and OVIP go with the travellers' names. */
void
tag_name_missing(struct check *c)
{
	static const char *const travel[] = { "OCON", "OEXC", "OREP", "OTRA",
		"OVIP" };
	const struct reftel_value *at = NULL;

	for (size_t i = 0; i < c->t->tags.n; i++) {
		if (c->t->tags.v[i].kind == REFTEL_TAG_PERSON)
			return;
		if (at == NULL && lex_in(value_str(&c->t->tags.v[i].tag),
		    travel, LEX_COUNT(travel)))
			at = &c->t->tags.v[i].tag;
	}
	if (at == NULL || !value_placed(at))
		return;
	if (c->day >= 19740101 && c->day < 19800101)
		say_at(c, at, value_str(at));
	else
		say_note(c, at->start, at->end, value_str(at));
}

static void
tag_year(struct check *c, enum reftel_tag_kind kind)
{
	int year = (int)(c->day / 10000);

	for (size_t i = 0; year > 0 && i < c->t->tags.n; i++) {
		const struct reftel_tag *g = &c->t->tags.v[i];
		struct str s = value_str(&g->tag);

		if (g->kind == kind && (tables_tag_then(s, year) &
		    1u << kind) == 0 && (tables_tag(s, 0) & 1u << kind) != 0)
			say_at(c, &g->tag, s);
	}
}

/* X09 */
void
tag_out_of_time(struct check *c)
{
	tag_year(c, REFTEL_TAG_SUBJECT);
}

void
country_out_of_time(struct check *c)
{
	tag_year(c, REFTEL_TAG_GEOGRAPHIC);
}

/* --- SUBJECT ------------------------------------------------------------------------- */

void
subject_long(struct check *c)
{
	enum { MOST = 300 };

	if (c->t->subject.n > MOST)
		say_at(c, &c->t->subject, arg_of(c, "%u",
		    (unsigned)c->t->subject.n));
}

void
subject_portion_missing(struct check *c)
{
	if (c->rank >= RANK_CLASSIFIED && c->day >= 19960101 &&
	    value_placed(&c->t->subject) &&
	    !value_set(&c->t->subject_portion))
		say_at(c, &c->t->subject, STR(""));
}

void
subject_portion_above(struct check *c)
{
	const struct reftel_value *v = &c->t->subject_portion;
	int rank = rank_of_portion(value_str(v));

	if (c->rank >= 0 && rank > c->rank && rank >= RANK_CLASSIFIED)
		say_at(c, v, value_str(v));
}

/* --- REF ---------------------------------------------------------------------------------- */

/* "07KARACHI756" of this post and year: its serial; 0: another's. */
static long
own_serial(const struct check *c, struct str id)
{
	struct str own = value_str(&c->t->id), post = value_str(&c->t->post);

	if (own.n < 3 || id.n < post.n + 3 || !str_eq(str_cut(id, 0, 2 +
	    post.n), str_cut(own, 0, 2 + post.n)) ||
	    !ch_digit(id.p[2 + post.n]))
		return 0;
	return str_digits(id.p + 2 + post.n, id.n - 2 - post.n);
}

/* The minute of a date-time group in s; NO_MINUTE: there is none. */
static minute_t
dtg_in(struct str s)
{
	for (size_t k = 0; k + 12 < s.n; k++) {
		struct cur c = { s.p + k, s.p + s.n };
		struct str d, yy;

		if ((k > 0 && ch_alnum(s.p[k - 1])) || !eat_digits(&c, 6, 6,
		    &d) || !eat_char(&c, 'Z'))
			continue;
		cur_skip(&c);
		int month = eat_month(&c);
		cur_skip(&c);
		if (month == 0 || !eat_digits(&c, 2, 2, &yy))
			continue;
		int year = number_year((int)str_digits(yy.p, 2));
		int day = (int)str_digits(d.p, 2);
		if (!lex_date_valid(year, month, day))
			continue;
		return days_of(year, month, day) * DAY +
		    str_digits(d.p + 2, 2) * HOUR + str_digits(d.p + 4, 2);
	}
	return NO_MINUTE;
}

static bool
later(const struct check *c, const struct reftel_ref *r)
{
	struct str id = value_str(&r->id);
	int year = (int)(c->day / 10000);

	if (id.n > 2 && ch_digit(id.p[0]) && ch_digit(id.p[1]) &&
	    number_year((int)str_digits(id.p, 2)) > year)
		return true;
	if (c->t->serial.value > 0 && own_serial(c, id) > c->t->serial.value)
		return true;
	return c->dtg != NO_MINUTE && dtg_in(value_str(&r->text)) > c->dtg;
}

/* The serial of an id such as "07PARIS6120": the digits at its end. */
static struct str
id_serial(struct str id)
{
	size_t k = id.n;

	while (k > 0 && ch_digit(id.p[k - 1]))
		k--;
	return str_cut(id, k, id.n);
}

/* "PARIS 612O": digits that stand in the id alone. */
void
ref_number_damaged(struct check *c)
{
	for (size_t i = 0; i < c->t->refs.n; i++) {
		const struct reftel_ref *r = &c->t->refs.v[i];
		struct str serial = id_serial(value_str(&r->id));
		struct str text = value_str(&r->text);

		if (serial.n > 0 && value_placed(&r->id) && value_placed(
		    &r->text) && str_find(text, serial, 0) == text.n)
			say_at(c, &r->text, value_str(&r->id));
	}
}

/* X10 */
void
ref_later(struct check *c)
{
	for (size_t i = 0; c->day > 0 && i < c->t->refs.n; i++)
		if (later(c, &c->t->refs.v[i]))
			say_at(c, &c->t->refs.v[i].text,
			    value_str(&c->t->refs.v[i].text));
}

void
ref_many(struct check *c)
{
	enum { LETTERS = 26 };

	if (c->t->refs.n > LETTERS)
		say_at(c, &c->t->refs.v[LETTERS].text, arg_of(c, "%zu",
		    c->t->refs.n));
}

/* One reference has no letter, several have A, B, C. */
void
ref_letters_missing(struct check *c)
{
	for (size_t i = 0; c->t->refs.n > 1 && i < c->t->refs.n; i++)
		if (!value_set(&c->t->refs.v[i].label)) {
			say_at(c, &c->t->refs.v[i].text,
			    value_str(&c->t->refs.v[i].text));
			return;
		}
}

/* Mentions of references in the text, one by one. */
struct mentions {
	struct str s;
	size_t upper, lower;	/* the next F and the next f */
	struct str word, list;	/* of the present one, and what follows it */
};

static struct mentions
mentions_of(struct str s)
{
	return (struct mentions){ .s = s, .upper = str_findc(s, 'F', 0),
		.lower = str_findc(s, 'f', 0) };
}

/* The place of the next F of either kind; s.n: none. */
static size_t
next_f(struct mentions *m)
{
	size_t k = m->upper < m->lower ? m->upper : m->lower;

	if (k == m->s.n)
		return k;
	if (k == m->upper)
		m->upper = str_findc(m->s, 'F', k + 1);
	else
		m->lower = str_findc(m->s, 'f', k + 1);
	return k;
}

/* The next word REF, REFS, REFTEL or REFTELS: F is its rarest letter. */
static bool
next_mention(struct mentions *m)
{
	struct str s = m->s;

	for (size_t k = next_f(m); k < s.n; k = next_f(m)) {
		if (k < 2 || !str_eqi(str_cut(s, k - 2, k + 1), STR("REF")) ||
		    (k > 2 && ch_alnum(s.p[k - 3])))
			continue;
		size_t b = k + 1;
		if (str_startsi(str_cut(s, b, s.n), STR("TEL")))
			b += 3;
		if (b < s.n && ch_fold(s.p[b]) == 'S')
			b++;
		if (b < s.n && ch_alnum(s.p[b]))
			continue;
		m->word = str_cut(s, k - 2, b);
		m->list = str_cut(s, b, b + 32);
		return true;
	}
	return false;
}

/* The letter at the cursor, alone: "A" in "REF A."; 0: none. */
static char
lone_letter(struct cur *c)
{
	while (c->p < c->end && ch_space(*c->p))
		c->p++;
	if (c->p >= c->end || !ch_upper(*c->p) || (c->p + 1 < c->end &&
	    (ch_alnum(c->p[1]) || c->p[1] == '-' || c->p[1] == '\'')))
		return 0;
	return *c->p++;
}

/* References that are printed without letters have them in their order. */
static bool
has_label(const struct check *c, char letter)
{
	bool labels = false;

	for (size_t i = 0; i < c->t->refs.n; i++) {
		struct str l = value_str(&c->t->refs.v[i].label);

		labels |= l.n > 0;
		if (l.n > 0 && ch_fold(l.p[0]) == letter)
			return true;
	}
	return !labels && (size_t)(letter - 'A') < c->t->refs.n;
}

/* Where the text begins and its last paragraph ends. */
static struct str
body_text(const struct check *c)
{
	const struct reftel_telegram *t = c->t;
	uint32_t from = t->impl->body, to = (uint32_t)c->text.n;

	if (t->paragraphs.n > 0 && value_placed(
	    &t->paragraphs.v[t->paragraphs.n - 1].text))
		to = t->paragraphs.v[t->paragraphs.n - 1].text.end;
	return str_cut(c->text, from, to);
}

void
reftel_without_ref(struct check *c)
{
	struct mentions m;

	if (!c->whole || c->t->refs.n > 0)
		return;
	m = mentions_of(body_text(c));
	while (next_mention(&m)) {
		struct cur cur = cur_make(m.list);

		if (m.word.n < 6 && lone_letter(&cur) == 0)
			continue;
		say_str(c, m.word, m.word);
		return;
	}
}

void
ref_letter_missing(struct check *c)
{
	struct mentions m;
	bool told[26] = { false };

	if (c->t->refs.n == 0)
		return;
	m = mentions_of(body_text(c));
	while (next_mention(&m)) {
		struct cur cur = cur_make(m.list);
		char letter = lone_letter(&cur);

		if (letter == 0 || told[letter - 'A'])
			continue;
		/* each letter is looked up once */
		told[letter - 'A'] = true;
		if (!has_label(c, letter))
			say(c, place_of(c, m.word.p), place_of(c, cur.p),
			    str_make(&cur.p[-1], 1));
	}
}
