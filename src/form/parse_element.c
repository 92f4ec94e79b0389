/*
 * The elements of the text header: E.O., TAGS, SUBJECT, REF, the
 * classification authority. Their lines are collected here, wrapped, glued
 * together and repeated as they come; parse_eo.c, parse_tags.c, parse_refs.c
 * and parse_authority.c make values of them. telegram.md 14 to 16.
 */
#include "form/parse_front.h"

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
	f->labelled = false;
	ranges_add(p, &p->refs, offset_of(p, s.p), offset_of(p, s.p + s.n));
}

/* --- what else begins on an element's line ------------------------------- */

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

enum took
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

/* --- lines behind their labels ------------------------------------------ */

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

/* A subject or references: they end where another label or a paragraph begins
 * on their line, with which it goes on. */
static enum took
front_value(struct parse *p, struct front *f, struct cur c, enum element el)
{
	struct str v = str_trim(cur_rest(c));
	size_t k = inner_paragraph(v), inner = inner_label(v, el);
	struct str head = str_cut(v, 0, k);
	struct str value = before_inner(head, k == v.n ? inner :
	    inner_label(head, el));

	if (el == EL_SUBJECT)
		take_subject(p, f, value);
	else
		take_ref(p, f, value);
	if (k < v.n && inner > k) {
		p->body = offset_of(p, v.p + k);
		return TOOK_TEXT;
	}
	return split_at(p, f, v, inner, el);
}

/* A line that opens an element of the text header. */
enum took
front_element(struct parse *p, struct front *f, struct str s)
{
	struct cur c = cur_make(s);
	bool damaged;

	/* no label begins with another letter */
	if (s.n == 0 || memchr("EMTASUR(CD", ch_fold(s.p[0]), 10) == NULL)
		return TOOK_NOT;
	if (!authority_open(p, f) && label_eo(&c)) {
		eo_label_check(p, str_range(s.p, c.p));
		return front_eo(p, f, s, c);
	}
	if (label_tags(&c, &damaged)) {
		if (damaged)
			tags_label_damaged(p, str_trim(str_range(s.p, c.p)));
		return front_tags(p, f, c);
	}
	if (label_subject(&c, f->el == EL_TAGS)) {
		label_misspelt(p, label_word(s), NEAR_SUBJECT);
		return front_value(p, f, c, EL_SUBJECT);
	}
	if (label_ref(&c, f->subject_seen || p->n < 400)) {
		label_misspelt(p, label_word(s), NEAR_REF);
		return front_value(p, f, c, EL_REF);
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
enum took
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
		return front_value(p, f, c, EL_SUBJECT);
	case NEAR_REF:
		if (!f->subject_seen || p->refs.n > 0)
			return TOOK_NOT;
		label_misspelt(p, wrong, NEAR_REF);
		return front_value(p, f, c, EL_REF);
	case NEAR_AUTHORITY:
		authority_label_near(p, wrong, s);
		return take_authority(p, f, str_trim(cur_rest(c)));
	default:
		return TOOK_NOT;
	}
}

/* --- lines that go on with one ------------------------------------------ */

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
more_tags(struct parse *p, struct front *f, struct str s)
{
	struct str all = range_str(p, p->tags.start, p->tags.end);
	bool comma = all.n > 0 && all.p[all.n - 1] == ',';

	if ((f->blank && !comma) || !line_of_tags(s, !comma))
		return TOOK_NOT;
	size_t inner = inner_label(s, EL_TAGS);
	extend(&p->tags, p, before_inner(s, inner));
	return split_at(p, f, s, inner, EL_TAGS);
}

static enum took
more_subject(struct parse *p, struct front *f, struct str s)
{
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

static enum took
more_refs(struct parse *p, struct front *f, struct str s)
{
	bool letter = line_ref_lettered(s);
	/* "(U) This telegram is sensitive": a mark, and not the next letter */
	if (f->blank && letter && s.p[0] == '(' && line_opens_portion(s) &&
	    !line_has_digit(str_cut(s, 3, 24)))
		return TOOK_NOT;
	struct range *last = &p->refs.v[p->refs.n - 1];
	struct str all = range_str(p, last->start, last->end);
	bool open = all.n == 0 || strchr(",;&", all.p[all.n - 1]) != NULL;

	if (f->blank && !letter && !(open && line_ref_like(s)))
		return TOOK_NOT;
	if (line_opens_text(s) || front_paragraph_start(s))
		return TOOK_NOT;
	bool more = letter || line_ref_like(s) || open;
	if (!more && (f->labelled ? s.n > 60 : s.n > 120))
		return TOOK_NOT;
	/* behind a whole number words begin the text, and so does a second
	 * list: "A. COUNTRY CONDITIONS", "(a) COUNTRY CONDITIONS" */
	char end = all.n > 0 ? all.p[all.n - 1] : ' ';
	if (!more && (ch_digit(end) || end == ')'))
		return TOOK_NOT;
	if (letter && ch_fold(s.p[s.p[0] == '(']) == 'A' &&
	    !line_has_digit(s) && (line_ref_lettered(str_trim(all)) ||
	    (f->blank && line_has_digit(all))))
		return TOOK_NOT;
	f->labelled |= letter;
	size_t inner = inner_label(s, EL_REF);
	extend(last, p, before_inner(s, inner));
	return split_at(p, f, s, inner, EL_REF);
}

/* "and (d)", "an" / "d (d)", "a" / "nd (d)", ", (c), and (d)" */
static bool
more_reasons(struct str s)
{
	return s.n < 24 && (str_startsi(s, STR("AND (")) ||
	    str_starts(s, STR("d (")) || str_startsi(s, STR("ND (")) ||
	    authority_letters(s) ||
	    s.p[0] == ')' || (s.p[0] == '(' && s.n > 2 && s.p[2] == ')'));
}

static enum took
more_authority(struct parse *p, struct front *f, struct str s)
{
	struct range *last = &p->authority.v[p->authority.n - 1];
	bool reason = str_startsi(s, STR("REASON")) ||
	    str_startsi(s, STR("FOR REASON"));

	/* a point or a bracket that the wrap left behind */
	if (!f->blank && s.n < 3 && !ch_alnum(s.p[0]) &&
	    (s.n < 2 || !ch_alnum(s.p[1]))) {
		extend(last, p, s);
		return TOOK;
	}
	if (!reason && (f->blank || (f->authority_done && !more_reasons(s))))
		return TOOK_NOT;
	size_t k = inner_paragraph(s);
	if (k < s.n) {
		last->end = offset_of(p, s.p + k);
		p->body = last->end;
		return TOOK_TEXT;
	}
	uint32_t b = offset_of(p, s.p + s.n);
	uint32_t end = authority_end(p, last->start, b, &f->authority_done);
	if (f->authority_done && end > last->end) {
		struct str rest = str_trim(range_str(p, end, b));
		last->end = end;
		if (!text_behind(rest))
			return TOOK;
		p->body = offset_of(p, rest.p);
		return TOOK_TEXT;
	}
	if (front_paragraph_start(s) && !ch_digit(s.p[0]))
		return TOOK_NOT;
	last->end = b;
	return TOOK;
}

static enum took
more_eo(struct parse *p, struct front *f, struct str s)
{
	struct str v = range_str(p, p->eo.start, p->eo.end);
	bool digit = false;
	bool open = v.n > 0 && v.p[v.n - 1] == ':';

	for (size_t i = 6; i < v.n; i++)
		digit |= ch_digit(v.p[i]);
	if (f->blank || digit || s.n > 80 ||
	    str_findi(v, STR("N/A"), 0) < v.n ||
	    (!open && !eo_event_goes_on(v, s)))
		return TOOK_NOT;
	extend(&p->eo, p, s);
	return TOOK;
}

enum took
front_continued(struct parse *p, struct front *f, struct str s)
{
	switch (f->el) {
	case EL_EO: return more_eo(p, f, s);
	case EL_TAGS: return more_tags(p, f, s);
	case EL_SUBJECT: return more_subject(p, f, s);
	case EL_REF: return more_refs(p, f, s);
	case EL_AUTHORITY: return more_authority(p, f, s);
	default: return TOOK_NOT;
	}
}

enum took
front_ref_lost(struct parse *p, struct front *f, struct str s)
{
	size_t inner = inner_label(s, EL_REF);

	take_ref(p, f, before_inner(s, inner));
	return split_at(p, f, s, inner, EL_REF);
}
