/*
 * reftel export --to zip: a folder for each form that telegrams are written
 * in, their sources, and manifest.csv, which tells of each file what it is
 * and of each source where it came from.  Files stand in the order of
 * telegrams; the list of them is kept until the end.
 */
#include <string.h>

#include "base/digest.h"
#include "cli/cmd.h"
#include "cli/export.h"
#include "intake/module.h"
#include "intake/packer.h"
#include "render/render.h"

struct zip {
	const struct packer_module *packer;
	void *state;
	struct digest digest;
	struct buf manifest;
	struct buf file;
	struct arena arena;
};

static bool
take_bytes(void *ctx, const void *p, size_t n)
{
	struct exporting *e = ctx;

	return outfile_put(&e->file, p, n);
}

static void
add_to_manifest(struct zip *z, const char *path, const char *id,
    const char *what, const char *hex, const char *from, const char *note)
{
	struct buf *m = &z->manifest;

	export_csv_field(m, str_from(path));
	buf_putc(m, ',');
	export_csv_field(m, str_from(id));
	buf_putc(m, ',');
	export_csv_field(m, str_from(what));
	buf_putc(m, ',');
	if (*path != '\0')
		buf_putu(m, z->file.n);
	buf_putc(m, ',');
	export_csv_field(m, str_from(hex));
	buf_putc(m, ',');
	export_csv_field(m, str_from(from));
	buf_putc(m, ',');
	export_csv_field(m, str_from(note));
	buf_puts(m, "\r\n");
}

/* What stands in z->file, under that path. */
static bool
add_file(struct exporting *e, const char *path, const char *id,
    const char *what, const char *from)
{
	struct zip *z = e->zip;
	char hex[65];

	if (z->file.failed || !digest_sha256(&z->digest, str_make(z->file.p,
	    z->file.n), hex))
		return export_fails(e);
	if (!z->packer->add(z->state, path, z->file.p == NULL ? ""
	    : z->file.p, z->file.n)) {
		e->stopped = true;
		return false;
	}
	add_to_manifest(z, path, id, what, hex, from, "");
	return true;
}

/* As each form; what one cannot hold is noted in the list. */
static bool
add_renderings(struct exporting *e, const char *id, const char *name,
    const struct reftel_telegram *t)
{
	const struct render_options options = { 0 };
	struct zip *z = e->zip;
	char path[256];

	for (size_t i = 0; i < render_forms_n; i++) {
		const struct render_form *form = &render_forms[i];
		const char *why;

		z->file.n = 0;
		why = form->write(&z->file, t, &options);
		if (why != NULL) {
			add_to_manifest(z, "", id, form->name, "", "", why);
			continue;
		}
		snprintf(path, sizeof(path), "%s/%s.%s", form->name, name,
		    form->suffix);
		if (!add_file(e, path, id, form->name, ""))
			return false;
	}
	return true;
}

/* The bytes of all its witnesses. */
static bool
add_sources(struct exporting *e, int64_t telegram, const char *id,
    const char *name)
{
	struct zip *z = e->zip;
	struct archive_witness *w;
	size_t n;

	if (archive_witnesses(e->a, &z->arena, telegram, &w, &n) !=
	    ARCHIVE_OK)
		return export_fails(e);
	for (size_t i = 0; i < n; i++) {
		const char *from = arena_printf(&z->arena, "%s%s%s", w[i].file,
		    *w[i].member == '\0' ? "" : "!/", w[i].member);
		char path[256];

		z->file.n = 0;
		if (from == NULL || archive_bytes(e->a, w[i].witness,
		    &z->file) != ARCHIVE_OK)
			return export_fails(e);
		snprintf(path, sizeof(path), "sources/%s-%zu.%s", name, i + 1,
		    w[i].form);
		if (!add_file(e, path, id, "source", from))
			return false;
	}
	return true;
}

static bool
add_telegram(void *ctx, int64_t telegram)
{
	struct exporting *e = ctx;
	struct zip *z = e->zip;
	struct archive_head head;
	struct reftel_telegram *t;
	struct buf name = { 0 };
	bool ok;

	arena_reset(&z->arena);
	if (archive_head(e->a, &z->arena, telegram, &head) != ARCHIVE_OK ||
	    archive_face(e->a, telegram, &t) != ARCHIVE_OK)
		return export_fails(e);
	export_name(&name, head.id);
	buf_putc(&name, '\0');
	ok = name.failed ? export_fails(e)
	    : add_renderings(e, head.id, name.p, t) &&
	    add_sources(e, telegram, head.id, name.p);
	reftel_telegram_free(t);
	buf_free(&name);
	e->done += ok;
	progress_show(&e->progress, e->done, e->done);
	return ok;
}

static bool
fill(struct exporting *e, struct search *s)
{
	struct zip *z = e->zip;
	bool ok;

	buf_puts(&z->manifest,
	    "path,telegram,what,bytes,sha256,from,note\r\n");
	ok = (search_each(s, SEARCH_DATE, add_telegram, e) || e->stopped ||
	    export_fails(e)) && !e->stopped;
	if (ok && z->manifest.failed)
		ok = export_fails(e);
	ok = ok && z->packer->add(z->state, "manifest.csv", z->manifest.p,
	    z->manifest.n);
	return z->packer->close(z->state) && ok;
}

static const struct packer_module *
load_packer(void)
{
	const struct packer_module *p = module_find("zip", PACKER_SYMBOL);

	return p != NULL && p->version == PACKER_VERSION ? p : NULL;
}

bool
export_zip(struct exporting *e, struct search *s)
{
	struct zip z = { .packer = load_packer() };
	bool ok;

	if (z.packer == NULL) {
		complain("this Reftel was built without what writes zip "
		    "archives");
		return false;
	}
	if (!outfile_open(&e->file, e->out, false, ""))
		return false;
	arena_init(&z.arena);
	e->zip = &z;
	z.state = z.packer->open(take_bytes, e);
	ok = z.state != NULL ? fill(e, s) : export_fails(e);
	e->zip = NULL;
	buf_free(&z.file);
	buf_free(&z.manifest);
	arena_free(&z.arena);
	digest_free(&z.digest);
	return outfile_close(&e->file, ok) && ok;
}
