/* Sources that are packed together; see parcel.h. */
#include "archive/parcel.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

bool
parcel_has_room(const struct parcel *p, size_t n)
{
	return p->n == 0 ||
	    (p->n < PARCEL_PARTS && p->bytes.n + n <= PARCEL);
}

static bool
grow(struct parcel *p)
{
	size_t cap = p->cap == 0 ? 16 : p->cap * 2;
	struct parcel_part *part;

	if (p->n < p->cap)
		return true;
	part = realloc(p->part, cap * sizeof(*part));
	if (part == NULL)
		return false;
	p->part = part;
	p->cap = cap;
	return true;
}

static bool
make_digest(struct str bytes, char sha256[65])
{
	struct digest digest = { 0 };
	bool ok = digest_sha256(&digest, bytes, sha256);

	digest_free(&digest);
	return ok;
}

bool
parcel_add(struct parcel *p, struct str bytes, const char *sha256)
{
	struct parcel_part part = { .offset = p->bytes.n, .length = bytes.n };

	if (!grow(p))
		return false;
	if (sha256 != NULL)
		memcpy(part.sha256, sha256, sizeof(part.sha256));
	else if (!make_digest(bytes, part.sha256))
		return false;
	buf_putstr(&p->bytes, bytes);
	p->part[p->n++] = part;
	return !p->bytes.failed;
}

bool
parcel_pack(struct parcel *p, struct packer *packer,
    const struct pack_dictionary *dictionary, int64_t row)
{
	p->frame.n = 0;
	p->dictionary = dictionary == NULL ? 0 : row;
	return packer_pack(packer, dictionary,
	    str_make(p->bytes.p, p->bytes.n), &p->frame);
}

void
parcel_free(struct parcel *p)
{
	buf_free(&p->bytes);
	buf_free(&p->frame);
	free(p->part);
	*p = (struct parcel){ 0 };
}
