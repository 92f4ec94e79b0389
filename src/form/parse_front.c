/*
 * The front matter: every line down to the first paragraph. The walk asks
 * parse_head.c, parse_class_take.c, parse_element.c and parse_caption.c in
 * their turn what a line is, and tells where the text begins. telegram.md 10
 * to 16.
 */
#include "form/parse_front.h"
#include "form/parse_body.h"

/* The header lines of an excerpt, where the telegram's own did not come. */
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

/* A page or section line, a stamp, a banner: what pages have and the telegram
 * has not. *s: what a reflow put behind it on the line. */
static bool
front_page(struct parse *p, struct front *f, size_t i, struct str *s)
{
	int section, of;

	/* with what belongs to it */
	if (parse_line_cut(p, i))
		return true;
	/* page and section lines are cut later, with all of them */
	size_t page = s->p[0] == 'P' ? page_line(*s, &section, &of) : 0;
	if ((page > 0 && page == s->n) || section_line(*s, &section, &of)) {
		/* values that go on behind it must not hold it */
		telegram_cut(p->t, p->lines.v[i].start, p->lines.v[i].end);
		return true;
	}
	if (page > 0)
		*s = str_trim(str_cut(*s, page, s->n));
	if (page > 0 || f->after_page)
		f->blank = false;
	if (!class_banner(*s) || f->el < EL_EO)
		return false;
	class_banner_note(p, *s);
	return true;
}

/* A rule between two elements of the header: another stands right below. */
static bool
front_rule(const struct parse *p, size_t i, struct str s)
{
	if (s.n < 3 || ch_alnum(s.p[0]) || !lex_rule(s))
		return false;
	while (++i < p->lines.n && line_blank(p, i))
		;
	if (i >= p->lines.n)
		return false;
	/* each gives the cursor back where it is not its label */
	struct cur c = cur_make(line_str(p, i));
	bool damaged;
	return label_eo(&c) || label_tags(&c, &damaged) ||
	    label_subject(&c, false) || label_ref(&c, false) ||
	    label_authority(&c);
}

/* Takes line i, or those up to it if more belong together; false: the text
 * begins there, at p->body. */
static bool
front_line(struct parse *p, struct front *f, size_t *i)
{
	struct str s = line_str(p, *i);

	f->after_page = front_page(p, f, *i, &s);
	if (f->after_page)
		return true;
	s = front_indented(p, f, s);
	enum took took;
	if (front_broken_label(p, f, i, s, &took))
		return took != TOOK_TEXT;
	if (!p->r->headless && (front_class(p, f, i, s) ||
	    front_number(p, f, s)))
		return true;
	/* heading lines stand above the text header; below it they are of
	 * a repeated heading */
	if (!p->r->headless && f->el < EL_EO && head_line(p, &f->head, *i)) {
		f->el = EL_HEAD;
		if (f->head.glued != NOWHERE)
			front_glued(p, f, i);
		return true;
	}
	took = front_element(p, f, s);
	if (took == TOOK_NOT)
		took = front_near(p, f, s);
	if (took != TOOK_NOT)
		return took == TOOK;
	/* a piece may begin in the middle of the list of references */
	if (!front_any(p) && f->stray.n == 0 && line_ref_whole(s))
		return front_ref_lost(p, f, s) != TOOK_TEXT;
	if (f->el != EL_REF && f->el != EL_AUTHORITY && f->el != EL_EO &&
	    f->el != EL_TAGS && front_paragraph_start(s) &&
	    text_begins(p, f, s)) {
		p->body = offset_of(p, s.p);
		return false;
	}
	if (f->el >= EL_EO && front_rule(p, *i, s))
		return true;
	if (p->has_number && !f->subject_seen && front_repeats(p, *i, s)) {
		p->body = p->lines.v[*i].start;
		return false;
	}
	if (front_caption(p, f, s))
		return true;
	took = front_continued(p, f, s);
	if (took != TOOK_NOT)
		return took == TOOK;
	if (p->r->headless || text_begins(p, f, s)) {
		p->body = p->lines.v[*i].start;
		return false;
	}
	ranges_add(p, &f->stray, p->lines.v[*i].start, p->lines.v[*i].end);
	if (f->el != EL_CLASS)
		f->el = EL_NONE;
	return true;
}

bool
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
