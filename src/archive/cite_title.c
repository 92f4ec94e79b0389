/* Titles in sentence case; see cite_parts.h. */
#include "archive/cite_parts.h"
#include "telegram/telegram.h"

enum { WORDS_MAX = 64 };	/* of a title; behind them nothing changes */

static bool
letter_at(struct str s, size_t at)
{
	return at < s.n && (ch_alpha(s.p[at]) || ((unsigned char)s.p[at] &
	    0x80) != 0);
}

/* Nothing but blanks, quotes and brackets stand between a word and the end
 * of the sentence before it, or the beginning of all. */
static bool
begins_sentence(struct str s, size_t at)
{
	while (at > 0) {
		char c = s.p[at - 1];

		if (c == '.' || c == '!' || c == '?' || c == ':' ||
		    c == '\n')
			return true;
		if (!ch_space(c) && c != '"' && c != '(' && c != '\'' &&
		    c != '-')
			return false;
		at--;
	}
	return true;
}

struct evidence {
	bool small, capital;
};

static void
look_for(struct str word, struct str text, struct evidence *e)
{
	for (size_t at = 0; (at = str_findi(text, word, at)) < text.n; at++) {
		if ((at > 0 && letter_at(text, at - 1)) ||
		    letter_at(text, at + word.n))
			continue;
		if (ch_lower(text.p[at]))
			e->small = true;
		else if (!begins_sentence(text, at))
			e->capital = true;
	}
}

/* The telegram writes it small, and with a capital only where any word has
 * one. */
static bool
common_word(const struct reftel_telegram *t, struct str word)
{
	struct evidence e = { 0 };

	for (size_t i = 0; i < t->paragraphs.n && !e.capital; i++)
		look_for(word, value_str(&t->paragraphs.v[i].text), &e);
	return e.small && !e.capital;
}

/* A capital, then small letters only. */
static bool
capitalised(struct str s)
{
	if (s.n < 2 || !ch_upper(s.p[0]))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!ch_lower(s.p[i]))
			return false;
	return true;
}

/* The first word, and that of a subtitle, keep their capital. */
static bool
opens(struct str title, size_t at)
{
	while (at > 0 && (ch_blank(title.p[at - 1]) ||
	    title.p[at - 1] == '"'))
		at--;
	return at == 0 || title.p[at - 1] == ':' || title.p[at - 1] == '?' ||
	    title.p[at - 1] == '!' || title.p[at - 1] == '.';
}

void
cite_sentence_case(struct buf *b, const struct reftel_telegram *t,
    struct str title)
{
	size_t words = 0;

	for (size_t at = 0, end; at < title.n; at = end) {
		struct str word;

		for (end = at; letter_at(title, end);)
			end++;
		if (end == at) {
			buf_putc(b, title.p[end++]);
			continue;
		}
		word = str_cut(title, at, end);
		if (words++ < WORDS_MAX && capitalised(word) &&
		    !opens(title, at) && common_word(t, word)) {
			buf_putc(b, (char)(word.p[0] + 32));
			word = str_cut(word, 1, word.n);
		}
		buf_putstr(b, word);
	}
}
