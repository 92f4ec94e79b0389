/*
 * The text of a telegram, for reading: paragraphs with their marks, the
 * words that lead to other telegrams as links, redactions to be seen.
 */
#include "web/telegram.h"

/* A telegram with more headings than this has a list of them. */
enum { HEADINGS_FOR_CONTENTS = 3 };

struct flow {
	struct shown *r;
	struct page *p;
	size_t paragraph;
	size_t redaction;	/* the next that may come */
	struct str portion;	/* the mark that was last explained */
	int highest;		/* paragraph number so far */
};

/* --- references in running text ------------------------------------------ */

/* Where a reference leads: to a telegram, or to the REF line. */
static void
put_ref_link(struct flow *x, const struct reftel_ref *ref, struct str words)
{
	struct page *p = x->p;
	struct str id = value_str(&ref->id);
	char *address = id.n == 0 ? NULL : arena_strdup(x->r->v->arena, id);

	page_open(p, "a");
	page_attr(p, "class", "ref");
	page_attr(p, "href", address == NULL ? "#refs"
	    : telegram_href(x->r->v, address, ""));
	page_attr_str(p, "title", value_str(&ref->text));
	page_text(p, words);
	page_close(p);
}

static const struct reftel_ref *
ref_of_label(const struct reftel_telegram *t, struct str label)
{
	for (size_t i = 0; i < t->refs.n; i++)
		if (str_eqi(value_str(&t->refs.v[i].label), label))
			return &t->refs.v[i];
	return NULL;
}

static bool
is_word_start(struct str s, size_t at)
{
	return at == 0 || !ch_alnum(s.p[at - 1]);
}

static bool
is_word_end(struct str s, size_t at)
{
	return at >= s.n || !ch_alnum(s.p[at]);
}

/* Length of the word at `at` if it is this one, in any case. */
static size_t
eat_word(struct str s, size_t at, struct str word)
{
	return str_startsi(str_cut(s, at, s.n), word) &&
	    is_word_end(s, at + word.n) ? word.n : 0;
}

/* What stands between the letters of "refs A, B and (C)". */
static size_t
eat_between(struct str s, size_t at, bool first)
{
	size_t i = at;

	while (i < s.n && strchr(first ? " .(\n" : " ,;/&()-\n", s.p[i]) !=
	    NULL && s.p[i] != '\0')
		i++;
	if (!first && i > at) {
		size_t n = eat_word(s, i, STR("AND"));

		n = n > 0 ? n : eat_word(s, i, STR("OR"));
		n = n > 0 ? n : eat_word(s, i, STR("THROUGH"));
		i += n;
		while (n > 0 && i < s.n && strchr(" (\n", s.p[i]) != NULL &&
		    s.p[i] != '\0')
			i++;
	}
	return i - at;
}

/*
 * "ref A", "refs A, B and C", "REF (A)": each letter that the REF line has is
 * a link.  Returns where it ends; `at` where no letter follows.
 */
static size_t
put_lettered(struct flow *x, struct str s, size_t at, size_t word)
{
	const struct reftel_telegram *t = x->r->t;
	size_t end = at, i = at + word;
	bool first = true;

	for (;; first = false) {
		size_t gap = eat_between(s, i, first), n = 0;
		const struct reftel_ref *ref;

		if (gap == 0)
			break;
		while (n < 2 && i + gap + n < s.n && ch_alpha(s.p[i + gap +
		    n]))
			n++;
		/* "ref a" is a letter, "and a" is not */
		if (n == 0 || !is_word_end(s, i + gap + n) || (!first &&
		    !ch_upper(s.p[i + gap])))
			break;
		ref = ref_of_label(t, str_cut(s, i + gap, i + gap + n));
		if (ref == NULL)
			break;
		if (first) {
			/* the word and its letter are one link */
			put_ref_link(x, ref, str_cut(s, at, i + gap + n));
		} else {
			page_text(x->p, str_cut(s, i, i + gap));
			put_ref_link(x, ref, str_cut(s, i + gap,
			    i + gap + n));
		}
		i += gap + n;
		end = i;
	}
	return end;
}

/* "reftel": to the one telegram that is meant, or to the REF line. */
static void
put_reftel(struct flow *x, struct str words)
{
	const struct reftel_telegram *t = x->r->t;

	if (t->refs.n == 1) {
		put_ref_link(x, &t->refs.v[0], words);
		return;
	}
	page_link(x->p, "ref", "#refs", words);
}

/* The telegrams of the same post, where a "septel" will be. */
static void
put_septel(struct flow *x, struct str words)
{
	struct str post = value_str(&x->r->t->post);
	struct str day = str_cut(value_str(&x->r->t->date), 0, 10);
	const char *href = post.n == 0 ? NULL : day.n < 10
	    ? search_href(x->r->v, "from:%.*s", (int)post.n, post.p)
	    : search_href(x->r->v, "from:%.*s date:%.*s", (int)post.n, post.p,
	    (int)7, day.p);

	page_explained(x->p, href, words, STR("In a separate telegram, which "
	    "is not named. It will be one of this post, of about this day."));
}

/* Writes what leads elsewhere at `at`; returns where it ends, or `at`. */
static size_t
put_reference(struct flow *x, struct str s, size_t at)
{
	static const struct str whole[] = { { "REFTELS", 7 }, { "REFTEL", 6 } };
	static const struct str septel[] = { { "SEPTELS", 7 },
		{ "SEPTEL", 6 } };
	static const struct str lettered[] = { { "REFTELS", 7 },
		{ "REFTEL", 6 }, { "REFS", 4 }, { "REF", 3 } };

	for (size_t i = 0; i < 4; i++)
		if (eat_word(s, at, lettered[i]) > 0) {
			size_t end = put_lettered(x, s, at, lettered[i].n);

			if (end > at)
				return end;
		}
	for (size_t i = 0; i < 2; i++)
		if (eat_word(s, at, whole[i]) > 0 && x->r->t->refs.n > 0) {
			put_reftel(x, str_cut(s, at, at + whole[i].n));
			return at + whole[i].n;
		} else if (eat_word(s, at, septel[i]) > 0) {
			put_septel(x, str_cut(s, at, at + septel[i].n));
			return at + septel[i].n;
		}
	return at;
}

/* --- redactions ------------------------------------------ */

/* The redactions of this paragraph, in order; those before it are left. */
static const struct reftel_redaction *
next_redaction(struct flow *x)
{
	const struct reftel_telegram *t = x->r->t;
	const struct reftel_value *in =
	    &t->paragraphs.v[x->paragraph].text;

	if (!value_placed(in))
		return NULL;
	while (x->redaction < t->redactions.n) {
		const struct reftel_redaction *d =
		    &t->redactions.v[x->redaction];

		if (value_placed(&d->mark) && d->mark.start >= in->start)
			return d->mark.end <= in->end ? d : NULL;
		x->redaction++;
	}
	return NULL;
}

static void
put_redaction(struct flow *x, const struct reftel_redaction *d)
{
	struct page *p = x->p;
	struct str code = value_str(&d->code);
	char about[200];

	snprintf(about, sizeof(about), code.n > 0
	    ? "taken out before release: %.*s" : "taken out before release",
	    (int)(code.n < 100 ? code.n : 100), code.p);
	page_open(p, "del");
	page_attr(p, "title", about);
	page_text(p, value_str(&d->mark));
	page_close(p);
}

/* --- lines and paragraphs ------------------------------------------ */

static bool
may_begin_link(struct str s, size_t i)
{
	return (s.p[i] == 'R' || s.p[i] == 'r' || s.p[i] == 'S' ||
	    s.p[i] == 's') && i + 2 < s.n && (s.p[i + 1] | 32) == 'e' &&
	    is_word_start(s, i);
}

/* A line: plain words between what is marked. */
static void
put_words(struct flow *x, struct str s)
{
	const struct reftel_redaction *d = next_redaction(x);
	size_t mark = d == NULL ? s.n : str_find(s, value_str(&d->mark), 0);
	size_t from = 0, i = 0, to;

	while (i < s.n) {
		if (i == mark && d != NULL && d->mark.n > 0) {
			page_text(x->p, str_cut(s, from, i));
			put_redaction(x, d);
			i = from = i + d->mark.n;
			x->redaction++;
			d = next_redaction(x);
			mark = d == NULL ? s.n
			    : str_find(s, value_str(&d->mark), i);
			continue;
		}
		if (!may_begin_link(s, i)) {
			i++;
			continue;
		}
		/* What is before the link must be written before it. */
		page_text(x->p, str_cut(s, from, i));
		from = i;
		to = put_reference(x, s, i);
		i = to > i ? to : i + 1;
		from = to;
	}
	page_text(x->p, str_cut(s, from, s.n));
}

/* Columns stand as they were set. */
static bool
is_table(struct str text)
{
	size_t wide = 0;

	for (size_t at = 0, end; at < text.n; at = end + 1) {
		struct str line;

		end = str_findc(text, '\n', at);
		line = str_trim(str_cut(text, at, end));
		wide += str_find(line, STR("   "), 0) < line.n;
	}
	return wide >= 2;
}

static void
put_lines(struct flow *x, struct str text)
{
	for (size_t at = 0, end; at < text.n; at = end + 1) {
		end = str_findc(text, '\n', at);
		if (at > 0)
			page_void(x->p, "br");
		put_words(x, str_cut(text, at, end));
	}
}

static void
put_table(struct flow *x, struct str text)
{
	page_open(x->p, "pre");
	page_attr(x->p, "class", "table");
	page_attr(x->p, "tabindex", "0");
	put_words(x, text);
	page_close(x->p);
}

static void
put_heading(struct flow *x, const struct reftel_paragraph *par)
{
	struct str s = value_str(&par->heading);
	struct page *p = x->p;

	if (s.n == 0)
		return;
	page_open(p, "h2");
	page_attr_fmt(p, "id", "h%zu", x->paragraph + 1);
	for (size_t at = 0, end; at < s.n; at = end + 1) {
		end = str_findc(s, '\n', at);
		if (at > 0)
			page_void(p, "br");
		page_text(p, str_cut(s, at, end));
	}
	page_close(p);
	page_newline(p);
}

/* Each portion mark is explained where it first stands: the same words at
 * each paragraph are only in the way of who goes by keyboard. */
static void
put_portion(struct flow *x, struct str portion, struct str words)
{
	struct str meaning = { "", 0 };

	if (!str_eq(portion, x->portion))
		meaning = term_meaning(x->r->v->arena, portion, "portion");
	x->portion = portion;
	page_explained(x->p, NULL, words, meaning);
}

static void
put_mark(struct flow *x, const struct reftel_paragraph *par)
{
	struct page *p = x->p;
	struct str portion = value_str(&par->portion);

	if (par->number.value >= 0) {
		page_open(p, "a");
		page_attr(p, "class", "number");
		page_attr_fmt(p, "href", "#%d", par->number.value);
		page_attr_fmt(p, "aria-label", "Paragraph %d",
		    par->number.value);
		page_printf(p, "%d", par->number.value);
		page_close(p);
		page_puts(p, " ");
	}
	if (portion.n > 0) {
		struct buf words = { 0 };

		buf_putc(&words, '(');
		buf_putstr(&words, portion);
		buf_putc(&words, ')');
		page_open(p, "span");
		page_attr(p, "class", "portion");
		put_portion(x, portion, str_make(words.p, words.n));
		page_close(p);
		page_puts(p, " ");
		buf_free(&words);
	}
}

static void
put_paragraph(struct flow *x, const struct reftel_paragraph *par)
{
	static const char *const labels[] = {
		[REFTEL_PAR_SUMMARY] = "Summary",
		[REFTEL_PAR_ACTION_REQUEST] = "Action request",
		[REFTEL_PAR_COMMENT] = "Comment",
		[REFTEL_PAR_BIO_NOTE] = "Biographic note",
		[REFTEL_PAR_TEXT] = NULL,
	};
	struct page *p = x->p;
	struct str text = value_str(&par->text);

	put_heading(x, par);
	page_open(p, "div");
	page_attr_fmt(p, "class", "par %s",
	    reftel_paragraph_kind_name(par->kind));
	/* Numbers that come again, below an enclosure, have no address. */
	if (par->number.value > x->highest) {
		x->highest = par->number.value;
		page_attr_fmt(p, "id", "%d", par->number.value);
	}
	if (labels[par->kind] != NULL)
		page_element(p, "p", "kind", str_from(labels[par->kind]));
	page_open(p, is_table(text) ? "div" : "p");
	put_mark(x, par);
	if (is_table(text))
		put_table(x, text);
	else
		put_lines(x, text);
	page_close(p);
	page_close(p);
	page_newline(p);
}

void
telegram_put_text(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct flow x = { .r = r, .p = &r->v->page, .highest = -1 };

	page_open(x.p, "div");
	page_attr(x.p, "class", "text");
	page_newline(x.p);
	for (; x.paragraph < t->paragraphs.n; x.paragraph++)
		put_paragraph(&x, &t->paragraphs.v[x.paragraph]);
	if (t->paragraphs.n == 0)
		page_element(x.p, "p", "notice",
		    STR("No paragraphs of this telegram are here."));
	for (size_t i = 0; i < t->signature.n; i++)
		page_element(x.p, "p", "signature",
		    value_str(&t->signature.v[i]));
	page_close(x.p);
}

void
telegram_put_contents(struct shown *r)
{
	const struct reftel_telegram *t = r->t;
	struct page *p = &r->v->page;
	size_t headings = 0;

	for (size_t i = 0; i < t->paragraphs.n; i++)
		headings += t->paragraphs.v[i].heading.n > 0;
	if (headings < HEADINGS_FOR_CONTENTS)
		return;
	page_open(p, "nav");
	page_attr(p, "class", "contents");
	page_attr(p, "aria-label", "Contents");
	page_open(p, "ol");
	for (size_t i = 0; i < t->paragraphs.n; i++) {
		const struct reftel_paragraph *par = &t->paragraphs.v[i];

		if (par->heading.n == 0)
			continue;
		page_open(p, "li");
		page_open(p, "a");
		page_attr_fmt(p, "href", "#h%zu", i + 1);
		page_text(p, value_str(&par->heading));
		page_close(p);
		page_close(p);
	}
	page_close(p);
	page_close(p);
	page_newline(p);
}
