/* reftel export --sources: files as they were handed in. */
#include <inttypes.h>
#include <string.h>

#include "archive/reread.h"
#include "base/digest.h"
#include "cli/cmd.h"
#include "cli/export.h"
#include "cli/kept.h"

struct sources {
	struct archive *a;
	struct outfolder folder;
	struct progress progress;
	struct digest digest;
	struct buf manifest;
	uint64_t files;
	int status;
	bool stopped;
};

static void
fault(struct sources *s, const char *name, const char *why)
{
	progress_clear(&s->progress);
	complain("%s: %s", name, why);
	s->status = EXIT_FAULT;
}

/* All bytes of a file; NULL, or what is wrong with them. */
static const char *
copy_bytes(struct sources *s, const struct export_source *from, FILE *f)
{
	struct kept_file file = { .archive = s->a, .file = from->file };
	uint64_t length = 0;
	char p[65536], hex[65];
	bool removed;
	long n;

	digest_start(&s->digest);
	while ((n = kept_file_read(&file, p, sizeof(p))) > 0) {
		digest_add(&s->digest, p, (size_t)n);
		length += (uint64_t)n;
		if (fwrite(p, 1, (size_t)n, f) != (size_t)n)
			break;		/* told where it is closed */
	}
	removed = file.removed;
	kept_file_close(&file);
	if (!digest_end(&s->digest, hex))
		return "out of memory";
	if (n < 0)
		return "its bytes are damaged in the archive";
	if (ferror(f))
		return NULL;
	if (removed)
		return "telegrams of it were removed; the rest is written";
	if (length != from->length || strcmp(hex, from->sha256) != 0)
		return "is not what was handed in: its digest does not fit";
	return NULL;
}

static void
add_to_manifest(struct sources *s, const struct export_source *from,
    const char *path, const char *why)
{
	struct buf *m = &s->manifest;

	export_csv_field(m, str_from(path));
	buf_putc(m, ',');
	export_csv_field(m, str_from(from->name));
	buf_putc(m, ',');
	buf_putu(m, from->length);
	buf_putc(m, ',');
	export_csv_field(m, str_from(from->sha256));
	buf_putc(m, ',');
	export_csv_field(m, str_from(from->added));
	buf_putc(m, ',');
	export_csv_field(m, str_from(why == NULL ? "" : why));
	buf_puts(m, "\r\n");
}

static bool
write_source(void *ctx, const struct export_source *from)
{
	struct sources *s = ctx;
	struct buf path = { 0 };
	char made[4096];
	const char *why;
	FILE *f = NULL;

	if (!from->whole) {
		fault(s, from->name, "is not all kept: adding it was cut off");
		add_to_manifest(s, from, "", "not all kept");
		return true;
	}
	buf_puts(&path, "files/");
	export_safe_path(&path, from->name);
	buf_putc(&path, '\0');
	if (!path.failed)
		f = outfolder_create(&s->folder, path.p, made, sizeof(made));
	buf_free(&path);
	if (f == NULL) {
		s->stopped = true;
		return false;
	}
	why = copy_bytes(s, from, f);
	if (!outfolder_done(&s->folder, f, made)) {
		s->stopped = true;
		return false;
	}
	if (why != NULL)
		fault(s, from->name, why);
	add_to_manifest(s, from, made, why);
	s->files++;
	progress_show(&s->progress, s->files, s->files);
	return true;
}

static bool
count_source(void *ctx, const struct export_source *from)
{
	uint64_t *n = ctx;

	(void)from;
	++*n;
	return true;
}

static bool
write_all(struct sources *s)
{
	if (export_sources(s->a, write_source, s) != ARCHIVE_OK) {
		kept_fault(s->a);
		return false;
	}
	if (s->manifest.failed)
		complain("out of memory");
	return !s->stopped && !s->manifest.failed &&
	    outfolder_put(&s->folder, "manifest.csv", s->manifest.p,
	    s->manifest.n);
}

int
export_files(struct archive *a, const char *out)
{
	struct sources s = { .a = a };
	uint64_t n = 0;

	if (!outfolder_open(&s.folder, out))
		return EXIT_FAULT;
	archive_hold(a);
	export_sources(a, count_source, &n);
	progress_begin(&s.progress, "files", n);
	buf_puts(&s.manifest, "path,name,bytes,sha256,added,fault\r\n");
	if (!outfolder_close(&s.folder, write_all(&s)))
		s.status = EXIT_FAULT;
	archive_release(a);
	progress_clear(&s.progress);
	digest_free(&s.digest);
	buf_free(&s.manifest);
	return s.status;
}
