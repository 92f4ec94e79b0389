/* SHA-256; see digest.h. */
#include "base/digest.h"

#include <openssl/evp.h>

/* A context that is used again keeps its algorithm. */
static bool
start(struct digest *d)
{
	if (d->context != NULL)
		return EVP_DigestInit_ex(d->context, NULL, NULL) == 1;
	d->context = EVP_MD_CTX_new();
	if (d->context == NULL)
		return false;
	if (EVP_DigestInit_ex(d->context, EVP_sha256(), NULL) == 1)
		return true;
	digest_free(d);
	return false;
}

void
digest_start(struct digest *d)
{
	d->failed = !start(d);
}

void
digest_add(struct digest *d, const void *p, size_t n)
{
	if (!d->failed && n > 0)
		d->failed = !EVP_DigestUpdate(d->context, p, n);
}

bool
digest_end(struct digest *d, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	hex[0] = '\0';
	if (d->failed || !EVP_DigestFinal_ex(d->context, bytes, &n) || n != 32)
		return false;
	for (unsigned i = 0; i < n; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * n] = '\0';
	return true;
}

bool
digest_sha256(struct digest *d, struct str s, char hex[65])
{
	digest_start(d);
	digest_add(d, s.p, s.n);
	return digest_end(d, hex);
}

void
digest_free(struct digest *d)
{
	EVP_MD_CTX_free(d->context);
	*d = (struct digest){ 0 };
}
