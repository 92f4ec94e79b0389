/* SHA-256; see digest.h. */
#include "base/digest.h"

#include <stdlib.h>

#include <openssl/evp.h>

static void
put_hex(const unsigned char bytes[32], char hex[65])
{
	static const char digits[] = "0123456789abcdef";

	for (unsigned i = 0; i < 32; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[64] = '\0';
}

bool
digest_sha256(struct str s, char hex[65])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	hex[0] = '\0';
	if (!EVP_Digest(s.n > 0 ? s.p : "", s.n, bytes, &n, EVP_sha256(),
	    NULL) || n != 32)
		return false;
	put_hex(bytes, hex);
	return true;
}

struct digest {
	EVP_MD_CTX *ctx;
	bool failed;
};

struct digest *
digest_new(void)
{
	struct digest *d = calloc(1, sizeof(*d));

	if (d == NULL)
		return NULL;
	d->ctx = EVP_MD_CTX_new();
	d->failed = d->ctx == NULL ||
	    !EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL);
	return d;
}

void
digest_add(struct digest *d, const void *p, size_t n)
{
	if (d != NULL && !d->failed)
		d->failed = !EVP_DigestUpdate(d->ctx, p, n);
}

bool
digest_end(struct digest *d, char hex[65])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	bool ok;

	hex[0] = '\0';
	if (d == NULL)
		return false;
	ok = !d->failed && EVP_DigestFinal_ex(d->ctx, bytes, &n) && n == 32;
	if (ok)
		put_hex(bytes, hex);
	EVP_MD_CTX_free(d->ctx);
	free(d);
	return ok;
}
