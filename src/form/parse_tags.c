/*
 * The TAGS line: subjects, programs, organizations, countries and persons,
 * in every damage of telegram.md 15.6.
 */
#include "form/parse_int.h"
#include "tables/tables.h"

struct tag_word {
	struct str s;
	bool comma;		/* a comma stands behind it */
	unsigned bracket;	/* inside which pair of brackets: a person */
};

struct tagging {
	struct parse *p;
	int year;
	bool commas;		/* the line parts its terms with commas */
	unsigned unclosed;	/* the pair of brackets that never closes */
	size_t cap;
	uint32_t *seen;		/* hash table: index of a term + 1, or 0 */
	size_t seen_cap;	/* a power of two, at least twice the terms */
};

static unsigned
kinds_of(struct tagging *g, struct str w)
{
	return tables_tag(w, g->year);
}

/* The kind that a term has in this place (telegram.md 15.1): two letters are
 * a country before they are an organization. */
static enum reftel_tag_kind
kind_pick(struct str w, unsigned kinds)
{
	bool letters = w.n == 2 && ch_upper(w.p[0]) && ch_upper(w.p[1]);
	if (letters && (kinds == 0 || kinds & 1u << REFTEL_TAG_GEOGRAPHIC))
		return REFTEL_TAG_GEOGRAPHIC;
	if (kinds == 0 && w.n == 4 && w.p[0] == 'K')
		return REFTEL_TAG_PROGRAM;
	if (kinds & 1u << REFTEL_TAG_SUBJECT)
		return REFTEL_TAG_SUBJECT;
	if (kinds & 1u << REFTEL_TAG_PROGRAM && w.n == 4)
		return REFTEL_TAG_PROGRAM;
	if (kinds & 1u << REFTEL_TAG_ORGANIZATION)
		return REFTEL_TAG_ORGANIZATION;
	if (kinds & 1u << REFTEL_TAG_GEOGRAPHIC)
		return REFTEL_TAG_GEOGRAPHIC;
	return REFTEL_TAG_UNKNOWN;
}

enum reftel_tag_kind
parse_tag_kind(struct str w, int year)
{
	return kind_pick(w, tables_tag(w, year));
}

/* The slot of a term in the hash table: empty, or of the same term. */
static uint32_t *
seen_slot(struct tagging *g, struct str name)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 16777619u;
	for (;; h++) {
		uint32_t *slot = &g->seen[h & (g->seen_cap - 1)];
		if (*slot == 0 || str_eq(value_str(
		    &g->p->t->tags.v[*slot - 1].tag), name))
			return slot;
	}
}

static bool
seen_room(struct tagging *g)
{
	struct reftel_telegram *t = g->p->t;

	if (g->seen_cap > 2 * t->tags.n)
		return true;
	g->seen_cap = g->seen_cap == 0 ? 64 : 2 * g->seen_cap;
	g->seen = arena_alloc(g->p->a, sizeof *g->seen, g->seen_cap);
	for (size_t i = 0; g->seen != NULL && i < t->tags.n; i++)
		*seen_slot(g, value_str(&t->tags.v[i].tag)) =
		    (uint32_t)i + 1;
	return g->seen != NULL;
}

/* False: the term is there already, or memory ran out. */
static bool
tag_push(struct tagging *g, struct str name, enum reftel_tag_kind kind,
    uint32_t start, uint32_t end)
{
	struct reftel_telegram *t = g->p->t;

	if (!seen_room(g))
		return false;
	uint32_t *slot = seen_slot(g, name);
	if (*slot != 0) {
		telegram_diag(t, DIAG_TAG_REPEATED, start, end, name);
		return false;
	}
	struct reftel_tag *v = arena_grow(g->p->a, t->tags.v, t->tags.n,
	    &g->cap, sizeof *v);
	if (v == NULL)
		return false;
	t->tags.v = v;
	v[t->tags.n++] = (struct reftel_tag){
		telegram_value_as(name, start, end), kind };
	*slot = (uint32_t)t->tags.n;
	return true;
}

static struct str
upper(struct tagging *g, struct str s)
{
	struct reftel_value v = parse_upper(g->p, s);

	return value_str(&v);
}

/* A term that OCR read with digits for letters, "01IP": the letters, if that
 * is a known term; else nothing. */
static struct str
letters_for_digits(struct tagging *g, struct str name)
{
	char *p = arena_bytes(&g->p->t->impl->arena, name.n);
	bool digits = false;

	for (size_t i = 0; p != NULL && i < name.n; i++) {
		digits |= ch_digit(name.p[i]);
		p[i] = name.p[i] == '0' ? 'O' : name.p[i] == '1' ? 'I' :
		    name.p[i] == '5' ? 'S' : name.p[i];
	}
	if (p == NULL || !digits || kinds_of(g, str_make(p, name.n)) == 0)
		return STR("");
	return str_make(p, name.n);
}

static void
word_push(struct tagging *g, struct str w)
{
	struct str name = upper(g, w);
	unsigned kinds = kinds_of(g, name);
	uint32_t a = offset_of(g->p, w.p), b = a + (uint32_t)w.n;

	tag_push(g, name, kind_pick(name, kinds), a, b);
	if (kinds == 0) {
		struct str near = str_from(tables_tag_variant(name));
		struct str read = letters_for_digits(g, name);
		struct diag *d = telegram_diag(g->p->t, DIAG_TAG_UNKNOWN, a, b,
		    name);
		if (read.n > 0)
			telegram_fix(g->p->t, d, a, b, read, "likely");
		else if (near.n > 0)
			telegram_fix(g->p->t, d, a, b, near, "possible");
	}
}

/*
 * Codes run together, "ETRDEINVECINPGOVCS" or "VTPREL": split in fours from
 * the left by the subject table, two letters for a country at either end.
 * Only if every part is known.
 */
static size_t
glued_parts(struct tagging *g, struct str name, struct str part[16])
{
	size_t n = 0, at = 0;

	if (name.n < 6 || name.n > 60 || name.n % 2 != 0)
		return 0;
	for (size_t i = 0; i < name.n; i++)
		if (!ch_upper(name.p[i]))
			return 0;
	if (name.n % 4 == 2 && (kinds_of(g, str_cut(name, 0, 2)) &
	    1u << REFTEL_TAG_GEOGRAPHIC) != 0 && kinds_of(g,
	    str_cut(name, 2, 6)) != 0 && (kinds_of(g, str_cut(name, 0, 4)) &
	    (1u << REFTEL_TAG_SUBJECT)) == 0)
		part[n++] = str_cut(name, 0, at = 2);
	/* K and three letters are always known: KIRKUK is no KIRK and UK */
	bool subject = false;
	while (at < name.n && n < 16) {
		size_t len = name.n - at >= 4 ? 4 : 2;
		struct str q = str_cut(name, at, at + len);
		unsigned want = len == 4 ? 1u << REFTEL_TAG_SUBJECT |
		    1u << REFTEL_TAG_PROGRAM : 1u << REFTEL_TAG_GEOGRAPHIC;
		if ((kinds_of(g, q) & want) == 0)
			return 0;
		subject |= len == 4 && q.p[0] != 'K';
		part[n++] = q;
		at += len;
	}
	return n < 2 || at < name.n || !subject ? 0 : n;
}

static bool
glued_push(struct tagging *g, struct str w)
{
	struct str name = upper(g, w), part[16];
	size_t n = glued_parts(g, name, part);

	if (n == 0)
		return false;
	uint32_t a = offset_of(g->p, w.p);
	struct diag *d = telegram_diag(g->p->t, DIAG_TAG_GLUED, a,
	    a + (uint32_t)w.n, name);
	char fix[96];
	size_t len = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t o = a + (uint32_t)(part[i].p - name.p);
		tag_push(g, part[i], kind_pick(part[i], kinds_of(g, part[i])),
		    o, o + (uint32_t)part[i].n);
		if (len + part[i].n + 2 < sizeof fix) {
			if (i > 0 && g->commas)
				fix[len++] = ',';
			if (i > 0)
				fix[len++] = ' ';
			memcpy(fix + len, part[i].p, part[i].n);
			len += part[i].n;
		}
	}
	telegram_fix(g->p->t, d, a, a + (uint32_t)w.n, str_make(fix, len),
	    "certain");
	return true;
}

/* "PREL/MARR/RU": terms parted by strokes, if all of them are known. */
static bool
stroked_push(struct tagging *g, struct str w)
{
	if (str_findc(w, '/', 0) == w.n)
		return false;
	for (int take = 0; take < 2; take++)
		for (size_t a = 0, b; a < w.n; a = b + 1) {
			b = str_findc(w, '/', a);
			struct str one = str_cut(w, a, b);
			if (take)
				word_push(g, one);
			else if (kinds_of(g, upper(g, one)) == 0)
				return false;
		}
	return true;
}

/* Surname first, a comma, the given names: from words [i, k). */
static void
person_push(struct tagging *g, const struct tag_word *w, size_t i, size_t k,
    bool joined)
{
	uint32_t a = offset_of(g->p, w[i].s.p);
	uint32_t b = offset_of(g->p, w[k - 1].s.p + w[k - 1].s.n);
	char name[128];
	size_t n = 0;
	bool comma = false;

	for (size_t q = i; q < k && n + w[q].s.n + 3 < sizeof name; q++) {
		struct str one = w[q].s;
		if (q > i)
			name[n++] = ' ';
		for (size_t c = 0; c < one.n; c++)
			name[n++] = ch_fold(one.p[c]);
		/* the comma follows the surname: where it stands, or behind
		 * the first word */
		bool here = joined ? q == i : w[q].comma;
		if (here && q + 1 < k && !comma) {
			name[n++] = ',';
			comma = true;
		}
	}
	char *s = arena_bytes(g->p->a, n);
	if (s == NULL)
		return;
	memcpy(s, name, n);
	if (!tag_push(g, str_make(s, n), REFTEL_TAG_PERSON, a, b))
		return;
	/* without brackets it is a guess that this is a person */
	if (w[i].bracket == 0)
		telegram_inferred(g->p->t, "/tags/%zu",
		    g->p->t->tags.n - 1);
	if (!joined)
		return;
	struct diag *d = telegram_diag(g->p->t, DIAG_TAG_PERSON_JOINED, a, b,
	    str_make(s, n));
	char *fix = arena_printf(g->p->a, "(%.*s)", (int)n, s);
	if (fix != NULL)
		telegram_fix(g->p->t, d, a, b, str_from(fix), "likely");
}

/* Subjects that name a person (telegram.md 15.5). */
static bool
personal(struct str w)
{
	static const char *const tags[] = { "OVIP", "OREP", "OTRA", "OEXC",
		"OCON", "CASC", "CVIS", "APER", "OSCI" };

	return lex_in(w, tags, LEX_COUNT(tags));
}

static bool
nameable(struct tagging *g, struct str w)
{
	for (size_t i = 0; i < w.n; i++)
		if (!ch_alpha(w.p[i]) && strchr("-'.", w.p[i]) == NULL)
			return false;
	struct str name = upper(g, w);
	struct str part[16];
	if ((w.n == 4 && name.p[0] == 'K') || glued_parts(g, name, part) > 0)
		return false;
	return kinds_of(g, name) == 0 && *tables_tag_variant(name) == '\0';
}

/* Local terms of several words, which are no persons. */
static bool
local_term(struct str w)
{
	static const char *const words[] = { "HUMAN", "RIGHTS", "COUNTRY",
		"CLEARANCE", "MEDIA", "REACTION", "REPORT", "REPORTING",
		"FOREIGN", "RELATIONS", "POLITICS", "POLITICAL", "ECONOMIC",
		"SECURITY", "SECRETARY", "VISIT", "DRUGS", "NARCOTICS",
		"MEETINGS", "ELECTIONS", "TRADE", "UNITED", "NATIONS",
		"PEACEKEEPING", "TERRORISM", "COUNTERTERRORISM", "MARITIME",
		"CORRUPTION", "TRAFFICKING", "PERSONS", "ENERGY" };

	return lex_in(w, words, LEX_COUNT(words));
}

/* How many words from i on form one person, 0: none. after: a subject that
 * takes persons was just read. */
static size_t
person_at(struct tagging *g, const struct tag_word *w, size_t n, size_t i,
    bool after)
{
	size_t k = i;

	if (w[i].bracket > 0 && w[i].bracket == g->unclosed &&
	    kinds_of(g, upper(g, w[i].s)) != 0)
		return 0;
	if (w[i].bracket > 0) {
		/* a bracket that never closes ends at the next known term */
		while (k < n && w[k].bracket == w[i].bracket &&
		    !(g->unclosed == w[i].bracket && k > i &&
		    kinds_of(g, upper(g, w[k].s)) != 0))
			k++;
		return k - i;
	}
	while (k < n && k < i + 4 && w[k].bracket == 0 &&
	    (k > i || w[k].s.n > 2) && nameable(g, w[k].s) &&
	    !local_term(w[k].s) && w[k].s.n < 25)
		k++;
	if (k == i)
		return 0;
	size_t words = k - i;
	/* an initial belongs to the name before */
	if (after) {
		if (words == 1)
			return w[i].s.n > 4 ? 1 : 0;
		return words > 3 ? 2 : words;
	}
	/* elsewhere: two neighbours too long for TAGS (archive-forms 2.8) */
	if (words >= 2 && w[i].s.n > 4 && w[i + 1].s.n > 4 &&
	    (g->p->r->markup || w[i].comma || !g->commas))
		return 2;
	return 0;
}

/* How many words from i up to the next comma are one known term of several
 * words; 0: none. */
static size_t
phrase_at(struct tagging *g, const struct tag_word *w, size_t n, size_t i)
{
	size_t k = i;

	while (k + 1 < n && !w[k].comma && k < i + 4 && w[k].bracket == 0)
		k++;
	if (k == i)
		return 0;
	struct reftel_value v = parse_folded(g->p, offset_of(g->p, w[i].s.p),
	    offset_of(g->p, w[k].s.p + w[k].s.n));
	struct str name = parse_capitals(g->p, value_str(&v));
	return kinds_of(g, name) != 0 ? k - i + 1 : 0;
}

static void
tags_of_words(struct tagging *g, struct tag_word *w, size_t n)
{
	bool after = false;

	for (size_t i = 0; i < n;) {
		if (str_eqi(w[i].s, STR("SIPDIS")) ||
		    str_eqi(w[i].s, STR("NOFORN"))) {
			uint32_t a = offset_of(g->p, w[i].s.p);
			telegram_diag(g->p->t, DIAG_TAG_CAPTION, a,
			    a + (uint32_t)w[i].s.n, w[i].s);
			i++;
			continue;
		}
		/* an organization of several words: "COLOMBO PLAN" */
		size_t org = g->commas ? phrase_at(g, w, n, i) : 0;
		if (org > 0) {
			uint32_t a = offset_of(g->p, w[i].s.p);
			uint32_t b = offset_of(g->p, w[i + org - 1].s.p +
			    w[i + org - 1].s.n);
			struct reftel_value v = parse_folded(g->p, a, b);
			struct str name = parse_capitals(g->p, value_str(&v));
			tag_push(g, name, kind_pick(name, kinds_of(g, name)),
			    a, b);
			i += org;
			continue;
		}
		size_t k = person_at(g, w, n, i, after);
		if (k > 0) {
			bool joined = w[i].bracket == 0 && !(w[i].comma &&
			    !g->p->r->markup);
			person_push(g, w, i, i + k, joined);
			i += k;
			after = false;
			continue;
		}
		after = personal(w[i].s);
		/* a local term keeps its words together where commas part
		 * the rest */
		size_t m = i;
		while (m + 1 < n && !w[m].comma && (g->commas ?
		    local_term(w[m].s) || local_term(w[m + 1].s) :
		    local_term(w[m].s) && local_term(w[m + 1].s)))
			m++;
		if (m > i) {
			uint32_t a = offset_of(g->p, w[i].s.p);
			uint32_t b = offset_of(g->p, w[m].s.p + w[m].s.n);
			struct reftel_value v = parse_folded(g->p, a, b);
			tag_push(g, upper(g, value_str(&v)),
			    REFTEL_TAG_UNKNOWN, a, b);
			telegram_diag(g->p->t, DIAG_TAG_UNKNOWN, a, b,
			    value_str(&v));
			i = m + 1;
			continue;
		}
		if (kinds_of(g, upper(g, w[i].s)) != 0 ||
		    (!glued_push(g, w[i].s) && !stroked_push(g, w[i].s)))
			word_push(g, w[i].s);
		i++;
	}
}

/* Of a country or a region in Africa. */
static bool
african(struct str w)
{
	static const char *const codes[] = { "AG", "AO", "BC", "BN", "BY",
		"CD", "CF", "CG", "CM", "CN", "CT", "CV", "DJ", "EG", "EK",
		"ER", "ET", "GA", "GB", "GH", "GV", "IV", "KE", "LI", "LT",
		"LY", "MA", "MI", "ML", "MO", "MP", "MR", "MZ", "NG", "NI",
		"PU", "RW", "SE", "SF", "SG", "SL", "SO", "SU", "TO", "TP",
		"TS", "TZ", "UG", "UV", "WA", "WI", "WZ", "XA", "XI", "XJ",
		"XW", "XY", "ZA", "ZF", "ZI", "ZU" };

	return w.n == 2 && lex_in_sorted(w, codes, LEX_COUNT(codes));
}

/* AU is Austria, but beside an African country, from 2002 on, the African
 * Union, unless Vienna says it: the rest decides (telegram.md 15.1). */
static void
african_union(struct tagging *g)
{
	struct reftel_telegram *t = g->p->t;
	bool africa = false;
	size_t au = t->tags.n;

	if (g->year < 2002 || str_eq(value_str(&t->post), STR("VIENNA")))
		return;
	for (size_t i = 0; i < t->tags.n; i++) {
		struct str tag = value_str(&t->tags.v[i].tag);

		if (str_eq(tag, STR("AU")))
			au = i;
		africa |= african(tag);
	}
	if (au == t->tags.n || !africa)
		return;
	t->tags.v[au].kind = REFTEL_TAG_ORGANIZATION;
	telegram_inferred(t, "/tags/%zu/kind", au);
}

static bool
portion_mark(struct str s)
{
	static const char *const marks[] = { "U", "C", "S", "SBU", "LOU",
		"C/NF", "S/NF" };

	return lex_in(s, marks, LEX_COUNT(marks));
}

static bool
tag_char(char c)
{
	return ch_alnum(c) || strchr("-/&'.*", c) != NULL || (c & 0x80) != 0;
}

void
parse_tags(struct parse *p)
{
	struct tagging g = { .p = p, .year = p->dtg_year };

	if (p->tags.end <= p->tags.start)
		return;
	char *s = parse_scratch(p, p->tags.start, p->tags.end);
	uint32_t n = p->tags.end - p->tags.start;
	struct tag_word *w = NULL;
	size_t words = 0, cap = 0;
	unsigned depth = 0, pair = 0;

	for (uint32_t i = 0; s != NULL && i < n;) {
		char c = s[i];
		if (c == '(' || c == '[') {
			depth++;
			pair++;
		}
		if ((c == ')' || c == ']') && depth > 0)
			depth--;
		if ((c == ',' || c == ';') && words > 0) {
			w[words - 1].comma = true;
			g.commas = true;
		}
		/* a portion mark is no person */
		if ((c == ')' || c == ']') && words > 0 &&
		    w[words - 1].bracket == pair && portion_mark(w[words -
		    1].s) && (words == 1 || w[words - 2].bracket != pair))
			words--;
		if (!tag_char(c)) {
			i++;
			continue;
		}
		uint32_t a = i;
		while (i < n && tag_char(s[i]))
			i++;
		uint32_t b = i;
		/* a speck that became a bullet: "\xE2\x80\xA2PGOV" */
		if (b - a > 3 && memcmp(s + a, "\xE2\x80\xA2", 3) == 0)
			a += 3;
		while (b > a && (s[b - 1] == '.' || s[b - 1] == '-' ||
		    s[b - 1] == '\'') && depth == 0)
			b--;
		if (b == a)
			continue;
		w = arena_grow(p->a, w, words, &cap, sizeof *w);
		if (w == NULL)
			return;
		w[words++] = (struct tag_word){
			range_str(p, p->tags.start + a, p->tags.start + b),
			false, depth > 0 ? pair : 0 };
	}
	if (depth > 0)
		g.unclosed = pair;
	if (words > 0)
		tags_of_words(&g, w, words);
	african_union(&g);
}
