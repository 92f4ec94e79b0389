/* Releases behind each other: by their document numbers, by titles on paper,
 * by the MRN of SMART telegrams (archive-forms.md 3.7). */
#include "form/split_int.h"

#include "form/lex.h"
#include "form/paper.h"
#include "form/release.h"
#include "form/sign.h"

/* The document number of the page line that stands at `at`, whole: "C" and
 * eight digits, of which the zeros may be letters O. */
static bool
page_document(struct str s, size_t at, char out[9])
{
	struct str number;

	if (!release_page(str_cut(s, at, at + 400), &number) ||
	    number.n != 9 || number.p[0] != 'C')
		return false;
	for (size_t i = 0; i < 9; i++) {
		out[i] = i > 0 && number.p[i] == 'O' ? '0' : number.p[i];
		if (i > 0 && !ch_digit(out[i]))
			return false;
	}
	return true;
}

/* A further telegram on paper: the title, and a label of the head soon below
 * it, which a page that goes on does not have. */
static bool
further_paper(struct str s, size_t at)
{
	static const char *const heads[] = { "Control:", "FROM:", "ACTION:",
		"INDICATE" };
	struct str near = str_cut(s, at, at + 600);

	for (size_t i = 0; i < LEX_COUNT(heads); i++)
		if (str_find(near, str_from(heads[i]), 0) < near.n)
			return true;
	return false;
}

/* SMART telegrams one behind the other: each begins with a class word above
 * its MRN, and ends with one below its footer. */
struct smart_row {
	bool mrn;		/* the first has been seen */
	bool footer;		/* and its footer */
	unsigned words;		/* class words below that */
	size_t first, behind;	/* the first of them, and what follows */
	size_t word;		/* the last class word at all */
	size_t mrn_at;
};

static bool
smart_mrn(struct str s, size_t at, struct str line)
{
	enum { NEAR = 600 };
	struct str near = str_cut(s, at, at + NEAR);
	size_t dtg = str_find(near, STR("\nDate"), 0);
	struct cur c = cur_make(line);

	if (!eat_lit(&c, "MRN"))
		return false;
	bool colon = eat_char(&c, ':');
	cur_skip(&c);
	/* "10 ZENDA 44", or that on a line below */
	return (cur_end(&c) ? colon : ch_digit(*c.p) || (c.end - c.p > 1 &&
	    ch_digit(c.p[1]))) && dtg < near.n &&
	    (str_find(near, STR("DTG"), dtg) < dtg + 12 ||
	    str_find(near, STR("DIG"), dtg) < dtg + 12);
}

/* Does another telegram begin at or above this line? Then *from is where. */
static bool
smart_next(struct smart_row *row, struct str s, size_t at, size_t next,
    size_t *from)
{
	static const char *const class[] = { "UNCLASSIFIED", "CONFIDENTIAL",
		"SECRET" };
	static const char *const handling[] = { "SBU", "SENSITIVE", "NOFORN" };
	static const char *const foot[] = { "Signature:", "Drafted By:",
		"Dissemination Rule:" };
	struct str line = sign_line(s, at, &next);

	if (line.n < 3 || memchr("MUCSNDsud", line.p[0], 9) == NULL)
		return false;
	if (lex_in(str_cut(line, 0, str_findc(line, '/', 0)), class,
	    LEX_COUNT(class)) && lex_capitals(line)) {
		row->word = at;
		if (row->footer && row->words++ == 0) {
			row->first = at;
			row->behind = next;
		}
	} else if (row->words == 1 && lex_in(line, handling,
	    LEX_COUNT(handling))) {
		row->behind = next;
	} else if (row->mrn && lex_starts_in(line, foot, LEX_COUNT(foot))) {
		row->footer = true;
		row->words = 0;
	} else if (smart_mrn(s, at, line)) {
		*from = row->words > 1 ? row->behind : row->words == 1 ?
		    row->first : row->word > 0 && at - row->word < 400 ?
		    row->word : at;
		if (*from <= row->mrn_at)
			*from = at;
		if (row->mrn)
			return true;
		row->mrn = true;
		row->mrn_at = at;
	}
	return false;
}

enum split_status
split_release(struct str s, bool last, struct split_piece *out)
{
	char document[9], first[9];
	bool seen = false, title = false;
	struct smart_row row = { 0 };
	size_t next, from;

	for (size_t at = 0; at < s.n; at = next) {
		struct str line = sign_line(s, at, &next);

		if (smart_next(&row, s, at, next, &from)) {
			if (at + 600 > s.n && !last)
				return SPLIT_MORE;
			return split_give(out, 0, from);
		}
		if (line.n < 16)
			continue;
		if (page_document(s, at, document)) {
			if (seen && memcmp(document, first, 9) != 0)
				return split_give(out, 0, at);
			memcpy(first, document, 9);
			seen = true;
		} else if (paper_title(line)) {
			if (title && at + 600 > s.n && !last)
				return SPLIT_MORE;
			if (title && further_paper(s, at))
				return split_give(out, 0, at);
			title = true;
		}
	}
	return split_rest(s, last, out);
}
