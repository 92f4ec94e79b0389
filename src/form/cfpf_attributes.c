/*
 * The attributes of a record of the National Archives: their order, how the
 * lines are split, and what each may stand in for (archive-forms.md 3.6.2).
 */
#include "form/cfpf.h"

#include "form/lex.h"
#include "form/wrapper.h"
#include "tables/tables.h"
#include "telegram/number.h"

/*
 * The order of 1974 and that of 1978-79 merged: keys that only one of them
 * has stand where it has them. Review Markings stands at two places.
 */
static const struct cfpf_attribute attributes[] = {
	{ "Automatic Decaptioning", "auto_decaption", CFPF_KEPT },
	{ "Capture Date", "capture_date", CFPF_KEPT },
	{ "Channel Indicators", "channel", CFPF_CHANNEL },
	{ "Current Classification", "class", CFPF_KEPT },
	{ "Concepts", "concepts", CFPF_KEPT },
	{ "Control Number", "control_nbr", CFPF_KEPT },
	{ "Copy", "copy", CFPF_KEPT },
	{ "Draft Date", "date", CFPF_DAY },
	{ "Sent Date", "sent_date", CFPF_DAY },
	{ "Decaption Date", "decaption_date", CFPF_KEPT },
	{ "Decaption Note", "decaption_note", CFPF_KEPT },
	{ "Disposition Action", "disp_action", CFPF_KEPT },
	{ "Disposition Approved on Date", "disp_approved_on_date", CFPF_KEPT },
	{ "Disposition Authority", "disp_auth", CFPF_KEPT },
	{ "Disposition Case Number", "disp_case", CFPF_KEPT },
	{ "Disposition Comment", "disp_comment", CFPF_KEPT },
	{ "Disposition Date", "disp_date", CFPF_KEPT },
	{ "Disposition Event", "disp_event", CFPF_KEPT },
	{ "Disposition History", "disp_history", CFPF_KEPT },
	{ "Disposition Reason", "disp_reason", CFPF_KEPT },
	{ "Disposition Remarks", "disp_remarks", CFPF_KEPT },
	{ "Document Number", "doc_nbr", CFPF_ID },
	{ "Document Source", "doc_source", CFPF_KEPT },
	{ "Document Unique ID", "doc_unique_id", CFPF_KEPT },
	{ "Drafter", "drafter", CFPF_KEPT },
	{ "Enclosure", "enclosure", CFPF_KEPT },
	{ "Executive Order", "eo", CFPF_EO },
	{ "Errors", "errors", CFPF_KEPT },
	{ "Expiration", "expiration", CFPF_KEPT },
	{ "Film Number", "film", CFPF_FILM },
	{ "Format", "format", CFPF_KEPT },
	{ "From", "from_field", CFPF_FROM },
	{ "Handling Restrictions", "handling", CFPF_KEPT },
	{ "Image Path", "image_path", CFPF_KEPT },
	{ "ISecure", "isecure", CFPF_KEPT },
	{ "Legacy Key", "legacy_key", CFPF_KEPT },
	{ "Line Count", "line_count", CFPF_KEPT },
	{ "Litigation Code IDs", "litigationcodeids", CFPF_KEPT },
	{ "Litigation Codes", "litigationcodes", CFPF_KEPT },
	{ "Litigation History", "litigationhistory", CFPF_KEPT },
	{ "Locator", "locator", CFPF_LOCATOR },
	{ "Message ID", "messageid", CFPF_KEPT },
	{ "Office", "office", CFPF_KEPT },
	{ "Original Classification", "origclass", CFPF_CLASS },
	{ "Original Handling Restrictions", "orighand", CFPF_CAPTIONS },
	{ "Original Previous Classification", "origpclass", CFPF_KEPT },
	{ "Original Previous Handling Restrictions", "origphand",
	    CFPF_CAPTIONS },
	{ "Page Count", "page_count", CFPF_KEPT },
	{ "Previous Channel Indicators", "pchannel", CFPF_KEPT },
	{ "Previous Classification", "pclass", CFPF_KEPT },
	{ "Previous Handling Restrictions", "phandling", CFPF_CAPTIONS },
	{ "Reference", "reference", CFPF_REFS },
	{ "Retention", "retention", CFPF_KEPT },
	{ "Review Action", "review_action", CFPF_DECISION },
	{ "Review Authority", "review_auth", CFPF_KEPT },
	{ "Review Comment", "review_comment", CFPF_KEPT },
	{ "Review Content Flags", "review_content_flags", CFPF_KEPT },
	{ "Review Date", "review_date", CFPF_KEPT },
	{ "Review Event", "review_event", CFPF_KEPT },
	{ "Review Exemptions", "review_exemptions", CFPF_KEPT },
	{ "Review History", "review_history", CFPF_KEPT },
	{ "Review Markings", "review_markings", CFPF_KEPT },
	{ "Review Media Identifier", "review_media_id", CFPF_KEPT },
	{ "Review Referrals", "review_referrals", CFPF_KEPT },
	{ "Review Release Date", "review_release_date", CFPF_KEPT },
	{ "Review Release Event", "review_release_event", CFPF_KEPT },
	{ "Review Transfer Date", "review_transfer_date", CFPF_KEPT },
	{ "Review Withdrawn Fields", "review_withdrawn_fields", CFPF_KEPT },
	{ "SAS ID", "sasid", CFPF_KEPT },
	{ "Secure", "secure", CFPF_KEPT },
	{ "Status", "status", CFPF_KEPT },
	{ "Subject", "subject", CFPF_SUBJECT },
	{ "TAGS", "tags", CFPF_TAGS },
	{ "To", "to_field", CFPF_TO },
	{ "Type", "type", CFPF_KEPT },
	{ "vdkvgwkey", "vdkvgwkey", CFPF_KEPT },
	{ "Review Markings", "", CFPF_KEPT },
	{ "Markings", "markings", CFPF_MARKINGS },
	/* of rows, result lists and files of XML only */
	{ "Message Text", "body", CFPF_TEXT },
	{ "", "msgtext", CFPF_TEXT },
	{ "", "raw_body", CFPF_HEADING }
};
enum { ATTRIBUTES = sizeof(attributes) / sizeof(attributes[0]) };

/* --- names --- */

/* The same letters and digits, in any case, whatever stands between. */
static bool
same_name(struct str a, const char *b)
{
	size_t i = 0;

	for (;; i++, b++) {
		while (i < a.n && !ch_alnum(a.p[i]))
			i++;
		while (*b != '\0' && !ch_alnum(*b))
			b++;
		if (i == a.n || *b == '\0')
			return i == a.n && *b == '\0';
		if (ch_fold(a.p[i]) != ch_fold(*b))
			return false;
	}
}

const struct cfpf_attribute *
cfpf_attribute(struct str name)
{
	for (size_t i = 0; name.n > 0 && i < ATTRIBUTES; i++)
		if ((attributes[i].key[0] != '\0' &&
		    same_name(name, attributes[i].key)) ||
		    (attributes[i].column[0] != '\0' &&
		    same_name(name, attributes[i].column)))
			return &attributes[i];
	return NULL;
}

enum cfpf_use
cfpf_use_of(struct str name)
{
	const struct cfpf_attribute *a = cfpf_attribute(name);

	return a == NULL ? CFPF_KEPT : a->use;
}

/* --- values --- */

/* The lines of s, blanks at their ends off, joined by one blank. */
static struct str
joined_lines(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n), *p = out;
	size_t next;

	for (size_t at = 0; out != NULL && at < s.n; at = next) {
		size_t end = str_findc(s, '\n', at);
		struct str line = str_trim(str_cut(s, at, end));

		next = end + 1;
		if (line.n == 0)
			continue;
		if (p > out)
			*p++ = ' ';
		memcpy(p, line.p, line.n);
		p += line.n;
	}
	return out == NULL ? STR("") : str_range(out, p);
}

struct reftel_value
cfpf_value(struct reading *r, uint32_t start, uint32_t end)
{
	struct reftel_value v = wrapper_value(r, start, end);
	struct str s = value_str(&v);

	if (str_findc(s, '\n', 0) == s.n)
		return v;
	return telegram_value_as(joined_lines(&r->t->impl->arena, s), v.start,
	    v.end);
}

/* "n/a", a row of strokes, nothing: no value. */
static bool
is_none(struct str s)
{
	size_t strokes = 0;

	while (strokes < s.n && s.p[strokes] == '/')
		strokes++;
	return strokes == s.n || str_eqi(s, STR("n/a"));
}

/* --- captions --- */

static void
caption_add(struct reading *r, struct str name,
    const struct reftel_value *from)
{
	for (size_t i = 0; i < r->captions.n; i++)
		if (str_eqi(value_str(&r->captions.v[i]), name))
			return;
	telegram_push(r->t, &r->captions, telegram_value_as(name, from->start,
	    from->end));
}

/* A caption of the tables, or two that run together ("EXDISONLY"). */
static void
caption_word(struct reading *r, struct str w, const struct reftel_value *from)
{
	if (is_none(w) || w.n > 40)
		return;
	for (size_t i = 1; tables_caption(w) == NULL && i < w.n; i++)
		if (tables_caption(str_cut(w, 0, i)) != NULL &&
		    tables_caption(str_cut(w, i, w.n)) != NULL) {
			caption_add(r, str_cut(w, 0, i), from);
			w = str_cut(w, i, w.n);
			break;
		}
	if (tables_caption(w) != NULL)
		caption_add(r, w, from);
}

static void
captions_take(struct reading *r, struct reftel_value v)
{
	struct str s = value_str(&v);

	for (size_t at = 0, end; at < s.n; at = end + 1) {
		end = str_findc(s, ',', at);
		caption_word(r, str_trim(str_cut(s, at, end)), &v);
	}
}

/* What channel a letter code names (telegram.md 3.1); the others are not
 * known well enough. */
static void
channel_take(struct reading *r, struct reftel_value v)
{
	static const struct {
		const char *code, *caption;
	} channels[] = {
		{ "ROG", "ROGER CHANNEL" }, { "SY", "SY CHANNEL" },
		{ "MED", "MED CHANNEL" }, { "OC", "OC CHANNEL" }
	};
	struct str s = value_str(&v);

	for (size_t i = 0; i < LEX_COUNT(channels); i++)
		if (str_eqi(s, str_from(channels[i].code)) ||
		    str_eqi(s, str_from(channels[i].caption)))
			caption_add(r, str_from(channels[i].caption), &v);
}

void
cfpf_take(struct cfpf *c, const char *key, enum cfpf_use use,
    struct reftel_value v)
{
	if (use != CFPF_HEADING && use != CFPF_TEXT)
		wrapper_field(c->r, key, v);
	cfpf_note(c, use, v);
}

void
cfpf_note(struct cfpf *c, enum cfpf_use use, struct reftel_value v)
{
	if (use == CFPF_KEPT || !value_set(&v) || is_none(value_str(&v)))
		return;
	if (use == CFPF_CAPTIONS)
		captions_take(c->r, v);
	else if (use == CFPF_CHANNEL)
		channel_take(c->r, v);
	else if (!value_set(&c->v[use]))
		c->v[use] = v;
}

/* --- splitting --- */

/* A line that may begin an attribute: the best order of keys that ends with
 * it is `length` long, and the key before it in that order is prev's. */
struct opening {
	uint32_t start, value;	/* of the line; behind the colon */
	unsigned slot;		/* in attributes */
	unsigned length;
	size_t prev;		/* index + 1 */
};

struct openings {
	struct opening *v;
	size_t n, cap;
	size_t best[ATTRIBUTES];	/* for each slot, index + 1 */
};

/* Which attribute's key a line begins with, from slot `from` on; ATTRIBUTES:
 * none. */
static unsigned
key_at(struct str line, unsigned from)
{
	for (unsigned i = from; i < ATTRIBUTES; i++) {
		struct str key = str_from(attributes[i].key);

		if (key.n > 0 && line.n > key.n && line.p[key.n] == ':' &&
		    str_starts(line, key) && attributes[i].use != CFPF_TEXT)
			return i;
	}
	return ATTRIBUTES;
}

/* The slot before `slot` whose order is longest. */
static size_t
best_before(const struct openings *o, unsigned slot)
{
	size_t best = 0;

	for (unsigned i = 0; i < slot; i++)
		if (o->best[i] > 0 && (best == 0 ||
		    o->v[o->best[i] - 1].length > o->v[best - 1].length))
			best = o->best[i];
	return best;
}

/* Of two lines that make an order equally long the later one counts: a
 * subject may have swallowed the telegram's own TAGS line. */
static void
opening_add(struct openings *o, struct arena *a, struct opening new)
{
	size_t prev = best_before(o, new.slot);
	struct opening *v = arena_grow(a, o->v, o->n, &o->cap, sizeof *v);

	if (v == NULL)
		return;
	new.prev = prev;
	new.length = 1 + (prev > 0 ? v[prev - 1].length : 0);
	o->v = v;
	v[o->n++] = new;
	if (o->best[new.slot] == 0 ||
	    new.length >= v[o->best[new.slot] - 1].length)
		o->best[new.slot] = o->n;
}

/*
 * Keys come in a fixed order, and values can hold what looks like one. So
 * the lines that begin with a key are an attribute's only if they are part
 * of the longest row of them that keeps the order.
 */
static void
openings_find(struct openings *o, struct reading *r, uint32_t start,
    uint32_t end)
{
	struct str s = str_make(r->text->p, end);

	for (size_t at = start, eol; at < end; at = eol + 1) {
		eol = str_findc(s, '\n', at);
		while (at < eol && ch_blank(s.p[at]))
			at++;
		struct str line = str_cut(s, at, eol);
		unsigned slot[2], n = 0;

		for (unsigned from = 0; n < 2 && (slot[n] = key_at(line,
		    from)) < ATTRIBUTES; from = slot[n++] + 1)
			continue;
		while (n-- > 0)		/* the later place first */
			opening_add(o, &r->t->impl->arena, (struct opening){
			    .start = (uint32_t)at, .slot = slot[n],
			    .value = (uint32_t)at + (uint32_t)strlen(
			    attributes[slot[n]].key) + 1 });
	}
}

/* "Some Key: ", of three letters and more, not all of them capitals: its
 * length, 0: none. */
static size_t
unknown_key(struct str line)
{
	size_t n = 0;
	bool small = false;

	if (line.n == 0 || !ch_upper(line.p[0]))
		return 0;
	while (n < line.n && n < 41 && (ch_alpha(line.p[n]) ||
	    line.p[n] == ' '))
		small |= ch_lower(line.p[n++]);
	return small && n > 2 && n + 1 < line.n && line.p[n] == ':' &&
	    line.p[n + 1] == ' ' ? n : 0;
}

/* Takes the attribute whose value is [from, to), and those in it whose key
 * no table knows. */
static void
take_lines(struct cfpf *c, const char *key, enum cfpf_use use, uint32_t from,
    uint32_t to)
{
	struct reading *r = c->r;
	struct str s = str_make(r->text->p, to);
	uint32_t begin = from;

	for (size_t at = str_findc(s, '\n', from); at < to;
	    at = str_findc(s, '\n', at)) {
		size_t n = unknown_key(str_cut(s, ++at, to));

		if (n == 0)
			continue;
		cfpf_take(c, key, use, cfpf_value(r, begin, (uint32_t)at));
		telegram_diag(r->t, DIAG_ATTRIBUTE_UNKNOWN, (uint32_t)at,
		    (uint32_t)(at + n), str_cut(s, at, at + n));
		key = arena_strdup(&r->t->impl->arena, str_cut(s, at, at + n));
		use = CFPF_KEPT;
		begin = (uint32_t)(at + n + 1);
		if (key == NULL)
			return;
	}
	cfpf_take(c, key, use, cfpf_value(r, begin, to));
}

void
cfpf_split(struct cfpf *c, uint32_t start, uint32_t end)
{
	struct openings o = { .n = 0 };
	size_t n = 0, *row;

	openings_find(&o, c->r, start, end);
	size_t last = best_before(&o, ATTRIBUTES);

	if (last == 0)
		return;
	n = o.v[last - 1].length;
	row = arena_alloc(&c->r->t->impl->arena, sizeof *row, n);
	if (row == NULL)
		return;
	for (size_t i = n; i-- > 0; last = o.v[last - 1].prev)
		row[i] = last - 1;
	for (size_t i = 0; i < n; i++) {
		const struct opening *k = &o.v[row[i]];

		take_lines(c, attributes[k->slot].key, attributes[k->slot].use,
		    k->value, i + 1 < n ? o.v[row[i + 1]].start : end);
	}
}

/* --- what the attributes stand in for --- */

/* Junk stands here too: SECRETARY, TO, BE. */
static void
take_class(struct reading *r, struct reftel_value v)
{
	static const char *const classes[] = { "UNCLASSIFIED",
		"LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET",
		"TOP SECRET" };

	if (lex_in(value_str(&v), classes, LEX_COUNT(classes)))
		r->classification = v;
}

/* "30 JAN 1974", "02 aug 1979", "01-Jan-1979 12:00:00 am"; the clock is
 * padding. */
static void
take_day(struct reading *r, struct reftel_value v)
{
	struct reftel_value plain = v;
	char *s = arena_strdup(&r->t->impl->arena, value_str(&v));

	for (char *p = s; p != NULL && *p != '\0'; p++)
		if (*p == '-' && (ch_alpha(p[1]) || (p > s &&
		    ch_alpha(p[-1]))))
			*p = ' ';
	plain.s = s;
	wrapper_day(r, plain, WRAPPER_DAY_ONLY);
}

/* Addressees stand apart by two blanks and more; INFO may have been taken
 * for one of their words. */
static void
take_to(struct reading *r, struct reftel_value v)
{
	struct str s = value_str(&v);
	struct reftel_values *list = &r->to;
	bool plain = v.end - v.start == v.n;

	for (size_t at = 0, end; at < s.n; at = end) {
		while (at < s.n && ch_blank(s.p[at]))
			at++;
		if (str_starts(str_cut(s, at, s.n), STR("INFO "))) {
			list = &r->info;
			end = at + 5;
			continue;
		}
		size_t info = str_find(s, STR(" INFO "), at);

		end = str_find_blanks(s, at);
		if (info < end)
			end = info;
		struct str one = str_trim(str_cut(s, at, end));
		uint32_t a = v.start + (uint32_t)at;

		if (one.n > 0 && !is_none(one))
			telegram_push(r->t, list, telegram_value_as(one,
			    plain ? a : v.start, plain ?
			    a + (uint32_t)one.n : v.end));
	}
}

/*
 * The numbers in "78 LA PAZ 6172, 78 LA PAZ 6107" or "(A) STATE 060395; (B)
 * STATE 092708". One without its year is no id: it may be of the year before.
 */
static void
take_refs(struct reading *r, struct reftel_value v)
{
	struct str s = value_str(&v);
	struct reftel_number number;

	for (size_t at = 0, end; at < s.n; at = end + 1) {
		for (end = at; end < s.n && s.p[end] != ',' &&
		    s.p[end] != ';'; end++)
			continue;
		struct str one = str_trim(str_cut(s, at, end));
		size_t label = one.n > 3 && one.p[0] == '(' ?
		    str_findc(one, ')', 0) + 1 : 0;

		one = str_trim(str_cut(one, label < 5 ? label : 0, one.n));
		if (one.n == 0 || reftel_number_parse(one.p, one.n, 0,
		    &number) != REFTEL_OK)
			continue;
		telegram_push(r->t, &r->references, telegram_value_as(one,
		    v.start, v.end));
		if (number.id[0] == '\0')
			continue;
		telegram_push(r->t, &r->refs, telegram_value_as(str_from(
		    arena_strdup(&r->t->impl->arena, str_from(number.id))),
		    v.start, v.end));
	}
}

/* --- the number --- */

enum { YEAR_FIRST = 1973, YEAR_LAST = 1979 };

/* The year that a reel of film is of: "D740081-0829". */
static int
film_year(struct str s)
{
	if (s.n < 9 || memchr("DPN", s.p[0], 3) == NULL ||
	    !ch_digit(s.p[1]) || !ch_digit(s.p[2]) || !ch_digit(s.p[6]))
		return 0;
	return number_year((int)str_digits(s.p + 1, 2));
}

/* The six-character code of a place: of its name with its blanks, which are
 * then dropped (archive-forms.md 2.6). */
static bool
code_is_of(struct str code, struct str place)
{
	char room[8];
	size_t n = 0;

	for (size_t i = 0; i < place.n && i < 6; i++)
		if (!ch_blank(place.p[i]))
			room[n++] = place.p[i];
	return str_eqi(code, str_make(room, n));
}

/*
 * "1974LAPAZ00601". A code that two posts share, or that no table has, is
 * the sender's if it begins like that; a year that cannot be is the film's.
 */
static void
take_id(struct cfpf *c, struct reftel_value v)
{
	struct reading *r = c->r;
	struct cur k = cur_make(value_str(&v));
	struct str year, code, place = value_str(&c->v[CFPF_FROM]);
	int y, film = film_year(value_str(&c->v[CFPF_FILM]));

	r->id = v;
	if (!eat_digits(&k, 2, 4, &year) || !eat_alpha(&k, &code))
		return;
	y = (int)str_digits(year.p, year.n);
	if (year.n == 2)
		y = number_year(y);
	bool wrong = y < YEAR_FIRST || y > YEAR_LAST;
	bool known = tables_post_by_nara6(code) != NULL ||
	    !code_is_of(code, place);

	if (wrong)
		telegram_diag(r->t, DIAG_RECORD_YEAR, v.start, v.end,
		    value_str(&v));
	if (!wrong && known)
		return;
	if (known)
		place = code;
	const char *s = wrong && film == 0 ?
	    arena_printf(&r->t->impl->arena, "%.*s %.*s", (int)place.n,
	    place.p, (int)(k.end - k.p), k.p) :
	    arena_printf(&r->t->impl->arena, "%d %.*s %.*s", wrong ? film : y,
	    (int)place.n, place.p, (int)(k.end - k.p), k.p);

	if (s != NULL)
		r->id = telegram_value_as(str_from(s), v.start, v.end);
}

/* --- is the text there? --- */

/* What the system wrote in place of a text (archive-forms.md 3.6.5). */
static bool
is_failure(struct str words)
{
	static const char *const signs[] = { "ERROR READING TEXT",
		"EXPAND ERROR ENCOUNTERED" };

	for (size_t i = 0; i < LEX_COUNT(signs) && words.n < 2000; i++)
		if (str_find(words, str_from(signs[i]), 0) < words.n)
			return true;
	return false;
}

/* What is left when the archive's stamps are off. */
static bool
only_stamps(struct str words)
{
	size_t next;

	for (size_t at = 0; at < words.n; at = next) {
		size_t end = str_findc(words, '\n', at);
		struct str line = str_trim(str_cut(words, at, end));

		next = end + 1;
		if (line.n > 0 && str_find(line, STR("Systematic Review"),
		    0) == line.n)
			return false;
	}
	return true;
}

static void
take_words(struct cfpf *c)
{
	struct reading *r = c->r;
	struct str words = wrapper_words(r);
	struct str locator = value_str(&c->v[CFPF_LOCATOR]);

	if (r->partial)
		return;
	r->missing = only_stamps(words);
	if (is_failure(words)) {
		telegram_field(r->t, "Message Text", cfpf_value(r, r->begin,
		    r->end));
		r->begin = r->end;
		r->missing = true;
	}
	if (!r->missing && str_find(locator, STR("GARBLED"), 0) < locator.n)
		telegram_diag(r->t, DIAG_TEXT_DAMAGED,
		    c->v[CFPF_LOCATOR].start, c->v[CFPF_LOCATOR].end, locator);
}

/* "LA PAZ OR-P": the end of the executive order's line strayed here
 * (archive-forms.md 3.6.6). */
static struct reftel_value
place_of(struct reftel_value v)
{
	struct str s = value_str(&v), last = lex_last_word(s);

	if (last.n < s.n && str_starts(last, STR("OR-"))) {
		struct str place = str_trim(str_range(s.p, last.p));

		v = telegram_value_as(place, v.start,
		    v.start + (uint32_t)place.n);
	}
	return v;
}

void
cfpf_finish(struct cfpf *c)
{
	struct reading *r = c->r;

	r->attributes = true;
	c->v[CFPF_FROM] = place_of(c->v[CFPF_FROM]);

	if (value_set(&c->v[CFPF_DAY]))
		take_day(r, c->v[CFPF_DAY]);
	if (value_set(&c->v[CFPF_CLASS]))
		take_class(r, c->v[CFPF_CLASS]);
	if (value_set(&c->v[CFPF_TO]))
		take_to(r, c->v[CFPF_TO]);
	if (value_set(&c->v[CFPF_REFS]))
		take_refs(r, c->v[CFPF_REFS]);
	if (value_set(&c->v[CFPF_ID]))
		take_id(c, c->v[CFPF_ID]);
	if (value_set(&c->v[CFPF_MARKINGS]))
		wrapper_stamp(r, c->v[CFPF_MARKINGS]);
	r->sender = c->v[CFPF_FROM];
	r->eo = c->v[CFPF_EO];
	r->tags = c->v[CFPF_TAGS];
	r->subject = wrapper_fold(r, c->v[CFPF_SUBJECT]);
	r->decision = c->v[CFPF_DECISION];
	take_words(c);
}
