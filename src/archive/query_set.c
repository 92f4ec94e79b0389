/*
 * Values that stand for a set: classes and precedences with their ranks,
 * parts of a telegram, things that it has.
 */
#include "archive/query_value.h"

#include <stdio.h>

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
	unsigned set = meaning_of(m, value_solid(r, v->text));
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

struct query_node *
value_rank(struct query_reader *r, struct query_value *v)
{
	bool class = v->field == QUERY_CLASS;
	unsigned set = must_mean(r, v, class ? classes : precedences);
	struct query_node *node = set == 0 ? NULL : value_node(r, v);

	if (node == NULL)
		return NULL;
	node->set = class ? compared(set, v->op, QUERY_CLASSES, class_rank) :
	    compared(set, v->op, QUERY_PRECEDENCES, itself);
	if (node->set == 0)
		return value_bad(r, v, "there is none beyond that");
	return node;
}

struct query_node *
value_has(struct query_reader *r, struct query_value *v)
{
	unsigned set = must_mean(r, v, things);
	struct query_node *node = set == 0 ? NULL : value_node(r, v);

	if (node != NULL)
		node->set = set;
	return node;
}
