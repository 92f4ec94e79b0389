/*
 * The words of a query: characters, single words, phrases and NEAR, as the
 * grammar in query.c has them.
 */
#include "archive/query_int.h"

size_t
query_quote_at(struct str s, size_t at)
{
	if (at < s.n && s.p[at] == '"')
		return 1;
	if (at + 3 <= s.n && (memcmp(s.p + at, "\xE2\x80\x9C", 3) == 0 ||
	    memcmp(s.p + at, "\xE2\x80\x9D", 3) == 0))
		return 3;
	return 0;
}

bool
query_ends_word(struct str s, size_t at)
{
	return at >= s.n || ch_space(s.p[at]) || s.p[at] == '(' ||
	    s.p[at] == ')' || query_quote_at(s, at) > 0;
}

struct str
query_word_at(const struct query_reader *r)
{
	size_t end = r->at;

	while (!query_ends_word(r->s, end))
		end++;
	return str_cut(r->s, r->at, end);
}

/* Something that the index can have: a rule, never a promise. */
static bool
has_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ch_alnum(s.p[i]) || (unsigned char)s.p[i] > 127)
			return true;
	return false;
}

/* ---- Words ---- */

/* Signs of other query languages, which would be passed over. */
static bool
refuse_signs(struct query_reader *r, struct str word, size_t at)
{
	size_t star = str_findc(word, '*', 0), what = str_findc(word, '?', 0);

	if (word.n > 1 && strchr("!+~^", word.p[0]) != NULL)
		query_fail(r, at, 1, "no word begins with %c: write -word for "
		    "what is not wanted, or put it in quotes", word.p[0]);
	else if (star + 1 < word.n)
		query_fail(r, at + star, 1, "a * stands only at the end of a "
		    "word, for the rest of it");
	else if (what + 1 < word.n && ch_alnum(word.p[what + 1]))
		query_fail(r, at + what, 1, "a ? stands for no letter: end the "
		    "word there with a *");
	return r->failed;
}

struct query_node *
query_words(struct query_reader *r, struct str text, size_t at, size_t n,
    bool quoted)
{
	struct query_node *node;
	bool prefix = false;

	if (!quoted && refuse_signs(r, text, at))
		return NULL;
	if (!quoted && str_ends(text, STR("*"))) {
		text.n--;
		prefix = true;
	}
	if (!has_letters(text))
		return query_fail(r, at, n, "no letters or digits to search "
		    "for");
	node = query_node_new(r, QUERY_WORDS, at, n);
	if (node == NULL)
		return NULL;
	node->text = text;
	node->prefix = prefix;
	return node;
}

struct str
query_quoted(struct query_reader *r)
{
	size_t begin = r->at, from = begin + query_quote_at(r->s, begin);
	size_t end = from;

	while (end < r->s.n && query_quote_at(r->s, end) == 0)
		end++;
	if (end >= r->s.n) {
		query_fail(r, begin, 1, "this quotation mark has no second "
		    "one");
		return str_make(NULL, 0);
	}
	r->at = end + query_quote_at(r->s, end);
	return str_cut(r->s, from, end);
}

struct query_node *
query_phrase(struct query_reader *r)
{
	size_t begin = r->at;
	struct str text = query_quoted(r);
	struct query_node *node;
	bool prefix = false;

	if (r->failed)
		return NULL;
	if (query_peek(r) == '*') {
		r->at++;
		prefix = true;
	}
	if (!query_ends_word(r->s, r->at))
		return query_fail(r, r->at, 1, "a blank is missing behind the "
		    "quotation mark");
	node = query_words(r, text, begin, r->at - begin, true);
	if (node != NULL)
		node->prefix = prefix;
	return node;
}

/* ---- NEAR ---- */

static struct query_node *
near_word(struct query_reader *r)
{
	size_t end = r->at;
	struct str word;

	if (query_quote_at(r->s, r->at) > 0)
		return query_phrase(r);
	while (!query_ends_word(r->s, end) && r->s.p[end] != ',')
		end++;
	word = str_cut(r->s, r->at, end);
	if (word.n == 0)
		return query_fail(r, r->at, 1, "NEAR takes words and "
		    "\"phrases\", such as NEAR(nuclear fuel, 5)");
	if (str_findc(word, ':', 0) < word.n)
		return query_fail(r, r->at, word.n, "NEAR takes words and "
		    "\"phrases\", no fields");
	r->at = end;
	return query_words(r, word, end - word.n, word.n, false);
}

static bool
near_distance(struct query_reader *r, struct query_node *node)
{
	size_t begin;

	r->at++;
	query_skip_blanks(r);
	begin = r->at;
	while (ch_digit(query_peek(r)))
		r->at++;
	if (r->at == begin || r->at - begin > 4) {
		query_fail(r, begin, r->at - begin, "behind the comma stands "
		    "how many words may be between, 0 to 9999");
		return false;
	}
	node->distance = (unsigned)str_digits(r->s.p + begin, r->at - begin);
	query_skip_blanks(r);
	return true;
}

struct query_node *
query_near_words(struct query_reader *r)
{
	size_t begin = r->at, n = 0;
	struct query_node *node = query_node_new(r, QUERY_NEAR, begin, 0);
	struct query_node **last;

	if (node == NULL)
		return NULL;
	node->distance = 10;
	last = &node->child;
	r->at += sizeof("NEAR(") - 1;
	for (query_skip_blanks(r); r->at < r->s.n && query_peek(r) != ')' &&
	    query_peek(r) != ','; query_skip_blanks(r), n++) {
		*last = near_word(r);
		if (*last == NULL)
			return NULL;
		last = &(*last)->next;
	}
	if (query_peek(r) == ',' && !near_distance(r, node))
		return NULL;
	if (query_peek(r) != ')')
		return query_fail(r, begin, 5, "NEAR( ends with a ): "
		    "NEAR(nuclear fuel, 5)");
	r->at++;
	node->n = (uint32_t)(r->at - begin);
	if (n < 2)
		return query_fail(r, begin, node->n, "NEAR takes two words or "
		    "more: NEAR(nuclear fuel, 5)");
	return node;
}

/* ---- A word by itself ---- */

/* A word of the language in small letters is a word like others; say so. */
static void
note_small(struct query_reader *r, const struct query_node *node)
{
	static const char *const words[] = { "OR", "AND", "NOT" };

	for (size_t i = 0; i < 3; i++)
		if (node != NULL && str_eqi(node->text, str_from(words[i])))
			query_note(r->arena, r->q, node, false, "\"%.*s\" in "
			    "small letters is a word to search for; the "
			    "operator is %s", (int)node->text.n,
			    node->text.p, words[i]);
}

/* A number is a word like others, too, and stands in few texts as it is
 * written here. */
static void
note_number(struct query_reader *r, const struct query_node *node)
{
	struct reftel_number number;
	const char *s;

	if (node == NULL || node->prefix || node->text.n < 4 ||
	    node->text.n > 40 || !ch_digit(node->text.p[0]) ||
	    !ch_digit(node->text.p[1]) ||
	    !ch_digit(node->text.p[node->text.n - 1]))
		return;
	s = arena_strdup(r->arena, node->text);
	for (char *p = (char *)(uintptr_t)s; p != NULL && *p != '\0'; p++)
		*p = ch_fold(*p);
	if (s != NULL && reftel_number_parse(s, node->text.n, 0, &number) ==
	    REFTEL_OK && number.id[0] != '\0')
		query_note(r->arena, r->q, node, false, "%.*s was searched as "
		    "a word; id:%s is that telegram, ref:%s what cites it",
		    (int)node->text.n, node->text.p, number.id, number.id);
}

struct query_node *
query_word(struct query_reader *r, struct str word)
{
	size_t at = r->at;
	struct query_node *node;

	r->at += word.n;
	node = query_words(r, word, at, word.n, false);
	note_small(r, node);
	note_number(r, node);
	return node;
}
