/*
 * Markdown copies (archive-forms.md 3.4).  Markdown is only a carrier: it is
 * undone, and what comes out is tested again and read as what it is.
 */
#include "base/entity.h"
#include "form/form.h"
#include "form/lex.h"
#include "form/markdown.h"
#include "form/sign.h"
#include "form/wrapper.h"

/* A run of asterisks or underscores in a line. */
struct run {
	size_t at, n;
	bool drop;		/* one of a pair around words */
};

struct undoing {
	struct reading *r;
	const struct text *in;
	struct text *out;
	struct str s;
	size_t kept;		/* [kept, ...) is still to be copied */
	struct run *run;	/* of this line */
	size_t run_n, run_cap;
	bool indented;		/* every line by four blanks: code */
};

static void
copy_to(struct undoing *u, size_t at)
{
	text_copy(u->out, u->in, (uint32_t)u->kept, (uint32_t)at);
	u->kept = at;
}

/* [at, end) is left out. */
static void
drop(struct undoing *u, size_t at, size_t end)
{
	copy_to(u, at);
	u->kept = end;
}

static void
replace(struct undoing *u, struct str s, size_t at, size_t end)
{
	copy_to(u, at);
	text_subst(u->out, s, u->in, (uint32_t)at, (uint32_t)end);
	u->kept = end;
}

/* Links. */

bool
markdown_links(struct str s)
{
	return str_find(s, STR("](#"), 0) < s.n;
}

/* A target, and not the portion mark of "[NAME REMOVED](S/NF)". */
static bool
is_target(struct str t)
{
	static const char *const ends[] = { ".html", ".htm", ".md", ".pdf",
		".txt" };

	if (t.n == 0 || strchr("#/.<", t.p[0]) != NULL ||
	    str_find(t, STR("://"), 0) < t.n || str_starts(t, STR("mailto:")))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (str_ends(t, str_from(ends[i])))
			return true;
	return false;
}

/* The link at `at`, a "[": its text ends at *text_end, itself at *end.  No
 * search goes beyond the next "[", so all of them together are linear. */
static bool
link_at(struct str line, size_t at, size_t *text_end, size_t *end)
{
	size_t i = at + 1, target;

	while (i < line.n && line.p[i] != ']' && line.p[i] != '[')
		i++;
	if (i + 1 >= line.n || line.p[i] != ']' || line.p[i + 1] != '(')
		return false;
	*text_end = i;
	for (target = i += 2; i < line.n && line.p[i] != ')'; i++)
		if (line.p[i] == '[' || line.p[i] == '(')
			return false;
	*end = i + 1;
	return i < line.n && is_target(str_cut(line, target, i));
}

/* "[1](#)4." and "[1](#)A.": the paragraph sign became a one on the way
 * (archive-forms.md 2.3). */
static bool
is_sign(struct str line, size_t at, size_t text_end, size_t end)
{
	return text_end == at + 2 && line.p[at + 1] == '1' && end < line.n &&
	    ch_alnum(line.p[end]);
}

static size_t
digits_length(struct str line, size_t at)
{
	size_t end = at;

	while (end < line.n && ch_digit(line.p[end]))
		end++;
	return end - at;
}

/* "[1](#f1)", "[12](#fn12)": the number of an editor's note. */
static bool
is_note(struct str line, size_t at, size_t text_end)
{
	size_t target = text_end + 2, n = digits_length(line, at + 1);

	if (n == 0 || at + 1 + n != text_end ||
	    !str_starts(str_cut(line, target, line.n), STR("#f")))
		return false;
	target += 2 + (target + 2 < line.n && line.p[target + 2] == 'n');
	return digits_length(line, target) == n;
}

static void
put_sign(struct undoing *u, size_t at, size_t end)
{
	struct str sign = STR("\xC2\xB6");
	struct text_place p = text_source(u->in, (uint32_t)at, (uint32_t)end);
	struct diag *d = wrapper_diag(u->r, DIAG_PARAGRAPH_MARK, (uint32_t)at,
	    (uint32_t)end, STR(""));

	telegram_fix(u->r->t, d, p.start, p.end, sign, "certain");
	replace(u, sign, at, end);
}

/* Emphasis. */

static bool
edge(struct str line, size_t at)
{
	return at >= line.n || ch_is(line.p[at], CT_SPACE | CT_PUNCT);
}

/* What can stand at the inner side of a mark around words. */
static bool
inner(struct str line, size_t at)
{
	return at < line.n && (ch_is(line.p[at], CT_ALNUM | CT_HIGH) ||
	    (line.p[at] != '\0' && strchr("\"'([)].,:;!?$%", line.p[at])));
}

/* A mark that could open and one that could close it, of one kind and
 * length: pairs, if both are in one line. */
static void
pair_runs(struct undoing *u, struct str line)
{
	size_t open[2][4] = { { 0 } };		/* index + 1 */

	for (size_t i = 0; i < u->run_n; i++) {
		struct run *run = &u->run[i];
		size_t end = run->at + run->n;
		size_t *opener = &open[line.p[run->at] == '_'][run->n];
		bool before = run->at == 0 || edge(line, run->at - 1);

		if (*opener > 0 && run->at > 0 && inner(line, run->at - 1) &&
		    edge(line, end)) {
			run->drop = u->run[*opener - 1].drop = true;
			*opener = 0;
		} else if (before && inner(line, end)) {
			*opener = i + 1;
		}
	}
}

/* Longer runs are rules or gaps (archive-forms.md 2.9), no emphasis. */
static void
find_runs(struct undoing *u, struct str line, size_t from)
{
	u->run_n = 0;
	for (size_t i = from; i < line.n; i++) {
		size_t n = 1;

		if (line.p[i] == '\\') {
			i++;
			continue;
		}
		if (line.p[i] != '*' && line.p[i] != '_')
			continue;
		while (i + n < line.n && line.p[i + n] == line.p[i])
			n++;
		if (n <= 3) {
			struct run *v = arena_grow(u->out->arena, u->run,
			    u->run_n, &u->run_cap, sizeof(*v));
			if (v == NULL)
				return;
			u->run = v;
			v[u->run_n++] = (struct run){ i, n, false };
		}
		i += n - 1;
	}
	pair_runs(u, line);
}

/* The inside of a line. */

static size_t
put_entity(struct undoing *u, struct str line, size_t at, size_t base)
{
	char out[ENTITY_MAX];
	bool unknown;
	size_t n, taken = entity_decode(str_cut(line, at, line.n), out, &n,
	    &unknown);

	if (taken == 0)
		return 1;
	replace(u, str_make(out, n), base + at, base + at + taken);
	return taken;
}

/* "<br>", "<br/>" and "<br />" */
static size_t
break_length(struct str line, size_t at)
{
	struct str s = str_cut(line, at, at + 6);

	if (str_startsi(s, STR("<br>")))
		return 4;
	if (str_startsi(s, STR("<br/>")))
		return 5;
	return str_startsi(s, STR("<br />")) ? 6 : 0;
}

/* The character at `at` may mean something; returns how far to go on. link:
 * where the text of the link ends that was met last, and the link. */
static size_t
undo_char(struct undoing *u, struct str line, size_t at, size_t base,
    size_t link[2])
{
	size_t n, text_end, end;

	switch (line.p[at]) {
	case '\\':
		if (at + 1 == line.n || ch_is(line.p[at + 1], CT_PUNCT))
			drop(u, base + at, base + at + 1);
		return 2;
	case '&':
		return put_entity(u, line, at, base);
	case '<':
		n = break_length(line, at);
		if (n > 0)
			replace(u, STR("\n"), base + at, base + at + n);
		return n > 0 ? n : 1;
	case '!':
		if (at + 1 < line.n && line.p[at + 1] == '[' &&
		    link_at(line, at + 1, &text_end, &end))
			drop(u, base + at, base + at + 1);
		return 1;
	case '[':
		if (!link_at(line, at, &text_end, &end))
			return 1;
		if (is_sign(line, at, text_end, end)) {
			put_sign(u, base + at, base + end);
			return end - at;
		}
		if (is_note(line, at, text_end)) {
			drop(u, base + at, base + end);
			return end - at;
		}
		drop(u, base + at, base + at + 1);
		link[0] = text_end;
		link[1] = end;
		return 1;
	default:
		return 1;
	}
}

/* Where the first character that may mean something stands: those of
 * undo_char() and find_runs().  Most lines have none. */
static size_t
first_mark(struct str line, size_t from)
{
	static const bool mark[256] = { ['\\'] = true, ['&'] = true,
		['<'] = true, ['!'] = true, ['['] = true, ['*'] = true,
		['_'] = true };

	while (from < line.n && !mark[(unsigned char)line.p[from]])
		from++;
	return from;
}

/* The line [base, ...) from offset `from` in it. */
static void
undo_line(struct undoing *u, struct str line, size_t from, size_t base)
{
	size_t link[2] = { line.n, line.n };
	size_t first = first_mark(line, from), next_run = 0;

	if (first == line.n)
		return;
	bool tags = str_startsi(str_trim(str_cut(line, from, line.n)),
	    STR("TAGS"));
	find_runs(u, line, first);
	for (size_t at = first; at < line.n;) {
		const struct run *run = next_run < u->run_n
		    ? &u->run[next_run] : NULL;

		if (run != NULL && run->at <= at) {
			if (run->drop && run->at == at)
				drop(u, base + at, base + at + run->n);
			at += run->at == at ? run->n : 0;
			next_run++;
		} else if (at == link[0]) {
			drop(u, base + at, base + link[1]);
			u->r->markup |= tags;
			at = link[1];
			link[0] = line.n;
		} else {
			at += undo_char(u, line, at, base, link);
		}
	}
}

/* Lines. */

static bool
is_fence(struct str line)
{
	return str_starts(line, STR("```")) || str_starts(line, STR("~~~")) ||
	    str_starts(line, STR(":::"));
}

/* A paragraph's number with its sign, or what has become of the sign. */
static bool
is_numbered(struct str line)
{
	struct cur c = cur_make(line);

	return (eat_lit(&c, "\xC2\xB6") || eat_lit(&c, "[1](#)")) &&
	    eat_digits(&c, 1, 3, NULL) && eat_char(&c, '.');
}

/* "**Document Number:** 1979ZENDA00088" */
static bool
is_bold_key(struct str line)
{
	struct str key = str_cut(line, 2, str_find(line, STR("**"), 2));

	return str_starts(line, STR("**")) && key.n > 2 && key.n < 44 &&
	    (key.p[key.n - 1] == ':' || str_starts(str_cut(line, key.n + 4,
	    line.n), STR(":")));
}

/* What no telegram has a list mark before, but a copy now and then. */
static bool
is_structure(struct str line)
{
	static const char *const words[] = { "VZCZC", "DE R", "ZNY ", "ZNR ",
		"FM ", "TO ", "INFO ", "E.O.", "EO 1", "TAGS", "SUBJECT",
		"SUBJ:", "REF:", "SIPDIS" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_starts(line, str_from(words[i])))
			return true;
	return sign_dtg(line) || is_numbered(line) || is_bold_key(line);
}

/* Length of the marks that Markdown put before the line: quotes, a heading,
 * a list mark. */
static size_t
marks_length(struct str line)
{
	size_t at = 0, hashes;

	while (at < line.n && line.p[at] == '>')
		at += at + 1 < line.n && line.p[at + 1] == ' ' ? 2 : 1;
	for (hashes = at; hashes < line.n && line.p[hashes] == '#';)
		hashes++;
	if (hashes > at && hashes - at <= 6 && hashes < line.n &&
	    line.p[hashes] == ' ')
		return hashes + 1;
	if (at + 2 < line.n && strchr("-*+", line.p[at]) != NULL &&
	    line.p[at + 1] == ' ' && is_structure(str_cut(line, at + 2,
	    line.n)))
		return at + 2;
	return at;
}

static bool
is_item(struct str line)
{
	return line.n > 1 && (line.p[1] == '.' || line.p[1] == ')');
}

/* A paragraph was cut in mid-sentence, with an empty line between. */
static bool
goes_on(struct str before, struct str line)
{
	if (before.n == 0 || line.n == 0 || !ch_lower(line.p[0]) ||
	    is_item(line))
		return false;
	return !lex_sentence_end(before) && !lex_rule(before) &&
	    !lex_capitals(before);
}

static bool
indent_at(struct str s, size_t at)
{
	return str_starts(str_cut(s, at, at + 4), STR("    ")) ||
	    str_starts(str_cut(s, at, at + 1), STR("\t"));
}

static bool
all_indented(struct str s, size_t from)
{
	for (size_t at = from, next; at < s.n; at = next) {
		struct str line = sign_line(s, at, &next);

		if (line.n > 0 && !indent_at(s, at))
			return false;
	}
	return from < s.n;
}

static void
undo_lines(struct undoing *u, size_t from)
{
	struct str before = STR("");
	size_t blank = SIZE_MAX;	/* where empty lines began */

	for (size_t at = from, next; at < u->s.n; at = next) {
		struct str trimmed = sign_line(u->s, at, &next);
		size_t end = next > at && u->s.p[next - 1] == '\n' ? next - 1
								   : next;
		struct str line = str_cut(u->s, at, end);
		size_t skip = !u->indented ? marks_length(line)
		    : !indent_at(u->s, at) ? 0 : line.p[0] == '\t' ? 1 : 4;

		if (trimmed.n == 0) {
			if (blank == SIZE_MAX)
				blank = at;
			continue;
		}
		if (blank != SIZE_MAX && goes_on(before, trimmed))
			drop(u, blank, at);
		blank = SIZE_MAX;
		before = trimmed;
		if (is_fence(trimmed)) {
			drop(u, at, next);
			continue;
		}
		if (skip > 0)
			drop(u, at, at + skip);
		undo_line(u, line, skip, at);
	}
	copy_to(u, u->s.n);
}

const struct text *
markdown_undo(struct reading *r, uint32_t from)
{
	struct arena *a = &r->t->impl->arena;
	struct text *out = arena_alloc(a, sizeof(*out), 1);
	struct undoing u = { .r = r, .in = r->src, .out = out,
		.s = str_make(r->src->p, r->src->n) };

	if (out == NULL)
		return r->src;
	text_init(out, a, u.s.n + 16);
	u.indented = all_indented(u.s, from);
	undo_lines(&u, from);
	return out;
}

/* The block between two "---" lines at the top. */

/* Where it ends; 0: there is none. */
static size_t
yaml_end(struct str s)
{
	size_t at = 0, next;
	struct str line = sign_line(s, at, &next);

	while (line.n == 0 && next < s.n) {
		at = next;
		line = sign_line(s, at, &next);
	}
	if (!str_eq(line, STR("---")))
		return 0;
	for (at = next; at < s.n; at = next) {
		line = sign_line(s, at, &next);
		if (str_eq(line, STR("---")))
			return next;
	}
	return 0;
}

/* The value without its quotation marks. placed: the text has it at the
 * same offset. */
static struct reftel_value
yaml_value(struct reading *r, struct str s, bool placed)
{
	size_t at;

	s = str_trim(s);
	if (s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') &&
	    s.p[s.n - 1] == s.p[0])
		s = str_cut(s, 1, s.n - 1);
	at = (size_t)(s.p - r->src->p);
	return placed ? telegram_value(r->t, (uint32_t)at,
	    (uint32_t)(at + s.n)) : telegram_value_bare(s);
}

/* A line of the block that has a key of its own, not an inner one. */
static struct reftel_field *
yaml_field(struct reading *r, struct str line, bool placed)
{
	size_t colon = str_findc(line, ':', 0);
	struct str key = str_trim(str_cut(line, 0, colon));
	struct reftel_value v;

	if (colon == line.n || key.n == 0 || !ch_alpha(line.p[0]))
		return NULL;
	v = yaml_value(r, str_cut(line, colon + 1, line.n), placed);
	/* The class may be today's and the title the editor's: archive-forms.md
	 * 3.4 wants neither trusted. */
	if (str_eq(key, STR("doc_date")) || str_eq(key, STR("date")))
		wrapper_day(r, v, WRAPPER_DAY_ONLY);
	else if ((str_eq(key, STR("id")) || str_ends(key,
	    STR("doc-number"))) && sign_id(value_str(&v)))
		r->id = v;
	else if (str_eq(key, STR("origin")))
		r->origin = wrapper_given(v);
	return telegram_field(r->t, arena_strdup(&r->t->impl->arena, key), v);
}

/* The value goes on in this line, indented: with a blank for the line's
 * end. */
static void
yaml_longer(struct reading *r, struct reftel_field *f, struct str line,
    bool placed)
{
	struct str first = value_str(&f->value), s;
	size_t end = (size_t)(line.p + line.n - r->src->p);
	char quote = line.p[line.n - 1], *p;

	/* the marks of a quoted value that ends only here */
	if ((quote == '\'' || quote == '"') && first.p[0] == quote) {
		first = str_cut(first, 1, first.n);
		line.n--;
		end--;
	}
	p = arena_printf(&r->t->impl->arena, "%.*s %.*s", (int)first.n,
	    first.p, (int)line.n, line.p);
	if (p == NULL)
		return;
	s = str_from(p);
	f->value = placed ? telegram_value_as(s, f->value.start +
	    (uint32_t)(first.p - f->value.s), (uint32_t)end)
	    : telegram_value_bare(s);
}

static void
read_yaml(struct reading *r, size_t end, bool placed)
{
	struct str s = str_make(r->src->p, end);
	struct reftel_field *f = NULL;

	for (size_t at = 0, next; at < end; at = next) {
		struct str line = sign_line(s, at, &next);

		if (str_eq(line, STR("---")) || line.n == 0)
			continue;
		if (!str_starts(line, STR("- "))) {
			if (!ch_space(s.p[at]))
				f = yaml_field(r, line, placed);
			else if (f != NULL && f->is_list)
				telegram_push(r->t, &f->list, yaml_value(r,
				    line, placed));
			else if (f != NULL && f->value.n > 0)
				yaml_longer(r, f, line, placed);
		} else if (f != NULL && f->value.n == 0) {
			f->is_list = true;
			telegram_push(r->t, &f->list, yaml_value(r,
			    str_cut(line, 2, line.n), placed));
		}
	}
}

static const struct text *
without_yaml(struct reading *r, const struct text *in, size_t end)
{
	struct text *out = arena_alloc(&r->t->impl->arena, sizeof(*out), 1);

	if (out == NULL || end == 0)
		return in;
	text_init(out, &r->t->impl->arena, in->n);
	text_copy(out, in, (uint32_t)end, in->n);
	return out;
}

bool
form_markdown(struct reading *r)
{
	size_t yaml = yaml_end(str_make(r->src->p, r->src->n));
	const struct text *undone = markdown_undo(r, (uint32_t)yaml);
	enum reftel_form form = form_settle(str_make(undone->p + yaml,
	    undone->n - yaml), true);

	if (form == REFTEL_FORM_TRANSMISSION || form == REFTEL_FORM_FRAGMENT) {
		*r->text = *undone;
		read_yaml(r, yaml, true);
		r->begin = (uint32_t)yaml;
		r->glued = form == REFTEL_FORM_TRANSMISSION;
		return cablegram_is(r) ? cablegram_read(r) : true;
	}
	/* The inner form has a wrapper of its own, and says what it is. */
	read_yaml(r, yaml, false);
	r->src = without_yaml(r, undone, yaml);
	r->t->form = form;
	return form_run(form, r);
}
