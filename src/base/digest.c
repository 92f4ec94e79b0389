/* SHA-256; see digest.h. */
#include "base/digest.h"

#include <openssl/evp.h>

bool
digest_sha256(struct str s, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	hex[0] = '\0';
	if (!EVP_Digest(s.n > 0 ? s.p : "", s.n, bytes, &n, EVP_sha256(),
	    NULL) || n != 32)
		return false;
	for (unsigned i = 0; i < n; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * n] = '\0';
	return true;
}
