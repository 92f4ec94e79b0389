/*
 * Makes a scan of a PDF file: one whose pages are images of the other's.
 *	scan IN.pdf OUT.pdf [OUT.png]	the second of its first page alone
 */
#include <cairo-pdf.h>
#include <poppler.h>
#include <stdio.h>
#include <stdlib.h>

enum { DPI = 200 };

static cairo_surface_t *
photograph(PopplerPage *page, double width, double height)
{
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	    (int)(width * DPI / 72), (int)(height * DPI / 72));
	cairo_t *cr = cairo_create(image);

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, DPI / 72.0, DPI / 72.0);
	poppler_page_render(page, cr);
	cairo_destroy(cr);
	return image;
}

static void
paste(cairo_surface_t *pdf, cairo_surface_t *image, double width,
    double height)
{
	cairo_t *cr = cairo_create(pdf);

	cairo_pdf_surface_set_size(pdf, width, height);
	cairo_scale(cr, 72.0 / DPI, 72.0 / DPI);
	cairo_set_source_surface(cr, image, 0, 0);
	cairo_paint(cr);
	cairo_show_page(cr);
	cairo_destroy(cr);
}

int
main(int argc, char **argv)
{
	char *path = argc > 2 ? realpath(argv[1], NULL) : NULL;
	char *uri = path == NULL ? NULL : g_filename_to_uri(path, NULL, NULL);
	PopplerDocument *doc = uri == NULL ? NULL
	    : poppler_document_new_from_file(uri, NULL, NULL);
	cairo_surface_t *pdf;
	int ok = 1;

	if (doc == NULL) {
		fprintf(stderr, "usage: scan IN.pdf OUT.pdf [OUT.png]\n");
		return 2;
	}
	pdf = cairo_pdf_surface_create(argv[2], 612, 792);
	for (int i = 0; i < poppler_document_get_n_pages(doc); i++) {
		PopplerPage *page = poppler_document_get_page(doc, i);
		double width, height;
		cairo_surface_t *image;

		poppler_page_get_size(page, &width, &height);
		image = photograph(page, width, height);
		paste(pdf, image, width, height);
		if (i == 0 && argc > 3)
			ok &= cairo_surface_write_to_png(image, argv[3]) ==
			    CAIRO_STATUS_SUCCESS;
		cairo_surface_destroy(image);
		g_object_unref(page);
	}
	cairo_surface_finish(pdf);
	ok &= cairo_surface_status(pdf) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(pdf);
	g_object_unref(doc);
	g_free(uri);
	free(path);
	return ok ? 0 : 1;
}
