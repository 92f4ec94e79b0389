/*
 * The words of a telegram of the documentary edition, which came line by
 * line: a heading printed as paragraphs is put together again, and where
 * there is none, the number and the header are found in the first paragraph
 * (archive-forms.md 3.8.2, 3.8.4).
 */
#include "form/lex.h"
#include "form/sign.h"
#include "form/tei.h"
#include "form/wrapper.h"
#include "tables/tables.h"

/* A printed heading (3.8.4). */

static bool
is_page_line(struct str s)
{
	return s.n > 8 && str_starts(s, STR("PAGE ")) && ch_digit(s.p[5]);
}

/* The date-time group of a heading that is printed line by line; line_n:
 * there is no heading. */
static size_t
find_dtg(const struct tei *d)
{
	enum { HEADING_LINES = 120 };
	size_t i = 0;

	while (i < d->line_n && i < HEADING_LINES && !sign_dtg(tei_line_str(d, i)))
		i++;
	return i < HEADING_LINES ? i : d->line_n;
}

static bool
has_page_line(const struct tei *d)
{
	for (size_t i = 0; i < d->line_n; i++)
		if (is_page_line(tei_line_str(d, i)))
			return true;
	return false;
}

/* "SUBJECT:", "Refs:", "Ref A:": what the editors moved to the top of the
 * document, or what opens an edited text. */
static bool
is_header(struct str s)
{
	size_t colon = str_findc(str_cut(s, 0, 14), ':', 0);

	return colon < s.n && colon < 14 && (str_startsi(s, STR("SUBJ")) ||
	    str_startsi(s, STR("REF")));
}

/*
 * A copy that was typed on a form, or that a memorandum covers, begins with
 * its date-time group; above it stand the words of the form ("TELEGRAM",
 * "Department of State", the offices that got it) or of the memorandum.
 */
static bool
is_covered(const struct tei *d, size_t dtg)
{
	for (size_t i = 0; i < dtg; i++) {
		struct str s = tei_line_str(d, i);

		if (str_eqi(s, STR("TELEGRAM")) || str_eqi(s, STR("BY WIRE")))
			return true;
	}
	return false;
}

static void
put_cover(struct tei *d, size_t dtg)
{
	for (size_t i = 0; i < dtg; i++) {
		if (is_header(tei_line_str(d, i)))
			continue;
		tei_move(d, "cover", d->line[i].from, d->line[i].end);
		d->line[i].end = d->line[i].from;
	}
}

static const char *const class_words[] = { "LIMITED OFFICIAL USE",
	"TOP SECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED" };

static bool
class_alone(struct str s)
{
	return lex_capitals(s) && lex_in(s, class_words,
	    LEX_COUNT(class_words));
}

/* The class word at the end of a line whose next is a page line: offset of
 * the blank before it; s.n: none. */
static size_t
class_tail(struct str s)
{
	for (size_t i = 0; i < LEX_COUNT(class_words); i++) {
		struct str w = str_from(class_words[i]);

		if (s.n > w.n + 1 && str_ends(s, w) &&
		    s.p[s.n - w.n - 1] == ' ')
			return s.n - w.n - 1;
	}
	return s.n;
}

/* "... IN WASHINGTON. KISSINGER BT": the blank before its last word. */
static size_t
trailer_tail(struct str s)
{
	struct str last = lex_last_word(s);

	return last.n < s.n && tei_is_trailer(last) ? s.n - last.n - 1 : s.n;
}

/* A line, parted at offset `at`, where a blank stands. */
static void
put_parted(struct tei *d, size_t i, size_t at)
{
	uint32_t blank = d->line[i].from + (uint32_t)at;

	text_copy(d->r->text, &d->words, d->line[i].from, blank);
	if (blank < d->line[i].end) {
		text_subst(d->r->text, STR("\n"), &d->words, blank, blank + 1);
		text_copy(d->r->text, &d->words, blank + 1, d->line[i].end);
	}
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ch_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* The name that ends the last paragraph, "... OF DELEGATION. <KISSINGER>.",
 * and the number of groups below it. */
static void
cut_end(struct tei *d)
{
	struct tei_line *last;
	struct str before, behind;

	if (d->line_n > 1 && all_digits(tei_line_str(d, d->line_n - 1))) {
		last = &d->line[--d->line_n];
		tei_move(d, "trailer", last->from, last->end);
	}
	if (d->line_n == 0 || d->r->t->signature.n > 0)
		return;
	last = &d->line[d->line_n - 1];
	if (d->person.from <= last->from || d->person.end > last->end)
		return;
	before = str_trim(str_make(d->words.p + last->from,
	    d->person.from - last->from));
	behind = str_trim(str_make(d->words.p + d->person.end,
	    last->end - d->person.end));
	if (!lex_sentence_end(before) || !(behind.n == 0 ||
	    str_eq(behind, STR(".")) || tei_is_trailer(behind)))
		return;
	tei_sign(d, tei_move(d, "signed", d->person.from,
	    d->person.end));
	if (tei_is_trailer(behind))
		tei_move(d, "trailer", d->person.end, last->end);
	last->end = d->person.from;
}

/* Behind which line subject and references belong that the editors moved
 * above the heading: the last of E.O., TAGS and passing lines. */
static size_t
header_place(const struct tei *d, size_t dtg)
{
	static const char *const starts[] = { "E.O.", "E. O.", "EO ", "TAGS",
		"FOR " };
	enum { HEADER_LINES = 60 };
	size_t place = d->line_n;

	for (size_t i = dtg; i < d->line_n && i < dtg + HEADER_LINES; i++)
		if (lex_starts_in(tei_line_str(d, i), starts, LEX_COUNT(starts)))
			place = i;
	return place;
}

static void
put_line(struct tei *d, size_t i)
{
	struct str s = tei_line_str(d, i);
	size_t next = i + 1;
	bool page;

	/* the class word of the page's foot, and that of the next one's head */
	if (next + 1 < d->line_n && class_alone(tei_line_str(d, next)))
		next++;
	page = next < d->line_n && is_page_line(tei_line_str(d, next));
	if (s.n == 0)
		return;
	put_parted(d, i, page ? class_tail(s)
	    : i + 1 == d->line_n ? trailer_tail(s) : s.n);
	wrapper_newline(d->r);
}

static void
put_printed(struct tei *d, size_t dtg)
{
	size_t place = header_place(d, dtg), above = 0;
	bool moved = place < d->line_n;

	/* a list goes on in the lines below its head */
	for (size_t i = 0; moved && i < dtg && (is_header(tei_line_str(d, i)) ||
	    (i > 0 && above == i && tei_line_str(d, i).n > 0 &&
	    tei_line_str(d, i).p[0] == '(')); i++)
		above = i + 1;
	for (size_t i = above; i < d->line_n; i++) {
		put_line(d, i);
		for (size_t k = 0; i == place && k < above; k++)
			put_line(d, k);
	}
}

/* A text without its heading. */

/* The number that the line begins with, before a point: behind it; 0: none. */
static size_t
number_front(struct str s, struct str *digits)
{
	struct cur c = cur_make(s);

	if (!eat_digits(&c, 1, 6, digits) || !eat_char(&c, '.') ||
	    (!cur_end(&c) && !ch_space(*c.p)))
		return 0;
	cur_skip(&c);
	return (size_t)(c.p - s.p);
}

/* A paragraph that begins with that number. */
static bool
begins_with(const struct tei *d, long number)
{
	struct str digits;

	for (size_t i = 1; i < d->line_n; i++)
		if (number_front(tei_line_str(d, i), &digits) > 0 &&
		    str_digits(digits.p, digits.n) == number)
			return true;
	return false;
}

/* One of the numbers that open a text: "703", "State 253456", "Tosec 12". */
struct number {
	struct str word, digits;
};

static bool
eat_number(struct cur *c, struct number *n)
{
	struct cur was = *c;

	*n = (struct number){ .word = STR("") };
	if (!cur_end(c) && ch_alpha(*c->p)) {
		if (!eat_alpha(c, &n->word) || n->word.n < 3 ||
		    n->word.n > 12 || cur_end(c) || *c->p != ' ')
			goto no;
		c->p++;
	}
	if (eat_digits(c, 1, 6, &n->digits))
		return true;
no:
	*c = was;
	return false;
}

/* Behind all numbers of the line, parted by strokes, and their point; 0:
 * it does not begin with numbers. */
static size_t
read_numbers(struct str s, struct number v[2], size_t *n)
{
	struct cur c = cur_make(s);

	for (*n = 0; *n < 2 && eat_number(&c, &v[*n]); ++*n)
		if (!eat_char(&c, '/')) {
			++*n;
			break;
		}
	if (*n == 0 || !eat_char(&c, '.') || (!cur_end(&c) &&
	    !ch_space(*c.p)))
		return 0;
	cur_skip(&c);
	return (size_t)(c.p - s.p);
}

/* A plain number, or one behind the name of a post: not of a series such as
 * SECTO, nor of circulars. */
static bool
is_serial(const struct number *n)
{
	char room[16];
	const struct post *post;
	size_t i = 0;

	for (; i < n->word.n && i < sizeof(room); i++)
		room[i] = ch_fold(n->word.p[i]);
	if (i == 0)
		return true;
	post = tables_post(str_make(room, i));
	return post != NULL && strcmp(post->type, "delegation") != 0;
}

static void
move_number(struct tei *d, const struct number *n)
{
	const char *base = d->words.p;
	const char *from = n->word.n > 0 ? n->word.p : n->digits.p;
	uint32_t digits = (uint32_t)(n->digits.p - base);
	uint32_t end = digits + (uint32_t)n->digits.n;

	if (is_serial(n) && !value_set(&d->r->serial))
		d->r->serial = tei_move(d, "telegram_number", digits, end);
	else
		tei_move(d, "channel_number", (uint32_t)(from - base), end);
}

/*
 * The telegram's number opens the first paragraph.  It is the paragraph's
 * own where the next number of a paragraph follows and no first one.
 */
static void
cut_number(struct tei *d, size_t i)
{
	struct tei_line *first = &d->line[i];
	struct number v[2];
	size_t n, length;

	if (i >= d->line_n)
		return;
	length = read_numbers(tei_line_str(d, i), v, &n);
	if (length == 0)
		return;
	if (n == 1 && v[0].word.n == 0) {
		long number = str_digits(v[0].digits.p, v[0].digits.n);

		if (number == 0 || (number < 4 && !begins_with(d, 1)) ||
		    (begins_with(d, number + 1) && !begins_with(d, 1)))
			return;
	}
	for (size_t k = 0; k < n; k++)
		move_number(d, &v[k]);
	first->from += (uint32_t)length;
}

/* "[Telegram--Paraphrase]", "[Received May 3, 4:15 p. m.]": the editors',
 * above the text of early volumes. */
static bool
is_remark(struct str s)
{
	static const char *const words[] = { "telegram", "paraphrase",
		"received ", "translation", "extract" };

	if (s.n < 3 || s.n > 80 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return false;
	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_findi(s, str_from(words[i]), 0) < s.n)
			return true;
	return false;
}

/* How many lines are above the text. */
static size_t
cut_remarks(struct tei *d)
{
	size_t i = 0;

	for (; i < d->line_n && is_remark(tei_line_str(d, i)); i++) {
		tei_move(d, "opener", d->line[i].from, d->line[i].end);
		d->line[i].end = d->line[i].from;
	}
	return i;
}

/* Where "Subject:" or "Ref:" begins behind a sentence of the line. */
static size_t
label_inside(struct str s, size_t from)
{
	static const char *const labels[] = { "Subject:", "Subj:", "Ref:",
		"Refs:", "Reftel:", "Reftels:", "References:", "Reference:" };

	for (size_t at = from; (at = str_find(s, STR(". "), at)) < s.n; at++)
		for (size_t i = 0; i < LEX_COUNT(labels); i++)
			if (str_startsi(str_cut(s, at + 2, s.n),
			    str_from(labels[i])))
				return at + 1;
	return s.n;
}

static bool
split_line(struct tei *d, size_t i, size_t at)
{
	struct tei_line *v = arena_grow(d->words.arena, d->line, d->line_n,
	    &d->line_cap, sizeof(*v));
	uint32_t part = d->line[i].from + (uint32_t)at;

	if (v == NULL)
		return false;
	d->line = v;
	memmove(&v[i + 1], &v[i], (d->line_n - i) * sizeof(*v));
	d->line_n++;
	v[i].end = part;
	v[i + 1].from = part + 1;	/* without the blank */
	return true;
}

/*
 * The header's lines run on in the first paragraph: "For the Ambassador.
 * Subject: The Pass. Ref: Zenda 5."  What stands before the subject steers
 * the telegram to someone.
 */
static void
part_header(struct tei *d)
{
	enum { HEADER = 4 };
	size_t i, at, subject = 0;

	for (i = 0; i < d->line_n && i < HEADER; i++) {
		at = label_inside(tei_line_str(d, i), 0);
		if (at < tei_line_str(d, i).n && !split_line(d, i, at))
			return;
	}
	while (subject < d->line_n && subject < HEADER &&
	    !is_header(tei_line_str(d, subject)))
		subject++;
	if (subject == d->line_n || subject == HEADER)
		return;
	for (i = 0; i < subject; i++) {
		if (d->line[i].end > d->line[i].from)
			telegram_push(d->r->t, &d->r->t->passing,
			    tei_move(d, "opening", d->line[i].from,
			    d->line[i].end));
		d->line[i].end = d->line[i].from;
	}
}

static void
put_edited(struct tei *d)
{
	for (size_t i = 0; i < d->line_n; i++) {
		struct str s = tei_line_str(d, i);

		if (s.n == 0)
			continue;
		put_parted(d, i, s.n);
		/* the point is the sentence's, not the subject's */
		if (str_startsi(s, STR("SUBJ")) && is_header(s) &&
		    lex_sentence_end(s) && s.p[s.n - 1] == '.')
			telegram_cut(d->r->t, d->r->text->n - 1,
			    d->r->text->n);
		wrapper_newline(d->r);
		wrapper_newline(d->r);
	}
}

/* The editors say that they left something out. */
bool
tei_is_extract(const struct tei *d)
{
	static const char *const words[] = { "[Here follow", "[Omitted here",
		"[Extract" };
	struct str s = str_make(d->words.p, d->words.n);

	for (size_t i = 0; i < LEX_COUNT(words); i++)
		if (str_find(s, str_from(words[i]), 0) < s.n)
			return true;
	return false;
}

/* Nothing was edited: all lines as they are. */
static void
put_sent(struct tei *d)
{
	d->r->begin = d->r->text->n;
	for (size_t i = 0; i < d->line_n; i++) {
		text_copy(d->r->text, &d->words, d->line[i].from,
		    d->line[i].end);
		wrapper_newline(d->r);
	}
}

void
tei_put_text(struct tei *d)
{
	struct reading *r = d->r;
	size_t dtg = find_dtg(d);

	if (d->sent) {
		put_sent(d);
		return;
	}
	r->headless = dtg == d->line_n && !has_page_line(d);
	if (r->headless) {
		cut_number(d, cut_remarks(d));
		part_header(d);
	} else {
		if (dtg < d->line_n && is_covered(d, dtg))
			put_cover(d, dtg);
		cut_end(d);
	}
	tei_take_number(r, &d->head);
	r->begin = r->text->n;
	if (r->headless)
		put_edited(d);
	else
		put_printed(d, dtg < d->line_n ? dtg : 0);
}
