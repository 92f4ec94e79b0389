/*
 * What a request of records has to say of a telegram that nobody has seen:
 * facts, each with the telegram that shows it, as text to be pasted.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "archive/gaps.h"
#include "base/arena.h"
#include "tables/tables.h"

enum { CITING_MAX = 25, NEAR_MAX = 3 };

static void __attribute__((format(printf, 2, 3)))
print(struct buf *out, const char *fmt, ...)
{
	char line[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	buf_puts(out, line);
}

/* Words behind a label, wrapped at blanks below 76 columns. */
static void
field(struct buf *out, const char *label, const char *words)
{
	enum { LABEL = 18, WIDTH = 76 };
	size_t column = LABEL;
	bool first = true;

	if (words[0] == '\0')
		return;
	print(out, "%-*s", LABEL, label);
	while (*words != '\0') {
		size_t n = strcspn(words, " \n\t");

		if (!first && column + 1 + n > WIDTH) {
			print(out, "\n%*s", LABEL, "");
			column = LABEL;
			first = true;
		}
		if (!first && n > 0) {
			buf_putc(out, ' ');
			column++;
		}
		buf_put(out, words, n);
		column += n;
		first = first && n == 0;
		words += n;
		words += strspn(words, " \n\t");
	}
	buf_putc(out, '\n');
}

/* "Embassy Paris (AMEMBASSY PARIS)", or the name alone. */
static const char *
sender(struct arena *arena, const char *name)
{
	const struct post *post = tables_post(str_from(name));

	if (post == NULL)
		return name;
	return post->plad[0] == '\0' ? post->name : arena_printf(arena,
	    "%s (%s)", post->name, post->plad);
}

static void
put_citing(struct archive *a, struct arena *arena, struct buf *out,
    const struct gap_citing *c)
{
	const char *tags = gaps_tags(a, arena, c->telegram);

	print(out, "\n  %s, %s\n", c->id, c->date[0] == '\0' ? "undated"
	    : c->date);
	field(out, "    subject", c->subject);
	field(out, "    TAGS", tags);
	field(out, "    cites it as", arena_printf(arena, "%s%s%s%s", c->label,
	    c->label[0] == '\0' ? "" : ". ", c->text,
	    c->notal && strstr(c->text, "NOTAL") == NULL ? " (NOTAL)" : ""));
	field(out, "    read so", c->receipt);
}

static void
put_all_citing(struct archive *a, struct arena *arena, struct buf *out,
    const struct gap_cited *c)
{
	unsigned n = c->cites < CITING_MAX ? c->cites : CITING_MAX;

	if (c->cites == 0)
		return;
	print(out, "\nCITED BY %u TELEGRAM%s\n", c->cites,
	    c->cites == 1 ? "" : "S");
	for (unsigned i = 0; i < n; i++)
		put_citing(a, arena, out, &c->citing[i]);
	if (n < c->cites)
		print(out, "\n  and %u more (reftel refs %s)\n", c->cites - n,
		    c->id);
}

static void
put_near(struct buf *out, const struct archive_head *h)
{
	print(out, "  %s, %s", h->id, h->date[0] == '\0' ? "undated"
	    : h->date);
	if (h->subject[0] != '\0')
		print(out, ": %s", h->subject);
	buf_putc(out, '\n');
}

static void
put_all_near(struct archive *a, struct arena *arena, struct buf *out,
    const struct gap_cited *c)
{
	struct archive_head below[NEAR_MAX], above[NEAR_MAX];
	size_t b = gaps_near(a, arena, c, false, below, NEAR_MAX);
	size_t n = gaps_near(a, arena, c, true, above, NEAR_MAX);

	if (b + n == 0)
		return;
	print(out, "\nHELD OF THE SAME POST AND YEAR, NEXT TO IT BY NUMBER\n"
	    "\n");
	while (b > 0)
		put_near(out, &below[--b]);
	print(out, "  ... %s ...\n", c->id);
	for (size_t i = 0; i < n; i++)
		put_near(out, &above[i]);
}

static void
put_request(struct archive *a, struct arena *arena, struct buf *out,
    const struct gap_cited *c)
{
	print(out, "RECORD REQUESTED: Department of State telegram\n\n");
	field(out, "Number", arena_printf(arena, "%02d %s %ld (%s)",
	    c->year % 100, c->post, c->serial, c->id));
	field(out, "From", sender(arena, c->post));
	field(out, "Date, likely", c->from[0] == '\0' ? "not known"
	    : strcmp(c->from, c->to) == 0 ? c->from
	    : arena_printf(arena, "%s to %s", c->from, c->to));
	field(out, "  how known", c->window);
	field(out, "To, likely", c->likely_to);
	field(out, "  how known", c->likely_to_why);
	field(out, "That it exists", arena_printf(arena, "%s: %s",
	    sure_name(c->sure), c->why));
	field(out, "  but", c->doubt);
	put_all_citing(a, arena, out, c);
	put_all_near(a, arena, out, c);
	print(out, "\nDates and addressees called likely are worked out from "
	    "the telegrams named;\nthey were not read from the record itself."
	    "\n");
}

enum archive_status
gaps_request(struct archive *a, const char *spelling, struct buf *out,
    int64_t *held)
{
	struct gap_cited c;
	struct arena arena;
	enum archive_status status;

	arena_init(&arena);
	status = gaps_cited(a, &arena, spelling, &c, held);
	if (c.id != NULL && *held == 0 && (status == ARCHIVE_OK ||
	    status == ARCHIVE_NOTFOUND))
		put_request(a, &arena, out, &c);
	if (arena.failed || out->failed)
		status = archive_fail(a, ARCHIVE_ENOMEM, "out of memory");
	arena_free(&arena);
	return status;
}
