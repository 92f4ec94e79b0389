/* What the editors' words about a document mean; see tei.h. */
#include "base/xml.h"
#include "form/lex.h"
#include "form/tei.h"
#include "form/wrapper.h"
#include "tables/tables.h"

/* Which documents are telegrams (archive-forms.md 3.8.1). */

/* The words of an element's inside, as far as they fit, blanks folded. */
struct few {
	char p[512];
	size_t n;
};

static void
few_add(struct few *f, struct str s)
{
	for (size_t i = 0; i < s.n && f->n < sizeof(f->p); i++) {
		bool blank = ch_space(s.p[i]);

		if (blank && (f->n == 0 || f->p[f->n - 1] == ' '))
			continue;
		f->p[f->n++] = blank ? ' ' : s.p[i];
	}
}

static struct str
few_str(const struct few *f)
{
	return str_trim(str_make(f->p, f->n));
}

/* Behind the end tag of the element that the cursor is in; its words without
 * those of notes inside it are added to f. */
static void
few_inside(struct xml_cursor *c, struct str name, struct few *f)
{
	struct xml_token t;
	size_t notes = 0, same = 1;

	while (same > 0 && xml_next(c, &t)) {
		bool note = str_eq(t.name, STR("note"));

		if (t.kind == XML_OPEN) {
			same += str_eq(t.name, name);
			notes += note;
		} else if (t.kind == XML_CLOSE) {
			same -= str_eq(t.name, name);
			notes -= note && notes > 0;
		} else if (t.kind == XML_TEXT && notes == 0) {
			few_add(f, str_cut(c->s, t.from, t.end));
		}
	}
}

static bool
says_telegram(struct str s)
{
	static const char *const words[] = { "telegram", "airgram",
		"backchannel message", "cablegram" };

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_findi(s, str_from(words[i]), 0) < s.n)
			return true;
	return false;
}

/* A head says first what the document is, then from whom to whom; a
 * memorandum may be about a telegram. */
static bool
head_says(struct str s)
{
	static const char *const others[] = { "memorandum", "letter", "paper",
		"note ", "editorial", "minutes", "report", "summary" };
	struct str kind = str_cut(s, 0, str_findi(s, STR(" from "), 0));

	kind = str_cut(kind, 0, str_findi(kind, STR(" to "), 0));
	for (size_t i = 0; i < LEX_COUNT(others); i++)
		if (str_findi(kind, str_from(others[i]), 0) < kind.n)
			return false;
	return says_telegram(kind);
}

/* "891.002/6-2448: Telegram", "[Telegram-Extract]" */
static bool
note_says(struct str s)
{
	size_t colon = s.n;

	while (colon > 0 && s.p[colon - 1] != ':')
		colon--;
	s = str_cut(s, colon, s.n);
	return s.n < 60 && says_telegram(s);
}

bool
tei_begins(struct str s, size_t at)
{
	struct xml_cursor c = { .s = s, .at = at };
	struct xml_token t;

	return str_starts(str_cut(s, at, s.n), STR("<div")) &&
	    xml_next(&c, &t) && t.kind == XML_OPEN &&
	    str_eq(t.name, STR("div")) && str_eq(xml_attribute(t.attributes,
	    "type"), STR("document"));
}

bool
tei_is_telegram(struct str s)
{
	struct xml_cursor c = { .s = s };
	struct xml_token t;
	struct few f;
	bool early = true;

	if (xml_next(&c, &t) && str_eq(xml_attribute(t.attributes, "subtype"),
	    STR("editorial-note")))
		return false;
	while (xml_next(&c, &t)) {
		if (t.kind != XML_OPEN)
			continue;
		f.n = 0;
		if (str_eq(t.name, STR("head"))) {
			few_inside(&c, t.name, &f);
			if (head_says(few_str(&f)))
				return true;
			/* "The Minister in Iran (Hay) to ...": the kind of
			 * document may stand below */
			early = !str_startsi(few_str(&f), STR("memorandum"));
		}
		if (str_eq(t.name, STR("note"))) {
			few_inside(&c, t.name, &f);
			if (note_says(few_str(&f)) &&
			    str_eq(xml_attribute(t.attributes, "type"),
			    STR("source")))
				return true;
		}
		if (str_eq(t.name, STR("p"))) {
			few_inside(&c, t.name, &f);
			return early && str_starts(few_str(&f),
			    STR("[Telegram"));
		}
	}
	return false;
}

/* Days. */

static int
two_digits(const char *p)
{
	return (int)str_digits(p, 2);
}

/* Minutes east of Greenwich behind a clock; false: there is no zone. */
static bool
read_zone(struct str s, int *minutes)
{
	*minutes = 0;
	if (str_eq(s, STR("Z")))
		return true;
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' ||
	    !ch_digit(s.p[1]) || !ch_digit(s.p[2]) || !ch_digit(s.p[4]) ||
	    !ch_digit(s.p[5]))
		return false;
	*minutes = two_digits(s.p + 1) * 60 + two_digits(s.p + 4);
	if (s.p[0] == '-')
		*minutes = -*minutes;
	return true;
}

static void
next_day(int *year, int *month, int *day, int step)
{
	*day += step;
	if (lex_date_valid(*year, *month, *day))
		return;
	*month += step;
	if (*month < 1 || *month > 12) {
		*year += step;
		*month = step > 0 ? 1 : 12;
	}
	*day = 1;
	if (step < 0)
		for (*day = 31; !lex_date_valid(*year, *month, *day);)
			--*day;
}

struct reftel_value
tei_day(struct reading *r, struct reftel_value v)
{
	struct cur c = cur_make(value_str(&v));
	struct str year, month, day, hour, minute, second;
	int zone, at, y, m, d;
	bool clock;
	const char *s;

	if (!eat_digits(&c, 4, 4, &year) || !eat_char(&c, '-') ||
	    !eat_digits(&c, 2, 2, &month) || !eat_char(&c, '-') ||
	    !eat_digits(&c, 2, 2, &day))
		return (struct reftel_value){ 0 };
	y = (int)str_digits(year.p, 4);
	m = two_digits(month.p);
	d = two_digits(day.p);
	if (!lex_date_valid(y, m, d))
		return (struct reftel_value){ 0 };
	clock = eat_char(&c, 'T') && eat_digits(&c, 2, 2, &hour) &&
	    eat_char(&c, ':') && eat_digits(&c, 2, 2, &minute) &&
	    two_digits(hour.p) < 24 && two_digits(minute.p) < 60;
	if (clock && eat_char(&c, ':'))
		clock = eat_digits(&c, 2, 2, &second);
	if (clock && read_zone(cur_rest(c), &zone)) {
		at = two_digits(hour.p) * 60 + two_digits(minute.p) - zone;
		if (at < 0 || at >= 24 * 60)
			next_day(&y, &m, &d, at < 0 ? -1 : 1);
		at = (at + 24 * 60) % (24 * 60);
		s = arena_printf(&r->t->impl->arena,
		    "%04d-%02d-%02dT%02d:%02dZ", y, m, d, at / 60, at % 60);
	} else {
		s = arena_printf(&r->t->impl->arena, "%04d-%02d-%02d", y, m, d);
	}
	if (s == NULL)
		return (struct reftel_value){ 0 };
	return telegram_value_as(str_from(s), v.start, v.end);
}

void
tei_clock(struct reading *r, struct reftel_value v)
{
	struct str s = value_str(&v);
	const char *iso;

	for (size_t i = 1; i + 5 <= s.n; i++) {
		struct cur c = cur_make(str_cut(s, i, s.n));
		struct str clock;

		if (ch_alnum(s.p[i - 1]) || !eat_digits(&c, 4, 4, &clock) ||
		    !eat_char(&c, 'Z') || two_digits(clock.p) > 23 ||
		    two_digits(clock.p + 2) > 59 || r->day.n != 10)
			continue;
		iso = arena_printf(&r->t->impl->arena, "%.10sT%.2s:%.2sZ",
		    r->day.s, clock.p, clock.p + 2);
		if (iso != NULL)
			r->day = telegram_value_as(str_from(iso), v.start,
			    v.end);
		return;
	}
}

/* Institutions. */

static struct str
part_str(const struct reading *r, struct tei_part p)
{
	return str_make(r->text->p + p.start, p.end - p.start);
}

static struct tei_part
part_of(const struct reading *r, struct str s)
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
static struct str
bare_name(struct str s)
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

	s = bare_name(s);
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
	return institution_in(r, str_cut(s, 0, at), bare_name(str_cut(s,
	    at + 4, s.n)), year, place);
}

static void
add_to(struct reftel_telegram *t, struct reftel_addressees *list,
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
	struct tei_part p = part_of(r, s);
	struct reftel_addressee a = { 0 };

	if (plad == NULL || *plad == '\0')
		return;
	a.plad = telegram_value_as(str_from(plad), p.start, p.end);
	a.whole = telegram_value(r->t, p.start, p.end);
	add_to(r->t, &r->edition.to, a);
}

/* The next item of "A, B, and C" from *at on; false: there is none. */
static bool
next_item(struct str s, size_t *at, struct str *item)
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

	s = bare_name(s);
	in = str_find(s, STR(" in "), 0);
	if (!str_startsi(s, STR("Embassies")) || in == s.n) {
		take_to(r, s, institution(r, s, year, STR("")).plad);
		return;
	}
	role = str_cut(s, 0, in);
	list = str_cut(s, in + 4, s.n);
	while (next_item(list, &at, &item))
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
		struct tei_part p = part_of(r, word);
		bool series = before.n > 0 && !says_telegram(before);
		bool digits = word.n <= 7;

		for (size_t i = 0; i < word.n; i++)
			digits &= ch_digit(word.p[i]);
		if (digits && !series && !value_set(&r->serial)) {
			r->serial = telegram_value(r->t, p.start, p.end);
		} else {
			if (series)
				p.start = part_of(r, before).start;
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
		struct tei_part p = part_of(r, sender(r, h));

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

/* The source note. */

/* Where the sentence that s begins with ends: at a point behind which a blank
 * follows, but not behind a lone capital ("J. Smith"). */
static size_t
sentence_end(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '.' || (i + 1 < s.n && !ch_space(s.p[i + 1])))
			continue;
		if (i > 0 && ch_upper(s.p[i - 1]) && (i == 1 ||
		    ch_space(s.p[i - 2]) || s.p[i - 2] == '.'))
			continue;
		return i;
	}
	return s.n;
}

static const struct class_word {
	const char *word, *level;
} class_words[] = {
	{ "Top Secret", "TOP SECRET" }, { "Secret", "SECRET" },
	{ "Confidential", "CONFIDENTIAL" },
	{ "Limited Official Use", "LIMITED OFFICIAL USE" },
	{ "Official Use Only", "LIMITED OFFICIAL USE" },
	{ "Unclassified", "UNCLASSIFIED" },
	{ "Sensitive But Unclassified", "SENSITIVE BUT UNCLASSIFIED" }
};

static const char *
class_level(struct str s)
{
	for (size_t i = 0; i < LEX_COUNT(class_words); i++)
		if (str_eqi(s, str_from(class_words[i].word)))
			return class_words[i].level;
	return NULL;
}

static char *
capitals(struct reading *r, struct str s)
{
	char *p = arena_strdup(&r->t->impl->arena, s);

	for (char *c = p; c != NULL && *c != '\0'; c++)
		*c = ch_fold(*c);
	return p;
}

static const char *
precedence_word(struct str s)
{
	static const char *const words[] = { "NIACT IMMEDIATE",
		"OPERATIONAL IMMEDIATE", "IMMEDIATE", "FLASH", "PRIORITY",
		"ROUTINE", "EMERGENCY", "US URGENT", "URGENT" };

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_eqi(s, str_from(words[i])))
			return words[i];
	return NULL;
}

/* A class, a precedence or a caption of the edition. False: none. */
static bool
take_mark(struct reading *r, struct str s)
{
	struct tei_part p = part_of(r, s);
	const char *word = class_level(s);

	if (word != NULL && !value_set(&r->classification)) {
		r->classification = telegram_value_as(str_from(word), p.start,
		    p.end);
		return true;
	}
	word = precedence_word(s);
	if (word != NULL && !value_set(&r->edition.precedence)) {
		r->edition.precedence = telegram_value_as(str_from(word),
		    p.start, p.end);
		return true;
	}
	if (tables_caption(s) == NULL)
		return word != NULL;
	word = capitals(r, s);
	if (word != NULL)
		telegram_push(r->t, &r->edition.captions,
		    telegram_value_as(str_from(word), p.start, p.end));
	return true;
}

/* "Secret; Immediate; Limdis; Nodis." False: the sentence begins with no
 * class. */
static bool
take_class(struct reading *r, struct str s)
{
	size_t at = 0, end;

	end = str_findc(s, ';', 0);
	end = str_findc(str_cut(s, 0, end), ',', 0);
	if (class_level(str_trim(str_cut(s, 0, end))) == NULL)
		return false;
	for (; at < s.n; at = end + 1) {
		end = str_findc(s, ';', at);
		end = at + str_findc(str_cut(s, at, end), ',', 0);
		take_mark(r, str_trim(str_cut(s, at, end)));
	}
	return true;
}

/* What stands behind the words, up to where the next clause begins. */
static struct str
clause(struct str s, const char *const *words, const char *const *stops)
{
	for (; *words != NULL; words++) {
		size_t at = str_findi(s, str_from(*words), 0), end;
		struct str c = str_cut(s, at + strlen(*words), s.n);

		if (at == s.n)
			continue;
		end = c.n;
		for (const char *const *stop = stops; *stop != NULL; stop++) {
			size_t k = str_findi(c, str_from(*stop), 0);

			end = k < end ? k : end;
		}
		return str_trim(str_cut(c, 0, end));
	}
	return STR("");
}

static struct reftel_value
value_of(const struct reading *r, struct str s)
{
	struct tei_part p = part_of(r, s);

	return telegram_value(r->t, p.start, p.end);
}

/* "May 16 by Bergus" */
static struct str
behind_by(struct str s)
{
	size_t by = str_find(s, STR(" by "), 0);

	return by < s.n ? str_cut(s, by + 4, s.n) : s;
}

static void
take_drafting(struct reading *r, struct str s)
{
	static const char *const drafted[] = { "drafted by ", "drafted on ",
		"drafted in ", NULL };
	static const char *const approved[] = { "approved by ",
		"approved in draft by ", NULL };
	static const char *const cleared[] = { "cleared by ", "cleared with ",
		"cleared in draft by ", "cleared in ", NULL };
	static const char *const stops[] = { ";", " and approved",
		" and cleared", ", approved", ", cleared", ", and approved",
		", and cleared", " who ", " on ", " and signed", NULL };
	struct reftel_drafting *d = &r->edition.drafting;
	struct str who = clause(s, drafted, stops), item;
	size_t at = 0;

	who = behind_by(who);
	if (who.n > 0 && !value_set(&d->drafted_by))
		d->drafted_by = value_of(r, who);
	who = clause(s, approved, stops);
	if (who.n > 0 && !value_set(&d->approved_by))
		d->approved_by = value_of(r, who);
	who = clause(s, cleared, stops);
	while (d->cleared_by.n < 32 && next_item(who, &at, &item))
		telegram_push(r->t, &d->cleared_by, value_of(r, item));
	d->present |= value_set(&d->drafted_by) ||
	    value_set(&d->approved_by) || d->cleared_by.n > 0;
}

/* "AMEMBASSY LONDON" for "London"; an address in capitals is its own. */
static const char *
place_plad(struct reading *r, struct str s, int year)
{
	const struct post *post;
	char *p = capitals(r, s);

	if (p == NULL)
		return NULL;
	if (tables_is_capital(s, year))
		return arena_printf(&r->t->impl->arena, "AMEMBASSY %s", p);
	post = tables_post_by_origin(s);
	if (post != NULL && *post->plad != '\0')
		return post->plad;
	return s.n > 2 && lex_capitals(s) ? p : NULL;
}

/* "Repeated priority to London, Paris, and CINCPAC" */
static void
take_places(struct reading *r, struct str s, struct reftel_addressees *list,
    int year)
{
	static const char *const words[] = { "to ", NULL };
	static const char *const stops[] = { ";", " for ", " and approved",
		" on ", NULL };
	size_t to = str_find(s, STR(" to "), 0), at = 0;
	const char *precedence = precedence_word(str_trim(str_cut(s, 0, to)));
	struct str item, list_of = clause(str_cut(s, to, s.n), words, stops);
	struct tei_part p;

	while (next_item(list_of, &at, &item)) {
		struct reftel_addressee a = { 0 };
		const char *plad = place_plad(r, bare_name(item), year);

		if (plad == NULL)
			continue;
		p = part_of(r, item);
		a.whole = telegram_value(r->t, p.start, p.end);
		a.plad = telegram_value_as(str_from(plad), p.start, p.end);
		if (precedence != NULL)
			a.precedence = telegram_value_as(str_from(precedence),
			    VALUE_BARE_START, 0);
		add_to(r->t, list, a);
	}
}

static void
take_repeated(struct reading *r, struct str s, int year)
{
	size_t at = str_findi(s, STR("repeated "), 0);
	size_t also = str_findi(s, STR("also sent "), 0);
	/* "Sent for information Priority to London, Paris" */
	struct str word = STR("sent for information ");
	size_t sent = str_findi(s, word, 0);

	if (at == s.n && sent < s.n) {
		take_places(r, str_cut(s, sent + word.n - 1, s.n),
		    &r->edition.info, year);
		return;
	}
	if (at < s.n && r->edition.info.n == 0)
		take_places(r, str_cut(s, at + 8, s.n), &r->edition.info,
		    year);
	if (also < s.n && also < at)
		take_places(r, str_cut(s, also + 9, at), &r->edition.to, year);
}

void
tei_take_source(struct reading *r, struct reftel_value note, int year)
{
	/* where the text has the note as it stands */
	struct str s = str_make(r->text->p + note.start, note.end - note.start);

	while (s.n > 0) {
		size_t end = sentence_end(s);
		struct str sentence = str_trim(str_cut(s, 0, end));

		if (!value_set(&r->classification) && take_class(r, sentence)) {
			s = str_trim(str_cut(s, end + 1, s.n));
			continue;
		}
		take_drafting(r, sentence);
		take_repeated(r, sentence, year);
		s = str_trim(str_cut(s, end + 1, s.n));
	}
}

void
tei_take_opener(struct reading *r, struct reftel_value opener)
{
	struct str s = str_make(r->text->p + opener.start,
	    opener.end - opener.start);
	size_t at = 0;

	/* two words before one, so that "top secret" is not "secret" */
	while (at < s.n) {
		size_t one = str_findc(s, ' ', at);
		size_t two = str_findc(s, ' ', one + 1);

		if (one < s.n && take_mark(r, str_cut(s, at, two))) {
			at = two + 1;
			continue;
		}
		take_mark(r, str_cut(s, at, one));
		at = one + 1;
	}
}
