/* Citations of telegrams that are kept; see cite.h. */
#include "archive/archive.h"
#include "archive/cite.h"
#include "base/arena.h"

static bool
has_paragraph(const struct reftel_telegram *t, int number)
{
	for (size_t i = 0; i < t->paragraphs.n; i++)
		if (t->paragraphs.v[i].number.value == number)
			return true;
	return false;
}

static enum archive_status
cite_read(struct buf *b, enum cite_style style, bool first,
    struct archive *a, int64_t telegram, const struct reftel_telegram *t,
    int paragraph)
{
	struct archive_head head;
	struct archive_witness *w;
	enum archive_status status;
	struct arena arena;
	size_t n;

	arena_init(&arena);
	status = archive_head(a, &arena, telegram, &head);
	if (status == ARCHIVE_OK)
		status = archive_witnesses(a, &arena, telegram, &w, &n);
	if (status == ARCHIVE_OK && paragraph > 0 &&
	    !has_paragraph(t, paragraph))
		status = archive_fail(a, ARCHIVE_NOTFOUND,
		    "%s has no paragraph %d", head.id, paragraph);
	if (status == ARCHIVE_OK)
		cite_next(b, style, first, t, &(struct cite_where){
			.id = head.id, .file = w[0].file,
			.member = w[0].member, .sha256 = w[0].sha256,
			.paragraph = paragraph
		});
	arena_free(&arena);
	return status;
}

enum archive_status
cite_kept(struct buf *b, enum cite_style style, bool first,
    struct archive *a, int64_t telegram, const struct reftel_telegram *t,
    int paragraph)
{
	struct reftel_telegram *face;
	enum archive_status status;

	if (t != NULL)
		return cite_read(b, style, first, a, telegram, t, paragraph);
	status = archive_face(a, telegram, &face);
	if (status == ARCHIVE_OK)
		status = cite_read(b, style, first, a, telegram, face,
		    paragraph);
	reftel_telegram_free(face);
	return status;
}
