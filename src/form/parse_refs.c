/*
 * The REF lines: every block, any lettering, lists, years before or behind,
 * and what is no telegram: e-mail, report, memo. telegram.md 16.2.
 *
 * A block is read in two steps. First it is cut into items at its letters;
 * then each item is searched from left to right for telegram numbers (year,
 * post, serial), which part it into entries. An item without any is one
 * entry of another kind, told by its words.
 */
#include "form/parse_refs.h"
#include "tables/tables.h"
#include "telegram/number.h"

/*
 * Letters of items are counted: 1 for A to 26 for Z, then AA to ZZ; from
 * LABEL_DIGITS on they are numbers: "1) ... 2) ...".
 */
enum { LABEL_Z = 26, LABEL_ZZ = 52, LABEL_DIGITS = 64, LABEL_LAST = 127 };

struct item {
	unsigned label;		/* 0: none */
	uint32_t label_at;
	uint32_t from, to;
};

/* --- letters -------------------------------------------------------------- */

/*
 * A letter that opens an item at i: "A.", "A)", "A:", "(A)", "[A.", each
 * doubled ("A. A)", "A. (A)"), behind a paragraph sign or its rest, the digit
 * 1; "AA." behind Z. Gives the offset behind it; 0: none.
 */
static uint32_t
label_at(const struct refs *r, uint32_t i, unsigned *letter, uint32_t *at,
    bool *doubled)
{
	struct cur c = { r->s + i, r->s + r->n };

	*doubled = false;
	eat_lit(&c, "\xC2\xB6");
	eat_char(&c, '[');
	eat_word(&c, "REF");
	if (c.end - c.p > 2 && *c.p == '1' && ch_upper(c.p[1]) &&
	    c.p[2] == '.')
		c.p++;
	bool open = eat_char(&c, '(');
	if (c.p >= c.end || !ch_alpha(*c.p))
		return 0;
	char first = ch_fold(*c.p);
	*letter = (unsigned)(first - 'A') + 1;
	*at = (uint32_t)(c.p - r->s);
	c.p++;
	if (c.p < c.end && ch_fold(*c.p) == first) {
		*letter += LABEL_Z;
		c.p++;
	}
	if (open ? !eat_char(&c, ')') : !(eat_char(&c, '.') ||
	    eat_char(&c, ')') || eat_char(&c, ':')))
		return 0;
	eat_char(&c, '.');
	/* "U.S. EMBASSY": a letter and a point follow at once */
	if (c.end - c.p > 1 && ch_alpha(c.p[0]) && (c.p[1] == '.' ||
	    !open) && c.p[-1] == '.' && (c.p[1] == '.' || ch_lower(c.p[0])))
		return 0;
	struct cur d = c;
	cur_skip(&d);
	bool open2 = eat_char(&d, '(');
	if (d.end - d.p > 1 && *letter <= LABEL_Z && ch_fold(*d.p) == first &&
	    (d.p[1] == ')' || (!open2 && (d.p[1] == '.' || d.p[1] == ':')))) {
		*doubled = true;
		d.p += 2;
		eat_char(&d, '.');
		c = d;
	}
	return (uint32_t)(c.p - r->s);
}

/* "1) PARIS 12 2) LONDON 13": the number that opens the item at i, if it is
 * the next one. */
static uint32_t
number_label_at(const struct refs *r, uint32_t i, unsigned last,
    unsigned *letter)
{
	struct cur c = { r->s + i, r->s + r->n };
	struct str n;

	if ((last == 0) != (i == 0) || (last != 0 && last < LABEL_DIGITS) ||
	    !eat_digits(&c, 1, 2, &n) || !eat_char(&c, ')'))
		return 0;
	*letter = LABEL_DIGITS + (unsigned)str_digits(n.p, n.n);
	return *letter == (last == 0 ? LABEL_DIGITS : last) + 1 ?
	    (uint32_t)(c.p - r->s) : 0;
}

/* "A. A) ZENDA 5": what letters an item put there twice; the first stays. */
static void
letter_doubled(const struct refs *r, uint32_t from, uint32_t end)
{
	struct str s = str_trim(ref_str(r, from, end));
	uint32_t start = r->base + (uint32_t)(s.p - r->s);
	struct diag *d = telegram_diag(r->p->t, DIAG_REF_LETTER_DOUBLED,
	    start, start + (uint32_t)s.n, s);
	size_t n = 0;

	while (n < s.n && !ch_space(s.p[n]))
		n++;
	telegram_fix(r->p->t, d, start, start + (uint32_t)s.n, str_cut(s, 0,
	    n), "likely");
}

/* Does an item with the letter behind this one follow? */
static bool
next_letter_follows(const struct refs *r, uint32_t from, unsigned letter)
{
	unsigned next;
	uint32_t at;
	bool doubled;

	for (uint32_t i = from; i + 1 < r->n; i++)
		if (ch_space(r->s[i]) && !ch_space(r->s[i + 1]) &&
		    label_at(r, i + 1, &next, &at, &doubled) > 0 &&
		    next == letter + 1)
			return true;
	return false;
}

/* Where a letter may stand. */
struct label_place {
	bool line_start;
	bool column;		/* behind two blanks */
	bool behind;		/* right behind a number or its note */
	bool first;		/* at the block's start, and the next follows */
};

/* Is a letter to be believed here? At a line's start any in order will do,
 * inside a line only the next. */
static bool
label_fits(unsigned letter, unsigned last, uint64_t used,
    struct label_place at)
{
	if (letter > LABEL_Z)
		return letter == last + 1 || (last == 0 && at.first);
	if (last == 0)
		return letter == 1 || (at.line_start && letter <= 8) ||
		    (at.behind && letter == 2) || at.first;
	if (last > LABEL_Z)
		return false;
	if (used & (uint64_t)1 << letter)
		return at.line_start && letter == last;
	if (letter == last + 1)
		return true;
	/* two columns run "A. ...  D. ..." / "B. ...  E. ..." */
	if (at.column && letter > last)
		return true;
	if (at.behind && letter == last + 2)
		return true;
	return at.line_start && letter <= last + 4;
}

static struct label_place
label_place(const struct refs *r, uint32_t i)
{
	struct label_place at = { 0 };
	uint32_t k = i;

	while (k > 0 && ch_blank(r->s[k - 1]))
		k--;
	at.line_start = k == 0 || r->s[k - 1] == '\n';
	at.column = i > 1 && ch_blank(r->s[i - 1]) && ch_blank(r->s[i - 2]);
	while (k > 0 && ch_space(r->s[k - 1]))
		k--;
	at.behind = k > 0 && k < i && (ch_digit(r->s[k - 1]) ||
	    r->s[k - 1] == ')');
	return at;
}

static size_t
find_items(struct refs *r, struct item *item, size_t cap)
{
	size_t n = 0;
	unsigned last = 0;
	uint64_t used = 0;
	uint32_t i = 0;

	item[0] = (struct item){ 0, 0, 0, r->n };
	while (i < r->n && n < cap) {
		char prev = i == 0 ? '\n' : r->s[i - 1];
		unsigned letter = 0;
		uint32_t at = i, end;
		bool doubled = false;

		/* "1501B) LONDON 22", "1501B. LONDON 22" */
		bool stuck = ch_digit(prev) && i + 2 < r->n &&
		    r->s[i] == (char)('A' + last) && (r->s[i + 1] == ')' ||
		    (r->s[i + 1] == '.' && ch_blank(r->s[i + 2])));
		if (!ch_space(prev) && strchr(",;.)[", prev) == NULL &&
		    !stuck) {
			i++;
			continue;
		}
		struct label_place place = label_place(r, i);
		end = number_label_at(r, i, last, &letter);
		if (end == 0) {
			end = label_at(r, i, &letter, &at, &doubled);
			place.first = end > 0 && i == 0 &&
			    next_letter_follows(r, end, letter);
			if (end > 0 && !label_fits(letter, last, used, place))
				end = 0;
		}
		if (end == 0) {
			i++;
			continue;
		}
		used |= letter < LABEL_DIGITS ? (uint64_t)1 << letter : 0;
		if (last != 0 && letter != last + 1)
			telegram_diag(r->p->t, DIAG_REF_LETTER_ORDER,
			    r->base + at, r->base + at + 1, range_str(r->p,
			    r->base + at, r->base + at + 1));
		if (n == 0 && at > 0) {
			/* what stands before the first letter */
			struct str head = str_trim(ref_str(r, 0, i));
			if (head.n > 2) {
				item[0].to = i;
				n++;
			}
		}
		if (n > 0)
			item[n - 1].to = i;
		if (n == cap)
			break;
		item[n++] = (struct item){ letter, at, end, r->n };
		if (doubled)
			letter_doubled(r, i, end);
		last = letter;
		i = end;
	}
	return n == 0 ? 1 : n;
}

/* --- entries ------------------------------------------------------------------ */

static char *
label_text(struct arena *a, unsigned label)
{
	if (label >= LABEL_DIGITS)
		return arena_printf(a, "%u", label - LABEL_DIGITS);
	char letter = (char)('A' + (label - 1) % LABEL_Z);
	return label > LABEL_Z ? arena_printf(a, "%c%c", letter, letter) :
	    arena_strdup(a, str_make(&letter, 1));
}

static struct reftel_ref *
ref_push(struct refs *r, const struct item *it, enum reftel_ref_kind kind,
    uint32_t from, uint32_t to)
{
	struct reftel_telegram *t = r->p->t;
	struct str s = ref_str(r, from, to);

	/* separators and blanks off both ends, brackets that lost a partner */
	while (s.n > 0 && (ch_space(s.p[0]) || strchr(",;:.&-)]", s.p[0]) !=
	    NULL))
		s = str_cut(s, 1, s.n);
	while (s.n > 0 && (ch_space(s.p[s.n - 1]) || strchr(",;:&-([",
	    s.p[s.n - 1]) != NULL || (s.p[s.n - 1] == '.' &&
	    kind == REFTEL_REF_TELEGRAM) || (s.p[s.n - 1] == ']' &&
	    str_findc(s, '[', 0) == s.n)))
		s.n--;
	/* "STATE 12 (SEE ALSO" before another number: what is left open is
	 * no note; nor is a bracket that never opened */
	size_t open = str_findc(s, '(', 0);
	if (kind == REFTEL_REF_TELEGRAM && open > 0 && open < s.n &&
	    str_findc(s, ')', open) == s.n)
		s = str_trim(str_cut(s, 0, open));
	if (kind == REFTEL_REF_TELEGRAM && open == s.n && s.n > 0 &&
	    s.p[s.n - 1] == ')')
		s.n--;
	if (s.n == 0)
		return NULL;
	struct reftel_ref *v = arena_grow(r->p->a, t->refs.v, t->refs.n,
	    &r->cap, sizeof *v);
	if (v == NULL)
		return NULL;
	t->refs.v = v;
	struct reftel_ref *ref = &v[t->refs.n++];
	*ref = (struct reftel_ref){ .kind = kind };
	uint32_t a = r->base + (uint32_t)(s.p - r->s);
	ref->text = parse_folded(r->p, a, a + (uint32_t)s.n);
	ref->notal = str_findi(s, STR("NOTAL"), 0) < s.n;
	if (it->label != 0) {
		char *letter = label_text(r->p->a, it->label);
		if (letter != NULL)
			ref->label = telegram_value_as(str_from(letter),
			    r->base + it->label_at, r->base + it->label_at +
			    (uint32_t)strlen(letter));
	}
	return ref;
}

/* What a post has sent by a day of the year: more than `most` none has, more
 * than `usual` few. Paris sent over 40,000 in 1976, and STATE over 400,000
 * in 1990; after 2000 no post sent 18,000, and STATE 230,000. */
static void
sent_by(struct str post, int year, long day, long *usual, long *most)
{
	bool late = year >= 2000;

	if (str_eq(post, STR("STATE"))) {
		*usual = (late ? 500 : 900) * day + 1000;
		*most = (late ? 800 : 1300) * day + 1500;
	} else {
		*usual = (late ? 25 : 60) * day + 150;
		*most = (late ? 50 : 130) * day + 250;
	}
}

/*
 * The year of a reference without one: the telegram's, or the year before
 * where the serial shows it: its own post's count is not there yet, or more
 * telegrams than any post sends by that day of the year.
 */
static int
year_guess(struct refs *r, struct str post, long serial, bool *inferred)
{
	struct parse *p = r->p;
	int year = p->dtg_year;

	*inferred = false;
	if (year == 0)
		return 0;
	bool own = p->t->serial.value > 0 && str_eq(post, value_str(
	    &p->t->post));
	if (own)
		*inferred = serial > p->t->serial.value + 20;
	if (!own && p->dtg_month > 0) {
		long usual, most;
		sent_by(post, year, lex_year_day(year, p->dtg_month,
		    p->dtg_day), &usual, &most);
		*inferred = serial > most;
		struct guess *g = *inferred || serial <= usual ? NULL :
		    arena_grow(p->a, r->guess, r->guesses, &r->guess_cap,
		    sizeof *g);
		if (g != NULL) {
			r->guess = g;
			/* the name may stand in the caller's room */
			char *name = arena_strdup(p->a, post);
			g[r->guesses++] = (struct guess){ p->t->refs.n - 1,
				name == NULL ? STR("") : str_from(name),
				serial };
		}
	}
	r->earlier |= *inferred;
	return *inferred ? year - 1 : year;
}

/* Where one number without a year is of the year before, its drafter left
 * years out: so are the others that few posts have reached by that day. */
static void
guess_again(struct refs *r)
{
	struct reftel_telegram *t = r->p->t;

	for (size_t i = 0; r->earlier && i < r->guesses; i++) {
		struct guess *g = &r->guess[i];
		struct reftel_value *id = &t->refs.v[g->ref].id;
		struct str s = number_format(r->p->a, r->p->dtg_year - 1,
		    g->post, g->serial);
		if (s.n == 0 || !value_set(id))
			continue;
		*id = telegram_value_as(s, id->start, id->end);
		telegram_inferred(t, "/refs/%zu/id", g->ref);
	}
}

/* An unknown post that must be a known one misspelt. */
static bool
post_near(struct refs *r, struct str *post)
{
	enum { MOST = 64 };	/* each looks at all posts */
	const struct post *right = NULL;

	if (r->near < MOST && !str_eq(*post, value_str(&r->p->t->post)))
		right = tables_post_near(*post);
	r->near++;
	if (right != NULL)
		*post = str_from(right->post);
	return right != NULL;
}

static void
ref_number(struct refs *r, struct reftel_ref *ref, const struct match *m)
{
	char room[64];
	bool known, inferred = false;
	struct str post = number_post(m->station, NUMBER_IN_REF, room,
	    sizeof room, &known);
	int year = m->year;

	if (post.n == 0)
		return;
	if (str_ends(post, STR("TELS")))
		post.n--;
	bool near = !known && post_near(r, &post);
	bool own = str_eq(post, STR("EMBTEL")) || str_eq(post, STR("CONTEL")) ||
	    str_eq(post, STR("MYTEL"));
	if (own) {
		/* the post's own telegram, unless the Department says it */
		post = value_str(&r->p->t->post);
		if (post.n == 0 || str_eq(post, STR("STATE")))
			return;
	} else if (str_eq(post, STR("DEPTEL"))) {
		post = STR("STATE");
		own = true;
	}
	if (year == 0)
		year = year_guess(r, post, m->serial, &inferred);
	inferred |= own || near;
	if (year == 0)
		return;
	struct str id = number_format(r->p->a, year, post, m->serial);
	if (id.n == 0)
		return;
	ref->id = telegram_value_as(id, r->base + m->from,
	    r->base + m->to);
	if (ref->text.start > ref->id.start)
		ref->id.start = ref->text.start;
	if (ref->text.end < ref->id.end)
		ref->id.end = ref->text.end;
	struct reftel_telegram *t = r->p->t;
	if (inferred)
		telegram_inferred(t, "/refs/%zu/id", t->refs.n - 1);
	if (value_set(&t->id) && str_eq(id, value_str(&t->id)))
		telegram_diag(t, DIAG_REF_OWN_NUMBER, ref->id.start,
		    ref->id.end, id);
}

/* What follows a comma belongs to the reference before it: a date, a
 * paragraph, a date-time group. */
static bool
date_goes_on(const struct refs *r, uint32_t from, uint32_t to)
{
	static const char *const words[] = { "PARA", "PAR ", "DTG ", "DATED ",
		"SUBJECT", "PAGE ", "NOTAL" };
	struct cur c = { r->s + from, r->s + to };
	struct str d;

	cur_skip(&c);
	if (lex_starts_in(cur_rest(c), words, LEX_COUNT(words)))
		return true;
	struct cur month = c;
	eat_digits(&month, 1, 2, NULL);
	cur_skip(&month);
	if (eat_month(&month) > 0)
		return true;
	month = c;
	if (ref_date_numbers(&month, &d))
		return true;
	/* ", 2008" behind a day */
	if (eat_digits(&c, 4, 4, &d) && ref_year(d) > 0) {
		cur_skip(&c);
		return cur_end(&c) || !ch_alpha(*c.p);
	}
	return false;
}

/* A note that belongs to the number before it: up to the next number, its
 * year or station, or a separator behind which something else begins. */
static uint32_t
note_end(const struct refs *r, uint32_t from, uint32_t to)
{
	unsigned depth = 0;

	for (uint32_t i = from; i < to; i++) {
		char c = r->s[i];
		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0) {
			depth--;
			/* "(NOTAL) AND 1240": the list goes on */
			struct cur next = { r->s + i + 1, r->s + to };
			cur_skip(&next);
			if (depth == 0 && (eat_word(&next, "AND") ||
			    eat_char(&next, '&')) && next.p < next.end &&
			    ch_digit(*next.p))
				return i + 1;
		} else if (depth == 0 && (c == ';' || (c == ',' &&
		    !date_goes_on(r, i + 1, to))))
			return i;
	}
	return to;
}

/* An entry of another kind between numbers, if words are there. */
static void
other_entry(struct refs *r, const struct item *it, uint32_t from, uint32_t to)
{
	struct str s = str_trim(ref_str(r, from, to));
	size_t letters = 0, digits = 0;

	while (s.n > 0 && strchr(",;:.&-() \n", s.p[0]) != NULL)
		s = str_cut(s, 1, s.n);
	for (size_t i = 0; i < s.n; i++) {
		letters += ch_alpha(s.p[i]);
		digits += ch_digit(s.p[i]);
	}
	if (letters + digits < 2 || str_eqi(str_trim(s), STR("AND")) ||
	    str_eqi(s, STR("NOTAL)")) || str_eqi(s, STR("ALDAC")) ||
	    str_eqi(s, STR("CABLE")) || str_eqi(s, STR("REFTEL")) || str_eqi(s, STR("SEE")) ||
	    str_eqi(s, STR("SEE ALSO")) || str_eqi(s, STR("NONE")) ||
	    str_eqi(s, STR("N/A")))
		return;
	/* "STATE 12, AND PREVIOUS": words of the entry above */
	const struct reftel_telegram *t = r->p->t;
	struct str word = lex_last_word(str_trim(s));
	if (t->refs.n > 0 && str_eqi(word, STR("PREVIOUS")) &&
	    (word.p == s.p || str_eqi(str_trim(str_range(s.p, word.p)),
	    STR("AND")))) {
		struct reftel_value *last = &t->refs.v[t->refs.n - 1].text;
		*last = parse_folded(r->p, last->start, r->base +
		    (uint32_t)(word.p + word.n - r->s));
		return;
	}
	enum reftel_ref_kind kind = ref_kind(s, false);
	if (kind == REFTEL_REF_UNKNOWN && ref_has_dtg(s))
		kind = REFTEL_REF_TELEGRAM;
	struct reftel_ref *ref = ref_push(r, it, kind, from, to);
	if (ref != NULL && kind == REFTEL_REF_UNKNOWN)
		telegram_diag(r->p->t, DIAG_REF_UNREAD, ref->text.start,
		    ref->text.end, value_str(&ref->text));
}

static void
segment_read(struct refs *r, const struct item *it)
{
	struct match m, prev = r->prev;
	uint32_t at = it->from, limit = it->to;
	bool any = prev.station.n > 0;

	/* a list that goes on from another item: "A) STATE 101, B) 102" */
	prev.to = it->from;
	prev.alone = true;
	size_t first = r->p->t->refs.n;
	struct str all = ref_str(r, it->from, it->to);

	enum reftel_ref_kind strong = ref_kind(all, true);
	/* a title in quotation marks: a place and a year may stand behind */
	size_t quote = str_findc(all, '"', 0), digit = 0;
	while (digit < all.n && !ch_digit(all.p[digit]))
		digit++;
	if (quote < digit) {
		ref_push(r, it, strong != REFTEL_REF_UNKNOWN ? strong :
		    ref_kind(all, false), it->from, it->to);
		r->prev = (struct match){ 0 };
		return;
	}
	uint32_t title = it->from;	/* of the next quotation mark */
	while (ref_number_next(r, at, at, limit, any ? &prev : NULL, &m)) {
		uint32_t stop = note_end(r, m.to, it->to);
		/* a title in quotation marks behind it is its note */
		if (title < m.to || title == it->from)
			title = m.to + (uint32_t)str_findc(ref_str(r, m.to,
			    it->to), '"', 0);
		if (title < it->to) {
			limit = title;
			stop = it->to;
		}
		struct match next;
		/* the note must not swallow the next number */
		if (ref_number_next(r, m.to, m.to, limit, &m, &next) &&
		    next.from < stop)
			stop = next.from;
		/* "STATE 12 AND 13": AND is no note */
		struct str note = str_trim(ref_str(r, m.to, stop));
		if (str_eqi(note, STR("AND")) || str_eqi(note, STR("&")) ||
		    str_eq(note, STR("/")))
			stop = m.to;
		struct str whole = ref_str(r, any ? m.from : at, stop);
		enum reftel_ref_kind kind = strong == REFTEL_REF_UNKNOWN ?
		    REFTEL_REF_UNKNOWN : ref_kind(whole, true);
		if (kind != REFTEL_REF_UNKNOWN && ref_kind(ref_str(r,
		    m.to, stop), true) == kind && note.n > 0 &&
		    note.p[0] == '(')
			kind = REFTEL_REF_UNKNOWN;	/* "12 (EMAILED)" */
		if (kind != REFTEL_REF_UNKNOWN) {
			ref_push(r, it, kind, at, stop);
			at = stop;
			any = false;
			r->prev = (struct match){ 0 };
			continue;
		}
		if (m.from > at)
			other_entry(r, it, at, m.from);
		if (m.year == 0)
			m.year = ref_year_in_note(r, m.to, stop);
		struct reftel_ref *ref = ref_push(r, it, REFTEL_REF_TELEGRAM,
		    m.from, stop);
		if (ref != NULL)
			ref_number(r, ref, &m);
		prev = m;
		any = true;
		at = stop > m.to ? stop : m.to;
		prev.to = at;		/* behind its note */
		r->prev = prev;
	}
	if (r->p->t->refs.n > first && at < it->to) {
		other_entry(r, it, at, it->to);
		return;
	}
	if (at < it->to)
		other_entry(r, it, at, it->to);
}

/* Is a telegram all that the part names? */
static bool
names_telegram(struct refs *r, uint32_t from, uint32_t to)
{
	struct match m;

	return ref_kind(ref_str(r, from, to), true) == REFTEL_REF_UNKNOWN &&
	    ref_number_next(r, from, from, to, NULL, &m);
}

/* Where AND stands between telegrams and what is none: "PARIS 12 AND 13 AND
 * ROME E-MAIL"; to: nowhere. */
static uint32_t
other_kind_at(struct refs *r, uint32_t from, uint32_t to)
{
	enum { MOST = 4 };
	const struct str word = STR(" AND ");
	struct str s = ref_str(r, from, to);
	uint32_t best = to;
	size_t at = str_find(s, word, 0);

	if (at == s.n || ref_kind(s, true) == REFTEL_REF_UNKNOWN ||
	    str_findc(s, '"', 0) < s.n)
		return to;
	for (int n = 0; n < MOST && at < s.n; n++) {
		uint32_t end = from + (uint32_t)at;
		uint32_t next = end + (uint32_t)word.n;
		bool left = ref_kind(ref_str(r, from, end), true) ==
		    REFTEL_REF_UNKNOWN;
		bool right = ref_kind(ref_str(r, next, to), true) ==
		    REFTEL_REF_UNKNOWN;

		/* all telegrams before the first that is none, or behind the
		 * last */
		if (left && !right && names_telegram(r, from, end))
			best = end;
		if (!left && right && at + word.n < s.n &&
		    ch_alpha(s.p[at + word.n]) &&
		    names_telegram(r, next, to))
			return end;
		at = str_find(s, word, at + 1);
	}
	return best;
}

static void
part_read(struct refs *r, struct item part)
{
	uint32_t to = part.to, and = other_kind_at(r, part.from, to);

	part.to = and;
	segment_read(r, &part);
	if (and == to)
		return;
	part.from = and + 5;
	part.to = to;
	segment_read(r, &part);
}

/* The parts of an item between semicolons: an e-mail in one does not make
 * another one. */
static void
item_read(struct refs *r, const struct item *it)
{
	unsigned depth = 0;
	uint32_t from = it->from;

	for (uint32_t i = it->from; i <= it->to; i++) {
		char c = i < it->to ? r->s[i] : ';';
		depth += c == '(';
		depth -= c == ')' && depth > 0;
		if (i < it->to && (c != ';' || depth > 0))
			continue;
		struct item part = *it;
		part.from = from;
		part.to = i;
		if (part.to > part.from)
			part_read(r, part);
		from = i + 1;
	}
}

static void
block_read(struct refs *r, struct range b)
{
	struct item item[64];

	r->s = parse_scratch(r->p, b.start, b.end);
	if (r->s == NULL)
		return;
	r->base = b.start;
	r->prev = (struct match){ 0 };
	r->n = b.end - b.start;
	/* a false paragraph sign inside the list is no part of any entry */
	for (uint32_t i = 0; i + 1 < r->n; i++)
		if (memcmp(r->s + i, "\xC2\xB6", 2) == 0)
			memcpy(r->s + i, "  ", 2);
	/* a reader of print took a one for a letter: "STATE I2345" */
	for (uint32_t i = 1; i + 1 < r->n; i++)
		if ((r->s[i] == 'I' || r->s[i] == 'l') &&
		    ch_digit(r->s[i + 1]) && (ch_digit(r->s[i - 1]) ||
		    ch_blank(r->s[i - 1])))
			r->s[i] = '1';
	r->capitals = false;
	for (uint32_t i = 0; i + 3 < r->n; i++)
		r->capitals |= ch_upper(r->s[i]) && ch_upper(r->s[i + 1]) &&
		    ch_upper(r->s[i + 2]) && ch_upper(r->s[i + 3]);
	size_t n = find_items(r, item, 64);
	for (size_t i = 0; i < n; i++)
		item_read(r, &item[i]);
}

void
parse_refs(struct parse *p)
{
	struct refs r = { .p = p };

	for (size_t i = 0; i < p->refs.n; i++)
		block_read(&r, p->refs.v[i]);
	guess_again(&r);
}
