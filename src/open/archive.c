/*
 * Archives and packed files: zip, tar, 7z, gzip, bzip2, xz, zstd
 * (archive-forms.md 3.10).  The only file that knows libarchive.  Members
 * are read one after the other and never written anywhere.
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "open/gunzip.h"
#include "open/whole.h"

enum { BLOCK = 65536 };

/* What is packed more tightly than any text is meant to fill memory or
 * time.  Little that unpacks to little does no harm. */
enum { RATIO = 200 };
#define RATIO_FROM ((uint64_t)1 << 20)
#define RATIO_FROM_ALL ((uint64_t)16 << 20)
/* What a member costs that holds nothing. */
enum { HEADER = 512 };

struct opened {
	const struct opener_input *in;
	struct archive *a;
	locale_t utf8;		/* or 0 */
	char block[BLOCK];
	struct whole whole;	/* all of it, if it had to be in memory, ... */
	bool partly;		/* ... or its beginning, as it was too long */
	bool kept;		/* which libarchive has got */
	bool opened;
	bool any;		/* it holds something */
	bool inside;		/* a member is open */
	bool done;		/* nothing more can be read */
	bool cut;		/* what is left is the end of a file that was
				 * cut */
	/* Unpacked so far, and how much of the archive has gone into it: by
	 * the member, and by all. */
	uint64_t out, from, all;
	/* What libarchive has given and is not passed on yet. */
	const void *p;
	size_t left;
	uint64_t hole;
	char end[2 * BLOCK];	/* of a file that was cut */
	char name[4096];
	char reason[200];
};

/* The input, for libarchive. */

static la_ssize_t
give(struct archive *a, void *ctx, const void **p)
{
	struct opened *o = ctx;
	long got;

	if (o->partly && !o->kept) {
		*p = o->whole.p;
		o->kept = true;
		return (la_ssize_t)o->whole.n;
	}
	do
		got = o->in->read(o->in->ctx, o->block, sizeof(o->block));
	while (got < 0 && errno == EINTR);
	if (got < 0)
		archive_set_error(a, errno, "%s", strerror(errno));
	*p = o->block;
	return got < 0 ? ARCHIVE_FATAL : got;
}

static la_int64_t
move(struct archive *a, void *ctx, la_int64_t offset, int whence)
{
	struct opened *o = ctx;
	int64_t at = o->in->seek(o->in->ctx, offset, whence);

	(void)a;
	return at < 0 ? ARCHIVE_FATAL : at;
}

/* Opening. */

static bool
begins(const struct opener_input *in, const char *magic, size_t n)
{
	return in->head_n >= n && memcmp(in->head, magic, n) == 0;
}

/* 7z archives are read from their end, and zip archives better so.  What can
 * only be read on is kept in memory for that, if it is not too long; a long
 * zip archive goes by. */
static enum opener_status
keep(struct opened *o)
{
	bool is_7z = begins(o->in, "7z\xBC\xAF\x27\x1C", 6);
	enum opener_status status;

	if (o->in->seek != NULL || (!is_7z && !begins(o->in, "PK", 2)))
		return OPENER_OK;
	status = whole_read(o->in, &o->whole);
	o->partly = status == OPENER_REFUSED && !is_7z;
	return o->partly ? OPENER_OK : status;
}

/* libarchive's own word, put behind ours. */
static enum opener_status
broken(struct opened *o, enum opener_status status)
{
	const char *why = archive_error_string(o->a);

	if (archive_errno(o->a) == ENOMEM)
		return OPENER_ENOMEM;
	if (why == NULL || *why == '\0')
		snprintf(o->reason, sizeof(o->reason), "is broken");
	else
		snprintf(o->reason, sizeof(o->reason), "is broken: %s", why);
	return status;
}

static enum opener_status
refuse(struct opened *o, const char *why)
{
	snprintf(o->reason, sizeof(o->reason), "%s", why);
	return OPENER_REFUSED;
}

static enum opener_status
open_first(struct opened *o)
{
	enum opener_status status = keep(o);
	int code;

	if (status == OPENER_ENOMEM)
		return status;
	if (status != OPENER_OK) {
		refuse(o, whole_reason(status));
		return OPENER_BROKEN;
	}
	if (o->whole.p != NULL && !o->partly) {
		code = archive_read_open_memory(o->a, o->whole.p, o->whole.n);
	} else {
		archive_read_set_read_callback(o->a, give);
		if (o->in->seek != NULL)
			archive_read_set_seek_callback(o->a, move);
		archive_read_set_callback_data(o->a, o);
		code = archive_read_open1(o->a);
	}
	return code == ARCHIVE_OK || code == ARCHIVE_WARN ? OPENER_OK
	    : broken(o, OPENER_BROKEN);
}

static void *
archive_open(const struct opener_input *in)
{
	struct opened *o = calloc(1, sizeof(*o));

	if (o == NULL)
		return NULL;
	o->in = in;
	o->a = archive_read_new();
	if (o->a == NULL) {
		free(o);
		return NULL;
	}
	o->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	archive_read_support_format_zip(o->a);
	archive_read_support_format_tar(o->a);
	archive_read_support_format_7zip(o->a);
	/* One packed file, which is no archive. */
	archive_read_support_format_raw(o->a);
	archive_read_support_filter_gzip(o->a);
	archive_read_support_filter_bzip2(o->a);
	archive_read_support_filter_xz(o->a);
	archive_read_support_filter_zstd(o->a);
	return o;
}

static void
archive_close(void *state)
{
	struct opened *o = state;

	archive_read_free(o->a);
	if (o->utf8 != (locale_t)0)
		freelocale(o->utf8);
	free(o->whole.p);
	free(o);
}

/* Members. */

static uint64_t
taken(const struct opened *o)
{
	return (uint64_t)archive_filter_bytes(o->a, -1);
}

/* More came out than text unpacks to. */
static bool
too_tight(const struct opened *o)
{
	return (o->out > RATIO_FROM &&
	    o->out / RATIO > taken(o) - o->from) ||
	    (o->all > RATIO_FROM_ALL && o->all / RATIO > taken(o));
}

/* A single packed file has a name only if its packer wrote one down. */
static bool
is_unnamed(struct opened *o)
{
	return archive_format(o->a) == ARCHIVE_FORMAT_RAW;
}

/* More of the member, unless it is at its end.  Block by block: what
 * archive_read_data() has gathered when it fails is lost. */
static int
next_block(struct opened *o)
{
	la_int64_t at = 0;
	int code;

	o->left = 0;
	do
		code = archive_read_data_block(o->a, &o->p, &o->left, &at);
	while (code == ARCHIVE_RETRY);
	if (code == ARCHIVE_WARN)
		code = ARCHIVE_OK;
	/* A hole in the file is zeros. */
	o->hole = code == ARCHIVE_OK && (uint64_t)at > o->out
	    ? (uint64_t)at - o->out : 0;
	return code;
}

/* At most n bytes of the block, or of the hole before it. */
static size_t
take(struct opened *o, char *out, size_t n)
{
	if (o->hole > 0) {
		n = n < o->hole ? n : (size_t)o->hole;
		memset(out, 0, n);
		o->hole -= n;
	} else {
		n = n < o->left ? n : o->left;
		memcpy(out, o->p, n);
		o->p = (const char *)o->p + n;
		o->left -= n;
	}
	o->out += n;
	o->all += n;
	return n;
}

/* The end of a gzip file that was cut, which libarchive does not give.
 * False: there is none. */
static bool
rescue(struct opened *o, uint64_t skip)
{
	if (o->cut || !begins(o->in, "\x1F\x8B", 2))
		return false;
	o->p = o->end;
	o->left = gunzip_rest(o->in, skip, o->end, sizeof(o->end));
	o->cut = o->left > 0;
	return o->cut;
}

/* Bytes of the member, however tightly packed; 0 at its end, -1 with a
 * reason if it is broken. */
static long
unpack(struct opened *o, char *out, size_t n)
{
	int code = ARCHIVE_OK;

	if (o->cut && o->left > 0)
		return (long)take(o, out, n);
	if (o->cut) {
		o->inside = false;
		o->done = true;
		return -1;
	}
	while (o->hole == 0 && o->left == 0 && code == ARCHIVE_OK)
		code = next_block(o);
	if (code == ARCHIVE_OK)
		return (long)take(o, out, n);
	o->inside = false;
	if (code == ARCHIVE_EOF)
		return 0;
	/* The next file of a zip archive is found all the same. */
	o->done = code == ARCHIVE_FATAL && (archive_format(o->a) &
	    ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_ZIP;
	broken(o, OPENER_REFUSED);
	if (code == ARCHIVE_FATAL && is_unnamed(o) && rescue(o, o->out)) {
		o->inside = true;
		o->done = false;
		return (long)take(o, out, n);
	}
	return -1;
}

static long
archive_bytes(void *state, void *out, size_t n)
{
	struct opened *o = state;
	long got = o->inside ? unpack(o, out, n) : 0;

	if (got <= 0 || !too_tight(o))
		return got;
	refuse(o, "unpacks to over 200 times its size, and is not read on");
	o->done = is_unnamed(o);
	return -1;
}

/* Passes over the rest of a member.  In a zip archive that is free; where all
 * is packed in one, the rest has to be unpacked. */
static bool
pass(struct opened *o)
{
	char rest[16384];
	long got = 1;

	if (archive_filter_count(o->a) == 1 &&
	    archive_format(o->a) != ARCHIVE_FORMAT_7ZIP) {
		o->inside = false;
		return archive_read_data_skip(o->a) != ARCHIVE_FATAL ||
		    broken(o, OPENER_BROKEN) == OPENER_OK;
	}
	while (o->inside && got > 0) {
		got = unpack(o, rest, sizeof(rest));
		if (got > 0 && too_tight(o)) {
			refuse(o, "unpacks to over 200 times its size: what "
			    "is left of it is not read");
			return false;
		}
	}
	return got >= 0;
}

/* Hidden files are passed over, as in a folder. */
static bool
is_hidden(const char *name)
{
	for (const char *p = name; p != NULL && *p != '\0';
	    p = strchr(p, '/')) {
		p += *p == '/';
		if (p[0] == '.' && p[1] != '\0' && p[1] != '/' &&
		    !(p[1] == '.' && (p[2] == '/' || p[2] == '\0')))
			return true;
	}
	return false;
}

static bool
leads_out(const char *name)
{
	if (name[0] == '/' || name[0] == '\\' ||
	    (name[0] != '\0' && name[1] == ':'))
		return true;
	for (const char *p = name; p != NULL; p = strchr(p, '/')) {
		p += *p == '/';
		if (p[0] == '.' && p[1] == '.' && (p[2] == '/' ||
		    p[2] == '\\' || p[2] == '\0'))
			return true;
	}
	return false;
}

/* As it stands in the archive. */
static const char *
name_of(struct archive_entry *e)
{
	const char *name = archive_entry_pathname(e);

	if (name == NULL)
		name = archive_entry_pathname_utf8(e);
	if (name != NULL && strncmp(name, "./", 2) == 0)
		name += 2;
	return name == NULL ? "?" : name;
}

static enum opener_status
look(struct opened *o, struct archive_entry *e)
{
	if (archive_entry_hardlink(e) != NULL ||
	    archive_entry_symlink(e) != NULL)
		return refuse(o, "is a link, which is not followed");
	if (archive_entry_filetype(e) != AE_IFREG &&
	    archive_entry_filetype(e) != 0)
		return refuse(o, "is no file");
	if (leads_out(o->name))
		return refuse(o, "has a name that leads out of the archive, "
		    "and is not read");
	if (archive_entry_is_encrypted(e))
		return refuse(o, "is encrypted; it has to be unpacked with "
		    "its password first");
	return OPENER_OK;
}

/* libarchive loses names that the locale has no characters for. */
static int
read_header(struct opened *o, struct archive_entry **e)
{
	locale_t before = o->utf8 == (locale_t)0 ? (locale_t)0
	    : uselocale(o->utf8);
	int code;

	do
		code = archive_read_next_header(o->a, e);
	while (code == ARCHIVE_RETRY);
	if (before != (locale_t)0)
		uselocale(before);
	return code;
}

static enum opener_status
next_header(struct opened *o, struct archive_entry **e)
{
	int code;

	if (!o->opened) {
		enum opener_status status = open_first(o);

		*e = NULL;
		if (status == OPENER_BROKEN && rescue(o, 0))
			return OPENER_OK;
		if (status != OPENER_OK)
			return status;
		o->opened = true;
	}
	if (o->inside && !pass(o))
		return OPENER_BROKEN;
	code = read_header(o, e);
	bool first = !o->any;
	/* A tar archive ends in zeros, and zeros alone count as one. */
	if (code == ARCHIVE_EOF && !o->any) {
		refuse(o, "is empty");
		return OPENER_BROKEN;
	}
	o->any = true;
	if (code == ARCHIVE_EOF)
		return OPENER_END;
	if (code == ARCHIVE_OK || code == ARCHIVE_WARN)
		return OPENER_OK;
	broken(o, OPENER_BROKEN);
	/* a file that was cut within its first block */
	*e = NULL;
	return first && rescue(o, 0) ? OPENER_OK : OPENER_BROKEN;
}

static enum opener_status
archive_next(void *state, struct opener_part *part)
{
	struct opened *o = state;
	struct archive_entry *e;
	enum opener_status status;

	for (;;) {
		if (o->done)
			return OPENER_END;
		status = next_header(o, &e);
		if (status != OPENER_OK) {
			o->done = true;
			return status;
		}
		o->inside = true;
		o->out = o->hole = 0;
		o->from = taken(o);
		o->all += HEADER;
		part->name = NULL;
		if (o->cut)
			return OPENER_OK;
		o->left = 0;
		snprintf(o->name, sizeof(o->name), "%s", name_of(e));
		if (archive_entry_filetype(e) == AE_IFDIR ||
		    is_hidden(o->name))
			continue;
		part->name = is_unnamed(o) ? NULL : o->name;
		return look(o, e);
	}
}

static const char *
archive_reason(const void *state)
{
	return ((const struct opened *)state)->reason;
}

const struct opener reftel_opener = {
	.version = OPENER_VERSION,
	.open = archive_open,
	.next = archive_next,
	.read = archive_bytes,
	.reason = archive_reason,
	.close = archive_close
};
