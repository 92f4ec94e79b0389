/* A head of the edition: number, sender and addressees; see tei.h. */
#include "form/lex.h"
#include "form/tei.h"
#include "tables/tables.h"

/* Institutions. */

static struct str
part_str(const struct reading *r, struct tei_part p)
{
	return str_make(r->text->p + p.start, p.end - p.start);
}

struct tei_part
tei_part_of(const struct reading *r, struct str s)
{
	uint32_t start = (uint32_t)(s.p - r->text->p);

	return (struct tei_part){ start, start + (uint32_t)s.n };
}

static struct str
without(struct str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_startsi(s, str_from(*words)))
			s = str_trim(str_cut(s, strlen(*words), s.n));
	return s;
}

/* "From the Department of State" */
struct str
tei_bare_name(struct str s)
{
	static const char *const words[] = { "from ", "to ", "the ", "acting ",
		"under ", NULL };

	return without(str_trim(s), words);
}

static bool
holds(struct str s, const char *word)
{
	return str_findi(s, str_from(word), 0) < s.n;
}

static bool
any_of(struct str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (holds(s, *words))
			return true;
	return false;
}

/* "AMEMBASSY AMMAN" and "AMMAN". */
struct institution {
	const char *plad, *place;
};

static struct institution
institution_make(struct reading *r, const char *what, struct str place)
{
	struct arena *a = &r->t->impl->arena;
	char *p = arena_strdup(a, place);
	struct institution i = { NULL, p };

	for (; p != NULL && *p != '\0'; p++)
		*p = ch_fold(*p);
	if (i.place != NULL)
		i.plad = arena_printf(a, "%s %s", what, i.place);
	return i;
}

static struct institution
institution_post(const char *post)
{
	const struct post *p = tables_post(str_from(post));

	return p == NULL ? (struct institution){ 0 }
	    : (struct institution){ p->plad, p->post };
}

/* "Embassy", "Ambassador", "Minister"; for what other officers stand. */
static const char *
field_word(struct str role)
{
	static const char *const embassy[] = { "embass", "ambassador",
		"charg\xC3\xA9", "interests section", "liaison office", NULL };
	static const char *const legation[] = { "legation", "minister", NULL };

	if (any_of(role, embassy))
		return holds(role, "liaison office") ? "USLO"
		    : holds(role, "interests section") ? "USINT" : "AMEMBASSY";
	if (holds(role, "consul"))
		return holds(role, "general") ? "AMCONGEN" : "AMCONSUL";
	return any_of(role, legation) ? "AMLEGATION" : NULL;
}

/* The post in a country or a town; place: of the dateline, the sender's. */
static struct institution
institution_in(struct reading *r, struct str role, struct str where, int year,
    struct str place)
{
	static const char *const article[] = { "the ", NULL };
	const char *word = field_word(role), *capital;

	if (word == NULL || where.n == 0)
		return (struct institution){ 0 };
	if (str_starts(str_from(word), STR("AMCON")))
		return institution_make(r, word, where);
	capital = tables_capital(where, year);
	if (*capital == '\0')
		capital = tables_capital(without(where, article), year);
	if (*capital != '\0')
		return institution_make(r, word, str_from(capital));
	return place.n > 0 ? institution_make(r, word, place)
	    : (struct institution){ 0 };
}

static struct institution
institution(struct reading *r, struct str s, int year, struct str place)
{
	static const char *const department[] = { "Department of State",
		"Secretary of State", "Department", NULL };
	static const char *const un[] = { "to the United Nations",
		"at the United Nations", NULL };
	static const char *const nato[] = { "North Atlantic Treaty",
		"North Atlantic Council", "to NATO", NULL };
	size_t at;

	s = tei_bare_name(s);
	for (const char *const *w = department; *w != NULL; w++)
		if (str_eqi(s, str_from(*w)))
			return institution_post("STATE");
	if (any_of(s, un))
		return institution_post("USUNNEWYORK");
	if (any_of(s, nato))
		return institution_post("USNATO");
	at = str_find(s, STR(" in "), 0);
	if (at == s.n)
		at = str_find(s, STR(" at "), 0);
	if (at == s.n)
		at = str_find(s, STR(" to "), 0);
	return institution_in(r, str_cut(s, 0, at), tei_bare_name(str_cut(s,
	    at + 4, s.n)), year, place);
}

void
tei_add_to(struct reftel_telegram *t, struct reftel_addressees *list,
    struct reftel_addressee a)
{
	struct reftel_addressee *v;

	/* doubling from a power of two */
	if ((list->n & (list->n - 1)) == 0) {
		v = arena_alloc(&t->impl->arena, sizeof(*v),
		    list->n == 0 ? 1 : list->n * 2);
		if (v == NULL)
			return;
		if (list->n > 0)
			memcpy(v, list->v, list->n * sizeof(*v));
		list->v = v;
	}
	list->v[list->n++] = a;
}

static void
take_to(struct reading *r, struct str s, const char *plad)
{
	struct tei_part p = tei_part_of(r, s);
	struct reftel_addressee a = { 0 };

	if (plad == NULL || *plad == '\0')
		return;
	a.plad = telegram_value_as(str_from(plad), p.start, p.end);
	a.whole = telegram_value(r->t, p.start, p.end);
	tei_add_to(r->t, &r->edition.to, a);
}

bool
tei_next_item(struct str s, size_t *at, struct str *item)
{
	while (*at < s.n) {
		size_t comma = str_findc(s, ',', *at);
		size_t and = str_find(s, STR(" and "), *at);
		size_t end = comma < and ? comma : and;

		*item = str_trim(str_cut(s, *at, end));
		*at = end == s.n ? s.n : end + (comma < and ? 1 : 5);
		if (str_starts(*item, STR("and ")))
			*item = str_trim(str_cut(*item, 4, item->n));
		if (item->n > 0)
			return true;
	}
	return false;
}

/* "Embassies in Afghanistan and Pakistan": one each. */
static void
take_receiver(struct reading *r, struct str s, int year)
{
	size_t in, at = 0;
	struct str list, item, role;

	s = tei_bare_name(s);
	in = str_find(s, STR(" in "), 0);
	if (!str_startsi(s, STR("Embassies")) || in == s.n) {
		take_to(r, s, institution(r, s, year, STR("")).plad);
		return;
	}
	role = str_cut(s, 0, in);
	list = str_cut(s, in + 4, s.n);
	while (tei_next_item(list, &at, &item))
		take_to(r, item, institution_in(r, role, item, year,
		    STR("")).plad);
}

/* The head. */

/* Behind "90. ", the number of the document in its volume. */
static struct str
behind_number(struct str s)
{
	struct cur c = cur_make(s);

	if (!eat_digits(&c, 1, 4, NULL) || !eat_char(&c, '.'))
		return s;
	cur_skip(&c);
	return cur_rest(c);
}

/* What the head says of the sender, from "From" or its beginning on. */
static struct str
sender(const struct reading *r, const struct tei_head *h)
{
	struct str s = part_str(r, h->whole), head = behind_number(s);
	size_t from = str_find(head, STR(" From "), 0), end;

	if (from < head.n)
		head = str_trim(str_cut(head, from + 6, head.n));
	end = h->from.end > 0 && r->text->p + h->from.end > head.p
	    ? (size_t)(r->text->p + h->from.end - head.p) : head.n;
	if (h->from_person && r->text->p + h->from.start > head.p)
		end = (size_t)(r->text->p + h->from.start - head.p);
	if (h->from.end == 0)
		end = str_find(head, STR(" to "), 0);
	head = str_trim(str_cut(head, 0, end));
	return str_ends(head, STR("(")) ? str_trim(str_cut(head, 0,
	    head.n - 1)) : head;
}

/* "to the Ambassador in Iran (" before a name. */
static struct str
role_before(const struct reading *r, const struct tei_head *h,
    struct tei_part name)
{
	struct str s = str_make(r->text->p + h->whole.start,
	    name.start - h->whole.start);
	size_t at = s.n, next = 0;

	while ((next = str_find(s, STR(" to "), next)) < s.n)
		at = next++;
	s = str_trim(str_cut(s, at + 4, s.n));
	return str_ends(s, STR("(")) ? str_trim(str_cut(s, 0, s.n - 1)) : s;
}

/* What stands behind " to " in a head without marked addressees. */
static struct str
receiver(const struct reading *r, const struct tei_head *h)
{
	struct str s = part_str(r, h->whole), who = sender(r, h);
	size_t at = who.n == 0 ? s.n : str_find(s, STR(" to "),
	    (size_t)(who.p + who.n - s.p));

	s = str_cut(s, at + 4, s.n);
	return str_trim(str_cut(s, 0, str_findc(s, ',', 0)));
}

/* "Telegram 236146", "Telegram HAKTO 76", "Telegram 1747/Tosec 12". */
static void
take_head_number(struct reading *r, const struct tei_head *h)
{
	struct str s = behind_number(part_str(r, h->whole));
	struct cur c = cur_make(str_cut(s, 0, str_find(s, STR(" From "), 0)));
	struct str word, before = STR("");

	while (!cur_end(&c)) {
		const char *from = c.p;

		while (!cur_end(&c) && !ch_space(*c.p) && *c.p != '/')
			c.p++;
		word = str_range(from, c.p);
		if (!cur_end(&c))
			c.p++;
		if (word.n == 0 || !ch_digit(word.p[word.n - 1])) {
			before = word;
			continue;
		}
		struct tei_part p = tei_part_of(r, word);
		bool series = before.n > 0 && !tei_says_telegram(before);
		bool digits = word.n <= 7;

		for (size_t i = 0; i < word.n; i++)
			digits &= ch_digit(word.p[i]);
		if (digits && !series && !value_set(&r->serial)) {
			r->serial = telegram_value(r->t, p.start, p.end);
		} else {
			if (series)
				p.start = tei_part_of(r, before).start;
			telegram_field(r->t, "channel_number",
			    telegram_value(r->t, p.start, p.end));
		}
		before = STR("");
	}
}

static bool
has_field(const struct reading *r, const char *key)
{
	for (size_t i = 0; i < r->t->record.n; i++)
		if (strcmp(r->t->record.v[i].key, key) == 0)
			return true;
	return false;
}

static struct institution
sender_institution(struct reading *r, const struct tei_head *h)
{
	struct str from;

	if (h->whole.end == 0)
		return (struct institution){ 0 };
	from = sender(r, h);
	/* The Secretary under way does not send from the Department. */
	if (holds(from, "Secretary of State") &&
	    has_field(r, "channel_number"))
		return (struct institution){ 0 };
	return institution(r, from, h->year, part_str(r, h->place));
}

void
tei_take_head(struct reading *r, const struct tei_head *h)
{
	struct institution from;

	if (h->whole.end == 0)
		return;
	take_head_number(r, h);
	from = sender_institution(r, h);
	if (from.plad != NULL && *from.plad != '\0') {
		struct tei_part p = tei_part_of(r, sender(r, h));

		r->edition.from = telegram_value_as(str_from(from.plad),
		    p.start, p.end);
	}
	for (size_t i = 0; i < h->to_n; i++)
		take_receiver(r, h->to_person[i] ? role_before(r, h, h->to[i])
		    : part_str(r, h->to[i]), h->year);
	if (h->to_n == 0)
		take_receiver(r, receiver(r, h), h->year);
}

void
tei_take_number(struct reading *r, const struct tei_head *h)
{
	struct institution from = sender_institution(r, h);
	const char *s;

	if (!value_set(&r->serial) || from.place == NULL || h->year == 0)
		return;
	s = arena_printf(&r->t->impl->arena, "%d %s %.*s", h->year,
	    from.place, (int)r->serial.n, r->serial.s);
	if (s != NULL)
		r->id = telegram_value_as(str_from(s), r->serial.start,
		    r->serial.end);
}
