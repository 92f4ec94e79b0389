/*
 * Zip archives, written: entries of no date, so that the same files make the
 * same bytes.  libarchive keeps the directory in memory until the end, some
 * hundred bytes a file.
 */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "intake/packer.h"

struct zip {
	struct archive *a;
	bool (*write)(void *ctx, const void *, size_t);
	void *ctx;
	bool failed;
};

static la_ssize_t
take(struct archive *a, void *ctx, const void *p, size_t n)
{
	struct zip *z = ctx;

	(void)a;
	if (!z->failed && z->write(z->ctx, p, n))
		return (la_ssize_t)n;
	z->failed = true;
	return -1;
}

static bool
zip_close(void *state)
{
	struct zip *z = state;
	bool ok = archive_write_close(z->a) == ARCHIVE_OK && !z->failed;

	archive_write_free(z->a);
	free(z);
	return ok;
}

static void *
zip_open(bool (*write)(void *, const void *, size_t), void *ctx)
{
	struct zip *z = calloc(1, sizeof(*z));

	if (z == NULL)
		return NULL;
	z->write = write;
	z->ctx = ctx;
	z->a = archive_write_new();
	if (z->a != NULL && archive_write_set_format_zip(z->a) ==
	    ARCHIVE_OK && archive_write_set_bytes_in_last_block(z->a, 1) ==
	    ARCHIVE_OK && archive_write_set_options(z->a,
	    "hdrcharset=UTF-8") >= ARCHIVE_WARN &&
	    archive_write_open(z->a, z, NULL, take, NULL) == ARCHIVE_OK)
		return z;
	z->failed = true;
	if (z->a != NULL)
		archive_write_free(z->a);
	free(z);
	return NULL;
}

static bool
zip_add(void *state, const char *name, const void *p, size_t n)
{
	struct zip *z = state;
	struct archive_entry *e = archive_entry_new();
	bool ok = e != NULL && !z->failed;

	if (ok) {
		archive_entry_set_pathname(e, name);
		archive_entry_set_pathname_utf8(e, name);
		archive_entry_set_size(e, (la_int64_t)n);
		archive_entry_set_filetype(e, AE_IFREG);
		archive_entry_set_perm(e, 0644);
		ok = archive_write_header(z->a, e) >= ARCHIVE_WARN &&
		    archive_write_data(z->a, p, n) == (la_ssize_t)n;
	}
	archive_entry_free(e);
	z->failed |= !ok;
	return ok;
}

const struct packer_module reftel_packer = {
	.version = PACKER_VERSION,
	.open = zip_open,
	.add = zip_add,
	.close = zip_close
};
