/*
 * References that are no telegrams: e-mail, report, letter, told by their
 * words. telegram.md 16.2.
 */
#include "form/parse_refs.h"

static const struct ref_word {
	const char *word;
	enum reftel_ref_kind kind;
	bool strong;		/* decides even beside a telegram number */
} ref_words[] = {
	{ "E-MAIL", REFTEL_REF_EMAIL, true },
	{ "EMAIL", REFTEL_REF_EMAIL, true },
	{ "E MAIL", REFTEL_REF_EMAIL, true },
	{ "ELECTRONIC MAIL", REFTEL_REF_EMAIL, true },
	{ "MAIL OF", REFTEL_REF_EMAIL, true },
	{ "OI ", REFTEL_REF_EMAIL, false },
	{ "IIR", REFTEL_REF_REPORT, true },
	{ "TD-", REFTEL_REF_REPORT, true },
	{ "TDX", REFTEL_REF_REPORT, true },
	{ "TD 3", REFTEL_REF_REPORT, true },
	{ "CIR-3", REFTEL_REF_REPORT, true },
	{ "FBIS", REFTEL_REF_REPORT, true },
	{ "MEMCON", REFTEL_REF_MEMO, true },
	{ "MEMO", REFTEL_REF_MEMO, true },
	{ "TELCON", REFTEL_REF_PHONE, true },
	{ "TELECON", REFTEL_REF_PHONE, true },
	{ "TELEPHON", REFTEL_REF_PHONE, true },
	{ "PHONECON", REFTEL_REF_PHONE, true },
	{ "FONECON", REFTEL_REF_PHONE, true },
	{ "PHONCON", REFTEL_REF_PHONE, true },
	{ "FONCON", REFTEL_REF_PHONE, true },
	{ "PHONE", REFTEL_REF_PHONE, true },
	{ "CONFERENCE CALL", REFTEL_REF_PHONE, true },
	{ "TELEFAX", REFTEL_REF_FAX, true },
	{ "FACSIMILE", REFTEL_REF_FAX, true },
	{ "FAX", REFTEL_REF_FAX, true },
	{ "HTTP", REFTEL_REF_WEB, true },
	{ "WWW.", REFTEL_REF_WEB, true },
	{ "WEBSITE", REFTEL_REF_WEB, true },
	{ "LETTER", REFTEL_REF_LETTER, true },
	{ "LTR", REFTEL_REF_LETTER, true },
	{ "DIPLOMATIC NOTE", REFTEL_REF_LETTER, true },
	{ "DIPNOTE", REFTEL_REF_LETTER, true },
	{ "HANDBOOK", REFTEL_REF_BOOK, true },
	{ " FAM ", REFTEL_REF_BOOK, true },
	{ " FAH", REFTEL_REF_BOOK, true },
	{ "BOOK:", REFTEL_REF_BOOK, true },
	{ "BOOK", REFTEL_REF_BOOK, false },
	{ "PP. ", REFTEL_REF_BOOK, false },
	{ "MANUAL", REFTEL_REF_BOOK, false },
	{ "ASSESSMENT", REFTEL_REF_REPORT, false },
	{ "REPORT", REFTEL_REF_REPORT, false },
	{ "CONVERSATION", REFTEL_REF_MEETING, false },
	{ "DISCUSSION", REFTEL_REF_MEETING, false },
	{ "MEETING", REFTEL_REF_MEETING, false },
	{ "MTG", REFTEL_REF_MEETING, false },
	{ "CALL", REFTEL_REF_PHONE, false },
	{ "MAIL", REFTEL_REF_EMAIL, false },
};

/* Kind by the words of an item; strong: only such as decide alone. */
enum reftel_ref_kind
ref_kind(struct str s, bool strong)
{
	size_t best = LEX_COUNT(ref_words);	/* the first of the list wins */

	for (size_t k = 0; k < s.n; k++) {
		char c = ch_fold(s.p[k]);
		if ((k > 0 && c != ' ' && ch_alpha(s.p[k - 1])) ||
		    (!ch_upper(c) && c != ' '))
			continue;
		struct str rest = str_cut(s, k, s.n);
		for (size_t i = 0; i < best; i++) {
			const struct ref_word *w = &ref_words[i];
			if (w->word[0] == c && (w->strong || !strong) &&
			    str_startsi(rest, str_from(w->word)))
				best = i;
		}
	}
	return best < LEX_COUNT(ref_words) ? ref_words[best].kind :
	    REFTEL_REF_UNKNOWN;
}

/* A date-time group "011200Z SEP 08" names a message without a number. */
bool
ref_has_dtg(struct str s)
{
	for (size_t i = 0; i + 7 <= s.n; i++) {
		struct cur c = { s.p + i, s.p + s.n };
		if ((i == 0 || !ch_alnum(s.p[i - 1])) &&
		    eat_digits(&c, 6, 6, NULL) && c.p < c.end &&
		    ch_fold(*c.p) == 'Z')
			return true;
	}
	return false;
}
