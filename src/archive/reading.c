/* A telegram's words in a row; see reading.h. */
#include "archive/reading.h"

#include <stdio.h>

#include "base/utf8.h"
#include "telegram/telegram.h"

const char *
reading_part_name(enum reading_part part)
{
	static const char *const names[READING_PART__MAX] = {
		[READING_DATE] = "date",
		[READING_CLASSIFICATION] = "classification",
		[READING_CAPTIONS] = "captions",
		[READING_FROM] = "from",
		[READING_TO] = "to",
		[READING_INFO] = "info",
		[READING_PASSING] = "passing",
		[READING_EO] = "E.O.",
		[READING_TAGS] = "TAGS",
		[READING_REFS] = "REF",
		[READING_AUTHORITY] = "classified by",
		[READING_SUBJECT] = "subject",
		[READING_NUMBER] = "paragraph number",
		[READING_PORTION] = "portion mark",
		[READING_HEADING] = "heading",
		[READING_TEXT] = "text",
		[READING_CUT] = "cut",
		[READING_SIGNATURE] = "signature",
	};

	return names[part];
}

/* --- letters -------------------------------------------------------------- */

/* The letters without their accents, U+00C0 to U+017F; a blank: it stays
 * itself. */
static const char plain[] =
    "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO OUUUUYTY"
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL"
    "LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

/* Bytes of the letter or digit at p, 0: it is something else. */
static unsigned
letter(const char *p, const char *end)
{
	unsigned n;
	uint32_t c;

	if (p >= end || !ch_is(*p, CT_HIGH))
		return p < end && ch_alnum(*p);
	c = utf8_get(p, (size_t)(end - p), &n);
	if (n == 0)
		return utf8_broken_length(p, (size_t)(end - p));
	/* signs, general punctuation to arrows, CJK points, private marks */
	return c < 0xC0 || c == 0xD7 || c == 0xF7 ||
	    (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) ||
	    (c >= 0xE000 && c < 0xF900) ? 0 : n;
}

/* Bytes of an apostrophe between letters, or of the comma that damage has
 * made of one (People,s). */
static unsigned
apostrophe(const char *p, const char *end)
{
	static const char *const behind[] = { "S", "T", "D", "M", "RE", "VE",
		"LL" };

	if (p >= end)
		return 0;
	if (*p == '\'' || *p == '`')
		return letter(p + 1, end) > 0;
	if (end - p > 3 && memcmp(p, "\xE2\x80", 2) == 0 &&
	    (p[2] == '\x98' || p[2] == '\x99'))
		return letter(p + 3, end) > 0 ? 3 : 0;
	if (*p != ',')
		return 0;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		struct str s = str_from(behind[i]);

		if (str_startsi(str_range(p + 1, end), s) &&
		    letter(p + 1 + s.n, end) == 0)
			return 1;
	}
	return 0;
}

/* The bytes of a word as it is compared, one by one. */
struct folding {
	const char *p, *end;
};

/* "quoted8": the 8 was a quotation mark. */
static struct folding
folding_of(struct str core)
{
	size_t n = core.n;

	if (n > 2 && core.p[n - 1] == '8' && ch_alpha(core.p[n - 2]) &&
	    ch_alpha(core.p[n - 3]))
		n--;
	return (struct folding){ core.p, core.p + n };
}

/* -1 at the end. */
static inline int
folded(struct folding *f)
{
	while (f->p < f->end) {
		unsigned char c = (unsigned char)*f->p++;

		if (c < 0x80) {
			if (ch_alnum((char)c))
				return ch_fold((char)c);
			continue;	/* an apostrophe */
		}
		if (c == 0xE2 && f->end - f->p >= 2 && *f->p == '\x80') {
			f->p += 2;
			continue;
		}
		if (c >= 0xC3 && c <= 0xC5 && f->p < f->end) {
			char to = plain[(c - 0xC3) * 64 + (*f->p & 0x3F)];

			if (to != ' ') {
				f->p++;
				return to;
			}
		}
		return c;
	}
	return -1;
}

static uint64_t
hash_end(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9E3779B97F4A7C15u;
	return h ^ h >> 29;
}

static uint64_t
hash_word(struct str core, uint64_t salt)
{
	struct folding f = folding_of(core);
	uint64_t h = 14695981039346656037u ^ salt;

	/* as folded(), which most letters need not be asked for */
	for (; f.p < f.end && ch_alnum(*f.p); f.p++)
		h = (h ^ (unsigned char)ch_fold(*f.p)) * 1099511628211u;
	for (int c = folded(&f); c >= 0; c = folded(&f))
		h = (h ^ (unsigned)c) * 1099511628211u;
	return hash_end(h);
}

bool
reading_same(const struct reading *a, size_t i, const struct reading *b,
    size_t k)
{
	struct folding x, y;
	int c, d;

	if (a->word[i].hash != b->word[k].hash ||
	    a->word[i].cut != b->word[k].cut)
		return false;
	if (a->word[i].cut)
		return true;
	x = folding_of(reading_core(a, i));
	y = folding_of(reading_core(b, k));
	do {
		c = folded(&x);
		d = folded(&y);
	} while (c == d && c >= 0);
	return c == d;
}

/* The next letter of a row of words; -1 at its end. */
struct letters {
	const struct reading *r;
	size_t at, end;
	struct folding f;
};

static int
next_letter(struct letters *l)
{
	int c;

	while ((c = folded(&l->f)) < 0) {
		if (l->at == l->end)
			return -1;
		l->f = folding_of(reading_core(l->r, l->at++));
	}
	return c;
}

bool
reading_same_letters(const struct reading *a, size_t from, size_t to,
    const struct reading *b, size_t b_from, size_t b_to)
{
	struct letters x = { .r = a, .at = from, .end = to };
	struct letters y = { .r = b, .at = b_from, .end = b_to };
	int c, d;

	do {
		c = next_letter(&x);
		d = next_letter(&y);
	} while (c == d && c >= 0);
	return c == d;
}

/* --- words ---------------------------------------------------------------- */

/* The next word of s at or behind `at`; false: there is none. */
struct token {
	size_t at, core, core_end, end;
};

static size_t
point_length(struct str s, size_t i)
{
	unsigned n;

	if (!ch_is(s.p[i], CT_HIGH))
		return 1;
	n = utf8_length(s.p + i, s.n - i);
	return n > 0 ? n : 1;
}

static bool
next_token(struct str s, size_t at, struct token *out)
{
	const char *end = s.p + s.n;
	size_t i = at, lead = at;
	unsigned n;

	while (i < s.n && !ch_alnum(s.p[i]) && letter(s.p + i, end) == 0) {
		bool blank = ch_space(s.p[i]);

		i += point_length(s, i);
		if (blank)
			lead = i;
	}
	if (i >= s.n)
		return false;
	out->at = lead;
	out->core = i;
	do {
		while (i < s.n && ch_alnum(s.p[i]))
			i++;
		n = letter(s.p + i, end);
		if (n == 0)
			n = apostrophe(s.p + i, end);
		i += n;
	} while (n > 0);
	out->core_end = i;
	while (i < s.n && !ch_space(s.p[i]) && letter(s.p + i, end) == 0)
		i += point_length(s, i);
	/* what opens the next word is its own */
	out->end = i;
	while (i > out->core_end && i < s.n && !ch_space(s.p[i]) &&
	    strchr("([{\"&", s.p[i - 1]) != NULL)
		out->end = --i;
	return true;
}

struct making {
	struct reading *r;
	struct arena *arena;
	size_t block_cap, word_cap;
	const struct cut *cut;	/* of the text */
	size_t cut_n;
	size_t redaction;	/* the next that has no word yet */
	bool failed;
};

#define CUT_HASH UINT64_MAX

static struct reading_block *
add_block(struct making *m, enum reading_part part, size_t index,
    struct str text)
{
	struct reading *r = m->r;
	struct reading_block *v = arena_grow(m->arena, r->block, r->block_n,
	    &m->block_cap, sizeof *v);

	if (v == NULL) {
		m->failed = true;
		return NULL;
	}
	r->block = v;
	v[r->block_n++] = (struct reading_block){ part, (uint32_t)index,
		text };
	return &v[r->block_n - 1];
}

static struct reading_word *
add_word(struct making *m, const struct token *t, uint64_t hash)
{
	struct reading *r = m->r;
	struct reading_word *v = arena_grow(m->arena, r->word, r->n,
	    &m->word_cap, sizeof *v);

	if (v == NULL) {
		m->failed = true;
		return NULL;
	}
	r->word = v;
	v[r->n++] = (struct reading_word){ hash, (uint32_t)(r->block_n - 1),
		(uint32_t)t->at, (uint32_t)t->end, (uint32_t)t->core,
		(uint32_t)t->core_end, hash == CUT_HASH };
	return &v[r->n - 1];
}

/* A block whose words are the same only within the same part. */
static void
add_head(struct making *m, enum reading_part part, size_t index,
    const struct reftel_value *v)
{
	struct str s = value_str(v);
	struct token t;

	if (s.n == 0 || add_block(m, part, index, s) == NULL)
		return;
	for (size_t at = 0; next_token(s, at, &t); at = t.end)
		add_word(m, &t, hash_word(str_cut(s, t.core, t.core_end),
		    part + 1));
}

static void
add_list(struct making *m, enum reading_part part,
    const struct reftel_values *list)
{
	for (size_t i = 0; i < list->n; i++)
		add_head(m, part, i, &list->v[i]);
}

static void
add_addressees(struct making *m, enum reading_part part,
    const struct reftel_addressees *list)
{
	for (size_t i = 0; i < list->n; i++)
		add_head(m, part, i, &list->v[i].whole);
}

/* Day and hour, for some have the day alone. */
static void
add_date(struct making *m, const struct reftel_value *date)
{
	struct reftel_value day = *date, hour = *date;

	if (date->n > 10) {
		day.n = 10;
		hour.s += 11;
		hour.n -= 11;
		add_head(m, READING_DATE, 0, &day);
		add_head(m, READING_DATE, 0, &hour);
	} else {
		add_head(m, READING_DATE, 0, date);
	}
}

static void
add_heading(struct making *m, const struct reftel_telegram *t)
{
	add_date(m, &t->date);
	add_head(m, READING_CLASSIFICATION, 0, &t->classification);
	add_list(m, READING_CAPTIONS, &t->captions);
	add_head(m, READING_FROM, 0, value_set(&t->from.whole) ?
	    &t->from.whole : &t->from.plad);
	add_addressees(m, READING_TO, &t->to);
	add_addressees(m, READING_INFO, &t->info);
	add_list(m, READING_PASSING, &t->passing);
	add_head(m, READING_EO, 0, &t->eo.text);
	for (size_t i = 0; i < t->tags.n; i++)
		add_head(m, READING_TAGS, i, &t->tags.v[i].tag);
	for (size_t i = 0; i < t->refs.n; i++)
		add_head(m, READING_REFS, i, &t->refs.v[i].text);
	for (size_t i = 0; i < t->classified_by.n; i++)
		add_head(m, READING_AUTHORITY, i, &t->classified_by.v[i].whole);
}

/* --- cuts ----------------------------------------------------------------- */

/* Letters and digits of ASCII in [from, to) of the text that no cut takes
 * out: what a value of that range has, however it was joined. */
static size_t
letters_between(const struct making *m, uint32_t from, uint32_t to)
{
	const struct text *text = &m->r->t->impl->text;
	size_t c = telegram_cut_at(m->cut, m->cut_n, from), n = 0;

	for (uint32_t i = from; i < to && i < text->n; i++) {
		if (c < m->cut_n && i >= m->cut[c].end)
			c++;
		if (c < m->cut_n && i >= m->cut[c].start) {
			i = m->cut[c].end - 1;
			continue;
		}
		n += ch_alnum(text->p[i]);
	}
	return n;
}

/* A cut's own word, at `at` of the last block. */
static void
add_cut(struct making *m, const struct token *t)
{
	add_word(m, t, CUT_HASH);
}

/* A redaction whose mark is in no value: a block of its own. */
static void
add_loose_cut(struct making *m)
{
	size_t i = m->redaction++;
	struct str mark = value_str(&m->r->t->redactions.v[i].mark);
	struct token t = { 0, 0, mark.n, mark.n };

	if (add_block(m, READING_CUT, i, mark) != NULL)
		add_cut(m, &t);
}

/* The next redaction lies before `end` of the text. */
static const struct reftel_redaction *
next_redaction(const struct making *m, uint32_t end)
{
	const struct reftel_telegram *t = m->r->t;

	if (m->redaction == t->redactions.n ||
	    t->redactions.v[m->redaction].mark.start >= end)
		return NULL;
	return &t->redactions.v[m->redaction];
}

/*
 * A value of subject or text.  Where in it a redaction stands is found by
 * counting letters: a value is its range of the text without cuts, joined.
 */
static void
add_text(struct making *m, enum reading_part part, size_t index,
    const struct reftel_value *v)
{
	struct str s = value_str(v);
	uint64_t salt = part == READING_SUBJECT ? part + 1 : 0;
	uint32_t place = v->start;
	size_t letters = 0, at = 0, seen = 0;	/* letters passed over */
	struct token t;

	if (s.n == 0)
		return;
	while (value_placed(v) && next_redaction(m, v->start) != NULL)
		add_loose_cut(m);
	if (add_block(m, part, index, s) == NULL)
		return;
	const struct reftel_redaction *x = value_placed(v) ?
	    next_redaction(m, v->end) : NULL;
	if (x != NULL)
		letters = letters_between(m, place, x->mark.start);
	while (next_token(s, at, &t)) {
		size_t before = seen;

		for (size_t i = t.core; x != NULL && i < t.core_end; i++)
			seen += ch_alnum(s.p[i]);
		if (x == NULL || seen <= letters) {
			add_word(m, &t, hash_word(str_cut(s, t.core,
			    t.core_end), salt));
			at = t.end;
			continue;
		}
		/* the mark, as far as it is part of the value */
		size_t mark = letters_between(m, x->mark.start, x->mark.end);
		t.end = t.at;
		t.core = t.core_end = t.at;
		seen = before;
		for (struct token in; seen < letters + mark &&
		    next_token(s, t.end, &in); t.end = in.end) {
			for (size_t i = in.core; i < in.core_end; i++)
				seen += ch_alnum(s.p[i]);
			t.core_end = in.core_end;
		}
		add_cut(m, &t);
		at = t.end;
		m->redaction++;
		place = x->mark.start;
		x = next_redaction(m, v->end);
		if (x != NULL)
			letters += letters_between(m, place, x->mark.start);
	}
	/* one behind the last word */
	while (value_placed(v) && next_redaction(m, v->end) != NULL) {
		t = (struct token){ s.n, s.n, s.n, s.n };
		add_cut(m, &t);
		m->redaction++;
	}
}

/* A number is compared as what it is, not as it is printed: the sign before it
 * became a 1 in some copies. */
static void
add_number(struct making *m, size_t index, const struct reftel_paragraph *p)
{
	struct reading *r = m->r;
	size_t before = r->n;
	struct reading_word *w;
	char digits[16];
	size_t n;

	add_text(m, READING_NUMBER, index, &p->printed);
	if (p->number.value < 0 || r->n != before + 1 || r->word[before].cut)
		return;
	n = (size_t)snprintf(digits, sizeof(digits), "%d", p->number.value);
	w = &r->word[before];
	if (w->core_end - w->core > n && str_ends(reading_core(r, before),
	    str_make(digits, n))) {
		w->core = w->core_end - (uint32_t)n;
		w->hash = hash_word(reading_core(r, before), 0);
	}
}

bool
reading_make(struct reading *r, struct arena *arena,
    const struct reftel_telegram *t)
{
	struct making m = { .r = r, .arena = arena };

	*r = (struct reading){ .t = t };
	/* the list is put in order where it is not, nothing else changes */
	m.cut = telegram_cuts((struct reftel_telegram *)(uintptr_t)t,
	    &m.cut_n);
	add_heading(&m, t);
	r->text = r->n;
	add_text(&m, READING_SUBJECT, 0, &t->subject);
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *p = &t->paragraphs.v[i];

		add_text(&m, READING_HEADING, i, &p->heading);
		add_number(&m, i, p);
		add_text(&m, READING_PORTION, i, &p->portion);
		add_text(&m, READING_TEXT, i, &p->text);
	}
	for (size_t i = 0; i < t->signature.n; i++)
		add_text(&m, READING_SIGNATURE, i, &t->signature.v[i]);
	while (m.redaction < t->redactions.n)
		add_loose_cut(&m);
	return !m.failed;
}

void
reading_pointer(struct buf *out, const struct reading_block *b)
{
	static const struct {
		const char *list, *member;	/* list/INDEX/member */
	} where[READING_PART__MAX] = {
		[READING_DATE] = { NULL, "date" },
		[READING_CLASSIFICATION] = { NULL, "classification" },
		[READING_CAPTIONS] = { "captions", NULL },
		[READING_FROM] = { NULL, "from" },
		[READING_TO] = { "to", NULL },
		[READING_INFO] = { "info", NULL },
		[READING_PASSING] = { "passing", NULL },
		[READING_EO] = { NULL, "eo/text" },
		[READING_TAGS] = { "tags", "tag" },
		[READING_REFS] = { "refs", "text" },
		[READING_AUTHORITY] = { "classified_by", NULL },
		[READING_SUBJECT] = { NULL, "subject" },
		[READING_NUMBER] = { "paragraphs", "printed" },
		[READING_PORTION] = { "paragraphs", "portion" },
		[READING_HEADING] = { "paragraphs", "heading" },
		[READING_TEXT] = { "paragraphs", "text" },
		[READING_CUT] = { "redactions", "mark" },
		[READING_SIGNATURE] = { "signature", NULL },
	};

	if (where[b->part].list != NULL) {
		buf_putc(out, '/');
		buf_puts(out, where[b->part].list);
		buf_putc(out, '/');
		buf_putu(out, b->index);
	}
	if (where[b->part].member != NULL) {
		buf_putc(out, '/');
		buf_puts(out, where[b->part].member);
	}
}
