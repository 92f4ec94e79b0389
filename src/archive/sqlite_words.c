/*
 * Words told apart ahead; see words.h.  They stand in place of the text as a
 * mark and, for each, two bytes of length, low first, and the folded word.
 * The connection that writes has a tokenizer of the name of FTS5's own in
 * front of it, which takes such a list as it is and hands all else on: so
 * the file names no tokenizer that others do not have.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "archive/sqlite.h"
#include "archive/words.h"

#define NAME "unicode61"
/* How archive.sql names it. */
static const char *arguments[] = { "remove_diacritics", "2" };
/* No text begins so. */
static const char mark[] = { '\0', 'w', 'o', 'r', 'd', 's', '\0' };

enum { LONGEST = 0xFFFF };	/* FTS5 cuts words that are half as long */

/* FTS5's own tokenizer, and an instance of it. */
struct own {
	fts5_tokenizer tokenizer;
	Fts5Tokenizer *instance;
};

static int
own_find(fts5_api *api, fts5_tokenizer *tokenizer, void **context)
{
	return api->xFindTokenizer(api, NAME, context, tokenizer);
}

/* Telling. */

struct words_teller {
	sqlite3 *db;		/* of nothing: it brings the tokenizer */
	struct own own;
	struct buf told;
};

struct words_teller *
words_teller_new(void)
{
	struct words_teller *t = calloc(1, sizeof(*t));
	fts5_api *api;
	void *context;

	if (t == NULL)
		return NULL;
	if (sqlite3_open_v2(":memory:", &t->db, SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    (api = sql_fts5(t->db)) != NULL &&
	    own_find(api, &t->own.tokenizer, &context) == SQLITE_OK &&
	    t->own.tokenizer.xCreate(context, arguments,
	    sizeof(arguments) / sizeof(arguments[0]), &t->own.instance) ==
	    SQLITE_OK)
		return t;
	t->own.instance = NULL;
	words_teller_free(t);
	return NULL;
}

void
words_teller_free(struct words_teller *t)
{
	if (t == NULL)
		return;
	if (t->own.instance != NULL)
		t->own.tokenizer.xDelete(t->own.instance);
	sqlite3_close(t->db);
	buf_free(&t->told);
	free(t);
}

static int
tell_word(void *ctx, int flags, const char *word, int n, int start, int end)
{
	struct buf *told = ctx;

	(void)flags, (void)start, (void)end;
	if (n > LONGEST)
		n = LONGEST;
	if (!buf_reserve(told, (size_t)n + 2))
		return SQLITE_NOMEM;
	told->p[told->n++] = (char)(n & 0xFF);
	told->p[told->n++] = (char)(n >> 8);
	memcpy(told->p + told->n, word, (size_t)n);
	told->n += (size_t)n;
	return SQLITE_OK;
}

/* A run of plain letters and digits: to unicode61, a word in small letters. */
static bool
tell_plain(struct buf *told, const char *p, size_t n)
{
	char *to;

	if (n > LONGEST)
		n = LONGEST;
	if (!buf_reserve(told, n + 2))
		return false;
	to = told->p + told->n;
	*to++ = (char)(n & 0xFF);
	*to++ = (char)(n >> 8);
	for (size_t i = 0; i < n; i++)
		to[i] = (char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] + 32 : p[i]);
	told->n += n + 2;
	return true;
}

/* Nothing that is plain and neither letter nor digit is in a word, so the
 * tokenizer has to be asked only where a run has other characters. */
static bool
tell_text(struct words_teller *t, struct str text)
{
	struct own *own = &t->own;

	for (size_t i = 0, from; i < text.n; i++) {
		bool plain = true;

		for (from = i; i < text.n && ch_is(text.p[i], CT_ALNUM |
		    CT_HIGH); i++)
			plain &= !ch_is(text.p[i], CT_HIGH);
		if (from == i)
			continue;
		if (plain ? !tell_plain(&t->told, text.p + from, i - from)
		    : own->tokenizer.xTokenize(own->instance, &t->told,
		    FTS5_TOKENIZE_DOCUMENT, text.p + from, (int)(i - from),
		    tell_word) != SQLITE_OK)
			return false;
	}
	return true;
}

bool
words_tell(struct words_teller *t, struct buf text[INDEX__MAX])
{
	for (int i = 0; i < INDEX__MAX; i++) {
		struct buf *told = &t->told, taken = text[i];

		if (taken.n == 0)
			continue;
		told->n = 0;
		buf_reserve(told, sizeof(mark) + taken.n + taken.n / 4);
		buf_put(told, mark, sizeof(mark));
		if (told->failed || !tell_text(t, str_make(taken.p, taken.n)))
			return false;
		text[i] = *told;
		*told = taken;
	}
	return true;
}

/* Taking. */

/* What stands behind the one in front. */
struct front {
	fts5_tokenizer own;
	void *context;
};

static int
take_create(void *ctx, const char **argument, int n, Fts5Tokenizer **out)
{
	struct own *own = calloc(1, sizeof(*own));
	const struct front *front = ctx;
	int code;

	if (own == NULL)
		return SQLITE_NOMEM;
	own->tokenizer = front->own;
	code = own->tokenizer.xCreate(front->context, argument, n,
	    &own->instance);
	if (code != SQLITE_OK) {
		free(own);
		return code;
	}
	*out = (Fts5Tokenizer *)own;
	return SQLITE_OK;
}

static void
take_delete(Fts5Tokenizer *tokenizer)
{
	struct own *own = (struct own *)tokenizer;

	own->tokenizer.xDelete(own->instance);
	free(own);
}

static bool
was_told(const char *text, int n)
{
	return n >= (int)sizeof(mark) &&
	    memcmp(text, mark, sizeof(mark)) == 0;
}

static int
take_words(Fts5Tokenizer *tokenizer, void *ctx, int flags, const char *text,
    int n, int (*word)(void *, int, const char *, int, int, int))
{
	const struct own *own = (const struct own *)tokenizer;
	const char *p = text + sizeof(mark), *end = text + n;
	int code = SQLITE_OK;

	if (!was_told(text, n))
		return own->tokenizer.xTokenize(own->instance, ctx, flags,
		    text, n, word);
	while (code == SQLITE_OK && end - p >= 2) {
		int length = (unsigned char)p[0] | (unsigned char)p[1] << 8;

		p += 2;
		if (length > end - p)
			return SQLITE_CORRUPT;
		/* Where it stood is asked for by nobody: the text is not
		 * kept in the index. */
		code = word(ctx, 0, p, length, 0, 0);
		p += length;
	}
	return code;
}

enum archive_status
words_taken(struct archive *a)
{
	static fts5_tokenizer take = { take_create, take_delete, take_words };
	struct front *front = sqlite3_malloc(sizeof(*front));
	fts5_api *api = sql_fts5(a->db);

	if (front == NULL || api == NULL ||
	    own_find(api, &front->own, &front->context) != SQLITE_OK) {
		sqlite3_free(front);
		return archive_fail(a, ARCHIVE_EIO,
		    "this SQLite cannot keep an index of words (FTS5)");
	}
	/* What stands in front is freed together with the connection. */
	if (api->xCreateTokenizer(api, NAME, front, &take, sqlite3_free) !=
	    SQLITE_OK)
		return sql_failed(a);
	return a->status;
}
