/* The line that a release prints at the head and foot of each page
 * (archive-forms.md 3.7.2): its parts; see release_int.h. */
#include "form/release_int.h"

/* A number of letters, digits and hyphens: "F-2014-20439", "C05792554". */
static bool
eat_code_number(struct cur *c, struct str *out)
{
	const char *from = c->p;
	bool digit = false;

	while (!cur_end(c) && (ch_alnum(*c->p) || *c->p == '-'))
		digit |= ch_digit(*c->p++);
	*out = str_range(from, c->p);
	return out->n >= 4 && digit;
}

/* "Case No. F-2014-20439": the words, then the number. */
static bool
eat_named(struct cur *c, const char *word, struct str *out)
{
	struct cur was = *c;

	cur_skip(c);
	if (eat_lit(c, word)) {
		cur_skip(c);
		if (eat_lit(c, "No"))
			eat_char(c, '.');
		cur_skip(c);
		if (eat_code_number(c, out))
			return true;
	}
	*c = was;
	*out = STR("");
	return false;
}

static bool
eat_date(struct cur *c, struct str *out)
{
	struct cur was = *c;
	const char *from;

	cur_skip(c);
	if (!eat_lit(c, "Date"))
		goto no;
	if (!eat_char(c, ':'))
		eat_char(c, ';');
	cur_skip(c);
	from = c->p;
	if (!eat_digits(c, 1, 2, NULL) || !eat_char(c, '/') ||
	    !eat_digits(c, 1, 2, NULL) || !eat_char(c, '/') ||
	    !eat_digits(c, 4, 4, NULL))
		goto no;
	*out = str_range(from, c->p);
	return true;
no:
	*c = was;
	*out = STR("");
	return false;
}

/* The class word that ends at `end`, or an empty text there. */
static struct str
class_before(struct str line, const char *end)
{
	static const char *const words[] = { "UNCLASSIFIED", "CONFIDENTIAL",
		"SECRET" };
	struct str before = str_trim(str_range(line.p, end));

	for (size_t i = 0; i < LEX_COUNT(words); i++) {
		struct str w = str_from(words[i]);

		if (before.n >= w.n && str_distance(str_cut(before,
		    before.n - w.n, before.n), w, 1) <= 1)
			return str_cut(before, before.n - w.n, before.n);
	}
	return str_make(end, 0);
}

/* The page line whose words "Department of State" stand at `at` of the line,
 * which goes on to the end of the text: it may be broken in two. */
static bool
page_read(struct str line, size_t at, struct release_line *out)
{
	struct cur c = { line.p + at, line.p + line.n };
	const char *us = c.p;

	while (us > line.p && ch_blank(us[-1]))
		us--;
	for (int n = 0; us > line.p && !ch_space(us[-1]) && n < 6; n++)
		us--;
	if (ch_fold(*us) != 'U' || !eat_lit(&c, "Department of State"))
		return false;
	out->authority = str_range(us, c.p);
	if (!eat_named(&c, "Case", &out->case_number))
		return false;
	eat_named(&c, "Doc", &out->document);
	eat_date(&c, &out->date);
	out->today = class_before(line, us);
	out->start = out->today.n > 0 ? out->today.p : us;
	out->end = c.p;
	return true;
}

bool
release_line_find(struct str s, size_t eol, struct release_line *out)
{
	const struct str words = STR("Department of State");
	size_t at = str_find(str_cut(s, 0, eol), words, 0);

	return at < eol && page_read(s, at, out);
}

bool
release_page(struct str s, struct str *document)
{
	struct release_line page;

	s = str_cut(s, 0, 400);
	if (!release_line_find(s, str_findc(s, '\n', 0), &page))
		return false;
	*document = page.document;
	return true;
}
