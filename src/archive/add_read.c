/* What readers do; see add_read.h. */
#include "archive/add_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/keep.h"
#include "archive/words.h"
#include "base/digest.h"
#include "telegram/telegram.h"

enum {
	CHUNK = 1 << 20,	/* bytes of a file that are no telegram */
	BEFORE = 200		/* so few stand beside a source */
};

/* A reader at work on a file. */
struct hand {
	struct add *add;
	struct lane *lane;
	struct archive *archive;	/* to look for files that are kept */
	struct packer *packer;
	struct words_teller *teller;
	/* The parcel that is being filled, and what waits for it. */
	struct parcel parcel;
	struct item *waiting, **waiting_last;

	int fd;
	struct digest digest;		/* of the file */
	uint64_t length;
	struct buf tee;			/* read; from `at` on not laid down */
	size_t at;
	uint64_t laid;			/* offset in the file of tee.p + at */
	bool sought, failed;
};

/* Items. */

static struct item *
new_item(struct hand *h, enum item_kind kind)
{
	struct item *item = calloc(1, sizeof(*item));

	if (item == NULL)
		h->failed = true;
	else
		item->kind = kind;
	return item;
}

static void
put_down(struct hand *h, struct item *item)
{
	if (!h->failed && lane_put(&h->add->lanes, h->lane, item))
		return;
	item_free(item);
	h->failed = true;
}

/* Behind the parcel that is being filled, so that all come in order. */
static void
lay(struct hand *h, struct item *item, size_t cost)
{
	item->cost = cost + sizeof(*item);
	if (h->parcel.n == 0) {
		put_down(h, item);
		return;
	}
	*h->waiting_last = item;
	h->waiting_last = &item->next;
}

/* The parcel as an item; NULL: out of memory. */
static struct item *
close_parcel(struct hand *h)
{
	struct item *item = new_item(h, ITEM_PARCEL);
	struct add *add = h->add;
	const struct pack_dictionary *d;
	int64_t row;

	pthread_mutex_lock(&add->lock);
	d = add->dictionary;
	row = add->dictionary_row;
	pthread_mutex_unlock(&add->lock);
	h->failed |= !parcel_pack(&h->parcel, h->packer, d, row);
	if (item == NULL) {
		parcel_free(&h->parcel);
		return NULL;
	}
	item->parcel = h->parcel;
	item->cost = sizeof(*item) + h->parcel.bytes.n + h->parcel.frame.n;
	h->parcel = (struct parcel){ 0 };
	return item;
}

/* Lays the parcel down, and all that waits for it. */
static void
send_parcel(struct hand *h)
{
	struct item *item, *next = h->waiting;

	if (h->parcel.n == 0)
		return;
	item = close_parcel(h);
	if (item != NULL)
		put_down(h, item);
	while ((item = next) != NULL) {
		next = item->next;
		item->next = NULL;
		put_down(h, item);
	}
	h->waiting = NULL;
	h->waiting_last = &h->waiting;
}

/* The bytes of an item, whose digest may be NULL. */
static void
pack(struct hand *h, struct item *item, struct str bytes, const char *sha256)
{
	if (!parcel_has_room(&h->parcel, bytes.n))
		send_parcel(h);
	item->part = h->parcel.n;
	h->failed |= !parcel_add(&h->parcel, bytes, sha256);
}

/* Bytes of the file. */

/* Those that were read and not laid down yet. */
static struct str
unlaid(const struct hand *h)
{
	return str_cut(str_make(h->tee.p, h->tee.n), h->at, h->tee.n);
}

/* The rest moves to the front only where there is less of it than goes. */
static void
drop(struct hand *h, size_t n)
{
	h->at += n;
	h->laid += n;
	if (h->at == 0 || h->at < h->tee.n - h->at)
		return;
	h->tee.n -= h->at;
	memcpy(h->tee.p, h->tee.p + h->at, h->tee.n);
	h->at = 0;
}

static void
lay_chunk(struct hand *h, size_t n)
{
	struct item *item = new_item(h, ITEM_CHUNK);

	if (item == NULL)
		return;
	pack(h, item, str_cut(unlaid(h), 0, n), NULL);
	item->bytes = n;
	lay(h, item, 0);
	drop(h, n);
}

static void
take_bytes(struct hand *h, const void *p, size_t n)
{
	digest_add(&h->digest, p, n);
	h->length += n;
	buf_put(&h->tee, p, n);
	h->failed |= h->tee.failed;
}

static long
read_bytes(void *ctx, void *p, size_t n)
{
	struct hand *h = ctx;
	ssize_t got;

	do
		got = read(h->fd, p, n);
	while (got == -1 && errno == EINTR);
	if (got > 0 && !h->sought)
		take_bytes(h, p, (size_t)got);
	return (long)got;
}

/* Whoever moves about in a file does not read it in order: it is read again
 * to its end afterwards. */
static int64_t
seek_bytes(void *ctx, int64_t offset, int whence)
{
	struct hand *h = ctx;

	h->sought = true;
	return (int64_t)lseek(h->fd, (off_t)offset, whence);
}

static bool
read_rest(struct hand *h)
{
	char *p = malloc(CHUNK);
	long got = -1;

	if (p != NULL && (!h->sought ||
	    lseek(h->fd, (off_t)h->length, SEEK_SET) != -1)) {
		h->sought = false;
		while ((got = read_bytes(h, p, CHUNK)) > 0)
			while (unlaid(h).n >= CHUNK && !h->failed)
				lay_chunk(h, CHUNK);
	}
	free(p);
	return got == 0;
}

/* Telegrams. */

/* The bytes before the piece, as far as they are more than a few. */
static void
lay_before(struct hand *h, struct item *item, uint64_t offset)
{
	uint64_t gap = offset - h->laid;

	while (gap > BEFORE && !h->failed) {
		size_t n = gap > CHUNK ? CHUNK : (size_t)gap;

		lay_chunk(h, n);
		gap -= n;
	}
	if (h->failed)
		return;
	buf_put(&item->before, unlaid(h).p, (size_t)gap);
	h->failed |= item->before.failed;
	drop(h, (size_t)gap);
}

static void
take_telegram(struct hand *h, struct reftel_telegram *t)
{
	struct item *item = new_item(h, ITEM_TELEGRAM);
	struct str piece = t->impl->piece;
	uint64_t offset = t->source.offset;
	/* Its bytes are the file's, and in their place. */
	bool inside = !t->span_basis_text && offset >= h->laid &&
	    offset + piece.n <= h->laid + unlaid(h).n;

	if (item == NULL) {
		reftel_telegram_free(t);
		return;
	}
	item->arrival.asked = h->add->opt->form != REFTEL_FORM_ANY;
	item->arrival.id = h->add->opt->id;
	item->arrival.year = h->add->opt->year;
	if (!arrival_make(&item->arrival, t) ||
	    !words_tell(h->teller, item->arrival.text)) {
		item_free(item);
		h->failed = true;
		return;
	}
	if (inside) {
		lay_before(h, item, offset);
		if (!h->failed)
			drop(h, piece.n);
		item->bytes = item->before.n + piece.n;
		item->inside = true;
	}
	pack(h, item, piece, t->source.sha256);
	lay(h, item, t->impl->arena.total + 2 * piece.n);
}

static char *
copy(struct hand *h, const char *s)
{
	char *p = s == NULL ? NULL : strdup(s);

	h->failed |= s != NULL && p == NULL;
	return p;
}

static void
refuse(struct hand *h, const char *member, struct reftel_span span,
    uint64_t line, const char *reason, bool kept)
{
	struct item *item = new_item(h, ITEM_REFUSED);

	if (item == NULL)
		return;
	item->member = copy(h, member);
	item->reason = copy(h, reason);
	item->span = span;
	item->line = line;
	item->kept = kept;
	lay(h, item, 0);
}

static void
reader_refused(struct hand *h, const struct reftel_reader *reader,
    enum reftel_status status)
{
	struct reftel_span span = { 0 };
	uint64_t line = 0;
	const char *why = reftel_reader_error(reader, &span, &line);

	if (why == NULL || *why == '\0')
		why = reftel_strstatus(status);
	refuse(h, reftel_reader_member(reader), span,
	    span.start > 0 ? line : 0, why, true);
}

/* False: the reader is at its end. */
static bool
read_one(struct hand *h, struct reftel_reader *reader)
{
	struct reftel_telegram *t;
	enum reftel_status status = reftel_reader_next(reader, &t);

	switch (status) {
	case REFTEL_OK:
		take_telegram(h, t);
		return !h->failed;
	case REFTEL_END:
		return false;
	case REFTEL_EBROKEN:
	case REFTEL_ELIMIT:
	case REFTEL_ENOTELEGRAM:
		reader_refused(h, reader, status);
		return !h->failed;
	case REFTEL_ENOMEM:
		h->failed = true;
		return false;
	default:
		reader_refused(h, reader, status);
		return false;
	}
}

static void
read_telegrams(struct hand *h, const char *name)
{
	struct reftel_options opt = { .form = h->add->opt->form,
		.id = h->add->opt->id, .year = h->add->opt->year,
		.name = name };
	struct reftel_reader *reader;
	struct item *item;

	if (lseek(h->fd, 0, SEEK_CUR) == 0)
		opt.seek = seek_bytes;
	reader = reftel_reader_new(&opt, read_bytes, h);
	if (reader == NULL) {
		h->failed = true;
		return;
	}
	while (read_one(h, reader) && !lanes_stopped(&h->add->lanes))
		continue;
	item = new_item(h, ITEM_PASSED);
	if (item != NULL) {
		item->n = reftel_reader_passed(reader);
		lay(h, item, 0);
	}
	reftel_reader_free(reader);
}

/* Files. */

/* The digest of a file that was looked at before is the whole of it. */
static bool
digest_file(struct hand *h, char sha256[65])
{
	char *p = malloc(CHUNK);
	ssize_t got = -1;

	digest_start(&h->digest);
	while (p != NULL && (got = read(h->fd, p, CHUNK)) > 0)
		digest_add(&h->digest, p, (size_t)got);
	free(p);
	return digest_end(&h->digest, sha256) && got == 0 &&
	    lseek(h->fd, 0, SEEK_SET) == 0;
}

/* Only a file that is as long as one that is kept is worth the look. */
static int64_t
known_file(struct hand *h)
{
	struct stat st;
	char sha256[65];

	if (h->archive == NULL || fstat(h->fd, &st) != 0 ||
	    !S_ISREG(st.st_mode) ||
	    !keep_length_known(h->archive, (uint64_t)st.st_size) ||
	    !digest_file(h, sha256))
		return 0;
	h->length = (uint64_t)st.st_size;
	return keep_known(h->archive, (uint64_t)st.st_size, sha256);
}

static void
end_file(struct hand *h)
{
	struct item *item;

	if (!read_rest(h) && !h->failed) {
		refuse(h, NULL, (struct reftel_span){ 0 }, 0, strerror(errno),
		    false);
		return;
	}
	while (unlaid(h).n > 0 && !h->failed)
		lay_chunk(h, unlaid(h).n > CHUNK ? CHUNK : unlaid(h).n);
	item = h->failed ? NULL : new_item(h, ITEM_WHOLE);
	if (item == NULL)
		return;
	item->n = h->length;
	if (!digest_end(&h->digest, item->sha256))
		h->failed = true;
	lay(h, item, 0);
}

static void
read_file(struct hand *h, const char *path)
{
	int64_t known;

	h->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY);
	if (h->fd == -1) {
		refuse(h, NULL, (struct reftel_span){ 0 }, 0, strerror(errno),
		    false);
		return;
	}
	h->length = h->laid = h->tee.n = h->at = 0;
	h->sought = false;
	known = known_file(h);
	if (known > 0) {
		struct item *item = new_item(h, ITEM_KNOWN);

		if (item != NULL) {
			item->n = (uint64_t)known;
			item->bytes = h->length;
			lay(h, item, 0);
		}
	} else {
		h->length = 0;
		digest_start(&h->digest);
		read_telegrams(h, path);
		if (!lanes_stopped(&h->add->lanes))
			end_file(h);
		send_parcel(h);
	}
	if (h->fd != STDIN_FILENO)
		close(h->fd);
}

void *
add_read_files(void *ctx)
{
	struct add *add = ctx;
	struct hand h = { .add = add, .packer = packer_new(),
		.teller = words_teller_new() };
	char why[200];

	archive_open(&h.archive, add->archive, ARCHIVE_READ, why, sizeof(why));
	h.failed = h.packer == NULL || h.teller == NULL;
	h.waiting_last = &h.waiting;
	while ((h.lane = lanes_next(&add->lanes)) != NULL) {
		if (!h.failed)
			read_file(&h, add->path[h.lane->file]);
		lane_end(&add->lanes, h.lane, h.failed);
	}
	digest_free(&h.digest);
	packer_free(h.packer);
	words_teller_free(h.teller);
	buf_free(&h.tee);
	archive_close(h.archive);
	return NULL;
}
