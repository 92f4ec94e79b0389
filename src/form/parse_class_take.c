/*
 * What the telegram takes from its classification line: class, captions,
 * sections, number, or the number alone where the class words are lost.
 * parse_class.c reads the line. telegram.md 11.
 */
#include "form/parse_front.h"
#include "tables/tables.h"
#include "telegram/number.h"

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

/* NOFORN and the like behind the class words; EFTO in any spelling. */
static void
class_suffixes(struct parse *p, const struct class_line *cl)
{
	for (size_t i = 0; i < cl->suffix_n; i++) {
		struct range r = cl->suffix[i];
		struct str w = range_str(p, r.start, r.end);
		bool efto = w.n > 0 && ch_fold(w.p[0]) == 'E' &&
		    str_findc(w, 'T', 0) < w.n && w.n <= 7 &&
		    !str_eqi(w, STR("EXDIS"));
		caption_add(p, efto ? STR("EFTO") : w, r.start, r.end);
	}
	p->efto |= cl->efto;
}

/* "SECTON 02 OF 03" */
static void
class_section_misspelt(struct parse *p, const struct class_line *cl)
{
	struct range w = cl->section_where;
	char *right = arena_printf(p->a, "SECTION %02d OF %02d", cl->section,
	    cl->sections);
	struct diag *d = telegram_diag(p->t, DIAG_SECTION_MISSPELT, w.start,
	    w.end, range_str(p, w.start, w.end));

	if (right != NULL)
		telegram_fix(p->t, d, w.start, w.end, str_from(right),
		    "certain");
}

static void
class_sections(struct parse *p, const struct class_line *cl)
{
	struct range w = cl->section_where;

	p->t->sections = telegram_value(p->t, w.start, w.end);
	if (cl->sections > p->t->section_count)
		p->t->section_count = cl->sections;
	parse_section_seen(p, cl->section);
	if (cl->section > cl->sections || cl->section == 0)
		telegram_diag(p->t, DIAG_SECTION_INVALID, w.start, w.end,
		    range_str(p, w.start, w.end));
	if (cl->section_misspelt)
		class_section_misspelt(p, cl);
}

/* What stands behind the number: captions; ZFR 0340, operating signals;
 * TOSEC 110023, the number of another series. */
static void
class_tail(struct parse *p, struct str tail)
{
	if (tail.n == 0 || caption_line(p, tail) ||
	    caption_corrected_copy(p, tail))
		return;
	bool signal = tail.n > 2 && tail.p[0] == 'Z' &&
	    ch_upper(tail.p[1]) && ch_upper(tail.p[2]);
	if (signal)
		telegram_push(p->t, &p->t->transmission.handling,
		    value_at(p, tail));
	else
		telegram_field(p->t, "series_number", value_at(p, tail));
	p->t->transmission.present |= signal;
}

void
class_take(struct parse *p, const struct class_line *cl)
{
	if (p->has_class && (p->has_number || cl->serial_value <= 0))
		return;
	p->cls = *cl;
	p->has_class = true;
	p->has_number = cl->serial_value > 0;
	p->t->classification = telegram_value_as(str_from(cl->level),
	    cl->where.start, cl->where.end);
	if (cl->damaged)
		class_damaged(p, cl);
	class_suffixes(p, cl);
	if (cl->sections > 0)
		class_sections(p, cl);
	class_tail(p, range_str(p, cl->tail.start, cl->tail.end));
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
	struct class_line got;
	if (!class_line_in(both, str_from(both), &got) ||
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

bool
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

void
front_glued(struct parse *p, struct front *f, size_t *i)
{
	struct str rest = str_trim(range_str(p, f->head.glued,
	    p->lines.v[*i].end));
	struct class_line cl;

	f->head.glued = NOWHERE;
	f->head.list = 0;
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
bool
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

/* A page's banner that is higher than the classification line governs
 * (telegram.md 4.2). */
void
parse_banner(struct parse *p)
{
	struct str word = range_str(p, p->banner.start, p->banner.end);

	if (!p->has_number || p->banner_rank <= class_rank(
	    value_str(&p->t->classification)))
		return;
	p->t->classification = telegram_value_as(str_from(p->banner_level),
	    p->banner.start, p->banner.end);
	telegram_diag(p->t, DIAG_BANNER_HIGHER, p->banner.start, p->banner.end,
	    word);
}

/* UNCLAS with the control SENSITIVE is "Sensitive But Unclassified"
 * (telegram.md 4.1). */
void
parse_control(struct parse *p)
{
	struct reftel_value *c = &p->t->classification;

	if (value_set(c) && str_eq(value_str(c), STR("UNCLASSIFIED")) &&
	    (telegram_has_caption(p->t, STR("SENSITIVE")) ||
	    telegram_has_caption(p->t, STR("SBU")) ||
	    telegram_has_caption(p->t, STR("FOUO")) ||
	    telegram_has_caption(p->t, STR("FOR OFFICIAL USE ONLY"))))
		*c = telegram_value_as(STR("SENSITIVE BUT UNCLASSIFIED"),
		    c->start, c->end);
}
