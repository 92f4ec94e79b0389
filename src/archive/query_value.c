/* The query language: what the values of fields mean. */
#include <stdio.h>
#include <stdlib.h>

#include "archive/query_int.h"
#include "tables/tables.h"
#include "telegram/number.h"
#include "telegram/telegram.h"

const char *const query_field_name[QUERY_FIELD__MAX] = {
	[QUERY_ID] = "id", [QUERY_FROM] = "from", [QUERY_TO] = "to",
	[QUERY_INFO] = "info", [QUERY_TAG] = "tag", [QUERY_CLASS] = "class",
	[QUERY_CAPTION] = "caption", [QUERY_PRECEDENCE] = "precedence",
	[QUERY_DATE] = "date", [QUERY_SUBJECT_WORDS] = "subject",
	[QUERY_REF] = "ref", [QUERY_SIGNED] = "signed", [QUERY_BY] = "by",
	[QUERY_PORTION] = "portion", [QUERY_IN] = "in", [QUERY_HAS] = "has",
	[QUERY_FORM] = "form", [QUERY_CODE] = "code",
	[QUERY_THREAD] = "thread"
};

const char *const query_class_name[QUERY_CLASSES] = {
	"UNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED", "LIMITED OFFICIAL USE",
	"RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"
};

const char *const query_precedence_name[QUERY_PRECEDENCES] = {
	"DEFERRED", "ROUTINE", "PRIORITY", "IMMEDIATE", "NIACT IMMEDIATE",
	"FLASH", "EMERGENCY"
};

/* A word and the set that it stands for. */
struct meaning {
	const char *word;
	unsigned set;
};

static const struct meaning classes[] = {
	{ "U", 1 << 0 }, { "UNCLAS", 1 << 0 }, { "UNCLASSIFIED", 1 << 0 },
	{ "SBU", 1 << 1 }, { "SENSITIVEBUTUNCLASSIFIED", 1 << 1 },
	{ "LOU", 1 << 2 }, { "LIMITEDOFFICIALUSE", 1 << 2 },
	{ "R", 1 << 3 }, { "RESTRICTED", 1 << 3 },
	{ "C", 1 << 4 }, { "CONFIDENTIAL", 1 << 4 },
	{ "S", 1 << 5 }, { "SECRET", 1 << 5 },
	{ "TS", 1 << 6 }, { "TOPSECRET", 1 << 6 },
	{ NULL, 0 }
};

/* The prosign of an IMMEDIATE is that of a NIACT IMMEDIATE, too. */
static const struct meaning precedences[] = {
	{ "D", 1 << 0 }, { "DEFERRED", 1 << 0 },
	{ "R", 1 << 1 }, { "ROUTINE", 1 << 1 },
	{ "P", 1 << 2 }, { "PRIORITY", 1 << 2 },
	{ "O", 1 << 3 | 1 << 4 }, { "IMMEDIATE", 1 << 3 },
	{ "NIACT", 1 << 4 }, { "NIACTIMMEDIATE", 1 << 4 },
	{ "Z", 1 << 5 }, { "FLASH", 1 << 5 },
	{ "Y", 1 << 6 }, { "EMERGENCY", 1 << 6 },
	{ NULL, 0 }
};

static const struct meaning columns[] = {
	{ "summary", 1 << INDEX_SUMMARY }, { "comment", 1 << INDEX_COMMENT },
	{ "action", 1 << INDEX_ACTION }, { "bio", 1 << INDEX_BIO },
	{ "subject", 1 << INDEX_SUBJECT }, { "heading", 1 << INDEX_HEADING },
	{ "body", 1 << INDEX_BODY },
	{ "actionrequest", 1 << INDEX_ACTION }, { "bionote", 1 << INDEX_BIO },
	{ NULL, 0 }
};

static const struct meaning things[] = {
	{ "redaction", 1 << QUERY_HAS_REDACTION },
	{ "refs", 1 << QUERY_HAS_REFS }, { "gap", 1 << QUERY_HAS_GAP },
	{ "witnesses", 1 << QUERY_HAS_WITNESSES },
	{ "diagnostics", 1 << QUERY_HAS_DIAGNOSTICS },
	{ "redactions", 1 << QUERY_HAS_REDACTION },
	{ "ref", 1 << QUERY_HAS_REFS }, { "gaps", 1 << QUERY_HAS_GAP },
	{ "witness", 1 << QUERY_HAS_WITNESSES },
	{ "diagnostic", 1 << QUERY_HAS_DIAGNOSTICS },
	{ NULL, 0 }
};

enum query_field
query_field_by_name(struct str name)
{
	int i = 0;

	while (i < QUERY_FIELD__MAX &&
	    !str_eqi(name, str_from(query_field_name[i])))
		i++;
	return (enum query_field)i;
}

bool
query_field_ordered(enum query_field f)
{
	return f == QUERY_CLASS || f == QUERY_PRECEDENCE || f == QUERY_DATE;
}

bool
query_field_worded(enum query_field f)
{
	return f == QUERY_SUBJECT_WORDS || f == QUERY_SIGNED || f == QUERY_BY;
}

const char *
query_near(struct str name, const char *const *names, size_t n)
{
	unsigned least = name.n < 4 ? 2 : 3;
	const char *near = "";

	for (size_t i = 0; i < n; i++) {
		unsigned d = str_distance(name, str_from(names[i]), least);

		if (d < least) {
			least = d;
			near = names[i];
		}
	}
	return near;
}

/* ---- Small helpers ---- */

/* Letters and digits alone, in capitals; in the arena. */
static struct str
solid(struct query_reader *r, struct str s)
{
	char *out = arena_bytes(r->arena, s.n + 1);
	size_t n = 0;

	if (out == NULL)
		return str_make("", 0);
	for (size_t i = 0; i < s.n; i++)
		if (ch_alnum(s.p[i]))
			out[n++] = ch_fold(s.p[i]);
	out[n] = '\0';
	return str_make(out, n);
}

/* Capitals, blanks folded to one. */
static struct str
capitals(struct query_reader *r, struct str s)
{
	char *out = arena_bytes(r->arena, s.n + 1);
	size_t n = 0;

	s = str_trim(s);
	if (out == NULL)
		return str_make("", 0);
	for (size_t i = 0; i < s.n; i++)
		if (!ch_space(s.p[i]))
			out[n++] = ch_fold(s.p[i]);
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	out[n] = '\0';
	return str_make(out, n);
}

static struct query_node *
bad_value(struct query_reader *r, const struct query_value *v,
    const char *want)
{
	return query_fail(r, v->text_at, v->text.n, "%s: %s",
	    query_field_name[v->field], want);
}

static struct query_node *
node_new(struct query_reader *r, const struct query_value *v)
{
	struct query_node *node = query_node_new(r, QUERY_FIELD, v->at,
	    v->n);

	if (node == NULL)
		return NULL;
	node->field = v->field;
	node->text = v->text;
	return node;
}

/* Takes a star off the end of a value that is not quoted. */
static bool
cut_star(struct query_value *v)
{
	if (v->quoted || !str_ends(v->text, STR("*")))
		return false;
	v->text.n--;
	return true;
}

static unsigned
meaning_of(const struct meaning *m, struct str s)
{
	for (; m->word != NULL; m++)
		if (str_eqi(s, str_from(m->word)))
			return m->set;
	return 0;
}

/* "summary, comment, action" up to where spellings repeat a set. */
static void
list_words(const struct meaning *m, char *out, size_t cap)
{
	unsigned seen = 0;
	size_t n = 0;

	*out = '\0';
	for (; m->word != NULL && n < cap; seen |= m->set, m++)
		if ((seen & m->set) == 0)
			n += (size_t)snprintf(out + n, cap - n, "%s%s",
			    n == 0 ? "" : ", ", m->word);
}

static unsigned
must_mean(struct query_reader *r, const struct query_value *v,
    const struct meaning *m)
{
	unsigned set = meaning_of(m, solid(r, v->text));
	char words[160];

	if (set != 0)
		return set;
	list_words(m, words, sizeof(words));
	query_fail(r, v->text_at, v->text.n, "%s: takes %s",
	    query_field_name[v->field], words);
	return 0;
}

unsigned
query_columns(struct query_reader *r, const struct query_value *whole)
{
	struct query_value v = *whole;
	unsigned set = 0, one;

	for (size_t at = 0; at <= whole->text.n; at += v.text.n + 1) {
		v.text = str_cut(whole->text, at, str_findc(whole->text, ',',
		    at));
		v.text_at = whole->text_at + (uint32_t)at;
		one = must_mean(r, &v, columns);
		if (one == 0)
			return 0;
		set |= one;
	}
	return set;
}

/* ---- Numbers ---- */

static struct query_node *
number_prefix(struct query_reader *r, struct query_value *v)
{
	struct query_node *node = node_new(r, v);

	if (node == NULL)
		return NULL;
	node->text = solid(r, v->text);
	node->prefix = true;
	return node->text.n < 2 || !ch_digit(node->text.p[0]) ||
	    !ch_digit(node->text.p[1]) ? bad_value(r, v, "a number begins with "
	    "two digits of its year: 07KARACHI*") : node;
}

static struct query_node *
value_number(struct query_reader *r, struct query_value *v)
{
	struct reftel_number number;
	struct query_node *node;
	struct str spelling;

	if (cut_star(v) && v->field != QUERY_THREAD)
		return number_prefix(r, v);
	node = node_new(r, v);
	if (node == NULL || str_startsi(v->text, STR("sha256:")))
		return node;
	/* people write posts in small letters */
	spelling = capitals(r, v->text);
	if (v->field != QUERY_REF && str_findc(spelling, '~', 0) <
	    spelling.n) {
		node->text = spelling;
		return node;
	}
	if (reftel_number_parse(spelling.p, spelling.n, 0, &number) !=
	    REFTEL_OK)
		return bad_value(r, v, "takes a telegram number, such as "
		    "07KARACHI756 or \"07 Karachi 756\"");
	if (number.id[0] == '\0')
		return bad_value(r, v, "this number has no year: write it as "
		    "in 07KARACHI756");
	node->text = str_from(arena_strdup(r->arena, str_from(number.id)));
	if (!str_eqi(node->text, solid(r, v->text)))
		query_note(r->arena, r->q, node, true, "%s (\"%.*s\")",
		    number.id, (int)v->text.n, v->text.p);
	return node;
}

/* ---- Posts ---- */

static const struct post *
find_post(struct str text, char *scratch, size_t cap)
{
	const struct post *post = tables_post_by_plad(text);
	bool known = false;
	struct str name = { NULL, 0 };

	if (post == NULL)
		post = tables_post_by_ri(text);
	if (post == NULL)
		post = tables_post_by_origin(text);
	if (post != NULL)
		return post;
	name = number_post(text, NUMBER_IN_LINE, scratch, cap, &known);
	if (!known)
		name = number_post(text, NUMBER_IN_REF, scratch, cap, &known);
	return known ? tables_post(name) : NULL;
}

static struct query_node *
post_prefix(struct query_reader *r, struct query_value *v)
{
	struct query_node *node = node_new(r, v);

	if (node == NULL)
		return NULL;
	node->text = solid(r, v->text);
	node->prefix = node->known = true;
	return node->text.n == 0 ? bad_value(r, v, "a * stands behind the "
	    "beginning of a post's name") : node;
}

/* A post that no table has is looked for as it is written. */
static void
unknown_post(struct query_reader *r, struct query_node *node, struct str text)
{
	const struct post *near = tables_post_near(solid(r, text));

	if (near != NULL)
		query_note(r->arena, r->q, node, false, "%.*s is no post that "
		    "is known; %s is spelt alike", (int)text.n, text.p,
		    near->post);
	else if (node->field == QUERY_FROM)
		query_note(r->arena, r->q, node, false, "%.*s is no post that "
		    "is known, and was searched as it is written",
		    (int)text.n, text.p);
}

static struct query_node *
value_post(struct query_reader *r, struct query_value *v)
{
	char scratch[64];
	const struct post *post;
	struct query_node *node;

	if (cut_star(v))
		return post_prefix(r, v);
	node = node_new(r, v);
	if (node == NULL)
		return NULL;
	if (solid(r, v->text).n == 0)
		return bad_value(r, v, "takes the name of a post, such as "
		    "PARIS or \"Embassy Paris\"");
	post = find_post(v->text, scratch, sizeof(scratch));
	if (post == NULL) {
		unknown_post(r, node, v->text);
		node->text = v->field == QUERY_FROM ? solid(r, v->text) :
		    v->text;
		return node;
	}
	node->known = true;
	node->text = str_from(post->post);
	if (!str_eqi(v->text, node->text))
		query_note(r->arena, r->q, node, true, "%s:%s (\"%.*s\"; %s)",
		    query_field_name[v->field], post->post, (int)v->text.n,
		    v->text.p, *post->plad != '\0' ? post->plad : post->name);
	return node;
}

/* ---- TAGS ---- */

enum { TAGS_MAX = 32 };

static struct query_node *
tag_node(struct query_reader *r, const struct query_value *v,
    const char *tag)
{
	struct query_node *node = node_new(r, v);

	if (node != NULL)
		node->text = str_from(tag);
	return node;
}

/* Any of some TAGS. */
static struct query_node *
tags_node(struct query_reader *r, const struct query_value *v,
    const char *const *tag, size_t n)
{
	struct query_node *node, **last;

	if (n == 1)
		return tag_node(r, v, tag[0]);
	node = query_node_new(r, QUERY_OR, v->at, v->n);
	if (node == NULL)
		return NULL;
	last = &node->child;
	for (size_t i = 0; i < n; i++) {
		*last = tag_node(r, v, tag[i]);
		if (*last == NULL)
			return NULL;
		last = &(*last)->next;
	}
	return node;
}

static void
note_tags(struct query_reader *r, const struct query_node *node,
    const char *const *tag, size_t n, struct str written)
{
	for (size_t i = 0; i < n; i++)
		query_note(r->arena, r->q, node, true, "tag:%s (%s; "
		    "\"%.*s\")", tag[i], tables_tag_name(str_from(tag[i])),
		    (int)written.n, written.p);
}

/* TAGS by what they mean: one whose name is just that goes before those
 * that have its words. */
static struct query_node *
tags_named(struct query_reader *r, const struct query_value *v)
{
	const char *tag[TAGS_MAX], *same[TAGS_MAX];
	size_t n = tables_tags_named(str_trim(v->text), tag, TAGS_MAX);
	size_t same_n = 0;
	struct query_node *node;

	if (n > TAGS_MAX)
		return bad_value(r, v, "more than 32 TAGS have this in their "
		    "names: say more, or write a TAGS");
	for (size_t i = 0; i < n; i++)
		if (str_eqi(str_from(tables_tag_name(str_from(tag[i]))),
		    str_trim(v->text)))
			same[same_n++] = tag[i];
	if (same_n > 0) {
		memcpy(tag, same, sizeof(tag));
		n = same_n;
	}
	if (n == 0)
		return NULL;
	node = tags_node(r, v, tag, n);
	if (node != NULL)
		note_tags(r, node, tag, n, v->text);
	return node;
}

/* A TAGS, and the ways in which it was misspelt. */
static struct query_node *
tag_and_slips(struct query_reader *r, const struct query_value *v,
    struct str name)
{
	const char *tag[TAGS_MAX + 1] = { name.p };
	size_t n = tables_tag_misspelt(name, tag + 1, TAGS_MAX);
	struct query_node *node;
	char list[160];
	size_t at = 0;

	if (n > TAGS_MAX)
		n = TAGS_MAX;
	node = tags_node(r, v, tag, 1 + n);
	if (node == NULL || n == 0)
		return node;
	for (size_t i = 1; i <= n && at < sizeof(list); i++)
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s",
		    i > 1 ? ", " : "", tag[i]);
	query_note(r->arena, r->q, node, true, "%s (slips for %s)", list,
	    name.p);
	return node;
}

static struct query_node *
value_tag(struct query_reader *r, struct query_value *v)
{
	bool prefix = cut_star(v);
	struct str name = capitals(r, v->text);
	struct query_node *node;

	if (name.n == 0)
		return bad_value(r, v, "takes a TAGS such as PTER, or words "
		    "of its name");
	if (!prefix && tables_tag(name, 0) != 0)
		return tag_and_slips(r, v, name);
	if (!prefix && (node = tags_named(r, v)) != NULL)
		return node;
	if (r->failed)
		return NULL;
	node = tag_node(r, v, name.p);
	if (node == NULL)
		return NULL;
	node->prefix = prefix;
	if (!prefix && *tables_tag_variant(name) != '\0')
		query_note(r->arena, r->q, node, false, "%s is probably a slip "
		    "for %s", name.p, tables_tag_variant(name));
	else if (!prefix)
		query_note(r->arena, r->q, node, false, "%s is in no table of "
		    "TAGS, and was searched as it is written", name.p);
	return node;
}

/* ---- Ranks ---- */

/* SENSITIVE BUT UNCLASSIFIED and LIMITED OFFICIAL USE are of one rank. */
static unsigned
class_rank(unsigned i)
{
	return i < 2 ? i : i - 1;
}

static unsigned
itself(unsigned i)
{
	return i;
}

static bool
rank_fits(unsigned rank, unsigned than, enum query_op op)
{
	switch (op) {
	case QUERY_LESS:
		return rank < than;
	case QUERY_AT_MOST:
		return rank <= than;
	case QUERY_MORE:
		return rank > than;
	case QUERY_AT_LEAST:
		return rank >= than;
	default:
		return false;
	}
}

/* The set of all that compare so to the highest (or lowest) of a set. */
static unsigned
compared(unsigned set, enum query_op op, unsigned n,
    unsigned (*rank)(unsigned))
{
	unsigned than = 0, result = 0;

	if (op == QUERY_IS)
		return set;
	while ((set >> than & 1) == 0)
		than++;
	while ((op == QUERY_MORE || op == QUERY_AT_MOST) && than + 1 < n &&
	    (set >> (than + 1) & 1) != 0)
		than++;
	for (unsigned i = 0; i < n; i++)
		if (rank_fits(rank(i), rank(than), op))
			result |= 1u << i;
	return result;
}

static struct query_node *
value_rank(struct query_reader *r, struct query_value *v)
{
	bool class = v->field == QUERY_CLASS;
	unsigned set = must_mean(r, v, class ? classes : precedences);
	struct query_node *node = set == 0 ? NULL : node_new(r, v);

	if (node == NULL)
		return NULL;
	node->set = class ? compared(set, v->op, QUERY_CLASSES, class_rank) :
	    compared(set, v->op, QUERY_PRECEDENCES, itself);
	if (node->set == 0)
		return bad_value(r, v, "there is none beyond that");
	return node;
}

static struct query_node *
value_has(struct query_reader *r, struct query_value *v)
{
	unsigned set = must_mean(r, v, things);
	struct query_node *node = set == 0 ? NULL : node_new(r, v);

	if (node != NULL)
		node->set = set;
	return node;
}

/* ---- Dates ---- */

struct day {
	int year, month, day;		/* 0: not said */
};

static int
days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return false;
	return true;
}

/* 2007, 2007-10 or 2007-10-29. */
static bool
read_day(struct str s, struct day *d)
{
	*d = (struct day){ 0 };
	if ((s.n != 4 && s.n != 7 && s.n != 10) ||
	    !all_digits(str_cut(s, 0, 4)))
		return false;
	d->year = (int)str_digits(s.p, 4);
	if (s.n == 4)
		return true;
	if (s.p[4] != '-' || !all_digits(str_cut(s, 5, 7)))
		return false;
	d->month = (int)str_digits(s.p + 5, 2);
	if (d->month < 1 || d->month > 12)
		return false;
	if (s.n == 7)
		return true;
	if (s.p[7] != '-' || !all_digits(str_cut(s, 8, 10)))
		return false;
	d->day = (int)str_digits(s.p + 8, 2);
	return d->day >= 1 && d->day <= days_of(d->year, d->month);
}

/* The beginning of the day, month or year that follows, in the arena. */
static struct str
day_behind(struct query_reader *r, struct day d)
{
	char *s;

	if (d.day != 0 && ++d.day > days_of(d.year, d.month)) {
		d.day = 1;
		d.month++;
	} else if (d.day == 0 && d.month != 0) {
		d.month++;
	} else if (d.month == 0) {
		d.year++;
	}
	if (d.month > 12) {
		d.month = 1;
		d.year++;
	}
	s = d.month == 0 ? arena_printf(r->arena, "%04d", d.year) :
	    d.day == 0 ? arena_printf(r->arena, "%04d-%02d", d.year,
	    d.month) : arena_printf(r->arena, "%04d-%02d-%02d", d.year,
	    d.month, d.day);
	return str_from(s);
}

static bool
date_range(struct query_reader *r, const struct query_value *v,
    struct query_node *node, size_t dots)
{
	struct str from = str_cut(v->text, 0, dots);
	struct str to = str_cut(v->text, dots + 2, v->text.n);
	struct day a, b;

	if ((from.n > 0 && !read_day(from, &a)) ||
	    (to.n > 0 && !read_day(to, &b)) || from.n + to.n == 0)
		return false;
	node->low = from;
	node->high = to.n > 0 ? day_behind(r, b) : to;
	if (from.n > 0 && to.n > 0 && str_cmp(node->low, node->high) >= 0)
		query_fail(r, v->text_at, v->text.n, "this range ends before "
		    "it begins");
	return true;
}

static void
date_compared(struct query_reader *r, const struct query_value *v,
    struct query_node *node, struct day d)
{
	struct str begin = v->text, end = day_behind(r, d);

	if (v->op == QUERY_IS || v->op == QUERY_AT_LEAST)
		node->low = begin;
	if (v->op == QUERY_MORE)
		node->low = end;
	if (v->op == QUERY_IS || v->op == QUERY_AT_MOST)
		node->high = end;
	if (v->op == QUERY_LESS)
		node->high = begin;
}

static struct query_node *
value_date(struct query_reader *r, struct query_value *v)
{
	static const char want[] = "takes 2007, 2007-10, 2007-10-29, or a "
	    "range: 2007-10..2007-12, 2007.., ..2007-06";
	size_t dots = str_find(v->text, STR(".."), 0);
	struct query_node *node = node_new(r, v);
	struct day d;

	if (node == NULL)
		return NULL;
	if (dots < v->text.n) {
		if (v->op != QUERY_IS || !date_range(r, v, node, dots))
			return bad_value(r, v, want);
	} else if (read_day(v->text, &d)) {
		date_compared(r, v, node, d);
	} else {
		return bad_value(r, v, want);
	}
	return r->failed ? NULL : node;
}

/* ---- The rest ---- */

static struct query_node *
value_caption(struct query_reader *r, struct query_value *v)
{
	bool prefix = cut_star(v);
	struct str name = capitals(r, v->text);
	const struct caption *known = tables_caption(name);
	struct query_node *node = node_new(r, v);

	if (node == NULL)
		return NULL;
	if (name.n == 0)
		return bad_value(r, v, "takes a caption, such as NOFORN");
	node->prefix = prefix;
	node->text = known != NULL && !prefix ? str_from(known->caption) :
	    name;
	if (known == NULL && !prefix)
		query_note(r->arena, r->q, node, false, "%s is no caption that "
		    "is known, and was searched as it is written", name.p);
	return node;
}

/* "S//NF" is S/NF. */
static struct query_node *
value_portion(struct query_reader *r, struct query_value *v)
{
	bool prefix = cut_star(v);
	char *out = arena_bytes(r->arena, v->text.n + 1);
	struct query_node *node = node_new(r, v);
	size_t n = 0;

	if (node == NULL || out == NULL)
		return NULL;
	for (size_t i = 0; i < v->text.n; i++) {
		char c = ch_fold(v->text.p[i]);

		if (!ch_space(c) && c != '(' && c != ')' &&
		    !(c == '/' && n > 0 && out[n - 1] == '/'))
			out[n++] = c;
	}
	if (n == 0)
		return bad_value(r, v, "takes a portion mark, such as S/NF");
	node->text = str_make(out, n);
	node->prefix = prefix;
	return node;
}

static struct query_node *
value_form(struct query_reader *r, struct query_value *v)
{
	const char *names[REFTEL_FORM__MAX];
	char list[200];
	size_t n = 0, at = 0;

	for (int i = REFTEL_FORM_ANY + 1; i < REFTEL_FORM__MAX; i++)
		names[n++] = reftel_form_name((enum reftel_form)i);
	for (size_t i = 0; i < n; i++)
		if (str_eqi(v->text, str_from(names[i]))) {
			v->text = str_from(names[i]);
			return node_new(r, v);
		}
	for (size_t i = 0; i < n && at < sizeof(list); i++)
		at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%s",
		    i > 0 ? ", " : "", names[i]);
	return query_fail(r, v->text_at, v->text.n, "form: takes %s", list);
}

static struct query_node *
value_code(struct query_reader *r, struct query_value *v)
{
	const char *words[DIAG__MAX], *near;
	struct query_node *node;

	if (cut_star(v)) {
		node = node_new(r, v);
		if (node != NULL)
			node->prefix = true;
		return node;
	}
	for (size_t i = 0; i < DIAG__MAX; i++) {
		words[i] = diag_info[i].word;
		if (str_eqi(v->text, str_from(words[i]))) {
			v->text = str_from(words[i]);
			return node_new(r, v);
		}
	}
	near = query_near(v->text, words, DIAG__MAX);
	return query_fail(r, v->text_at, v->text.n, "no such code%s%s; reftel "
	    "help codes lists them", *near == '\0' ? "" : "; did you mean ",
	    near);
}

static struct query_node *
value_subject(struct query_reader *r, struct query_value *v)
{
	struct query_node *node = query_words(r, v->text, v->text_at,
	    v->text.n, v->quoted);

	if (node != NULL)
		node->columns = 1u << INDEX_SUBJECT;
	return node;
}

/* Words in any order, each the beginning of one where it ends in a star. */
static struct query_node *
value_name(struct query_reader *r, struct query_value *v)
{
	struct query_node *words, *node;

	words = query_words(r, v->text, v->text_at, v->text.n, v->quoted);
	node = words == NULL ? NULL : node_new(r, v);
	if (node == NULL)
		return NULL;
	node->text = words->text;
	node->prefix = words->prefix;
	return node;
}

typedef struct query_node *value_fn(struct query_reader *,
    struct query_value *);

static value_fn *const value_of[QUERY_FIELD__MAX] = {
	[QUERY_ID] = value_number, [QUERY_FROM] = value_post,
	[QUERY_TO] = value_post, [QUERY_INFO] = value_post,
	[QUERY_TAG] = value_tag, [QUERY_CLASS] = value_rank,
	[QUERY_CAPTION] = value_caption, [QUERY_PRECEDENCE] = value_rank,
	[QUERY_DATE] = value_date, [QUERY_SUBJECT_WORDS] = value_subject,
	[QUERY_REF] = value_number, [QUERY_SIGNED] = value_name,
	[QUERY_BY] = value_name, [QUERY_PORTION] = value_portion,
	[QUERY_HAS] = value_has, [QUERY_FORM] = value_form,
	[QUERY_CODE] = value_code, [QUERY_THREAD] = value_number
};

struct query_node *
query_value_node(struct query_reader *r, const struct query_value *value)
{
	struct query_value v = *value;
	size_t star;

	v.n = (uint32_t)(r->at - v.at);
	star = str_findc(v.text, '*', 0);
	if (!v.quoted && star + 1 < v.text.n)
		return query_fail(r, v.text_at + star, 1, "a * stands only at "
		    "the end of a value, for the rest of it");
	if (!v.quoted && star < v.text.n && (query_field_ordered(v.field) ||
	    v.field == QUERY_HAS || v.field == QUERY_FORM ||
	    v.field == QUERY_THREAD))
		return query_fail(r, v.text_at + star, 1, "%s: takes no *",
		    query_field_name[v.field]);
	return value_of[v.field](r, &v);
}
