/*
 * Letters in images (archive-forms.md 3.10).  The only file that knows
 * tesseract, which reads them, and leptonica, which reads files of images.
 */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>

#include "open/layout.h"
#include "open/paged.h"
#include "open/whole.h"

/* An image file is decoded whole; its header tells how much that is. */
enum { PIXELS = 200 * 1000 * 1000 };
/* Of images that do not say theirs. */
enum { SCAN_DPI = 300 };

static const char no_data[] =
    "holds images of text; tesseract's English data are not installed";

/* Tesseract, ready to read lines of one column; NULL with a reason. */
static TessBaseAPI *
start(const char **why)
{
	TessBaseAPI *tess = TessBaseAPICreate();

	*why = "could not be read: out of memory";
	if (tess == NULL)
		return NULL;
	/* A library prints nothing. */
	setMsgSeverity(L_SEVERITY_NONE);
	TessBaseAPISetVariable(tess, "debug_file", "/dev/null");
	if (TessBaseAPIInit3(tess, NULL, "eng") != 0) {
		*why = no_data;
		TessBaseAPIDelete(tess);
		return NULL;
	}
	TessBaseAPISetPageSegMode(tess, PSM_SINGLE_COLUMN);
	TessBaseAPISetVariable(tess, "preserve_interword_spaces", "1");
	return tess;
}

/* The word's text belongs to the layout. */
static void
add_word(struct layout *l, TessResultIterator *words)
{
	TessPageIterator *places = TessResultIteratorGetPageIterator(words);
	struct layout_word w;
	char *text = TessResultIteratorGetUTF8Text(words, RIL_WORD);
	int left, right, top, bottom, none;

	if (text == NULL)
		return;
	if (!TessPageIteratorBoundingBox(places, RIL_WORD, &left, &none,
	    &right, &none) || !TessPageIteratorBoundingBox(places,
	    RIL_TEXTLINE, &none, &top, &none, &bottom)) {
		TessDeleteText(text);
		return;
	}
	w = (struct layout_word){ text, strlen(text), left, right, top,
		bottom };
	layout_add(l, &w);
	if (l->failed)
		TessDeleteText(text);
}

/* Appends the text of the image that was set. */
static bool
finish(TessBaseAPI *tess, struct buf *out, const char **why)
{
	TessResultIterator *words;
	struct layout l = { 0 };
	bool ok = TessBaseAPIRecognize(tess, NULL) == 0;

	words = ok ? TessBaseAPIGetIterator(tess) : NULL;
	if (words != NULL) {
		do
			add_word(&l, words);
		while (!l.failed && TessResultIteratorNext(words, RIL_WORD));
		TessResultIteratorDelete(words);
	}
	ok = ok && layout_put(&l, out);
	for (size_t i = 0; i < l.n; i++)
		TessDeleteText(l.v[i].p);
	layout_free(&l);
	TessBaseAPIEnd(tess);
	TessBaseAPIDelete(tess);
	*why = "holds images that can not be read";
	return ok;
}

static bool
ocr_letters(const struct opener_image *image, struct buf *out,
    const char **why)
{
	TessBaseAPI *tess = start(why);

	if (tess == NULL)
		return false;
	TessBaseAPISetImage(tess, image->pixels, image->width, image->height,
	    1, image->width);
	TessBaseAPISetSourceResolution(tess, image->dpi);
	return finish(tess, out, why);
}

/* Files of images. */

struct opened {
	struct whole file;
	const struct opener_input *in;
	size_t offset;		/* of the next image in a TIFF file; else 0 */
	struct paged paged;
	bool started, ended;
	char reason[200];
};

/* The next image of the file, or NULL. */
static PIX *
next_image(struct opened *o)
{
	const l_uint8 *p = (const l_uint8 *)o->file.p;
	l_int32 format, width, height;
	PIX *pix;

	if (o->ended)
		return NULL;
	o->ended = true;
	if (pixReadHeaderMem(p, o->file.n, &format, &width, &height, NULL,
	    NULL, NULL) != 0 || width <= 0 || height <= 0 ||
	    width > PIXELS / height)
		return NULL;
	if (format < IFF_TIFF || format > IFF_TIFF_ZIP)
		return pixReadMem(p, o->file.n);
	pix = pixReadMemFromMultipageTiff(p, o->file.n, &o->offset);
	o->ended = o->offset == 0;
	return pix;
}

static enum paged_status
make_page(struct paged *paged, void *state, bool *ocr)
{
	struct opened *o = state;
	const char *why;
	bool first = paged->pages.n == 0;
	PIX *pix = first || !o->ended ? next_image(o) : NULL;
	TessBaseAPI *tess;
	bool ok = false;

	if (pix == NULL && !first)
		return PAGED_END;
	*ocr = true;
	why = "is broken, or too large";
	tess = pix == NULL ? NULL : start(&why);
	if (tess != NULL) {
		TessBaseAPISetImage2(tess, pix);
		if (pixGetXRes(pix) <= 0)
			TessBaseAPISetSourceResolution(tess, SCAN_DPI);
		ok = finish(tess, &paged->text, &why);
	}
	if (!ok)
		paged_lost(paged, why);
	pixDestroy(&pix);
	return PAGED_PAGE;
}

static void *
ocr_open(const struct opener_input *in)
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
ocr_next(void *state, struct opener_part *part)
{
	struct opened *o = state;
	enum opener_status status;

	if (o->started)
		return OPENER_END;
	o->started = true;
	part->kind = OPENER_PART_TEXT;
	part->pages = &o->paged.pages;
	status = whole_read(o->in, &o->file);
	if (status == OPENER_OK || status == OPENER_ENOMEM)
		return status;
	snprintf(o->reason, sizeof(o->reason), "%s", whole_reason(status));
	return OPENER_BROKEN;
}

static long
ocr_read(void *state, void *out, size_t n)
{
	struct opened *o = state;

	return paged_read(&o->paged, out, n);
}

static const char *
ocr_reason(const void *state)
{
	const struct opened *o = state;

	return o->reason[0] != '\0' ? o->reason : paged_reason(&o->paged);
}

static void
ocr_close(void *state)
{
	struct opened *o = state;

	paged_free(&o->paged);
	free(o->file.p);
	free(o);
}

const struct opener reftel_opener = {
	.version = OPENER_VERSION,
	.open = ocr_open,
	.next = ocr_next,
	.read = ocr_read,
	.reason = ocr_reason,
	.close = ocr_close,
	.letters = ocr_letters
};
