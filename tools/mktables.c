/*
 * mktables: the CSV files of data to the arrays of the room tables.
 *
 *	mktables data build/gen/tables_data.h
 *
 * Each file has a header row, fields in the form of RFC 4180 without line
 * ends in them, and rows in byte order of their keys (data/README.md).  A
 * wrong row stops the build with "FILE:LINE: reason".  The structs written
 * here are declared in src/tables/rows.h.
 */
#include "../src/tables/key.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- What the files must look like ---- */

enum check {
	ANY,
	FILLED,			/* not empty */
	COUNT,			/* a number */
	POINT,			/* a decimal number or empty */
	YEAR,			/* four digits or empty */
	DAY,			/* yyyy-mm-dd or empty */
	SQUEEZED,		/* capitals and digits, not empty */
	ONE_OF			/* one of the words, which blanks part */
};

struct column {
	const char *name;
	enum check check;
	const char *words;
};

enum { COLUMNS = 15 };

struct spec {
	const char *file;
	int keys;		/* so many first columns are the key */
	struct column column[COLUMNS + 1];
};

#define TAG_BASES "handbook handbook-1974 attested usage usage-inferred " \
	"recalled nonstandard seen-unidentified listed listed-unnamed " \
	"fips fips-historical"

enum sheet_id {
	SUBJECTS, PROGRAMS, ORGANIZATIONS, COUNTRIES, TAG_VARIANTS, POSTS,
	POST_VARIANTS, NUMBER_WORDS, ROUTING, CAPTIONS, CLASSES, PRECEDENCES,
	SIGNALS, ORDERS, REASONS, ACRONYMS, REDACTIONS, TITLE_WORDS,
	CAPITALS, SHEETS
};

static const struct spec specs[SHEETS] = {
	[SUBJECTS] = { "tags-subject.csv", 1, {
		{ "tag", FILLED, 0 }, { "name", ANY, 0 },
		{ "category", FILLED, 0 }, { "valid_from", YEAR, 0 },
		{ "valid_to", YEAR, 0 }, { "era", ONE_OF, "current 1970s" },
		{ "basis", ONE_OF, TAG_BASES },
		{ "corpus_count", COUNT, 0 } } },
	[PROGRAMS] = { "tags-program.csv", 1, {
		{ "tag", FILLED, 0 }, { "name", ANY, 0 },
		{ "basis", ONE_OF, TAG_BASES },
		{ "corpus_count", COUNT, 0 } } },
	[ORGANIZATIONS] = { "tags-organization.csv", 1, {
		{ "tag", FILLED, 0 }, { "name", ANY, 0 },
		{ "basis", ONE_OF, TAG_BASES },
		{ "corpus_count", COUNT, 0 } } },
	[COUNTRIES] = { "tags-country.csv", 1, {
		{ "tag", FILLED, 0 }, { "name", ANY, 0 },
		{ "kind", ONE_OF, "country territory historical region "
		    "organization" },
		{ "iso2", ANY, 0 }, { "iso3", ANY, 0 }, { "fips10_4", ANY, 0 },
		{ "iso2_relation", ONE_OF, "same differs none" },
		{ "note", ANY, 0 }, { "valid_from", YEAR, 0 },
		{ "valid_to", YEAR, 0 }, { "basis", ONE_OF, TAG_BASES },
		{ "corpus_count", COUNT, 0 } } },
	[TAG_VARIANTS] = { "tags-variants.csv", 1, {
		{ "seen", FILLED, 0 }, { "probable_tag", FILLED, 0 },
		{ "kind", ONE_OF, "subject program organization country" },
		{ "corpus_count", COUNT, 0 } } },
	[POSTS] = { "posts.csv", 1, {
		{ "post", SQUEEZED, 0 }, { "name", FILLED, 0 },
		{ "type", ONE_OF, "embassy consulate mission department "
		    "delegation other" },
		{ "city", ANY, 0 }, { "country_tags", ANY, 0 },
		{ "country_iso2", ANY, 0 }, { "lat", POINT, 0 },
		{ "lon", POINT, 0 },
		{ "coord", ONE_OF, "checked unchecked none" },
		{ "plad", ANY, 0 }, { "ri", ANY, 0 }, { "aliases", ANY, 0 },
		{ "nara6", ANY, 0 }, { "cable_id_count", COUNT, 0 },
		{ "notes", ANY, 0 } } },
	[POST_VARIANTS] = { "post-variants.csv", 1, {
		{ "variant", SQUEEZED, 0 }, { "post", SQUEEZED, 0 },
		{ "kind", ONE_OF, "abbreviation alternative-name typo garble "
		    "artefact" },
		{ "seen_in", FILLED, 0 }, { "count", COUNT, 0 } } },
	[NUMBER_WORDS] = { "number-words.csv", 1, {
		{ "word", SQUEEZED, 0 },
		{ "kind", ONE_OF, "field mission control behind other" },
		{ "note", ANY, 0 } } },
	[ROUTING] = { "routing-indicators.csv", 2, {
		{ "ri", SQUEEZED, 0 }, { "plad", ANY, 0 },
		{ "kind", ONE_OF, "embassy consulate mission office agency "
		    "collective attached other web-posting" },
		{ "source", FILLED, 0 }, { "pair_count", COUNT, 0 },
		{ "ri_count", COUNT, 0 } } },
	[CAPTIONS] = { "captions.csv", 1, {
		{ "caption", FILLED, 0 },
		{ "kind", ONE_OF, "dissemination sensitivity handling "
		    "channel" },
		{ "meaning", FILLED, 0 },
		{ "basis", ONE_OF, "corpus reference handbook" },
		{ "corpus_count", COUNT, 0 } } },
	[CLASSES] = { "classification.csv", 1, {
		{ "level", FILLED, 0 }, { "spaced_form", FILLED, 0 },
		{ "portion", FILLED, 0 }, { "group5", FILLED, 0 },
		{ "signal", SQUEEZED, 0 }, { "rank", COUNT, 0 },
		{ "note", ANY, 0 } } },
	[PRECEDENCES] = { "precedence.csv", 2, {
		{ "prosign", SQUEEZED, 0 }, { "word", FILLED, 0 },
		{ "full_name", FILLED, 0 }, { "rank", COUNT, 0 },
		{ "handling_objective", FILLED, 0 }, { "note", ANY, 0 } } },
	[SIGNALS] = { "operating-signals.csv", 1, {
		{ "signal", FILLED, 0 },
		{ "kind", ONE_OF, "signal prosign aftn" },
		{ "meaning", FILLED, 0 }, { "grade", ONE_OF, "C O U" },
		{ "source", ANY, 0 }, { "effect", ANY, 0 } } },
	[ORDERS] = { "executive-orders.csv", 1, {
		{ "number", SQUEEZED, 0 }, { "effective_from", DAY, 0 },
		{ "effective_to", DAY, 0 }, { "amends", ANY, 0 },
		{ "declassification_forms", FILLED, 0 }, { "note", ANY, 0 } } },
	[REASONS] = { "eo-reasons.csv", 2, {
		{ "executive_order", SQUEEZED, 0 }, { "code", FILLED, 0 },
		{ "meaning", FILLED, 0 } } },
	[ACRONYMS] = { "acronyms.csv", 2, {
		{ "acronym", FILLED, 0 }, { "meaning", FILLED, 0 },
		{ "kind", ONE_OF, "agency agreement bureau caption consular "
		    "exchange government issue jargon military mined ministry "
		    "organization person post program section visit" },
		{ "source", ONE_OF, "compiled mined" },
		{ "corpus_count", COUNT, 0 } } },
	[REDACTIONS] = { "redaction-codes.csv", 1, {
		{ "code", FILLED, 0 }, { "authority", FILLED, 0 },
		{ "kind", ONE_OF, "foia eo eo-25 eo-50 statute privacy "
		    "marking" },
		{ "meaning", FILLED, 0 } } },
	[TITLE_WORDS] = { "title-words.csv", 1, {
		{ "word", FILLED, 0 }, { "spelling", FILLED, 0 } } },
	[CAPITALS] = { "capitals.csv", 2, {
		{ "country", FILLED, 0 }, { "valid_from", YEAR, 0 },
		{ "valid_to", YEAR, 0 }, { "place", FILLED, 0 } } },
};

struct row {
	char *field[COLUMNS];
	unsigned line;
};

struct sheet {
	char *path;
	struct row *row;
	size_t n;
};

static struct sheet sheets[SHEETS];
static FILE *out;

/* ---- Failing, and memory that is never given back ---- */

static void
fail(const char *file, unsigned line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%u: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	putc('\n', stderr);
	exit(1);
}

static void *
more(void *p, size_t size)
{
	p = realloc(p, size);
	if (p == NULL) {
		fputs("mktables: out of memory\n", stderr);
		exit(1);
	}
	return p;
}

static char *
copy(const char *p, size_t n)
{
	char *s = more(NULL, n + 1);

	memcpy(s, p, n);
	s[n] = '\0';
	return s;
}

static const char *
make_key(enum key_kind kind, const char *text)
{
	char key[KEY_MAX];

	return copy(key, key_make(kind, text, strlen(text), key));
}

/* ---- Reading a file ---- */

static char *
read_file(const char *path)
{
	size_t n = 0, got, cap = 1 << 16;
	char *text = more(NULL, cap);
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		fail(path, 0, "%s", strerror(errno));
	while ((got = fread(text + n, 1, cap - n - 1, f)) > 0) {
		n += got;
		if (n + 1 == cap)
			text = more(text, cap *= 2);
	}
	if (ferror(f))
		fail(path, 0, "%s", strerror(errno));
	fclose(f);
	if (memchr(text, '\0', n) != NULL)
		fail(path, 0, "a NUL byte");
	text[n] = '\0';
	return text;
}

/* Cuts one field out of *p, in place, and leaves *p behind it. */
static char *
cut_field(char **p, const char *path, unsigned line)
{
	char *start = *p, *to = *p, *from = *p;

	if (*from == '"') {
		for (from++; *from != '"' || from[1] == '"'; *to++ = *from++) {
			if (*from == '\0')
				fail(path, line, "a quote is not closed");
			from += *from == '"';
		}
		from++;
		if (*from != ',' && *from != '\0')
			fail(path, line, "text behind a closing quote");
	} else {
		for (; *from != ',' && *from != '\0'; *to++ = *from++)
			if (*from == '"')
				fail(path, line, "a quote inside a field");
	}
	*p = *from == ',' ? from + 1 : NULL;
	*to = '\0';
	return start;
}

/* Cuts a line into as many fields as the file has columns. */
static void
cut_row(struct row *r, const struct spec *spec, char *text, const char *path)
{
	int n = 0;

	for (char *p = text; p != NULL; n++) {
		if (n == COLUMNS || spec->column[n].name == NULL)
			fail(path, r->line, "more fields than columns");
		r->field[n] = cut_field(&p, path, r->line);
	}
	if (n < COLUMNS && spec->column[n].name != NULL)
		fail(path, r->line, "column %s is missing",
		    spec->column[n].name);
}

/* ---- Checking a row by itself ---- */

static bool
is_number(const char *s)
{
	return *s != '\0' && strspn(s, "0123456789") == strlen(s) &&
	    strlen(s) < 10;
}

static bool
is_point(const char *s)
{
	char *end;

	strtod(s, &end);
	return *end == '\0' && strspn(s, "-.0123456789") == strlen(s);
}

static bool
is_day(const char *s)
{
	unsigned y, m, d;
	char end;

	return *s == '\0' || (strlen(s) == 10 &&
	    sscanf(s, "%4u-%2u-%2u%c", &y, &m, &d, &end) == 3 &&
	    y >= 1900 && m >= 1 && m <= 12 && d >= 1 && d <= 31);
}

static bool
is_year(const char *s)
{
	return *s == '\0' || (is_number(s) && strlen(s) == 4 && s[0] != '0');
}

static bool
is_squeezed(const char *s)
{
	return *s != '\0' && strcmp(make_key(KEY_NAME, s), s) == 0;
}

static bool
is_one_of(const char *s, const char *words)
{
	size_t n = strlen(s);

	for (const char *p = words; n > 0 && (p = strstr(p, s)) != NULL; p++)
		if ((p == words || p[-1] == ' ') &&
		    (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

static void
check_field(const struct column *c, const char *s, const char *path,
    unsigned line)
{
	bool good = true;

	switch (c->check) {
	case ANY: break;
	case FILLED: good = *s != '\0'; break;
	case COUNT: good = is_number(s); break;
	case POINT: good = is_point(s); break;
	case YEAR: good = is_year(s); break;
	case DAY: good = is_day(s); break;
	case SQUEEZED: good = is_squeezed(s); break;
	case ONE_OF: good = is_one_of(s, c->words); break;
	}
	if (!good && *s == '\0')
		fail(path, line, "%s is empty", c->name);
	if (!good && c->check == ONE_OF)
		fail(path, line, "unknown %s: %s", c->name, s);
	if (!good)
		fail(path, line, "bad %s: %s", c->name, s);
}

static void
check_row(const struct spec *spec, const struct row *r, const char *path)
{
	for (int i = 0; i < COLUMNS && spec->column[i].name != NULL; i++) {
		const char *s = r->field[i];
		size_t n = strlen(s);

		if (n > 0 && (s[0] == ' ' || s[n - 1] == ' '))
			fail(path, r->line, "a blank at the edge of %s",
			    spec->column[i].name);
		check_field(&spec->column[i], s, path, r->line);
	}
}

static void
check_order(const struct spec *spec, const struct row *before,
    const struct row *r, const char *path)
{
	for (int i = 0; i < spec->keys; i++) {
		int order = strcmp(before->field[i], r->field[i]);

		if (order < 0)
			return;
		if (order > 0)
			fail(path, r->line, "out of order: %s", r->field[i]);
	}
	fail(path, r->line, "duplicate key: %s", r->field[0]);
}

static void
check_header(const struct spec *spec, const struct row *r, const char *path)
{
	for (int i = 0; i < COLUMNS && spec->column[i].name != NULL; i++)
		if (strcmp(spec->column[i].name, r->field[i]) != 0)
			fail(path, r->line, "column %s should be %s",
			    r->field[i], spec->column[i].name);
}

static void
add_row(struct sheet *sheet, const struct spec *spec, const struct row *r)
{
	check_row(spec, r, sheet->path);
	if (sheet->n > 0)
		check_order(spec, &sheet->row[sheet->n - 1], r, sheet->path);
	if ((sheet->n & (sheet->n - 1)) == 0)
		sheet->row = more(sheet->row,
		    (sheet->n * 2 + 1) * sizeof(*sheet->row));
	sheet->row[sheet->n++] = *r;
}

static void
read_sheet(enum sheet_id id, const char *dir)
{
	const struct spec *spec = &specs[id];
	struct sheet *sheet = &sheets[id];
	size_t n = strlen(dir) + strlen(spec->file) + 2;
	struct row r = { .line = 0 };
	char *p, *end;

	sheet->path = more(NULL, n);
	snprintf(sheet->path, n, "%s/%s", dir, spec->file);
	p = read_file(sheet->path);
	for (; *p != '\0'; p = end + 1) {
		r.line++;
		end = strchr(p, '\n');
		if (end == NULL || (end > p && end[-1] == '\r'))
			fail(sheet->path, r.line, "line must end in LF");
		*end = '\0';
		cut_row(&r, spec, p, sheet->path);
		if (r.line == 1)
			check_header(spec, &r, sheet->path);
		else
			add_row(sheet, spec, &r);
	}
	if (sheet->n == 0)
		fail(sheet->path, r.line, "no rows");
}

/* ---- Looking into the sheets ---- */

static int
column_of(enum sheet_id id, const char *name)
{
	for (int i = 0; i < COLUMNS && specs[id].column[i].name != NULL; i++)
		if (strcmp(specs[id].column[i].name, name) == 0)
			return i;
	fprintf(stderr, "mktables: %s has no column %s\n", specs[id].file,
	    name);
	exit(1);
}

static const char *
get(enum sheet_id id, size_t row, const char *column)
{
	return sheets[id].row[row].field[column_of(id, column)];
}

static int
compare_row(const void *key, const void *row)
{
	return strcmp(key, ((const struct row *)row)->field[0]);
}

/* The row of that key (of one column), or -1. */
static long
find_row(enum sheet_id id, const char *key)
{
	const struct sheet *s = &sheets[id];
	const struct row *r = bsearch(key, s->row, s->n, sizeof(*s->row),
	    compare_row);

	return r == NULL ? -1 : (long)(r - s->row);
}

static void
fail_row(enum sheet_id id, size_t row, const char *what, const char *which)
{
	fail(sheets[id].path, sheets[id].row[row].line, "%s: %s", what, which);
}

/* Calls fn with each part of a field that '|' parts. */
static void
each_part(const char *field, void (*fn)(const char *part, size_t row),
    size_t row)
{
	while (*field != '\0') {
		size_t n = strcspn(field, "|");

		fn(copy(field, n), row);
		field += n + (field[n] == '|');
	}
}

/* ---- Checks from file to file ---- */

static bool
is_tag(const char *tag)
{
	return find_row(SUBJECTS, tag) >= 0 || find_row(PROGRAMS, tag) >= 0 ||
	    find_row(ORGANIZATIONS, tag) >= 0 || find_row(COUNTRIES, tag) >= 0;
}

static void
check_tag_variants(void)
{
	for (size_t i = 0; i < sheets[TAG_VARIANTS].n; i++) {
		if (!is_tag(get(TAG_VARIANTS, i, "probable_tag")))
			fail_row(TAG_VARIANTS, i, "no such TAGS",
			    get(TAG_VARIANTS, i, "probable_tag"));
		if (is_tag(get(TAG_VARIANTS, i, "seen")))
			fail_row(TAG_VARIANTS, i, "is itself a TAGS",
			    get(TAG_VARIANTS, i, "seen"));
	}
}

static void
check_posts(void)
{
	for (size_t i = 0; i < sheets[POSTS].n; i++) {
		const char *tag = get(POSTS, i, "country_tags");

		if (*tag != '\0' && find_row(COUNTRIES, tag) < 0)
			fail_row(POSTS, i, "no such country TAGS", tag);
	}
	for (size_t i = 0; i < sheets[POST_VARIANTS].n; i++) {
		const char *variant = get(POST_VARIANTS, i, "variant");
		const char *post = get(POST_VARIANTS, i, "post");

		if (find_row(POSTS, post) < 0)
			fail_row(POST_VARIANTS, i, "no such post", post);
		if (find_row(POSTS, variant) >= 0)
			fail_row(POST_VARIANTS, i, "is itself a post", variant);
	}
}

/* The orders in force follow each other day by day; amendments name an
 * order and are left out. */
static void
check_orders(void)
{
	const char *end = "";

	for (size_t i = 0; i < sheets[ORDERS].n; i++) {
		const char *amends = get(ORDERS, i, "amends");
		const char *from = get(ORDERS, i, "effective_from");

		if (*amends != '\0' && find_row(ORDERS, amends) < 0)
			fail_row(ORDERS, i, "no such order", amends);
		if (*from == '\0')
			fail_row(ORDERS, i, "no day", "effective_from");
		if (*amends != '\0')
			continue;
		if (strcmp(from, end) <= 0)
			fail_row(ORDERS, i, "begins before the last ends",
			    from);
		end = get(ORDERS, i, "effective_to");
	}
	for (size_t i = 0; i < sheets[REASONS].n; i++)
		if (find_row(ORDERS, get(REASONS, i, "executive_order")) < 0)
			fail_row(REASONS, i, "no such order",
			    get(REASONS, i, "executive_order"));
}

static void
check_classes(void)
{
	for (size_t i = 0; i < sheets[CLASSES].n; i++)
		if (find_row(SIGNALS, get(CLASSES, i, "signal")) < 0)
			fail_row(CLASSES, i, "no such signal",
			    get(CLASSES, i, "signal"));
}

static void
check_title_words(void)
{
	for (size_t i = 0; i < sheets[TITLE_WORDS].n; i++) {
		const char *word = get(TITLE_WORDS, i, "word");
		const char *spelling = get(TITLE_WORDS, i, "spelling");

		if (strcmp(make_key(KEY_LINE, spelling), word) != 0)
			fail_row(TITLE_WORDS, i,
			    "differs from the word by more than case",
			    spelling);
	}
}

/* ---- Lists that are put together from several columns ---- */

struct entry {
	const char *key, *text;
	unsigned kind, row;
	enum sheet_id sheet;	/* where it comes from */
	size_t sheet_row;
};

struct list {
	struct entry *e;
	size_t n;
};

static struct list names, plads, indicators, codes, tags, captions,
    acronyms, title_words, terms;

static struct entry *
list_add(struct list *l, const char *key, enum sheet_id sheet, size_t row)
{
	if ((l->n & (l->n - 1)) == 0)
		l->e = more(l->e, (l->n * 2 + 1) * sizeof(*l->e));
	l->e[l->n] = (struct entry){ .key = key, .text = key,
		.row = (unsigned)row, .sheet = sheet, .sheet_row = row };
	if (*key == '\0')
		fail_row(sheet, row, "makes no key, or one too long",
		    sheets[sheet].row[row].field[0]);
	return &l->e[l->n++];
}

static int
compare_entry(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order == 0)
		order = (x->kind > y->kind) - (x->kind < y->kind);
	if (order == 0)
		order = (x->row > y->row) - (x->row < y->row);
	return order != 0 ? order : strcmp(x->text, y->text);
}

static void
list_sort(struct list *l)
{
	qsort(l->e, l->n, sizeof(*l->e), compare_entry);
}

static struct entry *
list_find(struct list *l, const char *key)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->e[i].key, key) == 0)
			return &l->e[i];
	return NULL;
}

/* ---- Post names, addresses, indicators, codes ---- */

/* In the order of enum variant_kind. */
static const char *const variant_kinds[] = {
	"abbreviation", "alternative-name", "typo", "garble", "artefact"
};
enum { ABBREVIATION, NAME, VARIANT_KINDS = 5, SHORT = 3 };

static unsigned
word_number(const char *const *words, unsigned n, const char *word)
{
	unsigned i = 0;

	while (i < n && strcmp(words[i], word) != 0)
		i++;
	return i;
}

/* An alias of up to three letters is an abbreviation, whatever it is. */
static void
add_alias(const char *alias, size_t post)
{
	const char *key = make_key(KEY_NAME, alias);
	long other = find_row(POSTS, key);
	struct entry *e = list_find(&names, key);

	if (other >= 0 && (size_t)other != post)
		fail_row(POSTS, post, "alias is another post", alias);
	if (e != NULL && e->row != post)
		fail_row(POSTS, post, "alias is another post's too", alias);
	if (other >= 0 || e != NULL)
		return;
	e = list_add(&names, key, POSTS, post);
	e->kind = strlen(key) <= SHORT ? ABBREVIATION : NAME;
}

static void
add_code(const char *code, size_t post)
{
	struct entry *e = list_find(&codes, code);

	if (!is_squeezed(code) || strlen(code) > 6)
		fail_row(POSTS, post, "bad nara6", code);
	if (e != NULL)
		e->row = ROW_SHARED;
	else
		list_add(&codes, code, POSTS, post);
}

static void
add_indicator(const char *ri, size_t post)
{
	struct entry *e = list_find(&indicators, ri);

	if (*ri == '\0')
		return;
	if (!is_squeezed(ri))
		fail_row(POSTS, post, "bad ri", ri);
	if (e != NULL)
		e->row = ROW_SHARED;
	else
		list_add(&indicators, ri, POSTS, post);
}

static void
add_plad(const char *plad, size_t post)
{
	const char *key = make_key(KEY_NAME, plad);

	if (*plad == '\0')
		return;
	if (list_find(&plads, key) != NULL)
		fail_row(POSTS, post, "plad is another post's too", plad);
	list_add(&plads, key, POSTS, post);
}

static void
list_posts(void)
{
	for (size_t i = 0; i < sheets[POST_VARIANTS].n; i++) {
		const char *post = get(POST_VARIANTS, i, "post");
		struct entry *e = list_add(&names,
		    get(POST_VARIANTS, i, "variant"), POST_VARIANTS, i);

		e->row = (unsigned)find_row(POSTS, post);
		e->kind = word_number(variant_kinds, VARIANT_KINDS,
		    get(POST_VARIANTS, i, "kind"));
	}
	for (size_t i = 0; i < sheets[POSTS].n; i++) {
		add_alias(get(POSTS, i, "name"), i);
		each_part(get(POSTS, i, "aliases"), add_alias, i);
		each_part(get(POSTS, i, "nara6"), add_code, i);
		add_indicator(get(POSTS, i, "ri"), i);
		add_plad(get(POSTS, i, "plad"), i);
	}
	list_sort(&names);
	list_sort(&codes);
	list_sort(&indicators);
	list_sort(&plads);
}

/* ---- TAGS and captions ---- */

/* In the order of enum reftel_tag_kind. */
static const enum sheet_id tag_sheets[] = {
	SUBJECTS, PROGRAMS, ORGANIZATIONS, COUNTRIES
};
enum { TAG_SHEETS = 4 };

static void
list_tags(void)
{
	for (unsigned kind = 0; kind < TAG_SHEETS; kind++) {
		enum sheet_id id = tag_sheets[kind];

		for (size_t i = 0; i < sheets[id].n; i++) {
			const char *tag = get(id, i, "tag");

			/* "EU" has the shape of a country's code only, and
			 * stands among the organizations */
			if (id == COUNTRIES && strcmp(get(id, i, "kind"),
			    "organization") == 0)
				continue;
			list_add(&tags, make_key(KEY_LINE, tag), id, i)->kind =
			    kind;
			if (strcmp(make_key(KEY_LINE, tag), tag) != 0)
				fail_row(id, i, "not in capitals", tag);
		}
	}
	list_sort(&tags);
}

static void
list_captions(void)
{
	for (size_t i = 0; i < sheets[CAPTIONS].n; i++) {
		const char *key = make_key(KEY_WORDS,
		    get(CAPTIONS, i, "caption"));

		if (list_find(&captions, key) != NULL)
			fail_row(CAPTIONS, i, "the same but for hyphens", key);
		list_add(&captions, key, CAPTIONS, i);
	}
	list_sort(&captions);
}

/* ---- Spellings in titles ---- */

static unsigned
capitals(const char *s)
{
	unsigned n = 0;

	for (; *s != '\0'; s++)
		n += *s >= 'A' && *s <= 'Z';
	return n;
}

/* Adds an acronym's spelling, unless there is one already. */
static struct entry *
add_spelling(const char *spelling, enum sheet_id id, size_t row)
{
	const char *key = make_key(KEY_LINE, spelling);
	struct entry *e;

	if (capitals(spelling) < 2 || strchr(spelling, ' ') != NULL ||
	    list_find(&acronyms, key) != NULL)
		return NULL;
	e = list_add(&acronyms, key, id, row);
	e->text = spelling;
	return e;
}

/* Occurrences in the sample, over all meanings, of that very spelling. */
static long
spelling_count(const char *spelling)
{
	long n = 0;

	for (size_t i = 0; i < sheets[ACRONYMS].n; i++) {
		long count = atol(get(ACRONYMS, i, "corpus_count"));

		if (strcmp(get(ACRONYMS, i, "acronym"), spelling) == 0 &&
		    count > n)
			n = count;
	}
	return n;
}

/* Of "GOI" and "GoI" the more frequent; the first on a draw.  A term that is
 * mostly written like a word ("Poloff") is none. */
static void
add_acronym(size_t row)
{
	const char *spelling = get(ACRONYMS, row, "acronym");
	const char *key = make_key(KEY_LINE, spelling);

	for (size_t i = 0; i < sheets[ACRONYMS].n; i++) {
		const char *other = get(ACRONYMS, i, "acronym");

		if (strcmp(make_key(KEY_LINE, other), key) == 0 &&
		    spelling_count(other) > spelling_count(spelling))
			return;
	}
	add_spelling(spelling, ACRONYMS, row);
}

static bool
is_homonym(const char *tag)
{
	const char *end = strrchr(tag, '-');

	return end != NULL && end - tag > 1 && is_number(end + 1);
}

/* "AEROFLOT" is "Aeroflot" by its name, a word; the rest are capitals. */
static void
add_organization(size_t row)
{
	const char *tag = get(ORGANIZATIONS, row, "tag");
	const char *name = get(ORGANIZATIONS, row, "name");

	if (*name == '\0' || is_homonym(tag))
		return;
	if (strcmp(make_key(KEY_LINE, name), tag) == 0)
		add_spelling(name, ORGANIZATIONS, row);
	else
		add_spelling(tag, ORGANIZATIONS, row);
}

/* "USUN" of "USUN New York". */
static void
add_post_words(size_t row)
{
	const char *p = get(POSTS, row, "name");

	for (size_t n; *p != '\0'; p += n + (p[n] == ' ')) {
		const char *word;

		n = strcspn(p, " ");
		word = copy(p, n);
		if (capitals(word) == n)
			add_spelling(word, POSTS, row);
	}
}

/* What a phrase begins with is a row too, its kind 1, so that nobody looks
 * for longer phrases in vain; if it is no word itself, it has no spelling. */
static void
add_beginnings(size_t row)
{
	const char *phrase = get(TITLE_WORDS, row, "word");
	const char *blank = strchr(phrase, ' ');

	for (; blank != NULL; blank = strchr(blank + 1, ' ')) {
		const char *begin = copy(phrase, (size_t)(blank - phrase));
		struct entry *e = list_find(&title_words, begin);

		if (e == NULL) {
			e = list_add(&title_words, begin, TITLE_WORDS, row);
			e->text = "";
		}
		e->kind = 1;
	}
}

static void
list_spellings(void)
{
	for (size_t i = 0; i < sheets[ACRONYMS].n; i++)
		add_acronym(i);
	for (size_t i = 0; i < sheets[ORGANIZATIONS].n; i++)
		add_organization(i);
	for (size_t i = 0; i < sheets[POSTS].n; i++)
		add_post_words(i);
	list_sort(&acronyms);
	for (size_t i = 0; i < sheets[TITLE_WORDS].n; i++)
		list_add(&title_words, get(TITLE_WORDS, i, "word"),
		    TITLE_WORDS, i)->text = get(TITLE_WORDS, i, "spelling");
	for (size_t i = 0; i < sheets[TITLE_WORDS].n; i++)
		add_beginnings(i);
	list_sort(&title_words);
}

/* ---- Terms that can be explained ---- */

static void
add_term(const char *term, enum term_table table, enum sheet_id id, size_t row)
{
	struct entry *e = list_add(&terms, make_key(KEY_SOLID, term), id, row);

	e->text = term;
	e->kind = table;
}

static void
add_column(enum sheet_id id, const char *column, enum term_table table)
{
	for (size_t i = 0; i < sheets[id].n; i++)
		if (*get(id, i, column) != '\0')
			add_term(get(id, i, column), table, id, i);
}

static void
add_portion(const char *portion, size_t row)
{
	add_term(portion, TERM_PORTION, CLASSES, row);
}

static void
add_post_term(const char *name, size_t row)
{
	add_term(name, TERM_POST, POSTS, row);
}

static void
add_class_terms(void)
{
	add_column(CLASSES, "level", TERM_CLASS);
	add_column(CLASSES, "group5", TERM_GROUP5);
	for (size_t i = 0; i < sheets[CLASSES].n; i++) {
		const char *spaced = get(CLASSES, i, "spaced_form");

		if (strcmp(make_key(KEY_SOLID, spaced), make_key(KEY_SOLID,
		    get(CLASSES, i, "level"))) != 0 && !strchr(spaced, '('))
			add_term(spaced, TERM_CLASS, CLASSES, i);
		each_part(get(CLASSES, i, "portion"), add_portion, i);
	}
}

/* The rows of names are numbered as they are written out. */
static void
add_name_terms(void)
{
	for (size_t i = 0; i < names.n; i++) {
		struct entry *e = list_add(&terms, names.e[i].key,
		    names.e[i].sheet, names.e[i].sheet_row);

		e->kind = TERM_POST_NAME;
		e->row = (unsigned)i;
	}
	for (size_t i = 0; i < codes.n; i++) {
		struct entry *e = list_add(&terms, codes.e[i].key,
		    codes.e[i].sheet, codes.e[i].sheet_row);

		e->kind = TERM_POST_CODE;
		e->row = (unsigned)i;
	}
	/* Names and aliases with their marks: "N'DJAMENA". */
	add_column(POSTS, "name", TERM_POST);
	for (size_t i = 0; i < sheets[POSTS].n; i++)
		each_part(get(POSTS, i, "aliases"), add_post_term, i);
}

/* An indicator with its first row, a PLAD with all of its rows. */
static void
add_routing_terms(void)
{
	const char *before = "";

	for (size_t i = 0; i < sheets[ROUTING].n; i++) {
		const char *ri = get(ROUTING, i, "ri");

		if (strcmp(ri, before) != 0)
			add_term(ri, TERM_RI, ROUTING, i);
		before = ri;
	}
	add_column(ROUTING, "plad", TERM_PLAD);
}

static bool
same_term(const struct entry *a, const struct entry *b)
{
	return strcmp(a->key, b->key) == 0 && a->kind == b->kind &&
	    a->row == b->row;
}

/* A name that is also listed as a post's alias counts once, as a name. */
static bool
needless(const struct entry *e)
{
	const struct entry *name;

	if (e->kind != TERM_POST)
		return false;
	if (strcmp(e->key, sheets[POSTS].row[e->row].field[0]) == 0)
		return false;
	name = list_find(&names, e->key);
	return name != NULL && name->row == e->row;
}

/* The acronyms repeat captions that a table of their own explains. */
static bool
told_already(const struct entry *before, const struct entry *e)
{
	return e->kind == TERM_ACRONYM && before->kind >= TERM_CAPTION &&
	    before->kind <= TERM_PORTION &&
	    strcmp(before->key, e->key) == 0 &&
	    strcmp(get(ACRONYMS, e->row, "kind"), "caption") == 0;
}

static void
drop_doubles(void)
{
	size_t n = 0;

	for (size_t i = 0; i < terms.n; i++) {
		const struct entry *e = &terms.e[i];

		if (n > 0 && (same_term(&terms.e[n - 1], e) ||
		    told_already(&terms.e[n - 1], e)))
			continue;
		if (!needless(e))
			terms.e[n++] = *e;
	}
	terms.n = n;
}

static void
list_terms(void)
{
	for (size_t i = 0; i < tags.n; i++) {
		add_term(tags.e[i].key, TERM_TAG, tags.e[i].sheet,
		    tags.e[i].sheet_row);
		terms.e[terms.n - 1].row = (unsigned)i;
	}
	add_column(TAG_VARIANTS, "seen", TERM_TAG_VARIANT);
	add_column(POSTS, "post", TERM_POST);
	add_column(POSTS, "plad", TERM_POST);
	add_name_terms();
	add_routing_terms();
	for (size_t i = 0; i < captions.n; i++) {
		add_term(get(CAPTIONS, captions.e[i].row, "caption"),
		    TERM_CAPTION, CAPTIONS, captions.e[i].sheet_row);
		terms.e[terms.n - 1].row = (unsigned)i;
	}
	add_class_terms();
	add_column(PRECEDENCES, "prosign", TERM_PRECEDENCE);
	add_column(PRECEDENCES, "word", TERM_PRECEDENCE);
	add_column(SIGNALS, "signal", TERM_SIGNAL);
	add_column(REDACTIONS, "code", TERM_REDACTION);
	add_column(ORDERS, "number", TERM_EO);
	add_column(REASONS, "code", TERM_EO_REASON);
	add_column(ACRONYMS, "acronym", TERM_ACRONYM);
	list_sort(&terms);
	drop_doubles();
}

/* ---- Writing ---- */

/* The text that pooled rows have offsets in, each string once. */
static struct {
	char *p;
	size_t n, cap;
	unsigned *slot;		/* offsets + 1, by hash */
	size_t slots, strings;
} pool;
static bool pooled;		/* the rows that are being written */

static unsigned *
pool_slot(const char *s)
{
	size_t at = key_hash(s, strlen(s)) & (pool.slots - 1);

	while (pool.slot[at] != 0 && strcmp(pool.p + pool.slot[at] - 1, s) != 0)
		at = (at + 1) & (pool.slots - 1);
	return &pool.slot[at];
}

static void
pool_grow(void)
{
	pool.slots = pool.slots == 0 ? 1 << 12 : pool.slots * 2;
	pool.slot = more(pool.slot, pool.slots * sizeof(*pool.slot));
	memset(pool.slot, 0, pool.slots * sizeof(*pool.slot));
	for (size_t at = 0; at < pool.n; at += strlen(pool.p + at) + 1)
		*pool_slot(pool.p + at) = (unsigned)at + 1;
}

static unsigned
pool_add(const char *s)
{
	size_t n = strlen(s) + 1;
	unsigned *slot;

	if (pool.strings * 2 >= pool.slots)
		pool_grow();
	slot = pool_slot(s);
	if (*slot != 0)
		return *slot - 1;
	while (pool.cap - pool.n < n)
		pool.p = more(pool.p, pool.cap += 1 << 16);
	memcpy(pool.p + pool.n, s, n);
	*slot = (unsigned)pool.n + 1;
	pool.n += n;
	pool.strings++;
	return *slot - 1;
}

static void
put_pool(void)
{
	fprintf(out, "\nstatic const char row_pool[%zu] = {", pool.n);
	for (size_t i = 0; i < pool.n; i++)
		fprintf(out, "%s%d,", i % 24 == 0 ? "\n\t" : "", pool.p[i]);
	fputs("\n};\n", out);
}

static void
put_string(const char *s)
{
	if (pooled) {
		fprintf(out, "%u", pool_add(s));
		return;
	}
	putc('"', out);
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		/* A question mark could begin a trigraph. */
		if (c == '"' || c == '\\' || c == '?')
			fprintf(out, "\\%c", c);
		else if (c < ' ' || c > '~')
			fprintf(out, "\\%03o", c);
		else
			putc(c, out);
	}
	putc('"', out);
}

/* The columns, which blanks part, as strings with commas between. */
static void
put_columns(enum sheet_id id, size_t row, const char *columns)
{
	for (const char *p = columns; *p != '\0';) {
		size_t n = strcspn(p, " ");

		put_string(get(id, row, copy(p, n)));
		p += n;
		if (*p == ' ') {
			fputs(", ", out);
			p++;
		}
	}
}

static void
begin(const char *type, const char *name)
{
	fprintf(out, "\nstatic const struct %s %ss[] = {\n", type, name);
}

/* Rows whose strings are in the pool: row_text. */
static void
begin_pooled(const char *type, const char *name)
{
	begin(type, name);
	pooled = true;
}

static void
end(void)
{
	fputs("};\n", out);
	pooled = false;
}

static void
put_strings(enum sheet_id id, const char *columns)
{
	for (size_t i = 0; i < sheets[id].n; i++) {
		fputs("\t{ ", out);
		put_columns(id, i, columns);
		fputs(" },\n", out);
	}
}

/* A table whose rows are strings only. */
static void
put_sheet(enum sheet_id id, const char *name, const char *columns)
{
	begin(name, name);
	put_strings(id, columns);
	end();
}

static void
put_pooled_sheet(enum sheet_id id, const char *name, const char *columns)
{
	begin_pooled(name, name);
	put_strings(id, columns);
	end();
}

/* The open-addressing index of an array; equal keys stand together, the
 * index leads to the first.  At most half of the slots are taken. */
static void
put_index(const char *name, const struct list *l, bool of_pool)
{
	size_t size = 16, longest = 0, at;
	struct { unsigned row, tag; } *slot;

	while (size < 2 * l->n)
		size *= 2;
	slot = more(NULL, size * sizeof(*slot));
	memset(slot, 0, size * sizeof(*slot));
	for (size_t i = 0; i < l->n; i++) {
		const char *key = l->e[i].key;

		if (i > 0 && strcmp(l->e[i - 1].key, key) == 0)
			continue;
		if (strlen(key) > longest)
			longest = strlen(key);
		uint32_t hash = key_hash(key, strlen(key));
		at = hash & (size - 1);
		while (slot[at].row != 0)
			at = (at + 1) & (size - 1);
		slot[at].row = (unsigned)i + 1;
		slot[at].tag = key_tag(hash);
	}
	fprintf(out, "static const struct rows_slot %s_slots[%zu] = {", name,
	    size);
	for (size_t i = 0; i < size; i++)
		fprintf(out, "%s{%u,%u},", i % 8 == 0 ? "\n\t" : "",
		    slot[i].row, slot[i].tag);
	fprintf(out, "\n};\nstatic const struct rows_index %s_index = {\n"
	    "\t%s_slots, %zu, %zu, %ss, sizeof(%ss[0]), %d\n};\n", name, name,
	    size - 1, longest, name, name, of_pool);
	free(slot);
}

/* The list of a sheet's own keys, for its index. */
static struct list
own_keys(enum sheet_id id)
{
	struct list l = { 0 };

	for (size_t i = 0; i < sheets[id].n; i++)
		list_add(&l, sheets[id].row[i].field[0], id, i);
	return l;
}

static void
put_own_index(enum sheet_id id, const char *name, bool of_pool)
{
	struct list l = own_keys(id);

	put_index(name, &l, of_pool);
}

static void
put_posts(void)
{
	begin("post_row", "post_row");
	for (size_t i = 0; i < sheets[POSTS].n; i++) {
		fputs("\t{ { ", out);
		put_columns(POSTS, i, "post name type plad ri country_tags");
		fputs(" },\n\t    ", out);
		put_columns(POSTS, i, "city notes");
		fputs(" },\n", out);
	}
	end();
	put_own_index(POSTS, "post_row", false);
}

static void
put_post_keys(const char *name, const struct list *l)
{
	begin_pooled("post_key_row", name);
	for (size_t i = 0; i < l->n; i++) {
		fputs("\t{ ", out);
		put_string(l->e[i].key);
		fprintf(out, ", %u },\n", l->e[i].row);
	}
	end();
	put_index(name, l, true);
}

/* Every plain language address of the routing table, for its index. */
static void
put_addresses(void)
{
	struct list l = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < sheets[ROUTING].n; i++) {
		const char *plad = get(ROUTING, i, "plad");
		if (*plad != '\0')
			list_add(&l, make_key(KEY_NAME, plad), ROUTING, i);
	}
	list_sort(&l);
	for (size_t i = 0; i < l.n; i++)
		if (n == 0 || strcmp(l.e[n - 1].key, l.e[i].key) != 0)
			l.e[n++] = l.e[i];
	l.n = n;
	put_post_keys("address_row", &l);
	free(l.e);
}

static void
put_names(void)
{
	begin("post_name_row", "post_name_row");
	for (size_t i = 0; i < names.n; i++) {
		fputs("\t{ ", out);
		put_string(names.e[i].key);
		fprintf(out, ", %u, %u },\n", names.e[i].row,
		    names.e[i].kind);
	}
	end();
	put_index("post_name_row", &names, false);
}

static void
put_year(enum sheet_id id, size_t row, const char *column)
{
	const char *year = get(id, row, column);

	fprintf(out, "%s, ", *year == '\0' ? "0" : year);
}

static void
put_tag(const struct entry *e)
{
	bool dated = e->sheet == SUBJECTS || e->sheet == COUNTRIES;

	fputs("\t{ ", out);
	put_string(e->key);
	fprintf(out, ", %u, ", e->kind);
	if (dated) {
		put_year(e->sheet, e->row, "valid_from");
		put_year(e->sheet, e->row, "valid_to");
	} else
		fputs("0, 0, ", out);
	put_columns(e->sheet, e->row, "name");
	fputs(",\n\t    ", out);
	put_string(e->sheet == SUBJECTS ? get(SUBJECTS, e->row, "category") :
	    e->sheet == COUNTRIES ? get(COUNTRIES, e->row, "kind") : "");
	fputs(", ", out);
	put_columns(e->sheet, e->row, "basis");
	fputs(", ", out);
	put_string(e->sheet == COUNTRIES ? get(COUNTRIES, e->row, "note") :
	    "");
	fputs(" },\n", out);
}

static void
put_tags(void)
{
	begin_pooled("tag_row", "tag_row");
	for (size_t i = 0; i < tags.n; i++)
		put_tag(&tags.e[i]);
	end();
	put_index("tag_row", &tags, true);
	put_sheet(TAG_VARIANTS, "tag_variant_row", "seen probable_tag");
	put_own_index(TAG_VARIANTS, "tag_variant_row", false);
}

static void
put_captions(void)
{
	begin("caption_row", "caption_row");
	for (size_t i = 0; i < captions.n; i++) {
		fputs("\t{ ", out);
		put_string(captions.e[i].key);
		fputs(", { ", out);
		put_columns(CAPTIONS, captions.e[i].row,
		    "caption kind meaning");
		fputs(" }, ", out);
		put_columns(CAPTIONS, captions.e[i].row, "basis");
		fputs(" },\n", out);
	}
	end();
	put_index("caption_row", &captions, false);
}

static void
put_spellings(const char *name, const struct list *l)
{
	begin_pooled("spelling_row", name);
	for (size_t i = 0; i < l->n; i++) {
		fputs("\t{ ", out);
		put_string(l->e[i].key);
		fputs(", ", out);
		put_string(l->e[i].text);
		fprintf(out, ", %u },\n", l->e[i].kind);
	}
	end();
	put_index(name, l, true);
}

/* 1995-10-14 as 19951014, an empty day as 0. */
static void
put_day(const char *day)
{
	if (*day == '\0')
		fputs("0", out);
	else
		fprintf(out, "%.4s%.2s%.2s", day, day + 5, day + 8);
}

static void
put_orders(void)
{
	begin("eo_row", "eo_row");
	for (size_t i = 0; i < sheets[ORDERS].n; i++) {
		fputs("\t{ ", out);
		put_columns(ORDERS, i, "number");
		fputs(", ", out);
		put_day(get(ORDERS, i, "effective_from"));
		fputs(", ", out);
		put_day(get(ORDERS, i, "effective_to"));
		fputs(", ", out);
		put_columns(ORDERS, i, "amends declassification_forms note");
		fputs(" },\n", out);
	}
	end();
}

static void
put_number_words(void)
{
	static const char *const kinds[] = {
		"field", "mission", "control", "behind", "other"
	};

	begin("number_word", "number_word");
	for (size_t i = 0; i < sheets[NUMBER_WORDS].n; i++) {
		fputs("\t{ ", out);
		put_columns(NUMBER_WORDS, i, "word");
		/* In the order of enum number_word_kind. */
		fprintf(out, ", %u },\n", word_number(kinds, 5,
		    get(NUMBER_WORDS, i, "kind")));
	}
	end();
}

static void
put_terms(void)
{
	begin_pooled("term_row", "term_row");
	for (size_t i = 0; i < terms.n; i++) {
		fputs("\t{ ", out);
		put_string(terms.e[i].key);
		fputs(", ", out);
		put_string(terms.e[i].text);
		fprintf(out, ", %u, %u },\n", terms.e[i].kind,
		    terms.e[i].row);
	}
	end();
}

static void
put_all(void)
{
	fputs("/* Made by tools/mktables.c from data; do not edit. */\n", out);
	put_posts();
	put_names();
	put_post_keys("post_plad_row", &plads);
	put_post_keys("post_ri_row", &indicators);
	put_post_keys("post_code_row", &codes);
	put_number_words();
	put_tags();
	put_captions();
	put_pooled_sheet(ROUTING, "routing_row",
	    "ri plad kind source pair_count");
	put_own_index(ROUTING, "routing_row", true);
	put_addresses();
	put_spellings("acronym_spelling", &acronyms);
	put_spellings("title_word", &title_words);
	put_orders();
	put_sheet(REASONS, "eo_reason_row", "executive_order code meaning");
	put_sheet(CLASSES, "class_row", "level portion group5 signal note");
	put_sheet(PRECEDENCES, "precedence_row",
	    "prosign word full_name handling_objective note");
	put_sheet(SIGNALS, "signal_row",
	    "signal kind meaning grade source effect");
	put_sheet(REDACTIONS, "redaction_row", "code authority kind meaning");
	put_pooled_sheet(ACRONYMS, "acronym_row", "meaning kind source");
	put_sheet(CAPITALS, "capital_row", "country valid_from valid_to place");
	put_terms();
	put_pool();
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: mktables DATA OUTPUT\n", stderr);
		return 2;
	}
	for (int id = 0; id < SHEETS; id++)
		read_sheet((enum sheet_id)id, argv[1]);
	check_tag_variants();
	check_posts();
	check_orders();
	check_classes();
	check_title_words();
	list_posts();
	list_tags();
	list_captions();
	list_spellings();
	list_terms();
	out = fopen(argv[2], "w");
	if (out == NULL)
		fail(argv[2], 0, "%s", strerror(errno));
	put_all();
	if (ferror(out) || fclose(out) != 0) {
		remove(argv[2]);
		fail(argv[2], 0, "%s", strerror(errno));
	}
	return 0;
}
