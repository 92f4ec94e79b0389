/* What a citation is made of; see cite_parts.h. */
#include "archive/cite_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tables/tables.h"
#include "telegram/telegram.h"
#include "telegram/title.h"

const char *const cite_months[13] = { "", "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };

/* --- names ---------------------------------------------------------------- */

/* Kinds of posts as addresses begin with them, the longer first. */
static const struct {
	const char *word, *kind;
} kinds[] = {
	{ "AMEMBASSY ", "Embassy " },
	{ "AMCONSUL ", "Consulate " },
	{ "AMCONGEN ", "Consulate General " },
	{ "AMLEGATION ", "Legation " },
	{ "USMISSION ", "Mission " },
	{ "USINT ", "Interests Section " },
	{ "USLO ", "Liaison Office " },
	{ "USDEL ", "Delegation " },
};

static struct str
text_of(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
static struct str
text_of(struct arena *a, const char *fmt, ...)
{
	char out[512];
	va_list ap;
	const char *s;

	va_start(ap, fmt);
	vsnprintf(out, sizeof(out), fmt, ap);
	va_end(ap);
	s = arena_strdup(a, str_from(out));
	return str_from(s);
}

/* "STRELSAU" as "Strelsau": only the case of letters changes. */
static struct str
name_case(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n + 1);
	bool inside = false;

	if (out == NULL)
		return str_make(NULL, 0);
	for (size_t i = 0; i < s.n; i++) {
		out[i] = inside && ch_upper(s.p[i]) ? (char)(s.p[i] + 32)
		    : s.p[i];
		inside = ch_alpha(s.p[i]) || s.p[i] == '\'' ||
		    ((unsigned char)s.p[i] & 0x80) != 0;
	}
	return str_make(out, s.n);
}

static struct str
post_name(struct arena *a, const struct post *post)
{
	const char *type = post->type;

	if (strcmp(post->post, "STATE") == 0)
		return STR("Department of State");
	if (strcmp(type, "embassy") != 0 && strcmp(type, "consulate") != 0 &&
	    (strcmp(type, "mission") != 0 ||
	    strncmp(post->name, "US", 2) == 0))
		return str_from(post->name);
	return text_of(a, "%c%s %s", ch_fold(type[0]), type + 1, post->name);
}

/* An address as people say it: "AMEMBASSY STRELSAU" is "Embassy Strelsau".
 * What follows no rule stays as it stands. */
static struct str
address_name(struct arena *a, struct str plad, bool *american)
{
	const struct post *post = tables_post_by_plad(plad);

	*american = post != NULL;
	if (post != NULL)
		return post_name(a, post);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct str word = str_from(kinds[i].word);
		struct str place;

		if (!str_starts(plad, word))
			continue;
		*american = true;
		place = name_case(a, str_cut(plad, word.n, plad.n));
		return text_of(a, "%s%.*s", kinds[i].kind, (int)place.n,
		    place.p == NULL ? "" : place.p);
	}
	return plad;
}

static bool
is_inferred(const struct reftel_telegram *t, const char *pointer)
{
	for (size_t i = 0; i < t->inferred.n; i++)
		if (str_eq(value_str(&t->inferred.v[i]), str_from(pointer)))
			return true;
	return false;
}

/* A field of the archive's own; n = 0: there is none. */
static struct str
field(const struct reftel_telegram *t, const char *key)
{
	struct str none = { "", 0 };

	for (size_t i = 0; i < t->record.n; i++)
		if (!t->record.v[i].is_list &&
		    strcmp(t->record.v[i].key, key) == 0)
			return str_trim(value_str(&t->record.v[i].value));
	return none;
}

static void
add_from(struct cite_parts *p, const struct reftel_telegram *t)
{
	const struct post *post = tables_post(value_str(&t->post));
	struct str origin = field(t, "origin");

	if (post != NULL) {
		p->from = post_name(&p->arena, post);
		p->american = true;
		p->from_inferred = is_inferred(t, "/post");
	} else if (value_set(&t->from.plad)) {
		p->from = address_name(&p->arena, value_str(&t->from.plad),
		    &p->american);
		p->from_inferred = is_inferred(t, "/from/plad");
	} else if (origin.n > 0) {
		p->from = origin;
	} else {
		p->from = value_str(&t->post);
		p->from_inferred = is_inferred(t, "/post");
	}
}

/* Two are named; of more, the first. */
static void
add_to(struct cite_parts *p, const struct reftel_telegram *t)
{
	struct str *name = arena_alloc(&p->arena, sizeof(*name), t->to.n);
	size_t n = 0;

	for (size_t i = 0; name != NULL && i < t->to.n; i++) {
		const struct reftel_addressee *to = &t->to.v[i];
		bool american;
		char pointer[32];

		if (!value_set(&to->plad))
			continue;
		name[n++] = address_name(&p->arena, value_str(&to->plad),
		    &american);
		snprintf(pointer, sizeof(pointer), "/to/%zu/plad", i);
		p->to_inferred |= is_inferred(t, pointer);
	}
	p->addressee = name;
	p->addressee_n = n;
	if (n == 1)
		p->to = name[0];
	else if (n > 1)
		p->to = text_of(&p->arena, "%.*s and %.*s", (int)name[0].n,
		    name[0].p, n == 2 ? (int)name[1].n : 6, n == 2
		    ? name[1].p : "others");
}

/* --- what, when ----------------------------------------------------------- */

/* A point that ends a sentence, not an abbreviation, goes. */
static struct str
without_point(struct str s)
{
	size_t letters = 0;

	while (letters + 1 < s.n && ch_lower(s.p[s.n - 2 - letters]))
		letters++;
	return s.n > 0 && s.p[s.n - 1] == '.' && letters >= 3
	    ? str_cut(s, 0, s.n - 1) : s;
}

static void
add_title(struct cite_parts *p, const struct reftel_telegram *t)
{
	struct str s = value_set(&t->title) ? value_str(&t->title)
	    : value_str(&t->subject);
	char *out = arena_bytes(&p->arena, s.n + 1);

	if (out == NULL)
		return;
	for (size_t i = 0; i < s.n; i++)
		out[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
	p->title = without_point(str_trim(str_make(out, s.n)));
	p->title_inferred = is_inferred(t, "/subject");
}

/* "SENSITIVE BUT UNCLASSIFIED" as "Sensitive but Unclassified". */
static void
add_class(struct cite_parts *p, const struct reftel_telegram *t)
{
	if (str_eq(value_str(&t->classification),
	    STR("SENSITIVE BUT UNCLASSIFIED")))
		p->class = STR("Sensitive but Unclassified");
	else
		p->class = name_case(&p->arena, value_str(&t->classification));
	p->class_inferred = is_inferred(t, "/classification");
}

static void
add_number(struct cite_parts *p, const struct reftel_telegram *t,
    const struct cite_where *where)
{
	struct str known = str_from(where->id == NULL ? "" : where->id);
	struct str id = value_str(&t->id);

	p->id = id.n > 0 && !str_starts(known, id) ? id : known;
	p->id_inferred = is_inferred(t, "/id");
	if (t->serial.value >= 0)
		p->serial = text_of(&p->arena, "%d", t->serial.value);
}

/* "2007-10-29T10:36Z", "2007-10-29", or less of it. */
static void
add_date(struct cite_parts *p, const struct reftel_telegram *t)
{
	struct str s = value_str(&t->date);

	p->date_inferred = is_inferred(t, "/date");
	if (s.n < 4)
		return;
	p->year = (int)str_digits(s.p, 4);
	if (s.n >= 7)
		p->month = (int)str_digits(s.p + 5, 2);
	if (p->month > 12)
		p->month = 0;
	if (s.n >= 10 && p->month > 0)
		p->day = (int)str_digits(s.p + 8, 2);
	if (s.n >= 17)
		p->time = text_of(&p->arena, "%.2s%.2s%s", s.p + 11,
		    s.p + 14, s.p[16] == 'Z' ? "Z" : "");
}

/* --- where ---------------------------------------------------------------- */

/* What follows the last stroke. */
static struct str
base_name(struct str s)
{
	return str_cut(s, str_last(s, '/'), s.n);
}

static struct str
with_number(struct arena *a, const char *label, struct str number)
{
	if (number.n == 0)
		return str_make("", 0);
	return text_of(a, "%s %.*s", label, (int)number.n, number.p);
}

/* A document of an edition: what it is called there. */
static void
add_edition(struct cite_parts *p, const struct reftel_telegram *t)
{
	struct str volume = field(t, "vol_title"), doc = field(t, "doc_num");
	struct str held = field(t, "archive_reference");

	if (volume.n > 0) {
		p->archive = volume;
		p->location = text_of(&p->arena, "%s%.*s%s%.*s",
		    doc.n > 0 ? "doc. " : "", (int)doc.n, doc.p,
		    held.n > 0 && doc.n > 0 ? ", " : "", (int)held.n, held.p);
		return;
	}
	doc = field(t, "document");
	if (t->form != REFTEL_FORM_TEI || doc.n == 0)
		return;
	p->archive = STR("Foreign Relations of the United States");
	doc = str_cut(doc, doc.n > 1 && doc.p[0] == 'd' &&
	    ch_digit(doc.p[1]), doc.n);
	/* its volume is known by the file's name alone */
	p->location = text_of(&p->arena, "doc. %.*s%s%.*s", (int)doc.n,
	    doc.p, p->copy.n > 0 ? ", in " : "", (int)p->copy.n,
	    p->copy.n > 0 ? p->copy.p : "");
}

/* The archive that handed it out, where the form or its fields tell. */
static void
add_archive(struct cite_parts *p, const struct reftel_telegram *t)
{
	struct str number = value_str(&t->release.case_number);
	struct str document = value_str(&t->release.document);

	add_edition(p, t);
	if (p->archive.n > 0)
		return;
	if (t->form == REFTEL_FORM_CFPF) {
		p->archive = STR("Central Foreign Policy Files, Record Group "
		    "59, National Archives");
		p->location = with_number(&p->arena, "doc. no.",
		    field(t, "Document Number"));
	} else if (number.n > 0 || document.n > 0) {
		bool both = number.n > 0 && document.n > 0;

		p->archive = value_str(&t->release.authority);
		p->location = text_of(&p->arena, "%s%.*s%s%s%.*s",
		    number.n > 0 ? "case no. " : "", (int)number.n,
		    number.n > 0 ? number.p : "", both ? ", " : "",
		    document.n > 0 ? "doc. no. " : "", (int)document.n,
		    document.n > 0 ? document.p : "");
	}
}

static void
add_copy(struct cite_parts *p, const struct reftel_telegram *t,
    const struct cite_where *where)
{
	struct str file = base_name(str_from(where->file == NULL ? ""
	    : where->file));
	const char *member = where->member == NULL ? "" : where->member;
	const char *form = reftel_form_name(t->form);
	bool digest = where->sha256 != NULL && where->sha256[0] != '\0';

	if (!str_eq(file, STR("-")) && file.n > 0)
		p->copy = text_of(&p->arena, "%.*s%s%s", (int)file.n, file.p,
		    *member == '\0' ? "" : ", ", member);
	p->read = text_of(&p->arena, "%s%s%s%.12s", form == NULL ? "" : form,
	    form != NULL && digest ? ", " : "", digest ? "SHA-256 " : "",
	    digest ? where->sha256 : "");
}

static void
add_inferred(struct cite_parts *p)
{
	const struct {
		bool is;
		const char *word;
	} words[] = {
		{ p->id_inferred && p->id.n > 0, "number" },
		{ p->date_inferred && p->year > 0, "date" },
		{ p->from_inferred && p->from.n > 0, "sender" },
		{ p->to_inferred && p->to.n > 0, "addressee" },
		{ p->title_inferred && p->title.n > 0, "title" },
		{ p->class_inferred && p->class.n > 0, "classification" },
	};
	char out[128] = "";

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].is) {
			strcat(out, out[0] == '\0' ? "" : ", ");
			strcat(out, words[i].word);
		}
	p->inferred = text_of(&p->arena, "%s", out);
}

void
cite_parts(struct cite_parts *p, const struct reftel_telegram *t,
    const struct cite_where *where)
{
	static const struct cite_where nowhere = { 0 };

	if (where == NULL)
		where = &nowhere;
	*p = (struct cite_parts){ .paragraph = where->paragraph };
	arena_init(&p->arena);
	add_number(p, t, where);
	add_from(p, t);
	add_to(p, t);
	add_title(p, t);
	add_class(p, t);
	add_date(p, t);
	add_copy(p, t, where);
	add_archive(p, t);
	add_inferred(p);
}

void
cite_parts_free(struct cite_parts *p)
{
	arena_free(&p->arena);
}
