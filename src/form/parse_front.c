/*
 * The front matter: every line down to the first paragraph. Format lines
 * and addressees go to parse_head.c; here captions, passing lines, E.O.,
 * TAGS, SUBJECT, REF and the classification authority are told apart and
 * collected, in whatever order and damage they come. telegram.md 10 to 16.
 */
#include "form/parse_body.h"
#include "tables/tables.h"
#include "telegram/number.h"

/* What the line before belongs to, so that the next can go on with it. */
enum element {
	EL_NONE,	/* nothing that goes on */
	EL_HEAD,	/* heading */
	EL_CLASS,	/* class line, captions, passing lines */
	EL_PASSING,
	EL_EO,
	EL_TAGS,
	EL_SUBJECT,
	EL_REF,
	EL_AUTHORITY,
	EL_DERIVED
};

struct excerpt {
	struct range subject, tags, eo;
	struct ranges refs;
};

struct front {
	struct head_state head;
	enum element el;
	bool blank;		/* a blank line stands before this one */
	bool after_page;	/* page lines, whose blank lines do not count */
	bool subject_seen;	/* the text may begin */
	bool authority_done;	/* its reasons were read */
	size_t passing_open;	/* passing line that a next line continues */
	struct ranges stray;	/* lines that are nothing known */
	bool labelled;		/* this REF block has lettered lines */
	struct excerpt excerpt;	/* header lines above the class line */
};

/* --- the class line ---------------------------------------------------- */

/* "E.Q. 12958", "E.O 12958". */
static void
eo_label_near(struct parse *p, struct str wrong)
{
	if (wrong.n > 0)
		telegram_fix(p->t, telegram_diag(p->t, DIAG_LABEL,
		    offset_of(p, wrong.p), offset_of(p, wrong.p + wrong.n),
		    wrong), offset_of(p, wrong.p), offset_of(p, wrong.p +
		    wrong.n), STR("E.O."), "certain");
}

/* "E.O.. 12958", "MO. 12958"; without any point it is usual. */
static void
eo_label_points(struct parse *p, struct str label)
{
	static const char *const usual[] = { "E.O.", "EO", "E. O." };
	struct str w = str_trim(label);

	while (w.n > 0 && (w.p[w.n - 1] == ':' || ch_blank(w.p[w.n - 1])))
		w = str_cut(w, 0, w.n - 1);
	if (!lex_in(w, usual, LEX_COUNT(usual)))
		eo_label_near(p, w);
}

/* "E.0. 12958": a zero for the letter (telegram.md 17.5). */
static void
eo_label_damaged(struct parse *p, struct str label)
{
	size_t k = str_findc(label, '0', 0);
	uint32_t at = offset_of(p, label.p) + (uint32_t)k;

	if (k == label.n) {
		eo_label_points(p, label);
		return;
	}
	telegram_fix(p->t, telegram_diag(p->t, DIAG_EO_DAMAGED, at, at + 1,
	    str_trim(label)), at, at + 1, STR("O"), "certain");
}

static void
tags_label_damaged(struct parse *p, struct str label)
{
	uint32_t start = offset_of(p, label.p);
	uint32_t end = start + (uint32_t)label.n;
	bool glued = end < p->n && !ch_space(p->s[end]);
	struct diag *d = telegram_diag(p->t, DIAG_TAGS_LABEL, start, end,
	    label);

	struct str right = glued ? STR("TAGS: ") : STR("TAGS:");
	if (ch_alpha(label.p[label.n - 1]))	/* "TAS PREL" */
		right = STR("TAGS");
	telegram_fix(p->t, d, start, end, right, "certain");
}

/* A label that is spelt wrong: "SUBJET:", "CLASSFIED BY". */
static void
label_misspelt(struct parse *p, struct str word, enum label_kind kind)
{
	struct str right = label_meant(word, kind);
	uint32_t a = offset_of(p, word.p), b = a + (uint32_t)word.n;

	if (right.n == 0)
		return;
	char *s = arena_strdup(p->a, right);
	struct diag *d = telegram_diag(p->t, DIAG_LABEL, a, b, word);
	/* "Subjet:" */
	for (size_t i = 1; s != NULL && !lex_capitals(word) && i < right.n; i++)
		s[i] = ch_upper(s[i]) ? (char)(s[i] - 'A' + 'a') : s[i];
	if (s != NULL)
		telegram_fix(p->t, d, a, b, str_make(s, right.n), "certain");
}

/* "Classifed By:", "Classified Bu:". */
static void
authority_label_near(struct parse *p, struct str word, struct str s)
{
	label_misspelt(p, word, NEAR_AUTHORITY);
	struct str rest = str_trim(str_cut(s, word.n, s.n));
	struct str by = label_word(rest);
	uint32_t a = offset_of(p, by.p), b = a + (uint32_t)by.n;

	if (!str_eqi(by, STR("BY")))
		telegram_fix(p->t, telegram_diag(p->t, DIAG_LABEL, a, b, by),
		    a, b, lex_capitals(by) ? STR("BY") : STR("By"), "certain");
}

/* The class words as they must have been: security classes are letter-spaced
 * (telegram.md 4.1). */
static struct str
class_right(struct parse *p, const struct class_line *cl)
{
	size_t n = strlen(cl->name), k = 0;

	if (strncmp(cl->name, "LIMITEDOFFIC", 12) == 0)
		return STR("LIMITED OFFICIAL USE");
	if (!cl->spaced)
		return str_from(strcmp(cl->name, "TOPSECRET") == 0 ?
		    "TOP SECRET" : cl->name);
	char *s = arena_bytes(p->a, 2 * n + 1);
	for (size_t i = 0; i < n && s != NULL; i++) {
		if (i == 3 && cl->name[0] == 'T')	/* T O P  S E C R E T */
			s[k++] = ' ';
		s[k++] = cl->name[i];
		s[k++] = ' ';
	}
	return s != NULL ? str_make(s, k - 1) : STR("");
}

static void
class_damaged(struct parse *p, const struct class_line *cl)
{
	struct range w = cl->where;
	struct diag *d = telegram_diag(p->t, DIAG_CLASSIFICATION_DAMAGED,
	    w.start, w.end, range_str(p, w.start, w.end));
	struct str right = class_right(p, cl);

	if (right.n > 0)
		telegram_fix(p->t, d, w.start, w.end, right, "likely");
}

static void
class_take(struct parse *p, const struct class_line *cl)
{
	bool better = !p->has_class || (!p->has_number &&
	    cl->serial_value > 0);

	if (!better)
		return;
	p->cls = *cl;
	p->has_class = true;
	p->has_number = cl->serial_value > 0;
	p->t->classification = telegram_value_as(str_from(cl->level),
	    cl->where.start, cl->where.end);
	if (cl->damaged)
		class_damaged(p, cl);
	for (size_t i = 0; i < cl->suffix_n; i++) {
		struct str w = range_str(p, cl->suffix[i].start,
		    cl->suffix[i].end);
		bool efto = w.n > 0 && ch_fold(w.p[0]) == 'E' &&
		    str_findc(w, 'T', 0) < w.n && w.n <= 7 &&
		    !str_eqi(w, STR("EXDIS"));
		caption_add(p, efto ? STR("EFTO") : w, cl->suffix[i].start,
		    cl->suffix[i].end);
	}
	if (cl->efto)
		p->efto = true;
	if (cl->sections > 0) {
		struct range w = cl->section_where;
		p->t->sections = telegram_value(p->t, w.start, w.end);
		if (cl->sections > p->t->section_count)
			p->t->section_count = cl->sections;
		parse_section_seen(p, cl->section);
		if (cl->section > cl->sections || cl->section == 0)
			telegram_diag(p->t, DIAG_SECTION_INVALID, w.start,
			    w.end, range_str(p, w.start, w.end));
		if (cl->section_misspelt) {
			char *right = arena_printf(p->a, "SECTION %02d OF %02d",
			    cl->section, cl->sections);
			struct diag *d = telegram_diag(p->t,
			    DIAG_SECTION_MISSPELT, w.start, w.end,
			    range_str(p, w.start, w.end));
			if (right != NULL)
				telegram_fix(p->t, d, w.start, w.end,
				    str_from(right), "certain");
		}
	}
	struct str tail = range_str(p, cl->tail.start, cl->tail.end);
	if (tail.n > 0) {
		if (!caption_line(p, tail) &&
		    !caption_corrected_copy(p, tail)) {
			/* ZFR 0340: operating signals; TOSEC 110023: the
			 * number of another series */
			bool signal = tail.n > 2 && tail.p[0] == 'Z' &&
			    ch_upper(tail.p[1]) && ch_upper(tail.p[2]);
			if (signal)
				telegram_push(p->t,
				    &p->t->transmission.handling,
				    value_at(p, tail));
			else
				telegram_field(p->t, "series_number",
				    value_at(p, tail));
			p->t->transmission.present |= signal;
		}
	}
}

/* The number on the line below the class words. */
static bool
class_number_below(struct parse *p, size_t i, struct class_line *cl,
    size_t *used)
{
	size_t k = i + 1;

	while (k < p->lines.n && line_blank(p, k) && k < i + 3)
		k++;
	if (k >= p->lines.n || line_blank(p, k))
		return false;
	struct str below = line_str(p, k);
	if (below.n > 60 || !ch_upper(below.p[0]) || page_line(below,
	    &(int){ 0 }, &(int){ 0 }) > 0)
		return false;
	char *both = arena_printf(p->a, "%s %.*s", "SECRET", (int)below.n,
	    below.p);
	if (both == NULL)
		return false;
	/* read it as if a class stood before it, then shift the places */
	struct parse probe = *p;
	struct class_line got;
	probe.s = both;
	probe.n = (uint32_t)strlen(both);
	if (!class_line_read(&probe, str_from(both), &got) ||
	    got.serial_value == 0 || got.tail.end > got.tail.start)
		return false;
	uint32_t shift = offset_of(p, below.p);
#define MOVE(r) ((struct range){ (r).start - 7 + shift, (r).end - 7 + shift })
	cl->station = MOVE(got.station);
	cl->serial = MOVE(got.serial);
	cl->serial_value = got.serial_value;
	if (got.sections > 0 && cl->sections == 0) {
		cl->section = got.section;
		cl->sections = got.sections;
		cl->section_where = MOVE(got.section_where);
	}
#undef MOVE
	*used = k;
	return true;
}

/* Header lines above the first classification line are an excerpt of the
 * telegram's own, which follow: those count, unless they do not come. */
static void
front_again(struct parse *p, struct front *f)
{
	if (p->subject.end <= p->subject.start)
		return;
	f->excerpt = (struct excerpt){ p->subject, p->tags, p->eo, p->refs };
	p->subject = p->tags = p->eo = (struct range){ 0 };
	p->refs = (struct ranges){ 0 };
	f->subject_seen = false;
}

static void
front_excerpt(struct parse *p, struct front *f)
{
	if (p->subject.end <= p->subject.start)
		p->subject = f->excerpt.subject;
	if (p->tags.end <= p->tags.start)
		p->tags = f->excerpt.tags;
	if (p->eo.end <= p->eo.start)
		p->eo = f->excerpt.eo;
	if (p->refs.n == 0)
		p->refs = f->excerpt.refs;
}

/* A page line stands right above or below line i, blank lines aside. */
static bool
page_beside(struct parse *p, size_t i)
{
	size_t up = i, down = i + 1;
	int section, of;

	while (up > 0 && line_blank(p, up - 1))
		up--;
	while (down < p->lines.n && line_blank(p, down))
		down++;
	return (up > 0 && page_line(line_str(p, up - 1), &section, &of) > 0) ||
	    (down < p->lines.n && page_line(line_str(p, down), &section, &of) >
	    0);
}

static bool
front_class(struct parse *p, struct front *f, size_t *i, struct str s)
{
	struct class_line cl;

	if (!class_line_read(p, s, &cl))
		return false;
	size_t used = *i;
	if (cl.serial_value == 0 && !cl.spaced && page_beside(p, *i))
		class_banner_note(p, s);
	if (cl.serial_value == 0 && !class_number_below(p, *i, &cl, &used) &&
	    f->el >= EL_EO)
		return cl.spaced || cl.sections > 0;
	if (!p->has_number && cl.serial_value > 0)
		front_again(p, f);
	class_take(p, &cl);
	*i = used;
	f->el = EL_CLASS;
	f->head.list = 0;
	return true;
}

/*
 * All of it is the name of a post, or of the one that the wrapper gives. In a
 * list of addressees only the latter is: to any other a continuity number was
 * given, which may be the same as the serial.
 */
static bool
post_name(struct str s, const struct reftel_number *w, bool listed)
{
	char room[64];
	enum variant_kind kind;
	struct str key;

	if (s.n > 24 || !lex_capitals(s))
		return false;
	key = str_make(room, number_squeeze(s, room, sizeof room));
	if (key.n > 0 && str_eq(key, str_from(w->post)))
		return true;
	return key.n > 0 && !listed && (tables_post(key) != NULL ||
	    tables_post_variant(key, &kind) != NULL);
}

/*
 * "STATE 236146" alone: editions and other copies have lost the class words
 * before the number (archive-forms.md 3.4, 3.8.4). Only the number that the
 * wrapper gives can tell it from an addressee.
 */
static bool
front_number(struct parse *p, struct front *f, struct str s)
{
	struct str post, number;

	if (p->has_number || s.n > 40 || !ch_digit(s.p[s.n - 1]))
		return false;
	struct str last = lex_last_word(s);
	struct cur c = cur_make(last);
	if (last.n == s.n || !eat_digits(&c, 2, 7, &number) || !cur_end(&c))
		return false;
	post = str_trim(str_range(s.p, last.p));
	struct reftel_number own = { .serial = value_set(&p->r->serial) ?
	    str_digits(p->r->serial.s, p->r->serial.n) : 0 };
	const struct reftel_number *w = own.serial == 0 && p->is_given ?
	    &p->given : &own;
	bool listed = f->head.list != 0 && w->post[0] != '\0';
	if ((own.serial == 0 && !p->is_given) ||
	    w->serial != str_digits(number.p, number.n) ||
	    !post_name(post, w, listed))
		return false;
	p->cls.station = range_of(p, post);
	p->cls.serial = range_of(p, number);
	p->cls.serial_value = w->serial;
	p->has_number = true;
	f->el = EL_CLASS;
	f->head.list = 0;
	return true;
}

/* --- taking the elements ------------------------------------------------ */

static void
take_subject(struct parse *p, struct front *f, struct str s)
{
	f->subject_seen = true;
	f->el = EL_SUBJECT;
	if (p->subject.end > p->subject.start) {
		f->el = EL_NONE;	/* repeated header block: first wins */
		return;
	}
	p->subject = range_of(p, str_trim(s));
}

static void
take_ref(struct parse *p, struct front *f, struct str s)
{
	f->el = EL_REF;
	ranges_add(p, &p->refs, offset_of(p, s.p), offset_of(p, s.p + s.n));
}

/* The first place in an element's line where another element begins without
 * a line of its own (archive-forms 2.1); s.n: nowhere. */
static size_t
inner_label(struct str s, enum element el)
{
	static const struct {
		const char *label;
		unsigned in;		/* bits of enum element */
		bool glued;		/* a letter may stand before it */
	} labels[] = {
		{ "TAGS:", 1u << EL_EO, true },
		{ "TAGS ", 1u << EL_EO, false },
		{ "SUBJECT:", 1u << EL_EO | 1u << EL_TAGS, true },
		{ "SUBJ:", 1u << EL_EO | 1u << EL_TAGS, true },
		{ "REF:", 1u << EL_TAGS | 1u << EL_SUBJECT, true },
		{ "REFS:", 1u << EL_TAGS | 1u << EL_SUBJECT, true },
		{ "REF(S):", 1u << EL_TAGS | 1u << EL_SUBJECT, true },
		{ "REFERENCE:", 1u << EL_SUBJECT, true },
		{ "REFTEL:", 1u << EL_SUBJECT, true },
		{ "REFTELS:", 1u << EL_SUBJECT, true },
		{ "REF A.", 1u << EL_SUBJECT, false },
		{ "CLASSIFIED BY", 1u << EL_SUBJECT | 1u << EL_REF |
		    1u << EL_EO, true },
	};
	for (size_t k = 0; k < s.n; k++) {
		char c = ch_fold(s.p[k]);
		if (c != 'T' && c != 'S' && c != 'R' && c != 'C')
			continue;
		/* "DECLASSIFIED BY"; in small letters only whole words */
		char before = k > 0 ? s.p[k - 1] : ' ';
		if ((c == 'C' && ch_fold(before) == 'E') ||
		    (ch_alnum(before) && !ch_upper(s.p[k])))
			continue;
		/* "SUBJECT: CLASSIFIED BY MISTAKE: ..." */
		if (k == 0 && c == 'C' && el == EL_SUBJECT &&
		    str_findi(s, STR("REASON"), 0) == s.n)
			continue;
		/* the second letters: of TAGS, SUBJECT, REF, CLASSIFIED */
		char d = k + 1 < s.n ? ch_fold(s.p[k + 1]) : '\0';
		if (d != 'A' && d != 'U' && d != 'E' && d != 'L')
			continue;
		for (size_t i = 0; i < LEX_COUNT(labels); i++)
			if (labels[i].label[0] == c &&
			    (labels[i].in & 1u << el) != 0 &&
			    (labels[i].glued || ch_blank(before)) &&
			    str_startsi(str_cut(s, k, s.n),
			    str_from(labels[i].label)))
				return k;
	}
	return s.n;
}

/* A paragraph that begins on an element's own line: "... 1.4(D) 1. (C)". */
static size_t
inner_paragraph(struct str s)
{
	for (size_t k = str_find(s, STR("1. ("), 1); k < s.n;
	    k = str_find(s, STR("1. ("), k + 1))
		if (k > 0 && ch_blank(s.p[k - 1]) &&
		    line_opens_portion(str_cut(s, k + 3, s.n)))
			return k;
	return s.n;
}

enum took { TOOK_NOT, TOOK, TOOK_TEXT };

static enum took front_element(struct parse *, struct front *, struct str);

/* Hands the rest of a line from k on, where an inner label begins, on as if
 * it were a line. */
static enum took
split_at(struct parse *p, struct front *f, struct str s, size_t k,
    enum element el)
{
	if (k >= s.n)
		return TOOK;
	struct str rest = str_cut(s, k, s.n);
	if (k > 0 && (el == EL_SUBJECT || el == EL_TAGS) &&
	    ch_fold(rest.p[0]) == 'R') {
		uint32_t o = offset_of(p, rest.p);
		struct diag *d = telegram_diag(p->t, DIAG_REF_JOINED, o, o,
		    STR(""));
		telegram_fix(p->t, d, o, o, STR("\n"), "certain");
	}
	return front_element(p, f, rest);
}

static struct str
before_inner(struct str s, size_t inner)
{
	return str_trim(str_cut(s, 0, inner));
}

/* Is what stands behind the reasons, on their line, the telegram's text? */
static bool
text_behind(struct str rest)
{
	return rest.n > 3 && (ch_alpha(rest.p[0]) ||
	    front_paragraph_start(rest) || line_opens_portion(rest));
}

static enum took
take_authority(struct parse *p, struct front *f, struct str s)
{
	uint32_t a = offset_of(p, s.p), b = a + (uint32_t)s.n;
	size_t k = inner_paragraph(s);

	if (k < s.n) {
		ranges_add(p, &p->authority, a, a + (uint32_t)k);
		p->body = a + (uint32_t)k;
		return TOOK_TEXT;
	}
	size_t declassify = str_findi(s, STR("DECLASSIFY ON"), 0);
	if (declassify < s.n && p->eo.end <= p->eo.start)
		p->eo = range_of(p, str_cut(s, declassify, s.n));
	uint32_t end = authority_end(p, a, b, &f->authority_done);
	ranges_add(p, &p->authority, a, end);
	f->el = EL_AUTHORITY;
	/* the rest of the line is text: "... (d). Summary -------" */
	struct str rest = str_trim(range_str(p, end, b));
	if (str_startsi(rest, STR("DECLASSIFY ON")) ||
	    str_startsi(rest, STR("DERIVED FROM")))
		return front_element(p, f, rest);
	if (text_behind(rest)) {
		p->body = offset_of(p, rest.p);
		return TOOK_TEXT;
	}
	return TOOK;
}

/* "Reasons:" / "E.O. 12958, 1.4 (b)": the order is the authority's. */
static bool
authority_open(struct parse *p, const struct front *f)
{
	static const char *const words[] = { "REASON:", "REASONS:", "REASON",
		"REASONS", "PER", "UNDER", "OF", "BY" };

	if (f->el != EL_AUTHORITY || f->authority_done || f->blank)
		return false;
	struct range r = p->authority.v[p->authority.n - 1];
	return lex_in(lex_last_word(str_trim(range_str(p, r.start, r.end))),
	    words, LEX_COUNT(words));
}

static void
extend(struct range *r, struct parse *p, struct str s)
{
	r->end = offset_of(p, s.p + s.n);
}

/* The lines of a text header behind their labels. */
static enum took
front_eo(struct parse *p, struct front *f, struct str s, struct cur c)
{
	struct str v = cur_rest(c);
	size_t inner = inner_label(v, EL_EO);

	f->el = EL_EO;
	if (p->eo.end > p->eo.start) {
		f->el = EL_NONE;
		return split_at(p, f, v, inner, EL_EO);
	}
	p->eo = range_of(p, before_inner(v, inner));
	p->t->eo.whole = value_at(p, str_range(s.p, p->s + p->eo.end));
	return split_at(p, f, v, inner, EL_EO);
}

static enum took
front_tags(struct parse *p, struct front *f, struct cur c)
{
	struct str v = str_trim(cur_rest(c));
	bool first = p->tags.end <= p->tags.start;
	size_t inner = inner_label(v, EL_TAGS);

	f->el = first ? EL_TAGS : EL_NONE;
	if (first)
		p->tags = range_of(p, before_inner(v, inner));
	return split_at(p, f, v, inner, EL_TAGS);
}

static enum took
front_subject(struct parse *p, struct front *f, struct cur c)
{
	struct str v = str_trim(cur_rest(c));
	size_t k = inner_paragraph(v), inner = inner_label(v, EL_SUBJECT);
	struct str head = str_cut(v, 0, k);

	take_subject(p, f, before_inner(head, k == v.n ? inner :
	    inner_label(head, EL_SUBJECT)));
	if (k < v.n && inner > k) {
		p->body = offset_of(p, v.p + k);
		return TOOK_TEXT;
	}
	return split_at(p, f, v, inner, EL_SUBJECT);
}

static enum took
front_ref(struct parse *p, struct front *f, struct cur c)
{
	struct str v = str_trim(cur_rest(c));
	size_t k = inner_paragraph(v), inner = inner_label(v, EL_REF);
	struct str head = str_cut(v, 0, k);

	f->labelled = false;
	take_ref(p, f, before_inner(head, k == v.n ? inner :
	    inner_label(head, EL_REF)));
	if (k < v.n && inner > k) {
		p->body = offset_of(p, v.p + k);
		return TOOK_TEXT;
	}
	return split_at(p, f, v, inner, EL_REF);
}

/* A line that opens an element of the text header. */
static enum took
front_element(struct parse *p, struct front *f, struct str s)
{
	struct cur c = cur_make(s);
	bool damaged;

	/* no label begins with another letter */
	if (s.n == 0 || memchr("EMTASUR(CD", ch_fold(s.p[0]), 10) == NULL)
		return TOOK_NOT;
	if (!authority_open(p, f) && label_eo(&c)) {
		eo_label_damaged(p, str_range(s.p, c.p));
		return front_eo(p, f, s, c);
	}
	if (label_tags(&c, &damaged)) {
		if (damaged)
			tags_label_damaged(p, str_trim(str_range(s.p, c.p)));
		return front_tags(p, f, c);
	}
	if (label_subject(&c, f->el == EL_TAGS)) {
		label_misspelt(p, label_word(s), NEAR_SUBJECT);
		return front_subject(p, f, c);
	}
	if (label_ref(&c, f->subject_seen || p->n < 400)) {
		label_misspelt(p, label_word(s), NEAR_REF);
		return front_ref(p, f, c);
	}
	if (label_authority(&c)) {
		if (s.p[0] != '(')
			label_misspelt(p, label_word(s), NEAR_AUTHORITY);
		return take_authority(p, f, str_trim(cur_rest(c)));
	}
	if (eat_lit(&c, "DERIVED FROM") || eat_lit(&c, "DRV FROM") ||
	    eat_lit(&c, "DRV FM")) {
		while (c.p < c.end && (*c.p == ':' || ch_blank(*c.p)))
			c.p++;
		if (!value_set(&p->t->derived_from))
			p->t->derived_from = value_at(p, str_trim(
			    cur_rest(c)));
		f->el = EL_DERIVED;
		return TOOK;
	}
	if (eat_lit(&c, "DECLASSIFY ON") || eat_lit(&c, "DECL ON") ||
	    eat_lit(&c, "DECL:")) {
		/* with its words, which are the action; or "E.O. 12958:" /
		 * "DECL: 10/28/2017" */
		enum { ORDER_ALONE = 8 };
		if (p->eo.end <= p->eo.start)
			p->eo = range_of(p, s);
		else if (f->el == EL_EO && p->eo.end - p->eo.start <
		    ORDER_ALONE)
			extend(&p->eo, p, s);
		f->el = EL_DERIVED;
		return TOOK;
	}
	return TOOK_NOT;
}

/* The same with a label of which a letter is wrong, where such a line may
 * stand and none has come yet. */
static enum took
front_near(struct parse *p, struct front *f, struct str s)
{
	struct cur c = cur_make(s);
	struct str wrong;

	if (!p->has_class || s.n < 4 || p->authority.n > 0)
		return TOOK_NOT;
	switch (label_near(&c, &wrong)) {
	case NEAR_EO:
		if (p->eo.end > p->eo.start)
			return TOOK_NOT;
		eo_label_near(p, wrong);
		return front_eo(p, f, s, c);
	case NEAR_TAGS:
		if (p->tags.end > p->tags.start)
			return TOOK_NOT;
		tags_label_damaged(p, str_trim(str_range(s.p, c.p)));
		return front_tags(p, f, c);
	case NEAR_SUBJECT:
		if (f->subject_seen)
			return TOOK_NOT;
		label_misspelt(p, wrong, NEAR_SUBJECT);
		return front_subject(p, f, c);
	case NEAR_REF:
		if (!f->subject_seen || p->refs.n > 0)
			return TOOK_NOT;
		label_misspelt(p, wrong, NEAR_REF);
		return front_ref(p, f, c);
	case NEAR_AUTHORITY:
		authority_label_near(p, wrong, s);
		return take_authority(p, f, str_trim(cur_rest(c)));
	default:
		return TOOK_NOT;
	}
}

/* --- continuation lines -------------------------------------------------- */

/* The second line of a declassification event: no passing line. */
static bool
eo_event_goes_on(struct str v, struct str s)
{
	return str_findi(v, STR("DECL"), 0) < v.n && v.n > 24 &&
	    str_findi(s, STR("PASS "), 0) == s.n &&
	    !str_startsi(s, STR("FOR ")) && !str_startsi(s, STR("STATE ")) &&
	    !str_startsi(s, STR("DEPT ")) && str_findc(s, '/', 0) == s.n;
}

static enum took
continue_element(struct parse *p, struct front *f, struct str s)
{
	switch (f->el) {
	case EL_TAGS: {
		struct str all = range_str(p, p->tags.start, p->tags.end);
		bool comma = all.n > 0 && all.p[all.n - 1] == ',';
		if ((f->blank && !comma) || !line_of_tags(s, !comma))
			return TOOK_NOT;
		size_t inner = inner_label(s, EL_TAGS);
		extend(&p->tags, p, before_inner(s, inner));
		return split_at(p, f, s, inner, EL_TAGS);
	}
	case EL_SUBJECT: {
		if (f->blank && p->subject.end > p->subject.start)
			return TOOK_NOT;
		/* "THE KING'S NEW" / "-- AND OLD -- CLOTHES" */
		if ((line_opens_text(s) && !(str_starts(s, STR("-- ")) &&
		    !lex_rule(s))) || front_paragraph_start(s) || s.n > 400)
			return TOOK_NOT;
		if (p->subject.end <= p->subject.start)
			p->subject.start = offset_of(p, s.p);
		size_t inner = inner_label(s, EL_SUBJECT);
		extend(&p->subject, p, before_inner(s, inner));
		return split_at(p, f, s, inner, EL_SUBJECT);
	}
	case EL_REF: {
		bool letter = line_ref_lettered(s);
		struct range *last = &p->refs.v[p->refs.n - 1];
		struct str all = range_str(p, last->start, last->end);
		bool open = all.n == 0 || strchr(",;&", all.p[all.n - 1]) !=
		    NULL;
		if (f->blank && !letter && !(open && line_ref_like(s)))
			return TOOK_NOT;
		if (line_opens_text(s) || front_paragraph_start(s))
			return TOOK_NOT;
		bool more = letter || line_ref_like(s) || open;
		if (!more && (f->labelled ? s.n > 60 : s.n > 120))
			return TOOK_NOT;
		/* behind a whole number words begin the text, and so does a
		 * second list: "A. COUNTRY CONDITIONS" */
		char end = all.n > 0 ? all.p[all.n - 1] : ' ';
		if (!more && (ch_digit(end) || end == ')'))
			return TOOK_NOT;
		if (letter && ch_fold(s.p[0]) == 'A' && s.p[1] == '.' &&
		    !line_has_digit(s) && line_ref_lettered(str_trim(all)))
			return TOOK_NOT;
		f->labelled |= letter;
		size_t inner = inner_label(s, EL_REF);
		extend(last, p, before_inner(s, inner));
		return split_at(p, f, s, inner, EL_REF);
	}
	case EL_AUTHORITY: {
		struct range *last = &p->authority.v[p->authority.n - 1];
		bool reason = str_startsi(s, STR("REASON")) ||
		    str_startsi(s, STR("FOR REASON"));
		/* "(b)" / "and (d)." */
		/* a point or a bracket that the wrap left behind */
		if (!f->blank && s.n < 3 && !ch_alnum(s.p[0]) &&
		    (s.n < 2 || !ch_alnum(s.p[1]))) {
			last->end = offset_of(p, s.p + s.n);
			return TOOK;
		}
		/* "and (d)", "an" / "d (d)", ", (c), and (d)" */
		bool more = !f->blank && s.n < 24 && (str_startsi(s,
		    STR("AND (")) || str_starts(s, STR("d (")) ||
		    authority_letters(s) || s.p[0] == ')' || (s.p[0] == '(' &&
		    s.n > 2 && s.p[2] == ')'));
		if (f->authority_done && !reason && !more)
			return TOOK_NOT;
		if (f->blank && !reason)
			return TOOK_NOT;
		size_t k = inner_paragraph(s);
		if (k < s.n) {
			last->end = offset_of(p, s.p + k);
			p->body = last->end;
			return TOOK_TEXT;
		}
		uint32_t b = offset_of(p, s.p + s.n);
		uint32_t end = authority_end(p, last->start, b,
		    &f->authority_done);
		if (f->authority_done && end > last->end) {
			struct str rest = str_trim(range_str(p, end, b));
			last->end = end;
			if (text_behind(rest)) {
				p->body = offset_of(p, rest.p);
				return TOOK_TEXT;
			}
			return TOOK;
		}
		if (front_paragraph_start(s) && !ch_digit(s.p[0]))
			return TOOK_NOT;
		last->end = b;
		return TOOK;
	}
	case EL_EO: {
		struct str v = range_str(p, p->eo.start, p->eo.end);
		bool digit = false;
		for (size_t i = 6; i < v.n; i++)
			digit |= ch_digit(v.p[i]);
		bool open = v.n > 0 && v.p[v.n - 1] == ':';
		if (f->blank || digit || s.n > 80 ||
		    str_findi(v, STR("N/A"), 0) < v.n ||
		    (!open && !eo_event_goes_on(v, s)))
			return TOOK_NOT;
		extend(&p->eo, p, s);
		return TOOK;
	}
	default:
		return TOOK_NOT;
	}
}

static bool front_any(const struct parse *);

/* Is s the last line above a blank one, a REF line or a paragraph? */
static bool
ends_block(const struct parse *p, struct str s)
{
	struct str rest = str_range(s.p + s.n, p->s + p->n);
	size_t line = str_findc(rest, '\n', 0);
	size_t next = line < rest.n ? str_findc(rest, '\n', line + 1) : line;
	struct str below = str_trim(str_cut(rest, line, next));

	return below.n == 0 || str_starts(below, STR("REF")) ||
	    front_paragraph_start(below);
}

/* Captions, passing lines and what else stands between class line and E.O.
 * line. */
static bool
front_caption(struct parse *p, struct front *f, struct str s)
{
	if (caption_corrected_copy(p, s)) {
		f->el = EL_CLASS;
		return true;
	}
	if (caption_line(p, s)) {
		f->el = f->el == EL_TAGS || f->el == EL_SUBJECT ? f->el :
		    EL_CLASS;
		return true;
	}
	bool top = p->t->form == REFTEL_FORM_FRAGMENT && !front_any(p) &&
	    f->stray.n == 0;
	/* "FOR AMBASSADOR" also below the TAGS, where no more TAGS follow */
	bool late = (f->el == EL_EO || f->el == EL_TAGS) &&
	    str_starts(s, STR("FOR ")) && lex_capitals(s) && s.n < 80;
	bool place = f->el == EL_CLASS || f->el == EL_PASSING || late;
	struct str whole = s;
	if (place || top)
		s = caption_before_pass(p, s);
	place |= s.p != whole.p;
	if (s.n == 0) {
		f->el = EL_CLASS;
		return true;
	}
	bool alone = top && s.n == str_trim(range_str(p, p->r->begin,
	    p->n)).n;
	bool sure = passing_sure(s, alone) && (place || top ||
	    f->el == EL_SUBJECT || (f->el == EL_REF && f->blank));
	/* "PASS WHITE HOUSE" on a line apart below the subject */
	sure |= f->el == EL_SUBJECT && f->blank && s.n < 40 &&
	    str_starts(s, STR("PASS ")) && lex_capitals(s) &&
	    !lex_sentence_end(s);
	/* "FOR AMBASSADOR FROM HARTMAN", there as well */
	sure |= ((f->el == EL_SUBJECT && f->blank) || f->el == EL_REF) &&
	    s.p[0] == 'F' && passing_person(s) && ends_block(p, s);
	if (!sure && (!place || f->subject_seen ||
	    (p->tags.end > p->tags.start && !late) || lex_rule(s) ||
	    (!p->has_class && line_opens_text(s))))
		return false;
	struct reftel_values *pass = &p->t->passing;
	bool lower = ch_lower(s.p[0]) && !lex_capitals(s) && pass->n > 0 &&
	    lex_capitals(value_str(&pass->v[pass->n - 1]));
	if (f->el == EL_PASSING && !f->blank && pass->n > 0) {
		struct reftel_value *last = &pass->v[pass->n - 1];
		struct str was = value_str(last);
		static const char *const open[] = { "AND", "FOR", "TO",
			"PASS", "&", "OF", "THE", "ALSO", "PLEASE", "PLS",
			"AMEMBASSY", "AMEMBASSIES", "AMCONSUL", "AMCONSULS",
			"USMISSION", "USMISSIONS", "ASSISTANT", "DEPUTY",
			"UNDER", "ACTING" };
		if (was.p[was.n - 1] == ',' || was.p[was.n - 1] == ';' ||
		    lex_in(lex_last_word(was), open, LEX_COUNT(open)) ||
		    str_startsi(s, STR("AND ")) || lower ||
		    (str_starts(s, STR("FROM ")) && str_starts(was,
		    STR("FOR ")) && str_find(was, STR(" FROM "), 0) ==
		    was.n)) {
			*last = parse_folded(p, last->start,
			    offset_of(p, s.p + s.n));
			return true;
		}
	}
	if (!sure && !passing_like(s))
		return false;
	telegram_push(p->t, pass, parse_folded(p, offset_of(p, s.p),
	    offset_of(p, s.p + s.n)));
	f->el = EL_PASSING;
	return true;
}

/* Does the telegram's text begin at this line? */
static bool
text_begins(struct parse *p, struct front *f, struct str s)
{
	if (front_paragraph_start(s))
		return !(f->el == EL_AUTHORITY && !f->authority_done &&
		    ch_digit(s.p[0]) && !f->blank);
	bool header = f->subject_seen || p->refs.n > 0 || p->authority.n > 0 ||
	    p->eo.end > p->eo.start || p->tags.end > p->tags.start;
	if (!header)
		return line_opens_portion(s) || ((f->el == EL_NONE ||
		    p->has_number) && !p->has_class && line_opens_text(s));
	if (line_opens_text(s) || line_opens_portion(s))
		return f->subject_seen || p->authority.n > 0 ||
		    p->refs.n > 0;
	return (f->subject_seen || p->authority.n > 0) && (f->blank ||
	    f->el == EL_NONE || f->el == EL_AUTHORITY || f->el == EL_REF);
}

/* --- the walk ------------------------------------------------------------ */

/* How far front matter may reach: it is a bounded part of any telegram, and
 * a text without a single paragraph must not be searched to its end. */
enum { FRONT_LINES_MAX = 1000 };

/*
 * "FOLLOWING REPEAT ZENDA 99 ACTION SECSTATE QUOTE": all below is another
 * telegram, whose header is its own. It stands in quotation marks, or its
 * classification line shows it.
 */
static bool
front_repeats(struct parse *p, size_t i, struct str s)
{
	enum { LOOK = 12 };
	struct class_line cl;
	int section, of;

	if (s.p[0] == 'Q')
		return lex_quote_mark(s) > 0;
	static const char *const starts[] = { "FOLLOWING ", "THE FOLLOWING ",
		"FOL ", "FOLG " };
	if (!lex_starts_in(s, starts, LEX_COUNT(starts)) || !lex_capitals(s))
		return false;
	for (size_t k = i; k < p->lines.n && k < i + LOOK; k++) {
		struct str line = line_str(p, k);
		struct cur c = cur_make(line);
		if (line.n == 0)
			continue;
		if (lex_quote_mark(line) > 0 ||
		    str_find(line, STR(" QUOTE"), 0) < line.n)
			return true;
		if (label_eo(&c) || page_line(line, &section, &of) > 0)
			return false;
		if (class_line_read(p, line, &cl) && cl.serial_value > 0)
			return cl.serial_value != p->cls.serial_value;
	}
	return false;
}

/* "Classified" LF "By: ...": a label broken in itself. */
static bool
front_broken_label(struct parse *p, struct front *f, size_t *i, struct str s,
    enum took *took)
{
	if (!str_eqi(s, STR("CLASSIFIED")) || *i + 1 >= p->lines.n)
		return false;
	struct str below = line_str(p, *i + 1);
	struct cur c = cur_make(below);

	if (!eat_word(&c, "BY") && !eat_lit(&c, "BY:"))
		return false;
	while (c.p < c.end && (*c.p == ':' || ch_blank(*c.p)))
		c.p++;
	++*i;
	*took = take_authority(p, f, cur_rest(c));
	return true;
}

/* "-    (B) ZENDA 5": a hyphen kept a line indented on the teletype
 * (telegram.md 17.2). Where the line goes on with another, it is cut. */
static struct str
front_indented(struct parse *p, const struct front *f, struct str s)
{
	uint32_t at = offset_of(p, s.p);

	if (s.n < 4 || s.p[0] != '-' || !ch_blank(s.p[1]) ||
	    !ch_blank(s.p[2]) || f->blank || f->el < EL_PASSING)
		return s;
	telegram_cut(p->t, at, at + 1);
	return str_trim(str_cut(s, 1, s.n));
}

static bool
front_line(struct parse *p, struct front *f, size_t *i)
{
	struct str s = line_str(p, *i);
	int section, of;

	/* a page line or a stamp, with what belongs to it */
	if (parse_line_cut(p, *i)) {
		f->after_page = true;
		return true;
	}
	/* page and section lines are cut later, with all of them */
	size_t page = s.p[0] == 'P' ? page_line(s, &section, &of) : 0;
	if ((page > 0 && page == s.n) || section_line(s, &section, &of)) {
		f->after_page = true;
		/* values that go on behind it must not hold it */
		telegram_cut(p->t, p->lines.v[*i].start, p->lines.v[*i].end);
		return true;
	}
	if (page > 0)
		s = str_trim(str_cut(s, page, s.n));
	if (page > 0 || f->after_page)
		f->blank = false;
	if (class_banner(s) && f->el >= EL_EO) {
		class_banner_note(p, s);
		f->after_page = true;
		return true;
	}
	f->after_page = false;
	s = front_indented(p, f, s);
	enum took broken;
	if (front_broken_label(p, f, i, s, &broken))
		return broken != TOOK_TEXT;
	if (!p->r->headless && (front_class(p, f, i, s) ||
	    front_number(p, f, s)))
		return true;
	/* heading lines stand above the text header; below it they are of
	 * a repeated heading */
	if (!p->r->headless && f->el < EL_EO && head_line(p, &f->head, *i)) {
		f->el = EL_HEAD;
		if (f->head.glued == NOWHERE)
			return true;
		struct str rest = str_trim(range_str(p, f->head.glued,
		    p->lines.v[*i].end));
		f->head.glued = NOWHERE;
		f->head.list = 0;
		struct class_line cl;
		if (class_line_read(p, rest, &cl)) {
			size_t used = *i;
			if (cl.serial_value == 0)
				class_number_below(p, *i, &cl, &used);
			class_take(p, &cl);
			*i = used;
			f->el = EL_CLASS;
		} else if (!head_weekday(p, rest)) {
			caption_line(p, rest);
			f->el = EL_CLASS;
		}
		return true;
	}
	switch (front_element(p, f, s)) {
	case TOOK: return true;
	case TOOK_TEXT: return false;
	case TOOK_NOT: break;
	}
	switch (front_near(p, f, s)) {
	case TOOK: return true;
	case TOOK_TEXT: return false;
	case TOOK_NOT: break;
	}
	/* a piece may begin in the middle of the list of references */
	if (!front_any(p) && f->stray.n == 0 && line_ref_whole(s)) {
		size_t inner = inner_label(s, EL_REF);
		take_ref(p, f, before_inner(s, inner));
		return split_at(p, f, s, inner, EL_REF) != TOOK_TEXT;
	}
	if (f->el != EL_REF && f->el != EL_AUTHORITY && f->el != EL_EO &&
	    f->el != EL_TAGS && front_paragraph_start(s) &&
	    text_begins(p, f, s)) {
		p->body = offset_of(p, s.p);
		return false;
	}
	if (p->has_number && !f->subject_seen && front_repeats(p, *i, s)) {
		p->body = p->lines.v[*i].start;
		return false;
	}
	if (front_caption(p, f, s))
		return true;
	enum took took = continue_element(p, f, s);
	if (took == TOOK)
		return true;
	if (took == TOOK_TEXT)
		return false;
	if (p->r->headless || text_begins(p, f, s)) {
		p->body = p->lines.v[*i].start;
		return false;
	}
	ranges_add(p, &f->stray, p->lines.v[*i].start, p->lines.v[*i].end);
	if (f->el != EL_CLASS)
		f->el = EL_NONE;
	return true;
}

/* Does any line say that this is a telegram, or a header of one? Else all of
 * it is text. */
static bool
front_any(const struct parse *p)
{
	return p->has_class || value_set(&p->t->dtg) || p->refs.n > 0 ||
	    p->subject.end > p->subject.start || p->eo.end > p->eo.start ||
	    p->tags.end > p->tags.start || p->authority.n > 0 ||
	    value_set(&p->t->from.plad) || p->t->to.n > 0 ||
	    p->t->transmission.present || p->t->captions.n > 0 ||
	    p->t->info.n > 0 || p->t->drafting.present ||
	    p->t->passing.n > 0;
}

/* Where the last line of the text header ends. */
static uint32_t
header_end(const struct parse *p)
{
	uint32_t end = p->has_class ? p->cls.where.end : 0;
	const struct range one[] = { p->eo, p->tags, p->subject };

	for (size_t i = 0; i < 3; i++)
		if (one[i].end > one[i].start && one[i].end > end)
			end = one[i].end;
	for (size_t i = 0; i < p->refs.n; i++)
		if (p->refs.v[i].end > end)
			end = p->refs.v[i].end;
	for (size_t i = 0; i < p->authority.n; i++)
		if (p->authority.v[i].end > end)
			end = p->authority.v[i].end;
	for (size_t i = 0; i < p->t->captions.n; i++)
		if (value_placed(&p->t->captions.v[i]) &&
		    p->t->captions.v[i].end > end)
			end = p->t->captions.v[i].end;
	return end;
}

/* No line looked like a first paragraph: the text is what stands behind the
 * last line of the header, unknown lines and all that only looked like
 * passing lines included. */
static void
front_text_behind(struct parse *p, struct front *f)
{
	uint32_t end = header_end(p);

	if (!p->has_class && end == 0)
		return;
	for (size_t i = 0; i < p->t->passing.n; i++) {
		struct reftel_value *v = &p->t->passing.v[i];
		struct str s = value_str(v);
		bool strong = str_findi(s, STR(" FOR "), 0) < s.n ||
		    str_findi(s, STR("PASS "), 0) < s.n ||
		    str_startsi(s, STR("FOR "));
		if (v->start >= end && !strong) {
			p->body = v->start;
			p->t->passing.n = i;
			break;
		}
	}
	for (size_t i = 0; i < f->stray.n; i++)
		if (f->stray.v[i].start >= end &&
		    f->stray.v[i].start < p->body)
			p->body = f->stray.v[i].start;
}

/* Lines that are nothing known: before the class line they are the archive's
 * cover, behind it remarks. */
static void
front_stray(struct parse *p, struct front *f)
{
	uint32_t class_at = p->has_class ? p->cls.where.start : 0;

	for (size_t i = 0; i < f->stray.n; i++) {
		struct range r = f->stray.v[i];
		if (r.start >= p->body)
			break;
		if (p->has_class && r.start > class_at) {
			struct reftel_value v = parse_folded(p, r.start,
			    r.end);
			telegram_field(p->t, "remark", v);
		} else {
			telegram_field(p->t, "cover", parse_folded(p, r.start,
			    r.end));
		}
	}
}

/* Is the next line that is not blank a routing line, or FL3? */
static bool
routing_below(struct parse *p, size_t i)
{
	while (++i < p->lines.n && line_blank(p, i))
		;
	if (i >= p->lines.n)
		return false;
	struct str s = line_str(p, i);
	return str_starts(s, STR("DE R")) || (s.n > 3 && s.p[0] == s.p[1] &&
	    ch_upper(s.p[0]) && ch_blank(s.p[2]));
}

/*
 * A mailbox print or another copy of the header may stand above the heading,
 * and the heading itself twice: the last line with a transmission
 * identification before the first paragraph is where the telegram begins.
 */
static size_t
front_begin(struct parse *p)
{
	size_t begin = 0;
	bool fm = false;

	for (size_t i = 0; i < p->lines.n && i < 300; i++) {
		struct str s = line_str(p, i);
		if (s.n < 8 || s.n > 90)
			continue;
		if (front_paragraph_start(s) && i > begin + 2)
			break;
		fm |= str_starts(s, STR("FM "));
		if ((str_starts(s, STR("VZCZC")) || str_starts(s,
		    STR("ZCZC"))) && (!fm || routing_below(p, i)))
			begin = i;
	}
	return begin;
}

/* Above the beginning only a classification line counts; the rest is the
 * archive's cover. */
static void
front_cover(struct parse *p, struct front *f, size_t begin)
{
	struct class_line cl;

	for (size_t i = 0; i < begin; i++) {
		if (line_blank(p, i))
			continue;
		if (class_line_read(p, line_str(p, i), &cl) &&
		    cl.serial_value > 0)
			class_take(p, &cl);
		else
			ranges_add(p, &f->stray, p->lines.v[i].start,
			    p->lines.v[i].end);
	}
}

/* A piece of a telegram that begins with a paragraph, of whatever number: it
 * has no front matter, and class words in it are pages'. */
static bool
piece_of_text(const struct parse *p)
{
	size_t i = 0;

	if (p->t->form != REFTEL_FORM_FRAGMENT)
		return false;
	while (i < p->lines.n && line_blank(p, i))
		i++;
	if (i == p->lines.n)
		return false;
	struct cur c = cur_make(line_str(p, i));
	bool sign = eat_lit(&c, "\xC2\xB6");
	cur_skip(&c);
	if (!eat_digits(&c, 1, 3, NULL) || !eat_char(&c, '.'))
		return false;
	cur_skip(&c);
	return sign || portion_length(cur_rest(c), NULL, NULL) > 0;
}

/* A class word below lines of text, and nothing else of a header: the banner
 * at the foot of a page. It names the class, but no text begins behind it. */
static bool
banner_below(const struct parse *p, const struct front *f)
{
	struct parse none = *p;
	struct reftel_telegram bare = *p->t;

	/* what stands below a class word alone looks like a passing line */
	for (size_t i = 0; i < bare.passing.n; i++) {
		struct str s = value_str(&bare.passing.v[i]);
		if (str_findi(s, STR(" FOR "), 0) < s.n ||
		    str_findi(s, STR("PASS "), 0) < s.n)
			return false;
	}
	bare.passing.n = 0;
	none.t = &bare;
	none.has_class = false;
	return p->t->form == REFTEL_FORM_FRAGMENT && p->has_class &&
	    p->cls.serial_value == 0 && p->cls.sections == 0 &&
	    !front_any(&none) && f->stray.n > 0 &&
	    f->stray.v[0].start < p->cls.where.start;
}

void
parse_front(struct parse *p)
{
	struct front f = { .head.glued = NOWHERE };
	size_t i = front_begin(p);
	bool text = false;

	if (piece_of_text(p)) {
		p->body = p->r->begin;
		return;
	}
	p->body = p->n;
	front_cover(p, &f, i);
	for (; i < p->lines.n && i < FRONT_LINES_MAX; i++) {
		if (line_blank(p, i)) {
			f.blank = true;
			continue;
		}
		if (!front_line(p, &f, &i)) {
			text = true;
			break;
		}
		f.blank = false;
	}
	p->line = i;
	front_excerpt(p, &f);
	head_finish(p, &f.head);
	/* a piece of a text has no cover above it */
	if (banner_below(p, &f)) {
		p->has_class = false;
		p->t->passing.n = 0;
	}
	if ((!text || p->t->form == REFTEL_FORM_FRAGMENT) && !front_any(p)) {
		p->body = p->r->begin;
		p->line = 0;
		return;
	}
	if (!text) {
		front_text_behind(p, &f);
		for (p->line = 0; p->line + 1 < p->lines.n &&
		    p->lines.v[p->line].end <= p->body;)
			p->line++;
	}
	front_stray(p, &f);
}
