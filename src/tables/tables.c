/*
 * Look-ups in the tables; see tables.h.  A term is made into a key (key.h)
 * and found through the index that the generator wrote: one hash, as a rule
 * one comparison.
 */
#include "tables/rows.h"
#include "gen/tables_data.h"

#include <stdlib.h>

/* The key is the first member of every row. */
static const char *
key_of(const struct rows_index *x, const void *row)
{
	return x->pooled ? TEXT(*(const row_text *)row)
	    : *(const char *const *)row;
}

/* The row whose key it is, of that hash, or NULL. */
static const void *
find(const struct rows_index *x, const char *key, size_t n, uint32_t hash)
{
	const struct rows_slot *slot;

	if (n == 0 || n > x->longest)
		return NULL;
	for (uint32_t at = hash & x->mask;; at = (at + 1) & x->mask) {
		slot = &x->slot[at];
		if (slot->row == 0)
			return NULL;
		if (slot->tag != key_tag(hash))
			continue;

		const void *row = (const char *)x->rows +
		    (size_t)(slot->row - 1) * x->size;
		if (strcmp(key_of(x, row), key) == 0)
			return row;
	}
}

static const void *
look_up(const struct rows_index *x, enum key_kind kind, struct str term)
{
	char key[KEY_MAX];
	uint32_t hash;
	size_t n = key_make_hash(kind, term.p, term.n, key, &hash);

	return find(x, key, n, hash);
}

/* ---- Posts ---- */

static const struct post *
post_of(const struct post_key_row *row)
{
	return row == NULL || row->post == ROW_SHARED ? NULL :
	    &post_rows[row->post].post;
}

const struct post *
tables_post(struct str squeezed)
{
	const struct post_row *row = look_up(&post_row_index, KEY_SOLID,
	    squeezed);

	return row == NULL ? NULL : &row->post;
}

const struct post *
tables_post_variant(struct str squeezed, enum variant_kind *kind)
{
	const struct post_name_row *row = look_up(&post_name_row_index,
	    KEY_SOLID, squeezed);

	if (row == NULL)
		return NULL;
	*kind = (enum variant_kind)row->kind;
	return &post_rows[row->post].post;
}

/* Is one of the first two letters where one edit would leave it?  Of all
 * posts, few pass. */
static bool
begins_near(const char *post, struct str name)
{
	char a = ch_fold(name.p[0]), b = ch_fold(name.p[1]);

	return post[0] == a || post[0] == b || post[1] == a || post[1] == b;
}

const struct post *
tables_post_near(struct str name)
{
	enum { LETTERS_MIN = 6 };	/* shorter names are near too many */
	const struct post *found = NULL;

	if (name.n < LETTERS_MIN)
		return NULL;
	for (size_t i = 0; i < sizeof(post_rows) / sizeof(post_rows[0]); i++) {
		const struct post *post = &post_rows[i].post;

		if (!begins_near(post->post, name) ||
		    str_distance(name, str_from(post->post), 1) > 1)
			continue;
		if (found != NULL)
			return NULL;
		found = post;
	}
	return found;
}

const struct post *
tables_post_part(struct str part)
{
	enum { LETTERS_MIN = 4 };
	const struct post *found = NULL;

	if (part.n < LETTERS_MIN)
		return NULL;
	for (size_t i = 0; i < sizeof(post_rows) / sizeof(post_rows[0]); i++) {
		const struct post *post = &post_rows[i].post;
		struct str name = str_from(post->post);

		if (!str_starts(name, part) && !str_ends(name, part))
			continue;
		if (found != NULL)
			return NULL;
		found = post;
	}
	return found;
}

/* A short abbreviation is no name by itself, only beside a number. */
static const struct post *
post_by_name(struct str name)
{
	const struct post *post = tables_post(name);
	enum variant_kind kind;

	if (post != NULL)
		return post;
	post = tables_post_variant(name, &kind);
	if (post == NULL || kind == VARIANT_ARTEFACT ||
	    (kind == VARIANT_ABBREVIATION && name.n <= 3))
		return NULL;
	return post;
}

/* "USMISSION VIENNA" is not the embassy, and "AMEMBASSY GENEVA" not the
 * mission. */
static bool
word_fits_post(const struct number_word *word, const struct post *post)
{
	static const char *const field[] = { "embassy", "consulate", "other" };

	if (word->kind == NUMBER_WORD_MISSION)
		return strcmp(post->type, "mission") == 0;
	for (size_t i = 0; i < sizeof(field) / sizeof(field[0]); i++)
		if (strcmp(post->type, field[i]) == 0)
			return true;
	return false;
}

const struct number_word *
tables_number_words(char first, size_t *n)
{
	size_t max = sizeof(number_words) / sizeof(number_words[0]);
	size_t from = 0, high = max, to;

	*n = max;
	if (first == '\0')
		return number_words;
	while (from < high) {
		size_t mid = from + (high - from) / 2;

		if (number_words[mid].word[0] < first)
			from = mid + 1;
		else
			high = mid;
	}
	for (to = from; to < max && number_words[to].word[0] == first;)
		to++;
	*n = to - from;
	return number_words + from;
}

/* "AMEMBASSYPARIS", "CONSULATEGENERALMUNICH": an address word and a post. */
static const struct post *
post_behind_word(struct str key)
{
	size_t words, n;
	const struct number_word *word = tables_number_words(
	    key.n > 0 ? key.p[0] : '\0', &words);

	for (; words > 0; words--, word++) {
		const struct post *post;

		if (word->kind > NUMBER_WORD_MISSION)
			continue;
		n = strlen(word->word);
		if (n >= key.n || memcmp(key.p, word->word, n) != 0)
			continue;
		post = post_by_name(str_cut(key, n, key.n));
		if (post != NULL && word_fits_post(word, post))
			return post;
	}
	return NULL;
}

/* An address book knows the plain language address itself; else it is an
 * address word before any name of the post, or a name alone. */
static const struct post *
post_by_address(struct str address)
{
	char buf[KEY_MAX];
	uint32_t hash;
	struct str key = { buf, key_make_hash(KEY_NAME, address.p, address.n,
	    buf, &hash) };
	const struct post *post = post_of(find(&post_plad_row_index, buf,
	    key.n, hash));

	if (post == NULL)
		post = post_by_name(key);
	return post != NULL ? post : post_behind_word(key);
}

const struct post *
tables_post_by_plad(struct str plad)
{
	return post_by_address(plad);
}

const struct post *
tables_post_by_origin(struct str label)
{
	return post_by_address(label);
}

const struct post *
tables_post_by_ri(struct str ri)
{
	return post_of(look_up(&post_ri_row_index, KEY_SOLID, ri));
}

const struct post *
tables_post_by_nara6(struct str code)
{
	return post_of(look_up(&post_code_row_index, KEY_SOLID, code));
}

bool
tables_nara6_shared(struct str code)
{
	const struct post_key_row *row = look_up(&post_code_row_index,
	    KEY_SOLID, code);

	return row != NULL && row->post == ROW_SHARED;
}

static bool
capital_in(const struct capital_row *row, int year)
{
	return (*row->from == '\0' || year >= atoi(row->from)) &&
	    (*row->to == '\0' || year <= atoi(row->to));
}

const char *
tables_capital(struct str country, int year)
{
	for (size_t i = 0; i < sizeof(capital_rows) / sizeof(capital_rows[0]);
	    i++)
		if (str_eqi(country, str_from(capital_rows[i].country)) &&
		    capital_in(&capital_rows[i], year))
			return capital_rows[i].place;
	return "";
}

bool
tables_is_capital(struct str place, int year)
{
	for (size_t i = 0; i < sizeof(capital_rows) / sizeof(capital_rows[0]);
	    i++)
		if (str_eqi(place, str_from(capital_rows[i].place)) &&
		    capital_in(&capital_rows[i], year))
			return true;
	return false;
}

/* ---- TAGS ---- */

static bool
valid_in(const struct tag_row *row, int year)
{
	return year == 0 || ((row->from == 0 || year >= row->from) &&
	    (row->to == 0 || year <= row->to));
}

/* telegram.md 15.3: K and three letters are a program without a table. */
static unsigned
program_bit(const char *key, size_t n)
{
	if (n != 4 || key[0] != 'K')
		return 0;
	for (size_t i = 1; i < n; i++)
		if (!ch_upper(key[i]))
			return 0;
	return 1u << REFTEL_TAG_PROGRAM;
}

/* Bits for the tables that hold a term in a year, and in any; program: it is
 * one by its shape. */
struct tag_kinds {
	unsigned then, ever, program;
};

static struct tag_kinds
tag_kinds(struct str tag, int year)
{
	char key[KEY_MAX];
	uint32_t hash;
	size_t n = key_make_hash(KEY_LINE, tag.p, tag.n, key, &hash);
	const struct tag_row *row = find(&tag_row_index, key, n, hash);
	const struct tag_row *end = tag_rows +
	    sizeof(tag_rows) / sizeof(tag_rows[0]);
	struct tag_kinds k = { .program = program_bit(key, n) };

	for (; row != NULL && row < end && strcmp(TEXT(row->tag), key) == 0;
	    row++) {
		k.ever |= 1u << row->kind;
		if (valid_in(row, year))
			k.then |= 1u << row->kind;
	}
	return k;
}

unsigned
tables_tag(struct str tag, int year)
{
	struct tag_kinds k = tag_kinds(tag, year);

	return (k.then != 0 ? k.then : k.ever) | k.program;
}

unsigned
tables_tag_then(struct str tag, int year)
{
	struct tag_kinds k = tag_kinds(tag, year);

	return k.then | k.program;
}

const char *
tables_tag_variant(struct str seen)
{
	const struct tag_variant_row *row = look_up(&tag_variant_row_index,
	    KEY_LINE, seen);

	return row == NULL ? "" : row->tag;
}

const char *
tables_tag_name(struct str tag)
{
	char key[KEY_MAX];
	uint32_t hash;
	size_t n = key_make_hash(KEY_LINE, tag.p, tag.n, key, &hash);
	const struct tag_row *row = find(&tag_row_index, key, n, hash);
	const struct tag_row *end = tag_rows +
	    sizeof(tag_rows) / sizeof(tag_rows[0]);

	for (; row != NULL && row < end && strcmp(TEXT(row->tag), key) == 0;
	    row++)
		if (*TEXT(row->name) != '\0')
			return TEXT(row->name);
	return "";
}

static bool
has_word(struct str name, struct str word)
{
	for (size_t at = 0; at + word.n <= name.n; at++)
		if ((at == 0 || !ch_alpha(name.p[at - 1])) &&
		    str_startsi(str_cut(name, at, name.n), word))
			return true;
	return false;
}

static bool
has_words(struct str name, struct str words)
{
	for (size_t at = 0, end; at < words.n; at = end + 1) {
		end = str_findc(words, ' ', at);
		if (!has_word(name, str_cut(words, at, end)))
			return false;
	}
	return true;
}

size_t
tables_tags_named(struct str words, const char **tag, size_t cap)
{
	const char *last = "";
	size_t n = 0;

	for (size_t i = 0; i < sizeof(tag_rows) / sizeof(tag_rows[0]); i++) {
		const struct tag_row *row = &tag_rows[i];

		if (strcmp(TEXT(row->tag), last) == 0 ||
		    !has_words(str_from(TEXT(row->name)), words))
			continue;
		last = TEXT(row->tag);
		if (n++ < cap)
			tag[n - 1] = last;
	}
	return n;
}

size_t
tables_tag_misspelt(struct str tag, const char **seen, size_t cap)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof(tag_variant_rows) /
	    sizeof(tag_variant_rows[0]); i++)
		if (str_eq(str_from(tag_variant_rows[i].tag), tag) &&
		    n++ < cap)
			seen[n - 1] = tag_variant_rows[i].seen;
	return n;
}

/* ---- The rest ---- */

const struct caption *
tables_caption(struct str caption)
{
	const struct caption_row *row = look_up(&caption_row_index, KEY_WORDS,
	    caption);

	return row == NULL ? NULL : &row->caption;
}

bool
tables_route(struct str ri, struct str plad)
{
	const struct routing_row *row = look_up(&routing_row_index, KEY_SOLID,
	    ri);
	const struct routing_row *end = routing_rows +
	    sizeof(routing_rows) / sizeof(routing_rows[0]);
	char key[KEY_MAX], other[KEY_MAX];
	size_t n = key_make(KEY_NAME, plad.p, plad.n, key);
	const char *first = row == NULL ? NULL : TEXT(row->ri);

	for (; row != NULL && row < end && strcmp(TEXT(row->ri), first) == 0;
	    row++) {
		struct str known = str_from(TEXT(row->plad));
		size_t m = key_make(KEY_NAME, known.p, known.n, other);

		if (n == m && memcmp(key, other, n) == 0)
			return true;
	}
	return false;
}

bool
tables_plad(struct str plad)
{
	return look_up(&address_row_index, KEY_NAME, plad) != NULL;
}

const char *
tables_acronym(struct str word)
{
	const struct spelling_row *row = look_up(&acronym_spelling_index,
	    KEY_LINE, word);

	return row == NULL ? NULL : TEXT(row->spelling);
}

const char *
tables_title_phrase(struct str words, bool *goes_on)
{
	const struct spelling_row *row = look_up(&title_word_index, KEY_LINE,
	    words);

	*goes_on = row != NULL && row->begins;
	return row == NULL || *TEXT(row->spelling) == '\0' ? NULL
	    : TEXT(row->spelling);
}

const char *
tables_title_word(struct str words)
{
	bool goes_on;

	return tables_title_phrase(words, &goes_on);
}

/* Amendments are passed over: telegrams go on citing the order itself. */
const char *
tables_eo_at(long day)
{
	for (size_t i = 0; i < sizeof(eo_rows) / sizeof(eo_rows[0]); i++) {
		const struct eo_row *eo = &eo_rows[i];

		if (*eo->amends == '\0' && day >= (long)eo->from &&
		    (eo->to == 0 || day <= (long)eo->to))
			return eo->number;
	}
	return "";
}

bool
tables_eo(struct str number)
{
	for (size_t i = 0; i < sizeof(eo_rows) / sizeof(eo_rows[0]); i++)
		if (str_eq(number, str_from(eo_rows[i].number)))
			return true;
	return false;
}

bool
tables_eo_period(struct str number, long *from, long *to)
{
	for (size_t i = 0; i < sizeof(eo_rows) / sizeof(eo_rows[0]); i++) {
		if (!str_eq(number, str_from(eo_rows[i].number)))
			continue;
		*from = (long)eo_rows[i].from;
		*to = (long)eo_rows[i].to;
		return true;
	}
	return false;
}

bool
tables_eo_reason(struct str order, struct str code)
{
	size_t n = sizeof(eo_reason_rows) / sizeof(eo_reason_rows[0]);

	for (size_t i = 0; i < n; i++)
		if (str_eq(order, str_from(eo_reason_rows[i].order)) &&
		    str_eq(code, str_from(eo_reason_rows[i].code)))
			return true;
	return false;
}
