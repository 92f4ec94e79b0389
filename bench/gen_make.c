/* Telegrams are made up; see gen.h. */
#include "gen.h"

/* Words by how often they come: the first most often (Zipf). */
struct list {
	const char *const *v;
	size_t n;
	unsigned bits;
	uint32_t *zipf;		/* 2 to the bits */
};

void
gen_out_of_memory(void)
{
	fputs("gen: out of memory\n", stderr);
	exit(1);
}

static void *
need(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (p == NULL)
		gen_out_of_memory();
	return p;
}

static void
list_init(struct list *l, const char *const *v, size_t n, unsigned bits)
{
	size_t slots = (size_t)1 << bits, k = 0;
	double sum = 0, at = 0;

	*l = (struct list){ .v = v, .n = n, .bits = bits };
	l->zipf = need(slots, sizeof *l->zipf);
	for (size_t i = 0; i < n; i++)
		sum += 1.0 / ((double)i + 5);
	for (size_t i = 0; i < slots; i++) {
		double here = ((double)i + 0.5) / (double)slots * sum;

		while (k + 1 < n && at + 1.0 / ((double)k + 5) < here)
			at += 1.0 / ((double)k++ + 5);
		l->zipf[i] = (uint32_t)k;
	}
}

static const char *
word(const struct list *l, struct rng *r)
{
	return l->v[l->zipf[rng_next(r) >> (64 - l->bits)]];
}

static struct list l_actors, l_nouns, l_plurals, l_adjectives, l_said, l_did,
    l_to_do, l_adverbs, l_places, l_countries, l_agencies, l_openers,
    l_quotes, l_sentences, l_items, l_subjects, l_headings, l_surnames,
    l_given, l_titles, l_officers, l_officer_given, l_officer_titles;

/* --- invented words ----------------------------------- */

static bool many_words;		/* gen_lists(true) */

enum { WORD_MAX = 32 };

/* A word of so many syllables and an ending. */
static void
invent(struct rng *r, char out[WORD_MAX], unsigned syllables,
    const char *ending, bool capital)
{
	static const char *const first[] = { "b", "br", "c", "ch", "d", "dr",
		"f", "fl", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p",
		"pl", "pr", "qu", "r", "s", "sh", "sk", "st", "str", "t", "tr",
		"v", "w", "z" };
	static const char *const vowel[] = { "a", "a", "e", "e", "i", "o",
		"u", "ai", "ea", "ie", "ou" };
	static const char *const last[] = { "", "", "", "", "n", "r", "l",
		"s", "nd", "rt", "m", "st", "x", "ck" };
	size_t n = 0;

	for (; syllables > 0; syllables--)
		n += (size_t)snprintf(out + n, WORD_MAX - n, "%s%s%s",
		    first[pick(r, COUNT(first))], vowel[pick(r, COUNT(vowel))],
		    last[pick(r, syllables == 1 ? 4 : COUNT(last))]);
	snprintf(out + n, WORD_MAX - n, "%s", ending);
	if (capital)
		out[0] -= 32;
}

/* The list's own words, and so many more behind them. */
static void
enlarge(struct list *l, size_t more, const char *const *ending,
    size_t endings, bool capital)
{
	enum { BITS = 17 };
	const char **v = need(l->n + more, sizeof *v);
	struct rng r = rng_for(more, l->n, 3);

	memcpy(v, l->v, l->n * sizeof *v);
	for (size_t i = l->n; i < l->n + more; i++) {
		char *s = need(1, WORD_MAX);

		invent(&r, s, 1 + (i > more / 8 ? pick(&r, 2) : 0),
		    ending[pick(&r, (unsigned)endings)], capital);
		v[i] = s;
	}
	free(l->zipf);
	list_init(l, v, l->n + more, BITS);
}

static void
enlarge_lists(void)
{
	static const char *const noun[] = { "ment", "tion", "ness", "ity",
		"ance", "age", "ism", "er", "or", "ure" };
	static const char *const plural[] = { "ments", "tions", "ers", "ors",
		"ists", "ants", "ies", "ings" };
	static const char *const adjective[] = { "al", "ous", "ive", "ent",
		"able", "ic", "ary", "less" };
	static const char *const adverb[] = { "ally", "ously", "ively",
		"ently" };
	static const char *const past[] = { "ed", "ated", "ized" };
	static const char *const plain[] = { "ate", "ize", "ify" };
	static const char *const place[] = { "ov", "burg", "abad", "ia", "stan",
		"ville", "ino", "gorod", "" };
	static const char *const name[] = { "ov", "sky", "er", "ez", "ian",
		"son", "ini", "oglu", "wala", "" };
	static const char *const given[] = { "a", "o", "el", "im", "us" };

#define MORE(l, n, ending, capital) \
	enlarge(&l, n, ending, COUNT(ending), capital)
	MORE(l_nouns, 14000, noun, false);
	MORE(l_plurals, 9000, plural, false);
	MORE(l_adjectives, 8000, adjective, false);
	MORE(l_adverbs, 1500, adverb, false);
	MORE(l_did, 2500, past, false);
	MORE(l_to_do, 2500, plain, false);
	MORE(l_places, 6000, place, true);
	MORE(l_surnames, 30000, name, true);
	MORE(l_given, 3000, given, true);
#undef MORE
}

void
gen_lists(bool large)
{
#define INIT(l, a) list_init(&l, a, COUNT(a), 10)
	INIT(l_actors, actors);
	INIT(l_nouns, nouns);
	INIT(l_plurals, plurals);
	INIT(l_adjectives, adjectives);
	INIT(l_said, said);
	INIT(l_did, did);
	INIT(l_to_do, to_do);
	INIT(l_adverbs, adverbs);
	INIT(l_places, places);
	INIT(l_countries, countries);
	INIT(l_agencies, agency_names);
	INIT(l_openers, openers);
	INIT(l_quotes, quotes);
	INIT(l_sentences, sentences);
	INIT(l_items, items);
	INIT(l_subjects, subjects);
	INIT(l_headings, headings);
	INIT(l_surnames, surnames);
	INIT(l_given, given_names);
	INIT(l_titles, titles);
	INIT(l_officers, officer_surnames);
	INIT(l_officer_given, officer_given);
	INIT(l_officer_titles, officer_titles);
#undef INIT
	many_words = large;
	if (large)
		enlarge_lists();
}

/* Room for one more of v[n]. */
void *
gen_grow(void *v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return v;
	*cap = *cap == 0 ? 16 : *cap * 2;
	v = realloc(v, *cap * size);
	if (v == NULL)
		gen_out_of_memory();
	return v;
}

/* --- texts ----------------------------------- */

static struct text
text_from(const struct telegram *t, size_t at)
{
	return (struct text){ at, t->pool.n - at };
}

static void
put(struct telegram *t, const char *s)
{
	buf_puts(&t->pool, s);
}

static void
put_upper(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		buf_putc(b, *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s);
}

static void
upper(struct telegram *t, struct text x)
{
	char *p = t->pool.p + x.at;

	for (size_t i = 0; i < x.n; i++)
		if (p[i] >= 'a' && p[i] <= 'z')
			p[i] -= 32;
}

static void
copy_upper(char *to, size_t size, const char *s)
{
	size_t n = 0;

	for (; *s != '\0' && n + 1 < size; s++)
		to[n++] = *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s;
	to[n] = '\0';
}

static void
put_number(struct telegram *t, unsigned n)
{
	buf_putu(&t->pool, n);
}

static void
put_quoted(struct telegram *t, const char *s, const char *comma)
{
	buf_putc(&t->pool, t->damaged ? '&' : '"');
	put(t, s);
	put(t, comma);
	buf_putc(&t->pool, t->damaged ? '8' : '"');
}

/* A telegram of an archive speaks of the same things again. */
static const char *
topic(struct telegram *t, const struct list *l, unsigned of)
{
	const char **slot;

	if (!many_words)
		return word(l, &t->r);
	slot = &t->topics[of][pick(&t->r, TOPICS)];
	if (*slot == NULL || percent(&t->r, 55))
		*slot = word(l, &t->r);
	return *slot;
}

/* Of an archive's names some come only once. */
static void
put_surname(struct telegram *t)
{
	char name[WORD_MAX];

	if (!many_words || !percent(&t->r, 4)) {
		put(t, topic(t, &l_surnames, 0));
		return;
	}
	invent(&t->r, name, 2 + pick(&t->r, 2), "", true);
	put(t, name);
}

static void
put_code(struct telegram *t, char code)
{
	struct rng *r = &t->r;

	switch (code) {
	case 'N':
		if (many_words && percent(r, 50))
			put_surname(t);
		else if (percent(r, 30))
			put(t, word(&l_surnames, r));
		else
			put(t, word(&l_actors, r));
		break;
	case 'T':
		put(t, word(&l_titles, r));
		put(t, " ");
		if (percent(r, 20)) {
			put(t, word(&l_given, r));
			put(t, " ");
		}
		put_surname(t);
		break;
	case 'n': put(t, topic(t, &l_nouns, 1)); break;
	case 's': put(t, topic(t, &l_plurals, 2)); break;
	case 'a': put(t, topic(t, &l_adjectives, 3)); break;
	case 'v': put(t, word(&l_said, r)); break;
	case 't': put(t, word(&l_did, r)); break;
	case 'b': put(t, word(&l_to_do, r)); break;
	case 'd': put(t, word(&l_adverbs, r)); break;
	case 'p': put(t, topic(t, &l_places, 4)); break;
	case 'c': put(t, word(&l_countries, r)); break;
	case 'o': put(t, word(&l_agencies, r)); break;
	case 'O': put(t, word(&l_openers, r)); break;
	case 'm':
		put(t, months[pick(r, 12)]);
		buf_putc(&t->pool, TIE);
		put_number(t, 1 + pick(r, 28));
		break;
	case 'y':
		put_number(t, 1966 + pick(r, (unsigned)t->year - 1965));
		break;
	case '#':
		put_number(t, 2 + pick(r, percent(r, 80) ? 98 : 900));
		break;
	case '$':
		put(t, percent(r, 60) ? "$" : "EUR ");
		put_number(t, 2 + pick(r, 900));
		put(t, percent(r, 50) ? " million" : ",000");
		break;
	case 'q': put_quoted(t, word(&l_quotes, r), ""); break;
	case 'Q': put_quoted(t, word(&l_quotes, r), ","); break;
	case 'r':
		put(t, t->ref_n > 1 ? "ref\1" : "reftel");
		if (t->ref_n > 1)
			buf_putc(&t->pool, (char)('A' + pick(r,
			    t->ref_n < 26 ? (unsigned)t->ref_n : 26)));
		break;
	case 'x':
		put(t, t->redacted ? "XXXXXXXXXXXX" : "a close observer");
		break;
	}
}

/* "a economic" to "an economic": the word at `at` has come behind an a. */
static void
mend_article(struct telegram *t, size_t at)
{
	const char *p = t->pool.p;

	if (at < 2 || p[at - 1] != ' ' || (p[at - 2] | 32) != 'a' ||
	    (at > 2 && (p[at - 3] | 32) >= 'a') ||
	    strchr("aeiou", p[at] | 32) == NULL)
		return;
	buf_putc(&t->pool, ' ');
	memmove(t->pool.p + at, t->pool.p + at - 1, t->pool.n - at);
	t->pool.p[at - 1] = 'n';
}

/* A template of gen_words.h with its codes filled in. */
static void
put_template(struct telegram *t, const char *s)
{
	size_t at = t->pool.n;

	for (; *s != '\0'; s++)
		if (*s == '%') {
			size_t word_at = t->pool.n;
			put_code(t, *++s);
			mend_article(t, word_at);
		} else if (s[0] == ' ' && s[1] == '-' && s[2] == '-') {
			put(t, t->damaged ? "\1{" : "\1--");
			s += 2;
		} else if (t->damaged && s[0] == '\'' && s[1] == 's') {
			buf_putc(&t->pool, ',');
		} else {
			buf_putc(&t->pool, *s);
		}
	char *first = t->pool.p + at;
	if (*first == '"' || *first == '&')
		first++;
	if (*first >= 'a' && *first <= 'z')
		*first -= 32;
}

/* A sentence put together out of parts, so that few are alike. */
static void
put_composed(struct telegram *t)
{
	static const char *const subject[] = { "%N", "%T", "the %n",
		"the %a %n", "the %s", "%# %s", "the %n of %p", "a %a %n",
		"the %n and the %n", "%c", "most %a %s" };
	static const char *const verb[] = { " %t ", " would %b ", " %d %t ",
		" may %b ", " has %t ", " %v that %N %t ", " did not %b ",
		" had been asked to %b ", " will %b " };
	static const char *const link[] = { " in ", " of ", " with ", " for ",
		" and ", " against ", " under ", " about ", " between ",
		" despite ", ", but not ", " after ", " through ", ", while " };
	struct rng *r = &t->r;
	char room[256];
	size_t n = 0;

	n += (size_t)snprintf(room, sizeof room, "%s%s%s",
	    subject[pick(r, COUNT(subject))], verb[pick(r, COUNT(verb))],
	    subject[pick(r, COUNT(subject))]);
	for (unsigned i = 1 + pick(r, 5); i > 0; i--)
		n += (size_t)snprintf(room + n, sizeof room - n, "%s%s",
		    link[pick(r, COUNT(link))],
		    subject[pick(r, COUNT(subject))]);
	snprintf(room + n, sizeof room - n, ".");
	put_template(t, room);
}

static void
put_sentences(struct telegram *t, size_t enough)
{
	size_t at = t->pool.n;

	do {
		if (t->pool.n > at)
			put(t, " ");
		if (many_words && percent(&t->r, 75))
			put_composed(t);
		else
			put_template(t, word(&l_sentences, &t->r));
	} while (t->pool.n - at < enough);
}

/* --- the heading ----------------------------------- */

static int
year_day(const struct telegram *t)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243,
		273, 304, 334 };

	return before[t->month - 1] + t->day +
	    (t->month > 2 && t->year % 4 == 0);
}

const struct post gen_department = { "STATE", "STATE", "SECSTATE WASHDC",
	"RUEHC", "US", "Secretary of State" };

static const struct post *
some_post(struct rng *r)
{
	return &posts[percent(r, 45) ? pick(r, INVENTED_POSTS) :
	    pick(r, COUNT(posts))];
}

const char *
gen_precedence(char prosign)
{
	return prosign == 'Z' ? "FLASH" : prosign == 'O' ? "IMMEDIATE" :
	    prosign == 'P' ? "PRIORITY" : "ROUTINE";
}

static void
make_date(struct telegram *t, const struct plan *plan)
{
	struct rng *r = &t->r;
	unsigned era = pick(r, 100);

	t->year = era < 4 ? 1976 + (int)pick(r, 6) :
	    era < 12 ? 1985 + (int)pick(r, 16) : 2002 + (int)pick(r, 9);
	t->month = 1 + (int)pick(r, 12);
	t->day = 1 + (int)pick(r, 28);
	t->hour = (int)pick(r, 24);
	t->minute = (int)pick(r, 60);
	if (plan != NULL) {
		t->year = plan->year;
		t->month = plan->month;
		t->day = plan->day;
		t->hour = plan->hour;
		t->minute = plan->minute;
	}
	t->heading = t->year >= 2002;
	t->caps = t->year < 2002 || percent(r, 12);
	t->reflowed = !t->caps && percent(r, 35);
	t->redacted = t->heading && percent(r, 10);
	t->damaged = t->heading && !t->caps && percent(r, 6);
	t->weekday = t->heading && percent(r, 8);
	t->width = 56 + pick(r, 11);
	t->hyphens = percent(r, 50);
}

static void
make_number(struct telegram *t, const struct plan *plan)
{
	struct rng *r = &t->r;
	unsigned day = (unsigned)year_day(t);

	t->post = percent(r, 4) ? &gen_department : some_post(r);
	t->serial = t->post == &gen_department ? day * 380 - pick(r, 370) :
	    day * 8 - pick(r, 7);
	if (plan != NULL) {
		t->post = plan->post;
		t->serial = plan->serial;
	}
	snprintf(t->id, sizeof t->id, "%02d%s%u", t->year % 100, t->post->id,
	    t->serial);
}

static void
make_class(struct telegram *t)
{
	struct rng *r = &t->r;
	unsigned u = pick(r, 100);
	bool noforn;

	t->class = u < 18 ? UNCLAS : u < 36 ? SBU : u < 80 ? CONF : SECR;
	if (t->class == SBU && t->year < 1996)
		t->class = UNCLAS;
	noforn = t->class >= CONF && t->heading && percent(r, 12);
	t->noforn_suffix = noforn && percent(r, 30);
	t->efto = t->class == UNCLAS && t->heading && percent(r, 8);
	t->captions_in_row = percent(r, 8);
	if (t->class >= CONF && percent(r, 4))
		t->captions[t->caption_n++] = percent(r, 50) ? "EXDIS" :
		    "NODIS";
	else if (t->year >= 2002 && percent(r, 85))
		t->captions[t->caption_n++] = "SIPDIS";
	if (noforn && !t->noforn_suffix)
		t->captions[t->caption_n++] = "NOFORN";
	if (t->class == SBU)
		t->captions[t->caption_n++] = "SENSITIVE";
	if (t->caption_n > 0 && t->captions[0][0] == 'S' && percent(r, 15))
		t->captions[t->caption_n++] = "SIPDIS";	/* twice is usual */
	for (unsigned n = percent(r, 50) ? 1 + pick(r, 2) : 0; n > 0; n--)
		t->passing[t->passing_n++] = passing_lines[pick(r,
		    COUNT(passing_lines))];
	if (t->passing_n == 2 && t->passing[0] == t->passing[1])
		t->passing_n = 1;
}

static void
make_address(struct telegram *t, struct address *a, const char *ri,
    const char *plad, char prosign)
{
	unsigned number = pick(&t->r, 9900);

	a->ri = t->heading ? ri : NULL;
	a->plad = plad;
	a->precedence = prosign == 'R' ? NULL : gen_precedence(prosign);
	a->number[0] = '\0';
	a->except_n = 0;
	if (percent(&t->r, 15))
		return;
	if (t->plan != NULL)
		number = t->plan->number(t->plan->ctx, plad,
		    t->heading ? t->sections : 1);
	if (t->sections > 1 && t->heading)
		snprintf(a->number, sizeof a->number, "%04u-%04u", number,
		    number + t->sections - 1);
	else
		snprintf(a->number, sizeof a->number, "%04u", number);
}

static bool
has_address(const struct telegram *t, const char *plad)
{
	for (size_t i = 0; i < t->to_n; i++)
		if (strcmp(t->to[i].plad, plad) == 0)
			return true;
	for (size_t i = 0; i < t->info_n; i++)
		if (strcmp(t->info[i].plad, plad) == 0)
			return true;
	return strcmp(t->post->plad, plad) == 0;
}

static void
make_info(struct telegram *t, char prosign)
{
	struct rng *r = &t->r;
	size_t n = percent(r, 4) ? 10 + pick(r, 20) : pick(r, 8);

	for (size_t tries = 0; t->info_n < n && tries < 3 * n; tries++) {
		const char *ri, *plad;

		if (percent(r, 60)) {
			const struct post *p = some_post(r);
			ri = p->ri;
			plad = p->plad;
		} else {
			size_t k = pick(r, COUNT(agencies));
			ri = agencies[k].ri;
			plad = agencies[k].plad;
		}
		if (has_address(t, plad))
			continue;
		make_address(t, &t->info[t->info_n], ri, plad, prosign);
		t->info_n++;
	}
}

/* A collective at the end of the list, without some of its posts. */
static void
make_exemption(struct telegram *t)
{
	static const char *const collective = "RURITANIA NEIGHBORS COLLECTIVE";
	struct address *a = &t->info[t->info_n];

	if (t->plan != NULL || !percent(&t->r, 4) ||
	    has_address(t, collective) ||
	    t->info_n == MAX_INFO)
		return;
	make_address(t, a, "RUEHQX", collective, 'R');
	a->number[0] = '\0';
	for (int i = percent(&t->r, 50) ? 1 : 0; i < 2; i++)
		a->except[a->except_n++] = posts[2 + i].plad;
	t->info_n++;
}

static void
make_addresses(struct telegram *t)
{
	struct rng *r = &t->r;
	unsigned u = pick(r, 100);
	char action = u < 2 ? 'Z' : u < 30 ? 'O' : u < 60 ? 'P' : 'R';
	char info = action;

	t->prosign[0] = action;
	t->prosign[1] = 0;
	if (action != 'R' && percent(r, 25))
		info = t->prosign[1] = action == 'P' ? 'R' : percent(r, 50) ?
		    'P' : 'R';
	if (t->post == &gen_department) {
		const struct post *p = some_post(r);
		make_address(t, &t->to[t->to_n], p->ri, p->plad, action);
	} else {
		make_address(t, &t->to[t->to_n], gen_department.ri,
		    gen_department.plad, action);
	}
	if (action == 'O' && percent(r, 8))
		t->to[0].precedence = "NIACT IMMEDIATE";
	t->to_n++;
	for (unsigned n = percent(r, 15) ? 1 + pick(r, 3) : 0; n > 0; n--) {
		const struct post *p = some_post(r);

		if (has_address(t, p->plad))
			continue;
		make_address(t, &t->to[t->to_n], p->ri, p->plad, action);
		t->to_n++;
	}
	make_info(t, info);
	make_exemption(t);
	snprintf(t->channel, sizeof t->channel, "VZCZCX%c%c%04u",
	    t->post->ri[strlen(t->post->ri) - 1], 'O', pick(r, 10000));
	snprintf(t->filed, sizeof t->filed, "%03d%02d%02d", year_day(t),
	    t->hour, t->minute);
	t->section_in_de = t->sections > 1 || percent(r, 5);
}

/* "GDS 5/14/86 (LARKFIELD, NORA)": the classifier, surname first. */
static void
order_name(struct telegram *t, int year)
{
	const char *given = word(&l_officer_given, &t->r);
	const char *name = word(&l_officers, &t->r);
	char room[64];
	size_t at = t->pool.n;

	snprintf(room, sizeof room, "GDS %d/%d/%02d (%s, %s)", t->month,
	    t->day, year % 100, name, given);
	copy_upper(t->eo_text, sizeof t->eo_text, room);
	put_upper(&t->pool, given);
	put(t, " ");
	put_upper(&t->pool, name);
	t->classifier = text_from(t, at);
	t->eo_name = true;
}

static void
make_order(struct telegram *t)
{
	struct rng *r = &t->r;
	int when = t->year * 100 + t->month;

	t->order = when >= 201008 ? "13526" : when >= 199511 ? "12958" :
	    when >= 198208 ? "12356" : when >= 197812 ? "12065" : "11652";
	if (t->class < CONF) {
		t->eo_action = "N/A";
		strcpy(t->eo_text, "N/A");
		return;
	}
	if (when < 197812) {
		t->eo_action = "GDS";
		strcpy(t->eo_text, "GDS");
		return;
	}
	if (when >= 198208 && when < 199511) {
		t->eo_action = "OADR";
		strcpy(t->eo_text, "DECL: OADR");
		return;
	}
	int years = when < 198208 ? 6 : when < 200309 ? 10 :
	    percent(r, 70) ? 10 : 15 + (int)pick(r, 10);
	int year = t->year + years;
	t->eo_action = when < 198208 ? "GDS" : "DECL";
	snprintf(t->eo_date, sizeof t->eo_date, "%04d-%02d-%02d", year,
	    t->month, t->day);
	if (when < 198208)
		order_name(t, year);
	else if (percent(r, 80))
		snprintf(t->eo_text, sizeof t->eo_text, "DECL: %02d/%02d/%04d",
		    t->month, t->day, year);
	else
		snprintf(t->eo_text, sizeof t->eo_text, "DECL: %d/%d/%02d",
		    t->month, t->day, year % 100);
}

static void
make_tags(struct telegram *t)
{
	struct rng *r = &t->r;
	size_t n = 2 + pick(r, percent(r, 10) ? MAX_TAGS - 2 : 4);

	for (size_t tries = 0; t->tag_n < n && tries < 40; tries++) {
		unsigned most = percent(r, 60) ? 12 : COUNT(tags);
		size_t tag = pick(r, most), i = 0;

		while (i < t->tag_n && t->tag[i] != tag)
			i++;
		if (i == t->tag_n)
			t->tag[t->tag_n++] = tag;
	}
	t->country[t->country_n++] = t->post->tag;
	if (percent(r, 30)) {
		const char *tag = some_post(r)->tag;
		if (strcmp(tag, t->post->tag) != 0)
			t->country[t->country_n++] = tag;
	}
	t->tag_commas = percent(r, 70);
	if (percent(r, 6)) {
		copy_upper(t->person_room[0], sizeof t->person_room[0],
		    word(&l_surnames, r));
		copy_upper(t->person_room[1], sizeof t->person_room[1],
		    word(&l_given, r));
		t->person[0] = t->person_room[0];
		t->person[1] = t->person_room[1];
		t->person_brackets = !t->tag_commas || percent(r, 60);
	}
}

static void
make_subject(struct telegram *t)
{
	size_t at = t->pool.n;
	bool damaged = t->damaged;

	t->damaged = false;	/* capitals have other faults */
	put_template(t, word(&l_subjects, &t->r));
	t->damaged = damaged;
	t->subject = text_from(t, at);
	if (t->caps || percent(&t->r, 80))
		upper(t, t->subject);
	if (t->class >= CONF && t->heading && percent(&t->r, 20))
		t->subject_portion = percent(&t->r, 70) ?
		    t->class == SECR ? "S" : "C" : "U";
}

/* --- references ----------------------------------- */

static struct ref *
ref_new(struct telegram *t, char label, const char *kind)
{
	t->refs = gen_grow(t->refs, t->ref_n, &t->ref_cap, sizeof *t->refs);
	struct ref *x = &t->refs[t->ref_n++];
	*x = (struct ref){ .label = label, .kind = kind };
	return x;
}

static unsigned
ref_serial(struct telegram *t, const struct post *p, bool this_year)
{
	unsigned day = this_year ? (unsigned)year_day(t) : 365;

	if (p == t->post && this_year)
		return t->serial > 1 ? 1 + pick(&t->r, t->serial - 1) : 1;
	return 1 + pick(&t->r, (p == &gen_department ? 380 : 12) * day);
}

/* One or more telegram numbers, as "07 STRELSAU 512 AND 530 (NOTAL)". */
static void
telegram_ref(struct telegram *t, char label, bool plain)
{
	struct rng *r = &t->r;
	const struct post *p = percent(r, 35) ? t->post : percent(r, 25) ?
	    &gen_department : some_post(r);
	bool before = percent(r, 20) || (p == t->post && t->serial < 2);
	int year = t->year - (before ? 1 + (int)pick(r, 3) : 0);
	unsigned serial = ref_serial(t, p, !before);
	const char *name = p->name;
	struct ref *x = ref_new(t, label, "telegram");
	size_t at = t->pool.n;

	if (p == &gen_department && percent(r, 20))
		name = "SECSTATE";
	if (before && p == t->post && t->serial < 2000 && percent(r, 15)) {
		/* no year: the serial shows that it is the year before */
		year = t->year - 1;
		serial = t->serial + 100 + pick(r, 300);
	} else if (before || percent(r, 10)) {
		if (percent(r, 10))
			put_number(t, (unsigned)year);
		else
			buf_putc(&t->pool, (char)('0' + year / 10 % 10)),
			    buf_putc(&t->pool, (char)('0' + year % 10));
		put(t, " ");
	}
	put(t, name);
	put(t, " ");
	put_number(t, serial);
	snprintf(x->id, sizeof x->id, "%02d%s%u", year % 100, p->id, serial);
	if (!plain && percent(r, 8)) {
		put(t, " (NOTAL)");
		x->notal = true;
	} else if (!plain && percent(r, 4)) {
		put(t, " AND PREVIOUS");
	} else if (!plain && percent(r, 5)) {
		x->text = text_from(t, at);
		put(t, " AND ");
		at = t->pool.n;
		serial += 1 + pick(r, 9);
		put_number(t, serial);
		x = ref_new(t, label, "telegram");
		snprintf(x->id, sizeof x->id, "%02d%s%u", year % 100, p->id,
		    serial);
	}
	x->text = text_from(t, at);
}

static void
name_cited(struct ref *x, const struct cited *c, unsigned serial)
{
	snprintf(x->id, sizeof x->id, "%02d%s%u", c->year % 100, c->post->id,
	    serial);
}

/* One that the plan has, under any of the spellings of its post. */
static void
planned_ref(struct telegram *t, char label, const struct cited *c)
{
	struct rng *r = &t->r;
	const char *name = c->post->name;
	struct ref *x = ref_new(t, label, "telegram");
	size_t at = t->pool.n;

	if (c->post == &gen_department && percent(r, 20))
		name = "SECSTATE";
	for (size_t i = 0; percent(r, 15) && i < COUNT(spellings); i++)
		if (strcmp(spellings[i].id, c->post->id) == 0)
			name = spellings[i].name;
	if (c->year != t->year || percent(r, 40)) {
		if (percent(r, 10))
			put_number(t, (unsigned)c->year);
		else
			buf_putc(&t->pool, (char)('0' + c->year / 10 % 10)),
			    buf_putc(&t->pool, (char)('0' + c->year % 10));
		put(t, " ");
	}
	put(t, name);
	put(t, " ");
	put_number(t, c->serial);
	name_cited(x, c, c->serial);
	if (c->next > 0) {
		x->text = text_from(t, at);
		put(t, " AND ");
		at = t->pool.n;
		put_number(t, c->next);
		x = ref_new(t, label, "telegram");
		name_cited(x, c, c->next);
	} else if (t->ref_style != REF_ROW && t->ref_style != REF_BARE &&
	    percent(r, 8)) {
		put(t, " (NOTAL)");
		x->notal = true;
	}
	x->text = text_from(t, at);
}

/* A reference to something that is no telegram. */
static void
other_ref(struct telegram *t, char label)
{
	struct rng *r = &t->r;
	const char *a = word(&l_officers, r), *b = word(&l_officers, r);
	int month = 1 + (int)pick(r, (unsigned)t->month);
	int day = 1 + (int)pick(r, 28);
	char room[120];
	const char *kind;

	switch (pick(r, 9)) {
	case 0:
		kind = "email";
		snprintf(room, sizeof room, "%s-%s E-MAIL OF %02d/%02d/%04d",
		    a, b, month, day, t->year);
		break;
	case 1:
		kind = "email";
		snprintf(room, sizeof room, "%s/%s EMAIL %02d/%02d/%02d", a,
		    b, month, day, t->year % 100);
		break;
	case 2:
		kind = "memo";
		snprintf(room, sizeof room, "MEMO FROM POL TO DCM DATED "
		    "%02d/%02d/%02d", month, day, t->year % 100);
		break;
	case 3:
		kind = "phone";
		snprintf(room, sizeof room, "TELCON %s/%s %02d/%02d/%02d", a,
		    b, month, day, t->year % 100);
		break;
	case 4:
		kind = "letter";
		snprintf(room, sizeof room, "LETTER FROM FM %s DATED %s %d, "
		    "%d", word(&l_surnames, r), months[month - 1], day,
		    t->year);
		break;
	case 5:
		kind = "report";
		snprintf(room, sizeof room, "IIR 7 314 %04u %02d",
		    pick(r, 1000), t->year % 100);
		break;
	case 6:
		kind = "book";
		snprintf(room, sizeof room, "%u FAM %u", 1 + pick(r, 12),
		    100 + pick(r, 900));
		break;
	case 7:
		kind = "fax";
		snprintf(room, sizeof room, "FAX FROM %s, %.3s %d", a,
		    months[month - 1], day);
		break;
	default:
		kind = "meeting";
		snprintf(room, sizeof room, "MEETING %s/%s %s %d", a,
		    word(&l_surnames, r), months[month - 1], day);
	}
	size_t at = t->pool.n;
	put_upper(&t->pool, room);
	struct ref *x = ref_new(t, label, kind);
	x->text = text_from(t, at);
}

static void
make_refs(struct telegram *t, long wish)
{
	static const char *const one[] = { "REF: ", "REF: ", "REF: ",
		"REFTEL: ", "Ref: " };
	static const char *const more[] = { "REF: ", "REF: ", "REF: ",
		"REFS: ", "REFS: " };
	struct rng *r = &t->r;
	size_t n = wish >= 0 ? (size_t)wish : percent(r, 40) ? 0 :
	    1 + pick(r, percent(r, 30) ? 8 : 3);
	const struct plan *plan = t->plan;
	size_t planned = 0;
	unsigned style = pick(r, 100);

	if (plan != NULL)
		n = plan->cited_n;
	t->ref_word = n == 1 ? one[pick(r, COUNT(one))] :
	    more[pick(r, COUNT(more))];
	t->ref_style = style < 65 ? REF_LINES : style < 75 ? REF_BRACKETS :
	    style < 88 ? REF_ROW : style < 93 ? REF_DOUBLED : REF_BARE;
	if (n > 26)
		t->ref_style = REF_BARE;
	while (t->item_n < n) {
		char label = n == 1 || t->ref_style == REF_BARE ? 0 :
		    (char)('A' + t->item_n);
		bool plain = t->ref_style == REF_ROW ||
		    t->ref_style == REF_BARE;
		size_t at = t->pool.n;

		if (plan != NULL && planned < plan->cited_n)
			planned_ref(t, label, &plan->cited[planned++]);
		else if (plain || percent(r, 85))
			telegram_ref(t, label, plain);
		else
			other_ref(t, label);
		t->items = gen_grow(t->items, t->item_n, &t->item_cap,
		    sizeof *t->items);
		t->items[t->item_n++] = (struct ref_item){ label,
			text_from(t, at) };
	}
}

/* --- classification authority ----------------------------------- */

static void
put_reasons(struct telegram *t, const char *before, const char *between,
    const char *last)
{
	bool old = t->year * 100 + t->month < 200304;

	put(t, old ? "1.5" : "1.4");
	for (size_t i = 0; i < t->reason_n; i++) {
		put(t, i == 0 ? before : i + 1 < t->reason_n ? between : last);
		buf_putc(&t->pool, t->reasons[i][0]);
	}
}

static void
make_classifier(struct telegram *t)
{
	static const char *const sets[][4] = {
		{ "b", "d" }, { "b", "d" }, { "b", "d" }, { "d" },
		{ "b", "c", "d" }, { "b" }, { "a", "b", "d" },
	};
	struct rng *r = &t->r;

	if (t->class < CONF || t->year < 1996 || percent(r, 4))
		return;
	size_t set = pick(r, COUNT(sets));
	while (t->reason_n < 4 && sets[set][t->reason_n] != NULL) {
		t->reasons[t->reason_n] = sets[set][t->reason_n];
		t->reason_n++;
	}
	const char *title = word(&l_officer_titles, r);
	unsigned style = pick(r, 8);
	size_t at = t->pool.n;
	put(t, style == 5 ? "(U) Classified by: " : style == 6 ?
	    "Classified By: Classified by " : "Classified By: ");
	if (style != 3) {
		put(t, title);
		put(t, " ");
	}
	size_t name = t->pool.n;
	put(t, word(&l_officer_given, r));
	if (percent(r, 60)) {
		buf_putc(&t->pool, TIE);
		buf_putc(&t->pool, (char)('A' + pick(r, 20)));
		put(t, ".\1");
	} else {
		put(t, " ");
	}
	put(t, word(&l_officers, r));
	t->classifier = text_from(t, name);
	if (style == 3) {
		put(t, ", ");
		put(t, title);
	}
	switch (style) {
	case 0:
		put(t, ", Reasons ");
		put_reasons(t, "\1(", "), (", "), (");
		put(t, ").");
		break;
	case 1:
	case 5:
	case 6:
		put(t, " for reasons ");
		put_reasons(t, "\1(", "), (", ") and (");
		put(t, ").");
		break;
	case 2:
		put(t, ". Reason: ");
		put_reasons(t, "\1(", "/", "/");
		put(t, ")");
		break;
	case 3:
		put(t, "; Reason: ");
		put_reasons(t, "(", "),(", "),(");
		put(t, ")");
		break;
	case 4:
		put(t, "; reasons: ");
		put_reasons(t, "\1(", "), (", "), and (");
		put(t, ").");
		break;
	default:
		put(t, ". Reasons: ");
		put_reasons(t, "\1", ",", ",");
		put(t, ".");
		break;
	}
	t->classified = text_from(t, at);
	if (t->caps)
		upper(t, t->classified);
}

/* --- the text ----------------------------------- */

static const char *
some_portion(struct telegram *t)
{
	static const char *const marks[CLASSES][4] = {
		[UNCLAS] = { NULL, NULL, NULL, NULL },
		[SBU] = { "SBU", "SBU", "SBU", "U" },
		[CONF] = { "C", "C", "C", "SBU" },
		[SECR] = { "S", "S", "C", "S/NF" },
	};
	struct rng *r = &t->r;

	if (t->year < 1979)
		return NULL;
	if (t->class >= CONF && percent(r, 12))
		return "U";
	return marks[t->class][pick(r, 4)];
}

static struct par *
par_new(struct telegram *t)
{
	t->pars = gen_grow(t->pars, t->par_n, &t->par_cap, sizeof *t->pars);
	struct par *p = &t->pars[t->par_n];
	int number = t->par_n == 0 ? 1 : p[-1].number + 1;

	/* now and then a number is left out, or comes twice */
	if (t->par_n > 2 && pick(&t->r, 120) == 0)
		number += percent(&t->r, 50) ? 1 : -1;
	*p = (struct par){ .number = number, .kind = "text",
		.portion = some_portion(t) };
	t->par_n++;
	return p;
}

/* An item's mark: "-- ", or the next of "A. ". */
static void
put_mark(struct telegram *t, const char *mark, unsigned i)
{
	for (; *mark != '\0'; mark++)
		if (*mark == ' ')
			buf_putc(&t->pool, TIE);
		else if (*mark == 'A' || *mark == 'a' || *mark == '1')
			buf_putc(&t->pool, (char)(*mark + (int)i));
		else
			buf_putc(&t->pool, *mark);
}

static void
put_list(struct telegram *t)
{
	static const char *const marks[] = { "-- ", "-- ", "-- ", "-- ", "--",
		"- ", "A. ", "(1) ", "(a) " };
	struct rng *r = &t->r;
	const char *mark = marks[pick(r, COUNT(marks))];
	unsigned n = 2 + pick(r, 5);

	put_template(t, percent(r, 50) ? "%T named these points:" :
	    "%N asked for the following:");
	for (unsigned i = 0; i < n; i++) {
		buf_putc(&t->pool, '\n');
		put_mark(t, mark, i);
		size_t at = t->pool.n;
		put_template(t, word(&l_items, r));
		char *first = t->pool.p + at;
		if (*first >= 'A' && *first <= 'Z' &&
		    (first[1] == ' ' || first[1] >= 'a'))
			*first += 32;
		put(t, i + 1 < n ? ";" : ".");
	}
}

/* Sentences between an opening and a closing phrase; what is between them
 * is given back. */
static struct text
put_named(struct telegram *t, const char *open, const char *close, size_t n)
{
	put(t, open);
	size_t at = t->pool.n;
	put_sentences(t, n);
	struct text inner = text_from(t, at);
	put(t, close);
	return inner;
}

static void
make_heading(struct telegram *t, struct par *p, const char *s)
{
	size_t at = t->pool.n;

	put(t, s);
	p->heading = text_from(t, at);
	if (t->caps)
		upper(t, p->heading);
}

static void
make_summary(struct telegram *t)
{
	static const struct {
		const char *open, *close;
	} style[] = {
		{ "Summary: ", " End summary." },
		{ "SUMMARY: ", " END SUMMARY." },
		{ "Summary. ", " End Summary." },
		{ "Begin Summary: ", " End Summary." },
	};
	struct rng *r = &t->r;
	size_t k = pick(r, COUNT(style)), n = 250 + pick(r, 500);
	bool headed = percent(r, 25), two = percent(r, 12);
	struct par *p = par_new(t);

	p->kind = "summary";
	if (headed)
		make_heading(t, p, "Summary");
	size_t at = t->pool.n;
	t->summary[0] = put_named(t, headed ? "" : style[k].open,
	    two ? "" : style[k].close, n);
	p->text = text_from(t, at);
	t->summary_n = 1;
	if (!two)
		return;
	p = par_new(t);
	p->kind = "summary";
	at = t->pool.n;
	t->summary[1] = put_named(t, "", style[k].close, n / 2);
	p->text = text_from(t, at);
	t->summary_n = 2;
}

static void
make_body(struct telegram *t, size_t size)
{
	struct rng *r = &t->r;
	bool headed = size > 2500 && percent(r, 60), comment = percent(r, 60);
	size_t each = size < 20000 ? 300 + pick(r, 450) : 700;
	size_t n = size / each + 1, body = t->pool.n;

	if (n < 3)
		n = 3;
	if (n > 25 && size < 30000)
		n = 25;
	each = size / n;
	t->heading_style = t->reflowed && percent(r, 40) ? RULE_INLINE :
	    percent(r, 45) ? RULE_BELOW : percent(r, 75) ? RULES : BARE;
	t->rule = percent(r, 92) ? '-' : percent(r, 50) ? '=' : '*';
	t->label = percent(r, 92) ? "%d. " : "%d.";
	if (percent(r, 75))
		make_summary(t);
	t->summary_first = 0;
	while (t->par_n + (comment ? 1 : 0) < n) {
		struct par *p = par_new(t);

		if (headed && (t->par_n == t->summary_n + 1 || percent(r, 22)))
			make_heading(t, p, word(&l_headings, r));
		size_t at = t->pool.n;
		if (percent(r, 7))
			put_list(t);
		else
			put_sentences(t, each / 2 + pick(r, (unsigned)each));
		p->text = text_from(t, at);
	}
	if (comment) {
		struct par *p = par_new(t);
		bool above = headed && percent(r, 70);
		bool closed = percent(r, 50);

		p->kind = "comment";
		if (above)
			make_heading(t, p, "Comment");
		size_t at = t->pool.n;
		put_named(t, above ? "" : percent(r, 50) ? "Comment: " :
		    "COMMENT: ", closed ? " End comment." : "", each);
		p->text = text_from(t, at);
	}
	if (t->caps)
		upper(t, (struct text){ body, t->pool.n - body });
}

/* A blank of a paragraph's text at or behind off, or its end. */
static size_t
blank_from(const struct telegram *t, const struct par *p, size_t off)
{
	const char *s = t->pool.p + p->text.at;

	while (off < p->text.n && s[off] != ' ' && s[off] != '\n')
		off++;
	return off;
}

/* Page lines: for each section its own, and one in its middle; the pages of
 * the old ones. */
static void
make_breaks(struct telegram *t, size_t size)
{
	size_t pages = t->heading ? t->sections * 2 : size / 2800;
	size_t seen = 0, all = 0, k = 1;

	if (t->heading && t->sections < 2)
		return;
	for (size_t i = 0; i < t->par_n; i++)
		all += t->pars[i].text.n;
	for (size_t i = 0; i < t->par_n && k < pages; i++) {
		const struct par *p = &t->pars[i];
		size_t last = 0;

		for (; k < pages && all / pages * k < seen + p->text.n; k++) {
			size_t off = blank_from(t, p, all / pages * k > seen ?
			    all / pages * k - seen : 1);

			if (off == last)
				continue;
			last = off;
			t->brks = gen_grow(t->brks, t->brk_n, &t->brk_cap,
			    sizeof *t->brks);
			t->brks[t->brk_n++] = (struct brk){ i, off,
			    (unsigned)(k / 2 + 1), t->heading ? k % 2 * 2 :
			    (unsigned)k + 1 };
		}
		seen += p->text.n;
	}
}

static void
make_signature(struct telegram *t)
{
	struct rng *r = &t->r;
	unsigned style = pick(r, 100);

	if (t->heading && !t->caps && percent(r, 4))
		t->trailer = "Visit the Embassy's Classified Website: "
		    "http://www.embassy.example/strelsau/";
	if (percent(r, 4))
		return;
	copy_upper(t->signature_room, sizeof t->signature_room,
	    word(&l_officers, r));
	t->signature = t->signature_room;
	t->signature_style = style < 55 || t->trailer != NULL ? 0 :
	    style < 90 || t->caps || !t->reflowed ? 1 : 2;
}

/* Log-normal about 4.4 kB of running text, which makes telegrams of 5 kB;
 * one of 300 far longer. */
static size_t
make_size(struct rng *r)
{
	double z = 0, x = 1;
	size_t size = 4400;

	if (pick(r, 300) == 0)
		return 40000 + pick(r, pick(r, 2) == 0 ? 40000 : 160000);
	for (int i = 0; i < 12; i++)
		z += (double)pick(r, 1u << 20) / (1u << 20);
	z = (z - 6) * 0.8;
	/* e to the z */
	for (int i = 20; i > 0; i--)
		x = 1 + z * x / i;
	size = (size_t)(4400 * x);
	return size < 700 ? 700 : size;
}

static void
telegram_reset(struct telegram *t)
{
	struct telegram old = *t;

	memset(t, 0, sizeof *t);
	t->pool = old.pool;
	t->pool.n = 0;
	t->refs = old.refs;
	t->ref_cap = old.ref_cap;
	t->items = old.items;
	t->item_cap = old.item_cap;
	t->pars = old.pars;
	t->par_cap = old.par_cap;
	t->brks = old.brks;
	t->brk_cap = old.brk_cap;
}

void
gen_make(struct telegram *t, const struct wish *wish, uint64_t index)
{
	telegram_reset(t);
	t->r = rng_for(wish->seed, index, 0);
	t->plan = wish->plan;
	size_t size = make_size(&t->r);
	if (wish->size > 0)
		size = wish->size > 2000 ? wish->size - wish->size / 20 - 600 :
		    700;
	else if (wish->plan != NULL)
		size -= size / 6;	/* 6.8 kB each, as the known archive */
	make_date(t, wish->plan);
	t->sections = !t->heading || size < 6500 ? 1 : size / 6500 + 1 > 99 ?
	    99 : (unsigned)(size / 6500 + 1);
	make_number(t, wish->plan);
	make_class(t);
	make_addresses(t);
	make_order(t);
	make_tags(t);
	make_subject(t);
	make_refs(t, wish->refs);
	make_classifier(t);
	make_body(t, size);
	make_breaks(t, size);
	make_signature(t);
	if (t->pool.failed)
		gen_out_of_memory();
}

void
gen_free(struct telegram *t)
{
	buf_free(&t->pool);
	free(t->refs);
	free(t->items);
	free(t->pars);
	free(t->brks);
}

/* As many words from off on as are 12 letters or more; 0: there are not. */
static size_t
cut_length(const struct telegram *t, const struct par *p, size_t off)
{
	const char *s = t->pool.p + p->text.at;
	size_t end = off + 12;

	while (end < p->text.n && s[end] != ' ' && s[end] != TIE &&
	    s[end] != '\n')
		end++;
	if (end + 1 >= p->text.n || memchr(s + off, '\n', end - off) != NULL)
		return 0;
	/* the stop of a sentence is not cut */
	while (end > off && strchr(".,;:)\"", s[end - 1]) != NULL)
		end--;
	return end - off < 12 ? 0 : end - off;
}

bool
gen_redact(struct telegram *t, struct rng *r)
{
	bool any = false;

	for (size_t i = 0; i < t->par_n; i++) {
		const struct par *p = &t->pars[i];
		char *s = t->pool.p + p->text.at;

		/* not at the edges, where the words for a summary stand */
		for (size_t k = 40; k + 60 < p->text.n; k++) {
			size_t n;

			if (s[k - 1] != ' ' || !percent(r, 4))
				continue;
			n = cut_length(t, p, k);
			memset(s + k, 'X', n);
			k += n + 30;
			any |= n > 0;
		}
	}
	return any;
}

bool
gen_has_section(const struct telegram *t, unsigned section)
{
	bool from = section == 1, to = section == t->sections;

	if (t->reflowed || !t->heading)
		return false;
	for (size_t i = 0; i < t->brk_n; i++) {
		const struct brk *k = &t->brks[i];

		from |= k->section == section && k->page == 0;
		to |= k->section == section + 1 && k->page == 0;
	}
	return from && to;
}
