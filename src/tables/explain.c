/*
 * What the terms of the trade mean: reftel_explain() in reftel.h.  A term
 * leads to rows of several tables; each table has a function that puts its
 * row into words.
 */
#include "tables/rows.h"
#include "gen/tables_data.h"

#include <limits.h>
#include <stdlib.h>
#include <stdarg.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
	TEXT_MAX = 640,			/* of a meaning put together */
	PLADS_TOLD = 6,			/* of one routing indicator */
	NEAR_MAX = 16
};

/* An entry being told, with room for texts that are put together. */
struct telling {
	struct reftel_entry entry;
	char kind[64], meaning[TEXT_MAX], years[16], source[128];
	char note[TEXT_MAX];
	bool (*fn)(const struct reftel_entry *, void *);
	void *ctx;
	bool told, stop;
};

static void add(char *buf, size_t cap, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds to the text in buf, as much as there is room for. */
static void
add(char *buf, size_t cap, const char *fmt, ...)
{
	size_t n = strlen(buf);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf + n, cap - n, fmt, ap);
	va_end(ap);
}
#define ADD(array, ...) add(array, sizeof(array), __VA_ARGS__)

/* The same behind "; ", unless it is the first or empty. */
static void
add_note(struct telling *t, const char *before, const char *text)
{
	if (*text != '\0')
		ADD(t->note, "%s%s%s", *t->note == '\0' ? "" : "; ", before,
		    text);
}

static void
tell(struct telling *t)
{
	t->entry.kind = t->kind;
	t->entry.meaning = t->meaning;
	t->entry.years = t->years;
	t->entry.source = t->source;
	t->entry.note = t->note;
	t->told = true;
	if (!t->fn(&t->entry, t->ctx))
		t->stop = true;
}

/* The words of the columns `basis` and `source` for people. */
static const char *
source_words(const char *word)
{
	static const char *const words[][2] = {
		{ "handbook", "5 FAH-3, TAGS handbook" },
		{ "handbook-1974", "TAGS handbook of 1974" },
		{ "attested", "in wide use; name from general knowledge" },
		{ "usage", "telegrams" },
		{ "usage-inferred", "telegrams; meaning inferred from them" },
		{ "recalled", "general knowledge, not checked" },
		{ "nonstandard", "telegrams; not an official code" },
		{ "seen-unidentified", "telegrams" },
		{ "listed", "list of organization TAGS" },
		{ "listed-unnamed", "lists of TAGS" },
		{ "fips", "FIPS 10-4" },
		{ "fips-historical", "FIPS 10-4, withdrawn" },
		{ "corpus", "telegrams" },
		{ "reference", "published handbooks" },
		{ "compiled", "general knowledge and telegrams" },
		{ "mined", "written out in telegrams" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(words[i][0], word) == 0)
			return words[i][1];
	return word;
}

/* ---- TAGS ---- */

static const char *
name_or_unknown(const struct tag_row *row)
{
	return *TEXT(row->name) != '\0' ? TEXT(row->name) :
	    "not identified: the code is known, its name is not";
}

static void
tell_years(struct telling *t, unsigned from, unsigned to)
{
	if (from != 0)
		ADD(t->years, "%u-", from);
	if (to != 0)
		ADD(t->years, "%s%u", from == 0 ? "-" : "", to);
}

static void
tell_tag(struct telling *t, const struct term_row *term)
{
	const struct tag_row *row = &tag_rows[term->row];

	switch (row->kind) {
	case REFTEL_TAG_GEOGRAPHIC:
		ADD(t->kind, "%s TAGS", TEXT(row->sort));
		break;
	case REFTEL_TAG_SUBJECT:
		ADD(t->kind, "subject TAGS");
		add_note(t, "", TEXT(row->sort));
		if (row->from != 0 && row->from < 1980 && row->to == 0)
			add_note(t, "", "used in the 1970s, the last year is "
			    "not known");
		break;
	default:
		ADD(t->kind, "%s TAGS", row->kind == REFTEL_TAG_PROGRAM ?
		    "program" : "organization");
	}
	ADD(t->meaning, "%s", name_or_unknown(row));
	tell_years(t, row->from, row->to);
	ADD(t->source, "%s", source_words(TEXT(row->basis)));
	add_note(t, "", TEXT(row->note));
	tell(t);
}

static void
tell_tag_variant(struct telling *t, const struct term_row *term)
{
	const struct tag_variant_row *row = &tag_variant_rows[term->row];

	ADD(t->kind, "misspelt TAGS");
	ADD(t->meaning, "probably %s", row->tag);
	for (size_t i = 0; i < COUNT(tag_rows); i++)
		if (strcmp(TEXT(tag_rows[i].tag), row->tag) == 0)
			ADD(t->meaning, ", %s", name_or_unknown(&tag_rows[i]));
	ADD(t->source, "telegrams");
	tell(t);
}

/* telegram.md 15.3: K and three letters, with or without a table. */
static void
tell_program(struct telling *t)
{
	ADD(t->kind, "program TAGS");
	ADD(t->meaning, "a program that no table has");
	ADD(t->source, "shape of the word");
	tell(t);
}

/* ---- Posts and addresses ---- */

static void
add_post(struct telling *t, const struct post_row *row)
{
	ADD(t->meaning, "%s (%s)", row->post.name, row->post.type);
	if (*row->city != '\0' && strcmp(row->city, row->post.name) != 0)
		add_note(t, "in ", row->city);
	add_note(t, "PLAD ", row->post.plad);
	add_note(t, "routing indicator ", row->post.ri);
	add_note(t, "country TAGS ", row->post.tag);
	add_note(t, "", row->note);
	ADD(t->source, "table of posts");
}

static void
tell_post_row(struct telling *t, const struct post_row *row)
{
	ADD(t->kind, "post");
	t->entry.term = row->post.post;
	add_post(t, row);
	tell(t);
}

static void
tell_post(struct telling *t, const struct term_row *term)
{
	tell_post_row(t, &post_rows[term->row]);
}

static void
tell_post_name(struct telling *t, const struct term_row *term)
{
	static const char *const kinds[] = {
		[VARIANT_ABBREVIATION] = "abbreviated post",
		[VARIANT_NAME] = "post, other name",
		[VARIANT_TYPO] = "post, misspelt",
		[VARIANT_GARBLE] = "post, garbled",
		[VARIANT_ARTEFACT] = "post, badly cut"
	};
	const struct post_name_row *name = &post_name_rows[term->row];
	const struct post_row *row = &post_rows[name->post];

	ADD(t->kind, "%s", kinds[name->kind]);
	ADD(t->meaning, "%s, ", row->post.post);
	add_post(t, row);
	tell(t);
}

static void
tell_post_code(struct telling *t, const struct term_row *term)
{
	const struct post_key_row *code = &post_code_rows[term->row];

	ADD(t->kind, "post, code of the National Archives");
	ADD(t->years, "1973-1979");
	if (code->post == ROW_SHARED) {
		ADD(t->meaning, "several posts share this code");
		ADD(t->source, "table of posts");
		tell(t);
		return;
	}
	/* A code that is the name itself tells nothing new. */
	if (strcmp(TEXT(code->key), post_rows[code->post].post.post) == 0)
		return;
	ADD(t->meaning, "%s, ", post_rows[code->post].post.post);
	add_post(t, &post_rows[code->post]);
	tell(t);
}

/* "acp117-2010-decode|corpus" */
static void
add_routing_source(struct telling *t, const char *source)
{
	bool book = strstr(source, "acp117") != NULL;
	bool seen = strstr(source, "corpus") != NULL;

	ADD(t->source, "%s%s%s", book ? "ACP 117" : "",
	    book && seen ? ", " : "", seen ? "telegrams" : "");
}

static void
tell_plad(struct telling *t, const struct term_row *term)
{
	const struct routing_row *row = &routing_rows[term->row];

	ADD(t->kind, "plain language address");
	ADD(t->meaning, "routing indicator %s", TEXT(row->ri));
	add_routing_source(t, TEXT(row->source));
	if (strcmp(TEXT(row->kind), "other") != 0)
		add_note(t, "", TEXT(row->kind));
	tell(t);
}

static void
tell_ri(struct telling *t, const struct term_row *term)
{
	const struct routing_row *row = &routing_rows[term->row];
	const struct routing_row *end = row;
	size_t n = 0;

	ADD(t->kind, "routing indicator");
	while (end < routing_rows + COUNT(routing_rows) &&
	    strcmp(TEXT(end->ri), TEXT(row->ri)) == 0)
		end++;
	/* the most frequent first, each once: few rows share an indicator */
	n = (size_t)(end - row);
	for (long most = LONG_MAX, told = 0; told < PLADS_TOLD;) {
		long next = -1;
		for (const struct routing_row *r = row; r < end; r++) {
			long count = atol(TEXT(r->count));
			if (count == most && told < PLADS_TOLD)
				ADD(t->meaning, "%s%s", told++ == 0 ? "" :
				    "; ", TEXT(r->plad));
			if (count < most && count > next)
				next = count;
		}
		if (next < 0)
			break;
		most = next;
	}
	if (*t->meaning == '\0')
		ADD(t->meaning, "%s", TEXT(row->kind));
	if (n > PLADS_TOLD)
		ADD(t->meaning, "; and %zu more", n - PLADS_TOLD);
	add_routing_source(t, TEXT(row->source));
	tell(t);
}

/* ---- Captions, classification, precedence, signals ---- */

static void
tell_caption(struct telling *t, const struct term_row *term)
{
	const struct caption_row *row = &caption_rows[term->row];

	ADD(t->kind, "caption (%s)", row->caption.kind);
	ADD(t->meaning, "%s", row->caption.meaning);
	ADD(t->source, "%s", strcmp(row->basis, "handbook") == 0 ?
	    "Department handbooks" : source_words(row->basis));
	tell(t);
}

/* "C/NF|C//NF" with commas in place of the bars. */
static void
add_list(char *buf, size_t cap, const char *list)
{
	for (; *list != '\0'; list++)
		if (*list == '|')
			add(buf, cap, ", ");
		else
			add(buf, cap, "%c", *list);
}

static void
tell_class(struct telling *t, const struct term_row *term)
{
	const struct class_row *row = &class_rows[term->row];

	ADD(t->kind, "classification");
	ADD(t->meaning, "%s, portion mark ", row->level);
	add_list(t->meaning, sizeof(t->meaning), row->portion);
	ADD(t->meaning, ", format line 4 %s %s", row->signal, row->group5);
	ADD(t->source, "telegrams and message-handling manuals");
	add_note(t, "", row->note);
	tell(t);
}

static void
tell_portion(struct telling *t, const struct term_row *term)
{
	const struct class_row *row = &class_rows[term->row];

	ADD(t->kind, "portion mark");
	ADD(t->meaning, "%s", row->level);
	ADD(t->source, "telegrams and message-handling manuals");
	add_note(t, "", row->note);
	tell(t);
}

static void
tell_group5(struct telling *t, const struct term_row *term)
{
	const struct class_row *row = &class_rows[term->row];

	ADD(t->kind, "security group of format line 4");
	ADD(t->meaning, "%s, behind %s", row->level, row->signal);
	ADD(t->source, "telegrams and message-handling manuals");
	tell(t);
}

static void
tell_precedence(struct telling *t, const struct term_row *term)
{
	const struct precedence_row *row = &precedence_rows[term->row];

	ADD(t->kind, "precedence");
	ADD(t->meaning, "%s, prosign %s: %s", row->full, row->prosign,
	    row->objective);
	ADD(t->source, "message-handling manuals");
	add_note(t, "", row->note);
	tell(t);
}

/* The grades of evidence are those of transmission.md 0.1. */
static void
tell_signal_row(struct telling *t, const struct signal_row *row)
{
	ADD(t->kind, "%s", strcmp(row->kind, "signal") == 0 ?
	    "operating signal" : strcmp(row->kind, "aftn") == 0 ?
	    "AFTN word" : "prosign");
	ADD(t->meaning, "%s", row->meaning);
	ADD(t->source, "%s", *row->grade == 'C' ? "confirmed" :
	    *row->grade == 'O' ? "observed in headings" :
	    "generally reported, not confirmed");
	if (*row->source != '\0')
		ADD(t->source, " (%s)", row->source);
	add_note(t, "at a relay: ", row->effect);
	tell(t);
}

static void
tell_signal(struct telling *t, const struct term_row *term)
{
	tell_signal_row(t, &signal_rows[term->row]);
}

/* ---- Executive orders, redactions, acronyms ---- */

static void
tell_redaction(struct telling *t, const struct term_row *term)
{
	const struct redaction_row *row = &redaction_rows[term->row];

	ADD(t->kind, "redaction code");
	ADD(t->meaning, "%s", row->meaning);
	ADD(t->source, "releases");
	add_note(t, "authority ", row->authority);
	tell(t);
}

static void
tell_eo(struct telling *t, const struct term_row *term)
{
	const struct eo_row *row = &eo_rows[term->row];

	ADD(t->kind, "executive order");
	ADD(t->meaning, "on classification; the line has %s", row->forms);
	tell_years(t, row->from / 10000, row->to / 10000);
	ADD(t->source, "the orders");
	add_note(t, "amends E.O. ", row->amends);
	ADD(t->note, "%sin force from %04u-%02u-%02u",
	    *t->note == '\0' ? "" : "; ", row->from / 10000,
	    row->from / 100 % 100, row->from % 100);
	if (row->to != 0)
		ADD(t->note, " to %04u-%02u-%02u", row->to / 10000,
		    row->to / 100 % 100, row->to % 100);
	add_note(t, "", row->note);
	tell(t);
}

static void
tell_eo_reason(struct telling *t, const struct term_row *term)
{
	const struct eo_reason_row *row = &eo_reason_rows[term->row];

	ADD(t->kind, "reason or code of E.O. %s", row->order);
	ADD(t->meaning, "%s", row->meaning);
	ADD(t->source, "the orders");
	tell(t);
}

static void
tell_acronym(struct telling *t, const struct term_row *term)
{
	const struct acronym_row *row = &acronym_rows[term->row];

	if (strcmp(TEXT(row->kind), "mined") == 0)
		ADD(t->kind, "acronym");
	else
		ADD(t->kind, "acronym (%s)", TEXT(row->kind));
	ADD(t->meaning, "%s", TEXT(row->meaning));
	ADD(t->source, "%s", source_words(TEXT(row->source)));
	tell(t);
}

static void (*const tellers[TERM__MAX])(struct telling *,
    const struct term_row *) = {
	[TERM_TAG] = tell_tag,
	[TERM_TAG_VARIANT] = tell_tag_variant,
	[TERM_POST] = tell_post,
	[TERM_POST_NAME] = tell_post_name,
	[TERM_POST_CODE] = tell_post_code,
	[TERM_PLAD] = tell_plad,
	[TERM_RI] = tell_ri,
	[TERM_CAPTION] = tell_caption,
	[TERM_CLASS] = tell_class,
	[TERM_PORTION] = tell_portion,
	[TERM_GROUP5] = tell_group5,
	[TERM_PRECEDENCE] = tell_precedence,
	[TERM_SIGNAL] = tell_signal,
	[TERM_REDACTION] = tell_redaction,
	[TERM_EO] = tell_eo,
	[TERM_EO_REASON] = tell_eo_reason,
	[TERM_ACRONYM] = tell_acronym,
};

/* ---- Finding the term ---- */

/* A fresh telling for the same caller. */
static void
start_telling(struct telling *t, const char *term)
{
	t->kind[0] = t->meaning[0] = t->years[0] = '\0';
	t->source[0] = t->note[0] = '\0';
	t->entry.term = term;
}

static void
tell_term(struct telling *t, const struct term_row *term)
{
	if (t->stop)
		return;
	start_telling(t, TEXT(term->term));
	tellers[term->table](t, term);
}

/* The first row whose key is not below. */
static size_t
lower_bound(const char *key)
{
	size_t low = 0, high = COUNT(term_rows);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(TEXT(term_rows[mid].key), key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
tell_key(struct telling *t, const char *key)
{
	for (size_t i = lower_bound(key); i < COUNT(term_rows) &&
	    strcmp(TEXT(term_rows[i].key), key) == 0; i++)
		tell_term(t, &term_rows[i]);
}

/* Terms that are the same but for marks: "XGDS1" is "XGDS-1". */
static void
tell_without_marks(struct telling *t, struct str key)
{
	char bare[KEY_MAX], other[KEY_MAX];
	size_t n = key_make(KEY_NAME, key.p, key.n, bare);

	for (size_t i = 0; n > 1 && i < COUNT(term_rows); i++) {
		const char *term = TEXT(term_rows[i].key);

		if (term[0] == bare[0] &&
		    key_make(KEY_NAME, term, strlen(term), other) == n &&
		    strcmp(bare, other) == 0)
			tell_term(t, &term_rows[i]);
	}
}

/* "ZFF4" is ZFF with a number. */
static void
tell_signal_with_digits(struct telling *t, struct str key)
{
	struct str head = key;

	while (head.n > 0 && ch_digit(head.p[head.n - 1]))
		head.n--;
	for (size_t i = 0; head.n < key.n && i < COUNT(signal_rows); i++)
		if (str_eq(head, str_from(signal_rows[i].signal))) {
			start_telling(t, signal_rows[i].signal);
			tell_signal_row(t, &signal_rows[i]);
		}
}

/* "AMCONGEN MUNICH": an address that no book has, of a known post. */
static void
tell_address(struct telling *t, struct str key)
{
	const struct post *post = tables_post_by_plad(key);

	for (size_t i = 0; post != NULL && i < COUNT(post_rows); i++)
		if (strcmp(post_rows[i].post.post, post->post) == 0) {
			start_telling(t, post->post);
			tell_post_row(t, &post_rows[i]);
		}
}

/* Without the brackets of a portion mark, and "E.O." before a number. */
static struct str
without_frame(struct str s)
{
	static const char *const heads[] = { "E.O.", "EO", "E.O", "E. O." };

	s = str_trim(s);
	if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')' &&
	    str_findc(s, '(', 1) == s.n)
		s = str_trim(str_cut(s, 1, s.n - 1));
	for (size_t i = 0; i < COUNT(heads); i++) {
		struct str head = str_from(heads[i]);
		struct str rest = str_trim(str_cut(s, head.n, s.n));

		if (str_startsi(s, head) && rest.n > 0 && ch_digit(rest.p[0]))
			return rest;
	}
	return s;
}

/* ---- The nearest terms ---- */

struct near {
	const struct term_row *row[NEAR_MAX];
	unsigned rank[NEAR_MAX];
	size_t n, cap;
};

/* How alike two keys are, 0 the best; UINT_MAX: not alike.  Few wrong
 * letters come first, then terms that begin with the key. */
static unsigned
rank_of(struct str key, const struct term_row *row)
{
	struct str other = str_from(TEXT(row->key));
	unsigned most = key.n <= 1 ? 0 : key.n <= 4 ? 1 : key.n <= 7 ? 2 : 3;
	unsigned distance = str_distance(key, other, most);
	unsigned rank = distance <= most ? distance * 8 : UINT32_MAX;

	if (key.n >= 2 && str_starts(other, key)) {
		unsigned longer = (unsigned)(other.n - key.n) + 9;

		rank = longer < rank ? longer : rank;
	}
	if (rank == UINT32_MAX)
		return rank;
	rank += other.p[0] != key.p[0] ? 4 : 0;
	return rank + (row->table == TERM_PLAD || row->table == TERM_RI ? 6 :
	    0);
}

static void
near_add(struct near *near, const struct term_row *row, unsigned rank)
{
	size_t at = near->n < near->cap ? near->n : near->cap - 1;

	if (near->n == near->cap && rank >= near->rank[at])
		return;
	for (; at > 0 && near->rank[at - 1] > rank; at--) {
		near->row[at] = near->row[at - 1];
		near->rank[at] = near->rank[at - 1];
	}
	near->row[at] = row;
	near->rank[at] = rank;
	if (near->n < near->cap)
		near->n++;
}

/* Misspellings and codes are known, but not to be proposed. */
static bool
proposable(size_t i)
{
	const struct term_row *row = &term_rows[i];

	if (i > 0 && strcmp(TEXT(term_rows[i - 1].key),
	    TEXT(row->key)) == 0)
		return false;
	if (row->table == TERM_POST_NAME)
		return post_name_rows[row->row].kind <= VARIANT_NAME;
	return row->table != TERM_TAG_VARIANT && row->table != TERM_POST_CODE;
}

static size_t
find_near(struct str key, const char **out, size_t cap)
{
	struct near near = { .cap = cap < NEAR_MAX ? cap : NEAR_MAX };

	for (size_t i = 0; near.cap > 0 && key.n > 0 && i < COUNT(term_rows);
	    i++) {
		unsigned rank = rank_of(key, &term_rows[i]);

		if (rank != UINT32_MAX && proposable(i))
			near_add(&near, &term_rows[i], rank);
	}
	for (size_t i = 0; i < near.n; i++)
		out[i] = TEXT(near.row[i]->term);
	return near.n;
}

REFTEL_API enum reftel_status
reftel_explain(const char *term, bool (*fn)(const struct reftel_entry *,
    void *), void *ctx, const char **near, size_t cap, size_t *near_n)
{
	struct telling t = { .fn = fn, .ctx = ctx };
	char buf[KEY_MAX];
	struct str key = without_frame(str_from(term));

	if (near_n != NULL)
		*near_n = 0;
	if (term == NULL || fn == NULL)
		return REFTEL_EINVAL;
	key = str_make(buf, key_make(KEY_SOLID, key.p, key.n, buf));
	tell_key(&t, buf);
	/* the digraph of a routing line: "OO" */
	if (!t.told && key.n == 2 && key.p[0] == key.p[1]) {
		buf[1] = '\0';
		tell_key(&t, buf);
	}
	if (!t.told)
		tell_without_marks(&t, key);
	if (!t.told)
		tell_signal_with_digits(&t, key);
	if (!t.told)
		tell_address(&t, key);
	if (!t.told && (tables_tag(key, 0) & 1u << REFTEL_TAG_PROGRAM) != 0) {
		start_telling(&t, buf);
		tell_program(&t);
	}
	if (t.told)
		return REFTEL_OK;
	if (near != NULL && near_n != NULL)
		*near_n = find_near(key, near, cap);
	return REFTEL_ENOTFOUND;
}
