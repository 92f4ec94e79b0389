/* Source notes and openers of the edition; see tei.h. */
#include "form/lex.h"
#include "form/tei.h"
#include "tables/tables.h"

/* Where the sentence that s begins with ends: at a point behind which a blank
 * follows, but not behind a lone capital ("J. Smith"). */
static size_t
sentence_end(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '.' || (i + 1 < s.n && !ch_space(s.p[i + 1])))
			continue;
		if (i > 0 && ch_upper(s.p[i - 1]) && (i == 1 ||
		    ch_space(s.p[i - 2]) || s.p[i - 2] == '.'))
			continue;
		return i;
	}
	return s.n;
}

static const struct class_word {
	const char *word, *level;
} class_words[] = {
	{ "Top Secret", "TOP SECRET" }, { "Secret", "SECRET" },
	{ "Confidential", "CONFIDENTIAL" },
	{ "Limited Official Use", "LIMITED OFFICIAL USE" },
	{ "Official Use Only", "LIMITED OFFICIAL USE" },
	{ "Unclassified", "UNCLASSIFIED" },
	{ "Sensitive But Unclassified", "SENSITIVE BUT UNCLASSIFIED" }
};

static const char *
class_level(struct str s)
{
	for (size_t i = 0; i < LEX_COUNT(class_words); i++)
		if (str_eqi(s, str_from(class_words[i].word)))
			return class_words[i].level;
	return NULL;
}

static char *
capitals(struct reading *r, struct str s)
{
	char *p = arena_strdup(&r->t->impl->arena, s);

	for (char *c = p; c != NULL && *c != '\0'; c++)
		*c = ch_fold(*c);
	return p;
}

static const char *
precedence_word(struct str s)
{
	static const char *const words[] = { "NIACT IMMEDIATE",
		"OPERATIONAL IMMEDIATE", "IMMEDIATE", "FLASH", "PRIORITY",
		"ROUTINE", "EMERGENCY", "US URGENT", "URGENT" };

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_eqi(s, str_from(words[i])))
			return words[i];
	return NULL;
}

/* A class, a precedence or a caption of the edition. False: none. */
static bool
take_mark(struct reading *r, struct str s)
{
	struct tei_part p = tei_part_of(r, s);
	const char *word = class_level(s);

	if (word != NULL && !value_set(&r->classification)) {
		r->classification = telegram_value_as(str_from(word), p.start,
		    p.end);
		return true;
	}
	word = precedence_word(s);
	if (word != NULL && !value_set(&r->edition.precedence)) {
		r->edition.precedence = telegram_value_as(str_from(word),
		    p.start, p.end);
		return true;
	}
	if (tables_caption(s) == NULL)
		return word != NULL;
	word = capitals(r, s);
	if (word != NULL)
		telegram_push(r->t, &r->edition.captions,
		    telegram_value_as(str_from(word), p.start, p.end));
	return true;
}

/* "Secret; Immediate; Limdis; Nodis." False: the sentence begins with no
 * class. */
static bool
take_class(struct reading *r, struct str s)
{
	size_t at = 0, end;

	end = str_findc(s, ';', 0);
	end = str_findc(str_cut(s, 0, end), ',', 0);
	if (class_level(str_trim(str_cut(s, 0, end))) == NULL)
		return false;
	for (; at < s.n; at = end + 1) {
		end = str_findc(s, ';', at);
		end = at + str_findc(str_cut(s, at, end), ',', 0);
		take_mark(r, str_trim(str_cut(s, at, end)));
	}
	return true;
}

/* What stands behind the words, up to where the next clause begins. */
static struct str
clause(struct str s, const char *const *words, const char *const *stops)
{
	for (; *words != NULL; words++) {
		size_t at = str_findi(s, str_from(*words), 0), end;
		struct str c = str_cut(s, at + strlen(*words), s.n);

		if (at == s.n)
			continue;
		end = c.n;
		for (const char *const *stop = stops; *stop != NULL; stop++) {
			size_t k = str_findi(c, str_from(*stop), 0);

			end = k < end ? k : end;
		}
		return str_trim(str_cut(c, 0, end));
	}
	return STR("");
}

static struct reftel_value
value_of(const struct reading *r, struct str s)
{
	struct tei_part p = tei_part_of(r, s);

	return telegram_value(r->t, p.start, p.end);
}

/* "May 16 by Bergus" */
static struct str
behind_by(struct str s)
{
	size_t by = str_find(s, STR(" by "), 0);

	return by < s.n ? str_cut(s, by + 4, s.n) : s;
}

static void
take_drafting(struct reading *r, struct str s)
{
	static const char *const drafted[] = { "drafted by ", "drafted on ",
		"drafted in ", NULL };
	static const char *const approved[] = { "approved by ",
		"approved in draft by ", NULL };
	static const char *const cleared[] = { "cleared by ", "cleared with ",
		"cleared in draft by ", "cleared in ", NULL };
	static const char *const stops[] = { ";", " and approved",
		" and cleared", ", approved", ", cleared", ", and approved",
		", and cleared", " who ", " on ", " and signed", NULL };
	struct reftel_drafting *d = &r->edition.drafting;
	struct str who = clause(s, drafted, stops), item;
	size_t at = 0;

	who = behind_by(who);
	if (who.n > 0 && !value_set(&d->drafted_by))
		d->drafted_by = value_of(r, who);
	who = clause(s, approved, stops);
	if (who.n > 0 && !value_set(&d->approved_by))
		d->approved_by = value_of(r, who);
	who = clause(s, cleared, stops);
	while (d->cleared_by.n < 32 && tei_next_item(who, &at, &item))
		telegram_push(r->t, &d->cleared_by, value_of(r, item));
	d->present |= value_set(&d->drafted_by) ||
	    value_set(&d->approved_by) || d->cleared_by.n > 0;
}

/* "AMEMBASSY LONDON" for "London"; an address in capitals is its own. */
static const char *
place_plad(struct reading *r, struct str s, int year)
{
	const struct post *post;
	char *p = capitals(r, s);

	if (p == NULL)
		return NULL;
	if (tables_is_capital(s, year))
		return arena_printf(&r->t->impl->arena, "AMEMBASSY %s", p);
	post = tables_post_by_origin(s);
	if (post != NULL && *post->plad != '\0')
		return post->plad;
	return s.n > 2 && lex_capitals(s) ? p : NULL;
}

/* "Repeated priority to London, Paris, and CINCPAC" */
static void
take_places(struct reading *r, struct str s, struct reftel_addressees *list,
    int year)
{
	static const char *const words[] = { "to ", NULL };
	static const char *const stops[] = { ";", " for ", " and approved",
		" on ", NULL };
	size_t to = str_find(s, STR(" to "), 0), at = 0;
	const char *precedence = precedence_word(str_trim(str_cut(s, 0, to)));
	struct str item, list_of = clause(str_cut(s, to, s.n), words, stops);
	struct tei_part p;

	while (tei_next_item(list_of, &at, &item)) {
		struct reftel_addressee a = { 0 };
		const char *plad = place_plad(r, tei_bare_name(item), year);

		if (plad == NULL)
			continue;
		p = tei_part_of(r, item);
		a.whole = telegram_value(r->t, p.start, p.end);
		a.plad = telegram_value_as(str_from(plad), p.start, p.end);
		if (precedence != NULL)
			a.precedence = telegram_value_as(str_from(precedence),
			    VALUE_BARE_START, 0);
		tei_add_to(r->t, list, a);
	}
}

static void
take_repeated(struct reading *r, struct str s, int year)
{
	size_t at = str_findi(s, STR("repeated "), 0);
	size_t also = str_findi(s, STR("also sent "), 0);
	/* "Sent for information Priority to London, Paris" */
	struct str word = STR("sent for information ");
	size_t sent = str_findi(s, word, 0);

	if (at == s.n && sent < s.n) {
		take_places(r, str_cut(s, sent + word.n - 1, s.n),
		    &r->edition.info, year);
		return;
	}
	if (at < s.n && r->edition.info.n == 0)
		take_places(r, str_cut(s, at + 8, s.n), &r->edition.info,
		    year);
	if (also < s.n && also < at)
		take_places(r, str_cut(s, also + 9, at), &r->edition.to, year);
}

void
tei_take_source(struct reading *r, struct reftel_value note, int year)
{
	/* where the text has the note as it stands */
	struct str s = str_make(r->text->p + note.start, note.end - note.start);

	while (s.n > 0) {
		size_t end = sentence_end(s);
		struct str sentence = str_trim(str_cut(s, 0, end));

		if (!value_set(&r->classification) && take_class(r, sentence)) {
			s = str_trim(str_cut(s, end + 1, s.n));
			continue;
		}
		take_drafting(r, sentence);
		take_repeated(r, sentence, year);
		s = str_trim(str_cut(s, end + 1, s.n));
	}
}

void
tei_take_opener(struct reading *r, struct reftel_value opener)
{
	struct str s = str_make(r->text->p + opener.start,
	    opener.end - opener.start);
	size_t at = 0;

	/* two words before one, so that "top secret" is not "secret" */
	while (at < s.n) {
		size_t one = str_findc(s, ' ', at);
		size_t two = str_findc(s, ' ', one + 1);

		if (one < s.n && take_mark(r, str_cut(s, at, two))) {
			at = two + 1;
			continue;
		}
		take_mark(r, str_cut(s, at, one));
		at = one + 1;
	}
}
