/*
 * PDF files (archive-forms.md 3.6.7, 3.10).  The only file that knows
 * poppler.  A page becomes lines of text as it looks; a page of nothing but
 * images goes to whoever reads letters from them.
 */
#include <poppler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "open/layout.h"
#include "open/paged.h"
#include "open/whole.h"

enum {
	DPI = 300,			/* what OCR is made for */
	PIXELS = 64 * 1000 * 1000	/* of a page; more is made smaller */
};

struct opened {
	const struct opener_input *in;
	struct whole file;
	GBytes *bytes;
	PopplerDocument *doc;
	int page, page_n;		/* page: the next to be read */
	struct paged paged;
	bool started;
	char reason[200];
};

/* Letters. */

/* The letter goes on the word: on its line, and no blank away.  Poppler joins
 * what is side by side in its order, wherever it stands. */
static bool
goes_on(const struct layout_word *w, const PopplerRectangle *r)
{
	double height = w->bottom - w->top;

	return r->y1 < w->bottom - height / 2 && r->y2 > w->top + height / 2 &&
	    r->x1 < w->right + height / 6 && r->x1 > w->right - height / 2;
}

/* The words of a page: what stands between blanks and line ends. */
static void
add_words(struct layout *l, const char *text, const PopplerRectangle *r,
    guint n)
{
	struct layout_word w = { 0 };
	const char *at = text;

	for (guint i = 0; i < n && *at != '\0'; i++) {
		const char *next = g_utf8_next_char(at);
		bool blank = *at == ' ' || *at == '\n';

		if (w.n > 0 && (blank || !goes_on(&w, &r[i]))) {
			layout_add(l, &w);
			w.n = 0;
		}
		if (!blank && w.n == 0)
			w = (struct layout_word){ at, 0, r[i].x1, r[i].x2,
				r[i].y1, r[i].y2 };
		if (!blank) {
			w.n = (size_t)(next - w.p);
			w.right = r[i].x2;
		}
		at = next;
	}
	if (w.n > 0)
		layout_add(l, &w);
}

static bool
put_letters(struct buf *out, PopplerPage *page, const char *text)
{
	struct layout l = { 0 };
	PopplerRectangle *r = NULL;
	guint n = 0;
	bool ok;

	if (poppler_page_get_text_layout(page, &r, &n))
		add_words(&l, text, r, n);
	ok = layout_put(&l, out);
	layout_free(&l);
	g_free(r);
	return ok;
}

/* Images of pages. */

static bool
has_images(PopplerPage *page)
{
	GList *list = poppler_page_get_image_mapping(page);
	bool has = list != NULL;

	poppler_page_free_image_mapping(list);
	return has;
}

/* Pixels of the surface as grey. */
static bool
to_grey(cairo_surface_t *surface, struct opener_image *image)
{
	const unsigned char *data = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	size_t n = (size_t)image->width * (size_t)image->height;
	unsigned char *out = image->pixels = malloc(n > 0 ? n : 1);

	if (out == NULL || data == NULL)
		return false;
	for (int y = 0; y < image->height; y++)
		for (int x = 0; x < image->width; x++) {
			uint32_t rgb;

			memcpy(&rgb, data + (size_t)y * (size_t)stride +
			    (size_t)x * 4, 4);
			*out++ = (unsigned char)(((rgb >> 16 & 0xFF) * 77 +
			    (rgb >> 8 & 0xFF) * 151 + (rgb & 0xFF) * 28) >> 8);
		}
	return true;
}

static bool
draw(PopplerPage *page, struct opener_image *image)
{
	double width, height, scale = DPI / 72.0;
	cairo_surface_t *surface;
	cairo_t *cr;
	bool ok;

	poppler_page_get_size(page, &width, &height);
	while (width * scale * height * scale > PIXELS)
		scale /= 2;
	image->dpi = (int)(scale * 72);
	image->width = (int)(width * scale);
	image->height = (int)(height * scale);
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, image->width,
	    image->height);
	cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	poppler_page_render(page, cr);
	cairo_surface_flush(surface);
	ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
	    to_grey(surface, image);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return ok;
}

/* False: out of memory. */
static bool
read_image(struct opened *o, PopplerPage *page, bool *ocr)
{
	struct opener_image image = { 0 };
	const char *why = "";
	bool drawn = draw(page, &image);

	*ocr = drawn && o->in->letters(&image, &o->paged.text, &why);
	if (drawn && !*ocr)
		paged_lost(&o->paged, why);
	free(image.pixels);
	return drawn;
}

/* Pages. */

static bool
is_blank(const char *s)
{
	return s == NULL || s[strspn(s, " \t\r\n\f")] == '\0';
}

static bool
read_letters(struct opened *o, PopplerPage *page, bool *ocr)
{
	char *text = poppler_page_get_text(page);
	bool ok = true;

	if (!is_blank(text))
		ok = put_letters(&o->paged.text, page, text);
	else if (has_images(page))
		ok = read_image(o, page, ocr);
	g_free(text);
	return ok;
}

static enum paged_status
make_page(struct paged *paged, void *state, bool *ocr)
{
	struct opened *o = state;
	PopplerPage *page;
	bool ok;

	if (o->page == o->page_n)
		return PAGED_END;
	page = poppler_document_get_page(o->doc, o->page++);
	if (page == NULL) {
		paged_lost(paged, "can not be read");
		return PAGED_PAGE;
	}
	ok = read_letters(o, page, ocr);
	g_object_unref(page);
	return ok ? PAGED_PAGE : PAGED_ENOMEM;
}

static long
pdf_read(void *state, void *out, size_t n)
{
	struct opened *o = state;

	return paged_read(&o->paged, out, n);
}

/* The file. */

static void *
pdf_open(const struct opener_input *in)
{
	struct opened *o = calloc(1, sizeof(*o));

	if (o == NULL)
		return NULL;
	o->in = in;
	o->paged.make = make_page;
	o->paged.state = o;
	return o;
}

static enum opener_status
open_document(struct opened *o)
{
	enum opener_status status = whole_read(o->in, &o->file);
	GError *error = NULL;

	if (status == OPENER_ENOMEM)
		return status;
	if (status != OPENER_OK) {
		snprintf(o->reason, sizeof(o->reason), "%s",
		    whole_reason(status));
		return OPENER_BROKEN;
	}
	o->bytes = g_bytes_new_static(o->file.p, o->file.n);
	o->doc = poppler_document_new_from_bytes(o->bytes, NULL, &error);
	if (o->doc == NULL) {
		if (g_error_matches(error, POPPLER_ERROR,
		    POPPLER_ERROR_ENCRYPTED))
			snprintf(o->reason, sizeof(o->reason),
			    "is encrypted; it has to be opened with its "
			    "password first");
		else
			snprintf(o->reason, sizeof(o->reason),
			    "is broken: %s", error->message);
		g_error_free(error);
		return OPENER_BROKEN;
	}
	o->page_n = poppler_document_get_n_pages(o->doc);
	return OPENER_OK;
}

static enum opener_status
pdf_next(void *state, struct opener_part *part)
{
	struct opened *o = state;
	enum opener_status status;

	if (o->started)
		return OPENER_END;
	o->started = true;
	status = open_document(o);
	part->kind = OPENER_PART_TEXT;
	part->carrier = "pdf";
	part->pages = &o->paged.pages;
	return status;
}

static const char *
pdf_reason(const void *state)
{
	const struct opened *o = state;

	return o->doc == NULL ? o->reason : paged_reason(&o->paged);
}

static void
pdf_close(void *state)
{
	struct opened *o = state;

	if (o->doc != NULL)
		g_object_unref(o->doc);
	if (o->bytes != NULL)
		g_bytes_unref(o->bytes);
	free(o->file.p);
	paged_free(&o->paged);
	free(o);
}

const struct opener reftel_opener = {
	.version = OPENER_VERSION,
	.open = pdf_open,
	.next = pdf_next,
	.read = pdf_read,
	.reason = pdf_reason,
	.close = pdf_close
};
